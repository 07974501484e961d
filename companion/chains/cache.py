"""Replies kept by everything that went into them, so that asking again costs nothing."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from langchain_core.caches import RETURN_VAL_TYPE, BaseCache
from langchain_core.outputs import Generation
from langchain_core.runnables import RunnableBinding

from ..models import OpenedModel


class ReplyCache(BaseCache):
    """LangChain's cache interface on one small SQLite file. Safe between threads and processes.

    A file that cannot be read is started anew: it lies in the cache folder, which may be deleted at any time.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._create()
        except sqlite3.OperationalError:
            pass  # locked or not writable just now: `known_reply` and `keep_reply` do without
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            self._create()

    def lookup(self, prompt: str, llm_string: str) -> RETURN_VAL_TYPE | None:
        with self._open() as db:
            row = db.execute("SELECT reply FROM replies WHERE key = ?", (_key(prompt, llm_string),)).fetchone()
        return [Generation(text=text) for text in json.loads(row[0])] if row else None

    def update(self, prompt: str, llm_string: str, return_val: RETURN_VAL_TYPE) -> None:
        texts = json.dumps([generation.text for generation in return_val])
        with self._open() as db:
            db.execute("INSERT OR REPLACE INTO replies VALUES (?, ?)", (_key(prompt, llm_string), texts))

    def clear(self, **kwargs: Any) -> None:
        with self._open() as db:
            db.execute("DELETE FROM replies")

    def _create(self) -> None:
        with self._open() as db:
            db.execute("CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, reply TEXT NOT NULL) WITHOUT ROWID")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self.path, timeout=10)
        try:
            with db:
                yield db
        finally:
            db.close()


def known_reply(cache: BaseCache | None, model: OpenedModel, messages: Sequence[tuple[str, str]]) -> str | None:
    """The reply this model gave to exactly these messages, or None when it was never asked.

    A cache file that cannot be read (disk full, locked, damaged) costs time, not the answer: nothing is known then.
    """
    if cache is None:
        return None
    with suppress(sqlite3.Error):
        found = cache.lookup(json.dumps(list(messages)), _model_string(model))
        return found[0].text if found else None
    return None


def keep_reply(cache: BaseCache | None, model: OpenedModel, messages: Sequence[tuple[str, str]], reply: str) -> None:
    """Remember a reply for `known_reply`, where the cache can be written."""
    if cache is not None:
        with suppress(sqlite3.Error):
            cache.update(json.dumps(list(messages)), _model_string(model), [Generation(text=reply)])


# What can be set on LangChain's chat models that changes what they say.
_SETTINGS = (
    "temperature", "top_p", "top_k", "max_tokens", "max_output_tokens", "num_ctx", "num_predict", "repeat_penalty",
    "frequency_penalty", "presence_penalty", "stop", "stop_sequences", "seed", "reasoning", "reasoning_effort",
    "thinking", "thinking_budget", "thinking_level", "verbosity", "format", "extra_body", "model_kwargs",
)  # fmt: skip


def _model_string(model: OpenedModel) -> str:
    """Everything besides the messages that a reply depends on: name, address, settings, and what is bound to it."""
    set_on_it = {name: getattr(model.chat, name, None) for name in _SETTINGS}
    bound = model.chat.kwargs if isinstance(model.chat, RunnableBinding) else {}
    return json.dumps([model.name, model.place, model.system_role, set_on_it, bound], default=str, sort_keys=True)


def _key(prompt: str, llm_string: str) -> str:
    return hashlib.sha256(f"{llm_string}\0{prompt}".encode()).hexdigest()
