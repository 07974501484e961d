"""A model reads the book scene by scene and notes facts; code keeps those that a sentence bears.

Facts per scene, compared later by code, hold up better than a running summary (FactTrack, LongStoryEval). Replies are
cached by (scene text, model), so a study that was stopped goes on where it was, and an edited chapter is read alone.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from langchain_core.caches import BaseCache

from ..answers.words import stem
from ..canon.types import NARRATOR, Fact
from ..canon.view import View
from ..errors import Cancelled, ModelUnavailable
from ..manuscript.chapter import WORD, Citation
from ..models import OpenedModel
from ..prompts import Prompts
from ..scenes.state import Spot, people_in, spots, teller_of
from .cache import keep_reply, known_reply
from .claims import visible
from .quoting import addresses_a_machine, one_line
from .speaking import Speech
from .verify import is_spoken
from .wording import FUNCTION

Progress = Callable[[str, int, int, str], None]

MOST_SENTENCES = 45  # to one prompt
REPLY_TOKENS = 900
MOST_NAMES = 24

_LINE = re.compile(
    r"\A\W*([^|\n]{1,60}?)\s*\|\s*([^|\n]{1,40}?)\s*\|\s*([^|\n]{1,120}?)\s*\|\s*\D{0,12}(\d{1,4})\D{0,3}\Z"
)
_ATTRIBUTE = re.compile(r"[a-z][a-z '’-]{0,30}\Z")


@dataclass(frozen=True)
class NotedFact:
    """One line of a reply: still only what a model says."""

    name: str
    attribute: str
    value: str
    number: int


@dataclass(frozen=True)
class StudyReport:
    """What a study found. `left` scenes were not read: out of budget, or the model stopped answering."""

    facts: tuple[Fact, ...]
    read: int
    left: int
    asked: int  # prompts sent; the others were known
    dropped: int  # lines that no sentence bears
    notes: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.left == 0


@dataclass(frozen=True)
class _Part:
    """A stretch of a scene that fits one prompt."""

    spot: Spot
    sentences: tuple[Citation, ...]


def study(
    view: View,
    model: OpenedModel,
    prompts: Prompts,
    budget: int | None = None,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    cache: BaseCache | None = None,
) -> StudyReport:
    """Read every scene that fits into `budget` prompts (None: all). What was read before costs nothing.

    Raises Cancelled, and ModelUnavailable when the model answers nothing at all; what was read until then is kept.
    """
    parts = [part for spot in spots(view) for part in _parts(spot, model)]
    facts: dict[tuple[str, str, str], Fact] = {}
    asked = dropped = read = 0
    notes: list[str] = []
    for n, part in enumerate(parts):
        if progress:
            progress("studying", n, len(parts), part.spot.chapter.label)
        if cancel is not None and cancel.is_set():
            raise Cancelled("Stopped; what was read so far is kept.")
        messages = _messages(view, part, prompts)
        reply = known_reply(cache, model, messages)
        if reply is None:
            if budget is not None and asked >= budget:
                continue
            asked += 1
            try:
                speech = Speech(model, messages, cancel, longest=20_000)
                reply = speech.whole()
            except ModelUnavailable as exc:
                if not read:
                    raise
                notes.append(f"{exc} {len(parts) - n} parts are not read yet.")
                break
            if speech.ended == "whole":
                keep_reply(cache, model, messages, reply)
        read += 1
        noted = read_facts(reply, len(part.sentences))
        kept = [fact for line in noted if (fact := _borne(view, part, line)) is not None]
        dropped += len(noted) - len(kept)
        for fact in kept:
            facts.setdefault((fact.character, fact.attribute, fact.value), fact)
    if progress:
        progress("studying", len(parts), len(parts), "")
    found = tuple(sorted(facts.values(), key=lambda fact: fact.citation.place))
    return StudyReport(found, read, len(parts) - read, asked, dropped, tuple(notes))


def read_facts(reply: str, count: int) -> list[NotedFact]:
    """The facts of a reply, written as `name | attribute | value | number` lines or as JSON. Never raises."""
    text = visible(reply)
    rows = [match.groups() for line in text.splitlines() if (match := _LINE.match(line.strip().strip("|").strip()))]
    found = []
    for name, named, value, number in rows or _json_rows(text):
        attribute = named.strip().casefold()
        if number.isdigit() and 1 <= int(number) <= count and _ATTRIBUTE.match(attribute) and value.strip():
            found.append(NotedFact(name.strip("*_ "), attribute, value.strip('"“”*_. '), int(number)))
    return list(dict.fromkeys(found))


def _json_rows(text: str) -> Iterator[tuple[str, str, str, str]]:
    """Objects with the four fields, wherever they stand: servers that enforce a schema wrap them in all ways."""
    for match in re.finditer(r"\{[^{}]{1,400}\}", text):
        try:
            row = json.loads(match[0])
        except json.JSONDecodeError:
            continue
        values = [str(row.get(key, "")) for key in ("name", "attribute", "value", "number")]
        if all(values):
            yield tuple(values)  # type: ignore[misc]


def _parts(spot: Spot, model: OpenedModel) -> Iterator[_Part]:
    chapter = spot.chapter
    room = max(400, model.context - REPLY_TOKENS - 700)
    taken: list[Citation] = []
    used = 0
    for sentence in chapter.sentences_in(spot.scene.start, spot.scene.end):
        citation = chapter.cite(sentence.start, sentence.end)
        if addresses_a_machine(citation.quote):
            continue
        size = model.count(citation.quote) + 4
        if taken and (len(taken) == MOST_SENTENCES or used + size > room):
            yield _Part(spot, tuple(taken))
            taken, used = [], 0
        taken.append(citation)
        used += size
    if taken:
        yield _Part(spot, tuple(taken))


def _messages(view: View, part: _Part, prompts: Prompts) -> list[tuple[str, str]]:
    named = view.canon.named_in(" ".join(c.quote for c in part.sentences))
    names = list(dict.fromkeys([*people_in(view, part.spot), *(c.name for c in named)]))[:MOST_NAMES]
    return prompts.render(
        "study",
        sentences="\n".join(f"[{n}] {one_line(c.quote)}" for n, c in enumerate(part.sentences, 1)),
        names=", ".join(map(one_line, names)) or "anybody named",
        teller=one_line(teller_of(view, part.spot)),
    )


def _borne(view: View, part: _Part, noted: NotedFact) -> Fact | None:
    """The fact with its citation, where the person is in the book and the sentence has every word of the value."""
    character = view.canon.resolve(noted.name)
    citation = part.sentences[noted.number - 1]
    said = _stems(noted.value)
    if character is None or not said or not said <= _stems(citation.quote):
        return None
    return Fact(character.name, noted.attribute, noted.value, citation, "" if is_spoken(citation) else NARRATOR)


def _stems(text: str) -> set[str]:
    return {stem(word) for word in WORD.findall(text) if word.casefold() not in FUNCTION or word.isdigit()}
