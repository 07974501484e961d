"""The body: an injury or a mark that changes sides, a hand that is the good one by turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..facts import Statement
from ..lexicon import PART_AREA
from ..types import Finding
from .base import Clash, asserted, by_character, capital, clashes, make_finding

if TYPE_CHECKING:
    from ..canon import Canon

_FRESH = 200_000  # characters within which two injuries of one kind are taken for one


def _parse(value: str) -> tuple[str, str, str]:
    """Side, area of the body, what it is."""
    side, rest = value.split(" ", 1)
    part, mark = rest.rsplit(" ", 1)
    return side, PART_AREA.get(part, part), mark


_HURTS = frozenset(
    "broken bandaged injured hurt bad sprained sling cast bandage splint plaster wounded twisted fractured brace "
    "shattered swollen cut gash stitches".split()
)


def _one_wound(a: str, b: str) -> bool:
    return a == b or (a in _HURTS and b in _HURTS)


def side(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Left hand, then right"."""
    group = [s for s in asserted(statements) if s.attribute in ("injury", "mark") and "change" not in s.hedges]
    done: set[frozenset[str]] = set()
    for n, a in enumerate(group):
        for b in group[n + 1 :]:
            (left, area, mark), (right, area2, mark2) = _parse(a.value), _parse(b.value)
            if left == right or area != area2 or not _one_wound(mark, mark2):
                continue
            if a.character != b.character and a.character and b.character and a.attached and b.attached:
                continue
            name = a.character if a.attached else b.character if b.attached else a.character or b.character
            key = frozenset({a.value, b.value, name})
            if key in done:
                continue
            done.add(key)
            same = bool(a.character) and a.character == b.character
            known = same or (a.attribute == b.attribute == "injury" and mark == mark2 and (a.attached or b.attached))
            what = " ".join(a.value.split()[1:-1])
            yield make_finding(
                "side",
                "conflict" if known else "possible",
                name,
                f"{capital(left)} {what}, then {right}",
                "No second one is shown in between.",
                Clash((a,), (b,)).evidence,
                (a.value, b.value),
            )


def handedness(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Left-handed, then right-handed"."""
    for name, group in by_character(statements, "handedness").items():
        for clash in clashes(group, lambda a, b: a == b):
            a, b = clash.values
            yield make_finding(
                "handedness",
                "conflict" if clash.likely else "possible",
                name,
                f"{capital(a)}-handed, then {b}-handed",
                "Nobody is said to use both hands alike.",
                clash.evidence,
                (a, b),
            )
