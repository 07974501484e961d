"""Saved edits while the page is open: one watcher per book, and what it has to tell, for however many windows ask."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING

from ..effects import EditEffect
from ..watch import Watcher
from . import markup as m

if TYPE_CHECKING:
    from ..book import Companion
    from ..canon.types import Finding

KEPT = 40  # edits that are remembered while the program runs
RECENT = 4.0  # seconds for which a step of the work counts as what is going on now
SHOWN = 3  # findings of one edit in the rail; the rest is counted


@dataclass(frozen=True)
class Item:
    """An edit with its number: pages ask for what came after the last one they have seen."""

    serial: int
    effect: EditEffect
    warning: str = ""  # what a sync had to say of a file, where nothing else happened to the story


class News:
    """What happened to one book since the program was started. Safe to ask from several threads."""

    def __init__(self, book: Companion, poll: float) -> None:
        self._book = book
        self._lock = Lock()
        self._items: tuple[Item, ...] = ()
        self._step: tuple[float, str, str] = (0.0, "", "")  # when, stage, item
        self._warned = (book.edition, frozenset(book.warnings))
        self._watcher = Watcher(book, self.tell, poll=poll, progress=self._progress)

    def watch(self) -> None:
        """Begin to look for saved edits; more than once changes nothing."""
        self._watcher.start()

    @property
    def watching(self) -> bool:
        return self._watcher.running

    def close(self) -> None:
        self._watcher.close()

    def tell(self, effect: EditEffect) -> None:
        """Put an edit on the list. One edition is told once, whoever noticed it first."""
        with self._lock:
            self._step = (0.0, "", "")
            told = any(i.effect.edition == effect.edition and not (i.effect.problem or i.warning) for i in self._items)
            if effect.held and not effect.told:
                return  # `warn` says which file it is, and why
            if effect.problem or not told:
                self._add(effect)

    def warn(self) -> None:
        """Put what the last sync had to say of the files on the list, each warning once. Cheap where nothing is new."""
        edition = self._book.edition
        with self._lock:
            before, known = self._warned
            if edition == before:
                return
            warnings = self._book.warnings
            self._warned = (edition, frozenset(warnings))
            if before:
                for line in warnings:
                    if line not in known:
                        self._add(EditEffect(edition), line)

    def _add(self, effect: EditEffect, warning: str = "") -> None:
        serial = self._items[-1].serial + 1 if self._items else 1
        self._items = (*self._items, Item(serial, effect, warning))[-KEPT:]

    @property
    def items(self) -> tuple[Item, ...]:
        """Oldest first."""
        with self._lock:
            return self._items

    @property
    def serial(self) -> int:
        items = self.items
        return items[-1].serial if items else 0

    @property
    def state(self) -> tuple[str, str]:
        """(a few words, what they mean: "fresh" | "busy" | "problem" | "unwatched")."""
        with self._lock:
            when, stage, item = self._step
            last = self._items[-1] if self._items else None
            warned = self._warned[1]
        if time.monotonic() - when < RECENT:
            return (f"reading {item} …" if item and stage == "reading" else "reading your changes …"), "busy"
        if last is not None and last.effect.problem and self._book.changed():
            return "not up to date", "problem"
        if last is not None and last.warning in warned:
            return "up to date, but look", "problem"
        return ("up to date", "fresh") if self.watching else ("up to date when last read", "unwatched")

    def _progress(self, stage: str, done: int, total: int, item: str = "") -> None:
        with self._lock:
            self._step = (time.monotonic(), stage, item)


def inside(effect: EditEffect, until: int | None) -> EditEffect:
    """The edit without findings that rest on a chapter beyond the wall."""

    def seen(findings: Sequence[Finding]) -> tuple[Finding, ...]:
        return tuple(f for f in findings if until is None or all(c.chapter.position <= until for c in f.evidence))

    return replace(effect, broke=seen(effect.broke), mended=seen(effect.mended))


def notice_html(items: Sequence[Item], until: int | None = None) -> str:
    """The newest edit, for the rail; "" where there is none."""
    if not items:
        return ""
    more = m.act("Earlier edits", "view|chapters", "link") if len(items) > 1 else ""
    head = m.tag("span", m.esc(clock(items[-1].effect.when)), "sub") + more
    close = m.tag("button", "×", "act link drop", value="news-close", title="Put away", aria_label="Put away")
    return _item_html(items[-1], until) + m.tag("div", head + close, "line")


def log_html(items: Sequence[Item], until: int | None = None) -> str:
    """The last edits, newest first."""
    if not items:
        return m.tag("p", "None since the companion was started. Save a chapter, and it is noticed by itself.", "quiet")
    rows = [
        m.tag("div", m.tag("span", clock(i.effect.when), "at") + m.tag("div", _item_html(i, until)), "row")
        for i in reversed(items)
    ]
    return m.tag("div", m.joined(rows), "list placed edits")


def said(effect: EditEffect) -> str:
    """What was saved, in one line, without what it did to the story."""
    return replace(effect, broke=(), mended=()).line


def clock(when: float) -> str:
    return f"{datetime.fromtimestamp(when).astimezone():%H:%M}"


def _item_html(item: Item, until: int | None) -> str:
    if item.warning:
        return m.tag("p", m.esc(item.warning), "problem")
    effect = inside(item.effect, until)
    if effect.problem:
        return m.tag("p", m.esc(effect.line), "problem")
    lines = [m.tag("p", m.esc(said(effect)))]
    for findings, words, css in ((effect.broke, "New", "broke"), (effect.mended, "Mended", "mended")):
        lines += [_finding(f, words, css) for f in findings[:SHOWN]]
        if len(findings) > SHOWN:
            lines.append(m.tag("p", m.act(f"{len(findings) - SHOWN} more in Continuity", "view|continuity", "link")))
    return m.joined(lines)


def _finding(finding: Finding, words: str, css: str) -> str:
    if css == "broke":
        words = "New contradiction" if finding.tier == "conflict" else "Newly worth a look"
    who = finding.character
    about = f"{who}: " if who and who.casefold() not in finding.message.casefold() else ""
    places = " and ".join(dict.fromkeys(c.chapter.short for c in finding.evidence[:3]))
    line = f"{about}{finding.message.rstrip('.')}{f' ({places})' if places else ''}"
    told = m.act(line, f"finding|{finding.id}", "link") if css == "broke" else m.tag("span", m.esc(line))
    return m.tag("p", m.tag("b", words) + " " + told, css)
