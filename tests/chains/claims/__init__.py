"""Claims with the sentences they cite, true and false. `sealed` is for figures only: nobody tunes to it or looks in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from companion.canon.types import Character
from companion.chains.verify import verify
from tests.support.fake_view import FakeCanon, make_chapter


@dataclass(frozen=True)
class Claimed:
    """One claim; `kind` says what is wrong with it, or with its false twin: roles, negation, number."""

    kind: str
    true: bool
    sentences: tuple[str, ...]
    narrator: str
    people: tuple[str, ...]
    claim: str


def read_claims(name: str) -> list[Claimed]:
    """All of `open` or `sealed`."""
    lines = Path(__file__).with_name(f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Claimed(**{k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}) for row in rows]


def supported(claim: Claimed) -> bool:
    """Whether the checks let a claim pass that cites all of its sentences."""
    chapter = make_chapter(1, " ".join(claim.sentences))
    narrators = {(1, 1): claim.narrator} if claim.narrator else {}
    canon = FakeCanon([chapter], [Character(name, (), 5) for name in claim.people], narrators)
    cited = tuple(chapter.cite(s.start, s.end) for s in chapter.sentences)
    return verify(claim.claim, cited, "", canon).supported
