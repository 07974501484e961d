"""Prose for tests: paragraphs that hold no heading, note or scene break."""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

PARAGRAPHS = (
    "The van was already running when Mara came down the steps, and nobody in it looked at her. She put her bag on the"
    " one seat that was left and watched the windscreen clear.",
    '"You said six," said Tom. He had his boots on the dashboard and a map on his knees, and he did not look up from it.',
    "By the time they reached the coast the rain had stopped. The sea lay flat and grey like something poured, and a man"
    " in a yellow coat was walking along the edge of it with a dog that would not come when it was called.",
    "Nobody asked about the letter. It stayed in her pocket through the sound check, through the bad sandwiches, through"
    " the first half of a set that she could have sung asleep.",
    '"Well?" said Tom afterwards. "Was it as bad as you thought?" She told him that it was worse, and that she would do it'
    " again tomorrow, and the night after that, until somebody stopped her.",
)


def prose(count: int = 4, start: int = 0) -> str:
    """`count` paragraphs with a blank line between them."""
    return "\n\n".join(PARAGRAPHS[(start + n) % len(PARAGRAPHS)] for n in range(count))


def wrapped(text: str, width: int = 70) -> str:
    """`text` hard-wrapped, as old plain texts are."""
    lines = []
    for paragraph in text.split("\n\n"):
        line = ""
        for word in paragraph.split():
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines += [line, ""]
    return "\n".join(lines)
