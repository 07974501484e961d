"""The body: marks, injuries and their side, handedness."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..lexicon import BODY_PARTS
from .base import ADJ, HAS, IS, WHO, WHOSE, Pattern, constant, either, rx, words

_PART = rf"(?P<part>{either(BODY_PARTS)})s?"
_SIDE = r"(?P<side>left|right)"
_MARK = r"(?P<mark>scar|birthmark|tattoo|mole|dimple|scars|tattoos)"
_WOUND = (
    r"(?P<mark>bandage|cut|gash|scratch|wound|burn|bruise|cast|plaster|splint|sling|stitches|sprain|limp|"
    r"bullet|graze|blister|brace)"
)
_HURT = (
    r"(?P<mark>broken|bandaged|injured|wounded|hurt|bad|lame|sprained|maimed|scarred|tattooed|withered|crippled|missing|"
    r"amputated|swollen|bruised|burnt|burned|fractured|shattered|artificial|prosthetic|wooden|glass|blind|deaf|scratched|bleeding)"
)
_MOTIFS = "swallow anchor rose dragon heart star bird snake skull butterfly thistle shamrock mermaid cross treble-clef wren lion eagle"
_NEAR = r"(?: (?!left\b|right\b)[a-z,\-]+){0,4}?"
_MARKS = words("scar scars birthmark tattoo tattoos mole dimple")
_WOUNDS = words(
    "bandage cut gash scratch wound burn bruise cast plaster splint sling stitches sprain limp bullet graze "
    "blister brace"
)
_HURTS = words(
    "broken bandaged injured wounded hurt bad lame sprained maimed scarred tattooed withered crippled missing amputated swollen "
    "bruised burnt burned fractured shattered artificial prosthetic wooden glass blind deaf scratched bleeding broke breaks "
    "sprained twisted injured hurt cut"
)
_SAME = {"scars": "scar", "tattoos": "tattoo", "broke": "broken", "breaks": "broken", "burnt": "burned",
         "bandaged": "bandage", "scratched": "scratch", "wounded": "wound", "scarred": "scar", "tattooed": "tattoo"}  # fmt: skip


def placed(match: re.Match[str]) -> str:
    """ "left arm scar": side, part, what it is."""
    mark = match["mark"].lower()
    mark = _SAME.get(mark, mark)
    return f"{match['side'].lower()} {' '.join(match['part'].lower().split())} {mark}"


_POSSESSED = r"(?:(?:my|his|her|their|your|its|the) )"

BODY: tuple[Pattern, ...] = (
    # a long scratch down her left arm; the tattoo on Dee's right shoulder
    Pattern("mark", _MARKS, rx(rf"\b{_MARK}{_NEAR} (?:on|over|across|down|along|above|below|under|at|of|in) {WHOSE} {_SIDE} {_PART}\b"), placed),
    Pattern("injury", _WOUNDS, rx(rf"\b{_WOUND}{_NEAR} (?:on|over|across|down|along|above|below|in|to|round|around|of) {WHOSE} {_SIDE} {_PART}\b"), placed),
    # the scratch on the poor girl's right arm
    Pattern("injury", _WOUNDS, rx(rf"\b{_WOUND}{_NEAR} (?:on|over|across|down|along|in|to) (?P<who>the {ADJ}{{0,2}}?[a-z]+'s) {_SIDE} {_PART}\b"), placed),
    # my right wrist has a swallow on it; the anchor on his left forearm
    Pattern("mark", words("left right"), rx(rf"{WHOSE} {_SIDE} {_PART} (?:has|had|bears|bore|'s got) (?:an?|the) (?:[a-z]+ ){{0,2}}?(?P<mark>[a-z]+) (?:on|across|down|round|around) it\b"), placed),
    Pattern("mark", words(_MOTIFS), rx(rf"\b(?P<mark>{either(_MOTIFS.split())})(?: tattoo| tattooed| inked| done)?(?: in [a-z ]{{3,12}})? (?:on|across|round|around|down) {WHOSE} {_SIDE} {_PART}\b"), placed),
    # his left arm was in a sling, her right hand, bandaged
    Pattern("injury", _WOUNDS | _HURTS, rx(rf"{WHOSE} {_SIDE} {_PART}(?:{IS}|,) (?:(?:still|all|now|badly|heavily|in an?|swathed in|wrapped in) )*(?:{_HURT}|{_WOUND.replace('<mark>', '<mark2>')})\b"),
            lambda m: f"{m['side']} {' '.join(m['part'].split())} {_SAME.get(m['mark'] or m['mark2'], m['mark'] or m['mark2'])}"),
    # her bandaged left hand; her left, bandaged hand
    Pattern("injury", _HURTS, rx(rf"{WHOSE} {ADJ}?{_HURT},? {_SIDE} {_PART}\b"), placed),
    Pattern("injury", _HURTS, rx(rf"{WHOSE} {_SIDE},? {_HURT} {_PART}\b"), placed),
    # she broke her left arm
    Pattern("injury", _HURTS, rx(rf"{WHO}(?:{HAS})? (?P<mark>broke|broken|breaks|sprained|twisted|injured|hurt|cut|burned|burnt) {_POSSESSED}{_SIDE} {_PART}\b"), placed),
    # a scar ran down his left cheek
    Pattern("mark", _MARKS, rx(rf"\b{_MARK} (?:ran|runs|crossed|crosses|marked|marks|cut|cuts|split|splits|bisected)(?: (?:down|along|across|through|over|up))? {WHOSE} {_SIDE} {_PART}\b"), placed),
    Pattern("handedness", words("left-handed right-handed handed lefty southpaw left-hander"),
            rx(rf"{WHO}(?:{IS}) (?:(?:a|naturally|also|still) )*(?P<v>left|right)[- ]?(?:handed|hander)\b"), lambda m: m["v"]),
    Pattern("handedness", words("lefty southpaw"), rx(rf"{WHO}{IS} (?:a )?(?:lefty|southpaw)\b"), constant("left")),
    Pattern("handedness", words("left-handed right-handed handed"), rx(rf"{WHOSE} (?P<v>left|right)[- ]handed (?:guitar|bass|grip|swing|scrawl|writing|scissors|stroke|pitch)\b"), lambda m: m["v"]),
    # writes with her left hand; the pen, as always, in his left hand
    Pattern("handedness", words("hand"), rx(rf"{WHO} (?:[a-z]+ed|wr[io]tes?|writes|signs|draws|drew|bats|bowls|throws|threw|plays) (?:[a-z]+ ){{0,3}}?with {_POSSESSED}(?P<v>left|right)(?: hand)?\b(?=[,.;]| as (?:usual|always|ever))"),
            lambda m: m["v"] if re.search(r"\b(?:wr[io]te|writes|sign|dr[ae]w|bat|bowl|thr[oe]w)", m[0]) else None),
    Pattern("handedness", words("hand"), rx(r"(?:as usual|as always|as ever),? in (?P<who>his|her|my|their) (?P<v>left|right) hand\b"), lambda m: m["v"]),
    Pattern("handedness", words("hand"), rx(r"(?P<who>\b[Hh]is|\b[Hh]er|\b[Mm]y) (?P<v>left|right) hand,? (?:which was |being )?(?:his|her|my|the) (?:good|better|strong|writing|fretting|working|useful|dominant|only (?:good|useful)) (?:one|hand)\b"), lambda m: m["v"]),
    Pattern("handedness", words("hand"), rx(r"(?P<who>\b[Hh]is|\b[Hh]er|\b[Mm]y) (?P<v>left|right) hand,? (?:which was )?the only (?:one|hand) (?:he|she|I) (?:could|can|ever)\b"), lambda m: m["v"]),
)  # fmt: skip
