"""Choosing the sentences that answer: words weighed by rarity, names, the sort of answer, what the search found."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise

from ..canon.view import View
from ..manuscript.chapter import WORD, Chapter, Hit
from .field import Field, Place, Term, word_term
from .question import Question
from .reading import Read, read_closely
from .values import SHARP, Value, is_sharp, value_in
from .words import stem

PASSAGES = 10  # of the search, whose sentences are candidates
WIDE = 30  # of the search, whose place in it counts for a candidate
FARTHEST = -6.0  # behind the best passage, in the search's score; what the search did not find stands there
SENTENCES = 60  # more, by their words alone
ASIDE = 0.5  # what a word counts for that stands only in a clause beside the question
THIN = 3.0  # weight added to a question's own, so that one everyday word found is not all of it
LATE = 2  # of the places shown, those that go by how late they stand, where that counts
READS = 0.6  # what the reader's logit for a sentence is worth beside the other signs
LEAST_READ, MOST_READ = -7.0, 5.0  # logits beyond make no difference; what there was no time to read has the least

# What each sign is worth. A first fit (softmax over candidates, FairytaleQA's training stories) gave the scale; signs
# have changed since, and "passage", "named", "meant", "length", "sharp" and "also" are set by hand. "search" is how far
# behind the best passage the one lies in which the sentence stands: people ask in other words than the page's.
WEIGHTS = {
    "words": 4.3, "beside": 3.3, "around": 1.4, "pairs": 1.1, "passage": 1.2, "named": 0.6, "meant": 0.4, "value": 1.0,
    "asks": -0.5, "short": -0.4, "length": 0.2,
    "sharp": 4.0, "also": 0.8, "search": 0.3,
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """A sentence with what speaks for it."""

    place: Place
    score: float
    cover: float  # 0..1, share of the question's weight in words that stands in the sentence or right beside it
    signs: dict[str, float] = field(repr=False)
    value: Value | None = None
    read: Read | None = None  # None where it was not read closely


def terms_of(question: Question) -> list[Term]:
    """What to look for: each person by any of their names, each other word by its stem."""
    people = [Term("@" + person.name, frozenset(), person=person.name) for person in question.people]
    also = [Term("~" + person.name, frozenset(), person=person.name) for person in question.also]
    return people + also + [word_term(word, ASIDE if stem(word) in question.aside else 1.0) for word in question.words]


def choose(
    question: Question,
    view: View,
    chapters: Sequence[Chapter] | None = None,
    recent: float = 0.0,
    asked: str = "",
) -> tuple[list[Choice], Field]:
    """Candidate sentences and the field of words they were weighed in.

    They stand by score and what was read in them; `score` is without the reading.
    `chapters` narrows the look to some of the visible chapters; `recent` is what standing in the last of them is worth
    (see `_latest`); `asked` is what is searched for and read with, where it is not all of the question.
    """
    allowed = {chapter.position for chapter in (view.chapters if chapters is None else chapters)}
    wide = 1 if chapters is None else 4
    found = Field(view, terms_of(question))
    every = view.search(asked or question.text, max(WIDE, PASSAGES * wide))
    behind = _behind(every)
    hits = [hit for hit in every[: PASSAGES * wide] if hit.chapter.position in allowed]
    candidates: dict[tuple[int, int], Place] = {}
    strength: dict[tuple[int, int], float] = {}
    for place, worth in _hit_sentences(hits):
        candidates[place.key] = place
        strength[place.key] = max(strength.get(place.key, 0.0), worth)
    for place in found.best(SENTENCES * wide * wide):
        if place.chapter.position in allowed:
            candidates.setdefault(place.key, place)
    if is_sharp(question):
        for place in _with_value(question, found, [c for c in view.chapters if c.position in allowed]):
            candidates.setdefault(place.key, place)
    choices = [
        _weigh(question, view, found, place, strength.get(key, 0.0), behind.get(key, FARTHEST))
        for key, place in candidates.items()
    ]
    choices.sort(key=lambda c: (-c.score, c.place.key))
    last = max(allowed, default=1)
    if recent:
        late = sorted(choices, key=lambda c: (-c.score - recent * c.place.chapter.position / last, c.place.key))
        by_turns = chain.from_iterable(zip(late, choices, strict=True))
        choices = list({c.place.key: c for c in by_turns}.values())
    choices = _read(question, view, found, choices, asked or question.text, behind)
    return (_latest(choices, recent / last) if recent else choices), found


def _latest(choices: list[Choice], each: float) -> list[Choice]:
    """Two of the places that are likeliest where every chapter later is worth `each`, then as they stood.

    How things stand is mostly said last, but what never changes may be said once and early.
    """
    late = sorted(choices, key=lambda c: (-_as_read(c) - each * c.place.chapter.position, c.place.key))
    best = apart(late, LATE)
    taken = {c.place.key for c in best}
    return [*best, *(c for c in choices if c.place.key not in taken)]


def _with_value(question: Question, found: Field, chapters: Sequence[Chapter]) -> list[Place]:
    """Sentences with a value of the sort asked for, near something the question names."""
    by_position = {chapter.position: chapter for chapter in chapters}
    near: set[tuple[int, int]] = set()
    for position, index in found.matches:
        if position in by_position:
            near.update((position, index + step) for step in range(-6, 7))
    places = []
    for position, index in sorted(near):
        if 0 <= index < len(by_position[position].sentences):
            place = Place(by_position[position], index)
            value = value_in(question, place.text)
            if value and value.strength >= 0.7:
                places.append(place)
    return [*places, *(_told_with_value(question, found.view, chapters) if question.people else ())]


def _told_with_value(question: Question, view: View, chapters: Sequence[Chapter]) -> Iterator[Place]:
    """Sentences with such a value that a narrator asked about says of themselves: nobody names them there."""
    asked = {person.name for person in question.people}
    for chapter in chapters:
        scenes = {s.number for s in chapter.scenes if view.canon.narrator(chapter.position, s.start) in asked}
        for index, sentence in enumerate(chapter.sentences if scenes else ()):
            if sentence.scene not in scenes:
                continue
            place = Place(chapter, index)
            if _SELF.search(place.text) and (value := value_in(question, place.text)) and value.strength >= 0.7:
                yield place


def _read(
    question: Question,
    view: View,
    found: Field,
    choices: list[Choice],
    asked: str,
    behind: Mapping[tuple[int, int], float],
) -> list[Choice]:
    """The choices again after the likeliest were read closely with whom the question means."""
    read = read_closely(with_meant(asked, question), view, [c.place for c in choices])
    if not read:
        return choices
    known = {choice.place.key: choice for choice in choices}
    chapters = {chapter.position: chapter for chapter in view.chapters}
    for key in read.keys() - known.keys():
        place = Place(chapters[key[0]], key[1])
        known[key] = _weigh(question, view, found, place, 0.0, behind.get(key, FARTHEST))
    again = [replace(choice, read=read.get(key)) for key, choice in known.items()]
    return sorted(again, key=lambda c: (-_as_read(c), c.place.key))


def with_meant(asked: str, question: Question) -> str:
    """What is asked, with whom it means where it does not name them: "Who is she? (Nell Harkin)"."""
    meant = [p.name for p in (*question.people, *question.also) if p.name.casefold() not in asked.casefold()]
    return f"{asked} ({', '.join(meant[:3])})" if meant else asked


def _as_read(choice: Choice) -> float:
    """What a sentence is worth with what was read in it.

    Over 240 questions on two novellas and 72 on novels, on none of which the reader was trained, one of the first three
    sentences was right for .479 and .431 without reading, .525 and .431 so, .508 and .444 where the first goes by it.
    """
    speaks = choice.read.speaks if choice.read else LEAST_READ
    return choice.score + READS * max(LEAST_READ, min(MOST_READ, speaks))


def _behind(hits: Sequence[Hit]) -> dict[tuple[int, int], float]:
    """How far behind the search's best each sentence's best passage lies: 0 at most, FARTHEST at least."""
    found: dict[tuple[int, int], float] = {}
    for hit in hits:
        for place, _ in _hit_sentences([hit]):
            found.setdefault(place.key, max(hit.score - hits[0].score, FARTHEST))
    return found


def _hit_sentences(hits: Sequence[Hit]) -> list[tuple[Place, float]]:
    if not hits:
        return []
    best, worst = hits[0].score, hits[-1].score
    found = []
    for rank, hit in enumerate(hits):
        worth = 0.5 / (1 + rank) + (0.5 * (hit.score - worst) / (best - worst) if best > worst else 0.5)
        sentences = hit.chapter.sentences
        at = max(0, bisect_right(sentences, hit.start, key=lambda s: s.start) - 1)
        while at < len(sentences) and sentences[at].start < hit.end:
            found.append((Place(hit.chapter, at), worth))
            at += 1
    return found


def signs_of(
    question: Question, view: View, found: Field, place: Place, passage: float
) -> tuple[dict[str, float], Value | None]:
    """What speaks for one sentence, each sign about 0..1, and the value in it."""
    text = place.text
    own, beside, around = found.at(place), found.around(place, 1), found.around(place, 3)
    people = ["@" + person.name for person in question.people]
    also = ["~" + person.name for person in question.also]
    told, told_of = _told_by(question, view, place, text)
    words = [key for key in found.idf if not key.startswith("~")]
    whole = found.weight(words) + THIN

    def share(held: dict[str, float], meant: float) -> float:
        """Weight found, a person named nearby counting for `meant`: pronouns stand for them."""
        total = 0.0
        for key in words:
            strength = held.get(key, 0.0)
            if key in people and not strength:
                strength = max(told if key == told_of else 0.0, meant if key in around else 0.0)
            total += found.idf[key] * strength
        return total / whole

    inside, near, about = share(own, 0.6), share(beside, 0.6), share(around, 0.6)
    signs = {
        "words": inside,
        "beside": near - inside,
        "around": about - near,
        "pairs": _pairs(question, text),
        "passage": passage,
        "asks": float(text.rstrip("”\"'’ ").endswith("?")),
        "short": float(len(text) < 25),
        "length": math.log(1 + len(text) / 40),
    }
    count = len(people) or 1
    signs["named"] = sum(max(own.get(key, 0.0), told if key == told_of else 0.0) for key in people) / count
    signs["meant"] = sum(key in around for key in people) / count - sum(key in own for key in people) / count
    signs["also"] = float(any(key in own for key in also)) + 0.6 * float(
        any(key in around and key not in own for key in also)
    )
    value = value_in(question, text)
    signs["value"] = value.strength if value else 0.0
    if (
        is_sharp(question)
        and value
        and value.strength >= (0.7 if question.wants in SHARP else 1.0)
        and (value.sure or question.wants in SHARP)
    ):
        if question.people:
            linked = (
                1.0
                if signs["named"] > 0.4
                else 0.6
                if signs["meant"] > 0 or signs["also"]
                else _far(found, place, people)
            )
        else:
            close = signs["words"] + signs["beside"]
            linked = (
                1.0
                if signs["words"] > 0.4 or signs["also"] >= 1
                else 0.6
                if close > 0.3 or signs["also"]
                else _far(found, place, also)
            )
        signs["sharp"] = value.strength * linked
    return signs, value


def _far(found: Field, place: Place, people: Sequence[str]) -> float:
    """A value some sentences away from the last name is theirs now and then ("He was a young man of twenty-five")."""
    return 0.4 if any(key in found.around(place, 6) for key in people) else 0.2


_SELF = re.compile(r"\b(?:I|me|my)\b")


def _told_by(question: Question, view: View, place: Place, text: str) -> tuple[float, str]:
    """How surely "I" in a sentence is the narrator (0 without an "I"), and the term of that narrator."""
    if not question.people or not _SELF.search(text):
        return 0.0, ""
    teller = view.canon.narrator(place.chapter.position, place.sentence.start)
    return (0.5 if text.lstrip()[:1] in '"“‘' else 0.8), f"@{teller}" if teller else ""


def _weigh(question: Question, view: View, found: Field, place: Place, passage: float, behind: float) -> Choice:
    signs, value = signs_of(question, view, found, place, passage)
    signs["search"] = behind
    score = sum(WEIGHTS[name] * worth for name, worth in signs.items())
    return Choice(place, score, min(1.0, signs["words"] + 0.8 * signs["beside"]), signs, value)


def _pairs(question: Question, text: str) -> float:
    """Share of the question's neighbouring words that stand close together in the sentence."""
    stems = question.stems
    if len(stems) < 2:
        return 0.0
    where: dict[str, list[int]] = {}
    for n, match in enumerate(WORD.finditer(text)):
        where.setdefault(stem(match.group()), []).append(n)
    close = sum(
        any(abs(a - b) <= 4 for a in where.get(one, ()) for b in where.get(two, ())) for one, two in pairwise(stems)
    )
    return close / (len(stems) - 1)


def apart(choices: Sequence[Choice], count: int, gap: int = 200) -> list[Choice]:
    """The best `count`, leaving out what stands within `gap` characters of a better one."""
    kept: list[Choice] = []
    for choice in choices:
        start, end = choice.place.sentence.start, choice.place.sentence.end
        if all(
            k.place.chapter is not choice.place.chapter
            or start - gap > k.place.sentence.end
            or k.place.sentence.start - gap > end
            for k in kept
        ):
            kept.append(choice)
        if len(kept) == count:
            break
    return kept
