"""Who is in a scene: those who speak, act or are spoken to in it, not those who are only talked about.

What is told in another tense than the scene (what somebody had done, did long ago, would do) happens elsewhere.
"""

# ruff: noqa: E501 - a table of regular expressions is read one to a line
from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from ..manuscript.chapter import Chapter, Tense
from ..manuscript.voice import tense_of_verb
from .clues import TOPIC
from .names import Sighting

PRIOR = -2.5  # log-odds of somebody who is named at all
SPEAKS, ACTS, DOING, ELSEWHERE = 5.0, 3.4, 2.8, 0.4
CALLED, BODY, BESIDE, MENTIONED, TALKED_OF = 3.0, 2.2, 1.6, 0.7, -0.5
MOST_TALKED_OF = -1.5
PLACED, PLACE = frozenset("LTD"), 0.3

SUBJECT = frozenset("SAaR")
UNDER = frozenset("Ll")  # "the bus to Leeds takes": another is the subject
VERB = re.compile(
    r"(?:,[^,.!?\n]{0,80},)?(?:\s+(?:and\s+[A-Z]\w+|\w+ly|just|still|only|already|both|then|also|all|simply|always|never))*"
    r"(?P<short>['’](?:s|d|ll|re|ve)\b)?\s*(?P<verb>[a-z]+(?:['’]t\b)?)?"
)
# "Mara's on her feet": no possessive
IS = re.compile(
    r"['’]s\s+(?:(?:still|already|just|not|so|too|very|all|right|also|only|back|half|now)\s+)?"
    r"(?:in|on|at|by|next|beside|behind|under|over|up|down|out|off|there|here|got|been|gone|asleep|awake|around|with"
    r"|a|an|the|my|our|[a-z]{2,}ing|[a-z]{2,}ed)\b"
)
# "It's Mara.", "which is Mara", "I can hear Mara", "I saw Mara", "beside me Mara", "I brought Mara with me"
MET = re.compile(
    r"(?:\b(?:[Ii]t['’]s|[Hh]ere(?:['’]s| is| comes| was| came)|[Tt]here(?:['’]s| is| was)|[Ww]hich (?:is|was)|who but)"
    r"|,\s+(?:is|was)|\b(?:[Bb]eside|[Bb]ehind|next to|opposite|across from) (?:me|us|him|her|them)"
    r"|\b(?:I|[Ww]e|[Hh]e|[Ss]he|[Tt]hey)(?: can| could)?(?: just| still| only)? (?:sees?|saw|hears?"
    r"|heard|watch(?:es|ed)?|find|found|brings?|brought|takes?|took|spots?|spotted|catch|caught|hug(?:s|ged)|pass(?:es|ed)|hands?"
    r"|handed|follow(?:s|ed)?|grab(?:s|bed)?|kiss(?:es|ed)|pull(?:s|ed)|push(?:es|ed)|nudge[sd]?))\s+(?:old )?\Z"
)
# "The door opens and it is Mara", "in walks Mara"; but not "it was Mara who had taught him"
ARRIVES = re.compile(
    r"\b(?:(?:and|but|then|now|this time|[.;:—–]|^)\s*[Ii]t (?:is|was)|(?:[Ii]n|[Uu]p|[Dd]own|[Oo]ut|[Aa]long|[Oo]ver) (?:comes?|came|walks?|walked|steps?|stepped|bursts?)"
    r"|[Ee]nter)\s+\Z"
)
IT_WAS = re.compile(r"\b[Ii]t (?:is|was)\s+\Z")
CLEFT = re.compile(r",?\s+(?:who|whom|that|whose)\b")
I_AM = re.compile(r"\b(?:I['’]m|I am|[Mm]y name(?:['’]s| is))\s+\Z")
NOT_SO = re.compile(r"\b(?:if|whether|unless|wish(?:ed|es)?|thought|wondered|as though|as if)\s+(?:it was\s+)?\Z")
USUALLY = re.compile(r"\s+(?:always|often|usually|sometimes)\b")
NEAR = 48  # characters before a name
DOING_NOW = re.compile(r",?\s+(?:[a-z]+ly\s+)?[a-z]{2,}ing\b|\s+with\s+(?:his|her|their)\b")
NOT_NOW = frozenset(
    "had would used will hasn't hadn't wouldn't won't doesn't don't didn't never might may could should must".split()
)
PERFECT = frozenset({"has", "have"})


def people_only(
    spans: Mapping[int, Sequence[tuple[int, int, str]]], sightings: Mapping[int, Mapping[int, Sighting]]
) -> set[str]:
    """The names of those who can be somewhere.

    Not what stands like a place, mostly after "in", "the" or "a"; and not what somebody is only ever called in speech
    ("Pet", "Danny boy"): that is another name of one who is there anyhow.
    """
    seen: dict[str, list[str]] = defaultdict(list)
    for position, mentions in spans.items():
        for start, _, name in mentions:
            sighting = sightings[position].get(start)
            seen[name].append(sighting.cues if sighting else "")
    return {
        name
        for name, cues in seen.items()
        if (name.startswith("the ") or sum(bool(PLACED & set(c)) for c in cues) < PLACE * len(cues))
        and any("q" not in c for c in cues)
    }


def present_in(
    chapter: Chapter,
    start: int,
    end: int,
    tense: Tense,
    spans: Sequence[tuple[int, int, str]],
    sightings: Mapping[int, Sighting],
    people: Collection[str],
    narrators: Sequence[str] = (),
) -> list[str]:
    """Canonical names of those who are there in `text[start:end]`, in order of appearance, the narrators first.

    `spans` are the chapter's mentions in order, `people` those of the cast who can be anywhere.
    """
    odds: dict[str, float] = {name: 100.0 for name in narrators if name}
    talked: dict[str, float] = defaultdict(float)
    low, high = bisect_left(spans, (start,)), bisect_left(spans, (end,))
    for at, stop, name in spans[low:high]:
        if name not in people:
            continue
        odds.setdefault(name, PRIOR)
        cues = sightings[at].cues if at in sightings else ""
        weight = _weight(chapter.text, at, stop, cues, tense)
        if weight < 0:
            talked[name] = max(MOST_TALKED_OF, talked[name] + weight)
        else:
            odds[name] += weight
    return [name for name, value in odds.items() if value + talked[name] > 0]


def _weight(text: str, at: int, stop: int, cues: str, tense: Tense) -> float:
    """What one mention says of being there."""
    before = text[max(0, at - NEAR) : at]
    if "q" in cues:
        if I_AM.search(before):
            return SPEAKS
        if TOPIC.match(text, stop):
            return TALKED_OF
        return CALLED if "V" in cues or "v" in cues else TALKED_OF
    if "S" in cues and _after_speech(text, at):
        return SPEAKS
    cleft = IT_WAS.search(before) and CLEFT.match(text, stop)
    if cleft or NOT_SO.search(before) or (SUBJECT & set(cues) and USUALLY.match(text, stop)):
        return ELSEWHERE
    if MET.search(before) or ARRIVES.search(before):
        return DOING
    if tense == "present" and IS.match(text, stop):
        return DOING
    if SUBJECT & set(cues) and not (UNDER & set(cues) and "S" not in cues):
        now = _now(text, stop, tense)
        if "S" in cues:
            return SPEAKS if now else ELSEWHERE
        return ACTS if now else ELSEWHERE
    if DOING_NOW.match(text, stop):
        return DOING
    if "B" in cues:
        return BODY
    if "M" in cues:
        return BESIDE
    return MENTIONED


def _after_speech(text: str, at: int) -> bool:
    """ "...," says Mara: the verb stands before the name, right behind the quotation."""
    return re.search(r"[\"”’']\s*\w+(?:\s+\w+ly)?\s+(?:the\s+)?\Z", text[max(0, at - 30) : at]) is not None


def _now(text: str, stop: int, tense: Tense) -> bool:
    """Whether the verb behind a name tells what happens in the scene."""
    match = VERB.match(text, stop)
    if match is None:
        return True
    if match["short"]:
        return match["short"][1:] in {"s", "re"} and tense != "past"
    verb = (match["verb"] or "").replace("’", "'")
    if verb in NOT_NOW:
        return False
    if verb in PERFECT:
        return tense != "past"
    told = tense_of_verb(verb)
    return not told or not tense or told == tense
