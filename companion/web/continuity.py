"""Continuity: what contradicts what, with both quotes, and what the writer decided about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import gradio as gr

from ..canon.types import Finding
from . import markup as m
from .bridge import bridge, served
from .desk import Desk
from .render import Teller, decision_html, finding_html, nobody, settling_html


def findings_html(findings: Sequence[Finding], wall: str, teller: Teller = nobody) -> str:
    """All findings as cards under their filters; `wall` says up to where was looked."""
    open_ones = [f for f in findings if f.decision is None]
    settled = [f for f in findings if f.decision is not None]
    conflicts = sum(f.tier == "conflict" for f in open_ones)
    counted = [
        m.plural(conflicts, "contradiction"),
        f"{len(open_ones) - conflicts} worth a look",
        *([f"{len(settled)} settled"] if settled else []),
    ]
    head = m.tag("h2", "Continuity") + m.tag("p", m.esc(f"{', '.join(counted)} · {wall}"), "sub")
    if not findings:
        nothing = m.empty("Nothing disagrees", "Looks, ages, kin, times and names agree wherever the book states them.")
        return head + nothing
    cards = m.joined(finding_html(f, teller) for f in findings)
    none = m.tag("p", "None here.", "quiet nothing")
    return head + _filters(open_ones, settled) + m.tag("div", cards + none, "cards", id="cards")


def _filters(open_ones: Sequence[Finding], settled: Sequence[Finding]) -> str:
    by_state = [
        ("Contradictions", "state-conflict", sum(f.tier == "conflict" for f in open_ones)),
        ("Worth a look", "state-possible", sum(f.tier == "possible" for f in open_ones)),
        ("Intentional", "state-intentional", sum(_verdict(f) == "intentional" for f in settled)),
        ("To fix", "state-to-fix", sum(_verdict(f) == "to fix" for f in settled)),
        ("Dismissed", "state-dismissed", sum(_verdict(f) == "dismissed" for f in settled)),
    ]
    buttons = [m.act("All", "filter|", "filter on")]
    buttons += [m.act(f"{name} {count}", f"filter|{css}", "filter") for name, css, count in by_state if count]
    kinds = Counter(f.kind for f in open_ones)
    if len(kinds) > 1:
        buttons.append(m.tag("span", "", "gap"))
        buttons += [
            m.act(kind.capitalize(), f"filter|kind-{_slug(kind)}", "filter") for kind, _ in kinds.most_common(8)
        ]
    return m.tag("div", m.joined(buttons), "filters")


def _verdict(finding: Finding) -> str:
    return finding.decision.verdict if finding.decision else ""


def _slug(kind: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in kind.casefold())


def continuity_tab(desk: Desk) -> None:
    """The tab, and the decisions that chat and first look record through it."""

    def check(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        """Begin to look; the page follows the job and then asks for `findings`."""
        found = desk.book(book)
        name, _job = desk.start(
            book, f"check-{until}", lambda report, cancel: found.check(until, progress=report, cancel=cancel)
        )
        return {"job": name}

    def findings(book: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        """The cards, and how many open contradictions there are for the rail."""
        found = desk.book(book).check(until)
        chapters = desk.chapters(book, until)
        wall = "whole book" if until is None or not chapters else f"up to {m.chapter_label(chapters[-1])}"
        return {"html": findings_html(found, wall, desk.teller(book, until)), "conflicts": _open_conflicts(found)}

    def decide(book: str, id: str, verdict: str | None, reason: str = "", until: int | None = None, **_: Any) -> dict:
        """Record or take back a decision; answers with the row of buttons as it is now."""
        opened = desk.book(book)
        finding = next((f for f in opened.check(until) if f.id == id), id)
        opened.decide(finding, verdict, reason)
        return {**_decided(desk, book, id, until), "said": _said(verdict)}

    def settle(book: str, id: str, value: str, until: int | None = None, **_: Any) -> dict[str, Any]:
        """ "Grey is right": keep the value, and the other place is to be mended."""
        desk.book(book).settle_finding(desk.finding(book, id, until), value)
        said = f"Kept: {value} is right. The other place is marked “to fix”."
        return {**_decided(desk, book, id, until), "said": said}

    shell = m.tag("div", "", "wide", id="continuity-body")
    functions = [served(f) for f in (check, findings, decide, settle)]
    gr.HTML(shell, elem_id="continuity-html", **bridge("continuity", functions))


def _decided(desk: Desk, key: str, finding_id: str, until: int | None) -> dict[str, Any]:
    """The buttons of a finding as they are now, on its card and under answers, and how many contradictions are left."""
    finding = desk.finding(key, finding_id, until)
    buttons = {"html": decision_html(finding), "chat": settling_html(finding)}
    return {**buttons, "conflicts": _open_conflicts(desk.book(key).check(until))}


def _open_conflicts(findings: Sequence[Finding]) -> int:
    return sum(f.tier == "conflict" and f.decision is None for f in findings)


def _said(verdict: str | None) -> str:
    return {
        "intentional": "Kept as intentional.",
        "dismissed": "Kept as no contradiction.",
        "to fix": "Marked to fix; it closes by itself once the text agrees.",
    }.get(verdict or "", "Taken back.")
