"""Things and numbers: what somebody owns and of what colour, how many there are of something."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..lexicon import THING_KINDS
from ..lexicon import THINGS as _THINGS
from .base import ADJ, HAS, NUM, NUMBER_WORDS, WHO, WHOSE, Pattern, either, number, rx, words

_THING = rf"(?P<thing>{either(_THINGS)})"
_KIND = rf"(?P<v>{either(THING_KINDS)})"
_TRIGGERS = frozenset(w for thing in _THINGS for w in thing.split())
_SKIP = frozenset(
    "years year months weeks days hours minutes seconds times o'clock nights mornings evenings people men women things of or and "
    "more other others such hundred thousand million dozen score persons steps paces words inches yards ways is was less "
    "boys girls parts sides hands feet eyes arms legs fingers friends ladies gentlemen great little young old long days' "
    "pounds dollars miles shillings pence guineas cents pages days' years' "
    "afternoons moments degrees lines sentences rows pieces points glasses cups bits pairs kinds sorts o".split()
)


def _kind(match: re.Match[str]) -> str | None:
    """ "car: red": the thing and what is said of it."""
    kinds = [w for w in re.findall(r"[a-z\-]+", match["adjectives"].lower()) if w in THING_KINDS]
    return f"{' '.join(match['thing'].lower().split())}: {' '.join(kinds)}" if kinds else None


def _count(match: re.Match[str]) -> str | None:
    value, noun = number(match["n"]), match["noun"].lower()
    if value is None or value < 2 or noun in _SKIP or len(noun) < 4:
        return None
    return f"{noun}: {value}"


_ADJECTIVES = rf"(?P<adjectives>(?:(?:{ADJ}|[A-Z][a-z]+ )){{1,4}}?)"

THINGS: tuple[Pattern, ...] = (
    Pattern("possession", _TRIGGERS, rx(rf"{WHOSE} {_ADJECTIVES}{_THING}\b(?!-| (?:of|party|door))"), _kind),
    Pattern("possession", _TRIGGERS, rx(rf"{WHO}(?:{HAS}| owns?| owned| drives?| drove| plays?| played| rode| rides?| bought| wore| wears) (?:a|an|the|her|his|my) {_ADJECTIVES}{_THING}\b(?!-)"), _kind),
    Pattern("thing", _TRIGGERS, rx(rf"\b(?P<who>[Tt]he|[Tt]hat|[Aa]n?|of) {_ADJECTIVES}{_THING}\b(?!-)"), _kind, sure=False),
    Pattern("count", NUMBER_WORDS, rx(rf"\b(?:(?P<who>[Tt]he|[Tt]hese|[Tt]hose|[Aa]ll|were|are|my|his|her|their|our|its) )?(?P<n>{NUM}) (?:(?!and |or |of )[a-z\-]+ ){{0,2}}?(?P<noun>[a-z]{{3,}}(?:s|ren|men))\b"), _count, sure=False),
)  # fmt: skip

__all__ = ["THINGS", "words"]
