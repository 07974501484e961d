"""Texts of the files, kept while their bytes stay the same.

One edited chapter in a folder of Word files then costs one conversion. And a file that cannot be read for a moment
(locked, half-saved, without permission, in the cloud only) keeps the text it had: it is not gone, and nothing that was
known of it may go with it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from .errors import UnreadableFile
from .ledger import Ledger
from .manuscript.files import shown
from .manuscript.reader import STRUCTURE_VERSION, Source, read_source
from .records import SourceFile

NOTHING: Mapping[str, SourceFile] = MappingProxyType({})
PLAIN = frozenset((".md", ".markdown", ".txt", ".text"))  # quicker read than looked up


class Texts:
    """Reads sources like `read_source`, those known from before without a converter.

    `files` are those to read as they stand now, `before` those of the last edition by name. `held` has, after reading,
    the files whose earlier text stands in for them: name -> key of that text.
    """

    def __init__(
        self, ledger: Ledger, files: Mapping[Path, SourceFile], before: Mapping[str, SourceFile] = NOTHING
    ) -> None:
        self._ledger = ledger
        self._files = files
        self._before = before
        self._known = ledger.texts()
        self._held = ledger.held()
        self.held: dict[str, str] = {}
        self._used: dict[str, tuple[str, str]] = {}

    def __call__(self, path: Path) -> Source:
        """The text of one file, the one it had before where it cannot be read now. Raises UnreadableFile where it had
        none."""
        try:
            source = self._read(path)
        except UnreadableFile as exc:
            if kept := self._kept(path, str(exc)):
                return kept
            raise
        if path.suffix.lower() in PLAIN and not source.text.strip():
            problem = f"{shown(path)} is empty now; delete it if its chapter is to go."
            return self._kept(path, problem) or source
        return source

    def _read(self, path: Path) -> Source:
        file = self._files.get(path)
        if file is None or not file.digest:
            return read_source(path)
        key = _key(path, file)
        if key in self._known and path.suffix.lower() not in PLAIN:
            self._used[key] = self._known[key]
            return Source(path, *self._known[key])
        source = read_source(path)
        if _is_still(path, file):
            self._used[key] = source.text, source.title
        return source

    def _kept(self, path: Path, problem: str) -> Source | None:
        """The text that a file had when it could last be read."""
        file = self._files.get(path)
        before = self._before.get(file.name) if file else None
        if file is None or before is None:
            return None
        key = self._held.get(file.name) or _key(path, before)
        if key not in self._known:  # read by an earlier version of us: better than nothing
            end = key.partition(":")[2]
            key = next((k for k in self._known if k.partition(":")[2] == end), "")
        if not key or not self._known[key][0].strip():
            return None
        self.held[file.name] = key
        self._used[key] = self._known[key]
        return Source(path, *self._known[key], f"{problem} Until then it stays as it was.")

    def keep(self) -> None:
        """Keep what was used, and forget the rest."""
        if self._used.keys() != self._known.keys():
            self._ledger.keep_texts(self._used)


def _key(path: Path, file: SourceFile) -> str:
    return f"{STRUCTURE_VERSION}:{path.suffix.lower()}:{file.digest}"


def _is_still(path: Path, file: SourceFile) -> bool:
    """Whether a file is the one that was looked at before it was read."""
    try:
        found = path.stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (file.size, file.modified)
