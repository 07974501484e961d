"""What a model has noted joins what the program reads: never twice, never what the sentence denies, always marked."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ..manuscript.chapter import WORD, Chapter, Citation
from .hedges import hedges
from .lexicon import KIN
from .life_words import PARTNERS
from .patterns.base import number, plain
from .patterns.family import kin_name
from .selection import DENIED
from .types import Fact

if TYPE_CHECKING:
    from .canon import Canon

# What models call our attributes.
SAME = {
    **dict.fromkeys("job work profession career role trade employer".split(), "occupation"),
    **dict.fromkeys("home lives address house flat town".split(), "residence"),
    **dict.fromkeys("owns has possessions belonging belongings item vehicle car pet animal".split(), "possession"),
    **dict.fromkeys("birthplace hometown from born".split(), "origin"),
    **dict.fromkeys("illness condition disability medical".split(), "health"),
    **dict.fromkeys("instrument".split(), "plays"),
    **dict.fromkeys("drink drinks drinking smokes smoking habits".split(), "habit"),
    **dict.fromkeys("married marriage spouse relationship".split(), "marital status"),
    **dict.fromkeys("build size".split(), "height"),
    **dict.fromkeys("tattoo scar".split(), "mark"),
    **dict.fromkeys("appearance face skin".split(), "looks"),
    **dict.fromkeys("nickname alias".split(), "nickname"),
    "eye": "eyes", "eye colour": "eyes", "eye color": "eyes", "hair colour": "hair", "hair color": "hair",
    "wish": "ambition", "owes": "debt", "birth date": "birthday", "date of birth": "birthday",
}  # fmt: skip
# One thing in two words: what stands under one of them need not come again under the other.
_NEAR = (
    {"looks", "mark", "hair", "height", "beard", "health", "injury"},
    {"occupation", "past work", "plays"},
    {"residence", "origin"},
    {"kin", "marital status"},
    {"habit", "diet", "health"},
)
_RELATIVES = {
    word.removesuffix("s") for word in (*KIN, *PARTNERS, "child", "kid", "boy", "girl", "parent", "marry", "married")
}
_ARTICLE = re.compile(r"\A(?:an?|the|my|his|her|their|our)\s+(?=\w)", re.I)
SURE = 0.7  # confidence in who speaks
_QUOTED = re.compile(r"[\"“”]")


def attribute_of(word: str) -> tuple[str, str]:
    """(attribute, kin word) for what a model calls it: ("kin", "brother") for "younger brother"."""
    low = " ".join(word.casefold().split())
    kin = next((w for w in reversed(low.split()) if w in KIN or w in PARTNERS), "")
    return ("kin", kin_name(kin)) if kin else (SAME.get(low, low), "")


def names_a_relative(attribute: str, sentence: str) -> bool:
    """Whether a sentence has a word for a relative, where that is what the attribute is; True for all others."""
    words = {w.casefold().removesuffix("s") for w in WORD.findall(sentence.replace("’", "'").replace("'s", " "))}
    return attribute_of(attribute)[0] != "kin" or bool(words & _RELATIVES)


def named_here(canon: Canon, name: str, citation: Citation) -> str:
    """Whom a name of a sentence's chapter means to this canon, first as the sentence has it; "" for nobody known."""
    chapter = citation.chapter
    spans = [(a, who) for a, b, who in canon.name_spans(chapter.position) if chapter.text[a:b] == name]
    meant = Counter([who for a, who in spans if citation.start <= a < citation.end] or [who for _, who in spans])
    if meant:
        return meant.most_common(1)[0][0]
    known = canon.resolve(name)
    return known.name if known is not None else ""


def noted_facts(canon: Canon) -> list[Fact]:
    """The noted facts of the visible chapters in reading order, of people the book knows, as far as they hold.

    None is firm: a model chose whom a sentence is about.
    """
    found: dict[tuple[str, str, str, int, int], Fact] = {}
    for chapter, observed in zip(canon.chapters, canon.observations, strict=True):
        for row in observed.get("noted", ()):
            citation = chapter.cite(row["start"], row["end"])
            known = named_here(canon, row["name"], citation)
            if not known or not _holds(chapter, row["start"], row["end"], row["value"]):
                continue
            attribute, kin = attribute_of(row["attribute"])
            value = _ARTICLE.sub("", row["value"])
            years = number(value) if attribute == "age" else None
            if kin:
                whom = canon.resolve(value)
                value = f"{kin}: {whom.name}" if whom is not None else f"{kin}, {value}"
            value = str(years) if years else value
            by = row["by"] or _speaker(canon, chapter, row["start"], row["end"])
            fact = Fact(known, attribute, value, citation, by, firm=False, source=row["model"])
            found.setdefault((known, attribute, value, chapter.position, row["start"]), fact)
    return sorted(found.values(), key=lambda f: f.citation.place)


def with_noted(facts: Sequence[Fact], noted: Iterable[Fact]) -> list[Fact]:
    """Both together in reading order; what the program has read itself at that place goes first."""
    kept = list(facts)
    for fact in noted:
        if not any(_same(fact, one) for one in kept):
            kept.append(fact)
    return sorted(kept, key=lambda f: f.citation.place)


def _speaker(canon: Canon, chapter: Chapter, start: int, end: int) -> str:
    """Who surely says what is quoted in a sentence; "" where nothing near it tells."""
    said = {
        q.speaker for q in canon.quotes(chapter.position) if q.start < end and start < q.end and q.confidence >= SURE
    }
    return next(iter(said)) if len(said) == 1 else ""


def _same(noted: Fact, ours: Fact) -> bool:
    if noted.character != ours.character:
        return False
    pair = {noted.attribute, ours.attribute}
    if len(pair) > 1 and not any(pair <= group for group in _NEAR):
        return False
    if noted.chapter.position != ours.chapter.position:
        return False
    near = noted.citation.start < ours.citation.end and ours.citation.start < noted.citation.end
    return near and bool(_words(noted.value) & _words(ours.value))


def _words(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)}


def _holds(chapter: Chapter, start: int, end: int, value: str) -> bool:
    """Whether the sentence states the value: not where it is denied, asked, dreamt, supposed or compared."""
    text = plain(chapter.text)
    words = sorted(WORD.findall(value), key=len, reverse=True)
    if not words:
        return False
    at = text.casefold().find(words[0].casefold(), start, end)
    if at < 0:
        return False
    said = _QUOTED.search(chapter.text[start:end]) is not None
    return not DENIED & set(hedges(text, start, end, at, at + len(words[0]), start, end, said=said))
