"""Exhaustive scans: every place of a word or phrase, complete, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..manuscript.chapter import Chapter, Citation


def phrase_pattern(phrase: str) -> re.Pattern[str] | None:
    """A pattern for whole words of `phrase`: case, line breaks and kinds of apostrophe make no difference.

    A possessive counts as its noun, so that "Mara" finds "Mara's". None when the phrase has no word in it.
    """
    words = phrase.split()
    if not any(c.isalnum() for c in phrase):
        return None
    parts = [re.sub(r"['’]", "['’]", re.escape(word).replace("’", "'")) for word in words]
    return re.compile(r"(?<!\w)" + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)


def scan(chapters: Iterable[Chapter], phrase: str) -> list[Citation]:
    """One citation per sentence of story that holds the phrase, in reading order."""
    pattern = phrase_pattern(phrase)
    found: list[Citation] = []
    if pattern is None:
        return found
    for chapter in chapters:
        for match in pattern.finditer(chapter.text):
            if chapter.scene_at(match.start()) is None:
                continue
            citation = chapter.cite_sentence(*match.span())
            if not found or found[-1] != citation:
                found.append(citation)
    return found
