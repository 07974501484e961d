"""What somebody always says: a quotation beside "she always says", "as Frank puts it", "his rule is".

A bare "she would say" is left alone: on published novels it mostly goes on with what was said once.
"""

# ruff: noqa: E501 - a table of regular expressions is read one to a line
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .patterns.base import KIN_WORD, NAME, POSS, rx

_WHO = rf"(?P<who>{POSS} (?:[a-z]+ )?{KIN_WORD}|\b(?:[Hh]e|[Ss]he|I)|{NAME})"
_WORDS = "motto|rule|saying|favourite saying|favorite saying|catchphrase|answer to everything|creed|watchword"
# Directly before the quotation, and directly behind it.
BEFORE = re.compile(
    rx(
        rf"(?:{_WHO}(?:(?:'d| would| has| had)? (?:always|often|forever)| used to)+ (?:say|says|said|tell (?:me|us|him|her)|tells (?:me|us|him|her)|told (?:me|us|him|her))"
        rf"|\b[Aa]s (?P<who2>{POSS} (?:[a-z]+ )?{KIN_WORD}|he|she|{NAME}) (?:(?:always|often) (?:says|said)|says|puts it|used to say)"
        rf"|(?<![\w'])(?P<who3>{POSS}|{POSS} (?:[a-z]+ )?{KIN_WORD}'s|{NAME}'s) (?:[a-z]+ )?(?:{_WORDS}) (?:is|was|had always been|has always been))[,:]? ?\Z"
    )
)
BEHIND = re.compile(
    rx(
        rf",? ?(?:(?:as|which is what|is what|was what|that's what) )?{_WHO}(?:(?:'d| would| has| had)? (?:always|often|forever)| used to)+ (?:say|says|said|tell|tells|told)\b"
        rf"|,? ?as (?P<who2>{POSS} (?:[a-z]+ )?{KIN_WORD}|he|she|{NAME}) (?:puts it|likes to say|liked to say|was fond of saying)\b"
        rf"|,? ?(?:is|was) (?P<who3>{POSS}|{POSS} (?:[a-z]+ )?{KIN_WORD}'s|{NAME}'s) (?:[a-z]+ )?(?:{_WORDS})\b"
    )
)
LONGEST = 120  # characters of a saying
LEAST = 3  # words of one
REACH = 90  # characters looked at on either side
_CUE = re.compile(rf"\b(?:always|often|forever|used to|puts it|fond of|likes? to|liked to|as|{_WORDS})\b|'d\b")


def sayings(text: str, quotes: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
    """Observations (see observing.py), one for each such quotation; `text` is plain, `quotes` in order."""
    found: list[dict[str, Any]] = []
    for n, (start, end) in enumerate(quotes):
        if end - start > LONGEST or len(text[start:end].split()) < LEAST:
            continue
        low = max(start - REACH, quotes[n - 1][1] if n else 0)
        high = min(end + REACH, quotes[n + 1][0] if n + 1 < len(quotes) else len(text))
        match = None
        if _CUE.search(text, low, start):
            match = BEFORE.search(text, low, start)
        if match is None and _CUE.search(text, end, high):
            match = BEHIND.match(text, end, high)
        if match is None:
            continue
        group = next(g for g in ("who", "who2", "who3") if match[g])
        who = [match[group], match.start(group), match.end(group)]
        found.append(
            {
                "attribute": "saying",
                "value": text[start + 1 : end - 1].strip(" ,.\"'").strip(),
                "start": min(start, match.start()),
                "end": max(end, match.end()),
                "at": start + 1,
                "who": who,
                "whom": None,
                "said": None,
                "hedges": [],
                "sure": False,
            }
        )
    return found


__all__ = ["sayings"]
