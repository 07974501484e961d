"""Who tells a part of the book that is named by what happens in it: "who narrates the night of the fire"."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from dataclasses import replace

from ..canon.view import View
from .field import Place
from .kind import Kind
from .question import Question
from .saying import row
from .select import choose
from .thin import thinness
from .types import Evidence
from .words import stem

_ASKS = re.compile(
    r"^(?:and |so |but )?(?:who(?:['’]s| is| was)? (?:narrat\w+|tell(?:s|ing)|told) (?!(?:\w+ )?(?:that|about|to|of|him|her|them|me|us)\b)"
    r"|who is the narrator|which narrator|whose (?:point of view|voice|perspective|pov)|from whose (?:point of view|perspective))",
    re.IGNORECASE,
)
_END = re.compile(r"\b(last|final|closing|first|opening)\s(?:scene|part|section|page)s?\b", re.IGNORECASE)
_SPENT = frozenset(
    stem(w) for w in "narrate narrates narrated narrator narrating tells told telling voice view point perspective scene part section very last first opening closing final pov".split()
)  # fmt: skip
UNNAMED = "Told in the third person there, or by an “I” nobody names."


def find_narrator(question: Question, view: View) -> Evidence | None:
    """The narrator at the place where it happens; None when the question names a chapter or nothing to look for."""
    if question.reference is not None:
        return None
    place, how = _place(question, view)
    if place is None:
        return None
    teller = view.canon.narrator(place.chapter.position, place.sentence.start)
    cite = place.cite()
    return Evidence(
        question.text, "narrator", (cite,), "stated" if teller else "partial", lead=teller or UNNAMED, rows=(row(cite, view),),
        subject=teller or question.subject, how=(how, "looked at who says “I” there"),
    )  # fmt: skip


def _place(question: Question, view: View) -> tuple[Place | None, str]:
    words = tuple(w for w in question.words if stem(w) not in _SPENT)
    if not words and not question.people:
        end = _END.search(question.text)
        if end is None or not view.chapters:
            return None, ""
        first = end[1].casefold() in ("first", "opening")
        chapter = view.chapters[0 if first else -1]
        index = 0 if first else len(chapter.sentences) - 1
        return (Place(chapter, index) if chapter.sentences else None), f"took the {end[1].casefold()} scene"
    bare = replace(question, words=words, wants="thing")
    choices, field = choose(bare, view)
    if not choices or thinness(bare, choices, field):
        return None, ""
    return choices[0].place, "looked for the place where it happens"


NARRATOR = Kind("narrator", lambda question, view: bool(_ASKS.search(question.text)), find_narrator)
