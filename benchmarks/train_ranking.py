#!/usr/bin/env python3
"""Learn the weights of `companion/index/ranking.py` from FairytaleQA's train questions.

    python benchmarks/train_ranking.py FOLDER      # holds stories.jsonl and questions.jsonl

Stories of the train split become the chapters of one book; for each question the best candidate from a right section
is paired with the fifteen best from wrong ones, and a logistic regression on the differences gives the weights. Prints
them, and how the val questions fare with them and with each feature left out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from companion import Companion, Engine
from companion.index.ranking import FEATURES, features
from companion.settings import Settings

WRONG = 15


@dataclass(frozen=True)
class Example:
    """One question: features (n, FEATURES), and the section (story, number) that each candidate lies in."""

    features: np.ndarray
    sections: list[tuple[str, int]]
    gold: set[tuple[str, int]]

    def rank(self, weights: np.ndarray) -> int:
        """Rank of the first right section, from 0."""
        seen = list(dict.fromkeys(self.sections[n] for n in np.argsort(-(self.features @ weights), kind="stable")))
        return next((n for n, section in enumerate(seen) if section in self.gold), 999)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path)
    args.add_argument("--stories", type=int, default=60, help="of the train split")
    args.add_argument("--every", type=int, default=2, help="take each n-th train question")
    options = args.parse_args()
    stories, questions = (read(options.folder / name) for name in ("stories.jsonl", "questions.jsonl"))
    train = examples([s for s in stories if s["split"] == "train"][: options.stories], questions, options.every)
    val = examples([s for s in stories if s["split"] == "val"], questions, 1)
    pairs = differences(train)
    everything = list(range(len(FEATURES)))
    weights = learn(pairs, everything)
    report("all", val, weights)
    for left_out in everything:
        report(f"without {FEATURES[left_out]}", val, learn(pairs, [n for n in everything if n != left_out]))
    print("WEIGHTS =", dict(zip(FEATURES, weights.round(2).tolist(), strict=True)))


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def examples(stories: list[dict], questions: list[dict], every: int) -> list[Example]:
    """Index the stories as one book and collect the candidates of their questions."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root, "book")
        folder.mkdir()
        for n, story in enumerate(stories):
            text = f"# Chapter {n + 1}: {story['title']}\n\n" + "\n\n".join(story["sections"]) + "\n"
            (folder / f"{n:03}.md").write_text(text, encoding="utf-8")
        with Companion.open(folder, "none", Engine(Settings.load(home=Path(root, "home")))) as book:
            book.sync()
            view, scope = book.view(), book._ledger.scope()
            where = {c.revision: (stories[int(c.path.stem)], c.text) for c in view.chapters}
            chosen = [q for q in questions if q["story_id"] in {s["story_id"] for s in stories}][::every]
            return [example(book, view, scope, where, q) for q in chosen]


def example(book, view, scope, where, question: dict) -> Example:
    found = book._index.candidates(question["question"], scope, view.chapters, 80, view.canon)
    sections = []
    for revision, start, end in found.places:
        story, text = where[revision]
        spans, at = [], 0
        for section in story["sections"]:
            begin = max(text.find(section[:60], at), 0)
            spans.append((begin, begin + len(section)))
            at = begin
        overlap = [min(end, b) - max(start, a) for a, b in spans]
        sections.append((story["story_id"], int(np.argmax(overlap))))
    return Example(features(found), sections, {(question["story_id"], n) for n in question["sections"]})


def differences(examples: list[Example]) -> np.ndarray:
    """Right minus wrong, (pairs, FEATURES)."""
    found = []
    for e in examples:
        right = np.array([s in e.gold for s in e.sections], dtype=bool)
        if not right.any() or right.all():
            continue
        rough = e.features[:, 1] + e.features[:, 2]
        best = e.features[right][np.argmax(rough[right])]
        wrong = e.features[~right][np.argsort(-rough[~right])[:WRONG]]
        found.append(best - wrong)
    return np.concatenate(found)


def learn(pairs: np.ndarray, columns: list[int]) -> np.ndarray:
    """Weights, (FEATURES,); those left out are 0."""
    signs = np.where(np.arange(len(pairs)) % 2, 1, -1)
    spread = pairs.std(axis=0)[columns] + 1e-9
    model = LogisticRegression(C=0.1, fit_intercept=False, max_iter=500)
    model.fit(pairs[:, columns] / spread * signs[:, None], signs > 0)
    weights = np.zeros(len(FEATURES))
    weights[columns] = model.coef_[0] / spread
    return weights


def report(name: str, examples: list[Example], weights: np.ndarray) -> None:
    ranks = np.array([e.rank(weights) for e in examples])
    hits = "  ".join(f"hit@{k} {np.mean(ranks < k):.3f}" for k in (1, 5, 10))
    print(f"{name:<22}{hits}  MRR@10 {np.mean(np.where(ranks < 10, 1 / (ranks + 1), 0)):.3f}", flush=True)


if __name__ == "__main__":
    main()
