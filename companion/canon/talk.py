"""Talk: who says a quotation, whom "I" and "you" in it mean, who answers a question, who else takes part."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..manuscript.chapter import Chapter
from .page import Page

if TYPE_CHECKING:
    from .canon import Canon
    from .speakers import Quote

PLURAL = frozenset({"we", "our", "us"})
NAMED = 0.9  # confidence of one who is named beside what is said
SURE_SPEAKER = 0.7  # confidence from which "I" in a quotation is surely its speaker
TURN = 0.55  # confidence in who answers a question whose speaker is named
BESIDE = 600  # characters between a quotation and the one that it answers, or that answers it
TALK = 4  # quotations before and after one whose speakers are taken to be in the same talk


@dataclass(frozen=True)
class Holder:
    """Whom a match is about. `name` is "" for nobody; `sure` says whether a contradiction may rest on it."""

    name: str = ""
    sure: bool = False
    addressed: bool = False  # "you" in what is said to them, or "I" of one who most likely speaks: shown, not compared


NOBODY = Holder()


class Talk:
    """The talks of one canon. Keeps the quotations it has looked up."""

    def __init__(self, canon: Canon) -> None:
        self.canon = canon
        self._quotes: dict[int, dict[int, Quote]] = {}

    def page(self, chapter: Chapter) -> Page:
        """The laid-out chapter."""
        return self.canon.page(chapter.position)

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

    def _first_person(self, page: Page, offset: int, said: int | None, word: str) -> Holder:
        if said is None:
            name = self.narrator(page.chapter.position, offset)
            return Holder(name, bool(name) and word not in PLURAL)
        quote = self._quote(page.chapter, said)
        if quote is None or not quote.speaker:
            return NOBODY
        sure = quote.confidence >= SURE_SPEAKER or self._between_two(page, quote)
        likely = not sure and word not in PLURAL and self._in_turn(page, quote)
        return Holder(quote.speaker, sure and word not in PLURAL, likely)

    def _in_turn(self, page: Page, quote: Quote) -> bool:
        """Whether only two talk, and one of them is named right before or after: then a pronoun or a turn is right in
        .85 of published novels' cases, enough for a sheet. A turn alone needs its speaker named near by, too.
        """
        near = self._near(page, quote.start)
        if quote.confidence < TURN or len({q.speaker for q in near}) != 2 or not all(q.speaker for q in near):
            return False
        if self.canon.voice(page.chapter.position, quote.start)[0] == "first":
            me = self.narrator(page.chapter.position, quote.start)
            if me not in {q.speaker for q in near}:
                return False  # "I" may have said it without a word
        others = [q for q in near if q.speaker != quote.speaker]
        before = [q for q in others if q.start < quote.start][-1:]
        after = [q for q in others if q.start > quote.start][:1]
        beside = any(q.confidence >= NAMED and abs(q.start - quote.start) < BESIDE for q in before + after)
        named = any(q.speaker == quote.speaker and q.confidence >= NAMED for q in near)
        return beside and (quote.how == "pronoun" or named)

    def _between_two(self, page: Page, quote: Quote) -> bool:
        """Whether "she" beside a quotation can only be its speaker: the narrator talks with nobody else."""
        me = self.narrator(page.chapter.position, quote.start)
        alone = bool(me) and quote.how == "pronoun" and quote.speaker != me
        return alone and self._talking(page, quote.start) - {""} <= {me, quote.speaker}

    def _addressee(self, page: Page, said: int | None) -> Holder:
        """Whom "you" in a quotation means: whoever it calls by name, else the only other one in the talk."""
        quote = self._quote(page.chapter, said)
        if quote is None or not quote.speaker:
            return NOBODY
        sightings = self.canon.sightings(page.chapter.position)
        called = {
            name
            for start, _, name in page.named(quote.start, quote.end)
            if start in sightings and {"V", "v"} & set(sightings[start].cues)
        }
        if quote.confidence < SURE_SPEAKER:
            return NOBODY
        if not called:
            called = self._talking(page, quote.start) - {"", quote.speaker}
            if not any(q.speaker in called and q.confidence >= NAMED for q in self._near(page, quote.start)):
                called = set()
        return Holder(next(iter(called)), addressed=True) if len(called) == 1 else NOBODY

    def _answerer(self, page: Page, asked: int, reply: int) -> Holder:
        """Who answers a question about themselves: whom it is put to, or who surely says the answer, if these agree."""
        put, said = self._addressee(page, asked), self._first_person(page, reply, reply, "i")
        if put.name and said.name and said.sure and put.name != said.name:
            return NOBODY
        question, answer = self._quote(page.chapter, asked), self._quote(page.chapter, reply)
        turn = (
            question is not None
            and answer is not None
            and question.confidence >= NAMED
            and answer.confidence >= TURN
            and answer.speaker != question.speaker
        )
        name = put.name or (said.name if said.sure or turn else "")
        return Holder(name, bool(name))

    def narrator(self, position: int, offset: int) -> str:
        """The "I" of that place under the name that the cast has; a heading may say only "Kieran"."""
        name = self.canon.narrator(position, offset)
        known = self.canon.resolve(name) if name else None
        return known.name if known else name

    def _near(self, page: Page, said: int) -> list[Quote]:
        """The quotations of the talk around one."""
        n = bisect_right(page.quote_starts, said) - 1
        near = page.quotes[max(0, n - TALK) : n + TALK + 1]
        found = (self._quote(page.chapter, a) for a, _ in near if abs(a - said) < 1500)
        return [q for q in found if q is not None]

    def _talking(self, page: Page, said: int) -> set[str]:
        """Those who take part in the talk around a quotation: "he" in it is somebody else."""
        return {q.speaker for q in self._near(page, said)}
