"""Who speaks to whom: tags, introductions, taking turns with "I", and names that are called."""

from __future__ import annotations

import pytest

from companion.canon.calls import call_weight
from companion.canon.speech import introductions, observe_speech
from companion.canon.turns import Turn, read_turns
from companion.manuscript.sentences import paragraphs

from .books import book_of


def turns_of(text: str, hints: dict[int, float] | None = None) -> list[Turn]:
    (chapter,) = book_of(text).chapters
    return read_turns(text, list(paragraphs(text)), observe_speech(chapter), hints or {})


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


@pytest.mark.parametrize(
    ("text", "mine"),
    [
        ("“Go,” I say.\n\n“Where?”\n\n“Out.”", [True, False, True]),
        ("“Go,” she says.\n\n“Where?”\n\n“Out.” She points.", [False, True, False]),
        ("I wait by the gate, and the old man says, “Late again.”\n\n“Sorry,” I say.", [False, True]),
        ("“Mind the step,” says the torch.\n\n“Thanks.”", [False, True]),
        ("“Mara,” my uncle Ben always says, “you carry too much.”\n\n“I know.”", [False, True]),
        ("“Where is it?” said my sister.\n\n“Where is what?”", [False, True]),
    ],
)
def test_who_takes_turns_with_i(text, mine):
    (chapter,) = book_of(text).chapters
    turns = read_turns(text, list(paragraphs(text)), observe_speech(chapter))
    assert [turn.mine > 0.5 for turn in turns] == mine


def test_whoever_is_asked_answers():
    said = "“Out,” Tom says. He shrugs.\n\n" * 4
    asked, told = (turns_of(f"{said}“Is it far?” Tom {tag}.\n\n“Yes.”")[-1] for tag in ("asks me", "asks her"))
    assert asked.mine > 0.8 > told.mine


def test_narration_between_two_speeches_ends_their_taking_turns():
    (_, after) = turns_of("“Go,” she says.\n\nRain comes down on the roof.\n\n“Mind the step.”")
    assert 0.4 < after.mine < 0.6


def test_what_else_is_known_of_a_speech_tells_its_neighbours_too():
    text = "“Where is it?”\n\n“Gone.”"
    theirs, mine = (turns_of(text, {0: odds}) for odds in (-2.0, 2.0))
    assert [t.mine > 0.5 for t in theirs] == [False, True]
    assert [t.mine > 0.5 for t in mine] == [True, False]


def test_a_name_that_stands_alone_inside_a_speech_is_hardly_called():
    text = "“I stood there. He said my name. Jonty. I had my mouth open.”"
    alone = Turn(0, len(text), 0, ((0, len(text)),), 0.1)
    within = "“I stood there. He said my name, Jonty. I had my mouth open.”"
    at = text.index("Jonty")
    assert call_weight(text, {0: alone}, alone, at, at + 5) < call_weight(within, {0: alone}, alone, at, at + 5)


def test_whose_it_is_introduces_nobody():
    assert introductions("“You never had the tune. It's Mara's gran's.”", 0, 45) == []
    assert introductions("“You never had the tune. It’s Mara’s gran’s.”", 0, 45) == []


def test_a_name_at_the_end_of_a_reply_calls_the_narrator_rather_than_one_that_begins_an_order():
    def weight(text: str, turn: int) -> float:
        turns = turns_of(text)
        at = text.index("Mara")
        return call_weight(text, {t.number: t for t in turns}, turns[turn], at, at + 4)

    reply = weight("“Where's the van?” I ask.\n\n“Gone, Mara.”\n\n“Gone where?” I ask.", 1)
    order = weight("“Where's the van?” Tom asks.\n\n“Mara, show him.” Ben points.\n\n“It's out here,” she says.", 1)
    assert reply > 1 > order
