"""A brief as Markdown: what a writer prints out, or pastes above an empty page."""

from __future__ import annotations

from ..manuscript.chapter import Citation
from .ideas import excerpt
from .types import PersonState, SceneBrief

_PERSONS = {"first": "first person", "second": "second person", "third": "third person"}


def brief_markdown(brief: SceneBrief) -> str:
    """The brief as a Markdown page: premise, how it is told, beats, people, the lines to join on to."""
    parts = [f"# {_plain(brief.title)}", _plain(brief.premise), _at_a_glance(brief)]
    if brief.last_lines is not None:
        parts += ["## Where the page stops", f"{_quoted(brief.last_lines)}\n>\n> — {_place(brief.last_lines)}"]
    parts += ["## Beats", "\n".join(f"{n}. {_plain(beat)}" for n, beat in enumerate(brief.beats, 1))]
    if brief.people:
        parts.append("## People")
        parts += [_person(person) for person in brief.people]
    grown = [c for c in brief.citations if c != brief.last_lines and not _shown_with_people(c, brief)]
    if grown:
        parts += ["## Grown from", "\n".join(f"- {_plain(excerpt(c, 60))} ({_place(c)})" for c in grown)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _at_a_glance(brief: SceneBrief) -> str:
    told = ", ".join(
        part
        for part in (_PERSONS.get(brief.person, brief.person), f"{brief.tense} tense" if brief.tense else "")
        if part
    )
    pov = _plain(brief.pov)
    by = ("Told by", f"{pov} ({told})") if brief.person == "first" else ("Told", f"{told}, close to {pov}")
    rows = [
        by if pov else ("Told", told),
        ("Place", _plain(brief.place)),
        ("Follows", f"chapter {brief.after}" if brief.last_lines is None else _place(brief.last_lines)),
    ]
    return "\n".join(f"- **{name}:** {value}" for name, value in rows if value)


def _person(person: PersonState) -> str:
    lines = [f"### {_plain(person.name)}"]
    if person.last_seen:
        lines.append(f"- Last seen ({_place(person.last_seen)}): {_plain(excerpt(person.last_seen, 60))}")
    lines += [f"- Keep to: {_plain(what)} ({_place(where)})" for what, where in person.facts]
    lines += [f"- Has not been shown learning: {_plain(what)} ({_place(where)})" for what, where in person.unaware_of]
    if len(lines) == 1:
        lines.append("- Nothing more is on the page yet.")
    return "\n".join(lines)


def _shown_with_people(citation: Citation, brief: SceneBrief) -> bool:
    return any(
        citation == person.last_seen or citation in [c for _, c in (*person.facts, *person.unaware_of)]
        for person in brief.people
    )


def _quoted(citation: Citation) -> str:
    lines = [" ".join(line.split()) for line in citation.quote.splitlines() if line.strip()]
    return "\n>\n".join(f"> {_plain(line)}" for line in lines)


def _place(citation: Citation) -> str:
    return _plain(citation.chapter.name)


def _plain(text: str) -> str:
    """Manuscript text inside Markdown: its marks stay letters, and nothing in it becomes a link, an image or HTML."""
    text = text.replace("\\", "\\\\")
    for mark in "*_`[]#|":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("<", "&lt;")
