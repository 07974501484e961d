"""Lines of a text, and the little Markdown that manuscripts use: headings, front matter, escapes."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

ATX = re.compile(r"(#{1,6})\s+(\S.*?)(?:\s+#+)?\s*$")
SETEXT = re.compile(r"(=+|-{3,})\s*$")
PROPERTIES = re.compile(
    r"---[^\S\n]*\n(?P<body>(?:[\w-]+[^\S\n]*:.*\n|[^\S\n]+\S.*\n|-\s.*\n|[^\S\n]*\n)*?)(?:---|"
    r"\.\.\.)[^\S\n]*(?:\n|\Z)"
)


@dataclass(frozen=True)
class Line:
    """One line that is not blank: its place (without the white space around it) and the blank lines before it."""

    start: int
    end: int
    blanks: int  # before it; at the beginning of the text, 9
    indent: int
    text: str


ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
LINE_BREAK = re.compile(r"(?:\\|<br\s{0,9}/?>)(?:\n|\Z)|<br\s{0,9}/?>", re.IGNORECASE)


def spelt_out(text: str) -> str:
    """Markdown with what other programs escape spelt out: "&mdash;" and "\\'" are what the reader sees, "<br>" a new
    line, and a paragraph of nothing but "&nbsp;" an empty one."""
    if "&" in text:
        text = ENTITY.sub(lambda m: html.unescape(m[0]), text)
    if "<br" in text or "<BR" in text or "\\" in text:
        text = ESCAPE.sub(r"\1", LINE_BREAK.sub("\n", text))
    return text


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that are not blank."""
    found: list[Line] = []
    at, blanks = 0, 9
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            indent = len(raw) - len(raw.lstrip())
            if "\f" in raw:
                blanks = 9  # a page begins
            found.append(Line(at + indent, at + indent + len(stripped), blanks, indent, stripped))
            blanks = 0
        else:
            blanks += 1 if "\f" not in raw else 9
        at += len(raw) + 1
    return found


def properties(text: str) -> tuple[int, dict[str, str]]:
    """Where the properties at the top of a Markdown file end (0 when it has none), and those of one line each."""
    match = PROPERTIES.match(text)
    if match is None or ":" not in match["body"]:
        return 0, {}
    pairs = (line.split(":", 1) for line in match["body"].splitlines() if re.match(r"[\w-]+\s*:", line))
    return match.end(), {key.strip().casefold(): value.strip().strip("\"'") for key, value in pairs}
