"""What the writer pointed at as the answer ("it's here") comes first the next time it is asked."""

from __future__ import annotations

from ..canon.view import View
from ..decisions import is_file
from ..manuscript.chapter import WORD, Citation
from .kind import Kind
from .question import Question
from .saying import in_order, row
from .types import Evidence


def _key(text: str) -> tuple[str, ...]:
    return tuple(word.casefold().replace("’", "'") for word in WORD.findall(text))


def _places(question: Question, view: View) -> list[Citation]:
    """Remembered places that are visible and still stand in their chapter."""
    found = []
    for kept in view.canon.decisions.remembered:
        if _key(kept.question) != _key(question.text):
            continue
        holding = [c for c in view.chapters if kept.quote and kept.quote in c.text]
        # In the file it was found in; where that has another name by now, wherever else the sentence stands.
        for chapter in [c for c in holding if is_file(kept.file, c.path)] or holding:
            at = chapter.text.find(kept.quote)
            found.append(chapter.cite_sentence(at, at + len(kept.quote)))
    return found


def find_remembered(question: Question, view: View) -> Evidence | None:
    """The sentence the writer chose, None when it is gone or beyond the wall."""
    places = in_order(_places(question, view))
    if not places:
        return None
    rows = tuple(row(c, view) for c in places[:3])
    how = ("you said that it stands here",)
    return Evidence(question.text, "remembered", places[:3], "stated", rows=rows, subject=question.subject, how=how)


REMEMBERED = Kind("remembered", lambda question, view: bool(view.canon.decisions.remembered), find_remembered)
