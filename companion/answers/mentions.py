"""First and last mention of a person, a word or a thing."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..canon.view import View
from ..manuscript.chapter import WORD
from .chapters import in_words
from .described import TITLES, Meant, Span, occurrences, understand
from .kind import Kind
from .question import Question
from .saying import in_order, row
from .types import Evidence
from .words import STOP, stem

_SAY = (
    r"(?:mention\w*|named|names|introduc\w*|appear\w*|brought (?:in|up)|com(?:e|es|ing) (?:up|in)|came (?:up|in)|hear\w*|heard|see\w*|seen|saw|show\w*"
    r"|turn(?:s|ed)? up|crop\w*|spoken|speak\w*|refer\w*|occur\w*|mentioned|met|meet|used|said|talked|read|exist\w*|listed|enters?|entered|anything)"
)
_FIRST = re.compile(
    rf"\b(?:first|earliest|initially|for the first time)\b(?=.*\b{_SAY})|\b{_SAY}\b.*\b(?:first|for the first time|earliest|initially)\b|\bfirst (?:mention|appearance|reference|time)\b",
    re.IGNORECASE,
)
_LAST = re.compile(
    rf"\b(?:last|latest|for the last time|final(?:ly)?)\b(?=.*\b{_SAY})|\b{_SAY}\b.*\b(?:last|for the last time|finally)\b|\b(?:last|final|latest|most recent) (?:mention|appearance|reference|time)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:and |so |then )?(?:where|when|in (?:which|what) (?:chapter|scene)|(?:in )?(?:which|what) chapter|what(?:'s| is| was) the|find|show|at what|how (?:soon|early|late)|(?:the )?(?:first|last))\b",
    re.IGNORECASE,
)
_OBJECT = (
    rf"\b(?:first|last|final|latest|earliest)\s+(?:chapter|scene|place|time|page)\s+(?:in which|where|that|when)\s+(?P<x>.+?)\s+(?:is|are|was|were|gets?)\s+{_SAY}$",
    rf"(?:mention|appearance|reference|sight|time|occurrence|use)s?\s+(?:of|to|that)\s+(?P<x>.+?)(?:\s+(?:is|are|was|were|gets?)\s+{_SAY})?$",
    rf"\b(?:first|last|final)\s+(?:time|place)\s+(?:that\s+|where\s+)?(?:we\s+\w+\s+(?:of\s+|about\s+)?)?(?P<x>.+?)(?:\s+(?:is|are|was|were|gets?)\s+{_SAY}|\s+{_SAY})?$",
    r"\b(?:we|the reader|readers|one)\b.{0,20}\b(?:hear|read|learn|see|told|hears|reads|sees|heard|saw|meet|meets)\s+(?:anything\s+)?(?:of\s+|about\s+|from\s+)?(?P<x>.+?)(?:\s+for the (?:first|last) time)?$",
    rf"\b(?:is|are|was|were|does|do|did|has|have)\s+(?P<x>.+?)\s+(?:(?:ever|actually)\s+)?(?:first|last|finally|initially|for the|be|been|get|gets)?\s*{_SAY}\b",
    r"\b(?:is|are|was|were|does|do|did)\s+(?P<x>.+?)\s+(?:first|last|finally|initially|for the)\b",
)


def _which(question: Question) -> str:
    if not _ASKS.match(question.text) or question.wants in ("age", "number", "measure", "money", "colour", "reason"):
        return ""
    return "first" if _FIRST.search(question.text) else "last" if _LAST.search(question.text) else ""


def _object(question: Question) -> str:
    text = re.sub(r"[?.!\s]+$", "", question.text)
    text = re.sub(r",\s*and\s+(?:what|where|who|why|how|when)\b.*$", "", text)
    for pattern in _OBJECT:
        if (match := re.search(pattern, text, re.IGNORECASE)) and match["x"].strip().casefold() not in (
            "",
            "the",
            "a",
            "an",
        ):
            return re.sub(
                r"\s+(?:in the (?:book|story|novel|text|manuscript)|by name|for the (?:first|last) time|at all|again)$",
                "",
                match["x"].strip(),
                flags=re.IGNORECASE,
            )
    return ""


def find_mention(question: Question, view: View) -> Evidence | None:
    """The first or last place where somebody or something is named, by a complete scan."""
    which, phrase = _which(question), _object(question)
    meant = understand(phrase, view, question.quoted) if phrase else None
    spans = occurrences(meant, view) if meant else []
    if meant is None or not spans:
        return absent(question, phrase) if phrase else None
    later = _by_head(phrase, meant, view, spans) if which == "last" else None
    if later is not None:
        spans = [*spans, later]
    ordered = _by_name(meant, spans) if which == "first" else _by_name(meant, spans)[::-1]
    chapter, start, end = ordered[0]
    citation = chapter.cite_sentence(start, end)
    others = in_order(c.cite_sentence(a, b) for c, a, b in spans)
    bare = " ".join(chapter.text[start:end].split()) if later is not None else ""
    lead = f"{'First' if which == 'first' else 'Last'} in {in_words(chapter, view.chapters)}" + (
        f", as “{bare}”." if bare else f", as {meant.label}." if _renamed(meant, phrase) else "."
    )
    return Evidence(
        question.text, f"{which} mention", (citation,), "stated", lead=lead, rows=(row(citation, view),),
        more=others, counts=counts_of(spans), subject=meant.person.name if meant.person else question.subject,
        how=(f"looked for “{meant.label}” in every visible chapter", *(("understood the description as that name",) if meant.guessed else ())),
    )  # fmt: skip


def _by_name(meant: Meant, spans: list[Span]) -> list[Span]:
    """Those that use the name itself or a part of it: an alias far off may be somebody else's."""
    own = {w.casefold() for n in (meant.label, *meant.written) for w in WORD.findall(n)} - TITLES
    named = [s for s in spans if own & {w.casefold() for w in WORD.findall(s[0].text[s[1] : s[2]])}]
    return named if meant.person is not None and named else spans


_DEFINITE = re.compile(r"\b(the|his|her|its|my|your|our|their|this|that)\s+\Z", re.IGNORECASE)
_UNLIKE = re.compile(r"\b(?:an?|another|the|his|her|my|your|our|their|some|any)\s+((?:[a-z]+(?:-[a-z]+)?\s+){1,2})\Z")


def _by_head(phrase: str, meant: Meant, view: View, spans: list[Span]) -> Span | None:
    """The last place after the full wording where a thing is meant by its noun alone: "the lighter", for the silver one.

    Where the book has others of the kind ("a plastic lighter"), only in a scene that has the full wording before it.
    """
    words = WORD.findall(phrase)
    modifiers = {w.casefold() for w in words[:-1]} - STOP
    if (
        meant.person is not None
        or not modifiers
        or not meant.stems
        or re.search(r"\bof\b", phrase)
        or words[-1][0].isupper()
    ):
        return None
    full = [(c.position, a) for c, a, _ in spans]
    scenes = {(c.position, s.number) for c, a, _ in spans if (s := c.scene_at(a)) is not None}
    alone: list[Span] = []
    several = False
    for chapter, start, end in occurrences(Meant(words[-1], stems=(stem(words[-1]),)), view):
        before = chapter.text[max(0, start - 40) : start]
        definite = _DEFINITE.search(before)
        if definite is None:
            unlike = _UNLIKE.search(before)
            several |= unlike is not None and not modifiers & set(unlike[1].split())
        elif (chapter.position, start) > min(full):
            alone.append((chapter, start - len(definite.group()), end))
    if several:
        alone = [s for s in alone if (here := s[0].scene_at(s[1])) and (s[0].position, here.number) in scenes]
    last = max(alone, key=lambda s: (s[0].position, s[1]), default=None)
    return last if last is not None and (last[0].position, last[1]) > max(full) else None


def absent(question: Question, phrase: str) -> Evidence:
    """Nothing of that name stands in the visible chapters: the scan was complete, so this is sure."""
    return Evidence(
        question.text,
        "mention",
        (),
        "unstated",
        lead=f"“{phrase[:80]}” stands nowhere in it.",
        subject=question.subject,
        how=("looked in every visible chapter",),
    )


def counts_of(spans: list) -> tuple[tuple[int, int], ...]:
    """(chapter position, number of places)."""
    counts: dict[int, int] = {}
    for chapter, _, _ in spans:
        counts[chapter.position] = counts.get(chapter.position, 0) + 1
    return tuple(sorted(counts.items()))


def _renamed(meant: Meant, phrase: str) -> bool:
    return meant.label.casefold() not in phrase.casefold()


MENTIONS = Kind("mention", lambda question, view: bool(_which(question)), find_mention)
