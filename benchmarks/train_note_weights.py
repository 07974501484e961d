#!/usr/bin/env python3
"""Learn the weights by which paragraphs at the top and the end of chapters are told from story.

    python benchmarks/train_note_weights.py

Chapters are put together at random from `training/paratext_stories.txt` and `training/paratext_notes.txt`: an excerpt
of a story, with none, one or two notes in front of it and behind it, some of them parted from it by an ornament. Every
block near either side is described as `companion.manuscript.edges` describes it, and a logistic regression learns
which are notes. `train_paratext.py` measures what comes of it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.feature_extraction import DictVectorizer

from companion.manuscript import note_words, paratext
from companion.manuscript import notes as evidence
from companion.manuscript.edges import Block, Side, sides

HERE = Path(__file__).resolve().parent
TARGET = Path(paratext.__file__).with_name("note_weights.json")
RARE = 4  # a word is a feature when so many passages (notes or stories) have it
PENALTY = 0.0003  # on the squares of the weights
WORD_SCALE = 1.5  # how freely single words may be weighed, beside the general features
STORY = 4.0  # what a story block mistaken for a note costs, a note mistaken for story being 1
ORNAMENTS = ("***", "---", "~", "* * *", "#", "~*~", "_____", "•••", "-x-")


# Features that may only speak for a note, and those that may only speak for the story.
TOWARDS_NOTE = frozenset(
    [
        *(
            f"{n}{s}"
            for n in (
                "readers",
                "asked",
                "work",
                "site",
                "fandom",
                "thanks",
                "sorry",
                "hopes",
                "legal",
                "warned",
                "credits",
                "furniture",
                "chatter",
            )
            for s in ("", " share")
        ),
        "emoji",
        "smiley",
        "!",
        "!!",
        "small letters",
        "small i",
        "address",
        "handle",
        "date",
        "counted",
        "separators",
        "labels",
        "bracketed",
        "plural you",
        "this one",
        "parted",
        "sure",
        "half sure",
        "I where nobody says I",
        "you where nobody is addressed",
        "present in a past story",
        "told to do",
        "about the work",
        "about the writing",
        "asked a question",
        "soon",
        "strangers",
        "new words",
        "outermost",
        "shorthand",
        "by the way",
        "tail of kisses",
        "numbered",
        "in a list",
        "kinds of cues",
        "many kinds of cues",
        "cues for its length",
    ]
)
CLASSED = frozenset().union(*(c for name, c in evidence.CLASSES.items() if name not in {"narrated", "days", "perfect"}))
TOWARDS_STORY = frozenset(
    [
        "opens quoted",
        "speech",
        "narrated",
        "narrated share",
        "third",
        "letter",
        "somebody's line",
        "words of the body",
        "people of the body",
        "deep",
        "told as the body",
        "past",
        "I and little else",
        "a storyteller's I",
    ]
)


BESIDE = frozenset(
    [
        "shared with the next",
        "told of",
        "below a colon",
        "ornament outside",
        "ornament inside",
        "blocks",
        "heading",
        "tagged",
        "opens",
        "ended",
        "spoken",
        "exchanged",
        "in story",
        "mail head",
        "below a heading",
    ]
)


@dataclass(frozen=True)
class Story:
    people: tuple[str, ...]
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Note:
    text: str
    where: str  # "^" at the top, "$" at the end, "" at either


@dataclass(frozen=True)
class Composed:
    """One chapter, and which stretches of its text are notes."""

    text: str
    notes: tuple[tuple[int, int], ...]

    def is_note(self, start: int, end: int) -> bool:
        return any(a <= start and end <= b for a, b in self.notes)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--chapters", type=int, default=1800, help="how many to put together")
    args.add_argument("--seed", type=int, default=1, help="of the chapters that are put together")
    options = args.parse_args()
    stories, notes = read_stories(), read_notes()
    print(f"{len(stories)} stories of {sum(len(s.paragraphs) for s in stories)} paragraphs, {len(notes)} notes")
    learned = learn(compose(stories, notes, options.chapters, options.seed), common(stories, notes))
    TARGET.write_text(json.dumps(learned, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(learned)} weights")


def read_stories() -> list[Story]:
    found = []
    for piece in (HERE / "training" / "paratext_stories.txt").read_text("utf-8").split("\n==\n")[1:]:
        head, _, told = piece.strip().partition("\n")
        people, _, title = head.partition(" | ")
        found.append(Story(tuple(people.split(", ")), title, tuple(told.split("\n\n"))))
    return found


def read_notes() -> list[Note]:
    found = []
    for piece in (HERE / "training" / "paratext_notes.txt").read_text("utf-8").split("\n==\n")[1:]:
        text = piece.strip()
        where = text[0] if text[0] in "^$" and text[1] == " " else ""
        found.append(Note(text[2:] if where else text, where))
    return found


def compose(stories: Sequence[Story], notes: Sequence[Note], count: int, seed: int) -> list[Composed]:
    """`count` chapters; every note and every paragraph of story comes near a side equally often."""
    dice = random.Random(seed)
    tops = [n for n in notes if n.where != "$"]
    ends = [n for n in notes if n.where != "^"]
    return [_composed(dice, stories[n % len(stories)], tops, ends) for n in range(count)]


def _composed(dice: random.Random, story: Story, tops: Sequence[Note], ends: Sequence[Note]) -> Composed:
    size = len(story.paragraphs)
    first = dice.choice([0, 0, dice.randrange(max(1, size - 4))])
    last = dice.choice([size, size, dice.randint(min(size, first + 4), size)])
    told = list(story.paragraphs[first:last])
    if len(told) > 6 and dice.random() < 0.15:
        told.insert(dice.randrange(2, len(told) - 1), dice.choice(ORNAMENTS))
    front = dice.sample(tops, dice.choice([0, 0, 1, 1, 1, 2])) if tops else []
    back = dice.sample(ends, dice.choice([0, 0, 1, 1, 1, 2])) if ends else []
    pieces: list[tuple[str, bool]] = [(_filled(dice, n.text, story), True) for n in front]
    if front and dice.random() < 0.3:
        pieces.append((dice.choice(ORNAMENTS), False))
    pieces += [(p, False) for p in told]
    if back and dice.random() < 0.3:
        pieces.append((dice.choice(ORNAMENTS), False))
    pieces += [(_filled(dice, n.text, story), True) for n in back]
    text, spans = "", []
    for piece, note in pieces:
        start = len(text)
        text += piece + "\n\n"
        if note:
            spans.append((start, start + len(piece)))
    return Composed(text, tuple(spans))


def _filled(dice: random.Random, text: str, story: Story) -> str:
    a, b = dice.sample(story.people, 2) if len(story.people) > 1 else (story.people[0], "the others")
    return text.replace("{A}", a).replace("{B}", b).replace("{T}", story.title)


def common(stories: Sequence[Story], notes: Sequence[Note]) -> frozenset[str]:
    """The words that so many passages have that a weight of their own may be learned."""
    seen: Counter[str] = Counter()
    for text in [*(n.text for n in notes), *(p for s in stories for p in s.paragraphs)]:
        seen.update({t.replace("’", "'").casefold() for t in evidence.TOKEN.findall(text)})
    people = {p.casefold() for s in stories for name in s.people for p in name.split()}
    return frozenset(w for w, n in seen.items() if n >= RARE and w not in people and w not in note_words.STOP)


def learn(chapters: Sequence[Composed], vocabulary: frozenset[str]) -> dict[str, float]:
    """The weights by name of feature; "" is the intercept."""
    rows, right = [], []
    for chapter in chapters:
        for side in sides(chapter.text, 0, len(chapter.text)):
            told = 0
            for block, features in described(side):
                note = chapter.is_note(block.start, block.end)
                told += not note
                if told > 5:
                    break
                rows.append({k: v for k, v in features.items() if _weighed(k, vocabulary)})
                right.append(note)
    return learn_rows(rows, right)


def _weighed(name: str, vocabulary: frozenset[str]) -> bool:
    """Whether the regression uses a feature; what lines look like and what stands beside is left to the trees."""
    if name.startswith("w "):
        return name[2:] in vocabulary
    return not name.startswith("f ") and name not in BESIDE


def learn_rows(rows: Sequence[dict[str, float]], right: Sequence[bool]) -> dict[str, float]:
    vectors = DictVectorizer(sparse=True)
    x, y = vectors.fit_transform(rows), np.array(right)
    names = [str(name) for name in vectors.get_feature_names_out()]
    spread = np.asarray(np.sqrt(x.power(2).mean(axis=0))).ravel()
    scale = np.array(
        [WORD_SCALE if n.startswith("w ") else 1 / max(s, 0.1) for n, s in zip(names, spread, strict=True)]
    )
    bounds = [(0 if n in TOWARDS_NOTE or n[2:] in CLASSED else None, 0 if n in TOWARDS_STORY else None) for n in names]
    coefficients, intercept = fit(x.multiply(scale).tocsr(), y, bounds)
    learned = {"": round(intercept, 3)}
    for name, value in zip(names, coefficients * scale, strict=True):
        if abs(value) >= 0.02:
            learned[name] = round(float(value), 3)
    return learned


def fit(x, y: np.ndarray, bounds: Sequence[tuple[float | None, float | None]]) -> tuple[np.ndarray, float]:
    """Logistic regression with an L2 penalty whose weights keep to `bounds`: what can only tell of a note never speaks
    for the story because of some accident of the examples."""
    sign = np.where(y, 1.0, -1.0)
    weight = np.where(y, 1.0, STORY)
    weight = weight / weight.sum()

    def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
        margin = sign * (x @ theta[:-1] + theta[-1])
        pull = -weight * sign / (1 + np.exp(np.clip(margin, -500, 500)))
        value = weight @ np.logaddexp(0, -margin) + 0.5 * PENALTY * theta[:-1] @ theta[:-1]
        return value, np.append(x.T @ pull + PENALTY * theta[:-1], pull.sum())

    found = minimize(
        loss,
        np.zeros(x.shape[1] + 1),
        jac=True,
        method="L-BFGS-B",
        bounds=[*bounds, (None, None)],
        options={"maxiter": 600},
    )
    return found.x[:-1], float(found.x[-1])


def described(side: Side) -> list[tuple[Block, dict[str, float]]]:
    return [(b, side.features(n)) for n, b in enumerate(side.blocks[:16]) if not b.neutral]


if __name__ == "__main__":
    main()
