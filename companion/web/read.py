"""Reading: the pane beside the chat, with the quote marked where it stands, and the book's chapters as pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import gradio as gr

from ..errors import NotInBook
from ..manuscript import paragraphs
from ..manuscript.chapter import Chapter
from ..pointing import locate
from . import markup as m
from .bridge import bridge, served
from .desk import Desk

LONG_TITLE = 60  # characters from which a title is set smaller
VERSE_LINE = 48  # characters; no writer's column is as narrow

_BREAK = re.compile(r"^\W{0,3}(?:[*#~•⁂–—=_-]\s*){1,9}$")
_HEADING = re.compile(r"^#{1,6}\s+")


def chapter_html(chapter: Chapter, mark: tuple[int, int] | None = None, narrators: dict[int, str] | None = None) -> str:
    """A chapter as a page; `mark` is marked where it stands, what is not story is folded away as a note.

    `narrators` maps scene numbers to who tells them, noted in the margin where it changes.
    """
    label = m.chapter_label(chapter)
    title = chapter.title or label
    heading = m.tag("h2", m.esc(title), "long" if len(title) > LONG_TITLE else "")
    above = m.tag("div", m.esc(label), "eyebrow") if title.casefold() != label.casefold() else ""
    pieces = [above, heading]
    at, opens = 0, True
    scenes = {scene.start: scene for scene in chapter.scenes}
    telling = ""
    for start, end, note in _stretches(chapter):
        if note:
            pieces.append(_note(chapter, start, end, note, mark))
            continue
        for a, b in paragraphs(chapter.text, start, end):
            line = chapter.text[a:b]
            if _BREAK.match(line.strip()):
                pieces.append(_scene_break())
                at, opens = b, True
                continue
            began = next((s for offset, s in scenes.items() if at <= offset <= a and offset > 0), None)
            if began is not None and began.number > 1 and not opens:
                pieces.append(_scene_break())
                opens = True
            scene = chapter.scene_at(a)
            teller = (narrators or {}).get(scene.number, "") if scene else ""
            if opens and teller and teller != telling:
                pieces.append(m.tag("div", m.esc(teller), "teller", title="Who tells this"))
                telling = teller
            pieces.append(_paragraph(chapter, a, b, mark, "opens" if opens else ""))
            at, opens = b, False
    return m.tag("article", m.joined(pieces), "page")


def _stretches(chapter: Chapter) -> Iterator[tuple[int, int, str]]:
    """The chapter's text from end to end, cut where story and not-story meet; kind is "" for story."""
    at = 0
    for note in sorted(chapter.paratext, key=lambda p: p.start):
        if at < note.start:
            yield at, note.start, ""
        yield note.start, note.end, note.kind
        at = note.end
    if at < len(chapter.text):
        yield at, len(chapter.text), ""


def _paragraph(chapter: Chapter, start: int, end: int, mark: tuple[int, int] | None, css: str = "") -> str:
    text = chapter.text[start:end]
    spans = []
    if mark is not None and mark[0] < end and mark[1] > start:
        spans.append((max(mark[0], start) - start, min(mark[1], end) - start, "mark"))
    heading = _HEADING.match(text)
    if heading and not spans:
        return m.tag("h3", m.typeset(text[heading.end() :]))
    if _is_verse(text):
        return m.tag("p", m.typeset(text, spans, "<br>"), f"{css} verse".strip())
    return m.tag("p", m.typeset(text, spans), css)


def _is_verse(text: str) -> bool:
    """Short lines together: a song, a list, a letter's head. A hard-wrapped paragraph has long ones."""
    lines = text.split("\n")
    return len(lines) > 1 and max(map(len, lines)) <= VERSE_LINE


def _note(chapter: Chapter, start: int, end: int, kind: str, mark: tuple[int, int] | None) -> str:
    inside = mark is not None and mark[0] < end and mark[1] > start
    lines = [_paragraph(chapter, a, b, mark) for a, b in paragraphs(chapter.text, start, end)]
    if not lines:
        return ""
    return m.fold(m.esc(f"Not story: {kind}"), m.joined(lines), "aside", is_open=inside)


def _scene_break() -> str:
    return m.tag("div", "* * *", "scene-break", role="separator")


def read_tab(desk: Desk) -> None:
    """The pages of the book, in the middle."""

    def page(book: str, chapter: int = 1, until: int | None = None, **_: Any) -> dict[str, Any]:
        """One chapter with what leads to its neighbours; those of earlier books stand before the first."""
        chapters = desk.series(book, until)
        found = _chapter(chapters, int(chapter))
        before = next((c for c in reversed(chapters) if c.position < found.position), None)
        after = next((c for c in chapters if c.position > found.position), None)
        turn = [
            m.act(f"‹ {m.chapter_name(before)}", f"page|{before.position}", "link") if before else m.tag("span", ""),
            m.act(f"{m.chapter_name(after)} ›", f"page|{after.position}", "link") if after else _end(desk, book, until),
        ]
        foot = m.tag("div", m.joined(turn), "turn")
        minutes = max(1, round(found.words / 250))
        bar = m.tag("div", m.esc(f"{m.plural(found.words, 'word')} · {minutes} min"), "sub")
        html = bar + chapter_html(found, narrators=_narrators(desk, book, found, until)) + foot
        return {"html": html, "chapter": found.position, "name": m.chapter_name(found)}

    gr.HTML(m.tag("div", "", "reader", id="read-body"), elem_id="read-html", **bridge("read", [served(page)]))


def pane(desk: Desk) -> None:
    """The reading pane at the right: opens quotes."""

    def quote(book: str, ref: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        """The chapter of a quote with the quote marked."""
        place = desk.citation(book, ref, until)
        html = chapter_html(place.chapter, (place.start, place.end), _narrators(desk, book, place.chapter, until))
        return {"html": html, "where": m.place(place), "chapter": place.chapter.position}

    def rest(book: str, chapter: int = 1, until: int | None = None, **_: Any) -> dict[str, Any]:
        """What stands in the pane until a quote is opened: the chapter that was read last, or the first."""
        chapters = desk.chapters(book, until)
        found = next((c for c in chapters if c.position == chapter), chapters[0] if chapters else None)
        if found is None:
            return {"html": "", "where": "", "chapter": 0}
        html = chapter_html(found, narrators=_narrators(desk, book, found, until))
        return {"html": html, "where": m.chapter_label(found), "chapter": found.position}

    def remember(book: str, question: str, chapter: int, selected: str, **_: Any) -> dict[str, Any]:
        """ "It's here": what was selected answers the question from now on."""
        found = _chapter(desk.series(book), int(chapter))
        desk.book(book).remember(question, found.position, locate(found, selected))
        return {"said": "Kept in companion.toml; asking again."}

    shell = m.tag("div", "", id="pane-bar") + m.tag("div", "", id="pane-body", tabindex="0")
    gr.HTML(shell, elem_id="pane-html", **bridge("pane", [served(quote), served(rest), served(remember)]))


def _narrators(desk: Desk, key: str, chapter: Chapter, until: int | None) -> dict[int, str]:
    """Who tells each scene; nobody where the book never says "I"."""
    canon = desk.book(key).view(until).canon
    found = {scene.number: canon.narrator(chapter.position, scene.start) for scene in chapter.scenes}
    return {number: name for number, name in found.items() if name}


def _chapter(chapters: list[Chapter], position: int) -> Chapter:
    found = next((c for c in chapters if c.position == position), None)
    if found is None:
        raise NotInBook("That chapter lies beyond where you are reading; choose Whole book to open it.")
    return found


def _end(desk: Desk, key: str, until: int | None) -> str:
    whole = len(desk.chapters(key))
    if until is not None and until < whole:
        return m.tag("span", "You read up to here. ", "sub") + m.act("Whole book", "whole", "link")
    return m.tag("span", "The end, so far.", "sub")
