"""Which chapter is which after an edit: a chapter stays itself when it is rewritten, renamed, moved or split.

Position, printed label and text may each change, so none of them alone says who a chapter is. Equal text decides first;
then the share of sentences that two chapters have in common, wherever they stand; then the place (file and label).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal

from .manuscript.chapter import WORD, Chapter

EditKind = Literal["new", "edited", "moved", "renamed", "split", "joined", "removed"]

PIECE = re.compile(r"[^\n.!?…]+[.!?…]*[\"”’')\]]*")
COPY = re.compile(r"(?<=[0-9a-f]{20})-\d+$")  # ends the revision of the second, third, ... chapter of the same text
SHORTEST = 4  # words of a sentence that tells one chapter from another; "He nodded." stands in many
SAME = 0.3  # of the shorter chapter's words, shared: still the same chapter
PART = 0.5  # of a chapter's words, found in one that is somebody else by now: split off from it, or joined to it


@dataclass(frozen=True)
class ChapterEdit:
    """What happened to one chapter between two editions, names as they are now (a removed one: as they were)."""

    kind: EditKind
    chapter: str  # "Chapter Four: The Bus"
    short: str  # "ch. 4"
    position: int  # now; of a removed chapter, where it stood
    identity: str = ""
    before: str = ""  # its name before, where that was another; of a split or joined chapter, the other one
    added: int = 0  # words that stand there now and did not
    removed: int = 0  # words that stood there and do not now

    @property
    def words_changed(self) -> int:
        """Words that an author would call changed: a word replaced by another counts once."""
        return max(self.added, self.removed)


@dataclass(frozen=True)
class Match:
    """A chapter of the new edition and the one it continues; `old` is None for a new one."""

    new: Chapter
    old: Chapter | None
    origin: Chapter | None = None  # of a new one: the chapter it was split off from


def matched(before: Sequence[Chapter], after: Sequence[Chapter]) -> list[Match]:
    """For every chapter of `after`, in order, the chapter of `before` that it continues."""
    pairs: dict[int, Chapter] = {}  # by index in `after`
    left = {c.revision: c for c in before}
    homes: dict[tuple, str] = {}
    for chapter in before:
        homes.setdefault((_text_of(chapter), *_place(chapter)), chapter.revision)
    for n, chapter in enumerate(after):  # of a chapter and its copy, the one in the old place is the chapter itself
        if (home := homes.get((_text_of(chapter), *_place(chapter)))) in left:
            pairs[n] = left.pop(home)
    for n, chapter in enumerate(after):
        if n not in pairs and chapter.revision in left:
            pairs[n] = left.pop(chapter.revision)
    old, new = list(left.values()), [n for n in range(len(after)) if n not in pairs]
    shares = _shares(old, [after[n] for n in new]) if old and new else {}
    same_place = {(c.path, c.label): n for n, c in enumerate(old)}
    ranked = sorted(
        shares.items(),
        key=lambda item: (-item[1][0] - (same_place.get(_place(after[new[item[0][1]]])) == item[0][0]), item[0]),
    )
    taken: set[int] = set()
    for (a, b), (words, share) in ranked:
        if share >= SAME and words and a not in taken and new[b] not in pairs:
            pairs[new[b]] = old[a]
            taken.add(a)
    for n in new:  # rewritten from the first word to the last, but in its old place
        there = same_place.get(_place(after[n]))
        if n not in pairs and there is not None and there not in taken:
            pairs[n] = old[there]
            taken.add(there)
    now = {old.revision: after[n] for n, old in pairs.items()}
    return [Match(c, pairs.get(n), None if n in pairs else _left(c, before, now)) for n, c in enumerate(after)]


def identified(matches: Sequence[Match]) -> list[Chapter]:
    """The chapters of the new edition, each with the identity it keeps or gets."""
    kept = {m.old.identity for m in matches if m.old}
    made = []
    for match in matches:
        identity = match.old.identity if match.old else ""
        if not identity:
            identity = match.new.revision
            while identity in kept:  # a text that was once another chapter's first
                identity += "+"
            kept.add(identity)
        made.append(replace(match.new, identity=identity))
    return made


def edits(matches: Sequence[Match], before: Sequence[Chapter]) -> tuple[ChapterEdit, ...]:
    """What happened to each chapter that is not as it was, in reading order, removed ones last."""
    found = [e for e in map(_edit, matches) if e is not None]
    going_on = {m.old.revision for m in matches if m.old}
    after = [m.new for m in matches]
    was = {m.new.revision: m.old for m in matches if m.old}
    for chapter in before:
        if chapter.revision not in going_on:
            into = _left(chapter, after, was)
            made = _made("joined" if into else "removed", chapter, into.name if into else "")
            found.append(replace(made, removed=0 if into else chapter.words))
    return tuple(found)


def _edit(match: Match) -> ChapterEdit | None:
    new, old = match.new, match.old
    if old is None:
        if match.origin:
            return _made("split", new, match.origin.name)
        return replace(_made("new", new), added=new.words)
    renamed = old.name if old.name != new.name else ""
    if old.text != new.text:
        added, removed = words_between(old.text, new.text)
        if added or removed:
            return replace(_made("edited", new, renamed), added=added, removed=removed)
    if old.position != new.position:  # a chapter pushed on by another is often renumbered too
        return _made("moved", new, renamed)
    if renamed or old.path.name != new.path.name:
        return _made("renamed", new, renamed or old.path.name)
    return None if _text_of(old) == _text_of(new) else _made("edited", new)


def _made(kind: EditKind, chapter: Chapter, before: str = "") -> ChapterEdit:
    return ChapterEdit(kind, chapter.name, chapter.short, chapter.position, chapter.identity, before)


def words_between(old: str, new: str) -> tuple[int, int]:
    """(words added, words removed) from one text to another."""
    before, after = old.split("\n"), new.split("\n")
    added = removed = 0
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            more, less = _in_lines(" ".join(before[a:b]), " ".join(after[c:d]))
            added, removed = added + more, removed + less
    return added, removed


def _in_lines(old: str, new: str) -> tuple[int, int]:
    before, after = WORD.findall(old), WORD.findall(new)
    if len(before) * len(after) > 4_000_000:  # a whole chapter on one line: how often each word comes is near enough
        had, has = Counter(before), Counter(after)
        return (has - had).total(), (had - has).total()
    added = removed = 0
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            added, removed = added + d - c, removed + b - a
    return added, removed


def _place(chapter: Chapter) -> tuple:
    return chapter.path, chapter.label


def _text_of(chapter: Chapter) -> str:
    """The revision, without what tells a second chapter of the same text from the first."""
    return COPY.sub("", chapter.revision)


def pieces_of(chapter: Chapter) -> dict[str, int]:
    """The sentences of a chapter that are long enough to know it by: folded text -> words."""
    found = {}
    for match in PIECE.finditer(chapter.text):
        words = WORD.findall(match.group())
        if len(words) >= SHORTEST:
            found[" ".join(words).casefold()] = len(words)
    return found


def _shares(old: Sequence[Chapter], new: Sequence[Chapter]) -> dict[tuple[int, int], tuple[int, float]]:
    """(index in old, index in new) -> (words shared, their share of the shorter chapter)."""
    holders: dict[str, list[int]] = defaultdict(list)
    sizes = []
    for n, chapter in enumerate(old):
        pieces = pieces_of(chapter)
        sizes.append(sum(pieces.values()))
        for piece in pieces:
            holders[piece].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    ends = []
    for m, chapter in enumerate(new):
        pieces = pieces_of(chapter)
        ends.append(sum(pieces.values()))
        for piece, words in pieces.items():
            for n in holders.get(piece, ()):
                shared[n, m] += words
    return {(n, m): (words, words / max(1, min(sizes[n], ends[m]))) for (n, m), words in shared.items()}


def _left(chapter: Chapter, others: Sequence[Chapter], twins: Mapping[str, Chapter]) -> Chapter | None:
    """The chapter among `others` that this one's text went from, or to; None where it stands there in both editions:
    then this one is a copy or an old version. `twins` are the same chapters in the other edition, by revision."""
    found = _origin(chapter, others)
    twin = twins.get(found.revision) if found else None
    return None if twin is not None and _origin(chapter, [twin]) is not None else found


def _origin(chapter: Chapter, others: Sequence[Chapter]) -> Chapter | None:
    """The chapter among `others` that holds most of this one's text; None where none holds half of it."""
    pieces = pieces_of(chapter)
    size = sum(pieces.values())
    if not size:
        return None
    best, most = None, 0
    for other in others:
        if other.revision == chapter.revision:
            continue
        theirs = pieces_of(other)
        words = sum(n for piece, n in pieces.items() if piece in theirs)
        if words > most:
            best, most = other, words
    return best if most >= PART * size else None
