"""A small story with two first-person narrators, and the bible a reader would make of it."""

# ruff: noqa: E501 - prose and questions are read one to a line
from __future__ import annotations

import pytest

from companion.canon.types import Character, Fact, Finding, Thread
from companion.canon.view import View
from companion.manuscript.chapter import Chapter, Citation
from tests.support.fake_view import FakeCanon, make_chapter, make_view

ONE = """The van smells of chips and other people's socks. I keep my feet on the dashboard because Dov hates it.

"Feet," says Dov, who drives us and is paid to drive us and thinks this makes him our father.

My sister Nell rings while we wait for the ferry. Nell is a nurse in Leith and has never once asked me to sing. "Are you eating?" she says. I tell her I am eating.

* * *

We play the Harbour Club in Oban. Forty people come, and a dog. Priya sits behind her kit with her sleeves rolled up, and when she counts us in her grey eyes find mine and I forget the first line.

Nobody notices except the dog."""

TWO = """Juno forgets the first line. I see it happen and I cover it with a fill, which is what drummers are for.

Afterwards the man from Lantern Records buys us a drink. His name is Marcus Weir and his card is heavier than the whisky. He wants three albums in five years. Juno signs on the bar, with Dov's pen, before I have read the second page.

"We said we'd read it together," I say.

"We did read it together," says Juno. "I just read faster."

I keep the contract in my drum case. I have not told the others what it says about the name."""

THREE = """Marcus comes to Glasgow on a Tuesday with a photographer and two bags of clothes that are not ours.

He does not look at Priya. Her green eyes never leave him, though, and I know that look: she is counting.

"There is a clause," she tells me in the corridor, when the others have gone for cigarettes. "About the name. He owns it, Juno. He owns Cold Harbour."

I laugh. Then I stop laughing. I promise her I will ring him before Friday.

* * *

Dov drives all night. Three days later he is still not speaking to anyone."""

FOUR = """The Barrowland holds two thousand people and I can hear every one of them breathing.

Juno has not rung him. It is Saturday.

I leave the sticks on the riser and walk out by the loading door, past Dov, who is asleep in the van with the red scarf over his face. I get on the first train. Leith, it says on the board, and I think of Nell, who once gave me soup."""

TEXTS = (
    ("Chapter One", "Feet", ONE),
    ("Chapter Two", "", TWO),
    ("Chapter Three", "The Name", THREE),
    ("Chapter Four", "", FOUR),
)
CHAPTERS = tuple(
    make_chapter(n, text, label=label, title=title, number=n) for n, (label, title, text) in enumerate(TEXTS, 1)
)
NARRATORS = {(1, 1): "Juno", (1, 2): "Juno", (2, 1): "Priya", (3, 1): "Juno", (3, 2): "Juno", (4, 1): "Priya"}


def cite(chapter: Chapter, words: str) -> Citation:
    """The sentence of a chapter that holds `words`."""
    return chapter.cite_sentence(chapter.text.index(words))


def story_canon(until: int) -> FakeCanon:
    """What the bible knows of chapters 1..until, and of nothing later."""
    chapters = CHAPTERS[:until]
    people = []
    for name, aliases, pronouns in (
        ("Juno", (), "she"), ("Priya", (), "she"), ("Dov", (), "he"), ("Nell", (), "she"), ("Marcus Weir", ("Marcus",), "he"),
    ):  # fmt: skip
        bare = FakeCanon(chapters, (Character(name, aliases, 1),))
        places = bare.mentions(name)
        tells = tuple(sorted({p for (p, _), teller in NARRATORS.items() if teller == name and p <= until}))
        if places or tells:
            first, last = (places[0], places[-1]) if places else (None, None)
            people.append(Character(name, aliases, len(places), tells, pronouns, first=first, last=last))
    facts = [Fact("Juno", "kin", "sister: Nell", cite(CHAPTERS[0], "My sister Nell"), by="Juno")]
    facts.append(Fact("Nell", "occupation", "nurse", cite(CHAPTERS[0], "Nell is a nurse"), by="Juno"))
    facts.append(Fact("Priya", "eyes", "grey", cite(CHAPTERS[0], "grey eyes"), by="narrator"))
    findings = []
    if until >= 3:
        facts.append(Fact("Priya", "eyes", "green", cite(CHAPTERS[2], "green eyes"), by="narrator"))
        findings.append(
            Finding(
                "eyes-priya-green-grey", "eyes", "conflict", "Priya", "Grey, then green", "No change is shown.",
                (cite(CHAPTERS[0], "grey eyes"), cite(CHAPTERS[2], "green eyes")), ("grey", "green"),
            )
        )  # fmt: skip
    threads = [Thread("promise", "Juno will ring Marcus", cite(CHAPTERS[2], "I promise her"))] if until >= 3 else []
    return FakeCanon(
        chapters, tuple(people), {k: v for k, v in NARRATORS.items() if k[0] <= until}, facts, threads, findings
    )


def story_view(until: int | None = None) -> View:
    return make_view(CHAPTERS, story_canon(until or len(CHAPTERS)), until)


@pytest.fixture
def view() -> View:
    return story_view()
