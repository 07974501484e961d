"""Opening a manuscript: books known already, a path, files handed over, the sample. What was found is shown next."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from ..errors import CompanionError, ManuscriptNotFound, UnreadableFile
from ..library import KnownBook, sample_novel
from ..manuscript import READERS
from . import markup as m
from .bridge import bridge, served
from .desk import Desk


def shelf_html(books: Sequence[KnownBook], current: str) -> str:
    """Books opened before."""
    if not books:
        return ""
    return m.tag("h3", "Your books") + m.tag("div", m.joined(_spine(b, b.key == current) for b in books), "shelf")


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

    def open_path(path: str, **_: Any) -> dict[str, Any]:
        return {"book": desk.enter(_place(path)).key}

    def sample(**_: Any) -> dict[str, Any]:
        return {"book": desk.enter(sample_novel()).key}

    def not_now(book: str, **_: Any) -> dict[str, Any]:
        """Leave a book that was only looked at; one that is indexed stays on the shelf."""
        if not desk.indexed(book):
            desk.library.forget(book)
        return {}

    def unshelve(which: str, **_: Any) -> dict[str, Any]:
        desk.library.forget(which)
        return {}

    def adopt(files: list[str] | None, title: str) -> tuple[str, str]:
        """Keep files handed over in the browser: (where they are, what went wrong). Gradio checked that they are
        uploads."""
        if not files:
            return "", ""
        try:
            return str(keep_uploads([Path(f) for f in files], title, desk)), ""
        except CompanionError as exc:
            return "", m.error(exc)

    suffixes = " ".join(sorted(s.lstrip(".") for s in READERS))
    top = m.tag("h2", "Open a manuscript") + m.tag(
        "p",
        "A folder with your chapters, one file, or a project of Scrivener, novelWriter or Manuskript. Your files are "
        f"read, never changed, and you see what was found before anything is kept. It reads {m.esc(suffixes)}.",
        "sub",
    )
    field = (
        '<input class="plain" id="open-path" type="text" spellcheck="false" placeholder="/home/me/Novel  or  '
        'C:\\Users\\me\\Novel.docx" aria-label="Path of a folder or file">'
        + m.act("Look inside", "open-path", "first")
        + m.act("Open the sample novel", "sample")
    )
    shell = m.tag(
        "div",
        top + m.tag("div", field, "wishbar") + m.tag("div", "", id="open-trouble") + m.tag("div", "", id="shelf"),
        "wide narrow",
    )
    functions = [served(f) for f in (shelf, open_path, sample, not_now, unshelve)]
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
