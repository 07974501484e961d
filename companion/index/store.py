"""The vector store: one Chroma collection per book and embedding, on disk or on a Chroma server."""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np

from ..errors import IndexUnavailable
from ..ledger import Passage, Scope

SPACE = {"hnsw": {"space": "cosine", "ef_construction": 128, "ef_search": 256}}


@dataclass(frozen=True)
class ChromaServer:
    """Where a Chroma server listens, and as whom we come."""

    url: str
    token: str = ""
    tenant: str = "default_tenant"
    database: str = "default_database"


class VectorStore:
    """Vectors of one book. Ids and metadata carry the chapter's revision and the place, never the position."""

    def __init__(self, place: Path | ChromaServer, book: str, embedding: str) -> None:
        self._place = place
        digest = hashlib.sha256(embedding.encode()).hexdigest()[:10]
        self.collection_name = re.sub(r"[^a-z0-9-]+", "-", f"book-{book}-{digest}".lower()).strip("-")
        self._client = None
        self._collection = None
        self._edition = -1
        self._guard = threading.RLock()  # one thread must not reopen what another is reading

    def catch_up(self, edition: int) -> None:
        """Reopen if the book has moved on since we looked: a reader that stays open while others write goes stale."""
        with self._guard:
            if edition != self._edition:
                self.close()
                self._edition = edition

    def close(self) -> None:
        """Let go of the store; it opens again when needed."""
        with self._guard:
            if self._client is not None:
                self._client.close()
            self._client = self._collection = None

    def mend(self) -> None:
        """Throw away a store on disk that cannot be read; what it held is in the ledger. A server is left alone."""
        try:
            self.ids()
        except IndexUnavailable:
            if not isinstance(self._place, Path):
                raise
            self.close()
            shutil.rmtree(self._place, ignore_errors=True)
            from chromadb.api.shared_system_client import SharedSystemClient

            # Chroma keeps what it failed to open, by path; other books' clients hold on to what they have.
            SharedSystemClient.clear_system_cache()

    def ids(self) -> set[str]:
        """Ids of every vector there."""
        with self._guard, _translated():
            return set(self._opened().get(include=[])["ids"])

    def add(self, passages: Sequence[Passage], vectors: np.ndarray) -> None:
        """Write vectors (n x dimension); writing one again changes nothing."""
        with self._guard, _translated():
            collection = self._opened()
            step = self._client.get_max_batch_size()
            for at in range(0, len(passages), step):
                part = passages[at : at + step]
                # No documents: the text is in the ledger; this is 3.5 times as fast and a fifth of the size.
                collection.upsert(
                    ids=[p.vector_id for p in part],
                    embeddings=vectors[at : at + step],
                    metadatas=[{"revision": p.revision, "start": p.start, "end": p.end} for p in part],
                )

    def remove(self, ids: Sequence[str]) -> None:
        """Remove vectors by id; those that are not there are passed over."""
        with self._guard, _translated():
            collection = self._opened()
            step = self._client.get_max_batch_size()
            for at in range(0, len(ids), step):
                collection.delete(ids=list(ids[at : at + step]))

    def nearest(self, vector: np.ndarray, scope: Scope, k: int) -> list[tuple[str, int, int, float]]:
        """The k passages nearest in meaning inside the scope: (revision, start, end, cosine), best first."""
        if k < 1 or not scope.revisions:
            return []
        with self._guard, _translated():
            # Always filtered, the whole book too: vectors of an unpublished or withdrawn revision may lie beside.
            found = self._opened().query(
                query_embeddings=vector[None, :],
                n_results=k,
                where={"revision": {"$in": list(scope.revisions)}},
                include=["metadatas", "distances"],
            )
        return [
            (str(m["revision"]), int(m["start"]), int(m["end"]), 1.0 - float(d))
            for m, d in zip(found["metadatas"][0], found["distances"][0], strict=True)
        ]

    def _opened(self):
        if self._collection is None:
            self._client = _client(self._place)
            self._collection = self._client.get_or_create_collection(
                self.collection_name, embedding_function=None, configuration=SPACE
            )
        return self._collection


def _client(place: Path | ChromaServer):
    import chromadb
    from chromadb.config import Settings

    quiet = Settings(anonymized_telemetry=False)
    if isinstance(place, Path):
        place.mkdir(parents=True, exist_ok=True)
        return chromadb.PersistentClient(path=str(place), settings=quiet)
    url = urlsplit(place.url)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise IndexUnavailable(f"COMPANION_CHROMA_URL is {place.url!r}; it should look like http://127.0.0.1:8000.")
    return chromadb.HttpClient(
        host=url.hostname,
        port=url.port or (443 if url.scheme == "https" else 80),
        ssl=url.scheme == "https",
        headers={"Authorization": f"Bearer {place.token}"} if place.token else None,
        settings=quiet,
        tenant=place.tenant,
        database=place.database,
    )


@contextmanager
def _translated():
    import httpx
    from chromadb.errors import ChromaError

    try:
        yield
    except (ChromaError, httpx.HTTPError, OSError, ValueError, AttributeError) as exc:
        # AttributeError: what Chroma 1.5.9 raises when it cannot even close a store that it failed to open.
        line = (str(exc).strip().splitlines() or [type(exc).__name__])[0][:200]
        raise IndexUnavailable(
            f"The vector store cannot be used ({line}). On disk: delete the book's folder in the cache and bring the "
            "book up to date again. On a server: check that it runs."
        ) from exc
