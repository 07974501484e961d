"""Threads as cards: what is open, what is closed and how, what the writer took out; and who knows of what."""

from __future__ import annotations

from collections.abc import Sequence

from ..canon.knowledge import Matter
from ..canon.types import Thread
from ..manuscript.chapter import Citation
from . import markup as m

KINDS = {"gun": "put by"}
HOW = {"tells it": "tells it as “I”", "is there": "is there when it is said"}


def threads_html(threads: Sequence[Thread]) -> str:
    """What the book has opened, the open ones first; what the writer says is no thread folded away."""
    shown = [t for t in threads if t.decision != "not a thread"]
    out = [t for t in threads if t.decision == "not a thread"]
    if not threads:
        return m.empty(
            "No threads found", "No question, promise, secret, deadline or thing put by stands out on the page."
        )
    left = [t for t in shown if t.closed is None]
    done = [t for t in shown if t.closed is not None]
    head = m.tag("h2", "Threads") + m.tag("p", f"{len(left)} open, {len(done)} closed", "sub")
    parts = [_group("Open", left), _group("Closed", done)]
    if out:
        rows = m.joined(
            m.tag("div", m.tag("span", m.esc(t.summary)) + m.act("Bring back", f"thread|{t.id}|", "link"), "row")
            for t in out
        )
        parts.append(m.fold(m.esc(f"Taken out ({len(out)})"), rows, "taken-out"))
    return head + m.joined(parts)


def _group(title: str, threads: Sequence[Thread]) -> str:
    if not threads:
        return ""
    return m.tag("div", m.tag("h3", title) + m.joined(_thread(t) for t in threads), "part")


def _thread(thread: Thread) -> str:
    kind = m.tag("span", m.esc(KINDS.get(thread.kind, thread.kind)), "tag soft")
    ending = m.tag("span", m.esc(thread.ending), "tag right") if thread.ending else ""
    if thread.passed and thread.closed is None:
        ending = m.tag("span", "its day comes, nothing more is said", "tag")
    places: list[tuple[str, Citation | None]] = [("opened", thread.planted)]
    if thread.closed is None or thread.ending == "closed by you":
        places.append(("last touched", thread.touched))
        places.append(("its day comes", thread.passed))
    else:
        places.append((thread.ending or "closed", thread.closed))
    seen: set[Citation] = set()
    quotes = []
    for word, citation in places:
        if citation is not None and citation not in seen:
            seen.add(citation)
            quotes.append(m.quote_card(citation, heading=f"{word} · {m.place(citation)}"))
    more = [c for c in thread.places if c not in seen]
    back = (
        m.tag("div", m.tag("span", "also comes back in", "sub") + m.joined(map(m.chapter_chip, more[:8])), "acts")
        if more
        else ""
    )
    head = m.tag("div", kind + ending, "line")
    body = head + m.tag("div", m.joined(quotes), "both") + back + _buttons(thread)
    return m.tag("article", body, "card thread")


def _buttons(thread: Thread) -> str:
    if thread.decision:
        return m.acts(m.tag("span", "Closed by you", "decided"), m.act("Undo", f"thread|{thread.id}|", "link"))
    closing = [m.act("It is closed", f"thread|{thread.id}|closed")] if thread.closed is None else []
    return m.acts(*closing, m.act("Not a thread", f"thread|{thread.id}|not a thread"))


def knowledge_html(matters: Sequence[Matter]) -> str:
    """Who has been shown learning what, and of whom the text says that they are not to know."""
    known = [one for one in matters if one.learnt or one.kept_from]
    if not known:
        return m.empty("Nothing yet", "No secret, question or promise stands out of which somebody is shown to know.")
    head = m.tag("h2", "Who knows what")
    note = "Who says it, is told or knows it, is there, or tells it as “I”. That the page shows nothing is no proof."
    return head + m.tag("p", note, "sub") + m.joined(_matter(one) for one in known)


def _matter(matter: Matter) -> str:
    thread = matter.thread
    kind = m.tag("span", m.esc(KINDS.get(thread.kind, thread.kind)), "tag soft")
    head = m.tag("div", kind, "line")
    rows = [
        m.tag(
            "div",
            m.act(one.who, f"sheet|{one.who}", "link name")
            + m.tag("small", m.esc(HOW.get(one.how, one.how)))
            + m.chapter_chip(one.citation),
            "fact",
        )
        for one in matter.learnt
    ]
    rows += [
        m.tag("div", m.act(name, f"sheet|{name}", "link name") + m.tag("small", "is not to know"), "fact muted")
        for name in matter.kept_from
    ]
    return m.tag("article", head + m.quote_card(thread.planted) + m.joined(rows), "card thread")
