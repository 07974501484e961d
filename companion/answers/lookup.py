"""The default kind: the sentences of the book that answer best, with the short value where it can be told surely."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..canon.view import View
from ..manuscript.chapter import WORD, Chapter, Citation
from .field import Place
from .kind import Kind
from .question import Question, halves, read_question
from .saying import capital, in_order, row
from .select import LEAST_READ, Choice, apart, choose
from .thin import thinness
from .types import Evidence
from .words import content_words

SHOWN = 3
SURE = 0.55  # share of the question that must stand around a value before it heads the answer
STATED = 0.7  # and for the answer to count as stated, not only as what comes nearest
MORE = 12  # places behind the answer


def find_lookup(
    question: Question, view: View, kind: str = "lookup", chapters: Sequence[Chapter] | None = None, recent: float = 0.0
) -> Evidence:
    """Evidence from the best sentences, or "unstated" with the nearest place when they are too thin."""
    first, *second = halves(question.text)
    if second:
        question = replace(read_question(first, view), text=question.text)
    choices, field = choose(question, view, chapters, recent, asked=first)
    if second and content_words(second[0]):  # the other half has the last word among the places shown
        other = choose(replace(question, text=second[0]), view, chapters, recent, asked=second[0])[0]
        choices = _with_other(choices, other)
    return settle(question, view, kind, choices, thinness(question, choices, field))


def _with_other(choices: list[Choice], other: list[Choice]) -> list[Choice]:
    """The best for one half of a question, with the best for the other half as the third place."""
    best = apart(choices, SHOWN - 1)
    more = [c for c in other if c.place.key not in {b.place.key for b in best}][:1]
    taken = {c.place.key for c in (*best, *more)}
    return [*best, *more, *(c for c in choices if c.place.key not in taken)]


OTHERS = 0.2  # strength of a colour that the text gives to somebody else
CLOSEST = "The closest places on the page:"  # no value could be read off with certainty


def settle(question: Question, view: View, kind: str, choices: Sequence[Choice], missing: str) -> Evidence:
    """Turn ranked sentences into evidence; `missing` says why they are too thin, "" when they are not."""
    how = ("looked for passages by meaning and words", f"weighed {len(choices)} sentences")
    if question.wants == "colour" and question.people:  # other people's eyes say nothing of theirs
        choices = [c for c in choices if c.value is None or c.value.strength > OTHERS] or choices
    found = apart(choices[:80], MORE)
    best = found[:SHOWN]
    speaks = {choice.place.key: choice.read.speaks for choice in choices if choice.read is not None}
    citations = [_cited(choice, speaks) for choice in best]
    if missing or not citations:
        return Evidence(
            question.text, kind, (), "unstated", lead=missing, subject=question.subject,
            nearest=citations[0] if citations else None, more=() if question.strangers else in_order(citations),
            how=(*how, "found too little that speaks of it"),
        )  # fmt: skip
    value = best[0].value
    lead = value.text.strip() if value and value.sure and best[0].cover >= SURE else ""
    return Evidence(
        question.text, kind, in_order(citations),
        "stated" if lead and best[0].cover > STATED else "partial",
        lead=capital(lead) or CLOSEST,
        rows=tuple(row(cite, view, value=_value(c)) for cite, c in zip(citations, best, strict=True)),
        subject=question.subject, how=how,
        more=in_order((*citations, *(choice.place.cite() for choice in found[SHOWN:]))),
    )  # fmt: skip


def _cited(choice: Choice, speaks: Mapping[tuple[int, int], float]) -> Citation:
    """The sentence; with the next one where it asks something or is too short to be understood alone, or with the one
    before where that answers more. `speaks` has what was read in each sentence, a logit."""
    place = choice.place
    words = len(WORD.findall(place.text))
    near = {step: other for step in (1, -1) if (other := place.near(step)) and _goes_with(place, other, words)}
    beside = [n for n in near if _one_paragraph(place, near[n])] or (list(near) if words < FRAGMENT else [])
    if 1 in near and place.text.rstrip("”\"'’ ").endswith("?"):
        step = 1
    elif words < ALONE and beside:
        worth = {n: speaks.get(near[n].key, LEAST_READ) for n in beside}
        step = -1 if worth.get(-1, LEAST_READ) > max(0.0, worth.get(1, LEAST_READ)) else 1
    else:
        step = 0
    if step not in near:
        return place.cite()
    first, last = sorted((place, near[step]), key=lambda p: p.index)
    return place.chapter.cite(first.sentence.start, last.sentence.end)


def _goes_with(place: Place, near: Place, words: int) -> bool:
    """Whether two sentences stand in one scene and are short enough to be quoted together."""
    return near.sentence.scene == place.sentence.scene and words + len(WORD.findall(near.text)) <= TOGETHER


def _one_paragraph(one: Place, two: Place) -> bool:
    first, last = sorted((one.sentence, two.sentence), key=lambda s: s.start)
    return "\n\n" not in one.chapter.text[first.end : last.start]


ALONE = 12  # words from which a sentence is quoted by itself
FRAGMENT = 5  # words below which it goes with one of another paragraph, too
TOGETHER = 40  # words of two sentences quoted together, at most


def _value(choice: Choice) -> str:
    """The words of a row that answer, so that its excerpt shows them.

    What the reader takes for the answer never heads one: on 134 questions about eight books it was right in a third of
    the cases where it had no doubt (which sentence answers it knows better).
    """
    if choice.value is not None and choice.value.strength >= 0.5:
        return choice.value.text
    return choice.read.words if choice.read is not None and choice.read.answers > 0 else ""


LOOKUP = Kind("lookup", lambda question, view: True, find_lookup)
