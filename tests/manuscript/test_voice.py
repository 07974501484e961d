"""Person and tense of a scene."""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

import re
from pathlib import Path

import pytest

from companion.manuscript.voice import tense_of, tense_of_verb, voice_of

SCENES = [
    ("first", "present", "I wake before the others and listen. Tom is asleep. I find my boots and go down the steps, and the yard is"
     " white. \"You're up,\" she says. I nod. I don't know what to tell her, so I drink the coffee and she watches me."),
    ("first", "past", "I woke before the others and listened. Tom was asleep. I found my boots and went down the steps, and the yard was"
     " white. \"You're up,\" she said. I nodded. I did not know what to tell her, so I drank the coffee and she watched me."),
    ("third", "present", "She wakes before the others and listens. Tom is asleep. She finds her boots and goes down the steps, and the yard"
     " is white. \"I'm up,\" she says. He nods. He doesn't know what to tell her, so he drinks the coffee and she watches him."),
    ("third", "past", "She woke before the others and listened. Tom was asleep. She found her boots and went down the steps, and the yard"
     " was white. \"I am up and I know it,\" she said. He nodded. He did not know what to tell her, so he drank his coffee."),
    ("second", "present", "You wake before the others and listen. Tom is asleep. You find your boots and go down the steps, and your breath"
     " is white. You look at your hands. You think of your mother, and you go back in and wake him."),
    ("third", "past", "\"I love it,\" said Tom. \"I want it. I need it, and I know what I am doing, and I say so.\" Mara looked at him. She had"
     " heard it before. She took her coat from the hook and went out, and he let her go. The door closed. The rain came down."),
    ("first", "present", "My mother says the house is haunted. It isn't. It's the pipes, and I tell her so, and she looks at me as if I have"
     " broken something of hers. We eat. My brother passes the salt to nobody in particular and the pipes go off again."),
    ("first", "past", "We drove all night. Ruth had the wheel and I had the map, and neither of us said what we were thinking. At the"
     " border they took my passport away and brought it back. My hands shook. Ruth laughed at me, and we went on."),
    ("first", "present", "He comes in late. He smells of rain and he doesn't look at me. I stir the soup. He sits, he takes off one boot, he"
     " stares at it. \"We lost,\" he says, and I put the bowl in front of him, and he eats."),
    ("third", "past", "The town had two pubs and one of them was shut. Nell worked in the other. On Fridays she pulled pints for men who had"
     " known her grandfather, and on Saturdays she swept up after them. Nobody tipped. The jukebox had stuck in 1984."),
]  # fmt: skip


@pytest.mark.parametrize(("person", "tense", "text"), SCENES)
def test_voice(person: str, tense: str, text: str) -> None:
    assert voice_of(text, 0, len(text)) == (person, tense)


@pytest.mark.parametrize("text", ["", "Rain.", '"Go," she said.', "“No.”\n\n“Yes.”"])
def test_too_little_to_tell(text: str) -> None:
    assert voice_of(text, 0, len(text)) == ("", "")


SEALED = re.split(r"(?m)^=+\n", (Path(__file__).parent / "data" / "voices_sealed.txt").read_text(encoding="utf-8"))[1:]


@pytest.mark.parametrize("case", SEALED)
def test_voice_of_scenes_that_the_rules_were_not_made_for(case: str) -> None:
    voice, text = case.split("\n", 1)
    assert " ".join(voice_of(text, 0, len(text))) == voice


@pytest.mark.parametrize("text", ["They's a storm coming and you's in it.", "I's here, we's late, nobody's asleep."])
def test_dialect_breaks_nothing(text: str) -> None:
    assert tense_of(text) in ("present", "past", "")


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("She read it again. *I am sorry, I never meant it, I will write.* She put it away. He watched her do it.", "third"),
        ("*I took the tram. I sang.*\n\n*I walked home with my girl. I was not sad.*", "first"),
        ("She held up the slate. NOT TILL I GET HOME. TELL MY SISTER. He nodded. She wiped it and he left her there.", "third"),
    ],
)  # fmt: skip
def test_what_is_only_shown_does_not_make_the_person(text, person):
    assert voice_of(text, 0, len(text))[0] == person


LETTER = (
    "Dear Sir,\n\nI have often wished to heal the breach between us. My mind is now made up on the subject, and I hope that"
    " I shall wait upon you on Monday. I flatter myself that my offer does me credit.\n\nI remain\n\nYour friend,\nWilliam Collins"
)
AROUND = (
    "He read it out to them at breakfast, and nobody laughed until he had folded it up again and put it under the milk jug."
    " She was struck with it. She thought that he must be an oddity, and said so, and her mother told her that he was a clergyman."
    " The others had gone back to their eggs."
)


def test_what_is_said_in_a_screenplay_does_not_make_its_person():
    text = (
        "We are in a station. Dave is at the coffee machine. He looks at the glass, and Jim looks at him.\n\n"
        "DAVE\nWhy do I pay him? I never liked him. I told you so.\n\nJIM (O.S.)\n(bored)\nI like him. I do.\n\n"
        "Dave drinks. He puts the cup down on the desk, and he goes out, and she watches him go."
    )
    assert voice_of(text, 0, len(text))[0] == "third"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_name_in_capitals_above_what_somebody_tells_makes_no_screenplay(gap):
    told = (
        "I pulled my coat on and went out. I wanted milk, and I was cold."
        + gap
        + "He stood in the door. I said nothing."
    )
    text = f"KIERAN\n{told}"
    assert voice_of(text, 0, len(text)) == ("first", "past")
    long = f"KIERAN\n{' '.join([told] * 9)}\n\nMARA\n{' '.join([told] * 9)}"
    assert voice_of(long, 0, len(long)) == ("first", "past")


def test_many_greetings_and_capitals_come_to_an_end():
    """In quadratic time this would outlast the limit that every test has."""
    text = "Dear Sir,\n\n" * 400 + "A" * 20_000 + "\n\n" + "\n" * 20_000 + "Dear Sir,\n\n" + "Aa" * 20_000
    assert voice_of(text, 0, len(text)) == ("", "")


@pytest.mark.parametrize(
    ("text", "person"),
    [(f"{AROUND}\n\n{LETTER}\n\n{AROUND}", "third"), (f"{AROUND}\n\n{LETTER}", "third"), (LETTER, "first")],
)
def test_a_letter_shown_in_a_scene_does_not_make_its_person(text, person):
    assert voice_of(text, 0, len(text))[0] == person


@pytest.mark.parametrize(
    ("verb", "tense"), [("walks", "present"), ("walked", "past"), ("stood", "past"), ("does", "present"), ("tall", "")]
)
def test_the_tense_of_a_verb(verb, tense):
    assert tense_of_verb(verb) == tense
