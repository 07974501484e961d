"""Who did what to whom: a claim that swaps the two people of its sentence is caught by their order round the verb."""

# ruff: noqa: E501 - a table of regular expressions or words is read one to a line
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..manuscript.numbers import TENS, UNITS
from .polarity import denied
from .verbs import FRAMES, LIGHT, alike, is_known
from .wording import FUNCTION, TOKEN, People, Person, bare, clauses, lower_words, people_in, root

_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:(?:\w+ly|not|never|once|ever|still|already|also|just|always)\s+)*\Z",
    re.I,
)
_DONE = re.compile(
    r"(?:ed|en|wn|un[gk]|ght|old|ept|elt|ent|eft|aid|ade|ost|eld|ood|hit|cut|put|hurt|let|set|beat|lit|led|fed|met)\Z"
)
_BY = re.compile(r"\bby\s+(?:(?:his|her|their|my|our|the|an?|old|own|young|little|big|dear)\s+(?:[a-z]+,?\s+){0,2})?\Z")
_AND = re.compile(r"\A\s*(?:,|and|&|or|with)\s*(?:and\s+)?\Z", re.I)
_CLAUSE = re.compile(
    r"[.;:?!—]|,\s*(?:and|but|so|then|while|who|which)\b|\b(?:but|because|while|when|that|who)\b", re.I
)
_ASIDE = re.compile(r",\s+(?:who|whom|whose|which|where)\b[^,;.]*(?=,)")


_SUBJECT = re.compile(
    r"\b(?P<who>he|she|they|we|you|who|it)(?:['’](?:d|ll|ve|s|re))?\s+(?:(?:\w+ly|had|has|have|would|will|could|can|did|does|"
    r"was|were|is|are|never|not|also|then|just|always|still)\s+){0,3}\Z",
    re.I,
)
# Both sides of these do the same.
_MUTUAL = frozenset(
    root(w) for w in "engaged married marry met meet divorced kiss related divorce parted fought argued danced".split()
)
_SOMEBODY = frozenset(
    root(w)
    for w in "mother father mum mam mom dad da daddy mummy sister brother son daughter wife husband aunt uncle niece nephew "
    "cousin grandmother grandfather granny gran nana granda grandad friend manager agent boss lawyer solicitor doctor nurse "
    "teacher driver assistant partner girlfriend boyfriend fiancé fiancée neighbour band crew family parents parent children "
    "child kid boy girl man woman lad lass twin twins baby landlord landlady colleague widow ex godmother godfather".split()
)
_SAYING = frozenset(root(w) for w in "said asked answered cried whispered shouted replied muttered murmured".split())
_PREPOSITION = re.compile(
    r"\b(?P<word>from|to|for|by|with|at|against|about|than)\s+(?:(?:his|her|their|my|the)\s+(?:[a-z]+,?\s+){1,2})?\Z"
)
_AFTER_PREPOSITION = re.compile(r"\b(?:from|to|with|at|of|for|on|than|like|about|against|off|by)\s+\Z", re.I)
_NO_VERBS = FUNCTION | frozenset(
    "whether through across along around between behind beside near past up down off out back away against towards toward upon "
    "inside outside like among beyond below above".split()
)
_NO_VERB_AFTER = frozenset(
    "the a an his her my their its our your this that these those of in on at by for with from through into over under "
    "about no some any every each all both two three four five six".split()
)


_NUMBERS = frozenset([*UNITS, *TENS, "hundred", "thousand", "million", "dozen"])
_SPANS = frozenset("year month week day hour minute night morning time".split())


@dataclass(frozen=True)
class Deed:
    """A verb with the people before and after it, the one who does it first; or with the pronoun that does it."""

    verb: str  # stem
    doers: tuple[Person, ...]
    others: tuple[Person, ...]
    pronoun: str = ""
    teller: str = ""  # who says "I" in its sentence
    beside: tuple[Person, ...] = ()  # of a deed that nobody is said to have done: whom else the sentence names


@dataclass(frozen=True)
class Told:
    """A sentence that a claim cites, and who says "I" in it ("" when nobody does, or nobody knows)."""

    text: str
    narrator: str = ""


def swapped(claim: str, told: Sequence[Told], people: People | None) -> str:
    """Why `claim` gives a deed of its sentences to the wrong person; "" when it does not, or nothing tells."""
    lower = lower_words(claim).union(*(lower_words(t.text) for t in told))
    theirs: dict[str, list[Deed]] = {}
    not_claimed = _denied(claim)
    for sentence in told:
        not_done = _denied(sentence.text)
        text = _ASIDE.sub(_blank, sentence.text)  # "Ines, who had met Ruben, gave": Ines gave
        for deed in deeds(text, people, lower, sentence.narrator):
            if deed.verb in not_done and deed.verb not in not_claimed:
                continue  # "Dov never could drive": nobody's deed
            theirs.setdefault(deed.verb, []).append(replace(deed, teller=sentence.narrator.casefold()))
    for deed in deeds(claim, people, lower, ""):
        found = theirs.get(deed.verb) or _like(deed.verb, theirs)
        if found and (why := _wrong_doer(deed, found, claim, people)):
            return why
    source = "\n".join(t.text for t in told)
    return _wrong_owner(claim, source, people, lower) or _wrong_way(claim, source, people, lower)


def _denied(text: str) -> set[str]:
    return {word for start, end in clauses(text) for word in denied(text[start:end]).sharp}


def _like(verb: str, theirs: dict[str, list[Deed]]) -> list[Deed]:
    """The deeds of the sentences that a verb they do not have may stand for, where both may stand for each other."""
    if not is_known(verb) or verb in LIGHT | FRAMES:
        return []
    same = [other for other in theirs if other not in LIGHT | FRAMES and other in alike(verb) and verb in alike(other)]
    return [deed for other in same for deed in theirs[other]]


def _wrong_doer(deed: Deed, found: list[Deed], claim: str, people: People | None) -> str:
    mine = deed.doers or deed.others
    if not mine:
        return ""
    name = claim[mine[0].start : mine[0].end]
    if not deed.doers:
        same_form = all(not other.doers and not other.pronoun and other.others for other in found)
        if same_form and all(_done_to_another(mine[0], other) for other in found):
            return f"its sentence says it of somebody else than {name}"
        return ""
    if all(other.pronoun for other in found):  # who that is cannot be read off; whom it cannot be sometimes can
        done_to = all(any(_same(mine[0], p) for p in other.others) for other in found) and deed.verb not in _MUTUAL
        if done_to or _cannot_be(mine[0], found, people):
            return f"its sentence says it of somebody else than {name}"
        return ""
    if any(other.pronoun for other in found):
        return ""
    if all(_contradicts(deed, other) for other in found):
        there = next((d for other in found for d in other.doers), None)
        if there is None:
            return "its sentence says it of somebody else"
        return f"its sentence says it of {there.name}, not of {name}"
    return ""


def _done_to_another(person: Person, deed: Deed) -> bool:
    """Whether somebody else is the one to whom a passive deed is done."""
    return (
        person.known
        and not person.owner
        and all(p.known and not _same(person, p) for p in (*deed.others, *deed.beside))
    )


def _wrong_owner(claim: str, source: str, people: People | None, lower: frozenset[str]) -> str:
    """ "Esme's grandmother" where the sentence has Ludo's."""
    theirs = list(_owned(source, people, lower))
    for owner, noun, named in _owned(claim, people, lower):
        same = [(other, who) for other, what, who in theirs if what == noun]
        if not same or not owner.known or any(_same(owner, other) or not other.known for other, _ in same):
            continue
        if any(who and _same(owner, who) for _, who in same) or (named and any(_same(named, o) for o, _ in same)):
            continue  # "Ruth's brother Tom" makes Ruth Tom's sister
        return f"its sentence says it of {same[0][0].name}, not of {owner.name}"
    return ""


def _owned(text: str, people: People | None, lower: frozenset[str]):
    """(owner, stem of what is theirs, the name that follows) for every "Ruth's brother Tom" in a text."""
    persons = people_in(text, people, lower)
    for n, person in enumerate(persons):
        match = re.match(r"['’]s?\s+([a-z][\w-]+)", text[person.end :])
        if person.owner and match:
            follows = next(
                (p for p in persons[n + 1 :] if text[person.end + match.end() : p.start] in (" ", ", ")), None
            )
            yield person, root(match[1]), follows


def _wrong_way(claim: str, source: str, people: People | None, lower: frozenset[str]) -> str:
    """Two people whose prepositions have changed places: from Odile to Bastien, from Bastien to Odile."""
    mine, theirs = _placed(claim, people, lower), _placed(source, people, lower)
    both = [key for key in mine if len(mine[key][1]) == 1 and len(theirs.get(key, (None, ()))[1]) == 1]
    for n, one in enumerate(both):
        for other in both[n + 1 :]:
            if (mine[one][1], mine[other][1]) == (theirs[other][1], theirs[one][1]) and mine[one][1] != mine[other][1]:
                return f"its sentence has {mine[one][0]} and {mine[other][0]} the other way round"
    return ""


def _placed(text: str, people: People | None, lower: frozenset[str]) -> dict[str, tuple[str, frozenset[str]]]:
    """Everybody who stands after a preposition: key -> (name, the prepositions)."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for person in people_in(text, people, lower):
        before = _PREPOSITION.search(text[: person.start])
        if before and not person.owner:
            name, words = found.get(person.key, (person.name, frozenset()))
            found[person.key] = name, words | {before["word"]}
    return found


def _cannot_be(person: Person, found: list[Deed], people: People | None) -> bool:
    """Whether none of the pronouns can mean this person: "he" is not the one who says "I", and not a woman."""
    pronouns = {deed.pronoun for deed in found}
    if pronouns <= {"he", "she", "they"} and all(person.key == deed.teller for deed in found):
        return True
    character = people.resolve(person.key) if people and person.known else None
    return character is not None and {character.pronouns, *pronouns} == {"he", "she"} and len(pronouns) == 1


def deeds(text: str, people: People | None, lower: frozenset[str], narrator: str) -> list[Deed]:
    """Every word of `text` that may be a verb and that somebody named does, or a pronoun, or has done to them.

    Whoever does it stands before it in its clause, after it with "by", or right after a verb of saying.
    """
    persons = people_in(text, people, lower, narrator)
    found = []
    for match in TOKEN.finditer(text):
        word = bare(match[0]).lower()
        if not match[0][0].islower() or word in _NO_VERBS or _word_before(text, match) in _NO_VERB_AFTER:
            continue
        if _is_counted(word) or _is_owned_thing(text, match):
            continue
        if subject := _SUBJECT.search(text[: match.start()]):
            found.append(_by_pronoun(root(word), subject, text, match, persons))
            continue
        before = _near([p for p in persons if p.end <= match.start()], text, match.start(), backward=True)
        after = _near([p for p in persons if p.start >= match.end()], text, match.end(), backward=False)
        beside: tuple[Person, ...] = ()
        owner = next((p for p in persons if p.owner and re.fullmatch(r"['’]s?\s+", text[p.end : match.start()])), None)
        if owner is not None:
            if not word.endswith("ing"):
                continue  # "Ruth's brother": a noun, not a deed
            before = (replace(owner, owner=False),)  # "Kurt's playing": Kurt plays
        told_by = next((p for p in after if not text[match.end() : p.start].strip() and not p.owner), None)
        named_before = before and not text[before[0].end : match.start()].strip()  # "Delphine asks Rae"
        if root(word) in _SAYING and told_by is not None and not named_before:
            found.append(Deed(root(word), (told_by,), ()))  # "Tangerine," says Ines
            continue
        passive = bool(_PASSIVE.search(text[: match.start()]) and _DONE.search(word))
        by = next((p for p in _in_clause(persons, text, match.end()) if _BY.search(text[match.end() : p.start])), None)
        if not before and not (passive and by):
            continue
        if passive:
            if by is not None:
                before, after = (by,), before
            else:
                before, after, beside = (), before, after  # "Ann was hit": nobody is named who did it
        found.append(Deed(root(word), before, after, beside=beside))
    return found


def _is_counted(word: str) -> bool:
    """Whether a word is a number or a stretch of time: nobody's deed."""
    return word in _NUMBERS or word.rstrip("s") in _SPANS


def _is_owned_thing(text: str, match: re.Match[str]) -> bool:
    """Whether "somebody's" stands right before a word, in lower case: "his nan's savings"."""
    before = re.search(r"(\w+)['’]s?\s+\Z", text[max(0, match.start() - 24) : match.start()])
    return bool(before and before[1][0].islower() and before[1] not in FUNCTION) and not match[0].endswith("ing")


def _in_clause(persons: list[Person], text: str, at: int) -> list[Person]:
    return [p for p in persons if p.start >= at and not _CLAUSE.search(text[at : p.start])]


def _by_pronoun(verb: str, subject: re.Match[str], text: str, at: re.Match[str], persons: list[Person]) -> Deed:
    """A deed whose subject is a pronoun; "Moll who rang" is Moll's."""
    named = [p for p in persons if p.end <= subject.start() and not text[p.end : subject.start()].strip(", ")]
    after = [p for p in persons if p.start >= at.end()]
    if subject["who"].lower() == "who" and named:
        return Deed(verb, (named[-1],), _near(after, text, at.end(), backward=False))
    direct = tuple(p for p in after if not text[at.end() : p.start].strip() and not p.owner)
    return Deed(verb, (), direct, subject["who"].lower())


def _word_before(text: str, match: re.Match[str]) -> str:
    before = TOKEN.findall(text[max(0, match.start() - 24) : match.start()])
    return before[-1].lower() if before else ""


def _near(persons: list[Person], text: str, at: int, backward: bool) -> tuple[Person, ...]:
    """The nearest person in the same clause, and those joined to them by "and"."""
    chosen: list[Person] = []
    for person in reversed(persons) if backward else persons:
        between = text[person.end : at] if backward else text[at : person.start]
        if not chosen:
            if _CLAUSE.search(between):
                break
            if backward and between.strip() and _AFTER_PREPOSITION.search(text[: person.start]):
                continue  # "Pet borrowed from Bell and paid": Pet paid
            if backward and _is_given(persons, person, text, between):
                continue  # "Mina gave Zed the envelope and ran": Mina ran
            if person.owner:
                words = TOKEN.findall(between)
                if backward and len(words) <= 3 and any(root(bare(word)) in _SOMEBODY for word in words):
                    return (person,)  # "Ruth's brother drives": nobody else stands nearer
                continue
            chosen.append(person)
        elif _AND.match(text[person.end : chosen[-1].start] if backward else text[chosen[-1].end : person.start]):
            chosen.append(person)
        else:
            break
    return tuple(chosen)


def _is_given(persons: list[Person], person: Person, text: str, between: str) -> bool:
    """Whether somebody stands between a verb and "and" with another verb: the one it is done to, who does not do both."""
    joined = re.search(r"\band\s+(?:\w+ly\s+)?(?P<verb>[a-z]+|\Z)", between)
    if joined is None or (joined["verb"] and not is_known(root(joined["verb"])) and root(joined["verb"]) not in LIGHT):
        return False
    return any(
        p.end <= person.start
        and not p.owner
        and re.fullmatch(r"\s+[a-z]+(?:\s+[a-z]+)?\s+", text[p.end : person.start])
        and not re.fullmatch(r"\s+(?:and|or|nor)\s+", text[p.end : person.start])
        for p in persons
    )


def _contradicts(mine: Deed, theirs: Deed) -> bool:
    my_doer = mine.doers[0]
    if theirs.verb in _MUTUAL and any(_same(my_doer, p) for p in (*theirs.doers, *theirs.others, *theirs.beside)):
        return any(p.owner and _same(my_doer, p) for p in theirs.doers)
    if my_doer.owner:  # "Rufus's mother brought up Opal", where it was Opal's who brought up Rufus
        turned = any(p.owner and not _same(my_doer, p) for p in theirs.doers)
        return turned and any(_same(my_doer, p) for p in theirs.others)
    named = [p for p in theirs.doers if not p.owner]
    if any(_same(my_doer, p) for p in named):
        return False
    if any(p.owner and _same(my_doer, p) for p in theirs.doers):
        return True
    if any(_same(my_doer, p) for p in theirs.others):
        # The one said to do it is the one it is done to; unless "Ann and Tom met", where both do.
        return bool(mine.others) if not theirs.doers else bool(named)
    if not theirs.doers and theirs.verb in _MUTUAL:
        return _done_to_another(my_doer, theirs)
    return bool(named) and my_doer.known and all(p.known for p in named)


def _same(one: Person, other: Person) -> bool:
    if one.key == other.key:
        return True
    if one.known and other.known:
        return False
    return bool(set(one.key.split()) & set(other.key.split()))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
