"""The command line. Thin: opens a book, calls the library, prints what came back.

BOOK is always the last argument: a folder of chapters or one file. Without it the sample novel is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from . import __version__, bible_commands, terminal
from .console import may_serve, say, waiting
from .errors import CompanionError, NotInBook
from .model_commands import models
from .opening import Book, Chapters, Folder, Json, Model, Until
from .opening import book_path as _path
from .opening import chapter_range as _range
from .opening import open_book as _opened

# Click's error for what was typed wrongly; Typer brings a click of its own in some versions.
UsageError: Any = typer.BadParameter.__base__


class OneLineErrors(TyperGroup):
    """Errors we know, and what was typed wrongly, become one line on standard error and exit code 2."""

    def make_context(self, *args, **kwargs):
        with _one_line():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx):
        with _one_line():
            return super().invoke(ctx)


@contextmanager
def _one_line() -> Iterator[None]:
    reason: Exception
    try:
        yield
    except CompanionError as exc:
        message, reason = str(exc), exc
    except UsageError as exc:
        command = exc.ctx.command_path if exc.ctx else "companion"
        message, reason = f"{exc.format_message().rstrip('.')}; {command} --help says more.", exc
    else:
        return
    typer.echo("companion: " + " ".join(message.split()), err=True)
    raise typer.Exit(2) from reason


app = typer.Typer(
    name="companion",
    cls=OneLineErrors,
    help="A writing companion for novelists. BOOK is a folder of chapters or one file; without it, the sample novel.",
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
)


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
    serve_web(book, settings=may_serve(Settings.load(**given)), open_browser=browser)


@app.command()
def new(book: Annotated[Path, typer.Argument(help="A folder of chapters, or one file.")], json: Json = False) -> None:
    """Show what would be read from a manuscript, before anything is indexed. Writes nothing."""
    from .book import Companion
    from .export import to_json

    with Companion.open(book, model="none") as opened, waiting() as progress:
        found = opened.preview(progress)
    say(to_json(found) if json else terminal.preview(found))


@app.command()
def sync(
    book: Book = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Stay, and say of every saved edit what it broke or mended.")
    ] = False,
    json: Json = False,
) -> None:
    """Bring a book up to date with its files."""
    from .book import Companion
    from .export import to_json, to_line

    with Companion.open(_path(book), model="none") as opened:
        with waiting() as progress:
            report = opened.sync(progress)
        if not watch:
            say(to_json(report) if json else terminal.sync_report(report))
            return
        say(to_line(report) if json else terminal.sync_report(report))
        opened.check()  # what disagrees now, to compare with
        if not json:
            typer.echo("Watching for saved edits; stop with Ctrl+C.", err=True)
        stop = Event()
        known = report.warnings
        try:
            for effect in opened.watch(stop):
                say(to_line(effect) if json else terminal.effect(effect, known))
                known = effect.report.warnings if effect.report is not None else known
        except KeyboardInterrupt:
            pass  # how one stops it
        finally:
            stop.set()


@app.command()
def report(book: Book = None, until: Until = None, json: Json = False) -> None:
    """A first look: who is in it, who narrates, what disagrees, what is still open."""
    from .export import to_json

    with _opened(book, until=until) as opened:
        look = opened.report(until)
        say(to_json(look) if json else terminal.first_look(look))


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="In your own words.")],
    book: Book = None,
    until: Until = None,
    model: Model = None,
    every: Annotated[bool, typer.Option("--all", help="Every place, those that only came near, too.")] = False,
    json: Json = False,
) -> None:
    """Ask a continuity question; the answer comes with exact quotes."""
    from .export import to_json

    with _opened(book, model, until, talks=True) as opened:
        answer = opened.ask(question, until)
        say(to_json(answer) if json else terminal.answer(answer, opened.chapters, every))


@app.command()
def here(
    question: Annotated[str, typer.Argument(help="As you ask it.")],
    book: Folder,
    quote: Annotated[str, typer.Option("--quote", help="The sentence that answers it.", show_default=False)] = "",
    chapter: Annotated[
        int | None, typer.Option("--chapter", help="Its chapter's position, where it stands in several.")
    ] = None,
    back: Annotated[bool, typer.Option("--back", help="Leave it to the search again.")] = False,
) -> None:
    """Show where the book answers a question (“it's here”): asked again, that sentence comes first."""
    if bool(quote) == back:
        raise NotInBook("Say with --quote which sentence answers it, or with --back that none was shown.")
    with _opened(book) as opened:
        if back:
            opened.forget(question)
        else:
            opened.remember(question, chapter, quote)
        say(f"Kept: {opened.undoable}.")


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words, or a meaning.")],
    book: Book = None,
    k: Annotated[int, typer.Option("-k", help="How many passages.", min=1, max=1000)] = 8,
    until: Until = None,
    chapters: Chapters = "",
    character: Annotated[
        list[str] | None, typer.Option("--character", "-c", help="Only where they are; may be given several times.")
    ] = None,
    json: Json = False,
) -> None:
    """Find passages by meaning and words."""
    from .export import to_json

    with _opened(book, until=until) as opened:
        hits = opened.search(query, k, until, _range(chapters), character or ())
        say(to_json(hits) if json else terminal.hits(hits))


@app.command()
def mentions(
    phrase: Annotated[str, typer.Argument(help="A name, a word or a phrase.")],
    book: Book = None,
    until: Until = None,
    chapters: Chapters = "",
    exact: Annotated[bool, typer.Option("--exact", help="These words only: no other forms, no other names.")] = False,
    json: Json = False,
) -> None:
    """List every place of a name, word or phrase, complete, with counts per chapter."""
    from .export import to_json

    with _opened(book, until=until) as opened:
        found = opened.mentions(phrase, until, _range(chapters), exact)
        counts = [{"chapter": position, "count": count} for position, count in found.counts]
        as_data = {"phrase": phrase, "names": found.names, "counts": counts, "places": found.places}
        say(to_json(as_data) if json else terminal.mentions(found))


@app.command()
def check(
    book: Book = None,
    until: Until = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what is merely worth a look, or decided.")] = False,
    json: Json = False,
) -> None:
    """Find places that contradict each other. Writes nothing."""
    from .export import to_json

    with _opened(book, until=until) as opened:
        findings = opened.check(until)
        say(to_json(findings) if json else terminal.findings(findings, everything=everything))


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

    with _opened(book, model, until, talks=True) as opened:
        ideas = opened.suggest(count, wish, until)
        say(to_json(ideas) if json else terminal.ideas(ideas))


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

    with _opened(book, model, until, talks=True) as opened:
        with waiting() as progress:
            made = opened.draft(opened.brief(wish, until), progress)
        say(to_json(made) if json else terminal.draft(made))
        if keep:
            path = opened.accept(made, keep)
            typer.echo(f"Kept as {path}", err=True)


app.command()(models)


@app.command("eval")
def evaluate(
    questions: Annotated[Path, typer.Argument(metavar="QUESTIONS.jsonl", help="One question a line, as JSON.")],
    book: Book = None,
    model: Model = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what passes and has not changed.")] = False,
    json: Json = False,
) -> None:
    """Ask a list of questions whose answers are known, and say what changed since the last time.

    Exit code 1 when something that was right is wrong now.
    """
    from .export import to_json

    with _opened(book, model, talks=True) as opened:
        with waiting() as progress:
            run = opened.evaluate(questions, progress)
        say(to_json(run) if json else terminal.evaluation(run, everything=everything))
    if run.worse:
        raise typer.Exit(1)


@app.command()
def order(
    book: Folder,
    move: Annotated[str, typer.Option("--move", help="The file to move.", show_default=False)] = "",
    before: Annotated[str, typer.Option("--before", help="The file it goes before.", show_default=False)] = "",
    after: Annotated[str, typer.Option("--after", help="The file it goes after.", show_default=False)] = "",
    first: Annotated[
        list[str] | None, typer.Option("--set", help="A file; once for each, in reading order.", show_default=False)
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Back to the order of the files' names.")] = False,
    json: Json = False,
) -> None:
    """Show the reading order of your files, or change it."""
    from .book import Companion
    from .export import to_json

    if (before or after) and not move:
        raise NotInBook("Say with --move which file should go there.")
    if bool(move) + bool(first) + reset > 1:
        raise NotInBook("--move, --set and --reset do not go together; choose one.")
    with Companion.open(book, model="none") as opened:
        if move:
            opened.move(move, before, after)
        elif first:
            opened.set_order(first)
        elif reset:
            opened.set_order(())
        files = opened.files
    say(to_json(files) if json else terminal.order(files))


@app.command()
def ignore(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE",
            help="Files, folders (notes/) or patterns (*old*).",
            default_factory=list,
            show_default=False,
        ),
    ],
    book: Folder,
    back: Annotated[bool, typer.Option("--back", help="Read these again.")] = False,
    json: Json = False,
) -> None:
    """Leave files out of the book (old versions, notes), or list those left out."""
    from .book import Companion
    from .export import to_json

    with Companion.open(book, model="none") as opened:
        if files and back:
            opened.unignore(*files)
        elif files:
            opened.ignore(*files)
        left_out = opened.ignored
        listed = opened.decisions.ignore
    say(to_json({"ignore": listed, "files": left_out}) if json else terminal.ignored(listed, left_out))


@app.command()
def undo(book: Folder, json: Json = False) -> None:
    """Take back the last decision: a verdict, a merge, an order, files left out."""
    from .book import Companion
    from .export import to_json

    with Companion.open(book, model="none") as opened:
        what = opened.undo()
    say(to_json({"undone": what}) if json else f"Taken back: {what}.")


bible_commands.add_to(app)


def main() -> None:
    """Entry point of the console script."""
    app()
