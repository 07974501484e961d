"""Whether somebody is told the same way throughout: the findings about them."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..canon.types import Finding
from ..canon.view import View
from ..manuscript.chapter import WORD, Chapter
from .chapters import up_to
from .field import word_term
from .kind import Kind
from .question import Question
from .saying import counted, in_order, listed, row
from .select import apart, choose
from .types import Evidence
from .words import stem

_ASKS = re.compile(
    r"\b(?:in)?consisten\w*|\bcontradict\w*|\bcontinuity\b|\b(?:chapters?|book|story|pages?|text|manuscript)\b.*\bdisagree\w*"
    r"|\b(?:any|all|every|are there|find|list) (?:\w+ )?slips?\b(?! (?:of|from|into|down|on)\b)|\bdoes\b.*\bstay the same\b|\bplot holes?\b",
    re.IGNORECASE,
)


def find_consistency(question: Question, view: View) -> Evidence | None:
    """The contradictions about those named, or of the whole book when nobody is; surest first."""
    names = {p.name for p in question.people}
    chapters = up_to(question.text, question.reference, view.chapters)
    findings = [f for f in view.canon.findings if (not names or f.character in names) and _open(f)]
    findings = [f for f in findings if all(c.chapter in chapters for c in f.evidence)]
    who = " and ".join(names) if names else "the whole book"
    about = f" about {who}" if names else ""
    how = (f"took the continuity findings about {who}",)
    topic = [w for w in question.words if stem(w) not in _SPENT]
    if names and topic:
        findings = [f for f in findings if _about(f, topic)]
    if names and topic and not findings:
        return _spoken_of(question, view, chapters, who, topic)
    if not findings:
        facts = [f for p in question.people for f in view.canon.facts_of(p.name) if f.chapter in chapters]
        compared = f"; {counted(len(facts), 'fact')} of the bible compared:" if facts else "."
        cites = in_order(f.citation for f in facts)
        rows = tuple(row(f.citation, view, note=f"{f.attribute}:", value=f.value) for f in facts[:FEW])
        return Evidence(
            question.text, "consistency", in_order(f.citation for f in facts[:FEW]), "partial", rows=rows, more=cites,
            lead=f"Nothing contradicts itself{about}, as far as the checks can tell{compared}", subject=question.subject, how=how,
        )  # fmt: skip
    sure = [f for f in findings if f.tier == "conflict"]
    lead = (
        f"{counted(len(sure), 'contradiction')} and {counted(len(findings) - len(sure), 'place')} worth a look{about}."
    )
    rows = tuple(row(c, view, note=f"{f.message}:") for f in findings[:6] for c in f.evidence[:2])
    cites = in_order(c for f in findings for c in f.evidence)
    return Evidence(
        question.text, "consistency", cites[:6], "disputed" if sure else "partial", lead=lead, rows=rows, more=cites,
        finding=findings[0], subject=question.subject, how=how,
    )  # fmt: skip


_SPENT = frozenset(
    stem(w) for w in "consistent consistency inconsistent inconsistency contradict contradiction contradictory continuity disagree slip stay same "
    "always everywhere throughout told described description book story anything there error problem mistake hole plot check itself far whole now yet entire end start point up".split()
)  # fmt: skip
PLACES, FEW = 6, 3  # places of a topic, and facts shown where nothing was found


def _open(finding: Finding) -> bool:
    """Whether a finding still holds: the writer has not said anything of it, or only that it is to be mended."""
    return finding.decision is None or finding.decision.verdict == "to fix"


def _about(finding: Finding, topic: Sequence[str]) -> bool:
    """Whether a finding is about what is asked for: "eyes" of a finding about eyes."""
    told = {stem(w) for w in WORD.findall(f"{finding.kind} {finding.message}")}
    return any(stem(w) in told for w in topic)


def _spoken_of(question: Question, view: View, chapters: Sequence[Chapter], who: str, topic: Sequence[str]) -> Evidence:
    """What the bible holds and the page says of a topic that no finding is about, in reading order, to be compared."""
    asked = {root for w in topic for root in (stem(w), *word_term(w).kindred)}
    facts = [f for p in question.people for f in view.canon.facts_of(p.name) if stem(f.attribute) in asked]
    values = {f.citation: f.value for f in facts if f.chapter in chapters}
    choices, field = choose(replace(question, words=tuple(topic), wants="thing"), view, chapters)
    if not values and not any(field.count.get(stem(w)) for w in topic):
        return Evidence(
            question.text, "consistency", (), "unstated", lead=f"Nothing is said of {listed([f'“{w}”' for w in topic])}.",
            subject=question.subject, how=(f"took the continuity findings about {who}", "looked for those words"),
        )  # fmt: skip
    known = {c.place[:2] for c in values}
    others = [c for c in (x.place.cite() for x in apart(choices, PLACES)) if c.place[:2] not in known]
    cites = in_order([*list(values)[:PLACES], *others[: max(0, PLACES - len(values))]])
    about = f"{who} and {listed([f'“{w}”' for w in topic])}"
    return Evidence(
        question.text, "consistency", cites, "partial", lead=f"No check found anything about {about}; what the page says, in order:",
        rows=tuple(row(c, view, value=values.get(c, "")) for c in cites), more=in_order((*values, *cites)), subject=question.subject,
        how=(f"took the continuity findings about {who}", f"looked for what the bible and the page say of {about}"),
    )  # fmt: skip


CONSISTENCY = Kind("consistency", lambda question, view: bool(_ASKS.search(question.text)), find_consistency)
