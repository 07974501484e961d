"""A real `chroma run` on loopback, and a small proxy that asks for a token in front of it."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from tests.support.serving import QuietHandler, serving


class ChromaProcess:
    """`chroma run` on a free port; can be stopped and started again on the same one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, folder: Path | None = None) -> ChromaProcess:
        """Run it, on another folder if one is given; returns when it listens."""
        self.folder = folder or self.folder
        chroma = str(Path(sys.executable).with_name("chroma"))
        self._process = subprocess.Popen(
            [chroma, "run", "--path", str(self.folder), "--port", str(self.port), "--host", "127.0.0.1"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"ANONYMIZED_TELEMETRY": "False"},
        )
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                assert self._process.poll() is None, "chroma run ended at once"
                assert time.monotonic() < deadline, "chroma run did not listen within 30 s"
                time.sleep(0.05)

    def stop(self) -> None:
        """End it at once, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(20)
            self._process = None


class TokenProxy:
    """Passes on to a server what carries the token, below a path; everything else is refused as a proxy does it."""

    def __init__(self, target_port: int, token: str, below: str = "") -> None:
        self.seen: list[str] = []  # paths that were let in
        proxy = self

        class Handler(QuietHandler):
            protocol_version = "HTTP/1.1"

            def _pass_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                if self.headers.get("Authorization") != f"Bearer {token}":
                    self._answer(401, b"401 Authorization Required", "text/plain")
                    return
                if not self.path.startswith(below):
                    self._answer(404, b"nothing here", "text/plain")
                    return
                proxy.seen.append(self.path)
                link = http.client.HTTPConnection("127.0.0.1", target_port, timeout=30)
                try:
                    kept = {k: v for k, v in self.headers.items() if k.lower() in ("content-type", "accept")}
                    link.request(self.command, self.path[len(below) :], body, kept)
                    answer = link.getresponse()
                    self._answer(answer.status, answer.read(), answer.headers.get("Content-Type") or "text/plain")
                except OSError:
                    self._answer(502, b"<html>Bad Gateway</html>", "text/html")
                finally:
                    link.close()

            def _answer(self, status: int, body: bytes, kind: str) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _pass_on

        self._open = ExitStack()
        self.url = f"http://127.0.0.1:{self._open.enter_context(serving(Handler))}{below}"

    def close(self) -> None:
        self._open.close()
