"""Direct speech as one chapter shows it: each quotation with what stands beside it that may say who speaks."""

from __future__ import annotations

import re

from ..manuscript.chapter import Chapter
from ..manuscript.quotations import quotations
from .name_words import ACTS, SPEECH

_VERB = "|".join(sorted(SPEECH, key=len, reverse=True))
_PRONOUN = r"(?P<pronoun>he|she|they|I|we|He|She|They|We)"
_TITLED = r"(?:[A-Z][\w’']*\.\s+)?"
_NAME = rf"(?P<name>(?:the\s+)?{_TITLED}[A-Z][\w’-]*(?:'[A-Z]\w+)?)"
_SAME = r"(?:[^\S\n]|\n(?!\s*\n))"
# "...," said Mara | "...," she said quietly | "...," Old Tom Hale whispered
AFTER = re.compile(
    rf"{_SAME}*[,—–-]*{_SAME}*(?:(?P<verb>{_VERB}){_SAME}+(?:{_PRONOUN}\b|{_NAME})"
    rf"|(?:(?P<pronoun2>he|she|they|I|we|He|She|They|We)|(?P<name2>(?:[Tt]he\s+)?(?:[A-Z][\w’'-]*\.?{_SAME}+){{0,3}}[A-Z][\w’-]*)){_SAME}+"
    rf"(?:(?:\w+ly|then|only|just|also|simply|had|merely|finally){_SAME}+){{0,2}}(?P<verb2>{_VERB})\b)"
)
# Mara said, "..." | She turned and said: "..."
BEFORE = re.compile(
    rf"(?:(?P<pronoun>\b(?:he|she|they|I|we|He|She|They|We))|(?P<name>(?:[A-Z][\w’'-]*\.?{_SAME}+){{0,3}}\b[A-Z][\w’-]*))"
    rf"(?:{_SAME}+[\w’']+(?:ly)?){{0,4}}?{_SAME}+(?P<verb>{_VERB})\b[^.!?\"“”]{{0,60}}[,:—–-]{_SAME}*\Z"
)
INTRODUCTION = re.compile(
    r"(?:\b[Mm]y (?:full |first |real |stage )?name(?:['’]s| is| was)|\bI(?:['’]m| am| was) (?:called|named|known as)|\b[Tt]hey call me|"
    r"\b[Cc]all me|\b[Pp]eople call me|\b[Ee]veryone calls me|\b[Ee]verybody calls me|\bI(?:['’]m| am)|\b[Tt]his is|\b[Ii]t['’]s)"
    r"\s+(?P<name>(?:(?:Mr|Mrs|Ms|Dr)\.\s+)?(?:[A-Z][\w’-]+\s+){0,2}[A-Z][\w’-]+)"
)
FIRST_PERSON = {"I", "we", "We"}


def observe_speech(chapter: Chapter) -> list[list]:
    """Rows [start, end, cue, at] of every quotation of the story, in order.

    `cue` says who is tagged: "name" (the name begins at `at`), "he", "she", "they", "I", or "" for none.
    """
    rows: list[list] = []
    for scene in chapter.scenes:
        spans = quotations(chapter.text, scene.start, scene.end)
        for n, (start, end) in enumerate(spans):
            low = spans[n - 1][1] if n else scene.start
            high = spans[n + 1][0] if n + 1 < len(spans) else scene.end
            cue, at = _tag(chapter.text, start, end, low, high)
            rows.append([start, end, cue, at])
    return rows


def _tag(text: str, start: int, end: int, low: int, high: int) -> tuple[str, int]:
    match = AFTER.match(text, end, min(high, end + 120))
    if match and _ends_open(text, end, match):
        pronoun = match["pronoun"] or match["pronoun2"]
        if pronoun:
            return _person(pronoun), match.start("pronoun") if match["pronoun"] else match.start("pronoun2")
        which = "name" if match["name"] else "name2"
        return "name", match.start(which)
    match = BEFORE.search(text, max(low, start - 160), start)
    if match:
        if match["pronoun"]:
            return _person(match["pronoun"]), match.start("pronoun")
        return "name", match.start("name")
    return "", -1


def _ends_open(text: str, end: int, match: re.Match[str]) -> bool:
    """Whether what follows can belong to the quotation: in lower case, or after a mark that leaves it open."""
    if match["verb"]:
        return True
    before = text[end - 2] if end > 1 else ""
    return before in ",!?—–-…" or (match["verb2"] in SPEECH - ACTS)


def _person(pronoun: str) -> str:
    return "I" if pronoun in FIRST_PERSON else pronoun.lower()


def introductions(text: str, start: int, end: int) -> list[tuple[int, str, str]]:
    """Where somebody names themself: (offset, phrase, name), in order."""
    return [
        (m.start(), " ".join(m.group()[: m.start("name") - m.start()].split()), " ".join(m["name"].split()))
        for m in INTRODUCTION.finditer(text, start, end)
    ]
