"""Small files are written whole or not at all."""

from __future__ import annotations

import json

import pytest

from companion.errors import SettingsError
from companion.files import write_json
from companion.models import Consent, OpenedModel


def test_what_was_written_is_there_and_nothing_else(tmp_path):
    path = tmp_path / "new" / "one.json"
    write_json(path, {"Zoë": 1})
    write_json(path, {"Zoë": 2})
    assert json.loads(path.read_text(encoding="utf-8")) == {"Zoë": 2}
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("content", [{"a": 1}, {"a": object()}])
def test_what_cannot_be_written_leaves_nothing_beside(tmp_path, content):
    path = tmp_path / "one.json"
    path.mkdir()  # a folder cannot be replaced by a file
    with pytest.raises((OSError, TypeError)):
        write_json(path, content)
    assert list(tmp_path.iterdir()) == [path]


def test_consent_that_cannot_be_kept_is_one_line_and_leaves_nothing_beside(tmp_path):
    path = tmp_path / "consent.json"
    path.mkdir()
    with pytest.raises(SettingsError, match="cannot be kept"):
        Consent(path).give(OpenedModel("openai:x", None, True, "api.openai.com"))
    assert list(tmp_path.iterdir()) == [path]
