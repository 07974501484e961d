"""The companion's search as a LangChain retriever, to plug into anybody's chain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from ..manuscript.chapter import Chapter, Hit
from ..records import Passage
from .filters import Range


class Searchable(Protocol):
    """A book that can be searched; `Companion` is one."""

    @property
    def title(self) -> str: ...

    def search(
        self,
        query: str,
        k: int = 8,
        until: int | None = None,
        chapters: Range = None,
        characters: Sequence[str] = (),
    ) -> list[Hit]: ...


class CompanionRetriever(BaseRetriever):
    """Passages of one book as LangChain Documents; `Companion.retriever()` makes one.

        chain = {"context": book.retriever(k=6, until=9), "question": RunnablePassthrough()} | prompt | model

    Wall, chapters and characters hold inside the queries of the index. What a call gives (`invoke(query, k=3,
    until=5)`) replaces what the retriever was made with, except the wall: the stricter one counts.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    book: Any = Field(repr=False)  # a Searchable; pydantic cannot check a Protocol with properties
    k: int = 8  # passages
    until: int | None = None  # no chapter after this position is looked at; None is the whole book
    chapters: Range = None  # a position or (first, last), both inclusive
    characters: tuple[str, ...] = ()  # all of them are in the scene of a passage, or named in it
    order: Literal["best", "document"] = "best"  # "document" puts what was found back into reading order
    around: int = 0  # sentences before and after, inside the scene, that come along for context

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        until: int | None = None,
        chapters: Range = None,
        characters: Sequence[str] | None = None,
    ) -> list[Document]:
        hits = self.book.search(
            query,
            self.k if k is None else k,
            until=_stricter(self.until, until),
            chapters=self.chapters if chapters is None else chapters,
            characters=self.characters if characters is None else characters,
        )
        if self.order == "document":
            hits = sorted(hits, key=lambda h: (h.chapter.position, h.start))
        title = self.book.title
        return [as_document(hit, title, self.around) for hit in hits]

    async def _aget_relevant_documents(self, query: str, *, run_manager: Any, **more: Any) -> list[Document]:
        from langchain_core.runnables import run_in_executor

        return await run_in_executor(
            None, self._get_relevant_documents, query, run_manager=run_manager.get_sync(), **more
        )


def as_document(hit: Hit, title: str, around: int = 0) -> Document:
    """A hit as a Document. `metadata` start and end index the chapter's text: `text[start:end] == page_content`."""
    start, end = _with_neighbours(hit, around)
    return Document(
        page_content=hit.chapter.text[start:end],
        id=Passage(hit.chapter.revision, hit.start, hit.end, "").vector_id,
        metadata={
            "book": hit.chapter.book or title,
            **chapter_fields(hit.chapter),
            "start": start,
            "end": end,
            "score": hit.score,
        },
    )


def chapter_fields(chapter: Chapter) -> dict[str, str | int]:
    """What metadata say of a chapter: its position in reading order, label and title as printed, its file."""
    return {
        "chapter": chapter.position,
        "label": chapter.label,
        "title": chapter.title,
        "source": str(chapter.path),
        "revision": chapter.revision,
    }


def _with_neighbours(hit: Hit, around: int) -> tuple[int, int]:
    if around < 1:
        return hit.start, hit.end
    sentences = hit.chapter.sentences
    touched = [n for n, s in enumerate(sentences) if s.start < hit.end and s.end > hit.start]
    if not touched:
        return hit.start, hit.end
    scene = sentences[touched[0]].scene
    near = sentences[max(0, touched[0] - around) : touched[-1] + 1 + around]
    inside = [s for s in near if s.scene == scene]
    return min(hit.start, inside[0].start), max(hit.end, inside[-1].end)


def _stricter(one: int | None, other: int | None) -> int | None:
    walls = [wall for wall in (one, other) if wall is not None]
    return min(walls) if walls else None
