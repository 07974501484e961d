"""What somebody says of themselves by answering: "How old are you?" "Twenty-two."

Neither half says it alone. The question gives the attribute, the first words of the next quotation, which begins a new
paragraph, the value; whose it is follows from both: whom the question is put to, and who answers.
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .lexicon import KIN
from .life_words import ILLNESSES, INSTRUMENTS, JOBS, MAKES
from .patterns.base import NUM, either, group, number, rx
from .patterns.life import PLACE, place
from .patterns.phrases import PHRASES

NEAR = 220  # characters between the question and what answers it
_OPENING = r"(?P<open>[\"'\s]*(?:(?:Oh|Well|Um|Er|Ah|Me|Why|Sure|Look|Christ|God|Now|Right|Yes|Yeah|Aye|Just|Only|Nearly|Almost|About|Still)[,.]? ?){0,2})"
_END = r"(?= ?[.,;:!?\"]| and | but | last | next | in | on | now\b|$)"
YES = re.compile(
    rx(
        r"[\"'\s]*(?:Oh,? |Well,? |God,? )?(?:Yes|Yeah|Yep|Aye|Yup|Of course(?! not)|I am|I do|Always have|Always been|Born and bred|Since|Very(?! funny)|Course I (?:am|do)|Guilty|That's right|Afraid so|All my life)\b(?!,? (?:but|and you|and what|well)\b)"
    )
)
_FAMILY = r"(?:\b(?:have you|do you have|have you got|got)|(?:\A\W*|, )you got) (?:got )?(?:any )?(?:children|kids|brothers|sisters|family)\b"
_ABOUT_YOU = re.compile(r"\b[Yy]ou(?:r|'re|'ve)?\b")


@dataclass(frozen=True)
class Exchange:
    """One kind of question about the other, and how a bare answer to it begins."""

    attribute: str
    asks: re.Pattern[str]
    answer: re.Pattern[str]
    value: Callable[[re.Match[str]], str | None]


_low = group("v")


def _years(match: re.Match[str]) -> str | None:
    value = number(match["v"])
    return str(value) if value is not None and 3 <= value <= 105 else None


def _kin(match: re.Match[str]) -> str | None:
    count = number(match["n"]) if match["n"] else None
    return f"{count} {match['v'].lower()}" if count is not None else None


def _exchange(attribute: str, asks: str, answer: str, value: Callable[[re.Match[str]], str | None]) -> Exchange:
    return Exchange(
        attribute, re.compile(rx(asks) + r"[^?]{0,40}\?\W*\Z", re.I), re.compile(rx(_OPENING + answer)), value
    )


EXCHANGES: tuple[Exchange, ...] = (
    _exchange("age", r"\b(?:how old|what age) are you", rf"(?:I'm |I am )?(?:just |only |nearly |almost |about )?(?P<v>(?i:{NUM})){_END}", _years),
    _exchange("origin", r"\bwhere (?:are you|do you come|d'you come|you) (?:really |originally )?from", rf"(?:I'm |I'm from |I come from |From |Near |Just outside |Outside )?{PLACE}{_END}", place),
    _exchange("origin", r"\bwhere (?:were you born|did you grow up|were you brought up)", rf"(?:In |Near |Outside )?{PLACE}{_END}", place),
    _exchange("residence", r"\bwhere (?:do you live|d'you live|are you living|are you based)", rf"(?:In |I'm in |Near |Outside |Over in |Up in |Down in )?{PLACE}{_END}", place),
    _exchange("occupation", r"\bwhat (?:do you do(?! (?:when|if|with|about|to|after|before|at)\b)|d'you do(?! (?:when|if|with|about|to|after|before|at)\b)|is it you do|are you(?=\?|,| then\b| exactly\b)|line are you in)", rf"(?:I'm |I am |I'm an? |An? |I was )?(?P<v>(?i:(?:[a-z]+ )?{either(JOBS)})){_END}", _low),
    _exchange("plays", r"\bwhat (?:do you|d'you|did you) (?:play|sing)", rf"(?:The |I play |I sing |A bit of )?(?P<v>(?i:{either([*INSTRUMENTS, *MAKES, 'alto', 'soprano', 'tenor', 'baritone', 'descant'])})){_END}", _low),
    _exchange("birthday", r"\b(?:when(?:'s| is) your birthday|what day is your birthday)", r"(?:It's |On |In )?(?P<v>(?:the )?(?:\d{1,2}(?:st|nd|rd|th)?|[a-z\-]+th|first|second|third|twenty-[a-z]+)? ?(?:of )?(?:January|February|March|April|May|June|July|August|September|October|November|December)(?: (?:the )?\w+(?:st|nd|rd|th))?)", lambda m: " ".join(m["v"].split())),
    _exchange("kin number", _FAMILY, r"(?:I've |I have |I've got |We've )?(?:(?P<n>(?i:[a-z]+|\d+)) (?P<v>(?i:brothers|sisters|sons|daughters|boys|girls)))\b", _kin),
    _exchange("kin", _FAMILY, rf"(?:I've |I have |I've got |We've )?(?:[Aa]n?|[Oo]ne) (?:[a-z]+ )?(?P<v>{either(KIN)})\b", _low),
    _exchange("marital status", r"\b(?:are you married|you married|is there a (?:husband|wife)|were you ever married|have you (?:got )?a (?:husband|wife))", r"(?:I'm |I was |Yes,? )?(?P<v>(?i:divorced|widowed|separated|engaged|single))\b", _low),
    _exchange("height", r"\bhow tall are you", r"(?:I'm )?(?P<v>(?i:five|six|four) (?:foot|feet)(?: [a-z]+)?|(?i:five|six)[- ](?:one|two|three|four|five|six|seven|eight|nine|ten|eleven))\b", _low),
)  # fmt: skip
# "Are you a vegetarian?" "Have you got asthma?": what is asked, as a phrase of a clause would say it.
_IS_IT_SO = re.compile(
    rx(
        r"\b[Aa]re you (?:really |still |actually |always )?(?P<be>(?=\w))|\b(?:[Dd]o you have|[Hh]ave you(?: got)?) (?P<have>(?=\w))"
    )
)
_GRANTED = frozenset(
    {"nationality", "religion", "diet", "health", "allergy", "handedness", "marital status", "occupation", "habit"}
)
_DO_YOU = re.compile(rx(r"\b[Dd]o you (?:still |really )?(?P<v>smoke|drink|drive|sing|swim|cook)\?"))
_NO = re.compile(
    rx(
        r"[\"'\s]*(?:Oh,? |God,? )?(?:No|Nope|Never|Not (?:any ?more|since|for)|I don't|I don't,)\b(?!,? (?:but|and you|and what|no)\b)"
    )
)
_HABITS = {"smoke": ("habit", "smokes", "doesn't smoke"), "drink": ("habit", "drinks", "doesn't drink"), "drive": ("ability", "drives", "doesn't drive"),
           "sing": ("ability", "sings", ""), "swim": ("ability", "swims", "can't swim"), "cook": ("ability", "cooks", "")}  # fmt: skip


def replies(text: str, raw: str, quotes: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Observations (see observing.py) that a question and its answer make together; `reply` is where the answer begins.

    `text` is plain, `raw` as written, `quotes` are the quotations in order.
    """
    found: list[dict[str, Any]] = []
    for (start, end), (begins, ends) in pairwise(quotes):
        if begins - end > NEAR or "\n" not in raw[end:begins] or "?" not in text[max(start, end - 4) : end]:
            continue
        if _ABOUT_YOU.search(text, start, end):
            found += (
                {
                    "attribute": attribute, "value": value, "start": at, "end": last, "at": at, "who": None, "whom": None,
                    "said": start, "hedges": [], "sure": False, "reply": begins,
                }
                for attribute, value, at, last in _exchanged(text, start, end, begins, ends)
            )  # fmt: skip
    return found


def _exchanged(text: str, start: int, end: int, begins: int, ends: int) -> Iterator[tuple[str, str, int, int]]:
    """Attribute, value and where it stands, for one question and what answers it."""
    question = text[start:end]
    for exchange in EXCHANGES:
        match = exchange.answer.match(text, begins, ends) if exchange.asks.search(question) else None
        value = exchange.value(match) if match else None
        if match and value is not None:
            yield exchange.attribute, value, match.start("v"), match.end()
            return
    if YES.match(text, begins, ends):
        for asked in _IS_IT_SO.finditer(text, start, end):
            at, having = asked.end(), asked["have"] is not None
            for phrase in PHRASES:
                match = (
                    phrase.regex.match(text, at, end)
                    if phrase.having is having and phrase.attribute in _GRANTED
                    else None
                )
                value = phrase.value(match) if match else None
                if match and value is not None:
                    yield phrase.attribute, value, match.start(), match.end()
    habit = _DO_YOU.search(text, start, end)
    if habit:
        attribute, does, not_ = _HABITS[habit["v"]]
        value = does if YES.match(text, begins, ends) else not_ if _NO.match(text, begins, ends) else ""
        if value:
            yield attribute, value, habit.start("v"), habit.end("v")


# "Haemorrhagic polyp, left vocal fold," says the surgeon: at the doctor's it is said of whoever sits there.
# "She has diabetes", "No cancer", "I hate asthma": of another, of nobody
_SOMEBODYS = "I|he|she|it|they|we|you|who|has|had|have|is|was|got|gets?|no|not|never|my|his|her|our|their|your|and|or|of|with|from|for|about|hates?|like|what|that|this"
_DIAGNOSIS = re.compile(
    rx(
        rf"[\"'\s]*(?:You've got |You have )?(?:(?i:an?|the) )?(?P<v>(?:(?!(?i:{_SOMEBODYS})\b)[A-Za-z]+ ){{0,2}}?(?i:{either(ILLNESSES)}|fracture|tumou?r|lesion|infection|nodule|haematoma|tear)(?:, (?:left|right|upper|lower) [a-z]+(?: [a-z]+)?)?)(?=[,.;!])"
    )
)
_CLINIC = re.compile(
    r"\b(?:surgeon|doctor|Dr|consultant|specialist|GP|physio\w*|nurse|registrar|clinic|hospital|ward|surgery|scan|X-ray|MRI|endoscope|laryngoscop\w*|stethoscope|dentist|intubat\w*|ana?esthe\w*|prescri\w+|biops\w+)\b"
)
CLINIC = 2000  # characters before and after it in which the doctor's is spoken of


def diagnoses(text: str, quotes: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Observations (see observing.py) of what is found wrong with whoever is told so."""
    found = []
    for start, end in quotes:
        match = _DIAGNOSIS.match(text, start, end)
        if match and _CLINIC.search(text, max(0, start - CLINIC), end + CLINIC):
            you = ["you", match.start("v"), match.start("v")]
            found.append(
                {
                    "attribute": "health", "value": " ".join(match["v"].lower().split()), "start": match.start("v"), "end": match.end(),
                    "at": match.start("v"), "who": you, "whom": None, "said": start, "hedges": [], "sure": False,
                }
            )  # fmt: skip
    return found


__all__ = ["diagnoses", "replies"]
