"""A reply in a shape that the server enforces, where it can: JSON that follows a schema."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from .opened import OpenedModel

# How each kind of chat model is told the schema (LangChain's class -> what is bound to it).
_OPENAI = frozenset({"ChatOpenAI", "AzureChatOpenAI", "BaseChatOpenAI"})
_OLLAMA = "ChatOllama"


def with_schema(model: OpenedModel, name: str, schema: dict[str, Any]) -> OpenedModel | None:
    """The same model bound to a JSON schema; None where its kind of server is not known to enforce one."""
    kinds = {kind.__name__ for kind in type(model.chat).__mro__}
    if kinds & _OPENAI:
        wanted = {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}
        # in the body as it is: the client's own way wants replies in parts that not every server sends
        body = {**(getattr(model.chat, "extra_body", None) or {}), "response_format": wanted}
        bound = model.chat.bind(extra_body=body)
    elif _OLLAMA in kinds:
        bound = model.chat.bind(format=schema)
    else:
        return None
    return replace(model, chat=cast(Any, bound))
