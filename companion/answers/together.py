"""Two people at once: whom a sentence shows, and the scenes that both are in."""

from __future__ import annotations

import re

from ..canon.types import Character
from ..canon.view import View
from ..manuscript.chapter import Chapter, Scene
from .field import Place, names_in

_SELF = re.compile(r"\b(?:I|me|my|we|us|our)\b")


def shown_in(view: View, place: Place) -> set[str]:
    """Canonical names of whom a sentence names, and of who tells it where it says "I"."""
    shown = {name for _, _, name in names_in(view, place)}
    if _SELF.search(place.text):
        shown.add(view.canon.narrator(place.chapter.position, place.sentence.start))
    return shown - {""}


def shared_scenes(view: View, one: Character, two: Character) -> list[tuple[Chapter, Scene]]:
    """The scenes that both are in, in reading order."""
    return [
        (chapter, scene)
        for chapter in view.chapters
        for scene in chapter.scenes
        if {one.name, two.name} <= set(view.canon.present(chapter.position, scene.number))
    ]
