"""The commands about people, time and threads, and the export of them all; `cli.py` adds them to the others."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import terminal
from .console import say, somebody_is_there, waiting
from .errors import NotInBook, SettingsError
from .opening import Book, Folder, Json, Model, Until, open_book

Name = Annotated[str, typer.Argument(help="Any name the book uses for them.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands to the application."""
    for command in (cast, sheet, person, narrator, timeline, threads, study, export):
        app.command()(command)


def cast(book: Book = None, until: Until = None, json: Json = False) -> None:
    """List everybody in the book, most mentioned first."""
    from .export import to_json

    with open_book(book, until=until) as opened:
        canon = opened.view(until).canon
        say(to_json(canon.cast) if json else terminal.cast(canon.cast, canon.roles, canon.likely_same))


def sheet(name: Name, book: Book = None, until: Until = None, json: Json = False) -> None:
    """All the book says about one character, with quotes."""
    from .export import to_json

    with open_book(book, until=until) as opened:
        found = opened.sheet(name, until)
        say(to_json(found) if json else terminal.sheet(found))


def person(
    name: Name,
    book: Folder,
    also: Annotated[str, typer.Option("--also", help="Another name of theirs.", show_default=False)] = "",
    apart: Annotated[
        list[str] | None, typer.Option("--apart", help="A name that is somebody else's; may be given several times.")
    ] = None,
    shown: Annotated[
        str | None, typer.Option("--shown", help='Under which name they are shown; "" for the text\'s own.')
    ] = None,
    pronouns: Annotated[str | None, typer.Option("--pronouns", help='she, he or they; "" for the text\'s own.')] = None,
    nobody: Annotated[bool, typer.Option("--not-a-person", help="A place, a band, a brand.")] = False,
    back: Annotated[bool, typer.Option("--a-person", help="A person after all.")] = False,
) -> None:
    """Set somebody right: join or split names, rename, set pronouns, take a place out. `undo` takes it back."""
    with open_book(book) as opened:
        if also:
            opened.merge(name, also)
        if apart:
            opened.split(name, *apart)
        if shown is not None:
            opened.rename(name, shown)
        if pronouns is not None:
            opened.set_pronouns(name, pronouns)
        if nobody:
            opened.not_a_person(name)
        if back:
            opened.a_person(name)
        if not any((also, apart, shown is not None, pronouns is not None, nobody, back)):
            raise NotInBook("Say what is to be set: --also, --apart, --shown, --pronouns, --not-a-person, --a-person.")
        say(f"Kept: {opened.undoable}.")


def narrator(
    chapter: Annotated[int, typer.Argument(help="The chapter's position.")],
    name: Annotated[str, typer.Argument(help="Who says “I” there; “nobody” for a chapter told from outside.")],
    book: Folder,
    scene: Annotated[int, typer.Option("--scene", help="Only this scene of it.", min=0)] = 0,
    back: Annotated[bool, typer.Option("--back", help="Leave it to the text again.")] = False,
) -> None:
    """Set who says “I” in a chapter or scene. `undo` takes it back."""
    with open_book(book) as opened:
        outside = name.casefold() == "nobody"
        who = None if back else "" if outside else opened.sheet(name).character.name
        opened.narrate(chapter, who, scene, "" if back else "third" if outside else "first")
        say(f"Kept: {opened.undoable}.")


def timeline(book: Book = None, until: Until = None, json: Json = False) -> None:
    """The scenes in the order in which they happen, with dates and ages as far as the text tells."""
    from .export import to_json

    with open_book(book, until=until) as opened:
        found = opened.view(until).canon.timeline
        say(to_json(found) if json else terminal.timeline(found))


def threads(
    book: Book = None,
    until: Until = None,
    everything: Annotated[bool, typer.Option("--all", help="Also those that are closed.")] = False,
    close: Annotated[str, typer.Option("--close", help="The id of a thread that is closed.", show_default=False)] = "",
    drop: Annotated[str, typer.Option("--drop", help="The id of what is no thread.", show_default=False)] = "",
    back: Annotated[str, typer.Option("--back", help="An id that is left to the text again.", show_default=False)] = "",
    json: Json = False,
) -> None:
    """Promises, secrets, questions, deadlines and things put by: opened where, last touched, closed."""
    from .export import to_json

    with open_book(book, until=until) as opened:
        for thread, verdict in ((close, "closed"), (drop, "not a thread"), (back, None)):
            if thread:
                opened.decide_thread(thread, verdict)
        found = opened.view(until).canon.threads
        say(to_json(found) if json else terminal.threads(found, everything=everything))


def study(
    book: Book = None,
    model: Model = None,
    budget: Annotated[int | None, typer.Option(help="At most so many prompts; the next study goes on.", min=1)] = None,
    estimate: Annotated[bool, typer.Option("--estimate", help="Only say what it would take.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
    json: Json = False,
) -> None:
    """Let a language model read the whole book for facts; what a sentence bears then stands on the sheets, marked.

    It goes on where it stopped: replies are kept, and an edited scene alone is read again.
    """
    from .export import to_json

    with open_book(book, model=model, talks=True) as opened:
        before = opened.study_estimate()
        if estimate:
            say(to_json(before) if json else terminal.study_estimate(before))
            return
        typer.echo(terminal.study_estimate(before), err=True)
        if not yes and before.prompts > before.known and somebody_is_there():
            typer.confirm("Go on?", default=True, abort=True, err=True)
        try:
            with waiting() as progress:
                report = opened.study(budget, progress)
        except KeyboardInterrupt:
            typer.echo("Stopped; what was read is kept, and the same command goes on.", err=True)
            raise typer.Exit(130) from None
        say(to_json(report) if json else terminal.study_report(report))


def export(
    book: Book = None,
    to: Annotated[Path | None, typer.Option("--to", help="File to write: .md, .docx or .json; default: print.")] = None,
    people: Annotated[int, typer.Option(help="How many characters.", min=1)] = 40,
    until: Until = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
) -> None:
    """Write the story bible: people with facts and quotes, timeline, threads, who knows what, what disagrees."""
    from .bible_text import WRITERS, bible_markdown

    writer = WRITERS.get(to.suffix.lower().removeprefix(".")) if to is not None else None
    if to is not None and writer is None:
        *others, last = (f".{kind}" for kind in WRITERS)
        raise NotInBook(f"{to.name}: the bible can be written as {', '.join(others)} or {last}.")
    if to is not None and to.exists() and not force:
        raise NotInBook(f"{to} exists already; choose another name, or add --force.")
    with open_book(book, until=until) as opened:
        found = opened.bible(until, people)
        if to is None or writer is None:
            say(bible_markdown(found))
            return
        content = writer.write(found)
        try:
            to.write_bytes(content)
        except OSError as exc:
            raise SettingsError(f"{to} cannot be written ({exc.strerror}); choose another place.") from exc
        typer.echo(f"Wrote {to}", err=True)
