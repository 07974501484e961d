"""Direct speech: which stretches of a text stand between quotation marks.

Knows curly and straight double marks and British single ones, tells apostrophes from closing marks, and follows the
convention that a speech of several paragraphs opens each of them and closes only the last.
"""

from __future__ import annotations

import re

PARAGRAPH = re.compile(r"\n[^\S\n]*\n")
DOUBLE = re.compile(r"[“”\"„«»]|\n[^\S\n]*\n\s*")
SINGLE = re.compile(r"[‘’']|\n[^\S\n]*\n\s*")
# Words that begin with an apostrophe; in front of them a single mark opens nothing.
CLIPPED = re.compile(
    r"(?:em|tis|twas|twill|twere|til|till|cause|cos|cuz|coz|bout|round|neath|n|fore|ere|im|is|er|ave|ow|spose|"
    r"fraid|nother"
    r"|kay|sup|scuse|gainst|way|bye|night|morning|course|member|less|nough|stead|cept|zactly|specially|low|\d\ds?)\b",
    re.IGNORECASE,
)


def quotations(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The (start, end) of every stretch of direct speech in `text[start:end]`, marks included, in order.

    A quotation never crosses a paragraph: a speech of three paragraphs gives three. One that is never closed runs to
    the end of its paragraph. Single marks count only where double ones are rare (fewer than one to four).
    """
    end = len(text) if end is None else end
    doubles = _double(text, start, end)
    singles = _single(text, start, end)
    return singles if len(singles) > 4 * len(doubles) else doubles


def _double(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened = -1
    for match in DOUBLE.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark[0] == "\n":
            if opened >= 0:
                found.append((opened, _trim(text, opened, at)))
            opened = -1
        elif opened < 0:
            if _can_open(text, mark, at, start, end):
                opened = at
        elif mark == "“" and text[opened] == "„":
            found.append((opened, at + 1))
            opened = -1
        elif mark in "“„«" or (mark == '"' and text[opened] == '"' and _surely_opens(text, at, start, end)):
            # The one before was never closed: it ends with the sentence before this mark.
            found.append((opened, _trim(text, opened, at)))
            opened = at
        elif mark in "”»" or not (text[opened] != '"' and text[at - 1].isdigit()):  # 6'2" within curly marks
            found.append((opened, at + 1))
            opened = -1
    if opened >= 0:
        found.append((opened, _trim(text, opened, end)))
    return [(a, b) for a, b in found if b - a > 2]


def _can_open(text: str, mark: str, at: int, start: int, end: int) -> bool:
    if mark in "”»":
        return False
    if mark == '"':
        after = text[at + 1] if at + 1 < end else "\n"
        if after.isspace():
            return False
        return not (at > start and text[at - 1].isalnum())  # 6'2", 12"
    return True


def _surely_opens(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else "\n"
    after = text[at + 1] if at + 1 < end else "\n"
    return before.isspace() and not after.isspace()


def _single(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    opened = -1
    weak = -1  # a mark that may close, if no better one comes
    for match in SINGLE.finditer(text, start, end):
        mark, at = match.group(), match.start()
        if mark[0] == "\n":
            if opened >= 0:
                found.append((opened, weak if weak > 0 else _trim(text, opened, at)))
            opened = weak = -1
            continue
        before = text[at - 1] if at > start else "\n"
        after = text[at + 1] if at + 1 < end else "\n"
        if opened < 0:
            if mark != "’" and not before.isalnum() and not after.isspace() and not CLIPPED.match(text, at + 1):
                opened = at
        elif mark == "‘" or (mark == "'" and before.isspace() and after.isalnum() and not CLIPPED.match(text, at + 1)):
            if weak > 0:
                found.append((opened, weak))
                opened, weak = at, -1
        elif not after.isalnum():
            if before in ".,!?…—–-;:*_":
                found.append((opened, at + 1))
                opened = weak = -1
            elif weak < 0 and before != "s":
                weak = at + 1
    if opened >= 0:
        found.append((opened, weak if weak > 0 else _trim(text, opened, end)))
    return [(a, b) for a, b in found if b - a > 2]


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
