"""What is read closely, and how what a reader says of tokens becomes what it says of sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pytest

from companion.answers import find_evidence, plain_answer
from companion.answers.field import Place
from companion.answers.reading import CHARACTERS, LONGEST, read_closely
from companion.canon.types import Character
from tests.answers.conftest import CHAPTERS, story_view
from tests.support.fake_view import FakeCanon, make_chapter, make_view


@dataclass(frozen=True)
class Words:
    """A reading by words: those in `wanted` answer."""

    spans: np.ndarray
    begins: np.ndarray
    ends: np.ndarray
    speaks: np.ndarray
    silent: float = 0.0


class WordReader:
    """Takes the words of one phrase for the answer, wherever they stand; remembers what it was given."""

    def __init__(self, phrase: str) -> None:
        self.phrase = phrase
        self.seen: list[str] = []

    def __call__(self, question: str, texts: list[str]) -> list[Words]:
        self.seen += texts
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Words:
        spans = np.array([m.span() for m in re.finditer(r"\w+", text)]).reshape(-1, 2)
        at = text.find(self.phrase)
        inside = np.array([at >= 0 and at <= a < at + len(self.phrase) for a, _ in spans], dtype=bool)
        first = np.array([at >= 0 and a == at for a, _ in spans], dtype=bool)
        last = np.array([at >= 0 and b == at + len(self.phrase) for _, b in spans], dtype=bool)
        return Words(spans, np.where(first, 4.0, -4), np.where(last, 4.0, -4), np.where(inside, 3.0, -3))


def test_each_sentence_has_its_own_words_with_the_right_offsets() -> None:
    chapter = CHAPTERS[1]
    reader = WordReader("with Dov's pen")
    view = replace(story_view(), read=reader)
    places = [Place(chapter, n) for n in range(len(chapter.sentences))]
    read = read_closely("With what does Juno sign?", view, places)
    best = max(read, key=lambda key: read[key].answers)
    assert read[best].words == "with Dov's pen"
    assert "Dov's pen" in Place(chapter, best[1]).text
    assert all("\n" not in text for text in reader.seen)


def test_what_is_read_stays_inside_its_time_and_the_chapter() -> None:
    text = " ".join(f"Sentence number {n} says something about the sea and nothing else." for n in range(400))
    view = replace(make_view([make_chapter(1, text)]), read=(reader := WordReader("nothing")))
    chapter = view.chapters[0]
    read_closely("What?", view, [Place(chapter, n) for n in range(0, 400, 7)])
    assert sum(map(len, reader.seen)) < CHARACTERS + 3 * LONGEST
    assert all(len(text) <= LONGEST for text in reader.seen)


def test_without_a_reader_nothing_is_read() -> None:
    assert read_closely("What?", story_view(), [Place(CHAPTERS[0], 0)]) == {}


@pytest.mark.parametrize("until", [2, None])
def test_what_is_read_lies_inside_the_wall(until: int | None) -> None:
    reader = WordReader("a clause")
    view = replace(story_view(until), read=reader)
    find_evidence("What is there in the contract about the name?", view)
    assert any("clause" in text for text in reader.seen) is (until is None)


def test_the_sentence_read_as_the_answer_comes_first_but_its_words_are_no_value() -> None:
    view = replace(story_view(), read=WordReader("the red scarf"))
    evidence = find_evidence("What lies over Dov's face in the van?", view)
    assert evidence.rows[0].citation is not None and "the red scarf" in evidence.rows[0].citation.quote
    assert evidence.rows[0].value == "the red scarf"
    assert evidence.status == "partial" and evidence.lead.endswith(":")
    assert "the red scarf" in plain_answer(evidence, None).text


class Certain(WordReader):
    """Says with one logit of every text with the phrase that it answers, and of every other that it does not."""

    def __init__(self, phrase: str, logit: float) -> None:
        super().__init__(phrase)
        self.logit = logit

    def _one(self, text: str) -> Words:
        found = super()._one(text)
        return replace(found, speaks=np.full(len(found.spans), self.logit if self.phrase in text else -6.0))


def test_who_knows_is_only_said_of_places_that_tell_of_the_matter_when_read() -> None:
    question = "Who knows about the clause?"
    unread = find_evidence(question, story_view())
    likely, unlikely = (
        find_evidence(question, replace(story_view(), read=Certain("clause", logit))) for logit in (3.0, -4.0)
    )
    assert likely.lead == unread.lead and "Juno" in likely.lead
    assert unlikely.kind == "who knows" and unlikely.lead.startswith("The closest places")


def test_a_fragment_with_one_word_of_the_matter_names_nobody() -> None:
    told = '"Hugo signed for Marchmont in the spring," said Juno.'
    fragment = 'Hugo came in from the rain. "Not the promoter or Marchmont," said Kez. Hugo signed a programme.'
    filler = "\n\n".join(f"Somebody signed the {noun}." for noun in ("van", "quay", "hall", "stage", "road", "roof"))
    chapters = [make_chapter(1, told), make_chapter(2, f"{filler}\n\n{fragment}\n\n{filler}")]
    people = tuple(Character(name, (), 2) for name in ("Hugo", "Juno", "Kez"))

    class Graded(Certain):
        def _one(self, text: str) -> Words:
            found = super()._one(text)
            return found if "promoter" not in text else replace(found, speaks=np.full(len(found.spans), 0.6))

    view = make_view(chapters, FakeCanon(chapters, people))
    read = replace(view, read=Graded("signed", 3.0))
    found = find_evidence("Who knows that Hugo signed for Marchmont?", read)
    assert "Juno" in found.lead and "Kez" not in found.lead, found.lead
