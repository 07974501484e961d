"""The story in the order in which it happens: a day for every scene, as far as the text tells, and ages worked out.

Scenes are taken in reading order. A jump ("three weeks later") moves the day on, a date or a day of the week moves it
to the next one that fits, and a scene that goes back ("five years earlier", a year before the present one) is put where
it belongs without moving the story's present. Where nothing is said a scene follows the one before, marked as such.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ..manuscript.chapter import Chapter, Citation, Scene
from .lexicon import MONTHS, WEEKDAYS
from .types import NARRATOR, Fact
from .when import FEASTS, SEASONS, days_in, is_vague, observe_when, ordinal, year_of

if TYPE_CHECKING:
    from .canon import Canon

YEAR = 365.25
SOME_YEAR = 2001  # stands for a year that the book does not name
GROWN = 0.75  # years: a stated age is worked on only where at least so much time passes


@dataclass(frozen=True)
class Moment:
    """When one scene happens. `day` counts from the first scene of the book; `date` only where the text gives one."""

    chapter: Chapter
    scene: Scene
    day: float
    order: int  # in reading order
    said: str = ""  # the words that tell: "three weeks later", "Friday"; "" where nothing is said
    citation: Citation | None = None  # where they stand; None for a heading
    date: str = ""  # "3 June 1998", "June 1998", "1998", "3 June", "Friday"
    back: bool = False  # told out of order: a flashback
    exact: bool = True  # False where the text gives no measure of the time since the scene before

    @property
    def begins(self) -> Citation:
        """How the scene begins."""
        first = next((s for s in self.chapter.sentences if s.scene == self.scene.number), None)
        if first is None:
            return self.chapter.cite(self.scene.start, self.scene.end)
        return self.chapter.cite_sentence(first.start, first.end)


@dataclass(frozen=True)
class Age:
    """How old somebody is at the last moment of the visible story, worked out from an age that is stated."""

    character: str
    stated: Fact
    years: int  # as stated
    at_end: int  # at the latest moment of the story
    born: str = ""  # the year, where the book names years


@dataclass(frozen=True)
class Timeline:
    """All scenes in story order, and the ages that follow."""

    moments: tuple[Moment, ...]
    ages: tuple[Age, ...] = ()

    @property
    def told(self) -> bool:
        """Whether the text says anything about time at all."""
        return any(m.said for m in self.moments)

    def day_of(self, chapter: Chapter, offset: int) -> float | None:
        """The story day at a place, or None outside of all scenes."""
        scene = chapter.scene_at(offset)
        return next(
            (m.day for m in self.moments if scene and m.chapter is chapter and m.scene.number == scene.number), None
        )


def timeline_of(canon: Canon) -> Timeline:
    """Moments and ages of the visible chapters."""
    clock = _Clock()
    moments: list[Moment] = []
    for chapter, rows in canon.rows("when", observe_when):
        for scene in chapter.scenes:
            here = [row for row in rows if row[1] == scene.number]
            moments += _scene(clock, chapter, scene, here, len(moments))
    timeline = Timeline(tuple(sorted(moments, key=lambda m: (m.day, m.order))))
    return replace(timeline, ages=tuple(_ages(canon, timeline, clock)))


def _scene(clock: _Clock, chapter: Chapter, scene: Scene, rows: list[list[Any]], order: int) -> Iterator[Moment]:
    """The moment of one scene; jumps further down in it move the clock on for what follows."""
    heads = [row for row in rows if row[4]]
    dating = next((row for row in heads if row[0] == "date" and "nth" in row[5]), heads[0] if heads else None)
    if dating is None:
        yield Moment(chapter, scene, clock.day, order, exact=False)
    else:
        kind, _, start, end, _, values = dating
        day, back, exact = clock.read(kind, values)
        said = values["words"] if start < 0 else " ".join(chapter.text[start:end].split())
        citation = chapter.cite_sentence(start, end) if start >= 0 else None
        yield Moment(chapter, scene, day, order, said.strip(" ,.;"), citation, clock.written(day), back, exact)
    for kind, _, _, _, _, values in (row for row in rows if row is not dating and not row[4]):
        if kind in ("later", "next"):
            clock.day += days_in(values)


class _Clock:
    """The story's present: days since the first scene, and the calendar as far as the text has given one."""

    def __init__(self) -> None:
        self.day = 0.0
        self.zero: date | None = None  # the calendar date of day 0
        self.with_year = False
        self.with_month = False
        self.with_weekday = False
        self.fine = False  # whether days of the month are known, not only months

    def read(self, kind: str, values: dict[str, Any]) -> tuple[float, bool, bool]:
        """(day, whether it lies back, whether that is measured) of a scene that is dated so; moves the present on."""
        if kind in ("later", "next"):
            self.day += days_in(values)
            return self.day, False, not is_vague(values)
        if kind == "earlier":
            return self.day - (days_in(values) if "unit" in values else YEAR), True, "unit" in values
        if kind in ("same", "now"):
            return self.day, False, kind == "same"
        day = self._calendar(kind, values)
        if day is None:
            return self.day, False, False
        if day < self.day - 1 and ("year" in values or kind == "year"):
            return day, True, True
        self.day = max(self.day, day)
        return day, False, True

    def _calendar(self, kind: str, values: dict[str, Any]) -> float | None:
        """The day that a date means: the next one that fits, or the one in the year that is given."""
        now = self.date_of(self.day)
        if kind == "weekday":
            return self._weekday(values["weekday"])
        year = year_of(values["year"]) if "year" in values else None
        month, day = self._month_and_day(kind, values, now)
        if month is None and "nth" in values and now is not None:  # "Tuesday, the twenty-eighth"
            day = ordinal(values["nth"])
            month = now.month if day >= now.day else now.month % 12 + 1
        if kind == "year" or month is None:
            if year is None:
                return self._weekday(values["weekday"]) if "weekday" in values else None
            if self.with_year and now is not None and now.year == year:
                return self.day
            month, day = (now.month, now.day) if now and self.with_month else (7, 1)
        if "weekday" in values and not self.with_year and year is None and (now is None or not self.with_weekday):
            now, found = None, _year_of(month, day, values["weekday"])
        else:
            found = year or (now.year if now else SOME_YEAR)
        wanted = _valid(found, month, day)
        if now is None or (year and not self.with_year and not self.with_month):
            self.zero = wanted - timedelta(days=self.day)
        elif year and not self.with_year:
            self.zero = self._shifted(
                year - now.year - (1 if wanted.replace(year=now.year) < now - timedelta(days=20) else 0)
            )
        elif year is None and wanted < now - timedelta(days=20 if self.fine and kind != "season" else 45):
            wanted = _valid(now.year + 1, month, day)  # "June" after November is next year's
        self.with_weekday |= "weekday" in values
        self.with_year |= year is not None
        self.with_month |= kind not in ("year", "season")
        self.fine |= "nth" in values or kind == "feast"
        assert self.zero is not None
        return float((wanted - self.zero).days)

    def _shifted(self, years: int) -> date:
        assert self.zero is not None
        return _valid(self.zero.year + years, self.zero.month, self.zero.day)

    @staticmethod
    def _month_and_day(kind: str, values: dict[str, Any], now: date | None) -> tuple[int | None, int]:
        if kind == "feast":
            return FEASTS[values["feast"].lower()]
        if kind == "season":
            return SEASONS[values["season"].lower()], 1
        if "month" in values:
            month = MONTHS.index(values["month"].lower()) + 1
            same = now is not None and now.month == month and "nth" not in values
            return month, now.day if same and now else ordinal(str(values.get("nth", "1"))) or 1
        return None, 1

    def _weekday(self, name: str) -> float:
        wanted = WEEKDAYS.index(name.lower())
        if self.zero is None:
            self.zero = date(SOME_YEAR, 1, 1) + timedelta(days=wanted - int(self.day) % 7)
            self.with_weekday = True
            return self.day
        now = self.date_of(self.day)
        assert now is not None
        if not self.with_weekday and not self.fine:
            self.zero += timedelta(days=(wanted - now.weekday()) % 7)
            self.with_weekday = True
            return self.day
        self.with_weekday = True
        return self.day + (wanted - now.weekday()) % 7

    def date_of(self, day: float) -> date | None:
        """The calendar date of a day of the story; None while the text has given none."""
        return None if self.zero is None else self.zero + timedelta(days=int(day))

    def written(self, day: float) -> str:
        """The date as far as the text allows to tell it: "3 June 1998", "June", "Friday", "1998", or nothing."""
        then = self.date_of(day)
        if then is None:
            return ""
        month = MONTHS[then.month - 1].capitalize()
        parts = []
        if self.with_weekday and (self.fine or not self.with_month):
            parts.append(WEEKDAYS[then.weekday()].capitalize())
        if self.with_month:
            parts.append(f"{then.day} {month}" if self.fine else month)
        if self.with_year:
            parts.append(str(then.year))
        return " ".join(parts)


def _year_of(month: int, day: int, weekday: str) -> int:
    """A year in which that date falls on that day of the week."""
    wanted = WEEKDAYS.index(weekday.lower())
    fits = (y for y in range(SOME_YEAR, SOME_YEAR + 12) if _valid(y, month, day).weekday() == wanted)
    return next(fits, SOME_YEAR)


def _valid(year: int, month: int, day: int) -> date:
    """The date, or the last day of a month that is shorter."""
    while day > 28:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
    return date(year, month, day)


def _ages(canon: Canon, timeline: Timeline, clock: _Clock) -> Iterator[Age]:
    """How old characters are when the story ends, each by the first age that is surely theirs, the narrator's word
    before what people say. Left out where hardly any time passes and the book names no year."""
    main = [m.day for m in timeline.moments if not m.back]
    if not main:
        return
    end = max(main)
    for who in canon.cast:
        stated = [f for f in canon.facts_of(who.name) if f.attribute == "age" and f.firm and f.value.isdigit()]
        stated.sort(key=lambda f: f.by != NARRATOR)
        if not stated:
            continue
        fact = stated[0]
        day = timeline.day_of(fact.chapter, fact.citation.start)
        if day is None:
            continue
        years = int(fact.value)
        then = clock.date_of(day) if clock.with_year else None
        born = f"{then.year - years - 1} or {then.year - years}" if then else ""
        grown = int((end - day) / YEAR + 0.02)
        if born or (end - day) / YEAR >= GROWN:
            yield Age(who.name, fact, years, years + grown, born)
