"""The character sheet: all the book says about one person."""

# ruff: noqa: E501 - a regular expression is read one to a line

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING

from ..errors import NotInBook
from .rules import settled_value
from .types import CharacterSheet, Fact, Finding, Progress

if TYPE_CHECKING:
    from .canon import Canon

CHANGES = frozenset({"hair", "beard", "occupation", "marital status", "residence", "age", "possession", "habit"})
# What a sentence says when a value is new.
_CHANGED = re.compile(
    r"\b(?:becam|becom|dye[ds]?\b|bleach|cut (?:off )?(?:her|his|my|it)|cropped|shav|shorn|promot|was made\b|made (?:captain|partner|head|manager)|"
    r"marri|wedding|engaged|divorc|widowed|moved\b|new\b|now\b|no longer|any ?more|turned\b|grown\b|grew\b|gone (?:grey|white)|quit\b|resign|retir|"
    r"took over|since)",
    re.IGNORECASE,
)


def sheet_of(canon: Canon, name: str) -> CharacterSheet:
    """Facts, findings and company of a character. Raises NotInBook, naming the nearest ones it does have."""
    character = canon.resolve(name)
    if character is None:
        raise NotInBook(_sorry(canon, name))
    facts = tuple(f for f in canon.facts if f.character == character.name)
    findings = tuple(f for f in canon.findings if f.character == character.name)
    attributes = dict.fromkeys(f.attribute for f in facts)
    return CharacterSheet(
        character=character,
        facts=facts,
        findings=findings,
        company=tuple(canon.company(character.name)),
        present=_present(canon, character.name),
        settled=tuple((a, value) for a in attributes if (value := settled_value(canon, character.name, a))),
        progress=progress_of(facts, findings),
        knows=tuple(
            (matter.thread, one.citation, one.how)
            for matter in canon.knowledge
            for one in matter.learnt
            if one.who == character.name
        ),
    )


def progress_of(facts: Sequence[Fact], findings: Sequence[Finding]) -> tuple[Progress, ...]:
    """Attributes whose value changes on the page, with the first fact of each value; not those that disagree."""
    disputed = {f.kind for f in findings if f.decision is None and f.tier == "conflict"}
    found = []
    for attribute in dict.fromkeys(f.attribute for f in facts):
        if attribute not in CHANGES or attribute in disputed:
            continue
        firsts: dict[str, Fact] = {}
        for fact in facts:
            if fact.attribute == attribute and (fact.firm or _CHANGED.search(fact.citation.quote)):
                firsts.setdefault(fact.value, fact)
        steps = list(firsts.values())
        if len(steps) > 1 and all(_follows(attribute, a, b) for a, b in pairwise(steps)):
            found.append(Progress(attribute, tuple(steps)))
    return tuple(found)


def _follows(attribute: str, before: Fact, after: Fact) -> bool:
    if attribute == "age":
        return before.value.isdigit() and after.value.isdigit() and int(before.value) < int(after.value)
    return bool(_CHANGED.search(after.citation.quote))


def _present(canon: Canon, name: str) -> tuple[tuple[int, int], ...]:
    scenes = Counter(
        chapter.position
        for chapter in canon.chapters
        for scene in chapter.scenes
        if name in canon.present(chapter.position, scene.number)
    )
    return tuple(sorted(scenes.items()))


def _sorry(canon: Canon, name: str) -> str:
    known = {n.casefold(): c.name for c in canon.cast for n in c.names}
    near = list(dict.fromkeys(known[n] for n in get_close_matches(name.casefold(), known, n=6, cutoff=0.6)))[:3]
    if near:
        return f"Nobody called {name} is in the book so far. Did you mean {' or '.join(near)}?"
    if canon.cast:
        return (
            f"Nobody called {name} is in the book so far. Those who are: {', '.join(c.name for c in canon.cast[:5])}."
        )
    return f"Nobody called {name} is in the book so far: no names were found in it."
