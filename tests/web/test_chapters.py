"""The Chapters page: what the writer sets there reaches the book, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from companion.book import Companion
from companion.decisions import NarratorSet
from companion.engine import Engine
from companion.errors import NotInBook
from companion.library import Library
from companion.preview import Preview
from companion.settings import Settings
from companion.web.bridge import served
from companion.web.chapters import _deciding, _looking, chapters_html, orderable, undo_html
from companion.web.desk import Desk
from companion.web.voices import chosen_narrator, detail_html
from tests.support.embedder import HashEmbedder

from .example_book import ExampleBook
from .example_book import chapters as example_chapters
from .test_markup import HOSTILE, parsed

TEXTS = {
    "01.md": "# Chapter One: The Van\n\nIda drove all night. Her grey eyes never left the road.\n",
    "02.md": "# Chapter Two: The Room\n\nCorin carried the amplifier in alone. Ida watched him do it.\n",
    "03.md": "# Chapter Three: The Bus\n\nPetra bought three coffees.\n\nAuthor's note: please leave a review!\n",
}
Call = Callable[..., dict[str, Any]]


@pytest.fixture
def real(tmp_path: Path) -> Desk:
    settings = Settings.load(home=tmp_path / "home", model="none", watch=False)
    engine = Engine(settings, HashEmbedder())
    return Desk(Library(settings.data), settings, lambda path, model: Companion.open(path, model=model, engine=engine))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "The Long Load-out"
    made.mkdir()
    for name, text in TEXTS.items():
        (made / name).write_text(text, encoding="utf-8")
    return made


@pytest.fixture
def call(real: Desk, folder: Path) -> Call:
    found: dict[str, Preview] = {}
    functions = {f.__name__: served(f) for f in (*_looking(real, found), *_deciding(real, found))}
    key = real.enter(folder).key

    def do(name: str, **given: Any) -> dict[str, Any]:
        return functions[name]({"book": key, "until": None, **given})

    return do


def surveyed(call: Call, real: Desk) -> dict[str, Any]:
    job = call("survey")["job"]
    running = real.job(job)
    assert running is not None and running.wait(30)
    return call("surveyed", job=job)


def test_a_book_is_shown_before_anything_is_kept_of_it(call: Call, real: Desk, folder: Path) -> None:
    reply = surveyed(call, real)
    assert "Index this book" in reply["html"] and reply["html"].count("data-file=") == 3
    assert "1 note" in reply["html"]
    assert not (folder / "companion.toml").exists()
    assert not list(real.settings.cache.rglob("*.sqlite*"))
    assert "please leave a review" in call("detail", chapter=3)["html"]


def test_order_and_ignored_files_are_kept_before_the_first_reading(call: Call, real: Desk, folder: Path) -> None:
    surveyed(call, real)
    assert "said" in call("order", files=["02.md", "01.md", "03.md"])
    assert "said" in call("ignore", file="03.md")
    html = surveyed(call, real)["html"]
    assert html.index('data-file="02.md"') < html.index('data-file="01.md"') and "unignore|03.md" in html
    written = (folder / "companion.toml").read_text(encoding="utf-8")
    assert '"02.md", "01.md"' in written and "03.md" in written
    assert "left out 03.md" in call("undo")["said"]
    assert 'data-file="03.md"' in surveyed(call, real)["html"]


@pytest.mark.parametrize(
    "given",
    [
        {"files": "02.md"},
        {"files": [1, 2]},
        {"files": ["02.md", "02.md"]},
        {"files": ["../elsewhere.md"]},
        {"files": ["nothing.md"]},
    ],
)
def test_an_order_that_makes_no_sense_is_refused(call: Call, folder: Path, given: dict[str, Any]) -> None:
    assert "error" in call("order", **given)
    assert not (folder / "companion.toml").exists()


def test_an_indexed_book_shows_the_same_table_and_its_undo(call: Call, real: Desk) -> None:
    [key] = [b.key for b in real.library.books]
    real.book(key).sync()
    html = call("show")["html"]
    assert html.count("data-file=") == 3 and "Index this book" not in html and "Earlier books" in html
    reply = surveyed(call, real)
    assert set(reply) == {"attention", "beside"}


def test_who_says_i_is_kept_and_taken_back(call: Call, real: Desk, folder: Path) -> None:
    [key] = [b.key for b in real.library.books]
    real.book(key).sync()
    reply = call("narrate", chapter=2, scene=1, choice="name:Corin")
    assert "Corin" in reply["said"] and "Undo" in reply["undo"] and "narrator set" in reply["html"]
    assert [(n.file, n.scene, n.name) for n in real.book(key).decisions.narrators] == [("02.md", 1, "Corin")]
    call("narrate", chapter=2, scene=1, choice="")
    assert real.book(key).decisions.narrators == ()
    assert "error" in call("narrate", chapter=99, scene=1, choice="name:Corin")
    assert "error" in call("narrate", chapter=2, scene=7, choice="nobody")


def test_earlier_books_are_added_and_taken_off(call: Call, real: Desk, tmp_path: Path) -> None:
    [key] = [b.key for b in real.library.books]
    before = tmp_path / "Low Tide"
    before.mkdir()
    (before / "01.md").write_text("# Chapter One\n\nMarnie threw him the keys.\n", encoding="utf-8")
    assert "error" in call("earlier", path="")
    assert "error" in call("earlier", path="../nothing")
    assert "said" in call("earlier", path="../Low Tide")
    real.book(key).sync()
    assert "Low Tide" in call("show")["html"] and [c.book for c in real.book(key).earlier] == ["Low Tide"]
    place = real.series(key)[0]
    assert real.citation(key, f"{place.position}:0:6:{place.revision[:12]}", until=1).chapter.book == "Low Tide"
    call("earlier", path=str(before), off=True)
    assert real.book(key).decisions.earlier == ()


def test_details_stay_inside_the_wall(call: Call, real: Desk) -> None:
    [key] = [b.key for b in real.library.books]
    real.book(key).sync()
    assert "error" in call("detail", chapter=3, until=2)
    assert "html" in call("detail", chapter=2, until=2)


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ("", (None, "")),
        ("nobody", ("", "third")),
        ("you", ("", "second")),
        ("name:Ida: the first", ("Ida: the first", "first")),
    ],
)
def test_choices(choice: str, kept: tuple[str | None, str]) -> None:
    assert chosen_narrator(choice) == kept


@pytest.mark.parametrize("choice", ["Ida", "name:", "name:  ", "x:Ida"])
def test_a_choice_that_is_none_is_refused(choice: str) -> None:
    with pytest.raises(NotInBook):
        chosen_narrator(choice)


def test_a_setting_of_the_writer_is_shown_as_chosen() -> None:
    chapter = example_chapters()[0]
    shown = [(scene, "Ida") for scene in chapter.scenes]
    html = detail_html(chapter, shown, ["Ida", "Corin"], {2: NarratorSet("01.md", 2, "Petra", "first")}, "01.md")
    options = [a for name, a in parsed(html).tags if name == "option" and "selected" in a]
    assert [a["value"] for a in options] == ["", "", "name:Petra"]
    assert html.count("<select") == 3 and "As the text shows: Ida" in html and "ignore|01.md" in html


def test_notes_are_readable_under_the_row_and_never_as_story() -> None:
    html = detail_html(example_chapters()[1], [], [], {}, "")
    assert "Set aside as not story" in html and "still rough" in html and "Leave out" not in html


@pytest.mark.parametrize("text", HOSTILE)
def test_names_are_inert_in_the_choices(text: str, tmp_path: Path) -> None:
    chapter = example_chapters()[0]
    page = detail_html(chapter, [(chapter.scenes[0], text)], [text], {1: NarratorSet("a", 1, text)}, text)
    page += undo_html(text)
    assert not {name for name, _ in parsed(page).tags} & {"script", "img", "a", "svg", "h1"}


def test_the_order_is_the_writer_s_only_in_a_folder_of_files(tmp_path: Path) -> None:
    (tmp_path / "novel.md").write_text("# Chapter One\n\nIda drove.\n", encoding="utf-8")
    assert orderable(tmp_path) and not orderable(tmp_path / "novel.md")
    project = tmp_path / "Book.scriv"
    project.mkdir()
    (project / "Book.scrivx").write_text("<ScrivenerProject/>", encoding="utf-8")
    assert not orderable(project)


def test_the_whole_page_of_an_example(tmp_path: Path) -> None:
    book = ExampleBook(tmp_path)
    book.warnings, book.undoable = ("Chapter 4 is missing.",), "Left out old.md"
    html = chapters_html(book, book.preview().chapters, (), None)  # type: ignore[arg-type]
    for said in ("Chapter 4 is missing.", "Last decision: left out old.md", "Last edits", "Earlier books"):
        assert said in html
