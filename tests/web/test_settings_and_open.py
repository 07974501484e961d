"""Choosing a model asks before anything may leave; opening a manuscript copies what was handed over."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from companion.errors import ManuscriptNotFound, UnreadableFile
from companion.models import DEFAULT_MODEL, DEFAULT_SIZE, DEFAULT_SPEC, ModelInfo, OpenedModel
from companion.web import settings_tab
from companion.web.desk import Desk
from companion.web.library_bar import _place, keep_uploads, shelf_html
from companion.web.settings_tab import choose_model, models_html, start_fetching


def test_a_remote_model_is_used_only_after_leave(desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = OpenedModel("openai:big", None, True, "api.openai.com", address="https://api.openai.com/v1")  # type: ignore[arg-type]
    monkeypatch.setattr(settings_tab, "open_model", lambda spec, settings: opened)
    reply = choose_model(desk, "openai:big", agreed=False)
    assert "api.openai.com" in reply["ask"] and desk.model == "none"
    assert "said" in choose_model(desk, "openai:big", agreed=True)
    assert desk.model == "openai:big"


def test_a_model_of_this_machine_needs_no_leave(desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = SimpleNamespace(remote=False, name="ollama:small", where="Ollama on this machine")
    monkeypatch.setattr(settings_tab, "open_model", lambda spec, settings: opened)
    assert "said" in choose_model(desk, "ollama:small", agreed=False)
    assert desk.book(key).model_spec == "ollama:small"
    choose_model(desk, "none", agreed=False)
    assert desk.book(key).model_spec == "none"


def test_the_named_default_is_downloaded_on_one_click_and_never_by_itself(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings_tab, "is_fetched", lambda: False)
    reply = choose_model(desk, DEFAULT_SPEC, agreed=False)
    assert "model-fetch" in reply["ask"] and DEFAULT_SIZE in reply["ask"] and desk.model == "none"
    asked = []

    def fetched(name, progress, cancel):
        asked.append(name)
        progress("downloading", 1_500_000_000, 3_000_000_000, "model.safetensors")
        return name

    monkeypatch.setattr(settings_tab, "fetch_model", fetched)
    begun = start_fetching(desk)
    job = desk.job(begun["job"])
    assert job is not None and job.wait(10) and job.state == "done"
    assert asked == [DEFAULT_MODEL]
    assert (job.progress.done, job.progress.total, job.progress.stage) == (1500, 3000, "downloading megabytes")


def test_the_list_says_what_is_chosen_and_what_leaves() -> None:
    rows = [ModelInfo("none", "without AI", False), ModelInfo("openai:x", "api.openai.com", True, True)]
    html = models_html(rows, "openai:x")
    assert html.count("choice on") == 1 and "leaves this machine" in html and "AI on this machine" in html


def test_one_file_is_opened_itself_and_several_as_a_folder(desk: Desk, tmp_path: Path) -> None:
    files = []
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text("# Chapter One\n\nIda drove.\n", encoding="utf-8")
        files.append(tmp_path / name)
    assert keep_uploads(files[:1], "Solo", desk).name == "one.md"
    folder = keep_uploads(files, "The Long Load-out", desk)
    assert folder.is_dir() and {f.name for f in folder.iterdir()} == {"one.md", "two.md"}
    assert folder.is_relative_to(desk.library.data)


def test_a_file_of_no_kind_we_read_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "song.mp3").write_bytes(b"x")
    with pytest.raises(UnreadableFile):
        keep_uploads([tmp_path / "song.mp3"], "", desk)


@pytest.mark.parametrize("path", ["", "   ", "''", "/no/such/place", "~nobody-here/book", "x" * 5000])
def test_a_path_that_leads_nowhere_is_said_plainly(path: str) -> None:
    with pytest.raises(ManuscriptNotFound):
        _place(path)


def test_a_pasted_path_may_bring_quotation_marks(tmp_path: Path) -> None:
    assert _place(f'"{tmp_path}"') == tmp_path.resolve()


def test_the_shelf_shows_which_book_is_open(desk: Desk, key: str) -> None:
    assert "spine on" in shelf_html(desk.library.books, key)
    assert shelf_html((), "") == ""
