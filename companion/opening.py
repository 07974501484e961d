"""What every command shares: its arguments, and how a book is named and opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .console import ask_leave, waiting
from .errors import NotInBook

if TYPE_CHECKING:
    from .book import Companion

Book = Annotated[Path | None, typer.Argument(help="A folder of chapters, or one file.", show_default=False)]
Folder = Annotated[Path, typer.Argument(metavar="BOOK", help="A folder of chapters, or one file.")]
Until = Annotated[int | None, typer.Option("--until", "-u", help="Look no further than this chapter (its position).")]
Chapters = Annotated[str, typer.Option("--chapters", help="Only these positions: 7, or 3-9.", show_default=False)]
Model = Annotated[str | None, typer.Option("--model", "-m", help="none, auto, or provider:name.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@contextmanager
def open_book(
    book: Path | None, model: str | None = None, until: int | None = None, talks: bool = False
) -> Iterator[Companion]:
    """The book, up to date; a command that `talks` to a model asks first, where that one runs elsewhere.

    Raises NotInBook for a wall beyond the last chapter (it would silently be none), and NotAgreed.
    """
    from .book import Companion

    with Companion.open(book_path(book), model=model) as opened:
        if talks:
            ask_leave(opened)
        with waiting() as progress:
            opened.sync(progress)
        last = len(opened.chapters)
        if until is not None and not 1 <= until <= last:
            raise NotInBook(
                f"There is no chapter {until}: counted in reading order, this book has chapters 1 to {last}; "
                "without --until the whole book is looked at."
            )
        yield opened


def chapter_range(text: str) -> tuple[int, int] | None:
    """ "3-9" as (3, 9), "7" as (7, 7); None for "". Raises NotInBook."""
    if not text.strip():
        return None
    first, _, last = text.replace("–", "-").partition("-")
    try:
        return int(first), int(last or first)
    except ValueError as exc:
        raise NotInBook(f"{text!r} is no range of chapters; write 7, or 3-9.") from exc


def book_path(book: Path | None) -> Path:
    """The manuscript meant: the one named, else the sample novel."""
    if book is not None:
        return book
    from .library import sample_novel

    return sample_novel()
