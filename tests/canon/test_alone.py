"""One person who says "I" all through a book, whatever others are called beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest

from companion.canon.alone import only_narrator


@dataclass
class Scene:
    """As much of a scene's clues as is looked at: log-odds by name, and how often somebody is seen from outside."""

    totals: Counter[str]
    seen: Counter[str] = field(default_factory=Counter)


@pytest.mark.parametrize(
    ("mara", "only"),
    [
        (14.0, ("Mara",)),  # she is named as surely as he: a guest of hers calls him
        (6.5, ()),  # only he is: it may be he who says "I"
    ],
)
def test_who_is_called_as_surely_in_the_same_scenes_does_not_speak_against_her(
    mara: float, only: tuple[str, ...]
) -> None:
    alone = [Scene(Counter(Mara=6.0)) for _ in range(10)]
    beside = [Scene(Counter(Mara=mara, Bill=12.0)) for _ in range(2)]
    nobody = [Scene(Counter()) for _ in range(12)]
    assert only_narrator([*alone, *beside, *nobody], ["Mara", "Bill"], {"Mara": "she", "Bill": "he"}) == only


def test_one_narrator_is_not_believed_in_where_scene_after_scene_calls_others() -> None:
    others = ["Bill", "Ines", "Tom", "Joan", "Peter", "Ruth", "Mark"]
    hers = [Scene(Counter(Mara=5.0)) for _ in range(9)]
    theirs = [Scene(Counter({name: 4.0})) for name in others]
    nobody = [Scene(Counter()) for _ in range(12)]
    names = ["Mara", *others]
    assert only_narrator([*hers, *nobody, *theirs[:2]], names, {}) == ("Mara",), "whom others call in her hearing"
    assert only_narrator([*hers, *nobody, *theirs], names, {}) == ()
