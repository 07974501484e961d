"""A short made-up book: a duo, their manager, a letter under a tyre, and a promise about Friday."""

from __future__ import annotations

import pytest

from companion.canon.types import Character, Fact, Finding, Thread
from tests.support.fake_view import FakeCanon, make_chapter, make_view

ONE = """I count the strings into the case, six and six and the spare. Dov watches me do it from the bunk, and
his grey eyes
give nothing away. Ines is on the step of the van with the phone at her ear.

"You promised them the masters by Friday," Ines tells me when she hangs up.

"I promised," I say.

* * *

I put the letter from Calder under the spare tyre while the others are in the pub. Nobody has to read that
letter but me.
I wash my hands in the sink of the service station, and I look at them for a while."""

TWO = """Dov plays the whole of the second set with his eyes shut. I watch from behind the desk, and I think of
the tyre.

"Who is Calder?" he asks me in the car park, and I say that I don't know.

Ruben carries both amps to the van. He has been with us since Cork, and he never asks anybody for anything."""

THREE = """We drive to Hull in the rain. Dov sleeps. Ines does the sums on the back of a set list, and the sums
come out wrong.

"Somebody has to tell them," Ines says.

I say that I will."""

FOUR = """The arena in Hull is cold. Dov tunes, and I stand in the wings with Ines, and I watch his green eyes
in the light.

"It's tomorrow," says Ines. "Friday is tomorrow."

I nod. I go out into the car park, where the van stands, and I kneel down by the wheel."""


def people(chapters) -> list[Character]:
    def one(name, mentions, aliases=(), narrates=()):
        cites = FakeCanon(chapters, [Character(name, aliases, mentions)]).mentions(name)
        by = {}
        for citation in cites:
            by[citation.chapter.position] = by.get(citation.chapter.position, 0) + 1
        return Character(
            name, aliases, mentions, narrates, "", tuple(sorted(by.items())),
            cites[0] if cites else None, cites[-1] if cites else None,
        )  # fmt: skip

    return [
        one("Dov", 12, ("Dovid",)),
        one("Ines Calado", 9, ("Ines",)),
        one("Marnie", 8, (), tuple(c.position for c in chapters)),
        one("Ruben", 4),
    ]


def unwrapped(text: str) -> str:
    """One line a paragraph, as a manuscript has it."""
    return "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in text.split("\n\n"))


def book(until: int | None = None):
    every = [make_chapter(n, unwrapped(text)) for n, text in enumerate((ONE, TWO, THREE, FOUR), 1)]
    chapters = [c for c in every if until is None or c.position <= until]

    def cite(position: int, words: str):
        chapter = next((c for c in chapters if c.position == position), None)
        return chapter.cite_sentence(chapter.text.index(words)) if chapter else None

    def known(*items):
        return [item for item in items if item is not None]

    promise, secret, who = cite(1, "You promised"), cite(1, "I put the letter"), cite(2, "Who is Calder")
    grey, green = cite(1, "grey eyes"), cite(4, "green eyes")
    threads = known(
        promise and Thread("deadline", "The masters are due on Friday", promise),
        secret and Thread("secret", "The letter from Calder is under the spare tyre", secret),
        who and Thread("question", "Who is Calder?", who),
    )
    facts = known(
        grey and Fact("Dov", "eyes", "grey", grey),
        green and Fact("Dov", "eyes", "green", green),
    )
    findings = []
    if grey and green:
        findings = [
            Finding(
                "eyes-dov",
                "eyes",
                "conflict",
                "Dov",
                "Grey eyes, then green",
                "No change is shown.",
                (grey, green),
                ("grey", "green"),
            )
        ]
    canon = FakeCanon(
        chapters,
        people(chapters),
        dict.fromkeys(((1, 1), (1, 2), (2, 1), (3, 1), (4, 1)), "Marnie"),
        facts,
        threads,
        findings,
    )  # fmt: skip
    return make_view(chapters, canon, until)


@pytest.fixture
def view():
    return book()
