"""What surrounds the story: author's notes, disclaimers, the leftovers of web pages, pleas for reviews.

Only the top and the end of a chapter are looked at, block by block, and never further in than the first block that
reads like story: no sentence of the story may be lost, and a note that slips through costs less than one. A block is
judged by the cues in `cues`; one that is only half sure counts when a sure one lies beyond it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from . import cue_tables, cues
from .scenes import is_break
from .sentences import paragraphs

WORDS = re.compile(r"\w+(?:['’]\w+)*")
PROSE_END = re.compile(r"[.!?…][\"'”’)*_]*$")
DEEPEST = 40  # blocks looked at from either side
OPENING_MARKS = frozenset('"“‘')
LONGEST_NOTE = 700  # words behind a heading like "Author's Note" at the end
ILLUSTRATION = re.compile(
    r"\[(?:Illustration|Image|Picture|Footnote|Transcriber)[^\]]{0,1500}\]|<!--.*?-->|%%.*?%%", re.DOTALL
)
DEDICATION = re.compile(r"[*_]*(?:for|to|dedicated to|in memory of) [A-Z][^.!?\n]{1,80}\.?[*_]*", re.IGNORECASE)
ATTRIBUTION = re.compile(r"\s*(?:[—–―~]|--?)\s*[“\"‘'_*]{0,2}[A-Z][^.!?\n]{1,90}(?:\b[A-Z]\.[^.!?\n]*)*[*_)]*\s*\Z")


class _Block:
    """A paragraph, judged when it is asked."""

    def __init__(self, text: str, start: int, end: int, inside: bool = False) -> None:
        self.start, self.end, self.inside = start, end, inside
        self.text = "" if inside else text[start:end]

    @cached_property
    def words(self) -> int:
        return LONGEST_NOTE + 1 if self.inside else len(self.text.split())

    @cached_property
    def verdict(self) -> cues.Verdict:
        if self.inside:
            return cues.Verdict()
        if is_break(self.text):
            return cues.Verdict("break")
        if self.text[0] == "[" and ILLUSTRATION.fullmatch(self.text):
            return cues.Verdict("picture")
        return cues.judge(self.text)

    @property
    def kind(self) -> str:
        return self.verdict.kind

    @property
    def sure(self) -> bool:
        return self.verdict.sure

    @property
    def neutral(self) -> bool:
        """Neither story nor a note: an ornament, a picture."""
        return self.kind in {"break", "picture"}

    @cached_property
    def tagged(self) -> bool:
        """Whether it opens a note that may go on below; a recap does not."""
        return not self.inside and self.kind != "recap" and bool(cue_tables.TAGGED.match(cues.plain(self.text)))


def find_paratext(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The (start, end, kind) of what is not story at the top and the end of `text[start:end]`, and of pictures, in
    order."""
    spans = _together(text, list(paragraphs(text, start, end)))
    if not spans:
        return []
    # What lies far inside is not even looked at; between the two ends stands one block of story.
    near = 2 * DEEPEST
    head, tail = (spans, []) if len(spans) <= near else (spans[:DEEPEST], spans[-DEEPEST:])
    blocks = [_Block(text, a, b) for a, b in head]
    if tail:
        blocks.append(_Block(text, spans[DEEPEST][0], spans[-DEEPEST - 1][1], inside=True))
    blocks += [_Block(text, a, b) for a, b in tail]
    top = _top(blocks[:DEEPEST])
    bottom = _bottom(blocks, 0 if top == len(blocks) else top)
    if top == len(blocks) and bottom < top:
        top = _top(
            blocks[:bottom]
        )  # what looks like a note from both sides belongs to the end, if anything is left for the story
    found = [*_spans(blocks[:top]), *_spans(blocks[bottom:])]
    found += _epigraph(blocks[top:bottom])
    if "[" in text or "<!--" in text or "%%" in text:
        first, last = blocks[top].start if top < len(blocks) else end, blocks[bottom - 1].end if bottom else start
        found += [span for span in _set_apart(text, spans) if first <= span[0] and span[1] <= last]
    return sorted(found)


def story_words(text: str) -> int:
    """How many words of `text` stand in paragraphs of prose that are not paratext."""
    spans = find_paratext(text, 0, len(text))
    count = 0
    for a, b in paragraphs(text):
        if any(s <= a and b <= e for s, e, _ in spans) or cues.judge(text[a:b]).kind:
            continue
        words = len(WORDS.findall(text, a, b))
        if words >= 12 and PROSE_END.search(text[a:b]):
            count += words
    return count


def _top(blocks: Sequence[_Block]) -> int:
    """How many blocks at the top are not story."""
    taken, n, words = 0, 0, 0
    opened = spoken = False
    while n < len(blocks):
        block = blocks[n]
        if block.neutral:
            n += 1
            continue
        parted = n + 1 < len(blocks) and blocks[n + 1].kind == "break"
        if parted and block.words <= 14 and DEDICATION.fullmatch(block.text):
            n += 1
            taken = n
        elif block.sure and block.kind != "end mark":
            opened = block.verdict.opens
            n += 1
            taken = n
        elif opened:
            # The first block below a bare heading is its note, whatever it says.
            opened = False
            n += 1
            taken = n
        elif block.kind and n - taken < 4:
            n += 1  # half sure: counts if a sure one follows, or an ornament that parts it from the story
            words += block.words
            spoken = spoken or bool(cue_tables.ADDRESS.search(block.text))
            if n < len(blocks) and blocks[n].kind == "break" and words <= 120 and spoken:
                taken = n
        else:
            break
    return taken


def _bottom(blocks: Sequence[_Block], top: int) -> int:
    """The index of the first of the blocks at the end that are not story."""
    limit = max(top, len(blocks) - DEEPEST)
    n = taken = len(blocks)
    while n > limit:
        block = blocks[n - 1]
        if not block.kind:
            break
        n -= 1
        if block.sure or (block.kind == "web page" and taken == n + 1 and taken < len(blocks)):
            taken = n
    taken = _below_marks(blocks, top, limit, taken)
    # An ornament with nothing but half-sure blocks below it parts them from the story, if they speak to somebody.
    n = taken
    while n - 1 > limit and blocks[n - 1].kind and not blocks[n - 1].neutral and not blocks[n - 1].sure:
        n -= 1
    below = blocks[n:taken]
    parted = bool(below) and n - 1 >= limit and blocks[n - 1].neutral and sum(b.words for b in below) <= 120
    if parted and (taken < len(blocks) or any(cue_tables.ADDRESS.search(b.text) for b in below)):
        taken = n
    return max(taken, top)


def _below_marks(blocks: Sequence[_Block], top: int, limit: int, taken: int) -> int:
    """`taken`, moved up to a mark that takes all that is below it, unless that is too much: the heading of a note, the
    end of a volume (the title page of the next follows), "The End" (nobody tells or says anything more)."""
    words, silent = 0, True
    for n in range(len(blocks) - 1, limit - 1, -1):
        block = blocks[n]
        words += block.words
        if words > LONGEST_NOTE:
            break
        ended = block.kind == "end mark" and silent and n > top and len(blocks) - n <= 6
        volume = words <= 80 and bool(cue_tables.VOLUME_END.fullmatch(block.text))
        note = block.tagged and (n > top or top > 0)
        if n < taken and (ended or volume or note):
            taken = n
        told = block.text[:1] in OPENING_MARKS or block.words > 80 or bool(cue_tables.NARRATED.search(block.text))
        silent = silent and not told
    return taken


def _spans(blocks: Sequence[_Block]) -> list[tuple[int, int, str]]:
    """Neighbouring blocks of one kind as one span, ornaments between them included."""
    found: list[tuple[int, int, str]] = []
    for block in blocks:
        if block.kind == "break":
            continue  # scenes leave them out by themselves
        kind = (
            block.kind
            or ("dedication" if DEDICATION.fullmatch(block.text) else "")
            or (found[-1][2] if found else "author's note")
        )
        if found and found[-1][2] == kind:
            found[-1] = (found[-1][0], block.end, kind)
        else:
            found.append((block.start, block.end, kind))
    return found


def _epigraph(blocks: Sequence[_Block]) -> list[tuple[int, int, str]]:
    """A quotation at the top with the name of whom it is from below it."""
    for n, block in enumerate(blocks[:3]):
        lines = block.text.splitlines()
        if len(lines) > 1 and block.words <= 120 and ATTRIBUTION.match(lines[-1]) and len(lines[-1].split()) <= 12:
            return [(blocks[0].start, block.end, "epigraph")]
        if n and len(lines) == 1 and block.words <= 12 and ATTRIBUTION.match(block.text) and blocks[0].words <= 120:
            return [(blocks[0].start, block.end, "epigraph")]
    return []


def _together(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Short lines that follow each other without a blank line are judged together: a menu, a signature."""
    joined: list[tuple[int, int]] = []
    for a, b in spans:
        if joined and b - a <= 60 and a - joined[-1][1] <= 3 and text.count("\n", joined[-1][1], a) == 1:
            before = joined[-1]
            if b - before[0] <= 400 and text.rfind("\n", before[0], before[1]) + 61 >= before[1]:
                joined[-1] = (before[0], b)
                continue
        joined.append((a, b))
    return joined


def _set_apart(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Pictures and comments that are a paragraph of their own, anywhere in a chapter."""
    found = []
    for a, b in spans:
        if text[a] in "[<%" and (match := ILLUSTRATION.match(text, a, b)) and match.end() == b:
            kind = "comment" if text[a] != "[" else "footnote" if text.startswith("[Footnote", a) else "picture"
            found.append((a, b, kind))
    return found
