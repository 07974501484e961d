"""The story bible as Markdown, and from it as a Word document: for printing, and for those without this program.

What stands in the manuscript is escaped, so that no asterisk, bracket or tag of it is taken for a sign of Markdown.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from .canon.attributes import heading_of
from .canon.bible import Bible
from .canon.knowledge import Matter
from .canon.timeline import Moment, Timeline
from .canon.types import NARRATOR, Character, CharacterSheet, Fact, Finding, Thread
from .errors import ExportError
from .export import to_json
from .manuscript.chapter import Citation

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~^$&{}])")
SECONDS = 60


def bible_markdown(bible: Bible) -> str:
    """The bible as one Markdown document: cast, sheets, roles, timeline, threads, who knows what, continuity."""
    wall = f", up to {_plain(bible.until)}" if bible.until else ""
    parts = [f"# {_plain(bible.title)}", f"Story bible. {bible.chapters} chapters, {bible.words:,} words{wall}."]
    parts += _cast(bible.cast)
    for sheet in bible.sheets:
        parts += _sheet(sheet)
    if bible.roles:
        rows = [f"- {_plain(r.name)}: {_times(r.mentions)}, {_span(r.first, r.last)}" for r in bible.roles]
        parts += ["## People without a name", "\n".join(rows)]
    parts += _timeline(bible.timeline)
    parts += _threads(bible.threads)
    parts += _knowledge(bible.knowledge)
    if bible.findings:
        parts += ["## Continuity", *(part for finding in bible.findings for part in _finding(finding, "###"))]
    return "\n\n".join(part for part in parts if part) + "\n"


def bible_docx(bible: Bible) -> bytes:
    """The same as a Word document. Raises ExportError when pandoc cannot make it."""
    import pypandoc

    command = [pypandoc.get_pandoc_path(), "--sandbox", "-f", "commonmark+pipe_tables", "-t", "docx"]
    try:
        done = subprocess.run(
            command, input=bible_markdown(bible).encode(), capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise ExportError(f"The Word document could not be made ({exc}); export as .md instead.") from exc
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:120]
        raise ExportError(f"The Word document could not be made ({said}); export as .md instead.")
    return done.stdout


@dataclass(frozen=True)
class Writer:
    """One kind of file that the bible can be had as."""

    label: str
    media_type: str
    write: Callable[[Bible], bytes]  # raises ExportError


WRITERS = {
    "md": Writer("Markdown", "text/markdown; charset=utf-8", lambda bible: bible_markdown(bible).encode()),
    "docx": Writer("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", bible_docx),
    "json": Writer("JSON", "application/json", lambda bible: to_json(bible).encode()),
}


def _cast(cast: Sequence[Character]) -> list[str]:
    if not cast:
        return ["Nobody is called by name in what has been read."]
    rows = ["| Name | Also | Mentions | From | To |", "| --- | --- | --- | --- | --- |"]
    for who in cast:
        first, last = (_plain(c.chapter.short) if c else "" for c in (who.first, who.last))
        rows.append(f"| {_plain(who.name)} | {_plain(', '.join(who.aliases))} | {who.mentions} | {first} | {last} |")
    return ["## Cast", "\n".join(rows)]


def _sheet(sheet: CharacterSheet) -> list[str]:
    who = sheet.character
    about = [
        f"Also called {', '.join(who.aliases)}." if who.aliases else "",
        f"Pronouns: {who.pronouns}." if who.pronouns else "",
        f"{_times(who.mentions)}, {_span(who.first, who.last)}." if who.first and who.last else "",
        f"Tells {_counted(len(who.narrates), 'chapter')}." if who.narrates else "",
        f"In {_counted(sum(n for _, n in sheet.present), 'scene')}." if sheet.present else "",
    ]
    parts = [f"## {_plain(who.name)}", " ".join(_plain(line) for line in about if line)]
    if sheet.facts:
        parts += ["### Facts", "\n".join(_fact_lines(sheet.facts, dict(sheet.settled)))]
    if sheet.progressions:
        rows = [
            f"- {_plain(p.attribute)}: "
            + ", then ".join(f"{_plain(f.value)} ({_plain(f.chapter.short)})" for f in p.steps)
            for p in sheet.progressions
        ]
        parts += ["### What changes", "\n".join(rows)]
    for finding in sheet.findings:
        parts += _finding(finding, "###")
    if sheet.company:
        shared = ", ".join(f"{_plain(name)} ({count})" for name, count in sheet.company[:12])
        parts += ["### In scenes with", shared]
    if sheet.knows:
        rows = [f"- {_plain(t.summary)} ({_plain(how)}, {_plain(c.chapter.short)})" for t, c, how in sheet.knows]
        parts += ["### Knows of", "\n".join(rows)]
    return parts


def _fact_lines(facts: Iterable[Fact], settled: dict[str, str]) -> Iterator[str]:
    """By chapter, in reading order."""
    position = None
    for fact in facts:
        if fact.chapter.position != position:
            position = fact.chapter.position
            yield f"- {_plain(fact.chapter.name)}"
        by = "" if fact.by == NARRATOR else f", said by {fact.by}" if fact.by else ", said"
        soft = "" if fact.firm else ", not certain"
        soft += f", noted by {fact.source}" if fact.source else ""
        right = ", this one is right" if settled.get(fact.attribute) == fact.value else ""
        value = f"**{_plain(heading_of(fact.attribute))}: {_plain(fact.shown)}**"
        yield f"    - {value}{_plain(by + soft + right)}. {_quote(fact.citation)}"


def _finding(finding: Finding, head: str) -> list[str]:
    tier = "Contradiction" if finding.tier == "conflict" else "Worth a look"
    decided = f", {finding.decision.verdict}" if finding.decision else ""
    rows = [f"- {_plain(c.chapter.short)}: {_quote(c)}" for c in finding.evidence]
    return [f"{head} {tier}{decided}: {_plain(finding.message)}", "\n".join(rows), _plain(finding.reading)]


def _timeline(timeline: Timeline) -> list[str]:
    if not timeline.told:
        return []
    rows = ["| Day | When | Chapter | Begins |", "| --- | --- | --- | --- |"]
    rows += [_moment(m) for m in timeline.moments]
    parts = ["## Timeline", "\n".join(rows)]
    if timeline.ages:
        ages = [
            f"- {_plain(a.character)}: {a.years} in {_plain(a.stated.chapter.short)}"
            + (f", {a.at_end} when the story ends" if a.at_end != a.years else "")
            + (f", born {a.born}" if a.born else "")
            for a in timeline.ages
        ]
        parts += ["### Ages", "\n".join(ages)]
    return parts


def _moment(moment: Moment) -> str:
    day = f"{moment.day:+.0f}" if moment.day < 0 else f"{moment.day:.0f}"
    when = moment.date or moment.said or "not said"
    when += ", told later" if moment.back else ""
    chapter = f"{moment.chapter.short}, scene {moment.scene.number}"
    return f"| {day} | {_plain(when)} | {_plain(chapter)} | {_plain(' '.join(moment.begins.line.split()[:12]))} |"


def _threads(threads: Sequence[Thread]) -> list[str]:
    parts: list[str] = []
    for title, chosen in (
        ("Threads still open", [t for t in threads if t.closed is None]),
        ("Threads closed", [t for t in threads if t.closed is not None]),
    ):
        if chosen:
            parts += [f"## {title}", "\n".join(line for thread in chosen for line in _thread(thread))]
    return parts


def _thread(thread: Thread) -> Iterator[str]:
    yield f"- **{_plain(thread.summary)}**"
    yield f"    - opened, {_plain(thread.planted.chapter.short)}: {_quote(thread.planted)}"
    if thread.touched and thread.closed is None:
        yield f"    - last touched, {_plain(thread.touched.chapter.short)}: {_quote(thread.touched)}"
    if thread.passed:
        yield f"    - its day comes, {_plain(thread.passed.chapter.short)}: {_quote(thread.passed)}"
    if thread.closed:
        yield f"    - {thread.ending or 'closed'}, {_plain(thread.closed.chapter.short)}: {_quote(thread.closed)}"


def _knowledge(matters: Sequence[Matter]) -> list[str]:
    known = [m for m in matters if m.learnt]
    if not known:
        return []
    lines = ["What the page shows; that it shows nothing is no proof that somebody does not know.", ""]
    for matter in known:
        lines.append(f"- **{_plain(matter.thread.summary)}**")
        lines += [f"    - {_plain(one.who)} {one.how}, {_plain(one.citation.chapter.short)}" for one in matter.learnt]
        if matter.kept_from:
            lines.append(f"    - kept from {_plain(', '.join(matter.kept_from))}")
    return ["## Who knows what", "\n".join(lines)]


def _quote(citation: Citation) -> str:
    return f"“{_plain(citation.line)}”"


def _span(first: Citation, last: Citation) -> str:
    if first.chapter.position == last.chapter.position:
        return f"in {_plain(first.chapter.short)}"
    return f"{_plain(first.chapter.short)} to {_plain(last.chapter.short)}"


def _times(count: int) -> str:
    return _counted(count, "mention")


def _counted(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else one + 's'}"


def _plain(text: str) -> str:
    """Text with every sign of Markdown in it escaped, on one line."""
    line = _SIGNS.sub(r"\\\1", " ".join(text.split()))
    return f"\\{line}" if line.startswith(("-", "+", "=", ":")) else line
