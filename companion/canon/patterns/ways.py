"""Ways of living: drink and smoke, bonds of marriage, promises and debts, where somebody lives, what is theirs, years to come."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..lexicon import BODY_PARTS, MONTH_NAMES, WEEKDAY_NAMES
from ..life_words import AILING, BELONGINGS, ILLNESSES, MAKES
from .base import ADJ, NAME, NUM, NUMBER_WORDS, POSS, WHO, WHOSE, Pattern, constant, either, number, rx, words
from .life import PLACE_NAME, place
from .work import DOER

_DRINKS = "tea|green tea|herbal tea|coffee|decaf|gin|whisky|whiskey|vodka|rum|wine|red wine|white wine|beer|bitter|cider|stout|Guinness|lager|port|sherry|brandy|champagne|too much|like a fish|nothing but water|anything"
_SMOKES = r"roll-ups|rollies|roll ups|cigars|a pipe|menthols|weed|dope|grass|like a chimney|too much|out of (?:the|a) [a-z]+|[A-Z][a-z]+(?: [A-Z][a-z]+)?"
_DAY = f"{WEEKDAY_NAMES}|{MONTH_NAMES}|Christmas|Easter"
_PLACE = rf"(?P<v>(?:\d+[a-z]? )?{PLACE_NAME})"
_MONEY = rf"(?:[£$€]\d[\d,.]*(?:k|m|bn)?|{NUM} (?:pounds|quid|dollars|bucks|euros?|grand|guineas|pence)|a (?:tenner|fiver|grand|fortune|score))"
BELONGING = either([*BELONGINGS, *MAKES])
_PART = either([*BODY_PARTS, "nose", "jaw", "neck", "back", "pelvis", "ribs", "rib", "tooth", "wrists", "legs", "arms"])
_OWNED = frozenset(w.lower() for thing in (*BELONGINGS, *MAKES) for w in thing.replace("-", " ").split()) | frozenset(
    m.lower() for m in MAKES
)


def _v(match: re.Match[str]) -> str:
    return " ".join(match["v"].split())


def _low(match: re.Match[str]) -> str:
    return _v(match).lower()


def _since(match: re.Match[str]) -> str:
    since = " ".join((match["since"] or "").split())
    return f"no drink {since}".strip()


def _next(match: re.Match[str]) -> str | None:
    value = number(match["n"])
    return str(value) if value and 2 <= value <= 105 else None


IDLE = words("own only other old new same good little big lovely dear whole first last next second")
_RUDE = words("poor bloody fucking")  # nor do these, of what is surely theirs


def belonging(match: re.Match[str], idle: frozenset[str] = IDLE) -> str | None:
    """ "guitar: old gibson", "cat: Biscuit", "flask": groups `thing`, `adj` and `called`; `idle` words tell nothing of it."""
    if re.search(r"\band\b", match["adj"]):
        return None  # "her hat and her flask" are two
    thing = " ".join(match["thing"].split())
    thing = thing if thing in MAKES else thing.lower()
    said = [w for w in re.findall(r"[A-Za-z\-]+", match["adj"]) if w.lower() not in idle]
    called = match.groupdict().get("called")
    if called and len(called) > 1:  # not "my amp, L.S., dent side up"
        said.append(" ".join(called.split()))
    return f"{thing}: {' '.join(said)}" if said else thing


def _thing(match: re.Match[str]) -> str | None:
    return belonging(match, IDLE | _RUDE)


_ADJS = rf"(?P<adj>(?:{ADJ}|[A-Z][\w\-]+ ){{0,3}}?)"
_WHOLE = r"(?!'|-| (?:of|case|shop|player|driver|strap|string|strings|hair|food|park|key|keys|door|window|teacher|tech|lead|stand|stool|part|solo|line)\b)"
_MARRIED = words(
    "married marry marrying engaged engagement divorce divorced separated widow widower widowed split wedding"
)

WAYS: tuple[Pattern, ...] = (
    # --- drink and smoke
    Pattern("habit", words("drink drop drinks"), rx(rf"{DOER}(?:'s| has|'ve| have|'d| had)?(?:n't| not| never)? (?:had|touched|taken|having) (?:an?|one) (?:(?:proper|single) )?(?:drink|drop)(?P<since> (?:since|in|for) [^.,;:!?\"]{{2,24}})?(?=[.,;:!?\"]| and | but )"),
            lambda m: _since(m) if re.search(r"n't|\bnot\b|\bnever\b", m[0]) else None),
    Pattern("habit", words("gave given gives quit stopped packed"), rx(rf"{DOER}(?:'s| has|'ve| have|'d| had)? (?:only |just )?(?:gave up|given up|quit|stopped|packed in) (?:the )?(?P<v>smoking|drinking|drink|booze|fags|cigarettes|sugar|meat|coffee|gambling)\b"), lambda m: f"gave up {_low(m)}"),
    Pattern("habit", words("smokes smoke smoked"), rx(rf"{DOER} (?:still |only )?(?P<v>smokes? (?:{NUM} a day|{_SMOKES})|smoked (?:{NUM} a day|like a chimney))\b"), _low),
    Pattern("habit", words("drinks drink drank"), rx(rf"{DOER} (?:only |mostly |never )?(?P<v>drinks? (?:{_DRINKS}))\b"), _low),
    Pattern("habit", words("drink drinks smoke smokes"), rx(rf"{DOER} (?P<v>(?:never|doesn't|does not|don't|do not|didn't|did not) (?:drinks?|smokes?))(?= ?[,.;:!?\"]| and | or | any ?more| at all)"), _low),
    Pattern("habit", words("takes take took"), rx(rf"{DOER} (?:takes?|took|has) (?P<v>(?:{NUM}|no) sugars?|(?:it|(?:his|her|my) (?:tea|coffee)) (?:black|white|with [a-z ]{{3,20}}))(?= ?[,.;:!?\"]| and | in )"), _low),
    Pattern("habit", words("bites bite chews chew"), rx(rf"{DOER}(?:'s| has)? (?:always |still )?(?P<v>(?:bites?|chews?) (?:his|her|my) (?:nails|fingernails))\b"), _low),
    Pattern("habit", words("sober"), rx(rf"{WHO}(?:'s|'m| is| am| was|'s been| has been|'ve been)(?: (?:now|only))? (?P<v>{NUM} (?:years|months|weeks|days) (?:clean|sober|dry))\b"), _low),
    # --- health
    Pattern("health", frozenset(w for i in (*ILLNESSES, *AILING) for w in i.lower().split()),
            rx(rf"{DOER}(?:'s| has|'ve| have|'d| had| is| was|'m| am)? (?:suffers? from|suffered from|been diagnosed with|diagnosed with|getting|gets?|got|takes? (?:pills|tablets|something) for|died of|dying of) (?:an?|the|his|her|my)? ?(?:{ADJ})?(?P<v>{either(ILLNESSES)})\b"), _low),
    Pattern("health", words("lost blind"), rx(rf"{DOER}(?:'s| has|'ve| have|'d| had)? lost (?P<v>(?:the|his|her|my|an?|most of his|most of her) (?:(?:top|tip|sight|hearing|use|joint|end) (?:joint )?(?:of|in) (?:the|his|her|my|one) )?(?:(?:left|right|ring|index|little|middle) ){{0,2}}(?:eye|ear|ears|finger|thumb|leg|arm|hand|foot|toe|hearing|sight|voice|sense of smell|front teeth))\b"), lambda m: f"lost {_low(m)}"),
    Pattern("health", words("broke broken fractured sprained dislocated tore torn ruptured hurt injured burned burnt"), rx(rf"{DOER}(?:'s| has|'ve| have|'d| had)? (?:just |once )?(?P<v>(?:broken?|fractured|sprained|dislocated|tore|torn|ruptured|hurt|injured|burned|burnt) (?:his|her|my) (?:{ADJ})?(?!left|right){_PART})\b"), _low),
    Pattern("health", words("stammers stammered stutters stuttered limps limped lisps"), rx(rf"{DOER} (?P<v>stammers|stutters|limps|lisps)\b"), _low),
    # --- bonds
    Pattern("marital status", _MARRIED, rx(r"(?<!\bwhich\s)(?<!\bthat\s)\b(?P<who>[Ww]e)(?: were| got|'d been| had been| have been|'ve been|'re| are|'d got) (?:only |just |still )?(?P<v>married|engaged|divorced|separated)(?= ?[,.;:!?\"]| in | on | at | for | by | when | since | twice | and | that )(?P<when> in \d{4})?"), lambda m: f"{m['v']}{' '.join((m['when'] or '').split()) and ' ' + ' '.join(m['when'].split())}"),
    Pattern("marital status", _MARRIED, rx(rf"{DOER}(?:'s|'m| is| am| was) (?:marrying|going to marry|getting married to|engaged to) (?P<v>{NAME})"), lambda m: f"engaged to {_v(m)}"),
    Pattern("marital status", _MARRIED, rx(rf"\b(?:girl|boy|man|woman|guy|fella|fellow|lad|nurse|teacher|bloke) (?:called|named) (?P<v>{NAME})(?: [a-z]+)? (?:who|whom|that)? ?(?P<who>he|she|I)(?:'s|'m| is| am| was) (?:marrying|going to marry|engaged to|getting married to)"), lambda m: f"engaged to {_v(m)}"),
    Pattern("marital status", _MARRIED, rx(rf"{DOER}(?:'s| has|'d| had|'ve| have)? (?:only |just )?(?:married|got engaged to|divorced|got married to) (?P<v>{NAME})(?= ?[,.;:!?\"]| in | on | at | when | and | last | for | after | before )"), lambda m: f"{'engaged to' if 'engaged' in m[0] else 'divorced from' if 'divorced' in m[0] else 'married to'} {_v(m)}"),
    Pattern("marital status", words("divorce"), rx(rf"\b(?:since|after|before|during) (?P<who>my|his|her|{NAME}'s) divorce\b"), constant("divorced")),
    Pattern("marital status", words("married"), rx(rf"{DOER}(?:'s| has|'d| had|'ve| have| is| was|'m)(?: been)? (?P<v>married (?:twice|three times|four times))\b"), _low),
    Pattern("marital status", words("married"), rx(rf"{WHO}(?:'s| has|'d| had|'ve| have)? never (?:been |got )?married\b"), constant("unmarried")),
    Pattern("marital status", words("lost"), rx(rf"{DOER}(?:'s| has|'d| had|'ve| have)? lost (?:his|her|my) (?P<v>husband|wife)(?= ?[,.;]| in | last | when | to | {NUM})"), constant("widowed")),
    # --- homes
    Pattern("residence", words("lives live lived living"), rx(rf"{DOER}(?:'s|'m| is| was)? (?:still |now |all |always )?(?:lives?|lived|living) (?:alone |together |by (?:him|her|my)self )?(?:with (?:his|her|my|an?|the|{NAME}|two|three) ?[a-z\-]*(?: [a-z]+)? )?(?:(?:over|above|behind|opposite|next door to|next to|round the corner from|in|on) (?:an?|the) [a-z][a-z \-]{{2,30}}? )?(?:in|at|on|near|outside) {_PLACE}"), place),
    Pattern("residence", words("lives live living lived"), rx(rf"{DOER}(?:'s|'m| is)? (?:still |now |all |mostly )?(?:lives?|living|lived) (?P<v>(?:on|in|above|over|behind) an? (?:{ADJ}){{0,2}}?(?:boat|narrowboat|houseboat|barge|caravan|van|bus|flat|bedsit|hotel|hostel|trailer|squat|commune|lighthouse|convent|pub|shop|chip shop|bookie's|laundrette|cottage|tower block))\b"), _low, sure=False),
    Pattern("residence", words("moved moving move"), rx(rf"{DOER}(?:'s| has|'ve| have|'d| had)? (?:moved|gone to live) (?:back |out |down |up |over )?(?:to|in) {_PLACE}"), place, sure=False),
    # --- what is theirs
    Pattern("possession", _OWNED, rx(rf"{DOER} (?:drives?|drove|rides?|rode|owns?|owned|bought|keeps?|kept) (?:an?|his|her|my|the|that|this) {_ADJS}(?P<thing>{BELONGING})\b{_WHOLE}(?:,? (?:called|named) (?P<called>{NAME}))?"), _thing),
    Pattern("possession", _OWNED, rx(rf"{WHOSE} {_ADJS}(?P<thing>{BELONGING})(?: (?:is|was|'s) (?:called|named)|,? (?:called|named)|,) (?P<called>{NAME})(?=[,.;:!?\"]| and | is | was )"), _thing),
    Pattern("possession", _OWNED, rx(rf"{WHOSE} {_ADJS}(?P<thing>{BELONGING})\b{_WHOLE}"), _thing),
    Pattern("possession", _OWNED, rx(rf"\b(?:the|that|this) {_ADJS}(?P<thing>{BELONGING}) (?:is|was|'s) (?P<who>mine|his|hers|{NAME}'s)(?= ?[,.;:!?\"]| and | but )"), _thing),
    # --- promises and debts
    Pattern("promise", words("promised promise promises swore"), rx(rf"{DOER}(?:'d| had|'ve| have|'s| has)? (?:promised|swore to|promises?(?= (?:(?:you|{NAME}|him|her|me|them|us) )?(?:that|to) [a-z]+ )(?! to (?:you|him|her|me|them|us)\b)) (?P<v>(?:(?:{NAME}|you|him|her|me|them|us|{POSS} [a-z]+) )?(?:that |to )?[a-z'][^.,;:!?\"]{{6,70}})"), _v),
    Pattern("debt", words("owes owe owed"), rx(rf"{DOER} (?:owes?|owed) (?P<v>(?:(?:{NAME}|him|her|me|them|us|{POSS} [a-z]+|the [a-z]+) )?(?:about |over |nearly )?{_MONEY})"), _v),
    # --- the next birthday
    Pattern("next birthday", NUMBER_WORDS, rx(rf"{WHO}(?:'ll| will)(?: only)? be (?P<n>{NUM})(?= (?:on|in|next|this|tomorrow|come|by|before|at) |[,.;:!?\"])(?! (?:in the|at the))"), _next, needs=words("will ll")),
    Pattern("next birthday", NUMBER_WORDS, rx(rf"{WHO}(?:'s|'m| is| am| turns| turn|'ll be turning) (?P<n>{NUM}) (?:on|in|next|tomorrow|this)(?: (?:the )?(?:{_DAY}|week|month|year|[a-z]+th|weekend))?(?= ?[,.;:!?\"]| and )"), _next, needs=words("on in next tomorrow this")),
)  # fmt: skip

__all__ = ["BELONGING", "WAYS", "belonging"]
