"""Who somebody is, who they are to each other, and when they met."""

from __future__ import annotations

import pytest

from companion.answers import find_evidence, plain_answer
from companion.canon.types import Character, Fact
from companion.canon.view import View
from tests.answers.conftest import CHAPTERS, story_view
from tests.support.fake_view import FakeCanon, make_chapter, make_view


def ask(question: str, view: View):
    return plain_answer(find_evidence(question, view), view.until)


@pytest.mark.parametrize(
    "question",
    [
        "Who is Nell?",
        "who's Nell again?",
        "Tell me about Nell.",
        "What do we know about Nell so far?",
        "Describe Nell",
        "And remind me who Nell is?",
        "What kind of person is Nell?",
        "What is Nell like?",
        "What’s known about Nell?",
    ],
)
def test_a_portrait_begins_with_what_is_sure_and_says_where_they_are(question: str, view: View) -> None:
    answer = ask(question, view)
    assert (answer.kind, answer.status) == ("portrait", "stated")
    assert answer.text.startswith("Nell: nurse.\nNurse (ch. 1, Juno): “Nell is a nurse in Leith")
    assert "On the page: named" in answer.text
    assert answer.citations[0].quote == "Nell is a nurse in Leith and has never once asked me to sing."


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who is Juno's sister?", "relation"),
        ("Who is Nell to Juno?", "relation"),
        ("Who is Nell in chapter 1?", "chapter"),
        ("What is Nell's job like?", "fact"),
        ("Describe the club in Oban where Juno plays", "lookup"),
        ("Who is the man from Lantern Records?", "lookup"),
    ],
)
def test_what_asks_for_more_than_one_person_is_no_portrait(question: str, kind: str, view: View) -> None:
    assert ask(question, view).kind == kind


def test_looks_alone_are_shown_where_looks_are_asked_for(view: View) -> None:
    answer = ask("What does Priya look like?", view)
    assert answer.kind == "portrait"
    assert answer.text.startswith("Priya: grey eyes; green eyes.")
    assert "On the page" not in answer.text
    assert ask("What does Dov look like?", view).kind == "lookup"  # no look of his is known: the text is searched


def test_a_portrait_tells_of_a_contradiction(view: View) -> None:
    assert "The chapters disagree: Grey, then green" in ask("Who is Priya?", view).text


def test_who_has_no_facts_is_introduced_by_the_text(view: View) -> None:
    answer = ask("Who is Dov?", view)
    assert answer.status == "stated"
    assert "who drives us and is paid to drive us" in answer.text


def test_what_somebody_has_is_told_below_how_they_first_come_up() -> None:
    chapters = (make_chapter(1, "Oona came late. Oona has a red car and no patience.", label="One", number=1),)
    car = Fact("Oona", "possession", "car: red", chapters[0].cite_sentence(20))
    people = (Character("Oona", (), 2, first=chapters[0].cite_sentence(1)),)
    lines = ask("Who is Oona?", make_view(chapters, FakeCanon(chapters, people, facts=[car]))).text.splitlines()
    assert lines[0] == "Oona."
    assert lines[1].startswith("First named (ch. 1): “Oona came late.”")
    assert lines[2].startswith("Has: car: red (ch. 1): “Oona has a red car")


def test_who_has_neither_is_looked_up(view: View) -> None:
    answer = ask("Who is Marcus Weir?", view)
    assert answer.kind == "portrait"
    assert answer.established
    assert any("Marcus" in c.quote for c in answer.citations)
    assert answer.text.splitlines()[-1].startswith("On the page: named")


def test_a_portrait_sees_no_further_than_the_wall() -> None:
    early = ask("Who is Priya?", story_view(1))
    assert "green" not in early.text
    assert all(c.chapter.position == 1 for c in early.citations)
    assert not ask("Who is Marcus?", story_view(1)).established


def test_no_tie_is_made_up_between_two_who_share_scenes(view: View) -> None:
    answer = ask("What is the relationship between Dov and Juno?", view)
    assert answer.kind == "relation"
    assert answer.status == "partial"
    assert "sister" not in answer.text
    assert all("Dov" in c.quote for c in answer.citations)


def test_a_narrator_who_names_somebody_is_named_with_them(view: View) -> None:
    quotes = [c.quote for c in ask("How are Juno and Nell connected?", view).citations]
    assert any("My sister Nell" in q for q in quotes)


def test_a_meeting_is_where_the_text_tells_of_it_and_the_first_scene_of_both() -> None:
    text = "Ruth came in wet.\n\nTom held the door. He had met Ruth in Hull, at a wedding."
    chapters = (
        make_chapter(1, "Tom slept badly on the boat.", label="One", number=1),
        make_chapter(2, text, label="Two", number=2),
    )
    people = (Character("Tom", (), 2, pronouns="he"), Character("Ruth", (), 2, pronouns="she"))
    view = make_view(chapters, FakeCanon(chapters, people))
    answer = ask("Where did Tom and Ruth meet?", view)
    assert answer.kind == "meeting"
    assert answer.text.startswith("First in one scene in chapter 2.") or "Where the page tells" in answer.text
    assert "He had met Ruth in Hull, at a wedding." in [c.quote for c in answer.citations]


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Have Tom and Ruth met?", "As far as the page shows they are in 1 scene together, first in chapter 1:"),
        ("Did Tom ever meet Vi?", "Tom and Vi are in no scene together."),
        ("Have Tom and Ruth met before chapter 1?", "Tom and Ruth are in no scene together."),
        ("Who has never met Vi?", "In no scene with Vi, of those named 3 times or more: Tom and Ruth."),
        ("How long has Tom known Ruth?", "Where the page tells of it (their first scene together is in chapter 1):"),
    ],
)
def test_whether_two_people_ever_met(question: str, lead: str) -> None:
    chapters = (
        make_chapter(1, "Tom held the door for Ruth. Tom had worked with Ruth for nine years. Ruth sang.", number=1),
        make_chapter(2, "Vi counted the money. Vi went home. Vi slept.", number=2),
    )
    people = (
        Character("Tom", (), 3, pronouns="he"),
        Character("Ruth", (), 3, pronouns="she"),
        Character("Vi", (), 3, pronouns="she"),
    )
    evidence = find_evidence(question, make_view(chapters, FakeCanon(chapters, people)))
    assert (evidence.kind, evidence.lead) == ("meeting", lead)


def test_a_meeting_that_is_told_of_in_a_clause_is_not_asked_for() -> None:
    chapters = (make_chapter(1, "Tom held the door for Ruth. Vi counted the money.", number=1),)
    people = tuple(Character(name, (), 3) for name in ("Tom", "Ruth", "Vi"))
    view = make_view(chapters, FakeCanon(chapters, people))
    assert find_evidence("Did Tom say where Ruth met the doctor?", view).kind != "meeting"


def test_a_meeting_that_is_not_told_says_so(view: View) -> None:
    answer = ask("When did Juno meet Marcus?", view)
    assert (answer.kind, answer.status) == ("meeting", "partial")
    assert answer.text.startswith("First in one scene in chapter 2. No sentence says outright how they met.")
    assert "Marcus" in answer.citations[0].quote


@pytest.mark.parametrize(
    "question", ["Who has read the contract?", "Who has seen the contract?", "Who read the contract?"]
)
def test_who_has_seen_or_read_a_thing_is_who_knows(question: str, view: View) -> None:
    assert ask(question, view).kind == "who knows"


def test_every_quote_of_a_portrait_is_exact(view: View) -> None:
    for name in ("Juno", "Priya", "Dov", "Nell", "Marcus Weir"):
        for c in ask(f"Tell me about {name}", view).citations:
            assert c.chapter.text[c.start : c.end] == c.quote
            assert c.chapter in CHAPTERS
