"""Question kinds: from a question to evidence, and from evidence to a plain answer. No language model."""

from __future__ import annotations

from collections.abc import Sequence

from ..canon.view import View
from .facts import FACTS
from .in_chapter import IN_CHAPTER
from .kind import Kind
from .knows import KNOWS
from .lists import LISTS
from .lookup import LOOKUP
from .mentions import MENTIONS
from .question import read_question
from .state import STATE
from .types import Evidence, Turn

KINDS: tuple[Kind, ...] = (MENTIONS, LISTS, STATE, KNOWS, FACTS, IN_CHAPTER, LOOKUP)


def find_evidence(question: str, view: View, history: Sequence[Turn] = ()) -> Evidence:
    """Find what the visible part of the book says to a question.

    Raises EmptyQuestion (a CompanionError) when there is nothing in the question to look for.
    """
    read = read_question(question, view)
    for kind in KINDS:
        if kind.matches(read, view) and (evidence := kind.find(read, view)) is not None:
            return evidence
    return LOOKUP.find(read, view)  # type: ignore[return-value]
