"""Family: who is whose what, how many of them, married or not, how old."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..lexicon import KIN_PLURAL, KIN_SAME, MONTHS
from .base import (
    ADJ,
    ALMOST,
    HAS,
    IS,
    KIN_WORD,
    NAME,
    NUM,
    NUMBER_WORDS,
    POSS,
    ROLE,
    SUBJ,
    WHO,
    WHOSE,
    Pattern,
    constant,
    either,
    number,
    rx,
    words,
)

_PLURALS = either(k for k, v in KIN_PLURAL.items() if k.endswith(("s", "children")) or k == "grandchildren")
_ANY = either(KIN_PLURAL)
_NUMBERS = NUMBER_WORDS | words("year-old years aged age twenties thirties forties fifties sixties teens")


def _age(match: re.Match[str]) -> str | None:
    """ "26", "about 37", "under 8", "over 40", "20-29"."""
    value = number(match["n"])
    if (
        value is None
        or not 1 <= value <= 110
        or (value == 1 and not re.search(r"\byears? (?:old|of age)|aged?\b", match[0]))
    ):
        return None
    if re.search(rf"\b(?:{'|'.join(_UNIT_WORDS)})\s+or\s+\w", match["n"]):
        return f"about {value}"
    before = " ".join((match.groupdict().get("about") or "").lower().split())
    if before in ("not yet", "under", "less than", "not", "barely", "hardly", "scarcely") and before != "barely":
        return f"under {value}" if before in ("not yet", "under", "less than", "not") else f"about {value}"
    if before in ("over", "past", "more than", "at least", "turned"):
        return f"over {value}" if before != "turned" else str(value)
    if before in ("about", "nearly", "almost", "some", "perhaps", "maybe", "around", "going on", "rising", "at most"):
        return f"about {value}"
    return str(value)


_MONTHS = tuple(m.title() for m in MONTHS)
_MONTH = either(_MONTHS)
_DAY = r"(?:\d{1,2}(?:st|nd|rd|th)?|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
_DATE = rf"(?:{_DAY} (?:of )?{_MONTH}|{_MONTH}(?: (?:the )?{_DAY}\b(?! [a-z]))?|Christmas(?: Day| Eve)?|New Year's (?:Day|Eve)|Midsummer(?:'s)?(?: Day)?|Halloween)"
_DAYS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")


def _date(match: re.Match[str]) -> str:
    """ "3 June", "June", "Christmas"."""
    words_ = match["v"].split()
    month = next((w for w in words_ if w in _MONTHS), "")
    if not month:
        return " ".join(words_)
    day = next((re.sub(r"\D", "", w) or str(_DAYS.index(w) + 1) for w in words_ if w[0].isdigit() or w in _DAYS), "")
    return f"{day} {month}".strip()


_SPANS = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80}


def _decade(match: re.Match[str]) -> str:
    low = _SPANS[match["d"]]
    part = match["part"] or ""
    first, last = {"early": (0, 4), "mid": (3, 7), "late": (6, 9)}.get(part.strip(" -"), (0, 9))
    return f"{low + first}-{low + last}"


def count_of(match: re.Match[str]) -> str | None:
    """ "3 brothers" from groups `n` and `kin`; None for "two of them" and what is no number of relatives."""
    kin = KIN_PLURAL[match["kin"].lower()]
    value = number(match["n"])
    if _SOME.search(match[0]):
        return None
    if (
        value is None
        or value > 30
        or (value == 1) != (match["kin"].lower() in ("sister", "brother", "child", "kid", "son", "daughter", "sibling"))
    ):
        return None
    return f"{value} {kin}"


# "her two youngest girls" are some of them, not all.
_SOME = re.compile(
    r"\b(?:youngest|eldest|oldest|elder|younger|older|other|others|remaining|last|first|married|unmarried|more)\b"
)


def _none(match: re.Match[str]) -> str | None:
    return f"0 {KIN_PLURAL[match['kin'].lower()]}"


def kin_name(word: str) -> str:
    """The plain word for a kin term: "mum" is "mother"."""
    word = word.lower()
    return KIN_SAME.get(word, word)


def kin_of(match: re.Match[str]) -> str:
    """The kin word of group `kin` by its usual name."""
    return kin_name(match["kin"])


# "She's not my sister"; but "I've not told my sister" has one.
_NOT_THAT = re.compile(
    r"(?:\b(?:is|was|are|were|am|'s|'m|'re) (?:not|never|no longer)|(?:isn|wasn|aren|weren)'t)(?: (?:really|even))? \Z",
    re.I,
)


def _present_kin(match: re.Match[str]) -> str | None:
    """The kin word, but not of "Well done, my son": so one calls anybody."""
    text, after = match.string, match.string[match.end() : match.end() + 1]
    called = (
        match["who"].lower() == "my"
        and text[: match.start()].rstrip().endswith(",")
        and after in (".", "!", "?", ",", '"')
    )
    return None if called or _NOT_THAT.search(text, max(0, match.start() - 24), match.start()) else kin_of(match)


_UNIT_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_AGE_N = rf"(?:(?P<about>{ALMOST}) )?(?P<n>{NUM})"
_END = r"(?= ?[,.;:!?\"]| and (?!a (?:half|quarter|bit|day)\b|[a-z]+ (?:feet|years))| when | but | or so| now\b| then\b| this | next | last | in [A-Z]| already| at (?:the|last|most))"
_PERSON = (
    r"(?:man|woman|girl|boy|youth|lad|child|urchin|person|lady|gentleman|fellow|kid|guy|chap|widow|bachelor|spinster)"
)
_KIN = rf"(?P<kin>{KIN_WORD})"
_KINS = words(
    "mother father mum mom mam mamma mama mummy mommy dad daddy papa sister brother half-sister half-brother stepsister "
    "stepbrother step-sister step-brother son daughter stepson stepdaughter stepmother stepfather step-mother step-father "
    "aunt auntie uncle niece nephew cousin grandmother grandfather grandma grandpa gran granny nan grandad granddad grandson "
    "granddaughter husband wife fiancé fiancée fiance fiancee mother-in-law father-in-law sister-in-law brother-in-law "
    "son-in-law daughter-in-law godmother godfather godson goddaughter great-aunt great-uncle twin"
)
_TWO = r"(?:(?:dear|poor|old|eldest|oldest|elder|younger|youngest|little|late|own|big|only|beloved|favou?rite|twin|kid|baby|first|second) )"

FAMILY: tuple[Pattern, ...] = (
    # --- age
    Pattern("age", _NUMBERS, rx(rf"{WHO}{IS} {_AGE_N} years (?:old|of age)\b(?! (?:younger|older))"), _age, needs=words("years")),
    Pattern("age", _NUMBERS, rx(rf"(?P<who>\b(?:[Hh]e|[Ss]he|I)|{NAME})(?:'s|'m| is| was| am) {_AGE_N}{_END}"), _age),
    Pattern("age", _NUMBERS, rx(rf"(?P<who>{NAME}|{ROLE}),? (?:(?:who|that) (?:is|was) {_AGE_N}|(?:and )?aged {_AGE_N.replace('<about>', '<about2>').replace('<n>', '<n2>')}){_END}"),
            lambda m: _age(m) if m["n"] else _aged(m["n2"])),
    Pattern("age", _NUMBERS, rx(rf"\b(?:aged|at the age of|the age of) {_AGE_N}\b"), _age, needs=words("age aged")),
    Pattern("age", _NUMBERS, rx(rf"\b(?P<n>{NUM})[- ]year[- ]old (?P<who>{NAME})"), _age, needs=words("year old")),
    Pattern("age", _NUMBERS, rx(rf"{WHO}{IS} an? (?:{ADJ}){{0,2}}?(?P<n>{NUM})[- ]year[- ]old\b"), _age, needs=words("year old")),
    Pattern("age", _NUMBERS, rx(rf"{WHO}(?: just| only just)? (?:turned|turns|turn|has turned|had turned|'d turned) (?P<n>{NUM})\b(?! [a-z]+s\b|-| to\b)"), _age, needs=words("turned turns turn")),
    Pattern("age", _NUMBERS, rx(rf"\b{_PERSON} (?:of |about )(?:(?P<about>{ALMOST}) )?(?P<n>{NUM})(?=[,.;:!?\"]|--| or | and | who | with )(?! (?:feet|or [a-z]+ (?:people|men)))"), _age),
    Pattern("age", _NUMBERS, rx(rf"(?P<who>{NAME}), (?:(?P<about>{ALMOST}) )?(?P<n>{NUM})(?=[,;.])"), _age, sure=False),
    Pattern("age", _NUMBERS, rx(r"\bat (?P<n>(?:one|two|three|four|five|six|seven|eight|nine)-and-(?:twenty|thirty|forty|fifty|sixty|seventy))\b(?! [a-z]+s\b)"), _age),
    Pattern("age", _NUMBERS, rx(rf"{WHO}{IS} in {POSS} (?P<part>early |mid-|mid |late )?(?P<d>{either(_SPANS)})\b"), _decade, needs=words(*_SPANS)),
    # --- birthday
    Pattern("birthday", words("birthday"), rx(rf"{WHOSE} birthday(?:{IS}| falls| fell) (?:on |in )?(?:the )?(?P<v>{_DATE})"), _date),
    Pattern("birthday", words("born"), rx(rf"{WHO}(?:{IS}|'d been|'d)?(?: been)? born (?:on |in )(?:the )?(?P<v>{_DATE})"), _date),
    # --- how many
    Pattern("kin number", words(*KIN_PLURAL), rx(rf"{WHO}{HAS} (?:(?:only|just|got|the|those|these) )*(?P<n>{NUM}) (?:{ADJ}){{0,2}}?(?P<kin>{_ANY})\b"), count_of, needs=NUMBER_WORDS),
    Pattern("kin number", words(*KIN_PLURAL), rx(rf"(?P<who>{NAME}(?: and {NAME})?), (?:with )?(?:his|her|their) (?P<n>{NUM}) (?:{ADJ}){{0,2}}?(?P<kin>{_PLURALS})\b"), count_of, needs=NUMBER_WORDS),
    Pattern("kin number", words(*KIN_PLURAL), rx(rf"{WHOSE} (?P<n>{NUM}) (?:{ADJ}){{0,2}}?(?P<kin>{_PLURALS})\b"), count_of, needs=NUMBER_WORDS),
    Pattern("kin number", words(*KIN_PLURAL), rx(rf"\b(?:(?P<who>a) )?(?:wife|husband) and (?P<n>{NUM}) (?:{ADJ}){{0,2}}?(?P<kin>{_PLURALS})\b"), count_of, needs=NUMBER_WORDS),
    Pattern("kin number", words(*KIN_PLURAL), rx(rf"\b(?:mother|father|mum|mom|dad|parents) (?:of|to) (?P<n>{NUM}) (?:{ADJ}){{0,2}}?(?P<kin>{_PLURALS})\b"), count_of, needs=NUMBER_WORDS),
    Pattern("kin number", words(*KIN_PLURAL), rx(rf"{WHO}(?:{HAS}|'d| never had| has no| had no| have no| haven't| hasn't)(?: never had| never)? (?:no|any|a|an) (?P<kin>{_ANY})\b"),
            lambda m: _none(m) if re.search(r"\bno\b|n't|never", m[0]) else None, needs=words("no never haven hasn n't")),
    Pattern("kin number", words("only"), rx(rf"{WHO}{IS} (?:an|the|her|his|their) only child\b"), constant("0 siblings"), needs=words("child")),
    # --- who is whose what: the value is the kin word, `whom` the named relative
    # her sister Jo; his aunt, Mrs. Lund, (but not: his aunt, Mrs. Lund and ..., a list)
    Pattern("kin", _KINS, rx(rf"{WHOSE} {_TWO}{{0,2}}{_KIN}(?: (?P<whom>{NAME})|, (?P<whom2>{NAME})(?=[.;:!?)\"]|,(?! (?:and|or) )(?! {NAME},? and )| (?:at|in|of|to (?!every|all\b|his\b|her\b|my\b|our\b|their\b|the\b|people|strangers)|from|with|on|for|who)\b))"), kin_of),
    # his wife was called Ada; my sister's name is Jo; I have a daughter named Wren
    Pattern("kin", _KINS, rx(rf"{WHOSE} {_TWO}{{0,2}}{_KIN}(?:'s name(?: is| was|'s)|{IS}|,)? (?:called|named)? ?(?P<whom>{NAME})(?=[.,;:!?)\"]| and )"),
            kin_of, needs=words("called named name")),
    Pattern("kin", _KINS, rx(rf"{WHO}{HAS} (?:a|an|one) (?:{ADJ}){{0,2}}?{_KIN},? (?:called|named) (?P<whom>{NAME})"), kin_of, needs=words("called named")),
    Pattern("kin", _KINS, rx(rf"(?P<whom>{NAME}), {WHOSE} {_TWO}{{0,2}}{_KIN}(?=[,.;!?\"])"), kin_of),  # Mrs. Lund, his aunt,
    Pattern("kin", _KINS, rx(rf"(?P<whom>{NAME}){IS} {WHOSE} {_TWO}{{0,2}}{_KIN}\b(?!')"), kin_of),  # Jo is my sister
    Pattern("kin", _KINS, rx(rf"(?P<whom>{NAME}),? (?:the )?{_TWO}{{0,2}}{_KIN} (?:of|to) (?P<who>{NAME}|the [a-z]+)\b"), kin_of),
    # --- a relative without a name: that there is one
    Pattern("has kin", _KINS, rx(rf"{WHOSE} {_TWO}{{0,2}}{_KIN}\b(?!-| [a-z]+'s\b)"), _present_kin, sure=False),
    # --- partners
    Pattern("marital status", words("married widow widowed widower bachelor unmarried divorced spinster single"),
            rx(rf"{WHO}{IS} (?:(?:a|an|not|never|already|happily|recently|newly|twice|still|now|the|rich|wealthy|old|young|confirmed|poor) ){{0,3}}(?P<v>married|widow|widower|widowed|bachelor|unmarried|divorced|spinster|single)(?= ?[,.;!?\"]| and | with | to | at | for | man| woman)"),
            lambda m: {"widower": "widowed", "widow": "widowed", "bachelor": "unmarried", "spinster": "unmarried", "single": "unmarried"}.get(m["v"], m["v"])),
    Pattern("marital status", words("married"), rx(rf"{WHO}(?:{HAS})? never (?:been )?married\b"), constant("unmarried")),
    Pattern("marital status", words("married"), rx(r"\b(?:neither|nor) (?:[a-z]+, ){0,4}(?:n?or )?married\b"), constant("unmarried"), sure=False),
    Pattern("spouse", words("husband wife"), rx(rf"{WHOSE} (?:(?:late|poor|dear|dead|first|second|own|new) ){{0,2}}(?P<v>husband|wife)\b"), lambda m: m["v"], sure=False),
)  # fmt: skip


def _aged(text: str) -> str | None:
    value = number(text)
    return str(value) if value and value <= 110 else None


__all__ = ["FAMILY", "SUBJ", "count_of", "kin_name", "kin_of"]
