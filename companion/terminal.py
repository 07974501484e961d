"""Results as plain text for the terminal, the way a writer reads them. Pure functions: they never print."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .manuscript.chapter import Chapter, Citation, Hit, Manuscript

if TYPE_CHECKING:
    from .answers.types import Answer
    from .canon.types import Character, CharacterSheet, Finding, FirstLook
    from .models import ModelInfo
    from .scenes.types import Draft, SceneIdea
    from .sync import SyncReport

TIERS = {"conflict": "Contradiction", "possible": "Worth a look"}
MOST_IN_ROW = 12


def sync_report(report: SyncReport) -> str:
    """What a sync did, in a line or a few."""
    head = f"{report.chapters} chapters, {report.words:,} words, up to date ({report.seconds:.1f} s)."
    lines = [head] if not report.unchanged else [head, "Nothing has changed."]
    for word, names in (
        ("new", report.added),
        ("changed", report.changed),
        ("gone", report.removed),
        ("moved", report.moved),
    ):
        if names:
            lines.append(f"  {word}: {_some(names)}")
    return "\n".join([*lines, *_warnings(report.warnings)])


def preview(manuscript: Manuscript) -> str:
    """What would be read: one line per chapter, then what was set aside and what to look at."""
    lines = [f"{manuscript.title}: {len(manuscript.chapters)} chapters, {manuscript.words:,} words", ""]
    for c in manuscript.chapters:
        voices = sorted({f"{s.person} person {s.tense}".strip() for s in c.scenes if s.person})
        aside = sorted({p.kind for p in c.paratext})
        note = f"   not story: {', '.join(aside)}" if aside else ""
        lines.append(f"{c.position:>4}  {c.name:<44.44} {c.words:>7,} words  {', '.join(voices)}{note}")
    return "\n".join([*lines, *_warnings(manuscript.warnings)])


def answer(found: Answer, chapters: Sequence[Chapter] = ()) -> str:
    """An answer, then its quotes by number. `chapters` let the wall be named as the book names it."""
    lines = [_wrapped(line) if line.strip() else "" for line in found.text.splitlines()]
    if found.citations:
        lines.append("")
    for number, citation in enumerate(found.citations[:MOST_IN_ROW], 1):
        lines.append(_quote(f"[{number}]", citation))
    rest = len(found.citations) - MOST_IN_ROW
    if rest > 0:
        lines.append(f"  … and {rest} more (--json shows all)")
    wall = next((c.name for c in chapters if c.position == found.until), f"chapter {found.until}")
    place = f"Up to {wall}" if found.until else "Whole book"
    lines += ["", f"{place} · {'without AI' if found.model == 'none' else found.model}"]
    lines += [_wrapped(step, 2) for step in found.how if "AI" in step]
    return "\n".join(lines)


def hits(found: Sequence[Hit]) -> str:
    """Passages, best first."""
    if not found:
        return "Nothing found."
    return "\n\n".join(f"{_place(h.chapter)}\n{_wrapped(' '.join(h.text.split()), 2)}" for h in found)


def cast(people: Sequence[Character]) -> str:
    """One line per character."""
    if not people:
        return "Nobody named yet."
    width = min(28, max(len(p.name) for p in people))
    lines = []
    for p in people:
        also = f"also {', '.join(p.aliases[:6])}" if p.aliases else ""
        narrates = f"narrates {len(p.narrates)} chapters" if p.narrates else ""
        notes = " · ".join(n for n in (also, narrates) if n)
        lines.append(f"{p.name:<{width}.{width}} {p.mentions:>6}  {notes}".rstrip())
    return "\n".join(lines)


def sheet(found: CharacterSheet) -> str:
    """A character sheet: facts by attribute with their quotes, then what disagrees."""
    person = found.character
    lines = [person.name, "=" * len(person.name)]
    if person.aliases:
        lines.append(_wrapped("Also called " + ", ".join(person.aliases)))
    if person.first and person.last:
        seen = f"{person.first.chapter.name} to {person.last.chapter.name}"
        lines.append(f"{person.mentions} mentions in {len(person.chapters)} chapters, {seen}")
    if found.company:
        lines.append(_wrapped("Most often with " + ", ".join(f"{name} ({n})" for name, n in found.company[:6])))
    for attribute, facts in found.by_attribute.items():
        lines += ["", attribute]
        for fact in facts:
            unsure = "" if fact.firm else ", unsure"
            lines.append(_quote(f"{fact.value} ({fact.by}{unsure})", fact.citation))
    if found.findings:
        lines += ["", "Disagreements"]
        lines += [f"  {f.message}: {TIERS[f.tier].lower()}" for f in found.findings]
    return "\n".join(lines)


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
        lines += [_quote(c.chapter.label, c) for c in finding.evidence]
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
        lines += [f"  {c.chapter.label}: {textwrap.shorten(c.line, 90, placeholder=' …')}" for c in look.notes]
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
        lines += [_quote(c.chapter.label, c, 3) for c in idea.citations[:3]]
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


def models(found: Iterable[ModelInfo]) -> str:
    """One line per model."""
    lines = []
    for info in found:
        where = f"{info.where}{', leaves this machine' if info.remote else ''}"
        note = f" · {info.note}" if info.note else ""
        lines.append(f"{'*' if info.chosen else ' '} {info.spec:<36} {where}{note}")
    return "\n".join(lines)


def _quote(lead: str, citation: Citation, indent: int = 2) -> str:
    return _wrapped(f"{lead}  “{citation.line}” ({_place(citation.chapter)})", indent, indent + 4)


def _place(chapter: Chapter) -> str:
    return chapter.name


def _wrapped(text: str, indent: int = 0, hang: int | None = None) -> str:
    width = min(100, max(40, shutil.get_terminal_size((100, 24)).columns))
    rest = " " * (indent if hang is None else hang)
    return textwrap.fill(text, width, initial_indent=" " * indent, subsequent_indent=rest, break_on_hyphens=False)


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_IN_ROW])
    return f"{shown} and {len(names) - MOST_IN_ROW} more" if len(names) > MOST_IN_ROW else shown


def _warnings(warnings: Sequence[str]) -> list[str]:
    return ["", *(f"! {w}" for w in warnings)] if warnings else []
