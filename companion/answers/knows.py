"""Who knows: the places where a thing comes out, and who says it there, is told it or is within earshot.

"Who knows about the letter?" lists people with the first place where the page shows each of them learning it; "Does Nell
know ...?" and "Since when does Nell know ...?" give hers; "Who was there when ...?" those who are in the scene.
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from ..canon.learning import How, Learnt, learnt_at, within_earshot
from ..canon.view import View
from ..manuscript.chapter import Citation
from .field import Field, Place
from .kind import Kind
from .lookup import find_lookup
from .question import Question, read_question
from .saying import capital, listed, row
from .select import Choice, choose
from .thin import thinness
from .types import Evidence, Row
from .words import stem

_LEARN = (
    r"(?:knows?|knew|known|seen|reads?|(?:is |are |was |were )?aware|finds? out|found out|learns?|learned|learnt|hears?|heard|overh\w+|sees|saw|witness\w*"
    r"|been told|is told|was told|were told)"
)
_WHO = re.compile(
    rf"^(?:and |so |but )?(?:.*?,\s*)?who(?:\s+(?:all|else|besides\b[^?]*?))?\s+(?:(?:has|have|had)\s+)?(?:already\s+|ever\s+)?{_LEARN}\b(?P<topic>.*)",
    re.I,
)
_DOES = re.compile(
    r"^(?:and |so |but )?(?:does|did|do|has|have|had|is|was)\s+(?P<who>.+?)\s+(?:already\s+|ever\s+|been\s+)?(?:know|knows|known|aware|find out|found out|learn(?:ed|t)?|heard?|told)\b(?P<topic>.*)",
    re.I,
)
_SINCE = re.compile(
    r"^(?:and |so |but )?(?P<since>since when|how long|when|where)\s+(?:does|did|do|has|have|had|is|was)\s+(?P<who>.+?)\s+(?:first\s+|already\s+)?(?:know|known|find out|found out|learn(?:ed|t)?|heard?|hear|told)\b(?P<topic>.*)",
    re.I,
)
_THERE = re.compile(
    r"^(?:and |so |but )?who(?:\s+(?:all|else))?\s+(?:was|were|is|are)\s+(?:there|present|in the room|around|watching)\b(?P<topic>.*)",
    re.I,
)
_LINK = re.compile(r"^\s*(?:(?:all\s+)?about|of|that|when|while|it was|at)\b\s*", re.I)
_BESIDES = re.compile(r"\b(?:besides|apart from|other than|except)\b", re.I)
_VERBS = frozenset(
    stem(w)
    for w in "know knows known aware find finds found out learn learned hear heard saw see seen read reads witness overhear told already ever else besides themselves couple happened".split()
)
PLACES = 8  # where a matter comes up, at most
_SUM = re.compile(
    r"\b(?:\d[\d,.]*|[a-z]+(?:ty|een)|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: (?:hundred|thousand|million))",
    re.I,
)
SURE = 0.5  # of the question's weight that must stand at the best place of one event
COVER, SHARE = 0.5, 0.5  # that must stand at any place, and of what the best place has
# Logits of the reader: of 20 questions on two novellas the best place had 1.5 or more in the middle, and -.7 at least where
# it was right; one on a novel whose words stood together by chance had -1.1.
LIKELY, UNLIKELY, BEHIND = -1.0, -2.0, 3.0
NEAR_BEHIND = 2.0  # for a sentence that holds less than half of what was asked for: "Not the promoter or Marchmont."
SURELY = 1.0  # where its words stand together nowhere
SHOWN = 3
NOBODY = "No sentence was found that shows who learns of it; it comes up here:"
_SAID = {  # one, several
    "says it": ("says it", "say it"),
    "is told": ("is told", "are told"),
    "knows it": ("knows it", "know it"),
    "is there": ("is there", "are there"),
    "tells it": ("tells of it", "tell of it"),
}


def find_knows(question: Question, view: View) -> Evidence | None:
    """Evidence of the places where it comes out, with those who learn it there."""
    match = _match(question.text)
    topic = _LINK.sub("", match["topic"]).strip(" ?.!") if match else ""
    about = read_question(topic, view) if topic else question
    about = replace(about, text=topic or question.text, words=_topical(about.words), wants="thing")
    if not about.words and not about.people:
        return None
    choices, field = choose(about, view)
    missing = thinness(about, choices, field)
    if missing or not choices:
        return find_lookup(question, view, "who knows")
    if places := _places(choices, field, about.text):
        places = _told_there(places, choices, field, LIKELY)
    else:  # its words stand together nowhere: it may be told in others
        places = _told_there(_best(choices), choices, field, SURELY)
    of_one = match is None or match.re is not _WHO
    asked = _asked_about(question, match, view)
    unknown = match is not None and match.re in (_DOES, _SINCE) and not asked  # "Does the drummer know ...?"
    if not places or unknown or (of_one and max(choice.cover for choice in choices) < SURE):
        return find_lookup(question, view, "who knows")
    if match and match.re is _THERE:
        return _who_was_there(question, view, places)
    learnt = _learnt(view, [place.cite() for place in places], {p.name for p in about.people})
    if asked:
        return _one(question, view, places, learnt, asked, match)
    besides = {p.name for p in question.people} if _BESIDES.search(question.text) else set()
    return _everybody(question, view, places, [one for one in learnt if one.who not in besides])


def _match(text: str) -> re.Match[str] | None:
    return next((m for pattern in (_SINCE, _THERE, _WHO, _DOES) if (m := pattern.match(text))), None)


def _topical(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(w for w in words if stem(w) not in _VERBS)


def _places(choices: Sequence[Choice], field: Field, topic: str) -> list[Place]:
    """Where the matter comes up, in reading order: its rarest word stands there, and a good part of the rest around it.

    "Forty thousand" is not in "forty-eight thousand".
    """
    best = max(choice.cover for choice in choices)
    rarest = max(
        (term for term in field.terms if field.count.get(term.key)), key=lambda term: field.idf[term.key], default=None
    )
    sum_named = _SUM.search(topic)
    found: dict[tuple[int, int], Place] = {}
    for choice in sorted(choices, key=lambda c: -c.score):
        if choice.cover < max(COVER, SHARE * best):
            continue
        for place in (choice.place, choice.place.near(-1), choice.place.near(1)):
            if place is None or (rarest is not None and field.at(place).get(rarest.key, 0.0) < 1.0):
                continue
            if sum_named and not re.search(rf"(?<![\w-]){sum_named[0]}\b".replace(" ", r"\s+"), place.text, re.I):
                continue
            found.setdefault(place.key, place)
            break
    return sorted([*found.values()][:PLACES], key=lambda place: place.key)


def _best(choices: Sequence[Choice]) -> list[Place]:
    """The likeliest sentences, in reading order."""
    best = sorted(choices, key=lambda choice: -choice.score)[:SHOWN]
    return sorted((choice.place for choice in best), key=lambda place: place.key)


def _told_there(places: Sequence[Place], choices: Sequence[Choice], field: Field, bar: float) -> list[Place]:
    """Those of the places that, read closely, tell of the matter; none where no logit reaches `bar`.

    Words alone ("kiss", "house") stand in other matters too. Without a reader all of them.
    """
    if field.view.read is None:
        return list(places)
    speaks = {choice.place.key: choice.read.speaks for choice in choices if choice.read is not None}
    best = max((speaks[place.key] for place in places if place.key in speaks), default=UNLIKELY)
    if best < bar:
        return []
    asked = [term.key for term in field.terms if field.count.get(term.key)]

    def least(place: Place) -> float:
        held = field.at(place)
        return best - (BEHIND if 2 * sum(key in held for key in asked) >= len(asked) else NEAR_BEHIND)

    return [place for place in places if speaks.get(place.key, UNLIKELY) > max(UNLIKELY, least(place))]


def _learnt(view: View, citations: Sequence[Citation], topic: Collection[str]) -> list[Learnt]:
    """The first place for each who learns it, in reading order; whom it is about is named there without hearing it."""
    found: dict[str, Learnt] = {}
    for citation in citations:
        for one in learnt_at(view.canon, citation):
            if one.who not in topic or one.how in ("says it", "knows it", "tells it"):
                found.setdefault(one.who, one)
    return list(found.values())


def _everybody(question: Question, view: View, places: Sequence[Place], learnt: Sequence[Learnt]) -> Evidence:
    sure = [one.who for one in learnt if one.how != "is there"]
    near = [one.who for one in learnt if one.how == "is there"]
    cites = [place.cite() for place in places]
    rows = _rows(learnt, view) if learnt else [row(cite, view) for cite in cites[:SHOWN]]
    also = f"within earshot: {listed(near[:8])}" if near else ""
    if sure:
        lead = f"At least {listed(sure[:8])}, as far as the page shows{'; ' + also if also else ''}:"
    else:
        lead = f"{capital(also)}; nobody else is shown learning it:" if also else NOBODY
    return _evidence(question, cites, lead, rows, ("read off who says it there, is told it or is within earshot",))


def _rows(learnt: Sequence[Learnt], view: View) -> list[Row]:
    """One row for each place and way of learning: "Kit says it", "Billie and Harjit are told"."""
    groups: dict[tuple[Citation, How], list[str]] = {}
    for one in learnt:
        groups.setdefault((one.citation, one.how), []).append(one.who)
    return [
        row(citation, view, note=f"{listed(names)} {_SAID[how][len(names) > 1]}:")
        for (citation, how), names in groups.items()
    ]


def _who_was_there(question: Question, view: View, places: Sequence[Place]) -> Evidence:
    """Those who are in the scene around the best place."""
    for place in places:
        cite = place.cite()
        scene = place.chapter.scene_at(cite.start)
        if scene is None:
            continue
        there = view.canon.present_between(place.chapter.position, *within_earshot(place.chapter, scene, cite))
        if there:
            lead = f"{listed(there)}, as far as the page shows:"
            rest = [p.cite() for p in places if p != place][: SHOWN - 1]
            rows = [row(cite, view, note=f"{listed(there)} {'is' if len(there) == 1 else 'are'} there:")]
            rows += [row(c, view) for c in rest]
            return _evidence(
                question, [cite, *rest], lead, rows, ("read off who speaks, acts or is spoken to around it",)
            )
    cites = [place.cite() for place in places[:SHOWN]]
    return _evidence(question, cites, "The page names nobody there:", [row(c, view) for c in cites], ())


def _asked_about(question: Question, match: re.Match[str] | None, view: View) -> str:
    """Of whom it is asked whether or since when they know."""
    if match is None or "who" not in match.re.groupindex:
        return ""
    named = view.canon.named_in(match["who"])
    meant = (*named, *question.people, *question.also)
    return meant[0].name if meant else ""


def _one(
    question: Question,
    view: View,
    places: Sequence[Place],
    learnt: Sequence[Learnt],
    name: str,
    match: re.Match[str] | None,
) -> Evidence:
    """Whether, and since when, one person knows."""
    since = match is not None and "since" in match.re.groupindex
    mine = next((one for one in learnt if one.who == name), None)
    cites = [place.cite() for place in places]
    how = ("read off who says it there, is told it or is within earshot",)
    if mine is None:
        others = [one for one in learnt if one.who != name]
        lead = f"Not that the page shows: {name} is not shown learning it."
        rows = _rows(others, view)[:SHOWN] or [row(c, view) for c in cites[:SHOWN]]
        return _evidence(question, cites, lead, rows, how, name)
    where = mine.citation.chapter.short
    lead = f"{'Since' if since else 'Yes, since'} {where}, as far as the page shows:"
    rest = [c for c in cites if c.place > mine.citation.place][: SHOWN - 1]
    rows = [*_rows([mine], view), *(row(c, view) for c in rest)]
    return _evidence(question, [mine.citation, *rest], lead, rows, how, name)


def _evidence(
    question: Question,
    cites: Sequence[Citation],
    lead: str,
    rows: Sequence[Row],
    how: tuple[str, ...],
    subject: str = "",
) -> Evidence:
    return Evidence(
        question.text,
        "who knows",
        tuple(sorted(dict.fromkeys(cites), key=lambda c: c.place)),
        "partial",
        lead=lead,
        rows=tuple(rows),
        subject=subject or question.subject,
        nearest=cites[0] if cites else None,
        how=("looked for the places where it comes out", *how),
    )


def _asks(question: Question) -> bool:
    match = _match(question.text)
    if match is None:
        return False
    if match.re is _SINCE:
        return bool(match["topic"].strip(" ?")) and match["since"].lower() != "where"
    return match.re is not _DOES or len(match["topic"].split()) > 1


KNOWS = Kind("who knows", lambda question, view: _asks(question), find_knows)
