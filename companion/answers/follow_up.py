"""Follow-ups keep their subject: "and her sister?" after a question about Mara is about Mara's sister."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Sequence

from ..canon.types import Character
from ..canon.view import View
from .described import people_named
from .question import TIE
from .types import Turn

_ELLIPSIS = re.compile(r"^(?:(?:and|or|but|so|then)\b[\s,]*)?(?:(?:what|how)\s+about\b\s*)?", re.IGNORECASE)
_OPENS = re.compile(r"^(?:and|or|but|so|then)\b|^(?:what|how)\s+about\b", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|who|whom|whose|what|which|where|when|why|how|find|list|show|tell)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(r"\b(?:his|her|their)\b(?=\s+\w)", re.IGNORECASE)
_PERSONAL = re.compile(r"\b(?:he|she|they|him|her|them)\b", re.IGNORECASE)


def visible_turns(history: Sequence[Turn], until: int | None) -> list[Turn]:
    """The earlier turns that were asked behind this wall or a nearer one; the others may hold what lies beyond it."""
    if until is None:
        return list(history)
    return [turn for turn in history if turn.until is not None and turn.until <= until]


def fill_in(question: str, view: View, history: Sequence[Turn]) -> str:
    """The question with its subject put back from the last visible turn that had one; as it stands when it needs none."""
    turns = [turn for turn in visible_turns(history, view.until) if turn.subject]
    text = " ".join(question.split())
    if not turns or not text:
        return text
    last = turns[-1]
    subject = next((c for c in view.canon.cast if c.name == last.subject), None)
    if subject is None or people_named(text, view):
        return _elliptic(text, last, subject, view) if subject is not None and _bare(text) else text
    if not _bare(text):
        return _pronouns(text, subject)
    return _elliptic(text, last, subject, view)


def _bare(text: str) -> bool:
    """Whether it is no sentence of its own: "and her sister?", "what about Tom?"."""
    rest = _ELLIPSIS.sub("", text, count=1)
    return bool(_OPENS.match(text) or len(rest.split()) < 5) and not _VERB.search(rest)


def _elliptic(text: str, last: Turn, subject: Character, view: View) -> str:
    """Put what is new in the place that the subject had in the question before."""
    new = _ELLIPSIS.sub("", text, count=1).rstrip(" ?.!")
    new = _pronouns(new, subject)
    if not new:
        return last.question
    before = last.question
    names = "|".join(sorted((re.escape(n) for n in subject.names), key=len, reverse=True))
    owned = re.search(rf"\b(?:{names})['’]s?\s+({TIE.pattern[2:-2]})\b", before, re.IGNORECASE)
    tie = TIE.search(new)
    if owned and tie:
        return before[: owned.start()] + new + before[owned.end() :]
    place = re.search(rf"\b(?:{names})\b", before) or _OWNED.search(before) or _PERSONAL.search(before)
    if place is None:
        return f"{new}: {before}" if people_named(new, view) else f"{new} {subject.name}?"
    owner = place.group().casefold() in ("his", "her", "their") and _OWNED.match(before, place.start())
    if re.search(r"['’]s?$", new) and before[place.end() :].startswith(("'s", "’s")):
        new = re.sub(r"['’]s?$", "", new)
    return before[: place.start()] + (f"{new}’s" if owner else new) + before[place.end() :]


def _pronouns(text: str, subject: Character) -> str:
    """Pronouns that can only mean the subject, filled in."""
    fits = {"she": ("she", "her"), "he": ("he", "him", "his"), "they": ("they", "them", "their")}.get(subject.pronouns)

    def mine(word: str) -> bool:
        return fits is None or word.casefold() in fits

    text = _OWNED.sub(lambda m: f"{subject.name}’s" if mine(m.group()) else m.group(), text)
    return _PERSONAL.sub(lambda m: subject.name if mine(m.group()) else m.group(), text)
