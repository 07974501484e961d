"""What continuity rules share: the shape of a rule, stable ids, and the pairing of values that cannot both hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...manuscript.chapter import Citation
from ..facts import Statement
from ..types import Finding, Tier

if TYPE_CHECKING:
    from ..canon import Canon

MOST_EVIDENCE = 4
# Cues under which a value is not asserted at all; "change" and "past" are asserted, but of another time.
UNSAID = frozenset(
    {
        "negation",
        "question",
        "hypothesis",
        "likeness",
        "dream",
        "after a dream",
        "lie",
        "picture",
        "a picture after",
        "report",
        "others",
    }
)


@dataclass(frozen=True)
class Rule:
    """One continuity rule. `function` gets the canon and all its statements, and yields findings."""

    kind: str
    title: str  # in the writer's words
    function: Callable[[Canon, Sequence[Statement]], Iterable[Finding]]


@dataclass(frozen=True)
class Clash:
    """Statements of one value against statements of another that cannot both hold, each in reading order."""

    one: tuple[Statement, ...]
    other: tuple[Statement, ...]

    @property
    def firm(self) -> bool:
        """Whether both sides have a statement that a contradiction may rest on."""
        return any(s.firm for s in self.one) and any(s.firm for s in self.other)

    @property
    def likely(self) -> bool:
        """Whether each side says its value outright, of the likeliest person if not surely of them."""
        return all(any(not s.hedges for s in side) for side in (self.one, self.other))

    @property
    def values(self) -> tuple[str, str]:
        return self.one[0].value, self.other[0].value

    @property
    def evidence(self) -> tuple[Citation, ...]:
        """Two places of each side at most, firm ones first, in reading order."""
        return gather(self.one, self.other)


def gather(*sides: Sequence[Statement]) -> tuple[Citation, ...]:
    """Up to four citations, shared evenly between the sides, firm statements first; in reading order."""
    each = max(1, MOST_EVIDENCE // max(1, len(sides)))
    room = MOST_EVIDENCE
    chosen: list[Citation] = []
    for left, side in zip(range(len(sides), 0, -1), sides, strict=True):
        best = sorted(side, key=lambda s: (not s.firm, s.citation.place))
        places = list(dict.fromkeys(s.citation for s in best if s.citation not in chosen))
        later = sum(len({s.citation for s in side}) for side in sides[len(sides) - left + 1 :])
        share = max(each, room - later) if left > 1 else room
        chosen += places[: max(1, share)]
        room = MOST_EVIDENCE - len(chosen)
    return tuple(sorted(chosen, key=lambda c: c.place))


def slug(text: str) -> str:
    """The text as part of an id: "Mara Quill" becomes "mara-quill"."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")


def make_finding(
    kind: str,
    tier: Tier,
    character: str,
    message: str,
    reading: str,
    evidence: Sequence[Citation],
    values: Sequence[str],
) -> Finding:
    """A finding whose id depends on kind, character and values only."""
    ident = finding_id(kind, character, values)
    return Finding(ident, kind, tier, character, message, reading, tuple(evidence), tuple(values))


def finding_id(kind: str, character: str, values: Sequence[str]) -> str:
    return "-".join(filter(None, (slug(kind), slug(character), *sorted(slug(v) for v in values))))


def by_character(statements: Iterable[Statement], attribute: str) -> dict[str, list[Statement]]:
    """The statements of one attribute, grouped by whom they are about; those about nobody are left out."""
    groups: dict[str, list[Statement]] = {}
    for one in statements:
        if one.attribute == attribute and one.character:
            groups.setdefault(one.character, []).append(one)
    return groups


def asserted(statements: Iterable[Statement]) -> list[Statement]:
    """Those that say their value of somebody, at some time."""
    return [s for s in statements if not set(s.hedges) & UNSAID]


def clashes(statements: Sequence[Statement], agree: Callable[[str, str], bool]) -> Iterator[Clash]:
    """Pairs of values that do not agree, the most supported first; each value appears in one clash at most.

    Values that agree with each other are one group, so "dark red" and "red" stand together against "blue".
    """
    groups: list[list[Statement]] = []
    for one in asserted(statements):
        home = next((g for g in groups if all(agree(one.value, s.value) for s in g)), None)
        if home is None:
            groups.append([one])
        else:
            home.append(one)
    groups.sort(key=lambda g: (-sum(s.firm for s in g), -len(g)))
    used: set[int] = set()
    for n, group in enumerate(groups):
        for m in range(n + 1, len(groups)):
            if m in used:
                continue
            first = [s for s in group if not any(agree(s.value, t.value) for t in groups[m])]
            second = [s for s in groups[m] if not any(agree(s.value, t.value) for t in group)]
            if first and second:
                used.add(m)
                if first[0].citation.place > second[0].citation.place:
                    first, second = second, first
                yield Clash(tuple(first), tuple(second))


def shown_change(clash: Clash, statements: Iterable[Statement]) -> bool:
    """Whether some statement about the same thing shows it changing (dyed, turned, no longer, used to)."""
    return any({"change", "past"} & set(s.hedges) for s in (*clash.one, *clash.other, *statements))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
