"""Lines that come again at the edges of a book's chapters."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.manuscript.chapter import Manuscript
from companion.manuscript.reader import read_manuscript
from companion.manuscript.recurring import NEARLY, WHOLE, Recurring

from .prose import PARAGRAPHS

STORY = "\n\n".join(PARAGRAPHS)


def book(folder: Path, top: str, end: str, between: str = "", chapters: int = 5) -> Manuscript:
    """A book whose chapters all have the same around and within them; {n} is the chapter's number."""
    for n in range(1, chapters + 1):
        middle = f"\n\n{between.format(n=7 * n)}\n\n" if between else "\n\n"
        text = f"Chapter {n}\n\n{top.format(n=n)}\n\n{STORY}{middle}{STORY}\n\n{end.format(n=n)}\n"
        (folder / f"{n:02}.txt").write_text(text, encoding="utf-8")
    return read_manuscript(folder)


def told(manuscript: Manuscript) -> str:
    return "\n".join(c.text[s.start : s.end] for c in manuscript.chapters for s in c.scenes)


@pytest.mark.parametrize(
    ("top", "end"),
    [
        ("Larkfield Reads : Old Harbour : {n}", "Larkfield Reads / good night, and so to bed / {n}"),
        ("Old Harbour, instalment {n} of 12, from the Larkfield people", "(Part {n} came out of a very small kitchen)"),
    ],
)
def test_what_comes_again_is_set_aside(tmp_path: Path, top: str, end: str) -> None:
    manuscript = book(tmp_path, top, end)
    for n in range(1, 6):
        assert top.format(n=n) not in told(manuscript)
        assert end.format(n=n) not in told(manuscript)
    assert told(manuscript).count(PARAGRAPHS[0]) == 10


@pytest.mark.parametrize(
    ("top", "end"),
    [
        ("The bus left Hull without her, for the {n}th time.", "And then I slept, and the sea went on without me."),
        ("Monday the {n}th of May.", "I put out the light."),
        ("Dear Anna,", "Your Tom"),
        ("Day {n}. Rain.", "“Good night, Lou,” said Anna, as she said every night."),
        ("Mara", "It was {n} o’clock."),
        ("ROTTERDAM, Ahoy, {n} March. Capacity 2,300.", "Message deleted. You have {n} new messages."),
        ("You’re listening to Night Desk with Mags Dunne, and it’s {n} minutes past twelve.", "And that was the news."),
        ("VOICEMAIL. Tuesday, 11:5{n} p.m. Duration 0:48.", "End of message {n}. To hear it again, press one."),
        ("Night {n} of 40. Rotterdam.", "*Set list: Cold Tap, Wren Street, Nobody’s Fool (capo {n})*"),
        ("*From the log of the* Marguerite, *day {n}*", "Wind south-west, {n}. All well."),
        ("Q. State your name, please. A. Mara Bell, exhibit {n}.", "(The witness withdrew at {n}.)"),
        ("Sunday, Septuagesima.", "The Dean’s diary, volume {n}, ends here."),
    ],
)
def test_a_refrain_is_story(tmp_path: Path, top: str, end: str) -> None:
    manuscript = book(tmp_path, top, end)
    assert [c.text[p.start : p.end] for c in manuscript.chapters for p in c.paratext] == []


def test_running_heads_stand_anywhere(tmp_path: Path) -> None:
    manuscript = book(tmp_path, "It rained.", "It stopped.", "Okonjo / SECOND FIDDLE / {n}")
    assert "SECOND FIDDLE" not in told(manuscript)
    assert {p.kind for c in manuscript.chapters for p in c.paratext} == {"page head"}


@pytest.mark.parametrize("line", ["Day {n}", "Track {n}", "Leeds, {n} May", "{n}:15 — Lou", "Verse {n}"])
def test_what_counts_in_the_story_is_no_running_head(tmp_path: Path, line: str) -> None:
    manuscript = book(tmp_path, "It rained.", "It stopped.", line)
    assert not [p for c in manuscript.chapters for p in c.paratext]


def test_pages_that_fall_are_no_running_head() -> None:
    heads = [f"Okonjo / SECOND FIDDLE / {n}" for n in (3, 9, 5)]
    assert not Recurring.of(heads).heads
    assert Recurring.of([heads[0], heads[2], heads[1]]).is_head("Okonjo / SECOND FIDDLE / 12")


def test_numbers_days_and_titles_are_set_aside() -> None:
    titles = ["The Tape", "Kettles", "Doors", "Bishops"]
    chapters = [f"Now for {t}, which is our number {n}, on Friday {n} May!\n\n{STORY}" for n, t in enumerate(titles, 3)]
    known = Recurring.of(chapters, titles)
    assert known.weight("Now for Doors, which is our number 9, on Monday 1 June!", True) == WHOLE
    assert known.weight("Now for Doors, which is our number 9, on whatever day it will be!", True) == NEARLY
    assert known.weight("She put the kettle on, and waited for the rain to end.", True) == 0
    assert known.weight("Now for Doors, which is our number 9, on Monday 1 June!", False) == 0


def test_two_chapters_tell_nothing() -> None:
    assert Recurring.of(["The same old line again.\n\nStory."] * 2) == Recurring()
