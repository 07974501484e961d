"""A brief keeps to the book: how it is told, where people were left, what they do not know."""

from __future__ import annotations

import re

import pytest

from companion.errors import NotInBook
from companion.manuscript.chapter import WORD
from companion.scenes import make_brief, suggest
from companion.scenes.drafting import plain_draft
from companion.scenes.state import facts_to_keep, last_lines, last_seen, last_spot, place_of, voice_after
from tests.scenes.conftest import book
from tests.support.fake_view import FakeCanon, make_chapter, make_view


def test_every_idea_makes_a_brief(view):
    for idea in suggest(view, 8):
        brief = make_brief(view, idea)
        assert (brief.person, brief.tense) == ("first", "present")
        assert brief.pov == "Marnie"
        assert 4 <= len(brief.beats) <= 6
        assert all("{" not in beat for beat in brief.beats)
        assert brief.after == 4
        assert set(idea.citations) <= set(brief.citations)
        for citation in brief.citations:
            assert citation.chapter.text[citation.start : citation.end] == citation.quote


def test_the_last_lines_end_where_the_book_ends(view):
    end = last_lines(view)
    assert end.quote.endswith("I kneel down by the wheel.")
    assert len(WORD.findall(end.quote)) <= 60


def test_what_people_have_not_been_shown_learning(view):
    brief = make_brief(view, "Ruben and Dov load the van, and Ines waits")
    unaware = {person.name: [what for what, _ in person.unaware_of] for person in brief.people}
    assert any("letter from Calder" in what for what in unaware["Ruben"])
    assert not any("letter from Calder" in what for what in unaware.get("Marnie", []))


def test_facts_to_keep_are_the_newest(view):
    ((line, citation),) = facts_to_keep(view, "Dov")
    assert line == "eyes: green here, but the chapters disagree (grey, green)"
    assert citation.chapter.position == 4
    assert facts_to_keep(book(2), "Dov")[0][0] == "eyes: grey"


def test_last_seen_counts_what_a_narrator_tells(view):
    assert last_seen(view, "Marnie").chapter.position == 4
    assert last_seen(view, "Ruben").chapter.position == 2
    assert last_seen(view, "Zed") is None


@pytest.mark.parametrize(
    ("texts", "narrators", "pov", "voice"),
    [
        (["I walk in and I sit down and I say nothing to him at all. I look at my hands."],
         {(1, 1): "Ada"}, "Ada", ("first", "present")),
        (["She walked in and she sat down. She said nothing, and he was glad of it. He went out."],
         {}, "", ("third", "past")),
        (["I walked in. I sat. I said that I was tired, and I went to bed at once.",
          "He runs out and he does not stop, and she follows him, and she says his name twice. He turns. He waits."],
         {(1, 1): "Ada"}, "Ada", ("first", "past")),
        (["Rain."], {}, "", ("third", "past")),
    ],
)  # fmt: skip
def test_person_and_tense_follow_the_teller(texts, narrators, pov, voice):
    chapters = [make_chapter(n, text) for n, text in enumerate(texts, 1)]
    assert voice_after(make_view(chapters, FakeCanon(chapters, [], narrators)), pov) == voice


def test_a_wish_makes_a_brief_too(view):
    brief = make_brief(view, "Ines finds the letter")
    assert "Ines Calado" in [person.name for person in brief.people]
    assert brief.premise == "Ines finds the letter"


def test_there_is_nothing_to_follow_in_an_empty_book():
    with pytest.raises(NotInBook, match="first chapter"):
        make_brief(make_view([], FakeCanon([])), "a wedding")


def test_markdown_is_whole_and_harmless(view):
    page = str(make_brief(view, suggest(view, 1)[0]))
    for heading in ("# ", "## Where the page stops", "## Beats", "## People", "- **Told by:**"):
        assert heading in page
    chapters = [
        make_chapter(1, "I see *stars* and <img src=x> and [a link](http://x.y) and I sit and I wait, and I go.")
    ]
    evil = make_view(chapters, FakeCanon(chapters, [], {(1, 1): "Ada"}))
    page = str(make_brief(evil, "Ada sees <b>stars</b>"))
    assert "<img" not in page
    assert "<b>" not in page
    assert not re.search(r"(?<!\\)\[", page)
    assert not re.search(r"(?<!\\)\*stars", page)


def test_without_a_model_a_draft_is_its_brief(view):
    brief = make_brief(view, suggest(view, 1)[0])
    draft = plain_draft(brief)
    assert draft.text == str(brief)
    assert not draft.is_prose
    assert draft.marks == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("We stood in the kitchen. I was in the car park later.", "the car park"),
        ("We are in Leeds, and it rains in Leeds.", "Leeds"),
        ("In Leeds they say so. I sat in my kitchen.", "the kitchen"),
        ("Nothing is said.", ""),
    ],
)
def test_where_a_scene_plays(text, place):
    assert place_of(last_spot(make_view([make_chapter(1, text)]))) == place
