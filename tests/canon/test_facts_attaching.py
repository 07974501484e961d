"""Whom a fact is about: names, pronouns, "my", roles; and when it is safer to say nobody."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import pytest

from .books import book_of

# Enough of the two for the cast to know them and their pronouns.
CAST = (
    "Tess Vance came in. She put her bag down. Tess was late, and she knew it. “Sorry,” said Tess.\n\n"
    "Marlow looked up. He had the set list in his hand. “You're late,” said Marlow, and he smiled. Marlow never smiled.\n\n"
)


def firm(canon, attribute: str) -> list[tuple[str, str]]:
    return [(f.character, f.value) for f in canon.facts if f.attribute == attribute and f.firm]


@pytest.mark.parametrize(
    ("text", "attribute", "expected"),
    [
        ("Tess Vance had grey eyes.", "eyes", ("Tess Vance", "grey")),
        ("Marlow's green eyes shut.", "eyes", ("Marlow", "green")),
        ("Tess sat down. Her grey eyes were red.", "eyes", ("Tess Vance", "grey")),
        ("Marlow laughed. He rubbed his ginger beard.", "beard", ("Marlow", "bearded")),
        ("Marlow put an arm round Tess, whose black hair was wet.", "hair", ("Tess Vance", "black")),
        ("“I'm twenty-six,” said Tess.", "age", ("Tess Vance", "26")),
        ("“I have two sisters,” Marlow said.", "kin number", ("Marlow", "2 sisters")),
    ],
)
def test_attaches(text: str, attribute: str, expected: tuple[str, str]) -> None:
    assert expected in firm(book_of(CAST + text), attribute)


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("Tess hugged Ruth. Ruth Orde hugged back; Ruth was crying. Her brown eyes shone.\n\n", "hair"),
        ("A man with green eyes took the tickets.", "eyes"),
        ("The girl at the bar had green eyes.", "eyes"),
        ("They had brown eyes, all of them.", "eyes"),
        ("“Your eyes are blue,” said Tess.", "eyes"),
    ],
)
def test_attaches_to_nobody(text: str, attribute: str) -> None:
    assert firm(book_of(CAST + text), attribute) == []


def test_two_rivals_are_not_safe() -> None:
    canon = book_of(
        CAST
        + "Ruth Orde hugged Tess. Ruth was her friend. “Hi,” said Ruth.\n\nTess and Ruth danced. She had brown eyes."
    )
    assert firm(canon, "eyes") == []


def test_my_is_the_narrator() -> None:
    text = (
        "My name is Dee Marsh and this is my bus. “Dee,” says Hal, “are you awake?”\n\nI am awake. My eyes are brown and my "
        "left arm is in a sling. I am twenty-six.\n\n“Morning, Dee,” says Hal.\n\n“Morning,” I say."
    )
    canon = book_of(text)
    narrator = canon.narrator(1, 5)
    assert narrator
    assert (narrator, "brown") in firm(canon, "eyes")
    assert (narrator, "left arm sling") in firm(canon, "injury")
    assert (narrator, "26") in firm(canon, "age")


def test_speech_is_said_by_its_speaker() -> None:
    canon = book_of(CAST + "“I have two sisters,” said Tess.")
    fact = next(f for f in canon.facts if f.attribute == "kin number")
    assert fact.by == "Tess Vance"


def test_roles_lead_to_names() -> None:
    canon = book_of(
        CAST + "Tess called her sister Jo. Jo Vance drove the van. “Hop in,” said Jo.\n\nTess's sister had green eyes."
    )
    holders = {s.character for s in canon.statements if s.attribute == "eyes"}
    assert len(holders) == 1
    assert "Jo" in next(iter(holders))


def test_a_mother_without_a_name_is_somebody_of_her_own() -> None:
    canon = book_of(CAST + "Tess's mother had green eyes.")
    assert [s.character for s in canon.statements if s.attribute == "eyes" and s.firm] == ["Tess Vance's mother"]
    assert ("Tess Vance", "mother, green eyes") in firm(canon, "kin")


def test_every_quote_is_exact() -> None:
    canon = book_of(CAST + "Tess Vance had grey eyes.")
    for fact in canon.facts:
        assert fact.chapter.text[fact.citation.start : fact.citation.end] == fact.citation.quote


def test_later_chapters_do_not_change_what_was_seen_before() -> None:
    one = CAST + "Tess Vance had grey eyes."
    alone = [(f.attribute, f.value, f.citation.start) for f in book_of(one).facts]
    both = book_of(one, CAST + "Tess Vance had green eyes.").facts
    assert alone == [(f.attribute, f.value, f.citation.start) for f in both if f.chapter.position == 1]


@pytest.mark.parametrize(
    ("text", "attribute", "expected"),
    [
        (
            "Tess Vance, who was nineteen, who had a snake called Kevin, sat down.",
            "possession",
            ("Tess Vance", "snake: Kevin"),
        ),
        ("Tess Vance was thirty and a nurse in Leeds, with her father's red hair.", "hair", ("Tess Vance", "red")),
        ("Tess Vance was thirty and a nurse in Leeds.", "age", ("Tess Vance", "30")),
        (
            "Marlow got fat. He'd been a rower, a great slab of a man. He was allergic to cats.",
            "allergy",
            ("Marlow", "cats"),
        ),
        ("Marlow's got these eyes, grey, and I mean grey like slate.", "eyes", ("Marlow", "grey")),
        ("Tess Vance was a Catholic from Kerala.", "religion", ("Tess Vance", "Catholic")),
        ("Tess Vance was a Catholic from Kerala.", "origin", ("Tess Vance", "Kerala")),
        ("Marlow was a long thin Nigerian with a gap in his teeth.", "nationality", ("Marlow", "Nigerian")),
        ("Tess Vance had been off the booze for a year.", "habit", ("Tess Vance", "off the booze")),
        ("Marlow is scared of moths.", "fear", ("Marlow", "moths")),
        ("Marlow's got a tattoo of Elvis on his calf.", "looks", ("Marlow", "tattoo of Elvis on his calf")),
        ("Tess Vance laughed. Her mother's a paralegal called Denise.", "occupation", ("Denise", "paralegal")),
    ],
)
def test_what_else_is_said_of_them(text: str, attribute: str, expected: tuple[str, str]) -> None:
    shown = [(f.character, f.value) for f in book_of(CAST + text).facts if f.attribute == attribute]
    assert expected in shown


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("Tess remembered how the blue eyes had gone round the room.", "eyes"),
        ("Marlow was a soldier in Korea.", "residence"),
        ("Marlow sold his guitars.", "occupation"),
    ],
)
def test_what_is_not_theirs(text: str, attribute: str) -> None:
    assert not [f for f in book_of(CAST + text).facts if f.attribute == attribute]


def test_work_of_before_and_debts_read_well() -> None:
    canon = book_of(
        CAST + "Marlow had got fat. He'd been a rower when she met him.\n\n“You owe me a tenner, Marlow,” said Tess."
    )
    assert ("Marlow", "past work", "rower") in [(f.character, f.attribute, f.value) for f in canon.facts]
    assert [f.value for f in canon.facts if f.attribute == "debt"] in ([], ["a tenner to Tess Vance"])


def test_a_turn_beside_a_name_serves_a_sheet_and_no_contradiction() -> None:
    text = "“Do you drink?” said Tess.\n\n“I'm allergic to nuts. Does that count?”\n\n“No,” said Tess.\n\n“Right,” said Marlow."
    found = [f for f in book_of(CAST + text).facts if f.attribute == "allergy"]
    assert [f.character for f in found] == ["Marlow"]
    assert not any(s.firm for s in book_of(CAST + text).statements if s.attribute == "allergy")


@pytest.mark.parametrize(
    ("text", "attribute", "expected"),
    [
        (
            "Marlow sat. With his yellow hair wet, Cas Weller came in. “No,” said Cas Weller.",
            "hair",
            ("Cas Weller", "yellow"),
        ),
        (
            "Marlow sat. Beside that, with his yellow hair tied back, is Cas Weller. “No,” said Cas Weller.",
            "hair",
            ("Cas Weller", "yellow"),
        ),
    ],
)
def test_who_is_named_after_the_pronoun(text: str, attribute: str, expected: tuple[str, str]) -> None:
    assert [(f.character, f.value) for f in book_of(CAST + text).facts if f.attribute == attribute] == [expected]


@pytest.mark.parametrize(
    ("text", "attribute"),
    [
        ("Marlow took from the seat beside her a red notebook.", "possession"),  # not hers
        ("Marlow was as long as she was, but dark, with black curls.", "hair"),
        ("Tess Vance, from Marlpit Records, sat down.", "origin"),
        ("Marlow laughed. It was his mother's guitar.", "kin"),
    ],
)
def test_what_only_seems_to_be_theirs(text: str, attribute: str) -> None:
    found = [(f.character, f.value) for f in book_of(CAST + text).facts if f.attribute == attribute]
    assert not [f for f in found if f[0] == "Tess Vance" or "guitar" in f[1]]


def test_a_chain_of_pronouns_goes_over_who_is_named_in_between() -> None:
    text = (
        "Cas Weller plays bass. He joined when Marlow left, and he stayed. He's from Peckham.\n\n“No,” said Cas Weller."
    )
    assert ("Cas Weller", "Peckham") in [(f.character, f.value) for f in book_of(CAST + text).facts]
    far = "It was late. He joined when Marlow left. He's from Peckham.\n\n“No,” said Cas Weller."
    assert not [f for f in book_of(CAST + far).facts if f.value == "Peckham"]


def test_a_guitar_between_two_is_no_woman() -> None:
    text = "Tess sat. We were two girls with one guitar between us, and she knew it. She's thirty-one."
    assert ("Tess Vance", "31") in firm(book_of(CAST + text), "age")


def test_a_speech_in_two_parts_goes_on_about_the_same_relative() -> None:
    text = "“My nan used to do this,” said Tess. “She was a seamstress in Llanelli. She's dead now.”"
    shown = [(f.character, f.value) for f in book_of(CAST + text).facts if f.attribute == "kin"]
    assert ("Tess Vance", "grandmother, seamstress") in shown and ("Tess Vance", "grandmother, dead") in shown
    assert not any(s.firm for s in book_of(CAST + text).statements if s.attribute == "death"), "she has had two"
