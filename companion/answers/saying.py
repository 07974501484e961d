"""Small pieces of wording that several kinds of answers share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..canon.view import View
from ..manuscript.chapter import Citation
from .chapters import printed
from .types import Row


def heading(citation: Citation, view: View, by: str = "") -> str:
    """ "Chapter 2 · Mara": where a sentence stands and who tells it."""
    teller = by or view.canon.narrator(citation.chapter.position, citation.start)
    where = printed(citation.chapter)
    return f"{where} · {teller}" if teller else where


def row(citation: Citation, view: View, by: str = "", note: str = "", value: str = "") -> Row:
    """The row that shows one sentence with its place."""
    return Row(heading(citation, view, by), note, citation, value=value)


def in_order(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Document order, each place once."""
    return tuple(sorted(dict.fromkeys(citations), key=lambda c: c.place))


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 place", "2 places"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """ "a, b and c"."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else ""


def capital(words: str) -> str:
    """ "chapter 5" as a sentence begins: "Chapter 5"."""
    return words[:1].upper() + words[1:]
