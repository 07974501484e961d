"""A fact about someone: the value first, who says so, both sides when the book disagrees with itself."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..canon.types import NARRATOR, Character, Fact, Finding
from ..canon.view import View
from ..manuscript.chapter import WORD
from .chapters import short
from .kind import Kind
from .lookup import SHOWN
from .question import TIE, Question
from .said_name import asks_a_name, other_names, said_name
from .saying import capital, counted, in_order, listed, row
from .types import Evidence
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
    Attribute(_asked(r"\bfor a living\b|\b(?:profession|occupation|job|trade)\b|\bwork as\b|\bwhat work\b|\bwhat does \w+(?: \w+)? do\?"), ("occupation",), "work", ("occupation",)),
    Attribute(_asked(r"\bwhere (?:does|do|did)\b.*\blive\b|\bwhich (?:town|city|street|village)\b.*\blives?\b"), ("residence",), "home", ("residence",)),
    Attribute(_asked(r"\bwhere\b.*\b(?:come|comes|came) from\b|\bwhere (?:is|was|are)\b.*\bfrom\b|\bwhere\b.*\bborn\b|\bnationality\b"), ("origin", "nationality"), "origin", ("origin", "nationality")),
    Attribute(_asked(r"\bhow many (?:sister|brother|sibling|child|kid|son|daughter|aunt|uncle|cousin)"), ("kin number",), "family", ("kin number", "kin")),
    Attribute(_asked(r"\b(?:left|right)[- ]handed\b|\bwhich hand\b.*\bwrite|\bwrites? with\b"), ("handedness",), "hand", ("handedness",)),
    Attribute(_asked(r"\bhow tall\b|['’]s height\b"), ("height",), "height", ("height",)),
    Attribute(_asked(r"\b(?:who is|is)\b.*\bmarried\b|\bmarital\b"), ("marital status",), "marriage", ("marital status",)),
    Attribute(_asked(r"\b(?:scar|tattoo|birthmark)\b"), ("mark",), "mark", ("mark",)),
)  # fmt: skip
_FIRST_NAME = re.compile(r"\b(?:first|christian|given|middle) names?\b", re.IGNORECASE)
_SURNAME = re.compile(r"\b(?:last name|surname|family name)\b", re.IGNORECASE)
_TITLES = frozenset(
    "mr mrs ms miss dr sir lady lord aunt uncle captain colonel major general professor father mother madame herr frau the old young".split()
)


def _attribute(question: Question) -> Attribute | None:
    return next((a for a in ATTRIBUTES if a.asked.search(question.text)), None)


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
    attribute = _attribute(question)
    person = _whom(question, view)
    if attribute is None or person is None:
        return None
    facts = [f for f in view.canon.facts_of(person.name) if f.attribute in attribute.names and _fits(f, question)]
    firm = [f for f in facts if f.firm]
    if not facts:
        return None
    finding = next(
        (
            f
            for f in view.canon.findings
            if f.character == person.name and f.kind in attribute.rules and f.tier == "conflict"
        ),
        None,
    )
    return _told(question, view, person, attribute, firm or facts, finding, sure=bool(firm))


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
                if fact.attribute == "kin" and stem(kind) == stem(match.group()) and name in people:
                    return people[name]
            return None
    return question.people[0] if question.people else question.also[0] if question.also else None


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
    asked = {w.casefold() for w in WORD.findall(question.text)}
    first = bool(_FIRST_NAME.search(question.text))
    how = (f"looked through every name the book uses for {person.name}",)
    for name in () if _two_of_them(question, view) else sorted(person.names, key=lambda n: -len(n)):
        parts = [w for w in WORD.findall(name) if w.casefold() not in _TITLES]
        new = [w for w in parts if w.casefold() not in asked and len(w) > 1]
        titled = len(parts) < len(WORD.findall(name))
        fits = new and (
            (first and not titled and name.split()[0] == new[0])
            or (not first and len(WORD.findall(name)) > 1 and parts[-1] in new)
        )
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


_GENERATION = re.compile(
    r"\b(old|elder|older|senior|late|young|younger|junior)\s(?:(?:Mr|Mrs|Miss|Ms|Dr)\.?\s)?(?=[A-Z])"
)


def _two_of_them(question: Question, view: View) -> bool:
    """Whether the question tells two bearers of one surname apart ("old Mr. Hale"), so that a given name may be the other's."""
    asked = _GENERATION.search(question.text)
    if asked is None or not question.people:
        return False
    surnames = {WORD.findall(name)[-1] for name in question.people[0].names}
    found = {
        m[1].casefold()
        for c in view.chapters
        for m in _GENERATION.finditer(c.text)
        if any(c.text.startswith(s, m.end()) for s in surnames)
    }
    return len(found | {asked[1].casefold()}) > 1


FACTS = Kind("fact", lambda question, view: bool(question.people or question.also), find_fact)
