"""What a saved edit broke or mended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion import terminal
from companion.book import Companion
from companion.canon.types import Finding
from companion.decisions import Decision
from companion.effects import EditEffect, difference
from companion.engine import Engine
from companion.errors import NotInBook
from companion.identity import ChapterEdit
from companion.settings import Settings
from companion.sync import SyncReport
from tests.support.books import chapter
from tests.support.embedder import HashEmbedder
from tests.support.hull import HULL


def finding(name="eyes", values=("grey", "green"), tier="conflict", verdict="", character="Dex"):
    made = Finding(
        f"{name}-{character}-{'-'.join(values)}",
        name,
        tier,
        character,
        f"{name}: {' and '.join(values)}",
        "",
        (chapter("Dex looked up.", 3, number=3).cite(0, 3),),
        values,
    )
    return replace(made, decision=Decision(verdict)) if verdict else made


EYES, HAIR = finding(), finding("hair", ("red", "black"))


@pytest.mark.parametrize(
    ("before", "after", "broke", "mended"),
    [
        ([], [], [], []),
        ([], [EYES], [EYES], []),
        ([EYES], [], [], [EYES]),
        ([EYES], [EYES], [], []),
        ([EYES], [HAIR], [HAIR], [EYES]),
        # Settled ones count on neither side, whenever they were settled; "to fix" does.
        ([], [finding(verdict="dismissed")], [], []),
        ([finding(verdict="intentional")], [], [], []),
        ([EYES], [finding(verdict="dismissed")], [], []),
        ([finding(verdict="dismissed")], [EYES], [], []),
        ([finding(verdict="to fix")], [], [], [finding(verdict="to fix")]),
        # A third colour: worse, not mended. One colour less: partly mended, not broken.
        ([EYES], [finding(values=("grey", "green", "blue"))], [finding(values=("grey", "green", "blue"))], []),
        ([finding(values=("grey", "green", "blue"))], [EYES], [], [finding(values=("grey", "green", "blue"))]),
        # Somebody else's eyes are another matter.
        ([EYES], [finding(values=("grey", "green", "blue"), character="Ruth")], None, [EYES]),
    ],
)
def test_difference(before, after, broke, mended):
    found = difference(before, after)
    assert [f.id for f in found[0]] == [f.id for f in (after if broke is None else broke)]
    assert [f.id for f in found[1]] == [f.id for f in mended]


@pytest.mark.parametrize(
    ("effect", "line"),
    [
        (
            EditEffect(
                2, (ChapterEdit("edited", "Chapter Four: Tea", "ch. 4", 4, added=212, removed=40),), (EYES,), (HAIR,)
            ),
            "Ch. 4 saved: 212 words changed. New contradiction: eyes: grey and green (Dex, ch. 3). "
            "Mended: hair: red and black (Dex, ch. 3).",
        ),
        (
            EditEffect(
                2, (ChapterEdit("edited", "Prologue", "Prologue", 1, added=1, removed=1),), (finding(tier="possible"),)
            ),
            "Prologue saved: 1 word changed. Newly worth a look: eyes: grey and green (Dex, ch. 3).",
        ),
        (
            EditEffect(2, (ChapterEdit("new", "x", "ch. 1", 1, added=1500), ChapterEdit("moved", "y", "ch. 2", 2))),
            "Ch. 1 is new: 1,500 words.",
        ),
        (
            EditEffect(2, (ChapterEdit("renamed", "Tea", "Tea", 2, before="Coffee"),)),
            "Tea has a new name (it was Coffee).",
        ),
        (
            EditEffect(
                2, (), tuple(finding(values=("grey", word)) for word in ("red", "blue", "black", "green", "brown"))
            ),
            "Nothing in the chapters has changed. "
            "New contradiction: eyes: grey and red (Dex, ch. 3). "
            "New contradiction: eyes: grey and blue (Dex, ch. 3). "
            "New contradiction: eyes: grey and black (Dex, ch. 3). "
            "And 2 more new.",
        ),
        (EditEffect(2, problem="The disk is full."), "Could not bring the book up to date: The disk is full."),
        (EditEffect(2), "Nothing in the chapters has changed."),
    ],
)
def test_the_line_a_writer_reads(effect, line):
    assert effect.line == line


def rewrite(path, old, new):
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def test_an_edit_mends_and_another_breaks(book, folder):
    start = book.edition
    assert not book.changed()
    rewrite(folder / HULL, "his green eyes", "his grey eyes")
    assert book.changed()
    effect = book.update()
    assert [(e.kind, e.short, e.words_changed) for e in effect.edits] == [("edited", "ch. 3", 1)]
    assert [f.kind for f in effect.mended] == ["eyes"]
    assert effect.broke == ()
    rewrite(folder / HULL, "his grey eyes", "his blue eyes")
    effect = book.update()
    assert [f.kind for f in effect.broke] == ["eyes"]
    assert effect.mended == ()
    since = book.effect_since(start)
    assert ([len(since.edits), since.edits[0].words_changed]) == [1, 1]
    assert len(since.broke) == len(since.mended) == 1  # blue for green: another contradiction now
    with pytest.raises(NotInBook, match="not known"):
        book.effect_since(10_000)


def test_a_first_update_is_no_edit_that_broke_anything(folder):
    with Companion.open(folder, engine=Engine(Settings.load(), embedder=HashEmbedder())) as book:
        assert book.changed()
        effect = book.update()
        assert (len(effect.edits), effect.broke, effect.mended) == (3, (), ())
        assert book.update().edits == ()


def test_a_file_touched_but_not_edited_is_no_edit(book, folder):
    (folder / HULL).touch()
    import os

    os.utime(folder / HULL, (1_700_000_000, 1_700_000_000))
    assert book.changed()
    assert book.update().edits == ()
    assert not book.changed()


@pytest.mark.parametrize(
    "change",
    [
        lambda f: (f / HULL).unlink(),
        lambda f: (f / "04.md").write_text("# Four\n\nThe sea.\n", "utf-8"),
        lambda f: (f / HULL).rename(f / "03 - Goole.md"),
        lambda f: (f / "companion.toml").write_text('title = "The Long Drive"\n', "utf-8"),
        lambda f: (f / "companion.toml").write_text(f'ignore = ["{HULL}"]\n', "utf-8"),
        lambda f: (f / "companion.toml").write_text('earlier = ["../nowhere"]\n', "utf-8"),
    ],
)
def test_whatever_a_sync_would_find_is_a_change(book, folder, change):
    change(folder)
    assert book.changed()
    book.sync()
    assert not book.changed()


def test_a_verdict_is_no_change_of_the_files(book):
    book.decide(next(f for f in book.check() if f.kind == "eyes"), "dismissed")
    assert not book.changed()


def test_the_terminal_says_what_cannot_be_read_once():
    report = SyncReport(2, 1, 100, warnings=("Chapter 2 is missing.", "tea.md cannot be read."))
    gone = EditEffect(2, (ChapterEdit("removed", "Tea", "ch. 3", 3),), report=report)
    assert terminal.effect(gone, ("Chapter 2 is missing.",)).split("\n")[1:] == ["       ! tea.md cannot be read."]
    assert "\n" not in terminal.effect(gone, report.warnings)
