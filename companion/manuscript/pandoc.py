"""Documents through pandoc: its syntax tree as plain text with blank lines between paragraphs.

pandoc runs in its sandbox (it opens no file but the one named), with a limit on memory and time. We take the tree
rather than one of its text formats, because they drop the empty paragraphs that show a change of scene.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pypandoc

from ..errors import UnreadableFile
from .files import shown

MEMORY = "600M"
SECONDS = 60
BREAK = "* * *"
# Parts of a page that hold no story, by the class or role that they carry.
CHROME = re.compile(
    r"\b(?:nav|navbar|navigation|menu|sidebar|breadcrumbs?|footer|header|comments?|share|sharing|social|cookie|"
    r"advert(?:isement)?|toolbar|related|pagination)\b",
    re.IGNORECASE,
)

BLANK = " \t\n\u00a0\u200b"

Node = dict[str, Any]


def convert(path: Path, source: str, data: bytes) -> str:
    """The text of a document that pandoc reads as `source` ("docx", "html", ...) from `data`; `path` is only named.

    Headings come as Markdown's (#, ##), rules and ornaments as `* * *`, an empty paragraph as one more blank line,
    footnotes as a paragraph in brackets; a Word document's title as a heading above all others.
    Raises UnreadableFile, naming the file, when pandoc cannot read it.
    """
    command = [pypandoc.get_pandoc_path(), "+RTS", f"-M{MEMORY}", "-RTS", "--sandbox", "-f", source, "-t", "json"]
    if source.startswith("docx"):
        command.append("--track-changes=accept")
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as exc:
        raise UnreadableFile(
            f"{shown(path)} took too long to read; save it again, or as plain text, and try again."
        ) from exc
    except OSError as exc:
        raise UnreadableFile(
            f"{shown(path)} cannot be read without pandoc ({exc.strerror or exc}); install pypandoc_binary again."
        ) from exc
    if done.returncode != 0:
        raise UnreadableFile(
            f"{shown(path)} cannot be read as {path.suffix.lstrip('.').upper()} ({_reason(done.stderr)});"
            " open it in your editor, save it again and try again."
        )
    try:
        tree = json.loads(done.stdout)
    except (ValueError, RecursionError) as exc:
        raise UnreadableFile(
            f"{shown(path)} is nested too deeply to be read; save it as plain text and try again."
        ) from exc
    blocks = _titled(tree["meta"], tree["blocks"]) if source.startswith("docx") else tree["blocks"]
    return _text(blocks, path)


def _titled(meta: dict[str, Node], blocks: list[Node]) -> list[Node]:
    """`blocks` below what Word's styles Title and Subtitle name at the top, which pandoc takes for metadata: a writer
    may have set the chapter's heading in them."""
    lead = [_lines(meta[key]) for key in ("title", "subtitle") if key in meta]
    if not lead:
        return blocks
    none = ["", [], []]
    heads: list[Node] = [{"t": "Header", "c": [1, none, lead[0]]}]
    heads += [{"t": "Para", "c": line} for line in lead[1:]]
    for block in blocks:
        if block["t"] == "Header":
            block["c"][0] += 1
    return [*heads, *blocks]


def _lines(value: Node) -> list[Node]:
    """The inlines of a metadata value."""
    if value["t"] == "MetaInlines":
        return value["c"]
    if value["t"] == "MetaString":
        return [{"t": "Str", "c": value["c"]}]
    if value["t"] in {"MetaList", "MetaBlocks"}:
        found: list[Node] = []
        for part in value["c"]:
            inner = (
                _lines(part)
                if value["t"] == "MetaList"
                else part.get("c", [])
                if part["t"] in {"Para", "Plain"}
                else []
            )
            found += [*([{"t": "Space"}] if found and inner else []), *inner]
        return found
    return []


def _reason(stderr: bytes) -> str:
    said = " ".join(stderr.decode("utf-8", "replace").split())
    if "heap" in said.casefold():
        return "it needs too much memory"
    said = re.sub(r"^.*?(?:pandoc:|\[ERROR\])\s*", "", said)
    return said[:120].rstrip(".") or "it is damaged"


def _text(blocks: list[Node], path: Path) -> str:
    writer = _Writer()
    try:
        writer.blocks(blocks)
    except RecursionError as exc:
        raise UnreadableFile(
            f"{shown(path)} is nested too deeply to be read; save it as plain text and try again."
        ) from exc
    return "".join(writer.pieces).strip("\n") + "\n"


class _Writer:
    """Walks pandoc's tree, one method per kind of block, named as pandoc names it; `pieces` joined are the text."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.notes: list[str] = []

    def put(self, paragraph: str) -> None:
        if paragraph.strip(BLANK):
            self.pieces.append(("\n" if self.pieces else "") + paragraph.strip("\n") + "\n")
        elif self.pieces:
            self.pieces.append("\n")  # an empty paragraph: one more blank line
        for note in self.notes:
            self.pieces.append(f"\n[Footnote: {note}]\n")
        self.notes.clear()

    def blocks(self, blocks: Iterable[Node]) -> None:
        for block in blocks:
            self.block(block)

    def block(self, block: Node) -> None:
        write = getattr(self, f"_{block['t']}", None)
        if write is not None:
            write(block.get("c"))

    def _Para(self, content: Any) -> None:
        if not (len(content) == 1 and content[0]["t"] == "Image"):
            self.put(self.inline(content))

    _Plain = _Para

    def _Header(self, content: Any) -> None:
        words = " ".join(self.inline(content[2]).split())
        if words:
            self.put("#" * min(content[0], 6) + " " + words)

    def _HorizontalRule(self, _: Any) -> None:
        self.put(BREAK)

    def _Div(self, content: Any) -> None:
        if not self._chrome(content[0]):
            self.blocks(content[1])

    def _BlockQuote(self, content: Any) -> None:
        self.blocks(content)

    def _LineBlock(self, content: Any) -> None:
        self.put("\n".join(self.inline(line) for line in content))

    def _BulletList(self, content: Any) -> None:
        self.items(content)

    def _OrderedList(self, content: Any) -> None:
        self.items(content[1])

    def _DefinitionList(self, content: Any) -> None:
        for term, definitions in content:
            self.put(self.inline(term))
            for definition in definitions:
                self.blocks(definition)

    def _CodeBlock(self, content: Any) -> None:
        self.put(content[1])

    def _Table(self, content: Any) -> None:
        for section in [content[3][1], *([*body[2], *body[3]] for body in content[4]), content[5][1]]:
            for _, cells in section:
                for cell in cells:
                    self.blocks(cell[4])

    def items(self, items: list[list[Node]]) -> None:
        """A list: on lines of their own when every item is one line, else as paragraphs."""
        if all(len(item) == 1 and item[0]["t"] in {"Plain", "Para"} for item in items):
            self.put("\n".join(" ".join(self.inline(item[0]["c"]).split()) for item in items))
        else:
            for item in items:
                self.blocks(item)

    def inline(self, nodes: Iterable[Node]) -> str:
        return "".join(self.span(node) for node in nodes)

    def span(self, node: Node) -> str:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            return content
        if kind in {"Space", "SoftBreak"}:
            return " "
        if kind == "LineBreak":
            return "\n"
        if kind in {"Emph", "Strong", "Underline", "Strikeout", "SmallCaps", "Superscript", "Subscript"}:
            return self.inline(content)
        if kind in {"Link", "Span", "Cite"}:
            inner = self.inline(content[1])
            # The number of a footnote, as EPUB links it.
            return "" if kind == "Link" and re.fullmatch(r"\[?(?:\d{1,3}|[*†‡])\]?", inner.strip()) else inner
        if kind == "Quoted":
            marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            return marks[0] + self.inline(content[1]) + marks[1]
        if kind in {"Code", "Math"}:
            return content[1]
        if kind == "Note":
            note = _Writer()
            note.blocks(content)
            self.notes.append(" ".join("".join(note.pieces).split()).replace("]", ")"))
        return ""

    @staticmethod
    def _chrome(attributes: list[Any]) -> bool:
        role = dict(attributes[2]).get("role", "")
        return bool(CHROME.fullmatch(role)) or any(CHROME.fullmatch(c) for c in attributes[1])
