"""How questions ask for what the bible holds of somebody: looks, age, work, home, family."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from dataclasses import dataclass

from ..canon.types import Character, Fact
from ..canon.view import View
from ..manuscript.chapter import WORD
from .question import TIE, Question
from .words import stem


@dataclass(frozen=True)
class Attribute:
    """An attribute of the bible, how questions ask for it, and how an answer names it."""

    asked: re.Pattern[str]
    names: tuple[str, ...]  # of Fact.attribute
    noun: str
    rules: tuple[str, ...] = ()  # kinds of findings about it


def _asked(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_COLOUR_OF = r"\b(?:what|which)\s(?:colou?r|shade)\b.*\b{0}\b|\b{0}\b.*\bcolou?r\b|\bwhat(?:'s|’s| is| are| was| were)\b.*\b{0}\s(?:like|look)|\bwhat (?:kind|sort|type) of {0}\b|\bhow\b.*\b{0}\b.*\bdescribed\b|\bcolou?r of\b.*\b{0}\b"
ATTRIBUTES = (
    Attribute(_asked(_COLOUR_OF.format("eyes?")), ("eyes",), "eyes", ("eyes",)),
    Attribute(_asked(_COLOUR_OF.format("hair")), ("hair",), "hair", ("hair",)),
    Attribute(_asked(_COLOUR_OF.format("(?:beard|moustache|mustache)")), ("beard",), "beard", ("beard",)),
    Attribute(_asked(r"\bhow old\b|\bwhat age\b|['’]s age\b|\bage of\b"), ("age",), "age", ("age",)),
    Attribute(_asked(r"\b(?:birthday|born on|date of birth)\b"), ("birthday",), "birthday", ("birthday", "date")),
    Attribute(_asked(r"\bfor a living\b|\b(?:profession|occupation|job|trade)\b|\bwork as\b|\bwhere (?:does|do|did) (?:(?-i:[A-Z])[\w.-]*\s){1,3}work\b(?=\s*(?:\?|$|now\b|at (?:this|the)\b))|\bwhat work\b|\bwhat does \w+(?: \w+)? do\?"), ("occupation",), "work", ("occupation",)),
    Attribute(_asked(r"\bwhere (?:does|do|did)\b.*\blive\b|\bwhich (?:town|city|street|village)\b.*\blives?\b"), ("residence",), "home", ("residence",)),
    Attribute(_asked(r"\bwhere\b.*\b(?:come|comes|came) from\b|\bwhere (?:is|was|are)\b.*\bfrom\b|\bwhere\b.*\bborn\b|\bnationality\b"), ("origin", "nationality"), "origin", ("origin", "nationality")),
    Attribute(_asked(r"\bhow many (?:sister|brother|sibling|child|kid|son|daughter|aunt|uncle|cousin)"), ("kin number",), "family", ("kin number", "kin")),
    Attribute(_asked(r"\b(?:left|right)[- ]handed\b|\bwhich hand\b.*\bwrite|\bwrites? with\b"), ("handedness",), "hand", ("handedness",)),
    Attribute(_asked(r"\bhow tall\b|['’]s height\b"), ("height",), "height", ("height",)),
    Attribute(_asked(r"^(?:and |so |but )?(?:whom? (?:is|was)|is|was) (?:[\w.-]+\s){1,4}(?:married|engaged|divorced|widowed|single)\b(?=\s*(?:[?,.]|\Z|(?:to|yet|now|at|by|when|still|in|and|or|after|before)\b))|\bmarital\b"), ("marital status",), "marriage", ("marital status",)),
    Attribute(_asked(r"^(?:and |so |but )?(?:is|was) (?:(?-i:[A-Z])[\w.-]*\s){1,3}(?:still |already )?(?:alive|dead)\b"), ("death",), "death", ("death",)),
    Attribute(_asked(r"\b(?:scar|tattoo|birthmark)\b"), ("mark",), "mark", ("mark",)),
)  # fmt: skip


def facts_asked(question: Question, view: View) -> tuple[Attribute, Character, list[Fact]] | None:
    """The attribute that a question asks for, of whom, and what the visible chapters say of it; None where they say
    nothing or the question asks for something else."""
    attribute = next((a for a in ATTRIBUTES if a.asked.search(question.text)), None)
    person = _whom(question, view) if attribute else None
    if attribute is None or person is None:
        return None
    facts = [f for f in view.canon.facts_of(person.name) if f.attribute in attribute.names and _fits(f, question)]
    return (attribute, person, facts) if facts else None


def _fits(fact: Fact, question: Question) -> bool:
    """For "how many sisters": only the facts that count sisters."""
    if fact.attribute != "kin number":
        return True
    return any(stem(w) in question.stems for w in WORD.findall(fact.value)) or any(
        stem(w) in question.relation for w in WORD.findall(fact.value)
    )


def _whom(question: Question, view: View) -> Character | None:
    """The person the attribute belongs to: "Lucy's brother" is the brother, where the bible names him."""
    people = {c.name: c for c in view.canon.cast}
    for person in question.people:
        for match in TIE.finditer(question.text):
            before = question.text[: match.start()].rstrip()
            if not re.search(r"['’]s?(?:\s\w+)?$", before) or not any(
                re.search(rf"{re.escape(n)}['’]s?(?:\s\w+)?$", before) for n in person.names
            ):
                continue
            if stem(match.group()) in {stem(w) for w in ("house", "car", "song", "guitar", "band", "boat", "street")}:
                return None
            for fact in view.canon.facts_of(person.name):
                kind, _, name = fact.value.partition(": ")
                if fact.attribute == "kin" and not fact.source and stem(kind) == stem(match.group()) and name in people:
                    return people[name]
            return None
    return question.people[0] if question.people else question.also[0] if question.also else None
