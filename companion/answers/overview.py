"""What a writer asks first: who is in the book, and when everything happens."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..canon.view import View
from .chapters import in_words, printed
from .kind import Kind
from .question import Question
from .saying import capital, counted, in_order, row
from .types import Evidence, Row

_WISH = r"(?:(?:list|show|give|tell|name)(?: me)? |what(?:['’]s| is| are) |who(?:['’]s| is| are) |(?:can|could) (?:i|you) (?:see|show|list)(?: me)? )?"
_BOOK = r"(?: (?:in|of) (?:the|this|my) (?:book|story|novel|manuscript)| so far)*"
_CAST = re.compile(
    rf"^(?:and |so )?(?:{_WISH}(?:all |every |of |the |my |main |major |important |named )*(?:characters?|cast(?: list| of characters)?|dramatis personae|people){_BOOK}"
    r"|who(?:['’]s| is| are| all is| all are) in (?:the|this|my) (?:book|story|novel|manuscript)|who['’]?s who)\s*[?.!]*$",
    re.IGNORECASE,
)
_WHEN = re.compile(
    rf"^(?:and |so )?(?:{_WISH}(?:the )?(?:time ?line|chronology|calendar|dates?){_BOOK}|in what order (?:do|does|did) (?:things|everything|it) happen)\s*[?.!]*$",
    re.IGNORECASE,
)
PEOPLE, DAYS = 12, 20  # rows, at most


def find_overview(question: Question, view: View) -> Evidence | None:
    """The cast by how often each is named, or the days that the text dates, in the order of the story."""
    return _cast(question, view) if _CAST.match(question.text) else _days(question, view)


def _cast(question: Question, view: View) -> Evidence | None:
    people = [c for c in view.canon.cast if c.first is not None]
    if not people:
        return None
    upto = f" up to {in_words(view.chapters[-1], view.chapters)}" if view.until is not None else ""
    shown = "" if len(people) <= PEOPLE else f", the {PEOPLE} named most first"
    lead = f"{counted(len(people), 'person is', 'people are')} named{upto}{shown}:"
    rows = tuple(
        Row(c.name, f"{counted(c.mentions, 'mention')}{', narrates' if c.narrates else ''}", c.first)
        for c in people[:PEOPLE]
    )
    cites = [c.first for c in people if c.first is not None]
    return Evidence(
        question.text, "cast", in_order(cites[:3]), "stated", lead=lead, rows=rows, how=("took the cast of the bible",),
    )  # fmt: skip


def _days(question: Question, view: View) -> Evidence | None:
    dated = [m for m in view.canon.timeline.moments if m.date and m.citation is not None]
    dated.sort(key=lambda m: (m.day, m.order))
    if not dated:
        return Evidence(
            question.text,
            "timeline",
            (),
            "unstated",
            lead="No scene of it is dated.",
            how=("took the story's timeline",),
        )
    shown = dated if len(dated) <= DAYS else dated[-DAYS:]
    rows = tuple(
        row(m.citation, view, note=f"{m.date}{', told later' if m.back else ''}:") for m in shown if m.citation
    )
    left = (
        f"the last {DAYS} of {len(dated)} dated scenes"
        if len(shown) < len(dated)
        else counted(len(dated), "dated scene")
    )
    first, last = printed(shown[0].chapter), printed(shown[-1].chapter)
    cites = in_order(m.citation for m in dated if m.citation)
    return Evidence(
        question.text, "timeline", tuple(r.citation for r in rows if r.citation)[:3], "stated", rows=rows, more=cites,
        lead=f"{capital(left)}, in the order of the story, from {first} to {last}:", how=("took the story's timeline",),
    )  # fmt: skip


OVERVIEW = Kind(
    "overview", lambda question, view: bool(_CAST.match(question.text) or _WHEN.match(question.text)), find_overview
)
