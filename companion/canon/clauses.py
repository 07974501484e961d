"""Subjects and what is predicated of them: "She's twenty-eight, from Leeds, with a nose stud, and she sells the shirts".

A regular expression that wants its value right beside its subject sees the first thing said of somebody and misses the
other three. Here a clause is its subject and the stretch up to the next one, with the places in it where a phrase can begin.
"""

# ruff: noqa: E501 - a table of regular expressions is read one to a line
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .life_words import PARTNERS, RELATIVES
from .patterns.base import NAME, NUM, POSS, either, rx

Kind = Literal["be", "have", "beside"]

_KIN = rf"(?:{POSS}|{NAME}'s) (?:(?:dear|poor|old|eldest|oldest|elder|younger|youngest|little|late|big|only|twin|kid|baby|new|first|second) ){{0,2}}{either([*RELATIVES, *PARTNERS])}(?:,? {NAME},?)?"
_PERSON = r"(?:man|woman|girl|boy|lad|lass|kid|fella|fellow|bloke|guy|lady|gentleman|chap)"  # whom "there is" brings in
_ADVERB = r"(?:(?: (?:still|only|just|now|also|always|already|really|both|all|even|actually|originally|barely|nearly|almost|about))*)"
_BE = rf"(?:(?:'s been|'d been|'ve been| has been| had been| have been|'s|'m| is| was| am){_ADVERB}(?= ))"
_HAVE = (
    rf"(?:(?:'ve had| has had| have had|'s had|'s got|'ve got| has got| have got|'d got| has| had| have|'ve|'d| wears| wore| owns| owned| keeps| kept){_ADVERB}"
    r"(?! been)(?= (?:an?|the|no|one|two|three|four|five|six|his|her|my|their|that|those|this|these|[a-z]+(?: [a-z]+)? (?:hair|eyes)|[a-z]+)\b))"
)
# "Gil's a Catholic", but "Gil's boat"
_NOT_OWNER = (
    r"(?!'s (?!(?:an?|the|my|our|his|her|their|from|only|still|just|about|nearly|almost|been|got|not|all|half|very|also|always|allergic|"
    r"engaged|married|divorced|single|left-handed|right-handed|deaf|blind|diabetic|pregnant|vegetarian|vegan|bald|sober|tall|short|"
    r"[a-z]+teen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?|\d\d)\b))"
)
_NO_PLACE = r"(?<!\bfrom\s)(?<!\bin\s)(?<!\bat\s)(?<!\bof\s)(?<!\bto\s)(?<!\bnear\s)(?<!\bwith\s)"
CLAUSE = re.compile(
    rx(
        rf"(?<![\w'])(?=[A-ZÀ-Þhsmotyi])(?P<who>(?<!\bas\s)(?<!\bthan\s)(?:[Hh]e|[Ss]he|I)\b|[Tt]here(?=(?:'s| is| was) an? (?:[a-z][a-z\-]+,? ){{0,3}}{_PERSON}\b)|(?P<kin>{_KIN}){_NOT_OWNER}|{_NO_PLACE}{NAME}{_NOT_OWNER})"
        rf"(?:(?P<rel>,? who|, [a-z][^,.;:!?\"]{{2,44}},(?= (?:is|was|has|had) )|,(?= (?:is|was|has) (?:an?|the|from|{NUM})\b))?(?:(?P<have>{_HAVE})|(?P<be>{_BE}))|(?P<beside>,)(?= (?:an?|the|our|my|his|her|their|aged|{NUM}|originally|with|from)\b)(?! (?:the|our|my|his|her|their) [a-z ]+,? and (?:[A-Z]\w*|the|my|his|her|our)\b))"
    )
)
# Where what is said of the subject ends.
_STOP = re.compile(
    r"[;:!?()\"]|\.(?=\s|$|\")|--|\s-\s|—|\b(?:but|because|which|when|while|whilst|if|unless|until|till|since|where|so|though|although|than|that|as|who|whom|for|like)\b"
)
# Where, behind a stop, it goes on: "a man called Reg who", "somebody that"; nothing does.
_STARTS = re.compile(r",\s+(?:and\s+)?|\s+and\s+|\s+with\s+(?=\S)")
_TAIL = re.compile(r"[\s,]*(?:\band|\bwith)?[\s,]*\Z")
LONGEST = 220  # characters of one predicate
# "Lily, who was nineteen, who had a snake called Kevin": the next one is said of the same person.
_ALSO_WHO = re.compile(rx(rf",? (?:and |but )?who(?:(?P<have>{_HAVE})|(?P<be>{_BE}))"))


@dataclass(frozen=True)
class Part:
    """A place where a phrase can begin; `having` is True after "has" and "with", False after "is"."""

    at: int
    having: bool


@dataclass(frozen=True)
class Clause:
    """A subject, `who` as (text, start, end), and the stretch predicated of it with the beginnings of its phrases."""

    who: tuple[str, int, int]
    kind: Kind
    start: int
    end: int
    parts: tuple[Part, ...]


def clauses(text: str, start: int, end: int, quotes: Sequence[tuple[int, int]]) -> Iterator[Clause]:
    """The clauses of "is", "has" and apposition in `text[start:end]`, in order; none reaches across a quotation mark.

    `text` is plain (see patterns.base), `quotes` are the quotations that touch the stretch.
    """
    matches = _subjects(text, start, end)
    for n, match in enumerate(matches):
        low = match.end()
        high = min(end, low + LONGEST)
        if n + 1 < len(matches):
            high = min(high, matches[n + 1].start())
        for a, b in quotes:
            if a <= match.start() < b:
                high = min(high, b)
            elif a >= low:
                high = min(high, a)
        stop = _STOP.search(text, low, high)
        if stop:
            high = stop.start()
        high = low + len(_TAIL.sub("", text[low:high]))
        who = (match["who"], match.start("who"), match.end("who"))
        kind: Kind = "have" if match["have"] else "be" if match["be"] else "beside"
        yield Clause(who, kind, low, high, tuple(_parts(text, low, high, kind)))
        last = min(end, matches[n + 1].start()) if n + 1 < len(matches) else end
        last = min([last, *(a for a, _ in quotes if a >= low)])
        if (match["rel"] or "").rstrip().endswith("who"):
            yield from _also(text, who, high, last)


def _also(text: str, who: tuple[str, int, int], start: int, end: int) -> Iterator[Clause]:
    """The clauses that go on with "..., who had": of the same person as the one before."""
    for match in _ALSO_WHO.finditer(text, start, end):
        low = match.end()
        stop = _STOP.search(text, low, min(end, low + LONGEST))
        high = stop.start() if stop else min(end, low + LONGEST)
        high = low + len(_TAIL.sub("", text[low:high]))
        kind: Kind = "have" if match["have"] else "be"
        yield Clause(who, kind, low, high, tuple(_parts(text, low, high, kind)))


def _subjects(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Every match that is a subject: in "Luca was her nephew, seventeen" the nephew is what Luca is."""
    found: list[re.Match[str]] = []
    for match in CLAUSE.finditer(text, start, end):
        complement = found and found[-1]["be"] and not text[found[-1].end() : match.start()].strip()
        if not (complement and match["kin"]):
            found.append(match)
    return found


def _parts(text: str, low: int, high: int, kind: Kind) -> Iterator[Part]:
    having = kind == "have"
    first = low
    while first < high and text[first].isspace():
        first += 1
    if text[first : first + 5] == "with ":
        first, having = first + 5, True
    yield Part(first, having)
    for match in _STARTS.finditer(text, first, high):
        mark = match[0]
        if "with" in mark:
            having = True
        elif mark.startswith(",") and kind != "have":
            having = False
        at = match.end()
        if text.startswith("with ", at):
            at, having = at + 5, True
        yield Part(at, having)
