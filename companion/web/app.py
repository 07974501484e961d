"""The web page as one Gradio app: wiring, serving on this machine only, and the headers that keep it to itself."""

from __future__ import annotations

import os
import re
import socket
import threading
import webbrowser
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import gradio as gr
import uvicorn
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse, Response
from starlette.datastructures import Headers, MutableHeaders

from ..bible_text import WRITERS
from ..book import Companion
from ..engine import Engine
from ..errors import CompanionError
from ..library import Library
from ..settings import Settings
from .bible import bible_tab, exported
from .boot import boot_html
from .bridge import wall
from .chapters import chapters_tab
from .chat import chat_tab
from .continuity import continuity_tab
from .desk import Desk
from .library_bar import open_tab
from .rail import rail_tab
from .read import pane, read_tab
from .scenes import scenes_tab
from .settings_tab import settings_tab

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PORTS_TRIED = 20
LOOPBACK = ("127.0.0.1", "localhost", "::1")
ASSETS = {
    "theme.css": "text/css",
    "files.css": "text/css",
    "bible.css": "text/css",
    "companion.js": "text/javascript",
    "tabs.js": "text/javascript",
    "bible.js": "text/javascript",
    "files.js": "text/javascript",
    "manners.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
ELEMENTS = {  # by the kind of file, in the order of ASSETS
    "text/css": '<link rel="stylesheet" href="/companion/{}">',
    "text/javascript": '<script src="/companion/{}" defer></script>',
    "image/svg+xml": '<link rel="icon" type="image/svg+xml" href="/companion/{}">',
}
HEAD = "".join(ELEMENTS[kind].format(name) for name, kind in ASSETS.items()).encode()
POLICY = "; ".join(
    (
        "default-src 'self'",
        # Gradio's page carries its settings in inline scripts and compiles its templates.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def build_app(
    library: Library,
    settings: Settings,
    book_path: Path | None = None,
    opener: Callable[[Path, str], Companion] | None = None,
) -> gr.Blocks:
    """The page. `book_path` is opened first; `opener` makes books, by default ones that share one engine."""
    desk = Desk(library, settings, opener or partial(_open, Engine(settings)))
    first = desk.enter(book_path).key if book_path else None
    # What is handed over in the browser passes through Gradio's own folder: ours, and swept every hour.
    os.environ["GRADIO_TEMP_DIR"] = str(settings.cache / "handed-over")
    blocks = gr.Blocks(title="Companion", fill_width=True, analytics_enabled=False, delete_cache=(3600, 3600))
    with blocks as page, gr.Row(elem_id="shell"):
        with gr.Column(elem_id="rail", min_width=0):
            rail_tab(desk, first)
        with gr.Column(elem_id="stage", min_width=0):
            gr.HTML('<div id="topbar"></div>', elem_id="topbar-html", apply_default_css=False)
            with gr.Column(elem_id="view-chat", elem_classes="view", min_width=0):
                chat_tab(desk)
            for name, build in _views().items():
                with gr.Column(elem_id=f"view-{name}", elem_classes="view", min_width=0):
                    build(desk)
        with gr.Column(elem_id="pane", min_width=0):
            pane(desk)
    page.queue(default_concurrency_limit=16)
    page.desk = desk  # type: ignore[attr-defined]  # closed by whoever serves the page
    return page


def _views() -> dict[str, Callable[[Desk], Any]]:
    return {
        "read": read_tab,
        "bible": bible_tab,
        "continuity": continuity_tab,
        "scenes": scenes_tab,
        "chapters": chapters_tab,
        "settings": settings_tab,
        "open": open_tab,
    }


def _open(engine: Engine, path: Path, model: str) -> Companion:
    return Companion.open(path, model=model, engine=engine)


def web_app(page: gr.Blocks, host: str = "127.0.0.1") -> FastAPI:
    """The page as an ASGI application with our headers and files."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, telemetry={"auto_configure": False})
    desk: Desk = page.desk  # type: ignore[attr-defined]
    app.add_middleware(HeadFirst, frame=lambda query: boot_html(query, desk.library.books))
    app.add_middleware(Guard, host=host)
    app.get("/companion/{name}")(_asset)

    @app.get("/companion/bible/{name}")
    def bible(name: str, until: int | None = None) -> Response:
        return _bible(desk, name, until)

    return gr.mount_gradio_app(app, page, path="/", theme=_theme(), footer_links=[], run_history=False, show_error=True)


def serve(path: Path | None = None, settings: Settings | None = None, open_browser: bool = True) -> None:
    """Serve the page until interrupted; print its address once it answers, open it in the browser if asked.

    Takes the next free port when the one of the settings is taken. Raises what opening the book raises.
    """
    settings = settings or Settings.load()
    page = build_app(Library(settings.data), settings, path)
    listener = _listen(settings.host, settings.port)
    host, port = listener.getsockname()[:2]
    address = f"http://{'127.0.0.1' if host in ('0.0.0.0', '::') else host}:{port}/"
    config = uvicorn.Config(web_app(page, settings.host), log_level="warning", timeout_graceful_shutdown=2)
    server = _Server(config, partial(_ready, address, open_browser))
    try:
        server.run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # how one stops it
    finally:
        page.desk.close()  # type: ignore[attr-defined]


class Guard:
    """Our headers on every reply; and on loopback only requests that name this machine (no DNS rebinding) and come
    from our own page (no other site a browser has open can make it do anything)."""

    def __init__(self, app: ASGIApp, host: str = "127.0.0.1") -> None:
        self.app = app
        self.local_only = host in LOOPBACK

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self.local_only and not _is_ours(Headers(scope=scope)):
            await PlainTextResponse("This page is for this machine only.", status_code=403)(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self.app(scope, receive, with_headers)


class HeadFirst:
    """Puts our style and script into the page's own head and its frame into the body. Gradio adds a `head` only once
    its script has run, and a writer at night would see a white page first, then an empty one for a second or two.

    `frame` gives the frame's HTML for the query string of the address."""

    def __init__(self, app: ASGIApp, frame: Callable[[str], str]) -> None:
        self.app = app
        self.frame = frame

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != "/" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        # Plain, not compressed: it is a few kilobytes, and we have to read it.
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        body = b""

        async def with_head(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            body = body.replace(b"</head>", HEAD + b"</head>", 1)
            frame = self.frame(scope["query_string"].decode("latin-1")).encode()
            body = re.sub(rb"<body[^>]*>", lambda found: found.group(0) + frame, body, count=1)
            MutableHeaders(scope=start)["content-length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self.app({**scope, "headers": plain}, receive, with_head)


def _is_ours(headers: Headers) -> bool:
    host, origin = headers.get("host", ""), headers.get("origin")
    return _hostname(host) in LOOPBACK and origin in (None, f"http://{host}", f"https://{host}")


def _hostname(host: str) -> str:
    return host.rsplit(":", 1)[0].strip("[]") if host.count(":") == 1 or host.startswith("[") else host


class _Server(uvicorn.Server):
    """Calls `ready` once it takes requests."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


def _ready(address: str, open_browser: bool) -> None:
    print(f"Companion is at {address}  (stop with Ctrl+C)", flush=True)
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _listen(host: str, port: int) -> socket.socket:
    """A socket on the port, or on the next that is free."""
    for tried in [*range(port, port + PORTS_TRIED), 0]:
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, tried))
        except OSError:
            listener.close()
            continue
        return listener
    raise CompanionError(f"No free port on {host}; set COMPANION_PORT or COMPANION_HOST to something else.")


def _asset(name: str) -> Response:
    if name not in ASSETS:
        return PlainTextResponse("Not found", status_code=404)
    content = files("companion.web").joinpath(name).read_text(encoding="utf-8")
    return Response(content, media_type=ASSETS[name], headers={"Cache-Control": "no-cache"})


def _bible(desk: Desk, name: str, until: int | None) -> Response:
    """The story bible of an open book as a file: "<key>.md", ".docx" or ".json", up to a wall."""
    key, _, kind = name.rpartition(".")
    try:
        book = desk.book(key)
        content = exported(book.bible(wall(until)), kind)
    except CompanionError as exc:
        return PlainTextResponse(str(exc), status_code=404)
    title = "".join(c if c.isalnum() or c in " -" else "_" for c in book.title).strip() or "Book"
    disposition = f"attachment; filename*=UTF-8''{quote(f'{title} - story bible.{kind}')}"
    return Response(content, media_type=WRITERS[kind].media_type, headers={"Content-Disposition": disposition})


def _theme() -> gr.themes.Base:
    """A theme that fetches no fonts; colours and shapes are in theme.css."""
    return gr.themes.Base(
        font=[gr.themes.Font("system-ui"), gr.themes.Font("sans-serif")],
        font_mono=[gr.themes.Font("ui-monospace"), gr.themes.Font("monospace")],
    )
