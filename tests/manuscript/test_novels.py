"""Published novels come out with the chapters that their own headings state.

The texts are not ours to ship; where they are absent these tests are skipped, and the fixtures of test_structure.py stand for
the same patterns.
"""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from companion.manuscript.reader import read_manuscript

DATA = Path(__file__).parents[3] / "shared" / "bench" / "data"

# file, the title that it names itself, chapters, parts, words of story at least, the last chapter's number, a chapter's
# title; counted by hand in the texts
NOVELS = [
    ("pdnc/texts/APassageToIndia.txt", "", 37, 3, 100_000, 37, ""),
    ("pdnc/texts/ARoomWithAView.txt", "", 20, 2, 66_000, 20, "In Santa Croce with No Baedeker"),
    ("pdnc/texts/AlicesAdventuresInWonderland.txt", "", 12, 0, 26_000, 12, "Down the Rabbit-Hole"),
    ("pdnc/texts/DaisyMiller.txt", "", 2, 0, 21_000, 2, ""),
    ("pdnc/texts/Emma.txt", "", 55, 3, 160_000, 19, ""),
    ("pdnc/texts/HowardsEnd.txt", "", 44, 0, 112_000, 44, ""),
    ("pdnc/texts/MansfieldPark.txt", "", 48, 0, 160_000, 48, ""),
    ("pdnc/texts/NightAndDay.txt", "", 34, 0, 170_000, 34, ""),
    ("pdnc/texts/NorthangerAbbey.txt", "", 31, 0, 77_000, 31, ""),
    ("pdnc/texts/Persuasion.txt", "", 24, 0, 83_000, 24, ""),
    ("pdnc/texts/PrideAndPrejudice.txt", "", 61, 2, 122_000, 19, ""),  # volume I has no heading
    ("pdnc/texts/SenseAndSensibility.txt", "", 50, 0, 120_000, 50, ""),
    ("pdnc/texts/WhereAngelsFearToTread.txt", "", 10, 0, 50_000, 10, ""),
    ("pdnc/texts/WinnieThePooh.txt", "", 10, 0, 22_000, 10, "IN WHICH EEYORE LOSES A TAIL AND POOH FINDS ONE"),
    ("novels/great_expectations_pg1400.txt", "Great Expectations", 59, 0, 185_000, 59, ""),
    (
        "novels/sherlock_holmes_pg1661.txt",
        "The Adventures of Sherlock Holmes",
        12,
        0,
        104_000,
        12,
        "THE RED-HEADED LEAGUE",
    ),
    ("novels/treasure_island_pg120.txt", "Treasure Island", 34, 6, 68_000, 34, "The Black Spot"),
    ("import_samples/treasure-island_standardebooks.epub", "Treasure Island", 34, 6, 67_000, 34, "The Black Spot"),
    ("import_samples/pride-and-prejudice_standardebooks.epub", "Pride and Prejudice", 61, 0, 120_000, 61, ""),
]


@pytest.mark.skipif(not DATA.is_dir(), reason="the published novels (../shared/bench/data) are not here")
@pytest.mark.parametrize(
    ("name", "book_title", "chapters", "parts", "words", "last", "title"),
    NOVELS,
    ids=[n[0].split("/")[-1] for n in NOVELS],
)
def test_novel(name: str, book_title: str, chapters: int, parts: int, words: int, last: int, title: str) -> None:
    book = read_manuscript(DATA / name)
    assert len(book.chapters) == chapters
    assert book.chapters[-1].number == last
    assert book.words >= words
    assert not book_title or book.title == book_title
    named = [p for p in dict.fromkeys(c.part for c in book.chapters) if p]
    assert len(named) == parts
    assert not title or title in [c.title for c in book.chapters]
    assert not book.warnings
    numbers = [c.number for c in book.chapters]
    assert all(b in {a + 1, 1} for a, b in pairwise(numbers))
    assert len({c.revision for c in book.chapters}) == chapters
    story = " ".join(c.text[s.start : s.end] for c in book.chapters for s in c.scenes)
    assert "Project Gutenberg" not in story
    assert "Standard Ebooks" not in story
