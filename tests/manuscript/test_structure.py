"""Chapters found by a text's own headings."""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

import pytest

from companion.manuscript.structure import split

from .prose import prose, wrapped


def book(*headings: str, gap: str = "\n\n", front: str = "") -> str:
    """A text with prose below each heading."""
    return front + "\n\n\n".join(f"{h}{gap}{prose(3, n)}" for n, h in enumerate(headings)) + "\n"


def told(text: str, **options: bool) -> list[tuple[str, str, int | None]]:
    return [(s.label, s.title, s.number) for s in split(text, **options)]


BOOKS = [
    (book("CHAPTER I", "CHAPTER II", "CHAPTER III"), [("CHAPTER I", "", 1), ("CHAPTER II", "", 2), ("CHAPTER III", "", 3)]),
    (book("CHAPTER I.", "CHAPTER II."), [("CHAPTER I", "", 1), ("CHAPTER II", "", 2)]),
    (
        book("Chapter Four: The Bus", "Chapter Five: The Boat"),
        [("Chapter Four", "The Bus", 4), ("Chapter Five", "The Boat", 5)],
    ),
    (book("Chapter 1 - The Bus", "Chapter 2 – the boat"), [("Chapter 1", "The Bus", 1), ("Chapter 2", "the boat", 2)]),
    (book("Chapter 1 The Bus", "Chapter 2 The Boat"), [("Chapter 1", "The Bus", 1), ("Chapter 2", "The Boat", 2)]),
    (
        book("CHAPTER SIX\n\nThe Bus", "CHAPTER SEVEN\n\nThe Boat"),
        [("CHAPTER SIX", "The Bus", 6), ("CHAPTER SEVEN", "The Boat", 7)],
    ),
    (
        book("CHAPTER I.\nThe Bus", "CHAPTER II.\nThe Boat"),
        [("CHAPTER I", "The Bus", 1), ("CHAPTER II", "The Boat", 2)],
    ),
    (
        book("CHAPTER I\n\n  IN WHICH A BUS IS MISSED,\n  AND A DOG FOUND", "CHAPTER II\n\n  IN WHICH IT RAINS"),
        [("CHAPTER I", "IN WHICH A BUS IS MISSED, AND A DOG FOUND", 1), ("CHAPTER II", "IN WHICH IT RAINS", 2)],
    ),
    (
        book("Prologue", "Chapter One", "Interlude: The Road", "Chapter Two", "Epilogue"),
        [("Prologue", "", None), ("Chapter One", "", 1), ("Interlude", "The Road", None), ("Chapter Two", "", 2), ("Epilogue", "", None)],
    ),
    (book("1.", "2.", "3."), [("1", "", 1), ("2", "", 2), ("3", "", 3)]),
    (book("I", "II", "III", "IV"), [("I", "", 1), ("II", "", 2), ("III", "", 3), ("IV", "", 4)]),
    (book("One", "Two", "Three"), [("One", "", 1), ("Two", "", 2), ("Three", "", 3)]),
    (book("1\n\nThe Bus", "2\n\nThe Boat", "3\n\nThe Dog"), [("1", "The Bus", 1), ("2", "The Boat", 2), ("3", "The Dog", 3)]),
    (book("1. The Bus", "2. The Boat", "3. The Dog"), [("1", "The Bus", 1), ("2", "The Boat", 2), ("3", "The Dog", 3)]),
    (book("I. THE BUS", "II. THE BOAT"), [("I", "THE BUS", 1), ("II", "THE BOAT", 2)]),
    (book("# Chapter One", "# Chapter Two"), [("Chapter One", "", 1), ("Chapter Two", "", 2)]),
    (book("## 1. The Bus", "## 2. The Boat"), [("1", "The Bus", 1), ("2", "The Boat", 2)]),
    (book("# The Bus", "# The Boat"), [("The Bus", "The Bus", None), ("The Boat", "The Boat", None)]),
    (book("# My Novel\n\n## Chapter 1", "## Chapter 2"), [("Chapter 1", "", 1), ("Chapter 2", "", 2)]),
    (book("# My Novel\n\n## The Bus", "## The Boat"), [("The Bus", "The Bus", None), ("The Boat", "The Boat", None)]),
    (book("# Chapter Nine\n\n## Seventy-Nine", "# Chapter Ten\n\n## Eighty"), [("Chapter Nine", "Seventy-Nine", 9), ("Chapter Ten", "Eighty", 10)]),
    (book("One\nThe Bus", "Two\nThe Boat", "Three\nThe Dog"), [("One", "The Bus", 1), ("Two", "The Boat", 2), ("Three", "The Dog", 3)]),
    (book("I\nThe Bus", "II\nThe Boat"), [("I", "The Bus", 1), ("II", "The Boat", 2)]),
    (book("Chapter One", "2: The Boat", "Chapter Three", "Four", "Chapter Five"), [("Chapter One", "", 1), ("2", "The Boat", 2), ("Chapter Three", "", 3), ("Four", "", 4), ("Chapter Five", "", 5)]),
    (book("3", "2", "1"), [("3", "", 3), ("2", "", 2), ("1", "", 1)]),
    (book("C H A P T E R  O N E", "C H A P T E R  T W O"), [("CHAPTER ONE", "", 1), ("CHAPTER TWO", "", 2)]),
    (book("Chapter 1", "Chapter 1.5", "Chapter 2a", "Chapter 2b"), [("Chapter 1", "", 1), ("Chapter 1.5", "", 1), ("Chapter 2a", "", 2), ("Chapter 2b", "", 2)]),
    (book("# Chapter 1\n\n## Mara", "## Tom", "# Chapter 2\n\n## Mara"), [("Chapter 1", "", 1), ("Chapter 2", "", 2)]),
    (book("# My Novel\n\nChapter 1", "Chapter 2", "Chapter 3"), [("Chapter 1", "", 1), ("Chapter 2", "", 2), ("Chapter 3", "", 3)]),
    (book("Chapter 1\n\n1. Milk\n2. Bread\n3. Tea", "Chapter 3"), [("Chapter 1", "", 1), ("Chapter 3", "", 3)]),
    (book("**Chapter One**", "**Chapter Two**"), [("Chapter One", "", 1), ("Chapter Two", "", 2)]),
    (book("~ Chapter One ~", "~ Chapter Two ~"), [("Chapter One", "", 1), ("Chapter Two", "", 2)]),
    (book("- 1 -", "- 2 -"), [("1", "", 1), ("2", "", 2)]),
    (book("STAVE ONE", "STAVE TWO"), [("STAVE ONE", "", 1), ("STAVE TWO", "", 2)]),
    (
        book("Letter 1", "Letter 2", "Chapter 1", "Chapter 2"),
        [("Letter 1", "", 1), ("Letter 2", "", 2), ("Chapter 1", "", 1), ("Chapter 2", "", 2)],
    ),
    (book("Chapter the First", "Chapter the Second"), [("Chapter the First", "", 1), ("Chapter the Second", "", 2)]),
    (book("THE FIRST CHAPTER", "THE SECOND CHAPTER"), [("THE FIRST CHAPTER", "", 1), ("THE SECOND CHAPTER", "", 2)]),
    (book("PART I", "PART II"), [("PART I", "", 1), ("PART II", "", 2)]),
    (book("Ch. 1", "Ch. 2"), [("Ch. 1", "", 1), ("Ch. 2", "", 2)]),
    (book("Chapter 12"), [("Chapter 12", "", 12)]),
    (book("12"), [("12", "", 12)]),
    (book("XII\n\nThe Bus"), [("XII", "The Bus", 12)]),
    (prose(6), [("", "", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BOOKS)
def test_headings(text: str, expected: list[tuple[str, str, int | None]]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(("text", "expected"), [b for b in BOOKS if "#" not in b[0]])
def test_headings_of_hard_wrapped_text(text: str, expected: list[tuple[str, str, int | None]]) -> None:
    lines = [wrapped(p) if len(p) > 80 else p + "\n" for p in text.split("\n\n")]
    assert told("\n".join(lines)) == expected


def test_setext_headings() -> None:
    text = f"The Bus\n=======\n\n{prose(2)}\n\nThe Boat\n========\n\n{prose(2)}\n"
    assert told(text, markdown=True) == [("The Bus", "The Bus", None), ("The Boat", "The Boat", None)]


def test_parts_stand_above_chapters_and_numbers_may_begin_again() -> None:
    text = book("PART ONE\n\nThe Road\n\nCHAPTER I", "CHAPTER II", "PART TWO: The Sea\n\nCHAPTER I", "CHAPTER II")
    assert [(s.label, s.part) for s in split(text)] == [
        ("CHAPTER I", "PART ONE: The Road"),
        ("CHAPTER II", "PART ONE: The Road"),
        ("CHAPTER I", "PART TWO: The Sea"),
        ("CHAPTER II", "PART TWO: The Sea"),
    ]


def test_a_title_page_between_volumes_closes_the_chapter_before_it() -> None:
    page = "\n\nTHE LONG ROAD:\n\nA Novel.\n\nVOL. II.\n\n\nLondon:\nPrinted for the author.\n1913.\n\n\n"
    sections = split(f"VOL. I.\n\nCHAPTER I.\n\n{prose(3)}{page}CHAPTER I.\n\n{prose(3, 1)}")
    assert [s.text[:20] for s in sections] == [prose(1)[:20], prose(1, 1)[:20]]
    (start, end, kind), *rest = sections[0].asides
    assert (sections[0].text[start:end], kind, rest) == ("London:\nPrinted for the author.\n1913.", "front matter", [])
    assert not sections[1].asides


def test_parts_in_markdown() -> None:
    text = book("# Part One\n\n## Chapter 1", "## Chapter 2", "# Part Two\n\n## Chapter 3")
    assert [(s.label, s.part) for s in split(text)] == [
        ("Chapter 1", "Part One"),
        ("Chapter 2", "Part One"),
        ("Chapter 3", "Part Two"),
    ]


def test_the_heading_is_taken_off_and_nothing_else_is() -> None:
    sections = split(book("Chapter One: The Bus", "Chapter Two: The Boat"))
    assert [s.text for s in sections] == [prose(3, 0), prose(3, 1)]


def test_a_contents_page_is_not_taken_for_chapters() -> None:
    front = (
        "MY NOVEL\n\nby A. Writer\n\nCONTENTS\n\n1. The Bus ..... 3\n2. The Boat ..... 40\n3. The Dog ..... 77\n\n\n"
    )
    for headings in (("1. The Bus", "2. The Boat", "3. The Dog"), ("1\n\nThe Bus", "2\n\nThe Boat", "3\n\nThe Dog")):
        sections = split(front + book(*headings))
        assert [s.title for s in sections] == ["The Bus", "The Boat", "The Dog"]
        assert sections[0].text.startswith("MY NOVEL")
        assert [kind for *_, kind in sections[0].asides] == ["front matter", "contents"]
        assert sections[0].text[sections[0].asides[-1][1] :].strip() == prose(3, 0)


def test_a_contents_page_of_keyed_chapters() -> None:
    front = "Contents\n\nChapter One: The Bus\n\nChapter Two: The Boat\n\nChapter Three: The Dog\n\n\n\n"
    sections = split(front + book("Chapter One: The Bus", "Chapter Two: The Boat", "Chapter Three: The Dog"))
    assert [s.label for s in sections] == ["Chapter One", "Chapter Two", "Chapter Three"]


def test_titled_stories_listed_in_a_contents_page() -> None:
    front = "STORIES\n\n   I. A Bus to Hull\n  II. The Boat\n III. Three Dogs\n\n\n"
    text = front + book("STORY I. A BUS TO HULL", "II. THE BOAT", "III. THREE DOGS").replace("STORY I.", "ADVENTURE I.")
    assert [s.title for s in split(text)] == ["A BUS TO HULL", "THE BOAT", "THREE DOGS"]


def test_titles_without_numbers_set_apart_by_blank_lines() -> None:
    text = "\n\n\n\n".join(f"{title}\n\n{prose(4)}" for title in ("The Bus", "The Boat", "The Dog"))
    assert [s.title for s in split("\n\n\n" + text)] == ["The Bus", "The Boat", "The Dog"]


def test_subheadings_of_a_file_among_others_are_not_chapters() -> None:
    text = f"# Chapter Three: Hull\n\n{prose(2)}\n\n## Morning\n\n{prose(2)}\n\n## Evening\n\n{prose(2)}\n"
    assert [(s.label, s.title) for s in split(text, alone=False)] == [("Chapter Three", "Hull")]
    text = text.replace("# Chapter Three: Hull", "# Hull", 1)
    assert [(s.label, s.title) for s in split(text, alone=False)] == [("Hull", "Hull")]


def test_markdown_headings_win_over_plain_ones() -> None:
    text = f"# Chapter 1\n\n{prose(2)}\n\nChapter XII\n\n{prose(2)}\n\n# Chapter 2\n\n{prose(2)}\n"
    assert [s.label for s in split(text)] == ["Chapter 1", "Chapter 2"]


STORY_LINES = [
    "Part of me wanted to go back.",
    "Chapter Two of my life began there, and it was no better than the first.",
    "I.",
    "“I.”",
    "1. Milk\n2. Eggs\n3. String",
    "1. Milk\n\n2. Eggs\n\n3. String",
    "Book Club, the sign said. Everyone welcome.",
    "Letter in hand, he went down.",
    "Seven",
    "Two.",
    "Mix",
    "Interlude over, they went back to work.",
    "Act one, the whole lot of them.",
    "Chapter four was where he stopped reading.",
    "“Chapter Four,” she read aloud.",
    "Part I played in it, Part II he played himself.",
    "THE END OF THE PIER",
    "Notes",
    "Number 12",
]


@pytest.mark.parametrize("line", STORY_LINES)
def test_story_lines_are_not_headings(line: str) -> None:
    text = f"Chapter One\n\n{prose(3)}\n\n{line}\n\n{prose(3, 2)}\n\nChapter Two\n\n{prose(3)}\n"
    sections = split(text)
    assert [s.label for s in sections] == ["Chapter One", "Chapter Two"]
    assert line in sections[0].text


@pytest.mark.parametrize("line", STORY_LINES)
def test_story_lines_in_a_text_without_headings(line: str) -> None:
    text = f"{prose(3)}\n\n{line}\n\n{prose(3, 2)}\n"
    assert [s.label for s in split(text)] == [""]


def test_long_prose_before_the_first_heading_is_a_chapter_of_its_own() -> None:
    sections = split(f"{prose(8)}\n\nChapter One\n\n{prose(3)}\n")
    assert [s.label for s in sections] == ["", "Chapter One"]


def test_acknowledgements_and_dedications_are_set_aside() -> None:
    text = (
        book("Dedication\n\nFor Ann.\n\nChapter One", "Chapter Two")
        + "\n\n\nAcknowledgements\n\nI owe Ruth everything.\n"
    )
    sections = split(text)
    assert [s.label for s in sections] == ["Chapter One", "Chapter Two"]
    assert [kind for *_, kind in sections[0].asides] == ["dedication"]
    assert [kind for *_, kind in sections[1].asides] == ["acknowledgements"]


def test_properties_of_a_markdown_file_are_set_aside_and_give_the_title() -> None:
    (section,) = split(f"---\ntitle: The Bus\ntags: [draft]\n---\n\n{prose(3)}\n", markdown=True)
    assert section.label == "The Bus"
    start, end, _ = section.asides[0]
    assert "tags" in section.text[start:end]


def test_gutenberg_header_and_licence_are_set_aside() -> None:
    text = (
        "The Project Gutenberg EBook of My Novel, by A. Writer\n\nThis eBook is for anyone.\n\nTitle: My Novel\n\n"
        "*** START OF THIS PROJECT GUTENBERG EBOOK MY NOVEL ***\n\n\nProduced by Nobody\n\n\nMY NOVEL\n\n\n"
        + book("CHAPTER I", "CHAPTER II")
        + "\n\nEnd of the Project Gutenberg EBook of My Novel\n\n*** END OF THIS PROJECT GUTENBERG EBOOK MY NOVEL ***\n\nLicence text.\n"
    )
    sections = split(text)
    assert [s.label for s in sections] == ["CHAPTER I", "CHAPTER II"]
    assert [kind for *_, kind in sections[0].asides] == ["front matter", "front matter"]
    assert [kind for *_, kind in sections[1].asides] == ["back matter"]
    story = [s.text[: s.asides[0][0]] if n else s.text[s.asides[-1][1] :] for n, s in enumerate(sections)]
    assert [t.strip() for t in story] == [prose(3, 0), prose(3, 1)]


def test_links_to_other_chapters_are_not_headings() -> None:
    text = f"{prose(3)}\n\n« Chapter Three: Load-In\n\nChapter Five: Curfew »\n"
    assert [s.label for s in split(text)] == [""]


def test_parts_with_their_titles_below() -> None:
    text = book("PART ONE\nThe Road\n\nChapter 1", "Chapter 2", "PART TWO\nThe Sea\n\nChapter 3")
    assert [s.part for s in split(text)] == ["PART ONE: The Road", "PART ONE: The Road", "PART TWO: The Sea"]
    assert [s.part for s in split(book("SIDE A\n\n1. The Bus", "2. Hull", "SIDE B\n\n3. Leeds"))] == [
        "SIDE A",
        "SIDE A",
        "SIDE B",
    ]


HOSTILE = {
    "headings": "Chapter 1\n\n" * 20_000, "parts": "".join(f"PART {n}\n\nIt rained.\n\n" for n in range(8000)),
    "levels": "# A\n\n## B\n\n### C\n\nx\n\n" * 10_000, "numbers": "".join(f"{n}\n\n" for n in range(30_000)),
    "blank": "\n" * 200_000 + "x", "spaces": " " * 200_000 + "x", "lines of a space": " \n" * 100_000 + "x", "stops": "." * 200_000,
    "stars": "*" * 200_000, "marks": '"' * 200_000, "pages": "\f" * 200_000 + "x", "one word": "x" * 200_000,
}  # fmt: skip


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", HOSTILE)
def test_texts_that_could_take_for_ever(name: str) -> None:
    """Each took minutes once: the work grew with the square of the length."""
    from companion.manuscript.sentences import split_sentences

    text = HOSTILE[name]
    assert split(text, markdown=True)
    assert list(split_sentences(text))
