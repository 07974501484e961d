"""Whether a paragraph, on its own, reads like story or like what surrounds it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .cue_tables import (
    ABOUT,
    ADDRESS,
    BARE,
    CONTROLS,
    CREDIT,
    DISCLAIMED,
    EDITED,
    END_LINE,
    GLUE,
    HALF_TAGGED,
    LONG,
    MEDIUM,
    META_LINE,
    MONTHS,
    NARRATED,
    OTHER_CHAPTER,
    PAST,
    PHRASE,
    SMILEY,
    STRONG,
    TAG_KIND,
    TAGGED,
    THIRD,
    TOPIC,
    WARNED,
    WEB_LINE,
)
from .furniture import is_printed
from .quotations import quotations

MARKUP = re.compile(r"(?m)^>\s?|[*_\\]+(?=\S)|(?<=\S)[*_\\]+")
READ = 1500  # characters of a paragraph that tell what it is


@dataclass(frozen=True)
class Verdict:
    """What a paragraph looks like: "" for story; `sure` when its own words suffice; `opens` for a bare heading of a
    note."""

    kind: str = ""
    sure: bool = False
    opens: bool = False


def plain(text: str) -> str:
    """`text` without Markdown's stars, quote signs and backslashes."""
    if not any(mark in text for mark in "*_\\>"):
        return text.strip()
    return MARKUP.sub("", text).strip()


def judge(block: str) -> Verdict:
    """What one paragraph looks like on its own."""
    text = plain(block[:READ])
    if not text:
        return Verdict()
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if _ended(lines):
        return Verdict("end mark", True)
    return _web(lines) or _labelled(text) or _printed(text) or _worded(text)


def is_end_mark(block: str) -> bool:
    """Whether a paragraph says nothing but "The End", "To be continued" or the like."""
    return len(block) <= 400 and _ended([line.strip() for line in plain(block).splitlines() if line.strip()])


def is_tagged(block: str) -> bool:
    """Whether a paragraph opens a note that may go on below: "Author's note"; a recap does not."""
    text = plain(block[:200])
    return bool(TAGGED.match(text)) and _tag(text) != "recap"


def _printed(text: str) -> Verdict | None:
    return Verdict("web page", True) if is_printed(text) else None


def _ended(lines: list[str]) -> bool:
    return bool(lines) and all(END_LINE.fullmatch(line) for line in lines)


def _tag(text: str) -> str:
    return next((kind for pattern, kind in TAG_KIND if pattern.match(text)), "author's note")


def _labelled(text: str) -> Verdict | None:
    """A paragraph that begins with what only a note begins with."""
    size = len(text.split())
    if TAGGED.match(text):
        return Verdict(_tag(text), True, bool(BARE.match(text)) and size <= 5)
    return Verdict("author's note", True) if EDITED.match(text) and size <= 15 else None


def _worded(text: str) -> Verdict:
    """A paragraph judged by its words, those outside quotation marks."""
    speech = sum(b - a for a, b in quotations(text))
    if text[0] in '"“‘' or speech > 0.3 * len(text):
        return Verdict()
    outside = _without_speech(text) if speech else text
    small = outside.lower()
    strong = STRONG.search(small)
    if not strong and NARRATED.search(small):
        return Verdict()
    if HALF_TAGGED.match(text):
        return _half_labelled(text, small)
    size = len(text.split())
    if strong:
        # In a long paragraph one cue may be chance ("in the last chapter of my life"): its author speaks to somebody.
        sure = size <= MEDIUM or (PHRASE.search(small) is not None and _addressed(outside))
        return Verdict(_kind(strong.group()) if sure else "author's note", sure)
    if size > LONG or len(THIRD.findall(outside)) > 2:
        return Verdict()
    phrases = {m.group() for m in PHRASE.finditer(small)}
    topics = {m.group() for m in TOPIC.finditer(small)}
    smiles = SMILEY.search(text) is not None
    if len(phrases) + bool(topics) + smiles > 1:
        return Verdict("author's note", _addressed(outside) or smiles or len(phrases) > 1)
    return Verdict("author's note" if phrases or smiles or len(topics) > 1 else "")


def _half_labelled(text: str, small: str) -> Verdict:
    """A paragraph that begins with "Note:", "Disclaimer:" or "Warning:", as a story's may; its words (`small`: those
    outside quotation marks, in small letters) decide."""
    label = text[:14].casefold()
    if "disclaimer" in label and (DISCLAIMED.search(small) or not PAST.search(small)):
        return Verdict("disclaimer", True)
    if "warning" in label and WARNED.search(small):
        return Verdict("warning", True)
    alone = len(text.split()) == 1
    return Verdict("author's note", alone or any(p.search(small) for p in (TOPIC, PHRASE, STRONG)), alone)


def _addressed(text: str) -> bool:
    """Whether a paragraph speaks to its readers about itself: "you" or thanks, and the chapter or the story."""
    return bool(ADDRESS.search(text) and ABOUT.search(text))


def _kind(cue: str) -> str:
    cue = cue.casefold()
    if re.search(r"own|rights|fiction|living|imagination|no part|repost|reproduce|translate", cue):
        return "disclaimer"
    return "author's note"


def _web(lines: list[str]) -> Verdict | None:
    """What a web page prints: lines that are all of its making, or most of them with other short ones between."""
    hits = [bool(WEB_LINE.fullmatch(line)) or _controls(line) for line in lines]
    alike = [
        hit or _only_controls(line) or bool(OTHER_CHAPTER.fullmatch(line))
        for hit, line in zip(hits, lines, strict=True)
    ]
    if not any(hits):
        credit = len(lines) == 1 and len(lines[0].split()) <= 8 and CREDIT.fullmatch(lines[0])
        return Verdict("web page") if credit or all(alike) else None
    hits = alike
    short = all(
        hit or (len(line.split()) <= 9 and not re.search(r"[.!?][\"”’]?$", line))
        for hit, line in zip(hits, lines, strict=True)
    )
    if not short or sum(hits) < 0.5 * len(lines):
        return None
    sure = any(META_LINE.search(line) or _controls(line) for hit, line in zip(hits, lines, strict=True) if hit)
    sure = sure or len(lines) >= 3
    kind = "copyright" if re.match(r"©|\(c\)|copyright", lines[0], re.IGNORECASE) else "web page"
    return Verdict(kind, sure)


def _only_controls(line: str) -> bool:
    words = re.findall(r"[^\W_]+", line)
    return bool(words) and len(words) <= 4 and all(w.casefold() in CONTROLS for w in words)


def _controls(line: str) -> bool:
    """Whether a short line is made of the words of a page's controls: "Reading size", "Sort by: Newest | Oldest"."""
    if len(line) > 90 or re.search(r"[.!?][\"”’]?$", line):
        return False
    words = [w.casefold() for w in re.findall(r"[^\W_]+", line)]
    told = [w for w in words if w not in GLUE and w not in MONTHS and not w[0].isdigit()]
    known = sum(w in CONTROLS for w in told)
    return known >= 2 and known >= 0.7 * len(told)


def _without_speech(text: str) -> str:
    pieces, at = [], 0
    for a, b in quotations(text):
        pieces.append(text[at:a])
        at = b
    return " ".join([*pieces, text[at:]])
