#!/usr/bin/env python3
"""What is not story, set aside: chapter tops and ends written in many manners, read as files.

    python benchmarks/paratext.py [open|sealed] [--verbose]

Each item of `sets/paratext/<half>.jsonl` is one chapter file; `paratext` lists the passages that surround the story,
`story` paragraphs that must stay. A passage counts as set aside when nothing of it is left in any scene, a story
paragraph as lost when any of its words is. Nobody tunes to a sealed half, and --verbose shows the open one only.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from pathlib import Path

from companion.manuscript.reader import read_manuscript

SETS = Path(__file__).resolve().parent / "sets" / "paratext"
WORD = re.compile(r"\w+")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("half", nargs="?", default="open", choices=("open", "sealed"))
    args.add_argument("--verbose", action="store_true", help="each passage of the open half that went wrong")
    options = args.parse_args()
    items = [json.loads(line) for line in (SETS / f"{options.half}.jsonl").read_text("utf-8").splitlines() if line]
    totals: Counter[str] = Counter()
    for item in items:
        left, lost = measure(item)
        totals["passages"] += len(item["paratext"])
        totals["left"] += len(left)
        totals["story"] += len(item["story"])
        totals["lost"] += len(lost)
        totals["words"] += sum(len(WORD.findall(p)) for p in item["paratext"])
        totals["words left"] += sum(left.values())
        if options.verbose and options.half == "open":
            for passage in left:
                print(f"LEFT  {item['id']}: {' '.join(passage.split())[:150]}")
            for paragraph in lost:
                print(f"LOST  {item['id']}: {' '.join(paragraph.split())[:150]}")
    aside = 1 - totals["left"] / totals["passages"]
    print(f"{options.half}: {len(items)} chapters")
    print(f"passages set aside      {aside:6.3f}   ({totals['passages'] - totals['left']} of {totals['passages']})")
    print(f"their words set aside   {1 - totals['words left'] / totals['words']:6.3f}")
    print(f"story paragraphs lost   {totals['lost']:6d}   of {totals['story']}")


def measure(item: dict) -> tuple[dict[str, int], list[str]]:
    """The passages with words left in a scene (and how many), and the story paragraphs with words lost."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "01.txt"
        path.write_text(item["text"], encoding="utf-8")
        manuscript = read_manuscript(path)
    shown = [c.text[s.start : s.end] for c in manuscript.chapters for s in c.scenes]
    shown += [s.heading for c in manuscript.chapters for s in c.scenes if s.heading]  # a date line is kept there
    for chapter in manuscript.chapters:
        for part in chapter.paratext:  # pictures and notes inside a scene are left out of its story too
            shown = [text.replace(chapter.text[part.start : part.end], " ") for text in shown]
    story = " \n ".join(" ".join(text.split()) for text in shown)
    left = {}
    for passage in item["paratext"]:
        lines = [" ".join(line.split()) for line in passage.splitlines()]
        words = sum(len(WORD.findall(line)) for line in lines if WORD.search(line) and line in story)
        if words:
            left[passage] = words
    lost = [p for p in item["story"] if " ".join(p.split()) not in story]
    return left, lost


if __name__ == "__main__":
    main()
