"""Reading replies: the grammar asked for, all the ways models bend it, and text made to do harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.chains.claims import LONGEST_CLAIM, MOST_CLAIMS, finished_lines, read_reply, visible


def said(text: str, count: int = 6) -> list[tuple[str, tuple[int, ...]]]:
    return [(claim.text, claim.numbers) for claim in read_reply(text, count).claims]


@pytest.mark.parametrize(
    ("reply", "claims"),
    [
        ("Ruth drives the bus. [2][5]", [("Ruth drives the bus.", (2, 5))]),
        ("Ruth drives the bus [2].", [("Ruth drives the bus.", (2,))]),
        ("Ruth drives the bus [2], [5].", [("Ruth drives the bus.", (2, 5))]),
        ("Ruth drives the bus [2] and [5].", [("Ruth drives the bus.", (2, 5))]),
        ("Ruth drives the bus. [2, 5]", [("Ruth drives the bus.", (2, 5))]),
        ("Ruth drives the bus. [2 and 5]", [("Ruth drives the bus.", (2, 5))]),
        ("Ruth drives the bus. [1-3]", [("Ruth drives the bus.", (1, 2, 3))]),
        ("Ruth drives the bus. [1–3, 5]", [("Ruth drives the bus.", (1, 2, 3, 5))]),
        ("Ruth drives the bus. [two]", [("Ruth drives the bus.", (2,))]),
        ("Ruth drives the bus. [sentence 2]", [("Ruth drives the bus.", (2,))]),
        ("Ruth drives the bus. [Sentences two and five]", [("Ruth drives the bus.", (2, 5))]),
        ("Ruth drives the bus. [S2]", [("Ruth drives the bus.", (2,))]),
        ("Ruth drives the bus. [^2]", [("Ruth drives the bus.", (2,))]),
        ("Ruth drives the bus. (2)", [("Ruth drives the bus.", (2,))]),
        ("Ruth drives the bus 【2†source】.", [("Ruth drives the bus.", (2,))]),
        ("[2] Ruth drives the bus.", [("Ruth drives the bus.", (2,))]),
        ("[2]: Ruth drives the bus.", [("Ruth drives the bus.", (2,))]),
        ("- **Ruth** drives the bus. [2]", [("Ruth drives the bus.", (2,))]),
        ("1. Ruth drives the bus. [2]\n2) Ann sleeps. [3]", [("Ruth drives the bus.", (2,)), ("Ann sleeps.", (3,))]),
        ("Answer: Ruth drives the bus. [2]", [("Ruth drives the bus.", (2,))]),
        ("Ruth drives the bus.\n[2]", [("Ruth drives the bus.", (2,))]),
        ("Ruth drives [1]. Ann sleeps [2][3]. They talk.",
         [("Ruth drives.", (1,)), ("Ann sleeps.", (2, 3)), ("They talk.", ())]),
        ("Mr. Hale drove. [1] J. R. Hale left. [2]", [("Mr. Hale drove.", (1,)), ("J. R. Hale left.", (2,))]),
        ("```\nRuth drives. [1]\n```", [("Ruth drives.", (1,))]),
        ("<think>[1] hm</think>Ruth drives. [2]", [("Ruth drives.", (2,))]),
        ("<thinking>\nhm [3]\n</thinking>\nRuth drives. [2]", [("Ruth drives.", (2,))]),
        ("she must mean [3]</think>\nRuth drives. [2]", [("Ruth drives.", (2,))]),
        ("<|channel|>analysis<|message|>hm [3]<|end|><|start|>assistant<|channel|>final<|message|>Ruth drives. [2]",
         [("Ruth drives.", (2,))]),
        ("[THINK]hm [3]\n\n[/THINK]Ruth drives. [2]", [("Ruth drives.", (2,))]),
        ("◁think▷hm [3]◁/think▷Ruth drives. [2]", [("Ruth drives.", (2,))]),
        ("<seed:think>hm [3]</seed:think>Ruth drives. [2]", [("Ruth drives.", (2,))]),
        ("<|START_THINKING|>hm [3]<|END_THINKING|><|START_RESPONSE|>Ruth drives. [2]<|END_RESPONSE|>",
         [("Ruth drives.", (2,))]),
        ("<|begin_of_thought|>hm [3]<|end_of_thought|>\n<|begin_of_solution|>Ruth drives. [2]<|end_of_solution|>",
         [("Ruth drives.", (2,))]),
        ("<|channel>thought\nhm [3]<channel|>Ruth drives. [2]", [("Ruth drives.", (2,))]),
        ("Here is my thought process: [3]? Here is my response: Ruth drives. [2]", [("Ruth drives.", (2,))]),
        ("<think>hm [3]</think><answer>Ruth drives. [2]</answer>", [("Ruth drives.", (2,))]),
        ("hm [3] [/THINK]Ruth drives. [2]", [("Ruth drives.", (2,))]),
        ("2 | Ruth drives the bus\n5 | she has", [("Ruth drives the bus", (2,)), ("she has", (5,))]),
        ("Ruth [laughing] drives. [2]", [("Ruth [laughing] drives.", (2,))]),
        ("In 1998 (1998) Ruth left. [2]", [("In 1998 (1998) Ruth left.", (2,))]),
    ],
)  # fmt: skip
def test_many_ways_to_cite(reply, claims):
    assert said(reply) == claims


@pytest.mark.parametrize(
    ("reply", "numbers", "invented"),
    [
        ("Ruth drives. [9]", (), 1),
        ("Ruth drives. [2][9]", (2,), 1),
        ("Ruth drives. [0]", (), 1),
        ("Ruth drives. [999999]", (), 1),
        ("Ruth drives. [1-40]", (), 1),
        ("Ruth drives. [5-2]", (), 1),
        ("Ruth drives. [twenty]", (), 1),
    ],
)
def test_invented_numbers_are_dropped_and_counted(reply, numbers, invented):
    (claim,) = read_reply(reply, 6).claims
    assert (claim.numbers, claim.invented) == (numbers, invented)


@pytest.mark.parametrize(
    "reply",
    [
        "The manuscript does not say.",
        "the manuscript doesn't say",
        "The manuscript does not say. [1]",
        "**The manuscript does not say.**",
        "<think>[1]?</think>The text does not mention it.",
        "- The book never says.",
        "The colour of the eye is not specified [1].",
        "There is no information about it.",
        "none",
        "None.",
        "None of the sentences answers it.",
    ],
)
def test_a_refusal_is_one(reply):
    assert read_reply(reply, 3).refused
    assert not read_reply(reply, 3).claims


def test_what_follows_a_refusal_is_the_nearest_and_no_answer():
    first = read_reply("The manuscript does not say.\nRuth drives at night. [2]", 3)
    assert first.silent and [c.text for c in first.claims] == ["Ruth drives at night."]
    last = read_reply("Ruth drives. [1]\nThe manuscript does not say where to. [2]", 3)
    assert last.refused and not last.silent


@pytest.mark.parametrize(
    "claim",
    [
        "Hugo was not mentioned in the will.",
        "Dina had no information about Kit.",
        "Ada was not told.",
        "Kit is not described as tall.",
    ],
)
def test_what_the_story_denies_is_no_refusal(claim):
    reply = read_reply(f"{claim} [2]\nKit got the house. [2]", 3)
    assert not reply.refused and [c.text for c in reply.claims] == [claim, "Kit got the house."]


def test_a_model_may_want_to_read_on_after_a_sentence():
    assert read_reply("MORE: 12\n- more: [3].\nMORE: 99", 20).read_on == (12, 3)
    assert read_reply("MORE: [2], [3]", 20).read_on == (2, 3)
    assert not read_reply("MORE: 12", 20).is_empty
    assert read_reply("More: 12 people came. [1]", 20).claims


@pytest.mark.parametrize("reply", ["", "\n\n", "…", "[1]", "<think>never closed [1] Ruth drives.", "42", "```\n```"])
def test_nothing_is_nothing(reply):
    assert read_reply(reply, 3).is_empty


@pytest.mark.parametrize(
    ("reply", "gone"),
    [
        ("![x](https://evil.example/p.png) Ruth drives. [1]", "evil"),
        ("[here](https://evil.example) Ruth drives. [1]", "evil"),
        ("Ruth drives https://evil.example/?q=1 now. [1]", "evil"),
        ("<img src=x onerror=alert(1)>Ruth drives. [1]", "onerror"),
        ("<script>alert(1)</script> Ruth drives. [1]", "<"),
        ("Ruth\u202e drives.\x00 [1]", "\u202e"),
        ("javascript:alert(1) Ruth drives. [1]", "javascript"),
    ],
)
def test_markup_and_addresses_do_not_get_through(reply, gone):
    reply_read = read_reply(reply, 3)
    assert reply_read.claims
    assert all(gone not in claim.text for claim in reply_read.claims)


def test_repetition_is_said_once_and_floods_are_cut():
    assert len(read_reply("Ruth drives. [1]\n" * 500, 3).claims) == 1
    flood = read_reply("\n".join(f"Ruth drives route {'x' * n}. [1]" for n in range(1, 100)), 3)
    assert flood.cut
    assert len(flood.claims) == MOST_CLAIMS
    assert not read_reply("word " * 5000, 3).claims


@given(st.text(max_size=400), st.integers(0, 12))
def test_any_text_is_read_without_harm(text, count):
    reply = read_reply(text, count)
    assert len(reply.claims) <= MOST_CLAIMS
    for claim in reply.claims:
        assert all(1 <= n <= count for n in claim.numbers)
        assert list(claim.numbers) == sorted(set(claim.numbers))
        assert 0 < len(claim.text) <= LONGEST_CLAIM
        assert "\n" not in claim.text
        assert "<think" not in claim.text


MARKS = "[ ] 1 2 - , two <think> </think> ``` ( ) 【 † ** <|channel|>".split()
PIECES = st.sampled_from(
    [*MARKS, " and ", "\n", "Ruth ", "drives. ", "http://x.y ", "The manuscript does not say.", "\x02", "\x03"]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_grammar_soup_is_read_without_harm(text):
    for claim in read_reply(text, 2).claims:
        assert set(claim.numbers) <= {1, 2}
        assert "\x02" not in claim.text


@given(st.lists(st.sampled_from(["Ruth drives. [1]\n", "Ann [2] sleeps.\n", "\n", "- Tom left. [3]\n"]), max_size=8))
def test_lines_read_early_are_the_beginning_of_what_is_read_late(lines):
    text = "".join(lines) + "Ruth"
    early = read_reply(finished_lines(text), 3).claims
    assert read_reply(text, 3).claims[: len(early)] == early


def test_visible_keeps_the_story():
    assert visible("Five < six, and “seven” > 'two'.") == "Five < six, and “seven” > 'two'."
