"""What would be read, before anything is indexed: complete, cheap, and without a trace."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from companion import terminal
from companion.book import Companion
from companion.engine import Engine
from companion.errors import Cancelled, EmptyManuscript
from companion.lookalikes import lookalikes
from companion.manuscript import read_manuscript
from companion.settings import Settings
from tests.support.books import CHAPTERS, write_book
from tests.support.embedder import HashEmbedder

NOTE = "A/N: Thank you all for the kind reviews last week! More on Sunday.\n\n"
LONG = " ".join(
    f"On the {n}th day the harbour master wrote the name of one more boat into his long grey book." for n in range(30)
)


class NoEmbedder(HashEmbedder):
    """Fails when anything is embedded."""

    def embed(self, *_):
        raise AssertionError("a preview embeds nothing")


def opened(path):
    return Companion.open(path, engine=Engine(Settings.load(), embedder=NoEmbedder()))


def everything_below(*roots):
    return sorted((str(p), p.stat().st_mtime_ns) for root in roots for p in Path(root).rglob("*"))


@pytest.fixture
def folder(tmp_path):
    files = dict(CHAPTERS)
    files["02 - The Lock-In.md"] = files["02 - The Lock-In.md"].replace("Ruth counted", NOTE + "Ruth counted", 1)
    return write_book(tmp_path / "hull", files)


def test_a_preview_tells_what_was_found_and_leaves_no_trace(folder, own_home):
    before = everything_below(folder, own_home)
    stages = []
    with opened(folder) as book:
        found = book.preview(lambda stage, *_: stages.append(stage))
    assert everything_below(folder, own_home) == before
    assert set(stages) == {"reading", "understanding"}
    assert [(c.position, c.label, c.title, c.file) for c in found.chapters] == [
        (1, "Chapter One", "The Van", "01 - The Van.md"),
        (2, "Chapter Two", "The Lock-In", "02 - The Lock-In.md"),
        (3, "Chapter Three", "Hull", "03 - Hull.md"),
    ]
    assert [(c.person, c.tense) for c in found.chapters] == [("first", "present"), ("third", "past"), ("third", "past")]
    assert [len(c.aside) for c in found.chapters] == [0, 1, 0]
    aside = found.chapters[1].aside[0]
    assert aside.begins.startswith("A/N: Thank you all")
    assert aside.words == 14
    assert found.words == sum(c.words for c in found.chapters) == read_manuscript(folder).words
    assert found.seconds > 0
    assert not found.indexed


def test_a_preview_is_what_a_sync_then_reads(folder):
    with Companion.open(folder, engine=Engine(Settings.load(), embedder=HashEmbedder())) as book:
        found = book.preview()
        book.sync()
        assert [(c.name, c.words) for c in found.chapters] == [(c.name, c.words) for c in book.chapters]
        assert book.preview().indexed
        canon = book.view().canon
        for chapter in found.chapters:
            told = [
                canon.narrator(c.position, s.start)
                for c in book.chapters
                for s in c.scenes
                if c.position == chapter.position
            ]
            assert list(chapter.narrators) == list(dict.fromkeys(t for t in told if t))


def test_what_is_left_out_or_cannot_be_read_is_listed(folder):
    write_book(folder / "notes", {"people.md": "Dex is tall.\n"})
    (folder / "companion.toml").write_text('ignore = ["notes/*"]\norder = ["gone.md"]\n', "utf-8")
    (folder / "outline.pages").write_bytes(b"PK\x03\x04")
    (folder / "cover.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "chapter four").write_text("The tide had gone out a long way, and Dex walked after it. " * 3, "utf-8")
    with opened(folder) as book:
        found = book.preview()
    assert found.ignored == ("notes/people.md",)
    assert [(u.file, u.reason) for u in found.unread] == [
        ("chapter four", "it has no ending; call it .txt to have it read"),
        ("outline.pages", ".pages is not read; save it as .docx or .txt"),
    ]
    assert any("gone.md" in w for w in found.warnings)


def test_earlier_books_are_shown_and_a_missing_one_is_a_warning(folder, tmp_path):
    write_book(tmp_path / "Low Water", {"1.md": "# One\n\nThe tin was empty.\n"})
    (folder / "companion.toml").write_text('earlier = ["../Low Water", "../nowhere"]\n', "utf-8")
    with opened(folder) as book:
        found = book.preview()
    assert [(b.title, b.chapters) for b in found.earlier] == [("Low Water", 1)]
    assert any("nowhere" in w for w in found.warnings)


def test_notes_of_a_writing_program_are_shown_as_notes(tmp_path):
    project = tmp_path / "Tin.scriv"
    (project / "Files" / "Data" / "A1").mkdir(parents=True)
    (project / "Files" / "Data" / "B2").mkdir(parents=True)
    (project / "Files" / "Data" / "A1" / "content.rtf").write_text(r"{\rtf1\ansi The tin was empty.}", "utf-8")
    (project / "Files" / "Data" / "B2" / "content.rtf").write_text(r"{\rtf1\ansi Mara is thirty-one.}", "utf-8")
    (project / "Tin.scrivx").write_text(
        '<?xml version="1.0"?><ScrivenerProject><Binder>'
        '<BinderItem UUID="D0" Type="DraftFolder"><Title>Draft</Title><Children>'
        '<BinderItem UUID="A1" Type="Text"><Title>Chapter 1</Title><MetaData><IncludeInCompile>Yes</IncludeInCompile>'
        "</MetaData></BinderItem></Children></BinderItem>"
        '<BinderItem UUID="R0" Type="ResearchFolder"><Title>Research</Title><Children>'
        '<BinderItem UUID="B2" Type="Text"><Title>Mara</Title></BinderItem></Children></BinderItem>'
        "</Binder></ScrivenerProject>",
        "utf-8",
    )
    with opened(project) as book:
        found = book.preview()
    assert [c.label for c in found.chapters] == ["Chapter 1"]
    assert [(r.title.rpartition(": ")[2], r.words) for r in found.reference] == [("Mara", 4)]


def test_nothing_to_read_is_one_clear_error(tmp_path):
    with opened(tmp_path) as book, pytest.raises(EmptyManuscript):
        book.preview()


@pytest.mark.parametrize("stage", ["reading", "understanding"])
def test_a_preview_can_be_stopped(folder, stage):
    cancel = threading.Event()

    def progress(now, *_):
        if now == stage:
            cancel.set()

    with opened(folder) as book, pytest.raises(Cancelled):
        book.preview(progress, cancel)


# Old versions and copies


def found_in(folder):
    return lookalikes(read_manuscript(folder).chapters, folder)


def test_a_copy_is_named_and_the_one_to_leave_out_is_the_one_that_says_so(tmp_path):
    write_book(
        tmp_path, {"01.md": f"# One\n\n{LONG}\n", "01 copy.md": f"# One\n\n{LONG}\n", "02.md": CHAPTERS["03 - Hull.md"]}
    )
    pair = found_in(tmp_path)
    assert [(p.file, p.like, p.reason, p.share) for p in pair] == [("01 copy.md", "01.md", "the same text", 1.0)]


@pytest.mark.parametrize(("name", "alike"), [("02 old.md", True), ("02 (copy).md", True), ("05 After.md", False)])
def test_a_short_copy_is_named_where_its_name_says_so(tmp_path, name, alike):
    book = tmp_path / "book"
    book.mkdir()
    short = "Wenna went up the chapel stairs with the lantern under her coat, and nobody saw her go."
    (book / "01.md").write_text("# One\n\nThe lighthouse had no keeper that winter.\n", "utf-8")
    (book / "02.md").write_text(f"# Two\n\n{short}\n", "utf-8")
    (book / name).write_text(f"# Two\n\n{short}\n", "utf-8")
    found = lookalikes(read_manuscript(book).chapters, book)
    assert [(pair.file, pair.like, pair.reason) for pair in found] == (
        [(name, "02.md", "the same text")] if alike else []
    )


def test_an_older_version_is_the_one_saved_before(tmp_path):
    older = LONG.replace("grey", "red", 1).rsplit(" On the", 6)[0]
    write_book(tmp_path, {"01 a.md": f"# One\n\n{LONG}\n", "01 b.md": f"# One\n\n{older}\n"})
    os.utime(tmp_path / "01 b.md", (1_700_000_000, 1_700_000_000))
    (pair,) = found_in(tmp_path)
    assert (pair.file, pair.reason) == ("01 b.md", "an older version")
    assert 0.9 < pair.share <= 1.0


def test_a_letter_quoted_twice_and_a_refrain_are_no_copies(tmp_path):
    letter = "Dear Mara, the boat is sold and the money is in the tin under the stairs."
    refrain = "And the tide goes out, and the tide comes in."
    for n, word in enumerate(("Ruth", "Dex", "Oakley", "Ines"), 1):
        told = f"Nobody expected {word} to turn up at the {word} office that day. {letter}"
        write_book(tmp_path, {f"{n:02}.md": f"# {n}\n\n{refrain}\n\n{told}\n\n{refrain}\n"})
    assert found_in(tmp_path) == ()


def test_the_advice_to_leave_a_copy_out_can_be_typed(folder):
    write_book(folder, {"Copy of (old) one.md": LONG, "one.md": LONG})
    with opened(folder) as book:
        said = " ".join(terminal.preview(book.preview()).split())
    assert 'companion ignore "Copy of (old) one.md" BOOK' in said
