"""Who is in a scene: those who speak or act in it, not those who are only talked about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ..manuscript.chapter import Chapter, Scene
from .cast import Cast
from .names import Sighting

SPEAKS_OR_ACTS = frozenset("SAR")
NEARLY = frozenset("aBMPE")
ADDRESSED = frozenset("Vv")


def present_in(
    chapter: Chapter, scene: Scene, cast: Cast, sightings: Mapping[int, Sighting], narrator: str = ""
) -> list[str]:
    """Canonical names of those in the scene, in order of appearance; the narrator first where "I" tells it."""
    weight: Counter[str] = Counter()
    order: dict[str, None] = {narrator: None} if narrator else {}
    for start, _, name in cast.spans(chapter.position):
        if not scene.start <= start < scene.end:
            continue
        cues = set(sightings[start].cues) if start in sightings else set()
        if "q" in cues:
            weight[name] += 1 if cues & ADDRESSED else 0
        elif cues & SPEAKS_OR_ACTS:
            weight[name] += 2
        elif cues & NEARLY:
            weight[name] += 1
        order.setdefault(name, None)
    return [name for name in order if name == narrator or weight[name] >= 2]
