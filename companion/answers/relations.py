"""Who somebody is to somebody else: "who is Tom to Mara", "who is Mara's sister"."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ..canon.kinship import seen_back
from ..canon.types import Character, Fact
from ..canon.view import View
from ..manuscript.chapter import WORD, Chapter, Citation
from .chapters import in_words
from .described import by_description
from .field import Place
from .kind import Kind
from .lookup import SHOWN
from .question import TIE, Question
from .saying import counted, in_order, row
from .together import shared_scenes, shown_in
from .types import Evidence, Status
from .words import stem

_BETWEEN = re.compile(
    r"^(?:and |so )?(?:who (?:is|was) [^,]+ to [A-Z]|how (?:is|are|was|were|does|do) [^,]+ (?:related|connected|know each other)"
    r"|what (?:is|was|are|were) [^,]+ to (?:[A-Z]|each other|one another)|.*\brelation(?:ship)?s? (?:between|of|with|to)\b)",
    re.IGNORECASE,
)
_WHOSE = re.compile(
    r"^(?:and |so )?who(?:['’]s| is| was| are| were)\s+(?P<x>.+?)['’]s?\s+(?:\w+\s)?(?P<tie>[\w-]+)\s*\??$",
    re.IGNORECASE,
)


def find_relation(question: Question, view: View) -> Evidence | None:
    """From the kin the bible holds, else from sentences that name both beside a word for the tie."""
    if _WHOSE.match(question.text) and question.people and TIE.search(question.text):
        return _whose(question, view)
    if len(question.people) >= 2 and _BETWEEN.search(question.text):
        return _between(question, view, question.people[0], question.people[1])
    return None


def _kin(view: View, person: Character) -> list[Fact]:
    """Kin by name, as the program has read it: what a model noted is stated nowhere."""
    facts = view.canon.facts_of(person.name)
    return [f for f in facts if f.attribute == "kin" and ": " in f.value and not f.source]


def _kin_told(view: View, owner: Character, ties: Collection[str]) -> list[tuple[str, Fact]]:
    """(name, fact) of who is the owner's kin by one of these stems, from their own sheet or the other's."""
    own = [(f.value.partition(": "), f) for f in _kin(view, owner)]
    found = [(name, f) for (kin, _, name), f in own if stem(kin) in ties]
    for other in view.canon.cast:
        for fact in _kin(view, other):
            kin, _, name = fact.value.partition(": ")
            if name == owner.name and stem(seen_back(kin, other.pronouns)) in ties:
                found.append((other.name, fact))
    return found


def _whose(question: Question, view: View) -> Evidence | None:
    owner = question.people[0]
    ties = {stem(m) for m in TIE.findall(question.text)}
    told = _kin_told(view, owner, ties)
    how = (f"looked up the kin of {owner.name}",)
    if told:
        sure = [(name, f) for name, f in told if f.firm]
        names = list(dict.fromkeys(name for name, _ in sure or told))
        lead = " and ".join(names[:3]) if sure else f"Probably {' and '.join(names[:3])}."
        return _stated(question, view, lead, [f for _, f in sure or told], owner.name, how)
    meant = by_description(question.text, view, LEAST)
    if meant is None or meant.person is None:
        return None
    together = [
        c
        for c in view.canon.mentions(meant.person.name)
        if any(stem(w) in ties for w in WORD.findall(c.quote)) or any(n in c.quote for n in owner.names)
    ]
    tied = [c for c in together if any(stem(w) in ties for w in WORD.findall(c.quote)) and _theirs(view, owner, c)]
    if not tied:
        return None
    best = tied[:SHOWN]
    return Evidence(
        question.text, "relation", in_order(best), "partial", lead=f"Probably {meant.person.name}.", rows=tuple(row(c, view) for c in best),
        more=in_order(together), subject=owner.name, how=(*how, "looked for who is named beside that word"),
    )  # fmt: skip


LEAST = 0.4


def _theirs(view: View, owner: Character, citation: Citation) -> bool:
    """Whether the sentence is about the owner's kin: it names the owner, or the owner tells it and says "my"."""
    if any(n in citation.quote for n in owner.names):
        return True
    mine = re.search(r"\b[Mm]y\b", citation.quote) is not None
    return mine and view.canon.narrator(citation.chapter.position, citation.start) == owner.name


def _between(question: Question, view: View, one: Character, two: Character) -> Evidence | None:
    facts = [f for f in _kin(view, one) if f.value.endswith(f": {two.name}")] + [
        f for f in _kin(view, two) if f.value.endswith(f": {one.name}")
    ]
    if facts:
        sure = [f for f in facts if f.firm]
        first = (sure or facts)[0]
        lead = f"{first.value.partition(': ')[2]} is {first.character}’s {first.value.partition(': ')[0]}."
        how = ("looked up the kin of both",)
        return _stated(question, view, lead if sure else f"Probably {lead}", sure or facts, one.name, how)
    both = _named_together(view, one, two)
    shared = [chapter for chapter, _ in shared_scenes(view, one, two)]
    if not both:
        lead = f"No sentence names both {one.name} and {two.name}{f', though {_together(view, shared)}' if shared else ''}."
        return Evidence(
            question.text, "relation", (), "unstated", lead=lead, nearest=one.first,
            subject=one.name, how=("looked for sentences that name both",),
        )  # fmt: skip
    best = sorted(both, key=lambda p: (not TIE.search(p.text), p.key))[:SHOWN]
    tied = any(TIE.search(p.text) for p in best)
    shown = [p.cite() for p in best]
    return Evidence(
        question.text,
        "relation",
        in_order(shown),
        "partial",
        lead="Where both are spoken of:" if tied else f"No tie is said outright; {_together(view, shared)}.",
        rows=tuple(row(c, view) for c in shown),
        more=in_order(p.cite() for p in both),
        subject=one.name,
        how=("looked up the kin of both", "looked for sentences that name both"),
    )


def _together(view: View, shared: Sequence[Chapter]) -> str:
    """ "they share 12 scenes, from chapter 1 to chapter 18"; `shared` are the chapters of these scenes."""
    if not shared:
        return "they are named together, but in no scene together"
    first, last = (in_words(c, view.chapters) for c in (shared[0], shared[-1]))
    where = f"in {first}" if first == last else f"from {first} to {last}"
    return f"they share {counted(len(shared), 'scene')}, {where}"


def _named_together(view: View, one: Character, two: Character) -> list[Place]:
    """Sentences that name both, or one of them where the other tells it and says "I"."""
    pair = {one.name, two.name}
    found = []
    for chapter in view.chapters:
        here = {name for _, _, name in view.canon.name_spans(chapter.position)}
        if not pair & here:
            continue
        for index in range(len(chapter.sentences)):
            place = Place(chapter, index)
            if pair <= shown_in(view, place):
                found.append(place)
    return found


def _stated(
    question: Question, view: View, lead: str, facts: Sequence[Fact], subject: str, how: tuple[str, ...]
) -> Evidence:
    """The answer that facts of the bible give: stated where they are, else only what is likely."""
    cites = in_order(f.citation for f in facts)
    rows = tuple(row(c, view) for c in cites[:SHOWN])
    status: Status = "stated" if all(f.firm for f in facts) else "partial"
    return Evidence(
        question.text, "relation", cites[:SHOWN], status, lead=lead, rows=rows, more=cites, subject=subject, how=how
    )


RELATIONS = Kind(
    "relation",
    lambda question, view: (
        bool(question.people) and bool(_BETWEEN.search(question.text) or _WHOSE.match(question.text))
    ),
    find_relation,
)
