"""Direct speech as one chapter shows it: each quotation with what stands beside it that may say who speaks."""

# ruff: noqa: E501 - a table of regular expressions is read one to a line
from __future__ import annotations

import re

from ..manuscript.chapter import Chapter
from ..manuscript.quotations import last_mark, quotations
from .name_words import ACTS, MAY_BE_NAMES, NOT_NAMES, SPEECH
from .patterns.base import WORKER

_VERB = "|".join(sorted(SPEECH, key=len, reverse=True))
_ANY_VERB = (
    rf"(?:{_VERB}|[a-z]{{3,}}ed)"  # "flashed Lucy": right after speech any verb in the past can be one of speaking
)
_PHRASAL = r"(?:burst|bursts|broke|breaks|put|puts|struck|strikes|cut|cuts|came|comes|went|goes)(?:[^\S\n]|\n(?!\s*\n))+(?:out|in|on|back|up|forth)"
_SAME = r"(?:[^\S\n]|\n(?!\s*\n))"
_WORDS = (
    rf"(?:(?!(?:to|he|she|they|her|his|their|my|as|at|with|in|from|and|when|but|I|if|than|that)\b)"
    rf"[a-z][\w-]*{_SAME}+){{0,3}}?"
)
_NAME = rf"(?:(?:[A-Z][\w’]*\.|Lady|Lord|Sir|Miss|Aunt|Auntie|Uncle|Captain|Colonel|Doctor|Father|Sister|Professor){_SAME}+)?[A-Z][\w’-]*(?:'[A-Z]\w+)?"
# "...," said Mara | "...," she said quietly | "...," Old Tom Hale whispered | "...," was Mara's only answer
AFTER = re.compile(
    rf"{_SAME}*[,—–-]*{_SAME}*(?:"
    rf"(?P<verb>{_PHRASAL}|{_ANY_VERB}){_SAME}+(?:out{_SAME}+|back{_SAME}+|in{_SAME}+|on{_SAME}+)?(?:(?P<pronoun>he|she|they|I|we)\b|(?:the{_SAME}+voice{_SAME}+of{_SAME}+)?{_WORDS}(?P<name>{_NAME})"
    rf"|(?P<role>(?:(?:the|an?){_SAME}+(?:[a-z][\w-]+{_SAME}+)?{WORKER}|an?(?:other)?{_SAME}+(?:[a-z][\w-]+{_SAME}+)?(?:man|woman|voice|girl|boy|child|lady|gentleman))\b))"
    rf"|(?P<pronoun2>he|she|they|I|we|He|She|They|We){_SAME}+(?:(?:\w+ly|then|only|just|also|simply|had|merely|finally|kept|keeps|went{_SAME}+on){_SAME}+){{0,2}}(?P<verb2>{_VERB}|saying|repeating)\b"
    rf"|(?:[Tt]he{_SAME}+)?(?P<name2>(?:[A-Z][\w’'-]*\.?{_SAME}+){{0,3}}[A-Z][\w’-]*){_SAME}+"
    rf"(?:(?:\w+ly|then|only|just|also|simply|had|merely|finally|kept|keeps){_SAME}+){{0,2}}(?P<verb3>{_VERB}|{_PHRASAL}|saying|repeating)\b"
    rf"|was{_SAME}+(?P<name3>{_NAME})['’]s{_SAME}+(?:\w+{_SAME}+){{0,2}}(?:reply|answer|response|comment|remark|greeting|verdict|cry|question|explanation|suggestion|contribution|advice|opinion|objection|retort|rejoinder|exclamation|words)\b)"
)
# ..., and said, "..." | He turned and asked softly: "..."
LEADS_IN = re.compile(
    rf"(?s:.*)\b(?P<verb>{_VERB}|(?:say|exclaim|ask|repeat|whisper|cry|call)ing)\b(?:[^.!?\"“”]{{0,60}}(?:[,:—–-]+{_SAME}*|[:—–-]+\s*)|,\s*)\Z"
)
# Where a subject can stand: at the head of a clause.
SUBJECT = re.compile(
    rf"(?:^|[.!?;,:—–]+{_SAME}*[\"”’)]*{_SAME}*|\b(?:and|but|then|when|while|as|which|that|where|until|because|so|if|last|length|once|now|next|presently|suddenly|finally|soon|immediately|meanwhile|whereupon|the){_SAME}+)"
    rf"(?:(?P<pronoun>he|she|they|I|we|He|She|They|We)\b|(?:[Tt]he{_SAME}+|[Pp]oor{_SAME}+)?(?P<name>{_NAME})(?!['’]s))"
)
OWNS = re.compile(r"['’]s\b")
INTRODUCTION = re.compile(
    r"(?:\b[Mm]y (?:full |first |real |stage )?name(?:['’]s| is| was)|\bI(?:['’]m| am| was) (?:called|named|known as)"
    r"|\b[Tt]hey call me|\b[Cc]all me|\b[Pp]eople call me|\b[Ee]very(?:one|body) calls me|\bI(?:['’]m| am)"
    r"|\b[Tt]his is|\b[Ii]t['’]s)"
    r"\s+(?P<name>(?:(?:Mr|Mrs|Ms|Dr)\.\s+)?(?:[A-Z][\w’-]+\s+){0,2}[A-Z][\w’-]+)"
)
FIRST_PERSON = {"I", "we", "We"}


def observe_speech(chapter: Chapter) -> list[list]:
    """Rows [start, end, cue, at] of every quotation of the story, in order.

    `cue` says who is tagged: "name" (the name begins at `at`), "role" ("the driver"), "he", "she", "they", "I", or "" for none.
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
    match = AFTER.match(text, end, min(high, end + 140))
    if match and _ends_open(text, end, match):
        for group in ("pronoun", "pronoun2"):
            if match[group]:
                return _person(match[group]), match.start(group)
        if match["role"]:
            return "role", match.start("role")
        for group in ("name", "name2", "name3"):
            if match[group] and match[group] not in NOT_NAMES - MAY_BE_NAMES:
                return "name", match.start(group)
    written = len(text[low:start].rstrip()) + low
    low = max(low, start - 240, text.rfind("\n\n", low, written) + 1)
    lead = LEADS_IN.match(text, max(low, start - 100), start)
    if lead:
        return _subject(text, low, lead.start("verb"))
    return "", -1


def _subject(text: str, low: int, verb: int) -> tuple[str, int]:
    """The subject of the verb at `verb`: the last one that heads a clause of its sentence."""
    sentence = max(text.rfind(mark, low, verb) for mark in (". ", "! ", "? ", ".\n", "!\n", "?\n", "”", '"'))
    head = max(low, sentence + 1)
    while head < verb and text[head] in ' \n"”’':
        head += 1
    found = ("", -1)
    for match in SUBJECT.finditer(text[head:verb]):
        if match["pronoun"]:
            found = _person(match["pronoun"]), head + match.start("pronoun")
        elif match["name"] not in NOT_NAMES - MAY_BE_NAMES:
            found = "name", head + match.start("name")
    return found


def _ends_open(text: str, end: int, match: re.Match[str]) -> bool:
    """Whether what follows can belong to the quotation: in lower case, or after a mark that leaves it open."""
    before = last_mark(text, end)
    if match["verb"]:
        return match["verb"] in SPEECH or before in ",!?—–-…"
    if match["name3"]:
        return True
    return before in ",!?—–-…" or (match["verb2"] or match["verb3"]) in SPEECH - ACTS


def _person(pronoun: str) -> str:
    return "I" if pronoun in FIRST_PERSON else pronoun.lower()


def introductions(text: str, start: int, end: int) -> list[tuple[int, str, str]]:
    """Where somebody names themself: (offset, phrase, name), in order; "It's Mara's" names nobody."""
    return [
        (m.start(), " ".join(m.group()[: m.start("name") - m.start()].split()), " ".join(m["name"].split()))
        for m in INTRODUCTION.finditer(text, start, end)
        if not OWNS.match(text, m.end("name")) and not m["name"].endswith("’s")
    ]
