"""The parts of a name as written: title, given names, surname."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from .gender import gender_of_name, is_given
from .name_words import HONORIFICS, PARTICLES, SUFFIXES

MALE_TITLES = frozenset(c for c, g in HONORIFICS.values() if g == "he")
FEMALE_TITLES = frozenset(c for c, g in HONORIFICS.values() if g == "she")


@dataclass(frozen=True)
class PersonName:
    """A name in its parts. `words` are the names without titles and suffixes, particles kept with what follows."""

    title: str  # canonical ("Mr."), "" without one
    words: tuple[str, ...]  # ("Lady", "Catherine de Bourgh") has words ("Catherine", "de Bourgh")
    suffix: str = ""

    @cached_property
    def text(self) -> str:
        return " ".join(filter(None, (self.title, *self.words, self.suffix)))

    @property
    def title_gender(self) -> str:
        """What the title says of the bearer: "he", "she" or ""."""
        return "he" if self.title in MALE_TITLES else "she" if self.title in FEMALE_TITLES else ""

    @property
    def is_wife(self) -> bool:
        """Whether this names a woman by her husband's name: Mrs. John Hale."""
        return (
            self.title in {"Mrs.", "Lady", "Madame", "Señora", "Signora"}
            and bool(self.words)
            and (gender_of_name(self.words[0]) == "he")
        )

    @property
    def gender(self) -> str:
        """From the title, else from the given name's usual gender."""
        if self.title_gender:
            return self.title_gender
        return gender_of_name(self.words[0]) if self.words else ""


@lru_cache(maxsize=20_000)
def parse_name(surface: str) -> PersonName:
    """The parts of a capitalised run as the text has it."""
    if surface.endswith(")"):
        return PersonName("", (surface,))  # "Ruth (the hen)", told from a person of that name
    pieces = _with_saints([w.strip(",") for w in surface.split()])
    titles: list[str] = []
    while pieces and (bare := pieces[0].rstrip(".")) in HONORIFICS and (len(pieces) > 1 or not titles):
        titles.append(HONORIFICS[bare][0])
        pieces = pieces[1:]
    suffix = ""
    if len(pieces) > 1 and pieces[-1].rstrip(".") in SUFFIXES:
        suffix = pieces.pop()
    words: list[str] = []
    held: list[str] = []
    for piece in pieces:
        word = _plain(piece)
        certain = word.islower() or words or (titles and word.casefold() in {"de", "du", "van", "von", "della", "di"})
        if word.casefold() in PARTICLES and (words or titles) and piece is not pieces[-1] and certain:
            held.append(word.lower())
            continue
        words.append(" ".join([*held, word]))
        held = []
    title = next((t for t in titles if t in MALE_TITLES | FEMALE_TITLES), titles[0] if titles else "")
    if len(titles) > 1 and not words:
        return PersonName(titles[0], (titles[1],))
    return PersonName(title, tuple(words), suffix)


def _with_saints(pieces: list[str]) -> list[str]:
    """ "St. Clair" is one word of a name."""
    joined: list[str] = []
    for piece in pieces:
        if joined and joined[-1].rstrip(".") == "St":
            joined[-1] = f"St. {piece}"
        else:
            joined.append(piece)
    return joined


def _plain(word: str) -> str:
    """Capitals throughout made ordinary ("BENNET" -> "Bennet"); initials lose their stop."""
    bare = word.rstrip(".")
    if len(bare) > 2 and bare.isupper():
        return "-".join(p.capitalize() for p in bare.split("-"))
    return bare


def looks_like_full_name(name: PersonName) -> bool:
    """Whether it is a given name and more, as the tables know given names."""
    return len(name.words) > 1 and is_given(name.words[0])
