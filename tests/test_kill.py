"""A sync killed at any moment leaves the last edition whole, and the next sync finishes the work."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from companion.book import Companion
from companion.engine import Engine
from companion.settings import Settings
from tests.support.books import CHAPTERS, write_book
from tests.support.embedder import HashEmbedder

# Imports everything once, then forks a child for each round: starting an interpreter takes longer than a sync.
NURSERY = """
import os, signal, sys, time
from companion.book import Companion
from companion.engine import Engine
from companion.settings import Settings
from tests.support.embedder import HashEmbedder
import chromadb, companion.canon.observe, companion.manuscript.reader
for line in sys.stdin:
    delay, folder = line.rstrip().split(" ", 1)
    child = os.fork()
    if child == 0:
        with Companion.open(folder, engine=Engine(Settings.load(), embedder=HashEmbedder())) as book:
            book.sync()
        os._exit(0)
    time.sleep(float(delay))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    print("killed" if os.WIFSIGNALED(status) else f"exit {os.WEXITSTATUS(status)}", flush=True)
"""


@pytest.mark.slow
def test_killed_at_random_moments(tmp_path, pytestconfig):
    rounds = pytestconfig.getoption("--rounds")
    folder = write_book(tmp_path / "hull")
    engine = Engine(Settings.load(), embedder=HashEmbedder())
    with Companion.open(folder, engine=engine) as book:
        book.sync()
    nursery = subprocess.Popen(
        [sys.executable, "-c", NURSERY],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(Path.cwd()), os.environ["PYTHONPATH"]])},
    )
    chance = random.Random(20)
    longest, killed = 0.4, 0
    try:
        for n in range(rounds):
            grow(folder, n)
            before = state(folder, engine)
            delay = chance.uniform(0, longest)
            outcome = one_round(nursery, folder, delay)
            assert outcome in ("killed", "exit 0")
            # Aim at the time that a sync takes here, whatever the machine.
            longest = longest * 1.1 if outcome == "killed" else max(0.05, delay)
            killed += outcome == "killed"
            after = state(folder, engine)
            whole(folder, engine)
            assert after in (before, expected(folder)), f"round {n}: neither old nor new"
    finally:
        nursery.stdin.close()
        nursery.wait(20)
    assert killed > rounds // 4, f"only {killed} of {rounds} syncs were killed before they ended"
    with Companion.open(folder, engine=engine) as book:
        book.sync()
        assert state(folder, engine) == expected(folder)
        assert book._store.ids() == {p.vector_id for p in book._ledger.passages()}


def grow(folder: Path, n: int) -> None:
    """Edit two chapters and add one now and then, so that every round has work to do."""
    for name in list(CHAPTERS)[:2]:
        path = folder / name
        path.write_text(CHAPTERS[name] + f"\n\nRound {n} began with rain on the roof of the van.\n", encoding="utf-8")
    extra = folder / f"{10 + n % 7:02} - Extra.md"
    if extra.exists():
        extra.unlink()
    else:
        extra.write_text(f"# Chapter {10 + n % 7}\n\nExtra {n}: nobody slept, and the dog ate a pasty.\n", "utf-8")


def one_round(nursery: subprocess.Popen, folder: Path, delay: float) -> str:
    nursery.stdin.write(f"{delay} {folder}\n")
    nursery.stdin.flush()
    return nursery.stdout.readline().strip()


def state(folder: Path, engine: Engine) -> list:
    with Companion.open(folder, engine=engine) as book:
        return [[c.label, c.text] for c in book.chapters]


def expected(folder: Path) -> list:
    from companion.manuscript import read_manuscript

    return [[c.label, c.text] for c in read_manuscript(folder).chapters]


def whole(folder: Path, engine: Engine) -> None:
    """Every chapter of the edition can be searched by meaning and by words, and the word index is consistent."""
    with Companion.open(folder, engine=engine) as book:
        ledger = book._ledger
        ledger.connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        assert ledger.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert ledger.revisions() == {c.revision for c in book.chapters}
        there = book._store.ids()
        assert {p.vector_id for p in ledger.passages(ledger.revisions())} <= there
        for chapter in book.chapters:
            hit = book._index.search(chapter.text[:80], ledger.scope(), book.chapters, 1)[0]
            assert hit.chapter.text[hit.start : hit.end] == hit.text
