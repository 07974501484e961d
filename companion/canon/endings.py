"""How threads end: a promise kept or broken, a secret that comes out, a question answered, a day that comes, a thing used.

A sentence later in the book ends a thread when it is about the same matter (it or its neighbours share the thread's own
rare words) and says that it ended: by the act itself ("she mended the neck"), by words of keeping, confessing or
explaining, or, for what is due, because its day has come.
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from dataclasses import dataclass

from .acts import base, done_in
from .lexicon import WEEKDAY_NAMES, WEEKDAYS

_SAYS: dict[str, tuple[tuple[str, str], ...]] = {
    "promise": (
        ("kept", r"\b(?:as (?:I|he|she|they|we|you)(?:'d| had)? (?:promised|sworn)|as promised|ke(?:pt|eps?|eping) (?:my|his|her|their|your|the) (?:promise|word|oath)|(?:I|he|she|they) (?:gave|had given) (?:my|his|her|their) word)\b"),
        ("broken", r"\b(?:br(?:oke|eaks?|oken|eaking) (?:my|his|her|their|your|the|a|that) (?:promise|word|oath)|so much for (?:promises|your word|that promise))\b"),
    ),
    "secret": (
        ("came out", r"\b(?:confess\w*|admitted|owned up|told (?:him|her|them|me|us|everyone|[A-Z]\w+)(?: \w+)? ?(?:everything|the truth|all|about|of|what|that|then)|(?:the truth|it|it all|the secret|the story)(?: had| has)? (?:was|came|come|is) out|found (?:it |them |him |her |the \w+ |out)|find out|finds out|the secret(?:'s| is| was) out|revealed|let (?:it )?slip|(?:has |had |'s |'d )?(?:known|knew|knows) (?:now|everything|all along|for (?:a|\w+) (?:day|week|month|year)s?)|it was (?:\w+ )?who said it)\b"),
    ),
    "question": (
        ("answered", r"\b(?:because|turned out|turns out|the truth (?:is|was)|it (?:was|is|had been|'d been) (?:he|she|you|me|him|her|I|[A-Z]\w+|the \w+|my \w+)(?: \w+)? (?:who|that)|confess\w*|admitted|found out|learned|learnt|discovered|explained|had been the one)\b"),
    ),
    "deadline": (
        ("passed", r"\b(?:in time|too late|on time|made it with|miss(?:ed|es) (?:it|the (?:deadline|date|day))|(?:one|two|three|a few|\w+) (?:days?|hours?|weeks?) (?:late|early|over)|time (?:is|was|had run|ran) (?:up|out)|at the last (?:minute|moment))\b"),
    ),
    "gun": (),
}  # fmt: skip
_ENDS = {
    kind: tuple((how, re.compile(pattern.replace(" ", r"\s+"))) for how, pattern in rows)
    for kind, rows in _SAYS.items()
}
_USES = frozenset(
    base(w)
    for w in "open opened read fired shot took drew cut unlocked broke tore threw burnt burned sold gave showed found unfolded unwrapped pulled lifted pointed aimed loaded swung stabbed drank "
    "swallowed played threaded developed returned handed emptied unpacked untied dug smashed signed posted dropped".split()
)
# Verbs that tell little by themselves: "he brought", "she made".
_ANYTHING = frozenset(
    base(w) for w in "bring make take give put send keep stop find leave tell say see hold turn call come show".split()
)
_STILL = re.compile(
    r"\b(?:still|unopened|untouched|where (?:he|she|I|they) (?:had )?(?:left|put|hidden)|not open\w*|closed|did not|didn['’]t|never|nobody)\b",
    re.I,
)
_DAY = re.compile(rf"\b({WEEKDAY_NAMES})\b")
_HOURS = re.compile(
    r"\b(?:midnight|noon|midday|dawn|sun(?:set|rise|down)|nightfall|tonight|tomorrow|o'clock|morning|evening)\b"
)
_MONTHS_END = re.compile(
    r"\bthe (?:thirtieth|thirty-first|last (?:day|night|week))\b|\bon the last\b|\bthe month (?:was|is) (?:up|out|over)\b|\bthe first of (?!the)"
)
_TALK = re.compile(r"\b(?:by|before|until|till|next|every|last|since|if|for|this)\s+(?:\w+\s+)?\Z", re.I)


@dataclass(frozen=True)
class Wanted:
    """What to look for: the kind, the acts that end it (base forms), when it is due, and the thing put by."""

    kind: str
    acts: tuple[str, ...] = ()
    due: str = ""
    thing: str = ""
    rare_thing: bool = False  # the book has few of its kind, so that its name alone tells which
    negative: bool = False  # what somebody is not to do: then doing it breaks the promise


def ending(text: str, wanted: Wanted, shared: int, rare: int, soon: bool = True) -> str:
    """How a sentence ends a thread: "kept", "broken", "came out", "answered", "passed", "used"; "" if it does not.

    `shared` counts words of the matter in the sentence and its neighbours, `rare` those in the sentence itself, both
    without the acts; `soon` is whether an hour that it names can still be the one that was meant.
    """
    for how, pattern in _ENDS[wanted.kind]:
        if shared >= 2 and pattern.search(text):
            return how
    if wanted.kind == "gun":
        enough = 1 if wanted.rare_thing else 2
        return "used" if wanted.thing and shared >= enough and _used(text, wanted.thing) else ""
    enough = 2 if set(wanted.acts) <= _ANYTHING else 1
    if wanted.kind in ("promise", "deadline") and rare >= enough:
        done = done_in(text, wanted.acts)
        if done and wanted.kind == "promise":
            return "kept" if (done == "done") != wanted.negative else "broken"
        if done == "done":
            return "passed"
    if wanted.kind == "question" and rare > 1 and done_in(text, wanted.acts) == "done":
        return "answered"
    if wanted.due and shared and (soon or not _HOURS.search(wanted.due)) and comes(text, wanted.due):
        return "passed"
    return ""


def _used(text: str, thing: str) -> bool:
    if not re.search(rf"\b{re.escape(thing)}s?\b", text) or _STILL.search(text) or text.rstrip("\"'”’ ").endswith("?"):
        return False
    return done_in(text, _USES) == "done"


def days_after(due: str) -> tuple[str, ...]:
    """The days of the week that follow those named: "tuesday" after "by Monday"."""
    return tuple(WEEKDAYS[(n + 1) % 7] for n, day in enumerate(WEEKDAYS) if day in due.casefold())


def comes(text: str, due: str) -> bool:
    """Whether a sentence says that the time has come: the day itself, or the day after it in the week."""
    low = due.casefold()
    day = next((d for d in WEEKDAYS if d in low), "")
    if day and "next" not in low:
        after = {day, *days_after(day)}
        return any(
            m[1].lower() in after and not _TALK.search(text[max(0, m.start() - 24) : m.start()])
            for m in _DAY.finditer(text)
        )
    if re.search(r"end of (?:the|this|next) (?:month|year)", low):
        return bool(_MONTHS_END.search(text))
    wanted = re.escape(low.removeprefix("the ").removeprefix("next "))
    if len(wanted) < 3 or low in ("then", "tonight", "the year", "the week", "the month"):
        return False
    return any(
        not _TALK.search(text[max(0, m.start() - 24) : m.start()].removesuffix("the "))
        for m in re.finditer(rf"\b{wanted}\b", text.casefold())
    )
