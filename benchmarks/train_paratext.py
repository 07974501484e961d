#!/usr/bin/env python3
"""Learn the trees by which paragraphs at the top and the end of chapters are told from story.

    python benchmarks/train_paratext.py               # held-out figures, then the trees into the package
    python benchmarks/train_paratext.py --held-out    # the figures only
    python benchmarks/train_paratext.py --trees       # the trees only

The chapters are those of `sets/paratext/open.jsonl` and `training/paratext_chapters.jsonl`, and, as story that nothing
surrounds, the chapters and single scenes of the books that other benchmarks ask about. Every block near either
side is described as `companion.manuscript.edges` describes it, and gradient boosting (Friedman, "Greedy function
approximation", 2001) learns which are notes: once of a block alone, once of a block among those around it, with
odds that were learned without its chapter, and once of a block when all outside of it are notes (as a maximum-entropy
Markov model does, McCallum et al. 2000). `train_note_weights.py` learns the regression that has a say beside them.

The figures are cross-validated by chapter, over the whole of what `find_paratext` does: no chapter is measured with
trees that have seen any of it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import numpy as np
from paratext import SETS, measure
from sklearn.ensemble import HistGradientBoostingClassifier

from companion.manuscript import notes as evidence
from companion.manuscript import paratext, reader
from companion.manuscript.edges import sides
from companion.manuscript.trees import Trees

HERE = Path(__file__).resolve().parent
TARGET = Path(paratext.__file__).with_name("note_trees.json")
ASKED = ("facts", "narrators", "questions", "threads")  # sets of books
SURROUNDED = frozenset({"h3", "spare-room"})  # books among them with notes or leftovers of a page
FOLDS = 5
INNER = 3  # folds by which the second ensemble is given odds learned elsewhere
DEEP = 14  # blocks of a side that are learned from
ALONE = {"max_iter": 120, "max_leaf_nodes": 8, "min_samples_leaf": 15, "max_features": 0.3}
ONWARD = {"max_iter": 120, "max_leaf_nodes": 8, "min_samples_leaf": 12, "max_features": 0.3, "learning_rate": 0.06}
BAGGED = 2  # ensembles of that kind whose mean is taken
AMONG = {"max_iter": 80, "max_leaf_nodes": 5, "min_samples_leaf": 15, "max_features": 0.6}


@dataclass(frozen=True)
class Row:
    """A side of a chapter: of each block that is neither an ornament nor a picture what is seen and whether it is a
    note, from the outside in."""

    chapter: int  # both sides of a chapter are held out together
    seen: tuple[dict[str, float], ...]
    note: tuple[bool, ...]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    only = args.add_mutually_exclusive_group()
    only.add_argument("--held-out", action="store_true", help="the held-out figures only")
    only.add_argument("--trees", action="store_true", help="the trees only")
    args.add_argument("--verbose", action="store_true", help="what went wrong in the held-out figures")
    options = args.parse_args()
    items = read_items()
    rows = [row for n, item in enumerate(items) for row in rows_of(n, *marked(item))]
    stories = list(read_stories(len(items)))
    rows += [row for story in stories for row in rows_of(*story, ())]
    blocks = sum(len(r.note) for r in rows)
    print(f"{len(items)} chapters, {len(stories)} chapters and scenes of story; {blocks} blocks near their sides")
    if not options.trees:
        held_out(items, stories, rows, options.verbose)
    if not options.held_out:
        learned = learn(rows)
        kept = {name: getattr(learned, name).kept() for name in ("alone", "among", "onward")}
        TARGET.write_text(json.dumps(kept, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
        print(f"{sum(len(part['trees']) for part in kept.values())} trees, {TARGET.stat().st_size // 1024} KB")


def read_items() -> list[dict]:
    """The chapters that were written whole; "set" says where each comes from."""
    files = SETS / "open.jsonl", HERE / "training" / "paratext_chapters.jsonl"
    lines = [line for file in files for line in file.read_text("utf-8").splitlines() if line]
    return [{"set": "open", **json.loads(line)} for line in lines]


Story = tuple[int, str, int, int]  # its book by number, and where it stands in which text


def read_stories(first: int) -> Iterator[Story]:
    """Chapters that nothing surrounds, and each of their scenes, from the open books of other benchmarks; the books
    are numbered from `first` on, since one is held out as a whole."""
    files = (f for name in ASKED for f in (SETS.parent / name).rglob("*") if f.suffix in {".txt", ".md"})
    books = sorted({f.parent for f in files if "sealed" not in f.parts and f.parent.name not in SURROUNDED})
    for number, book in enumerate(books, first):
        for chapter in reader.read_manuscript(book).chapters:
            yield number, chapter.text, 0, len(chapter.text)
            if len(chapter.scenes) > 1:
                yield from ((number, chapter.text, s.start, s.end) for s in chapter.scenes)


@contextmanager
def finding(find: Callable[..., list]) -> Iterator[None]:
    """The reader calls `find` instead of `find_paratext`."""
    with patch.object(reader, "find_paratext", find):
        yield


def marked(item: dict) -> tuple[str, int, int, list[tuple[int, int]]]:
    """A chapter as the reader hands it on: its text, where it starts below its heading and ends, and its passages."""
    calls: list[tuple[str, int, int]] = []

    def seen(text: str, start: int, end: int, **_: object) -> list:
        calls.append((text, start, end))
        return []

    with finding(seen):
        measure(item)
    text, start, end = max(calls, key=lambda c: c[2] - c[1])
    # Spaces may have been mended in between: passages are found by what is left without them.
    places = [n for n in range(start, end) if not text[n].isspace()]
    squeezed = "".join(text[n] for n in places)
    spans = []
    for passage in item["paratext"]:
        wanted = "".join(passage.split())
        at = squeezed.find(wanted)
        if at >= 0:
            spans.append((places[at], places[at + len(wanted) - 1] + 1))
    return text, start, end, spans


def rows_of(chapter: int, text: str, start: int, end: int, spans: Sequence[tuple[int, int]]) -> list[Row]:
    found = []
    for side in sides(text, start, end):
        seen, note = [], []
        for n, block in enumerate(side.blocks):
            if block.neutral or block.inside:
                continue
            middle = (block.start + block.end) // 2
            seen.append(side.features(n))
            note.append(any(a <= middle < b for a, b in spans))
            if len(seen) == DEEP:
                break
        found.append(Row(chapter, tuple(seen), tuple(note)))
    return found


def learn(rows: Sequence[Row]) -> evidence.Model:
    """All ensembles; the later ones see odds of the first that were learned without the chapter."""
    right = np.array([note for row in rows for note in row.note])
    names = tuple(sorted({name for row in rows for seen in row.seen for name in seen if not name.startswith("w ")}))
    table = np.array([[seen.get(n, 0.0) for n in names] for row in rows for seen in row.seen], dtype=np.float64)
    fold = np.array([row.chapter % INNER for row in rows for _ in row.note])
    odds = np.zeros(len(right))
    for held in range(INNER):
        kept = fold != held
        grown = grow(ALONE, table[kept], right[kept])
        odds[~kept] = grown.decision_function(table[~kept])
    alone = exported(grow(ALONE, table, right), names)
    beside, further, goes_on, at = [], [], [], 0
    for row in rows:
        near = [max(-7.0, min(7.0, float(o))) for o in odds[at : at + len(row.note)]]
        beside += [evidence.among(seen, near, n) for n, seen in enumerate(row.seen)]
        weighed = [max(-7.0, min(7.0, evidence.weighed(seen))) for seen in row.seen]
        reached = next((n for n, note in enumerate(row.note) if not note), len(row.note) - 1)
        further += [evidence.onward(row.seen, near, weighed, n) for n in range(reached + 1)]
        goes_on += row.note[: reached + 1]
        at += len(row.note)
    among = exported(grow(AMONG, _table(beside), right), _names(beside))
    bag = [grow(ONWARD, _table(further), np.array(goes_on), seed) for seed in range(BAGGED)]
    return evidence.Model(alone, among, mean([exported(m, _names(further)) for m in bag]))


def _names(described: Sequence[Mapping[str, float]]) -> tuple[str, ...]:
    return tuple(sorted({name for seen in described for name in seen}))


def _table(described: Sequence[Mapping[str, float]]) -> np.ndarray:
    names = _names(described)
    return np.array([[seen.get(n, 0.0) for n in names] for seen in described], dtype=np.float64)


def _fold(chapter: int) -> int:
    return random.Random(chapter).randrange(FOLDS)


def grow(shape: dict, table: np.ndarray, right: np.ndarray, seed: int = 0) -> HistGradientBoostingClassifier:
    usual = {"learning_rate": 0.08, "l2_regularization": 3.0, "early_stopping": False, "random_state": seed}
    return HistGradientBoostingClassifier(**usual | shape).fit(table, right)


def mean(ensembles: Sequence[Trees]) -> Trees:
    """One ensemble whose sum is the mean of theirs."""
    count = len(ensembles)
    trees = tuple(
        tuple((f, value / count if f < 0 else value, a, b) for f, value, a, b in tree)
        for ensemble in ensembles
        for tree in ensemble.trees
    )
    return Trees(ensembles[0].names, sum(e.base for e in ensembles) / count, trees)


def exported(model: HistGradientBoostingClassifier, names: tuple[str, ...]) -> Trees:
    grown = []
    for (predictor,) in model._predictors:
        grown.append(
            tuple(
                (-1, float(n["value"]), 0, 0)
                if n["is_leaf"]
                else (int(n["feature_idx"]), float(n["num_threshold"]), int(n["left"]), int(n["right"]))
                for n in predictor.nodes
            )
        )
    return Trees(names, float(np.ravel(model._baseline_prediction)[0]), tuple(grown))


def held_out(items: Sequence[dict], stories: Sequence[Story], rows: Sequence[Row], verbose: bool) -> None:
    false: list[str] = []
    totals: dict[str, Counter[str]] = defaultdict(Counter)
    for held in range(FOLDS):
        learned = learn([r for r in rows if _fold(r.chapter) != held])

        def find(text: str, start: int, end: int, learned: evidence.Model = learned, **_: object) -> list:
            return paratext.find_paratext(text, start, end, learned)

        for book, *place in stories:
            if _fold(book) == held:
                false += [place[0][a:b] for a, b, kind in find(*place) if kind not in {"end mark", "picture"}]
        with finding(find):
            for n, item in enumerate(items):
                if _fold(n) != held:
                    continue
                left, lost = measure(item)
                for name in (item["set"], "all"):
                    totals[name].update(
                        chapters=1,
                        passages=len(item["paratext"]),
                        left=len(left),
                        story=len(item["story"]),
                        lost=len(lost),
                    )
                if verbose:
                    for word, wrong in (("LEFT", left), ("LOST", lost)):
                        for passage in wrong:
                            print(f"{word} {item['set']} {item['id']} | {' / '.join(passage.splitlines())[:160]}")
    words = sum(len(text.split()) for text in false)
    print(f"stories      {len(stories):>4} chapters and scenes: {words} words of {len(false)} lost")
    for name, t in totals.items():
        aside = 1 - t["left"] / max(1, t["passages"])
        print(
            f"{name:<12} {t['chapters']:>4} chapters: {aside:.3f} of {t['passages']} passages set aside;"
            f" {t['lost']} of {t['story']} story paragraphs lost"
        )


if __name__ == "__main__":
    main()
