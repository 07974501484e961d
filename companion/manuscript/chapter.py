"""The vocabulary of a manuscript: chapters, their scenes and sentences, and the places in them.

All offsets are Python string indices into `Chapter.text`, end exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

Person = Literal["first", "second", "third", ""]
Tense = Literal["present", "past", ""]

WORD = re.compile(r"\w+(?:['’]\w+)*")


@dataclass(frozen=True)
class Scene:
    """A stretch of story between two scene breaks. `person` and `tense` are "" where the text does not tell."""

    number: int  # 1..n within the chapter
    start: int
    end: int
    person: Person = ""
    tense: Tense = ""
    heading: str = ""  # what is printed above the scene, if anything: "Mara", "Two weeks later"


@dataclass(frozen=True)
class Paratext:
    """A stretch of a chapter that is not story: an author's note, a disclaimer, a leftover of a web page."""

    start: int
    end: int
    kind: str  # "author's note", "web page", "disclaimer", "front matter", "back matter", ...


@dataclass(frozen=True)
class Sentence:
    """One sentence of story, quotation marks and all, without the white space around it."""

    start: int
    end: int
    scene: int  # number of the scene it belongs to


@dataclass(frozen=True, eq=False)
class Chapter:
    """One chapter as it stands in reading order.

    `text` is the chapter's text as the file has it (line ends and encoding repaired, heading taken off), paratext
    included; `scenes` cover the story and leave the paratext out. `revision` identifies the content, not the position.
    """

    position: int  # 1..n in reading order; 0 and below for chapters of earlier books, which all stand before
    label: str  # as printed: "Chapter Four", "Prologue", "12"; from the file's name when there is no heading
    title: str  # "" when the chapter has none
    path: Path
    text: str = field(repr=False)
    scenes: tuple[Scene, ...] = field(repr=False)
    paratext: tuple[Paratext, ...] = field(default=(), repr=False)
    number: int | None = None  # the printed number, if any
    revision: str = ""
    part: str = ""  # the part or book it stands in: "PART ONE: The Old Buccaneer"
    book: str = ""  # title of the earlier book of the series it stands in; "" in this one
    volume: str = ""  # "Vol. II", "Part Two", where the printed numbers begin again in the book (`with_volumes`)
    identity: str = ""  # stays when the chapter is edited, renamed or moved; "" before a sync

    @property
    def name(self) -> str:
        """Label and title in one line: "Chapter Four: The Bus"; "Book One, Chapter Four: The Bus" in a series."""
        name = self.label
        if self.title and self.title.casefold() != self.label.casefold():
            name = f"{self.label}: {self.title}"
        return f"{self.book}, {name}" if self.book else name

    @property
    def full_label(self) -> str:
        """The label, with the book in a series: "Chapter Four", "Book One, Chapter Four"."""
        return f"{self.book}, {self.label}" if self.book else self.label

    @property
    def short(self) -> str:
        """How a citation names it: "ch. 4", "Prologue", "Part Two, ch. 4", "Book One, ch. 4"."""
        name = f"ch. {self.number}" if self.number is not None else self.label
        return ", ".join(filter(None, (self.book, self.volume, name)))

    @cached_property
    def words(self) -> int:
        """Number of words of story."""
        return sum(len(WORD.findall(self.text, s.start, s.end)) for s in self.scenes)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of story, in order; none crosses a paragraph."""
        from .sentences import split_sentences

        return tuple(
            Sentence(a, b, s.number) for s in self.scenes for a, b in split_sentences(self.text, s.start, s.end)
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds `offset`, or the last one that begins before it; None before the first."""
        at = bisect_right(self._starts, offset) - 1
        return self.sentences[at] if at >= 0 else None

    def sentences_in(self, start: int, end: int) -> Iterator[Sentence]:
        """The sentences that overlap `start..end`."""
        at = max(0, bisect_right(self._starts, start) - 1)
        for sentence in self.sentences[at:]:
            if sentence.start >= end:
                return
            if sentence.end > start:
                yield sentence

    def scene_at(self, offset: int) -> Scene | None:
        """The scene that holds `offset`, or None inside paratext and breaks."""
        return next((s for s in self.scenes if s.start <= offset < s.end), None)

    def cite(self, start: int, end: int) -> Citation:
        """The citation of `text[start:end]`."""
        return Citation(self, start, end, self.text[start:end])

    def cite_sentence(self, start: int, end: int | None = None, longest: int = 60) -> Citation:
        """The citation of the whole sentence(s) around `start..end`, cut at word limits to `longest` words."""
        end = start + 1 if end is None else end
        touched = list(self.sentences_in(start, end))
        if not touched:
            return self.cite(start, end)
        first, last = touched[0].start, touched[-1].end
        if len(WORD.findall(self.text, first, last)) > longest:
            first, last = self._window(first, last, start, end, longest)
        return self.cite(first, last)

    def _window(self, first: int, last: int, start: int, end: int, longest: int) -> tuple[int, int]:
        words = [m.span() for m in WORD.finditer(self.text, first, last)]
        inside = [n for n, (a, b) in enumerate(words) if a < end and b > start] or [0]
        room = max(0, longest - (inside[-1] - inside[0] + 1))
        low = max(0, inside[0] - room // 2)
        high = min(len(words) - 1, low + longest - 1)
        low = max(0, high - longest + 1)
        return words[low][0], words[high][1]


@dataclass(frozen=True, eq=False)
class Citation:
    """A quote with its place. Building one whose quote is not exactly what stands there is an error."""

    chapter: Chapter
    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not self.quote or self.chapter.text[self.start : self.end] != self.quote:
            raise ValueError(f"not what stands at {self.chapter.label} {self.start}:{self.end}: {self.quote[:60]!r}")

    @property
    def place(self) -> tuple[int, int, int]:
        """(chapter position, start, end): sorts in reading order, and says whether two citations are the same."""
        return self.chapter.position, self.start, self.end

    @property
    def line(self) -> str:
        """The quote on one line, white space folded, for display."""
        return " ".join(self.quote.split())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Citation) and (self.chapter.revision, self.place) == (
            other.chapter.revision,
            other.place,
        )

    def __hash__(self) -> int:
        return hash((self.chapter.revision, self.place))


def with_volumes(chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """The chapters, each with the part it stands in where another of the same book bears the same printed number."""
    numbers = Counter((c.book, c.number) for c in chapters)
    again = {book for (book, number), count in numbers.items() if number is not None and count > 1}
    return tuple(replace(c, volume=_volume(c.part)) if c.part and c.book in again else c for c in chapters)


def _volume(part: str) -> str:
    """A part as citations name it: "VOLUME II: At Sea" is "Volume II"."""
    words = part.partition(":")[0].strip(" .").split()
    return " ".join(w if set(w) <= set("IVXLC") or not w.isupper() else w.capitalize() for w in words)


@dataclass(frozen=True, eq=False)
class Hit:
    """A passage that a search found. Scores compare within one search only; higher is better."""

    chapter: Chapter
    start: int
    end: int
    score: float
    text: str = ""  # filled in from the chapter

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", self.chapter.text[self.start : self.end])

    @property
    def citation(self) -> Citation:
        return self.chapter.cite(self.start, self.end)


@dataclass(frozen=True)
class ReferenceNote:
    """What a writing program keeps beside the book: a character's sheet, a place, research. Never canon."""

    title: str  # with its folder: "Characters: Mara"
    text: str = field(repr=False)
    path: Path


@dataclass(frozen=True)
class Manuscript:
    """Everything read from the writer's files: chapters in reading order, and what the writer should be told."""

    path: Path
    title: str
    chapters: tuple[Chapter, ...]
    warnings: tuple[str, ...] = ()
    references: tuple[ReferenceNote, ...] = ()  # notes of a writing program's project, for the writer only

    @property
    def words(self) -> int:
        return sum(c.words for c in self.chapters)
