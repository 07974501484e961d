"""Direct speech: which stretches of a text stand between quotation marks, or after a dash.

Knows curly and straight double marks and British single ones, tells apostrophes from closing marks, and follows the
convention that a speech of several paragraphs opens each of them and closes only the last. Where a text has no marks,
paragraphs that begin with a dash are speech ("— I know, he says, but go."), as in Joyce, Doyle and most of Europe.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
DOUBLE = re.compile(r"[“”\"„«»]|\n[^\S\n]*\n\s*")
SINGLE = re.compile(r"[‘’']|\n[^\S\n]*\n\s*")
# Words that begin with an apostrophe; in front of them a single mark opens nothing.
CLIPPED = re.compile(
    r"(?:em|tis|twas|twill|twere|til|till|cause|cos|cuz|coz|bout|round|neath|n|fore|ere|im|is|er|ave|ow|spose|"
    r"fraid|nother"
    r"|kay|sup|scuse|gainst|way|bye|night|morning|course|member|less|nough|stead|cept|zactly|specially|low|\d\ds?)\b",
    re.IGNORECASE,
)
# A paragraph that begins with a dash; a hyphen may head an item of a list instead.
DASHED = re.compile(r"(?m)^[^\S\n]*(?P<dash>[—–―]|--|-(?=\s))[^\S\n]*(?=[^\s—–―-])")
_SAYS = (
    r"(?:say|says|said|ask|asks|asked|answer|answers|answered|reply|replies|replied|tell|tells|told|shout|shouts|shouted"
    r"|whisper|whispers|whispered|call|calls|called|add|adds|added|mutter|mutters|muttered|yell|yells|yelled)"
)
_WHO = r"(?:I|we|he|she|they|(?:my|his|her|our|their|the)(?:\s[a-z]+){1,2}|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
# What says who speaks, inside a speech after a dash: ", he says" | "? asked Tom" | ". — She says". After a full stop
# with no dash, what is asked or told of somebody is part of the speech: "By himself. He asked me what it's called."
TAG = re.compile(rf"(?<=[,.!?…])\s+(?P<dash>[—–―]\s*)?(?:{_WHO}\s+(?:\w+ly\s+)?{_SAYS}|{_SAYS}\s+{_WHO})\b")
REPORTED = re.compile(r"\s+(?:me|you|him|us|them|her|it|what|why|how|that|if|whether|[A-Z])\b(?!\s*(?:[.,:;—–]|\Z))")
# Where it goes on after that: a comma in the same sentence (but not what somebody does then: ", and she laughs",
# ", delighted"), or a dash anywhere; all else is narrated.
COMMA = re.compile(
    r"[^.!?,—–―]*,\s+(?!(?:and|then|but)\s+(?:then\s+)?(?:I|he|she|it|they|we|[A-Z][\w’'-]+|[a-z]+s)\s"
    r"|(?:with|without|as|while|when|who|which|his|her)\b|[a-z]+(?:ed|ing|ly)\b)(?P<speech>[\w’'])"
)
DASH = re.compile(r"\s(?P<speech>[—–―])")
FEWEST_DASHES, LISTED = 3, 0.3  # paragraphs after a dash; share of those after a hyphen that must sound like speech


def quotations(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The (start, end) of every stretch of direct speech in `text[start:end]`, marks included, in order.

    A quotation never crosses a paragraph: a speech of three paragraphs gives three. One that is never closed runs to
    the end of its paragraph. Single marks count only where double ones are rare (fewer than one to four), dashes only
    where both are.
    """
    return list(_quotations(text, start, len(text) if end is None else end))


@lru_cache(maxsize=256)  # whoever reads a chapter asks for its scenes' in turn
def _quotations(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    doubles = _double(text, start, end)
    singles = _single(text, start, end)
    marked = singles if len(singles) > 4 * len(doubles) else doubles
    lines = list(DASHED.finditer(text, start, end))
    if len(lines) < FEWEST_DASHES or len(lines) <= 2 * len(marked) or _listed(text, lines, end):
        return marked
    return [span for line in lines for span in _dashed(text, line.start("dash"), _line_end(text, line.start(), end))]


def last_mark(text: str, end: int) -> str:
    """The last character of what is said, before the closing mark if there is one: the comma of "Go," she says."""
    return text[end - 2 : end - 1] if text[end - 1 : end] in {*"\"”“„«»'’‘"} else text[end - 1 : end]


def _listed(text: str, lines: list[re.Match[str]], end: int) -> bool:
    """Whether lines that begin with a hyphen are the items of a list."""
    hyphens = [line for line in lines if line["dash"] == "-"]
    if len(hyphens) * 2 < len(lines):
        return False
    said = [text[line.end() : _line_end(text, line.start(), end)] for line in hyphens]
    return sum(TAG.search(s) is not None or s[-1:] in "?!" for s in said) < LISTED * len(said)


def _line_end(text: str, at: int, end: int) -> int:
    at = text.find("\n", at, end)
    return _trim(text, 0, end if at < 0 else at)


def _dashed(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The speech in a paragraph that begins with a dash at `start`: all of it but who says it and what they do then."""
    found: list[tuple[int, int]] = []
    at = start
    while at < end:
        tag = next((t for t in TAG.finditer(text, at + 1, end) if not _reported(text, t)), None)
        if tag is None:
            found.append((at, end))
            break
        found.append((at, tag.start()))
        resumes = COMMA.match(text, tag.end(), end) or DASH.search(text, tag.end(), end)
        if resumes is None:
            break
        at = resumes.start("speech")
    return [(a, b) for a, b in found if b - a > 2]


def _reported(text: str, tag: re.Match[str]) -> bool:
    """Whether it is told inside the speech that somebody says something."""
    return not tag["dash"] and text[tag.start() - 1] == "." and REPORTED.match(text, tag.end()) is not None


def _double(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened = -1
    for match in DOUBLE.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark[0] == "\n":
            if opened >= 0:
                found.append((opened, _trim(text, opened, at)))
            opened = -1
        elif opened < 0:
            if _can_open(text, mark, at, start, end):
                opened = at
        elif mark == "“" and text[opened] == "„":
            found.append((opened, at + 1))
            opened = -1
        elif mark in "“„«" or (mark == '"' and text[opened] == '"' and _surely_opens(text, at, start, end)):
            # The one before was never closed: it ends with the sentence before this mark.
            found.append((opened, _trim(text, opened, at)))
            opened = at
        elif mark in "”»" or not (text[opened] != '"' and text[at - 1].isdigit()):  # 6'2" within curly marks
            found.append((opened, at + 1))
            opened = -1
    if opened >= 0:
        found.append((opened, _trim(text, opened, end)))
    return [(a, b) for a, b in found if b - a > 2]


def _can_open(text: str, mark: str, at: int, start: int, end: int) -> bool:
    if mark in "”»":
        return False
    if mark == '"':
        after = text[at + 1] if at + 1 < end else "\n"
        if after.isspace():
            return False
        return not (at > start and text[at - 1].isalnum())  # 6'2", 12"
    return True


def _surely_opens(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else "\n"
    after = text[at + 1] if at + 1 < end else "\n"
    return before.isspace() and not after.isspace()


def _single(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened = -1
    weak = -1  # a mark that may close, if no better one comes
    for match in SINGLE.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark[0] == "\n":
            if opened >= 0:
                found.append((opened, weak if weak > 0 else _trim(text, opened, at)))
            opened = weak = -1
            continue
        before = text[at - 1] if at > start else "\n"
        after = text[at + 1] if at + 1 < end else "\n"
        if opened < 0:
            if mark != "’" and not before.isalnum() and not after.isspace() and not CLIPPED.match(text, at + 1):
                opened = at
        elif mark == "‘" or (mark == "'" and before.isspace() and after.isalnum() and not CLIPPED.match(text, at + 1)):
            if weak > 0:
                found.append((opened, weak))
                opened, weak = at, -1
        elif not after.isalnum():
            if before in ".,!?…—–-;:*_":
                found.append((opened, at + 1))
                opened = weak = -1
            elif weak < 0 and before != "s":
                weak = at + 1
    if opened >= 0:
        found.append((opened, weak if weak > 0 else _trim(text, opened, end)))
    return [(a, b) for a, b in found if b - a > 2]


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
