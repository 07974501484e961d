"""A study of a small book with replies that were given by hand: what stands on the sheets, what is refused and said."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copyfile

import pytest

from companion import Companion
from companion.answers.facts import find_fact
from companion.answers.question import read_question
from companion.answers.relations import find_relation
from companion.canon.noted import attribute_of, names_a_relative
from companion.engine import Engine
from companion.errors import ModelUnavailable
from companion.noted import NotedFacts
from companion.settings import Settings
from companion.terminal import study_estimate, study_report
from tests.support.embedder import HashEmbedder
from tests.support.model_server import Says, model_server

BOOK = Path(__file__).parent / "chains" / "replies" / "study"
REPLIES = [json.loads(line) for line in (BOOK / "replies.jsonl").read_text(encoding="utf-8").splitlines()]


def by_scene(which: int):
    """Replies to each scene; of two to one scene the first or the last one."""

    def reply(body) -> str:
        prompt = body["messages"][-1]["content"]
        fitting = [r["reply"] for r in REPLIES if r["scene"] in prompt]
        return fitting[0 if which == 0 else -1]

    return reply


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "novel"
    made.mkdir()
    for name in ("01.txt", "02.txt"):
        copyfile(BOOK / name, made / name)
    return made


@pytest.fixture
def opened(tmp_path, folder, monkeypatch):
    """opened(server) -> the book with that server as its model."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")

    def make(server) -> Companion:
        settings = Settings.load(home=tmp_path / "home", model="openai:scripted", base_url=server.base_url)
        book = Companion.open(folder, engine=Engine(settings, embedder=HashEmbedder()), model="openai:scripted")
        book.sync()
        return book

    return make


def noted(book: Companion, name: str, until: int | None = None) -> set[tuple[str, str]]:
    return {(f.attribute, f.value) for f in book.sheet(name, until).facts if f.source}


def test_what_is_read_stands_on_the_sheets_and_what_is_not_is_said(opened):
    with model_server(Says(by_scene(0))) as server, opened(server) as book:
        before = book.study_estimate()
        assert (before.scenes, before.prompts, before.known, before.schema) == (3, 3, 0, True)
        assert not server.requests, "an estimate asks nothing"
        assert "3 scenes in 3 prompts." in study_estimate(before) and "enforce the shape" in study_estimate(before)
        first = book.study()
        assert server.requests[0]["response_format"]["type"] == "json_schema"
        assert (first.read, first.left, first.asked) == (2, 1, 3)
        assert "1 reply could not be read" in first.notes[0]
        refused = {(r.noted.name, r.why) for r in first.rejected}
        assert ("Nina Kovacs", "no sentence says so") in refused
        assert ("Gilda", "nobody of that name is known") in refused
        assert ("Marnie", "the sentence speaks of no relative") in refused
        assert "lost two fingers in 1998 (ch. 1): no sentence says so" in " ".join(study_report(first).split())
        assert ("hobby", "collected knives") in noted(book, "Pekka")
        assert ("possession", "three cats") in noted(book, "Fran"), "a number that is off by one is mended"
        server.script[:] = [Says(by_scene(1))]
        second = book.study()
        assert (second.read, second.left, second.asked) == (3, 0, 1), "only what could not be read is asked again"
        assert ("fear", "scared of boats") in noted(book, "Lily")
        assert not {value for attribute, value in noted(book, "Lily") if attribute == "age"}, (
            "we had read that ourselves"
        )
        assert not noted(book, "Lily", until=1), "the wall"
        assert book.study_estimate().known == 3
        quotes = [f.citation for f in book.sheet("Lily").facts if f.source]
        assert quotes and all(c.chapter.text[c.start : c.end] == c.quote for c in quotes)


def test_an_edited_chapter_forgets_its_own_notes_alone(opened, folder):
    with model_server(Says(by_scene(1))) as server, opened(server) as book:
        book.study()
        text = (folder / "02.txt").read_text(encoding="utf-8")
        (folder / "02.txt").write_text(text.replace("scared of boats", "sick on boats"), encoding="utf-8")
        book.sync()
        assert noted(book, "Pekka") and not noted(book, "Lily")


def test_a_server_that_knows_no_schema_is_asked_for_lines(opened):
    asked = []

    def reply(body) -> str:
        asked.append("response_format" in body)
        return "Pekka Rautio | collects | knives | 31" if "Pekka" in body["messages"][-1]["content"] else "none"

    with model_server(Says(status=400), Says(reply)) as server, opened(server) as book:
        report = book.study()
        assert report.is_complete and asked == [False, False, False]
        assert "one line each" in server.prompts[-1] and "as JSON" in server.prompts[0]
        assert ("collects", "knives") in noted(book, "Pekka")


def test_a_server_that_fails_is_no_server_without_schema(opened):
    with model_server(Says(status=500)) as server, opened(server) as book, pytest.raises(ModelUnavailable):
        book.study()


@pytest.mark.parametrize(
    ("word", "attribute"),
    [
        ("job", ("occupation", "")),
        ("Home", ("residence", "")),
        ("younger brother", ("kin", "brother")),
        ("mum", ("kin", "mother")),
        ("girlfriend", ("kin", "girlfriend")),
        ("hair", ("hair", "")),
        ("shoe size", ("shoe size", "")),
    ],
)
def test_attributes_by_their_usual_names(word, attribute):
    assert attribute_of(word) == attribute


def test_a_relative_needs_a_word_for_one():
    assert names_a_relative("mother", "Her mum's in Leeds.")
    assert not names_a_relative("mother", "It was she who'd found Nina.")
    assert names_a_relative("eyes", "It was she who'd found Nina.")


@pytest.mark.parametrize(
    "sentence", ["Her eyes were not green.", "Were her eyes green?", "She dreamt that her eyes were green."]
)
def test_what_a_sentence_denies_asks_or_dreams_is_not_noted(sentence):
    from companion.canon.noted import noted_facts
    from tests.canon.books import book_of

    canon = book_of(f"Ida Marsh sat down. {sentence} Ida Marsh sang. Ida Marsh left.")
    at = canon.chapters[0].text.index(sentence)
    row = {"name": "Ida Marsh", "attribute": "eyes", "value": "green", "start": at, "end": at + len(sentence)}
    canon.observations[0]["noted"] = [{**row, "by": "narrator", "model": "a model"}]
    assert not noted_facts(canon)


def test_notes_of_a_stretch_replace_those_before(tmp_path):
    kept = NotedFacts(tmp_path / "cache" / "noted.sqlite")
    assert kept.stamp == 0 and kept.of({"r1"}) == {}
    kept.keep("r1", 0, 50, [{"value": "grey"}])
    kept.keep("r1", 0, 50, [{"value": "green"}])
    kept.keep("r2", 0, 50, [{"value": "tall"}])
    assert kept.stamp > 0
    assert kept.of({"r1"}) == {"r1": [{"value": "green"}]}


def test_a_damaged_file_is_started_anew(tmp_path):
    path = tmp_path / "noted.sqlite"
    path.write_bytes(b"no database at all, but long enough to look like one" * 9)
    kept = NotedFacts(path)
    kept.keep("r1", 0, 5, [{"value": "grey"}])
    assert kept.of({"r1"})


def test_parts_of_another_model_replace_all_that_they_touch(tmp_path):
    kept = NotedFacts(tmp_path / "noted.sqlite")
    for start, end, value in ((0, 50, "a"), (50, 90, "b"), (90, 120, "c")):
        kept.keep("r1", start, end, [{"value": value}])
    kept.keep("r2", 0, 90, [{"value": "other"}])
    kept.keep("r1", 0, 70, [{"value": "new"}])
    assert kept.of({"r1"}) == {"r1": [{"value": "new"}, {"value": "c"}]}
    kept.keep("r1", 70, 90, [{"value": "next"}])
    assert [row["value"] for row in kept.of({"r1"})["r1"]] == ["new", "next", "c"], "neighbours do not overlap"
    assert kept.of({"r2"}) == {"r2": [{"value": "other"}]}


def test_no_name_of_a_later_chapter_stands_on_a_sheet_before_it(opened, folder):
    for path in folder.iterdir():
        path.unlink()
    one = "Vesper hated trains. Vesper walked to the hall. Nora Quill was in the papers. Nora Quill smiled."
    (folder / "01.txt").write_text(f"One\n\n{one}\n", encoding="utf-8")
    (folder / "02.txt").write_text("Two\n\nVesper's real name is Nora Quill. Vesper sat down.\n", encoding="utf-8")

    def reply(body) -> str:
        return "Vesper | fear | hated trains | 1" if "hated trains" in body["messages"][-1]["content"] else "none"

    with model_server(Says(reply)) as server, opened(server) as book:
        assert book.study().is_complete
        assert noted(book, "Nora Quill") == {("fear", "hated trains")}
        assert noted(book, "Nora Quill", until=1) == set()
        assert noted(book, "Vesper", until=1) == {("fear", "hated trains")}


def test_what_a_model_noted_is_never_stated(opened, folder):
    for path in folder.iterdir():
        path.unlink()
    one = "Dina sat down. Dina laughed. A green gleam was in the eyes of Dina. Dina sang."
    two = "Dina came in. Dina had blue eyes, and was born in Hull. Tom Reed was a sort of brother to Dina."
    (folder / "01.txt").write_text(f"One\n\n{one}\n", encoding="utf-8")
    (folder / "02.txt").write_text(f"Two\n\n{two} Tom Reed left. Tom Reed slept.\n", encoding="utf-8")

    def reply(body) -> str:
        if "green gleam" in body["messages"][-1]["content"]:
            return "Dina | eyes | green | 3"
        return "Dina | brother | Tom Reed | 3"

    with model_server(Says(reply)) as server, opened(server) as book:
        asked = "What colour are Dina's eyes?"
        before = book.check()
        book.study()
        facts = [f for f in book.sheet("Dina").facts if f.source]
        assert ("eyes", "green") in {(f.attribute, f.value) for f in facts}
        assert ("kin", "brother: Tom Reed") in {(f.attribute, f.value) for f in facts}
        assert not any(f.firm for f in facts)
        view = book.view(1)
        said = find_fact(read_question(asked, view), view)
        assert said is not None and said.status == "partial"
        assert said.lead == "Not said outright; perhaps green"
        whole = book.view()
        kin = find_relation(read_question("Who is Dina's brother?", whole), whole)
        assert kin is None or kin.status != "stated"
        assert book.check() == before, "no contradiction rests on it"
