#!/usr/bin/env python3
"""How often the right section is found: FairytaleQA's stories as the chapters of one book, and what each part gives.

    python benchmarks/retrieval.py FOLDER                  # the val stories as one book, all their questions
    python benchmarks/retrieval.py FOLDER --pool all       # every story as one book, the same questions
    python benchmarks/retrieval.py FOLDER --search         # only the search as it is, timed

FOLDER holds stories.jsonl and questions.jsonl (FairytaleQA, Apache-2.0), which are not in this repository. hit@k is the
share of questions with a right section among the first k sections found: passages count as the section they overlap
most, each section once, at its first rank. Prints the table of docs/benchmarks.md: simple set-ups on the same weights,
the search, and the search with one part switched off at a time. Nothing is learned anew for that: a part that is off
is missing, and the weights of the others stay.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from companion import Companion, Engine
from companion.index.index import POOL
from companion.index.ranking import Candidates, rank
from companion.index.signals import z_scores
from companion.settings import Settings

Scorer = Callable[[Candidates], np.ndarray]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path)
    args.add_argument("--split", default="val", help="whose questions")
    args.add_argument("--pool", choices=("split", "all"), default="split", help="which stories are in the book")
    args.add_argument("--limit", type=int, help="only every n-th question, so that about this many are left")
    args.add_argument("--search", action="store_true", help="only the search as it is")
    options = args.parse_args()
    stories = read(options.folder / "stories.jsonl")
    if options.pool == "split":
        stories = [s for s in stories if s["split"] == options.split]
    questions = [q for q in read(options.folder / "questions.jsonl") if q["split"] == options.split]
    step = max(1, len(questions) // options.limit) if options.limit else 1
    with (
        tempfile.TemporaryDirectory() as root,
        Companion.open(book_of(stories, Path(root, "book")), "none", Engine(Settings.load(home=Path(root)))) as book,
    ):
        report = book.sync()
        print(f"{len(stories)} stories, {report.words:,} words, {len(questions[::step])} questions\n")
        measure(Bench(book, stories), questions[::step], {} if options.search else VARIANTS)


def read(path: Path) -> list[dict]:
    """The rows of a JSON lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def book_of(stories: Sequence[Mapping], folder: Path) -> Path:
    """Write a manuscript with a chapter for each story."""
    folder.mkdir()
    for n, story in enumerate(stories):
        text = f"# Chapter {n + 1}: {story['title']}\n\n" + "\n\n".join(story["sections"]) + "\n"
        (folder / f"{n:04}.md").write_text(text, encoding="utf-8")
    return folder


# -- the parts --------------------------------------------------------------------------------------------------------


def _cosines(c: Candidates) -> np.ndarray:
    return c.vectors @ c.asked.vector


def _words(c: Candidates) -> np.ndarray:
    return c.word_scores[c.rows]


def _only(keep: np.ndarray, scores: np.ndarray) -> np.ndarray:
    """Scores with all below the POOL best of `keep`, and what it does not know, put last."""
    best = np.argsort(-keep, kind="stable")[:POOL]
    known = np.zeros(len(keep), dtype=bool)
    known[best[keep[best] > 0]] = True
    return np.where(known, scores, scores.min(initial=0.0) - 1.0)


def _without_dense(c: Candidates) -> np.ndarray:
    return _only(_words(c), rank(replace(c, vectors=np.zeros_like(c.vectors))))


def _without_words(c: Candidates) -> np.ndarray:
    return _only(_cosines(c), rank(replace(c, word_scores=np.zeros_like(c.word_scores))))


def _without_late(c: Candidates) -> np.ndarray:
    """The learned ranker is made of late interaction for the most part, so it goes with it."""
    return rank(replace(c, tokens=np.zeros_like(c.tokens)), learned=False)


def _without_phrases(c: Candidates) -> np.ndarray:
    return rank(replace(c, question_ids=np.full_like(c.question_ids, -1)))


def _without_context(c: Candidates) -> np.ndarray:
    """Terms count in the passage itself alone."""
    return rank(replace(c, held=tuple(np.intersect1d(rows, rows[:0]) for rows in c.held)))


def _without_neighbours(c: Candidates) -> np.ndarray:
    """Every passage stands for itself: nothing beside it is looked at."""
    return rank(replace(c, joined=np.zeros_like(c.joined)))


# name -> how it scores the candidates; those marked with names=False are found without the cast's other names
VARIANTS: Mapping[str, Scorer] = {
    "passage vectors alone (the usual set-up)": lambda c: _only(_cosines(c), _cosines(c)),
    "BM25 alone": lambda c: _only(_words(c), _words(c)),
    "the two fused on z-scores": lambda c: z_scores(_cosines(c)) + z_scores(_words(c)),
    "**the search**": rank,
    "without passage vectors": _without_dense,
    "without BM25": _without_words,
    "without late interaction (linear)": _without_late,
    "without phrases": _without_phrases,
    "without terms in the passage and around it": _without_context,
    "without neighbours": _without_neighbours,
    "without other names of the people asked about": rank,
    "without the learned ranker (linear)": lambda c: rank(c, learned=False),
}
NAMELESS = "without other names of the people asked about"


# -- measuring --------------------------------------------------------------------------------------------------------


class Bench:
    """A book of stories, and where the sections of each story stand in it."""

    def __init__(self, book: Companion, stories: Sequence[Mapping]) -> None:
        self.book = book
        self._spans: dict[str, tuple[str, np.ndarray]] = {}  # revision -> (story, (sections, 2) starts and ends)
        for chapter in book.chapters:
            story, at, spans = stories[int(chapter.path.stem)], 0, []
            for section in story["sections"]:
                at = max(chapter.text.find(section[:60], at), 0)
                spans.append((at, at + len(section)))
            self._spans[chapter.revision] = (story["story_id"], np.array(spans))

    def sections(self, places: Sequence[tuple[str, int, int]]) -> list[tuple[str, int]]:
        """(story, section number) that each passage overlaps most."""
        found = []
        for revision, start, end in places:
            story, spans = self._spans[revision]
            overlap = np.minimum(end, spans[:, 1]) - np.maximum(start, spans[:, 0])
            found.append((story, int(overlap.argmax())))
        return found


def measure(bench: Bench, questions: Sequence[Mapping], variants: Mapping[str, Scorer]) -> None:
    """Print a Markdown table, one row a variant; without variants the search alone, with its times."""
    ranks: dict[str, list[int]] = {name: [] for name in variants or {"**the search**": rank}}
    spent = []
    book = bench.book
    view, scope, index = book.view(), book._ledger.scope(), book._index
    for question in questions:
        gold = {(question["story_id"], n) for n in question["sections"]}
        if not variants:
            started = time.perf_counter()
            hits = book.search(question["question"], POOL)
            spent.append(time.perf_counter() - started)
            places = [(h.chapter.revision, h.start, h.end) for h in hits]
            ranks["**the search**"].append(first_right(bench.sections(places), gold))
            continue
        found = {
            True: index.candidates(question["question"], scope, view.chapters, POOL, view.canon),
            False: index.candidates(question["question"], scope, view.chapters, POOL, None),
        }
        sections = {named: bench.sections(c.places) for named, c in found.items()}
        for name, score in variants.items():
            named = name != NAMELESS
            order = np.argsort(-score(found[named]), kind="stable")
            ranks[name].append(first_right([sections[named][n] for n in order], gold))
    print("| ranking | hit@1 | hit@5 | hit@10 | MRR@10 |\n| --- | --- | --- | --- | --- |")
    for name, got in ranks.items():
        at = np.array(got)
        hits = " | ".join(f"{np.mean(at < k):.3f}" for k in (1, 5, 10))
        print(f"| {name} | {hits} | {np.mean(np.where(at < 10, 1 / (at + 1), 0)):.3f} |")
    if spent:
        print(f"\nmedian {1000 * statistics.median(spent):.1f} ms, slowest {1000 * max(spent):.0f} ms")


def first_right(sections: Sequence[tuple[str, int]], gold: set[tuple[str, int]]) -> int:
    """Rank of the first right section, from 0; 999 when there is none."""
    return next((n for n, section in enumerate(dict.fromkeys(sections)) if section in gold), 999)


if __name__ == "__main__":
    main()
