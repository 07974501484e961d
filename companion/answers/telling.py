"""What happens in a chapter, told by its own sentences."""

from __future__ import annotations

import math
import re
from collections import Counter

from ..canon.view import View
from ..manuscript.chapter import WORD, Chapter, Scene
from .field import Place, names_in
from .words import STOP, stem


def moments(view: View, chapter: Chapter, count: int, part: Scene | None = None) -> list[Place]:
    """The sentences that tell most of what happens in a chapter, or in it in a scene, most telling first.

    Each is chosen for the words that come again and again there, less for those that one before it had, and for what
    marks the telling of an event (`_telling`). Weights were set on 104 chapters of novels and novellas in which readers
    had marked what they would quote; that a word is rare in other chapters told nothing there (benchmarks/chapters.py).
    """
    here = Counter(stem(w) for w in WORD.findall(chapter.text) if w.casefold() not in STOP and len(w) > 2)
    least = 2 if len(here) > FEW else 1
    weight = {root: math.log(1 + n) for root, n in here.items() if n >= least}
    sentences = chapter.sentences
    worth: dict[int, float] = {}
    bags: dict[int, set[str]] = {}
    for index, sentence in enumerate(sentences):
        words = WORD.findall(chapter.text, sentence.start, sentence.end)
        if len(words) >= SHORTEST and (part is None or sentence.scene == part.number):
            bags[index] = {stem(w) for w in words}
            worth[index] = _telling(view, Place(chapter, index), bags[index]) / math.sqrt(6 + len(words))
    picked: list[int] = []
    while bags and len(picked) < count:
        best = max(bags, key=lambda n: (worth[n] * sum(weight.get(root, 0.0) for root in bags[n]), -n))
        picked.append(best)
        for root in bags.pop(best):
            weight[root] = weight.get(root, 0.0) * TOLD
    return [Place(chapter, index) for index in picked]


SHORTEST = 5  # words of a sentence that tells something
FEW = 150  # different words of a text so short that one that stands there once counts too
TOLD = 0.6  # what a keyword counts for again after a sentence that has it


def _telling(view: View, place: Place, roots: set[str]) -> float:
    """What a sentence counts for beside its keywords: people and deeds, and time moving on, not moods or questions."""
    text = place.text
    worth = (1 + 0.25 * min(3, len({name for _, _, name in names_in(view, place)}))) * (
        1 + 0.2 * min(3, len(roots & _EVENTS))
    )
    if text.rstrip("”\"'’ ").endswith("?"):
        worth *= 0.5
    if _SUPPOSED.search(text):
        worth *= 0.8
    if _MOOD.search(text):
        worth *= 0.85
    if _MOVES_ON.search(text):
        worth *= 1.1
    through = place.sentence.start / max(1, len(place.chapter.text))
    return worth * (0.85 + 0.3 * through)  # chapters turn towards their end


_SUPPOSED = re.compile(r"\b(?:would|could|should|might|may)\b")
_MOOD = re.compile(r"\b(?:seemed|felt|thought|perhaps|always|often|like)\b")
_MOVES_ON = re.compile(
    r"\b(?:when|then|at last|suddenly|at once|after|before|that (?:night|day|evening|morning))\b", re.IGNORECASE
)
_EVENTS = frozenset(
    stem(w)
    for w in (
        "die dead kill murder drown shot stab wound hurt bleed faint fell fall crash burn broke break marry married"
        " engaged engagement propose proposal wedding divorce kiss kissed love loved hate arrive arrived came come left"
        " leave gone went return returned entered enter ran run fled escape follow followed caught catch seize seized"
        " found find discover discovered learn learned hear heard saw see recognised recognized realise realised knew"
        " told tell confess confessed admit admitted reveal revealed secret letter wrote read sign signed contract"
        " refuse refused accept accepted agree agreed promise promised decide decided resolved determined choose chose"
        " gave give took take stole steal sold bought paid pay money offer offered quarrel quarrelled fight fought"
        " struck hit shouted screamed cried wept laughed apologise forgave forgive accuse accused arrest arrested sent"
        " dismissed fired hired quit resign born birth child pregnant ill fever recovered died buried funeral begin"
        " began ended end last first never"
    ).split()
)
