"""The character sheet: all the book says about one person."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..errors import NotInBook
from .progress import progressions
from .rules import settled_value
from .types import CharacterSheet

if TYPE_CHECKING:
    from .canon import Canon


def sheet_of(canon: Canon, name: str) -> CharacterSheet:
    """Facts, findings and company of a character. Raises NotInBook, naming the nearest ones it does have."""
    character = canon.resolve(name)
    if character is None:
        raise NotInBook(_sorry(canon, name))
    facts = tuple(f for f in canon.facts if f.character == character.name)
    findings = tuple(f for f in canon.findings if f.character == character.name)
    attributes = dict.fromkeys(f.attribute for f in facts)
    return CharacterSheet(
        character=character,
        facts=facts,
        findings=findings,
        progressions=tuple(progressions(facts)),
        company=tuple(canon.company(character.name)),
        present=_present(canon, character.name),
        settled=tuple((a, value) for a in attributes if (value := settled_value(canon, character.name, a))),
        knows=tuple(
            (matter.thread, one.citation, one.how)
            for matter in canon.knowledge
            for one in matter.learnt
            if one.who == character.name
        ),
    )


def _present(canon: Canon, name: str) -> tuple[tuple[int, int], ...]:
    scenes = Counter(
        chapter.position
        for chapter in canon.chapters
        for scene in chapter.scenes
        if name in canon.present(chapter.position, scene.number)
    )
    return tuple(sorted(scenes.items()))


def _sorry(canon: Canon, name: str) -> str:
    known = {n.casefold(): c.name for c in canon.cast for n in c.names}
    near = list(dict.fromkeys(known[n] for n in get_close_matches(name.casefold(), known, n=6, cutoff=0.6)))[:3]
    if near:
        return f"Nobody called {name} is in the book so far. Did you mean {' or '.join(near)}?"
    if canon.cast:
        return (
            f"Nobody called {name} is in the book so far. Those who are: {', '.join(c.name for c in canon.cast[:5])}."
        )
    return f"Nobody called {name} is in the book so far: no names were found in it."
