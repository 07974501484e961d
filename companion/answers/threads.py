"""What is still open, and wishes for scenes: both grow from the threads the text has planted."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..canon.threads import TITLES
from ..canon.types import Thread
from ..canon.view import View
from .kind import Kind
from .question import Question
from .saying import counted, in_order, row
from .types import Evidence

_OPEN = re.compile(
    r"\bunresolved\b|\bloose ends?\b|\bopen (?:questions?|threads?|ends?)\b|\bstill open\b|\bleft (?:hanging|open)\b|\bunanswered\b|\bdangling\b|\bplot threads?\b"
    r"|\b(?:promises?|secrets?|threads?)\b.*\b(?:open|kept|broken|unkept|left|pending)\b|\bnot (?:yet )?(?:resolved|paid off)\b",
    re.IGNORECASE,
)  # fmt: skip
_WISH = re.compile(
    r"^(?:please\s+|can you\s+|could you\s+)?(?:suggest|propose|draft|write|brainstorm|imagine|invent|plan|outline)\b|\b(?:next|new)\s+scenes?\b|\bwhat (?:could|should|might|can|would) happen next\b"
    r"|\bideas? for\b|^i (?:want|need|would like|['’]d like)\b.*\bscene\b|^(?:give me|make)\b.*\bscenes?\b|^a scene\b",
    re.IGNORECASE,
)  # fmt: skip
SHOWN = 6


def _mine(question: Question, view: View) -> list[Thread]:
    threads = [t for t in view.canon.threads if t.closed is None]
    names = [n for p in question.people for n in p.names]
    about = [t for t in threads if any(n in t.summary or n in t.planted.quote for n in names)]
    return about or threads


def find_open(question: Question, view: View) -> Evidence | None:
    """What the text opened and has not closed, latest touched last."""
    threads = _mine(question, view)
    how = ("took what the text opens (questions, promises, secrets, deadlines) and does not close",)
    if not threads:
        return Evidence(
            question.text,
            "open threads",
            (),
            "unstated",
            lead="Nothing is left open that the checks can see.",
            subject=question.subject,
            how=how,
        )
    shown = threads[:SHOWN]
    cites = in_order(c for t in shown for c in (t.planted,))
    return Evidence(
        question.text, "open threads", cites, "stated", lead=f"{counted(len(threads), 'thing')} still open:",
        rows=tuple(row(t.planted, view, note=f"{TITLES[t.kind]}:") for t in shown), more=in_order(t.planted for t in threads),
        subject=question.subject, how=how,
    )  # fmt: skip


def find_wish(question: Question, view: View) -> Evidence | None:
    """What a scene that answers the wish could grow from."""
    threads = _mine(question, view)[:SHOWN]
    ends = [c.cite_sentence(c.sentences[-1].start, c.sentences[-1].end) for c in view.chapters[-1:] if c.sentences]
    cites = in_order([*(t.planted for t in threads), *ends])
    return Evidence(
        question.text, "scene", cites, "partial" if cites else "unstated", lead="A scene could grow from these places:" if cites else "",
        rows=tuple(row(t.planted, view, note=f"{TITLES[t.kind]}:") for t in threads) + tuple(row(c, view) for c in ends), subject=question.subject,
        how=("took what is still open, and where the last chapter ends",),
    )  # fmt: skip


OPEN = Kind("open threads", lambda question, view: bool(_OPEN.search(question.text)), find_open)
WISH = Kind("scene", lambda question, view: bool(_WISH.search(question.text)), find_wish)
