"""The sheet of one character: names and presence, facts by attribute and by chapter, what disagrees, what changes."""

from __future__ import annotations

from collections.abc import Sequence

from ..canon.attributes import heading_of
from ..canon.likely import LikelySame
from ..canon.types import NARRATOR, Character, CharacterSheet, Fact, Finding
from ..manuscript.chapter import Chapter
from . import markup as m
from .people import pair_html
from .presence import presence
from .render import Teller, decision_html, nobody, sides_html
from .threads import HOW

CHIPS = 8
PRONOUNS = (("she", "she"), ("he", "he"), ("they", "they"), ("", "as the text shows"))
KIN = "kin"


def sheet_html(
    sheet: CharacterSheet,
    chapters: Sequence[Chapter],
    teller: Teller = nobody,
    likely: Sequence[LikelySame] = (),
    people: Sequence[str] = (),
) -> str:
    """One character. `likely` are the pairs that may be one person with them, `people` the names of the others."""
    who = sheet.character
    pronouns = m.tag("span", m.esc(who.pronouns), "tag soft") if who.pronouns else ""
    head = m.tag("h2", m.esc(who.name) + pronouns) + m.tag("p", _about(sheet, chapters), "sub")
    parts = [
        head,
        presence(who, chapters, dict(sheet.present)),
        m.joined(pair_html(pair) for pair in likely),
        _disagreements(sheet, teller),
        _facts(sheet),
        _progress(sheet),
        _relations(sheet),
        _knows(sheet),
        _by_chapter(sheet),
        _set_right(who, chapters, people),
    ]
    return m.tag("section", m.joined(parts), "sheet")


def part(title: str, content: str, note: str = "") -> str:
    """A heading with what stands under it; nothing where there is nothing."""
    if not content:
        return ""
    heading = m.tag("h3", m.esc(title) + (m.tag("small", m.esc(note)) if note else ""))
    return m.tag("div", heading + content, "part")


def _about(sheet: CharacterSheet, chapters: Sequence[Chapter]) -> str:
    who = sheet.character
    said = [m.plural(who.mentions, "mention")]
    if who.aliases:
        said.append(f"also {', '.join(who.aliases[:6])}")
    scenes = sum(count for _, count in sheet.present)
    if scenes:
        said.append(f"in {m.plural(scenes, 'scene')}")
    if who.narrates:
        names = {c.position: m.chapter_short(c) for c in chapters}
        told = ", ".join(names.get(p, str(p)) for p in who.narrates[:12])
        said.append(f"tells chapter{'s' if len(who.narrates) > 1 else ''} {told}")
    line = m.esc(" · ".join(said))
    if who.first is not None:
        line += " · first named " + m.chapter_chip(who.first)
    if who.last is not None and who.last != who.first:
        line += " · last named " + m.chapter_chip(who.last)
    return line


def _disagreements(sheet: CharacterSheet, teller: Teller) -> str:
    return part("Disagreements", m.joined(_finding(f, teller) for f in sheet.findings))


def _finding(finding: Finding, teller: Teller) -> str:
    """Both sides, under each "this one is right" where the value is known; then the other ways to decide."""
    tier = "contradiction" if finding.tier == "conflict" else "worth a look"
    tag = m.tag("span", tier, "tag" if finding.tier == "conflict" else "tag soft")
    head = m.tag("div", m.tag("h3", m.esc(finding.message)) + tag, "head")
    right = ""
    if finding.decision is None and len(finding.values) > 1:
        right = m.acts(
            m.tag("span", "This one is right:", "sub"),
            *(m.act(value.capitalize(), f"right|{finding.id}|{value}") for value in finding.values),
        )
    reading = m.tag("p", m.esc(finding.reading), "why") if finding.reading else ""
    body = head + sides_html(finding, teller) + right + reading + decision_html(finding)
    return m.tag("article", body, "card finding")


def _facts(sheet: CharacterSheet) -> str:
    groups = {a: facts for a, facts in sheet.by_attribute.items() if a != KIN}
    if not groups:
        return "" if sheet.facts else m.tag("p", "The book states nothing firm about them yet.", "quiet")
    settled = dict(sheet.settled)
    rows = []
    for attribute, facts in groups.items():
        values: dict[str, list[Fact]] = {}
        for fact in facts:
            values.setdefault(fact.value, []).append(fact)
        lines = m.joined(_value(value, found, settled.get(attribute, "")) for value, found in values.items())
        firm = {fact.value for fact in facts if fact.firm}
        disputed = any(f.kind == attribute and f.decision is None for f in sheet.findings) and len(firm) > 1
        name = m.tag("dt", m.esc(heading_of(attribute)) + (m.tag("span", "disagree", "tag") if disputed else ""))
        rows.append(name + m.tag("dd", lines))
    return m.tag("dl", m.joined(rows), "facts")


def _value(value: str, facts: Sequence[Fact], settled: str) -> str:
    first = facts[0]
    said = "" if first.by == NARRATOR else f"says {first.by}" if first.by else "said"
    soft = "" if first.firm else "not certain"
    noted = f"noted by {first.source}" if first.source else ""
    note = " · ".join(part for part in (said, soft, noted) if part)
    chips = m.joined(m.chapter_chip(f.citation) for f in facts[:CHIPS])
    more = f" and {len(facts) - CHIPS} more" if len(facts) > CHIPS else ""
    line = m.tag("b", m.esc(first.shown)) + (m.tag("small", m.esc(note)) if note else "") + chips + m.tag("small", more)
    if settled == value:
        line += m.tag("span", "this one is right", "tag right") + m.act("Undo", f"unright|{first.attribute}", "link")
    return m.tag("div", line, "fact" if first.firm else "fact muted")


def _progress(sheet: CharacterSheet) -> str:
    rows = []
    for one in sheet.progressions:
        steps = m.tag("span", "→", "arrow").join(
            m.tag("span", m.tag("b", m.esc(f.value)) + m.chapter_chip(f.citation), "step") for f in one.steps
        )
        rows.append(m.tag("div", m.tag("span", m.esc(heading_of(one.attribute)), "sub") + steps, "line"))
    return part("What changes", m.tag("div", m.joined(rows), "progress") if rows else "")


def _relations(sheet: CharacterSheet) -> str:
    kin: dict[str, list[Fact]] = {}
    for fact in sheet.by_attribute.get(KIN, ()):
        kin.setdefault(fact.value, []).append(fact)
    rows = [
        m.tag(
            "div",
            _relative(value) + _noted(facts[0]) + m.joined(m.chapter_chip(f.citation) for f in facts[:CHIPS]),
            "fact",
        )
        for value, facts in kin.items()
    ]
    company = [m.act(f"{name} · {count}", f"sheet|{name}") for name, count in sheet.company[:10]]
    return part("Relations", m.joined(rows)) + part(
        "In scenes with", m.tag("div", m.joined(company), "acts") if company else ""
    )


def _noted(fact: Fact) -> str:
    return m.tag("small", m.esc(f"noted by {fact.source}")) if fact.source else ""


def _relative(value: str) -> str:
    kin, mark, name = value.partition(": ")
    return m.esc(f"{kin}{mark}") + " " + (m.act(name, f"sheet|{name}", "link") if mark else "")


def _knows(sheet: CharacterSheet) -> str:
    rows = [
        m.tag("div", m.esc(t.summary) + m.tag("small", m.esc(HOW.get(how, how))) + m.chapter_chip(c), "fact")
        for t, c, how in sheet.knows
    ]
    return part("Knows of", m.joined(rows), "what the page shows")


def _by_chapter(sheet: CharacterSheet) -> str:
    """The same facts in reading order, each with its sentence."""
    groups: dict[int, list[Fact]] = {}
    for fact in sheet.facts:
        groups.setdefault(fact.chapter.position, []).append(fact)
    rows = []
    for facts in groups.values():
        lines = [
            m.tag(
                "div",
                m.tag("b", m.esc(f"{heading_of(f.attribute)}: {f.shown}"))
                + _noted(f)
                + m.quote_card(f.citation, values=[f.value]),
                "fact",
            )
            for f in facts
        ]
        rows.append(m.tag("h4", m.esc(m.chapter_name(facts[0].chapter))) + m.joined(lines))
    if not rows:
        return ""
    said = m.tag("h3", "Facts by chapter" + m.tag("small", m.plural(len(sheet.facts), "place")))
    return m.fold(said, m.tag("div", m.joined(rows), "by-chapter"), "part")


def _set_right(who: Character, chapters: Sequence[Chapter], people: Sequence[str]) -> str:
    """What the writer may set, closed until it is wanted."""
    options = m.joined(m.tag("option", "", value=name) for name in people if name != who.name)
    names = m.tag("datalist", options, id="names-known")
    rows = [
        names,
        _field("same-name", "Another name of theirs", m.act(f"is {who.name} too", f"same|{who.name}"), "names-known"),
        _field("shown-name", "Show them as", m.act("Rename", f"rename|{who.name}"), value=who.name),
    ]
    if who.aliases:
        buttons = [m.act(f"{alias} is somebody else", f"split|{who.name}|{alias}") for alias in who.aliases[:8]]
        rows.append(m.acts(*buttons))
    chosen = [
        m.act(label, f"pronouns|{who.name}|{value}", "on" if value and value == who.pronouns else "")
        for value, label in PRONOUNS
    ]
    rows.append(m.acts(m.tag("span", "Pronouns", "sub"), *chosen))
    picks = m.joined(
        m.tag("option", m.esc(m.chapter_name(c)), value=c.position) for c in chapters if c.position not in who.narrates
    )
    if picks:
        pick = m.tag("select", picks, id="tells-chapter", aria_label="Chapter that they tell")
        rows.append(
            m.tag("div", m.tag("span", "Says “I” in", "sub") + pick + m.act("Keep", f"tells|{who.name}"), "acts")
        )
    rows.append(m.acts(m.act("Not a person", f"nobody|{who.name}")))
    return m.fold(m.tag("h3", "Set right"), m.tag("div", m.joined(rows), "set-right"), "part")


def _field(name: str, label: str, button: str, known: str = "", value: str = "") -> str:
    given = f' list="{known}"' if known else ""
    field = (
        f'<input class="plain" id="{name}" type="text" aria-label="{m.esc(label)}" placeholder="{m.esc(label)}"'
        f' value="{m.esc(value)}"{given}>'
    )
    return m.tag("div", field + button, "wishbar same")
