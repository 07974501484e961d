"""Scenes that could come next, each grown from places on the page: what is open, who is apart, who does not know.

Each source of ideas is one function in `SOURCES`: View -> (weight, idea) pairs. Weights only rank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from ..answers.words import stem
from ..canon.types import Thread
from ..canon.view import View
from ..manuscript.chapter import WORD, Citation
from ..manuscript.quotations import quotations
from .knowledge import heard, matters
from .state import (
    Spot,
    last_lines,
    last_seen,
    last_spot,
    name_words,
    people_in,
    place_of,
    spots,
    teller_of,
    voice_of_spot,
)
from .types import SceneIdea

Weighted = tuple[float, SceneIdea]

APART = 3  # chapters without a shared scene
PASSING = 3  # mentions: fewer make nobody a person of a scene
SAID = 9  # words of speech that make it worth missing
QUIET = 2  # chapters without a mention
LONGEST_TITLE = 56  # characters
_EXCERPT = 22  # words of a quote inside a premise

_THREADS: dict[str, tuple[str, str, str]] = {
    # kind of thread -> (kind of scene, title with one person, what the premise proposes)
    "question": ("revelation", "{who} gets an answer", "Nothing since then answers it. Let {people} come to it again"),
    "promise": ("reckoning", "The promise comes due", "Nothing since then keeps it or breaks it. Hold {people} to it"),
    "secret": (
        "revelation",
        "What {who} kept back",
        "Nothing since then seems to tell it. Let it out in front of {people}",
    ),
    "deadline": ("deadline", "Time runs out for {who}", "Nothing since then seems to meet it. Bring {people} up to it"),
}


def suggest(view: View, count: int = 3, wish: str = "") -> list[SceneIdea]:
    """At most `count` ideas, best first; with a `wish` the first is the wish itself, the others those nearest to it."""
    wish = " ".join(wish.split())
    weighted = [pair for source in SOURCES for pair in source(view)]
    ideas: list[SceneIdea] = [wished(view, wish)] if wish and view.chapters else []
    near = _nearness(view, wish)
    ranked = [(weight + 2 * near(idea), idea) for weight, idea in weighted]
    while ranked and len(ideas) < count:
        # A second idea of one kind has to be better by a point to come before the first of another.
        used = Counter(idea.kind for idea in ideas)
        best = max(ranked, key=lambda pair: pair[0] - used[pair[1].kind])
        ranked = [pair for pair in ranked if not _alike(pair[1], best[1])]
        if not any(_alike(best[1], other) for other in ideas):
            ideas.append(best[1])
    return ideas[:count]


def wished(view: View, wish: str) -> SceneIdea:
    """The writer's own wish as an idea, with the places of the book that it touches."""
    people = [c.name for c in view.canon.named_in(wish)]
    spot = last_spot(view)
    if not people and spot is not None:
        people = _company(view, spot)
    citations = _touched(view, wish, people)
    place = _still_there(view, people)
    return SceneIdea(_title(wish), "wish", wish, pov_for(view, people), tuple(people), place, citations)


def pov_for(view: View, people: Iterable[str]) -> str:
    """Who should tell it: the one of `people` who told most lately, else whoever tells the last scene.

    "" where the book is told by an "I" whose name is not known; in third person the first of `people`.
    """
    people = list(people)
    tellers = [(spot, teller_of(view, spot)) for spot in reversed(spots(view))]
    for _, teller in tellers:
        if teller in people:
            return teller
    if not tellers:
        return ""
    last, teller = tellers[0]
    if teller or voice_of_spot(last)[0] == "first":
        return teller
    return next((t for _, t in tellers if t), "") or (people[0] if people else "")


def _touched(view: View, wish: str, people: list[str]) -> tuple[Citation, ...]:
    wanted = {stem(w) for w in WORD.findall(wish) if len(w) > 3}
    found: dict[Citation, None] = {}
    for hit in view.search(wish, 4):
        sentences = list(hit.chapter.sentences_in(hit.start, hit.end))
        best = max(
            sentences,
            key=lambda s: len(wanted & {stem(w) for w in WORD.findall(hit.chapter.text, s.start, s.end)}),
            default=None,
        )
        if best is not None and wanted & {stem(w) for w in WORD.findall(hit.chapter.text, best.start, best.end)}:
            found[hit.chapter.cite_sentence(best.start, best.end)] = None
    for name in people[:3]:
        if seen := last_seen(view, name):
            found[seen] = None
    if not found and (end := last_lines(view)):
        found[end] = None
    return tuple(found)  # those that fit the wish best come first


def _nearness(view: View, wish: str) -> Callable[[SceneIdea], float]:
    wanted = {stem(w) for w in WORD.findall(wish) if len(w) > 3}
    named = {c.name for c in view.canon.named_in(wish)} if wish else set()

    def near(idea: SceneIdea) -> float:
        words = {stem(w) for text in (idea.premise, *(c.quote for c in idea.citations)) for w in WORD.findall(text)}
        return len(wanted & words) / max(1, len(wanted)) + len(named & set(idea.people))

    return near


def _alike(one: SceneIdea, other: SceneIdea) -> bool:
    """Two ideas that grow from the same sentence, or bring the same people together for the same kind of scene."""
    if one.citations[:1] == other.citations[:1] or one.title == other.title:
        return True
    return one.kind == other.kind and bool(one.people) and set(one.people) == set(other.people)


# -- sources ------------------------------------------------------------------------------------------------------


def from_threads(view: View) -> Iterator[Weighted]:
    """What the text opened and has not closed."""
    end = view.chapters[-1].position if view.chapters else 0
    for thread in view.canon.threads:
        if thread.closed is not None or thread.kind not in _THREADS:
            continue
        people = _people_of(view, thread)
        kind, title, proposal = _THREADS[thread.kind]
        who = people[0] if people else "somebody"
        premise = (
            f"{_where(thread.planted)} leaves a {thread.kind} open: {excerpt(thread.planted)} "
            f"{proposal.format(people=listed(people) or 'those it concerns')}."
        )
        citations = [thread.planted, *([thread.touched] if thread.touched else [])]
        # What was opened late, or come back to, is still on the reader's mind; an old aside rarely is.
        recent = thread.planted.chapter.position / max(1, end)
        pressing = 0.7 * (thread.touched is not None) + 0.5 * (thread.kind == "deadline")
        weight = 2.4 + recent + pressing + 0.3 * min(len(people), 2)
        yield weight, _idea(view, title.format(who=who), kind, premise, people, citations)


def from_secrets(view: View) -> Iterator[Weighted]:
    """Somebody knows, somebody who matters has not been shown learning it."""
    main = [c.name for c in view.canon.cast[:6] if c.mentions > 2]
    for matter in matters(view):
        knowers = [name for name in main if name in matter.knowers]
        unaware = [name for name in main if name not in matter.knowers]
        if not knowers or not unaware:
            continue
        holder, other = _closest(view, knowers, unaware)
        premise = (
            f"{holder} knows of this from {_place_in_words(matter.citation)}: {excerpt(matter.citation)} "
            f"{other} has not been shown learning it. Put the two in one room, and let {other} ask the right question."
        )
        citations = [matter.citation, *filter(None, [last_seen(view, other)])]
        yield (
            3.4 if matter.kind == "secret" else 2.6,
            _idea(view, f"{other} finds out", "confrontation", premise, [holder, other], citations),
        )


def from_distance(view: View) -> Iterator[Weighted]:
    """Two who shared scenes and have not for a while."""
    shared: dict[tuple[str, str], list[Citation]] = {}
    for scene in heard(view):
        people = sorted(scene.present)
        first = next(iter(scene.spot.chapter.sentences_in(scene.spot.scene.start, scene.spot.scene.end)), None)
        if first is None:
            continue
        citation = scene.spot.chapter.cite_sentence(first.start, first.end)
        for n, one in enumerate(people):
            for other in people[n + 1 :]:
                shared.setdefault((one, other), []).append(citation)
    end = view.chapters[-1].position if view.chapters else 0
    main = {c.name for c in view.canon.cast[:8]}
    for (one, other), scenes in shared.items():
        gap = end - scenes[-1].chapter.position
        if len(scenes) < 2 or gap < APART or not {one, other} <= main:
            continue
        premise = (
            f"{one} and {other} last share a scene in {_place_in_words(scenes[-1])}; {gap} chapters have passed since. "
            f"Let them meet, each with what the other has missed."
        )
        citations = [scenes[-1], *filter(None, (last_seen(view, one), last_seen(view, other)))]
        yield (
            1.6 + min(gap, 8) * 0.12,
            _idea(view, f"{one} and {other} again", "reunion", premise, [one, other], citations),
        )


def from_strangers(view: View) -> Iterator[Weighted]:
    """Two of the main people who have never shared a scene."""
    main = [c for c in view.canon.cast[:4] if c.mentions > PASSING and c.last is not None]
    together = [set(people_in(view, spot)) | {teller_of(view, spot)} for spot in spots(view)]
    for n, one in enumerate(main):
        for other in main[n + 1 :]:
            if any({one.name, other.name} <= people for people in together):
                continue
            premise = (
                f"{one.name} and {other.name} have never been in one scene. Bring them together, "
                f"and let each find the other different from what they had been told."
            )
            citations = [c for c in (last_seen(view, one.name), last_seen(view, other.name)) if c]
            title = f"{one.name} meets {other.name}"
            yield 1.3, _idea(view, title, "meeting", premise, [one.name, other.name], citations)


def from_what_was_missed(view: View) -> Iterator[Weighted]:
    """Something was said while somebody who matters was elsewhere."""
    main = [c.name for c in view.canon.cast[:5] if c.mentions > PASSING]
    end = view.chapters[-1].position if view.chapters else 0
    for spot in spots(view):
        here = [name for name in dict.fromkeys([teller_of(view, spot), *people_in(view, spot)]) if name in main]
        away = [name for name in main if name not in here]
        said = _longest_said(spot)
        if not here or not away or said is None:
            continue
        who = away[0]
        premise = (
            f"{who} was not there in {_place_in_words(said)} when it was said: {excerpt(said)} "
            f"Let it reach {who} by way of {here[0]}, later than it should."
        )
        citations = [said, *filter(None, [last_seen(view, who)])]
        age = end - spot.chapter.position
        yield 1.5 - min(age, 10) * 0.05, _idea(view, f"What {who} missed", "news", premise, [here[0], who], citations)


def from_last_questions(view: View) -> Iterator[Weighted]:
    """A question asked aloud near the end; the answer may be a scene."""
    for spot in spots(view)[-3:]:
        asked = [
            (a, b)
            for a, b in quotations(spot.chapter.text, spot.scene.start, spot.scene.end)
            if spot.chapter.text[a:b].rstrip("\"”’' ").endswith("?") and len(WORD.findall(spot.chapter.text, a, b)) > 1
        ]
        people = _company(view, spot)
        for a, b in asked[-2:]:
            citation = spot.chapter.cite_sentence(a, b)
            premise = (
                f"In {_place_in_words(citation)} somebody asks: {excerpt(citation)} "
                f"Let {listed(people) or 'those who heard it'} come back to it when it can no longer be waved away."
            )
            yield 1.4, _idea(view, "The question again", "question", premise, people, [citation])


def _longest_said(spot: Spot) -> Citation | None:
    """The longest stretch of speech in a scene: what is talked about most is rarely small talk."""
    spoken = quotations(spot.chapter.text, spot.scene.start, spot.scene.end)
    longest = max(spoken, key=lambda s: len(WORD.findall(spot.chapter.text, *s)), default=None)
    if longest is None or len(WORD.findall(spot.chapter.text, *longest)) < SAID:
        return None
    return spot.chapter.cite_sentence(longest[0], longest[1])


def from_absence(view: View) -> Iterator[Weighted]:
    """Somebody who mattered and has dropped out of sight."""
    end = view.chapters[-1].position if view.chapters else 0
    for character in view.canon.cast[:12]:
        if character.mentions < 4 or character.last is None:
            continue
        gap = end - character.last.chapter.position
        if gap < QUIET:
            continue
        premise = (
            f"{character.name} was last on the page in {_place_in_words(character.last)}: {excerpt(character.last)} "
            f"Bring them back, and let the others see what the time away has done."
        )
        weight = 1.2 + min(gap, 8) * 0.1 + min(character.mentions, 40) * 0.01
        yield weight, _idea(view, f"{character.name} comes back", "return", premise, [character.name], [character.last])


def from_findings(view: View) -> Iterator[Weighted]:
    """Places that disagree and are not decided: a scene could make both true."""
    for finding in view.canon.findings:
        if finding.decision is not None or finding.tier != "conflict" or not finding.evidence:
            continue
        premise = (
            f"{finding.message}. If both should stand, the book owes the reader a reason: "
            f"{' against '.join(excerpt(c) for c in finding.evidence[:2])} Show how the one became the other."
        )
        people = [finding.character] if finding.character else []
        idea = _idea(
            view, f"Both are true of {finding.character}", "explanation", premise, people, finding.evidence[:2]
        )
        yield 1.4, idea


def from_the_end(view: View) -> Iterator[Weighted]:
    """The next hour: what the last scene leaves behind in those who were there."""
    spot, end = last_spot(view), last_lines(view)
    if spot is None or end is None:
        return
    people = _company(view, spot)
    premise = (
        f"{_where(end)} stops here: {excerpt(end, end=True)} Stay with {listed(people) or 'them'} for the hour after, "
        f"while nobody has had time to decide what to say."
    )
    yield 2.2, _idea(view, "The hour after", "aftermath", premise, people, [end])
    if len(people) > 1:
        premise = (
            f"{people[1]} was there when {_place_in_words(end)} stopped: {excerpt(end, end=True)} "
            f"Tell what it cost from where {people[1]} stands."
        )
        yield 1.0, _idea(view, f"What {people[1]} saw", "other side", premise, people[1::-1], [end])


SOURCES: tuple[Callable[[View], Iterator[Weighted]], ...] = (
    from_threads,
    from_secrets,
    from_the_end,
    from_distance,
    from_strangers,
    from_what_was_missed,
    from_last_questions,
    from_absence,
    from_findings,
)


# -- wording ------------------------------------------------------------------------------------------------------


def excerpt(citation: Citation, words: int = _EXCERPT, end: bool = False) -> str:
    """A quote inside a sentence: one line, cut at a word (at the front with `end`), in quotation marks of its own."""
    line = _inside_quotes(citation.line)
    found = list(WORD.finditer(line))
    if len(found) > words + 4:
        line = "… " + line[found[-words].start() :] if end else line[: found[words - 1].end()] + " …"
    return f"“{line}”"


def _inside_quotes(line: str) -> str:
    """A line that will stand between double quotation marks: its own become single, or fall where they enclose it."""
    if len(line) > 2 and line[0] in '"“' and line[-1] in '"”' and not re.search(r"[\"“”]", line[1:-1]):
        return line[1:-1]
    if len(re.findall(r"[\"“”]", line)) % 2:  # a speech that begins or ends elsewhere
        line = line[1:] if line[0] in '"“' else line[:-1] if line[-1] in '"”' else line
    opening = re.sub(r"(?<!\S)\"|“", "‘", line)
    return re.sub(r"[\"”]", "’", opening)


def _title(wish: str) -> str:
    wish = wish.rstrip(".!?")
    title = wish if len(wish) <= LONGEST_TITLE else wish[: wish.rfind(" ", 0, LONGEST_TITLE)].rstrip(",;: ") + " …"
    return title[:1].upper() + title[1:]


def listed(names: Iterable[str]) -> str:
    """Names in a row: Ada, Tom and Ruth."""
    names = list(names)
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _where(citation: Citation) -> str:
    label = _place_in_words(citation)
    return label[:1].upper() + label[1:]


def _place_in_words(citation: Citation) -> str:
    label = citation.chapter.full_label
    return (
        f"chapter {label}"
        if label.isdigit()
        else label[:1].lower() + label[1:]
        if label.startswith("Chapter")
        else label
    )


def _people_of(view: View, thread: Thread) -> list[str]:
    """Those whom a thread names, then its teller, then those present where it was planted; no passing names."""
    named = [c.name for c in view.canon.named_in(thread.planted.quote)]
    scene = thread.planted.chapter.scene_at(thread.planted.start)
    position = thread.planted.chapter.position
    present = list(view.canon.present(position, scene.number)) if scene else []
    teller = view.canon.narrator(position, thread.planted.start)
    known = {c.name for c in view.canon.cast if c.mentions >= PASSING or c.narrates}
    return [n for n in dict.fromkeys([*named, *([teller] if teller else []), *present]) if n in known][:3]


def _company(view: View, spot: Spot) -> list[str]:
    """Those in a scene who are more than a passing name, its teller first."""
    known = {c.name for c in view.canon.cast if c.mentions >= PASSING or c.narrates}
    return [name for name in people_in(view, spot) if name in known][:3]


def _closest(view: View, knowers: list[str], unaware: list[str]) -> tuple[str, str]:
    """The pair of one who knows and one who does not that shares most scenes: there it hurts most."""
    together: dict[tuple[str, str], int] = {}
    for spot in spots(view):
        people = set(people_in(view, spot))
        for one in knowers:
            for other in unaware:
                together[one, other] = together.get((one, other), 0) + ({one, other} <= people)
    return max(together, key=lambda pair: together[pair])


def _idea(
    view: View, title: str, kind: str, premise: str, people: Iterable[str], citations: Iterable[Citation]
) -> SceneIdea:
    people = tuple(dict.fromkeys(people))
    place = _still_there(view, people)
    return SceneIdea(title, kind, premise, pov_for(view, people), people, place, tuple(dict.fromkeys(citations)))


def _still_there(view: View, people: Iterable[str]) -> str:
    """The place of the last scene where all of `people` are in it: they need not have gone anywhere."""
    spot = last_spot(view)
    if spot is None or not set(people) <= {*people_in(view, spot), teller_of(view, spot)}:
        return ""
    return place_of(spot, name_words(view))
