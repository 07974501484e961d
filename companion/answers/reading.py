"""Reading the likeliest sentences closely: what the reader says of each, and the words in it that answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..canon.view import Reading, View
from ..manuscript.chapter import Chapter
from .field import Place

CHARACTERS = 4_200  # read for one question: some ten stretches
LONGEST = 560  # characters of one stretch, as in training
BESIDE = 2  # sentences read with a likely one, at most, on each side: they say who "he" is
WORDS = 30  # tokens of an answer, at most


@dataclass(frozen=True)
class Read:
    """What the reader says of one sentence."""

    speaks: float  # logit that the sentence answers
    answers: float  # by how much its best words are likelier than no answer at all
    words: str  # those words


def read_closely(question: str, view: View, places: Sequence[Place]) -> dict[tuple[int, int], Read]:
    """The key of each sentence read -> what was read there.

    Of `places`, which stand with the likeliest first, as many are read as there is time for.
    """
    if view.read is None or not places:
        return {}
    stretches = _stretches(places)
    texts = [_one_line(chapter, first, last) for chapter, first, last in stretches]
    found: dict[tuple[int, int], Read] = {}
    for (chapter, first, last), text, reading in zip(stretches, texts, view.read(question, texts), strict=True):
        start = chapter.sentences[first].start
        for index in range(first, last + 1):
            sentence = chapter.sentences[index]
            said = _said(text, reading, sentence.start - start, sentence.end - start)
            if said is not None:
                found.setdefault((chapter.position, index), said)
    return found


def _stretches(places: Sequence[Place]) -> list[tuple[Chapter, int, int]]:
    """Runs of sentences (chapter, first, last) around the places, until CHARACTERS are spent."""
    held: set[tuple[int, int]] = set()
    runs: list[tuple[Chapter, int, int]] = []
    spent = 0
    for place in places:
        if place.key in held:
            continue
        first, last = around(place)
        sentences = place.chapter.sentences
        spent += sentences[last].end - sentences[first].start
        held.update((place.chapter.position, index) for index in range(first, last + 1))
        runs.append((place.chapter, first, last))
        if spent > CHARACTERS:
            break
    return runs


def around(place: Place) -> tuple[int, int]:
    """First and last sentence of what is read with one: of its scene, before it rather than after."""
    sentences, at = place.chapter.sentences, place.index
    first = last = at

    def fits(start: int, end: int) -> bool:
        inside = start >= 0 and end < len(sentences) and at - start <= BESIDE and end - at <= BESIDE
        return (
            inside
            and sentences[start].scene == sentences[end].scene
            and sentences[end].end - sentences[start].start <= LONGEST
        )

    while True:
        if fits(first - 1, last):
            first -= 1
        elif fits(first, last + 1):
            last += 1
        else:
            return first, last


def _one_line(chapter: Chapter, first: int, last: int) -> str:
    """The text of a run of sentences, line breaks as spaces so that every offset stays."""
    text = chapter.text[chapter.sentences[first].start : chapter.sentences[last].end]
    return text.replace("\n", " ")


def _said(text: str, reading: Reading, start: int, end: int) -> Read | None:
    inside = np.flatnonzero((reading.spans[:, 0] >= start) & (reading.spans[:, 1] <= end))
    if not len(inside):
        return None
    begins, ends = reading.begins[inside], reading.ends[inside]
    both = begins[:, None] + ends[None, :]
    number = np.arange(len(inside))
    apart = number[None, :] - number[:, None]
    both = np.where((apart >= 0) & (apart < WORDS), both, -np.inf)
    a, b = divmod(int(both.argmax()), len(inside))
    spans = reading.spans[inside]
    words = " ".join(text[spans[a, 0] : spans[b, 1]].split())
    return Read(float(reading.speaks[inside].mean()), float(both[a, b]) - reading.silent, words)
