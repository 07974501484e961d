"""Threads: promises, secrets, questions, deadlines and things put by; where they come back, and where they end.

A thread is the sentence that opens it (`openers.py`). What it is about are its own rare words, and where it has too few, those
of its neighbours. It is touched by later sentences that share two of them, and ended by what `endings.py` takes for an end.
What is not surely ended stays open: the writer knows better, and says so (`[[thread]]` in companion.toml).
"""

# ruff: noqa: E501 - a table of words is read one line at a time
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, Any

from ..manuscript.chapter import Chapter, Citation
from .acts import acts_of, base
from .endings import Wanted, comes, days_after, ending
from .openers import observe_threads
from .patterns.base import plain
from .types import Thread

if TYPE_CHECKING:
    from .canon import Canon

MOST = 60  # threads kept of a whole book
RARE, ALWAYS_RARE = 0.004, 3  # a word is a thread's own if it stands in no larger share of the sentences, or so many
ODD = 6  # places: a verb that stands in no more tells which promise is meant
NEAR = 4  # sentences: what is opened twice within so many is one thread
_WORD = re.compile(r"[^\W\d_]{3,}(?:['’][a-z]+)?")
_SHORT = frozenset("gun key tin box mum dad law sea tax".split())
_STOP = frozenset(
    "that this with from have been were what when where which whom whose will would could should there their they them then than "
    "these those your yours mine ours about after again before because being between both cannot does doing done down during each "
    "ever every further having here herself himself into itself just like made make many more most much must myself never nobody "
    "nothing once only other ourselves over said same shall since some someone something still such tell told take taken them "
    "themselves think though through under until upon very want wanted well went while whole within without wonder wondered wondering "
    "promise promised secret know known knows knew come came goes going gone good little long look looked right thing things time "
    "always anything anyone anybody even first give given gave happened keep kept last left even back away around mean means might "
    "says mister missus please perhaps really swear sworn course yourself people word words don't didn't can't won't isn't wasn't i'll you'll "
    "she'd he'd they'd i've you've we'll it's that's what's there's let's couldn't wouldn't shouldn't aren't night morning tomorrow today "
    "tonight yesterday week month year hours days weeks months find found hear heard does quite rather almost another soon else".split()
)


@dataclass(frozen=True)
class _Place:
    chapter: Chapter
    scene: int
    start: int
    end: int
    words: frozenset[str]  # its telling words, by their base forms

    @cached_property
    def text(self) -> str:
        return plain(self.chapter.text[self.start : self.end])

    def cite(self) -> Citation:
        return self.chapter.cite_sentence(self.start, self.end)


@dataclass(frozen=True)
class _Sown:
    """One row of the observer, placed: its sentence, and the words that are its own."""

    at: int  # number of its sentence
    place: _Place
    own: dict[str, float]  # word -> rarity
    thread: Thread
    score: float


class _Book:
    """All sentences of the visible chapters, with which of them hold a word."""

    def __init__(self, chapters: Sequence[Chapter]) -> None:
        self.places: list[_Place] = []
        self.having: dict[str, list[int]] = {}
        self.number: dict[tuple[int, int], int] = {}
        for chapter in chapters:
            text = plain(chapter.text)
            for sentence in chapter.sentences:
                found = {
                    w.lower().replace("’", "'").removesuffix("'s")
                    for w in _WORD.findall(text, sentence.start, sentence.end)
                }
                words = frozenset(base(w) for w in found - _STOP if len(w) > 3 or w in _SHORT)
                here = len(self.places)
                for word in words:
                    self.having.setdefault(word, []).append(here)
                self.number[chapter.position, sentence.start] = here
                self.places.append(_Place(chapter, sentence.scene, sentence.start, sentence.end, words))

    def near(self, at: int, before: int, after: int) -> Iterable[_Place]:
        """The places around one, of the same scene."""
        here = self.places[at]
        for place in self.places[max(0, at - before) : at + after + 1]:
            if place.chapter is here.chapter and place.scene == here.scene:
                yield place

    def own_words(self, at: int) -> dict[str, float]:
        """The rare words of a sentence, and where there are fewer than two, those of its neighbours, each with its rarity."""
        limit = RARE * len(self.places) + ALWAYS_RARE
        for before, after in ((0, 0), (2, 1)):
            words = {w for place in self.near(at, before, after) for w in place.words}
            own = {w: log(len(self.places) / len(self.having[w])) for w in words if len(self.having[w]) <= limit}
            if len(own) > 1:
                return own
        return own


def threads_from(canon: Canon) -> list[Thread]:
    """The most telling threads of the visible chapters, in the order in which they are planted; the writer's word on
    each is applied, and what the writer says is none is kept with its `decision`."""
    book = _Book(canon.chapters)
    sown: list[_Sown] = []
    for chapter, rows in canon.rows("threads", observe_threads):
        for row in rows:
            made = _sow(book, chapter, row)
            if made is not None and not _again(made, sown):
                sown.append(made)
    best = sorted(sown, key=lambda one: (-one.score, one.thread.planted.place))[:MOST]
    return _decided(
        [one.thread for one in sorted(best, key=lambda one: one.thread.planted.place)], canon.decisions.threads
    )


def salient(threads: Sequence[Thread], most: int) -> list[Thread]:
    """Open threads worth showing first: those that came back at least once, then those planted last."""
    loose = [t for t in threads if t.closed is None]
    best = sorted(loose, key=lambda t: (t.touched is None, t.kind == "question", [-n for n in t.planted.place]))[:most]
    return sorted(best, key=lambda t: t.planted.place)


def _sow(book: _Book, chapter: Chapter, row: list[Any]) -> _Sown | None:
    kind, start, end, weight, said, due, thing = row
    at = book.number.get((chapter.position, start))
    if at is None:
        return None
    own = book.own_words(at)
    if not own:
        return None
    planted = chapter.cite_sentence(start, end)
    bare = not own.keys() <= book.places[at].words  # "I promise": what, was said before
    binding = " ".join(p.text for p in book.near(at, 2 if bare else 0, 1))
    negative = bool(re.search(r"\b(?:won't|will not|never|not to|wouldn't)\b", binding))
    wanted = Wanted(kind, acts_of(binding), due, thing, base(thing) in own, negative)
    places, closed, how = _follow(book, at, frozenset(own), wanted)
    touched = closed or (places[-1] if places else None)
    passed = _day_comes(book, at, due) if due and closed is None else None
    told = _promised(book, at) if kind == "promise" else planted
    thread = Thread(kind, _summary(kind, told), told, touched, closed, how, passed, places, _id(kind, book.places[at]))
    rarity = sum(sorted(own.values(), reverse=True)[:4])
    score = weight + rarity / log(len(book.places) + 2) + (0.5 if said else 0.0) + (0.7 if touched else 0.0)
    return _Sown(at, book.places[at], own, thread, score)


# "Promise me." says nothing of what is promised; a sentence with an act still to come does.
_BARE = re.compile(
    r"(?i:\A\W*(?:(?:just|and|but|so|now|well|please|then|oh|\w+)[, ]+){0,2}?(?:(?:you|he|she|I|we|they)(?:'ve|'d| have| had)? )?"
    r"(?:do you |will you |you must |you have to )?(?:promised?|swear|swore|vow|vowed)(?: (?:to )?(?:me|you|him|her|us|them|it|that))?"
    r"(?:,? (?:then|now|please|\w+))?\W*(?:(?:I|he|she|we|they|[A-Z]\w+) (?:said|says|say|asked|asks)(?: \w+)?\W*)?)\Z"
)
_WHAT = re.compile(
    r"\b(?:I|you|he|she|we|they)(?:'ll|'d| will| won't| would| wouldn't| shall| shan't| must)\b|\bif anything\b|\b(?:never|not) (?:to )?(?!been\b)[a-z]+\b"
    r"|\A\W*(?:[Dd]on't|[Yy]ou (?:leave|keep|stay|let|tell|don't))\b",
)


def _promised(book: _Book, at: int) -> Citation:
    """The sentence that says what is promised: its own, or where that is bare ("Promise me.") the nearest that does,
    after it before those before it."""
    here = book.places[at]
    if not _BARE.match(here.text):
        return here.cite()
    for step in (1, 2, -1, -2, 3, -3):
        if 0 <= at + step < len(book.places):
            place = book.places[at + step]
            same = (place.chapter, place.scene) == (here.chapter, here.scene)
            if same and _WHAT.search(place.text) and not _BARE.match(place.text):
                return place.cite()
    return here.cite()


def _follow(
    book: _Book, at: int, own: frozenset[str], wanted: Wanted
) -> tuple[tuple[Citation, ...], Citation | None, str]:
    """(where it comes back, closed, how it ends) of what is opened in a sentence."""
    named = [n for word in own for n in book.having[word] if n > at + 1]
    if wanted.thing:
        named += [n for n in book.having.get(base(wanted.thing), ()) if n > at + 1]
    touched: list[Citation] = []
    here = book.places[at].chapter.position
    odd = {a for a in wanted.acts if len(book.having.get(a, ())) <= ODD}  # a verb that tells by itself
    matter = own - set(wanted.acts) - {base(w.lower()) for w in _WORD.findall(wanted.due)}
    for n in sorted({m for k in named for m in (k - 1, k, k + 1) if at + 1 < m < len(book.places)}):
        place = book.places[n]
        soon = place.chapter.position - here < 3 and "had" not in place.text.split()
        rare = len(place.words & (matter | odd if soon else matter))
        shared = len({w for p in book.near(n, 1, 1) for w in p.words} & matter)
        if how := ending(place.text, wanted, shared, rare, place.chapter.position - here < 2):
            return (*touched, place.cite()), place.cite(), how
        if len(place.words & own) > 1:
            touched.append(place.cite())
    return tuple(touched), None, ""


def _day_comes(book: _Book, at: int, due: str) -> Citation | None:
    """The first sentence of a later scene that says that the time has come, whatever it is about."""
    here = book.places[at]
    words = {base(w.lower()) for w in _WORD.findall(due)} | {base(day) for day in days_after(due)}
    for n in sorted({n for word in words for n in book.having.get(word, ()) if n > at}):
        place = book.places[n]
        if (place.chapter, place.scene) != (here.chapter, here.scene) and comes(place.text, due):
            return place.cite()
    return None


def _again(one: _Sown, before: Sequence[_Sown]) -> bool:
    """Whether a thread was opened before: just now, or in the same words."""
    for other in reversed(before):
        if other.thread.kind != one.thread.kind:
            continue
        same_scene = (other.place.chapter, other.place.scene) == (one.place.chapter, one.place.scene)
        if (same_scene and one.at - other.at <= NEAR) or len(other.own.keys() & one.own.keys()) > 2:
            return True
    return False


def _id(kind: str, place: _Place) -> str:
    """Stable while its sentence keeps its words, wherever it moves."""
    return "-".join([kind, *sorted(re.sub(r"[^a-z]", "", w) for w in place.words)[:6]])


def _decided(threads: Sequence[Thread], decisions: dict[str, str]) -> list[Thread]:
    """The threads with what the writer said of them; one whose sentence was reworded a little keeps its word."""
    found = []
    for one in threads:
        known = decisions.get(one.id) or next((v for key, v in decisions.items() if _alike(key, one.id)), "")
        thread = replace(one, decision=known) if known else one
        if known == "closed" and one.closed is None:
            thread = replace(thread, closed=one.touched or one.planted, ending="closed by you")
        found.append(thread)
    return found


def _alike(one: str, other: str) -> bool:
    (kind, *ours), (kind2, *theirs) = one.split("-"), other.split("-")
    return kind == kind2 and len(set(ours) & set(theirs)) > 0.6 * max(1, len(set(ours) | set(theirs)))


TITLES = {"promise": "Promised", "secret": "Kept secret", "question": "Asked", "deadline": "Due", "gun": "Put by"}


def _summary(kind: str, planted: Citation) -> str:
    line = planted.line
    words = (line if line.count('"') > 2 or line.count("”") > 1 else line.strip("\"“”'‘’ ")).split()
    short = " ".join(words[:16]) + ("…" if len(words) > 16 else "")
    return f"{TITLES[kind]}: {short}"
