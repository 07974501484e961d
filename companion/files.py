"""Small files of ours, written so that a crash or a full disk leaves either the old content or the new."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path


def write_json(path: Path, content: object) -> None:
    """Write beside and rename; the folder is made where there is none. Raises OSError, and then nothing is left."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".json", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
        os.replace(beside, path)
    finally:
        Path(beside).unlink(missing_ok=True)
