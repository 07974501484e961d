"""The fixtures `folder` and `book`, where a test file has none of its own: a small book of three chapters, synced."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.book import Companion
from companion.engine import Engine
from companion.settings import Settings
from tests.support.books import write_book
from tests.support.embedder import HashEmbedder

HULL = "03 - Hull.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_book(tmp_path / "hull")


@pytest.fixture
def book(folder: Path) -> Iterator[Companion]:
    with Companion.open(folder, engine=Engine(Settings.load(), embedder=HashEmbedder())) as made:
        made.sync()
        yield made
