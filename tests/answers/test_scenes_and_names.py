"""Questions about one scene, one name by its noun, a day worked out, a first meeting, a thing meant by its noun alone."""

# ruff: noqa: E501 - prose and questions are read one to a line
from __future__ import annotations

import pytest

from companion.answers import find_evidence, plain_answer
from companion.canon.view import View
from tests.canon.books import book_of
from tests.support.fake_view import make_view

ONE = """It is Friday the third of March, and we are in Lund. “Ilse, your strings,” says Bram, and I take the brass tuner from him.

Bram's surname is Okoro, though he never signs it. He sweeps the stage. He coils a lead.

***

“Tove, sit,” says Bram. I sit. Tove is what he calls me. I count the empty chairs. I like them."""

TWO = """It was hot. We ate. Nobody sang. It's Saturday, the twenty-fifth of March, and we have been in Malmo since noon.

“Ilse,” says Bram, “give me the tuner.” I met Bram on a ferry out of Ystad, long before Lund. I put the tuner on the drum."""


def view() -> View:
    canon = book_of(ONE, TWO)
    return make_view(canon.chapters, canon)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("How long after the Lund show is the show in Malmo?", "22 days"),
        ("What day is the Malmo show?", "Saturday 25 March"),
        ("What is Bram's surname?", "Okoro"),
        ("Where is the brass tuner last mentioned?", "as “the tuner”"),
        ("What happens in the first scene of chapter 1?", "Scene 1 of Chapter 1"),
        ("Who narrates the fifth scene of chapter 1?", "2 scenes"),
    ],
)
def test_leads_with_what_is_asked(question: str, says: str) -> None:
    seen = view()
    assert says in plain_answer(find_evidence(question, seen), seen.until).text


def test_one_scene_holds_only_its_own_people() -> None:
    found = find_evidence("Who is in the last scene of chapter 1?", view())
    assert "scene 2 of Chapter 1" in found.lead
    assert all("Lund" not in c.quote for c in found.sentences)


def test_what_the_page_tells_of_a_meeting_leads() -> None:
    found = find_evidence("When did Ilse and Bram first meet?", view())
    assert found.lead.startswith("Where the page tells of it")
    assert "ferry out of Ystad" in found.rows[0].citation.quote


def test_a_place_beside_the_date_of_a_scene_is_where_it_is() -> None:
    talk = "Thursday 9 March. Ystad. I sleep in Kiel, in Kiel, in Kiel, if I sleep. We play at nine."
    canon = book_of("Monday 6 March. Kiel. We play at eight. The hall is cold.", talk)
    seen = make_view(canon.chapters, canon)  # type: ignore[arg-type]
    assert find_evidence("What day is the Kiel show?", seen).lead == "Monday 6 March."
    assert find_evidence("How long after Kiel is Ystad?", seen).lead.startswith("3 days")


@pytest.mark.parametrize("question", ["What day is the fire in Malmo?", "How long after the Lund show is the wedding?"])
def test_no_date_is_given_for_what_is_not_told_there(question: str) -> None:
    assert "25 March" not in find_evidence(question, view()).lead
