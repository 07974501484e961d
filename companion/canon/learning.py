"""Who gets to know of something at one place of the page, and how: whoever says it, is told it, knows it, is there, or tells the scene.

What the bible says of who knows what (`knowledge.py`), the answers to "Who knows about the letter?" and what a planned
scene may take for known all rest on this. Nobody's mind is read: that the page shows nothing is no proof.
"""

# ruff: noqa: E501 - a regular expression is read one to a line
from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..manuscript.chapter import Chapter, Citation, Scene
from .page import Page

if TYPE_CHECKING:
    from .canon import Canon
    from .speakers import Quote

How = Literal["says it", "is told", "knows it", "is there", "tells it"]
EARSHOT = 10  # sentences before and after
TALK = 3  # quotations before and after one whose speakers are in the same talk
ASIDE = 500  # characters between two quotations of one talk
NEAR = 3  # sentences around what is narrated in which somebody is told it
_TOLD = re.compile(
    r"\b(?:told|tells?|telling|confess(?:ed|es) to|admitted to|explained to|showed|shows|wrote to|rang|warned)\s+(?:(?:his|her|my|our|their)\s+)?\Z"
)
_TELLS = re.compile(
    r"\s+(?:\w+ly\s+|had\s+|has\s+|have\s+)?(?:told|tells?|confess\w*|admit\w*|explain\w*|showed|shows)\b"
)
_KNOWS = re.compile(
    r"\s+(?:\w+ly\s+|had\s+|has\s+|already\s+|alone\s+|who\s+|must\s+have\s+){0,3}(?:knew|knows|known|heard|hears|saw|sees|seen|read|reads|found|finds|guessed|guesses|noticed|notices|overhear\w*|realis\w+|realiz\w+|discover\w*|learn\w*|watch\w*|remember\w*)\b"
)
_ASKED = re.compile(
    r"\?[\"'”’)]*(?:\s|\Z)|\b(?:[Nn]obody|[Nn]o one|[Nn]o-one)(?:'s|'d| has| had| ever)* (?:told|said|mentioned)\b"
    r"|\b(?:don't|do not|didn't|did not|doesn't) know\b|\bnever (?:knew|heard|been told|told me)\b|\b(?:haven't|hadn't|not) (?:heard|been told)\b|\bno idea\b"
)
_I_AM_HERE = re.compile(r"\b(?:I|me)\b")  # "she says, before I can ask"
_ME = re.compile(r"\b(?:told|tells|telling|showed|shows|gave|gives)\s+me\b")
_TOLD_ONE = re.compile(r"\b(?:told|tell|tells|showed|shows|show)\s+(?P<whom>her|him)\b")


@dataclass(frozen=True)
class Learnt:
    """That somebody gets to know of a matter, and where the page shows it."""

    who: str
    citation: Citation
    how: How


def learnt_at(canon: Canon, citation: Citation) -> list[Learnt]:
    """Who gets to know of what stands at one place, the surest first; everybody once.

    Of what is said aloud: who says it, whom it is said to, who else is within earshot. Of what is narrated: whom the
    narration says to be told or to know it, and who tells it as "I".
    """
    chapter = citation.chapter
    scene = chapter.scene_at(citation.start)
    if scene is None:
        return []
    page = canon.page(chapter.position)
    found: dict[str, How] = {}
    teller = canon.narrator(chapter.position, citation.start)
    told = [
        name for at, _, name in page.named(citation.start, citation.end) if _TOLD.search(page.text, max(0, at - 40), at)
    ]
    if is_spoken(page, citation):
        if _ASKED.search(page.text, citation.start, citation.end):
            return []  # "Did you pawn it?", "Nobody's said a word to me": who says so may well not know
        there = canon.present_between(chapter.position, *within_earshot(chapter, scene, citation))
        speaker, listeners = _talk(canon, page, scene, citation, teller)
        _add(found, [speaker] if speaker else [], "says it")
        _add(found, told, "is told")
        _add(found, listeners, "is told")
        _add(found, [name for name in (teller, *there) if name], "is there")
    else:
        _add(found, told, "is told")
        narrated = _narrated(canon, page, citation, teller)
        _add(found, [name for name, how in narrated if how == "is told"], "is told")
        for name, how in narrated:
            _add(found, [name], how)
        _add(found, [teller] if teller else [], "tells it")
    return [Learnt(who, citation, how) for who, how in found.items()]


def _add(found: dict[str, How], names: list[str], how: How) -> None:
    for name in names:
        found.setdefault(name, how)


def _talk(canon: Canon, page: Page, scene: Scene, citation: Citation, teller: str) -> tuple[str, list[str]]:
    """Who says what stands at a place, and to whom: those who are called in it, "I" who am there, who answers."""
    quotes = [q for q in canon.quotes(page.chapter.position) if scene.start <= q.start < scene.end]
    inside = [n for n, q in enumerate(quotes) if q.start < citation.end and q.end > citation.start]
    if not inside:
        return "", []
    longest = max(inside, key=lambda n: min(quotes[n].end, citation.end) - max(quotes[n].start, citation.start))
    said = quotes[longest]
    sightings = canon.sightings(page.chapter.position)
    called = [
        name
        for at, _, name in page.named(said.start, said.end)
        if name != said.speaker and at in sightings and {"V", "v"} & set(sightings[at].cues)
    ]
    if called:
        return said.speaker, list(dict.fromkeys(called))
    if teller and teller != said.speaker and _I_AM_HERE.search(_narration(page, citation)):
        return said.speaker, [teller]
    for step in (1, -1):  # who answers, else who spoke before
        for at in range(longest + step, longest + (TALK + 1) * step, step):
            if not 0 <= at < len(quotes) or _apart(quotes[at], said) > ASIDE:
                break
            if quotes[at].speaker and quotes[at].speaker != said.speaker:
                return said.speaker, [quotes[at].speaker]
    return said.speaker, []


def _narration(page: Page, citation: Citation) -> str:
    """What of a place is not said."""
    return "".join(
        c for n, c in enumerate(page.text[citation.start : citation.end], citation.start) if not page.quote_at(n)
    )


def _apart(one: Quote, other: Quote) -> int:
    """Characters between two quotations."""
    return max(one.start - other.end, other.start - one.end)


def _narrated(canon: Canon, page: Page, citation: Citation, teller: str) -> list[tuple[str, How]]:
    """Whom narration says to be told, to tell or to know it."""
    found: list[tuple[str, How]] = []
    start, stop = _around(page, citation)
    for _, end, name in page.named(citation.start, citation.end):
        if page.quote_at(end - 1) is None and _TELLS.match(page.text, end):
            found.append((name, "says it"))
        elif page.quote_at(end - 1) is None and _KNOWS.match(page.text, end):
            found.append((name, "knows it"))
    if teller and _ME.search(page.text, citation.start, citation.end):
        found.append((teller, "is told"))
    found += [
        (name, "is told")
        for at, _, name in page.named(start, stop)
        if page.quote_at(at) is None and _TOLD.search(page.text, max(0, at - 40), at)
    ]
    for match in _TOLD_ONE.finditer(page.text, start, stop):
        if page.quote_at(match.start()) is None and (name := canon.meant(page.chapter.position, *match.span("whom"))):
            found.append((name, "is told"))
    return found


def _around(page: Page, citation: Citation) -> tuple[int, int]:
    """The sentences of the same paragraph near a place."""
    low, high = page.paragraph(citation.start)
    n, sentences = page.sentence_number(citation.start), page.chapter.sentences
    return (
        max(low, sentences[max(0, n - NEAR)].start),
        min(high, sentences[min(len(sentences) - 1, n + NEAR)].end),
    )


def within_earshot(chapter: Chapter, scene: Scene, citation: Citation) -> tuple[int, int]:
    """The stretch of the scene around a place whose people hear what is said there; a scene may be a whole chapter."""
    sentences = [s for s in chapter.sentences if s.scene == scene.number]
    here = [n for n, s in enumerate(sentences) if s.start < citation.end and s.end > citation.start] or [0]
    first, last = max(0, here[0] - EARSHOT), min(len(sentences) - 1, here[-1] + EARSHOT)
    return sentences[first].start, sentences[last].end


def is_spoken(page: Page, citation: Citation) -> bool:
    """Whether more than a word or two of it is said aloud."""
    low = max(0, bisect_right(page.quote_starts, citation.start) - 1)
    inside = [
        (max(a, citation.start), min(b, citation.end))
        for a, b in page.quotes[low : bisect_right(page.quote_starts, citation.end)]
        if a < citation.end and b > citation.start
    ]
    return sum(len(page.chapter.text[a:b].split()) for a, b in inside) > 2
