"""Drafts from a model: written, checked, mended once, marked."""

from __future__ import annotations

import threading

import pytest

from companion.chains.drafting import DraftChain, clean_draft
from companion.errors import Cancelled
from companion.prompts import Prompts
from companion.scenes import make_brief, suggest
from tests.chains.conftest import opened
from tests.scenes.conftest import book
from tests.support.model_server import Says, model_server

GOOD = """The nut will not give. I lean on the iron, and it turns, and I get my fingers into the dark under the wheel.

"What have you lost?" says Ines behind me.

"Nothing," I say. "A plectrum."

She looks at my knees. She does not believe me, and she does not say so, and we stand there like two people who wait."""
BAD = GOOD + '\n\n"Marnie," says Ines, and behind Ines there is Zoltan with a torch, and we look at Zoltan.'


def drafted(*script: Says, cancel=None, timeout=20.0):
    view = book()
    brief = make_brief(view, suggest(view, 1)[0])
    stages = []
    with model_server(*script) as server:
        chain = DraftChain(opened(server, timeout), Prompts.load())
        draft = chain.draft(view, brief, lambda stage, done, total, item: stages.append((stage, done, total)), cancel)
    return draft, server, stages


def test_a_clean_draft_needs_one_round():
    draft, server, stages = drafted(Says(GOOD))
    assert draft.text == GOOD
    assert draft.is_prose
    assert draft.marks == ()
    assert len(server.requests) == 1
    assert stages[0] == ("drafting", 0, 2)
    assert stages[-1][1:] == (2, 2)


def test_the_prompt_says_how_to_tell_it_and_what_they_do_not_know():
    _, server, _ = drafted(Says(GOOD))
    prompt = server.prompts[0]
    assert "in the first person by Marnie, who says “I”, in the present tense" in prompt
    assert "I kneel down by the wheel." in prompt
    assert "What they do not know:" in prompt
    assert prompt.count("</manuscript>") == prompt.count("<manuscript>")
    assert server.requests[0]["temperature"] > 0.5


def test_marks_are_mended_once():
    draft, server, _ = drafted(Says(BAD), Says(GOOD))
    assert draft.text == GOOD
    assert draft.marks == ()
    assert "1 of 1 marks were put right." in draft.notes
    assert "Zoltan is not in the book" in server.prompts[1]
    assert len(server.requests) == 2


@pytest.mark.parametrize("second", [Says(BAD), Says("I sit."), Says(""), Says(status=500)])
def test_a_second_version_that_is_no_better_is_not_taken(second):
    draft, _, _ = drafted(Says(BAD), second)
    assert draft.text == BAD
    assert [mark.kind for mark in draft.marks] == ["unknown name"]
    assert draft.is_prose


@pytest.mark.parametrize("says", [Says(""), Says("No."), Says(status=401), Says("x", silent=20)])
def test_a_failing_model_leaves_the_brief(says):
    draft, _, _ = drafted(says, timeout=1.0)
    assert draft.text == str(draft.brief)
    assert not draft.is_prose
    assert "brief" in draft.notes[0]


def test_cancel():
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        drafted(Says(GOOD), cancel=cancel)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("<think>a scene…</think>\nI sit.", "I sit."),
        ("Here is the scene:\n\nI sit.", "I sit."),
        ("Sure! Here's your scene.\n\n**The Tyre**\n\nI sit.", "I sit."),
        ("# The Tyre\n\nI sit.", "I sit."),
        ("```markdown\nI sit.\n```", "I sit."),
        ("I sit.\n\n---\n\nLet me know if you want changes!", "I sit."),
        ("I sit.\n\n(Word count: 612)", "I sit."),
        ("I sit.\n\n\n\nI wait.\r\n", "I sit.\n\nI wait."),
        ("Here is my hand, he says.\nI sit.", "Here is my hand, he says.\nI sit."),
        ("I sit <script>x</script>here.", "I sit xhere."),
    ],
)
def test_remarks_fall_away(said, text):
    assert clean_draft(said) == text
