"""Old versions and copies among the chapters: two of the same text make every fact count twice and disagree."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .identity import pieces_of
from .manuscript.chapter import Chapter
from .survey import file_name

ALIKE = 0.4  # of the words of the shorter one
SAME = 0.98
FEWEST = 40  # words shared: a refrain or a letter read twice is no copy
FEWEST_OF_OLD = 10  # the same where the name of just one says that it is old
MOST_HOLDERS = 12  # a sentence that stands in more chapters than that tells nothing
OLD = re.compile(r"\b(?:old|copy|copies|draft|backup|bak|previous|first|v\d|version|unused|cut|deleted)\b|\(\d\)", re.I)


@dataclass(frozen=True)
class Lookalike:
    """A chapter that looks like a copy or an older version of another one."""

    file: str  # where the one stands that is likely to be left out
    chapter: str  # its name
    like: str  # the file of the other one; the same file where both stand in one
    like_chapter: str
    share: float  # of the shorter one's words that stand in both, 0..1
    reason: str  # "the same text" | "an older version" | "much the same text"


def lookalikes(chapters: Sequence[Chapter], path: Path) -> tuple[Lookalike, ...]:
    """Pairs of chapters that share much of their text, each chapter with its nearest one only."""
    pieces = [pieces_of(c) for c in chapters]
    sizes = [sum(p.values()) for p in pieces]
    holders: dict[str, list[int]] = defaultdict(list)
    for n, own in enumerate(pieces):
        for piece in own:
            holders[piece].append(n)
    shared: Counter[tuple[int, int]] = Counter()
    for piece, where in holders.items():
        if 1 < len(where) <= MOST_HOLDERS:
            words = pieces[where[0]][piece]
            for at, a in enumerate(where):
                for b in where[at + 1 :]:
                    shared[a, b] += words
    found, taken = [], set()
    for (a, b), words in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        share = words / max(1, min(sizes[a], sizes[b]))
        told = _is_old(chapters[a], path) != _is_old(chapters[b], path)
        if share < ALIKE or words < (FEWEST_OF_OLD if told else FEWEST):
            continue
        out, kept = _older(chapters[a], chapters[b], path)
        if out.position in taken:
            continue
        taken.add(out.position)
        both = words / max(1, sizes[a], sizes[b])
        reason = (
            "the same text" if both >= SAME else "an older version" if _dated(out, kept, path) else "much the same text"
        )
        files = file_name(out.path, path), file_name(kept.path, path)
        found.append(Lookalike(files[0], out.name, files[1], kept.name, min(1.0, share), reason))
    return tuple(sorted(found, key=lambda pair: pair.file))


def _older(a: Chapter, b: Chapter, path: Path) -> tuple[Chapter, Chapter]:
    """(the one to leave out, the one to keep): by what their files are called, then by when they were saved."""
    said = _is_old(a, path), _is_old(b, path)
    if said[0] != said[1]:
        return (a, b) if said[0] else (b, a)
    times = _saved(a), _saved(b)
    if times[0] != times[1] and a.path != b.path:
        return (a, b) if times[0] < times[1] else (b, a)
    return (a, b) if a.words < b.words else (b, a)


def _dated(out: Chapter, kept: Chapter, path: Path) -> bool:
    return _is_old(out, path) or (_saved(out) < _saved(kept) and out.path != kept.path)


def _is_old(chapter: Chapter, path: Path) -> bool:
    """Whether its name says so: "02 old.md", "Chapter 3 (copy)"."""
    return OLD.search(_words(chapter, path)) is not None


def _words(chapter: Chapter, path: Path) -> str:
    return re.sub(r"[_\-./\\]+", " ", file_name(chapter.path, path))


def _saved(chapter: Chapter) -> int:
    try:
        return int(chapter.path.stat().st_mtime)
    except OSError:
        return 0
