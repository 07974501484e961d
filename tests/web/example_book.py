"""A small book made by hand, and a stand-in for `Companion` that answers from it: for tests of the page alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

from companion.answers.types import Answer, Claim, Done, Evidence, Found, Row, Text, Turn
from companion.canon.bible import Bible
from companion.canon.knowledge import Learnt, Matter
from companion.canon.likely import LikelySame
from companion.canon.roles import Role
from companion.canon.timeline import Age, Moment, Timeline
from companion.canon.types import Character, CharacterSheet, Fact, Finding, FirstLook, NameVariant, Progression, Thread
from companion.decisions import Decision
from companion.errors import NotInBook
from companion.manuscript.chapter import Chapter, Citation, Paratext, Scene
from companion.preview import Preview, chapter_preview
from companion.scenes.types import Draft, Mark, PersonState, SceneBrief, SceneIdea

TEXTS = (
    (
        "Chapter One",
        "Load-out",
        "The van smelled of wet wool and old chips. Ida drove with one hand and counted the toll money with the "
        "other.\n\n"
        "“You could let me drive,” Corin said from the back.\n\n"
        "“You could let me sleep,” said Ida, whose grey eyes never left the road. The contract lay under her seat, "
        "still unsigned.\n\n* * *\n\nAt the depot nobody had heard of them. *Nobody ever had*, Corin thought, and "
        "carried the amplifier in alone.\n\nIda watched him do it.",
    ),
    (
        "Chapter Two",
        "The Green Room",
        "I tell it badly, but I was there. Ida came off the stage with her green eyes shining and her hands "
        "shaking.\n\n“Never again,” she said. “Not with him in the room.”\n\nPetra Voss from the label was already "
        "waiting with a pen. Corin would not look at any of us.\n\n* * *\n\nLater I found the "
        "contract in the bin, torn in two.\n\n"
        "Author's note: this chapter is still rough, sorry!",
    ),
    (
        "Chapter Three",
        "Service Station",
        "Petra bought three coffees and drank them all. "
        "<script>alert('x')</script> was written on the wall, and under "
        "it ![a picture](https://example.invalid/p.png).\n\nCorin told the driver about the contract. The driver said "
        "nothing, and went on saying it for sixty miles.",
    ),
)


def chapters() -> tuple[Chapter, ...]:
    return tuple(_chapter(n, *parts) for n, parts in enumerate(TEXTS, 1))


def _chapter(position: int, label: str, title: str, text: str) -> Chapter:
    note = text.find("Author's note")
    story = note if note >= 0 else len(text)
    cut = text.find("* * *")
    spans = [(0, story)] if cut < 0 else [(0, cut), (cut + 5, story)]
    return Chapter(
        position=position,
        label=label,
        title=title,
        path=Path(f"{position:02}.md"),
        text=text,
        scenes=tuple(Scene(n, a, b) for n, (a, b) in enumerate(spans, 1)),
        paratext=(Paratext(note, len(text), "author's note"),) if note >= 0 else (),
        number=position,
        revision=sha256(text.encode()).hexdigest(),
    )


def cite(chapter: Chapter, quote: str) -> Citation:
    start = chapter.text.index(quote)
    return chapter.cite(start, start + len(quote))


class ExampleBook:
    """Does what `Companion` does, from canned material; for tests of the web only."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.title = "The Long Load-out"
        self.chapters = list(chapters())
        self.edition = 1
        self.closed = False
        self.remembered: list[tuple[str, int, str]] = []
        self.merged: list[tuple[str, ...]] = []
        self.settled: list[tuple[str, str, str | None]] = []
        self.nobodies: list[str] = []
        self.decided: list[tuple] = []
        self.narrated: list[tuple[int, str | None, int, str]] = []
        self.warnings: tuple[str, ...] = ()
        self.undoable = ""
        self.indexed = True
        self.earlier: list[Chapter] = []
        self.series = SimpleNamespace(books=())
        self._decisions: dict[str, Decision] = {}

    @property
    def decisions(self) -> SimpleNamespace:
        return SimpleNamespace(
            findings=self._decisions, narrators=(), names={}, earlier=(), not_people=tuple(self.nobodies)
        )

    def close(self) -> None:
        self.closed = True

    def sync(self, progress: Any = None, cancel: Any = None) -> None:
        if progress:
            progress("reading", 1, 3, "Chapter One")

    def search(self, query: str, k: int = 8, until: int | None = None) -> list[Any]:
        return []

    @property
    def held(self) -> tuple[str, ...]:
        return ()

    def changed(self) -> bool:
        return False

    def look(self) -> str:
        return "as ever"

    def baseline(self) -> int:
        return self.edition

    def narrate(self, chapter: int, name: str | None, scene: int = 0, person: str = "") -> None:
        self.narrated.append((chapter, name, scene, person))

    def preview(self, progress: Any = None, cancel: Any = None) -> Preview:
        canon = self.view().canon
        rows = tuple(chapter_preview(c, canon, self.path) for c in self.chapters)
        return Preview(self.path, self.title, rows, (), (), (), (), (), self.warnings, 20.0)

    def view(self, until: int | None = None) -> SimpleNamespace:
        def voice(position: int, offset: int) -> tuple[str, str]:
            return ("first" if position == 2 else "third", "past")

        cast = self.cast(until)
        canon = SimpleNamespace(
            narrator=lambda position, offset: "Corin" if position == 2 else "",
            voice=voice,
            threads=self._threads(),
            all_threads=self._threads(),
            cast=cast,
            sheet=partial(self.sheet, until=until),
            roles=[self.role()] if until is None or until > 2 else [],
            likely_same=[self.pair()] if until is None or until > 1 else [],
            doubtful=cast[2:],
            namesakes=[],
            knowledge=[self.matter()],
            timeline=self.timeline(),
        )
        return SimpleNamespace(canon=canon, chapters=tuple(self.chapters[:until]))

    def _seen(self, until: int | None) -> list[Chapter]:
        return self.chapters[:until]

    def cast(self, until: int | None = None) -> list[Character]:
        one, two, three = self.chapters
        people = [
            Character("Ida", ("Ida Farrow",), 5, (), "she", ((1, 4), (2, 1)), cite(one, "Ida"), cite(two, "Ida")),
            Character("Corin", (), 5, (2,), "he", ((1, 2), (2, 1), (3, 1)), cite(one, "Corin"), cite(three, "Corin")),
            Character(
                "Petra Voss", ("Petra",), 2, (), "she", ((2, 1), (3, 1)), cite(two, "Petra"), cite(three, "Petra")
            ),
        ]
        return [p for p in people if until is None or p.chapters[0] <= until]

    def finding(self) -> Finding:
        one, two, _ = self.chapters
        found = Finding(
            "eyes-ida-green-grey",
            "eyes",
            "conflict",
            "Ida",
            "Grey eyes, then green",
            "No change is shown in between.",
            (
                cite(one, "“You could let me sleep,” said Ida, whose grey eyes never left the road."),
                cite(two, "Ida came off the stage with her green eyes shining and her hands shaking."),
            ),
            ("grey", "green"),
        )
        return replace(found, decision=self._decisions.get(found.id))

    def _threads(self) -> list[Thread]:
        planted = cite(self.chapters[0], "The contract lay under her seat, still unsigned.")
        torn = cite(self.chapters[1], "Later I found the contract in the bin, torn in two.")
        return [
            Thread("question", "Asked: Who tore the contract?", planted, id="question-contract-tear"),
            Thread("gun", "Put by: The contract", planted, torn, torn, "used", id="gun-contract"),
            Thread("secret", "Kept secret: none", planted, id="secret-none", decision="not a thread"),
        ]

    def role(self) -> Role:
        three = self.chapters[2]
        said = cite(three, "Corin told the driver about the contract.")
        last = cite(three, "The driver said nothing, and went on saying it for sixty miles.")
        return Role("the driver", 3, ((3, 3),), said, last, (("Corin", 1),))

    def pair(self) -> LikelySame:
        ida, corin, _ = self.cast()
        quotes = (ida.first, corin.first)
        return LikelySame(ida, corin, 2.0, ("Ida can be short for Corin",), ("One sentence names both",), quotes)

    def matter(self) -> Matter:
        told = cite(self.chapters[2], "Corin told the driver about the contract.")
        return Matter(self._threads()[0], (Learnt("Corin", told, "tells it"),), ("Petra Voss",))

    def timeline(self) -> Timeline:
        one, two, three = self.chapters
        grey = self.finding().evidence[0]
        return Timeline(
            (
                Moment(three, three.scenes[0], -365.0, 2, "a year before", None, "", True),
                Moment(one, one.scenes[0], 0.0, 0, "Friday", cite(one, "The van smelled of wet wool"), "Friday"),
                Moment(two, two.scenes[0], 7.0, 1, "a week later", None, "Friday"),
            ),
            (Age("Ida", Fact("Ida", "age", "26", grey), 26, 27, "1990 or 1991"),),
        )

    def bible(self, until: int | None = None, people: int = 40) -> Bible:
        view, sheets = self.view(until), tuple(self.sheet(c.name, until) for c in self.cast(until))
        canon = view.canon
        return Bible(
            self.title,
            "Chapter Two" if until else "",
            len(self._seen(until)),
            90,
            tuple(canon.cast),
            sheets,
            tuple(canon.roles),
            tuple(canon.likely_same),
            canon.timeline,
            tuple(canon.threads[:2]),
            tuple(canon.knowledge),
            tuple(self.check(until)),
        )

    def report(self, until: int | None = None) -> FirstLook:
        cast = tuple(self.cast(until))
        wide = until is None or until > 1
        note = self.chapters[1]
        return FirstLook(
            self.title,
            len(self._seen(until)),
            sum(c.words for c in self._seen(until)),
            cast,
            tuple(c for c in cast if c.narrates),
            (NameVariant("Petra", "Petro", 4, 1, cite(self.chapters[0], "Ida watched him do it.")),),
            (self.finding(),) if wide else (),
            tuple(self._threads()),
            (note.cite(note.paratext[0].start, note.paratext[0].end),) if wide else (),
        )

    def check(self, until: int | None = None, progress: Any = None, cancel: Any = None) -> list[Finding]:
        return [self.finding()] if until is None or until > 1 else []

    def sheet(self, name: str, until: int | None = None) -> CharacterSheet:
        person = next((c for c in self.cast(until) if c.name == name), None)
        if person is None:
            raise NotInBook(f"Nobody called {name} is in the book.")
        facts = ()
        if name == "Ida":
            grey, green = self.finding().evidence
            facts = (Fact("Ida", "eyes", "grey", grey), Fact("Ida", "eyes", "green", green, "Corin"))
        if name == "Ida":
            facts = (*facts, Fact("Ida", "kin", "sister: Petra Voss", facts[0].citation))
        return CharacterSheet(
            person,
            facts,
            (self.finding(),) if name == "Ida" else (),
            (("Corin", 2),),
            ((1, 2),),
            (),
            (Progression("hair", facts[:2]),) if facts else (),
            ((self._threads()[0], facts[0].citation, "is there"),) if facts else (),
        )

    def decide(self, finding: Finding | str, verdict: str | None, reason: str = "") -> None:
        key = finding if isinstance(finding, str) else finding.id
        self._decisions.pop(key, None)
        if verdict is not None:
            self._decisions[key] = Decision(verdict, reason)  # type: ignore[arg-type]

    def decision(self, finding: Finding) -> Decision | None:
        return self._decisions.get(finding.id)

    def merge(self, *names: str) -> None:
        self.merged.append(names)

    def not_a_person(self, name: str) -> None:
        self.nobodies.append(name)

    def a_person(self, name: str) -> None:
        self.nobodies.remove(name)

    def settle_finding(self, finding: Finding, value: str | None) -> None:
        self.settled.append((finding.character, finding.kind, value))
        self.decide(finding, "to fix" if value else None, f"{value} is right" if value else "")

    def __getattr__(self, name: str) -> Any:
        """The other decisions are only noted: split, keep_apart, rename, set_pronouns, decide_thread, unsettle."""
        if name not in ("split", "keep_apart", "rename", "set_pronouns", "decide_thread", "unsettle"):
            raise AttributeError(name)
        return lambda *given: self.decided.append((name, *given))

    def remember(self, question: str, chapter: int, quote: str) -> None:
        self.remembered.append((question, chapter, quote))

    def stream(
        self, question: str, until: int | None = None, history: Sequence[Turn] = (), cancel: Event | None = None
    ) -> Iterator[Found | Text | Done]:
        answer = replace(answers(self)[kind_of(question)], question=question, until=until)
        yield Found(answer)
        yield Done(answer)

    def suggest(self, count: int = 3, wish: str = "", until: int | None = None) -> list[SceneIdea]:
        torn = cite(self.chapters[1], "Later I found the contract in the bin, torn in two.")
        return [
            SceneIdea(
                "Who tore it",
                "confrontation",
                "Ida asks Corin about the contract.",
                "Corin",
                ("Ida", "Corin"),
                "the van",
                (torn,),
            )
        ][:count]

    def brief(self, idea_or_wish: SceneIdea | str, until: int | None = None) -> SceneBrief:
        torn = cite(self.chapters[1], "Later I found the contract in the bin, torn in two.")
        title = idea_or_wish.title if isinstance(idea_or_wish, SceneIdea) else idea_or_wish
        return SceneBrief(
            title,
            "Ida asks.",
            "Corin",
            "first",
            "present",
            "the van",
            (PersonState("Ida", torn),),
            ("She finds it.",),
            (torn,),
            3,
        )

    def draft(self, brief: SceneBrief, progress: Any = None, cancel: Any = None) -> Draft:
        text = "Ida pulls over. “Marcus did it,” she says."
        at = text.index("Marcus")
        return Draft(
            brief, text, (Mark(at, at + 6, "unknown name", "Nobody in the book is called Marcus."),), "test:model"
        )

    def accept(self, draft: Draft, title: str) -> Path:
        return self.path / f"{title}.md"


def kind_of(question: str) -> str:
    low = question.casefold()
    for word, kind in (("colour", "disputed"), ("knows", "rows"), ("often", "list"), ("model", "prose")):
        if word in low:
            return kind
    return "unstated"


def answers(book: ExampleBook) -> dict[str, Answer]:
    """One answer of each kind the page knows how to show."""
    one, two, three = book.chapters
    grey, green = book.finding().evidence
    torn = cite(two, "Later I found the contract in the bin, torn in two.")
    told = cite(three, "Corin told the driver about the contract.")
    lay = cite(one, "The contract lay under her seat, still unsigned.")
    wall = cite(
        three,
        "<script>alert('x')</script> was written on the wall, and under it ![a picture](https://example.invalid/p.png).",
    )

    def made(
        text: str, cites: tuple[Citation, ...], status: str, evidence: dict[str, Any], model: str = "none", claims=()
    ) -> Answer:
        e = Evidence(
            "q", "lookup", cites, status, how=("Looked for who is meant.", "Compared every place."), **evidence
        )  # type: ignore[arg-type]
        return Answer("q", text, cites, claims, "lookup", status, e, None, model, e.how)  # type: ignore[arg-type]

    return {
        "disputed": made(
            "The chapters disagree. Grey in chapter 1 [1], green in chapter 2 [2]; no change is shown in between.",
            (grey, green),
            "disputed",
            {
                "lead": "The chapters disagree. Grey in chapter 1 [1], green in chapter 2 [2]; no change is shown in "
                "between.",
                "rows": (Row("Chapter One", "", grey), Row("Chapter Two", "", green)),
                "more": (grey, green),
                "finding": book.finding(),
                "subject": "Ida",
            },
        ),
        "rows": made(
            "Shown knowing: two people.",
            (torn, told),
            "stated",
            {
                "lead": "Shown knowing: two people.",
                "rows": (
                    Row("Corin", "finds it.", torn),
                    Row("The driver", "is told.", told),
                    Row("Petra Voss", "nothing on the page says so.", None, True),
                ),
                "more": (lay, torn, told),
            },
        ),
        "list": made(
            "“Contract” stands in three places.",
            (lay, torn, told),
            "stated",
            {"lead": "3 times, in 3 chapters.", "more": (lay, torn, told, wall), "counts": ((1, 1), (2, 1), (3, 2))},
        ),
        "prose": made(
            "Ida kept the contract under her seat [1], and it ended in the bin [2].",
            (lay, torn),
            "stated",
            {"lead": "Under her seat, then in the bin."},
            "test:model",
            (Claim("Petra tore it.", (), False, "Nothing names who tore it."),),
        ),
        "unstated": made(
            "The manuscript does not say.", (), "unstated", {"lead": "The manuscript does not say.", "nearest": lay}
        ),
    }
