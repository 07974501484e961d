"""Person and tense of a stretch of narration, from counts outside quotation marks."""

from __future__ import annotations

import re

from .chapter import Person, Tense
from .quotations import quotations

FIRST = re.compile(r"\b(?:I|I['’](?:m|d|ll|ve|s)|me|my|mine|myself)\b")
SECOND = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ours|[Yy]ourself|[Yy]ou['’](?:re|d|ll|ve))\b")
THIRD = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself|they|them|their|He|She|Her|His|They|Their)\b")

# A subject, perhaps an adverb, and the verb: the tense of narration shows in what follows a pronoun.
SUBJECT = re.compile(
    r"\b(?:(?P<i>I)|(?P<he>[Hh]e|[Ss]he|[Ii]t|[Tt]here|[Nn]obody|[Ee]verybody|[Ee]veryone|[Ss]omeone|[Nn]o one)|(?P<they>[Ww]e|[Tt]hey|[Yy]ou))"
    r"(?P<short>['’](?:m|s|re))?(?:\s+(?:never|always|just|still|only|almost|then|already|really|both|all|\w+ly))?\s+(?P<verb>[a-z]+)\b"
)
PAST = frozenset(
    "was were had did went came saw said told knew thought took got gave made found felt left kept held stood sat ran let put began"
    " brought bought caught taught fought sought heard lost met paid read sent set slept spoke spent stole swore swam sang sank rang"
    " drank drove rode wrote rose chose froze broke woke wore tore bore threw grew flew blew drew shook forgot forgave became fell"
    " led lay lit slid hid bit shot shut hit cut hurt meant dealt built bent lent dug hung stuck struck swung spun clung flung wept"
    " swept crept leapt dreamt leant learnt burnt could would might should".split()
) - {"put", "let", "read", "set", "shut", "hit", "cut", "hurt", "should", "might", "could", "would"}
PRESENT_BASE = frozenset(
    "am are have do go come see say tell know think take get give make find feel leave keep hold stand sit run begin bring buy"
    " catch hear lose meet pay send sleep speak spend sing drink drive ride write rise choose break wake wear throw grow draw"
    " shake forget become fall lie hide bite shoot mean hang stick swing want need look turn walk ask try start stop wait wonder"
    " can can't cannot don't nod smile laugh shrug pull push reach watch remember realise realize hope love hate like guess suppose"
    " follow open close pick move step whisper stare glance lean answer call check drop count listen live play".split()
)
PRESENT_S = frozenset("is has does isn't goes says".split())


def voice_of(text: str, start: int, end: int) -> tuple[Person, Tense]:
    """The person and the tense in which `text[start:end]` is narrated; "" for what too little text does not tell."""
    outside = narration(text, start, end)
    return person_of(outside), tense_of(outside)


def narration(text: str, start: int, end: int) -> str:
    """`text[start:end]` without what is said between quotation marks."""
    pieces, at = [], start
    for a, b in quotations(text, start, end):
        pieces.append(text[at:a])
        at = b
    pieces.append(text[at:end])
    return " ".join(pieces)


def person_of(outside: str) -> Person:
    """The person of narration with the quotations taken out."""
    words = outside.count(" ") + 1
    first, second, third = (len(p.findall(outside)) for p in (FIRST, SECOND, THIRD))
    if words < 25 and first + second + third < 3:
        return ""
    if first >= max(2, 0.008 * words) and first >= 0.12 * third and first >= 0.5 * second:
        return "first"
    if second >= max(3, 0.02 * words) and second > third:
        return "second"
    if third >= 2 or words >= 60:
        return "third"
    return ""


def tense_of(outside: str) -> Tense:
    """The tense of narration with the quotations taken out."""
    past = present = 0
    for match in SUBJECT.finditer(outside):
        verb, short = match["verb"], match["short"]
        if short:
            # "it's raining" is present; "he's gone" and "she's left" too. "I'd" tells nothing.
            present += 1
        elif verb in PAST or (verb.endswith("ed") and len(verb) > 3 and verb not in {"need", "feed", "bleed", "speed", "succeed", "proceed"}):
            past += 1
        elif match["he"]:
            present += verb in PRESENT_S or (verb.endswith("s") and not verb.endswith("ss") and len(verb) > 3)
        elif verb in PRESENT_BASE:
            present += 1
    if past + present < 3:
        return ""
    if present >= 2 * past:
        return "present"
    if past >= 1.5 * present:
        return "past"
    return ""
