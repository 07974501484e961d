"""One way to ask a chat model: words as they come, silence and babble cut off, every provider's errors as ours."""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ..errors import Cancelled, ModelUnavailable
from ..models import OpenedModel

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Messages = Sequence[tuple[str, str]]
Ending = Literal["whole", "long", "loop"]

_HALTS = 10.0  # seconds a model in this process gets to end the token it is at
_TICK = 0.05  # seconds between looks at the cancel event
_LOOP = range(6, 201)  # characters of a stretch
_TIMES = 5  # that it stands at the end, one after the other
SHORTEST_REPLY = 32  # tokens
PATIENCE = 3  # times the model's limit for silence: the longest a whole reply may take


@dataclass
class Speech:
    """What a model says to `messages`. Iterate it once for the words; then `text` is all of it and `ended` says how.

    Raises ModelUnavailable when the model cannot be reached, breaks off or falls silent, Cancelled when asked to stop.
    """

    model: OpenedModel
    messages: Messages
    cancel: threading.Event | None = None
    longest: int = 60_000  # characters, thoughts included
    text: str = ""
    ended: Ending = "whole"
    _stop: threading.Event = field(default_factory=threading.Event, repr=False)

    def __iter__(self) -> Iterator[str]:
        return self.words()

    def words(self) -> Generator[str, None, None]:
        """The words as they come; closing it stops the model."""
        self._check_length()
        turn = self.model.turn
        if turn is None:
            yield from self._words()
            return
        while not turn.lock.acquire(timeout=_TICK):
            if self.cancel is not None and self.cancel.is_set():
                raise Cancelled("Stopped.")
        try:
            turn.halted.clear()
            yield from self._words()
        finally:
            turn.lock.release()

    def _words(self) -> Generator[str, None, None]:
        # A blocking read cannot be cancelled, so the reading is done beside us and we wait in small steps.
        said: queue.SimpleQueue[Any] = queue.SimpleQueue()
        reader = threading.Thread(target=self._read, args=(said,), daemon=True, name="chat-model")
        reader.start()
        began = heard = time.monotonic()
        try:
            while True:
                if self.cancel is not None and self.cancel.is_set():
                    raise Cancelled("Stopped.")
                try:
                    word = said.get(timeout=_TICK)
                except queue.Empty:
                    if time.monotonic() - heard > self.model.timeout:
                        raise ModelUnavailable(
                            f"{self.model.name} said nothing for {self.model.timeout:g} seconds."
                        ) from None
                    continue
                heard = time.monotonic()
                if heard - began > PATIENCE * self.model.timeout:
                    self.ended = "long"  # a trickle is not silence, but nobody waits for ever
                    return
                if word is _END:
                    return
                if isinstance(word, BaseException):
                    raise translated(word, self.model) from word
                self.text += word
                if word:
                    yield word
                if len(self.text) > self.longest:
                    self.ended = "long"
                    return
                if is_loop(self.text):
                    self.ended = "loop"
                    return
        finally:
            self._stop.set()
            if self.model.turn is not None:
                self.model.turn.halted.set()
                reader.join(_HALTS)  # a program that ends while a model still counts is aborted
                self.model.turn.idle.wait(_HALTS)

    def whole(self) -> str:
        """All of it at once."""
        for _ in self:
            pass
        return self.text

    def _check_length(self) -> None:
        """A prompt longer than an in-process model's context would end in silence, not in an error."""
        if self.model.counter is None:
            return
        used = sum(self.model.count(text) for _, text in self.messages)
        if used > self.model.context - SHORTEST_REPLY:
            raise ModelUnavailable(
                f"{self.model.name} is too small for this: the question takes {used} tokens of {self.model.context}."
            )

    def _read(self, words: queue.SimpleQueue[Any]) -> None:
        try:
            try:
                self._pass_on(self.model.chat, words)
            except Exception as exc:
                if "temperature" not in str(exc).lower() or not hasattr(self.model.chat, "temperature"):
                    raise
                # Reasoning models accept only their own temperature.
                self._pass_on(self.model.chat.model_copy(update={"temperature": None}), words)
        except Exception as exc:  # noqa: BLE001 - providers share no base class; handed to the asking thread, translated there
            words.put(exc)

    def _pass_on(self, chat: BaseChatModel, words: queue.SimpleQueue[Any]) -> None:
        for chunk in chat.stream(for_model(self.messages, self.model.system_role)):
            if self._stop.is_set():
                return
            words.put(_words_of(chunk))
        words.put(_END)


_END = object()


def is_loop(text: str) -> bool:
    """Whether a text ends in the same stretch five times over."""
    tail = text[-_TIMES * _LOOP[-1] :]
    return any(len(tail) >= _TIMES * n and tail.endswith(tail[-n:] * _TIMES) for n in _LOOP)


_REFUSALS = {
    401: "{name} refuses the key; check it, then ask again.",
    403: "{name} refuses the key; check it, then ask again.",
    404: "{name} is not known at {where}; `companion models` lists what is there.",
    429: "{name} is busy or its quota is used up; try again in {wait}.",
}


def translated(exc: BaseException, model: OpenedModel) -> ModelUnavailable:
    """Any provider's error as one line a writer can act on. What the provider said stays out: it may hold a key."""
    response = getattr(exc, "response", None)
    status = getattr(exc, "status_code", None) or getattr(response, "status_code", None)
    kind = type(exc).__name__
    if isinstance(status, int):
        failed = "failed" if status >= 500 else "did not take the question"
        line = _REFUSALS.get(status, f"{{name}} {failed} (error {status}); try again in a while.")
    elif "timeout" in kind.lower():
        line = f"{{name}} did not answer within {model.timeout:g} seconds."
    elif "connect" in kind.lower():
        line = "{name} does not answer ({where}); is it running?"
    else:
        line = f"{{name}} broke off ({kind})."
    return ModelUnavailable(line.format(name=model.name, where=model.where, wait=_wait(response)))


def _wait(response: Any) -> str:
    """How long a busy provider wants to be left alone, where it says so in seconds."""
    said = str(getattr(response, "headers", {}).get("retry-after", ""))
    seconds = float(said) if re.fullmatch(r"\d{1,6}(?:\.\d+)?", said) else 0.0
    if seconds < 2:
        return "a while"
    return f"{seconds:.0f} seconds" if seconds < 120 else f"about {seconds / 60:.0f} minutes"


def for_model(messages: Messages, system_role: bool) -> list[tuple[str, str]]:
    if system_role or not messages or messages[0][0] != "system":
        return list(messages)
    (_, system), (role, first), *rest = messages
    return [(role, f"{system}\n\n{first}"), *rest]


def _words_of(chunk: Any) -> str:
    content = chunk.content
    if isinstance(content, str):
        return content
    return "".join(
        block if isinstance(block, str) else block.get("text", "")
        for block in content
        if isinstance(block, str) or block.get("type") == "text"
    )
