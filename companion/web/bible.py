"""The bible: everybody in the book, what it says of them and where, where they appear, and the open threads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import gradio as gr

from ..canon.types import NARRATOR, Character, CharacterSheet, Fact, Thread
from ..errors import NotInBook
from ..manuscript.chapter import Chapter
from . import markup as m
from .bridge import bridge, served
from .desk import Desk
from .render import Teller, finding_html, nobody

HEAT_ROWS = 24


def cast_html(cast: Sequence[Character], open_name: str = "") -> str:
    """The list at the left: names with their share of the book."""
    if not cast:
        return m.empty("Nobody yet", "No one is called by name in what has been read.")
    most = max(c.mentions for c in cast) or 1
    rows = []
    for c in cast:
        bar = m.tag("i", "", style=f"width:{max(3, round(100 * c.mentions / most))}%")
        name = m.tag("span", m.esc(c.name), "t") + m.tag("span", f"{c.mentions:,}", "n") + m.tag("span", bar, "bar")
        css = "act who on" if c.name == open_name else "act who"
        rows.append(m.tag("button", name, css, value=f"sheet|{c.name}", title=", ".join(c.aliases[:6]) or None))
    return m.tag("div", m.joined(rows), "who-list")


def sheet_html(sheet: CharacterSheet, chapters: Sequence[Chapter], teller: Teller = nobody) -> str:
    """One character: names, presence by chapter, facts by attribute with their quotes, disagreements, company."""
    who = sheet.character
    head = m.tag("h2", m.esc(who.name)) + m.tag("p", _about(who, chapters), "sub")
    parts = [head, _presence(who, chapters)]
    if sheet.findings:
        parts.append(_part("Disagreements", m.joined(finding_html(f, teller) for f in sheet.findings)))
    parts.append(_facts(sheet))
    if sheet.company:
        company = [m.act(f"{name} · {count}", f"sheet|{name}") for name, count in sheet.company[:10]]
        parts.append(_part("In scenes with", m.tag("div", m.joined(company), "acts")))
    parts.append(_same(who))
    return m.tag("section", m.joined(parts), "sheet")


def heat_html(cast: Sequence[Character], chapters: Sequence[Chapter]) -> str:
    """Characters by chapters: the darker, the more often they are named. A cell opens the chapter."""
    if not cast or not chapters:
        return m.empty("Nothing to show yet")
    step = m.label_step(chapters, 40)
    heads = m.joined(
        m.tag("span", m.esc("" if n % step else m.chapter_short(c)), "col", title=m.chapter_name(c))
        for n, c in enumerate(chapters)
    )
    rows = [m.tag("span", "", "corner") + heads]
    for who in cast[:HEAT_ROWS]:
        counts = dict(who.by_chapter)
        most = max(counts.values(), default=1) or 1
        cells = [_cell(who, c, counts.get(c.position, 0), most) for c in chapters]
        name = m.act(who.name, f"sheet|{who.name}", "name link")
        rows.append(name + m.joined(cells))
    grid = m.tag(
        "div",
        m.joined(rows),
        "heat",
        style=f"grid-template-columns: minmax(90px, 150px) repeat({len(chapters)}, minmax(13px, 1fr))",
    )
    note = "Darker means more often named, against that person’s own busiest chapter."
    if any(who.narrates for who in cast[:HEAT_ROWS]):
        note += " A frame marks who tells the chapter: whoever says “I” is seldom named."
    return m.tag("h2", "Who is where") + m.tag("p", note, "sub") + m.tag("div", grid, "heat-box")


def threads_html(threads: Sequence[Thread]) -> str:
    """What the book has opened, the open ones first."""
    if not threads:
        return m.empty("No threads found", "No question, promise, secret or deadline stands out on the page.")
    left = [t for t in threads if t.closed is None]
    done = [t for t in threads if t.closed is not None]
    head = m.tag("h2", "Threads") + m.tag("p", f"{len(left)} open, {len(done)} closed", "sub")
    parts = [_part("Open", m.joined(_thread(t) for t in left)) if left else ""]
    parts.append(_part("Closed", m.joined(_thread(t) for t in done)) if done else "")
    return head + m.joined(parts)


def _about(who: Character, chapters: Sequence[Chapter]) -> str:
    said = [m.plural(who.mentions, "mention")]
    if who.aliases:
        said.append(f"also {', '.join(who.aliases[:6])}")
    if who.narrates:
        names = {c.position: m.chapter_short(c) for c in chapters}
        told = ", ".join(names.get(p, str(p)) for p in who.narrates[:12])
        said.append(f"tells chapter{'s' if len(who.narrates) > 1 else ''} {told}")
    line = m.esc(" · ".join(said))
    if who.first is not None:
        line += " · first named " + m.chapter_chip(who.first)
    if who.last is not None and who.last != who.first:
        line += " · last named " + m.chapter_chip(who.last)
    return line


def _same(who: Character) -> str:
    """A line to say that another name is this person too."""
    field = (
        '<input class="plain" id="same-name" type="text" aria-label="Another name of theirs" '
        'placeholder="Another name">'
    )
    button = m.act(f"is {who.name} too", f"same|{who.name}")
    return _part("One person, two names?", m.tag("div", field + button, "wishbar same"))


def _presence(who: Character, chapters: Sequence[Chapter]) -> str:
    counts = dict(who.by_chapter)
    most = max(counts.values(), default=1) or 1
    cells = m.joined(_cell(who, c, counts.get(c.position, 0), most) for c in chapters)
    return m.tag("div", cells, "strip", aria_label="Mentions by chapter")


def _cell(who: Character, chapter: Chapter, count: int, most: int) -> str:
    tells = chapter.position in who.narrates
    said = f"{who.name} in {m.chapter_label(chapter)}: {count}{', tells it' if tells else ''}"
    if not count and not tells:
        return m.tag("span", "", "cell", title=said)
    share = round(18 + 82 * count / most) if count else 0
    css = "act cell on tells" if tells else "act cell on"
    return m.tag("button", "", css, value=f"page|{chapter.position}", title=said, style=f"--heat:{share}%")


def _facts(sheet: CharacterSheet) -> str:
    groups = sheet.by_attribute
    if not groups:
        return m.tag("p", "The book states nothing firm about them yet.", "quiet")
    rows = []
    for attribute, facts in groups.items():
        values: dict[str, list[Fact]] = {}
        for fact in facts:
            values.setdefault(fact.value, []).append(fact)
        lines = m.joined(_value(value, found) for value, found in values.items())
        firm = {fact.value for fact in facts if fact.firm}
        disputed = any(f.kind == attribute and f.decision is None for f in sheet.findings) and len(firm) > 1
        name = m.tag("dt", m.esc(attribute.capitalize()) + (m.tag("span", "disagree", "tag") if disputed else ""))
        rows.append(name + m.tag("dd", lines))
    return m.tag("dl", m.joined(rows), "facts")


def _value(value: str, facts: Sequence[Fact]) -> str:
    first = facts[0]
    said = "" if first.by == NARRATOR else f"says {first.by}" if first.by else "said"
    soft = "" if first.firm else "not certain"
    note = " · ".join(part for part in (said, soft) if part)
    chips = m.joined(m.chapter_chip(f.citation) for f in facts[:8])
    more = f" and {len(facts) - 8} more" if len(facts) > 8 else ""
    quote = m.tag("div", m.quoted(first.citation, [value]), "words soft")
    line = m.tag("b", m.esc(value)) + (m.tag("small", m.esc(note)) if note else "") + chips + m.tag("small", more)
    return m.tag("div", line + quote, "fact" if first.firm else "fact muted")


def _thread(thread: Thread) -> str:
    head = m.tag("span", m.esc(thread.kind), "tag soft") + " " + m.tag("b", m.esc(thread.summary))
    places = [("opened", thread.planted), ("touched", thread.touched), ("closed", thread.closed)]
    quotes = m.joined(m.quote_card(c, heading=f"{word} · {m.place(c)}") for word, c in places if c is not None)
    return m.tag("article", m.tag("div", head, "line") + m.tag("div", quotes, "both"), "card thread")


def _part(title: str, content: str) -> str:
    return m.tag("div", m.tag("h3", m.esc(title)) + content, "part")


def bible_tab(desk: Desk) -> None:
    """People at the left; a sheet, the map of who is where, or the threads at the right."""

    def people(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        return {"html": cast_html(desk.book(book).cast(until))}

    def heat(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        return {"html": heat_html(desk.book(book).cast(until), desk.chapters(book, until))}

    def threads(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        return {"html": threads_html(desk.book(book).view(until).canon.threads)}

    def sheet(book: str, name: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        found = desk.book(book).sheet(name, until)
        return {
            "html": sheet_html(found, desk.chapters(book, until), desk.teller(book, until)),
            "name": found.character.name,
        }

    def merge(book: str, name: str, other: str, **_: Any) -> dict[str, Any]:
        """Record that two names are one person."""
        if not other.strip() or other.strip() == name:
            raise NotInBook("Write the other name of theirs, as it stands in the book.")
        desk.book(book).merge(name, other.strip())
        return {"said": f"Kept: {other.strip()} is {name}."}

    tabs = m.joined(
        (
            m.act("Who is where", "bible|heat", "part-tab"),
            m.act("Threads", "bible|threads", "part-tab"),
        )
    )
    left = m.tag("div", m.tag("div", tabs, "part-tabs") + m.tag("div", "", id="bible-people"), "bible-left")
    shell = m.tag("div", left + m.tag("div", "", "bible-main", id="bible-main"), "bible")
    functions = [served(f) for f in (people, heat, threads, sheet, merge)]
    gr.HTML(shell, elem_id="bible-html", **bridge("bible", functions))
