"""What a claim has otherwise than the sentences it cites: its subject, its object, its deed, its language; or beside them."""

# ruff: noqa: E501 - a table of regular expressions or words is read one to a line
from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from .pages import Page, as_written, numbers_in, roots, verbs_in
from .roles import deeds
from .tongues import is_english, is_foreign
from .verbs import FRAMES, LIGHT, alike, is_known
from .wording import PRONOUNS, TOKEN, People, clauses, content_stems, lower_words, names_in, people_in, root, tokens

_ENDS_OBJECT = (
    "after again and as at because before but by down for from in into of off on onto or out over that through to under up when "
    "which while who with"
).replace(" ", "|")
_LAST_CLAUSE = re.compile(r"[.;:!?—“”\"]|,\s")
_NOUN_SUBJECT = re.compile(
    r"(?:\A|\b(?:and|but|that|because|while|when|as|if|so)\s+)\s*(?P<who>(?:the|a|an|his|her|my|their|our|some|every)\s+(?:(?-i:[a-z])[\w-]*\s+){1,2}?)"
    r"(?:(?:had|has|have|was|were|is|are|been|just|\w+ly|then|also)\s+)*\Z",
    re.I,
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|being|be|got|gets)\s+(?:\w+ly\s+)?\Z", re.I)
_OBJECT = re.compile(
    r"\s+(?:the|a|an|his|her|my|their|its|our|some|this|that|\w+['’]s)\s+(?P<what>(?:[A-Za-z][\w-]*\s*?){1,3}?)"
    rf"(?=\s*(?:[.,;:!?—]|\Z)|\s+(?:{_ENDS_OBJECT})\b)"
)
_NEXT_DEED = re.compile(r"[.;:!?…—]|,?\s+\b(?:and|but|or|then|while|when|because|until|who)\s+(?P<word>[\w’']+)")
_ADJUNCT = re.compile(
    r",\s(?!\w+ing\b)|\s(?=(?:because|since|so\s+that|to|with|without|in|on|under|at|from|for|after|before|during|when|while|where|until|and|who|which|near|behind|over|inside|by|like|as|out\s+of)\s)",
    re.I,
)


def other_subject(claim: str, pages: Sequence[Page], people: People | None) -> str:
    """Why a deed is somebody else's who has no name: "her agent was crying when Paige came" makes nobody cry but the agent."""
    lower = lower_words(claim).union(*(lower_words(page.text) for page in pages))
    for deed in deeds(claim, people, lower, ""):
        doers = {p.key for p in deed.doers if not p.owner}
        if not doers or deed.verb in FRAMES or not any(deed.verb == verb for verb, _ in verbs_in(claim)):
            continue
        places = [(page, at) for page in pages for verb, at in verbs_in(page.text) if verb == deed.verb]
        if places and all(_has_other_subject(page, at, doers, people) for page, at in places):
            return f"its sentence says it of somebody else than {deed.doers[0].name}"
    return ""


def named_instead(claim: str, pages: Sequence[Page], people: People | None) -> str:
    """Why a deed is not that of somebody without a name, whom its sentence has only after it: "signed with the nurse's pen"."""
    lower = lower_words(claim).union(*(lower_words(page.text) for page in pages))
    for verb, at in verbs_in(claim):
        subject = _NOUN_SUBJECT.search(claim[:at])
        if subject is None or verb in FRAMES or _PASSIVE.search(claim[:at]):
            continue
        nouns = {root(word) for word in tokens(subject["who"])[1:]}
        found = [d for page in pages for d in deeds(page.text, people, lower, page.narrator) if d.verb == verb]
        places = [page.text[:n] for page in pages for v, n in verbs_in(page.text) if v == verb]
        theirs = roots(" ".join(page.text for page in pages))
        if not found or not nouns <= theirs or any(nouns & roots(before) for before in places):
            continue
        if all(d.doers and not d.pronoun for d in found):
            return f"its sentence says it of {found[0].doers[0].name}"
    return ""


def _has_other_subject(page: Page, at: int, doers: set[str], people: People | None) -> bool:
    before = _LAST_CLAUSE.split(page.text[:at])[-1]
    subject = _NOUN_SUBJECT.search(before)
    told = page.narrator.casefold() in doers
    if subject is None or (told and not subject["who"].lower().startswith("my ")):
        return False
    here = next(((a, b) for a, b in clauses(page.text) if a <= at < b), (0, len(page.text)))
    keys = {p.key for p in people_in(page.text[here[0] : here[1]], people, lower_words(page.text))}
    return not keys & doers and not {root(w) for w in tokens(subject["who"])} & {
        part for key in doers for part in key.split()
    }


def other_object(claim: str, pages: Sequence[Page], scenes: str) -> str:
    """Why a claim has its deed done to something else than its sentences have; "" when it has not, or nothing tells."""
    for verb, things in _objects(claim):
        found = [(what, clause) for page in pages for v, what, clause in _done_to(page.text) if v == verb]
        if not found or not all(what for what, _ in found):
            continue
        near = {word for thing in things for word in alike(thing)}
        if any(near & clause for _, clause in found):
            continue
        elsewhere = near & roots(" ".join(page.text for page in pages))
        if elsewhere or not near & roots(scenes):
            return f"its sentence does not say it of “{as_written(claim, things[-1])}”"
    return ""


def _objects(claim: str) -> Iterator[tuple[str, list[str]]]:
    """(verb, roots of its object) for every verb of a claim that a plain object follows."""
    for verb, at in verbs_in(claim):
        word = TOKEN.match(claim, at)
        match = word and _OBJECT.match(claim, word.end())
        if match and verb not in FRAMES:
            yield verb, [root(word) for word in match["what"].split()]


def _done_to(text: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """(verb, head noun after it or "", roots of its clause from the verb on) for every verb of a text."""
    for verb, at in verbs_in(text):
        word = TOKEN.match(text, at)
        assert word is not None
        match = _OBJECT.match(text, word.end())
        end = next((m.start() for m in _NEXT_DEED.finditer(text, word.end()) if _begins_deed(m)), len(text))
        yield verb, root(match["what"].split()[-1]) if match else "", roots(text[word.end() : end])


def _begins_deed(match: re.Match[str]) -> bool:
    word = match["word"]
    return word is None or word[0].isupper() or word in PRONOUNS or is_known(root(word)) or root(word) in LIGHT


def other_deed(claim: str, pages: Sequence[Page]) -> str:
    """Why a claim has another deed done to a thing than its sentences have: sold what they say was pawned."""
    for verb, things in _objects(claim):
        if verb in LIGHT or any(alike(verb) & roots(page.text) for page in pages):
            continue
        done = {v for page in pages for v, what in _objects(page.text) if what[-1:] == things[-1:]}
        if done and all(v not in LIGHT | FRAMES and verb not in alike(v) for v in done):
            return f"its sentence has it otherwise than “{as_written(claim, verb)}”"
    return ""


def no_answer(claim: str, pages: Sequence[Page], scenes: str, question: str) -> str:
    """Why the one word that a claim adds to its question is not on the page."""
    source = " ".join(page.text for page in pages)
    lower = lower_words(claim) | lower_words(source)
    names = {root(n.lower()) for n, *_ in names_in(claim, lower)}
    new = content_stems(claim) - roots(question) - names
    if len(new) != 1 or numbers_in(claim) or (names - roots(question)) & roots(source):
        return ""
    word = next(iter(new))
    if not question or is_known(word) or word in LIGHT or alike(word) & (roots(source) | roots(scenes)):
        return ""
    return f"“{as_written(claim, word)}” is not in the sentences it cites"


def in_another_tongue(claim: str, pages: Sequence[Page], question: str) -> str:
    """Why a claim cannot be checked where it, or all that it cites, is in another language than its question."""
    if is_foreign(question):
        return ""
    if all(is_foreign(page.text) for page in pages):
        return "its sentence is in another language than the question"
    lower = [word for word in tokens(claim) if word[0].islower() and word not in ("a", "the")]
    english = any(is_english(word) or is_known(root(word)) for word in lower)
    if not is_foreign(claim) and (english or not lower):
        return ""
    there = roots(" ".join(page.text for page in pages))
    return "" if any(root(word) in there for word in lower) else "its sentence says nothing like it"


def added(claim: str, pages: Sequence[Page], scenes: str, question: str) -> str:
    """What a claim says beside what its sentences say, of which nothing is anywhere around; "" when there is none."""
    near = roots(f"{scenes} {question}") | roots(" ".join(page.text for page in pages))
    bounds = [0, *(m.start() for m in _ADJUNCT.finditer(claim)), len(claim)]
    parts = [claim[a:b] for a, b in itertools.pairwise(bounds)]
    names = {root(n.lower()) for n, *_ in names_in(claim, lower_words(claim) | lower_words(scenes))}
    told = [content_stems(part) - names for part in parts]
    said = [any(alike(word) & near for word in words) for words in told]
    plain = roots(question) | roots(" ".join(page.text for page in pages))
    if not said[0] or not told[0] <= plain:
        return ""  # said in words of its own: then what is added may be, too
    for part, words, there in zip(parts[1:], told[1:], said[1:], strict=True):
        if any(root(n.lower()) in near for n, *_ in names_in(part)) or numbers_in(part):
            continue
        if words - FRAMES - LIGHT and not there:
            return f"nothing is said of “{part.strip(' ,.')}”"
    return ""
