"""Scene ideas in a model's words. What they grow from, who is in them and the citations stay what code found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from langchain_core.caches import BaseCache

from ..canon.view import View
from ..errors import ModelUnavailable
from ..models import OpenedModel
from ..prompts import Prompts
from ..scenes.types import SceneIdea
from .cache import keep_reply, known_reply
from .claims import visible
from .quoting import addresses_a_machine, one_line
from .speaking import Speech
from .wording import lower_words, names_in

LONGEST_PREMISE = 500  # characters
LONGEST_TITLE = 60

_LINE = re.compile(r"\A\W*(\d{1,2})[\s.):*_]*\|\s*([^|\n]{2,120}?)\s*\|\s*([^|\n]{10,})\Z")


class SuggestChain:
    """Words ideas with a chat model; those it words badly stay as they are."""

    def __init__(self, model: OpenedModel, prompts: Prompts, cache: BaseCache | None = None) -> None:
        self.model = model
        self.prompts = prompts
        self.cache = cache

    def suggest(self, view: View, ideas: Sequence[SceneIdea], count: int = 3, wish: str = "") -> list[SceneIdea]:
        """The same ideas, at most `count`, worded anew where the wording stands up to its check."""
        ideas = list(ideas)[:count]
        if not ideas:
            return ideas
        names = list(dict.fromkeys(name for idea in ideas for name in (*idea.people, idea.pov) if name))
        messages = self.prompts.render(
            "ideas",
            ideas="\n\n".join(_described(n, idea) for n, idea in enumerate(ideas, 1)),
            wish=one_line(wish),
            names=", ".join(map(one_line, names)) or "nobody named",
        )
        reply = known_reply(self.cache, self.model, messages)
        if reply is None:
            try:
                speech = Speech(self.model, messages, longest=20_000)
                reply = speech.whole()
            except ModelUnavailable:
                return ideas  # the plain ideas are complete without it
            if speech.ended == "whole":
                keep_reply(self.cache, self.model, messages, reply)
        worded = read_ideas(reply, len(ideas))
        return [_reworded(view, idea, *worded[n]) if n in worded else idea for n, idea in enumerate(ideas, 1)]


def read_ideas(reply: str, count: int) -> dict[int, tuple[str, str]]:
    """`number | title | premise` lines of a reply, the first for each number in 1..count. Never raises."""
    found: dict[int, tuple[str, str]] = {}
    for line in visible(reply).splitlines():
        match = _LINE.match(line.strip().strip("|").strip())
        if match and 1 <= int(match[1]) <= count:
            title = match[2].strip('*_"“” ')
            found.setdefault(int(match[1]), (title[:LONGEST_TITLE], match[3].strip()[:LONGEST_PREMISE]))
    return found


def _described(number: int, idea: SceneIdea) -> str:
    grown = [c for c in idea.citations if not addresses_a_machine(c.quote)]
    lines = [f"{number}. {one_line(idea.title)} ({', '.join(map(one_line, idea.people)) or 'nobody named'})"]
    lines.append(one_line(idea.premise) if not addresses_a_machine(idea.premise) else "")
    lines += [f"   ({one_line(c.chapter.full_label)}) {one_line(c.quote)}" for c in grown]
    return "\n".join(line for line in lines if line)


def _reworded(view: View, idea: SceneIdea, title: str, premise: str) -> SceneIdea:
    """The idea in the new words, unless they bring somebody in whom the visible book does not have."""
    known = f"{idea.title} {idea.premise} {' '.join(idea.people)} {idea.pov} {idea.place}"
    lower = lower_words(f"{known} {premise}")
    for name, *_ in names_in(f"{premise} {title}", lower):
        if name not in known and not view.scan(name):
            return idea
    if idea.kind == "wish":  # the writer's own words stay
        premise = f"{idea.premise.rstrip('. ')}. {premise}"
    return replace(idea, title=title, premise=premise)
