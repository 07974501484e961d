"""What stands in the window while Gradio starts: the page's own frame with the book's title, from the first bytes."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qs

from ..library import KnownBook
from . import markup as m
from .rail import VIEWS

NO_SCRIPT = m.tag("noscript", m.tag("p", "The page needs JavaScript, from this machine only. Allow it and reload."))


def boot_html(query: str, books: Sequence[KnownBook]) -> str:
    """The frame for an address's query string: the book that it names, else the one opened last.

    It is there to be looked at; the page's script takes it away once the book is in its place.
    """
    wanted = parse_qs(query).get("book", [""])[0]
    book = next((b for b in books if b.key == wanted), books[0] if books else None)
    head = m.tag("strong", m.esc(book.title if book else "Companion"))
    counted = f"{m.plural(book.chapters, 'chapter')} · {m.plural(book.words, 'word')}" if book and book.chapters else ""
    tabs = m.joined(m.tag("span", name, "on" if name == "Chat" else "") for name in VIEWS)
    rail = m.tag("div", head + m.tag("small", m.esc(counted)) + tabs, "boot-rail")
    stage = m.tag("div", m.tag("div", "", "boot-ask"), "boot-stage")
    return m.tag("div", rail + stage + m.tag("div", "", "boot-pane"), id="boot", aria_hidden="true") + NO_SCRIPT
