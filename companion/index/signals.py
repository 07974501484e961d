"""What the words of a question say about each candidate, and what stands around it: numbers for the learned ranker.

Everything is looked at within the candidate's own chapter. `NEAR` passages to each side count as its surroundings
(about a scene) rather than the whole chapter, so that the numbers mean the same in a long chapter and in a short one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .ranking import Candidates

NEAR = 8  # passages
BLOCK = 10  # words
REACHES = (0, 1, 3, NEAR)  # passages to each side in which a term may stand

SIGNALS = (
    "words",  # BM25, z-score over the candidates
    "words before",  # that of the passage before, and after
    "words after",
    "words around",  # the best within NEAR
    "cosine",  # with the question, z-score
    "cosine before",  # of the passage before, and after, where it is a candidate too
    "cosine after",
    "cosine around",
    *(f"terms {reach}" for reach in REACHES),  # share of the terms, weighted by idf, that stand within reach
    *(f"names {reach}" for reach in REACHES),  # the same of the names among them
    *(f"others {reach}" for reach in REACHES),  # and of those that are no names
    "close 1",  # share of the terms within one stretch of BLOCK words, of two, of three
    "close 2",
    "close 3",
    "phrases",  # share of the question's neighbouring words that are neighbours here
    "skipped",  # share of its neighbouring terms that stand within four words of each other
    "length",
)
ASKED = (("who", "whom", "whose"), ("where",), ("when",), ("why",), ("how",))
SAYS = (
    ("feel", "felt", "feels", "feeling"),
    ("after",),
    ("because",),
    ("before", "until"),
    ("say", "said", "tell", "told"),
)
QUESTION = 5 + 1 + 5 + 3  # numbers that say what kind of question it is


def named_terms(query: str, terms: Sequence[str], stems_of: Callable[[str], Sequence[str]]) -> np.ndarray:
    """Which terms the question spells with a capital, other than as its first word: (terms,) bool."""
    words = [m.group() for m in re.finditer(r"\w+", query)][1:]
    named = {stem for word in words if word[:1].isupper() for stem in stems_of(word)}
    return np.array([term in named for term in terms], dtype=bool)


def question_signals(c: Candidates) -> np.ndarray:
    """What kind of question it is, (QUESTION,)."""
    words = re.findall(r"\w+", c.query.lower())
    first = next((n for w in words for n, group in enumerate(ASKED) if w in group), len(ASKED))
    kind = [float(first == n) for n in range(len(ASKED) + 1)]
    says = [float(any(w in group for w in words)) for group in SAYS]
    rarest = float(c.idf.max()) if len(c.idf) else 0.0
    return np.array([*kind, *says, len(c.terms) / 10, float(c.named.any()), rarest / 5], dtype=np.float32)


def neighbours(c: Candidates) -> np.ndarray:
    """(n, 2 * NEAR + 1): for each candidate which candidates are the passages around it, n where there is none."""
    n = len(c.rows)
    first, last = c.chapter_rows
    wanted = c.rows[:, None] + np.arange(-NEAR, NEAR + 1)
    at = np.searchsorted(c.rows, wanted).clip(max=n - 1)
    there = (c.rows[at] == wanted) & (wanted >= first[:, None]) & (wanted < last[:, None])
    return np.where(there, at, n)


def signals(c: Candidates, near: np.ndarray) -> np.ndarray:
    """SIGNALS of each candidate, (n, len(SIGNALS)); `near` are its neighbours()."""
    n = len(c.rows)
    words = _standard(c.word_scores[c.rows], c.word_scores)
    first, last = c.chapter_rows
    around = c.rows[:, None] + np.arange(-NEAR, NEAR + 1)
    inside = (around >= first[:, None]) & (around < last[:, None])
    beside = np.where(inside, words[around.clip(0, len(words) - 1)], 0.0)
    cosines = z_scores(c.vectors @ c.asked.vector) if n else np.zeros(0, dtype=np.float32)
    meant = np.append(cosines, 0.0)[near]
    columns = [
        words[c.rows], beside[:, NEAR - 1], beside[:, NEAR + 1], beside.max(axis=1),
        cosines, meant[:, NEAR - 1], meant[:, NEAR + 1], meant.max(axis=1),
        *_shares(c),
        *_in_passage(c),
        np.log1p(np.diff(c.stem_bounds)),
    ]  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


def _shares(c: Candidates) -> list[np.ndarray]:
    """Of all terms, of names, of others: for each of REACHES the share that stands within it."""
    first, last = c.chapter_rows
    held = np.zeros((len(REACHES), len(c.rows), len(c.terms)), dtype=np.float32)
    for column, rows in enumerate(c.held):
        if not len(rows):
            continue
        for n, reach in enumerate(REACHES):
            low = np.searchsorted(rows, np.maximum(c.rows - reach, first))
            high = np.searchsorted(rows, np.minimum(c.rows + reach + 1, last))
            held[n, :, column] = high > low
    found = []
    for some in (np.ones(len(c.terms), dtype=bool), c.named, ~c.named):
        weight = c.idf * some
        found += list(np.einsum("rnt,t->rn", held, weight / max(float(weight.sum()), 1e-6)))
    return found


def _in_passage(c: Candidates) -> list[np.ndarray]:
    """close 1 to 3, phrases, skipped."""
    n = len(c.rows)
    lengths = np.diff(c.stem_bounds)
    owner = np.repeat(np.arange(n), lengths)
    block = (np.arange(len(c.stem_ids)) - np.repeat(c.stem_bounds[:-1], lengths)) // BLOCK
    held = np.zeros((n, len(c.terms), int(block.max()) + 1 if len(block) else 1), dtype=np.float32)
    places = [np.flatnonzero(c.stem_ids == term) for term in c.term_ids]
    for column, at in enumerate(places):
        held[owner[at], column, block[at]] = 1
    share = c.idf / max(float(c.idf.sum()), 1e-6)
    close = []
    for _ in range(3):
        close.append((share @ held).max(axis=1))
        if held.shape[2] > 1:
            held = np.maximum(held[:, :, :-1], held[:, :, 1:])
    question, terms = c.question_ids.tolist(), set(c.term_ids.tolist())
    beside = [pair for pair in pairwise(question) if terms.intersection(pair)]
    follow = list(pairwise(dict.fromkeys(t for t in question if t in terms)))
    phrases, skipped = np.zeros(n, dtype=np.float32), np.zeros(n, dtype=np.float32)
    for a, b in set(beside):
        phrases[owner[_followed(c, owner, a, b)]] += 1 / len(beside)
    where = dict(zip(c.term_ids.tolist(), places, strict=True))
    for a, b in follow:
        skipped += _together(owner, where[a], where[b], n) / len(follow)
    return [*close, phrases, skipped]


def _followed(c: Candidates, owner: np.ndarray, a: int, b: int) -> np.ndarray:
    """Where b stands right after a, the first time in each passage."""
    at = np.flatnonzero(c.stem_ids[:-1] == a)
    at = at[(c.stem_ids[at + 1] == b) & (owner[at + 1] == owner[at])]
    _, once = np.unique(owner[at], return_index=True)
    return at[once]


def _together(owner: np.ndarray, a: np.ndarray, b: np.ndarray, n: int) -> np.ndarray:
    """1 where b stands within four words after a, 0.5 where before it."""
    found = np.zeros(n, dtype=np.float32)
    if len(a) and len(b):
        apart = b[None, :] - a[:, None]
        same = owner[b][None, :] == owner[a][:, None]
        for low, high, value in ((-4, -1, 0.5), (1, 4, 1.0)):
            x, _ = np.nonzero(same & (apart >= low) & (apart <= high))
            found[owner[a[x]]] = value
    return found


def z_scores(values: np.ndarray) -> np.ndarray:
    """Centred and scaled to unit spread; all zero where there is none."""
    spread = float(values.std())
    return (values - values.mean()) / spread if spread > 0 else np.zeros_like(values)


def _standard(sample: np.ndarray, values: np.ndarray) -> np.ndarray:
    """`values` by the mean and spread of `sample`."""
    spread = float(sample.std()) if len(sample) else 0.0
    return (values - sample.mean()) / spread if spread > 0 else np.zeros_like(values)
