#!/usr/bin/env python3
"""What character sheets hold, against keys: recall, precision, look-alikes that got on.

    python benchmarks/facts.py [open|sealed] [--folder FOLDER] [--quiet]

FOLDER holds `open/` (and may hold `sealed/`), each with one folder per miniature novel: chapters 01.txt, 02.txt, ...
and key.jsonl, one fact a line: character (any of their names), attribute, value (words, one of which must be in ours),
chapter and quote. A fact of ours is right when it stands on the sheet of that character, quotes that place, is of that
attribute and shares a word or number with the value; keys are meant to be complete, so all else on the sheets of keyed
characters is wrong. Lines with `"not": true` are look-alikes: lies, dreams, similes, memories and namesakes, which must
not appear. With `open` (the default) what is missed and what is wrong is printed; nothing is indexed.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import defaultdict
from pathlib import Path

from companion.canon.canon import Canon
from companion.canon.observe import observe
from companion.canon.types import Character, Fact
from companion.decisions import Decisions
from companion.manuscript.reader import read_manuscript

SETS = Path(__file__).resolve().parent / "sets" / "facts"
# Attributes that name one thing in two ways: a key's "looks" may be our "mark".
ALIKE = (
    {"looks", "mark", "hair", "height", "beard"},
    {"looks", "health", "injury", "mark"},
    {"marital status", "kin"},
    {"occupation", "plays", "past work"},
    {"residence", "origin"},
    {"age", "next birthday"},
    {"plays", "possession"},
    {"ambition", "wish"},
    {"diet", "habit", "health"},
)
NUMBERS = {
    word: str(n) for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("half", nargs="?", choices=("open", "sealed"), default="open")
    args.add_argument("--folder", type=Path, default=SETS)
    args.add_argument("--quiet", action="store_true", help="figures only")
    options = args.parse_args()
    total = [0, 0, 0, 0, 0, 0]
    print(f"{'':<16}{'facts':>8}{'found':>8}{'shown':>8}{'right':>8}{'recall':>8}{'prec.':>8}{'look-alikes':>14}")
    started = time.perf_counter()
    for book in sorted(p for p in (options.folder / options.half).iterdir() if (p / "key.jsonl").is_file()):
        counts = score(book, verbose=options.half == "open" and not options.quiet)
        print(row(book.name, counts))
        total = [a + b for a, b in zip(total, counts, strict=True)]
    print(row("all", total), f"   {time.perf_counter() - started:.1f} s")


def row(title: str, counts: list[int]) -> str:
    facts, found, shown, right, alike, taken = counts
    return (
        f"{title:<16}{facts:8}{found:8}{shown:8}{right:8}{found / max(1, facts):8.2f}{right / max(1, shown):8.2f}"
        f"{f'{taken} of {alike}':>14}"
    )


def score(book: Path, *, verbose: bool) -> list[int]:
    """Key facts, those found, facts shown, those right, look-alikes, those taken for facts."""
    manuscript = read_manuscript(book)
    canon = Canon(manuscript.chapters, [observe(c) for c in manuscript.chapters], Decisions())
    key = [json.loads(line) for line in (book / "key.jsonl").read_text(encoding="utf-8").splitlines() if line]
    counts = [0, 0, 0, 0, 0, 0]
    asked: dict[str, list[dict]] = defaultdict(list)
    for entry in key:
        who = character(canon, entry["character"])
        asked[who.name if who else f"? {entry['character']}"].append(entry)
    for name, entries in asked.items():
        ours = canon.facts_of(name) if not name.startswith("? ") else []
        for entry in entries:
            hits = [f for f in ours if matches(f, entry)]
            if entry.get("not"):
                counts[4] += 1
                counts[5] += bool(hits)
                if hits and verbose:
                    print(f"    taken   {name}: {entry['attribute']} {entry['value']} | {entry['quote']}")
            else:
                counts[0] += 1
                counts[1] += bool(hits)
                if not hits and verbose:
                    print(f"    missed  {name}: {entry['attribute']} {entry['value']} | {entry['quote']}")
        for fact in ours:
            right = any(matches(fact, e) for e in entries if not e.get("not"))
            counts[2] += 1
            counts[3] += right
            if not right and verbose:
                quote = " ".join(fact.citation.quote.split())[:110]
                print(f"    wrong   {name}: {fact.attribute} = {fact.value} | {quote}")
    return counts


def character(canon: Canon, name: str) -> Character | None:
    return canon.resolve(name) or next((c for c in canon.cast if name in " ".join(c.names).split()), None)


def matches(fact: Fact, entry: dict) -> bool:
    chapter, start = fact.citation.chapter, fact.citation.start
    if chapter.path.stem != entry["chapter"]:
        return False
    at = chapter.text.find(entry["quote"])
    if not (start - 3 <= at + len(entry["quote"]) and at <= fact.citation.end + 3):
        return False
    pair = {fact.attribute, entry["attribute"]}
    if len(pair) > 1 and not any(pair <= group for group in ALIKE):
        return False
    return bool(words(fact.value) & words(entry["value"]))


def words(text: str) -> set[str]:
    return {NUMBERS.get(w, w.removesuffix("s")) for w in re.findall(r"[a-zà-ÿ]+|\d+", text.lower())}


if __name__ == "__main__":
    main()
