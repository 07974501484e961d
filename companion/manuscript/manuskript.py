"""Manuskript projects: an outline of folders and Markdown files, in a folder beside the .msk file or zipped in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from ..errors import UnreadableFile
from .archives import members
from .files import read_bytes, shown
from .order import natural
from .outline import Document, Page, Program, compose
from .repair import decode, repair

PROPERTIES = re.compile(r"(?:[\w-]+:[^\n]*\n(?:[^\S\n]+[^\n]*\n)*)+\n*")
STORY = frozenset({".md", ".txt", ".t2t"})


def _main(path: Path) -> Path | None:
    if path.suffix.lower() == ".msk" and path.is_file() and not _zipped(path):
        main = path.with_suffix("") / "MANUSKRIPT"
        if not main.is_file():
            raise UnreadableFile(
                f"{shown(path)} keeps its text in the folder {path.stem}, which is not beside it; copy that too."
            )
        return main
    main = path if path.name == "MANUSKRIPT" else path / "MANUSKRIPT"
    return main if main.is_file() and (main.parent / "outline").is_dir() else None


def _zipped(path: Path) -> bool:
    return read_bytes(path, 2**28)[:2] == b"PK"


def tree(root: Path, names: Iterable[str]) -> tuple[Document, ...]:
    """The outline told by the names of a project's files, relative to `root` and with slashes."""
    below: dict[tuple[str, ...], set[str]] = {}
    files: set[tuple[str, ...]] = set()
    for name in names:
        parts = PurePosixPath(name).parts
        if parts[:1] != ("outline",) or len(parts) < 2 or len(parts) > 60:
            continue
        files.add(parts)
        for n in range(1, len(parts)):
            below.setdefault(parts[:n], set()).add(parts[n])

    def read(folder: tuple[str, ...]) -> tuple[Document, ...]:
        found = []
        for entry in sorted(below[folder], key=natural):
            inner = (*folder, entry)
            if inner in below:
                own = root.joinpath(*inner, "folder.txt") if (*inner, "folder.txt") in files else None
                found.append(Document(_name(entry), own, read(inner)))
            elif PurePosixPath(entry).suffix.lower() in STORY and entry != "folder.txt":
                found.append(Document(_name(PurePosixPath(entry).stem), root.joinpath(*inner)))
        return tuple(found)

    return read(("outline",)) if ("outline",) in below else ()


def _name(entry: str) -> str:
    return re.sub(r"^\d+-", "", entry).replace("_", " ")


def _outline(main: Path, text: str) -> tuple[Document, ...]:
    return tree(main.parent, _listing(main.parent))


def _listing(root: Path) -> list[str]:
    found: list[str] = []
    pending = [root / "outline"]
    while pending:
        try:
            entries = list(pending.pop().iterdir())
        except OSError:
            continue  # a folder that may not be entered has no story to show; its files cannot be named
        for entry in entries:
            if entry.is_symlink():
                continue
            if entry.is_dir():
                pending.append(entry)
            elif entry.is_file():
                found.append(entry.relative_to(root).as_posix())
    return found


def _references(main: Path, text: str) -> tuple[Document, ...]:
    folder = main.parent / "characters"
    if not folder.is_dir():
        return ()
    files = sorted((p for p in folder.iterdir() if p.suffix == ".txt" and p.is_file()), key=lambda p: natural(p.name))
    return tuple(Document(f"Characters: {_name(p.stem)}", p) for p in files)


def _title(main: Path, text: str) -> str:
    infos = main.parent / "infos.txt"
    if not infos.is_file():
        return ""
    return title_in(decode(read_bytes(infos), infos))


def title_in(infos: str) -> str:
    """The book's title in the text of infos.txt."""
    match = re.search(r"(?mi)^title:[^\S\n]*(\S.*)$", infos)
    return match[1].strip() if match else ""


def page(text: str) -> Page:
    """A document without the properties above it."""
    match = PROPERTIES.match(text if text.endswith("\n") else f"{text}\n")
    if match is None:
        return Page(text)
    title = re.search(r"(?m)^title:[^\S\n]*(\S.*)$", match.group())
    left_out = re.search(r"(?m)^compile:\s*0\s*$", match.group())
    return Page(text[match.end() :], title[1].strip() if title else "", not left_out)


def read_msk(path: Path) -> str:
    """A Manuskript project in one file, as one text."""
    texts = {
        path / name: repair(decode(data, path / name))
        for name, data in members(path).items()
        if name.startswith("outline/") and PurePosixPath(name).suffix.lower() in STORY
    }
    if not texts:
        raise UnreadableFile(f"{shown(path)} has no outline; open it in Manuskript and save it again.")
    return compose(tree(path, [p.relative_to(path).as_posix() for p in texts]), page, texts)


MANUSKRIPT = Program("Manuskript", _main, _outline, _references, _title, page)
