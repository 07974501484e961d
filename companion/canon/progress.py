"""What changes in the course of a book and is shown to: copper hair dyed blue, an engagement and then a wedding.

Two values are a progression when the text tells of the change, or when the one commonly follows the other; otherwise
they are two facts, and whether they disagree is for the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from .types import Fact, Progression

# How a life goes; who is at a later stage was at an earlier one.
_BONDS = ("unmarried", "engaged", "married", "separated", "divorced", "widowed")
GROWS = 5  # years that a book may take: ages further apart are not one person growing older


def _married(one: str, other: str) -> bool:
    stages = [next((n for n, stage in enumerate(_BONDS) if stage in value.split()), -1) for value in (one, other)]
    return -1 < stages[0] < stages[1]


def _older(one: str, other: str) -> bool:
    return one.isdigit() and other.isdigit() and 0 < int(other) - int(one) <= GROWS


def _never(_one: str, _other: str) -> bool:
    return False


# Attributes that can change, each with whether one value follows another without a word about it.
_CHANGING: Mapping[str, Callable[[str, str], bool]] = {
    "hair": _never,
    "beard": _never,
    "occupation": _never,
    "residence": _never,
    "habit": _never,
    "marital status": _married,
    "age": _older,
}


def progressions(facts: Sequence[Fact]) -> Iterator[Progression]:
    """The progressions among the facts of one character, which stand in reading order."""
    for attribute, follows in _CHANGING.items():
        steps: list[Fact] = []
        for fact in facts:
            if fact.attribute != attribute or not fact.firm:
                continue
            if not steps or (fact.value not in {s.value for s in steps} and _moves(steps[-1], fact, follows)):
                steps.append(fact)
        if len(steps) > 1:
            yield Progression(attribute, tuple(steps))


def _moves(one: Fact, other: Fact, follows: Callable[[str, str], bool]) -> bool:
    return other.changes or follows(one.value, other.value)
