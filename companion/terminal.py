"""Results as plain text for the terminal, the way a writer reads them. Pure functions: they never print."""

from __future__ import annotations

import io
import re
import shutil
import textwrap
import time
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .canon.attributes import heading_of
from .manuscript.chapter import Chapter, Citation, Hit

if TYPE_CHECKING:
    from .answers.types import Answer
    from .canon.likely import LikelySame
    from .canon.roles import Role
    from .canon.timeline import Timeline
    from .canon.types import Character, CharacterSheet, Fact, Finding, FirstLook, Thread
    from .chains.study import StudyEstimate, StudyReport
    from .effects import EditEffect
    from .evaluating import Evaluation, Outcome
    from .index.scan import Mentions
    from .lookalikes import Lookalike
    from .models import ModelInfo
    from .preview import ChapterPreview, Preview
    from .scenes.types import Draft, SceneIdea
    from .sync import SyncReport

TIERS = {"conflict": "Contradiction", "possible": "Worth a look"}
EDITS = {
    "new": ("new", "split"),
    "changed": ("edited",),
    "gone": ("removed", "joined"),
    "moved": ("moved",),
    "renamed": ("renamed",),
}
CHANGES = {  # since the last run of a list of questions
    "Wrong now, right the last time": ("worse",),
    "Right now": ("better",),
    "New": ("new",),
    "In other words": ("other words",),
}
MOST_IN_ROW = 12
MOST_LISTED = 20
PREVIEW_COLUMNS: dict[str, dict[str, Any]] = {
    "": {"justify": "right"},
    "Chapter": {"ratio": 3, "min_width": 16},
    "Words": {"justify": "right"},
    "Told in": {"no_wrap": True},
    "By": {"ratio": 3},
    "Not story": {"ratio": 2},
}


def sync_report(report: SyncReport) -> str:
    """What a sync did, in a line or a few."""
    head = f"{_count(report.chapters, 'chapter')}, {_count(report.words, 'word')}, up to date ({report.seconds:.1f} s)."
    lines = [head] if not report.unchanged else [head, "Nothing has changed."]
    for word, kinds in EDITS.items():
        names = [e.short for e in report.edits if e.kind in kinds]
        if names:
            lines.append(_wrapped(f"{word}: {_some(names)}", 2, 4))
    return "\n".join([*lines, *_warnings(report.warnings)])


def effect(found: EditEffect, known: Collection[str] = ()) -> str:
    """One line per saved edit, with the time of day; under it the warnings that it brought, which are not in `known`:
    a chapter that cannot be read is not one that was thrown away."""
    fresh = [w for w in found.report.warnings if w not in known] if found.report is not None else []
    line = f"{time.strftime('%H:%M', time.localtime(found.when))}  {found.line}"
    return "\n".join([line, *(f"       ! {w}" for w in fresh)])


def order(files: Sequence[str]) -> str:
    """The reading order, numbered."""
    width = len(str(len(files)))
    return "\n".join(f"{n:>{width}}  {name}" for n, name in enumerate(files, 1))


def ignored(listed: Sequence[str], files: Sequence[str]) -> str:
    """What is left out: as written down, and the files that this means."""
    if not listed:
        return "No file is left out."
    return "\n".join([f"Left out: {', '.join(listed)}", *(f"  {name}" for name in files)])


def preview(found: Preview) -> str:
    """What would be read: a table of the chapters, then what is left out, what to look at, and what it will cost."""
    lines = [found.title, "=" * len(found.title), _chapter_table(found), ""]
    lines.append(f"{_count(len(found.chapters), 'chapter')}, {_count(found.words, 'word')}. {_next(found)}")
    for book in found.earlier:
        counted = f"{_count(book.chapters, 'chapter')}, {_count(book.words, 'word')}"
        lines.append(f"Before it: {book.title}, {counted}, canon before chapter 1.")
    lines += _notes(found.chapters)
    lines += _block(
        "Kept beside the book, never canon", [f"{r.title}: {_count(r.words, 'word')}" for r in found.reference]
    )
    lines += _block("Left out by companion.toml", found.ignored)
    lines += _block("Not read", [f"{u.file}: {u.reason}" for u in found.unread])
    lines += _block("Look alike", [_alike(pair) for pair in found.lookalikes])
    return "\n".join([*lines, *_warnings(found.warnings)])


def _chapter_table(found: Preview) -> str:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1))
    for heading, options in PREVIEW_COLUMNS.items():
        table.add_column(heading, **options)
    part = ""
    for c in found.chapters:
        if c.part != part:
            table.add_row("", Text(c.part))
            part = c.part
        voice = f"{c.person}, {c.tense}".strip(" ,")
        aside = ", ".join(dict.fromkeys(a.kind for a in c.aside))
        cells = (str(c.position), c.name, f"{c.words:,}", voice, ", ".join(c.narrators), aside)
        table.add_row(*map(Text, cells))  # as text: a title may hold what rich would take for markup
    console = Console(file=io.StringIO(), width=_width(120), color_system=None, highlight=False)
    with console.capture() as captured:
        console.print(table)
    return "\n".join(line.rstrip() for line in captured.get().splitlines() if line.strip())


def _notes(chapters: Sequence[ChapterPreview]) -> list[str]:
    told = [(c, a) for c in chapters for a in c.aside]
    lines = [f"{c.short}: {a.kind}, {_count(a.words, 'word')}: “{textwrap.shorten(a.begins, 70)}”" for c, a in told]
    return _block("Set aside as not story", lines)


def _alike(pair: Lookalike) -> str:
    if pair.file == pair.like:
        return f"{pair.chapter} and {pair.like_chapter} ({pair.reason}, {pair.share:.0%})"
    said = (
        f"{pair.file} looks like {pair.reason} of {pair.like}"
        if "older" in pair.reason
        else (f"{pair.file} has {pair.reason} as {pair.like}")
    )
    return f"{said} ({pair.share:.0%} of its sentences); to leave it out: companion ignore {_typed(pair.file)} BOOK"


def _typed(name: str) -> str:
    """A file's name as it can be typed in any terminal: in straight quotes where it needs them."""
    return name if re.fullmatch(r"[\w./-]+", name) else f'"{name}"'


def _next(found: Preview) -> str:
    if found.indexed:
        return "It has been read here before; companion sync brings it up to date."
    spent = f"about {found.seconds:.0f} seconds" if found.seconds < 90 else f"about {found.seconds / 60:.0f} minutes"
    return f"Nothing is kept yet; companion sync will take {spent}."


def _block(title: str, lines: Sequence[str]) -> list[str]:
    if not lines:
        return []
    shown = [_wrapped(line, 2, 6) for line in lines[:MOST_LISTED]]
    rest = len(lines) - MOST_LISTED
    return ["", title, *shown, *([f"  … and {rest} more (--json shows all)"] if rest > 0 else [])]


def _count(number: int, one: str) -> str:
    return f"{number:,} {one if number == 1 else one + 's'}"


def _width(most: int = 100) -> int:
    return min(most, max(40, shutil.get_terminal_size((100, 24)).columns))


def answer(found: Answer, chapters: Sequence[Chapter] = (), every: bool = False) -> str:
    """An answer, then by number the quotes that it has cut or not shown, and what lies behind a complete list.

    `every` shows all the places, those that only came near, too. `chapters` let the wall be named as the book names it.
    """
    lines = [_wrapped(line) if line.strip() else "" for line in found.text.splitlines()]
    numbered = list(enumerate(found.citations, 1))
    told = [(n, c) for n, c in numbered if f"[{n}]" in found.text]
    behind = [(n, c) for n, c in numbered if f"[{n}]" not in found.text]
    wanted = behind if every else behind[: max(0, MOST_IN_ROW - len(told))] if found.evidence.counts else []
    shown = [(n, c) for n, c in told if c.line not in found.text] + wanted
    lines += ["", *(_quote(f"[{n}]", c) for n, c in shown)] if shown else []
    if rest := len(behind) - len(wanted):
        near = "" if found.evidence.counts else " that came near"
        lines += ["", f"  … {_count(rest, 'more place')}{near} (--all shows them)"]
    wall = next((c.short for c in chapters if c.position == found.until), f"ch. {found.until}")
    place = f"Up to {wall}" if found.until else "Whole book"
    lines += ["", f"{place} · {'without AI' if found.model == 'none' else found.model}"]
    lines += [_wrapped(step, 2) for step in found.how if "AI" in step]
    return "\n".join(lines)


def hits(found: Sequence[Hit]) -> str:
    """Passages, best first."""
    if not found:
        return "Nothing found."
    return "\n\n".join(f"{h.chapter.short}\n{_wrapped(' '.join(h.text.split()), 2)}" for h in found)


def mentions(found: Mentions) -> str:
    """Every sentence with its chapter, and how many places there are."""
    if not found.places:
        return f"“{found.phrase}” stands nowhere in it."
    names = f" ({', '.join(found.names)})" if len(found.names) > 1 else ""
    lines = [_wrapped(f"{_count(len(found.places), 'place')}{names}")]
    counts = dict(found.counts)
    position = None
    for sentence in found.sentences:
        if sentence.chapter.position != position:
            position = sentence.chapter.position
            lines += ["", f"{sentence.chapter.short}: {counts[position]}"]
        lines.append(_wrapped(sentence.line, 2))
    return "\n".join(lines)


def cast(people: Sequence[Character], roles: Sequence[Role] = (), likely: Sequence[LikelySame] = ()) -> str:
    """One line per character; then those without a name, and names that may be one person's."""
    if not people and not roles:
        return "Nobody named yet."
    width = min(28, max((len(p.name) for p in people), default=1))
    lines = []
    for p in people:
        also = f"also {', '.join(p.aliases[:6])}" if p.aliases else ""
        narrates = f"narrates {len(p.narrates)} chapters" if p.narrates else ""
        notes = " · ".join(n for n in (also, narrates) if n)
        lines.append(f"{p.name:<{width}.{width}} {p.mentions:>6}  {notes}".rstrip())
    if roles:
        lines += ["", _wrapped("Without a name: " + ", ".join(f"{r.name} ({r.mentions})" for r in roles))]
    if likely:
        lines += ["", "One person?"]
    for pair in likely:
        lines.append(_wrapped(f"{pair.one.name} and {pair.other.name}: {'; '.join(pair.reasons)}", 2, 4))
        if pair.doubts:
            lines.append(_wrapped(f"but {'; '.join(pair.doubts)}", 4))
    return "\n".join(lines)


def sheet(found: CharacterSheet) -> str:
    """A character sheet: facts by attribute with their quotes, then what disagrees."""
    person = found.character
    lines = [person.name, "=" * len(person.name)]
    if person.aliases:
        lines.append(_wrapped("Also called " + ", ".join(person.aliases)))
    if person.first and person.last:
        seen = f"{person.first.chapter.short} to {person.last.chapter.short}"
        lines.append(f"{person.mentions} mentions in {len(person.chapters)} chapters, {seen}")
    if found.company:
        lines.append(_wrapped("Most often with " + ", ".join(f"{name} ({n})" for name, n in found.company[:6])))
    if person.pronouns:
        lines.append(f"Pronouns: {person.pronouns}")
    settled = dict(found.settled)
    for attribute, facts in found.by_attribute.items():
        right = f" ({settled[attribute]} is right)" if attribute in settled else ""
        lines += ["", heading_of(attribute) + right]
        for fact in facts:
            unsure = "" if fact.firm else ", unsure"
            unsure += f", noted by {fact.source}" if fact.source else ""
            lines.append(_quote(f"{fact.shown} ({fact.by}{unsure})", fact.citation))
    if found.progressions:
        lines += ["", "What changes"]
        lines += [
            _wrapped(f"{p.attribute}: " + ", then ".join(f"{f.value} ({f.chapter.short})" for f in p.steps), 2)
            for p in found.progressions
        ]
    if found.knows:
        lines += ["", "Knows of"]
        lines += [_wrapped(f"{t.summary} ({how}, {c.chapter.short})", 2, 4) for t, c, how in found.knows]
    if found.findings:
        lines += ["", "Disagreements"]
        lines += [f"  {f.message}: {TIERS[f.tier].lower()}" for f in found.findings]
    return "\n".join(lines)


def study_estimate(found: StudyEstimate) -> str:
    """What a study would take: prompts, tokens, and whether the shape of replies is enforced."""
    new = found.prompts - found.known
    before = f", {found.known} of them answered before" if found.known else ""
    lines = [f"{_counted(found.scenes, 'scene')} in {_counted(found.prompts, 'prompt')}{before}."]
    if new:
        tokens = f"About {found.tokens_in:,} tokens to read and at most {found.tokens_out:,} to write"
        shape = "; the server is asked to enforce the shape of replies." if found.schema else "."
        lines.append(tokens + shape)
    else:
        lines.append("Nothing is asked again.")
    return "\n".join(_wrapped(line) for line in lines)


def study_report(found: StudyReport) -> str:
    """What a study found by person, what was not kept and why, what is still to be read."""
    read = f"{_counted(found.read, 'part')} read, {_counted(found.asked, 'prompt')} asked"
    left = f"; {found.left} not read yet" if found.left else ""
    lines = [f"{read}{left}. {_counted(len(found.facts), 'fact')} noted, {found.dropped} not kept.", *found.notes]
    people: dict[str, list[Fact]] = {}
    for fact in found.facts:
        people.setdefault(fact.character, []).append(fact)
    for name, facts in people.items():
        lines += ["", name]
        lines += [_quote(f"{f.attribute}: {f.value}", f.citation) for f in facts]
    if found.rejected:
        lines += ["", "Not kept"]
        lines += [
            _wrapped(f"{r.noted.name} | {r.noted.attribute} | {r.noted.value} ({r.chapter}): {r.why}", 2, 4)
            for r in found.rejected[:MOST_LISTED]
        ]
        more = len(found.rejected) - MOST_LISTED
        lines += [f"  and {more} more"] if more > 0 else []
    return "\n".join(lines)


def timeline(found: Timeline) -> str:
    """Scenes in story order: day, date, chapter and scene, how it begins; then the ages that follow."""
    if not found.moments:
        return "No scenes yet."
    lines = [] if found.told else ["The text gives no dates or spans of time; this is the reading order.", ""]
    wide = min(24, max(len(m.date or m.said) for m in found.moments))
    for m in found.moments:
        when = m.date or m.said
        place = f"{m.chapter.short}, scene {m.scene.number}" + (" (told later)" if m.back else "")
        day = f"{m.day:>6.0f} " if found.told else ""
        lines.append(f"{day}{when:<{wide}.{wide}}  {place}: {textwrap.shorten(m.begins.line, 60, placeholder=' …')}")
    if found.ages:
        lines += ["", "Ages"]
    for age in found.ages:
        later = f", {age.at_end} when the story ends" if age.at_end != age.years else ""
        born = f", born {age.born}" if age.born else ""
        lines.append(f"  {age.character}: {age.years} in {age.stated.chapter.short}{later}{born}")
    return "\n".join(lines)


def threads(found: Sequence[Thread], *, everything: bool = False) -> str:
    """Each thread with its places; by default those that are open."""
    shown = [t for t in found if everything or t.closed is None]
    rest = len(found) - len(shown)
    tail = f"{rest} closed (--all shows them)" if rest else ""
    if not shown:
        return "\n".join(filter(None, ["No open threads found.", tail]))
    lines = []
    for t in shown:
        lines.append(f"{t.kind.capitalize()}  [{t.id}]")
        lines.append(_quote("opened", t.planted))
        if t.touched and t.closed is None:
            lines.append(_quote("last touched", t.touched))
        if t.passed:
            lines.append(_quote("its day comes", t.passed))
        if t.closed:
            lines.append(_quote(t.ending or "closed", t.closed))
        lines.append("")
    return "\n".join([*lines, tail]).rstrip()


def findings(found: Sequence[Finding], *, everything: bool = False) -> str:
    """Findings with both quotes; by default only contradictions that are not decided."""
    shown = [f for f in found if everything or (f.tier == "conflict" and f.decision is None)]
    rest = len(found) - len(shown)
    tail = f"{rest} more worth a look or decided (--all shows them)" if rest else ""
    if not shown:
        none = "No contradictions found among the facts that could be read off the page."
        return "\n".join(filter(None, [none, tail]))
    lines = []
    for finding in shown:
        decided = f" · {finding.decision.verdict}" if finding.decision else ""
        who = f" · {finding.character}" if finding.character else ""
        lines.append(f"{TIERS[finding.tier]}{who}{decided}: {finding.message}")
        lines += [_quote("", c) for c in finding.evidence]
        if finding.reading:
            lines.append(_wrapped(finding.reading, 2))
        lines.append("")
    return "\n".join([*lines, tail]).rstrip()


def first_look(look: FirstLook) -> str:
    """The first look, in the order in which a writer wants it."""
    lines = [look.title, "=" * len(look.title), f"{look.chapters} chapters, {look.words:,} words", ""]
    if look.narrators:
        lines.append("Narrated by " + ", ".join(f"{p.name} ({len(p.narrates)} chapters)" for p in look.narrators))
    lines.append(_wrapped("In it: " + ", ".join(f"{p.name} ({p.mentions})" for p in look.cast[:MOST_IN_ROW])))
    if look.variants:
        lines += ["", "Spelled two ways?"]
        for v in look.variants:
            lines.append(_quote(f"{v.usual} ({v.usual_count}) · {v.rare} ({v.rare_count})", v.citation))
    lines += ["", findings(look.contradictions)]
    if look.loose_ends:
        lines += ["", "Still open"]
        lines += [_quote(f"{t.kind}: {t.summary}", t.planted) for t in look.loose_ends]
    if look.notes:
        lines += ["", "Set aside as not story"]
        lines += [f"  {c.chapter.short}: {textwrap.shorten(c.line, 90, placeholder=' …')}" for c in look.notes]
    return "\n".join([*lines, *_warnings(look.warnings)])


def ideas(found: Sequence[SceneIdea]) -> str:
    """Scene ideas with the places they grow from."""
    if not found:
        return "Nothing on the page asks for a scene yet."
    lines = []
    for number, idea in enumerate(found, 1):
        lines += [f"{number}. {idea.title} ({idea.kind})", _wrapped(idea.premise, 3)]
        people = ", ".join(idea.people)
        lines.append(f"   Told by {idea.pov or 'the narrator'} · {people}{' · ' + idea.place if idea.place else ''}")
        lines += [_quote("", c, 3) for c in idea.citations[:3]]
        lines.append("")
    return "\n".join(lines).rstrip()


def draft(made: Draft) -> str:
    """A draft, then what the gate noticed in it."""
    lines = [made.text]
    if made.marks:
        lines += ["", "Look at:"]
        lines += [
            f"  {m.kind}: {m.message} — “{' '.join(made.text[m.start : m.end].split())[:80]}”" for m in made.marks
        ]
    return "\n".join([*lines, *(f"  {note}" for note in made.notes)])


def models(found: Iterable[ModelInfo], trial: str = "") -> str:
    """Two lines per model, the one that would be used marked, and how it did when it was tried."""
    lines = []
    for info in found:
        where = f"{info.where}{', leaves this machine' if info.remote else ''}"
        lines.append(f"{'*' if info.chosen else ' '} {info.spec}")
        lines.append(_wrapped(" · ".join(filter(None, (where, info.note))), 4))
    return "\n".join([*lines, *(["", _wrapped(f"Tried with one question: {trial}")] if trial else [])])


def evaluation(run: Evaluation, *, everything: bool = False) -> str:
    """What changed since the last run, then what is wrong as it was, then the count."""
    lines: list[str] = []
    for title, changes in CHANGES.items():
        lines += _asked_block(title, [o for o in run.outcomes if o.change in changes])
    still = [o for o in run.outcomes if o.passed is False and not o.change]
    lines += _asked_block("Wrong" if run.first else "Wrong as before", still)
    if everything:
        lines += _asked_block("As before", [o for o in run.outcomes if o.passed is not False and not o.change])
    watched = len(run.outcomes) - run.judged
    counted = f"{run.passed} of {run.judged} right" if run.judged else "Nothing to compare with"
    counted += f", {watched} only watched for changes" if watched else ""
    unchanged = not run.first and not any(o.change for o in run.outcomes)
    return "\n".join([*lines, counted + (" · nothing has changed" if unchanged else "")])


def _asked_block(title: str, outcomes: Sequence[Outcome]) -> list[str]:
    lines: list[str] = []
    for outcome in outcomes:
        lines.append(_wrapped(f"{outcome.id}  {outcome.question}", 2, 6))
        if outcome.why:
            lines.append(_wrapped(f"{outcome.why[:1].upper()}{outcome.why[1:]}.", 6))
        if outcome.answer and (outcome.why or outcome.change):
            lines.append(_wrapped(f"Now: {textwrap.shorten(outcome.answer, 200, placeholder=' …')}", 6, 11))
        if outcome.before:
            lines.append(_wrapped(f"Before: {textwrap.shorten(outcome.before, 200, placeholder=' …')}", 6, 14))
    return [title, *lines, ""] if lines else []


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _quote(lead: str, citation: Citation, indent: int = 2) -> str:
    said = f"“{citation.line}” ({citation.chapter.short})"
    return _wrapped(f"{lead}  {said}" if lead else said, indent, indent + 4)


def _wrapped(text: str, indent: int = 0, hang: int | None = None) -> str:
    width = _width()
    rest = " " * (indent if hang is None else hang)
    return textwrap.fill(text, width, initial_indent=" " * indent, subsequent_indent=rest, break_on_hyphens=False)


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_IN_ROW])
    return f"{shown} and {len(names) - MOST_IN_ROW} more" if len(names) > MOST_IN_ROW else shown


def _warnings(warnings: Sequence[str]) -> list[str]:
    return ["", *(f"! {w}" for w in warnings)] if warnings else []
