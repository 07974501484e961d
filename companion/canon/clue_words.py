"""Wordings by which a scene tells who "I" is: what is asked, what is called, how one is introduced."""

from __future__ import annotations

import re

from .lexicon import WEEKDAY_NAMES
from .name_words import KIN, SPEECH

YOU_ARE = re.compile(
    r"\b(?:[Aa]re you|[Yy]ou(?:['’]re| are)|[Yy]ou must be|[Aa]ren['’]t you|[Yy]ou(?:['’]d| would|['’]ll| will) be|"
    r"[Yy]ou)\s+(?:(?:the|our|my|little|young|old|that)\s+){0,2}"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?)"
)
ISNT_IT = re.compile(
    r"(?:[Ii]t['’]s |[Tt]hat['’]s )?(?P<name>[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?),? "
    r"(?:isn['’]t it|is it|right|yes|correct|I presume|I take it)\?"
)
OF_ME = re.compile(r"\b(?:me|us),?(?: (?:at|of|on|to|for))? \Z")
TIE = re.compile(rf"\b[Mm]y (?:[a-z]+ )?(?P<who>{'|'.join(sorted(KIN, key=len, reverse=True))})\b")
WHO = re.compile(
    r"\b(?:[Nn]ame|[Ww]ho are you|[Ww]ho(?:['’]s| is) (?:this|that|it|there|calling)|[Aa]nd you are"
    r"|[Ww]hat (?:do|does|did|should|shall|can|may|must) (?:(?:your|my|the) )?\w+ call you"
    r"|[Ww]hat are you called)\b[^.!?]*\?"
)
# what follows one's own name: "I fix the amps.", "I'm with the band."
ABOUT_ME = re.compile(r"[\"“‘']\s*(?:And |From )?I(?:['’](?:m|ve|d))?\s")
GREETING = re.compile(r"(?:[*_]*)(?:(?:[Mm]y )?[Dd]ear(?:est)?|Hi|Hello|Hey|To)\s+(?:[a-z]+\s+)?\Z")
SIGNATURE = re.compile(r"(?:^|[.!?…\n—–-]|\b[Ll]ove,?|\b[Yy]ours,?|x+|,)[\s*_—–-]*\Z")
# "They called me Pip", "I call myself Pip"
CALLED_ME = re.compile(
    r"\b(?:call(?:s|ed|ing)?|nam(?:es|ed|ing)|christen(?:s|ed)|nicknam(?:es|ed))\s+(?:me|myself)\s+"
    r"(?:(?:just|only|plain|little|simply)\s+)*[\"“‘'*_]*(?P<name>[A-Z][\w’-]+(?:\s[A-Z][\w’-]+)?)"
)
TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|\d|[—–;:!?…]")
JUMP = re.compile(
    r"(?:[\w’']+\s+){0,3}?(?:(?:[Ii]n|[Bb]y|[Oo]n|[Aa]t|[Tt]he|[Nn]ext|[Ll]ater|[Aa]fter|[Tt]hat|[Uu]ntil)\b[^.!?\n]{0,30}"
    r"\b(?:morning|noon|afternoon|evening|night|midnight|dawn|dusk|day|week|month|year|hours?|minutes?|o['’]clock|"
    rf"{WEEKDAY_NAMES}|later|after)\b|[Mm]eanwhile\b|[Ll]ater\b|[Aa]fterwards?\b)"
)
ADDRESSED = re.compile(
    r"(?:[,—–-]|\bI (?:think|thought|(?:tell|told|say to|said to) myself):|\b(?:Jesus|Christ|God|oh|hey|well))\s*\Z",
    re.IGNORECASE,
)
# "Boyle, he said.", "Attracta! she calls.": a call without quotation marks at the head of a paragraph
HAILED = re.compile(
    r"\s*[,.!?…]+\s+(?!I\b)(?:[Hh]e|[Ss]he|[Tt]hey|(?:[Tt]he|[Mm]y|[Hh]is|[Hh]er) \w+|[A-Z]\w+) "
    rf"(?:{'|'.join(sorted(SPEECH))})\b"
)
# *Mara. Where are you?* | *Where are you, Mara?*
HEADS = re.compile(r"(?:^|[\s(“\"])[*_]\Z")
ITALIC = re.compile(r"(?:^|\s)[*_](?=\S)[^*_\n]*\Z")
# "Mara. She sings." | "Mara," he said. "She sings." - named to talk about, not called
TOPIC = re.compile(
    r"[.,?…—–-]+(?:\s+|[\"”’'][^\"“”‘’\n]{1,60}[\"“‘'])(?:He|She|His|Her|They)(?:['’](?:s|d|ll|ve|re))?\s"
)
SHOWN = re.compile(r"[*_“\"‘']\Z")
