"""What follows from who is whose: my sister's father is mine, my father's father my grandfather, his wife's husband he.

What follows helps to tell whom "my sister" or "Dad" means, and is never shown as if the text had said it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

Table = dict[tuple[str, str], set[str]]  # (whose, kin word) -> names

_SIBLINGS = {"she": "sister", "he": "brother"}
_CHILDREN = {"she": "daughter", "he": "son"}
# What somebody is to those whom they call so, by their own gender.
_BACK: dict[str, dict[str, str]] = {
    kin: words
    for kins, words in (
        (("mother", "father"), _CHILDREN),
        (("son", "daughter"), {"she": "mother", "he": "father"}),
        (("sister", "brother", "twin"), _SIBLINGS),
        (("aunt", "uncle"), {"she": "niece", "he": "nephew"}),
        (("niece", "nephew"), {"she": "aunt", "he": "uncle"}),
        (("grandmother", "grandfather"), {"she": "granddaughter", "he": "grandson"}),
        (("granddaughter", "grandson"), {"she": "grandmother", "he": "grandfather"}),
        (("husband", "wife"), {"she": "wife", "he": "husband"}),
        (("cousin",), {"she": "cousin", "he": "cousin"}),
    )
    for kin in kins
}
_PARENTS, _PAIR, _ALIKE = ("mother", "father"), ("sister", "brother"), ("husband", "wife")
# (their kin, the kin's kin) -> what the second is to them, by the gender of the second.
_ONWARD: tuple[tuple[tuple[str, ...], tuple[str, ...], dict[str, str]], ...] = (
    (_PAIR, _PARENTS, {"she": "mother", "he": "father"}),
    (_PAIR, _PAIR, _SIBLINGS),
    (_PARENTS, ("son", "daughter"), _SIBLINGS),
    (_PARENTS, _PAIR, {"she": "aunt", "he": "uncle"}),
    (_PARENTS, _PARENTS, {"she": "grandmother", "he": "grandfather"}),
    (("son", "daughter"), ("son", "daughter"), {"she": "granddaughter", "he": "grandson"}),
    (_PAIR, ("son", "daughter"), {"she": "niece", "he": "nephew"}),
    (("aunt", "uncle"), _ALIKE, {"she": "aunt", "he": "uncle"}),
    (("son", "daughter"), _PAIR, _CHILDREN),
)
ROUNDS = 2  # how often what follows is followed further


def seen_back(kin: str, gender: str) -> str:
    """What somebody of that gender ("she", "he", "") is to those whom they call `kin`: he who has a mother is a son.

    "" where the gender or the word does not tell.
    """
    return _BACK.get(kin, {}).get(gender, "")


def closed(stated: Table, gender_of: Callable[[str], str]) -> Table:
    """The table with what follows from it; `gender_of` gives "she", "he" or "" for a name.

    A word that means one person by nature (a mother, a husband) is never given a second one.
    """
    table = {key: set(names) for key, names in stated.items()}
    for _ in range(ROUNDS):
        added = False
        for whose, kin, name in [*_following(table, gender_of)]:
            known = table.setdefault((whose, kin), set())
            if whose != name and name not in known and not (known and kin in (*_PARENTS, *_ALIKE)):
                known.add(name)
                added = True
        if not added:
            break
    return {key: names for key, names in table.items() if names}


def _following(table: Table, gender_of: Callable[[str], str]) -> Iterator[tuple[str, str, str]]:
    """(whose, kin word, name), one step from what is known; sorted, so that the same book always gives the same."""
    known = sorted((whose, kin, name) for (whose, kin), names in table.items() for name in names)
    of: dict[str, list[tuple[str, str]]] = {}
    for whose, kin, name in known:
        of.setdefault(whose, []).append((kin, name))
    for whose, kin, name in known:
        if back := seen_back(kin, gender_of(whose)):
            yield name, back, whose
        for first, second, words in _ONWARD:
            if kin not in first:
                continue
            for further, third in of.get(name, ()):
                if further in second and third != whose and (sort := gender_of(third)):
                    yield whose, words[sort], third
