"""Files to a manuscript: what is read, what is skipped, what is said when it cannot be."""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import pytest

from companion.decisions import Decisions
from companion.errors import EmptyManuscript, ManuscriptNotFound, UnreadableFile
from companion.manuscript.reader import assemble, list_sources, read_manuscript, read_source

from .prose import prose


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def test_a_folder_of_chapters(tmp_path: Path) -> None:
    write(tmp_path, one__md=f"# Chapter One: Hull\n\n{prose()}\n", two__txt=f"CHAPTER TWO\n\n{prose(3, 1)}\n")
    book = read_manuscript(tmp_path)
    assert [(c.position, c.label, c.title, c.number, c.path.name) for c in book.chapters] == [
        (1, "Chapter One", "Hull", 1, "one.md"),
        (2, "CHAPTER TWO", "", 2, "two.txt"),
    ]
    assert book.chapters[0].text == prose()
    assert not book.warnings


def test_one_file_with_many_chapters(tmp_path: Path) -> None:
    file = tmp_path / "the-long-drive.txt"
    file.write_text("\n\n".join(f"CHAPTER {r}\n\n{prose(3, n)}" for n, r in enumerate(("I", "II", "III"))))
    book = read_manuscript(file)
    assert book.title == "The Long Drive"
    assert [c.label for c in book.chapters] == ["CHAPTER I", "CHAPTER II", "CHAPTER III"]


def test_a_file_without_headings_is_one_chapter_named_after_the_file(tmp_path: Path) -> None:
    write(tmp_path, **{"ch 10 draft FINAL__md": prose()})
    (chapter,) = read_manuscript(tmp_path).chapters
    assert (chapter.label, chapter.number) == ("Chapter 10", 10)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CONTENTS\n\nChapter One\n\nChapter Two\n\nChapter Three\n", "Chapter One"),
        ("# Chapter Nine\n\n***\n\n***\n", "Chapter Nine"),
        (
            "# Chapter Nine\n\nAuthor's note: no chapter this week, sorry! Thank you all for your comments.\n",
            "Chapter Nine",
        ),
    ],
)
def test_what_holds_no_story_is_named_and_is_no_chapter(tmp_path: Path, text: str, name: str) -> None:
    write(
        tmp_path,
        **{
            "00__md": text,
            "01__md": f"# Chapter One: Hull\n\n{prose()}\n",
            "02__md": f"# Chapter Two\n\n{prose(3, 1)}\n",
        },
    )
    book = read_manuscript(tmp_path)
    assert [(c.position, c.path.name) for c in book.chapters] == [(1, "01.md"), (2, "02.md")]
    assert all(c.words for c in book.chapters)
    assert book.warnings == (f"{name} (00.md) holds no story and is left out.",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Contents\n\n1. The Road\n2. The Sea\n3. The Hill\n", "Contents"),
        ("Table of Contents\n\nOne: The Road\nTwo: The Sea\n", "Table of Contents"),
        ("# Acknowledgements\n\nThanks to my mother, and to everybody at the shop.\n", "Acknowledgements"),
        ("# Contents\n\n1. The Road\n2. The Sea\n\n# Dedication\n\nfor Jo\n", "Contents"),
    ],
)
def test_a_file_that_holds_only_what_surrounds_a_story_is_named(tmp_path: Path, text: str, name: str) -> None:
    write(tmp_path, **{"00_front__md": text, "01__md": f"# One\n\n{prose()}\n", "02__md": f"# Two\n\n{prose(3, 1)}\n"})
    book = read_manuscript(tmp_path)
    assert [c.path.name for c in book.chapters] == ["01.md", "02.md"]
    assert book.warnings == (f"{name} (00_front.md) holds no story and is left out.",)


def test_a_chapter_that_is_called_notes_is_a_chapter(tmp_path: Path) -> None:
    write(tmp_path, **{"01__md": f"# Notes\n\n{prose(40)}\n", "02__md": f"# Two\n\n{prose(3, 1)}\n"})
    assert [c.path.name for c in read_manuscript(tmp_path).chapters] == ["01.md", "02.md"]


def test_what_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, one__md=prose(), README__md=prose(), companion__toml="", picture__png="x", __hidden__md=prose())
    (tmp_path / "drafts").mkdir()
    write(tmp_path / "drafts", two__md=prose())
    (tmp_path / ".git").mkdir()
    write(tmp_path / ".git", three__md=prose())
    (tmp_path / "notes").mkdir()
    write(tmp_path / "notes", plan__md=prose())
    assert [p.name for p in list_sources(tmp_path, Decisions(ignore=("notes/*",)))] == ["one.md"]
    assert [p.name for p in list_sources(tmp_path)] == ["one.md", "plan.md"]


def test_links_that_go_round_in_circles(tmp_path: Path) -> None:
    write(tmp_path, one__md=prose())
    (tmp_path / "part").mkdir()
    (tmp_path / "part" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "broken.md").symlink_to(tmp_path / "gone.md")
    assert [p.name for p in list_sources(tmp_path)] == ["one.md", "broken.md"]
    assert read_manuscript(tmp_path).warnings == (
        "broken.md is a link to a file that is not there; bring the file back and try again.",
    )


def test_nothing_there(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptNotFound, match="nowhere"):
        read_manuscript(tmp_path / "nowhere")
    with pytest.raises(EmptyManuscript, match=r"\.md"):
        read_manuscript(tmp_path)
    write(tmp_path, blank__md=" \n\n")
    with pytest.raises(EmptyManuscript, match=r"blank\.md"):
        read_manuscript(tmp_path)


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    file.write_bytes(b"x")
    with pytest.raises(UnreadableFile, match=r"book\.xlsx.*\.docx"):
        read_manuscript(file)


def test_one_unreadable_file_costs_only_itself(tmp_path: Path) -> None:
    write(tmp_path, one__md=prose())
    (tmp_path / "two.md").write_bytes(b"PK\x03\x04" + bytes(range(256)) * 4)
    book = read_manuscript(tmp_path)
    assert [c.path.name for c in book.chapters] == ["one.md"]
    assert len(book.warnings) == 1
    assert "two.md" in book.warnings[0]
    with pytest.raises(UnreadableFile, match=r"two\.md"):
        read_manuscript(tmp_path / "two.md")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    write(tmp_path, one__md=prose(), two__md=prose())
    (tmp_path / "two.md").chmod(0)
    assert "permission" in read_manuscript(tmp_path).warnings[0]


def test_duplicated_and_missing_numbers_are_named(tmp_path: Path) -> None:
    names = {"01__md": "Chapter 1", "02__md": "Chapter 2", "02b__md": "Chapter 2", "05__md": "Chapter 5"}
    write(tmp_path, **{name: f"# {label}\n\n{prose()}" for name, label in names.items()})
    said = read_manuscript(tmp_path).warnings
    assert any("2" in w and "02.md" in w and "02b.md" in w for w in said)
    assert any("3, 4" in w and "missing" in w for w in said)


def test_order_from_headings_when_names_say_nothing(tmp_path: Path) -> None:
    write(tmp_path, apple__md=f"# Chapter Three\n\n{prose()}", pear__md=f"# Prologue\n\n{prose()}", plum__md=f"# Chapter One\n\n{prose()}",
          fig__md=f"# Epilogue\n\n{prose()}")  # fmt: skip
    assert [c.label for c in read_manuscript(tmp_path).chapters] == [
        "Prologue",
        "Chapter One",
        "Chapter Three",
        "Epilogue",
    ]


@pytest.mark.parametrize(
    ("files", "labels"),
    [
        # One file was renamed: the others still say nothing, and their headings count as before.
        (
            {"Tin Roof - 1. Ana": 1, "Tin Roof - 2. Lou": 2, "ch3 the barn": 3, "Tin Roof - 4. Ana": 4},
            ["Chapter 1", "Chapter 2", "Chapter 3", "Chapter 4"],
        ),
        # The names count the files, not the chapters: they stay where their names place them.
        ({"01 a": 3, "02 b": 4, "loose": 1}, ["Chapter 3", "Chapter 4", "Chapter 1"]),
        # Numbers begin again in the second folder.
        (
            {"Part One/pear": 1, "Part One/apple": 2, "Part Two/plum": 1, "Part Two/fig": 2},
            ["Chapter 1", "Chapter 2", "Chapter 1", "Chapter 2"],
        ),
    ],
)
def test_headings_order_what_the_names_leave_open(tmp_path: Path, files: dict[str, int], labels: list[str]) -> None:
    for name, number in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / f"{name}.md").write_text(f"# Chapter {number}\n\n{prose()}")
    assert [c.label for c in read_manuscript(tmp_path).chapters] == labels


def test_a_chapter_that_stands_too_early_is_not_said_to_be_missing(tmp_path: Path) -> None:
    for n, number in enumerate([5, 1, 2, 3, 4, 6], start=1):
        (tmp_path / f"{n:02} x.md").write_text(f"# Chapter {number}\n\n{prose()}")
    assert not read_manuscript(tmp_path).warnings


def test_revisions_follow_the_text_and_not_the_place(tmp_path: Path) -> None:
    write(tmp_path, **{"1__md": prose(3), "2__md": prose(3, 1), "3__md": prose(3)})
    first, second, third = (c.revision for c in read_manuscript(tmp_path).chapters)
    assert len(first) == 20
    assert third == f"{first}-2"
    write(tmp_path, **{"0 prologue__md": prose(4, 2)})
    assert [c.revision for c in read_manuscript(tmp_path).chapters[1:]] == [first, second, third]
    (tmp_path / "2.md").write_text(prose(3, 1) + " More.")
    assert read_manuscript(tmp_path).chapters[2].revision != second


def test_reading_in_parts_gives_the_same_book(tmp_path: Path) -> None:
    write(tmp_path, one__md=prose(), two__md=prose(3, 1))
    sources = [read_source(p) for p in list_sources(tmp_path)]
    again, whole = assemble(tmp_path, sources), read_manuscript(tmp_path)
    assert [(c.revision, c.name, c.position) for c in again.chapters] == [
        (c.revision, c.name, c.position) for c in whole.chapters
    ]


def test_progress_is_reported(tmp_path: Path) -> None:
    write(tmp_path, one__md=prose(), two__md=prose(3, 1))
    seen: list[tuple[str, int, int, str]] = []
    read_manuscript(tmp_path, progress=lambda *step: seen.append(step))
    assert seen == [("reading", 0, 2, "one.md"), ("reading", 1, 2, "two.md"), ("reading", 2, 2, "")]


def test_scenes_and_paratext_never_overlap_and_sentences_lie_in_scenes(tmp_path: Path) -> None:
    text = f"A/N: Enjoy!\n\n{prose(3)}\n\n* * *\n\n{prose(3, 2)}\n\nTHE END\n\nPlease review!\n"
    write(tmp_path, one__md=text)
    (chapter,) = read_manuscript(tmp_path).chapters
    spans = sorted([(s.start, s.end) for s in chapter.scenes] + [(p.start, p.end) for p in chapter.paratext])
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert [p.kind for p in chapter.paratext] == ["author's note", "end mark", "author's note"]
    for sentence in chapter.sentences:
        scene = chapter.scene_at(sentence.start)
        assert scene is not None
        assert sentence.end <= scene.end
        assert sentence.scene == scene.number


def test_chapters_between_numbers_are_no_duplicates(tmp_path: Path) -> None:
    labels = ("Chapter 1", "Chapter 1.5", "Chapter 2", "Chapter 2b", "Chapter 3")
    (tmp_path / "book.md").write_text("\n\n".join(f"# {label}\n\n{prose(3, n)}" for n, label in enumerate(labels)))
    book = read_manuscript(tmp_path)
    assert [c.label for c in book.chapters] == list(labels)
    assert not book.warnings


def test_chapters_without_numbers_stay_where_their_files_stand(tmp_path: Path) -> None:
    labels = ("Chapter One", "Interlude", "Chapter Two", "Chapter Three", "Epilogue")
    for n, label in zip("abcde", labels, strict=True):
        (tmp_path / f"file-{n}.md").write_text(f"# {label}\n\n{prose(3)}")
    assert [c.label for c in read_manuscript(tmp_path).chapters] == list(labels)


TITLES = [
    ("x.md", "---\ntitle: Half the Moon\n---\n\n", "Half the Moon"),
    ("x.md", "---\ntitle: Chapter One\n---\n\n", "X"),
    ("half_the_moon.md", "---\ntitle: Untitled\n---\n\n", "Half the Moon"),
    ("x.fountain", "Title: Half the Moon\nAuthor: A\n\n", "Half the Moon"),
    ("x.txt", "The Project Gutenberg EBook of Half\n\nTitle: Half\n   the Moon\n\n*** START OF THE PROJECT GUTENBERG EBOOK ***\n\n", "Half the Moon"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "head", "title"), TITLES)
def test_the_title_that_a_file_names(name: str, head: str, title: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(f"{head}# Chapter One\n\n{prose(5)}\n\n# Chapter Two\n\n{prose(5)}\n")
    assert read_manuscript(tmp_path / name).title == title
    assert read_manuscript(tmp_path / name, Decisions(title="Mine")).title == "Mine"


def test_what_markdown_escapes_is_spelt_out(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("She said it\\'s late&mdash;very late\\.\\\nTom nodded.<br>He left.\n")
    (chapter,) = read_manuscript(tmp_path).chapters
    assert chapter.text == "She said it's late—very late.\nTom nodded.\nHe left."
