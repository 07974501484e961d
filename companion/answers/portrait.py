"""Who somebody is: "who is Kez", "tell me about Kez", "what does Kez look like" – what the bible holds, on one page."""

# ruff: noqa: E501 - a table of regular expressions or words is read one to a line
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from ..canon.types import NARRATOR, Character, Fact
from ..canon.view import View
from ..manuscript.chapter import Citation
from .chapters import in_words
from .field import Place, names_in
from .kind import Kind
from .lookup import find_lookup
from .question import Question
from .saying import counted, in_order, listed, row
from .types import Evidence, Row
from .words import stem

_START = r"^(?:(?:and|so|but|then|okay|ok|please|again)\b,?\s+)*"
_WHO = re.compile(
    rf"{_START}(?:who(?:['’]s| is| was| are| exactly is)|remind me,? who|(?:can you |could you )?tell me (?:all |everything |more |something )?about"
    r"|what (?:do|can|should) (?:we|you|i) (?:really |already )?know (?:about|of)|what(?:['’]s| is) (?:known|said) (?:about|of)|describe"
    r"|what(?:['’]s| is| was)(?=.+ like\b)|what (?:kind|sort) of (?:a )?(?:person|man|woman|girl|boy|character) (?:is|was)|give me a (?:portrait|picture|profile) of)\s",
    re.IGNORECASE,
)
_LOOKS = re.compile(
    rf"{_START}(?:what (?:does|did|do) .+ look like|how (?:does|did) .+ look\b|how (?:is|was) .+ described|describe .+['’]s? (?:looks|appearance|face)\b)",
    re.IGNORECASE,
)
_FILLERS = frozenset(
    stem(w)
    for w in "who is remind tell know known said describe described like look looks person man woman girl boy kind sort character portrait picture profile appearance face again exactly everything book story novel far".split()
)
# How a value reads by itself; in the order in which a portrait tells them.
WORDED = {
    "occupation": "{}", "age": "{} years old", "residence": "home: {}", "origin": "from {}", "nationality": "{}", "marital status": "{}",
    "kin": "{}", "kin number": "{}", "height": "{}", "looks": "{}", "eyes": "{} eyes", "hair": "{} hair", "beard": "{}", "mark": "{}",
    "handedness": "{}", "health": "{}", "injury": "{}", "possession": "has: {}", "habit": "{}", "religion": "{}", "birthday": "born {}", "death": "{}",
}  # fmt: skip
# What says who somebody is; where none of it is sure, the text's own introduction does.
IDENTITY = frozenset({"occupation", "age", "residence", "origin", "nationality", "marital status", "kin", "kin number"})
LOOKS = frozenset({"height", "looks", "eyes", "hair", "beard", "mark"})
BESIDES = frozenset({"possession", "habit"})  # below, not in the first line
IN_LEAD, SHOWN, EACH = 4, 8, 2  # values in the first line, rows below it, and rows of one attribute at most
COMPANY = 3
# Behind a name, what says who it is: ", the drummer", ", who drives us", " is a nurse".
_INTRODUCED = re.compile(
    r"\s*(?:,\s+(?:who\s|an?\s|the\s|my\s|our\s|his\s|her\s|their\s)|(?:\s(?:is|was)|['’]s)\s+(?:an?|the|my|our|his|her|their)\s)"
)


def find_portrait(question: Question, view: View) -> Evidence | None:
    """What is told of one person: facts, else how the text introduces them; where and with whom they are."""
    person = question.people[0]
    looks = bool(_LOOKS.match(question.text))
    known = view.canon.facts_of(person.name)
    facts = _chosen(known, LOOKS if looks else frozenset(WORDED))
    if looks and not facts:
        return None  # the text may tell in words that no pattern knows
    about = () if looks else (Row("On the page", _where(person, view)), *_disagreements(person, view))
    identified = looks or any(f.firm and f.attribute in IDENTITY for f in facts)
    introduced = [] if identified else _introductions(person, view)
    if not facts and not introduced:
        found = find_lookup(question, view, "portrait")
        return replace(found, rows=(*found.rows, *about)) if found.status != "unstated" else found
    rows = [
        row(f.citation, view, by=f.by if f.by and f.by != NARRATOR else "", note=f"{_worded(f)}:", value=f.value)
        for f in facts
    ]
    first = person.first if not identified and not introduced else None
    rows = [*(row(c, view) for c in introduced), *((row(first, view, note="first named:"),) if first else ()), *rows]
    firm = [f for f in facts if f.firm]
    values = list(dict.fromkeys(_worded(f) for f in firm if f.attribute not in BESIDES))[:IN_LEAD]
    cites = tuple(one.citation for one in rows if one.citation is not None)
    return Evidence(
        question.text, "portrait", in_order(cites), "stated" if firm or introduced else "partial",
        lead=f"{_name(person)}{': ' if values else ''}{'; '.join(values)}.", rows=(*rows, *about), subject=person.name,
        more=in_order((*cites, *(f.citation for f in known))),
        how=(f"looked up what the book says of {person.name}", f"{counted(len(facts), 'fact')} in the visible chapters"),
    )  # fmt: skip


def _chosen(facts: Iterable[Fact], wanted: frozenset[str]) -> list[Fact]:
    """The facts to show: the sure ones first, by what they are of, each value once."""
    order = list(WORDED)
    kept: dict[tuple[str, str], Fact] = {}
    for fact in sorted(facts, key=lambda f: not f.firm):
        if fact.attribute in wanted:
            kept.setdefault((fact.attribute, fact.value.casefold()), fact)
    by_attribute: dict[str, list[Fact]] = {}
    for fact in kept.values():
        by_attribute.setdefault(fact.attribute, []).append(fact)
    few = [f for group in by_attribute.values() for f in group[:EACH]]
    return sorted(few, key=lambda f: (not f.firm, order.index(f.attribute)))[:SHOWN]


def _worded(fact: Fact) -> str:
    worded = WORDED[fact.attribute].format(fact.value.replace(": ", " ") if fact.attribute == "kin" else fact.value)
    return worded if fact.firm else f"perhaps {worded}"


def _name(person: Character) -> str:
    plain = {person.name.casefold().removeprefix("the ")}
    others = []
    for alias in person.aliases:
        if (low := alias.casefold().removeprefix("the ")) not in plain:
            plain.add(low)
            others.append(alias)
    others = others[:2]
    return f"{person.name} (also {listed(others)})" if others else person.name


def _introductions(person: Character, view: View) -> list[Citation]:
    """Sentences that say who a name is, in reading order."""
    found = []
    for cite in view.canon.mentions(person.name):
        place = Place(cite.chapter, bisect_right(cite.chapter.sentences, cite.start, key=lambda s: s.start) - 1)
        ends = [b for _, b, name in names_in(view, place) if name == person.name]
        if any(_INTRODUCED.match(cite.chapter.text, b) for b in ends):
            found.append(cite)
        if len(found) == EACH:
            break
    return found


def _where(person: Character, view: View) -> str:
    chapters = [view.chapter(position) for position, _ in person.by_chapter]
    seen = [c for c in chapters if c is not None]
    told = f"named {counted(person.mentions, 'time')} in {counted(len(seen), 'chapter')}"
    if len(seen) > 1:
        told += f", from {in_words(seen[0], view.chapters)} to {in_words(seen[-1], view.chapters)}"
    elif seen:
        told += f", {in_words(seen[0], view.chapters)}"
    narrated = [p for p in person.narrates if view.chapter(p) is not None]
    if narrated:
        told += f"; narrates in {counted(len(narrated), 'chapter')}"
    company = [name for name, _ in view.canon.company(person.name)[:COMPANY]]
    return f"{told}; most often with {listed(company)}" if company else told


def _disagreements(person: Character, view: View) -> list[Row]:
    found = [f for f in view.canon.findings if f.character == person.name and f.tier == "conflict"]
    return [Row("The chapters disagree", f.message) for f in found[:EACH]]


def _alone(question: Question) -> bool:
    """Whether the question names one person and asks of nothing else."""
    return len(question.people) == 1 and not (
        question.reference or question.relation or any(s not in _FILLERS for s in question.stems)
    )


PORTRAIT = Kind(
    "portrait",
    lambda question, view: bool(_WHO.match(question.text) or _LOOKS.match(question.text)) and _alone(question),
    find_portrait,
)
