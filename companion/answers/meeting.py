"""When, where or how two people met: where the text says so, and the first scene that has both."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..canon.types import Character
from ..canon.view import View
from ..manuscript.chapter import WORD
from .chapters import in_words
from .field import Place, names_in
from .kind import Kind
from .premise import never_together
from .question import Question
from .saying import in_order, row
from .together import shared_scenes, shown_in
from .types import Evidence

_MEETS = re.compile(
    r"\b(?:when|where|how|which chapter)\b.*\b(?:meet|met|first see|get to know|got to know|introduced)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:met|meet|meets|introduce[sd]?|introducing|first (?:saw|set eyes)|got to know)\b", re.IGNORECASE
)
FEWEST = 4  # words of a sentence that shows something
NEAR = 2  # sentences between a word for meeting and the name of either
SHOWN = 3


def find_meeting(question: Question, view: View) -> Evidence | None:
    """Sentences that tell of it first, then the first scene that both are in; honest where no scene has both."""
    if premise := never_together(question, view):
        return premise
    one, two = question.people
    told = [place.cite() for place in _told(view, one, two)]
    start = _first_together(view, one, two)
    if start is None and not told:
        return None
    cites = told[: SHOWN - (start is not None)]
    lead = "Where the page tells of it:" if told else "No sentence says outright how they met."
    if start is not None:
        first = start.cite()
        where = in_words(start.chapter, view.chapters)
        lead = (
            f"Where the page tells of it (their first scene together is in {where}):"
            if told
            else f"First in one scene in {where}. {lead}"
        )
        cites = [*cites, first] if first not in cites else cites
    return Evidence(
        question.text, "meeting", in_order(cites), "partial", lead=lead, rows=tuple(row(c, view) for c in cites),
        more=in_order((*told, *cites)), subject=one.name,
        how=("looked for words of meeting beside both", "looked for the first scene that has both"),
    )  # fmt: skip


def _told(view: View, one: Character, two: Character) -> Iterator[Place]:
    """Sentences with a word for meeting that name both within a few sentences, or one where the other tells it."""
    for chapter in view.chapters:
        here = {name for _, _, name in view.canon.name_spans(chapter.position)}
        for index, sentence in enumerate(chapter.sentences):
            place = Place(chapter, index)
            if not _TOLD.search(place.text):
                continue
            teller = view.canon.narrator(chapter.position, sentence.start)
            if not {one.name, two.name} <= here | {teller}:
                continue
            shown = shown_in(view, place)
            around = set(shown)
            for step in range(-NEAR, NEAR + 1):
                if (near := place.near(step)) is not None:
                    around |= {name for _, _, name in names_in(view, near)}
            if {one.name, two.name} <= around and {one.name, two.name} & shown:
                yield place


def _first_together(view: View, one: Character, two: Character) -> Place | None:
    """In the first scene that both are in, the first sentence that shows both, else the one that brings the second."""
    for chapter, scene in shared_scenes(view, one, two)[:1]:
        places = [Place(chapter, n) for n, s in enumerate(chapter.sentences) if s.scene == scene.number]
        telling = [place for place in places if len(WORD.findall(place.text)) >= FEWEST]
        both = next((place for place in telling if {one.name, two.name} <= shown_in(view, place)), None)
        named = (next((p for p in telling if _names(view, p, who)), places[0]) for who in (one, two))
        return both or max(named, key=lambda place: place.index)
    return None


def _names(view: View, place: Place, who: Character) -> bool:
    return any(name == who.name for _, _, name in names_in(view, place))


MEETING = Kind(
    "meeting",
    lambda question, view: len(question.people) == 2 and bool(_MEETS.search(question.text)),
    find_meeting,
)
