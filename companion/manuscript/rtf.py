"""RTF mended before pandoc reads it."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"\\[\\{}~_-]|[{}]|\\uc(?P<count>\d{1,3}) ?|\\u(?P<code>-?\d{1,6}) ?|(?P<par>\\par(?![a-z]) ?|\\\r?\n)"
)
FALLBACK = re.compile(r"\\'[0-9a-fA-F]{2}|\\[a-z]+-?\d* ?|\\[^a-z]|[^\\{}]")
EMPTY = "\\u8203\\'3f\\par "  # a paragraph with a zero-width space in it
CONTROL = re.compile(r"\\[a-z]+-?\d* ?|\\\*|[\s{}]+")


def mended(data: bytes) -> bytes:
    """RTF that pandoc reads rightly.

    After `\\uN` stands a fallback for readers without Unicode, of as many characters as `\\ucN` said last (one when
    it said nothing). pandoc takes away a plain one together with the letter after it, so every escape gets a fallback
    in hexadecimal. A backslash at the end of a line ends a paragraph, and an empty paragraph shows a change of scene:
    pandoc drops it unless there is something in it.
    """
    text = data.decode("latin-1")
    out: list[str] = []
    skip, stack, at = 1, [1], 0
    filled = False  # whether the paragraph has had any text
    paragraphs = 0
    for match in TOKEN.finditer(text):
        if match.start() < at:
            continue
        between = text[at : match.start()]
        filled = filled or bool(CONTROL.sub("", between))
        out.append(between)
        at = match.end()
        token = match.group()
        if token == "{":
            stack.append(skip)
        elif token == "}":
            skip = stack.pop() if stack else 1
        elif match["count"]:
            skip = int(match["count"])
            token = "\\uc1 "
        elif match["code"]:
            for _ in range(skip):
                fallback = FALLBACK.match(text, at)
                if fallback is None:
                    break
                at = fallback.end()
            token = f"\\u{match['code']}\\'3f"
            filled = True
        elif match["par"]:
            token = "\\par " if filled or not paragraphs else EMPTY
            paragraphs += 1
            filled = False
        else:
            filled = True
        out.append(token)
    out.append(text[at:])
    return "".join(out).encode("latin-1", "replace")
