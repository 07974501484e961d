"""Chat models by string.

    none              no model: plain answers and briefs
    auto              a model server running on this machine, else the model that --fetch downloaded, else none
    provider:name     anything `langchain.chat_models.init_chat_model` takes: openai:..., anthropic:..., ollama:...
    lmstudio:name     a model of a server on this machine (also llamacpp:, vllm:)
    huggingface:name  run inside this process; a model folder, or one already downloaded

A key comes from the provider's environment variable, which its package reads itself, else from the system's keyring; it
is never written to a file or a log. LangChain is imported only when a model is opened.
"""

from .consent import WHAT_A_TRIAL_SENDS, WHAT_IS_SENT, Consent
from .fetching import DEFAULT_MODEL, DEFAULT_SIZE, DEFAULT_SPEC, Fetched, fetch_model, is_fetched
from .keys import forget_key, store_key
from .opened import CONTEXT, ModelInfo, OpenedModel
from .opening import find_local, in_this_process, list_models, open_model, stays_here
from .schema import with_schema
from .servers import LOCAL_SERVERS, LocalServer

__all__ = [
    "CONTEXT",
    "DEFAULT_MODEL",
    "DEFAULT_SIZE",
    "DEFAULT_SPEC",
    "LOCAL_SERVERS",
    "WHAT_A_TRIAL_SENDS",
    "WHAT_IS_SENT",
    "Consent",
    "Fetched",
    "LocalServer",
    "ModelInfo",
    "OpenedModel",
    "fetch_model",
    "find_local",
    "forget_key",
    "in_this_process",
    "is_fetched",
    "list_models",
    "open_model",
    "stays_here",
    "store_key",
    "with_schema",
]
