"""The vocabulary of what comes next: ideas, briefs, drafts and what the gate says of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..manuscript.chapter import Citation


@dataclass(frozen=True)
class SceneIdea:
    """A scene that could come next, and the places in the book it grows from."""

    title: str
    kind: str  # "confrontation", "revelation", "aftermath", "deadline", ...
    premise: str
    pov: str
    people: tuple[str, ...]
    place: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class PersonState:
    """Where the book has left somebody who will be in the scene."""

    name: str
    last_seen: Citation | None
    facts: tuple[tuple[str, Citation], ...] = ()  # (what to keep to, where it stands)
    unaware_of: tuple[tuple[str, Citation], ...] = ()  # (what they have not been shown learning, where it happened)


@dataclass(frozen=True)
class SceneBrief:
    """All a writer, or a model, needs to write one scene that fits the page. `str()` is Markdown."""

    title: str
    premise: str
    pov: str
    person: str  # "first" | "third"
    tense: str  # "present" | "past"
    place: str
    people: tuple[PersonState, ...]
    beats: tuple[str, ...]
    citations: tuple[Citation, ...]
    after: int  # position of the chapter it follows
    last_lines: Citation | None = None  # the end of the last scene, to join on to
    until: int | None = None

    def __str__(self) -> str:
        from .markdown import brief_markdown

        return brief_markdown(self)


@dataclass(frozen=True)
class Mark:
    """Something the gate noticed in a draft: `text[start:end]`, and why."""

    start: int
    end: int
    kind: str  # "unknown name", "tense", "person", "knowledge", "contradiction", "repetition"
    message: str
    citation: Citation | None = None


@dataclass(frozen=True)
class Draft:
    """A scene in prose, or the brief itself where there is no model. Marks are in order of `start`."""

    brief: SceneBrief
    text: str
    marks: tuple[Mark, ...] = ()
    model: str = "none"
    notes: tuple[str, ...] = field(default=())  # what was tried, what failed

    @property
    def is_prose(self) -> bool:
        return self.model != "none"
