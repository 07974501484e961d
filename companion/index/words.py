"""BM25 over the ledger's full-text index, with document frequencies of the visible part alone.

SQLite's own `bm25()` counts over everything stored. Behind a wall that would let later chapters weigh on the ranking,
so the postings are read from FTS5's vocabulary table and scored here.
Source: Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond (2009).
"""

from __future__ import annotations

import re
import sqlite3
import threading
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..ledger import Ledger
from ..records import Scope

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

    def touching(self, within: Sequence[Mapping[str, Sequence[tuple[int, int]]]]) -> np.ndarray:
        """Which passages overlap, for each of `within`, one of its stretches (revision -> (start, end)): (n,) bool."""
        allowed = np.ones(len(self.places), dtype=bool)
        for stretches in within:
            joined = {revision: _joined(spans) for revision, spans in stretches.items()}
            for row in np.flatnonzero(allowed).tolist():
                revision, start, end = self.places[row]
                starts, ends = joined.get(revision, ((), ()))
                # Of stretches that do not overlap, the last one that begins before the end ends last.
                before = bisect_left(starts, end)
                allowed[row] = before > 0 and ends[before - 1] > start
        return allowed

    def rows(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rows of those ids that are visible, and the mask of which were."""
        if not len(self.ids):
            return np.zeros(0, dtype=np.int64), np.zeros(len(ids), dtype=bool)
        at = np.searchsorted(self.ids, ids).clip(max=len(self.ids) - 1)
        seen = self.ids[at] == ids
        return at[seen], seen


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Starts and ends of stretches that do not overlap and cover the same text, in order."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        elif end > start:
            starts.append(start)
            ends.append(end)
    return starts, ends


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
        self._ids: dict[str, int] = {}

    def terms(self, text: str) -> list[str]:
        """Stemmed tokens in order of appearance, duplicates dropped."""
        with self._lock:
            self._db.execute("DELETE FROM q")
            self._db.execute("INSERT INTO q (text) VALUES (?)", (text,))
            rows = self._db.execute("SELECT term FROM q_at ORDER BY offset").fetchall()
        return list(dict.fromkeys(row[0] for row in rows))

    def sequence(self, text: str) -> list[str]:
        """The stem of every word of a text, in order; words met before cost a look-up."""
        words = WORD.findall(text.lower())
        known = self._stems(words)
        return [known[w] for w in words]

    def ids(self, text: str) -> np.ndarray:
        """The stem of every word of a text, in order, as a number that stands for that stem from now on: int32."""
        ids = self._ids
        return np.array([ids[stem] if stem in ids else self._number(stem) for stem in self.sequence(text)], np.int32)

    def id_of(self, stem: str) -> int:
        """The number of a stem, -1 where no text has had it yet."""
        return self._ids.get(stem, -1)

    def _number(self, stem: str) -> int:
        with self._lock:
            return self._ids.setdefault(stem, len(self._ids))

    def _stems(self, words: Sequence[str]) -> dict[str, str]:
        known = self._known
        unknown = [w for w in dict.fromkeys(words) if w not in known]
        if unknown:
            with self._lock:
                self._db.execute("DELETE FROM q")
                self._db.executemany("INSERT INTO q (rowid, text) VALUES (?, ?)", enumerate(unknown))
                stems = dict(self._db.execute("SELECT doc, term FROM q_at WHERE offset = 0").fetchall())
            made = {w: stems.get(n, w) for n, w in enumerate(unknown)}
            if len(known) > MOST_KNOWN:  # a new one rather than emptied: another thread may be reading this
                known = self._known = {w: known[w] for w in words if w in known}
            known.update(made)
        return known

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
