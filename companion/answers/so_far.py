"""The story up to here: the most telling sentence of each of the last chapters."""

from __future__ import annotations

import re

from ..canon.view import View
from .chapters import in_words
from .kind import Kind
from .question import Question
from .saying import capital, in_order, row
from .telling import moments
from .types import Evidence

_BOOK = r"(?:the )?(?:whole )?(?:book|story|novel|plot|manuscript)"
_FAR = r"(?:so far|until now|till now|up to (?:now|here|this point)|to date)"
_ASKS = re.compile(
    rf"^(?:and |so |but )?(?:what(?:['’]s| is| has| have)? happen(?:s|ed|ing)?(?: in {_BOOK})? {_FAR}"
    rf"|what(?:['’]s| has) gone on {_FAR}|what happens in {_BOOK}"
    rf"|(?:sum(?:marise|marize| up)|recap|retell)(?: for me)?(?: {_BOOK})?(?: {_FAR})?"
    rf"|(?:{_BOOK}|what happened) {_FAR})\s*[?.]*$",
    re.IGNORECASE,
)
MOST = 12  # chapters told of, the latest


def find_so_far(question: Question, view: View) -> Evidence | None:
    """One sentence of each of the last visible chapters, in reading order."""
    told = [(chapter, moments(view, chapter, 1)) for chapter in view.chapters[-MOST:]]
    cites = [places[0].cite() for _, places in told if places]
    if not cites:
        return None
    first, last = in_words(cites[0].chapter, view.chapters), in_words(cites[-1].chapter, view.chapters)
    lead = f"{capital(first)} to {last}, the most telling sentence of each; ask what happens in one of them for more:"
    return Evidence(
        question.text, "chapter", in_order(cites), "partial", lead=lead,
        rows=tuple(row(c, view) for c in cites), how=("chose the sentence of each chapter that tells most of it",),
    )  # fmt: skip


SO_FAR = Kind("chapter", lambda question, view: bool(_ASKS.match(question.text)), find_so_far)
