"""Threads of messages in a scene: texts, chats, posts. In each message "I" is whoever sent it.

A message begins with its sender's name, marked, with a time, or with a colon: "**Tess** 18.02", "[18:02] Tess:",
"Tess: on my way". A scene is such a thread where most of its paragraphs begin so, by two senders or more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ..manuscript.chapter import Chapter, Scene


def _named(group: str) -> str:
    """The pattern of a sender's name, caught under `group`."""
    return rf"@?(?P<{group}>[A-Z][\w'’.-]*(?:[ ][A-Z&][\w'’.-]*){{0,2}})"


_TIME = r"[\[(]?(?:\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?)[\])]?"
_MARK = r"(?:\*\*|__|\*|_)"
_LABEL = re.compile(
    rf"(?:{_TIME}\s*[-–—]?\s*)?{_MARK}{_named('name')}"
    rf"(?P<told>:?{_MARK}(?::|\s*{_TIME})|:{_MARK}|{_MARK}(?=[ \t]*(?:\n|\Z)))"
    rf"|{_named('timed')}:?\s*{_TIME}:?|(?:{_TIME}\s*[-–—]?\s*){_named('after')}:"
    rf"|{_named('plain')}:(?=\s|\Z)"
)
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?![ \t]*\n))*")
_LINE = re.compile(r"\S[^\n]*")
FEWEST = 4  # messages of a thread
MOST_OF = 0.5  # of a scene's paragraphs, or of its lines, that have to begin with a sender


def messages(chapter: Chapter, scene: Scene, senders: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """(start, end, sender) of each message in the scene, in order; empty where it is no thread.

    What stands between two messages has the sender "". `senders` has the canonical name for each folded name of the
    cast's people; a name that has a time beside it is kept as it is on the page.
    """
    for part in (_PARAGRAPH, _LINE):
        units = [(m.start(), m.end()) for m in part.finditer(chapter.text, scene.start, scene.end)]
        labels = [_LABEL.match(chapter.text, start, end) for start, end in units]
        told = [_sender(label, senders) if label else "" for label in labels]
        several = len({name for name in told if name}) > 1
        if several and sum(map(bool, told)) >= max(FEWEST, MOST_OF * len(units)):
            return _stretches(units, labels, told, scene.end)
    return []


def _stretches(
    units: Sequence[tuple[int, int]], labels: Sequence[re.Match[str] | None], told: Sequence[str], end: int
) -> list[tuple[int, int, str]]:
    """A sender who stands alone in a paragraph sends the next one, too."""
    found: list[tuple[int, int, str]] = []
    waiting = ""
    for n, ((start, stop), label, name) in enumerate(zip(units, labels, told, strict=True)):
        sender = name or waiting
        waiting = name if name and label is not None and label.end() >= stop else ""
        until = units[n + 1][0] if n + 1 < len(units) else end
        found.append((start, until, sender))
    return found


def _sender(label: re.Match[str], senders: Mapping[str, str]) -> str:
    """Who sends a message with this label; "" where only a name of the cast could be one ("Note: ...", "*Monday*")."""
    named = (label["name"] or label["timed"] or label["after"] or label["plain"]).rstrip(".")
    sure = label["timed"] or label["after"] or re.search(r"\d", label["told"] or "")
    return senders.get(named.casefold(), named if sure else "")
