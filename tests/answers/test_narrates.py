"""Who tells a part: named with what shows it, an "I" of the narration and the words in which others name the teller."""

from __future__ import annotations

from companion.answers import find_evidence
from companion.answers.types import Evidence
from companion.canon.types import Character
from tests.support.fake_view import FakeCanon, make_chapter, make_view

TEXT = """The ceiling came down at nine. I stood under it with a mop.

"Mind your head, Padre," said Kez. Nobody laughed.

* * *

I sang the last verse sitting down.

"That will do, Ada," he said.

The end of it was quiet."""
PEOPLE = (Character("Gil", ("Padre",), 3, (1,), "he"), Character("Ada", (), 3, (1,), "she"), Character("Kez", (), 1))


def _asked(question: str) -> Evidence:
    chapters = [make_chapter(1, TEXT)]
    return find_evidence(question, make_view(chapters, FakeCanon(chapters, PEOPLE, {(1, 1): "Gil", (1, 2): "Ada"})))


def _lines(evidence: Evidence) -> list[str]:
    return [citation.line for citation in evidence.sentences]


def test_a_narrator_is_shown_by_an_i_and_by_who_names_them() -> None:
    evidence = _asked("Who narrates the last scene of the book?")
    assert (evidence.kind, evidence.lead) == ("narrator", "Ada")
    assert _lines(evidence) == ["I sang the last verse sitting down.", '"That will do, Ada," he said.']


def test_what_happens_there_is_shown_too() -> None:
    evidence = _asked("Who narrates the ceiling coming down?")
    assert evidence.lead == "Gil"
    assert _lines(evidence)[0] == "The ceiling came down at nine."
    assert '"Mind your head, Padre," said Kez.' in _lines(evidence)


def test_who_is_i_asks_for_the_narrator() -> None:
    assert _asked('Who is the "I" in chapter 1?').lead == "Gil and Ada."
    assert _asked("Who is “I” when the ceiling comes down?").lead == "Gil"
