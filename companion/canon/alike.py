"""Short forms of given names that no list knows: Priss for Prisca, Ness for Agnes, Mena for Ximena."""

from __future__ import annotations

from itertools import takewhile

from .gender import same_given

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
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(short, full, strict=False)))
    return same >= STEM and len(short) <= same + 1


def inside(one: str, other: str) -> bool:
    """Whether one name stands anywhere inside the other, as Gus in Augustine: weaker than `alike`."""
    short, full = sorted((one.casefold(), other.casefold()), key=len)
    return len(short) >= HEAD and short in full
