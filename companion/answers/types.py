"""The vocabulary of answers: what was asked, what was found, what is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..canon.types import Finding
from ..manuscript.chapter import Citation

Status = Literal["stated", "disputed", "partial", "unstated"]


@dataclass(frozen=True)
class Claim:
    """One sentence of an answer with what it rests on. `supported` is False where the check failed; `why` says how, or,
    of a supported one, what is left to the reader."""

    text: str
    citations: tuple[Citation, ...]
    supported: bool = True
    why: str = ""


@dataclass(frozen=True)
class Row:
    """One line of an answer's body: who or where, what is said of it, and the quote."""

    heading: str  # "Chapter 2 · narrator", "The manager"
    note: str = ""  # "brings it"
    citation: Citation | None = None
    muted: bool = False  # shown softly: "nothing on the page says so"
    value: str = ""  # the words of the quote that answer, where they can be told


@dataclass(frozen=True)
class Evidence:
    """What a question found, frozen, before anything is worded. `sentences` are in document order."""

    question: str  # as understood: pronouns of a follow-up filled in
    kind: str
    sentences: tuple[Citation, ...]
    status: Status
    lead: str = ""  # the plain answer's first line: the value
    rows: tuple[Row, ...] = ()
    more: tuple[Citation, ...] = ()  # the complete list behind the answer, in document order
    counts: tuple[tuple[int, int], ...] = ()  # (chapter position, count) for lists
    nearest: Citation | None = None  # for "the manuscript does not say"
    finding: Finding | None = None  # for a dispute
    subject: str = ""  # canonical name of whom it is about, for follow-ups
    how: tuple[str, ...] = ()  # steps, in the writer's words


@dataclass(frozen=True)
class Answer:
    """An answer. `citations` are numbered 1..n in the order in which `text` refers to them as [1], [2], ..."""

    question: str
    text: str
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]
    kind: str
    status: Status
    evidence: Evidence = field(repr=False)
    until: int | None = None
    model: str = "none"  # who worded it
    how: tuple[str, ...] = ()  # "how this was found", fallbacks included

    @property
    def established(self) -> bool:
        """Whether the manuscript answers the question at all."""
        return self.status != "unstated"


@dataclass(frozen=True)
class Turn:
    """An earlier question and answer of the same conversation, with the wall it was asked behind."""

    question: str
    answer: str
    subject: str = ""
    until: int | None = None


@dataclass(frozen=True)
class Found:
    """First event of a stream: the plain answer, complete, before any model has said a word."""

    answer: Answer


@dataclass(frozen=True)
class Text:
    """More of the model's prose."""

    delta: str


@dataclass(frozen=True)
class Done:
    """Last event of a stream: the answer as checked."""

    answer: Answer
