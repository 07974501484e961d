"""Who is whose mother, aunt, son: from what the text states, and from what people call each other when they talk."""

# ruff: noqa: E501 - a table of regular expressions is read one to a line
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .lexicon import KIN, KIN_GENDER
from .patterns.base import either
from .patterns.family import kin_name

if TYPE_CHECKING:
    from ..manuscript.chapter import Chapter
    from .attach import Attacher
    from .canon import Canon
    from .speakers import Quote

# What one calls relatives of one's own without "my".
OWN_KIN: dict[str, str] = {
    word: kin
    for kin, words in {
        "father": "dad daddy papa da pa pop",
        "mother": "mum mummy mam mom mommy mama mamma ma",
        "grandmother": "gran granny nan nana grandma",
        "grandfather": "grandad granddad grandpa granda",
    }.items()
    for word in words.split()
}
# "my eldest sister", "Dee's aunt": whose, and what they are.
KIN_ROLE = re.compile(
    rf"^(?P<whose>my|his|her|our|their|your|.+?'s?) (?P<order>(?:[a-z]+ )*?)(?P<kin>{either(KIN)})(?:'s?)?$".replace(
        " ", r"\s+"
    ),
    re.I,
)
_KIN = rf"(?:{'|'.join(sorted((w.title() for w in OWN_KIN), key=len, reverse=True))}|papa|mamma|mama|Father|Mother|father|mother)"
_MY = r"(?:(?:my |dear |dearest |poor |old )*)"
# "Dad, it's me" and "It's me, Dad."; "Mam. She won't talk" speaks of her.
_VOCATIVE = re.compile(
    rf"\A[\"“'‘](?:(?:[Oo]h|[Nn]o|[Yy]es|[Bb]ut|[Pp]lease|[Hh]ey|[Hh]i|[Hh]ello),? )?{_MY}(?P<first>{_KIN})[,!?—–-]|,\s+{_MY}(?P<kin>{_KIN})(?=[.!?;—–-]|,?[\"”’'])"
)
_ANY_KIN = re.compile(rf"\b{_KIN}\b")
_OF_ROLE = re.compile(r"^the\s+(?P<kin>[a-z\-]+)$", re.I)
NEXT = 500  # characters between what is said and what answers it
HEARD = 0.6  # confidence in who answers
LEAST, SHARE = 0.8, 0.6  # confidence that must speak for one person in all, and their share of it


def stated_relatives(attacher: Attacher) -> dict[tuple[str, str], set[str]]:
    """(whose, kin word) -> names, from "his aunt, Mrs. Lund" and its kind."""
    table: dict[tuple[str, str], set[str]] = {}
    canon = attacher.canon
    for chapter, observed in zip(canon.chapters, canon.observations, strict=True):
        for one in observed.get("facts", ()):
            if one["attribute"] != "kin" or one["whom"] is None or one["who"] is None or "negation" in one["hedges"]:
                continue
            whom = attacher.named(chapter, one["whom"], one["said"])
            text, start, end = one["who"]
            if KIN_ROLE.match(text.strip()):
                continue
            whose = attacher.anchor(attacher.page(chapter), text, start, end, one["said"])
            role = _OF_ROLE.match(" ".join(text.split()))
            owner = whose.name if whose.sure else f"the {role['kin'].lower()}" if role else ""
            if whom and owner and whom != owner:
                table.setdefault((owner, one["value"]), set()).add(whom)
    return table


def called_relatives(canon: Canon) -> dict[tuple[str, str], str]:
    """(speaker, kin word) -> who is called that: "It's Phil, Dad", said to Frank, who answers.

    Speakers are not sure, so one person must have most of the confidence of all such places together.
    """
    votes: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for chapter in canon.chapters:
        if not _ANY_KIN.search(chapter.text):
            continue
        quotes = canon.quotes(chapter.position)
        for n, quote in enumerate(quotes):
            match = _VOCATIVE.search(chapter.text[quote.start : quote.end])
            if match is None or not quote.speaker:
                continue
            word = (match["kin"] or match["first"]).lower()
            kin = OWN_KIN.get(word, kin_name(word))
            for other in _answers(chapter, quotes, n):
                fits = canon.pronouns_of(other.speaker) in ("", KIN_GENDER.get(kin, ""))
                if fits and other.confidence >= HEARD and other.speaker.split()[-1].lower() not in OWN_KIN:
                    votes[quote.speaker, kin][other.speaker] += min(quote.confidence, other.confidence)
    found = {}
    for key, names in votes.items():
        best = max(names, key=lambda name: (names[name], name))
        if names[best] >= max(LEAST, SHARE * sum(names.values())):
            found[key] = best
    return found


def _answers(chapter: Chapter, quotes: Sequence[Quote], n: int) -> list[Quote]:
    """The nearest quotation by somebody else before and after one, in the same scene."""
    found = []
    for way in (range(n - 1, max(-1, n - 4), -1), range(n + 1, min(len(quotes), n + 4))):
        for m in way:
            near = abs(quotes[m].start - quotes[n].start) < NEXT
            if near and quotes[m].speaker and quotes[m].speaker != quotes[n].speaker:
                if chapter.scene_at(quotes[m].start) == chapter.scene_at(quotes[n].start):
                    found.append(quotes[m])
                break
    return found
