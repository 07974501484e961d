"""Every mention and how many: a complete scan, with the count of each chapter."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..canon.types import Character
from ..canon.view import View
from ..manuscript.chapter import Chapter, Citation
from .chapters import in_words
from .described import Span, occurrences, understand
from .kind import Kind
from .mentions import absent, counts_of
from .question import Question
from .saying import counted, heading, in_order, listed
from .types import Evidence, Row

_NAMED = r"(?:mentioned|named|quoted|referred to|spoken of|talked (?:of|about)|used|said|brought up|discussed|repeated|written|described)"
_PATTERNS = (
    r"\b(?:every|each|all(?: of)?(?: the)?|any|the)\s+(?:single\s+)?(?:mention|reference|occurrence|appearance|use|instance)s?\s+(?:of|to)\s+(?P<x>.+)$",
    r"\b(?:every|each|all(?: of)?(?: the)?|any)\s+(?:single\s+)?(?:place|time|scene|passage|sentence|spot|moment|line|chapter)s?\s+(?:where|in which|that|when|with|which)?\s*(?:(?:mention|name|have|contain|say|use|speak)s?\s+(?:of\s+)?)?(?P<x>.+)$",
    rf"\bhow (?:many times|often)\s+(?:is|are|was|were|has|have)\s+(?P<x>.+?)\s+(?:been\s+)?{_NAMED}\b",
    r"\bhow (?:many times|often)\s+(?:do|does|did)\s+(?:we\s+(?:hear|read)\s+(?:of|about)\s+)?(?P<x>.+?)\s+(?:get\s+mentioned|appear|come\s+up|occur|show\s+up)\b",
    r"\bhow (?:many times|often)\s+(?:do|does|did)\s+(?:\w+\s+){1,4}?(?:say|use|mention|name)\s+(?:the\s+words?\s+)?(?P<x>.+)$",
    r"\bhow (?:many|often)\s+(?:mentions?|references?|occurrences?|appearances?)\s+(?:are there )?(?:of|to)\s+(?P<x>.+)$",
    rf"^where(?: else)?\s+(?:is|are|was|were|do(?:es)?)\s+(?P<x>.+?)\s+(?:{_NAMED}|appears?|comes? up|occurs?)\b",
    rf"\b(?:in )?(?:which|what) chapters\s+(?:is|are|was|were|do(?:es)?|did)?\s*(?:(?:mention|name|have|contain|feature|use)s?\s+)?(?P<x>.+?)(?:\s+(?:{_NAMED}|appears?|comes? up|occurs?|shows? up|in))?$",
    r"^(?:list|find|show(?: me)?|give me|count)\s+(?:all|every|each)\s+(?:the\s+|of the\s+)?(?P<x>.+)$",
)
_CLEAN = re.compile(
    rf"\s+(?:(?:is|are|was|were|gets?|being)\s+(?:\w+ly\s+)?(?:{_NAMED}|found|seen|shown|left|hidden)|appears?|comes? up|occurs?|shows? up)\b.*$|\s+by name$|\s+(?:in|throughout|across) (?:the )?(?:whole )?(?:book|story|novel|text|manuscript)$",
    re.IGNORECASE,
)


# "How often does Kez say sorry?" counts what she says, not the word
_SAID_BY = re.compile(
    r"\bhow (?:many times|often)\s+(?:do|does|did|has|have|had)\s+(?P<who>.+?)\s+(?:says?|said)\s+(?:the\s+words?\s+)?(?P<x>.+)$",
    re.I,
)
HEARD = 0.5  # confidence in who speaks from which a quotation counts as theirs


def _object(question: Question) -> tuple[str, str]:
    """(what to look for, the noun the question counts in)."""
    text = re.sub(r"[?.!\s]+$", "", question.text)
    if (said := _SAID_BY.search(text)) and _speaker(question) is not None:
        phrase = said["x"].replace(question.reference.words, "") if question.reference else said["x"]
        return re.sub(r"\s+in\s*$", "", phrase).strip(), "time" if "how many times" in question.low else "place"
    for pattern in _PATTERNS:
        match = re.search(pattern, text, re.IGNORECASE)
        if match and match["x"].strip():
            noun = (
                "mention"
                if re.search(r"\bmention", text, re.IGNORECASE)
                else "time"
                if "how many times" in question.low
                else "place"
            )
            return _CLEAN.sub("", match["x"].strip()), noun
    return "", ""


def find_list(question: Question, view: View) -> Evidence | None:
    """Every place where something stands, complete."""
    phrase, noun = _object(question)
    meant = understand(phrase, view, question.quoted) if phrase else None
    if meant is None:
        return absent(question, phrase) if len(phrase.split()) < 4 and re.match(r"(?:the )?[A-Z“\"]", phrase) else None
    chapters = (
        [question.reference.chapter] if question.reference and question.reference.chapter else list(view.chapters)
    )
    spans = occurrences(meant, view, chapters)
    if not spans:
        return None
    label = f"“{meant.label.strip('“”')}”"
    by = _speaker(question)
    if by is not None:
        everybodys, spans = spans, [span for span in spans if _said_by(view, by, span)]
        if not spans:
            return _never_said(question, view, label, by, everybodys)
    places = in_order(c.cite_sentence(a, b) for c, a, b in spans)
    counts = counts_of(spans)
    numbers = {c.position: c for c in view.chapters}
    named = listed([_named(numbers[p]) for p, _ in counts])
    where = f"chapter{'s' if len(counts) > 1 else ''} {named}"
    said = f"{label}, said by {by.name}" if by else label
    lead = f"{counted(len(spans), noun)} of {label}" if noun == "mention" else f"{said}: {counted(len(spans), noun)}"
    lead += f" in {len(counts)} chapters ({where.removeprefix('chapters ')}):" if len(counts) > 12 else f" in {where}:"
    return Evidence(
        question.text, "list", places[:3], "stated", lead=lead, rows=_rows(places, counts, view), more=places, counts=counts,
        subject=meant.person.name if meant.person else question.subject,
        how=(f"looked for {label} in every visible chapter: the list is complete" + (", as far as the page shows who speaks" if by else ""),),
    )  # fmt: skip


def _speaker(question: Question) -> Character | None:
    """Whose words are counted, where a question counts what somebody says."""
    match = _SAID_BY.search(question.text)
    named = [p for p in question.people if match and any(n in match["who"] for n in p.names)]
    return named[0] if len(named) == 1 else None


def _said_by(view: View, person: Character, span: Span) -> bool:
    chapter, start, _ = span
    quote = next((q for q in view.canon.quotes(chapter.position) if q.start <= start < q.end), None)
    return quote is not None and quote.speaker == person.name and quote.confidence >= HEARD


def _never_said(question: Question, view: View, label: str, by: Character, spans: list[Span]) -> Evidence:
    """They are not heard saying it; the nearest is the first place where anybody does."""
    chapter, start, end = spans[0]
    where = f"nowhere in {in_words(chapter)}" if question.reference else "nowhere"
    return Evidence(
        question.text, "list", (), "unstated", subject=by.name, nearest=chapter.cite_sentence(start, end),
        lead=f"{by.name} is {where} heard saying {label}; it stands in {counted(len(spans), 'other place')}.",
        how=(f"looked for {label} in every visible chapter, in what {by.name} says",),
    )  # fmt: skip


def _rows(places: tuple[Citation, ...], counts: tuple[tuple[int, int], ...], view: View) -> tuple[Row, ...]:
    """One row for each chapter while there are many places, one for each place while there are few."""
    if len(places) <= 8:
        return tuple(Row(heading(c, view), "", c) for c in places)
    rows = []
    for position, count in counts:
        first = next(c for c in places if c.chapter.position == position)
        rows.append(Row(heading(first, view), counted(count, "time"), first))
    return tuple(rows)


def _named(chapter: Chapter) -> str:
    """A chapter in a list of chapters: its number; with its part where numbers begin again, or its earlier book."""
    if chapter.number is None or chapter.book:
        return chapter.short
    return f"{chapter.number} of {chapter.volume}" if chapter.volume else str(chapter.number)


LISTS = Kind("list", lambda question, view: bool(_object(question)[0]), find_list)
