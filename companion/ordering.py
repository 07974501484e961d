"""The reading order and the files left out, as the writer sets them: names checked before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from .decisions import Decisions
from .errors import EmptyManuscript, NotInBook
from .manuscript.chapter import Chapter
from .manuscript.reader import list_sources
from .manuscript.sources import find_sources
from .series import Series
from .survey import file_name, survey


def reading_order(path: Path, decisions: Decisions, series: Series, chapters: Sequence[Chapter] = ()) -> list[str]:
    """The names of the files that are read, in the order in which they are.

    `chapters` are those of the last edition: where names tell no order, headings do, and only reading shows them.
    Raises ManuscriptError when there is nothing to read.
    """
    present = Decisions(order=decisions.order, ignore=(*decisions.ignore, *series.inside))
    files = list_sources(path, present)
    names = [file_name(file, path) for file in files]
    first: dict[str, int] = {}
    for chapter in chapters:
        first.setdefault(file_name(chapter.path, path), chapter.position)
    if not decisions.order and set(names) == first.keys():
        names.sort(key=lambda name: first[name])
    return names


def order_of(wanted: Sequence[str], files: Sequence[str], path: Path) -> tuple[str, ...]:
    """The files named, by the names they have relative to the manuscript. Raises NotInBook."""
    _check_folder(path)
    found = tuple(_known(name, files) for name in wanted)
    twice = next((name for n, name in enumerate(found) if name in found[:n]), None)
    if twice:
        raise NotInBook(f"{twice} is named twice; each file has one place in the book.")
    return found


def order_moved(file: str, before: str, after: str, files: Sequence[str], path: Path) -> tuple[str, ...]:
    """All the files, with one of them moved. Raises NotInBook."""
    _check_folder(path)
    if before and after:
        raise NotInBook("A file goes before one or after one; name only one of them.")
    moved = _known(file, files)
    rest = [name for name in files if name != moved]
    if not before and not after:
        return (*rest, moved)
    target = _known(before or after, files)
    if target == moved:
        raise NotInBook(f"{moved} cannot stand beside itself; name another file.")
    at = rest.index(target) + (1 if after else 0)
    return (*rest[:at], moved, *rest[at:])


def ignored_with(patterns: Sequence[str], known: Sequence[str], path: Path, series: Series) -> tuple[str, ...]:
    """`known` and `patterns`, each once. Raises NotInBook for what matches nothing or would leave nothing."""
    if not path.is_dir() or find_sources(path, Decisions()).project:
        raise NotInBook(f"{path.name} is read as a whole; files can only be left out of a folder of chapters.")
    names = list(survey(path, series).own)
    added = [_pattern(p, names) for p in patterns]
    wanted = tuple(dict.fromkeys([*known, *added]))
    try:
        list_sources(path, Decisions(ignore=(*wanted, *series.inside)))
    except EmptyManuscript as exc:
        raise NotInBook(f"Without {', '.join(added)} nothing would be left to read.") from exc
    return wanted


def ignored_without(patterns: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """`known` without `patterns`. Raises NotInBook for one that is not on the list."""
    for pattern in patterns:
        if pattern not in known:
            wide = next((k for k in known if fnmatch(pattern, k) or pattern.startswith(k.rstrip("/*") + "/")), None)
            hint = f"; it is left out by {wide}" if wide else ""
            raise NotInBook(f"{pattern} is not on the list of ignored files{hint}.")
    return tuple(k for k in known if k not in patterns)


def _check_folder(path: Path) -> None:
    if path.is_file():
        raise NotInBook(f"{path.name} is one file; its chapters stand in the order in which the file has them.")
    if project := find_sources(path, Decisions()).project:
        raise NotInBook(f"The order of this book is kept by {project[0].name}; change it there.")


def _known(name: str, files: Collection[str]) -> str:
    same = [f for f in files if f == name] or [f for f in files if PurePosixPath(f).name == name]
    if not same:
        raise NotInBook(f"There is no file {name} among the chapters of this book.")
    if len(same) > 1:
        raise NotInBook(f"There are several files {name}; name the folder too: {', '.join(same)}.")
    return same[0]


def _pattern(pattern: str, names: Collection[str]) -> str:
    """The pattern as it is written down. A folder gets its slash."""
    plain = pattern.strip().removeprefix("./")
    if any(plain in (name, PurePosixPath(name).name) for name in names):
        return plain
    folder = plain.rstrip("/*") + "/"
    if plain.rstrip("/*") and any(name.startswith(folder) for name in names):
        return plain if plain.endswith("*") else folder
    if any(fnmatch(name, plain) or fnmatch(PurePosixPath(name).name, plain) for name in names):
        return plain
    raise NotInBook(f"Nothing in this book is called {pattern}.")
