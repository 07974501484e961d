"""From sightings of all visible chapters to people: which runs are names of persons, and which names are one person's.

A pure function of (chapters, their sightings, decisions). The order of work follows what is surest: full names first,
then given names, titles with surnames, surnames alone, nicknames. Two names are kept apart when the text says so:
titles or pronouns of different gender, or standing side by side in one sentence again and again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations

from ..decisions import Decisions
from ..manuscript.chapter import Chapter, Citation
from .addressing import answers
from .aliases import stated_aliases
from .animals import without_animals
from .decided_names import with_decided
from .evidence import Evidence
from .forms import Form, gender_of, weigh_pronouns
from .gender import same_given
from .linking import Linker
from .name_words import SHORT_TITLES
from .names import Sighting, read_names
from .namesakes import Place, tell_apart
from .person_names import parse_name
from .persons import TokenStats, find_persons, without_families
from .types import Character
from .weddings import weddings

OFTEN = 0.1  # of all mentions: a full name that shares no word with the usual one
STRETCH = 30  # sentences
Pair = tuple[str, str]  # keys of two forms, sorted


@dataclass(frozen=True)
class Mention:
    """One place where a character is named."""

    position: int
    start: int
    end: int
    name: str  # canonical


@dataclass
class Cast:
    """The characters, and where each is named. Build with `make_cast`."""

    chapters: Sequence[Chapter]
    characters: tuple[Character, ...]
    by_position: dict[int, list[Mention]] = field(repr=False)
    unclear: Mapping[str, tuple[tuple[Place, str], ...]] = field(default_factory=dict, repr=False)  # see namesakes.py

    @cached_property
    def by_name(self) -> dict[str, Character]:
        return {c.name: c for c in self.characters}

    def spans(self, position: int) -> list[tuple[int, int, str]]:
        """Every mention of a character in that chapter, in order: (start, end, canonical name)."""
        return [(m.start, m.end, m.name) for m in self.by_position.get(position, ())]


@dataclass(frozen=True)
class Named:
    """Who and what is named in the visible chapters, whatever the writer has decided."""

    chapters: Sequence[Chapter]
    resolved: Sequence[Sequence[Sighting | None]]  # of each chapter; None for what is no name after all
    forms: Sequence[Form]  # of all names, whether or not of people
    people: Sequence[Form]
    evidence: Evidence


def read_named(chapters: Sequence[Chapter], observations: Sequence[dict[str, list]]) -> Named:
    """The names in the visible chapters. `observations` runs parallel to `chapters`."""
    seen = [read_names(o["names"]) for o in observations]
    sightings = [s for s, _ in seen]
    stats = TokenStats.of(sightings, [lower for _, lower in seen])
    resolved = [[stats.resolve(s) for s in rows] for rows in sightings]
    resolved, animals = without_animals(chapters, resolved)
    forms = _forms(resolved)
    people = without_families(find_persons(forms.values(), stats))
    people += [f for f in forms.values() if f.surface in animals]
    weigh_pronouns(people)
    together, near = _side_by_side(chapters, resolved)
    evidence = Evidence(
        together=together,
        near=near,
        weddings=weddings(chapters, resolved),
        answers=answers(chapters, observations, resolved),
        stated=stated_aliases(chapters, observations, resolved, {f.key for f in people if f.role}),
        sentences=sum(len(c.sentences) for c in chapters) or 1,
    )
    return Named(chapters, resolved, tuple(forms.values()), people, evidence)


def make_cast(named: Named, decisions: Decisions) -> Cast:
    """Everybody in the visible chapters."""
    nobody = set(decisions.not_people)
    resolved, people = with_decided(named.chapters, named.resolved, named.forms, named.people, decisions)
    groups = [
        g
        for g in Linker(people, named.evidence, decisions).groups()
        if any(not f.dependent for f in g) and not any(f.written & nobody for f in g)
    ]
    return _assemble(named.chapters, resolved, groups, decisions)


def _forms(resolved: Sequence[Sequence[Sighting | None]]) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    place = 0
    for rows in resolved:
        for sighting in rows:
            if sighting is None:
                continue
            name = parse_name(sighting.surface)
            form = forms.get(name.text)
            if form is None:
                form = forms[name.text] = Form(name, order=len(forms))
            form.add(sighting, place)
            place += 1
    return forms


def _side_by_side(
    chapters: Sequence[Chapter], resolved: Sequence[Sequence[Sighting | None]]
) -> tuple[Counter[Pair], dict[Pair, float]]:
    """How many sentences name both of two forms, and how many would by chance where both are about."""
    together: Counter[Pair] = Counter()
    near: dict[Pair, float] = defaultdict(float)
    for chapter, rows in zip(chapters, resolved, strict=True):
        sentences = {s.start: n for n, s in enumerate(chapter.sentences)}
        named: dict[int, set[str]] = defaultdict(set)
        stretches: dict[int, Counter[str]] = defaultdict(Counter)
        for sighting in rows:
            if sighting is not None and (sentence := chapter.sentence_at(sighting.start)):
                key = parse_name(sighting.surface).text
                named[sentences[sentence.start]].add(key)
                stretches[sentences[sentence.start] // STRETCH][key] += 1
        for names in named.values():
            if 1 < len(names) < 8:
                together.update(combinations(sorted(names), 2))
        for counts in stretches.values():
            for one, other in combinations(sorted(counts), 2):
                near[one, other] += counts[one] * counts[other] / STRETCH
    return together, near


def _assemble(
    chapters: Sequence[Chapter],
    resolved: Sequence[Sequence[Sighting | None]],
    groups: Sequence[Sequence[Form]],
    decisions: Decisions,
) -> Cast:
    titles: dict[str, str] = {}
    shown = _names_shown(groups, decisions)
    for group, name in zip(groups, shown, strict=True):
        for form in group:
            titles[form.key] = name
    decided = {name for names in (*decisions.separate, *decisions.merge) for name in names}
    apart = tell_apart(chapters, resolved, groups, shown, decided)
    mentions: dict[int, list[Mention]] = {}
    places: dict[str, list[tuple[Chapter, Mention]]] = defaultdict(list)
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    for chapter, rows in zip(chapters, resolved, strict=True):
        here = mentions[chapter.position] = []
        for sighting in rows:
            whose = titles.get(parse_name(sighting.surface).text) if sighting else None
            if sighting is None or whose is None:
                continue
            whose = apart.whose.get((chapter.position, sighting.start), whose)
            mention = Mention(chapter.position, sighting.start, sighting.end, whose)
            here.append(mention)
            places[whose].append((chapter, mention))
            surfaces[whose][sighting.surface] += 1
    characters = [
        _character(name, group, places, surfaces, titles, decisions)
        for group, name in zip(groups, shown, strict=True)
        if places[name]
    ]
    characters.sort(key=lambda c: (-c.mentions, c.name))
    return Cast(chapters, tuple(characters), mentions, apart.unclear)


def _character(
    name: str,
    group: Sequence[Form],
    places: dict[str, list[tuple[Chapter, Mention]]],
    surfaces: dict[str, Counter[str]],
    owners: dict[str, str],
    decisions: Decisions,
) -> Character:
    seen = places[name]
    counts = Counter(chapter.position for chapter, _ in seen)
    aliases: Counter[str] = Counter()
    for surface, count in surfaces[name].items():
        aliases[_display(surface)] += count
    for form in group:
        if form.role or form.cues["T"] > 0.5 * form.count:
            aliases[f"the {_display(form.surface)}"] += 1
        if form.name.title and len(form.name.words) > 1 and not form.name.is_wife and not form.role:
            plain = " ".join(form.name.words)
            if owners.get(plain, name) == name:
                aliases[plain] += 0  # "Ann Hale" stands in "Dr. Ann Hale"
    aliases.pop(name, None)
    same = {a.casefold(): a for a in sorted(aliases, key=lambda a: aliases[a])}  # "KEZ", shouted, is Kez
    aliases = Counter({a: n for a, n in aliases.items() if same[a.casefold()] == a and a.casefold() != name.casefold()})
    return Character(
        name=name,
        aliases=tuple(a for a, _ in sorted(aliases.items(), key=lambda item: (-item[1], item[0]))),
        mentions=len(seen),
        pronouns=_pronouns(name, group, decisions),
        by_chapter=tuple(sorted(counts.items())),
        first=_cite(*seen[0]),
        last=_cite(*seen[-1]),
    )


def _cite(chapter: Chapter, mention: Mention) -> Citation:
    return chapter.cite_sentence(mention.start, mention.end)


def _display(surface: str) -> str:
    words = surface.split()
    return " ".join(w.title() if len(w) > 3 and w.isupper() and w.isalpha() else w for w in words)


def _pronouns(name: str, group: Sequence[Form], decisions: Decisions) -> str:
    for known in (name, *sorted(n for f in group for n in f.written)):
        if known in decisions.pronouns:
            return decisions.pronouns[known]
    return gender_of(group) or _leaning(group)


def _leaning(group: Sequence[Form]) -> str:
    """What few pronouns say, where all but all of them agree."""
    he, she = (sum(f.cues[cue] for f in group) for cue in "hs")
    if he + she < 2 or max(he, she) < 0.8 * (he + she):
        return ""
    return "he" if he > she else "she"


def _names_shown(groups: Sequence[Sequence[Form]], decisions: Decisions) -> list[str]:
    """The name each group goes by: the writer's, unless somebody else goes by it, else what the text suggests."""
    plain = [_shown(group, decisions) for group in groups]
    if not decisions.names:
        return plain
    taken, shown = Counter(plain), []
    for group, name in zip(groups, plain, strict=True):
        written = {n for f in group for n in f.written} | {name}
        chosen = next((new for old, new in decisions.names.items() if old in written), name)
        if chosen == name or taken[chosen]:
            shown.append(name)
            continue
        taken[chosen] += 1
        shown.append(chosen)
    return shown


def _shown(group: Sequence[Form], decisions: Decisions) -> str:
    """The name a group goes by: the first of a merge, else the full name where the text uses it, else the commonest."""
    written = {n for f in group for n in f.written}
    for merged in decisions.merge:
        if merged and merged[0] in written:
            return merged[0]
    total = sum(f.count for f in group)
    most = max(
        (f for f in group if f.name.words or f.name.title in SHORT_TITLES),
        key=lambda f: (f.count, -f.order),
        default=group[0],
    )
    full = [
        f
        for f in group
        if not f.name.title
        and len(f.name.words) > 1
        and not f.role
        and (f.count >= OFTEN * total or any(same_given(a, b) for a in f.name.words for b in most.name.words))
    ]
    best = max(full, key=lambda f: (f.count, -f.order), default=None)
    chosen = best if best is not None and (best.count >= 2 or total <= 20) else most
    shown = _display(chosen.surface)
    return f"the {shown}" if chosen.role else shown


def with_narration(cast: Cast, narrators: dict[str, tuple[int, ...]]) -> Cast:
    """The same cast, each character knowing the chapters they narrate."""
    characters = tuple(replace(c, narrates=narrators.get(c.name, ())) for c in cast.characters)
    return Cast(cast.chapters, characters, cast.by_position, cast.unclear)
