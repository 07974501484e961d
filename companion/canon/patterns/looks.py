"""Looks: eyes, hair, beard, height and build."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..lexicon import EYE_HUES, EYE_SHADES, HAIR_HUES, HAIR_SHADES
from .base import ADJ, HAS, IS, NAME, ROLE, WHO, WHOSE, Pattern, constant, either, group, number, rx, words

_SAME = {"gray": "grey", "hazle": "hazel", "blonde": "blond", "greyish": "grey", "grayish": "grey"}
_EMPTY = {"and", "soft", "clear", "bright", "vivid", "deep"}
_STOP = r"(?= ?[,.;:!?\"]| and | but | in | under | behind | with )"


def _colour(hues: dict[str, frozenset[str]], shades: dict[str, str]) -> str:
    shade = rf"(?:{either(shades)}(?:,? |-))"
    hue = either([*hues, *[s for s in shades if shades[s]]])
    return rf"(?P<v>{shade}{{0,2}}{hue}(?:-{hue}|(?: and|,) {hue})?)\b"


def colour(match: re.Match[str]) -> str | None:
    """Colour words of the match, in order: "dark brown", "grey green"."""
    found = [_SAME.get(w, w) for w in re.findall(r"[a-z][a-z\-]*", match["v"].lower())]
    return " ".join(w for w in found if w not in _EMPTY) or None


def _looks(attribute: str, triggers: frozenset[str], hue: str, noun: str, stem: str) -> tuple[Pattern, ...]:
    coloured = rf"(?:{ADJ}|a |an ){{0,4}}?{hue},? {ADJ}{{0,2}}?{noun}\b(?! of (?!his|hers|mine))"
    amount = r"(?:an? )?(?:quantity of |great deal of |lot of |pair of |head of |shock of |mop of |mass of )?"
    table = (
        (rf"{WHOSE} {coloured}", True),  # her large grey eyes
        (rf"{WHO}(?:{IS} [^.;:!?\"]{{2,40}} and)?{HAS} {amount}{coloured}", True),  # he had dark brown eyes
        # he's got these eyes, grey, and I mean grey
        (rf"{WHO}{HAS} (?:{ADJ}){{1,3}}?{noun}, (?:{ADJ})??{hue}(?= ?[,.;:!?\"]| and | as | like )", True),
        (rf"{WHOSE} {noun}{IS} (?:(?:so|very|a|an|the|quite|still|all) )?(?:{ADJ})??{hue}{_STOP}", True),
        (rf"\b{hue},? {ADJ}{{0,2}}?{noun} of (?P<who>{NAME})", True),  # the blue eyes of Ruth
        (rf"(?P<who>{ROLE}|{NAME})(?: with|,? whose)(?: (?:her|his|their))? {amount}{coloured}", True),
        (rf"\b{hue}-{stem} (?P<who>{NAME})", True),  # grey-eyed Ruth
        (rf"{WHO}{IS} (?:{ADJ}|a |an |the ){{0,3}}?{hue}-{stem}\b", True),  # she was grey-eyed
        (rf"(?:\bwith|,|\band) {amount}(?:{ADJ}){{0,2}}?{hue},? {ADJ}{{0,2}}?{noun}\b", True),  # with pink eyes
        (rf"\b(?:[Tt]hose|[Tt]he) {ADJ}{{0,3}}?{hue},? {ADJ}{{0,2}}?{noun}\b", False),  # those soft blue eyes
        (rf"{WHOSE} {noun},? (?:the colou?r of|which (?:was|were)|as) {ADJ}??{hue}\b", False),
    )
    return tuple(Pattern(attribute, triggers, rx(regex), colour, sure) for regex, sure in table)


EYE = _colour(EYE_HUES, EYE_SHADES)
HAIR = _colour(HAIR_HUES, HAIR_SHADES)
_EYES = words("eyes eyed")
_LOCKS = r"(?:hair|curls|locks|ringlets|braids?|ponytail|mane|tresses|fringe|bangs)"
_HAIRS = words("hair haired curls locks ringlets braid braids ponytail mane tresses fringe bangs")
_BLONDES = {"blonde": "blond", "blond": "blond", "redhead": "red", "brunette": "brown"}

# How tall, how broad: words of one column cannot both hold.
BUILDS: dict[str, str] = {
    **dict.fromkeys("tall lanky gangly gangling towering".split(), "tall"),
    **dict.fromkeys("short tiny petite diminutive squat undersized".split(), "short"),
    **dict.fromkeys("stout plump fat heavyset stocky burly portly obese corpulent rotund".split(), "stout"),
    **dict.fromkeys("thin slim slender skinny gaunt wiry scrawny spare lean".split(), "thin"),
}
_SIZE = rf"(?P<v>{either(BUILDS)})"
_BODIES = r"(?:man|woman|girl|boy|lad|youth|fellow|person|lady|gentleman|creature|kid|guy)"
_ALSO = rf"(?=,? (?:and )?(?:{ADJ})*(?:[.,;!\"]|{_BODIES}|and ))"
_TRIGGER_SIZE = words(*BUILDS)


def _build(match: re.Match[str]) -> str:
    return match["v"].lower()


def _feet(match: re.Match[str]) -> str | None:
    parts = [number(w) for w in re.split(r"\s+(?:foot|feet)\s*", match["v"]) if w]
    if parts[0] is None:
        return None
    return f"{parts[0]} ft {parts[1]}" if len(parts) > 1 and parts[1] is not None else f"{parts[0]} ft"


_BEARD = r"(?:beard|moustache|mustache|moustaches|mustaches|whiskers|goatee|sideburns)"
_BEARDS = words("beard bearded moustache mustache moustaches mustaches whiskers goatee sideburns moustached")
_SHAVEN = words("shaven clean-shaven shaved smooth-shaven beardless clean smooth")

LOOKS: tuple[Pattern, ...] = (
    *_looks("eyes", _EYES, EYE, "eyes", "eyed"),
    *_looks("hair", _HAIRS, HAIR, _LOCKS, "haired"),
    Pattern(
        "looks",
        words("skin"),
        rx(
            rf"{WHO}{HAS} (?:(?:very|quite|really|such) )?(?P<v>(?:fair|dark|pale|olive|brown|black|light|freckled|sallow|bad|perfect|flawless) skin)\b"
        ),
        group("v"),
    ),
    # she had dyed it, or somebody did it for her: "turned her blue" says too little
    Pattern(
        "hair",
        words("dyed dye dyes dyeing bleached coloured colored"),
        rx(
            rf"{WHO}(?:'s|'d|'ve| has| had| have| was)? (?:just )?(?:dyed|dyes|bleached|coloured|colored|dyeing) (?:his|her|my) hair (?:an? )?(?:{ADJ})?{HAIR}\b"
        ),
        colour,
    ),
    Pattern("hair", words("dyed bleached"), rx(rf"{WHOSE} (?:dyed|bleached),? {HAIR} {_LOCKS}\b"), colour),
    Pattern(
        "hair",
        words("dyed bleached coloured"),
        rx(
            rf"{WHOSE} hair (?:was|is|'s|had been|has been) (?:now )?(?:dyed|bleached|coloured) (?:an? )?(?:{ADJ})?{HAIR}\b"
        ),
        colour,
    ),
    Pattern(
        "hair",
        words("cut shaved cropped chopped"),
        rx(
            rf"{WHO}(?:'s|'d|'ve| has| had| have)? (?:cut|cropped|chopped|shaved|hacked)(?: off)? (?:all )?(?:his|her|my) hair\b(?: off| short| all off)?"
        ),
        constant("cut short"),
    ),
    Pattern(
        "hair",
        words("shaved shaves"),
        rx(rf"{WHO}(?:'s|'d|'ve| has| had| have)? (?:shaved|shaves) (?:his|her|my) head\b"),
        constant("shaved"),
    ),
    Pattern(
        "hair",
        words(*_BLONDES),
        rx(rf"{WHO}{IS} (?:a |an )?(?:{ADJ}){{0,2}}?(?P<v>{either(_BLONDES)}){_STOP}"),
        lambda m: _BLONDES[m["v"]],
    ),
    Pattern(
        "height",
        _TRIGGER_SIZE,
        rx(
            rf"{WHO}{IS} (?:(?:so|very|too|quite|rather|really|a|an|pretty|fairly) ){{0,2}}(?:{ADJ}){{0,2}}?{_SIZE}{_ALSO}"
        ),
        _build,
    ),
    Pattern(  # Miss Orr walked on, short, brisk and
        "height", _TRIGGER_SIZE, rx(rf"(?P<who>{NAME})(?: [a-z][^.;:!?\"]{{0,90}})?, (?:a )?{_SIZE}(?=,| and )"), _build
    ),
    Pattern(
        "height",
        _TRIGGER_SIZE,
        rx(rf"{WHOSE} {ADJ}{{0,2}}?{_SIZE},? {ADJ}{{0,2}}?(?:figure|frame|form|body|stature)\b"),
        _build,
    ),
    Pattern(  # she is six foot two
        "height",
        words("foot feet"),
        rx(
            rf"{WHO}{IS} (?:about |nearly |almost |over |all of |only )?(?P<v>(?:four|five|six|seven|[4-7]) (?:foot|feet)(?: (?:\w+)(?= ?[,.;!?]| inches| and| in ))?)"
        ),
        _feet,
    ),
    Pattern(
        "height", words("height"), rx(rf"{WHOSE} (?:great|towering|considerable|enormous) height\b"), constant("tall")
    ),
    Pattern("beard", _BEARDS, rx(rf"{WHOSE} {ADJ}{{0,3}}?{_BEARD}\b"), constant("bearded")),
    Pattern(
        "beard",
        _BEARDS,
        rx(
            rf"{WHO}(?:(?:{IS} [^.;:!?\"]{{2,40}} and)?{HAS}| wore| wears| sported| sports) (?:a |an )?{ADJ}{{0,3}}?{_BEARD}\b"
        ),
        constant("bearded"),
    ),
    Pattern(
        "beard", words("bearded moustached"), rx(rf"\b(?:bearded|moustached) (?P<who>{NAME})"), constant("bearded")
    ),
    Pattern(
        "beard",
        _SHAVEN,
        rx(rf"{WHO}{IS} (?:{ADJ}){{0,2}}?(?:(?:clean|smooth)[- ])?(?:shaven|beardless)\b"),
        constant("shaven"),
    ),
    Pattern(
        "beard",
        _SHAVEN,
        rx(
            rf"{WHOSE} {ADJ}{{0,2}}?(?:clean|smooth)[- ]?(?:shaven|shaved) {ADJ}{{0,2}}?(?:face|jaw|chin|cheeks?|lip)\b"
        ),
        constant("shaven"),
    ),
    Pattern(
        "beard",
        _SHAVEN,
        rx(rf"\bwith an? {ADJ}{{0,2}}?(?:(?:clean|smooth)[- ])?(?:shaven|shaved) {ADJ}{{0,1}}?(?:face|jaw|chin)\b"),
        constant("shaven"),
    ),
)
