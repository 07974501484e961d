"""Who tells a part of the book that is named by what happens in it: "who narrates the night of the fire"."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from dataclasses import replace

from ..canon.view import View
from ..manuscript.chapter import Chapter, Citation
from .field import Place
from .kind import Kind
from .question import Question
from .saying import in_order, row
from .select import choose
from .thin import thinness
from .types import Evidence
from .words import stem

WHO_IS_I = r"who(?:['’]s| is) (?:the )?[\"“'‘]?I[\"”'’]? (?:in|of|on|at|here|there|when|while|during)\b"
_ASKS = re.compile(
    r"^(?:and |so |but )?(?:who(?:['’]s| is| was)? (?:narrat\w+|tell(?:s|ing)|told) (?!(?:\w+ )?(?:that|about|to|of|him|her|them|me|us)\b)"
    rf"|{WHO_IS_I}|who is the narrator|which narrator|whose (?:point of view|voice|perspective|pov)|from whose (?:point of view|perspective))",
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
    shown = proofs(view, place.chapter, place.sentence.start, teller)
    if not shown or not _END.search(question.text):  # what happens there was asked for; a last line says nothing
        shown = (place.cite(), *(c for c in shown if c.start != place.sentence.start))
    return Evidence(
        question.text, "narrator", in_order(shown), "stated" if teller else "partial", lead=teller or UNNAMED,
        rows=tuple(row(c, view) for c in shown), subject=teller or question.subject, how=(how, "looked at who says “I” there"),
    )  # fmt: skip


def proofs(view: View, chapter: Chapter, at: int, teller: str) -> tuple[Citation, ...]:
    """What shows that somebody tells the scene at an offset: where it is narrated with "I", and where others name them.

    Of each the sentence nearest to the offset; nothing where nobody known tells.
    """
    scene = chapter.scene_at(at)
    if not teller or scene is None:
        return ()
    named = [a for a, _, name in view.canon.name_spans(chapter.position) if name == teller]
    says, names = [], []
    for sentence in chapter.sentences_in(scene.start, scene.end):
        text = chapter.text[sentence.start : sentence.end]
        spoken = text.lstrip()[:1] in '"“‘'
        if not spoken and re.search(r"\bI\b", text) and view.canon.narrator(chapter.position, sentence.start) == teller:
            says.append(sentence)
        if spoken and any(sentence.start <= a < sentence.end for a in named):
            names.append(sentence)
    nearest = [min(some, key=lambda s: abs(s.start - at)) for some in (says, names) if some]
    return tuple(chapter.cite_sentence(s.start, s.end) for s in nearest)


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
