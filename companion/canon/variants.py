"""Spelling slips: a rare form one letter or two from a frequent name, and not somebody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..manuscript.chapter import Chapter, Citation
from .cast import Cast
from .gender import is_given, same_given
from .name_words import HONORIFICS, NOT_NAMES
from .names import read_names
from .types import NameVariant

SHORTEST = 5
USUAL = 4  # at least so often
RARE = 0.25  # of the usual one, at most
FEW = 3


def find_variants(
    chapters: Sequence[Chapter], observations: Sequence[dict[str, list]], cast: Cast
) -> list[NameVariant]:
    """Pairs of spellings, the surest first."""
    counts: Counter[str] = Counter()
    first: dict[str, Citation] = {}
    known = {word for c in cast.characters for name in c.names for word in name.split()}
    lower: Counter[str] = Counter()
    for chapter, observed in zip(chapters, observations, strict=True):
        sightings, small = read_names(observed["names"])
        lower.update(small)
        for sighting in sightings:
            if "C" in sighting.cues:
                continue
            for word in sighting.surface.split():
                counts[word] += 1
                if word not in first:
                    at = chapter.text.find(word, sighting.start, sighting.end)
                    if at >= 0:
                        first[word] = chapter.cite_sentence(at, at + len(word))
    usual = [w for w in counts if counts[w] >= USUAL and len(w) >= SHORTEST and w in known and not lower[w.casefold()]]
    found = []
    for rare, count in counts.items():
        if count > FEW or len(rare) < SHORTEST or lower[rare.casefold()] or rare in HONORIFICS or rare in NOT_NAMES:
            continue
        for name in usual:
            if count <= RARE * counts[name] and rare in first and _slip(rare, name):
                found.append(NameVariant(name, rare, counts[name], count, first[rare]))
    return sorted(found, key=lambda v: (-v.usual_count, v.rare))


def _slip(rare: str, usual: str) -> bool:
    if rare[0] != usual[0] or abs(len(rare) - len(usual)) > 2 or rare == usual + "s" or rare + "s" == usual:
        return False
    if is_given(rare) and (is_given(usual) or same_given(rare, usual)):
        return False
    return edits(rare.casefold(), usual.casefold()) <= (1 if len(usual) < 8 else 2)


def edits(one: str, other: str) -> int:
    """Edit distance with swaps of neighbours as one edit (Damerau-Levenshtein, optimal string alignment)."""
    before: list[int] = []
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, above, row = above, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
    return row[-1]
