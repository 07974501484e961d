"""Keepsakes: what somebody wears round the neck, keeps in a pocket, has hung on them before going on."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..life_words import INSTRUMENTS, MAKES
from .base import NAME, WHO, WHOSE, Pattern, either, rx, words

_PLACES = (
    "neck throat wrist finger thumb ankle ear belt lapel lapels pocket pockets wallet purse handbag bag rucksack bra sock boot shoe "
    "waistband guitar-case glovebox locker buttonhole bosom bootlace"
)
_LIMBS = frozenset("neck throat wrist finger thumb ankle ear".split())
_SIDE = r"(?:(?:left|right|back|inside|breast|top|hip|shirt|coat|jacket|jeans|apron|little|ring|middle|index|third|guitar|bowler|other|good|bad) ){0,2}"
_OWN = r"(?:his|her|my|their)"
# Round a neck, behind an ear, and in a pocket: a sob is in a throat, a knife at one, tours are under a belt.
_WORN = rf"(?:(?:a?round|about|behind|through) {_OWN} {_SIDE}{either(_LIMBS)}|(?:a?round|at|in|inside|through) {_OWN} {_SIDE}{either(w for w in _PLACES.split() if w not in _LIMBS)})"
# What is round a neck or in a pocket and is nobody's keepsake: parts of the body, what one feels, what harms, what heals.
_NO_THINGS = (
    "hand hands arm arms head finger fingers thumb thumbs eye eyes face hair look smile grin foot feet leg legs skin muscle muscles pulse "
    "vein veins cord cords tendon tendons sinew sinews bone bones hollow flesh collar button buttons "
    "lump tear tears kiss pain chill tickle crick grip breath heat weight voice word few lot bit catch frog sob laugh song cough ringing "
    "buzzing stitch hole holes ladder stone grit dust sand "
    "gun knife blade razor noose rope cigarette fag bruise bruises scar burn tattoo mark marks cut cuts rash bandage plaster dressing "
    "tourniquet sling towel towels blanket"
)
_THING = rf"(?!{either(_NO_THINGS.split())}\b)[a-z][\w\-']*"
_WHAT = rf"(?P<v>(?:(?!(?:with|and|in|on|at|of|for|by|to)\b)[a-z][\w\-]+ |[A-Z][\w\-.']+ ){{0,3}}?(?:{_THING}|[A-Z][\w'\-]+)(?: (?:of|from) (?:(?:an?|the|his|her|my|[A-Z]\w+'s?) )?(?:[a-z\-]+ ){{0,1}}?[\w\-]+)?)"
_A = r"(?:an?|the|his|her|my|their|that|two|three)"
_NECK_THINGS = "locket medal medallion cross crucifix chain pendant necklace beads rosary key whistle charm amulet lanyard tags cameo pearls scarf ring pass laminate"
_CHARMS = re.compile(
    rf"(?:\b(?:an?|the|his|her|my|that|this)\s+(?:[a-z][\w\-]*\s+){{0,2}}?)(?P<it>(?:St\.?\s+[A-Z]\w+|{either(_NECK_THINGS.split())})\b)(?!\s+(?:was|is)\s+[a-z]+ed\b)"
)
# "the letter", but not "in the lock": what "it" may mean as well
_OTHER = re.compile(
    r"(?<!\bin )(?<!\bat )(?<!\bon )(?<!\bto )(?<!\bof )(?<!\binto )(?<!\bfrom )(?<!\bwith )(?<!\bround )(?<!\bunder )"
    r"\b(?:an?|the|his|her|my|their|this|that)\s+[a-z]"
)
_INSTRUMENT = rf"(?:{either([*INSTRUMENTS, *MAKES])})"
_FAR = 300  # characters looked back for what "it" is


def _thing(match: re.Match[str]) -> str | None:
    found = match["v"].split()
    last_word = found[-1].lower() if found else ""
    return " ".join(found) if last_word and last_word not in _NEVER else None


_NEVER = frozenset([*_NO_THINGS.split(), "little", "whole"])


def _it(match: re.Match[str]) -> str | None:
    """What "it" is: the last thing named before that hangs round a neck, where no other thing is named after it."""
    found = list(_CHARMS.finditer(match.string, max(0, match.start() - _FAR), match.start()))
    if not found or _OTHER.search(match.string, found[-1].end(), match.start()):
        return None
    return " ".join(found[-1]["it"].split())


KEEPSAKES: tuple[Pattern, ...] = (
    # she wears a key round her neck; he kept a photograph of his brother in his wallet
    Pattern("possession", words(_PLACES), rx(rf"{WHO}(?:'s|'d|'ve)?(?: (?:always|still|only|also))? (?:wears?|wore|worn|carries|carried|carry|keeps?|kept|has|had|have|got|'s got|'ve got|hid|hides) {_A} {_WHAT} (?:(?:on|by) [a-z][a-z\- ]{{2,24}}? )?(?:{_WORN}|on (?:his|her|my) (?:(?:left|right|little|ring|middle) )?(?:finger|thumb|belt|lapel|bootlace))\b"), _thing),
    # with a tape measure round her neck
    Pattern("possession", words("neck throat wrist waist"), rx(rf"\b(?:with|and|in) an? {_WHAT} (?:(?:on|by) an? [a-z\- ]{{2,24}}? )?(?:a?round|about) (?P<who>his|her|my) (?:neck|throat|wrist|waist)\b"), _thing),
    Pattern("possession", words("finger belt lapel buttonhole"), rx(rf"\b(?:with|and) an? {_WHAT} (?:on|in|at) (?P<who>his|her|my) (?:(?:left|right|little|ring|middle) )?(?:finger|belt|lapel|buttonhole)\b"), _thing),
    # the key round her neck
    Pattern("possession", words("neck throat wrist waist"), rx(rf"\bthe {_WHAT} (?:(?:that|which) )?(?:hung |hangs |hanging |was |is )?(?:(?:on|by) (?:an?|the|its) [a-z\- ]{{2,24}}? )?(?:a?round|about) {WHOSE} (?:neck|throat|wrist|waist)\b"), _thing),
    # she tucks it down inside her T-shirt; it hung round his neck
    Pattern("possession", words("tucks tucked tuck drops dropped slips slipped"), rx(rf"{WHO} (?:tucks?|tucked|drops?|dropped|slips?|slipped) (?:it|them) (?:back |down )?(?:inside|into|under|in|down) (?:his|her|my) (?:[a-z\-]+ )?(?:T-shirt|shirt|collar|blouse|jumper|sweater|vest|dress|hoodie|top|neckline)\b"), _it),
    Pattern("possession", words("fastens fastened hangs hung hang puts put clasps clasped loops looped"), rx(rf"\b(?:fastens|fastened|hangs|hung|hang|puts?|clasps|clasped|loops|looped) (?:it|them) (?:a?round|over|about) {WHOSE} (?:neck|head|wrist)\b"), _it),
    # Sol slings the Duchess on me: an instrument with a name, or any
    Pattern("possession", words("hangs hung hang slings slung straps strapped"), rx(rf"\b(?:hangs|hung|hang|slings|slung|straps|strapped) (?:the|my|his|her) (?P<v>(?:[A-Z][\w\-]+(?: [A-Z][\w\-]+)?|(?:[a-z\-]+ )?{_INSTRUMENT})) (?:on|on to|onto|over|round|across) (?P<who>me|him|her|{NAME}|my|his)\b"), _thing),
    Pattern("possession", words("hangs hung hang slings slung straps strapped shouldered shoulders"), rx(rf"{WHO} (?:hangs|hung|slings|slung|straps|strapped|shoulders|shouldered) (?:on )?(?:the|my|his|her) (?P<v>(?:[A-Z][\w\-]+(?: [A-Z][\w\-]+)?|(?:[a-z\-]+ )?{_INSTRUMENT})) (?:on|back on|over (?:his|her|my) (?:shoulder|head)|round (?:his|her|my) neck)\b"), _thing),
)  # fmt: skip

__all__ = ["KEEPSAKES"]
