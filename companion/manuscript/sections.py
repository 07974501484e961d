"""A text cut into sections at its headings, with what surrounds the story attached as asides."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .headings import Heading
from .marks import WORDS, Mark
from .paratext import story_words

SURELY_ASIDE = re.compile(
    r"acknowledg|about the author|also by|other books|author|a note on the type|praise for", re.IGNORECASE
)
PROSE = 150  # words before the first heading that make a chapter of their own


@dataclass(frozen=True)
class Section:
    """One chapter's text with its heading taken off. `asides` are (start, end, kind) of what is known not to be
    story."""

    label: str  # "" when the text gives no heading
    title: str
    text: str
    number: int | None = None
    part: str = ""
    key: str = ""  # "chapter", "prologue", ...
    asides: tuple[tuple[int, int, str], ...] = ()


def cut(text: str, first: int, last: int, marks: list[Mark], alone: bool = True) -> list[Section]:
    """The text cut at `marks`; what stands before the first and around the book is attached as asides.

    A file among others (not `alone`) may hold nothing else: a contents page, acknowledgements.
    """
    chapters_exist = any(m.heading.kind not in {"division", "aside"} for m in marks)
    pieces: list[tuple[Mark | None, str, str]] = []  # heading, part above it, text
    part, pending = "", text[first : marks[0].start] if marks else text[first:last]
    before = [(text[:first], "front matter")]
    if not marks:
        return [_assembled(None, "", before, pending, [(text[last:], "back matter")])]
    lead: list[tuple[str, str]] = []
    if _is_story(pending):
        pieces.append((None, "", pending))
    else:
        lead.append((pending, "front matter"))
    loose: list[list[tuple[str, str]]] = [lead]  # asides in front of each piece; the last belong behind the last piece
    if pieces:
        loose.append([])
    for n, mark in enumerate(marks):
        stretch = text[mark.end : marks[n + 1].start if n + 1 < len(marks) else last]
        kind = mark.heading.kind
        if kind == "aside" and len(WORDS.findall(stretch)) < 1500:
            loose[-1].append((text[mark.start : mark.end] + stretch, mark.heading.key))
        elif kind == "division" and chapters_exist:
            part = "" if mark.heading.key == "title" else mark.heading.name
            if _is_story(stretch):
                pieces.append((mark, "", stretch))
                loose.append([])
            elif stretch.strip():
                loose[-1].append((stretch, "front matter"))
        else:
            pieces.append((mark, part, stretch))
            loose.append([])
    if not pieces:
        only = marks[0].heading if not alone and _only_asides(marks, lead) else None
        front, story = ([*before, *lead], "") if only else (before, text[first:last])
        return [_assembled(only, "", front, story, [(text[last:], "back matter")])]
    sections = []
    for n, (headed, above, story) in enumerate(pieces):
        # A title page between two volumes closes the chapter before it: every other chapter begins with its story.
        front = [*before, *loose[0]] if n == 0 else []
        back = [*loose[n + 1], *([(text[last:], "back matter")] if n == len(pieces) - 1 else [])]
        sections.append(_assembled(headed.heading if headed else None, above, front, story, back))
    return sections


def _only_asides(marks: list[Mark], lead: list[tuple[str, str]]) -> bool:
    """Whether all that stands under headings is what surrounds a story; a chapter may be called "Notes"."""
    told = lead[-len(marks) :]
    return len(told) == len(marks) and all(
        mark.heading.kind == "aside" and (SURELY_ASIDE.match(mark.heading.label) is not None or not _is_story(piece))
        for mark, (piece, _) in zip(marks, told, strict=True)
    )


def _is_story(stretch: str) -> bool:
    """Whether text outside every chapter is long prose (an unnamed opening) and not a title page or a dedication."""
    if len(stretch) < 4 * PROSE:
        return False
    return story_words(stretch, PROSE) >= PROSE


def _assembled(
    heading: Heading | None, part: str, front: list[tuple[str, str]], story: str, back: list[tuple[str, str]]
) -> Section:
    text, asides = "", []

    def add(piece: str, kind: str) -> None:
        nonlocal text
        piece = _trimmed(piece)
        if not piece:
            return
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{piece}" if text else piece
        if kind:
            asides.append((start, len(text), kind))

    for piece, kind in front:
        add(piece, kind)
    add(story, "")
    for piece, kind in back:
        add(piece, kind)
    if heading is None:
        return Section("", "", text, asides=tuple(asides))
    return Section(heading.label, heading.title, text, heading.number, part, heading.key or heading.kind, tuple(asides))


def _trimmed(piece: str) -> str:
    """`piece` without the blank lines around it; the first line keeps its indent."""
    return re.sub(r"\A(?:[^\S\n]*[\n\f])+", "", piece).rstrip()
