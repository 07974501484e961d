"""The people of a book: the list at the left, who is where, those without a name, and names that are to be settled."""

from __future__ import annotations

from collections.abc import Sequence

from ..canon.likely import LikelySame
from ..canon.namesakes import Namesakes
from ..canon.roles import Role
from ..canon.types import Character
from ..manuscript.chapter import Chapter
from . import markup as m
from .presence import cell

HEAT_ROWS = 24
LISTED = 200
SHOWN = 4  # places of a name that may be either's


def cast_html(cast: Sequence[Character], roles: Sequence[Role] = (), taken_out: Sequence[str] = ()) -> str:
    """The list at the left: names with their share of the book, those without a name, and what was taken out."""
    if not cast and not roles:
        return m.tag("p", "No one is called by name in what has been read.", "quiet none") + _taken_out(taken_out)
    most = max((c.mentions for c in cast), default=1) or 1
    rows = [_row(c.name, c.mentions, most, f"sheet|{c.name}", c.aliases) for c in cast[:LISTED]]
    if len(cast) > LISTED:
        rows.append(m.tag("p", f"and {len(cast) - LISTED} more, named once or twice", "quiet"))
    people = m.tag("div", m.joined(rows), "who-list")
    if roles:
        unnamed = [_row(r.name, r.mentions, most, f"role|{r.name}") for r in roles]
        people += m.tag("h4", "Without a name") + m.tag("div", m.joined(unnamed), "who-list")
    return people + _taken_out(taken_out)


def _row(name: str, count: int, most: int, value: str, aliases: Sequence[str] = ()) -> str:
    bar = m.tag("i", "", style=f"width:{max(3, min(100, round(100 * count / most)))}%")
    label = m.tag("span", m.esc(name), "t") + m.tag("span", f"{count:,}", "n") + m.tag("span", bar, "bar")
    title = ", ".join((name, *aliases[:6])) if aliases or len(name) > 24 else None
    return m.tag("button", label, "act who", value=value, title=title)


def _taken_out(names: Sequence[str]) -> str:
    if not names:
        return ""
    rows = [m.tag("div", m.tag("span", m.esc(n)) + m.act("Bring back", f"somebody|{n}", "link"), "row") for n in names]
    return m.fold(m.esc(f"Not people ({len(names)})"), m.joined(rows), "taken-out")


def heat_html(cast: Sequence[Character], chapters: Sequence[Chapter]) -> str:
    """Characters by chapters: the darker, the more often they are named. A cell opens the chapter."""
    if not cast or not chapters:
        return m.empty("Nobody yet", "As soon as somebody is called by name, this shows who is where.")
    step = m.label_step(chapters, 40)
    heads = m.joined(
        m.tag("span", m.esc("" if n % step else m.chapter_short(c)), "col", title=m.chapter_name(c))
        for n, c in enumerate(chapters)
    )
    rows = [m.tag("span", "", "corner") + heads]
    for who in cast[:HEAT_ROWS]:
        counts = dict(who.by_chapter)
        most = max(counts.values(), default=1) or 1
        cells = [cell(who, c, counts.get(c.position, 0), most) for c in chapters]
        rows.append(m.act(who.name, f"sheet|{who.name}", "name link") + m.joined(cells))
    grid = m.tag(
        "div",
        m.joined(rows),
        "heat",
        style=f"grid-template-columns: minmax(90px, 150px) repeat({len(chapters)}, minmax(13px, 64px))",
    )
    note = "The stronger the colour, the more often named, against that person’s own busiest chapter."
    if any(who.narrates for who in cast[:HEAT_ROWS]):
        note += " A frame marks who tells the chapter: whoever says “I” is seldom named."
    return m.tag("h2", "Who is where") + m.tag("p", note, "sub") + m.tag("div", grid, "heat-box")


def role_html(role: Role, chapters: Sequence[Chapter]) -> str:
    """Somebody without a name: where they come up, with whom, and a way to say who they are."""
    said = f"{m.plural(role.mentions, 'mention')} in {m.plural(len(role.chapters), 'chapter')}"
    head = m.tag("h2", m.esc(role.name.capitalize())) + m.tag("p", m.esc(said), "sub")
    names = {c.position: c for c in chapters}
    places = [
        m.act(f"{m.chapter_label(names[p])} · {count}", f"page|{p}") for p, count in role.by_chapter if p in names
    ]
    note = m.tag(
        "p", "The same words may mean somebody else in another chapter: the page gives no name to tell.", "quiet"
    )
    quotes = [m.quote_card(c) for c in dict.fromkeys((role.first, role.last))]
    company = [m.act(f"{name} · {count}", f"sheet|{name}") for name, count in role.company[:10]]
    field = (
        '<input class="plain" id="role-name" type="text" aria-label="Their name in the book" '
        'placeholder="Their name in the book">'
    )
    parts = [
        m.tag("div", m.tag("h3", "Where") + m.acts(*places), "part"),
        m.tag("div", m.tag("h3", "First and last") + m.tag("div", m.joined(quotes), "both"), "part"),
        m.tag("div", m.tag("h3", "In scenes with") + m.acts(*company), "part") if company else "",
        m.tag(
            "div",
            m.tag("h3", "Who is it?")
            + m.tag("div", field + m.act(f"is {role.name}", f"is-role|{role.name}"), "wishbar same"),
            "part",
        ),
    ]
    return m.tag("section", head + note + m.joined(parts), "sheet")


def settle_html(
    likely: Sequence[LikelySame], doubtful: Sequence[Character], namesakes: Sequence[Namesakes] = ()
) -> str:
    """Names to settle: pairs that may be one person, one name of two, and names that may be no person's."""
    if not likely and not doubtful and not namesakes:
        return m.empty("Nothing to settle", "No two names look like one person’s, and all names look like people’s.")
    head = m.tag("h2", "Names to settle")
    head += m.tag("p", "What is not sure is never joined or left out by itself. What you say here is kept.", "sub")
    pairs = m.joined(pair_html(pair) for pair in likely)
    rows = [
        m.tag(
            "div",
            m.tag("span", m.act(c.name, f"sheet|{c.name}", "link name") + m.tag("small", m.plural(c.mentions, "time")))
            + (m.tag("em", m.tag("span", m.quoted(c.first)), "words soft") if c.first else "")
            + m.act("Not a person", f"nobody|{c.name}"),
            "row",
        )
        for c in doubtful
    ]
    doubts = ""
    if rows:
        heading = m.tag("h3", "Perhaps not people" + m.tag("small", "named, and never seen speaking or acting"))
        doubts = m.tag("div", heading + m.tag("div", m.joined(rows), "list doubtful"), "part")
    return head + pairs + m.joined(namesakes_html(n) for n in namesakes) + doubts


def namesakes_html(shared: Namesakes) -> str:
    """One name that two people bear: where the page does not tell which of them it is."""
    others = " or ".join(shared.others)
    said = f"Here “{shared.given}” may be {others}. It is counted for {shared.usual}: nothing on the page tells."
    quotes = m.joined(m.quote_card(c) for c in shared.unclear[:SHOWN])
    more = len(shared.unclear) - SHOWN
    rest = m.tag("p", m.esc(f"and {m.plural(more, 'more place')}"), "quiet") if more > 0 else ""
    body = m.tag("h3", m.esc(f"Two people called {shared.given}")) + m.tag("p", m.esc(said), "quiet")
    return m.tag("article", body + m.tag("div", quotes, "both") + rest, "card pair")


def pair_html(pair: LikelySame) -> str:
    """A question about two names, with what speaks for and against."""
    one, other = pair.one, pair.other
    asked = f"Are {one.name} and {other.name} the same person?"
    reasons = [m.tag("li", m.esc(reason), "for") for reason in pair.reasons]
    reasons += [m.tag("li", m.esc(doubt), "against") for doubt in pair.doubts]
    places = [(one.name, pair.quotes[0]), (other.name, pair.quotes[1]), ("both", pair.together)]
    quotes = m.joined(m.quote_card(c, heading=f"{name} · {m.place(c)}") for name, c in places if c is not None)
    buttons = m.acts(
        m.act("One person", f"pair-same|{one.name}|{other.name}", "first"),
        m.act("Two people", f"pair-apart|{one.name}|{other.name}"),
    )
    body = m.tag("h3", m.esc(asked)) + m.tag("ul", m.joined(reasons), "reasons")
    return m.tag("article", body + m.tag("div", quotes, "both") + buttons, "card pair")
