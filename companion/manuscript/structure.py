"""A text into chapters, by the headings that it has itself.

Every line is first read on its own (`headings`), then what the whole text shows decides: one style of heading is taken, the
strongest there is; lists and contents pages, whose entries stand close together and come again below, are not headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from . import gutenberg
from .headings import Heading, is_title, read_heading, squeezed, undecorated
from .markup import ATX, SETEXT, Line, lines_of, properties
from .scenes import is_break

NAVIGATION = re.compile(r"[«»←→⟵⟶|]|<<|>>|^<|>$|\b(?:next|prev(?:ious)?)\b.*\b(?:chapter|part)\b", re.IGNORECASE)  # links to other chapters
CLOSE = 12  # words; headings with less between them stand on a contents page or in a list
SURELY_ASIDE = re.compile(r"acknowledg|about the author|also by|other books|author|a note on the type|praise for", re.IGNORECASE)
PROSE = 150  # words before the first heading that make a chapter of their own


@dataclass(frozen=True)
class Section:
    """One chapter's text with its heading taken off. `asides` are (start, end, kind) of what is known not to be story."""

    label: str  # "" when the text gives no heading
    title: str
    text: str
    number: int | None = None
    part: str = ""
    key: str = ""  # "chapter", "prologue", ...
    asides: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True)
class _Mark:
    """A heading in its place: lines `first` to `last` of the text, the story going on after offset `end`."""

    heading: Heading
    first: int
    last: int
    start: int
    end: int
    alone: bool  # blank lines on both sides
    extra: dict[str, str] = field(default_factory=dict, compare=False)


def split(text: str, *, alone: bool = True, markdown: bool = False) -> list[Section]:
    """The chapters of one file's text, in order; one without a label when the text has no heading.

    `alone` says that the file is the whole manuscript, so that its titled subheadings are chapters; in a file among others
    they are headings of scenes.
    """
    head, props = properties(text) if markdown else (0, {})
    first, last = gutenberg.body(text)
    first = max(first, head)
    lines = [line for line in lines_of(text) if first <= line.start and line.end <= last]
    marks = _marks(text, lines, markdown)
    chosen = _choose(text, lines, marks, alone)
    sections = _sections(text, first, last, chosen)
    if props.get("title") and len(sections) == 1 and not sections[0].label:
        sections = [replace(sections[0], label=props["title"], title=props["title"])]
    return sections


# Reading the lines


def _marks(text: str, lines: Sequence[Line], markdown: bool) -> list[_Mark]:
    """Every line of the text that reads like a heading."""
    wrapped = max((line.end - line.start for line in lines), default=0) <= 100
    found: list[_Mark] = []
    n = 0
    while n < len(lines):
        mark = _mark(text, lines, n, markdown, wrapped)
        if mark is not None:
            found.append(mark)
            n = mark.last + 1
        else:
            n += 1
    return found


def _mark(text: str, lines: Sequence[Line], n: int, markdown: bool, wrapped: bool) -> _Mark | None:
    line = lines[n]
    if atx := ATX.match(line.text):
        heading = read_heading(atx[2], len(atx[1]))
        return heading and _Mark(heading, n, n, line.start, line.end, True)
    following = lines[n + 1] if n + 1 < len(lines) else None
    close = following is not None and following.blanks == 0
    if markdown and close and line.blanks and len(line.text) < 100 and SETEXT.match(following.text):
        heading = read_heading(line.text, 1 if following.text[0] == "=" else 2)
        return heading and _Mark(heading, n, n + 1, line.start, following.end, True)
    if (not line.blanks and wrapped) or len(line.text) > 130 or is_break(line.text) or NAVIGATION.search(line.text):
        return None
    heading = read_heading(line.text)
    if heading is None:
        return None
    return _Mark(heading, n, n, line.start, line.end, bool(line.blanks) and not close)


# Choosing


def _choose(text: str, lines: Sequence[Line], marks: list[_Mark], alone: bool) -> list[_Mark]:
    """The marks that are headings of chapters, of the parts above them and of what surrounds the story."""
    if any(m.heading.level for m in marks):
        chosen = _markdown(marks, alone)
        if chosen:
            return _titled_below(text, lines, chosen)
        marks = [m for m in marks if not m.heading.level]
    marks = _without_contents(text, marks)
    keyed = [m for m in marks if m.heading.kind == "keyed" and _credible(text, lines, m)]
    if keyed:
        chosen = _with_the_listed(keyed, marks)
    else:
        chosen = _run_of_numbers(text, lines, marks)
    divisions = [m for m in marks if m.heading.kind == "division" and m.alone]
    named = [m for m in marks if m.heading.kind == "named" and _credible(text, lines, m)]
    named += _asides(lines, marks, [*chosen, *divisions, *named])
    if not chosen and not divisions and not named:
        chosen = _titles(text, lines)
    chosen = _titled_below(text, lines, sorted({m.first: m for m in [*chosen, *named, *divisions]}.values(), key=lambda m: m.first))
    return chosen


def _markdown(marks: list[_Mark], alone: bool) -> list[_Mark]:
    marks = [m for m in marks if m.heading.level]
    like = Counter(m.heading.level for m in marks if m.heading.kind in {"keyed", "numbered", "listed"})
    if not like:
        like = Counter(m.heading.level for m in marks if m.heading.kind == "named")
    if like:
        level = min(level for level, count in like.items() if count == max(like.values()))
        if len(like) > 1 and min(like) < level and like[level] < 2 * len(marks) and not alone:
            level = min(like)
    else:
        counts = Counter(m.heading.level for m in marks)
        top = min(counts)
        # A lone heading above several others is the title of the book, or in a file among others that of the chapter.
        level = next((v for v in sorted(counts) if counts[v] > 1), top) if alone and counts[top] == 1 else top
        divisions = [m for m in marks if m.heading.kind == "division"]
        if divisions and len(counts) > 1:
            level = next((v for v in sorted(counts) if v > divisions[0].heading.level), level)
    chosen: list[_Mark] = []
    for m in marks:
        heading = m.heading
        above = chosen[-1] if chosen else None
        if above and heading.level > above.heading.level and m.first == above.last + 1 and not heading.is_chapter:
            # "# Chapter Nine" and right below it "## Seventy-Nine": label and title.
            if above.heading.kind in {"keyed", "numbered", "named"} and not above.heading.title:
                title = _name(heading)
                chosen[-1] = replace(above, heading=replace(above.heading, title=title), last=m.last, end=m.end)
                continue
        if heading.level == level or (heading.level < level and heading.kind in {"division", "named", "aside", "keyed"}):
            chosen.append(m)
        elif heading.level < level:
            chosen.append(replace(m, heading=replace(heading, kind="division", key="title" if m is marks[0] else "part")))
    return chosen


def _credible(text: str, lines: Sequence[Line], mark: _Mark) -> bool:
    """Whether a plain line stands like a heading: apart from the text, or right above its own title."""
    if mark.alone:
        return True
    following = lines[mark.last + 1] if mark.last + 1 < len(lines) else None
    if following is None:
        return mark.heading.is_chapter
    if mark.heading.kind == "keyed":
        # "CHAPTER I." with its title or its first line right below; but a wrapped line of story that happens to begin
        # with "Chapter Two" goes on in the next.
        if not mark.heading.title:
            return lines[mark.first].blanks > 0 or lines[mark.first].text[-1] in ".:" or lines[mark.first].text[0].isupper()
        return lines[mark.first].blanks > 0
    return mark.heading.kind == "named" and not mark.heading.title and lines[mark.first].blanks > 0


def _asides(lines: Sequence[Line], marks: list[_Mark], chapters: list[_Mark]) -> list[_Mark]:
    """Plain headings of what surrounds the story. In the middle of a book they are words of the story: only in front of the
    first chapter and behind the last are they believed, and words as common as "Notes" only when they stand well apart."""
    if not chapters:
        return []
    first, last = min(m.first for m in chapters), max(m.first for m in chapters)
    return [
        m
        for m in marks
        if m.heading.kind == "aside"
        and m.alone
        and (m.first < first or m.first > last)
        and (lines[m.first].blanks >= 2 or m.first < first or SURELY_ASIDE.match(m.heading.label))
    ]


def _without_contents(text: str, marks: list[_Mark]) -> list[_Mark]:
    """`marks` without the entries of contents pages: three or more close together, most of which come again below."""
    kept: list[_Mark] = []
    run: list[_Mark] = []
    for n, mark in enumerate(marks):
        run.append(mark)
        following = marks[n + 1] if n + 1 < len(marks) else None
        if following is None or _words(text, mark.end, following.start) > CLOSE:
            kept += _true_headings(run, marks[n + 1 :])
            run = []
    return kept


def _true_headings(run: list[_Mark], later: list[_Mark]) -> list[_Mark]:
    """What is left of marks that stand close together once the entries of a contents page are taken out."""
    # A heading right below the list is its first entry again.
    last = run[-1:] if any(_same(m.heading, run[-1].heading) for m in run[:-1]) else []
    entries = [m for m in (run[:-1] if last else run) if m.heading.kind != "aside"]
    again = sum(any(_same(m.heading, other.heading) for other in [*last, *later]) for m in entries)
    if len(entries) < 3 or again < 0.6 * len(entries):
        return run
    return [*(m for m in run[:-1] if m.heading.kind == "aside"), *last]


def _same(entry: Heading, other: Heading) -> bool:
    """Whether a contents page's entry and a heading name the same chapter, by title or by number."""
    if entry.title and other.title:
        return squeezed(entry.title) == squeezed(other.title)
    if entry.number is not None:
        return entry.number == other.number
    return squeezed(entry.title or entry.label) == squeezed(other.title or other.label)


def _with_the_listed(keyed: list[_Mark], marks: list[_Mark]) -> list[_Mark]:
    """The chapters of the leading key ("chapter", or "stave"), with letters before them, and with the numbered titles that
    carry on where they end."""
    keys = Counter(m.heading.key for m in keyed)
    key = "chapter" if keys["chapter"] else keys.most_common(1)[0][0]
    chapters = [m for m in keyed if m.heading.key == key]
    before = [m for m in keyed if m.heading.key != key and m.first < chapters[0].first]
    reached = chapters[-1].heading.number
    for m in marks:
        if m.first > chapters[-1].first and m.heading.kind == "listed" and m.alone and reached is not None:
            if m.heading.number == reached + 1:
                chapters.append(m)
                reached += 1
    return [*before, *chapters]


def _run_of_numbers(text: str, lines: Sequence[Line], marks: list[_Mark]) -> list[_Mark]:
    """Numbers alone on a line, or before a title, that count upwards with story between them; else nothing."""
    for kind in ("numbered", "listed", "both"):
        candidates = [m for m in marks if (m.heading.kind == kind or kind == "both" and m.heading.kind in {"numbered", "listed"}) and m.alone]
        run = _rising(text, candidates)
        if len(run) >= 2 or (len(run) == 1 and run[0].first == 0):
            return run
    return []


def _rising(text: str, marks: list[_Mark]) -> list[_Mark]:
    """The marks that count 1, 2, 3 (from any number at the top; again from 1 in a new part), skipping what does not fit."""
    run: list[_Mark] = []
    for m in marks:
        number = m.heading.number
        if number is None:
            continue
        if not run:
            if number <= 1 or m.first == 0:
                run.append(m)
            continue
        last = run[-1]
        if _words(text, last.end, m.start) < 40:
            continue
        if last.heading.number < number <= last.heading.number + 3 or number == 1:
            run.append(m)
    return run


def _titles(text: str, lines: Sequence[Line]) -> list[_Mark]:
    """Titles without numbers: set apart by three blank lines or more, or by a page break, each with a chapter's worth of text."""
    found: list[_Mark] = []
    for n, line in enumerate(lines):
        following = lines[n + 1] if n + 1 < len(lines) else None
        if line.blanks >= 3 and following and 1 <= following.blanks and len(line.text) <= 70 and not is_break(line.text):
            if is_title(line.text) and not re.fullmatch(r"the end|finis|fin|end", undecorated(line.text), re.IGNORECASE):
                title = undecorated(line.text)
                found.append(_Mark(Heading("titled", title, title), n, n, line.start, line.end, True))
    found = _without_contents(text, found)
    found = [
        m
        for m, after in zip(found, [*(f.start for f in found[1:]), len(text)], strict=False)
        if _words(text, m.end, after) >= 100
    ]
    return found if len(found) >= 2 else []


def _titled_below(text: str, lines: Sequence[Line], marks: list[_Mark]) -> list[_Mark]:
    """`marks` with the titles that stand on the lines below their labels, where most of the book's labels have one."""
    bare = [m for m in marks if not m.heading.title and m.heading.kind in {"keyed", "numbered", "division", "named"}]
    below = {m.first: _title_below(lines, m, {x.first for x in marks}) for m in bare}
    result = []
    for m in marks:
        last = below.get(m.first)
        peers = [x for x in bare if (x.heading.kind == "division") == (m.heading.kind == "division") and x.heading.kind != "named"]
        usual = sum(below[x.first] is not None for x in peers) >= 0.5 * len(peers)
        if last is not None and (usual or len(peers) <= 2):
            title = " ".join(undecorated(line.text) for line in lines[m.last + 1 : last + 1])
            m = replace(m, heading=replace(m.heading, title=title), last=last, end=lines[last].end)
        elif m.heading.title and not m.heading.level:
            m = _continued(lines, m)
        result.append(m)
    return result


def _title_below(lines: Sequence[Line], mark: _Mark, heads: set[int]) -> int | None:
    """The last line of the title below `mark`, or None when the story begins there."""
    n = mark.last + 1
    if n >= len(lines) or n in heads or lines[n].blanks > 3 or ATX.match(lines[n].text) or is_break(lines[n].text):
        return None
    last = n
    while last + 1 < len(lines) and lines[last + 1].blanks == 0 and last - n < 4:
        last += 1
    if last + 1 >= len(lines):
        return None
    if lines[last + 1].blanks == 0:
        # No blank line below: a title only when the label stands right above it, and is alone with it.
        return None
    block = " ".join(line.text for line in lines[n : last + 1])
    return last if is_title(block, longest=200) else None


def _continued(lines: Sequence[Line], mark: _Mark) -> _Mark:
    """A title that runs over several lines: `Chapter VI: The Reverend Arthur Beebe,` and what follows up to the blank line."""
    last = mark.last
    while last + 1 < len(lines) and lines[last + 1].blanks == 0 and last - mark.last < 5:
        last += 1
    if last == mark.last or last + 1 >= len(lines) or lines[last + 1].blanks == 0:
        return mark
    rest = [line.text for line in lines[mark.last + 1 : last + 1]]
    title = " ".join([mark.heading.title, *rest])
    if not is_title(title.rstrip("."), longest=400) and len(WORDS.findall(title)) > 12 and not _mostly_capitals(title):
        return mark
    return replace(mark, heading=replace(mark.heading, title=title), last=last, end=lines[last].end)


def _mostly_capitals(title: str) -> bool:
    long_words = [w for w in re.findall(r"[^\W\d_]+", title) if len(w) > 3]
    return bool(long_words) and sum(w[0].isupper() for w in long_words) >= 0.8 * len(long_words)


WORDS = re.compile(r"\w+")


def _words(text: str, start: int, end: int) -> int:
    """Words between two offsets, counted no further than is of use."""
    return len(WORDS.findall(text, start, min(end, start + 4000)))


# Cutting


def _sections(text: str, first: int, last: int, marks: list[_Mark]) -> list[Section]:
    """The text cut at `marks`; what stands before the first and around the book is attached as asides."""
    chapters_exist = any(m.heading.kind not in {"division", "aside"} for m in marks)
    pieces: list[tuple[_Mark | None, str, str]] = []  # heading, part above it, text
    part, pending = "", text[first : marks[0].start] if marks else text[first:last]
    before = [(text[:first], "front matter")]
    if not marks:
        return [_assembled(None, "", before, pending, [(text[last:], "back matter")])]
    lead: list[tuple[str, str]] = []
    if _is_story(pending):
        pieces.append((None, "", pending))
    else:
        lead.append((pending, "front matter"))
    loose: list[list[tuple[str, str]]] = [lead]  # asides in front of each piece; the last belong behind the last piece
    if pieces:
        loose.append([])
    for n, mark in enumerate(marks):
        stretch = text[mark.end : marks[n + 1].start if n + 1 < len(marks) else last]
        kind = mark.heading.kind
        if kind == "aside" and len(WORDS.findall(stretch)) < 1500:
            loose[-1].append((text[mark.start : mark.end] + stretch, mark.heading.key))
        elif kind == "division" and chapters_exist:
            part = "" if mark.heading.key == "title" else _name(mark.heading)
            if _is_story(stretch):
                pieces.append((mark, "", stretch))
                loose.append([])
            elif stretch.strip():
                loose[-1].append((stretch, "front matter"))
        else:
            pieces.append((mark, part, stretch))
            loose.append([])
    if not pieces:
        return [_assembled(None, "", before, text[first:last], [(text[last:], "back matter")])]
    sections = []
    for n, (mark, above, story) in enumerate(pieces):
        front = (before if n == 0 else []) + loose[n]
        back = [*loose[-1], (text[last:], "back matter")] if n == len(pieces) - 1 else []
        sections.append(_assembled(mark and mark.heading, above, front, story, back))
    return sections


def _name(heading: Heading) -> str:
    return f"{heading.label}: {heading.title}" if heading.title and heading.title != heading.label else heading.label


def _is_story(stretch: str) -> bool:
    """Whether text outside every chapter is long prose (an unnamed opening) and not a title page or a dedication."""
    if len(stretch) < 4 * PROSE:
        return False
    from .paratext import story_words

    return story_words(stretch) >= PROSE


def _assembled(
    heading: Heading | None, part: str, front: list[tuple[str, str]], story: str, back: list[tuple[str, str]]
) -> Section:
    text, asides = "", []

    def add(piece: str, kind: str) -> None:
        nonlocal text
        piece = _trimmed(piece)
        if not piece:
            return
        start = len(text) + 2 if text else 0
        text = f"{text}\n\n{piece}" if text else piece
        if kind:
            asides.append((start, len(text), kind))

    for piece, kind in front:
        add(piece, kind)
    add(story, "")
    for piece, kind in back:
        add(piece, kind)
    if heading is None:
        return Section("", "", text, asides=tuple(asides))
    return Section(heading.label, heading.title, text, heading.number, part, heading.key or heading.kind, tuple(asides))


def _trimmed(piece: str) -> str:
    """`piece` without the blank lines around it; the first line keeps its indent."""
    return re.sub(r"\A(?:[^\S\n]*[\n\f])+", "", piece).rstrip()
