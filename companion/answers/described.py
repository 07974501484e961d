"""Who or what a phrase means: a name, words that stand in the text, or a description ("the rector's young niece")."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..canon.types import Character
from ..canon.view import View
from ..manuscript.chapter import WORD, Chapter
from .field import Field, Place, find_stem, fold, names_in, word_term
from .words import STOP, content_words, stem

_RELATIVE = re.compile(r"[,\s]+\b(?:where|who|whom|whose|which|that|when|with whom)\b.*$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|an?|his|her|their|my|our|its|any|all|some|every|each)\s+", re.IGNORECASE)
_WORD_OF = re.compile(
    r"^(?:the\s+)?(?:exact\s+)?(?:words?|names?|phrase|term|expression|line)\s+(?:of\s+)?(?=[“\"‘'«A-Z])"
)
_TAIL = re.compile(
    r"\s+(?:in|on|at|of|from|to|for|with|by|as|about|under|inside|during)\s+(?:the\s+|an?\s+)?[^,]*$", re.IGNORECASE
)
_NAME = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Aunt|Uncle|Captain|Colonel)\.?\s)?[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*"
)


@dataclass(frozen=True)
class Meant:
    """What a phrase stands for: words to look for, as a person's names or as text."""

    label: str  # as an answer names it
    names: tuple[str, ...] = ()  # exact names, capital letters kept
    stems: tuple[str, ...] = ()  # or words in a row, by stem
    person: Character | None = None
    guessed: bool = False  # from a description
    written: tuple[str, ...] = ()  # the name as the question has it, should the cast not know that form


Span = tuple[Chapter, int, int]
TITLES = frozenset({"mr", "mrs", "miss", "ms", "dr", "lady", "sir"})


def occurrences(meant: Meant, view: View, chapters: Sequence[Chapter] | None = None) -> list[Span]:
    """Every place in the story where it stands, in reading order; overlapping matches count once."""
    found: list[Span] = []
    for chapter in view.chapters if chapters is None else chapters:
        if meant.person is not None and not meant.names:
            spans = {(a, b) for a, b, name in view.canon.name_spans(chapter.position) if name == meant.person.name}
            spans |= {
                m.span() for name in _only_theirs(meant.person, view) for m in _as_written(name).finditer(chapter.text)
            }
            spans |= {m.span() for name in meant.written for m in _as_written(name).finditer(chapter.text)}
        else:
            spans = {m.span() for name in meant.names for m in _as_written(name).finditer(chapter.text)}
        if meant.stems:
            spans |= set(_in_a_row(chapter, meant.stems))
        last = -1
        for start, end in sorted(spans, key=lambda s: (s[0], -s[1])):
            if start >= last and chapter.scene_at(start):
                found.append((chapter, start, end))
                last = end
    return found


def _only_theirs(person: Character, view: View) -> list[str]:
    """Names that nobody else in the book bears, whole or in part."""
    others = {part for c in view.canon.cast if c.name != person.name for part in _parts(c)}
    return [
        n
        for n in person.names
        if n[:1].isupper() and len(n) > 3 and not {w.casefold() for w in WORD.findall(n)} & others
    ]


def _as_written(name: str) -> re.Pattern[str]:
    """A name as whole words with its capitals, or all in capitals."""
    plain = r"[\s]+".join(re.escape(part).replace("'", "['’]") for part in name.replace("’", "'").split())
    return re.compile(
        rf"(?<!\w)(?:{plain}|{plain.upper() if plain.isascii() and chr(92) not in plain else plain})(?!\w)"
    )


def _in_a_row(chapter: Chapter, stems: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    text, folded = chapter.text, fold(chapter.text)
    for start, first_end in find_stem(folded, stems[0]):
        end = first_end
        for wanted in stems[1:]:
            match = re.compile(r"['’]?s?[\W_]{1,3}(\w+)").match(text, end)
            if match is None or stem(match[1]) != wanted:
                break
            end = match.end()
        else:
            yield start, end


def understand(phrase: str, view: View, quoted: Sequence[str] = ()) -> Meant | None:
    """What `phrase` means in the visible part of the book, or None when nothing there fits."""
    for words in quoted:
        if words.casefold() in phrase.casefold():
            return Meant(f"“{words}”", stems=_row_of(words))
    phrase = phrase.strip(" .,?!\"“”'’‘")
    core = _WORD_OF.sub("", _RELATIVE.sub("", phrase) or phrase).strip()
    if person := _named(core, view):
        written = _NAME.findall(_ARTICLE.sub("", core))
        exact = [w for w in written if any(w.casefold() == _ARTICLE.sub("", n).casefold() for n in person.names)]
        # A title is a choice of name ("Mrs. Wilcox"); a full name stands for whatever part of it the text uses.
        chosen = tuple(w for w in exact[-1:] if _titled(w))
        return Meant(exact[-1] if exact else person.name, names=chosen, person=person, written=tuple(written[-1:]))
    for candidate in _shorter(core):
        stems = _row_of(candidate)
        if len(stems) == 1 and candidate != core and (stems[0] in _EMPTY or candidate.casefold() in STOP):
            continue
        if stems and (spans := occurrences(Meant(candidate, stems=stems), view)):
            generic = len(stems) == 1 and candidate != core
            if generic and len(content_words(core)) > 1 and len(spans) > 40:
                continue
            if _describes(core) and candidate == core and len(stems) == 1:
                break
            if candidate != core and _describes(core):
                break
            return Meant(_ARTICLE.sub("", candidate), stems=stems)
    return by_description(phrase, view)


def _row_of(words: str) -> tuple[str, ...]:
    bare = _ARTICLE.sub("", words.strip())
    return tuple(stem(w) for w in WORD.findall(bare))


def _shorter(core: str) -> Iterator[str]:
    """The phrase, then without its tail ("pigs' teeth in the tree"), then its last word."""
    yield core
    while (less := _TAIL.sub("", core)) != core:
        core = less
        yield core
    words = core.split()
    for n in range(1, len(words)):
        yield " ".join(words[n:])


_EMPTY = frozenset(
    stem(w) for w in "word words name names phrase line term thing place mention kind sort lot bit part".split()
)
_PEOPLE = re.compile(
    r"\b(?:man|woman|boy|girl|lady|gentleman|brother|sister|mother|father|aunt|uncle|cousin|niece|nephew|wife|husband|son|daughter|friend"
    r"|manager|driver|singer|drummer|guitarist|bassist|producer|novelist|writer|doctor|nurse|teacher|clergyman|priest|rector|vicar|maid|servant"
    r"|cook|lawyer|solicitor|landlord|landlady|boss|roommate|flatmate|boyfriend|girlfriend|fiancée?|ex|twin|grandmother|grandfather|cat|dog|horse"
    r"|pony|parrot|rival|neighbou?r|assistant|publicist|agent|roadie|child|kid|baby|creature|animal)s?\b", re.IGNORECASE,
)  # fmt: skip


def _describes(core: str) -> bool:
    """Whether the phrase describes somebody rather than being words to look for."""
    bare = _ARTICLE.sub("", core)
    return bool(_PEOPLE.search(bare)) and (len(content_words(bare)) > 1 or bare != core)


def people_named(text: str, view: View) -> list[Character]:
    """Whom a text names, in order. Where it uses capitals, a small letter names nobody: "Alice's cat" is not the Cat."""
    found = view.canon.named_in(text)
    words = [(m.group().replace("’", "'").removesuffix("'s"), m.start()) for m in WORD.finditer(text)]
    capitals = {w.casefold() for w, _ in words if w[:1].isupper() and w != "I"}
    if not any(_parts(c) & capitals for c in found):
        return found
    low = {w.casefold() for w, _ in words} - capitals
    return [c for c in found if _parts(c) & capitals or not _parts(c) & low]


def _titled(name: str) -> bool:
    return name.split(maxsplit=1)[0].strip(".").casefold() in TITLES | {
        "aunt",
        "uncle",
        "lord",
        "captain",
        "colonel",
        "madame",
    }


def _parts(person: Character) -> set[str]:
    return {w.casefold() for n in person.names for w in WORD.findall(n) if w[:1].isupper()}


def _named(core: str, view: View) -> Character | None:
    """The person a phrase names outright: "Miss Avery", "the cat Dinah", not "Bingley's sister"."""
    owners = re.sub(r"\b[A-Z][\w.]*(?:\s[A-Z][\w.]*)*['’]s?\b", " ", core)
    people = [c for c in people_named(core, view) if c in view.canon.named_in(owners)]
    if people:
        return people[-1]
    match = list(_NAME.finditer(_ARTICLE.sub("", owners)))
    if match and (found := view.canon.resolve(match[-1].group())) is not None:
        return found
    return None


def by_description(phrase: str, view: View, least: float = 0.0) -> Meant | None:
    """Whom a description means: the name that stands most often, for how often it stands at all, beside its words.

    Names tied to the description's last noun ("Minnie, the rector's niece") count for far more than mere company.
    `least` is the strength below which nobody is meant.
    """
    if not _PEOPLE.search(phrase):
        return None
    owners = people_named(phrase, view)
    owned = {part.casefold() for c in owners for n in c.names for part in WORD.findall(n)}
    words = [w for w in content_words(phrase) if w.replace("’", "'").casefold().removesuffix("'s") not in owned]
    if not words:
        return None
    head = _head(phrase, words)
    person = _same_surname(head, owners, view) or _beside(words, head, owners, owned, view, least)
    return Meant(person.name, person=person, guessed=True) if person else None


def _beside(
    words: Sequence[str], head: str, owners: Sequence[Character], owned: set[str], view: View, least: float
) -> Character | None:
    """The person named most beside the words of a description, above all where the wording ties name and noun."""
    people = {c.name: c for c in view.canon.cast}
    scores, by_word = _company(words, head, {c.name for c in owners}, view)
    gender = _GENDER.get(stem(head), "")
    surnames = owned - TITLES
    ranked: list[tuple[float, str]] = []
    for name, company in scores.items():
        if name not in people:
            continue
        person = people[name]
        factor = 1.0
        if gender and person.pronouns in ("she", "he") and person.pronouns != gender:
            factor *= 0.2
        if stem(head) in _FAMILY and surnames & {w.casefold() for n in person.names for w in WORD.findall(n)}:
            factor *= 3.0
        for found in by_word.values() if len(by_word) > 1 else ():
            # Beside every word of the description is likelier than often beside one.
            factor *= 0.2 + min(1.0, 3 * found.get(name, 0.0) / (person.mentions + 12) ** 0.5) if found else 1.0
        ranked.append((company * factor / (person.mentions + 12) ** 0.5, name))
    best, name = max(ranked, default=(0.0, ""))
    return people[name] if name and best >= least else None


def _company(
    words: Sequence[str], head: str, owners: set[str], view: View
) -> tuple[dict[str, float], dict[str, dict[str, float]]]:
    """Name -> how strongly it stands beside the description, and the same for each of its words."""
    field = Field(view, [word_term(w) for w in words])
    heads = {stem(head), *word_term(head).kindred} if head else set()
    chapters = {c.position: c for c in view.chapters}
    scores: dict[str, float] = {}
    by_word: dict[str, dict[str, float]] = {term.key: {} for term in field.terms}
    whole = field.weight()
    for (position, index), held in field.matches.items():
        place = Place(chapters[position], index)
        named = names_in(view, place)
        if not named:
            continue
        worth = (field.score(held) / whole) ** 2 * (3.0 if owners & {name for _, _, name in named} else 1.0)
        text, start = place.text, place.sentence.start
        spots = [m for m in WORD.finditer(text) if stem(m.group()) in heads]
        for a, b, name in named:
            if name in owners:
                continue
            gap = min((min(abs(a - start - m.end()), abs(m.start() - (b - start))) for m in spots), default=120)
            tied = any(_tied(text, m, a - start, b - start) for m in spots)
            scores[name] = scores.get(name, 0.0) + worth * (8.0 if tied else 1 / (1 + gap / 20))
            for key, strength in held.items():
                by_word[key][name] = by_word[key].get(name, 0.0) + strength * (4.0 if tied else 1.0)
    return scores, by_word


def _same_surname(head: str, owners: Sequence[Character], view: View) -> Character | None:
    """ "Bingley's unmarried sister" is Miss Bingley: the one other bearer of the surname whose title or gender fits."""
    if len(owners) != 1 or stem(head) not in _FAMILY:
        return None
    surnames = {WORD.findall(n)[-1] for n in owners[0].names if len(WORD.findall(n)) > 1}
    gender = _GENDER.get(stem(head), "")
    wedded = stem(head) in (stem("wife"), stem("mother"), stem("mum"), stem("mom"))
    found = []
    for person in view.canon.cast:
        names = [n for n in person.names if len(WORD.findall(n)) > 1 and WORD.findall(n)[-1] in surnames]
        if person.name == owners[0].name or not names or (gender and person.pronouns and person.pronouns != gender):
            continue
        if any(n.startswith("Mrs") for n in names) == wedded or gender == "he":
            found.append(person)
    return found[0] if len(found) == 1 or (len(found) > 1 and found[0].mentions > 4 * found[1].mentions) else None


_GENDER = {
    **{stem(w): "she" for w in "woman girl lady sister mother aunt niece wife daughter landlady girlfriend waitress actress grandmother mum mom fiancée".split()},
    **{stem(w): "he" for w in "man boy gentleman brother father uncle nephew husband son landlord boyfriend waiter grandfather dad fiancé".split()},
}  # fmt: skip
_FAMILY = frozenset(stem(w) for w in "sister brother mother father daughter son wife husband mum mom dad".split())


def _head(phrase: str, words: Sequence[str]) -> str:
    """The noun a description is about: the last word for a person in it before "with", "of" ... , else its last word."""
    bare = re.split(r"\s(?:with|of|in|from|at|on|who|that)\s", phrase)[0]
    people = _PEOPLE.findall(bare)
    if people:
        return people[-1]
    inside = [w for w in content_words(bare) if w in words]
    return inside[-1] if inside else words[-1]


def _tied(text: str, head: re.Match[str], start: int, end: int) -> bool:
    """Whether the name at `start..end` and the noun are one person by their wording."""
    if head.end() <= start:
        return bool(
            re.fullmatch(
                r"(?:,|\s-+|--)?\s(?:(?:is|was|called|named)\s)?(?:(?:Mr|Mrs|Miss|Ms|Dr)\.?\s)?",
                text[head.end() : start],
            )
        )
    between = text[end : head.start()]
    return bool(
        re.fullmatch(
            r"(?:,|\s-+|--|['’]s|\s(?:is|was|being|became))\s(?:also\s)?(?:(?:a|an|the|my|our|his|her|their|your|its|[A-Z][\w.]*(?:\s[A-Z]\w*)*['’]s?)\s)?(?:[a-z-]+\s){0,2}",
            between,
        )
    )
