"""Who works for whom: managers, agents, labels, producers, drivers, from the sentences that say so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ..canon.hedges import hedges
from ..canon.patterns import plain
from ..canon.selection import DENIED
from ..canon.types import Character
from ..canon.view import View
from ..manuscript.chapter import Chapter, Citation, Sentence
from .chapters import in_words, short
from .kind import Kind
from .lookup import SHOWN
from .question import Question
from .saying import in_order, listed, row
from .state import STATE, with_latest
from .types import Evidence


@dataclass(frozen=True)
class Tie:
    """One tie of work: what who holds it is called, and what they do ("Hugo manages Ada", "Ada's manager")."""

    noun: str
    nouns: str
    verbs: str = r"(?!)"  # the holder does this to the other
    serves: str = r"(?!)"  # the other does this for or with the holder: "Ada is signed to Marchmont"


@dataclass(frozen=True)
class Told:
    """A sentence that says who holds a tie to whom; `owner` is "" where only a pronoun tells whose it is."""

    holder: str
    owner: str
    pronoun: str  # "she", "he" or "" of an owner whom no name tells
    citation: Citation

    def may_be_of(self, person: Character) -> bool:
        """Whether the sentence may speak of this person's tie, as far as the pronoun goes."""
        fits = not self.pronoun or person.pronouns in ("", self.pronoun)
        return not self.owner and self.holder != person.name and fits


_SIGNED = r"sign(?:s|ed)(?: up)?(?: an? (?:record |recording |publishing )?(?:deal|contract))? (?:to|with)"
TIES = (
    Tie("tour manager", r"tour manager|road manager", r"tour[- ]manag(?:es|ed|e|ing)"),
    Tie("manager", r"(?<!tour )(?<!road )(?<!stage )(?<!production )manager", r"manag(?:es|ed|e|ing)"),
    Tie("agent", r"(?:booking |literary )?agent", r"represent(?:s|ed|ing)?"),
    Tie("label", r"(?:record )?label|record company", r"(?!)", _SIGNED),
    Tie("producer", r"producer", r"produc(?:es|ed|e|ing)"),
    Tie("publicist", r"publicist|press officer"),
    Tie("lawyer", r"lawyer|solicitor|barrister"),
    Tie("driver", r"driver", r"driv(?:es|e|ing)|drove"),
    Tie("boss", r"boss|employer", r"employ(?:s|ed|ing)?", r"work(?:s|ed|ing)? for"),
)  # fmt: skip
_OTHER_TIMES = r"(?!old\b|former\b|ex\b|ex-|first\b|last\b|previous\b|late\b|next\b|future\b)"
_POSSESSIVE = re.compile(rf"\b(?P<whose>my|our|her|his|their)\s(?:{_OTHER_TIMES}[a-z][\w-]*\s){{0,2}}\Z", re.IGNORECASE)
_NAMED_S = re.compile(rf"['’]s?\s(?:{_OTHER_TIMES}[a-z][\w-]*\s){{0,2}}\Z")
_OF = re.compile(r"\s(?:of|to|for)\s(?:the\s)?")
_THE = re.compile(r"\s(?:the\s)?")
_BY_WHOM = re.compile(r"\sby\s")
_APPOSED = re.compile(r",?\s(?:(?:is|was|has been|had been)\s)?(?:called\s|named\s)?")
_IS = re.compile(
    r"(?:,|,? who)?(?:\s?(?:is|was|'s|being|has been|had been|became|becomes))?(?: now| still| also)?,?\s\Z"
)
_DOES = re.compile(r"(?:,? who)?(?:\s(?:has|have|had|is|was|been|also|always|once|only|now|still)|'s|'d|'ve)*\s\Z")
_BY = re.compile(r"(?:\s(?:is|was|were|are|been|being|got)|'s)\s(?:\w+ly\s|now\s|still\s)?\Z")
_FIRM = re.compile(r"\s(?:the\s)?(?P<firm>[A-Z][\w'’&-]*(?:\s(?:(?:of|and|&)\s)?[A-Z][\w'’&-]*){0,3})")
# Behind whom it is done to stands nothing else that is done to them: no "drove Kit mad", no "drove Kit's van".
_GOES_ON = r"(?=\s(?:since|for|until|till|when|from|in|now|then|through|and|ever|all|here)\b|[.,;:!?]|$)"
_ENDS = re.compile(_GOES_ON)
_OBJECT = re.compile(rf"\s(?P<whom>me|us|her|him|them){_GOES_ON}")
# Behind the word stands no other noun ("her label mate", "her agent's brother").
_NOUN_ENDS = re.compile(rf"(?=\s(?:is|was|has|had|who|called|named|of|to|[A-Z])|\.|{_GOES_ON})")
SURE_SPEAKER = 0.7  # confidence from which "my manager" in a quotation is whoever says it
_UNSURE = re.compile(r"\b(?:wish\w*|if|nobody|no one|believed|thought|as)\b", re.IGNORECASE)
_OF_PRONOUN = {"her": "she", "his": "he", "him": "he"}


class _Sentence:
    """A sentence with who is named in it, and what a tie in it can be held by."""

    def __init__(self, view: View, chapter: Chapter, sentence: Sentence, at: int) -> None:
        self.view, self.chapter, self.sentence = view, chapter, sentence
        self.text = plain(chapter.text)
        self.spans = [s for s in view.canon.name_spans(chapter.position) if sentence.start <= s[0] < sentence.end]
        self.said = next((q for q in view.canon.quotes(chapter.position) if q.start <= at < q.end), None)
        if self.said is None:
            self.teller = view.canon.narrator(chapter.position, sentence.start)
        else:
            self.teller = self.said.speaker if self.said.confidence >= SURE_SPEAKER else ""

    def asserts(self, start: int, end: int) -> bool:
        """Whether the sentence says so itself: not as denied, supposed, wished, asked or told by hearsay."""
        first, last = self.sentence.start, self.sentence.end
        cues = hedges(self.text, first, last, start, end, first, last, said=self.said is not None)
        return not DENIED & set(cues) and not _UNSURE.search(self.text, first, start)

    def named_before(self, at: int, between: re.Pattern[str]) -> tuple[str, int]:
        """Who is named, or says "I", right before `at`, with no more than `between` in the middle; and where."""
        for start, end, name in reversed(self.spans):
            if end <= at and between.fullmatch(self.text, end, at):
                shared = any(self.text[b:start].split() == ["and"] for _, b, _ in self.spans if b < start)
                return ("", at) if shared else (name, start)  # "Hugo and Lena manage her": two, of whom one is read
        for match in re.finditer(r"\bI\b", self.text[self.sentence.start : at]) if self.teller else ():
            if between.fullmatch(self.text, self.sentence.start + match.end(), at):
                return self.teller, self.sentence.start + match.start()
        return "", at

    def named_after(self, at: int, between: re.Pattern[str], ends: re.Pattern[str] | None = None) -> str:
        """Who is named behind `between` right after `at`, with what `ends` asks for behind the name."""
        match = between.match(self.text, at, self.sentence.end)
        begins = match.end() if match else at
        return next((n for a, b, n in self.spans if a == begins and (ends is None or ends.match(self.text, b))), "")

    def whose(self, pronoun: str) -> tuple[str, str]:
        """Whom a pronoun means where that is the teller, and what it says of anybody else: ("", "she")."""
        pronoun = pronoun.casefold()
        return (self.teller, "") if pronoun in ("my", "me", "our", "us") else ("", _OF_PRONOUN.get(pronoun, ""))


def told_ties(view: View, tie: Tie) -> Iterator[Told]:
    """Every visible sentence that says who holds a tie to whom, in reading order."""
    anywhere = re.compile(
        rf"\b(?:(?P<noun>{tie.nouns})|(?P<verb>{tie.verbs})|(?P<serves>{tie.serves}))\b".replace(" ", r"\s")
    )
    for chapter in view.chapters:
        for match in anywhere.finditer(plain(chapter.text)):
            sentence = chapter.sentence_at(match.start())
            if sentence is None or not sentence.start <= match.start() < sentence.end:
                continue
            found = _read(_Sentence(view, chapter, sentence, match.start()), match)
            if found and found[0] != found[1]:
                yield Told(*found, chapter.cite(sentence.start, sentence.end))


def _read(here: _Sentence, match: re.Match[str]) -> tuple[str, str, str] | None:
    """(holder, owner, pronoun) of one tie; None where the sentence does not say who holds it."""
    if not here.asserts(match.start(), match.end()):
        return None
    if match["noun"]:
        return _by_noun(here, match.start(), match.end())
    if match["serves"]:
        owner, _ = here.named_before(match.start(), _DOES)
        holder = here.named_after(match.end(), _THE)
        if match["serves"].startswith("sign"):  # to a label, which is nobody of the cast
            firm = _FIRM.match(here.text, match.end(), here.sentence.end)
            holder = firm["firm"] if firm and not holder else ""
        return (holder, owner, "") if holder and owner else None
    holder, _ = here.named_before(match.start(), _DOES)
    if holder:
        if owner := here.named_after(match.end(), _THE, _ENDS):
            return holder, owner, ""
        pronoun = _OBJECT.match(here.text, match.end(), here.sentence.end)
        return (holder, *here.whose(pronoun["whom"])) if pronoun else None
    owner, _ = here.named_before(match.start(), _BY)
    by = here.named_after(match.end(), _BY_WHOM) if owner else ""
    return (by, owner, "") if by else None


def _by_noun(here: _Sentence, start: int, end: int) -> tuple[str, str, str] | None:
    """ "her manager, Hugo", "Hugo is Ada's manager", "the manager of Ada, Hugo"."""
    if not _NOUN_ENDS.match(here.text, end):
        return None
    whose = _POSSESSIVE.search(here.text, here.sentence.start, start)
    owner, begins = ("", whose.start()) if whose else here.named_before(start, _NAMED_S)
    if not whose and not owner:
        owner = here.named_after(end, _OF)
        the = re.search(r"\bthe\s(?:[a-z][\w-]*\s){0,2}\Z", here.text[here.sentence.start : start])
        begins = here.sentence.start + the.start() if the else start
        if not owner or not the:
            return None
    holder = here.named_after(end, _APPOSED) or here.named_before(begins, _IS)[0]
    if not holder:
        return None
    return (holder, *here.whose(whose["whose"])) if whose else (holder, owner, "")


def find_ties(question: Question, view: View) -> Evidence | None:
    """Who holds the tie of work that a question asks for, or whether the one named does."""
    tie = _asked(question)
    if tie is None or not question.people:
        return None
    owner, holder = _sides(question, tie)
    told = list(told_ties(view, tie))
    if holder is not None:
        return _whether(question, view, tie, owner, holder, told)
    return _who(question, view, tie, owner, told) if owner is not None else None


def _asked(question: Question) -> Tie | None:
    """The tie that a question asks for: by who holds it, or whether somebody does."""
    if question.reference is not None or _OF_OTHER_THINGS.search(question.text):
        return None
    return next((tie for tie in TIES if _shape(tie).match(question.text)), None)


# "Who knows that Hugo signed for Marchmont?" asks for no label.
_OF_OTHER_THINGS = re.compile(
    r"\b(?:that|kno\w+|knew|tell\w*|told|learn\w*|finds?|found|says?|said|hears?|heard|why|because|if|about)\b",
    re.IGNORECASE,
)


@cache
def _shape(tie: Tie) -> re.Pattern[str]:
    """A whole question about a tie: what only begins like one asks for something else."""
    serves = r"sign(?:ed)? (?:to|with|for|by)" if tie.noun == "label" else tie.serves
    does, name = rf"(?:{tie.verbs}|{serves})", r"(?-i:[A-Z])[\w.-]*(?: (?-i:[A-Z])[\w.-]*){0,2}"
    whose, still = rf"(?:{name}['’]s?|her|his|their) (?:current |present |new )?", r"(?: still| now)?"
    shapes = (
        rf"who(?:m|['’]s| is| was| are| were)(?: now)? (?:{whose}(?:{tie.nouns})|the (?:{tie.nouns}) of {name})",
        rf"who{still} (?:{tie.verbs}) {name}",
        rf"(?:which|what) (?:{tie.nouns}) (?:is|was|does|did|has) {name}{still} {serves}",
        rf"(?:which|what) (?:is|was) {whose}(?:{tie.nouns})",
        rf"whom? (?:is|was|does|did|has) {name}{still} {serves}",
        rf"(?:is|was) {name}{still} (?:{whose}(?:{tie.nouns})|{serves} {name})",
        rf"(?:does|did) {name}{still} {does} {name}",
        rf"how long (?:has|had|did) {name} (?:been )?{does} {name}",
    )
    end = r"(?: now| these days| at (?:this point|the moment|the end))?\s*\??\Z"
    return re.compile(rf"(?:and |so |but )?(?:{'|'.join(shapes)}){end}", re.IGNORECASE)


def _sides(question: Question, tie: Tie) -> tuple[Character | None, Character | None]:
    """(whose tie it is, who is asked whether they hold it), either None where the question does not name them."""
    text = question.text
    word = re.search(rf"\b(?:{tie.nouns}|{tie.verbs}|{tie.serves})\b", text)
    before, after = (text[: word.start()], text[word.end() :]) if word else (text, "")
    whether = re.match(r"(?:and |so |but )?(?:is|was|does|did|how)\b", text, re.IGNORECASE) is not None

    def named(told: str, form: str) -> Character | None:
        return next((p for p in question.people for n in p.names if re.search(form.format(re.escape(n)), told)), None)

    owner = named(before, r"\b{}['’]s?\s(?:\w+\s)?\Z")
    if owner is None and word is not None and re.fullmatch(tie.verbs, word[0]):
        owner = named(after, r"\A\s(?:the\s)?{}\b")
    serving = word is not None and re.fullmatch(tie.serves, word[0]) is not None
    if owner is None and (serving or not whether):
        owner = question.people[0]
    holder = next((p for p in question.people if owner is None or p.name != owner.name), None) if whether else None
    return owner, holder


def _who(question: Question, view: View, tie: Tie, owner: Character, told: list[Told]) -> Evidence | None:
    sure = [t for t in told if t.owner == owner.name]
    found = sure or [t for t in told if t.may_be_of(owner)]
    holders = list(dict.fromkeys(t.holder for t in found))
    if not holders:
        return _by_trade(question, view, tie, owner)
    if len(holders) > 1 and not sure:
        return None  # several, and nothing says which of them is theirs
    first = {h: next(t for t in found if t.holder == h) for h in holders}
    if len(holders) == 1:
        lead = holders[0] if sure else f"Probably {holders[0]}."
    else:
        lead = "; ".join(f"{h} in {short(first[h].citation.chapter)}" for h in holders[:4])
    return _evidence(question, view, lead, [*first.values(), *found], owner.name, tie, bool(sure) and len(holders) == 1)


def _by_trade(question: Question, view: View, tie: Tie, owner: Character) -> Evidence | None:
    """The one whom the bible knows to be a tour manager or the like, where no sentence says whose."""
    trade = re.compile(tie.nouns, re.IGNORECASE)
    facts = [f for f in view.canon.facts if f.attribute == "occupation" and f.firm and trade.fullmatch(f.value)]
    facts = [f for f in facts if f.character != owner.name]
    if len({f.character for f in facts}) != 1:
        return None
    lead = f"{facts[0].character} ({facts[0].value}), though no sentence was found that says whose:"
    told = [Told(f.character, "", "", f.citation) for f in facts]
    return _evidence(question, view, lead, told, owner.name, tie, False)


def _whether(
    question: Question, view: View, tie: Tie, owner: Character | None, holder: Character, told: list[Told]
) -> Evidence | None:
    about = [t for t in told if owner is None or t.owner == owner.name or t.may_be_of(owner)]
    theirs = [t for t in about if t.holder == holder.name]
    if theirs:
        if re.match(r"how long", question.text, re.IGNORECASE):
            return None
        last = theirs[-1]
        later = [t for t in about if t.owner and t.owner == last.owner and t.holder != holder.name]
        if later and later[-1].citation.place > last.citation.place:
            changed = "; ".join(f"{t.holder} in {short(t.citation.chapter)}" for t in (later[-1], last))
            return _evidence(question, view, f"{changed}:", [later[-1], *theirs[::-1]], holder.name, tie, False)
        whose = f"{last.owner}’s" if last.owner else "the"
        lead = f"{holder.name} is {whose} {tie.noun}, as of {in_words(last.citation.chapter, view.chapters)}:"
        told_last = _evidence(question, view, lead, theirs[::-1], holder.name, tie, False)
        return with_latest(told_last, question, view) if STATE.matches(question, view) else told_last
    if owner is None:
        return None
    others = [t for t in about if t.owner == owner.name] or about
    names = list(dict.fromkeys(t.holder for t in others))
    if not names:
        return None
    is_ = "is" if any(t.owner for t in others) else "seems to be"
    lead = f"On the page it {is_} {listed(names[:3])}, not {holder.name}:"
    return _evidence(question, view, lead, others, owner.name, tie, False)


def _evidence(
    question: Question, view: View, lead: str, told: list[Told], subject: str, tie: Tie, stated: bool
) -> Evidence:
    cites = list(dict.fromkeys(t.citation for t in told))
    return Evidence(
        question.text, "relation", in_order(cites[:SHOWN]), "stated" if stated else "partial", lead=lead,
        rows=tuple(row(c, view) for c in cites[:SHOWN]), more=in_order(cites), subject=subject,
        how=(f"looked for every sentence that says who is whose {tie.noun}",),
    )  # fmt: skip


TIED = Kind("relation", lambda question, view: bool(question.people) and _asked(question) is not None, find_ties)
