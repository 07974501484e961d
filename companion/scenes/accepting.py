"""Keeping a draft as a file of the writer's: always a new one, never over one that exists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..decisions import decisions_path
from ..errors import ManuscriptError
from ..manuscript.chapter import Chapter
from .types import Draft

_NUMBERED = re.compile(r"\A(?P<before>\D*?)(?P<number>\d+)(?P<between>[\s._-]*)(?P<after>.*)\Z", re.S)
_UNSAFE = re.compile(r"[\x00-\x1f<>:\"/\\|?*]+")
_TEXT = {".md", ".markdown", ".txt", ".text"}


@dataclass(frozen=True)
class _Name:
    stem: str
    suffix: str


def accept_draft(manuscript: Path, chapters: Sequence[Chapter], draft: Draft, title: str) -> Path:
    """Write the draft as the next chapter of a folder of text files, else under drafts/ beside the manuscript.

    Returns the new file. Raises ManuscriptError when it cannot be written.
    """
    title = " ".join(title.split()) or draft.brief.title
    last = chapters[-1] if chapters else None
    as_chapter = manuscript.is_dir() and manuscript.suffix.lower() != ".scriv" and _is_text(last)
    folder = manuscript if as_chapter else decisions_path(manuscript).parent / "drafts"
    name = _next_name(last, title) if as_chapter else _Name(_safe(title), ".md")
    text = f"{_heading(last, title, name.suffix)}\n\n{draft.text.strip()}\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return _write_new(folder, name, text)
    except OSError as exc:
        raise ManuscriptError(f"The draft cannot be kept in {folder.name}/ ({exc.strerror or exc}).") from exc


def _write_new(folder: Path, name: _Name, text: str) -> Path:
    attempt = 1
    while True:
        path = folder / f"{name.stem}{'' if attempt == 1 else f' ({attempt})'}{name.suffix}"
        try:
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            return path
        except FileExistsError:
            attempt += 1


def _is_text(last: Chapter | None) -> bool:
    return last is None or last.path.suffix.lower() in _TEXT


def _next_name(last: Chapter | None, title: str) -> _Name:
    """Named like the last file: its number plus one, as wide, with what stands round it."""
    if last is None:
        return _Name(f"01 - {_safe(title)}", ".md")
    match = _NUMBERED.match(last.path.stem)
    if not match:
        return _Name(_safe(title), last.path.suffix)
    number = str(int(match["number"]) + 1).zfill(len(match["number"]))
    between = match["between"] or " - "
    slug = _safe(title)
    if match["after"] and " " not in last.path.stem:
        slug = re.sub(r"\W+", "_" if "_" in last.path.stem else "-", slug).strip("-_").lower()
    if not match["after"]:  # "chapter-07": files that carry no titles
        return _Name(f"{match['before']}{number}", last.path.suffix)
    return _Name(f"{match['before']}{number}{between}{slug}", last.path.suffix)


def _heading(last: Chapter | None, title: str, suffix: str) -> str:
    mark = "# " if suffix.lower() in (".md", ".markdown") else ""
    if last is None or last.number is None:
        return f"{mark}{title}"
    return f"{mark}Chapter {last.number + 1}: {title}"


def _safe(title: str) -> str:
    name = _UNSAFE.sub(" ", title).strip(". ")
    return " ".join(name.split())[:80] or "Draft"
