"""Whether somebody is a woman or a man where the cast does not know: from the pronouns that can only be theirs.

The cast counts the first pronoun after each mention, which needs many mentions to tell anything. In a short book, or of
somebody who has just come in, one sentence has to do: "Anneke is our manager. She's Dutch"; "Calum rubbed his eyes"; "a
girl called Hattie"; "my cousin Morven" says nothing, "my sister Morven" all.
"""

# ruff: noqa: E501 - a table of regular expressions is read one to a line
from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from .lexicon import KIN_GENDER
from .relatives import OWN_KIN

if TYPE_CHECKING:
    from .canon import Canon
    from .page import Page

_OWN = re.compile(
    r"\b(?P<self>(?P<he>himself)|(?P<she>herself))\b|\b(?:(?P<he1>[Hh]e)|(?P<she1>[Ss]he))\b"
    r"|(?P<of>(?<!\bat )(?<!\bof )(?<!\bto )(?<!\bby )(?<!\bfor )(?<!\bwith )(?<!\bfrom )(?<!\bnear )(?<!\bbeside )(?<!\bagainst )"
    r"\b(?:(?P<he2>his)|(?P<she2>her))(?= (?!to\b|and\b|with\b|in\b|at\b|on\b|by\b|as\b|off\b|up\b|out\b|a\b|the\b|that\b)[a-z]))"
)
_ANY = re.compile(r"\b(?:[Hh]e|[Hh]is|[Hh]im|[Ss]he|[Hh]ers?)\b")
_BEGINS = re.compile(r"(?:(?P<he>He|His)|(?P<she>She|Her))\b")
_SOMEBODY = re.compile(
    r"\b(?:man|woman|girl|boy|lad|lass|lady|gentleman|fellow|guy|bloke|wife|husband|mother|father|mum|mom|dad|sister|brother|son|daughter|"
    r"aunt|uncle|niece|nephew|cousin|friend|nan|gran|grandmother|grandfather|baby|child|driver|doctor|nurse|dog|cat|horse|boyfriend|girlfriend|"
    r"who|whom|whose)\b"
)
_CALLED = re.compile(
    r"\b(?:(?P<she>girl|woman|lady|lass|nun|actress|waitress|barmaid|widow|mum|mom|mother|sister|daughter|wife|aunt|niece|girlfriend|bitch|mare)"
    r"|(?P<he>boy|man|lad|bloke|fella|fellow|guy|chap|gentleman|monk|waiter|barman|widower|dad|father|brother|son|husband|uncle|nephew|boyfriend|stallion))"
    r",?\s+(?:(?:[a-z]+\s+)?(?:called|named)\s+)?\Z"
)
# "Anneke is our driver", "Struan, who is my cousin": what somebody is said to be is nobody else.
_IS_SUCH = re.compile(
    r"(?:\b(?:is|was|becomes?|became)|'s|,)[ ,]+(?:an?|the|my|our|his|her|their|now|only|just) (?:[a-z]+ )?\Z|[A-Z]\w+,? \Z"
)
_AS_SUBJECT = frozenset("SAa")
_SURE = 3.0  # a relation or a reflexive
_HALF = 0.5  # "Calum kissed her hand"
_ENOUGH, _SHARE = 1.0, 0.75  # votes in all, and how many of them must agree


def inferred_genders(canon: Canon) -> dict[str, str]:
    """ "she" or "he" for each of the cast of whom the cast does not know it and the text lets it be seen."""
    unknown = {c.name for c in canon.cast if not c.pronouns}
    votes: dict[str, dict[str, float]] = defaultdict(lambda: {"he": 0.0, "she": 0.0})
    if not unknown:
        return {}
    for chapter, observed in zip(canon.chapters, canon.observations, strict=True):
        for one in observed.get("facts", ()):
            gender = KIN_GENDER.get(one["value"], "") if one["attribute"] == "kin" and one["whom"] else ""
            known = canon.resolve(" ".join(one["whom"][0].split())) if gender else None
            if known and known.name in unknown:
                votes[known.name][gender] += _SURE
        page = canon.page(chapter.position)
        for n, (_, _, name) in enumerate(page.names):
            if name in unknown:
                _vote(canon, page, n, votes[name])
    found = {name: KIN_GENDER[OWN_KIN[name.lower()]] for name in unknown if name.lower() in OWN_KIN}
    for name, vote in votes.items():
        best = max(vote, key=lambda gender: vote[gender])
        if name not in found and vote[best] >= max(_ENOUGH, _SHARE * sum(vote.values())):
            found[name] = best
    return found


def _vote(canon: Canon, page: Page, n: int, vote: dict[str, float]) -> None:
    """Adds what one mention tells to `vote`."""
    start, end, name = page.names[n]
    called = _CALLED.search(page.text, max(0, start - 40), start)
    if called:
        vote["she" if called["she"] else "he"] += _SURE
    if page.quote_at(start) is not None:
        return
    number = page.sentence_number(start)
    sentences = page.chapter.sentences
    sentence = sentences[number]
    others = {who for a, _, who in page.named(sentence.start, sentence.end) if who != name and page.quote_at(a) is None}
    next_name = next((a for a, _, who in page.names[n + 1 : n + 4] if who != name), sentence.end)
    if _ANY.search(page.text, sentence.start, start) or _somebody_else(page.text, sentence.start, start):
        return  # "She laughed, and Calum had been waiting for it. She sat down"
    sighting = canon.sightings(page.chapter.position).get(start)
    if sighting and _AS_SUBJECT & set(sighting.cues) and not page.text.startswith("'s", end):
        before = {who for a, _, who in page.named(sentence.start, start) if page.quote_at(a) is None}
        own = _OWN.search(page.text, end, min(sentence.end, next_name))
        if (
            own
            and not before
            and page.quote_at(own.start()) is None
            and not _somebody_else(page.text, end, own.start())
        ):
            she = own["she"] or own["she1"] or own["she2"]
            vote["she" if she else "he"] += _SURE if own["self"] else _HALF if own["of"] else 1.0
    if others or number + 1 >= len(sentences) or sentences[number + 1].scene != sentence.scene:
        return
    begins = _BEGINS.match(page.text, sentences[number + 1].start)
    if begins and not _somebody_else(page.text, end, sentence.end):
        vote["she" if begins["she"] else "he"] += 1.0


def _somebody_else(text: str, start: int, end: int) -> bool:
    """Whether a stretch speaks of somebody without a name who may be the one that a pronoun means."""
    return any(not _IS_SUCH.search(text, start - 1, m.start()) for m in _SOMEBODY.finditer(text, start, end))
