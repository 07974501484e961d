"""Who somebody without a name turns out to be: "There's a tall girl with a bleached crop", then, a page on, "said Kez".

Novels describe whom a scene brings in before anybody names them. Who is named soon after, for the first time in
the book and of the same gender, is that person, unless somebody else comes as soon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .canon import Canon
    from .names import Sighting
    from .page import Page

_WOMAN = r"(?:woman|girl|lady|lass|nun|widow|waitress|barmaid|actress)"
_MAN = r"(?:man|boy|lad|bloke|fella|fellow|guy|chap|gentleman|youth|kid)"
# who is at work there serves, and is seldom named
_WORK = r"(?:desk|counter|bar|door|till|gate|checkout|reception|switchboard|phone|box office)"
_LOOKS = r"(?:[a-z][a-z\-]+,? (?:and )?){0,3}?"
# "a tall girl", "another man", "the woman who came in", "the girl on the desk"; not "the girl", who was there before.
_BROUGHT_IN = re.compile(
    rf"\b(?:(?:an?|another|some|one) {_LOOKS}(?:(?P<she>{_WOMAN})|(?P<he>{_MAN}))"
    rf"|the {_LOOKS}(?:(?P<she2>{_WOMAN})|(?P<he2>{_MAN})) (?:who|that|with|in|on|at|behind|beside)\b"
    rf"(?! the (?:\w+ )?{_WORK}))\b".replace(" ", r"\s+"),
    re.I,
)
_LIKENESS = re.compile(
    r"\b(?:like|as|than|every|any|no|of|for|such|what|been|being|was|is|'s|were|be|once|not)\s+(?:\w+ly\s+)?\Z", re.I
)
_THERE = re.compile(
    r"\b(?:there|here|it|in|along|up|out|over)(?:'s|\s+(?:is|was|comes?|came|walks|walked|steps|stepped|stood|sat))\s+\Z",
    re.I,
)
_ACTING = frozenset("SAaVvB")
REACH = 1500  # characters from the description to the name


def brought_in(page: Page, gender: str, start: int, end: int, *, there: bool = False) -> int:
    """Where in a stretch of narration somebody of that gender is last brought in without a name; -1 for nowhere.

    With `there` only what "there is", "it was" or "here comes" brings in counts.
    """
    found = -1
    for match in _BROUGHT_IN.finditer(page.text, start, end):
        sort = "she" if match["she"] or match["she2"] else "he"
        before = page.text[max(0, match.start() - 30) : match.start()]
        comes = _THERE.search(before) is not None
        beside = before.rstrip().endswith(",")  # "She was sixty, a spare, upright woman"
        likened = not comes and (there or _LIKENESS.search(before))
        if sort == gender and not beside and not likened and page.quote_at(match.start()) is None:
            found = match.start()
    return found


def newcomer(canon: Canon, page: Page, gender: str, offset: int) -> str:
    """Who of that gender is first named soon after `offset`, in the same scene; "" for nobody, or when two are."""
    scene = page.chapter.scene_at(offset)
    if scene is None:
        return ""
    found: list[tuple[int, str]] = []
    for start, _, name in page.named(offset, min(scene.end, offset + 2 * REACH)):
        new = canon.first_named(name) == (page.chapter.position, start) and canon.gender_of(name) == gender
        if new and name not in {n for _, n in found}:
            found.append((start - offset, name))
    if not found or found[0][0] > REACH or (len(found) > 1 and found[1][0] < 2 * found[0][0]):
        return ""
    return found[0][1] if _takes_part(canon, page, found[0][1], offset, scene.end) else ""


def _acts(sightings: Mapping[int, Sighting], start: int) -> bool:
    return start in sightings and bool(_ACTING & set(sightings[start].cues))


def _takes_part(canon: Canon, page: Page, name: str, start: int, end: int) -> bool:
    """Whether the one named speaks, acts or is spoken to there, and is not only talked about."""
    sightings = canon.sightings(page.chapter.position)
    return any(who == name and _acts(sightings, at) for at, _, who in page.named(start, end))
