"""Whom a match is about: from names, pronouns, "my" and roles to a character, or to nobody when that is not safe.

The method is the simple one that measures well on published novels: the nearest antecedent of the right gender in the
same sentence, else in the sentences before within two paragraphs; when two people compete, the attachment is not sure.
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ..manuscript.chapter import Chapter, Sentence
from ..manuscript.quotations import quotations
from .lexicon import KIN
from .patterns.base import either, plain
from .patterns.family import kin_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from .canon import Canon
    from .speakers import Quote

_FIRST = frozenset({"i", "my", "me", "mine", "we", "our", "us"})
_GENDERED = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she", "hers": "she"}
_NOBODY = frozenset({"they", "their", "you", "your", "it", "its", "them", "those", "these", "all", "were", "are"})
_KIN_ROLE = re.compile(
    rf"^(?P<whose>my|his|her|our|their|your|.+?'s?) (?P<order>(?:[a-z]+ )*?)(?P<kin>{either(KIN)})(?:'s?)?$".replace(
        " ", r"\s+"
    ),
    re.I,
)
_OF_ROLE = re.compile(r"^the\s+(?P<kin>[a-z\-]+)$", re.I)
_ONE_ONLY = frozenset({"mother", "father", "husband", "wife", "fiance", "stepmother", "stepfather", "twin"})
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|I)\b(?!')|\b(?:[Hh]e|[Ss]he|I)(?='(?:s|d|ll|m|ve)\b)")
_SUBJECT_OF = re.compile(
    r"^(?:,[^,;.!?]{0,60},)?(?:\s+[a-z]+ly)?\s+(?:was|is|were|had|has|[a-z]{2,}ed|ran|came|went|stood|sat|lay|rose|put|took|looked|got|"
    r"wore|made|turned|held|kept|comes|stands|sits|runs|has|looks|turns|wears)\b"
)
_ROLE_OF = {
    "he": re.compile(r"\b(?:man|boy|father|brother|son|husband|uncle|gentleman|lad|king|nephew|grandfather|fellow|guy|dad|baby|child|driver|stranger|dog|horse|cat)\b"),
    "she": re.compile(r"\b(?:woman|girl|mother|sister|daughter|wife|aunt|lady|queen|niece|grandmother|mum|mom|baby|child|maid|widow|stranger|dog|mare|cat|ship|boat|guitar|van|bus|car|truck)\b"),
}  # fmt: skip
_SAME = {"he": re.compile(r"\b[Hh]e\b"), "she": re.compile(r"\b[Ss]he\b")}
FAR = 8  # sentences that a talk may go on about somebody without the name
TALK = 4  # quotations before and after one whose speakers are taken to be in the same talk
SURE_SPEAKER = 0.7  # confidence from which "I" in a quotation is surely its speaker
REACH = 25  # sentences looked back for whom a pronoun means


@dataclass(frozen=True)
class Holder:
    """Whom a match is about. `name` is "" for nobody; `sure` says whether a contradiction may rest on it."""

    name: str = ""
    sure: bool = False


NOBODY = Holder()


class _Page:
    """One chapter with its names and quotations laid out for looking around."""

    def __init__(self, chapter: Chapter, names: Iterable[tuple[int, int, str]]) -> None:
        self.chapter = chapter
        self.text = plain(chapter.text)
        self.names = sorted(names)
        self.starts = [a for a, _, _ in self.names]
        self.quotes = [q for s in chapter.scenes for q in quotations(chapter.text, s.start, s.end)]
        self.quote_starts = [a for a, _ in self.quotes]

    def named(self, start: int, end: int) -> list[tuple[int, int, str]]:
        """Names that begin in `start..end`."""
        return self.names[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def name_over(self, start: int, end: int) -> tuple[int, int, str] | None:
        """The last name that overlaps `start..end`."""
        low = max(0, bisect_left(self.starts, start) - 1)
        over = [n for n in self.names[low : bisect_left(self.starts, end)] if n[1] > start]
        return over[-1] if over else None

    def quote_at(self, offset: int) -> tuple[int, int] | None:
        n = bisect_right(self.quote_starts, offset) - 1
        return self.quotes[n] if n >= 0 and self.quotes[n][1] > offset else None

    def paragraph(self, offset: int) -> tuple[int, int]:
        """The paragraph around an offset, or for the line-per-paragraph style the line."""
        text = self.chapter.text
        start = max(text.rfind("\n\n", 0, offset) + 2, 0) if "\n\n" in text else text.rfind("\n", 0, offset) + 1
        end = text.find("\n\n" if "\n\n" in text else "\n", offset)
        return (start if start > 1 else 0), (end if end >= 0 else len(text))

    def sentence_number(self, offset: int) -> int:
        return bisect_right(self.sentence_starts, offset) - 1

    @cached_property
    def sentence_starts(self) -> list[int]:
        return [s.start for s in self.chapter.sentences]


class Attacher:
    """Attaches the observations of one canon. Keeps what it has laid out of each chapter."""

    def __init__(self, canon: Canon) -> None:
        self.canon = canon
        self._pages: dict[int, _Page] = {}
        self._quotes: dict[int, dict[int, Quote]] = {}
        self._gender: dict[str, str] = {}

    def page(self, chapter: Chapter) -> _Page:
        """The laid-out chapter."""
        if chapter.position not in self._pages:
            self._pages[chapter.position] = _Page(chapter, self.canon.name_spans(chapter.position))
        return self._pages[chapter.position]

    def holder(self, chapter: Chapter, one: dict[str, Any]) -> Holder:
        """Whom an observation is about."""
        page = self.page(chapter)
        if one["who"] is None:
            return self._subject(page, one)
        text, start, end = one["who"]
        return self._anchor(page, text, start, end, one["said"])

    def named(self, chapter: Chapter, whom: list | None) -> str:
        """The canonical name in a span, "" when it names nobody of the cast."""
        if whom is None:
            return ""
        over = self.page(chapter).name_over(whom[1], whom[2])
        return over[2] if over else ""

    def speaker(self, chapter: Chapter, said: int | None) -> str:
        """Who says the quotation that begins at `said`; "" when nothing near it tells."""
        quote = self._quote(chapter, said)
        return quote.speaker if quote else ""

    def _quote(self, chapter: Chapter, said: int | None) -> Quote | None:
        if said is None:
            return None
        if chapter.position not in self._quotes:
            self._quotes[chapter.position] = {q.start: q for q in self.canon.quotes(chapter.position)}
        return self._quotes[chapter.position].get(said)

    @cached_property
    def relatives(self) -> dict[tuple[str, str], set[str]]:
        """(whose, kin word) -> names, from "his aunt, Mrs. Lund" and its kind."""
        table: dict[tuple[str, str], set[str]] = {}
        for chapter, observed in zip(self.canon.chapters, self.canon.observations, strict=True):
            for one in observed.get("facts", ()):
                if (
                    one["attribute"] != "kin"
                    or one["whom"] is None
                    or one["who"] is None
                    or "negation" in one["hedges"]
                ):
                    continue
                whom = self.named(chapter, one["whom"])
                text, start, end = one["who"]
                if _KIN_ROLE.match(text.strip()):
                    continue
                page = self.page(chapter)
                whose = self._anchor(page, text, start, end, one["said"])
                role = _OF_ROLE.match(" ".join(text.split()))
                owner = whose.name if whose.sure else f"the {role['kin'].lower()}" if role else ""
                if whom and owner and whom != owner:
                    table.setdefault((owner, one["value"]), set()).add(whom)
        return table

    def _anchor(self, page: _Page, text: str, start: int, end: int, said: int | None) -> Holder:
        words = " ".join(text.split())
        low = words.lower()
        if low in _NOBODY:
            return NOBODY
        if low in _FIRST:
            return self._first_person(page, start, said, low)
        if low in _GENDERED:
            return self._pronoun(page, _GENDERED[low], start, said)
        role = _KIN_ROLE.match(words)
        if role:
            return self._relative(page, role, start, said)
        over = page.name_over(start, end)
        return Holder(over[2], True) if over else NOBODY

    def _relative(self, page: _Page, role: re.Match[str], start: int, said: int | None) -> Holder:
        whose = role["whose"]
        kin = kin_name(role["kin"])
        bare = re.sub(r"'s?$", "", whose)
        owner = self._anchor(page, bare, start, start + len(bare), said)
        key = owner.name if owner.name else " ".join(bare.lower().split())
        known = self.relatives.get((key, kin), set())
        if len(known) == 1:
            return Holder(next(iter(known)), owner.sure or not owner.name)
        if owner.name and kin in _ONE_ONLY:
            return Holder(f"{owner.name}'s {kin}", owner.sure)
        return NOBODY

    def _first_person(self, page: _Page, offset: int, said: int | None, word: str) -> Holder:
        if said is None:
            name = self.canon.narrator(page.chapter.position, offset)
            return Holder(name, bool(name) and word not in ("we", "our", "us"))
        quote = self._quote(page.chapter, said)
        if quote is None or not quote.speaker:
            return NOBODY
        return Holder(quote.speaker, quote.confidence >= SURE_SPEAKER and word not in ("we", "our", "us"))

    def _gender_of(self, name: str) -> str:
        if name not in self._gender:
            self._gender[name] = self.canon.pronouns_of(name)
        return self._gender[name]

    def _pronoun(self, page: _Page, gender: str, offset: int, said: int | None) -> Holder:
        sentences = page.chapter.sentences
        at = page.sentence_number(offset)
        if at < 0:
            return NOBODY
        scene = sentences[at].scene
        paragraph = page.paragraph(offset)[0]
        not_these = {self.canon.narrator(page.chapter.position, offset)}
        if said is not None:
            not_these |= self._talking(page, said)
        nearest: list[str] = []
        seen: set[str] = set()
        close = rival = same = False
        for step in range(REACH):
            n = at - step
            if n < 0 or sentences[n].scene != scene:
                break
            fitting = self._fitting(page, sentences[n], gender, offset, said, not_these)
            distinct = list(dict.fromkeys(name for _, name in fitting))
            if distinct and not nearest:
                nearest = distinct
                same = step == 0
                close = step <= (FAR if said is not None else 2) or (sentences[n].start >= paragraph and step <= 4)
                # "her father ... and had he lived": the role stands nearer than the name;
                # "He's the only man whom Marlow likes; he's eighty": the sentence was about somebody else before
                last = fitting[-1][0]
                before = max(sentences[n].start, said or 0)
                rival = rival or bool(
                    _ROLE_OF[gender].search(page.text, last, offset)
                    or (step == 0 and _SAME[gender].search(page.text, before, last))
                )
            seen.update(distinct)
            if (
                step == 0
                and not distinct
                and _ROLE_OF[gender].search(page.text, max(sentences[n].start, said or 0), offset)
            ):
                rival = True
        if not nearest:
            return NOBODY
        # Several people of that gender: the first named is most often the subject; a guess, not more.
        alone = len(nearest) == 1 and (len(seen) == 1 or close)
        return Holder(
            nearest[0], alone and not rival and (same or len(seen) == 1 or self._gender_of(nearest[0]) == gender)
        )

    def _talking(self, page: _Page, said: int) -> set[str]:
        """Those who take part in the talk around a quotation: "he" in it is somebody else."""
        n = bisect_right(page.quote_starts, said) - 1
        near = page.quotes[max(0, n - TALK) : n + TALK + 1]
        return {self.speaker(page.chapter, a) for a, _ in near if abs(a - said) < 1500}

    def _fitting(
        self, page: _Page, sentence: Sentence, gender: str, offset: int, said: int | None, not_these: set[str]
    ) -> list[tuple[int, str]]:
        found = []
        for start, end, name in page.named(sentence.start, min(sentence.end, offset)):
            if name in not_these or self._gender_of(name) not in (gender, ""):
                continue
            if said is None and page.quote_at(start):
                continue
            found.append((end, name))
        return found

    def _subject(self, page: _Page, one: dict[str, Any]) -> Holder:
        """The subject of the sentence (or of the quotation's part of it) in which a bare description stands."""
        sentence = page.chapter.sentence_at(one["at"])
        if sentence is None:
            return NOBODY
        low = max(sentence.start, one["said"]) if one["said"] is not None else sentence.start
        level = one["said"] is not None
        found: list[tuple[int, int, str]] = [
            n for n in page.named(low, one["at"]) if (page.quote_at(n[0]) is not None) == level
        ]
        named = {n for _, _, n in found}
        found += [
            (m.start(), m.end(), "")
            for m in _PRONOUN.finditer(page.text, low, one["at"])
            if (page.quote_at(m.start()) is not None) == level
        ]
        found.sort()
        if not found:
            return self._carried(page, low, one["said"])
        subjects = [n for n, f in enumerate(found) if _SUBJECT_OF.match(page.text[f[1] : f[1] + 90])]
        chosen = subjects[-1] if subjects else 0
        start, end, name = found[chosen]
        rivals = {f[2] or "?" for f in found[chosen + 1 :]} - {name}
        if name:
            return Holder(name, not rivals and (bool(subjects) or len(named) == 1))
        holder = self._anchor(page, page.text[start:end].lower(), start, end, one["said"])
        return Holder(holder.name, holder.sure and not rivals - {"?"})

    def _carried(self, page: _Page, low: int, said: int | None) -> Holder:
        """The only person named in the two sentences before, for a sentence that names nobody ("Those great dark eyes!")."""
        n = page.sentence_number(low)
        sentences = page.chapter.sentences
        first = sentences[max(0, n - 2)].start
        names = {
            name
            for start, _, name in page.named(first, low)
            if (page.quote_at(start) is not None) == (said is not None) or said is None
        }
        return Holder(next(iter(names)), False) if len(names) == 1 else NOBODY
