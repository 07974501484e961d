"""The ledger: one SQLite file per book, and the only place of truth about what is visible.

A sync writes vectors first and then calls `publish`, one transaction that makes a new edition: the order of the
chapters, their revisions, passages, words and observations. Until that commit nothing of it can be seen; after it, all.

A *revision* is one state of one chapter's text. An *edition* is one state of the whole book: a list of revisions in
reading order. Positions belong to editions and never to revisions, so that a prologue inserted moves every chapter and
touches no revision.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import numpy as np

from .errors import IndexUnavailable, NotInBook, NotSynced
from .manuscript.chapter import Chapter, Manuscript, Paratext, Scene, with_volumes
from .records import EarlierRead, NewRevision, Passage, Scope, SourceFile
from .schema import SCHEMA, SCHEMA_VERSION

NOTHING: Mapping[str, str] = MappingProxyType({})


class Ledger:
    """One book's ledger. Safe to share between threads; each thread gets its own connection."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        try:
            self._prepare()
        except sqlite3.DatabaseError as exc:
            if isinstance(exc, sqlite3.OperationalError):
                raise IndexUnavailable(f"{path} cannot be opened ({exc}); check the disk and its permissions.") from exc
            # Not a database any more. All of it is derived: the next sync makes it again.
            self.close()
            for suffix in ("", "-wal", "-shm"):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
            self._prepare()

    def _prepare(self) -> None:
        version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, SCHEMA_VERSION):
            self._drop_all(self.connection)
        self.connection.executescript(SCHEMA)
        self.connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    # -- connections ----------------------------------------------------------------------------------------------

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found = getattr(self._local, "connection", None)
        if found is None:
            # Autocommit mode: transactions are written out where they are meant.
            found = sqlite3.connect(self.path, timeout=30, isolation_level=None, check_same_thread=False)
            found.execute("PRAGMA journal_mode = WAL")
            found.execute("PRAGMA synchronous = NORMAL")
            found.execute(f"PRAGMA mmap_size = {1 << 30}")  # token vectors are most of the file
            found.row_factory = sqlite3.Row
            self._local.connection = found
            with self._guard:
                self._connections.append(found)
        return found

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self.connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def close(self) -> None:
        """Close every thread's connection."""
        with self._guard:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()

    @staticmethod
    def _drop_all(connection: sqlite3.Connection) -> None:
        # All of it is derived; the next sync makes it again.
        for kind, name in connection.execute(
            "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'table') AND name NOT LIKE 'sqlite_%' "
            "AND name NOT LIKE 'words\\_%' ESCAPE '\\' OR name = 'words_at'"
        ).fetchall():
            connection.execute(f'DROP {kind} IF EXISTS "{name}"')

    # -- reading --------------------------------------------------------------------------------------------------

    @property
    def edition(self) -> int:
        """Id of the current edition, 0 before the first sync."""
        return self.connection.execute("SELECT coalesce(max(id), 0) FROM edition").fetchone()[0]

    def edition_row(self) -> sqlite3.Row | None:
        """The current edition: id, created, title, warnings (JSON), fingerprint, embedding, earlier (JSON)."""
        return self.connection.execute("SELECT * FROM edition ORDER BY id DESC LIMIT 1").fetchone()

    def scope(self, until: int | None = None) -> Scope:
        """The scope of a call made now. Raises NotSynced without an edition, NotInBook for chapters below 1."""
        edition = self.edition
        if edition == 0:
            raise NotSynced("This book has not been read yet: bring it up to date first (companion sync).")
        rows = self.connection.execute(
            "SELECT position, revision FROM chapter WHERE edition = ? ORDER BY position", (edition,)
        ).fetchall()
        own = sum(1 for row in rows if row["position"] >= 1)  # earlier books stand before the wall, whatever it is
        if until is not None:
            if isinstance(until, bool) or not isinstance(until, int) or until < 1:
                raise NotInBook(f"There is no chapter {until}: this book has chapters 1 to {own}.")
            if until >= own:
                until = None
        visible = tuple(row["revision"] for row in rows if until is None or row["position"] <= until)
        return Scope(edition, until, visible)

    def chapters(self, edition: int) -> tuple[Chapter, ...]:
        """Every chapter of an edition, in reading order, those of earlier books first."""
        rows = self.connection.execute(
            "SELECT c.*, r.text, r.scenes, r.paratext FROM chapter c JOIN revision r ON r.id = c.revision "
            "WHERE c.edition = ? ORDER BY c.position",
            (edition,),
        )
        return with_volumes(
            [
                Chapter(
                    position=row["position"],
                    label=row["label"],
                    title=row["title"],
                    path=Path(row["path"]),
                    text=row["text"],
                    scenes=tuple(Scene(**s) for s in json.loads(row["scenes"])),
                    paratext=tuple(Paratext(**p) for p in json.loads(row["paratext"])),
                    number=row["number"],
                    part=row["part"],
                    revision=row["revision"],
                    book=row["book"],
                    identity=row["identity"],
                )
                for row in rows
            ]
        )

    def observations(self, scope: Scope) -> list[dict[str, list]]:
        """What was observed in each visible chapter, in reading order."""
        stored = {
            row["id"]: row["observations"]
            for row in self._in("SELECT id, observations FROM revision WHERE id IN ({})", scope.revisions)
        }
        return [json.loads(zlib.decompress(stored[revision])) for revision in scope.revisions]

    def sources(self) -> dict[str, SourceFile]:
        """The files of the current edition as the last sync found them, by name."""
        rows = self.connection.execute("SELECT name, size, modified, digest FROM source")
        return {row["name"]: SourceFile(**row) for row in rows}

    def places(self) -> list[tuple[Path, str]]:
        """(file, label) of every chapter of this book in the current edition; quick, no text is read."""
        rows = self.connection.execute(
            "SELECT path, label FROM chapter WHERE edition = ? AND position > 0", (self.edition,)
        )
        return [(Path(row["path"]), row["label"]) for row in rows]

    def texts(self) -> dict[str, tuple[str, str]]:
        """Texts and titles of the files, by key."""
        rows = self.connection.execute("SELECT key, text, title FROM source_text")
        return {r["key"]: (zlib.decompress(r["text"]).decode("utf-8", "surrogatepass"), r["title"]) for r in rows}

    def held(self) -> dict[str, str]:
        """Files that could not be read, with the key of the text that stands in for each: name -> key."""
        return {row["file"]: row["key"] for row in self.connection.execute("SELECT file, key FROM held")}

    def earlier(self) -> list[EarlierRead]:
        """The earlier books of the series as the current edition has them."""
        row = self.edition_row()
        books = json.loads(row["earlier"]) if row else []
        return [EarlierRead(b["path"], b["title"], b["fingerprint"], tuple(b["warnings"])) for b in books]

    def named(self) -> dict[str, str]:
        """Which file an entry of companion.toml means by now, where a sync has seen it: entry -> name."""
        return {row["entry"]: row["file"] for row in self.connection.execute("SELECT entry, file FROM named")}

    def revisions(self) -> set[str]:
        """Ids of the revisions that the current edition names."""
        return {
            row[0] for row in self.connection.execute("SELECT revision FROM chapter WHERE edition = ?", (self.edition,))
        }

    def passages(self, revisions: Iterable[str] | None = None) -> list[Passage]:
        """Passages of the given revisions (all when None), by revision and start."""
        places = "SELECT revision, start, end FROM passage{} ORDER BY revision, start"
        # Cut here rather than by `substr`, which reads a chapter from its beginning for every passage.
        if revisions is None:
            rows: Iterable[sqlite3.Row] = self.connection.execute(places.format(""))
            texts = dict(self.connection.execute("SELECT id, text FROM revision").fetchall())
        else:
            wanted = tuple(revisions)
            rows = self._in(places.format(" WHERE revision IN ({})"), wanted)
            texts = {
                row["id"]: row["text"] for row in self._in("SELECT id, text FROM revision WHERE id IN ({})", wanted)
            }
        return [Passage(r, a, b, texts[r][a:b]) for r, a, b in rows]

    def vector_ids(self) -> set[str]:
        """`Passage.vector_id` of every passage."""
        places = self.connection.execute("SELECT revision, start, end FROM passage")
        return {Passage(revision, start, end, "").vector_id for revision, start, end in places}

    def vectors(self, embedding: str, passages: Sequence[Passage]) -> dict[str, np.ndarray]:
        """Cached vectors (float32, one dimension) of those passages that have one, by `Passage.key`."""
        found = {}
        keys = tuple({p.key for p in passages})
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            marks = ",".join("?" * len(part))
            for row in self.connection.execute(
                f"SELECT passage, vector FROM vector WHERE embedding = ? AND passage IN ({marks})", (embedding, *part)
            ):
                found[row["passage"]] = np.frombuffer(row["vector"], dtype=np.float16).astype(np.float32)
        return found

    def tokens(self, embedding: str, passages: Sequence[Passage]) -> dict[str, bytes]:
        """Packed token vectors of those passages that have them, by `Passage.key`."""
        keys = tuple({p.key for p in passages})
        query = "SELECT passage, tokens FROM vector WHERE embedding = ? AND passage IN ({})"
        return {
            row["passage"]: row["tokens"]
            for at in range(0, len(keys), 500)
            for row in self.connection.execute(
                query.format(",".join("?" * len(keys[at : at + 500]))), (embedding, *keys[at : at + 500])
            )
        }

    def embedded(self, embedding: str, keys: Iterable[str]) -> dict[str, tuple[bytes, bytes]]:
        """Vector (float16) and packed token vectors of the passages with these keys, as they are kept, by key."""
        wanted = sorted(set(keys))
        query = "SELECT passage, vector, tokens FROM vector WHERE embedding = ? AND passage IN ({})"
        return {
            row[0]: (row[1], row[2])
            for at in range(0, len(wanted), 500)
            for row in self.connection.execute(
                query.format(",".join("?" * len(wanted[at : at + 500]))), (embedding, *wanted[at : at + 500])
            )
        }

    def basis(self, embedding: str) -> np.ndarray | None:
        """The projection (dimension x reduced) of an embedding's token vectors; None before the first sync."""
        query = "SELECT matrix, dimension FROM basis WHERE embedding = ?"
        row = self.connection.execute(query, (embedding,)).fetchone()
        return np.frombuffer(row["matrix"], dtype=np.float32).reshape(row["dimension"], -1) if row else None

    def _in(self, query: str, values: Sequence[str], chunk: int = 900) -> Iterator[sqlite3.Row]:
        for start in range(0, len(values), chunk):
            part = values[start : start + chunk]
            yield from self.connection.execute(query.format(",".join("?" * len(part))), part)

    # -- writing --------------------------------------------------------------------------------------------------

    def keep_vectors(
        self, embedding: str, passages: Sequence[Passage], vectors: np.ndarray, tokens: Sequence[bytes]
    ) -> None:
        """Cache vectors (n x dimension) and packed token vectors. Needs no edition: they say nothing about what is
        visible."""
        with self._transaction() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO vector VALUES (?, ?, ?, ?)",
                [
                    (embedding, p.key, v.astype(np.float16).tobytes(), t)
                    for p, v, t in zip(passages, vectors, tokens, strict=True)
                ],
            )

    def keep_basis(self, embedding: str, matrix: np.ndarray) -> None:
        """Keep the projection (dimension x reduced) that an embedding's token vectors are packed with."""
        with self._transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO basis VALUES (?, ?, ?)",
                (embedding, matrix.astype(np.float32).tobytes(), matrix.shape[0]),
            )

    def keep_texts(self, texts: Mapping[str, tuple[str, str]]) -> None:
        """Keep these texts and titles of files, by key, and no others."""
        with self._transaction() as connection:
            known = {row[0] for row in connection.execute("SELECT key FROM source_text")}
            connection.executemany("DELETE FROM source_text WHERE key = ?", [(k,) for k in known - texts.keys()])
            connection.executemany(
                "INSERT INTO source_text VALUES (?, ?, ?)",
                [
                    (key, zlib.compress(text.encode("utf-8", "surrogatepass"), 1), title)
                    for key, (text, title) in texts.items()
                    if key not in known
                ],
            )

    def keep_named(self, named: Mapping[str, str]) -> None:
        """Note which file every entry of companion.toml means, after the writer has decided something."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM named")
            connection.executemany("INSERT INTO named VALUES (?, ?)", list(named.items()))

    def keep_sources(self, sources: Iterable[SourceFile], named: Mapping[str, str]) -> None:
        """Note how the files look now, where that is all that has changed."""
        with self._transaction() as connection:
            self._keep_sources(connection, sources, named)

    def publish(
        self,
        manuscript: Manuscript,
        new: Sequence[NewRevision],
        *,
        fingerprint: str,
        embedding: str,
        sources: Iterable[SourceFile] = (),
        named: Mapping[str, str] = NOTHING,
        earlier: Sequence[EarlierRead] = (),
        held: Mapping[str, str] = NOTHING,
    ) -> tuple[int, list[str]]:
        """Make a new edition visible, in one transaction.

        `sources` are its files, `named` what companion.toml calls them, `earlier` the earlier books that were
        read; the chapters of those are among the manuscript's, at positions below 1. `held` are files that cannot be
        read now, with the key of the text that stands in for each. Revisions the edition does not
        name are dropped with their passages, words and observations.
        Returns the edition's id and the vector ids that nothing names any more.
        """
        visible = {c.revision for c in manuscript.chapters}
        with self._transaction() as connection:
            known = {row[0] for row in connection.execute("SELECT id FROM revision")}
            fresh = {n.chapter.revision for n in new}
            orphans = self._drop_revisions(connection, (known - visible) | (known & fresh))
            for revision in new:
                self._add_revision(connection, revision)
            edition = connection.execute(
                "INSERT INTO edition (created, title, warnings, fingerprint, embedding, earlier) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (
                    datetime.now(UTC).isoformat(timespec="seconds"),
                    manuscript.title,
                    json.dumps(manuscript.warnings),
                    fingerprint,
                    embedding,
                    json.dumps([asdict(book) for book in earlier]),
                ),
            ).lastrowid
            connection.executemany(
                "INSERT INTO chapter VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        edition,
                        c.position,
                        c.revision,
                        c.label,
                        c.title,
                        c.number,
                        c.part,
                        str(c.path),
                        c.book,
                        c.identity,
                    )
                    for c in manuscript.chapters
                ],
            )
            self._keep_sources(connection, sources, named)
            connection.execute("DELETE FROM held")
            connection.executemany("INSERT INTO held VALUES (?, ?)", list(held.items()))
            connection.execute("DELETE FROM chapter WHERE edition <> ?", (edition,))
            connection.execute("DELETE FROM edition WHERE id <> ?", (edition,))
            kept = {p.vector_id for n in new for p in n.passages}
        assert edition is not None  # an INSERT always has a row id
        return edition, [v for v in orphans if v not in kept]

    def forget_vectors(self, embedding: str) -> int:
        """Drop cached vectors that no passage uses or that another embedding made; returns how many."""
        used = {p.key for p in self.passages()}
        with self._transaction() as connection:
            stale = [
                (row["embedding"], row["passage"])
                for row in connection.execute("SELECT embedding, passage FROM vector")
                if row["embedding"] != embedding or row["passage"] not in used
            ]
            connection.executemany("DELETE FROM vector WHERE embedding = ? AND passage = ?", stale)
        return len(stale)

    @staticmethod
    def _keep_sources(connection: sqlite3.Connection, sources: Iterable[SourceFile], named: Mapping[str, str]) -> None:
        connection.execute("DELETE FROM source")
        connection.executemany(
            "INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?)",
            [(s.name, s.size, s.modified, s.digest) for s in sources],
        )
        connection.execute("DELETE FROM named")
        connection.executemany("INSERT INTO named VALUES (?, ?)", list(named.items()))

    @staticmethod
    def _add_revision(connection: sqlite3.Connection, new: NewRevision) -> None:
        chapter = new.chapter
        connection.execute(
            "INSERT INTO revision VALUES (?, ?, ?, ?, ?)",
            (
                chapter.revision,
                chapter.text,
                json.dumps([asdict(s) for s in chapter.scenes]),
                json.dumps([asdict(p) for p in chapter.paratext]),
                zlib.compress(json.dumps(new.observations, ensure_ascii=False).encode(), 1),
            ),
        )
        for passage in new.passages:
            row = connection.execute(
                "INSERT INTO passage (revision, start, end) VALUES (?, ?, ?)",
                (passage.revision, passage.start, passage.end),
            )
            connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (row.lastrowid, passage.text))

    @staticmethod
    def _drop_revisions(connection: sqlite3.Connection, revisions: set[str]) -> list[str]:
        orphans = []
        for revision in sorted(revisions):
            rows = connection.execute(
                "SELECT p.id, p.start, p.end, t.text FROM passage p JOIN passage_text t ON t.id = p.id "
                "WHERE p.revision = ?",
                (revision,),
            ).fetchall()
            for row in rows:
                # An external-content index has to be told what stood there.
                connection.execute(
                    "INSERT INTO words (words, rowid, text) VALUES ('delete', ?, ?)", (row["id"], row["text"])
                )
                orphans.append(f"{revision}:{row['start']}:{row['end']}")
            connection.execute("DELETE FROM passage WHERE revision = ?", (revision,))
            connection.execute("DELETE FROM revision WHERE id = ?", (revision,))
        return orphans
