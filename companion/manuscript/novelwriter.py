"""novelWriter projects: nwProject.nwx, and documents under content/."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from .outline import Document, Page, Program, parsed_xml

STORY = frozenset({"NOVEL"})
LEFT_OUT = frozenset({"NOVEL", "ARCHIVE", "TRASH", "TEMPLATE"})


def _main(path: Path) -> Path | None:
    main = path if path.name == "nwProject.nwx" else path / "nwProject.nwx"
    return main if main.is_file() else None


def _tree(main: Path, text: str, story: bool) -> tuple[Document, ...]:
    items = list(parsed_xml(main, text).iter("item"))
    below: dict[str, list[ElementTree.Element]] = {}
    for item in items:
        below.setdefault(item.get("parent") or "None", []).append(item)
    visited: set[str] = set()  # a damaged file may name a document as its own ancestor

    def read(item: ElementTree.Element) -> list[Document]:
        found: list[Document] = []
        pending = [item]
        while pending:
            current = pending.pop()
            handle = current.get("handle") or ""
            if handle in visited:
                continue
            visited.add(handle)
            name = current.find("name")
            active = name is None or name.get("active") != "no"
            wanted = current.get("layout") == "DOCUMENT" and active if story else True
            if current.get("type") == "FILE" and wanted and re.fullmatch(r"\w+", handle):
                title = "" if story else (name.text or "" if name is not None else "")
                found.append(Document(title.strip(), main.parent / "content" / f"{handle}.nwd"))
            pending += sorted(below.get(handle, []), key=_order, reverse=True)
        return found

    roots = sorted(below.get("None", []), key=_order)
    chosen = (r for r in roots if (r.get("class") in STORY if story else r.get("class") not in LEFT_OUT))
    return tuple(document for root in chosen for document in read(root))


def _order(item: ElementTree.Element) -> int:
    order = item.get("order") or "0"
    return int(order) if re.fullmatch(r"-?\d{1,9}", order) else 0


def _title(main: Path, text: str) -> str:
    root = parsed_xml(main, text)
    return (root.findtext("project/title") or root.findtext("project/name") or "").strip()


def _page(text: str) -> Page:
    """A document without its meta lines, comments and tags; its headings are Markdown's."""
    lines = [line for line in text.split("\n") if not re.match(r"%|@\w+:", line)]
    told = "\n".join(re.sub(r"^(#{1,4})! ", r"\1 ", line) for line in lines)
    told = re.sub(r"(?m)^(#{3,4}) ", r"#\1 ", told)  # scenes and sections: never taken for a chapter's title
    told = re.sub(r"(?m)^>{1,2}[^\S\n]+|[^\S\n]+<{1,2}$", "", told)  # aligned to the right, centred
    return Page(re.sub(r"\[(?:new ?page|vspace(?::\d+)?|br)\]", "", told, flags=re.IGNORECASE))


NOVELWRITER = Program(
    "novelWriter",
    _main,
    lambda main, text: _tree(main, text, story=True),
    lambda main, text: _tree(main, text, story=False),
    _title,
    _page,
)
