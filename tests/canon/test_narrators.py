"""Who says "I": named where the text says it, unknown where it does not, never somebody seen from outside."""

# ruff: noqa: E501 - tables of example prose read better one to a line

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.canon.alike import alike
from companion.canon.canon import Canon
from companion.canon.observe import observe
from companion.canon.speech import observe_speech
from companion.canon.told import file_key, told_narrator
from companion.canon.turns import read_turns
from companion.canon.viewpoints import heading_name
from companion.decisions import Decisions, NarratorSet
from companion.manuscript.sentences import paragraphs

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


def test_called_by_name_after_a_dash():
    told = (
        "I pull my coat on. He stands in the door.\n\n— Are you coming, Mara? he asks.\n\n— In a minute, I say.\n\n"
        "— Fine. You've got the keys.\n\nI can't find them, and I hear him on the stairs."
    )
    assert narrators(book_of(told)) == ["Mara"]


def test_a_name_called_out_once_is_a_name_and_an_ordinary_word_is_none():
    assert narrators(book_of(MARA.replace("Mara", "Teodora").replace("Fine, Teodora", "Fine"))) == ["Teodora"]
    assert narrators(book_of(MARA.replace("Mara", "Soundcheck").replace("Fine, Soundcheck", "Fine"))) == [""]


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
    assert narrators(book_of(MARA, TOM, MARA, TOM, seen)) == ["Mara", "Tom", "Mara", "Tom", "Mara"]


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
    found = narrators(book_of(*[hint] * 4, *[other] * 6))
    assert set(found[:4]) <= {"Mara", ""}
    assert found.count("Mara") >= 2
    assert found[4:] == [""] * 6


def test_one_narrator_named_once_gets_a_short_book_and_no_long_one():
    assert narrators(book_of(MARA, *[NOBODY] * 5)) == ["Mara"] * 6
    assert narrators(book_of(MARA, *[NOBODY] * 20)) == ["Mara", *[""] * 20]


def test_one_narrator_named_once_does_not_get_what_tells_of_them():
    seen = "I watch the road. Mara drives. Mara hums and rubs her neck. I say nothing. Nobody asks me anything."
    assert narrators(book_of(MARA, seen, NOBODY, NOBODY)) == ["Mara", "", "", ""]


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


SWITCH = (
    "I pull my coat on. Tom stands in the door. “Mara, are you coming?” Tom asks.\n\n"
    "“In a minute,” I say. I can't find my keys. “You go, Tom.”\n\n"
    "Tom shrugs. “Fine, Mara,” he says, and I hear him on the stairs.\n\n"
    "In the morning the van is cold. Mara sleeps in the back with her boots on, and I count the exits.\n\n"
    "“Tom?” Mara says. She sits up. “Where are we, Tom?”\n\n"
    "“Leeds,” I say. “Go back to sleep, Mara.”"
)


def test_a_switch_without_a_visible_break():
    canon = book_of(MARA, TOM, SWITCH)
    text = canon.chapters[2].text
    assert canon.narrator(3, text.index("I can't find")) == "Mara"
    assert canon.narrator(3, text.index("“Leeds,”")) == "Tom"


def test_the_writers_word_wins():
    told = (NarratorSet("01.md", 0, "Tom"), NarratorSet("02.md", 1, "", "third"))
    canon = book_of(MARA, TOM, decisions=Decisions(narrators=told))
    assert narrators(canon) == ["Tom", ""]
    assert canon.voice(2, 0)[0] == "third"


def test_the_writers_word_on_a_scene_wins_over_that_on_its_chapter():
    told = (NarratorSet("01.md", 0, "Mara"), NarratorSet("01.md", 2, "Tom"))
    canon = book_of(
        f"{NOBODY}\n\n***\n\n{NOBODY}", "Mara left. “Go,” said Mara to Tom.", decisions=Decisions(narrators=told)
    )
    assert narrators(canon)[:2] == ["Mara", "Tom"]


def test_the_key_of_a_chapter_names_its_file_and_its_label_where_files_hold_several():
    one, two = book_of(MARA, TOM).chapters
    assert file_key(one, [one, two]) == "01.md"
    two = replace(two, path=one.path)
    assert file_key(two, [one, two]) == "01.md#Chapter 2"
    word = NarratorSet("01.md#Chapter 2", 0, "Tom")
    assert told_narrator(two, 1, Decisions(narrators=(word,))) == word
    assert told_narrator(one, 1, Decisions(narrators=(word,))) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dear Tom, I write this on the train and I am cold.\n\nI counted the money twice. I was right.\n\nLove, Mara", "Mara"),
        ("I knock. I wait. A woman opens, and I take my hat off.\n\n“Who are you?” she says.\n\n“Mara,” I say. I step in.", "Mara"),
        ("I knock. I wait. A woman opens the door and stares at me.\n\n“You must be Mara,” she says. I nod. I step in.", "Mara"),
    ],
)  # fmt: skip
def test_letters_questions_and_guesses(text, name):
    assert narrators(book_of("Mara came in with Tom. “Hello,” said Mara. “Hello,” said Tom.", text))[1] == name


def test_names_alone_on_a_line_begin_a_part():
    text = f"MARA\n\n{NOBODY}\n\nTOM\n\n{NOBODY}"
    canon = book_of(text, "Mara left. “Go,” said Mara to Tom. “No,” said Tom.")
    assert canon.narrator(1, text.index("river")) == "Mara"
    assert canon.narrator(1, text.rindex("river")) == "Tom"


@pytest.mark.parametrize(
    ("heading", "name"),
    [("MARA", "mara"), ("Cole's POV", "cole"), ("POV: Cole", "cole"), ("~ Mara ~", "mara"), ("Point of View of Ilse", "ilse")],
)  # fmt: skip
def test_what_a_heading_names(heading, name):
    assert heading_name(heading) == name


@pytest.mark.parametrize(
    ("said", "found"), [("He calls me Mara Quill.", "Mara Quill"), ("He calls for Mara Quill.", "")]
)
def test_a_name_told_of_me_is_not_seen_from_outside(said, found):
    text = f"I wait. {said} I count the cases twice, and I sit down on the last one. My feet hurt. I want my tea."
    assert narrators(book_of("Mara Quill came in. “Hello,” said Mara Quill. Tom left.", text))[1] == found


def test_one_narrator_has_the_scenes_that_name_nobody():
    """Two names, one person: the whole book is hers, but for what is told by one who sees her."""
    called = "I came in by the yard. “Sit down, Sparrow,” he said. I sat down. “Tea, Sparrow?”\n\n“No,” I said. I wanted my coat."
    named = "I put down my bag. “And you are?”\n\n“I'm Mara Quill,” I said. I had not said it aloud for two years, and I coughed."
    seen = (
        "I held the door. Mara Quill came out first. Mara Quill laughed. I locked up behind them, and I swept the yard."
    )
    assert set(narrators(book_of(called, NOBODY, called, NOBODY, named, NOBODY))) in ({"Sparrow"}, {"Mara Quill"})
    assert narrators(book_of(called, NOBODY, called, NOBODY, named, named, seen))[-1] == ""


def test_whoever_is_talked_about_is_not_called():
    about = "“She's number two,” he said. “Ilse. She's beaten the Swedes.” I put down the bag. “Ilse,” he said. “She can sing.”"
    met = "I looked up. Ilse came in with a dog. Ilse smiled. “Hello,” Ilse said. I stood there, and I forgot my name."
    assert set(narrators(book_of(about, met, about, NOBODY))) == {""}


def test_what_a_narrator_says_others_call_them():
    text = "Nobody could say all of it, so they called me Pim. I was small. I grew up behind the fish market, and I sang there."
    assert narrators(book_of("Pim came in. “Hello,” said Pim. “Hello,” said Tom. Tom left.", text))[1] == "Pim"


def test_a_surname_is_any_of_a_familys():
    hello = "I open. A man smiles at me. “Miss Quill?” he says. I nod. I take his card, and I let him in, and I wait."
    cast = "Nessa Quill came in. Bridie Quill sat. “Go,” said Nessa Quill. “Go,” said Bridie Quill. “No,” said Nessa."
    assert narrators(book_of(cast, hello))[1] == ""


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("Priss", "Prisca", True),
        ("Mena", "Ximena", True),
        ("Ness", "Nessa", True),
        ("Lizzy", "Elizabeth", True),
        ("Tom", "Tim", False),
        ("Mara", "Mary", False),
        ("Al", "Alma", False),
    ],
)
def test_short_forms(one, other, may):
    assert alike(one, other) is alike(other, one) is may


@given(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8))
def test_short_forms_have_no_order(one, other):
    assert alike(one, other) is alike(other, one)


def test_a_short_form_that_is_only_called():
    canon = book_of(
        "Prisca turned round. “Enough,” said Prisca. Prisca left.",
        "I throw the pen. Tom ducks. “Say it again,” I tell him.\n\n“You knew, Priss,” Tom says. I sit down, and I wait.",
    )
    assert canon.resolve("Priss").name == "Prisca"
    assert narrators(canon)[1] == "Prisca"


@given(st.lists(st.sampled_from([MARA, TOM, NOBODY, "", "“Mara.”", "I.", "Tom. I. Mara, I say."]), max_size=6))
@settings(max_examples=40, deadline=None)
def test_any_book_has_a_narrator_or_none_at_every_place(texts):
    canon = book_of(*texts)
    names = {c.name for c in canon.cast} | {""}
    for chapter in canon.chapters:
        for scene in chapter.scenes:
            assert canon.narrator(chapter.position, scene.start) in names


def test_a_full_name_that_is_all_i_say_is_my_own():
    told = (
        "I put the case down. The woman has a list in front of her.\n\n“You're late,” says the woman.\n\n"
        "“The lift is out.”\n\n“Name?”\n\n“Tunde Bakare,” I tell her. “I fix the amps.”\n\nShe writes it down. I wait."
    )
    assert narrators(book_of("Tunde Bakare sang. “Hello,” said Tunde Bakare.", told))[1] == "Tunde Bakare"


@pytest.mark.parametrize(
    "told",
    [
        "The guard sits at the desk.\n\n“Who sent you?” he asks.\n\n“Marlow Pike,” I say.\n\nHe writes it down.",
        "The door is open.\n\n“Marlow Pike,” I say.\n\nHe turns round and he laughs, and I laugh, too.",
    ],
)
def test_whom_i_name_when_another_is_asked_for_or_hail_is_not_i(told):
    book = book_of("Marlow Pike sang. “Hello,” said Marlow Pike.", MARA, TOM, f"I come in out of the rain. {told}")
    assert narrators(book)[3] != "Marlow Pike"


def test_what_one_is_called_is_asked_in_other_words_too():
    told = "I sit up.\n\n“What do they call you?” she says. “My husband wants to know.”\n\n“Tunde Bakare,” I say.\n\nShe nods at me."
    assert narrators(book_of("Tunde Bakare sang. “Hello,” said Tunde Bakare.", told))[1] == "Tunde Bakare"


@pytest.mark.parametrize(
    "said", ["“Tunde Bakare,” I tell him. “I fix the amps.”", "“Bakare,” I tell him. “Tunde Bakare.”"]
)
def test_a_full_name_that_is_given_as_names_are_is_my_own(said):
    told = f"I put the case down.\n\n“You're late,” he says.\n\n{said}\n\nHe nods. I wait."
    assert narrators(book_of("Tunde Bakare sang. “Hello,” said Tunde Bakare.", told))[1] == "Tunde Bakare"


def test_whoever_is_hailed_by_full_name_is_not_i():
    told = "I cross the road. Tunde Bakare waits there.\n\n“Tunde Bakare,” I say.\n\nTunde Bakare turns and he laughs at me."
    assert narrators(book_of("Tunde Bakare sang. “Hello,” said Tunde Bakare.", told))[1] == ""


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (
            "My phone lights up. *Mara. I know what you did.* I put it away, and I sit there on the stairs until my feet are cold and I hear the milk come, and then I go in.",
            "Mara",
        ),
        (
            "My phone lights up. *Mara knows what you did.* I put it away, and I sit there on the stairs until my feet are cold and I hear the milk come, and then I go in.",
            "",
        ),
    ],
)
def test_what_is_written_to_me_begins_with_my_name(written, name):
    assert narrators(book_of(MARA, TOM, written))[2] in {name, ""}
    clues = clues_of(written)
    assert (clues["Mara"] > 0) == bool(name)


def clues_of(text: str) -> Counter[str]:
    """The log-odds by name of a scene that stands beside others in which Mara and Tom narrate."""
    canon = book_of(MARA, TOM, text)
    return canon._cast_and_clues[1][0][-1].totals


def test_british_quotation_marks_hide_no_name():
    told = (
        "I pull my coat on. He stands in the door.\n\n'Teodora, are you coming?' he asks.\n\n'In a minute,' I say.\n\n"
        "'Fine,' he says. I can't find my keys, and I hear him on the stairs."
    )
    assert narrators(book_of(told)) == ["Teodora"]


def test_a_call_without_any_marks_at_the_head_of_a_paragraph():
    told = (
        "I came in out of the rain and stood there. The hall was full of coats and nobody had lit the stove.\n\n"
        "Teodora, she said. Come here and look who signed this.\n\nI bent over it. It was a clear hand with a loop, and I had"
        " seen it somewhere before. I asked her where she had it from, and she would not say.\n\nYou'll be cross, she said.\n\n"
        "I was cross already, and I sat down on the bench and took off my boots."
    )
    assert narrators(book_of(told)) == ["Teodora"]


def test_my_sister_is_speaks_and_my_sister_s_hand_does_not():
    text = "“Jit.” My sister's in a bobble hat, holding my phone.\n\n“What?” I say. I look up."
    turns = read_turns(text, list(paragraphs(text)), observe_speech(book_of(text).chapters[0]))
    assert turns[0].mine < 0.3


def by_voice(others: list[str], call: str) -> str:
    """A scene whose narrator names the others in their own way, and is called so, or not at all."""
    seen = "\n\n".join(f"{name} comes past with a cable and nods. I nod, too." for name in others)
    called = f"\n\n“Are you ready, {call}?” a voice says behind me.\n\n“Nearly,” I say." if call else ""
    return f"I stand by the desk and I count the boxes.\n\n{seen}{called}\n\nI go out for some air, and I think of nothing."


def test_who_writes_rhona_does_not_write_ro():
    """Two narrators who each name people in their own way: a scene that calls nobody is known by them."""
    mara = [by_voice(["Rhona", "Ferret", "Priya"], "Mara") for _ in range(4)]
    tom = [by_voice(["Ro", "Stu", "Aggie"], "Tom") for _ in range(4)]
    both = [scene for pair in zip(mara, tom, strict=True) for scene in pair]
    found = narrators(book_of(*both, by_voice(["Rhona", "Ferret", "Priya"], "")))
    assert found[:8] == ["Mara", "Tom"] * 4
    assert found[8] == "Mara"
    assert narrators(book_of(*both, by_voice(["Kit"], "")))[8] == "", "nothing tells"


def test_what_lies_far_from_a_naming_in_a_very_long_scene_is_nobodys():
    more = "\n\n".join(
        f"I count the {n}th box and I put it by the wall, where the others are, and I rest." for n in range(90)
    )
    canon = book_of(MARA, TOM, MARA, TOM, f"{MARA}\n\n{more}")
    last = canon.chapters[4]
    assert canon.narrator(last.position, 3) == "Mara"
    assert canon.narrator(last.position, len(last.text) - 30) == ""


def test_whom_a_letter_greets_does_not_tell_the_book_because_another_is_signed_so():
    signed = "Dear Wenna,\n\nI hope this finds you well. I was wrong to shout at you, and I have mended your bicycle.\n\nJoss Hale"
    greeted = "Dear Joss Hale,\n\nI can't come. I have signed with the band, and I sing every night in a green dress.\n\nI mean it."
    preface = (
        "I found these letters in a tin. I have changed three names in them, and I have put them in order as I could."
    )
    found = narrators(book_of("Joss Hale laughed. “Well,” said Joss Hale. Wenna wept.", preface, signed, greeted))
    assert found[1:] == ["", "Joss Hale", ""]
