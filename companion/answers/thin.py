"""When to say that the manuscript does not say."""

# ruff: noqa: E501 - a regular expression is read on one line
from __future__ import annotations

import re
from collections.abc import Sequence

from ..canon.lexicon import MONTHS, WEEKDAYS
from ..manuscript.chapter import WORD
from .field import Field, word_term
from .question import Question
from .saying import listed
from .select import Choice
from .values import SHARP
from .words import stem

_YEAR = re.compile(r"\b(?:in )?(?:what|which) year\b|\bwhat year\b", re.IGNORECASE)
_LIVES = re.compile(r"\b(?:which|what) (?:town|city|village|street|country|county)\b|\bwhich state\b", re.IGNORECASE)


def thinness(question: Question, choices: Sequence[Choice], field: Field) -> str:
    """Why the best sentences do not answer, in a sentence for the writer; "" when they do."""
    if question.strangers:
        return f"Nobody and nothing called {listed(question.strangers)} appears."
    if not choices:
        return "None of its words stand in the manuscript."
    by_score = sorted(choices, key=lambda choice: -choice.score)
    best = by_score[:3]
    needed = NEEDED.get(question.wants, 0.4)
    if (
        question.wants in SHARP - {"work", "material"}
        and not _implied(question)
        and max(c.signs.get("sharp", 0.0) for c in best) < needed
    ):
        return f"No {_called(question)} is given there."
    if (_YEAR.search(question.text) or _LIVES.search(question.text)) and max(
        c.signs["value"] * (c.cover > 0.5) for c in best
    ) < 0.9:
        return f"No {'year' if _YEAR.search(question.text) else 'such place'} is given there."
    if question.people and _BIRTHDAY.search(question.text) and not _has_birthday(question, by_score[:LOOKED], field):
        return "No birthday is given there."
    if deed := _never_done(question, by_score[:LOOKED], field):
        return f"Nothing near {'both names' if len(question.people) > 1 else 'the name'} says “{deed}”."
    cover = max(c.cover for c in best)
    unheard = _unheard(question, field)
    if unheard and cover < FEW and question.wants not in SHARP:  # those have a value of the sort asked for by now
        return f"Nothing is said of {listed([f'“{word}”' for word in unheard])}."
    if cover < LEAST_COVER and question.people:
        return "The words of the question never stand together there."
    return ""


_BIRTHDAY = re.compile(
    r"\b(?:when|what day|which day|what date|(?:in )?(?:what|which) month)\b.*\bbirthday\b", re.IGNORECASE
)
_DATED = re.compile(
    rf"\b(?:{'|'.join(w.title() for w in (*MONTHS, *WEEKDAYS))}|Christmas|Easter|today|tomorrow|yesterday|tonight|\d{1, 2}(?:st|nd|rd|th)|(?:twenty-|thirty-)?(?:first|second|third|fourth"
    r"|fifth|sixth|seventh|eighth|ninth)|\w+teenth|twelfth|eleventh|tenth|twentieth|thirtieth)\b"
)


def _has_birthday(question: Question, best: Sequence[Choice], field: Field) -> bool:
    """Whether a good sentence names a day or month close to the word and to the name."""
    names = ["@" + person.name for person in question.people]
    for choice in best:
        held = field.around(choice.place, 1)
        near = [p for p in (choice.place.near(-1), choice.place, choice.place.near(1)) if p is not None]
        told = any(name in held for name in names) or choice.signs.get("named", 0.0) > 0
        if stem("birthday") in held and told and any(_DATED.search(p.text) for p in near):
            return True
    return False


_DEEDS = frozenset(stem(w) for w in "born die marry divorce kill propose murder adopt".split())
_OWN_DEED = re.compile(
    r"\bI(?:['’](?:m|d)|\s(?:was|am|had|have|did))?\s(?:\w+\s)?(?:born|marr\w+|wed\w*|di(?:e|ed|vorced)|killed|adopted|proposed)\b(?! with)"
)
LOOKED = 12  # best sentences, one of which has to say the deed near the name


def _never_done(question: Question, best: Sequence[Choice], field: Field) -> str:
    """The deed asked for ("born", "died") where no good sentence has it, or a word for it, beside whom it is about.

    "When did Imogen marry Leo?" needs both: another's wedding at which Imogen sang is not theirs.
    """
    if not question.people:
        return ""
    names = ["@" + person.name for person in question.people]
    for word in question.words:
        key = stem(word)
        if key not in _DEEDS or key in question.aside:
            continue
        for choice in best:
            held = field.around(choice.place, 1)
            told = choice.signs.get("named", 0.0) > 0 and _OWN_DEED.search(choice.place.text) is not None
            if key in held and sum(name in held for name in names) + told >= min(len(names), 2):
                return ""
        return word
    return ""


def _unheard(question: Question, field: Field) -> list[str]:
    """Words of the question's main clause that stand nowhere, nor any word of their field of meaning."""
    heard = {key for held in field.matches.values() for key in held}
    written = {stem(w) for w in WORD.findall(question.text)}  # without what was added for verbs of two words
    asked = [w for w in question.words if stem(w) in written - question.aside]
    return [w for w in asked if word_term(w).key not in heard]


NEEDED = {"kind": 0.5, "name": 0.9, "colour": 0.55, "age": 0.35, "measure": 0.2, "money": 0.2}
LEAST_COVER = 0.1
# Writers ask in other words than the page's: of 429 questions on four books that are answered there, .25 had a word that
# stands nowhere and less than half of their weight near the best sentence, of 108 that are not answered only .03.
FEW = 0.15


def _implied(question: Question) -> bool:
    """Whether the sort of answer is only guessed: what Lydia plays may be an instrument, or cards; a tune has no origin."""
    if question.wants == "origin":
        return not (question.people or question.also)
    return question.wants == "kind" and all(stem(word) != question.sort for word in WORD.findall(question.text))


def _called(question: Question) -> str:
    if question.wants == "kind":  # the noun as the question has it: "instrument"
        return next((w for w in WORD.findall(question.text) if stem(w) == question.sort), "such thing").casefold()
    return {"money": "sum"}.get(question.wants, question.wants)
