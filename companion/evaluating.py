"""A novel's own regression tests: questions, what a right answer holds, and what changed since they were last asked.

One JSON object a line:

    {"question": "What colour are Mara's eyes?", "answers": ["grey"], "until": 9,
     "evidence": [{"file": "02.md", "quote": "Her eyes were grey"}]}
    {"question": "What is Tom's middle name?", "unstated": true}

Only `question` is needed: without anything to compare with, a question is watched for changes. `answers` are accepted
wordings, one of which has to stand in the answer; `evidence` are quotes, one of which has to be among the first three;
`until` is a position or a file's name; `unstated` (or the kind "unanswerable") says that the book does not tell.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from .answers.types import Answer
from .answers.words import number_of
from .errors import CompanionError, NotInBook, SettingsError
from .files import write_json
from .manuscript.chapter import WORD, Chapter, Citation

Change = Literal["", "new", "better", "worse", "other words"]
Ask = Callable[[str, int | None], Answer]

SLACK = 120  # characters between a quote of an answer and one of the key's that count as the same place
FIRST = 3  # quotes among which the evidence has to be
VALUE_WORDS = 60  # words of an answer among which a value has to stand
LIST_WORDS = 400  # the same for lists and for what happens in a chapter
_SMALL = frozenset("the a an of in to at on his her their its he she they it is was".split())


@dataclass(frozen=True)
class Asked:
    """One line of a file of questions."""

    id: str
    question: str
    answers: tuple[str, ...] = ()
    evidence: tuple[tuple[str, str], ...] = ()  # (file, or "" for any; quote)
    until: str = ""  # a position, or a file's name; "" is the whole book
    unstated: bool = False
    premise: bool = False  # takes something for granted that is not so: refusing is right too
    long: bool = False  # a list, or what happens in a chapter


@dataclass(frozen=True)
class Outcome:
    """How one question was answered. `passed` is None where there was nothing to compare with."""

    id: str
    question: str
    passed: bool | None
    why: str  # what is missing; "" when it passed
    answer: str
    change: Change = ""
    before: str = ""  # the answer of the last run, where it differs


@dataclass(frozen=True)
class Evaluation:
    """One run over a file of questions."""

    outcomes: tuple[Outcome, ...]
    first: bool  # never asked before: nothing to compare with

    @property
    def passed(self) -> int:
        return sum(outcome.passed is True for outcome in self.outcomes)

    @property
    def judged(self) -> int:
        return sum(outcome.passed is not None for outcome in self.outcomes)

    @property
    def worse(self) -> tuple[Outcome, ...]:
        return tuple(outcome for outcome in self.outcomes if outcome.change == "worse")


def read_questions(path: Path) -> list[Asked]:
    """The questions of a file. Raises SettingsError, naming the line that cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{path} cannot be read as a list of questions ({exc}).") from exc
    found: list[Asked] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            asked = _asked(json.loads(line), number)
        except (ValueError, KeyError, TypeError, AttributeError) as exc:
            raise SettingsError(
                f"Line {number} of {path.name} is no question: one JSON object a line, with at least "
                '{"question": "..."}.'
            ) from exc
        if any(other.id == asked.id for other in found):
            raise SettingsError(
                f"Line {number} of {path.name} has the id {asked.id} again; ids stand for one question."
            )
        found.append(asked)
    if not found:
        raise SettingsError(f"{path.name} has no questions in it.")
    return found


def evaluate(
    questions: Sequence[Asked],
    chapters: Sequence[Chapter],
    ask: Ask,
    last: dict[str, Any] | None = None,
    progress: Callable[[str, int, int, str], None] | None = None,
) -> Evaluation:
    """Ask them all. `last` is what `kept` returned for the last run. Raises NotInBook for a wall that is none."""
    walls = [_wall(q, chapters) for q in questions]
    outcomes = []
    for n, (asked, until) in enumerate(zip(questions, walls, strict=True)):
        if progress:
            progress("asking", n, len(questions), asked.question)
        try:
            answer = ask(asked.question, until)
        except CompanionError as exc:
            outcomes.append(_compared(Outcome(asked.id, asked.question, False, str(exc), ""), last))
            continue
        why = _missing(asked, answer)
        judged = asked.unstated or asked.answers or asked.evidence
        text = " ".join(answer.text.split())
        outcomes.append(_compared(Outcome(asked.id, asked.question, not why if judged else None, why, text), last))
    return Evaluation(tuple(outcomes), last is None)


def kept(run: Evaluation) -> dict[str, Any]:
    """What has to be remembered of a run, to compare the next one with."""
    return {outcome.id: {"passed": outcome.passed, "answer": outcome.answer} for outcome in run.outcomes}


class LastRun:
    """The last run of one file of questions on one book, in a small JSON file of the data folder."""

    def __init__(self, folder: Path, book: str, questions: Path, model: str) -> None:
        key = hashlib.sha256(f"{questions.resolve()}\0{model}".encode("utf-8", "surrogateescape")).hexdigest()[:12]
        self.path = folder / "evaluations" / f"{book}-{key}.json"

    def read(self) -> dict[str, Any] | None:
        """What `kept` gave; None when these questions were never asked."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def write(self, run: Evaluation) -> None:
        """Remember a run. Raises SettingsError where that cannot be written."""
        try:
            write_json(self.path, kept(run))
        except OSError as exc:
            raise SettingsError(f"The run cannot be kept in {self.path} ({exc.strerror}).") from exc


def _asked(row: dict[str, Any], number: int) -> Asked:
    kind = str(row.get("kind", ""))
    unstated = bool(row.get("unstated")) or kind == "unanswerable"
    # A false premise may be put right or refused: only its evidence is looked at.
    answers = () if unstated or kind == "false_premise" else tuple(map(str, row.get("answers") or ()))
    evidence = tuple((str(e.get("file", "")), str(e["quote"])) for e in row.get("evidence") or ())
    until = row.get("until")
    return Asked(
        str(row.get("id") or f"line {number}"),
        str(row["question"]),
        answers,
        () if unstated else evidence,
        "" if until is None else str(until),
        unstated,
        kind == "false_premise",
        kind.startswith(("list", "chapter")) or bool(row.get("long")),
    )


def _wall(asked: Asked, chapters: Sequence[Chapter]) -> int | None:
    if not asked.until:
        return None
    for chapter in chapters:
        if asked.until in (str(chapter.position), chapter.path.name):
            return chapter.position
    raise NotInBook(f"{asked.id} looks no further than {asked.until}, which is no chapter of this book.")


def _missing(asked: Asked, answer: Answer) -> str:
    """What an answer lacks, in the writer's words; "" when nothing."""
    if asked.unstated:
        return "it answers, although the book does not say" if answer.established else ""
    if asked.premise and not answer.established:
        return ""
    if asked.answers and not answer.established:
        return "it says that the manuscript does not say"
    said = set(_words(" ".join(answer.text.split()[: LIST_WORDS if asked.long else VALUE_WORDS])))
    wanted = [set(_words(text)) - _SMALL for text in asked.answers]
    if asked.answers and not any(words and words <= said for words in wanted):
        return f"it does not say “{asked.answers[0]}”"
    if asked.evidence and not any(_near(c, *e) for c in answer.citations[:FIRST] for e in asked.evidence):
        return f"“{asked.evidence[0][1]}” is not among its first {FIRST} quotes"
    return ""


def _near(citation: Citation, file: str, quote: str) -> bool:
    chapter = citation.chapter
    if file and chapter.path.name != file:
        return False
    at = chapter.text.find(quote)
    start, end = (at, at + len(quote)) if at >= 0 else (0, 1 if file else 0)  # a heading stands at the beginning
    return end > 0 and citation.start - SLACK < end and start - SLACK < citation.end


def _words(text: str) -> list[str]:
    found = (word.casefold().replace("’", "'").removesuffix("'s") for word in WORD.findall(text))
    return [str(number) if (number := _number(word)) is not None else word for word in found]


def _number(word: str) -> int | None:
    return number_of(word) if not re.fullmatch(r"[ivxlcdm]+", word) else None  # "I" and "mix" are no numerals here


def _compared(now: Outcome, last: dict[str, Any] | None) -> Outcome:
    if last is None:
        return now
    before = last.get(now.id)
    if not isinstance(before, dict):
        return replace(now, change="new")
    if before.get("passed") == now.passed and before.get("answer") == now.answer:
        return now
    change: Change = "other words"
    if before.get("passed") is not now.passed:
        change = "better" if now.passed else "worse" if now.passed is False else "other words"
    return replace(now, change=change, before=str(before.get("answer", "")))
