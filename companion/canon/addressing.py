"""Who answers to which name: "..., Birdie," says one, and the next to speak is Mara.

A name used only in speech is tied to the name that narration uses by whoever answers to it. One answer proves little;
over a book they add up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from ..manuscript.chapter import Chapter
from .names import Sighting
from .person_names import parse_name

CALLED = frozenset("Vv")
NEAR = 300  # characters between a speech and its answer


def answers(
    chapters: Sequence[Chapter],
    observations: Sequence[dict[str, list]],
    resolved: Sequence[Sequence[Sighting | None]],
) -> Counter[tuple[str, str]]:
    """How often somebody called by the first name speaks right before or after, tagged with the second (form keys).

    A break between two scenes is between them, too, and where "I" speaks beside it, "I" may be the one who is called.
    """
    votes: Counter[tuple[str, str]] = Counter()
    for chapter, observed, rows in zip(chapters, observations, resolved, strict=True):
        sightings = [s for s in rows if s is not None]
        starts = [s.start for s in sightings]
        quotes = observed["speech"]
        speakers = [_speaker(q, sightings, starts) for q in quotes]
        begins = [scene.start for scene in chapter.scenes]
        for n, (start, end, *_) in enumerate(quotes):
            for at in range(bisect_left(starts, start), bisect_left(starts, end)):
                if not CALLED.intersection(sightings[at].cues):
                    continue
                called = parse_name(sightings[at].surface).text
                beside = [
                    m
                    for m in (n - 1, n + 1)
                    if 0 <= m < len(quotes)
                    and _other_turn(chapter.text, quotes[min(n, m)], quotes[max(n, m)])
                    and bisect_right(begins, quotes[m][0]) == bisect_right(begins, start)
                ]
                neighbours = {speakers[m] for m in beside} - {"", speakers[n]}
                if len(neighbours) == 1 and not any(quotes[m][2] == "I" for m in beside):
                    votes[called, neighbours.pop()] += 1
    return votes


def _speaker(quote: list, sightings: list[Sighting], starts: list[int]) -> str:
    _, _, cue, at = quote
    if cue != "name":
        return ""
    n = bisect_left(starts, at)
    if n < len(starts) and starts[n] - at <= 12:
        return parse_name(sightings[n].surface).text
    return ""


def _other_turn(text: str, first: list, second: list) -> bool:
    return (
        second[0] - first[1] < NEAR
        and text.find("\n", first[1], second[0]) >= 0
        and "\n\n" in text[first[1] : second[0]]
    )
