"""A model's answer as it grows: claims that were checked, and citations numbered in the order of the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..answers.types import Answer, Claim, Evidence
from ..manuscript.chapter import Citation
from .claims import Reply, SaidClaim, read_reply
from .verify import borne_part, verify
from .wording import People, content_stems


@dataclass
class Prose:
    """Takes a reply apart as it comes."""

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
        for made in reply.claims[len(self.read) :]:
            self.read.append(made)
            said = replace(made, text=borne_part(made.text))
            cited = tuple(self.shown[n - 1] for n in said.numbers)
            verdict = verify(said.text, cited, self.question, self.people)
            if not verdict.supported and (found := self._meant(said)):
                cited, verdict = (found,), verify(said.text, (found,), self.question, self.people)
                self.repaired += 1
            if verdict.supported:
                yield self.add(said.text, _most_telling_first(said.text, cited), verdict.why)
            else:
                self.claims.append(Claim(said.text, cited, False, verdict.why))

    def add(self, words: str, cited: Sequence[Citation], caveat: str = "") -> str:
        """Append a claim with its numbers, and what is to be said of how it is borne; what it adds to the text."""
        line = _with_numbers(words, [self.number(c) for c in cited])
        self.claims.append(Claim(line, tuple(cited), why=caveat))
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
            if shared >= max(2, 0.6 * len(stems)):
                verdict = verify(said.text, (citation,), self.question, self.people)
                if verdict.supported and not verdict.why:  # what nobody cited has to say it plainly
                    return citation
        return None


def _most_telling_first(claim: str, cited: Sequence[Citation]) -> list[Citation]:
    """The sentences of a claim, those that share most words with it first: its first number leads to what it says."""
    said = content_stems(claim)
    return sorted(cited, key=lambda c: -len(said & content_stems(c.quote)))


def checked(
    text: str,
    shown: tuple[Citation, ...],
    evidence: Evidence,
    plain: Answer,
    model: str,
    people: People | None = None,
) -> Answer:
    """A reply to numbered sentences `shown`, as an answer: only claims that its sentences bear, else the plain one."""
    prose = Prose(shown, evidence.question, people)
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
        how=(*plain.how, f"{model} read {len(shown)} sentences and worded the answer", *notes_on(prose, False, False)),
    )


def faults_of(reply: Reply, prose: Prose) -> str:
    if reply.is_empty:
        return "it was empty."
    # Only our own words go back to the model, never what it said itself.
    reasons = dict.fromkeys(c.why for c in prose.claims if not c.supported)
    return "; ".join(list(reasons)[:2]) + "." if reasons else ""


def notes_on(prose: Prose, babbled: bool, known: bool) -> Iterator[str]:
    if babbled:
        yield "the model did not come to an end and was cut off"
    if known:
        yield "the wording was kept from the last time this was asked"
    if prose.repaired:
        statements = "one statement" if prose.repaired == 1 else f"{prose.repaired} statements"
        yield f"found the sentence for {statements} that gave no right number"
    for claim in prose.claims:
        if not claim.supported:
            yield f"left out “{claim.text}”: {claim.why}"
        elif claim.why:
            yield f"“{claim.text}” is for you to judge: {claim.why}"


def _with_numbers(words: str, numbers: Sequence[int]) -> str:
    marks = "".join(f"[{n}]" for n in numbers)
    if not marks:
        return words
    if words[-1] in ".!?" and words[-2:-1] not in ("”", '"', "."):
        return f"{words[:-1]} {marks}{words[-1]}"
    return f"{words} {marks}"
