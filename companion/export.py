"""Results as JSON and the story bible as Markdown, for other programs and for printing."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from .canon.types import CharacterSheet, Finding, FirstLook
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


def bible_markdown(look: FirstLook, sheets: list[CharacterSheet], findings: list[Finding]) -> str:
    """The story bible as one Markdown document: everybody with their facts and places, then what disagrees."""
    lines = [f"# {look.title}", "", f"{look.chapters} chapters, {look.words:,} words", ""]
    for sheet in sheets:
        person = sheet.character
        lines += [f"## {person.name}", ""]
        if person.aliases:
            lines.append(f"Also called {', '.join(person.aliases)}.")
        spans = f"{person.first.chapter.short} to {person.last.chapter.short}" if person.first and person.last else ""
        lines += [f"{person.mentions} mentions{', ' + spans if spans else ''}.", ""]
        changes = {p.attribute: f": {p}" for p in sheet.progressions}
        for attribute, facts in sheet.by_attribute.items():
            lines.append(f"**{attribute}**{changes.get(attribute, '')}")
            lines += [
                f"- {f.value} ({f.chapter.short}, {f.by}{'' if f.firm else ', unsure'}): “{f.citation.line}”"
                for f in facts
            ]
            lines.append("")
    if findings:
        lines += ["# Continuity", ""]
        for finding in findings:
            lines.append(f"## {finding.message}")
            lines += ["", finding.reading, ""]
            lines += [f"- {c.chapter.short}: “{c.line}”" for c in finding.evidence]
            lines.append("")
    return "\n".join(lines).rstrip() + "\n"
