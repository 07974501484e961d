"""Questions that take something for granted: people who never meet cannot have left each other."""

from __future__ import annotations

import re

from ..canon.types import Character
from ..canon.view import View
from ..manuscript.chapter import WORD
from .field import Field, Place, names_in, word_term
from .kind import Kind
from .question import Question
from .saying import in_order, row
from .types import Evidence
from .words import content_words, stem

_ASSUMES = re.compile(
    r"^(?:and |so |but )?(?:when|where|why|how)\s+(?:do|does|did|has|have|had|is|was|were|are)\b", re.IGNORECASE
)
NEAR = 3_000  # characters within which two people named are taken to be together


def never_together(question: Question, view: View) -> Evidence | None:
    """An honest answer when a question ties two people whom no scene of the visible chapters brings together."""
    if len(question.people) != 2 or not _ASSUMES.match(question.text):
        return None
    one, two = question.people
    if one.name == two.name or one.mentions < 2 or two.mentions < 2 or ever_near(one, two, view):
        return None
    return Evidence(
        question.text, "false premise", (), "unstated", nearest=two.first,
        lead=f"{one.name} and {two.name} are never in one place together.",
        subject=one.name, how=("looked for any place that brings both together",),
    )  # fmt: skip


def ever_near(one: Character, two: Character, view: View) -> bool:
    """Whether any place brings two people together: both named close by, or one where the other tells it."""
    for chapter in view.chapters:
        spans = view.canon.name_spans(chapter.position)
        first = [a for a, _, name in spans if name == one.name]
        second = [a for a, _, name in spans if name == two.name]
        tellers = {view.canon.narrator(chapter.position, scene.start) for scene in chapter.scenes}
        if (first and two.name in tellers) or (second and one.name in tellers):
            return True
        if any(abs(a - b) < NEAR for a in first for b in second):
            return True
    return False


def done_by_another(question: Question, view: View) -> Evidence | None:
    """An honest answer when the page has what a question tells of one person done by another, and by them never.

    "Why does Cecil throw the photographs away?" where every sentence that has the verb beside its object has somebody
    else before the verb.
    """
    if not question.people or not _ASSUMES.match(question.text):
        return None
    asked = question.people[0]
    verb = _verb(question, asked)
    objects = [word_term(w) for w in question.words if verb and stem(w) != stem(verb) and stem(w) not in question.aside]
    if not verb or not objects:
        return None
    deed = word_term(verb)
    field = Field(view, [deed, *objects])
    chapters = {chapter.position: chapter for chapter in view.chapters}
    rarest = max(objects, key=lambda term: field.idf[term.key])
    others: dict[str, list[Place]] = {}
    for (position, index), held in field.matches.items():
        if held.get(deed.key, 0.0) < 1 or held.get(rarest.key, 0.0) < 1:
            continue
        place = Place(chapters[position], index)
        doer = _doer(view, place, deed.key)
        if not doer or any(name == asked.name for _, _, name in names_in(view, place)):
            return None  # said of nobody for sure, or of whom was asked about: nothing to correct
        others.setdefault(doer, []).append(place)
    if len(others) != 1:
        return None
    doer, places = next(iter(others.items()))
    cites = in_order(place.cite() for place in places)[:3]
    return Evidence(
        question.text, "false premise", cites, "partial", lead=f"On the page it is {doer}, not {asked.name}:",
        rows=tuple(row(cite, view) for cite in cites), subject=doer, how=("looked for who does it on the page",),
    )  # fmt: skip


def _verb(question: Question, person: Character) -> str:
    """The first word that carries meaning after the person's name: "Why does Cecil *throw* ..."."""
    ends = [m.end() for name in person.names for m in re.finditer(rf"\b{re.escape(name)}\b(?!['’])", question.text)]
    words = content_words(question.text[max(ends) :]) if ends else []
    return words[0] if words and stem(words[0]) in question.stems else ""


def _doer(view: View, place: Place, verb: str) -> str:
    """Who is named right before the verb in a sentence; "" where it cannot be told."""
    text, start = place.text, place.sentence.start
    verbs = [m.start() for m in WORD.finditer(text) if stem(m.group()) == verb]
    named = names_in(view, place)
    if not verbs:
        return ""
    before = [(b - start, name) for a, b, name in named if b - start <= verbs[0]]
    if before and _CLOSE.fullmatch(text[before[-1][0] : verbs[0]]):
        return before[-1][1]
    return ""


_CLOSE = re.compile(r"\s(?:(?:had|has|have|then|also|just|\w+ly|did|does|who)\s){0,2}")


def find_premise(question: Question, view: View) -> Evidence | None:
    """What a question takes for granted and the page does not have."""
    return never_together(question, view) or done_by_another(question, view)


PREMISE = Kind("false premise", lambda question, view: bool(_ASSUMES.match(question.text)), find_premise)
