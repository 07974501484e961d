"""The reading order of files, from numbers in their names, in digits, words or roman numerals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePath

from .headings import NAMED, title_case
from .numbers import NUMBER, read_number

FIRST_NAMES = frozenset("prologue prelude preface foreword introduction intro overture opening".split())
# What stands at the very front of a book, in the order in which books have it; the rest of the above come after.
FRONT = {"foreword": 0.1, "preface": 0.2, "introduction": 0.3, "intro": 0.3}
LAST_NAMES = frozenset(
    "epilogue afterword postscript coda outro postlude encore acknowledgements acknowledgments".split()
)
# What writers add to the names of files: it says nothing about the chapter.
CHATTER = re.compile(
    r"\b(?:draft|final|rev(?:ised|ision)?|edit(?:ed|s)?|copy(?: of)?|posted|version|clean|new|old|latest|real|"
    r"finished|done|wip|v\d+(?:\.\d+)?|beta(?:ed|'d)?"
    r"|\d{4}-\d\d-\d\d|\(\d+\))\b|\(\d+\)|\(\s*\)",
    re.IGNORECASE,
)
KEYED = re.compile(
    rf"\b(?:chapter|chap|ch|kapitel|part|book|act|scene|episode|ep|track|letter|stave|"
    rf"section)\.?[\s#]*(?P<num>{NUMBER})",
    re.IGNORECASE,
)
LEADING = re.compile(rf"(?P<num>\d+(?:\.\d+)?(?P<letter>[a-h])?|{NUMBER})(?=[\s.:)–—-]|$)", re.IGNORECASE)
NAME = re.compile(rf"\b(?P<name>{NAMED})\b", re.IGNORECASE)
BEFORE_FIRST = re.compile(rf"\bbefore (?:the )?(?:{'|'.join(sorted(FIRST_NAMES))})\b", re.IGNORECASE)


@dataclass(frozen=True)
class FileName:
    """What a file's name says: the number it sorts by, the chapter's number if it has one, and what it is called."""

    order: float | None
    number: int | None
    name: str  # "prologue", "interlude", ... or ""
    label: str  # fit to show: "Chapter 10", "Prologue", "The Bus"
    title: str = ""


def read_name(path: PurePath) -> FileName:
    """Read a file's name: "ch 10 draft FINAL.md" is Chapter 10, "00 prologue.md" the prologue."""
    stem = re.sub(r"[_+]+|(?<=\D)\.(?=\D)", " ", path.stem)
    stem = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem)  # ChapterTwo
    stem = re.sub(r"^(0\d{1,3})(?=[^\W\d_]{3})", r"\1 ", stem)  # 00preface
    plain = re.sub(r"[(\[]\s*[)\]]", " ", CHATTER.sub(" ", stem))
    plain = " ".join(plain.split()).strip(" -–—.,")
    before_first = BEFORE_FIRST.search(plain) is not None
    named = None if before_first else NAME.search(plain)
    leading = LEADING.match(plain)
    keyed = KEYED.search(plain) or re.search(r"\b(?:chapter|chap|ch|c|ep)(?P<num>\d{1,4})", plain, re.IGNORECASE)
    number = read_number(keyed["num"]) if keyed else None
    order: float | None = None
    if leading and (leading["num"][0].isdecimal() or not keyed):
        digits = re.match(r"\d+(?:\.\d+)?", leading["num"])
        order = float(digits[0]) if digits else read_number(leading["num"])
        if leading["letter"] and order is not None:
            order += (ord(leading["letter"].casefold()) - 96) / 100  # "09a" comes after "09"
        if leading["num"][0].isalpha() and leading["num"].casefold() in {"i", "a"} and leading.end() < len(plain):
            order = None  # "I Go to Bristol"
    rest = plain[leading.end() :] if leading and order is not None else plain
    rest = rest.strip(" .:)-–—")
    if before_first:
        return FileName(order, None, "", _nice(rest))
    if number is None and order is not None and not named:
        number = int(order)
    if order is None:
        order = number
    title = rest
    if keyed and keyed.group() in rest:
        title = (rest[: rest.index(keyed.group())] + rest[rest.index(keyed.group()) + len(keyed.group()) :]).strip(
            " .:)-–—"
        )
    if named:
        name = named["name"].casefold()
        after = plain[named.end() :].strip(" .:)-–—")
        return FileName(
            order,
            number if keyed else None,
            name,
            named["name"].capitalize() if named["name"].islower() else named["name"],
            _nice(after),
        )
    if number is not None:
        printed = keyed["num"] if keyed and not keyed["num"][0].isdigit() else str(number)
        return FileName(order, number, "", f"Chapter {_nice(printed)}", _nice(title))
    return FileName(order, None, "", _nice(rest) or path.stem, "")


def _nice(words: str) -> str:
    """File-name words as a title: "the-long-drive" becomes "The Long Drive"; what has capitals stays."""
    words = re.sub(r"(?<=\w)-(?=\w)", " ", words) if " " not in words and words.count("-") > 1 else words
    return title_case(words) if words.islower() else words[:1].upper() + words[1:]


def natural(text: str) -> list[tuple[int, int, str]]:
    """A sort key in which "file 10" comes after "file 9"."""
    return [(0, int(p), "") if p.isdecimal() else (1, 0, p) for p in re.split(r"(\d+)", text.casefold()) if p]


def name_key(path: Path) -> tuple:
    """The sort key of a file among the others of its folder, from its name alone."""
    return key_of(read_name(path), path)


def key_of(name: FileName, path: PurePath) -> tuple:
    """Prologues first, and in front of them what says that it comes before, what is numbered 00 and called so, and
    prefaces; then by number, unnumbered files after those, epilogues last."""
    rank = 1
    order = name.order
    if not order and BEFORE_FIRST.search(path.stem.replace("_", " ").replace("-", " ")):
        return (0, -1.0, natural(path.stem), path.suffix, path.name)
    if not order and name.name in FIRST_NAMES:
        front = FRONT.get(name.name, 0.5)
        return (0, front - 1 if order is not None else front, natural(path.stem), path.suffix, path.name)
    if order is None:
        rank = 3 if name.name in LAST_NAMES else 2
    return (rank, order if order is not None else 0.0, natural(path.stem), path.suffix, path.name)


def in_order(files: Sequence[Path], root: Path, wanted: Sequence[str]) -> list[Path]:
    """`files` in reading order: those the writer has put in order first, then by folder and name."""

    def key(path: Path) -> tuple:
        relative = path.relative_to(root)
        keys = [key_of(read_name(PurePath(folder)), PurePath(folder)) for folder in relative.parts[:-1]]
        return (*((*k, ()) for k in keys), (*name_key(path), ()))

    ordered = sorted(files, key=key)
    if not wanted:
        return ordered
    place = {path: _wanted(path, root, wanted) for path in ordered}
    return sorted(ordered, key=lambda path: place[path])


def _wanted(path: Path, root: Path, wanted: Sequence[str]) -> int:
    relative = path.relative_to(root).as_posix()
    for n, name in enumerate(wanted):
        if name in {relative, path.name} or fnmatch(relative, name):
            return n
    return len(wanted)
