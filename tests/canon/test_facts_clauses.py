"""What stands behind the first comma: several things said of one subject, apposition, work, bonds, belongings, ways of living."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import pytest

from .test_facts_observing import seen

SAID = [
    ("She's twenty-eight, from Leeds, with a nose stud and a limp.", "age", "She", "28"),
    ("She's twenty-eight, from Leeds, with a nose stud and a limp.", "origin", "She", "Leeds"),
    ("She's twenty-eight, from Leeds, with a nose stud and a limp.", "looks", "She", "nose stud"),
    ("She's twenty-eight, from Leeds, with a nose stud and a limp.", "health", "She", "limp"),
    ("She was the elder by three years, a dental nurse.", "occupation", "She", "dental nurse"),
    ("She was a small woman with grey eyes.", "eyes", "She", "grey"),
    ("Mo, the sound man, comes down the ramp.", "occupation", "Mo", "sound man"),
    ("Tamsin is our drummer and she hits things.", "occupation", "Tamsin", "drummer"),
    ("Luca was her nephew, seventeen, six foot two.", "height", "Luca", "6 ft 2"),
    ("He has a bad back and a pacemaker.", "health", "He", "pacemaker"),
    ("He's deaf in one ear.", "health", "He", "deaf in one ear"),
    ("I've a flat over a chip shop in Tynemouth.", "residence", "I", "flat in Tynemouth"),
    ("She has a cat called Biscuit.", "possession", "She", "cat: Biscuit"),
    ("He has a little girl called Poppy.", "kin", "He", "daughter"),
    ("Anselm, who is a vegetarian and plays the bassoon, waves.", "diet", "Anselm", "vegetarian"),
    ("Anselm, who is a vegetarian and plays the bassoon, waves.", "plays", "Anselm", "bassoon"),
    ("Vince, who managed her, rang.", "occupation", "Vince", "manager"),
    ("Ines does monitors and sleeps on the floor.", "occupation", "Ines", "monitors"),
    ("Our singer is called Cassie Lund.", "occupation", "Cassie Lund", "singer"),
    ("He played with her bass player, Paulie.", "occupation", "Paulie", "bass player"),
    ("She works for Dodd and Marley, mostly.", "occupation", "She", "works for Dodd and Marley"),
    ("He hasn't had a drink since 2009.", "habit", "He", "no drink since 2009"),
    ("He smokes roll-ups out of the fire door.", "habit", "He", "smokes roll-ups"),
    ("She gave up smoking in May.", "habit", "She", "gave up smoking"),
    ("We were married in 2009 in the rain.", "marital status", "We", "married in 2009"),
    ("She's marrying Hattie in the spring.", "marital status", "She", "engaged to Hattie"),
    ("Della had been married twice.", "marital status", "Della", "married twice"),
    ("He never married.", "marital status", "He", "unmarried"),
    ("He drove a silver Jaguar.", "possession", "He", "Jaguar: silver"),
    ("My boat is called Compline.", "possession", "My", "boat: Compline"),
    ("She owes me forty quid.", "debt", "She", "me forty quid"),
    ("He'll be seventy-nine on Monday.", "next birthday", "He", "79"),
    ("I'm twenty-five on Friday.", "next birthday", "I", "25"),
    ("She speaks Portuguese to the dog.", "language", "She", "Portuguese"),
    ("There's a swallow on his right forearm.", "mark", "his", "right forearm swallow"),
    ("She had dyed her hair blue.", "hair", "She", "blue"),
]  # fmt: skip

NOT_SAID = [
    # what belongs to somebody else in the sentence
    ("She was trailing after a young man with a topknot.", "hair", "She"),
    ("Annette's boy, seventeen, gave up the room.", "age", "Annette"),
    ("I was not able to cut it, and the landlord with a bald head did it.", "looks", "I"),
    ("As I walked about, a Fiesta came into the yard.", "possession", "I"),
    ("She lived in Leeds, with a nose stud.", "looks", "Leeds"),
    # lists are no apposition
    ("Smollett, the squire, and Livesey were talking.", "occupation", "Smollett"),
    # of one evening, or of a joke
    ("I was sober that night.", "habit", "I"),
    ("He is his own plumber.", "occupation", "He"),
    # numbers that are no ages
    ("He put the time up, 23.58, on the board.", "age", "He"),
    ("She is one of three, five at most.", "age", "She"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "attribute", "who", "value"), SAID, ids=[f"{a}-{v}-{n}" for n, (_, a, _, v) in enumerate(SAID)]
)
def test_sees(text: str, attribute: str, who: str, value: str) -> None:
    every = every_anchor(text, attribute)
    assert (who, value) in every


@pytest.mark.parametrize(("text", "attribute", "who"), NOT_SAID)
def test_leaves_to_others(text: str, attribute: str, who: str) -> None:
    assert [found for found in seen(text, attribute) if found[0] == who] == []


def every_anchor(text: str, attribute: str) -> list[tuple[str, str]]:
    """(anchor, value) of all matches, hedged by change and past or not."""
    from companion.canon.facts import observe_facts

    from .test_facts_observing import chapter_of

    return [
        ((o["who"] or ["-"])[0], o["value"]) for o in observe_facts(chapter_of(text)) if o["attribute"] == attribute
    ]
