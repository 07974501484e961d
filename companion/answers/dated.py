"""The date of what happens somewhere: the scene in which a named place or event is at hand, and the day that it has.

"The Leeds show" is the scene that says "in Leeds", rather than one that says "since Leeds" or "before Leeds". Only a proper
name leads to a scene, and only where no other dated scene speaks for it as much: a guess would be a wrong date.
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from dataclasses import dataclass

from ..canon.timeline import Moment
from ..canon.view import View
from ..manuscript.chapter import WORD, Citation
from .words import STOP, content_words, stem

HERE, ELSEWHERE = 2.0, 0.25
BESIDE_DATE, BESIDE = 10.0, 40  # "Saturday 18 November. Glasgow.", within so many characters of the date, says it best
AHEAD = 1.2  # how much more must speak for a scene than for one of another day
_HERE = re.compile(r"\b(?:in|at|here in|arrived in|reached)\s+(?:the\s+)?(?:[\w'’]+\s+in\s+)?\Z", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:since|after|before|from|till|until|to|for|of|about|by|like)\s+(?:the\s+)?\Z", re.IGNORECASE
)
_TOLD_OF = re.compile(r"\b(?:had|will|would|was going|going to|last|next|tomorrow|yesterday)\b|['’]ll\b|['’]d\b")
# What anything that happens somewhere may be called: these need not stand in its scene.
_ANY_EVENT = {stem(w) for w in "show shows gig concert performance play played playing scene night event take place happen start begin held".split()}  # fmt: skip
_NO_NAMES = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


@dataclass(frozen=True)
class Dated:
    """A day of the story with the sentence that gives the date, and the one that ties it to what was asked for."""

    day: float
    date: str
    citation: Citation
    tie: Citation


def dated(phrase: str, view: View) -> Dated | None:
    """When what a phrase names takes place; None where no dated scene surely has it."""
    names = [m.group().removesuffix("'s").removesuffix("’s") for m in WORD.finditer(phrase) if m.group()[0].isupper()]
    names = [n for n in names if n.casefold() not in STOP | _NO_NAMES]
    if not names or view.canon.named_in(phrase):
        return None
    others = {stem(w) for w in content_words(phrase)} - {stem(n) for n in names} - _ANY_EVENT
    ranked: list[tuple[float, int, Moment, Citation]] = []
    for moment in view.canon.timeline.moments:
        scores, tie = _spoken_of(names, moment)
        if tie is not None:
            ranked.append((scores, -moment.order, moment, tie))
    if not ranked:
        return None
    ranked.sort(key=lambda r: r[:2], reverse=True)
    best, _, moment, tie = ranked[0]
    if others - {stem(w) for w in WORD.findall(moment.chapter.text, moment.scene.start, moment.scene.end)}:
        return None  # some other thing that happened there
    if best < 1.0 or any(other[0] * AHEAD >= best and other[2].day != moment.day for other in ranked[1:]):
        return None
    found = _date_of(moment, view)
    return Dated(moment.day, found.date, found.citation, tie) if found and found.citation else None


def _spoken_of(names: list[str], moment: Moment) -> tuple[float, Citation | None]:
    """How much a scene speaks for happening at what these names name, and the sentence that says so most."""
    text, scene = moment.chapter.text, moment.scene
    total, best, where = 0.0, 0.0, None
    for name in names:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text[scene.start : scene.end]):
            at = scene.start + match.start()
            before = text[max(scene.start, at - 40) : at]
            sentence = moment.chapter.sentence_at(at)
            worth = HERE if _HERE.search(before) else ELSEWHERE if _ELSEWHERE.search(before) else 1.0
            if worth == 1.0 and moment.citation is not None and -BESIDE < at - moment.citation.end < BESIDE:
                worth = BESIDE_DATE
            if sentence is None or _TOLD_OF.search(text[sentence.start : sentence.end]):
                worth = min(worth, ELSEWHERE)
            total += worth
            if worth > best:
                best, where = worth, (at, at + len(name))
    return total, moment.chapter.cite_sentence(*where) if where else None


def _date_of(moment: Moment, view: View) -> Moment | None:
    """The scene itself where the text dates it to the day, else the one of its chapter that does, on the same day."""
    same = [
        m
        for m in view.canon.timeline.moments
        if m.chapter is moment.chapter and m.day == moment.day and m.order <= moment.order and not m.back
    ]
    dates = [m for m in same if m.citation is not None and re.search(r"\d", m.date)]
    return max(dates, key=lambda m: m.order, default=None)
