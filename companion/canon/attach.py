"""Whom a match is about: from names, pronouns, "my" and roles to a character, or to nobody when that is not safe.

The method is the simple one that measures well on published novels: the nearest antecedent of the right gender in the
same sentence, else in the sentences before within two paragraphs; when two people compete, the attachment is not sure.
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection
from typing import TYPE_CHECKING

from ..manuscript.chapter import Chapter, Sentence
from .kinship import closed
from .lexicon import KIN, KIN_GENDER
from .newcomers import brought_in, newcomer
from .page import Page
from .patterns.base import NAME, either, rx
from .patterns.family import kin_name
from .relatives import KIN_ROLE, OWN_KIN, called_relatives, stated_relatives, told_siblings
from .rivals import introduced, role_between, said_to_be, same_before, topic_before
from .talk import NAMED, NOBODY, PLURAL, TALK, Holder, Talk

if TYPE_CHECKING:
    from typing import Any

    from .canon import Canon

_FIRST = frozenset({"i", "my", "me", "mine", "we", "our", "us"})
_GENDERED = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she", "hers": "she"}
_SECOND = frozenset({"you", "your"})
_SHARED = frozenset({"marital status", "date"})
_NOBODY = frozenset({"they", "their", "it", "its", "them", "those", "these", "all", "were", "are"})
_ONE_ONLY = frozenset({"mother", "father", "husband", "wife", "fiance", "stepmother", "stepfather", "twin"})
_ONE_OF_TWO = frozenset({"grandmother", "grandfather", "aunt", "uncle", "sister", "brother"})
_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|I)\b(?!')|\b(?:[Hh]e|[Ss]he|I)(?='(?:s|d|ll|m|ve)\b)")
_SUBJECT_OF = re.compile(
    r"^(?:,[^,;.!?]{0,60},)?(?:\s+[a-z]+ly)?\s+(?:was|is|were|had|has|[a-z]{2,}ed|ran|came|went|stood|sat|lay|rose|put|took|looked|got|"
    r"wore|made|turned|held|kept|comes|stands|sits|runs|has|looks|turns|wears)\b"
)
_SEES = re.compile(
    r"(?:\s+(?:had|has|could|can|would|still|only|just|suddenly))*\s+(?:saw|sees?|seen|noticed?|notices|remember(?:s|ed)?|recall(?:s|ed)?|met|meets?|"
    r"watch(?:es|ed)?|caught|catch(?:es)?|felt|feels?|knew|knows?|dreamt|dreamed|looked|looks?|stared?|stares|recogni[sz]ed?|spotted|glimpsed)\b"
)
_WITH = re.compile(r"\b(?:[Ww]ith|[Ii]n|[Uu]nder|[Bb]ehind|[Oo]n|[Ff]or|[Aa]t|[Dd]espite|[Bb]y)\s+\Z")
_OPENS = re.compile(
    r"(?:With|In|Under|Behind|On|For|At|Despite|By)\b[^,.;:!?\"]*\Z"
)  # to the pronoun, from the sentence's start
_THEN = re.compile(r"[^,.;:!?\"]{1,80},\s+(?=[A-Z])")
_IS_THERE = re.compile(r",\s+(?:is|was|comes|came|sat|sits|stood|stands|lay|lies)\s+(?=[A-Z])")
_BETWEEN = re.compile(r"[;:.!?]|,\s*and\s|\b(?:he|she|I|his|her|my)\b")  # what parts a value from whom it describes
_IS_A = re.compile(rx(rf"(?<!\w)(?P<who>[Hh]e|[Ss]he|I|{NAME})(?:,? who)?(?:'s|'m| is| was| am| had been) \Z"))
_KIN_BEFORE = {
    gender: re.compile(
        rf"\b(?:[Mm]y|[Hh]is|[Hh]er) {either(k for k in KIN if KIN_GENDER.get(kin_name(k)) == gender)}\b(?!'|,? [A-Z]|-)".replace(
            " ", r"\s+"
        )
    )
    for gender in ("he", "she")
}
_ABOUT = {"he": re.compile(r"\b(?:he|him|his)\b", re.I), "she": re.compile(r"\b(?:she|her|hers)\b", re.I)}
FAR = 8  # sentences that a talk may go on about somebody without the name
BROUGHT = 3  # sentences from somebody without a name to a pronoun
REACH = 25  # sentences looked back for whom a pronoun means


class Attacher(Talk):
    """Attaches the observations of one canon. Keeps the quotations and genders it has looked up."""

    def __init__(self, canon: Canon) -> None:
        super().__init__(canon)
        self._gender: dict[str, str] = {}
        self._relatives: dict[tuple[str, str], set[str]] | None = None

    def holder(self, chapter: Chapter, one: dict[str, Any]) -> Holder:
        """Whom an observation is about."""
        page = self.page(chapter)
        if "reply" in one:
            return self._answerer(page, one["said"], one["reply"])
        if one["who"] is None:
            return self._subject(page, one)
        text, start, end = one["who"]
        if one["attribute"] in _SHARED and text.lower() in PLURAL:
            text = "I"  # "we were married in 2009", "our concert's on the ninth" is true of each of them
        if start > one["at"] > one["start"]:  # "a girl called Hattie who she's marrying": she is not Hattie
            start = one["start"]
        holder = self.anchor(page, text, start, end, one["said"])
        if holder.name and one["whom"] is not None and holder.name == self.named(chapter, one["whom"], one["said"]):
            # "Beryl was her sister-in-law": she is somebody named before
            gender = _GENDERED.get(text.lower(), "")
            return self._pronoun(page, gender, one["whom"][1], one["said"], {holder.name}) if gender else NOBODY
        return holder

    def named(self, chapter: Chapter, whom: list | None, said: int | None = None) -> str:
        """The canonical name in a span, "" when it names nobody of the cast, or is a pronoun that may mean several."""
        if whom is None:
            return ""
        if whom[0].lower() in _GENDERED:  # "he's my cousin"
            holder = self._pronoun(self.page(chapter), _GENDERED[whom[0].lower()], whom[1], said)
            return holder.name if holder.sure else ""
        over = self.page(chapter).name_over(whom[1], whom[2])
        known = None if over else self.canon.resolve(" ".join(whom[0].split()))
        return over[2] if over else known.name if known else ""

    @property
    def relatives(self) -> dict[tuple[str, str], set[str]]:
        """(whose, kin word) -> names, from "his aunt, Mrs. Lund" and its kind, and from what people call each other.

        While it is made it is empty: "her" in "her aunt, Mrs. Lund" may hang on a relative itself.
        """
        if self._relatives is None:
            self._relatives = {}
            stated = stated_relatives(self)
            for key, name in called_relatives(self.canon).items():
                stated.setdefault(key, {name})
            for key, names in told_siblings(self).items():
                stated.setdefault(key, names)
            self._relatives = closed(stated, self._gender_of)
        return self._relatives

    def anchor(self, page: Page, text: str, start: int, end: int, said: int | None) -> Holder:
        """Whom a pronoun, "my sister" or a name at that place means; `said` is the quotation it stands in, if any."""
        words = " ".join(text.split())
        low = words.lower()
        if low in _NOBODY:
            return NOBODY
        if low == "there":
            return self._brought_in(page, start, end, end + 60) if said is None else NOBODY
        if low in _SECOND:
            return self._addressee(page, said)
        if low in _FIRST:
            return self._first_person(page, start, said, low)
        if low in _GENDERED:
            gender = _GENDERED[low]
            ahead = self._ahead(page, gender, start) if said is None else ""
            if ahead:
                return Holder(ahead, True)
            return self._pronoun(page, gender, start if said is not None else self._chained(page, gender, start), said)
        role = KIN_ROLE.match(words)
        if role:
            return self._relative(page, role, start, said)
        over = page.name_over(start, end)
        title = KIN_GENDER.get(OWN_KIN.get(low.split()[0], ""), "") if over and " " in low else ""
        if over and title and words not in self.canon.names_of(over[2]) and self._gender_of(over[2]) != title:
            return NOBODY  # "Nan Pascoe" is not the Pascoe who is a man
        if over is None and low.startswith(("a ", "an ")):
            return self._complement(page, start, said)
        own = self._own_kin(page, over[2] if over else re.sub(r"'s?$", "", words), start, said)
        return own or (Holder(over[2], True) if over else NOBODY)

    def _complement(self, page: Page, start: int, said: int | None) -> Holder:
        """Whom "a critic" describes in "Rufus, who was a critic, who was forty": what follows is said of them, too."""
        low = page.chapter.sentences[page.sentence_number(start)].start
        match = _IS_A.search(page.text, low, start)
        return self.anchor(page, match["who"], match.start("who"), match.end("who"), said) if match else NOBODY

    def _own_kin(self, page: Page, name: str, start: int, said: int | None) -> Holder | None:
        """Who "Dad" is: the narrator's or the speaker's, in the third person that of the only child of one who is there."""
        kin = OWN_KIN.get(name.lower())
        if kin is None:
            return None
        me = self._first_person(page, start, said, "my")
        known = self.relatives.get((me.name, kin), set())
        if me.name and len(known) == 1:
            return Holder(next(iter(known)), me.sure)
        scene = page.chapter.scene_at(start)
        if said is not None or me.name or scene is None or self.canon.voice(page.chapter.position, start)[0] == "first":
            return None
        there = self.canon.present(page.chapter.position, scene.number)
        theirs = {name for child in there for name in self.relatives.get((child, kin), ())}
        return Holder(next(iter(theirs)), True) if len(theirs) == 1 else None

    def _relative(self, page: Page, role: re.Match[str], start: int, said: int | None) -> Holder:
        whose = role["whose"]
        kin = kin_name(role["kin"])
        bare = re.sub(r"'s?$", "", whose)
        owner = self.anchor(page, bare, start, start + len(bare), said)
        key = owner.name if owner.name else " ".join(bare.lower().split())
        known = self.relatives.get((key, kin), set())
        if len(known) == 1:
            return Holder(next(iter(known)), owner.sure or not owner.name)
        if owner.name and kin in _ONE_ONLY:
            return Holder(f"{owner.name}'s {kin}", owner.sure)
        if owner.name and owner.sure and kin in _ONE_OF_TWO:
            return Holder(f"{owner.name}'s {kin}", False, addressed=True)  # shown; which of them nobody compares
        return NOBODY

    def _gender_of(self, name: str) -> str:
        if name not in self._gender:
            self._gender[name] = self.canon.gender_of(name)
        return self._gender[name]

    def _pronoun(self, page: Page, gender: str, offset: int, said: int | None, but: Collection[str] = ()) -> Holder:
        sentences = page.chapter.sentences
        at = page.sentence_number(offset)
        if at < 0:
            return NOBODY
        scene = sentences[at].scene
        paragraph = page.paragraph(offset)[0]
        not_these = {self.narrator(page.chapter.position, offset), *but}
        floor = 0  # "My nan used to do this," said Juno. "She was a seamstress": one speech in two parts
        if said is not None:
            not_these |= self._talking(page, said)
            floor = page.paragraph(said)[0]
        nearest: list[str] = []
        seen: set[str] = set()
        reached = offset  # the end of the last name that fits
        close = rival = same = near = False
        away = 0  # sentences between that are not about the same person
        for step in range(REACH):
            n = at - step
            if n < 0 or sentences[n].scene != scene:
                break
            fitting = self._fitting(page, sentences[n], gender, offset, said, not_these)
            distinct = list(dict.fromkeys(name for _, name, _ in fitting))
            if not distinct and not nearest and said is None and step:
                distinct = self._partner(page, sentences[n], gender, offset)
            if len(distinct) > 1 and step == 1 and introduced(page, sentences[n], fitting[-1]):
                distinct = distinct[-1:]
            last = fitting[-1][0] if fitting else max(sentences[n].start, floor)
            if not nearest:
                # "Helen could tell her sister all, and her cousin much"
                owning = not step and fitting and page.text[offset : offset + 3].lower() in ("her", "his")
                near_kin = away <= 1 and not owning
                kin = self._kin_before(page, gender, last, min(sentences[n].end, offset), said) if near_kin else None
                if kin is not None:
                    return kin
            if distinct and not nearest:
                nearest = distinct
                reached = last
                same = step == 0
                near = step == 1 and sentences[n].start >= paragraph
                close = away <= (FAR if said is not None else 2) or (sentences[n].start >= paragraph and step <= 4)
                # "her father ... and had he lived": the role stands nearer than the name;
                # "He's the only man whom Marlow likes; he's eighty": the sentence was about somebody else before
                before = max(sentences[n].start, said or 0)
                rival = rival or bool(
                    role_between(page, gender, last, offset, said, step)
                    or (step == 0 and same_before(page, gender, before, fitting))
                    or (step and fitting and topic_before(page, gender, before, fitting[0][2]))
                )
            seen.update(distinct)
            rival = rival or (not step and not distinct and role_between(page, gender, last, offset, said, step))
            away += self._elsewhere(page, sentences[n], gender, said) if step else 1
        if said is None and (rival or not nearest or not close):
            new = self._new(page, gender, offset, reached if nearest else 0)
            if new.name or not nearest:
                return new if new.name else self._only_speaker(page, gender, offset)
        if not nearest:
            return NOBODY
        # Several people of that gender: the first named is most often the subject; a guess, not more.
        alone = len(nearest) == 1 and (len(seen) == 1 or close)
        known = same or len(seen) == 1 or (close and near) or self._gender_of(nearest[0]) == gender
        return Holder(nearest[0], alone and not rival and known)

    def _chained(self, page: Page, gender: str, offset: int) -> int:
        """Where the chain begins that a pronoun goes on: "Ellis plays bass. He joined when Tommo left. He's from Peckham."

        Only where the sentence before the chain names one who may be meant.
        """
        sentences, n = page.chapter.sentences, page.sentence_number(offset)
        first = offset
        while n > 0 and sentences[n].start == offset and sentences[n - 1].scene == sentences[n].scene:
            before = sentences[n - 1]
            fitting = self._fitting(page, before, gender, offset, None, set())
            together = before.start >= page.paragraph(offset)[0]
            if not together or not fitting or not topic_before(page, gender, before.start, fitting[0][2]):
                break
            offset, n = before.start, n - 1
        if offset == first or n < 1 or sentences[n - 1].scene != sentences[n].scene:
            return first
        named = {name for _, name, _ in self._fitting(page, sentences[n - 1], gender, offset, None, set())}
        return offset if len(named) == 1 else first

    def _ahead(self, page: Page, gender: str, offset: int) -> str:
        """Who is named only after the pronoun: "With his hair wet, Hart came in"; "beside that, with his yellow hair, is Cas"."""
        sentence = page.chapter.sentence_at(offset)
        if sentence is None or not _WITH.search(page.text, sentence.start, offset):
            return ""
        if page.named(sentence.start, offset):
            return ""
        start = _OPENS.match(page.text, sentence.start, offset) is not None
        match = _THEN.match(page.text, offset, sentence.end) if start else None
        match = match or _IS_THERE.search(page.text, offset, sentence.end)
        over = page.name_over(match.end(), match.end() + 1) if match else None
        if match is None or over is None or over[0] != match.end() or page.quote_at(over[0]) is not None:
            return ""
        acts = match.re is _IS_THERE or _SUBJECT_OF.match(page.text[over[1] : over[1] + 90]) is not None
        return over[2] if acts and self._gender_of(over[2]) in (gender, "") else ""

    def _new(self, page: Page, gender: str, offset: int, low: int) -> Holder:
        """Who, brought in without a name in the last sentences from `low` on, is named soon after."""
        at = page.sentence_number(offset)
        start = max(low, page.chapter.sentences[max(0, at - BROUGHT)].start)
        role = brought_in(page, gender, start, offset)
        name = newcomer(self.canon, page, gender, role) if role >= 0 else ""
        return Holder(name, bool(name))

    def _only_speaker(self, page: Page, gender: str, offset: int) -> Holder:
        """Whom "she" means where the scene has named nobody but in what is said: "Ines Bright," she says. She's twenty-two."""
        scene = page.chapter.scene_at(offset)
        start = scene.start if scene else offset
        n = bisect_right(page.quote_starts, offset)
        quotes = [self._quote(page.chapter, a) for a, _ in page.quotes[max(0, n - 2 * TALK) : n] if a >= start]
        sure = {q.speaker for q in quotes if q is not None and q.speaker and q.confidence >= NAMED}
        sure.discard(self.narrator(page.chapter.position, offset))
        fitting = {name for name in sure if self._gender_of(name) in (gender, "")}
        return Holder(next(iter(fitting)), True) if len(fitting) == 1 else NOBODY

    def _partner(self, page: Page, sentence: Sentence, gender: str, offset: int) -> list[str]:
        """Whom the narrator is talking with, for a sentence that is speech: the only one of the last talk but "I"."""
        me = self.narrator(page.chapter.position, offset)
        quote = page.quote_at(sentence.start) if me else None
        if quote is None:
            return []
        n = bisect_right(page.quote_starts, quote[0])
        near = [a for a, _ in page.quotes[max(0, n - 2 * TALK) : n] if a >= sentence.start - 1500]
        others = {self.speaker(page.chapter, a) for a in near} - {"", me}
        return list(others) if len(others) == 1 and self._gender_of(next(iter(others))) == gender else []

    def _kin_before(self, page: Page, gender: str, low: int, high: int, said: int | None) -> Holder | None:
        """The relative whom the pronoun means: "I sound like my mother. She was a nurse"."""
        found = [m for m in _KIN_BEFORE[gender].finditer(page.text, low, high) if not said_to_be(page, m.start())]
        if not found or (page.quote_at(found[-1].start()) is not None) != (said is not None):
            return None
        match = found[-1]
        role = KIN_ROLE.match(" ".join(match[0].split()))
        return self._relative(page, role, match.start(), said) if role else None

    @staticmethod
    def _elsewhere(page: Page, sentence: Sentence, gender: str, said: int | None) -> int:
        """1 for a sentence of the same level that goes on about somebody else, 0 for "she ... she ... she" and speech."""
        if said is None and page.quote_at(sentence.start) is not None:
            return 0
        return 0 if _ABOUT[gender].search(page.text, sentence.start, sentence.end) else 1

    def _fitting(
        self, page: Page, sentence: Sentence, gender: str, offset: int, said: int | None, not_these: set[str]
    ) -> list[tuple[int, str, int]]:
        found = []
        for start, end, name in page.named(sentence.start, min(sentence.end, offset)):
            if name in not_these or self._gender_of(name) not in (gender, ""):
                continue
            if said is None and page.quote_at(start):
                continue
            own = self._own_kin(page, name, start, said)
            found.append((end, own.name if own else name, start))
        return found

    def _subject(self, page: Page, one: dict[str, Any]) -> Holder:
        """The subject of the sentence (or of the quotation's part of it) in which a bare description stands."""
        sentence = page.chapter.sentence_at(one["at"])
        if sentence is None:
            return NOBODY
        if one["said"] is None:
            new = self._brought_in(page, sentence.start, one["at"], one["end"])
            if new.name:
                return new
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
            return self._carried(page, low, one["said"], one["start"])
        subjects = [n for n, f in enumerate(found) if _SUBJECT_OF.match(page.text[f[1] : f[1] + 90])]
        chosen = subjects[-1] if subjects else 0
        start, end, name = found[chosen]
        rivals = {f[2] or "?" for f in found[chosen + 1 :]} - {name}
        if name:
            seer = _SEES.match(page.text, end) is not None
            return Holder(name, not rivals and not seer and (bool(subjects) or len(named) == 1))
        holder = self.anchor(page, page.text[start:end].lower(), start, end, one["said"])
        # "I noticed the bright black eyes", "she remembered how the blue eyes had gone round the room": of somebody else
        seen = page.text[start:end] == "I" or _SEES.match(page.text, end) is not None
        return Holder(holder.name, holder.sure and not seen and not rivals - {"?"})

    def _brought_in(self, page: Page, low: int, at: int, end: int) -> Holder:
        """Whom "There's a tall girl of twenty-three with a bleached crop" describes."""
        for gender in ("she", "he"):
            role = brought_in(page, gender, low, end, there=True)
            if role >= 0 and not _BETWEEN.search(page.text, role, at):
                name = newcomer(self.canon, page, gender, role)
                if name:
                    return Holder(name, True)
        return NOBODY

    def _carried(self, page: Page, low: int, said: int | None, at: int) -> Holder:
        """The only person named in the two sentences before, for a sentence that names nobody ("Those great dark eyes!")."""
        n = page.sentence_number(low)
        sentences = page.chapter.sentences
        if n and said is None and at - low <= 2:
            before = page.text[sentences[n - 1].start : sentences[n - 1].end]
            genders = [g for g in _ABOUT if _ABOUT[g].search(before)]
            if len(genders) == 1 and sentences[n - 1].scene == sentences[n].scene:
                return self._pronoun(page, genders[0], low, None)
        first = sentences[max(0, n - 2)].start
        names = {
            name
            for start, _, name in page.named(first, low)
            if (page.quote_at(start) is not None) == (said is not None) or said is None
        }
        return Holder(next(iter(names)), False) if len(names) == 1 else NOBODY
