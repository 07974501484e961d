"""Home: somebody whom the book ties to one place is said, once, to live in another that is named nowhere else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...manuscript.chapter import Citation
from ..facts import Statement
from ..types import Finding
from .base import MOST_EVIDENCE, UNSAID, make_finding

if TYPE_CHECKING:
    from ..canon import Canon

_AT = re.compile(r"\b(?:at|in|to|from|near)\s+((?:[A-Z][a-z]+)(?:\s+[A-Z][a-z]+)?)\b(?!['’])")
_NO_PLACE = frozenset(
    "I God Heaven Mr Mrs Miss Lady Sir Dr Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February "
    "March April May June July August September October November December Christmas Easter English French German "
    "Italian Latin Greek Mother Father Aunt Uncle Chapter The His Her My".split()
)
TIES = 2  # sentences that name the person with the place, before it counts as theirs


def _ties(canon: Canon, name: str) -> dict[str, list[Citation]]:
    """Places named in the sentences that name somebody, with these sentences."""
    people = {w for c in canon.cast for n in c.names for w in n.split()}
    found: dict[str, list[Citation]] = {}
    for mention in canon.mentions(name):
        for match in _AT.finditer(mention.quote):
            words = match[1].split()
            if not set(words) & (people | _NO_PLACE):
                found.setdefault(" ".join(words), []).append(mention)
    return found


def home(canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "going back to Whitby", once, of somebody who is otherwise of Ludlow."""
    where: Counter[str] = Counter()
    for chapter in canon.chapters:
        for scene in chapter.scenes:
            where.update(re.findall(r"\b[A-Z][a-z]{3,}\b", chapter.text[scene.start : scene.end]))
    ties: dict[str, dict[str, list[Citation]]] = {}
    for one in statements:
        if one.attribute != "residence" or not one.character or set(one.hedges) & (UNSAID | {"past", "change"}):
            continue
        word = max(one.value.split(), key=len)
        if where[word] != 1 or word[-2:] in ("ad", "ly") or not canon.resolve(one.character):
            continue
        theirs = ties.setdefault(one.character, _ties(canon, one.character))
        known = sorted(
            (item for item in theirs.items() if len(item[1]) >= TIES and where[item[0].split()[0]] > TIES),
            # a place where everybody is, is where the story happens; theirs is the one that is named for them
            key=lambda item: (-(len(item[1]) ** 2) / where[item[0].split()[0]], item[0]),
        )
        if not known or word in known[0][0]:
            continue
        place, cited = known[0]
        evidence = [*cited[: MOST_EVIDENCE - 1], one.citation]
        yield make_finding(
            "residence",
            "conflict" if one.attached else "possible",
            one.character,
            f"Of {place}, then of {one.value}",
            f"{one.value} is named nowhere else; {place} is, often.",
            sorted(set(evidence), key=lambda c: c.place),
            (place, one.value),
        )
