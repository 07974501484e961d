"""Prose from evidence: numbered sentences in, cited numbers out, every claim checked before anybody sees it.

The plain answer comes first and stays whatever the model does. A claim is shown when its line is complete and its
sentences bear it; so what has been streamed is the beginning of the final text, with its final citation numbers. Where
the reply is no good: repair (the sentence it must have meant), one retry, a grammar of plain lines, the plain answer;
each told in `Answer.how`.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from langchain_core.caches import BaseCache

from ..answers.plain import plain_answer
from ..answers.types import Answer, Claim, Done, Evidence, Found, Text, Turn
from ..errors import ModelUnavailable
from ..manuscript.chapter import Citation
from ..models import OpenedModel
from ..prompts import Prompts
from .cache import keep_reply, known_reply
from .claims import Reply, SaidClaim, finished_lines, read_reply, still_thinking, visible
from .quoting import one_line
from .reading import numbered_passages, readable
from .speaking import Speech
from .verify import verify
from .wording import People, content_stems

EARLIER_TURNS = 2
LONGEST_ANSWER = 3000  # characters of visible prose; after that a model is babbling
REPLY_TOKENS = 1200  # kept free for the reply
NOTHING_BORNE = "it made no statement that a sentence bears."
BLINK = 400  # characters between looks at how long a reply without line ends has grown

_OWN_NUMBER = re.compile(r"\[(\d+)\]")


@dataclass
class _Prose:
    """The answer as it grows: claims accepted so far, and citations numbered in the order of the text."""

    shown: tuple[Citation, ...]  # what the model's numbers mean
    question: str
    people: People | None
    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    repaired: int = 0
    read: list[SaidClaim] = field(default_factory=list)  # claims of the reply looked at so far

    @property
    def supported(self) -> list[Claim]:
        return [claim for claim in self.claims if claim.supported]

    @property
    def text(self) -> str:
        return " ".join(self.lines)

    def take(self, reply: Reply) -> Iterator[str]:
        """Check the claims of `reply` that are new; yields what each accepted one adds to the text.

        Where it turns out that what was read was a thought (its end came without a beginning), all is read anew.
        """
        if reply.claims[: len(self.read)] != tuple(self.read):
            self.claims, self.citations, self.lines, self.read = [], [], [], []
            self.repaired = 0
        for said in reply.claims[len(self.read) :]:
            self.read.append(said)
            cited = tuple(self.shown[n - 1] for n in said.numbers)
            verdict = verify(said.text, cited, self.question, self.people)
            if not verdict.supported and (found := self._meant(said)):
                cited, verdict = (found,), verify(said.text, (found,), self.question, self.people)
                self.repaired += 1
            if verdict.supported:
                yield self.add(said.text, cited)
            else:
                self.claims.append(Claim(said.text, cited, False, verdict.why))

    def add(self, words: str, cited: Sequence[Citation]) -> str:
        """Append a claim with its numbers; what it adds to the text."""
        line = _with_numbers(words, [self.number(c) for c in cited])
        self.claims.append(Claim(line, tuple(cited)))
        self.lines.append(line)
        return line if len(self.lines) == 1 else f" {line}"

    def number(self, citation: Citation) -> int:
        if citation not in self.citations:
            self.citations.append(citation)
        return self.citations.index(citation) + 1

    def _meant(self, said: SaidClaim) -> Citation | None:
        """The sentence a claim with wrong or no numbers must have come from: it shares most words, and bears it."""
        stems = content_stems(said.text)
        if len(stems) < 2:
            return None
        ranked = sorted(self.shown, key=lambda c: -len(stems & content_stems(c.quote)))
        for citation in ranked[:2]:
            shared = len(stems & content_stems(citation.quote))
            if (
                shared >= max(2, 0.6 * len(stems))
                and verify(said.text, (citation,), self.question, self.people).supported
            ):
                return citation
        return None


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
    ) -> Iterator[Found | Text | Done]:
        """Found with the plain answer, Text as claims pass their check, Done. Closing it stops the model.

        `people` (the canon) lets the checks know aliases and narrators. Raises Cancelled when `cancel` is set; no
        failure of the model raises.
        """
        plain = plain_answer(evidence, until)
        yield Found(plain)
        shown, withheld = self._shown(evidence)
        note = _withheld_note(withheld)
        if evidence.status == "unstated" or evidence.counts or not shown:
            yield Done(replace(plain, how=(*plain.how, *note)))
            return
        how = [*plain.how, *note, f"{self.model.name} read {len(shown)} sentences and worded the answer"]
        try:
            prose, refused = yield from self._worded(evidence, shown, history, until, cancel, people, how)
        except ModelUnavailable as exc:
            yield Done(replace(plain, how=(*plain.how, *note, f"{exc} This is the answer without AI.")))
            return
        if refused and _may_be_refused(evidence):
            yield Done(self._refused(evidence, shown, until, how))
        elif prose.supported:
            _complete_sides(prose, evidence, plain, how)
            yield Done(self._answer(evidence, prose, plain, how))
        else:
            if refused:
                how.append("the model found no answer in them, but the book states it")
            how.append("this is the answer without AI")
            yield Done(replace(plain, claims=(*plain.claims, *prose.claims), how=tuple(how)))

    def _worded(
        self,
        evidence: Evidence,
        shown: tuple[Citation, ...],
        history: Sequence[Turn],
        until: int | None,
        cancel: threading.Event | None,
        people: People | None,
        how: list[str],
    ):
        """The model's prose, asked for at most three times; yields Text, returns (_Prose, whether it refused)."""
        began = time.monotonic()
        sentences = numbered_passages(shown, people)
        messages = self.prompts.render(
            "answer",
            sentences=sentences,
            question=one_line(evidence.question),
            earlier=_earlier(history, until),
            disagree="yes" if evidence.status == "disputed" else "",
        )
        prose, reply, faults = yield from self._asked(messages, shown, evidence, cancel, people, how)
        if prose.supported or reply.refused:
            return prose, reply.refused and not prose.supported
        question = one_line(evidence.question)
        wrong = faults or NOTHING_BORNE
        how.append(f"asked once more, because {wrong}")
        messages = self.prompts.render("answer_again", sentences=sentences, question=question, wrong=wrong)
        again, reply, faults = yield from self._asked(messages, shown, evidence, cancel, people, how)
        spent = time.monotonic() - began
        if not again.supported and not reply.refused and spent < self.model.timeout:
            failed = [*prose.claims, *again.claims]
            how.append(f"asked for single lines, because {faults or NOTHING_BORNE}")
            messages = self.prompts.render("answer_lines", sentences=sentences, question=question)
            again, reply, _ = yield from self._asked(messages, shown, evidence, cancel, people, how)
            again.claims[:0] = [] if again.supported else failed
        elif not again.supported:
            again.claims[:0] = prose.claims
        return again, reply.refused and not again.supported

    def _asked(
        self,
        messages: list[tuple[str, str]],
        shown: tuple[Citation, ...],
        evidence: Evidence,
        cancel: threading.Event | None,
        people: People | None,
        how: list[str],
    ):
        """One reply, read line by line; yields Text, returns (_Prose, Reply, what was wrong with it)."""
        prose = _Prose(shown, evidence.question, people)
        known = known_reply(self.cache, self.model, messages)
        speech = Speech(self.model, messages, cancel)
        babbled = False
        if known is None:
            looked = 0
            with closing(speech.words()) as words:
                for word in words:
                    if "\n" in word and not (self.model.thinks and still_thinking(speech.text)):
                        for line in prose.take(read_reply(finished_lines(speech.text), len(shown))):
                            yield Text(line)
                    if len(speech.text) - looked > BLINK:
                        looked = len(speech.text)
                        if len(visible(speech.text)) > LONGEST_ANSWER:
                            babbled = True
                            break
        text = known if known is not None else speech.text
        reply = read_reply(text, len(shown))
        for line in prose.take(reply):
            yield Text(line)
        babbled = babbled or speech.ended != "whole" or reply.cut
        if known is None and not babbled and (prose.supported or reply.refused):
            keep_reply(self.cache, self.model, messages, text)
        how += _notes(prose, babbled, known is not None)
        return prose, reply, _faults(reply, prose)

    def _shown(self, evidence: Evidence) -> tuple[tuple[Citation, ...], int]:
        """What the model gets to read, in document order, and how many sentences were withheld."""
        empty = self.prompts.render("answer", sentences="", question=evidence.question, earlier="", disagree="")
        room = self.model.context - REPLY_TOKENS - sum(self.model.count(text) for _, text in empty)
        return readable(evidence, self.model.count, room)

    def _refused(self, evidence: Evidence, shown: tuple[Citation, ...], until: int | None, how: list[str]) -> Answer:
        ranked = [row.citation for row in evidence.rows if row.citation is not None]
        nearest = evidence.nearest or (ranked or evidence.sentences or shown)[0]
        silent = replace(evidence, status="unstated", lead="", rows=(), more=(), sentences=(), nearest=nearest)
        answer = plain_answer(silent, until)
        how = [*how, "it found no answer in them"]
        return replace(answer, evidence=evidence, model=self.model.name, how=tuple(how))

    def _answer(self, evidence: Evidence, prose: _Prose, plain: Answer, how: list[str]) -> Answer:
        behind = [c for c in plain.citations if c not in prose.citations]
        return replace(
            plain,
            text=prose.text,
            citations=(*prose.citations, *behind),
            claims=tuple(prose.claims),
            evidence=evidence,
            model=self.model.name,
            how=tuple(how),
        )


def checked(
    text: str,
    shown: tuple[Citation, ...],
    evidence: Evidence,
    plain: Answer,
    model: str,
    people: People | None = None,
) -> Answer:
    """A reply to numbered sentences `shown`, as an answer: only claims that its sentences bear, else the plain one."""
    prose = _Prose(shown, evidence.question, people)
    reply = read_reply(text, len(shown))
    for _ in prose.take(reply):
        pass
    if not prose.supported:
        why = "the model found no answer in them" if reply.refused else "the model said nothing that holds"
        claims = (*plain.claims, *prose.claims)
        return replace(plain, claims=claims, how=(*plain.how, f"{why}; this is the answer without AI"))
    return replace(
        plain,
        text=prose.text,
        citations=tuple(prose.citations),
        claims=tuple(prose.claims),
        model=model,
        how=(*plain.how, f"{model} read {len(shown)} sentences and worded the answer", *_notes(prose, False, False)),
    )


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


def _complete_sides(prose: _Prose, evidence: Evidence, plain: Answer, how: list[str]) -> None:
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


def _faults(reply: Reply, prose: _Prose) -> str:
    if reply.is_empty:
        return "it was empty."
    # Only our own words go back to the model, never what it said itself.
    reasons = dict.fromkeys(c.why for c in prose.claims if not c.supported)
    return "; ".join(list(reasons)[:2]) + "." if reasons else ""


def _notes(prose: _Prose, babbled: bool, known: bool) -> Iterator[str]:
    if babbled:
        yield "the model did not come to an end and was cut off"
    if known:
        yield "the wording was kept from the last time this was asked"
    if prose.repaired:
        yield f"found the sentence for {prose.repaired} statement(s) that gave no right number"
    for claim in prose.claims:
        if not claim.supported:
            yield f"left out “{claim.text}”: {claim.why}"


def _withheld_note(withheld: int) -> tuple[str, ...]:
    if not withheld:
        return ()
    some = "one sentence that reads" if withheld == 1 else f"{withheld} sentences that read"
    return (f"{some} like an instruction to an AI stayed on the page and was not sent to the model",)


def _with_numbers(words: str, numbers: Sequence[int]) -> str:
    marks = "".join(f"[{n}]" for n in numbers)
    if not marks:
        return words
    if words[-1] in ".!?" and words[-2:-1] not in ("”", '"', "."):
        return f"{words[:-1]} {marks}{words[-1]}"
    return f"{words} {marks}"
