"""Saved edits, picked up by themselves.

The system's change events only wake us; whether something changed is always decided by looking at the files' sizes and
times. So a network or cloud folder that sends no events is merely noticed a few seconds later, at the next look.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from watchfiles import watch as file_events

from .effects import EditEffect
from .errors import BusyError, Cancelled, CompanionError

if TYPE_CHECKING:
    from .book import Companion
    from .sync import Progress
    from .updating import Updating

QUIET = 0.8  # seconds without a further change before an edit counts as saved: editors write in several steps
POLL = 10.0  # seconds between looks where no event comes
STEP = 200  # milliseconds in which the watcher notices that it should stop


def watching(
    book: Updating,
    stop: threading.Event,
    quiet: float = QUIET,
    poll: float = POLL,
    progress: Progress | None = None,
) -> Iterator[EditEffect]:
    """One EditEffect per saved edit until `stop` is set; what cannot be read is an effect with a `problem`.

    Begins with what was saved since the last sync. A problem is told once and tried again when the files change; an
    effect without a problem then says that it is over.
    """
    told: object = None
    seen = 0
    held: tuple[str, ...] | None = None  # files that could not be read at the last look
    lost = (
        threading.Event()
    )  # the last look found nothing to read: the folder may have been away, and its events with it
    with closing(_wakes(book, stop, poll, lost)) as wakes:
        for _ in wakes:
            if not _settled(book, stop, quiet) or stop.is_set():
                continue
            look = book.look()
            if look == told:
                continue
            try:
                held = book.held if held is None else held
                seen = seen or book.baseline()
                if told is not None or book.changed():
                    effect = book.update(progress, stop, since=seen)
                elif book.edition != seen:  # somebody else has brought it up to date: the page, another process
                    effect = book.effect_since(seen)
                else:
                    continue
            except Cancelled:
                return
            except BusyError:
                continue  # somebody else is at it; the next look finds what came of it
            except CompanionError as exc:
                told = look
                lost.set()
                yield EditEffect(book.edition, problem=str(exc))
                continue
            over, told = told is not None, None
            seen = book.baseline()
            now = book.held
            back = tuple(name for name in held if name not in now)
            if over or effect.told or held != now:  # else touched, not changed
                held = now
                yield replace(effect, back=back)


class Watcher:
    """`watching` in a thread of its own: `tell` is called there, once per saved edit. Close it before the book."""

    def __init__(
        self,
        book: Companion,
        tell: Callable[[EditEffect], Any],
        quiet: float = QUIET,
        poll: float = POLL,
        progress: Progress | None = None,
    ) -> None:
        self._book, self._tell, self._progress = book, tell, progress
        self._quiet, self._poll = quiet, poll
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> Watcher:
        """Begin; returns itself. Starting twice changes nothing."""
        if not self.running:
            self._stop.clear()
            # A daemon: closing the program never waits for it, and a sync that is cut off leaves the last edition.
            self._thread = threading.Thread(target=self._run, name="watching", daemon=True)
            self._thread.start()
        return self

    def close(self, timeout: float = 10.0) -> None:
        """Stop, and wait until the thread has let go of the book (a sync under way is cancelled)."""
        self._stop.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(timeout)

    def __enter__(self) -> Watcher:
        return self.start()

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _run(self) -> None:
        for effect in watching(self._book, self._stop, self._quiet, self._poll, self._progress):
            self._tell(effect)


def _settled(book: Updating, stop: threading.Event, quiet: float) -> bool:
    """Wait until the files stay as they are for `quiet` seconds; False when stopped."""
    before = book.look()
    while not stop.wait(quiet):
        now = book.look()
        if now == before:
            return True
        before = now
    return False


def _wakes(book: Updating, stop: threading.Event, poll: float, lost: threading.Event) -> Generator[None, None, None]:
    """Wakes up once at the start, then whenever the system reports a change, and every `poll` seconds anyway.

    A folder that goes away takes its events with it: they are asked for anew when it is back, also when it was back
    before anybody looked, only comes while the folder above is watched, or was away at a look (`lost`).
    """
    try:
        while not stop.is_set():
            folder = book.path.is_dir()
            place = book.path if folder else book.path.parent  # editors replace the file: watch where it lies
            itself = {place, place.resolve()}
            lost.clear()
            waited = poll  # the first wake is for what was saved before; the events are on by then
            with closing(_events(place, folder, stop)) as events:
                for changes in events:
                    waited += STEP / 1000
                    if changes or waited >= poll:
                        waited = 0.0
                        yield
                    gone = lost.is_set() or not place.exists() or book.path.is_dir() != folder
                    if gone or any(Path(path) in itself for _, path in changes):
                        break
            while not stop.is_set() and not place.exists():
                yield
                stop.wait(STEP / 1000)
    except (OSError, RuntimeError):
        pass  # too many files to be told about, or a file system that cannot tell: look for ourselves
    while not stop.is_set():
        yield
        stop.wait(poll)


def _events(place: Path, recursive: bool, stop: threading.Event) -> Generator[set, None, None]:
    """What the system reports, an empty set every STEP milliseconds."""
    yield from file_events(
        place,
        watch_filter=None,
        recursive=recursive,
        stop_event=stop,
        debounce=STEP,
        step=50,
        rust_timeout=STEP,
        yield_on_timeout=True,
        raise_interrupt=True,
        ignore_permission_denied=True,
    )
