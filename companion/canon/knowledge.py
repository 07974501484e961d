"""Who knows what: who was there, or was told, when something that not everybody knows was said.

Something is learnt by those who are in the scene where it is said aloud, by whoever is told it ("Hal told Marlow about
the clinic"), and by the one who tells the scene in the first person. Nobody's mind is read: that the page does not show
it is no proof that somebody does not know.

This is the bible's list, with the place where the page shows each of them learning it. Whom a planned scene may leave in
the dark is another question: `scenes/knowledge.py` takes everybody of a whole scene, goes by rare words, and cites nothing.
"""

# ruff: noqa: E501 - a regular expression is read one to a line

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..manuscript.chapter import Chapter, Citation, Scene
from .page import Page
from .types import Thread

if TYPE_CHECKING:
    from .canon import Canon

EARSHOT = 10  # sentences before and after
KINDS = frozenset({"secret", "question", "promise", "gun"})
_TOLD = re.compile(
    r"\b(?:told|tells?|telling|confess(?:ed|es) to|admitted to|explained to|showed|shows|wrote to|rang|warned)\s+(?:(?:his|her|my|our|their)\s+)?\Z"
)
_KEPT_FROM = re.compile(
    r"\b(?:(?:[Dd]on't|[Dd]o not|[Mm]ustn't|[Mm]ust not|[Nn]ever|not to|didn't|did not|haven't|hasn't|had not|hadn't|have not|can't) (?:\w+ )?"
    r"(?:tell|told|mention(?:ed)? \w+ to|let on to|say (?:a word|anything) to)|[Ii]f|from) \Z"
)


@dataclass(frozen=True)
class Learnt:
    """That somebody gets to know of a matter, and where the page shows it."""

    who: str
    citation: Citation
    how: str  # "tells it" | "is there" | "is told"


@dataclass(frozen=True)
class Matter:
    """Something that some know and others do not, with who has been shown learning it, in reading order."""

    thread: Thread
    learnt: tuple[Learnt, ...]
    kept_from: tuple[str, ...] = ()  # of whom the text says that they are not to know

    @property
    def knowers(self) -> frozenset[str]:
        return frozenset(one.who for one in self.learnt)


def knowledge_of(canon: Canon) -> list[Matter]:
    """Every secret, question, promise and thing put by, with who has been shown learning of it."""
    return [_matter(canon, thread) for thread in canon.threads if thread.kind in KINDS]


def _matter(canon: Canon, thread: Thread) -> Matter:
    kept_from = _kept_from(canon, thread.planted)
    learnt: dict[str, Learnt] = {}
    for citation in dict.fromkeys((thread.planted, *thread.places, *([thread.closed] if thread.closed else []))):
        for one in _learn(canon, citation):
            early = citation == thread.planted and one.who in kept_from
            if not early:
                learnt.setdefault(one.who, one)
    return Matter(thread, tuple(learnt.values()), kept_from)


def _learn(canon: Canon, citation: Citation) -> list[Learnt]:
    """Who gets to know at one place."""
    chapter = citation.chapter
    scene = chapter.scene_at(citation.start)
    if scene is None:
        return []
    found: list[Learnt] = []
    teller = canon.narrator(chapter.position, citation.start)
    if teller:
        found.append(Learnt(teller, citation, "tells it"))
    page = canon.page(chapter.position)
    found += [
        Learnt(name, citation, "is told")
        for start, _, name in page.named(citation.start, citation.end)
        if _TOLD.search(page.text[max(0, start - 40) : start])
    ]
    if _spoken(page, citation):
        there = canon.present_between(chapter.position, *_within_earshot(chapter, scene, citation))
        found += [Learnt(name, citation, "is there") for name in there if name != teller]
    return found


def _within_earshot(chapter: Chapter, scene: Scene, citation: Citation) -> tuple[int, int]:
    """The stretch of the scene around a place whose people hear what is said there; a scene may be a whole chapter."""
    sentences = [s for s in chapter.sentences if s.scene == scene.number]
    here = [n for n, s in enumerate(sentences) if s.start < citation.end and s.end > citation.start] or [0]
    first, last = max(0, here[0] - EARSHOT), min(len(sentences) - 1, here[-1] + EARSHOT)
    return sentences[first].start, sentences[last].end


def _spoken(page: Page, citation: Citation) -> bool:
    """Whether more than a word or two of it is said aloud."""
    inside = [
        (max(a, citation.start), min(b, citation.end))
        for a, b in page.quotes
        if a < citation.end and b > citation.start
    ]
    return sum(len(page.chapter.text[a:b].split()) for a, b in inside) > 2


def _kept_from(canon: Canon, planted: Citation) -> tuple[str, ...]:
    page = canon.page(planted.chapter.position)
    return tuple(
        dict.fromkeys(
            name
            for start, _, name in page.named(planted.start, planted.end)
            if _KEPT_FROM.search(page.text[max(0, start - 40) : start])
        )
    )
