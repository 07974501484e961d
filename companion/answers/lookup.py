"""The default kind: the sentences of the book that answer best, with the short value where it can be told surely."""

from __future__ import annotations

from collections.abc import Sequence

from ..canon.view import View
from ..manuscript.chapter import Chapter
from .kind import Kind
from .question import Question
from .saying import in_order, row
from .select import Choice, apart, choose
from .thin import thinness
from .types import Evidence

SHOWN = 3
SURE = 0.55  # share of the question that must stand around a value before it heads the answer
STATED = 0.7  # and for the answer to count as stated, not only as what comes nearest
MORE = 12  # places behind the answer


def find_lookup(
    question: Question, view: View, kind: str = "lookup", chapters: Sequence[Chapter] | None = None, recent: float = 0.0
) -> Evidence:
    """Evidence from the best sentences, or "unstated" with the nearest place when they are too thin."""
    choices, field = choose(question, view, chapters, recent)
    return settle(question, view, kind, choices, thinness(question, view, choices, field))


CLOSEST = "The closest places on the page:"  # no value could be read off with certainty


def settle(question: Question, view: View, kind: str, choices: Sequence[Choice], missing: str) -> Evidence:
    """Turn ranked sentences into evidence; `missing` says why they are too thin, "" when they are not."""
    how = ("looked for passages by meaning and words", f"weighed {len(choices)} sentences")
    found = apart(choices[:80], MORE)
    best = found[:SHOWN]
    citations = [choice.place.cite() for choice in best]
    if missing or not citations:
        return Evidence(
            question.text, kind, (), "unstated", lead=missing, subject=question.subject,
            nearest=citations[0] if citations else None, how=(*how, "found too little that speaks of it"),
        )  # fmt: skip
    value = best[0].value
    lead = value.text.strip() if value and value.sure and best[0].cover >= SURE else ""
    return Evidence(
        question.text, kind, in_order(citations),
        "stated" if lead and best[0].cover > STATED else "partial",
        lead=lead[:1].upper() + lead[1:] or CLOSEST,
        rows=tuple(row(c.place.cite(), view, value=_value(c)) for c in best),
        subject=question.subject, how=how,
        more=in_order(choice.place.cite() for choice in found),
    )  # fmt: skip


def _value(choice: Choice) -> str:
    return choice.value.text if choice.value is not None and choice.value.strength >= 0.5 else ""


LOOKUP = Kind("lookup", lambda question, view: True, find_lookup)
