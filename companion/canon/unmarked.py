"""Who speaks a paragraph of dialogue that has no quotation marks: "Did he pay you, Mal? she said." """

from __future__ import annotations

import re
from collections.abc import Sequence

from .name_words import SPEECH

USUAL = 0.3  # that "I" speaks, where nothing tells
TOLD = 0.95
AFTER_OTHER, AFTER_MINE = 0.45, 0.1  # where only the paragraph beside it has a tag: whoever spoke there does not go on
_VERB = "|".join(sorted(SPEECH, key=len, reverse=True))
MINE = re.compile(rf"\bI (?:{_VERB})\b|\b(?:{_VERB}) I\b")
OTHER = re.compile(
    rf"\b(?:[Hh]e|[Ss]he|[Tt]hey|[A-Z][\w’'-]+) (?:{_VERB})\b"
    rf"|\b(?:{_VERB}) (?:he|she|they|(?:the|my|our|his|her|a|an) [\w’'-]+|(?!I\b)[A-Z][\w’'-]+)\b"
)


def unmarked_mine(text: str, bounds: Sequence[tuple[int, int]], number: int) -> float:
    """The probability that "I" speaks what is said in a paragraph; `bounds` are those of the scene's paragraphs."""
    own = _tag(text, *bounds[number])
    if own:
        return TOLD if own > 0 else 1 - TOLD
    beside = [_tag(text, *bounds[n]) for n in (number - 1, number + 1) if 0 <= n < len(bounds)]
    if 1 in beside:
        return AFTER_MINE
    return AFTER_OTHER if -1 in beside else USUAL


def _tag(text: str, start: int, end: int) -> int:
    """1 where a tag says that "I" speaks, -1 where another does, 0 where there is none, or both."""
    mine, other = MINE.search(text, start, end), OTHER.search(text, start, end)
    return bool(mine) - bool(other)
