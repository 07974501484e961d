"""Who says "I" in each first-person scene.

A wrong narrator is worse than none, so a name must be said by the text (a heading, an introduction, others calling the
narrator by it) and must not be somebody the narration sees from outside. Scenes that name nobody take their narrator from
the rest of the book only where a single person is possible.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from ..manuscript.chapter import Chapter, Scene
from .cast import Cast
from .names import read_names
from .speech import introductions

HEADING, STATED, INTRODUCED, CALLED, ANSWERS = 12.0, 6.0, 3.0, 1.0, 1.5
SEEN = -1.5  # acts or speaks in the narration, as somebody else does
TALKED_TO = -2.0  # called by name in what the narrator says
NEEDED = 2.0
BEYOND_DOUBT = 3.0
MOSTLY, HARDLY = 0.75, 0.1
NEXT_BREATH = 200  # characters between a speech and its answer
CERTAIN_PHRASES = ("name", "call me", "calls me")

Place = tuple[int, int]  # (chapter position, scene number)


def find_narrators(chapters: Sequence[Chapter], observations: Sequence[dict[str, list]], cast: Cast) -> dict[Place, str]:
    """The canonical name of the narrator of each first-person scene, where the text lets one be named."""
    scores: dict[Place, dict[str, float]] = {}
    outside: dict[Place, Counter[str]] = {}
    for chapter, observed in zip(chapters, observations, strict=True):
        scenes = [s for s in chapter.scenes if s.person == "first"]
        if scenes:
            evidence = _Evidence(chapter, observed, cast)
            for scene in scenes:
                place = (chapter.position, scene.number)
                scores[place], outside[place] = evidence.of(scene)
    clear = {place: name for place, found in scores.items() if (name := _clear(found))}
    firm = _firm(clear, scores)
    decided = {place: name for place, name in clear.items() if name in firm}
    alone = _only_narrator(decided, scores, outside)
    if alone:
        return {place: alone for place in scores if not outside[place][alone] or decided.get(place) == alone}
    return decided | _by_exclusion(scores.keys() - decided.keys(), outside, firm)


def _clear(scores: dict[str, float]) -> str:
    """The one name that the evidence of a scene is for, or "" ."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < NEEDED:
        return ""
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked[0][1] >= 2 * max(second, 0.0) else ""


def _firm(clear: dict[Place, str], scores: dict[Place, dict[str, float]]) -> set[str]:
    """Those for whom one scene says it beyond doubt, or two or more say it."""
    times = Counter(clear.values())
    best: dict[str, float] = defaultdict(float)
    for place, name in clear.items():
        best[name] = max(best[name], scores[place][name])
    return {name for name in times if best[name] >= BEYOND_DOUBT or times[name] >= 2}


def _only_narrator(
    decided: dict[Place, str], scores: dict[Place, dict[str, float]], outside: dict[Place, Counter[str]]
) -> str:
    """The narrator of a book that has one: nearly all evidence is for them, and hardly a scene sees them from outside."""
    weight: dict[str, float] = defaultdict(float)
    for place, name in decided.items():
        weight[name] += scores[place][name]
    if not weight:
        return ""
    name = max(weight, key=lambda n: (weight[n], n))
    seen = sum(1 for counts in outside.values() if counts[name] >= 2)
    return name if weight[name] >= MOSTLY * sum(weight.values()) and seen <= HARDLY * len(outside) else ""


def _by_exclusion(places: Collection[Place], outside: dict[Place, Counter[str]], known: set[str]) -> dict[Place, str]:
    """Scenes that name no narrator, where all known narrators but one are seen from outside."""
    found = {}
    for place in places:
        possible = [name for name in sorted(known) if not outside[place][name]]
        if len(possible) == 1 and len(known) > 1:
            found[place] = possible[0]
    return found


class _Evidence:
    """What one chapter says about its narrators."""

    def __init__(self, chapter: Chapter, observed: dict[str, list], cast: Cast) -> None:
        self.chapter, self.cast = chapter, cast
        self.sightings = {s.start: s for s in read_names(observed["names"])[0]}
        self.spans = cast.spans(chapter.position)
        self.quotes = observed["speech"]
        self.by_word: dict[str, set[str]] = defaultdict(set)
        for character in cast.characters:
            for name in character.names:
                self.by_word[name.casefold()].add(character.name)

    def of(self, scene: Scene) -> tuple[dict[str, float], Counter[str]]:
        """Scores of possible narrators, and how often each is seen from outside."""
        scores: dict[str, float] = defaultdict(float)
        outside: Counter[str] = Counter()
        if name := self._heading():
            scores[name] += HEADING
        quotes = [q for q in self.quotes if scene.start <= q[0] < scene.end]
        for start, _, name in self.spans:
            if not scene.start <= start < scene.end:
                continue
            cues = self.sightings[start].cues if start in self.sightings else ""
            if "q" not in cues:
                if set("SAaRB") & set(cues):
                    scores[name] += SEEN
                    outside[name] += 1
            elif "V" in cues or "v" in cues:
                scores[name] += self._called(start, quotes)
        self._introduced(scene, quotes, scores)
        return dict(scores), outside

    @staticmethod
    def _called(at: int, quotes: list[list]) -> float:
        """What it says of a name that somebody is called by it: most where "I" answers in the next breath."""
        n = next((n for n, q in enumerate(quotes) if q[0] <= at < q[1]), None)
        if n is None:
            return 0.0
        speaker = quotes[n][2]
        if speaker == "I":
            return TALKED_TO
        following = next((q for q in quotes[n + 1 : n + 3] if q[2] != speaker or not q[2]), None)
        answers = following is not None and following[2] == "I" and following[0] - quotes[n][1] < NEXT_BREATH
        return (CALLED if speaker else CALLED / 2) + (ANSWERS if answers else 0.0)

    def _heading(self) -> str:
        names = {n for part in (self.chapter.title, self.chapter.label) for n in self.by_word.get(part.strip().casefold(), ())}
        return next(iter(names)) if len(names) == 1 else ""

    def _introduced(self, scene: Scene, quotes: list[list], scores: dict[str, float]) -> None:
        for at, phrase, said in introductions(self.chapter.text, scene.start, scene.end):
            names = self.by_word.get(said.casefold(), set()) or self.by_word.get(said.split()[0].casefold(), set())
            if len(names) != 1:
                continue
            name = next(iter(names))
            quote = next((q for q in quotes if q[0] <= at < q[1]), None)
            sure = any(p in phrase.casefold() for p in CERTAIN_PHRASES)
            if quote is None:
                scores[name] += STATED if sure else 0.0
            elif quote[2] == "I":
                scores[name] += STATED if sure or "m" in phrase else INTRODUCED
            elif quote[2]:
                scores[name] += TALKED_TO  # somebody else gives this as their own name
