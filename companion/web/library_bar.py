"""Opening a manuscript: books known already, a path, files handed over, the sample; with a line on what was found."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from ..decisions import DecisionsFile, decisions_path
from ..errors import CompanionError, ManuscriptNotFound, UnreadableFile
from ..library import KnownBook, sample_novel
from ..manuscript import READERS, read_manuscript
from ..manuscript.chapter import Manuscript
from . import markup as m
from .bridge import bridge, served
from .desk import Desk


def shelf_html(books: Sequence[KnownBook], current: str) -> str:
    """Books opened before."""
    if not books:
        return ""
    return m.tag("h3", "Your books") + m.tag("div", m.joined(_spine(b, b.key == current) for b in books), "shelf")


def preview_html(manuscript: Manuscript) -> str:
    """What would be opened, in one or two lines, before anything is done with it."""
    chapters = manuscript.chapters
    names = [m.chapter_name(c) for c in chapters]
    shown = ", ".join(names) if len(names) <= 4 else f"{names[0]}, {names[1]} … {names[-1]}"
    head = m.tag("b", m.esc(manuscript.title))
    counted = f"{m.plural(len(chapters), 'chapter')}, {m.plural(manuscript.words, 'word')}: {shown}"
    warnings = m.joined(m.tag("p", m.esc(w), "heads-up") for w in manuscript.warnings)
    return m.tag("div", head + m.tag("p", m.esc(counted), "sub") + warnings, "preview")


def _spine(book: KnownBook, current: bool) -> str:
    counted = f"{m.plural(book.chapters, 'chapter')}, {m.plural(book.words, 'word')}" if book.chapters else ""
    gone = "" if book.exists else "not where it was"
    under = " · ".join(part for part in (counted, gone, str(book.path)) if part)
    name = m.tag("b", m.esc(book.title)) + m.tag("small", m.esc(under))
    opens = m.tag("button", name, "act spine on" if current else "act spine", value=f"open|{book.key}")
    return m.tag("div", opens + m.act("×", f"unshelve|{book.key}", "link drop"), "entry")


def open_tab(desk: Desk) -> None:
    """The page for opening another manuscript."""

    def shelf(book: str = "", **_: Any) -> dict[str, Any]:
        return {"html": shelf_html(desk.library.books, book)}

    def preview(path: str, **_: Any) -> dict[str, Any]:
        """Read a manuscript without opening it."""
        place = _place(path)
        found = read_manuscript(place, DecisionsFile(decisions_path(place)).load())
        return {"html": preview_html(found) + m.acts(m.act("Open it", "open-path", "first"))}

    def open_path(path: str, **_: Any) -> dict[str, Any]:
        return {"book": desk.enter(_place(path)).key}

    def sample(**_: Any) -> dict[str, Any]:
        return {"book": desk.enter(sample_novel()).key}

    def unshelve(which: str, **_: Any) -> dict[str, Any]:
        desk.library.forget(which)
        return {}

    def adopt(files: list[str] | None, title: str) -> tuple[str, str]:
        """Keep files handed over in the browser and say what they hold; Gradio has checked that they are uploads."""
        if not files:
            return "", ""
        try:
            place = keep_uploads([Path(f) for f in files], title, desk)
            return str(place), preview_html(read_manuscript(place)) + m.acts(m.act("Open it", "open-path", "first"))
        except CompanionError as exc:
            return "", m.error(exc)

    suffixes = " ".join(sorted(s.lstrip(".") for s in READERS))
    top = m.tag("h2", "Open a manuscript") + m.tag(
        "p",
        f"A folder with your chapters, or one file. Your files are read, never changed. It reads {m.esc(suffixes)}.",
        "sub",
    )
    field = (
        '<input class="plain" id="open-path" type="text" spellcheck="false" placeholder="/home/me/Novel  or  '
        'C:\\Users\\me\\Novel.docx" aria-label="Path of a folder or file">'
        + m.act("Look", "preview", "first")
        + m.act("Open the sample novel", "sample")
    )
    shell = m.tag(
        "div",
        top + m.tag("div", field, "wishbar") + m.tag("div", "", id="open-preview") + m.tag("div", "", id="shelf"),
        "wide narrow",
    )
    functions = [served(f) for f in (shelf, preview, open_path, sample, unshelve)]
    gr.HTML(shell, elem_id="open-html", **bridge("open", functions))
    with gr.Column(elem_id="upload-box", min_width=0):
        gr.HTML(
            m.tag("h3", "Or hand over files")
            + m.tag("p", "They are copied to a folder of the companion’s own.", "sub"),
            apply_default_css=False,
        )
        with gr.Row(elem_id="upload-row"):
            title = gr.Textbox(
                elem_id="upload-title",
                show_label=False,
                container=False,
                placeholder="Title of the book",
                min_width=120,
            )
            upload = gr.UploadButton(
                "Choose files…", file_count="multiple", type="filepath", elem_id="upload", min_width=0, scale=0
            )
        where = gr.Textbox(visible="hidden", elem_id="upload-path")
        found = gr.Textbox(visible="hidden", elem_id="upload-found")
    upload.upload(adopt, [upload, title], [where, found], show_progress="hidden", api_visibility="private").then(
        None, [where, found], None, js="(path, html) => Companion.adopted(path, html)", show_progress="hidden"
    )


def keep_uploads(files: Sequence[Path], title: str, desk: Desk) -> Path:
    """Copy uploads into a folder named after the book; the one file itself when there is only one.

    Raises UnreadableFile for a file of no kind we read.
    """
    for file in files:
        if file.suffix.lower() not in READERS:
            raise UnreadableFile(f"{file.name} is of no kind I can read.")
    folder = desk.library.upload_folder(title or files[0].stem)
    kept = [Path(shutil.copy2(file, folder / file.name)) for file in files]
    return kept[0] if len(kept) == 1 and len(list(folder.iterdir())) == 1 else folder


def _place(path: str) -> Path:
    cleaned = path.strip().strip("'\"")
    if not cleaned:
        raise ManuscriptNotFound("Write the path of a folder with your chapters, or of one file.")
    place = Path(os.path.expanduser(cleaned))
    try:
        found = place.exists()
    except OSError:  # a name too long, a drive that does not answer
        found = False
    if not found:
        raise ManuscriptNotFound(f"There is nothing at {cleaned}.")
    return place.resolve()
