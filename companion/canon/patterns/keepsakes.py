"""Keepsakes: what somebody wears round the neck, keeps in a pocket, has hung on them before going on."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..life_words import INSTRUMENTS, MAKES
from .base import NAME, WHO, WHOSE, Pattern, either, rx, words

_IN = r"(?:a?round|about|at|in|inside|under|behind|through)"  # not "on": that is a burn on a wrist
_PLACES = (
    "neck throat wrist finger thumb ankle ear belt lapel lapels pocket pockets wallet purse handbag bag rucksack bra sock boot shoe "
    "waistband guitar-case glovebox locker buttonhole bosom bootlace"
)
_PART = rf"(?:(?:left|right|back|inside|breast|top|hip|shirt|coat|jacket|jeans|apron|little|ring|middle|index|third|guitar|bowler|other|good|bad) ){{0,2}}(?:{'|'.join(_PLACES.split())})"
_THING = r"(?!(?:hand|hands|arm|arms|head|finger|fingers|thumb|thumbs|eye|eyes|face|hair|look|smile|grin|foot|lump|tear|tears|kiss|pain|chill|tickle|crick|grip|gun|cigarette|fag|breath|heat|weight|voice|word|few|lot|bit)\b)[a-z][\w\-']*"
_WHAT = rf"(?P<v>(?:(?!(?:with|and|in|on|at|of|for|by|to)\b)[a-z][\w\-]+ |[A-Z][\w\-.']+ ){{0,3}}?(?:{_THING}|[A-Z][\w'\-]+)(?: (?:of|from) (?:(?:an?|the|his|her|my|[A-Z]\w+'s?) )?(?:[a-z\-]+ ){{0,1}}?[\w\-]+)?)"
_A = r"(?:an?|the|his|her|my|their|that|two|three)"
_NECK_THINGS = "locket medal medallion cross crucifix chain pendant necklace beads rosary key whistle charm amulet lanyard tags cameo pearls scarf ring pass laminate"
_CHARMS = re.compile(rf"\b(?:St\.?\s+[A-Z]\w+|{either(_NECK_THINGS.split())})\b(?!\s+(?:was|is)\s+[a-z]+ed\b)")
_INSTRUMENT = rf"(?:{either([*INSTRUMENTS, *MAKES])})"
_FAR = 600  # characters looked back for what "it" is


def _thing(match: re.Match[str]) -> str | None:
    words_ = match["v"].split()
    if not words_ or words_[-1].lower() in _HANDS or (words_[0].lower() in ("little", "whole") and len(words_) == 1):
        return None
    return " ".join(words_)


_HANDS = frozenset(
    "hand hands arm arms head finger fingers thumb thumbs eyes face hair look smile grin foot feet lump tears towel towels blanket".split()
)


def _it(match: re.Match[str]) -> str | None:
    """What "it" is: the last thing named before that hangs round a neck."""
    found = list(_CHARMS.finditer(match.string, max(0, match.start() - _FAR), match.start()))
    return " ".join(found[-1][0].split()) if found else None


KEEPSAKES: tuple[Pattern, ...] = (
    # she wears a key round her neck; he kept a photograph of his brother in his wallet
    Pattern("possession", words(_PLACES), rx(rf"{WHO}(?:'s|'d|'ve)?(?: (?:always|still|only|also|never))? (?:wears?|wore|worn|carries|carried|carry|keeps?|kept|has|had|have|got|'s got|'ve got|hid|hides) {_A} {_WHAT} (?:(?:on|by) [a-z][a-z\- ]{{2,24}}? )?(?:{_IN} (?:his|her|my|their) {_PART}|on (?:his|her|my) (?:(?:left|right|little|ring|middle) )?(?:finger|thumb|belt|lapel|bootlace))\b"), _thing),
    # with a tape measure round her neck
    Pattern("possession", words("neck throat wrist waist"), rx(rf"\b(?:with|and|in) an? {_WHAT} (?:(?:on|by) an? [a-z\- ]{{2,24}}? )?(?:a?round|about|at) (?P<who>his|her|my) (?:neck|throat|wrist|waist)\b"), _thing),
    Pattern("possession", words("finger belt lapel buttonhole"), rx(rf"\b(?:with|and) an? {_WHAT} (?:on|in|at) (?P<who>his|her|my) (?:(?:left|right|little|ring|middle) )?(?:finger|belt|lapel|buttonhole)\b"), _thing),
    # the key round her neck
    Pattern("possession", words("neck throat wrist waist"), rx(rf"\bthe {_WHAT} (?:(?:that|which) )?(?:hung |hangs |hanging |was |is )?(?:(?:on|by) (?:an?|the|its) [a-z\- ]{{2,24}}? )?(?:a?round|about|at) {WHOSE} (?:neck|throat|wrist|waist)\b"), _thing),
    # she tucks it down inside her T-shirt; it hung round his neck
    Pattern("possession", words("tucks tucked tuck drops dropped slips slipped"), rx(rf"{WHO} (?:tucks?|tucked|drops?|dropped|slips?|slipped) (?:it|them) (?:back |down )?(?:inside|into|under|in|down) (?:his|her|my) (?:[a-z\-]+ )?(?:T-shirt|shirt|collar|blouse|jumper|sweater|vest|dress|hoodie|top|neckline)\b"), _it),
    Pattern("possession", words("fastens fastened hangs hung hang puts put clasps clasped loops looped"), rx(rf"\b(?:fastens|fastened|hangs|hung|hang|puts?|clasps|clasped|loops|looped) (?:it|them) (?:a?round|over|about) {WHOSE} (?:neck|head|wrist)\b"), _it),
    # Sol slings the Duchess on me: an instrument with a name, or any
    Pattern("possession", words("hangs hung hang slings slung straps strapped"), rx(rf"\b(?:hangs|hung|hang|slings|slung|straps|strapped) (?:the|my|his|her) (?P<v>(?:[A-Z][\w\-]+(?: [A-Z][\w\-]+)?|(?:[a-z\-]+ )?{_INSTRUMENT})) (?:on|on to|onto|over|round|across) (?P<who>me|him|her|{NAME}|my|his)\b"), _thing),
    Pattern("possession", words("hangs hung hang slings slung straps strapped wears wore shouldered shoulders"), rx(rf"{WHO} (?:hangs|hung|slings|slung|straps|strapped|shoulders|shouldered) (?:on )?(?:the|my|his|her) (?P<v>(?:[A-Z][\w\-]+(?: [A-Z][\w\-]+)?|(?:[a-z\-]+ )?{_INSTRUMENT})) (?:on|back on|over (?:his|her|my) (?:shoulder|head)|round (?:his|her|my) neck)\b"), _thing),
)  # fmt: skip

__all__ = ["KEEPSAKES"]
