"""Numbers as books print them: digits, roman numerals, words, ordinals."""

from __future__ import annotations

import re

UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth"
).split()
TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split()

SMALL = {word: n for words in (UNITS, ORDINALS) for n, word in enumerate(words)} | {"last": 10_000, "final": 10_000}
TEN = {word: 20 + 10 * n for words in (TENS, TENTHS) for n, word in enumerate(words)} | {"fourty": 40}

ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})\Z", re.IGNORECASE)
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}

_ONES = "|".join(sorted({*UNITS[1:10], *ORDINALS[1:10]}, key=len, reverse=True))
_WORDS = "|".join(sorted({*SMALL, "fourty", *TENS, *TENTHS}, key=len, reverse=True))
# One number, as a pattern to build larger ones of; match case-insensitively and read it with `read_number`.
NUMBER = (
    r"(?:\d{1,4}(?:st|nd|rd|th)?(?![\w])"
    rf"|(?:(?:one |a )?hundred(?:[ -]and)?[ -]?)?(?:{'|'.join([*TENS, 'fourty'])})[ \-‑–]?(?:{_ONES})\b"
    rf"|(?:(?:one |a )?hundred[ -](?:and[ -])?)?(?:{_WORDS})\b"
    r"|(?:one |a )?hundred(?:th)?\b"
    r"|(?=[mdclxvi])m{0,3}(?:cm|cd|d?c{0,4})(?:xc|xl|l?x{0,4})(?:ix|iv|v?i{0,4})(?![\w’']))"
)


def read_number(printed: str) -> int | None:
    """The value of "12", "4th", "XIV", "Seven", "twenty-one", "the Second", "a hundred and three"; None if it is no
    number."""
    word = printed.strip().strip(".:").casefold().removeprefix("the ").strip()
    if match := re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)?", word):
        return int(match[1])
    if word and ROMAN.match(word):
        return _roman(word)
    return _words(word)


def _roman(word: str) -> int:
    total = 0
    values = [ROMAN_VALUES[c] for c in word]
    for n, value in enumerate(values):
        total += -value if n + 1 < len(values) and values[n + 1] > value else value
    return total


def _words(phrase: str) -> int | None:
    total, seen = 0, False
    for word in re.split(r"[\s\-‑–]+|(?<=ty)(?=one|two|three|four|five|six|seven|eight|nine)", phrase):
        if word in {"and", "a", ""}:
            continue
        if word in {"hundred", "hundredth"}:
            total = max(total, 1) * 100
        elif word in TEN:
            total += TEN[word]
        elif word in SMALL:
            total += SMALL[word]
        else:
            return None
        seen = True
    return total if seen else None
