"""A life in a sentence: what happened at an age, as a girl, since sixteen; what somebody always, never and every morning does."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from .base import NAME, NUM, WHO, Pattern, number, rx, words

_HAD = r"(?:'d| had|'ve| have|'s| has)?"
_YOUNG = r"(?:girl|boy|child|kid|teenager|baby|student|young man|young woman|schoolgirl|schoolboy)"
_AGED = rf"(?:(?:only |just |about |still |barely |not yet )?(?:(?P<n>{NUM})(?: years old)?(?! (?:years|months|weeks|days|minutes|hours|stone|pounds|feet|miles)\b)|(?P<young>(?:an? )?(?:little |small |wee |tiny )?(?:{_YOUNG})|little|small|wee|at school)))"
_REST = r"[^.,;:!?\"()]"
# What one does once and remembers: a sight, a word or a movement of the hour is no part of a life.
_LIVED = (
    "left lost broke ran joined started began learned learnt married won moved got came went had met played sang bought sold found "
    "wrote stopped gave took inherited worked buried nursed fell shot drowned emigrated enlisted signed qualified trained toured "
    "lived slept stole drove crashed wanted danced boxed swam stammered believed gone sung run written driven begun given worn taken"
)
_DID = rf"(?P<did>(?:been |never )?(?:{'|'.join(_LIVED.split())})\b(?! (?:at|back|up|down|over|out|off|in|into) (?:him|her|me|them|it|us)\b))"
_AGES = words(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty four five six seven eight nine girl boy child kid "
    "teenager baby student man woman schoolgirl schoolboy little small wee school"
)
_ROUTINE = (
    "carries carried wears wore drinks drank eats ate keeps kept sleeps slept sits sat takes took sings sang travels travelled brings "
    "brought writes wrote reads drives drove orders ordered walks walked swims swam runs ran prays prayed cooks cooked bakes baked "
    "irons ironed rings rang phones phoned counts counted locks locked smokes smoked plays played practises practised buys bought "
    "carry wear drink eat keep sleep sit take sing travel bring write drive order walk swim run pray cook bake iron ring phone count "
    "lock smoke play practise buy"
)
_DOES = rf"(?P<v>(?:{'|'.join(_ROUTINE.split())})\b{_REST}{{2,60}}?)"
_WHEN = r"(?:morning|night|evening|day|week|Sunday|Saturday|Friday|Thursday|Wednesday|Tuesday|Monday|weekend|summer|winter|spring|autumn|Christmas|Easter|year|birthday|show|gig|tour|soundcheck)"
_STOP = r"(?= ?[.,;:!?\"()]| and | but |$)"
_MEASURED = re.compile(r"(?:drove|driven|bought|sold|ran|run)$")  # "at forty": a speed, a price
_NOW = re.compile(r"\bever\s+after|\bthis\b|\bthat\b|\bagain\b", re.I)
_COMPARED = re.compile(r"\b(?:so|such|as|like|than|better|worse|harder|more|less|again|this|that)\b", re.I)
_IDLE = re.compile(
    r"^(?:never\s+)?(?:stopped|started|began|begun|fell|ran|run|broke|found|gave|came|went|gone|took|taken|given|lost|won|shot|bought|sold|stole|slept|wanted|believed|played)\s*$|^had\s+(?:not|done|no)\b|^(?:had|got|took|went|came|kept|found|gave|ran)\s+(?:to|a|the|his|her|my|it|on|up|out|off|back|down|away)?\s*$",
    re.I,
)


def _said(text: str) -> str:
    return " ".join(text.split())


def _when(match: re.Match[str]) -> str | None:
    """ "at 9" or "as a girl"; None for an hour of the day and for what cannot be an age."""
    if match["n"]:
        years = number(match["n"])
        return f"at {years}" if years is not None and 3 <= years <= 95 else None
    young = " ".join(match["young"].lower().split())
    return (
        young
        if young.startswith("at ")
        else f"as {young if young.startswith('a') else 'a ' + young}"
        if re.search(_YOUNG, young)
        else "as a child"
    )


def _history(match: re.Match[str]) -> str | None:
    when = _when(match)
    what = _said(match["v"])
    if when is None or _IDLE.match(what):
        return None
    since = match.groupdict().get("since")  # "from sixteen" is no longer than a place to begin
    return f"{when.replace('at', 'from', 1) if since and since.lower() in ('from', 'since') else when}: {what}"


def _sure_age(match: re.Match[str]) -> str | None:
    """The same for "at seventeen", which under thirteen is a time of day, and of what is driven or sold no age."""
    years, behind = number(match["n"]), match.start("since") > match.start("did")
    measured = behind and match["since"] == "at" and _MEASURED.match(match["did"]) is not None
    sure = years is not None and ((years > 12 and not measured) or "the age of" in " ".join(match[0].lower().split()))
    return _history(match) if sure else None


def _always(match: re.Match[str]) -> str | None:
    return None if _NOW.search(match[0]) else f"always {_said(match['v'])}"


def _every(match: re.Match[str]) -> str | None:
    return None if _NOW.search(match[0]) else f"{_said(match['v'])} {_said(match['every'].lower())}"


BIOGRAPHY: tuple[Pattern, ...] = (
    # --- when she was nine, as a girl, at seventeen
    *(
        Pattern("history", _AGES, rx(rf"{who}{_HAD} (?:only |just |once |first )?(?P<v>{_DID}{_REST}{{0,70}}?),? (?:back )?(?:when|before|after) {one} (?:was|were|'d been|had been) {_AGED}(?= ?[.,;:!?\"]| and | but | in )"), _history, needs=words("when before after"))
        for who, one in ((r"(?<![\w'])(?P<who>I)", "I"), (r"(?<![\w'])(?P<who>[Hh]e)", "he"), (r"(?<![\w'])(?P<who>[Ss]he)", "she"), (rf"\b(?P<who>{NAME})", "(?:he|she)"))
    ),
    *(
        Pattern("history", _AGES, rx(rf"\b[Ww]hen (?P<who>{who}) (?:was|were) {_AGED},? (?P<v>(?:{one}|{poss} [a-z]+){_HAD} (?:been )?{_DID}{_REST}{{0,60}}?)(?= ?[.,;:!?\"]| and | but )"), _history, needs=words("when"))
        for who, one, poss in (("I", "I", "my"), ("he", "he", "his"), ("she", "she", "her"), (NAME, "(?:he|she)", "(?:his|her)"))
    ),
    Pattern("history", _AGES, rx(rf"\b(?P<since>[Aa]t|[Ss]ince|[Ff]rom|[Bb]y|[Bb]efore) (?:the age of )?(?P<n>{NUM})(?! (?:years|months|weeks|days|minutes|hours|past|to|o'clock|on)\b)(?P<young>),? {WHO}{_HAD} (?:already |first |once )?(?P<v>{_DID}{_REST}{{0,60}}?){_STOP}"), _sure_age, needs=words("at since from by before")),
    Pattern("history", _AGES, rx(rf"{WHO}{_HAD} (?:only |just |first |already )?(?P<v>{_DID}{_REST}{{0,50}}?) (?P<since>at|since|from) (?:the age of )?(?P<n>{NUM})(?! (?:years|months|weeks|days|minutes|hours|past|to|o'clock|[A-Z])\b)(?P<young>)(?= ?[.,;:!?\"]| and | but | on | as )"), _sure_age, needs=words("at since from")),
    Pattern("history", _AGES, rx(rf"\b[Aa]s (?P<n>(?!))?(?P<young>an? (?:little |small |young )?{_YOUNG}),? {WHO}{_HAD} (?P<v>{_DID}{_REST}{{0,60}}?){_STOP}"), _history, needs=words("as")),
    Pattern("history", _AGES, rx(rf"{WHO}{_HAD} (?P<v>{_DID}{_REST}{{0,50}}?) as (?P<n>(?!))?(?P<young>an? (?:little |small |young )?{_YOUNG})(?= ?[.,;:!?\"]| and | but )"), _history, needs=words("as")),
    # --- always, never without, every morning
    Pattern("habit", words(_ROUTINE), rx(rf"{WHO}(?:'s| has|'d| had|'ve| have)? always {_DOES}{_STOP}"), _always, needs=words("always")),
    Pattern("habit", words("without"), rx(rf"{WHO}(?:'s| is| was|'m| am)?(?: been)? (?P<v>never )(?:seen |been seen |out |anywhere |(?:goes|went|go|travels|travelled|travel|leaves|left|leave|sings|sang|sing|plays|played|play|sleeps|slept|sleep) (?:(?:out|anywhere|home|on|to [a-z]+|the house) )?)?(?P<what>without (?:an?|the|his|her|my|their|two|three) {_REST}{{2,40}}?){_STOP}"), lambda m: f"never {_said(m['what'])}", needs=words("never")),
    Pattern("habit", words(_ROUTINE), rx(rf"\b(?P<every>[Ee]very (?:single )?{_WHEN}(?: of (?:his|her|my) life)?),? (?:before [a-z]+,? )?{WHO} {_DOES}{_STOP}"), _every, needs=words("every")),
    Pattern("habit", words(_ROUTINE), rx(rf"{WHO} {_DOES} (?P<every>every (?:single )?{_WHEN}(?: of (?:his|her|my) life)?){_STOP}"), _every, needs=words("every")),
    Pattern("habit", words("never"), rx(rf"{WHO} (?P<v>never (?:eats|drinks|wears|flies|cooks|swears|lends|borrows|carries|sleeps|answers|ate|drank|wore|flew|cooked|lent|borrowed|carried|slept) {_REST}{{2,40}}?){_STOP}"), lambda m: None if _COMPARED.search(m["v"]) else _said(m["v"])),
    Pattern("saying", words("always used"), rx(rf"{WHO} (?:always|used to|always used to) (?:says?|said) (?:that )?(?P<v>(?!(?:so|it|that|this|hello|goodbye|no|yes|grace|the same)\b)[a-z']{_REST}{{10,90}}?)(?= ?[.;:!?\"]|$)"), lambda m: _said(m["v"]), needs=words("say says said")),
    # --- what somebody never did in all their life
    Pattern("history", words("never"), rx(rf"{WHO}(?:'d| had|'ve| have|'s| has) (?P<v>never (?:in (?:his|her|my) life )?(?:been (?:to|in love|further|north|south)|owned|driven|ridden|held|voted|sung|played|worn|worked|lived|slept|eaten|tasted|finished)\b{_REST}{{0,40}}?){_STOP}"), lambda m: None if _COMPARED.search(m["v"]) else _said(m["v"])),
    # --- how many years
    Pattern("age", words("years"), rx(rf"\b[Ii]n (?:all )?(?P<who>his|her|my) (?P<n>{NUM}) years(?= ?[.,;:!?\"]| of (?:life|living|being)| on (?:earth|this earth)| (?:he|she|I|nobody|no one|{NAME})\b)"), lambda m: str(v) if (v := number(m["n"])) and 12 <= v <= 105 else None, sure=False),
)  # fmt: skip

__all__ = ["BIOGRAPHY"]
