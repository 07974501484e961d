"""What Project Gutenberg prints around a book: its header before, its licence behind."""

from __future__ import annotations

import re

START = re.compile(
    r"^[^\S\n]*\*{3}[^\S\n]*START OF (?:TH(?:E|IS) )?PROJECT GUTENBERG.*$|^\*END\*? ?THE SMALL PRINT!.*$",
    re.MULTILINE | re.IGNORECASE,
)
END = re.compile(
    r"^[^\S\n]*\*{3}[^\S\n]*END OF (?:TH(?:E|IS) )?PROJECT GUTENBERG.*$"
    r"|^End of (?:the |this )?Project Gutenberg(?:['’]s)? .*$",
    re.MULTILINE | re.IGNORECASE,
)
FIRST_LINE = re.compile(r"\s*(?:the )?project gutenberg(?:['’]s| e(?:book|text))\b.*", re.IGNORECASE)
CREDIT = re.compile(
    r"\s*(?:(?:e-?text |this e-?book was )?(?:produced|prepared|transcribed|scanned|updated) (?:by|"
    r"for)\b[^\n]*(?:\n[^\n]+)*\n\s*\n)",
    re.IGNORECASE,
)


def body(text: str) -> tuple[int, int]:
    """Where the book begins and ends in `text`: all of it when Project Gutenberg has nothing to do with it."""
    start, end = 0, len(text)
    if (match := START.search(text, 0, 60_000)) or (match := FIRST_LINE.match(text)):
        start = match.end()
    if start and (credit := CREDIT.match(text, start)):
        start = credit.end()
    if match := END.search(text, start):
        end = match.start()
    return start, end
