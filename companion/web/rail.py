"""The left rail: the book, the tabs, "Read up to", the chapters, and what a book shows when it opens."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from ..book import Companion
from ..canon.types import FirstLook
from ..errors import BusyError, ManuscriptNotFound, NotInBook
from ..library import KnownBook, sample_novel
from ..manuscript.chapter import Chapter
from ..survey import file_name
from . import markup as m
from .bridge import bridge, served
from .desk import Desk, progress_html
from .first_look import first_look_html, starters_html
from .news import inside, notice_html
from .outline import HELD, number_and_name

VIEWS = ("Chat", "Read", "Bible", "Continuity", "Scenes", "Chapters", "Settings")


def rail_html(
    title: str,
    chapters: Sequence[Chapter],
    model: str,
    findings: int | None = None,
    earlier: Sequence[str] = (),
    held: Collection[int] = (),
) -> str:
    """The whole rail. The wall's dimming is the page's own business: it follows the slider without asking us.

    Without chapters there is nothing to look at yet, so there are no views; `earlier` are the titles of earlier books,
    `held` the positions of chapters whose files cannot be read now.
    """
    words = sum(c.words for c in chapters)
    counted = f"{m.plural(len(chapters), 'chapter')} · {m.plural(words, 'word')}" if chapters else "Not read yet"
    if earlier:
        counted += f" · after {' and '.join(earlier) if len(earlier) < 3 else f'{len(earlier)} earlier books'}"
    state = m.tag("button", "up to date", "act link fresh", value="view|chapters", id="freshness")
    head = m.tag(
        "div",
        m.tag("button", m.tag("h1", m.esc(title)), "act book", value="view|open", title="Open another manuscript")
        + m.tag("div", m.esc(counted) + (" · " + state if chapters else ""), "sub")
        + m.tag("div", "", "syncing", id="rail-progress"),
        "head",
    )
    nav = (
        m.tag("nav", m.joined(_nav(name, findings) for name in VIEWS), aria_label="Views") if chapters else _elsewhere()
    )
    foot = m.tag("div", m.tag("span", "", "dot" if _is_local(model) else "dot away") + model_words(model), "foot")
    news = m.tag("div", "", "news", id="news", aria_live="polite")
    return head + nav + _wall(chapters) + _chapters(chapters, held) + news + foot


def _elsewhere() -> str:
    return m.tag("div", m.act("Open another manuscript", "view|open", "link"), "sub")


def model_words(model: str) -> str:
    """Two lines: who words the answers, and what leaves the machine."""
    if model == "none":
        return "Without AI<br>Nothing leaves this machine"
    if model == "auto":
        return "AI on this machine, if any<br>Nothing leaves this machine"
    if _is_local(model):
        return f"{m.esc(model)}<br>Runs on this machine"
    return f"{m.esc(model)}<br>Questions and their passages go there"


def _is_local(model: str) -> bool:
    name = model.partition(":")[2]
    provider = model.partition(":")[0]
    return model in ("none", "auto") or provider == "huggingface" or (provider == "ollama" and "cloud" not in name)


def _nav(name: str, findings: int | None) -> str:
    count = m.tag("b", str(findings), id="count") if name == "Continuity" and findings else ""
    return m.tag("button", m.esc(name) + count, "act tab", value=f"view|{name.lower()}", id=f"tab-{name.lower()}")


def _wall(chapters: Sequence[Chapter]) -> str:
    if len(chapters) < 2:
        return ""
    label = m.tag("span", "Read up to") + m.tag("strong", "Whole book", id="wall-label")
    slider = (
        f'<input type="range" id="wall" min="1" max="{len(chapters)}" value="{len(chapters)}" step="1" '
        'aria-label="Read up to chapter">'
    )
    note = m.tag("span", "Everything is looked at.", id="wall-note") + m.act("Whole book", "whole", "link")
    return m.tag("div", m.tag("div", label, "line") + slider + m.tag("div", note, "sub"), "wall", id="wall-box")


def _chapters(chapters: Sequence[Chapter], held: Collection[int]) -> str:
    longest = max((c.words for c in chapters), default=1) or 1
    rows = []
    for c in chapters:
        number, name = number_and_name(c)
        bar = m.tag("i", "", style=f"width:{max(4, round(100 * c.words / longest))}%")
        rows.append(
            m.tag(
                "button",
                m.tag("span", m.esc(number), "n") + m.tag("span", m.esc(name), "t") + m.tag("span", bar, "bar"),
                "act chapter held" if c.position in held else "act chapter",
                value=f"page|{c.position}",
                title=f"{m.chapter_name(c)} · {HELD if c.position in held else m.plural(c.words, 'word')}",
                id=f"chapter-{c.position}",
            )
        )
    return m.tag("div", m.joined(rows), "chapters", aria_label="Chapters")


def _held(book: Companion) -> frozenset[int]:
    """The positions of chapters whose files cannot be read now."""
    kept = frozenset(book.held)
    return frozenset(c.position for c in book.chapters if kept and file_name(c.path, book.path) in kept)


def rail_tab(desk: Desk, first: str | None) -> None:
    """The rail's component; `first` is the key of the book to open when the address names none."""

    def about(key: str) -> dict[str, Any]:
        book = desk.book(key)
        if not desk.indexed(key):
            title = desk.library.book(key).title
            return {"rail": rail_html(title, [], desk.model), "title": title, "labels": [], "edition": 0}
        chapters = book.chapters
        desk.library.remember(book.path, book.title, len(chapters), sum(c.words for c in chapters))
        earlier = list(dict.fromkeys(c.book for c in book.earlier))
        return {
            "rail": rail_html(book.title, chapters, desk.model, earlier=earlier, held=_held(book)),
            "title": book.title,
            "labels": [m.chapter_label(c) for c in chapters],
            "identities": [c.identity or str(c.position) for c in chapters],
            "earliest": 1 - len(book.earlier),
            "edition": book.edition,
        }

    def enter(book: str = "", **_: Any) -> dict[str, Any]:
        """Open a book and begin to bring it up to date; one that was never read is shown as a preview first."""
        known = choose(desk, book, first)
        if known is None:
            return {"nothing": True, "rail": rail_html("Companion", [], desk.model)}
        desk.enter(known.path)
        # What was read before and has only lost its cache is read again without asking.
        if not desk.indexed(known.key) and not known.chapters and not is_sample(known.path):
            return {"book": known.key, "job": "", **about(known.key)}
        job, _running = sync(desk, known.key)
        return {"book": known.key, "job": job, **about(known.key)}

    def refresh(book: str, **_: Any) -> dict[str, Any]:
        """Look for changes in the files; the first time this indexes the book."""
        job, _running = sync(desk, book)
        return {"job": job}

    def arrived(book: str, **_: Any) -> dict[str, Any]:
        """What changes on the page once a sync has ended."""
        return about(book)

    def news(book: str, since: int = -1, until: int | None = None, **_: Any) -> dict[str, Any]:
        """Whether the book is up to date, and the edits saved after number `since`, if there are any."""
        found = desk.news(book)
        found.warn()
        words, state = found.state
        reply = {"edition": desk.book(book).edition, "words": words, "state": state, "serial": found.serial}
        if found.serial > since >= 0:
            items = found.items
            reply["html"] = notice_html(items, until)
            reply["said"] = items[-1].warning or inside(items[-1].effect, until).line
        return reply

    def look(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        """First look and starter questions, inside the wall."""
        report: FirstLook = desk.book(book).report(until)
        desk.warm(book)
        return {
            "html": first_look_html(report, desk.teller(book, until)),
            "starters": starters_html(report),
            "conflicts": len(report.contradictions),
        }

    def progress(job: str, **_: Any) -> dict[str, Any]:
        """How far a job has come, or how it ended."""
        running = desk.job(job)
        if running is None:
            raise NotInBook("That work is not known any more; start it again.")
        running.wait(0.2)
        if running.state == "running":
            return {"state": "running", "html": progress_html(running)}
        if running.state == "cancelled":
            return {"state": "cancelled"}
        running.result()  # raises what went wrong, as one line for the page
        return {"state": "done"}

    def cancel(job: str, **_: Any) -> dict[str, Any]:
        running = desk.job(job)
        if running is not None:
            running.cancel()
        return {}

    functions = [served(f) for f in (enter, refresh, arrived, news, look, progress, cancel)]
    gr.HTML(m.tag("div", "", "rail-body", id="rail-body"), elem_id="rail-html", **bridge("rail", functions))


def sync(desk: Desk, key: str) -> tuple[str, Any]:
    """Bring a book up to date in the background; a second request joins the first."""
    book: Companion = desk.book(key)

    def work(report: Any, cancelled: Any) -> Any:
        try:
            if book.indexed and book.changed():
                effect = book.update(progress=report, cancel=cancelled)
                if effect.edits or effect.broke or effect.mended:
                    desk.news(key).tell(effect)
                return effect
            return book.sync(progress=report, cancel=cancelled)
        except BusyError:
            if book.indexed:  # another program is at it already; what we have stays good meanwhile
                return None
            raise
        finally:
            desk.watch(key)

    return desk.start(key, "sync", work)


def is_sample(path: Path) -> bool:
    """Whether it is the novel we brought ourselves, which nobody needs to look through first."""
    try:
        return path == sample_novel().resolve()
    except ManuscriptNotFound:
        return False


def choose(desk: Desk, wanted: str, first: str | None) -> KnownBook | None:
    """The book to open: the one the address names, else the one given at the start, else the last one, else the
    sample; None where there is none of them."""
    books = desk.library.books
    for key in (wanted, first):
        found = next((b for b in books if b.key == key and b.exists), None)
        if found is not None:
            return found
    last = next((b for b in books if b.exists), None)
    if last is not None:
        return last
    try:
        return desk.library.remember(sample_novel())
    except ManuscriptNotFound:
        return None
