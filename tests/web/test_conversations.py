"""Conversations come back as they were, and no chip ever points at other words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from companion.decisions import Decision
from companion.errors import NotInBook
from companion.web.conversations import Conversation, Conversations, Exchange, decided
from companion.web.render import answer_html

from .example_book import ExampleBook, answers

ID = "0b8a6b1e-0000-4000-8000-000000000001"


@pytest.fixture
def store(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "conversations")


@pytest.mark.parametrize("kind", ["disputed", "rows", "list", "prose", "unstated"])
def test_an_answer_comes_back_as_it_was(store: Conversations, tmp_path: Path, kind: str) -> None:
    book = ExampleBook(tmp_path)
    answer = replace(answers(book)[kind], question="What?", until=2)
    store.save(Conversation(ID).plus(Exchange("What?", answer)))
    again = store.load(ID, book.chapters).exchanges[0].answer
    assert again is not None
    assert answer_html(again, book.chapters) == answer_html(answer, book.chapters)
    assert (again.text, again.citations, again.until, again.status) == (answer.text, answer.citations, 2, answer.status)


def test_history_is_turns_with_their_wall(store: Conversations, tmp_path: Path) -> None:
    book = ExampleBook(tmp_path)
    talk = (
        Conversation(ID)
        .plus(Exchange("Eyes?", replace(answers(book)["disputed"], until=2)))
        .plus(Exchange("Oh?", None, "No."))
    )
    store.save(talk)
    [turn] = store.load(ID, book.chapters).history
    assert (turn.question, turn.subject, turn.until) == ("Eyes?", "Ida", 2)


def test_a_quote_that_moved_is_found_again(store: Conversations, tmp_path: Path) -> None:
    book = ExampleBook(tmp_path)
    store.save(Conversation(ID).plus(Exchange("?", answers(book)["rows"])))
    edited = [replace(c, text="A new first line.\n\n" + c.text, revision="new" + c.revision[3:]) for c in book.chapters]
    again = store.load(ID, edited).exchanges[0].answer
    assert again is not None
    for citation in again.citations:
        assert citation.chapter.text[citation.start : citation.end] == citation.quote
    assert [c.quote for c in again.citations] == [c.quote for c in answers(book)["rows"].citations]


def test_a_quote_that_is_gone_opens_nothing(store: Conversations, tmp_path: Path) -> None:
    book = ExampleBook(tmp_path)
    store.save(Conversation(ID).plus(Exchange("?", answers(book)["prose"])))
    edited = [replace(c, text=c.text.replace("torn in two", "whole"), revision="x" + c.revision) for c in book.chapters]
    again = store.load(ID, edited).exchanges[0].answer
    assert again is not None
    assert len(again.citations) == 1 and "[1]" in again.text and "[2]" not in again.text


def test_decisions_made_since_are_shown(tmp_path: Path) -> None:
    book = ExampleBook(tmp_path)
    answer = decided(answers(book)["disputed"], lambda _: Decision("intentional", "contact lenses"))
    html = answer_html(answer, book.chapters)
    assert "Intentional: contact lenses" in html and "Grey is right" not in html


@pytest.mark.parametrize("identity", ["", "../../library", "x" * 50, "ABC/..", "0b8a6b1e.json"])
def test_only_our_own_names_are_files(store: Conversations, identity: str) -> None:
    with pytest.raises(NotInBook):
        store.load(identity, [])


def test_the_last_changed_is_listed_first(store: Conversations, tmp_path: Path) -> None:
    book = ExampleBook(tmp_path)
    for n, question in enumerate(("First?", "Second?")):
        store.save(Conversation(ID[:-1] + str(n)).plus(Exchange(question, answers(book)["rows"])))
    assert {title for _, title, _ in store.list()} == {"First?", "Second?"}
    store.delete(ID[:-1] + "0")
    assert [title for _, title, _ in store.list()] == ["Second?"]


def test_a_damaged_file_begins_anew(store: Conversations) -> None:
    store.folder.mkdir(parents=True)
    (store.folder / f"{ID}.json").write_text("{", encoding="utf-8")
    assert store.load(ID, []).exchanges == ()
