"""A scene in prose from a brief: the model writes, the gate checks, one round of repair, and what remains is marked."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from langchain_core.caches import BaseCache

from ..canon.view import View
from ..errors import Cancelled, ModelUnavailable
from ..manuscript.chapter import WORD
from ..models import OpenedModel
from ..prompts import Prompts
from ..scenes.drafting import plain_draft
from ..scenes.gate import check_draft
from ..scenes.state import Spot, last_spot, people_in, spots, teller_of, voice_of_spot
from ..scenes.types import Draft, Mark, PersonState, SceneBrief
from .claims import visible
from .quoting import addresses_a_machine, block, one_line
from .speaking import PATIENT, Speech

Progress = Callable[[str, int, int, str], None]

TEMPERATURE = 0.7
LONGEST_DRAFT = 16_000  # characters
SHORTEST_DRAFT = 40  # words: less is no scene
SAMPLE_WORDS = 220
REPLY_TOKENS = 2200
MOST_MARKS = 12  # told to the model in the repair round

_PERSONS = {"first": "in the first person", "second": "in the second person", "third": "in the third person"}
_OURS = r"(?:scene|draft|version|rewrite|revision|text|chapter|continuation|story)"
_REMARK = re.compile(
    rf"\A\s*(?:#{{1,6}}[^\n]*|\*\*[^\n*]+\*\*|(?:sure|certainly|absolutely|of course|okay)[!.,][^\n]*\b{_OURS}\b[^\n]*"
    rf"|(?:sure|certainly|absolutely|of course|okay)[!.]|here(?:'s|’s| is)\b[^\n]*\b{_OURS}\b[^\n]*"
    rf"|{_OURS}\s*:[^\n]*)\s*\n",
    re.I,
)
_AFTERWORD = re.compile(
    r"\n\s*(?:-{3,}\s*\n+)?(?:\(?\s*word count\b|note\s*:|let me know\b|i hope (?:this|you)\b|this scene\b"
    r"|would you like\b)[^\n]*(?:\n[^\n]*){0,3}\Z",
    re.I,
)


class DraftChain:
    """Writes drafts with a chat model. Drafts are not cached: asking again is asking for another one."""

    def __init__(self, model: OpenedModel, prompts: Prompts, cache: BaseCache | None = None) -> None:
        self.model = model
        self.prompts = prompts

    def draft(
        self,
        view: View,
        brief: SceneBrief,
        progress: Progress | None = None,
        cancel: threading.Event | None = None,
    ) -> Draft:
        """The scene with the marks that remain. A model that fails leaves the brief. Raises Cancelled."""
        tell = progress or (lambda stage, done, total, item: None)
        tell("drafting", 0, 2, brief.title)
        try:
            text = self._write(self.prompts.render("draft", **_values(view, brief, self.model)), cancel)
        except ModelUnavailable as exc:
            return replace(plain_draft(brief), notes=(f"{exc} This is the brief.",))
        if len(WORD.findall(text)) < SHORTEST_DRAFT:
            return replace(plain_draft(brief), notes=(f"{self.model.name} wrote no scene. This is the brief.",))
        first = Draft(brief, text, check_draft(view, brief, text), self.model.name)
        if not first.marks:
            tell("drafting", 2, 2, brief.title)
            return replace(first, notes=("Nothing was marked.",))
        tell("mending", 1, 2, brief.title)
        draft = self._mended(view, brief, first, cancel)
        tell("mending", 2, 2, brief.title)
        return draft

    def _mended(self, view: View, brief: SceneBrief, first: Draft, cancel: threading.Event | None) -> Draft:
        """The second version where it is better, else the first with its marks."""
        messages = self.prompts.render(
            "draft_again",
            told=_told(brief),
            names=_names(view, brief),
            marks=_listed(first.text, first.marks),
            draft=block(first.text),
        )
        try:
            text = self._write(messages, cancel)
        except ModelUnavailable as exc:
            return replace(first, notes=(f"The marks stand as they are: {exc}",))
        shorter = len(text) < 0.6 * len(first.text)
        marks = check_draft(view, brief, text)
        if shorter or len(marks) >= len(first.marks):
            return replace(first, notes=(f"{len(first.marks)} marks; a second version was no better.",))
        gone = len(first.marks) - len(marks)
        return replace(first, text=text, marks=marks, notes=(f"{gone} of {len(first.marks)} marks were put right.",))

    def _write(self, messages: Sequence[tuple[str, str]], cancel: threading.Event | None) -> str:
        if cancel is not None and cancel.is_set():
            raise Cancelled("Stopped.")
        return clean_draft(Speech(_freer(self.model), messages, cancel, longest=LONGEST_DRAFT, waits=PATIENT).whole())


def clean_draft(text: str) -> str:
    """A model's scene without thoughts, remarks, headings and markup of its own."""
    text = visible(text).replace("\r\n", "\n").strip()
    while match := _REMARK.match(text + "\n"):
        text = text[match.end() :].lstrip()
    return re.sub(r"\n{3,}", "\n\n", _AFTERWORD.sub("", text)).strip()


def _freer(model: OpenedModel) -> OpenedModel:
    """The same model at a temperature for prose, where it has one."""
    if getattr(model.chat, "temperature", None) is None:
        return model
    return replace(model, chat=model.chat.model_copy(update={"temperature": TEMPERATURE}))


def _values(view: View, brief: SceneBrief, model: OpenedModel) -> dict[str, str]:
    end = brief.last_lines
    values = {
        "premise": one_line(brief.premise),
        "told": _told(brief),
        "place": one_line(brief.place),
        "last_lines": block(end.quote) if end and not addresses_a_machine(end.quote) else "",
        "beats": "\n".join(f"{n}. {one_line(beat)}" for n, beat in enumerate(brief.beats, 1)),
        "people": "\n".join(_person(person) for person in brief.people) or "-",
        "unaware": "\n".join(
            f"- {one_line(person.name)}: {one_line(what)}" for person in brief.people for what, _ in person.unaware_of
        ),
        "names": _names(view, brief),
    }
    room = model.context - REPLY_TOKENS - 600 - model.count("".join(values.values()))
    values["sample"] = _sample(view, brief, min(SAMPLE_WORDS, max(40, room // 2)))
    return values


def _told(brief: SceneBrief) -> str:
    by = f" by {one_line(brief.pov)}, who says “I”" if brief.person == "first" and brief.pov else ""
    near = f", close to {one_line(brief.pov)}" if brief.person == "third" and brief.pov else ""
    return f"{_PERSONS.get(brief.person, 'as the book is')}{by}{near}, in the {brief.tense} tense"


def _names(view: View, brief: SceneBrief) -> str:
    """Those of the brief, and whoever is still in the room it joins on to."""
    spot = last_spot(view)
    there = people_in(view, spot) if spot else []
    names = dict.fromkeys([*(person.name for person in brief.people), *there])
    return ", ".join(map(one_line, names)) or "nobody named"


def _person(person: PersonState) -> str:
    facts = "; ".join(one_line(what) for what, _ in person.facts)
    seen = f"last seen: {one_line(person.last_seen.quote)}" if person.last_seen else ""
    return "- " + ". ".join(part for part in (one_line(person.name), facts, seen) if part)


def _sample(view: View, brief: SceneBrief, words: int) -> str:
    """A stretch of an earlier scene told the same way: the voice, without the lines that the draft must not repeat."""
    end = brief.last_lines.place[:2] if brief.last_lines else (0, 0)
    best = ""
    for spot in reversed(spots(view)):
        alike = teller_of(view, spot) == brief.pov if brief.person == "first" and brief.pov else True
        if not alike or voice_of_spot(spot)[0] not in (brief.person, ""):
            continue
        stop = (
            end[1]
            if spot.chapter.position == end[0] and spot.scene.start < end[1] <= spot.scene.end
            else spot.scene.end
        )
        text = _stretch(spot, stop, words)
        if len(text) > len(best):
            best = text
        if len(WORD.findall(best)) > words // 2:
            break
    return block(best)


def _stretch(spot: Spot, stop: int, words: int) -> str:
    taken, start, end = 0, None, 0
    for sentence in spot.chapter.sentences_in(spot.scene.start, stop):
        if sentence.end > stop or taken >= words:
            break
        if addresses_a_machine(spot.chapter.text[sentence.start : sentence.end]):
            if start is not None:
                break
            continue
        start = sentence.start if start is None else start
        end = sentence.end
        taken += len(WORD.findall(spot.chapter.text, sentence.start, sentence.end))
    return spot.chapter.text[start:end] if start is not None else ""


def _listed(text: str, marks: Sequence[Mark]) -> str:
    return "\n".join(
        f"- “{one_line(text[mark.start : mark.end])[:160]}”: {one_line(mark.message)}" for mark in marks[:MOST_MARKS]
    )
