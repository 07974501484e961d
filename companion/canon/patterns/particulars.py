"""Particulars: marks and wounds told at length, how long, how much, what is sworn, what somebody likes."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..lexicon import BODY_PARTS
from ..life_words import MAKES
from .base import ADJ, HAS, IS, NAME, NUM, WHO, WHOSE, Pattern, constant, either, rx, words
from .body import placed
from .looks import HAIR, colour
from .work import DOER

_PART = rf"(?P<part>{either(BODY_PARTS)})s?"
_SIDE = r"(?P<side>left|right)"
_SPAN = rf"(?:for )?(?P<n>(?:(?:about|nearly|almost|over|more than) )?{NUM} (?:years|months|weeks))"
_PER = r"an? (?:week|night|month|year|show|day|hour|gig)"
_SUM = rf"(?:[£$€]\d[\d,.]*(?:k|m)?|{NUM} (?:pounds|quid|dollars|bucks|euros?|grand|guineas|pence))"
_TORN = r"(?:torn|pulled|ruptured|snapped|dislocated|sprained|twisted|fractured|cracked|trapped|tore|crushed)"
_TISSUE = r"(?:ligament|tendon|muscle|hamstring|cartilage|nerve|rib|ribs|collarbone|vertebra|disc|achilles)"
_THINGS = "song film book colour color drink food band singer record album pudding word place hymn"
_DRINKS = "gin whisky whiskey vodka rum brandy sherry lager bitter stout cider tea coffee"


def _low(match: re.Match[str]) -> str:
    return " ".join(match["v"].lower().split())


def _as_it_is(match: re.Match[str]) -> str:
    return " ".join(match["v"].split())


def _span(match: re.Match[str]) -> str:
    """ "together six years", "with the band nine years"."""
    return " ".join(f"{match['v']} {match['n']}".split())


PARTICULARS: tuple[Pattern, ...] = (
    # a swallow tattooed on the back of his left hand; a scar under her right eye
    Pattern("mark", words("tattooed inked"), rx(rf"\ban? (?:{ADJ})?(?P<mark>[a-z]+) (?:tattooed|inked) (?:on|across|round|around|down) (?:the (?:back|inside|side|top) of )?{WHOSE} {_SIDE} {_PART}\b"), placed),
    Pattern("mark", words("tattooed inked"), rx(rf"{WHO}{HAS} (?P<v>an? (?:{ADJ})?[a-z]+ (?:tattooed|inked) (?:on|across|round|around|down) (?:the (?:back|inside|side|top) of )?(?:his|her|my|one|each) (?!left\b|right\b)[a-z]+)\b"), lambda m: re.sub(r"^an? ", "", _low(m))),
    # a torn ligament in her left knee; she'd torn a ligament in her left knee
    Pattern("injury", words("ligament tendon muscle hamstring cartilage nerve disc achilles"), rx(rf"{WHO}{HAS} (?:{_TORN} (?:an?|the|her|his|my) |an? {_TORN} ){_TISSUE} in (?:his|her|my|the) {_SIDE} {_PART}\b"), lambda m: f"{m['side']} {' '.join(m['part'].split())} torn"),
    Pattern("injury", words("limps limp"), rx(rf"{WHO} (?:limps|walks with a limp|walked with a limp) (?:on|in|with) (?:his|her|my) {_SIDE} (?P<part>leg|foot|knee|hip|ankle)\b"), lambda m: f"{m['side']} {m['part']} limp"),
    Pattern("looks", words("nose"), rx(rf"{WHOSE} nose(?: had been| has been| was|'s been| is|'s) (?:twice |once |clearly |obviously )?broken\b"), constant("broken nose")),
    Pattern("looks", words("pierced"), rx(rf"{WHO}{HAS} (?P<v>(?:both )?(?:ears|nose|lip|tongue|eyebrow) pierced|(?:a )?pierced (?:ears|nose|lip|tongue|eyebrow))\b"), lambda m: _low(m).removeprefix("a ")),
    Pattern("hair", words("hair"), rx(rf"{WHOSE} hair{IS} (?:down )?(?:to|past|below) (?:his|her|my) [a-z]+ and {HAIR}(?= as | ?[,.;!?\"])"), colour),
    # how long
    Pattern("history", words("together"), rx(rf"{WHO}(?: and {NAME})?(?:'d| had|'ve| have|'s| has) been (?P<v>together|on the road together|in the band together) {_SPAN}"), _span),
    Pattern("history", words("band label company firm group choir orchestra church union tour agency"), rx(rf"{WHO}(?:'d| had|'ve| have|'s| has) been (?P<v>(?:with|in) (?:the|this|our|his|her|my) (?:[a-z]+ )?(?:band|label|company|firm|group|choir|orchestra|church|union|agency)) {_SPAN}"), _span),
    # how much
    Pattern("money", words("earned earns paid makes made gets got charges charged"), rx(rf"{DOER} (?P<v>(?:earned|made|got|charges?|charged|takes home|took home) {_SUM} {_PER})\b"), _low),
    # what is sworn
    Pattern("promise", words("swore vowed swears vows sworn"), rx(rf"{WHO}(?:'d| had|'s| has|'ve| have)? (?:swore|vowed|swears|vows|sworn)(?: that)? (?P<v>(?:he|she|I)(?:'d|'ll| would| will) (?:never |not |always )?[a-z]+[^.,;:!?\"]{{2,60}})"), _as_it_is),
    # what somebody likes, plays, drinks
    Pattern("taste", words(_THINGS), rx(rf"{WHOSE} (?:all-time )?favou?rite (?P<thing>{'|'.join(_THINGS.split())})(?:'s| is| was) (?P<v>[A-Za-z\"“‘][^.,;:!?]{{2,40}})(?=[.,;:!?])"), lambda m: f"favourite {m['thing'].lower()}: {_as_it_is(m)}"),
    Pattern("habit", words(_DRINKS), rx(rf"{WHO} (?P<v>(?:only ever |always |never )?(?:drinks|only ever drank|only drank) (?:nothing but |only )?(?:{'|'.join(_DRINKS.split())}))(?= ?[,.;:!?\"]| and | with | by | out )"), _low),
    Pattern("plays", words(*(make.split("-")[-1].lower().split()[-1] for make in MAKES)), rx(rf"{DOER} (?:plays|played) (?P<v>an? (?:19\d\d |20\d\d |old |red |black |white |blue |sunburst ){{0,2}}(?:{'|'.join(MAKES)})(?: [A-Z][\w\-]*)?)(?= ?[,.;:!?\"]| and | that | which | with )"), lambda m: re.sub(r"^an? ", "", _as_it_is(m))),
    Pattern("possession", words("ferrets hens chickens goats pigeons bees rabbits cats dogs budgies greyhounds whippets tortoises snakes"), rx(rf"{WHO} (?:keeps|kept|breeds|bred|races|raced) (?:{NUM} |a few |some )?(?P<v>ferrets|hens|chickens|goats|pigeons|bees|rabbits|cats|dogs|budgies|greyhounds|whippets|tortoises|snakes)(?= ?[,.;:!?\"]| and | in | on | at )"), _low),
    Pattern("education", words("university uni school academy college conservatoire"), rx(rf"{DOER} (?:went to|goes to|trained at|studied at|dropped out of) (?P<v>university|uni|art school|art college|drama school|music college|stage school|(?:the )?(?:[A-Z][A-Za-z]+ ){{0,3}}(?:Academy|College|Conservatoire|University)(?: of [A-Z][a-z]+| in [A-Z][a-z]+)?)(?= ?[,.;:!?\"]| and | in | at | when | to | with | for )"), _as_it_is),
)  # fmt: skip

__all__ = ["PARTICULARS"]
