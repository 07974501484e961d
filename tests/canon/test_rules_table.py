"""The table of rules: ids, order, what the writer has decided, spelling, things and counts."""

from __future__ import annotations

import pytest

from companion.canon.rules import RULES
from companion.canon.rules.age import age_range
from companion.canon.rules.base import make_finding, slug
from companion.canon.rules.looks import eyes_agree, hair_agrees
from companion.canon.rules.spelling import slips
from companion.canon.rules.things import things_agree
from companion.decisions import Decision, Decisions

from .books import book_of
from .test_rules_conflicts import CAST, LATER

EYES = (CAST + "Tess Vance had grey eyes.", LATER + "Tess looked at him with her green eyes.")


def test_every_rule_has_a_title_and_a_doc() -> None:
    for rule in RULES:
        assert rule.title
        assert rule.function.__doc__


def test_an_id_depends_on_what_it_is_about() -> None:
    finding = next(f for f in book_of(*EYES).findings if f.kind == "eyes")
    assert finding.id == "eyes-tess-vance-green-grey"
    moved = book_of("It rained, and nobody came.\n\n" + EYES[0], EYES[1])
    assert finding.id in {f.id for f in moved.findings}


def test_a_settled_fact_is_no_longer_found() -> None:
    canon = book_of(*EYES, decisions=Decisions(settled={("Tess Vance", "eyes"): "grey"}))
    assert [f for f in canon.findings if f.kind == "eyes"] == []


def test_a_decision_stays_with_its_finding() -> None:
    decided = Decision("intentional", "contact lenses")
    canon = book_of(*EYES, decisions=Decisions(findings={"eyes-tess-vance-green-grey": decided}))
    assert next(f for f in canon.findings if f.kind == "eyes").decision == decided


def test_conflicts_come_first() -> None:
    canon = book_of(
        CAST + "Tess Vance had grey eyes. Marlow lives in Leeds.",
        LATER + "Marlow lives in Hull. Tess looked at him with her green eyes.",
    )
    tiers = [f.tier for f in canon.findings]
    assert tiers == sorted(tiers)
    assert tiers[0] == "conflict"


def test_the_wall_holds() -> None:
    assert book_of(EYES[0]).findings == []


def test_a_thing_described_otherwise_once() -> None:
    steady = (
        "The silver lighter lay there. “Look,” said Tess. She took the silver lighter. Marlow wanted "
        "the silver lighter.\n\n"
    )
    canon = book_of(CAST + steady, LATER + "Tess flicked the brass lighter open.")
    found = [f for f in canon.findings if f.kind == "possession"]
    assert [(f.tier, f.message) for f in found] == [("conflict", "Silver lighter, then brass")]


def test_a_count_that_changes() -> None:
    canon = book_of(
        CAST + "The house has eleven doors in all. Tess counted the eleven doors twice.",
        LATER + "The eight doors were shut.",
    )
    assert [(f.tier, f.message) for f in canon.findings if f.kind == "count"] == [("conflict", "11 doors, then 8")]


def test_a_relation_told_in_two_ways() -> None:
    canon = book_of(
        CAST + "Marlow wrote to his aunt, Mrs. Lund. Mrs. Lund was old. “Money again,” said Mrs. Lund, and she sighed.",
        LATER + "Marlow feared his grandmother, Mrs. Lund. “Boy,” said Mrs. Lund.",
    )
    found = [f for f in canon.findings if f.kind == "kin" and f.tier == "conflict"]
    assert [(f.character, f.message) for f in found] == [("Marlow Pike", "Mrs. Lund is an aunt, then a grandmother")]


def test_an_uncle_and_an_aunt_of_one_surname_are_two_people() -> None:
    canon = book_of(
        "Mrs. Philips lived at Meryton with Mr. Philips. Mr. Philips drank port, and Philips seldom spoke.\n\n"
        "“My uncle Philips is away,” said Lydia.\n\n“My aunt Philips wants you to get husbands,” said Lydia.\n\n"
        "Mrs. Philips laughed at her. Lydia left, and Philips nodded.",
    )
    kin = [(s.value, s.whom) for s in canon.statements if s.attribute == "kin"]
    assert kin == [("uncle", "Philips"), ("aunt", "Mrs. Philips")]
    assert not [f for f in canon.findings if f.kind == "kin"]


def test_a_relation_that_only_an_unsure_speaker_tells_is_worth_a_look() -> None:
    narrated = CAST + "Marlow wrote to his aunt, Mrs. Lund. Mrs. Lund was old. “Money again,” said Mrs. Lund.\n\n"
    said = "Marlow and Tess were in the hall.\n\n“Ready?”\n\n“I will go and see my grandmother, Mrs. Lund.”\n\n"
    tiers = {f.tier for f in book_of(narrated, LATER + said).findings if f.kind == "kin"}
    sure = said.replace("Lund.”", "Lund,” said Marlow.")
    assert tiers <= {"possible"}
    assert {f.tier for f in book_of(narrated, LATER + sure).findings if f.kind == "kin"} == {"conflict"}


def test_a_titled_name_spelled_otherwise_once() -> None:
    canon = book_of(
        CAST + "Mrs. Harland let rooms. Tess paid Mrs. Harland in coins.",
        LATER + "Mrs. Harlan was out, and Tess had no key.",
    )
    assert [f.message for f in canon.findings if f.kind == "spelling" and f.tier == "conflict"] == [
        "Harland, once Harlan"
    ]


def test_a_home_named_only_once() -> None:
    ludlow = (
        "Hal Orr lived in Ludlow with two dogs. “Ludlow is enough,” said Hal. In the evening Hal rang from Ludlow. "
        "The road to Ludlow was closed, and Ludlow was quiet.\n\n"
    )
    canon = book_of(CAST + ludlow, LATER + "Hal sighed. He was going back to Whitby in the morning.")
    found = [f for f in canon.findings if f.kind == "residence"]
    assert "Of Ludlow, then of Whitby" in [f.message for f in found if f.tier == "conflict"]


@pytest.mark.parametrize(
    ("later", "tiers"),
    [
        ("Tess's mother opened the door.", ["conflict"]),
        ("Tess's mother had opened the door.", []),
        ("Tess's mother opened the door. Tess's mother smiled. Tess's mother sat down.", ["possible"]),
        ("Marlow's mother opened the door.", []),
    ],
)
def test_a_dead_mother_without_a_name(later: str, tiers: list[str]) -> None:
    canon = book_of(CAST + "Tess's mother died in March.", LATER + later)
    assert [f.tier for f in canon.findings if f.kind == "death"] == tiers


def test_in_a_book_of_several_narrators_i_is_not_sure_unless_the_heading_says_so() -> None:
    dee_called, hal_called = (f"\n\n“{a}!” says {b}.\n\n“What?” I say." for a, b in (("Dee", "Hal"), ("Hal", "Dee")))
    dee = "My name is Dee Marsh. “Dee,” says Hal, “get up.”\n\nI get up. I am twenty-six. I find my boots." + dee_called
    hal = "My name is Hal Orr. “Hal,” says Dee, “get up.”\n\nI get up. I find my boots." + hal_called
    alone = [s for s in book_of(dee).statements if s.attribute == "age"]
    both = [s for s in book_of(dee, hal).statements if s.attribute == "age"]
    assert [s.firm for s in alone] == [True]
    assert [s.firm for s in both] == [False]


@pytest.mark.parametrize(
    ("rare", "usual", "slip"),
    [
        ("Harlan", "Harland", True),
        ("Dunmor", "Dunmore", True),
        ("Mariane", "Marianne", True),
        ("Tomsa", "Tomas", True),
        ("Catharine", "Catherine", True),
        ("Barton", "Burgon", False),
        ("Marlows", "Marlow", False),
        ("Tess", "Jess", False),
    ],
)
def test_slips_of_the_pen(rare: str, usual: str, slip: bool) -> None:
    assert slips(rare, usual) is slip


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("grey", "grey", True),
        ("dark", "brown", True),
        ("dark", "hazel", True),
        ("grey-green", "grey", True),
        ("blue-grey", "blue", True),
        ("pale", "blue", True),
        ("blue", "brown", False),
        ("dark", "blue", False),
        ("green", "black", False),
    ],
)
def test_eye_colours(a: str, b: str, agree: bool) -> None:
    assert eyes_agree(a, b) is agree
    assert eyes_agree(b, a) is agree


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("dark red", "red", True),
        ("auburn", "brown", True),
        ("auburn", "red", True),
        ("blond", "golden", True),
        ("dark", "black", True),
        ("light", "blond", True),
        ("black", "blond", False),
        ("dark", "straw-coloured", False),
        ("red", "black", False),
    ],
)
def test_hair_colours(a: str, b: str, agree: bool) -> None:
    assert hair_agrees(a, b) is agree
    assert hair_agrees(b, a) is agree


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("van: red", "van: ford", True),
        ("van: red", "van: crimson", True),
        ("van: red", "van: blue", False),
        ("lighter: silver", "lighter: brass", False),
        ("guitar: gibson", "guitar: fender", False),
    ],
)
def test_things(a: str, b: str, agree: bool) -> None:
    assert things_agree(a, b) is agree


@pytest.mark.parametrize(
    ("value", "years"),
    [("26", (26, 26)), ("about 37", (34, 40)), ("under 8", (0, 7)), ("over 40", (40, 50)), ("36-39", (36, 39))],
)
def test_age_ranges(value: str, years: tuple[int, int]) -> None:
    assert age_range(value) == years


def test_slugs_are_plain_ascii() -> None:
    assert slug("Zoë D'Arcy-Quill") == "zoe-d-arcy-quill"
    assert make_finding("eyes", "possible", "", "m", "r", (), ("b", "a")).id == "eyes-a-b"
