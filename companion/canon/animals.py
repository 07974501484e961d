"""Animals that bear the name of somebody else: "a hen called Ruth", where a woman of the book is Ruth.

An animal whose name nobody else has is in the cast under it, like anybody. Where the name was a person's before, the place
that names the animal is an entry of its own, "Ruth (the hen)"; what is said of Ruth elsewhere stays with the person.
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..manuscript.chapter import Chapter
from .name_words import HONORIFICS
from .names import Sighting

ANIMALS = (
    "hen cockerel chicken duck goose drake dog puppy bitch hound terrier spaniel collie lurcher labrador greyhound whippet "
    "cat kitten tomcat horse mare pony foal stallion gelding donkey mule cow calf bull heifer goat kid sheep ewe ram lamb pig sow "
    "piglet rabbit hamster ferret rat mouse parrot budgie canary cockatoo crow raven jackdaw magpie pigeon gull swan tortoise turtle "
    "goldfish snake lizard gecko iguana spider fox owl falcon hawk bird"
).split()
_ANIMAL = rf"(?P<animal>{'|'.join(ANIMALS)})"
_CALLED = r"(?:called|named|christened|whose name (?:is|was)|by the name of|answer(?:s|ed|ing) to)"
# "a hen called", "the hen was called", "the hen, and that it was called"; before the name.
_BEFORE = re.compile(
    rf"\b{_ANIMAL}(?:,? (?:(?:is|was|has been|had been) )?{_CALLED}|\b[^.!?;]{{0,40}}\b(?:it|its name)(?:['’]s| is| was)? {_CALLED})[\s\"“‘']+\Z"
)
REACH = 90
PERSON = frozenset("VvSABR")


def without_animals(chapters: Sequence[Chapter], resolved: Sequence[Sequence[Sighting | None]]) -> tuple[
    list[list[Sighting | None]], frozenset[str]
]:  # fmt: skip
    """The sightings, those of animals that share a person's name under one of their own; and these names."""
    people: set[str] = set()
    names: set[str] = set()
    found: list[list[Sighting | None]] = []
    for chapter, rows in zip(chapters, resolved, strict=True):
        kept: list[Sighting | None] = []
        for sighting in rows:
            kind = _animal(chapter, sighting) if sighting is not None else ""
            if sighting is not None and kind and sighting.surface in people:
                names.add(name := f"{sighting.surface} (the {kind})")
                kept.append(replace(sighting, surface=name))
                continue
            if sighting is not None and not kind and PERSON & set(sighting.cues):
                people.update(w for w in sighting.surface.split() if w.rstrip(".") not in HONORIFICS)
            kept.append(sighting)
        found.append(kept)
    return found, frozenset(names)


def _animal(chapter: Chapter, sighting: Sighting) -> str:
    """The animal that a name is given to right there, "" for none."""
    if " " in sighting.surface or not sighting.surface[0].isupper():
        return ""
    sentence = chapter.sentence_at(sighting.start)
    low = max(sentence.start if sentence else 0, sighting.start - REACH)
    if match := _BEFORE.search(" ".join(chapter.text[low : sighting.start].split(" "))):
        return match["animal"]
    return ""
