"""Providers whose packages are not here: what is said without them, and what our own code does around one.

Where a provider's class is needed, a small one of ours takes its place under the module's name: it wants its key as
that package does (from the environment, else as `api_key`), and shows what it was built with. That the packages
themselves still do so is checked where they are installed.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from langchain.chat_models import base as langchain_base
from langchain_core.language_models.fake_chat_models import FakeListChatModel
from pydantic import ConfigDict, SecretStr, model_validator

from companion.chains.speaking import Speech
from companion.errors import ModelUnavailable, UnknownModel
from companion.models import list_models, open_model, store_key
from companion.settings import Settings

PROVIDERS = {
    "anthropic": ("langchain_anthropic", "ChatAnthropic", ("ANTHROPIC_API_KEY",)),
    "google_genai": ("langchain_google_genai", "ChatGoogleGenerativeAI", ("GOOGLE_API_KEY", "GEMINI_API_KEY")),
}
SECRET = "sk-unmistakable-0123456789"


class Built(FakeListChatModel):
    """What stands for a provider's chat model."""

    model_config = ConfigDict(extra="allow")
    responses: list[str] = ["Hello."]  # noqa: RUF012 - a pydantic field, copied for each model


class ChatAnthropic(Built):
    """Opens without a key, as Anthropic's does, and sends to the client's address."""

    anthropic_api_key: SecretStr = SecretStr("")

    @model_validator(mode="before")
    @classmethod
    def _key(cls, values: dict[str, Any]) -> dict[str, Any]:
        key = values.pop("api_key", None) or os.environ.get("ANTHROPIC_API_KEY", "")
        return values | {"anthropic_api_key": key}

    @property
    def _client(self) -> Any:
        return SimpleNamespace(_client=SimpleNamespace(base_url="https://api.anthropic.com"))


class ChatGoogleGenerativeAI(Built):
    """Refuses to open without a key, as Google's does; its address lies deeper."""

    google_api_key: SecretStr | None = None

    @model_validator(mode="before")
    @classmethod
    def _key(cls, values: dict[str, Any]) -> dict[str, Any]:
        key = values.pop("api_key", None) or os.environ.get("GOOGLE_API_KEY") or os.environ.get("GEMINI_API_KEY")
        if not key:
            raise ValueError("API key required for the Developer API.")
        return values | {"google_api_key": key}

    @property
    def client(self) -> Any:
        options = SimpleNamespace(base_url="https://generativelanguage.googleapis.com/")
        return SimpleNamespace(_api_client=SimpleNamespace(_http_options=options))


@pytest.fixture(params=sorted(PROVIDERS))
def provider(request):
    return request.param


@pytest.fixture
def not_installed(provider, monkeypatch):
    """As on a machine where nobody installed the provider's package."""
    langchain_base._get_chat_model_creator.cache_clear()
    monkeypatch.setitem(sys.modules, PROVIDERS[provider][0], None)
    yield provider
    langchain_base._get_chat_model_creator.cache_clear()


@pytest.fixture
def installed(provider, monkeypatch):
    """As where it is installed: LangChain finds our class under the provider's name."""
    langchain_base._get_chat_model_creator.cache_clear()
    name, cls, _ = PROVIDERS[provider]
    module = ModuleType(name)
    setattr(module, cls, globals()[cls])
    monkeypatch.setitem(sys.modules, name, module)
    yield provider
    langchain_base._get_chat_model_creator.cache_clear()


def key_of(model) -> str:
    (field,) = (name for name in type(model.chat).model_fields if name.endswith("api_key"))
    return getattr(model.chat, field).get_secret_value()


@pytest.fixture(params=["a class of ours", "the package"])
def either(request, provider):
    """The stand-in, and the package itself where it is installed."""
    if request.param == "the package":
        pytest.importorskip(PROVIDERS[provider][0])
        langchain_base._get_chat_model_creator.cache_clear()
    else:
        request.getfixturevalue("installed")
    return provider


def test_without_its_package_the_one_to_install_is_named(not_installed, provider):
    package = PROVIDERS[provider][0].replace("_", "-")
    with pytest.raises(UnknownModel) as caught:
        open_model(f"{provider}:some-model", Settings.load())
    assert str(caught.value) == f"{provider}: models need the package {package}; run `pip install {package}`."


def test_a_package_that_is_not_called_as_its_provider_is_named_too():
    if importlib.util.find_spec("langchain_aws"):
        pytest.skip("langchain-aws is installed")
    with pytest.raises(UnknownModel, match=r"`pip install langchain-aws`"):
        open_model("bedrock:some-model", Settings.load())


def test_without_a_key_the_right_variables_are_named(either, provider):
    with pytest.raises(ModelUnavailable) as caught:
        open_model(f"{provider}:some-model", Settings.load())
    variables = " or ".join(PROVIDERS[provider][2])
    assert str(caught.value) == (
        f"{provider} needs a key: set {variables}, or keep it in the system's keyring with "
        f"`companion models --key {provider}`."
    )
    (row,) = (row for row in list_models(Settings.load(model=f"{provider}:some-model"), ()) if row.chosen)
    assert not row.ready
    assert variables in row.note


def test_a_key_of_the_environment_is_used_before_the_keyrings(either, provider, monkeypatch):
    store_key(provider, "sk-from-the-ring")
    assert key_of(open_model(f"{provider}:some-model", Settings.load())) == "sk-from-the-ring"
    for variable in reversed(PROVIDERS[provider][2]):
        monkeypatch.setenv(variable, f"sk-from-{variable}")
        assert key_of(open_model(f"{provider}:some-model", Settings.load())) == f"sk-from-{variable}"


def test_an_opened_one_is_remote_and_asks_nothing_by_itself_twice(either, provider, monkeypatch):
    monkeypatch.setenv(PROVIDERS[provider][2][0], SECRET)
    opened = open_model(f"{provider}:some-model", Settings.load(model_timeout=7))
    host = {"anthropic": "api.anthropic.com", "google_genai": "generativelanguage.googleapis.com"}[provider]
    assert (opened.remote, opened.where, opened.address) == (True, host, f"https://{host}")
    assert opened.chat.max_retries == 0
    limit = "default_request_timeout" if hasattr(opened.chat, "default_request_timeout") else "timeout"
    assert getattr(opened.chat, limit) == 7
    assert opened.chat.model.endswith("some-model")


def test_the_key_is_in_no_log_and_no_line(installed, provider, ring, caplog, tmp_path):
    store_key(provider, SECRET)
    with caplog.at_level(logging.DEBUG):
        opened = open_model(f"{provider}:some-model", Settings.load())
        assert Speech(opened, [("user", "Hi")]).whole() == "Hello."
        listed = list_models(Settings.load(model=f"{provider}:some-model"), ())
    assert key_of(opened) == SECRET
    assert SECRET not in caplog.text + repr(opened) + repr(listed)
    home = Settings.load().home
    assert SECRET.encode() not in b"".join(p.read_bytes() for p in home.rglob("*") if p.is_file())


def test_what_a_provider_says_about_a_key_stays_out(installed, provider, monkeypatch):
    monkeypatch.setenv(PROVIDERS[provider][2][0], SECRET)
    opened = open_model(f"{provider}:some-model", Settings.load())

    class Refusal(Exception):
        status_code = 401

    def refuse(*args, **kwargs):
        raise Refusal(f"invalid x-api-key {SECRET}")

    monkeypatch.setattr(type(opened.chat), "_stream", refuse)
    with pytest.raises(ModelUnavailable, match="refuses the key") as caught:
        Speech(opened, [("user", "Hi")]).whole()
    assert SECRET not in str(caught.value)
