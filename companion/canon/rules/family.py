"""Family: how many brothers, who is whose aunt, a sister of somebody who has none; married or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..facts import Statement
from ..lexicon import KIN_LOOSE
from ..types import Finding
from .base import Clash, asserted, by_character, capital, make_finding

if TYPE_CHECKING:
    from ..canon import Canon

_SINGULAR = {"sisters": "sister", "brothers": "brother", "sons": "son", "daughters": "daughter", "aunts": "aunt",
             "uncles": "uncle", "nieces": "niece", "nephews": "nephew", "cousins": "cousin", "wives": "wife",
             "husbands": "husband"}  # fmt: skip
_NUMBERS = {0: "no", 1: "one", 2: "two", 3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight", 9: "nine"}


_HAS = re.compile(r"\b(?:has|had|have|got|no|never|only|of|to)\b|'ve|'d|n't", re.I)


def _split(value: str) -> tuple[int, str]:
    number, kin = value.split(" ", 1)
    return int(number), kin


def kin_number(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Two sisters, then three"."""
    for name, group in by_character(statements, "kin number").items():
        said = asserted(group) + [s for s in group if s.value.startswith("0 ") and set(s.hedges) <= {"negation"}]
        said = sorted(dict.fromkeys(said), key=lambda s: s.citation.place)
        done: set[frozenset[str]] = set()
        for n, a in enumerate(said):
            for b in said[n + 1 :]:
                (one, kin), (two, other) = _split(a.value), _split(b.value)
                if kin != other or one == two or frozenset({a.value, b.value}) in done:
                    continue
                done.add(frozenset({a.value, b.value}))
                # "her two daughters" may be the two that are in the room
                some = min(one, two) <= 2 and not _HAS.search((a if one < two else b).match)
                firm = (a.firm or b.firm) and not some
                yield make_finding(
                    "kin number",
                    "conflict" if firm else "possible",
                    name,
                    f"{capital(_NUMBERS.get(one, str(one)))} {kin}, then {_NUMBERS.get(two, two)}",
                    "No birth or death in between is shown here.",
                    Clash(_with_loose(said, statements, a.value), _with_loose(said, statements, b.value)).evidence,
                    (a.value, b.value),
                )


def _with_loose(said: Sequence[Statement], statements: Sequence[Statement], value: str) -> tuple[Statement, ...]:
    """The statements of a value, and the same number told of nobody in particular ("a wife and five children")."""
    loose = [s for s in statements if s.attribute == "kin number" and s.value == value and not s.character]
    return (*(s for s in said if s.value == value), *loose)


def no_such_kin(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Never had a brother", yet "a letter from her brother"."""
    having = by_character(statements, "has kin")
    for name, group in by_character(statements, "kin").items():
        having.setdefault(name, []).extend(group)
    for name, group in by_character(statements, "kin number").items():
        for none in group:
            if not none.value.startswith("0 ") or not none.attached or set(none.hedges) - {"negation", "past"}:
                continue
            kin = none.value[2:]
            wanted = (
                {"sister", "brother"}
                if kin == "siblings"
                else {"child", "son", "daughter"}
                if kin == "children"
                else {_SINGULAR.get(kin)}
            )
            seen = [s for s in having.get(name, ()) if s.value in wanted and s.attached and not s.hedges]
            if seen:
                yield make_finding(
                    "kin number",
                    "conflict",
                    name,
                    f"No {kin}, yet {_article(seen[0].value)}",
                    "Both are said of the same person.",
                    Clash((none,), tuple(seen)).evidence,
                    (none.value, seen[0].value),
                )


def _article(kin: str) -> str:
    return f"an {kin}" if kin[0] in "aeiou" else f"a {kin}"


def _same_kin(a: str, b: str) -> bool:
    return a == b or any(a in group and b in group for group in KIN_LOOSE)


def kin(canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Mrs. Lund is his aunt, then his grandmother"."""
    pairs: dict[tuple[str, str], list[Statement]] = {}
    for one in statements:
        if one.attribute == "kin" and one.character and one.whom and one.character != one.whom:
            pairs.setdefault((one.character, one.whom), []).append(one)
    bare = by_character(statements, "has kin")
    for (name, whom), group in pairs.items():
        said = asserted(group)
        done: set[frozenset[str]] = set()
        for n, a in enumerate(said):
            for b in said[n + 1 :]:
                if _same_kin(a.value, b.value) or frozenset({a.value, b.value}) in done:
                    continue
                done.add(frozenset({a.value, b.value}))
                # "to see his aunt", before she has a name, belongs to the evidence as well
                first, second = (
                    (
                        *_unnamed(bare.get(name, ()), statements, v.value, canon.pronouns_of(name)),
                        *(s for s in said if s.value == v.value),
                    )
                    for v in (a, b)
                )
                sides = [[s for s in said if s.value == v.value] for v in (a, b)]
                firm = (a.attached or b.attached) and all(any(_whose(s) for s in side) for side in sides)
                yield make_finding(
                    "kin",
                    "conflict" if firm else "possible",
                    name,
                    f"{whom} is {_article(a.value)}, then {_article(b.value)}",
                    f"How {whom} is related to {name} is told in two ways.",
                    Clash(first, second).evidence,
                    (whom, a.value, b.value),
                )


def _whose(one: Statement) -> bool:
    """Whether it can be told whose relative is meant: what is said hangs on who says it, which is often a guess, while
    a pronoun in narration is borne out by the relative whom it names."""
    return one.attached or not one.said


def _unnamed(theirs: Sequence[Statement], statements: Sequence[Statement], kin: str, pronoun: str) -> list[Statement]:
    """Mentions of the relative without a name: theirs, and before these the book's first one that may be theirs."""
    own = [s for s in theirs if s.value == kin and s.attached and not s.hedges]
    possessive = {"he": "his ", "she": "her "}.get(pronoun, "-")
    first = next(
        (
            s
            for s in statements
            if (s.attribute, s.value) == ("has kin", kin) and s.match.lower().startswith(possessive)
        ),
        None,
    )
    return [first, *own] if first is not None and first.character in ("", *(s.character for s in own[:1])) else own


def marital(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Never married, yet a husband."""
    spouses = by_character(statements, "spouse")
    for name, group in by_character(statements, "marital status").items():
        never = [s for s in group if s.value == "unmarried" and s.attached and not set(s.hedges) - {"negation", "past"}]
        has = [s for s in spouses.get(name, ()) if s.attached and not s.hedges]
        if not never:
            continue
        earlier = [s for s in has if s.citation.place < never[0].citation.place]
        later = [s for s in has if s.citation.place > never[0].citation.place]
        if earlier or later:
            yield make_finding(
                "marital status",
                "possible",
                name,
                f"Unmarried, {'yet' if earlier else 'then'} {_article((earlier or later)[0].value)}",
                "A wedding in between would explain it.",
                Clash(tuple(never), tuple(earlier or later)).evidence,
                ("unmarried", (earlier or later)[0].value),
            )
