"""Long work in the background, with progress, cancel and a result, for the web alone.

These threads and the watcher's (watch.py) are the only ones we start.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Generic, Literal, TypeVar

from .errors import Cancelled

T = TypeVar("T")
Report = Callable[[str, int, int, str], None]
JobState = Literal["running", "done", "failed", "cancelled"]


@dataclass(frozen=True)
class Progress:
    """How far a job has come: `done` of `total` items of a stage (total 0: not known yet)."""

    stage: str = ""
    done: int = 0
    total: int = 0
    item: str = ""
    remaining: float | None = None  # seconds to the end of this stage; None while it is too early to say

    @property
    def fraction(self) -> float:
        return min(1.0, self.done / self.total) if self.total else 0.0


class Job(Generic[T]):
    """`work(progress, cancel)` in a thread of its own. Errors stay in the job until `result()` is asked for."""

    def __init__(self, name: str, work: Callable[[Report, Event], T]) -> None:
        self.name = name
        self.cancelled = Event()
        self._work = work
        self._future: Future[T] = Future()
        self._lock = Lock()
        self._progress = Progress()
        self._stage_began = time.monotonic()

    def start(self) -> Job[T]:
        """Begin; returns itself. A daemon thread, so that closing the program never waits for it (a sync that is cut
        off leaves the last edition whole)."""
        Thread(target=self._run, name=self.name, daemon=True).start()
        return self

    def cancel(self) -> None:
        """Ask the work to stop; it does so at its next step."""
        self.cancelled.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for the end; False when it has not come by then."""
        ended = Event()
        self._future.add_done_callback(lambda _: ended.set())
        return ended.wait(seconds)

    @property
    def state(self) -> JobState:
        if not self._future.done():
            return "running"
        problem = self._future.exception()
        if problem is None:
            return "done"
        return "cancelled" if isinstance(problem, Cancelled) else "failed"

    @property
    def error(self) -> BaseException | None:
        """What ended it, if something did; None while it runs."""
        return self._future.exception() if self._future.done() else None

    @property
    def progress(self) -> Progress:
        with self._lock:
            return self._progress

    def result(self) -> T:
        """The work's value, once done. Raises what the work raised, Cancelled included."""
        return self._future.result()

    def _report(self, stage: str, done: int, total: int, item: str = "") -> None:
        now = time.monotonic()
        with self._lock:
            if stage != self._progress.stage:
                self._stage_began = now
            spent = now - self._stage_began
            known = total > 0 and done > 0 and spent > 1.5
            remaining = spent / done * (total - done) if known else None
            self._progress = Progress(stage, done, total, item, remaining)

    def _run(self) -> None:
        try:
            value = self._work(self._report, self.cancelled)
        except BaseException as problem:  # noqa: BLE001 - handed to whoever asks for the result, never lost
            self._future.set_exception(problem)
        else:
            self._future.set_result(value)
