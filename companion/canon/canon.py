"""The story bible: everything code can say about the visible chapters, worked out when it is first asked for."""

from __future__ import annotations

import re
import typing
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from ..decisions import Decisions
from ..manuscript.chapter import Chapter, Citation, Person, Tense
from .cast import Cast, Named, make_cast, read_named, with_narration
from .claimed import claimed_pairs, claims
from .gender import DIMINUTIVES, FORMAL
from .name_words import HONORIFICS, NOT_NAMES
from .names import Sighting, read_names
from .namesakes import Namesakes
from .narrators import Clues, Stretch, find_stretches, names_of_narrators, read_clues, rename_clues
from .page import Page
from .presence import people_only, present_in
from .speakers import Quote, SpeakerFinder
from .told import told_narrator
from .types import Character, CharacterSheet, Fact, Finding, NameVariant, Thread
from .variants import find_variants

if TYPE_CHECKING:
    from .attach import Attacher
    from .facts import Statement
    from .knowledge import Matter
    from .likely import LikelySame
    from .roles import Role
    from .timeline import Timeline

ORDINARY = NOT_NAMES | {"Will", "Mark", "Art", "Bill", "Sue", "Drew", "Rob", "Pat", "Chase", "Grant", "Dot"}
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Canon:
    """A pure function of (visible chapters, their observations, the writer's decisions).

    `observations` runs parallel to `chapters`; each is what `observe` returned for that chapter. Positions are the
    chapters' own: with a wall at chapter 5, `chapters` holds 1..5 and nothing here knows of a sixth.
    """

    def __init__(
        self, chapters: Sequence[Chapter], observations: Sequence[dict[str, list]], decisions: Decisions
    ) -> None:
        self.chapters = tuple(chapters)
        self.observations = tuple(observations)
        self.decisions = decisions
        self._pages: dict[int, Page] = {}

    # -- people ------------------------------------------------------------------------------------------------

    @cached_property
    def cast(self) -> list[Character]:
        """Everybody named in the story, most mentioned first."""
        return list(self._cast.characters)

    @cached_property
    def _bare_cast(self) -> Cast:
        return self._cast_and_clues[0]

    @cached_property
    def _cast_and_clues(self) -> tuple[Cast, Clues]:
        named = read_named(self.chapters, self.observations)
        cast = make_cast(named, self.decisions)
        clues = read_clues(self.chapters, self.observations, cast)
        known = {name for names in self.decisions.merge for name in names}
        same = [pair for pair in names_of_narrators(cast, clues) if not known & set(pair)]
        joined, told = self._joined(named, cast, clues, same)
        found = claims(self.chapters, joined)
        claimed: list[tuple[str, str]] = []
        if found:
            stretches = find_stretches(self.chapters, joined, self.decisions, told)
            claimed = claimed_pairs(found, self.chapters, stretches, told[0])
            claimed = [pair for pair in claimed if not known & set(pair)]
        return self._joined(named, cast, clues, [*claimed, *same]) if claimed else (joined, told)

    def _joined(self, named: Named, cast: Cast, clues: Clues, pairs: Sequence[tuple[str, str]]) -> tuple[Cast, Clues]:
        """The cast in which each of the pairs is one person, with the clues that were read before."""
        if not pairs:
            return cast, clues
        joined = make_cast(named, replace(self.decisions, merge=(*self.decisions.merge, *pairs)))
        return joined, rename_clues(clues, cast, joined)

    @cached_property
    def _stretches(self) -> dict[int, tuple[Stretch, ...]]:
        return find_stretches(self.chapters, self._bare_cast, self.decisions, self._cast_and_clues[1])

    @cached_property
    def _cast(self) -> Cast:
        narrates: dict[str, set[int]] = defaultdict(set)
        for position, stretches in self._stretches.items():
            for stretch in stretches:
                narrates[stretch.narrator].add(position)
        return with_narration(self._bare_cast, {name: tuple(sorted(where)) for name, where in narrates.items()})

    @cached_property
    def _by_position(self) -> dict[int, tuple[Chapter, dict[str, list]]]:
        return {c.position: (c, o) for c, o in zip(self.chapters, self.observations, strict=True)}

    def observation(self, position: int) -> dict[str, list]:
        """The observations of the chapter at a position. Raises KeyError for one that is not visible."""
        return self._by_position[position][1]

    def rows(self, kind: str, observer: Callable[[Chapter], list]) -> Iterator[tuple[Chapter, list]]:
        """Each chapter with what one observer saw in it; observed now where nothing of the kind was kept."""
        for chapter, observed in zip(self.chapters, self.observations, strict=True):
            yield chapter, observed[kind] if kind in observed else observer(chapter)

    def page(self, position: int) -> Page:
        """The chapter at a position laid out once for looking around. Raises KeyError for one that is not visible."""
        if position not in self._pages:
            self._pages[position] = Page(self._by_position[position][0], self.name_spans(position))
        return self._pages[position]

    def name_spans(self, position: int) -> list[tuple[int, int, str]]:
        """Every mention of a known character in that chapter, in order: (start, end, canonical name)."""
        return self._cast.spans(position)

    def pronouns_of(self, name: str) -> str:
        """ "she", "he", "they", or "" when the text does not tell or the name is not known."""
        character = self.resolve(name)
        return character.pronouns if character else ""

    def gender_of(self, name: str) -> str:
        """ "she" or "he" as the cast has it, else as single sentences let it be seen; "" when nothing tells."""
        return self.pronouns_of(name) or self._genders.get(name, "")

    @cached_property
    def _genders(self) -> dict[str, str]:
        from .genders import inferred_genders

        return inferred_genders(self)

    def narrator(self, position: int, offset: int) -> str:
        """Canonical name of the "I" at that place; "" in third person, or when the text does not say who it is."""
        stretches = self._stretches.get(position, ())
        at = bisect_right(stretches, offset, key=lambda s: s.start) - 1
        if at < 0:
            return ""
        scene = self._by_position[position][0].scene_at(offset)
        return stretches[at].narrator if scene and scene.number == stretches[at].scene else ""

    def voice(self, position: int, offset: int) -> tuple[Person, Tense]:
        """The person and tense of narration at that place; "" for what the text does not tell."""
        if position not in self._by_position:
            return "", ""
        chapter = self._by_position[position][0]
        scene = chapter.scene_at(offset)
        if scene is None:
            return "", ""
        told = told_narrator(chapter, scene.number, self.decisions) if self.decisions.narrators else None
        return (typing.cast(Person, told.person) if told and told.person else scene.person), scene.tense

    # -- names -------------------------------------------------------------------------------------------------

    @cached_property
    def _names(self) -> dict[str, list[Character]]:
        """Every name, folded, with whom it can mean; most mentioned first."""
        names: dict[str, list[Character]] = defaultdict(list)
        for character in self.cast:
            for name in character.names:
                key = _folded(name)
                if key and character not in names[key]:
                    names[key].append(character)
        return names

    @cached_property
    def _parts(self) -> dict[str, list[Character]]:
        """Every word of a name, folded, with those who bear it; most mentioned first."""
        parts: dict[str, list[Character]] = defaultdict(list)
        for character in self.cast:
            for name in character.names:
                for word in _folded(name).split():
                    if character not in parts[word] and word.title() not in HONORIFICS and len(word) > 1:
                        parts[word].append(character)
        return parts

    def resolve(self, name: str) -> Character | None:
        """The character of exactly that name or alias, else of an unambiguous part of one; None when there is none."""
        exact = self._cast.by_name.get(name)
        if exact is not None:
            return exact
        key = _folded(name)
        if key in self._names:
            return self._names[key][0]
        words = [w for w in key.split() if w.title() not in HONORIFICS]
        sets = [set(map(id, self._parts.get(w, ()))) for w in words]
        if not sets or not all(sets):
            return None
        shared = set.intersection(*sets)
        found = [c for c in self.cast if id(c) in shared]
        return found[0] if len(found) == 1 or (found and found[0].mentions > 3 * found[1].mentions) else None

    def names_of(self, name: str) -> tuple[str, ...]:
        """Every name somebody has or had, in the text or by the writer's word; the name alone for a stranger."""
        character = self._cast.by_name.get(name)
        names = character.names if character else (name,)
        renamed = [n for pair in self.decisions.names.items() if set(pair) & set(names) for n in pair]
        return tuple(dict.fromkeys((*names, *renamed)))

    def named_in(self, text: str) -> list[Character]:
        """The characters a question names, in order; capitals do not matter, the longest name wins."""
        words = [(m.start(), m.end(), _folded(m.group())) for m in WORD.finditer(text)]
        found: list[Character] = []
        at = 0
        while at < len(words):
            for length in range(min(5, len(words) - at), 0, -1):
                taken = words[at : at + length]
                character = self._meant(text, taken)
                if character is not None:
                    if character not in found:
                        found.append(character)
                    at += length
                    break
            else:
                at += 1
        return found

    def _meant(self, text: str, words: list[tuple[int, int, str]]) -> Character | None:
        key = " ".join(w for _, _, w in words)
        options = self._names.get(key, [])
        if len(words) == 1:
            at = words[0][0]
            if key.title() in ORDINARY and (text[at].islower() or not text[:at].strip()):
                return None  # "will mara sing?" names no Will
            options = options or self._parts.get(key, []) or self._short_for(key)
        return options[0] if options else None

    def _short_for(self, word: str) -> list[Character]:
        """Those whom the word can mean as a short form ("liz"), or as the full form of what the book calls them."""
        name = word.title()
        related = sorted(DIMINUTIVES.get(name, frozenset()) | FORMAL.get(name, frozenset()))
        found = {id(c): c for other in related for c in self._parts.get(other.casefold(), ())}
        return list(found.values()) if len(found) == 1 else []

    def expand(self, text: str) -> list[str]:
        """Other names of the people a query names, for the index's word search."""
        folded = f" {' '.join(_folded(m.group()) for m in WORD.finditer(text))} "
        return [n for c in self.named_in(text) for n in c.names if f" {_folded(n)} " not in folded]

    def mentions(self, name: str) -> list[Citation]:
        """Every sentence that names them, in reading order; empty for an unknown name."""
        character = self.resolve(name)
        found: dict[tuple[int, int, int], Citation] = {}
        for chapter in self.chapters if character else ():
            for start, end, who in self.name_spans(chapter.position):
                if character and who == character.name:
                    citation = chapter.cite_sentence(start, end)
                    found.setdefault(citation.place, citation)
        return list(found.values())

    @cached_property
    def _firsts(self) -> dict[str, tuple[int, int]]:
        firsts: dict[str, tuple[int, int]] = {}
        for chapter in self.chapters:
            for start, _, name in self.name_spans(chapter.position):
                firsts.setdefault(name, (chapter.position, start))
        return firsts

    def first_named(self, name: str) -> tuple[int, int]:
        """Position and offset of the first mention of a canonical name; (0, -1) for one that is not in the cast."""
        return self._firsts.get(name, (0, -1))

    # -- scenes ------------------------------------------------------------------------------------------------

    @cached_property
    def _sightings(self) -> dict[int, dict[int, Sighting]]:
        return {
            c.position: {s.start: s for s in read_names(o["names"])[0]}
            for c, o in zip(self.chapters, self.observations, strict=True)
        }

    def sightings(self, position: int) -> dict[int, Sighting]:
        """What was seen of names in a chapter, by start: the cues around each mention."""
        return self._sightings[position]

    def present(self, position: int, scene: int) -> list[str]:
        """Names of those who are in a scene (they speak or act there), the narrator first; empty for no such scene."""
        return self._present.get((position, scene), [])

    def present_between(self, position: int, start: int, end: int) -> list[str]:
        """Names of those who are there in a part of a chapter, the narrators first."""
        if position not in self._by_position:
            return []
        chapter = self._by_position[position][0]
        told = [s.narrator for s in self._stretches.get(position, ()) if s.start < end and s.end > start]
        return present_in(
            chapter,
            start,
            end,
            self.voice(position, start)[1],
            self.name_spans(position),
            self._sightings[position],
            self._people,
            told,
        )

    @cached_property
    def _people(self) -> set[str]:
        return people_only({c.position: self.name_spans(c.position) for c in self.chapters}, self._sightings)

    @cached_property
    def _present(self) -> dict[tuple[int, int], list[str]]:
        return {
            (c.position, s.number): self.present_between(c.position, s.start, s.end)
            for c in self.chapters
            for s in c.scenes
        }

    def company(self, name: str) -> list[tuple[str, int]]:
        """With whom they share scenes: (other character, number of scenes), most first."""
        character = self.resolve(name)
        shared: Counter[str] = Counter()
        if character:
            for people in self._present.values():
                if character.name in people:
                    shared.update(p for p in people if p != character.name)
        return sorted(shared.items(), key=lambda item: (-item[1], item[0]))

    def quotes(self, position: int) -> list[Quote]:
        """Every quotation of a chapter with who says it, in order. Raises KeyError where no chapter is visible."""
        if position not in self._quotes:
            chapter, observed = self._by_position[position]
            by_name, genders = self._cast.by_name, self._genders
            self._quotes[position] = SpeakerFinder(
                chapter,
                observed["speech"],
                self.name_spans(position),
                self._sightings[position],
                lambda name: (by_name[name].pronouns if name in by_name else "") or genders.get(name, ""),
                lambda offset: self.narrator(position, offset),
            ).quotes()
        return self._quotes[position]

    @cached_property
    def _quotes(self) -> dict[int, list[Quote]]:
        return {}

    def meant(self, position: int, start: int, end: int) -> str:
        """Whom a pronoun or a name in the narration of a chapter most likely means; "" for nobody known."""
        page = self.page(position)
        return self._attacher.anchor(page, page.text[start:end], start, end, None).name

    # -- what follows from them --------------------------------------------------------------------------------

    @cached_property
    def facts(self) -> list[Fact]:
        """Every fact, in reading order."""
        from .noted import noted_facts, with_noted
        from .selection import shown

        facts = shown(self.statements, self._attacher.relatives, {c.name for c in self.cast})
        return with_noted(facts, noted_facts(self))

    @cached_property
    def statements(self) -> list[Statement]:
        """Everything stated about somebody or something, attached or not, with its hedges: what the rules compare."""
        from .facts import statements_from

        return statements_from(self, self._attacher)

    @cached_property
    def _attacher(self) -> Attacher:
        from .attach import Attacher

        return Attacher(self)

    def facts_of(self, name: str) -> list[Fact]:
        """The facts about one character, in reading order; empty for an unknown name."""
        character = self.resolve(name)
        return [f for f in self.facts if character and f.character == character.name]

    @property
    def threads(self) -> list[Thread]:
        """What the text opens, and what closes it; without what the writer says is no thread."""
        return [t for t in self.all_threads if t.decision != "not a thread"]

    @cached_property
    def all_threads(self) -> list[Thread]:
        """The same with what the writer says is none, so that it can be taken back."""
        from .threads import threads_from

        return threads_from(self)

    @cached_property
    def timeline(self) -> Timeline:
        """The scenes in story order, and ages worked out."""
        from .timeline import timeline_of

        return timeline_of(self)

    @cached_property
    def knowledge(self) -> list[Matter]:
        """Who has been shown learning what, in the order in which it is planted."""
        from .knowledge import knowledge_of

        return knowledge_of(self)

    @cached_property
    def roles(self) -> list[Role]:
        """People without a name who come back, most mentioned first."""
        from .roles import roles_of

        return roles_of(self)

    @cached_property
    def likely_same(self) -> list[LikelySame]:
        """Pairs of the cast that may be one person, with what speaks for and against."""
        from .likely import likely_same

        return likely_same(self)

    @cached_property
    def namesakes(self) -> list[Namesakes]:
        """Given names that two people bear, with the places where nothing tells which of them is meant."""
        found = []
        for given, places in self._cast.unclear.items():
            (position, start), _ = places[0]
            usual = next(name for at, _, name in self.name_spans(position) if at == start)
            spans = [(self._by_position[position][0], start) for (position, start), _ in places]
            cited = tuple(dict.fromkeys(chapter.cite_sentence(start) for chapter, start in spans))
            others = tuple(dict.fromkeys(name for _, name in places))
            found.append(Namesakes(given, usual, others, cited))
        return found

    @property
    def doubtful(self) -> list[Character]:
        """Those of the cast who may be places or things: they are named, and never speak or act."""
        return [c for c in self.cast if c.name not in self._people and not c.narrates]

    @cached_property
    def findings(self) -> list[Finding]:
        """What disagrees, conflicts first."""
        from .rules import findings_from

        return findings_from(self, self.statements)

    def sheet(self, name: str) -> CharacterSheet:
        """All the book says about one character. Raises NotInBook for a name it does not have."""
        from .sheet import sheet_of

        return sheet_of(self, name)

    @cached_property
    def variants(self) -> list[NameVariant]:
        """Rare spellings close to a frequent name."""
        return find_variants(self.chapters, self.observations, self._cast)


def _folded(name: str) -> str:
    """Lower case, one space between words, no full stops, no possessive."""
    words = [w.replace("’", "'").removesuffix("'s").strip(".'\"") for w in name.casefold().split()]
    return " ".join(w for w in words if w)
