"""Which files are the manuscript: in a folder, in a project, or one by itself."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from ..decisions import Decisions
from ..errors import EmptyManuscript, ManuscriptError, ManuscriptNotFound, UnreadableFile
from .files import LARGEST_ARCHIVE, missing, read_bytes, shown, too_large, without_placeholder
from .formats import READERS
from .order import in_order
from .outline import Program
from .projects import document_titles, find_project, project_files
from .repair import decode, repair

SKIPPED_FOLDERS = frozenset({"drafts", "node_modules", "__pycache__", "venv"})
SKIPPED_STEMS = frozenset({"readme", "license", "licence", "changelog", "todo"})
MOST_FILES = 20_000  # a folder with more is not one book but somebody's whole disk
MOST_FOLDERS = 20_000


@dataclass(frozen=True)
class Found:
    """The files of a manuscript in reading order, what the writer should know about those left out, and, for a
    project, its program and what it calls its documents. `root` is the folder or file that was meant: the project in a
    folder that holds nothing else."""

    root: Path
    files: tuple[Path, ...]
    warnings: tuple[str, ...] = ()
    project: tuple[Program, Path] | None = None
    names: dict[Path, str] = field(default_factory=dict)


def find_sources(path: Path, decisions: Decisions, known: Collection[Path] = ()) -> Found:
    """Find the manuscript at `path`.

    `known` are files that it had before: those in a folder that cannot be opened now are there all the same.
    Raises ManuscriptNotFound or EmptyManuscript, and UnreadableFile for a single file of a format we do not read.
    """
    mode = _mode(path)
    if project := find_project(path):
        program, main = project
        text = repair(decode(read_bytes(main), main))
        files = project_files(program, main, text)
        return Found(path, tuple(files), (), project, document_titles(program, main, text))
    if not stat.S_ISDIR(mode):
        return Found(path, (_single(path),))
    walk = _Walk(path, known)
    files = [f for f in walk.files if not _ignored(f, path, decisions.ignore)]
    projects = [p for p in walk.projects if not _ignored(p, path, decisions.ignore)]
    if not files and len(projects) == 1:
        return find_sources(projects[0], decisions, known)
    warnings = [*walk.warnings, *(f"{shown(p)} is a project by itself; open it alone to read it." for p in projects)]
    if not files:
        said = f" ({warnings[0]})" if warnings else ""
        raise EmptyManuscript(f"{shown(path)} holds no chapters{said}; put files in it that end in {formats()}.")
    return Found(path, tuple(in_order(files, path, decisions.order)), tuple(warnings))


def formats() -> str:
    """The suffixes that are read, for messages."""
    return ", ".join(sorted(READERS))


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except PermissionError as exc:
        raise UnreadableFile(f"{shown(path)} may not be read; give yourself permission to and try again.") from exc
    except (OSError, ValueError) as exc:
        raise ManuscriptNotFound(f"There is no file or folder {shown(path)} ({path.parent}); check the path.") from exc


def _single(path: Path) -> Path:
    if path.suffix.lower() not in READERS:
        raise UnreadableFile(
            f"{shown(path)} has a format ({path.suffix or 'none'}) that the companion does not read; use {formats()}."
        )
    if not _printable(path.name):
        raise UnreadableFile(_unnamed(path))
    size = path.stat().st_size
    if size > LARGEST_ARCHIVE:
        raise UnreadableFile(too_large(path, size))
    return path


class _Walk:
    """Every readable file below a folder; a folder is entered once, whatever links lead to it, and projects not at
    all."""

    def __init__(self, root: Path, known: Collection[Path] = ()) -> None:
        self.root = root
        self.known = known
        self.files: list[Path] = []
        self.projects: list[Path] = []
        self.warnings: list[str] = []
        entered: set[str] = set()
        for folder, folders, names in os.walk(root, followlinks=True, onerror=self._refused):
            real = os.path.realpath(folder)
            if real in entered:
                folders[:] = []
                continue
            entered.add(real)
            self._limit(len(entered), MOST_FOLDERS, "folders")
            kept = (f for f in folders if not f.startswith((".", "__")) and f.casefold() not in SKIPPED_FOLDERS)
            folders[:] = sorted(f for f in kept if not self._is_project(Path(folder, f)))
            for name in names:
                self._add(Path(folder, name))
            self._limit(len(self.files), MOST_FILES, "documents")

    def _refused(self, error: OSError) -> None:
        folder = Path(error.filename or self.root)
        known = [file for file in self.known if file.is_relative_to(folder)]
        left = "" if known else "; its files are left out"  # of known ones the reader says that they cannot be read
        self.warnings.append(f"The folder {shown(folder)} cannot be opened ({error.strerror}){left}.")
        self.files.extend(known)

    def _limit(self, count: int, most: int, what: str) -> None:
        if count > most:
            raise ManuscriptError(f"{shown(self.root)} holds more than {most:,} {what}; open the folder of one book.")

    def _is_project(self, folder: Path) -> bool:
        try:
            found = find_project(folder)
        except OSError:
            return False  # a folder that may not be entered: the walk says so
        if found:
            self.projects.append(folder)
        return found is not None

    def _add(self, file: Path) -> None:
        file = without_placeholder(file)
        name = file.name
        if name.startswith((".", "~$")) or name.endswith("~") or file.suffix.lower() not in READERS:
            return
        if file.stem.casefold() in SKIPPED_STEMS:
            return
        if not _printable(name):
            self.warnings.append(_unnamed(file))
            return
        try:
            found = file.stat()
        except OSError as exc:
            if not isinstance(exc, FileNotFoundError) or missing(file):
                self.files.append(file)  # the reader says what is wrong with it
            return  # else it went while we looked: nothing to read
        if not stat.S_ISREG(found.st_mode):
            self.warnings.append(f"{name} is a pipe or a device, not a document; it is left out.")
        elif found.st_size > LARGEST_ARCHIVE:
            self.warnings.append(too_large(file, found.st_size))
        elif file.suffix.lower() != ".msk" or not (file.with_suffix("") / "MANUSKRIPT").is_file() or _zipped(file):
            self.files.append(file)  # the folder beside a .msk that is not zipped is the project


def _zipped(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(2) == b"PK"
    except OSError:
        return True  # the reader says what is wrong with it


def _printable(name: str) -> bool:
    return name.isprintable() or not any("\ud800" <= c <= "\udfff" for c in name)


def _unnamed(path: Path) -> str:
    return f"{shown(path)} has a name that is not text in this system's encoding; rename it to read it."


def _ignored(file: Path, root: Path, patterns: Sequence[str]) -> bool:
    relative = file.relative_to(root).as_posix()
    return any(
        fnmatch(relative, p) or fnmatch(file.name, p) or relative.startswith(p.rstrip("/*") + "/") for p in patterns
    )
