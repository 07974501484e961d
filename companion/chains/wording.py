"""Sentences as the checks see them: words with places, people, numbers, clauses. Surface patterns only, no parser."""

# ruff: noqa: E501 - a table of regular expressions or words is read one to a line
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ..answers.words import stem
from ..canon.types import Character
from ..manuscript.numbers import TENS, UNITS

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
    "everything something anything one ones other another earlier afterwards meanwhile eventually previously "
    "originally according whatever whoever whenever wherever whichever regardless despite usually often always sometimes today tonight tomorrow yesterday currently apparently".split()
)
_ASIDE = frozenset("chapter chapters sentence says said say states stated told tells manuscript book narrator".split())

_NUMBER_WORDS = frozenset([*UNITS, *TENS])
# Forms that the stem keeps apart.
_FORMS = {
    form: base
    for base, forms in {
        "go": "go goes going went gone", "get": "get gets getting got gotten", "swim": "swim swims swimming swam swum",
        "forget": "forget forgets forgetting forgot forgotten", "giv": "given", "driv": "driven", "writ": "written",
        "ring": "ring rings ringing rang rung", "pay": "pay pays paying paid", "mak": "make makes making made",
        "leg": "leg legs legged legging", "cancel": "cancel cancels cancelled canceled cancelling", "total": "total totals totalled", "feed": "feed feeds fed feeding", "sue": "sue sues sued suing",
        "burn": "burn burns burned burnt burning", "learn": "learn learns learned learnt learning",
        "lend": "lend lends lending lent", "fly": "fly flies flying flew flown", "hurt": "hurt hurts hurting",
        "forgiv": "forgive forgives forgiving forgave forgiven", "strik": "strike strikes striking struck stricken",
        "shak": "shake shakes shaking shook shaken", "read": "read reads reading", "rais": "raise raises raised raising",
        "pul": "pull pulls pulled pulling", "cal": "call calls called calling", "draw": "draw draws drawing drew drawn",
        "blow": "blow blows blowing blew blown", "shoot": "shoot shoots shooting shot", "hang": "hang hangs hanging hung",
        "mean": "mean means meaning meant", "dream": "dream dreams dreaming dreamt dreamed", "dig": "dig digs digging dug",
        "becom": "become becomes becoming became", "understand": "understand understands understood understanding",
        "mistak": "mistook", "arriv": "arrive arrives arriving arrived", "die": "died dies dying dead",
        "rememb": "remember remembers remembered remembering", "hit": "hit hits hitting", "light": "light lit lights lighted",
        "do": "do does did doing done", "say": "say says saying said", "lead": "lead leads leading led",
        "marry": "marry marries married marrying", "cry": "cry cries crying cried", "try": "try tries trying tried",
    }.items()
    for form in forms.split()
}  # fmt: skip
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
    name: str = ""  # as written, or the narrator's where "I" stands


def tokens(text: str) -> list[str]:
    return TOKEN.findall(text)


def root(word: str) -> str:
    """What the forms of a word share: the stem, with more irregular verbs joined than a search needs."""
    low = word.lower()
    return _FORMS.get(low) or stem(low)


def bare(token: str) -> str:
    """A token without its possessive ending."""
    return re.sub(r"['’]s?\Z", "", token)


def content_stems(text: str) -> set[str]:
    """Stems of the words that carry meaning: no function words, numbers, or words that only introduce what is said."""
    return {
        root(bare(word))
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
            first and (low in lower_elsewhere or root(low) in lower_elsewhere)
        ):
            continue
        if low in _ASIDE or low in _NUMBER_WORDS or _TITLE.match(low):
            continue
        yield word, match.start(), match.start() + len(word)


def lower_words(text: str) -> frozenset[str]:
    """The words that stand in lower case in a text, and their stems."""
    low = {word for word in tokens(text) if word[0].islower()}
    return frozenset(low | {root(word) for word in low})


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
            Person(narrator.casefold(), m.start(), m.end(), True, m[0].lower() in ("my", "mine"), narrator)
            for m in re.finditer(r"\b(?:I|me|my|myself)\b", outside)
        ]
    return sorted(found, key=lambda person: person.start)


def _person(text: str, start: int, end: int, people: People | None) -> Person:
    name = text[start:end]
    character = people.resolve(name) if people else None
    follows = re.match(r"['’]s?\s+([\w’'-]+)", text[end : end + 40])  # "Cardiff's a standing gig" owns nothing
    owner = bool(follows and follows[1].lower() not in FUNCTION - {"own", "first", "last", "one", "other"})
    return Person((character.name if character else name).casefold(), start, end, character is not None, owner, name)


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
