"""The command line. Thin: opens a book, calls the library, prints what came back.

BOOK is always the last argument: a folder of chapters or one file. Without it the sample novel is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from typer.core import TyperGroup

from . import __version__, terminal
from .errors import CompanionError, NotInBook, SettingsError


class OneLineErrors(TyperGroup):
    """Errors we know become one line on standard error and exit code 2."""

    def invoke(self, ctx):
        try:
            return super().invoke(ctx)
        except CompanionError as exc:
            typer.echo("companion: " + " ".join(str(exc).split()), err=True)
            raise typer.Exit(2) from exc


app = typer.Typer(
    name="companion",
    cls=OneLineErrors,
    help="A writing companion for novelists. BOOK is a folder of chapters or one file; without it, the sample novel.",
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)

Book = Annotated[Path | None, typer.Argument(help="A folder of chapters, or one file.", show_default=False)]
Until = Annotated[int | None, typer.Option("--until", "-u", help="Look no further than this chapter (its position).")]
Model = Annotated[str | None, typer.Option("--model", "-m", help="none, auto, or provider:name.")]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    if version:
        typer.echo(f"companion {__version__}")
        raise typer.Exit()
    if context.invoked_subcommand is None:
        serve(None)


@app.command()
def serve(
    book: Book = None,
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="First port to try.", min=0, max=65535)] = None,
    model: Model = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page.")] = True,
) -> None:
    """Open the companion in the browser."""
    from .settings import Settings
    from .web import serve as serve_web

    given = {k: v for k, v in {"host": host, "port": port, "model": model}.items() if v is not None}
    serve_web(book, settings=Settings.load(**given), open_browser=browser)


@app.command()
def new(book: Annotated[Path, typer.Argument(help="A folder of chapters, or one file.")], json: Json = False) -> None:
    """Show what would be read from a manuscript, before anything is indexed."""
    from .decisions import DecisionsFile, decisions_path
    from .export import to_json
    from .manuscript import read_manuscript

    with _waiting() as progress:
        path = book.expanduser()
        manuscript = read_manuscript(path, DecisionsFile(decisions_path(path)).load(), progress)
    _print(to_json(manuscript) if json else terminal.preview(manuscript))


@app.command()
def sync(book: Book = None, json: Json = False) -> None:
    """Bring a book up to date with its files."""
    from .book import Companion
    from .export import to_json

    with Companion.open(_path(book), model="none") as opened, _waiting() as progress:
        report = opened.sync(progress)
    _print(to_json(report) if json else terminal.sync_report(report))


@app.command()
def report(book: Book = None, until: Until = None, json: Json = False) -> None:
    """A first look: who is in it, who narrates, what disagrees, what is still open."""
    from .export import to_json

    with _opened(book) as opened:
        look = opened.report(until)
        _print(to_json(look) if json else terminal.first_look(look))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="In your own words.")],
    book: Book = None,
    until: Until = None,
    model: Model = None,
    json: Json = False,
) -> None:
    """Ask a continuity question; the answer comes with exact quotes."""
    from .export import to_json

    with _opened(book, model) as opened:
        answer = opened.ask(question, until)
        _print(to_json(answer) if json else terminal.answer(answer, opened.chapters))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words, or a meaning.")],
    book: Book = None,
    k: Annotated[int, typer.Option("-k", help="How many passages.", min=1, max=1000)] = 8,
    until: Until = None,
    json: Json = False,
) -> None:
    """Find passages by meaning and words."""
    from .export import to_json

    with _opened(book) as opened:
        hits = opened.search(query, k, until)
        _print(to_json(hits) if json else terminal.hits(hits))


@app.command()
def cast(book: Book = None, until: Until = None, json: Json = False) -> None:
    """List everybody in the book, most mentioned first."""
    from .export import to_json

    with _opened(book) as opened:
        people = opened.cast(until)
        _print(to_json(people) if json else terminal.cast(people))


@app.command()
def sheet(
    name: Annotated[str, typer.Argument(help="Any name the book uses for them.")],
    book: Book = None,
    until: Until = None,
    json: Json = False,
) -> None:
    """All the book says about one character, with quotes."""
    from .export import to_json

    with _opened(book) as opened:
        found = opened.sheet(name, until)
        _print(to_json(found) if json else terminal.sheet(found))


@app.command()
def check(
    book: Book = None,
    until: Until = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what is merely worth a look, or decided.")] = False,
    json: Json = False,
) -> None:
    """Find places that contradict each other. Writes nothing."""
    from .export import to_json

    with _opened(book) as opened:
        findings = opened.check(until)
        _print(to_json(findings) if json else terminal.findings(findings, everything=everything))


@app.command()
def suggest(
    book: Book = None,
    wish: Annotated[str, typer.Option("--wish", "-w", help="What you would like to happen.")] = "",
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=20)] = 3,
    until: Until = None,
    model: Model = None,
    json: Json = False,
) -> None:
    """Propose scenes that could come next."""
    from .export import to_json

    with _opened(book, model) as opened:
        ideas = opened.suggest(count, wish, until)
        _print(to_json(ideas) if json else terminal.ideas(ideas))


@app.command()
def draft(
    wish: Annotated[str, typer.Argument(help="What should happen in the scene.")],
    book: Book = None,
    until: Until = None,
    model: Model = None,
    keep: Annotated[str, typer.Option("--keep", help="Keep it as a new file with this title.")] = "",
    json: Json = False,
) -> None:
    """Draft a scene that fits the page; without a language model, its brief."""
    from .export import to_json

    with _opened(book, model) as opened:
        with _waiting() as progress:
            made = opened.draft(opened.brief(wish, until), progress)
        _print(to_json(made) if json else terminal.draft(made))
        if keep:
            path = opened.accept(made, keep)
            typer.echo(f"Kept as {path}", err=True)


@app.command()
def export(
    book: Book = None,
    to: Annotated[Path | None, typer.Option("--to", help="File to write: .md or .json; default: print.")] = None,
    people: Annotated[int, typer.Option(help="How many characters.", min=1)] = 40,
    until: Until = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Write the story bible: every character with facts and quotes, and what disagrees."""
    from .export import bible_markdown, to_json

    if to is not None and to.suffix.lower() not in (".md", ".json"):
        raise NotInBook(f"{to.name}: the bible can be written as .md or .json.")
    if to is not None and to.exists() and not force:
        raise NotInBook(f"{to} exists already; choose another name, or add --force.")
    with _opened(book) as opened:
        look, findings = opened.report(until), opened.check(until)
        sheets = [opened.sheet(c.name, until) for c in opened.cast(until)[:people]]
        if to is not None and to.suffix.lower() == ".json":
            text = to_json({"report": look, "sheets": sheets, "findings": findings})
        else:
            text = bible_markdown(look, sheets, findings)
        if to is None:
            _print(text)
            return
        try:
            to.write_text(text, encoding="utf-8")
        except OSError as exc:
            raise SettingsError(f"{to} cannot be written ({exc.strerror}); choose another place.") from exc
        typer.echo(f"Wrote {to}", err=True)


@app.command()
def models(
    model: Model = None,
    json: Json = False,
) -> None:
    """List the language models on this machine, and which one would be used."""
    from .export import to_json
    from .models import list_models
    from .settings import Settings

    found = list_models(Settings.load(**({"model": model} if model else {})))
    _print(to_json(found) if json else terminal.models(found))


@contextmanager
def _opened(book: Path | None, model: str | None = None) -> Iterator:
    from .book import Companion

    with Companion.open(_path(book), model=model) as opened:
        with _waiting() as progress:
            opened.sync(progress)
        yield opened


def _path(book: Path | None) -> Path:
    if book is not None:
        return book
    from .library import sample_novel

    return sample_novel()


@contextmanager
def _waiting() -> Iterator:
    """A progress bar on standard error that goes away when done; nothing where nobody looks."""
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("opening", total=None)

        def progress(stage: str, done: int, total: int, item: str) -> None:
            bar.update(task, description=f"{stage} {item}".strip()[:40], completed=done, total=total or None)

        yield progress


def _print(text: str) -> None:
    typer.echo(text.rstrip("\n"))


def main() -> None:
    """Entry point of the console script."""
    app()
