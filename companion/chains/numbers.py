"""Numbers as a text states them, with what they count: "thirty-one shows in forty days", "ten past seven", "£1,200"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..answers.words import stem
from ..manuscript.numbers import ORDINALS, TENS, TENTHS, UNITS
from .wording import FUNCTION, TOKEN, bare

_UNITS = {word: n for n, word in enumerate(UNITS)}
_TENS = {word: n * 10 for n, word in enumerate(TENS, 2)}
_SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_NAMED = {"once": 1, "twice": 2, "thrice": 3, "couple": 2, "pair": 2, "half": 0.5, "single": 1, "both": 2}
_ORDINALS = {word: n for n, word in enumerate(ORDINALS[1:], 1)} | {word: n * 10 for n, word in enumerate(TENTHS, 2)}
_SPANS = {
    "fortnight": (14, "day", 2, "week"),
    "decade": (10, "year", 10, "year"),
    "century": (100, "year", 100, "year"),
}

_TEN = "|".join(TENS)
_ONE_TO_NINE = "|".join(UNITS[1:10])
_FIRST_TO_NINTH = "|".join(ORDINALS[1:10])
_SMALL = rf"(?:(?:{_TEN})(?:[ -](?:{_ONE_TO_NINE}|{_FIRST_TO_NINTH}))?|{'|'.join(_ORDINALS)}|{'|'.join(UNITS)})"
_SCALE = rf"(?:{'|'.join(_SCALES)})"
_PART = rf"(?:\d+(?:[.,]\d+)*(?:st|nd|rd|th)?|{_SMALL}|an?(?=\s+{_SCALE})|couple(?=\s+of\s+{_SCALE}))"
_NUMBER = re.compile(
    rf"(?<![\w.,])(?:{_PART}(?:\s+and\s+a\s+(?:half|quarter))?(?:[ -](?:of\s+)?{_SCALE})*(?:\s+and\s+a\s+half)?"
    rf"(?:(?:(?<=hundred)|(?<=thousand)|(?<=million))(?:,|\s+and)?\s+{_PART}(?:[ -]{_SCALE})*)*"
    rf"|{_SCALE}|{'|'.join(_NAMED)}|{'|'.join(_SPANS)})\b",
    re.I,
)
_ALL = sorted([*_SCALES, *_TENS, *_ORDINALS, *_UNITS, *_NAMED, "quarter"], key=len, reverse=True)
_WORD = re.compile(rf"\d+(?:[.,]\d+)*|{'|'.join(_ALL)}", re.I)
_SPOKEN_YEAR = re.compile(
    rf"\b(?P<century>sixteen|seventeen|eighteen|nineteen|twenty)\s+(?P<year>(?:{_TEN})(?:[ -](?:{_ONE_TO_NINE}))?|"
    r"ten|eleven|twelve|\w+teen)\b(?!\s+(?:hundred|thousand))",
    re.I,
)
_SPOKEN_HUNDREDS = re.compile(
    rf"\b(?P<hundreds>{_ONE_TO_NINE})-(?P<rest>(?:{_TEN})(?:-(?:{_ONE_TO_NINE}))?|ten|eleven|twelve|\w+teen)\b", re.I
)
_CHAPTER = re.compile(r"\b(?:chapters?|ch\.)\s+[\w-]+(?:\s*(?:,|and|to|-)\s*\d+)*", re.I)
_NO_NUMBER = re.compile(
    r"\b(?:no|any|some|every|each|this|that|which|the|another)\s+one\b(?!\s+(?:thing|hundred))|\bone\s+(?:of|another|day|"
    r"night|morning|evening|is|was|has|by|can|could|must|should|who)\b|\bat\s+(?:once|first)\b|\bonce\b(?!\s+(?:a|or))"
    r"|\b(?:split|every|a|for\s+a)\s+second\b|\bthe\s+second\s+(?:he|she|it|they|we|you|I)\b|\bfirst\s+(?:name|time|thing)\b|\bat\s+first\b"
    r"|\bhalf\s+(?:of|the|a|my|his|her|their)\b",
    re.I,
)
_HOUR = rf"(?:\d{{1,2}}|{'|'.join(UNITS[1:13])})"
_CLOCK = re.compile(
    rf"\b(?P<h>\d{{1,2}})[:.](?P<m>[0-5]\d)\s*(?:[ap]\.?m\b)|\b(?P<h2>\d{{1,2}}):(?P<m2>[0-5]\d)\b"
    rf"|\b(?P<part>half|(?:a\s+)?quarter|(?:{_SMALL}|\d{{1,2}})(?:\s+minutes)?)\s+(?P<way>past|to|before|after)\s+(?P<to>{_HOUR})\b"
    r"(?!\s+(?:people|pounds|years|days|weeks|months|hours|minutes|of|hundred|thousand))",
    re.I,
)
_HALF_DAY = 12 * 60  # minutes: nobody's "at nine" says which half of the day it means
_AFTER_BE = re.compile(
    r"\b(?:was|is|were|am|are|turned|turns|aged|age\s+of|be|been|only|just|barely|nearly)\s+\Z", re.I
)
_ENDS_THERE = re.compile(r"\A\s*(?:[.,;:!?)”\"]|\Z|when\b|and\b|at\s+the\s+time\b|now\b|then\b|years?\s+old\b)", re.I)
LOOK_AHEAD = 3  # words after a number that may be what it counts


@dataclass(frozen=True)
class Amount:
    """A number at a place; `counts` are the stems of the words after it; `alone`: "was nineteen", most often an age."""

    value: float
    counts: frozenset[str]
    alone: bool
    start: int
    end: int


def amounts(text: str) -> Iterator[Amount]:
    """The numbers of a text, chapter numbers and "one" as a pronoun left out."""
    text = _NO_NUMBER.sub(_blank, _CHAPTER.sub(_blank, text))
    for year in _SPOKEN_YEAR.finditer(text):
        value = 100 * _value(year["century"]) + _value(year["year"])
        yield Amount(value, frozenset(), False, *year.span())
    text = _SPOKEN_YEAR.sub(_blank, text)
    for spoken in _SPOKEN_HUNDREDS.finditer(text):  # "two-eighty"
        value = 100 * _value(spoken["hundreds"]) + _value(spoken["rest"])
        yield Amount(value, _counted(text[spoken.end() :]), False, *spoken.span())
    text = _SPOKEN_HUNDREDS.sub(_blank, text)
    for match in _NUMBER.finditer(text):
        said = match[0].lower()
        if said in _SPANS:
            first, unit, second, other = _SPANS[said]
            yield Amount(first, frozenset({stem(unit)}), False, *match.span())
            yield Amount(second, frozenset({stem(other)}), False, *match.span())
            yield Amount(1, frozenset({stem(said)}), False, *match.span())
            continue
        alone = bool(_AFTER_BE.search(text[: match.start()]) and _ENDS_THERE.match(text[match.end() :]))
        yield Amount(_value(said), _counted(text[match.end() :]), alone, *match.span())


def clock_times(text: str) -> set[int]:
    """Times of day in minutes after twelve, morning and evening not told apart."""
    return {_minutes(match) for match in _CLOCK.finditer(text)}


def wrong_number(claim: str, source: str, question: str, listed: int = 0) -> str:
    """Why a number of `claim` is none of `source` (or the question); "" when all are.

    `listed` is how many people the claim names: "the two, Ann and Tom" counts them itself.
    """
    there = [*amounts(source), *amounts(question)]
    values = {amount.value for amount in there}
    if re.search(r"\b(?:a|an|another)\b", source, re.I):
        values.add(1.0)
    times = clock_times(source) | clock_times(question)
    for match in _CLOCK.finditer(claim):
        hour, minute = divmod(_minutes(match), 60)
        spelled = {hour or 12, minute} - {0} <= values and "past" not in match[0] and " to " not in match[0]
        if _minutes(match) not in times and not (spelled and not times):
            return f"the time {match[0]} is not in the sentences it cites"
    for amount in amounts(_CLOCK.sub(_blank, claim)):
        if amount.value not in values and not 2 <= amount.value <= max(listed, 1):
            return f"the number {amount.value:g} is not in the sentences it cites"
        if amount.value in values and (other := _counts_something_else(amount, there)):
            return f"its sentence has {other.value:g} there, not {amount.value:g}"
    return ""


def _counts_something_else(mine: Amount, there: list[Amount]) -> Amount | None:
    """The other number that the sentence gives to what `mine` counts, where `mine` counts something else in it."""
    same = [a for a in there if a.value == mine.value]
    if not all(a.counts for a in same):
        return None  # somewhere it stands without a word that tells what it counts
    if mine.alone and not mine.counts:
        return next((a for a in there if a.alone and a.value != mine.value), None)
    if not mine.counts or any(a.counts & mine.counts for a in same):
        return None
    return next((a for a in there if a.counts & mine.counts), None)


def _counted(after: str) -> frozenset[str]:
    """Stems of the first words after a number, up to a word or mark that ends what is counted."""
    found: list[str] = []
    at = 0
    for match in list(TOKEN.finditer(after))[:LOOK_AHEAD]:
        word = bare(match[0]).lower()
        if after[at : match.start()].strip(" -") or word in FUNCTION or word[0].isdigit() or _NUMBER.fullmatch(word):
            break
        found.append(stem(word))
        at = match.end()
    return frozenset(found[:2])


def _minutes(match: re.Match[str]) -> int:
    if match["way"] is None:
        total = 60 * int(match["h"] or match["h2"]) + int(match["m"] or match["m2"])
    else:
        part = match["part"].lower()
        spent = 30 if part == "half" else 15 if "quarter" in part else int(_value(part.removesuffix(" minutes")))
        total = 60 * int(_value(match["to"])) + (spent if match["way"].lower() in ("past", "after") else -spent)
    return total % _HALF_DAY


def _value(said: str) -> float:
    """The value of one number as written."""
    total = current = 0.0
    for word in _WORD.findall(said.lower()):
        if word[0].isdigit():
            current += _digits(word)
        elif word in _SCALES:
            scaled = (current or 1) * _SCALES[word]
            total, current = (total + scaled, 0.0) if _SCALES[word] >= 1000 else (total, scaled)
        elif word in ("half", "quarter") and current + total:
            share = 0.5 if word == "half" else 0.25
            current, total = (current + share, total) if current else (0.0, total + share * _scale_of(said))
        else:
            current += _UNITS.get(word) or _TENS.get(word) or _ORDINALS.get(word) or _NAMED.get(word) or 0
    return total + current


def _scale_of(said: str) -> float:
    """Of "a thousand and a half": what the half is a half of."""
    return max((value for word, value in _SCALES.items() if word in said), default=1)


def _digits(word: str) -> float:
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", word):
        return float(word.replace(",", ""))
    return float(re.split(r"\D", word)[0])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
