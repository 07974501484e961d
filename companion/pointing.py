"""Pointing at a place of the book: words that were selected or typed, found as they stand in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .errors import NotInBook
from .manuscript.chapter import Chapter

_GAP = r"[\s*_]"  # between words: white space, and signs of emphasis, which the page hides
_ALIKE = ('"“”„«»', "'‘’")  # quotation marks that a keyboard does not tell apart


def locate(chapter: Chapter, words: str) -> str:
    """The chapter's own characters for some words of it, whose white space, signs of emphasis and kind of quotation
    marks may differ. Raises NotInBook for no words, and for words that do not stand there."""
    if not words.split():
        raise NotInBook("Select the sentence in the chapter first, then keep it.")
    found = _found(chapter, words)
    if found is None:
        raise NotInBook("That selection does not stand in this chapter; select one sentence of it.")
    return found


def find_place(chapters: Sequence[Chapter], words: str) -> tuple[Chapter, str]:
    """The one chapter in which these words stand, and its own characters for them.

    Raises NotInBook where they stand in none of the chapters, or in several.
    """
    places = [(chapter, found) for chapter in chapters if (found := _found(chapter, words)) is not None]
    if not places:
        raise NotInBook("That sentence stands in none of these chapters; copy it exactly.")
    if len(places) > 1:
        where = ", ".join(str(chapter.position) for chapter, _ in places)
        raise NotInBook(f"That sentence stands in several chapters ({where}); say which one.")
    return places[0]


def asked_as(question: str, known: Sequence[str]) -> str:
    """The known question that this one is but for capitals, white space and its last signs; "" for none."""
    wanted = _plain(question)
    return next((one for one in known if _plain(one) == wanted), "")


def _plain(question: str) -> str:
    return " ".join(question.casefold().replace("’", "'").split()).rstrip("?!. ")


SHORT = 12  # characters up to which only whole words count


def _found(chapter: Chapter, words: str) -> str | None:
    parts = words.split()
    if not parts:
        return None
    plain = f"{_GAP}+".join(_pattern(part) for part in parts)
    signs = f"{_GAP}*".join(_pattern(sign) for sign in "".join(parts))  # signs inside a word: "un*be*lievable"
    whole = [_whole(plain), _whole(signs)]
    tried = [*whole, plain, signs] if len("".join(parts)) > SHORT else whole  # a selection may begin within a word
    found = next((match for pattern in tried if (match := re.search(pattern, chapter.text))), None)
    return found.group(0) if found is not None else None


def _whole(pattern: str) -> str:
    """The pattern where no word goes on at either end: "he" does not stand in "the"."""
    return rf"(?<!\w)(?:{pattern})(?!\w)"


def _pattern(text: str) -> str:
    """A regular expression for a text, any quotation mark of its kind in the place of each one."""
    kinds = (next((kind for kind in _ALIKE if sign in kind), "") for sign in text)
    return "".join(f"[{kind}]" if kind else re.escape(sign) for kind, sign in zip(kinds, text, strict=True))
