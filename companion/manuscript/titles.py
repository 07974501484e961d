"""The title of the book as a document itself names it, in its metadata."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

from ..errors import UnreadableFile
from . import gutenberg
from .archives import members
from .files import read_bytes
from .headings import read_heading
from .manuskript import title_in
from .markup import properties
from .repair import decode, repair

HEAD = 200_000  # characters at the top of a file that may hold its title
DC_TITLE = re.compile(r"<(?:\w+:)?title\b[^>]*>(.*?)</(?:\w+:)?title>", re.DOTALL | re.IGNORECASE)
FB2_TITLE = re.compile(r"<book-title\b[^>]*>(.*?)</book-title>", re.DOTALL | re.IGNORECASE)
WORD_TITLE = re.compile(r'<w:pStyle w:val="Title"\s*/>(?:(?!</w:p>).)*', re.DOTALL)
WORD_TEXT = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
GUTENBERG_TITLE = re.compile(r"^Title:[^\S\n]*(\S.*(?:\n[^\S\n]+\S.*)*)", re.MULTILINE)
FOUNTAIN_TITLE = re.compile(r"\Atitle:[^\S\n]*(?:\n[^\S\n]+)?(\S.*)", re.IGNORECASE)
# What programs write when the writer has named nothing.
UNNAMED = re.compile(
    r"(?:microsoft word - .*|untitled.*|document ?\d*|dokument ?\d*|title|new document|(?:book|novel) title"
    r"|.*\.(?:docx?|odt|rtf|epub|html?|md|txt|pages))",
    re.IGNORECASE,
)


def title_of(path: Path, text: str) -> str:
    """The book's title as the document at `path` names it, "" when it names none; `text` is what was read of it.

    A chapter's heading and what a program writes by itself ("Document1") are no title.
    """
    find = TITLES.get(path.suffix.lower())
    if find is None:
        return ""
    try:
        found = find(path, text)
    except UnreadableFile:
        return ""  # the text was read: the title is then taken from the file's name, as for a file without one
    title = " ".join(html.unescape(re.sub(r"<[^>]+>", "", found)).split())
    heading = read_heading(title)
    if not title or len(title) > 150 or UNNAMED.fullmatch(title) or (heading is not None and heading.is_chapter):
        return ""
    return repair(title)


def _member(path: Path, name: re.Pattern[str]) -> str:
    for member, data in members(path).items():
        if name.fullmatch(member):
            return data[:HEAD].decode("utf-8", "replace")
    return ""


def _found(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _word(path: Path, text: str) -> str:
    parts = members(path)
    named = _found(DC_TITLE, parts.get("docProps/core.xml", b"")[:HEAD].decode("utf-8", "replace"))
    styled = WORD_TITLE.search(parts.get("word/document.xml", b"")[:HEAD].decode("utf-8", "replace"))
    return named.strip() or ("".join(WORD_TEXT.findall(styled[0])) if styled else "")


def _open_document(path: Path, text: str) -> str:
    return _found(DC_TITLE, _member(path, re.compile(r"meta\.xml")))


def _epub(path: Path, text: str) -> str:
    return _found(DC_TITLE, _member(path, re.compile(r".*\.opf", re.IGNORECASE)))


def _fb2(path: Path, text: str) -> str:
    data = read_bytes(path)
    return _found(FB2_TITLE, data[:HEAD].decode("utf-8", "replace"))


def _fountain(path: Path, text: str) -> str:
    return _found(FOUNTAIN_TITLE, repair(decode(read_bytes(path), path))[:HEAD]).strip("*_ ")


def _text(path: Path, text: str) -> str:
    """What Project Gutenberg's header says."""
    start, _ = gutenberg.body(text)
    match = GUTENBERG_TITLE.search(text, 0, start)
    return re.sub(r"\n\s+", " ", match[1]) if match else ""


def _markdown(path: Path, text: str) -> str:
    return properties(text)[1].get("title", "")


def _manuskript(path: Path, text: str) -> str:
    return title_in(_member(path, re.compile(r"infos\.txt")))


TITLES: dict[str, Callable[[Path, str], str]] = {
    ".docx": _word,
    ".docm": _word,
    ".odt": _open_document,
    ".epub": _epub,
    ".fb2": _fb2,
    ".fountain": _fountain,
    ".txt": _text,
    ".text": _text,
    ".md": _markdown,
    ".markdown": _markdown,
    ".msk": _manuskript,
}
