#!/usr/bin/env python3
"""Learn `companion/index/relevance.npz` from FairytaleQA's train questions and from novels, and say how others fare.

    python benchmarks/train_ranking.py FOLDER                   # holds stories.jsonl and questions.jsonl
    python benchmarks/train_ranking.py FOLDER --novels NOVELS   # goes on from the file there is
    python benchmarks/train_ranking.py FOLDER --dry             # writes nothing, only says what it would reach

All stories are indexed as one book. Each train question is then asked three times, by searching a book of its own story
alone (as in a novel, names tell little there), one of 23 train stories and one of all of them, and each time the model
learns to tell the candidates of a right section from the rest. Val questions are asked of the val stories and of all
stories. Seeds are fixed; ten minutes on two cores.

`NOVELS` holds for each novel NAME.txt, or a folder NAME of chapters, and questions in NAME.jsonl as in sets/questions;
each is asked of the whole novel (up to `"until"`) and of a quarter of its chapters. Here all candidates are kept: the
right ones often look worse than the hardest wrong ones, and a model that sees only both learns to go against its signs.
The novellas HELD_OUT are only asked at the end.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from questions import SETS as NOVELLAS
from questions import places, squash
from ranking_net import FURTHER, Book, Example, Net, Recipe, new, train, written

from companion import Companion, Engine
from companion.index import relevance
from companion.index.index import BESIDE, POOL
from companion.index.ranking import Candidates
from companion.index.signals import neighbours, question_signals, signals
from companion.settings import Settings

BOOKS = 10  # small ones that the train stories are dealt out to
WIDER = 80  # candidates of each search to learn from; those beside the best teach it worse (.61 for .64 of all)
HARDEST = 24  # candidates that a train question keeps
HELD_OUT = ("fiftysix", "lowwater")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path)
    args.add_argument("--dry", action="store_true", help="write nothing")
    args.add_argument("--novels", type=Path, help="a folder of novels with questions")
    args.add_argument("--stories", type=int, help="only the first so many stories of each split, to try it out")
    options = args.parse_args()
    stories, questions = (read(options.folder / name) for name in ("stories.jsonl", "questions.jsonl"))
    if options.stories:
        kept = {split: [s for s in stories if s["split"] == split][: options.stories] for split in ("train", "val")}
        stories = kept["train"] + kept["val"]
    with tempfile.TemporaryDirectory() as root, Library(stories, questions, Path(root)) as library:
        of = {split: [n for n, s in enumerate(stories) if s["split"] == split] for split in ("train", "val")}
        dealt = np.random.default_rng(0).permutation(of["train"])
        books = [[n] for n in of["train"]] + np.array_split(dealt, BOOKS) + [of["train"]]
        learned_from = [e.hardest(HARDEST) for some in books for e in library.ask(some, "train", WIDER, 0)]
        print(f"{len(learned_from)} examples", flush=True)
        recipe, file = Recipe(), Path(relevance.__file__).with_name(relevance.WEIGHTS_FILE)
        net = new(learned_from, recipe)
        if options.novels:
            recipe, net = FURTHER, written(file, FURTHER)
            half = np.random.default_rng(0).permutation(len(learned_from))[: len(learned_from) // 2]
            asked = [e for path in sorted(options.novels.glob("*.jsonl")) for e in ask_novel(path, Path(root))]
            print(f"{len(asked)} from novels", flush=True)
            learned_from = [*(learned_from[n] for n in half), *asked, *asked]
        net = train(net, learned_from, recipe, lambda line: print(f"  {line}", flush=True))
        for pool, some in (("val", of["val"]), ("all", range(len(stories)))):
            report(pool, net, library.ask(some, "val"))
        for name in HELD_OUT if options.novels else ():
            report(name, net, ask_novel(NOVELLAS / f"{name}.jsonl", Path(root), POOL, BESIDE))
        if not options.dry:
            net.write(file)


def ask_novel(
    questions: Path, root: Path, pool: int = WIDER, beside: int = 0, share: float = 0.25
) -> Iterator[Example]:
    """What searching a novel finds for each of its questions that are answered there; with the pool of learning also
    what searching a share of its chapters finds, those that answer among them."""
    chance = random.Random(0)
    folder = questions.with_suffix("")
    if not folder.exists():  # one file of text
        folder = root / questions.stem
        folder.mkdir(exist_ok=True)
        shutil.copy(questions.with_suffix(".txt"), folder)
    engine = Engine(Settings.load(home=root / "home"))
    with Companion.open(folder, "none", engine) as novel:
        novel.sync()
        chapters, book, number = novel.view().chapters, *packed(novel)
        squashed = {c.position: squash(c.text) for c in chapters}
        for q in read(questions):
            spans = [span for passage in q["evidence"] for span in places(passage, squashed)]
            seen = [c for c in chapters if q.get("until") is None or c.position <= q["until"]]
            if not spans:
                continue
            right = {position for position, _, _ in spans}
            some = {c.position for c in chance.sample(seen, min(len(seen), max(2, int(len(seen) * share))))} | right
            for kept in (seen, [c for c in seen if c.position in some]) if pool == WIDER else (seen,):
                position = {c.revision: c.position for c in kept}
                scope = replace(novel._ledger.scope(), revisions=tuple(position), until=0)
                found = novel._index.candidates(q["question"], scope, kept, pool, beside=beside)
                rows = np.array([number[r, a] for r, a, _ in found.places])
                answers = [any(position[r] == p and a < e and s < z for p, s, e in spans) for r, a, z in found.places]
                yield example(found, book, rows, rows, np.array(answers))


def packed(novel: Companion) -> tuple[Book, dict[tuple[str, int], int]]:
    """The token vectors of a book that is indexed, and the row of each passage by (revision, start)."""
    passages = novel._ledger.passages(novel._ledger.scope().revisions)
    name = novel._index._embedder.name
    basis, held = novel._ledger.basis(name), novel._ledger.tokens(name, passages)
    tokens = [np.frombuffer(held[p.key], dtype=np.int8).reshape(-1, basis.shape[1]) for p in passages]
    bounds = np.concatenate([[0], np.cumsum([len(t) for t in tokens])])
    return (
        Book(torch.from_numpy(np.concatenate(tokens)), bounds, torch.from_numpy(basis.copy())),
        {(p.revision, p.start): n for n, p in enumerate(passages)},
    )


def example(found: Candidates, book: Book, rows: np.ndarray, sections: np.ndarray, right: np.ndarray) -> Example:
    """A question's candidates as the net sees them."""
    near = neighbours(found)
    about = question_signals(found)
    return Example(book, signals(found, near), about, found.asked.tokens, found.weights, rows, near, sections, right)


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


class Library:
    """Every story as a chapter of one book, of which parts are searched."""

    def __init__(self, stories: Sequence[dict], questions: Sequence[dict], root: Path) -> None:
        self.stories, self.questions = stories, questions
        folder = root / "book"
        folder.mkdir()
        for n, story in enumerate(stories):
            text = f"# Chapter {n + 1}: {story['title']}\n\n" + "\n\n".join(story["sections"]) + "\n"
            (folder / f"{n:03}.md").write_text(text, encoding="utf-8")
        self._companion = Companion.open(folder, "none", Engine(Settings.load(home=root / "home")))

    def __enter__(self) -> Library:
        book = self._companion
        book.sync()
        self._index, self._scope = book._index, book._ledger.scope()
        self._chapters = book.view().chapters
        self._story = {c.revision: int(c.path.stem) for c in self._chapters}
        passages = book._ledger.passages(self._scope.revisions)
        self.book, self._number = packed(book)
        text = {c.revision: c.text for c in self._chapters}
        self._section = {
            (p.revision, p.start): self._section_of(p.start, p.end, text[p.revision], self._story[p.revision])
            for p in passages
        }
        return self

    def __exit__(self, *exc: object) -> None:
        self._companion.close()

    def _section_of(self, start: int, end: int, text: str, story: int) -> int:
        """The section that a passage overlaps most."""
        spans, at = [], 0
        for section in self.stories[story]["sections"]:
            begin = max(text.find(section[:60], at), at)
            spans.append((begin, begin + len(section)))
            at = begin + 1
        return int(np.argmax([min(end, b) - max(start, a) for a, b in spans]))

    def ask(self, some: Sequence[int], split: str, pool: int = POOL, beside: int = BESIDE) -> Iterator[Example]:
        """What searching a book of some stories finds for the questions about them."""
        kept = {int(n) for n in some}
        scope = replace(
            self._scope, revisions=tuple(r for r in self._scope.revisions if self._story[r] in kept), until=0
        )
        chapters = [c for c in self._chapters if self._story[c.revision] in kept]
        number = {self.stories[n]["story_id"]: n for n in kept}
        for question in self.questions:
            if question["split"] == split and question["story_id"] in number:
                found = self._index.candidates(question["question"], scope, chapters, pool, beside=beside)
                sections = [(self._story[r], self._section[r, a]) for r, a, _ in found.places]
                right = {(number[question["story_id"]], n) for n in question["sections"]}
                yield example(
                    found,
                    self.book,
                    np.array([self._number[r, a] for r, a, _ in found.places]),
                    np.array([story * 1000 + section for story, section in sections]),
                    np.array([s in right for s in sections]),
                )


def report(name: str, net: Net, examples: Iterator[Example]) -> None:
    with torch.no_grad():
        ranks = np.array([e.place(net(e).numpy()) for e in examples])
    hits = "  ".join(f"hit@{k} {np.mean(ranks < k):.3f}" for k in (1, 3, 5, 10))
    print(f"{name:<22}{hits}  MRR@10 {np.mean(np.where(ranks < 10, 1 / (ranks + 1), 0)):.3f}", flush=True)


if __name__ == "__main__":
    main()
