"""Person and tense of a stretch of narration, from counts outside quotation marks."""

from __future__ import annotations

import re

from .chapter import Person, Tense
from .quotations import quotations

FIRST = re.compile(r"\b(?:I|I['’](?:m|d|ll|ve|s)|me|my|mine|myself|[Ww]e|us|[Oo]ur|ours|ourselves)\b")
SECOND = re.compile(r"\b(?:[Yy]ou|[Yy]our|[Yy]ours|[Yy]ourself|[Yy]ou['’](?:re|d|ll|ve))\b")
THIRD = re.compile(r"\b(?:he|she|him|her|his|hers|himself|herself|they|them|their|He|She|Her|His|They|Their)\b")

# A subject, perhaps an adverb, and the verb: the tense of narration shows in what follows a pronoun, a name or a noun
# with "the".
SUBJECT = re.compile(
    r"\b(?:(?P<i>I)|(?P<they>[Ww]e|[Tt]hey|[Yy]ou)|(?P<he>[Hh]e|[Ss]he|[Ii]t|[Tt]here|[Nn]obody|[Ee]verybody|"
    r"[Ee]veryone|[Ss]omeone|[Nn]o one"
    r"|(?:[Tt]he|[Mm]y|[Hh]is|[Hh]er|[Oo]ur|[Tt]heir|[Aa]n?) [a-z]+|[A-Z][a-z]+))"
    r"(?P<short>['’](?:m|s|re)\b)?(?=(?:\s+(?:never|always|just|still|only|almost|then|already|really|both|all|"
    r"\w+ly))?\s+(?P<verb>[a-z]+)\b)"
)
PAST = frozenset(
    "ate fed fled shone shrank slung spat sprang stank strode strove tore undid understood withdrew wound"
    " wove knelt overheard beat bled bound bred burst clung cost crept forbade ground laid leapt mistook"
    " overtook quit rid shed sped spilt spoilt spread stung swelled trod woken arose awoke fitted forgave"
    " outgrew sought sold slit split thrust told wed wrung was were had did went came saw said told knew"
    " thought took got gave made found felt left kept held stood sat ran let put began brought bought caught"
    " taught fought sought heard lost met paid read sent set slept spoke spent stole swore swam sang sank rang"
    " drank drove rode wrote rose chose froze broke woke wore tore bore threw grew flew blew drew shook forgot"
    " forgave became fell led lay lit slid hid bit shot shut hit cut hurt meant dealt built bent lent dug hung"
    " stuck struck swung spun clung flung wept swept crept leapt dreamt leant learnt burnt could would might"
    " should".split()
) - {
    "burst",
    "cost",
    "shed",
    "spread",
    "split",
    "thrust",
    "quit",
    "rid",
    "wed",
    "slit",
    "put",
    "let",
    "read",
    "set",
    "shut",
    "hit",
    "cut",
    "hurt",
    "should",
    "might",
    "could",
    "would",
}
PRESENT_BASE = frozenset(
    "am are have do go come see say tell know think take get give make find feel leave keep hold stand sit"
    " run begin bring buy catch hear lose meet pay send sleep speak spend sing drink drive ride write rise"
    " choose break wake wear throw grow draw shake forget become fall lie hide bite shoot mean hang stick"
    " swing want need look turn walk ask try start stop wait wonder can can't cannot don't nod smile laugh"
    " shrug pull push reach watch remember realise realize hope love hate like guess suppose follow open close"
    " pick move step whisper stare glance lean answer call check drop count listen live play use help show"
    " seem turn stay sound smell taste sip eat wipe press lift carry hurry cry try fly reply pass cross touch"
    " reach wash rush brush kiss miss toss hiss sigh lie tie die agree point wave lead sweep sweat jump kick"
    " slide step settle shift slip slam slow speed spin spread stir strike suck swallow taste tap tear tell"
    " throw trace trip tuck unlock wake roll rub sag scan scrape scream shine shiver shout shove sink sling"
    " snap snort spot squeeze stagger grab grin grip groan growl hand head heave hit hum hurt itch join kneel"
    " knock land last lick light limp lock lower mutter nudge offer order park pat pause peel pet pour press"
    " print prop put race raise rattle relax remain repeat rest return ring rip rock rush save say scratch"
    " shut spill spit stretch study sweep work worry wrap yawn yell appear arrive believe belong blink blow"
    " breathe burn burst button buzz chew choke clap clear climb clutch collapse cough cover crack crawl creep"
    " cut dance decide disappear drag draw dress drift empty enter expect fade feed fill finish fix flash"
    " flick flinch float fold force freeze frown fumble gasp gaze gesture giggle nod chat chuckle".split()
)
# *We are sorry to hear*, _I think_, NOT TILL I GET HOME
SHOWN = re.compile(
    r"(?<![\w*])\*(?![\s*])[^*\n]+\*(?![\w*])|(?<!\w)_(?!\s)[^_\n]+_(?!\w)|\b[A-Z’']{2,}(?:[ ,.&’'-]+[A-Z’']+){2,}\b"
)
# A letter shown in the text: a paragraph that greets, and the paragraph below it that is nothing but a name.
GREETING = re.compile(r"(?m)^[*_> \t]*(?:My[ \t]+)?[Dd]ear(?:est)?\b[^\n.!?]{0,50}[,:!—–-]+[*_]*$")
SIGNED = re.compile(
    r"\n\n[*_> \t]*(?:[^\n.!?]{1,40},\n[*_> \t]*)?[A-Z][\w.'’-]*(?:[ \t][A-Z][\w.'’-]*){0,3}[.,]?[*_]*(?=\n\n|\n*\Z)"
)
# In a screenplay the name stands in capitals above what is said, again and again; above a chapter it stands once.
CUED = re.compile(r"(?m)^[A-Z][A-Z .'’-]{1,30}(?: \([A-Z.' ]{1,12}\))?\n(?=\S)(?:[^\n]+\n?)+")
SPEECH, SPEECHES = 600, 2  # characters of what stands below such a name, at most; how many of them make a screenplay
LETTER = 9_000  # characters of a letter, at most
TOLD_AROUND = 0.35  # of a text, at least, that is told around its letters
UNSURE = 0.04  # difference, as a share of all verbs, up to which neither tense is the scene's
NOT_PAST = frozenset(
    "need feed bleed speed succeed proceed indeed exceed breed weed seed heed hundred red bed wed shed sacred".split()
)
PRESENT_S = frozenset("is has does isn't goes says".split())


def voice_of(text: str, start: int, end: int) -> tuple[Person, Tense]:
    """The person and the tense in which `text[start:end]` is narrated; "" for what too little text does not tell."""
    told = _without_speeches(_without_letters(text[start:end]))
    outside = narration(told, 0, len(told))
    return person_of(_own_words(outside)), tense_of(outside)


def _without_speeches(text: str) -> str:
    """A screenplay without what is said in it; any other text as it is: "KIERAN" may head what he tells."""
    speeches = [cued for cued in CUED.finditer(text) if len(cued[0]) <= SPEECH]
    if len(speeches) < SPEECHES:
        return text
    pieces, at = [], 0
    for cued in speeches:
        pieces.append(text[at : cued.start()])
        at = cued.end()
    return "\n".join([*pieces, text[at:]])


def _without_letters(text: str) -> str:
    """The text without letters that stand in it whole, from "Dear ..." to the signature: their "I" narrates nothing.

    What is little else than a letter is told in it.
    """
    pieces, at = [], 0
    for greeting in GREETING.finditer(text):
        signed = SIGNED.search(text, greeting.end(), greeting.end() + LETTER) if greeting.start() >= at else None
        if signed:
            pieces.append(text[at : greeting.start()])
            at = signed.end()
    if not at:
        return text
    rest = "".join([*pieces, text[at:]])
    return rest if len(rest) > TOLD_AROUND * len(text) else text


def narration(text: str, start: int, end: int) -> str:
    """`text[start:end]` without what is said between quotation marks."""
    pieces, at = [], start
    for a, b in quotations(text, start, end):
        pieces.append(text[at:a])
        at = b
    pieces.append(text[at:end])
    return " ".join(pieces)


def _own_words(outside: str) -> str:
    """The narration without what it only shows: letters, thoughts and notes in italics or capitals.

    What is all in italics is told in them.
    """
    plain = SHOWN.sub(" ", outside)
    return plain if len(plain) > 0.5 * len(outside) else outside


def person_of(outside: str) -> Person:
    """The person of narration with the quotations taken out."""
    words = outside.count(" ") + 1
    first, second, third = (len(p.findall(outside)) for p in (FIRST, SECOND, THIRD))
    if words < 25 and first + second + third < 3:
        return ""
    if first >= max(2, 0.008 * words) and first >= 0.08 * third and first >= 0.5 * second:
        return "first"
    if second >= max(3, 0.02 * words) and second > third:
        return "second"
    if third >= 2 or words >= 60:
        return "third"
    return ""


def tense_of_verb(verb: str) -> Tense:
    """The tense of a verb in lower case behind a name or "she"; "" for what may be either, or is no verb we know."""
    return "past" if _is_past(verb) else "present" if _is_present(verb) else ""


def _is_past(verb: str) -> bool:
    return verb in PAST or (verb.endswith("ed") and len(verb) > 3 and verb not in NOT_PAST)


def _is_present(verb: str) -> bool:
    """Whether it is a present of the third person: "walks", "does"."""
    return verb in PRESENT_S or (
        verb.endswith("s")
        and (verb[:-1] in PRESENT_BASE or verb[:-2] in PRESENT_BASE or verb[:-3] + "y" in PRESENT_BASE)
    )


def tense_of(outside: str) -> Tense:
    """The tense of narration with the quotations taken out."""
    past = present = 0
    for match in SUBJECT.finditer(outside):
        verb, short = match["verb"], match["short"]
        if short:
            # "I'm" and "they're" are present; "'s" may be "has", "is" or a possessive and tells nothing after a name.
            present += short[1] != "s" or (match["he"] or "").casefold() in {"he", "she", "it", "there"}
        elif _is_past(verb):
            past += 1
        elif match["he"]:
            present += _is_present(verb)
        elif verb in PRESENT_BASE:
            present += 1
    if past + present < 3 or abs(past - present) <= UNSURE * (past + present):
        return ""
    return "present" if present > past else "past"
