"""From clues to narrators: a hidden Markov model over the paragraphs of all first-person scenes.

States are the possible narrators and one for somebody nobody names. Within a scene a switch is rare, though likelier
where the time jumps; at a break and at a chapter's beginning the narrator is drawn anew, and how (the same again, the
other one by turns) is learned from the book itself by expectation maximisation (Baum-Welch). How often a scene of a
narrator names them is learned too, so that one scene that names somebody does not give them a whole book.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .clues import SceneClues
from .style import callings, common_words, tellings, voices

NOBODY = ""
ROUNDS, SETTLED = 7, 2  # the first rounds go by names alone
ALPHA_NAMED, ALPHA_NOBODY = 0.3, 0.6  # pseudo-scenes
NAMELESS = 0.35  # scenes of somebody nobody names, before any are read
ALONE = 0.02  # the same, where the book has one narrator
KAPPA, KAPPA_ALONE = 2.0, 6.0  # pseudo-transitions
FIRM, TELLS = 0.8, 0.5
ANOTHER = (1.0, 0.2, 0.02)  # how likely one more narrator is whom nobody ever names, by the number of those known
SELDOM = 0.3  # the same of one who is named, though not in several scenes
ENOUGH = 4  # scenes of theirs, before the above holds in full
NAMING = (3.0, 2.0)  # a narrator's scenes that name them, and that do not, before any are seen


@dataclass(frozen=True)
class _Chain:
    """The paragraphs of a scene that say anything, and how likely a switch is between each and the one before.

    What lies between them says nothing, and passes in one step: the result is the same.
    """

    rows: list[int]  # numbers of paragraphs; the first is always there
    change: list[float]
    sizes: np.ndarray  # paragraphs from each to the next
    first_of_chapter: bool

    @classmethod
    def of(cls, scene: SceneClues, odds: np.ndarray, whole: bool) -> _Chain:
        spoken = {number for number, *_ in scene.calls} | {number for number, _ in scene.ties}
        spoken |= set(scene.forms.values())
        rows, change, stays = [0], [0.0], 1.0
        for m, paragraph in enumerate(scene.paragraphs[1:], 1):
            stays *= 1 - paragraph.change
            if whole or m in spoken or odds[m].any():
                rows.append(m)
                change.append(1 - stays)
                stays = 1.0
        return cls(rows, change, np.diff([*rows, len(scene.paragraphs)]), scene.first_of_chapter)


@dataclass
class Decoded:
    """Probabilities of each state for each paragraph of each scene: `scenes[n]` is (paragraphs, states)."""

    states: list[str]
    scenes: list[np.ndarray]
    sounds: np.ndarray  # (scenes, states): log-odds from how each scene sounds, and how its narration names people

    def sounds_like(self, scene: int, state: int) -> float:
        """How much more a scene sounds like one narrator than like any other, in log-odds; 0 for the only one."""
        others = np.delete(self.sounds[scene, :-1], state)
        return float(self.sounds[scene, state] - others.max()) if len(others) else 0.0

    @property
    def told(self) -> list[str]:
        """Who narrates most of each scene, "" where that is no better than a guess."""
        means = [p.mean(axis=0) for p in self.scenes]
        return [self.states[int(m.argmax())] if m.max() >= TELLS else NOBODY for m in means]


def decode(
    scenes: Sequence[SceneClues], names: Sequence[str], only: Sequence[str] = (), rounds: int = ROUNDS
) -> Decoded:
    """Posterior probabilities of the narrators: by what names them first, then also by how they sound.

    `only` are the names of the one narrator of the book, where it has one: all of them speak for the first. Fewer
    `rounds` do where it need not be exact.
    """
    states = [*(only[:1] or names), NOBODY]
    k = len(states)
    if not names or not scenes:
        return Decoded([NOBODY], [np.ones((len(s.paragraphs), 1)) for s in scenes], np.zeros((len(scenes), 1)))
    column = {name: n for n, name in enumerate(states)} | dict.fromkeys(only, 0)
    nameless = ALONE if only else NAMELESS
    odds = [_odds(scene, column, k) for scene in scenes]
    positive = np.array([[o[:, n].clip(min=0).sum() > 1.0 for n in range(k)] for o in odds])
    size = np.array([min(1.0, scene.words / 250) for scene in scenes])
    stationary = np.full(k, (1 - nameless) / (k - 1))
    stationary[-1] = nameless
    tables = {kind: np.tile(stationary, (k, 1)) for kind in ("break", "chapter")}
    naming = np.full(k, NAMING[0] / sum(NAMING))
    posterior: list[np.ndarray] = []
    style = np.zeros((len(scenes), k))
    called: list[dict] = [{} for _ in scenes]
    written: list[dict] = [{} for _ in scenes]
    short, whole = ([_Chain.of(s, o, w) for s, o in zip(scenes, odds, strict=True)] for w in (False, True))
    words = common_words(scenes)
    lengths = np.array([sum(s.style.values()) for s in scenes], dtype=float)
    for turn in range(rounds):
        chains = whole if turn == rounds - 1 else short
        emissions = []
        for n, chain in enumerate(chains):
            e = odds[n][chain.rows]
            rate = np.where(positive[n], np.log(naming), np.log(1 - naming) * size[n])
            rate[-1] = 0.0
            e[0] += rate
            e[0] += style[n]
            for number, value in (*called[n].items(), *written[n].items()):
                e[chain.rows.index(number)] += value
            emissions.append(e)
        posterior, counts = _forward_backward(chains, emissions, stationary, tables)
        if turn == rounds - 1:
            break
        weights = np.array([c.sizes @ p / c.sizes.sum() for c, p in zip(chains, posterior, strict=True)])
        total = weights.sum(axis=0)
        firm = ((weights >= FIRM) & positive).sum(axis=0) >= 2  # by what names them, not by what was made of it
        firm[-1] = False
        stationary, tables = _drawn(total, counts, positive, firm, bool(only))
        named = (weights * positive).sum(axis=0) + NAMING[0]
        naming = named / (total + sum(NAMING))
        naming = naming.clip(0.02, 0.98)
        if turn >= SETTLED:
            style, called = voices(words, lengths, weights, firm), callings(scenes, weights)
            written = tellings(scenes, weights)
    return Decoded(states, posterior, style + [sum(by_place.values(), np.zeros(k)) for by_place in written])


def _drawn(
    total: np.ndarray, counts: dict[str, np.ndarray], positive: np.ndarray, firm: np.ndarray, alone: bool
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """How narrators are drawn at a break, by what was just expected: each one's share of the scenes, and who follows
    whom by kind of break. `total` are scenes by state, `alone` says that the book has one narrator."""
    if alone:
        rare = np.array([1.0, ALONE])
    else:
        sure = min(1.0, float(total[firm].sum()) / ENOUGH)
        rare = np.where(firm, 1.0, SELDOM**sure)
        rare[-1] = ANOTHER[min(int(firm.sum()), len(ANOTHER) - 1)] ** sure
    alpha = ALPHA_NAMED * (positive.sum(axis=0) / 2).clip(max=1.0) + 0.02
    alpha[-1] = 0.1 if alone else ALPHA_NOBODY
    stationary = (total + alpha) * rare
    stationary /= stationary.sum()
    kappa = KAPPA_ALONE if alone else KAPPA
    tables = {}
    for kind, seen in counts.items():
        usual = seen * rare
        tables[kind] = (usual + kappa * stationary) / (usual.sum(axis=1, keepdims=True) + kappa)
    return stationary, tables


def _odds(scene: SceneClues, column: dict[str, int], k: int) -> np.ndarray:
    odds = np.zeros((len(scene.paragraphs), k))
    for n, paragraph in enumerate(scene.paragraphs):
        for name, value in paragraph.odds.items():
            if name in column:
                odds[n, column[name]] += value
    return odds


def _forward_backward(
    chains: Sequence[_Chain],
    emissions: Sequence[np.ndarray],
    stationary: np.ndarray,
    tables: dict[str, np.ndarray],
) -> tuple[list[np.ndarray], dict[str, np.ndarray]]:
    """Posteriors by scene, and expected transitions at breaks by kind."""
    k = len(stationary)
    likelihood = [np.exp((e - e.max(axis=1, keepdims=True)).clip(min=-40)) for e in emissions]
    ahead: list[np.ndarray] = []
    state = stationary
    for n, chain in enumerate(chains):
        rows = np.empty((len(chain.rows), k))
        for m, rate in enumerate(chain.change):
            if m:
                state = (1 - rate) * state + rate * stationary
            elif n:
                state = state @ tables[_kind(chain)]
            state = state * likelihood[n][m]
            state = state / state.sum()
            rows[m] = state
        ahead.append(rows)
    counts = {kind: np.zeros((k, k)) for kind in tables}
    posterior: list[np.ndarray] = [np.empty(0)] * len(chains)
    back = np.ones(k)
    for n in range(len(chains) - 1, -1, -1):
        chain = chains[n]
        rows = np.empty_like(ahead[n])
        for m in range(len(chain.rows) - 1, -1, -1):
            joint = ahead[n][m] * back
            rows[m] = joint / joint.sum()
            back = back * likelihood[n][m]
            if m:
                rate = chain.change[m]
                back = (1 - rate) * back + rate * float(stationary @ back)
            elif n:
                table = tables[_kind(chain)]
                pairs = ahead[n - 1][-1][:, None] * table * back[None, :]
                counts[_kind(chain)] += pairs / pairs.sum()
                back = table @ back
            back = back / back.max()
        posterior[n] = rows
    return posterior, counts


def _kind(chain: _Chain) -> str:
    return "chapter" if chain.first_of_chapter else "break"
