"""The gate marks what does not fit, where it stands, and leaves alone what does."""

from __future__ import annotations

import pytest

from companion.canon.canon import Canon
from companion.canon.observe import observe
from companion.decisions import Decisions
from companion.scenes import check_draft, make_brief, suggest
from tests.support.fake_view import make_chapter, make_view

GOOD = """The nut will not give. I lean on the iron, and it turns, and I get my fingers into the dark under the
wheel.

"What have you lost?" says Ines behind me.

"Nothing," I say. "A plectrum."

She looks at my knees. She does not believe me, and she does not say so, and we stand there like two people at a
bus stop."""


@pytest.fixture
def brief(view):
    return make_brief(view, suggest(view, 1)[0])


def kinds(view, brief, text):
    marks = check_draft(view, brief, text)
    assert list(marks) == sorted(marks, key=lambda m: m.start)
    assert all(0 <= m.start < m.end <= len(text) for m in marks)
    return [(m.kind, text[m.start : m.end]) for m in marks]


def test_a_draft_that_fits_has_no_marks(view, brief):
    assert kinds(view, brief, GOOD) == []


def test_an_empty_draft_has_no_marks(view, brief):
    assert check_draft(view, brief, "  \n") == ()


def test_unknown_names_once_each(view, brief):
    text = GOOD + "\n\nThen Zoltan comes out, and Zoltan laughs. On Friday Dov laughs at Zoltan's hat."
    assert kinds(view, brief, text) == [("unknown name", "Zoltan")]


def test_names_of_the_brief_are_known(view):
    brief = make_brief(view, "Marnie meets a lawyer called Pettibone")
    assert kinds(view, brief, GOOD + "\n\nI shake hands with Pettibone.") == []


def test_tense(view, brief):
    slipped = (
        "\n\n"
        + "She looked at me and she laughed. I went to the van and I was angry, and it was cold, and I said so. " * 4
    )
    assert {kind for kind, _ in kinds(view, brief, GOOD + slipped)} == {"tense"}


def test_one_look_back_is_no_slip(view, brief):
    assert (
        kinds(view, brief, GOOD + "\n\nShe was right once. She looks at me, and I look at my hands, and we go in.")
        == []
    )


def test_a_slip_is_marked_where_it_stands(view, brief):
    slip = "She was thin. She got out and she looked at my hands. It was cold."
    text = f"{GOOD}\n\n{slip} I nod, and I go in, and I sit."
    assert kinds(view, brief, text) == [("tense", slip)]


def test_person(view, brief):
    text = (
        "Marnie kneels by the wheel. She has the iron, and she leans on it, and he watches her. He says nothing. " * 3
    )
    found = kinds(view, brief, text)
    assert [kind for kind, _ in found if kind == "person"] == ["person"]


def test_i_in_a_third_person_brief():
    chapter = make_chapter(
        1, "She walked in and she sat down. She said nothing, and he was glad of it. He went out to her car."
    )
    view = make_view([chapter])
    brief = make_brief(view, "They talk")
    marks = kinds(view, brief, 'She waited. "I know," he said. I watched them from the door.')
    assert ("person", "I watched them from the door.") in marks
    assert not any('"I know,"' in text for _, text in marks)


def test_repetition_of_the_book(view, brief):
    text = GOOD + "\n\nI wash my hands in the sink of the service station, and I look away."
    (mark,) = check_draft(view, brief, text)
    assert mark.kind == "repetition"
    assert mark.citation.chapter.position == 1
    assert "wash my hands" in mark.citation.quote


def test_short_phrases_are_no_repetition(view, brief):
    assert kinds(view, brief, GOOD + "\n\nI look at them for a while, and I wait.") == []


def test_knowledge_the_teller_lacks(view):
    from dataclasses import replace

    brief = replace(make_brief(view, "Ruben and Ines wait"), pov="Ruben")
    text = GOOD + "\n\nI know about the letter under the tyre, and I know about Calder."
    assert ("knowledge", "I know about the letter under the tyre, and I know about Calder.") in kinds(view, brief, text)
    told = replace(brief, pov="Marnie")
    assert "knowledge" not in [kind for kind, _ in kinds(view, told, text)]


def test_contradictions_come_from_the_rules_of_the_book():
    chapters = [
        make_chapter(
            1, "Dov Harper came in. Dov had grey eyes and a limp. Marnie Quill looked at Dov. “Sit,” said Marnie."
        ),
        make_chapter(2, "Marnie laughed, and Dov sat down by the fire. “Cold,” said Dov."),
    ]
    canon = Canon(chapters, [observe(c) for c in chapters], Decisions())
    view = make_view(chapters, canon)
    brief = make_brief(view, "Dov and Marnie talk")
    text = "Dov laughed. Dov's eyes were green. Marnie looked away from them."
    marks = [m for m in check_draft(view, brief, text) if m.kind == "contradiction"]
    assert [m.citation.chapter.position for m in marks] == [1]
    assert not [m for m in check_draft(view, brief, text.replace("green", "grey")) if m.kind == "contradiction"]
