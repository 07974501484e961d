"""Short forms of given names that no list knows: Priss for Prisca, Mena for Ximena, Vasquinho for Vasco."""

from __future__ import annotations

from itertools import takewhile

from .gender import is_given, same_given

# Endings that make a name small, in languages from which English novels take their people, longest first.
SMALL = (
    *("oushka", "enka", "ushka", "ochka", "zinho", "zinha", "cito", "cita", "inho", "inha", "chen", "lein", "ette"),
    *("etta", "kins", "ito", "ita", "ino", "ina", "kin", "ek", "ie", "y"),
)
# Called by their first letter: Vee of Veronica, Kay of Katherine.
LETTERS = {"bee": "b", "cee": "c", "dee": "d", "gee": "g", "jay": "j", "kay": "k", "tee": "t", "vee": "v", "zee": "z"}
HEAD, TAIL, STEM = 3, 4, 4  # letters that the beginning, the end and a changed form must share, at least


def alike(one: str, other: str) -> bool:
    """Whether one of two given names can be a short form of the other, by the list or by its letters."""
    if same_given(one, other):
        return True
    short, full = sorted((one.casefold(), other.casefold()), key=lambda n: (len(n), n))
    if len(short) == len(full):
        return False
    if (len(short) >= HEAD and full.startswith(short)) or (len(short) >= TAIL and full.endswith(short)):
        return True
    if _small(short, full) or _pet(one, other) or LETTERS.get(short) == full[0]:
        return True
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(short, full, strict=False)))
    return same >= STEM and len(short) <= same + 1


def _small(name: str, small: str) -> bool:
    """Whether `small` is `name` with an ending that makes it small: Vasquinho of Vasco, Rosita of Rosa."""
    stem = name.rstrip("aeiou")
    stems = {stem, stem[:-1] + "qu" if stem.endswith("c") else stem, stem + "u" if stem.endswith("g") else stem}
    return len(stem) >= HEAD - 1 and any(small == s + ending for s in stems for ending in SMALL)


def _pet(one: str, other: str) -> bool:
    """Whether one name is the beginning of the other with an ending of pet names, and no name of its own: Attie of
    Attracta."""
    short, full = sorted((one, other), key=len)
    stem = short.casefold().removesuffix("ie").removesuffix("y")
    stem = stem[:-1] if len(stem) > HEAD and stem[-1] == stem[-2] else stem
    return short[-1] in "ey" and len(stem) >= HEAD and full.casefold().startswith(stem) and not is_given(short)


def inside(one: str, other: str) -> bool:
    """Whether one name stands anywhere inside the other, as Gus in Augustine: weaker than `alike`."""
    short, full = sorted((one.casefold(), other.casefold()), key=len)
    return len(short) >= HEAD and short in full
