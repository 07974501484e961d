"""Documents that are zip archives (Word, OpenDocument, EPUB, Manuskript), checked before anything unpacks them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from ..errors import UnreadableFile
from .files import LARGEST_ARCHIVE, read_bytes, shown

LARGEST_TEXT = 96 * 2**20  # bytes of all text in an archive, unpacked; the longest novels have about 20 MB
LARGEST_UNPACKED = 1024 * 2**20  # bytes with pictures and fonts
MOST_MEMBERS = 20_000
HEAVY = 8 * 2**20  # bytes of pictures and fonts that are worth leaving out
TEXTS = frozenset({".xml", ".xhtml", ".html", ".htm", ".opf", ".ncx", ".rels", ".txt", ".md", ".opml", ".xht", ""})
BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)
# What is locked says so: OpenDocument in its manifest, EPUB in a list that names the chapters (fonts may be scrambled).
LOCKED_PARTS = {
    "META-INF/manifest.xml": re.compile(rb"<(?:\w+:)?encryption-data\b"),
    "META-INF/encryption.xml": re.compile(
        rb"CipherReference[^>]*URI\s*=\s*[\"'][^\"']+\.(?:x?html?|xml|ncx|opf)[\"']", re.I
    ),
}


def read_archive(path: Path) -> bytes:
    """The bytes of a zip document: whole, not locked, not a bomb, without entities; pictures and fonts are left out
    where there are many. Raises UnreadableFile, naming the file."""
    data = read_bytes(path, LARGEST_ARCHIVE)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_floods(path, entries)
            texts = {e: _member(path, archive, e) for e in entries if _is_file(e) and _is_text(e.filename)}
            _refuse_locked(path, texts)
            heavy = sum(e.file_size for e in entries if e not in texts)
            return data if heavy <= HEAVY else _repacked(texts)
    except BROKEN as exc:
        raise UnreadableFile(_damaged(path, data)) from exc


def members(path: Path) -> dict[str, bytes]:
    """The texts in a zip document by name, those whose names climb out of the archive left out."""
    with zipfile.ZipFile(io.BytesIO(read_archive(path))) as archive:
        return {
            e.filename: archive.read(e)
            for e in archive.infolist()
            if _is_file(e) and _is_text(e.filename) and _inside(e.filename)
        }


def _is_file(entry: zipfile.ZipInfo) -> bool:
    """Whether it is a file with a name; a damaged archive may have one without."""
    return bool(entry.filename) and not entry.is_dir()


def _inside(name: str) -> bool:
    pure = PurePosixPath(name.replace("\\", "/"))
    return not pure.is_absolute() and ".." not in pure.parts and ":" not in name


def _is_text(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in TEXTS


def _refuse_floods(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(f"{shown(path)} is locked with a password; save it without one and try again.")
    texts = sum(entry.file_size for entry in entries if _is_text(entry.filename))
    if (
        texts > LARGEST_TEXT
        or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED
        or len(entries) > MOST_MEMBERS
    ):
        raise UnreadableFile(_flood(path))


def _flood(path: Path) -> str:
    return f"{shown(path)} unpacks to more than a manuscript can be; save it again without pictures, or as text."


def _member(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """A member's bytes; sizes in the archive's own list may lie."""
    with archive.open(entry) as part:
        data = part.read(entry.file_size + 1)
    if len(data) > entry.file_size:
        raise UnreadableFile(_flood(path))
    if ENTITY.search(data):
        raise UnreadableFile(
            f"{shown(path)} defines XML entities, which no manuscript needs; save it again from your editor."
        )
    return data


def _refuse_locked(path: Path, texts: dict[zipfile.ZipInfo, bytes]) -> None:
    for entry, data in texts.items():
        sign = LOCKED_PARTS.get(entry.filename)
        if sign and sign.search(data):
            raise UnreadableFile(
                f"{shown(path)} is locked with a password or by a shop; save it without protection and try again."
            )


def _repacked(texts: dict[zipfile.ZipInfo, bytes]) -> bytes:
    packed = io.BytesIO()
    named = {entry.filename: data for entry, data in texts.items()}  # of two with one name the last counts
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, data in named.items():
            archive.writestr(name, data)
    return packed.getvalue()


def _damaged(path: Path, data: bytes) -> str:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return f"{shown(path)} is locked with a password; open it in your editor and save it without one."
    if data.startswith(b"{\\rtf"):
        return f"{shown(path)} is RTF inside, whatever its name says; rename it to end in .rtf."
    return f"{shown(path)} is damaged or was not saved completely; open it in your editor and save it again."
