"""How things stand at a point of the story: "where is Mara by chapter 5", "are they married yet"."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..canon.types import NARRATOR, Character, Fact
from ..canon.view import View
from ..manuscript.chapter import WORD, Chapter
from .attributes import facts_asked
from .chapters import in_words, up_to
from .field import Place
from .kind import Kind
from .lookup import SHOWN, find_lookup
from .question import Question
from .saying import capital, in_order, row
from .together import shown_in
from .types import Evidence
from .values import value_in
from .words import stem

_STATE = re.compile(
    r"\b(?:at this point|yet|by (?:then|now|this point)|so far|currently|right now|at the moment|these days|nowadays|as things stand|still|now(?=\s*\??\Z))\b"
    r"|\b(?:when the (?:book|story|novel) ends|(?:at|by) the (?:very )?end(?: of the (?:book|story|novel))?(?! of)|in the end)\b"
    r"|\b(?:by|as of|up to|until|till|before|at the (?:end|start|beginning) of|after)\s+(?:the\s+)?(?:end of\s+|start of\s+|beginning of\s+)?(?:chapter|ch\.?|prologue|\w+ chapter)\b",
    re.IGNORECASE,
)  # fmt: skip
LAST_SCENES = 2  # looked through for where somebody is
PLACED = 0.6  # strength from which words name a place
RECENT = 7.0  # of 68 questions on four novellas one of the first three places was right for .54, with 2.0 for .47


def find_state(question: Question, view: View) -> Evidence | None:
    """What the bible last holds of what is asked, up to the chapter named or the wall, with the sentences that say
    latest how things stand. Whether something has happened yet is left to these: no sign told yes from no."""
    if question.reference is not None and question.reference.chapter is None:
        return None
    chapters = up_to(question.text, question.reference, view.chapters)
    if not chapters:
        return None
    if here := _last_seen(question, view, chapters):
        return here
    evidence = find_lookup(question, view, "state", chapters, recent=RECENT)
    if evidence.status == "unstated":  # it may be only of "the end" that nothing is said
        spent = {stem(w) for m in _STATE.finditer(question.text) for w in WORD.findall(m.group())}
        bare = replace(question, words=tuple(w for w in question.words if stem(w) not in spent))
        if bare.words or bare.people:
            evidence = find_lookup(bare, view, "state", chapters, recent=RECENT)
    asked = facts_asked(question, view)
    if asked is None:
        return evidence
    _, person, facts = asked
    held = [f for f in facts if f.firm and f.chapter.position <= chapters[-1].position]
    return _with_last(evidence, person, held, view) if held else evidence


def _last_seen(question: Question, view: View, chapters: Sequence[Chapter]) -> Evidence | None:
    """For "where is Mara at the end of chapter 9": the places that her last scenes name beside her, the last first."""
    spent = {stem(w) for m in _STATE.finditer(question.text) for w in WORD.findall(m.group())} | {stem("chapter")}
    if question.wants != "place" or len(question.people) != 1 or set(question.stems) - spent:
        return None
    person = question.people[0]
    places: list[Place] = []
    scenes = [
        (c, s)
        for c in reversed(chapters)
        for s in reversed(c.scenes)
        if person.name in view.canon.present(c.position, s.number)
    ]
    for chapter, scene in scenes[:LAST_SCENES]:
        inside = [Place(chapter, n) for n, s in enumerate(chapter.sentences) if s.scene == scene.number]
        theirs = [p for p in inside if person.name in shown_in(view, p)]
        told = [p for p in theirs if (value := value_in(question, p.text)) and value.strength >= PLACED]
        places += (told or theirs[-1:])[::-1]
    if not places:
        return None
    cites = [place.cite() for place in places]
    where = in_words(places[0].chapter, view.chapters)
    return Evidence(
        question.text, "state", in_order(cites[:SHOWN]), "partial", lead=f"Last seen in {where}:", rows=tuple(row(c, view) for c in cites[:SHOWN]),
        more=in_order(cites), subject=person.name, how=(f"looked through the last scenes that {person.name} is in",),
    )  # fmt: skip


def _with_last(evidence: Evidence, person: Character, held: Sequence[Fact], view: View) -> Evidence:
    """The evidence headed by the last that the bible holds: "Engaged to Cecil, as of chapter 16:"."""
    fact = held[-1]
    last = row(fact.citation, view, by=fact.by if fact.by and fact.by != NARRATOR else "", value=fact.shown)
    others = [r for r in evidence.rows if r.citation is not None and r.citation.place[:2] != fact.citation.place[:2]]
    cites = [fact.citation, *(r.citation for r in others[: SHOWN - 1] if r.citation is not None)]
    return replace(
        evidence, sentences=in_order(cites), status="partial", rows=(last, *others[: SHOWN - 1]),
        lead=f"{capital(fact.shown)}, as of {in_words(fact.chapter, view.chapters)}:", subject=person.name,
        more=in_order((*evidence.more, *(f.citation for f in held))), nearest=None,
        how=(f"looked up what the book last says of {person.name}", *evidence.how),
    )  # fmt: skip


def with_latest(evidence: Evidence, question: Question, view: View) -> Evidence:
    """The evidence with the sentences that say latest how things stand behind its own, as far as there is room."""
    latest = find_lookup(question, view, "state", recent=RECENT)
    starts = {(c.chapter.position, c.start) for c in evidence.sentences}  # the same sentence may be quoted longer
    more = [r for r in latest.rows if r.citation is not None and r.citation.place[:2] not in starts]
    rows = (*evidence.rows, *more)[:SHOWN]
    return replace(
        evidence, rows=rows, sentences=in_order(r.citation for r in rows if r.citation is not None),
        more=in_order((*evidence.more, *latest.more)),
    )  # fmt: skip


STATE = Kind("state", lambda question, view: bool(_STATE.search(question.text)), find_state)
