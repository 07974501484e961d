"""Which capitalised runs are names of persons: evidence of all visible chapters, weighed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .forms import Form
from .gender import is_given
from .name_words import (
    CALENDAR,
    EXCLAMATIONS,
    HONORIFICS,
    KIN_HONORIFICS,
    MAY_BE_NAMES,
    NAMED_MONTHS,
    NOT_NAMES,
    PEOPLES,
    PLACE_NOUNS,
    PLACES,
    SHORT_TITLES,
)
from .names import Sighting

WEIGHTS = {
    "S": 3.0,
    "V": 1.5,
    "v": 0.5,
    "A": 1.5,
    "a": 0.4,
    "B": 2.0,
    "P": 0.3,
    "R": 1.5,
    "K": 1.5,
    "N": 1.0,
    "M": 0.8,
    "E": 0.4,
    "h": 0.2,
    "s": 0.2,
    "L": -2.0,
    "D": -1.0,
    "T": -0.8,
}
# Said to anybody, so that alone they name nobody.
ADDRESS = frozenset(c for c, gender in HONORIFICS.values() if gender) | KIN_HONORIFICS
# How anybody of some rank or age may be spoken to, and of.
FORMAL_ADDRESS = frozenset(
    "Sir Lady Lord Dame Madame Mademoiselle Monsieur Signor Signora Signorina Señor Señora Señorita Herr Frau Fräulein "
    "Mr. Mrs. Miss Ms. Mx. Master Nanny Nurse Reverend".split()
)
STRONG = frozenset("SVABRK")
LOWER_RATIO = 3


@dataclass(frozen=True)
class TokenStats:
    """How each word is written over all visible chapters."""

    inner: Counter[str]  # capitalised where no sentence begins
    initial: Counter[str]
    lower: Counter[str]

    @classmethod
    def of(cls, sightings: Sequence[Sequence[Sighting]], lower: Sequence[dict[str, int]]) -> TokenStats:
        inner: Counter[str] = Counter()
        initial: Counter[str] = Counter()
        for rows in sightings:
            for sighting in rows:
                if "m" in sighting.cues:
                    continue
                words = sighting.surface.split()
                begins = "i" in sighting.cues and not STRONG.intersection(sighting.cues)
                if "C" not in sighting.cues:
                    for n, word in enumerate(words):
                        (initial if begins and n == 0 else inner)[word] += 1
        return cls(inner, initial, sum((Counter(c) for c in lower), Counter()))

    def is_word(self, word: str) -> bool:
        """Whether the capitalised form is only an ordinary word's, at the head of a sentence or for emphasis."""
        if word in NOT_NAMES and word not in MAY_BE_NAMES:
            return True
        return self.lower[word.casefold()] > LOWER_RATIO * self.inner[word]

    def resolve(self, sighting: Sighting) -> Sighting | None:
        """The sighting without ordinary words at its head; None when nothing of a name is left."""
        words = sighting.surface.split()
        if "m" in sighting.cues:
            return None
        if len(words) == 1:
            word = words[0]
            if word.rstrip(".") in HONORIFICS:
                return sighting
            if "C" in sighting.cues:
                return sighting if self.inner[word.title()] else None
            if word in CALENDAR or word in PEOPLES:
                return None
            if (
                self.is_word(word)
                or word in EXCLAMATIONS
                or (word.endswith("ly") and not is_given(word) and self.inner[word] < 2)
            ):
                return None
            if "i" in sighting.cues and not self.inner[word] and self.lower[word.casefold()]:
                return None
            return sighting
        if (
            "i" in sighting.cues
            and words[0].rstrip(".") not in HONORIFICS
            and self.is_word(words[0])
            and not is_given(words[0])
        ):
            start = sighting.start + len(words[0]) + 1
            return self.resolve(
                replace(sighting, start=start, surface=" ".join(words[1:]), cues=sighting.cues.replace("i", ""))
            )
        return sighting


def find_persons(forms: Iterable[Form], stats: TokenStats) -> list[Form]:
    """The forms that name somebody by their own cues, and those that do as part of such a name."""
    forms = list(forms)
    found = [f for f in forms if is_person(f, stats)]
    known = {
        word
        for f in found
        if not f.role and (f.name.title or (len(f.name.words) > 1 and (is_given(f.name.words[0]) or _acts(f))))
        for word in f.name.words
    }
    titles = {f.name.title for f in found if f.name.words}
    roles = {f.name.words[0] for f in found if f.role and len(f.name.words) == 1}
    kept = {f.key for f in found}
    alone = {f.name.words[0] for f in found if len(f.name.words) == 1 and not f.role}
    surnames = {f.name.words[-1] for f in found if len(f.name.words) > 1 and not f.role}
    for form in forms:
        if form.key in kept:
            continue
        if len(form.name.words) == 2 and alone.issuperset(form.name.words) and not form.name.title:
            form.dependent = True  # "Mara Quill", once, of whom others are Mara or Quill
            found.append(form)
            continue
        if _in_full(form, alone, surnames):
            form.dependent = True  # "Calum Reid had a theory", of whom all else is Calum
            found.append(form)
            continue
        bare = not form.name.title and len(form.name.words) == 1 and form.name.words[0] in known
        placed = form.cues["L"] + 0.5 * form.cues["l"]
        office = not form.name.words and form.name.title in titles
        if office and form.name.title in ADDRESS and form.cues["T"] < 0.5 * form.count:
            continue  # "Sir" and "Mother" are whoever is spoken to
        if (bare and placed < 0.3 * form.count and not form.role) or office:
            form.dependent = True
            found.append(form)
        elif (
            len(form.name.words) > 1
            and form.name.words[-1] in roles
            and form.cues["T"] + form.cues["D"] > 0.3 * form.count
        ):
            form.dependent = form.role = True
            found.append(form)
    return found


def _in_full(form: Form, alone: set[str], surnames: set[str]) -> bool:
    """Whether a form is somebody known by the first name, once with the surname, and acting.

    "Colin Marsh" is no marsh where somebody else is called Ottilie Marsh.
    """
    words = form.name.words
    return (
        len(words) == 2
        and words[0] in alone
        and len(words[1]) > 1
        and (words[1] not in PLACE_NOUNS or words[1] in surnames)
        and not form.name.title
        and any(form.cues[c] for c in STRONG | {"a"})
        and not form.cues["L"]
    )


def _acts(form: Form) -> bool:
    """Whether what stands around a form names somebody most of the time: they speak, act, are spoken to."""
    return sum(form.cues[c] for c in STRONG) > 0.5 * form.count


def _nickname(form: Form) -> bool:
    """Whether a title alone is what somebody goes by: "Doc says", "Duke's jacket", with no article.

    Called out it may be anybody's who has the title ("Thank you, Captain"); what counts is being spoken of so.
    """
    cues = form.cues
    if form.name.title in KIN_HONORIFICS | FORMAL_ADDRESS or cues["T"] + cues["D"] > 0.2 * form.count:
        return False
    spoken_of = sum(cues[c] for c in "SAaBPM")
    return spoken_of >= (1 if form.name.title in SHORT_TITLES else 2) and (
        form.name.title in SHORT_TITLES or form.count - cues["V"] - cues["v"] >= 0.3 * form.count
    )


def _only_called_out(form: Form) -> bool:
    """Whether a place or a month is only ever called out: "Evening, Glasgow!", "August?" """
    cues, word = form.cues, form.name.words[0]
    acts = sum(cues[c] for c in "SABRK")
    if word in NAMED_MONTHS:
        return not sum(cues[c] for c in "SVBRK") and cues["A"] + cues["a"] < 3
    if word in PLACES and not is_given(word):
        return acts <= 0.1 * form.count
    placed = cues["L"] + cues["l"]
    return not acts and not cues["a"] and placed > 0 and cues["V"] + cues["v"] > 0 and not is_given(word)


def is_person(form: Form, stats: TokenStats) -> bool:
    """Whether the cues of a form say that it names somebody."""
    name = form.name
    cues = form.cues
    score = sum(WEIGHTS.get(cue, 0.0) * count for cue, count in cues.items())
    strong = sum(cues[c] for c in STRONG)
    if not name.words:
        if _nickname(form):
            return True
        form.role = cues["T"] > 0.5 * form.count
        return cues["T"] > 0 and form.count > 2 and score + 0.8 * cues["T"] > 0.5 * form.count
    if len(name.words) == 1 and not name.title and (_only_called_out(form) or cues["D"] == form.count):
        return False  # "a Finn called Pekka"
    last = name.words[-1].split()[-1]
    if last in PLACE_NOUNS and not name.title:
        return strong > 0.5 * form.count
    if name.title and not (len(name.words) > 2 and last in PLACE_NOUNS):
        return True
    if cues["T"] > 0.4 * form.count:
        form.role = True
        return (
            form.count > 1
            and (3 * cues["S"] + 1.5 * (cues["A"] + cues["B"] + cues["R"]) + 0.5 * cues["a"] + cues["V"])
            > 0.25 * form.count
        )
    if len(name.words) > 1 and is_given(name.words[0]):
        return score > -0.5 * form.count
    if len(name.words) > 1 and cues["N"] and stats.inner[name.words[-1]] > form.count:
        return score > 0  # "my name is Ilse Quill", where there are other Quills
    if is_given(name.words[0]):
        return score > 0 or (score == 0 and form.count < 3)
    if name.words[-1] != name.words[0] and len(name.words[-1]) == 1:
        return False  # "Row F"
    inner = sum(stats.inner[word] for word in name.words)
    if not inner and form.count < 5:
        return False  # only ever at the head of a sentence
    if form.count <= 2:
        return strong > 0 and score > 1
    return score > 0.25 * form.count and strong > 0


def without_families(forms: Sequence[Form]) -> list[Form]:
    """The forms but for those that name several people: the Hales, the Miss Hales, where a Hale is known."""
    known = {f.name.words[-1] for f in forms if f.name.words}
    return [f for f in forms if not (f.name.words and _singulars(f.name.words[-1]) & known and _many(f))]


def _singulars(word: str) -> set[str]:
    found = set()
    if word.endswith("s"):
        found.add(word[:-1])
    if word.endswith("es"):
        found.add(word[:-2])
    if word.endswith("ies"):
        found.add(word[:-3] + "y")
    return found


def _many(form: Form) -> bool:
    return form.role or bool(form.name.title) or form.cues["T"] > 0.3 * form.count
