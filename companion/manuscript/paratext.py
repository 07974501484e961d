"""What surrounds the story: author's notes, disclaimers, the leftovers of web pages, pleas for reviews.

Only the top and the end of a chapter are looked at, block by block from the outside in. Each block has log odds of
being a note (`notes`, learned) and perhaps a sure cue (`cues`, written by hand); what is set aside is the stretch from
the edge inward whose odds together are best, so that one paragraph that could be either goes with those beyond it,
and the story begins where it no longer pays to go on. No sentence of the story may be lost: a note that slips through
costs less, and the bar is set accordingly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from math import inf

from . import cue_tables, cues, furniture, notes
from . import note_words as words
from .recurring import WHOLE, Recurring
from .scenes import is_break
from .sentences import paragraphs

WORDS = re.compile(r"\w+(?:['’]\w+)*")
PROSE_END = re.compile(r"[.!?…][\"'”’)*_]*$")
DEEPEST = 40  # blocks looked at from either side
NUMBERED = re.compile(r"(?:\d{1,2}[.)]\s+\S[^\n]{0,60}(?:\n|\Z))+")
SIGNATURE = re.compile(r"[\"“][^\"“”\n]{3,120}[\"”]\s*(?:[—–~]|--?)\s*[^.!?\n]{1,40}")
SENDER = re.compile(r"([A-Z][\w.'’ ]{0,18}):\s+\S")
HEADER_LABELS = frozenset(
    "Title Author Fandom Rating Pairing Summary Warning Warnings Note Notes Disclaimer Words Genre Status Chapter"
    " Characters Tags Category Series Language".split()
)
OPENING_MARKS = frozenset('"“‘')
LONGER = re.compile(r"[^\W\d_]{5,}")
LONGEST_NOTE = 700  # words behind a heading like "Author's Note" at the end
ILLUSTRATION = re.compile(
    r"\[(?:Illustration|Image|Picture|Footnote|Transcriber)[^\]]{0,1500}\]|<!--.*?-->|%%.*?%%", re.DOTALL
)
DEDICATION = re.compile(r"[*_]*(?:for|to|dedicated to|in memory of) [A-Z][^.!?\n]{1,80}\.?[*_]*", re.IGNORECASE)
ATTRIBUTION = re.compile(r"\s*(?:[—–―~]|--?)\s*[“\"‘'_*]{0,2}[A-Z][^.!?\n]{1,90}(?:\b[A-Z]\.[^.!?\n]*)*[*_)]*\s*\Z")

NOTHING = Recurring()

# Log odds. A block counts for no more than MOST either way; the prior is for story.
MOST = 6.0
FURTHEST = 7.0  # what each of the two opinions counts for at most
WEIGHED = 0.3  # the say of the regression beside the trees
ONWARD = 0.5  # the say of what is seen of a block when all outside of it are notes
BAR = 0.8  # what all blocks set aside on one side must exceed together
MARGIN = 0.3  # what the next block that is not sure must add to those taken
FEW = 4  # of fewer blocks little can be learned about the story, and the bar is higher
FEW_BAR = 2.5
SURELY = 3.0  # what notes at the end must be worth to have a heading
SURE = 2.0  # what a sure cue is worth at least
HEADED = 4.0  # what the first block below a bare heading is worth
UNLIKE = -3.0  # what is lower than that is not swept along by a sure note further in
FEW_WORDS = 12  # up to so many a block is searched for cues at any odds
PARTED = 1.5  # what ornaments above and below a block at the top are worth
BESIDE = 1.2  # what a block that has half a cue is worth beside one that has a sure one
DOUBTFUL = -1.7  # what its odds must exceed for that
HARDLY = -3.5  # what is lower than that by itself is story, whatever stands around it
TOLD = -4.0  # so low are the odds of what is surely story
HOPELESS = 9.0  # how far below the best the odds may fall before nothing further in is looked at
LONGEST_BLOCK = 20_000  # characters


class Block:
    """A paragraph, judged when it is asked."""

    def __init__(self, text: str, start: int, end: int, inside: bool = False) -> None:
        # A paragraph as long as a chapter is no note, and to judge megabytes of it would take minutes.
        self.start, self.end, self.inside = start, end, inside or end - start > LONGEST_BLOCK
        self.text = "" if self.inside else text[start:end]

    @cached_property
    def words(self) -> int:
        return LONGEST_NOTE + 1 if self.inside else len(self.text.split())

    @cached_property
    def verdict(self) -> cues.Verdict:
        if self.inside:
            return cues.Verdict()
        if self.neutral:
            return cues.Verdict("break" if self.ornament else "picture")
        return cues.judge(self.text)

    @property
    def kind(self) -> str:
        return self.verdict.kind

    @property
    def sure(self) -> bool:
        return self.verdict.sure

    @cached_property
    def ornament(self) -> bool:
        return not self.inside and is_break(self.text)

    @cached_property
    def neutral(self) -> bool:
        """Neither story nor a note: an ornament, a picture."""
        return self.ornament or (self.text[:1] == "[" and ILLUSTRATION.fullmatch(self.text) is not None)

    @cached_property
    def unended(self) -> bool:
        return not self.neutral and notes.unended(self.text)

    @cached_property
    def tagged(self) -> bool:
        """Whether it opens a note that may go on below; a recap does not."""
        return not self.inside and cues.is_tagged(self.text)

    @cached_property
    def spoken(self) -> bool:
        """Whether somebody says something, and it is told who: "Come in," she said. That is story."""
        return self.text[:1] in OPENING_MARKS and cue_tables.NARRATED.search(self.text.lower()) is not None

    @cached_property
    def told_of(self) -> int:
        """How often it speaks of what is read, heard or written."""
        return len(words.MEDIA.findall(self.text.lower()))

    @cached_property
    def content(self) -> frozenset[str]:
        """Its longer words, without their endings."""
        return frozenset(w.casefold()[:6] for w in LONGER.findall(self.text))

    @cached_property
    def ended(self) -> bool:
        return not self.inside and cues.is_end_mark(self.text)


class Side:
    """The blocks at the top or at the end of a chapter, from the outside in."""

    def __init__(self, blocks: Sequence[Block], body: _Body, top: bool, recurring: Recurring = NOTHING) -> None:
        self.blocks, self.top, self._body, self._recurring = blocks, top, body, recurring
        self._seen: dict[int, dict[str, float]] = {}
        self._alone: dict[int, float] = {}
        self._weighed: dict[int, float] = {}

    @cached_property
    def _letters(self) -> Sequence[bool]:
        near = [b.text for b in self.blocks[: 2 * notes.FURTHEST]]
        if self.top:
            return notes.letters(near, self._body.known)
        return notes.letters(near[::-1], self._body.known)[::-1]

    @cached_property
    def _told(self) -> list[int]:
        """The blocks that are neither ornaments nor pictures, by number."""
        return [n for n, b in enumerate(self.blocks) if not b.neutral]

    def features(self, n: int) -> dict[str, float]:
        """What is seen of the n-th block from the outside."""
        if n not in self._seen:
            self._seen[n] = self._features(n)
        return self._seen[n]

    def _features(self, n: int) -> dict[str, float]:
        block = self.blocks[n]
        place = self._told.index(n)
        further = [self.blocks[m] for m in self._told[place + 1 : place + 4]]
        seen = notes.describe(
            block.text,
            block.verdict,
            self._body.known,
            letter=n < len(self._letters) and self._letters[n],
            parted=any(b.ornament for b in self.blocks[n + 1 : n + 5]),
            listed=self._unended(n) and (self._unended(n - 1) or self._unended(n + 1)),
            place=place,
            top=self.top,
        )
        own = block.content - furniture.CONTROLS
        near = set().union(*(b.content for b in further)) if own else set()
        seen["shared with the next"] = len(own & near) / (2 + len(own))
        seen["told of"] = float(sum(b.told_of for b in further[:2]))
        seen["below a colon"] = float(bool(further) and further[0].text.rstrip(" *_").endswith(":") and not self.top)
        seen["ornament outside"] = float(n > 0 and self.blocks[n - 1].ornament)
        seen["ornament inside"] = float(n + 1 < len(self.blocks) and self.blocks[n + 1].ornament)
        seen["blocks"] = float(len(self._told))
        seen["heading"] = float(notes.heading(block.text))
        seen["tagged"] = float(block.tagged)
        seen["opens"] = float(block.verdict.opens)
        seen["ended"] = float(block.ended)
        seen["spoken"] = float(block.spoken)
        seen["exchanged"] = float(self._exchanged(n))
        seen["in story"] = float(self._in_story(n))
        seen["mail head"] = float(notes.is_mail_head(block.text))
        seen["below a heading"] = float(n > 0 and self.blocks[n - 1].verdict.opens)
        return seen

    def alone(self, n: int, learned: notes.Model) -> float:
        """The odds of the n-th block by itself."""
        if n not in self._alone:
            inside = self.blocks[n].inside or self.blocks[n].spoken
            odds = -FURTHEST if inside else notes.log_odds(learned.alone, self.features(n))
            self._alone[n] = _within(odds)
        return self._alone[n]

    def weighed(self, n: int) -> float:
        """The odds of the regression for the n-th block."""
        if n not in self._weighed:
            self._weighed[n] = _within(notes.weighed(self.features(n)))
        return self._weighed[n]

    def evidence(self, n: int, learned: notes.Model) -> float:
        """The odds of the n-th block among those around it."""
        place = self._told.index(n)
        if (own := self.alone(n, learned)) < HARDLY:
            return own  # what lies further in need not be looked at
        near = self._told[: place + 4]
        odds = [self.alone(m, learned) for m in near]
        weighed = [self.weighed(m) for m in near]
        seen = [self.features(m) for m in near]
        grown = notes.log_odds(learned.among, notes.among(seen[place], odds, place))
        among = (1 - WEIGHED) * _within(grown) + WEIGHED * weighed[place]
        onward = _within(notes.log_odds(learned.onward, notes.onward(seen, odds, weighed, place)))
        return (1 - ONWARD) * among + ONWARD * onward

    def _unended(self, n: int) -> bool:
        return 0 <= n < len(self.blocks) and not self.blocks[n].inside and self.blocks[n].unended

    def taken(self, learned: notes.Model | None = None) -> int:
        """How many blocks from the outside are not story."""
        few = sum(not b.neutral for b in self.blocks[:FEW]) < FEW
        best, total, taken, lowest, opened = FEW_BAR if few else BAR, 0.0, 0, 0.0, False
        for n, block in enumerate(self.blocks):
            if block.inside:
                break
            if block.neutral or (self.top and notes.heading(block.text)):
                continue
            odds = self.odds(n, opened, learned)
            total += odds
            lowest = min(lowest, max(odds, UNLIKE) if self._loose(n) else odds)
            opened = self.top and block.sure and block.verdict.opens
            # What lies outside of a sure note is none of the story either, unless it looks very much like it.
            swept = block.sure and odds > 0 and not block.ended and lowest > UNLIKE and total > UNLIKE
            if total > best + (MARGIN if taken else 0.0) or swept:
                best, taken = max(best, total), n + 1
            if total < best - HOPELESS:
                break
        return taken + self._headed(taken, best, learned)

    def _headed(self, taken: int, total: float, learned: notes.Model | None) -> int:
        """How many blocks further in head the notes at the end that were `taken`: "Review corner!", "GLOSSARY"."""
        if self.top or not taken or total < SURELY:
            return 0
        inner = next((n for n in range(taken, len(self.blocks)) if not self.blocks[n].ornament), len(self.blocks))
        if inner == len(self.blocks) or self.blocks[inner].inside or self.blocks[inner].neutral:
            return 0
        block, seen = self.blocks[inner], self.features(inner)
        mark = block.text.rstrip(" *_")[-1:]
        heads = block.words <= 8 and "," not in block.text and (block.unended or mark in {"!", "?", ":"})
        heads = heads and block.text[:1] not in OPENING_MARKS and not (seen["letter"] or seen["exchanged"])
        return inner + 1 - taken if heads and self.odds(inner, False, learned) > UNLIKE else 0

    def told(self, first: int, learned: notes.Model | None) -> bool:
        """Whether any of the blocks outside the `first`-th tells, or lets somebody speak, as a story does."""
        return any(
            (block.text[:1] in OPENING_MARKS or block.words > 25)
            and not block.neutral
            and not block.sure
            and self.odds(n, False, learned) <= (TOLD if block.text[:1] in OPENING_MARKS else -MOST)
            for n, block in enumerate(self.blocks[:first])
        )

    def odds(self, n: int, opened: bool, learned: notes.Model | None) -> float:
        block = self.blocks[n]
        if opened:
            return HEADED  # the first block below a bare heading is its note, whatever it says
        alone = self.top and n + 1 < len(self.blocks) and self.blocks[n + 1].ornament
        if alone and block.words <= 14 and DEDICATION.fullmatch(block.text):
            return HEADED
        if self.top and block.ended:
            return -MOST
        if block.spoken:
            return -MOST
        again = self._again(n)
        odds = max(-MOST, min(MOST, self.evidence(n, learned or notes.model()) + again))
        if again >= WHOLE and odds > HARDLY + again:
            return max(odds, SURE)
        seen = self.features(n)
        if seen["exchanged"] or seen["in story"] or seen["mail head"]:
            return min(odds, UNLIKE)
        if block.sure and seen["letter"] and not block.tagged and block.words > FEW_WORDS:
            return min(odds, 0.0)  # who writes to somebody of the story thanks, is sorry, and sells, as an author does
        if block.sure or self._below_header(n):
            return max(odds, SURE)
        if seen["letter"] or NUMBERED.fullmatch(block.text):
            return min(odds, 0.0)
        if odds > DOUBTFUL and block.kind and n > 0 and self.blocks[n - 1].sure:
            return max(odds, BESIDE)
        return odds + PARTED if odds > -1.0 and self._enclosed(n) else odds

    def _again(self, n: int) -> float:
        """What it tells that the lines of a block stand at the edges of other chapters, too."""
        block = self.blocks[n]
        return 0.0 if block.sure else self._recurring.weight(block.text, self.top)

    def _enclosed(self, n: int) -> bool:
        """Whether a block stands by itself between two ornaments at the top."""
        around = self.blocks[max(0, n - 1)], self.blocks[min(n + 1, len(self.blocks) - 1)]
        return self.top and 0 < n <= 3 and all(b.ornament for b in around)

    def _loose(self, n: int) -> bool:
        """Whether a block tells nothing: no sentences, or a quotation with a name. Among notes it is one."""
        block = self.blocks[n]
        return bool(SIGNATURE.fullmatch(block.text)) or (block.unended and not self._exchanged(n))

    def _below_header(self, n: int) -> bool:
        """Whether a line of a story's header ("Summary: ...") goes on what surely is one."""
        block = self.blocks[n]
        headed = block.text.partition(":")[0].strip(" *_") in HEADER_LABELS
        return self.top and headed and block.kind == "web page" and n > 0 and self.blocks[n - 1].sure

    def _exchanged(self, n: int) -> bool:
        """Whether a block is one of messages ("Me: lol") between those who write to each other further in, too."""
        block = self.blocks[n]
        who = {m[1] for line in block.text.splitlines() if (m := SENDER.match(line))}
        if not who or not all(SENDER.match(line) for line in block.text.splitlines()):
            return False
        further = self.blocks[n + 1 :]
        return any(b.text.startswith(tuple(f"{w}:" for w in who)) and not b.neutral for b in further) and not (
            who & HEADER_LABELS
        )

    def _in_story(self, n: int) -> bool:
        """Whether a line of a web page shows a page that the story tells of: others like it stand within the story."""
        block = self.blocks[n]
        if block.kind != "web page" or block.words > 12:
            return False
        words = {w.casefold().rstrip("s") for w in re.findall(r"[^\W\d_]{4,}", block.text)}
        for m in range(n + 2, len(self.blocks) - 2):
            other = self.blocks[m]
            alike = words & {w.casefold().rstrip("s") for w in re.findall(r"[^\W\d_]{4,}", other.text)}
            if alike and not other.inside and other.words <= 12 and other.kind == "web page":
                between = (b for b in self.blocks[n + 1 : m] if not b.neutral and not b.inside)
                if any(b.words > 12 and not b.kind for b in between):
                    return True
        return False


def _within(odds: float) -> float:
    return max(-FURTHEST, min(FURTHEST, odds))


class _Body:
    """What the chapter as a whole is like, found out when somebody asks."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._place = text, start, end

    @cached_property
    def known(self) -> notes.Body:
        return notes.Body.of(*self._place)


def sides(text: str, start: int, end: int) -> tuple[Side, Side]:
    """The top and the end of `text[start:end]`."""
    blocks, body = _blocks(text, start, end), _Body(text, start, end)
    return Side(blocks[:DEEPEST], body, True), Side(blocks[: -DEEPEST - 1 : -1], body, False)


def _blocks(text: str, start: int, end: int) -> list[Block]:
    """The blocks near either end; what lies between is one block of story and is not even looked at."""
    spans = _together(text, list(paragraphs(text, start, end)))
    near = 2 * DEEPEST
    if len(spans) <= near:
        return [Block(text, a, b) for a, b in spans]
    head, tail = spans[:DEEPEST], spans[-DEEPEST:]
    between = Block(text, spans[DEEPEST][0], spans[-DEEPEST - 1][1], inside=True)
    return [*(Block(text, a, b) for a, b in head), between, *(Block(text, a, b) for a, b in tail)]


def find_paratext(
    text: str, start: int, end: int, learned: notes.Model | None = None, recurring: Recurring = NOTHING
) -> list[tuple[int, int, str]]:
    """The (start, end, kind) of what is not story at the top and the end of `text[start:end]`, and of pictures and
    running heads, in order. `learned`: other weights than the package's, for training; `recurring`: what comes again
    in the book."""
    blocks, body = _blocks(text, start, end), _Body(text, start, end)
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


def _bottom(blocks: Sequence[Block], top: int, body: _Body, learned: notes.Model | None, recurring: Recurring) -> int:
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
        told = (
            block.text[:1] in OPENING_MARKS or block.words > 80 or bool(cue_tables.NARRATED.search(block.text.lower()))
        )
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


def _together(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Short lines that follow each other without a blank line and do not end as sentences do are judged together: a
    menu, a signature."""
    joined: list[tuple[int, int]] = []
    for a, b in spans:
        if joined and b - a <= 60 and a - joined[-1][1] <= 3 and text.count("\n", joined[-1][1], a) == 1:
            first, last = joined[-1]
            line = max(first, text.rfind("\n", first, last) + 1)
            if b - first <= 400 and notes.unended(text[line:last]) and notes.unended(text[a:b]):
                joined[-1] = (first, b)
                continue
        joined.append((a, b))
    return joined


def _set_apart(text: str, spans: Sequence[tuple[int, int]], recurring: Recurring) -> list[tuple[int, int, str]]:
    """Pictures, comments and running heads that are a paragraph of their own, anywhere in a chapter."""
    found = []
    for a, b in spans:
        if text[a] in "[<%" and (match := ILLUSTRATION.match(text, a, b)) and match.end() == b:
            kind = "comment" if text[a] != "[" else "footnote" if text.startswith("[Footnote", a) else "picture"
            found.append((a, b, kind))
        elif b - a <= 90 and recurring.is_head(text[a:b]):
            found.append((a, b, "page head"))
    return found
