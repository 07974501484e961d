"""Who says "I": named where the text says it, unknown where it does not, never somebody seen from outside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.canon.canon import Canon
from companion.canon.observe import observe
from companion.canon.speech import introductions, observe_speech
from companion.decisions import Decisions

from .books import book_of

MARA = (
    "I pull my coat on. Tom stands in the door. “Mara, are you coming?” Tom asks.\n\n"
    "“In a minute,” I say. I can't find my keys. “You go, Tom.”\n\n"
    "Tom shrugs. “Fine, Mara,” he says, and I hear him on the stairs."
)
TOM = (
    "I drive. Mara sleeps in the back with her boots on. I count the exits and I wait.\n\n"
    "“Tom?” Mara says. She sits up. “Where are we, Tom?”\n\n"
    "“Leeds,” I say. “Go back to sleep, Mara.”"
)
NOBODY = "I walk along the river. I think of nothing. I throw stones until my arm hurts, and I go home."


def narrators(canon: Canon) -> list[str]:
    return [canon.narrator(c.position, s.start) for c in canon.chapters for s in c.scenes]


def test_called_by_name():
    assert narrators(book_of(MARA)) == ["Mara"]


def test_two_narrators_in_one_chapter():
    assert narrators(book_of(f"{MARA}\n\n***\n\n{TOM}")) == ["Mara", "Tom"]


def test_nobody_says_it():
    assert narrators(book_of(NOBODY)) == [""]


def test_the_only_narrator_of_a_book_narrates_what_names_nobody():
    assert narrators(book_of(MARA, NOBODY, MARA)) == ["Mara"] * 3


def test_of_two_narrators_neither_is_guessed():
    assert narrators(book_of(MARA, TOM, NOBODY)) == ["Mara", "Tom", ""]


def test_the_other_one_where_all_but_one_are_seen():
    seen = "I watch the road. Tom drives. Tom hums and rubs his neck. I say nothing. Nobody asks me anything."
    assert narrators(book_of(MARA, TOM, seen)) == ["Mara", "Tom", "Mara"]


@pytest.mark.parametrize(
    "text",
    [
        "My name is Mara. I sing. I have sung since I was nine. Mara Quill is my stage name.",
        "“I'm Mara,” I say. I hold out my hand. The man does not take my hand. “Mara,” I say again. I wait.",
        "I step up to the desk. “Call me Mara,” I tell her. She writes my name down. I wait. “Mara it is,” she says.",
    ],
)
def test_introduced(text):
    assert narrators(book_of("Mara Quill came in. “Hello,” said Mara.", text))[1] == "Mara Quill"


def test_headings_that_are_names():
    canon = book_of(
        f"{NOBODY} Mara Quill sang once.", f"{NOBODY} Tom Hale drove.", "Mara left. “Go,” said Mara to Tom."
    )
    chapters = [replace(c, title=title) for c, title in zip(canon.chapters, ("Mara", "Tom", ""), strict=True)]
    again = Canon(chapters, [observe(c) for c in chapters], Decisions())
    assert narrators(again)[:2] == ["Mara Quill", "Tom Hale"]


def test_one_heading_that_happens_to_be_a_name():
    canon = book_of(f"{NOBODY} We played the Alma.", "“Loud,” said the Alma, as we called her. The Alma laughed.")
    chapters = [replace(canon.chapters[0], title="The Alma"), canon.chapters[1]]
    again = Canon(chapters, [observe(c) for c in chapters], Decisions())
    assert again.narrator(1, 3) == ""


def test_two_names_of_one_narrator():
    def scene(call: str, other: str) -> str:
        called = f"“Morning, {call},” Tom says. I nod.\n\n“Cold, {other},” Tom says."
        return f"I check the list. {called}\n\n“Yes,” I say. I go."

    pairs = [("Padre", "Gil Hale"), ("Gil", "Padre"), ("Padre", "Gil"), ("Padre", "Padre")]
    canon = book_of(*(scene(*pair) for pair in pairs))
    assert set(narrators(canon)) == {"Gil Hale"}
    assert canon.resolve("Padre").name == "Gil Hale"


def test_who_is_called_and_never_seen_tells():
    hint = (
        "I wait. The rain is on the roof. I count the cases. “Where's the desk, Mara?”\n\n“Gone,” I say. I count again."
    )
    other = "I drive. Mara sleeps. Mara coughs in her sleep. I turn the heater up, and I yawn."
    assert narrators(book_of(*[hint] * 4, *[other] * 6)) == ["Mara"] * 4 + [""] * 6


def test_one_narrator_named_once_does_not_get_the_whole_book():
    assert narrators(book_of(MARA, *[NOBODY] * 5)) == ["Mara", *[""] * 5]


def test_third_person_has_no_narrator():
    assert narrators(book_of("Mara came in. “Mara,” Tom said. “Yes,” said Mara. She sat down and she waited.")) == [""]


def test_whom_the_narrator_talks_to_is_not_the_narrator():
    text = "I sit down. “Listen, Mara,” I say. “I know, Mara.” I hold my cup. My hands shake. I look at my feet."
    assert narrators(book_of(text)) == [""]


def test_the_cast_knows_its_narrators():
    canon = book_of(MARA, TOM)
    assert {c.name: c.narrates for c in canon.cast} == {"Mara": (1,), "Tom": (2,)}


def test_outside_of_the_book():
    canon = book_of(MARA)
    assert canon.narrator(7, 0) == ""
    assert canon.narrator(1, 100_000) == ""


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("“Go,” said Mara.", ["name"]),
        ("“Go,” Tom Hale whispered.", ["name"]),
        ("“Go,” she said. “Now.”", ["she", ""]),
        ("“Go,” I say.", ["I"]),
        ("Mara turned and said, “Go.”", ["name"]),
        ("He said: “Go.”", ["he"]),
        ("“Go.” The door shut.", [""]),
    ],
)
def test_speech_tags(text, cues):
    canon = book_of(text)
    assert [cue for _, _, cue, _ in observe_speech(canon.chapters[0])] == cues


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("My name is Mara Quill.", ["Mara Quill"]),
        ("Call me Jo.", ["Jo"]),
        ("I'm Jo, I sing.", ["Jo"]),
        ("I'm tired.", []),
        ("Everybody calls me Saint.", ["Saint"]),
    ],
)
def test_introductions(text, expected):
    assert [name for _, _, name in introductions(text, 0, len(text))] == expected
