"""One narrator under several names: a given name and a surname, a nickname, a pet name.

A narrator's own narration hardly ever names them, so the usual ways of joining names (`linking.py`) see little of it.
Here speak: two names called out in one breath or in the same scenes, where neither is seen from outside; and against:
one seen in a scene in which somebody is called by the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import combinations

from .alike import alike
from .clues import CALLED_BY, SceneClues
from .gender import begins_given, is_given, same_given
from .name_words import HONORIFICS
from .types import Character

BREATH, BOTH, SEEN, SPOKEN = 2.0, 1.0, -3.0, -0.7
TWO_GIVEN, EACH_OTHER = -2.0, -1.5
OTHERS = 0.3  # probability that "I" says it, below which it is somebody else who calls
ENOUGH, MARGIN = 2.0, 1.0
HEARD = 0.5  # log-odds of a scene from which somebody is called in it
LIKE = 1.5  # "I" is called by both in one scene, and one can be short for the other
TOGETHER = 2  # scenes, at least, where no breath holds both


def one_narrator(
    scenes: Sequence[SceneClues], names: Sequence[str], told: Sequence[str], pronouns: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Pairs (fuller name, other name) of one narrator: `told` is who narrates each scene, "" where that is not sure.

    `pronouns` are "she", "he" or "" by name.
    """
    scores: dict[tuple[str, str], float] = {}
    for one, other in combinations(names, 2):
        if not {one, other} & set(told) or {pronouns.get(one, ""), pronouns.get(other, "")} >= {"she", "he"}:
            continue
        score = _score(scenes, one, other)
        if score >= ENOUGH:
            scores[one, other] = score
    pairs: list[tuple[str, str]] = []
    joined: dict[str, str] = {}
    for (one, other), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        rivals = [
            s
            for pair, s in scores.items()
            if pair != (one, other)
            and len({one, other} & set(pair)) == 1
            and not _same(joined, set(pair) ^ {one, other})
            and _apart(scenes, set(pair) ^ {one, other})
        ]
        if score >= max(rivals, default=-MARGIN) + MARGIN:
            fuller, shorter = sorted((one, other), key=lambda n: (" " not in n, not is_given(n), n))
            pairs.append((fuller, shorter))
            root = joined.get(one, joined.get(other, one))
            joined[one] = joined[other] = root
    return pairs


def only_called(
    scenes: Sequence[SceneClues],
    names: Sequence[str],
    only: Collection[str],
    told: Sequence[str],
    pronouns: Mapping[str, str],
    joined: Collection[tuple[str, str]] = (),
) -> list[tuple[str, str]]:
    """Pairs (narrator, other name) where the other name is nothing but called out to "I", and only one narrator fits.

    `only` are the names that the book uses for nothing else, `joined` pairs of names that are one narrator's: who is
    seen under either is seen. A narrator fits who is neither seen nor spoken of in any scene in which "I" is called so;
    that all others do not is what makes it sure. Nobody has two given names: a given name goes only with another kind.
    """
    also: dict[str, set[str]] = defaultdict(set)
    for one, other in joined:
        also[one].add(other)
    known = [n for n in names if n not in only and n not in {other for _, other in joined}]
    pairs = []
    for name in names:
        if name not in only:
            continue
        here = [s for s in scenes if s.totals[name] > HEARD]
        fits = [
            n
            for n in known
            if not ((is_given(name) or begins_given(name)) and is_given(n.split(maxsplit=1)[0]))
            and not any(s.seen[m] or s.spoken[m] for s in here for m in (n, *also[n]))
            and {pronouns.get(n, ""), pronouns.get(name, "")} != {"she", "he"}
        ]
        if len(fits) == 1 and len(known) > 1 and here and {fits[0], name} & set(told):
            pairs.append((fits[0], name))
    return pairs


def short_names(
    characters: Sequence[Character], cues: Mapping[str, Sequence[str]], *, first_person: bool = True
) -> list[tuple[str, str]]:
    """Pairs (name, other name) where the other is only ever spoken, called out at least once, and sounds like the name.

    `cues` are those of all mentions by name. Only where one character alone sounds like it; where nobody tells as "I",
    a name that anybody may be christened is somebody of whom others speak.
    """
    pairs = []
    for short in characters:
        seen = cues.get(short.name, ())
        if not seen or not all("q" in c for c in seen) or not any(CALLED_BY & set(c) for c in seen):
            continue
        if not first_person and any(is_given(given) for given in _given(short)):
            continue
        fits = [
            c
            for c in characters
            if c is not short
            and c.mentions > short.mentions
            and {c.pronouns, short.pronouns} != {"she", "he"}
            and any(alike(a, b) for a in _given(c) for b in _given(short))
        ]
        if len(fits) == 1:
            pairs.append((fits[0].name, short.name))
    return pairs


def short_for_somebody(
    scenes: Sequence[SceneClues], names: Sequence[str], characters: Sequence[Character]
) -> list[tuple[str, str]]:
    """Pairs (character, name) of names that "I" is called and that nobody in the cast has, but sound like one of them.

    Nige, for the Nigel of whom others speak elsewhere: not where he is seen or spoken of while "I" is called so.
    """
    known = {name for c in characters for name in c.names}
    pairs = []
    for name in names:
        here = [s for s in scenes if s.totals[name] > HEARD]
        if name in known or not here:
            continue
        fits = [
            c
            for c in characters
            if any(alike(given, name) for given in _given(c))
            and not any(s.seen[c.name] or s.spoken[c.name] for s in here)
        ]
        if len(fits) == 1:
            pairs.append((fits[0].name, name))
    return pairs


def _given(character: Character) -> set[str]:
    """The words of their names that may be given names: the first ones."""
    first = (n.split(maxsplit=1)[0] for n in character.names if n[0].isupper())
    return {n for n in first if n.rstrip(".") not in HONORIFICS}


def _same(joined: Mapping[str, str], pair: set[str]) -> bool:
    roots = {joined.get(n, n) for n in pair}
    return len(roots) == 1


def _apart(scenes: Sequence[SceneClues], pair: set[str]) -> bool:
    """Whether two rivals for a name are two people: nothing joins them."""
    one, other = sorted(pair)
    return _score(scenes, one, other) < ENOUGH


def _score(scenes: Sequence[SceneClues], one: str, other: str) -> float:
    score = 0.0
    both = breath = 0
    for scene in scenes:
        a, b = scene.totals[one] > HEARD, scene.totals[other] > HEARD
        if a or b:
            breath += scene.together[min(one, other), max(one, other)] or _one_turn(scene, one, other)
            score += SEEN * ((a and scene.seen[other] > 0) + (b and scene.seen[one] > 0))
            score += SPOKEN * ((a and not b and scene.spoken[other] > 0) + (b and not a and scene.spoken[one] > 0))
            both += bool(a and b and _by_others(scene, one) and _by_others(scene, other))
        ours, theirs = ([(n, mine) for n, name, mine in scene.calls if name == who] for who in (one, other))
        score += EACH_OTHER * any(_exchanged(x, y) for x in ours for y in theirs)
    first, second = one.split(maxsplit=1)[0], other.split(maxsplit=1)[0]
    like = bool(both) and alike(first, second)
    if not breath and both < TOGETHER and not like:
        return 0.0
    score += BREATH * min(breath, 2) + BOTH * both + LIKE * like
    if is_given(first) and is_given(second) and not same_given(first, second):
        score += TWO_GIVEN
    return score


def _one_turn(scene: SceneClues, one: str, other: str) -> bool:
    """Whether somebody else calls both in one turn: "Doc!" It is her voice. "Callum, are you asleep?" """
    ours, theirs = ({n for n, name, mine in scene.calls if name == who and mine < OTHERS} for who in (one, other))
    return bool(ours & theirs)


def _by_others(scene: SceneClues, name: str) -> bool:
    """Whether it is surely not "I" who calls somebody so."""
    calls = [mine for _, called, mine in scene.calls if called == name]
    return not calls or min(calls) < OTHERS


def _exchanged(call: tuple[int, float], other: tuple[int, float]) -> bool:
    """ "Mara." "What, Tom?": two who call each other."""
    return abs(call[0] - other[0]) == 1 and min(call[1], other[1]) < 0.5 < max(call[1], other[1])
