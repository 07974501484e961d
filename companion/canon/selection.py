"""Which statements a character sheet shows, and how: asserted ones only, relatives under both, nothing said twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from .rules.base import UNSAID
from .types import NARRATOR, Fact

if TYPE_CHECKING:
    from .facts import Statement

# Kept for the rules, too bare to be shown.
_UNSHOWN = frozenset({"count", "thing", "spouse"})
# Cues under which a value is not shown. Those not among them only stand near a dream or a picture: whether it is still
# dreamt or awake again nobody can tell, so that a value is shown, and never compared.
DENIED = UNSAID - {"after a dream", "a picture after"}
# What a sentence denies, asks or supposes of a relative, it supposes that there is one: "I sound like my mother".
_PRESUMED = DENIED - {"likeness", "report", "picture", "lie", "others", "negation", "question"}
_EVERYBODYS = frozenset({"mother", "father"})  # that somebody has one is no news
_PASSING = frozenset(
    {"watch", "knife", "gun", "stick", "cane", "umbrella", "key"}
)  # "looked at his watch" says nothing yet
# "Lady Otway, who was Mr. Hilbery's sister" speaks of no other sister.
_IS_ONE = re.compile(
    r"(?:\b(?:is|was|were|being)|['’]s)\s+"
    r"(?:[Mm]y|[Hh]is|[Hh]er|(?:[A-Z][\w.]*\s+){1,3}?[A-Z]?[\w.]*(?:['’]| )s)?\s*\Z|,\s+\Z"
)
MEMORY = 14  # years below somebody's greatest age from which an age is one that is remembered
_NOT_OF_RELATIVES = frozenset({"promise", "debt", "saying", "date", "money"})
_HAD_BEEN = re.compile(r"(?:['’]d| had) been an? ")
_STILL = re.compile(r",?\s+(?:for|since|all (?:his|her|my) life)\b")
_NUMBERED = frozenset({"age", "next birthday"})


def shown(
    statements: Sequence[Statement], relatives: Mapping[tuple[str, str], set[str]], people: set[str]
) -> list[Fact]:
    """The facts of all sheets in reading order.

    `relatives` tells who is meant by (whose, kin word), `people` are the canonical names of the cast. A fact about
    "Cass's mother", who has no name, stands on Cass's sheet; one about Jo, who is Dee's sister, on both.
    """
    kept: dict[tuple, Fact] = {}
    once: set[tuple[str, str, str]] = set()
    youngest = _present_ages(statements)
    implied: list[Fact] = []  # that Phil is Ada's sister, where Ada's sister is spoken of without her name
    for one in statements:
        for fact in _facts(one, relatives, people, youngest):
            if one.attribute == "has kin" and fact.character != one.character:
                if not _IS_ONE.search(one.citation.quote[: one.at - one.citation.start]):
                    implied.append(fact)
                continue
            if one.attribute == "has kin" or (one.attribute in ("kin", "possession") and ": " not in fact.value):
                key = (fact.character, fact.attribute, fact.value)
                if key in once or fact.value in _PASSING or _said_better(fact, kept.values()):
                    continue
                once.add(key)
            kept.setdefault((fact.character, fact.attribute, fact.value, fact.citation.place), fact)
    told: dict[tuple[str, str, str], tuple[int, int, int]] = {}  # the first place of each value
    for fact in kept.values():
        key = (fact.character, fact.attribute, fact.value)
        told[key] = min(told.get(key, fact.citation.place), fact.citation.place)
    for fact in implied:
        key = (fact.character, fact.attribute, fact.value)
        if key not in told or fact.citation.place < told[key]:
            told[key] = fact.citation.place
            kept.setdefault((fact.character, fact.attribute, fact.value, fact.citation.place), fact)
    facts = sorted(kept.values(), key=lambda f: f.citation.place)
    fuller: dict[tuple, list[str]] = {}
    for fact in facts:
        fuller.setdefault((fact.character, fact.attribute, fact.citation.place), []).append(fact.value)
    return [
        f
        for f in facts
        if not any(
            f.value != v and f" {f.value} " in f" {v} " for v in fuller[f.character, f.attribute, f.citation.place]
        )
    ]


def _said_better(bare: Fact, facts: Iterable[Fact]) -> bool:
    """Whether a name or a colour already stands beside it: "sister: Jo", then "her sister"."""
    return any(
        f.character == bare.character and f.attribute == bare.attribute and f.value.startswith(f"{bare.value}: ")
        for f in facts
    )


def _facts(
    one: Statement, relatives: Mapping[tuple[str, str], set[str]], people: set[str], youngest: Mapping[str, int]
) -> list[Fact]:
    if not one.character or not (one.attached or one.addressed) or one.attribute in _UNSHOWN:
        return []
    denied = _PRESUMED if one.attribute == "has kin" else DENIED
    if denied & set(one.hedges) or (one.attribute in _NUMBERED and "past" in one.hedges):
        return []
    if one.addressed and one.attribute in ("kin", "has kin"):
        return []  # whose uncle "your uncle" is hangs on who speaks to whom
    if one.attribute == "age" and one.value.isdigit() and int(one.value) < youngest.get(one.character, 0):
        return []
    if one.attribute in ("kin", "has kin"):
        return _kin(one, relatives, people)
    if one.character in people:
        if one.attribute == "occupation" and "past" in one.hedges and one.value.startswith("works "):
            return [_as(one, one.character, "past work", one.value.replace("works", "worked", 1))]  # said long after
        if one.attribute == "occupation" and _HAD_BEEN.search(one.match) and not _goes_on(one):
            return [_plain(one, one.value, "past work")]
        if one.attribute == "debt":
            return [_plain(one, _owed(one))]
        return [_plain(one, one.value)]
    if one.attribute in _NOT_OF_RELATIVES or (one.attribute == "possession" and re.search(r"['’]s?\s", one.match)):
        return []  # "her mother's guitar" says nothing of the mother
    owner, _, kin = one.character.rpartition("'s ")
    return [_as(one, owner, "kin", f"{kin}, {_worded(one)}")] if owner in people else []


def _kin(one: Statement, relatives: Mapping[tuple[str, str], set[str]], people: set[str]) -> list[Fact]:
    if one.character not in people:
        return []
    known = relatives.get((one.character, one.value), set())
    whom = one.whom or (next(iter(known)) if len(known) == 1 else "")
    if not whom or whom == one.character:
        return [] if one.value in _EVERYBODYS else [_as(one, one.character, "kin", one.value)]
    facts = [_as(one, one.character, "kin", f"{one.value}: {whom}")]
    if whom in people:
        facts.append(_as(one, whom, "kin", f"{one.value} of {one.character}"))
    if one.whom:
        return facts
    return [replace(f, firm=False) for f in facts]  # other sentences tell who "her sister" is, not this one


def _worded(one: Statement) -> str:
    """ "green eyes", "age 12", "nurse": a value that stands without its heading."""
    if one.attribute in ("eyes", "hair"):
        return f"{one.value} {one.attribute}"
    return f"age {one.value}" if one.attribute == "age" else one.value


def _present_ages(statements: Iterable[Statement]) -> dict[str, int]:
    """For each character the age below which one is a memory: "I'm twenty-six and he's walked in", at forty-one."""
    oldest: dict[str, int] = {}
    for one in statements:
        if one.attribute == "age" and one.attached and not one.hedges and one.value.isdigit():
            oldest[one.character] = max(oldest.get(one.character, 0), int(one.value))
    return {name: age - MEMORY for name, age in oldest.items()}


def _goes_on(one: Statement) -> bool:
    """ "He had been a driving instructor for nineteen years": and is one still."""
    return _STILL.match(one.chapter.text, one.end) is not None


def _owed(one: Statement) -> str:
    """A debt as others read it: "You owe me a tenner", said by Sal, is a tenner to Sal."""
    whom, _, amount = one.value.partition(" ")
    if whom.lower() not in ("me", "us", "him", "her", "them"):
        return one.value
    return f"{amount} to {one.by}" if whom.lower() == "me" and one.by not in ("", NARRATOR, one.character) else amount


def _plain(one: Statement, value: str, attribute: str = "") -> Fact:
    return _as(one, one.character, attribute or one.attribute, value)


def _as(one: Statement, character: str, attribute: str, value: str) -> Fact:
    firm = one.outright or (one.changes and one.attached and set(one.hedges) <= {"change"})
    return Fact(character, attribute, value, one.citation, one.by, firm, one.changes)
