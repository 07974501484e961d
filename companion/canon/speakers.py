"""Who says each quotation: named beside it, meant by a pronoun, or next in turn; each with a confidence.

Sure ones first, then what follows from them. The steps and their order follow the sieves of Muzny, Fang, Chang and
Jurafsky, "A Two-stage Sieve Approach for Quote Attribution" (EACL 2017), over patterns of our own.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from ..manuscript.chapter import Chapter, Scene
from ..manuscript.sentences import paragraphs
from .names import Sighting

How = Literal["named", "pronoun", "turn", ""]
Span = tuple[int, int, str]

NAMED, CONTINUED, BEAT, PRONOUN, BEAT_PRONOUN, TURN, CALLED = 0.95, 0.93, 0.8, 0.7, 0.6, 0.6, 0.55
FAR = 3  # paragraphs without speech after which a conversation is over
UNNAMED = "~"  # before the role of a speaker without a name
ROLE = re.compile(r"(?:the|an?|my|his|her|our|their)\s+(?:[a-z][\w-]+\s+){0,2}?[a-z][\w-]+")
I_AM = re.compile(r"(?:\bI(?:['’]m| am)|\b[Mm]y name(?:['’]s| is)|\b[Cc]all me)\s+\Z")
FULL_NAME = re.compile(r"[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){1,2}[.,!]?")
TITLE = 6  # words of a quotation without a mark at its end that is no speech
SUBJECT = frozenset("SAaB")


@dataclass(frozen=True)
class Quote:
    """One quotation of a chapter with who says it: `speaker` is a canonical name, "" when the text does not tell."""

    start: int
    end: int
    speaker: str = ""
    how: How = ""
    confidence: float = 0.0


@dataclass
class _Turn:
    """The quotations of one paragraph: one person speaks in it."""

    start: int
    end: int
    number: int  # of the paragraph
    quotes: list[list]
    speaker: str = ""
    how: How = ""
    confidence: float = 0.0
    called: list[str] = field(default_factory=list)  # names of whom it addresses

    def set(self, speaker: str, how: How, confidence: float) -> None:
        if speaker and not self.speaker:
            self.speaker, self.how, self.confidence = speaker, how, confidence


class SpeakerFinder:
    """Attributes the quotations of one chapter."""

    def __init__(
        self,
        chapter: Chapter,
        speech: Sequence[list],
        spans: Sequence[Span],
        sightings: Mapping[int, Sighting],
        pronouns_of: Callable[[str], str],
        narrator_at: Callable[[int], str],
    ) -> None:
        self.chapter, self.speech, self.spans, self.sightings = chapter, speech, spans, sightings
        self.pronouns_of, self.narrator_at = pronouns_of, narrator_at
        self.starts = [a for a, _, _ in spans]

    def quotes(self) -> list[Quote]:
        """Every quotation of the story, in order."""
        found: list[Quote] = []
        for scene in self.chapter.scenes:
            turns = self._turns(scene)
            self._named(turns)
            self._pronouns(turns, scene)
            self._led(turns, scene)
            for _ in range(3):
                self._alternate(turns)
                self._alternate(turns[::-1])
                self._answer(turns)
            self._last_resort(turns)
            for turn in turns:
                found.extend(self._of(turn))
            told = {q.start for q in found}
            inside = [q for q in self.speech if scene.start <= q[0] < scene.end]
            found.extend(Quote(q[0], q[1]) for q in inside if q[0] not in told)
        return sorted((_named_only(q) for q in found), key=lambda q: q.start)

    def _turns(self, scene: Scene) -> list[_Turn]:
        inside = [q for q in self.speech if scene.start <= q[0] < scene.end]
        starts = [q[0] for q in inside]
        turns = []
        for number, (start, end) in enumerate(paragraphs(self.chapter.text, scene.start, scene.end)):
            quotes = inside[bisect_left(starts, start) : bisect_left(starts, end)]
            if any(not self._title(*q[:3]) for q in quotes):
                turn = _Turn(start, end, number, quotes)
                turn.called = [n for _, _, n in self._between(start, end, "Vv")]
                turns.append(turn)
        return turns

    def _title(self, start: int, end: int, cue: str) -> bool:
        """Whether a quotation is the name of a song or a word held at arm's length: short, and no mark ends it."""
        inner = self.chapter.text[start + 1 : end - 1].rstrip()
        return not cue and inner[-1:].isalnum() and len(inner.split()) <= TITLE

    def _of(self, turn: _Turn) -> list[Quote]:
        quotes = []
        for start, end, cue, at in turn.quotes:
            quote = Quote(start, end, turn.speaker, turn.how, turn.confidence)
            if cue == "name" and (named := self._name_at(at)) and named != turn.speaker:
                quote = Quote(start, end, named, "named", NAMED)
            elif cue and turn.how == "named":
                quote = replace(quote, confidence=NAMED)
            quotes.append(quote)
        return quotes

    # -- what stands beside it ---------------------------------------------------------------------------------

    def _name_at(self, at: int) -> str:
        n = bisect_left(self.starts, at)
        if n and self.spans[n - 1][1] > at:  # "Mrs. Weston", seen from "Weston" on
            return self.spans[n - 1][2]
        return self.spans[n][2] if n < len(self.spans) and self.starts[n] - at <= 12 else ""

    def _role_at(self, at: int) -> str:
        """ "the driver", who has no name but takes his turns."""
        match = ROLE.match(self.chapter.text, at)
        return " ".join(match[0].lower().split()) if match else ""

    def _between(self, start: int, end: int, cues: str = "") -> list[Span]:
        found = self.spans[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        if not cues:
            return list(found)
        return [s for s in found if s[0] in self.sightings and set(cues) & set(self.sightings[s[0]].cues)]

    def _quoted(self, turn: _Turn, at: int) -> bool:
        return any(q[0] <= at < q[1] for q in turn.quotes)

    def _named(self, turns: list[_Turn]) -> None:
        for turn in turns:
            for _, _, cue, at in turn.quotes:
                if cue == "name":
                    turn.set(self._name_at(at), "named", CONTINUED)
                elif cue == "role":
                    turn.set(self._name_at(at) or f"{UNNAMED}{self._role_at(at)}", "named", CONTINUED)
                elif cue == "I":
                    turn.set(self.narrator_at(at), "named", CONTINUED)
            if not turn.speaker:
                turn.set(self._introduced(turn), "named", CONTINUED)
            if not turn.speaker and not any(q[2] for q in turn.quotes):
                acting = {
                    n
                    for a, _, n in self._between(turn.start, turn.end)
                    if not self._quoted(turn, a) and a in self.sightings and SUBJECT & set(self.sightings[a].cues)
                }
                if len(acting) == 1:
                    turn.set(acting.pop(), "named", BEAT)

    def _introduced(self, turn: _Turn) -> str:
        """Who says who they are: "I'm Susan Vail"; a full name that is all that is said, and was not heard before."""
        for start, end, cue, _ in turn.quotes:
            alone = FULL_NAME.fullmatch(self.chapter.text, start + 1, end - 1) and cue in ("he", "she")
            for at, _, name in self._between(start, end):
                new = alone and name not in {n for _, _, n in self._between(0, at)}
                if (new or I_AM.search(self.chapter.text, start, at)) and (not alone or self._fits(name, cue)):
                    return name
        return ""

    # -- pronouns ----------------------------------------------------------------------------------------------

    def _pronouns(self, turns: list[_Turn], scene: Scene) -> None:
        for n, turn in enumerate(turns):
            if turn.speaker:
                continue
            cue, at = next(((q[2], q[3]) for q in turn.quotes if q[2] in {"he", "she"}), ("", -1))
            confidence = PRONOUN
            if not cue:
                cue, at = self._beat(turn)
                confidence = BEAT_PRONOUN
            if cue:
                turn.set(self._meant(turns, n, cue, at, scene), "pronoun", confidence)

    def _beat(self, turn: _Turn) -> tuple[str, int]:
        """The pronoun that begins the narration of the paragraph, where no name does."""
        text, at = self.chapter.text, turn.start
        for start, end, *_ in [*turn.quotes, [turn.end, turn.end]]:
            word = text[at:start].strip(" \n,.—–-").split(" ", 1)[0].lower().replace("’", "'").split("'")[0]
            if word in {"he", "his"}:
                return "he", at
            if word in {"she", "her"}:
                return "she", at
            if word:
                return "", -1
            at = end
        return "", -1

    def _meant(self, turns: list[_Turn], n: int, pronoun: str, at: int, scene: Scene) -> str:
        """The most recent person of that gender, not counting whoever has just been answered."""
        turn = turns[n]
        teller = self.narrator_at(at)  # who says "I" is never "she"
        here = [
            s
            for s in self._between(turn.start, at)
            if not self._quoted(turn, s[0]) and s[2] != teller and self._fits(s[2], pronoun)
        ]
        if here:
            return here[-1][2]
        just = turns[n - 1] if n and turn.number - turns[n - 1].number <= 1 else None
        answered = just.speaker if just else ""
        told = self._told_of(self._gap(turns, n, scene), turn.start, pronoun, {teller, *turn.called})
        if told:
            return told
        for earlier in reversed(turns[max(0, n - 6) : n]):
            if (
                earlier.speaker
                and earlier.speaker not in (answered, teller)
                and self._fits(earlier.speaker, pronoun, sure=True)
            ):
                if earlier.speaker not in turn.called:
                    return earlier.speaker
                break
        before = self.spans[bisect_left(self.starts, scene.start) : bisect_right(self.starts, turn.start)]
        for sure in (True, False):
            for start, _, name in reversed(before[-40:]):
                if name in (answered, teller, *turn.called) or not self._fits(name, pronoun, sure):
                    continue
                if (
                    start in self.sightings
                    and "q" in self.sightings[start].cues
                    and not {"V", "v"} & set(self.sightings[start].cues)
                ):
                    continue
                return name
        return answered if answered != teller and answered and self._fits(answered, pronoun, sure=True) else ""

    @staticmethod
    def _gap(turns: list[_Turn], n: int, scene: Scene) -> int:
        """Where the narration before a turn begins: behind what was said last."""
        return turns[n - 1].quotes[-1][1] if n else scene.start

    def _told_of(self, start: int, end: int, pronoun: str, but: Collection[str]) -> str:
        """Whom the narration between two turns was last about: "Kate looked up from her book." """
        acting = [n for _, _, n in self._between(start, end, "SAa") if n not in but and self._fits(n, pronoun)]
        return acting[-1] if acting else ""

    def _fits(self, name: str, pronoun: str, sure: bool = False) -> bool:
        known = self.pronouns_of(name)
        return known == pronoun or (not known and not sure)

    # -- turns -------------------------------------------------------------------------------------------------

    @staticmethod
    def _next(one: _Turn, other: _Turn) -> bool:
        return abs(other.number - one.number) <= FAR

    def _alternate(self, turns: list[_Turn]) -> None:
        """A, B, (A): also from the end."""
        for first, second, third in zip(turns, turns[1:], turns[2:], strict=False):
            if (
                not third.speaker
                and first.speaker
                and first.speaker != second.speaker
                and second.speaker
                and self._next(first, second)
                and self._next(second, third)
                and self._untold(third)
                and first.speaker not in third.called
            ):
                third.set(first.speaker, "turn", TURN * min(1.0, first.confidence + 0.1))

    def _led(self, turns: list[_Turn], scene: Scene) -> None:
        """Who acted last in the narration right before speech that nothing else tells."""
        for n, turn in enumerate(turns):
            low = turns[n - 1].end if n else scene.start
            if turn.speaker or not self._untold(turn) or not self.chapter.text[low : turn.start].strip():
                continue
            acting = [name for _, _, name in self._between(low, turn.start, "SAa") if name not in turn.called]
            if acting:
                turn.set(acting[-1], "turn", CALLED)

    @staticmethod
    def _untold(turn: _Turn) -> bool:
        return not any(q[2] in ("name", "role") for q in turn.quotes)

    def _answer(self, turns: list[_Turn]) -> None:
        """Who was called by name answers."""
        for first, second in pairwise(turns):
            if not second.speaker and self._untold(second) and second.number - first.number <= 1 and first.called:
                name = first.called[-1]
                if name != first.speaker and name not in second.called:
                    second.set(name, "turn", CALLED)
            if (
                not first.speaker
                and self._untold(first)
                and second.speaker
                and second.called
                and second.number - first.number <= 1
            ):
                name = second.called[-1]
                if name != second.speaker and name not in first.called:
                    first.set(name, "turn", CALLED)

    def _last_resort(self, turns: list[_Turn]) -> None:
        """Of two who have been speaking, the one who has not just spoken."""
        for n, turn in enumerate(turns):
            if turn.speaker or not self._untold(turn):
                continue
            previous = turns[n - 1] if n and self._next(turns[n - 1], turn) else None
            if previous is None or not previous.speaker:
                continue
            others = [t.speaker for t in turns[max(0, n - 8) : n] if t.speaker and t.speaker != previous.speaker]
            if not others:
                others = [t.speaker for t in turns[n + 1 : n + 5] if t.speaker and t.speaker != previous.speaker]
            if others and others[-1] not in turn.called:
                turn.set(others[-1], "turn", 0.4)


def _named_only(quote: Quote) -> Quote:
    return Quote(quote.start, quote.end) if quote.speaker.startswith(UNNAMED) else quote
