#!/usr/bin/env python3
"""How time, memory, disk and search grow with the length of a book.

    python benchmarks/growth.py [NOVEL.txt] [--words 50000 200000 600000 2000000 5000000] [--markdown]

Longer books are made of copies of the text (the sample novel when none is given): every copy has people of its own, and
one word in forty is another word of the book, so that no passage stands there twice. Each size runs in a process of
its own, so that the memory shown is that of this size. Nothing else should be running; 600,000 words take about a
minute on two cores, five million ten.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from speed import QUESTIONS, seconds, size, whole_sample, write_chapters

from companion import Companion, Engine
from companion.settings import Settings

SIZES = (50_000, 200_000, 600_000, 2_000_000, 5_000_000)
CHAPTER = 4_500  # words
COLUMNS = (
    ("words", "words", "{:,}"),
    ("passages", "passages", "{:,}"),
    ("first sync", "sync", "{:.1f} s"),
    ("cast", "cast", "{:.1f} s"),
    ("edited", "edited", "{:.2f} s"),
    ("unchanged", "unchanged", "{:.2f} s"),
    ("search", "search", "{:.1f} ms"),
    ("up to the middle", "walled", "{:.1f} ms"),
    ("on disk", "disk", "{:.0f} MB"),
    ("memory", "memory", "{:.0f} MB"),
)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("text", type=Path, nargs="?", help="a novel as one text file")
    args.add_argument("--words", type=int, nargs="+", default=list(SIZES))
    args.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    args.add_argument("--one", type=int, help=argparse.SUPPRESS)  # what the processes for single sizes are started with
    options = args.parse_args()
    if options.one:
        text = options.text.read_text(encoding="utf-8-sig") if options.text else whole_sample()
        print(json.dumps(measure(grown(text, options.one))))
        return
    print(line([title for title, _, _ in COLUMNS], options.markdown))
    if options.markdown:
        print(line(["---"] * len(COLUMNS), True))
    for words in options.words:
        command = [sys.executable, __file__, *([str(options.text)] if options.text else []), "--one", str(words)]
        made = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        row = json.loads(made.stdout.splitlines()[-1])
        print(line([form.format(row[key]) for _, key, form in COLUMNS], options.markdown), flush=True)


def line(cells: list[str], markdown: bool) -> str:
    return "| " + " | ".join(cells) + " |" if markdown else "".join(f"{cell:>17}" for cell in cells)


def grown(text: str, words: int) -> str:
    """A text of about that many words, made of altered copies."""
    parts, count, copy = [], 0, 0
    counts = Counter(re.findall(r"[^\W\d_]+", text))
    names = sorted(w for w in counts if w[0].isupper() and w[1:].islower() and not counts[w.lower()] and counts[w] > 1)
    others = sorted(w for w, n in counts.items() if w.islower() and len(w) > 3 and n > 1)
    while count < words:
        for paragraph in altered(text, names, others, copy).split("\n\n"):
            parts.append(paragraph)
            count += len(paragraph.split())
            if count >= words:
                break
        copy += 1
    return "\n\n".join(parts)


def altered(text: str, names: list[str], others: list[str], copy: int) -> str:
    """The text with the names of that copy, and one word in forty replaced; copy 0 as it stands."""
    if not copy:
        return text
    chance = random.Random(copy)
    ends = [a + b for a in "bdfgklmnprst" for b in ("a", "el", "in", "o", "wyn")]
    called = {name: name + chance.choice(ends) for name in names}

    def other(match: re.Match[str]) -> str:
        word = match.group()
        if word in called:
            return called[word]
        return chance.choice(others) if word.islower() and len(word) > 3 and chance.random() < 1 / 20 else word

    return re.sub(r"[^\W\d_]+", other, text)


def measure(text: str) -> dict[str, float]:
    words = len(text.split())
    with tempfile.TemporaryDirectory() as root:
        folder, home = Path(root, "book"), Path(root, "home")
        names = write_chapters(folder, text, max(2, words // CHAPTER))
        engine = Engine(Settings.load(home=home))
        engine.embedder.count_tokens(["weights are loaded outside the clock"])
        with Companion.open(folder, "none", engine) as book:
            row: dict[str, float] = {"words": words, "sync": seconds(book.sync), "cast": seconds(book.cast)}
            people = [c.name for c in book.cast()[:8]]
            asked = [*QUESTIONS, *(f"What does {name} want?" for name in people), *people]
            book.search(asked[0])
            row["search"] = 1000 * statistics.median(seconds(lambda q=q: book.search(q, 6)) for q in asked)
            middle = len(names) // 2
            book.search(asked[0], until=middle)
            walled = [seconds(lambda q=q: book.search(q, 6, middle)) for q in asked]
            row |= {"walled": 1000 * statistics.median(walled), "passages": len(book._ledger.passages())}
            row |= {"disk": size(home) / 1e6, "unchanged": seconds(book.sync)}
            path = folder / names[middle]
            path.write_text(path.read_text(encoding="utf-8") + "\n\nShe turned the brass key twice.\n", "utf-8")
            row["edited"] = seconds(book.sync)
        return row | {"memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    main()
