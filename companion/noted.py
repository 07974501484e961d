"""What a model has noted of the people, kept beside the index by chapter revision: an edit forgets its own alone.

It is derived like all in the cache folder: deleting it costs another study, whose replies are cached besides.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Row = dict[str, Any]  # name, attribute, value, start, end (of the sentence), by, model


class NotedFacts:
    """The kept rows of one book. Safe between threads and processes; a file that cannot be read is started anew."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, revision: str, start: int, end: int, rows: Sequence[Row]) -> None:
        """What was noted of `text[start:end]` of a chapter's revision.

        It takes the place of all that was kept of stretches which overlap it: another model cuts scenes elsewhere.
        """
        with self._open() as db:
            db.execute("DELETE FROM noted_there WHERE revision = ? AND start < ? AND stop > ?", (revision, end, start))
            db.execute("INSERT INTO noted_there VALUES (?, ?, ?, ?)", (revision, start, end, json.dumps(list(rows))))

    def of(self, revisions: Collection[str]) -> dict[str, list[Row]]:
        """The rows of each of these revisions that has any."""
        found: dict[str, list[Row]] = {}
        if not self.path.is_file():
            return found
        with self._open() as db:
            for revision, rows in db.execute("SELECT revision, rows FROM noted_there ORDER BY revision, start"):
                if revision in revisions:
                    found.setdefault(revision, []).extend(json.loads(rows))
        return found

    @property
    def stamp(self) -> int:
        """A number that changes when something is kept: 0 while nothing is."""
        try:
            return self.path.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, timeout=10)
        try:
            try:
                self._create(db)
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                db.close()
                self.path.unlink(missing_ok=True)
                db = sqlite3.connect(self.path, timeout=10)
                self._create(db)
            with db:
                yield db
        finally:
            db.close()

    @staticmethod
    def _create(db: sqlite3.Connection) -> None:
        db.execute("DROP TABLE IF EXISTS noted")  # its names were those of the whole book
        db.execute(
            "CREATE TABLE IF NOT EXISTS noted_there (revision TEXT, start INT, stop INT, rows TEXT, "
            "PRIMARY KEY (revision, start, stop)) WITHOUT ROWID"
        )
