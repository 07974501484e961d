"""Where what belongs to a book lies: one key for each, the same in the library and in the cache."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from companion.engine import Engine
from companion.library import Library
from companion.settings import Settings, book_key
from tests.support.embedder import HashEmbedder


@pytest.fixture
def engine():
    return Engine(Settings.load(), embedder=HashEmbedder())


def test_library_and_cache_agree(engine, tmp_path):
    known = Library(tmp_path / "data").remember(tmp_path / "My Novel")
    assert known.key == book_key(tmp_path / "My Novel")
    assert engine.folder(tmp_path / "My Novel").name == f"my-novel-{known.key}"
    assert known.key in engine.store(tmp_path / "My Novel").collection_name


def test_one_place_has_one_key_however_it_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "novel").mkdir()
    os.symlink(tmp_path / "novel", tmp_path / "link")
    keys = {book_key(Path(p)) for p in ("novel", "./novel", "novel/../novel", "link", str(tmp_path / "novel"))}
    assert len(keys) == 1


@pytest.mark.parametrize("name", ["Ночь", "小説", "—", "a" * 200, "\udcff.md", "x y\nz"])
def test_any_name_has_a_key_that_fits_in_files_and_addresses(engine, name):
    path = Path("/nowhere") / name
    assert book_key(path).isalnum()
    assert len(engine.folder(path).name) < 60
    assert book_key(path) != book_key(path.with_suffix(".other"))
