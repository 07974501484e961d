"""How things stand at a point: the bible's last word first, then two late places and the one that says it best."""

from __future__ import annotations

from companion.answers import find_evidence
from companion.answers.types import Evidence
from companion.canon.types import Character, Fact
from tests.support.fake_view import FakeCanon, make_chapter, make_view

TEXTS = (
    "Mara kept the guitar in the van. Everybody knew that the guitar was hers.",
    "Mara and Tom were engaged by the summer. The guitar stood in the hall at Hull.",
    "They drove all night. Nobody played.",
    "Mara married Tom in June. She had sold the guitar to a dealer in Leeds.",
)
MARA = Character("Mara", (), 6, (), "she")


def _asked(question: str, until: int | None = None) -> Evidence:
    chapters = [make_chapter(n, text) for n, text in enumerate(TEXTS, 1)][:until]
    facts = [
        Fact("Mara", "marital status", value, chapters[at - 1].cite_sentence(0))
        for at, value in ((2, "engaged to Tom"), (4, "married to Tom"))
        if at <= len(chapters)
    ]
    return find_evidence(question, make_view(chapters, FakeCanon(chapters, (MARA,), facts=facts), until))


def test_the_last_that_the_bible_holds_heads_the_answer() -> None:
    evidence = _asked("Is Mara married yet?", until=3)
    assert (evidence.kind, evidence.lead) == ("state", "Engaged to Tom, as of chapter 2:")
    assert evidence.rows[0].citation is not None
    assert evidence.rows[0].citation.line == "Mara and Tom were engaged by the summer."
    assert _asked("Is Mara married yet?").lead == "Married to Tom, as of chapter 4:"


def test_a_chapter_that_the_question_names_is_a_wall() -> None:
    assert _asked("Is Mara married by the end of chapter 3?").lead == "Engaged to Tom, as of chapter 2:"


def test_where_a_thing_is_now_is_said_last() -> None:
    first = _asked("Where is the guitar at this point?").rows[0].citation
    assert first is not None and first.line == "She had sold the guitar to a dealer in Leeds."


def test_yes_and_no_are_left_to_the_page() -> None:
    lead = _asked("Has Mara played the guitar yet?").lead
    assert "yet" not in lead and not lead.startswith(("Yes", "No"))


def test_whether_somebody_lives_is_told_by_their_death() -> None:
    chapters = [make_chapter(1, "Tom sang."), make_chapter(2, "Tom was dead by the morning.")]
    tom = Character("Tom", (), 2, (), "he")
    canon = FakeCanon(chapters, (tom,), facts=[Fact("Tom", "death", "dead", chapters[1].cite_sentence(0))])
    assert find_evidence("Is Tom still alive?", make_view(chapters, canon)).lead == "Dead, as of chapter 2:"


def test_a_single_and_work_boots_ask_for_no_status() -> None:
    for question in (
        "Was Mara's first single a hit?",
        "Is Mara's new single called Rain?",
        "Where did Mara put her work boots?",
    ):
        assert _asked(question).kind not in ("fact", "state"), question


def test_where_somebody_is_is_the_last_scene_they_are_in() -> None:
    now = _asked("Where is Mara now?")
    assert (now.kind, now.lead) == ("state", "Last seen in chapter 4:")
    assert now.rows[0].citation is not None and now.rows[0].citation.line == "Mara married Tom in June."
    assert _asked("Where is Mara at the end of chapter 3?").lead == "Last seen in chapter 2:"
    assert _asked("Where is Mara by now?", until=1).lead == "Last seen in chapter 1:"
