"""Scene breaks, and what is printed above scenes."""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.manuscript.headings import undecorated
from companion.manuscript.scenes import find_scenes, is_break

from .prose import prose, wrapped

BREAKS = ["***", "* * *", "*", "#", "# # #", "---", "- - -", "⁂", "~", "~*~", "~ ~ ~", "•", "◆ ◆ ◆", "___", "=====", "—", "* * * * *", "o0o",
          "-----", "\\* \\* \\*", "♫", "+++", "<hr>", "[scene break]", "~oOo~", "xXxXx", "--- page break ---", "-LINE BREAK-", ". . .", "<center>***</center>", "%", "::", "🌊🌊🌊"]  # fmt: skip
NOT_BREAKS = [
    "",
    "I",
    "No.",
    "***?",
    "— what?",
    "#1",
    "x",
    "* a",
    "10",
    "O",
    "# Chapter",
    "...",
    "?",
    "!!!",
    "“—”",
    "ox",
    "boo",
    "break a leg",
    "100%",
    "xx",
]


@pytest.mark.parametrize("line", BREAKS)
def test_breaks(line: str) -> None:
    assert is_break(line)
    text = f"{prose(2)}\n\n{line}\n\n{prose(2, 2)}"
    assert [text[a:b] for a, b, _ in find_scenes(text, 0, len(text))] == [prose(2), prose(2, 2)]


@pytest.mark.parametrize("line", NOT_BREAKS)
def test_not_breaks(line: str) -> None:
    assert not is_break(line)


def scenes(text: str) -> list[str]:
    return [text[a:b] for a, b, _ in find_scenes(text, 0, len(text))]


def test_more_blank_lines_than_usual_are_a_break() -> None:
    assert scenes(f"{prose(3)}\n\n\n{prose(3, 2)}") == [prose(3), prose(3, 2)]
    assert scenes(f"{prose(3)}\n\n\n\n{prose(3, 2)}") == [prose(3), prose(3, 2)]


def test_two_blank_lines_everywhere_are_no_break() -> None:
    text = prose(8).replace("\n\n", "\n\n\n")
    assert scenes(text) == [text]
    assert len(scenes(text + "\n\n\n\n\n" + text)) == 2


def test_blank_lines_between_lines_that_are_paragraphs() -> None:
    text = prose(5).replace("\n\n", "\n")
    assert scenes(f"{text}\n\n{text}") == [text, text]


def test_hard_wrapped_text() -> None:
    text = wrapped(prose(4)).strip()
    assert scenes(text) == [text]
    assert scenes(f"{text}\n\n\n{text}") == [text, text]
    verse = "    A song about the sea,\n    A song about the rain,"
    assert scenes(f"{text}\n\n\n{verse}\n\n\n{text}") == [f"{text}\n\n\n{verse}\n\n\n{text}"]


def test_spaces_on_blank_lines_do_not_matter() -> None:
    text = prose(4).replace("\n\n", "\n  \n")
    assert scenes(text) == [text]


def test_names_alone_on_their_lines_head_scenes_where_there_are_two() -> None:
    text = f"MARA\n\n{prose(2)}\n\nTOM\n\n{prose(2, 2)}"
    assert [(text[a:b], h) for a, b, h in find_scenes(text, 0, len(text))] == [(prose(2), "MARA"), (prose(2, 2), "TOM")]


def test_a_name_below_a_letter_is_its_signature() -> None:
    letter = "Dear Tom,\n\nThe boat came in.\n\nMara\n\nP.S. It has gone out again.\n\nMara"
    text = f"{prose(2)}\n\n{letter}\n\n{prose(2, 2)}"
    assert scenes(text) == [text]


def test_one_name_alone_is_somebody_calling() -> None:
    text = f"{prose(2)}\n\nMARA\n\n{prose(2, 2)}"
    assert scenes(text) == [text]


INDENTED = [f"    {p}" for p in prose(5).split("\n\n")]


@pytest.mark.parametrize("width", [400, 50])
def test_any_blank_line_is_a_break_where_paragraphs_are_indented(width: int) -> None:
    half = "\n".join(line[:width].rstrip() for line in INDENTED)
    assert len(scenes(f"{half}\n\n{half}")) == 2
    assert len(scenes(half)) == 1


LETTER = "My dear Tom,\n\nThe boat came in on Friday with the flour, and we are all well.\n\nYours ever,\n\nMARA."
SET_OFF = [
    ("a letter", LETTER),
    ("verse", "*A song about the sea,*\n*a song about the rain,*"),
    ("a quotation", '"Nobody is to speak of it, nor to write of it, nor to draw it upon a wall."'),
    ("a notice", "NO DOGS\nNO BANDS"),
    ("a block quotation", "> The boat came in on Friday.\n> It brought the flour."),
]


@pytest.mark.parametrize("wrap", [False, True])
@pytest.mark.parametrize(("what", "stretch"), SET_OFF)
def test_wide_gaps_around_what_is_set_off_are_no_breaks(what: str, stretch: str, wrap: bool) -> None:
    above, below = (wrapped(prose(3)).strip(), wrapped(prose(3, 3)).strip()) if wrap else (prose(3), prose(3, 3))
    text = f"{above}\n\n\n{stretch}\n\n\n{below}"
    assert scenes(text) == [text], what


def test_a_scene_may_begin_with_speech_in_hard_wrapped_text() -> None:
    above, below = wrapped(prose(3)).strip(), f'"Come in," said Tom.\n\n{wrapped(prose(3, 3)).strip()}'
    assert scenes(f"{above}\n\n\n{below}") == [above, below]


HEADED = [
    ("## Morning", "Morning"),
    ("**Mara**", "Mara"),
    ("Mara's POV", "Mara's POV"),
    ("POV: Mara", "POV: Mara"),
    ("~ Tom ~", "Tom"),
    ("**Two weeks later**", "Two weeks later"),
    ("Three weeks later", "Three weeks later"),
    ("*Flashback*", "Flashback"),
    ("***\n\nFriday night, backstage at the Apollo", "Friday night, backstage at the Apollo"),
    ("***\n\nTuesday, 9:14 p.m.", "Tuesday, 9:14 p.m."),
    ("COLE'S POV", "COLE'S POV"),
    ("***\n\nTuesday was worse.", None),
    ("***\n\nThree weeks later he rang", None),
    ("2", "2"),
    ("IV.", "IV."),
    ("***\n\nMara", "Mara"),
    ("***\n\nHULL, 1999", "HULL, 1999"),
    ("***\n\nNothing.", None),
    ("***\n\nNobody came", None),
    ("***\n\n*YOU WERE*", None),
    ("***\n\nNO MORE SOUP", None),
]


@pytest.mark.parametrize(("line", "heading"), HEADED)
def test_headings_of_scenes(line: str, heading: str | None) -> None:
    text = f"{prose(2)}\n\n{line}\n\n{prose(2, 2)}"
    told = find_scenes(text, 0, len(text))
    if heading is None:
        assert [h for *_, h in told] == ["", ""]
        assert text[told[1][0] : told[1][1]] == f"{line[5:]}\n\n{prose(2, 2)}"
    elif heading:
        assert [(text[a:b], h) for a, b, h in told] == [(prose(2), ""), (prose(2, 2), heading)]


def test_a_name_at_the_top_heads_the_first_scene() -> None:
    text = f"Mara\n\n{prose(3)}"
    assert [(text[a:b], h) for a, b, h in find_scenes(text, 0, len(text))] == [(prose(3), "Mara")]


@given(
    st.lists(
        st.sampled_from(["Go on.", "***", "#", "\n", "\n\n", "\n\n\n\n", " ", "Mara", "# Hull", "a" * 120, "\t"]),
        max_size=30,
    ).map("".join)
)
def test_scenes_are_in_order_and_lose_only_breaks_and_headings(text: str) -> None:
    at = 0
    for a, b, _ in find_scenes(text, 0, len(text)):
        assert at <= a < b <= len(text)
        assert text[a:b] == text[a:b].strip()
        for line in text[at:a].split("\n"):
            assert not line.strip() or is_break(line) or line.strip()[0] == "#" or not undecorated(line).endswith(".")
        at = b
