#!/usr/bin/env python3
"""What is not story, set aside: chapter tops and ends written in many manners, read as files.

    python benchmarks/paratext.py [open|sealed|sealed2|books|sealed-books] [--verbose]

Each item of `sets/paratext/<half>.jsonl` is one chapter file; each folder of `sets/paratext/books` is a small
manuscript of five, with what comes again around each chapter. `paratext` lists the passages that surround the story,
`story` paragraphs that must stay. A passage counts as set aside when nothing of it is left in any scene, a story
paragraph as lost when any of its words is. Nobody tunes to what is sealed, and --verbose shows the open ones only.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from companion.manuscript.chapter import Chapter
from companion.manuscript.reader import read_manuscript

SETS = Path(__file__).resolve().parent / "sets" / "paratext"
WORD = re.compile(r"\w+")


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    halves = ("open", "sealed", "sealed2", "books", "sealed-books")
    args.add_argument("half", nargs="?", default="open", choices=halves)
    args.add_argument("--verbose", action="store_true", help="each passage of an open half that went wrong")
    options = args.parse_args()
    totals: Counter[str] = Counter()
    measured = list(_books(options.half) if "books" in options.half else _chapters(options.half))
    for name, item, left, lost in measured:
        totals["passages"] += len(item["paratext"])
        totals["left"] += len(left)
        totals["story"] += len(item["story"])
        totals["lost"] += len(lost)
        totals["words"] += sum(len(WORD.findall(p)) for p in item["paratext"])
        totals["words left"] += sum(left.values())
        if options.verbose and "sealed" not in options.half:
            for passage in left:
                print(f"LEFT  {name}: {' '.join(passage.split())[:150]}")
            for paragraph in lost:
                print(f"LOST  {name}: {' '.join(paragraph.split())[:150]}")
    aside = 1 - totals["left"] / totals["passages"]
    print(f"{options.half}: {len(measured)} chapters")
    print(f"passages set aside      {aside:6.3f}   ({totals['passages'] - totals['left']} of {totals['passages']})")
    print(f"their words set aside   {1 - totals['words left'] / totals['words']:6.3f}")
    print(f"story paragraphs lost   {totals['lost']:6d}   of {totals['story']}")


Measured = tuple[str, dict, dict[str, int], list[str]]  # its name, the item, and what `compare` found


def _chapters(half: str) -> Iterable[Measured]:
    for line in (SETS / f"{half}.jsonl").read_text("utf-8").splitlines():
        if line:
            item = json.loads(line)
            yield item["id"], item, *measure(item)


def _books(half: str) -> Iterable[Measured]:
    for folder in sorted((SETS / "books" / ("sealed" if half.startswith("sealed") else "open")).iterdir()):
        yield from measure_book(folder)


def measure(item: dict) -> tuple[dict[str, int], list[str]]:
    """The passages with words left in a scene (and how many), and the story paragraphs with words lost."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "01.txt"
        path.write_text(item["text"], encoding="utf-8")
        manuscript = read_manuscript(path)
    return compare(item, manuscript.chapters)


def measure_book(folder: Path) -> list[Measured]:
    """The same for each chapter of a manuscript that is read as a whole."""
    chapters = read_manuscript(folder).chapters
    key = json.loads((folder / "key.json").read_text("utf-8"))
    found = []
    for file, item in key.items():
        told = [c for c in chapters if c.path.name == file]
        found.append((f"{folder.name}/{file}", item, *compare(item, told)))
    return found


def compare(item: dict, chapters: Iterable[Chapter]) -> tuple[dict[str, int], list[str]]:
    """What of the item's passages is left in the scenes of its chapters, and what of its story is not there."""
    chapters = list(chapters)
    shown = [c.text[s.start : s.end] for c in chapters for s in c.scenes]
    shown += [s.heading for c in chapters for s in c.scenes if s.heading]  # a date line is kept there
    for chapter in chapters:
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
