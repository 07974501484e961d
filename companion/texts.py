"""Texts of documents that take a converter to read, kept while their bytes stay the same.

One edited chapter in a folder of Word files then costs one conversion."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .ledger import Ledger, SourceFile
from .manuscript.reader import STRUCTURE_VERSION, Source, read_source

PLAIN = frozenset((".md", ".markdown", ".txt", ".text"))  # quicker read than looked up


class Texts:
    """Reads sources like `read_source`, those known from before without a converter."""

    def __init__(self, ledger: Ledger, files: Mapping[Path, SourceFile]) -> None:
        self._ledger = ledger
        self._files = files
        self._known = ledger.texts()
        self._used: dict[str, tuple[str, str]] = {}

    def __call__(self, path: Path) -> Source:
        """The text of one file. Raises UnreadableFile."""
        file = self._files.get(path)
        if file is None or not file.digest or path.suffix.lower() in PLAIN:
            return read_source(path)
        key = f"{STRUCTURE_VERSION}:{path.suffix.lower()}:{file.digest}"
        if key in self._known:
            self._used[key] = self._known[key]
            return Source(path, *self._known[key])
        source = read_source(path)
        if _is_still(path, file):
            self._used[key] = source.text, source.title
        return source

    def keep(self) -> None:
        """Keep what was used, and forget the rest."""
        if self._used.keys() != self._known.keys():
            self._ledger.keep_texts(self._used)


def _is_still(path: Path, file: SourceFile) -> bool:
    """Whether a file is the one that was looked at before it was read."""
    try:
        found = path.stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (file.size, file.modified)
