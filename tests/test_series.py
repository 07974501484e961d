"""Earlier books are canon before chapter 1: before every wall, cited by book and chapter, never a failure."""

from __future__ import annotations

import shutil

import pytest

from companion.book import Companion
from companion.decisions import Decisions
from companion.engine import Engine
from companion.export import to_data
from companion.series import find_series
from companion.settings import Settings
from tests.support.books import CHAPTERS, write_book
from tests.support.embedder import HashEmbedder
from tests.test_book import QUESTIONS, citations

FIRST = {
    "01.md": """# Chapter 1: Leeds

Dex had brown eyes and no driving licence. He sold the first van, a red one, to a man called Oakley.

"You will want it back," said Ruth Calder.
""",
    "02.md": """# Chapter 2: The Tin

Mara found the tin in the river. There was nothing in it but a key and a photograph of her sister, Ines.

"Ines is dead," Ruth said. "She died in Leeds in the spring."
""",
}


def opened(folder):
    return Companion.open(folder, engine=Engine(Settings.load(), embedder=HashEmbedder()))


@pytest.fixture
def shelf(tmp_path):
    write_book(tmp_path / "Low Water", FIRST)
    two = write_book(tmp_path / "hull")
    (two / "companion.toml").write_text('earlier = ["../Low Water"]\n', encoding="utf-8")
    return tmp_path


@pytest.fixture
def book(shelf):
    with opened(shelf / "hull") as made:
        made.sync()
        yield made


def test_chapters_of_this_book_keep_their_positions(book):
    assert [c.position for c in book.chapters] == [1, 2, 3]
    assert [(c.position, c.book, c.short) for c in book.earlier] == [
        (-1, "Low Water", "Low Water, ch. 1"),
        (0, "Low Water", "Low Water, ch. 2"),
    ]
    assert book.earlier[0].name == "Low Water, Chapter 1: Leeds"
    report = book.report()
    assert (report.chapters, report.words) == (3, sum(c.words for c in book.chapters))


@pytest.mark.parametrize("until", [None, 1, 2, 3])
def test_earlier_books_stand_before_every_wall(book, until):
    hits = book.search("the tin in the river", 50, until)
    assert any(h.chapter.book == "Low Water" for h in hits)
    assert all(until is None or h.chapter.position <= until for h in hits)
    assert "Ines" in {p.name for p in book.cast(until)}
    assert len(book.view(until).chapters) == 2 + (until or 3)


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q])
@pytest.mark.parametrize("until", [1, 2])
def test_the_wall_holds_in_a_series(book, shelf, question, until):
    """Up to chapter n, everything is as if the rest of this book had never been written."""
    for name in list(CHAPTERS)[until:]:
        (shelf / "hull" / name).rename(shelf / name)
    with opened(shelf / "hull") as cut:
        cut.sync()
        short = to_data(cut.ask(question))
    whole = to_data(book.ask(question, until))
    for answer in (short, whole):
        answer.pop("until"), answer.pop("how"), answer["evidence"].pop("how")
    assert {k: v for k, v in whole.items() if k != "text"} == {k: v for k, v in short.items() if k != "text"}
    for citation in citations(book.ask(question, until)):
        assert citation.chapter.position <= until
        assert citation.chapter.text[citation.start : citation.end] == citation.quote


def test_an_answer_cites_book_and_chapter(book):
    answer = book.ask("What is in the tin?")
    said = answer.text + str(to_data(answer))
    assert "Low Water, ch. 2" in said


def test_a_chapter_named_in_a_question_is_this_books_unless_the_other_is_named(book):
    assert {c.chapter.book for c in book.ask("What happens in chapter 2?").citations} == {""}
    there = book.ask("What happens in chapter 2 of Low Water?")
    assert {c.chapter.short for c in there.citations} == {"Low Water, ch. 2"}
    assert "Low Water, chapter 2" in there.text
    assert {c.chapter.short for c in book.ask("In Low Water, chapter 2, what happens?").citations} == {
        "Low Water, ch. 2"
    }
    assert {c.chapter.book for c in book.ask("What happens in the first chapter?").citations} == {""}


def test_books_contradict_each_other(book):
    finding = next(f for f in book.check() if f.kind == "eyes")
    assert {c.chapter.book for c in finding.evidence} == {"Low Water", ""}


def test_what_was_decided_in_the_earlier_book_holds_here(shelf):
    with opened(shelf / "Low Water") as first, opened(shelf / "hull") as book:
        book.sync()
        finding = next(f for f in book.check() if f.kind == "eyes")
        first.decide(finding, "intentional", "lenses")
        first.merge("Ines", "Biscuit")
        assert next(f for f in book.check() if f.id == finding.id).decision.reason == "lenses"
        assert "Biscuit" in next(p for p in book.cast() if p.name == "Ines").aliases


def test_an_edit_of_the_earlier_book_is_picked_up_and_only_that(book, shelf):
    path = shelf / "Low Water" / "01.md"
    path.write_text(path.read_text("utf-8").replace("brown eyes", "blue eyes"), "utf-8")
    assert book.changed()
    report = book.sync()
    assert report.changed == ("Low Water, Chapter 1: Leeds",)
    assert (report.embedded, report.chapters) == (1, 3)
    assert "blue" in book.ask("What colour are Dex's eyes?").text
    assert not book.changed()


def test_an_edit_here_does_not_read_the_earlier_book_again(book, shelf, monkeypatch):
    import companion.sync as module

    read = []
    real = module.read_manuscript
    monkeypatch.setattr(module, "read_manuscript", lambda path, *more: read.append(path.name) or real(path, *more))
    path = shelf / "hull" / "03 - Hull.md"
    path.write_text(path.read_text("utf-8") + "\nThe tide turned.\n", "utf-8")
    book.sync()
    assert read == ["hull"]
    assert len(book.earlier) == 2


def test_a_third_book_has_the_first_one_through_the_second(shelf):
    three = write_book(shelf / "three", {"1.md": "# Chapter 1\n\nThe bus was sold at last.\n"})
    (three / "companion.toml").write_text('earlier = ["../hull"]\n', "utf-8")
    with opened(three) as book:
        book.sync()
        assert [c.book for c in book.earlier] == ["Low Water"] * 2 + ["hull".title()] * 3
        assert [c.position for c in book.earlier] == [-4, -3, -2, -1, 0]


def test_a_chapter_that_stands_in_two_books_is_two_chapters(shelf):
    (shelf / "Low Water" / "03.md").write_text(CHAPTERS["01 - The Van.md"], "utf-8")
    with opened(shelf / "hull") as book:
        book.sync()
        everything = [*book.earlier, *book.chapters]
        assert len({c.revision for c in everything}) == len(everything) == 6
        assert len(book.search("Clause nine before you sleep", 50)) >= 2


def test_single_files_are_earlier_books_too(tmp_path):
    (tmp_path / "one.txt").write_text("CHAPTER ONE\n\nThe key was in the clock.\n", "utf-8")
    (tmp_path / "two.txt").write_text("CHAPTER ONE\n\nNobody wound the clock any more.\n", "utf-8")
    (tmp_path / "two.companion.toml").write_text('earlier = ["one.txt"]\n', "utf-8")
    with opened(tmp_path / "two.txt") as book:
        book.sync()
        assert [c.short for c in book.earlier] == ["One, ch. 1"]
        assert len(book.chapters) == 1


def test_an_earlier_book_inside_this_books_folder_is_read_once(shelf):
    shutil.move(shelf / "Low Water", shelf / "hull" / "Low Water")
    (shelf / "hull" / "companion.toml").write_text('earlier = ["Low Water"]\n', "utf-8")
    with opened(shelf / "hull") as book:
        book.sync()
        assert [c.position for c in book.chapters] == [1, 2, 3]
        assert [c.book for c in book.earlier] == ["Low Water"] * 2
        assert not any("Low Water" in name for name in book.files)


def test_a_book_inside_the_folder_of_the_earlier_one(shelf):
    shutil.move(shelf / "hull", shelf / "Low Water" / "hull")
    (shelf / "Low Water" / "hull" / "companion.toml").write_text('earlier = [".."]\n', "utf-8")
    with opened(shelf / "Low Water" / "hull") as book:
        book.sync()
        assert (len(book.earlier), len(book.chapters)) == (2, 3)


@pytest.mark.parametrize(
    ("earlier", "says"),
    [
        (["../nowhere"], "nowhere is not there"),
        (["."], "of itself"),
        (["../hull"], "of itself"),
        ([""], "is not there"),
        (["\0"], "is not there"),
        (["~nobody-of-that-name/x"], "is not there"),
        (["../Low Water", "../Low Water"], ""),
        (["../empty"], "empty cannot be read"),
        (["../noise.md"], "noise.md cannot be read"),
        (["../cycle"], "as an earlier book of itself"),
        (["../broken"], "broken"),
    ],
)
def test_an_earlier_book_that_is_no_use_is_a_warning(shelf, earlier, says):
    (shelf / "empty").mkdir()
    (shelf / "noise.md").write_bytes(bytes(range(256)) * 40)
    write_book(shelf / "cycle", {"1.md": "# One\n\nA ring of keys.\n"})
    (shelf / "cycle" / "companion.toml").write_text('earlier = ["../hull"]\n', "utf-8")
    write_book(shelf / "broken", {"1.md": "# One\n\nA broken key.\n"})
    (shelf / "broken" / "companion.toml").write_text("order = [", "utf-8")
    import tomlkit

    (shelf / "hull" / "companion.toml").write_text(tomlkit.dumps({"earlier": earlier}), "utf-8")
    with opened(shelf / "hull") as book:
        report = book.sync()
        assert len(book.chapters) == 3
        assert len(book.earlier) <= 2
        if says:
            assert any(says in w for w in report.warnings), report.warnings
        else:
            assert report.warnings == ()
        assert book.sync().unchanged
        assert not book.changed()


def test_an_earlier_book_taken_away_is_gone_and_comes_back(book, shelf):
    (shelf / "Low Water").rename(shelf / "elsewhere")
    assert book.changed()
    report = book.sync()
    assert (len(report.removed), book.earlier) == (2, [])
    assert "Ines" not in {p.name for p in book.cast()}
    (shelf / "elsewhere").rename(shelf / "Low Water")
    report = book.sync()
    assert (len(report.added), len(book.earlier)) == (2, 2)


def test_a_long_ring_of_books_ends(tmp_path):
    for n in range(30):
        folder = write_book(tmp_path / f"b{n}", {"1.md": f"# One\n\nBook {n} begins.\n"})
        (folder / "companion.toml").write_text(f'earlier = ["../b{(n + 1) % 30}"]\n', "utf-8")
    found = find_series(tmp_path / "b0", Decisions(earlier=("../b1",)))
    assert len(found.books) == 29
    assert len(found.warnings) == 1


def test_who_narrates_is_set_book_by_book_even_where_files_have_the_same_names(tmp_path):
    text = "# Chapter 1\n\nI woke late. I had slept in the van again, and my neck hurt. I said nothing to the driver.\n"
    for name in ("one", "two"):
        write_book(tmp_path / name, {"01.md": text.replace("van", f"van of {name}")})
        who, more = ("Ines", "") if name == "one" else ("Mara", 'earlier = ["../one"]\n')
        (tmp_path / name / "companion.toml").write_text(
            f'{more}[[narrator]]\nfile = "01.md"\nscene = 0\nname = "{who}"\n', "utf-8"
        )
    with opened(tmp_path / "two") as book:
        book.sync()
        canon = book.view().canon
        assert [canon.narrator(p, 0) for p in (0, 1)] == ["Ines", "Mara"]
