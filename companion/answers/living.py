"""Whether somebody is alive: the death the bible holds, sentences that speak of one, where they were last seen."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..canon.types import Character
from ..canon.view import View
from ..manuscript.chapter import Chapter, Citation
from .chapters import in_words, up_to
from .field import Place, names_in
from .kind import Kind
from .lookup import CLOSEST, SHOWN
from .question import Question
from .saying import in_order, row
from .types import Evidence

# The name of whom it is asked stands where {who} is: "Did Ada cry when the singer died?" asks for no death of Ada's.
_ASKS = (
    r"^(?:and |so |but |then )?(?:is|was|isn't|wasn't) {who}(?: still| already| now| really)* (?:alive|dead)\b(?=\s*(?:[?,.]|\Z|(?:or|at|by|yet|now|when|before|after|as|until|up|in (?:the end|ch\w*))\b))"
    r"|^(?:and |so |but |then )?(?:does|did|do|has|have|had|will) {who}(?: ever| really| actually| already)* (?:dies?|died|survives?|survived)\b(?!\s+(?:of|from|because)\b)"
)
_DIED = r"^(?:and |so |but )?(?:when|where|how|why|of what|what) (?:did|does|do|has|had|would) {who} (?:die|died)(?: of| from)?\s*\??$"
# Of somebody; "I could die", "dead tired", "dying for a smoke" and "a dead phone" are no deaths.
_DEATH = re.compile(
    r"\b(?:(?<!could have )(?<!could've )(?<!could’ve )(?<!nearly )(?<!almost )died|dies|is dead|was dead|(?:'s|’s) dead|death|killed|murdered|funeral|buried|cremat\w+|coffin|ashes|grave|headstone"
    r"|(?:he|she|they) was gone|passed away|drowned|overdosed|suicide|hospice|widow(?:er)?|the late)\b",
    re.IGNORECASE,
)
NEAR = 60  # characters between the name and the word, at most


def find_living(question: Question, view: View) -> Evidence | None:
    """The death that the bible holds; else who is named beside a word for one, the last first, and the last scene of
    theirs. That somebody lives is never claimed: only that no death was found."""
    if len(question.people) != 1 or (question.reference is not None and question.reference.chapter is None):
        return None
    person = question.people[0]
    chapters = up_to(question.text, question.reference, view.chapters)
    told = [place.cite() for place in _told(view, person, chapters)]
    deaths = [f for f in view.canon.facts_of(person.name) if f.attribute == "death" and f.firm]
    fact = next((f for f in reversed(deaths) if f.chapter in chapters), None)
    supposed = _asked(_DIED, question)  # "When did Colin die?"
    if supposed and (fact is not None or told):
        return None
    if fact is not None:
        lead = f"Dead, as of {in_words(fact.chapter, view.chapters)}:"
        cites = [fact.citation, *(c for c in told if c.place[:2] != fact.citation.place[:2])]
    else:
        seen = _last_seen(view, person, chapters)
        if seen is None:
            return None
        citation, there = seen
        where = f"last {'seen' if there else 'named'} in {in_words(citation.chapter, view.chapters)}"
        nothing = f"No sentence was found that says {person.name} dies"
        if supposed:
            return Evidence(
                question.text, "false premise", (), "unstated", lead=f"{nothing}; {where}.", nearest=citation, subject=person.name,
                how=(f"looked up whether the book says {person.name} dies", "looked for the name beside words for a death"),
            )  # fmt: skip
        lead = f"{CLOSEST[:-1]} ({person.name} is {where}):" if told else f"{nothing}; {where}:"
        cites = [*(c for c in told[: SHOWN - 1] if c != citation), citation]
    return Evidence(
        question.text, "state", in_order(cites[:SHOWN]), "partial", lead=lead,
        rows=tuple(row(c, view) for c in cites[:SHOWN]), more=in_order((*told, *cites)), subject=person.name,
        how=(f"looked up whether the book says {person.name} dies", "looked for the name beside words for a death"),
    )  # fmt: skip


def _told(view: View, person: Character, chapters: Sequence[Chapter]) -> Iterator[Place]:
    """Sentences in which theirs is the name closest to a word for a death, the last first."""
    for chapter in reversed(chapters):
        if not any(name == person.name for _, _, name in view.canon.name_spans(chapter.position)):
            continue
        for index in reversed(range(len(chapter.sentences))):
            place = Place(chapter, index)
            start = place.sentence.start
            for match in _DEATH.finditer(place.text):
                gaps = [(_gap(match, a - start, b - start), name) for a, b, name in names_in(view, place)]
                if gaps and min(gaps)[0] <= NEAR and min(gaps)[1] == person.name:
                    yield place
                    break


def _gap(word: re.Match[str], start: int, end: int) -> int:
    """Characters between a word and a name."""
    return max(start - word.end(), word.start() - end, 0)


def _last_seen(view: View, person: Character, chapters: Sequence[Chapter]) -> tuple[Citation, bool] | None:
    """The last sentence that names them in a scene they are in, with True; else the last that names them at all."""
    seen = {c.position for c in chapters}
    named = [c for c in view.canon.mentions(person.name) if c.chapter.position in seen]
    for citation in reversed(named):
        scene = citation.chapter.scene_at(citation.start)
        if scene and person.name in view.canon.present(citation.chapter.position, scene.number):
            return citation, True
    return (named[-1], False) if named else None


def _asked(pattern: str, question: Question) -> bool:
    """Whether a question has this form with one of the names of whom it is about."""
    names = {n for p in question.people for name in p.names for n in (name, *name.split())}
    who = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
    whom = rf"(?:(?:(?:Mr|Mrs|Miss|Ms|Dr)\.? |old |young |the )*(?:{who}))(?: (?:{who}))*"
    return bool(names) and re.search(pattern.format(who=whom), question.text, re.IGNORECASE) is not None


LIVING = Kind("state", lambda question, view: _asked(_ASKS, question) or _asked(_DIED, question), find_living)
