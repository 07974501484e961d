"""Story time: what dates a scene, what does not, and the order that follows."""

from __future__ import annotations

import json

import pytest

from companion.canon.timeline import Timeline
from companion.canon.when import observe_when
from companion.manuscript.chapter import Scene

from .books import book_of

REST = " Hal drank his tea. The rain went on. Nobody sang."


def days(*texts: str) -> list[float]:
    """The story day of the first scene of each chapter, in reading order."""
    return [m.day for m in sorted(book_of(*texts).timeline.moments, key=lambda m: m.order)]


@pytest.mark.parametrize(
    ("begins", "day"),
    [
        ("Three weeks later the van was sold.", 21),
        ("The next morning the van was gone.", 1),
        ("The following week they moved.", 7),
        ("Two days passed.", 2),
        ("A fortnight later he rang.", 14),
        ("That night they drove.", 0),
        ("It was a Thursday.", 3),
        ("On Monday they drove north.", 0),
        ("Hal had come on Thursday.", 0),
        ("She would sing on Thursday.", 0),
        ("“Three weeks later he was dead,” said Hal.", 0),
        ("By Thursday they would know.", 0),
        ("They ate.", 0),
    ],
)  # fmt: skip
def test_what_dates_a_scene(begins: str, day: float) -> None:
    assert days("It was Monday." + REST, begins + REST) == [0, day]


def test_jumps_add_up_and_a_date_is_the_next_that_fits() -> None:
    texts = ("It was 3 June 2019.", "Three weeks later they met.", "On 1 July he left.", "It was January.")
    canon = book_of(*(t + REST for t in texts))
    found = sorted(canon.timeline.moments, key=lambda m: m.order)
    assert [m.day for m in found] == [0, 21, 28, 212]
    assert [m.date for m in found] == ["3 June 2019", "24 June 2019", "1 July 2019", "1 January 2020"]


def test_a_day_of_the_week_beside_a_date_is_kept_in_step() -> None:
    texts = (
        "Call is at ten, Wednesday 11 October, at the yard.",
        "It was Sunday.",
        "On the Tuesday, the seventeenth, it rained.",
    )
    found = sorted(book_of(*(t + REST for t in texts)).timeline.moments, key=lambda m: m.order)
    assert [m.date for m in found] == ["Wednesday 11 October", "Sunday 15 October", "Tuesday 17 October"]


def test_a_flashback_is_put_where_it_belongs_and_the_present_goes_on() -> None:
    texts = (
        "It was May 2019.",
        "Five years earlier, Hal had hair.",
        "The next morning he was bald again.",
        "In 1998 there was no van.",
    )
    timeline = book_of(*(t + REST for t in texts)).timeline
    assert [m.chapter.position for m in timeline.moments] == [4, 2, 1, 3]
    assert [m.back for m in timeline.moments] == [True, True, False, False]
    assert sorted(timeline.moments, key=lambda m: m.order)[2].day == 1


def test_a_jump_in_the_middle_of_a_scene_moves_what_follows() -> None:
    text = "Hal sat down. He ate. He slept. He woke. Two weeks later he was still there."
    assert days(text, "They ate." + REST) == [0, 14]


def test_years_in_the_middle_of_a_scene_are_talk_of_the_past() -> None:
    text = "Hal sat down. He ate. He slept. He woke. Four years later she had left him and then come back."
    assert days(text, "They ate." + REST) == [0, 0]


def test_a_heading_dates_its_scene() -> None:
    chapter = book_of("They ate." + REST).chapters[0]
    headed = [Scene(1, 0, len(chapter.text), "third", "past", "Three weeks later")]
    from dataclasses import replace

    rows = observe_when(replace(chapter, scenes=tuple(headed)))
    assert rows == [["later", 1, -1, -1, True, {"n": "Three", "unit": "week", "words": "Three weeks later"}]]
    assert json.loads(json.dumps(rows)) == rows


def test_a_scene_without_a_word_of_time_follows_the_one_before() -> None:
    moment = book_of("It was Monday." + REST, "They ate." + REST).timeline.moments[1]
    assert (moment.said, moment.exact, moment.date) == ("", False, "")


def test_a_book_that_tells_no_time_says_so() -> None:
    assert book_of("They ate." + REST).timeline.told is False
    assert Timeline(()).told is False


def test_ages_are_worked_out_to_the_end_of_the_story() -> None:
    first = "It was May 2019. Tess Marlow was twenty-six years old. Tess Marlow sang. Tess drove."
    canon = book_of(first, "Three years later Tess Marlow sat in the van. Tess slept." + REST)
    [age] = canon.timeline.ages
    assert (age.character, age.years, age.at_end, age.born) == ("Tess Marlow", 26, 29, "1992 or 1993")
    assert book_of(first).timeline.ages[0].at_end == 26


@pytest.mark.parametrize(
    ("says", "date"),
    [
        ("It is Friday the third of March, and we are in Lund.", "Friday 3 March"),
        ("It's Saturday, the twenty-fifth of March, and I am late.", "Saturday 25 March"),
        ("It was Monday, the second of October. The sea lay flat.", "Monday 2 October"),
        ("It was the ninth of June, nineteen ninety-eight, and hot.", "9 June 1998"),
        ("It's the Thursday, it's the sixteenth, and nobody is up.", "Thursday"),
        ("“It is Friday the third of March,” said Hal.", ""),
        ("It was Friday before he answered.", ""),
        ("It was the third of March that he had always feared.", ""),
        ("He had sworn it was Monday, the second of October.", ""),
    ],
)
def test_narration_that_says_the_day_outright_dates_its_scene_wherever_it_stands(says: str, date: str) -> None:
    canon = book_of(f"Hal ate an egg. Nobody looked up. The rain went on. He salted it. {says} Then he slept.")
    (moment,) = canon.timeline.moments
    assert moment.date == date


def test_the_day_said_after_time_has_moved_on_does_not_date_the_beginning() -> None:
    text = "Hal ate. He slept. He sang. He drank. Two weeks later he woke. It was Monday, the second of October."
    assert book_of(text).timeline.moments[0].date == ""
