"""Accepted drafts are new files, named like their neighbours; what exists is never touched."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from companion.errors import ManuscriptError
from companion.scenes import make_brief
from companion.scenes.accepting import accept_draft
from companion.scenes.types import Draft
from tests.support.fake_view import make_chapter


@pytest.fixture
def draft(view):
    return Draft(make_brief(view, "They talk"), "I sit.\n\nI wait.", model="test")


def after(path: str, number: int | None = 4):
    return [replace(make_chapter(4, "I go."), path=Path(path), number=number)]


@pytest.mark.parametrize(
    ("last", "number", "name", "heading"),
    [
        ("04 - Hull.md", 4, "05 - The Tyre.md", "# Chapter 5: The Tyre"),
        ("chapter-09.txt", 9, "chapter-10.txt", "Chapter 10: The Tyre"),
        ("4_hull.md", 4, "5_the_tyre.md", "# Chapter 5: The Tyre"),
        ("Hull.md", None, "The Tyre.md", "# The Tyre"),
        ("ch099.markdown", 99, "ch100.markdown", "# Chapter 100: The Tyre"),
    ],
)
def test_the_next_chapter_of_a_folder(tmp_path, draft, last, number, name, heading):
    path = accept_draft(tmp_path, after(last, number), draft, "The Tyre")
    assert path == tmp_path / name
    assert path.read_text(encoding="utf-8") == f"{heading}\n\nI sit.\n\nI wait.\n"


def test_an_existing_file_is_never_touched(tmp_path, draft):
    (tmp_path / "05 - The Tyre.md").write_text("mine")
    path = accept_draft(tmp_path, after("04 - Hull.md"), draft, "The Tyre")
    assert path.name == "05 - The Tyre (2).md"
    assert (tmp_path / "05 - The Tyre.md").read_text() == "mine"


@pytest.mark.parametrize("name", ["book.md", "book.docx", "book.scriv"])
def test_beside_a_single_file(tmp_path, draft, name):
    manuscript = tmp_path / name
    manuscript.mkdir() if name.endswith(".scriv") else manuscript.write_text("text")
    path = accept_draft(manuscript, after(name), draft, "The Tyre")
    assert path == tmp_path / "drafts" / "The Tyre.md"
    assert list(manuscript.iterdir() if manuscript.is_dir() else []) == []


def test_a_folder_of_documents_gets_a_drafts_folder(tmp_path, draft):
    assert accept_draft(tmp_path, after("04.docx"), draft, "x").parent == tmp_path / "drafts"


@pytest.mark.parametrize("title", ["../../etc/passwd", "a/b\\c:d", "...", "\x00", "x" * 300, "  "])
def test_titles_make_safe_names(tmp_path, draft, title):
    path = accept_draft(tmp_path / "book.md", after("book.md"), draft, title)
    assert path.parent == tmp_path / "drafts"
    assert path.exists()


def test_a_folder_that_cannot_be_written(tmp_path, draft):
    blocker = tmp_path / "file"
    blocker.write_text("x")
    with pytest.raises(ManuscriptError, match="cannot be kept"):
        accept_draft(blocker / "book.md", after("book.md"), draft, "x")
