#!/usr/bin/env python3
"""How long a whole novel takes to read and structure, and how much memory at most.

    python benchmarks/reading.py [--words 200000] [--formats epub docx odt ...]

The book is the sample novel again and again under other chapter numbers, written by pandoc; the Word file also in the
manner of Word itself, which cuts sentences into runs with properties of their own. Each format is read in a process of its own;
memory is the peak of all its processes together (that one and pandoc), watched every 5 ms.
"""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import threading
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.manuscript import read_manuscript  # noqa: E402
from tests.manuscript.builders import BUILDERS, Told  # noqa: E402

NOVEL = ROOT / "corpus" / "half-the-door"
CHILD = (
    "import sys, time, json; from pathlib import Path; from companion.manuscript import read_manuscript;"
    " t = time.perf_counter(); book = read_manuscript(Path(sys.argv[1])); read = time.perf_counter() - t;"
    " sentences = sum(len(c.sentences) for c in book.chapters);"
    " print(json.dumps([read, time.perf_counter() - t - read, len(book.chapters), book.words, sentences]))"
)
RUN_STYLE = '<w:rPr><w:rFonts w:ascii="Garamond" w:hAnsi="Garamond" w:cs="Garamond"/><w:sz w:val="24"/><w:szCs w:val="24"/></w:rPr>'


def novel(words: int) -> list[Told]:
    """The sample novel until there are so many words."""
    chapters: list[Told] = []
    told = 0
    original = read_manuscript(NOVEL).chapters
    while told < words:
        for chapter in original:
            paragraphs: list[str | None] = []
            for scene in chapter.scenes:
                text = chapter.text[scene.start : scene.end]
                paragraphs += [*([None] if paragraphs else []), *re.split(r"\n\n+", text)]
            chapters.append(Told(f"Chapter {len(chapters) + 1}: {chapter.title or 'Again'}", tuple(paragraphs)))
            told += chapter.words
    return chapters


def as_word_saves_it(file: Path) -> Path:
    """The same document with its text cut into runs of a few words, each with properties and revision marks."""

    def runs(match: re.Match[str]) -> str:
        words = re.findall(r"\S+\s*|\s+", match[1])
        pieces = ("".join(words[n : n + 4]) for n in range(0, len(words), 4))
        return "".join(
            f'<w:r w:rsidRPr="00A7{n % 97:04}">{RUN_STYLE}<w:t xml:space="preserve">{p}</w:t></w:r>'
            for n, p in enumerate(pieces)
        )

    target = file.with_name("novel by Word.docx")
    with zipfile.ZipFile(file) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "word/document.xml":
                text = data.decode()
                data = re.sub(r'<w:r><w:t xml:space="preserve">([^<]*)</w:t></w:r>', runs, text).encode()
            made.writestr(entry.filename, data)
    return target


def measured(path: Path) -> tuple[list[float], int]:
    """(seconds to read, seconds for sentences, chapters, words, sentences) and the peak of memory in bytes."""
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, cwd=ROOT)
    peak = [0]
    done = threading.Event()

    def watch() -> None:
        while not done.wait(0.005):
            peak[0] = max(peak[0], memory(child.pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, _ = child.communicate()
    done.set()
    watcher.join()
    return json.loads(out), peak[0]


def memory(pid: int) -> int:
    """Bytes that a process and its children hold (Linux; 0 elsewhere)."""
    total = 0
    try:
        total += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += sum(memory(int(c)) for c in (task / "children").read_text().split())
    except (OSError, ValueError, IndexError):
        pass  # it ended while we looked
    return total


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--words", type=int, default=200_000)
    args.add_argument("--formats", nargs="*", default=["epub", "docx", "odt", "rtf", "doc", "html", "md", "scriv"])
    options = args.parse_args()
    chapters = novel(options.words)
    print(f"{'format':<20}{'MB':>6}{'read':>8}{'sentences':>11}{'memory':>10}{'chapters':>10}{'words':>10}")
    with tempfile.TemporaryDirectory() as scratch:
        for name in options.formats:
            folder = Path(scratch, name)
            folder.mkdir()
            files = [BUILDERS[name](chapters, folder)]
            if name == "docx":
                files.append(as_word_saves_it(files[0]))
            for file in files:
                (read, split, count, words, _), peak = measured(file)
                size = sum(p.stat().st_size for p in [file, *file.rglob("*")] if p.is_file()) / 2**20
                shown = name if file == files[0] else "docx as Word saves"
                print(
                    f"{shown:<20}{size:>6.1f}{read:>7.1f}s{split:>10.1f}s{peak / 2**20:>7.0f} MB{count:>10}{words:>10,}"
                )


if __name__ == "__main__":
    main()
