"""Whether one and the same person says "I" all through the book, as in most books that have an "I".

One narrator may be called by many names, each in a few scenes. A second narrator is believed in only where something
tells of one: the first is seen from outside while somebody else says "I", somebody else is named as "I" about as
surely as the first, or scene after scene calls others and not the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .alike import alike, inside
from .clues import SceneClues
from .gender import is_given

MOST = 6.0  # log-odds that one scene may add
NAMED, TIMES, ENOUGH = 0.5, 2, 5.0  # log-odds of a scene that names them, such scenes, and the sum that they must reach
FEW = 12  # scenes of a book in which one that names somebody for sure is enough, if nothing speaks against it
SEEN = -3.0  # log-odds of a scene in which one is seen from outside
RIVAL, RIVALS = 0.25, 0.7  # of the narrator's own log-odds, those of anybody else, of all others together
SLIPS = 0.15  # of the scenes that name somebody, those that we may have misread
CERTAIN = 6.0  # log-odds of a scene that name somebody for sure
# Log-odds of a scene that calls somebody else and not the narrator; how many such scenes there may be beside those that
# call the narrator by any name, and by the name most used.
CALLED, ELSEWHERE, ELSEWHERE_MOST = 2.0, 0.25, 0.75


def only_narrator(scenes: Sequence[SceneClues], names: Sequence[str], pronouns: Mapping[str, str]) -> tuple[str, ...]:
    """The names of the one narrator, the surest first; () where there may be more than one, or none is known.

    `pronouns` are "she", "he" or "" by name.
    """
    pronouns = {n: pronouns.get(n, "") for n in names if any(s.seen[n] for s in scenes)}  # else they are guesses
    sums = {n: sum(max(-MOST, min(MOST, s.totals[n])) for s in scenes if _counts(s, n)) for n in names}
    ranked = sorted((n for n in names if sums[n] > 0), key=lambda n: (-sums[n], n))
    ours: list[str] = []
    for name in ranked:
        if all(_one_person(name, other, pronouns) and not _outside(scenes, name, other) for other in ours):
            ours.append(name)
    best = [max((s.totals[n] for n in ours), default=0.0) for s in scenes]
    support = sum(min(MOST, value) for value in best if value > NAMED)
    times = sum(value > NAMED for value in best)
    once = times == 1 and len(scenes) <= FEW and not any(s.seen[n] and s.totals[n] < 0 for s in scenes for n in ours)
    if support < ENOUGH or (times < TIMES and not once):
        return ()
    rest = [n for n in names if n not in ours]
    if _calls_others(scenes, rest, ours) > ELSEWHERE * times:
        most = max(ours, key=lambda n: sum(s.totals[n] > NAMED for s in scenes))
        most_times = sum(s.totals[most] > NAMED for s in scenes)
        if _calls_others(scenes, [n for n in names if n != most], [most]) > ELSEWHERE_MOST * most_times:
            return ()
    others, contradictions = 0.0, 0.0
    for name in rest:
        theirs, met = 0.0, any(s.seen[name] for s in scenes)
        for scene, value in zip(scenes, best, strict=True):
            total = scene.totals[name]
            # In a short book whom one has met is rivalled by the surest name alone: a second may be somebody else's.
            ours_here = scene.totals[ours[0]] if met and len(scenes) <= FEW else value
            if total <= NAMED or (total < CERTAIN and value > NAMED and (ours_here >= total or not met)):
                continue  # what nobody is seen under may be one more name of the same
            # Who is named as surely in the same scene calls the other by name, or is called beside them.
            certain = total >= CERTAIN and total > value
            contradictions += certain or any(scene.seen[n] and scene.totals[n] <= SEEN for n in ours)
            theirs += min(MOST, total)
        others += theirs
        if theirs > RIVAL * support or contradictions > SLIPS * (times + 1):
            return ()
    named = {n: sum(min(MOST, s.totals[n]) for s in scenes if s.totals[n] > NAMED) for n in ours}
    sure = others == 0 if once else others <= RIVALS * support
    return tuple(sorted(ours, key=lambda n: (-named[n], n))) if sure else ()


def _calls_others(scenes: Sequence[SceneClues], others: Sequence[str], ours: Sequence[str]) -> int:
    """How many scenes call one of the `others` and none of `ours`."""
    return sum(all(s.totals[n] <= NAMED for n in ours) and any(s.totals[n] > CALLED for n in others) for s in scenes)


def _counts(scene: SceneClues, name: str) -> bool:
    return scene.totals[name] > NAMED or scene.seen[name] > 0


def _outside(scenes: Sequence[SceneClues], one: str, other: str) -> bool:
    """Whether one of two is seen from outside where "I" is called by the other name: then they are two people."""
    pairs = ((one, other), (other, one))
    against = sum(s.totals[a] > NAMED and s.seen[b] > 0 and s.totals[b] <= SEEN for s in scenes for a, b in pairs)
    return against > SLIPS * min(sum(s.totals[n] > NAMED for s in scenes) for n in (one, other))


def _one_person(one: str, other: str, pronouns: Mapping[str, str]) -> bool:
    """Whether two names can be one person's: of one gender, a given name and another name, or two forms of one."""
    if {pronouns.get(one, ""), pronouns.get(other, "")} >= {"she", "he"}:
        return False
    ours, theirs = one.split(maxsplit=1)[0], other.split(maxsplit=1)[0]
    return is_given(ours) != is_given(theirs) or alike(ours, theirs) or inside(ours, theirs)
