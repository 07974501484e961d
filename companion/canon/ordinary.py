"""Which capitalised words are ordinary English words: "Soundcheck," she says, calls nobody.

The words are those of symspellpy's dictionary (82,765 of them, from SCOWL and Google's Ngrams); given names that are
words too ("Hope", "Mark") are names here.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from .gender import is_given
from .name_words import EXCLAMATIONS, HONORIFICS, KIN_HONORIFICS, SHORT_TITLES

DICTIONARY = "frequency_dictionary_en_82_765.txt"
# What anybody can be called by.
ADDRESS = (
    (frozenset(HONORIFICS) - frozenset(SHORT_TITLES))
    | KIN_HONORIFICS
    | {"Mam", "Mum", "Mom", "Dad", "Papa", "Mama", "Gran", "Nan"}
)
SUFFIXES = ("s", "ed", "ing", "ly", "er", "y")  # endings with which a word may be one that is not listed


@cache
def _words() -> frozenset[str]:
    listed = files("symspellpy").joinpath(DICTIONARY).read_text("utf-8-sig")
    return frozenset(line.split(" ", 1)[0] for line in listed.splitlines())


def is_ordinary(word: str) -> bool:
    """Whether `word` is an ordinary word, however it is written, and no given name."""
    if is_given(word):
        return False
    plain = word.casefold().replace("’", "'").removesuffix("'s")
    return plain in _words() or any(plain.endswith(s) and plain.removesuffix(s) in _words() for s in SUFFIXES)


def is_only_a_name(name: str) -> bool:
    """Whether `name` can be nothing but somebody's name: no ordinary word in it, nothing that anybody is called by."""
    if name.startswith("the ") or name in ADDRESS:
        return False
    words = [word for word in name.split() if word.rstrip(".") not in HONORIFICS]
    return bool(words) and not any(is_ordinary(word) or word in EXCLAMATIONS for word in words)
