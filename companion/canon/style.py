"""How alike the scenes of one narrator sound: words of the narration, and what people call "I" in them.

A narrator found by name in some scenes can be known by voice in the others. The measure is a naive Bayes over the
commonest words of the narration (function words, contractions, punctuation), as in authorship attribution (Mosteller
and Wallace 1964; Burrows 2002), learned from the scenes of this book that are already told, each scored without itself.
How far it can be trusted is measured on those same scenes; where it does not tell them apart, it says nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from .clues import SceneClues

COMMON = 1000  # words looked at
SHARE = 3.0  # pseudo-count of a word, in units of its share of the book
SEEDS, SEED_WORDS = 3, 1000  # scenes and words that a voice is learned from, at least
SEED = 0.8  # probability from which a scene counts as told
RIGHT = 0.8  # of the told scenes must be known by voice
MOST, LEAST, EACH = 5.0, 1.0, 0.4  # log-odds that a voice may add: with many told scenes; at least; for each of them
SLOPES = (0.1, 0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
CALLED_MOST, CALLED_SCENES = 2.0, 0.3
# Log-odds that one name in the narration, and all of them, may add; pseudo-scenes, many, since a name stands in few.
FORM_MOST, FORM_ALL, FORM_SCENES = 1.5, 6.0, 3.0


def voices(words: np.ndarray, sizes: np.ndarray, posterior: np.ndarray, firm: np.ndarray) -> np.ndarray:
    """Log-odds of style, (scenes, states): `posterior` has the same shape, its last state being nobody.

    `words` are those of `common_words`, `sizes` how many words of all kinds each scene has. `firm` says which
    narrators are named by several scenes: only theirs are voices to go by.
    """
    told = posterior * (posterior >= SEED)
    states = [
        n
        for n in range(posterior.shape[1] - 1)
        if firm[n] and (told[:, n] > 0).sum() >= SEEDS and (told[:, n] * sizes).sum() >= SEED_WORDS
    ]
    extra = np.zeros_like(posterior)
    if len(states) < 2:
        return extra
    scores = _scores(words, sizes, told[:, states])
    labels = told[:, states].argmax(axis=1)
    seeds = told[:, states].max(axis=1) > 0
    classes = [seeds & (labels == n) for n in range(len(states))]
    scores -= np.mean([scores[ours].mean(axis=0) for ours in classes], axis=0)  # no voice is favoured as such
    slope = _slope(scores, classes)
    most = min(MOST, LEAST + EACH * min(int(ours.sum()) for ours in classes))
    for n, state in enumerate(states):
        others = np.delete(scores, n, axis=1).max(axis=1)
        extra[:, state] = (slope * (scores[:, n] - others)).clip(-most, most)
    return extra


def common_words(scenes: Sequence[SceneClues]) -> np.ndarray:
    """How often each of the book's commonest words of narration stands in each scene, (scenes, words)."""
    total: Counter[str] = Counter()
    for scene in scenes:
        total.update(scene.style)
    column = {w: n for n, (w, _) in enumerate(total.most_common(COMMON))}
    counts = np.zeros((len(scenes), len(column)))
    for m, scene in enumerate(scenes):
        for word, times in scene.style.items():
            if word in column:
                counts[m, column[word]] = times
    return counts


def _scores(counts: np.ndarray, sizes: np.ndarray, told: np.ndarray) -> np.ndarray:
    """Log-likelihood of each scene under each voice, over the root of its length; no scene is scored with itself."""
    share = (counts.sum(axis=0) + 1.0) / (counts.sum() + counts.shape[1])
    smooth = SHARE * share * counts.shape[1]
    scores = np.zeros((len(counts), told.shape[1]))
    wholes = told.T @ counts
    for m in range(len(counts)):
        rest = wholes - told[m][:, None] * counts[m]
        least = rest.sum(axis=1).min()  # a voice known from more words would fit every scene better
        for n in range(told.shape[1]):
            words = rest[n] * (least / max(1.0, rest[n].sum())) + smooth
            scores[m, n] = counts[m] @ np.log(words / words.sum())
    return scores / np.sqrt(np.maximum(sizes, 1.0))[:, None]


def _slope(scores: np.ndarray, classes: Sequence[np.ndarray]) -> float:
    """The slope of the logistic regression of the right voice on the scores, 0 where they do not tell it.

    Each voice weighs the same, however many scenes tell it.
    """
    right = np.mean([(scores[ours].argmax(axis=1) == n).mean() for n, ours in enumerate(classes)])
    if right < RIGHT:
        return 0.0
    best, least = 0.0, np.inf
    for slope in SLOPES:
        z = slope * scores
        lost = [(np.logaddexp.reduce(z[ours], axis=1) - z[ours, n]).mean() for n, ours in enumerate(classes)]
        loss = float(np.mean(lost)) + 0.02 * slope
        if loss < least:
            best, least = slope, loss
    return best


def callings(scenes: Sequence[SceneClues], posterior: np.ndarray) -> list[dict[int, np.ndarray]]:
    """Log-odds by scene and paragraph from what "I" is called, and calls others, in the scenes of each narrator.

    Pet names and titles tell narrators apart once some scenes are told: "Wolf" is always the same one. Each scene is
    judged by the others only.
    """
    where: dict[tuple[str, bool], set[int]] = defaultdict(set)
    for n, scene in enumerate(scenes):
        for _, name, mine in _signs(scene):
            if not 0.35 < mine < 0.65:
                where[name, mine >= 0.65].add(n)
    total = posterior.sum(axis=0)
    found: list[dict[int, np.ndarray]] = []
    for n, scene in enumerate(scenes):
        odds: dict[int, np.ndarray] = {}
        done = set()
        for number, name, mine in _signs(scene):
            key = (name, mine >= 0.65)
            others = where[key] - {n}
            if 0.35 < mine < 0.65 or not others or key in done:
                continue
            done.add(key)
            seen = posterior[sorted(others)].sum(axis=0)
            rate = (seen + CALLED_SCENES) / (total - posterior[n] + 1.0)
            base = (len(others) + CALLED_SCENES) / (len(scenes) - 1 + 1.0)
            value = np.log(rate / base).clip(-CALLED_MOST, CALLED_MOST)
            value[-1] = min(0.0, value[-1])
            odds[number] = odds.get(number, 0.0) + value
        found.append(odds)
    return found


def _signs(scene: SceneClues) -> list[tuple[int, str, float]]:
    """What "I" is called and calls others, and whom "I" has, by paragraph."""
    return [*scene.calls, *((number, tie, 0.0) for number, tie in scene.ties)]


def tellings(scenes: Sequence[SceneClues], posterior: np.ndarray) -> list[dict[int, np.ndarray]]:
    """Log-odds by scene and paragraph from how the narration names people: who writes Rhona does not write Ro.

    Each scene is judged by the others only.
    """
    where: dict[str, set[int]] = defaultdict(set)
    for n, scene in enumerate(scenes):
        for form in scene.forms:
            where[form].add(n)
    total = posterior.sum(axis=0)
    found: list[dict[int, np.ndarray]] = []
    for n, scene in enumerate(scenes):
        values: dict[str, np.ndarray] = {}
        for form in scene.forms:
            if others := where[form] - {n}:
                seen = posterior[sorted(others)].sum(axis=0)
                base = (len(others) + 0.5) / len(scenes)
                rate = (seen + FORM_SCENES * base) / (total - posterior[n] + FORM_SCENES)
                values[form] = np.log(rate / base).clip(-FORM_MOST, FORM_MOST)
        most = float(np.abs(sum(values.values())).max()) if values else 0.0
        scale = FORM_ALL / max(FORM_ALL, most)
        odds: dict[int, np.ndarray] = {}
        for form, value in values.items():
            scaled = value * scale
            scaled[-1] = min(0.0, scaled[-1])
            number = scene.forms[form]
            odds[number] = odds.get(number, 0.0) + scaled
        found.append(odds)
    return found
