"""A View over chapters written in a test: real chapters and sentences, a search by shared words, a bible by hand."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from companion.canon.knowledge import Matter, knowledge_of
from companion.canon.names import Sighting
from companion.canon.page import Page
from companion.canon.speakers import Quote, SpeakerFinder
from companion.canon.speech import observe_speech
from companion.canon.timeline import Timeline
from companion.canon.types import Character, CharacterSheet, Fact, Finding, Thread
from companion.canon.view import View
from companion.decisions import Decisions
from companion.manuscript.chapter import WORD, Chapter, Citation, Hit, Scene

BREAK = re.compile(r"\n\s*\* \* \*\s*\n")


def make_chapter(position: int, text: str, label: str = "", title: str = "", number: int | None = None) -> Chapter:
    """A chapter whose scenes are parted by "* * *"."""
    scenes, start = [], 0
    for n, match in enumerate([*BREAK.finditer(text), None], 1):
        end = match.start() if match else len(text)
        scenes.append(Scene(n, start, end))
        start = match.end() if match else end
    return Chapter(
        position=position,
        label=label or f"Chapter {position}",
        title=title,
        path=Path(f"{position:02}.md"),
        text=text,
        scenes=tuple(scenes),
        number=position if number is None and not label else number,
        revision=f"revision-{position}",
    )


@dataclass
class FakeCanon:
    """Answers from what a test wrote down; mentions and presence are read off the text by name."""

    chapters: Sequence[Chapter]
    people: Sequence[Character] = ()
    narrators: dict[tuple[int, int], str] = field(default_factory=dict)  # (chapter position, scene) -> name
    facts: Sequence[Fact] = ()
    threads: Sequence[Thread] = ()
    findings: Sequence[Finding] = ()
    decisions: Decisions = field(default_factory=Decisions)
    timeline: Timeline = field(default_factory=lambda: Timeline(()))

    @property
    def cast(self) -> list[Character]:
        return list(self.people)

    def narrator(self, position: int, offset: int = 0) -> str:
        chapter = next((c for c in self.chapters if c.position == position), None)
        scene = chapter.scene_at(offset) if chapter else None
        return self.narrators.get((position, scene.number if scene else 1), "")

    def resolve(self, name: str) -> Character | None:
        exact = [c for c in self.people if name.casefold() in (n.casefold() for n in c.names)]
        if exact:
            return exact[0]
        parts = [c for c in self.people if any(name.casefold() in n.casefold().split() for n in c.names)]
        return parts[0] if len(parts) == 1 else None

    def named_in(self, text: str) -> list[Character]:
        found: dict[int, Character] = {}
        for character in self.people:
            for name in [
                *character.names,
                *(p for n in character.names for p in n.split() if len(p) > 3 and p[0].isupper()),
            ]:
                match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)
                if match and character not in found.values() and match.start() not in found:
                    found[match.start()] = character
        return [found[at] for at in sorted(found)]

    def expand(self, text: str) -> list[str]:
        return [name for c in self.named_in(text) for name in c.names if name not in text]

    def name_spans(self, position: int) -> list[tuple[int, int, str]]:
        chapter = next(c for c in self.chapters if c.position == position)
        found: dict[int, tuple[int, int, str]] = {}
        for character in self.people:
            for name in sorted(character.names, key=len, reverse=True):
                for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", chapter.text):
                    inside = any(a <= match.start() < b for a, b, _ in found.values())
                    if chapter.scene_at(match.start()) and not inside:
                        found[match.start()] = (*match.span(), character.name)
        return sorted(found.values())

    def mentions(self, name: str) -> list[Citation]:
        character = self.resolve(name)
        names = character.names if character else (name,)
        pattern = re.compile(
            r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")(?!\w)"
        )
        return _sentences(self.chapters, pattern)

    def present(self, position: int, scene: int) -> list[str]:
        chapter = next(c for c in self.chapters if c.position == position)
        where = chapter.scenes[scene - 1]
        text = chapter.text[where.start : where.end]
        here = [c.name for c in self.people if any(re.search(rf"(?<!\w){re.escape(n)}(?!\w)", text) for n in c.names)]
        teller = self.narrators.get((position, scene), "")
        return list(dict.fromkeys([*([teller] if teller else []), *here]))

    def present_between(self, position: int, start: int, end: int) -> list[str]:
        here = dict.fromkeys(name for at, _, name in self.name_spans(position) if start <= at < end)
        teller = self.narrator(position, start)
        return list(dict.fromkeys([*([teller] if teller else []), *here]))

    def page(self, position: int) -> Page:
        return Page(next(c for c in self.chapters if c.position == position), self.name_spans(position))

    def sightings(self, position: int) -> dict[int, Sighting]:
        return {}

    def quotes(self, position: int) -> list[Quote]:
        chapter = next(c for c in self.chapters if c.position == position)
        return SpeakerFinder(
            chapter,
            observe_speech(chapter),
            self.name_spans(position),
            {},
            lambda _name: "",
            lambda offset: self.narrator(position, offset),
        ).quotes()

    def meant(self, position: int, start: int, end: int) -> str:
        return ""

    @property
    def knowledge(self) -> list[Matter]:
        return knowledge_of(self)  # type: ignore[arg-type]

    def company(self, name: str) -> list[tuple[str, int]]:
        shared: dict[str, int] = {}
        for chapter in self.chapters:
            for scene in chapter.scenes:
                here = self.present(chapter.position, scene.number)
                for other in here if name in here else ():
                    if other != name:
                        shared[other] = shared.get(other, 0) + 1
        return sorted(shared.items(), key=lambda item: (-item[1], item[0]))

    def facts_of(self, name: str) -> list[Fact]:
        character = self.resolve(name)
        return [f for f in self.facts if character and f.character == character.name]

    def sheet(self, name: str) -> CharacterSheet:
        character = self.resolve(name)
        assert character is not None
        return CharacterSheet(character, tuple(self.facts_of(name)))


def _sentences(chapters: Sequence[Chapter], pattern: re.Pattern[str]) -> list[Citation]:
    found: dict[tuple[int, int, int], Citation] = {}
    for chapter in chapters:
        for match in pattern.finditer(chapter.text):
            if chapter.scene_at(match.start()):
                citation = chapter.cite_sentence(match.start(), match.end())
                found.setdefault(citation.place, citation)
    return list(found.values())


class WordSearch:
    """Passages of about `size` words ranked by shared words, the rare ones counting more (BM25)."""

    def __init__(self, chapters: Sequence[Chapter], size: int = 180) -> None:
        self.passages: list[tuple[Chapter, int, int, dict[str, int], int]] = []
        self.seen: dict[str, int] = {}
        for chapter in chapters:
            for scene in chapter.scenes:
                self._cut(chapter, scene, size)

    def _cut(self, chapter: Chapter, scene: Scene, size: int) -> None:
        start = None
        words: list[str] = []
        inside = [s for s in chapter.sentences if s.scene == scene.number]
        for n, sentence in enumerate(inside):
            start = sentence.start if start is None else start
            words += [_root(w) for w in WORD.findall(chapter.text, sentence.start, sentence.end)]
            if len(words) >= size or n == len(inside) - 1:
                bag: dict[str, int] = {}
                for word in words:
                    bag[word] = bag.get(word, 0) + 1
                for word in bag:
                    self.seen[word] = self.seen.get(word, 0) + 1
                self.passages.append((chapter, start, sentence.end, bag, len(words)))
                start, words = None, []

    def __call__(self, query: str, k: int = 8) -> list[Hit]:
        terms = {_root(word) for word in WORD.findall(query)}
        mean = sum(p[4] for p in self.passages) / max(1, len(self.passages))
        scored = []
        for chapter, start, end, bag, length in self.passages:
            score = 0.0
            for term in terms & bag.keys():
                idf = math.log(1 + (len(self.passages) - self.seen[term] + 0.5) / (self.seen[term] + 0.5))
                score += idf * bag[term] * 2.2 / (bag[term] + 1.2 * (0.25 + 0.75 * length / mean))
            if score:
                scored.append(Hit(chapter, start, end, score))
        return sorted(scored, key=lambda h: (-h.score, h.chapter.position, h.start))[:k]


def _root(word: str) -> str:
    word = word.casefold()
    for ending in ("'s", "’s", "ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def make_view(chapters: Sequence[Chapter], canon: FakeCanon | None = None, until: int | None = None) -> View:
    """A View of the chapters up to `until`; the canon given must be one of those chapters only."""
    visible = tuple(c for c in chapters if until is None or c.position <= until)

    def scan(phrase: str) -> list[Citation]:
        return (
            _sentences(visible, re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.IGNORECASE))
            if phrase.strip()
            else []
        )

    return View(visible, canon or FakeCanon(visible), WordSearch(visible), scan, until)  # type: ignore[arg-type]
