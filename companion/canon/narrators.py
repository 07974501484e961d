"""Who says "I" in each first-person scene, and where in a scene the narrator changes.

A wrong narrator is worse than none: a name is given only where the clues of the scene and of the book around it
(`clues.py`, `decoding.py`, `style.py`) make it all but sure. The writer's own word wins over everything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, inf
from statistics import median

import numpy as np

from ..decisions import Decisions
from ..manuscript.chapter import Chapter
from .alone import only_narrator
from .called import one_narrator, only_called, short_for_somebody, short_names
from .cast import Cast
from .clues import CALLED_BY, ClueReader, Paragraph, Place, SceneClues, renamed
from .decoding import NOBODY, decode
from .gender import is_given
from .messages import messages
from .names import read_names
from .ordinary import ADDRESS, is_only_a_name
from .told import told_narrator
from .viewpoints import viewpoint_headings

SURE = 0.62  # probability from which a narrator is named
# Where nothing in a scene names its narrator: believed from this probability, and only where the scene sounds like them
# by so much, in log-odds. Without that half of such narrators are wrong.
UNNAMED, SOUNDS = 0.8, 1.0
MET = -1.5  # log-odds of a scene in which the narration names somebody, who cannot be "I" in it
LONG, LETTERS = 1.6, 5.7  # a scene that is so much longer than most may be two; letters of a word, with the gap
OWN = 0.5  # log-odds from which a scene names its narrator
TOLD = 60.0  # log-odds of the writer's word
POSSIBLE = 0.5  # log-odds in some scene that make somebody a possible narrator
CALLED_SURELY = 2.5  # log-odds, in all, of a name that is nothing but called out, to make a narrator possible
SURELY, MANY = 3.5, 0.15  # log-odds of a scene; share of the scenes whose narration names somebody
STATED = 6.0  # log-odds of a heading or a signature, which may name whom the cast does not know
SCENES, STRONG = 25, 5.0  # they must do so in one scene of so many, or that strongly
ACTING = frozenset("SAaRB")
PLACED, PLACE = frozenset("LTD"), 0.3  # cues of a place, and how many of its mentions have them
MOST = 12  # possible narrators
ROUGHLY = 4  # rounds that tell who narrates which scene well enough to compare names


@dataclass(frozen=True)
class Stretch:
    """A part of a scene told by one narrator; `narrator` is "" where nothing tells who it is."""

    scene: int
    start: int
    end: int
    narrator: str


@dataclass(frozen=True)
class Bars:
    """What is asked of a narrator whom nothing in a run of paragraphs names: how likely, and who it may be at all."""

    unnamed: float
    believed: frozenset[str]
    voices: frozenset[str]  # those whom the scene sounds like
    reach: float  # words from where somebody is named, beyond which it may be another who tells, but for the voice


Stretches = dict[int, tuple[Stretch, ...]]  # by chapter position, in order, first-person scenes only


Cues = Mapping[str, list[str]]  # of every mention, by canonical name
Clues = tuple[list[SceneClues], Cues]


def read_clues(chapters: Sequence[Chapter], observations: Sequence[dict[str, list]], cast: Cast) -> Clues:
    """The clues of every first-person scene, in reading order, and the cues of all mentions of everybody."""
    names = _by_name(cast)
    seen = [read_names(o["names"])[0] for o in observations]
    headings = viewpoint_headings(chapters, names, {w for rows in seen for s in rows for w in s.surface.split()})
    found: list[SceneClues] = []
    cues: dict[str, list[str]] = defaultdict(list)
    told = any(s.person == "first" for chapter in chapters for s in chapter.scenes)
    for chapter, observed, rows in zip(chapters, observations, seen, strict=True):
        sightings = {s.start: s for s in rows}
        spans = cast.spans(chapter.position)
        for start, _, name in spans:
            cues[name].append(sightings[start].cues if start in sightings else "")
        if told:
            found.extend(ClueReader(chapter, observed, spans, sightings, names, headings).scenes())
    return found, cues


def rename_clues(clues: Clues, before: Cast, after: Cast) -> Clues:
    """The clues read with one cast, for another cast of the same text in which some are joined."""
    names: dict[str, str] = {}
    for position in before.by_position:
        now = {start: name for start, _, name in after.spans(position)}
        for start, _, name in before.spans(position):
            if start in now:
                names.setdefault(name, now[start])
    cues: dict[str, list[str]] = defaultdict(list)
    for name, seen in clues[1].items():
        cues[names.get(name, name)].extend(seen)
    return renamed(clues[0], names), cues


def find_stretches(chapters: Sequence[Chapter], cast: Cast, decisions: Decisions, clues: Clues) -> Stretches:
    """Who narrates which part of each first-person scene; `clues` are those read with the same cast."""
    told = _told(chapters, cast, decisions)
    threads = _threads(chapters, cast, {s.place for s in clues[0]} - told.keys())
    scenes = [s.saying(told[s.place], TOLD) if told.get(s.place) else s for s in clues[0] if s.place not in threads]
    names = list(dict.fromkeys([*filter(None, told.values()), *candidates(scenes, clues[1])]))
    only = only_narrator(scenes, names, {c.name: c.pronouns for c in cast.characters})
    if not set(filter(None, told.values())) <= set(only):
        only = ()  # the writer names another
    decoded = decode(scenes, names, only)
    known = {n for scene, n in zip(scenes, decoded.told, strict=True) if n and scene.totals[n] > OWN}
    usual = median(s.words for s in scenes) if scenes else 0
    stretches: dict[int, list[Stretch]] = defaultdict(list)
    for number, (scene, posterior) in enumerate(zip(scenes, decoded.scenes, strict=True)):
        if scene.place not in told:
            met = {n for n in known if scene.totals[n] <= MET}
            one_left = len(known) > 1 and len(known - met) == 1
            voices = {n for k, n in enumerate(decoded.states[:-1]) if decoded.sounds_like(number, k) >= SOUNDS}
            several = len(names) > 1 and not only
            bars = Bars(
                SURE if only else UNNAMED,
                frozenset(names if only or one_left else voices),
                frozenset(voices),
                usual / 2 if several and scene.words > LONG * usual else inf,
            )
            stretches[scene.place[0]].extend(_cut(scene, posterior, decoded.states, bars))
    for (position, number), sent in threads.items():
        stretches[position].extend(Stretch(number, *one) for one in sent)
    for chapter in chapters if told else ():
        for told_of in chapter.scenes:
            if name := told.get((chapter.position, told_of.number)):
                stretches[chapter.position].append(Stretch(told_of.number, told_of.start, told_of.end, name))
    return {position: tuple(sorted(found, key=lambda s: s.start)) for position, found in stretches.items()}


def _threads(
    chapters: Sequence[Chapter], cast: Cast, places: Collection[Place]
) -> dict[Place, list[tuple[int, int, str]]]:
    """Those of the scenes that are threads of messages, with start, end and sender of each message."""
    senders = {folded: next(iter(names)) for folded, names in _by_name(cast).items() if len(names) == 1}
    found = {
        (chapter.position, scene.number): messages(chapter, scene, senders)
        for chapter in chapters
        for scene in chapter.scenes
        if (chapter.position, scene.number) in places
    }
    return {place: sent for place, sent in found.items() if sent}


def _told(chapters: Sequence[Chapter], cast: Cast, decisions: Decisions) -> dict[Place, str]:
    """The narrators that the writer has named, by scene; "" for scenes that nobody narrates."""
    names = _by_name(cast) if decisions.narrators else {}
    told: dict[Place, str] = {}
    for chapter in chapters if decisions.narrators else ():
        for scene in chapter.scenes:
            word = told_narrator(chapter, scene.number, decisions)
            if word is not None:
                known = names.get(word.name.casefold(), set())
                told[chapter.position, scene.number] = next(iter(known)) if len(known) == 1 else word.name
    return told


def candidates(scenes: Sequence[SceneClues], cues: Cues) -> list[str]:
    """Those for whom some scene speaks, the strongest first."""
    total: Counter[str] = Counter()
    times: Counter[str] = Counter()
    stated = {name for scene in scenes for name, value in scene.totals.items() if value >= STATED}
    for scene in scenes:
        for name, value in scene.totals.items():
            if value > POSSIBLE:
                total[name] += value
                times[name] += 1
    for name, value in list(total.items()):
        called = value >= CALLED_SURELY and is_only_a_name(name)
        if not (name in stated or called or _may_narrate(name, cues.get(name, ()))):
            del total[name]
    needed = ceil(len(scenes) / SCENES)
    often = {n for n in total if _called_surely_and_met(n, scenes)}
    kept = [n for n in total if times[n] >= needed or total[n] >= STRONG * needed or n in often]
    return sorted(kept, key=lambda n: (-total[n], n))[:MOST]


def _called_surely_and_met(name: str, scenes: Sequence[SceneClues]) -> bool:
    """Whether one scene calls them for sure, and the narration of many others names them."""
    surely = max(scene.totals[name] for scene in scenes) >= SURELY
    return surely and sum(scene.seen[name] > 0 for scene in scenes) >= MANY * len(scenes)


def _may_narrate(name: str, seen: Sequence[str]) -> bool:
    """Whether it is the name of one person: no role, no form of address, no exclamation, nothing like a place."""
    if name.startswith("the ") or name in ADDRESS or not seen:
        return False
    placed = sum(bool(PLACED & set(cues)) for cues in seen)
    named = any("i" not in cues or ("q" not in cues and ACTING & set(cues)) for cues in seen)
    return (named or is_given(name.split(maxsplit=1)[0])) and placed < PLACE * len(seen)


def _cut(scene: SceneClues, posterior: np.ndarray, states: Sequence[str], bars: Bars) -> list[Stretch]:
    """The stretches of one scene: runs of paragraphs with the same likeliest narrator, named where it is sure."""
    runs: list[list[int]] = []
    best = posterior.argmax(axis=1)
    for m in range(len(best)):
        if runs and best[runs[-1][0]] == best[m]:
            runs[-1].append(m)
        else:
            runs.append([m])
    found: list[Stretch] = []
    for run in runs:
        state = int(best[run[0]])
        name = states[state]
        odds = [scene.paragraphs[m].odds.get(name, 0.0) for m in run]
        own = sum(odds) > OWN
        sure = float(posterior[run, state].max()) >= (SURE if own else bars.unnamed) and (own or name in bars.believed)
        naming = [scene.paragraphs[m] for m, value in zip(run, odds, strict=True) if value > OWN]
        for m in run:
            at = scene.paragraphs[m]
            near = name in bars.voices or any(_words_between(at, other) <= bars.reach for other in naming)
            told = name if sure and (near or not naming) else NOBODY
            if found and found[-1].narrator == told:
                found[-1] = Stretch(scene.place[1], found[-1].start, at.end, told)
            else:
                found.append(Stretch(scene.place[1], at.start, at.end, told))
    return found


def _words_between(one: Paragraph, other: Paragraph) -> float:
    """About how many words lie between two paragraphs."""
    return max(one.start - other.end, other.start - one.end, 0) / LETTERS


def names_of_narrators(cast: Cast, clues: Clues) -> list[tuple[str, str]]:
    """Pairs of characters who are one narrator under two names; the fuller name comes first."""
    scenes, cues = clues
    names = candidates(scenes, cues)
    pronouns = {c.name: c.pronouns for c in cast.characters}
    short = short_names(cast.characters, cues, first_person=bool(scenes))
    short += short_for_somebody(scenes, names, cast.characters)
    if len(names) < 2:
        return short
    told = decode(scenes, names, rounds=ROUGHLY).told
    pairs = one_narrator(scenes, names, told, pronouns)
    forms = {name for _, name in short}
    pairs = [*short, *(p for p in pairs if not forms & set(p))]
    names = [n for n in names if n not in forms]
    joined = {name for pair in pairs for name in pair}
    only = {n for n in names if n not in joined and all(CALLED_BY & set(s) for s in cues[n])}
    return [*pairs, *only_called(scenes, names, only, told, pronouns, pairs)]


def _by_name(cast: Cast) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    for character in cast.characters:
        for name in character.names:
            names[name.casefold()].add(character.name)
    return names
