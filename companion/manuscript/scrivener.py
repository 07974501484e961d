"""Scrivener projects: a .scriv folder with a .scrivx file, the binder, and one RTF file per document."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from ..errors import UnreadableFile
from .files import shown
from .outline import Document, Page, Program, parsed_xml

DEEPEST = 60  # folders in folders; a deeper binder is not a writer's
NOT_STORY = frozenset({"DraftFolder", "TrashFolder"})


def _main(path: Path) -> Path | None:
    if path.is_file() and path.suffix.lower() == ".scrivx":
        return path
    if not path.is_dir():
        return None
    return next(iter(sorted(p for p in path.glob("*.scrivx") if not p.name.startswith("."))), None)


def _binder(main: Path, text: str) -> tuple[Document, ...]:
    """What the draft folder holds, in binder order; of that only what is included in the compile."""
    root = parsed_xml(main, text)
    draft = next((item for item in root.iter("BinderItem") if item.get("Type") == "DraftFolder"), None)
    if draft is None:
        raise UnreadableFile(f"{shown(main)} has no draft folder; open the project in Scrivener and save it again.")
    marked = any(i.findtext("MetaData/IncludeInCompile") == "Yes" for i in draft.iter("BinderItem"))

    def read(item: ElementTree.Element, depth: int = 0) -> Document | None:
        if depth > DEEPEST:
            raise UnreadableFile(f"{shown(main)} is nested too deeply to be read; open the project and flatten it.")
        below = (read(child, depth + 1) for child in item.findall("Children/BinderItem"))
        children = tuple(filter(None, below))
        included = not marked or item.findtext("MetaData/IncludeInCompile") == "Yes"
        file = _content(main, item) if included else None
        if not children and not included:
            return None
        return Document((item.findtext("Title") or "").strip(), file, children)

    return tuple(filter(None, map(read, draft.findall("Children/BinderItem"))))


def _references(main: Path, text: str) -> tuple[Document, ...]:
    """Characters, places, research: every document outside the draft and the trash, under its folder's title."""
    found: list[Document] = []

    def read(item: ElementTree.Element, folder: str, depth: int = 0) -> None:
        if item.get("Type") in NOT_STORY or depth > DEEPEST:
            return
        title = (item.findtext("Title") or "").strip()
        file = _content(main, item)
        if file is not None and file.is_file():
            found.append(Document(f"{folder}: {title}" if folder else title, file))
        for child in item.findall("Children/BinderItem"):
            read(child, folder or title, depth + 1)

    for item in parsed_xml(main, text).findall("Binder/BinderItem"):
        read(item, "")
    return tuple(found)


def _title(main: Path, text: str) -> str:
    return (parsed_xml(main, text).findtext("ProjectProperties/ProjectTitle") or "").strip()


def _content(main: Path, item: ElementTree.Element) -> Path | None:
    """A document's file; names that could climb out of the project are not followed."""
    uuid, number = item.get("UUID") or "", item.get("ID") or ""  # Scrivener 1 and 2 have numbers
    if re.fullmatch(r"[\w-]+", uuid):
        return main.parent / "Files" / "Data" / uuid / "content.rtf"
    return main.parent / "Files" / "Docs" / f"{number}.rtf" if re.fullmatch(r"\d+", number) else None


SCRIVENER = Program("Scrivener", _main, _binder, _references, _title, Page)
