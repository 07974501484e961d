"""Circumstances: what work one did before, how one is called, what one cannot do or fears, every Sunday, on the thirtieth, what one is paid."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..lexicon import KIN, MONTH_NAMES, WEEKDAY_NAMES
from ..life_words import BELONGINGS, HAIR_KINDS, HOMES, JOBS, PARTNERS
from .base import ADJ, HAS, IS, KIN_WORD, NAME, NUM, POSS, WHO, WHOSE, Pattern, constant, either, rx, words
from .family import kin_of
from .life import PLACE, place
from .looks import EYE, HAIR, colour
from .work import DOER

_JOB = either(JOBS)
_JOB_WORDS = frozenset(w for job in JOBS for w in job.split())
_ONE_JOB = rf"(?P<v>(?:(?:bread|milk|school|ship's|bus|taxi|lorry|head|deputy|assistant|senior|junior|dental|session|touring|lead) )?{_JOB})"
_BODY = r"(?:nose|lip|lips|eyebrow|brow|ear|ears|tongue|navel|belly button|chin|neck|chest|arm|wrist|forearm|hand|shoulder|back|ankle|leg|thigh|knuckles|collarbone)"
_OWN = r"(?:his|her|my|one|each|the)"
_DAY = rf"(?:(?:the )?(?:{WEEKDAY_NAMES})(?: (?:week|night|morning|after next))?|next (?:week|month|year|{WEEKDAY_NAMES}|spring|summer|autumn|{MONTH_NAMES})|tomorrow|(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|thirtieth|thirty-first)(?: of (?:{MONTH_NAMES})| (?:{MONTH_NAMES}))?(?! [a-z]+(?:day|time)\b)|(?:{MONTH_NAMES})(?: (?:the )?\w+(?:st|nd|rd|th))?|the (?:spring|summer|autumn|new year)|Christmas|Easter|New Year)"
_EVENT = r"(?P<event>wedding|funeral|exams?|concert|gig|audition|operation|op|surgery|scan|appointment|hearing|trial|court date|flight|interview|graduation|recital|first night|tour|launch|anniversary|due date|christening|deadline|contract|lease|match|final|viva|driving test|parole|release)"
_MONEY = rf"(?:[£$€]\d[\d,.]*(?:k|m|bn)?|{NUM} (?:pounds|quid|dollars|bucks|euros?|grand|guineas|pence))"
_ANIMAL = r"(?P<thing>cat|cats|dog|dogs|tortoise|parrot|budgie|pug|pugs|terrier|rabbit|rabbits|whippet|greyhound|snake|goldfish|ferret|hens|chickens|goat|goats|spaniel|labrador|poodle|collie)"
_PARTNER = rf"(?P<kin>{either(p for p in PARTNERS if p not in ('partner', 'ex'))})"


_PARTNERED = words("girlfriend boyfriend husband wife ex")  # a hyphen parts words: "ex-husband", "wife-to-be"


def _v(match: re.Match[str]) -> str:
    return " ".join(match["v"].split())


def _low(match: re.Match[str]) -> str:
    return _v(match).lower()


def _event(match: re.Match[str]) -> str:
    return f"{match['event'].lower()}: {' '.join(match['day'].split())}"


def _looks(match: re.Match[str]) -> str:
    return " ".join(f"{match['mark']} {match['where']}".lower().split())


CIRCUMSTANCES: tuple[Pattern, ...] = (
    # --- work of before, work being learnt
    Pattern("past work", _JOB_WORDS, rx(rf"{DOER} (?:used to be|(?:was|'d been|had been) once|was formerly) an? (?:{ADJ})?{_ONE_JOB}\b"), _low),
    Pattern("past work", _JOB_WORDS, rx(rf"{WHO}(?: was|'d been| had been) an? (?:{ADJ})?{_ONE_JOB} (?:first|once|before that|in (?:his|her|my) (?:youth|twenties|thirties))\b"), _low),
    Pattern("past work", words("drove ran worked sold taught"), rx(rf"\b(?:[Bb]efore (?:that|this|the band|all this)|[Ff]or {NUM} years),? (?P<who>I|he|she) (?P<v>(?:drove|ran|worked|sold|taught) [^.,;:!?\"]{{3,40}})"), _low),
    Pattern("occupation", _JOB_WORDS, rx(rf"{WHO}(?:'s| has| had|'d|'ve| have) been (?P<v>{_JOB}) (?=at|of|for|to|in|since)"), _low),
    Pattern("occupation", words("training studying"), rx(rf"{DOER}(?:'s|'m| is| was| am) (?:training|studying|learning)(?: to be)?(?: as)? an? (?P<v>{_JOB})\b"), lambda m: f"training as {_low(m)}"),
    Pattern("occupation", words("with plays play sings sing dances"), rx(rf"{WHO}(?:'s| is| plays| sings| dances|'m| play| sing) with (?P<v>(?:an?|the) (?:[A-Za-z]+ ){{0,2}}?(?:orchestra|band|choir|quartet|opera|ballet|company|firm|agency|label|circus)(?: in [A-Z]\w+)?)"), lambda m: f"with {_v(m)}"),
    Pattern("occupation", words("teaches taught teach"), rx(rf"{DOER} (?:teaches|taught|teach) (?P<v>[A-Z][a-z]+)(?= ?[,.;:!?\"]| at | in | and )"), lambda m: f"teaches {_v(m)}"),
    Pattern("plays", words("sings sing sang"), rx(rf"{DOER} (?:sings?|sang) (?P<v>lead|backing vocals|alto|soprano|tenor|baritone|bass|descant|harmony|harmonies|seconds)\b"), lambda m: f"sings {_low(m)}"),
    Pattern("history", words("driven managed produced known played worked married drummed"), rx(rf"{WHO}(?:'ve| have|'s| has|'d| had) (?P<v>(?:driven|managed|produced|known|played for|worked for|worked with|been with|been married to|drummed for) (?:her|him|me|them|us|{NAME}) (?:for )?(?:(?:nearly|almost|about|over) )?(?:{NUM} years|since (?:\d{{4}}|[a-z]+ (?:was|were) [a-z\-]+)))"), _v),
    Pattern("history", words("prison jail gaol rehab care borstal army navy"), rx(rf"{WHO}(?:'s| has|'d| had|'ve| have)?(?: was| been| spent| did| done| grew up)(?: (?:six|nine|[a-z]+) (?:months|years|weeks))? in (?P<v>prison|jail|gaol|rehab|care|foster care|borstal|the army|the navy|the merchant navy)\b"), lambda m: f"in {_low(m)}"),
    Pattern("education", words("school"), rx(rf"{DOER} left school (?P<v>(?:at|with) [^.,;:!?\"]{{3,40}})"), lambda m: f"left school {_v(m)}"),
    # --- where from, where to
    Pattern("origin", words("raised bred grew brought"), rx(rf"{WHO}(?:{IS})? (?:grew up|raised|brought up) (?:over|above|behind|on|in|next to|with) [a-z][a-z' \-]{{3,50}}? (?:in|near|outside) {PLACE}"), place),
    Pattern("residence", words("lived"), rx(rf"{WHO}(?:'ve| have|'s| has|'d| had) (?:always )?(?:lived|been living) (?:in|at|on|near) {PLACE}"), place),
    Pattern("residence", words("share shares shared rent rents rented"), rx(rf"{WHO} (?:shares?|shared|rents?|rented) an? (?:{ADJ}){{0,2}}?(?:{either(HOMES)}|room)(?: [^.,;:!?\"]{{2,30}}?)? (?:in|on|at|near) {PLACE}"), place),
    # --- how somebody is called
    Pattern("nickname", words("call calls called"), rx(rf"(?:[Tt]hey|[Ee]verybody|[Ee]veryone|[Pp]eople|[Tt]he (?:crew|band|lads|boys|girls)|[Ww]e|[Ww]e all|[Tt]hey all)(?: all)? (?:call|calls|called) (?P<who>him|her|me|{NAME}) (?P<v>[A-Z]\w+(?: [A-Z]\w+)?)(?=[.,;!?])"), _v),
    # --- can, cannot, fears
    Pattern("ability", words("swim drive read cook whistle"), rx(rf"{WHO} (?P<v>(?:can't|cannot|doesn't|does not|did not|didn't|don't|never learn(?:ed|t) to) (?:swim|drive|read music|cook|ride a bike|whistle))(?= ?[.,;:!?\"]| and | but )"), lambda m: re.sub(r"^(?:did not|didn't|does not|don't)", "doesn't", _low(m))),
    Pattern("ability", words("pitch"), rx(rf"{WHO}{HAS} (?P<v>perfect pitch)\b"), _low),
    Pattern("fear", words("afraid scared frightened terrified"), rx(rf"{WHO}{IS} (?:always |still )?(?:afraid|scared|frightened|terrified) of (?P<v>heights|flying|dogs|spiders|water|the water|the dark|the sea|lifts|needles|horses|birds|thunder|hospitals|crowds|(?!(?:his|hers|yours|ours|theirs|us|this|things|others|words|times|sounds|ghosts)\b)[a-z]{{3,}}s(?= ?[,.;:!?\"]| and | but ))\b"), _low),
    Pattern("orientation", words("gay lesbian bisexual bi trans queer"), rx(rf"{WHO}{IS} (?:a )?(?P<v>gay|lesbian|bisexual|bi|trans|queer)(?= ?[.,;:!?\"]| and | but )"), _low),
    # --- food, drink, every Sunday
    Pattern("diet", words("eat eats"), rx(rf"{WHO} (?P<v>(?:doesn't|does not|don't|didn't|never|won't) eats? (?P<food>meat|fish|pork|beef|dairy|gluten|eggs|cheese|wheat|sugar|shellfish|nuts))\b"), lambda m: f"no {m['food']}"),
    Pattern("habit", words("touched had"), rx(rf"{WHO}(?:'s|'ve| has| have|'d| had) (?P<v>(?:not|never) (?:touched|had) a drop(?P<since> (?:since|in|for) [^.,;:!?\"]{{2,24}})?)"), lambda m: f"no drink {' '.join((m['since'] or '').split())}".strip()),
    Pattern("habit", words("every"), rx(rf"{WHO} (?:still |always )?(?P<v>(?:ring|call|visit|write|go|take|drive|walk|swim|pray|phone|text|send)e?s? (?:to )?[^.,;:!?\"]{{0,30}}?every (?:{WEEKDAY_NAMES}|day|night|morning|week|month|year|summer|winter|Christmas))\b"), _low),
    Pattern("habit", words("nails"), rx(rf"{WHOSE} nails{IS} (?:all )?bitten\b"), constant("bites nails")),
    # --- body
    Pattern("health", words("expecting gone pregnant"), rx(rf"{WHO}(?:{IS} (?:expecting(?= ?[.,;!?\"]| a baby| in | and | again)|{NUM} months (?:gone|pregnant))| (?:got|gets|fell|'s got) pregnant)"), constant("pregnant")),
    Pattern("health", words("fingers finger toes"), rx(rf"{WHOSE} (?P<side>left |right )?(?P<part>hand|foot) (?:has|had|'s got) (?:only |just )?(?P<v>{NUM} (?:fingers|toes))"), lambda m: f"{' '.join((m['side'] or '').split())} {m['part']}: {_v(m)}".strip()),
    Pattern("looks", words("ring stud hoop bar"), rx(rf"\b(?:an?|the|that) (?:{ADJ})?(?P<mark>ring|stud|hoop) (?:in|through) (?P<who>his|her|my) (?P<where>(?:left |right )?(?:nose|lip|eyebrow|ear|tongue|navel|belly button))\b"), _looks),
    Pattern("mark", words("name"), rx(rf"{WHO}{HAS} (?P<v>(?:(?:his|her|my) (?:[a-z\-]+ )?[a-z\-]+'s|{NAME}'s) name) (?:tattooed |inked )?(?:on|across|down|round) (?:his|her|my) (?P<where>(?:left |right )?{_BODY})\b"), lambda m: f"{_v(m)} tattooed on {m['where']}"),
    Pattern("eyes", words("eyes"), rx(rf"{WHO}{HAS} (?:{POSS} (?:{KIN_WORD})'s|{NAME}'s) (?:{ADJ}){{0,2}}?{EYE} eyes\b"), colour),
    Pattern("eyes", words("eyes"), rx(rf"{WHO}{HAS} (?:{POSS} (?:{KIN_WORD})'s|{NAME}'s) eyes, (?:{ADJ})?{EYE}\b"), colour),
    Pattern("hair", words("hair"), rx(rf"{WHOSE} hair{IS} (?:(?:very|so|quite|still|all|now) )?(?P<v>{either(HAIR_KINDS)})(?= now\b| ?[,.;!?\"]| and | but )"), _low),
    Pattern("hair", words("hair"), rx(rf"{WHOSE} hair\b[^.;:!?\"]{{0,50}}?,? (?:and |but )?it(?:'s| is| was) (?:now )?(?:{ADJ})?{HAIR}\b"), colour),
    Pattern("hair", words("hair"), rx(rf"{WHO}(?:'s|'d|'ve| has| had| have)? dyed (?:his|her|my) hair[^.;:!?\"]{{0,20}}?, (?:{ADJ})?{HAIR}\b"), colour),
    Pattern("hair", words("blond blonde ginger fair"), rx(rf"{WHO}{IS} (?P<v>blond|blonde|ginger|fair) as an?\b"), lambda m: "blond" if m["v"].startswith("blond") else m["v"]),
    Pattern("height", words("one"), rx(rf"{WHO}(?:{IS}|'s) (?:always )?(?:been )?the (?P<v>tall|short|fat|thin|skinny) one\b"), _low),
    # --- bonds
    Pattern("marital status", words("left walked threw"), rx(r"(?P<who>\b[Hh]is|\b[Hh]er|\b[Mm]y) (?:wife|husband)(?:'d| had|'s| has)? (?:left|walked out on|threw out) (?:him|her|me)\b"), constant("separated"), sure=False),
    Pattern("has kin", _PARTNERED, rx(rf"{WHOSE} (?:new |old |first |second |last )?{_PARTNER}\b(?!-)"), kin_of, sure=False),
    Pattern("kin", _PARTNERED, rx(rf"{WHOSE} (?:new |old |first |second |last )?{_PARTNER},? (?P<whom>{NAME})(?=[.,;:!?\"]|'s\b| [a-z])"), kin_of, sure=False),
    Pattern("kin", words("one only a an"), rx(rf"{WHO}(?: only)?{HAS} (?:only )?(?:the one|one|only one) (?P<kin>{KIN_WORD}), (?P<whom>{NAME})(?=[.,;:!?\"])"), kin_of, needs=frozenset(KIN)),
    Pattern("kin", words("boy girl lad"), rx(rf"{WHO}{HAS} (?:an?|one) (?:{ADJ})?(?P<kin>boy|girl|lad) (?:of|aged) {NUM}\b"), lambda m: "daughter" if m["kin"] == "girl" else "son"),
    Pattern("kin", words("boy girl"), rx(rf"{WHOSE} (?:eldest|oldest|youngest|middle|little|own) (?P<kin>boy|girl),? (?P<whom>{NAME})(?=[.,;:!?\"]| [a-z])"), lambda m: "daughter" if m["kin"] == "girl" else "son"),
    # he's my cousin; she was his sister
    Pattern("kin", frozenset(KIN), rx(rf"(?P<whom>\b(?:[Hh]e|[Ss]he)){IS} (?:only |just )?(?P<who>\b(?:[Mm]y|[Hh]is|[Hh]er)|{NAME}'s) (?:{ADJ})?(?P<kin>{KIN_WORD})\b(?!'|-)"), kin_of, sure=False),
    # --- what is theirs
    Pattern("possession", frozenset(w for b in BELONGINGS for w in b.lower().split()), rx(rf"\b(?:the|that|an?) (?P<adj>(?:{ADJ}){{0,3}}?)(?P<thing>{either(BELONGINGS)})(?: [a-z ]{{2,24}}?)?,? (?:that |which )?(?P<who>he|she|I)(?:'d| had| has|'s|'ve)? (?:drives?|drove|rides?|rode|bought|owns?|owned|inherited|plays|played)\b"), lambda m: f"{m['thing']}: {' '.join(m['adj'].split())}".removesuffix(": "), needs=words("drives drove rides rode bought owns owned inherited plays played drive ride own")),
    Pattern("possession", words("lives live lived living"), rx(rf"{DOER} (?:lives?|lived|living) [^.,;:!?\"]{{0,40}}?\bwith (?:an?|two|three|four|his|her|my) (?:{ADJ})?{_ANIMAL}\b"), lambda m: m["thing"]),
    Pattern("possession", words("wears wore drives drove plays played"), rx(rf"{DOER} (?:wears?|wore|drives?|drove|plays?|played) (?:his|her|my) (?:{ADJ})?(?P<whose>{KIN_WORD})'s (?:{ADJ})?(?P<thing>{either(BELONGINGS)})\b"), lambda m: f"{m['thing']}: {m['whose']}'s"),
    # --- days and money
    Pattern("date", frozenset(_EVENT[len("(?P<event>") : -1].replace("?", "").split("|")) | words("exam court date night driving test first due"), rx(rf"{WHOSE} (?:{ADJ}){{0,2}}?{_EVENT}(?:{IS}| falls|'s not till| isn't till)? (?:not till |not until )?(?:on |in |at |for |booked for )?(?P<day>{_DAY})\b"), _event),
    Pattern("date", words("due"), rx(rf"{WHO}{IS} (?P<event>due) (?:back |home )?(?:on|in|at) (?P<day>{_DAY})\b"), _event),
    Pattern("money", words("earns earn makes gets pays paid owes"), rx(rf"{DOER} (?P<v>(?:earns?|gets?|makes?|'s paid|is paid|was paid|gets paid) {_MONEY}(?: an? (?:week|night|month|year|show|day|hour))?)"), _low),
    Pattern("money", words("bank left saved savings"), rx(rf"{WHO}{HAS} (?P<v>(?:about |nearly |over )?{_MONEY}) (?:left|saved|in the bank|in savings|to (?:his|her|my) name)\b"), _low),
)  # fmt: skip

__all__ = ["CIRCUMSTANCES"]
