#!/usr/bin/env python3
"""Who says each quotation, end to end, against a key in the manner of PDNC.

    python benchmarks/speakers.py FOLDER [--novel NAME] [--verbose]

FOLDER holds quotes.jsonl (novel, start, end, speaker, type), characters.jsonl (novel, name, aliases) and
texts/NOVEL.txt, into which the offsets point (PDNC: Vishnubhotla, Hammond and Hirst, LREC 2022; neither data nor
texts are in this repository). Every quotation of the key counts: one not seen as speech, or left without a speaker,
is wrong. A speaker of ours is the character of the key with which their names share most aliases. Printed per novel
and type (Explicit: named beside the quotation; Anaphoric: by pronoun or "the old man"; Implicit: by neither), and for
each band of our confidence how often it was right.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from companion.canon.canon import Canon
from companion.canon.observe import observe
from companion.canon.speakers import Quote
from companion.decisions import Decisions
from companion.manuscript.chapter import Chapter
from companion.manuscript.reader import read_manuscript

TYPES = ("Explicit", "Anaphoric", "Implicit")
BANDS = (0.0, 0.35, 0.5, 0.65, 0.85)


@dataclass
class Tally:
    """Right and all, by type of quotation, and by band of confidence."""

    right: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    sure: Counter[float] = field(default_factory=Counter)
    sure_right: Counter[float] = field(default_factory=Counter)
    unseen: int = 0
    nobody: int = 0

    def add(self, other: Tally) -> None:
        for name in ("right", "all", "sure", "sure_right"):
            getattr(self, name).update(getattr(other, name))
        self.unseen += other.unseen
        self.nobody += other.nobody

    def row(self, title: str) -> str:
        shares = [self.right[t] / self.all[t] if self.all[t] else float("nan") for t in ("all", *TYPES)]
        return (
            f"{title:<32}{self.all['all']:7}"
            + "".join(f"{s:11.3f}" for s in shares)
            + f"{self.nobody:9}{self.unseen:9}"
        )


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folder", type=Path)
    args.add_argument("--novel", action="append")
    args.add_argument("--verbose", action="store_true", help="each quotation that is wrong")
    options = args.parse_args()
    quotes, people = rows(options.folder / "quotes.jsonl"), rows(options.folder / "characters.jsonl")
    novels = options.novel or sorted(n for n in quotes if (options.folder / "texts" / f"{n}.txt").is_file())
    print(f"{'':<32}{'quotes':>7}" + "".join(f"{t:>11}" for t in ("all", *TYPES)) + f"{'nobody':>9}{'unseen':>9}")
    total, started = Tally(), time.perf_counter()
    for novel in novels:
        text = (options.folder / "texts" / f"{novel}.txt").read_bytes().decode("utf-8")
        tally = score(read(text), text, quotes[novel], people[novel], verbose=options.verbose)
        print(tally.row(novel), flush=True)
        total.add(tally)
    print(total.row(f"all ({time.perf_counter() - started:.0f} s)"))
    for low, high in zip(BANDS, (*BANDS[1:], 1.0), strict=True):
        share = total.sure_right[low] / total.sure[low] if total.sure[low] else float("nan")
        print(f"confidence {low:.2f} to {high:.2f}: {share:.3f} right of {total.sure[low]}")


def rows(path: Path) -> dict[str, list[dict]]:
    """The lines of a file of JSON lines, by novel."""
    found: dict[str, list[dict]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            found[row["novel"]].append(row)
    return found


def read(text: str) -> Canon:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "novel.txt").write_bytes(text.encode("utf-8"))
        chapters = read_manuscript(Path(folder)).chapters
    return Canon(chapters, [observe(c) for c in chapters], Decisions())


class Letters:
    """The letters and digits of the chapters as read, one after the other, to find again what stands in the source."""

    def __init__(self, chapters: list[Chapter]) -> None:
        self.starts: list[int] = []
        self.chapters = chapters
        self.offsets: list[list[int]] = []
        parts: list[str] = []
        length = 0
        for chapter in chapters:
            at = [n for n, c in enumerate(chapter.text) if c.isalnum()]
            parts.append("".join(chapter.text[n] for n in at).lower())
            self.starts.append(length)
            self.offsets.append(at)
            length += len(at)
        self.text = "".join(parts)

    def find(self, words: str, after: int) -> int:
        """Where the letters of `words` begin, from `after` on, else anywhere; -1 for nowhere."""
        letters = "".join(c for c in words if c.isalnum()).lower()
        found = self.text.find(letters, after, after + 20_000) if letters else -1
        return found if found >= 0 or not letters else self.text.find(letters)

    def place(self, at: int) -> tuple[Chapter, int]:
        n = bisect_right(self.starts, at) - 1
        return self.chapters[n], self.offsets[n][at - self.starts[n]]


def score(canon: Canon, text: str, key: list[dict], people: list[dict], *, verbose: bool) -> Tally:
    letters, tally, after = Letters(list(canon.chapters)), Tally(), 0
    meant = meanings(canon, people, Counter(e["speaker"] for e in key))
    for entry in sorted(key, key=lambda e: e["start"]):
        said = text[entry["start"] : entry["end"]]
        at = letters.find(said, after)
        quote = None
        if at >= 0:
            after = at
            chapter, offset = letters.place(at)
            quote = quote_at(canon.quotes(chapter.position), offset)
        speaker = quote.speaker if quote else ""
        right = bool(speaker) and meant.get(speaker) == entry["speaker"]
        for kind in ("all", entry["type"]):
            tally.all[kind] += 1
            tally.right[kind] += right
        tally.unseen += quote is None
        tally.nobody += quote is not None and not speaker
        if speaker and quote:
            band = BANDS[bisect_right(BANDS, quote.confidence) - 1]
            tally.sure[band] += 1
            tally.sure_right[band] += right
        if verbose and not right:
            ours = f"{speaker} ({quote.how} {quote.confidence:.2f})" if quote else "not seen"
            print(f"    {entry['type']:<10} {entry['speaker']}: {ours} | {' '.join(said.split())[:80]}")
    return tally


def quote_at(quotes: list[Quote], offset: int) -> Quote | None:
    n = bisect_right(quotes, offset, key=lambda q: q.start) - 1
    return quotes[n] if n >= 0 and quotes[n].end > offset else None


def meanings(canon: Canon, people: list[dict], spoken: Counter[str]) -> dict[str, str]:
    """Which character of the key each of our cast is: the one that shares most names, of several who speaks most."""
    known = {p["name"]: {normal(a) for a in (p["name"], *p["aliases"])} for p in people}
    found: dict[str, str] = {}
    for character in canon.cast:
        ours = {normal(n) for n in character.names}
        shared = {
            name: (len(ours & aliases), normal(character.name) in aliases, spoken[name])
            for name, aliases in known.items()
        }
        best = max(shared, key=lambda name: shared[name], default="")
        if best and shared[best][0]:
            found[character.name] = best
    return found


def normal(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold().replace("’", "'").replace("'s", "")))


if __name__ == "__main__":
    main()
