"""Decisions that name a file follow its content through renames; companion.toml is not written for it."""

from __future__ import annotations

import shutil

import pytest

from companion.book import Companion
from companion.decisions import Decisions, NarratorSet, Remembered
from companion.engine import Engine
from companion.errors import DecisionsError
from companion.following import bound, followed, gone, moved_files
from companion.records import SourceFile
from companion.settings import Settings
from tests.support.books import CHAPTERS, write_book
from tests.support.embedder import HashEmbedder


def files(**digests):
    return {f"{name}.md": SourceFile(f"{name}.md", 1, 1, digest) for name, digest in digests.items()}


@pytest.mark.parametrize(
    ("before", "now", "moves"),
    [
        ({"a": "1"}, {"b": "1"}, {"a.md": "b.md"}),
        ({"a": "1", "b": "2"}, {"a": "1", "b": "3"}, {}),
        # A new second chapter pushes the others on by a number.
        ({"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "9", "c": "2", "d": "3"}, {"b.md": "c.md", "c.md": "d.md"}),
        ({"a": "1", "b": "2"}, {"a": "2", "b": "1"}, {"a.md": "b.md", "b.md": "a.md"}),
        ({"a": "1"}, {"a": "1", "b": "1"}, {}),  # a copy: nothing has moved
        ({"a": "1", "b": "1"}, {"c": "1"}, {}),  # which of the two?
        ({"a": ""}, {"b": ""}, {}),  # neither could be read
    ],
)
def test_moved_files(before, now, moves):
    assert moved_files(files(**before), files(**now)) == moves


def test_an_entry_means_the_file_it_meant_at_first():
    decisions = Decisions(
        order=("one.md", "two.md"),
        ignore=("two.md", "notes/*"),
        remembered=(Remembered("Who?", "two.md", "Dex."),),
        narrators=(NarratorSet("two.md", 0, "Mara"), NarratorSet("all.docx#Chapter Two", 1, "Dex")),
    )
    names = {"one.md", "two.md", "all.docx", "all.docx#Chapter Two"}
    named = bound(decisions, names, {}, {})
    assert followed(decisions, named) == decisions
    moves = {"two.md": "three.md", "all.docx#Chapter Two": "all.docx#Chapter Three"}
    now = {"one.md", "two.md", "three.md", "all.docx", "all.docx#Chapter Three"}
    later = followed(decisions, bound(decisions, now, named, moves))
    assert later.order == ("one.md", "two.md")  # a place in a list: the name is there
    assert later.ignore == ("three.md", "notes/*")
    assert later.remembered[0].file == "three.md"
    assert [n.file for n in later.narrators] == ["three.md", "all.docx#Chapter Three"]


def test_folders_are_kept_where_the_writer_wrote_them_and_where_a_name_alone_would_not_do():
    decisions = Decisions(order=("one.md", "part/two.md"))
    named = {"order:one.md": "part/1.md", "order:part/two.md": "part/2.md"}
    assert followed(decisions, named, {"part/1.md", "part/2.md"}).order == ("1.md", "part/2.md")
    assert followed(decisions, named, {"part/1.md", "part/2.md", "1.md"}).order == ("part/1.md", "part/2.md")


def test_what_is_gone_and_what_stands_twice_is_said():
    decisions = Decisions(
        order=("a.md", "b.md", "a.md"), ignore=("old.md", "*.bak"), narrators=(NarratorSet("c.md", 0, ""),)
    )
    said = gone(decisions, {"a.md"}, {})
    assert [word in line for word, line in zip(("b.md", "old.md", "c.md", "2 times"), said, strict=True)] == [True] * 4


@pytest.fixture
def folder(tmp_path):
    made = write_book(tmp_path / "hull", {**CHAPTERS, "09 old.md": "# Nine\n\nThrown away, all of it, last spring.\n"})
    (made / "companion.toml").write_text(
        'order = ["02 - The Lock-In.md", "01 - The Van.md"]\nignore = ["09 old.md"]\n'
        '[[remembered]]\nquestion = "Who drives?"\nfile = "03 - Hull.md"\nquote = "Ruth drove"\n',
        encoding="utf-8",
    )
    return made


def opened(folder):
    return Companion.open(folder, engine=Engine(Settings.load(), embedder=HashEmbedder()))


def labels(book):
    return [c.label for c in book.chapters]


def test_a_renamed_file_keeps_what_was_decided_about_it(folder):
    toml = (folder / "companion.toml").read_bytes()
    with opened(folder) as book:
        book.sync()
        assert labels(book) == ["Chapter Two", "Chapter One", "Chapter Three"]
        (folder / "02 - The Lock-In.md").rename(folder / "b.md")
        (folder / "09 old.md").rename(folder / "99 older.md")
        (folder / "03 - Hull.md").rename(folder / "c.md")
        report = book.sync()
        assert report.embedded == 0
        assert labels(book) == ["Chapter Two", "Chapter One", "Chapter Three"]
        assert any("02 - The Lock-In.md, which is called b.md now" in w for w in report.warnings)
        assert book.ignored == ["99 older.md"]
        assert book.ask("Who drives?").kind == "remembered"
        assert (folder / "companion.toml").read_bytes() == toml
        assert book.sync().unchanged
        assert not book.changed()
        assert (book.decisions.ignore, book._file.load().ignore) == (("99 older.md",), ("09 old.md",))
        # The next decision brings the file up to the present names.
        book.settle("Dex", "eyes", "grey")
        assert book._file.load().order == ("b.md", "01 - The Van.md")
        assert book._file.load().ignore == ("99 older.md",)
        book.sync()
        assert labels(book) == ["Chapter Two", "Chapter One", "Chapter Three"]
        assert not any("is called" in w for w in book.warnings)


def test_taking_a_decision_back_leaves_the_present_names(folder):
    with opened(folder) as book:
        book.sync()
        (folder / "02 - The Lock-In.md").rename(folder / "b.md")
        book.sync()
        book.settle("Dex", "eyes", "grey")
        (folder / "03 - Hull.md").rename(folder / "c.md")
        book.sync()
        book.undo()
        book.sync()
        assert labels(book) == ["Chapter Two", "Chapter One", "Chapter Three"]
        assert book.decisions.remembered[0].file == "c.md"
        assert book.decisions.settled == {}


def test_a_file_renamed_and_edited_at_once_is_known_by_its_sentences(folder):
    with opened(folder) as book:
        book.sync()
        path = folder / "02 - The Lock-In.md"
        text = path.read_text("utf-8").replace("five hundred", "six hundred")
        path.unlink()
        (folder / "the landlord.md").write_text(text, "utf-8")
        book.sync()
        assert labels(book) == ["Chapter Two", "Chapter One", "Chapter Three"]
        assert book.sync().unchanged


def test_numbers_pushed_on_by_a_new_chapter_take_their_decisions_along(folder):
    (folder / "companion.toml").write_text(
        '[[narrator]]\nfile = "02 - x.md"\nscene = 0\nname = "Ruth"\n', encoding="utf-8"
    )
    (folder / "02 - The Lock-In.md").rename(folder / "02 - x.md")
    (folder / "03 - Hull.md").rename(folder / "03 - x.md")
    with opened(folder) as book:
        book.sync()
        (folder / "03 - x.md").rename(folder / "04 - x.md")
        (folder / "02 - x.md").rename(folder / "03 - x.md")
        (folder / "02 - x.md").write_text("# Chapter Two: New\n\nA lighthouse blinked all night.\n", "utf-8")
        report = book.sync()
        assert report.embedded == 1
        assert [n.file for n in book.decisions.narrators] == ["03 - x.md"]
        # Deciding about the new second chapter is about the new one.
        book.narrate(2, "Mara")
        assert {(n.file, n.name) for n in book._file.load().narrators} == {("03 - x.md", "Ruth"), ("02 - x.md", "Mara")}
        book.sync()
        assert {n.file for n in book.decisions.narrators} == {"03 - x.md", "02 - x.md"}


def test_a_chapter_of_a_single_file_keeps_its_narrator_when_a_prologue_renumbers_it(tmp_path):
    path = tmp_path / "hull.md"
    body = "# Chapter 1\n\nI woke up late in a cold van.\n\n# Chapter 2\n\nI sold the piano to a man from Goole.\n"
    path.write_text(body, "utf-8")
    with opened(path) as book:
        book.sync()
        book.narrate(2, "Ruth")
        assert book.decisions.narrators[0].file == "hull.md#Chapter 2"
        path.write_text(
            "# Chapter 1\n\nThe sea was grey that year.\n\n" + body.replace("2", "3").replace("r 1", "r 2"), "utf-8"
        )
        book.sync()
        assert book.decisions.narrators[0].file == "hull.md#Chapter 3"


def test_an_ignored_file_thrown_away_is_not_missed(folder):
    (folder / "companion.toml").write_text('ignore = ["09 old.md"]\n', "utf-8")
    with opened(folder) as book:
        book.sync()
        (folder / "09 old.md").unlink()
        assert book.sync().warnings == ()
    (folder / "companion.toml").write_text('ignore = ["09 odl.md"]\n', "utf-8")  # but a slip is said
    with opened(folder) as book:
        assert "09 odl.md" in book.sync().warnings[0]


def test_without_the_cache_a_former_name_is_said_to_be_gone(folder):
    with opened(folder) as book:
        book.sync()
        (folder / "02 - The Lock-In.md").rename(folder / "b.md")
        book.sync()
        cache = book.engine.settings.cache
    shutil.rmtree(cache)
    with opened(folder) as book:
        report = book.sync()
        assert any("02 - The Lock-In.md among its reading order" in w for w in report.warnings)
        assert len(book.chapters) == 3


def test_a_companion_toml_that_breaks_is_one_clear_error_and_the_last_edition_stays(folder):
    with opened(folder) as book:
        book.sync()
        (folder / "companion.toml").write_text("order = [", "utf-8")
        with pytest.raises(DecisionsError, match=r"companion.toml"):
            book.sync()
        assert len(book._ledger.chapters(book.edition)) == 3
