"""Screenplays: Fountain, and Final Draft's FDX, which is turned into it."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from ..errors import UnreadableFile
from .files import shown
from .repair import without

FORCED = frozenset(">!@~")
TITLE_PAGE = re.compile(
    r"\A(?:(?:title|credit|authors?|source|notes|draft date|date|contact|copyright|"
    r"revision)\s*:[^\n]*\n(?:[^\S\n]+\S[^\n]*\n)*)+\n",
    re.IGNORECASE,
)
SLUG = re.compile(r"(?m)^(?:\.(?=[A-Z])|(?=(?:INT|EXT|EST|INT\./EXT|INT/EXT|I/E)[. ]))(?P<slug>[^\n]+)$")


def fountain(text: str) -> str:
    """Fountain as text: notes and title page left out, scene headings as Markdown subheadings, forced marks taken
    off."""
    text = TITLE_PAGE.sub("", without(without(text, "[[", "]]"), "/*", "*/"))
    text = re.sub(r"(?m)^=(?!==)[^\n]*\n?", "", text)  # synopses
    text = SLUG.sub(lambda m: "### " + re.sub(r"\s*#[\w.-]+#\s*$", "", m["slug"]).strip(), text)
    return "\n".join(_unforced(line) for line in text.split("\n"))


def _unforced(line: str) -> str:
    """A line without the mark that forces what it is, and centred text without its brackets."""
    if line[:1] in FORCED and line[1:].strip():
        line = line[1:].lstrip()
    return line[:-1].rstrip() if line.endswith("<") else line


def fdx(text: str, path: Path) -> str:
    """Final Draft as text: a paragraph per element, scene headings as Markdown subheadings, speech below its
    speaker."""
    if "<!ENTITY" in text or "<!DOCTYPE" in text:
        raise UnreadableFile(f"{shown(path)} defines XML entities, which no screenplay needs; save it again.")
    try:
        root = ElementTree.fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except ElementTree.ParseError as exc:
        raise UnreadableFile(f"{shown(path)} is damaged ({exc}); open it in its program and save it again.") from exc
    pieces: list[str] = []
    for paragraph in root.findall("Content/Paragraph"):
        words = "".join(t.text or "" for t in paragraph.findall("Text")).strip()
        kind = paragraph.get("Type", "")
        if not words:
            continue
        if kind == "Scene Heading":
            words = f"### {words}"
        joined = kind in {"Dialogue", "Parenthetical"} and pieces
        pieces.append(("\n" if joined else "\n\n" if pieces else "") + words)
    return "".join(pieces) + "\n"
