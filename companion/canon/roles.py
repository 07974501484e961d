"""People without a name who come back: "the driver", "the landlady", old or not. Listed as such, never joined with the cast.

The same words may mean different people in different chapters; so a role says where it stands, and no more. One that the
text sets beside a name ("the driver, Stu") is that person's and is left out, and so is one that the writer has given
to somebody (`merge` in companion.toml).
"""

# ruff: noqa: E501 - a table of words is read one line at a time
from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..manuscript.chapter import Chapter, Citation
from .patterns.base import plain

if TYPE_CHECKING:
    from .canon import Canon

FEWEST, ACTING = 3, 2  # mentions, and those in which they do or say something
NOUNS = frozenset(
    "driver landlord landlady barman barmaid bartender barista bouncer doorman porter waiter waitress cook chef butler maid housekeeper gardener nanny governess nurse doctor surgeon "
    "midwife dentist vet chemist pharmacist policeman policewoman constable officer sergeant inspector detective guard guardsman sentry soldier sailor captain pilot steward stewardess "
    "conductor postman milkman baker butcher grocer shopkeeper cashier tailor cobbler barber hairdresser receptionist secretary clerk lawyer solicitor barrister judge magistrate coroner "
    "bailiff undertaker priest vicar curate nun bishop rabbi imam teacher headmaster headmistress professor tutor librarian caretaker janitor cleaner plumber electrician builder carpenter "
    "farmer shepherd gamekeeper ferryman fisherman boatman harbourmaster lighthouse-keeper innkeeper lodger tenant neighbour neighbor agent manager promoter producer engineer technician "
    "roadie drummer bassist guitarist pianist singer violinist cellist organist photographer journalist reporter interviewer presenter editor publisher critic director actor actress "
    "painter sculptor fixer courier messenger stranger beggar thief burglar smuggler hunter woodcutter blacksmith miller coachman groom cabman cabbie taxi-driver lorry-driver landowner squire "
    "mechanic fireman paramedic referee coach trainer jockey dealer auctioneer pawnbroker banker accountant auditor inspectress matron superintendent warden gaoler jailer prisoner patient "
    "widow widower orphan bride groomsman bridesmaid usher verger sexton gravedigger bookseller florist".split()
)
_ADJECTIVE = r"(?:(?!(?:same|other|next|first|last|only|very|new|whole|best|late|usual|poor)\b)[a-z]+(?:-[a-z]+)?)"
_ROLE = re.compile(
    rf"\b(?P<the>[Tt]he) (?P<role>(?:{_ADJECTIVE} )?(?P<noun>{'|'.join(sorted(NOUNS, key=lambda w: (-len(w), w)))}))\b(?!['’]s\b)(?!\s+(?:of|in|at|from|who|to)\s+(?:the|a|an|his|her|my)\b)"
)
_ACTS = re.compile(
    r",?\s+(?:(?:[a-z]+ly|just|only|still|never|also|had|has|was|is)\s+)?(?!(?:of|in|at|to|and|or|but|with|for|on|by|from|as|who|that|which|than|seat|door|side|room)\b)[a-z]+(?:ed|s|t|w|d|k|n|g|e)\b"
)
_SAYS = re.compile(r"(?:said|says|asked|asks|replied|called|cried|shouted|whispered|answered|muttered)\s+\Z")
_BESIDE = re.compile(r"\A,\s+[A-Z]\w+|\A\s+[A-Z]\w+(?:,| said| says)|\A\s+(?:was|is)\s+called\s+[A-Z]")
_NAMED_BEFORE = re.compile(r"\b[A-Z]\w+(?:['’]s\s+\w+)?,\s+\Z|\b[A-Z]\w+ (?:was|is)\s+\Z")


@dataclass(frozen=True)
class Role:
    """Somebody without a name: the words they go by, and where."""

    name: str  # "the driver"
    mentions: int
    by_chapter: tuple[tuple[int, int], ...]  # (chapter position, mentions)
    first: Citation
    last: Citation
    company: tuple[tuple[str, int], ...] = ()  # (character, scenes shared), most first

    @property
    def chapters(self) -> tuple[int, ...]:
        return tuple(position for position, _ in self.by_chapter)


def observe_roles(chapter: Chapter) -> list[list[Any]]:
    """Rows [noun, words, start, end, acts, named] of every "the driver" in the story, in order, JSON-able.

    `acts` says that they do or say something there, `named` that a name stands beside.
    """
    text = plain(chapter.text)
    rows: list[list[Any]] = []
    for scene in chapter.scenes:
        for match in _ROLE.finditer(text, scene.start, scene.end):
            before, after = text[max(0, match.start() - 24) : match.start()], text[match.end() : match.end() + 40]
            acts = bool(_ACTS.match(after) or _SAYS.search(before))
            named = bool(_BESIDE.search(after) or _NAMED_BEFORE.search(before))
            words = " ".join(match["role"].split())
            rows.append([match["noun"], words, match.start(), match.end(), acts, named])
    return rows


def roles_of(canon: Canon) -> list[Role]:
    """Those who come back and act, most mentioned first."""
    given = {name.casefold().removeprefix("the ") for group in canon.decisions.merge for name in group}
    nobody = {name.casefold().removeprefix("the ") for name in canon.decisions.not_people}
    places: dict[str, list[tuple[Chapter, int, int]]] = defaultdict(list)
    acting: Counter[str] = Counter()
    named: set[str] = set()
    for chapter, rows in canon.rows("roles", observe_roles):
        for noun, _, start, end, acts, beside in rows:
            places[noun].append((chapter, start, end))
            acting[noun] += acts
            if beside:
                named.add(noun)
    known = {c.name.casefold().removeprefix("the ") for c in canon.cast}
    found = [
        _role(canon, noun, seen)
        for noun, seen in places.items()
        if len(seen) >= FEWEST and acting[noun] >= ACTING and noun not in named | given | nobody | known
    ]
    return sorted(found, key=lambda r: (-r.mentions, r.name))


def _role(canon: Canon, noun: str, seen: list[tuple[Chapter, int, int]]) -> Role:
    counts = Counter(chapter.position for chapter, _, _ in seen)
    scenes = {(c.position, s.number) for c, start, _ in seen if (s := c.scene_at(start)) is not None}
    company = Counter(name for place in scenes for name in canon.present(*place))
    cites = [seen[0][0].cite_sentence(*seen[0][1:]), seen[-1][0].cite_sentence(*seen[-1][1:])]
    ranked = tuple(sorted(company.items(), key=lambda item: (-item[1], item[0])))
    return Role(f"the {noun}", len(seen), tuple(sorted(counts.items())), cites[0], cites[1], ranked)
