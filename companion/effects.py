"""What a saved edit did: which chapters it changed, which contradictions it made, and which it mended."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .canon.types import Finding
from .identity import ChapterEdit, edits, matched
from .manuscript.chapter import Chapter
from .sync import SyncReport

SILENT = ("dismissed", "intentional")  # what the writer has settled breaks nothing and is not mended
VERBS = {
    "edited": "saved",
    "new": "is new",
    "moved": "has moved",
    "renamed": "has a new name",
    "split": "was split off",
    "joined": "was joined to another chapter",
    "removed": "is gone",
}
MOST_NAMED = 3


@dataclass(frozen=True)
class Snapshot:
    """One edition with what disagrees in it."""

    edition: int
    chapters: tuple[Chapter, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class EditEffect:
    """A saved edit. `broke` and `mended` hold findings of both tiers, conflicts first.

    `problem` says in one line why an edit could not be picked up; all else is empty then and the last edition stands.
    """

    edition: int
    edits: tuple[ChapterEdit, ...] = ()
    broke: tuple[Finding, ...] = ()
    mended: tuple[Finding, ...] = ()
    report: SyncReport | None = None
    problem: str = ""
    back: tuple[str, ...] = ()  # files that could not be read for a while, and can be now
    when: float = field(default_factory=time.time)  # seconds since the epoch

    @property
    def held(self) -> tuple[str, ...]:
        """Files that cannot be read now; what stood in them is kept."""
        return self.report.held if self.report is not None else ()

    @property
    def told(self) -> bool:
        """Whether it changed anything in the story."""
        return bool(self.edits or self.broke or self.mended)

    @property
    def line(self) -> str:
        """The effect in one line, in the writer's words."""
        if self.problem:
            return f"Could not bring the book up to date: {self.problem}"
        if not self.told and (self.held or self.back):
            return _unread(self.held)
        parts = [f"{_saved(self.edits)}."]
        for finding in self.broke[:MOST_NAMED]:
            kind = "New contradiction" if finding.tier == "conflict" else "Newly worth a look"
            parts.append(f"{kind}: {_said(finding)}.")
        parts += [f"Mended: {_said(finding)}." for finding in self.mended[:MOST_NAMED]]
        for what, found in (("new", self.broke), ("mended", self.mended)):
            if len(found) > MOST_NAMED:
                parts.append(f"And {len(found) - MOST_NAMED} more {what}.")
        return " ".join(parts)


def effect(before: Snapshot, after: Snapshot, report: SyncReport | None = None) -> EditEffect:
    """What lies between two editions of a book.

    The report of a sync tells what happened to the chapters where it led straight from one to the other; where somebody
    else has published an edition in between, it is worked out from the chapters.
    """
    broke, mended = difference(before.findings, after.findings)
    if report is not None and report.edits and report.edition == before.edition + 1:
        changed = report.edits
    else:
        changed = edits(matched(before.chapters, after.chapters), before.chapters)
    return EditEffect(after.edition, changed, broke, mended, report)


def difference(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """(findings that are new, findings that are gone), those the writer has settled left out.

    A dispute that only grew (a third colour for the same eyes) is new as it stands now, but the old one is not mended;
    one that only shrank is mended in part, and what is left of it is not new.
    """
    was, now = _open(before), _open(after)
    had, has = {f.id for f in before}, {f.id for f in after}
    broke = [f for f in now if f.id not in had and not any(_part_of(f, old) for old in before)]
    mended = [f for f in was if f.id not in has and not any(_part_of(f, new) for new in after)]
    return tuple(broke), tuple(mended)


def _open(findings: Iterable[Finding]) -> list[Finding]:
    return [f for f in findings if f.decision is None or f.decision.verdict not in SILENT]


def _part_of(small: Finding, large: Finding) -> bool:
    same = (small.kind, small.character) == (large.kind, large.character)
    return same and bool(small.values) and set(small.values) < set(large.values)


def _said(finding: Finding) -> str:
    """The headline, with whom it is about and where it stands: "Grey eyes, then green (Dex, ch. 1, ch. 4)"."""
    places = list(dict.fromkeys(c.chapter.short for c in finding.evidence))[:MOST_NAMED]
    who = [finding.character] if finding.character and finding.character not in finding.message else []
    about = ", ".join([*who, *places])
    return f"{finding.message.rstrip('.')} ({about})" if about else finding.message.rstrip(".")


def _saved(changed: Sequence[ChapterEdit]) -> str:
    if not changed:
        return "Nothing in the chapters has changed"
    told = [e for e in changed if e.kind != "moved"] or list(changed)
    parts = [f"{e.short[:1].upper()}{e.short[1:]} {VERBS[e.kind]}{_counted(e)}" for e in told[:MOST_NAMED]]
    rest = len(told) - MOST_NAMED
    return "; ".join([*parts, *([f"{rest} more changed"] if rest > 0 else [])])


def _unread(held: Sequence[str]) -> str:
    if not held:
        return "Every file can be read again."
    named, rest = ", ".join(held[:MOST_NAMED]), len(held) - MOST_NAMED
    more = f" and {rest} more" if rest > 0 else ""
    return f"{named}{more} cannot be read now; {'its' if len(held) == 1 else 'their'} chapters stay as they were."


def _counted(edit: ChapterEdit) -> str:
    if edit.kind == "edited":
        n = edit.words_changed
        return f": {n:,} {'word' if n == 1 else 'words'} changed"
    if edit.kind == "new":
        return f": {edit.added:,} words"
    return f" (it was {edit.before})" if edit.kind == "renamed" and edit.before else ""
