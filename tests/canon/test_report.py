"""The first look, and the sheet of one character."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.canon.canon import Canon
from companion.canon.observe import observe
from companion.canon.report import MOST_LOOSE_ENDS, first_look
from companion.decisions import Decision, Decisions
from companion.errors import NotInBook
from companion.manuscript.chapter import Chapter, Paratext, Scene

from .books import book_of
from .test_rules_table import EYES


def test_the_first_look_gathers_what_is_known() -> None:
    canon = book_of(*EYES)
    look = first_look("The Long Drive", canon.chapters, canon, ["one file was skipped"])
    assert (look.title, look.chapters, look.warnings) == ("The Long Drive", 2, ("one file was skipped",))
    assert look.words == sum(c.words for c in canon.chapters)
    assert {c.name for c in look.cast} >= {"Tess Vance", "Marlow Pike"}
    assert [f.kind for f in look.contradictions] == ["eyes"]
    assert len(look.loose_ends) <= MOST_LOOSE_ENDS


def test_what_is_decided_is_no_longer_shown_first() -> None:
    decisions = Decisions(findings={"eyes-tess-vance-green-grey": Decision("intentional", "lenses")})
    canon = book_of(*EYES, decisions=decisions)
    assert first_look("T", canon.chapters, canon).contradictions == ()


def test_what_is_not_story_is_quoted() -> None:
    note = "Thank you for reading! " * 40
    text = f"{note}\n\nTess had grey eyes."
    start = text.index("Tess")
    chapter = Chapter(
        1,
        "1",
        "",
        Path("1.md"),
        text,
        (Scene(1, start, len(text)),),
        (Paratext(0, start, "author's note"),),
        revision="r",
    )
    canon = Canon([chapter], [observe(chapter)], Decisions())
    (quote,) = first_look("T", [chapter], canon).notes
    assert quote.quote.startswith("Thank you")
    assert len(quote.quote.split()) <= 60


def test_an_empty_book_has_a_look_too() -> None:
    look = first_look("Nothing", [], Canon([], [], Decisions()))
    assert (look.cast, look.contradictions, look.loose_ends, look.words) == ((), (), (), 0)


def test_a_sheet_holds_facts_findings_and_company() -> None:
    sheet = book_of(*EYES).sheet("tess")
    assert sheet.character.name == "Tess Vance"
    assert [f.value for f in sheet.by_attribute["eyes"]] == ["grey", "green"]
    assert [f.kind for f in sheet.findings] == ["eyes"]
    assert "Marlow Pike" in dict(sheet.company)


def test_a_stranger_is_not_in_the_book() -> None:
    canon = book_of(*EYES)
    with pytest.raises(NotInBook, match="Marlow Pike"):
        canon.sheet("Marlo Pikes")
    with pytest.raises(NotInBook, match="Zebedee"):
        canon.sheet("Zebedee")
    with pytest.raises(NotInBook, match="no names"):
        Canon([], [], Decisions()).sheet("Tess")
