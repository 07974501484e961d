"""Things and counts: the red van that turns blue, the nine windows that become seven."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..facts import Statement
from ..lexicon import THING_KINDS
from ..types import Finding
from .base import Clash, asserted, by_character, capital, gather, make_finding

if TYPE_CHECKING:
    from ..canon import Canon


_DEFINITE = re.compile(r"(?:the|these|those|all)\b", re.I)


def _kinds(value: str) -> dict[str, set[str]]:
    """What is said of a thing, by sort: {"colour": {"red"}, "make": {"ford"}}."""
    sorts: dict[str, set[str]] = {}
    for word in value.split(": ", 1)[1].split():
        for kind in THING_KINDS.get(word, ()):
            sort, name = kind.split(":")
            sorts.setdefault(sort, set()).add(name)
    return sorts


_KNOWN = re.compile(r"(?:the|that|this|his|her|my|their|your|\w+['’]s)\b", re.I)  # spoken of as the one we know
MOST_USUAL = 3  # places that agree, before one that does not is a slip


def things_agree(a: str, b: str) -> bool:
    """Whether two descriptions may be of one thing: they differ only in sorts the other does not mention."""
    one, two = _kinds(a), _kinds(b)
    shared = [sort for sort in one if sort in two]
    return all(one[sort] & two[sort] for sort in shared)


def possession(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """"A red van, then a blue one"."""
    for name, group in by_character(statements, "possession").items():
        said = asserted(group)
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
    """"The golden key", and once "the iron key": a thing always described alike, and once otherwise."""
    groups: dict[str, list[Statement]] = {}
    for one in statements:
        if one.attribute in ("thing", "possession") and not set(one.hedges) & {"negation", "question", "likeness", "picture"}:
            groups.setdefault(one.value.split(": ")[0], []).append(one)
    for noun, group in groups.items():
        for odd in group:
            usual = [s for s in group if not things_agree(s.value, odd.value)]
            rest = [s for s in group if s is not odd and s not in usual]
            if rest or len({s.citation for s in usual}) < MOST_USUAL or not _alike(usual):
                continue
            known = sum(bool(_KNOWN.match(s.match)) for s in usual)
            sure = known * 2 >= len(usual) and (odd.attribute == "possession" or bool(_KNOWN.match(odd.match)) or known >= MOST_USUAL or len(usual) > MOST_USUAL)
            one, other = (usual[0], odd) if usual[0].citation.place < odd.citation.place else (odd, usual[0])
            a, b = one.value.split(": ")[1], other.value.split(": ")[1]
            yield make_finding(
                "possession", "conflict" if sure else "possible", odd.character, f"{capital(a)} {noun}, then {b}",
                f"It is {usual[0].value.split(': ')[1]} in every other place.", gather(*sorted((usual, [odd]), key=lambda g: g[0].citation.place)),
                (one.value, other.value),
            )  # fmt: skip


def _alike(group: Sequence[Statement]) -> bool:
    return all(things_agree(a.value, b.value) for a in group for b in group)


def count(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """"Nine windows, then seven": a noun that is counted seldom, and once differently."""
    groups: dict[str, list[Statement]] = {}
    for one in asserted(statements):
        if one.attribute == "count":
            groups.setdefault(one.value.split(": ")[0], []).append(one)
    for noun, group in groups.items():
        values: dict[str, list[Statement]] = {}
        for one in group:
            values.setdefault(one.value, []).append(one)
        if len(values) != 2 or len(group) > 6 or any(int(v.split(": ")[1]) < 3 for v in values):
            continue
        one, other = sorted(values.values(), key=lambda g: g[0].citation.place)
        rare, usual = sorted((one, other), key=len)
        definite = any(_DEFINITE.match(s.match) for s in group)
        sure = definite and len(rare) == 1 and len({s.citation for s in usual}) >= 2
        if not definite:
            continue
        yield make_finding(
            "count", "conflict" if sure else "possible", "", f"{capital(one[0].value.split(': ')[1])} {noun}, then {other[0].value.split(': ')[1]}",
            "They may be different ones.", Clash(tuple(one), tuple(other)).evidence, (one[0].value, other[0].value),
        )  # fmt: skip
