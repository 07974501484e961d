"""How the files of a book stand: which there are, ignored ones too, and whether they are as the last sync saw them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from .decisions import Decisions
from .errors import ManuscriptError
from .manuscript.reader import list_sources
from .records import SourceFile
from .series import EarlierBook, Series


@dataclass(frozen=True)
class Survey:
    """The files of a book and of its series, by name: relative for the book's own, absolute for the others'."""

    own: Mapping[str, Path]
    earlier: tuple[tuple[EarlierBook, Mapping[str, Path]], ...] = ()

    def stat(self) -> dict[str, SourceFile]:
        """Every file's size and time, without reading any."""
        return {name: _stat(name, path) for name, path in self._all()}

    def read(self) -> dict[str, SourceFile]:
        """The same with the digest of every file's bytes."""
        return {name: replace(_stat(name, path), digest=_digest(path)) for name, path in self._all()}

    def _all(self) -> Iterable[tuple[str, Path]]:
        yield from self.own.items()
        for _, files in self.earlier:
            yield from files.items()


def survey(path: Path, series: Series, known: Collection[Path] = ()) -> Survey:
    """List the files, with those of `known` that stand where nobody can look now.

    Raises ManuscriptError when there is nothing to read; an earlier book without any is empty.
    """
    own = {file_name(file, path): file for file in list_sources(path, Decisions(ignore=series.inside), known)}
    earlier = []
    for book in series.books:
        try:
            files = list_sources(book.path, book.decisions, known)
        except ManuscriptError:
            files = []  # said by the sync, which reads it
        earlier.append((book, {_printable(file.as_posix()): file for file in files}))
    return Survey(own, tuple(earlier))


def same_files(before: Mapping[str, SourceFile], now: Mapping[str, SourceFile]) -> bool:
    """Whether size and time say that nothing was saved in between."""
    return {(s.name, s.size, s.modified) for s in before.values()} == {
        (s.name, s.size, s.modified) for s in now.values()
    }


def readable_again(before: Mapping[str, SourceFile], files: Mapping[Path, SourceFile]) -> bool:
    """Whether a file whose bytes the last sync could not read can be read now: its size and time need not tell."""
    locked = {s.name for s in before.values() if not s.digest}
    return any(_digest(path) for path, s in files.items() if s.name in locked)


def fingerprint(files: Iterable[SourceFile], *more: object) -> str:
    """Equal for equal contents under equal names, in equal order."""
    digest = hashlib.sha256(repr(more).encode("utf-8", "backslashreplace"))
    for file in files:
        digest.update(f"{file.name}\0{file.digest}\0".encode())
    return digest.hexdigest()


def file_name(file: Path, manuscript: Path) -> str:
    """How a file of a manuscript is called: its path inside the manuscript's folder."""
    root = manuscript if manuscript.is_dir() else manuscript.parent
    return _printable((file.relative_to(root) if file.is_relative_to(root) else file).as_posix())


def _printable(name: str) -> str:
    """A name that any database and terminal takes: bytes that are no text are written out."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _stat(name: str, path: Path) -> SourceFile:
    try:
        found = path.stat()
    except OSError:
        return SourceFile(name, -1, -1, "")  # read, and reported, by the reader; here it only has to count
    return SourceFile(name, found.st_size, found.st_mtime_ns, "")


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
