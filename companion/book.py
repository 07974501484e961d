"""`Companion`: one manuscript with everything the product can do for it. This is the public surface.

with Companion.open("my-novel") as book:
    book.sync()
    print(book.ask("What colour are Mara's eyes?").text)
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .decisions import VERDICTS, Decision, Decisions, DecisionsFile, decisions_path
from .engine import Engine
from .errors import CompanionError, ManuscriptNotFound, ModelError, NotInBook
from .ledger import Scope
from .manuscript.chapter import Chapter, Hit
from .sync import Progress, Sync, SyncReport

if TYPE_CHECKING:
    from .answers.types import Answer, Done, Found, Text, Turn
    from .canon.canon import Canon
    from .canon.types import Character, CharacterSheet, Finding, FirstLook
    from .canon.view import View
    from .chains.cache import ReplyCache
    from .chains.study import StudyReport
    from .models import OpenedModel
    from .scenes.types import Draft, SceneBrief, SceneIdea

KEPT_CANONS = 6  # walls a writer moves between without waiting


class Companion:
    """A manuscript, opened. Build with `Companion.open`; close it, or use it in a `with` statement.

    Methods may be called from several threads. Everything that takes `until` sees chapters 1 to `until` and nothing
    else; None is the whole book. All of them raise NotSynced before the first `sync`.
    """

    def __init__(self, path: Path, engine: Engine, model: str) -> None:
        self.path = path
        self.engine = engine
        self.model_spec = model
        self._file = DecisionsFile(decisions_path(path))
        self._ledger = engine.ledger(path)
        self._lock = engine.lock(path)
        self._store = engine.store(path)
        self._index = _index(self._ledger, self._store, engine)
        self._guard = threading.RLock()
        self._chapters: dict[int, tuple[Chapter, ...]] = {}
        self._canons: dict[tuple, Canon] = {}

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
        self._store.close()
        self._ledger.close()

    # -- the manuscript -------------------------------------------------------------------------------------------

    def sync(self, progress: Progress | None = None, cancel: threading.Event | None = None) -> SyncReport:
        """Bring the book up to date with its files; what did not change is not read twice.

        `progress(stage, done, total, item)` is called along the way. Raises ManuscriptError, BusyError, Cancelled,
        IndexUnavailable; whatever is raised, the last edition stays as it was.
        """
        sync = Sync(self.path, self._ledger, self._index, self._store, self.engine.embedder, self._lock)
        return sync.run(self.decisions, progress, cancel)

    @property
    def title(self) -> str:
        row = self._ledger.edition_row()
        return row["title"] if row else self.path.stem

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the last sync had to say about the files."""
        row = self._ledger.edition_row()
        return tuple(json.loads(row["warnings"])) if row else ()

    @property
    def chapters(self) -> list[Chapter]:
        """The chapters of the current edition, in reading order; empty before the first sync."""
        edition = self._ledger.edition
        return list(self._edition_chapters(edition)) if edition else []

    @property
    def edition(self) -> int:
        """Number of the current edition; changes with every sync that found something new."""
        return self._ledger.edition

    @property
    def decisions(self) -> Decisions:
        """What the writer decided, as companion.toml has it now."""
        return self._file.load()

    # -- looking --------------------------------------------------------------------------------------------------

    def view(self, until: int | None = None) -> View:
        """What one call may see. Answers and scenes get this and nothing else."""
        from .canon.view import View
        from .index.scan import scan

        scope = self._ledger.scope(until)
        chapters = self._edition_chapters(scope.edition)[: len(scope.revisions)]
        canon = self._canon(scope, chapters)
        search = partial(self._search, scope, chapters, canon)
        return View(chapters, canon, search, partial(scan, chapters), scope.until)

    def search(self, query: str, k: int = 8, until: int | None = None) -> list[Hit]:
        """The k passages that fit a query best, best first."""
        return list(self.view(until).search(query, k))

    def report(self, until: int | None = None) -> FirstLook:
        """The first look: cast, narrators, name variants, surest contradictions, loose ends."""
        from .canon.report import first_look

        view = self.view(until)
        # Warnings are about the files of the whole book: behind a wall they would tell of later chapters.
        return first_look(self.title, view.chapters, view.canon, () if view.until else self.warnings)

    def cast(self, until: int | None = None) -> list[Character]:
        """Everybody in the book, most mentioned first."""
        return list(self.view(until).canon.cast)

    def sheet(self, name: str, until: int | None = None) -> CharacterSheet:
        """All the book says about one character. Raises NotInBook."""
        return self.view(until).canon.sheet(name)

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

    # -- asking ---------------------------------------------------------------------------------------------------

    def ask(self, question: str, until: int | None = None, history: Sequence[Turn] = ()) -> Answer:
        """Answer a question from the manuscript, with quotes. A model that fails costs the prose, never the answer."""
        from .answers.types import Done

        for event in self.stream(question, until, history):
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("a stream always ends with Done")

    def stream(
        self, question: str, until: int | None = None, history: Sequence[Turn] = ()
    ) -> Iterator[Found | Text | Done]:
        """The same as events: Found with the plain answer, Text with more of the model's prose, Done at the end.

        Closing the iterator cancels the model.
        """
        from .answers import find_evidence
        from .answers.plain import plain_answer
        from .answers.types import Done, Found

        view = self.view(until)
        evidence = find_evidence(question, view, history)
        try:
            model = self._model()
        except ModelError as exc:
            plain = plain_answer(evidence, view.until)
            plain = replace(plain, how=(*plain.how, f"Without AI, because: {exc}"))
            yield Found(plain)
            yield Done(plain)
            return
        if model is None:
            plain = plain_answer(evidence, view.until)
            yield Found(plain)
            yield Done(plain)
            return
        from .chains.answering import AnswerChain

        chain = AnswerChain(model, self.engine.prompts, cache=self._reply_cache())
        yield from chain.stream(evidence, history, view.until, people=view.canon)

    # -- deciding -------------------------------------------------------------------------------------------------

    def decide(self, finding: Finding | str, verdict: str | None, reason: str = "") -> Decision | None:
        """Record in companion.toml what the writer says of a finding; None takes it back."""
        finding_id = finding if isinstance(finding, str) else finding.id
        if verdict is not None and verdict not in VERDICTS:
            raise NotInBook(f"{verdict!r} is none of {', '.join(VERDICTS)}.")
        decision = Decision(verdict, reason) if verdict is not None else None  # type: ignore[arg-type]
        self._file.decide(finding_id, decision)
        return decision

    def settle(self, character: str, attribute: str, value: str | None) -> None:
        """Record which value of a fact is right ("Grey is right"); None takes it back."""
        self._file.settle(character, attribute, value)

    def merge(self, *names: str) -> None:
        """Record that these names are one person; the first is the one shown."""
        self._file.merge(names)

    def remember(self, question: str, chapter: int, quote: str) -> None:
        """Record where the book answers a question ("it's here"). Raises NotInBook when the quote is not there."""
        place = next((c for c in self.chapters if c.position == chapter), None)
        if place is None or not quote.strip() or quote not in place.text:
            raise NotInBook("That sentence does not stand in that chapter; copy it exactly.")
        self._file.remember(question, place.path.name, quote)

    # -- scenes ---------------------------------------------------------------------------------------------------

    def suggest(self, count: int = 3, wish: str = "", until: int | None = None) -> list[SceneIdea]:
        """Scenes that could come next, each grown from places in the book."""
        from .scenes import suggest

        view = self.view(until)
        ideas = suggest(view, count, wish)
        model = self._model_or_none()
        if model is None:
            return ideas
        from .chains.suggesting import SuggestChain

        return SuggestChain(model, self.engine.prompts, cache=self._reply_cache()).suggest(view, ideas, count, wish)

    def brief(self, idea_or_wish: SceneIdea | str, until: int | None = None) -> SceneBrief:
        """All one needs to write a scene that fits the page."""
        from .scenes import make_brief

        return make_brief(self.view(until), idea_or_wish)

    def draft(
        self, brief: SceneBrief, progress: Progress | None = None, cancel: threading.Event | None = None
    ) -> Draft:
        """The scene in prose, checked against the book; without a model the brief itself."""
        from .scenes.drafting import plain_draft

        model = self._model()
        if model is None:
            return plain_draft(brief)
        from .chains.drafting import DraftChain

        view = self.view(brief.until)
        return DraftChain(model, self.engine.prompts, cache=self._reply_cache()).draft(view, brief, progress, cancel)

    def accept(self, draft: Draft, title: str) -> Path:
        """Keep a draft as a new file: the next chapter of a folder, else under drafts/ beside the manuscript.

        Never touches a file that exists.
        """
        from .scenes.accepting import accept_draft

        return accept_draft(self.path, self.chapters, draft, title)

    def study(
        self,
        budget: int | None = None,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> StudyReport:
        """Let the model read the whole book for facts; the only bulk reading there is. Needs a model."""
        from .chains.study import study

        model = self._model()
        if model is None:
            raise ModelError("Studying needs a language model; name one with --model or in the settings.")
        return study(self.view(None), model, self.engine.prompts, budget, progress, cancel, cache=self._reply_cache())

    # -- inside ---------------------------------------------------------------------------------------------------

    def _search(self, scope: Scope, chapters: tuple[Chapter, ...], canon: Canon, query: str, k: int = 8) -> list[Hit]:
        with self._lock.reading():
            return self._index.search(query, scope, chapters, k, canon)

    def _edition_chapters(self, edition: int) -> tuple[Chapter, ...]:
        with self._guard:
            if edition not in self._chapters:
                # Only the newest edition is worth its memory.
                self._chapters = {edition: self._ledger.chapters(edition)}
            return self._chapters[edition]

    def _canon(self, scope: Scope, chapters: tuple[Chapter, ...]) -> Canon:
        from .canon.canon import Canon

        decisions = self.decisions
        key = (scope.edition, scope.until, decisions.key)
        with self._guard:
            if key not in self._canons:
                kept = [(k, v) for k, v in self._canons.items() if k[0] == scope.edition][-(KEPT_CANONS - 1) :]
                self._canons = dict(kept)
                self._canons[key] = Canon(chapters, self._ledger.observations(scope), decisions)
            return self._canons[key]

    def _model(self) -> OpenedModel | None:
        return None if self.model_spec == "none" else self.engine.model(self.model_spec)

    def _model_or_none(self) -> OpenedModel | None:
        try:
            return self._model()
        except ModelError:
            return None

    def _reply_cache(self) -> ReplyCache:
        from .chains.cache import ReplyCache

        return ReplyCache(self.engine.folder(self.path) / "replies.sqlite")


def _index(ledger, store, engine: Engine):
    from .index.index import Index

    return Index(ledger, store, engine.embedder)
