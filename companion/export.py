"""Results as JSON, for other programs."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from .canon.timeline import Moment
from .manuscript.chapter import Chapter, Citation, Hit


def to_data(value: Any) -> Any:
    """A result as plain data: dataclasses to dicts, chapters to their place, citations with their quote."""
    if isinstance(value, Chapter):
        return {
            "position": value.position,
            "label": value.label,
            "title": value.title,
            "path": str(value.path),
            "book": value.book,
        }
    if isinstance(value, Citation):
        return {
            "chapter": value.chapter.position,
            "label": value.chapter.label,
            "book": value.chapter.book,
            "start": value.start,
            "end": value.end,
            "quote": value.quote,
        }
    if isinstance(value, Moment):
        place = {"chapter": value.chapter.position, "label": value.chapter.label, "scene": value.scene.number}
        said = {key: getattr(value, key) for key in ("day", "date", "said", "back", "exact")}
        return {**place, **said, "citation": to_data(value.citation), "begins": to_data(value.begins)}
    if isinstance(value, Hit):
        return {**to_data(value.citation), "score": round(value.score, 4)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_data(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {_key(k): to_data(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [to_data(v) for v in value]
    return str(value) if isinstance(value, Path) else value


def to_json(value: Any) -> str:
    """A result as indented JSON, any script as itself."""
    return json.dumps(to_data(value), ensure_ascii=False, indent=2)


def to_line(value: Any) -> str:
    """A result as JSON on one line, for programs that read a stream of them."""
    return json.dumps(to_data(value), ensure_ascii=False)


def _key(key: Any) -> str:
    return " / ".join(map(str, key)) if isinstance(key, tuple) else str(key)
