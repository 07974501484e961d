"""How things stand at a point of the story: "where is Mara by chapter 5", "are they married yet"."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from dataclasses import replace

from ..canon.view import View
from .chapters import in_words
from .kind import Kind
from .lookup import find_lookup
from .question import Question
from .types import Evidence

_STATE = re.compile(
    r"\b(?:at this point|yet|by (?:then|now|this point)|so far|currently|right now|at the moment|these days|nowadays|as things stand|still)\b"
    r"|\b(?:when the (?:book|story|novel) ends|(?:at|by) the (?:very )?end(?: of the (?:book|story|novel))?(?! of)|in the end)\b"
    r"|\b(?:by|as of|up to|until|till|before|at the (?:end|start|beginning) of|after)\s+(?:the\s+)?(?:end of\s+|start of\s+|beginning of\s+)?(?:chapter|ch\.?|prologue|\w+ chapter)\b",
    re.IGNORECASE,
)  # fmt: skip
_BEFORE = re.compile(
    r"\b(?:before|at the (?:start|beginning) of)\s+(?:the\s+)?(?:chapter|ch\b|prologue|\w+ chapter)", re.IGNORECASE
)
_YET = re.compile(r"\b(?:yet|already|by now|so far)\b", re.IGNORECASE)
RECENT = 2.0


def find_state(question: Question, view: View) -> Evidence | None:
    """The latest sentences that say how things stand, up to the chapter named or the wall."""
    chapters = list(view.chapters)
    if question.reference is not None:
        if question.reference.chapter is None:
            return None
        last = question.reference.chapter.position - (1 if _BEFORE.search(question.text) else 0)
        chapters = [c for c in chapters if c.position <= last]
    if not chapters:
        return None
    evidence = find_lookup(question, view, "state", chapters, recent=RECENT)
    if _YET.search(question.text) and question.wants == "yes or no" and evidence.status == "partial" and evidence.rows:
        # Nothing says all of it in one place; it may be told in other words, so that "no" would be too much.
        return replace(
            evidence,
            lead=f"Not yet, that the page says outright (up to {in_words(chapters[-1], view.chapters)}); nearest:",
        )
    return evidence


STATE = Kind("state", lambda question, view: bool(_STATE.search(question.text)), find_state)
