"""The timeline: scenes in the order in which they happen, day by day, and the ages that follow."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, takewhile

from ..canon.timeline import Age, Moment, Timeline
from . import markup as m

_SIGNS = str.maketrans("", "", "*_")  # of emphasis, of which a date may hold one


def timeline_html(timeline: Timeline) -> str:
    """Days at the left, their scenes at the right; where no time is told, the reading order with a word about it."""
    if not timeline.moments:
        return m.empty("No scenes yet")
    head = m.tag("h2", "Timeline")
    if not timeline.told:
        return head + m.empty(
            "The text gives no time",
            "No date, no day of the week and no span such as “three weeks later” stands where a scene begins.",
        )
    back = sum(moment.back for moment in timeline.moments)
    note = "In the order in which things happen. Scenes without a word of time follow the one before."
    if back:
        note += (
            f" {m.plural(back, 'scene')} told out of order, put where {'it belongs' if back == 1 else 'they belong'}."
        )
    untold = list(takewhile(lambda moment: not moment.said, timeline.moments))
    days = [_row("Before any date", "", untold)] if untold else []
    told = timeline.moments[len(untold) :]
    days += [_day(day, list(moments)) for day, moments in groupby(told, key=lambda moment: int(moment.day // 1))]
    return head + m.tag("p", note, "sub") + _ages(timeline.ages) + m.tag("div", m.joined(days), "days")


def _day(day: int, moments: Sequence[Moment]) -> str:
    dated = next((moment for moment in moments if moment.date or moment.said), None)
    name = (dated.date or dated.said) if dated else ("The beginning" if day == 0 else "")
    count = f"day {day + 1}" if day >= 0 else _before(-day)
    return _row(name, count, moments)


def _row(name: str, count: str, moments: Sequence[Moment]) -> str:
    when = m.tag("b", m.esc(name)) + m.tag("small", m.esc(count))
    return m.tag("div", when, "when") + m.tag("div", m.joined(_scene(moment) for moment in moments), "scenes")


def _before(days: int) -> str:
    if days >= 360:
        return f"about {m.plural(round(days / 365.25), 'year')} before"
    return f"{m.plural(days, 'day')} before"


def _scene(moment: Moment) -> str:
    begins = moment.begins
    where = m.tag("span", m.esc(m.place(begins)), "where")
    if moment.back:
        where += m.tag("span", "told later", "tag soft")
    if moment.said and moment.said.casefold() not in moment.date.casefold():
        where += m.tag("span", m.esc(f"“{moment.said.translate(_SIGNS)}”"), "said-time")
    words = m.tag("span", m.typeset(_start(begins.line)), "words soft")
    return m.tag("button", m.tag("span", where, "head") + words, "cite scene", value=m.ref(begins))


def _start(line: str) -> str:
    words = line.split()
    return " ".join(words[:16]) + (" …" if len(words) > 16 else "")


def _ages(ages: Sequence[Age]) -> str:
    if not ages:
        return ""
    rows = [
        m.tag(
            "div",
            m.act(one.character, f"sheet|{one.character}", "link name")
            + m.esc(f" {one.years}")
            + m.chapter_chip(one.stated.citation)
            + (
                m.tag("span", "→", "arrow") + m.esc(f"{one.at_end} when the story ends")
                if one.at_end != one.years
                else ""
            )
            + (m.tag("small", m.esc(f"born {one.born}")) if one.born else ""),
            "fact",
        )
        for one in ages
    ]
    return m.tag("div", m.tag("h3", "Ages, worked out") + m.joined(rows), "part ages")
