"""How much a paragraph near the top or the end of a chapter looks like an author's note or a web page, by evidence.

A paragraph is described by some hundred general features: classes of words, address to readers, person, tense and case
beside those of the chapter's body, names and words that the body has too, what its lines are made of (`furniture`),
the place. Boosted trees (`note_trees.json`), learned by `benchmarks/train_paratext.py` from chapters written for it,
say how much more likely a note is than story; a second, smaller ensemble looks at that verdict beside those on the
paragraphs around it, since notes stand together and so does the story; a third says whether the notes go on with a
paragraph, given that all outside of it are notes.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log1p

from . import note_words as words
from .cue_tables import SMILEY
from .cues import Verdict, plain
from .furniture import printed
from .quotations import quotations
from .trees import Trees
from .voice import voice_of

TOKEN = re.compile(r"[^\W\d_]+(?:['’./-][^\W\d_]+)*")
NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?(?=['’]?s?\b)")
CAPITAL = re.compile(r"\b[A-Z][a-z]{2,}\b")
SHOUT = re.compile(r"\b[A-Z]{3,}\b")
SIGNED = re.compile(r"\W*(?:[\w'’-]+,?\s){0,4}(?:[\w'’-]+,?\s*\n\s*)?[A-Z][\w.'’ -]{0,20}\W{0,3}(?:[xX]{1,3})?\W{0,2}")
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2764]")
ENDS = re.compile(r"[.!?…:,;—–-][\"'”’)*_\]]*$")
OPENING = frozenset('"“‘')
FURTHEST = 12  # blocks back in which a letter's beginning is looked for
WRAPPED = 48  # lines as long as that have been cut by a program; they are one
SEEN = 6000  # characters at either end that tell what the chapter is like
READ = 900  # characters of a paragraph that tell what it is

CLASSES: Mapping[str, frozenset[str]] = {
    "readers": words.READERS,
    "asked": words.ASKED,
    "work": words.WORK,
    "site": words.SITE,
    "fandom": words.FANDOM,
    "days": words.DAYS,
    "thanks": words.THANKS,
    "sorry": words.SORRY,
    "hopes": words.HOPES,
    "legal": words.LEGAL,
    "warned": words.WARNED,
    "credits": words.CREDITS,
    "furniture": words.FURNITURE,
    "narrated": words.NARRATED,
    "chatter": words.CHATTER,
    "perfect": words.PERFECT,
}


_CLASSES_OF: Mapping[str, tuple[str, ...]] = {
    word: tuple(name for name, kind in CLASSES.items() if word in kind) for word in frozenset().union(*CLASSES.values())
}
TELLING = tuple(name for name in CLASSES if name not in {"narrated", "perfect"})


@dataclass(frozen=True)
class Body:
    """What the chapter is like as a whole: how often it has each word, and how it is told."""

    words: Counter[str]
    names: frozenset[str]
    person: str
    tense: str
    lower: bool  # sentences begin with small letters

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Body:
        """The body of `text[start:end]`; its middle tells the person and the tense."""
        told = text[start:end] if end - start <= 2 * SEEN else f"{text[start : start + SEEN]}\n{text[end - SEEN : end]}"
        middle = (start + end) // 2
        first = max(start, middle - SEEN // 4, start + min(400, (end - start) // 6))
        person, tense = voice_of(text, first, min(end, first + SEEN // 2))
        count = Counter(TOKEN.findall(told.replace("’", "'").casefold()))
        names = frozenset(NAME.findall(told))
        starts = re.findall(r"(?m)^[\"“‘'*]?([A-Za-z]).{50}", told[: SEEN // 2])
        return cls(count, names, person, tense, sum(c.islower() for c in starts) > 0.5 * len(starts))


def describe(  # noqa: PLR0915 - one line for each feature reads best as a list
    block: str, verdict: Verdict, body: Body, *, letter: bool, parted: bool, listed: bool, place: int, top: bool
) -> dict[str, float]:
    """The features of one paragraph. `letter`: a letter or a list of messages of the story is going on; `parted`: an
    ornament stands between it and the rest; `listed`: a short line without an end, beside another; `place`: how many
    blocks lie outside of it."""
    text = plain(block[:READ])
    lines = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    if len(lines) > 1 and min(len(line) for line in lines[:-1]) >= WRAPPED:
        text = " ".join(lines)
        lines = [text]
    small = text.lower()
    tokens = [t.replace("’", "'") for t in TOKEN.findall(text)]
    lower = [t.casefold() for t in tokens]
    size = max(1, len(tokens))
    found: dict[str, float] = {}

    speech = quotations(text)
    spoken = sum(b - a for a, b in speech) / max(1, len(text))
    found["opens quoted"] = float(text[:1] in '"“‘«')
    found["speech"] = spoken
    for name, hits in Counter(name for t in lower for name in _CLASSES_OF.get(t, ())).items():
        found[name] = log1p(hits)
        found[f"{name} share"] = hits / size
    outside = [t.replace("’", "'").casefold() for t in TOKEN.findall(_without(text, speech))] if speech else lower
    first, second = (sum(t in kind for t in outside) / max(6, len(outside)) for kind in (words.FIRST, words.SECOND))
    third = sum(t in words.THIRD for t in lower) / size
    found["second"], found["third"] = min(second, 0.2), min(third, 0.25)
    found[f"first in a {body.person or 'doubtful'} person story"] = min(first, 0.2)
    if size >= 6:
        found["I where nobody says I"] = float(first > 0 and body.person == "third" and spoken < 0.2)
        found["you where nobody is addressed"] = float(second > 0 and body.person != "second" and spoken < 0.2)
        found["nobody where somebody tells"] = float(first == 0 and body.person == "first")
        present = sum(t in _PRESENT for t in lower)
        past = sum(t in _PAST or (t.endswith("ed") and len(t) > 4) for t in lower)
        found["past"], found["present"] = min(past / size, 0.25), min(present / size, 0.25)
        same = body.person == "first" and first > 0 and body.tense == ("past" if past > present else "present")
        found["told as the body"] = float(same)
        if body.tense == "past":
            found["present in a past story"] = float(present > past and spoken < 0.2)
        elif body.tense == "present":
            found["past in a present story"] = float(past > present)
    found["contractions"] = min(sum("'" in t for t in lower) / size, 0.2)

    names = [c for c in CAPITAL.findall(text) if c in body.names]
    names += [c.title() for c in SHOUT.findall(text) if c.title() in body.names]
    own = Counter(CAPITAL.findall(text))
    shared = sum(1 for c in set(names) if body.words[c.casefold()] > own[c])
    found["people of the body"] = log1p(shared)
    strangers = {n for n in NAME.findall(text) if body.words[n.casefold()] <= own[n]}
    found["strangers"] = log1p(len(strangers))
    content = [t for t in set(lower) if len(t) > 3 and t not in words.STOP]
    counted = Counter(lower)
    known = sum(body.words[t] > counted[t] for t in content)
    if content:
        found["words of the body"] = known / len(content)
        found["new words"] = log1p(len(content) - known) / 3

    found["emoji"] = log1p(len(EMOJI.findall(text)))
    found["smiley"] = float(SMILEY.search(text) is not None)
    found["!"] = log1p(text.count("!"))
    found["?"] = log1p(text.count("?"))
    found["!!"] = float(re.search(r"[!?]{2,}", text) is not None)
    found["shouted"] = min(len(SHOUT.findall(text)) / size, 1.0)
    unopened = bool(re.match(r"\W*[a-z]", text)) and not text.startswith(("...", "…"))
    found["small letters"] = float(unopened and not body.lower)
    found["small i"] = float(not body.lower and re.search(r"\bi(?:['’]\w+)?\b(?!\.)", text) is not None)
    found["address"] = float(words.ADDRESS.search(text) is not None)
    found["handle"] = float(words.HANDLE.search(text) is not None)
    found["date"] = float(words.DATE.search(text) is not None)
    found["counted"] = float(words.COUNTED.search(text) is not None)
    found["separators"] = log1p(len(words.SEPARATOR.findall(text)))
    labels = sum(1 for line in lines if words.LABEL.match(line) and not line.startswith('"'))
    found["labels"] = labels / len(lines)
    said = [m[1].casefold() for line in lines if (m := words.SAID_LABEL.match(line))]
    found["somebody's line"] = float(any(body.words[s.split()[0]] > 2 or said.count(s) > 1 for s in said if s.split()))
    found["unended lines"] = sum(not ENDS.search(line) for line in lines) / len(lines)
    found["several lines"] = float(len(lines) > 1)
    found["bracketed"] = float(text[:1] in "([{" and text[-1:] in ")]}")
    found["slanted"] = float(block.strip()[:1] in "*_" and block.strip()[-1:] in "*_")
    found["plural you"] = log1p(len(words.PLURAL_YOU.findall(small)))
    found["this one"] = float(words.MEANT.search(text) is not None)
    for name, pattern in words.PATTERNS.items():
        if hits := len(pattern.findall(small)):
            found[name] = log1p(hits)
    kinds = sum(name in found for name in (*TELLING, *words.PATTERNS))
    found["kinds of cues"] = kinds / 4
    found["many kinds of cues"] = max(0, kinds - 2) / 4
    # A storyteller says "I" too, and that is all there is; an author speaks of the work, the week or the readers.
    found["I and little else"] = float(first > 0 and body.person == "third" and kinds <= 2)
    plainly = not any("'" in t for t in lower) and "!" not in text
    found["a storyteller's I"] = float(first > 0 and body.person == "third" and plainly and size > 15)
    found["cues for its length"] = kinds / (4 + size)
    found["short"] = float(size <= 5)
    found["length"] = log1p(size) / 5
    found["sure"] = float(bool(verdict.kind) and verdict.sure)
    found["half sure"] = float(bool(verdict.kind) and not verdict.sure)
    found["letter"] = float(letter)
    found["in a list"] = float(listed)
    found["parted"] = float(parted)
    found["top"] = float(top)
    found["outermost"] = float(place == 0)
    found["deep"] = log1p(place) / 3
    found.update(printed(text))
    for t in set(lower):
        found[f"w {t}"] = 1.0
    return found


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for a, b in spans:
        pieces.append(text[at:a])
        at = b
    return " ".join([*pieces, text[at:]])


_PRESENT = frozenset(
    "is are am do does have has i'm i've it's that's there's he's she's you're we're isn't don't doesn't can can't will"
    " won't want need think know says goes comes looks takes gets makes puts sits stands turns".split()
)
_PAST = frozenset(
    "was were had did went came took got knew felt said stood sat told thought saw made put left found heard held kept"
    " ran began fell gave lay wrote read became brought let wasn't didn't couldn't hadn't".split()
)


def heading(block: str) -> bool:
    """Whether a block is a line like "21. Till Leeds" or "Thirty-Seven": the chapter's own heading below a note."""
    return len(block) <= 60 and words.HEADING.fullmatch(plain(block)) is not None


def unended(block: str) -> bool:
    """Whether a block is of short lines none of which ends as a sentence does, as the entries of a menu or a list."""
    lines = [line.strip() for line in plain(block).splitlines()]
    return all(
        len(line) <= 70
        and (not ENDS.search(line) or (line.endswith(":") and len(line.split()) <= 3))
        and line[:1] not in OPENING
        for line in lines
        if line
    )


def is_mail_head(text: str) -> bool:
    """Whether a paragraph is the head of an e-mail ("From: ...", "To: ..."): people of the story write those."""
    return bool(words.MAIL_HEAD.match(text)) and sum(bool(words.MAIL_HEAD.match(x)) for x in text.splitlines()) >= 2


def letters(blocks: Sequence[str]) -> list[bool]:
    """For each of a chapter's last (or first) blocks, in order: whether a letter, an e-mail or the like that began
    above it is still going on, its signature included. It begins with a greeting to somebody by name, with the head of
    an e-mail, or below a sentence that ends in a colon."""
    found, since = [], FURTHEST
    for block in blocks:
        found.append(since < FURTHEST)
        since += 1
        text = plain(block)
        if len(text) < 300 and (greeting := words.GREETING.match(text)):
            called = (greeting[1] or greeting[2] or "").split()
            if called and called[-1].strip(",:!").casefold() not in words.NOBODY:
                since = 0
        elif is_mail_head(text):
            since = 0
        elif since < FURTHEST and SIGNED.fullmatch(text):
            since = FURTHEST
        elif text.endswith(":") and len(text.split()) > 3 and not words.SPOKEN_OF.search(text):
            since = FURTHEST - 3
    return found


@cache
def weights() -> Mapping[str, float]:
    """The learned weights, by name of feature; "" is the intercept."""
    return json.loads(files(__package__).joinpath("note_weights.json").read_text("utf-8"))


def weighed(features: Mapping[str, float]) -> float:
    """The log odds of the logistic regression alone."""
    learned = weights()
    return learned[""] + sum(value * learned.get(name, 0.0) for name, value in features.items())


@dataclass(frozen=True)
class Model:
    """What was learned: `alone` of a paragraph, `among` of one among those around it, `onward` of one when all outside
    of it are notes."""

    alone: Trees
    among: Trees
    onward: Trees


@cache
def model() -> Model:
    """What the package has learned."""
    kept = json.loads(files(__package__).joinpath("note_trees.json").read_text("utf-8"))
    return Model(Trees.of(kept["alone"]), Trees.of(kept["among"]), Trees.of(kept["onward"]))


def log_odds(trees: Trees, features: Mapping[str, float]) -> float:
    """How much more likely a note is than story, as the logarithm of the odds."""
    return trees.total(trees.vector(features))


FAR = -6.0  # the odds of what is not looked at further in
AMONG = (
    "top",
    "sure",
    "half sure",
    "letter",
    "speech",
    "ornament outside",
    "ornament inside",
    "below a heading",
    "tagged",
    "told of",
    "pointed at",
    "f words",
    "f final",
    "f lines",
)  # features that the second ensemble sees beside the odds


def among(features: Mapping[str, float], odds: Sequence[float], n: int) -> dict[str, float]:
    """What is seen of the n-th paragraph among the others, whose `odds` alone are given from the outside in."""
    outer, inner = odds[:n], odds[n + 1 : n + 4]
    return {
        **{name: features.get(name, 0.0) for name in AMONG},
        "odds": odds[n],
        "next outside": odds[n - 1] if n else 2.0,
        "second outside": odds[n - 2] if n > 1 else 2.0,
        "next inside": inner[0] if inner else FAR,
        "second inside": inner[1] if len(inner) > 1 else FAR,
        "best outside": max(outer, default=2.0),
        "worst outside": min(outer, default=4.0),
        "mean outside": sum(outer) / n if n else 2.0,
        "best inside": max(inner, default=FAR),
        "story outside": float(sum(o < -3 for o in outer)),
        "place": float(n),
        "all outside": sum(outer),
    }


BESIDE = (
    "sure",
    "opens",
    "tagged",
    "heading",
    "letter",
    "speech",
    "length",
    "labels",
    "in a list",
    "below a heading",
    "unended lines",
    "kinds of cues",
    "readers",
    "thanks",
    "first in a first person story",
    "first in a third person story",
    "f words",
    "f final",
    "f lines",
    "f label",
    "f bullet",
    "f controls",
)  # features of the paragraphs on either side that the third ensemble sees


def onward(
    seen: Sequence[Mapping[str, float]], odds: Sequence[float], weighed: Sequence[float], n: int
) -> dict[str, float]:
    """What is seen of the n-th paragraph if those outside of it are notes. `seen`, `odds` (alone) and `weighed` are of
    the paragraphs from the outside in, three further in at the least where there are so many."""
    none: Mapping[str, float] = {}
    outer, inner = (seen[n - 1] if n else none), (seen[n + 1] if n + 1 < len(seen) else none)
    return {
        **{name: value for name, value in seen[n].items() if not name.startswith("w ")},
        **among(seen[n], odds, n),
        **{f"out {name}": outer.get(name, 0.0) for name in BESIDE},
        **{f"in {name}": inner.get(name, 0.0) for name in BESIDE},
        "reg": weighed[n],
        "out reg": weighed[n - 1] if n else 3.0,
        "in reg": weighed[n + 1] if inner else -5.0,
        "in sure two": float(any(s.get("sure") for s in seen[n + 1 : n + 4])),
        "out sure any": float(any(s.get("sure") for s in seen[:n])),
    }
