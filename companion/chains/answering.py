"""Prose from evidence: numbered sentences in, cited numbers out, every claim checked before anybody sees it.

The plain answer comes first and stays whatever the model does. A claim is shown when its line is complete and its
sentences bear it; so what has been streamed is the beginning of the final text, with its final citation numbers. A
model that finds nothing may ask to look elsewhere in the book. Where a reply is no good: repair (the sentence it must
have meant), one retry, a grammar of plain lines, the plain answer; each told in `Answer.how`.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from langchain_core.caches import BaseCache

from ..answers.plain import plain_answer
from ..answers.question import read_question
from ..answers.types import Answer, Done, Evidence, Found, Text, Turn
from ..canon.view import View
from ..errors import ModelUnavailable
from ..manuscript.chapter import Citation, Hit
from ..models import OpenedModel
from ..prompts import Prompts
from .cache import keep_reply, known_reply
from .claims import Reply, finished_lines, read_reply, still_thinking, visible
from .prose import Prose, faults_of, notes_on
from .quoting import one_line
from .reading import PASSAGES, names_told, numbered_passages, readable
from .speaking import Speech
from .wording import People, names_in

EARLIER_TURNS = 2
LONGEST_ANSWER = 3000  # characters of visible prose; after that a model is babbling
REPLY_TOKENS = 1200  # kept free for the reply
NOTHING_BORNE = "it made no statement that a sentence bears."
BLINK = 400  # characters between looks at how long a reply without line ends has grown
READS_ON, READS_BACK = 1_200, 300  # characters after and before a sentence, where a model wants to read on
FOUND_EACH = 5  # passages for each thing that a model asks to look for
# Kinds whose evidence is what was found, not all there is: more of the book may be read for them.
OPEN_KINDS = frozenset({"lookup", "who knows", "timeline", "state", "chapter"})
READ_WITH = OPEN_KINDS | {"fact", "relation"}  # a value may be one of several: the passages beside it may have others

_OWN_NUMBER = re.compile(r"\[(\d+)\]")


class AnswerChain:
    """Words evidence with a chat model. `cache` remembers good replies by everything that went in."""

    def __init__(self, model: OpenedModel, prompts: Prompts, cache: BaseCache | None = None) -> None:
        self.model = model
        self.prompts = prompts
        self.cache = cache

    def stream(
        self,
        evidence: Evidence,
        history: Sequence[Turn] = (),
        until: int | None = None,
        cancel: threading.Event | None = None,
        people: People | None = None,
        book: View | None = None,
    ) -> Iterator[Found | Text | Done]:
        """Found with the plain answer, Text as claims pass their check, Done. Closing it stops the model.

        `people` (the canon) lets the checks know aliases and narrators; `book` is where more passages come from, None
        keeps to the evidence. Raises Cancelled when `cancel` is set; no failure of the model raises.
        """
        plain = plain_answer(evidence, until)
        yield Found(plain)
        asking = _Asking(self, evidence, history, until, cancel, people, book, list(plain.how))
        if evidence.counts or not asking.may_help():
            yield Done(plain)
            return
        passages = asking.passages()
        shown = asking.read(passages)
        if not shown:
            yield Done(replace(plain, how=tuple(asking.how)))
            return
        told = len(asking.how)
        try:
            prose, refused = yield from asking.worded(shown, passages)
        except ModelUnavailable as exc:
            yield Done(replace(plain, how=(*asking.how, f"{exc} This is the answer without AI.")))
            return
        worded = bool(prose.supported) and not refused
        sentences = "one sentence" if asking.count == 1 else f"{asking.count} sentences"
        read = f"{self.model.name} read {sentences}{' and worded the answer' if worded else ''}"
        how = [*asking.how[:told], read, *asking.how[told:]]
        if refused and _may_be_refused(evidence):
            yield Done(self._refused(evidence, shown, until, how, prose))
        elif worded:
            _complete_sides(prose, evidence, plain, how)
            yield Done(self._answer(evidence, prose, plain, how))
        else:
            if refused and evidence.status != "unstated":
                how.append("the model found no answer in them, but the book states it")
            elif refused:
                how.append("it found no answer in them either")
            how.append("this is the answer without AI")
            yield Done(replace(plain, claims=(*plain.claims, *prose.claims), how=tuple(how)))

    def _refused(
        self, evidence: Evidence, shown: tuple[Citation, ...], until: int | None, how: list[str], prose: Prose
    ) -> Answer:
        """That the manuscript does not say, with what the model found nearest, else what code did."""
        ranked = [row.citation for row in evidence.rows if row.citation is not None]
        nearest, lead = evidence.nearest or (ranked or evidence.sentences or shown)[0], ""
        if prose.supported:
            claim = prose.supported[0]
            nearest, lead = claim.citations[0], re.sub(r"\s*\[\d+\]", "", claim.text)
        silent = replace(evidence, status="unstated", lead=lead, rows=(), more=(), sentences=(), nearest=nearest)
        answer = plain_answer(silent, until)
        how = [*how, "it found no answer in them"]
        return replace(answer, evidence=evidence, model=self.model.name, how=tuple(how))

    def _answer(self, evidence: Evidence, prose: Prose, plain: Answer, how: list[str]) -> Answer:
        unstated = evidence.status == "unstated"  # by code: then nothing stands behind the prose, and it may be wrong
        behind = [] if unstated else [c for c in plain.citations if c not in prose.citations]
        return replace(
            plain,
            text=prose.text,
            citations=(*prose.citations, *behind),
            claims=tuple(prose.claims),
            status="partial" if unstated else plain.status,
            evidence=evidence,
            model=self.model.name,
            how=tuple(how),
        )


@dataclass
class _Asking:
    """One question on its way to the model and back."""

    chain: AnswerChain
    evidence: Evidence
    history: Sequence[Turn]
    until: int | None
    cancel: threading.Event | None
    people: People | None
    book: View | None
    how: list[str]
    count: int = 0  # sentences read last
    looked: list[str] = field(default_factory=list)  # what the model asked to look for

    @property
    def model(self) -> OpenedModel:
        return self.chain.model

    def may_help(self) -> bool:
        """Whether a model could find what code did not: not where the book was read to the end, or has no such name."""
        if self.evidence.status != "unstated":
            return True
        if self.book is None or self.evidence.kind not in OPEN_KINDS or self.evidence.nearest is None:
            return False
        named = [name for name, *_ in names_in(self.evidence.question)]
        return all((self.people and self.people.resolve(name)) or self.book.scan(name) for name in named)

    def passages(self) -> list[Hit]:
        """What else the question may be answered from; nothing where the evidence is all there is."""
        if self.book is None or self.evidence.kind not in READ_WITH or self.evidence.status == "disputed":
            return []
        return [hit for hit in self.book.search(self.evidence.question, PASSAGES) if self._belongs(hit)]

    def _belongs(self, hit: Hit) -> bool:
        """Whether a passage lies where the question looks: in its chapter, or up to the point it names."""
        nearest = (self.evidence.nearest,) if self.evidence.nearest else ()
        positions = {c.chapter.position for c in (*self.evidence.sentences, *nearest)}
        if self.evidence.kind == "chapter":
            return hit.chapter.position in positions
        if self.evidence.kind == "state":
            return self._last is None or hit.chapter.position <= self._last
        return True

    @cached_property
    def _last(self) -> int | None:
        """Position of the chapter that the question names; None where it names none."""
        reference = read_question(self.evidence.question, self.book).reference if self.book is not None else None
        return reference.chapter.position if reference and reference.chapter else None

    def read(self, passages: Sequence[Hit]) -> tuple[Citation, ...]:
        """What the model gets to read, in document order; what is withheld is told."""
        empty = self.chain.prompts.render("answer", **self._values("", search="yes", looked=""))
        left = self.model.context - REPLY_TOKENS - sum(self.model.count(text) for _, text in empty)
        shown, withheld = readable(self.evidence, self.model.count, min(left, self.model.reads), passages)
        if withheld and (note := _withheld_note(withheld)) not in self.how:
            self.how.append(note)
        self.count = len(shown)
        return shown

    def worded(self, shown: tuple[Citation, ...], passages: Sequence[Hit]) -> Generator[Text, None, tuple[Prose, bool]]:
        """The model's prose, and whether it refused; asked at most three times, and anew after each look elsewhere."""
        began = time.monotonic()
        for left in range(self.model.searches if self.book else 0, -1, -1):
            values = self._values(
                numbered_passages(shown, self.people),
                "yes" if left else "",
                names_told(self.evidence.question, shown, self.people),
                ", ".join(f"“{q}”" for q in self.looked),
            )
            prose, reply, faults = yield from self._asked(self.chain.prompts.render("answer", **values), shown)
            if prose.supported or reply.refused:
                return prose, reply.silent or not prose.supported
            found = self._found(reply, shown) if left else []
            if not found:
                break
            passages = [*found, *passages]
            shown = self.read(passages)
        return (yield from self._again(shown, prose, faults, began))

    def _again(
        self, shown: tuple[Citation, ...], prose: Prose, faults: str, began: float
    ) -> Generator[Text, None, tuple[Prose, bool]]:
        """The retry, and the grammar of plain lines after it."""
        values = {
            "sentences": numbered_passages(shown, self.people),
            "question": one_line(self.evidence.question),
        }
        names = names_told(self.evidence.question, shown, self.people)
        failed = list(prose.claims)
        for name, words in (("answer_again", "asked once more"), ("answer_lines", "asked for single lines")):
            if name == "answer_lines" and time.monotonic() - began > self.model.timeout:
                break  # a slow model is not asked a third time
            wrong = faults or NOTHING_BORNE
            self.how.append(f"{words}, because {wrong}")
            more = {"wrong": wrong, "names": names} if name == "answer_again" else {}
            prose, reply, faults = yield from self._asked(self.chain.prompts.render(name, **values, **more), shown)
            if prose.supported:
                return prose, reply.silent
            failed += prose.claims
            if reply.refused:
                prose.claims = failed
                return prose, True
        prose.claims = failed
        return prose, False

    def _found(self, reply: Reply, shown: Sequence[Citation]) -> list[Hit]:
        """The passages that a model asked for: how the page goes on first, then the first of each thing to look for."""
        new = [query for query in reply.searches if query not in self.looked]
        after = [shown[n - 1] for n in reply.read_on]
        if self.book is None or not (new or after):
            return []
        self.looked += new
        lists = [[hit for hit in self.book.search(q, FOUND_EACH) if self._belongs(hit)] for q in new]
        found = [hit for rank in range(FOUND_EACH) for hits in lists for hit in hits[rank : rank + 1]]
        if new:
            self.how.append(f"looked once more for {', '.join(f'“{query}”' for query in new)}, as the model asked")
        if after:
            self.looked += [f"the page around sentence {n} of the list before" for n in reply.read_on]
            places = ", ".join(dict.fromkeys(c.chapter.short for c in after))
            self.how.append(f"read on in {places}, as the model asked")
        return [*map(_goes_on, after), *found]

    def _values(self, sentences: str, search: str, names: str = "", looked: str = "") -> dict[str, str]:
        return {
            "sentences": sentences,
            "question": one_line(self.evidence.question),
            "earlier": _earlier(self.history, self.until),
            "disagree": "yes" if self.evidence.status == "disputed" else "",
            "names": names,
            "search": search,
            "looked": looked,
        }

    def _asked(
        self, messages: list[tuple[str, str]], shown: tuple[Citation, ...]
    ) -> Generator[Text, None, tuple[Prose, Reply, str]]:
        """One reply, read line by line: its prose, the reply, what was wrong with it."""
        prose = Prose(shown, self.evidence.question, self.people)
        known = known_reply(self.chain.cache, self.model, messages)
        speech = Speech(self.model, messages, self.cancel)
        babbled = False
        if known is None:
            looked = 0
            with closing(speech.words()) as words, self._waits_told(speech):
                for word in words:
                    if "\n" in word and not (self.model.thinks and still_thinking(speech.text)):
                        so_far = read_reply(finished_lines(speech.text), len(shown))
                        for line in prose.take(so_far):
                            if not so_far.silent:
                                yield Text(line)
                    if len(speech.text) - looked > BLINK:
                        looked = len(speech.text)
                        if len(visible(speech.text)) > LONGEST_ANSWER:
                            babbled = True
                            break
        text = known if known is not None else speech.text
        reply = read_reply(text, len(shown))
        for line in prose.take(reply):
            if not reply.silent:
                yield Text(line)
        babbled = babbled or speech.ended != "whole" or reply.cut
        if known is None and not babbled and (prose.supported or reply.refused or reply.searches or reply.read_on):
            keep_reply(self.chain.cache, self.model, messages, text)
        self.how += notes_on(prose, babbled, known is not None)
        return prose, reply, faults_of(reply, prose)

    @contextmanager
    def _waits_told(self, speech: Speech) -> Iterator[None]:
        """Where the model had to be asked anew before it spoke, say so, whatever came of it."""
        try:
            yield
        finally:
            self.how += speech.waited


def _goes_on(citation: Citation) -> Hit:
    """What follows a sentence in its scene, with the little before it that says who "he" is."""
    chapter = citation.chapter
    scene = chapter.scene_at(citation.start)
    first, last = (scene.start, scene.end) if scene else (0, len(chapter.text))
    return Hit(chapter, max(first, citation.start - READS_BACK), min(last, citation.end + READS_ON), 0.0)


def _earlier(history: Sequence[Turn], until: int | None) -> str:
    """The last turns asked behind the same wall or an earlier one, without their citation numbers."""
    allowed = [t for t in history if until is None or (t.until is not None and t.until <= until)]
    return "\n".join(
        f"Q: {one_line(turn.question)}\nA: {one_line(_OWN_NUMBER.sub('', turn.answer))[:300]}"
        for turn in allowed[-EARLIER_TURNS:]
    )


def _may_be_refused(evidence: Evidence) -> bool:
    """A model may find that passages do not answer; it may not overrule what code established."""
    return evidence.status == "partial" or (evidence.status == "stated" and evidence.kind == "lookup")


def _complete_sides(prose: Prose, evidence: Evidence, plain: Answer, how: list[str]) -> None:
    """Where chapters disagree every side is shown, whatever the model left out."""
    if evidence.status != "disputed":
        return
    sides = evidence.finding.evidence if evidence.finding else evidence.sentences
    cited = {c for claim in prose.supported for c in claim.citations}
    missing = [side for side in sides if side not in cited]
    for claim in plain.claims:
        if any(side in claim.citations for side in missing):
            prose.add(_OWN_NUMBER.sub("", claim.text).strip(), claim.citations)
            missing = [side for side in missing if side not in claim.citations]
    if any(side not in cited for side in sides):
        how.append("the model left a side out; it was added from the page")


def _withheld_note(withheld: int) -> str:
    some = "one sentence that reads" if withheld == 1 else f"{withheld} sentences that read"
    return f"{some} like an instruction to an AI stayed on the page and was not sent to the model"
