"""Which chapter is which after an edit: text first, then shared sentences, then the place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.identity import edits, identified, matched, words_between
from companion.manuscript.reader import read_manuscript
from tests.support.books import chapter, write_book

BUS = "The bus came late on Monday. Nadia counted her coins twice. Nobody had told her about the strike at all."
DOCK = "Gulls stood along the wet dock. Owen tied the rope with cold hands. He never looked up at the office window."
ROOM = "There were nine chairs in the room. Petra sat on the tenth. She had brought it herself, in the rain."


def book(*texts, labels=None, paths=None):
    made = []
    for n, text in enumerate(texts, 1):
        c = chapter(text, n, (labels or {}).get(n, ""))
        made.append(replace(c, path=Path((paths or {}).get(n, f"{n:02}.md"))))
    return made


def first(*texts, **more):
    return identified(matched([], book(*texts, **more)))


def continues(before, after):
    """Position before of the chapter that each one after continues, None for a new one."""
    return [m.old.position if m.old else None for m in matched(before, after)]


def kinds(before, after):
    return [e.kind for e in edits(matched(before, after), before)]


def test_nothing_changed():
    before = first(BUS, DOCK)
    assert continues(before, book(BUS, DOCK)) == [1, 2]
    assert kinds(before, book(BUS, DOCK)) == []


def test_a_prologue_inserted_moves_the_others():
    before = first(BUS, DOCK)
    after = [replace(chapter(ROOM, 1, "Prologue"), path=Path("00.md"))]
    after += [replace(c, position=c.position + 1) for c in book(BUS, DOCK)]
    assert continues(before, after) == [None, 1, 2]
    assert kinds(before, after) == ["new", "moved", "moved"]


def test_an_edited_chapter_stays_itself_wherever_it_goes():
    before = first(BUS, DOCK, ROOM)
    edited = DOCK.replace("cold", "bleeding")
    after = book(ROOM, BUS, edited, labels={1: "Opening", 3: "Chapter Nine"}, paths={1: "x.md", 2: "y.md", 3: "z.md"})
    assert continues(before, after) == [3, 1, 2]


def test_a_chapter_rewritten_in_its_place_stays_itself():
    before = first(BUS, DOCK)
    assert continues(before, book(ROOM, DOCK)) == [1, 2]
    edit = edits(matched(before, book(ROOM, DOCK)), before)[0]
    assert (edit.kind, edit.added > 10, edit.removed > 10) == ("edited", True, True)


def test_a_chapter_split_in_two_keeps_its_identity_in_the_longer_half():
    before = first(BUS + "\n\n" + ROOM, DOCK)
    after = book(BUS, ROOM + " She waited.", DOCK, labels={2: "Chapter Two, later"}, paths={2: "01b.md"})
    found = matched(before, after)
    assert sorted(e.kind for e in edits(found, before)) == ["edited", "moved", "split"]
    assert [m.origin.position for m in found if m.origin] == [1]


def test_a_copy_of_a_chapter_is_the_new_one_whatever_its_file_is_called(tmp_path):
    folder = write_book(tmp_path / "book", {"pear.md": BUS, "plum.md": DOCK})
    before = identified(matched([], read_manuscript(folder).chapters))
    (folder / "apple.md").write_text(BUS)
    both = matched(before, read_manuscript(folder).chapters)
    assert [(m.new.path.name, m.old and m.old.path.name) for m in both] == [
        ("apple.md", None),
        ("pear.md", "pear.md"),
        ("plum.md", "plum.md"),
    ]
    assert [e.kind for e in edits(both, before)] == ["new", "moved", "moved"]
    now = identified(both)
    (folder / "apple.md").unlink()
    again = matched(now, read_manuscript(folder).chapters)
    assert [c.identity for c in identified(again)] == [c.identity for c in before]
    assert [e.kind for e in edits(again, now)] == ["moved", "moved", "removed"]


def test_an_old_version_is_neither_split_off_nor_joined():
    before = first(BUS, DOCK)
    both = [*book(BUS, DOCK), replace(chapter(BUS + " It rained.", 3, "Chapter 1, old"), path=Path("old.md"))]
    assert kinds(before, both) == ["new"]
    assert kinds(identified(matched(before, both)), book(BUS, DOCK)) == ["removed"]


def test_two_chapters_joined():
    before = first(BUS, ROOM, DOCK)
    after = book(BUS + "\n\n" + ROOM, DOCK)
    assert sorted(kinds(before, after)) == ["edited", "joined", "moved"]


def test_a_new_name_is_no_edit():
    before = first(BUS, DOCK)
    after = book(BUS, DOCK, labels={2: "Chapter Two: Low Water"})
    assert kinds(before, after) == ["renamed"]
    assert edits(matched(before, after), before)[0].before == "Chapter 2"


def test_a_removed_chapter_is_named_with_its_words():
    before = first(BUS, DOCK)
    found = edits(matched(before, book(BUS)), before)
    assert [(e.kind, e.chapter, e.removed > 15) for e in found] == [("removed", "Chapter 2", True)]


def test_identities_stay_through_many_editions_and_never_meet():
    now = first(BUS, DOCK)
    names = [c.identity for c in now]
    for text in (BUS + " It rained.", BUS + " It rained. It poured down all night.", BUS):
        now = identified(matched(now, book(text, DOCK)))
        assert [c.identity for c in now] == names
    # The first chapter becomes another one; a new chapter then has the very text the identity was taken from.
    now = identified(matched(now, book(ROOM, DOCK)))
    now = identified(matched(now, book(ROOM, DOCK, BUS)))
    assert len({c.identity for c in now}) == 3


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("one two three", "one two three", (0, 0)),
        ("one two three", "one 2 three", (1, 1)),
        ("one two three", "one two three four", (1, 0)),
        ("a\nb\nc", "a\nc", (0, 1)),
        ("", "one two", (2, 0)),
        ("“Go,” she said.", "“Go!” she said.", (0, 0)),
    ],
)
def test_words_changed(old, new, words):
    assert words_between(old, new) == words


@given(st.lists(st.sampled_from([BUS, DOCK, ROOM, "Yes. No."]), max_size=5), st.permutations(range(5)))
def test_every_old_chapter_goes_on_in_at_most_one(texts, order):
    before = identified(matched([], [replace(c, revision=f"r{n}") for n, c in enumerate(book(*texts))]))
    shuffled = [before[n] for n in order if n < len(before)]
    after = [replace(c, position=n + 1, identity="", text=c.text + " More.") for n, c in enumerate(shuffled)]
    after = [replace(c, revision=f"s{n}") for n, c in enumerate(after)]
    found = matched(before, after)
    old = [m.old.revision for m in found if m.old]
    assert len(old) == len(set(old))
    assert len({c.identity for c in identified(found)}) == len(after)
