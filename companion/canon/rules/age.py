"""Age: more years than the story has, or fewer than before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..facts import Statement
from ..types import Finding
from .base import Clash, asserted, by_character, capital, make_finding

if TYPE_CHECKING:
    from ..canon import Canon

SLACK_UP = 2  # years a story may well take without saying so
FAR_APART = 14  # years between two ages, beyond which they are more likely those of two people
NEAR_BY = 10  # the same, where one of the two is attached less surely
SLACK_ABOUT = 3  # what "about thirty" leaves open
_YEARS_PASS = re.compile(
    r"\b(?:(?:\w+|\d+) years (?:later|after|had passed|passed|went by|have passed)|"
    r"years (?:later|passed|went by|had passed)|"
    r"(?:\w+|\d+) years (?:ago|before|earlier))\b",
    re.I,
)


def age_range(value: str) -> tuple[int, int]:
    """The years a value allows: "26" is 26 to 26, "about 37" is 34 to 40, "under 8" is 0 to 7."""
    numbers = [int(n) for n in re.findall(r"\d+", value)]
    if "-" in value and len(numbers) == 2:
        return numbers[0], numbers[1]
    if value.startswith("under"):
        return 0, numbers[0] - 1
    if value.startswith("over"):
        return numbers[0], numbers[0] + 10
    if value.startswith("about"):
        return numbers[0] - SLACK_ABOUT, numbers[0] + SLACK_ABOUT
    return numbers[0], numbers[0]


# "Twelve years had changed her from a girl of fifteen": the sentence itself tells of two times.
_SPANS = re.compile(
    r"\byears\s+(?:had|have|has|ago|before|earlier|later|after|since|passed|a\s+wife|married|of\s+marriage)\b|"
    r"\bfrom\s+the\b.{1,80}\bto\s+the\b|\bas well as at\b|\bat that time\b|\bback then\b",
    re.S | re.I,
)


def _clash(earlier: Statement, later: Statement) -> bool:
    low, high = age_range(earlier.value)
    low2, high2 = age_range(later.value)
    return high2 < low or low2 > high + SLACK_UP


def _likely(a: Statement, b: Statement) -> bool:
    """Whether two ages are of one person: a slip is a matter of years, half a life more is mostly somebody else."""
    gap = abs(sum(age_range(a.value)) - sum(age_range(b.value))) // 2
    if a.firm and b.firm:
        return gap <= FAR_APART
    return (a.firm or b.firm) and gap <= NEAR_BY


def _time_passes(canon: Canon, a: Statement, b: Statement) -> bool:
    """Whether the narration between two places skips years."""
    first, last = sorted((a, b), key=lambda s: s.citation.place)
    for chapter in canon.chapters:
        if first.chapter.position <= chapter.position <= last.chapter.position:
            low = first.citation.end if chapter.position == first.chapter.position else 0
            high = last.citation.start if chapter.position == last.chapter.position else len(chapter.text)
            for match in _YEARS_PASS.finditer(chapter.text, low, high):
                if "ago" not in match[0] and "before" not in match[0] and "earlier" not in match[0]:
                    return True
    return False


def age(canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Thirteen, then under eight"; years told to pass in between explain a rise."""
    for name, group in by_character(statements, "age").items():
        said = [
            s for s in asserted(group) if not {"past", "change"} & set(s.hedges) and not _SPANS.search(s.citation.quote)
        ]
        reported: set[frozenset[str]] = set()
        for n, a in enumerate(said):
            for b in said[n + 1 :]:
                pair = frozenset({a.value, b.value})
                if a.value == b.value or pair in reported or not _clash(a, b):
                    continue
                reported.add(pair)
                rises = age_range(b.value)[0] > age_range(a.value)[1]
                passes = rises and _time_passes(canon, a, b)
                firm = not passes and _likely(a, b)
                one = [s for s in said if s.value == a.value]
                other = [s for s in said if s.value == b.value]
                yield make_finding(
                    "age",
                    "conflict" if firm else "possible",
                    name,
                    f"{capital(a.value)} years old, then {b.value}",
                    "Years pass in between; they may explain it."
                    if passes
                    else "No years pass in between that would explain it.",
                    Clash(tuple(one), tuple(other)).evidence,
                    (a.value, b.value),
                )
