"""A desk with the example book on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.library import Library
from companion.settings import Settings
from companion.web.desk import Desk

from .example_book import ExampleBook


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    settings = Settings.load(home=tmp_path, model="none")
    return Desk(Library(settings.data), settings, lambda path, model: ExampleBook(path))  # type: ignore[arg-type,return-value]


@pytest.fixture
def key(desk: Desk, tmp_path: Path) -> str:
    folder = tmp_path / "The Long Load-out"
    folder.mkdir()
    return desk.enter(folder).key
