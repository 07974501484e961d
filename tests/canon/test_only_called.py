"""A name that is nothing but called out to "I" is joined to the one narrator whom it fits."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest

from companion.canon.called import only_called


@dataclass
class Scene:
    """As much of a scene's clues as is looked at."""

    totals: Counter[str]
    seen: Counter[str] = field(default_factory=Counter)
    spoken: Counter[str] = field(default_factory=Counter)


@pytest.mark.parametrize(
    ("called", "others", "pairs"),
    [
        ("Petkov", ["Tom", "Mara"], [("Tom", "Petkov")]),
        ("Ruth", ["Conneely", "Mara"], [("Conneely", "Ruth")]),
        ("Ruth", ["Tom", "Mara"], []),  # nobody has two given names
    ],
)
def test_the_one_whom_it_fits(called: str, others: list[str], pairs: list[tuple[str, str]]) -> None:
    narrator, seen = others
    scenes = [Scene(Counter({called: 4.0}), Counter({seen: 3})), Scene(Counter({seen: 6.0}), Counter({narrator: 2}))]
    told = [called, seen]
    assert only_called(scenes, [called, *others], [called], told, {}) == pairs


def test_one_who_is_seen_under_another_of_their_names_is_seen() -> None:
    scenes = [Scene(Counter({"Moz": 4.0}), Counter({"Veronica": 2})), Scene(Counter({"Vee": 6.0}), Counter({"Tom": 2}))]
    told = ["Moz", "Vee"]
    names = ["Veronica", "Vee", "Moz"]
    assert only_called(scenes, names, ["Moz"], told, {}, [("Veronica", "Vee")]) == []
