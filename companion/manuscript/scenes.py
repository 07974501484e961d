"""Scenes of a chapter: where the breaks are, and what is printed above them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from .headings import is_title, undecorated

# Ornaments that stand for a break when they are alone on their line.
BREAK = re.compile(
    r"(?:[*•·◆◇✦✧★☆❖❦☙§⁂†‡⁎∗＊♦◊●○■□♪♫~_=+x°^¤#—–\-\\/|<>]\s*){1,60}"
    r"|\[?(?:scene break|break|line break)\]?|<hr ?/?>|(?:o0o|oOo|xXx|xOx|-o-|o\.o)(?:\s*(?:o0o|oOo|xXx))*",
    re.IGNORECASE,
)
SUBHEADING = re.compile(r"#{1,6}\s+(\S.*)")
VIEWPOINT = re.compile(
    r"(?:[A-Z][\w.'’-]*\s?){1,4}['’]?s?['’]?\s+(?:POV|P\.O\.V\.|point of view|perspective)|(?:POV|P\.O\.V\.|"
    r"point of view)\s*(?:of\s*)?\W\s*(?:[A-Z][\w.'’-]*\s?){1,4}",
    re.IGNORECASE,
)
SCENE_NUMBER = re.compile(r"(?:scene\s+)?(?:\d{1,2}|[IVX]{1,5})\.?", re.IGNORECASE)
# **Mara**, ~ Mara ~, [Mara]: nothing but a heading looks like that. In italics stand thoughts, notes and messages.
ITALIC = re.compile(r"([*_])(?!\1).*")
SHOUTED = re.compile(r"[^a-z0-9,]+ [^a-z0-9,]+ [^a-z0-9,]+")
DRESSED = re.compile(r"(\*\*|__)[^*_]+\1|([~=•◆—–-]+) ?[^~=•◆*—–\[\]]+ ?\2|\[[^\[\]]+\]")
BLANK_LINES = re.compile(r"\n((?:[^\S\n]*\n)+)")


def is_break(line: str) -> bool:
    """Whether a line shows nothing but an ornament: `***`, `* * *`, `#`, `---`, `⁂`, `~`."""
    plain = line.strip()
    if not plain or len(plain) > 80 or not BREAK.fullmatch(plain):
        return False
    return not plain.isalnum() or (plain.casefold() in {"o0o", "ooo", "xxx", "xox", "xoxo"} and len(plain) == 3)


def find_scenes(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The (start, end, heading) of each scene in `text[start:end]`, without the breaks and the white space around them.

    A heading is a line printed above a scene: the name of who tells it, a place and time, a number, a Markdown
    subheading.
    """
    gaps = _gaps(text, start, end)
    cuts = sorted([*_printed(text, start, end), *((a, b, "") for a, b in gaps)])
    scenes: list[tuple[int, int, str]] = []
    at, heading = start, ""
    for a, b, printed in [*cuts, (end, end, "")]:
        if a >= at and (piece := stripped(text, at, a)):
            scenes.append((*piece, heading))
            heading = ""
        if printed:
            heading = f"{heading}, {printed}" if heading else printed
        at = max(at, b)
    return scenes


def _printed(text: str, start: int, end: int) -> Iterable[tuple[int, int, str]]:
    """Lines that show a break (with "" as heading) or head a scene."""
    at, top, apart = (
        start,
        True,
        True,
    )  # top: nothing but breaks and headings since the last one; apart: a blank line before
    while at < end:
        cut = text.find("\n", at, end)
        cut = end if cut < 0 else cut
        line = text[at:cut].strip() if cut - at <= 90 else "-" * 200
        if not line:
            apart = True
        else:
            if len(line) <= 80 and (not line[0].isalnum() or len(line) <= 3) and is_break(line):
                yield at, cut, ""
                top = True
            elif len(line) <= 70 and apart and _blank_after(text, cut, end) and (heading := _heading(line, top)):
                yield at, cut, heading
                top = True
            else:
                top = False
            apart = False
        at = cut + 1


def _blank_after(text: str, cut: int, end: int) -> bool:
    after = text.find("\n", cut + 1, end)
    return cut + 1 < end and not text[cut : after if after >= 0 else end].strip()


def _heading(line: str, top: bool) -> str:
    """The heading that a line standing alone prints above a scene, or ""."""
    if subheading := SUBHEADING.match(line):
        return undecorated(subheading[1])
    plain = undecorated(line)
    if not plain or len(plain.split()) > 9:
        return ""
    if VIEWPOINT.fullmatch(plain):
        return plain
    if SCENE_NUMBER.fullmatch(plain) and not plain.islower():
        return plain
    dressed = DRESSED.fullmatch(line) is not None
    if not dressed and (ITALIC.match(line) or SHOUTED.fullmatch(plain)):
        return ""  # *YOU HAD*, and WHO WANTS CHOPS, are said by somebody
    if (
        (top or dressed)
        and len(plain.split()) <= (8 if dressed else 4)
        and is_title(plain)
        and plain[-1] not in '?!…"”’)'
        and ".." not in plain
    ):
        return plain
    return ""


def _gaps(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Breaks shown by more blank lines than usual.

    "Usual" is what most paragraphs of the chapter have between them. Wider gaps count only when they are rare (a
    break is an event, not a habit) and lie between stretches of prose.
    """
    runs = [(m.start(), m.end(), m[1].count("\n")) for m in BLANK_LINES.finditer(text, start, end)]
    if not runs:
        return []
    counts = Counter(n for _, _, n in runs)
    newlines = text.count("\n", start, end)
    blank = sum(n + 1 for _, _, n in runs)
    singles = newlines - blank
    lines = [len(line) for line in text[start:end].split("\n") if line.strip()]
    longest = max(lines, default=0)
    # Where every line is a paragraph, any blank line is a break.
    usual = 0 if longest > 100 and singles > 2 * len(runs) else counts.most_common(1)[0][0]
    wide = [(a, b) for a, b, n in runs if n > usual]
    paragraphs = len(runs) + (singles if usual == 0 else 0)
    if len(wide) > max(3, 0.2 * paragraphs):
        return []
    wrapped = longest <= 100 and singles > len(runs)
    if wrapped:
        wide = [(a, b) for a, b in wide if _between_prose(text, start, a, b, end)]
    return wide


def _between_prose(text: str, start: int, before: int, after: int, end: int) -> bool:
    """Whether a gap in hard-wrapped text lies between two paragraphs of prose: old texts also put blank lines around
    verse, letters and pictures, which stand in short or indented lines."""
    above = max(start, text.rfind("\n\n", start, before) + 2)
    below = text.find("\n\n", after, end)
    below = end if below < 0 else below
    if text[after].isspace() or text[above : above + 1].isspace() or text[after] in '["“‘':
        return False
    return before - above > 60 and below - after > 60 and text[before - 1] in '.!?…"”’)_*'


def stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
