"""Work, home, origin, nation and faith."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..facts import Statement
from ..lexicon import OCCUPATIONS
from ..types import Finding
from .base import by_character, capital, clashes, make_finding, shown_change

if TYPE_CHECKING:
    from ..canon import Canon


# Names of rank, of passing work or of courtesy, which one person may bear beside anything else.
_LOOSE = frozenset(
    "captain officer manager mate student guard servant landlord landlady squire model director cook waiter waitress "
    "bartender minister general major private conductor driver model king artist writer author steward agent "
    "guide scholar".split()
)


def _jobs_agree(a: str, b: str) -> bool:
    one, two = (_families(value) for value in (a, b))
    return not one or not two or bool(one & two)


def _families(job: str) -> frozenset[str]:
    """The families of a job by its last words ("tour manager" is a manager); none for one that goes with any other."""
    words = job.split()
    for n in range(len(words)):
        name = " ".join(words[n:])
        if name in OCCUPATIONS:
            return frozenset() if name in _LOOSE else OCCUPATIONS[name]
    return frozenset()


def _same(a: str, b: str) -> bool:
    return a == b or a in b or b in a


def _rule(kind: str, agree, message, statements: Sequence[Statement], *, hard: bool) -> Iterator[Finding]:
    for name, group in by_character(statements, kind).items():
        for clash in clashes(group, agree):
            a, b = clash.values
            changed = shown_change(clash, group)
            yield make_finding(
                kind,
                "conflict" if hard and clash.likely and not changed else "possible",
                name,
                message(a, b),
                "A change is mentioned." if changed else "No change is shown in between.",
                clash.evidence,
                (a, b),
            )


def occupation(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "A clerk, then a printer"."""
    return _rule("occupation", _jobs_agree, lambda a, b: f"{capital(a)}, then {b}", statements, hard=True)


def residence(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Lives in Leeds, then in York": people move and houses have several names, so this is only worth a look."""
    return _rule("residence", _same, lambda a, b: f"Lives in {a}, then {b}", statements, hard=False)


def origin(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Born in Hull, then in Derry"."""
    return _rule("origin", _same, lambda a, b: f"From {a}, then {b}", statements, hard=False)


def birthday(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Born in May, then on 3 June"."""
    return _rule("birthday", _same, lambda a, b: f"Birthday {a}, then {b}", statements, hard=True)


def nationality(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "German, then Norwegian"."""
    return _rule("nationality", _same, lambda a, b: f"{a}, then {b}", statements, hard=True)


def religion(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Catholic, then Quaker"."""
    return _rule("religion", _same, lambda a, b: f"{a}, then {b}", statements, hard=True)
