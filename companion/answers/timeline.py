"""When things happen: "how long after", "which day", "when"."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from dataclasses import replace

from ..canon.view import View
from .kind import Kind
from .lookup import SHOWN, find_lookup
from .premise import never_together
from .question import Question, read_question
from .saying import in_order, row
from .select import apart, choose
from .thin import thinness
from .types import Evidence

_BETWEEN = re.compile(
    r"^how (?:long|much (?:time|later)|many (?P<unit>minutes|hours|days|nights|weeks|months|years))\b.*?\b(?P<tie>after|before|since|between|from)\b\s+(?P<rest>.+?)\??$",
    re.IGNORECASE,
)


def find_time(question: Question, view: View) -> Evidence | None:
    """A time expression beside the event; for "how long after", the places of both events as well."""
    if premise := never_together(question, view):
        return premise
    match = _BETWEEN.match(question.text)
    if match is None:
        return find_lookup(question, view, "timeline") if question.wants == "time" else None
    timed = replace(question, wants="time")
    choices, field = choose(timed, view)
    if missing := thinness(timed, view, choices, field):
        return find_lookup(question, view, "timeline") if not missing else _open(question, missing, choices)
    second, _ = choose(read_question(match["rest"], view), view)
    best = apart([*apart([c for c in choices[:40] if c.signs["value"] >= 1] or choices, 2), *apart(second, 2)], SHOWN)
    cites = [c.place.cite() for c in best]
    return Evidence(
        question.text, "timeline", in_order(cites), "partial", rows=tuple(row(c, view) for c in cites), subject=question.subject,
        how=("looked for both events and for words of time beside them",),
    )  # fmt: skip


def _open(question: Question, missing: str, choices: list) -> Evidence:
    nearest = choices[0].place.cite() if choices else None
    return Evidence(
        question.text,
        "timeline",
        (),
        "unstated",
        lead=missing,
        nearest=nearest,
        subject=question.subject,
        how=("looked for both events",),
    )


TIMELINE = Kind("timeline", lambda question, view: question.wants == "time", find_time)
