"""Answers, findings and briefs as HTML: pure functions, each kind of answer looking like what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..answers.chapters import printed
from ..answers.plain import UNSTATED
from ..answers.types import Answer, Evidence, Row
from ..canon.types import Finding
from ..manuscript.chapter import Chapter, Citation
from . import markup as m

# A first line that is a quotation of some length and where it stands: “She never said so …” (ch. 4) [1]
_SPOKEN = re.compile(r"[“\"‘](.{20,})[”\"’]\s*(?:\(ch\.[^)]*\)|\([^)]{1,40}\))?\s*(?:\[\d+\])?\s*$")

# The chapters of a list in brackets, which the bars below say better: "in 60 chapters (1, 2, 3 ... and 60):"
_LISTED = re.compile(r"(?<=chapters) \([^()]*\)")

_SHOWN = 12  # rows of an answer before the rest is folded away
_BARE = 40  # characters up to which a first line without a full stop is a value alone: "Grey", "36"

VERDICT_WORDS = {"intentional": "Intentional", "dismissed": "Not a contradiction", "to fix": "To fix"}


Teller = Callable[[Citation], str]  # who narrates a place; "" where nobody says "I"


def nobody(_: Citation) -> str:
    """The teller of a book that is told by nobody in it."""
    return ""


def answer_html(
    answer: Answer, chapters: Sequence[Chapter], prose: str | None = None, turn: int = 0, teller: Teller = nobody
) -> str:
    """A whole answer. `prose` is what a model has said so far, while it is still speaking; `turn` is the answer's
    place in the conversation, for its buttons; `teller` says who narrates a place."""
    evidence = answer.evidence
    parts = [_lead(answer, prose), _counts(evidence, chapters)]
    if answer.status == "unstated":
        parts.append(_refusal(evidence, turn))
    elif evidence.finding is not None and len(evidence.finding.evidence) > 1:
        parts += [sides_html(evidence.finding, teller), _rows(_other_rows(evidence), answer.citations)]
    else:
        # Where nothing is certain, no word of a quote is set in bold as if it were the answer.
        sure = evidence.rows if answer.status == "stated" else tuple(replace(r, value="") for r in evidence.rows)
        rows = _rows(_not_said(sure, answer, prose), answer.citations)
        parts.append(
            m.fold("The places behind it", rows, "more") if rows and prose is None and _prose(answer) else rows
        )
    tools = _actions(answer) + _more(evidence)
    parts += [
        _unsupported(answer),
        m.tag("div", tools, "tools") if tools else "",
        _meta(answer, chapters, turn),
    ]
    return m.tag("div", m.joined(parts), f"answer is-{answer.status} by-{'model' if _prose(answer) else 'code'}")


def question_html(question: str) -> str:
    """What the writer asked, as inert text."""
    return m.tag("div", m.esc(question), "said")


def finding_html(finding: Finding, teller: Teller = nobody) -> str:
    """A finding as a card: headline, tier, both quotes, what was considered, and the writer's decision."""
    tier = "contradiction" if finding.tier == "conflict" else "worth a look"
    tag = m.tag("span", tier, "tag" if finding.tier == "conflict" else "tag soft")
    who = finding.character
    about = m.tag("span", m.esc(who), "about") if who and who.casefold() not in finding.message.casefold() else ""
    head = m.tag("div", m.tag("h3", about + m.esc(finding.message)) + tag, "head")
    reading = m.tag("p", m.esc(finding.reading), "why") if finding.reading else ""
    body = head + sides_html(finding, teller) + reading + decision_html(finding)
    return m.tag(
        "article", body, f"card finding kind-{_css(finding.kind)} {_filters(finding)}", id=f"finding-{finding.id}"
    )


def sides_html(finding: Finding, teller: Teller = nobody) -> str:
    """The quotes that disagree, side by side, each under its place and who tells it."""
    cards = []
    for citation in finding.evidence:
        heading = " · ".join(part for part in (m.place(citation), teller(citation)) if part)
        cards.append(m.quote_card(citation, heading, finding.values))
    return m.tag("div", m.joined(cards), "both")


def decision_html(finding: Finding) -> str:
    """The buttons to decide, or what was decided and a way back."""
    if finding.decision is not None:
        words = VERDICT_WORDS[finding.decision.verdict]
        reason = f": {finding.decision.reason}" if finding.decision.reason else ""
        said = m.tag("span", m.esc(f"{words}{reason}"), "decided")
        return m.tag("div", said + m.act("Undo", f"undo|{finding.id}", "link"), "acts decision")
    buttons = [
        m.act("Open both", "both"),
        m.act("Intentional, because…", f"because|{finding.id}"),
        m.act("Not a contradiction", f"verdict|{finding.id}|dismissed"),
        m.act("To fix", f"verdict|{finding.id}|to fix"),
    ]
    return m.tag("div", m.joined(buttons), "acts decision")


def settling_html(finding: Finding) -> str:
    """The same under an answer in the chat, where what may be right is named: "Grey is right"."""
    if finding.decision is not None:
        return decision_html(finding)
    settle = [
        m.act(f"{value[:1].upper()}{value[1:]} is right", f"settle|{finding.id}|{value}")
        for value in finding.values
        if value.strip()
    ]
    buttons = [m.act("Intentional, because…", f"because|{finding.id}"), *settle[:3]]
    return m.tag("div", m.joined(buttons), "acts decision")


def _prose(answer: Answer) -> bool:
    return answer.model not in ("", "none")


def _lead(answer: Answer, prose: str | None) -> str:
    """The value first. With a model its prose leads; while it speaks the plain lead stands above it."""
    if prose is not None:
        spoken = m.joined(m.tag("p", m.still_numbered(p)) for p in _paragraphs(prose))
        return _value(answer) + m.tag("div", spoken or m.tag("p", "Writing it up…", "waiting"), "prose speaking")
    if _prose(answer):
        paragraphs = [m.tag("p", m.with_chips(p, answer.citations)) for p in _paragraphs(answer.text)]
        return m.tag("div", m.joined(paragraphs), "prose")
    return _value(answer)


def _value(answer: Answer) -> str:
    """The plain answer's first line, its value in bold, or set as a quotation where it is one."""
    quote = _lead_quote(answer)
    if quote is not None:
        where = m.tag("small", m.held(m.esc(m.place(quote)), _chip(quote, answer.citations)))
        return m.tag("p", f"{m.quoted(quote)} {where}", "lead spoken words")
    lead = _plain_lead(answer)
    head, rest = _split_lead(lead)
    bare = answer.status == "stated" and len(lead) <= _BARE and lead[-1:] not in ".:!?"
    said = m.tag("strong", m.with_chips(head, answer.citations)) + m.with_chips(rest, answer.citations)
    return m.tag("p", said, "lead value" if bare else "lead")


def _plain_lead(answer: Answer) -> str:
    if answer.status == "unstated":
        rest = "" if answer.evidence.lead.startswith(UNSTATED) else answer.evidence.lead
        return f"{UNSTATED} {rest}".rstrip()
    if answer.evidence.lead:
        return _LISTED.sub("", answer.evidence.lead) if answer.evidence.counts else answer.evidence.lead
    first = answer.text.strip().splitlines()
    return first[0] if first else "The manuscript does not say."


def _lead_quote(answer: Answer) -> Citation | None:
    """The citation that the first line consists of, when the value is a quotation (perhaps shortened) and no more."""
    said = _SPOKEN.match(_plain_lead(answer))
    if said is None:
        return None
    begins = said.group(1).rstrip(" …").strip('“”"‘’ ')
    rows = (row.citation for row in answer.evidence.rows if row.citation is not None)
    return next((c for c in (*answer.citations, *rows) if c.line.strip('“”"‘’ ').startswith(begins)), None)


def _split_lead(lead: str) -> tuple[str, str]:
    """The value in bold, what follows it not: "The chapters disagree." + " Grey in ...". A short lead is all value."""
    if lead.startswith(UNSTATED):
        return UNSTATED, lead[len(UNSTATED) :]
    if len(lead) <= 64:
        return lead, ""
    for sign in (". ", ": ", "; "):
        head, found, rest = lead.partition(sign)
        if found and rest and len(head) <= 80:
            return head + found.rstrip(), " " + rest
    return lead, ""


def _paragraphs(text: str) -> list[str]:
    return [p for p in (part.strip() for part in text.split("\n")) if p]


def _rows(rows: Sequence[Row], numbered: Sequence[Citation]) -> str:
    """One line each. Where rows only say where they stand, the places make a margin, each said once; what a line
    without a quote is about ("On the page") stands in that margin too."""
    if not rows:
        return ""
    has_margin = any(map(_is_place, rows))
    before, told = "", ""
    shown = []
    for row in rows:
        at = m.chapter_label(row.citation.chapter) if row.citation is not None and _is_place(row) else ""
        teller = _teller(row)
        new = (at, teller) if at != before else ("", teller if teller != told else "")
        in_margin = has_margin and row.citation is None and not row.muted and bool(row.heading and row.note)
        shown.append(_placed_row(row, *new, numbered) if at else _label_row(row) if in_margin else _row(row, numbered))
        before, told = at, teller
    css = "list placed" if has_margin else "list"
    if len(shown) <= _SHOWN + 3:
        return m.tag("div", m.joined(shown), css)
    rest = m.fold(f"{len(shown) - _SHOWN} more", m.tag("div", m.joined(shown[_SHOWN:]), css), "rest")
    return m.tag("div", m.joined(shown[:_SHOWN]), css) + rest


def _teller(row: Row) -> str:
    """Who tells it, as the heading "Chapter 2 · Ida" says; a scene's number is no teller."""
    said = row.heading.partition(" · ")[2]
    return "" if "scene" in said else said


def _is_place(row: Row) -> bool:
    """Whether a row's heading names nobody, only where it stands."""
    if row.citation is None:
        return False
    heading = row.heading.partition(" · ")[0].casefold()
    chapter = row.citation.chapter
    names = (chapter.label, chapter.name, m.chapter_label(chapter), printed(chapter), f"chapter {chapter.number}")
    return not heading or heading in {" ".join(n.split()).casefold() for n in names}


def _placed_row(row: Row, at: str, teller: str, numbered: Sequence[Citation]) -> str:
    """The margin says where and who tells it, unless the row before has said so; a word for what the quote is
    ("promise:") stands before it as a tag."""
    is_tag = row.note.endswith(":")
    under = [part for part in ("" if is_tag else row.note, teller) if part]
    where = m.tag(
        "span",
        (m.tag("b", m.esc(at)) if at else "") + m.joined(m.tag("small", m.typeset(part)) for part in under),
        "at",
    )
    kind = m.tag("span", m.esc(row.note[:-1]), "tag soft") + " " if is_tag else ""
    said = m.tag("div", kind + _quote_and_chip(row.citation, numbered, row.value))
    return m.tag("div", where + said, "row muted" if row.muted else "row")


def _label_row(row: Row) -> str:
    """A line that no quote bears, what it is about in the margin."""
    return m.tag("div", m.tag("span", m.tag("b", m.esc(row.heading)), "at") + m.tag("div", m.typeset(row.note)), "row")


def _row(row: Row, numbered: Sequence[Citation]) -> str:
    """A line that says itself whom it is about: "Corin finds it", or, where no quote follows, "On the page: ..."."""
    parts = [m.tag("b", m.esc(row.heading))] if row.heading else []
    if row.note:
        joint = "" if not row.heading else ": " if row.muted or row.citation is None else " "
        parts.append(joint + m.typeset(row.note))
    if row.citation is not None:
        parts += [" ", _quote_and_chip(row.citation, numbered, row.value)]
    return m.tag("div", m.joined(parts), "row free muted" if row.muted else "row free")


def _quote_and_chip(citation: Citation | None, numbered: Sequence[Citation], value: str = "") -> str:
    if citation is None:
        return ""
    return m.tag("em", m.held(m.quoted(citation, (value,)), _chip(citation, numbered)), "words")


def _chip(citation: Citation, numbered: Sequence[Citation]) -> str:
    return m.chip(citation, numbered.index(citation) + 1) if citation in numbered else m.chapter_chip(citation)


def _not_said(rows: Sequence[Row], answer: Answer, prose: str | None) -> tuple[Row, ...]:
    """Rows without those whose very words the first line has said already."""
    if prose is None and _prose(answer):
        return tuple(rows)
    lead, quote = _plain_lead(answer), _lead_quote(answer)
    return tuple(
        row
        for row in rows
        if row.note or row.citation is None or (row.citation != quote and row.citation.line not in lead)
    )


def _other_rows(evidence: Evidence) -> tuple[Row, ...]:
    """Rows that the two sides do not show already."""
    shown = set(evidence.finding.evidence) if evidence.finding else set()
    return tuple(row for row in evidence.rows if row.citation is None or row.citation not in shown)


def _refusal(evidence: Evidence, turn: int) -> str:
    nearest = ""
    if evidence.nearest is not None:
        card = m.quote_card(evidence.nearest, heading=f"Nearest place · {m.place(evidence.nearest)}", css="nearest")
        nearest = m.tag("div", card, "one")
    hint = m.tag("span", "If the book does say it, show where; it is remembered.", "sub")
    return nearest + m.acts(m.act("It’s here…", f"here|{turn}"), hint)


def _counts(evidence: Evidence, chapters: Sequence[Chapter]) -> str:
    """One bar for each chapter; a bar opens the first of its places. Earlier books show only where there is one."""
    if not evidence.counts or len(chapters) < 2:
        return ""
    counts = dict(evidence.counts)
    chapters = [c for c in chapters if c.position > 0 or counts.get(c.position)]
    most = max(counts.values()) or 1
    first: dict[int, Citation] = {}
    for citation in (*evidence.more, *evidence.sentences):
        first.setdefault(citation.chapter.position, citation)
    bars = []
    step = m.label_step(chapters)
    for n, chapter in enumerate(chapters):
        count = counts.get(chapter.position, 0)
        said = f"{m.chapter_label(chapter)}: {count:,}"
        height = round(4 + 36 * count / most) if count else 2
        bar = (
            m.tag("b", f"{count:,}" if count else "")
            + m.tag("i", "", style=f"height:{height}px")
            + m.tag("span", m.esc("" if n % step else m.chapter_short(chapter)))
        )
        place = first.get(chapter.position)
        if count and place is not None:
            bars.append(m.tag("button", bar, "cite bar", value=m.ref(place), title=said, aria_label=said))
        else:
            bars.append(m.tag("span", bar, "bar none", title=said, aria_hidden="true"))
    css = "counts many" if len(chapters) > 30 else "counts"
    return m.tag("div", m.joined(bars), css, role="group", aria_label="How often in each chapter")


def _unsupported(answer: Answer) -> str:
    """What a model said and the quotes do not back: shown, and shown as that."""
    failed = [claim for claim in answer.claims if not claim.supported]
    if not failed:
        return ""
    lines = []
    for claim in failed:
        why = m.tag("small", m.esc(claim.why)) if claim.why else ""
        lines.append(m.tag("li", m.tag("span", m.typeset(claim.text), "claim") + why))
    return m.tag("div", m.tag("b", "Not backed by the text") + m.tag("ul", m.joined(lines)), "unbacked")


def _actions(answer: Answer) -> str:
    finding = answer.evidence.finding
    return "" if finding is None or answer.status != "disputed" else settling_html(finding)


def _more(evidence: Evidence) -> str:
    """The complete list behind an answer, by chapter; nothing where the answer has shown all of it already."""
    shown = {row.citation for row in evidence.rows} | {evidence.nearest}
    if evidence.finding is not None and len(evidence.finding.evidence) > 1:
        shown.update(evidence.finding.evidence)
    if shown.issuperset(evidence.more) and len(evidence.rows) <= _SHOWN:
        return ""
    groups: dict[int, list[Citation]] = {}
    for citation in (c for c in evidence.more if c != evidence.nearest):
        groups.setdefault(citation.chapter.position, []).append(citation)
    blocks = []
    for citations in groups.values():
        title = m.tag("h4", m.esc(m.chapter_label(citations[0].chapter)) + m.tag("span", str(len(citations))))
        lines = [
            m.tag(
                "button", m.tag("span", m.quoted(c), "words"), "cite line", value=m.ref(c), title="Open in the chapter"
            )
            for c in citations
        ]
        blocks.append(m.tag("div", title + m.joined(lines), "place"))
    count = len(evidence.more)
    label = {1: "The place behind it", 2: "Both places"}.get(count, f"All {count:,} places")
    if evidence.status == "unstated":
        label = "Other places near it"
    if evidence.counts and sum(n for _, n in evidence.counts) != count:  # a sentence may say it twice
        label = f"All {count:,} sentences"
    return m.fold(m.esc(label), m.tag("div", m.joined(blocks), "places"), "more")


def _meta(answer: Answer, chapters: Sequence[Chapter], turn: int) -> str:
    """The wall it was asked behind, and the steps that led to it."""
    wall = "Whole book"
    if answer.until is not None:
        limit = next((c for c in chapters if c.position == answer.until), None)
        wall = f"Up to {m.chapter_label(limit)}" if limit else f"Up to chapter {answer.until}"
    by = f" · {m.esc(answer.model)}" if _prose(answer) else ""
    steps = answer.how or answer.evidence.how
    tools = m.act("Ask again", f"again|{turn}", "link") + m.act("Copy", "copy", "link")
    if not steps:
        return m.tag("div", m.tag("span", m.esc(wall) + by) + tools, "meta")
    listed = m.tag("ol", m.joined(m.tag("li", m.esc(step)) for step in steps))
    how = m.fold(f"{m.esc(wall)}{by} · {m.tag('u', 'how this was found')}", listed, "how")
    return _fallen_back(answer) + m.tag("div", how + tools, "meta")


def _fallen_back(answer: Answer) -> str:
    """Said openly, not only among the steps: a model was asked, and this is the answer without it."""
    if _prose(answer) or "without ai" not in (answer.how[-1:] or ("",))[0].casefold():
        return ""
    last = answer.how[-1].rstrip(".")
    if ":" not in last.partition(" ")[0]:  # a model's name stays as it is
        last = last[:1].upper() + last[1:]
    return m.tag("p", m.esc(f"{last}."), "fell-back")


def _filters(finding: Finding) -> str:
    if finding.decision is not None:
        return f"state-{_css(finding.decision.verdict)}"
    return "state-conflict" if finding.tier == "conflict" else "state-possible"


def _css(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name.casefold())
