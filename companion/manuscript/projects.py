"""Projects of writing programs: a folder with a file that says which documents are the book, and in which order.

To add a program, write its module and enter its Program in PROGRAMS.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .manuskript import MANUSKRIPT
from .novelwriter import NOVELWRITER
from .outline import Document, Program
from .outline import compose as compose_documents
from .scrivener import SCRIVENER

PROGRAMS = (SCRIVENER, NOVELWRITER, MANUSKRIPT)


def find_project(path: Path) -> tuple[Program, Path] | None:
    """The program that made the project at `path`, and its main file; None for ordinary folders and files.

    Raises UnreadableFile when a project's own folder is missing.
    """
    for program in PROGRAMS:
        main = program.main(path)
        if main is not None:
            return program, main
    return None


def project_files(program: Program, main: Path, text: str) -> list[Path]:
    """The main file and every document that belongs to the book, in reading order."""
    return [main, *_files(program.outline(main, text))]


def reference_files(program: Program, main: Path, text: str) -> list[tuple[str, Path]]:
    """The (title, file) of every note that is kept beside the book: characters, places, research."""
    return [(d.title, d.file) for d in program.references(main, text) if d.file is not None and d.file.is_file()]


def document_titles(program: Program, main: Path, text: str) -> dict[Path, str]:
    """What the writer calls each document, by its file, whose own name may say nothing ("content.rtf")."""
    found: dict[Path, str] = {}

    def walk(documents: tuple[Document, ...], above: str) -> None:
        for document in documents:
            title = f"{above}: {document.title}" if above and document.title else document.title or above
            if document.file is not None:
                found[document.file] = title or document.file.name
            walk(document.children, document.title)

    walk(program.outline(main, text), "")
    return found


def _files(documents: tuple[Document, ...]) -> list[Path]:
    found: list[Path] = []
    for document in documents:
        if document.file is not None and document.file.is_file():
            found.append(document.file)
        found += _files(document.children)
    return found


def compose(program: Program, main: Path, texts: Mapping[Path, str]) -> str:
    """The whole book as one text, from the texts of its files; those that are missing are left out."""
    return compose_documents(program.outline(main, texts[main]), program.page, texts)
