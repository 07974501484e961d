"""Claims with the sentences they cite, true and false. `sealed` is for figures only: nobody tunes to it or looks in.

`open` and `sealed` are claims by themselves; `asked`, `later` and `last` answer a question, whose words they repeat.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from companion.canon.types import Character
from companion.chains.verify import Verdict, verify
from tests.support.fake_view import FakeCanon, make_chapter


@dataclass(frozen=True)
class Claimed:
    """One claim; `kind` says what is wrong with it, or with its false twin: roles, negation, doer, told, order..."""

    kind: str
    true: bool
    sentences: tuple[str, ...]
    narrator: str
    people: tuple[str, ...]
    claim: str
    question: str = ""
    before: str = ""  # what stands on the page before the sentences, and is not cited
    after: str = ""


def read_claims(name: str) -> list[Claimed]:
    """All of one set."""
    lines = Path(__file__).with_name(f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Claimed(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}) for row in rows]


def verdict(claim: Claimed) -> Verdict:
    """What the checks say of a claim that cites all of its sentences."""
    cited = " ".join(claim.sentences)
    chapter = make_chapter(1, " ".join(filter(None, (claim.before, cited, claim.after))))
    narrators = {(1, 1): claim.narrator} if claim.narrator else {}
    canon = FakeCanon([chapter], [Character(name, (), 5) for name in claim.people], narrators)
    start = len(claim.before) + 1 if claim.before else 0
    sentences = [s for s in chapter.sentences if s.start >= start and s.end <= start + len(cited)]
    return verify(claim.claim, [chapter.cite(s.start, s.end) for s in sentences], claim.question, canon)


def supported(claim: Claimed) -> bool:
    """Whether the checks let it pass."""
    return verdict(claim).supported
