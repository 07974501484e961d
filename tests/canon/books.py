"""Small books for the tests of this room."""

from __future__ import annotations

from pathlib import Path

from companion.canon.canon import Canon
from companion.canon.observe import observe
from companion.decisions import Decisions
from companion.manuscript.chapter import Chapter, Scene
from companion.manuscript.voice import voice_of


def book_of(*texts: str, decisions: Decisions | None = None) -> Canon:
    """The canon of a book with one chapter per text; a line of three asterisks breaks scenes."""
    chapters = []
    for position, text in enumerate(texts, 1):
        scenes, at = [], 0
        for part in text.split("\n\n***\n\n"):
            scenes.append(Scene(len(scenes) + 1, at, at + len(part), *voice_of(text, at, at + len(part))))
            at += len(part) + len("\n\n***\n\n")
        chapters.append(
            Chapter(
                position,
                f"Chapter {position}",
                "",
                Path(f"{position:02}.md"),
                text,
                tuple(scenes),
                revision=f"r{position}",
            )
        )
    return Canon(chapters, [observe(c) for c in chapters], decisions or Decisions())
