"""The page as a writer uses it: ask, click, read. Any console error or outside request fails the test."""

from __future__ import annotations

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from companion.answers.types import Done, Found, Text
from companion.models import DEFAULT_SPEC
from companion.web import settings_tab
from tests.web.example_book import ExampleBook, answers

pytestmark = pytest.mark.browser

BOX = "#question textarea, #question input"
VIEWS = ("read", "bible", "continuity", "scenes", "chapters", "settings")
SHOWS = {
    "read": "#read-body h2",
    "bible": "#bible-main h2, #bible-main .empty",
    "continuity": "#continuity-body h2",
    "scenes": "#scenes-body .card, #scenes-body .empty",
    "chapters": "#outline .orow",
    "settings": "#settings-body .choices",
}


def ask(page, question: str) -> str:
    """Ask, wait for the end, return the last answer's text."""
    count = page.locator("#log .answer").count()
    page.fill(BOX, question)
    page.click("#send")
    page.wait_for_selector(f"#log .answer >> nth={count}")
    page.wait_for_selector("body:not(.asking)")
    return page.locator("#log .answer").last.inner_text()


def marked(page) -> str:
    page.wait_for_selector("#pane-body mark")
    return "".join(page.locator("#pane-body mark").all_inner_texts())


def test_ask_click_a_chip_and_see_the_quote_marked(open_page: Callable, address: str) -> None:
    page = open_page(address)
    answer = ask(page, "Where is the lantern hidden?")
    assert "chapel stairs" in answer
    page.locator("#log .answer .chip").first.click()
    assert "lantern was hidden under the chapel stairs" in marked(page)
    box = page.locator("#pane-body mark").first.bounding_box()
    assert box and 0 < box["y"] < 900, "the mark is scrolled into view"
    assert "Chapter 3" in page.locator("#pane-bar").inner_text()


def test_nothing_beyond_the_wall_is_looked_at(open_page: Callable, address: str) -> None:
    page = open_page(address)
    page.locator("#wall").fill("2")
    page.locator("#wall").dispatch_event("change")
    page.wait_for_selector(".chapter.after")
    assert page.locator(".chapter.after").count() == 2
    assert page.locator("#wall-label").inner_text() == "Chapter 1"
    answer = ask(page, "Where is the lantern?")
    assert "chapel" not in answer and "Up to Chapter 1" in answer
    page.click("#chapter-4")
    page.wait_for_selector("#tell.on")
    assert page.locator("body").get_attribute("data-view") == "chat"


def test_the_manuscript_s_markup_is_inert(open_page: Callable, address: str) -> None:
    page = open_page(address)
    page.click("#chapter-3")
    page.wait_for_selector("#read-body h2:has-text('Harbour Master')")
    assert "<script>window.broken = true</script>" in page.locator("#read-body").inner_text()
    page.click("#tab-chat")
    ask(page, "What was painted on the last boat? <img src=x onerror='window.broken = true'>")
    assert page.locator("#shell img").count() == 0
    assert page.evaluate("window.broken") is None


@pytest.mark.parametrize(("width", "height", "dark"), [(1440, 900, False), (400, 850, True)])
def test_every_view_shows_itself(open_page: Callable, address: str, width: int, height: int, dark: bool) -> None:
    page = open_page(address, width, height, dark)
    for view in VIEWS:
        if width < 760:
            page.click("#topbar .act")
        page.click(f"#tab-{view}")
        page.wait_for_selector(SHOWS[view])
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        assert wide <= width, f"{view} is wider than the window"
    assert page.evaluate("document.body.classList.contains('dark')") is dark


def test_at_phone_width_the_pane_slides_over(open_page: Callable, address: str) -> None:
    page = open_page(address, 400, 850)
    assert not page.locator("#rail").is_visible()
    ask(page, "Who kept the keys?")
    page.locator("#log .answer .cite").first.click()
    assert marked(page)
    page.wait_for_function("document.querySelector('#pane').getBoundingClientRect().left <= 1")
    page.click("#pane-bar .close")
    page.wait_for_function("document.querySelector('#pane').getBoundingClientRect().left >= 399")


def test_the_conversation_is_there_after_a_reload(open_page: Callable, address: str) -> None:
    page = open_page(address)
    before = ask(page, "Who found the tin empty?")
    page.reload()
    page.wait_for_selector("#log .answer")
    after = page.locator("#log .answer").last.inner_text()
    assert after.splitlines()[0] == before.splitlines()[0]
    page.click("text=New conversation")
    page.wait_for_selector("#log .answer", state="detached")
    page.wait_for_selector(".first-look >> visible=true")


def test_a_decision_is_kept_and_taken_back(open_page: Callable, serve_book: Callable[..., str]) -> None:
    page = open_page(serve_book(opener=lambda path, model: ExampleBook(path)))
    page.click("#tab-continuity")
    page.click("#cards .act:has-text('Intentional')")
    page.fill("#cards .reason input", "contact lenses")
    page.click("#cards .reason .first")
    page.wait_for_selector("#cards .decided:has-text('contact lenses')")
    page.click("#cards .act:has-text('Undo')")
    page.wait_for_selector("#cards .act:has-text('To fix')")


class SlowBook(ExampleBook):
    """Speaks two words and then waits to be stopped."""

    def __init__(self, path) -> None:
        super().__init__(path)
        self.stopped = threading.Event()

    def stream(self, question, until=None, history=(), cancel=None):
        answer = answers(self)["rows"]
        yield Found(answer)
        try:
            for _ in range(200):
                yield Text("still speaking ")
                self.stopped.wait(0.1)
        except GeneratorExit:
            self.stopped.set()
            raise
        yield Done(answer)


@pytest.mark.parametrize(
    ("send", "stop"),
    [
        (lambda page: page.click("#send"), lambda page: page.click("#stop")),
        (lambda page: page.keyboard.press("Enter"), lambda page: page.keyboard.press("Escape")),
    ],
    ids=["buttons", "keys"],
)
def test_stop_keeps_the_plain_answer(open_page: Callable, serve_made: Callable, send: Callable, stop: Callable) -> None:
    address, books = serve_made(SlowBook)
    page = open_page(address)
    page.fill(BOX, "Who knows about the contract?")
    send(page)
    page.wait_for_selector("#log .speaking:has-text('still speaking')")
    stop(page)
    page.wait_for_selector("#send >> visible=true")
    page.wait_for_selector("body:not(.asking)")
    assert books[0].stopped.wait(5), "closing the stream reaches the model"
    page.wait_for_selector("#log .speaking", state="detached")
    page.wait_for_selector("#log .answer:has-text('Stopped.')")
    assert "Shown knowing" in page.locator("#log .answer").last.inner_text()
    assert "The driver" in ask_again(page)


def ask_again(page) -> str:
    """After a reload the answer that was cut off is there without the unfinished words."""
    page.wait_for_timeout(700)  # Gradio logs an error when a page goes away in the middle of its farewell
    page.reload()
    page.wait_for_selector("#log .answer")
    text = page.locator("#log .answer").last.inner_text()
    assert "still speaking" not in text
    return text


def test_files_handed_over_in_the_browser_are_opened(open_page: Callable, serve_book: Callable[..., str]) -> None:
    page = open_page(serve_book())
    page.click("#rail .book")
    page.fill("#upload-title textarea, #upload-title input", "Handed Over")
    page.set_input_files(
        "#upload-row input[type=file]",
        [
            {"name": f"{n:02}.md", "mimeType": "text/markdown", "buffer": f"# Chapter {n}\n\nOlive sang.\n".encode()}
            for n in (1, 2)
        ],
    )
    page.wait_for_selector("#outline")
    assert "2 chapters · 4 words · 2 files" in page.locator("#chapters-body").inner_text()
    page.click("#outline-foot .first")
    page.wait_for_selector("#rail h1:has-text('Handed Over')")
    page.wait_for_selector(".first-look h2:has-text('Handed Over')")


def test_it_s_here_remembers_what_was_selected(open_page: Callable, serve_made: Callable) -> None:
    address, books = serve_made(ExampleBook)
    page = open_page(address)
    ask(page, "Where was Petra born?")
    page.click("#log .act:has-text('here')")
    page.wait_for_selector("#pane-bar .pointer")
    page.evaluate("""() => {
        const range = document.createRange();
        const paragraphs = [...document.querySelectorAll("#pane-body p")];
        range.selectNodeContents(paragraphs.find((p) => p.textContent.includes("Nobody ever")));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }""")
    page.click("#pane-bar .first")
    page.wait_for_selector("#log .answer >> nth=1")
    [(question, chapter, quote)] = books[0].remembered
    assert (question, chapter) == ("Where was Petra born?", 1)
    assert quote in books[0].chapters[0].text and "*Nobody ever had*" in quote


def test_two_names_become_one_person(open_page: Callable, serve_made: Callable) -> None:
    address, books = serve_made(ExampleBook)
    page = open_page(address)
    page.click(".first-look .act:has-text('the same person')")
    page.wait_for_selector("#tell.on")
    page.click("#tab-bible")
    page.click(".who >> nth=0")
    page.click("summary:has-text('Set right')")
    page.fill("#same-name", "The Farrow girl")
    page.click("#bible-main .act:has-text('is Ida too')")
    page.wait_for_function("document.querySelector('#tell').textContent.includes('Farrow girl')")
    assert books[0].merged == [("Petra", "Petro"), ("Ida", "The Farrow girl")]


def test_one_click_downloads_the_model_for_this_machine(
    open_page: Callable, serve_book: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked first, with progress, then chosen. The download itself is tested in tests/models."""
    here, go_on = threading.Event(), threading.Event()

    def fetched(name, progress, cancel):
        progress("downloading", 1_200_000_000, 3_100_000_000, "model.safetensors")
        assert go_on.wait(20)
        here.set()

    opened = SimpleNamespace(remote=False, name=DEFAULT_SPEC, where="inside this program")
    monkeypatch.setattr(settings_tab, "is_fetched", here.is_set)
    monkeypatch.setattr(settings_tab, "fetch_model", fetched)
    monkeypatch.setattr(settings_tab, "open_model", lambda spec, settings: opened)
    page = open_page(serve_book())
    page.click("#tab-settings")
    page.click(f"#settings-body .choice[value='model|{DEFAULT_SPEC}']")
    page.wait_for_selector("#model-ask >> text=3.1 GB")
    page.click("#model-ask >> text=Download it")
    page.wait_for_selector("#model-ask >> text=1,200 of 3,100")
    go_on.set()
    page.wait_for_selector(f"#settings-body .choice.on[value='model|{DEFAULT_SPEC}']")
