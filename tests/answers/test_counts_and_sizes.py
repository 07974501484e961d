"""What somebody says, counted; how tall somebody is, told from how long something lasted; a name that nobody has."""

from __future__ import annotations

from companion.answers import find_evidence
from companion.answers.types import Evidence
from companion.canon.types import Character
from tests.support.fake_view import FakeCanon, make_chapter, make_view

TEXT = (
    "“Sorry,” said Kit. Nell Orde waited by the desk.\n\n“I am sorry,” said Nell.\n\n“Sorry, sorry,” said Kit.\n\n"
    "Kit Marsh had worked with Nell for nine years. The sorry van stood outside. Col ate a pie."
)
PEOPLE = (
    Character("Kit Marsh", ("Kit",), 4, (), "he"),
    Character("Nell Orde", ("Nell",), 4, (), "she"),
    Character("Col", (), 1, (), "he"),
)


def _asked(question: str, more: str = "") -> Evidence:
    chapters = [make_chapter(1, TEXT + more)]
    return find_evidence(question, make_view(chapters, FakeCanon(chapters, PEOPLE)))


def test_only_what_they_say_is_counted() -> None:
    assert _asked("How many times has Kit said sorry?").lead.startswith("“sorry”, said by Kit Marsh: 3 times")
    assert _asked("How often does Kit say sorry in chapter 1?").lead.startswith("“sorry”, said by Kit Marsh: 3 places")
    kit, nell = _asked("How often does Kit say sorry?"), _asked("How many times does Nell say “sorry”?")
    assert kit.lead.startswith("“sorry”, said by Kit Marsh: 3 places")
    assert nell.lead.startswith("“sorry”, said by Nell Orde: 1 time")
    assert [c.quote for c in nell.more] == ["“I am sorry,” said Nell."]


def test_who_is_not_heard_saying_it_is_told_so() -> None:
    col = _asked("How often does Col say sorry?")
    assert (col.status, col.lead) == ("unstated", "Col is nowhere heard saying “sorry”; it stands in 5 other places.")
    assert col.nearest is not None
    assert _asked("How often does Col say sorry in chapter 1?").lead.startswith("Col is nowhere in chapter 1 heard")


def test_nine_years_is_not_how_tall_somebody_is() -> None:
    assert _asked("How tall is Kit?").status == "unstated"
    told = _asked("How tall is Kit?", " Kit was six feet tall.")
    assert (told.status, told.rows[0].value) == ("partial", "six feet tall")


def test_a_first_name_is_no_middle_name() -> None:
    assert _asked("What is Nell's middle name?").status == "unstated"


def test_a_name_of_something_else_is_nobodys_wife() -> None:
    thing = " Kit had bought a thing called the Marlow Twenty. Kit's wife waited."
    assert _asked("What is Kit's wife called?", thing).status == "unstated"
    assert _asked("What is Kit's wife called?", thing + " Kit had a wife called Opal.").status != "unstated"


def test_what_is_shortened_asks_the_same() -> None:
    thing = " Kit had bought a thing called the Marlow Twenty. Kit's wife waited."
    assert _asked("What's Kit's wife called?", thing).status == "unstated"


def test_a_birthday_needs_a_day() -> None:
    card = " Kit had a card for Nell's birthday. It rained."
    assert _asked("When is Nell's birthday?", card).lead == "No birthday is given there."
    assert _asked("When is Nell's birthday?", card + " Nell's birthday was the third of May.").status != "unstated"


def test_the_name_that_was_asked_with_is_not_the_answer() -> None:
    assert _asked("What is Col's first name?").status == "unstated"
