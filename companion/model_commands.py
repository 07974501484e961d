"""`companion models`: what there is, what would be used and why, one question to try it, the download, keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from . import terminal
from .console import may_try, say, waiting
from .errors import ModelError, ModelUnavailable, SettingsError
from .models import DEFAULT_MODEL, DEFAULT_SIZE, Consent
from .opening import Json, Model
from .settings import Settings

if TYPE_CHECKING:
    from .chains.trial import Trial
    from .engine import Engine


def models(
    model: Model = None,
    test: Annotated[
        bool | None,
        typer.Option(
            "--test/--no-test",
            help="Ask it one question; by itself only a server on this machine is asked, and one elsewhere only after "
            "you said yes.",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Send --test's question elsewhere without asking.")] = False,
    fetch: Annotated[
        bool,
        typer.Option("--fetch", help=f"Download {DEFAULT_MODEL} ({DEFAULT_SIZE}), or huggingface:NAME of --model."),
    ] = False,
    agree: Annotated[
        bool, typer.Option("--agree", help="Agree that passages of your books go to the model of --model.")
    ] = False,
    take_back: Annotated[bool, typer.Option("--take-back", help="Ask again before any remote model is used.")] = False,
    key: Annotated[
        str, typer.Option("--key", metavar="PROVIDER", help="Keep a provider's key in the system's keyring.")
    ] = "",
    forget_key: Annotated[
        str, typer.Option("--forget-key", metavar="PROVIDER", help="Take it out of the keyring.")
    ] = "",
    json: Json = False,
) -> None:
    """List the language models on this machine, which one would be used, and try it with one question."""
    if sum(map(bool, (fetch, agree, take_back, key, forget_key))) > 1:
        raise SettingsError("--fetch, --agree, --take-back, --key and --forget-key do not go together; choose one.")
    settings = Settings.load(**({"model": model} if model else {}))
    if fetch:
        _fetch(model or "", json)
    elif agree:
        _agree(settings)
    elif take_back:
        places = Consent(settings.consent).take_back()
        say(f"Asked again before anything goes to {', '.join(places)}." if places else "Nothing had been agreed to.")
    elif key:
        _keep_key(key.strip().lower())
    elif forget_key:
        from .models import forget_key as forget

        say("The key is gone." if forget(forget_key.strip().lower()) else "There was no key.")
    else:
        _list(settings, test, yes, json)


def _list(settings: Settings, test: bool | None, yes: bool, json: bool) -> None:
    from .export import to_json
    from .models import in_this_process, list_models

    found = list_models(settings)
    chosen = next((row for row in found if row.chosen), None)
    usable = chosen is not None and chosen.ready and chosen.spec != "none"
    # By itself nothing is sent elsewhere, and no weights are loaded.
    by_itself = usable and chosen is not None and not chosen.remote and not in_this_process(chosen.spec)
    trial, failed = None, ""
    if chosen is not None and usable and (by_itself if test is None else test):
        from .engine import Engine

        engine = Engine(settings)
        try:
            trial = _tried(engine, chosen.spec, yes)
        except ModelError as exc:
            failed = str(exc)
    line = failed or (trial.line if trial else "")
    say(to_json({"models": found, "trial": trial, "failed": failed}) if json else terminal.models(found, line))


def _tried(engine: Engine, spec: str, yes: bool) -> Trial | None:
    """How a model does; None where the writer does not want it asked. Raises ModelError, NotAgreed."""
    from .asking import try_model

    model = engine.model(spec)
    if model is None or not (yes or may_try(model, Consent(engine.settings.consent))):
        return None
    with waiting() as progress:
        progress("asking", 0, 0, spec)
        return try_model(engine, spec)


def _fetch(spec: str, json: bool) -> None:
    from .export import to_json
    from .models import fetch_model

    provider, _, name = spec.partition(":")
    if spec and (provider != "huggingface" or not name):
        raise SettingsError("Only huggingface:OWNER/MODEL can be downloaded; Ollama and LM Studio fetch their own.")
    with waiting() as progress:
        fetched = fetch_model(name or DEFAULT_MODEL, progress)
    ready = f"Downloaded ({fetched.gigabytes:.1f} GB). Use it with --model {fetched.spec}"
    auto = ", or with auto where no model server is running." if not name or name == DEFAULT_MODEL else "."
    say(to_json(fetched) if json else ready + auto)


def _agree(settings: Settings) -> None:
    from .models import WHAT_IS_SENT, open_model, stays_here

    opened = None if stays_here(settings.model) else open_model(settings.model, settings)
    if opened is None or not opened.remote:
        say("That model runs on this machine; nothing has to be agreed to.")
        return
    Consent(settings.consent).give(opened)
    say(f"{opened.name}, at {opened.where}. {WHAT_IS_SENT}\nAgreed; companion models --take-back takes it back.")


def _keep_key(provider: str) -> None:
    from .models import store_key

    entered = typer.prompt(f"Key for {provider} (not shown)", hide_input=True, err=True).strip()
    if not entered:
        raise ModelUnavailable("No key was entered.")
    store_key(provider, entered)
    say("Kept in the system's keyring.")
