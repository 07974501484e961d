"""Saved edits: told once to every window, never with what lies beyond the wall."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from companion.effects import EditEffect
from companion.identity import ChapterEdit
from companion.web import news as news_module
from companion.web.desk import Desk
from companion.web.news import Item, News, inside, log_html, notice_html

from .example_book import ExampleBook
from .test_markup import HOSTILE, parsed

EDIT = ChapterEdit("edited", "Chapter Two: The Green Room", "ch. 2", 2, added=5, removed=3)


@pytest.fixture
def book(tmp_path: Path) -> ExampleBook:
    return ExampleBook(tmp_path)


@pytest.fixture
def news(book: ExampleBook) -> News:
    return News(book, poll=10.0)  # type: ignore[arg-type]


def saved(edition: int, **given: object) -> EditEffect:
    return replace(EditEffect(edition, (EDIT,)), **given)  # type: ignore[arg-type]


def test_an_edit_gets_a_number_and_is_told_once(news: News) -> None:
    news.tell(saved(2))
    news.tell(saved(2))
    news.tell(saved(3))
    assert [i.serial for i in news.items] == [1, 2] and news.serial == 2


def test_many_edits_are_not_kept_for_ever(news: News) -> None:
    for edition in range(2, 100):
        news.tell(saved(edition))
    assert len(news.items) == news_module.KEPT and news.serial == 98


def test_the_state_follows_what_happened(news: News, book: ExampleBook, monkeypatch: pytest.MonkeyPatch) -> None:
    assert news.state[1] == "unwatched"
    news._progress("reading", 1, 3, "ch. 2")
    assert news.state == ("reading ch. 2 …", "busy")
    news.tell(EditEffect(1, problem="02.docx is damaged; save it again."))
    monkeypatch.setattr(book, "changed", lambda: True)
    assert news.state[1] == "problem"
    monkeypatch.setattr(book, "changed", lambda: False)
    assert news.state[1] == "unwatched", "the file was mended without a change to the story"


def test_a_new_warning_is_told_and_an_old_one_is_not(book: ExampleBook) -> None:
    book.warnings = ("Chapter 3 comes twice.",)
    news = News(book, poll=10.0)  # type: ignore[arg-type]
    news.warn()
    assert not news.items
    book.edition, book.warnings = 2, (*book.warnings, "06.docx is damaged.")
    news.warn()
    news.warn()
    assert [i.warning for i in news.items] == ["06.docx is damaged."] and news.state[1] == "problem"
    book.edition, book.warnings = 3, ("Chapter 3 comes twice.",)
    news.warn()
    assert news.state[1] != "problem"


def test_what_broke_leads_to_continuity(book: ExampleBook) -> None:
    html = notice_html([Item(1, saved(2, broke=(book.finding(),)))])
    assert f'value="finding|{book.finding().id}"' in html
    text = parsed(html).text
    assert "Ch. 2 saved: 5 words changed." in text and "New contradiction" in text and "ch. 1 and ch. 2" in text
    assert "Earlier edits" not in text and notice_html([]) == ""


def test_what_was_mended_is_said(book: ExampleBook) -> None:
    text = parsed(notice_html([Item(1, saved(2)), Item(2, saved(3, mended=(book.finding(),)))])).text
    assert "Mended" in text and "Grey eyes, then green" in text and "Earlier edits" in text


def test_many_findings_are_counted(book: ExampleBook) -> None:
    broke = tuple(replace(book.finding(), id=str(n)) for n in range(7))
    assert "4 more in Continuity" in notice_html([Item(1, saved(2, broke=broke))])


def test_nothing_beyond_the_wall_is_told(book: ExampleBook) -> None:
    effect = saved(2, broke=(book.finding(),), mended=(book.finding(),))
    assert inside(effect, None) == effect and inside(effect, 2).broke
    assert not inside(effect, 1).broke and not inside(effect, 1).mended
    assert "green" not in notice_html([Item(1, effect)], until=1)
    assert "green" not in log_html([Item(1, effect)], until=1)


def test_the_log_begins_with_the_newest() -> None:
    first, second = saved(2, when=0.0), EditEffect(3, problem="it is open in another program.", when=90.0)
    text = parsed(log_html([Item(1, first), Item(2, second), Item(3, second, "a warning")])).text
    assert text.index("a warning") < text.index("another program") < text.index("5 words")
    assert "noticed by itself" in log_html([])


@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_saved_is_inert(book: ExampleBook, text: str) -> None:
    finding = replace(book.finding(), message=text, character=text, id=text)
    effect = EditEffect(2, (replace(EDIT, chapter=text, short=text),), (finding,), (finding,))
    page = notice_html([Item(1, effect), Item(2, EditEffect(2, problem=text)), Item(3, effect, text)]) + log_html(
        [Item(1, effect)]
    )
    assert not {name for name, _ in parsed(page).tags} & {"script", "img", "a", "svg", "h1"}


def test_the_desk_watches_where_the_settings_say_so(desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    monkeypatch.setattr(News, "watch", lambda self: started.append("watching"))
    desk.settings = desk.settings.model_copy(update={"watch": False})
    desk.watch(key)
    assert not started
    desk.settings = desk.settings.model_copy(update={"watch": True})
    desk.watch(key)
    assert started and desk.news(key) is desk.news(key)


def test_the_watchers_end_with_the_desk(desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    running = threading.Event()

    def effects(*_: object, **__: object):
        running.set()
        yield from ()
        threading.Event().wait(0.05)

    monkeypatch.setattr("companion.watch.watching", effects)
    desk.watch(key)
    assert running.wait(5)
    watching = desk.news(key)
    desk.close()
    assert not watching.watching
