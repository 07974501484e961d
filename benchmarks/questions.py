#!/usr/bin/env python3
"""How questions about seven books written for this are answered without a language model.

    python benchmarks/questions.py            # all
    python benchmarks/questions.py saltline --misses

`sets/questions/NAME/` holds the chapters, `NAME.jsonl` the questions as people ask them: in other words than the
page's, of people described rather than named ("the boatyard owner"), each with the passages that answer; `"until"` is
the last chapter that counts. Questions without passages are not answered in the book.

  evidence@3       questions for which one of the first three quotes lies within SLACK characters of a passage
  wrongly refused  questions answered in the book of which it says that the manuscript does not say
  refused          questions not answered in the book of which it says so
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from statistics import mean

from companion import Companion, Engine
from companion.answers.types import Answer
from companion.settings import Settings

SETS = Path(__file__).with_name("sets") / "questions"
SLACK = 200  # characters
LONGEST = 60  # words of a quote that counts

Span = tuple[int, int, int]  # chapter position, start, end


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("books", nargs="*", default=sorted(f.stem for f in SETS.glob("*.jsonl")))
    args.add_argument(
        "--misses", action="store_true", help="print each question that is not answered or wrongly refused"
    )
    options = args.parse_args()
    for name in options.books:
        report(name, options.misses)


def report(name: str, misses: bool) -> None:
    """Ask all of one book and print its figures."""
    found: dict[str, list[bool]] = defaultdict(list)
    wrongly, refused, exact = [], [], []
    with (
        tempfile.TemporaryDirectory() as home,
        Companion.open(SETS / name, "none", Engine(Settings.load(home=Path(home)))) as book,
    ):
        book.sync()
        squashed = {chapter.position: squash(chapter.text) for chapter in book.chapters}
        for line in (SETS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            q = json.loads(line)
            answer = book.ask(q["question"], until=q.get("until"))
            exact += [c.chapter.text[c.start : c.end] == c.quote for c in answer.citations]
            if not q["evidence"]:
                refused.append(not answer.established)
                continue
            hit = near(answer, [span for e in q["evidence"] for span in places(e, squashed)])
            found[q["kind"]].append(hit)
            if q["kind"] != "false_premise":
                wrongly.append(not answer.established)
            if misses and not (hit and answer.established):
                print(f"  {q['kind']:<14}{q['question']}\n      {' '.join(answer.text.split())[:200]}")
    every = [hit for hits in found.values() for hit in hits]
    print(f"{name}: evidence@3 {mean(every):.3f} of {len(every)}, wrongly refused {mean(wrongly):.3f}", end="")
    print(f", refused {sum(refused)} of {len(refused)}, quotes exact {mean(exact):.3f}")
    print("  " + ", ".join(f"{kind} {sum(hits)}/{len(hits)}" for kind, hits in sorted(found.items())))


def squash(text: str) -> tuple[str, list[int]]:
    """The text with each run of white space as one space, and the offset of each of its characters."""
    kept: list[str] = []
    offsets: list[int] = []
    for at, character in enumerate(text):
        if not character.isspace():
            kept.append(character)
        elif kept and kept[-1] != " ":
            kept.append(" ")
        else:
            continue
        offsets.append(at)
    return "".join(kept), offsets


def places(passage: str, squashed: Mapping[int, tuple[str, list[int]]]) -> list[Span]:
    """Where a passage stands."""
    wanted = " ".join(passage.split())
    spans = []
    for position, (text, offsets) in squashed.items():
        at = text.find(wanted)
        if at >= 0:
            spans.append((position, offsets[at], offsets[at + len(wanted) - 1] + 1))
    return spans


def near(answer: Answer, spans: list[Span]) -> bool:
    """Whether one of the first three quotes lies at one of the spans."""
    return any(
        cited.chapter.position == position and cited.start - SLACK <= end and start - SLACK <= cited.end
        for cited in answer.citations[:3]
        if len(cited.quote.split()) <= LONGEST
        for position, start, end in spans
    )


if __name__ == "__main__":
    main()
