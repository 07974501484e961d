"""Chat models by string: what is found, what is refused, what stays on this machine."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import replace

import keyring
import pytest

from companion.answers.types import Done, Evidence, Found
from companion.chains.answering import AnswerChain
from companion.chains.speaking import Speech
from companion.errors import ModelUnavailable, UnknownModel
from companion.models import (
    DEFAULT_SPEC,
    LOCAL_SERVERS,
    LocalServer,
    find_local,
    list_models,
    open_model,
    stays_here,
    store_key,
)
from companion.prompts import Prompts
from companion.settings import Settings
from tests.support.fake_view import make_chapter
from tests.support.model_server import Says, model_server
from tests.support.serving import QuietHandler, serving
from tests.support.tiny_model import make_tiny_model

pytestmark = pytest.mark.usefixtures("brief_replies")

OLLAMA = {
    "models": [
        {"name": "nomic-embed-text:latest", "details": {"family": "nomic-bert"}},
        {"name": "gpt-oss:120b-cloud", "remote_host": "https://ollama.com"},
        {"name": "deepseek-v3:cloud"},
        {"name": "llama3.2:3b", "details": {"family": "llama"}},
        {"name": "qwen3:8b"},
    ]
}
LLAMACPP = {"object": "list", "data": [{"id": "mistral-7b.gguf", "owned_by": "llamacpp"}]}
LMSTUDIO = {
    "data": [
        {"id": "text-embedding-nomic", "owned_by": "organization_owner"},
        {"id": "gemma-3-4b", "owned_by": "organization_owner"},
    ]
}
VLLM = {"data": [{"id": "Qwen/Qwen3-8B", "owned_by": "vllm"}]}
GATEWAY = {"data": [{"id": "gpt-4o", "owned_by": "openai"}]}


@contextmanager
def listing(answer, status: int = 200):
    """A server that answers every GET with `answer`; yields its port."""

    class Handler(QuietHandler):
        def do_GET(self):
            raw = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            self.send_response(status)
            if status in (301, 302):
                self.send_header("Location", "https://elsewhere.example/")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

    with serving(Handler) as port:
        yield port


def served(key: str, port: int) -> tuple[LocalServer, ...]:
    return tuple(replace(s, port=port) for s in LOCAL_SERVERS if s.key == key)


@pytest.mark.parametrize(
    ("key", "answer", "names"),
    [
        ("ollama", OLLAMA, ["ollama:llama3.2:3b", "ollama:qwen3:8b"]),
        ("llamacpp", LLAMACPP, ["llamacpp:mistral-7b.gguf"]),
        ("lmstudio", LMSTUDIO, ["lmstudio:gemma-3-4b"]),
        ("vllm", VLLM, ["vllm:Qwen/Qwen3-8B"]),
        ("vllm", GATEWAY, []),
        ("llamacpp", GATEWAY, []),
        ("ollama", {"models": []}, []),
        ("ollama", ["a list"], []),
        ("ollama", {"models": [{}]}, []),
        ("vllm", b"<html>a web page</html>", []),
    ],
)
def test_what_a_local_server_offers(key, answer, names):
    with listing(answer) as port:
        assert [info.spec for info in find_local(Settings.load(), served(key, port))] == names


@pytest.mark.parametrize("status", [302, 401, 404, 500])
def test_other_servers_on_those_ports_are_left_alone(status):
    with listing(OLLAMA, status) as port:
        assert find_local(Settings.load(), served("ollama", port)) == []


@pytest.mark.parametrize(
    ("key", "answer", "name", "where"),
    [
        ("ollama", OLLAMA, "ollama:llama3.2:3b", "Ollama on this machine"),
        ("lmstudio", LMSTUDIO, "lmstudio:gemma-3-4b", "LM Studio on this machine"),
        ("llamacpp", LLAMACPP, "llamacpp:mistral-7b.gguf", "llama.cpp on this machine"),
    ],
)
def test_auto_takes_what_this_machine_serves(key, answer, name, where):
    with listing(answer) as port:
        opened = open_model("auto", Settings.load(), served(key, port))
    assert (opened.name, opened.where, opened.remote) == (name, where, False)


def test_auto_takes_what_the_server_that_is_set_lists():
    with model_server(Says("Hello.")) as server:
        settings = Settings.load(base_url=server.base_url)
        assert [(info.spec, info.where) for info in find_local(settings, ())] == [
            ("openai:scripted", "the server set as COMPANION_BASE_URL")
        ]
        assert Speech(open_model("auto", settings, ()), [("user", "Hi")]).whole() == "Hello."
    assert server.paths == ["/v1/models", "/v1/models", "/v1/chat/completions"]


def test_auto_with_nothing_here_is_none():
    assert open_model("auto", Settings.load(), ()) is None


def test_auto_does_not_use_a_remote_base_url():
    assert open_model("auto", Settings.load(base_url="https://models.example/v1"), ()) is None


@pytest.mark.parametrize("spec", ["none", "None", "", " none "])
def test_none_is_none(spec):
    assert open_model(spec, Settings.load()) is None


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("gpt", "provider:name"),
        ("nonsense:model", "no model provider"),
        ("mistralai:small", "pip install langchain-mistralai"),
        ("ollama:", "provider:name"),
    ],
)
def test_unknown_models_say_what_to_do(spec, says):
    with pytest.raises(UnknownModel, match=says) as caught:
        open_model(spec, Settings.load())
    assert "\n" not in str(caught.value)


def test_a_missing_key_says_where_it_may_lie():
    with pytest.raises(ModelUnavailable, match="OPENAI_API_KEY") as caught:
        open_model("openai:gpt-4o-mini", Settings.load())
    assert "keyring" in str(caught.value)


def test_a_key_from_the_keyring_is_used(ring):
    store_key("openai", "sk-from-the-ring")
    opened = open_model("openai:gpt-4o-mini", Settings.load())
    assert opened.chat.openai_api_key.get_secret_value() == "sk-from-the-ring"
    assert opened.remote
    assert opened.where == "api.openai.com"
    assert "sk-from" not in repr(opened)


def test_the_environment_comes_before_the_keyring(ring, monkeypatch):
    store_key("openai", "sk-from-the-ring")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-the-environment")
    opened = open_model("openai:gpt-4o-mini", Settings.load())
    assert opened.chat.openai_api_key.get_secret_value() == "sk-from-the-environment"


def test_a_system_without_keyring_is_one_clear_line(monkeypatch):
    from keyring.backends.fail import Keyring as NoKeyring

    keyring.set_keyring(NoKeyring())
    with pytest.raises(ModelUnavailable, match="no keyring"):
        store_key("openai", "sk")
    with pytest.raises(ModelUnavailable, match="needs a key"):
        open_model("openai:gpt-4o-mini", Settings.load())


@pytest.mark.parametrize(
    ("base_url", "remote"),
    [
        ("http://127.0.0.1:9/v1", False),
        ("http://localhost:9/v1", False),
        ("http://[::1]:9/v1", False),
        ("http://192.168.1.4:9/v1", True),
        ("https://openrouter.example/v1", True),
        ("http://127.0.0.1.evil.example/v1", True),
    ],
)
def test_remote_is_whatever_is_not_this_machine(base_url, remote):
    opened = open_model("openai:some-model", Settings.load(base_url=base_url))
    assert opened.remote is remote
    assert open_model("some-model", Settings.load(base_url=base_url)).name == "openai:some-model"


def test_the_base_url_of_the_environment_is_read_by_langchain(monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    opened = open_model("openai:some-model", Settings.load())
    assert not opened.remote
    assert "127.0.0.1:9" in opened.where


def test_a_local_server_is_asked_without_the_proxy(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with model_server(Says("Hello.")) as server:
        opened = open_model("openai:scripted", Settings.load(base_url=server.base_url))
        assert Speech(opened, [("user", "Hi")]).whole() == "Hello."


@pytest.mark.parametrize("name", ["gpt-oss:120b-cloud", "deepseek-v3:cloud"])
def test_cloud_models_of_ollama_are_remote(name):
    opened = open_model(f"ollama:{name}", Settings.load())
    assert opened.remote
    assert opened.where == "ollama.com"


def test_models_are_listed_with_what_would_be_used_and_why():
    with listing(OLLAMA) as port:
        rows = list_models(Settings.load(model="auto"), served("ollama", port))
        assert [(r.spec, r.chosen) for r in rows] == [
            ("none", False), ("ollama:llama3.2:3b", True), ("ollama:qwen3:8b", False), (DEFAULT_SPEC, False),
        ]  # fmt: skip
        assert "--fetch" in rows[-1].note
        assert "first one found" in rows[1].note
        rows = list_models(Settings.load(model="ollama:qwen3:8b"), served("ollama", port))
        assert [r.spec for r in rows if r.chosen] == ["ollama:qwen3:8b"]
    rows = list_models(Settings.load(model="auto"), ())
    assert rows[0].chosen
    assert "no model on this machine" in rows[0].note
    rows = list_models(Settings.load(model="huggingface:nobody/nothing"), ())
    assert [(r.spec, r.ready) for r in rows if r.chosen] == [("huggingface:nobody/nothing", False)]
    rows = list_models(Settings.load(model="openai:gpt-4o-mini"), ())
    assert rows[-2].chosen
    assert "OPENAI_API_KEY" in rows[-2].note


@pytest.mark.parametrize(
    ("spec", "chosen"), [("Auto", "ollama:llama3.2:3b"), ("None", "none"), (" AUTO ", "ollama:llama3.2:3b")]
)
def test_auto_and_none_are_listed_however_they_are_written(spec, chosen):
    with listing(OLLAMA) as port:
        rows = list_models(Settings.load(model=spec), served("ollama", port))
    assert [r.spec for r in rows if r.chosen] == [chosen]
    assert [r.spec for r in rows] == ["none", "ollama:llama3.2:3b", "ollama:qwen3:8b", DEFAULT_SPEC]


@pytest.mark.parametrize("spec", ["", "none", " Auto", "HuggingFace:somebody/model", "huggingface: /a/folder"])
def test_some_strings_say_by_themselves_that_nothing_leaves_this_machine(spec):
    assert stays_here(spec)


@pytest.mark.parametrize("spec", ["ollama:llama3.2", "openai:auto", "huggingface:", "huggingfaces:x", "gpt-4o"])
def test_the_others_are_looked_at(spec):
    assert not stays_here(spec)


def test_importing_is_quick_and_tracing_is_off():
    code = (
        "import sys, companion.models, companion.prompts\n"
        "heavy = {'langchain', 'langchain_core', 'transformers', 'torch', 'openai', 'httpx'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "from langsmith.utils import tracing_is_enabled\n"
        "assert not tracing_is_enabled()\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


# -- in this process -----------------------------------------------------------------------------------------------


def test_a_model_in_this_process_streams_without_echoing_the_prompt(tiny):
    opened = open_model(f"huggingface:{tiny}", Settings.load(device="cpu", model_timeout=60))
    assert (opened.remote, opened.where, opened.context, opened.system_role) == (
        False,
        "inside this program",
        8192,
        True,
    )
    speech = Speech(opened, [("system", "UNMISTAKABLE"), ("user", "Who drives?")])
    words = list(speech)
    assert "".join(words) == speech.text
    assert "UNMISTAKABLE" not in speech.text
    assert "Who drives?" not in speech.text
    whole = opened.chat.invoke([("system", "UNMISTAKABLE"), ("user", "Who drives?")])
    assert whole.content == speech.text  # at once it says the same, also after a reply that was streamed


def test_who_stops_reading_stops_a_model_in_this_process(tiny, monkeypatch):
    """Its thread would go on to the last token, and abort a program that ends in the meantime."""
    monkeypatch.setattr("companion.models.in_process.IN_PROCESS_TOKENS", 2000)
    opened = open_model(f"huggingface:{tiny}", Settings.load(device="cpu", model_timeout=60))
    counted = []
    opened.chat.llm.pipeline.model.register_forward_hook(lambda *_: counted.append(1))
    before = set(threading.enumerate())
    words = Speech(opened, [("user", "Who drives?")]).words()
    assert next(words)
    words.close()
    for thread in set(threading.enumerate()) - before:
        thread.join(60)
    assert len(counted) < 1500  # of 2,000 tokens
    assert len(Speech(opened, [("user", "Who drives?")]).whole()) > 0  # and it can be asked again


def test_a_reply_that_is_stopped_leaves_the_next_one_whole(tiny, monkeypatch):
    monkeypatch.setattr("companion.models.in_process.IN_PROCESS_TOKENS", 300)
    opened = open_model(f"huggingface:{tiny}", Settings.load(device="cpu", model_timeout=60))
    alone = Speech(opened, [("user", "Who sleeps?")]).whole()
    first = Speech(opened, [("user", "Who drives?")]).words()
    assert next(first)
    second = Speech(opened, [("user", "Who sleeps?")])
    waiting = threading.Thread(target=second.whole)
    waiting.start()
    first.close()
    waiting.join(60)
    assert second.text == alone


def test_its_nonsense_costs_the_prose_only(tiny):
    chapter = make_chapter(1, "Ruth took the wheel at six. Tom slept.")
    sentences = tuple(chapter.cite(s.start, s.end) for s in chapter.sentences)
    evidence = Evidence("Who drives?", "lookup", sentences, "partial")
    opened = open_model(f"huggingface:{tiny}", Settings.load(device="cpu", model_timeout=60))
    found, *_, done = AnswerChain(opened, Prompts.load()).stream(evidence)
    assert isinstance(found, Found)
    assert isinstance(done, Done)
    assert done.answer.text == found.answer.text


def test_a_template_without_a_system_role_gets_one_message(tmp_path):
    opened = open_model(f"huggingface:{make_tiny_model(tmp_path, system_role=False)}", Settings.load(device="cpu"))
    assert not opened.system_role
    assert Speech(opened, [("system", "Be brief."), ("user", "Who drives?")]).whole() is not None


def test_a_question_beyond_its_context_costs_the_prose_only(tmp_path):
    chapter = make_chapter(1, "Ruth took the wheel at six. Tom slept.")
    evidence = Evidence("Who drives?", "lookup", (chapter.cite_sentence(0),), "partial")
    opened = open_model(f"huggingface:{make_tiny_model(tmp_path, context=256)}", Settings.load(device="cpu"))
    found, done = AnswerChain(opened, Prompts.load()).stream(evidence)
    assert done.answer.text == found.answer.text
    assert "too small" in done.answer.how[-1]


def test_models_that_cannot_be_loaded_say_so(tmp_path):
    with pytest.raises(ModelUnavailable, match="not on this machine"):
        open_model("huggingface:nobody/nothing", Settings.load())
    with pytest.raises(ModelUnavailable, match="chat template"):
        open_model(f"huggingface:{make_tiny_model(tmp_path, chat=False)}", Settings.load(device="cpu"))
