"""Scenes of a chapter: where the breaks are, and what is printed above them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import pairwise

from .headings import is_title, undecorated

# Ornaments that stand for a break when they are alone on their line.
BREAK = re.compile(
    r"(?:[*•·◆◇✦✧★☆❖❦☙§⁂†‡⁎∗＊♦◊●○■□♪♫~_=+x°^¤#—–\-\\/|<>%:;🌀-🫿☀-➿️]\s*){1,80}"
    r"|(?:\.\s+){2,10}\.?"
    r"|[\[(~*=—–\-\s]*(?:(?:scene|page|line|section|chapter)[ -]?)?break[\])~*=—–\-\s]*"
    r"|</?(?:hr|center|p)[^>]{0,40}>(?:\s*[*#~⁂•—–\-]+\s*</(?:center|p)>)?"
    r"|[~*=—–\-\s]*(?:o0o|oOo|0o0|xXx+|xOx|xoxox|-o-|o\.o)(?:\W*(?:o0o|oOo|0o0|xXx+|xOx|o|x))*[~*=—–\-\s]*",
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
# What may stand above a scene without any ornament: nothing else is written so, without a full stop.
_SPAN = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a few|several|some|many|\d{1,3})"
LATER = re.compile(
    rf"(?:about |nearly |almost |exactly )?{_SPAN} (?:second|minute|hour|day|night|week|fortnight|month|year|decade)s?"
    r"(?: and a half)? (?:later|earlier|ago|before|after|on)"
    r"|(?:later|earlier) (?:that|the same|this) (?:same )?(?:day|night|morning|afternoon|evening|week|month|year)"
    r"|(?:the )?(?:next|following|previous|same) (?:day|night|morning|afternoon|evening|week|month|year)"
    r"|meanwhile|(?:end (?:of )?)?flash ?back(?: ends| over)?|(?:the )?present(?: day)?|back (?:in|to) the present"
    r"|time ?skip",
    re.IGNORECASE,
)
# Below an ornament a line without a full stop that begins with a day, a date or an hour, or is one.
WHEN = re.compile(
    r"(?:early |late |the )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b.*|(?:january|february|march|april|may|june|"
    r"july|august|september|october|november|december|spring|summer|autumn|winter|christmas)\b.*"
    r"|.{0,40}\b(?:[01]?\d|2[0-3])[:.]\d\d\b.{0,20}|.{0,40}\b(?:1\d|20)\d\d|(?:now|then|before|after|today|tonight)",
    re.IGNORECASE,
)
# A paragraph that shows by its indent alone; in a quotation set off from the rest every line is indented.
INDENTED = re.compile(r"(?m)^\S[^\n]*\n(?=(?:[ \u3000]{2,12}|\t)\S)")
INDENT = (" ", "\t", "\u3000")
NAME_LINE = re.compile(
    r"(?m)(?:(?<=\n\n)|\A)[A-Z][A-Za-z'’-]{1,14}(?: [A-Z][A-Za-z'’-]{1,14})?[^\S\n]*(?=\n[^\S\n]*\n)"
)
WITHIN = re.compile(r"(?<=[a-z,;] )[A-Z][^\W\d_]*")  # a capital within a sentence
LETTERS = re.compile(r"[^\W\d_]+")
GREETING = re.compile(r"[*_>\s]*(?:my )?(?:dearest|dear|darling|hello|hi|hey)\b[^.!?]{0,40}[,:—–-]?\s*", re.IGNORECASE)
NEAR = 14  # blocks back in which a greeting makes a lone name a signature
LONG = 120  # words from which several paragraphs in italics are a scene told in them, not a note that is quoted
BLANK_LINES = re.compile(r"\n((?:[^\S\n]*\n)+)")


def is_break(line: str) -> bool:
    """Whether a line shows nothing but an ornament: `***`, `* * *`, `#`, `---`, `⁂`, `~`."""
    plain = line.strip()
    if not plain or len(plain) > 80 or not BREAK.fullmatch(plain):
        return False
    letters = "".join(c for c in plain.casefold() if c.isalnum())
    if letters == plain.casefold():
        return len(plain) >= 3 and set(plain.casefold()) <= set("o0x") and len(set(plain.casefold())) + len(plain) > 3
    return True


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
    names = _named(text, start, end)
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
            if len(line) <= 80 and (not line[0].isalnum() or len(line) <= 9) and is_break(line):
                yield at, cut, ""
                top = True
            elif (
                len(line) <= 70
                and apart
                and _blank_after(text, cut, end)
                and (heading := _heading(line, top) or names.get(at, ""))
            ):
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
    if LATER.fullmatch(plain) or (
        top and re.sub(r"[ap]\.m\.$", "pm", plain)[-1] not in '.!?,;:…"”’' and WHEN.fullmatch(plain)
    ):
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


def _named(text: str, start: int, end: int) -> dict[int, str]:
    """Names alone on their lines, by the start of the line, in a chapter that has at least two of them: they say who
    tells what follows. Below a greeting a name alone is a signature."""
    found: dict[int, str] = {}
    for m in NAME_LINE.finditer(text, start, end):
        above = text[max(start, m.start() - 3000) : m.start()].split("\n\n")[-NEAR:]
        if not any(GREETING.fullmatch(block.strip()) for block in above):
            found[m.start()] = undecorated(m.group().strip())
    if len(found) < 2:
        return {}
    opened = not text[start : min(found)].strip()
    return found if opened or _is_told_of(set(found.values()), text, start, end) else {}


def _is_told_of(names: Collection[str], text: str, start: int, end: int) -> bool:
    """Whether any of `names` stands within a sentence."""
    words = set(WITHIN.findall(text, start, end))  # one look at the text for all names, which may be thousands
    titled = (name.title() for name in names)
    likely = (name for name in titled if (first := LETTERS.match(name)) and first[0] in words)
    return any(re.search(rf"[a-z,;] {re.escape(name)}\b", text[start:end]) for name in likely)


def _gaps(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Breaks shown by more blank lines than usual.

    "Usual" is what most paragraphs of the chapter have between them: none where paragraphs are indented or are lines
    of their own. Wider gaps count only when they are rare (a break is an event, not a habit) and are not there to set
    off verse, a letter or a picture.
    """
    runs = [(m.start(), m.end(), m[1].count("\n")) for m in BLANK_LINES.finditer(text, start, end)]
    if not runs:
        return []
    counts = Counter(n for _, _, n in runs)
    newlines = text.count("\n", start, end)
    blank = sum(n + 1 for _, _, n in runs)
    singles = newlines - blank
    lines = [line for line in text[start:end].split("\n") if line.strip()]
    longest = max(map(len, lines), default=0)
    starts = sum(line.startswith(INDENT) for line in lines)
    starts = starts if starts >= 0.9 * (len(lines) - 1) else len(INDENTED.findall(text, start, end))
    indented = starts >= max(4, 6 * len(runs))
    # Where every line is a paragraph, or every paragraph is indented, any blank line is a break.
    usual = 0 if indented or (longest > 100 and singles > 2 * len(runs)) else counts.most_common(1)[0][0]
    wide = [(a, b) for a, b, n in runs if n > usual]
    paragraphs = len(runs) + (singles if usual == 0 else 0)
    if len(wide) > max(3, 0.2 * paragraphs):
        return []
    if indented:
        return wide
    apart = _set_off(text, wide, start, end)
    wide = [gap for gap in wide if gap not in apart]
    wrapped = longest <= 100 and singles > len(runs)
    if wrapped:
        wide = [(a, b) for a, b in wide if _between_prose(text, start, a, b, end)]
    return wide


def _set_off(text: str, wide: list[tuple[int, int]], start: int, end: int) -> set[tuple[int, int]]:
    """The gaps around verse, letters, notices and quotations: a short stretch between two of them, of lines that do
    not run like the rest."""
    found: set[tuple[int, int]] = set()
    for before, after in pairwise(wide):
        blocks = [b for b in re.split(r"\n[^\S\n]*\n", text[before[1] : after[0]]) if b.strip()]
        if not blocks or len(blocks) > NEAR:
            continue
        greeted = GREETING.match(blocks[0].strip()) is not None and len(blocks[0].split()) < 40
        introduced = text[start : before[0]].rstrip().endswith(":")
        told = len(blocks) >= 3 and sum(len(b.split()) for b in blocks) > LONG and not blocks[0][0].isspace()
        if greeted or introduced or (all(_unlike_prose(b) for b in blocks) and not told):
            found.update((before, after))
    return found


def _unlike_prose(block: str) -> bool:
    """Whether a block is indented, in italics, quoted as a whole, or of short lines without an end."""
    lines = [line for line in block.split("\n") if line.strip()]
    plain = block.strip()
    if all(line[0].isspace() or line[0] in ">|" for line in lines):
        return True
    if plain[0] in "*_" and plain[-1] in "*_":
        return True
    if plain[0] in '"“‘' and plain[-1] in '"”’' and len(re.findall(r"[\"“”]", plain)) <= 2:
        return True
    short = all(len(line.strip()) <= 50 for line in lines)
    return short and (len(lines) > 1 or plain[-1] not in '.!?…"”’)_*')


def _between_prose(text: str, start: int, before: int, after: int, end: int) -> bool:
    """Whether a gap in hard-wrapped text lies between two paragraphs of prose: old texts also put blank lines around
    verse, letters and pictures, which stand in short or indented lines."""
    above = max(start, text.rfind("\n\n", start, before) + 2)
    below = text.find("\n\n", after, end)
    below = end if below < 0 else below
    if text[after].isspace() or text[above : above + 1].isspace() or text[after] == "[":
        return False
    spoken = text[after] in '"“‘'
    lines = text[above:before].split("\n")
    greeting = GREETING.match(text[after:below].split("\n", maxsplit=1)[0].lstrip('"“‘'))
    if spoken and (greeting or text[above] in '"“‘' or any(len(line) < 50 or line[0].isspace() for line in lines[:-1])):
        return False  # somebody goes on talking below a song or a letter
    return before - above > 60 and (spoken or below - after > 60) and text[before - 1] in '.!?…"”’)_*'


def stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
