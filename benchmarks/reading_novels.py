"""Novels with questions, as the reader learns from them: the likely stretches, and which sentences of them answer."""

from __future__ import annotations

import json
import random
import shutil
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from questions import places, squash
from reading_net import Text, text
from tokenizers import Tokenizer

from companion import Companion, Engine
from companion.answers.field import Place
from companion.answers.question import Question, read_question
from companion.answers.reading import around
from companion.answers.select import choose, with_meant
from companion.canon.view import View
from companion.index.reading import QUESTION_TOKENS
from companion.manuscript.chapter import Chapter
from companion.settings import Settings

LIKELY = 90  # candidates that are kept of a question, the best ones
WRONG = 4  # stretches that do not answer, beside one or two that do
RIGHT = 2
NEAR = 200  # characters from the evidence within which a sentence is neither right nor wrong
TOKENS = 135  # of a stretch
SENTENCE = 110  # tokens of a sentence
CROPPED = 0.4  # share of stretches of which only one sentence with its neighbours is shown
LED = 0.8  # share of stretches before which their narrator and those named before them stand
BEFORE = 700  # characters in which they are looked for


@dataclass(frozen=True)
class Stretch:
    """A run of sentences of one scene."""

    ids: tuple[list[int], ...]  # of each sentence
    lead: list[int]  # who tells it, and who was named before
    right: frozenset[int]  # those of its sentences, counted from 0, that answer
    unsure: frozenset[int]  # those beside the ones that answer


@dataclass(frozen=True)
class Asked:
    """A question with the stretches that answer it, and those that do not, the likeliest first."""

    ids: list[int]
    right: tuple[Stretch, ...]
    wrong: tuple[Stretch, ...]


class Novels:
    """All questions on the novels of a folder that are answered there (see train_ranking.py for what it holds)."""

    def __init__(self, folder: Path, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.asked: list[Asked] = []
        with tempfile.TemporaryDirectory() as root:
            engine = Engine(Settings.load(home=Path(root) / "home"))
            for questions in sorted(folder.glob("*.jsonl")):
                self.asked += self._novel(questions, Path(root), engine)

    def _novel(self, questions: Path, root: Path, engine: Engine) -> Iterator[Asked]:
        folder = questions.with_suffix("")
        if not folder.exists():  # one file of text
            folder = root / questions.stem
            folder.mkdir(exist_ok=True)
            shutil.copy(questions.with_suffix(".txt"), folder)
        with Companion.open(folder, "none", engine) as novel:
            novel.sync()
            whole = novel.view()
            squashed = {c.position: squash(c.text) for c in whole.chapters}
            for line in questions.read_text(encoding="utf-8").splitlines():
                q = json.loads(line)
                spans = [span for passage in q["evidence"] for span in places(passage, squashed)]
                view = whole if q.get("until") is None else novel.view(q["until"])
                if spans and (asked := self._asked(read_question(q["question"], view), view, spans)).right:
                    yield asked

    def _asked(self, question: Question, view: View, spans: Sequence[tuple[int, int, int]]) -> Asked:
        choices, _ = choose(question, view)
        likely = [choice.place for choice in choices[:LIKELY]]
        chapters = {chapter.position: chapter for chapter in view.chapters}
        told = [
            Place(chapters[p], n)
            for p, start, end in spans
            if p in chapters
            for n, s in enumerate(chapters[p].sentences)
            if s.start < end and start < s.end
        ]
        held: set[tuple[int, int]] = set()
        stretches = []
        for place in (*likely, *told):
            if place.key in held:
                continue
            first, last = around(place)
            held |= {(place.chapter.position, n) for n in range(first, last + 1)}
            stretches.append(self._stretch(place.chapter, first, last, view, spans))
        return Asked(
            self._ids(with_meant(question.text, question))[:QUESTION_TOKENS],
            tuple(s for s in stretches if s.right),
            tuple(s for s in stretches if not s.right and not s.unsure),
        )

    def _stretch(
        self, chapter: Chapter, first: int, last: int, view: View, spans: Sequence[tuple[int, int, int]]
    ) -> Stretch:
        sentences = chapter.sentences[first : last + 1]
        beside = [[a, b] for p, a, b in spans if p == chapter.position]
        right = {n for n, s in enumerate(sentences) for a, b in beside if s.start < b and a < s.end}
        near = {n for n, s in enumerate(sentences) for a, b in beside if s.start - NEAR < b and a - NEAR < s.end}
        ids = tuple(self._ids(chapter.text[s.start : s.end])[:SENTENCE] for s in sentences)
        return Stretch(ids, self._lead(chapter, first, last, view), frozenset(right), frozenset(near - right))

    def _lead(self, chapter: Chapter, first: int, last: int, view: View) -> list[int]:
        sentences, start = chapter.sentences, chapter.sentences[first].start
        named = [
            name
            for a, _, name in view.canon.name_spans(chapter.position)
            if start - BEFORE <= a < sentences[last].end
            and sentences[bisect_right(sentences, a, key=lambda s: s.start) - 1].scene == sentences[first].scene
        ]
        names = list(dict.fromkeys(reversed(named)))[:4]
        teller = view.canon.narrator(chapter.position, start)
        words = (f"I am {teller}. " if teller else "") + (", ".join(names) + ". " if names else "")
        return self._ids(words)[:24] if words else []

    def _ids(self, words: str) -> list[int]:
        return self._tokenizer.encode(" ".join(words.split()), add_special_tokens=False).ids

    def batches(self, rng: random.Random, size: int) -> Iterator[list[Text]]:
        """One pass over the questions."""
        some = list(self.asked)
        rng.shuffle(some)
        for at in range(0, len(some) - size + 1, size):
            yield [t for n, one in enumerate(some[at : at + size]) for t in _shown(one, n, rng)]


def _shown(one: Asked, number: int, rng: random.Random) -> Iterator[Text]:
    right = rng.sample(one.right, min(RIGHT, len(one.right)))
    weights = [1 / (4 + rank) for rank in range(len(one.wrong))]
    wrong: set[int] = set()
    while len(wrong) < min(WRONG, len(one.wrong)):
        wrong.add(rng.choices(range(len(one.wrong)), weights)[0])
    for stretch in (*right, *(one.wrong[n] for n in sorted(wrong))):
        numbers = range(len(stretch.ids))
        if rng.random() < CROPPED:
            at = rng.choice(sorted(stretch.right) or numbers)
            numbers = range(max(0, at - 1), min(len(stretch.ids), at + 2))
        lead = stretch.lead if rng.random() < LED else []
        made = text(
            one.ids, stretch.ids, numbers, question=number, right=stretch.right, span=(-1, -1), unsure=stretch.unsure,
            lead=lead, most=TOKENS,
        )  # fmt: skip
        if max(made.sentences) >= 0:
            yield made
