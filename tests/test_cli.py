"""The command line: one clear line and exit code 2 for bad input, JSON where a result is printed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from companion import __version__
from companion.cli import app
from companion.engine import Engine
from tests.support.books import write_book
from tests.support.embedder import HashEmbedder


@pytest.fixture
def folder(tmp_path):
    return write_book(tmp_path / "hull")


@pytest.fixture
def run(monkeypatch):
    """Run a command inside this process, with an embedder that needs no weights."""
    made = Engine.__init__

    def light(self, settings=None, embedder=None):
        made(self, settings, embedder or HashEmbedder())

    monkeypatch.setattr(Engine, "__init__", light)

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


@pytest.mark.parametrize(
    "words",
    [
        ("sync",),
        ("report",),
        ("ask", "Who drives?"),
        ("search", "the van"),
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


def test_preview_shows_what_would_be_read(run, folder):
    text = run("new", folder).output
    assert "Chapter Two: The Lock-In" in text
    assert "3 chapters" in text


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
    assert any(row["chosen"] for row in found)


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
    ],
)
def test_bad_input_is_one_line_and_code_2(run, tmp_path, make, extra):
    result = run("ask", "Who drives?", make(tmp_path), *extra, code=2)
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("companion: ")


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
