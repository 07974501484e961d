"""The real page on a small real book, and a browser that reports every error and every request that leaves."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn

from companion.book import Companion
from companion.engine import Engine
from companion.library import Library
from companion.settings import Settings
from companion.web.app import _listen, build_app, web_app
from tests.support.embedder import HashEmbedder

CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
BOOK = {
    "00 prologue.md": "# Prologue\n\nThe lighthouse had no keeper that winter. Wenna kept the keys in a biscuit tin.\n",
    "01.md": """# Chapter One: The Tin

Wenna carried the biscuit tin down to the harbour. Her grey eyes watered in the wind.

"You could post them," said Joss Penrose. "The keys. Nobody would know."

"I would know," Wenna said.

* * *

Joss walked home alone. *She always knows*, he thought, and kicked a stone into the harbour.
""",
    "02.md": """# Chapter Two: The Harbour Master

The harbour master counted the boats twice. <img src="http://example.invalid/a.png"> was painted on the last one, and
under it ![a gull](http://example.invalid/b.png) and <script>window.broken = true</script>.

Joss bought three ropes. Wenna looked at him with her green eyes and said nothing at all about the lantern.
""",
    "03.md": """# Chapter Three: The Lantern

The lantern was hidden under the chapel stairs. Only Joss had seen it there.

Wenna found the tin empty on Thursday.
""",
}


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """Chromium of this machine; the test is skipped where there is none."""
    playwright = pytest.importorskip("playwright.sync_api")
    path = next((p for p in CHROMIUM if Path(p).exists()), None)
    if path is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


class Address(str):
    """Where a page is served, and the folder of the book it is about."""

    folder: Path


@pytest.fixture(scope="session")
def serve_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Address]]:
    """Serve the page on a folder; returns its address. `opener` may stand in for real books, `more` are settings."""
    stops: list[Callable[[], None]] = []

    def start(files: dict[str, str] = BOOK, opener: Callable | None = None, **more: object) -> Address:
        home = tmp_path_factory.mktemp("served")
        folder = home / "The Keys"
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        settings = Settings.load(**{"home": home / "home", "model": "none", "watch_poll": 0.5, **more})
        engine = Engine(settings, HashEmbedder())
        made = opener or (lambda path, model: Companion.open(path, model=model, engine=engine))
        page = build_app(Library(settings.data), settings, folder, made)
        listener = _listen("127.0.0.1", 0)
        server = uvicorn.Server(uvicorn.Config(web_app(page), log_level="error", timeout_graceful_shutdown=1))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        until = time.monotonic() + 30
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)

        def stop() -> None:
            server.should_exit = True
            thread.join(5)
            page.desk.close()  # type: ignore[attr-defined]

        stops.append(stop)
        address = Address(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        address.folder = folder
        return address

    yield start
    for stop in stops:
        stop()


@pytest.fixture
def serve_made(serve_book: Callable[..., Address]) -> Callable[[Callable], tuple[Address, list]]:
    """Serve the page on books that `make` makes of a path; returns its address and the books made, as they come."""

    def start(make: Callable) -> tuple[Address, list]:
        books: list = []

        def opener(path: Path, model: str) -> object:
            books.append(make(path))
            return books[-1]

        return serve_book(opener=opener), books

    return start


@pytest.fixture(scope="session")
def address(serve_book: Callable[..., str]) -> str:
    return serve_book()


@dataclass
class Watched:
    """A page, and what went wrong on it."""

    page: object
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


@pytest.fixture
def open_page(browser) -> Iterator[Callable[..., object]]:
    """Open an address at a size; at the end of the test nothing may have gone wrong and nothing may have left."""
    watched: list[Watched] = []

    def start(address: str, width: int = 1440, height: int = 900, dark: bool = False, index: bool = True):
        """`index` goes on from the preview of a book that was never read to its first look."""
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        page = context.new_page()
        seen = Watched(page)
        watched.append(seen)
        page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda problem: seen.errors.append(str(problem)))
        page.on("request", lambda asked: seen.outside.append(asked.url) if _leaves(asked.url) else None)
        page.on(
            "response", lambda came: seen.errors.append(f"{came.status} {came.url}") if came.status >= 400 else None
        )
        page.set_default_timeout(20_000)
        page.goto(address)
        if index:
            page.wait_for_selector("#outline-foot .first, .first-look")
            if page.locator("#outline-foot .first").count():
                page.click("#outline-foot .first")
            page.wait_for_selector(".first-look")
        return page

    yield start
    for seen in watched:
        seen.page.context.close()
        assert not seen.errors, seen.errors
        assert not seen.outside, seen.outside


def _leaves(url: str) -> bool:
    return urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).hostname != "127.0.0.1"
