"""A name spelled in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...manuscript.chapter import Citation
from ..facts import Statement
from ..lexicon import NATIONALITIES, RELIGIONS
from ..types import Finding, NameVariant
from .base import make_finding

if TYPE_CHECKING:
    from ..canon import Canon


_TITLED = re.compile(
    r"\b(Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Captain|Colonel|Major|Professor|Aunt|Uncle|Inspector|Detective|Madame|Herr|Frau)\.?\s+"
    r"([A-Z][a-z]{3,})\b"
)
_DOTTED = frozenset({"Mr", "Mrs", "Ms", "Dr"})
_ARTICLE = re.compile(r"\b(?:the|a|an|this|that|of)\s+$", re.I)


def slips(rare: str, usual: str) -> bool:
    """Whether one slip of the pen leads from one to the other: a letter more or less, two swapped, another vowel.

    One consonant for another more often makes another name ("Marlow" and "Barlow").
    """
    a, b = rare.casefold(), usual.casefold()
    if len(a) != len(b) and a.endswith("s") != b.endswith("s"):
        return False
    if abs(len(a) - len(b)) == 1:
        short, long = sorted((a, b), key=len)
        return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))
    differ = [n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y]
    if len(a) != len(b) or not 1 <= len(differ) <= 2:
        return False
    if len(differ) == 2:
        first, second = differ
        return second == first + 1 and a[first] == b[second] and a[second] == b[first]
    return all(c in "aeiouy" for c in (a[differ[0]], b[differ[0]]))


def _before(variant: NameVariant) -> str:
    """What stands just before the rare spelling."""
    at = variant.citation.quote.find(variant.rare)
    return variant.citation.quote[max(0, at - 12) : at]


def titled(canon: Canon, _statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Mrs. Harland" twice, "Mrs. Harlan" once: too rare for the general rule, but the title vouches for it."""
    places: dict[tuple[str, str], list[Citation]] = {}
    for chapter in canon.chapters:
        for scene in chapter.scenes:
            for match in _TITLED.finditer(chapter.text, scene.start, scene.end):
                place = chapter.cite_sentence(match.start(), match.end())
                places.setdefault((match[1].strip("."), match[2]), []).append(place)
    known = {(v.usual, v.rare) for v in canon.variants}
    for (title, rare), once in places.items():
        for (other, usual), often in places.items():
            counted = other == title and len(once) == 1 and len(often) >= 2
            if counted and len(usual) >= 5 and slips(rare, usual) and (usual, rare) not in known:
                yield make_finding(
                    "spelling",
                    "conflict",
                    f"{title}{'.' if title in _DOTTED else ''} {usual}",
                    f"{usual}, once {rare}",
                    f"{title} {usual} stands {len(often)} times, {title} {rare} once.",
                    sorted([*list(dict.fromkeys(often))[:3], *once], key=lambda c: c.place),
                    (usual, rare),
                )


def spelling(canon: Canon, _statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Marianne", once "Mariane"."""
    for variant in canon.variants:
        usual = next((m for m in canon.mentions(variant.usual) if variant.rare not in m.quote), None)
        evidence = [c for c in (usual, variant.citation) if c is not None]
        if len(evidence) < 2:
            continue
        rare, name = variant.rare.strip("."), variant.usual.strip(".")
        if rare.casefold() == name.casefold() or rare in (name + "es", name + "s") or _ARTICLE.search(_before(variant)):
            continue
        if {rare, name} & (NATIONALITIES | RELIGIONS):
            continue
        sure = variant.rare_count == 1 and len(name) >= 5 and slips(rare, name)
        yield make_finding(
            "spelling",
            "conflict" if sure else "possible",
            variant.usual,
            f"{variant.usual}, {'once' if variant.rare_count == 1 else f'{variant.rare_count} times'} {variant.rare}",
            f"{variant.usual} stands {variant.usual_count} times, {variant.rare} {variant.rare_count}.",
            sorted(evidence, key=lambda c: c.place),
            (variant.usual, variant.rare),
        )
