"""What the writer says about who narrates: it wins over everything that the text suggests."""

from __future__ import annotations

from collections.abc import Sequence

from ..decisions import Decisions, NarratorSet, is_file
from ..manuscript.chapter import Chapter


def file_key(chapter: Chapter, chapters: Sequence[Chapter]) -> str:
    """What names a chapter in companion.toml: its file, and its label too where the file holds several chapters."""
    alone = sum(c.path == chapter.path for c in chapters) < 2
    return chapter.path.name if alone else f"{chapter.path.name}#{chapter.label}"


def told_narrator(chapter: Chapter, scene: int, decisions: Decisions) -> NarratorSet | None:
    """The writer's word on a scene, else on its whole chapter, or None."""
    ours = [one for one in decisions.narrators if one.scene in (0, scene) and _is(one.file, chapter)]
    return max(ours, key=lambda one: one.scene, default=None)


def _is(file: str, chapter: Chapter) -> bool:
    name, _, label = file.partition("#")
    return is_file(file, chapter.path) or (is_file(name, chapter.path) and label in (chapter.label, chapter.name))
