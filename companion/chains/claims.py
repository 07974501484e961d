"""What a model said -> claims with sentence numbers. Pure, and made for hostile input.

The grammar asked for is one claim a line, ending in its numbers: `Ruth drives the bus. [2][5]`. Models bend it, so
ranges, lists, other brackets, number words, bullets, fences, reasoning tags and paragraphs are understood too.
Nothing here trusts a number: those outside 1..count are dropped and counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ..manuscript.numbers import TENS, UNITS

MOST_CLAIMS = 14
LONGEST_CLAIM = 600  # characters; more is no claim but a flood
MOST_SEARCHES = 3
MOST_SEARCH_WORDS = 10
WIDEST_RANGE = 6  # [2-7] may be meant, [1-40] is not a citation

_NONE = re.compile(r"\W*none(?: of (?:them|the sentences)\b[^.]*)?\W*\Z", re.I)

_THINKING = r"think|thinking|thought|thoughts|reasoning|reason|reflection|analysis|scratchpad|seed:think"
_THOUGHT = re.compile(rf"<({_THINKING})\b[^>]*>.*?(?:</\1\s*>|\Z)", re.I | re.S)
# The other ways to open and close a thought: (Mistral), (Kimi), (Cohere), (Open Thoughts), (Gemma).
_OTHER_THOUGHTS = (
    (r"\[THINK\]", r"\[/THINK\]"),
    (r"◁think▷", r"◁/think▷"),
    (r"<\|START_THINKING\|>", r"<\|END_THINKING\|>"),
    (r"<\|begin_of_thought\|>", r"<\|end_of_thought\|>"),
    (r"<\|?channel\|?>\s*thought", r"<\|?/?channel\|>"),
)
_OTHER_THOUGHT = re.compile("|".join(rf"{a}.*?(?:{b}|\Z)" for a, b in _OTHER_THOUGHTS), re.S)
_ENDS = "|".join((rf"</(?:{_THINKING})\s*>", *(b for _, b in _OTHER_THOUGHTS[:-1])))
_THOUGHT_END = re.compile(rf"\A.*(?:{_ENDS})", re.I | re.S)
_HARMONY = re.compile(r"<\|channel\|>\s*(?:analysis|commentary).*?(?=<\|channel\|>\s*final|<\|end\|>|\Z)", re.S)
_SPOKEN_THOUGHT = re.compile(
    r"\A\s*here(?:'s|’s| is) my thought process:.*?here(?:'s|’s| is) my response:", re.I | re.S
)
_WRAPPED = re.compile(r"</?(?:answer|response|output|solution)\s*>|<\|(?:begin|end)_of_solution\|>", re.I)
_SPECIAL = re.compile(
    r"<\|start\|>\s*\w*|<\|channel\|>\s*final(?:<\|message\|>)?|<\|[^|<>\n]{1,40}\|>|</?s>|\[/?INST\]"
)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)[^\n]*$", re.M)
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_URL = re.compile(r"\b(?:https?|ftp|file|javascript|data)\s*:\S+|\bwww\.\S+", re.I)
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

_BULLET = re.compile(r"^\s*(?:[-*•–—>]+\s+|\(?\d{1,2}[.)]\s+|#{1,6}\s+)")
_LABEL = re.compile(r"^\s*(?:final\s+)?(?:answer|claims?|response|reply)(?:\s+\d+)?\s*[:：]\s*", re.I)
_BAR = re.compile(r"^\s*(?:[-*•]\s+)?\[?(\d{1,3})\]?\s*\|\s*([^|]+?)\s*\|?\s*$")  # the grammar of plain lines
_SEARCH = re.compile(r"^[\s*`>-]*search\**\s*[:：]\s*(.{2,200})$", re.I)
_READ_ON = re.compile(r"^[\s*`>-]*more\**\s*[:：]\s*((?:\W*\d{1,3}\b){1,3})\W*$", re.I)
_EMPHASIS = re.compile(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1")

_WORDS = {word: n for n, word in enumerate([*UNITS[1:], TENS[0]], 1)}
_ONE = rf"(?:(?<!\d)\d{{1,6}}(?!\d)|\b(?:{'|'.join(_WORDS)})\b)"
_LEAD = r"(?:(?:sentences?|lines?|sources?|refs?|nos?\.?|numbers?|s|#|\^)\s*[:#]?\s*)?"
_JOIN = r"\s*(?:,|;|&|/|\band\b|\bto\b|-|–|—|\s)\s*"
_LIST = rf"{_LEAD}{_ONE}(?:{_JOIN}{_LEAD}{_ONE})*"
_SQUARE = re.compile(rf"[\[【〔]\s*({_LIST})\s*(?:†[^】\]]*)?[\]】〕]", re.I)
_ROUND = re.compile(rf"\(\s*({_LEAD}\d{{1,2}}(?:{_JOIN}{_LEAD}\d{{1,2}})*)\s*\)(?=\s*[.!?;,]?\s*(?:\Z|\())", re.I)
_RANGE = re.compile(rf"({_ONE})\s*(?:-|–|—|\bto\b)\s*{_LEAD}({_ONE})", re.I)
_SINGLE = re.compile(_ONE, re.I)

_END_OF_CLAIM = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\b[A-Z])"
    r"[.!?…]+[\"”’')]*(?P<cites>(?:\s*\x02[\d,]*\x03)*)(?=\s+[\"“‘'(]?[A-Z0-9]|\s*\Z)"
)
_MARK = re.compile(r"\x02([\d,]*)\x03")
_BETWEEN_MARKS = re.compile(r"(?<=\x03)\s*(?:[,;&]|\band\b)\s*(?=\x02)")
_DOES_NOT_SAY = re.compile(
    r"\bthe\s+(?:manuscript|text|book|story|sentences?|passages?|chapters?)\s+(?:do(?:es)?\s*n[o']?t|never)\s+"
    r"(?:say|state|mention|specify|tell|reveal|give)s?\b",
    re.I,
)
# The whole of a short line that says so in other words: "The colour of the eye is not specified."
_UNTOLD = re.compile(
    r"\W*(?:it|this|that|(?:the|his|her|their|its) [\w ]{2,60}) (?:is|was|are|were)(?: not|n['’]t) (?:\w+ly )?"
    r"(?:specified|mentioned|stated|described)(?: (?:here|anywhere|in the (?:manuscript|text|book|story)))?\W*\Z"
    r"|\W*there is (?:no|not enough) information(?: (?:about|on|given) [\w ]{1,40})?\W*\Z",
    re.I,
)


@dataclass(frozen=True)
class SaidClaim:
    """One claim as the model made it: its words without the numbers, and the numbers that exist."""

    text: str
    numbers: tuple[int, ...]
    invented: int = 0  # numbers that name no sentence


@dataclass(frozen=True)
class Reply:
    """A model's reply, read. `refused` is whether it says that the manuscript does not say, `silent` whether it
    begins with that: what it states after it is what comes nearest, not an answer."""

    claims: tuple[SaidClaim, ...]
    refused: bool = False
    cut: bool = False  # more claims than anybody asked for
    searches: tuple[str, ...] = ()  # what it asks to look for elsewhere
    read_on: tuple[int, ...] = ()  # numbers of sentences after which it wants to read on
    silent: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.claims and not self.refused and not self.searches and not self.read_on


def read_reply(text: str, count: int) -> Reply:
    """Read a reply to `count` numbered sentences. Never raises."""
    claims: list[SaidClaim] = []
    seen: set[str] = set()
    refused = silent = False
    searches: list[str] = []
    read_on: list[int] = []
    for line in visible(text).splitlines():
        if after := _READ_ON.match(line):
            read_on += [n for n in map(int, re.findall(r"\d+", after[1])) if 1 <= n <= count]
            continue
        if asked := _SEARCH.match(line):
            words = " ".join(re.findall(r"[\w’'-]+", asked[1])[:MOST_SEARCH_WORDS])
            searches += [words] if words and words not in searches and len(searches) < MOST_SEARCHES else []
            continue
        for said in _claims_of(line, count):
            if not said.text:  # numbers on their own belong to the line before
                if claims and not claims[-1].numbers:
                    invented = claims[-1].invented + said.invented
                    claims[-1] = replace(claims[-1], numbers=said.numbers, invented=invented)
                continue
            if _is_refusal(said):
                refused = True
                silent = silent or not claims
                continue
            key = re.sub(r"\W+", " ", said.text).casefold().strip()
            if key in seen:
                continue
            seen.add(key)
            if len(claims) == MOST_CLAIMS:
                return Reply(tuple(claims), refused, True, tuple(searches), tuple(read_on[:MOST_SEARCHES]), silent)
            claims.append(said)
    return Reply(tuple(claims), refused, False, tuple(searches), tuple(read_on[:MOST_SEARCHES]), silent)


def _is_refusal(said: SaidClaim) -> bool:
    if _NONE.match(said.text) or _UNTOLD.match(said.text):
        return True
    return bool(_DOES_NOT_SAY.search(said.text)) and (not said.numbers or len(said.text.split()) <= 8)


def visible(text: str) -> str:
    """A reply without reasoning, fences, markup, addresses and control characters."""
    text = _HARMONY.sub("", text)
    text = _SPOKEN_THOUGHT.sub("", text)
    text = _OTHER_THOUGHT.sub("", _THOUGHT.sub("", text))
    text = _THOUGHT_END.sub("", text)  # some servers swallow the opening tag
    text = _SPECIAL.sub("", _WRAPPED.sub("\n", text))
    text = _FENCE.sub("", text)
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _URL.sub("", text)
    text = _TAG.sub("", text)
    return _CONTROL.sub("", text)


def finished_lines(text: str) -> str:
    """The whole lines of a reply that is still being written; an open thought in them is left out by `visible`."""
    return text[: text.rfind("\n") + 1]


def still_thinking(text: str) -> bool:
    """Whether a model whose replies begin inside a thought has not come to the end of it."""
    return not _THOUGHT_END.match(text)


def _claims_of(line: str, count: int) -> list[SaidClaim]:
    line = _BAR.sub(r"\2 [\1]", line)
    line = _EMPHASIS.sub(r"\2", _EMPHASIS.sub(r"\2", line))
    line = _BULLET.sub("", _LABEL.sub("", _BULLET.sub("", line)))
    line = _SQUARE.sub(lambda m: _marked(m[1]), line)
    line = _ROUND.sub(lambda m: _marked(m[1]) if _all_within(m[1], count) else m[0], line)
    line = _BETWEEN_MARKS.sub("", line)
    said = []
    for piece in _pieces(line):
        numbers: list[int] = []
        invented = 0
        for mark in _MARK.findall(piece):
            for number in filter(None, mark.split(",")):
                if 1 <= int(number) <= count:
                    numbers.append(int(number))
                else:
                    invented += 1
        words = _tidy(_MARK.sub("", piece))
        if re.search(r"[^\W\d_]{2}", words) and len(words) <= LONGEST_CLAIM:
            said.append(SaidClaim(words, tuple(sorted(set(numbers))), invented))
        elif numbers and not words:
            said.append(SaidClaim("", tuple(sorted(set(numbers))), invented))
    return said


def _pieces(line: str) -> list[str]:
    """A line cut after each sentence and the numbers that follow it."""
    pieces = []
    start = 0
    for end in _END_OF_CLAIM.finditer(line):
        pieces.append(line[start : end.end()])
        start = end.end()
    rest = line[start:]
    if rest.strip():
        pieces.append(rest)
    return pieces


def _marked(inside: str) -> str:
    return "\x02" + ",".join(str(n) for n in _numbers(inside)) + "\x03"


def _numbers(inside: str) -> list[int]:
    numbers = []
    at = 0
    for match in _RANGE.finditer(inside):
        numbers += [_value(w) for w in _SINGLE.findall(inside[at : match.start()])]
        low, high = _value(match[1]), _value(match[2])
        numbers += range(low, high + 1) if 0 <= high - low < WIDEST_RANGE else [0]
        at = match.end()
    return numbers + [_value(w) for w in _SINGLE.findall(inside[at:])]


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS[word.lower()]


def _all_within(inside: str, count: int) -> bool:
    return all(1 <= n <= count for n in _numbers(inside))


def _tidy(words: str) -> str:
    words = " ".join(words.split())
    words = re.sub(r"\s+([.,;:!?])", r"\1", words)
    return words.strip(",;: ")
