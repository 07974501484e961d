"""Life: work, home, origin, nation and faith, death."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..lexicon import NATIONALITIES, OCCUPATIONS, PEOPLE_OF, RELIGIONS
from .base import ADJ, IS, KIN_WORD, NAME, POSS, ROLE, SUBJ, WHO, WHOSE, Pattern, constant, either, rx, words

_JOB = rf"(?P<v>{either(OCCUPATIONS)})"
_JOBS = frozenset(w for job in OCCUPATIONS for w in job.split())
PLACE_NAME = r"(?:the )?[A-Z][\w\-]+(?:'s)?(?: (?:of|on|upon|le|la|de|in the) [A-Z][\w\-]+| [A-Z][\w\-]+){0,2}"
PLACE = rf"(?P<v>{PLACE_NAME})"  # what `place` reads
_NOT_PLACES = frozenset(
    "I The A An God Mr Mrs Miss Lady Sir Christmas Easter Monday Tuesday Wednesday Thursday Friday Saturday Sunday January "
    "February March April May June July August September October November December He She They We You It My His Her "
    "Here There Nowhere Everywhere Home Originally Guess Why What Who Where".split()
)


# "Toby Ince, from Marlpit Records"
_FIRMS = frozenset(
    "Records Music Management Agency Entertainment Artists Productions Ltd Limited Inc Group Publishing Press Magazine Radio Television "
    "Films Pictures Studios Associates Partners Solicitors Recordings Talent Promotions Events Media Bank".split()
)


def place(match: re.Match[str]) -> str | None:
    """The place named by group `v`; None for a word in capitals that is none."""
    value = " ".join(match["v"].split())
    words = value.split()
    return None if words[0].rstrip(".") in _NOT_PLACES or words[-1] in _FIRMS else value


# "a capital dancer", "an old maid": praise or a saying, not what somebody does for a living.
_PRAISE = re.compile(
    r"\b(?:good|great|capital|wonderful|excellent|worst|best|bad|mortal|terrible|natural|born|better|fine|poor|real|perfect|"
    r"lousy|hopeless|amazing|bit of a|old maid|such a|quite a|kind|easy|hard|fair|keen|clever)\b",
    re.I,
)


def _job(match: re.Match[str]) -> str | None:
    if _PRAISE.search(match[0]):
        return None
    return " ".join(match["v"].lower().split())


def _job_free(match: re.Match[str]) -> str:
    return " ".join(match["v"].lower().split())


def _nation(match: re.Match[str]) -> str:
    return PEOPLE_OF.get(match["v"], match["v"])


_DEAD = words(
    "dead died dies death deceased late widow widower funeral killed murdered drowned buried grave passed no-more lost more hanged "
    "shot corpse body orphan lived"
)
# "dead" by itself: "dead tired", "dead on time" and "dead private" are something else.
_GONE = r"(?=[,.;:!?\"]| and (?!buried)| now\b| for [a-z]+ | in [A-Z1-9]| since | before | when | by | these | this | but | or | then\b| too\b| at [A-Z])"
_NAMED = rf"(?P<who>{ROLE}|{NAME}|\b(?:[Hh]e|[Ss]he))"

LIFE: tuple[Pattern, ...] = (
    # --- work
    Pattern("occupation", _JOBS, rx(rf"{WHO}(?:{IS}| became| had become) (?:only |just |now |still )?(?:an?|the) (?:{ADJ}|[a-z]+'s ){{0,3}}?{_JOB}\b(?! of the| and| or|'s|-)(?= ?[,.;:!?\"]| in | at | for | with | who | by | from | to )"), _job),
    Pattern("occupation", _JOBS, rx(rf"(?P<who>{NAME}|{ROLE}), (?:an?|the) (?:{ADJ}){{0,3}}?{_JOB}(?!,? and )(?= ?[,.;:]| in | at | for | from | with )"), _job),
    Pattern("occupation", words("works worked working work"), rx(rf"{WHO}(?:{IS})? (?:works?|worked|working) as an? (?:{ADJ}){{0,3}}?{_JOB}\b"), _job),
    # --- home
    Pattern("residence", words("live lives lived living reside resides resided residing settled"), rx(rf"{WHO}(?:{IS})? (?:(?:still|now|all|both|always|usually|mostly) )?(?:lives?|lived|resides?|resided|living|residing|settled) (?:(?:alone|together|near|just|quietly|mostly|down|up|out|over) )?(?:in|at|on|near) {PLACE}"), place),
    Pattern("residence", words("house home flat apartment cottage rooms lodgings place"), rx(rf"{WHOSE} (?:{ADJ}){{0,2}}?(?:house|home|flat|apartment|cottage|rooms|lodgings) (?:in|at|on|near) {PLACE}"), place),
    Pattern("residence", words("home back house"), rx(rf"{WHO} [a-z' ]{{0,30}}?(?:going|went|gone|go|goes) (?:back|home) to {PLACE}"), place, sure=False, needs=words("going went gone go goes")),
    Pattern("residence", words("with"), rx(rf"\bwith (?P<who>me|us) (?:in|at) {PLACE}"), place, sure=False, needs=words("me us")),
    Pattern("residence", words("home"), rx(rf"{PLACE} (?:is|was) (?P<who>my|his|her|their) home\b"), place),
    # --- origin
    Pattern("origin", words("from"), rx(rf"{WHO}(?:{IS}| comes?| came)(?: (?:originally|all|both))? from {PLACE}"), place, sure=False, needs=words("come comes came is was am are i'm he s m")),
    Pattern("origin", words("born raised bred grew"), rx(rf"{WHO}(?:{IS}|'d| had)?(?: been)? (?:born(?: and (?:bred|raised))?|raised|bred(?: up)?|grew up|brought up) (?:(?:out|down|up|just) )?(?:in|at|on|near|outside) {PLACE}"), place),
    Pattern("origin", words("native"), rx(rf"{WHO}{IS} a native of {PLACE}"), place),
    # she's twenty-eight, from Leeds; he came over from Porto
    Pattern("origin", words("from"), rx(rf"{WHO}{IS} [a-z][a-z\- ]{{2,30}}, (?:originally )?from {PLACE}(?=[,.;:!?])"), place),
    Pattern("origin", words("from"), rx(rf"{WHO} (?:came|moved|emigrated) (?:over|here|across|up|down)(?: here)? from {PLACE}"), place, sure=False),
    # --- health and habits
    Pattern("allergy", words("allergic"), rx(rf"{WHO}{IS} (?:(?:very|badly|deathly|severely) )?allergic to (?P<v>[a-z]+(?: [a-z]+)?)(?= ?[,.;:!?\"]| and | but )"), _job_free),
    Pattern("diet", words("vegetarian vegan teetotal teetotaller sober"), rx(rf"{WHO}{IS} (?:(?:a|an|strictly|still|always|now) )*(?P<v>vegetarian|vegan|teetotal|teetotaller)(?= ?[,.;:!?\"]| and | but )"), _job_free),
    Pattern("habit", words("drinks drink drank smokes smoke smoked"), rx(rf"{WHO} (?P<v>(?:never|doesn't|does not|don't|do not) (?:drinks?|smokes?)|(?:drinks|smokes))(?= ?[.;!?\"]| and (?:never|doesn't)| any ?more)"), _job_free),
    # --- nation and faith
    Pattern("nationality", frozenset(n.lower() for n in NATIONALITIES), rx(rf"{WHO}{IS} (?:(?:an?|half|very|so|of|originally|only) ){{0,2}}(?:{ADJ}){{0,2}}?(?P<v>{either(NATIONALITIES)})(?= ?[,.;:!?\"]| and | but | by | girl| boy| man| woman| on )"), _nation),
    Pattern("nationality", frozenset(n.lower() for n in NATIONALITIES), rx(rf"(?P<who>{NAME}|{ROLE}), who{IS} (?:[a-z]+ and )?(?:an? )?(?P<v>{either(NATIONALITIES)})\b"), _nation),
    Pattern("religion", frozenset(n.lower() for n in RELIGIONS), rx(rf"{WHO}{IS} (?:(?:an?|half|very|so|of|raised|brought up|born|only) ){{0,2}}(?:{ADJ}){{0,2}}?(?P<v>{either(RELIGIONS)})(?= ?[,.;:!?\"]| and | but | by | girl| boy| man| woman| on )"), _nation),
    # --- death
    Pattern("death", _DEAD, rx(rf"{_NAMED}(?:{IS}|'d been)(?: (?:already|now|both|long|long since|quite|really|years|[a-z]+ years)){{0,2}} dead{_GONE}"), constant("dead"), needs=words("dead")),
    Pattern("death", _DEAD, rx(rf"{_NAMED}(?: had| has|'d)? (?:died|drowned|passed away|perished)\b(?! (?:amiably|laughing|of laughter|down|out|away$|inside|of shame|of embarrassment|a little|a thousand))"), constant("dead"), needs=words("died drowned perished passed")),
    Pattern("death", _DEAD, rx(rf"{_NAMED}{IS} (?:killed|murdered|drowned|buried|hanged|shot dead|no more(?= ?[.,;:!?])|deceased)\b(?! (?:in (?:her|his|my|the|an?) (?:[a-z]+ )?(?:work|newspapers?|book|thoughts?|face|hands|papers)|under|it|him|her|me|by kindness))"), constant("dead"), needs=words("killed murdered drowned buried hanged shot more deceased")),
    # "the late Mr. Lund" may be the father of the Mr. Lund who is alive
    Pattern("death", _DEAD, rx(rf"\b(?:the|his|her|my|their|your) late (?:lamented )?(?!Mr)(?P<who>{NAME})"), constant("dead"), needs=words("late")),
    Pattern("death", _DEAD, rx(rf"(?P<late>\b{POSS} late (?:{KIN_WORD}))\b"), constant("dead"), sure=False, needs=words("late")),
    Pattern("death", _DEAD, rx(rf"(?P<who>{NAME}|{ROLE})'s (?:{ADJ}){{0,2}}?(?:death|funeral|grave|widow|ashes)\b"), constant("dead"), needs=words("death funeral grave widow ashes")),
    Pattern("death", _DEAD, rx(rf"\b(?:death|funeral|grave|burial) of (?:(?:{ADJ}){{0,2}})(?P<who>{ROLE}|{NAME})"), constant("dead"), needs=words("death funeral grave burial")),
    Pattern("death", _DEAD, rx(rf"\b(?:widow|widower) of (?:the late )?(?P<who>{NAME})"), constant("dead"), needs=words("widow widower")),
    Pattern("death", _DEAD, rx(rf"{POSS} (?P<kinwho>{KIN_WORD})'s (?:death|funeral|grave|ashes)\b"), constant("dead"), sure=False, needs=words("death funeral grave ashes")),
    Pattern("death", _DEAD, rx(rf"\b{SUBJ}(?:'d| had| have)? (?:lost|buried) (?:(?:my|his|her|our|their) )?(?:(?:poor|dear|old) )*(?P<who>{NAME})(?=,| [a-z]+ (?:years|months|weeks|days) ago| in | last | when |\.)"), constant("dead"), sure=False, needs=words("lost buried")),
    Pattern("death", _DEAD, rx(rf"\b[Hh]ad (?P<who>he|she|{NAME}) lived\b"), constant("dead"), needs=words("lived")),
    Pattern("death", _DEAD, rx(rf"\b(?:killed|murdered|buried) (?P<who>{NAME})(?=[,.;]| in | at | with | on )"), constant("dead"), sure=False, needs=words("killed murdered buried")),
)  # fmt: skip

__all__ = ["LIFE", "PLACE", "PLACE_NAME", "place"]
