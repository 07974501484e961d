"""Manuscript text on its way into a prompt: data between delimiters, never instructions.

What the model sees may differ from the page (one line, no brackets it could take for numbers); citations are made by
code from the places, so quotes stay exact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TAG = re.compile(r"<(/?\s*\w[^<>]{0,80})>")
_NUMBER = re.compile(r"\[(\s*\d[\d\s,–-]*)\]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

_AI = r"(?:ai|llm|language\s+model|chat\s?bot)s?"
_TO_A_MACHINE = re.compile(
    rf"""
      \b(?:ignore|disregard|forget|override|bypass)\b\s+(?:\w+\s+){{0,2}}?
        (?:previous|prior|above|earlier|preceding|foregoing|all)\b\s+(?:\w+\s+){{0,3}}?
        (?:instructions?|prompts?|directives|rules|context|sentences|text)\b
    | \b(?:system|developer)\s+(?:prompt|message|override|instructions?)\b
    | <\|[^|>]{{1,30}}\|> | \[/?INST\] | ^\s*\#{{2,}}\s*(?:system|instructions?)\b
    | ^\W*(?:system|assistant|developer)\s*:\s
    | \b(?:note|attention|instructions?|message|warning|important)\s+(?:to|for)\s+(?:the\s+|any\s+|all\s+)?
        (?:{_AI}|assistants?|models?)\b
    | \b(?:as\s+an?\s+{_AI}|you\s+are\s+(?:now\s+)?(?:an?|the)\s+{_AI})\b
    | \b(?:reply|respond|answer)\s+(?:only|exactly|just|solely)\s+with\b
    | \b(?:reply|respond|answer)\s+with\s+(?:only|exactly|the\s+(?:words?|following|exact|sentence|phrase))\b
    | \banswer\s+to\s+(?:any|every|all|each|the)\s+questions?\b
    | \b(?:your|the)\s+(?:answer|reply|response|output)\s+must\b
    | \b(?:fetch|open|visit|browse|curl|wget|download)\b[^.!?\n]{{0,40}}https?://
    | \b(?:rm\s+-rf|os\.system)\b | <script\b
    """,
    re.I | re.X | re.M,
)


_TELLS_WHAT_TO_SAY = re.compile(
    r"""
    \b(?:answer|reply|respond|say|write|print|output|repeat|type|include|mention|state|conclude|confirm|add|append|insert
        |quote|cite|tell|end|begin|start|finish)\b
    """,
    re.I | re.X,
)
_TO_SOMEBODY = re.compile(
    r"\b(?:you|your|must|should|please|always|instead|whoever|anyone|readers?|assistant|words?|sentence|questions?|summary|"
    r"response|machine|computer|tool)\b",
    re.I,
)


def one_line(text: str) -> str:
    """Text fit to stand on one numbered line between delimiters."""
    text = _CONTROL.sub("", " ".join(text.split()))
    text = _TAG.sub(r"‹\1›", text)
    return _NUMBER.sub(r"(\1)", text)


def block(text: str) -> str:
    """A longer stretch of manuscript, paragraphs kept, that cannot close its delimiters."""
    return _TAG.sub(r"‹\1›", _CONTROL.sub("", text.strip()))


def addresses_a_machine(text: str) -> bool:
    """Whether a sentence reads like an instruction to an AI. Such sentences are kept out of prompts, and said to be."""
    return bool(_TO_A_MACHINE.search(text))


def spoken_to_a_machine(text: str) -> Iterator[tuple[int, int]]:
    """Where in a longer text something reads like an instruction to an AI."""
    return (match.span() for match in _TO_A_MACHINE.finditer(text))


def may_ask_for_words(text: str) -> bool:
    """Whether a sentence might tell its reader what to say. Much of dialogue does, so it only makes checks stricter."""
    return bool(_TELLS_WHAT_TO_SAY.search(text) and _TO_SOMEBODY.search(text))
