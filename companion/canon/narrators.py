"""Who says "I" in each first-person scene.

A wrong narrator is worse than none, so a name must be said by the text (a heading, an introduction, others calling the
narrator by it) and must not be somebody the narration sees from outside. Scenes that name nobody take their narrator from
the rest of the book only where a single person is possible.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ..manuscript.chapter import Chapter, Scene
from .cast import Cast
from .names import read_names
from .speech import introductions

HEADING, STATED, INTRODUCED, CALLED, ANSWERS = 12.0, 6.0, 3.0, 1.0, 1.5
SEEN = -1.5  # acts or speaks in the narration, as somebody else does
TALKED_TO = -2.0  # called by name in what the narrator says
NEEDED = 2.0
NEXT_BREATH = 200  # characters between a speech and its answer
CERTAIN_PHRASES = ("name", "call me", "calls me")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

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
    decided = {place: name for place, found in scores.items() if (name := _clear(found))}
    return decided | _continued(scores, outside, decided)


def _clear(scores: dict[str, float]) -> str:
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < NEEDED:
        return ""
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0] if ranked[0][1] >= 2 * max(second, 0.0) else ""


def _continued(
    scores: dict[Place, dict[str, float]], outside: dict[Place, Counter[str]], decided: dict[Place, str]
) -> dict[Place, str]:
    """Narrators of scenes that name none: the one known narrator whom the scene does not see from outside."""
    known = Counter(decided.values())
    found: dict[Place, str] = {}
    if not known:
        return found
    by_chapter: dict[int, set[str]] = defaultdict(set)
    for (position, _), name in decided.items():
        by_chapter[position].add(name)
    for place in scores.keys() - decided.keys():
        possible = [name for name in known if not outside[place][name]]
        here = by_chapter[place[0]]
        if len(possible) == 1 and (len(known) > 1 or sum(known.values()) >= 1):
            found[place] = possible[0]
        elif len(here) == 1 and (name := next(iter(here))) in possible and scores[place].get(name, 0) > 0:
            found[place] = name
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
            elif "V" in cues:
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
