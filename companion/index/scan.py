"""Exhaustive scans: every place of a name, word or phrase, complete, in reading order.

No index is asked: the text itself is read, so that nothing can be missing. What counts as the same word: any case; any
kind of apostrophe and hyphen, a hyphen for a space; one line break or Markdown emphasis inside a phrase; an accent more
than was asked for ("Zoe" finds "Zoë", "Zoë" does not find "Zoe"), composed or not; the possessive and contractions of a
word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from ..errors import NotInBook
from ..manuscript.chapter import Chapter, Citation
from .words import STOP_WORDS, Stemmer

APOSTROPHES = "'’‘ʼ′＇"
HYPHENS = "-\u2010\u2011\u2012\u2013"
# Between two words of a phrase: white space with at most one line end, or a hyphen; emphasis may begin or end there.
GAP = rf"[*_]*(?:[^\S\n]+(?:\n[^\S\n]*)?|\n[^\S\n]*|[{HYPHENS}]\n?)[*_]*"
LETTERS = re.compile(r"[^\W\d_]+")
# Scripts written without spaces: a word may begin and end inside a run of letters.
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
CUT_OFF = frozenset("s t d m ll re ve".split())  # what an apostrophe cuts off a word; no words by themselves


@dataclass(frozen=True)
class Mentions:
    """Every place of something. `places` are the words themselves, in reading order; none overlaps another."""

    phrase: str
    names: tuple[str, ...]  # of the character it means, if it means one; all of them were looked for
    places: tuple[Citation, ...]

    @cached_property
    def counts(self) -> tuple[tuple[int, int], ...]:
        """(chapter position, number of places), in reading order; chapters without any are left out."""
        return tuple(sorted(Counter(c.chapter.position for c in self.places).items()))

    @cached_property
    def sentences(self) -> tuple[Citation, ...]:
        """The sentences they stand in, in reading order, each once."""
        return tuple(dict.fromkeys(c.chapter.cite_sentence(c.start, c.end) for c in self.places))


def scan(chapters: Iterable[Chapter], phrase: str) -> list[Citation]:
    """One citation per sentence of story that holds the phrase, in reading order."""
    pattern = phrase_pattern(phrase)
    if pattern is None:
        return []
    return list(
        dict.fromkeys(chapter.cite_sentence(*span) for chapter in chapters for span in _spans(chapter, pattern))
    )


def mentions(
    chapters: Sequence[Chapter],
    phrase: str,
    *,
    exact: bool = False,
    names: Sequence[str] = (),
    named: Iterable[tuple[int, int, int]] = (),
) -> Mentions:
    """Every place of a phrase in the story of `chapters`; unless `exact`, of other forms of its words too.

    `named` adds places (chapter position, start, end) that mean the same by another of `names`. Raises NotInBook for a
    phrase without a word in it.
    """
    forms = {} if exact else forms_of(chapters, phrase)
    pattern = phrase_pattern(phrase, forms)
    if pattern is None:
        raise NotInBook(f"There is no word in {phrase[:40]!r} to look for.")
    by_position: dict[int, list[tuple[int, int]]] = {}
    for position, start, end in named:
        by_position.setdefault(position, []).append((start, end))
    places: list[Citation] = []
    for chapter in chapters:
        spans = [*_spans(chapter, pattern), *by_position.get(chapter.position, ())]
        places += [chapter.cite(*span) for span in _apart(spans)]
    return Mentions(phrase, tuple(names), tuple(places))


def forms_of(chapters: Iterable[Chapter], phrase: str) -> dict[str, list[str]]:
    """For each word of a phrase the words of the chapters that share its stem ("sign": signed, signing, signs)."""
    asked = {w.lower() for w in LETTERS.findall(unicodedata.normalize("NFC", phrase))} - STOP_WORDS
    if not asked:
        return {}
    known = {w.lower() for c in chapters for w in LETTERS.findall(unicodedata.normalize("NFC", c.text))} - STOP_WORDS
    # A stem keeps the beginning of its word: the rest of the vocabulary need not be stemmed.
    starts = tuple({_bare(w)[:2] for w in asked})
    near = sorted(w for w in known if _bare(w).startswith(starts))
    stemmer = Stemmer()
    by_stem: dict[str, list[str]] = {}
    for word, stem in zip(near, stemmer.sequence(" ".join(near)), strict=True):
        by_stem.setdefault(stem, []).append(word)
    ordered = sorted(asked)
    return {w: by_stem.get(stem, []) for w, stem in zip(ordered, stemmer.sequence(" ".join(ordered)), strict=True)}


def phrase_pattern(phrase: str, forms: Mapping[str, Sequence[str]] | None = None) -> re.Pattern[str] | None:
    """A pattern for the whole words of `phrase`, or for any of their `forms`. None when it has no word in it."""
    phrase = _composed(phrase)
    words = [w for w in re.split(rf"[{HYPHENS}\s]+", phrase) if w]
    if not any(c.isalnum() for c in phrase):
        return None
    parts = [_one_of([word, *(forms or {}).get(word.lower(), ())]) for word in words]
    first, last = words[0], words[-1]
    before = _boundary("<!") if first[0].isalnum() and not UNSPACED.match(first[0]) else ""
    after = _boundary("!") if last[-1].isalnum() and not UNSPACED.match(last[-1]) else ""
    if before and first.lower() in CUT_OFF:
        before += f"(?<![^\\W_][{APOSTROPHES}])"
    if after and last[-1] in "nN":  # "don't" is no mention of Don
        after += f"(?![{APOSTROPHES}]t(?![^\\W_]))"
    return re.compile(before + GAP.join(parts) + after, re.IGNORECASE)


def _one_of(words: Iterable[str]) -> str:
    ways = list(dict.fromkeys("".join(map(_letter, word)) for word in words))
    # The longest first, so that a form is never taken for the beginning of another.
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(sorted(ways, key=len, reverse=True))})"


@cache
def _letter(character: str) -> str:
    """What may stand for one character of a phrase."""
    if character in APOSTROPHES:
        return f"[{APOSTROPHES}]"
    if character == "ß":
        return "(?:ß|ss)"
    same = "".join(_same_letter().get(character, ()))
    if character.isascii() and character.isalpha():
        return f"[{_accented()[character.lower()]}{same}][\u0300-\u036f]*"
    apart = unicodedata.normalize("NFD", character)
    ways = dict.fromkeys([character, *same, apart])
    return f"(?:{'|'.join(map(re.escape, ways))})" if len(ways) > 1 else re.escape(character)


def _composed(text: str) -> str:
    """NFC, and those letters composed too that NFC leaves apart (the dotted ones of Hindi names)."""
    text = unicodedata.normalize("NFC", text)
    for apart, letter in _left_apart().items():
        text = text.replace(apart, letter)
    return text


@cache
def _left_apart() -> dict[str, str]:
    codes = (*range(0x900, 0x1000), *range(0xFB1D, 0xFB50))
    apart = {unicodedata.normalize("NFC", chr(code)): chr(code) for code in codes}
    # The longest first: a letter with two points is not one with the first of them.
    return {seq: apart[seq] for seq in sorted(apart, key=len, reverse=True) if len(seq) > 1}


@cache
def _same_letter() -> dict[str, list[str]]:
    """Characters that Unicode holds to be one and the same as another: the sign for ohm and the letter omega."""
    found: dict[str, list[str]] = {}
    for code in (*range(0xC0, 0xD800), *range(0xF900, 0x10000), *range(0x2F800, 0x2FA20)):
        composed = unicodedata.normalize("NFC", chr(code))
        if composed != chr(code) and len(composed) == 1:
            found.setdefault(composed, []).append(chr(code))
    return found


@cache
def _accented() -> dict[str, str]:
    """Every ASCII letter with the letters that are the same one with accents."""
    found = {letter: letter for letter in "abcdefghijklmnopqrstuvwxyz"}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0].lower()
        if base in found and chr(code) != base:
            found[base] += chr(code)
    return found


def _boundary(look: str) -> str:
    """No letter, digit or mark beside it; an underscore is emphasis."""
    return rf"(?{look}[^\W_])(?{look}[{_marks()}])"


@cache
def _marks() -> str:
    """Combining marks as ranges of a character class: Python's \\w knows none of them."""
    ranges: list[list[int]] = []
    for code in range(0x300, 0x10000):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in ranges)


def _spans(chapter: Chapter, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    found = []
    for scene in chapter.scenes:
        found += [m.span() for m in pattern.finditer(chapter.text, scene.start, scene.end)]
    return found


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """In order; of those that overlap, the one that begins first and is longest."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _bare(word: str) -> str:
    return unicodedata.normalize("NFD", word).translate(_no_accents())


@cache
def _no_accents() -> dict[int, None]:
    return dict.fromkeys(range(0x300, 0x370))
