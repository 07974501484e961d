"""Who knows: where a thing comes out, and who is there when it does."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from dataclasses import replace

from ..canon.view import View
from .field import Place, names_in
from .kind import Kind
from .lookup import find_lookup
from .question import Question
from .saying import listed, row
from .select import apart, choose
from .thin import thinness
from .types import Evidence, Row
from .words import stem

_KNOWS = re.compile(
    r"^(?:and |so |but )?(?:.*?,\s*)?who(?:\s+(?:all|else|besides\b[^?]*?))?\s+(?:already\s+)?(?:knows?|knew|(?:is|are|was|were) aware|finds? out|found out|learns?|learned|learnt|hears?|heard|overh\w+|sees|saw|witness\w*|has been told|was told|were told|is told)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"^(?:and |so |but )?(?:does|did|do|has|have|is|was)\s+.+?\s+(?:know|knows|known|aware|find out|found out|learn(?:ed|t)?|heard?|been told|told)\b",
    re.IGNORECASE,
)
_VERBS = frozenset(
    stem(w)
    for w in "know knows aware find finds found out learn learned hear heard saw see witness overhear told already else besides themselves couple".split()
)
REACH = 8  # sentences on both sides within which somebody named is taken to be there


def find_knows(question: Question, view: View) -> Evidence | None:
    """Evidence of the places where it comes out, with those who are there."""
    bare = replace(question, words=tuple(w for w in question.words if stem(w) not in _VERBS), wants="thing")
    if not bare.words and len(bare.people) < 2:
        return None
    choices, field = choose(bare, view)
    missing = thinness(bare, view, choices, field)
    if missing or not choices:
        return find_lookup(question, view, "who knows")
    best = apart(choices, 3)
    there: dict[str, Place] = {}
    for choice in best:
        for name in _present(view, choice.place):
            there.setdefault(name, choice.place)
    asked = _asked_about(question, view)
    if asked:
        return _one(question, view, best, there, asked)
    besides = (
        {p.name for p in question.people}
        if re.search(r"\b(?:besides|apart from|other than|except)\b", question.text, re.IGNORECASE)
        else set()
    )
    names = [n for n in there if n not in besides]
    lead = f"Named where it comes up, which is not yet knowing it: {listed(names[:8])}." if names else ""
    cites = [c.place.cite() for c in best]
    return Evidence(
        question.text, "who knows", tuple(sorted(cites, key=lambda c: c.place)), "partial" if names else "unstated", lead=lead,
        rows=tuple(row(c, view) for c in cites), subject=question.subject, nearest=cites[0],
        how=("looked for the places where it comes out", "read off who is named there"),
    )  # fmt: skip


def _present(view: View, place: Place) -> list[str]:
    names: dict[str, int] = {}
    teller = view.canon.narrator(place.chapter.position, place.sentence.start)
    if teller:
        names[teller] = 0
    scene = place.sentence.scene
    for step in sorted(range(-REACH, REACH + 1), key=abs):
        near = place.near(step)
        if near is not None and near.sentence.scene == scene:
            for _, _, name in names_in(view, near):
                names.setdefault(name, abs(step))
    here = set(view.canon.present(place.chapter.position, scene))
    return [n for n in names if n in here] or list(names)


def _asked_about(question: Question, view: View) -> str:
    return question.people[0].name if question.people and _DOES.match(question.text) else ""


def _one(question: Question, view: View, best: list, there: dict[str, Place], name: str) -> Evidence:
    if name in there:
        first = there[name].cite()
        rest = [c.place.cite() for c in best if c.place.cite() != first]
        rows = tuple(row(c, view) for c in (first, *rest))
        return Evidence(
            question.text,
            "who knows",
            tuple(sorted([first, *rest], key=lambda c: c.place)),
            "partial",
            lead=f"Perhaps: {name} is named where it comes up; the page does not say more.",
            rows=rows,
            subject=name,
            how=("looked for the places where it comes out",),
        )
    cites = tuple(c.place.cite() for c in best)
    rows = (Row(name, "nothing on the page shows them learning it", None, muted=True), *(row(c, view) for c in cites))
    return Evidence(
        question.text,
        "who knows",
        tuple(sorted(cites, key=lambda c: c.place)),
        "partial",
        lead=f"Not that the page shows: {name} is not named where it comes up.",
        rows=rows,
        subject=name,
        how=("looked for the places where it comes out",),
    )


KNOWS = Kind(
    "who knows",
    lambda question, view: bool(
        _KNOWS.search(question.text)
        or (_DOES.match(question.text) and any(stem(w) not in _VERBS for w in question.words))
    ),
    find_knows,
)
