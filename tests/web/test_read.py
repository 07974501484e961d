"""The page of a chapter: paragraphs, breaks, notes folded away, the quote marked exactly."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from companion.manuscript.chapter import Scene
from companion.web.read import chapter_html

from .example_book import chapters


def plain(html: str) -> str:
    import html as h

    return h.unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("position", [0, 1, 2])
def test_every_word_of_the_chapter_is_on_the_page(position: int) -> None:
    chapter = chapters()[position]
    shown = plain(chapter_html(chapter))
    for word in re.findall(r"\w+", chapter.text):
        assert word in shown


@pytest.mark.parametrize(
    "quote",
    [
        "The contract lay under her seat, still unsigned.",
        "Nobody ever had*, Corin thought",
        "still unsigned.\n\n* * *\n\nAt the depot",
        "The van smelled",
        "Ida watched him do it.",
    ],
)
def test_the_mark_holds_the_quote_and_nothing_else(quote: str) -> None:
    chapter = chapters()[0]
    start = chapter.text.index(quote)
    html = chapter_html(chapter, (start, start + len(quote)))
    marked = "".join(plain(part) for part in re.findall(r"<mark>(.*?)</mark>", html))
    assert re.findall(r"\w+", marked) == re.findall(r"\w+", quote)


def test_scene_breaks_are_set_once() -> None:
    assert chapter_html(chapters()[0]).count("* * *") == 1


def test_a_break_of_blank_lines_is_shown_too() -> None:
    text = "One ends.\n\n\n\nAnother begins."
    chapter = replace(chapters()[0], text=text, scenes=(Scene(1, 0, 9), Scene(2, 13, len(text))))
    assert chapter_html(chapter).count("scene-break") == 1


def test_what_is_not_story_is_folded_and_named() -> None:
    html = chapter_html(chapters()[1])
    assert "<summary>Not story: author&#x27;s note</summary>" in html and "<details" in html
    assert "open=" not in html


def test_a_quote_inside_a_note_opens_the_note() -> None:
    chapter = chapters()[1]
    note = chapter.paratext[0]
    assert 'open="open"' in chapter_html(chapter, (note.start, note.end))


def test_who_tells_it_is_noted_where_it_changes() -> None:
    html = chapter_html(chapters()[1], narrators={1: "Corin", 2: "Corin"})
    assert html.count("teller") == 1
    assert chapter_html(chapters()[1], narrators={1: "Corin", 2: "Ida"}).count("teller") == 2


def test_wrapped_lines_are_folded_and_meant_ones_kept() -> None:
    wrapped = "\n\n".join("The road went on and on past the last of the houses and\ninto the dark." for _ in range(9))
    verse = "First line of a song\nsecond line of it\n\nProse again."
    base = chapters()[0]
    as_wrapped = replace(base, text=wrapped, scenes=(Scene(1, 0, len(wrapped)),))
    as_verse = replace(base, text=verse, scenes=(Scene(1, 0, len(verse)),))
    assert chapter_html(as_wrapped).count("<p") == 9
    assert "First line of a song<br>second line of it" in chapter_html(as_verse)
