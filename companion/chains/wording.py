"""Sentences as the checks see them: words with places, people, numbers, clauses. Surface patterns only, no parser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ..answers.words import stem
from ..canon.types import Character

TOKEN = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’-][A-Za-zÀ-ÿ]+)*|\d+(?:[.,:]\d+)*")
CLAUSE_BREAK = re.compile(
    r"[;:—–?!]|\s-\s|\.(?=\s|\Z)|,?\s+\b(?:but|because|although|though|while|whereas|until|unless|when|after|before|"
    r"if|since|so\s+that|who|which|that)\b|,\s+(?:and|or|so|then)\b",
    re.I,
)

PRONOUNS = frozenset(
    "i me my mine myself you your yours yourself he him his himself she her hers herself they them their theirs "
    "themselves we us our ours ourselves it its itself who whom whose".split()
)
FUNCTION = PRONOUNS | frozenset(
    "a an the this that these those some any each every all both no not never none nobody nothing neither nor and "
    "or but if then so because since although though while when where why how what which there here in on at by "
    "for from to of with without into onto over under after before during until about as than is are was were be "
    "been being am do does did have has had having will would can could shall should may might must isn't aren't "
    "wasn't weren't don't doesn't didn't won't wouldn't can't couldn't hasn't haven't hadn't cannot also only "
    "just too very more most much many such yes later now once still yet again even ever later first finally "
    "perhaps maybe however therefore instead together everyone everybody someone somebody anyone anybody "
    "everything something anything one ones other another".split()
)
_ASIDE = frozenset("chapter chapters sentence says said say states stated told tells manuscript book narrator".split())

_UNITS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {word: n * 10 for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_NAMED = {"once": 1, "twice": 2, "thrice": 3, "dozen": 12, "couple": 2, "pair": 2, "half": 0.5, "single": 1, "both": 2}
_ORDINALS = {
    word: n
    for n, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split(), 1
    )
}
_WORD_NUMBER = re.compile(
    rf"\b(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(list(_UNITS)[1:10])}))?|{'|'.join(_UNITS)}"
    rf"|{'|'.join(_NAMED)}|{'|'.join(_ORDINALS)}|hundred|thousand|million)\b"
    r"|\d+(?:[.,]\d+)*",
    re.I,
)
_CHAPTER_NUMBER = re.compile(r"\b(?:chapters?|ch\.)\s+[\w-]+(?:\s*(?:,|and|to|-)\s*\d+)*", re.I)
_PRONOUN_ONE = re.compile(
    r"\b(?:no|any|some|every|each|this|that|which|the|another)\s+one\b(?!\s+(?:thing|hundred))|\bone\s+(?:of|another|day|"
    r"night|morning|evening|is|was|has|by|can|could|must|should|who)\b|\bat\s+(?:once|first)\b|\bonce\b(?!\s+(?:a|or))"
    r"|\b(?:split|every|a|the|for\s+a)\s+second\b|\bfirst\s+(?:name|time|thing)\b|\bat\s+first\b|\bhalf\s+(?:of|the|a|my)\b",
    re.I,
)


_TITLE = re.compile(r"(?:mr|mrs|ms|miss|dr|sir|lady|lord|mister)\Z")


class People(Protocol):
    """What the checks ask about people; `Canon` is one."""

    def narrator(self, position: int, offset: int) -> str: ...
    def resolve(self, name: str) -> Character | None: ...


@dataclass(frozen=True)
class Person:
    """Somebody named in a sentence. `owner` is whether it is only "Ruth's" something."""

    key: str  # canonical name where known, else the name as it stands, case folded
    start: int
    end: int
    known: bool
    owner: bool = False


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


def bare(token: str) -> str:
    """A token without its possessive ending."""
    return re.sub(r"['’]s?\Z", "", token)


def content_stems(text: str) -> set[str]:
    """Stems of the words that carry meaning: no function words, numbers, or words that only introduce what is said."""
    return {
        stem(bare(word))
        for word in tokens(text)
        if len(word) > 1 and word.lower() not in FUNCTION and word.lower() not in _ASIDE and not word[0].isdigit()
    }


def names_in(text: str, lower_elsewhere: frozenset[str] = frozenset()) -> Iterator[tuple[str, int, int]]:
    """(name, start, end) of every word in `text` that is written as a name.

    The first word of a sentence is one unless it is a function word or stands in lower case in `lower_elsewhere`.
    """
    for match in TOKEN.finditer(text):
        word = bare(match[0])
        if not word[:1].isupper() or word == "I" or re.match(r"I['’]", match[0]):
            continue
        low = word.lower()
        first = bool(re.search(r"(?:\A|[.!?:…]['\"”’)]*\s+|[\"“‘(—–])\Z", text[: match.start()]))
        if (low in FUNCTION and (first or word != "May")) or (
            first and (low in lower_elsewhere or stem(low) in lower_elsewhere)
        ):
            continue
        if low in _ASIDE or low in _UNITS or low in _TENS or _TITLE.match(low):
            continue
        yield word, match.start(), match.start() + len(word)


def lower_words(text: str) -> frozenset[str]:
    """The words that stand in lower case in a text, and their stems."""
    low = {word for word in tokens(text) if word[0].islower()}
    return frozenset(low | {stem(word) for word in low})


def numbers_in(text: str) -> set[float]:
    """The numbers a text states, chapter numbers and "one" as a pronoun left out."""
    text = _PRONOUN_ONE.sub(" ", _CHAPTER_NUMBER.sub(" ", text))
    found: set[float] = set()
    previous_end, previous = -2, 0.0
    for match in _WORD_NUMBER.finditer(text):
        value = _number(match[0].lower())
        if value in (100, 1000, 1_000_000) and not match[0][0].isdigit():
            scaled = (previous if match.start() - previous_end <= 1 and previous else 1) * value
            found.discard(previous)
            value = scaled
        found.add(value)
        previous_end, previous = match.end(), value
    return found


def _number(word: str) -> float:
    if word[0].isdigit():
        return (
            float(word.replace(",", "")) if re.fullmatch(r"[\d,]+(?:\.\d+)?", word) else float(re.split(r"\D", word)[0])
        )
    for table in (_UNITS, _TENS, _NAMED, _ORDINALS, {"hundred": 100, "thousand": 1000, "million": 1_000_000}):
        if word in table:
            return float(table[word])
    tens, unit = re.split(r"[ -]", word)
    return float(_TENS[tens] + _UNITS[unit])


def people_in(text: str, people: People | None, lower: frozenset[str], narrator: str = "") -> list[Person]:
    """Everybody named in a text, in order; "I" and "me" are the narrator when it is known."""
    found: list[Person] = []
    for _, start, end in names_in(text, lower):
        if found and start - found[-1].end <= 2 and text[found[-1].end : start].strip(". ") == "":
            last = found.pop()  # a first name and a last name are one person
            found.append(_person(text, last.start, end, people))
        else:
            found.append(_person(text, start, end, people))
    if narrator:
        outside = re.sub(r"[\"“][^\"”]*[\"”]", lambda m: " " * len(m[0]), text)
        found += [
            Person(narrator.casefold(), m.start(), m.end(), True, m[0].lower() in ("my", "mine"))
            for m in re.finditer(r"\b(?:I|me|my|myself)\b", outside)
        ]
    return sorted(found, key=lambda person: person.start)


def _person(text: str, start: int, end: int, people: People | None) -> Person:
    name = text[start:end]
    character = people.resolve(name) if people else None
    owner = bool(re.match(r"['’]s?(?=\s+\w)", text[end : end + 4]))
    return Person((character.name if character else name).casefold(), start, end, character is not None, owner)


def clauses(text: str) -> list[tuple[int, int]]:
    """(start, end) of the stretches between clause breaks."""
    found = []
    start = 0
    for match in CLAUSE_BREAK.finditer(text):
        if text[start : match.start()].strip():
            found.append((start, match.start()))
        start = match.start() + (1 if match[0][0] in ";:—–?!." else 0)
    if text[start:].strip():
        found.append((start, len(text)))
    return found
