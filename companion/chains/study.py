"""A model reads the book scene by scene and notes facts; code keeps those that a sentence bears.

Facts per scene, compared later by code, hold up better than a running summary (FactTrack, LongStoryEval). Replies are
cached by (scene text, model), so a study that was stopped goes on where it was, and an edited chapter is read alone.
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from langchain_core.caches import BaseCache

from ..answers.words import stem
from ..canon.noted import named_here, names_a_relative
from ..canon.types import NARRATOR, Fact
from ..canon.view import View
from ..errors import Cancelled, ModelUnavailable
from ..manuscript.chapter import WORD, Citation
from ..models import OpenedModel, with_schema
from ..prompts import Prompts
from ..scenes.state import Spot, people_in, spots, teller_of
from .about import is_of
from .cache import keep_reply, known_reply
from .claims import visible
from .quoting import addresses_a_machine, one_line
from .speaking import PATIENT, Messages, Speech
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

Look = Callable[[int | None], View]  # the view up to a chapter's position; None is the whole book
Keep = Callable[[str, int, int, list[dict[str, Any]]], None]

# The shape of a reply, for servers that enforce one.
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "facts": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "attribute": {"type": "string"},
                    "value": {"type": "string"},
                    "number": {"type": "integer"},
                },
                "required": ["name", "attribute", "value", "number"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["facts"],
    "additionalProperties": False,
}
REFUSED = frozenset({400, 404, 415, 422})  # statuses of a server that knows no schema


@dataclass(frozen=True)
class NotedFact:
    """One line of a reply: still only what a model says."""

    name: str
    attribute: str
    value: str
    number: int


@dataclass(frozen=True)
class Rejected:
    """A line of a reply that is not kept, and why in the writer's words."""

    noted: NotedFact
    chapter: str
    why: str


@dataclass(frozen=True)
class StudyEstimate:
    """What a study would take. `tokens_out` is the most that replies may hold; usually it is a quarter of that."""

    scenes: int
    prompts: int
    known: int  # prompts answered in an earlier study
    tokens_in: int
    tokens_out: int
    schema: bool  # whether the server is asked to enforce the shape of replies


@dataclass(frozen=True)
class StudyReport:
    """What a study found. `left` parts were not read: out of budget, not readable, or the model stopped answering."""

    facts: tuple[Fact, ...]
    read: int
    left: int
    asked: int  # prompts sent; the others were known
    dropped: int  # lines that no sentence bears
    notes: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()  # the dropped lines

    @property
    def is_complete(self) -> bool:
        return self.left == 0


@dataclass(frozen=True)
class _Part:
    """A stretch of a scene that fits one prompt."""

    spot: Spot
    sentences: tuple[Citation, ...]


@dataclass(frozen=True)
class _Noted:
    """A fact that a sentence bears, with the name under which it is kept: one that no later chapter gives away."""

    fact: Fact
    name: str


def estimate(look: Look, model: OpenedModel, prompts: Prompts, cache: BaseCache | None = None) -> StudyEstimate:
    """What reading the whole book would take; asks nothing."""
    schema = with_schema(model, "facts", SCHEMA) is not None
    places = spots(look(None))
    total = known = tokens = 0
    for view, part in _walled(look, [part for spot in places for part in _parts(spot, model)]):
        total += 1
        if view is not None and _known(cache, model, view, part, prompts) is not None:
            known += 1
        elif view is not None:
            messages = _messages(view, part, prompts, schema=schema)
            tokens += sum(model.count(text) for _, text in messages)
    return StudyEstimate(len(places), total, known, tokens, (total - known) * REPLY_TOKENS, schema)


def study(
    look: Look,
    model: OpenedModel,
    prompts: Prompts,
    budget: int | None = None,
    progress: Progress | None = None,
    cancel: threading.Event | None = None,
    cache: BaseCache | None = None,
    keep: Keep | None = None,
) -> StudyReport:
    """Read every scene that fits into `budget` prompts (None: all). What was read before costs nothing.

    `look` gives the view up to a position: each chapter is read with no more than is known there, so that a name which
    a later chapter reveals is neither asked nor kept. `keep` is told the rows of each part as it is read. Where the
    server can, it enforces the shape of replies; one that refuses to is asked for plain lines. A reply that cannot be
    read is not kept: the next study asks again. Raises Cancelled, and ModelUnavailable when the model answers nothing
    at all; what was read until then is kept.
    """
    asking = _Asking(model, cancel)
    whole = look(None)
    parts = [part for spot in spots(whole) for part in _parts(spot, model)]
    facts: dict[tuple[str, str, str], Fact] = {}
    rejected: list[Rejected] = []
    asked = read = unread = changed = 0
    notes: list[str] = []
    for n, (view, part) in enumerate(_walled(look, parts)):
        if progress:
            progress("studying", n, len(parts), part.spot.chapter.label)
        if cancel is not None and cancel.is_set():
            raise Cancelled("Stopped; what was read so far is kept.")
        if view is None:
            changed += 1
            continue
        reply = _known(cache, model, view, part, prompts)
        if reply is None:
            if budget is not None and asked >= budget:
                continue
            asked += 1
            try:
                reply = asking.ask(view, part, prompts, cache)
            except ModelUnavailable as exc:
                if not read:
                    raise
                notes.append(f"{exc} {len(parts) - n} parts are not read yet.")
                break
            if not is_readable(reply):
                unread += 1
                continue
        read += 1
        kept, refused = _weighed(view, part, reply)
        rejected += refused
        if keep is not None:
            keep(*_kept(part, kept, model.name))
        told = [replace(one.fact, character=named_here(whole.canon, one.name, one.fact.citation)) for one in kept]
        facts |= {(f.character, f.attribute, f.value): f for f in reversed(told)} | facts
    if progress:
        progress("studying", len(parts), len(parts), "")
    notes += _unread(unread, changed)
    found = tuple(sorted(facts.values(), key=lambda fact: fact.citation.place))
    return StudyReport(found, read, len(parts) - read, asked, len(rejected), tuple(notes), tuple(rejected))


def _unread(unread: int, changed: int) -> Iterator[str]:
    """What to say of replies that could not be read and of parts that changed while others were read."""
    if unread:
        yield f"{unread} {'replies' if unread > 1 else 'reply'} could not be read; the next study asks again."
    if changed:
        yield f"{changed} {'parts' if changed > 1 else 'part'} changed meanwhile; the next study reads them."


def _walled(look: Look, parts: Iterable[_Part]) -> Iterator[tuple[View | None, _Part]]:
    """Each part with what is known up to its chapter; None where that chapter was changed meanwhile.

    Earlier books of a series, which no wall hides, are read with the first chapter of this one.
    """
    for chapter, inside in groupby(parts, lambda part: part.spot.chapter):
        view = look(max(1, chapter.position))
        here = view.chapter(chapter.position)
        same = here is not None and here.revision == chapter.revision
        for part in inside:
            yield view if same else None, part


def _known(cache: BaseCache | None, model: OpenedModel, view: View, part: _Part, prompts: Prompts) -> str | None:
    """The reply of an earlier study, whether it was asked with a schema or, since the server refused one, for lines."""
    bound = with_schema(model, "facts", SCHEMA)
    ways = ((bound, True), (model, False)) if bound else ((model, False),)
    both = (known_reply(cache, asked, _messages(view, part, prompts, schema=schema)) for asked, schema in ways)
    return next((reply for reply in both if reply is not None), None)


class _Asking:
    """Asks with an enforced schema as long as the server takes it."""

    def __init__(self, model: OpenedModel, cancel: threading.Event | None) -> None:
        self.plain, self.cancel = model, cancel
        self.bound = with_schema(model, "facts", SCHEMA)

    @property
    def schema(self) -> bool:
        return self.bound is not None

    def ask(self, view: View, part: _Part, prompts: Prompts, cache: BaseCache | None) -> str:
        """The reply, kept where it can be read and came to its end."""
        try:
            return self._whole(_messages(view, part, prompts, schema=self.schema), cache)
        except ModelUnavailable as exc:
            if self.bound is None or getattr(exc.__cause__, "status_code", None) not in REFUSED:
                raise
        self.bound = None  # a server that knows no schema
        return self._whole(_messages(view, part, prompts), cache)

    def _whole(self, messages: Messages, cache: BaseCache | None) -> str:
        asked = self.bound or self.plain
        speech = Speech(asked, messages, self.cancel, longest=20_000, waits=PATIENT)
        reply = speech.whole()
        if speech.ended == "whole" and is_readable(reply):
            keep_reply(cache, asked, messages, reply)
        return reply


def _weighed(view: View, part: _Part, reply: str) -> tuple[list[_Noted], list[Rejected]]:
    """What the sentences bear, and what they do not."""
    kept: list[_Noted] = []
    refused: list[Rejected] = []
    for noted in read_rows(reply):
        one, why = _borne(view, part, noted)
        if one is not None:
            kept.append(one)
        else:
            refused.append(Rejected(noted, part.spot.chapter.short, why))
    return kept, refused


def _kept(part: _Part, found: list[_Noted], model: str) -> tuple[str, int, int, list[dict[str, Any]]]:
    """The arguments of a `Keep`."""
    rows = [
        {
            "name": one.name,
            "attribute": one.fact.attribute,
            "value": one.fact.value,
            "start": one.fact.citation.start,
            "end": one.fact.citation.end,
            "by": one.fact.by,
            "model": model,
        }
        for one in found
    ]
    return part.spot.chapter.revision, part.sentences[0].start, part.sentences[-1].end, rows


def is_readable(reply: str) -> bool:
    """Whether a reply has rows, or says that there are none."""
    text = visible(reply).strip()
    empty = text.casefold().strip(" .`*") in ("none", "[]") or re.search(r"\"facts\"\s*:\s*\[\s*\]", text) is not None
    return empty or bool(read_rows(reply))


def read_rows(reply: str) -> list[NotedFact]:
    """The rows of a reply, written as `name | attribute | value | number` lines or as JSON. Never raises."""
    text = visible(reply)
    rows = [match.groups() for line in text.splitlines() if (match := _LINE.match(line.strip().strip("|").strip()))]
    found = []
    for name, named, value, number in rows or _json_rows(text):
        attribute = named.strip().casefold()
        if number.isdigit() and len(number) < 6 and _ATTRIBUTE.match(attribute) and value.strip():
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


def _messages(view: View, part: _Part, prompts: Prompts, *, schema: bool = False) -> list[tuple[str, str]]:
    named = view.canon.named_in(" ".join(c.quote for c in part.sentences))
    names = list(dict.fromkeys([*people_in(view, part.spot), *(c.name for c in named)]))[:MOST_NAMES]
    return prompts.render(
        "study",
        sentences="\n".join(f"[{n}] {one_line(c.quote)}" for n, c in enumerate(part.sentences, 1)),
        names=", ".join(map(one_line, names)) or "anybody named",
        teller=one_line(teller_of(view, part.spot)),
        schema="yes" if schema else "",
        lines="" if schema else "yes",
    )


def _borne(view: View, part: _Part, noted: NotedFact) -> tuple[_Noted | None, str]:
    """The fact with its citation, where the person is in the book and a sentence has every word of the value of them.

    Models miscount: where the sentence of that number has not, and exactly one other has, that one is meant. Else None
    and why not.
    """
    character = view.canon.resolve(noted.name)
    if character is None:
        return None, "nobody of that name is known"
    said = _stems(noted.value)
    numbered = part.sentences[noted.number - 1 : noted.number] if noted.number else ()
    bearing = [c for c in numbered if said and said <= _stems(c.quote)]
    bearing = bearing or [c for c in part.sentences if said and said <= _stems(c.quote)]
    if len(bearing) != 1:
        return None, "no sentence says so" if not bearing else "several sentences have these words, not the one named"
    citation = bearing[0]
    if not names_a_relative(noted.attribute, citation.quote):
        return None, "the sentence speaks of no relative"
    if not is_of(view, citation, character.name, said):
        return None, "the sentence says it of somebody else"
    by = "" if is_spoken(citation) else NARRATOR
    fact = Fact(character.name, noted.attribute, noted.value, citation, by, firm=False)
    return _Noted(fact, _name_there(view, citation, character.name)), ""


def _name_there(view: View, citation: Citation, person: str) -> str:
    """What the sentence, else its chapter most often, calls somebody; where it never names them, as they are known."""
    chapter = citation.chapter
    spans = [(a, chapter.text[a:b]) for a, b, who in view.canon.name_spans(chapter.position) if who == person]
    here = [name for a, name in spans if citation.start <= a < citation.end]
    names = Counter(here or [name for _, name in spans])
    return names.most_common(1)[0][0] if names else person


def _stems(text: str) -> set[str]:
    return {stem(word) for word in WORD.findall(text) if word.casefold() not in FUNCTION or word.isdigit()}
