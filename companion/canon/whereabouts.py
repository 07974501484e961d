"""Where in the book somebody is: the scenes they take part in, and every place that names them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..errors import NotInBook

if TYPE_CHECKING:
    from .canon import Canon


def whereabouts(canon: Canon, name: str) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Stretches (start, end) of each chapter revision where a character is.

    That is every scene they speak, act or narrate in, and every mention by whatever name, read behind the canon's wall:
    an alias that only a later chapter gives away counts for nothing. Stretches may overlap. Raises NotInBook.
    """
    character = canon.resolve(name)
    if character is None:
        raise NotInBook(f"Nobody here is called {name!r}; `companion cast` lists everybody.")
    found = {}
    for chapter in canon.chapters:
        scenes = [
            (s.start, s.end) for s in chapter.scenes if character.name in canon.present(chapter.position, s.number)
        ]
        mentions = [(a, b) for a, b, who in canon.name_spans(chapter.position) if who == character.name]
        if scenes or mentions:
            found[chapter.revision] = [*scenes, *mentions]
    return found
