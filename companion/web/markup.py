"""Small pieces of HTML that every tab uses. Everything that comes from a book or a model is escaped here.

No piece ever holds a line end: the chat reads its messages as Markdown, and an HTML block ends at a blank line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol

from ..manuscript.chapter import Chapter, Citation

_EMPHASIS = re.compile(
    r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*\n]+?)(?<=[^\s*])\1(?![\w*])|(?<![\w_])(_{1,2})(?=[^\s_])([^_\n]+?)(?<=[^\s_])\3(?![\w_])"
)
_NUMBERED = re.compile(r"chapter\s+[\w\s-]+\W?", re.IGNORECASE)
_LONE_SIGN = re.compile(r"^\*(?=\S)|(?<=\S)\*$")  # of an emphasis that the quote cuts through
_ROMAN = re.compile(r"[IVXLC]+\W?")
_REFERENCE = re.compile(r"\[(\d{1,4}(?:\s*,\s*\d{1,4})*)\]")

_LAST_SIGN = re.compile(r"(?:&#?\w+;|[^<>;\s])$")  # of HTML that ends in text

CHIP = 26  # characters of a chapter's name that a chip holds


class Printed(Protocol):
    """Whatever carries a chapter's printed names."""

    @property
    def label(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def number(self) -> int | None: ...


def esc(text: object) -> str:
    """Escaped for text and attributes, on one line."""
    return html.escape(" ".join(str(text).split()), quote=True)


def tag(name: str, content: str, css: str = "", **attributes: object) -> str:
    """One element around content that is HTML already; attribute values are escaped, None leaves one out."""
    given = {"class": css or None, **{key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}}
    written = "".join(f' {key}="{esc(value)}"' for key, value in given.items() if value is not None)
    return f"<{name}{written}>{content}</{name}>"


def joined(pieces: Iterable[str]) -> str:
    return "".join(pieces)


def typeset(text: str, spans: Sequence[tuple[int, int, str]] = (), line_end: str = " ") -> str:
    """Text as a reader sees it: Markdown emphasis set in italics, its signs hidden, `spans` (start, end, tag) wrapped.

    Signs are hidden, not removed, so that what is on the page can still be matched to the file.
    """
    styled: list[tuple[int, int, str, str]] = [(a, b, name, "") for a, b, name in spans if a < b]
    for found in _EMPHASIS.finditer(text):
        sign = found.group(1) or found.group(3)
        a, b, width = found.start(), found.end(), len(sign)
        strong = width == 2
        styled.append((a + width, b - width, "strong" if strong else "em", ""))
        styled += [(a, a + width, "span", "sign"), (b - width, b, "span", "sign")]
    edges = sorted({0, len(text), *(a for a, *_ in styled), *(b for _, b, *_ in styled)})
    out = []
    for a, b in pairwise(e for e in edges if 0 <= e <= len(text)):
        piece = html.escape(text[a:b], quote=True).replace("\n", line_end)
        for start, end, name, css in styled:
            if start <= a and b <= end:
                piece = tag(name, piece, css)
        out.append(piece)
    return joined(out)


def ref(citation: Citation) -> str:
    """A citation as a chip's value: position, start, end and the content it was taken from."""
    return reference(citation.chapter, citation.start, citation.end)


def reference(chapter: Chapter, start: int, end: int) -> str:
    return f"{chapter.position}:{start}:{end}:{chapter.revision[:12]}"


def chapter_label(chapter: Printed) -> str:
    """ "Chapter 4" however the number is printed ("Chapter Four", "IV.", "12"), else the label: "Prologue".

    Capitals throughout are set down; a chapter of an earlier book is named with it, and one whose number comes again
    with its part: "Book One, Chapter 4", "Part Two, Chapter 4".
    """
    label = " ".join(chapter.label.split())
    if chapter.number is not None and (_NUMBERED.fullmatch(label) or len(label.split()) == 1):
        label = f"Chapter {chapter.number}"
    elif label.isupper() and len(label) > 4:
        label = " ".join(word if _ROMAN.fullmatch(word) else word.capitalize() for word in label.split())
    return ", ".join(filter(None, (getattr(chapter, "book", ""), getattr(chapter, "volume", ""), label)))


def chapter_name(chapter: Printed) -> str:
    """Label and title: "Chapter 4: The Bus"."""
    label, title = chapter_label(chapter), " ".join(chapter.title.split())
    return f"{label}: {title}" if title and title.casefold() != chapter.label.casefold() else label


def chapter_short(chapter: Chapter) -> str:
    """What fits under a bar or in a margin: the printed number, else the first letter."""
    return str(chapter.number) if chapter.number is not None else chapter.label[:1].upper()


def place(citation: Citation) -> str:
    """ "Chapter Two · scene 3"; the scene only where the chapter has several."""
    chapter = citation.chapter
    scene = chapter.scene_at(citation.start)
    if scene is None or len(chapter.scenes) < 2:
        return chapter_label(chapter)
    return f"{chapter_label(chapter)} · scene {scene.number}"


def chip(citation: Citation, number: int | str) -> str:
    """The round number that opens a quote in the reading pane."""
    return tag("button", esc(number), "cite chip", value=ref(citation), title=f"Open in {place(citation)}")


def bold_values(text: str, values: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where the values stand in a text, to be set in bold."""
    wanted = [re.escape(value) for value in values if value.strip()]
    if not wanted:
        return []
    return [(*found.span(), "b") for found in re.finditer(rf"(?<!\w)(?:{'|'.join(wanted)})(?!\w)", text, re.IGNORECASE)]


def quoted(citation: Citation, values: Sequence[str] = ()) -> str:
    """The quote in the reader's serif, between curly quotation marks unless it brings its own.

    A speech that is cut off before it closes (or after it opened) is closed, so that no mark stands alone.
    """
    line = _LONE_SIGN.sub("", citation.line) if citation.line.count("*") % 2 else citation.line
    opening, closing = _marks(line)
    return f"{opening}{typeset(line, bold_values(line, values))}{closing}"


def _marks(line: str) -> tuple[str, str]:
    """What to set before and after a line so that its quotation marks are whole."""
    if not any(mark in line for mark in '“”"«»„'):  # dialogue shows by its own marks that it is quoted
        return "“", "”"
    if line.count('"') % 2:
        return ("", '"') if line.find('"') < len(line) / 2 else ('"', "")
    if line.count("“") > line.count("”"):
        return "", "”"
    if line.count("”") > line.count("“"):
        return "“", ""
    return "", ""


def quote_card(citation: Citation, heading: str = "", values: Sequence[str] = (), css: str = "") -> str:
    """A quote with its place above; the whole card opens it."""
    head = tag("span", esc(heading or place(citation)), "where")
    body = tag("span", quoted(citation, values), "words")
    return tag(
        "button", head + body, f"cite quote {css}".strip(), value=ref(citation), title=f"Open in {place(citation)}"
    )


def held(text: str, *chips: str) -> str:
    """HTML with its chips behind it, the first of which never begins a line: it stays with the last sign before it."""
    last = _LAST_SIGN.search(text)
    if last is None or not chips:
        return joined([text, *chips])
    return joined([text[: last.start()], tag("span", last.group() + chips[0], "held"), *chips[1:]])


def chapter_chip(citation: Citation) -> str:
    """A chip that says the chapter rather than a number of its own: "ch. 4", "Prologue", "Part Two, ch. 4"."""
    short = citation.chapter.short
    return chip(citation, short if len(short) <= CHIP else f"{short[:CHIP].rstrip()}…")


def act(label: str, value: str, css: str = "") -> str:
    """A quiet button; `value` is "verb|argument|...", which the page's script hands to the right tab."""
    return tag("button", esc(label), f"act {css}".strip(), value=value)


def acts(*buttons: str) -> str:
    return tag("div", joined(buttons), "acts") if any(buttons) else ""


def fold(summary: str, content: str, css: str = "", is_open: bool = False) -> str:
    """Something to open; `summary` is HTML."""
    return tag("details", tag("summary", summary) + content, css, open="open" if is_open else None)


def with_chips(text: str, citations: Sequence[Citation]) -> str:
    """Escape a text and turn its [1], [2, 3] into chips; a number that names no citation stays as it was written."""
    out, at = [], 0
    for found in _REFERENCE.finditer(text):
        numbers = [int(n) for n in found.group(1).split(",")]
        if not all(1 <= n <= len(citations) for n in numbers):
            continue
        out.append(held(typeset(text[at : found.start()].rstrip()), *(chip(citations[n - 1], n) for n in numbers)))
        at = found.end()
    return joined([*out, typeset(text[at:])])


def still_numbered(text: str) -> str:
    """A text still being worded: its [1] look like the chips they will be, and open nothing yet."""
    out, at = [], 0
    for found in _REFERENCE.finditer(text):
        pending = [tag("span", n.strip(), "chip pending") for n in found.group(1).split(",")]
        out.append(held(typeset(text[at : found.start()].rstrip()), *pending))
        at = found.end()
    return joined([*out, typeset(text[at:])])


def label_step(chapters: Sequence[Chapter], room: int = 26) -> int:
    """Under so many bars only every so-many-th has room for its label."""
    return max(1, -(-len(chapters) // room))


def plural(count: int, one: str, many: str = "") -> str:
    """ "1 chapter", "14 chapters", "23,480 words"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def empty(title: str, line: str = "", buttons: str = "") -> str:
    """What a tab says while it has nothing to show."""
    return tag("div", tag("h3", esc(title)) + (tag("p", esc(line)) if line else "") + buttons, "empty")


def error(line: object, buttons: str = "") -> str:
    """One clear line where the answer would stand, and what can be done about it."""
    return tag("div", esc(line) + buttons, "trouble", role="alert")
