"""When to say that the manuscript does not say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..canon.view import View
from .field import Field
from .question import Question
from .saying import listed
from .select import Choice
from .values import SHARP

_YEAR = re.compile(r"\b(?:in )?(?:what|which) year\b|\bwhat year\b", re.IGNORECASE)
_LIVES = re.compile(r"\b(?:which|what) (?:town|city|village|street|country|county|state)\b", re.IGNORECASE)


def thinness(question: Question, view: View, choices: Sequence[Choice], field: Field) -> str:
    """Why the best sentences do not answer, in a sentence for the writer; "" when they do."""
    if question.strangers:
        return f"Nobody and nothing called {listed(question.strangers)} appears."
    if not choices:
        return "None of its words stand in the manuscript."
    best = choices[:3]
    tied = question.wants != "name" or question.relation
    if (
        tied
        and question.wants in SHARP - {"work", "material"}
        and max(c.signs.get("sharp", 0.0) for c in best) < NEEDED.get(question.wants, 0.4)
    ):
        return f"No {_called(question)} is given there."
    if (_YEAR.search(question.text) or _LIVES.search(question.text)) and max(c.signs["value"] for c in best) < 0.9:
        return f"No {'year' if _YEAR.search(question.text) else 'such place'} is given there."
    if max(c.cover for c in best) < LEAST_COVER:
        return ""
    return ""


NEEDED = {"name": 0.9, "colour": 0.55, "age": 0.35, "measure": 0.2, "money": 0.2}
LEAST_COVER = 0.2


def _called(question: Question) -> str:
    return {"measure": "measure", "money": "sum"}.get(question.wants, question.wants)
