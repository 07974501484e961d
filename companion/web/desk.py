"""The desk: books open in this process and the long jobs about them. All tabs look at the same one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from ..errors import NotInBook
from ..jobs import Job
from ..library import KnownBook, Library, book_key
from ..manuscript.chapter import Chapter, Citation
from ..settings import Settings
from . import markup as m
from .news import News

if TYPE_CHECKING:
    from ..book import Companion
    from ..canon.types import Finding
    from ..jobs import Report

STAGES = {
    "reading": "Reading",
    "understanding": "Seeing who is who",
    "embedding": "Making it searchable",
    "saving": "Putting it away",
    "checking": "Comparing",
}

Opener = Callable[[Path, str], "Companion"]


class Desk:
    """Opens each book once, however many browser windows look at it, and keeps one job of a kind per book."""

    def __init__(self, library: Library, settings: Settings, opener: Opener) -> None:
        self.library = library
        self.settings = settings
        self._opener = opener
        self._books: dict[str, Companion] = {}
        self._jobs: dict[str, Job[Any]] = {}
        self._news: dict[str, News] = {}
        self._asked: dict[str, list[Event]] = {}
        self._lock = Lock()

    @property
    def model(self) -> str:
        """The chat model that books are opened with."""
        return self.library.model or self.settings.model

    def enter(self, path: Path) -> KnownBook:
        """Open a manuscript and put it first in the library. Raises what `Companion.open` raises."""
        path = path.expanduser().resolve()
        with self._lock:
            key = book_key(path)
            if key not in self._books:
                self._books[key] = self._opener(path, self.model)
        return self.library.remember(path)

    def book(self, key: str) -> Companion:
        """An open book; one known to the library is opened again (after a restart). Raises NotInBook otherwise."""
        with self._lock:
            if key in self._books:
                return self._books[key]
        known = self.library.book(key)
        self.enter(known.path)
        return self._books[key]

    def indexed(self, key: str) -> bool:
        """Whether the book was read here before; one that was not is shown as a preview first."""
        return self.book(key).indexed

    def chapters(self, key: str, until: int | None = None) -> list[Chapter]:
        """The chapters of a book inside the wall, without earlier books."""
        return [c for c in self.book(key).chapters if until is None or c.position <= until]

    def series(self, key: str, until: int | None = None) -> list[Chapter]:
        """The same with the chapters of earlier books before them: whatever a citation may name."""
        return [*self.book(key).earlier, *self.chapters(key, until)]

    def news(self, key: str) -> News:
        """What was saved since the program was started."""
        book = self.book(key)
        with self._lock:
            if key not in self._news:
                self._news[key] = News(book, self.settings.watch_poll)
            return self._news[key]

    def watch(self, key: str) -> None:
        """Look out for saved edits from now on, unless the settings say not to."""
        if self.settings.watch and self.indexed(key):
            self.news(key).watch()

    def citation(self, key: str, ref: str, until: int | None = None) -> Citation:
        """The place a chip names. When the chapter has changed since, the same position in it is as near as we get.

        Raises NotInBook for a place beyond the wall or no place at all.
        """
        try:
            position, start, end, revision = ref.split(":", 3)
            wanted = int(position), int(start), int(end)
        except ValueError as exc:
            raise NotInBook("That place cannot be opened.") from exc
        chapters = self.series(key, until)
        same = [c for c in chapters if revision and c.revision.startswith(revision)]
        chapter = next((c for c in same if c.position == wanted[0]), same[0] if same else None)
        if chapter is None:
            chapter = next((c for c in chapters if c.position == wanted[0]), None)
        if chapter is None or not 0 <= wanted[1] < wanted[2] <= len(chapter.text):
            raise NotInBook("That place is not in the book any more, or lies beyond the chapter you read up to.")
        return chapter.cite(wanted[1], wanted[2])

    def finding(self, key: str, finding_id: str, until: int | None = None) -> Finding:
        """What disagrees, by its id. Raises NotInBook when it is mended by now."""
        found = next((f for f in self.book(key).check(until) if f.id == finding_id), None)
        if found is None:
            raise NotInBook("The chapters no longer disagree about this; look again.")
        return found

    def teller(self, key: str, until: int | None = None) -> Callable[[Citation], str]:
        """Who narrates a place of the book, as far as the visible part tells; "" where nobody says "I"."""
        canon = self.book(key).view(until).canon
        return lambda citation: canon.narrator(citation.chapter.position, citation.start)

    def start(self, key: str, kind: str, work: Callable[[Report, Event], Any]) -> tuple[str, Job[Any]]:
        """Run work in the background; when a job of that kind already runs for the book, join it instead."""
        return self._start(key, kind, work, lambda job: job.state == "running")

    def _start(
        self, key: str, kind: str, work: Callable[[Report, Event], Any], joins: Callable[[Job[Any]], bool]
    ) -> tuple[str, Job[Any]]:
        name = f"{kind}:{key}"
        with self._lock:
            running = self._jobs.get(name)
            if running is None or not joins(running):
                running = self._jobs[name] = Job(name, work).start()
        return name, running

    def warm(self, key: str) -> None:
        """Load what searching needs, once and behind the page: the first question does not wait for it."""
        book = self.book(key)
        self._start(key, "warm", lambda report, cancel: book.search(book.title, k=1), lambda job: True)

    @contextmanager
    def asking(self, key: str, conversation: str) -> Iterator[Event]:
        """While a question is answered: what `halt` sets when the writer has heard enough."""
        name, halt = f"{key}:{conversation}", Event()
        with self._lock:
            self._asked.setdefault(name, []).append(halt)
        try:
            yield halt
        finally:
            with self._lock:
                self._asked[name].remove(halt)
                if not self._asked[name]:
                    del self._asked[name]

    def halt(self, key: str, conversation: str) -> None:
        """Stop answering in a conversation, even while the model is silent."""
        with self._lock:
            for halt in self._asked.get(f"{key}:{conversation}", ()):
                halt.set()

    def job(self, name: str) -> Job[Any] | None:
        return self._jobs.get(name)

    def close(self) -> None:
        """Stop the answers, the jobs and the watchers, then close the books."""
        with self._lock:
            for halts in self._asked.values():
                for halt in halts:
                    halt.set()
        for job in self._jobs.values():
            job.cancel()
        for news in self._news.values():
            news.close()
        with self._lock:
            for book in self._books.values():
                book.close()
            self._books.clear()

    def use_model(self, spec: str) -> None:
        """Word answers with another model from the next question on."""
        self.library.choose_model(spec)
        with self._lock:
            for book in self._books.values():
                book.model_spec = spec


def progress_html(job: Job[Any]) -> str:
    """A thin bar with what is being done, how far, and how long it may still take."""
    now = job.progress
    words = m.esc(STAGES.get(now.stage, now.stage.capitalize()) or "Starting")
    if now.total:
        words += f" · {now.done:,} of {now.total:,}"
    if now.item:
        words += f" · {m.esc(now.item)}"
    if now.remaining is not None and now.remaining >= 2:
        words += f" · {_span(now.remaining)} left"
    known = f"width:{now.fraction:.1%}" if now.total else ""
    bar = m.tag("div", m.tag("i", "", style=known or None), "prog" if known else "prog unknown")
    line = m.tag("span", words, "sub") + m.act("Cancel", f"cancel|{job.name}", "link")
    return m.tag("div", bar + m.tag("div", line, "progline"), "working", role="status")


def _span(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 90 else f"{seconds / 60:.0f} min"
