"""First look: what the companion can say of a book right after it was opened, and questions to begin with."""

from __future__ import annotations

from ..answers.types import Answer
from ..canon.types import Character, FirstLook, NameVariant, Thread
from ..manuscript.chapter import Citation
from . import markup as m
from .render import Teller, finding_html, nobody

CAST_SHOWN = 12
CONTRADICTIONS_SHOWN = 3
LOOSE_ENDS_SHOWN = 5


def first_look_html(look: FirstLook, teller: Teller = nobody) -> str:
    """The whole report. Sections with nothing in them are left out; a quiet line says what was looked for in vain."""
    counted = f"{m.plural(look.chapters, 'chapter')}, {m.plural(look.words, 'word')}"
    people = f"{m.plural(len(look.cast), 'person', 'people')}" if look.cast else "nobody by name"
    intro = f"I have read {counted} and found {people}. Ask anything below; every answer shows where it stands."
    sections = [
        _warnings(look.warnings),
        _cast(look.cast, look.narrators),
        _contradictions(look, teller),
        _variants(look.variants),
        _loose_ends(look.loose_ends),
        _notes(look.notes),
    ]
    head = m.tag("h2", m.esc(look.title)) + m.tag("p", m.esc(intro), "intro")
    return m.tag("section", head + m.joined(sections), "first-look")


def starters_html(look: FirstLook) -> str:
    """Questions made from this very book, as chips above the box."""
    asks = [m.act(q, f"ask|{q}", "starter") for q in starter_questions(look)]
    # The page shows as many as fit: what is no question stands second, where it is seen.
    return m.joined([*asks[:1], m.act("Suggest the next scene", "next-scene", "starter"), *asks[1:]])


def starter_questions(look: FirstLook) -> list[str]:
    """Three or four questions about this book's own people."""
    names = [c.name for c in look.cast]
    questions = []
    if names:
        questions.append(f"When do we first meet {names[0]}?")
    if len(names) > 1:
        questions.append(f"How do {names[0]} and {names[1]} know each other?")
    if len(names) > 2:
        questions.append(f"What does {names[2]} look like?")
    if look.loose_ends:
        questions.append("What is still unresolved?")
    elif look.chapters > 1:
        questions.append("What happens in the last chapter?")
    return questions[:4]


def follow_ups_html(answer: Answer) -> str:
    """What one might ask next after an answer, as chips above the box; "" where it is about nobody in particular."""
    return m.joined(m.act(q, f"ask|{q}", "starter") for q in follow_ups(answer))


def follow_ups(answer: Answer) -> list[str]:
    """Questions about whom the answer was about that it has not answered yet, at most three."""
    who, kind = answer.evidence.subject, answer.evidence.kind
    if not who:
        return []
    asked = " ".join(answer.question.casefold().split()).rstrip("?. ")
    offers = (
        (f"Is {who} consistent so far?", "consistency"),
        (f"When do we first meet {who}?", "first mention"),
        (f"When do we last see {who}?", "last mention"),
        (f"What does {who} look like?", "looks"),
    )
    open_ones = [q for q, of in offers if of != kind and q.casefold().rstrip("?. ") != asked]
    return open_ones[:3]


def _section(title: str, content: str, note: str = "", css: str = "") -> str:
    heading = m.tag("h3", m.esc(title) + (m.tag("small", m.esc(note)) if note else ""))
    return m.tag("div", heading + content, f"part {css}".strip())


def _cast(cast: tuple[Character, ...], narrators: tuple[Character, ...]) -> str:
    if not cast:
        return m.tag(
            "p",
            "Nobody is named often enough to be sure of. You can still ask for words, things, places and chapters.",
            "quiet",
        )
    telling = {c.name for c in narrators}
    people = m.joined(_person(c, c.name in telling) for c in cast[:CAST_SHOWN])
    rest = len(cast) - CAST_SHOWN
    more = m.act(f"and {rest} more", "view|bible", "link") if rest > 0 else ""
    return _section("Who is in it", m.tag("div", people + more, "people"))


def _person(character: Character, tells: bool) -> str:
    also = f"also {', '.join(character.aliases[:3])}" if character.aliases else ""
    says = "tells the story" if tells else ""
    under = " · ".join(part for part in (says, also) if part)
    name = m.tag("b", m.esc(character.name)) + m.tag("span", f"{character.mentions:,}", "times")
    return m.tag(
        "button",
        name + (m.tag("small", m.esc(under)) if under else ""),
        "act person tells" if tells else "act person",
        value=f"sheet|{character.name}",
        title=f"{m.plural(character.mentions, 'mention')}",
    )


def _contradictions(look: FirstLook, teller: Teller) -> str:
    if not look.contradictions:
        return m.tag(
            "p", "No contradiction that is certain. What may be worth a look is listed under Continuity.", "quiet"
        )
    shown = m.joined(finding_html(f, teller) for f in look.contradictions[:CONTRADICTIONS_SHOWN])
    rest = len(look.contradictions) - CONTRADICTIONS_SHOWN
    more = m.acts(m.act(f"{rest} more in Continuity", "view|continuity")) if rest > 0 else ""
    return _section("Surest contradictions", shown + more)


def _variants(variants: tuple[NameVariant, ...]) -> str:
    if not variants:
        return ""
    rows = [
        m.tag(
            "div",
            m.tag("b", m.esc(v.usual))
            + f" {v.usual_count:,} times, "
            + m.tag("b", m.esc(v.rare))
            + f" {'once' if v.rare_count == 1 else f'{v.rare_count:,} times'} "
            + m.chapter_chip(v.citation)
            + " "
            + m.act("the same person", f"merge|{v.usual}|{v.rare}", "link"),
            "row",
        )
        for v in variants
    ]
    return _section("One name, two spellings?", m.tag("div", m.joined(rows), "list"))


def _loose_ends(threads: tuple[Thread, ...]) -> str:
    if not threads:
        return ""
    rows = [_thread(t) for t in threads[:LOOSE_ENDS_SHOWN]]
    return _section("Loose ends", m.tag("div", m.joined(rows), "list"), "opened and not closed")


def _thread(thread: Thread) -> str:
    kind = m.tag("span", m.esc(thread.kind), "tag soft")
    quote = m.tag("em", m.quoted(thread.planted), "words")
    return m.tag("div", f"{kind} {quote} {m.chapter_chip(thread.planted)}", "row")


def _notes(notes: tuple[Citation, ...]) -> str:
    if not notes:
        return ""
    lines = [m.quote_card(c, css="note") for c in notes]
    said = m.esc(f"Set aside as not story: {m.plural(len(notes), 'place')}")
    return m.fold(said, m.tag("div", m.joined(lines), "both"), "quiet")


def _warnings(warnings: tuple[str, ...]) -> str:
    return m.joined(m.tag("p", m.esc(w), "heads-up") for w in warnings)
