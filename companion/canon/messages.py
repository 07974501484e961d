"""Threads of messages in a scene: texts, chats, posts. In each message "I" is whoever sent it.

A message begins with its sender's name, marked, with a time, or with a colon: "**Tess** 18.02", "[18:02] Tess:",
"Tess: on my way". A scene is such a thread where most of its paragraphs begin so, by two senders or more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..manuscript.chapter import Chapter, Scene

_NAME = r"@?(?P<name>[A-Z][\w'’.-]*(?:[ ][A-Z&][\w'’.-]*){0,2})"
_TIME = r"[\[(]?(?:\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\.?)?)[\])]?"
_MARK = r"(?:\*\*|__|\*|_)"
_LABEL = re.compile(
    rf"(?:{_TIME}\s*[-–—]?\s*)?(?:{_MARK}{_NAME}:?{_MARK}:?(?:\s*{_TIME})?"
    rf"|{_NAME.replace('name', 'timed')}:?\s*{_TIME}:?|{_NAME.replace('name', 'plain')}:)(?=\s|$)"
)
_PARAGRAPH = re.compile(r"(?:\A|\n[ \t]*\n\s*)(?=\S)")
_LINE = re.compile(r"^(?=\S)", re.MULTILINE)
FEWEST = 4  # messages of a thread
MOST_OF = 0.5  # of a scene's paragraphs that have to begin with a sender


def messages(chapter: Chapter, scene: Scene, senders: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """(start, end, sender) of each message in the scene, in order; empty where it is no thread.

    `senders` has the canonical name for each folded name of the cast's people; others keep the name on the page.
    """
    text = chapter.text
    paragraphs = [m.end() for m in _PARAGRAPH.finditer(text, scene.start, scene.end)]
    found: list[tuple[int, str]] = []
    for start in (m.end() for m in _LINE.finditer(text, scene.start, scene.end)):
        label = _LABEL.match(text, start, scene.end)
        if label is None:
            continue
        named = (label["name"] or label["timed"] or label["plain"]).rstrip(".")
        sender = senders.get(named.casefold(), "" if label["plain"] else named)  # "Note: ..." is sent by nobody
        if sender:
            found.append((start, sender))
    if len(found) < FEWEST or len({name for _, name in found}) < 2 or len(found) < MOST_OF * len(paragraphs):
        return []
    ends = [*(start for start, _ in found[1:]), scene.end]
    return [(start, end, name) for (start, name), end in zip(found, ends, strict=True)]
