"""The frame that stands in the window while Gradio starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.library import KnownBook
from companion.web.boot import boot_html

from .test_markup import HOSTILE, parsed


def book(key: str, title: str) -> KnownBook:
    return KnownBook(key, Path("/nowhere"), title, chapters=3, words=1200)


SHELF = (book("aaa", "The Last One"), book("bbb", "The Other"))


@pytest.mark.parametrize(
    ("query", "title"),
    [("", "The Last One"), ("book=bbb", "The Other"), ("book=zzz", "The Last One"), ("book=%FF&x", "The Last One")],
)
def test_it_names_the_book_that_will_open(query: str, title: str) -> None:
    html = boot_html(query, SHELF)
    assert f"<strong>{title}</strong>" in html and "3 chapters · 1,200 words" in html
    assert 'id="boot"' in html and 'aria-hidden="true"' in html


def test_it_stands_without_any_book() -> None:
    assert "<strong>Companion</strong>" in boot_html("", ())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_is_inert(text: str) -> None:
    found = parsed(boot_html("book=" + text, (book("aaa", text),)))
    assert not {tag for tag, _ in found.tags} & {"script", "img", "a", "iframe", "svg"}
