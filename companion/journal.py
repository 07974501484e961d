"""What was decided last, so that it can be taken back: companion.toml as it was before each of our changes.

The file is the writer's. A step is taken back only while the file still is what that step made of it; once it has been
edited elsewhere, taking back would lose that edit, so it is refused.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from .files import write_json

MOST_STEPS = 30


@dataclass(frozen=True)
class Step:
    """One change of companion.toml by this product."""

    what: str  # in the writer's words
    before: str | None  # the file's text before; None: there was no file
    after: str  # digest of its text afterwards


class Journal:
    """The last steps of one book, in a small file of the user's data folder. It is a convenience: where it cannot be
    kept, a decision stands all the same and merely cannot be taken back in one step."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def steps(self) -> tuple[Step, ...]:
        """Oldest first."""
        try:
            rows = json.loads(self.path.read_text(encoding="utf-8"))
            return tuple(Step(row["what"], row["before"], row["after"]) for row in rows)
        except (OSError, ValueError, KeyError, TypeError):
            return ()

    def note(self, what: str, before: str | None, after: str) -> None:
        """Remember a change that was just made."""
        self._keep((*self.steps, Step(what, before, digest(after))))

    def drop_last(self) -> None:
        """Forget the last step, once it is taken back."""
        self._keep(self.steps[:-1])

    def _keep(self, steps: tuple[Step, ...]) -> None:
        with contextlib.suppress(OSError):
            write_json(self.path, [asdict(step) for step in steps[-MOST_STEPS:]])


def digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
