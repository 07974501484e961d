"""BM25 over the ledger's full-text index, with document frequencies of the visible part alone.

SQLite's own `bm25()` counts over everything stored. Behind a wall that would let later chapters weigh on the ranking,
so the postings are read from FTS5's vocabulary table and scored here.
Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
"""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..ledger import Ledger, Scope

K1, B = 1.2, 0.75
WORD = re.compile(r"\w+")
MOST_KNOWN = 200_000  # words whose stem is remembered
MOST_TERMS = 64  # of a query; what goes beyond is no question any more

STOP_WORDS = frozenset(
    """a about after again all also am an and any are as at be because been before being both but by can could did do
    does doing done down during each else ever for from further get had has have having he her here hers herself him
    himself his how i if in into is it its itself just like me more most much my myself no nor not now of off on once
    only or other our ours out over own said same say says she should so some such than that the their theirs them
    themselves then there these they this those through to too under until up upon us very was we were what when where
    which while who whom whose why will with would you your yours""".split()
)


@dataclass(frozen=True)
class VisiblePassages:
    """The passages of one scope as arrays; row n of each belongs to the same passage."""

    ids: np.ndarray  # int64, row ids of the ledger, ascending
    lengths: np.ndarray  # float32, words
    places: tuple[tuple[str, int, int], ...]  # (revision, start, end)

    @cached_property
    def joined(self) -> np.ndarray:
        """Whether the passage before is of the same chapter, (n,)."""
        revisions = [place[0] for place in self.places]
        return np.array([n > 0 and revisions[n - 1] == r for n, r in enumerate(revisions)], dtype=bool)

    @cached_property
    def row_of(self) -> dict[tuple[str, int, int], int]:
        """Row of each place."""
        return {place: row for row, place in enumerate(self.places)}

    def rows(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rows of those ids that are visible, and the mask of which were."""
        if not len(self.ids):
            return np.zeros(0, dtype=np.int64), np.zeros(len(ids), dtype=bool)
        at = np.searchsorted(self.ids, ids).clip(max=len(self.ids) - 1)
        seen = self.ids[at] == ids
        return at[seen], seen


def visible_passages(ledger: Ledger, scope: Scope) -> VisiblePassages:
    """Read the passages of a scope."""
    visible = set(scope.revisions)
    rows = [
        row
        for row in ledger.connection.execute("SELECT id, revision, start, end FROM passage ORDER BY id")
        if row["revision"] in visible
    ]
    return VisiblePassages(
        np.array([r["id"] for r in rows], dtype=np.int64),
        # Five characters a word and a space: the length only scales term frequencies.
        np.array([(r["end"] - r["start"]) / 6 for r in rows], dtype=np.float32),
        tuple((r["revision"], r["start"], r["end"]) for r in rows),
    )


class Stemmer:
    """The tokens of a query exactly as the index makes them: by asking an FTS5 table of the same tokenizer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._db.execute("CREATE VIRTUAL TABLE q USING fts5(text, tokenize='porter unicode61 remove_diacritics 2')")
        self._db.execute("CREATE VIRTUAL TABLE q_at USING fts5vocab('q', 'instance')")
        self._known: dict[str, str] = {}

    def terms(self, text: str) -> list[str]:
        """Stemmed tokens in order of appearance, duplicates dropped."""
        with self._lock:
            self._db.execute("DELETE FROM q")
            self._db.execute("INSERT INTO q (text) VALUES (?)", (text,))
            rows = self._db.execute("SELECT term FROM q_at ORDER BY offset").fetchall()
        return list(dict.fromkeys(row[0] for row in rows))

    def sequence(self, text: str) -> list[str]:
        """The stem of every word of a text, in order; words met before cost a look-up."""
        words = [w.lower() for w in WORD.findall(text)]
        unknown = list({w for w in words if w not in self._known})
        if unknown:
            with self._lock:
                self._db.execute("DELETE FROM q")
                self._db.executemany("INSERT INTO q (rowid, text) VALUES (?, ?)", enumerate(unknown))
                stems = dict(self._db.execute("SELECT doc, term FROM q_at WHERE offset = 0").fetchall())
            if len(self._known) > MOST_KNOWN:
                self._known.clear()
            self._known.update((w, stems.get(n, w)) for n, w in enumerate(unknown))
        return [self._known.get(w, w) for w in words]

    def query_terms(self, text: str) -> list[str]:
        """Terms of a question without stop words; all of them when nothing else is left."""
        kept = " ".join(w for w in re.findall(r"[\w'’]+", text) if w.lower().replace("’", "'") not in STOP_WORDS)
        return (self.terms(kept) or self.terms(text))[:MOST_TERMS]


def idf(visible: int, containing: int) -> float:
    """Inverse document frequency, never negative."""
    return float(np.log(1 + (visible - containing + 0.5) / (containing + 0.5)))


@dataclass(frozen=True)
class WordMatch:
    """What the words of a question found: a score for every visible passage, and for each term its idf and its rows."""

    scores: np.ndarray  # (n,)
    idf: dict[str, float]
    rows: dict[str, np.ndarray]


def bm25(
    ledger: Ledger, passages: VisiblePassages, terms: Iterable[str], weights: dict[str, float] | None = None
) -> WordMatch:
    """Score every visible passage. `weights` scale single terms."""
    scores = np.zeros(len(passages.ids), dtype=np.float32)
    match = WordMatch(scores, {}, {})
    if not len(passages.ids):
        return match
    norm = K1 * (1 - B + B * passages.lengths / passages.lengths.mean())
    for term in terms:
        rows = ledger.connection.execute(
            "SELECT doc, count(*) FROM words_at WHERE term = ? GROUP BY doc ORDER BY doc", (term,)
        ).fetchall()
        postings = np.array([tuple(r) for r in rows], dtype=np.int64).reshape(-1, 2)
        at, seen = passages.rows(postings[:, 0])
        tf = postings[seen, 1].astype(np.float32)
        match.idf[term] = idf(len(passages.ids), len(at))
        match.rows[term] = at
        weight = match.idf[term] * (weights or {}).get(term, 1.0)
        scores[at] += weight * tf * (K1 + 1) / (tf + norm[at])
    return match
