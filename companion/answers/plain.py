"""The answer without a language model: the value first, then who says so and one exact sentence per source."""

from __future__ import annotations

from ..manuscript.chapter import WORD, Citation
from .chapters import short
from .types import Answer, Claim, Evidence, Row
from .words import content_words, stem

EXCERPT = 28  # words of a sentence shown in the text; the citation holds the whole of it
LISTED = 300  # citations of a complete list, at most
UNSTATED = "The manuscript does not say."


class _Numbering:
    """Numbers citations in the order in which the text comes to refer to them."""

    def __init__(self) -> None:
        self.citations: list[Citation] = []

    def mark(self, citation: Citation) -> str:
        if citation not in self.citations:
            self.citations.append(citation)
        return f"[{self.citations.index(citation) + 1}]"


def plain_answer(evidence: Evidence, until: int | None) -> Answer:
    """Word `evidence` without a model. Markers [1], [2], ... stand in the text in rising order of first use."""
    numbers = _Numbering()
    lines, claims = (_unstated if evidence.status == "unstated" else _stated)(evidence, numbers)
    known = set(numbers.citations)
    rest = [c for c in (*evidence.sentences, *evidence.more) if c not in known]
    citations = (*numbers.citations, *dict.fromkeys(rest))[: LISTED + len(numbers.citations)]
    return Answer(
        question=evidence.question,
        text="\n".join(line for line in lines if line),
        citations=citations,
        claims=tuple(claims),
        kind=evidence.kind,
        status=evidence.status,
        evidence=evidence,
        until=until,
        how=evidence.how,
    )


def _unstated(evidence: Evidence, numbers: _Numbering) -> tuple[list[str], list[Claim]]:
    lines = [" ".join(part for part in (UNSTATED, evidence.lead) if part)]
    if evidence.nearest is not None:
        cite = evidence.nearest
        lines.append(f"Nearest ({short(cite.chapter)}): “{_excerpt(cite, evidence.question)}” {numbers.mark(cite)}")
    return lines, []


def _stated(evidence: Evidence, numbers: _Numbering) -> tuple[list[str], list[Claim]]:
    rows = evidence.rows or tuple(Row("", "", c) for c in evidence.sentences)
    lines: list[str] = []
    claims: list[Claim] = []
    lead = evidence.lead
    whole = not lead or lead.endswith((".", ":", "!", "?"))  # a lead that stands alone, or a bare value
    if lead and whole:
        lines.append(lead)
    for n, one in enumerate(rows):
        line = _line(one, lead if n == 0 and not whole else "", numbers, evidence.question)
        lines.append(line)
        if one.citation is not None:
            claims.append(Claim(line, (one.citation,)))
    return lines, claims


def _line(row: Row, value: str, numbers: _Numbering, question: str) -> str:
    if row.citation is None:
        return f"{row.heading}: {row.note}" if row.note else row.heading
    chapter, _, teller = row.heading.partition(" · ")
    quote = f"“{_excerpt(row.citation, question, row.value or value)}” {numbers.mark(row.citation)}"
    where = ", ".join(part for part in (short(row.citation.chapter), teller) if part)
    if value:
        return f"{value} ({where}): {quote}"
    if row.note.endswith(":"):  # a word for what the quote is: "Promise (ch. 3, Juno): ..."
        return f"{row.note[:1].upper()}{row.note[1:-1]} ({where}): {quote}"
    if row.note:
        return f"{chapter}, {row.note} ({where}): {quote}"
    return f"{quote[: quote.rindex(' [')]} ({where}) {numbers.mark(row.citation)}"


def _excerpt(citation: Citation, question: str = "", value: str = "") -> str:
    """The quote on one line; where it is long, the part of it that has most of the question and the value."""
    line = citation.line
    words = list(WORD.finditer(line))
    if len(words) <= EXCERPT + 6:
        return line
    wanted = {stem(w) for w in content_words(question)}
    valued = {stem(w) for w in WORD.findall(value)}
    worth = [3.0 if stem(m.group()) in valued else float(stem(m.group()) in wanted) for m in words]
    starts = range(len(words) - EXCERPT + 1)
    best = max(starts, key=lambda n: (sum(worth[n : n + EXCERPT]), -n))
    first, last = words[best].start(), words[best + EXCERPT - 1].end()
    part = line[first if best else 0 : last].rstrip()
    return ("… " if best else "") + part + ("" if last == words[-1].end() else " …")
