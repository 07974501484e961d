"""A text into chapters, by the headings that it has itself.

Every line is first read on its own (`headings`), then what the whole text shows decides: one style of heading is
taken, the strongest there is; lists and contents pages, whose entries stand close together and come again below, are
not headings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from . import gutenberg
from .headings import Heading, is_title, undecorated
from .marks import WORDS, Mark, count_words, find_marks, without_contents
from .markup import ATX, Line, lines_of, properties
from .scenes import is_break
from .sections import SURELY_ASIDE, Section, cut

LISTED_LINE = re.compile(r"(?:\d{1,3}[.):]|[-*•–])\s")
_NUMBERS = frozenset({"numbered", "listed"})


def split(text: str, *, alone: bool = True, markdown: bool = False) -> list[Section]:
    """The chapters of one file's text, in order; one without a label when the text has no heading.

    `alone` says that the file is the whole manuscript, so that its titled subheadings are chapters; in a file among
    others they are headings of scenes.
    """
    head, props = properties(text) if markdown else (0, {})
    first, last = gutenberg.body(text)
    first = max(first, head)
    lines = [line for line in lines_of(text) if first <= line.start and line.end <= last]
    marks = find_marks(text, lines, markdown)
    chosen = _choose(text, lines, marks, alone)
    sections = cut(text, first, last, chosen, alone)
    if props.get("title") and len(sections) == 1 and not sections[0].label:
        sections = [replace(sections[0], label=props["title"], title=props["title"])]
    return sections


def _choose(text: str, lines: Sequence[Line], marks: list[Mark], alone: bool) -> list[Mark]:
    """The marks that are headings of chapters, of the parts above them and of what surrounds the story."""
    styled = [m for m in marks if m.heading.level]
    plain = without_contents(text, [m for m in marks if not m.heading.level])
    if styled:
        chosen = _markdown(styled, alone)
        if chosen and not (alone and _only_titles(text, chosen, lines, plain)):
            return _titled_below(text, lines, chosen)
    return _plain(text, lines, plain, alone)


def _only_titles(text: str, chosen: list[Mark], lines: Sequence[Line], plain: list[Mark]) -> bool:
    """Whether the styled headings only name the book, and its chapters are headed by plain lines."""
    told = [m for m in chosen if m.heading.kind not in {"titled", "aside", "division"}]
    chapters = [m for m in plain if m.heading.is_chapter and m.alone and _credible(text, lines, m)]
    return not told and len(chapters) >= 3 and len(chapters) > len(chosen)


def _plain(text: str, lines: Sequence[Line], marks: list[Mark], alone: bool) -> list[Mark]:
    """The plain lines that are headings."""
    keyed = [m for m in marks if m.heading.kind == "keyed" and _credible(text, lines, m)]
    chosen = _with_the_listed(text, keyed, marks) if keyed else _run_of_numbers(text, lines, marks)
    heads = {m.first for m in marks}
    divisions = [
        m
        for m in marks
        if m.heading.kind == "division" and (m.alone or (not m.heading.title and _above_title(lines, m, heads)))
    ]
    named = [m for m in marks if m.heading.kind == "named" and _credible(text, lines, m)]
    named += _asides(lines, marks, [*chosen, *divisions, *named])
    if not chosen and not divisions and not named and not alone:
        named = [m for m in marks if m.heading.kind == "aside" and not text[: m.start].strip()]
    if not chosen and not divisions and not named:
        chosen = _titles(text, lines)
    by_line = {m.first: m for m in [*chosen, *named, *divisions]}
    return _titled_below(text, lines, sorted(by_line.values(), key=lambda m: m.first))


def _markdown(marks: list[Mark], alone: bool) -> list[Mark]:
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
    chosen: list[Mark] = []
    scenes = _repeated_levels(marks)
    for m in marks:
        heading = m.heading
        above = chosen[-1] if chosen else None
        if above and heading.level not in scenes and _titles_it(m, above):
            title = replace(above.heading, title=heading.name)
            chosen[-1] = replace(above, heading=title, last=m.last, end=m.end)
            continue
        if heading.level == level or (
            heading.level < level and heading.kind in {"division", "named", "aside", "keyed"}
        ):
            chosen.append(m)
        elif heading.level < level:
            chosen.append(
                replace(m, heading=replace(heading, kind="division", key="title" if m is marks[0] else "part"))
            )
    return chosen


def _repeated_levels(marks: list[Mark]) -> set[int]:
    """The levels that come twice in one chapter somewhere: they head scenes ("## Mara" ... "## Tom"), and never are the
    title of the chapter right above them."""
    found: set[int] = set()
    for before, after in pairwise(marks):
        level = after.heading.level
        if before.heading.level == level and not after.heading.is_chapter:
            found.add(level)
    return found


def _titles_it(mark: Mark, above: Mark) -> bool:
    """Whether a deeper heading right below a label is its title: "# Chapter Nine", "## Seventy-Nine"."""
    return (
        mark.heading.level == above.heading.level + 1
        and mark.first == above.last + 1
        and not mark.heading.is_chapter
        and above.heading.kind in {"keyed", "numbered", "named"}
        and not above.heading.title
    )


def _credible(text: str, lines: Sequence[Line], mark: Mark) -> bool:
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
            return (
                lines[mark.first].blanks > 0
                or lines[mark.first].text[-1] in ".:"
                or lines[mark.first].text[0].isupper()
            )
        return lines[mark.first].blanks > 0
    return mark.heading.kind == "named" and not mark.heading.title and lines[mark.first].blanks > 0


def _asides(lines: Sequence[Line], marks: list[Mark], chapters: list[Mark]) -> list[Mark]:
    """Plain headings of what surrounds the story. In the middle of a book they are words of the story: only in front
    of the first chapter and behind the last are they believed, and words as common as "Notes" only when they stand
    well apart."""
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


def _with_the_listed(text: str, keyed: list[Mark], marks: list[Mark]) -> list[Mark]:
    """The chapters of the leading key ("chapter", or "stave"), with letters before them, and with the numbers that fill
    its gaps or carry on where it ends: "Chapter Three", "4: Bristol", "Chapter Five", "Six"."""
    keys = Counter(m.heading.key for m in keyed)
    key = "chapter" if keys["chapter"] else keys.most_common(1)[0][0]
    chapters = [m for m in keyed if m.heading.key == key]
    before = [m for m in keyed if m.heading.key != key and m.first < chapters[0].first]
    places = [m.first for m in chapters]
    starts = set(places)
    merged: list[Mark] = []
    counted: set[int] = set()  # numbers passed over since the last chapter: a list, or numbered scenes
    for m in sorted([*chapters, *(m for m in marks if m.heading.kind in _NUMBERS)], key=lambda m: m.first):
        if m.first in starts:
            merged.append(m)
            counted = set()
            continue
        number, reached = m.heading.number, merged[-1].heading.number if merged else 0
        if not m.alone or number is None or reached is None:
            continue
        at = bisect_right(places, m.first)
        following = chapters[at].heading.number if at < len(chapters) else None
        ends = bool(merged) and (m.heading.kind == "listed" or len(chapters) >= 3)
        fills = number == reached + 1 and (number < following if following is not None else ends)
        apart = not merged or count_words(text, merged[-1].end, m.start) >= 40
        if fills and apart and number - 1 not in counted:
            merged.append(m)
            counted = set()
        else:
            counted.add(number)
    return [*before, *merged]


def _run_of_numbers(text: str, lines: Sequence[Line], marks: list[Mark]) -> list[Mark]:
    """Numbers alone on a line, or before a title, that count upwards with story between them; else nothing."""
    heads = {m.first for m in marks}
    apart = [m for m in marks if m.heading.kind in _NUMBERS and (m.alone or _above_title(lines, m, heads))]
    for kind in ("numbered", "listed", "both"):
        candidates = [m for m in apart if kind in {m.heading.kind, "both"}]
        if _counts_down(candidates):
            return candidates
        run = _rising(text, candidates)
        if len(run) >= 2 or (len(run) == 1 and run[0].first == 0):
            return run
    return []


def _above_title(lines: Sequence[Line], mark: Mark, heads: set[int]) -> bool:
    """Whether the line right below a label is its title, and alone: "One", "The Bus", a blank line."""
    if not lines[mark.first].blanks or mark.last + 1 >= len(lines) or lines[mark.last + 1].blanks:
        return False
    return _title_below(lines, mark, heads) == mark.last + 1


def _counts_down(marks: list[Mark]) -> bool:
    """Whether the chapters of a book count backwards to one."""
    numbers = [m.heading.number for m in marks]
    return len(numbers) >= 3 and numbers == list(range(len(numbers), 0, -1))


def _rising(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks that count 1, 2, 3 (from any number at the top; again from 1 in a new part), skipping what does not
    fit."""
    run: list[Mark] = []
    for m in marks:
        number = m.heading.number
        if number is None:
            continue
        if not run:
            if number <= 1 or m.first == 0:
                run.append(m)
            continue
        last = run[-1]
        if count_words(text, last.end, m.start) < 40:
            continue
        reached = last.heading.number or 0
        if reached < number <= reached + 3 or number == 1:
            run.append(m)
    return run


def _titles(text: str, lines: Sequence[Line]) -> list[Mark]:
    """Titles without numbers: set apart by three blank lines or more, or by a page break, each with a chapter's worth
    of text."""
    found: list[Mark] = []
    for n, line in enumerate(lines):
        following = lines[n + 1] if n + 1 < len(lines) else None
        apart = line.blanks >= 3 and following is not None and following.blanks >= 1
        if not apart or len(line.text) > 70 or is_break(line.text) or not is_title(line.text):
            continue
        title = undecorated(line.text)
        if not re.fullmatch(r"the end|finis|fin|end", title, re.IGNORECASE):
            found.append(Mark(Heading("titled", title, title), n, n, line.start, line.end, True))
    found = without_contents(text, found)
    found = [
        m
        for m, after in zip(found, [*(f.start for f in found[1:]), len(text)], strict=False)
        if count_words(text, m.end, after) >= 100
    ]
    return found if len(found) >= 2 else []


def _titled_below(text: str, lines: Sequence[Line], marks: list[Mark]) -> list[Mark]:
    """`marks` with the titles that stand on the lines below their labels, where most of the book's labels have one."""
    bare = [m for m in marks if not m.heading.title and m.heading.kind in {"keyed", "numbered", "division", "named"}]
    heads = {m.first for m in marks}
    below = {m.first: _title_below(lines, m, heads) for m in bare}
    # Of each sort of heading, how many there are, and how many have a title below.
    counts = Counter(_sort(m) for m in bare)
    with_title = Counter(_sort(m) for m in bare if below[m.first] is not None)
    result = []
    for mark in marks:
        titled = mark
        last = below.get(mark.first)
        sort = "division" if mark.heading.kind == "division" else "chapter"
        usual = with_title[sort] >= 0.5 * counts[sort]
        if last is not None and (usual or counts[sort] <= 2):
            title = " ".join(undecorated(line.text) for line in lines[mark.last + 1 : last + 1])
            titled = replace(mark, heading=replace(mark.heading, title=title), last=last, end=lines[last].end)
        elif mark.heading.title and not mark.heading.level:
            titled = _continued(lines, mark)
        result.append(titled)
    return result


def _sort(mark: Mark) -> str:
    return mark.heading.kind if mark.heading.kind in {"division", "named"} else "chapter"


def _title_below(lines: Sequence[Line], mark: Mark, heads: set[int]) -> int | None:
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
    if last > n and sum(bool(LISTED_LINE.match(line.text)) for line in lines[n : last + 1]) >= 2:
        return None  # a list of songs or of things to buy
    block = " ".join(line.text for line in lines[n : last + 1])
    return last if is_title(block, longest=200) else None


def _continued(lines: Sequence[Line], mark: Mark) -> Mark:
    """A title that runs over several lines: `Chapter VI: The Reverend Arthur Beebe,` and what follows up to the blank
    line."""
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
