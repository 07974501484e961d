"""Names that a narrator claims in narration: "MAGPIE, which is me", "they call me Birdie", "nobody else calls me that".

Such a name joins whoever narrates there, where that is known and is somebody else by the names alone.
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from ..manuscript.chapter import Chapter
from ..manuscript.quotations import quotations
from .cast import Cast
from .clues import SceneClues
from .narrators import Stretch

_ALL = r"(?:[Tt]hey|[Pp]eople|[Ee]very(?:one|body)(?: else)?|[Nn]obody(?: else)?|[Nn]o one(?: else)?|[Mm]ost people|(?:[Mm]y|[Tt]he) \w+)"
# What stands right before the name, and what right after it.
_BEFORE = re.compile(
    rf"(?:\b{_ALL} (?:all |always |only |still )?(?:calls?|called) me|\bI(?:'m| am| was) (?:called|known as|billed as)"
    r"|\bI (?:go|went|sing|sang|play|played|perform|performed|record|recorded|write|wrote) (?:by|as|under)(?: the name(?: of)?)?"
    r"|\b[Mm]y (?:stage|real|full|first|given|own|pen|maiden|middle|proper) name(?:'s| is| was))[\s:,\"“‘'*_—-]+\Z"
)
_AFTER = re.compile(
    rf"[*_\"”’]*(?:,? (?:which|that|who)(?:'s| is| was) me\b(?! (?:that|who|and)\b)|,? (?:meaning|i\.e\.|that is,) me\b"
    rf"|,? (?:is|was) (?:what|who) {_ALL} (?:calls?|called) me\b|,? (?:is|was) my (?:stage|real|full|given|pen|maiden) name\b)"
)
_THAT = re.compile(rf"\b(?:{_ALL}|[A-Z]\w+) (?:ever |always |only )?(?:calls?|called) me (?:that|it)\b")
_ANY = re.compile(
    r"\bme\b|\bname\b|\bknown as\b|\bbilled as\b|\bI (?:go|went|sing|sang|play|perform|record|write|wrote)"
)
FAR = 160  # characters from a name called out to "nobody else calls me that"
REACH = 60
SURELY = 2.0  # log-odds of whom a scene speaks for


def claims(chapters: Sequence[Chapter], cast: Cast) -> list[tuple[int, int, str]]:
    """(chapter position, offset, canonical name) of every name that the "I" of narration says is theirs."""
    return [
        (chapter.position, at, name)
        for chapter in chapters
        if any(s.person == "first" for s in chapter.scenes) and _ANY.search(chapter.text)
        for at, name in _claimed(chapter, cast.spans(chapter.position))
    ]


def claimed_pairs(
    found: Sequence[tuple[int, int, str]],
    chapters: Sequence[Chapter],
    stretches: Mapping[int, Sequence[Stretch]],
    scenes: Sequence[SceneClues],
) -> list[tuple[str, str]]:
    """Pairs (narrator, name they claim) of two characters so far, once each.

    Where the claim itself made the narrator unsure, it is whom the scene speaks for most besides.
    """
    by_position = {c.position: c for c in chapters}
    totals = {clues.place: clues.totals for clues in scenes}
    pairs: list[tuple[str, str]] = []
    for position, at, name in found:
        here = stretches.get(position, ())
        n = bisect_right(here, at, key=lambda s: s.start) - 1
        teller = here[n].narrator if n >= 0 and at < here[n].end else ""
        scene = by_position[position].scene_at(at)
        if scene is not None and teller in ("", name):
            others = {who: v for who, v in totals.get((position, scene.number), {}).items() if who != name}
            teller = max(others, key=lambda who: (others[who], who), default="")
            teller = teller if teller and others[teller] >= SURELY else ""
        if teller and teller != name and (teller, name) not in pairs:
            pairs.append((teller, name))
    return pairs


def _claimed(chapter: Chapter, spans: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, str]]:
    text = chapter.text.replace("’", "'")
    ends = [end for _, end, _ in spans]
    for scene in chapter.scenes:
        if scene.person != "first":
            continue
        spoken = quotations(chapter.text, scene.start, scene.end)
        low, high = bisect_left(ends, scene.start), bisect_right(ends, scene.end)
        for start, end, name in spans[low:high]:
            if any(a <= start < b for a, b in spoken):
                continue
            if _BEFORE.search(text[max(scene.start, start - REACH) : start]) or _AFTER.match(text, end):
                yield start, name
        for match in _THAT.finditer(text, scene.start, scene.end):
            n = bisect_right(ends, match.start()) - 1
            if n < 0 or any(a <= match.start() < b for a, b in spoken):
                continue
            start, end, name = spans[n]
            called = any(a <= start < b for a, b in spoken)
            if called and start >= scene.start and match.start() - end < FAR:
                yield match.start(), name
