"""Replies written by hand to real prompts: what becomes of each is kept, so that a change of the checks shows."""

from __future__ import annotations

import pytest

from companion.chains.claims import read_reply
from tests.chains.replies import kept_replies

REPLIES = kept_replies()


@pytest.mark.parametrize("kept", REPLIES, ids=lambda kept: kept.question[:50])
def test_what_becomes_of_a_reply(kept):
    answer = kept.answer()
    assert (answer.text if answer.model == "by hand" else "") == kept.text
    assert sum(not claim.supported for claim in answer.claims) == kept.left_out
    assert all(c.chapter.text[c.start : c.end] == c.quote for c in answer.citations)


def test_the_set_has_every_kind_of_reply():
    read = [read_reply(kept.reply, sum(len(b["sentences"]) for b in kept.blocks)) for kept in REPLIES]
    assert sum(bool(reply.claims) for reply in read) >= 25
    assert sum(bool(reply.searches) for reply in read) >= 8
    assert any(reply.refused for reply in read)
    assert sum(bool(kept.left_out) for kept in REPLIES) >= 3
