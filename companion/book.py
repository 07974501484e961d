"""`Companion`: one manuscript with everything the product can do for it. This is the public surface.

with Companion.open("my-novel") as book:
    book.sync()
    print(book.ask("What colour are Mara's eyes?").text)
"""

from __future__ import annotations

import json
import threading
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .asking import Asking
from .deciding import Deciding
from .decisions import DecisionsFile, decisions_path
from .engine import Engine
from .errors import CompanionError, ManuscriptNotFound
from .journal import Journal
from .ledger import Ledger
from .manuscript.chapter import Chapter, Hit
from .noted import NotedFacts
from .records import Scope
from .series import with_series
from .settings import book_key
from .survey import survey
from .sync import Progress, Sync, SyncReport
from .updating import Updating

if TYPE_CHECKING:
    from langchain_chroma import Chroma
    from langchain_core.runnables import Runnable

    from .answers.types import Answer
    from .canon.bible import Bible
    from .canon.canon import Canon
    from .canon.types import Character, CharacterSheet, Finding, FirstLook
    from .canon.view import View
    from .effects import Snapshot
    from .index.filters import Range
    from .index.index import Index, Stretches
    from .index.retriever import CompanionRetriever
    from .index.scan import Mentions
    from .index.store import VectorStore
    from .lock import BookLock
    from .preview import Preview

KEPT_CANONS = 6  # walls a writer moves between without waiting


class Companion(Asking, Updating, Deciding):
    """A manuscript, opened. Build with `Companion.open`; close it, or use it in a `with` statement.

    Methods may be called from several threads. Everything that takes `until` sees chapters 1 to `until` and nothing
    else; None is the whole book. All of them raise NotSynced before the first `sync`.
    """

    def __init__(self, path: Path, engine: Engine, model: str) -> None:
        self.path = path
        self.engine = engine
        self.model_spec = model
        journal = Journal(engine.settings.data / "decisions" / f"{book_key(path)}.json")
        self._file = DecisionsFile(decisions_path(path), journal, self._present)
        self._guard = threading.RLock()
        self._opened: _Opened | None = None
        self._chapters: dict[int, tuple[Chapter, ...]] = {}
        self._canons: dict[tuple, Canon] = {}
        self._seen: dict[int, Snapshot] = {}

    @classmethod
    def open(cls, path: str | Path, model: str | None = None, engine: Engine | None = None) -> Companion:
        """Open a folder of chapters or a single file.

        `model` is "none", "auto" (a model on this machine if there is one) or "provider:name"; by default what the
        settings say. Reads nothing yet: call `sync`. Raises ManuscriptNotFound, UnknownModel, DecisionsError.
        """
        place = Path(path).expanduser()
        if not place.exists():
            raise ManuscriptNotFound(f"There is nothing at {path}. Give the folder with your chapters, or one file.")
        engine = engine or Engine()
        book = cls(place.resolve(), engine, model or engine.settings.model)
        try:
            engine.check_model(book.model_spec)
            book._file.load()
        except CompanionError:
            book.close()
            raise
        return book

    def __enter__(self) -> Companion:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files. The manuscript itself is never held open."""
        with self._guard:
            if self._opened is not None:
                self._opened.store.close()
                self._opened.ledger.close()

    # -- the manuscript -------------------------------------------------------------------------------------------

    def preview(self, progress: Progress | None = None, cancel: threading.Event | None = None) -> Preview:
        """What would be read, before anything is indexed. Needs no sync and writes nothing, not even in the cache.

        Raises ManuscriptError and Cancelled.
        """
        from .preview import preview

        texts = self._sync.texts(self._file.load()) if self.indexed else None
        return preview(self.path, self.decisions, self.indexed, progress, cancel, texts)

    def sync(self, progress: Progress | None = None, cancel: threading.Event | None = None) -> SyncReport:
        """Bring the book up to date with its files; what did not change is not read twice.

        `progress(stage, done, total, item)` is called along the way. Raises ManuscriptError, BusyError, Cancelled,
        IndexUnavailable; whatever is raised, the last edition stays as it was.
        """
        return self._sync.run(self._file.load(), progress, cancel)

    def changed(self) -> bool:
        """Whether a sync would find something; looks at sizes and times only. True before the first sync.

        Raises DecisionsError.
        """
        return self._sync.needed(self._file.load())

    def look(self) -> Hashable:
        """How the files stand, by sizes and times: equal as long as nothing is saved."""
        try:
            found = survey(self.path, self.series).stat()
            return (*found.values(), self._file.load().key)
        except CompanionError as exc:
            return str(exc)

    @property
    def indexed(self) -> bool:
        """Whether the book was read on this machine before. Asking leaves no trace."""
        if self._opened is None and not self.engine.ledger_path(self.path).exists():
            return False
        return self._ledger.edition > 0

    @property
    def title(self) -> str:
        row = self._ledger.edition_row()
        return row["title"] if row else self.path.stem

    @property
    def held(self) -> tuple[str, ...]:
        """Files that the last sync could not read, where what stood in them before is kept; a warning says why."""
        return tuple(self._ledger.held())

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the last sync had to say about the files."""
        row = self._ledger.edition_row()
        return tuple(json.loads(row["warnings"])) if row else ()

    @property
    def chapters(self) -> list[Chapter]:
        """The chapters of the current edition, in reading order; empty before the first sync."""
        edition = self._ledger.edition
        return [c for c in self._edition_chapters(edition) if c.position > 0] if edition else []

    @property
    def earlier(self) -> list[Chapter]:
        """The chapters of earlier books of the series, in reading order, at positions 0 and below."""
        edition = self._ledger.edition
        return [c for c in self._edition_chapters(edition) if c.position < 1] if edition else []

    @property
    def edition(self) -> int:
        """Number of the current edition; changes with every sync that found something new."""
        return self._ledger.edition

    # -- looking --------------------------------------------------------------------------------------------------

    def view(self, until: int | None = None) -> View:
        """What one call may see. Answers and scenes get this and nothing else."""
        from .canon.view import View
        from .index.scan import scan

        scope, chapters, canon = self._looking(until)
        search = partial(self._search, scope, chapters, canon)
        return View(chapters, canon, search, partial(scan, chapters), scope.until, self.engine.reader)

    def search(
        self,
        query: str,
        k: int = 8,
        until: int | None = None,
        chapters: Range = None,
        characters: Sequence[str] = (),
    ) -> list[Hit]:
        """The k passages that fit a query best, best first.

        `chapters` is a position or (first, last), both inclusive. `characters` are people by any of their names: a
        passage counts when all of them are in its scene or named in it. Raises NotInBook for a range without chapters
        and for a name that the visible part does not have.
        """
        from .canon.whereabouts import whereabouts
        from .index.filters import in_range

        scope, visible, canon = self._looking(until)
        scope, inside = in_range(scope, visible, chapters)
        names = (characters,) if isinstance(characters, str) else characters
        return self._search(scope, inside, canon, query, k, [whereabouts(canon, name) for name in names])

    def mentions(self, phrase: str, until: int | None = None, chapters: Range = None, exact: bool = False) -> Mentions:
        """Every place of a name, word or phrase, complete, in reading order, with counts per chapter.

        Finds other forms of the words too ("sign", "signed"), and whoever has that name under all of their names;
        `exact` looks for the words as given. Raises NotInBook for a phrase without a word in it.
        """
        from .index.filters import in_range
        from .index.scan import mentions

        scope, visible, canon = self._looking(until)
        _, inside = in_range(scope, visible, chapters)
        character = None if exact else canon.resolve(phrase)
        spans = {c.position: canon.name_spans(c.position) for c in inside} if character else {}
        named = [(p, a, b) for p, found in spans.items() for a, b, who in found if character and who == character.name]
        return mentions(inside, phrase, exact=exact, names=character.names if character else (), named=named)

    def retriever(
        self,
        k: int = 8,
        until: int | None = None,
        chapters: Range = None,
        characters: Sequence[str] = (),
        **more: Any,
    ) -> CompanionRetriever:
        """The search as a LangChain retriever; `more` are its other fields (order, around, tags, metadata)."""
        from .index.retriever import CompanionRetriever

        names = (characters,) if isinstance(characters, str) else tuple(characters)
        return CompanionRetriever(book=self, k=k, until=until, chapters=chapters, characters=names, **more)

    def chain(self, until: int | None = None, k: int = 6, **narrowed: Any) -> Runnable[str, Answer]:
        """Question in, checked Answer out, as a LangChain runnable: retriever | prompt | model | check.

        For building with LangChain (batch, ainvoke, tracing, as a part of something larger); `ask` knows more kinds of
        questions. `narrowed` goes to `retriever`. Made for the book as it is now: make a new one after a sync.
        """
        from .chains.retrieval import retrieval_chain

        _, visible, canon = self._looking(until)
        retriever = self.retriever(k, until, **narrowed)
        return retrieval_chain(retriever, visible, self._model(), self.engine.prompts, canon, until)

    def vector_store(self, until: int | None = None) -> Chroma:
        """The passages' vectors as a `langchain_chroma.Chroma`, read-only and behind the wall.

        For similarity search, MMR and filters on chapters as LangChain users know them; `retriever` finds more, because
        it looks at words and single tokens too.
        """
        from .index.vectors import VisibleCollection, chroma_of

        def looking() -> tuple[Scope, tuple[Chapter, ...]]:
            scope = self._ledger.scope(until)
            return scope, self._edition_chapters(scope.edition)[: len(scope.revisions)]

        looking()  # says now that a book was never synced
        seen = VisibleCollection(self._store, self._ledger, looking, self._lock.reading, self.title)
        return chroma_of(seen, self.engine.embedder)

    def report(self, until: int | None = None) -> FirstLook:
        """The first look: cast, narrators, name variants, surest contradictions, loose ends."""
        from .canon.report import first_look

        view = self.view(until)
        # Warnings are about the files of the whole book: behind a wall they would tell of later chapters.
        own = [c for c in view.chapters if c.position > 0]
        return first_look(self.title, own, view.canon, () if view.until else self.warnings)

    def cast(self, until: int | None = None) -> list[Character]:
        """Everybody in the book, most mentioned first."""
        return list(self.view(until).canon.cast)

    def sheet(self, name: str, until: int | None = None) -> CharacterSheet:
        """All the book says about one character. Raises NotInBook."""
        return self.view(until).canon.sheet(name)

    def bible(self, until: int | None = None, people: int = 40) -> Bible:
        """The whole story bible as one value, with sheets of the `people` most mentioned: what is exported."""
        from .canon.bible import bible_of

        view = self.view(until)
        wall = view.chapters[-1].full_label if view.until and view.chapters else ""
        return bible_of(view.canon, self.title, wall, people)

    def check(
        self,
        until: int | None = None,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> list[Finding]:
        """Places that contradict each other, surest first. Writes nothing."""
        if progress:
            progress("checking", 0, 1, "")
        findings = list(self.view(until).canon.findings)
        if progress:
            progress("checking", 1, 1, "")
        return findings

    # -- inside ---------------------------------------------------------------------------------------------------

    def _looking(self, until: int | None) -> tuple[Scope, tuple[Chapter, ...], Canon]:
        """What is visible up to a wall: the scope, its chapters, the bible made from them alone."""
        scope = self._ledger.scope(until)
        chapters = self._edition_chapters(scope.edition)[: len(scope.revisions)]
        return scope, chapters, self._canon(scope, chapters)

    def _search(
        self,
        scope: Scope,
        chapters: tuple[Chapter, ...],
        canon: Canon,
        query: str,
        k: int = 8,
        within: Sequence[Stretches] = (),
    ) -> list[Hit]:
        with self._lock.reading():
            return self._index.search(query, scope, chapters, k, canon, within)

    def _edition_chapters(self, edition: int) -> tuple[Chapter, ...]:
        with self._guard:
            if edition not in self._chapters:
                # Only the newest edition is worth its memory.
                self._chapters = {edition: self._ledger.chapters(edition)}
            return self._chapters[edition]

    def _canon(self, scope: Scope, chapters: tuple[Chapter, ...]) -> Canon:
        from .canon.canon import Canon

        decisions = with_series(self.decisions, self.series, self.path)
        key = (scope.edition, scope.until, decisions.key, self._noted.stamp)
        with self._guard:
            if key not in self._canons:
                kept = [(k, v) for k, v in self._canons.items() if k[0] == scope.edition][-(KEPT_CANONS - 1) :]
                self._canons = dict(kept)
                observations = self._ledger.observations(scope)
                noted = self._noted.of({c.revision for c in chapters})
                seen = [{**o, "noted": noted.get(c.revision, [])} for c, o in zip(chapters, observations, strict=True)]
                self._canons[key] = Canon(chapters, seen, decisions)
            return self._canons[key]

    @property
    def _noted(self) -> NotedFacts:
        return NotedFacts(self.engine.folder(self.path) / "noted.sqlite")

    @property
    def _parts(self) -> _Opened:
        """The cache of this book, opened when it is first needed: a preview leaves no trace."""
        with self._guard:
            if self._opened is None:
                from .index.index import Index

                ledger, store = self.engine.ledger(self.path), self.engine.store(self.path)
                index = Index(ledger, store, self.engine.embedder, self.engine.reranker)
                self._opened = _Opened(ledger, self.engine.lock(self.path), store, index)
            return self._opened

    @property
    def _ledger(self) -> Ledger:
        return self._parts.ledger

    @property
    def _lock(self) -> BookLock:
        return self._parts.lock

    @property
    def _store(self) -> VectorStore:
        return self._parts.store

    @property
    def _index(self) -> Index:
        return self._parts.index

    @property
    def _sync(self) -> Sync:
        return Sync(self.path, self._ledger, self._index, self._store, self.engine.embedder, self._lock)


@dataclass(frozen=True)
class _Opened:
    ledger: Ledger
    lock: BookLock
    store: VectorStore
    index: Index
