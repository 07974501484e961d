"""One reader per file format: a function `Path -> str` that gives the text with blank lines between paragraphs.

To add a format, write its function and enter it in READERS.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from ..errors import UnreadableFile
from .pandoc import convert
from .repair import decode, repair
from .rtf import mended
from .screenplay import fdx, fountain

LARGEST = 64 * 2**20  # bytes of a file; the longest novels have about 20 MB of text
LARGEST_UNPACKED = 512 * 2**20  # bytes in an archive, pictures and all

MARKDOWN = frozenset({".md", ".markdown"})


def read_plain(path: Path) -> str:
    """A text or Markdown file, as it stands."""
    return repair(decode(read_bytes(path), path))


def read_bytes(path: Path) -> bytes:
    """The bytes of `path`. Raises UnreadableFile when it cannot be opened or is too large to be a manuscript."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise UnreadableFile(
                f"{path.name} has {size // 2**20} MB, too much for a manuscript; split it into chapters."
            )
        return path.read_bytes()
    except PermissionError as exc:
        raise UnreadableFile(
            f"{path.name} may not be read; give yourself permission to read it and try again."
        ) from exc
    except FileNotFoundError as exc:
        raise UnreadableFile(f"{path.name} vanished while it was being read; try again.") from exc
    except OSError as exc:
        raise UnreadableFile(
            f"{path.name} cannot be read ({exc.strerror or exc}); check the disk and try again."
        ) from exc


def read_docx(path: Path) -> str:
    """Word: tracked changes accepted, comments left out, empty paragraphs kept (they show a change of scene)."""
    _archive(path)
    return repair(convert(path, "docx+empty_paragraphs"))


def read_odt(path: Path) -> str:
    """LibreOffice and OpenOffice."""
    _archive(path)
    return repair(convert(path, "odt+empty_paragraphs"))


def read_epub(path: Path) -> str:
    """EPUB, in the order of its spine."""
    _archive(path)
    return repair(convert(path, "epub+empty_paragraphs"))


def read_fb2(path: Path) -> str:
    """FictionBook."""
    return repair(convert(path, "fb2", _without_entities(path, read_bytes(path))))


def read_rtf(path: Path) -> str:
    """Rich Text: TextEdit, WordPad, Scrivener, old Word."""
    data = read_bytes(path)
    if not data.lstrip().startswith(b"{\\rtf"):
        raise UnreadableFile(f"{path.name} is not RTF inside, whatever its name says; save it again as RTF or text.")
    return repair(convert(path, "rtf", mended(data)))


def read_html(path: Path) -> str:
    """A saved web page; menus, forms and scripts are left out, and the paratext rules see to the rest."""
    page = repair(decode(read_bytes(path), path))
    page = HIDDEN.sub("", page)
    return repair(convert(path, "html+empty_paragraphs", page.encode("utf-8", "replace")))


# Elements of a page that never hold a chapter.
HIDDEN = re.compile(
    r"<(script|style|noscript|nav|form|button|select|iframe|svg|template|aside|footer)\b[^>]*>.*?</\1\s*>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)


def read_fountain(path: Path) -> str:
    """A Fountain screenplay."""
    return fountain(read_plain(path))


def read_fdx(path: Path) -> str:
    """A Final Draft screenplay."""
    return repair(fdx(repair(decode(read_bytes(path), path)), path))


def _archive(path: Path) -> None:
    """Check a zip archive before anything unpacks it: whole, not encrypted, and not a bomb."""
    read_bytes(path)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise UnreadableFile(f"{path.name} is locked with a password; save it without one and try again.")
            if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED or len(entries) > 20_000:
                raise UnreadableFile(f"{path.name} unpacks to more than a manuscript can be; save it without pictures.")
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as exc:
        head = read_bytes(path)[:8]
        if head.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnreadableFile(
                f"{path.name} is locked with a password or in an old Word format; save it as .docx without one."
            ) from exc
        raise UnreadableFile(
            f"{path.name} is damaged or was not saved completely; open it in your editor and save it again."
        ) from exc


def _without_entities(path: Path, data: bytes) -> bytes:
    if b"<!ENTITY" in data:
        raise UnreadableFile(
            f"{path.name} defines XML entities, which no manuscript needs; save it again from your editor."
        )
    return data


READERS: dict[str, Callable[[Path], str]] = {
    ".md": read_plain,
    ".markdown": read_plain,
    ".txt": read_plain,
    ".text": read_plain,
    ".docx": read_docx,
    ".odt": read_odt,
    ".rtf": read_rtf,
    ".epub": read_epub,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".fb2": read_fb2,
    ".fountain": read_fountain,
    ".fdx": read_fdx,
}
