"""Words of time in narration that say when a scene happens: dates, days of the week, "three weeks later", "years before".

What is said aloud is left out, and so is time that a sentence only speaks of ("she had left in 1998"): a scene is dated by
its heading, by how it begins, by narration that says outright which day it is, wherever that stands ("It is Friday the
third of March"), or by a jump that its narration makes.
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..manuscript.chapter import Chapter, Scene
from ..manuscript.numbers import ORDINALS, read_number
from ..manuscript.quotations import quotations
from .lexicon import MONTH_NAMES, MONTHS, WEEKDAY_NAMES
from .patterns.base import number, plain

HEAD = 3  # sentences at the beginning of a scene that may date it
# Counts that are no number, and the number that stands for each.
VAGUE = {"a couple of": 2, "a few": 3, "several": 4, "some": 4, "many": 10}
HALF = "half a"
DAYS = {
    "hour": 0.0,
    "minute": 0.0,
    "day": 1.0,
    "night": 1.0,
    "week": 7.0,
    "fortnight": 14.0,
    "month": 30.4,
    "year": 365.25,
    "decade": 3652.5,
}
FEASTS = {"christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31), "new year's day": (1, 1), "new year": (1, 1), "hogmanay": (12, 31), "hallowe'en": (10, 31), "halloween": (10, 31), "valentine's day": (2, 14)}  # fmt: skip
SEASONS = {"spring": 4, "summer": 7, "autumn": 10, "fall": 10, "winter": 1}

_MONTH = rf"(?P<month>{MONTH_NAMES})"
_DAY = rf"(?P<weekday>{WEEKDAY_NAMES})"
_NTH = rf"(?P<nth>\d{{1,2}}(?:st|nd|rd|th)?|{'|'.join(ORDINALS[1:])}|twentieth|twenty-(?:{'|'.join(ORDINALS[1:10])})|thirtieth|thirty-first)"
_YEAR_WORDS = r"(?:(?:sixteen|seventeen|eighteen|nineteen|twenty)[ -](?:hundred(?: and)?[ -])?(?:oh[ -])?|two thousand(?: and)? )(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|(?:thir|four|fif|six|seven|eigh|nine)teen|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine)"
_YEAR = rf"(?P<year>1[6-9]\d\d|20\d\d|{_YEAR_WORDS})"
_N = r"(?P<n>(?i:\d{1,3}|a couple of|a few|half a|several|some|many|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty))"
_UNIT = r"(?P<unit>minute|hour|day|night|week|fortnight|month|year|decade)s?"

# "It was Friday", "It's the Friday", at the head of a clause; not "it was Friday before he rang".
_IT_IS = r"(?:\A|[.!?;:,—–-] ?|\b(?:and|but|so|because) )(?:[Ii]t(?:'s| is| was)|[Tt]oday(?: is|'s| was)|[Tt]his (?:is|was)) (?:now |still |already |only |just )?"
_ENDS = r"(?=[.,;:!?—–-]|\s(?:and|but|in|at|again|when|today)\b|\Z)"

# kind, where it may stand ("head": heading or beginning of a scene, "stated": anywhere in narration, as what says the
# day outright, "any": anywhere in narration), pattern
_ROWS: tuple[tuple[str, str, str], ...] = (
    ("date", "stated", rf"{_IT_IS}(?:(?:on )?(?:the |a )?{_DAY},? )?(?:the )?{_NTH} (?:day )?(?:of )?{_MONTH}(?:,? (?:in )?{_YEAR})?{_ENDS}"),
    ("date", "stated", rf"{_IT_IS}(?:the |a )?{_DAY},? (?:and )?(?:it(?:'s| is| was) )?(?:the )?{_NTH}{_ENDS}"),
    ("date", "stated", rf"{_IT_IS}(?:the |a )?(?:{_DAY},? )?{_MONTH} (?:the )?{_NTH}(?:,? {_YEAR})?{_ENDS}"),
    ("date", "head", rf"\b(?:{_DAY},? )?(?:the )?{_NTH} (?:of )?{_MONTH}(?:,? {_YEAR})?\b"),
    ("date", "head", rf"\b(?:{_DAY},? )?{_MONTH} (?:the )?{_NTH}\b(?:,? {_YEAR})?"),
    ("date", "head", rf"\b(?:[Ii]n|[Ii]t (?:was|is)|[Bb]y|[Ee]arly|[Ll]ate|[Mm]id-?|\A)\s*(?:early |late |mid-)?{_MONTH}(?:,? {_YEAR})?(?=[,.:]|\s+(?:and|when|now|again)|\Z)"),
    ("date", "head", rf"\b(?:[Oo]n|[Ii]t (?:was|is)|\A)\s*(?:the )?{_DAY},? the {_NTH}\b(?! of)"),
    ("weekday", "stated", rf"{_IT_IS}(?:the |a )?{_DAY}(?: (?:morning|night|evening|afternoon|lunchtime))?{_ENDS}"),
    ("year", "head", rf"(?:\A|\b(?:[Ii]n|[Ii]t (?:was|is)|[Bb]ack in|[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)(?: (?:of|the year))? ){_YEAR}\b"),
    ("feast", "head", r"\b(?:[Oo]n|[Ii]t (?:was|is)|[Aa]t|\A)\s*(?P<feast>Christmas Eve|Christmas Day|Christmas|Boxing Day|New Year's Eve|New Year's Day|New Year|Hogmanay|Hallowe'en|Halloween|Valentine's Day)\b(?! (?:tree|card|present|number|single|song|lights|dinner|party|jumper|album))"),
    ("weekday", "head", rf"(?:\A(?:[Ee]arly |[Ll]ate )?|\b(?:[Oo]n|[Ii]t(?:'s| was| is)(?: a)?|[Cc]ame|[Tt]hat) (?:the )?){_DAY}(?: (?:morning|night|evening|afternoon|lunchtime))?\b(?!s\b)(?! (?:last|before|week))"),
    ("later", "any", rf"\b{_N}(?: more| or so| whole| long)? {_UNIT} (?:later|after that|afterwards|on\b(?=[,.])|passed\b|went by\b|had (?:passed|gone by)\b|go by\b|pass\b)"),
    ("later", "any", rf"\b[Aa]fter {_N} (?:more )?(?P<unit>day|week|month|year)s(?= ?,)"),
    ("next", "any", r"(?:\A|[.!?;] |\b(?:[Aa]nd|[Bb]ut|[Bb]y|[Oo]n) )[Tt]he (?:next|following) (?P<unit>day|morning|night|evening|afternoon|week|month|year)\b(?! (?:of|he could|room|door))"),
    ("next", "any", r"(?:\A|[.!?;] |\b[Oo]n )[Tt]he (?P<unit>day|morning|week|year) after\b(?! (?:I|we|she|he|they|the|her|his|my)\b)"),
    ("same", "head", r"(?:\A|[.!?;] )(?:[Tt]hat (?:same )?|[Tt]he same |[Ll]ater that )(?:night|evening|afternoon|day|morning)\b|\A[Ll]ater[,.]"),
    ("earlier", "head", rf"\A{_N} {_UNIT} (?:earlier|before|previously|ago)\b(?! (?:I|we|she|he|they) (?:would|could))|\b[Ii]t (?:was|is) {_N.replace('?P<n>', '?P<n2>')} {_UNIT.replace('?P<unit>', '?P<unit2>')} (?:earlier|before|ago)\b"),
    ("earlier", "head", r"\A(?:Before|Earlier|Then|Back then|Long ago|Once, long ago)\s*[:.]?\s*\Z"),
    ("now", "head", r"\A(?:Now|Today|The present|Present day)\s*[:.]?\s*\Z"),
    ("season", "head", r"(?:\A|\b(?:[Ii]n|[Ii]t (?:was|is)|[Bb]y) )(?:the |that |early |late )?(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)\b(?= ?[,.:]|\Z| (?:of|came|again|had come))"),
)  # fmt: skip
PATTERNS = tuple((kind, where, re.compile(pattern.replace(" ", r"\s+"))) for kind, where, pattern in _ROWS)
_TRIGGER = re.compile(
    r"later|after|passed|went by|gone by|next|following|same|earlier|before|ago|\bnow\b|today|then|\d|day|spring|summer|autumn|winter|christmas|year|"
    + "|".join(MONTHS),
    re.I,
)
_NAMES_A_DAY = re.compile(rf"\b(?:{WEEKDAY_NAMES}|{MONTH_NAMES})\b")
# "She had come on Friday", "they would sing on Friday": no date of the scene.
_ELSEWHEN = re.compile(r"(?:\b(?:had|would|will|could|might|should|must)\b|['’](?:d|ll)\b)[^.!?]*\Z")
# "It was Friday when the letter had come", "it was the third of March that he remembered".
_REMEMBERED = re.compile(r"[^.!?;]*?\b(?:that|when|before|until|till) (?:\w+ ){1,4}(?:had|would|remembered|always)\b")
_JUMP = re.compile(r"\b(?:later|after|afterwards|passed|pass|went by|go by|gone by|next|following|on)\b")
_TALK = re.compile(
    r"\b(?:by|before|until|till|every|last|since|from|next|for|if|when|would|had been|like|before|after)\s+\Z", re.I
)


def observe_when(chapter: Chapter) -> list[list[Any]]:
    """Rows [kind, scene, start, end, head, values] of what dates the scenes of a chapter, in order, JSON-able.

    `start` and `end` are -1 where it stands in a heading, which is no part of the text; `head` says whether it dates its
    scene: stands at the beginning of it, or says the day outright before time has moved on in it; `values` holds what the words tell: n, unit, month, nth, year, weekday, feast, season.
    """
    text = plain(chapter.text)
    rows: list[list[Any]] = []
    for scene in chapter.scenes:
        for heading in _headings(chapter, scene):
            found = _first(heading, heads=True)
            if found:
                words = " ".join(heading[slice(*found[1])].split())
                rows.append([found[0], scene.number, -1, -1, True, {**found[2], "words": words}])
                break
        spoken = quotations(chapter.text, scene.start, scene.end)
        sentences = [s for s in chapter.sentences if s.scene == scene.number]
        moved = False
        for n, sentence in enumerate(sentences):
            piece = text[sentence.start : sentence.end]
            if found := None if moved else _stated(piece):
                at = sentence.start + found[1][0]
                if not any(a <= at < b for a, b in spoken):
                    rows.append([found[0], scene.number, at, sentence.start + found[1][1], True, found[2]])
                    continue
            if not (_TRIGGER if n < HEAD else _JUMP).search(piece):
                continue
            found = _first(piece, heads=n < HEAD)
            if found is None:
                continue
            kind, (start, end), values = found
            at = sentence.start + start
            if any(a <= at < b for a, b in spoken) or (n >= HEAD and not _jumps(piece, start, values)):
                continue
            moved = moved or n >= HEAD
            rows.append([kind, scene.number, at, sentence.start + end, n < HEAD, values])
    return rows


def _stated(piece: str) -> tuple[str, tuple[int, int], dict[str, Any]] | None:
    """What says outright which day it is in the scene that is told: no day remembered, or still to come."""
    if not _NAMES_A_DAY.search(piece):
        return None
    for kind, where, pattern in PATTERNS:
        match = pattern.search(piece) if where == "stated" else None
        if match is None or _ELSEWHEN.search(piece[: match.start()]) or _REMEMBERED.match(piece, match.end()):
            continue
        words = match.group().lstrip(" .!?;:,—–-")
        start = match.end() - len(words)
        return kind, (start, match.end()), {k: v for k, v in match.groupdict().items() if v is not None}
    return None


def _headings(chapter: Chapter, scene: Scene) -> Iterator[str]:
    if scene.heading:
        yield plain(scene.heading)
    if scene.number == 1:
        yield from (plain(t) for t in (chapter.title, chapter.label) if t)


def _first(piece: str, heads: bool) -> tuple[str, tuple[int, int], dict[str, Any]] | None:
    for kind, where, pattern in PATTERNS:
        if where == "stated" or (where == "head" and not heads):
            continue
        match = pattern.search(piece)
        if match is None or (kind in ("date", "weekday", "year", "feast") and _TALK.search(piece[: match.start()])):
            continue
        if kind not in ("later", "earlier") and _ELSEWHEN.search(piece[: match.start()]):
            continue
        values = {k.rstrip("2"): v for k, v in match.groupdict().items() if v is not None}
        return kind, match.span(), values
    return None


def _jumps(piece: str, start: int, values: dict[str, Any]) -> bool:
    """Whether narration in the middle of a scene moves on by this: it opens a sentence, and no year goes by unmarked."""
    return not piece[:start].strip("\"'“‘ ") and days_in(values) < 360


def days_in(values: dict[str, Any]) -> float:
    """The days that "three weeks" or "the next morning" stand for."""
    unit = str(values.get("unit", "day")).lower()
    unit = "day" if unit in ("morning", "night", "evening", "afternoon") and "n" not in values else unit
    return DAYS.get(unit, 1.0) * _count(str(values.get("n", "one")).lower())


def _count(words: str) -> float:
    """ "three", "12" or "a few" as a number; 1 for "a" and for what is none."""
    if words == HALF:
        return 0.5
    count = VAGUE.get(words, number(words))
    return 1.0 if count is None else float(count)


def is_vague(values: dict[str, Any]) -> bool:
    """Whether a count is no number: "a few weeks", "several years"."""
    return str(values.get("n", "")).lower() in VAGUE


def year_of(words: str) -> int:
    """ "1998", "nineteen ninety-eight" and "two thousand and three" as a year; 0 for what is none."""
    if words.isdigit():
        return int(words)
    low = words.lower().replace("-", " ")
    if low.startswith("two thousand"):
        return 2000 + (read_number(low.removeprefix("two thousand").removeprefix(" and").strip() or "zero") or 0)
    century, _, rest = low.partition(" ")
    for filler in ("hundred ", "and ", "oh "):
        rest = rest.removeprefix(filler)
    return 100 * (read_number(century) or 0) + (read_number(rest) or 0)


def ordinal(word: str) -> int:
    """ "third" and "3rd" as 3; 0 for what is no number."""
    return read_number(word) or 0
