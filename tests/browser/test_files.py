"""Opening a book, its table of chapters, and edits that are noticed while the page is open, as a writer meets them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.answers.types import Done, Found, Text
from companion.book import Companion
from companion.engine import Engine
from companion.settings import Settings
from tests.support.embedder import HashEmbedder

pytestmark = pytest.mark.browser

BOX = "#question textarea, #question input"
BOOK = {
    "00 prologue.md": "# Prologue\n\nThe lighthouse had no keeper that winter. Wenna kept the keys in a biscuit tin.\n",
    "01.md": "# Chapter One: The Tin\n\nWenna Carrow had grey eyes. “You could post them,” said Joss Penrose. “I would "
    "know,” said Wenna, and carried the tin down to the harbour.\n\n* * *\n\nI walk home alone and kick a stone into "
    "the water. Nobody asks me why, and I say nothing to nobody.\n",
    "02.md": "# Chapter Two: The Master\n\nAuthor's note: thank you all for your reviews!\n\nThe harbour master "
    "counted the boats twice. Joss Penrose bought three ropes. “Enough,” said Wenna Carrow.\n",
    "03.md": "# Chapter Three: The Lantern\n\nThe lantern was hidden under the chapel stairs. Only Joss had seen it. "
    "“Tell nobody,” Wenna said.\n",
}


def order(page) -> list[str]:
    return page.locator("#outline .ofile").evaluate_all("rows => rows.map(row => row.dataset.file)")


def save(path: Path, old: str, new: str) -> None:
    """As an editor saves: written beside, then renamed."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    beside = path.with_suffix(".part")
    beside.write_text(text.replace(old, new), encoding="utf-8")
    beside.replace(path)


def test_what_was_found_comes_before_anything_is_indexed(open_page: Callable, serve_book: Callable) -> None:
    address = serve_book(BOOK)
    page = open_page(address, index=False)
    page.wait_for_selector("#outline")
    text = page.locator("#chapters-body").inner_text()
    for said in ("4 chapters", "4 files", "The Lantern", "Told by", "1 note", "a few seconds"):
        assert said in text
    assert page.locator("#rail .tab").count() == 0, "there is nothing to ask yet"
    page.click("#oline-3 .orow")
    page.wait_for_selector(".odetail:has-text('thank you all for your reviews')")
    assert not (address.folder / "companion.toml").exists()


def test_order_and_old_versions_are_mended_in_the_preview(open_page: Callable, serve_book: Callable) -> None:
    long = " ".join(f"On day {n} Wenna counted the boats at the {n}th buoy and wrote it all down." for n in range(9))
    address = serve_book({**BOOK, "04.md": f"# Chapter Four\n\n{long}\n", "04 (old).md": f"# Chapter Four\n\n{long}\n"})
    page = open_page(address, index=False)
    page.click(".alike .act")
    page.wait_for_selector("details.beside:has-text('Left out')")
    assert "04 (old).md" not in order(page)
    page.locator(".ofile").nth(3).hover()
    page.locator(".ofile").nth(3).locator(".move").nth(0).click()
    assert order(page)[2:4] == ["03.md", "02.md"]
    page.wait_for_selector("#outline-order >> visible=true")
    page.click("#outline-order .act:has-text('Put it back')")
    assert order(page)[2:4] == ["02.md", "03.md"]
    page.locator(".ofile").nth(3).locator(".orow").drag_to(page.locator(".ofile").nth(0).locator(".orow"))
    page.click("#outline-order .first")
    page.wait_for_selector("#tell.on")
    page.wait_for_selector("#outline-foot .first")
    now = order(page)
    assert now.index("03.md") < now.index("01.md")
    page.click("#outline-foot .first")
    page.wait_for_selector(".first-look")
    assert page.locator("#rail .chapter .t").all_inner_texts()[: len(now)] == [
        {"00 prologue.md": "Prologue", "01.md": "The Tin", "02.md": "The Master", "03.md": "The Lantern"}.get(
            name, "Chapter 4"
        )
        for name in now
    ]


class Waiting(Companion):
    """Looks at its files until it is told to stop."""

    def preview(self, progress=None, cancel=None):
        progress("reading", 1, 9, "01.md")
        if not cancel.wait(10):
            raise AssertionError("nobody cancelled")
        return super().preview(progress, cancel)


def test_looking_can_be_cancelled(open_page: Callable, serve_book: Callable, tmp_path: Path) -> None:
    engine = Engine(Settings.load(home=tmp_path, model="none"), HashEmbedder())
    page = open_page(serve_book(BOOK, lambda path, model: Waiting.open(path, model, engine)), index=False)
    page.wait_for_selector("#chapters-body .progline:has-text('1 of 9')")
    page.click("#chapters-body .progline .act")
    page.wait_for_selector("#chapters-body h3:has-text('Stopped')")
    page.click("#chapters-body .act:has-text('Open another')")
    page.wait_for_selector("#open-path >> visible=true")
    assert page.locator("#shelf .spine").count() == 0, "a book that was only looked at is not on the shelf"


def test_a_path_that_leads_nowhere_is_said_beside_it(open_page: Callable, serve_book: Callable) -> None:
    page = open_page(serve_book(BOOK))
    page.click("#rail .book")
    page.fill("#open-path", "/no/such/place")
    page.press("#open-path", "Enter")
    page.wait_for_selector("#open-trouble .trouble:has-text('nothing at')")


def test_the_writer_sets_who_says_i(open_page: Callable, serve_book: Callable) -> None:
    address = serve_book(BOOK)
    page = open_page(address)
    page.click("#tab-chapters")
    page.click("#oline-2 .orow")
    page.wait_for_selector(".odetail select")
    page.select_option('.odetail select[data-scene="2"]', label="Joss Penrose")
    page.wait_for_selector(".odetail select.set")
    assert 'name = "Joss Penrose"' in (address.folder / "companion.toml").read_text(encoding="utf-8")
    page.click(".undo-line .act")
    page.wait_for_selector(".odetail", state="detached")
    assert not (address.folder / "companion.toml").exists()


def test_a_file_is_left_out_and_read_again(open_page: Callable, serve_book: Callable) -> None:
    page = open_page(serve_book(BOOK))
    page.click("#tab-chapters")
    page.click("#oline-4 .orow")
    page.click(".odetail .act:has-text('Leave out 03.md')")
    page.wait_for_selector("details.beside:has-text('Left out')")
    page.wait_for_function("document.querySelectorAll('#rail .chapter').length === 3")
    assert order(page) == ["00 prologue.md", "01.md", "02.md"]
    page.click("details.beside summary")
    page.click("details.beside .act:has-text('Read it after all')")
    page.wait_for_function("document.querySelectorAll('#rail .chapter').length === 4")


def test_a_saved_edit_is_noticed_in_every_window_and_disturbs_none(open_page: Callable, serve_book: Callable) -> None:
    address = serve_book(BOOK)
    page, other = open_page(address), open_page(address, 400, 850, True)
    page.wait_for_function("Companion.state.watched")
    other.wait_for_function("Companion.state.watched")
    page.fill(BOX, "half a question")
    page.focus(BOX)
    save(address.folder / "03.md", "Only Joss", "Wenna Carrow had green eyes. Only Joss")
    page.wait_for_selector("#news .broke")
    said = page.locator("#news").inner_text()
    assert "Ch. 3 saved: 5 words changed." in said and "New contradiction" in said
    assert page.locator(BOX).input_value() == "half a question"
    assert page.evaluate("document.activeElement.matches('#question textarea, #question input')")
    other.wait_for_selector("#tell.on:has-text('Ch. 3 saved')")
    page.wait_for_function("document.querySelector('#count').textContent === '1'")
    page.click("#news .broke .act")
    page.wait_for_selector("#cards .finding.shown")
    save(address.folder / "03.md", "Wenna Carrow had green eyes. ", "")
    page.wait_for_selector("#news .mended")
    page.wait_for_selector("#continuity-body .empty")
    page.click("#news .act:has-text('Earlier edits')")
    page.wait_for_selector("#outline-edits .row >> nth=1")


def test_a_new_file_joins_the_list_and_the_wall_stays_after_its_chapter(
    open_page: Callable, serve_book: Callable
) -> None:
    address = serve_book(BOOK)
    page = open_page(address)
    page.wait_for_function("Companion.state.watched")
    page.locator("#wall").fill("2")
    page.locator("#wall").dispatch_event("change")
    page.wait_for_selector(".chapter.after")
    (address.folder / "00 a letter.md").write_text(
        "# Foreword\n\nJoss wrote it all down in the end.\n", encoding="utf-8"
    )
    page.wait_for_function("document.querySelectorAll('#rail .chapter').length === 5")
    assert page.locator("#wall-label").inner_text() == "Chapter 1"
    assert page.evaluate("Companion.state.until") == 3
    assert "is new" in page.locator("#news").inner_text()


def test_a_file_that_cannot_be_read_is_named_and_the_rest_stays(open_page: Callable, serve_book: Callable) -> None:
    address = serve_book(BOOK)
    page = open_page(address)
    page.wait_for_function("Companion.state.watched")
    (address.folder / "04.docx").write_bytes(b"PK\x03\x04 cut off")
    page.wait_for_selector("#news .problem:has-text('04.docx')")
    page.wait_for_selector("#freshness.is-problem")
    assert page.locator("#rail .chapter").count() == 4
    (address.folder / "04.docx").unlink()
    page.wait_for_selector("#freshness.is-fresh")


class Speaking(Companion):
    """Speaks until it is told that it may end."""

    enough = threading.Event()

    def stream(self, question, until=None, history=(), cancel=None):
        for event in super().stream(question, until, history):
            if isinstance(event, Found):
                yield event
                while not self.enough.wait(0.1):
                    yield Text("still speaking ")
            if isinstance(event, Done):
                yield event


def test_an_answer_that_streams_is_not_interrupted(open_page: Callable, serve_book: Callable, tmp_path: Path) -> None:
    engine = Engine(Settings.load(home=tmp_path, model="none"), HashEmbedder())
    address = serve_book(BOOK, lambda path, model: Speaking.open(path, model, engine))
    page = open_page(address)
    page.wait_for_function("Companion.state.watched")
    page.fill(BOX, "Where is the lantern?")
    page.click("#send")
    page.wait_for_selector("#log .speaking:has-text('still speaking')")
    (address.folder / "04.md").write_text("# Chapter Four\n\nThe tide went out.\n", encoding="utf-8")
    page.wait_for_function("document.querySelectorAll('#rail .chapter').length === 5")
    before = len(page.locator("#log .speaking").inner_text())
    page.wait_for_function(f"document.querySelector('#log .speaking').innerText.length > {before + 40}")
    Speaking.enough.set()
    page.wait_for_selector("body:not(.asking)")
    page.wait_for_selector("#log .speaking", state="detached")
    assert "chapel stairs" in page.locator("#log .answer").last.inner_text()


def test_an_earlier_book_is_cited_and_opened(open_page: Callable, serve_book: Callable) -> None:
    address = serve_book({**BOOK, "companion.toml": 'earlier = ["../Low Tide"]\n'})
    before = address.folder.parent / "Low Tide"
    before.mkdir()
    text = "# Chapter Four: The Rope\n\nMarnie Tregear hid the silver whistle inside the old piano.\n"
    (before / "04.md").write_text(text, encoding="utf-8")
    page = open_page(address)
    assert "after Low Tide" in page.locator("#rail .head").inner_text()
    page.fill(BOX, "Where is the silver whistle?")
    page.click("#send")
    page.wait_for_selector("#log .answer")
    page.wait_for_selector("body:not(.asking)")
    page.locator("#log .answer .chip").first.click()
    page.wait_for_selector("#pane-body mark")
    assert "silver whistle" in page.locator("#pane-body mark").inner_text()
    assert "Low Tide, Chapter 4" in page.locator("#pane-bar").inner_text()


def test_at_rest_the_pane_shows_how_the_book_begins(open_page: Callable, address: str) -> None:
    page = open_page(address)
    page.wait_for_selector("#pane-body .page")
    assert "no keeper that winter" in page.locator("#pane-body").inner_text()


def test_starter_questions_are_whole_or_not_there(open_page: Callable, address: str) -> None:
    page = open_page(address, 400, 850)
    cut = page.evaluate("""() => {
        const box = document.querySelector("#starters").getBoundingClientRect();
        const out = (pill) => pill.right > box.right + 1 || pill.bottom > box.bottom + 1;
        const pills = [...document.querySelectorAll("#starters .act")].map((pill) => pill.getBoundingClientRect());
        return pills.filter((pill) => pill.top < box.bottom - 1 && out(pill)).length;
    }""")
    assert cut == 0


def test_a_long_table_stays_quick(open_page: Callable, serve_book: Callable) -> None:
    many = {f"{n:04}.md": f"# Chapter {n}\n\nWenna rowed to buoy {n}.\n" for n in range(1, 301)}
    page = open_page(serve_book(many), index=False)
    page.wait_for_selector("#outline-find")
    page.fill("#outline-find", "0277")
    page.wait_for_function("[...document.querySelectorAll('.ofile')].filter((row) => !row.hidden).length === 1")
    page.click("#oline-277 .orow")
    page.fill(".place-line input", "2")
    page.click(".place-line .act")
    page.fill("#outline-find", "")
    assert order(page)[:3] == ["0001.md", "0277.md", "0002.md"]
    started = time.monotonic()
    page.click("#outline-order .act:has-text('Put it back')")
    assert order(page)[:3] == ["0001.md", "0002.md", "0003.md"]
    assert time.monotonic() - started < 20, "the page hangs"


def test_a_book_that_has_only_lost_its_cache_is_read_again_unasked(open_page: Callable, serve_book: Callable) -> None:
    books: list[Companion] = []

    def opener(path: Path, model: str) -> Companion:
        engine = Engine(Settings.load(home=path.parent / f"home {len(books)}", model="none"), HashEmbedder())
        books.append(Companion.open(path, model, engine))
        return books[-1]

    address = serve_book(BOOK, opener)
    page = open_page(address)
    page.evaluate("Companion.call('rail', 'arrived')")  # the library knows the book now
    engine = Engine(Settings.load(home=address.folder.parent / "elsewhere", model="none"), HashEmbedder())
    fresh = Companion.open(address.folder, "none", engine)
    assert not fresh.indexed
    for name in ("engine", "_opened"):  # as if its folder had been deleted under it
        setattr(books[0], name, getattr(fresh, name))
    page.reload()
    page.wait_for_selector(".first-look >> visible=true")
    assert page.locator("#rail .chapter").count() == 4
