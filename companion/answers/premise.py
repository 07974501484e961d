"""Questions that take something for granted: people who never meet cannot have left each other."""

from __future__ import annotations

import re

from ..canon.view import View
from .kind import Kind
from .question import Question
from .types import Evidence

_ASSUMES = re.compile(
    r"^(?:and |so |but )?(?:when|where|why|how)\s+(?:do|does|did|has|have|had|is|was|were|are)\b", re.IGNORECASE
)
NEAR = 3_000  # characters within which two people named are taken to be together


def never_together(question: Question, view: View) -> Evidence | None:
    """An honest answer when a question ties two people whom no scene of the visible chapters brings together."""
    if len(question.people) != 2 or not _ASSUMES.match(question.text):
        return None
    one, two = question.people
    if one.name == two.name or one.mentions < 2 or two.mentions < 2:
        return None
    for chapter in view.chapters:
        spans = view.canon.name_spans(chapter.position)
        first = [a for a, _, name in spans if name == one.name]
        second = [a for a, _, name in spans if name == two.name]
        tellers = {view.canon.narrator(chapter.position, scene.start) for scene in chapter.scenes}
        if (first and two.name in tellers) or (second and one.name in tellers):
            return None
        if any(abs(a - b) < NEAR for a in first for b in second):
            return None
    return Evidence(
        question.text, "false premise", (), "unstated", nearest=two.first,
        lead=f"{one.name} and {two.name} are never in one place together.",
        subject=one.name, how=("looked for any place that brings both together",),
    )  # fmt: skip


PREMISE = Kind("false premise", lambda question, view: bool(_ASSUMES.match(question.text)), never_together)
