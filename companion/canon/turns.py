"""Which quotations of a first-person scene the narrator speaks, before anybody knows who the narrator is.

Tags tell most ("I say", "she says"), the narration of the same paragraph tells some ("He clears his throat."), and the
rest follows from taking turns: whoever has just spoken is not the one who answers.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import exp
from types import MappingProxyType

from ..manuscript.quotations import last_mark
from .name_words import KIN, SPEECH

SURE, LIKELY, LEANING = 0.97, 0.85, 0.55
NEXT, AFTER_NEXT = 0.75, 0.08  # that "I" speaks after another; after "I"
REVERSED = (0.8, 0.08)  # the same, read from the end
ASKED, TO_ME = 1.15, 0.9  # times as likely after a question; that "I" answers who is said to speak to "me"
OPEN = 0.5

_KIN = "|".join(sorted(KIN, key=len, reverse=True))
# "My sister's hand" is beside "I", "my sister's in a hat" acts for herself.
_IS = r"['’]s\s+(?:in|on|at|got|an?|the|here|there|not|been|gone|back|up|out|off|down|already|all|like|[a-z]+ing)\b"
_FIRST = rf"(?:I|I['’](?:m|d|ll|ve)|[Mm]y(?!\s+(?:[a-z]+\s+)?(?:{_KIN})(?:{_IS}|\b(?!['’]))))\b"
BEAT = re.compile(
    rf"(?P<mine>{_FIRST})|(?P<other>(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Tt]hey|[Ss]omebody|[Ss]omeone|[Mm]y|[Tt]he|[Oo]ur)\b|[A-Z][\w’'-]+)"
)
_VERB = "|".join(sorted(SPEECH, key=len, reverse=True))
# "...," says my mother | "...," calls the woman I love: a verb of speech whose subject is not "I"
# or whose subject stands before it: "...," my uncle Ted always says
TAGGED_OTHER = re.compile(
    rf"[^\S\n]*(?:(?:{_VERB})[^\S\n]+(?!I\b|me\b|to\b|at\b|and\b|with\b)[\w’']+"
    rf"|(?:my|our|his|her|their|the|an?|one|another|some)(?:[^\S\n]+(?!I\b)[\w’'-]+){{1,4}}?[^\S\n]+(?:{_VERB})\b)"
)
LEADS_IN = re.compile(rf"\b(?:{_VERB}|saying|asking|going|shouting|calling)\b[^.!?\n]{{0,40}}[,:][^\S\n]*\Z")
LAST_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
THIRD = re.compile(
    r"\b(?:says|asks|shouts|calls|yells|whispers|tells|goes|adds|mutters|murmurs)\b[^.!?\n]{0,40}[,:]\s*\Z"
)
SPOKEN_TO = re.compile(r"\b(?:asks?|asked|tells?|told|(?:says?|said|shouts?|shouted|whispers?|whispered)\s+to)\s+me\b")
OTHER_SUBJECT = re.compile(
    r"\b(?:and|but|then|when|while|as|until|before)\s+(?:(?:he|she|they|somebody|someone)\b|(?:the|a|an|my|his|her|our|their|old|young|poor)\s+\w+"
    r"|[A-Z][\w’'-]+)[^.!?\n]*\Z"
)


@dataclass(frozen=True)
class Turn:
    """A paragraph with quotations: `mine` is the probability that the narrator speaks them.

    `others` are the starts of quotations in it that somebody else speaks for sure ("a voice in the dark saying").
    """

    start: int
    end: int
    number: int  # of the paragraph
    quotes: tuple[tuple[int, int], ...]
    mine: float
    others: frozenset[int] = frozenset()
    asks: bool = False  # whether it ends with a question
    to_me: bool = False  # whether its tag says that "I" is spoken to

    def mine_at(self, offset: int) -> float:
        """The probability that the narrator speaks the quotation around `offset`."""
        return 1 - SURE if any(a <= offset < b and a in self.others for a, b in self.quotes) else self.mine


def read_turns(
    text: str,
    bounds: Sequence[tuple[int, int]],
    speech: Sequence[list],
    hints: Mapping[int, float] = MappingProxyType({}),
) -> list[Turn]:
    """The turns of one scene: `bounds` are its paragraphs, `speech` the quotations that begin in it, in order.

    `hints` are log-odds that "I" speaks, by the start of a quotation: what else is known of it.
    """
    starts = [row[0] for row in speech]
    turns: list[Turn] = []
    for number, (start, end) in enumerate(bounds):
        rows = speech[bisect_left(starts, start) : bisect_left(starts, end)]
        if rows:
            quotes = tuple((row[0], row[1]) for row in rows)
            others = frozenset(b[0] for a, b in pairwise(rows) if _another(text, a, b))
            mine = _told(text, start, end, rows)
            if mine == OPEN and number and text[bounds[number - 1][1] - 1] not in "\"”’'":
                mine = _led(text, *bounds[number - 1])
            if LIKELY >= mine >= 1 - LIKELY:
                odds = mine / (1 - mine) * exp(sum(hints.get(row[0], 0.0) for row in rows))
                mine = odds / (1 + odds)
            asks = "?" in text[quotes[-1][1] - 2 : quotes[-1][1]]
            turns.append(Turn(start, end, number, quotes, mine, others, asks, _to_me(text, start, end, quotes)))
    return _alternate(turns)


def _to_me(text: str, start: int, end: int, quotes: Sequence[tuple[int, int]]) -> bool:
    """Whether the narration of a turn says that somebody speaks to "me"."""
    return any(
        SPOKEN_TO.search(text, a, b)
        for a, b in zip((start, *(q[1] for q in quotes)), (*(q[0] for q in quotes), end), strict=True)
    )


def _told(text: str, start: int, end: int, rows: Sequence[list]) -> float:
    """What the paragraph itself tells."""
    cues = ["other" if _misread(text, row) else row[2] for row in rows if row[2]]
    if "I" in cues:
        return SURE if len(set(cues)) == 1 else LIKELY
    if cues:
        return 1 - SURE
    if any(last_mark(text, row[1]) != "." and TAGGED_OTHER.match(text, row[1], end) for row in rows):
        return 1 - SURE
    return _beat(text, start, end, rows)


def _led(text: str, start: int, end: int) -> float:
    """Whoever acts at the end of the narration before a speech is a little likelier to speak."""
    match = BEAT.match(LAST_SENTENCE.split(text[start:end])[-1])
    if match is None:
        return OPEN
    return LEANING if match["mine"] else 1 - LEANING


def _misread(text: str, row: Sequence) -> bool:
    """Whether "I" is not the subject of the verb that leads in: "I wait, and the old man says, ..."."""
    if row[2] != "I" or not 0 <= row[3] < row[0]:
        return False
    lead = text[row[3] : row[0]]
    return THIRD.search(lead) is not None or OTHER_SUBJECT.search(lead) is not None


def _another(text: str, before: Sequence, row: Sequence) -> bool:
    """Whether what leads in to a quotation has somebody else speak than the one before it in the paragraph."""
    if before[2] == "I":
        match = LEADS_IN.search(text, before[1], row[0])
        return match is not None and not re.search(r"\bI\b", text[max(before[1], match.start() - 40) : match.start()])
    return False


def _beat(text: str, start: int, end: int, rows: Sequence[list]) -> float:
    """Whoever acts in the narration of the paragraph speaks in it: the first subject tells."""
    at = start
    for low, high, *_ in [*rows, [end, end]]:
        piece = text[at:low].strip(" \n,.—–-*_")
        if len(piece) > 3:
            match = BEAT.match(piece)
            if match is None:
                return OPEN
            return LIKELY if match["mine"] else 1 - LIKELY
        at = high
    return OPEN


def _alternate(turns: Sequence[Turn]) -> list[Turn]:
    """The turns with what taking turns adds, by a forward and a backward pass over who speaks: "I" or another."""
    mine, theirs = (sum(test(t.mine) for t in turns) for test in (lambda m: m > LIKELY, lambda m: m < 1 - LIKELY))
    share = min(1.0, (2 * mine + 3) / (mine + theirs + 2))  # whoever never says "I say" hardly speaks
    ahead = _pass(turns, lambda before: _answers(before, share), AFTER_NEXT)
    back = _pass(turns[::-1], lambda after: REVERSED[0], REVERSED[1])[::-1]
    found = []
    for turn, before, after in zip(turns, ahead, back, strict=True):
        odds = turn.mine / (1 - turn.mine) * before / (1 - before) * after / (1 - after)
        found.append(replace(turn, mine=min(SURE, max(1 - SURE, odds / (1 + odds)))))
    return found


def _answers(before: Turn, share: float) -> float:
    """How likely "I" speaks after another one's turn."""
    if before.to_me:
        return TO_ME
    return NEXT * share * (ASKED if before.asks else 1.0)


def _pass(turns: Sequence[Turn], after_other: Callable[[Turn], float], after_mine: float) -> list[float]:
    """For each turn the probability that "I" speaks, from the turns before it alone."""
    values: list[float] = []
    known = OPEN
    for n, turn in enumerate(turns):
        next_to = n > 0 and abs(turn.number - turns[n - 1].number) == 1  # narration between them breaks it off
        value = known * after_mine + (1 - known) * after_other(turns[n - 1]) if next_to else OPEN
        values.append(value)
        odds = value / (1 - value) * turn.mine / (1 - turn.mine)
        known = odds / (1 + odds)
    return values
