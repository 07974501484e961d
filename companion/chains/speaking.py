"""One way to ask a chat model: words as they come, silence and babble cut off, every provider's errors as ours."""

from __future__ import annotations

import itertools
import queue
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ..errors import Cancelled, ModelUnavailable
from ..models import OpenedModel
from .failures import asked_again, fell_silent, pause_before, translated

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Messages = Sequence[tuple[str, str]]
Ending = Literal["whole", "long", "loop"]

_HALTS = 10.0  # seconds a model in this process gets to end the token it is at
_TICK = 0.05  # seconds between looks at the cancel event
_LOOP = range(6, 201)  # characters of a stretch
_TIMES = 5  # that it stands at the end, one after the other
SHORTEST_REPLY = 32  # tokens
WAITS = 10.0  # seconds that a busy provider may have a reader wait before the model is given up
PATIENT = 60.0  # the same for work that takes minutes anyhow
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
    waits: float = WAITS  # seconds it is left alone where it is busy, all waits together; never above its own limit
    text: str = ""
    ended: Ending = "whole"
    waited: list[str] = field(default_factory=list)  # why it was asked again, and after how long

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
        left = min(self.waits, self.model.timeout)
        for tries in itertools.count():
            try:
                yield from self._once()
                return
            except _Failed as failed:
                cause = failed.cause
                pause = None if failed.begun else pause_before(cause, tries)
                if pause is None or pause > left:
                    raise translated(cause, self.model, failed.begun) from cause
            left -= pause
            self.waited.append(asked_again(cause, self.model, pause))
            self._leave_alone(pause)

    def _leave_alone(self, pause: float) -> None:
        until = time.monotonic() + pause
        while (left := until - time.monotonic()) > 0:
            if self.cancel is not None and self.cancel.is_set():
                raise Cancelled("Stopped.")
            time.sleep(min(_TICK, left))

    def _once(self) -> Generator[str, None, None]:
        # A blocking read cannot be cancelled, so the reading is done beside us and we wait in small steps.
        said: queue.SimpleQueue[Any] = queue.SimpleQueue()
        stop = threading.Event()
        reader = threading.Thread(target=self._read, args=(said, stop), daemon=True, name="chat-model")
        reader.start()
        began = heard = time.monotonic()
        begun = False
        try:
            while True:
                if self.cancel is not None and self.cancel.is_set():
                    raise Cancelled("Stopped.")
                try:
                    word = said.get(timeout=_TICK)
                except queue.Empty:
                    if time.monotonic() - heard > self.model.timeout:
                        raise ModelUnavailable(fell_silent(self.model, begun)) from None
                    continue
                heard = time.monotonic()
                if heard - began > PATIENCE * self.model.timeout:
                    self.ended = "long"  # a trickle is not silence, but nobody waits for ever
                    return
                if word is _END:
                    return
                if isinstance(word, BaseException):
                    raise _Failed(word, begun)
                begun = True
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
            stop.set()
            self._halt(reader)

    def _halt(self, reader: threading.Thread) -> None:
        """End the reply of a model in this process: a program that ends while one still counts is aborted."""
        turn = self.model.turn
        if turn is None:
            return
        turn.halted.set()
        reader.join(_HALTS)
        if turn.idle.wait(_HALTS) and not reader.is_alive():
            turn.halted.clear()  # whoever asks the chat model without us is not to be cut off

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

    def _read(self, words: queue.SimpleQueue[Any], stop: threading.Event) -> None:
        try:
            try:
                self._pass_on(self.model.chat, words, stop)
            except Exception as exc:
                if "temperature" not in str(exc).lower() or not hasattr(self.model.chat, "temperature"):
                    raise
                # Reasoning models accept only their own temperature.
                self._pass_on(self.model.chat.model_copy(update={"temperature": None}), words, stop)
        except Exception as exc:  # noqa: BLE001 - providers share no base class; handed to the asking thread, translated there
            words.put(exc)

    def _pass_on(self, chat: BaseChatModel, words: queue.SimpleQueue[Any], stop: threading.Event) -> None:
        for chunk in chat.stream(for_model(self.messages, self.model.system_role)):
            if stop.is_set():
                return
            words.put(_words_of(chunk))
        words.put(_END)


_END = object()


class _Failed(Exception):
    """What a provider's package raised, and whether the reply had begun."""

    def __init__(self, cause: BaseException, begun: bool) -> None:
        super().__init__(type(cause).__name__)
        self.cause, self.begun = cause, begun


def is_loop(text: str) -> bool:
    """Whether a text ends in the same stretch five times over."""
    tail = text[-_TIMES * _LOOP[-1] :]
    return any(len(tail) >= _TIMES * n and tail.endswith(tail[-n:] * _TIMES) for n in _LOOP)


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
