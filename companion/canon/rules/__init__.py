"""Continuity rules: one file per family, one entry per rule in the table.

To add a rule: write a function (canon, statements) -> findings, and add its entry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..facts import Statement
from ..types import Finding
from .age import age
from .base import Rule, finding_id
from .body import handedness, side
from .death import death
from .family import kin, kin_number, marital, no_such_kin
from .home import home
from .life import birthday, nationality, occupation, origin, religion, residence
from .looks import beard, build, eyes, hair
from .spelling import spelling, titled
from .things import count, possession, thing

if TYPE_CHECKING:
    from ...decisions import Decision
    from ..canon import Canon

RULES: tuple[Rule, ...] = (
    Rule("eyes", "Eye colour", eyes),
    Rule("hair", "Hair colour", hair),
    Rule("beard", "Beard", beard),
    Rule("height", "Height and build", build),
    Rule("age", "Age", age),
    Rule("birthday", "Birthday", birthday),
    Rule("kin number", "Number of brothers, sisters, children", kin_number),
    Rule("kin number", "A relative somebody does not have", no_such_kin),
    Rule("kin", "Who is related how", kin),
    Rule("marital status", "Married or not", marital),
    Rule("side", "Left and right", side),
    Rule("handedness", "Left-handed or right-handed", handedness),
    Rule("death", "Dead, then alive", death),
    Rule("spelling", "Spelling of names", spelling),
    Rule("spelling", "Spelling of names with a title", titled),
    Rule("occupation", "Work and rank", occupation),
    Rule("residence", "Home", residence),
    Rule("residence", "A home named once", home),
    Rule("origin", "Where somebody comes from", origin),
    Rule("nationality", "Nationality", nationality),
    Rule("religion", "Religion", religion),
    Rule("possession", "Colour and make of things", possession),
    Rule("possession", "A thing described in two ways", thing),
    Rule("count", "How many", count),
)


def findings_from(canon: Canon, statements: Sequence[Statement]) -> list[Finding]:
    """What all rules find, conflicts first, then in reading order; what the writer has settled is left out."""
    found: dict[str, Finding] = {}
    for rule in RULES:
        for finding in rule.function(canon, statements):
            decided = replace(finding, decision=_decision(canon, finding))
            if decided.decision is None and settled_value(canon, finding.character, finding.kind):
                continue  # settled, and the other place need not be mended
            before = found.get(finding.id)
            if before is None or (before.tier == "possible" and finding.tier == "conflict"):
                found[finding.id] = decided
    return sorted(found.values(), key=lambda f: (f.tier != "conflict", f.evidence[-1].place, f.id))


def settled_value(canon: Canon, character: str, attribute: str) -> str:
    """Which value the writer said is right, under whatever name they were shown then; "" for none."""
    settled = canon.decisions.settled
    found = (settled.get((name, attribute), "") for name in canon.names_of(character)) if settled else ()
    return next(filter(None, found), "")


def _decision(canon: Canon, finding: Finding) -> Decision | None:
    """The writer's word on a finding; a name shown that has changed since (renamed, merged) does not lose it."""
    decisions = canon.decisions.findings
    if not decisions or finding.id in decisions or not finding.character:
        return decisions.get(finding.id)
    ids = (finding_id(finding.kind, name, finding.values) for name in canon.names_of(finding.character))
    return next((decisions[i] for i in ids if i in decisions), None)


__all__ = ["RULES", "Rule", "findings_from", "settled_value"]
