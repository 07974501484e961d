"""An OpenAI-compatible server on loopback that behaves, or misbehaves, as a test tells it to."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tests.support.serving import QuietHandler, serving


@dataclass(frozen=True)
class Says:
    """One reply: text (or a function of the request body), or a way to fail."""

    text: str | Callable[[dict[str, Any]], str] = ""
    status: int = 200
    cut_after: int | None = None  # pieces after which the connection drops
    endless: bool = False  # says `text` over and over
    silent: float = 0.0  # seconds without a byte
    silent_after: int | None = None  # pieces before it falls silent; None is at once, before the headers
    pause: float = 0.0  # seconds between pieces
    headers: tuple[tuple[str, str], ...] = ()
    raw: bytes = b""  # sent as it is instead of an answer, in a stream and at once
    reasoning: str = ""  # sent as reasoning_content before the text


@dataclass
class ModelServer:
    """What the server was asked, and what it will say: one `Says` per request, the last one again and again."""

    script: list[Says]
    requests: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    base_url: str = ""
    stopped: threading.Event = field(default_factory=threading.Event)

    def next(self) -> Says:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    @property
    def prompts(self) -> list[str]:
        return ["\n".join(str(m["content"]) for m in body["messages"]) for body in self.requests]


@contextmanager
def model_server(*script: Says) -> Iterator[ModelServer]:
    """Serve `script` on a free loopback port."""
    state = ModelServer(list(script) or [Says("The manuscript does not say.")])

    class Handler(QuietHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            state.paths.append(self.path)
            self._json(200, {"object": "list", "data": [{"id": "scripted", "object": "model", "owned_by": "tests"}]})

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            state.paths.append(self.path)
            state.requests.append(body)
            says = state.next()
            if says.silent and says.silent_after is None:
                state.stopped.wait(says.silent)
            if says.status != 200:
                self._json(says.status, {"error": {"message": "no, and here is sk-secret-key"}}, says.headers)
                return
            text = says.text(body) if callable(says.text) else says.text
            if body.get("stream"):
                self._stream(says, text)
            else:
                message = {"role": "assistant", "content": text}
                choice = {"index": 0, "message": message, "finish_reason": "stop"}
                usage = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}
                self._json(200, {"id": "1", "object": "chat.completion", "created": 1, "model": "scripted",
                                 "choices": [choice], "usage": usage})  # fmt: skip

        def _stream(self, says: Says, text: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            try:
                if says.reasoning:
                    self._event({"reasoning_content": says.reasoning})
                for n, piece in enumerate(self._pieces(says, text)):
                    if n == says.cut_after:
                        self.close_connection = True
                        self.connection.close()
                        return
                    if n == says.silent_after:
                        state.stopped.wait(says.silent)
                    self._event({"content": piece})
                    if says.pause:
                        state.stopped.wait(says.pause)
                if says.raw:
                    self._chunk(says.raw)
                self._event({}, "stop")
                self._chunk(b"data: [DONE]\n\n")
                self._chunk(b"")
            except OSError:
                self.close_connection = True

        def _pieces(self, says: Says, text: str) -> Iterator[str]:
            cuts = [*range(0, len(text), 7), len(text)]
            while True:
                yield from (text[a:b] for a, b in pairwise(cuts))
                if not says.endless or state.stopped.is_set():
                    return
                time.sleep(0)

        def _event(self, delta: dict[str, str], finish: str | None = None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            event = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted",
                     "choices": [choice]}  # fmt: skip
            self._chunk(f"data: {json.dumps(event)}\n\n".encode())

        def _chunk(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def _json(self, status: int, body: dict[str, Any], headers: tuple[tuple[str, str], ...] = ()) -> None:
            raw = json.dumps(body).encode()
            try:
                self.send_response(status)
                for name, value in (("Content-Type", "application/json"), *headers):
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)
            except OSError:
                self.close_connection = True

    with serving(Handler) as port:
        state.base_url = f"http://127.0.0.1:{port}/v1"
        try:
            yield state
        finally:
            state.stopped.set()
