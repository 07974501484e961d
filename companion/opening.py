"""What every command shares: how it names a book, opens it, shows that it works, and prints."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from .errors import NotInBook

Book = Annotated[Path | None, typer.Argument(help="A folder of chapters, or one file.", show_default=False)]
Folder = Annotated[Path, typer.Argument(metavar="BOOK", help="A folder of chapters, or one file.")]
Until = Annotated[int | None, typer.Option("--until", "-u", help="Look no further than this chapter (its position).")]
Chapters = Annotated[str, typer.Option("--chapters", help="Only these positions: 7, or 3-9.", show_default=False)]
Model = Annotated[str | None, typer.Option("--model", "-m", help="none, auto, or provider:name.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@contextmanager
def open_book(book: Path | None, model: str | None = None, until: int | None = None) -> Iterator:
    """The book, up to date. Raises NotInBook for a wall beyond its last chapter: it would silently be none."""
    from .book import Companion

    with Companion.open(book_path(book), model=model) as opened:
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


@contextmanager
def waiting() -> Iterator:
    """A progress bar on standard error that goes away when done; nothing where nobody looks."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("opening", total=None)

        def progress(stage: str, done: int, total: int, item: str) -> None:
            bar.update(task, description=f"{stage} {item}".strip()[:40], completed=done, total=total or None)

        yield progress


def show(text: str) -> None:
    """Print a result, ending in one line end."""
    typer.echo(text.rstrip("\n"))
