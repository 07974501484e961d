"""The chat from end to end, at a desk and on a phone, by day and by night: every kind of answer, keys, Stop, a server
that goes away. Any console error, page error or outside request fails the walk."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from companion.answers.types import Done, Found, Text
from tests.web.example_book import ExampleBook, answers

from .test_page import BOX, ask

pytestmark = pytest.mark.browser

SIZES = [(1440, 900, False), (1440, 900, True), (390, 844, False), (390, 844, True)]
# What is asked of the example book, and what the answer then has on it.
LOOKS = {
    "What colour are her eyes?": (".answer.is-disputed .both .quote", 2),
    "Who knows about the contract?": (".answer.is-stated .row", 3),
    "How often is the contract named?": (".answer .counts button.bar", 3),
    "What does the model say?": (".answer.by-model .unbacked .claim", 1),
    "Where was Petra born?": (".answer.is-unstated .quote.nearest", 1),
}


@pytest.fixture(scope="module")
def example(serve_book: Callable[..., str]) -> str:
    return serve_book(opener=lambda path, model: ExampleBook(path))


def last(page):
    return page.locator("#log .answer").last


@pytest.mark.parametrize(("width", "height", "dark"), SIZES)
def test_a_whole_conversation(open_page: Callable, example: str, width: int, height: int, dark: bool) -> None:
    page = open_page(example, width, height, dark)
    assert page.locator("#boot").count() == 0, "the frame of the start is gone"
    assert page.locator("#starters .starter").first.inner_text() == "When do we first meet Ida?"
    for question, (selector, count) in LOOKS.items():
        ask(page, question)
        assert page.locator(f"#log .message-row:last-child {selector}").count() == count, question
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, question
    assert "The manuscript does not say." in last(page).locator(".lead").inner_text()
    page.locator("#log .is-disputed .quote").first.click()
    page.wait_for_selector("#pane-body mark")
    assert page.locator("#pane-bar .walk span").inner_text() == "1 of 2"
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#pane-bar .walk:has-text('2 of 2')")
    assert "green eyes" in page.locator("#pane-body mark").inner_text()
    page.click("#pane-bar [value='quote|-1']")
    page.wait_for_selector("#pane-bar .walk:has-text('1 of 2')")
    page.keyboard.press("Escape")
    page.wait_for_selector("body:not(.pane-open)")
    if width < 1180:  # where it lay over the page, one is back where one came from
        assert page.evaluate("document.activeElement.classList.contains('quote')")


@pytest.mark.parametrize(("width", "height", "dark"), [SIZES[0], SIZES[3]])
def test_conversations_are_kept_apart(open_page: Callable, example: str, width: int, height: int, dark: bool) -> None:
    page = open_page(example, width, height, dark)
    asked = f"Who knows about the contract at {width}?"
    ask(page, asked)
    page.click("#chat-head .act:has-text('New conversation')")
    page.wait_for_selector("#log .answer", state="detached")
    other = f"What colour are her eyes at {width}?"
    ask(page, other)
    page.wait_for_selector("#starters .starter:has-text('Is Ida consistent so far?')")
    page.click("#chat-head summary")
    page.click(f"#chat-head .entry .act:has-text('{asked}')")
    page.wait_for_selector("#log .answer:has-text('Shown knowing')")
    assert page.locator("#log .answer").count() == 1
    page.click("#chat-head summary")
    row = page.locator("#chat-head .entry", has_text=other)
    row.locator(".drop").click()
    assert row.locator(".drop").inner_text() == "Delete" and row.count() == 1, "the first click only asks"
    row.locator(".drop").click()
    row.wait_for(state="detached")
    page.keyboard.press("Escape")
    assert page.locator("details.earlier[open]").count() == 0


def test_keys(open_page: Callable, example: str) -> None:
    page = open_page(example)
    page.focus(BOX)
    page.keyboard.type("Who knows")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("about the contract?")
    assert page.input_value(BOX) == "Who knows\nabout the contract?"
    page.keyboard.press("Enter")
    page.wait_for_selector("#log .answer:has-text('Shown knowing')")
    page.wait_for_function("!document.querySelector('#question textarea, #question input').value")
    page.focus(BOX)
    page.keyboard.press("ArrowUp")
    assert page.input_value(BOX) == "Who knows\nabout the contract?"
    page.fill(BOX, "")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "send"
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert ring == "solid", "what has the focus shows it"


def test_what_a_screen_reader_hears(open_page: Callable, example: str) -> None:
    page = open_page(example)
    ask(page, "What colour are her eyes?")
    page.wait_for_function("document.querySelector('#said').textContent.includes('The chapters disagree.')")
    assert "2 quotes" in page.locator("#said").inner_text()
    assert page.locator("#log [role=log]").get_attribute("aria-live") == "off", "told once, when it is whole"
    for selector, role in (("#stage", "main"), ("#pane", "complementary"), ("#rail", "complementary")):
        assert page.locator(selector).get_attribute("role") == role
    unnamed = page.evaluate("""() => [..."button, input, textarea, select".split(", ")]
        .flatMap((kind) => [...document.querySelectorAll(`#shell ${kind}`)])
        .filter((one) => one.checkVisibility?.({ visibilityProperty: true }))
        .filter((one) => !(one.innerText || one.ariaLabel || one.title || one.labels?.length))
        .map((one) => one.outerHTML.slice(0, 120))""")
    assert unnamed == []


def test_the_menu_of_a_phone_by_keys(open_page: Callable, example: str) -> None:
    page = open_page(example, 390, 844)
    page.focus("#topbar .act")
    page.keyboard.press("Enter")
    page.wait_for_selector("body.menu-open")
    assert page.locator("#topbar .act").get_attribute("aria-expanded") == "true"
    page.wait_for_function("document.activeElement.id === 'tab-chat'")
    page.keyboard.press("Escape")
    page.wait_for_selector("body:not(.menu-open)")
    assert page.evaluate("document.activeElement.closest('#topbar') !== null")


class SpeakingBook(ExampleBook):
    """Says one claim with its number, then waits until the test lets it end."""

    def __init__(self, path) -> None:
        super().__init__(path)
        self.go = threading.Event()

    def stream(self, question, until=None, history=(), cancel=None):
        yield Found(answers(self)["rows"])
        yield Text("Ida kept the contract under her seat [1].")
        self.go.wait(20)
        yield Done(answers(self)["prose"])


def test_words_come_before_the_answer_is_whole(open_page: Callable, serve_made: Callable) -> None:
    address, books = serve_made(SpeakingBook)
    page = open_page(address)
    page.fill(BOX, "Where was the contract?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#log .speaking .chip.pending")
    assert "[1]" not in last(page).inner_text() and "Shown knowing" in last(page).inner_text()
    books[0].go.set()
    page.wait_for_selector("body:not(.asking)")
    assert last(page).locator(".prose .cite.chip").count() == 2
    assert "Not backed by the text" in last(page).inner_text()


def test_a_server_that_goes_away_loses_no_question(browser, example: str) -> None:
    """Not through `open_page`: a browser that is cut off says so in its console."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.goto(example)
    page.wait_for_selector(".first-look")
    context.set_offline(True)
    page.fill(BOX, "Who knows about the contract?")
    page.keyboard.press("Enter")
    page.wait_for_selector("#gone")
    page.wait_for_selector("body:not(.asking)")
    assert page.input_value(BOX) == "Who knows about the contract?"
    context.set_offline(False)
    page.wait_for_selector("#gone", state="detached")
    page.wait_for_timeout(1500)  # Gradio loads the page anew
    page.wait_for_function(
        "document.querySelector('#question textarea, #question input')?.value === 'Who knows about the contract?'"
    )
    page.focus(BOX)
    page.keyboard.press("Enter")
    page.wait_for_selector("#log .answer:has-text('Shown knowing')")
    context.close()
