"""The book's files and chapters as a table: what was found before anything is indexed, and the same at any time after.

Pure functions. A table may hold 5,000 rows, so a row is lean and its details are asked for when it is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from ..lookalikes import Lookalike
from ..preview import ChapterPreview, EarlierPreview, Preview, SetAside
from . import markup as m

_FRAMES = {"prologue", "epilogue", "interlude", "preface", "afterword", "foreword", "coda", "intermission"}
LONG = 24  # files from which a table gets ways to find and to move without scrolling
ALIKE_SHOWN = 4  # pairs that look alike before the rest is folded away
HELD = "cannot be read now; shown as it was"
SHOWN_FILES = 60  # of those that are left out or not read; the rest is counted


def table_html(chapters: Sequence[ChapterPreview], orderable: bool) -> str:
    """One row per chapter; those of one file stand together, for a file is what moves."""
    if not chapters:
        return m.empty("No chapters", "Nothing here reads like a story yet.")
    shared = {file for file, found in _by_file(chapters) if len(found) > 1}
    part, groups = "", []
    for file, found in _by_file(chapters):
        rows = []
        for chapter in found:
            rows.append(row_html(chapter, orderable and chapter is found[0], chapter.file not in shared, part))
            part = chapter.part
        name = m.tag("div", m.esc(file), "ofilename") if file in shared and len(shared) > 1 else ""
        content = name + m.joined(rows)
        groups.append(m.tag("div", content, "ofile", data_file=file, draggable="true" if orderable else None))
    voices = any(c.person or c.tense for c in chapters)
    css = f"outline{' orderable' if orderable else ''}{'' if voices else ' voiceless'}"
    return _finder(len(groups)) + m.tag("div", _head() + m.joined(groups), css, id="outline")


def row_html(chapter: ChapterPreview, movable: bool = False, named: bool = False, part: str = "") -> str:
    """A chapter: number, name, words, voice, who tells it, what is set aside; `part` is that of the row before."""
    number, name = number_and_name(chapter)
    under = [chapter.part] if chapter.part and chapter.part != part else []
    if named and chapter.file and chapter.file.rpartition(".")[0].casefold() != name.casefold():
        under.append(chapter.file)
    title = m.tag("b", m.esc(name)) + (m.tag("small", m.esc(" · ".join(under))) if under else "")
    if chapter.held:
        title += m.tag("small", HELD, "held")
    cells = [
        m.tag("span", m.esc(number), "n"),
        m.tag("span", title, "t"),
        m.tag("span", f"{chapter.words:,}", "w"),
        m.tag("span", m.esc(voice(chapter.person, chapter.tense)), "v"),
        m.tag("span", m.esc(", ".join(chapter.narrators)), "told"),
        m.tag("span", m.esc(m.plural(len(chapter.aside), "note") if chapter.aside else ""), "x"),
    ]
    opens = m.tag(
        "button",
        m.joined(cells),
        "act orow",
        value=f"chapter-open|{chapter.position}",
        aria_expanded="false",
        title=chapter.name,
    )
    return m.tag("div", opens + (_moves(name) if movable else ""), "oline", id=f"oline-{chapter.position}")


def voice(person: str, tense: str) -> str:
    """ "first person, present"; what the text does not tell is left out."""
    return ", ".join(part for part in (f"{person} person" if person else "", tense) if part)


def number_and_name(chapter: m.Printed) -> tuple[str, str]:
    """What stands in the margin and what beside it: ("4", "The Bus"), ("P", "Prologue")."""
    label, title, number = m.chapter_label(chapter), " ".join(chapter.title.split()), chapter.number
    if number is None:
        named = f"{label}: {title}" if title and title.casefold() != label.casefold() else label
        return label[:1].upper() if label.split()[:1] and label.split()[0].casefold() in _FRAMES else "·", named
    return str(number), title or label


def preview_html(found: Preview, orderable: bool) -> str:
    """All that was found in a manuscript, before anything is done with it."""
    files = len({c.file for c in found.chapters})
    counted = [m.plural(len(found.chapters), "chapter"), m.plural(found.words, "word")]
    if files > 1:
        counted.append(m.plural(files, "file"))
    line = "Nothing has been kept of it yet. Is everything here, and in the right order? Then let me read it."
    head = m.tag("h2", m.esc(found.title)) + m.tag("p", m.esc(" · ".join(counted)), "sub") + m.tag("p", line, "intro")
    index = m.act("Index this book", "index", "first")
    foot = index + m.tag("span", f"takes {span(found.seconds)}", "sub") + m.act("Not now", "not-now", "link")
    return (
        m.tag("div", head, "outline-head")
        + attention_html(found)
        + table_html(found.chapters, orderable)
        + m.tag("p", hint(orderable), "sub hint")
        + beside_html(found)
        + m.tag("div", earlier_html(found.earlier), "part")
        + m.tag("div", foot, "outline-bar", id="outline-foot")
        + order_bar()
    )


def hint(orderable: bool) -> str:
    """How the table is used."""
    opens = "Open a row to see what is set aside as not story."
    return f"{opens} Drag a file, or use its arrows, where the order is wrong." if orderable else opens


def attention_html(found: Preview) -> str:
    """What the writer should look at first: copies and old versions, and warnings."""
    pairs = [_lookalike(pair, found) for pair in found.lookalikes]
    if len(pairs) > ALIKE_SHOWN + 1:
        rest = m.fold(f"{len(pairs) - ALIKE_SHOWN} more that look alike", m.joined(pairs[ALIKE_SHOWN:]), "quiet")
        pairs = [*pairs[:ALIKE_SHOWN], rest]
    return m.joined(pairs) + warnings_html(found.warnings)


def warnings_html(warnings: Sequence[str]) -> str:
    """Warnings, one line each; a long list is folded."""
    lines = [m.tag("p", m.esc(w), "heads-up") for w in warnings]
    if len(lines) <= 6:
        return m.joined(lines)
    return m.joined(lines[:4]) + m.fold(m.esc(f"{len(lines) - 4} more warnings"), m.joined(lines[4:]), "quiet")


def beside_html(found: Preview) -> str:
    """What lies beside the chapters: earlier books, files left out or not read, a writing program's notes."""
    parts = []
    if found.ignored:
        rows = [_file(name, m.act("Read it after all", f"unignore|{name}", "link")) for name in found.ignored]
        parts.append(_fold("Left out", len(found.ignored), rows))
    if found.unread:
        rows = [_file(f.file, m.tag("span", m.esc(f.reason), "sub")) for f in found.unread]
        parts.append(_fold("Not read", len(found.unread), rows))
    if found.reference:
        rows = [_file(r.title, m.tag("span", m.esc(m.plural(r.words, "word")), "sub")) for r in found.reference]
        parts.append(_fold("Notes kept beside the book, never story", len(found.reference), rows))
    return m.joined(parts)


def earlier_html(books: Sequence[EarlierPreview]) -> str:
    """The earlier books of the series, each with a way to take it off, and a line to add one."""
    rows = [
        m.tag(
            "div",
            m.tag("b", m.esc(b.title))
            + m.tag("span", m.esc(f"{m.plural(b.chapters, 'chapter')} · {m.plural(b.words, 'word')}"), "sub")
            + m.act("Take it off", f"earlier-off|{b.path}", "link"),
            "file",
            title=str(b.path),
        )
        for b in books
    ]
    field = (
        '<input class="plain" id="earlier-path" type="text" spellcheck="false" aria-label="Path of an earlier book" '
        'placeholder="Path of an earlier book: its folder or file">'
    )
    about = m.tag("p", "What an earlier book says counts as said before chapter 1, and is quoted by book and chapter.")
    adding = m.tag("div", field + m.act("Add it", "earlier-add"), "wishbar")
    return m.tag("h3", "Earlier books") + m.tag("div", about, "sub") + m.tag("div", m.joined(rows), "files") + adding


def order_bar() -> str:
    """Shown by the page while the order on the screen is not the one that is kept."""
    words = m.tag("span", "The order has changed here and is not kept yet.", "sub")
    buttons = m.act("This is the order", "order-keep", "first") + m.act("Put it back", "order-back")
    return m.tag("div", words + buttons, "outline-bar", id="outline-order", hidden="hidden")


def aside_html(notes: Sequence[SetAside], file: str = "") -> str:
    """What was set aside in a chapter that is not indexed: of what kind, how long, how it begins.

    `file` is the file that can be left out; "" where files cannot be.
    """
    leave = m.acts(m.act(f"Leave out {file.rpartition('/')[2]}", f"ignore|{file}")) if file else ""
    if not notes:
        return m.tag("p", "Nothing is set aside: all of it is story.", "sub") + leave
    rows = [
        m.tag(
            "div",
            m.tag("span", m.esc(note.kind), "tag soft")
            + m.tag("em", m.typeset(note.begins) + " …", "words soft")
            + m.tag("span", m.plural(note.words, "word"), "sub"),
            "file",
        )
        for note in notes
    ]
    return m.tag("p", "Set aside as not story:", "sub") + m.tag("div", m.joined(rows), "files") + leave


def span(seconds: float) -> str:
    """ "about 40 seconds", "about 3 minutes": an estimate, so never to the second."""
    if seconds < 8:
        return "a few seconds"
    if seconds < 90:
        return f"about {5 * max(2, round(seconds / 5))} seconds"
    return f"about {max(2, round(seconds / 60))} minutes"


def _by_file(chapters: Sequence[ChapterPreview]) -> Iterable[tuple[str, list[ChapterPreview]]]:
    return [(file, list(found)) for file, found in groupby(chapters, key=lambda c: c.file)]


def _finder(files: int) -> str:
    """In a long table: a line that leaves only the rows with these words."""
    if files <= LONG:
        return ""
    field = (
        '<input class="plain" id="outline-find" type="search" placeholder="Find a chapter or file" aria-label="Find">'
    )
    return m.tag("div", field, "outline-find")


def place_html(files: int, movable: bool) -> str:
    """In a long table: a way to send a file to a place without carrying it there row by row."""
    if not movable or files <= LONG:
        return ""
    field = f'<input class="plain" type="number" min="1" max="{files}" aria-label="Place in the order of the files">'
    words = m.tag("span", "Move this file to place") + field + m.tag("span", f"of {files:,}")
    return m.tag("div", words + m.act("Move it", "order-place"), "place-line sub")


def _head() -> str:
    names = (("n", ""), ("t", "Chapter"), ("w", "Words"), ("v", "Written in"), ("told", "Told by"), ("x", "Set aside"))
    return m.tag("div", m.joined(m.tag("span", name, css) for css, name in names), "ohead", aria_hidden="true")


def _moves(name: str) -> str:
    up = m.tag("button", "↑", "act move", value="order-move|-1", aria_label=f"Move up: {name}", title="Move up")
    down = m.tag("button", "↓", "act move", value="order-move|1", aria_label=f"Move down: {name}", title="Move down")
    return m.tag("span", up + down, "moves")


def _lookalike(pair: Lookalike, found: Preview) -> str:
    what = _ALIKE.get(pair.reason, "another version of")
    if pair.file == pair.like:
        said = f"In {pair.file}, {pair.chapter} looks like {what} {pair.like_chapter}."
        return m.tag("div", m.tag("p", m.esc(said)), "heads-up alike")
    said = f"{m.tag('b', m.esc(pair.file))} looks like {what} {m.tag('b', m.esc(pair.like))}."
    names = m.tag("small", m.esc(" · ".join(dict.fromkeys((pair.chapter, pair.like_chapter)))))
    alone = sum(c.file == pair.file for c in found.chapters) == 1  # of a file with several, all would go
    button = m.acts(m.act(f"Leave out {pair.file.rpartition('/')[2]}", f"ignore|{pair.file}")) if alone else ""
    return m.tag("div", m.tag("p", said) + names + button, "heads-up alike")


_ALIKE = {
    "the same text": "a copy of",
    "an older version": "an older version of",
    "much the same text": "another version of",
}


def _file(name: str, after: str) -> str:
    return m.tag("div", m.tag("span", m.esc(name), "name") + after, "file")


def _fold(title: str, count: int, rows: list[str]) -> str:
    shown = m.joined(rows[:SHOWN_FILES])
    if count > SHOWN_FILES:
        shown += m.tag("p", m.esc(f"and {count - SHOWN_FILES:,} more"), "sub")
    head = m.esc(title) + m.tag("small", f"{count:,}")
    return m.fold(head, m.tag("div", shown, "files"), "beside")
