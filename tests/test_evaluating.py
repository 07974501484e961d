"""A novel's own regression tests: what counts as right, and what changed since the last run."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from companion.answers.plain import plain_answer
from companion.answers.types import Evidence, Row
from companion.cli import app
from companion.errors import NotInBook, SettingsError
from companion.evaluating import Asked, LastRun, evaluate, kept, read_questions
from companion.library import sample_novel
from tests.support.books import write_book
from tests.support.fake_view import make_chapter

CHAPTER = make_chapter(
    1, "Ruth took the wheel at six. Her eyes were grey. Tom slept in the back of the van until Hull."
)
GREY = CHAPTER.cite_sentence(CHAPTER.text.index("Her eyes"))


def answer(lead: str = "Grey.", status="stated"):
    evidence = Evidence("?", "fact", (GREY,), status, lead=lead, rows=(Row("Chapter 1 · narrator", "", GREY),))
    return plain_answer(evidence, None)


def unstated():
    return plain_answer(Evidence("?", "lookup", (), "unstated", nearest=GREY), None)


def run(asked, given, last=None):
    return evaluate([asked], [CHAPTER], lambda question, until: given, last)


@pytest.mark.parametrize(
    ("asked", "given", "passed", "why"),
    [
        (Asked("1", "Eyes?", ("grey",)), answer(), True, ""),
        (Asked("1", "Eyes?", ("green", "grey")), answer(), True, ""),
        (Asked("1", "Eyes?", ("green",)), answer(), False, "does not say “green”"),
        (Asked("1", "Eyes?", ("grey",)), unstated(), False, "manuscript does not say"),
        (Asked("1", "Eyes?", unstated=True), unstated(), True, ""),
        (Asked("1", "Eyes?", unstated=True), answer(), False, "although"),
        (Asked("1", "Eyes?", (), (("01.md", "Her eyes were grey"),)), answer(), True, ""),
        (Asked("1", "Eyes?", (), (("", "Her eyes were grey"),)), answer(), True, ""),
        (Asked("1", "Eyes?", (), (("02.md", "Her eyes were grey"),)), answer(), False, "first 3 quotes"),
        (Asked("1", "Eyes?", (), (("", "Nobody wrote this"),)), answer(), False, "first 3 quotes"),
        (Asked("1", "Shows?", ("20 shows",)), answer("Twenty shows."), True, ""),
        (Asked("1", "Why?", (), (("", "Nobody wrote this"),), premise=True), unstated(), True, ""),
        (Asked("1", "Why?", (), (("", "Nobody wrote this"),), premise=True), answer(), False, "quotes"),
        (Asked("1", "Eyes?"), answer(), None, ""),
    ],
)
def test_what_counts_as_right(asked, given, passed, why):
    (outcome,) = run(asked, given).outcomes
    assert outcome.passed is passed
    assert why in outcome.why


def test_what_changed_since_the_last_run():
    asked = Asked("1", "Eyes?", ("grey",))
    first = run(asked, answer())
    assert (first.first, first.outcomes[0].change) == (True, "")
    last = kept(first)
    assert run(asked, answer(), last).outcomes[0].change == ""
    worse = run(asked, unstated(), last)
    assert (worse.outcomes[0].change, [o.id for o in worse.worse]) == ("worse", ["1"])
    assert worse.outcomes[0].before.startswith("Grey.")
    assert run(asked, answer(), kept(worse)).outcomes[0].change == "better"
    assert run(asked, answer("Grey, it says."), last).outcomes[0].change == "other words"
    assert run(replace(asked, id="2"), answer(), last).outcomes[0].change == "new"


def test_each_question_is_asked_behind_its_own_wall():
    chapters = [make_chapter(n, f"Ruth drove to place {n}.") for n in (1, 2, 3)]
    name = chapters[2].path.name
    asked = []

    def ask(question, until):
        asked.append((question, until))
        return unstated()

    walls = [Asked("1", "One?", until="2"), Asked("2", "Two?"), Asked("3", "Three?", until=name)]
    evaluate(walls, chapters, ask)
    assert asked == [("One?", 2), ("Two?", None), ("Three?", 3)]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no questions"),
        ("not json", "Line 1"),
        ('{"question": "a?"}\n\n{"answers": ["x"]}', "Line 3"),
        ('["a list"]', "Line 1"),
        ('{"question": "a?", "id": "x"}\n{"question": "b?", "id": "x"}', "again"),
    ],
)
def test_a_file_that_cannot_be_used_says_where(tmp_path, text, says):
    path = tmp_path / "questions.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=says):
        read_questions(path)


def test_a_missing_file_and_a_wall_that_is_none(tmp_path):
    with pytest.raises(SettingsError, match="cannot be read"):
        read_questions(tmp_path / "none.jsonl")
    with pytest.raises(NotInBook, match="no chapter"):
        run(Asked("1", "Eyes?", until="9"), answer())


def test_the_last_run_is_kept_per_book_questions_and_model(tmp_path):
    ran = run(Asked("1", "Eyes?", ("grey",)), answer())
    one = LastRun(tmp_path, "book", tmp_path / "q.jsonl", "none")
    assert one.read() is None
    one.write(ran)
    assert one.read() == kept(ran)
    assert LastRun(tmp_path, "book", tmp_path / "q.jsonl", "auto").read() is None
    one.path.write_text("damaged", encoding="utf-8")
    assert one.read() is None


@pytest.fixture
def command(light_engine):
    return lambda *words: CliRunner().invoke(app, [str(w) for w in words])


def test_the_command_tells_changes_and_exits_with_one_when_something_broke(command, tmp_path):
    book = write_book(tmp_path / "hull")
    questions = tmp_path / "q.jsonl"
    questions.write_text(json.dumps({"question": "Who drives the van?", "answers": ["nobody at all, ever"]}) + "\n")
    first = command("eval", questions, book)
    assert first.exit_code == 0, first.output
    assert "Wrong" in first.output
    assert "0 of 1 right" in first.output
    assert "nothing has changed" in command("eval", questions, book).output
    known = json.loads(command("eval", questions, book, "--json").output)["outcomes"][0]["answer"]
    questions.write_text(
        json.dumps({"question": "Who drives the van?", "answers": [" ".join(known.split()[:3])]}) + "\n"
    )
    assert "Right now" in command("eval", questions, book).output
    questions.write_text(json.dumps({"question": "Who drives the van?", "answers": ["nobody at all, ever"]}) + "\n")
    broken = command("eval", questions, book)
    assert broken.exit_code == 1
    assert "Wrong now, right the last time" in broken.output


def test_the_sample_novels_key_can_be_read():
    key = sample_novel().parent / "keys" / sample_novel().name / "questions.jsonl"
    asked = read_questions(key)
    assert len(asked) == 60
    assert any(q.unstated for q in asked)
    assert all(q.evidence or q.unstated or q.answers for q in asked)


def test_the_sample_novels_key_runs_through_it(command):
    key = sample_novel().parent / "keys" / sample_novel().name / "questions.jsonl"
    first = json.loads(command("eval", key, sample_novel(), "--json").output)
    outcomes = first["outcomes"]
    assert len(outcomes) == 60
    assert all(outcome["passed"] is not None for outcome in outcomes)
    right = sum(outcome["passed"] for outcome in outcomes)
    assert right >= 20  # with an embedder that understands nothing, and without the reader
    assert all(outcome["why"] for outcome in outcomes if not outcome["passed"])
    assert all(outcome["answer"] for outcome in outcomes)
    again = command("eval", key, sample_novel())
    assert again.exit_code == 0
    assert f"{right} of 60 right" in again.output
    assert "nothing has changed" in again.output
