"""Names that the writer says are somebody's and the text's own cues do not: they are found and counted all the same.

A nickname that reads like an ordinary word, or one that was taken for a place, becomes a form of its own, so that the
decision has something to join.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..decisions import Decisions
from ..manuscript.chapter import Chapter
from .forms import Form
from .names import Sighting
from .person_names import parse_name

Resolved = Sequence[Sequence[Sighting | None]]


def stands(name: str, chapters: Sequence[Chapter]) -> bool:
    """Whether a name stands anywhere in the story of these chapters, as it is written."""
    pattern = _pattern(name)
    return any(pattern.search(c.text, s.start, s.end) for c in chapters for s in c.scenes)


def with_decided(
    chapters: Sequence[Chapter],
    resolved: Resolved,
    forms: Sequence[Form],
    people: Sequence[Form],
    decisions: Decisions,
) -> tuple[Resolved, Sequence[Form]]:
    """(sightings of each chapter, people) with what the writer joins to somebody.

    `forms` are all names seen, whether or not of people. What is part of a longer name that is known stays with that.
    """
    known = {n for form in people for n in form.written}
    wanted = [n for names in decisions.merge for n in names if n and n not in known]
    for name in dict.fromkeys(wanted):
        seen = next((f for f in forms if name in f.written), None)
        if seen is not None:
            if all(seen.key != f.key for f in people):
                people = [*people, replace(seen, dependent=False, role=False)]
            continue
        found = [_places(name, chapter, rows) for chapter, rows in zip(chapters, resolved, strict=True)]
        if not any(found):
            continue
        form = Form(parse_name(name), order=len(forms) + len(people))
        for sighting in (s for rows in found for s in rows):
            form.add(sighting)
        if all(form.key != f.key for f in people):
            people = [*people, form]
        resolved = [
            _in_order([*(s for s in rows if s is not None), *more]) if more else rows
            for rows, more in zip(resolved, found, strict=True)
        ]
    return resolved, people


def _in_order(sightings: Sequence[Sighting]) -> list[Sighting]:
    return sorted(sightings, key=lambda s: s.start)


def _pattern(name: str) -> re.Pattern[str]:
    words = [re.escape(w) for w in name.split()]
    if words and words[0].casefold() == "the":
        words[0] = "[Tt]he"
    return re.compile(r"(?<![\w’'-])" + r"\s+".join(words) + r"(?![\w-])")


def _places(name: str, chapter: Chapter, rows: Sequence[Sighting | None]) -> list[Sighting]:
    taken = [(s.start, s.end) for s in rows if s is not None]
    return [
        Sighting(m.start(), m.end(), name, "")
        for scene in chapter.scenes
        for m in _pattern(name).finditer(chapter.text, scene.start, scene.end)
        if not any(a < m.end() and m.start() < b for a, b in taken)
    ]
