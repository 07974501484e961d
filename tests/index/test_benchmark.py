"""`benchmarks/retrieval.py` runs on a folder in FairytaleQA's shape and says what it says it says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "benchmarks" / "retrieval.py"

# So that every section is a passage by itself.
ROAD = " The road went on through the afternoon, and the rain went with it, and nobody had anything new to say." * 4

STORIES = [
    {
        "story_id": "bus",
        "title": "The Bus",
        "split": "val",
        "sections": [
            "Ruth painted the bus orange because the label had asked for red. Nobody at the label ever saw it.",
            "In Grimsby the heater died, and Dex slept with the drum case on his feet.",
            "Mara hid the second contract inside the accordion, where only the moths would read it.",
        ],
    },
    {
        "story_id": "ferry",
        "title": "The Ferry",
        "split": "val",
        "sections": [
            "The ferry left without the bassist. He waved a sandwich at it.",
            "On deck the singer counted gulls instead of money, and was happier for it.",
        ],
    },
    {"story_id": "other", "title": "Not Here", "split": "test", "sections": ["A sealed story nobody asks about."]},
]
QUESTIONS = [
    {"story_id": "bus", "split": "val", "question": "Where did Mara hide the second contract?", "sections": [2]},
    {"story_id": "bus", "split": "val", "question": "Why did Ruth paint the bus orange?", "sections": [0]},
    {"story_id": "ferry", "split": "val", "question": "What did the singer count on deck?", "sections": [1]},
    {"story_id": "other", "split": "test", "question": "Who asks about the sealed story?", "sections": [0]},
]


@pytest.fixture
def folder(tmp_path):
    long = [story | {"sections": [section + ROAD for section in story["sections"]]} for story in STORIES]
    for name, rows in (("stories", long), ("questions", QUESTIONS)):
        (tmp_path / f"{name}.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return tmp_path


def run(*words):
    command = [sys.executable, str(SCRIPT), *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_it_prints_a_row_for_every_part(folder):
    said = run(folder)
    assert "2 stories" in said
    assert "3 questions" in said
    rows = dict(re.findall(r"^\| (.+?) \| (\d\.\d{3}) \|", said, re.MULTILINE))
    assert float(rows["**the search**"]) == 1.0, said
    parts = (
        "passage vectors",
        "BM25",
        "late interaction (linear)",
        "phrases",
        "neighbours",
        "the learned ranker (linear)",
    )
    assert {f"without {part}" for part in parts} <= set(rows)
    assert all(0 <= float(share) <= 1 for share in rows.values())


def test_the_search_alone_is_timed(folder):
    said = run(folder, "--search", "--pool", "all", "--limit", "2")
    assert "3 stories" in said
    assert re.search(r"median \d+\.\d ms", said)
