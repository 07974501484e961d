"""What a pattern is, and the pieces that patterns share: names, pronouns, roles, numbers.

Patterns are regular expressions over *plain* text (same length as the original, so offsets hold): curly apostrophes made
straight, line breaks and emphasis marks made blanks, a lost apostrophe ("He s") put back. In a pattern a blank stands for
any white space. Regular expressions rather than a token matcher, because observing must cost less than a second per
100,000 words: a sentence is looked at only when it holds one of a pattern's trigger words.
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..lexicon import KIN, OCCUPATIONS, ROLES

_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\n": " ", "\t": " ", "\r": " ", "_": " ", "*": " ",
                        "\u00a0": " ", "–": "-", "‑": "-", "‐": "-"})  # fmt: skip
_PIECE = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|[()]")  # of a regular expression: what is escaped, a class, a bracket
_LOST_APOSTROPHE = re.compile(r"(?<=[A-Za-z]) (?=(?:s|ve|ll|re|m|d|t) )")


@lru_cache(maxsize=4)  # every observer of a chapter asks for its text in turn
def plain(text: str) -> str:
    """The text with typography flattened, character for character (offsets stay true)."""
    return _LOST_APOSTROPHE.sub("'", text.translate(_MARKS))


@dataclass(frozen=True)
class Pattern:
    """One way the text gives a value to an attribute.

    `source`, a regular expression, names its groups: `who` (whom it is about; without it, the subject of the sentence) and whatever `value` reads.
    `value` returns the normalised value, or None when the match says nothing after all. `sure` is False for wordings
    that are evidence, but not enough to call a contradiction.
    """

    attribute: str
    triggers: frozenset[str]
    source: str
    value: Callable[[re.Match[str]], str | None]
    sure: bool = True
    needs: frozenset[str] = frozenset()  # when given, the sentence must hold one of these words too

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The whole, compiled when a sentence first asks for it: all of them take over a second."""
        return re.compile(self.source)

    @cached_property
    def rest(self) -> re.Pattern[str] | None:
        """What a match holds after the anchor it begins with; None when it begins with something else.

        Where this is nowhere in a sentence, the whole is not either, and it is found out several times as fast: an
        anchor (a role, a pronoun, a name) can begin at nearly every word.
        """
        return _after_anchor(self.source)


def _after_anchor(source: str) -> re.Pattern[str] | None:
    source = source.removeprefix(BEGINS)
    if not source.startswith("(?P<who>"):
        return None
    depth = 0
    for piece in _PIECE.finditer(source):
        depth += (piece[0] == "(") - (piece[0] == ")")
        if not depth:
            rest = source[piece.end() :]
            return None if rest.startswith(("?", "*", "+", "{")) else re.compile(rest)
    raise ValueError(f"unbalanced: {source}")


def rx(pattern: str) -> str:
    """A regular expression from one in which a blank stands for white space, and one with a question mark for none or some."""
    return pattern.replace(" ?", r"\s*").replace(" ", r"\s+")


def group(name: str) -> Callable[[re.Match[str]], str]:
    """A `value` that takes one group as it stands, white space folded, lower case."""
    return lambda match: " ".join(match[name].lower().split())


def as_written(name: str) -> Callable[[re.Match[str]], str]:
    """A `value` that takes one group as it stands, white space folded."""
    return lambda match: " ".join(match[name].split())


def constant(value: str) -> Callable[[re.Match[str]], str | None]:
    """A `value` for patterns that say one thing only."""
    return lambda _match: value


def words(*lists: str) -> frozenset[str]:
    """Trigger words from blank-separated lists."""
    return frozenset(word for one in lists for word in one.split())


def either(choices: Iterable[str]) -> str:
    """A group of literal alternatives, of which the longest that fits is taken.

    It is written as a tree of shared beginnings, "(?:act(?:or|ress)|agent)", which is compiled and tried faster.
    """
    root: dict[str, dict] = {}
    for choice in sorted(set(choices)):
        node = root
        for sign in choice:
            node = node.setdefault(sign, {})
        node[""] = {}
    return f"(?:{_branches(root)})"


def _branches(node: dict[str, dict]) -> str:
    """What can follow in the tree: longer alternatives before the end."""
    parts = []
    for sign, below in node.items():
        if not sign:
            continue
        text, after = _literal(sign), below
        while len(after) == 1 and "" not in after:
            ((only, after),) = after.items()
            text += _literal(only)
        if any(after):
            text += f"(?:{_branches(after)})" + ("?" if "" in after else "")
        parts.append(text)
    return "|".join(parts)


def _literal(sign: str) -> str:
    return " " if sign == " " else re.escape(sign)


TITLE = r"(?:(?:Mr|Mrs|Ms|Dr|St|Messrs)\.?|Miss|Sir|Lady|Lord|Captain|Colonel|Major|General|Doctor|Uncle|Aunt|Auntie|Professor|Father|Mother|Sister|Brother|Madame|Herr|Frau|Signor|Signora|Count|Countess|Duke|Duchess|King|Queen|Prince|Princess|Inspector|Sergeant|Detective)"
_NO_NAME = (
    "Mr|Mrs|Ms|Dr|St|Messrs|It|There|This|That|These|Those|What|Which|Who|Where|When|Then|But|And|Or|If|So|As|At|In|On|For|Not|"
    "No|Yes|Now|Here|How|Why|A|An|The|One|Perhaps|Maybe|Even|Only|Just|Oh|Well|I|He|She|They|We|You|My|His|Her|Our|Their|Your|Its"
)
_CAP = rf"(?!(?:{_NO_NAME})\b)[A-ZÀ-Þ][\w\-]*(?:'[A-Z][a-z]+)?"
NAME = rf"(?:(?:{TITLE} ){{0,2}}{_CAP}(?: (?:de|von|van|of|du|la|le|den|der) {_CAP}| {_CAP}){{0,2}})"
POSS = r"(?:[Mm]y|[Hh]is|[Hh]er|[Tt]heir|[Yy]our|[Oo]ur|[Ii]ts)"
SUBJ = r"(?:[Hh]e|[Ss]he|I|[Tt]hey|[Ww]e|[Yy]ou)"
KIN_WORD = either(KIN)
_ROLE = either([*ROLES, *KIN, *OCCUPATIONS])
WORKER = either(w for w in OCCUPATIONS if " " not in w)  # work in one word: "driver", "nurse"
_LOW = r"[a-z][a-z\-]*"
ROLE = rf"(?:(?:[Tt]he {_LOW}'s|[Tt]he|[Tt]his|[Tt]hat|[Aa]n?|{POSS}|{NAME}'s?) (?:(?:(?!{POSS}\b){_LOW},? ){{0,2}}?){_ROLE})"
# Where none of them can begin, a regular expression need not try each of them: this halves the time of observing.
BEGINS = r"(?<!\w)(?=[A-ZÀ-Þahimostwy])"
WHO = rf"{BEGINS}(?P<who>{ROLE}|\b{SUBJ}|{NAME})\b"  # a subject
WHOSE = rf"{BEGINS}(?P<who>\b{POSS}|{ROLE}'s?|{NAME}'s?)"  # a possessor
_NO_ADJ = (
    "had|has|have|was|were|is|are|am|be|been|and|or|but|with|of|in|on|at|to|from|for|by|as|than|into|under|over|behind|his|her|my|your|"
    "their|our|its|the|an?|who|whom|that|which|whose|he|she|they|it|we|you|not|no|said|says|man|woman|girl|boy|mother|father|sister|"
    "brother|aunt|uncle|son|daughter|wife|husband|friend|mum|mom|dad|child|children|people|"
    # "green eyes and black hair": what is green ends where the next noun of the body begins
    "eyes?|hair|curls|locks|braids?|beard|moustache|mustache|brows?|eyebrows|lashes|face|skin|nose|mouth|lips|teeth|cheeks?|chin|jaw|"
    "hands?|arms?|legs?|shoulders?|voice|smile|glasses|coat|jacket|dress|shirt|hat|jeans|boots"
)
ADJ = rf"(?:(?!(?:{_NO_ADJ})\b){_LOW},? (?:and )?)"  # one adjective before a noun

IS = r"(?:'s|'m|'re| is| was| am| are| were| has been| had been| 'd been)"
HAS = r"(?:'s got|'ve got| has| had| have| has got| have got|'d)"
ALMOST = r"(?:only|just|about|nearly|almost|barely|hardly|scarcely|already|still|now|not yet|not|over|under|past|some|perhaps|maybe|around|at least|at most|all of|going on|rising|turned|more than|less than|but)"

_UNITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TEENS = {"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
          "seventeen": 17, "eighteen": 18, "nineteen": 19}  # fmt: skip
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SIZES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
NUMBER_WORDS = frozenset([*_UNITS, *_TEENS, *_TENS, *_SIZES, "dozen"])
_SMALL = (
    rf"(?:(?:{either(_UNITS)} or )?{either(_UNITS)}[\- ]and[\- ]{either(_TENS)}|{either(_TENS)}(?:[\- ]{either(_UNITS)})?"
    rf"|{either(_TEENS)}|{either(_UNITS)})"
)
NUM = (
    rf"(?i:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:an?|{_SMALL}) (?:hundred|thousand|million)(?: (?:thousand|and {_SMALL}))?|half a dozen"
    rf"|a dozen|{_SMALL})"
)


def number(text: str) -> int | None:
    """The number that words or digits name: "five-and-thirty" is 35, "ten thousand" 10000; None when it is none."""
    text = re.sub(r"^\w+\s+or\s+", "", text.lower().replace(",", ""))
    if text.isdigit():
        return int(text) if len(text) < 10 else None
    if "half a dozen" in " ".join(text.split()):
        return 6
    total, seen = 0, False
    for word in re.findall(r"[a-z]+", text):
        if word in _SIZES:
            total, seen = max(total, 1) * _SIZES[word], True
        elif word == "dozen":
            total, seen = max(total, 1) * 12, True
        else:
            amount = _UNITS.get(word) or _TEENS.get(word) or _TENS.get(word)
            if amount:
                total, seen = total + amount, True
            elif word not in ("a", "an", "and"):
                return None
    return total if seen else None
