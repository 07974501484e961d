"""Conversations kept per book: answers written down as data and found again in today's chapters.

A quote is stored with its words. When a chapter has changed since, the quote is looked for again; one that no longer
stands in the book is shown as text and opens nothing, so that no chip ever points at other words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..answers.types import Answer, Claim, Evidence, Row, Turn
from ..canon.types import Finding
from ..decisions import Decision
from ..errors import NotInBook
from ..files import write_json
from ..manuscript.chapter import Chapter, Citation

_ID = re.compile(r"[0-9a-f-]{8,40}")


@dataclass(frozen=True)
class Exchange:
    """A question and its answer; the answer is None when something went wrong, and `trouble` says what."""

    question: str
    answer: Answer | None
    trouble: str = ""

    @property
    def turn(self) -> Turn | None:
        if self.answer is None:
            return None
        return Turn(self.question, self.answer.text, self.answer.evidence.subject, self.answer.until)


@dataclass(frozen=True)
class Conversation:
    """What was asked and answered about one book, in order."""

    id: str
    exchanges: tuple[Exchange, ...] = ()
    changed: str = ""  # ISO time, UTC

    @property
    def title(self) -> str:
        return self.exchanges[0].question if self.exchanges else "New conversation"

    @property
    def history(self) -> tuple[Turn, ...]:
        return tuple(turn for turn in (e.turn for e in self.exchanges) if turn is not None)

    def plus(self, exchange: Exchange) -> Conversation:
        return replace(self, exchanges=(*self.exchanges, exchange))

    def having(self, turn: int, exchange: Exchange) -> Conversation:
        """With this exchange at its turn where that question stands there already, else at the end."""
        known = list(self.exchanges)
        if turn >= len(known) or known[turn].question != exchange.question:
            return self.plus(exchange)
        known[turn] = exchange
        return replace(self, exchanges=tuple(known))


class Conversations:
    """The conversations of one book, a JSON file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, conversation_id: str, chapters: Sequence[Chapter]) -> Conversation:
        """A conversation with its quotes found in these chapters; empty when there is none of that id yet."""
        stored = _read(self._path(conversation_id))
        exchanges = tuple(_exchange(e, chapters) for e in stored.get("exchanges", []))
        return Conversation(conversation_id, exchanges, str(stored.get("changed", "")))

    def save(self, conversation: Conversation) -> None:
        content = {
            "title": conversation.title,
            "changed": datetime.now(UTC).isoformat(timespec="seconds"),
            "exchanges": [_exchange_data(e) for e in conversation.exchanges],
        }
        write_json(self._path(conversation.id), content)

    def list(self) -> list[tuple[str, str, str]]:
        """(id, title, when) of all of them, the last changed first."""
        found = []
        for path in self.folder.glob("*.json") if self.folder.is_dir() else ():
            stored = _read(path)
            if stored.get("exchanges"):
                found.append((path.stem, str(stored.get("title", "")), str(stored.get("changed", ""))))
        return sorted(found, key=lambda row: row[2], reverse=True)

    def delete(self, conversation_id: str) -> None:
        self._path(conversation_id).unlink(missing_ok=True)

    def _path(self, conversation_id: str) -> Path:
        if not _ID.fullmatch(conversation_id):
            raise NotInBook("There is no such conversation.")
        return self.folder / f"{conversation_id}.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError, UnicodeDecodeError):
        return {}  # no such conversation, or one cut off by another program: it begins anew
    return stored if isinstance(stored, dict) else {}


# -- writing down ------------------------------------------------------------------------------------------------------


def _exchange_data(exchange: Exchange) -> dict[str, Any]:
    answer = exchange.answer
    return {
        "question": exchange.question,
        "trouble": exchange.trouble,
        "answer": _answer_data(answer) if answer else None,
    }


def _answer_data(answer: Answer) -> dict[str, Any]:
    e = answer.evidence
    return {
        "text": answer.text,
        "kind": answer.kind,
        "status": answer.status,
        "until": answer.until,
        "model": answer.model,
        "how": list(answer.how),
        "citations": [_place(c) for c in answer.citations],
        "claims": [
            {"text": c.text, "citations": [_place(p) for p in c.citations], "supported": c.supported, "why": c.why}
            for c in answer.claims
        ],
        "evidence": {
            "question": e.question,
            "kind": e.kind,
            "status": e.status,
            "lead": e.lead,
            "sentences": [_place(c) for c in e.sentences],
            "rows": [
                {
                    "heading": r.heading,
                    "note": r.note,
                    "citation": _place(r.citation),
                    "muted": r.muted,
                    "value": r.value,
                }
                for r in e.rows
            ],
            "more": [_place(c) for c in e.more],
            "counts": [list(pair) for pair in e.counts],
            "nearest": _place(e.nearest),
            "finding": _finding_data(e.finding),
            "subject": e.subject,
            "how": list(e.how),
        },
    }


def _finding_data(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    kept = {name: getattr(finding, name) for name in ("id", "kind", "tier", "character", "message", "reading")}
    return {**kept, "values": list(finding.values), "evidence": [_place(c) for c in finding.evidence]}


def _place(citation: Citation | None) -> dict[str, Any] | None:
    if citation is None:
        return None
    chapter = citation.chapter
    return {
        "revision": chapter.revision,
        "position": chapter.position,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


# -- reading back ------------------------------------------------------------------------------------------------------


def _exchange(stored: dict[str, Any], chapters: Sequence[Chapter]) -> Exchange:
    answer = stored.get("answer")
    return Exchange(
        str(stored.get("question", "")),
        _answer(str(stored.get("question", "")), answer, chapters) if answer else None,
        str(stored.get("trouble", "")),
    )


def _answer(question: str, stored: dict[str, Any], chapters: Sequence[Chapter]) -> Answer:
    text, citations = _renumbered(stored, chapters)
    claims = tuple(
        Claim(c["text"], _found_all(c["citations"], chapters), bool(c["supported"]), str(c["why"]))
        for c in stored["claims"]
    )
    return Answer(
        question=question,
        text=text,
        citations=citations,
        claims=claims,
        kind=stored["kind"],
        status=stored["status"],
        evidence=_evidence(stored["evidence"], chapters),
        until=stored["until"],
        model=stored["model"],
        how=tuple(stored["how"]),
    )


def _renumbered(stored: dict[str, Any], chapters: Sequence[Chapter]) -> tuple[str, tuple[Citation, ...]]:
    """The text and its citations after those that are gone were taken out of both."""
    found = [_found(c, chapters) for c in stored["citations"]]
    kept = [c for c in found if c is not None]
    numbers = {old: kept.index(c) + 1 for old, c in enumerate(found, 1) if c is not None}

    def renumber(match: re.Match[str]) -> str:
        now = [str(numbers[int(n)]) for n in match.group(1).split(",") if int(n) in numbers]
        return f"[{', '.join(now)}]" if now else ""

    text = re.sub(r"\[(\d{1,4}(?:\s*,\s*\d{1,4})*)\]", renumber, stored["text"])
    return text, tuple(kept)


def _evidence(stored: dict[str, Any], chapters: Sequence[Chapter]) -> Evidence:
    return Evidence(
        question=stored["question"],
        kind=stored["kind"],
        sentences=_found_all(stored["sentences"], chapters),
        status=stored["status"],
        lead=stored["lead"],
        rows=tuple(_row(row, chapters) for row in stored["rows"]),
        more=_found_all(stored["more"], chapters),
        counts=tuple((int(a), int(b)) for a, b in stored["counts"]),
        nearest=_found(stored["nearest"], chapters),
        finding=_finding(stored["finding"], chapters),
        subject=stored["subject"],
        how=tuple(stored["how"]),
    )


def _row(stored: dict[str, Any], chapters: Sequence[Chapter]) -> Row:
    citation = _found(stored["citation"], chapters)
    if citation is None and stored["citation"] is not None:
        gone = f"{stored['note']} “{' '.join(stored['citation']['quote'].split())}” (no longer in the text)"
        return Row(stored["heading"], gone.strip(), None, True)
    return Row(stored["heading"], stored["note"], citation, bool(stored["muted"]), str(stored.get("value", "")))


def _finding(stored: dict[str, Any] | None, chapters: Sequence[Chapter]) -> Finding | None:
    if stored is None:
        return None
    evidence = _found_all(stored["evidence"], chapters)
    return Finding(
        id=stored["id"],
        kind=stored["kind"],
        tier=stored["tier"],
        character=stored["character"],
        message=stored["message"],
        reading=stored["reading"],
        evidence=evidence,
        values=tuple(stored["values"]),
    )


def decided(answer: Answer, decision: Callable[[Finding], Decision | None]) -> Answer:
    """The answer with what the writer has decided by now about its finding, as `decision` tells."""
    finding = answer.evidence.finding
    if finding is None:
        return answer
    now = replace(finding, decision=decision(finding))
    return replace(answer, evidence=replace(answer.evidence, finding=now))


def _found_all(stored: list[dict[str, Any]], chapters: Sequence[Chapter]) -> tuple[Citation, ...]:
    return tuple(c for c in (_found(place, chapters) for place in stored) if c is not None)


def _found(stored: dict[str, Any] | None, chapters: Sequence[Chapter]) -> Citation | None:
    """Where the quote stands today: at its place in the same content, else wherever its words stand."""
    if stored is None:
        return None
    start, end, quote = stored["start"], stored["end"], stored["quote"]
    at_home = sorted(chapters, key=lambda c: (c.revision != stored["revision"], c.position != stored["position"]))
    for chapter in at_home:
        if chapter.text[start:end] == quote and chapter.revision == stored["revision"]:
            return chapter.cite(start, end)
        at = chapter.text.find(quote)
        if at >= 0 and len(quote) > 12:
            return chapter.cite(at, at + len(quote))
    return None
