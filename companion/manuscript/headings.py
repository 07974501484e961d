"""One line that may be a heading: what it announces, its number, its title. Whether it is one, `structure` decides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .numbers import NUMBER, ORDINALS, TENTHS, read_number

# "division" stands above chapters (Part, Book); "keyed" is "Chapter Four"; "named" is "Prologue"; "aside" is what a
# book has around its story (Acknowledgements); "numbered" is a number alone, "listed" a number with a title; "titled"
# the rest.
Kind = Literal["division", "keyed", "named", "aside", "numbered", "listed", "titled"]

DIVISIONS = "part|book|volume|vol|act|section"
CHAPTERS = "chapter|chap|ch|stave|canto|adventure|letter|episode|track|entry|fragment|installment|instalment"
NAMED = (
    "prologue|epilogue|interlude|intermission|prelude|postlude|overture|coda|finale|entr['’]acte|preface|introduction"
    "|foreword|afterword|postscript|intro|outro|intermezzo|encore"
)
ASIDES = (
    r"acknowledge?ments?|about the author|also by\b.*|by the same author|other books by\b.*|books by\b.*|"
    r"dedication|copyright(?: page| notice)?"
    r"|(?:table of )?contents|author['’]?s?['’]? notes?|a note (?:on|from|about)\b.*|title page|glossary|"
    r"list of illustrations"
    r"|trigger warnings?|content warnings?|content notes?|praise for\b.*|a note on the type|bibliography|endnotes|"
    r"footnotes|notes"
    r"|imprint|colophon|uncopyright|cast of characters|dramatis person(?:ae|æ)|halftitle(?: page)?|titlepage|"
    r"cover|further reading|newsletter"
)
# Words that a title leaves in lower case.
SMALL_WORDS = frozenset(
    "a an and as at but by for from if in into is it its nor of off on onto or over per so than that the this"
    " to up upon via vs was were with without within when where who which de la le les du des von van der del"
    " di da e y et que not no out".split()
)

DECORATION = " \t*_~=#|•·◆◇✦✧★☆❖§—–-«»<>†‡⁂"
_SEP = r"(?P<sep>\s*(?:[:.)|~]|[—–‒-]+)+\s*|\s*,\s+|\s+|$)"
KEYED = re.compile(
    rf"(?P<label>(?P<key>{CHAPTERS}|{DIVISIONS})\b\.?[\s-]*(?:the\s+|no\.?\s*|number\s+|"
    rf"#\s*)?(?P<num>\d{{1,3}}(?=[a-d]\b)|{NUMBER})(?:\.\d{{1,2}}(?!\d)|(?<=\d)[a-d]\b)?)"
    rf"{_SEP}(?P<title>.*)",
    re.IGNORECASE,
)
JOINED = re.compile(
    rf"(?P<label>(?P<key>chapter|chap|ch|part|book)(?P<num>\d{{1,4}})){_SEP}(?P<title>.*)", re.IGNORECASE
)
LETTERED = re.compile(
    rf"(?P<label>(?P<key>side|part|book|disc|act)\s+(?P<num>[A-H])){_SEP}(?P<title>.*)", re.IGNORECASE
)
UNNUMBERED = re.compile(r"(?P<key>chapter)\s*(?::|[—–-]+)\s*(?P<title>.+)", re.IGNORECASE)
REVERSED = re.compile(
    rf"(?P<label>(?:the\s+)?(?P<num>{NUMBER})\s+(?P<key>chapter|part|book|volume|stave|letter)){_SEP}(?P<title>.*)",
    re.IGNORECASE,
)
NAME = re.compile(rf"(?P<label>(?:the\s+)?(?P<key>{NAMED})(?:\s+(?P<num>{NUMBER}))?){_SEP}(?P<title>.*)", re.IGNORECASE)
ASIDE = re.compile(rf"(?P<label>(?:{ASIDES}))\s*[:.]?", re.IGNORECASE)
NUMBERED = re.compile(rf"(?P<num>{NUMBER})\s*[.:)]?", re.IGNORECASE)
LISTED = re.compile(rf"(?P<num>{NUMBER})(?P<sep>\s*(?:[.:)|]|[—–-]+)+\s*)(?P<title>\S.*)", re.IGNORECASE)
# How every line begins that can be a heading without Markdown: a cheap test before the dear ones.
LIKELY = re.compile(
    rf"[\W_]*(?:the\s+)?(?:{CHAPTERS}|{DIVISIONS}|{NAMED}|{ASIDES}|{NUMBER})"
    r"|[\W_]*(?:chapter|chap|ch|part|book)\d|[\W_]*(?:side|disc) [A-H]\b",
    re.IGNORECASE,
)
# The page number and the dots before it on a contents page.
LEADER = re.compile(r"(?:[\s.·…_]{3,}|\t\s*|\s{2,})(?:\d{1,4}|[ivxlc]{1,6})\s*$|(?:\s*[.·…_]){4,}\s*$", re.IGNORECASE)
SPACED = re.compile(r"\w(?: \w){3,}(?: {2,}\w(?: \w)*)*")
WORD = re.compile(r"[^\W\d_][\w'’.-]*")


@dataclass(frozen=True)
class Heading:
    """A line read as a heading. `label` is as printed, `title` what follows it; level is Markdown's, 0 in plain
    text."""

    kind: Kind
    label: str
    title: str = ""
    number: int | None = None
    key: str = ""  # "chapter", "prologue", "part", ... in lower case
    level: int = 0

    @property
    def is_chapter(self) -> bool:
        return self.kind in {"keyed", "named"}

    @property
    def name(self) -> str:
        """Label and title in one line."""
        return f"{self.label}: {self.title}" if self.title and self.title != self.label else self.label


def read_heading(line: str, level: int = 0) -> Heading | None:
    """What `line` announces if it is a heading, or None if it reads like anything else.

    With a `level` (Markdown's number of #) the line is known to be a heading, and what is not recognised is a title.
    """
    if line[1:2] == " " and SPACED.fullmatch(line):
        line = re.sub(r"(?<=\S) (?=\S)", "", line).replace("  ", " ")  # C H A P T E R  O N E
    if not level and not LIKELY.match(line):
        return None
    plain = undecorated(line)
    if not plain or (not level and len(plain) > 120):
        return None
    return (
        _keyed(plain, level)
        or _lettered(plain, level)
        or _named(plain, level)
        or _number(plain, level)
        or _titled(plain, level)
    )


def undecorated(line: str) -> str:
    """`line` without what is printed around headings: stars, dashes, brackets, Markdown marks, a contents page's
    dots."""
    plain = LEADER.sub("", line.strip()).strip(DECORATION)
    while len(plain) > 2 and (plain[0], plain[-1]) in {("[", "]"), ("(", ")"), ("{", "}")}:
        plain = plain[1:-1].strip(DECORATION)
    plain = re.sub(r"\s*\{[#.][^}]*\}$", "", plain)  # pandoc's and kramdown's attributes
    return re.sub(r"(?<!\w)[*_]{1,3}|[*_]{1,3}(?!\w)", "", plain).strip()


def is_title(line: str, longest: int = 90) -> bool:
    """Whether `line` is written like a title: capitals or title case, not a sentence of the story."""
    plain = undecorated(line)
    if (
        not plain
        or len(plain) > longest
        or (plain[-1] in ".,;:" and not plain.endswith(("...", "etc.", "Esq.", "Jr.", "Sr.", "M.D.")))
    ):
        return False
    if plain[0] in "\"“‘'" and plain[-1] not in "\"”’'":
        return False
    words = WORD.findall(plain)
    if not words or len(words) > 16:
        return bool(re.fullmatch(r"\d{1,4}(?::\d\d)?", plain))
    if plain.isupper():
        return True
    return words[0][0].isupper() and all(
        w[0].isupper() or w.casefold() in SMALL_WORDS or w[:2] in {"d'", "l'", "o'"} for w in words
    )


def title_case(words: str) -> str:
    """Title case as English prints it: "half the door" is "Half the Door"."""
    return " ".join(w if n and w in SMALL_WORDS else w[:1].upper() + w[1:] for n, w in enumerate(words.split()))


def squeezed(text: str) -> str:
    """Letters and digits only, folded: equal for a title and its entry on the contents page."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _keyed(plain: str, level: int) -> Heading | None:
    match = KEYED.fullmatch(plain) or JOINED.fullmatch(plain) or REVERSED.fullmatch(plain)
    if match is None:
        bare = UNNUMBERED.fullmatch(plain)
        if bare and (level or is_title(bare["title"])):
            return Heading("keyed", bare["key"], bare["title"].strip(), None, "chapter", level)
        return None
    title = _title_after(match, level)
    if title is None:
        return None
    key = match["key"].casefold()
    kind: Kind = "division" if re.fullmatch(DIVISIONS, key) else "keyed"
    if not level and key in {"ch", "section", "act", "entry", "track"} and not plain[0].isupper():
        return None
    key = {"ch": "chapter", "chap": "chapter", "vol": "volume"}.get(key, key)
    return Heading(kind, match["label"].strip(), title, read_number(match["num"]), key, level)


def _lettered(plain: str, level: int) -> Heading | None:
    """Side A, Part B: what stands above chapters and goes by letters."""
    match = LETTERED.fullmatch(plain)
    if match is None or not match["num"].isupper() or not (level or plain[0].isupper()):
        return None
    title = _title_after(match, level)
    if title is None:
        return None
    return Heading("division", match["label"], title, ord(match["num"]) - 64, match["key"].casefold(), level)


def _named(plain: str, level: int) -> Heading | None:
    if match := ASIDE.fullmatch(plain):
        if not level and not plain[0].isupper():
            return None
        return Heading("aside", match["label"].strip(), key=match["label"].casefold(), level=level)
    match = NAME.fullmatch(plain)
    if match is None or not (level or plain[0].isupper()):
        return None
    title = _title_after(match, level)
    if title is None:
        return None
    number = read_number(match["num"]) if match["num"] else None
    return Heading("named", match["label"].strip(), title, number, match["key"].casefold(), level)


def _number(plain: str, level: int) -> Heading | None:
    if match := NUMBERED.fullmatch(plain):
        last = re.split(r"[\s-]", match["num"].casefold())[-1]
        if last in {*ORDINALS, *TENTHS, "last", "final"} or (
            match["num"].islower() and not match["num"][0].isdigit() and not level
        ):
            return None
        return Heading("numbered", match["num"], "", read_number(match["num"]), level=level)
    match = LISTED.fullmatch(plain)
    if match and (is_title(match["title"]) or (level and "." in match["sep"] + ":")):
        if not level and (match["num"].islower() and not match["num"][0].isdigit()):
            return None
        if re.fullmatch(r"[—–-]", match["sep"]) and not match["num"].isdigit():
            return None  # "Twenty-Two Bars", "One-Way Street"
        return Heading("listed", match["num"], match["title"].strip(), read_number(match["num"]), level=level)
    return None


def _titled(plain: str, level: int) -> Heading | None:
    return Heading("titled", plain, plain, level=level) if level else None


def _title_after(match: re.Match[str], level: int) -> str | None:
    """The title after a label, "" when there is none, None when what follows shows that this is no heading."""
    title = match["title"].strip().strip("*_ ")
    if not title:
        return ""
    separator = match["sep"].strip()
    if level:
        return title
    if not separator or separator == ",":
        return title if is_title(title) else None
    if separator == "." and not is_title(title.rstrip(".")):
        return None
    if len(title) > 100 or (title[-1] in ",;") or (title[-1] == "." and len(title.split()) > 12):
        return None if title[-1] not in ",;" else title
    return title
