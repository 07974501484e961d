"""Nicknames short for titles, names cut short, claimed or shared with an animal; places and months are none."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import pytest

from companion.decisions import Decisions

from .books import book_of


def names(*texts: str, decisions: Decisions | None = None) -> dict[str, tuple[str, ...]]:
    return {c.name: c.aliases for c in book_of(*texts, decisions=decisions).cast}


@pytest.mark.parametrize("nick", ["Doc", "Coach", "Prof", "Duke", "Sarge"])
def test_a_title_that_somebody_goes_by_is_a_name(nick: str) -> None:
    text = f"“Morning, {nick},” said Ilse. {nick} put down the crate. Later {nick} laughed. “Ask {nick},” said Ilse."
    assert nick in names(text)


@pytest.mark.parametrize("title", ["Captain", "Sir", "Doctor", "Mother"])
def test_a_title_that_anybody_may_be_called_by_is_none(title: str) -> None:
    assert title not in names(f"“Thank you, {title},” said Ilse. “Yes, {title}.” Ilse bowed. The man went out.")


@pytest.mark.parametrize(
    ("short", "full"), [("Brack", "Arnold Bracken"), ("Doc", "Mr Dockray"), ("Pell", "Sigrid Pelletier")]
)
def test_a_surname_cut_short_is_its_bearers(short: str, full: str) -> None:
    text = f"{full} had the van. “Get in,” said {short}. Ilse got in. {short} drove, and {short} sang. “Oh, {short}.”"
    cast = book_of(text).cast
    assert any({short, full} <= set(c.names) for c in cast)


def test_a_surname_that_another_has_whole_is_not_cut_short() -> None:
    text = "Arnold Bracken drove. Ilse Brack sang. “Get in,” said Brack. Arnold Bracken laughed. Ilse Brack got in."
    assert not any({"Ilse Brack", "Arnold Bracken"} <= set(c.names) for c in book_of(text).cast)


@pytest.mark.parametrize(
    "text",
    [
        "“Hello, Dundee!” Ilse shouted. “You're lovely, Dundee.” Ilse waved. We had come to Dundee by bus.",
        "“Hello, Skelby!” Ilse shouted. We had come to Skelby by bus. “Thank you, Skelby!”",
        "Ilse had until the second of April. In April she would pay. “April?” said Ilse.",
        "It will take till about August. “August?” says Ilse. She sat.",
    ],
)
def test_places_and_months_called_out_are_nobody(text: str) -> None:
    assert set(names(text)) == {"Ilse"}


def test_a_woman_called_april_stays_one() -> None:
    text = "April laughed. “Get in, April,” said Ilse, and April got in. It was the second of April. April drove."
    canon = book_of(text)
    assert next(c.mentions for c in canon.cast if c.name == "April") == 4


def test_a_name_that_the_narrator_claims_is_theirs() -> None:
    text = (
        "“Ilse, you're late,” says Bram.\n\nI nod. On the poster it says WREN, which is me. "
        "“Ilse,” he says, “get in.”\n\n"
        "I get in. Bram drives. Bram hums. “They love Wren,” Bram says to me."
    )
    assert any({"Ilse", "Wren"} <= set(c.names) for c in book_of(text).cast)


def test_a_hen_with_a_womans_name_is_not_the_woman() -> None:
    text = (
        "“Sit down, Agnes,” said Ilse. Agnes sat. “Well, Agnes?” Later Ilse bought a hen and the hen was called Agnes."
    )
    cast = {c.name: c.mentions for c in book_of(text).cast}
    assert cast["Agnes"] == 3
    assert cast["Agnes (the hen)"] == 1


def test_an_animal_whose_name_nobody_else_has_keeps_it() -> None:
    assert "Biscuit" in names("Ilse had a dog called Biscuit. “Come, Biscuit!” said Ilse. Biscuit came. Biscuit slept.")


def test_short_forms_of_one_name_are_one_person() -> None:
    text = "Hester Lund rowed. “Hetty!” cried Ilse. “Hello, Het,” said Bram. Hester nodded. “Well, Het?”"
    assert any({"Hester Lund", "Hetty", "Het"} <= set(c.names) for c in book_of(text).cast)


@pytest.mark.parametrize("nick", ["Biscuits", "the ghost", "Little Star"])
def test_a_decision_counts_a_name_that_the_cast_does_not_know(nick: str) -> None:
    text = f"Ilse rowed. Ilse sang. It was no good telling {nick} to stop. Bram swore. One does not stop {nick} so."
    before = next(c for c in book_of(text).cast if c.name == "Ilse")
    canon = book_of(text, decisions=Decisions(merge=(("Ilse", nick),)))
    after = next(c for c in canon.cast if c.name == "Ilse")
    assert nick not in before.aliases
    assert nick in after.aliases
    assert (before.mentions, after.mentions) == (2, 4)
    assert canon.resolve(nick) == after


INSIDE = (
    "{full} had the van. {full} drove it badly, and {full} sang. Ilse slept. “Mind the road,” said Ilse.\n\n***\n\n"
    "“Eat something, {short},” said the old woman. “{short}! You never eat.” “Leave off,” came the answer. “{short}.”"
)


@pytest.mark.parametrize(("short", "full"), [("Dett", "Bernadette"), ("Jit", "Harjit"), ("Stobel", "Cristobel")])
def test_a_pet_name_out_of_the_inside_of_a_given_name(short: str, full: str) -> None:
    assert short in names(INSIDE.format(short=short, full=full))[full]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (INSIDE.format(short="Nell", full="Pernella"), "Nell"),  # a given name of her own
        (INSIDE.format(short="Angel", full="Evangeline"), "Angel"),  # what anybody may be called
        (INSIDE.format(short="Bird", full="Ladybird"), "Bird"),
        (INSIDE.format(short="Jit", full="Harjit") + " Jit laughed, and Jit went out.", "Jit"),  # narrated: two people
        (INSIDE.format(short="Dett", full="Bernadette") + "\n\nDett looked at Bernadette. Dett laughed.", "Dett"),
        (
            INSIDE.format(short="Dett", full="Bernadette")
            + "\n\nClaudetta came in. Claudetta sat. “Hm,” said Claudetta.",
            "Dett",
        ),
    ],
)
def test_a_name_inside_another_that_is_somebody_elses(text: str, short: str) -> None:
    assert short in names(text)


def test_names_to_several_people_are_one_persons() -> None:
    text = "Daniel Hartigan, Danny to his mum, Hart to everyone who ever bought a ticket. “No,” said Hart. Hart sat down. Danny laughed."
    [people] = [{name, *others} for name, others in names(text).items()]
    assert people == {"Hart", "Danny", "Daniel Hartigan"}
    assert not [f for f in book_of(text).facts if f.attribute == "kin"], "Hart is not his mother"


def test_a_narrator_called_by_a_letter_and_by_name_is_one() -> None:
    one = (
        "I came in late, and I knew it. “You're late, Vee,” said Cosmo.\n\n“I know what time it is,” I said.\n\n"
        "Cosmo folded his arms. “There she is,” said Piers. “The late Veronica Bell.” He's the only one who calls me Veronica.\n\n"
    )
    assert "Vee" in names(one, one)["Veronica Bell"]


def test_a_short_form_that_begins_the_only_such_name_is_theirs() -> None:
    text = (
        "Philomena Hargreaves signed the book. She sat down.\n\n“There you are,” said Phil. Phil put her coat on, and she laughed. "
        "Phil took her bag. “No,” said Phil. Phil shut her eyes.\n\n"
    )
    assert (
        "Phil" in names(text, text).get("Philomena Hargreaves", ())
        or "Philomena Hargreaves" in names(text, text)["Phil"]
    )


def test_a_name_only_spoken_joins_in_the_third_person_too() -> None:
    text = "Marnie put the phone down. “Marn?” said Lily. “I'm here,” said Marnie. Lily wept. “Ring her, Marn,” said Lily. Marnie sat."
    assert names(text)["Marnie"] == ("Marn",)


def test_a_people_after_an_article_is_nobody() -> None:
    cast = names("He was a Finn called Pekka Rautio. Pekka Rautio sat down. “No,” said Pekka.")
    assert "Finn" not in cast and "Pekka Rautio" in cast


def test_a_surname_shared_is_no_given_name_shared() -> None:
    text = "Robert Martin farmed. “Yes,” said Robert Martin. Martin bowed. “No,” said Martin. Miss Martin wrote to her. Miss Martin laughed. “Oh,” said Miss Martin."
    assert "Miss Martin" not in names(text).get("Robert Martin", ())
    assert not any({"Martin", "Miss Martin"} <= {name, *others} for name, others in names(text).items())


def test_a_christian_name_only_spoken_of_is_somebody_in_the_third_person() -> None:
    text = "Marianne sat. “Marianne,” said Elinor. Marianne wept. Elinor rose. “I saw Anne, Lucy,” said Marianne. “Anne!” said Elinor."
    assert "Anne" not in names(text).get("Marianne", ())
