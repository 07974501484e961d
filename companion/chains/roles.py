"""Who did what to whom: a claim that swaps the two people of its sentence is caught by their order round the verb."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..answers.words import stem
from .wording import FUNCTION, TOKEN, People, Person, bare, lower_words, people_in

_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+ly\s+|not\s+|never\s+)?\Z", re.I)
_BY = re.compile(r"\A[^.;:,]{0,40}?\bby\s+\Z", re.I)
_AND = re.compile(r"\A\s*(?:,|and|&|or|with)\s*(?:and\s+)?\Z", re.I)
_CLAUSE = re.compile(
    r"[.;:?!—]|,\s*(?:and|but|so|then|while|who|which)\b|\b(?:but|because|while|when|that|who)\b", re.I
)
_ASIDE = re.compile(r",\s+(?:who|whom|whose|which|where)\b[^,;.]*(?=,)")


_SUBJECT = re.compile(
    r"\b(?P<who>he|she|they|we|you|who|it)(?:['’](?:d|ll|ve|s|re))?\s+(?:(?:\w+ly|had|has|have|would|will|could|can|did|does|"
    r"was|were|is|are|never|not|also|then|just|always|still)\s+){0,3}\Z",
    re.I,
)
_AFTER_PREPOSITION = re.compile(r"\b(?:from|to|with|at|of|for|on|than|like|about|against|off|by)\s+\Z", re.I)
_NO_VERBS = FUNCTION | frozenset(
    "through across along around between behind beside near past up down off out back away against towards toward upon "
    "inside outside like among beyond below above".split()
)
_NO_VERB_AFTER = frozenset(
    "the a an his her my their its our your this that these those of in on at by for with from through into over under "
    "about no some any every each all both two three four five six".split()
)


@dataclass(frozen=True)
class Deed:
    """A verb with the people before and after it, the one who does it first; or with the pronoun that does it."""

    verb: str  # stem
    doers: tuple[Person, ...]
    others: tuple[Person, ...]
    pronoun: str = ""


def swapped(claim: str, source: str, people: People | None, narrator: str = "") -> str:
    """Why `claim` gives a deed of `source` to the wrong person; "" when it does not, or nothing tells."""
    lower = lower_words(claim) | lower_words(source)
    theirs: dict[str, list[Deed]] = {}
    told = _ASIDE.sub(_blank, source)  # "Ines, who had met Ruben, gave": Ines gave
    for deed in deeds(told, people, lower, narrator):
        theirs.setdefault(deed.verb, []).append(deed)
    for deed in deeds(claim, people, lower, ""):
        found = theirs.get(deed.verb, [])
        if not found or not deed.doers:
            continue
        mine = claim[deed.doers[0].start : deed.doers[0].end]
        pronouns = {other.pronoun for other in found if other.pronoun}
        if pronouns:  # who that is cannot be read off; whether it can be this one sometimes can
            if len(pronouns) == len(found) and _cannot_be(deed.doers[0], pronouns, people):
                return f"its sentence says it of somebody else than {mine}"
            continue
        if all(_contradicts(deed, other) for other in found):
            there = next((d for other in found for d in other.doers), None)
            if there is None:
                return "its sentence says it of somebody else"
            return f"its sentence says it of {_printed(source, there)}, not of {mine}"
    return ""


def _cannot_be(person: Person, pronouns: set[str], people: People | None) -> bool:
    character = people.resolve(person.key) if people and person.known else None
    return character is not None and {character.pronouns, *pronouns} == {"he", "she"} and len(pronouns) == 1


def deeds(text: str, people: People | None, lower: frozenset[str], narrator: str) -> list[Deed]:
    """Every content word of `text` that has a person before it in its clause, with those on either side."""
    persons = people_in(text, people, lower, narrator)
    found = []
    for match in TOKEN.finditer(text):
        word = bare(match[0]).lower()
        if not match[0][0].islower() or word in _NO_VERBS or _word_before(text, match) in _NO_VERB_AFTER:
            continue
        if subject := _SUBJECT.search(text[: match.start()]):
            found.append(_by_pronoun(stem(word), subject, text, match, persons))
            continue
        before = _near([p for p in persons if p.end <= match.start()], text, match.start(), backward=True)
        after = _near([p for p in persons if p.start >= match.end()], text, match.end(), backward=False)
        if not before:
            continue
        if _PASSIVE.search(text[: match.start()]) and not word.endswith("ing"):
            if after and _BY.search(text[match.end() : after[0].start]):
                before, after = after, before
            else:
                before, after = (), before  # "Ann was hit": nobody is named who did it
        found.append(Deed(stem(word), tuple(before), tuple(after)))
    return found


def _by_pronoun(verb: str, subject: re.Match[str], text: str, at: re.Match[str], persons: list[Person]) -> Deed:
    """A deed whose subject is a pronoun; "Moll who rang" is Moll's."""
    named = [p for p in persons if p.end <= subject.start() and not text[p.end : subject.start()].strip(", ")]
    if subject["who"].lower() == "who" and named:
        after = _near([p for p in persons if p.start >= at.end()], text, at.end(), backward=False)
        return Deed(verb, (named[-1],), after)
    return Deed(verb, (), (), subject["who"].lower())


def _word_before(text: str, match: re.Match[str]) -> str:
    before = TOKEN.findall(text[max(0, match.start() - 24) : match.start()])
    return before[-1].lower() if before else ""


def _near(persons: list[Person], text: str, at: int, backward: bool) -> tuple[Person, ...]:
    """The nearest person in the same clause, and those joined to them by "and"."""
    chosen: list[Person] = []
    for person in reversed(persons) if backward else persons:
        between = text[person.end : at] if backward else text[at : person.start]
        if not chosen:
            if _CLAUSE.search(between):
                break
            if backward and _AFTER_PREPOSITION.search(text[: person.start]):
                continue  # "Pet borrowed from Bell and paid": Pet paid
            if person.owner:
                if backward and len(TOKEN.findall(between)) <= 3:
                    return (person,)  # "Ruth's brother drives": nobody else stands nearer
                continue
            chosen.append(person)
        elif _AND.match(text[person.end : chosen[-1].start] if backward else text[chosen[-1].end : person.start]):
            chosen.append(person)
        else:
            break
    return tuple(chosen)


def _contradicts(mine: Deed, theirs: Deed) -> bool:
    my_doer = mine.doers[0]
    if my_doer.owner:
        return False
    doers = {p.key for p in theirs.doers if not p.owner}
    if any(_same(my_doer, p) for p in theirs.doers if not p.owner):
        return False
    if any(p.owner and _same(my_doer, p) for p in theirs.doers):
        return True
    if any(_same(my_doer, p) for p in theirs.others):
        # The one said to do it is the one it is done to; unless "Ann and Tom met", where both do.
        return bool(mine.others) if not theirs.doers else bool(doers)
    named = [p for p in theirs.doers if not p.owner]
    return bool(named) and my_doer.known and all(p.known for p in named)


def _same(one: Person, other: Person) -> bool:
    if one.key == other.key:
        return True
    if one.known and other.known:
        return False
    return bool(set(one.key.split()) & set(other.key.split()))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _printed(text: str, person: Person) -> str:
    name = text[person.start : person.end]
    return name if name.lower() not in ("i", "me", "my", "myself") else person.key.title()
