"""The bytes of one file, read so that nothing hangs and nothing floods the memory."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ..errors import UnreadableFile

LARGEST = 32 * 2**20  # bytes of a text: five million words; the longest novels have about 20 MB
PLACEHOLDER = ".icloud"
LARGEST_ARCHIVE = 256 * 2**20  # bytes of a document with pictures in it
# A pipe opened in the ordinary way waits for its other end, for ever.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def shown(path: Path) -> str:
    """A file's name fit to print: bytes that are no text in any encoding come as question marks."""
    return path.name.encode("utf-8", "replace").decode("utf-8")


def without_placeholder(path: Path) -> Path:
    """The document that a cloud folder's placeholder stands for (".One.docx.icloud" for "One.docx"), else `path`."""
    name = path.name
    if name.startswith(".") and name.endswith(PLACEHOLDER):
        return path.with_name(name[1 : -len(PLACEHOLDER)])
    return path


def missing(path: Path) -> str:
    """Why a file that the folder lists has no bytes here: "" where it is simply not there."""
    if path.is_symlink():
        return "is a link to a file that is not there"
    return "is not on this computer, only in the cloud" if _placeholder(path).exists() else ""


def _placeholder(path: Path) -> Path:
    return path.with_name(f".{path.name}{PLACEHOLDER}")


def read_bytes(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of `path`. Raises UnreadableFile, naming it, when it is no ordinary file, cannot be opened, or is too
    large to be a manuscript."""
    try:
        with open(os.open(path, _FLAGS), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise UnreadableFile(f"{shown(path)} is {_kind(found.st_mode)}, not a document; move it elsewhere.")
            if found.st_size <= largest:
                data = file.read(largest + 1)
                if len(data) <= largest:
                    return data
    except PermissionError as exc:
        raise UnreadableFile(
            f"{shown(path)} may not be read; give yourself permission to read it and try again."
        ) from exc
    except FileNotFoundError as exc:
        if said := missing(path):
            raise UnreadableFile(f"{shown(path)} {said}; bring the file back and try again.") from exc
        raise UnreadableFile(f"{shown(path)} vanished while it was being read; try again.") from exc
    except OSError as exc:
        raise UnreadableFile(
            f"{shown(path)} cannot be read ({exc.strerror or exc}); check the disk and try again."
        ) from exc
    raise UnreadableFile(too_large(path, found.st_size))


def too_large(path: Path, size: int) -> str:
    """What is said of a file of so many bytes."""
    return f"{shown(path)} has {size // 2**20} MB, too much for a manuscript; split it into chapters."


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device or a socket"
