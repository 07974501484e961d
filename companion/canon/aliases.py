"""Names the text itself says are one person's: "Josephine, whom everybody calls Jo", "Mara Quill, née Hale"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from ..manuscript.chapter import Chapter
from .names import Sighting
from .person_names import parse_name
from .speech import introductions

_ALL = (
    r"(?:every(?:body|one)(?:\s+else)?|people|they|we|he|she|I|all|most(?:\s+people)?|friends"
    r"|(?:his|her|their|my|our)\s+\w+|the\s+\w+)"
)
# What stands between two names of one person.
BETWEEN = re.compile(
    rf"""[,\s(—–-]*(?:
      whom?\s+{_ALL}\s+(?:\w+\s+)?call(?:s|ed)(?:\s+(?:him|her|them))?
    | (?:(?:better|also|once|now|formerly|otherwise|professionally|affectionately)\s+)?
      known(?:\s+(?:to\s+[\w\s]+?|professionally|simply|only))?\s+as
    | (?:n[ée]e|alias|a\.?k\.?a\.?|formerly)
    | (?:is|was|being|,)?\s*short\s+for
    | (?:goes|went|going)\s+by(?:\s+the\s+name(?:\s+of)?)?
    | (?:performs|performed|performing|sings|sang|singing|records|recorded|writes|wrote|writing|works|worked|acts|acted)
      \s+(?:as|under\s+the\s+name(?:\s+of)?)
    | (?:had\s+been\s+|was\s+|is\s+)?(?:christened|baptised|baptized|nicknamed|renamed|dubbed)
    | (?:is|was|are|were)\s+(?:his|her|the|their)\s+(?:real|full|stage|maiden|birth|given|middle|pen|own)\s+name
      [;:,.\s—–-]+(?:but\s+)?{_ALL}\s+call(?:s|ed)\s+(?:him|her|them)
    | [’']s\s+(?:real|full|stage|maiden|birth|given|pen|actual|married)\s+name\s+(?:is|was|had\s+been)
    )[\s"“‘']+\Z""",
    re.VERBOSE,
)
# "Danny to his mum", "Hart to everyone who ever bought a ticket"
_THEIRS = (
    r"(?:(?:his|her|their|my|our|the)\s+(?:\w+\s+)?(?:friends|family|mother|mum|mam|mom|father|dad|nan|gran|mates|fans|brothers?|sisters?"
    r"|enemies|parents|wife|husband|crew|band|kids|children|press|papers|world|rest)|every(?:body|one)|people|strangers|all\b)"
)
TO_FRIENDS = re.compile(rf"\s*[,)”\"’]?\s+to\s+{_THEIRS}\b")
TO_OTHERS = re.compile(rf"\s+to\s+{_THEIRS}(?:\s+else)?,?\s+(?:and\s+|but\s+)?\Z")
APPOSITION = re.compile(r",\s+(?:the|our|your)\s+\Z|,\s+\Z")
# "Her real name is ...", of whoever has just been named.
REAL_NAME = re.compile(
    r"\b(?:[Hh]er|[Hh]is|[Tt]heir)\s+(?:own\s+)?(?:real|full|true|stage|maiden|birth|given|pen|proper|whole|married|legal)\s+name"
    r"(?:['’]s|\s+(?:is|was|being|had\s+been))?[,:\s“\"‘—]+\Z"
)
LISTED = re.compile(r",?\s+(?:and|or|with)\s+(?:the\s+)?|,\s+(?:the\s+)?")
LONGEST = 120
CERTAIN = ("name", "call")


def stated_aliases(
    chapters: Sequence[Chapter],
    observations: Sequence[dict[str, list]],
    resolved: Sequence[Sequence[Sighting | None]],
    roles: Collection[str] = (),
) -> Counter[tuple[str, str]]:
    """How often the text says that two forms (keys, sorted) name one person.

    `roles` are keys of forms like "the Collector".
    """
    found: Counter[tuple[str, str]] = Counter()
    for chapter, observed, rows in zip(chapters, observations, resolved, strict=True):
        sightings = [s for s in rows if s is not None]
        for one, other in (
            *_between(chapter.text, sightings),
            *_self_named(chapter, observed, sightings),
            *_offices(chapter.text, sightings, roles),
        ):
            keys = sorted({parse_name(one).text, parse_name(other).text})
            if len(keys) == 2:
                found[keys[0], keys[1]] += 1
    return found


def _between(text: str, sightings: Sequence[Sighting]) -> Iterator[tuple[str, str]]:
    for first, second in pairwise(sightings):
        if second.start - first.end > LONGEST:
            continue
        gap = text[first.end : second.start]
        if (BETWEEN.match(gap) and "\n\n" not in gap) or (
            (gap.strip(" ,—–-(\n") == "" or TO_OTHERS.match(gap)) and TO_FRIENDS.match(text, second.end)
        ):
            yield first.surface, _married(first.surface, second.surface, gap)
        elif REAL_NAME.search(gap):
            yield first.surface, second.surface


def _offices(text: str, sightings: Sequence[Sighting], roles: Collection[str]) -> Iterator[tuple[str, str]]:
    """Mr. Hale, the Sheriff; the Sheriff, Mr. Hale. Not so in a list of people."""
    for n, (first, second) in enumerate(pairwise(sightings)):
        keys = [parse_name(s.surface).text for s in (first, second)]
        if (keys[0] in roles) == (keys[1] in roles) or not APPOSITION.fullmatch(text, first.end, second.start):
            continue
        if keys[0] in roles and "T" not in first.cues:
            continue  # "Good Lord, Mr. Hale"
        if n and LISTED.fullmatch(text, sightings[n - 1].end, first.start):
            continue
        if n + 2 < len(sightings) and LISTED.fullmatch(text, second.end, sightings[n + 2].start):
            continue
        article = "the" in text[first.end : second.start]
        if article == (keys[1] in roles) and text[second.end : second.end + 1] in ",.;:!?—)":
            yield first.surface, second.surface


def _married(first: str, second: str, gap: str) -> str:
    """After "née" stands a surname alone: the full name is meant."""
    if re.search(r"n[ée]e\s", gap) and " " not in second:
        given = parse_name(first).words
        return f"{given[0]} {second}" if len(given) > 1 else second
    return second


def _self_named(
    chapter: Chapter, observed: dict[str, list], sightings: Sequence[Sighting]
) -> Iterator[tuple[str, str]]:
    """ "Call me Birdie," said Mara."""
    starts = [s.start for s in sightings]
    for start, end, cue, at in observed["speech"]:
        if cue != "name":
            continue
        for _, phrase, name in introductions(chapter.text, start, end):
            n = bisect_left(starts, at)
            if any(word in phrase.casefold() for word in CERTAIN) and n < len(starts) and starts[n] - at <= 12:
                yield sightings[n].surface, name
