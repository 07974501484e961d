"""What the writer decides about a book: verdicts, facts, people, narrators, the order of the files and those left out.

Everything here ends in companion.toml and can be taken back. It is a part of `Companion`, in a file of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .cast_decisions import CastDecisions
from .decisions import VERDICTS, Decision, Decisions, DecisionsFile
from .errors import NotInBook
from .following import bound, followed
from .ledger import NOTHING
from .manuscript.chapter import Chapter
from .ordering import ignored_with, ignored_without, order_moved, order_of, reading_order
from .pointing import asked_as, find_place
from .series import Series, find_series
from .survey import file_name, survey
from .sync import shared_labels

if TYPE_CHECKING:
    from .canon.types import Finding
    from .ledger import Ledger


class Deciding(CastDecisions):
    """The deciding half of `Companion`, which provides what stands here without a body."""

    path: Path
    _file: DecisionsFile

    if TYPE_CHECKING:

        @property
        def chapters(self) -> list[Chapter]: ...

        @property
        def earlier(self) -> list[Chapter]: ...

        @property
        def indexed(self) -> bool: ...

        @property
        def _ledger(self) -> Ledger: ...

    @property
    def decisions(self) -> Decisions:
        """What the writer decided, as companion.toml has it now, with the present names of files that were renamed
        since. Raises DecisionsError."""
        return self._present(self._file.load())

    @property
    def series(self) -> Series:
        """The earlier books that companion.toml names, as found now. Raises DecisionsError."""
        return find_series(self.path, self._file.load())

    def decide(self, finding: Finding | str, verdict: str | None, reason: str = "") -> Decision | None:
        """Record in companion.toml what the writer says of a finding; None takes it back, and with it which of its
        values is right."""
        if verdict is not None and verdict not in VERDICTS:
            raise NotInBook(f"{verdict!r} is none of {', '.join(VERDICTS)}.")
        decision = Decision(verdict, reason) if verdict is not None else None  # type: ignore[arg-type]
        found = self._finding(finding) if isinstance(finding, str) else finding
        if found is None:  # the chapters no longer disagree, or were never read here
            self._decided(self._file.decide(str(finding), decision))
        elif decision is None and self._settled_as(found.character, found.kind):
            self.settle_finding(found, None)
        else:
            self._decided(self._file.decide(self._ids(found), decision, found.message))
        return decision

    def decision(self, finding: Finding) -> Decision | None:
        """What the writer said of a finding, under whatever name its character was shown then."""
        said = self.decisions.findings
        return next((said[i] for i in self._ids(finding) if i in said), None) if said else None

    def remember(self, question: str, chapter: int | None, quote: str) -> None:
        """Record where the book answers a question ("it's here"): words of a chapter, their white space, emphasis and
        kind of quotation marks as you like; None is whichever chapter they stand in. One place for each question.

        Raises NotInBook where they do not stand there, or, for None, in several chapters.
        """
        chapters = [c for c in (*self.earlier, *self.chapters) if chapter is None or c.position == chapter]
        place, words = find_place(chapters, quote)
        known = asked_as(question, [r.question for r in self.decisions.remembered])
        self._decided(self._file.remember(known or question, place.path.name, words))

    def narrate(self, chapter: int, name: str | None, scene: int = 0, person: str = "") -> None:
        """Record who says "I" in a chapter, or in one scene of it (0: the whole chapter); "" is nobody, None takes it
        back. Raises NotInBook for a chapter or scene that is not in this book."""
        place = next((c for c in self.chapters if c.position == chapter), None)
        if place is None or not 0 <= scene <= len(place.scenes):
            where = f"scene {scene} in chapter {chapter}" if place else f"chapter {chapter}"
            raise NotInBook(f"This book has no {where}; earlier books are decided in their own companion.toml.")
        file = file_name(place.path, self.path)
        if [c.path.name for c in self.chapters].count(place.path.name) > 1:
            shared = sum(1 for c in self.chapters if c.path == place.path) > 1
            file = f"{file}#{place.label}" if shared else file
        else:
            file = place.path.name
        self._decided(self._file.set_narrator(file, scene, self._in_text(name) if name else name, person))

    def forget(self, question: str) -> None:
        """Take back where the book answers a question. Raises NotInBook for one that no place was shown for."""
        remembered = [r.question for r in self.decisions.remembered]
        known = asked_as(question, remembered)
        if not known:
            those = f"; those are: {', '.join(f'“{q}”' for q in remembered)}" if remembered else ""
            raise NotInBook(f"You have shown no place for “{question}”{those}.")
        self._decided(self._file.forget(known))

    @property
    def undoable(self) -> str:
        """What `undo` would take back, in the writer's words; "" for nothing."""
        return self._file.undoable

    def undo(self) -> str:
        """Take back the last decision made through this product, on the page or the command line; returns what it was.

        Raises DecisionsError when there is none, or when companion.toml was edited since.
        """
        what = self._file.undo()
        self._decided(self._file.load(), self._ledger.named())
        return what

    @property
    def files(self) -> list[str]:
        """The names of the files in reading order, relative to the manuscript. Raises ManuscriptError."""
        return reading_order(self.path, self.decisions, self.series, self.chapters)

    @property
    def ignored(self) -> list[str]:
        """The names of the files that could be read and are ignored."""
        kept = set(self.files)
        return [name for name in survey(self.path, self.series).own if name not in kept]

    def set_order(self, files: Sequence[str]) -> None:
        """Record the reading order; files that are not named stand after those that are. An empty one goes back to the
        order of the names.

        Raises NotInBook for a file that is not there or is named twice, and for a book that is not a folder of files.
        """
        self._decided(self._file.set_order(order_of(files, self.files, self.path)))

    def move(self, file: str, before: str = "", after: str = "") -> None:
        """Put one file before or after another one, or, without either, at the end. Raises NotInBook."""
        self._decided(self._file.set_order(order_moved(file, before, after, self.files, self.path)))

    def ignore(self, *patterns: str) -> None:
        """Leave files out of the book: names, folders ("notes/"), or patterns ("*old*").

        Raises NotInBook for what matches no file, or would leave nothing to read.
        """
        known = self.decisions.ignore
        self._decided(self._file.set_ignored(ignored_with(patterns, known, self.path, self.series)))

    def unignore(self, *patterns: str) -> None:
        """Read files again that were left out. Raises NotInBook for what is not on the list."""
        self._decided(self._file.set_ignored(ignored_without(patterns, self.decisions.ignore)))

    def set_earlier(self, paths: Sequence[str]) -> None:
        """Record the earlier books of the series, first to last: folders or files, as paths relative to companion.toml
        or from the root. Raises NotInBook for what is not there, is this book itself, or is named twice."""
        base = self._file.path.parent
        places = [(base / Path(entry).expanduser()).resolve() for entry in paths]
        for entry, place in zip(paths, places, strict=True):
            if not place.exists():
                raise NotInBook(f"There is nothing at {entry}; write the path of the earlier book's folder or file.")
            if place == self.path:
                raise NotInBook("A book cannot be an earlier book of itself.")
        if len(set(places)) < len(places):
            raise NotInBook("An earlier book is named twice.")
        self._decided(self._file.set_earlier(tuple(paths)))

    def _finding(self, finding_id: str) -> Finding | None:
        found = self.view().canon.findings if self.indexed else ()
        return next((f for f in found if f.id == finding_id), None)

    def _present(self, decisions: Decisions) -> Decisions:
        """The decisions with the present names of the files they mean, as far as a sync has followed them."""
        if not self.indexed:
            return decisions
        return followed(decisions, self._ledger.named(), self._ledger.sources())

    def _decided(self, decisions: Decisions, known: Mapping[str, str] = NOTHING) -> None:
        """From now on the entries mean what they say: a decision has just brought their names up to date. `known` are
        entries of which that is not so."""
        files = {*self._ledger.sources(), *shared_labels(self.path, self.chapters)}
        self._ledger.keep_named(bound(decisions, files, known, {}))
