"""Chapters to passages: whole sentences, never across a scene break, at most what the embedder reads at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..ledger import Passage
from ..manuscript.chapter import Chapter

MOST_WORDS = 180
PARAGRAPH = re.compile(r"\n[ \t]*\n")

CountTokens = Callable[[Sequence[str]], list[int]]


def passages_of(chapter: Chapter, count_tokens: CountTokens, most_tokens: int) -> tuple[Passage, ...]:
    """Cut a chapter into passages.

    Sentences are packed greedily up to `most_tokens` tokens and MOST_WORDS words; a passage that is at least two thirds
    full ends with its paragraph. A single sentence that is longer is cut between words.
    """
    spans = [(s.start, s.end, s.scene) for s in chapter.sentences]
    counts = count_tokens([chapter.text[a:b] for a, b, _ in spans])
    pieces = [
        piece
        for (a, b, scene), n in zip(spans, counts, strict=True)
        for piece in _fitting(chapter.text, a, b, scene, n, most_tokens)
    ]
    found: list[tuple[int, int]] = []
    start = end = scene_now = -1
    tokens = words = 0
    for a, b, scene, n, w in pieces:
        full = tokens + n > most_tokens or words + w > MOST_WORDS
        rounded = words > MOST_WORDS * 2 // 3 and PARAGRAPH.search(chapter.text, end, a) is not None
        if start >= 0 and (scene != scene_now or full or rounded):
            found.append((start, end))
            start = -1
        if start < 0:
            start, scene_now, tokens, words = a, scene, 0, 0
        end, tokens, words = b, tokens + n, words + w
    if start >= 0:
        found.append((start, end))
    return tuple(Passage(chapter.revision, a, b, chapter.text[a:b]) for a, b in found)


def _fitting(text: str, a: int, b: int, scene: int, tokens: int, most: int):
    words = [m.span() for m in re.finditer(r"\S+", text[a:b])]
    if tokens <= most or len(words) < 2:
        yield a, b, scene, min(tokens, most), len(words)
        return
    parts = tokens // most + 1
    step = max(1, len(words) // parts)
    for first in range(0, len(words), step):
        some = words[first : first + step]
        share = tokens * len(some) // len(words)
        yield a + some[0][0], a + some[-1][1], scene, min(share, most), len(some)
