#!/usr/bin/env python3
"""What happens in a chapter: do the sentences that the answer shows tell the events that readers marked?

    python benchmarks/chapters.py [lowwater] [--verbose]

`sets/chapters/NAME.jsonl` has for each chapter of `sets/questions/NAME/` its file, what happens in it and, the most
telling first, the sentences a reader would quote. "What happens in chapter N?" is asked of each.

  told@3        chapters for which one of the first three quotes is such a sentence
  told of all   share of all quotes that are; by chance would be the share of such sentences in the chapter
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path
from statistics import mean

from questions import places, squash

from companion import Companion, Engine
from companion.settings import Settings

SETS = Path(__file__).with_name("sets")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("books", nargs="*", default=sorted(f.stem for f in (SETS / "chapters").glob("*.jsonl")))
    args.add_argument("--verbose", action="store_true", help="print what is told beside what happens")
    options = args.parse_args()
    for name in options.books:
        report(name, options.verbose)


def report(name: str, verbose: bool) -> None:
    first, every, chance = [], [], []
    with (
        tempfile.TemporaryDirectory() as home,
        Companion.open(SETS / "questions" / name, "none", Engine(Settings.load(home=Path(home)))) as book,
    ):
        book.sync()
        chapters = {chapter.path.name: chapter for chapter in book.chapters}
        for line in (SETS / "chapters" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            marked = json.loads(line)
            chapter = chapters[marked["file"]]
            held = {chapter.position: squash(chapter.text)}
            spans = [(start, end) for e in marked["evidence"] for _, start, end in places(e, held)]
            answer = book.ask(f"What happens in chapter {chapter.position}?")
            hits = [c.chapter.position == chapter.position and told(spans, c.start, c.end) for c in answer.citations]
            first.append(any(hits[:3]))
            every += hits
            chance += [told(spans, s.start, s.end) for s in chapter.sentences]
            if verbose:
                print(f"\n{marked['file']}: {marked['happens']}")
                for citation, hit in zip(answer.citations, hits, strict=True):
                    print(f"  {'+' if hit else ' '} {' '.join(citation.quote.split())}")
    print(f"{name}: told@3 {mean(first):.2f}, told of all {mean(every):.3f} (by chance {mean(chance):.3f})")


def told(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch overlaps one of the spans."""
    return any(start < b and a < end for a, b in spans)


if __name__ == "__main__":
    main()
