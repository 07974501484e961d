"""The blocks at the top and at the end of a chapter, and how many of them are not story.

Each block has log odds of being a note (`notes`, learned) and perhaps a sure cue (`cues`, written by hand); what is
taken is the stretch from the edge inward whose odds together are best, so that one paragraph that could be either goes
with those beyond it, and the story begins where it no longer pays to go on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from . import cue_tables, cues, furniture, notes
from . import note_words as words
from .exchanges import HEADER_LABELS, exchanged
from .recurring import Recurring
from .scenes import is_break
from .sentences import paragraphs

DEEPEST = 40  # blocks looked at from either side
NUMBERED = re.compile(r"(?:\d{1,2}[.)]\s+\S[^\n]{0,60}(?:\n|\Z))+")
SIGNATURE = re.compile(r"[\"“][^\"“”\n]{3,120}[\"”]\s*(?:[—–~]|--?)\s*[^.!?\n]{1,40}")
FOOTNOTE = re.compile(r"\[\d{1,3}\]\s+\S.*[.!?…][\"'”’)]*", re.DOTALL)  # as plain texts have them, at the end
REFRAIN = re.compile(r"[^|/•·<>=@#©*\[\](){}:]+[.!?…][\"'”’]*")  # sentences, and no more
REFRAIN_CUES = 0.75  # three kinds of what authors say
OPENING_MARKS = frozenset('"“‘')
LONGER = re.compile(r"[^\W\d_]{5,}")
LONGEST_NOTE = 700  # words behind a heading like "Author's Note" at the end
ILLUSTRATION = re.compile(
    r"\[(?:Illustration|Image|Picture|Footnote|Transcriber)[^\]]{0,1500}\]|<!--.*?-->|%%.*?%%"
    r"|\[\^[\w-]{1,30}\]: .{1,1500}",  # a footnote in Markdown
    re.DOTALL,
)
DEDICATION = re.compile(r"[*_]*(?:for|to|dedicated to|in memory of) [A-Z][^.!?\n]{1,80}\.?[*_]*", re.IGNORECASE)

POINTED = 180  # characters of the paragraph beside a block, towards the story, in which narration may point at it

NOTHING = Recurring()

# Log odds. A block counts for no more than MOST either way; the prior is for story.
MOST = 6.0
FURTHEST = 7.0  # what each of the two opinions counts for at most
WEIGHED = 0.5  # the say of the regression beside the trees
ONWARD = 0.5  # the say of what is seen of a block when all outside of it are notes
BAR = 0.6  # what all blocks set aside on one side must exceed together
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
TOLD_BETWEEN = -0.5  # what is lower than that among notes is story
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
        return self.text[:1] in OPENING_MARKS and self.narrated

    @cached_property
    def narrated(self) -> bool:
        return cue_tables.NARRATED.search(self.text.lower()) is not None

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

    def __init__(self, blocks: Sequence[Block], body: Body, top: bool, recurring: Recurring = NOTHING) -> None:
        self.blocks, self.top, self._body, self._recurring = blocks, top, body, recurring
        self._seen: dict[int, dict[str, float]] = {}
        self._alone: dict[int, float] = {}
        self._weighed: dict[int, float] = {}

    @cached_property
    def _letters(self) -> Sequence[bool]:
        near = [b.text for b in self.blocks[: 2 * notes.FURTHEST]]
        if self.top:
            return notes.letters(near)
        return notes.letters(near[::-1])[::-1]

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
        beside = further[0].text if further else ""
        beside = beside[:POINTED] if self.top else beside[-POINTED:]
        seen["pointed at"] = float(words.POINTS.search(beside) is not None)
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
        seen: dict[int, float] = {}
        for n, block in enumerate(self.blocks):
            if block.inside:
                break
            if block.neutral or (self.top and notes.heading(block.text)):
                continue
            odds = seen[n] = self.odds(n, opened, learned)
            total += odds
            lowest = min(lowest, max(odds, UNLIKE) if self._loose(n) else odds)
            opened = self.top and block.sure and block.verdict.opens
            # What lies outside of a sure note is none of the story either, unless it looks very much like it.
            swept = block.sure and odds > 0 and not block.ended and lowest > UNLIKE and total > UNLIKE
            if total > best or swept:
                best, taken = max(best, total), n + 1
            if total < best - HOPELESS:
                break
        doubtful = next((n for n in seen if n < taken and self._told_between(n, taken, seen[n])), None)
        if doubtful is not None:
            taken, best = doubtful, sum(odds for n, odds in seen.items() if n < doubtful)
        return taken + self._headed(taken, best, learned)

    def _told_between(self, n: int, taken: int, odds: float) -> bool:
        """Whether a block among those that would be set aside looks like story: the story goes on there, round a page
        of it. Below the heading of a note anything may stand."""
        headed = any(b.tagged for b in (self.blocks[:n] if self.top else self.blocks[n:taken]))
        return odds < TOLD_BETWEEN and not headed and not self._loose(n)

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
        if not self.top and FOOTNOTE.fullmatch(block.text):
            return HEADED
        if self._page_head(n):
            return SURE
        odds = max(-MOST, min(MOST, self.evidence(n, learned or notes.model()) + self._again(n)))
        seen = self.features(n)
        if seen["exchanged"] or seen["in story"] or seen["mail head"]:
            return min(odds, UNLIKE)
        if block.sure and seen["letter"] and not block.tagged and block.words > FEW_WORDS:
            return min(odds, 0.0)  # who writes to somebody of the story thanks, is sorry, and sells, as an author does
        if block.sure and seen["pointed at"] and not block.tagged:
            return odds
        if block.sure or self._below_header(n):
            return max(odds, SURE)
        if seen["letter"] or NUMBERED.fullmatch(block.text):
            return min(odds, 0.0)
        if odds > DOUBTFUL and block.kind and n > 0 and self.blocks[n - 1].sure:
            return max(odds, BESIDE)
        return odds + PARTED if odds > -1.0 and self._enclosed(n) else odds

    def _page_head(self, n: int) -> bool:
        """Whether a block begins or ends with a running head of the book."""
        lines = self.blocks[n].text.splitlines()
        return bool(lines) and (self._recurring.is_head(lines[0]) or self._recurring.is_head(lines[-1]))

    def _again(self, n: int) -> float:
        """What it tells that the lines of a block stand at the edges of other chapters, too: nothing of sentences
        that any story could have as its refrain."""
        block = self.blocks[n]
        if block.sure or (REFRAIN.fullmatch(block.text) and self.features(n)["kinds of cues"] < REFRAIN_CUES):
            return 0.0
        return self._recurring.weight(block.text, self.top)

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
        """Whether a block is of messages between those who write to each other further in, too."""
        return exchanged(self.blocks[n].text, (b.text for b in self.blocks[n + 1 :] if not b.neutral and not b.inside))

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


class Body:
    """What the chapter as a whole is like, found out when somebody asks."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._place = text, start, end

    @cached_property
    def known(self) -> notes.Body:
        return notes.Body.of(*self._place)


def sides(text: str, start: int, end: int) -> tuple[Side, Side]:
    """The top and the end of `text[start:end]`."""
    blocks, body = blocks_of(text, start, end), Body(text, start, end)
    return Side(blocks[:DEEPEST], body, True), Side(blocks[: -DEEPEST - 1 : -1], body, False)


def blocks_of(text: str, start: int, end: int) -> list[Block]:
    """The blocks near either end; what lies between is one block of story and is not even looked at."""
    spans = _together(text, list(paragraphs(text, start, end)))
    near = 2 * DEEPEST
    if len(spans) <= near:
        return [Block(text, a, b) for a, b in spans]
    head, tail = spans[:DEEPEST], spans[-DEEPEST:]
    between = Block(text, spans[DEEPEST][0], spans[-DEEPEST - 1][1], inside=True)
    return [*(Block(text, a, b) for a, b in head), between, *(Block(text, a, b) for a, b in tail)]


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
