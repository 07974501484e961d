"""Bytes to text: encodings, line ends and the debris of other programs."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from charset_normalizer import from_bytes

from ..errors import UnreadableFile
from .files import shown

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# First bytes of files that are no text at all, whatever their name says.
BINARY = (
    (b"PK\x03\x04", "a zip archive (perhaps a .docx, .odt or .epub under another name)"),
    (b"%PDF-", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an old Word document (.doc)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3\0", "a database"),
)
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
INVISIBLE = re.compile(
    "[\u200b\u2060\ufeff\u00ad\u200e\u200f\u202a-\u202e]"
)  # zero-width marks, soft hyphens, direction marks
SPACE = re.compile(
    "[\u00a0\u2002-\u200a\u202f\u205f]"
)  # spaces of a fixed width: "Mr.\u00a0Hale" is "Mr. Hale" to a reader
CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
LINE_END = re.compile(r"\r\n?|\u2028|\x85")
LIGATURE = re.compile("[ﬀ-ﬆ]")


def decode(data: bytes, path: Path) -> str:
    """The text in `data`, whatever its encoding. Raises UnreadableFile, naming `path`, when it is no text."""
    for magic, what in BINARY:
        if data.startswith(magic):
            raise UnreadableFile(
                f"{shown(path)} is not text but {what}; export the chapter as plain text and try again."
            )
    for bom, encoding in BOMS:
        if data.startswith(bom):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as exc:
                raise UnreadableFile(_not_text(path)) from exc
    if b"\0" in data:
        return _wide(data, path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _legacy(data, path)
    if len(CONTROL.findall(text[:100_000])) > max(8, len(text[:100_000]) // 200):
        raise UnreadableFile(_not_text(path))
    return text


def repair(text: str) -> str:
    """`text` with line ends as "\\n", plain spaces, ligatures spelt out and invisible characters gone; nothing else
    is changed."""
    if "\r" in text or "\u2028" in text or "\x85" in text:
        text = LINE_END.sub("\n", text)
    if not text.isascii():
        text = INVISIBLE.sub("", text.replace("\u2029", "\n\n"))
        text = SPACE.sub(" ", text)
        text = LIGATURE.sub(lambda m: LIGATURES[m[0]], text)
    return CONTROL.sub("", text)


def without(text: str, opening: str, closing: str) -> str:
    """`text` without what stands between two marks, marks included; one that is never closed stays."""
    pieces, at = [], 0
    while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start + len(opening))) >= 0:
        pieces.append(text[at:start])
        at = end + len(closing)
    return "".join([*pieces, text[at:]])


def _wide(data: bytes, path: Path) -> str:
    """UTF-16 without a byte order mark, which has a NUL in nearly every second byte; else a binary file."""
    even, odd = data[:4000:2].count(0), data[1:4000:2].count(0)
    half = max(1, min(len(data), 4000) // 2)
    try:
        if odd > 0.6 * half and even < 0.1 * half:
            return data.decode("utf-16-le")
        if even > 0.6 * half and odd < 0.1 * half:
            return data.decode("utf-16-be")
    except UnicodeDecodeError as exc:
        raise UnreadableFile(_not_text(path)) from exc
    raise UnreadableFile(_not_text(path))


def _legacy(data: bytes, path: Path) -> str:
    """A text in an older encoding: Windows-1252 where that reads like Western prose, else what charset-normalizer
    finds."""
    high = sum(byte >= 0x80 for byte in data)
    if high > len(data) * 0.4:
        best = from_bytes(data[:200_000]).best()
        if best is None:
            raise UnreadableFile(_not_text(path))
        return data.decode(best.encoding, errors="replace")
    text = data.decode("cp1252", errors="replace")
    letters = [c for c in text if ord(c) >= 0x80]
    # In Western prose what lies beyond ASCII is accents, quotation marks and dashes, and it lies within words.
    western = sum(c in "“”‘’–—…éèêëàâäáãåæçñöôóòõøœüûúùîïíìßÉÈÀÂÄÅÆÇÑÖØÜŒ£€°§«» ·•™©®½¼¾" for c in letters)
    if western >= 0.8 * len(letters):
        return text
    best = from_bytes(data[:200_000]).best()
    if best is None or best.encoding in {"utf_8", "ascii"}:
        if western >= 0.5 * len(letters):
            return text
        raise UnreadableFile(_not_text(path))
    return data.decode(best.encoding, errors="replace")


def _not_text(path: Path) -> str:
    name = shown(path)
    return f"{name} does not hold text that can be read; open it in your editor, save it as UTF-8 text and try again."
