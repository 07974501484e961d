"""Which chapter a question speaks of: "chapter IV", "the third chapter", "the last chapter", "prologue", a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..manuscript.chapter import Chapter
from .words import number_of

_NUMBER = (
    r"(\d{1,3}(?:st|nd|rd|th)?|[ivxlc]+|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ]\w+)?"
    r"|(?:\w+teen|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine|first|second|third|\w+th))"
)
_AFTER = re.compile(rf"\b(?:chapters?|ch\.?|chap\.?)\s*{_NUMBER}\b(?!-)", re.IGNORECASE)
_BEFORE = re.compile(rf"\b{_NUMBER}\s+chapter\b", re.IGNORECASE)
_END = re.compile(
    r"\b(?:the\s+)?(last|final|opening|very first|penultimate|latest|newest|closing)\s+chapter\b", re.IGNORECASE
)
_NAMED = re.compile(r"\b(prologue|epilogue|interlude|foreword|preface|intermezzo|coda)\b", re.IGNORECASE)
_PART = re.compile(rf"\b(?:(?:volume|part|book)\s+{_NUMBER}|{_NUMBER}\s+(?:volume|part|book))\b", re.IGNORECASE)


class Reference:
    """A chapter a question names: which one, and the words that named it."""

    def __init__(self, chapter: Chapter | None, words: str) -> None:
        self.chapter = chapter  # None: named, but not there (or beyond the wall)
        self.words = words


def chapter_reference(question: str, chapters: Sequence[Chapter]) -> Reference | None:
    """The chapter that `question` names, or None when it names none.

    In a series, chapters are those of this book unless the question names an earlier one by its title.
    """
    book = _book_named(question, chapters)
    found = _reference(question, [c for c in chapters if c.book == book])
    return Reference(found.chapter, _with_book(question, found.words, book)) if found and book else found


_NOT_IN_IT = re.compile(
    r"\b(?:before|at the (?:start|beginning) of)\s+(?:the\s+)?(?:chapter|ch\b|prologue|\w+ chapter)", re.IGNORECASE
)


def up_to(question: str, reference: Reference | None, chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """The chapters up to the one that a question names, without it for "before chapter 5"; all where it names none."""
    if reference is None or reference.chapter is None:
        return tuple(chapters)
    last = reference.chapter.position - (1 if _NOT_IN_IT.search(question) else 0)
    return tuple(c for c in chapters if c.position <= last)


def _book_named(question: str, chapters: Sequence[Chapter]) -> str:
    """The title of the earlier book of the series that a question names; "" for none."""
    titles = sorted({c.book for c in chapters if c.book}, key=len, reverse=True)
    return next((t for t in titles if re.search(rf"(?<!\w){re.escape(t)}(?!\w)", question, re.IGNORECASE)), "")


def _with_book(question: str, words: str, book: str) -> str:
    """The words that name a chapter with those beside them that name its book: "chapter 4 of Low Water"."""
    title = rf"[“\"'‘]?{re.escape(book)}[”\"'’]?"
    either = (
        rf"{re.escape(words)},?\s+(?:(?:of|in|from)\s+)?{title}",
        rf"(?:(?:of|in|from)\s+)?{title}(?:['’]s)?,?\s+(?:in\s+)?{re.escape(words)}",
    )
    matches = (re.search(pattern, question, re.IGNORECASE) for pattern in either)
    return next((m.group() for m in matches if m), words)


def _reference(question: str, chapters: Sequence[Chapter]) -> Reference | None:
    if match := _END.search(question):
        return Reference(_by_end(match[1].casefold(), chapters), match.group())
    for pattern in (_AFTER, _BEFORE):
        for match in pattern.finditer(question):
            number = number_of(match[1])
            if number is None:
                continue
            part = _PART.search(question)
            wanted = number_of(part[1] or part[2]) if part else None
            return Reference(_by_number(number, wanted, chapters), match.group())
    if match := _NAMED.search(question):
        word = match[1].casefold()
        found = next((c for c in chapters if word in c.label.casefold() or word in c.title.casefold()), None)
        return Reference(found, match.group())
    return _by_title(question, chapters)


def _by_end(word: str, chapters: Sequence[Chapter]) -> Chapter | None:
    if not chapters:
        return None
    if word in ("opening", "very first"):
        return chapters[0]
    if word == "penultimate":
        return chapters[-2] if len(chapters) > 1 else None
    return chapters[-1]


def _by_number(number: int, part: int | None, chapters: Sequence[Chapter]) -> Chapter | None:
    printed = [c for c in chapters if c.number == number]
    if part is not None and len(printed) >= part > 0:
        return printed[part - 1]
    if printed:
        return printed[0]
    if any(c.number is not None for c in chapters):
        return next((c for c in chapters if c.number is None and number_of(c.label) == number), None)
    return next((c for c in chapters if c.position == number), None)


def _by_title(question: str, chapters: Sequence[Chapter]) -> Reference | None:
    folded = question.casefold()
    for chapter in sorted(chapters, key=lambda c: -len(c.title)):
        title = chapter.title.casefold().strip(" .“”\"'")
        if len(title) < 4:
            continue
        if re.search(rf"(?:chapter|called|titled|entitled|in|of)\s+[“\"‘'«]?{re.escape(title)}\b", folded) and (
            "chapter" in folded or re.search(rf"[“\"‘'«]{re.escape(title)}[”\"’'»]", folded)
        ):
            return Reference(chapter, chapter.title)
    return None


def in_words(chapter: Chapter, chapters: Sequence[Chapter] = ()) -> str:
    """The chapter as an answer names it: "chapter 4", or its label when it has no number ("Prologue").

    Where printed numbers start again (several volumes in one book) the place in reading order is added.
    """
    if chapter.book:
        return f"{chapter.book}, {in_words(replace(chapter, book=''))}"
    if chapter.number is None:
        return chapter.label
    if sum(1 for c in chapters if c.number == chapter.number and not c.book) > 1:
        volume = f" of {chapter.volume}" if chapter.volume else ""
        return f"chapter {chapter.number}{volume} (the {_nth(chapter.position)} in the book)"
    return f"chapter {chapter.number}"


def _nth(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def short(chapter: Chapter) -> str:
    """The chapter in a bracket: "ch. 4", "Prologue", "Part Two, ch. 4", "Book One, ch. 4"."""
    return chapter.short


def printed(chapter: Chapter) -> str:
    """The label as printed, in quiet letters: "CHAPTER XIII." is "Chapter XIII"; "Part Two, Chapter I"."""
    label = chapter.label.strip(" .:")
    words = label.split()
    if label.isupper():
        words = [
            w
            if (number_of(w) is not None and len(w) < 8 and not w.isalpha()) or set(w) <= set("IVXLC")
            else w.capitalize()
            for w in words
        ]
    label = " ".join(words)
    label = f"Chapter {label}" if label.isdigit() else label
    return ", ".join(filter(None, (chapter.book, chapter.volume, label)))
