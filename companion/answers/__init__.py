"""Question kinds: from a question to evidence, and from evidence to a plain answer. No language model.

To add a kind: one file with a `Kind`, and its entry in `KINDS`. The first that matches and finds something answers.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..canon.view import View
from .consistency import CONSISTENCY
from .facts import FACTS
from .follow_up import fill_in
from .in_chapter import IN_CHAPTER
from .kind import Kind
from .knows import KNOWS
from .lists import LISTS
from .living import LIVING
from .lookup import LOOKUP, find_lookup
from .meeting import MEETING
from .mentions import MENTIONS
from .narrates import NARRATOR
from .overview import OVERVIEW
from .plain import plain_answer
from .portrait import PORTRAIT
from .premise import PREMISE
from .question import EmptyQuestion, read_question
from .relations import RELATIONS
from .remembered import REMEMBERED
from .so_far import SO_FAR
from .state import STATE
from .threads import OPEN, WISH
from .ties import TIED
from .timeline import TIMELINE
from .types import Evidence, Turn

KINDS: tuple[Kind, ...] = (
    REMEMBERED,
    WISH,
    OPEN,
    CONSISTENCY,
    SO_FAR,
    OVERVIEW,
    NARRATOR,
    MEETING,
    MENTIONS,
    LISTS,
    PORTRAIT,
    TIED,
    LIVING,
    STATE,
    KNOWS,
    RELATIONS,
    FACTS,
    IN_CHAPTER,
    PREMISE,
    TIMELINE,
    LOOKUP,
)

__all__ = ["KINDS", "EmptyQuestion", "Kind", "find_evidence", "plain_answer"]


def find_evidence(question: str, view: View, history: Sequence[Turn] = ()) -> Evidence:
    """Find what the visible part of the book says to a question.

    Earlier turns fill in what a follow-up leaves out; those asked behind a later wall than the view's are dropped.
    Raises EmptyQuestion (a CompanionError) when there is nothing in the question to look for.
    """
    read = read_question(fill_in(question, view, history), view)
    for kind in KINDS:
        if kind.matches(read, view) and (evidence := kind.find(read, view)) is not None:
            return evidence
    return find_lookup(read, view)
