"""How likely a name that somebody calls out is the narrator's: by where it stands, and by who speaks before and after.

"Are you coming, Mara?" ends a reply and is said to whoever spoke last; "Mara, show her the van" turns to anybody in the
room. The weights are those of a logistic regression over the calls of other people in the open half of
`benchmarks/sets/narrators`; with books held out, it says who is called better than the bare rate in all of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import exp, log

from .turns import Turn

CALLED, IMPOSSIBLE = 10.0, 0.05  # how much likelier it is to be called if one is "I"; if "I" says it
CALLING = 6.0  # how much likelier "I" calls somebody who is there than a third one does
WITHIN, FIRST, WHOLE = 0.5, -0.6, -0.3  # log-odds of a name that stands later in what is said, first, alone
AFTER_OTHER = -0.95  # after a turn of somebody other than "I"
BEFORE_OTHER, BEFORE_ANY, BEFORE_MINE = -0.85, -0.5, 0.55  # before a turn of another, of either, of "I"
OTHERS, EITHER = 0.3, 0.6  # probabilities that "I" speaks, below which it is another, or either
TO_ME = 1.7  # times as likely beside "at me", "to me"
ME = re.compile(r"\b(?:to|at|with|for|on|of|by|past|behind|after|beside|near|over|towards?) me\b|\bmy\b")
NO_WORDS = 3  # letters and marks


def call_odds(mine: float, called: float = CALLED) -> float:
    """The log-odds of a call: of being called by another, against calling another. `mine` is the probability that "I"
    says it, `called` how much likelier another is to call "I" so than somebody else."""
    return log(((1 - mine) * called + mine * IMPOSSIBLE) / ((1 - mine) + mine * CALLING))


def call_weight(text: str, turns: Mapping[int, Turn], turn: Turn, start: int, end: int) -> float:
    """What makes it likelier, or less likely, that the name at `start`:`end` calls "I": a factor of the odds.

    `turns` are those of the scene by paragraph.
    """
    low, high = next(((a, b) for a, b in turn.quotes if a <= start < b), (turn.start, turn.end))
    odds = WITHIN
    if text[low:start].rstrip()[-1:] in set(".!?…") and start - low >= NO_WORDS and text[end : end + 1] == ".":
        odds = FIRST  # "He said my name. Jonty. I had my mouth open."
    if start - low < NO_WORDS:
        odds = WHOLE if high - end <= NO_WORDS else FIRST
    before, after = turns.get(turn.number - 1), turns.get(turn.number + 1)
    if before is not None and before.mine < EITHER:
        odds += AFTER_OTHER
    if after is not None:
        odds += BEFORE_OTHER if after.mine < OTHERS else BEFORE_ANY if after.mine < EITHER else BEFORE_MINE
    return exp(odds) * (TO_ME if _beside_me(text, turn) else 1.0)


def _beside_me(text: str, turn: Turn) -> bool:
    """Whether the narration of a turn has "me" or "my" in it."""
    at = turn.start
    for low, high in (*turn.quotes, (turn.end, turn.end)):
        if ME.search(text, at, low):
            return True
        at = high
    return False
