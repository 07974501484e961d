"""Who knows what: of every secret, question and promise, who has been shown learning it, and where.

What is learnt at one place is worked out by `learning.py`. Whom a planned scene may leave in the dark is another question
(`scenes/knowledge.py`): it begins with these and adds everybody who can have heard.
"""

# ruff: noqa: E501 - a regular expression is read one to a line

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..manuscript.chapter import Citation
from .learning import Learnt, learnt_at
from .types import Thread

if TYPE_CHECKING:
    from .canon import Canon

KINDS = frozenset({"secret", "question", "promise", "gun"})
_KEPT_FROM = re.compile(
    r"\b(?:(?:[Dd]on't|[Dd]o not|[Mm]ustn't|[Mm]ust not|[Nn]ever|not to|didn't|did not|haven't|hasn't|had not|hadn't|have not|can't) (?:\w+ )?"
    r"(?:tell|told|mention(?:ed)? \w+ to|let on to|say (?:a word|anything) to)|[Ii]f|from) \Z"
)


@dataclass(frozen=True)
class Matter:
    """Something that some know and others do not, with who has been shown learning it, in reading order."""

    thread: Thread
    learnt: tuple[Learnt, ...]
    kept_from: tuple[str, ...] = ()  # of whom the text says that they are not to know

    @property
    def knowers(self) -> frozenset[str]:
        return frozenset(one.who for one in self.learnt)


def knowledge_of(canon: Canon) -> list[Matter]:
    """Every secret, question, promise and thing put by, with who has been shown learning of it."""
    return [_matter(canon, thread) for thread in canon.threads if thread.kind in KINDS]


def _matter(canon: Canon, thread: Thread) -> Matter:
    kept_from = _kept_from(canon, thread.planted)
    learnt: dict[str, Learnt] = {}
    for citation in dict.fromkeys((thread.planted, *thread.places, *([thread.closed] if thread.closed else []))):
        for one in learnt_at(canon, citation):
            early = citation == thread.planted and one.who in kept_from
            if not early:
                learnt.setdefault(one.who, one)
    return Matter(thread, tuple(learnt.values()), kept_from)


def _kept_from(canon: Canon, planted: Citation) -> tuple[str, ...]:
    page = canon.page(planted.chapter.position)
    return tuple(
        dict.fromkeys(
            name
            for start, _, name in page.named(planted.start, planted.end)
            if _KEPT_FROM.search(page.text[max(0, start - 40) : start])
        )
    )
