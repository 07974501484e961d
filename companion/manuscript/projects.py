"""Projects of writing programs: a folder with a file that says which documents are the book, and in which order.

Each program's project becomes a tree of titles and texts, and every tree one text with Markdown headings: parts `#`,
chapters `##`, a scene break between the documents of a chapter. Research, characters, notes and what is not compiled
are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from ..errors import UnreadableFile
from .headings import read_heading
from .order import natural

BREAK = "* * *"


@dataclass(frozen=True)
class Document:
    """A node of a project: a folder with children, a document with text, or both."""

    title: str
    file: Path | None = None
    children: tuple[Document, ...] = ()


@dataclass(frozen=True)
class Program:
    """How one program's projects are known and read. `outline` is a pure function of the main file's text and the
    folder's listing."""

    name: str
    main: Callable[[Path], Path | None]
    outline: Callable[[Path, str], tuple[Document, ...]]
    clean: Callable[[str], str]


def find_project(path: Path) -> tuple[Program, Path] | None:
    """The program that made the project at `path`, and its main file; None for ordinary folders and files."""
    for program in PROGRAMS:
        main = program.main(path)
        if main is not None:
            return program, main
    return None


def project_files(program: Program, main: Path, text: str) -> list[Path]:
    """The main file and every document that belongs to the book, in reading order."""
    found = [main]

    def walk(document: Document) -> None:
        if document.file is not None and document.file.is_file():
            found.append(document.file)
        for child in document.children:
            walk(child)

    for document in program.outline(main, text):
        walk(document)
    return found


def compose(program: Program, main: Path, texts: Mapping[Path, str]) -> str:
    """The whole book as one text, from the texts of its files; those that are missing are left out."""
    pieces: list[str] = []
    for document in program.outline(main, texts[main]):
        _compose(document, program, texts, pieces)
    return "\n\n".join(pieces) + "\n"


def _compose(document: Document, program: Program, texts: Mapping[Path, str], pieces: list[str]) -> None:
    own = _text(document, program, texts)
    if not document.children:
        pieces.append(own if _headed(own) or not document.title else f"## {document.title}\n\n{own}".rstrip())
        return
    leaves = not any(child.children for child in document.children)
    if leaves and not _is_part(document):
        told = [t for t in (own, *(_text(child, program, texts) for child in document.children)) if t.strip()]
        if document.title:
            pieces.append(f"## {document.title}")
        pieces.append(f"\n\n{BREAK}\n\n".join(told))
        return
    if document.title:
        pieces.append(f"# {document.title}")
    if own.strip():
        pieces.append(own)
    for child in document.children:
        _compose(child, program, texts, pieces)


def _text(document: Document, program: Program, texts: Mapping[Path, str]) -> str:
    if document.file is None:
        return ""
    return program.clean(texts.get(document.file, "")).strip("\n")


def _headed(text: str) -> bool:
    """Whether a document begins with its own heading."""
    return bool(re.match(r"\s*#{1,6} \S", text)) or (bool(text.strip()) and _is_chapter(text.strip().split("\n", 1)[0]))


def _is_chapter(title: str) -> bool:
    heading = read_heading(title)
    return heading is not None and heading.is_chapter


def _is_part(document: Document) -> bool:
    """Whether a folder of documents is a part with chapters in it, rather than a chapter with scenes."""
    heading = read_heading(document.title, 1)
    if heading is not None and heading.kind == "division":
        return True
    return sum(_is_chapter(child.title) for child in document.children) > 0.5 * len(document.children)


def _parsed(main: Path, text: str) -> ElementTree.Element:
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        raise UnreadableFile(f"{main.name} defines XML entities, which no project needs; save the project again.")
    try:
        return ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except ElementTree.ParseError as exc:
        raise UnreadableFile(
            f"{main.name} is damaged ({exc}); open the project in its program and save it again."
        ) from exc


# Scrivener: a .scriv folder with a .scrivx file, the binder


def _scrivener(path: Path) -> Path | None:
    if path.is_file() and path.suffix.lower() == ".scrivx":
        return path
    if not path.is_dir():
        return None
    return next(iter(sorted(p for p in path.glob("*.scrivx") if not p.name.startswith("."))), None)


def _binder(main: Path, text: str) -> tuple[Document, ...]:
    root = _parsed(main, text)
    draft = next((item for item in root.iter("BinderItem") if item.get("Type") == "DraftFolder"), None)
    if draft is None:
        raise UnreadableFile(f"{main.name} has no draft folder; open the project in Scrivener and save it again.")
    marked = any(i.findtext("MetaData/IncludeInCompile") == "Yes" for i in draft.iter("BinderItem"))

    def read(item: ElementTree.Element) -> Document | None:
        children = tuple(filter(None, map(read, item.findall("Children/BinderItem"))))
        included = not marked or item.findtext("MetaData/IncludeInCompile") == "Yes"
        file = _content(main, item) if included else None
        if not children and not included:
            return None
        return Document((item.findtext("Title") or "").strip(), file, children)

    return tuple(filter(None, map(read, draft.findall("Children/BinderItem"))))


def _content(main: Path, item: ElementTree.Element) -> Path | None:
    """A document's file; names that could climb out of the project are not followed."""
    uuid, number = item.get("UUID") or "", item.get("ID") or ""  # Scrivener 1 and 2 have numbers
    if re.fullmatch(r"[\w-]+", uuid):
        return main.parent / "Files" / "Data" / uuid / "content.rtf"
    return main.parent / "Files" / "Docs" / f"{number}.rtf" if re.fullmatch(r"\d+", number) else None


# novelWriter: nwProject.nwx, and documents under content/


def _novelwriter(path: Path) -> Path | None:
    main = path if path.name == "nwProject.nwx" else path / "nwProject.nwx"
    return main if main.is_file() else None


def _novel(main: Path, text: str) -> tuple[Document, ...]:
    items = list(_parsed(main, text).iter("item"))
    below: dict[str, list[ElementTree.Element]] = {}
    for item in items:
        below.setdefault(item.get("parent") or "None", []).append(item)

    def read(item: ElementTree.Element) -> list[Document]:
        name = item.find("name")
        handle = re.sub(r"\W", "", item.get("handle") or "x")
        kept = (
            item.get("type") == "FILE"
            and item.get("layout") == "DOCUMENT"
            and (name is None or name.get("active") != "no")
        )
        own = [Document("", main.parent / "content" / f"{handle}.nwd")] if kept else []
        ordered = sorted(below.get(item.get("handle") or "", []), key=lambda i: int(i.get("order") or 0))
        return own + [d for child in ordered for d in read(child)]

    roots = sorted(below.get("None", []), key=lambda i: int(i.get("order") or 0))
    return tuple(d for root in roots if root.get("class") == "NOVEL" for d in read(root))


def _novel_text(text: str) -> str:
    """A document without its meta lines, comments and tags; its headings are Markdown's."""
    lines = [line for line in text.split("\n") if not re.match(r"%|@\w+:", line)]
    told = "\n".join(re.sub(r"^(#{1,4})! ", r"\1 ", line) for line in lines)
    told = re.sub(r"(?m)^(#{3,4}) ", r"#\1 ", told)  # scenes and sections: never taken for a chapter's title
    told = re.sub(r"(?m)^>{1,2}[^\S\n]+|[^\S\n]+<{1,2}$", "", told)  # aligned to the right, centred
    return re.sub(r"\[(?:new ?page|vspace(?::\d+)?|br)\]", "", told, flags=re.IGNORECASE)


# Manuskript: a folder with a file MANUSKRIPT, and the outline as folders


def _manuskript(path: Path) -> Path | None:
    main = path if path.name == "MANUSKRIPT" else path / "MANUSKRIPT"
    return main if main.is_file() and (main.parent / "outline").is_dir() else None


def _outline(main: Path, text: str) -> tuple[Document, ...]:
    def read(folder: Path) -> tuple[Document, ...]:
        found = []
        for entry in sorted(folder.iterdir(), key=lambda p: natural(p.name)):
            title = re.sub(r"^\d+-", "", entry.stem if entry.is_file() else entry.name).replace("_", " ")
            if entry.is_symlink():
                continue
            if entry.is_dir():
                found.append(Document(title, None, read(entry)))
            elif entry.suffix.lower() in {".md", ".txt"} and entry.name != "folder.txt":
                found.append(Document(title, entry))
        return tuple(found)

    return read(main.parent / "outline")


def _outline_text(text: str) -> str:
    """A document without the properties above it; "" when it is not compiled."""
    match = re.match(r"(?:[\w-]+:[^\n]*\n(?:[^\S\n]+[^\n]*\n)*)+\n*", text)
    if match is None:
        return text
    return "" if re.search(r"(?m)^compile:\s*0\s*$", match.group()) else text[match.end() :]


PROGRAMS = (
    Program("Scrivener", _scrivener, _binder, lambda text: text),
    Program("novelWriter", _novelwriter, _novel, _novel_text),
    Program("Manuskript", _manuskript, _outline, _outline_text),
)
