"""What a sheet shows: asserted facts only, relatives under both, memories apart, changes as progressions."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import pytest

from .books import book_of
from .test_facts_attaching import CAST


def facts(canon, name: str) -> list[tuple[str, str]]:
    return [(f.attribute, f.value) for f in canon.sheet(name).facts]


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("“He told everybody he was from Dublin,” said Tess.", "origin"),
        ("In the dream Marlow had red hair.", "hair"),
        ("He thinks Tess is a nun.", "occupation"),
        ("Is Marlow dead?", "death"),
        ("Tess wore a wig: she looked like she was sixty.", "age"),
        ("When Tess was six, her mother left.", "age"),
        ("It had been Tess, in a green dress, and she'd been five.", "age"),
        ("There was another Marlow in the town, a butcher with one arm.", "occupation"),
    ],
)
def test_what_nobody_asserts_is_not_shown(text: str, attribute: str) -> None:
    canon = book_of(CAST + text)
    shown = [pair for name in ("Tess Vance", "Marlow") for pair in facts(canon, name)]
    assert attribute not in {a for a, _ in shown}


def test_after_a_dream_facts_count_again() -> None:
    canon = book_of(CAST + "In the dream Marlow had red hair.\n\nThen it was Thursday. Marlow was fifty-two.")
    assert ("age", "52") in facts(canon, "Marlow")


def test_never_a_lie_is_no_lie() -> None:
    canon = book_of(CAST + "Marlow was a diabetic, and he had never once told her a lie.")
    assert ("health", "diabetic") in facts(canon, "Marlow")


def test_a_relative_stands_on_both_sheets() -> None:
    canon = book_of(CAST + "Jo Vance drove the van. “Hop in,” said Jo.\n\nTess's sister Jo had a cold.")
    assert ("kin", "sister: Jo Vance") in facts(canon, "Tess")
    assert ("kin", "sister of Tess Vance") in facts(canon, "Jo")


def test_a_relative_without_a_name_is_told_of_on_the_owners_sheet() -> None:
    canon = book_of(CAST + "Tess thought of her mother. She was a dinner lady.")
    assert ("kin", "mother, dinner lady") in facts(canon, "Tess")


def test_that_somebody_has_a_mother_is_no_fact() -> None:
    canon = book_of(CAST + "Tess rang her mother.")
    assert "kin" not in {a for a, _ in facts(canon, "Tess")}


def test_what_people_call_each_other_makes_them_relatives() -> None:
    talk = (
        "“There she is,” said Frank Orde. He sat up. Frank was old.\n\n“It's me, Dad,” said Tess.\n\n"
        "“I know who it is,” said Frank.\n\n“You don't, Dad,” said Tess.\n\n“I do,” said Frank.\n\n"
    )
    canon = book_of(CAST + talk + "Later her father's hair was white. Tess saw that her father had grey eyes.")
    assert ("eyes", "grey") in facts(canon, "Frank Orde")


def test_who_her_father_is_is_not_certain_where_other_sentences_tell() -> None:
    talk = "“It's me, Dad,” said Tess.\n\n“I know who it is,” said Frank Orde.\n\n“You don't, Dad,” said Tess.\n\n“I do,” said Frank Orde.\n\n"
    canon = book_of(CAST + talk + "Frank Orde sat up. He was old.\n\n* * *\n\nTess had a father in the crowd.")
    found = [f for f in canon.sheet("Tess").facts if f.value == "father: Frank Orde"]
    assert found and not any(f.firm for f in found)


def test_no_parent_of_another_surname_where_somebody_has_the_childs() -> None:
    talk = (
        "“There you are,” said Nora Pitt. Nora was old.\n\n“It's me, Mum,” said Tess.\n\n“I know,” said Nora Pitt.\n\n"
    )
    later = "Later Tess rang her mother. Nora put her hat on. "
    assert "mother: Nora Pitt" in {v for _, v in facts(book_of(CAST + talk + later), "Tess")}
    mother = "Mrs. Vance came in. Mrs. Vance had lost her gloves, and she looked for them. “Hello,” said Mrs. Vance."
    assert "mother: Nora Pitt" not in {v for _, v in facts(book_of(CAST + talk + later + mother), "Tess")}


def test_whom_a_speech_calls_by_name_is_no_father() -> None:
    bess = "Bess Lowe came in. She sat down. “What is it?” said Bess. She took her hat off. "
    canon = book_of(CAST + bess + "“Rufus is here,” said Marlow. “His father, Bess Lowe, was the best of men.”")
    assert not any("Bess" in f.value for f in canon.facts if f.attribute == "kin")


def test_you_is_whoever_is_called() -> None:
    canon = book_of(CAST + "“Marlow, your eyes are blue,” said Tess.")
    found = [f for f in canon.sheet("Marlow").facts if f.attribute == "eyes"]
    assert [(f.value, f.by, f.firm) for f in found] == [("blue", "Tess Vance", False)]


def test_an_age_far_below_is_a_memory() -> None:
    text = CAST + "Marlow was fifty-two. He remembered it all. Marlow is twenty-six and he walks in."
    assert [v for a, v in facts(book_of(text), "Marlow") if a == "age"] == ["52"]


@pytest.mark.parametrize(
    ("chapters", "attribute", "told"),
    [
        (("Tess had copper hair.", "Tess dyed her hair blue."), "hair", "copper, then blue (Chapter 2)"),
        (("Tess was engaged to Marlow.", "Tess was married now."), "marital status", "engaged to Marlow, then married (Chapter 2)"),
        (("Marlow was a bartender.", "Marlow has been made manager."), "occupation", "bartender, then manager (Chapter 2)"),
        (("Tess was thirty.", "Tess was thirty-one."), "age", "30, then 31 (Chapter 2)"),
    ],
)  # fmt: skip
def test_what_changes_on_the_page_is_one_progression(chapters: tuple[str, str], attribute: str, told: str) -> None:
    first, second = chapters
    canon = book_of(CAST + first, CAST + second)
    sheets = [canon.sheet(name) for name in ("Tess", "Marlow")]
    assert [str(p) for sheet in sheets for p in sheet.progressions if p.attribute == attribute] == [told]


def test_two_values_without_a_change_are_no_progression() -> None:
    canon = book_of(CAST + "Tess had copper hair.", CAST + "Tess had black hair.")
    assert canon.sheet("Tess").progressions == ()


def test_a_progression_stops_at_the_wall() -> None:
    canon = book_of(CAST + "Tess had copper hair.")
    assert canon.sheet("Tess").progressions == ()
