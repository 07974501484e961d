"""The outline of a writing program's project: a tree of titles and documents, which becomes one text.

Parts come as `#`, chapters as `##`, with a scene break between the documents of a chapter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from ..errors import UnreadableFile
from .files import shown
from .headings import read_heading

BREAK = "* * *"


@dataclass(frozen=True)
class Document:
    """A node of a project: a folder with children, a document with text, or both."""

    title: str
    file: Path | None = None
    children: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Page:
    """What stands in a document's file: its text, its title if it has one, whether it belongs to the book."""

    text: str
    title: str = ""
    included: bool = True


@dataclass(frozen=True)
class Program:
    """How one program's projects are known and read.

    `main` finds the main file of the project at a path; `outline` makes the story of the main file's text and the
    folder's listing, `references` the notes kept beside it (characters, research), `title` the book's title, "" when
    the project has none; `page` reads a document's text.
    """

    name: str
    main: Callable[[Path], Path | None]
    outline: Callable[[Path, str], tuple[Document, ...]]
    references: Callable[[Path, str], tuple[Document, ...]]
    title: Callable[[Path, str], str]
    page: Callable[[str], Page]


def compose(documents: tuple[Document, ...], page: Callable[[str], Page], texts: Mapping[Path, str]) -> str:
    """The whole book as one text, from the texts of its files; those that are missing are left out."""
    pieces: list[str] = []
    for document in documents:
        _compose(document, page, texts, pieces)
    return "\n\n".join(pieces) + "\n"


def _compose(document: Document, page: Callable[[str], Page], texts: Mapping[Path, str], pieces: list[str]) -> None:
    own = page(texts.get(document.file, "")) if document.file else Page("")
    if not own.included:
        return  # with all that is below it
    text, title = own.text.strip("\n"), " ".join((own.title or document.title).split())
    if not document.children:
        if text.strip() or title:
            pieces.append(text if _headed(text) or not title else f"## {title}\n\n{text}".rstrip())
        return
    if not any(child.children for child in document.children) and not _is_part(title, document):
        scenes = [_scene(child, page, texts) for child in document.children]
        told = [scene for scene in (text, *scenes) if scene.strip()]
        if title:
            pieces.append(f"## {title}")
        pieces.append(f"\n\n{BREAK}\n\n".join(told))
        return
    if title:
        pieces.append(f"# {title}")
    if text.strip():
        pieces.append(text)
    for child in document.children:
        _compose(child, page, texts, pieces)


def _scene(document: Document, page: Callable[[str], Page], texts: Mapping[Path, str]) -> str:
    own = page(texts.get(document.file, "")) if document.file else Page("")
    return own.text.strip("\n") if own.included else ""


def _headed(text: str) -> bool:
    """Whether a document begins with its own heading."""
    return bool(re.match(r"\s*#{1,6} \S", text)) or (bool(text.strip()) and _is_chapter(text.strip().split("\n", 1)[0]))


def _is_chapter(title: str) -> bool:
    heading = read_heading(title)
    return heading is not None and heading.is_chapter


def _is_part(title: str, document: Document) -> bool:
    """Whether a folder of documents is a part with chapters in it, rather than a chapter with scenes."""
    heading = read_heading(title, 1)
    if heading is not None and heading.kind == "division":
        return True
    return sum(_is_chapter(child.title) for child in document.children) > 0.5 * len(document.children)


def parsed_xml(main: Path, text: str) -> ElementTree.Element:
    """The XML of a project's main file. Raises UnreadableFile, naming it, when it is damaged or defines entities."""
    if re.search(r"<!(?:ENTITY|DOCTYPE)", text, re.IGNORECASE):
        raise UnreadableFile(f"{shown(main)} defines XML entities, which no project needs; save the project again.")
    try:
        return ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (ElementTree.ParseError, ValueError) as exc:
        raise UnreadableFile(
            f"{shown(main)} is damaged ({exc}); open the project in its program and save it again."
        ) from exc
