"""Saved edits are picked up by themselves, with or without the system's events, and a broken save costs nothing."""

from __future__ import annotations

import os
import queue
import threading

import pytest

import companion.watch as module
from companion.book import Companion
from companion.engine import Engine
from companion.settings import Settings
from companion.watch import Watcher
from tests.support.embedder import HashEmbedder
from tests.support.hull import HULL

PATIENCE = 30  # seconds; only a failing test waits that long


@pytest.fixture(params=["events", "polling", "no events at all"])
def watched(book, request, monkeypatch):
    """A book that is watched, and a queue of what was said about it."""
    if request.param == "polling":

        def silent(*_, stop_event, **__):
            while not stop_event.wait(0.05):
                yield set()

        monkeypatch.setattr(module, "file_events", silent)
    if request.param == "no events at all":

        def broken(*_, **__):
            raise OSError("inotify watch limit reached")
            yield

        monkeypatch.setattr(module, "file_events", broken)
    poll = 60.0 if request.param == "events" else 0.2
    said: queue.Queue = queue.Queue()
    with Watcher(book, said.put, quiet=0.15, poll=poll) as watcher:
        assert watcher.running
        yield said
    assert not watcher.running


def rewrite(path, old, new):
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_a_saved_edit_is_picked_up_and_its_effect_told(watched, folder, book):
    rewrite(folder / HULL, "his green eyes", "his grey eyes")
    effect = watched.get(timeout=PATIENCE)
    assert [e.short for e in effect.edits] == ["ch. 3"]
    assert [f.kind for f in effect.mended] == ["eyes"]
    assert "grey eyes" in book.chapters[2].text
    # An editor that writes beside and renames.
    (folder / ".tmp").write_text((folder / HULL).read_text("utf-8") + "\nThe tide turned.\n", "utf-8")
    os.replace(folder / ".tmp", folder / HULL)
    effect = watched.get(timeout=PATIENCE)
    assert [(e.kind, e.added) for e in effect.edits] == [("edited", 3)]
    assert watched.empty()


def test_a_save_that_cannot_be_read_is_told_once_and_mended_by_the_next(watched, folder, book):
    toml = folder / "companion.toml"
    toml.write_text("order = [", "utf-8")
    effect = watched.get(timeout=PATIENCE)
    assert "companion.toml" in effect.problem
    assert effect.line.startswith("Could not bring the book up to date")
    toml.write_text(f'ignore = ["{HULL}"]\n', "utf-8")
    effect = watched.get(timeout=PATIENCE)
    assert (effect.problem, [e.kind for e in effect.edits]) == ("", ["removed"])
    assert watched.empty()
    assert len(book.chapters) == 2


def test_a_folder_that_vanishes_and_comes_back(watched, folder, book):
    away = folder.with_name("away")
    folder.rename(away)
    assert watched.get(timeout=PATIENCE).problem
    assert len(book.chapters) == 3
    away.rename(folder)
    effect = watched.get(timeout=PATIENCE)
    assert (effect.problem, effect.edits) == ("", ())
    rewrite(folder / HULL, "Hull was closed", "Hull was open")
    assert [e.short for e in watched.get(timeout=PATIENCE).edits] == ["ch. 3"]


def test_events_are_asked_for_anew_where_the_folder_was_away_only_between_two_looks(book, folder, monkeypatch):
    asked = 0

    def deaf_after_a_move(place, *_, stop_event, **__):
        nonlocal asked
        asked += 1
        yield {(3, str(place))} if asked == 1 else {(2, str(place / HULL))}
        while not stop_event.wait(0.02):
            yield set()

    monkeypatch.setattr(module, "file_events", deaf_after_a_move)
    said: queue.Queue = queue.Queue()
    rewrite(folder / HULL, "Hull was closed", "Hull was open")
    with Watcher(book, said.put, quiet=0.1, poll=60):
        assert [e.short for e in said.get(timeout=PATIENCE).edits] == ["ch. 3"]
        for _ in range(200):
            if asked > 1:
                break
            threading.Event().wait(0.05)
    assert asked == 2


def test_a_folder_that_only_comes_after_the_watch_began_is_listened_to(book, folder, monkeypatch):
    """Away at first, only the folder above can be watched; its own events are asked for once it is there."""
    asked: list[tuple[str, bool]] = []
    away = folder.with_name("away")

    def noted(place, *_, recursive, stop_event, **__):
        asked.append((place.name, recursive))
        while not stop_event.wait(0.02):
            yield set()

    monkeypatch.setattr(module, "file_events", noted)
    folder.rename(away)
    said: queue.Queue = queue.Queue()
    with Watcher(book, said.put, quiet=0.1, poll=60):
        assert said.get(timeout=PATIENCE).problem
        away.rename(folder)
        said.get(timeout=PATIENCE)
        for _ in range(200):
            if (folder.name, True) in asked:
                break
            threading.Event().wait(0.05)
    assert asked[0] == (folder.parent.name, False)
    assert (folder.name, True) in asked


def test_the_folder_of_a_single_file_that_goes_away_is_asked_for_anew(tmp_path, monkeypatch):
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    file = shelf / "novel.md"
    file.write_text("# One\n\nThe ferry was late, and nobody minded it.\n", "utf-8")
    asked: list[str] = []

    def noted(place, *_, stop_event, **__):
        asked.append(place.name)
        while not stop_event.wait(0.02):
            yield set()

    monkeypatch.setattr(module, "file_events", noted)
    said: queue.Queue = queue.Queue()
    with Companion.open(file, engine=Engine(Settings.load(), embedder=HashEmbedder())) as novel:
        novel.sync()
        with Watcher(novel, said.put, quiet=0.1, poll=0.2):
            shelf.rename(tmp_path / "away")
            assert said.get(timeout=PATIENCE).problem
            (tmp_path / "away").rename(shelf)
            said.get(timeout=PATIENCE)
            for _ in range(200):
                if len(asked) > 1:
                    break
                threading.Event().wait(0.05)
    assert asked[:2] == ["shelf", "shelf"]


def test_what_was_saved_while_nobody_watched_is_told_at_the_start(book, folder):
    rewrite(folder / HULL, "Hull was closed", "Hull was open")
    said: queue.Queue = queue.Queue()
    with Watcher(book, said.put, quiet=0.1, poll=60):
        assert [e.short for e in said.get(timeout=PATIENCE).edits] == ["ch. 3"]


def test_edits_that_come_one_after_the_other_are_one(book, folder):
    said: queue.Queue = queue.Queue()
    with Watcher(book, said.put, quiet=0.6, poll=60):
        for n in range(5):
            rewrite(folder / HULL, "Hull was closed", f"Hull was closed {n}")
            threading.Event().wait(0.1)
        effect = said.get(timeout=PATIENCE)
        assert effect.edits[0].added == 5
        assert said.empty()


def test_what_somebody_else_brought_up_to_date_is_told_too(book, folder):
    said: queue.Queue = queue.Queue()
    with Watcher(book, said.put, quiet=0.1, poll=0.2):
        while not book._seen:  # until it knows what the book was like
            threading.Event().wait(0.02)
        rewrite(folder / HULL, "his green eyes", "his grey eyes")
        with Companion.open(folder, engine=book.engine) as other:
            other.sync()
        effect = said.get(timeout=PATIENCE)
        assert [e.short for e in effect.edits] == ["ch. 3"]
        assert [f.kind for f in effect.mended] == ["eyes"]


def test_what_somebody_else_published_between_our_look_and_our_sync_is_told(book, folder):
    seen = book.baseline()
    rewrite(folder / HULL, "his green eyes", "his grey eyes")
    assert book.changed()
    with Companion.open(folder, engine=book.engine) as other:
        other.sync()
    effect = book.update(since=seen)  # its own sync finds nothing left to do
    assert [e.short for e in effect.edits] == ["ch. 3"]
    assert [f.kind for f in effect.mended] == ["eyes"]
    # Theirs and ours, where both have something new.
    seen = book.baseline()
    rewrite(folder / HULL, "his grey eyes", "his green eyes")
    with Companion.open(folder, engine=book.engine) as other:
        other.sync()
    (folder / "04 - Last.md").write_text("# 4. Last\n\nDex went home.\n", "utf-8")
    effect = book.update(since=seen)
    assert [(e.short, e.kind) for e in effect.edits] == [("ch. 3", "edited"), ("ch. 4", "new")]


def test_a_single_file_is_watched_where_it_lies(tmp_path):
    path = tmp_path / "novel.md"
    path.write_text("# One\n\nDex had grey eyes.\n", "utf-8")
    (tmp_path / "other.md").write_text("# Else\n\nNo part of it.\n", "utf-8")
    with Companion.open(path, engine=Engine(Settings.load(), embedder=HashEmbedder())) as book:
        book.sync()
        said: queue.Queue = queue.Queue()
        with Watcher(book, said.put, quiet=0.1, poll=60):
            (tmp_path / "other.md").write_text("# Else\n\nStill no part of it.\n", "utf-8")
            (tmp_path / "beside").write_text("# One\n\nDex had green eyes.\n", "utf-8")
            os.replace(tmp_path / "beside", path)
            assert [e.words_changed for e in said.get(timeout=PATIENCE).edits] == [1]
            assert said.empty()


def test_closing_twice_or_before_starting_is_nothing(book):
    watcher = Watcher(book, print)
    watcher.close()
    watcher.start().start()
    watcher.close()
    watcher.close()
    assert not watcher.running


def test_a_watcher_is_stopped_from_what_it_tells(book, folder):
    done = threading.Event()

    def tell(_):
        watcher.close()
        done.set()

    watcher = Watcher(book, tell, quiet=0.1, poll=60)
    watcher.start()
    rewrite(folder / HULL, "closed", "open")
    assert done.wait(PATIENCE)
    watcher._thread.join(PATIENCE)
    assert not watcher.running


def test_the_generator_ends_when_stopped(book):
    stop = threading.Event()
    stop.set()
    assert list(book.watch(stop)) == []
