"""Bringing a book up to date: what changed is read, observed and embedded, then published in one step."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from .canon.observe import OBSERVER_VERSION, observe
from .decisions import Decisions
from .errors import Cancelled, IndexUnavailable, ManuscriptError
from .following import bound, followed, gone, moved_files, renamed
from .identity import ChapterEdit, edits, identified, matched
from .index.embedder import Embedder
from .index.index import Index
from .index.passages import passages_of
from .index.store import VectorStore
from .ledger import Ledger
from .lock import BookLock
from .manuscript.chapter import Chapter, Manuscript
from .manuscript.reader import STRUCTURE_VERSION, read_manuscript
from .records import EarlierRead, NewRevision, SourceFile
from .series import EarlierBook, Series, find_series, placed, title_of, unreadable
from .survey import Survey, file_name, fingerprint, readable_again, same_files, survey
from .texts import Texts

PASSAGE_VERSION = 2

Progress = Callable[[str, int, int, str], None]  # stage, done, total, item


@dataclass(frozen=True)
class SyncReport:
    """What a sync found and did. Chapter names are in reading order; counts are those of this book alone."""

    edition: int
    chapters: int
    words: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    edits: tuple[ChapterEdit, ...] = ()  # all of these with what exactly happened
    embedded: int = 0  # passages whose vectors had to be made
    warnings: tuple[str, ...] = ()
    held: tuple[str, ...] = ()  # files that cannot be read now; what stood in them is kept, and a warning says so
    seconds: float = 0.0

    @property
    def unchanged(self) -> bool:
        return not self.edits


@dataclass(frozen=True)
class Sync:
    """One book's way from files to an edition."""

    path: Path
    ledger: Ledger
    index: Index
    store: VectorStore
    embedder: Embedder
    lock: BookLock

    @property
    def versions(self) -> str:
        """Of everything that what we derive depends on."""
        return f"{STRUCTURE_VERSION}.{OBSERVER_VERSION}.{PASSAGE_VERSION}:{self.embedder.name}"

    def needed(self, decisions: Decisions) -> bool:
        """Whether a sync would find something, from the files' sizes and times alone: nothing is read."""
        row = self.ledger.edition_row()
        if row is None:
            return True
        try:
            files = Files.found(self.path, decisions, self.ledger, contents=False)
        except ManuscriptError:
            return True  # the sync says what is wrong
        decided = f"{self.versions}|{files.decided}|"
        if not row["fingerprint"].startswith(decided) or not same_files(files.before, files.now):
            return True
        return readable_again(files.before, files.by_path)

    def run(
        self, decisions: Decisions, progress: Progress | None = None, cancel: threading.Event | None = None
    ) -> SyncReport:
        """Bring the book up to date with its files and `decisions`, as companion.toml has them.

        Raises ManuscriptError for files that cannot be read, BusyError when another process holds the book, Cancelled
        when `cancel` was set: the last edition then stays as it was.
        """
        tell = progress or (lambda *_: None)
        started = time.perf_counter()
        with self.lock.syncing():
            tell("reading", 0, 1, self.path.name)
            row = self.ledger.edition_row()
            before = self.ledger.chapters(row["id"]) if row else ()
            files = Files.found(self.path, decisions, self.ledger)
            versions = self.versions
            if row and row["fingerprint"] == f"{versions}|{files.fingerprint}":
                self.ledger.keep_sources(files.now.values(), files.named)
                self._refill()
                warnings = tuple(json.loads(row["warnings"]))
                return _report(row["id"], before, (), 0, warnings, started, self.ledger.held())
            same_versions = row is not None and row["fingerprint"].split("|")[0] == versions
            texts = Texts(self.ledger, files.by_path, files.before)
            books = self.ledger.earlier() if same_versions else ()
            files, manuscript, earlier = files.read(before, books, progress, texts)
            texts.keep()
            _check(cancel)
            matches = matched(before, manuscript.chapters)
            manuscript = replace(manuscript, chapters=tuple(identified(matches)))
            known = {c.revision for c in before} if same_versions else set()
            fresh = [c for c in manuscript.chapters if c.revision not in known]
            new, embedded = self._derive(fresh, tell, cancel)
            manuscript = replace(manuscript, warnings=(*manuscript.warnings, *self.embedder.notes))
            mark = f"{versions}|{files.fingerprint}"
            edition = self._publish(manuscript, new, mark, files, earlier, texts.held, tell, cancel)
            found = edits([replace(m, new=c) for m, c in zip(matches, manuscript.chapters, strict=True)], before)
            return _report(edition, manuscript.chapters, found, embedded, manuscript.warnings, started, texts.held)

    def texts(self, decisions: Decisions) -> Texts:
        """Reads files as the next sync would, those that cannot be read now as they were; keeps nothing of it.

        Raises ManuscriptError when there is nothing to read.
        """
        files = Files.found(self.path, decisions, self.ledger)
        return Texts(self.ledger, files.by_path, files.before)

    def _derive(
        self, chapters: Sequence[Chapter], tell: Progress, cancel: threading.Event | None
    ) -> tuple[list[NewRevision], int]:
        """What is kept of new chapters, and how many passages had to be embedded.

        Embedding keeps the cores busy without the interpreter's lock most of the time, so chapters are observed
        meanwhile: on two cores this hides half of it, on more all.
        """
        passages = []
        for chapter in chapters:
            _check(cancel)
            passages.append(passages_of(chapter, self.embedder.count_tokens, self.embedder.max_tokens))
        every = [p for those in passages for p in those]
        broken_off = threading.Event()

        def look() -> list[dict[str, list]]:
            observed = []
            for done, chapter in enumerate(chapters):
                _check(cancel)
                _check(broken_off)
                tell("understanding", done, len(chapters), chapter.name)
                observed.append(observe(chapter))
            return observed

        # Observing needs no database, and so the thread that comes and goes is its: each thread has a connection.
        with ThreadPoolExecutor(1, thread_name_prefix="observing") as beside, _eager_switching():
            looking = beside.submit(look)

            def step(done: int) -> None:
                _check(cancel)
                if looking.done():
                    tell("embedding", done, len(every), "")

            try:
                if every:
                    step(0)
                embedded = self.index.embed(every, step)
                observed = looking.result()
                if every:
                    tell("embedding", len(every), len(every), "")
            finally:
                broken_off.set()
        return [NewRevision(*kept) for kept in zip(chapters, passages, observed, strict=True)], embedded

    def _publish(
        self,
        manuscript: Manuscript,
        new: Sequence[NewRevision],
        fingerprint: str,
        files: Files,
        earlier: Sequence[EarlierRead],
        held: Mapping[str, str],
        tell: Progress,
        cancel: threading.Event | None,
    ) -> int:
        passages = [p for n in new for p in n.passages]
        tell("saving", 0, 1, "")
        with self.lock.writing():
            _check(cancel)
            self.store.catch_up(self.ledger.edition)
            self.store.mend()
            self.index.write(passages)
            before = self.ledger.edition_row()
            edition, orphans = self.ledger.publish(
                manuscript,
                new,
                fingerprint=fingerprint,
                embedding=self.embedder.name,
                sources=files.now.values(),
                named=files.named,
                earlier=earlier,
                held=held,
            )
            # From here on the edition is visible; what follows only tidies up and may be lost without harm.
            self.store.remove(orphans)
            if before and before["embedding"] != self.embedder.name:
                self.store.drop_others()
            self._refill_locked()
            self.ledger.forget_vectors(self.embedder.name)
            self.store.catch_up(edition)
        tell("saving", 1, 1, "")
        return edition

    def _refill(self) -> None:
        """Put back vectors that the store has lost (its folder deleted, a server emptied)."""
        with self.lock.reading():
            self.store.catch_up(self.ledger.edition)
            try:
                whole = self.store.ids() >= self.ledger.vector_ids()
            except IndexUnavailable:
                whole = False
        if not whole:
            with self.lock.writing():
                self.store.catch_up(-1)
                self.store.mend()
                self._refill_locked()

    def _refill_locked(self) -> None:
        wanted, there = self.ledger.vector_ids(), self.store.ids()
        if wanted - there:
            missing = [p for p in self.ledger.passages() if p.vector_id not in there]
            self.index.embed(missing)
            self.index.write(missing)
        self.store.remove(sorted(there - wanted))


@dataclass(frozen=True)
class Files:
    """The files of a book as a sync finds them, and what companion.toml calls them."""

    path: Path
    written: Decisions  # as companion.toml has them
    series: Series
    survey: Survey
    now: Mapping[str, SourceFile]
    before: Mapping[str, SourceFile]
    known: Mapping[str, str]  # what entries of companion.toml meant at the last sync
    moves: Mapping[str, str]  # files, and chapters of files, under other names since then
    chapters: frozenset[str]  # "file#label" of the chapters that share a file

    @classmethod
    def found(cls, path: Path, written: Decisions, ledger: Ledger, *, contents: bool = True) -> Files:
        """Look at every file; without `contents` at size and time alone. Raises ManuscriptError when there is nothing
        to read."""
        series = find_series(path, written)
        before = ledger.sources()
        seen = survey(path, series, _paths(path, before))
        now = seen.read() if contents else seen.stat()
        moves = moved_files(before, now)
        return cls(path, written, series, seen, now, before, ledger.named(), moves, _labels(path, ledger.places()))

    @property
    def paths(self) -> list[Path]:
        """Where the files of the last edition stood."""
        return _paths(self.path, self.before)

    @property
    def by_path(self) -> dict[Path, SourceFile]:
        """Every file of the book and its series as it stands now."""
        listed = (self.survey.own, *(files for _, files in self.survey.earlier))
        return {path: self.now[name] for files in listed for name, path in files.items()}

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.survey.own) | self.chapters

    @property
    def named(self) -> dict[str, str]:
        """Which file every entry of companion.toml means."""
        return bound(self.written, self.names, self.known, self.moves)

    @property
    def decisions(self) -> Decisions:
        """The decisions with present names, and without what this book must not read as its own."""
        present = followed(self.written, self.named, self.survey.own)
        return replace(present, ignore=(*present.ignore, *self.series.inside))

    @property
    def decided(self) -> str:
        """Equal when nothing has changed in what decides how the files are read."""
        d = self.decisions
        how = [_how(b) for b in self.series.books]
        return fingerprint((), d.title, d.order, d.ignore, d.earlier, self.warnings, how)

    @property
    def fingerprint(self) -> str:
        """Equal when neither the files nor what decides how they are read has changed."""
        return f"{self.decided}|{fingerprint(self.now.values())}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the writer should know about the names in companion.toml and about the series."""
        called = (
            f"companion.toml names {old}, which is called {new} now; it is followed."
            for old, new in renamed(self.written, self.named)
            if "#" not in old
        )
        return (*gone(self.written, (*self.survey.own, *self.chapters), self.named), *called, *self.series.warnings)

    def read(
        self, before: Sequence[Chapter], known: Sequence[EarlierRead], progress: Progress | None, texts: Texts
    ) -> tuple[Files, Manuscript, list[EarlierRead]]:
        """Read the book and its series; chapters of earlier books that did not change are taken from `before`.

        Names that are followed by text rather than by bytes are only known once it is read: the Files that come back
        know them, and where they change the order or what is left out, the book was read again.
        """
        own = read_manuscript(self.path, self.decisions, progress, texts, self.paths)
        files = self._after(before, own.chapters)
        if (files.decisions.order, files.decisions.ignore) != (self.decisions.order, self.decisions.ignore):
            own = read_manuscript(self.path, files.decisions, progress, texts, self.paths)
        books: list[tuple[str, Sequence[Chapter]]] = []
        reads: list[EarlierRead] = []
        warnings: list[str] = []
        for book, paths in self.survey.earlier:
            mark = fingerprint((self.now[name] for name in paths), _how(book))
            same = next((k for k in known if (k.path, k.fingerprint) == (str(book.path), mark)), None)
            kept = [c for c in before if same and c.book == same.title]
            if not same or not kept:
                try:
                    found = read_manuscript(book.path, book.decisions, progress, texts, self.paths)
                except ManuscriptError as exc:
                    warnings.append(unreadable(book, exc))
                    continue
                title = title_of(found, [title for title, _ in books])
                same = EarlierRead(str(book.path), title, mark, tuple(f"{title}: {w}" for w in found.warnings))
                kept = list(found.chapters)
            books.append((same.title, kept))
            reads.append(same)
            warnings += same.warnings
        notes = (*own.warnings, *files.warnings, *warnings)
        return files, replace(own, chapters=placed(books, own.chapters), warnings=notes), reads

    def _after(self, before: Sequence[Chapter], after: Sequence[Chapter]) -> Files:
        """The same, knowing under which names the text of each chapter stands now."""
        moves = dict(self.moves)
        ours = [c for c in before if c.position > 0]
        shared_before, shared_now = shared_labels(self.path, ours), shared_labels(self.path, after)
        for match in matched(ours, after):
            if match.old is None:
                continue
            old, new = file_name(match.old.path, self.path), file_name(match.new.path, self.path)
            if old != new and old not in self.survey.own:
                moves.setdefault(old, new)
            part_old, part_new = f"{old}#{match.old.label}", f"{new}#{match.new.label}"
            if part_old != part_new and part_old in shared_before:
                moves[part_old] = part_new
        return replace(self, moves=moves, chapters=shared_now)


def _paths(path: Path, files: Iterable[str]) -> list[Path]:
    root = path if path.is_dir() else path.parent
    return [root / name for name in files]


def _how(book: EarlierBook) -> tuple:
    return str(book.path), STRUCTURE_VERSION, book.decisions.title, book.decisions.order, book.decisions.ignore


def shared_labels(root: Path, chapters: Sequence[Chapter]) -> frozenset[str]:
    """What decisions call the chapters of a file that holds several: "novel.docx#Chapter Four"."""
    return _labels(root, [(c.path, c.label) for c in chapters if c.position > 0])


def _labels(root: Path, places: Iterable[tuple[Path, str]]) -> frozenset[str]:
    return frozenset(f"{file_name(path, root)}#{label}" for path, label in places)


def _report(
    edition: int,
    chapters: Sequence[Chapter],
    found: tuple[ChapterEdit, ...],
    embedded: int,
    warnings: tuple[str, ...],
    started: float,
    held: Iterable[str] = (),
) -> SyncReport:
    own = [c for c in chapters if c.position > 0]

    def names(*kinds: str) -> tuple[str, ...]:
        return tuple(e.chapter for e in found if e.kind in kinds)

    return SyncReport(
        edition=edition,
        chapters=len(own),
        words=sum(c.words for c in own),
        added=names("new", "split"),
        changed=names("edited"),
        removed=names("removed", "joined"),
        moved=names("moved"),
        renamed=names("renamed"),
        edits=found,
        embedded=embedded,
        warnings=warnings,
        held=tuple(held),
        seconds=time.perf_counter() - started,
    )


@contextmanager
def _eager_switching() -> Iterator[None]:
    """While it lasts, threads that wait for the interpreter get it within a millisecond, instead of five."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(min(usual, 0.001))
    try:
        yield
    finally:
        sys.setswitchinterval(usual)


def _check(cancel: threading.Event | None) -> None:
    if cancel is not None and cancel.is_set():
        raise Cancelled("Stopped; the book is as it was before.")
