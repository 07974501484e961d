"""How answers name a chapter whose printed number comes again in another part of the book."""

from __future__ import annotations

from dataclasses import replace

from companion.answers.chapters import in_words, printed
from companion.answers.lists import find_list
from companion.answers.question import read_question
from companion.manuscript.chapter import with_volumes
from tests.support.fake_view import make_chapter, make_view

ONE = "The lantern stood in the window of the van. Nobody lit it."
TWO = "Mara carried the lantern on to the stage, and the crew laughed."


def _book(*parts: str) -> list:
    chapters = [make_chapter(n, text, label="Chapter 1", number=1) for n, text in enumerate((ONE, TWO), 1)]
    return list(with_volumes([replace(c, part=part) for c, part in zip(chapters, parts, strict=True)]))


def test_a_number_that_comes_again_is_named_with_its_part() -> None:
    one, two = _book("PART ONE: The Road", "PART TWO: The Stage")
    assert (one.short, two.short) == ("Part One, ch. 1", "Part Two, ch. 1")
    assert printed(two) == "Part Two, Chapter 1"
    assert in_words(two, (one, two)) == "chapter 1 of Part Two (the 2nd in the book)"


def test_parts_say_nothing_where_numbers_run_through_the_book() -> None:
    chapters = with_volumes(
        [replace(make_chapter(n, ONE, label=f"Chapter {n}", number=n), part=f"VOL. {'I' * n}") for n in (1, 2)]
    )
    assert [c.short for c in chapters] == ["ch. 1", "ch. 2"]


def test_a_complete_list_tells_chapters_of_one_number_apart() -> None:
    view = make_view(_book("", "VOL. II"))
    found = find_list(read_question("List every mention of the lantern.", view), view)
    assert found is not None
    assert found.lead.endswith("in chapters 1 and 1 of Vol. II:")
    assert [c.chapter.short for c in found.more] == ["ch. 1", "Vol. II, ch. 1"]
