"""What every command shares: printing, the progress bar, asking before something leaves this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from .errors import ModelError, NotAgreed
from .models import WHAT_A_TRIAL_SENDS, WHAT_IS_SENT, Consent, OpenedModel, open_model, stays_here
from .settings import Settings

if TYPE_CHECKING:
    from .book import Companion


def say(text: str) -> None:
    """A result, on standard output."""
    typer.echo(text.rstrip("\n"))


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


def ask_leave(book: Companion) -> None:
    """Before the first use of a model that runs elsewhere: say what is sent, and ask; "no" goes on without AI.

    Raises NotAgreed where nobody is there to ask.
    """
    spec = book.model_spec
    if stays_here(spec):
        return
    try:
        model = book.engine.model(spec)
    except ModelError:
        return  # it cannot be used at all; the answer says why
    if model is not None and not agreed(model, Consent(book.engine.settings.consent)):
        typer.echo("Going on without AI.", err=True)
        book.model_spec = "none"


def may_serve(settings: Settings) -> Settings:
    """The settings for the page, after asking about a remote model in them; without AI where the writer says no.

    Raises NotAgreed where nobody is there to ask.
    """
    spec = settings.model
    if stays_here(spec):
        return settings
    try:
        model = open_model(spec, settings)
    except ModelError:
        return settings
    if model is None or agreed(model, Consent(settings.consent)):
        return settings
    return settings.model_copy(update={"model": "none"})


def may_try(model: OpenedModel, consent: Consent) -> bool:
    """Whether a model may be sent the one question that tries it: nothing of a book, but a remote one is asked about.

    Raises NotAgreed where nobody is there to ask.
    """
    if consent.given(model):
        return True
    if not somebody_is_there():
        raise NotAgreed(
            f"{model.name} runs at {model.where}, and trying it sends one question there, with nothing of your books. "
            "Run this in a terminal, or add --yes."
        )
    typer.echo(f"{model.name}, at {model.where}. {WHAT_A_TRIAL_SENDS}", err=True)
    return typer.confirm("Send it?", default=False, err=True)


def somebody_is_there() -> bool:
    """Whether there is a terminal in which a question can be answered."""
    return sys.stdin.isatty()


def agreed(model: OpenedModel, consent: Consent) -> bool:
    """Whether the writer agrees, now or before. Raises NotAgreed where nobody is there to ask."""
    if consent.given(model):
        return True
    if not somebody_is_there():
        raise NotAgreed(
            f"{model.name} runs at {model.where}, and you were not asked yet whether passages of your book may be sent "
            f"there. Run this in a terminal once, or say: companion models --agree --model {model.name}"
        )
    typer.echo(f"{model.name}, at {model.where}. {WHAT_IS_SENT}", err=True)
    if not typer.confirm("Agreed?", default=False, err=True):
        return False
    consent.give(model)
    return True
