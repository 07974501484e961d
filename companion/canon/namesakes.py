"""Two people of one given name: which of them a bare "Frank" is, scene by scene, and where that cannot be told."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ..manuscript.chapter import Chapter, Citation
from .forms import Form
from .gender import is_given
from .names import Sighting
from .person_names import PersonName, parse_name

Place = tuple[int, int]  # chapter position, offset
LEAST = 2  # times that somebody must be named in full
ACTS = frozenset("SAaB")  # cues of one who speaks or acts


@dataclass(frozen=True)
class Apart:
    """`whose` has the person of each bare mention that is not its usual owner's; `unclear` those nothing tells."""

    whose: Mapping[Place, str]
    unclear: Mapping[str, tuple[tuple[Place, str], ...]]  # the bare name -> where it may be another's, and whose


@dataclass(frozen=True)
class Namesakes:
    """A bare name that two people bear, and the places where nothing tells which of them it is."""

    given: str
    usual: str  # to whom those places are counted
    others: tuple[str, ...]
    unclear: tuple[Citation, ...]


def tell_apart(
    chapters: Sequence[Chapter],
    resolved: Sequence[Sequence[Sighting | None]],
    groups: Sequence[Sequence[Form]],
    shown: Sequence[str],
    decided: Collection[str],
) -> Apart:
    """The bare mentions of every given name that two people of the cast bear in full.

    A bare name is its usual owner's. It is the other's in a scene that names the other in full, speaking or acting,
    and shortens the name from then on (it stands there at least as often bare, and the other is called by no surname),
    in a chapter that names the usual owner in no other way, nor by the bare name before the other comes in or in one
    sentence with them. Where only some of this holds it is said to be unclear: narrators also tell a second Charles
    from the first by his full name throughout. Names in `decided` are whose the writer says.
    """
    owner = {f.key: name for group, name in zip(groups, shown, strict=True) for f in group}
    bearers = _bearers(groups, shown)
    whose: dict[Place, str] = {}
    unclear: dict[str, list[tuple[Place, str]]] = defaultdict(list)
    for chapter, rows in zip(chapters, resolved, strict=True) if bearers else ():
        keys = [(s, parse_name(s.surface)) for s in rows if s is not None]
        for given in ({n.text for _, n in keys} & bearers.keys()) - set(decided):
            for at, name, sure in _in_chapter(chapter, keys, given, bearers[given], owner):
                if sure:
                    whose[chapter.position, at] = name
                else:
                    unclear[given].append(((chapter.position, at), name))
    return Apart(whose, {given: tuple(places) for given, places in unclear.items()})


def _bearers(groups: Sequence[Sequence[Form]], shown: Sequence[str]) -> dict[str, set[str]]:
    """Given names that have an owner, with the others who bear them in full."""
    full: dict[str, Counter[str]] = defaultdict(Counter)
    bare: dict[str, str] = {}
    for group, name in zip(groups, shown, strict=True):
        for form in group:
            words = form.name.words
            if form.role or form.name.is_wife or not words:
                continue
            if len(words) > 1 and not form.name.title:
                full[words[0]][name] += form.count
            elif len(words) == 1 and not form.name.title:
                bare[form.key] = name
    found = {given: {p for p, n in full[given].items() if n >= LEAST and p != name} for given, name in bare.items()}
    return {given: others for given, others in found.items() if others and is_given(given)}


def _in_chapter(
    chapter: Chapter,
    keys: Sequence[tuple[Sighting, PersonName]],
    given: str,
    others: set[str],
    owner: Mapping[str, str],
) -> list[tuple[int, str, bool]]:
    """Each bare mention that may be another's than its owner's: offset, whose, and whether that is sure."""
    usual = owner[given]
    bare = [s.start for s, name in keys if name.text == given]
    full = [
        (s.start, owner[name.text], bool(ACTS & set(s.cues)))
        for s, name in keys
        if len(name.words) > 1 and name.words[0] == given and owner.get(name.text) in others
    ]
    theirs = [s.start for s, name in keys if name.text != given and owner.get(name.text) == usual]
    surnames = [s.start for s, name in keys if given not in name.words and owner.get(name.text) in others]
    both = bool(full) and (min(bare, default=full[0][0]) < full[0][0] or _in_one_sentence(chapter, bare, full))
    found: list[tuple[int, str, bool]] = []
    for scene in chapter.scenes if full else ():
        here = [f for f in full if scene.start <= f[0] < scene.end]
        short = [at for at in bare if scene.start <= at < scene.end]
        named = {name for _, name, _ in here}
        if (
            len(named) != 1
            or not any(acts for _, _, acts in here)
            or any(scene.start <= at < scene.end for at in theirs)
        ):
            continue
        after = [at for at in short if at > here[0][0]]
        shortened = len(after) >= len(here) and not any(scene.start <= at < scene.end for at in surnames)
        sure = shortened and not theirs and not both
        found += [(at, here[0][1], sure) for at in after]
    return found


def _in_one_sentence(chapter: Chapter, bare: Sequence[int], full: Sequence[tuple[int, str, bool]]) -> bool:
    """Whether some sentence has the bare name and the full one: then they are two people, and both are there."""
    sentences = {sentence.start for at, *_ in full if (sentence := chapter.sentence_at(at))}
    return any((sentence := chapter.sentence_at(at)) and sentence.start in sentences for at in bare)
