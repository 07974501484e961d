#!/usr/bin/env python3
"""Learn `companion/index/reading.npz` from FairytaleQA's train questions and from novels, and say how val fares.

    python benchmarks/train_reading.py FOLDER                   # holds stories.jsonl and questions.jsonl
    python benchmarks/train_reading.py FOLDER --novels NOVELS   # goes on from the file there is
    python benchmarks/train_reading.py FOLDER --dry             # writes nothing, only says what it would reach

Each train question is shown with one stretch of its story that answers it and seven that do not (those that share most
words with it, others at random, some of other stories), and now and then with none that does. What is learned: which
sentence answers, and where in it the answer begins and ends. Val questions are asked of every sentence of their story.
Two minutes on a graphics card; hours on two cores.

`NOVELS` holds novels and questions as for train_ranking.py. A novel's question says only which sentences answer; some
of the tales' questions stand in every batch, so that the words of an answer are not unlearned meanwhile. An hour for
3,000 questions on two cores.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from reading_net import DEVICE, FURTHER, ROW, Net, Parts, Recipe, Text, scores, text, train
from reading_novels import Novels
from tokenizers import Tokenizer

from companion.answers.words import STOP, stem
from companion.index import reading
from companion.index.embedder import bundled_weights
from companion.manuscript.sentences import split_sentences

WRONG = 7  # stretches that do not answer, beside the one that does
SIZES = (40, 70, 100, 140)  # tokens of a stretch
BESIDE, WRONG_BESIDE, SHARE = 5, 2, 0.5  # of the tales beside novels: questions, wrong stretches each, weight
NONE = 0.12  # share of questions shown without an answer
HARD, OWN = 0.55, 0.9  # of the wrong ones: like the question in words; of the same story (the rest: of others)
ASKED = 100  # tokens of a stretch when val is asked
OPENS = re.compile(
    r"^(?:because|since|to|in|on|at|that|by|with|for|of|the|a|an|he|she|they|it|his|her|their|was|were|is|had|did|from|so)\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Story:
    """A story by sentences."""

    texts: tuple[str, ...]
    sections: tuple[int, ...]  # the section of each
    stems: tuple[frozenset[str], ...]
    ids: tuple[list[int], ...]
    offsets: tuple[list[tuple[int, int]], ...]


@dataclass(frozen=True)
class Asked:
    """A question with where its answer stands."""

    story: str
    ids: list[int]
    gold: tuple[int, ...]  # sentences of the sections it was asked about
    right: int  # the sentence that answers
    span: tuple[int, int] | None  # tokens of that sentence
    hard: tuple[int, ...]  # sentences of the story that share most words with it, gold ones left out


class Tales:
    """Stories and questions, prepared."""

    def __init__(self, folder: Path, first: int | None) -> None:
        self.tokenizer = Tokenizer.from_file(str(bundled_weights() / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        told = [json.loads(line) for line in (folder / "stories.jsonl").read_text(encoding="utf-8").splitlines()]
        self.split = {s["story_id"]: s["split"] for s in told}
        if first:
            kept = [s for split in ("train", "val") for s in [t for t in told if t["split"] == split][:first]]
            told = kept
        self.stories = {s["story_id"]: self._story(s["sections"]) for s in told}
        held = Counter(root for story in self.stories.values() for stems in story.stems for root in stems)
        total = sum(len(story.stems) for story in self.stories.values())
        self._rarity = {root: math.log(1 + total / (1 + n)) for root, n in held.items()}
        self.asked: dict[str, list[Asked]] = {"train": [], "val": []}
        for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
            q = json.loads(line)
            if q["story_id"] in self.stories and (one := self._asked(q)) is not None:
                self.asked[q["split"]].append(one)

    def _story(self, sections: Sequence[str]) -> Story:
        texts, numbers = [], []
        for number, section in enumerate(" ".join(s.split()) for s in sections):
            for a, b in split_sentences(section, 0, len(section)):
                if section[a:b].strip():
                    texts.append(section[a:b].strip())
                    numbers.append(number)
        found = self.tokenizer.encode_batch(texts, add_special_tokens=False)
        return Story(
            tuple(texts),
            tuple(numbers),
            tuple(_stems(t) for t in texts),
            tuple(f.ids[:120] for f in found),
            tuple(f.offsets[:120] for f in found),
        )

    def _worth(self, stems: frozenset[str]) -> float:
        return sum(self._rarity.get(root, 0.0) for root in stems)

    def _asked(self, q: dict) -> Asked | None:
        story, wanted = self.stories[q["story_id"]], _stems(q["question"])
        gold = [n for n, section in enumerate(story.sections) if section in q["sections"]]
        if not gold:
            return None
        shared = [self._worth(wanted & stems) for stems in story.stems]
        best: tuple[float, int, tuple[int, int]] | None = None
        for answer in q["answers"]:
            for step, form in enumerate(_forms(answer)):
                pattern = re.compile(r"(?<!\w)" + r"\W+".join(map(re.escape, form.split())) + r"(?!\w)", re.IGNORECASE)
                for n in gold:
                    for match in pattern.finditer(story.texts[n]):
                        beside = max(shared[max(0, n - 1) : n + 2])
                        worth = len(form) / (1 + 0.3 * step) + shared[n] + 0.5 * beside
                        inside = [
                            k for k, (a, b) in enumerate(story.offsets[n]) if b > match.start() and a < match.end()
                        ]
                        if inside and (best is None or worth > best[0]):
                            best = (worth, n, (inside[0], inside[-1]))
        if best is None:  # told in other words: the sentence that shares most with answer and question
            said = frozenset().union(*(_stems(a) for a in q["answers"]))
            right = max(gold, key=lambda n: self._worth(said & story.stems[n]) + 0.3 * shared[n])
        else:
            right = best[1]
        hard = sorted((n for n in range(len(shared)) if n not in gold), key=lambda n: -shared[n])[:12]
        ids = self.tokenizer.encode(q["question"], add_special_tokens=False).ids[: reading.QUESTION_TOKENS]
        return Asked(q["story_id"], ids, tuple(gold), right, best[2] if best else None, tuple(hard))

    def batches(self, rng: random.Random, size: int, wrong: int = WRONG) -> Iterator[list[Text]]:
        """One pass over the questions."""
        some = list(self.asked["train"])
        rng.shuffle(some)
        for at in range(0, len(some) - size + 1, size):
            yield [t for n, one in enumerate(some[at : at + size]) for t in self._shown(one, n, rng, wrong)]

    def _shown(self, one: Asked, number: int, rng: random.Random, wrong: int) -> Iterator[Text]:
        story, gold = self.stories[one.story], set(one.gold)
        if rng.random() >= NONE:
            numbers = _stretch(story.ids, one.right, rng)
            before = sum(len(story.ids[n]) for n in numbers if n < one.right) + len(one.ids) + 2
            span = (before + one.span[0], before + one.span[1]) if one.span else (-1, -1)
            yield text(one.ids, story.ids, numbers, question=number, right=frozenset({one.right}), span=span)
        hard, left = list(one.hard), wrong
        rng.shuffle(hard)
        names = [name for name in self.stories if self.split[name] == "train"]
        for _ in range(60):
            draw = rng.random()
            other = self.stories[rng.choice(names)] if draw > OWN else story
            at = hard.pop() if draw < HARD and hard else rng.randrange(len(other.ids))
            numbers = _stretch(other.ids, at, rng)
            if other is story and gold & {*numbers}:
                if at in gold:
                    continue
                numbers = range(at, at + 1)
            yield text(one.ids, other.ids, numbers, question=number, right=frozenset(), span=(0, 0))
            left -= 1
            if not left:
                return


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(w) for w in re.findall(r"[\w'’]+", words) if w.casefold() not in STOP)


def _forms(answer: str) -> Iterator[str]:
    """The answer, then without its first small words one by one."""
    form = answer.strip().strip(" .!?,\"'")
    while len(form) > 1:
        yield form
        match = OPENS.match(form)
        if match is None:
            return
        form = form[match.end() :]


def _stretch(ids: Sequence[list[int]], at: int, rng: random.Random) -> range:
    """Sentences round one, which stands anywhere among them."""
    budget, first, last, size = rng.choice(SIZES), at, at, len(ids[at])
    while True:
        steps = [n for n in (first - 1, last + 1) if 0 <= n < len(ids) and size + len(ids[n]) <= budget]
        if not steps:
            return range(first, last + 1)
        step = rng.choice(steps)
        size += len(ids[step])
        first, last = min(first, step), max(last, step)


def report(net: Net, tales: Tales) -> None:
    """How often the first sentence, one of the first three, is the right one, or of the right section."""
    places: dict[str, list[int]] = {"sentence": [], "section": []}
    for one in tales.asked["val"]:
        story = tales.stories[one.story]
        runs, size = [[0]], len(story.ids[0])
        for n in range(1, len(story.ids)):
            size += len(story.ids[n])
            if size > ASKED:
                runs.append([])
                size = len(story.ids[n])
            runs[-1].append(n)
        texts = [text(one.ids, story.ids, run, question=0, right=frozenset(), span=(0, 0)) for run in runs]
        with torch.no_grad():
            _, _, sentences, worth = scores(net, texts)
        found = dict(zip((sentences % ROW).tolist(), worth.tolist(), strict=True))
        ranked = sorted(found, key=lambda n: -found[n])
        places["sentence"].append(ranked.index(one.right))
        places["section"].append(next(k for k, n in enumerate(ranked) if n in one.gold))
    for name, ranks in places.items():
        print(f"{name:<10}" + "  ".join(f"hit@{k} {np.mean(np.array(ranks) < k):.3f}" for k in (1, 3)), flush=True)


def together(tales: Tales, novels: Novels, size: int, rng: random.Random) -> Iterator[Parts]:
    """One pass over the novels' questions, with some of the tales in every batch."""
    some: Iterator[list[Text]] = iter(())
    for texts in novels.batches(rng, size):
        told = next(some, None)
        if told is None:
            some = tales.batches(rng, BESIDE, WRONG_BESIDE)
            told = next(some)
        yield [(1.0, texts), (SHARE, told)]


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path)
    args.add_argument("--novels", type=Path, help="a folder of novels with questions")
    args.add_argument("--dry", action="store_true", help="write nothing")
    args.add_argument("--stories", type=int, help="only the first so many stories of each split, to try it out")
    options = args.parse_args()
    torch.manual_seed(0)
    file = Path(reading.__file__).with_name(reading.WEIGHTS_FILE)
    recipe, tales = FURTHER if options.novels else Recipe(), Tales(options.folder, options.stories)
    net = Net(bundled_weights(), recipe.rank)
    novels = Novels(options.novels, tales.tokenizer) if options.novels else None
    if novels:
        net.read(file)
    net = net.to(DEVICE)
    count = len(novels.asked if novels else tales.asked["train"])
    size = min(recipe.questions, count)

    def shown(rng: random.Random) -> Iterator[Parts]:
        if novels:
            return together(tales, novels, size, rng)
        return ([(1.0, texts)] for texts in tales.batches(rng, size))

    train(net, shown, recipe, count // size, lambda line: print(line, flush=True))
    report(net, tales)
    if not options.dry:
        net.write(file)


if __name__ == "__main__":
    main()
