"""Model servers that people run on their own machine: where they listen, what they offer, how much they take."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .opened import guessed

if TYPE_CHECKING:
    import httpx

PROBE_SECONDS = 0.4
LOOK_SECONDS = 2.0  # for the context and for a count of tokens

_NOT_TOLD = (ValueError, KeyError, TypeError, AttributeError, IndexError, StopIteration)


@dataclass(frozen=True)
class LocalServer:
    """A kind of model server, and how to ask it what it has."""

    key: str  # the provider part of a model string
    name: str
    port: int
    provider: str  # LangChain's
    path: str  # where it lists its models
    # The decoded answer -> names, best first; KeyError or TypeError when it is another server.
    read: Callable[[Any], list[str]]
    context: Callable[[httpx.Client, str], int]  # (client at its address, model) -> tokens; KeyError etc. when not told
    tokens: Callable[[httpx.Client, str, str], int] | None = None  # (client, model, text) -> how many

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        return self.address if self.provider == "ollama" else f"{self.address}/v1"


def is_cloud(name: str) -> bool:
    """Whether an Ollama model runs elsewhere."""
    return name.endswith((":cloud", "-cloud"))


def is_loopback(url: str) -> bool:
    """Whether an address is this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def names_at(url: str, read: Callable[[Any], list[str]]) -> list[str]:
    """The models that a server on this machine lists; [] where nobody is there, or another kind of server."""
    import httpx

    try:
        with _client(url, PROBE_SECONDS) as client:
            answer = client.get(url)
        return read(answer.json()) if answer.status_code == 200 else []
    except (httpx.HTTPError, *_NOT_TOLD):
        return []  # for a probe that is the answer, not a failure


@dataclass
class ServedLimits:
    """The context and the tokens of a served model, asked once and remembered."""

    server: LocalServer
    address: str
    model: str
    _known: tuple[int, Callable[[str], int] | None] | None = None
    _guard: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def look(self) -> tuple[int, Callable[[str], int] | None]:
        """See `Limits`."""
        with self._guard:
            if self._known is None:
                self._known = (self._context(), self._counter())
            return self._known

    def _context(self) -> int:
        import httpx

        try:
            with _client(self.address, LOOK_SECONDS) as client:
                return max(0, int(self.server.context(client, self.model)))
        except (httpx.HTTPError, *_NOT_TOLD):
            return 0

    def _counter(self) -> Callable[[str], int] | None:
        import httpx

        count = self.server.tokens
        if count is None:
            return None
        client, model = _client(self.address, LOOK_SECONDS), self.model
        try:
            count(client, model, "One, two.")
        except (httpx.HTTPError, *_NOT_TOLD):
            return None

        def tokens(text: str) -> int:
            try:
                return count(client, model, text)
            except (httpx.HTTPError, *_NOT_TOLD):
                return guessed(text)

        return tokens


def _client(address: str, seconds: float) -> httpx.Client:
    """No proxy and no redirect: what is asked stays on this machine."""
    import httpx

    return httpx.Client(base_url=address, trust_env=False, timeout=seconds)


def _ollama_names(answer: Any) -> list[str]:
    """Ollama's cloud models run elsewhere, and its embedding models do not chat."""
    return [
        row["name"]
        for row in answer["models"]
        if not is_cloud(row["name"]) and not row.get("remote_host") and _chats(row["name"], row.get("details") or {})
    ]


def _owned_by(owners: Iterable[str]) -> Callable[[Any], list[str]]:
    """Names from an OpenAI-style list. The owner tells the server itself from a gateway to models elsewhere."""
    known = frozenset(owners)
    return lambda answer: [
        row["id"] for row in answer["data"] if row.get("owned_by") in known and _chats(row["id"], {})
    ]


def _chats(name: str, details: dict[str, Any]) -> bool:
    return "embed" not in name.lower() and "bert" not in str(details.get("family", ""))


def _ollama_context(client: httpx.Client, model: str) -> int:
    told = client.post("/api/show", json={"model": model}).json()["model_info"]
    return next(value for key, value in told.items() if key.endswith(".context_length"))


def _llamacpp_context(client: httpx.Client, model: str) -> int:
    return client.get("/props").json()["default_generation_settings"]["n_ctx"]


def _llamacpp_tokens(client: httpx.Client, model: str, text: str) -> int:
    return len(client.post("/tokenize", json={"content": text}).json()["tokens"])


def _lmstudio_context(client: httpx.Client, model: str) -> int:
    told = client.get(f"/api/v0/models/{model}").json()
    return told.get("loaded_context_length") or told["max_context_length"]


def _vllm_context(client: httpx.Client, model: str) -> int:
    return next(row["max_model_len"] for row in client.get("/v1/models").json()["data"] if row["id"] == model)


def _vllm_tokens(client: httpx.Client, model: str, text: str) -> int:
    return int(client.post("/tokenize", json={"model": model, "prompt": text}).json()["count"])


LOCAL_SERVERS: tuple[LocalServer, ...] = (
    LocalServer("ollama", "Ollama", 11434, "ollama", "/api/tags", _ollama_names, _ollama_context),
    LocalServer(
        "llamacpp", "llama.cpp", 8080, "openai", "/v1/models", _owned_by({"llamacpp"}), _llamacpp_context,
        _llamacpp_tokens,
    ),
    LocalServer(
        "lmstudio", "LM Studio", 1234, "openai", "/v1/models", _owned_by({"organization_owner", "lmstudio"}),
        _lmstudio_context,
    ),
    LocalServer("vllm", "vLLM", 8000, "openai", "/v1/models", _owned_by({"vllm"}), _vllm_context, _vllm_tokens),
)  # fmt: skip
