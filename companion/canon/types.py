"""The vocabulary of the story bible: what code can say about a book, each thing with its place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from ..decisions import Decision
from ..manuscript.chapter import Chapter, Citation
from .attributes import place_of

Tier = Literal["conflict", "possible"]

NARRATOR = "narrator"


@dataclass(frozen=True)
class Character:
    """Somebody in the book, under one name, with every other string the text calls them by."""

    name: str
    aliases: tuple[str, ...]  # other names, most used first; never holds `name`
    mentions: int  # times a name of theirs stands in the story
    narrates: tuple[int, ...] = ()  # positions of chapters in which they say "I"
    pronouns: str = ""  # "she" | "he" | "they" | ""
    by_chapter: tuple[tuple[int, int], ...] = ()  # (chapter position, mentions), only chapters with any
    first: Citation | None = None
    last: Citation | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)

    @property
    def chapters(self) -> tuple[int, ...]:
        return tuple(position for position, _ in self.by_chapter)


@dataclass(frozen=True)
class Fact:
    """A value the text gives one attribute of one character, at one place.

    `by` is "narrator" for what the narration asserts, else the name of who says it ("" when not known). `firm` is False
    for what is asked, guessed, dreamt, compared or denied, and where it is not sure whom it is about. On a sheet it
    says no more than that (`selection.py`); for a `Statement`, which the rules compare, it asks more.
    """

    character: str
    attribute: str  # "eyes", "hair", "age", "sisters", "death", ...
    value: str  # normalised: "grey", "26", "two"
    citation: Citation
    by: str = NARRATOR
    firm: bool = True
    changes: bool = False  # the text tells of becoming so: dyed, promoted, moved
    source: str = ""  # the model that noted it; "" for what the program reads itself

    @property
    def chapter(self) -> Chapter:
        return self.citation.chapter

    @property
    def shown(self) -> str:
        """The value as one reads it: "green notebook" for "notebook: green", "boat, Compline" for "boat: Compline"."""
        thing, mark, rest = self.value.partition(": ")
        if self.attribute != "possession" or not mark:
            return self.value
        return f"{rest} {thing}" if rest[:1].islower() else f"{thing}, {rest}"


@dataclass(frozen=True)
class Finding:
    """Citations that disagree. `id` depends on what it is about (kind, character, values), not on where it stands."""

    id: str
    kind: str  # the rule: "eyes", "hair", "age", "kin", "death", "spelling", ...
    tier: Tier
    character: str
    message: str  # the headline: "Left hand, then right"
    reading: str  # what was considered: "No second injury is shown in between."
    evidence: tuple[Citation, ...]
    values: tuple[str, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True)
class Thread:
    """Something the text opens: a question, promise, secret, deadline, or a thing put by ("gun", which is to go off).

    `closed` is None while nothing closes it, and `ending` says how it ends: "kept", "broken", "came out", "answered",
    "passed", "used", or "closed by you". `passed` is where its day comes and nothing is said of it. The `id` hangs on
    the words of the sentence, not on its place.
    """

    kind: str  # "question" | "promise" | "secret" | "deadline" | "gun"
    summary: str
    planted: Citation
    touched: Citation | None = None
    closed: Citation | None = None
    ending: str = ""
    passed: Citation | None = None
    places: tuple[Citation, ...] = ()  # where it comes back, in order
    id: str = ""
    decision: str = ""  # the writer's: "closed" | "not a thread" | ""


@dataclass(frozen=True)
class Progression:
    """An attribute that changes in the course of the book, and the text shows it: one thing, not a disagreement."""

    attribute: str
    steps: tuple[Fact, ...]  # the first place of each value, in reading order

    def __str__(self) -> str:
        """ "copper, then blue (chapter 9)"."""
        first, *rest = self.steps
        return ", then ".join([first.value, *(f"{f.value} ({f.chapter.short})" for f in rest)])


@dataclass(frozen=True)
class CharacterSheet:
    """All the book says about one character, up to the chapter asked for."""

    character: Character
    facts: tuple[Fact, ...]  # in reading order
    findings: tuple[Finding, ...] = ()  # those about this character
    company: tuple[tuple[str, int], ...] = ()  # (other character, scenes shared), most first
    present: tuple[tuple[int, int], ...] = ()  # (chapter position, scenes they are in), only chapters with any
    settled: tuple[tuple[str, str], ...] = ()  # (attribute, value) the writer said is right
    progressions: tuple[Progression, ...] = ()
    knows: tuple[tuple[Thread, Citation, str], ...] = ()  # (matter, where they learn of it, how)

    @property
    def by_attribute(self) -> dict[str, tuple[Fact, ...]]:
        """Facts grouped by attribute, looks first (see `attributes.ORDER`), each group in reading order."""
        groups: dict[str, list[Fact]] = {}
        for fact in sorted(self.facts, key=lambda fact: place_of(fact.attribute)):
            groups.setdefault(fact.attribute, []).append(fact)
        return {attribute: tuple(facts) for attribute, facts in groups.items()}


@dataclass(frozen=True)
class NameVariant:
    """Two spellings that may be one name: "Marianne" 41 times, "Mariane" once."""

    usual: str
    rare: str
    usual_count: int
    rare_count: int
    citation: Citation  # of the rare one


@dataclass(frozen=True)
class FirstLook:
    """What the companion can say right after an import."""

    title: str
    chapters: int
    words: int
    cast: tuple[Character, ...]
    narrators: tuple[Character, ...]
    variants: tuple[NameVariant, ...]
    contradictions: tuple[Finding, ...]
    loose_ends: tuple[Thread, ...]
    notes: tuple[Citation, ...] = field(default=())  # what was set aside as not story
    warnings: tuple[str, ...] = ()
