"""Where the words of a question stand in the visible chapters, and how rare each of them is there."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..canon.view import View
from ..manuscript.chapter import Chapter, Citation, Sentence
from .words import forms_of, kindred, stem


@dataclass(frozen=True)
class Term:
    """One thing to look for: any of its forms counts, forms of the same field of meaning for less."""

    key: str
    forms: frozenset[str]  # stems
    kindred: frozenset[str] = frozenset()
    person: str = ""  # canonical name instead of stems: any mention of them counts
    factor: float = 1.0  # what it counts for beside its rarity


def word_term(word: str, factor: float = 1.0) -> Term:
    """The term of an ordinary word."""
    root = stem(word)
    parts = frozenset(stem(part) for part in word.replace("-", " ").split()) if "-" in word else frozenset({root})
    return Term(root, parts | {root}, kindred(root), factor=factor)


@dataclass(frozen=True)
class Place:
    """One sentence of one visible chapter; `index` counts the sentences of the chapter from 0."""

    chapter: Chapter
    index: int

    @property
    def sentence(self) -> Sentence:
        return self.chapter.sentences[self.index]

    @property
    def text(self) -> str:
        return self.chapter.text[self.sentence.start : self.sentence.end]

    @property
    def key(self) -> tuple[int, int]:
        return self.chapter.position, self.index

    def near(self, step: int) -> Place | None:
        """The sentence `step` further on in the same chapter, or None beyond its ends."""
        at = self.index + step
        return Place(self.chapter, at) if 0 <= at < len(self.chapter.sentences) else None

    def cite(self) -> Citation:
        return self.chapter.cite_sentence(self.sentence.start, self.sentence.end)


@dataclass
class Field:
    """The matches of some terms over some chapters: which sentence holds which term, and how strongly (1 or .5)."""

    view: View
    terms: Sequence[Term]
    matches: dict[tuple[int, int], dict[str, float]] = field(default_factory=dict)
    idf: dict[str, float] = field(default_factory=dict)
    count: dict[str, int] = field(default_factory=dict)  # sentences with the word itself

    def __post_init__(self) -> None:
        total = 0
        self._by_position = {chapter.position: chapter for chapter in self.view.chapters}
        people = {term.person: term.key for term in self.terms if term.person}
        for chapter in self.view.chapters:
            starts = [sentence.start for sentence in chapter.sentences]
            ends = [sentence.end for sentence in chapter.sentences]
            total += len(starts)
            folded = fold(chapter.text)
            seen = [
                (offset, strength, term.key) for term in self.terms for offset, strength in _occurrences(folded, term)
            ]
            if people:
                spans = self.view.canon.name_spans(chapter.position)
                seen += [(start, 1.0, people[name]) for start, _, name in spans if name in people]
            for offset, strength, key in seen:
                at = bisect_right(starts, offset) - 1
                if at >= 0 and offset < ends[at]:
                    held = self.matches.setdefault((chapter.position, at), {})
                    held[key] = max(held.get(key, 0.0), strength)
        for term in self.terms:
            sure = sum(1 for held in self.matches.values() if held.get(term.key, 0) >= 1)
            any_ = sum(1 for held in self.matches.values() if term.key in held)
            self.count[term.key] = sure
            self.idf[term.key] = term.factor * math.log(1 + (total + 1) / (0.5 + max(sure, 0.3 * any_)))

    def at(self, place: Place) -> dict[str, float]:
        """Term key -> strength in this sentence."""
        return self.matches.get(place.key, {})

    def weight(self, keys: Iterable[str] | None = None) -> float:
        """The sum of the idf of some terms, or of all."""
        return sum(self.idf[key] for key in (self.idf if keys is None else keys))

    def score(self, held: dict[str, float]) -> float:
        return sum(self.idf[key] * strength for key, strength in held.items() if key in self.idf)

    def around(self, place: Place, reach: int) -> dict[str, float]:
        """The strongest match of each term within `reach` sentences on both sides, itself included."""
        found: dict[str, float] = {}
        for step in range(-reach, reach + 1):
            for key, strength in self.matches.get((place.chapter.position, place.index + step), {}).items():
                found[key] = max(found.get(key, 0.0), strength)
        return found

    def best(self, count: int) -> list[Place]:
        """The sentences whose neighbourhood holds most of the terms' weight, best first."""
        if not self.matches or not self.idf:
            return []
        first, held = self._table()
        idf = np.array(list(self.idf.values()))
        near = _spread(held)
        about = _spread(_spread(near))
        worth = 2 * (held @ idf) + near @ idf + 0.5 * (about @ idf)
        beside = _spread(_spread(np.asarray((held > 0).any(axis=1))))
        real = np.zeros(len(held), dtype=bool)
        for position, chapter in self._by_position.items():
            real[first[position] : first[position] + len(chapter.sentences)] = True
        rows = np.flatnonzero(real & beside)
        rows = rows[np.argsort(-worth[rows].round(9), kind="stable")][:count]
        starts = np.array(list(first.values()))
        chapters = [self._by_position[position] for position in first]
        places = []
        for row in rows.tolist():
            at = int(np.searchsorted(starts, row, side="right")) - 1
            places.append(Place(chapters[at], row - int(starts[at])))
        return places

    def _table(self) -> tuple[dict[int, int], np.ndarray]:
        """Position of a chapter -> its first row; the strength of each term in each sentence, (rows, terms).

        Chapters stand in reading order with APART empty rows between, so that none is beside another's sentence.
        """
        first, rows = {}, 0
        for position in sorted(self._by_position):
            first[position] = rows
            rows += len(self._by_position[position].sentences) + APART
        held = np.zeros((rows, len(self.idf)))
        column = {key: n for n, key in enumerate(self.idf)}
        for (position, index), strengths in self.matches.items():
            for key, strength in strengths.items():
                held[first[position] + index, column[key]] = strength
        return first, held


APART = 3  # sentences that are looked at on each side of one


def _spread(rows: np.ndarray) -> np.ndarray:
    """The largest value in each row and in the ones right above and below it, for each column."""
    found = rows.copy()
    np.maximum(found[1:], rows[:-1], out=found[1:])
    np.maximum(found[:-1], rows[1:], out=found[:-1])
    return found


def fold(text: str) -> str:
    """`text` in lower case with every offset kept (a few letters change their length when lowered)."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'")


def names_in(view: View, place: Place) -> list[tuple[int, int, str]]:
    """Who is named in a sentence: (start, end, canonical name), offsets of the chapter."""
    spans = view.canon.name_spans(place.chapter.position)
    at = bisect_left(spans, (place.sentence.start, -1, ""))
    found = []
    while at < len(spans) and spans[at][0] < place.sentence.end:
        found.append(spans[at])
        at += 1
    return found


def _occurrences(folded: str, term: Term) -> Iterable[tuple[int, float]]:
    for forms, strength in ((term.forms, 1.0), (term.kindred, 0.5)):
        for form in forms:
            yield from ((start, strength) for start, _ in find_stem(folded, form))


def find_stem(folded: str, root: str) -> Iterable[tuple[int, int]]:
    """Spans of the words whose stem is `root`."""
    for prefix in forms_of(root):
        at = folded.find(prefix)
        while at != -1:
            end = at + len(prefix)
            if not at or not folded[at - 1].isalnum():
                while end < len(folded) and folded[end].isalpha():
                    end += 1
                if stem(folded[at:end]) == root:
                    yield at, end
            at = folded.find(prefix, end)
