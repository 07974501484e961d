"""What happens in a chapter: deeds between people before moods, scenery and questions."""

from __future__ import annotations

from companion.answers.telling import moments
from tests.support.fake_view import make_chapter, make_view

CHAPTER = """The rain on the harbour seemed like it would never stop, and the windows of the club were grey with it.

Would she come at all? Perhaps the rain would keep her.

Nell signed the contract with the label and gave the pen back to Dov.

The club was warm and the windows of it ran with rain.

Then Dov told Nell that the label had sold her song.

Nell struck Dov with the contract and left the club in the rain.
"""


def _told(count: int) -> list[str]:
    view = make_view([make_chapter(1, CHAPTER)])
    return [place.text for place in moments(view, view.chapters[0], count)]


def test_deeds_come_before_moods_and_questions() -> None:
    first = _told(3)
    assert all(any(deed in text for deed in ("signed", "told", "struck")) for text in first), first


def test_no_sentence_is_told_twice_and_none_is_made_up() -> None:
    told = _told(50)
    assert len(told) == len(set(told))
    assert all(text in CHAPTER for text in told)
    assert not any(len(text.split()) < 5 for text in told)


def test_an_empty_part_tells_nothing() -> None:
    view = make_view([make_chapter(1, "Rain.")])
    assert moments(view, view.chapters[0], 5) == []
