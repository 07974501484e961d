"""The table of files and chapters: what was found before anything is indexed, and what opens under a row."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from companion.lookalikes import Lookalike
from companion.preview import ChapterPreview, EarlierPreview, Preview, Reference, SetAside, UnreadFile
from companion.web.outline import (
    LONG,
    SHOWN_FILES,
    aside_html,
    beside_html,
    earlier_html,
    number_and_name,
    place_html,
    preview_html,
    span,
    table_html,
    voice,
    warnings_html,
)

from .test_markup import HOSTILE, parsed


def row(position: int, **given: object) -> ChapterPreview:
    made = ChapterPreview(
        position=position,
        label=f"Chapter {position}",
        title=f"Part of the road {position}",
        name=f"Chapter {position}: Part of the road {position}",
        part="",
        file=f"{position:02}.md",
        words=1200,
        scenes=2,
        person="first",
        tense="present",
        narrators=("Ida",),
        aside=(),
        number=position,
        short=f"ch. {position}",
    )
    return replace(made, **given)  # type: ignore[arg-type]


def found(*chapters: ChapterPreview, **given: object) -> Preview:
    made = Preview(Path("book"), "The Long Load-out", chapters, (), (), (), (), (), (), 20.0)
    return replace(made, **given)  # type: ignore[arg-type]


def files(html: str) -> list[str | None]:
    return [a["data-file"] for _, a in parsed(html).tags if "data-file" in a]


def test_every_chapter_has_its_row_with_all_that_was_asked_for() -> None:
    note = SetAside("author's note", 12, "Thank you all for reading")
    html = table_html([row(1), row(2, aside=(note,), part="Part Two")], orderable=True)
    text = parsed(html).text
    for said in ("Part of the road 1", "1,200", "first person, present", "Ida", "1 note", "Part Two", "02.md"):
        assert said in text
    assert html.count('value="order-move|-1"') == html.count('draggable="true"') == 2


def test_what_cannot_be_ordered_offers_no_order() -> None:
    html = table_html([row(1), row(2)], orderable=False)
    assert "order-move" not in html and "draggable" not in html


def test_chapters_of_one_file_move_together() -> None:
    html = table_html([row(1, file="a.docx"), row(2, file="a.docx"), row(3, file="b.docx")], orderable=True)
    assert files(html) == ["a.docx", "b.docx"]
    assert html.count('value="order-move|1"') == 2


def test_a_long_table_can_be_searched_and_moved_by_number() -> None:
    short, long = [row(n) for n in range(1, LONG + 1)], [row(n) for n in range(1, LONG + 2)]
    assert "outline-find" not in table_html(short, True) and "outline-find" in table_html(long, True)
    assert not place_html(LONG, True) and not place_html(999, False)
    assert 'max="999"' in place_html(999, True)


def test_five_thousand_rows_stay_lean() -> None:
    html = table_html([row(n) for n in range(1, 5001)], True)
    assert len(html) < 5000 * 1100 and len(files(html)) == 5000


def test_an_empty_book_says_so() -> None:
    assert "No chapters" in table_html([], True)


@pytest.mark.parametrize(
    ("label", "title", "number", "expected"),
    [
        ("Chapter Four", "The Bus", 4, ("4", "The Bus")),
        ("12", "", 12, ("12", "Chapter 12")),
        ("Prologue", "", None, ("P", "Prologue")),
        ("Interlude", "The A63", None, ("I", "Interlude: The A63")),
        ("People", "", None, ("·", "People")),
    ],
)
def test_what_stands_in_the_margin(label: str, title: str, number: int | None, expected: tuple[str, str]) -> None:
    assert number_and_name(row(1, label=label, title=title, number=number)) == expected


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(1, "a few seconds"), (22, "about 20 seconds"), (88, "about 90 seconds"), (200, "about 3 minutes")],
)
def test_an_estimate_is_never_to_the_second(seconds: float, said: str) -> None:
    assert span(seconds) == said


@pytest.mark.parametrize(
    ("person", "tense", "said"),
    [("first", "past", "first person, past"), ("", "past", "past"), ("third", "", "third person"), ("", "", "")],
)
def test_voice(person: str, tense: str, said: str) -> None:
    assert voice(person, tense) == said


def test_an_old_version_can_be_left_out_alone() -> None:
    pair = Lookalike("02 old.md", "Chapter 2", "02.md", "Chapter 2", 0.9, "an older version")
    html = preview_html(found(row(1), row(2), row(3, file="02 old.md"), lookalikes=(pair,)), True)
    assert 'value="ignore|02 old.md"' in html and "looks like an older version of" in html
    shared = preview_html(found(row(1, file="02 old.md"), row(2, file="02 old.md"), lookalikes=(pair,)), True)
    assert "ignore|" not in shared, "leaving the file out would take its other chapters with it"


def test_a_copy_inside_one_file_is_named_by_its_chapters() -> None:
    pair = Lookalike("a.docx", "Chapter 2 (2)", "a.docx", "Chapter 2", 1.0, "the same text")
    text = parsed(preview_html(found(row(1), lookalikes=(pair,)), True)).text
    assert "In a.docx, Chapter 2 (2) looks like a copy of Chapter 2." in text


def test_what_lies_beside_the_chapters_is_listed_and_cut() -> None:
    many = tuple(f"old/{n}.md" for n in range(SHOWN_FILES + 5))
    html = beside_html(
        found(
            row(1),
            ignored=many,
            unread=(UnreadFile("plan.pages", "save it as .docx"),),
            reference=(Reference("Characters: Mara", "m.md", 90),),
        )
    )
    assert html.count("unignore|") == SHOWN_FILES and "and 5 more" in html
    for said in ("plan.pages", "save it as .docx", "Characters: Mara", "never story"):
        assert said in html


def test_earlier_books_can_be_taken_off_and_added() -> None:
    html = earlier_html([EarlierPreview("Low Tide", Path("/books/Low Tide"), 12, 40_000)])
    assert "12 chapters · 40,000 words" in html and "earlier-off|/books/Low Tide" in html and "earlier-path" in html


def test_many_warnings_are_folded() -> None:
    assert "<details" not in warnings_html(["a", "b"])
    html = warnings_html([f"warning {n}" for n in range(20)])
    assert "16 more warnings" in html and html.count("heads-up") == 20


def test_what_is_set_aside_shows_how_it_begins() -> None:
    html = aside_html([SetAside("author's note", 16, "Thank you all")], "02.md")
    assert "author&#x27;s note" in html and "Thank you all …" in html and "ignore|02.md" in html
    assert "all of it is story" in aside_html([]) and "ignore|" not in aside_html([])


@pytest.mark.parametrize("text", HOSTILE)
def test_names_of_files_and_chapters_are_inert(text: str) -> None:
    chapter = row(1, label=text, title=text, name=text, part=text, file=text, narrators=(text,))
    pair = Lookalike(text, text, "b", text, 1.0, text)
    page = preview_html(
        found(
            chapter,
            title=text,
            warnings=(text,),
            lookalikes=(pair,),
            ignored=(text,),
            unread=(UnreadFile(text, text),),
            reference=(Reference(text, text, 1),),
            earlier=(EarlierPreview(text, Path("x"), 1, 1),),
        ),
        True,
    ) + aside_html([SetAside(text, 1, text)], text)
    tags = parsed(page).tags
    assert not {name for name, _ in tags} & {"script", "img", "a", "svg", "h1"}
    assert not any(key.startswith("on") for _, attributes in tags for key in attributes)
