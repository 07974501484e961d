"""A stand-in for the model hub on loopback: lists one repository, serves its files, in parts where it is asked to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.serving import QuietHandler, serving

SHA = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class Hub:
    """What was asked for; `sent` are the files of which the content was, not only news.

    `cut` bytes into the first large file the connection drops, once; `status` refuses all.
    """

    url: str = ""
    paths: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    cut: int = 0
    status: int = 200
    error: str = ""


@contextmanager
def serve_hub(repo: str, folder: Path) -> Iterator[Hub]:
    """Serve the files of `folder` as the repository `repo` ("owner/name")."""
    hub = Hub()
    files = {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}

    class Handler(QuietHandler):
        protocol_version = "HTTP/1.1"

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def do_GET(self) -> None:
            self._answer(body=True)

        def _answer(self, body: bool) -> None:
            path = urlsplit(self.path).path
            hub.paths.append(path)
            hub.agents.add(self.headers.get("User-Agent", ""))
            name = path.rpartition("/")[2]
            if hub.status != 200 or not path.startswith((f"/api/models/{repo}", f"/{repo}/resolve/")):
                status = hub.status if hub.status != 200 else 404
                code = hub.error or ("RepoNotFound" if status == 404 else "")
                headers = {"X-Error-Code": code, "X-Error-Message": "no"} if code else {}
                self._send(status, b'{"error": "no"}', headers, body)
            elif path.startswith("/api/"):
                siblings = [{"rfilename": f, "size": len(data)} for f, data in files.items()]
                told = {"id": repo, "modelId": repo, "sha": SHA, "siblings": siblings, "private": False}
                self._send(200, json.dumps(told).encode(), {"Content-Type": "application/json"}, body)
            elif name in files:
                self._file(name, files[name], body)
            else:
                self._send(404, b"", {"X-Error-Code": "EntryNotFound"}, body)

        def _file(self, name: str, data: bytes, body: bool) -> None:
            etag = hashlib.sha256(data).hexdigest()
            headers = {"ETag": f'"{etag}"', "X-Repo-Commit": SHA, "Accept-Ranges": "bytes"}
            status, part = 200, data
            if body:
                hub.sent.append(name)
            if asked := self.headers.get("Range"):
                hub.ranges.append(asked)
                start = int(asked.removeprefix("bytes=").split("-")[0])
                status, part = 206, data[start:]
                headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
            if body and hub.cut and len(part) > hub.cut:
                self._send(status, part[: hub.cut], headers, body, length=len(part))
                hub.cut = 0
                self.close_connection = True
                return
            self._send(status, part, headers, body)

        def _send(self, status: int, data: bytes, headers: dict[str, str], body: bool, length: int | None = None):
            self.send_response(status)
            for key, value in headers.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(data) if length is None else length))
            self.end_headers()
            if body:
                self.wfile.write(data)

    with serving(Handler) as port:
        hub.url = f"http://127.0.0.1:{port}"
        yield hub
