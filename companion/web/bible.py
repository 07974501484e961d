"""The bible's tab: people at the left; at the right a sheet, who is where, the timeline, threads, who knows what."""

from __future__ import annotations

from typing import Any

import gradio as gr

from ..bible_text import WRITERS
from ..canon.bible import Bible
from ..errors import NotInBook
from . import markup as m
from .bridge import Served, bridge, served
from .chapters import undo_html
from .desk import Desk
from .people import cast_html, heat_html, role_html, settle_html
from .sheet import sheet_html
from .threads import knowledge_html, threads_html
from .timeline import timeline_html

PARTS = (
    ("heat", "Who is where"),
    ("timeline", "Timeline"),
    ("threads", "Threads"),
    ("knowledge", "Who knows what"),
    ("settle", "Names to settle"),
)


def bible_tab(desk: Desk) -> None:
    """Build the tab and the functions that its script calls."""
    tabs = m.joined(m.act(label, f"bible|{name}", "part-tab") for name, label in PARTS)
    left = m.joined(
        (
            m.tag("div", tabs, "part-tabs"),
            m.tag("div", "", id="bible-people"),
            m.tag("div", "", id="bible-foot"),
        )
    )
    shell = m.tag("div", left, "bible-left") + m.tag("div", "", "bible-main", id="bible-main")
    functions = [*_looking(desk), *_deciding(desk)]
    gr.HTML(m.tag("div", shell, "bible"), elem_id="bible-html", **bridge("bible", functions))


def _looking(desk: Desk) -> list[Served]:
    def people(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        """The list at the left, what is to be settled, the last decision, and the ways to take the bible along."""
        opened = desk.book(book)
        canon = opened.view(until).canon
        return {
            "html": cast_html(canon.cast, canon.roles, opened.decisions.not_people),
            "settle": len(canon.likely_same) + len(canon.namesakes),
            "foot": undo_html(opened.undoable, "bible-undo") + exports_html(book, until),
        }

    def heat(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        return {"html": heat_html(desk.book(book).cast(until), desk.chapters(book, until))}

    def timeline(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        return {"html": timeline_html(desk.book(book).view(until).canon.timeline)}

    def threads(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        return {"html": threads_html(desk.book(book).view(until).canon.all_threads)}

    def knowledge(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        return {"html": knowledge_html(desk.book(book).view(until).canon.knowledge)}

    def settle(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        canon = desk.book(book).view(until).canon
        return {"html": settle_html(canon.likely_same, canon.doubtful, canon.namesakes)}

    def sheet(book: str, name: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        opened = desk.book(book)
        canon = opened.view(until).canon
        found = canon.sheet(name)
        who = found.character.name
        likely = [pair for pair in canon.likely_same if who in (pair.one.name, pair.other.name)]
        names = [c.name for c in canon.cast]
        return {
            "html": sheet_html(found, desk.chapters(book, until), desk.teller(book, until), likely, names),
            "name": who,
        }

    def role(book: str, name: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        found = next((r for r in desk.book(book).view(until).canon.roles if r.name == name), None)
        if found is None:
            raise NotInBook(f"{name.capitalize()} does not come back often enough in what has been read.")
        return {"html": role_html(found, desk.chapters(book, until)), "name": name}

    return [served(f) for f in (people, heat, timeline, threads, knowledge, settle, sheet, role)]


def _deciding(desk: Desk) -> list[Served]:
    def merge(book: str, name: str, other: str, **_: Any) -> dict[str, Any]:
        """Record that two names are one person."""
        if not other.strip() or other.strip() == name:
            raise NotInBook("Write the other name of theirs, as it stands in the book.")
        desk.book(book).merge(name, other.strip())
        return {"said": f"Kept: {other.strip()} is {name}."}

    def split(book: str, name: str, other: str, **_: Any) -> dict[str, Any]:
        desk.book(book).split(name, other)
        return {"said": f"Kept: {other} is somebody else than {name}."}

    def apart(book: str, name: str, other: str, **_: Any) -> dict[str, Any]:
        desk.book(book).keep_apart(name, other)
        return {"said": f"Kept: {name} and {other} are two people."}

    def rename(book: str, name: str, other: str, **_: Any) -> dict[str, Any]:
        desk.book(book).rename(name, other)
        return {"said": f"Kept: {name} is shown as {other.strip() or 'in the text'}.", "name": other.strip() or name}

    def pronouns(book: str, name: str, other: str, **_: Any) -> dict[str, Any]:
        desk.book(book).set_pronouns(name, other)
        return {"said": f"Kept: {name}, {other or 'pronouns as the text shows'}."}

    def nobody(book: str, name: str, **_: Any) -> dict[str, Any]:
        desk.book(book).not_a_person(name)
        return {"said": f"{name} is not listed as a person any more."}

    def somebody(book: str, name: str, **_: Any) -> dict[str, Any]:
        desk.book(book).a_person(name)
        return {"said": f"{name} is back among the people."}

    def tells(book: str, name: str, chapter: int, **_: Any) -> dict[str, Any]:
        desk.book(book).narrate(int(chapter), name, 0, "first")
        return {"said": f"Kept: {name} says “I” there."}

    def thread(book: str, id: str, verdict: str, **_: Any) -> dict[str, Any]:
        desk.book(book).decide_thread(id, verdict or None)
        return {"said": {"closed": "Kept as closed.", "not a thread": "Taken out."}.get(verdict, "Taken back.")}

    def unright(book: str, name: str, other: str, **_: Any) -> dict[str, Any]:
        desk.book(book).unsettle(name, other)
        return {"said": "Taken back."}

    def undo(book: str, **_: Any) -> dict[str, Any]:
        return {"said": f"Taken back: {desk.book(book).undo()}."}

    functions = (merge, split, apart, rename, pronouns, nobody, somebody, tells, thread, unright, undo)
    return [served(f) for f in functions]


def exports_html(book: str, until: int | None) -> str:
    """Links to take the bible along, up to the wall."""
    wall = f"?until={until}" if until else ""
    links = [
        m.tag("a", writer.label, "act link", href=f"/companion/bible/{book}.{kind}{wall}", download="")
        for kind, writer in WRITERS.items()
    ]
    return m.tag("div", m.tag("span", "Export", "sub") + m.joined(links), "exports")


def exported(bible: Bible, kind: str) -> bytes:
    """The bible as a file of one of the kinds in `WRITERS`. Raises ExportError and NotInBook."""
    if kind not in WRITERS:
        raise NotInBook(f"The bible can be had as {', '.join(WRITERS)}.")
    return WRITERS[kind].write(bible)
