"""Ideas grow from the page: every one has exact citations, and none from beyond the wall."""

from __future__ import annotations

import pytest

from companion.canon.types import Character
from companion.scenes import make_brief, suggest
from companion.scenes.ideas import SOURCES, excerpt, listed
from tests.scenes.conftest import book
from tests.support.fake_view import FakeCanon, make_chapter, make_view


def test_ideas_come_from_what_is_open(view):
    ideas = suggest(view, 5)
    assert len(ideas) == 5
    kinds = [idea.kind for idea in ideas]
    assert len(set(kinds)) >= 4
    assert "deadline" in kinds
    for idea in ideas:
        assert idea.title
        assert idea.premise
        assert idea.citations
        assert set(idea.people) <= {c.name for c in view.canon.cast}
        for citation in idea.citations:
            assert citation.chapter.text[citation.start : citation.end] == citation.quote


def test_ideas_are_the_same_each_time(view):
    assert suggest(view, 5) == suggest(book(), 5)


def test_no_two_ideas_grow_from_the_same_sentence(view):
    first = [idea.citations[0] for idea in suggest(view, 8)]
    assert len(first) == len(set(first))


@pytest.mark.parametrize("until", [1, 2, 3])
def test_nothing_from_beyond_the_wall(until):
    view = book(until)
    for idea in suggest(view, 6):
        assert all(c.chapter.position <= until for c in idea.citations)
        assert "green" not in idea.premise
        brief = make_brief(view, idea)
        assert all(c.chapter.position <= until for c in brief.citations)
        assert brief.after == until
        assert brief.until == until
        assert "green" not in str(brief)


def test_who_knows_and_who_does_not(view):
    (idea,) = [i for i in suggest(view, 8) if i.kind == "confrontation"][:1]
    assert idea.people[0] == "Marnie"
    assert "has not been shown learning" in idea.premise


@pytest.mark.parametrize("count", [0, 1, 3, 20])
def test_count_is_a_limit(view, count):
    assert len(suggest(view, count)) <= count


def test_a_wish_comes_first_with_its_places(view):
    wish = "Ruben finds the letter under the tyre"
    first, *others = suggest(view, 3, wish)
    assert first.premise == wish
    assert first.kind == "wish"
    assert "Ruben" in first.people
    assert any("letter" in c.quote for c in first.citations)
    assert all(idea.citations[0] != first.citations[0] for idea in others)


def test_a_long_wish_gets_a_short_title(view):
    (idea,) = suggest(
        view, 1, "A long and quiet night in the van in which everybody says what they should have said before Hull"
    )
    assert len(idea.title) <= 60
    assert idea.title.endswith("…")


def test_a_book_without_people_or_threads_still_has_a_next_hour():
    view = make_view([make_chapter(1, "Rain fell on the quay. A door slammed somewhere, and then it was quiet.")])
    (idea,) = suggest(view, 3)
    assert idea.kind == "aftermath"
    assert idea.citations


def test_a_plain_book_without_threads_still_gives_three():
    texts = [
        "“You never told me that the boat was sold to them,” said Ada to Tom in the yard. Tom shrugged. Ada went in.",
        "Ruth sat with Ada at the window. “Who bought the boat, then?” said Ada. Ruth did not know. Ada wept.",
        "Tom came at noon with Ruth. “Somebody will have to pay for the paint and the sails,” said Ruth. Tom laughed.",
    ]
    chapters = [make_chapter(n, text) for n, text in enumerate(texts, 1)]
    people = [Character(name, (), 5) for name in ("Ada", "Tom", "Ruth")]
    ideas = suggest(make_view(chapters, FakeCanon(chapters, people)), 3)
    assert len(ideas) == 3
    assert len({idea.kind for idea in ideas}) == 3


def test_an_unnamed_narrator_stays_unnamed():
    chapters = [
        make_chapter(1, "I go in and I sit down, and I look at Tom. I say nothing. I wait for Tom to speak to me.")
    ]
    (idea,) = suggest(make_view(chapters, FakeCanon(chapters, [Character("Tom", (), 5)])), 1)
    assert idea.pov == ""
    brief = make_brief(make_view(chapters, FakeCanon(chapters, [Character("Tom", (), 5)])), idea)
    assert (brief.person, brief.tense) == ("first", "present")


def test_an_empty_book_has_no_ideas():
    assert suggest(make_view([], FakeCanon([])), 3) == []
    assert suggest(make_view([], FakeCanon([])), 3, "a wedding") == []


def test_every_source_works_alone(view):
    for source in SOURCES:
        for weight, idea in source(view):
            assert weight > 0
            assert idea.citations


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["Ada"], "Ada"), (["Ada", "Tom"], "Ada and Tom"), (["A", "B", "C"], "A, B and C")]
)
def test_names_in_a_row(names, text):
    assert listed(names) == text


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ('"Get in," he said.', "“‘Get in,’ he said.”"),
        ('"Get in."', "“Get in.”"),
        ("“Get in,” he said, “now.”", "“‘Get in,’ he said, ‘now.’”"),
        ("“Get in.", "“Get in.”"),
        ("It rained.", "“It rained.”"),
    ],
)
def test_quotes_inside_quotes(line, shown):
    chapter = make_chapter(1, line)
    assert excerpt(chapter.cite(0, len(line))) == shown


def test_long_quotes_are_cut_at_words():
    chapter = make_chapter(1, " ".join(f"word{n}" for n in range(60)) + ".")
    whole = chapter.cite(0, len(chapter.text))
    assert excerpt(whole, 5) == "“word0 word1 word2 word3 word4 …”"
    assert excerpt(whole, 3, end=True) == "“… word57 word58 word59.”"
