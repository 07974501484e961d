"""Lines of a text that read like headings, and which of them are only entries of a contents page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

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
    for n, mark in enumerate(marks):
        run.append(mark)
        following = marks[n + 1] if n + 1 < len(marks) else None
        if following is None or count_words(text, mark.end, following.start) > CLOSE:
            kept += _true_headings(run, marks[n + 1 :])
            run = []
    return kept


def _true_headings(run: list[Mark], later: list[Mark]) -> list[Mark]:
    """What is left of marks that stand close together once the entries of a contents page are taken out."""
    # A heading right below the list is its first entry again.
    last = run[-1:] if any(_same(m.heading, run[-1].heading) for m in run[:-1]) else []
    entries = [m for m in (run[:-1] if last else run) if m.heading.kind != "aside"]
    again = sum(any(_same(m.heading, other.heading) for other in [*last, *later]) for m in entries)
    if len(entries) < 3 or again < 0.6 * len(entries):
        return run
    return [*(m for m in run[:-1] if m.heading.kind == "aside"), *last]


def _same(entry: Heading, other: Heading) -> bool:
    """Whether a contents page's entry and a heading name the same chapter, by title or by number."""
    if entry.title and other.title:
        return squeezed(entry.title) == squeezed(other.title)
    if entry.number is not None:
        return entry.number == other.number
    return squeezed(entry.title or entry.label) == squeezed(other.title or other.label)


WORDS = re.compile(r"\w+")


def count_words(text: str, start: int, end: int) -> int:
    """Words between two offsets, counted no further than is of use."""
    return len(WORDS.findall(text, start, min(end, start + 4000)))
