"""Lines of a text that read like headings, and which of them are only entries of a contents page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from .headings import Heading, read_heading, squeezed
from .markup import ATX, SETEXT, Line
from .scenes import is_break

NAVIGATION = re.compile(
    r"[«»←→⟵⟶|]|<<|>>|^<|>$|\b(?:next|prev(?:ious)?)\b.*\b(?:chapter|part)\b", re.IGNORECASE
)  # links to other chapters
CLOSE = 12  # words; headings with less between them stand on a contents page or in a list


@dataclass(frozen=True)
class Mark:
    """A heading in its place: lines `first` to `last` of the text, the story going on after offset `end`."""

    heading: Heading
    first: int
    last: int
    start: int
    end: int
    alone: bool  # blank lines on both sides


def find_marks(text: str, lines: Sequence[Line], markdown: bool) -> list[Mark]:
    """Every line of the text that reads like a heading."""
    wrapped = max((line.end - line.start for line in lines), default=0) <= 100
    found: list[Mark] = []
    n = 0
    while n < len(lines):
        mark = _mark(text, lines, n, markdown, wrapped)
        if mark is not None:
            found.append(mark)
            n = mark.last + 1
        else:
            n += 1
    return found


def _mark(text: str, lines: Sequence[Line], n: int, markdown: bool, wrapped: bool) -> Mark | None:
    line = lines[n]
    if atx := ATX.match(line.text):
        heading = read_heading(atx[2], len(atx[1]))
        return Mark(heading, n, n, line.start, line.end, True) if heading else None
    following = lines[n + 1] if n + 1 < len(lines) else None
    close = following is not None and following.blanks == 0
    if markdown and following and close and line.blanks and len(line.text) < 100 and SETEXT.match(following.text):
        heading = read_heading(line.text, 1 if following.text[0] == "=" else 2)
        return Mark(heading, n, n + 1, line.start, following.end, True) if heading else None
    if (not line.blanks and wrapped) or len(line.text) > 130 or is_break(line.text) or NAVIGATION.search(line.text):
        return None
    heading = read_heading(line.text)
    if heading is None:
        return None
    return Mark(heading, n, n, line.start, line.end, bool(line.blanks) and not close)


def without_contents(text: str, marks: list[Mark]) -> list[Mark]:
    """`marks` without the entries of contents pages: three or more close together, most of which come again below."""
    kept: list[Mark] = []
    run: list[Mark] = []
    again = _LastPlaces(marks)
    for n, mark in enumerate(marks):
        run.append(mark)
        following = marks[n + 1] if n + 1 < len(marks) else None
        if following is None or count_words(text, mark.end, following.start, CLOSE + 1) > CLOSE:
            kept += _true_headings(run, again)
            run = []
    return kept


def _true_headings(run: list[Mark], again: _LastPlaces) -> list[Mark]:
    """What is left of marks that stand close together once the entries of a contents page are taken out."""
    if len(run) < 3:
        return run
    # A heading right below the list is its first entry again.
    last = run[-1:] if _LastPlaces(run[:-1]).names(run[-1].heading) else []
    entries = [m for m in (run[:-1] if last else run) if m.heading.kind != "aside"]
    behind = run[-2].first if last else run[-1].first
    repeated = sum(again.after(m.heading, behind) for m in entries)
    if len(entries) < 3 or repeated < 0.6 * len(entries):
        return run
    return [*(m for m in run[:-1] if m.heading.kind == "aside"), *last]


class _LastPlaces:
    """Where each chapter is named last, by title or by number: a contents page's entry and a heading are the same by
    title where both have one, else by number, else by label."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._places: dict[tuple[str, str | int], int] = {}
        for mark in marks:
            for key in self._keys(mark.heading):
                self._places[key] = mark.first

    @staticmethod
    def _keys(heading: Heading) -> list[tuple[str, str | int]]:
        keys: list[tuple[str, str | int]] = [("name", squeezed(heading.title or heading.label))]
        keys.append(("title", squeezed(heading.title)) if heading.title else ("untitled", squeezed(heading.label)))
        if heading.number is not None:
            keys.append(("number", heading.number))
            if not heading.title:
                keys.append(("untitled number", heading.number))
        return keys

    def after(self, entry: Heading, place: int) -> bool:
        """Whether a heading behind line `place` names the chapter that `entry` names."""
        title = squeezed(entry.title)
        wanted: list[tuple[str, str | int]] = []
        if title:
            wanted.append(("title", title))
            number = entry.number
            wanted.append(("untitled", title) if number is None else ("untitled number", number))
        elif entry.number is not None:
            wanted.append(("number", entry.number))
        else:
            wanted.append(("name", squeezed(entry.label)))
        return any(self._places.get(key, -1) > place for key in wanted)

    def names(self, entry: Heading) -> bool:
        """Whether any heading names the chapter that `entry` names."""
        return self.after(entry, -1)


WORDS = re.compile(r"\w+")


def count_words(text: str, start: int, end: int, enough: int = 200) -> int:
    """Words between two offsets, counted no further than is of use."""
    return sum(1 for _ in islice(WORDS.finditer(text, start, min(end, start + 4000)), enough))
