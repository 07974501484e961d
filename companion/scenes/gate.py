"""What a draft has to pass: names, person, tense, knowledge, facts, repetition. It marks and never blocks.

Each check is one function in `CHECKS`: (View, SceneBrief, the draft as a Chapter) -> marks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from ..canon.canon import Canon
from ..canon.observe import observe
from ..canon.view import View
from ..manuscript.chapter import WORD, Chapter, Citation, Scene
from ..manuscript.quotations import quotations
from ..manuscript.voice import narration, person_of, tense_of
from .knowledge import matters
from .types import Mark, SceneBrief

SAME_WORDS = 9  # in a row: a repeated sentence, not a turn of phrase
MOST_SLIPS = 5  # marks of person or tense: more would only say the same again
RUN = 3  # sentences in the other tense that make a slip

_CAPITALISED = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+(?:['’-][A-Za-zà-ÿ]+)*")
_OPENS = re.compile(r"(?:\A|[.!?…:]['\"”’)*_]*\s+|[\"“‘'(*_—–]|\n\s*)\Z")
_NO_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december christmas easter god jesus christ lord mr mrs ms miss dr sir madam lady mum "
    "mom mam dad mother father gran nan auntie uncle english british american irish scottish welsh french german "
    "spanish italian dutch polish european african asian ok okay tv internet facebook instagram google youtube spotify "
    "tiktok".split()
)
_FIRST = re.compile(r"\b(?:I|I['’](?:m|d|ll|ve)|me|my|mine|myself)\b")

Check = Callable[[View, SceneBrief, Chapter], Iterator[Mark]]


def check_draft(view: View, brief: SceneBrief, text: str) -> tuple[Mark, ...]:
    """Everything the gate notices in a draft, in order of `start`. Offsets index `text`."""
    if not text.strip():
        return ()
    draft = as_chapter(view, brief, text)
    marks = [mark for check in CHECKS for mark in check(view, brief, draft)]
    return tuple(sorted(marks, key=lambda m: (m.start, m.end, m.kind)))


def as_chapter(view: View, brief: SceneBrief, text: str) -> Chapter:
    """The draft as the chapter it would become, so that what reads chapters can read it."""
    position = max((c.position for c in view.chapters), default=0) + 1
    scene = Scene(1, 0, len(text), brief.person, brief.tense)  # type: ignore[arg-type]
    return Chapter(position, "the draft", "", Path("draft.md"), text, (scene,), revision=f"draft-{hash(text)}")


# -- checks -------------------------------------------------------------------------------------------------------


def unknown_names(view: View, brief: SceneBrief, draft: Chapter) -> Iterator[Mark]:
    """Names that neither the visible chapters nor the brief have, each once, where it first stands."""
    known = {w.casefold() for w in WORD.findall(f"{brief.title} {brief.premise} {brief.place} {' '.join(brief.beats)}")}
    seen: set[str] = set()
    for match in _CAPITALISED.finditer(draft.text):
        name = re.sub(r"['’]s?\Z", "", match[0])
        low = name.casefold()
        if low in seen or low in known or low in _NO_NAMES or _OPENS.search(draft.text[: match.start()]):
            continue
        seen.add(low)
        if not view.scan(name):
            yield Mark(
                match.start(), match.start() + len(name), "unknown name", f"{name} is not in the book up to here."
            )


def person_slips(view: View, brief: SceneBrief, draft: Chapter) -> Iterator[Mark]:
    """Narration in another person than the brief asks for."""
    outside = narration(draft.text, 0, len(draft.text))
    found = person_of(outside)
    if brief.person == "third":
        slips = [m for m in _FIRST.finditer(draft.text) if not _in_speech(draft, m.start())]
        for match in slips[:MOST_SLIPS]:
            start, end = _sentence(draft, match.start())
            yield Mark(start, end, "person", "The brief asks for third person; this sentence says “I”.")
    elif found and found != brief.person:
        start, end = _sentence(draft, 0)
        yield Mark(start, end, "person", f"The brief asks for {brief.person} person; this is told in {found} person.")


def tense_slips(view: View, brief: SceneBrief, draft: Chapter) -> Iterator[Mark]:
    """Runs of narration in the other tense, the first few of them. One sentence may look back or ahead; a run slips."""
    run: list[tuple[int, int]] = []
    found = 0
    for start, end, tense in [*_tenses(draft), (0, 0, brief.tense)]:
        if tense and tense != brief.tense:
            run.append((start, end))
            continue
        if not tense and end:
            continue  # speech, or nothing that tells: neither ends a run nor makes one
        if len(run) >= RUN and found < MOST_SLIPS:
            found += 1
            other = "past" if brief.tense == "present" else "present"
            yield Mark(
                run[0][0], run[-1][1], "tense", f"This is in the {other} tense; the brief asks for {brief.tense}."
            )
        run = []


def leaked_knowledge(view: View, brief: SceneBrief, draft: Chapter) -> Iterator[Mark]:
    """The one who tells it speaks or thinks of what they have not been shown learning."""
    if not brief.pov:
        return
    meant = {c for c in brief.citations if c not in [w for p in brief.people for _, w in p.unaware_of]}
    for matter in matters(view):
        if brief.pov in matter.knowers or matter.citation in meant:
            continue
        for sentence in draft.sentences:
            if matter.is_spoken_of(draft.text[sentence.start : sentence.end]):
                label = matter.citation.chapter.full_label
                yield Mark(
                    sentence.start,
                    sentence.end,
                    "knowledge",
                    f"{brief.pov} has not been shown learning this ({label}).",
                    matter.citation,
                )
                break


def contradictions(view: View, brief: SceneBrief, draft: Chapter) -> Iterator[Mark]:
    """What the continuity rules find once the draft is read as the next chapter."""
    canon = view.canon
    if not isinstance(canon, Canon):
        return
    with_draft = Canon((*canon.chapters, draft), (*canon.observations, observe(draft)), canon.decisions)
    before = {finding.id for finding in canon.findings}
    for finding in with_draft.findings:
        here = [c for c in finding.evidence if c.chapter is draft]
        there = [c for c in finding.evidence if c.chapter is not draft]
        if here and there and finding.id not in before and finding.decision is None:
            yield Mark(here[0].start, here[0].end, "contradiction", f"{finding.message}. {finding.reading}", there[0])


def repetitions(view: View, brief: SceneBrief, draft: Chapter) -> Iterator[Mark]:
    """Runs of words that stand in the book already."""
    spans = [(m.start(), m.end(), m[0].casefold()) for m in WORD.finditer(draft.text)]
    runs: dict[tuple[str, ...], int] = {}
    for n in range(len(spans) - SAME_WORDS + 1):
        runs.setdefault(tuple(word for _, _, word in spans[n : n + SAME_WORDS]), n)
    marked: list[tuple[int, int]] = []
    for n, citation in sorted(_met(view, runs).items()):
        start, end = _sentence(draft, spans[n][0])
        if (start, end) not in marked:
            marked.append((start, end))
            yield Mark(
                start, end, "repetition", f"This stands in the book already ({citation.chapter.full_label}).", citation
            )


CHECKS: tuple[Check, ...] = (
    unknown_names,
    person_slips,
    tense_slips,
    leaked_knowledge,
    contradictions,
    repetitions,
)


# -- how ----------------------------------------------------------------------------------------------------------


def _met(view: View, runs: dict[tuple[str, ...], int]) -> dict[int, Citation]:
    """Where the book has one of `runs`: place in the draft -> the book's sentence."""
    starts = {run[0] for run in runs}
    found: dict[int, Citation] = {}
    for chapter in view.chapters:
        words = [(m.start(), m[0].casefold()) for m in WORD.finditer(chapter.text)]
        for at, (offset, word) in enumerate(words):
            if word in starts:
                run = tuple(w for _, w in words[at : at + SAME_WORDS])
                if run in runs and runs[run] not in found and chapter.scene_at(offset):
                    found[runs[run]] = chapter.cite_sentence(offset)
    return found


def _in_speech(draft: Chapter, offset: int) -> bool:
    return any(a <= offset < b for a, b in quotations(draft.text))


def _sentence(draft: Chapter, offset: int) -> tuple[int, int]:
    sentence = draft.sentence_at(offset) or (draft.sentences[0] if draft.sentences else None)
    return (sentence.start, sentence.end) if sentence else (0, len(draft.text))


def _tenses(draft: Chapter) -> Iterator[tuple[int, int, str]]:
    """(start, end, tense) of every sentence; "" where its narration does not tell."""
    for sentence in draft.sentences:
        outside = narration(draft.text, sentence.start, sentence.end)
        # Read three times over, so that one clear verb is enough where the count asks for three.
        yield sentence.start, sentence.end, tense_of(" ".join([outside] * 3))
