"""From a model string to a model: which server, which package, which key, and what would be used."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit, urlunsplit

from ..errors import ModelUnavailable, UnknownModel
from ..settings import Settings
from .fetching import DEFAULT_SIZE, DEFAULT_SPEC, is_fetched
from .in_process import open_in_process
from .keys import key_variables, stored_key
from .opened import CONTEXT, READS, REMOTE_CONTEXT, REMOTE_READS, TEMPERATURE, ModelInfo, OpenedModel
from .servers import LOCAL_SERVERS, LocalServer, ServedLimits, is_cloud, is_loopback, names_at

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

# Models whose templates open a thought for them: what they say then has only the end of it.
_THINKS = re.compile(r"(?:^|[-_/:.])(?:r1|qwq|qvq|thinking|thinker|reasoner|reasoning|magistral)(?:$|[-_/:.])", re.I)
_PACKAGE = re.compile(r"pip install ['\"]?(langchain-[\w-]+)")
_PORTS = {"http": 80, "https": 443}
# Whose package opens a model without a key and fails at the first question.
_WANT_A_KEY = frozenset({"anthropic"})


def in_this_process(spec: str) -> bool:
    """Whether a model string names a model that runs inside this process."""
    provider, _, name = spec.partition(":")
    return provider.strip().lower() == "huggingface" and bool(name.strip())


def stays_here(spec: str) -> bool:
    """Whether a model string says by itself that nothing leaves this machine: "none", "auto", a model in this process.

    False for all others, though the server they name may turn out to be on this machine.
    """
    return spec.strip().lower() in ("", "none", "auto") or in_this_process(spec)


def open_model(spec: str, settings: Settings, servers: tuple[LocalServer, ...] = LOCAL_SERVERS) -> OpenedModel | None:
    """The model that `spec` names; None for "none", and for "auto" when this machine has none.

    A server that is down shows itself at the first question; Ollama alone is asked now, whether the model runs here.
    Raises UnknownModel for a string nobody can read or a missing package, ModelUnavailable for a missing key or file.
    """
    spec = spec.strip()
    if spec.lower() in ("none", ""):
        return None
    if spec.lower() == "auto":
        found = find_local(settings, servers)
        return open_model(found[0].spec, settings, servers) if found else None
    provider, _, name = spec.partition(":")
    provider = provider.strip().lower()
    name = name.strip()
    if not name:
        if not settings.base_url:
            raise UnknownModel(
                f"There is no model called {spec!r}. Write provider:name, for example ollama:llama3.2 or "
                "openai:gpt-4o-mini; or none; or auto."
            )
        provider, name = "openai", spec
    if provider == "huggingface":
        return open_in_process(name, settings)
    server = next((s for s in servers if s.key == provider), None)
    return _open_served(provider, name, settings, server)


def find_local(settings: Settings, servers: tuple[LocalServer, ...] = LOCAL_SERVERS) -> list[ModelInfo]:
    """Every chat model on this machine, the one that "auto" takes first: served ones, then the one downloaded."""
    found = []
    if settings.base_url and is_loopback(settings.base_url):
        names = names_at(
            settings.base_url.rstrip("/") + "/models", lambda answer: [row["id"] for row in answer["data"]]
        )
        found += [ModelInfo(f"openai:{name}", "the server set as COMPANION_BASE_URL", False) for name in names]
    for server in servers:
        names = names_at(server.address + server.path, server.read)
        found += [ModelInfo(f"{server.key}:{name}", f"{server.name} on this machine", False) for name in names]
    if is_fetched():
        found.append(ModelInfo(DEFAULT_SPEC, "inside this program", False, note="downloaded; slower than a server"))
    return found


def list_models(settings: Settings, servers: tuple[LocalServer, ...] = LOCAL_SERVERS) -> list[ModelInfo]:
    """What could be used, with `chosen` on what `settings.model` means, and why; asks nothing outside this machine."""
    spec = settings.model.strip() or "none"
    spec = spec.lower() if spec.lower() in ("none", "auto") else spec
    found = find_local(settings, servers)
    rows = [ModelInfo("none", "without AI", False, note="exact sentences, lists, facts and briefs"), *found]
    if spec == "auto":
        chosen = found[0].spec if found else "none"
        why = "auto: the first one found on this machine" if found else "auto found no model on this machine"
    else:
        chosen, why = spec, "set as the model"
    if all(row.spec != chosen for row in rows):
        rows.append(_described(chosen, settings))
    if all(row.spec != DEFAULT_SPEC for row in rows):
        rows.append(
            ModelInfo(
                DEFAULT_SPEC,
                "inside this program",
                False,
                note=f"companion models --fetch gets it; not downloaded yet ({DEFAULT_SIZE})",
                ready=False,
            )
        )
    return [
        replace(row, chosen=True, note="; ".join(filter(None, (why, row.note)))) if row.spec == chosen else row
        for row in rows
    ]


def _described(spec: str, settings: Settings) -> ModelInfo:
    provider, _, name = spec.partition(":")
    if provider.strip().lower() == "huggingface":  # its weights are loaded when it is asked, not to be listed
        here = bool(name) and (Path(name).is_dir() or is_fetched(name))
        return ModelInfo(spec, "inside this program", False, note="" if here else "not on this machine", ready=here)
    try:
        opened = open_model(spec, settings)
    except (UnknownModel, ModelUnavailable) as exc:
        return ModelInfo(spec, "cannot be used", False, note=str(exc), ready=False)
    return ModelInfo(spec, opened.where, opened.remote) if opened else ModelInfo(spec, "without AI", False)


def _open_served(provider: str, name: str, settings: Settings, server: LocalServer | None) -> OpenedModel:
    langchain_name = server.provider if server else provider
    options = _options(langchain_name, settings)
    if server and server.provider != "ollama":
        options |= {"base_url": server.base_url, "api_key": "none"}
    elif langchain_name == "openai" and settings.base_url:
        options |= {"base_url": settings.base_url}
    chat = _built(langchain_name, name, options)
    address = _address(chat)
    opened = OpenedModel(
        f"{provider}:{name}",
        chat,
        True,
        _shown(address) or provider,
        REMOTE_CONTEXT,
        timeout=settings.model_timeout,
        thinks=bool(_THINKS.search(name)),
        reads=REMOTE_READS,
        address=_cleaned(address),
    )
    if not (address and is_loopback(address)):
        return opened
    if langchain_name == "ollama" and _runs_elsewhere(address, name):
        return replace(opened, where="ollama.com", address="https://ollama.com")
    return replace(
        opened,
        chat=_built(langchain_name, name, options | _without_proxy(langchain_name, address, settings)),
        remote=False,
        where=f"{server.name} on this machine" if server else f"this machine ({urlsplit(opened.address).netloc})",
        context=CONTEXT,
        reads=READS,
        limits=ServedLimits(server, address.removesuffix("/").removesuffix("/v1"), name) if server else None,
    )


def _runs_elsewhere(address: str, name: str) -> bool:
    """Whether an Ollama on this machine passes what this model is asked on to another one."""
    if is_cloud(name):
        return True
    passed_on = names_at(
        f"{address.rstrip('/')}/api/tags", lambda answer: [m["name"] for m in answer["models"] if m.get("remote_host")]
    )
    return name in passed_on or f"{name}:latest" in passed_on


def _options(provider: str, settings: Settings) -> dict[str, Any]:
    if provider == "ollama":
        # Ollama cuts longer prompts at the front without a word unless it is told how long they may be.
        return {
            "temperature": TEMPERATURE,
            "num_ctx": CONTEXT,
            "client_kwargs": {"timeout": settings.model_timeout},
        }
    # `Speech` asks again itself: a client that sleeps as long as a busy provider wishes says nothing meanwhile.
    return {"temperature": TEMPERATURE, "timeout": settings.model_timeout, "max_retries": 0}


def _without_proxy(provider: str, address: str, settings: Settings) -> dict[str, Any]:
    if provider == "ollama":
        return {"base_url": address, "client_kwargs": {"timeout": settings.model_timeout, "trust_env": False}}
    if provider == "openai":
        import httpx

        return {"base_url": address, "http_client": httpx.Client(trust_env=False, timeout=settings.model_timeout)}
    return {}


def _built(provider: str, name: str, options: dict[str, Any]) -> BaseChatModel:
    """The chat model, with a key from the keyring when its package found none in the environment."""
    try:
        chat = _init(provider, name, options)
    except _KeyMissing as missing:
        key = stored_key(provider)
        if not key and "base_url" in options:
            key = "none"  # servers of one's own rarely want one
        if not key:
            raise _no_key(provider) from missing
        return _init(provider, name, options | {"api_key": key})
    if "api_key" not in options and _lacks_key(chat):
        if key := stored_key(provider):
            return _init(provider, name, options | {"api_key": key})
        if provider in _WANT_A_KEY and not is_loopback(_address(chat)):
            raise _no_key(provider)
    return chat


def _no_key(provider: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"{provider} needs a key: set {key_variables(provider)}, or keep it in the system's keyring with "
        f"`companion models --key {provider}`."
    )


class _KeyMissing(Exception):
    """The provider's package wants a key before it builds anything."""


def _init(provider: str, name: str, options: dict[str, Any]) -> BaseChatModel:
    try:
        from langchain.chat_models import init_chat_model
    except ImportError as exc:  # a broken install
        raise UnknownModel("LangChain is not installed; reinstall novel-companion.") from exc
    try:
        return init_chat_model(name, model_provider=provider, **options)
    except ImportError as exc:
        named = _PACKAGE.search(str(exc))  # not always the provider's own name: bedrock is in langchain-aws
        package = named[1] if named else f"langchain-{provider.replace('_', '-')}"
        raise UnknownModel(f"{provider}: models need the package {package}; run `pip install {package}`.") from exc
    except Exception as exc:
        # Every provider's package has its own error classes for a missing key; what they say is all they share.
        said = str(exc).lower()
        if any(word in said for word in ("api_key", "api key", "credential")):
            raise _KeyMissing(provider) from exc
        if "unsupported provider" in said:
            raise UnknownModel(
                f"There is no model provider called {provider!r}. Try ollama, openai, anthropic, google_genai, "
                "lmstudio, llamacpp, vllm or huggingface."
            ) from exc
        raise ModelUnavailable(f"{provider}:{name} cannot be opened ({type(exc).__name__}).") from exc


def _lacks_key(chat: BaseChatModel) -> bool:
    fields = [getattr(chat, field) for field in type(chat).model_fields if field.endswith("api_key")]
    return bool(fields) and not any(
        value.get_secret_value() if hasattr(value, "get_secret_value") else value for value in fields
    )


def _address(chat: BaseChatModel) -> str:
    """Where a chat model sends its prompts, as its client says; "" when it does not tell, which counts as remote."""
    clients = (
        getattr(chat, "root_client", None),  # OpenAI's and those like it
        getattr(getattr(chat, "_client", None), "_client", None),  # Ollama's and Anthropic's
        getattr(getattr(getattr(chat, "client", None), "_api_client", None), "_http_options", None),  # Google's
    )
    addresses = (getattr(client, "base_url", None) for client in clients)
    return next((str(address) for address in addresses if address), "")


def _cleaned(address: str) -> str:
    """Scheme, host, port and path, written one way, without a name, a password or a query: it is kept in files."""
    parts = urlsplit(address)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    port = f":{parts.port}" if parts.port not in (None, _PORTS.get(parts.scheme)) else ""
    return urlunsplit((parts.scheme, host + port, parts.path.rstrip("/"), "", "")) if host else ""


def _shown(address: str) -> str:
    """An address as a writer reads it: api.openai.com, gateway.example:8443/team-b."""
    return _cleaned(address).removeprefix("https://").removesuffix("/v1")
