"""What stands between a pronoun and the nearest name, so that somebody else may be meant: another "she", "his aunt", a driver."""

# ruff: noqa: E501 - a table of regular expressions is read one to a line
from __future__ import annotations

import re

from ..manuscript.chapter import Sentence
from .page import Page
from .patterns.base import WORKER

_ROLE_OF = {
    "he": re.compile(r"\b(?:man|boy|father|brother|son|husband|uncle|gentleman|lad|king|nephew|grandfather|fellow|guy|dad|baby|child|driver|stranger|dog|horse|cat)\b(?!'s)"),
    "she": re.compile(r"\b(?:woman|girl|mother|sister|daughter|wife|aunt|lady|queen|niece|grandmother|mum|mom|baby|child|maid|widow|stranger|dog|mare|cat|ship|boat|guitar|van|bus|car|truck)\b(?!'s)"),
}  # fmt: skip
# A word for a person that is not somebody else: "Mo, the sound man, comes", "her sister's kitchen".
_BESIDE = re.compile(
    r"(?:,|--|\s-)\s*(?:an?|the|our|my|his|her|their)\s[^,.;!?]{1,40}?(?=[,.;]|--|\s-)|(?:'s|\s+is|\s+was|\s+had\s+been)\s+(?:an?|the|his|her|my|our|their)\s[^.;!?]*"
)
# "She was a nurse and she ...", "Luca was her nephew": what somebody is said to be is nobody else.
_SAID_TO_BE = re.compile(
    r"(?:\b(?:is|was|am|be|been|became|becomes|become)|'s|'m)\s+(?:(?:not|still|only|just|also|now|once|never|always)\s+)?"
    r"(?:(?:an?|the|my|our|his|her|their|[A-Z]\w+'s)\s+)?(?:(?!(?:of|to|for|with|by|at|in|on|from|like|than|and|or|the|an?)\s)[a-z\-]+,?\s+){0,3}\Z"
)
# "She was sixty, a spare, upright woman": so is what stands beside it behind a comma.
_ALSO_SAID = re.compile(
    r"\b(?:[Hh]e|[Ss]he|I)(?:'s|'m|'d\s+been|\s+(?:is|was|am|had\s+been))\s[^.;:!?\"]{1,90}?,\s+(?:and\s+)?(?:an?|the|still|only)\s+(?:[A-Za-z\-]+(?:'s)?,?\s+){0,4}\Z"
)
# "a great slab of a man", "a slip of a girl"
_SORT_OF = re.compile(r"\ban?\s+(?:[a-z\-]+,?\s+){1,4}of\s+an?\s+\Z")
_THERE_IS = re.compile(r"\b(?:[Tt]here|[Hh]ere)(?:'s|\s+is|\s+was|\s+were|\s+comes)\s[^.;!?]{0,40}\Z")
_NOBODY_BEFORE = re.compile(r"\b(?:every|each|any|no|such an?|what an?|like an?|as an?)\s+(?:[a-z\-]+\s+){0,2}\Z")
_VEHICLES = frozenset("ship boat van bus car truck guitar".split())
_IN_IT = re.compile(r"\b(?:in|into|on|onto|off|from|to|by|with|near|behind|beside|under)\s+(?:\w+\s+)?\Z")
# "She was called Juno Pryce": the pronoun before the name is the same person.
_NAMING = re.compile(
    r"(?:\b(?:was|is|were)|'s)\s+(?:an?\s+(?:[\w\-]+,?\s+){1,5}?)?(?:called|named|known\s+as)\s+\Z|\bname\s+(?:was|is)\s+\Z|\bname's\s+\Z"
)
_ALSO_CALLED = re.compile(r",\s+(?:my\s+|our\s+|poor\s+)?\Z")  # "He has brown eyes, my Joel"
_BRINGS_IN = re.compile(
    r"\b(?:called|named|it's|it is|it was|this is|here is|here comes|comes?|came|is|was)(?:\s+(?:[A-Z][\w\-]*|old|young|big|little|the|Mr\.?|Mrs\.?|Dr\.?)){1,3}$"
)
_WORKING = re.compile(rf"\b(?:the|an?|that|this) (?:[a-z]+ )?{WORKER}\b(?!'s)".replace(" ", r"\s+"))
_SAME = {"he": re.compile(r"\b[Hh]e\b"), "she": re.compile(r"\b[Ss]he\b")}
CLOSE_BY = 4  # sentences to a name within which what is said between brings in nobody


def said_to_be(page: Page, at: int) -> bool:
    """Whether a word for a person at `at` is what somebody is said to be; "there's a wee boy" is somebody else."""
    low = max(0, at - 60)
    said = (
        _SAID_TO_BE.search(page.text, low, at)
        or _ALSO_SAID.search(page.text, max(0, at - 150), at)
        or _SORT_OF.search(page.text, low, at)
    )
    return said is not None and _THERE_IS.search(page.text, low, at) is None


def introduced(page: Page, sentence: Sentence, last: tuple[int, str, int]) -> bool:
    """Whether a sentence ends with whom it brings in: "one of them is a boy called Declan Roche."""
    return len(page.text[last[0] : sentence.end].strip(" .!\"'")) == 0 and bool(
        _BRINGS_IN.search(page.text, sentence.start, last[0])
    )


def topic_before(page: Page, gender: str, low: int, name: int) -> bool:
    """Whether a sentence is about somebody before it names anybody: "She was of a sort that Emma admired." """
    begins = page.text.startswith((f"{gender.title()} ", f"{gender.title()}'"), low)
    return begins and not _ALSO_CALLED.search(page.text, low, name) and not _NAMING.search(page.text, low, name)


def same_before(page: Page, gender: str, low: int, fitting: list[tuple[int, str, int]]) -> bool:
    """Whether the sentence had a "she" before the name, who is somebody else unless the name is given to her."""
    end, _, start = fitting[-1]
    return _SAME[gender].search(page.text, low, end) is not None and not _NAMING.search(page.text, low, start)


def role_between(page: Page, gender: str, low: int, high: int, said: int | None, step: int) -> bool:
    """Whether somebody without a name stands between: not in "Mo, the sound man," nor in "her sister's kitchen".

    What is said close by in narration brings in nobody, nor do "every leading lady" and the bus that she came in from.
    """
    beside = _BESIDE.match(page.text, low, high)
    start = beside.end() if beside else low
    here = page.chapter.sentences[page.sentence_number(high)].start
    roles = (
        *_ROLE_OF[gender].finditer(page.text, start, high),
        *_WORKING.finditer(page.text, max(start, here), high),
    )
    return any(
        not said_to_be(page, m.start())
        and not _NOBODY_BEFORE.search(page.text, max(0, m.start() - 40), m.start())
        and not (m[0] in _VEHICLES and _IN_IT.search(page.text, max(0, m.start() - 20), m.start()))
        and (said is not None or step > CLOSE_BY or page.quote_at(m.start()) is None)
        for m in roles
    )
