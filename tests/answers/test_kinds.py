"""Questions of every kind over one small story: which kind takes them, and what they find."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.answers import find_evidence, plain_answer
from companion.answers.facts import _sides
from companion.answers.question import halves, read_question
from companion.answers.select import choose
from companion.answers.thin import thinness
from companion.answers.values import value_in
from companion.answers.words import plain_verbs
from companion.canon.types import Character, Fact, Finding
from companion.canon.view import View
from companion.decisions import Decisions, Remembered
from companion.manuscript.chapter import Hit
from tests.answers.conftest import CHAPTERS, story_view
from tests.support.fake_view import FakeCanon, make_chapter, make_view


def ask(question: str, view: View):
    return plain_answer(find_evidence(question, view), view.until)


@pytest.mark.parametrize(
    ("question", "kind", "says"),
    [
        ("What colour are Priya's eyes?", "fact", "disagree"),
        ("What does Nell do for a living?", "fact", "Nurse"),
        ("Who is Juno's sister?", "relation", "Nell"),
        ("Who narrates chapter 2?", "chapter", "Priya"),
        ("Whose point of view is chapter three in?", "chapter", "Juno"),
        ("Who is in the last chapter?", "chapter", "Dov"),
        ("Which characters turn up in chapter 4?", "chapter", "Dov"),
        ("List everyone in chapter 4", "chapter", "Dov"),
        ("Who are the characters in chapter 4?", "chapter", "Dov"),
        ("What happens in chapter 4?", "chapter", "Barrowland"),
        ("What has happened so far?", "chapter", "Chapter 1 to chapter 4"),
        ("Sum up the story so far.", "chapter", "one of them for more"),
        ("What's chapter 4 all about?", "chapter", "in its own words"),
        ("Who signs the contract in chapter two?", "chapter", "Juno signs"),
        ("Where is Marcus first mentioned?", "first mention", "chapter 2"),
        ("When is Nell mentioned for the last time?", "last mention", "chapter 4"),
        ("Where does the name Cold Harbour first come up?", "first mention", "chapter 3"),
        ("List every mention of Dov.", "list", "5 mentions"),
        ("How many times is the whisky mentioned?", "list", "1 "),
        ("Which chapters mention Leith?", "list", "1 and 4"),
        ("Where is the contract kept?", "lookup", "drum case"),
        ("How many people does the Barrowland hold?", "lookup", "two thousand"),
        ("What is the name of the club in Oban?", "lookup", "Harbour Club"),
        ("Which day does Marcus come to Glasgow?", "timeline", "Tuesday"),
        ("Who knows about the clause?", "who knows", "Juno"),
        ("Does Dov know about the clause?", "who knows", "Dov"),
        ("Since when does Juno know about the clause?", "who knows", "Juno"),
        ("Is Priya consistent?", "consistency", "1 contradiction"),
        ("What is still unresolved?", "open threads", "1 thing still open"),
        ("Suggest the next scene", "scene", ""),
        ("Where is Priya by the end of chapter 4?", "state", ""),
        ("Who narrates the ferry?", "narrator", "Juno"),
        ("Who narrates the last scene?", "narrator", "Priya"),
        ("What is the last chapter in which Nell is named?", "last mention", "chapter 4"),
        ("Which of them drinks what drink with Marcus?", "lookup", "whisky"),
        ("What animal is at the Harbour Club?", "lookup", "a dog"),
        ("Who tells Juno about the clause?", "lookup", "corridor"),
    ],
)  # fmt: skip
def test_each_kind_finds_its_answer(question: str, kind: str, says: str, view: View) -> None:
    answer = ask(question, view)
    assert answer.kind == kind
    assert answer.established
    assert says in answer.text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("What colour are Dov's eyes?", ""),
        ("What colour is Nell's hair?", ""),
        ("What is Marcus Weir's sister called?", ""),
        ("In what year was Juno born?", "year"),
        ("How old is Nell?", "age"),
        ("Where does Bartholomew live?", "Bartholomew"),
        ("What brand of trumpet does Nell play?", "trumpet"),
        ("What instrument does Nell play?", "No instrument"),
        ("Where was Nell born?", "born"),
        ("When did Dov die?", "die"),
        ("What happens in chapter 12?", "chapter 12"),
        ("When did Nell leave Marcus?", "never"),
    ],
)
def test_what_the_book_does_not_say_is_said_to_be_missing(question: str, says: str, view: View) -> None:
    answer = ask(question, view)
    assert answer.status == "unstated"
    assert answer.text.startswith("The manuscript does not say.")
    assert says in answer.text


def test_a_dispute_shows_both_sides_and_the_finding(view: View) -> None:
    evidence = find_evidence("What colour are Priya's eyes?", view)
    assert evidence.status == "disputed"
    assert evidence.finding is not None
    answer = plain_answer(evidence, None)
    assert "grey in ch. 1" in answer.text and "green in ch. 3" in answer.text
    assert len(answer.citations) == 2


def test_up_to_a_chapter_there_is_no_dispute() -> None:
    answer = ask("What colour are Priya's eyes?", story_view(2))
    assert answer.status == "stated"
    assert answer.text.startswith("Grey (ch. 1")
    assert "green" not in answer.text


def test_a_place_the_writer_pointed_at_answers_first_and_only_inside_the_wall() -> None:
    quote = "I have not told the others what it says about the name."
    kept = Decisions(remembered=(Remembered("Who keeps a secret?", "02.md", quote),))
    for until, found in ((None, True), (2, True), (1, False)):
        view = story_view(until)
        view.canon.decisions = kept
        evidence = find_evidence("who keeps a secret", view)
        assert (evidence.kind == "remembered") is found
        assert (quote in [c.quote for c in evidence.sentences]) is found


def test_lists_are_complete_and_counted(view: View) -> None:
    evidence = find_evidence("Find every mention of Dov", view)
    assert dict(evidence.counts) == {1: 2, 2: 1, 3: 1, 4: 1}
    assert [c.chapter.position for c in evidence.more] == [1, 1, 2, 3, 4]


def test_a_first_mention_under_the_wall_is_the_first_visible_one() -> None:
    answer = ask("Where is Marcus first mentioned?", story_view(1))
    assert not answer.established


def test_each_side_of_a_dispute_is_said_once_with_all_its_chapters() -> None:
    places = [CHAPTERS[0].cite(0, 5), CHAPTERS[1].cite(0, 5), CHAPTERS[1].cite(6, 9), CHAPTERS[3].cite(0, 5)]
    values = ("brown", "brown", "brown", "blue")
    facts = [Fact("Dov", "eyes", value, place) for value, place in zip(values, places, strict=True)]
    finding = Finding("x", "eyes", "conflict", "Dov", "Brown eyes, then blue", "", tuple(places), ("brown", "blue"))
    assert _sides(finding, facts) == ["brown in ch. 1 and ch. 2", "blue in ch. 4"]


def test_who_knows_shows_for_each_where_the_page_shows_them_learning_it(view: View) -> None:
    evidence = find_evidence("Who knows about the clause?", view)
    assert "Juno" in evidence.lead.partition(";")[0] and "Marcus" not in evidence.lead.partition(";")[0]
    assert all(row.citation is not None and "clause" in row.citation.quote for row in evidence.rows)
    assert any("is told" in row.note or "says it" in row.note for row in evidence.rows)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What does he wear, and where is it from?", ("What does he wear?", "Where is it from?")),
        (
            "What was Dov driving, and what did he wear, when he first came to Oban?",
            ("What was Dov driving, when he first came to Oban?", "What did he wear, when he first came to Oban?"),
        ),
        ("Who is Mara?", ("Who is Mara?",)),
        ("Where do Mara and Tom live?", ("Where do Mara and Tom live?",)),
        ("How and why did she leave?", ("How and why did she leave?",)),
    ],
)
def test_a_question_of_two_halves_is_two_questions(text: str, parts: tuple[str, ...]) -> None:
    assert halves(text) == parts


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Mara was twenty-six years old.", True),
        ("When she was nine years old, Mara had a pony.", False),
        ("Mara left home at the age of sixteen.", False),
        ("Mara, a girl of nineteen, laughed.", True),
    ],
)
def test_an_age_that_is_remembered_is_no_present_age(text: str, sure: bool, view: View) -> None:
    value = value_in(read_question("How old is Juno?", view), text)
    assert value is not None and value.sure is sure


@pytest.mark.parametrize(
    ("verb", "word"),
    [
        ("Where did she run into him?", "met"),
        ("Who turned him down?", "refused"),
        ("When did they break up?", "separated"),
    ],
)
def test_verbs_of_two_words_are_looked_for_as_one(verb: str, word: str) -> None:
    assert word in plain_verbs(verb).split()


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Why does Nell sign on the bar?", "On the page it is Juno, not Nell:"),
        ("Why does Juno sign on the bar?", ""),  # she does
        ("Why does Dov sign on the bar?", ""),  # he is named there: it cannot be told
    ],
)
def test_who_does_it_on_the_page_is_named_when_a_question_has_somebody_else(
    question: str, lead: str, view: View
) -> None:
    evidence = find_evidence(question, view)
    assert (evidence.kind == "false premise") is bool(lead)
    if lead:
        assert evidence.lead == lead and evidence.rows


def test_other_peoples_eyes_are_no_evidence(view: View) -> None:
    answer = ask("What colour are Dov's eyes?", view)
    assert not answer.established
    assert all("grey eyes" not in c.quote and "green eyes" not in c.quote for c in answer.citations)


def test_a_question_in_other_words_than_the_page_is_not_refused(view: View) -> None:
    """ "Occupation" and "sibling" stand nowhere; what they ask for does."""
    evidence = find_evidence("What occupation does the singer's sibling in Leith follow?", view)
    assert evidence.status != "unstated", evidence.lead
    refused = find_evidence("Which hand does Priya hold the pen with?", view)
    assert refused.status == "unstated"
    assert refused.lead == "No side is given there."


def test_a_nationality_is_nobody_unknown(view: View) -> None:
    assert read_question("Who sold Juno the German microphone?", view).strangers == ()
    assert read_question("Who sold Juno the Telefunken?", view).strangers == ("Telefunken",)


def test_left_and_right_answer_which_side(view: View) -> None:
    question = read_question("Which of Dov's wrists is in plaster?", view)
    assert question.wants == "side"
    value = value_in(question, "Dov's left wrist is in plaster.")
    assert (value.text, value.sure) == ("left", True)
    assert value_in(question, "She was right about the tour.") is None


def test_a_wedding_of_one_of_two_is_not_theirs(view: View) -> None:
    """Of Juno and Priya, who are told of together, no sentence says that they married."""
    question = read_question("When did Juno marry Priya?", view)
    one = make_chapter(1, "Juno sang when Nell married Dov in Leith. It rained. The bus was late. Priya cried.")
    both = make_chapter(1, "Juno married Priya in Leith. Nell cried for an hour in the car.")
    for chapter, missing in ((one, "marry"), (both, "")):
        seen = make_view((chapter,), FakeCanon((chapter,), people=view.canon.people))
        assert ("marry" in thinness(question, *choose(question, seen))) == bool(missing)


@pytest.mark.parametrize(
    ("question", "sentence", "says"),
    [
        ("Where is Nell from?", "She's from Bergen, she's six foot one, and she swears in English.", "Bergen"),
        ("Where did Nell grow up?", "I grew up in Hull, over the chip shop.", "Hull"),
        ("What town does Dov come from?", "He was a Derby lad and never hid it.", "Derby"),
        ("What does Priya play?", "She plays the drums in the back room.", "drums"),
        ("Where is Nell from?", "She looked from Bergen to Leith on the map.", None),
        ("Where is Nell from?", "She was in Leith by noon.", None),
        ("Where is Nell from?", "She was born and raised in Leith.", "Leith"),
    ],
)
def test_origins_and_instruments_are_read_off(question: str, sentence: str, says: str | None, view: View) -> None:
    value = value_in(read_question(question, view), sentence)
    assert (value.text if value else None) == says


def test_what_somebody_plays_may_be_no_instrument(view: View) -> None:
    evidence = find_evidence("What does Nell play?", view)
    assert "No instrument" not in evidence.lead


def test_where_a_narrator_is_from_is_found_where_nobody_names_them() -> None:
    """Six sentences around no name stands: only who tells the scene says whose "I" it is."""
    empty = "The rain comes down and the lamps go out. " * 8
    chapter = make_chapter(1, f"{empty}I'm from Trieste, as it happens. {empty}")
    canon = FakeCanon((chapter,), people=(Character("Odile", (), 3, pronouns="she"),), narrators={(1, 1): "Odile"})
    evidence = find_evidence("Where is Odile from?", make_view((chapter,), canon))
    assert evidence.status != "unstated"
    assert "from Trieste" in evidence.rows[0].citation.quote


def test_of_sentences_that_share_as_much_the_one_in_a_better_passage_comes_first() -> None:
    """Writers ask in other words than the page's; how far behind the best passage a sentence lies counts for it."""
    lines = ["The lantern hung there.", *["Nothing at all went on."] * 20, "The lantern fell there.", *["Rain."] * 20]
    chapter = make_chapter(1, "\n\n".join(lines))
    both = [chapter.sentences[0], chapter.sentences[21]]

    def order(first: int) -> list[int]:
        hits = [Hit(chapter, both[n].start, both[n].end, -4.0 * k) for k, n in enumerate((first, 1 - first))]
        view = replace(make_view((chapter,)), search=lambda _query, _count: hits)
        choices, _ = choose(read_question("Which lantern burned?", view), view)
        return [both.index(c.place.sentence) for c in choices if c.place.sentence in both]

    assert order(0) == [0, 1]
    assert order(1) == [1, 0]


@pytest.mark.parametrize("question", ["Trace whose hands the ring goes through.", "Why'd she steal for new teeth?"])
def test_the_first_word_of_a_wish_is_no_name(question: str) -> None:
    assert not read_question(question, make_view((make_chapter(1, "Mara has the ring."),))).strangers


def test_a_name_at_the_beginning_is_one() -> None:
    view = make_view((make_chapter(1, "Mara has the ring."),))
    assert read_question("Rosalind is where?", view).strangers == ("Rosalind",)


def test_the_name_that_something_is_given_is_told_by_its_form() -> None:
    asked = read_question("What name does the label's owner buy her ticket under?", make_view((make_chapter(1, "x"),)))
    value = value_in(asked, "She bought a ticket, row M, under the name of Smith, and sat down.")
    assert value is not None and value.text == "Smith"


def test_where_somebody_works_from_and_where_a_tune_came_from_are_no_origins() -> None:
    view = make_view((make_chapter(1, "x"),))
    assert read_question("Where does her solicitor work from?", view).wants == "place"
    assert read_question("Where does her solicitor come from?", view).wants == "origin"


def test_whether_somebody_knows_whom_the_book_does_not_let_be_told_is_no_question_of_who_knows() -> None:
    evidence = find_evidence("Does the drummer know the songs were signed away?", story_view())
    assert not evidence.lead.startswith("At least")


@pytest.mark.parametrize(
    ("question", "wants"), [("What did they pay for the van?", "money"), ("What did they pay for?", "thing")]
)
def test_what_is_paid_is_a_sum(question: str, wants: str) -> None:
    assert read_question(question, make_view((make_chapter(1, "x"),))).wants == wants
