"""The character sheet: all the book says about one person."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..errors import NotInBook
from .progress import progressions
from .types import CharacterSheet

if TYPE_CHECKING:
    from .canon import Canon


def sheet_of(canon: Canon, name: str) -> CharacterSheet:
    """Facts, findings and company of a character. Raises NotInBook, naming the nearest ones it does have."""
    character = canon.resolve(name)
    if character is None:
        raise NotInBook(_sorry(canon, name))
    facts = tuple(f for f in canon.facts if f.character == character.name)
    return CharacterSheet(
        character=character,
        facts=facts,
        progressions=tuple(progressions(facts)),
        findings=tuple(f for f in canon.findings if f.character == character.name),
        company=tuple(canon.company(character.name)),
    )


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
