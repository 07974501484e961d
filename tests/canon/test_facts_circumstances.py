"""Circumstances, partners, and people of whom only a sentence tells whether they are a woman."""

from __future__ import annotations

import pytest

from companion.canon.observing import observe_facts

from .books import book_of
from .test_facts_observing import chapter_of

TELLS = [
    ("past work", "She used to be a rower.", "rower"),
    ("past work", "Before that I drove a bread lorry.", "drove a bread lorry"),
    ("occupation", "Ilse had been wardrobe mistress at the Alhambra for years.", "wardrobe mistress"),
    ("occupation", "He was training to be a paramedic.", "training as paramedic"),
    ("occupation", "She's with an orchestra in Leipzig.", "with an orchestra in Leipzig"),
    ("plays", "She sings alto.", "sings alto"),
    ("history", "I've driven her for three years.", "driven her for three years"),
    ("history", "He was in prison.", "in prison"),
    ("origin", "She grew up over a barber shop in Leicester.", "Leicester"),
    ("residence", "She'd lived in Cardiff since the wedding.", "Cardiff"),
    ("nickname", "They call him Big Col.", "Big Col"),
    ("ability", "She did not drive.", "doesn't drive"),
    ("fear", "He's terrified of heights.", "heights"),
    ("diet", "He doesn't eat meat.", "no meat"),
    ("habit", "He's not touched a drop since March.", "no drink since March"),
    ("habit", "He rings her every Sunday.", "rings her every sunday"),
    ("habit", "Her nails are bitten down to nothing.", "bites nails"),
    ("health", "She's expecting.", "pregnant"),
    ("health", "His left hand had only three fingers on it.", "left hand: three fingers"),
    ("looks", "He has a ring through his lip and laughs.", "ring lip"),
    ("mark", "He's got his ex-wife's name on his neck.", "his ex-wife's name tattooed on neck"),
    ("eyes", "He had their mother's brown eyes.", "brown"),
    ("hair", "My hair's short now.", "short"),
    ("hair", "She had cut off her hair and it was red now.", "red"),
    ("marital status", "His wife left him that year.", "separated"),
    ("kin", "I've got a boy of ten.", "son"),
    ("kin", "She only has the one sister, Naledi.", "sister"),
    ("kin", "His eldest boy, Rufus, was in front.", "son"),
    ("kin", "She had one son, Gareth, who was in Dubai.", "son"),
    ("kin", "I've a girlfriend in Stornoway.", "girlfriend"),
    ("has kin", "My ex-wife kept the dog.", "ex-wife"),
    ("possession", "It was the old blue car that she drove.", "car: old blue"),
    ("date", "Our winter concert is on the thirtieth.", "concert: the thirtieth"),
    ("date", "My operation's on Tuesday.", "operation: Tuesday"),
    ("money", "She's got nine hundred pounds in the bank.", "nine hundred pounds"),
    ("looks", "He was a big bald man.", "big bald"),
]


@pytest.mark.parametrize(("attribute", "text", "value"), TELLS)
def test_what_the_text_tells_is_seen(attribute: str, text: str, value: str) -> None:
    assert value in [o["value"] for o in observe_facts(chapter_of(text)) if o["attribute"] == attribute]


SILENT = [
    ("occupation", "She is an old maid."),
    ("habit", "They sang every Sunday song that she knew."),
    ("ability", "She couldn't drive for laughing."),
    ("fear", "He was afraid of what she would say."),
    ("date", "The concert was loud on the whole."),
    ("past work", "She used to be a bit of a liar."),
    ("history", "He had known better for years."),
    ("nickname", "They call him at nine."),
    ("money", "He had ten pounds of flour."),
]


@pytest.mark.parametrize(("attribute", "text"), SILENT)
def test_what_only_sounds_like_it_is_not_seen(attribute: str, text: str) -> None:
    assert not [o for o in observe_facts(chapter_of(text)) if o["attribute"] == attribute]


@pytest.mark.parametrize(
    ("text", "gender"),
    [
        ("Tavi Vos is our manager. She's Dutch.\n\n“Go,” said Tavi.", "she"),
        ("Tavi Vos rubbed her eyes.\n\nTavi rubbed her knees.\n\n“Go,” said Tavi.", "she"),
        ("Tavi Vos dried himself.\n\n“Go,” said Tavi.", "he"),
        ("There was a girl called Tavi Vos.\n\n“Go,” said Tavi Vos.", "she"),
        ("She laughed, and Tavi Vos waited. She laughed again.\n\n“Go,” said Tavi.", ""),
        ("Tavi Vos sat beside her sister.\n\n“Go,” said Tavi.", ""),
    ],
)
def test_one_sentence_tells_a_woman_from_a_man(text: str, gender: str) -> None:
    canon = book_of(text)
    assert canon.gender_of(canon.cast[0].name) == gender


def test_what_somebody_is_said_to_be_is_nobody_else() -> None:
    canon = book_of("Maeve Quin died in March. She was a nurse and she smoked forty a day.\n\n“Go,” Maeve had said.")
    assert "smoked forty a day" in [f.value for f in canon.facts_of("Maeve Quin")]


def test_nothing_else_is_denied_by_no_heating() -> None:
    canon = book_of(
        "Cass Lund laughed. She had a flat in Leeds with no heating and a cat called Biscuit.\n\n“Go,” said Cass."
    )
    assert "cat: Biscuit" in [f.value for f in canon.facts_of("Cass Lund")]


def test_pronouns_among_relatives_end() -> None:
    """A relative looked for through "her", which hangs on a relative: no endless circle."""
    canon = book_of(
        "Joan Hale came in. “Go,” said Joan Hale. Her mother laughed. He was her brother. She was her aunt."
    )
    assert len(canon.statements) > 3
