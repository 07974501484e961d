"""Who works for whom: read off sentences with a name for each side, said with a proviso where only a pronoun tells."""

from __future__ import annotations

import pytest

from companion.answers import find_evidence
from companion.answers.ties import TIES, told_ties
from companion.answers.types import Evidence
from companion.canon.types import NARRATOR, Character, Fact
from companion.canon.view import View
from tests.support.fake_view import FakeCanon, make_chapter, make_view

TEXTS = (
    "Gordon Pike has managed me since 2015. I sing, he counts. My driver, Baz Stott, knows every lay-by in Wales.",
    "Rhona is signed to Marlpit Records, and Nell Hart is Rhona's lawyer. Gordon never managed Nell.",
    "Ines Roca, her producer, had gone home. Rhona's manager is Dora Finch now.",
)
PEOPLE = tuple(
    Character(name, aliases, 5, narrates, pronouns)
    for name, aliases, narrates, pronouns in (
        ("Rhona", (), (1,), "she"),
        ("Gordon Pike", ("Gordon",), (), "he"),
        ("Baz Stott", ("Baz",), (), "he"),
        ("Nell Hart", ("Nell",), (), "she"),
        ("Ines Roca", ("Ines",), (), "she"),
        ("Dora Finch", ("Dora",), (), "she"),
    )
)


def _view(until: int | None = None) -> View:
    chapters = [make_chapter(n, text) for n, text in enumerate(TEXTS, 1)][:until]
    canon = FakeCanon(chapters, PEOPLE, {(1, 1): "Rhona"})
    return make_view(chapters, canon, until)


def _asked(question: str, until: int | None = None) -> Evidence:
    return find_evidence(question, _view(until))


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Who is Rhona's lawyer?", "Nell Hart"),
        ("Which label is Rhona signed to?", "Marlpit Records"),
        ("Who is Rhona's driver?", "Baz Stott"),
        ("Who produces Rhona?", "Probably Ines Roca."),  # "her producer" names nobody
        ("Who is Rhona's manager?", "Gordon Pike in ch. 1; Dora Finch in ch. 3"),
        ("Is Gordon still Rhona's manager?", "Dora Finch in ch. 3; Gordon Pike in ch. 1:"),
        ("Is Nell Rhona's lawyer?", "Nell Hart is Rhona’s lawyer, as of chapter 2:"),
        ("How long has Baz managed Rhona?", "On the page it is Gordon Pike and Dora Finch, not Baz Stott:"),
    ],
)
def test_the_holder_of_a_tie(question: str, lead: str) -> None:
    evidence = _asked(question)
    assert (evidence.kind, evidence.lead) == ("relation", lead)


def test_what_comes_behind_the_wall_is_not_known() -> None:
    assert _asked("Who is Rhona's manager?", until=2).lead == "Gordon Pike"


def test_who_has_the_trade_is_told_where_no_sentence_says_whose() -> None:
    chapter = make_chapter(1, "Baz Stott was a tour manager. Rhona slept.")
    fact = Fact("Baz Stott", "occupation", "tour manager", chapter.cite_sentence(0, 3), NARRATOR, True)
    view = make_view([chapter], FakeCanon([chapter], PEOPLE, {}, facts=(fact,)), None)
    lead = "Baz Stott (tour manager), though no sentence was found that says whose:"
    assert find_evidence("Who is Rhona's tour manager?", view).lead == lead
    assert find_evidence("Who is the tour manager of Rhona?", view).lead == lead
    assert find_evidence("Who is Rhona's agent?", view).kind == "lookup"


def test_a_denied_tie_is_none() -> None:
    assert _asked("Who is Nell's manager?").kind != "relation"


@pytest.mark.parametrize(
    "question",
    [
        "Who knows that Rhona signed to Marlpit Records?",
        "Who told Rhona about her manager?",
        "Why did Gordon manage Rhona?",
        "Who found Rhona's driver?",
        "What does the manager say to Rhona?",
        "Who is Rhona's manager's sister?",
        "Who was Rhona's manager before Dora?",
        "Who was Rhona's first manager?",
        "Which manager did Rhona sack?",
        "Who manages Rhona and Nell?",
        "Is Gordon married to Rhona's manager?",
    ],
)
def test_questions_that_only_speak_of_a_tie_ask_for_something_else(question: str) -> None:
    assert not any("who is whose" in step for step in _asked(question).how)


@pytest.mark.parametrize(
    "sentence",
    [
        "Dora Finch drove Rhona mad with her humming.",
        "Dora Finch drove Rhona's van to the shop.",
        "Gordon produced Rhona's phone from a pocket.",
        "Rhona signed a poster for Dora Finch.",
        "Nell Hart is Rhona's label mate.",
        "Gordon is Rhona's agent's brother.",
        "If Gordon was Rhona's agent, they would be rich.",
        "Nobody believed that Nell was Rhona's agent.",
        "Gordon said that Nell was Rhona's lawyer, which was a lie.",
        "Gordon and Nell manage Rhona.",
        "Dora Finch replaced Gordon as Rhona's manager.",
        "Gordon is Rhona's old manager.",
    ],
)
def test_what_is_no_tie_is_not_read_as_one(sentence: str) -> None:
    chapters = [make_chapter(1, f"It rained. {sentence}")]
    view = make_view(chapters, FakeCanon(chapters, PEOPLE))
    assert [told for tie in TIES for told in told_ties(view, tie)] == []


def test_my_in_what_somebody_says_is_not_the_narrators() -> None:
    text = 'Kit shook his head. "I have had enough. Gordon is my manager now," said Nell.'
    chapters = [make_chapter(1, text)]
    view = make_view(chapters, FakeCanon(chapters, PEOPLE, {(1, 1): "Rhona"}))
    assert "Rhona" not in {told.owner for tie in TIES for told in told_ties(view, tie)}


def test_of_two_who_are_told_by_a_pronoun_only_none_is_chosen() -> None:
    chapters = [make_chapter(1, "Her manager, Gordon, rang."), make_chapter(2, "Her manager, Dora Finch, rang.")]
    evidence = find_evidence("Who is Nell's manager?", make_view(chapters, FakeCanon(chapters, PEOPLE)))
    assert evidence.kind != "relation"
