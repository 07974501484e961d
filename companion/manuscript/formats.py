"""One reader per file format: a function `Path -> str` that gives the text with blank lines between paragraphs.

To add a format, write its function and enter it in READERS.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ..errors import UnreadableFile
from .archives import read_archive
from .files import read_bytes, shown
from .manuskript import read_msk
from .markup import spelt_out
from .msword import OLE, read_word
from .odtxml import with_breaks
from .pandoc import convert
from .repair import decode, repair, without
from .rtf import mended
from .screenplay import fdx, fountain
from .wordxml import lightened

MARKDOWN = frozenset({".md", ".markdown"})


def read_plain(path: Path) -> str:
    """A text or Markdown file, as it stands."""
    return repair(decode(read_bytes(path), path))


QUOTED = re.compile(r"(?m)^ {0,3}>(?:[ \t]?>)*[ \t]?")


def read_markdown(path: Path) -> str:
    """A Markdown file, its escapes spelt out and without the marks of what is quoted ("> ...")."""
    return repair(QUOTED.sub("", spelt_out(repair(decode(read_bytes(path), path)))))


def read_docx(path: Path) -> str:
    """Word: tracked changes accepted, comments left out, empty paragraphs kept (they show a change of scene)."""
    return repair(convert(path, "docx+empty_paragraphs", lightened(read_archive(path))))


def read_doc(path: Path) -> str:
    """Word before 2007. Many a .doc is something else inside: RTF, a web page, a .docx; it is read as what it is."""
    data = read_bytes(path)
    head = data[:1024].lstrip()
    if data.startswith(OLE):
        return repair(read_word(data, path))
    if head.startswith(b"{\\rtf"):
        return read_rtf(path)
    if data.startswith(b"PK"):
        return read_docx(path)
    return (
        read_html(path) if re.match(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", head, re.I) else read_plain(path)
    )


def read_odt(path: Path) -> str:
    """LibreOffice and OpenOffice."""
    return repair(convert(path, "odt+empty_paragraphs", with_breaks(read_archive(path))))


def read_epub(path: Path) -> str:
    """EPUB, in the order of its spine."""
    return repair(convert(path, "epub+empty_paragraphs", read_archive(path)))


def read_fb2(path: Path) -> str:
    """FictionBook."""
    return repair(convert(path, "fb2", _without_entities(path, read_bytes(path))))


def read_rtf(path: Path) -> str:
    """Rich Text: TextEdit, WordPad, Scrivener, old Word."""
    data = read_bytes(path)
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFile(f"{shown(path)} is not RTF inside, whatever its name says; save it again as RTF or text.")
    return repair(convert(path, "rtf", mended(data)))


def read_html(path: Path) -> str:
    """A saved web page; menus, forms and scripts are left out, and the paratext rules see to the rest."""
    page = _visible(repair(decode(read_bytes(path), path)))
    return repair(convert(path, "html+empty_paragraphs", page.encode("utf-8", "replace")))


# Elements of a page that never hold a chapter.
HIDDEN_NAMES = "script|style|noscript|nav|form|button|select|iframe|svg|template|aside|footer"
HIDDEN = re.compile(rf"<({HIDDEN_NAMES})\b[^>]{{0,2000}}>", re.IGNORECASE)
HIDDEN_END = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in HIDDEN_NAMES.split("|")}


def _visible(page: str) -> str:
    """A page without the elements that never hold a chapter; one that is never closed loses only its tag."""
    page = without(page, "<!--", "-->")
    unclosed: set[str] = set()
    pieces, at = [], 0
    while match := HIDDEN.search(page, at):
        pieces.append(page[at : match.start()])
        name = match[1].lower()
        close = None if name in unclosed else HIDDEN_END[name].search(page, match.end())
        if close is None:
            unclosed.add(name)
        at = close.end() if close else match.end()
    return "".join([*pieces, page[at:]])


def read_fountain(path: Path) -> str:
    """A Fountain screenplay."""
    return fountain(read_plain(path))


def read_fdx(path: Path) -> str:
    """A Final Draft screenplay."""
    return repair(fdx(repair(decode(read_bytes(path), path)), path))


def _without_entities(path: Path, data: bytes) -> bytes:
    if re.search(rb"<!ENTITY", data, re.IGNORECASE):
        raise UnreadableFile(
            f"{shown(path)} defines XML entities, which no manuscript needs; save it again from your editor."
        )
    return data


READERS: dict[str, Callable[[Path], str]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_plain,
    ".text": read_plain,
    ".docx": read_docx,
    ".docm": read_docx,
    ".doc": read_doc,
    ".odt": read_odt,
    ".rtf": read_rtf,
    ".epub": read_epub,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".fb2": read_fb2,
    ".fountain": read_fountain,
    ".fdx": read_fdx,
    ".msk": read_msk,
}
