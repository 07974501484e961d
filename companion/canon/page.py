"""One chapter laid out for looking around: its names, quotations, paragraphs and sentences by offset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import cached_property

from ..manuscript.chapter import Chapter
from ..manuscript.quotations import quotations
from .patterns.base import plain


class Page:
    """`names` are (start, end, canonical name); `text` is the chapter's, plain (see patterns.base)."""

    def __init__(self, chapter: Chapter, names: Iterable[tuple[int, int, str]]) -> None:
        self.chapter = chapter
        self.text = plain(chapter.text)
        self.names = sorted(names)
        self.starts = [a for a, _, _ in self.names]
        self.quotes = [q for s in chapter.scenes for q in quotations(chapter.text, s.start, s.end)]
        self.quote_starts = [a for a, _ in self.quotes]

    def named(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Names that begin in `start..end`."""
        return self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def name_over(self, start: int, end: int) -> tuple[int, int, str] | None:
        """The last name that overlaps `start..end`."""
        low = max(0, bisect_left(self.starts, start) - 1)
        over = [n for n in self.names[low : bisect_left(self.starts, end)] if n[1] > start]
        return over[-1] if over else None

    def quote_at(self, offset: int) -> tuple[int, int] | None:
        n = bisect_right(self.quote_starts, offset) - 1
        return self.quotes[n] if n >= 0 and self.quotes[n][1] > offset else None

    def paragraph(self, offset: int) -> tuple[int, int]:
        """The paragraph around an offset, or for the line-per-paragraph style the line."""
        text = self.chapter.text
        start = max(text.rfind("\n\n", 0, offset) + 2, 0) if "\n\n" in text else text.rfind("\n", 0, offset) + 1
        end = text.find("\n\n" if "\n\n" in text else "\n", offset)
        return (start if start > 1 else 0), (end if end >= 0 else len(text))

    def sentence_number(self, offset: int) -> int:
        return bisect_right(self.sentence_starts, offset) - 1

    @cached_property
    def sentence_starts(self) -> list[int]:
        return [s.start for s in self.chapter.sentences]
