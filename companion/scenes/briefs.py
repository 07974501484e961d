"""From an idea or a wish to a brief: all that is needed to write the scene so that it fits the page."""

from __future__ import annotations

from collections.abc import Iterable

from ..canon.view import View
from ..errors import NotInBook
from ..manuscript.chapter import Citation
from .ideas import excerpt, listed, wished
from .knowledge import Matter, matters
from .state import facts_to_keep, last_lines, last_seen, last_spot, voice_after
from .types import PersonState, SceneBrief, SceneIdea

MOST_PEOPLE = 5
MOST_UNAWARE = 4  # per person

_TURNS: dict[str, tuple[str, str]] = {
    # kind of scene -> (the beat in the middle, the beat near the end)
    "revelation": (
        "It comes up by way of something else: an object, a slip, a question that was meant kindly.",
        "The answer is given, and it costs more than silence did; somebody sees the other differently from here on.",
    ),
    "confrontation": (
        "{other} asks without knowing how near the question comes. {holder} can lie, dodge or tell.",
        "What {other} takes away is not quite what happened. Leave the difference on the page.",
    ),
    "reckoning": (
        "Somebody names the promise aloud. Keeping it now hurts; so does breaking it.",
        "One of them decides in front of the others, and it cannot be taken back.",
    ),
    "deadline": (
        "Show the time that is left in things: a clock, a queue, a phone that does not ring.",
        "It arrives before they are ready. Let one thing go right and one thing go wrong.",
    ),
    "reunion": (
        "They begin with small talk that is too careful. Each knows something the other has missed.",
        "One of them says the thing the absence was about.",
    ),
    "return": (
        "The others have made their arrangements without them; show it in where people sit and what nobody says.",
        "What they came back for turns out to be somewhere else.",
    ),
    "news": (
        "{holder} has had time to choose the words, and chooses badly.",
        "{other} hears less than was said, and more than was meant.",
    ),
    "meeting": (
        "Each has heard of the other; let what they have heard get in the way.",
        "One small thing goes right between them that neither had planned.",
    ),
    "question": (
        "The question comes back in other words, from somebody who did not hear it the first time.",
        "It is answered by what somebody does; the words follow, too late to matter.",
    ),
    "explanation": (
        "Let somebody notice that the two do not fit, and ask.",
        "The reason is told in passing, as the people in the book would tell it.",
    ),
    "aftermath": (
        "Nobody says what has just happened. They do something practical, and do it badly.",
        "The first one to speak of it is not the one who should.",
    ),
    "other side": (
        "Keep to what they could see and hear from where they stood.",
        "They understand one thing that the earlier scene did not show, and keep it to themselves.",
    ),
}
_ANY = (
    "Bring what is wished for into the open by an action, not by somebody explaining it.",
    "Something is different when they part: who knows, who owes, or who stays.",
)


def make_brief(view: View, idea_or_wish: SceneIdea | str) -> SceneBrief:
    spot, end = last_spot(view), last_lines(view)
    if spot is None or end is None:
        raise NotInBook("There is no scene yet for a new one to follow; write or import a first chapter.")
    idea = wished(view, idea_or_wish) if isinstance(idea_or_wish, str) else idea_or_wish
    known = matters(view)
    told = set(idea.citations)
    names = list(dict.fromkeys([*filter(None, [idea.pov]), *idea.people]))[:MOST_PEOPLE]
    # What nobody in the scene knows cannot slip out in it; but the teller must be kept from all of it.
    near = [m for m in known if m.citation not in told and m.knowers & set(names)]
    far = [m for m in known if m.citation not in told]
    people = tuple(_state(view, name, far if name == idea.pov else near) for name in names)
    person, tense = voice_after(view, idea.pov)
    return SceneBrief(
        title=idea.title,
        premise=idea.premise,
        pov=idea.pov,
        person=person,
        tense=tense,
        place=idea.place,
        people=people,
        beats=_beats(idea, person, people, end),
        citations=_citations(idea, people, end),
        after=spot.chapter.position,
        last_lines=end,
        until=view.until,
    )


def _state(view: View, name: str, known: Iterable[Matter]) -> PersonState:
    # The latest matters press most, and what a long book once opened would fill pages.
    unaware = [m for m in known if name not in m.knowers][-MOST_UNAWARE:]
    return PersonState(
        name,
        last_seen(view, name),
        facts_to_keep(view, name),
        tuple((excerpt(m.citation), m.citation) for m in unaware),
    )


def _beats(idea: SceneIdea, person: str, people: tuple[PersonState, ...], end: Citation) -> tuple[str, ...]:
    middle, turn = _TURNS.get(idea.kind, _ANY)
    holder, other = (*idea.people, "the one", "the other")[:2]
    words = {"holder": holder, "other": other if other != "the one" else "the other"}
    who = f"{idea.pov[:1].upper()}{idea.pov[1:]}"
    close = f"{who} tells it" if person == "first" else f"Stay close to {idea.pov}"
    teller = f" {close}{_at(idea.place)}." if idea.pov else ""
    beats = [f"Join on to the last lines, {excerpt(end, end=True)}, without telling them again.{teller}"]
    arrivals = [
        (p.name, p.last_seen) for p in people if p.last_seen and p.last_seen.chapter.position < end.chapter.position
    ]
    if arrivals:
        name, seen = arrivals[0]
        beats.append(f"Bring {name} in from where the book left them ({_short(seen)}): {excerpt(seen)}")
    if idea.citations and idea.citations[0] != end:
        beats.append(f"Let it touch what it grows from ({_short(idea.citations[0])}): {excerpt(idea.citations[0])}")
    beats.append(middle.format(**words))
    if held := next(((p, what) for p in people for what, _ in p.unaware_of), None):
        who, what = held[0].name, held[1]
        beats.append(f"{who} has not been shown learning this, and cannot speak of it unless told here: {what}")
    beats.append(turn.format(**words))
    if len(beats) < 4:
        beats.append(f"End on something {listed(idea.people[:2]) or 'they'} do, before anybody sums it up.")
    return tuple(beats)


def _citations(idea: SceneIdea, people: tuple[PersonState, ...], end: Citation) -> tuple[Citation, ...]:
    all_of_them = dict.fromkeys(
        [
            *idea.citations,
            end,
            *(p.last_seen for p in people if p.last_seen),
            *(c for p in people for _, c in p.facts),
            *(c for p in people for _, c in p.unaware_of),
        ]
    )
    return tuple(all_of_them)


def _at(place: str) -> str:
    return f"; we were last in {place}" if place else ""


def _short(citation: Citation) -> str:
    return citation.chapter.short
