"""What can stand behind "is", "has" or a comma: phrases anchored at their first word, each giving a value to an attribute.

The subject is found by `clauses.py`; a phrase sees only its own words. "a dental nurse", "from Stoke", "seventeen", "a nose
ring", "a flat in Leeds", "a brother called Femi".
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from ..lexicon import BODY_PARTS, KIN_PLURAL, NATIONALITIES, PEOPLE_OF, RELIGIONS
from ..life_words import (
    AILING,
    BAD,
    BELONGINGS,
    COMPLAINING,
    DIETS,
    FEATURES,
    HAIR_CUTS,
    HAIR_KINDS,
    HOMES,
    ILLNESSES,
    JOBS,
    MAKES,
    PARTNERS,
    RELATIVES,
    SEEN_AS,
)
from .base import ADJ, KIN_WORD, NAME, NUM, NUMBER_WORDS, POSS, either, number, rx, words
from .family import count_of, kin_of
from .life import PLACE, place
from .looks import BUILDS, EYE, HAIR, colour
from .ways import BELONGING, belonging

Value = Callable[[re.Match[str]], str | None]


@dataclass(frozen=True)
class Phrase:
    """One kind of phrase. `having` says behind what it may stand: True "has" and "with", False "is", None either."""

    attribute: str
    triggers: frozenset[str]  # one of these words must stand in the stretch
    source: str
    value: Value
    having: bool | None = False
    sure: bool = True
    beside: bool = True  # whether it may stand behind a bare comma, too
    beyond: bool = False  # whether it may reach into the next clause: "one son, Gareth, who"

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when a clause first asks for it."""
        return re.compile(self.source)


_END = r"(?= ?[,.;:!?\")]| and | but | or | with | in | at | on | of | from | for | now\b| when | who | by | since | called | named |$)"
_DET = r"(?:(?:an?|the|our|my|her|his|their|that|those|these|this|some|one|two|three|no) )"
_POSSESSED = r"(?:an?|the|our|my|her|his|their|[A-Z]\w+'s?)"
# "with her father's red hair": whom she has it from
_OFKIN = rf"(?:{POSS} {KIN_WORD}'s |{NAME}'s )"
_CAPS = r"(?:[A-Z][\w\-]+ )"
_JOB = either(JOBS)
_JOB_MOD = r"(?:(?:retired|former|ex|senior|junior|head|chief|assistant|deputy|trainee|qualified|part-time|full-time|freelance|old|young|proper|professional|struggling|stage|dental|district|staff|night|theatre|veterinary|criminal|divorce|concert|classical|jazz|session|touring|backing|lead|rhythm|maths|music|history|primary|English|French|piano|driving|bus|taxi|lorry|van|tour|road|ship's|ships') )"
_AMOUNT = r"(?:quantity of |great deal of |lot of |pair of |head of |shock of |mop of |mass of )?"
_PERSON = r"(?:man|woman|girl|boy|lad|lass|kid|fella|fellow|bloke|guy|lady|gentleman|chap|creature|thing|person)"
_BODY = either(
    [*"nose lip lips eyebrow brow ear ears teeth tooth chin cheek cheeks forehead neck face head tongue belly navel knuckles back chest".split(),
     "front teeth", *BODY_PARTS]
)  # fmt: skip
_WHERE = rf"(?: (?:in|on|across|over|between|through|round|around|down|under|behind|above|below|along) (?:his|her|my|the|both|each|one)(?: (?:left|right|front|top|bottom|upper|lower))*(?: {_BODY})?)"
_RELATIVE = either([*RELATIVES, *PARTNERS])


def _plain(text: str) -> str:
    return " ".join(text.lower().split()).removeprefix("a ").removeprefix("an ").removeprefix("the ")


def _v(match: re.Match[str]) -> str:
    return " ".join(match["v"].lower().split())


_SINCE = re.compile(r"\bbeen\s+[\w\-]+\s+since\b")  # "He's been twenty-nine since I met him"


def _years(match: re.Match[str]) -> str | None:
    value = number(match["n"])
    long = match.groupdict().get("years")
    if (
        value is None
        or not (1 if long else 5) <= value <= 105
        or _SINCE.search(match.string, max(0, match.start() - 6), match.end() + 8)
    ):
        return None
    return str(value)


def _height(match: re.Match[str]) -> str | None:
    feet, inches = number(match["ft"]), number(match["in"] or "0") if match["in"] else None
    if feet is None:
        return None
    return f"{feet} ft {inches}" if inches is not None and inches < 12 else f"{feet} ft"


def _name(match: re.Match[str]) -> str:
    return " ".join(match["v"].split())


def _way(match: re.Match[str]) -> str | None:
    """A way of living; "I was sober" is of one evening."""
    once = re.search(r"\bwas\s+\Z", match.string[max(0, match.start() - 6) : match.start()])
    return None if once and "sober" in match["v"] else _v(match)


def _nation(match: re.Match[str]) -> str:
    return PEOPLE_OF.get(match["v"], match["v"])


_PRAISE = re.compile(
    r"\b(?:own|good|great|wonderful|excellent|worst|best|bad|terrible|natural|born|better|fine|poor|real|perfect|lousy|hopeless|amazing|such|quite|kind|fair|bit)\b",
    re.I,
)


_OLD_MAID = re.compile(r"\bold\s+maid\b", re.I)


def _job(match: re.Match[str]) -> str | None:
    praised = _PRAISE.search(match[0][: match.start("v") - match.start()]) or _OLD_MAID.search(match[0])
    return None if praised else _v(match)


def _build(match: re.Match[str]) -> str | None:
    sizes = [w for w in re.findall(r"[a-z\-]+", match["adj"].lower()) if w in BUILDS]
    return sizes[0] if sizes else None


def _seen(match: re.Match[str]) -> str | None:
    found = [w for w in re.findall(r"[a-z\-]+", match["adj"].lower()) if w in SEEN_AS]
    return " ".join(found) or None


def _hair(match: re.Match[str]) -> str | None:
    kinds = [w for w in re.findall(r"[a-z\-]+", match["adj"].lower()) if w in HAIR_KINDS]
    cut = match["cut"].lower()
    return " ".join([*kinds, *([cut] if cut != "hair" else [])]) or None


def _feature(match: re.Match[str]) -> str:
    words = " ".join(match["v"].split())
    return words if words.startswith("tattoo of ") else _plain(words)


def _status(match: re.Match[str]) -> str | None:
    words = " ".join(match[0].lower().split())
    value = {"widow": "widowed", "widower": "widowed", "bachelor": "unmarried", "single": "unmarried"}.get(
        match["v"], match["v"]
    )
    if words.startswith(("never", "not")) or " never " in f" {words} " or " not " in f" {words} ":
        return "unmarried" if value == "married" else None
    return f"{value} twice" if "twice" in words else value


_ADJS = rf"(?P<adj>(?:{ADJ}|{_CAPS}){{0,4}}?)"


def _heads(*lists: Iterable[str]) -> frozenset[str]:
    """Every last word of the entries, lower case."""
    return frozenset(entry.lower().replace("-", " ").split()[-1] for one in lists for entry in one) | frozenset(
        entry.lower().split()[-1] for one in lists for entry in one
    )


_NUMBERS = NUMBER_WORDS - words("one two three four hundred thousand million dozen")
_JOBS = _heads(JOBS) | words("chief")
_DIETS, _HOMES, _OWNED = _heads(DIETS), _heads(HOMES), _heads(BELONGINGS, MAKES)
_NATIONS, _FAITHS = _heads(NATIONALITIES), _heads(RELIGIONS)
_SIZES, _SEEN_AS, _FEATURES = _heads(BUILDS), _heads(SEEN_AS), frozenset(f.split()[0] for f in FEATURES)
_HAIRS = _heads(HAIR_CUTS) | words("hair curls locks ringlets braid braids ponytail fringe mane rinse")
_AILING, _ILL, _BAD = _heads(AILING), _heads(ILLNESSES), frozenset(BAD)
_KINS = _heads(RELATIVES, PARTNERS)
_STATUS = words("engaged married divorced separated widowed widow widower single unmarried bachelor remarried")

# "a young lady with": whoever it is said of, what follows is said of them too.
SOMEBODY = re.compile(
    rx(
        rf"(?:an?|the|that|this) (?:{ADJ}){{0,4}}?(?:{_PERSON}|{_JOB})\b|(?:{POSS}|[A-Z]\w+'s?) (?:[a-z]+ )?(?:{_RELATIVE}|boy|girl)\b"
    )
)

PHRASES: tuple[Phrase, ...] = (
    # --- years and feet
    Phrase("age", _NUMBERS, rx(rf"(?:(?:only|just|about|nearly|almost) )?(?P<n>{NUM}) (?P<years>years (?:old|of age))\b"), _years),
    Phrase("age", _NUMBERS, rx(rf"(?:(?:only|just|aged) )?(?P<n>(?i:{NUM}))(?!\.\d)(?= ?[,.;:!?\"]|$| and (?!(?:a|an) (?:half|quarter|bit|day|hour)\b|[a-z]+ (?:feet|years))| now\b)"), _years),
    Phrase("age", _NUMBERS, rx(rf"an? (?:{ADJ}){{0,2}}?{_PERSON} of (?P<n>{NUM})\b"), _years),
    Phrase("age", _NUMBERS, rx(rf"an? (?:{ADJ}){{0,2}}?(?P<n>{NUM})[- ]year[- ]old\b"), _years),
    Phrase("height", words("foot feet ft"), rx(r"(?:(?:only|about|just|nearly|all of|almost) )?(?P<ft>four|five|six|seven|[4-7]) (?:foot|feet|ft)(?: (?P<in>\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven)(?![\w-]))?"), _height),
    # --- the person
    Phrase("height", _SIZES, rx(rf"(?:an?|that|this|the) (?P<adj>(?:{ADJ}){{1,4}}){_PERSON}\b"), _build),
    Phrase("height", _SIZES, rx(rf"(?:(?:very|quite|rather|too|so|really) )?(?P<v>{either(BUILDS)})(?= ?[,.;!?]| and )"), _v, beside=False),
    Phrase("looks", _SEEN_AS, rx(rf"(?:an?|that|this|the) (?P<adj>(?:{ADJ}){{1,4}}){_PERSON}\b"), _seen),
    Phrase("looks", _SEEN_AS, rx(rf"(?:(?:very|completely|quite|nearly|as good as|already|going) )?(?P<v>{either(SEEN_AS)}){_END}"), _v, beside=False),
    Phrase("nationality", _NATIONS, rx(rf"(?:(?:an?|half|very|originally) ){{0,2}}(?:{ADJ}){{0,3}}?(?P<v>{either(NATIONALITIES)})(?= ?[,.;:!?\"]| and | but | with | who | called | {_PERSON}\b| by )"), _nation),
    Phrase("religion", _FAITHS, rx(rf"(?:(?:an?|half|very|strict|lapsed|devout|practising) ){{0,3}}(?P<v>{either(RELIGIONS)})(?= ?[,.;:!?\"]| and | but | {_PERSON}\b| by | now\b| these | since | from |$)"), _nation),
    # --- from where, doing what
    Phrase("origin", words("from"), rx(rf"(?:originally )?from {PLACE}(?= ?[,.;:!?\")]| and | but | with |$)"), place),
    Phrase("origin", words("from"), rx(rf"(?:an?|the) (?:{ADJ}){{0,3}}?(?:{_PERSON}|{either(RELIGIONS)}) from {PLACE}"), place),
    Phrase("occupation", _JOBS, rx(rf"{_POSSESSED} (?:{ADJ}){{0,2}}?(?P<v>(?:{_JOB_MOD}){{0,2}}{_JOB})\b(?!'s|-| like)(?! (?:{_PERSON}|of the two|himself)\b){_END}"), _job),
    Phrase("occupation", _JOBS, rx(rf"(?P<v>(?:{_JOB_MOD}){{0,2}}(?:tour manager|stage manager|monitor engineer|chief|headmaster|headmistress|sergeant|captain|head of [A-Za-z&]+(?: (?:and |& )?[A-Za-z&]+)?))(?= (?:at|of|for|on|in) |[,.;])"), _job, beside=False),
    # --- body and health
    Phrase("health", _AILING, rx(rf"(?:an? )?(?:(?:bit|very|severely|slightly|partly|profoundly|type one|type two|registered|nearly|almost|stone|mildly|four|five|six|seven|eight) ){{0,3}}?(?:months )?(?P<v>{either(AILING)}(?: (?:in|on) (?:one|his|her|my|the|this|that)(?: (?:left|right|good|bad))? (?:eye|ear|side|leg))?)(?= ?[,.;:!?\"]| and | but | since | from | again|$)"), _feature),
    Phrase("diet", _DIETS, rx(rf"(?:an? )?(?:(?:strict|strictly|still|lifelong) )?(?P<v>{either(DIETS)})(?= ?[,.;:!?\"]| and | but | since | now|$)"), _v),
    Phrase("habit", words("alcoholic smoker vaper drinker non-smoker sober wagon recovery booze drink sauce bottle gear fags weed"), rx(r"(?:(?:an?|still|in) )*(?P<v>(?:(?:recovering|heavy|light|occasional) )?(?:alcoholic|smoker|vaper|drinker|non-smoker)|clean and sober|sober|on the wagon|off the (?:booze|drink|sauce|bottle|gear|fags|weed)|in recovery)(?= ?[,.;:!?\"]| and | but | since | for | now|$)"), _way),
    Phrase("allergy", words("allergic"), rx(r"(?:(?:very|badly|deathly|severely|horribly) )?allergic to (?P<v>[a-z]+(?: [a-z]+)?)(?= ?[,.;:!?\"]| and | but |$)"), _v),
    Phrase("handedness", words("left-handed right-handed handed left-hander right-hander"), rx(r"(?:naturally |a )?(?P<v>left|right)[- ]hand(?:ed|er)\b"), _v),
    Phrase("health", _ILL, rx(rf"(?:{_DET})?(?:{ADJ}){{0,2}}?(?P<v>(?:(?:terrible|bad|slight|heavy|mild|severe|awful|chronic|faint|smoker's|type one|type two|breast|bowel|lung|throat|ovarian|prostate|skin|vocal) )?{either(ILLNESSES)})(?= ?[,.;:!?\"]| and | but | on | in | since | that | when | after |$)"), _feature, having=True),
    Phrase("health", _BAD, rx(rf"(?:{_DET})?(?P<v>(?:{either(BAD)}) (?:{ADJ})?{either(COMPLAINING)})\b"), _feature, having=True),
    Phrase("health", words("plate pin pins rod rods screw screws"), rx(rf"(?:an? |two |three )?(?P<v>(?:(?:metal|titanium|steel) )?(?:plate|pins?|rods?|screws?){_WHERE})"), _feature, having=True),
    # --- eyes, hair, what shows
    Phrase("eyes", words("eyes"), rx(rf"(?:{_OFKIN}|{_DET})?{_AMOUNT}(?:{ADJ}){{0,3}}?{EYE},? (?:{ADJ}){{0,2}}?eyes\b(?! of)"), colour, having=True),
    Phrase("hair", _HAIRS, rx(rf"(?:{_OFKIN}|{_DET}|all )?{_AMOUNT}(?:{ADJ}){{0,3}}?{HAIR},? (?:{ADJ}){{0,2}}?(?:hair|curls|locks|ringlets|braids?|plaits?|ponytail|fringe|bob|crop|dreads|dreadlocks|afro|mane|rinse)\b"), colour, having=True),
    Phrase("hair", _HAIRS, rx(rf"(?:{_DET})?(?P<adj>(?:{ADJ}){{0,3}}?)(?P<cut>{either(HAIR_CUTS)}|hair)\b"), _hair, having=True),
    Phrase("hair", words("shaved shaven bald cropped"), rx(r"(?:an? )?(?P<v>shaved|shaven|bald|cropped) head\b"), _v, having=True),
    Phrase("beard", words("beard moustache mustache goatee whiskers sideburns"), rx(rf"(?:{_DET})?(?:{ADJ}){{0,3}}?(?:beard|moustache|mustache|goatee|whiskers|sideburns)\b"), lambda _m: "bearded", having=True),
    Phrase("looks", _FEATURES, rx(rf"(?:{_DET})?(?P<v>(?:{ADJ}){{0,2}}?{either(FEATURES)}\b(?:(?<=tattoo) of (?:an? |the )?[A-Za-z]+(?: [A-Z][a-z]+)?)?(?:{_WHERE})?)"), _feature, having=True),
    # --- people they have
    Phrase("kin", _KINS, rx(rf"(?:an?|one|the) (?:{ADJ}){{0,2}}?(?P<kin>{_RELATIVE})(?:,| [A-Za-z ]{{0,24}}?)? ?(?:called|named) (?P<whom>{NAME})"), kin_of, having=True, beyond=True),
    Phrase("kin number", words(*KIN_PLURAL), rx(rf"(?:only )?(?P<n>{NUM}) (?:{ADJ}){{0,2}}?(?P<kin>{either(KIN_PLURAL)})\b"), count_of, having=True),
    Phrase("kin", words("girl boy"), rx(rf"(?:an?|one) (?:little |wee |baby |grown |teenage |young ){{1,2}}(?P<kin>girl|boy)(?: [a-z ]{{0,16}}?)?,? (?:called|named) (?P<whom>{NAME})"), lambda m: "daughter" if m["kin"] == "girl" else "son", having=True),
    Phrase("kin", _KINS, rx(rf"(?:an?|one|only one) (?:{ADJ}){{0,2}}?(?P<kin>{_RELATIVE}), (?P<whom>{NAME})(?=[,.;:!?]|$)"), kin_of, having=True, beyond=True),
    Phrase("kin", _KINS, rx(rf"an? (?:{ADJ}){{0,2}}?(?P<kin>{_RELATIVE})\b(?!'|-| and )"), kin_of, having=True, beyond=True),
    Phrase("education", words("degree degrees diploma doctorate phd masters"), rx(r"(?:an?|one|two) (?P<v>(?:(?:first|second|good|bad|useless) )?(?:degree|diploma|doctorate|masters?|PhD)s? in [a-zA-Z]+(?: [a-z]+)?)(?= ?[,.;:!?\"]| and | but | from | which | that |$)"), _name, having=True),
    # --- married or not
    Phrase("marital status", _STATUS, rx(rf"(?:(?:now|still|happily|recently|newly|just|getting|only) )*(?P<v>(?:engaged|married) to (?:{POSS} [a-z]+ )?(?P<n>{NAME}))"), lambda m: f"{m['v'].split()[0]} to {' '.join(m['n'].split())}", beside=False),
    Phrase("marital status", _STATUS, rx(r"(?:(?:now|still|happily|recently|newly|legally|an?|never|not|twice|once) )*(?P<v>divorced|separated|widowed|widow|widower|single|unmarried|bachelor|engaged|remarried|married)(?= ?[,.;!?\"]| and | since | with | to (?:the|an?|some|his|her|my)\b| twice| for | now\b|$)(?: (?P<twice>twice))?"), _status),
    # --- where they live, what is theirs
    Phrase("residence", _HOMES, rx(rf"an? (?:{ADJ}){{0,3}}?(?P<home>{either(HOMES)})(?: [a-z][a-z ]{{0,30}}?)?,? (?:in|at|on|near|outside|off) {PLACE}"), lambda m: f"{m['home']} in {' '.join(m['v'].split())}", having=True),
    Phrase("possession", _OWNED, rx(rf"(?:an?|the|his|her|my|their|our|two|three|both) {_ADJS}(?P<thing>{BELONGING})\b(?!'|-| (?:of|case|shop|player|driver|strap|string|hair|food|park|key|keys|door|window)\b)(?:,? (?:called|named) (?P<called>{NAME}))?"), belonging, having=True),
    Phrase("possession", _OWNED, rx(rf"(?:an?|the|his|her|my|their|our) {_ADJS}(?P<thing>{BELONGING})\b(?!'|-| (?:of|case|shop|player|driver|strap|string|hair|food|park|key|keys|door|window|teacher|tech)\b)(?:,? (?:called|named) (?P<called>{NAME}))?"), belonging, having=False, beside=False, sure=False),
)  # fmt: skip


__all__ = ["PHRASES", "SOMEBODY", "Phrase"]
