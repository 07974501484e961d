"""Chat models by string.

    none              no model: plain answers and briefs
    auto              a model server already running on this machine, else none; never looks anywhere else
    provider:name     anything `langchain.chat_models.init_chat_model` takes: openai:..., anthropic:..., ollama:...
    lmstudio:name     a model of a server on this machine (also llamacpp:, vllm:)
    huggingface:name  run inside this process; a model folder, or one already downloaded

A key comes from the provider's environment variable, which its package reads itself, else from the system's keyring; it
is never written to a file or a log. LangChain is imported only when a model is opened.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .errors import ModelUnavailable, UnknownModel
from .settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

KEYRING_SERVICE = "novel-companion"
PROBE_SECONDS = 0.4
TEMPERATURE = 0.1  # of answers; drafts ask for more
CONTEXT = 8192  # tokens we plan for when a model does not say
IN_PROCESS_TOKENS = 700  # longest reply of an in-process model


@dataclass(frozen=True)
class OpenedModel:
    """A chat model ready to be asked. `remote` says whether what it is sent leaves this machine."""

    name: str
    chat: BaseChatModel
    remote: bool
    where: str  # "Ollama on this machine", "api.openai.com", "inside this program"
    context: int = CONTEXT  # tokens of prompt and reply together
    system_role: bool = True  # False: its chat template knows no system message
    timeout: float = 120.0  # seconds of silence before we give up
    counter: Callable[[str], int] | None = None  # its own tokens, where it can count them without asking a server

    def count(self, text: str) -> int:
        """Tokens of a text; without a counter a guess on the safe side (English runs at four characters a token)."""
        return self.counter(text) if self.counter else len(text) // 3 + 1


@dataclass(frozen=True)
class ModelInfo:
    """One line of `companion models`: what there is, whether it would be used, and why."""

    spec: str  # what to write to choose it
    where: str
    remote: bool
    chosen: bool = False
    note: str = ""


@dataclass(frozen=True)
class LocalServer:
    """A kind of model server that people run on their own machine, and how to ask it what it has."""

    key: str  # the provider part of a model string
    name: str
    port: int
    provider: str  # LangChain's
    path: str  # where it lists its models
    read: Callable[
        [Any], list[str]
    ]  # the decoded answer -> names, best first; KeyError or TypeError when it is another server

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        return self.address if self.provider == "ollama" else f"{self.address}/v1"


def _ollama_names(answer: Any) -> list[str]:
    """Ollama's cloud models run elsewhere, and its embedding models do not chat."""
    return [
        row["name"]
        for row in answer["models"]
        if not _is_cloud(row["name"]) and not row.get("remote_host") and _chats(row["name"], row.get("details") or {})
    ]


def _owned_by(owners: Iterable[str]) -> Callable[[Any], list[str]]:
    """Names from an OpenAI-style list. The owner tells the server itself from a gateway to models elsewhere."""
    known = frozenset(owners)
    return lambda answer: [
        row["id"] for row in answer["data"] if row.get("owned_by") in known and _chats(row["id"], {})
    ]


def _is_cloud(name: str) -> bool:
    return name.endswith((":cloud", "-cloud"))


def _chats(name: str, details: dict[str, Any]) -> bool:
    return "embed" not in name.lower() and "bert" not in str(details.get("family", ""))


LOCAL_SERVERS: tuple[LocalServer, ...] = (
    LocalServer("ollama", "Ollama", 11434, "ollama", "/api/tags", _ollama_names),
    LocalServer("llamacpp", "llama.cpp", 8080, "openai", "/v1/models", _owned_by({"llamacpp"})),
    LocalServer("lmstudio", "LM Studio", 1234, "openai", "/v1/models", _owned_by({"organization_owner", "lmstudio"})),
    LocalServer("vllm", "vLLM", 8000, "openai", "/v1/models", _owned_by({"vllm"})),
)


def open_model(spec: str, settings: Settings, servers: tuple[LocalServer, ...] = LOCAL_SERVERS) -> OpenedModel | None:
    """The model that `spec` names; None for "none", and for "auto" when this machine serves none.

    Nothing is asked of a server by name before the first question, so a server that is down shows itself then.
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
        return _open_in_process(name, settings)
    server = next((s for s in servers if s.key == provider), None)
    return _open_served(provider, name, settings, server)


def find_local(settings: Settings, servers: tuple[LocalServer, ...] = LOCAL_SERVERS) -> list[ModelInfo]:
    """Every chat model served on this machine, the one that "auto" takes first."""
    found = []
    if settings.base_url and _is_loopback(settings.base_url):
        names = _names(settings.base_url.rstrip("/") + "/models", lambda answer: [row["id"] for row in answer["data"]])
        found += [ModelInfo(f"openai:{name}", "the server set as COMPANION_BASE_URL", False) for name in names]
    for server in servers:
        names = _names(server.address + server.path, server.read)
        found += [ModelInfo(f"{server.key}:{name}", f"{server.name} on this machine", False) for name in names]
    return found


def list_models(settings: Settings, servers: tuple[LocalServer, ...] = LOCAL_SERVERS) -> list[ModelInfo]:
    """What could be used, with `chosen` on what `settings.model` means, and why; asks nothing outside this machine."""
    spec = settings.model.strip() or "none"
    found = find_local(settings, servers)
    rows = [ModelInfo("none", "without AI", False, note="exact sentences, lists, facts and briefs"), *found]
    if spec == "auto":
        chosen = found[0].spec if found else "none"
        why = "auto: the first one found on this machine" if found else "auto found no model server on this machine"
    else:
        chosen, why = spec, "set as the model"
    if all(row.spec != chosen for row in rows):
        rows.append(_described(chosen, settings))
    return [
        replace(row, chosen=True, note="; ".join(filter(None, (why, row.note)))) if row.spec == chosen else row
        for row in rows
    ]


def store_key(provider: str, key: str) -> None:
    """Keep a provider's key in the system's keyring. Raises ModelUnavailable where there is none."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(KEYRING_SERVICE, provider, key)
    except KeyringError as exc:
        raise ModelUnavailable(
            f"This system has no keyring to keep the key in; set {provider.upper()}_API_KEY in the environment instead."
        ) from exc


def _described(spec: str, settings: Settings) -> ModelInfo:
    try:
        opened = open_model(spec, settings)
    except (UnknownModel, ModelUnavailable) as exc:
        return ModelInfo(spec, "cannot be used", False, note=str(exc))
    return ModelInfo(spec, opened.where, opened.remote) if opened else ModelInfo(spec, "without AI", False)


def _names(url: str, read: Callable[[Any], list[str]]) -> list[str]:
    import httpx

    try:
        # No proxy and no redirect: the question stays on this machine.
        with httpx.Client(trust_env=False, timeout=PROBE_SECONDS) as client:
            answer = client.get(url)
        return read(answer.json()) if answer.status_code == 200 else []
    except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError):
        return []  # nobody there, or another kind of server: for a probe that is the answer, not a failure


def _open_served(provider: str, name: str, settings: Settings, server: LocalServer | None) -> OpenedModel:
    langchain_name = server.provider if server else provider
    options = _options(langchain_name, settings)
    if server and server.provider != "ollama":
        options |= {"base_url": server.base_url, "api_key": "none"}
    elif langchain_name == "openai" and settings.base_url:
        options |= {"base_url": settings.base_url}
    chat = _built(langchain_name, name, options)
    address = _address(chat)
    if address and _is_loopback(address) and not _is_cloud(name):
        chat = _built(langchain_name, name, options | _without_proxy(langchain_name, address, settings))
        where = f"{server.name} on this machine" if server else f"this machine ({urlsplit(address).netloc})"
        return OpenedModel(f"{provider}:{name}", chat, False, where, timeout=settings.model_timeout)
    where = "ollama.com" if provider == "ollama" and _is_cloud(name) else urlsplit(address).hostname or provider
    return OpenedModel(f"{provider}:{name}", chat, True, where, timeout=settings.model_timeout)


def _options(provider: str, settings: Settings) -> dict[str, Any]:
    if provider == "ollama":
        # Ollama cuts longer prompts at the front without a word unless it is told how long they may be.
        return {
            "temperature": TEMPERATURE,
            "num_ctx": CONTEXT,
            "client_kwargs": {"timeout": settings.model_timeout},
        }
    return {"temperature": TEMPERATURE, "timeout": settings.model_timeout, "max_retries": 1}


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
        key = _stored_key(provider)
        if not key and "base_url" in options:
            key = "none"  # servers of one's own rarely want one
        if not key:
            raise ModelUnavailable(
                f"{provider} needs a key: set {provider.upper()}_API_KEY, or keep it in the system's keyring with "
                f"`companion models --key {provider}`."
            ) from missing
        return _init(provider, name, options | {"api_key": key})
    if "api_key" not in options and _lacks_key(chat) and (key := _stored_key(provider)):
        return _init(provider, name, options | {"api_key": key})
    return chat


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
        package = f"langchain-{provider.replace('_', '-')}"
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


def _stored_key(provider: str) -> str:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(KEYRING_SERVICE, provider) or ""
    except KeyringError:
        return ""  # no keyring on this system is the same as none stored


def _address(chat: BaseChatModel) -> str:
    """Where a chat model sends its prompts, as its client says; "" when it does not tell, which counts as remote."""
    clients = (getattr(chat, "root_client", None), getattr(getattr(chat, "_client", None), "_client", None))
    addresses = (getattr(client, "base_url", None) for client in clients)
    return next((str(address) for address in addresses if address), "")


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _open_in_process(name: str, settings: Settings) -> OpenedModel:
    """A transformers model in this process, from a folder or from what is already downloaded; downloads nothing."""
    try:
        from langchain_huggingface import ChatHuggingFace, HuggingFacePipeline
        from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig, pipeline
        from transformers.utils import logging as hf_logging
    except ImportError as exc:
        raise UnknownModel("huggingface: models need `pip install langchain-huggingface transformers torch`.") from exc
    hf_logging.disable_progress_bar()
    try:
        tokenizer = AutoTokenizer.from_pretrained(name, local_files_only=True)
        model = AutoModelForCausalLM.from_pretrained(name, local_files_only=True, dtype="auto")
    except (OSError, ValueError) as exc:
        raise ModelUnavailable(
            f"The model {name} is not on this machine, or is no text model. Download it first, or give its folder."
        ) from exc
    if not getattr(tokenizer, "chat_template", None):
        raise ModelUnavailable(
            f"The model {name} has no chat template; choose one made for chat (often named -Instruct)."
        )
    if settings.device != "cpu":
        model = model.to(_device(settings.device))  # type: ignore[arg-type]
    context = int(getattr(model.config, "max_position_embeddings", 0) or CONTEXT)
    # langchain-huggingface passes no generation settings when it streams, so they are set on the model itself.
    model.generation_config = GenerationConfig(
        max_new_tokens=min(IN_PROCESS_TOKENS, max(16, context // 4)),
        do_sample=False,
        max_time=settings.model_timeout,
        repetition_penalty=1.05,
        eos_token_id=model.generation_config.eos_token_id or tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id if tokenizer.pad_token_id is not None else tokenizer.eos_token_id,
    )
    writer = pipeline("text-generation", model=model, tokenizer=tokenizer, return_full_text=False)
    chat = ChatHuggingFace(
        llm=HuggingFacePipeline(pipeline=writer, model_id=name, pipeline_kwargs={"return_full_text": False}),
        tokenizer=tokenizer,
        model_id=name,
    )
    return OpenedModel(
        f"huggingface:{name}",
        chat,
        False,
        "inside this program",
        context=min(context, CONTEXT),
        system_role=_takes_system(tokenizer),
        timeout=settings.model_timeout,
        counter=lambda text: len(tokenizer(text, add_special_tokens=False)["input_ids"]),
    )


def _device(wanted: str) -> str:
    import torch

    if wanted != "auto":
        return wanted
    return "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"


def _takes_system(tokenizer: Any) -> bool:
    from jinja2.exceptions import TemplateError

    try:
        rendered = tokenizer.apply_chat_template(
            [{"role": "system", "content": "probe-word"}, {"role": "user", "content": "x"}], tokenize=False
        )
    except TemplateError:
        return False
    return "probe-word" in rendered
