"""Kept replies: what goes in comes out, for exactly the same question only."""

from __future__ import annotations

from langchain_core.outputs import Generation

from companion.chains.cache import ReplyCache, keep_reply, known_reply
from companion.models import OpenedModel


def model(name="openai:x") -> OpenedModel:
    return OpenedModel(name, chat=None, remote=False, where="here")  # type: ignore[arg-type]


def test_a_reply_is_known_again_after_reopening(tmp_path):
    path = tmp_path / "deep" / "replies.sqlite"
    messages = [("system", "s"), ("user", "question?")]
    keep_reply(ReplyCache(path), model(), messages, "answer “x”")
    again = ReplyCache(path)
    assert known_reply(again, model(), messages) == "answer “x”"
    assert known_reply(again, model("openai:y"), messages) is None
    assert known_reply(again, model(), [("user", "question?")]) is None
    again.clear()
    assert known_reply(again, model(), messages) is None


def test_no_cache_knows_nothing():
    keep_reply(None, model(), [("user", "q")], "a")
    assert known_reply(None, model(), [("user", "q")]) is None


def test_it_is_langchains_cache(tmp_path):
    cache = ReplyCache(tmp_path / "replies.sqlite")
    assert cache.lookup("p", "m") is None
    cache.update("p", "m", [Generation(text="a"), Generation(text="b")])
    assert [g.text for g in cache.lookup("p", "m")] == ["a", "b"]


def test_a_damaged_file_is_started_anew(tmp_path):
    path = tmp_path / "replies.sqlite"
    path.write_bytes(b"this is no database" * 100)
    cache = ReplyCache(path)
    keep_reply(cache, model(), [("user", "q")], "a")
    assert known_reply(cache, model(), [("user", "q")]) == "a"


def test_a_cache_that_fails_knows_nothing(tmp_path):
    cache = ReplyCache(tmp_path / "replies.sqlite")
    cache.path.write_bytes(b"damaged meanwhile" * 100)
    keep_reply(cache, model(), [("user", "q")], "a")
    assert known_reply(cache, model(), [("user", "q")]) is None
