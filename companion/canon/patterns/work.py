"""Work and music: what somebody does, runs, plays, studied; for whom; and since when."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..life_words import DOMAINS, INSTRUMENTS, JOBS, MAKES, TRADES
from .base import ADJ, BEGINS, NAME, NUM, ROLE, SUBJ, Pattern, either, rx, words

_JOB = either(JOBS)
_JOBS = frozenset(w for job in JOBS for w in job.split())
_MOD = r"(?:(?:retired|former|senior|junior|head|chief|assistant|deputy|trainee|stage|dental|night|session|touring|backing|lead|rhythm|maths|music|piano|driving|bus|taxi|lorry|van|tour|road|voice|singing) )"
# A subject, also of the second of two verbs ("he's forty and plays bass") and of a relative clause ("Anselm, who plays").
DOER = rf"{BEGINS}(?P<who>{ROLE}|\b{SUBJ}|{NAME})(?:,? who)?(?:(?:'s|'m| is| was| has| had| does| sings| plays| lives) [^.,;:!?\"]{{2,45}}? and)?"
_LATELY = r"(?:(?:'s| is| was|'s been| has been|'d been| had been|'ve been| have been|'ve|'d| has| have| had)(?: (?:always|only|also|just|still|now|mostly|never)){0,2})?"
_SINCE = r"(?=(?: [a-z]+)? (?:since|for|now|then|on|in|at|here|and|to|with)\b| ?[,.;:!?\"])"
_MANAGES = {
    "manag": "manager", "produc": "producer", "represent": "agent", "promot": "promoter", "drums": "drummer", "drummed": "drummer",
    "sings": "singer", "teach": "teacher", "taught": "teacher", "drive": "driver", "coach": "coach",
}  # fmt: skip
_SUBJECTS = "piano|music|maths|math|English|singing|swimming|history|guitar|violin|cello|French|German|Spanish|art|drama|dance|physics|chemistry|biology|geography|science|yoga|ballet|PE|RE|primary school|infants"


def _v(match: re.Match[str]) -> str:
    return " ".join(match["v"].split())


def _job(match: re.Match[str]) -> str:
    return _v(match).lower()


def _does(match: re.Match[str]) -> str | None:
    return next((job for stem, job in _MANAGES.items() if match["verb"].startswith(stem)), None)


_NOT_WORK = re.compile(
    r"^(?:it|that|this|him|her|me|us|them|you|my|his|what|both|silence|time|peace|fact|a|the|an|one|something|anything)\b(?! [a-z])|^(?:me|you|us|him|her|them|it)\b",
    re.I,
)


def _at(match: re.Match[str]) -> str | None:
    value = _v(match)
    return None if _NOT_WORK.match(value) else f"works {match['prep']} {value}"


WORK: tuple[Pattern, ...] = (
    # Ines does monitors; she's selling merchandise; Wojtek, who looks after the guitars
    Pattern("occupation", frozenset(d.split()[-1] for d in DOMAINS),
            rx(rf"{DOER}{_LATELY} (?:does|do|did|doing|runs|ran|running|handles?|handled|looks? after|looked after|looking after|manages?|managed|mix(?:es|ed)|sells?(?= (?:the |our )?merch)|sold(?= (?:the |our )?merch)|selling(?= (?:the |our )?merch)|'s on|is on) (?:the |our |her |my |his |their )?(?:{ADJ})?(?P<v>{either(DOMAINS)}){_SINCE}"), _job, needs=words("does do did doing runs ran running handles handled looks look looked looking after manages managed mixes mixed sells sold selling on")),
    Pattern("occupation", frozenset(t.split()[-1] for t in TRADES),
            rx(rf"{DOER}{_LATELY} (?:runs?|ran|running|owns?|owned|keeps?|kept|managed?s?|opened) (?:an?|the|his|her|my|their|our) (?:{ADJ}){{0,2}}?(?P<v>{either(TRADES)})\b"), lambda m: f"has a {_job(m)}"),
    # Hugo has managed her since 2008; Vince, who managed her
    Pattern("occupation", words("manages managed produces produced represents represented promotes promoted drums drummed teaches taught coaches coached"),
            rx(rf"{DOER}{_LATELY} (?P<verb>manage[sd]|produce[sd]|represent(?:s|ed)|promote[sd]|drums for|drummed for|coach(?:es|ed)) (?:me|her|him|us|them|{NAME})(?= since| for|,| and| until| when|\.)"), _does),
    Pattern("occupation", words("works worked working work"),
            rx(rf"{DOER}{_LATELY} (?:works?|worked|working) (?:[a-z]+s )?(?P<prep>at|for|in|on) (?P<v>(?:(?:the|an?|our|his|her|my) )?(?:[A-Z][\w']*(?:,? (?:and |of )?[A-Z][\w']*){{0,4}}|[a-z][\w\-]+(?: [a-z][\w\-]+)?))(?= ?[,.;:!?\"]| from | since | for | until | and | when | as | where | with )"), _at),
    Pattern("occupation", words("works worked working work trained qualified apprenticed started moonlights"),
            rx(rf"{DOER}{_LATELY} (?:works?|worked|working|trained|qualified|started(?: out)?|moonlights?|moonlighted) as an? (?:{ADJ}){{0,2}}?(?P<v>(?:{_MOD}){{0,2}}{_JOB})\b"), _job),
    Pattern("occupation", words("years"), rx(rf"{DOER}{_LATELY} (?:been |was |were |did |done |spent )?(?P<years>{NUM}) years (?:as )?an? (?:{ADJ})?(?P<v>(?:{_MOD}){{0,2}}{_JOB})\b"), _job),
    # Eighteen years an electrician at the yard
    Pattern("occupation", words("years"), rx(rf"\b(?P<years>{NUM}) years (?:as )?an? (?:{ADJ})?(?P<v>(?:{_MOD}){{0,2}}{_JOB})\b(?= at | in | with | for |,|\.)"), _job),
    Pattern("occupation", words("made promoted appointed elected ordained"),
            rx(rf"{DOER}{_LATELY} (?:made|been made|promoted to|been promoted to|appointed|been appointed|elected|been elected|ordained) (?:an? |the )?(?P<v>(?:{_MOD}){{0,2}}{_JOB})(?= ?[,.;:!?\"]| of| at| in| last| and| this)"), _job),
    # her bass player, Paulie; our drummer Tamsin | Miss Devlin, my surgeon
    Pattern("occupation", _JOBS, rx(rf"\b(?:[Mm]y|[Oo]ur|[Hh]er|[Hh]is|[Tt]heir|[Tt]he|[A-Z][a-z]+'s) (?:{ADJ})?(?P<v>(?:{_MOD}){{0,2}}{_JOB}),? (?P<who>{NAME})(?=,(?! and\b| [A-Z]| the\b)|[.;:!?]| (?:is|was|has|had|says|said|comes|came|does|did|looks|looked|and)\b)"), _job),
    Pattern("occupation", _JOBS, rx(rf"(?P<who>{NAME}),? (?:our|my|her|his|their|[A-Z][a-z]+'s) (?:{ADJ}){{0,2}}?(?P<v>(?:{_MOD}){{0,2}}{_JOB})(?!,? and\b)(?= ?[,.;:!?\"]| since | for | of )"), _job),
    Pattern("occupation", _JOBS, rx(rf"\b(?:[Mm]y|[Oo]ur|[Hh]er|[Hh]is|[Tt]heir|[Tt]he) (?:{ADJ})?(?P<v>(?:{_MOD}){{0,2}}{_JOB}) (?:is|was|'s) (?:called |named )?(?P<who>{NAME})(?= ?[,.;:!?]| and )"), _job),
    Pattern("occupation", words("teaches taught teach teaching"), rx(rf"{DOER}{_LATELY} (?:teach(?:es|ing)?|taught) (?P<v>(?:{_SUBJECTS}))(?= ?[,.;:!?\"]| at | in | to | and | for )"), lambda m: f"teaches {_v(m)}"),
    Pattern("ambition", words("wants want wanted hopes hoped"), rx(rf"{DOER} (?:wants?|wanted|'d wanted|had wanted|always wanted|hopes|hoped) to (?:be|become) (?:an? )?(?P<v>(?:{_MOD}){{0,2}}{_JOB})\b"), _job),
    # --- music
    Pattern("plays", frozenset(w for i in (*INSTRUMENTS, *MAKES) for w in i.lower().replace("-", " ").split()) | frozenset(i.lower() for i in MAKES),
            rx(rf"{DOER}{_LATELY} (?:plays?|played|playing|learned|learnt|learning|took up|taken up) (?:(?:the|an?|lead|rhythm|her|his|my|second|first|a bit of|some|mostly) ){{0,2}}(?P<v>(?:(?:{ADJ}|[A-Z][\w\-]+ ){{0,2}}?)(?:{either(INSTRUMENTS)}|{either(MAKES)}))\b(?!'|-)"), _v),
    # --- schooling, service
    Pattern("education", words("studied studying degree course seminary university college school"),
            rx(rf"{DOER}{_LATELY} (?:studied|studying|read|did|done|do|doing|went to|dropped out of|left|been at|NUM years (?:in|at)) (?P<v>(?:an? |the )?(?:[a-z]+ ){{0,3}}(?:degree|course|seminary|university|college|school|law|medicine|music|art|drama|English|history|engineering|accountancy|nursing)(?: (?:in|at) (?:the )?[A-Z]\w+(?: [A-Z]\w+)?)?)(?= ?[,.;:!?\"]| and | but | when | with )".replace("NUM", NUM)), _v),
    Pattern("education", words("seminary university college school convent army navy prison"),
            rx(rf"{DOER}(?: was| did| spent|'d done| had done|'d been| had been)? (?P<v>{NUM} (?:years|months|terms) (?:in|at) (?:the )?(?:[a-z]+ )?(?:seminary|university|college|convent|army|navy|merchant navy|prison|borstal|art school|drama school)(?: (?:in|at) [A-Z]\w+)?)"), _v),
    Pattern("education", words("degree doctorate diploma phd"), rx(rf"{DOER}(?:'s got|'ve got|'s| has|'ve| have|'d| had) (?P<v>an? (?:[a-z]+ )?(?:degree|doctorate|diploma|PhD) in [a-z]+(?: [a-z]+)??(?: (?:from|at) [A-Z]\w+(?: [A-Z]\w+)?)?)(?= ?[,.;:!?\"]| and | but | which )"), _v),
    Pattern("language", words("speaks spoke speak"), rx(rf"{DOER} (?:speaks?|spoke) (?:(?:fluent|good|perfect|a little|some|bad|terrible) )?(?P<v>(?:[A-Z][a-z]+(?:ese|ish|ian|an|ch|ic|ssian)|Welsh|Greek|Hindi|Urdu|Czech|Dutch|Yoruba|Igbo|Twi|Punjabi|Gujarati|Tamil|Cantonese|Mandarin|Farsi|Hebrew|Yiddish|Latin)(?:,? (?:and )?[A-Z][a-z]+)*)(?= ?[,.;:!?\"]| and | to | with | at )"), _v),
    Pattern("history", words("known"), rx(rf"{DOER}(?:'ve| have| has|'s|'d| had) known (?P<v>{NAME} (?:for )?(?:{NUM} years|since [a-z0-9][^.,;:!?\"]{{2,30}}))"), _v),
)  # fmt: skip

__all__ = ["DOER", "WORK"]
