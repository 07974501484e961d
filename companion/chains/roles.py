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
_SPEECH = re.compile(r"[\"“][^\"”]*[\"”]?")


@dataclass(frozen=True)
class Deed:
    """A verb with the people before and after it, the one who does it first."""

    verb: str  # stem
    doers: tuple[Person, ...]
    others: tuple[Person, ...]


def swapped(claim: str, source: str, people: People | None, narrator: str = "") -> str:
    """Why `claim` gives a deed of `source` to the wrong person; "" when it does not, or nothing tells."""
    lower = lower_words(claim) | lower_words(source)
    theirs: dict[str, list[Deed]] = {}
    told = _ASIDE.sub(_blank, _without_speech(source))  # "Ines, who had met Ruben, gave": Ines gave
    for deed in deeds(told, people, lower, narrator):
        theirs.setdefault(deed.verb, []).append(deed)
    for deed in deeds(claim, people, lower, ""):
        found = theirs.get(deed.verb, [])
        if found and deed.doers and all(_contradicts(deed, other, source) for other in found):
            there = next((d for other in found for d in other.doers), None)
            if there is None:
                return "its sentence says it of somebody else"
            mine = deed.doers[0]
            return f"its sentence says it of {_printed(source, there)}, not of {claim[mine.start : mine.end]}"
    return ""


def deeds(text: str, people: People | None, lower: frozenset[str], narrator: str) -> list[Deed]:
    """Every content word of `text` that has a person before it in its clause, with those on either side."""
    persons = people_in(text, people, lower, narrator)
    found = []
    for match in TOKEN.finditer(text):
        word = bare(match[0]).lower()
        if word in FUNCTION or match[0][0].isupper() or match[0][0].isdigit():
            continue
        before = _near([p for p in persons if p.end <= match.start()], text, match.start(), backward=True)
        after = _near([p for p in persons if p.start >= match.end()], text, match.end(), backward=False)
        if not before:
            continue
        if _PASSIVE.search(text[: match.start()]):
            if after and _BY.search(text[match.end() : after[0].start]):
                before, after = after, before
            else:
                before, after = (), before  # "Ann was hit": nobody is named who did it
        found.append(Deed(stem(word), tuple(before), tuple(after)))
    return found


def _near(persons: list[Person], text: str, at: int, backward: bool) -> tuple[Person, ...]:
    """The nearest person in the same clause, and those joined to them by "and"."""
    chosen: list[Person] = []
    for person in reversed(persons) if backward else persons:
        between = text[person.end : at] if backward else text[at : person.start]
        if not chosen:
            if _CLAUSE.search(between):
                break
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


def _contradicts(mine: Deed, theirs: Deed, source: str) -> bool:
    my_doer = mine.doers[0]
    if my_doer.owner:
        return False
    doers = {p.key for p in theirs.doers if not p.owner}
    others = {p.key for p in theirs.others}
    if any(_same(my_doer, p) for p in theirs.doers if not p.owner):
        return False
    if any(p.owner and _same(my_doer, p) for p in theirs.doers):
        return True
    if any(_same(my_doer, p) for p in theirs.others):
        # The one said to do it is the one it is done to; unless "Ann and Tom met", where both do.
        return bool(doers) and bool(mine.others or others)
    named = [p for p in theirs.doers if not p.owner]
    return bool(named) and my_doer.known and all(p.known for p in named)


def _same(one: Person, other: Person) -> bool:
    if one.key == other.key:
        return True
    if one.known and other.known:
        return False
    return bool(set(one.key.split()) & set(other.key.split()))


def _without_speech(text: str) -> str:
    """Speech blanked out: its "I" and "you" are other people's."""
    return _SPEECH.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _printed(text: str, person: Person) -> str:
    name = text[person.start : person.end]
    return name if name.lower() not in ("i", "me", "my", "myself") else person.key.title()
