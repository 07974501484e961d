"""Earlier books of a series: `earlier = ["../Book One", "../book-two.docx"]` in companion.toml.

They are canon before chapter 1. Their chapters are read like any other manuscript, with the decisions that lie beside
them, and stand at positions 0 and below, so that every wall has them on the near side. A book that cannot be read costs
a warning, never the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from glob import escape
from pathlib import Path

from .decisions import Decisions, DecisionsFile, NarratorSet, decisions_path
from .errors import DecisionsError, ManuscriptError
from .manuscript.chapter import Chapter, Manuscript


@dataclass(frozen=True)
class EarlierBook:
    """An earlier book as found: where it lies, and what the writer decided about it there."""

    path: Path
    decisions: Decisions


@dataclass(frozen=True)
class Series:
    """The earlier books in reading order, what could not be used of them, and what this book must not read itself."""

    books: tuple[EarlierBook, ...] = ()
    warnings: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()  # earlier books that lie in this book's own folder: patterns to leave out of it


def find_series(path: Path, decisions: Decisions) -> Series:
    """The earlier books of the book at `path`: those its decisions name, and those that these name in turn."""
    finder = _Finder(path.resolve())
    finder.add(path.resolve(), decisions.earlier, ())
    inside = [
        book.path.relative_to(finder.path).as_posix()
        for book in finder.books
        if finder.path.is_dir() and book.path.is_relative_to(finder.path)
    ]
    return Series(tuple(finder.books), tuple(dict.fromkeys(finder.warnings)), tuple(inside))


class _Finder:
    def __init__(self, path: Path) -> None:
        self.path = path
        self.books: list[EarlierBook] = []
        self.warnings: list[str] = []

    def add(self, of: Path, entries: Iterable[str], trail: tuple[Path, ...]) -> None:
        base = decisions_path(of).parent
        for entry in entries:
            place = _place(base, entry)
            if place is None or not _exists(place):
                self.warnings.append(f"The earlier book {entry} is not there; everything else is read without it.")
            elif place in (self.path, of) or place in trail:
                whose = "companion.toml" if of == self.path else f"The companion.toml of {of.name}"
                self.warnings.append(f"{whose} names {entry} as an earlier book of itself; it is passed over.")
            elif all(book.path != place for book in self.books):
                decisions = self._decisions(place)
                self.add(place, decisions.earlier, (*trail, of))
                self.books.append(EarlierBook(place, self._without_ours(place, decisions)))

    def _decisions(self, place: Path) -> Decisions:
        try:
            return DecisionsFile(decisions_path(place)).load()
        except DecisionsError as exc:
            self.warnings.append(f"{place.name}: {exc}")
            return Decisions()

    def _without_ours(self, place: Path, decisions: Decisions) -> Decisions:
        """Where this book lies inside the folder of an earlier one, its chapters are not that one's."""
        if not place.is_dir() or not self.path.is_relative_to(place):
            return decisions
        own = self.path.relative_to(place).as_posix()
        return replace(decisions, ignore=(*decisions.ignore, f"{own}/" if self.path.is_dir() else own))


def _place(base: Path, entry: str) -> Path | None:
    try:
        return (base / Path(entry).expanduser()).resolve() if entry.strip() else None
    except (OSError, RuntimeError, ValueError):  # links in a circle, no such user, a name that is none
        return None


def _exists(place: Path) -> bool:
    try:
        return place.exists()
    except (OSError, ValueError):
        return False


def placed(books: Sequence[tuple[str, Sequence[Chapter]]], own: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """All chapters in one row: those of earlier books, given with their titles, up to position 0, then this book's.

    Revisions stay unique, so that a chapter that stands in two books is two chapters.
    """
    seen = {c.revision for c in own}
    count = sum(len(chapters) for _, chapters in books)
    made: list[Chapter] = []
    for title, chapters in books:
        for chapter in chapters:
            revision = chapter.revision
            while revision in seen:
                revision += "~"
            seen.add(revision)
            made.append(replace(chapter, book=title, position=len(made) + 1 - count, revision=revision))
    return (*made, *own)


def title_of(manuscript: Manuscript, taken: Iterable[str]) -> str:
    """What citations call an earlier book; two of the same title are told apart."""
    title, count = manuscript.title, 1
    while title in taken:
        count += 1
        title = f"{manuscript.title} ({count})"
    return title


def with_series(own: Decisions, series: Series, path: Path) -> Decisions:
    """The writer's decisions about people and findings, earlier books' too; this book's word goes first.

    Files that decide who narrates are named in full then: "02.md" is a chapter of one book and not of the other.
    """
    found = own
    if series.books:
        found = replace(own, narrators=_in_full(own.narrators, path))
    for book in reversed(series.books):
        theirs = book.decisions
        found = replace(
            found,
            merge=(*found.merge, *(g for g in theirs.merge if g not in found.merge)),
            separate=(*found.separate, *(g for g in theirs.separate if g not in found.separate)),
            pronouns={**theirs.pronouns, **found.pronouns},
            names={**theirs.names, **found.names},
            not_people=(*found.not_people, *(n for n in theirs.not_people if n not in found.not_people)),
            threads={**theirs.threads, **found.threads},
            settled={**theirs.settled, **found.settled},
            findings={**theirs.findings, **found.findings},
            narrators=(*found.narrators, *_in_full(theirs.narrators, book.path)),
        )
    return found


def _in_full(narrators: tuple[NarratorSet, ...], path: Path) -> tuple[NarratorSet, ...]:
    """The same with absolute paths. A bare name in a folder of folders is looked for there."""
    root = path if path.is_dir() else path.parent
    full = []
    for row in narrators:
        name, mark, label = row.file.partition("#")
        place = root / name
        if not place.exists() and "/" not in name:
            place = next(iter(sorted(root.glob(f"**/{escape(name)}"))), place)
        full.append(replace(row, file=f"{place.as_posix()}{mark}{label}"))
    return tuple(full)


def unreadable(book: EarlierBook, exc: ManuscriptError) -> str:
    """The warning for an earlier book that cannot be read."""
    return f"The earlier book {book.path.name} cannot be read; everything else is read without it. {exc}"
