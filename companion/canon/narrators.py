"""Who says "I" in each first-person scene.

A wrong narrator is worse than none, so a name must be said by the text (a heading, an introduction, others calling the
narrator by it) and must not be somebody the narration sees from outside. Scenes that name nobody take their narrator
from the rest of the book only where a single person is possible.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from ..manuscript.chapter import Chapter, Scene
from .cast import Cast
from .gender import is_given
from .names import read_names
from .speech import introductions

HEADING, LONE_HEADING = 12.0, 1.0  # headings that are names throughout the book, or once
STATED, INTRODUCED, CALLED, ANSWERS, ASKED_AFTER = 6.0, 3.0, 1.0, 1.5, 1.0
SEEN = -1.5  # acts or speaks in the narration, as somebody else does
TALKED_TO = -2.0  # called by name in what the narrator says
NEEDED = 2.0
BEYOND_DOUBT = 3.0
INSIDE = 4.0
OFTEN = 4  # scenes
MOSTLY, HARDLY = 0.7, 0.1  # of the evidence for a narrator; of the scenes that see them from outside
TOLD = 0.25  # of the scenes must name the narrator before the others are taken to be theirs
NEXT_BREATH = 200  # characters between a speech and its answer
CERTAIN_PHRASES = ("name", "call me", "calls me")

YOU_ARE = re.compile(
    r"\b(?:[Aa]re you|[Yy]ou(?:['’]re| are)|[Yy]ou must be|[Aa]ren['’]t you|[Yy]ou['’]d be)\s+(?:the\s+)?"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?)"
)
Place = tuple[int, int]  # (chapter position, scene number)


Scores = dict[Place, dict[str, float]]  # how far a scene speaks for each possible narrator
Outside = dict[Place, Counter[str]]  # how often a scene sees somebody from outside


def find_narrators(
    chapters: Sequence[Chapter], observations: Sequence[dict[str, list]], cast: Cast
) -> dict[Place, str]:
    """The canonical name of the narrator of each first-person scene, where the text lets one be named."""
    scores, outside = _read(chapters, observations, cast)
    clear = {place: name for place, found in scores.items() if (name := _clear(found))}
    firm = {n for n in _firm(clear, scores) | _heard_unseen(scores, outside).keys() if not n.startswith("the ")}
    decided = {place: name for place, name in clear.items() if name in firm}
    alone = _only_narrator(decided, scores, outside) or _only_one_inside(scores, outside)
    if alone:
        return {place: alone for place in scores if not outside[place][alone] or decided.get(place) == alone}
    decided |= _by_hint(scores.keys() - decided.keys(), scores, outside, firm)
    return decided | _by_exclusion(scores.keys() - decided.keys(), outside, firm)


def names_of_narrators(
    chapters: Sequence[Chapter], observations: Sequence[dict[str, list]], cast: Cast
) -> list[tuple[str, str]]:
    """Pairs of characters who are one narrator under two names: others call the "I" by both in the same scenes.

    The fuller name comes first.
    """
    scores, outside = _read(chapters, observations, cast)
    inside = _inside(scores, outside)
    pairs = []
    for one, other in combinations(sorted(inside, key=lambda name: (" " not in name, -inside[name], name)), 2):
        both = sum(found.get(one, 0.0) > 0 and found.get(other, 0.0) > 0 for found in scores.values())
        if both > 1:
            pairs.append((one, other))
    return pairs or _nicknames(scores, outside)


def _nicknames(scores: Scores, outside: Outside) -> list[tuple[str, str]]:
    """A narrator and a nickname: the narrator called in the same scenes, and not seen where it is called."""
    heard = _heard_unseen(scores, outside)
    scenes = {n: {p for p, found in scores.items() if found.get(n, 0.0) > 0 and not outside[p][n]} for n in heard}
    bare = [n for n in sorted(heard) if " " not in n.removeprefix("the ") and not is_given(n)]
    people = [n for n in sorted(heard) if n not in bare]

    def against(name: str, nickname: str) -> tuple[int, int]:
        seen = sum(bool(outside[p][name]) for p in scenes[nickname]) + sum(
            bool(outside[p][nickname]) for p in scenes[name]
        )
        return seen - len(scenes[name] & scenes[nickname]), seen

    pairs = []
    for nickname in bare:
        ranked = sorted((*against(name, nickname), name) for name in people)
        if len(ranked) > 1 and ranked[1][0] - ranked[0][0] >= (3 if ranked[0][1] else 1):
            pairs.append((ranked[0][2], nickname))
    return pairs


def _read(chapters: Sequence[Chapter], observations: Sequence[dict[str, list]], cast: Cast) -> tuple[Scores, Outside]:
    scores: Scores = {}
    outside: Outside = {}
    names = _by_name(cast)
    headings = {c.position: name for c in chapters if (name := _heading(c, names))}
    weight = HEADING if len(headings) > 1 else LONE_HEADING
    for chapter, observed in zip(chapters, observations, strict=True):
        scenes = [s for s in chapter.scenes if s.person == "first"]
        if not scenes:
            continue
        evidence = _Evidence(chapter, observed, cast, names)
        for scene in scenes:
            place = (chapter.position, scene.number)
            scores[place], outside[place] = evidence.of(scene)
            if heading := headings.get(chapter.position):
                scores[place][heading] = scores[place].get(heading, 0.0) + weight
    return scores, outside


def _inside(scores: Scores, outside: Outside) -> dict[str, float]:
    """Those who are called by name all over the first-person scenes and never seen there, with the weight of it."""
    weight: dict[str, float] = defaultdict(float)
    scenes: Counter[str] = Counter()
    for found in scores.values():
        for name, score in found.items():
            weight[name] += score
            scenes[name] += score > 0
    seen = sum(outside.values(), Counter())
    return {n: w for n, w in weight.items() if w >= INSIDE and scenes[n] >= 3 and not seen[n]}


def _only_one_inside(scores: Scores, outside: Outside) -> str:
    inside = _inside(scores, outside)
    if len(inside) != 1:
        return ""
    name = next(iter(inside))
    called = sum(found.get(name, 0.0) > 0 for found in scores.values())
    return name if called >= TOLD * len(scores) else ""


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


def _heard_unseen(scores: Scores, outside: Outside) -> dict[str, int]:
    """Those who are called by name in scene after scene that never shows them: in how many.

    Whoever is called in a scene without telling it also acts in it, nearly always.
    """
    heard: Counter[str] = Counter()
    unseen: Counter[str] = Counter()
    for place, found in scores.items():
        for name, score in found.items():
            if score > 0:
                heard[name] += 1
                unseen[name] += not outside[place][name]
    return {n: times for n, times in unseen.items() if times >= OFTEN and times >= MOSTLY * heard[n]}


def _by_hint(places: Collection[Place], scores: Scores, outside: Outside, known: set[str]) -> dict[Place, str]:
    """Scenes where just one of the known narrators is called by name, and not seen."""
    found = {}
    for place in places:
        called = [n for n in sorted(known) if scores[place].get(n, 0.0) > 0 and not outside[place][n]]
        if len(called) == 1:
            found[place] = called[0]
    return found


def _only_narrator(
    decided: dict[Place, str], scores: dict[Place, dict[str, float]], outside: dict[Place, Counter[str]]
) -> str:
    """The narrator of a book that has one: nearly all evidence is for them, hardly a scene sees them from outside."""
    weight: dict[str, float] = defaultdict(float)
    for place, name in decided.items():
        weight[name] += scores[place][name]
    if not weight:
        return ""
    name = max(weight, key=lambda n: (weight[n], n))
    seen = sum(1 for counts in outside.values() if counts[name] >= 2)
    told = sum(other == name for other in decided.values())
    if weight[name] < MOSTLY * sum(weight.values()) or seen > HARDLY * len(outside) or told < TOLD * len(scores):
        return ""
    return name


def _by_exclusion(places: Collection[Place], outside: dict[Place, Counter[str]], known: set[str]) -> dict[Place, str]:
    """Scenes that name no narrator, where all known narrators but one are seen from outside."""
    found = {}
    for place in places:
        possible = [name for name in sorted(known) if not outside[place][name]]
        if len(possible) == 1 and len(known) > 1:
            found[place] = possible[0]
    return found


def _by_name(cast: Cast) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for character in cast.characters:
        for name in character.names:
            names[name.casefold()].add(character.name)
    return names


def _heading(chapter: Chapter, by_name: Mapping[str, Collection[str]]) -> str:
    """Whose name stands over the chapter, if it is a name and nothing else."""
    found = {n for part in (chapter.title, chapter.label) for n in by_name.get(part.strip().casefold(), ())}
    name = next(iter(found)) if len(found) == 1 else ""
    return "" if name.startswith("the ") else name


class _Evidence:
    """What one chapter says about its narrators."""

    def __init__(
        self, chapter: Chapter, observed: dict[str, list], cast: Cast, by_name: Mapping[str, Collection[str]]
    ) -> None:
        self.chapter, self.cast = chapter, cast
        self.sightings = {s.start: s for s in read_names(observed["names"])[0]}
        self.spans = cast.spans(chapter.position)
        self.quotes = observed["speech"]
        self.by_name = by_name

    def of(self, scene: Scene) -> tuple[dict[str, float], Counter[str]]:
        """Scores of possible narrators, and how often each is seen from outside."""
        scores: dict[str, float] = defaultdict(float)
        outside: Counter[str] = Counter()
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
        self._asked_after(scene, quotes, scores)
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

    def _introduced(self, scene: Scene, quotes: list[list], scores: dict[str, float]) -> None:
        for at, phrase, said in introductions(self.chapter.text, scene.start, scene.end):
            names = self.by_name.get(said.casefold(), ()) or self.by_name.get(said.split()[0].casefold(), set())
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

    def _asked_after(self, scene: Scene, quotes: list[list], scores: dict[str, float]) -> None:
        """ "Are you Mr. Hale?" somebody asks the narrator."""
        for start, end, cue, _ in quotes:
            if cue == "I":
                continue
            for match in YOU_ARE.finditer(self.chapter.text, start, end):
                names = self.by_name.get(" ".join(match["name"].split()).casefold(), ())
                if len(names) == 1:
                    scores[next(iter(names))] += ASKED_AFTER
