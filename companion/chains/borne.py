"""Whether the page bears the deed of a claim: what the question supplies is no evidence.

Asked who drove, "Tom drove" needs more of its sentence than Tom: the verb, one that may stand for it, or something that
could carry it. Who slept there did not thereby drive. And what is only ordered, asked, wished or denied was not done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property

from ..manuscript.chapter import Citation
from .force import ASKED, ATTRIBUTED, DENIED, HELD, ORDERED, UNREAL, kinds_at, stretches
from .pages import Page, as_written, numbers_in, roots, verbs_in
from .polarity import denied
from .roles import Deed, deeds
from .tongues import is_foreign
from .verbs import FRAMES, LIGHT, SPEECH, alike, is_known, loosely_alike
from .wording import (
    FUNCTION,
    TOKEN,
    People,
    bare,
    clauses,
    content_stems,
    lower_words,
    names_in,
    people_in,
    root,
    tokens,
)

FRAGMENT = 3  # words that mean something in a sentence that says little by itself
BORNE, OTHER_WORDS, UNBORNE = "borne", "other words", "unborne"
ONLY_THE_NAME = "its sentence has nothing but the name"
WHY = {
    ORDERED: "its sentence only tells somebody to say so",
    DENIED: "its sentence says that it is not so",
    ASKED: "its sentence asks it and does not say it",
    UNREAL: "its sentence does not say that it was done",
    HELD: "its sentence only says that somebody says or thinks so",
}
_NO_MORE = frozenset("it was is were are the a an and that did does do had has who by only just also both".split())
_WHO = re.compile(r"\A\W*(?:and\s+|so\s+|but\s+)?who(?:m|ever)?\s+(?!is\b|are\b|was\b|were\b)(?=[a-z])", re.I)
_CARRIES = re.compile(
    r"\b(?:did|does|do|didn['’]t|yes|yeah|yep|aye|nod(?:s|ded)?|guilty|admit(?:s|ted)?|confess(?:es|ed)?|"
    r"it\s+(?:was|is|had\s+been)|it['’]s|that\s+was|was\s+(?:him|her|me|them)|me\b)",
    re.I,
)
_TAKES_UP = re.compile(r"\b(?:it|that|this|them|those|these|one|so)\b", re.I)
_DOER = re.compile(r"(?:\s+[A-Z][\w’-]+)?\s+(?:\w+ly\s+)?[a-z]+")
_SUBJECT = re.compile(
    r"\b(?P<who>I|he|she|they|we|who|[A-Z][\w’-]+)(?:['’](?:d|ve|s|re))?\s+(?:(?:\w+ly|had|has|have|was|is|were|then|just|also|"
    r"always|only|never)\s+)*\Z"
)
_PARTICLES = frozenset(map(root, "away off out up down back round along".split()))
_TELLING = frozenset({root("narrate")})  # whose the telling is stands above the sentences
_ENDINGS = re.compile(r"(?:ed|ing|[^s]s)\Z")


def answered(claim: str, question: str) -> str:
    """A claim that is only a name, with what was asked of it: "Tom" for "Who drove?" is "Tom drove"."""
    asks = _WHO.match(question)
    named = list(names_in(claim))
    starts = {start for _, start, _ in named}
    more = (m[0].lower() for m in TOKEN.finditer(claim) if m.start() not in starts)
    if not asks or not named or not _NO_MORE.issuperset(more):
        return claim
    rest = question[asks.end() :].strip().rstrip("?!. ")
    return f"{claim[named[0][1] : named[-1][2]]} {rest}."


def not_done(claim: str, cited: Sequence[Citation], question: str) -> str:
    """Why no sentence says that what a claim tells was done, though some have its verb; "" when one does."""
    mine = stretches(claim)
    told = [m.start() for m in ATTRIBUTED.finditer(claim)]
    negated = {word for a, b in clauses(claim) for word in denied(claim[a:b]).all}
    asked = roots(question)
    evidence: list[tuple[bool, frozenset[str]]] = []
    for word, at, is_needed in _tellers(claim):
        if word in FRAMES and word not in asked:
            continue
        kinds = list(_kinds_of(word, cited))
        needed = kinds
        if claim[at].isupper():  # somebody who only stands in what is ordered, asked or wished
            needed = [theirs & {ORDERED} if negated else theirs - {HELD, DENIED} for theirs in kinds]
        framed = any(n != at for n in told)
        own = kinds_at(mine, at)
        if is_needed and needed and not any(_bears(theirs, own, framed, word in negated) for theirs in needed):
            return _why(needed[0])
        bears = [_bears(theirs, own, framed, word in negated) for theirs in kinds]
        evidence += zip(bears, kinds, strict=True)
    return _why(evidence[0][1]) if evidence and not any(bears for bears, _ in evidence) else ""


def _why(kinds: frozenset[str]) -> str:
    return next(why for kind, why in WHY.items() if kind in kinds)


def _tellers(claim: str) -> Iterator[tuple[str, int, bool]]:
    """(root, place, whether it has to be said: a deed, who does it) of the words of a claim that tell something."""
    names = {start for _, start, _ in names_in(claim, lower_words(claim))}
    told = {at for _, at in verbs_in(claim)}
    for match in TOKEN.finditer(claim):
        word = bare(match[0]).lower()
        if match.start() in told or (match.start() in names and _DOER.match(claim, match.end())):
            yield root(word), match.start(), True
        elif match.start() not in names and word not in FUNCTION and root(word) not in LIGHT and word[0].isalpha():
            yield root(word), match.start(), False


def _kinds_of(word: str, cited: Sequence[Citation]) -> Iterator[frozenset[str]]:
    """For every place where the cited sentences have a word, or one like it where they have not: what it stands in."""
    places = [
        (root(bare(m[0]).lower()), citation, m.start())
        for citation in cited
        for m in TOKEN.finditer(citation.chapter.text, citation.start, citation.end)
    ]
    near = alike(word)
    found = [p for p in places if p[0] == word] or [p for p in places if p[0] in near and p[0] not in LIGHT]
    for _, citation, at in found:
        yield kinds_at(stretches(citation.chapter.text), at)


def _bears(theirs: frozenset[str], own: frozenset[str], told: bool, negated: bool) -> bool:
    if ORDERED in theirs and ORDERED not in own:
        return False
    rest = theirs - {ORDERED}
    return not rest or bool(own) or told or (negated and ASKED not in rest)


def unborne(claim: str, pages: Sequence[Page], question: str, people: People | None) -> tuple[str, bool]:
    """(why nothing of the page bears the deeds of a claim, or ""; whether they are borne in other words only)."""
    bearing = _Bearing(claim, tuple(pages), question, people)
    found = {verb: bearing.of(verb) for verb, _ in verbs_in(claim)}
    found |= {verb: bearing.of(verb) for verb, _ in verbs_in(claim, light=True) if bearing.is_answer_to(verb)}
    missing = next((verb for verb, how in found.items() if how == UNBORNE), None)
    if missing is not None:
        return f"its sentence has nothing of “{as_written(claim, missing)}”", False
    others = OTHER_WORDS in found.values()
    return ("" if bearing.has_more_than_the_name(others) else ONLY_THE_NAME), others


@dataclass(frozen=True)
class _Bearing:
    """One claim beside its sentences."""

    claim: str
    pages: tuple[Page, ...]
    question: str
    people: People | None

    @cached_property
    def source(self) -> str:
        return "\n".join(page.text for page in self.pages)

    @cached_property
    def there(self) -> frozenset[str]:
        return roots(self.source)

    @cached_property
    def around(self) -> frozenset[str]:
        return roots("\n".join(text for page in self.pages for text in page.beside))

    @cached_property
    def asked(self) -> frozenset[str]:
        return roots(self.question)

    @cached_property
    def lower(self) -> frozenset[str]:
        return lower_words(self.claim) | lower_words(self.source)

    @cached_property
    def names(self) -> set[str]:
        return {root(name.lower()) for name, *_ in names_in(self.claim, self.lower)}

    @cached_property
    def content(self) -> set[str]:
        return content_stems(self.claim) - self.names

    @cached_property
    def deeds(self) -> list[Deed]:
        return [deed for page in self.pages for deed in deeds(page.text, self.people, self.lower, page.narrator)]

    @cached_property
    def mine(self) -> dict[str, Deed]:
        return {deed.verb: deed for deed in deeds(self.claim, self.people, self.lower, "")}

    @cached_property
    def known_of(self) -> set[str]:
        """Who is named in the question."""
        return {name.casefold() for name, *_ in names_in(self.question)}

    @cached_property
    def lead(self) -> set[str]:
        """The first whom a claim names, unless the question does."""
        return {p.key for p in people_in(self.claim, self.people, self.lower)[:1]} - self.known_of

    @cached_property
    def phrasal(self) -> set[str]:
        """What may stand for the two-word verbs of the claim: "gave up" is "quit"."""
        own = {root(bare(word).lower()) for word in tokens(self.claim)}
        return {near for added in roots(self.claim) - own for near in alike(added)}

    def is_answer_to(self, verb: str) -> bool:
        """Whether a verb is the question's, and who does it is what was asked for."""
        doers = {p.key for p in self.mine[verb].doers} if verb in self.mine else set()
        return verb in self.asked and bool(self.lead & doers)

    def of(self, verb: str) -> str:
        """How a verb of the claim is borne."""
        own = {root(bare(word).lower()) for word in tokens(self.claim)}
        near = loosely_alike(verb) if verb in LIGHT else alike(verb)
        like = (near | self.phrasal) - (own - {verb})
        doers = {p.key for p in self.mine[verb].doers} if verb in self.mine else self.lead
        new = {word for word in self.content - self.asked - {verb} if alike(word) & self.there}
        if self._is_said(verb, like, doers) or (verb not in self.asked and new):
            return BORNE  # or it is the model's word, and something else of the claim is on the page
        if (
            like & self.around
            and (_CARRIES.search(self.source) or self._is_fragment)
            and self._may_be_theirs(like, doers)
        ):
            return OTHER_WORDS
        own_deeds = [d for d in self.deeds if any(p.key in doers for p in d.doers)]
        if any(d.verb in self.content and is_known(d.verb) for d in own_deeds):
            return OTHER_WORDS  # "bailed her out" bears "paid her bail"
        if doers <= self.known_of and self._has_value(new):
            return OTHER_WORDS  # what was asked for is there
        own_deeds = own_deeds or [d for d in self.deeds if doers and d.pronoun]
        if any(is_known(d.verb) and d.verb not in LIGHT | FRAMES for d in own_deeds):
            return UNBORNE
        rest = self.content - {verb}
        known = {word for word in rest if alike(word) & (self.there | self.around)}
        others = verb in self.mine and bool(self.mine[verb].others)
        vague = self._is_vague(doers) and len(known) * 2 >= len(rest) and bool(rest or not others)
        return OTHER_WORDS if vague else UNBORNE

    def _is_said(self, verb: str, like: Set[str], doers: set[str]) -> bool:
        if verb in self.there or (verb in FRAMES and verb not in self.asked):
            return True
        if verb in SPEECH and re.search(r"[“”\"]", self.source):
            return True
        if verb in _TELLING and any(page.narrator for page in self.pages):
            return True
        return any(_may_be_by(doers, [d for d in self.deeds if d.verb == other]) for other in sorted(like & self.there))

    def _has_value(self, new: set[str]) -> bool:
        """Whether something that only the claim and the page have could be what was asked for, people left out."""
        people = {part for p in people_in(self.claim, self.people, self.lower) if p.known for part in p.key.split()}
        places = (self.names - self.asked) & self.there - {root(part) for part in people}
        return bool(new or (places and self.people) or numbers_in(self.claim) & numbers_in(self.source))

    @property
    def _is_fragment(self) -> bool:
        return len(content_stems(self.source)) <= FRAGMENT and not is_foreign(self.source)

    def _may_be_theirs(self, like: Set[str], doers: set[str]) -> bool:
        """Whether what stands beside a cited sentence may be said of the doer: it asks who, or names nobody else."""
        for text in (text for page in self.pages for text in page.beside):
            if like & roots(text):
                found = people_in(text, self.people, lower_words(text))
                keys = {p.key for p in found if p.known or self.people is None}
                if not keys or keys & doers or text.rstrip(' ”"’').endswith("?"):
                    return True
        return False

    def _is_vague(self, doers: set[str]) -> bool:
        """Whether somebody who may be the doer does something on the page that nothing here knows the sense of."""
        tellers = {page.narrator.casefold() for page in self.pages}
        for match in TOKEN.finditer(self.source):
            verb = root(bare(match[0]).lower())
            strange = not is_known(verb) and match[0] not in FUNCTION and bool(_ENDINGS.search(match[0]))
            subject = _SUBJECT.search(self.source[: match.start()]) if match[0][0].islower() else None
            if subject is None or not (verb in LIGHT or strange):
                continue
            who = subject["who"]
            if not doers or who.lower() in ("he", "she", "they", "who"):
                return True
            if who == "I" and (doers & tellers or "" in tellers):
                return True
            if any(who.casefold() in doer.split() for doer in doers):
                return True
        return False

    def has_more_than_the_name(self, others: bool) -> bool:
        """Whether anything but a name links a claim to its sentences, where all else of it is the question's."""
        content = self.content - _TELLING
        if self.asked and content and not content_stems(self.source) - self._named_there:
            near = {like for word in content for like in alike(word)}
            return self._may_be_theirs(near, self.lead)  # "Ruth." answers what is asked beside it
        if (others and len(content) == 1) or numbers_in(self.claim) & numbers_in(self.source):
            return True
        content -= LIGHT | _PARTICLES
        lead = {root(part) for key in self.lead for part in key.split()}
        page = self.there | self.around if _TAKES_UP.search(self.source) or self._is_fragment else self.there
        return all(
            any(alike(word) & page for word in what)
            for what in (content, content | self.names - lead)
            if what and what <= self.asked
        )

    @property
    def _named_there(self) -> set[str]:
        return {root(name.lower()) for name, *_ in names_in(self.source)}


def _may_be_by(doers: set[str], found: Sequence[Deed]) -> bool:
    """Whether one of some deeds may be done by those meant: not where each has somebody else named who does it."""
    return not doers or not found or any(d.pronoun or not d.doers or {p.key for p in d.doers} & doers for d in found)
