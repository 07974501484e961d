"""Chapters: the book's files as a table, before anything is indexed and at any time after; what the writer sets there.

Order, files left out, who says "I", earlier books: each is a decision in companion.toml, the last can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from ..decisions import decisions_path
from ..errors import NotInBook
from ..manuscript.projects import find_project
from ..preview import ChapterPreview, EarlierPreview, Preview, chapter_preview
from ..survey import file_name
from . import markup as m
from . import news, outline
from .bridge import bridge, served
from .desk import Desk
from .voices import CHOICES, chosen_narrator, detail_html, kept_of

if TYPE_CHECKING:
    from ..book import Companion

Functions = tuple[Callable[..., dict[str, Any]], ...]


def chapters_html(
    book: Companion, rows: Sequence[ChapterPreview], items: Sequence[news.Item], until: int | None
) -> str:
    """The whole page of an indexed book; what only the files can tell is filled in later."""
    counted = [m.plural(len(rows), "chapter"), m.plural(sum(r.words for r in rows), "word")]
    files = len({r.file for r in rows})
    if files > 1:
        counted.append(m.plural(files, "file"))
    can = orderable(book.path)
    head = m.tag("h2", "Chapters") + m.tag("p", m.esc(" · ".join(counted)), "sub")
    return m.joined(
        (
            m.tag("div", head + undo_html(book.undoable), "outline-head"),
            m.tag("div", outline.warnings_html(book.warnings), id="outline-attention"),
            outline.table_html(rows, can),
            m.tag("p", outline.hint(can), "sub hint"),
            m.tag("div", "", id="outline-beside"),
            m.tag("div", outline.earlier_html(earlier_books(book)), "part"),
            m.tag("div", m.tag("h3", "Last edits") + news.log_html(items, until), "part", id="outline-edits"),
            outline.order_bar(),
        )
    )


def undo_html(what: str, verb: str = "undo-last") -> str:
    """The last decision with a way back; `verb` is what the page's script does for it."""
    if not what:
        return ""
    said = m.tag("span", m.esc(f"Last decision: {what[:1].lower()}{what[1:]}"), "sub")
    return m.tag("div", said + m.act("Undo", verb, "link"), "undo-line")


def orderable(path: Path) -> bool:
    """Whether the order is the writer's to set here: not inside one file, nor where a writing program keeps it."""
    return path.is_dir() and find_project(path) is None


def earlier_books(book: Companion) -> list[EarlierPreview]:
    """The earlier books as indexed; one that could not be read has no chapters."""
    found = []
    for entry in book.series.books:
        own = [c for c in book.earlier if c.path == entry.path or c.path.is_relative_to(entry.path)]
        title = own[0].book if own else entry.path.stem
        found.append(EarlierPreview(title, entry.path, len(own), sum(c.words for c in own)))
    return found


def chapters_tab(desk: Desk) -> None:
    """The tab; for a book that is not indexed it shows the preview."""
    found: dict[str, Preview] = {}  # by book, the last survey of its files
    functions = [served(f) for f in (*_looking(desk, found), *_deciding(desk, found))]
    gr.HTML(m.tag("div", "", "wide", id="chapters-body"), elem_id="chapters-html", **bridge("chapters", functions))


def _looking(desk: Desk, found: dict[str, Preview]) -> Functions:
    def survey(book: str, **_: Any) -> dict[str, Any]:
        """Begin to look at the files; the page follows the job and then asks for `surveyed`."""
        companion = desk.book(book)
        name, _job = desk.start(book, "preview", lambda r, c: companion.preview(progress=r, cancel=c))
        return {"job": name}

    def surveyed(book: str, job: str, **_: Any) -> dict[str, Any]:
        """What the files tell: the whole preview, or, for an indexed book, what the table does not show already."""
        done = desk.job(job)
        if done is None or done.state == "running" or not job.endswith(f":{book}"):
            raise NotInBook("That is not ready; look again.")
        seen: Preview = done.result()
        found[book] = seen
        if not desk.indexed(book):
            return {"html": outline.preview_html(seen, orderable(seen.path)), "title": seen.title}
        return {"attention": outline.attention_html(seen), "beside": outline.beside_html(seen)}

    def show(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        """The table of an indexed book."""
        companion = desk.book(book)
        canon = companion.view(until).canon
        rows = [chapter_preview(c, canon, companion.path, companion.held) for c in companion.chapters]
        return {"html": chapters_html(companion, rows, desk.news(book).items, until)}

    def detail(book: str, chapter: int, until: int | None = None, **_: Any) -> dict[str, Any]:
        """What opens under a row."""
        return detail_of(desk, found, book, chapter, until)

    return survey, surveyed, show, detail


def _deciding(desk: Desk, found: dict[str, Preview]) -> Functions:
    def narrate(book: str, chapter: int, scene: int, choice: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        """Keep who says "I" in a scene, or (scene 0) in a chapter."""
        name, person = chosen_narrator(choice)
        desk.book(book).narrate(int(chapter), name, int(scene), person)
        said = "As the text shows, then." if name is None else f"Kept: {name or 'nobody'} says “I” there."
        undoing = {"said": said, "undo": undo_html(desk.book(book).undoable)}
        return {**detail_of(desk, found, book, int(chapter), until), **undoing}

    def order(book: str, files: list[str], **_: Any) -> dict[str, Any]:
        """Keep the reading order."""
        if not isinstance(files, list) or not all(isinstance(f, str) for f in files):
            raise NotInBook("The page has lost the order; load it again.")
        desk.book(book).set_order(files)
        return {"said": "Kept: this is the order."}

    def ignore(book: str, file: str, **_: Any) -> dict[str, Any]:
        desk.book(book).ignore(file)
        return {"said": f"Left out: {file}. The file itself stays where it is."}

    def unignore(book: str, file: str, **_: Any) -> dict[str, Any]:
        desk.book(book).unignore(file)
        return {"said": f"{file} is read again."}

    def undo(book: str, **_: Any) -> dict[str, Any]:
        return {"said": f"Taken back: {desk.book(book).undo()}."}

    def earlier(book: str, path: str, off: bool = False, **_: Any) -> dict[str, Any]:
        """Put an earlier book on the list, after those that are on it, or take it off."""
        companion = desk.book(book)
        base = decisions_path(companion.path).parent
        written = path.strip().strip("'\"")
        if not written:
            raise NotInBook("Write the path of the earlier book: its folder, or its file.")
        place = (base / Path(written).expanduser()).resolve()
        others = [e for e in companion.decisions.earlier if (base / Path(e).expanduser()).resolve() != place]
        companion.set_earlier(others if off else [*others, written])
        return {"said": f"{place.stem} is {'no longer an' if off else 'an'} earlier book of this one."}

    return narrate, order, ignore, unignore, undo, earlier


def detail_of(desk: Desk, found: dict[str, Preview], key: str, position: int, until: int | None) -> dict[str, Any]:
    """What opens under a row: from the last preview, or from the book. Raises NotInBook."""
    book = desk.book(key)
    can = orderable(book.path)
    if not desk.indexed(key):
        rows = found[key].chapters if key in found else ()
        row = next((c for c in rows if c.position == position), None)
        if row is None:
            raise NotInBook("Look at the files again; they have changed.")
        html = outline.aside_html(row.aside, row.file if can else "")
        return {"html": html + outline.place_html(len({c.file for c in rows}), can)}
    chapter = next((c for c in desk.chapters(key, until) if c.position == position), None)
    if chapter is None:
        raise NotInBook("That chapter lies beyond where you are reading; choose Whole book to open it.")
    canon = book.view(until).canon
    scenes = [
        (replace(s, person=v[0], tense=v[1]), canon.narrator(position, s.start))
        for s in chapter.scenes
        if (v := canon.voice(position, s.start))
    ]
    names = [c.name for c in sorted(book.cast(until), key=lambda c: -len(c.narrates))][:CHOICES]
    html = detail_html(
        chapter, scenes, names, kept_of(book, chapter), file_name(chapter.path, book.path) if can else ""
    )
    html += outline.place_html(len({c.path for c in book.chapters}), can)
    return {"html": html, "row": outline.row_html(chapter_preview(chapter, canon, book.path, book.held))}
