"""Whether somebody is told the same way throughout: the findings about them."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..canon.view import View
from .kind import Kind
from .question import Question
from .saying import counted, in_order, row
from .types import Evidence

_ASKS = re.compile(
    r"\b(?:in)?consisten\w*|\bcontradict\w*|\bcontinuity\b|\bdisagree\w*|\bslips?\b|\bdoes\b.*\bstay the same\b|\bplot holes?\b",
    re.IGNORECASE,
)


def find_consistency(question: Question, view: View) -> Evidence | None:
    """The contradictions about those named, or of the whole book when nobody is; surest first."""
    names = {p.name for p in question.people}
    findings = [f for f in view.canon.findings if (not names or f.character in names) and f.decision is None]
    who = " and ".join(names) if names else "the whole book"
    about = f" about {who}" if names else ""
    how = (f"took the continuity findings about {who}",)
    if not findings:
        place = question.people[0].first if question.people else None
        nearby = in_order([place] if place is not None else [])
        return Evidence(
            question.text, "consistency", nearby, "partial", lead=f"Nothing contradicts itself{about}, as far as the checks can tell.",
            subject=question.subject, how=how,
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


CONSISTENCY = Kind("consistency", lambda question, view: bool(_ASKS.search(question.text)), find_consistency)
