"""Things and counts: the red van that turns blue, the eleven doors that become eight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..facts import Statement
from ..lexicon import KIN_PLURAL, THING_KINDS
from ..types import Finding
from .base import Clash, asserted, by_character, capital, gather, make_finding

if TYPE_CHECKING:
    from ..canon import Canon


_DEFINITE = re.compile(r"(?:the|these|those|all)\b", re.I)


def _kinds(value: str) -> dict[str, set[str]]:
    """What is said of a thing, by sort: {"colour": {"red"}, "make": {"ford"}}."""
    sorts: dict[str, set[str]] = {}
    for word in value.partition(": ")[2].lower().split():
        for kind in THING_KINDS.get(word, ()):
            sort, name = kind.split(":")
            sorts.setdefault(sort, set()).add(name)
    return sorts


_KNOWN = re.compile(r"(?:the|that|this|his|her|my|their|your|\w+['’]s)\b", re.I)  # spoken of as the one we know
MOST_COUNTS = 6  # a noun counted more often than this is not one particular thing
MOST_USUAL = 3  # places that agree, before one that does not is a slip


def things_agree(a: str, b: str) -> bool:
    """Whether two descriptions may be of one thing: they differ only in sorts the other does not mention."""
    one, two = _kinds(a), _kinds(b)
    shared = [sort for sort in one if sort in two]
    return all(one[sort] & two[sort] for sort in shared)


def possession(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "A red van, then a blue one"."""
    for name, group in by_character(statements, "possession").items():
        said = [s for s in asserted(group) if _kinds(s.value)]
        done: set[frozenset[str]] = set()
        for n, a in enumerate(said):
            for b in said[n + 1 :]:
                if a.value.split(":")[0] != b.value.split(":")[0] or things_agree(a.value, b.value):
                    continue
                if frozenset({a.value, b.value}) in done:
                    continue
                done.add(frozenset({a.value, b.value}))
                thing, one = a.value.split(": ")
                other = b.value.split(": ")[1]
                yield make_finding(
                    "possession",
                    "conflict" if a.firm or b.firm else "possible",
                    name,
                    f"{capital(one)} {thing}, then {other}",
                    "A second one is not mentioned.",
                    Clash((a,), (b,)).evidence,
                    (a.value, b.value),
                )


def thing(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "the silver lighter", and once "the brass lighter": a thing always described alike, and once otherwise."""
    groups: dict[str, list[Statement]] = {}
    for one in statements:
        if (
            one.attribute in ("thing", "possession")
            and _kinds(one.value)
            and not set(one.hedges)
            & {
                "negation",
                "question",
                "likeness",
                "picture",
            }
        ):
            groups.setdefault(one.value.split(": ")[0], []).append(one)
    for noun, group in groups.items():
        for odd in group:
            usual = [s for s in group if not things_agree(s.value, odd.value)]
            rest = [s for s in group if s is not odd and s not in usual]
            if rest or len({s.citation for s in usual}) < MOST_USUAL or not _alike(usual):
                continue
            known = sum(bool(_KNOWN.match(s.match)) for s in usual)
            sure = known * 2 >= len(usual) and (
                odd.attribute == "possession"
                or bool(_KNOWN.match(odd.match))
                or known >= MOST_USUAL
                or len(usual) > MOST_USUAL
            )
            one, other = (usual[0], odd) if usual[0].citation.place < odd.citation.place else (odd, usual[0])
            a, b = one.value.split(": ")[1], other.value.split(": ")[1]
            yield make_finding(
                "possession",
                "conflict" if sure else "possible",
                odd.character,
                f"{capital(a)} {noun}, then {b}",
                f"It is {usual[0].value.split(': ')[1]} in every other place.",
                gather(*sorted((usual, [odd]), key=lambda g: g[0].citation.place)),
                (one.value, other.value),
            )


def _number(group: Sequence[Statement]) -> str:
    return group[0].value.split(": ")[1]


def _alike(group: Sequence[Statement]) -> bool:
    return all(things_agree(a.value, b.value) for a in group for b in group)


def count(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Eleven doors, then eight": a noun that is counted seldom, and once differently."""
    groups: dict[str, list[Statement]] = {}
    for one in asserted(statements):
        if one.attribute == "count":
            groups.setdefault(one.value.split(": ")[0], []).append(one)
    for noun, group in groups.items():
        values: dict[str, list[Statement]] = {}
        for one in group:
            values.setdefault(one.value, []).append(one)
        if len(values) != 2 or len(group) > MOST_COUNTS or any(int(v.split(": ")[1]) < 3 for v in values):
            continue
        first, second = values.values()  # in reading order
        rare, usual = sorted((first, second), key=len)
        family = noun in KIN_PLURAL
        definite = any(_DEFINITE.match(s.match) for s in group)
        often = len({s.citation for s in usual})
        # every family has its own number of children: only one that is told often is the book's
        sure = len(rare) == 1 and (often >= MOST_USUAL if family else definite and often >= 2)
        if not sure and (family or not definite):
            continue
        yield make_finding(
            "count",
            "conflict" if sure else "possible",
            "",
            f"{_number(first)} {noun}, then {_number(second)}",
            "They may be different ones.",
            Clash(tuple(first), tuple(second)).evidence,
            (first[0].value, second[0].value),
        )
