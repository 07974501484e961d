"""Threads: promises, secrets, questions and deadlines that the text opens, where they come back, where they close.

Matching is simple on purpose: a thread is the sentence that opens it; it is touched by later sentences that share its rare
words, and closed by one that also says so ("as promised", "I told her everything", "it turned out"). What is not surely
closed stays open: the writer knows better.
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Any

from ..manuscript.chapter import Chapter, Citation
from ..manuscript.quotations import quotations
from .patterns.base import plain
from .types import Thread

if TYPE_CHECKING:
    from .canon import Canon

MOST = 40  # threads kept of a whole book
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_WHEN = (
    rf"(?:(?:next |this )?{_DAY}|midnight|noon|dawn|sunset|sunrise|tomorrow(?: night| morning)?|tonight|Christmas|Easter|New Year(?:'s)?|"
    r"the end of (?:the|this|next) (?:day|week|month|year|summer|tour|season)|the (?:first|fifteenth|thirtieth|last) of [A-Z]\w+|"
    r"next (?:week|month|spring|summer|autumn|fall|winter|year)|the \d+(?:st|nd|rd|th)|\d+ o'clock|(?:January|February|March|April|June|July|"
    r"August|September|October|November|December))"
)
_OPENERS: tuple[tuple[str, str, int], ...] = (
    # kind, pattern, weight
    ("promise", r"\bI (?:promise|swear|give you my word|vow)\b(?! (?:to )?(?:God|it was|you I))", 2),
    ("promise", r"\b(?:[Yy]ou have|on) my word\b", 2),
    ("promise", r"\b[Pp]romise me\b", 3),
    ("promise", r"\b(?:had |has |'d )?(?:promised|vowed|sworn|swore) (?:him|her|me|them|us|herself|himself|myself|to|that|never|[A-Z]\w+)\b", 2),
    ("promise", rf"\bI(?:'ll| will) [^.?!;\"]{{3,60}} (?:by|before|on) {_WHEN}", 2),
    ("secret", r"\b(?:[Dd]on't|[Dd]o not|mustn't|must not|can't|[Nn]ever|not to) (?:ever )?(?:tell|breathe a word|say a word|mention (?:it|this|that))\b(?! me| you how| you that|ing)", 3),
    ("secret", r"\b(?:[Nn]obody|[Nn]o one|[Nn]ot a soul|[Nn]obody else|[Nn]o one else) (?:knows|knew|must know|can know|else knows|else knew|has to know)\b(?! (?:what it|how to|better))", 3),
    ("secret", r"\b(?:must|can|should) (?:never|not) (?:know|find out|hear of)\b", 3),
    ("secret", r"\b(?:keep|kept|keeping) (?:it|this|that|the|a|her|his|my|their|our) secrets?\b|\b(?:our|my|his|her) (?:little )?secret\b|\b[Bb]etween (?:you and me|ourselves|us)\b", 2),
    ("secret", r"\b(?:had|has|have|I'd|'ve|he'd|she'd) never told (?:anyone|anybody|a soul|him|her|them|[A-Z]\w+)\b", 3),
    ("question", r"\b[Ww]hat (?:really )?(?:happened|had happened|has happened) (?:to|between|that|in|on|at|with)\b", 3),
    ("question", r"\b[Ww]ho (?:had |has |could have |would have )?(?:sent|wrote|written|took|taken|killed|stole|stolen|left|called|told|paid|did this|done this|set|leaked|moved|broke|broken)\b[^.!]*\?", 3),
    ("question", r"\b(?:wondered|wonder|wondering) (?:who|what|why|where|how|when) (?!he was|she was|it would be like|on earth|to )", 2),
    ("question", r"\b[Ww]hy (?:did|had|would|has) (?:he|she|they|[A-Z]\w+) [^.!]{4,80}\?", 1),
    ("question", r"\b(?:never|didn't|did not|still don't) (?:find|found|know|knew) out (?:who|what|why|where|how)\b|\bno one (?:ever )?(?:knew|found out) (?:who|what|why|where|how)\b", 3),
    ("deadline", rf"\b(?:by|before|until|till) {_WHEN}\b", 2),
    ("deadline", r"\b(?:deadline|time is running out|time's running out|runs out (?:on|in|at))\b", 3),
    ("deadline", r"\b(?:only |just )?(?:one|two|three|four|five|six|seven|ten|\d+) (?:more )?(?:hours|days|weeks|months) (?:left|to (?:go|decide|find|get|finish|pay|raise))\b", 3),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern.replace(" ", r"\s+")), weight) for kind, pattern, weight in _OPENERS)
_TRIGGER = re.compile(
    r"promise|swear|swore|sworn|vow|word|tell|told|mention|breathe|knows?\b|knew|secret|between|happened|[Ww]ho\b|wonder|[Ww]hy\b|find|"
    r"\bby\b|before|until|till|deadline|running|left|I'll|I\s+will",
    re.I,
)
_IDLE = re.compile(
    r"\b(?:nobody knows the trouble|promised land|promise of|I swear I|I swear it|by (?:Sunday|tomorrow) afternoon light|long before|before (?:tomorrow's))\b",
    re.I,
)
_CLOSERS = {
    "promise": r"\b(?:as (?:I|he|she|they|we|you)(?:'d| had)? promised|as promised|ke(?:pt|eps?) (?:my|his|her|their|your|the) (?:promise|word)|br(?:oke|eaks?|oken) (?:my|his|her|their|your|the|a) (?:promise|word))\b",
    "secret": r"\b(?:confess\w*|admitted|told (?:him|her|them|me|us|everyone|[A-Z]\w+) (?:everything|the truth|all|about)|the truth (?:was|came) out|found out|the secret(?:'s| is| was) out|revealed|let (?:it )?slip|knows (?:now|everything)|knew (?:now|everything))\b",
    "question": r"\b(?:because|turned out|the truth (?:is|was)|it was (?:he|she|you|me|I|[A-Z]\w+) who|confess\w*|admitted|found out|learned|learnt|discovered|explained)\b",
    "deadline": rf"\b(?:[Oo]n {_DAY}|{_DAY} (?:came|morning|night|evening|afternoon)|in time|too late|on time|made it|missed (?:it|the)|(?:it|It) was (?:{_DAY}|midnight|noon|dawn|Christmas))\b",
}
_CLOSING = {kind: re.compile(pattern.replace(" ", r"\s+")) for kind, pattern in _CLOSERS.items()}
_WORD = re.compile(r"[A-Za-z][a-z']{3,}")
_STOP = frozenset(
    "that this with from have been were what when where which whom whose will would could should there their they them then than "
    "these those your yours mine ours about after again before because being between both cannot does doing done down during each "
    "ever every further having here herself himself into itself just like made make many more most much must myself never nobody "
    "nothing once only other ourselves over said same shall since some someone something still such tell told take taken them "
    "themselves think though through under until upon very want wanted well went while whole within without wonder wondered wondering "
    "promise promised secret know known knows knew come came goes going gone good little long look looked right thing things time "
    "always anything anyone anybody even first give given gave happened keep kept last left even back away around mean means might "
    "says mister missus please perhaps really swear sworn course yourself people word words don't didn't can't won't isn't wasn't i'll you'll "
    "she'd he'd they'd i've you've we'll it's that's what's there's let's couldn't wouldn't shouldn't aren't night morning tomorrow today "
    "tonight yesterday week month year hours days weeks months find found hear heard does quite rather almost another soon else".split()
)


@dataclass(frozen=True)
class _Place:
    chapter: Chapter
    start: int
    end: int


def observe_threads(chapter: Chapter) -> list[list[Any]]:
    """Rows [kind, start, end, weight, said] of every sentence of the story that opens something, in order, JSON-able."""
    text = plain(chapter.text)
    rows: list[list[Any]] = []
    spoken = [q for s in chapter.scenes for q in quotations(chapter.text, s.start, s.end)]
    for sentence in chapter.sentences:
        if not _TRIGGER.search(text, sentence.start, sentence.end):
            continue
        for kind, pattern, weight in _COMPILED:
            match = pattern.search(text, sentence.start, sentence.end)
            if match and not _IDLE.search(text, sentence.start, sentence.end):
                said = any(a <= match.start() < b for a, b in spoken)
                rows.append([kind, sentence.start, sentence.end, weight, said])
                break
    return rows


def threads_from(canon: Canon) -> list[Thread]:
    """The most telling threads of the visible chapters, in the order in which they are planted."""
    places, keys, having = _lay_out(canon.chapters)
    names = {w.lower() for c in canon.cast for n in c.names for w in n.split()}
    total = max(1, len(places))
    found: list[tuple[float, Thread]] = []
    for chapter, observed in zip(canon.chapters, canon.observations, strict=True):
        rows = observed["threads"] if "threads" in observed else observe_threads(chapter)
        for kind, start, end, weight, said in rows:
            made = _thread(canon, chapter, (kind, start, end), places, keys, having, names)
            if made is None:
                continue
            thread, rarity = made
            score = weight + rarity / log(total + 2) + (0.5 if said else 0.0) + (0.7 if thread.touched else 0.0)
            found.append((score, thread))
    best = sorted(found, key=lambda f: (-f[0], f[1].planted.place))[:MOST]
    return [t for _, t in sorted(best, key=lambda f: f[1].planted.place)]


def salient(threads: Sequence[Thread], most: int) -> list[Thread]:
    """Open threads worth showing first: those that came back at least once, then those planted last."""
    loose = [t for t in threads if t.closed is None]
    best = sorted(loose, key=lambda t: (t.touched is None, t.kind == "question", [-n for n in t.planted.place]))[:most]
    return sorted(best, key=lambda t: t.planted.place)


def _lay_out(chapters: Sequence[Chapter]) -> tuple[list[_Place], list[frozenset[str]], dict[str, list[int]]]:
    """All sentences, the telling words of each, and which sentences hold a word."""
    places: list[_Place] = []
    keys: list[frozenset[str]] = []
    having: dict[str, list[int]] = {}
    for chapter in chapters:
        text = plain(chapter.text)
        for sentence in chapter.sentences:
            words = {w.lower().removesuffix("'s") for w in _WORD.findall(text, sentence.start, sentence.end)}
            kept = frozenset(_stem(w) for w in words - _STOP)
            for word in kept:
                having.setdefault(word, []).append(len(places))
            keys.append(kept)
            places.append(_Place(chapter, sentence.start, sentence.end))
    return places, keys, having


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _thread(
    canon: Canon,
    chapter: Chapter,
    row: tuple[str, int, int],
    places: list[_Place],
    keys: list[frozenset[str]],
    having: dict[str, list[int]],
    names: set[str],
) -> tuple[Thread, float] | None:
    kind, start, end = row
    here = next((n for n in _positions(places, chapter, start)), None)
    if here is None:
        return None
    telling = {
        w: log(len(places) / len(having[w]))
        for w in keys[here]
        if w not in names and len(having[w]) <= 0.004 * len(places) + 3
    }
    if not telling:
        return None
    votes: Counter[int] = Counter()
    for word in telling:
        votes.update(n for n in having[word] if n > here + 3)
    echoes = sorted(n for n, count in votes.items() if count >= 2)
    planted = chapter.cite_sentence(start, end)
    touched = closed = None
    for n in echoes:
        place = places[n]
        if _CLOSING[kind].search(plain(place.chapter.text[place.start : place.end])):
            closed = place.chapter.cite_sentence(place.start, place.end)
            break
    if echoes:
        last = places[echoes[-1]]
        touched = last.chapter.cite_sentence(last.start, last.end)
    rarity = sum(sorted(telling.values(), reverse=True)[:4])
    return Thread(kind, _summary(kind, planted), planted, touched, closed), rarity


def _positions(places: list[_Place], chapter: Chapter, start: int) -> list[int]:
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        place = places[middle]
        if (place.chapter.position, place.start) < (chapter.position, start):
            low = middle + 1
        else:
            high = middle
    return [low] if low < len(places) and places[low].chapter is chapter and places[low].start == start else []


_TITLES = {"promise": "Promised", "secret": "Kept secret", "question": "Asked", "deadline": "Due"}


def _summary(kind: str, planted: Citation) -> str:
    words = planted.line.strip("\"“”'‘’ ").split()
    short = " ".join(words[:16]) + ("…" if len(words) > 16 else "")
    return f"{_TITLES[kind]}: {short}"
