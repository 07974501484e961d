"""Whether, when, where or how two people met: where the text says so, and the first scene that has both."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..canon.types import Character
from ..canon.view import View
from ..manuscript.chapter import WORD, Chapter, Scene
from .chapters import in_words, up_to
from .field import Place, names_in
from .kind import Kind
from .premise import ever_near, never_together
from .question import Question
from .saying import counted, in_order, listed, row
from .together import shared_scenes, shown_in
from .types import Evidence
from .words import stem

_MEETS = re.compile(
    r"^(?:and |so |but |then )?(?:when|where|how|(?:in )?(?:which|what) chapter)\b.*\b(?:meet|met|first see|get to know|got to know|introduced)\b",
    re.IGNORECASE,
)
# "Have Kez and Phil met?", "Did Ada ever meet Ines?"
_EVER = re.compile(
    r"^(?:and |so |but )?(?:did|do|does|have|has|had)\b.*\b(?:meet|met|(?:crossed|cross) paths|(?:share|shared) a scene)\b",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"\bhow long\b.*\b(?:know|known|knew)\b", re.IGNORECASE)
_NEVER = re.compile(
    r"^(?:and |so |but )?(?:who|which (?:people|characters))\b(?:\s(?:has|have|had|does|do|did))?\s(?:never|not yet)\s(?:met|meets?|shared? a scene)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:since|for (?:\w+ ){1,3}years?|years? (?:ago|now)|began with|started with|first worked|going back)\b", re.I
)
_TOLD = re.compile(
    r"\b(?:met|meet|meets|introduce[sd]?|introducing|first (?:saw|set eyes)|got to know)\b", re.IGNORECASE
)
FEWEST = 4  # words of a sentence that shows something
NEAR = 2  # sentences between a word for meeting and the name of either
SHOWN = 3
NAMED, MOST = 3, 8  # mentions from which somebody counts among those never met, and names in that answer


def find_meeting(question: Question, view: View) -> Evidence | None:
    """Sentences that tell of it first, then the first scene that both are in; honest where no scene has both."""
    if _NEVER.match(question.text):
        return _never_met(question, view)
    if premise := never_together(question, view):
        return premise
    one, two = question.people
    chapters = up_to(question.text, question.reference, view.chapters)
    telling = _SINCE if _KNOWN.search(question.text) else _TOLD
    told = [place.cite() for place in _told(view, one, two, telling, chapters)]
    start = _first_together(view, one, two, chapters)
    if start is None and not told:
        return _apart(question, view, chapters) if _EVER.match(question.text) else None
    cites = told[: SHOWN - (start is not None)]
    lead = "Where the page tells of it:"
    if start is not None:
        first = start.cite()
        cites = [*cites, first] if first not in cites else cites
        where = in_words(start.chapter, view.chapters)
        if _EVER.match(question.text):
            many = counted(len(_shared(view, one, two, chapters)), "scene")
            lead = f"As far as the page shows they are in {many} together, first in {where}:"
        elif told:
            lead = f"Where the page tells of it (their first scene together is in {where}):"
        else:
            lead = f"First in one scene in {where}. No sentence says outright how they met."
    return Evidence(
        question.text, "meeting", in_order(cites), "partial", lead=lead, rows=tuple(row(c, view) for c in cites),
        more=in_order((*told, *cites)), subject=one.name,
        how=("looked for words of meeting beside both", "looked for the first scene that has both"),
    )  # fmt: skip


def _shared(view: View, one: Character, two: Character, chapters: Sequence[Chapter]) -> list[tuple[Chapter, Scene]]:
    return [(chapter, scene) for chapter, scene in shared_scenes(view, one, two) if chapter in chapters]


def _apart(question: Question, view: View, chapters: Sequence[Chapter]) -> Evidence:
    """Two who are in no scene together, and of whose meeting no sentence tells."""
    one, two = question.people
    whole = len(chapters) == len(view.chapters)
    near = whole and ever_near(one, two, view)
    upto = f" up to {in_words(chapters[-1], view.chapters)}" if chapters and not whole else ""
    lead = f"{one.name} and {two.name} are in no scene together{upto}"
    return Evidence(
        question.text, "meeting", (), "unstated", nearest=two.first, subject=one.name,
        lead=f"{lead}, though they are named in one place." if near else f"{lead}.",
        how=("looked for words of meeting beside both", "looked for a scene that has both"),
    )  # fmt: skip


def _never_met(question: Question, view: View) -> Evidence:
    """Those of the cast who are in scenes, but in none with this one."""
    one = question.people[0]
    chapters = up_to(question.text, question.reference, view.chapters)
    here = [{*view.canon.present(c.position, s.number)} for c in chapters for s in c.scenes]
    with_one = set().union(*(names for names in here if one.name in names))
    seen = set().union(*here)
    others = [c for c in view.canon.cast if c.name in seen - with_one and c.name != one.name and c.mentions >= NAMED]
    others.sort(key=lambda c: -c.mentions)
    cites = [c.first for c in others if c.first is not None]
    names = [c.name for c in others]
    more = f" and {counted(len(names) - MOST, 'other')}" if len(names) > MOST else ""
    often = f"of those named {NAMED} times or more"
    lead = (
        f"In no scene with {one.name}, {often}: {listed(names[:MOST])}{more}."
        if names
        else f"Everybody {often} is in some scene with {one.name}, as far as the page shows."
    )
    return Evidence(
        question.text, "meeting", in_order(cites[:SHOWN]), "partial", lead=lead,
        rows=tuple(row(c, view) for c in cites[:SHOWN]), more=in_order(cites), subject=one.name,
        how=("read off every scene who is in it",),
    )  # fmt: skip


def _told(
    view: View, one: Character, two: Character, telling: re.Pattern[str], chapters: Sequence[Chapter]
) -> Iterator[Place]:
    """Sentences with a word for meeting (or of how long) that name both within a few sentences, or one where the other tells it."""
    for chapter in chapters:
        here = {name for _, _, name in view.canon.name_spans(chapter.position)}
        for index, sentence in enumerate(chapter.sentences):
            place = Place(chapter, index)
            if not telling.search(place.text):
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


def _first_together(view: View, one: Character, two: Character, chapters: Sequence[Chapter]) -> Place | None:
    """In the first scene that both are in, the first sentence that shows both, else the one that brings the second."""
    for chapter, scene in _shared(view, one, two, chapters)[:1]:
        places = [Place(chapter, n) for n, s in enumerate(chapter.sentences) if s.scene == scene.number]
        telling = [place for place in places if len(WORD.findall(place.text)) >= FEWEST]
        both = next((place for place in telling if {one.name, two.name} <= shown_in(view, place)), None)
        named = (next((p for p in telling if _names(view, p, who)), places[0]) for who in (one, two))
        return both or max(named, key=lambda place: place.index)
    return None


def _names(view: View, place: Place, who: Character) -> bool:
    return any(name == who.name for _, _, name in names_in(view, place))


_ONLY = frozenset(
    stem(w) for w in "meet met ever scene share shared cross crossed paths long know known knew person".split()
)


def _asks(question: Question, view: View) -> bool:
    if len(question.people) == 1:
        return _NEVER.match(question.text) is not None and not question.relation
    bare = not set(question.stems) - _ONLY  # "Did Kez say whom Hugo met?" asks for something else
    whether = bare and any(p.search(question.text) for p in (_EVER, _KNOWN))
    return len(question.people) == 2 and (whether or _MEETS.search(question.text) is not None)


MEETING = Kind("meeting", _asks, find_meeting)
