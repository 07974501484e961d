"""When things happen: "how long after", "which day", "when"; worked out where the scenes of both are dated."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from dataclasses import replace

from ..canon.view import View
from .dated import dated
from .kind import Kind
from .lookup import SHOWN, find_lookup
from .premise import never_together
from .question import Question, read_question
from .saying import capital, counted, in_order, row
from .select import apart, choose
from .thin import thinness
from .types import Evidence

_BETWEEN = re.compile(
    r"^how (?:long|much (?:time|later)|many (?P<unit>minutes|hours|days|nights|weeks|months|years))\b.*?\b(?P<tie>after|before|since|between|from)\b\s+(?P<rest>.+?)\??$",
    re.IGNORECASE,
)


# "how long after [one] is [the other]", "how many days between [one] and [the other]"
_ONE_AND_OTHER = re.compile(
    r"^(?P<one>.+?)\s+(?:is|was|are|were|do|does|did|comes?|came|and|to|until|till)\s+(?P<other>.+)$", re.IGNORECASE
)
_OTHER_FIRST = re.compile(
    r"^how .+?\s(?:is|was|does|did|do|comes?|came)\s+(?P<other>.+?)\s(?:after|before|since)\s", re.IGNORECASE
)
_WHAT_DAY = re.compile(
    r"^(?:and |so )?(?:(?:on )?(?:what|which) (?:day|date|day of the week)|when|what(?:['’]s| is| was) the date of)\b\s*(?P<what>.+?)\??$",
    re.IGNORECASE,
)
_UNITS = {"weeks": 7.0, "months": 30.4, "years": 365.25}


def find_time(question: Question, view: View) -> Evidence | None:
    """A time expression beside the event; for "how long after", the places of both events as well."""
    if premise := never_together(question, view):
        return premise
    match = _BETWEEN.match(question.text)
    if worked := _between(question, view, match) if match else _day(question, view):
        return worked
    if match is None:
        return find_lookup(question, view, "timeline") if question.wants == "time" else None
    timed = replace(question, wants="time")
    choices, field = choose(timed, view)
    if missing := thinness(timed, choices, field):
        return find_lookup(question, view, "timeline") if not missing else _open(question, missing, choices)
    second, _ = choose(read_question(match["rest"], view), view)
    best = apart([*apart([c for c in choices[:40] if c.signs["value"] >= 1] or choices, 2), *apart(second, 2)], SHOWN)
    cites = [c.place.cite() for c in best]
    return Evidence(
        question.text, "timeline", in_order(cites), "partial", rows=tuple(row(c, view) for c in cites), subject=question.subject,
        how=("looked for both events and for words of time beside them",),
    )  # fmt: skip


def _between(question: Question, view: View, match: re.Match[str]) -> Evidence | None:
    """The days between two events that each have a dated scene; None where one has none."""
    before = _OTHER_FIRST.match(question.text)
    parts = (before["other"], match["rest"]) if before else None
    if parts is None and (found := _ONE_AND_OTHER.match(match["rest"])):
        parts = (found["one"], found["other"])
    ends = [dated(part, view) for part in parts] if parts else []
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    first, last = sorted((end for end in ends if end), key=lambda end: end.day)
    days = round(last.day - first.day)
    size = _UNITS.get((match["unit"] or "").casefold(), 1.0)
    long = (
        counted(days, "day")
        if size == 1.0 or days < size
        else f"about {counted(round(days / size), match['unit'].rstrip('s'))} ({counted(days, 'day')})"
    )
    cites = in_order((first.citation, first.tie, last.citation, last.tie))
    return Evidence(
        question.text, "timeline", cites, "partial", lead=f"{capital(long)}, worked out: {first.date} to {last.date}.",
        rows=tuple(row(c, view) for c in cites), subject=question.subject,
        how=("found the scene of each in the story's timeline", "counted the days between their dates"),
    )  # fmt: skip


def _day(question: Question, view: View) -> Evidence | None:
    """The date of the scene of what is asked about; None where no scene of it is dated."""
    match = _WHAT_DAY.match(question.text)
    found = dated(match["what"], view) if match else None
    if found is None:
        return None
    cites = in_order((found.citation, found.tie))
    return Evidence(
        question.text, "timeline", cites, "partial", lead=f"{found.date}.", rows=tuple(row(c, view) for c in dict.fromkeys((found.citation, found.tie))),
        subject=question.subject, how=("found its scene in the story's timeline",),
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
