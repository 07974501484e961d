"""States of life in everyday wording: just turned nineteen, widowed two years, gone grey, born deaf, runs the label, christened Malachy."""

# ruff: noqa: E501 - a table of regular expressions is read one to a line
from __future__ import annotations

import re

from ..lexicon import KIN
from .base import (
    ADJ,
    HAS,
    IS,
    KIN_WORD,
    NAME,
    NUM,
    NUMBER_WORDS,
    WHO,
    WHOSE,
    Pattern,
    as_written,
    constant,
    group,
    number,
    rx,
    words,
)
from .family import kin_of
from .looks import HAIR, colour
from .work import DOER

_KINS = frozenset(KIN)
_HAD = r"(?:'s| has|'d| had|'ve| have)"
_END = r"(?= ?[,.;:!?\"]| and | but | at | in | on | by | when | since | before | after | now\b)"
_HUES = words("grey gray white silver bald blond blonde")
_TIED = r"(?:in (?:an?|two|three) (?:[a-z\-]+ ){0,2}?(?:plait|plaits|braid|braids|bun|ponytail|knot|topknot|bob|chignon|pigtails)|down her back|tied back|scraped back|cut short|cropped|loose|up|short|long)"
_FEET = r"(?P<v>(?:four|five|six|seven|[4-7]) (?:foot|feet)(?: \w+)?)(?= ?[,.;!?]| in | and | without )"
_MONEY_WORD = rf"(?:(?:an?|{NUM}) (?:hundred|thousand|grand|million)|{NUM})"


_low, _as_is = group("v"), as_written("v")


def _aged(match: re.Match[str]) -> str | None:
    value = number(match["n"])
    return str(value) if value is not None and 5 <= value <= 105 else None


def _about(match: re.Match[str]) -> str | None:
    value = _aged(match)
    side = match.groupdict().get("side")
    return value and f"{ {None: 'about', 'wrong': 'over', 'far': 'over', 'right': 'under'}[side] } {value}".strip()


def _tall(match: re.Match[str]) -> str | None:
    parts = [number(w) for w in re.split(r"\s+(?:foot|feet)\s*", match["v"]) if w]
    if not parts or parts[0] is None:
        return None
    return f"{parts[0]} ft {parts[1]}" if len(parts) > 1 and parts[1] is not None else f"{parts[0]} ft"


def _gone(match: re.Match[str]) -> str:
    return match["v"].replace("gray", "grey").replace("blonde", "blond")


STATES: tuple[Pattern, ...] = (
    # --- years
    Pattern("age", NUMBER_WORDS, rx(rf"{WHO}{_HAD} (?:only |just |only just )?turned (?P<n>{NUM})\b(?! [a-z]+s\b|-| to\b)"), _aged, needs=words("turned")),
    Pattern("age", NUMBER_WORDS, rx(rf"{WHO}{IS} (?:only )?(?:pushing|nearing|approaching|getting on for|knocking on|rising|just shy of) (?P<n>{NUM}){_END}"), _about, needs=words("pushing nearing approaching getting knocking rising shy")),
    Pattern("age", NUMBER_WORDS, rx(rf"{WHO}{IS} on the (?P<side>wrong|right|far) side of (?P<n>{NUM}){_END}"), _about, needs=words("side")),
    Pattern("height", words("foot feet"), rx(rf"{WHO} (?:stands|stood) (?:about |nearly |over |all of |a good )?{_FEET}"), _tall, needs=words("stands stood")),
    # --- hair, eyes
    Pattern("hair", words("hair"), rx(rf"{WHOSE} hair{_HAD} (?:gone|turned) (?:quite |all |completely )?{HAIR}\b"), colour, needs=words("gone turned")),
    Pattern("hair", _HUES, rx(rf"{WHO}(?: went|{_HAD} gone) (?P<v>grey|gray|white|bald)(?= (?:at|in|early|young|before|by|overnight)\b)"), _gone, needs=words("went gone")),
    Pattern("hair", words("hair"), rx(rf"{WHO} (?:always )?(?:wears|wore) (?:his|her|my) (?:{ADJ})?hair (?P<v>{_TIED})"), _low, needs=words("wears wore")),
    Pattern("eyes", words("eyes"), rx(rf"{WHO}{HAS} (?:{ADJ})?eyes,? the (?P<v>colou?r of (?:an? |the )?[a-z\-]+(?: [a-z]+)?)(?= ?[,.;:!?\"]| and )"), _low, needs=words("color colour")),
    # --- health
    Pattern("health", words("born"), rx(rf"{WHO}(?:{IS}|'d been|'s been| has been| had been) born (?P<v>deaf|blind|lame|mute|with [a-z][a-z \-]{{3,30}}){_END}"), lambda m: f"born {_low(m)}"),
    Pattern("health", words("expecting"), rx(rf"{WHO}{IS} expecting (?:an? (?:baby|child)|(?:(?:his|her|my|their) )?(?:first|second|third|fourth|fifth|sixth)\b|another(?= ?[,.;!?])|twins|triplets)"), constant("pregnant")),
    Pattern("ability", words("never"), rx(rf"{WHO}{_HAD} (?P<v>never (?:flown|been abroad|been on a plane|seen the sea|left (?:the country|England|Scotland|Ireland|Wales|home)|learn(?:ed|t) to [a-z]+)){_END}"), _low),
    Pattern("ability", words("read write"), rx(rf"{WHO} (?P<v>(?:can't|cannot|couldn't|could not) (?:read(?: or write)?|write))(?= ?[.;!?\"])"), _low),
    # --- bonds
    Pattern("marital status", words("widowed divorced remarried"), rx(rf"{WHO}{_HAD} been (?:twice )?(?P<v>widowed|divorced|remarried)\b"), _low),
    Pattern("marital status", words("left divorced"), rx(rf"{DOER}{_HAD}? (?:just |only )?(?P<v>left|walked out on|divorced) (?:his|her|my) (?:(?:first|second|third) )?(?:husband|wife)\b(?!'s)(?= ?[,.;!?\"]| in | last | for | when | and | {NUM})"), lambda m: "divorced" if m["v"] == "divorced" else "separated"),
    Pattern("marital status", words("married"), rx(rf"(?P<who>{NAME}) and (?P<v>{NAME}) (?:were|got) married(?: in (?P<year>\d{{4}}))?"), lambda m: " ".join(f"married to {_as_is(m)} {'in ' + m['year'] if m['year'] else ''}".split())),
    Pattern("marital status", words("married"), rx(rf"(?P<v>{NAME}) and (?P<who>{NAME}) (?:were|got) married(?: in (?P<year>\d{{4}}))?"), lambda m: " ".join(f"married to {_as_is(m)} {'in ' + m['year'] if m['year'] else ''}".split())),
    Pattern("kin", _KINS, rx(rf"{WHOSE} (?:{ADJ})?(?P<kin>{KIN_WORD}),? who(?:'s|se name is| is| was|'d been| had been) (?:called |named )?(?P<whom>{NAME})(?=[,.;:!?\"]| and | by )"), kin_of, needs=words("called named name")),
    # --- work
    Pattern("occupation", words("run runs ran running"), rx(rf"{DOER}{_HAD}? (?:run|runs|ran|been running) (?P<v>(?!(?:God|Christmas|Sunday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday)\b){NAME})(?= ?[,.;!?\"]| for | since | with | from | until | and )"), lambda m: f"runs {_as_is(m)}"),
    Pattern("occupation", words("teaches taught"), rx(rf"{DOER}{_HAD}? (?:teaches|taught) (?P<v>(?:at|in) (?:the|an?) (?:[a-z\-]+ ){{0,2}}?(?:(?:primary |infant |junior |secondary )?school|college|university|academy|comprehensive|infants))\b"), lambda m: f"teaches {_low(m)}"),
    Pattern("occupation", words("band choir orchestra quartet trio"), rx(rf"{DOER} (?:plays|played|sings|sang|drums|drummed|sing|play) (?:[a-z]+ )?in (?P<v>an? (?:[a-z\-]+ ){{0,2}}?(?:band|choir|orchestra|quartet|trio)(?: (?:called|named) (?:the )?{NAME})?)"), lambda m: f"in {_as_is(m)}"),
    Pattern("education", words("dropped"), rx(rf"{DOER}{_HAD}? (?P<v>dropped out of (?:[a-z]+ )?(?:school|college|university|art school|uni|law school|medical school))\b"), _low),
    # --- names
    Pattern("full name", words("christened baptised"), rx(rf"{WHO}(?:{IS}|'d been| had been) (?:christened|baptised) (?P<v>{NAME})(?=[,.;:!?\"]| and | but | after )"), _as_is),
    Pattern("full name", words("surname name"), rx(rf"{WHOSE} (?P<sort>real name|full name|surname|middle name|maiden name|proper name)(?:'s| is| was) (?P<v>{NAME})(?=[,.;:!?\"]| and | but | after )"), lambda m: f"{m['sort']}: {_as_is(m)}" if m["sort"].split()[0] in ("surname", "middle", "maiden") else _as_is(m)),
    # --- owing
    Pattern("debt", words("owes owe owed"), rx(rf"{DOER} (?:owes?|owed) (?P<v>(?:{NAME}|him|her|me|them|us) {_MONEY_WORD})(?= ?[,.;!?\"]| of | and | from )"), _as_is),
)  # fmt: skip


__all__ = ["STATES"]
