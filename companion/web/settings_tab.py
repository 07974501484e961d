"""Settings: who words the answers, how the page looks, and where everything lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from ..models import (
    DEFAULT_MODEL,
    DEFAULT_SIZE,
    DEFAULT_SPEC,
    WHAT_IS_SENT,
    Consent,
    ModelInfo,
    fetch_model,
    is_fetched,
    list_models,
    open_model,
)
from . import markup as m
from .bridge import bridge, served
from .desk import Desk

if TYPE_CHECKING:
    from threading import Event

    from ..jobs import Report


def models_html(rows: Sequence[ModelInfo], chosen: str) -> str:
    """What can word the answers, as a list to choose from, and a line for any other."""
    auto = ModelInfo("auto", "the first model found on this machine, if any", False)
    listed = [rows[0], auto, *(r for r in rows[1:] if r.spec not in ("none", "auto"))]
    names = {"none": "Without AI", "auto": "AI on this machine"}
    cards = []
    for row in listed:
        on = row.spec == chosen
        away = m.tag("span", "leaves this machine", "tag") if row.remote else ""
        where = "" if row.spec == "none" else m.tag("small", m.esc(row.where))
        said = m.tag("b", m.esc(names.get(row.spec, row.spec))) + away + where
        note = m.tag("small", m.esc(row.note.rpartition("; ")[2])) if row.note else ""
        css = "act choice on" if on else "act choice"
        cards.append(m.tag("button", said + note, css, value=f"model|{row.spec}", aria_pressed=str(on).lower()))
    other = (
        '<input class="plain" id="model-name" type="text" placeholder="ollama:llama3.2, openai:gpt-4o-mini, '
        'anthropic:…" aria-label="Another model">' + m.act("Use it", "model-named")
    )
    return m.tag("div", m.joined(cards), "choices") + m.tag("div", other, "wishbar") + m.tag("div", "", id="model-ask")


def settings_tab(desk: Desk) -> None:
    """The tab."""

    def show(book: str = "", **_: Any) -> dict[str, Any]:
        settings = desk.settings.model_copy(update={"model": desk.model})
        places = [
            ("What we derive (may be deleted at any time)", settings.cache),
            ("Your library, uploads and conversations", settings.data),
        ]
        if book:
            from ..decisions import decisions_path

            places.append(("What you decided about this book", decisions_path(desk.book(book).path)))
        lines = m.joined(m.tag("dt", m.esc(k)) + m.tag("dd", m.tag("code", m.esc(v))) for k, v in places)
        html = (
            m.tag("h2", "Settings")
            + m.tag(
                "div", m.tag("h3", "Who words the answers") + models_html(list_models(settings), desk.model), "part"
            )
            + m.tag("div", m.tag("h3", "The page") + _looks(), "part")
            + m.tag("div", m.tag("h3", "Where things lie") + m.tag("dl", lines, "facts tight"), "part")
        )
        return {"html": html}

    def choose(model: str, agreed: bool = False, **_: Any) -> dict[str, Any]:
        """Use another model, or ask first."""
        return choose_model(desk, model.strip(), agreed is True)

    def fetch(**_: Any) -> dict[str, Any]:
        """Begin to download the model for this machine; the page follows the job and then chooses it."""
        return start_fetching(desk)

    functions = [served(f) for f in (show, choose, fetch)]
    gr.HTML(
        m.tag("div", "", "wide narrow", id="settings-body"), elem_id="settings-html", **bridge("settings", functions)
    )


def choose_model(desk: Desk, spec: str, agreed: bool) -> dict[str, Any]:
    """Use another model; one that runs elsewhere is used only after the writer has agreed to what is sent.

    Raises UnknownModel, ModelUnavailable.
    """
    if spec == DEFAULT_SPEC and not is_fetched():
        words = f"{DEFAULT_MODEL} is not on this machine yet. It takes {DEFAULT_SIZE} and is downloaded once."
        buttons = m.acts(m.act("Download it", "model-fetch", "first"), m.act("Never mind", "model-no"))
        return {"ask": m.tag("div", m.tag("p", m.esc(words)) + buttons, "heads-up asking-leave")}
    opened = None if spec in ("none", "auto") else open_model(spec, desk.settings)
    consent = Consent(desk.settings.consent)
    if opened is not None and agreed:
        consent.give(opened)
    if opened is not None and not consent.given(opened):
        question = m.tag("p", m.esc(f"{opened.name}, at {opened.where}. {WHAT_IS_SENT}"))
        buttons = m.acts(m.act("Agreed, use it", f"model-agreed|{spec}", "first"), m.act("Never mind", "model-no"))
        return {"ask": m.tag("div", question + buttons, "heads-up asking-leave")}
    desk.use_model(spec)
    return {"said": "Changed. The next answer uses it."}


def start_fetching(desk: Desk) -> dict[str, Any]:
    """Download the named default in the background, counted in megabytes."""

    def work(report: Report, cancel: Event) -> Any:
        def megabytes(stage: str, done: int, total: int, item: str) -> None:
            report(f"{stage} megabytes", done // 1_000_000, total // 1_000_000, item)

        return fetch_model(DEFAULT_MODEL, megabytes, cancel)

    name, _job = desk.start("model", "fetch", work)
    return {"job": name, "spec": DEFAULT_SPEC}


def _looks() -> str:
    themes = m.joined(m.act(name, f"theme|{key}", "look") for name, key in THEMES)
    sizes = m.joined(m.act(name, f"size|{px}", "look") for name, px in SIZES)
    return m.tag(
        "dl",
        m.tag("dt", "Appearance")
        + m.tag("dd", m.tag("div", themes, "acts flat"))
        + m.tag("dt", "Reading size")
        + m.tag("dd", m.tag("div", sizes, "acts flat")),
        "facts tight",
    )


THEMES = (("As the system", "system"), ("Light", "light"), ("Dark", "dark"))
SIZES = (("Small", "15.5"), ("Medium", "17"), ("Large", "19.5"))
