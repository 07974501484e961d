"""Bringing a book up to date: what changed is read, observed and embedded, then published in one step."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from .canon.observe import OBSERVER_VERSION, observe
from .decisions import Decisions
from .errors import Cancelled, IndexUnavailable
from .index.embedder import Embedder
from .index.index import Index
from .index.passages import passages_of
from .index.store import VectorStore
from .ledger import Ledger, NewRevision
from .lock import BookLock
from .manuscript.chapter import Chapter
from .manuscript.reader import STRUCTURE_VERSION, list_sources, read_manuscript

PASSAGE_VERSION = 2

Progress = Callable[[str, int, int, str], None]  # stage, done, total, item


@dataclass(frozen=True)
class SyncReport:
    """What a sync found and did. Chapter names are in reading order."""

    edition: int
    chapters: int
    words: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    moved: tuple[str, ...] = ()
    embedded: int = 0  # passages whose vectors had to be made
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def unchanged(self) -> bool:
        return not (self.added or self.changed or self.removed or self.moved)


@dataclass(frozen=True)
class Sync:
    """One book's way from files to an edition."""

    path: Path
    ledger: Ledger
    index: Index
    store: VectorStore
    embedder: Embedder
    lock: BookLock

    def run(
        self, decisions: Decisions, progress: Progress | None = None, cancel: threading.Event | None = None
    ) -> SyncReport:
        """Bring the book up to date.

        Raises ManuscriptError for files that cannot be read, BusyError when another process holds the book, Cancelled
        when `cancel` was set: the last edition then stays as it was.
        """
        tell = progress or (lambda *_: None)
        started = time.perf_counter()
        with self.lock.syncing():
            tell("reading", 0, 1, self.path.name)
            versions = f"{STRUCTURE_VERSION}.{OBSERVER_VERSION}.{PASSAGE_VERSION}:{self.embedder.name}"
            fingerprint = f"{versions}|{_hash_sources(self.path, decisions)}"
            row = self.ledger.edition_row()
            before = self.ledger.chapters(row["id"]) if row else ()
            if row and row["fingerprint"] == fingerprint:
                self._refill()
                return self._report(row["id"], before, before, 0, (), started)
            same_versions = bool(row) and row["fingerprint"].split("|")[0] == versions
            manuscript = read_manuscript(self.path, decisions, progress)
            _check(cancel)
            known = {c.revision for c in before} if same_versions else set()
            fresh = [c for c in manuscript.chapters if c.revision not in known]
            new = self._derive(fresh, tell, cancel)
            embedded = self._embed(new, tell, cancel)
            edition = self._publish(manuscript, new, fingerprint, tell, cancel)
            return self._report(edition, before, manuscript.chapters, embedded, manuscript.warnings, started)

    def _derive(self, chapters: Sequence[Chapter], tell: Progress, cancel: threading.Event | None) -> list[NewRevision]:
        new = []
        for done, chapter in enumerate(chapters):
            _check(cancel)
            tell("understanding", done, len(chapters), chapter.name)
            passages = passages_of(chapter, self.embedder.count_tokens, self.embedder.max_tokens)
            new.append(NewRevision(chapter, passages, observe(chapter)))
        return new

    def _embed(self, new: Sequence[NewRevision], tell: Progress, cancel: threading.Event | None) -> int:
        passages = [p for n in new for p in n.passages]

        def step(done: int) -> None:
            _check(cancel)
            tell("embedding", done, len(passages), "")

        if passages:
            step(0)
        return self.index.embed(passages, step)

    def _publish(self, manuscript, new, fingerprint: str, tell: Progress, cancel: threading.Event | None) -> int:
        passages = [p for n in new for p in n.passages]
        tell("saving", 0, 1, "")
        with self.lock.writing():
            _check(cancel)
            self.store.catch_up(self.ledger.edition)
            self.store.mend()
            self.index.write(passages)
            edition, orphans = self.ledger.publish(
                manuscript, new, fingerprint=fingerprint, embedding=self.embedder.name
            )
            # From here on the edition is visible; what follows only tidies up and may be lost without harm.
            self.store.remove(orphans)
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
                whole = self.store.ids() >= {p.vector_id for p in self.ledger.passages()}
            except IndexUnavailable:
                whole = False
        if not whole:
            with self.lock.writing():
                self.store.catch_up(-1)
                self.store.mend()
                self._refill_locked()

    def _refill_locked(self) -> None:
        wanted = self.ledger.passages()
        there = self.store.ids()
        missing = [p for p in wanted if p.vector_id not in there]
        if missing:
            self.index.embed(missing)
            self.index.write(missing)
        self.store.remove(sorted(there - {p.vector_id for p in wanted}))

    @staticmethod
    def _report(
        edition: int,
        before: Sequence[Chapter],
        after: Sequence[Chapter],
        embedded: int,
        warnings: tuple[str, ...],
        started: float,
    ) -> SyncReport:
        old_by_revision = {c.revision: c for c in before}
        old_by_place = {(c.path, c.label): c for c in before}
        added, changed, moved = [], [], []
        for chapter in after:
            old = old_by_revision.get(chapter.revision)
            if old is None:
                known = (chapter.path, chapter.label) in old_by_place
                (changed if known else added).append(chapter.name)
            elif old.position != chapter.position:
                moved.append(chapter.name)
        now = {(c.path, c.label) for c in after} | {c.revision for c in after}
        gone = [c.name for c in before if (c.path, c.label) not in now and c.revision not in now]
        return SyncReport(
            edition=edition,
            chapters=len(after),
            words=sum(c.words for c in after),
            added=tuple(added),
            changed=tuple(changed),
            removed=tuple(gone),
            moved=tuple(moved),
            embedded=embedded,
            warnings=warnings,
            seconds=time.perf_counter() - started,
        )


def _hash_sources(path: Path, decisions: Decisions) -> str:
    digest = hashlib.sha256(repr((decisions.order, decisions.ignore, decisions.title)).encode())
    for source in list_sources(path, decisions):
        digest.update(str(source).encode("utf-8", "surrogateescape") + b"\0")
        try:
            digest.update(hashlib.sha256(source.read_bytes()).digest())
        except OSError as exc:
            # Read (and reported) by the reader; here it only has to count as a change.
            digest.update(str(exc.errno).encode())
    return digest.hexdigest()


def _check(cancel: threading.Event | None) -> None:
    if cancel is not None and cancel.is_set():
        raise Cancelled("Stopped; the book is as it was before.")
