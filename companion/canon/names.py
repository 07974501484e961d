"""Names as one chapter shows them: every capitalised run that may be a name, with what stands around it.

Nothing is decided here: a chapter alone cannot tell whether "Hope" is a person. Each sighting carries cues, one letter
each, and `cast.py` weighs the cues of all visible chapters together.

    i  begins a sentence             q  inside quotation marks        C  in capitals throughout
    S  beside a verb of speech       A  subject of a human act        a  subject of an auxiliary
    B  owns a body part, kin, mind   P  owns something else           V  called by it in speech
    R  "..., who"                    K  after a kin or role noun      N  "named ...", "called ..."
    M  after with, told, asked ...   L  after in, at, into ...        l  after to, from, of ...
    T  after "the"                   D  after "a", "every", "no" ...  H  a title standing alone
    v  called out alone: "Mara!"     E  beside "and" with a name
    h  next pronoun is he            s  next pronoun is she
    m  a month with its day, or after "in", "until", "last": nobody's name
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..manuscript.chapter import Chapter
from ..manuscript.quotations import quotations
from .name_words import (
    ACTS,
    AUXILIARIES,
    CALENDAR,
    EPITHETS,
    HONORIFICS,
    KIN,
    MAY_BE_NAMES,
    NAMED_MONTHS,
    NOT_NAMES,
    OWNED,
    PARTICLES,
    PEOPLES,
    PERSON_BEFORE,
    PLACE_BEFORE,
    SPEECH,
    WEAK_PLACE_BEFORE,
)

CAPITALISED = re.compile(
    r"(?<![\w’])(?<!\w')(?:[^\W\d_a-zà-öø-ÿ]\w*)(?:['’][A-Z]\w+)*(?:-(?:(?:the|de|la|le|of|in|and)-)?[^\W\d_a-zà-öø-ÿ]\w*(?:['’][A-Z]\w+)?)*"
    r"|(?<=_)[A-Z]\w*[a-z]"
)
LOWER = re.compile(r"(?<![\w’'])[a-zà-öø-ÿ]{2,}")
GAP = re.compile(r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)\Z")
ABBREVIATED = re.compile(r"\.(?:[^\S\n]*|[^\S\n]*\n[^\S\n]*)\Z")
_PARTICLE = "|".join(sorted(PARTICLES, key=len, reverse=True))
PARTICLE_GAP = re.compile(rf"\s+((?:{_PARTICLE})(?:\s+(?:la|le|los|las|der|den))?)\s+\Z|\s+d['’]\Z")
OF_GAP = re.compile(r"\s+of(?:\s+the)?\s+\Z")
WITH_OF = frozenset(
    "King Queen Duke Duchess Prince Princess Earl Count Countess Lord Lady Marquis Knave Bishop Baron Master".split()
)
COUPLE_GAP = re.compile(r"\.?\s+(?:and|&)\s+")
CUT = re.compile(r"(?:Tis|Twas|Twere|Twould|Cause|Till?|Em|Ere|Un|Bout|Nuff|Kay|Course|Cos|Ello|Ave)\b")  # after "'"
CONTRACTION = re.compile(r"['’](?:t|m|ve|re|em|am|n|all)\b")
AFTER = re.compile(r"(['’]s?(?!\w))?(,)?[\s_]*(?:(who|whom|whose)\b|([^\W\d_][\w]*(?:['’]t)?)?)(?:\s+([^\W\d_]\w*))?")
BEFORE = re.compile(r"(?:([\w’']+)\s+)?([\w’']+)([,.!?…:;\"”’—–-]*)[\s\"“‘'_(\[*]*\Z")
VOCATIVE_END = re.compile(r"[,!?.…—–-]+|['\"”’]")
PRONOUN = re.compile(r"\b(?:(he|him|his|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
OPENERS = " \t\n\r\"“‘'([_*«„-—–"
NO_VERBS = frozenset(
    "less across always towards perhaps besides sometimes afterwards yes this thus plus unless whereas".split()
)
SENTENCE_ENDS = ".!?…:"
CALENDAR_AND_I = CALENDAR | {"I"}
MONTHS = frozenset("January February March July September October November December".split())
_DAY_OF = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?|(?:twenty-|thirty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
    r"|\w+teenth|tenth|eleventh|twelfth|twentieth|thirtieth)"
)
# What stands before and after a month: "the second of April", "till about August", "last May", "June 3", "June 1998".
MONTH_AFTER = re.compile(
    rf"\b(?:{_DAY_OF}(?:\s+day)?(?:\s+of)?|in|until|till|last|next|every|early|late|mid|middle\s+of|end\s+of|beginning\s+of"
    rf"|start\s+of|month\s+of|(?:since|during|through|before|after|by|maybe|perhaps)(?:\s+(?:last|next|about|early|late))"
    rf"|(?:until|till|in|by)\s+(?:about|around|early|late|mid))[\s-]+\Z",
    re.IGNORECASE,
)
MONTH_BEFORE = re.compile(rf"\s+(?:the\s+)?{_DAY_OF}\b|,?\s+(?:1[5-9]|20)\d\d\b")
DAY_BEFORE = re.compile(rf"\b{_DAY_OF}(?:\s+day)?(?:\s+of)?\s+\Z", re.IGNORECASE)
SUBJECT = frozenset("SAaRi")
CASED = 3
LOOK_BEHIND = 48
PRONOUN_REACH = 160


@dataclass(frozen=True)
class Sighting:
    """One capitalised run of one chapter: `surface` is its text on one line."""

    start: int
    end: int
    surface: str
    cues: str


def observe_names(chapter: Chapter) -> list[list]:
    """The sightings of a chapter as rows [start, end, surface, cues], in order, then one row ["lower", {word: count}].

    The last row counts how often the words of the sightings stand in lower case: "hope" against "Hope".
    """
    rows: list[list] = []
    lower: Counter[str] = Counter()
    for scene in chapter.scenes:
        lower.update(LOWER.findall(chapter.text, scene.start, scene.end))
    for scene in chapter.scenes:
        rows.extend(
            [s.start, s.end, s.surface, s.cues]
            for s in _Observer(chapter.text, scene.start, scene.end, lower).sightings()
        )
    words = {w.casefold() for row in rows for w in row[2].split()}
    return [*rows, ["lower", {w: lower[w] for w in sorted(words) if lower[w]}]]


def read_names(rows: list) -> tuple[list[Sighting], dict[str, int]]:
    """What `observe_names` wrote, as objects: the sightings, and the counts of the words in lower case."""
    return [Sighting(*row) for row in rows[:-1]], dict(rows[-1][1])


@dataclass
class _Token:
    start: int
    end: int
    word: str
    initial: bool = False


class _Observer:
    """Reads one scene."""

    def __init__(self, text: str, start: int, end: int, lower: Counter[str]) -> None:
        self.text, self.start, self.end, self.lower = text, start, end, lower
        self.quotes = quotations(text, start, end)
        self.quote_starts = [a for a, _ in self.quotes]

    def sightings(self) -> Iterator[Sighting]:
        raw = list(self._runs())
        self.inside = Counter(t.word for run in raw for n, t in enumerate(run) if n or not t.initial)
        runs = [piece for run in raw for piece in self._trim(run)]
        inner = Counter(t.word for run in runs for n, t in enumerate(run) if n or not t.initial)
        kept = [run for run in runs if self._plausible(run, inner)]
        starts = [run[0].start for run in kept]
        pronouns = self._pronouns()
        at_pronoun = [p for p, _ in pronouns]
        for n, run in enumerate(kept):
            first, last = run[0].start, run[-1].end
            surface = " ".join(self.text[first:last].replace("_", "").split())
            if len(run) == 1 and run[0].word in HONORIFICS and n + 1 < len(kept):
                surface = self._couple(run, kept[n + 1]) or surface
            following = starts[n + 1] if n + 1 < len(starts) else self.end
            cues = self._cues(run, surface)
            if "q" not in cues and SUBJECT.intersection(cues):
                cues += self._pronoun_after(last, following, pronouns, at_pronoun)
            yield Sighting(first, last, surface, cues)

    def _tokens(self) -> Iterator[_Token]:
        for match in CAPITALISED.finditer(self.text, self.start, self.end):
            cut = self.text[match.start() - 1 : match.start()] == "'" and CUT.match(self.text, match.start())
            if not cut and not CONTRACTION.match(self.text, match.end()):
                yield _Token(match.start(), match.end(), match.group())

    def _runs(self) -> Iterator[list[_Token]]:
        run: list[_Token] = []
        for token in self._tokens():
            if run and not self._joins(run, token):
                yield run
                run = []
            if not run:
                token.initial = self._begins(token.start)
            run.append(token)
        if run:
            yield run

    def _joins(self, run: list[_Token], token: _Token) -> bool:
        before = run[-1]
        if token.start - before.end > 14 or token.word in {"I", "O"}:
            return False
        if token.word.isupper() and token.word.title() in NOT_NAMES:
            return False  # "Hugo SAID so"
        gap = self.text[before.end : token.start]
        titled = before.word in HONORIFICS or before.word == "St"
        if ABBREVIATED.match(gap):
            return (titled and len(before.word) < 6) or (len(before.word) == 1 and before.word != "I")
        if before.word == "I" or (
            token.word in HONORIFICS and not all(t.word in HONORIFICS or t.word in EPITHETS for t in run)
        ):
            return False
        if GAP.match(gap):
            return True
        if PARTICLE_GAP.match(gap):
            return not before.initial or before.word not in NOT_NAMES
        return before.word in WITH_OF and OF_GAP.match(gap) is not None

    def _begins(self, start: int) -> bool:
        """Whether the place begins a sentence, a quotation or a paragraph."""
        at, breaks, opened = start - 1, 0, False
        while at >= self.start and self.text[at] in OPENERS:
            breaks += self.text[at] == "\n"
            opened = opened or self.text[at] in '"“‘«' or (self.text[at] == "'" and at == start - 1)
            at -= 1
        return at < self.start or breaks > 1 or opened or self.text[at] in SENTENCE_ENDS

    def _trim(self, run: list[_Token]) -> Iterator[list[_Token]]:
        """The run without what only begins a sentence in front of it, and without exclamations; possibly nothing."""
        while len(run) > 1 and self._only_begins(run[0], run[1].word):
            run = run[1:]
        while (
            len(run) > 1
            and run[0].word in EPITHETS
            and run[0].word not in HONORIFICS
            and self.lower[run[0].word.lower()]
        ):
            run = run[1:]
        if len(run) > 1 and run[0].word in NAMED_MONTHS | MONTHS and self._day_before(run[0].start):
            run = run[1:]  # "On Saturday 29 June Orla Finch sang"
        while run and (run[0].word in {"I", "O"} or (run[0].word in CALENDAR and run[0].word not in MONTHS)):
            run = run[1:]
        while run and (run[-1].word in CALENDAR_AND_I or (len(run) > 1 and self._only_ends(run))):
            run = run[:-1]
        if run:
            yield run

    @staticmethod
    def _only_ends(run: list[_Token]) -> bool:
        """Whether the last word is none of a name: "Mara Lost", "Mara Italian" of a headline or a list."""
        word = run[-1].word
        return word in PEOPLES or (word in NOT_NAMES and word not in MAY_BE_NAMES and word not in HONORIFICS)

    def _only_begins(self, token: _Token, following: str) -> bool:
        word = token.word
        if word in HONORIFICS:
            return token.initial and word in NOT_NAMES and following in NOT_NAMES
        if word in NOT_NAMES:
            return token.initial or word not in MAY_BE_NAMES
        return token.initial and self.lower[word.lower()] > CASED * self.inside[word]

    def _plausible(self, run: list[_Token], inner: Counter[str]) -> bool:
        word = run[0].word
        if len(run) > 1:
            return any(t.word not in NOT_NAMES and t.word not in PEOPLES for t in run) or not run[0].initial
        if word in CALENDAR or word in PEOPLES or (len(word) == 1):
            return False
        if word in NOT_NAMES and word not in MAY_BE_NAMES and word not in HONORIFICS:
            return False
        if run[0].initial and word in NOT_NAMES:
            return inner[word] > 0 and self.lower[word.lower()] <= CASED * inner[word]
        return not (word.isupper() and word.title() in NOT_NAMES)

    def _quoted(self, at: int) -> tuple[int, int] | None:
        n = bisect_right(self.quote_starts, at) - 1
        return self.quotes[n] if n >= 0 and self.quotes[n][1] > at else None

    def _pronouns(self) -> list[tuple[int, str]]:
        return [
            (m.start(), "h" if m.group(1) else "s")
            for m in PRONOUN.finditer(self.text, self.start, self.end)
            if not self._quoted(m.start())
        ]

    def _pronoun_after(self, last: int, following: int, pronouns: list[tuple[int, str]], starts: list[int]) -> str:
        n = bisect_left(starts, last)
        if n == len(pronouns):
            return ""
        at, gender = pronouns[n]
        if at > following or at - last > PRONOUN_REACH or self.text.find("\n\n", last, at) >= 0:
            return ""
        return gender

    def _couple(self, run: list[_Token], following: list[_Token]) -> str:
        """ "Mr. Hale" for the first title of "Mr. and Mrs. Hale", else ""."""
        names = [t.word for t in following if t.word not in HONORIFICS]
        if following[0].word not in HONORIFICS or not names:
            return ""
        gap = self.text[run[0].end : following[0].start]
        return f"{run[0].word}{gap[0].strip()} {' '.join(names)}" if COUPLE_GAP.fullmatch(gap) else ""

    def _cues(self, run: list[_Token], surface: str) -> str:
        first, last = run[0].start, run[-1].end
        cues = []
        if run[0].initial:
            cues.append("i")
        quote = self._quoted(first)
        if quote:
            cues.append("q")
        words = [t.word for t in run]
        if all(w.isupper() and len(w) > 1 for w in words):
            cues.append("C")
        if all(w in HONORIFICS for w in words) and " " not in surface:
            cues.append("H")
        if quote and self._vocative(first, last, quote):
            following = self.text[last : last + 2]
            whole = len(following) == 2 and following[1] in "”\"’'" and self.text[quote[0] + 1 : first].strip() == ""
            alone = run[0].initial and (following[:1] in SENTENCE_ENDS or whole)
            cues.append("v" if alone else "V")
        if words[0] in NAMED_MONTHS and len(words) == 1 and self._dates(first, last):
            cues.append("m")
        cues.extend(self._after(last, quote))
        cues.extend(self._before(first, quote))
        return "".join(cues)

    def _after(self, last: int, quote: tuple[int, int] | None) -> list[str]:
        match = AFTER.match(self.text, last)
        if match is None:
            return []
        possessive, comma, who, word, second = match.groups()
        if possessive is not None:
            return ["B" if word in OWNED or second in OWNED else "P"]
        if who:
            return ["R"]
        if comma or word is None:
            return []
        if word.endswith("ly") and second:
            word = second
        if word in SPEECH and not quote and self._near_quote(last):
            return ["S"]
        if word in ACTS or word in SPEECH:
            return ["A"]
        if word in AUXILIARIES or (
            len(word) > 3 and word.islower() and word.endswith(("ed", "s")) and word not in NO_VERBS
        ):
            return ["a"]
        return ["E"] if word == "and" and second and (second[0].isupper() or second in {"he", "she"}) else []

    def _dates(self, first: int, last: int) -> bool:
        """Whether a month stands there as part of a date, or as a time by which something is."""
        before = self.text[max(self.start, first - LOOK_BEHIND) : first]
        return MONTH_AFTER.search(before) is not None or MONTH_BEFORE.match(self.text, last) is not None

    def _day_before(self, first: int) -> bool:
        return DAY_BEFORE.search(self.text[max(self.start, first - LOOK_BEHIND) : first]) is not None

    def _near_quote(self, at: int) -> bool:
        n = bisect_right(self.quote_starts, at) - 1
        if n >= 0 and at - self.quotes[n][1] < 90:
            return True
        return n + 1 < len(self.quotes) and self.quotes[n + 1][0] - at < 60

    def _before(self, first: int, quote: tuple[int, int] | None) -> list[str]:
        match = BEFORE.search(self.text, max(self.start, first - LOOK_BEHIND), first)
        if match is None:
            return []
        second, word, marks = match.groups()
        if marks:
            return ["K"] if marks == "," and word in KIN else []
        word = word.lower() if word[1:].islower() else word
        if word in {"said", "says", "asked", "cried", "replied", "whispered", "answered"} or (
            word in SPEECH and self._ends_quote(first)
        ):
            return ["S"] if not quote else ["M"]
        if word in {"named", "called"}:
            return ["N"]
        if word == "is" and second and second.lower() == "name":
            return ["N"]
        if word in PLACE_BEFORE:
            return ["L"]
        if word in WEAK_PLACE_BEFORE:
            return ["l"]
        if word == "the":
            return ["T"]
        if word in {"a", "an", "this", "every", "no", "another", "any", "some", "these", "those"}:
            return ["D"]
        if word in KIN:
            return ["K"]
        if word in PERSON_BEFORE:
            return ["M"]
        return ["E"] if word == "and" and second and second[0].isupper() else []

    def _ends_quote(self, first: int) -> bool:
        n = bisect_right(self.quote_starts, first) - 1
        return n >= 0 and 0 <= first - self.quotes[n][1] < 40

    def _vocative(self, first: int, last: int, quote: tuple[int, int]) -> bool:
        """Whether somebody is called by it: set off by commas inside the quotation."""
        text = self.text
        while last < quote[1] and text[last] in "*_":
            last += 1
        after = text[last] if last < len(text) else ""
        if after not in ",.!?…—–-\"”’'":
            return False
        if after in "'’" and last + 1 < len(text) and text[last + 1].isalpha():
            return False
        before = text[quote[0] : first].rstrip()
        bare = before.rstrip("“\"'‘_*")
        if not bare:
            return after in ",!?.…—–-"
        if bare[-1] in ",!?.…—–-;:":
            return True
        tail = bare.rsplit(None, 1)[-1].lower().strip("“\"'‘")
        return tail in {
            "oh",
            "dear",
            "dearest",
            "my",
            "hey",
            "hi",
            "hello",
            "thanks",
            "yes",
            "no",
            "well",
            "poor",
            "darling",
            "please",
            "sorry",
            "goodbye",
            "night",
        }
