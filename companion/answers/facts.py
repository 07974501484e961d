"""A fact about someone: the value first, who says so, both sides when the book disagrees with itself."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Sequence

from ..canon.types import NARRATOR, Character, Fact, Finding
from ..canon.view import View
from ..manuscript.chapter import WORD
from .attributes import Attribute, facts_asked
from .chapters import short
from .generations import told_apart
from .kind import Kind
from .lookup import SHOWN
from .question import TIE, Question
from .said_name import asks_a_name, other_names, said_name
from .saying import capital, counted, in_order, listed, row
from .types import Evidence

_FIRST_NAME = re.compile(r"\b(?:first|christian|given|middle|second) names?\b", re.IGNORECASE)
_MIDDLE_NAME = re.compile(r"\b(?:middle|second) names?\b", re.IGNORECASE)
_SURNAME = re.compile(r"\b(?:last name|surname|family name)\b", re.IGNORECASE)
_TITLES = frozenset(
    "mr mrs ms miss dr sir lady lord aunt uncle captain colonel major general professor father mother madame herr frau the old young".split()
)


def find_fact(question: Question, view: View) -> Evidence | None:
    """What the bible holds on the attribute asked for; None when it holds nothing and the text must be searched."""
    if question.reference is not None:
        return None
    named = len(question.people) == 1 and not TIE.search(question.text) and asks_a_name(question)
    if named and (said := said_name(question, view)):
        return said
    if named and (others := other_names(question, view)):
        return others
    if (
        len(question.people) == 1
        and not TIE.search(question.text)
        and (_FIRST_NAME.search(question.text) or _SURNAME.search(question.text))
    ):
        return _own_name(question, view)
    asked = facts_asked(question, view)
    if asked is None:
        return None
    attribute, person, facts = asked
    firm = [f for f in facts if f.firm]
    finding = next(
        (
            f
            for f in view.canon.findings
            if f.character == person.name and f.kind in attribute.rules and f.tier == "conflict"
        ),
        None,
    )
    return _told(question, view, person, attribute, firm or facts, finding, sure=bool(firm))


def _told(
    question: Question,
    view: View,
    person: Character,
    attribute: Attribute,
    facts: Sequence[Fact],
    finding: Finding | None,
    sure: bool,
) -> Evidence:
    values: dict[str, list[Fact]] = {}
    for fact in facts:
        values.setdefault(fact.value, []).append(fact)
    how = (
        f"looked up what the book says of {person.name}: {attribute.noun}",
        f"{counted(len(facts), 'place')} in the visible chapters",
    )
    if finding is not None:
        sides = _sides(finding, facts)
        lead = f"The chapters disagree: {'; '.join(sides)}." if len(sides) < 4 else "The chapters disagree."
        rows = tuple(row(c, view) for c in finding.evidence)
        return Evidence(
            question.text, "fact", in_order(finding.evidence), "disputed", lead=lead, rows=rows,
            more=in_order(f.citation for f in facts), finding=finding, subject=person.name, how=how,
        )  # fmt: skip
    first = [group[0] for group in values.values()]
    lead = listed([fact.value for fact in first[:3]])
    if not sure:
        lead = f"not said outright; perhaps {lead}"
    cites = list(dict.fromkeys(f.citation for f in first))[:SHOWN]
    rows = tuple(
        row(f.citation, view, by=f.by if f.by and f.by != NARRATOR else "")
        for f in {f.citation: f for f in first}.values()
    )[:SHOWN]
    return Evidence(
        question.text, "fact", in_order(cites), "stated" if sure else "partial", lead=capital(lead), rows=rows,
        more=in_order(f.citation for f in facts), subject=person.name, how=how,
    )  # fmt: skip


def _sides(finding: Finding, facts: Sequence[Fact]) -> list[str]:
    """Each value with every chapter that has it, in reading order: "brown in ch. 1 and ch. 10"."""
    places: dict[str, list[str]] = {}
    for citation in finding.evidence:
        value = next((f.value for f in facts if f.citation == citation), "")
        if not value:
            value = next((v for v in finding.values if v.casefold() in citation.quote.casefold()), "")
        here = places.setdefault(value, [])
        if (where := short(citation.chapter)) not in here:
            here.append(where)
    return [f"{value} in {listed(where)}" if value else f"see {listed(where)}" for value, where in places.items()]


def _own_name(question: Question, view: View) -> Evidence | None:
    """First name or surname, where the book ever uses it."""
    person = question.people[0]
    asked = {re.sub(r"['’]s?$", "", w.casefold()) for w in WORD.findall(question.text)}
    first = bool(_FIRST_NAME.search(question.text))
    middle = bool(_MIDDLE_NAME.search(question.text))
    how = (f"looked through every name the book uses for {person.name}",)
    for name in () if told_apart(question.text, person, view) else sorted(person.names, key=lambda n: -len(n)):
        parts = [w for w in WORD.findall(name) if w.casefold() not in _TITLES]
        new = [w for w in parts if w.casefold() not in asked and len(w) > 1]
        titled = len(parts) < len(WORD.findall(name))
        fits = new and (
            (first and not titled and name.split()[0] == new[0])
            or (not first and len(WORD.findall(name)) > 1 and parts[-1] in new)
        )
        if middle:  # "Tess Vance" has none that is known
            fits, new = len(parts) > 2, parts[1:2]
        if not fits:
            continue
        citation = next((c for c in view.canon.mentions(person.name) if name in c.quote), None)
        if citation is not None:
            value = new[0] if first else parts[-1]
            return Evidence(
                question.text,
                "fact",
                (citation,),
                "stated",
                lead=value,
                rows=(row(citation, view),),
                subject=person.name,
                how=how,
            )
    nearest = person.first
    return Evidence(
        question.text, "fact", (), "unstated", lead=f"It only ever uses {listed([f'“{n}”' for n in person.names[:3]])}.", nearest=nearest,
        subject=person.name, how=how,
    )  # fmt: skip


FACTS = Kind("fact", lambda question, view: bool(question.people or question.also), find_fact)
