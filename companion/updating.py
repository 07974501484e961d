"""How a book follows its files while they are written on: one effect per saved edit, and what it broke or mended.

It is a part of `Companion`, in a file of its own.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .engine import Engine
from .errors import NotInBook
from .sync import Progress, SyncReport

if TYPE_CHECKING:
    from .canon.view import View
    from .effects import EditEffect, Snapshot

KEPT_EDITIONS = 4  # whose findings are kept in memory, to say what later edits broke


class Updating:
    """The part of `Companion` that compares editions; `Companion` provides what stands here without a body."""

    path: Path
    engine: Engine
    _guard: threading.RLock
    _seen: dict[int, Snapshot]

    if TYPE_CHECKING:

        @property
        def edition(self) -> int: ...

        @property
        def held(self) -> tuple[str, ...]: ...

        def sync(self, progress: Progress | None = None, cancel: threading.Event | None = None) -> SyncReport: ...

        def changed(self) -> bool: ...

        def look(self) -> Hashable: ...

        def view(self, until: int | None = None) -> View: ...

    def update(
        self,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
        since: int | None = None,
    ) -> EditEffect:
        """A sync, and what the edits broke or mended since the last one, or since the edition `since`.

        Raises what `sync` raises, and NotInBook for an edition that this book has not seen while it was open.
        """
        from .effects import EditEffect, effect

        before = self._remembered(since) if since else self._snapshot() if self.edition else None
        report = self.sync(progress, cancel)
        if before is None or report.edition == before.edition:
            return EditEffect(report.edition, report.edits, report=report)
        return effect(before, self._snapshot(), report)

    def baseline(self) -> int:
        """Remember what disagrees in the current edition, so that `effect_since` can compare with it; returns its
        number, 0 before the first sync."""
        return self._snapshot().edition if self.edition else 0

    def effect_since(self, edition: int) -> EditEffect:
        """What the edits since an edition changed, broke and mended.

        Raises NotInBook for an edition that `baseline` or `update` has not seen while this book was open.
        """
        from .effects import effect

        return effect(self._remembered(edition), self._snapshot())

    def watch(
        self, stop: threading.Event, quiet: float | None = None, poll: float | None = None
    ) -> Iterator[EditEffect]:
        """Bring the book up to date whenever it is saved, until `stop` is set: one effect per saved edit.

        An edit counts as saved when nothing changes for `quiet` seconds; where the system reports no changes (network
        and cloud folders) the files are looked at every `poll` seconds.
        """
        from .watch import QUIET, watching

        settings = self.engine.settings
        return watching(self, stop, QUIET if quiet is None else quiet, settings.watch_poll if poll is None else poll)

    def _remembered(self, edition: int) -> Snapshot:
        with self._guard:
            before = self._seen.get(edition)
        if before is None:
            raise NotInBook("What the book was like then is not known any more.")
        return before

    def _snapshot(self) -> Snapshot:
        """The current edition with what disagrees in it; kept, so that later ones can be compared with it."""
        from .effects import Snapshot

        view, edition = self.view(), self.edition
        found = Snapshot(edition, view.chapters, tuple(view.canon.findings))
        with self._guard:
            kept = [(k, v) for k, v in self._seen.items() if k != edition][-(KEPT_EDITIONS - 1) :]
            self._seen = {**dict(kept), edition: found}
        return found
