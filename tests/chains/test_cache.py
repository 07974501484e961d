"""Kept replies: what goes in comes out, for exactly the same question only."""

from __future__ import annotations

from dataclasses import replace

from langchain_core.outputs import Generation

from companion.chains.cache import ReplyCache, keep_reply, known_reply
from companion.models import OpenedModel, open_model, with_schema
from companion.settings import Settings


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


TEAM_A = "https://gw.example/team-a/v1"


def served(base_url=TEAM_A, name="openai:x", **changes) -> OpenedModel:
    opened = open_model(name, Settings.load(base_url=base_url))
    assert opened is not None
    return replace(opened, chat=opened.chat.model_copy(update=changes))


def shaped(schema) -> OpenedModel:
    bound = with_schema(served(), "facts", schema)
    assert bound is not None
    return bound


def test_models_that_differ_in_one_respect_have_replies_of_their_own(tmp_path):
    cache, messages = ReplyCache(tmp_path / "replies.sqlite"), [("user", "q")]
    models = [
        served(),
        served("https://gw.example/team-b/v1"),
        served("https://gw.example/team-a"),
        served("https://gw.example:8443/team-a/v1"),
        served(name="openai:y"),
        served(temperature=0.9),
        served(max_tokens=30),
        served(extra_body={"min_p": 0.1}),
        replace(served(), system_role=False),
        shaped({"type": "object"}),
        shaped({"type": "array"}),
    ]
    for n, one in enumerate(models):
        assert known_reply(cache, one, messages) is None, n
        keep_reply(cache, one, messages, f"reply {n}")
    assert [known_reply(cache, one, messages) for one in models] == [f"reply {n}" for n in range(len(models))]
    assert known_reply(cache, served("https://GW.example:443/team-a/v1/"), messages) == "reply 0"


def test_two_servers_of_one_kind_on_this_machine_are_two(tmp_path, monkeypatch):
    cache, messages = ReplyCache(tmp_path / "replies.sqlite"), [("user", "q")]
    models = []
    for port in (9, 10):
        monkeypatch.setenv("OLLAMA_HOST", f"http://127.0.0.1:{port}")
        models.append(open_model("ollama:llama3.2", Settings.load()))
    assert models[0].where == models[1].where == "Ollama on this machine"
    keep_reply(cache, models[0], messages, "of the first")
    assert known_reply(cache, models[1], messages) is None


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
