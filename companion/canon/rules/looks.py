"""Eyes, hair, beard, build: colours and shapes that do not change from one chapter to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..facts import Statement
from ..lexicon import EYE_HUES, HAIR_HUES
from ..patterns.looks import BUILDS
from ..types import Finding, Tier
from .base import by_character, capital, clashes, make_finding, shown_change

if TYPE_CHECKING:
    from ..canon import Canon

_EYE_DARK = frozenset({"black", "brown", "violet"})
_EYE_LIGHT = frozenset({"blue", "grey", "green", "yellow", "pink"})
_HAIR_DARK = frozenset({"black", "brown", "red", "purple", "blue", "green"})
_HAIR_LIGHT = frozenset({"fair", "grey", "red", "pink", "brown"})


def _families(
    value: str, hues: dict[str, frozenset[str]], dark: frozenset[str], light: frozenset[str]
) -> frozenset[str]:
    found: set[str] = set()
    shades: list[frozenset[str]] = []
    for word in value.split():
        if word in ("dark", "dusky"):
            shades.append(dark)
        elif word in ("pale", "light", "icy", "ice"):
            shades.append(light)
        else:
            for part in [word] if word in hues else word.split("-"):
                found |= hues.get(part, frozenset())
    if not found and shades:
        return frozenset.union(*shades)
    return frozenset(found)


def eyes_agree(a: str, b: str) -> bool:
    """Whether two eye colours may be one person's: "grey-green" and "grey", "dark" and "brown"."""
    one, two = (_families(v, EYE_HUES, _EYE_DARK, _EYE_LIGHT) for v in (a, b))
    return bool(one & two) or not one or not two


def hair_agrees(a: str, b: str) -> bool:
    """Whether two hair colours may be one head's: "dark red" and "red", "auburn" and "brown"; grey comes with age."""
    one, two = (_families(v, HAIR_HUES, _HAIR_DARK, _HAIR_LIGHT) for v in (a, b))
    return bool(one & two) or not one or not two


def _clash_of(
    kind: str, noun: str, agree, statements: Sequence[Statement], *, soft=lambda _a, _b: False
) -> Iterator[Finding]:
    for name, group in by_character(statements, kind).items():
        for clash in clashes(group, agree):
            a, b = clash.values
            changed = shown_change(clash, group)
            tier: Tier = "conflict" if clash.likely and not changed and not soft(a, b) else "possible"
            reading = (
                "A change is mentioned somewhere; it may explain this."
                if changed
                else f"Nothing in between shows a change of {noun}."
            )
            yield make_finding(
                kind, tier, name, f"{capital(f'{a} {noun}'.strip())}, then {b}", reading, clash.evidence, (a, b)
            )


def eyes(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Grey eyes, then green"."""
    return _clash_of("eyes", "eyes", eyes_agree, statements)


def _ages(a: str, b: str) -> bool:
    return "grey" in a or "grey" in b or "white" in a or "white" in b or "silver" in a or "silver" in b


def hair(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Dark hair, then straw-coloured"; grey against another colour is only worth a look."""
    return _clash_of("hair", "hair", hair_agrees, statements, soft=_ages)


def beard(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """A beard, then a clean-shaven face."""
    for finding in _clash_of("beard", "", lambda a, b: a == b, statements):
        yield make_finding(
            "beard",
            finding.tier,
            finding.character,
            "A beard, then clean-shaven" if finding.values[0] == "bearded" else "Clean-shaven, then a beard",
            "Nobody is shown shaving or growing one in between.",
            finding.evidence,
            finding.values,
        )


def _builds_agree(a: str, b: str) -> bool:
    if " ft" in a and " ft" in b:
        return a == b
    one, two = BUILDS.get(a, a), BUILDS.get(b, b)
    return {one, two} not in ({"tall", "short"}, {"stout", "thin"})


def build(_canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Finds "Tall, then short"."""
    return _clash_of("height", "", _builds_agree, statements)
