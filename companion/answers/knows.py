"""Who knows: where a thing comes out, and who is there when it does."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from dataclasses import replace

from ..canon.view import View
from .field import Place, names_in
from .kind import Kind
from .lookup import find_lookup
from .question import Question
from .saying import listed, row
from .select import Choice, apart, choose
from .thin import thinness
from .types import Evidence, Row
from .words import stem

_KNOWS = re.compile(
    r"^(?:and |so |but )?(?:.*?,\s*)?who(?:\s+(?:all|else|besides\b[^?]*?))?\s+(?:(?:has|have|had)\s+)?(?:already\s+|ever\s+)?(?:knows?|knew|known|seen|reads?|(?:is|are|was|were) aware|finds? out|found out|learns?|learned|learnt|hears?|heard|overh\w+|sees|saw|witness\w*|has been told|was told|were told|is told)\b",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"^(?:and |so |but )?(?:does|did|do|has|have|is|was)\s+.+?\s+(?:know|knows|known|aware|find out|found out|learn(?:ed|t)?|heard?|been told|told)\b",
    re.IGNORECASE,
)
_VERBS = frozenset(
    stem(w)
    for w in "know knows known aware find finds found out learn learned hear heard saw see seen read reads witness overhear told already ever else besides themselves couple".split()
)
REACH = 8  # sentences on both sides within which somebody named is taken to be there


def find_knows(question: Question, view: View) -> Evidence | None:
    """Evidence of the places where it comes out, with those who are there."""
    bare = replace(question, words=tuple(w for w in question.words if stem(w) not in _VERBS), wants="thing")
    if not bare.words and len(bare.people) < 2:
        return None
    choices, field = choose(bare, view)
    missing = thinness(bare, view, choices, field)
    if missing or not choices:
        return find_lookup(question, view, "who knows")
    best = apart(choices, SHOWN)
    there: dict[str, Place] = {}
    knowing: dict[str, Place] = {}
    for choice in best:
        for name in _knowing(view, choice):
            knowing.setdefault(name, choice.place)
        for name in _present(view, choice.place):
            there.setdefault(name, choice.place)
    asked = _asked_about(question, view)
    if asked:
        return _one(question, view, best, knowing, asked)
    besides = (
        {p.name for p in question.people}
        if re.search(r"\b(?:besides|apart from|other than|except)\b", question.text, re.IGNORECASE)
        else set()
    )
    names = [n for n in knowing if n not in besides]
    near = [n for n in there if n not in besides and n not in names]
    lead = f"At least {listed(names[:8])}, shown saying, hearing or seeing it:" if names else NOBODY
    cites = [c.place.cite() for c in best]
    rows = [row(c, view) for c in cites]
    if near:
        rows.append(Row("Only named nearby", listed(near[:6]), None, muted=True))
    return Evidence(
        question.text, "who knows", tuple(sorted(cites, key=lambda c: c.place)), "partial", lead=lead,
        rows=tuple(rows), subject=question.subject, nearest=cites[0],
        how=("looked for the places where it comes out", "read off who says, hears or sees it there"),
    )  # fmt: skip


SHOWN = 3
NOBODY = "Nobody is shown learning it; it comes up here:"
_LEARNS = (
    r"(?:know|knows|knew|known|heard|hears|hear|saw|sees|seen|see|learned|learnt|learns|finds? out|found out|found|realis\w+|realiz\w+|discover\w*|read|reads|overheard|overhears"
    r"|notic\w+|witness\w+|told|tells|said|says|asked|asks|whisper\w*|admit\w*|confess\w*|explain\w*|announc\w*|repl\w+|answer\w*|cried|cries|observ\w+|guess\w*|watch\w*|caught|remember\w*)"
)
_ACTS = re.compile(
    rf"^(?:,?\s+(?:who|had|has|have|already|never|also|must have|would|did|do|does|not|only|\w+ly)){{0,3}}\s+{_LEARNS}\b"
)
_SAID_BY = re.compile(rf"\b{_LEARNS}\s+(?:to\s+)?(?:the\s|(?:Mr|Mrs|Miss|Ms|Dr|Lady|Sir)\.?\s)?$")
_TELLER = re.compile(
    rf"\bI(?:['’](?:d|ve))?(?:\s\w+ly|\shad|\shave|\snever|\salready)?\s{_LEARNS}\b|\b(?:told|tells|telling|asked|asks)\sme\b"
)


def _knowing(view: View, choice: Choice) -> list[str]:
    """Who says, hears, sees or is told something in or right beside a sentence, and whom its answer names."""
    place = choice.place
    found: list[str] = []
    if choice.read is not None and choice.read.answers > 0:
        found += [c.name for c in view.canon.named_in(choice.read.words)]
    for step in (0, -1, 1):
        near = place.near(step)
        if near is None or near.sentence.scene != place.sentence.scene:
            continue
        text, start = near.text, near.sentence.start
        if (teller := view.canon.narrator(near.chapter.position, start)) and _TELLER.search(text):
            found.append(teller)
        for a, b, name in names_in(view, near):
            if _ACTS.match(text[b - start :]) or _SAID_BY.search(text[: a - start]):
                found.append(name)
    return list(dict.fromkeys(found))


def _present(view: View, place: Place) -> list[str]:
    names: dict[str, int] = {}
    teller = view.canon.narrator(place.chapter.position, place.sentence.start)
    if teller:
        names[teller] = 0
    scene = place.sentence.scene
    for step in sorted(range(-REACH, REACH + 1), key=abs):
        near = place.near(step)
        if near is not None and near.sentence.scene == scene:
            for _, _, name in names_in(view, near):
                names.setdefault(name, abs(step))
    here = set(view.canon.present(place.chapter.position, scene))
    return [n for n in names if n in here] or list(names)


def _asked_about(question: Question, view: View) -> str:
    return question.people[0].name if question.people and _DOES.match(question.text) else ""


def _one(question: Question, view: View, best: list, knowing: dict[str, Place], name: str) -> Evidence:
    if name in knowing:
        first = knowing[name].cite()
        rest = [c.place.cite() for c in best if c.place.cite() != first]
        rows = tuple(row(c, view) for c in (first, *rest))
        return Evidence(
            question.text,
            "who knows",
            tuple(sorted([first, *rest], key=lambda c: c.place)),
            "partial",
            lead=f"Perhaps: {name} says, hears or sees something of it here; judge by the page.",
            rows=rows,
            subject=name,
            how=("looked for the places where it comes out",),
        )
    cites = tuple(c.place.cite() for c in best)
    rows = (Row(name, "nothing on the page shows them learning it", None, muted=True), *(row(c, view) for c in cites))
    return Evidence(
        question.text,
        "who knows",
        tuple(sorted(cites, key=lambda c: c.place)),
        "partial",
        lead=f"Not that the page shows: nobody tells {name} where it comes up.",
        rows=rows,
        subject=name,
        how=("looked for the places where it comes out",),
    )


KNOWS = Kind(
    "who knows",
    lambda question, view: bool(
        _KNOWS.search(question.text)
        or (_DOES.match(question.text) and any(stem(w) not in _VERBS for w in question.words))
    ),
    find_knows,
)
