"""What a claim cites, as its checks look at it: the sentences, what stands beside them, their words and verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..answers.words import plain_verbs
from .numbers import amounts
from .verbs import LIGHT, TWO_WORDS, is_known
from .wording import FUNCTION, TOKEN, bare, lower_words, names_in, root, tokens

_TWO_WORDS = tuple((re.compile(rf"\b(?:{verb})\b", re.I), word) for verb, word in TWO_WORDS)
# "has the moonstone", before "ring": what follows a verb or preposition and an article, up to the next small word.
_SMALL = "|".join(sorted(word for word in FUNCTION if word.isalpha()))
_IN_OBJECT = re.compile(
    r"\w\s+(?<!\band\s)(?<!\bbut\s)(?<!\bor\s)(?<!\bthat\s)(?<!\bwhen\s)(?:the|a|an|his|her|my|their|its|our|[A-Za-z]+['’]s)\s+"
    rf"(?:(?!(?:{_SMALL})\b)[a-z][\w-]*\s+){{1,2}}\Z"
)
_BEFORE_NOUN = frozenset(
    "the a an his her my their its our your this that these those of in on at some any no every each".split()
)


@dataclass(frozen=True)
class Page:
    """A sentence that a claim cites, without what it orders to be said, and the sentences beside it."""

    text: str
    beside: tuple[str, ...]
    narrator: str


def verbs_in(text: str, *, light: bool = False) -> Iterator[tuple[str, int]]:
    """(root, place) of the words of a text that tell a deed by themselves, or instead of the `light` ones: "took"."""
    names = {start for _, start, _ in names_in(text, lower_words(text))}
    for match in TOKEN.finditer(text):
        word = bare(match[0]).lower()
        if match.start() in names or word in FUNCTION or not is_known(root(word)) or (root(word) in LIGHT) is not light:
            continue
        before = TOKEN.findall(text[max(0, match.start() - 24) : match.start()])
        if (before and before[-1].lower() in _BEFORE_NOUN) or _IN_OBJECT.search(text[: match.start()]):
            continue
        yield root(word), match.start()


@lru_cache(maxsize=256)  # one scene serves many claims
def roots(text: str) -> frozenset[str]:
    """Roots of all words of a text, those that its two-word verbs stand for among them."""
    more = [word for verb, word in _TWO_WORDS if verb.search(text)]
    return frozenset(root(bare(word).lower()) for word in tokens(" ".join([plain_verbs(text), *more])))


def numbers_in(text: str) -> set[float]:
    """The values of the numbers of a text."""
    return {amount.value for amount in amounts(text)}


def as_written(text: str, verb: str) -> str:
    """The first word of a text with a root, as it stands there."""
    return next((w for w in tokens(text) if root(bare(w).lower()) == verb), verb)
