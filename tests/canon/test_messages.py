"""In a thread of messages "I" is whoever sent the message."""

from __future__ import annotations

import pytest

from .books import book_of

CAST = (
    "“Sit,” said Tess Vance. Tess laughed, and she sat down. “Fine,” said Imogen Rae. Imogen had a cold. She coughed. "
    "“Go on,” said Tess to Imogen.\n\n* * *\n\n"
)
SAID = (
    ("Tess", "Doors in an hour. I have thrown up in a bucket."),
    ("Imogen", "I'm on nights, so text me filth."),
    ("Tess", "It's my bass. I bought it."),
    ("Imogen", "I'd just like it not to be on television."),
    ("Tess", "I know. I saw Alfie at the bar, and Alfie says I owe him."),
)
SHAPES = {
    "marked": "**{0}** 18.02\n{1}",
    "timed": "[18:0{n}] {0}: {1}",
    "colon": "{0}: {1}",
    "bold": "**{0}:** {1}",
}


def _thread(shape: str) -> str:
    return "\n\n".join(SHAPES[shape].format(name, text, n=n) for n, (name, text) in enumerate(SAID))


@pytest.mark.parametrize("shape", SHAPES)
def test_each_message_has_its_sender(shape: str) -> None:
    canon = book_of(CAST + _thread(shape))
    text = canon.chapters[0].text
    told = [canon.narrator(1, text.index(said)) for _, said in SAID]
    assert told == ["Tess Vance", "Imogen Rae", "Tess Vance", "Imogen Rae", "Tess Vance"]


def test_what_is_said_in_a_message_is_said_of_its_sender() -> None:
    canon = book_of(CAST + _thread("marked").replace("I'm on nights", "I'm thirty-six and a midwife, I'm on nights"))
    assert ("age", "36") in {(f.attribute, f.value) for f in canon.sheet("Imogen").facts}
    assert "age" not in {f.attribute for f in canon.sheet("Tess").facts}


def test_a_few_messages_in_a_story_are_no_thread() -> None:
    told = "I read what was on the phone in the van and thought of my mother.\n\n"
    sent = "Tess: I was born in Cardiff.\nImogen: I know.\nTess: I have brown eyes.\nImogen: I can see that.\n\n"
    canon = book_of(CAST + told * 8 + sent + told * 2)
    text = canon.chapters[0].text
    assert canon.narrator(1, text.index("Cardiff")) != "Tess Vance"
    assert canon.narrator(1, text.index("brown eyes")) != "Tess Vance"
    assert "origin" not in {f.attribute for f in canon.sheet("Tess").facts}


def test_a_thread_written_line_by_line() -> None:
    canon = book_of(CAST + "\n".join(f"{name}: {text}" for name, text in SAID))
    text = canon.chapters[0].text
    assert canon.narrator(1, text.index("on nights")) == "Imogen Rae"


def test_what_follows_a_thread_is_not_the_last_senders() -> None:
    canon = book_of(CAST + _thread("timed") + "\n\nI put the phone away and I slept.")
    text = canon.chapters[0].text
    assert canon.narrator(1, text.index("I saw Alfie")) == "Tess Vance"
    assert canon.narrator(1, text.index("I slept")) == ""


def test_a_diary_has_days_and_no_senders() -> None:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
    canon = book_of(CAST + "\n\n".join(f"**{day}** I walked to the pier and I wrote." for day in days))
    text = canon.chapters[0].text
    assert canon.narrator(1, text.index("Tuesday")) not in days


def test_words_with_a_colon_are_no_senders() -> None:
    notes = "\n\n".join(
        f"{word}: I have no idea what I want." for word in ("Note", "Warning", "Note", "Warning", "Note")
    )
    canon = book_of(CAST + notes)
    assert canon.narrator(1, canon.chapters[0].text.index("no idea")) not in ("Note", "Warning")
