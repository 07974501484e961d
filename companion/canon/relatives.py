"""Who is whose mother, aunt, son: from what the text states, and from what people call each other when they talk."""

# ruff: noqa: E501 - a table of regular expressions is read one to a line
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .lexicon import KIN, KIN_GENDER
from .patterns.base import either
from .patterns.family import kin_name

if TYPE_CHECKING:
    from ..manuscript.chapter import Chapter
    from .attach import Attacher
    from .canon import Canon
    from .page import Page
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
SIBLINGS = ("sister", "brother")
BESIDE = 1.0  # names beside "my sister" that must speak for one person
LEAST, SHARE = 0.8, 0.6  # confidence that must speak for one person in all, and their share of it


def stated_relatives(attacher: Attacher) -> dict[tuple[str, str], set[str]]:
    """(whose, kin word) -> names, from "his aunt, Mrs. Lund" and its kind."""
    table: dict[tuple[str, str], set[str]] = {}
    canon = attacher.canon
    for chapter, observed in zip(canon.chapters, canon.observations, strict=True):
        for one in observed.get("facts", ()):
            if one["attribute"] != "kin" or one["whom"] is None or one["who"] is None or "negation" in one["hedges"]:
                continue
            whom = named_relative(attacher, chapter, one)
            text, start, end = one["who"]
            if KIN_ROLE.match(text.strip()):
                continue
            whose = attacher.anchor(attacher.page(chapter), text, start, end, one["said"])
            role = _OF_ROLE.match(" ".join(text.split()))
            owner = whose.name if whose.sure else f"the {role['kin'].lower()}" if role else ""
            fits = not KIN_GENDER.get(one["value"]) or canon.gender_of(whom) in ("", KIN_GENDER[one["value"]])
            if whom and owner and whom != owner and fits:
                table.setdefault((owner, one["value"]), set()).add(whom)
    return table


def named_relative(attacher: Attacher, chapter: Chapter, one: dict[str, Any]) -> str:
    """Whom a "kin" observation names: "my aunt Philips" is Mrs. Philips, where Philips alone is her husband.

    Where the kin word is a woman's and the bare surname so far a man's, or the other way, the only other bearer of the
    surname is meant; "his father, Miss Bennet, was kind" calls somebody else by name.
    """
    name = attacher.named(chapter, one["whom"], one["said"])
    gender = KIN_GENDER.get(one["value"], "")
    if not name or not gender or attacher.canon.gender_of(name) in ("", gender):
        return name
    last = one["whom"][0].strip()
    others = [c for c in attacher.canon.cast if c.name != name and any(n.split()[-1] == last for n in c.names)]
    fitting = [c.name for c in others if attacher.canon.gender_of(c.name) == gender]
    return fitting[0] if last == name.split()[-1] and len(fitting) == 1 else ""


def called_relatives(canon: Canon) -> dict[tuple[str, str], str]:
    """(speaker, kin word) -> who is called that: "It's Phil, Dad", said to Frank, who answers.

    Speakers are not sure, so one person must have most of the confidence of all such places together; where the book
    has somebody of their own surname and a title, a parent of another surname must answer to it twice.
    """
    votes: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    places: set[tuple[str, str, str, int, int]] = set()
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
                    places.add((quote.speaker, kin, other.speaker, chapter.position, quote.start))
    found = {}
    for (whose, kin), names in votes.items():
        best = max(names, key=lambda name: (names[name], name))
        otherwise = max((v[best] for (who, word), v in votes.items() if who == whose and word != kin), default=0.0)
        most = names[best] >= max(LEAST, SHARE * sum(names.values())) and names[best] > otherwise
        often = sum(place[:3] == (whose, kin, best) for place in places) > 1
        if most and (often or kin not in _PARENTS or not _likelier_parent(canon, whose, best)):
            found[whose, kin] = best
    return found


_PARENTS = frozenset({"mother", "father"})
_TITLE = {"mr": "he", "sir": "he", "mrs": "she", "lady": "she"}


def _likelier_parent(canon: Canon, child: str, parent: str) -> bool:
    """Whether a parent of another surname is unlikely: somebody has the child's surname and a title ("Mrs. Bennet")."""
    surnames = _surnames(canon, child)
    if not surnames or not _surnames(canon, parent) or surnames & _surnames(canon, parent):
        return False
    gender = canon.gender_of(parent)
    titled = [n.split() for c in canon.cast if c.name != parent for n in c.names if len(n.split()) > 1]
    return any(
        words[-1] in surnames and _TITLE.get(words[0].strip(".").lower(), "") == gender != "" for words in titled
    )


def _surnames(canon: Canon, name: str) -> set[str]:
    return {n.split()[-1] for n in canon.names_of(name) if len(n.split()) > 1}


def told_siblings(attacher: Attacher) -> dict[tuple[str, str], set[str]]:
    """(whose, "sister" or "brother") -> name, from whom one names in the same breath: "Phil, then. I tell my sister all."

    Both must be known to have one: who is named speaks of a sister or brother, too.
    """
    votes: dict[tuple[str, str], dict[str, float]] = defaultdict(lambda: defaultdict(float))
    canon = attacher.canon
    for chapter, observed in zip(canon.chapters, canon.observations, strict=True):
        for one in observed.get("facts", ()):
            if one["attribute"] != "has kin" or one["value"] not in SIBLINGS or one["who"] is None:
                continue
            page, (text, start, end) = attacher.page(chapter), one["who"]
            whose = attacher.anchor(page, text, start, end, one["said"])
            if whose.name and whose.sure:
                seen = votes[whose.name, one["value"]]
                for name, weight in _named_beside(page, one["at"]):
                    if name != whose.name and canon.gender_of(name) in ("", KIN_GENDER[one["value"]]):
                        seen[name] += weight
    firsts = {key: _first(seen) for key, seen in votes.items()}
    found: dict[tuple[str, str], set[str]] = {}
    for (owner, kin), name in firsts.items():
        back = [key for key in votes if key[0] == name]
        agreed = any(firsts[key] == owner for key in back) or (back and not any(votes[key] for key in back))
        if name and agreed and votes[owner, kin][name] >= BESIDE:
            found[owner, kin] = {name}
    return found


def _first(votes: Mapping[str, float]) -> str:
    """Who has most of the votes, "" when two have or nobody."""
    most = max(votes.values(), default=0.0)
    best = [name for name, weight in votes.items() if weight == most]
    return best[0] if len(best) == 1 else ""


def _named_beside(page: Page, at: int) -> list[tuple[str, float]]:
    """Names in the sentence of an offset, and half as much in those before and after."""
    n, sentences = page.sentence_number(at), page.chapter.sentences
    found = []
    for m, weight in ((n, 1.0), (n - 1, 0.5), (n + 1, 0.5)):
        if 0 <= m < len(sentences) and sentences[m].scene == sentences[n].scene:
            found += [(name, weight) for name in {x for _, _, x in page.named(sentences[m].start, sentences[m].end)}]
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
