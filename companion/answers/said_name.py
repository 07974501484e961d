"""Surnames, stage names, real names, nicknames: what a sentence says outright beside the very noun, before all deduction."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Iterator

from ..canon.types import Character
from ..canon.view import View
from .field import Place, names_in
from .question import Question
from .saying import in_order, listed, row
from .types import Evidence

# What may be asked for, and the nouns by which a text says it.
_NOUNS: tuple[tuple[str, str], ...] = (
    (r"surname|last name|family name", r"(?:surname|last name|family name|second name)"),
    (r"maiden name|name before (?:he|she|they) married", r"(?:maiden name|name before (?:he|she) married)"),
    (r"stage name|artist name|performing name", r"(?:stage name|artist(?:'s)? name|performing name)"),
    (r"pen-?name|pseudonym|alias", r"(?:pen-?name|pseudonym|alias|nom de plume)"),
    (r"nick-?name|pet name", r"(?:nick-?name|pet name)"),
    (r"real name|true name|proper name|actual name", r"(?:(?:real|true|proper|actual|own) name)"),
    (r"full name|whole name", r"(?:(?:full|whole) name)"),
    (r"middle name", r"(?:middle name|second name)"),
    (r"(?:first|christian|given) name", r"(?:(?:first|christian|given) name)"),
)
_ASKED = re.compile(rf"\b(?:{'|'.join(asked for asked, _ in _NOUNS)})s?\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:stage|pen-?|nick-?|pet|artist|performing) ?name|\balias|\bpseudonym", re.IGNORECASE)
_CAPITAL = r"[A-Z][\w’'-]*[\w]"
_VALUE = rf"(?P<value>{_CAPITAL}(?:(?: (?:de|von|van|der|la|le|du|of))* {_CAPITAL}){{0,3}})"
SHOWN = 3


def asks_a_name(question: Question) -> bool:
    """Whether a question asks for one of somebody's names by the noun for it."""
    return bool(_ASKED.search(question.text))


def said_name(question: Question, view: View) -> Evidence | None:
    """The sentence that has the noun beside the person's name, its value first; None where no sentence has both."""
    noun = next((said for asked, said in _NOUNS if re.search(rf"\b(?:{asked})s?\b", question.text, re.IGNORECASE)), "")
    if not noun or not question.people:
        return None
    person = question.people[0]
    how = ("looked for the noun that was asked for beside the name",)
    plain: list[Place] = []
    for place in _having(view, noun, person):
        if value := _value(place.text, noun, person):
            cite = place.cite()
            return Evidence(
                question.text, "fact", (cite,), "stated", lead=f"{value}.", rows=(row(cite, view),), subject=person.name, how=how,
            )  # fmt: skip
        plain.append(place)
    if not plain:
        return None
    cites = in_order(place.cite() for place in plain[:SHOWN])
    return Evidence(
        question.text, "fact", cites, "partial", rows=tuple(row(c, view) for c in cites), subject=person.name, how=how
    )


def other_names(question: Question, view: View) -> Evidence | None:
    """For a stage name or nickname that no sentence calls so: the other names that the book uses."""
    if not _OTHER.search(question.text) or not question.people:
        return None
    person = question.people[0]
    own = set(person.name.split())
    others = [a for a in person.aliases if a[0].isupper() and not own & set(a.split())]
    if not others:
        return None
    mentions = view.canon.mentions(person.name)
    first = {
        a: c
        for a in others
        if (c := next((c for c in mentions if re.search(rf"\b{re.escape(a)}\b", c.quote, re.I)), None))
    }
    cites = in_order(list(first.values())[:SHOWN])
    return Evidence(
        question.text, "fact", cites, "partial", lead=f"No sentence calls it so; besides {person.name} the book uses {listed(others)}.",
        rows=tuple(row(c, view) for c in cites), subject=person.name, how=(f"looked through every name the book uses for {person.name}",),
    )  # fmt: skip


def _having(view: View, noun: str, person: Character) -> Iterator[Place]:
    """Sentences with the noun that are about the person: named there, "I" where they tell, or named right before "his"."""
    pattern = re.compile(rf"\b{noun}\b", re.IGNORECASE)
    for chapter in view.chapters:
        for index, sentence in enumerate(chapter.sentences):
            match = pattern.search(chapter.text, sentence.start, sentence.end)
            if match is None:
                continue
            place = Place(chapter, index)
            before = chapter.text[sentence.start : match.start()]
            named = {name for _, _, name in names_in(view, place)}
            teller = view.canon.narrator(chapter.position, sentence.start)
            near = place.near(-1)
            earlier = {name for _, _, name in names_in(view, near)} if near is not None else set()
            own = re.search(r"\b(?:his|her|their)\s+(?:\w+\s+)?\Z", before, re.IGNORECASE)
            if (
                (person.name in named and not re.search(r"\bmy\s+\Z", before, re.IGNORECASE))
                or (teller == person.name and re.search(r"\bmy\s+(?:own\s+)?\Z", before, re.IGNORECASE))
                or (own and not named and earlier == {person.name})
            ):
                yield place


def _value(text: str, noun: str, person: Character) -> str:
    """The name that a sentence gives: "Dezi's surname is Achebe", "Achebe was his surname"; "" for none."""
    low = text.replace("’", "'")
    after = re.search(
        rf"\b(?i:{noun})(?:'s| is| was| had been| being|,|:| —)+\s*(?:really |actually |now )?[\"“‘'*_]*{_VALUE}", low
    )
    owners = "|".join(re.escape(n) for n in sorted(person.names, key=len, reverse=True))
    before = re.search(
        rf"{_VALUE}[\"”’'*_]*,? (?:is|was) (?:(?:his|her|their|my) (?:own )?|(?:{owners})'s? )(?i:{noun})\b", low
    )
    found = after or before
    return found["value"].removesuffix("'s") if found else ""
