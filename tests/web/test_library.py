"""The list of known books."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.errors import NotInBook
from companion.library import Library, book_key, sample_novel


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "data")


def test_the_last_opened_book_comes_first(library: Library, tmp_path: Path) -> None:
    for name in ("one", "two", "one"):
        library.remember(tmp_path / name)
    assert [b.path.name for b in library.books] == ["one", "two"]


def test_what_is_known_of_a_book_is_kept(library: Library, tmp_path: Path) -> None:
    library.remember(tmp_path / "one", "The Long Drive", 12, 40_000)
    known = library.remember(tmp_path / "one")
    assert (known.title, known.chapters, known.words) == ("The Long Drive", 12, 40_000)


def test_the_same_place_is_the_same_book(tmp_path: Path) -> None:
    assert book_key(tmp_path / "a" / ".." / "one") == book_key(tmp_path / "one")


def test_forgetting_takes_only_the_entry(library: Library, tmp_path: Path) -> None:
    book = tmp_path / "one"
    book.mkdir()
    key = library.remember(book).key
    library.forget(key)
    assert library.books == () and book.is_dir()
    with pytest.raises(NotInBook):
        library.book(key)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"books": [3, {"key": "x"}]}', "\x00\x01"])
def test_a_damaged_list_begins_anew(library: Library, tmp_path: Path, content: str) -> None:
    library.path.parent.mkdir(parents=True)
    library.path.write_text(content, encoding="utf-8")
    assert library.books == ()
    library.remember(tmp_path / "one")
    assert len(library.books) == 1


@pytest.mark.parametrize("title", ["My Novel", "../../etc", "a/b\\c", "", "…", "x" * 300])
def test_uploads_stay_in_their_own_folder(library: Library, title: str) -> None:
    folder = library.upload_folder(title)
    assert folder.is_dir() and folder.parent == library.data / "uploads"


def test_the_model_is_remembered_beside_the_books(library: Library, tmp_path: Path) -> None:
    library.remember(tmp_path / "one")
    library.choose_model("ollama:small")
    assert (library.model, len(library.books)) == ("ollama:small", 1)


def test_the_sample_novel_is_there() -> None:
    assert any(sample_novel().glob("*.md"))
