"""Who may touch a book's index, between threads and between processes.

Two locks, because reading must not wait for a whole sync: `syncing` lets one sync at a time prepare, and `writing` is
held alone for the short moment in which vectors and the edition are written; searches share `reading` meanwhile.
"""

from __future__ import annotations

import json
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, ReadWriteLock, Timeout

from .errors import BusyError


class BookLock:
    """The locks of one book; `folder` is the book's cache folder."""

    def __init__(self, folder: Path, timeout: float) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._timeout = timeout
        self._holder = folder / "syncing.json"
        self._sync_threads = threading.Lock()
        self._sync_processes = FileLock(folder / "syncing.lock", is_singleton=False)
        self._threads = _SharedLock()
        self._processes = ReadWriteLock(folder / "index-lock.db", is_singleton=False)

    @contextmanager
    def syncing(self) -> Iterator[None]:
        """Be the only sync of this book. Raises BusyError, naming the holder, after the timeout."""
        deadline = time.monotonic() + self._timeout
        if not self._sync_threads.acquire(timeout=self._timeout):
            raise self._busy()
        try:
            try:
                self._sync_processes.acquire(timeout=max(0.0, deadline - time.monotonic()))
            except Timeout as exc:
                raise self._busy() from exc
            try:
                self._holder.write_text(
                    json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "since": time.strftime("%H:%M:%S")}),
                    encoding="utf-8",
                )
                yield
            finally:
                self._holder.unlink(missing_ok=True)
                self._sync_processes.release()
        finally:
            self._sync_threads.release()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Share the index with other readers."""
        with self._threads.shared(self._timeout, self._busy), self._waiting(self._processes.read_lock):
            yield

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the index alone."""
        with self._threads.alone(self._timeout, self._busy), self._waiting(self._processes.write_lock):
            yield

    @contextmanager
    def _waiting(self, lock) -> Iterator[None]:
        manager = lock(self._timeout)
        try:
            manager.__enter__()
        except Timeout as exc:
            raise self._busy() from exc
        try:
            yield
        finally:
            manager.__exit__(None, None, None)

    def _busy(self) -> BusyError:
        try:
            holder = json.loads(self._holder.read_text(encoding="utf-8"))
            who = f"process {holder['pid']} on {holder['host']}, since {holder['since']}"
        except (OSError, ValueError, KeyError):
            who = "another process"
        return BusyError(f"This book is being brought up to date by {who}; try again when it is done.")


class _SharedLock:
    """Many readers or one writer, among the threads of one process; a waiting writer goes first."""

    def __init__(self) -> None:
        self._state = threading.Condition()
        self._readers = 0
        self._writing = False
        self._writers_waiting = 0

    @contextmanager
    def shared(self, timeout: float, busy) -> Iterator[None]:
        with self._state:
            if not self._state.wait_for(lambda: not self._writing and not self._writers_waiting, timeout):
                raise busy()
            self._readers += 1
        try:
            yield
        finally:
            with self._state:
                self._readers -= 1
                self._state.notify_all()

    @contextmanager
    def alone(self, timeout: float, busy) -> Iterator[None]:
        with self._state:
            self._writers_waiting += 1
            try:
                if not self._state.wait_for(lambda: not self._writing and not self._readers, timeout):
                    raise busy()
                self._writing = True
            finally:
                self._writers_waiting -= 1
        try:
            yield
        finally:
            with self._state:
                self._writing = False
                self._state.notify_all()
