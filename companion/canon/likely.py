"""Two names in the cast that may be one person's: offered to the writer with the reasons and doubts, never joined.

What is sure has been joined already (`linking.py`). Here are the pairs that are not: a short form and its full form
that narration both uses, as happens when different narrators call somebody by different names, and spellings close to
each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from ..manuscript.chapter import Citation
from .gender import holds, is_given, same_given
from .name_words import HONORIFICS
from .types import Character
from .variants import edits

if TYPE_CHECKING:
    from .canon import Canon

MOST = 12
TELLING = 7  # words of a sentence that is shown for a name
CAST = 120  # the most mentioned ones are compared
ENOUGH = 1.5
SHORT_FORM, PART, SPELLING, SOUND = 2.0, 1.5, 1.5, 1.0
APART_IN_VOICE, NEVER_MEET, NO_SENTENCE, ONE_SENTENCE, ONE_SCENE = 1.0, 0.5, 0.5, 1.0, 0.75
OFTEN = 8  # mentions of each from which it tells something that no sentence names both


@dataclass(frozen=True)
class LikelySame:
    """Two characters, the more mentioned first, with reasons in the writer's words and the places that show them."""

    one: Character
    other: Character
    score: float
    reasons: tuple[str, ...]  # for one person
    doubts: tuple[str, ...]  # against
    quotes: tuple[Citation | None, Citation | None]  # a telling sentence with each name
    together: Citation | None = None  # one that names both


def likely_same(canon: Canon) -> list[LikelySame]:
    """The pairs worth a question, the likeliest first; pairs that the writer has decided on are left out."""
    cast = canon.cast[:CAST]
    apart = [set(group) for group in canon.decisions.separate]
    seen = _Seen(canon)
    found = []
    for one, other in combinations(cast, 2):
        if any(set(one.names) & group and set(other.names) & group for group in apart):
            continue
        if any(c.name.startswith("the ") for c in (one, other)) or _other_family(one, other):
            continue
        why = next(_alike(one, other), None)
        if why is None or {one.pronouns, other.pronouns} >= {"he", "she"}:
            continue
        score, reason = why
        pair = _weigh(seen, one, other, score, reason)
        if pair.score >= ENOUGH:
            found.append(pair)
    return sorted(found, key=lambda p: (-p.score, -p.one.mentions, p.other.name))[:MOST]


def _alike(one: Character, other: Character) -> Iterator[tuple[float, str]]:
    """How the names are like each other, in the strongest way."""
    for a in one.names:
        for b in other.names:
            first, second = _given(a), _given(b)
            if not first or not second:
                continue
            if first == second:
                yield PART, f"Both are called {first}"
            elif same_given(first, second):
                short, full = sorted((first, second), key=lambda n: (len(n), n))
                yield SHORT_FORM, f"{short} can be short for {full}"
            elif len(min(first, second, key=len)) > 2 and (second.startswith(first) or first.startswith(second)):
                short, full = sorted((first, second), key=len)
                yield PART, f"{short} is the beginning of {full}"
            elif (inner := _inner(first, second)) is not None:
                yield inner
            elif _slip(first, second):
                yield SPELLING, f"{first} and {second} differ by one letter"


def _inner(first: str, second: str) -> tuple[float, str] | None:
    """A pet name out of the inside of the other name, or one that only sounds like its beginning: Ro for Rhona."""
    short, full = sorted((first, second), key=len)
    if (is_given(short) and len(short) > 3) or len(short) < 2 or len(short) == len(full):
        return None
    if len(short) > 2 and holds(full, short):
        return PART, f"{short} is the {'end' if full.casefold().endswith(short.casefold()) else 'middle'} of {full}"
    ours, theirs = _sound(short), _sound(full)
    return (
        (SOUND, f"{short} sounds like the beginning of {full}") if theirs.startswith(ours) and theirs != ours else None
    )


def _sound(name: str) -> str:
    """A name as it sounds, roughly: Rhona is rona, Philippa filipa, Caro karo."""
    text = re.sub(r"ph", "f", name.casefold())
    text = re.sub(r"(?<=r)h", "", text)
    return re.sub(r"(.)\1", r"\1", re.sub(r"c(?![eiy])|q", "k", text))


def _slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 5 or one[0] != other[0] or (is_given(one) and is_given(other)):
        return False
    return edits(one.casefold(), other.casefold()) == 1


def _other_family(one: Character, other: Character) -> bool:
    """Whether both have a surname, and none in common."""
    ours, theirs = ({s for n in c.names if (s := _surname(n))} for c in (one, other))
    return bool(ours and theirs and not ours & theirs)


def _weigh(seen: _Seen, one: Character, other: Character, score: float, reason: str) -> LikelySame:
    reasons, doubts = [reason], []
    both = seen.sentences[one.name] & seen.sentences[other.name]
    together = seen.cite(min(both)) if both else None
    if both:
        doubts.append(f"One sentence names both{f', {len(both)} times' if len(both) > 1 else ''}")
        score -= ONE_SENTENCE * min(3, len(both))
    elif min(one.mentions, other.mentions) >= OFTEN:
        reasons.append("No sentence names both")
        score += NO_SENTENCE
    shared = seen.scenes[one.name] & seen.scenes[other.name]
    if len(shared) > 1:
        doubts.append(f"Both take part in {len(shared)} scenes")
        score -= ONE_SCENE * min(2, len(shared))
    elif not shared and min(len(seen.scenes[one.name]), len(seen.scenes[other.name])) > 1:
        reasons.append("They are never in one scene")
        score += NEVER_MEET
    ours, theirs = seen.tellers[one.name], seen.tellers[other.name]
    if ours and theirs and not ours & theirs:
        reasons.append(f"Where {_listed(ours)} tells it stands {one.name}, where {_listed(theirs)} does {other.name}")
        score += APART_IN_VOICE
    if one.pronouns and one.pronouns == other.pronouns:
        reasons.append(f"Both are “{one.pronouns}”")
    elif one.pronouns and other.pronouns:
        doubts.append(f"{one.name} is “{one.pronouns}”, {other.name} “{other.pronouns}”")
        score -= 1
    return LikelySame(one, other, score, tuple(reasons), tuple(doubts), (seen.quote(one), seen.quote(other)), together)


class _Seen:
    """Where each character is named and takes part, and who tells it there."""

    def __init__(self, canon: Canon) -> None:
        self.canon = canon
        self.sentences: dict[str, set[tuple[int, int]]] = defaultdict(set)
        self.scenes: dict[str, set[tuple[int, int]]] = defaultdict(set)
        self.tellers: dict[str, set[str]] = defaultdict(set)
        self._chapters = {c.position: c for c in canon.chapters}
        for chapter in canon.chapters:
            for start, _, name in canon.name_spans(chapter.position):
                sentence = chapter.sentence_at(start)
                if sentence is not None:
                    self.sentences[name].add((chapter.position, sentence.start))
                if teller := canon.narrator(chapter.position, start):
                    self.tellers[name].add(teller)
            for scene in chapter.scenes:
                for name in canon.present(chapter.position, scene.number):
                    self.scenes[name].add((chapter.position, scene.number))

    def quote(self, who: Character) -> Citation | None:
        """The first sentence with a few words in it that names somebody, else the first one at all."""
        for place in sorted(self.sentences[who.name]):
            citation = self.cite(place)
            if len(citation.quote.split()) >= TELLING:
                return citation
        return who.first

    def cite(self, place: tuple[int, int]) -> Citation:
        return self._chapters[place[0]].cite_sentence(place[1])


def _given(name: str) -> str:
    words = [w for w in name.split() if w.rstrip(".") not in HONORIFICS and w != "the"]
    titled = len(words) < len(name.split())
    return "" if not words or (titled and len(words) == 1) else words[0]


def _surname(name: str) -> str:
    words = [w for w in name.split() if w.rstrip(".") not in HONORIFICS]
    return words[-1] if len(words) > 1 else ""


def _listed(names: set[str]) -> str:
    return " or ".join(sorted(names)[:2])
