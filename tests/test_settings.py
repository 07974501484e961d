"""Settings come from the environment, when they are loaded; the docs list every one of them."""

from pathlib import Path

import pytest

from companion.errors import SettingsError
from companion.settings import Settings

DOCS = Path(__file__).resolve().parent.parent / "docs" / "settings.md"


def test_the_environment_is_read_when_loading(monkeypatch, tmp_path):
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path))
    assert Settings.load().cache == tmp_path / "cache"
    assert Settings.load().data == tmp_path / "data"


def test_without_a_home_the_users_own_folders_are_used(monkeypatch):
    monkeypatch.delenv("COMPANION_HOME")
    assert Settings.load().cache.name == "novel-companion"


@pytest.mark.parametrize(("name", "value"), [("COMPANION_PORT", "many"), ("COMPANION_DEVICE", "toaster")])
def test_a_value_that_makes_no_sense_is_named(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=name):
        Settings.load()


def test_given_values_win_over_the_environment(monkeypatch):
    monkeypatch.setenv("COMPANION_PORT", "1234")
    assert Settings.load(port=99).port == 99


def test_every_setting_is_documented():
    text = DOCS.read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"`COMPANION_{name.upper()}`" not in text] == []
