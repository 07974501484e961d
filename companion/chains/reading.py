"""What a model gets to read: the sentences that answer best with those around them, then whole passages, in book order.

A sentence by itself rarely says who "she" is. Short passages put back into document order read best (DOS RAG), and
small models follow six of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ..answers.types import Evidence
from ..manuscript.chapter import Citation, Hit
from .quoting import addresses_a_machine, one_line
from .wording import People, content_stems, names_in

MOST_SENTENCES = 160
ANCHORS = 6  # sentences that bring their neighbours
BEFORE = 2
AFTER = 1
PASSAGES = 10  # looked up for one question
MOST_PEOPLE = 6  # whose other names are told
MOST_ALIASES = 4


def readable(
    evidence: Evidence, size: Callable[[str], int], room: int, passages: Sequence[Hit] = ()
) -> tuple[tuple[Citation, ...], int]:
    """(sentences in reading order, how many were withheld) that fit into `room`, which `size` measures.

    `passages` are read after what the evidence itself names, as far as there is room.
    """
    chosen: dict[Citation, None] = {}
    withheld: set[Citation] = set()
    for citation in _in_order_of_need(evidence, passages):
        if len(chosen) == MOST_SENTENCES:
            break
        if citation in chosen or _within(citation, chosen):
            continue
        if addresses_a_machine(citation.quote):
            withheld.add(citation)
            continue
        room -= size(citation.quote) + 6
        if room < 0 and chosen:
            break
        chosen[citation] = None
    return tuple(sorted(chosen, key=lambda c: c.place)), len(withheld)


def names_told(question: str, shown: Iterable[Citation], people: People | None) -> str:
    """Who of the question and of the narrators has other names, a line each: what a reader of the book would know."""
    if people is None:
        return ""
    tellers = {people.narrator(c.chapter.position, c.start) for c in shown} - {""}
    found = [people.resolve(name) for name in sorted(tellers)]
    found += [people.resolve(question[start:end]) for _, start, end in names_in(question)]
    several = {c.name: c for c in found if c is not None and c.aliases}
    return "\n".join(
        f"{one_line(c.name)} is also called {', '.join(map(one_line, c.aliases[:MOST_ALIASES]))}."
        for c in list(several.values())[:MOST_PEOPLE]
    )


def numbered_passages(shown: Iterable[Citation], people: People | None) -> str:
    """The sentences one a line as `[1] ...`, under lines that say where they stand, an empty line at every gap."""
    lines: list[str] = []
    heading = ""
    before: Citation | None = None
    for number, citation in enumerate(shown, 1):
        now = _heading(citation, people)
        if before is not None and not _adjacent(before, citation):
            lines.append("")
        if now != heading:
            lines.append(f"{now}:")
            heading = now
        lines.append(f"[{number}] {one_line(citation.quote)}")
        before = citation
    return "\n".join(lines)


def _in_order_of_need(evidence: Evidence, passages: Sequence[Hit]) -> Iterable[Citation]:
    """Both sides of a dispute, the best sentences, what stands around these, passages, then the long tail."""
    asked = content_stems(evidence.question)
    sides = evidence.finding.evidence if evidence.finding else ()
    rows = tuple(row.citation for row in evidence.rows if row.citation is not None)
    best = tuple(dict.fromkeys((*sides, *rows, *evidence.sentences)))
    yield from best
    for citation in best[:ANCHORS]:
        yield from _around(citation)
    for hit in passages:
        yield from (hit.chapter.cite_sentence(s.start, s.end) for s in hit.chapter.sentences_in(hit.start, hit.end))
    yield from sorted(evidence.more, key=lambda c: -len(asked & content_stems(c.quote)))


def _around(citation: Citation) -> Iterable[Citation]:
    """The sentences beside one, nearest first, in the same scene."""
    chapter = citation.chapter
    sentences = chapter.sentences
    touched = [n for n, s in enumerate(sentences) if s.end > citation.start and s.start < citation.end]
    if not touched:
        return
    first, last = touched[0], touched[-1]
    near = [*(first - n for n in range(1, BEFORE + 1)), *(last + n for n in range(1, AFTER + 1))]
    for n in near:
        if 0 <= n < len(sentences) and sentences[n].scene == sentences[first].scene:
            yield chapter.cite_sentence(sentences[n].start, sentences[n].end)


def _within(citation: Citation, chosen: Iterable[Citation]) -> bool:
    """Whether a chosen citation covers this one already, or this one would repeat a part of it."""
    return any(
        other.chapter.position == citation.chapter.position
        and other.start < citation.end
        and other.end > citation.start
        for other in chosen
    )


def _adjacent(before: Citation, citation: Citation) -> bool:
    return before.chapter is citation.chapter and not before.chapter.text[before.end : citation.start].strip()


def _heading(citation: Citation, people: People | None) -> str:
    teller = people.narrator(citation.chapter.position, citation.start) if people else ""
    where = one_line(citation.chapter.full_label) or f"Chapter {citation.chapter.position}"
    where = re.sub(r"(?:(?<=, )|\A)(?=\d+\Z)", "Chapter ", where)  # "4" alone says little
    return f"{where}; “I” is {_both_names(teller, people)}" if teller else where


def _both_names(name: str, people: People | None) -> str:
    """A name with the one that others use: "Gilbert Pargeter (Gil)"."""
    character = people.resolve(name) if people else None
    other = next((a for a in character.aliases if not set(a.split()) & set(name.split())), "") if character else ""
    return one_line(f"{name} ({other})" if other else name)
