"""A file that cannot be read for a moment is not gone: its chapter and all that was found in it stay until it is."""

from __future__ import annotations

import queue

import pytest

from companion import survey
from companion.book import Companion
from companion.effects import EditEffect
from companion.engine import Engine
from companion.manuscript import files
from companion.settings import Settings
from companion.watch import Watcher
from companion.web.outline import HELD, row_html
from companion.web.rail import rail_html
from tests.support.books import write_book
from tests.support.embedder import HashEmbedder
from tests.support.hull import HULL


@pytest.fixture
def locked(monkeypatch):
    """Files that another program holds: to be opened by nobody. Permissions would not stop an administrator."""
    names: set[str] = set()
    opening = files.os.open

    def refuse(path, *rest, **more):
        if getattr(path, "name", "") in names:
            raise PermissionError(13, "Permission denied", str(path))
        return opening(path, *rest, **more)

    digest = survey._digest
    monkeypatch.setattr(files.os, "open", refuse)
    monkeypatch.setattr(survey, "_digest", lambda path: "" if path.name in names else digest(path))
    return names


def state(book):
    return [c.text for c in book.chapters], [f.id for f in book.check()], [c.identity for c in book.chapters]


def test_a_locked_file_keeps_its_chapter_and_its_contradictions_and_is_named(book, folder, locked):
    before = state(book)
    assert before[1]
    locked.add(HULL)
    (folder / "04 - After.md").write_text("# Four\n\nAfterwards it rained, and nobody spoke.\n", "utf-8")
    report = book.sync()
    assert (report.held, report.removed, report.changed) == ((HULL,), (), ())
    assert [w for w in report.warnings if w.startswith(HULL)] == [
        f"{HULL} may not be read; give yourself permission to read it and try again. Until then it stays as it was."
    ]
    assert state(book)[0][:3] == before[0]
    assert state(book)[1] == before[1]
    assert state(book)[2][:3] == before[2]
    assert book.sync().held == (HULL,)
    assert not book.changed()
    locked.clear()
    assert book.changed()  # though neither its size nor its time has
    report = book.sync()
    assert (report.held, report.edits) == ((), ())
    assert not any(HULL in w for w in book.warnings)


def test_it_goes_when_the_file_is_deleted(book, folder, locked):
    locked.add(HULL)
    (folder / HULL).touch()
    book.sync()
    (folder / HULL).unlink()
    report = book.sync()
    assert (len(report.removed), report.held, len(book.chapters)) == (1, (), 2)


@pytest.mark.parametrize("data", [b"", b"  \n", b"\0" * 4000], ids=["emptied", "blank", "zeros"])
def test_what_a_crash_or_a_sync_program_leaves_of_a_file_is_no_edit(book, folder, data):
    before, text = state(book), (folder / HULL).read_text("utf-8")
    (folder / HULL).write_bytes(data)
    report = book.sync()
    assert report.held == (HULL,)
    assert state(book) == before
    (folder / HULL).write_bytes(data + b"\n")  # and again
    assert book.sync().held == (HULL,)
    assert state(book) == before
    (folder / HULL).write_text(text.replace("Hull was closed", "Hull was open"), "utf-8")
    report = book.sync()
    assert (report.held, len(report.changed)) == ((), 1)


def test_half_a_word_document_is_no_edit(tmp_path):
    folder = write_book(tmp_path / "b", {"1.md": "# One\n\nIt rained in Hull.\n"})
    import pypandoc

    document = folder / "2.docx"
    pypandoc.convert_text("# Two\n\nThe tin was empty.", "docx", format="markdown", outputfile=str(document))
    whole = document.read_bytes()
    with Companion.open(folder, engine=Engine(Settings.load(), embedder=HashEmbedder())) as book:
        book.sync()
        before = state(book)
        document.write_bytes(whole[: len(whole) // 2])
        assert book.sync().held == ("2.docx",)
        assert state(book) == before
        document.write_bytes(whole)
        assert book.sync().edits == ()


def test_a_file_in_the_cloud_only_stays(book, folder):
    before = state(book)
    (folder / HULL).rename(folder / f".{HULL}.icloud")
    report = book.sync()
    assert report.held == (HULL,)
    assert any("only in the cloud" in w for w in report.warnings)
    assert state(book) == before


def test_a_link_whose_file_is_away_stays(book, folder):
    before = state(book)
    (folder / HULL).unlink()
    (folder / HULL).symlink_to(folder / "away" / HULL)
    report = book.sync()
    assert any("link to a file that is not there" in w for w in report.warnings)
    assert state(book) == before


def test_a_folder_that_cannot_be_opened_keeps_its_files(tmp_path, monkeypatch):
    folder = write_book(tmp_path / "b", {"1.md": "# One\n\nIt rained.\n"})
    write_book(folder / "part", {"2.md": "# Two\n\nIt stopped.\n"})
    from companion.manuscript import sources

    walk = sources.os.walk

    def closed(root, onerror=None, **more):
        for path, folders, names in walk(root, onerror=onerror, **more):
            if "part" in folders:
                folders.remove("part")
                onerror(PermissionError(13, "Permission denied", str(folder / "part")))
            yield path, folders, names

    with Companion.open(folder, engine=Engine(Settings.load(), embedder=HashEmbedder())) as book:
        book.sync()
        before = state(book)
        monkeypatch.setattr(sources.os, "walk", closed)
        (folder / "3.md").write_text("# Three\n\nIt began again.\n", "utf-8")
        report = book.sync()
        assert state(book)[0] == [before[0][0], "It began again.", before[0][1]]
        assert "The folder part cannot be opened (Permission denied)." in report.warnings


def test_the_watcher_says_what_cannot_be_read_and_when_it_can_again(book, folder, locked):
    said: queue.Queue[EditEffect] = queue.Queue()
    with Watcher(book, said.put, quiet=0.1, poll=0.2):
        locked.add(HULL)
        (folder / HULL).touch()
        effect = said.get(timeout=30)
        assert (effect.edits, effect.broke, effect.mended, effect.held) == ((), (), (), (HULL,))
        assert effect.line == f"{HULL} cannot be read now; its chapters stay as they were."
        locked.clear()
        effect = said.get(timeout=30)
        assert (effect.held, effect.line) == ((), "Every file can be read again.")


def test_an_earlier_book_that_is_locked_stays(tmp_path, locked):
    (tmp_path / "first.md").write_text("# One\n\nMara Quill was forty.\n", "utf-8")
    folder = write_book(tmp_path / "b", {"1.md": "# One\n\nIt rained.\n"})
    (folder / "companion.toml").write_text('earlier = ["../first.md"]\n', "utf-8")
    with Companion.open(folder, engine=Engine(Settings.load(), embedder=HashEmbedder())) as book:
        book.sync()
        locked.add("first.md")
        report = book.sync()
        assert [c.text for c in book.earlier] == ["Mara Quill was forty."]
        assert any("first.md may not be read" in w for w in report.warnings)


def test_a_preview_of_an_indexed_book_shows_a_locked_file_as_it_was(book, folder, locked):
    before = book.preview()
    assert not any(c.held for c in before.chapters)
    locked.add(HULL)
    assert [(c.name, c.words) for c in book.preview().chapters] == [(c.name, c.words) for c in before.chapters]
    assert [c.file for c in book.preview().chapters if c.held] == [HULL]
    assert [w for w in book.preview().warnings if w.startswith(HULL) or "missing" in w] == [
        f"{HULL} may not be read; give yourself permission to read it and try again. Until then it stays as it was."
    ]


def test_rows_of_a_locked_file_say_so(book, locked):
    locked.add(HULL)
    book.sync()
    kept = next(c for c in book.preview().chapters if c.file == HULL)
    assert HELD in row_html(kept)
    assert HELD not in row_html(next(c for c in book.preview().chapters if c.file != HULL))
    rail = rail_html(book.title, book.chapters, "none", held={kept.position})
    assert rail.count("act chapter held") == rail.count(HELD) == 1
