"""The command line: one clear line and exit code 2 for bad input, JSON where a result is printed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from companion import __version__
from companion.cli import app
from companion.engine import Engine
from tests.support.books import write_book
from tests.support.model_server import Says, model_server


@pytest.fixture
def folder(tmp_path):
    return write_book(tmp_path / "hull")


@pytest.fixture
def run(light_engine):
    """Run a command inside this process, with an embedder that needs no weights."""

    def call(*words, code=0):
        result = CliRunner().invoke(app, [str(w) for w in words])
        assert result.exit_code == code, (result.output, result.stderr, result.exception)
        return result

    return call


def test_the_version_needs_no_heavy_import():
    code = "import companion.cli, sys; sys.exit(bool({'torch', 'chromadb', 'gradio'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_version(run):
    assert __version__ in run("--version").output


def test_the_module_is_the_command_line():
    def module(*words):
        return subprocess.run([sys.executable, "-m", "companion", *words], capture_output=True, text=True, check=False)

    assert __version__ in module("--version").stdout
    wrong = module("sync", "no such book")
    assert wrong.returncode == 2
    assert wrong.stderr.startswith("companion: ")


@pytest.mark.parametrize(
    "words",
    [
        ("sync",),
        ("report",),
        ("ask", "Who drives?"),
        ("search", "the van"),
        ("mentions", "clause nine"),
        ("cast",),
        ("sheet", "Mara"),
        ("check",),
        ("suggest",),
        ("draft", "Mara tells Ruth about clause nine"),
    ],
)
def test_every_result_comes_as_text_and_as_json(run, folder, words):
    plain = run(*words, folder).output
    assert plain.strip()
    assert json.loads(run(*words, folder, "--json").output) is not None


def test_the_wall_is_a_position(run, folder):
    found = json.loads(run("search", "eyes", folder, "--until", 1, "--json").output)
    assert {hit["chapter"] for hit in found} == {1}


def test_a_search_is_narrowed_to_chapters_and_people(run, folder):
    found = json.loads(run("search", "eyes", folder, "--chapters", "2-3", "-c", "Dex", "--json").output)
    assert {hit["chapter"] for hit in found} == {2, 3}
    assert {
        hit["chapter"] for hit in json.loads(run("search", "eyes", folder, "--chapters", "2", "--json").output)
    } == {2}
    assert "range" in run("search", "eyes", folder, "--chapters", "two", code=2).stderr
    assert "Nobody" in run("search", "eyes", folder, "--character", "Zebedee", code=2).stderr


def test_mentions_are_complete_with_counts(run, folder):
    said = run("mentions", "Clause Nine", folder).output
    assert "3 places" in said
    assert "ch. 1: 2" in said
    found = json.loads(run("mentions", "clause nine", folder, "--until", "1", "--json").output)
    assert found["counts"] == [{"chapter": 1, "count": 2}]
    assert "nowhere" in run("mentions", "zeppelin", folder).output
    assert "no word" in run("mentions", "?!", folder, code=2).stderr


def test_preview_shows_what_would_be_read_and_leaves_no_trace(run, folder, own_home):
    before = sorted(folder.iterdir())
    text = " ".join(run("new", folder).output.split())
    assert "Chapter Two: The Lock-In" in text
    assert "third, past" in text
    assert "3 chapters" in text
    assert "companion sync will take about" in text
    found = json.loads(run("new", folder, "--json").output)
    assert [c["file"] for c in found["chapters"]] == [p.name for p in before]
    assert sorted(folder.iterdir()) == before
    assert list(own_home.iterdir()) == []


def test_a_preview_prints_titles_as_they_are(run, tmp_path):
    write_book(tmp_path, {"1.md": "# One: [bold]Loud[/bold] [/]\n\nThe sea.\n"})
    assert "[bold]Loud[/bold] [/]" in " ".join(run("new", tmp_path).output.split())


def test_the_order_is_shown_changed_and_taken_back(run, folder):
    names = [p.name for p in sorted(folder.iterdir())]
    assert [line.split("  ")[1] for line in run("order", folder).output.splitlines()] == names
    moved = json.loads(run("order", folder, "--move", names[2], "--before", names[0], "--json").output)
    assert moved == [names[2], names[0], names[1]]
    assert "reading order" in run("undo", folder).output
    assert not (folder / "companion.toml").exists()
    run("order", folder, "--set", names[1], "--set", names[0])
    assert json.loads(run("order", folder, "--json").output) == [names[1], names[0], names[2]]
    assert json.loads(run("order", folder, "--reset", "--json").output) == names


def test_files_are_left_out_and_read_again(run, folder):
    assert "No file is left out" in run("ignore", folder).output
    left = json.loads(run("ignore", "01*", "03 - Hull.md", folder, "--json").output)
    assert left == {"ignore": ["01*", "03 - Hull.md"], "files": ["01 - The Van.md", "03 - Hull.md"]}
    assert "1 chapter," in run("sync", folder).output
    assert "Left out: 01*" in run("ignore", "--back", "03 - Hull.md", folder).output


def test_a_wall_beyond_the_book_is_said(run, folder):
    said = run("ask", "Who drives?", folder, "--until", 4, code=2).stderr
    assert "chapters 1 to 3" in said
    assert "without --until" in said


def test_places_are_cited_in_one_way(run, folder):
    for words in (("ask", "What colour are Dex's eyes?"), ("check",), ("search", "the estuary"), ("sheet", "Mara")):
        said = run(*words, folder).output
        assert "ch. " in said
        assert "Chapter Three" not in said


def test_watching_says_what_an_edit_broke_or_mended(folder, own_home):
    code = (
        "from tests.support.embedder import HashEmbedder\nfrom companion.engine import Engine\nimport sys\n"
        "made = Engine.__init__\n"
        "def light(self, settings=None, embedder=None):\n    made(self, settings, embedder or HashEmbedder())\n"
        "Engine.__init__ = light\nfrom companion.cli import app\n"
        f"app(['sync', {str(folder)!r}, '--watch', *sys.argv[1:]])"
    )
    for more, wanted in (((), "Mended: "), (("--json",), '"mended": [{"id"')):
        watching = subprocess.Popen(
            [sys.executable, "-u", "-c", code, *more],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=os.environ,
            cwd=Path(__file__).parent.parent,
        )  # fmt: skip
        hull = folder / "03 - Hull.md"
        text = hull.read_text("utf-8")
        try:
            assert watching.stdout.readline().strip()  # up to date
            hull.write_text(text.replace("green eyes", "grey eyes"), "utf-8")
            line = watching.stdout.readline()
            while line and wanted not in line:
                line = watching.stdout.readline()
            assert "ch. 3" in line.lower()
        finally:
            watching.send_signal(signal.SIGINT)
            assert watching.wait(20) == 0
        hull.write_text(text, "utf-8")


def test_export_writes_once(run, folder, tmp_path):
    target = tmp_path / "bible.md"
    run("export", folder, "--to", target)
    assert "## Mara" in target.read_text(encoding="utf-8")
    assert "--force" in run("export", folder, "--to", target, code=2).stderr
    run("export", folder, "--to", target, "--force")
    assert ".json" in run("export", folder, "--to", tmp_path / "bible.pdf", code=2).stderr


def test_export_to_a_place_that_is_not_there_is_one_line(run, folder, tmp_path):
    assert "cannot be written" in run("export", folder, "--to", tmp_path / "no" / "bible.md", code=2).stderr


def test_a_model_that_fails_costs_the_prose_and_says_so(run, folder):
    said = run("ask", "Who drives?", folder, "--model", "openai:gone").output
    assert "without AI" in said
    assert "OPENAI_API_KEY" in said


def test_models_says_what_would_be_used(run):
    found = json.loads(run("models", "--json").output)
    assert any(row["chosen"] for row in found["models"])


def binary(root):
    path = root / "noise.md"
    path.write_bytes(bytes(range(256)) * 40)
    return path


@pytest.mark.parametrize(
    ("make", "extra"),
    [
        (lambda root: root / "no such folder", ()),
        (lambda root: root, ()),
        (binary, ()),
        (lambda root: write_book(root / "b", {"empty.md": "\n"}), ()),
        (lambda root: write_book(root / "b"), ("--model", "nonsense")),
        (lambda root: write_book(root / "b"), ("--model", "no-such-provider:x")),
        (lambda root: write_book(root / "b"), ("--until", "0")),
        (lambda root: write_book(root / "b"), ("--until", "two")),
        (lambda root: write_book(root / "b"), ("--no-such-option",)),
        (lambda root: write_book(root / "b"), ("one", "too", "many")),
    ],
)
def test_bad_input_is_one_line_and_code_2(run, tmp_path, make, extra):
    result = run("ask", "Who drives?", make(tmp_path), *extra, code=2)
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("companion: ")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ask",), "Missing argument"),
        (("nonsense",), "nonsense"),
        (("--nonsense",), "nonsense"),
        (("search", "x", "-k", "0"), "-k"),
        (("new",), "Missing argument"),
        (("order", "{book}", "--before", "x.md"), "--move"),
        (("order", "{book}", "--move", "x.md"), "no file x.md"),
        (("order", "{book}", "--reset", "--move", "x.md"), "choose one"),
        (("ignore", "x.md", "{book}"), "x.md"),
        (("undo", "{book}"), "no decision"),
        (("undo", "nowhere"), "nothing at nowhere"),
    ],
)
def test_what_was_typed_wrongly_is_one_line_and_code_2(run, folder, words, says):
    result = run(*(str(folder) if w == "{book}" else w for w in words), code=2)
    assert result.output == result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stderr.startswith("companion: ")
    assert says in result.stderr


def test_an_unknown_character_is_named(run, folder):
    assert "Nobody" in run("sheet", "Nobody", folder, code=2).stderr


def test_a_legacy_encoding_is_read(run, tmp_path):
    (tmp_path / "old.txt").write_bytes(
        "CHAPTER ONE\n\n“Zoë paid £4 at the café,” said Mara. “Naïve.”\n".encode("cp1252")
    )
    assert "Zoë" in run("search", "café", tmp_path).output


def test_a_second_process_is_told_who_holds_the_book(run, folder, monkeypatch):
    run("sync", folder)
    monkeypatch.setenv("COMPANION_LOCK_TIMEOUT", "0.3")
    lock = Engine().folder(folder.resolve())
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys\nfrom pathlib import Path\nfrom companion.lock import BookLock\n"
            f"with BookLock(Path({str(lock)!r}), 5).syncing():\n    print('held', flush=True)\n    sys.stdin.read()",
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )
    assert holder.stdout.readline().strip() == "held"
    try:
        assert f"process {holder.pid}" in run("sync", folder, code=2).stderr
    finally:
        holder.communicate("")


def test_people_are_set_right_from_the_command_line(run, folder):
    assert "Kept" in run("person", "Ruth Calder", folder, "--also", "Mara").output
    assert "Mara" not in [p["name"] for p in json.loads(run("cast", folder, "--json").output)]
    run("undo", folder)
    assert "Mara" in [p["name"] for p in json.loads(run("cast", folder, "--json").output)]
    run("person", "Ruth", folder, "--apart", "Ruth")
    run("person", "Ruth Calder", folder, "--shown", "The Manager", "--pronouns", "they")
    shown = json.loads(run("sheet", "The Manager", folder, "--json").output)["character"]
    assert shown["pronouns"] == "they"
    run("person", "Biscuit", folder, "--not-a-person")
    assert "Biscuit" not in run("cast", folder).output
    run("person", "Biscuit", folder, "--a-person")
    assert "Biscuit" in run("cast", folder).output
    assert "--also" in run("person", "Biscuit", folder, code=2).stderr
    assert "Nobody called Zed" in run("person", "Zed", folder, "--shown", "x", code=2).stderr


def test_a_narrator_is_set_from_the_command_line(run, folder):
    run("narrator", 3, "Ruth", folder)
    assert 3 in json.loads(run("sheet", "Ruth", folder, "--json").output)["character"]["narrates"]
    run("narrator", 3, "nobody", folder, "--back")
    assert 3 not in json.loads(run("sheet", "Ruth", folder, "--json").output)["character"]["narrates"]
    assert "chapter 9" in run("narrator", 9, "Ruth", folder, code=2).stderr


def test_where_the_book_answers_is_shown_from_the_command_line(run, folder):
    question = "Who feeds the dog?"
    assert run("here", question, folder, "--quote", "said nothing for forty  miles").output.startswith("Kept: ")
    answer = json.loads(run("ask", question, folder, "--json").output)
    assert (answer["kind"], answer["status"]) == ("remembered", "stated")
    assert "nothing for forty miles" in answer["citations"][0]["quote"]
    assert json.loads(run("ask", question, folder, "--until", 2, "--json").output)["kind"] != "remembered"
    run("here", "who feeds the dog", folder, "--quote", "I signed it", "--chapter", 3)
    text = (folder / "companion.toml").read_text("utf-8")
    assert text.count("[[remembered]]") == 1 and "I signed it" in text, "one place for each question"
    assert "“Who feeds the dog?”" in run("here", "Who feeds the cat?", folder, "--back", code=2).stderr
    run("here", question, folder, "--back")
    assert json.loads(run("ask", question, folder, "--json").output)["kind"] != "remembered"
    run("undo", folder)
    assert "I signed it" in (folder / "companion.toml").read_text("utf-8")
    assert "several chapters (1, 2" in run("here", question, folder, "--quote", "clause nine", code=2).stderr
    assert "copy it exactly" in run("here", question, folder, "--quote", "Clause ten", code=2).stderr
    assert "--back" in run("here", question, folder, code=2).stderr


def test_the_timeline_and_the_threads_are_printed(run, folder):
    assert "ch. 1" in run("timeline", folder).output
    assert len(json.loads(run("timeline", folder, "--json").output)["moments"]) == 5
    found = json.loads(run("threads", folder, "--json").output)
    assert [t["kind"] for t in found] == ["promise"]
    assert "had promised the band" in " ".join(run("threads", folder).output.split())
    run("threads", folder, "--close", found[0]["id"])
    assert "closed by you" in run("threads", folder, "--all").output
    run("threads", folder, "--drop", found[0]["id"])
    assert json.loads(run("threads", folder, "--json").output) == []
    run("threads", folder, "--back", found[0]["id"])
    assert len(json.loads(run("threads", folder, "--json").output)) == 1
    assert "look again" in run("threads", folder, "--drop", "none-such", code=2).stderr


@pytest.mark.parametrize(("suffix", "begins"), [(".md", b"# "), (".json", b"{"), (".docx", b"PK")])
def test_the_bible_is_written_in_three_formats(run, folder, tmp_path, suffix, begins):
    target = tmp_path / f"bible{suffix}"
    run("export", folder, "--to", target)
    assert target.read_bytes().startswith(begins)


def test_a_study_says_what_it_takes_before_it_asks(run, folder, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    with model_server(Says("none")) as server:
        monkeypatch.setenv("COMPANION_BASE_URL", server.base_url)
        told = run("study", folder, "--model", "openai:scripted", "--estimate").stdout
        assert "prompts." in told and "tokens to read" in told and not server.requests
        done = run("study", folder, "--model", "openai:scripted", "--yes")
        assert "tokens to read" in done.stderr and "0 facts noted, 0 not kept" in done.stdout
        asked = len(server.requests)
        again = run("study", folder, "--model", "openai:scripted", "--json")
        assert len(server.requests) == asked and json.loads(again.stdout)["asked"] == 0
        assert "Nothing is asked again." in again.stderr
    assert "language model" in run("study", folder, "--model", "none", code=2).stderr
