"""Reading the likeliest sentences closely: what the reader says of each, and the words in it that answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..canon.view import Reading, View
from ..manuscript.chapter import Chapter
from .field import Place

CHARACTERS = 2_800  # read for one question beside whole passages: a tenth of a second together on two idle cores
LONGEST = 640  # characters of one stretch
BESIDE = 1  # sentences read with a likely one, on each side: they say who "he" is
WORDS = 30  # tokens of an answer, at most


@dataclass(frozen=True)
class Read:
    """What the reader says of one sentence."""

    speaks: float  # logit that the sentence answers
    answers: float  # by how much its best words are likelier than no answer at all
    words: str  # those words


def read_closely(
    question: str, view: View, places: Sequence[Place], whole: Sequence[Place] = ()
) -> dict[tuple[int, int], Read]:
    """The key of each sentence read -> what was read there; `places` are the likeliest first.

    All of `whole` is read, and of `places` as many as there is time for.
    """
    if view.read is None or not places:
        return {}
    stretches = _stretches(places, whole)
    texts = [_one_line(chapter, first, last) for chapter, first, last in stretches]
    found: dict[tuple[int, int], Read] = {}
    for (chapter, first, last), text, reading in zip(stretches, texts, view.read(question, texts), strict=True):
        start = chapter.sentences[first].start
        for index in range(first, last + 1):
            sentence = chapter.sentences[index]
            said = _said(text, reading, sentence.start - start, sentence.end - start)
            if said is not None:
                found[chapter.position, index] = said
    return found


def _stretches(places: Sequence[Place], whole: Sequence[Place]) -> list[tuple[Chapter, int, int]]:
    """Runs of sentences (chapter, first, last): `whole`, and round the places as many as there is time to read."""
    chapters = {place.chapter.position: place.chapter for place in whole}
    wanted = {place.key for place in whole}
    spent = 0
    for place in places:
        chapter = chapters.setdefault(place.chapter.position, place.chapter)
        for index in range(place.index - BESIDE, place.index + BESIDE + 1):
            key = (chapter.position, index)
            if key in wanted or not 0 <= index < len(chapter.sentences):
                continue
            sentence = chapter.sentences[index]
            spent += min(sentence.end - sentence.start, LONGEST)
            wanted.add(key)
        if spent > CHARACTERS:
            break
    runs: list[tuple[Chapter, int, int]] = []
    for position, index in sorted(wanted):
        chapter = chapters[position]
        if runs and runs[-1][0] is chapter and runs[-1][2] == index - 1:
            first = runs[-1][1]
            if chapter.sentences[index].end - chapter.sentences[first].start <= LONGEST:
                runs[-1] = (chapter, first, index)
                continue
        runs.append((chapter, index, index))
    return runs


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
