"""Whether the page bears the deed of a claim: what the question supplies is no evidence.

Asked who drove, "Tom drove" needs more of its sentence than Tom: the verb, one that may stand for it, or something that
could carry it. Who slept there did not thereby drive. And what is only ordered, asked, wished or denied was not done.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..answers.words import plain_verbs
from ..manuscript.chapter import Citation
from .tongues import is_english, is_foreign
from .force import ASKED, ATTRIBUTED, DENIED, HELD, ORDERED, UNREAL, kinds_at, stretches
from .numbers import amounts
from .polarity import denied
from .roles import Deed, deeds
from .verbs import FRAMES, LIGHT, SPEECH, TWO_WORDS, alike, is_known
from .wording import FUNCTION, PRONOUNS, TOKEN, People, bare, clauses, content_stems, lower_words, names_in, people_in, root, tokens

_WHY = {
    ORDERED: "its sentence only tells somebody to say so",
    ASKED: "its sentence asks it and does not say it",
    UNREAL: "its sentence does not say that it was done",
    HELD: "its sentence only says that somebody says or thinks so",
    DENIED: "its sentence says that it is not so",
}
FRAGMENT = 3  # words that mean something in a sentence that says little by itself
_NO_MORE = frozenset("it was is were are the a an and that did does do had has who by only just also both".split())
_TWO_WORDS = tuple((re.compile(rf"\b(?:{verb})\b", re.I), word) for verb, word in TWO_WORDS)
_WHO = re.compile(r"\A\W*(?:and\s+|so\s+|but\s+)?who(?:m|ever)?\s+(?!is\b|are\b|was\b|were\b)(?=[a-z])", re.I)
_CARRIES = re.compile(
    r"\b(?:did|does|do|didn['’]t|yes|yeah|yep|aye|nod(?:s|ded)?|guilty|admit(?:s|ted)?|confess(?:es|ed)?|"
    r"it\s+(?:was|is|had\s+been)|it['’]s|that\s+was|was\s+(?:him|her|me|them)|me\b)", re.I
)
_TELLING = frozenset({root("narrate")})  # whose the telling is stands above the sentences
_ENDINGS = re.compile(r"(?:ed|ing|[^s]s)\Z")


@dataclass(frozen=True)
class Page:
    """A sentence that a claim cites, without what it orders to be said, and the sentences beside it."""

    text: str
    beside: tuple[str, ...]
    narrator: str


def answered(claim: str, question: str) -> str:
    """A claim that is only a name, with what was asked of it: "Tom" for "Who drove?" is "Tom drove"."""
    asks = _WHO.match(question)
    named = list(names_in(claim))
    starts = {start for _, start, _ in named}
    if not asks or not named or any(
        match.start() not in starts and match[0].lower() not in _NO_MORE for match in TOKEN.finditer(claim)
    ):
        return claim
    rest = question[asks.end() :].strip().rstrip("?!. ")
    return f"{claim[named[0][1] : named[-1][2]]} {rest}."


def not_done(claim: str, cited: Sequence[Citation], question: str) -> str:
    """Why no sentence says that what a claim tells was done, though some have its verb; "" when one does."""
    mine = stretches(claim)
    told = [m.start() for m in ATTRIBUTED.finditer(claim)]
    negated = {word for a, b in clauses(claim) for word in denied(claim[a:b]).all}
    asked = _roots(question)
    evidence: list[tuple[bool, frozenset[str]]] = []
    for word, at, is_verb in _tellers(claim):
        if word in FRAMES and word not in asked:
            continue
        own = kinds_at(mine, at)
        kinds = [*_kinds_of(word, cited)]
        if is_verb and claim[at].isupper():  # somebody who only stands in what is ordered, asked or wished
            kinds = [theirs - {HELD, DENIED} if not negated else theirs & {ORDERED} for theirs in kinds]
        bears = [_bears(theirs, own, any(n != at for n in told), word in negated) for theirs in kinds]
        if is_verb and kinds and not any(bears):
            return _why(kinds[0])
        evidence += zip(bears, kinds, strict=True)
    if evidence and not any(bears for bears, _ in evidence):
        return _why(evidence[0][1])
    return ""


def _why(kinds: frozenset[str]) -> str:
    return _WHY[next(kind for kind in (ORDERED, DENIED, ASKED, UNREAL, HELD) if kind in kinds)]


def _tellers(claim: str) -> Iterator[tuple[str, int, bool]]:
    """(root, place, whether it tells a deed) of the words of a claim that its sentences have to have said."""
    names = {start for _, start, _ in names_in(claim, lower_words(claim))}
    deeds_told = dict((at, verb) for verb, at in _verbs(claim))
    for match in TOKEN.finditer(claim):
        word = bare(match[0]).lower()
        if match.start() in deeds_told or (match.start() in names and _is_doer(claim, match.end())):
            yield root(word), match.start(), True
        elif match.start() not in names and word not in FUNCTION and root(word) not in LIGHT and word[0].isalpha():
            yield root(word), match.start(), False


def _is_doer(claim: str, at: int) -> bool:
    return bool(re.match(r"(?:\s+[A-Z][\w’-]+)?\s+(?:\w+ly\s+)?[a-z]+", claim[at:])) and not re.match(r"['’]", claim[at:])


def _kinds_of(verb: str, cited: Sequence[Citation]) -> Iterator[frozenset[str]]:
    """For every place where the cited sentences have a word, or one like it where they have not: what it stands in."""
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
        if (before and before[-1].lower() in _BEFORE_NOUN) or _IN_OBJECT.search(text[: match.start()]):
            continue
        yield root(word), match.start()


# "has the moonstone", before "ring": what follows a verb or preposition and an article, up to the next small word.
_IN_OBJECT = re.compile(
    r"\w\s+(?<!\band\s)(?<!\bbut\s)(?<!\bor\s)(?<!\bthat\s)(?<!\bwhen\s)(?:the|a|an|his|her|my|their|its|our|[A-Za-z]+['’]s)\s+"
    r"(?:(?!(?:%s)\b)[a-z][\w-]*\s+){1,2}\Z" % "|".join(sorted(word for word in FUNCTION if word.isalpha()))
)
_BEFORE_NOUN = frozenset("the a an his her my their its our your this that these those of in on at some any no every each".split())


def unborne(claim: str, pages: Sequence[Page], question: str, people: People | None) -> tuple[str, bool]:
    """(why nothing of the page bears the deeds of a claim, or ""; whether they are borne in other words only)."""
    source = "\n".join(page.text for page in pages)
    beside = "\n".join(text for page in pages for text in page.beside)
    there, around = _roots(source), _roots(beside)
    asked = _roots(question)
    lower = lower_words(claim) | lower_words(source)
    names = {root(n.lower()) for n, *_ in names_in(claim, lower)}
    content = content_stems(claim) - names
    found = [deed for page in pages for deed in deeds(page.text, people, lower, page.narrator)]
    mine = {deed.verb: deed for deed in deeds(claim, people, lower, "")}
    said = {root(bare(word).lower()) for word in tokens(claim)}
    phrasal = {near for added in _roots(claim) - said for near in alike(added)}  # "gave up" is "quit"
    spoken = bool(re.search(r"[“”\"]", source))
    leads = {p.key for p in people_in(claim, people, lower)[:1]} - {p.casefold() for p, *_ in names_in(question)}
    others = vague = False
    for verb, _ in _verbs(claim):
        like = (alike(verb) | phrasal) - (said - {verb})
        supplied = verb in asked
        doers = {p.key for p in mine[verb].doers} if verb in mine else leads
        if verb in there or (verb in FRAMES and not supplied) or (verb in SPEECH and spoken):
            continue
        if any(_may_be_by(doers, [d for d in found if d.verb == other]) for other in like & there):
            continue
        if verb in _TELLING and any(page.narrator for page in pages):
            continue
        new = {word for word in content - asked - {verb} if alike(word) & there}
        if not supplied and new:
            continue  # in words of its own, and something else of it is on the page
        others = True
        if like & around and (_CARRIES.search(source) or _is_fragment(source)) and _is_theirs(like, doers, pages, people):
            continue
        if any(d.verb in content and is_known(d.verb) and any(p.key in doers for p in d.doers) for d in found):
            continue  # "bailed her out" bears "paid her bail"
        named = [d for d in found if any(p.key in doers for p in d.doers)]
        own = named or [d for d in found if doers and d.pronoun]
        if any(is_known(d.verb) and d.verb not in LIGHT and d.verb not in FRAMES for d in own):
            return f"its sentence has nothing of “{_word(claim, verb)}”", False
        if (new or _numbers(claim) & _numbers(source)) and doers <= {p.casefold() for p, *_ in names_in(question)}:
            continue  # what was asked for is there
        rest = content - {verb}
        known = {word for word in rest if alike(word) & (there | around)}
        whom = [d for d in (mine.get(verb),) if d is not None and d.others]
        vague = _vague(source, doers, pages) and len(known) * 2 >= len(rest) and bool(rest or not whom)
        if not vague:
            return f"its sentence has nothing of “{_word(claim, verb)}”", False
    content -= _TELLING
    if asked and content and not content_stems(source) - {root(n.lower()) for n, *_ in names_in(source)}:
        near = {like for word in content for like in alike(word)}  # "Ruth." answers what is asked beside it
        return ("" if _is_theirs(near, leads, pages, people) else "its sentence has nothing but the name"), True
    lead = {root(part) for key in leads for part in key.split()}
    if (vague and len(content) == 1) or _numbers(claim) & _numbers(source):
        return "", others
    content -= LIGHT
    for what in (content, content | names - lead):
        if what and what <= asked and not any(alike(word) & (there | around) for word in what):
            return "its sentence has nothing but the name", False
    return "", others


def _may_be_by(doers: set[str], found: Sequence[Deed]) -> bool:
    """Whether one of some deeds may be done by those meant: not where each has somebody else named who does it."""
    return not doers or not found or any(d.pronoun or not d.doers or {p.key for p in d.doers} & doers for d in found)


def _is_fragment(source: str) -> bool:
    return len(content_stems(source)) <= FRAGMENT and not is_foreign(source)


def _is_theirs(like: set[str] | frozenset[str], doers: set[str], pages: Sequence[Page], people: People | None) -> bool:
    """Whether what stands beside a cited sentence may be said of the doer: it asks who, or names nobody else."""
    for page in pages:
        for text in page.beside:
            if like & _roots(text):
                keys = {p.key for p in people_in(text, people, lower_words(text)) if p.known or people is None}
                if not keys or keys & doers or text.rstrip(" ”\"’").endswith("?"):
                    return True
    return False


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


def other_subject(claim: str, pages: Sequence[Page], people: People | None) -> str:
    """Why a deed is somebody else's who has no name: "her agent was crying when Paige came" makes nobody cry but the agent."""
    lower = lower_words(claim).union(*(lower_words(page.text) for page in pages))
    for deed in deeds(claim, people, lower, ""):
        doers = {p.key for p in deed.doers if not p.owner}
        if not doers or deed.verb in FRAMES or not any(deed.verb == verb for verb, _ in _verbs(claim)):
            continue
        places = [(page, at) for page in pages for verb, at in _verbs(page.text) if verb == deed.verb]
        if places and all(_has_other_subject(page, at, doers, people) for page, at in places):
            return f"its sentence says it of somebody else than {deed.doers[0].name}"
    return ""


def _has_other_subject(page: Page, at: int, doers: set[str], people: People | None) -> bool:
    before = _LAST_CLAUSE.split(page.text[:at])[-1]
    subject = _NOUN_SUBJECT.search(before)
    if subject is None or page.narrator.casefold() in doers:
        return False
    here = next(((a, b) for a, b in clauses(page.text) if a <= at < b), (0, len(page.text)))
    keys = {p.key for p in people_in(page.text[here[0] : here[1]], people, lower_words(page.text))}
    return not keys & doers and not {root(w) for w in tokens(subject["who"])} & {part for key in doers for part in key.split()}


_LAST_CLAUSE = re.compile(r"[.;:!?—“”\"]|,\s")
_NOUN_SUBJECT = re.compile(
    r"(?:\A|\b(?:and|but|that|because|while|when|as|if|so)\s+)\s*(?P<who>(?:the|a|an|his|her|my|their|our|some|every)\s+(?:[a-z][\w-]*\s+){1,2}?)"
    r"(?:(?:had|has|have|was|were|is|are|been|just|\w+ly|then|also)\s+)*\Z",
    re.I,
)


def other_deed(claim: str, pages: Sequence[Page]) -> str:
    """Why a claim has another deed done to a thing than its sentences have: sold what they say was pawned."""
    for verb, things in _objects(claim):
        if verb in LIGHT or any(alike(verb) & _roots(page.text) for page in pages):
            continue
        done = {v for page in pages for v, what in _objects(page.text) if what[-1:] == things[-1:]}
        if done and all(v not in LIGHT | FRAMES and verb not in alike(v) for v in done):
            return f"its sentence has it otherwise than “{_word(claim, verb)}”"
    return ""


def no_answer(claim: str, pages: Sequence[Page], scenes: str, question: str) -> str:
    """Why the one word that a claim adds to its question is not on the page."""
    source = " ".join(page.text for page in pages)
    lower = lower_words(claim) | lower_words(source)
    names = {root(n.lower()) for n, *_ in names_in(claim, lower)}
    new = content_stems(claim) - _roots(question) - names
    if len(new) != 1 or _numbers(claim) or (names - _roots(question)) & _roots(source):
        return ""
    word = next(iter(new))
    if not question or is_known(word) or word in LIGHT or alike(word) & (_roots(source) | _roots(scenes)):
        return ""
    return f"“{_word(claim, word)}” is not in the sentences it cites"


def in_another_tongue(claim: str, pages: Sequence[Page], question: str) -> str:
    """Why a claim in another language than its question's is not taken, from a sentence that is in it as well."""
    lower = [word for word in tokens(claim) if word[0].islower() and word not in ("a", "the")]
    english = any(is_english(word) or is_known(root(word)) for word in lower)
    if is_foreign(question) or not (is_foreign(claim) or (lower and not english)):
        return ""
    if all(is_foreign(page.text) for page in pages):
        return "it is in another language than the question"
    there = _roots(" ".join(page.text for page in pages))
    return "" if any(root(word) in there for word in lower) or not lower else "its sentence says nothing like it"


def other_object(claim: str, pages: Sequence[Page], scenes: str, people: People | None) -> str:
    """Why a claim has its deed done to something else than its sentences have; "" when it has not, or nothing tells."""
    for verb, things in _objects(claim):
        found = [(what, clause) for page in pages for v, what, clause in _done_to(page.text) if v == verb]
        if not found or not all(what for what, _ in found):
            continue
        near = {word for thing in things for word in alike(thing)}
        if any(near & clause for _, clause in found):
            continue
        elsewhere = near & _roots(" ".join(page.text for page in pages))
        if elsewhere or not near & _roots(scenes):
            return f"its sentence does not say it of “{_word(claim, things[-1])}”"
    return ""


_OBJECT = re.compile(r"\s+(?:the|a|an|his|her|my|their|its|our|some|this|that|\w+['’]s)\s+(?P<what>(?:[A-Za-z][\w-]*\s*?){1,3}?)(?=\s*(?:[.,;:!?—]|\Z)|\s+(?:%s)\b)" % "|".join(
    sorted("in on at to from with for by of into onto under over after before because and or but when while as through off out up down who which that again".split())
))


def _objects(claim: str) -> Iterator[tuple[str, list[str]]]:
    """(verb, roots of its object) for every verb of a claim that a plain object follows."""
    for verb, at in _verbs(claim):
        word = TOKEN.match(claim, at)
        match = word and _OBJECT.match(claim, word.end())
        if match and verb not in FRAMES:
            yield verb, [root(word) for word in match["what"].split()]


def _done_to(text: str) -> Iterator[tuple[str, str, set[str]]]:
    """(verb, head noun after it or "", roots of its clause from the verb on) for every verb of a text."""
    for verb, at in _verbs(text):
        word = TOKEN.match(text, at)
        assert word is not None
        match = _OBJECT.match(text, word.end())
        end = next((m.start() for m in _NEXT_DEED.finditer(text, word.end()) if _begins_deed(m)), len(text))
        yield verb, root(match["what"].split()[-1]) if match else "", _roots(text[word.end() : end])


_NEXT_DEED = re.compile(r"[.;:!?…—]|,?\s+\b(?:and|but|or|then|while|when|because|until|who)\s+(?P<word>[\w’']+)")


def _begins_deed(match: re.Match[str]) -> bool:
    word = match["word"]
    return word is None or word[0].isupper() or word in PRONOUNS or is_known(root(word)) or root(word) in LIGHT


def added(claim: str, pages: Sequence[Page], scenes: str, question: str) -> str:
    """What a claim says beside what its sentences say, of which nothing is anywhere around; "" when there is none."""
    near = _roots(f"{scenes} {question}") | _roots(" ".join(page.text for page in pages))
    bounds = [0, *(m.start() for m in _ADJUNCT.finditer(claim)), len(claim)]
    parts = [claim[a:b] for a, b in itertools.pairwise(bounds)]
    names = {root(n.lower()) for n, *_ in names_in(claim, lower_words(claim) | lower_words(scenes))}
    told = [content_stems(part) - names for part in parts]
    said = [any(alike(word) & near for word in words) for words in told]
    plain = _roots(question) | _roots(" ".join(page.text for page in pages))
    if not said[0] or not told[0] <= plain:
        return ""  # said in words of its own: then what is added may be, too
    for part, words, there in zip(parts[1:], told[1:], said[1:], strict=True):
        if any(root(n.lower()) in near for n, *_ in names_in(part)) or any(amounts(part)):
            continue
        if words - FRAMES - LIGHT and not there:
            return f"nothing is said of “{part.strip(' ,.')}”"
    return ""


_ADJUNCT = re.compile(
    r",\s(?!\w+ing\b)|\s(?=(?:because|since|so\s+that|to|with|without|in|on|under|at|from|for|after|before|during|when|while|where|until|and|who|which|near|behind|over|inside|by|like|as|out\s+of)\s)",
    re.I,
)


def _roots(text: str) -> set[str]:
    more = [word for verb, word in _TWO_WORDS if verb.search(text)]
    return {root(bare(word).lower()) for word in tokens(" ".join([plain_verbs(text), *more]))}


def _word(text: str, verb: str) -> str:
    return next((w for w in tokens(text) if root(bare(w).lower()) == verb), verb)
