"""Checks a claim against the sentences it cites: names, numbers, named values, yes and no, who did what to whom.

Deterministic, and made to be fooled seldom rather than never: a claim that passes is one that its sentences can bear,
word by word; what it means is for the reader, who sees the quotes. The neighbours of a cited sentence may say who "she"
is, but numbers, values and deeds must stand in the cited sentences themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..answers.words import stem
from ..canon.types import Character
from ..manuscript.chapter import Citation
from ..manuscript.quotations import quotations
from .borne import WHY, answered, not_done, unborne
from .force import ORDERED, stretches, without_orders
from .numbers import wrong_number
from .otherwise import (
    added,
    in_another_tongue,
    named_instead,
    no_answer,
    other_deed,
    other_object,
    other_subject,
)
from .pages import Page
from .polarity import denies, names_opposite
from .quoting import may_ask_for_words
from .roles import Told, swapped
from .verbs import alike
from .wording import People, bare, content_stems, lower_words, names_in, root, tokens

_SAME_NAME = {"xmas": "christmas"}
BARE = 3  # words: a claim of so few is a bare value
BESIDE = 80  # characters before and after it that may ask for it
OPENING = 160  # characters at the top of a chapter, where the day and the place may stand
FEW_WORDS = 2  # of its own that a claim has to have before it can be said that none is on the page
BEFORE, AFTER = 2, 1  # sentences beside a cited one that may have what it takes up
OTHER_WORDS = "its sentence says it in other words"
NEIGHBOURS = 8  # sentences before a cited one that may say who is meant

_CLASSES: tuple[frozenset[str], ...] = tuple(
    frozenset(stem(w) for w in words.split())
    for words in (
        "red blue green grey gray brown black white yellow orange purple violet pink hazel amber blond blonde "
        "auburn ginger silver golden scarlet crimson turquoise copper fair",
        "monday tuesday wednesday thursday friday saturday sunday",
        "january february march april june july august september october november december",
        "spring summer autumn winter",
        "morning afternoon evening midnight noon dawn",
        "mother father sister brother son daughter wife husband aunt uncle niece nephew cousin grandmother grandfather",
        "guitar bass drums piano violin cello trumpet saxophone",
        "car bus van taxi train bicycle boat plane",
        "whisky vodka gin rum wine beer brandy champagne",
        "neck wrist ankle shoulder chin cheek thigh hip knee elbow throat forehead",
        "pounds dollars euros",
        "minutes hours days weeks months years",
    )
)
_MONTH_OR_WORD = {stem("march"), stem("fair"), stem("spring"), stem("rum")}
_SIDED = r"(?:hand|arm|leg|foot|eye|ear|knee|shoulder|wrist|ankle|cheek|temple|side|thumb|finger|elbow|hip|boot|shoe)"
_SIDE = re.compile(
    rf"\b(left|right)(?=[\s-]+(?:\w+\s+)?{_SIDED}|-handed)|\b(?:on|to)\s+(?:the|his|her|my|their)\s+(left|right)\b",
    re.I,
)


@dataclass(frozen=True)
class Verdict:
    """Whether the cited sentences bear a claim; `why` says what failed, in the writer's words."""

    supported: bool
    why: str = ""


# "No sentence has him drinking again: he has not had one since 2012." What the page does not have no sentence can bear.
_OF_SILENCE = re.compile(
    r"\A(?:no (?:sentence|passage|line)|none of the (?:sentences|passages)) (?:says|has|tells|states|mentions|shows)\b"
    r"[^:;.]{0,90}[:;]\s+(?=\S)",
    re.I,
)


def borne_part(claim: str) -> str:
    """A claim without what it says of the sentences themselves, which none of them can bear."""
    told = _OF_SILENCE.sub("", claim)
    return told[:1].upper() + told[1:]


def verify(claim: str, cited: Sequence[Citation], question: str = "", people: People | None = None) -> Verdict:
    """Check one claim. `question` lends names and words; `people`, where given, knows aliases and who says "I".

    A claim that its sentences may bear in words that nothing here knows is supported, and `why` says so.
    """
    if not cited:
        return Verdict(False, "it gives no sentence")
    claim = answered(claim, question)
    for why in _complaints(claim, cited, question, people):
        if why:
            return Verdict(False, why)
    pages = [_page(c, people, tells_an_order(claim)) for c in cited]
    scenes = " ".join(dict.fromkeys(_scene_of(c) for c in cited))
    why, others = unborne(claim, pages, question, people)
    why = (
        why
        or other_subject(claim, pages, people)
        or named_instead(claim, pages, people)
        or other_deed(claim, pages)
        or no_answer(claim, pages, scenes, question)
        or in_another_tongue(claim, pages, question)
        or other_object(claim, pages, scenes)
        or added(claim, pages, scenes, question)
    )
    if why:
        return Verdict(False, why)
    return Verdict(True, OTHER_WORDS if others else "")


def _complaints(claim: str, cited: Sequence[Citation], question: str, people: People | None):
    framed = tells_an_order(claim)
    source = "\n".join(" ".join((c.quote if framed else said_in(c)).split()) for c in cited)
    near = "\n".join(neighbourhood(c) for c in cited)
    yield _unknown_name(claim, cited, f"{source}\n{near}\n{question}", people)
    labels = dict.fromkeys(c.chapter.label for c in cited)  # "in Chapter Four" is where it stands
    asked = ". ".join((question, *labels))
    yield not_done(claim, cited, question)
    yield _only_ordered(claim, cited, framed)
    yield wrong_number(claim, source, asked, listed=len(list(names_in(claim, frozenset()))))
    yield _other_value(claim, source, question)
    yield _other_side(claim, source)
    yield names_opposite(claim, source, question)
    yield denies(claim, source)
    yield swapped(claim, [Told(" ".join(c.quote.split()), _narrator(c, people)) for c in cited], people)
    yield _nothing_shared(claim, source, near, question)
    yield _asked_for(claim, cited, question, people)
    yield _only_whose(claim, question, people)


def said_in(citation: Citation) -> str:
    """A cited sentence without what it orders or wishes to be said."""
    return without_orders(citation.chapter.text)[citation.start : citation.end]


def tells_an_order(claim: str) -> bool:
    """Whether a claim says itself that something is to be said: "Ines wants it said that"."""
    return any(s.kind == ORDERED for s in stretches(claim))


def _page(citation: Citation, people: People | None, framed: bool) -> Page:
    chapter = citation.chapter
    scene = chapter.scene_at(citation.start)
    touched = [n for n, s in enumerate(chapter.sentences) if s.end > citation.start and s.start < citation.end] or [0]
    near = [
        s
        for s in chapter.sentences[max(0, touched[0] - BEFORE) : touched[-1] + 1 + AFTER]
        if scene is None or s.scene == scene.number
    ]
    text = without_orders(chapter.text)
    beside = [text[s.start : s.end] for s in near if s.end <= citation.start or s.start >= citation.end]
    own = citation.quote if framed else said_in(citation)
    return Page(" ".join(own.split()), tuple(" ".join(b.split()) for b in beside), _narrator(citation, people))


def neighbourhood(citation: Citation) -> str:
    """The cited sentence with the few before it in the same scene, which say who its pronouns are."""
    chapter = citation.chapter
    sentences = chapter.sentences
    touched = [n for n, s in enumerate(sentences) if s.end > citation.start and s.start < citation.end]
    if not touched:
        return citation.line
    first = touched[0]
    scene = sentences[first].scene
    start = first
    while start > 0 and first - start < NEIGHBOURS and sentences[start - 1].scene == scene:
        start -= 1
    return " ".join(without_orders(chapter.text)[sentences[start].start : citation.end].split())


def _narrator(citation: Citation, people: People | None) -> str:
    """Who says "I" in the sentence: nobody we know where somebody is talking."""
    if people is None or is_spoken(citation):
        return ""
    return people.narrator(citation.chapter.position, citation.start)


def is_spoken(citation: Citation) -> bool:
    """Whether a sentence stands inside what somebody says, which may have begun some sentences before."""
    text = citation.chapter.text
    start, end = text.rfind("\n\n", 0, citation.start), text.find("\n\n", citation.end)
    spoken = quotations(text, start + 2 if start >= 0 else 0, end if end >= 0 else len(text))
    return any(a <= citation.start and b >= citation.end for a, b in spoken)


def _scene_of(citation: Citation) -> str:
    """The whole scene with the chapter's heading and first lines: where one learns which town it is."""
    chapter = citation.chapter
    scene = chapter.scene_at(citation.start)
    text = without_orders(chapter.text)
    inside = text[scene.start : scene.end] if scene else ""
    return f"{chapter.label} {chapter.title} {text[:OPENING]} {inside}"


def _unknown_name(claim: str, cited: Sequence[Citation], around: str, people: People | None) -> str:
    lower = lower_words(around)
    there = {_SAME_NAME.get(low := bare(w).casefold(), low) for w in tokens(around)}
    narrators = {name for c in cited for name in _narrator(c, people).casefold().split()}
    for name, *_ in names_in(claim, lower):
        low = name.casefold()
        if low in there or low in narrators or all(part in there for part in re.split(r"[-'’]", low)):
            continue
        character = people.resolve(name) if people else None
        if character is None and people is not None and any(_stands_in(name, _scene_of(c)) for c in cited):
            continue  # a place or a thing: the scene tells it once
        if character is not None:
            parts = {p.casefold() for alias in character.names for p in alias.split() if p[:1].isupper()}
            if parts & there or character.name.casefold() in {_narrator(c, people).casefold() for c in cited}:
                continue
            if any(_may_be_meant(character, c, people) for c in cited):
                continue  # "your follow-up", "her throat": the reader knows whose
        return f"{name} is not in the sentences it cites"
    return ""


_PRONOUN = {
    "she": re.compile(r"\b(?:she|her|hers|herself)\b", re.I),
    "he": re.compile(r"\b(?:he|him|his|himself)\b", re.I),
    "you": re.compile(r"\b(?:you|your|yours|yourself)\b", re.I),
}


def _may_be_meant(character: Character, citation: Citation, people: People | None) -> bool:
    """Whether a pronoun of the cited sentence may stand for somebody whom the scene names, or who tells it."""
    third = _PRONOUN.get(character.pronouns)
    talk = is_spoken(citation) or re.search(r"[“\"‘«]", citation.quote) is not None
    spoken = talk and _PRONOUN["you"].search(citation.quote) is not None
    if not spoken and (third is None or third.search(citation.quote) is None):
        return False
    scene = citation.chapter.scene_at(citation.start)
    inside = citation.chapter.text[scene.start : scene.end] if scene else ""
    names = (n for n in character.names if n[:1].isupper())
    if any(_stands_in(name, inside) for name in names):
        return True
    told = people.narrator(citation.chapter.position, scene.start) if people is not None and scene else ""
    return told == character.name


def _stands_in(name: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.I))


def _other_value(claim: str, source: str, question: str) -> str:
    said = {stem(bare(w).lower()) for w in tokens(claim)}
    there = {stem(bare(w).lower()) for w in tokens(source)}
    asked = {stem(bare(w).lower()) for w in tokens(question)}
    for group in _CLASSES:
        strange = (said & group) - there - asked
        if not strange:
            continue
        others = (there & group) - said
        if others:
            return f"its sentence has {_printed(source, others)}, not {_printed(claim, strange)}"
        if group in _CLASSES[:3] and not strange & _MONTH_OR_WORD:
            return f"{_printed(claim, strange)} is not in the sentences it cites"
    return ""


def _other_side(claim: str, source: str) -> str:
    said = {(m[1] or m[2]).lower() for m in _SIDE.finditer(claim)}
    there = {(m[1] or m[2]).lower() for m in _SIDE.finditer(source)}
    if said and there and not said & there:
        return f"its sentence says {there.pop()}, not {said.pop()}"
    return ""


def _nothing_shared(claim: str, source: str, near: str, question: str) -> str:
    """Paraphrase is welcome; a claim of which nothing at all is on the page is not."""
    lower = lower_words(near)
    names = {root(n.lower()) for n, *_ in names_in(claim, lower)}
    mine = content_stems(claim) - content_stems(question) - names
    there = content_stems(source)
    asked = {root(n.lower()) for n, *_ in names_in(question, lower)}
    if len(mine) < FEW_WORDS or ((names - asked) & {root(bare(w).lower()) for w in tokens(source)} and asked):
        return ""
    return "" if {near for word in mine for near in alike(word)} & there else "its sentence says nothing like it"


def _only_ordered(claim: str, cited: Sequence[Citation], framed: bool) -> str:
    """What a claim has of its sentences stands only in what they order to be said."""
    mine = content_stems(claim)
    whole = content_stems(" ".join(c.quote for c in cited))
    if not framed and mine & whole and not mine & content_stems(" ".join(map(said_in, cited))):
        return WHY[ORDERED]
    return ""


def _names_somebody(claim: str, cited: Sequence[Citation], people: People | None) -> bool:
    """Whether a claim is about somebody of the book whom its sentences name: no line dictates that."""
    source = " ".join(c.quote for c in cited)
    return people is not None and any(
        people.resolve(name) is not None and _stands_in(name, source) for name, *_ in names_in(claim)
    )


def _asked_for(claim: str, cited: Sequence[Citation], question: str, people: People | None) -> str:
    """A sentence that asks for words may be the only source of a claim that takes up the question, not of any other."""
    asked = content_stems(question)
    short = len(tokens(claim)) <= BARE
    if _names_somebody(claim, cited, people):
        return ""
    if asked and not asked & content_stems(claim) and all(may_ask_for_words(_around(c, short)) for c in cited):
        return "its sentence asks for these words instead of telling something"
    return ""


_WHOSE = re.compile(r"^(?:and |so |but )?who(?:m|['’]s)?\b", re.I)


def _only_whose(claim: str, question: str, people: People | None) -> str:
    """Asked who somebody's manager is, a claim that names only that somebody does not answer."""
    if people is None or not _WHOSE.match(question):
        return ""
    owners = {
        person.name
        for name, _, end in names_in(question)
        if question[end : end + 2] in ("'s", "’s") or question[end - 2 : end] in ("'s", "’s")
        if (person := people.resolve(bare(name))) is not None
    }
    said = [people.resolve(bare(name)) for name, *_ in names_in(claim)]
    rest = content_stems(claim) - content_stems(question)
    parts = {root(part) for p in said if p is not None for alias in p.names for part in alias.split()}
    if owners and said and not rest - parts and all(p is not None and p.name in owners for p in said):
        return "it names nobody but whom the question is about"
    return ""


def _around(citation: Citation, wide: bool) -> str:
    """The cited sentence; with `wide` the ones around it too, for what is too short to be judged by itself."""
    if not wide:
        return citation.quote
    chapter = citation.chapter
    return " ".join(
        chapter.text[s.start : s.end]
        for s in chapter.sentences_in(max(0, citation.start - BESIDE), citation.end + BESIDE)
    )


def _printed(text: str, stems: set[str]) -> str:
    return next((bare(w).lower() for w in tokens(text) if stem(bare(w).lower()) in stems), "something else")
