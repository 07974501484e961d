"""Whom a sentence says something of: nobody whom it names less near than somebody else."""

from __future__ import annotations

import re

from ..answers.words import stem
from ..canon.view import View
from ..manuscript.chapter import WORD, Citation
from .verify import is_spoken

_GENDER = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she", "hers": "she"}
_THIRD_PERSON = re.compile(rf"\b({'|'.join(_GENDER)})\b", re.IGNORECASE)
_FIRST_PERSON = re.compile(r"\b(?:I|[Mm]y|[Mm]e|[Mm]ine|[Mm]yself)\b")


def is_of(view: View, citation: Citation, person: str, said: set[str]) -> bool:
    """Whether a sentence can say it of a person: it names nobody, them alone, or them last before the value.

    The "I" of the narration is named by each "I" and "my"; "his" before the value passes over "I" and over every "she".
    `said` has the stems of the value, all of which stand in the sentence.
    """
    places = _value_places(citation, said)
    text = citation.chapter.text
    named = [
        (start, who)
        for start, end, who in view.canon.name_spans(citation.chapter.position)
        if citation.start <= start < citation.end and not any(start < b and a < end for a, b in places)
    ]
    teller = view.canon.narrator(citation.chapter.position, citation.start)
    own: list[tuple[int, str]] = []
    if teller and not is_spoken(citation):
        own = [(m.start(), teller) for m in _FIRST_PERSON.finditer(text, citation.start, citation.end)]
    if {who for _, who in (*named, *own)} <= {person}:
        return True
    return any(_last_before(view, text, named, own, at) == person for at, _ in places)


def _last_before(view: View, text: str, named: list[tuple[int, str]], own: list[tuple[int, str]], at: int) -> str:
    """Who is named last before a place, as far as a "his" or "her" after them fits; "" for nobody."""
    for start, who in sorted((one for one in (*named, *own) if one[0] < at), reverse=True):
        between = [_GENDER[m[1].casefold()] for m in _THIRD_PERSON.finditer(text, start, at)]
        character = view.canon.resolve(who)
        pronouns = character.pronouns if character is not None else ""
        if not between or ((start, who) not in own and (not pronouns or pronouns == between[-1])):
            return who
    return ""


def _value_places(citation: Citation, said: set[str]) -> list[tuple[int, int]]:
    """The shortest stretches of a sentence (in the chapter) that have all these stems."""
    words = [
        (m.start(), m.end(), stem(m.group()))
        for m in WORD.finditer(citation.chapter.text, citation.start, citation.end)
        if stem(m.group()) in said
    ]
    found = []
    for n, (start, _, _) in enumerate(words):
        seen: set[str] = set()
        for _, end, word in words[n:]:
            seen.add(word)
            if seen == said:
                found.append((start, end))
                break
    shortest = min((b - a for a, b in found), default=0)
    return [(a, b) for a, b in found if b - a <= shortest + 2]
