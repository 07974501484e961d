"""What surrounds the story: author's notes, disclaimers, the leftovers of web pages, pleas for reviews.

Only the top and the end of a chapter are looked at, block by block from the outside in (`edges`). No sentence of the
story may be lost: a note that slips through costs less, and the bar is set accordingly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import inf

from . import cue_tables, cues, notes
from .edges import (
    DEDICATION,
    DEEPEST,
    FOOTNOTE,
    ILLUSTRATION,
    LONGEST_BLOCK,
    LONGEST_NOTE,
    NOTHING,
    OPENING_MARKS,
    Block,
    Body,
    Side,
    blocks_of,
)
from .recurring import Recurring
from .sentences import paragraphs

WORDS = re.compile(r"\w+(?:['’]\w+)*")
PROSE_END = re.compile(r"[.!?…][\"'”’)*_]*$")
ATTRIBUTION = re.compile(
    r"\s*(?:(?:[—–―~]|--?)\s*[“\"‘'_*]{0,2}(?:(?:[A-Z]\.\s*){1,3}[A-Z]|[A-Z])"
    r"|(?:[—–―]|--)\s*[“\"‘'_*]{0,2}(?:old|from|traditional|anon(?:ymous)?)\b)"
    r"[^.!?\n]{1,90}(?:\b[A-Z]\.[^.!?\n]*)*[*_)]*\s*\Z"
)


def find_paratext(
    text: str, start: int, end: int, learned: notes.Model | None = None, recurring: Recurring = NOTHING
) -> list[tuple[int, int, str]]:
    """The (start, end, kind) of what is not story at the top and the end of `text[start:end]`, and of pictures and
    running heads, in order. `learned`: other weights than the package's, for training; `recurring`: what comes again
    in the book."""
    blocks, body = blocks_of(text, start, end), Body(text, start, end)
    if not blocks:
        return []
    top = Side(blocks[:DEEPEST], body, True, recurring).taken(learned)
    bottom = _bottom(blocks, 0 if top == len(blocks) else top, body, learned, recurring)
    if top == len(blocks) and bottom < top:
        # What looks like a note from both sides belongs to the end, if anything is left for the story.
        top = Side(blocks[:bottom], body, True, recurring).taken(learned)
    if top >= bottom and any(not b.neutral and not b.sure for b in blocks):
        # A chapter of a line or two, with nothing to compare with: only what is sure.
        top = next(n for n, b in enumerate(blocks) if not b.neutral and not b.sure)
        bottom = next(n for n in range(len(blocks), 0, -1) if not blocks[n - 1].neutral and not blocks[n - 1].sure)
    found = [*_spans(blocks[:top]), *_spans(blocks[bottom:])]
    found += _epigraph(blocks[top:bottom])
    if "[" in text or "<!--" in text or "%%" in text or recurring.heads:
        first, last = blocks[top].start if top < len(blocks) else end, blocks[bottom - 1].end if bottom else start
        apart = _set_apart(text, list(paragraphs(text, start, end)), recurring)
        found += [span for span in apart if first <= span[0] and span[1] <= last]
    return sorted(found)


def story_words(text: str, enough: float = inf) -> int:
    """How many words of `text` stand in paragraphs of prose that are not paratext; counted until there are `enough`."""
    spans = find_paratext(text, 0, len(text))
    count = 0
    for a, b in paragraphs(text):
        if count >= enough:
            break
        if any(s <= a and b <= e for s, e, _ in spans) or (b - a <= LONGEST_BLOCK and cues.judge(text[a:b]).kind):
            continue
        words = len(WORDS.findall(text, a, b))
        if words >= 12 and PROSE_END.search(text[a:b]):
            count += words
    return count


def _bottom(blocks: Sequence[Block], top: int, body: Body, learned: notes.Model | None, recurring: Recurring) -> int:
    """The index of the first of the blocks at the end that are not story."""
    limit = max(top, len(blocks) - DEEPEST)
    side = Side(blocks[limit:][::-1], body, False, recurring)
    taken = len(blocks) - side.taken(learned)
    at = _below_marks(blocks, top, limit, taken)
    marked = at < taken and blocks[at].tagged and side.told(len(blocks) - at, learned)
    return max(taken if marked else at, top)


def _below_marks(blocks: Sequence[Block], top: int, limit: int, taken: int) -> int:
    """`taken`, moved up to a mark that takes all that is below it, unless that is too much: the heading of a note, the
    end of a volume (the title page of the next follows), "The End" (nobody tells or says anything more)."""
    words, silent = 0, True
    for n in range(len(blocks) - 1, limit - 1, -1):
        block = blocks[n]
        words += block.words
        if words > LONGEST_NOTE:
            break
        ended = len(blocks) - n <= 6 and silent and n > top and block.ended
        volume = words <= 80 and bool(cue_tables.VOLUME_END.fullmatch(block.text))
        note = (n > top or top > 0) and block.tagged
        if n < taken and (ended or volume or note):
            taken = n
        told = block.text[:1] in OPENING_MARKS or block.words > 80 or block.narrated
        silent = silent and not told
    return taken


def _spans(blocks: Sequence[Block]) -> list[tuple[int, int, str]]:
    """Neighbouring blocks of one kind as one span, ornaments between them included."""
    found: list[tuple[int, int, str]] = []
    for block in blocks:
        if block.ornament:
            continue  # scenes leave them out by themselves
        kind = (
            block.kind
            or ("dedication" if DEDICATION.fullmatch(block.text) else "")
            or ("footnote" if FOOTNOTE.fullmatch(block.text) else "")
            or (found[-1][2] if found else "author's note")
        )
        if found and found[-1][2] == kind:
            found[-1] = (found[-1][0], block.end, kind)
        else:
            found.append((block.start, block.end, kind))
    return found


def _epigraph(blocks: Sequence[Block]) -> list[tuple[int, int, str]]:
    """A quotation at the top with the name of whom it is from below it."""
    for n, block in enumerate(blocks[:3]):
        lines = block.text.splitlines()
        # One name alone is how a note on the kitchen table is signed.
        if not lines or not 3 <= len(lines[-1].split()) <= 12 or not ATTRIBUTION.match(lines[-1]):
            continue
        if len(lines) > 1 and block.words <= 120:
            return [(blocks[0].start, block.end, "epigraph")]
        if n and len(lines) == 1 and blocks[0].words <= 120:
            return [(blocks[0].start, block.end, "epigraph")]
    return []


def _set_apart(text: str, spans: Sequence[tuple[int, int]], recurring: Recurring) -> list[tuple[int, int, str]]:
    """Pictures, comments and running heads that are a paragraph of their own, anywhere in a chapter."""
    found = []
    for a, b in spans:
        if text[a] in "[<%" and (match := ILLUSTRATION.match(text, a, b)) and match.end() == b:
            note = text.startswith(("[Footnote", "[^"), a)
            kind = "comment" if text[a] != "[" else "footnote" if note else "picture"
            found.append((a, b, kind))
        elif b - a <= 90 and recurring.is_head(text[a:b]):
            found.append((a, b, "page head"))
    return found
