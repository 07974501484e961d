"""Where the visible chapters leave the story: the last scene, who is where, who tells it and how."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from ..canon.rules import settled_value
from ..canon.types import NARRATOR, Fact
from ..canon.view import View
from ..manuscript.chapter import WORD, Chapter, Citation, Scene
from ..manuscript.voice import voice_of

JOIN_WORDS = 45  # of the last lines, to join on to
MOST_FACTS = 6  # to keep to, per person

_ROOMS = (
    "kitchen bedroom bathroom hallway corridor office studio stage bar pub club hall dressing room green room "
    "lounge hotel lobby flat apartment house cottage church chapel hospital ward station platform airport car "
    "park bus van car taxi train boat ship harbour quay beach garden yard street square park bridge roof basement "
    "cellar attic library school classroom shop market café cafe restaurant diner court prison cell barn farm "
    "field wood forest cemetery graveyard theatre arena rehearsal room tent backstage loading bay service station "
    "motel terrace balcony porch"
)
_PLACE_NOUNS = sorted(
    {"dressing room", "green room", "car park", "rehearsal room", "loading bay", "service station"}
    | (set(_ROOMS.split()) - {"room", "rehearsal", "dressing", "green", "loading", "bay", "service"}),
    key=len,
    reverse=True,
)
_PLACE = re.compile(
    rf"\b(?:in|into|at|on|inside|outside|across|through|to|behind|from)\s+"
    rf"(?P<place>(?:the|my|our|his|her|their|a)\s+(?:[a-z]+\s)?(?:{'|'.join(map(re.escape, _PLACE_NOUNS))}))\b"
)
_NAMED_PLACE = re.compile(
    r"\b(?:in|at|to|from|past|near|outside|for)\s+(?P<place>[A-Z][a-zà-ÿ]+(?:\s[A-Z][a-zà-ÿ]+)?)\b"
)


@dataclass(frozen=True)
class Spot:
    """One scene with its chapter."""

    chapter: Chapter
    scene: Scene

    @property
    def text(self) -> str:
        return self.chapter.text[self.scene.start : self.scene.end]


def spots(view: View) -> list[Spot]:
    """Every scene with any words in it, in reading order."""
    return [
        Spot(chapter, scene)
        for chapter in view.chapters
        for scene in chapter.scenes
        if WORD.search(chapter.text, scene.start, scene.end)
    ]


def last_spot(view: View) -> Spot | None:
    """The scene in which the visible chapters end."""
    for chapter in reversed(view.chapters):
        for scene in reversed(chapter.scenes):
            if WORD.search(chapter.text, scene.start, scene.end):
                return Spot(chapter, scene)
    return None


def teller_of(view: View, spot: Spot) -> str:
    """The "I" of a scene, "" where it has none."""
    return view.canon.narrator(spot.chapter.position, spot.scene.start)


def people_in(view: View, spot: Spot) -> list[str]:
    return list(view.canon.present(spot.chapter.position, spot.scene.number))


def voice_after(view: View, pov: str) -> tuple[str, str]:
    """(person, tense) in which the next scene of `pov` should be told: as their last one was, else as the last of all.

    Always one of "first", "second", "third" and "present", "past".
    """
    own: list[Spot] = []
    others: list[Spot] = []
    for spot in reversed(spots(view)):
        (own if pov and teller_of(view, spot) == pov else others).append(spot)
    person = tense = ""
    for spot in (*own, *others):
        if not person and (not pov or own or not teller_of(view, spot)):
            person = voice_of_spot(spot)[0]
        tense = tense or voice_of_spot(spot)[1]
        if person and tense:
            break
    return person or "third", tense or "past"


def voice_of_spot(spot: Spot) -> tuple[str, str]:
    """(person, tense) of one scene, "" for what it does not tell."""
    person, tense = spot.scene.person, spot.scene.tense
    if person and tense:
        return person, tense
    seen = voice_of(spot.chapter.text, spot.scene.start, spot.scene.end)
    return person or seen[0], tense or seen[1]


def last_lines(view: View) -> Citation | None:
    """The end of the last scene: its last sentences, at most about 45 words."""
    spot = last_spot(view)
    if spot is None:
        return None
    inside = list(spot.chapter.sentences_in(spot.scene.start, spot.scene.end))
    if not inside:
        return None
    start = inside[-1].start
    for sentence in reversed(inside[:-1]):
        if len(WORD.findall(spot.chapter.text, sentence.start, inside[-1].end)) > JOIN_WORDS:
            break
        start = sentence.start
    return spot.chapter.cite(start, inside[-1].end)


def place_of(spot: Spot, not_places: frozenset[str] = frozenset()) -> str:
    """Where a scene plays, as its own words last say; "" when they do not."""
    named = Counter(
        m["place"] for m in _NAMED_PLACE.finditer(spot.text) if not set(m["place"].casefold().split()) & not_places
    )
    rooms = [m["place"] for m in _PLACE.finditer(spot.text)]
    room = re.sub(r"\A(?:a|my|our|his|her|their)\s+", "the ", rooms[-1]) if rooms else ""
    # A name of a place counts only when the scene comes back to it: one mention may be a memory or a plan.
    town = next((name for name, count in named.most_common(1) if count > 1), "")
    return ", ".join(part for part in (room, town) if part)


def name_words(view: View) -> frozenset[str]:
    """Every word of anybody's name, case folded."""
    return frozenset(word.casefold() for person in view.canon.cast for name in person.names for word in name.split())


def last_seen(view: View, name: str) -> Citation | None:
    """The last sentence that names somebody in a scene they are in, or that they tell; else the last to name them."""
    mentions = view.canon.mentions(name)
    for spot in reversed(spots(view)):
        inside = [c for c in mentions if c.chapter is spot.chapter and spot.scene.start <= c.start < spot.scene.end]
        if teller_of(view, spot) == name:
            told = list(spot.chapter.sentences_in(spot.scene.start, spot.scene.end))
            return spot.chapter.cite_sentence(told[-1].start, told[-1].end) if told else inside[-1]
        if inside and name in people_in(view, spot):
            return inside[-1]
    return mentions[-1] if mentions else None


def facts_to_keep(view: View, name: str) -> tuple[tuple[str, Citation], ...]:
    """The firm facts about somebody, the newest of each attribute; what is settled counts, what is disputed says so."""
    newest: dict[str, Fact] = {}
    for fact in view.canon.facts_of(name):
        settled = _decided(view, name, fact.attribute)
        if not fact.firm or (settled and settled != fact.value):
            continue
        if fact.by == NARRATOR or fact.attribute not in newest:
            newest[fact.attribute] = fact
    disputed = {f.kind: f.values for f in view.canon.findings if f.character == name and f.decision is None}
    return tuple(
        (_fact_line(fact, disputed.get(fact.attribute, ())), fact.citation)
        for fact in list(newest.values())[-MOST_FACTS:]
    )


def _fact_line(fact: Fact, values: tuple[str, ...]) -> str:
    if len(values) > 1 and fact.value in values:
        return f"{fact.attribute}: {fact.value} here, but the chapters disagree ({', '.join(values)})"
    return f"{fact.attribute}: {fact.value}"


def _decided(view: View, name: str, attribute: str) -> str:
    return settled_value(view.canon, name, attribute) if getattr(view.canon, "decisions", None) else ""
