"""The sample novel and its key: every quote is exact and can be found, and the sealed half is a half."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from companion.manuscript import read_manuscript

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
NOVEL = next(p for p in sorted(CORPUS.iterdir()) if p.is_dir() and p.name != "keys")
KEY = CORPUS / "keys" / NOVEL.name
TEXTS = {p.name: p.read_text(encoding="utf-8") for p in NOVEL.iterdir() if p.is_file()}
QUESTION_KINDS = set(
    "lookup narrator alias chapter first_mention last_mention list_or_count state_at who_knows unanswerable "
    "false_premise".split()
)


def lines(name: str) -> list[dict]:
    return [json.loads(line) for line in (KEY / name).read_text(encoding="utf-8").splitlines() if line.strip()]


ERRORS, QUESTIONS = lines("errors.jsonl"), lines("questions.jsonl")
CAST = json.loads((KEY / "cast.json").read_text(encoding="utf-8"))
ORDER = json.loads((KEY / "order.json").read_text(encoding="utf-8"))


def places():
    for error in ERRORS:
        for place in (error["first"], error["second"], *error.get("also", [])):
            yield error["id"], place["file"], place["quote"]
    for question in QUESTIONS:
        for place in question["evidence"]:
            yield question["id"], place["file"], place["quote"]
    for character in CAST["characters"]:
        for fact in character["facts"]:
            yield f"{character['name']}/{fact['attribute']}", fact["file"], fact["quote"]


@pytest.mark.parametrize(("where", "file", "quote"), list(places()))
def test_a_quote_is_exact_and_stands_once(where, file, quote):
    assert TEXTS[file].count(quote) == 1
    assert len(quote.split()) <= 60


def test_the_novel_is_a_novel():
    assert len(TEXTS) >= 16
    assert sum(len(text.split()) for text in TEXTS.values()) >= 28_000


def test_counts_and_sealed_halves():
    planted = [e for e in ERRORS if not e["decoy"]]
    assert Counter(e["scope"] for e in planted) == {"in": 20, "hard": 10}
    assert sum(e["decoy"] for e in ERRORS) == 10
    assert len(QUESTIONS) == 60
    for group in (
        [e for e in planted if e["scope"] == "in"],
        [e for e in planted if e["scope"] == "hard"],
        [e for e in ERRORS if e["decoy"]],
        QUESTIONS,
    ):
        assert sum(x["sealed"] for x in group) * 2 == len(group)


def test_ids_are_unique_and_kinds_known():
    ids = [x["id"] for x in (*ERRORS, *QUESTIONS)]
    assert len(ids) == len(set(ids))
    assert {q["kind"] for q in QUESTIONS} <= QUESTION_KINDS
    assert all(q["answers"] for q in QUESTIONS if q["kind"] != "unanswerable")
    assert all(
        bool(q["evidence"]) == (q["kind"] not in ("unanswerable",)) or q["kind"] == "false_premise" for q in QUESTIONS
    )


def test_every_main_character_has_facts():
    main = [c for c in CAST["characters"] if c["role"] == "main"]
    assert len(main) >= 6
    assert all(len(c["facts"]) >= 6 for c in main)


def test_every_alias_stands_in_the_text():
    everything = "\n".join(TEXTS.values())
    missing = [(c["name"], a) for c in CAST["characters"] for a in c["aliases"] if a not in everything]
    assert not missing


def test_the_reading_order_is_the_keys():
    read = [c.path.name for c in read_manuscript(NOVEL).chapters]
    assert read == [c["file"] for c in ORDER["chapters"]]


@pytest.mark.parametrize("entry", ORDER["chapters"], ids=lambda e: e["file"])
def test_what_is_not_story_is_set_aside_and_no_more(entry):
    chapter = next(c for c in read_manuscript(NOVEL).chapters if c.path.name == entry["file"])
    aside = " ".join(chapter.text[p.start : p.end] for p in chapter.paratext)
    for note in entry["paratext"]:
        assert note["begins"][:40] in aside
        assert note["ends"][-40:] in aside
    assert bool(chapter.paratext) is bool(entry["paratext"])
    for scene in entry["scenes"]:
        at = chapter.text.find(scene["begins"])
        assert at >= 0
        assert chapter.scene_at(at) is not None
