"""The vector store: one Chroma collection per book and embedding, on disk or on a Chroma server."""

from __future__ import annotations

import hashlib
import re
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..errors import IndexUnavailable
from ..records import Passage, Scope
from .servers import ChromaServer, open_server, translated

if TYPE_CHECKING:
    from chromadb import Collection

SPACE: Any = {"hnsw": {"space": "cosine", "ef_construction": 128, "ef_search": 256}}


class VectorStore:
    """Vectors of one book. Ids and metadata carry the chapter's revision and the place, never the position."""

    def __init__(self, place: Path | ChromaServer, book: str, embedding: str) -> None:
        self._place = place
        digest = hashlib.sha256(embedding.encode()).hexdigest()[:10]
        self.collection_name = re.sub(r"[^a-z0-9-]+", "-", f"book-{book}-{digest}".lower()).strip("-")
        self._client: Any = None  # Chroma types a client without its close()
        self._collection: Collection | None = None
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
        with self._guard, self._translated():
            return set(self._opened()[1].get(include=[])["ids"])

    def add(self, passages: Sequence[Passage], vectors: np.ndarray) -> None:
        """Write vectors (n x dimension); writing one again changes nothing."""
        with self._guard, self._translated():
            client, collection = self._opened()
            step = client.get_max_batch_size()
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
        with self._guard, self._translated():
            client, collection = self._opened()
            step = client.get_max_batch_size()
            for at in range(0, len(ids), step):
                collection.delete(ids=list(ids[at : at + step]))

    def nearest(
        self, vector: np.ndarray, scope: Scope, k: int, ids: Sequence[str] | None = None
    ) -> list[tuple[str, int, int, float]]:
        """The k passages nearest in meaning inside the scope: (revision, start, end, cosine), best first.

        With `ids`, those passages alone (`Passage.vector_id`); ones that are not there are passed over.
        """
        if k < 1 or not scope.revisions or (ids is not None and not ids):
            return []
        visible = set(scope.revisions)
        if ids is not None:
            # The ids carry the wall; Chroma 1.5.9 takes seconds for ids and a filter together, milliseconds for one.
            inside = [i for i in ids if i.partition(":")[0] in visible]
            return self._query(vector, k, inside, None) if inside else []
        if scope.whole:
            # A filter takes five times as long as the search itself. Vectors of an unpublished or withdrawn revision
            # may lie beside those of the book: where one of them comes up, the filter is needed after all.
            found = self._query(vector, k, None, None)
            if found and all(revision in visible for revision, *_ in found):
                return found
        return self._query(vector, k, None, {"revision": {"$in": list(scope.revisions)}})

    def _query(
        self, vector: np.ndarray, k: int, ids: Sequence[str] | None, where: dict | None
    ) -> list[tuple[str, int, int, float]]:
        with self._guard, self._translated():
            found = self._opened()[1].query(
                query_embeddings=vector[None, :],
                n_results=k,
                ids=None if ids is None else list(ids),
                where=where,
                include=["distances"],
            )
        distances = (found["distances"] or [[]])[0]
        return [(*_place(name), 1.0 - float(d)) for name, d in zip(found["ids"][0], distances, strict=True)]

    @contextmanager
    def collection(self) -> Iterator[Collection]:
        """The Chroma collection, for reading; what goes wrong is raised as IndexUnavailable."""
        with self._guard, self._translated():
            yield self._opened()[1]

    def drop_others(self) -> int:
        """Remove the collections that other embeddings made of this book; returns how many."""
        book = self.collection_name.rpartition("-")[0] + "-"
        with self._guard, self._translated():
            client, _ = self._opened()
            names = [c.name for c in client.list_collections()]
            others = [n for n in names if n.startswith(book) and n != self.collection_name]
            for name in others:
                client.delete_collection(name)
        return len(others)

    def _translated(self) -> AbstractContextManager[None]:
        return translated(self._place.url if isinstance(self._place, ChromaServer) else "")

    def _opened(self) -> tuple[Any, Collection]:
        if self._client is None or self._collection is None:
            self._client = _client(self._place)
            self._collection = self._client.get_or_create_collection(
                self.collection_name, embedding_function=None, configuration=SPACE
            )
        return self._client, self._collection


def _place(vector_id: str) -> tuple[str, int, int]:
    revision, start, end = vector_id.rsplit(":", 2)
    return revision, int(start), int(end)


def _client(place: Path | ChromaServer) -> Any:
    if isinstance(place, ChromaServer):
        return open_server(place)
    import chromadb
    from chromadb.config import Settings

    place.mkdir(parents=True, exist_ok=True)
    return chromadb.PersistentClient(path=str(place), settings=Settings(anonymized_telemetry=False))
