"""Word before 2007 (.doc): the story's text out of the compound file, after Microsoft's open specifications [MS-CFB]
and [MS-DOC].

Only what a manuscript needs is read: the main text by its table of pieces, which paragraphs are headings, and which
stretches are marked as deleted. Footnotes, comments, headers and text boxes stand in other stretches and are not read.
Every offset comes from the file and is not trusted.
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path

from ..errors import UnreadableFile
from .files import shown

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FREE = 0xFFFFFFF0  # sector numbers from here on mean "none"
LONGEST = 50_000_000  # characters
PAGE = 512  # bytes of a page of formatting
DELETED = 0x0800  # sprmCFRMarkDel
HEADINGS = range(1, 10)  # the styles Heading 1 to 9 have these numbers in every document
OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes after a property, by the top three bits of its number
FIELD = re.compile(r"\x13[^\x13\x14\x15]*(?:\x14([^\x13\x14\x15]*))?\x15")
GONE = "\u2060"  # stands for what has no character of its own, so that places stay right; `repair` takes it away
SPECIAL = str.maketrans(
    {"\x0b": "\n", "\x0c": "\r", "\x07": "\r", "\x1e": "-", **dict.fromkeys("\0\1\2\3\4\5\x08\x1f", GONE)}
)


def read_word(data: bytes, path: Path) -> str:
    """The text of a Word document of 1997 to 2003, headings as Markdown's, an empty paragraph as one more blank line.

    Raises UnreadableFile when it is locked, damaged or older.
    """
    try:
        streams = _Streams(data)
        if streams.find("EncryptedPackage") or streams.find("EncryptionInfo"):
            raise UnreadableFile(_locked(path))
        document = streams.read("WordDocument")
        magic, version = struct.unpack_from("<HH", document, 0)
        flags = struct.unpack_from("<H", document, 0x0A)[0]
        if magic != 0xA5EC or version < 0xC1:
            raise UnreadableFile(
                f"{shown(path)} is in a format of Word before 1997; open it in LibreOffice and save it as .docx."
            )
        if flags & 0x0100:
            raise UnreadableFile(_locked(path))
        table = streams.read("1Table" if flags & 0x0200 else "0Table")
        return _text(document, table)
    except (struct.error, KeyError, IndexError, OverflowError, UnicodeDecodeError) as exc:
        raise UnreadableFile(
            f"{shown(path)} is damaged or no Word document; open it in Word or LibreOffice and save it as .docx."
        ) from exc


def _locked(path: Path) -> str:
    return f"{shown(path)} is locked with a password; save it without one, as .docx, and try again."


class _Streams:
    """The named streams of a compound file."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        shift, small = struct.unpack_from("<HH", data, 0x1E)
        if shift not in (9, 12) or small != 6:
            raise KeyError("sector size")
        self.size = 1 << shift
        self.fat = self._table()
        (first,) = struct.unpack_from("<I", data, 0x30)
        (minifat,) = struct.unpack_from("<I", data, 0x3C)
        self.minifat = _numbers(self._joined(first=minifat))
        self.entries = dict(_top_level(self._joined(first=first)))
        self.small = self._joined(first=self.entries["root entry"][0])

    def find(self, name: str) -> bool:
        return name.casefold() in self.entries

    def read(self, name: str) -> bytes:
        """A stream's bytes; short ones lie in the small sectors. Raises KeyError when there is none of that name."""
        start, size = self.entries[name.casefold()]
        if size >= 4096:
            return self._joined(first=start)[:size]
        small = (self.small[n * 64 : n * 64 + 64] for n in _chain(start, self.minifat))
        return b"".join(small)[:size]

    def _table(self) -> list[int]:
        """The table that says of every sector which one follows."""
        listed = list(struct.unpack_from("<109I", self.data, 0x4C))
        (more,) = struct.unpack_from("<I", self.data, 0x44)
        for _ in range(len(self.data) // self.size + 1):
            if more >= FREE:
                break
            numbers = _numbers(self._sector(more))
            listed += numbers[:-1]
            more = numbers[-1]
        return [n for sector in listed if sector < FREE for n in _numbers(self._sector(sector))]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self.size
        if start >= len(self.data):
            raise IndexError("sector")
        return self.data[start : start + self.size].ljust(self.size, b"\0")

    def _joined(self, first: int) -> bytes:
        return b"".join(map(self._sector, _chain(first, self.fat)))


def _top_level(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """(name, (first sector, size)) of the root and of what stands right below it; embedded objects, which have streams
    of the same names, stand deeper."""
    (child,) = struct.unpack_from("<I", directory, 76)
    pending, seen = [0, child], set()
    while pending:
        number = pending.pop()
        if number >= len(directory) // 128 or number in seen:
            continue
        seen.add(number)
        at = 128 * number
        length = struct.unpack_from("<H", directory, at + 64)[0]
        name = directory[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace").casefold()
        yield name if number else "root entry", struct.unpack_from("<II", directory, at + 116)
        if number:
            pending += struct.unpack_from("<II", directory, at + 68)


def _numbers(data: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))


def _chain(first: int, following: list[int]) -> Iterator[int]:
    """The sectors of a stream in order; one that comes again is a damaged file's circle."""
    at, count = first, 0
    while at < FREE:
        yield at
        at = following[at]
        count += 1
        if count > len(following):
            raise IndexError("circle")


def _text(document: bytes, table: bytes) -> str:
    deleted = _runs(document, table, 0xFA, _is_deleted)
    headings = _runs(document, table, 0x102, _level, step=13)
    out: list[str] = []
    paragraph: list[str] = []
    for start, width, chars in _pieces(document, table):
        for n, char in enumerate(chars):
            place = start + n * width
            if _at(deleted, place):
                continue
            if char != "\r":
                paragraph.append(char)
                continue
            _put(out, "".join(paragraph), _at(headings, place))
            paragraph.clear()
    _put(out, "".join(paragraph), 0)
    return "".join(out).strip("\n") + "\n"


def _put(out: list[str], paragraph: str, level: int) -> None:
    for _ in range(20):  # fields in fields
        paragraph, changed = FIELD.subn(lambda m: m[1] or "", paragraph)
        if not changed:
            break
    told = re.sub(r"[\x13-\x15\u2060]", "", paragraph).strip()
    if not told:
        if out:
            out.append("\n")
        return
    out.append(("\n" if out else "") + (f"{'#' * min(level, 6)} {' '.join(told.split())}" if level else told) + "\n")


def _pieces(document: bytes, table: bytes) -> Iterator[tuple[int, int, str]]:
    """The stretches of the main text in reading order: (place in the file, bytes per character, characters)."""
    (wanted,) = struct.unpack_from("<i", document, 0x4C)
    start, size = struct.unpack_from("<II", document, 0x1A2)
    clx = table[start : start + size]
    at = 0
    while clx[at] == 1:  # formatting that pieces share
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 2:
        raise KeyError("pieces")
    (length,) = struct.unpack_from("<I", clx, at + 1)
    count = (min(length, len(clx)) - 4) // 12
    limits = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
    for n in range(count):
        (place,) = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * n + 2)
        length = min(limits[n + 1], wanted, LONGEST) - limits[n]
        if length <= 0:
            continue
        narrow = bool(place & 0x40000000)
        place = (place & 0x3FFFFFFF) // 2 if narrow else place & 0x3FFFFFFF
        width = 1 if narrow else 2
        raw = document[place : place + length * width]
        chars = raw.decode("cp1252", "replace") if narrow else raw[: len(raw) // 2 * 2].decode("utf-16-le", "replace")
        # One character for each, so that places stay right; what has no character of its own goes later.
        yield place, width, _single(chars, len(raw) // width)


def _single(chars: str, count: int) -> str:
    """`chars` translated; a pair of surrogates keeps its two places by an empty one behind it."""
    if len(chars) != count:
        chars = "".join(c if ord(c) < 0x10000 else f"{c}\x00" for c in chars)
    return chars.translate(SPECIAL)


def _runs(
    document: bytes, table: bytes, field: int, read: Callable[[bytes], int], step: int = 1
) -> list[tuple[int, int, int]]:
    """(from, to, value) of every stretch of the file whose formatting `read` finds worth knowing, in order."""
    start, size = struct.unpack_from("<II", document, field)
    listed = table[start : start + size]
    count = (len(listed) - 4) // 8
    found: list[tuple[int, int, int]] = []
    for n in range(max(0, count)):
        (number,) = struct.unpack_from("<I", listed, 4 * (count + 1) + 4 * n)
        page = document[(number & 0x3FFFFF) * PAGE : (number & 0x3FFFFF) * PAGE + PAGE]
        if len(page) < PAGE or page[-1] * (4 + step) + 4 > PAGE:
            continue
        runs = page[-1]
        places = struct.unpack_from(f"<{runs + 1}I", page, 0)
        for m in range(runs):
            offset = 2 * page[4 * (runs + 1) + step * m]
            if offset and (value := read(page[offset : PAGE - 1])):
                found.append((places[m], places[m + 1], value))
    return sorted(found)


def _at(runs: list[tuple[int, int, int]], place: int) -> int:
    """The value at a place in the file, 0 where there is none."""
    if not runs:
        return 0
    n = bisect_right(runs, (place, FREE * 2, 0)) - 1
    return runs[n][2] if n >= 0 and runs[n][0] <= place < runs[n][1] else 0


def _is_deleted(properties: bytes) -> int:
    """Whether a run's properties mark it as deleted (a tracked change)."""
    end = min(1 + properties[0], len(properties)) if properties else 0
    at = 1
    while at + 2 < end:
        (number,) = struct.unpack_from("<H", properties, at)
        if number == DELETED:
            return properties[at + 2] & 1
        at += 2 + (OPERANDS[number >> 13] or 1 + properties[at + 2])
    return 0


def _level(properties: bytes) -> int:
    """The level of the heading that a paragraph's style makes of it, 0 for other styles."""
    if len(properties) < 4:
        return 0
    (style,) = struct.unpack_from("<H", properties, 1 if properties[0] else 2)
    return style if style in HEADINGS else 0
