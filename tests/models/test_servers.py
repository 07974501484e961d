"""What servers on this machine tell about their models: the context, the tokens, and whether they run here at all."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace

import pytest

from companion.models import LOCAL_SERVERS, open_model
from companion.settings import Settings
from tests.support.serving import QuietHandler, serving


@contextmanager
def telling(paths):
    """A server that answers each path with what is given, a function of the request's JSON too; yields its port."""

    class Handler(QuietHandler):
        def answer(self):
            length = int(self.headers.get("Content-Length", 0))
            body = json.loads(self.rfile.read(length) or b"{}")
            found = paths.get(self.path)
            raw = json.dumps(found(body) if callable(found) else found).encode()
            self.send_response(200 if found is not None else 404)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        do_GET = do_POST = answer

    with serving(Handler) as port:
        yield port


def opened(key, port, name="m"):
    servers = tuple(replace(s, port=port) for s in LOCAL_SERVERS if s.key == key)
    settings = Settings.load(base_url=f"http://127.0.0.1:{port}") if key == "ollama" else Settings.load()
    return open_model(f"{key}:{name}", settings, servers)


@pytest.mark.parametrize(
    ("key", "paths", "context", "tokens"),
    [
        (
            "llamacpp",
            {
                "/props": {"default_generation_settings": {"n_ctx": 4096}},
                "/tokenize": lambda body: {"tokens": body["content"].split()},
            },
            4096,
            3,
        ),
        (
            "vllm",
            {
                "/v1/models": {"data": [{"id": "m", "owned_by": "vllm", "max_model_len": 2048}]},
                "/tokenize": lambda body: {"count": len(body["prompt"].split()), "max_model_len": 2048},
            },
            2048,
            3,
        ),
        ("lmstudio", {"/api/v0/models/m": {"max_context_length": 32768, "loaded_context_length": 4096}}, 4096, 7),
        ("lmstudio", {"/api/v0/models/m": {"max_context_length": 131072}}, 8192, 7),
        ("llamacpp", {}, 8192, 7),
        ("vllm", {"/v1/models": {"data": []}, "/tokenize": {"no": "count"}}, 8192, 7),
        ("llamacpp", {"/props": ["a list"], "/tokenize": {"tokens": None}}, 8192, 7),
    ],
)
def test_context_and_tokens_are_the_servers_where_it_tells_them(key, paths, context, tokens):
    with telling(paths) as port:
        model = opened(key, port)
        assert (model.context, model.counter) == (8192, None)  # nothing is asked before the first question
        measured = model.measured()
        assert measured.context == context
        assert measured.count("Ruth drives there.") == tokens
        assert measured.measured() is measured


def test_a_server_that_is_gone_costs_a_guess():
    with telling({"/tokenize": lambda body: {"tokens": body["content"].split()}}) as port:
        measured = opened("llamacpp", port).measured()
        assert measured.count("one two three") == 3
    assert measured.count("one two three") == len("one two three") // 3 + 1


def test_an_alias_of_a_cloud_model_is_remote(monkeypatch):
    tags = {"models": [{"name": "helper:latest", "remote_host": "https://ollama.com"}, {"name": "llama3.2:3b"}]}
    show = {"model_info": {"llama.context_length": 2048}}
    with telling({"/api/tags": tags, "/api/show": show}) as port:
        monkeypatch.setenv("OLLAMA_HOST", f"http://127.0.0.1:{port}")
        alias = open_model("ollama:helper", Settings.load())
        assert (alias.remote, alias.where) == (True, "ollama.com")
        here = open_model("ollama:llama3.2:3b", Settings.load())
        assert not here.remote
        assert here.measured().context == 2048


@pytest.mark.parametrize(
    ("name", "thinks"),
    [("deepseek-r1:7b", True), ("qwq:32b", True), ("Qwen3-4B-Thinking-2507", True), ("magistral:24b", True),
     ("llama3.2:3b", False), ("mistral:7b", False), ("qwen2.5:3b-r10k", False)],
)  # fmt: skip
def test_models_that_think_first_are_known_by_their_names(name, thinks):
    assert open_model(f"vllm:{name}", Settings.load()).thinks is thinks
