"""What an opened model is, and one line about each that could be opened."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

TEMPERATURE = 0.1  # of answers; drafts ask for more
CONTEXT = 8192  # tokens we plan for when a model does not say
REMOTE_CONTEXT = 32_768  # of models that run elsewhere: all of them take more
READS, REMOTE_READS = 1800, 5000  # tokens of the manuscript with one question, for a server here and for one elsewhere


class Limits(Protocol):
    """What a server knows about its model. Asking may take a moment, so it is asked at the first question only."""

    def look(self) -> tuple[int, Callable[[str], int] | None]:
        """(tokens of prompt and reply together, what counts its tokens); (0, None) where it does not say."""
        ...


def guessed(text: str) -> int:
    """Tokens of a text, on the safe side: English runs at four characters a token."""
    return len(text) // 3 + 1


class Turn:
    """Whose reply a model in this process writes: one at a time (`lock`), ended by `halted`, at its end once `idle`."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.halted = threading.Event()
        self.idle = threading.Event()
        self.idle.set()


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
    counter: Callable[[str], int] | None = None  # its own tokens
    thinks: bool = False  # its replies begin inside a thought that may have no opening tag
    reads: int = READS  # tokens of the manuscript that it is given with one question
    searches: int = 2  # times it may ask to look elsewhere in the book before it answers
    limits: Limits | None = None  # who knows its context and tokens, where it was not asked yet
    turn: Turn | None = None  # where only one reply can be written at a time, and closing the stream does not end it
    address: str = ""  # scheme, host, port and path that it is asked at; "" in this process, or where it does not tell

    @property
    def place(self) -> str:
        """What tells one place from another, for leave given and replies kept: two paths of a gateway are two."""
        return self.address or self.where

    def count(self, text: str) -> int:
        """Tokens of a text, without a counter as `guessed`."""
        return self.counter(text) if self.counter else guessed(text)

    def measured(self) -> OpenedModel:
        """The same model with the context and the counter that its server tells, as far as it does."""
        if self.limits is None:
            return self
        context, counter = self.limits.look()
        return replace(
            self, context=min(self.context, context) if context else self.context, counter=counter, limits=None
        )


@dataclass(frozen=True)
class ModelInfo:
    """One line of `companion models`: what there is, whether it would be used, and why."""

    spec: str  # what to write to choose it
    where: str
    remote: bool
    chosen: bool = False
    note: str = ""
    ready: bool = True  # False: it would have to be downloaded, or cannot be opened
