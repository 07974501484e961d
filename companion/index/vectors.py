"""A book's vectors as a LangChain vector store: a genuine `langchain_chroma.Chroma`, read-only and behind the wall.

What LangChain's class does to its collection goes through `VisibleCollection`, which adds the wall to every query,
fills in the texts (Chroma keeps none of ours, the ledger has them) and refuses to write: only a sync writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from ..errors import IndexUnavailable, NotInBook
from ..ledger import Ledger
from ..manuscript.chapter import Chapter
from ..records import Scope
from .embedder import Embedder
from .retriever import chapter_fields
from .store import VectorStore

NOTHING = "none"  # a revision that no chapter has: Chroma takes no empty list
COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    "$eq": lambda a, b: a == b,
    "$ne": lambda a, b: a != b,
    "$gt": lambda a, b: a > b,
    "$gte": lambda a, b: a >= b,
    "$lt": lambda a, b: a < b,
    "$lte": lambda a, b: a <= b,
    "$in": lambda a, b: a in b,
    "$nin": lambda a, b: a not in b,
}
OURS = ("chapter", "label", "title", "book", "source")  # fields that the ledger knows and Chroma does not


class BookEmbeddings(Embeddings):
    """The companion's embedder under LangChain's interface."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self._embedder.embed(texts).vectors.tolist()

    def embed_query(self, text: str) -> list[float]:
        return self._embedder.embed_query(text).vector.tolist()


@dataclass(frozen=True)
class VisibleCollection:
    """What LangChain may see of a book's collection. `looking` is asked at every call, so that a sync shows at once."""

    store: VectorStore
    ledger: Ledger
    looking: Callable[[], tuple[Scope, Sequence[Chapter]]]
    reading: Callable[[], AbstractContextManager]
    book: str

    @property
    def name(self) -> str:
        return self.store.collection_name

    def count(self) -> int:
        """Passages that can be seen."""
        scope, _ = self.looking()
        return len(self.ledger.passages(scope.revisions))

    def query(
        self,
        query_embeddings: Sequence[Any],
        n_results: int = 10,
        where: Mapping[str, Any] | None = None,
        where_document: Mapping[str, Any] | None = None,
        ids: Sequence[str] | None = None,
        include: Sequence[str] = ("metadatas", "documents", "distances"),
        **_: Any,
    ) -> dict[str, Any]:
        """As Chroma's, for one or more query vectors."""
        asked = partial(
            self._asked, query_embeddings=np.asarray(query_embeddings, dtype=np.float32), n_results=max(1, n_results)
        )
        found = asked("query", where, where_document, ids, include)
        if not found:
            return {key: [[] for _ in query_embeddings] for key in ("ids", *include)}
        return found

    def get(
        self,
        ids: str | Sequence[str] | None = None,
        where: Mapping[str, Any] | None = None,
        limit: int | None = None,
        offset: int | None = None,
        where_document: Mapping[str, Any] | None = None,
        include: Sequence[str] = ("metadatas", "documents"),
    ) -> dict[str, Any]:
        """As Chroma's."""
        wanted = [ids] if isinstance(ids, str) else ids
        found = self._asked("get", where, where_document, wanted, include, limit=limit, offset=offset)
        return found or {key: [] for key in ("ids", *include)}

    def _asked(
        self,
        call: str,
        where: Mapping[str, Any] | None,
        where_document: Mapping[str, Any] | None,
        ids: Sequence[str] | None,
        include: Sequence[str],
        **more: Any,
    ) -> dict[str, Any] | None:
        """Chroma's answer behind the wall, with texts and chapters filled in; None when nothing can be there."""
        scope, chapters = self.looking()
        by_revision = {c.revision: c for c in chapters}
        wall = {"revision": {"$in": list(scope.revisions)}}
        condition: Any = {"$and": [wall, self._translated(where, chapters)]} if where else wall
        if where_document:
            texts = {p.vector_id: p.text for p in self.ledger.passages(scope.revisions)}
            holding = {i for i, text in texts.items() if _holds(where_document, text)}
            ids = sorted(holding if ids is None else holding & set(ids))
        if not scope.revisions or (ids is not None and not ids):
            return None
        fields = [*{*include, "metadatas"} - {"documents"}]
        with self.reading():
            self.store.catch_up(scope.edition)
            with self.store.collection() as collection:
                if ids is not None:
                    # Chroma takes seconds for ids and a filter together: first which of them pass, then these alone.
                    passing = set(collection.get(where=condition, include=[])["ids"])
                    ids = [i for i in ids if i in passing]
                    if not ids:
                        return None
                found = getattr(collection, call)(
                    where=condition if ids is None else None, ids=ids, include=fields, **more
                )
        return self._filled(dict(found), by_revision, include)

    def _filled(
        self, found: dict[str, Any], by_revision: Mapping[str, Chapter], include: Sequence[str]
    ) -> dict[str, Any]:
        def text(place: Mapping[str, Any]) -> str:
            return by_revision[place["revision"]].text[place["start"] : place["end"]]

        def described(place: Mapping[str, Any]) -> dict[str, Any]:
            chapter = by_revision[place["revision"]]
            return {"book": chapter.book or self.book, **chapter_fields(chapter), **place}

        places = found["metadatas"]
        nested = bool(places) and isinstance(places[0], list)  # one list for each query vector
        found["documents"] = [[text(p) for p in row] for row in places] if nested else [text(p) for p in places]
        found["metadatas"] = (
            [[described(p) for p in row] for row in places] if nested else [described(p) for p in places]
        )
        return {key: value for key, value in found.items() if key in ("ids", *include)}

    def _translated(self, where: Mapping[str, Any], chapters: Sequence[Chapter]) -> dict[str, Any]:
        """Conditions on chapters become conditions on revisions; Chroma knows no positions."""
        parts: list[dict[str, Any]] = []
        for field, wanted in where.items():
            if field in ("$and", "$or"):
                parts.append({field: [self._translated(part, chapters) for part in wanted]})
            elif field in OURS:
                tests = wanted if isinstance(wanted, Mapping) else {"$eq": wanted}
                if unknown := tests.keys() - COMPARED.keys():
                    raise NotInBook(f"{', '.join(sorted(unknown))} is no comparison that a filter on {field} knows.")
                fits = [
                    c.revision
                    for c in chapters
                    if all(COMPARED[op](self._field(c, field), value) for op, value in tests.items())
                ]
                parts.append({"revision": {"$in": fits or [NOTHING]}})
            else:
                parts.append({field: wanted})
        return parts[0] if len(parts) == 1 else {"$and": parts}

    def _field(self, chapter: Chapter, field: str) -> Any:
        return {"book": chapter.book or self.book, **chapter_fields(chapter)}[field]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise IndexUnavailable(
            f"This vector store is for reading ({name!r} is not): only bringing the book up to date writes to it."
        )


@dataclass(frozen=True)
class _Client:
    """Hands langchain_chroma the one collection there is."""

    collection: VisibleCollection

    def get_collection(self, **_: Any) -> VisibleCollection:
        return self.collection

    def __getattr__(self, name: str) -> Any:
        return getattr(self.collection, name)


def chroma_of(collection: VisibleCollection, embedder: Embedder) -> Chroma:
    """The collection as langchain_chroma's vector store."""
    return Chroma(
        collection_name=collection.name,
        embedding_function=BookEmbeddings(embedder),
        client=_Client(collection),  # type: ignore[arg-type]
        create_collection_if_not_exists=False,
        relevance_score_fn=lambda distance: 1.0 - distance,
    )


def _holds(condition: Mapping[str, Any], text: str) -> bool:
    """Chroma's conditions on a document's text."""
    tests: Mapping[str, Callable[[Any], bool]] = {
        "$contains": lambda part: part in text,
        "$not_contains": lambda part: part not in text,
        "$and": lambda parts: all(_holds(part, text) for part in parts),
        "$or": lambda parts: any(_holds(part, text) for part in parts),
    }
    if unknown := condition.keys() - tests.keys():
        raise NotInBook(f"{', '.join(sorted(unknown))} is no condition on a text that this store knows.")
    return all(tests[name](value) for name, value in condition.items())
