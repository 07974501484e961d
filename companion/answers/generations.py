"""Two bearers of one surname told apart by what a question calls them: "young Mr. Emerson", "the late Mr. Hale"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..canon.types import Character
from ..canon.view import View
from ..manuscript.chapter import WORD
from .described import TITLES

_CALLED = re.compile(
    r"\b(?P<which>[Oo]ld|[Ee]lder|[Oo]lder|[Ss]enior|[Ll]ate|[Yy]oung|[Yy]ounger|[Jj]unior)\s"
    r"(?P<name>(?:(?:Mr|Mrs|Miss|Ms|Dr)\.?\s)?[A-Z]\w*)"
)
_YOUNG = frozenset({"young", "younger", "junior"})


def by_generation(text: str, people: Sequence[Character], view: View) -> list[Character]:
    """The people of a question, with the other bearer of the surname where "young" or "late" tells that one apart.

    The young one is whoever bears the surname with a first name, where the cast has one such besides a titled one.
    Of somebody late who is not known to be dead the cast knows nobody.
    """
    found = list(people)
    for match in _CALLED.finditer(text):
        meant = next((p for p in found if _bears(p, match["name"])), None)
        if meant is None:
            continue
        which = match["which"].lower()
        if which == "late" and not any(f.attribute == "death" for f in view.canon.facts_of(meant.name)):
            found.remove(meant)
        elif which in _YOUNG and _titled_only(meant):
            others = [c for c in view.canon.cast if _with_first_name(c, match["name"].split()[-1], meant)]
            if len(others) == 1:
                found[found.index(meant)] = others[0]
    return found


def told_apart(text: str, person: Character, view: View) -> bool:
    """Whether a text and the book tell two bearers of this person's surname apart ("old Mr. Hale", "young Hale")."""
    asked = _CALLED.search(text)
    if asked is None:
        return False
    surnames = {WORD.findall(name)[-1] for name in person.names}
    calls = [m for c in view.chapters for m in _CALLED.finditer(c.text)]
    found = {m["which"].lower() for m in calls if WORD.findall(m["name"])[-1] in surnames}
    return len(found | {asked["which"].lower()}) > 1


def _bears(person: Character, name: str) -> bool:
    bare = name.replace(".", "").casefold()
    return any(bare == n.replace(".", "").casefold() or bare == n.split()[-1].casefold() for n in person.names)


def _titled_only(person: Character) -> bool:
    return all(n.split()[0].strip(".").casefold() in TITLES for n in person.names)


def _with_first_name(person: Character, surname: str, other: Character) -> bool:
    """Whether they bear the surname with a first name and may be of the other's gender."""
    full = any(len(n.split()) > 1 and n.split()[-1] == surname for n in person.names)
    same = not person.pronouns or not other.pronouns or person.pronouns == other.pronouns
    return person.name != other.name and full and same and not _titled_only(person)
