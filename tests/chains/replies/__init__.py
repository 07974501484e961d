"""Replies to the prompts of the sample novel, written by hand by a reader who saw nothing but the prompt.

Each line: the question, the sentences shown (cut down to those around the cited ones, renumbered), the reply, and the
answer that must come of it. They were written while the prompts were shaped, the good and the clumsy alike.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from companion.answers.plain import plain_answer
from companion.answers.types import Answer, Evidence, Row
from companion.canon.types import Character
from companion.chains.prose import checked
from companion.manuscript.chapter import Citation
from tests.support.fake_view import FakeCanon, make_chapter


@dataclass(frozen=True)
class Kept:
    """One reply with what it replies to."""

    question: str
    names: dict[str, list[str]]
    blocks: list[dict]
    reply: str
    text: str = ""  # what the answer says in the end; "" where it stays the plain one
    left_out: int = 0  # statements that their sentences do not bear

    def answer(self) -> Answer:
        """What becomes of the reply."""
        chapters = [make_chapter(n, " ".join(b["sentences"]), b["label"]) for n, b in enumerate(self.blocks, 1)]
        people = [Character(name, tuple(others), 9) for name, others in self.names.items()]
        people += [
            Character(b["narrator"], (), 9) for b in self.blocks if b["narrator"] and b["narrator"] not in self.names
        ]
        narrators = {(n, 1): b["narrator"] for n, b in enumerate(self.blocks, 1) if b["narrator"]}
        shown: list[Citation] = []
        for chapter, block in zip(chapters, self.blocks, strict=True):
            at = 0
            for sentence in block["sentences"]:
                at = chapter.text.index(sentence, at)
                shown.append(chapter.cite(at, at + len(sentence)))
                at += len(sentence)
        rows = (Row("", "", shown[0]),)
        evidence = Evidence(self.question, "lookup", tuple(shown), "partial", lead="Closest:", rows=rows)
        canon = FakeCanon(chapters, people, narrators)
        return checked(self.reply, tuple(shown), evidence, plain_answer(evidence, None), "by hand", canon)


def kept_replies() -> list[Kept]:
    """All of them."""
    lines = Path(__file__).with_name("kept.jsonl").read_text(encoding="utf-8").splitlines()
    return [Kept(**json.loads(line)) for line in lines]
