"""Lines that come again at the edges of many chapters of one book: what a page, a program or an author's habit prints.

"<< Prev | Index | Next >>", "Thanks for reading! Chapter 4 goes up on Friday 21 May.", "Okonjo / SECOND FIDDLE / 19".
Numbers, days and the chapters' own titles are set aside when lines are compared. A story has refrains too, so that
this is evidence beside what a line says, except for running heads: lines of the same words whose number rises from
page to page, wherever they stand.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .cue_tables import MONTHS
from .numbers import ORDINALS, TENS, UNITS

EDGE = 3000  # characters at either end of a chapter in which lines are compared
LINES = 12  # and how many of them
FEWEST = 3  # chapters in which a line must stand
SHARE = 0.3  # and their share of all chapters
WHOLE, NEARLY = 1.5, 1.0  # log odds that a line is no story which stands there again, or one that is much like it
LONG, LIKE = 6, 4  # a line of so many words is much like others that begin or end with the same so many
MOST_TITLES = 500
TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
SIGN = re.compile(r"[^\w\s'’.,-]|\d")
NUMBERS = frozenset({*UNITS, *ORDINALS, *TENS, *MONTHS})
# "Okonjo / SECOND FIDDLE / 19", "19 | The Deputy", "The Deputy - page 19 of 240"
RUNNING = re.compile(
    r"(?P<first>\d{1,4})\s*[/|·•–—]\s*[^\W\d_].{2,80}"
    r"|[^\W\d_].{2,80}?\s*(?:[/|·•–—]|\b(?:page|pg?\.))\s*(?P<last>\d{1,4})(?:\s*(?:/|of)\s*\d{1,4})?",
    re.IGNORECASE,
)
FEWEST_HEADS = 3  # places at which a running head must stand


@dataclass(frozen=True)
class Recurring:
    """What comes again in one book: keys of lines at the `top` and at the `end` of chapters, and of running `heads`."""

    top: frozenset[str] = frozenset()
    end: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    titles: re.Pattern[str] | None = None

    @classmethod
    def of(cls, chapters: Sequence[str], titles: Iterable[str] = ()) -> Recurring:
        """From the texts of a book's chapters in order, and their titles."""
        if len(chapters) < FEWEST:
            return cls()
        named = sorted({re.escape(t.casefold()) for t in titles if len(t) > 3}, key=len, reverse=True)[:MOST_TITLES]
        pattern = re.compile("|".join(named)) if named else None
        tops, ends = Counter[str](), Counter[str]()
        for text in chapters:
            edge = min(EDGE, len(text) // 2)
            tops.update({k for line in _lines(text[:edge])[:LINES] for k in _keys(line, pattern)})
            ends.update({k for line in _lines(text[len(text) - edge :])[-LINES:] for k in _keys(line, pattern)})
        least = max(FEWEST, SHARE * len(chapters))
        top, end = (frozenset(k for k, n in counted.items() if n >= least) for counted in (tops, ends))
        return cls(top, end, _heads(chapters), pattern)

    def weight(self, block: str, top: bool) -> float:
        """The log odds, from 0 up, that a paragraph at the edge of a chapter is no story since its lines come again."""
        known = self.top if top else self.end
        if not known:
            return 0.0
        found = [self._line(line, known) for line in _lines(block)]
        return sum(found) / len(found) if found else 0.0

    def _line(self, line: str, known: frozenset[str]) -> float:
        keys = _keys(line, self.titles)
        if not keys:
            return 0.0
        return WHOLE if keys[0] in known else NEARLY if any(k in known for k in keys[1:]) else 0.0

    def is_head(self, line: str) -> bool:
        """Whether a line is a running head, in the middle of a chapter too."""
        return bool(self.heads) and RUNNING.fullmatch(line) is not None and " ".join(_tokens(line)) in self.heads


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _tokens(line: str) -> list[str]:
    """The words of a line in small letters; each row of numbers, months and days is one "0"."""
    found: list[str] = []
    for word in TOKEN.findall(line.casefold()):
        plain = "0" if word[0].isdigit() or word in NUMBERS else word
        if plain != "0" or found[-1:] != ["0"]:
            found.append(plain)
    return found


def _keys(line: str, titles: re.Pattern[str] | None) -> list[str]:
    """What a line is known by, the whole first; nothing for what heads a scene or a day: a name, a date, a number."""
    small = line.casefold()
    if titles is not None:
        small = titles.sub(" 0 ", small)
    tokens = _tokens(small)
    words = [t for t in tokens if t != "0"]
    signed = SIGN.search(line) is not None
    if len(words) < (2 if signed else 3) or not (signed or any(w[0].islower() for w in line.split())):
        return []
    keys = [" ".join(tokens)]
    if len(words) >= LONG:
        keys += [" ".join(["^", *tokens[:LIKE]]), " ".join([*tokens[-LIKE:], "$"])]
    return keys


def _heads(chapters: Sequence[str]) -> frozenset[str]:
    """The running heads of a book: at least two words the same, and a page number that never falls."""
    places: dict[str, list[int]] = defaultdict(list)
    for text in chapters:
        for line in _lines(text):
            if len(line) <= 90 and (found := RUNNING.fullmatch(line)):
                places[" ".join(_tokens(line))].append(int(found["first"] or found["last"]))
    return frozenset(
        key
        for key, pages in places.items()
        if len(pages) >= FEWEST_HEADS
        and sum(word != "0" for word in key.split()) >= 2
        and all(a < b for a, b in pairwise(pages))
    )
