"""Whether the page bears the deed of a claim: what the question supplies is no evidence.

Asked who drove, "Tom drove" needs more of its sentence than Tom: the verb, one that may stand for it, or something that
could carry it. Who slept there did not thereby drive. And what is only ordered, asked, wished or denied was not done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..answers.words import plain_verbs
from ..manuscript.chapter import Citation
from .force import ASKED, ATTRIBUTED, DENIED, HELD, ORDERED, UNREAL, kinds_at, stretches
from .numbers import amounts
from .polarity import denied
from .roles import Deed, deeds
from .verbs import LIGHT, alike, is_known
from .wording import FUNCTION, TOKEN, People, bare, clauses, content_stems, lower_words, names_in, root, tokens

_WHY = {
    ORDERED: "its sentence only tells somebody to say so",
    ASKED: "its sentence asks it and does not say it",
    UNREAL: "its sentence does not say that it was done",
    HELD: "its sentence only says that somebody says or thinks so",
    DENIED: "its sentence says that it is not so",
}
_WHO = re.compile(r"\A\W*(?:and\s+|so\s+|but\s+)?who(?:m|ever)?\s+(?!is\b|are\b|was\b|were\b)(?=[a-z])", re.I)
_CARRIES = re.compile(
    r"\b(?:did|does|do|didn['’]t|yes|yeah|yep|aye|nod(?:s|ded)?|guilty|admit(?:s|ted)?|confess(?:es|ed)?|"
    r"it\s+(?:was|is|had\s+been)|it['’]s|that\s+was|was\s+(?:him|her|me|them)|me\b)", re.I
)
# What only says how the rest is known or meant; checked where the question asks for it.
_FRAMES = frozenset(
    root(w) for w in "say tell ask know want mean think believe claim mention describe state hope wish intend plan report according".split()
)
_TELLING = frozenset({root("narrate")})  # whose the telling is stands above the sentences
_ENDINGS = re.compile(r"(?:ed|ing|[^s]s)\Z")


@dataclass(frozen=True)
class Page:
    """A sentence that a claim cites, without what it orders to be said, and the sentences beside it."""

    text: str
    beside: str
    narrator: str


def answered(claim: str, question: str) -> str:
    """A claim that is only a name, with what was asked of it: "Tom" for "Who drove?" is "Tom drove"."""
    asks = _WHO.match(question)
    named = list(names_in(claim))
    if not asks or not named or content_stems(claim) - {root(name.lower()) for name, *_ in named}:
        return claim
    rest = question[asks.end() :].strip().rstrip("?!. ")
    return f"{claim[named[0][1] : named[-1][2]]} {rest}."


def not_done(claim: str, cited: Sequence[Citation], question: str) -> str:
    """Why no sentence says that what a claim tells was done, though some have its verb; "" when one does."""
    mine = stretches(claim)
    told = [m.start() for m in ATTRIBUTED.finditer(claim)]
    negated = {word for a, b in clauses(claim) for word in denied(claim[a:b]).all}
    asked = _roots(question)
    for verb, at in _verbs(claim):
        if verb in _FRAMES and verb not in asked:
            continue
        kinds = [*_kinds_of(verb, cited)]
        own = kinds_at(mine, at)
        if kinds and not any(_bears(theirs, own, any(n != at for n in told), verb in negated) for theirs in kinds):
            return _WHY[next(kind for kind in (ORDERED, DENIED, ASKED, UNREAL, HELD) if kind in kinds[0])]
    return ""


def _kinds_of(verb: str, cited: Sequence[Citation]) -> Iterator[frozenset[str]]:
    """For every place where the cited sentences have a verb, or one like it where they have not: what it stands in."""
    places = [
        (root(bare(m[0]).lower()), citation, m.start())
        for citation in cited
        for m in TOKEN.finditer(citation.chapter.text, citation.start, citation.end)
    ]
    near = alike(verb)
    found = [p for p in places if p[0] == verb] or [p for p in places if p[0] in near and p[0] not in LIGHT]
    for _, citation, at in found:
        yield kinds_at(stretches(citation.chapter.text), at)


def _bears(theirs: frozenset[str], own: frozenset[str], told: bool, negated: bool) -> bool:
    if ORDERED in theirs and ORDERED not in own:
        return False
    rest = theirs - {ORDERED}
    return not rest or bool(own) or told or (negated and ASKED not in rest)


def _verbs(text: str) -> Iterator[tuple[str, int]]:
    """(root, place) of the words of a text that tell a deed by themselves."""
    names = {start for _, start, _ in names_in(text, lower_words(text))}
    for match in TOKEN.finditer(text):
        word = bare(match[0]).lower()
        if match.start() in names or word in FUNCTION or not is_known(root(word)) or root(word) in LIGHT:
            continue
        before = TOKEN.findall(text[max(0, match.start() - 24) : match.start()])
        if before and before[-1].lower() in _BEFORE_NOUN:
            continue
        yield root(word), match.start()


_BEFORE_NOUN = frozenset("the a an his her my their its our your this that these those of in on at some any no every each".split())


def unborne(claim: str, pages: Sequence[Page], question: str, people: People | None) -> tuple[str, bool]:
    """(why nothing of the page bears the deeds of a claim, or ""; whether they are borne in other words only)."""
    source = "\n".join(page.text for page in pages)
    beside = "\n".join(page.beside for page in pages)
    there, around = _roots(source), _roots(beside)
    asked = _roots(question)
    lower = lower_words(claim) | lower_words(source)
    names = {root(n.lower()) for n, *_ in names_in(claim, lower)}
    content = content_stems(claim) - names
    found = [deed for page in pages for deed in deeds(page.text, people, lower, page.narrator)]
    mine = {deed.verb: deed for deed in deeds(claim, people, lower, "")}
    others = False
    for verb, _ in _verbs(claim):
        like = alike(verb) - (_roots(claim) - {verb})
        supplied = verb in asked
        if like & there or (verb in _FRAMES and not supplied):
            continue
        if verb in _TELLING and any(page.narrator for page in pages):
            continue
        new = (content - asked - {verb}) & there
        if not supplied and new:
            continue  # in words of its own, and something else of it is on the page
        others = True
        if like & around and (_CARRIES.search(source) or len(content_stems(source)) <= 4):
            continue
        doers = {p.key for p in mine[verb].doers} if verb in mine else set()
        named = [d for d in found if any(p.key in doers for p in d.doers)]
        own = named or [d for d in found if doers and d.pronoun]
        if any(is_known(d.verb) and d.verb not in LIGHT and d.verb not in _FRAMES for d in own):
            return f"its sentence has nothing of “{_word(claim, verb)}”", False
        if (new or _numbers(claim) & _numbers(source)) and doers <= {p.casefold() for p, *_ in names_in(question)}:
            continue  # what was asked for is there
        rest = content - {verb}
        if not _vague(source, doers, pages) or (rest and not rest & there):
            return f"its sentence has nothing of “{_word(claim, verb)}”", False
    content -= _TELLING
    if content and content <= asked and not others and not any(alike(word) & (there | around) for word in content):
        return "its sentence has nothing but the name", False
    return "", others


_SUBJECT = re.compile(
    r"\b(?P<who>I|he|she|they|we|who|[A-Z][\w’-]+)(?:['’](?:d|ve|s|re))?\s+(?:(?:\w+ly|had|has|have|was|is|were|then|just|also|"
    r"always|only|never)\s+)*\Z"
)


def _vague(source: str, doers: set[str], pages: Sequence[Page]) -> bool:
    """Whether somebody who may be the doer does something on the page that nothing here knows the sense of."""
    tellers = {page.narrator.casefold() for page in pages}
    for match in TOKEN.finditer(source):
        verb = root(bare(match[0]).lower())
        if not match[0][0].islower() or not (
            verb in LIGHT or (not is_known(verb) and match[0] not in FUNCTION and _ENDINGS.search(match[0]))
        ):
            continue
        subject = _SUBJECT.search(source[: match.start()])
        if subject is None:
            continue
        who = subject["who"]
        if not doers or who in ("he", "she", "they", "who", "He", "She", "They"):
            return True
        if (who == "I" and (doers & tellers or "" in tellers)) or any(who.casefold() in d.split() for d in doers):
            return True
    return False


def _numbers(text: str) -> set[float]:
    return {amount.value for amount in amounts(text)}


def _roots(text: str) -> set[str]:
    return {root(bare(word).lower()) for word in tokens(plain_verbs(text))}


def _word(text: str, verb: str) -> str:
    return next((w for w in tokens(text) if root(bare(w).lower()) == verb), verb)
