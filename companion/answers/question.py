"""What a question asks for: the sort of answer, whom it names, the words that must be found."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..canon.lexicon import NATIONALITIES
from ..canon.types import Character
from ..canon.view import View
from ..errors import CompanionError
from ..manuscript.chapter import WORD
from .chapters import Reference, chapter_reference
from .described import by_description, people_named
from .generations import by_generation
from .things import members_of
from .words import STOP, content_words, plain_verbs, stem

LONGEST = 2_000  # characters of a question that are read; the rest cannot help


TIE = re.compile(
    r"\b(?:half-|step-?|great-|grand-?)?(?:brother|sister|mother|father|mum|mom|dad|aunt|uncle|cousin|niece|nephew|wife|husband|son|daughter"
    r"|twin|parent|child|friend|manager|driver|boss|agent|producer|drummer|guitarist|bassist|publicist|lawyer|doctor|teacher|landlord|landlady"
    r"|neighbou?r|maid|servant|cook|assistant|boyfriend|girlfriend|fiancée?|ex|lover|rival|roommate|flatmate|band ?mate|cat|dog|horse|pony|pet"
    r"|parrot|bird|band|boat|car|van|bus|ship|song|album|guitar|horse|house|street|town|label|club|bar|pub)s?\b",
    re.IGNORECASE,
)


_KINDS_OF_PEOPLE = (
    r"(?:man|woman|boy|girl|lady|gentleman|brother|sister|mother|father|aunt|uncle|cousin|niece|nephew|wife|husband|son|daughter|friend|manager"
    r"|driver|singer|drummer|guitarist|bassist|producer|novelist|writer|doctor|nurse|teacher|clergyman|priest|rector|vicar|maid|servant|cook|lawyer"
    r"|solicitor|landlord|landlady|boss|twin|creature|animal|child|kid|baby|rival|neighbou?r|assistant|publicist|agent)"
)
_DESCRIBED = re.compile(
    r"\b(?:the|[A-Z][\w.]*(?:\s[A-Z]\w*)*['’]s?)\s(?:(?!of\b|in\b|at\b|to\b|and\b|is\b|was\b|are\b|were\b|with\b)[\w'’-]+\s){0,3}?"
    rf"{_KINDS_OF_PEOPLE}\b(?:\s{_KINDS_OF_PEOPLE}\b)?(?:\s(?:with|in|from|of)\s(?:the\s|an?\s)?[\w'’-]+)?",
)
LEAST_DESCRIBED = 0.25


class EmptyQuestion(CompanionError):
    """There is nothing to look for in what was asked."""


@dataclass(frozen=True)
class Question:
    """A question as read. Stems and names are those of the visible part of the book."""

    text: str
    wants: (
        str  # "person" | "place" | "time" | "number" | "age" | "measure" | "money" | "colour" | "name" | "reason" | ...
    )
    focus: tuple[str, ...]  # what the wh-word asks for: ("colour",), ("london", "street"), ("song",)
    people: tuple[Character, ...]  # whom it names, in order
    words: tuple[str, ...]  # other words that carry meaning, as written, in order
    strangers: tuple[str, ...]  # capitalised words that no visible chapter has
    reference: Reference | None  # the chapter it names
    quoted: tuple[str, ...] = ()  # what it puts in quotation marks
    aside: frozenset[str] = frozenset()  # stems that stand only in a clause beside the question ("when he kisses Lucy")
    relation: tuple[str, ...] = ()  # nouns for a person or an animal that it asks about by tie: ("sister",), ("cat",)
    also: tuple[Character, ...] = ()  # whom a description in it probably means
    sort: str = ""  # stem of the kind of thing asked for, where wants is "kind": "instrument"

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(stem(word) for word in self.words))

    @property
    def subject(self) -> str:
        """Canonical name of whom it is about, "" when nobody is named."""
        return self.people[0].name if self.people else ""

    @property
    def low(self) -> str:
        return self.text.casefold().replace("’", "'")


_QUOTED = re.compile(r"[“\"«]([^”\"»“«]{1,120})[”\"»]|(?<!\w)[‘']([^‘’']{2,80})[’'](?!\w)")
_WH = re.compile(r"\b(who|whom|whose|what|which|where|when|why|how|whereabouts)\b", re.IGNORECASE)
_YES_NO = re.compile(
    r"^(?:(?:and|but|so|then|ok|okay|hey|now)\b[\s,]*)*(is|are|was|were|am|do|does|did|has|have|had|can|could|will|would|should|isn't|doesn't"
    r"|didn't|hasn't)\b",
    re.IGNORECASE,
)

COLOUR = r"(?:colou?rs?|shade|hue)"
_CLASSES: tuple[tuple[str, str], ...] = (  # what the nouns after "what" or "which" ask for
    (r"names?|surname|first name|last name|christian name|pen-?name|nickname|pseudonym|alias|stage name", "name"),
    (COLOUR, "colour"),
    (r"year|date|day|month|weekday|time|hour|season|century|decade|night|evening|week", "time"),
    (r"age", "age"),
    (r"town|city|village|country|county|place|street|road|avenue|house|church|hotel|school|room|island|bar|club|pub|venue|state"
     r"|station|building|theatre|theater|hall|college|university|neighbou?rhood|hospital|region|location|address|arena|stadium"
     r"|studio", "place"),
    (r"man|woman|person|people|characters?|girl|boy|singer|manager|friend|sister|brother|musician|actor|colleague", "person"),
    (r"number|amount|percentage", "number"),
    (r"height|size|weight|length|distance|speed", "measure"),
    (r"income|salary|price|cost|sum|wage|fee|rent", "money"),
    (r"firm|company|employer|band|label|ship|boat|song|album|newspaper|magazine|book|novel|film|team|brand|regiment|paper|programme", "proper"),
    (r"job|profession|occupation|trade|work|living", "work"),
    (r"reason|cause|motive", "reason"),
)  # fmt: skip


def read_question(text: str, view: View) -> Question:
    """Read a question against the visible part of the book. Raises EmptyQuestion when there is nothing in it."""
    text = " ".join(text[: LONGEST * 4].split())[:LONGEST].strip()
    if not WORD.search(text):
        raise EmptyQuestion(
            "There is no question there yet: ask about somebody, a place, a chapter or a word in your book."
        )
    people = tuple(by_generation(text, people_named(text, view), view))
    wants, focus = _wanted(text)
    sort = next((noun for noun in focus if members_of(noun)), "") if wants == "thing" else ""
    if wants == "thing" and people and _PLAYS.match(text.casefold()):
        sort = stem("instrument")  # or cards: nothing is refused for having no such value
    wants = "kind" if sort else wants
    taken = {stem(part) for person in people for name in _names_used(person, text) for part in WORD.findall(name)}
    reference = chapter_reference(text, view.chapters)
    bare = text.replace(reference.words, " ") if reference else text
    also = tuple(_described(text, people, view))
    spent = _SPENT.get(wants, frozenset())
    words = tuple(word for word in content_words(plain_verbs(bare)) if stem(word) not in taken | spent | {sort})
    return Question(
        text=text,
        wants=wants,
        focus=focus,
        people=people,
        words=words,
        strangers=_strangers(bare, people, view),
        reference=reference,
        quoted=tuple(a or b for a, b in _QUOTED.findall(text)),
        aside=_aside(bare, words),
        also=also,
        sort=sort,
        relation=tuple(dict.fromkeys(stem(m) for m in TIE.findall(text))),
    )


_CLAUSE = re.compile(
    r"(?:(?<=\w)|,)\s+(?:when|while|before|after|until|since|because|if|that|who|whom|whose|which|where|as soon as|counting|during)\s+(?=\w+\s+\w)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:and |so |but )?(?:when|while|before|after|during|besides|once|until|in)\b[^,?]{3,80},\s+(?=(?:who|what|where|when|why|how|which|whom|whose|did|does|is|was|has|had)\b)",
    re.IGNORECASE,
)


def _aside(text: str, words: Sequence[str]) -> frozenset[str]:
    """Stems that stand only in subordinate clauses: they say when and where, rarely what the answer reads like."""
    main = _LEADING.sub("", text)
    low = main.casefold()
    first = _WH.search(low)
    for match in _CLAUSE.finditer(main):
        if first is None or match.start() > first.end() + 3:
            main = main[: match.start()]
            break
    core = {stem(word) for word in content_words(main)}
    every = {stem(word) for word in words}
    return frozenset(every - core) if core & every else frozenset()


_SECOND = re.compile(
    r"(?:,|\s)\s*and,?\s+(?:if so,?\s+)?(?=(?:to\s|for\s|with\s|in\s)?(?:what|where|who|whom|whose|why|how|when|which)\b)",
    re.IGNORECASE,
)
_THEN = re.compile(r",?\s+(?:when|after|before|while|as)\s.+$", re.IGNORECASE)


def halves(text: str) -> tuple[str, ...]:
    """The questions that one sentence asks: "What does he wear, and where is it from?" asks two.

    The first is the one to be answered; a clause of time at the end belongs to both.
    """
    match = _SECOND.search(text)
    if match is None or len(text[: match.start()].split()) < 3:
        return (text,)
    second = text[match.end() :]
    end = _THEN.search(second)
    tail = end.group().rstrip(" ?.!") if end and len(end.group().split()) > 2 else ""
    return f"{text[: match.start()].rstrip(' ,')}{tail}?", second[:1].upper() + second[1:]


def _described(text: str, people: Sequence[Character], view: View) -> list[Character]:
    """Whom the descriptions in a question probably mean."""
    found = []
    for match in list(_DESCRIBED.finditer(text))[:2]:
        if len(content_words(match.group())) < 2:  # "the man" could be anybody
            continue
        meant = by_description(match.group(), view, LEAST_DESCRIBED)
        if meant and meant.person and meant.person not in people and meant.person not in found:
            found.append(meant.person)
    return found


def _names_used(person: Character, text: str) -> list[str]:
    return [name for name in person.names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)] or [
        part for part in WORD.findall(person.name) if re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text)
    ]


_FROM = re.compile(
    r"\b(?:where|what (?:town|city|country|part of \w+))(?:'s)?\s(?:(?:is|are|was|were|do|does|did)\s)?[^?]*?\b(?:(?<!work )(?<!works )(?<!working )from|grow up|grew up|brought up)(?: originally)?\s*\??$"
)
_GOT_FROM = re.compile(  # "Where does she get her nickname from?"
    r"\b(?:gets?|got|buys?|bought|borrow(?:s|ed)?|learn(?:s|ed|t)?|steals?|stole|takes?|took|hears?|heard|rings?|rang|calls?|called|writes?|wrote|knows?|knew)\b"
)
_PLAYS = re.compile(
    r"^what (?:does|did|do|can) .+ play(?: in (?:the |her |his |their )?(?:band|group|orchestra))?\s*\??$"
)
_SIDED = re.compile(
    r"which\s(?:of\s)?(?:(?:\w+\s)?[\w.'-]+'s?\s|(?:his|her|their|my|your|the)\s)?"
    r"(side|hand|arm|leg|foot|knee|eye|ear|wrist|ankle|elbow|shoulder|cheek|thumb|hip|thigh|breast|temple|eyebrow|lung)s?\b"
)


def _by_form(asked: str) -> tuple[str, tuple[str, ...]] | None:
    """What a question from its wh-word on asks for by all of its form; None where the wh-word and its noun decide."""
    if _FROM.search(asked) and not _GOT_FROM.search(asked):
        return "origin", ()
    side = _SIDED.match(asked)
    return ("side", (stem(side[1]),)) if side else None


_SHORT_IS = re.compile(r"\b(what|who|where|when|how|which)'s\b")


def _wanted(text: str) -> tuple[str, tuple[str, ...]]:
    """(sort of answer, stems of the noun the wh-word goes with)."""
    low = _SHORT_IS.sub(r"\1 is", text.casefold().replace("’", "'"))
    match = _WH.search(low)
    if _YES_NO.match(low) or match is None:
        return ("yes or no" if _YES_NO.match(low) else "thing"), ()
    wh, rest = match[1], low[match.end() :].strip(" ,")
    if formed := _by_form(low[match.start() :]):
        return formed
    if wh in ("how", "what") and re.search(
        r"\b(?:income|salary|fortune|wages?|rent|fee|price|cost|worth|paid|earns?|pays?(?! (?:for|with)\W*$))\b", rest
    ):
        return "money", ()
    simple = {
        "who": "person",
        "whom": "person",
        "whose": "person",
        "where": "place",
        "whereabouts": "place",
        "when": "time",
    }
    if wh in simple:
        return simple[wh], ()
    if wh == "why":
        return "reason", ()
    if wh == "how":
        return _how(rest), ()
    noun = re.match(
        r"((?:[\w'-]+ ){0,4}?[\w'-]+?)(?: (?:is|are|was|were|do|does|did|has|have|had|can|will|would|could|should)\b|\?|$)",
        rest,
    )
    phrase = (
        noun[1] if noun and not re.match(r"(?:is|are|was|were|do|does|did|has|have|had|can|will|would)\b", rest) else ""
    )
    if noun is None and wh in ("what", "which"):  # "which firm employs ...": the noun stands first
        phrase = rest.split(" ", 1)[0]
    focus = tuple(stem(word) for word in content_words(phrase))
    if re.search(r"\b(?:called|named)\s*\??$", low):
        return "name", focus
    for nouns, wants in _CLASSES:
        if re.search(rf"\b(?:{nouns})\b", phrase) or re.match(
            rf"(?:is|are|was|were) (?:the )?(?:[\w'-]+ ){{0,4}}?(?:{nouns})\b(?! (?:are|is|was|were|like)\b)", rest
        ):
            return wants, focus
    if re.search(r"\bmade (?:of|from|out of)\b", low):
        return "material", focus
    if re.search(r"\b(?:for a living|do for (?:work|a job)|profession|what work)\b", low):
        return "work", focus
    return "thing", focus


# Words of a question that only say what sort of value is wanted: the value itself stands for them in the text.
_SPENT = {
    wants: frozenset(stem(word) for word in words.split())
    for wants, words in {
        "colour": "colour color colours shade hue", "age": "old age aged years", "name": "name names named called christian first last",
        "work": "job profession occupation trade work living career follow", "measure": "tall high big long wide deep heavy large far size height length weight",
        "number": "many number often", "time": "year date day month time hour season weekday", "money": "much money big yearly supposed",
        "material": "made material", "reason": "reason cause", "origin": "come comes grow grew brought up originally hail hails", "kind": "kind sort type make model",
    }.items()
}  # fmt: skip


def _how(rest: str) -> str:
    for start, wants in (
        (r"many", "number"), (r"old", "age"), (r"often", "number"), (r"(?:tall|high|big|long|far|wide|deep|heavy|large|fast)", "measure"),
        (r"much (?:money|does|did|do|is|was|are)", "money"), (r"much", "measure"), (r"soon|late|early|recently", "time"),
    ):  # fmt: skip
        if re.match(rf"{start}\b", rest):
            return (
                "time"
                if start.startswith("(?:tall")
                and re.match(r"long (?:after|before|ago|did|does|do|has|had|was|is|until|till|have|were|are)\b", rest)
                else wants
            )
    return "manner"


def _strangers(text: str, people: Sequence[Character], view: View) -> tuple[str, ...]:
    """Capitalised words inside the question that stand in no visible chapter: names the book does not have."""
    known = {part.casefold() for person in people for name in person.names for part in WORD.findall(name)}
    folded: list[str] = []  # only where there is a word to look for
    found = []
    for match in WORD.finditer(text):
        word = match.group().replace("’", "'").removesuffix("'s")
        first = not text[: match.start()].strip(" “\"'‘«-–—") or text[: match.start()].rstrip().endswith(
            (".", "?", "!", ":")
        )
        if not word[0].isupper() or (first and word.casefold() in STOP) or word.casefold() in known:
            continue
        if word.casefold() in STOP or len(word) < 2 or (first and _begins_a_wish(word, text[match.end() :])):
            continue
        forms = {word.casefold(), word.casefold().removesuffix("s")}  # "the Harkins": a family
        folded = folded or [chapter.text.casefold() for chapter in view.chapters]
        if word in NATIONALITIES or any(form in low for low in folded for form in forms):
            continue
        found.append(word)
    return tuple(dict.fromkeys(found))


_ORDERS = frozenset(  # what a wish begins with
    "find list name describe show summarise summarize count besides trace compare explain tell give track remind".split()
)
_AFTER_A_VERB = frozenset(
    "the a an every all each any both me us whose which what who whom how where when why his her their my our".split()
)


def _begins_a_wish(word: str, rest: str) -> bool:
    """Whether the first word of a sentence is none of a name: "Trace whose hands ...", "Why'd she go?"."""
    following = WORD.search(rest)
    return (
        word.casefold() in _ORDERS
        or word.casefold().partition("'")[0] in STOP
        or (following is not None and following.group().casefold() in _AFTER_A_VERB)
    )
