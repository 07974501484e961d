"""The writer's word that a remote model may be used: asked for once per place, remembered, taken back at any time."""

from __future__ import annotations

import json
import time
from pathlib import Path

from ..errors import SettingsError
from ..files import write_json
from .opened import OpenedModel

WHAT_A_TRIAL_SENDS = (
    "This model runs elsewhere. To try it, one question about three invented sentences is sent there, and nothing of "
    "your books."
)
WHAT_IS_SENT = (
    "This model runs elsewhere. From now on each question is sent there together with the passages of your book that "
    "answer it, at most a few pages at a time; drafting and study send more. Nothing is sent until you ask."
)


class Consent:
    """What was agreed to, in one small JSON file: the address that prompts go to (`OpenedModel.place`), and the day."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def given(self, model: OpenedModel) -> bool:
        """Whether the model may be used: always when nothing leaves this machine."""
        return not model.remote or model.place in self._read()

    def give(self, model: OpenedModel) -> None:
        """Remember that the writer agreed. Raises SettingsError where that cannot be written."""
        if not model.remote:
            return
        self._write({**self._read(), model.place: time.strftime("%Y-%m-%d")})

    def take_back(self) -> list[str]:
        """Forget everything agreed to; the places that this was about. Raises SettingsError."""
        agreed = self._read()
        if agreed:
            self._write({})
        return sorted(agreed)

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # nothing that can be read is nothing agreed to: asked again
        return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}

    def _write(self, agreed: dict[str, str]) -> None:
        try:
            write_json(self.path, agreed)
        except OSError as exc:
            raise SettingsError(f"What you agreed to cannot be kept in {self.path} ({exc.strerror}).") from exc
