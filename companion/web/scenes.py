"""Scenes: ideas for what comes next, a brief to write from, a draft with what the gate noticed, and keeping it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import gradio as gr

from ..errors import NotInBook
from ..manuscript.chapter import Citation
from ..scenes import suggest as suggest_plainly
from ..scenes.types import Draft, Mark, PersonState, SceneBrief, SceneIdea
from . import markup as m
from .bridge import bridge, served
from .desk import Desk

KEPT = 60  # ideas, briefs and drafts that buttons on the page may still name


class Kept:
    """What the page's buttons refer to, by a token; the oldest are forgotten."""

    def __init__(self) -> None:
        self._things: dict[str, Any] = {}

    def put(self, thing: Any) -> str:
        token = secrets.token_hex(6)
        self._things[token] = thing
        while len(self._things) > KEPT:
            self._things.pop(next(iter(self._things)))
        return token

    def get(self, token: str, kind: type[Any]) -> Any:
        """The thing of that token. Raises NotInBook when it is not there any more."""
        thing = self._things.get(token)
        if not isinstance(thing, kind):
            raise NotInBook("That is not at hand any more; suggest scenes again.")
        return thing


def ideas_html(ideas: Sequence[tuple[str, SceneIdea]]) -> str:
    """Cards to choose from; each shows the places it grows from."""
    if not ideas:
        return m.empty("No scene suggests itself", "Say what you wish for, in a line, and ask again.")
    return m.joined(_idea(token, idea) for token, idea in ideas)


def brief_html(token: str, brief: SceneBrief, prose: bool) -> str:
    """A brief as a page to write from; `prose` says whether a model is there to draft it."""
    facts = [
        ("Told by", brief.pov),
        (
            "Person and tense",
            " ".join(p for p in (f"{brief.person} person," if brief.person else "", brief.tense) if p),
        ),
        ("Place", brief.place),
    ]
    lines = m.joined(m.tag("dt", m.esc(k)) + m.tag("dd", m.esc(v)) for k, v in facts if v.strip(" ,"))
    beats = m.tag("ol", m.joined(m.tag("li", m.typeset(b)) for b in brief.beats)) if brief.beats else ""
    last = m.quote_card(brief.last_lines, heading="The last lines, to join on to") if brief.last_lines else ""
    parts = [
        m.tag("div", m.act("‹ Ideas", "ideas", "link"), "back"),
        m.tag("h2", m.esc(brief.title)),
        m.tag("p", m.typeset(brief.premise), "premise"),
        m.tag("dl", lines, "facts tight") if lines else "",
        _part("Beats", beats) if beats else "",
        _part("Who is in it, and where the book has left them", m.joined(_person(p) for p in brief.people))
        if brief.people
        else "",
        _part("Joins on to", last) if last else "",
        _part("Grows from", m.tag("div", m.joined(m.quote_card(c) for c in brief.citations), "both"))
        if brief.citations
        else "",
        m.acts(
            m.act("Write it" if prose else "Take it to the page", f"write|{token}", "first"),
            m.act("Copy as Markdown", f"markdown|{token}"),
        ),
    ]
    return m.tag("article", m.joined(parts), "brief")


def draft_html(token: str, draft: Draft) -> str:
    """A draft with its marks underlined where they stand and explained beside; it can be edited and kept."""
    head = m.tag("div", m.act("‹ Ideas", "ideas", "link"), "back") + m.tag("h2", m.esc(draft.brief.title))
    made = [f"Drafted by {draft.model}."] if draft.is_prose else []
    said = m.joined(m.tag("p", m.esc(line), "sub") for line in (*made, *draft.notes))
    marks = m.joined(_mark(mark) for mark in draft.marks)
    if draft.is_prose:
        paragraphs = m.joined(
            m.tag("p", m.typeset(draft.text[a:b], _spans(draft.marks, a, b))) for a, b in _paragraphs(draft.text)
        )
        text = m.tag("div", paragraphs, "page")
    else:
        text = ""
    editor = m.tag("textarea", m.html.escape(draft.text), "plain editor", rows="16", aria_label="The scene")
    keep = m.tag(
        "div",
        f'<input class="plain" type="text" aria-label="Title" value="{m.esc(draft.brief.title)}">'
        + m.act("Keep as a new file", f"accept|{token}", "first"),
        "keep",
    )
    noticed = m.tag("div", m.tag("h3", "Noticed") + marks, "part") if marks else ""
    fold = m.fold(
        "Edit before keeping" if draft.is_prose else "Write from here", editor, "edit", is_open=not draft.is_prose
    )
    return m.tag("article", head + said + text + noticed + fold + keep, "draft")


def _idea(token: str, idea: SceneIdea) -> str:
    who = ", ".join(idea.people)
    told = " · ".join(part for part in (f"told by {idea.pov}" if idea.pov else "", who, idea.place) if part)
    head = m.tag("div", m.tag("h3", m.esc(idea.title)) + m.tag("span", m.esc(idea.kind), "tag soft"), "head")
    quotes = m.tag("div", m.joined(m.quote_card(c) for c in idea.citations[:4]), "both") if idea.citations else ""
    body = m.tag("p", m.typeset(idea.premise), "premise") + m.tag("p", m.esc(told), "sub") + quotes
    return m.tag("article", head + body + m.acts(m.act("Make a brief", f"brief|{token}", "first")), "card idea")


def _person(person: PersonState) -> str:
    lines = []
    if person.last_seen is not None:
        lines.append(_noted("last seen", person.last_seen))
    lines += [_noted(said, c) for said, c in person.facts]
    lines += [_noted(f"does not know: {said}", c, "unaware") for said, c in person.unaware_of]
    return m.tag("div", m.tag("h4", m.esc(person.name)) + m.tag("ul", m.joined(lines)), "state")


def _noted(said: str, citation: Citation, css: str = "") -> str:
    return m.tag("li", m.esc(said) + m.chapter_chip(citation), css)


def _mark(mark: Mark) -> str:
    chip = m.chapter_chip(mark.citation) if mark.citation else ""
    return m.tag("div", m.tag("span", m.esc(mark.kind), "tag") + " " + m.esc(mark.message) + chip, "row")


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def _spans(marks: Sequence[Mark], start: int, end: int) -> list[tuple[int, int, str]]:
    inside = [k for k in marks if k.start < end and k.end > start]
    return [(max(k.start, start) - start, min(k.end, end) - start, "u") for k in inside]


def _part(title: str, content: str) -> str:
    return m.tag("div", m.tag("h3", m.esc(title)) + content, "part")


def scenes_tab(desk: Desk) -> None:
    """A wish, ideas, a brief, a draft: one after the other in the same place."""
    kept = Kept()

    def first(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        """Ideas to begin with. No model is asked for them: nobody has asked for anything yet."""
        found = desk.book(book)
        ideas = found.suggest(3, "", until) if desk.model == "none" else suggest_plainly(found.view(until), 3)
        note = m.tag(
            "p", "From what the book leaves open. With a wish above, they go where you want.", "sub first-ideas"
        )
        return {"html": (note if ideas else "") + ideas_html([(kept.put(idea), idea) for idea in ideas])}

    def suggest(book: str, wish: str = "", until: int | None = None, **_: Any) -> dict[str, Any]:
        """Begin to look for ideas; the page follows the job, then asks for them."""
        found = desk.book(book)
        name, _job = desk.start(book, f"suggest-{secrets.token_hex(3)}", lambda r, c: found.suggest(3, wish, until))
        return {"job": name}

    def ideas(job: str, **_: Any) -> dict[str, Any]:
        found = _result(desk, job)
        return {"html": ideas_html([(kept.put(idea), idea) for idea in found])}

    def brief(book: str, idea: str = "", wish: str = "", until: int | None = None, **_: Any) -> dict[str, Any]:
        """A brief for an idea on the page, or straight for a wish."""
        wanted = kept.get(idea, SceneIdea) if idea else wish.strip()
        if not wanted:
            raise NotInBook("Say in a line what should happen, then ask for a brief.")
        made = desk.book(book).brief(wanted, until)
        return {"html": brief_html(kept.put(made), made, desk.model != "none")}

    def markdown(brief: str, **_: Any) -> dict[str, Any]:
        return {"text": str(kept.get(brief, SceneBrief))}

    def write(book: str, brief: str, **_: Any) -> dict[str, Any]:
        """Begin a draft; the page follows the job, then asks for it."""
        made = kept.get(brief, SceneBrief)
        found = desk.book(book)
        name, _job = desk.start(
            book, f"draft-{secrets.token_hex(3)}", lambda r, c: found.draft(made, progress=r, cancel=c)
        )
        return {"job": name}

    def draft(job: str, **_: Any) -> dict[str, Any]:
        made: Draft = _result(desk, job)
        return {"html": draft_html(kept.put(made), made)}

    def accept(book: str, draft: str, title: str, text: str = "", **_: Any) -> dict[str, Any]:
        """Keep the draft, as edited, as a new file."""
        made: Draft = kept.get(draft, Draft)
        if not title.strip():
            raise NotInBook("Give the scene a title; it becomes the file's name.")
        edited = made if text.strip() in ("", made.text.strip()) else replace(made, text=text, marks=())
        path = desk.book(book).accept(edited, title.strip())
        return {"said": f"Kept as {path.name}, in {path.parent}."}

    top = (
        m.tag("h2", "Scenes")
        + m.tag("p", "What could come next, grown from what is on the page.", "sub")
        + m.tag(
            "div",
            '<input class="plain" id="wish" type="text" placeholder="A wish, if you have one: a row in the van, the '
            'morning after …" aria-label="What you wish for">'
            + m.act("Suggest", "suggest", "first")
            + m.act("Brief from the wish", "wish"),
            "wishbar",
        )
    )
    shell = m.tag("div", m.tag("div", top, id="scenes-top") + m.tag("div", "", id="scenes-body"), "wide")
    functions = [served(f) for f in (first, suggest, ideas, brief, markdown, write, draft, accept)]
    gr.HTML(shell, elem_id="scenes-html", **bridge("scenes", functions))


def _result(desk: Desk, name: str) -> Any:
    job = desk.job(name)
    if job is None or job.state == "running":
        raise NotInBook("That is not ready; start it again.")
    return job.result()
