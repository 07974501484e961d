"""Reading order from the names of files."""

from __future__ import annotations

from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.manuscript.order import in_order, read_name

ORDERS = [
    [
        "00 prologue.md",
        "01 - The Long Drive.md",
        "Chapter Two.md",
        "ch 10 draft FINAL.md",
        "11_interlude.txt",
        "epilogue.md",
    ],
    ["1.md", "2.md", "10.md", "11.md"],
    ["Prologue.md", "Chapter One.md", "Chapter Two.md", "Chapter Eleven.md", "Chapter Twenty-One.md", "Epilogue.md"],
    ["Chapter I.txt", "Chapter IV.txt", "Chapter IX.txt", "Chapter XI.txt"],
    ["I.md", "II.md", "IX.md", "X.md"],
    ["one.md", "two.md", "three.md"],
    ["ch01.md", "ch02.md", "ch03 v2.md", "ch12.md"],
    ["09 Leeds.md", "09a_interlude.txt", "10 Hull.md"],
    ["chapter_1.md", "chapter_1.5.md", "chapter_2.md"],
    ["1 - one.md", "Chapter 2 (posted).md", "3. three.md"],
    ["Book 1 ch 1.md", "Book 1 ch 2.md"],
    ["intro.md", "Part One.md", "Part Two.md", "outro.md"],
    ["alpha.md", "beta.md", "gamma 2.md", "gamma 10.md"],
    ["01 prologue.md", "02 chapter one.md", "03 chapter two.md", "04 epilogue.md"],
    ["The First Chapter.md", "The Second Chapter.md"],
    ["ChapterOne.md", "ChapterTwo.md"],
    ["00 Before the prologue.md", "Prologue.md", "01 The Bus.md"],
    ["00preface.md", "01thebus.md", "02hull.md", "010coast.md"],
    ["00preface.md", "Foreword.md", "prologue.md", "01thebus.md"],
    ["00 foreword.md", "00 preface.md", "Preface to the second edition.md", "Prologue.md", "Chapter 1.md"],
    ["00_before_the_prologue.md", "00_prologue.md", "01_the_bus.md"],
    ["before the prologue.md", "prologue.md", "1.md"],
]


@pytest.mark.parametrize("names", ORDERS, ids=lambda names: names[0])
def test_order(names: list[str]) -> None:
    root = Path("book")
    assert [p.name for p in in_order([root / n for n in sorted(names, reverse=True)], root, ())] == names


def test_folders_are_parts() -> None:
    root = Path("book")
    names = ["Part One/01.md", "Part One/02.md", "Part Two/01.md", "Part Ten/01.md"]
    assert [p.relative_to(root).as_posix() for p in in_order([root / n for n in sorted(names)], root, ())] == names


def test_the_writer_s_order_comes_first() -> None:
    root = Path("book")
    files = [root / n for n in ("1.md", "2.md", "3.md", "prologue.md")]
    assert [p.name for p in in_order(files, root, ("prologue.md", "3.md"))] == ["prologue.md", "3.md", "1.md", "2.md"]


NAMES = [
    ("ch 10 draft FINAL.md", "Chapter 10", "", 10),
    ("00 prologue.md", "Prologue", "", None),
    ("00 before the prologue.md", "Before the Prologue", "", None),
    ("11_interlude.txt", "Interlude", "", None),
    ("01 - The Long Drive.md", "Chapter 1", "The Long Drive", 1),
    ("Chapter Two.md", "Chapter Two", "", 2),
    ("Chapter Seven (posted).md", "Chapter Seven", "", 7),
    ("the-long-drive.md", "The Long Drive", "", None),
    ("Hull.md", "Hull", "", None),
    ("14_edinburgh_v2.md", "Chapter 14", "Edinburgh", 14),
    ("Ch. 15 - Aberdeen.md", "Chapter 15", "Aberdeen", 15),
    ("XII.md", "Chapter 12", "", 12),
    ("03 - Chapter Two - The Bus.md", "Chapter Two", "The Bus", 2),
]


@pytest.mark.parametrize(("name", "label", "title", "number"), NAMES)
def test_what_a_name_says(name: str, label: str, title: str, number: int | None) -> None:
    told = read_name(PurePath(name))
    assert (told.label, told.title, told.number) == (label, title, number)


@given(
    st.lists(
        st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=12),
        unique=True,
        max_size=8,
    )
)
def test_any_names_have_one_order(names: list[str]) -> None:
    root = Path("book")
    files = [root / f"{n}.md" for n in names if n not in {".", ".."}]
    assert in_order(files, root, ()) == in_order(files[::-1], root, ())
