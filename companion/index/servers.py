"""A Chroma server: who we are there, what it takes to get in, and its errors as ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..errors import IndexUnavailable

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

PATIENCE = 60.0  # seconds without an answer before a server counts as gone; Chroma's own client waits for ever
HEARTBEAT = "/api/v2/heartbeat"


@dataclass(frozen=True)
class ChromaServer:
    """Where a Chroma server listens, and as whom we come.

    `token` goes out as a bearer token, for a proxy in front of the server (`chroma run` itself asks for none), and as
    the header that Chroma Cloud reads. A path in the URL is kept: a proxy may serve Chroma below one.
    """

    url: str
    token: str = ""
    tenant: str = "default_tenant"
    database: str = "default_database"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}", "X-Chroma-Token": self.token} if self.token else {}


def open_server(server: ChromaServer) -> ClientAPI:
    """A client of the server; its tenant and database are made if they are not there. Raises IndexUnavailable."""
    import chromadb
    import httpx
    from chromadb.api.client import AdminClient
    from chromadb.config import Settings
    from chromadb.errors import NotFoundError

    url = urlsplit(server.url.strip())
    try:
        port = url.port or (443 if url.scheme == "https" else 80)
    except ValueError:
        port = 0
    if url.scheme not in ("http", "https") or not url.hostname or not port:
        raise IndexUnavailable(f"COMPANION_CHROMA_URL is {server.url!r}; it should look like http://127.0.0.1:8000.")
    _knock(server)
    settings = Settings(
        anonymized_telemetry=False,
        chroma_api_impl="chromadb.api.fastapi.FastAPI",
        chroma_server_host=f"{url.scheme}://{url.netloc}{url.path.rstrip('/')}",
        chroma_server_http_port=port,
        chroma_server_ssl_enabled=url.scheme == "https",
        chroma_server_headers=server.headers or None,
    )
    admin = AdminClient(settings)
    for there, make in (
        (lambda: admin.get_tenant(server.tenant), lambda: admin.create_tenant(server.tenant)),
        (
            lambda: admin.get_database(server.database, server.tenant),
            lambda: admin.create_database(server.database, server.tenant),
        ),
    ):
        try:
            there()
        except NotFoundError:
            make()
    client = chromadb.Client(settings=settings, tenant=server.tenant, database=server.database)
    session = getattr(getattr(client, "_server", None), "_session", None)
    if isinstance(session, httpx.Client):
        session.timeout = httpx.Timeout(PATIENCE)
    return client


def _knock(server: ChromaServer) -> None:
    """Tell apart what is wrong while it is still plain: nobody there, not let in, or not Chroma."""
    import httpx

    address = server.url.strip().rstrip("/")
    try:
        answer = httpx.get(address + HEARTBEAT, headers=server.headers, timeout=PATIENCE / 4)
    except httpx.HTTPError as exc:
        raise IndexUnavailable(
            f"No Chroma server answers at {address}. Start it (`chroma run --path FOLDER`), correct "
            "COMPANION_CHROMA_URL, or unset it to keep the vectors on this machine."
        ) from exc
    if answer.status_code in (401, 403):
        said = "refuses our token" if server.token else "wants a token"
        raise IndexUnavailable(f"The Chroma server at {address} {said}; set COMPANION_CHROMA_TOKEN.")
    if answer.status_code != 200 or "heartbeat" not in answer.text:
        raise IndexUnavailable(
            f"What answers at {address} is no Chroma server (status {answer.status_code}); check COMPANION_CHROMA_URL."
        )


@contextmanager
def translated(where: str) -> Iterator[None]:
    """Chroma's errors, and what lies below it, as IndexUnavailable. `where` is the address of a server, "" on disk."""
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except IndexUnavailable:
        raise
    except Exception as exc:  # Chroma raises bare Exceptions for what a proxy in front of a server says
        # AttributeError: what Chroma 1.5.9 raises when it cannot even close a store that it failed to open.
        known = (ChromaError, httpx.HTTPError, OSError, ValueError, AttributeError)
        if not isinstance(exc, known) and type(exc) is not Exception:
            raise
        line = (str(exc).strip().splitlines() or [type(exc).__name__])[0][:200]
        todo = (
            f"The Chroma server at {where} cannot be used ({line}). Check that it runs; then bring the book up to date."
            if where
            else f"The vector store cannot be used ({line}). Delete the book's folder in the cache and bring the book "
            "up to date again."
        )
        raise IndexUnavailable(todo) from exc
