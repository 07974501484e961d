"""Who can have learnt what, for a scene that is planned: nobody who may have heard is taken for ignorant.

It begins with those whom the bible shows learning of a matter (`canon/knowledge.py`, which cites a place for each) and
adds everybody in a scene where it happens or where its own rare words fall. So "has not been shown learning" errs on
the side of saying nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..answers.words import stem
from ..canon.types import Thread
from ..canon.view import View
from ..manuscript.chapter import WORD, Citation
from ..manuscript.quotations import quotations
from .state import Spot, name_words, people_in, spots, teller_of

RARE = 4  # scenes: a word that falls in more of them marks no one matter
MOST_WORDS = 4

_EVERYDAY = (
    "about above after again against along already although always another anything around asked away back "
    "because been before behind being below beside between beyond both came cannot come could didn does doesn "
    "done down each either else even ever every everything face feel felt find first found from gave gets give "
    "gone good hand hands hard have having head hear heard here herself himself hold home into itself just keep "
    "kept knew know known last later least left less like little long look looked looks made make many maybe mean "
    "might mind more most much must myself near need never next night nobody none nothing often once only open "
    "other over people perhaps place promise promised quite rather really right room said same says secret seem "
    "seen shall should since some somebody someone something soon still such sure take talk tell than that their "
    "them then there these they thing things think this those though thought three through time today together "
    "told tomorrow took turn turned under until upon very wait walk walked want wanted watch well went were what "
    "when where which while whole will with without woman word words would years yesterday your door eyes voice "
    "days"
)
_PLAIN = frozenset(_EVERYDAY.split()) | {stem(word) for word in _EVERYDAY.split()}


@dataclass(frozen=True)
class Heard:
    """The stems that fall in one scene, who is there, and who tells it."""

    spot: Spot
    stems: frozenset[str]
    spoken: frozenset[str]  # those of them that fall in speech
    present: frozenset[str]
    teller: str

    @property
    def at(self) -> tuple[int, int]:
        return self.spot.chapter.position, self.spot.scene.number

    def learners(self, words: Iterable[str]) -> frozenset[str]:
        """Who gets to know of `words` here: all present when they are said aloud, else the "I" who thinks them.

        One word in common is chance, unless there is only one.
        """
        words = tuple(words)
        enough = min(2, len(words))
        if sum(word in self.stems for word in words) < enough:
            return frozenset()
        if not self.teller or sum(word in self.spoken for word in words) >= enough:
            return self.present | ({self.teller} if self.teller else set())
        return frozenset({self.teller})


@dataclass(frozen=True)
class Matter:
    """Something that some know and others do not: where it comes up, its own words (stems), and who knows."""

    citation: Citation
    words: tuple[str, ...]
    knowers: frozenset[str]
    kind: str  # of the thread it comes from

    def is_spoken_of(self, text: str) -> bool:
        """Whether a text uses the matter's own words: two of them, or its only one."""
        return len(stems_of(text) & set(self.words)) >= min(2, len(self.words))


def stems_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in WORD.findall(text))


def heard(view: View) -> list[Heard]:
    """Every scene as `Heard`, in reading order."""
    found = []
    for spot in spots(view):
        speech = " ".join(
            spot.chapter.text[a:b] for a, b in quotations(spot.chapter.text, spot.scene.start, spot.scene.end)
        )
        people = frozenset(people_in(view, spot))
        found.append(Heard(spot, stems_of(spot.text), stems_of(speech), people, teller_of(view, spot)))
    return found


def matters(view: View) -> list[Matter]:
    """Every open secret, question and promise that has words of its own, with who has been shown learning it."""
    scenes = heard(view)
    counts = Counter(word for scene in scenes for word in scene.stems)
    names = name_words(view)
    found = []
    for matter in view.canon.knowledge:
        thread = matter.thread
        words = topic_words(thread, counts, names) if thread.closed is None else ()
        if words:
            knowers = matter.knowers | _may_have_heard(thread, words, scenes)
            found.append(Matter(thread.planted, words, knowers, thread.kind))
    return found


def unaware_of(view: View, name: str, known: Iterable[Matter] | None = None) -> tuple[tuple[str, Citation], ...]:
    """What somebody has not been shown learning: (what, where it happened), oldest first."""
    listed = matters(view) if known is None else known
    return tuple((matter.citation.line, matter.citation) for matter in listed if name not in matter.knowers)


def topic_words(thread: Thread, counts: Mapping[str, int], names: frozenset[str]) -> tuple[str, ...]:
    """Stems of the rarest words of what a thread is about, names and everyday words left out."""
    words = dict.fromkeys(
        stem(word)
        for text in (thread.planted.quote, thread.summary)
        for word in WORD.findall(text)
        if len(word) > 3 and "'" not in word and "’" not in word
        if not {word.casefold(), stem(word)} & _PLAIN and not _name(word, names)
    )
    ranked = sorted((w for w in words if 0 < counts.get(w, 0) <= RARE), key=lambda w: counts[w])
    return tuple(ranked[:MOST_WORDS])


def _name(word: str, names: frozenset[str]) -> bool:
    return re.sub(r"['’]s?\Z", "", word.casefold()) in names


def _may_have_heard(thread: Thread, words: tuple[str, ...], scenes: Sequence[Heard]) -> frozenset[str]:
    planted = thread.planted
    scene = planted.chapter.scene_at(planted.start)
    there = (planted.chapter.position, scene.number if scene else 0)
    knowers: set[str] = set()
    for one in scenes:
        if one.at == there:
            said = stems_of(" ".join(planted.quote[a:b] for a, b in quotations(planted.quote))) & set(words)
            knowers |= one.present if said or not one.teller else set()
            knowers |= {one.teller} if one.teller else set()
        elif one.at > there:
            knowers |= one.learners(words)
    return frozenset(knowers)
