"""Ways of writing names, counted over the visible chapters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .names import Sighting
from .person_names import PersonName

ENOUGH = 6  # pronouns seen before they outweigh a given name


@dataclass
class Form:
    """One way of writing a name, with how often and with which cues it stands in the visible chapters."""

    name: PersonName
    order: int = 0  # of first appearance
    count: int = 0
    narrated: int = 0  # outside quotation marks
    cues: Counter[str] = field(default_factory=Counter)
    surfaces: Counter[str] = field(default_factory=Counter)
    places: list[int] = field(default_factory=list)  # of its mentions: ordinals in the book
    pronoun: str = ""  # what the pronouns that follow tell: "he", "she", or "" when they do not
    dependent: bool = False  # names somebody only together with other forms: a bare title, a bare surname
    role: bool = False  # "the Duchess": a title or common noun that stands for one person

    def add(self, sighting: Sighting, place: int = 0) -> None:
        self.places.append(place)
        self.count += 1
        for cue in sighting.cues:  # many times as fast as update() for a few letters
            self.cues[cue] += 1
        self.surfaces[sighting.surface] += 1
        self.narrated += "q" not in sighting.cues

    @property
    def key(self) -> str:
        return self.name.text

    @property
    def written(self) -> set[str]:
        """Every way in which the text, the cast or a decision may write it: "KEZ", "Kez"; "Boss", "the Boss"."""
        found = {self.key, *self.surfaces, *(s.title() for s in self.surfaces if len(s) > 3 and s.isupper())}
        return found | {f"the {s}" for s in found} if self.role or self.cues["T"] else found

    @property
    def surface(self) -> str:
        """The commonest spelling."""
        return max(self.surfaces, key=lambda s: (self.surfaces[s], s))


def gender_of(forms: Iterable[Form], *, listed: bool = True) -> str:
    """ "he" or "she" from titles, else from the pronouns that follow, else from the given name; "" when unsure.

    Without `listed`, what a given name usually is says nothing: Phil may be Philomena.
    """
    titled: Counter[str] = Counter()
    given: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for form in forms:
        titled[form.name.title_gender] += form.count
        given[form.name.gender if listed else ""] += form.count
        seen[form.pronoun] += form.cues["h"] + form.cues["s"]
    for counts in (titled, seen, given):
        counts.pop("", None)
    for counts in (titled, seen, given):
        if counts:
            return counts.most_common(1)[0][0]
    return ""


def weigh_pronouns(forms: Iterable[Form]) -> None:
    """Set `pronoun` of each form whose pronouns tell.

    The pronoun after a name is often somebody else's, most often the heroine's, so the share of "she" is compared with
    what it is after names of known gender in this very book.
    """
    forms = list(forms)
    known: dict[str, Counter[str]] = {"he": Counter(h=3, s=1), "she": Counter(h=1, s=3)}
    for form in forms:
        if form.name.gender:
            known[form.name.gender].update({cue: form.cues[cue] for cue in "hs"})
    after_he, after_she = (known[g]["s"] / (known[g]["s"] + known[g]["h"]) for g in ("he", "she"))
    middle, margin = (after_he + after_she) / 2, abs(after_she - after_he) / 8
    for form in forms:
        seen = form.cues["h"] + form.cues["s"]
        if seen >= ENOUGH:
            share = form.cues["s"] / seen
            form.pronoun = "she" if share > middle + margin else "he" if share < middle - margin else ""
