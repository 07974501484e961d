"""Sentences that speak of a man, a woman and a marriage: how "Miss Reyes" may become "Mrs. Hale"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import permutations

from ..manuscript.chapter import Chapter
from .names import Sighting
from .person_names import parse_name

MARRIAGE = re.compile(
    r"\b(?:marr(?:y|ies|ied|iage|ying)|wedding|bride|engaged|engagement|betrothed|wife|husband|proposed)\b"
)


def weddings(
    chapters: Sequence[Chapter], resolved: Sequence[Sequence[Sighting | None]]
) -> dict[tuple[str, str], list[int]]:
    """For each ordered pair of forms (keys), the ordinals of mentions in sentences on marriage that name both."""
    found: dict[tuple[str, str], list[int]] = {}
    place = -1
    for chapter, rows in zip(chapters, resolved, strict=True):
        spoken_of = {
            sentence.start
            for match in MARRIAGE.finditer(chapter.text)
            if (sentence := chapter.sentence_at(match.start()))
        }
        named: Counter[tuple[int, str]] = Counter()
        where: dict[int, int] = {}
        for sighting in rows:
            if sighting is None:
                continue
            place += 1
            sentence = chapter.sentence_at(sighting.start)
            if sentence and sentence.start in spoken_of:
                named[sentence.start, parse_name(sighting.surface).text] += 1
                where[sentence.start] = place
        for start, at in where.items():
            keys = [key for begin, key in named if begin == start]
            if 1 < len(keys) < 5:
                for pair in permutations(keys, 2):
                    found.setdefault(pair, []).append(at)
    return found
