"""The writer sets the order and leaves files out; what makes no sense is refused before anything is written."""

from __future__ import annotations

import pytest

from companion.book import Companion
from companion.engine import Engine
from companion.errors import DecisionsError, NotInBook
from companion.settings import Settings
from tests.support.books import CHAPTERS, write_book
from tests.support.embedder import HashEmbedder

VAN, LOCK_IN, HULL = CHAPTERS


def opened(path):
    return Companion.open(path, engine=Engine(Settings.load(), embedder=HashEmbedder()))


@pytest.fixture
def folder(tmp_path):
    made = write_book(tmp_path / "hull")
    write_book(made / "notes", {"people.md": "Dex is tall.\n", "places.md": "Hull is wet.\n"})
    write_book(made, {"09 old.md": "# Nine\n\nThrown away.\n"})
    return made


@pytest.fixture
def book(folder):
    with opened(folder) as made:
        yield made


def test_an_order_is_written_and_read(book, folder):
    book.ignore("notes", "09 old.md")
    book.set_order([HULL, VAN, LOCK_IN])
    assert book.files == [HULL, VAN, LOCK_IN]
    book.sync()
    assert [c.label for c in book.chapters] == ["Chapter Three", "Chapter One", "Chapter Two"]
    assert [c.number for c in book.chapters] == [3, 1, 2]  # the printed number is another thing
    book.set_order([])
    assert "order" not in (folder / "companion.toml").read_text("utf-8")
    assert book.changed()
    book.sync()
    assert [c.position for c in book.chapters if c.label == "Chapter Three"] == [3]


@pytest.mark.parametrize(
    ("file", "where", "order"),
    [
        (HULL, {"before": VAN}, [HULL, VAN, LOCK_IN]),
        (VAN, {"after": LOCK_IN}, [LOCK_IN, VAN, HULL]),
        (VAN, {}, [LOCK_IN, HULL, VAN]),
        (VAN, {"before": LOCK_IN}, [VAN, LOCK_IN, HULL]),
    ],
)
def test_one_file_is_moved(book, file, where, order):
    book.ignore("notes/*", "*old*")
    book.move(file, **where)
    assert book.files == order


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (lambda b: b.set_order(["nobody.md"]), "no file nobody.md"),
        (lambda b: b.set_order([VAN, VAN]), "twice"),
        (lambda b: b.move(VAN, before=VAN), "beside itself"),
        (lambda b: b.move(VAN, before=HULL, after=HULL), "only one"),
        (lambda b: b.move("", before=HULL), "no file"),
        (lambda b: b.ignore("nobody.md"), "nobody.md"),
        (lambda b: b.ignore(""), "called"),
        (lambda b: b.ignore("*"), "nothing would be left"),
        (lambda b: b.unignore("notes/"), "not on the list"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(book, folder, act, says):
    with pytest.raises(NotInBook, match=says):
        act(book)
    assert not (folder / "companion.toml").exists()


def test_a_name_that_two_files_have_needs_its_folder(folder):
    for part in ("one", "two"):
        write_book(folder / part, {"1.md": f"# Part {part}\n\nThe van.\n"})
    with opened(folder) as book:
        with pytest.raises(NotInBook, match=r"name the folder too: one/1\.md, two/1\.md"):
            book.move("1.md")
        book.move("two/1.md", before="one/1.md")
        assert book.files.index("two/1.md") < book.files.index("one/1.md")


def test_files_left_out_are_listed_and_come_back(book):
    book.ignore("notes", "09 old.md")
    assert book.decisions.ignore == ("notes/", "09 old.md")
    assert book.ignored == ["09 old.md", "notes/people.md", "notes/places.md"] or set(book.ignored) == {
        "09 old.md",
        "notes/people.md",
        "notes/places.md",
    }
    with pytest.raises(NotInBook, match="left out by notes/"):
        book.unignore("notes/people.md")
    book.unignore("notes/")
    assert book.decisions.ignore == ("09 old.md",)
    book.unignore("09 old.md")
    assert book.ignored == []


@pytest.mark.parametrize("act", [lambda b: b.set_order(["hull.md"]), lambda b: b.ignore("hull.md")])
def test_a_single_file_has_no_order_of_files(tmp_path, act):
    (tmp_path / "hull.md").write_text("# One\n\nThe sea.\n", "utf-8")
    with opened(tmp_path / "hull.md") as book, pytest.raises(NotInBook, match=r"hull\.md"):
        act(book)
    assert [p.name for p in tmp_path.iterdir()] == ["hull.md"]


def test_the_order_of_a_project_is_its_programs(tmp_path):
    project = tmp_path / "shelf" / "novel"
    (project / "content").mkdir(parents=True)
    (project / "content" / "1.nwd").write_text("## Chapter One\n\nThe sea.\n", "utf-8")
    (project / "nwProject.nwx").write_text(
        '<?xml version="1.0"?><novelWriterXML><content>'
        '<item handle="0" parent="None" root="0" order="0" type="ROOT" class="NOVEL"><name>Novel</name></item>'
        '<item handle="1" parent="0" root="0" order="0" type="FILE" class="NOVEL" layout="DOCUMENT">'
        '<name active="yes">One</name></item></content></novelWriterXML>',
        "utf-8",
    )
    for path in (project, project.parent):
        with opened(path) as book:
            with pytest.raises(NotInBook, match="novelWriter"):
                book.set_order(["1.nwd"])
            with pytest.raises(NotInBook, match="as a whole"):
                book.ignore("1.nwd")


def test_a_new_file_that_the_order_does_not_name_stands_at_the_end_and_is_named(book, folder):
    book.ignore("notes", "09 old.md")
    book.set_order([LOCK_IN, VAN, HULL])
    (folder / "00 - Prologue.md").write_text("# Prologue\n\nBefore.\n", "utf-8")
    report = book.sync()
    assert book.chapters[-1].label == "Prologue"
    assert any("00 - Prologue.md" in w and "reading order" in w for w in report.warnings)


def test_files_without_numbers_are_listed_as_their_headings_order_them(tmp_path):
    write_book(tmp_path, {"apple.md": "# Chapter 2\n\nThe core.\n", "bread.md": "# Chapter 1\n\nThe crust.\n"})
    with opened(tmp_path) as book:
        book.sync()
        assert book.files == ["bread.md", "apple.md"]


# Taking back


def test_each_decision_is_taken_back_in_turn(book, folder):
    toml = folder / "companion.toml"
    with pytest.raises(DecisionsError, match="no decision"):
        book.undo()
    book.settle("Dex", "eyes", "grey")
    one = toml.read_text("utf-8")
    book.merge("Mara", "Birdie")
    assert book.undoable == "Mara and Birdie are one person"
    assert book.undo() == "Mara and Birdie are one person"
    assert toml.read_text("utf-8") == one
    assert "grey is right" in book.undo()
    assert not toml.exists()  # as it was before the first decision
    assert book.undoable == ""


def test_another_program_of_ours_can_take_it_back(folder):
    with opened(folder) as book:
        book.ignore("notes")
    with opened(folder) as book:
        assert book.undo() == "left out notes/"
        assert book.decisions.ignore == ()


def test_what_the_writer_edited_since_is_not_taken_back(book, folder):
    book.ignore("notes")
    toml = folder / "companion.toml"
    toml.write_text(toml.read_text("utf-8") + '# mine\ntitle = "Hull"\n', "utf-8")
    assert book.undoable == ""
    with pytest.raises(DecisionsError, match="edited since"):
        book.undo()
    assert "# mine" in toml.read_text("utf-8")


def test_an_order_taken_back_is_seen_by_the_next_sync(book):
    book.ignore("notes", "09 old.md")
    book.sync()
    book.move(HULL, before=VAN)
    book.sync()
    assert book.chapters[0].label == "Chapter Three"
    book.undo()
    book.sync()
    assert book.chapters[0].label == "Chapter One"


def test_merges_and_remembered_places_have_their_own_way_back(book):
    book.merge("Mara", "Birdie")
    book.unmerge("Birdie")
    assert book.decisions.merge == ()
    book.sync()
    book.remember("Who drives?", 3, "Ruth drove")
    with pytest.raises(NotInBook, match="those are: “Who drives"):
        book.forget("Who sleeps?")
    book.forget("who drives")
    assert book.decisions.remembered == ()


def test_a_damaged_journal_costs_only_the_way_back(book):
    book.ignore("notes")
    book._file._journal.path.write_text("{", "utf-8")
    assert book.undoable == ""
    book.unignore("notes/")
    assert book.undo() == "read again notes/"


def test_line_ends_and_marks_of_the_writers_editor_survive(book, folder):
    toml = folder / "companion.toml"
    toml.write_bytes(b'# mine\r\ntitle = "Hull"\r\n')
    book.settle("Dex", "eyes", "grey")
    assert toml.read_bytes().startswith(b'# mine\r\ntitle = "Hull"\r\n')
    book.undo()
    assert toml.read_bytes() == b'# mine\r\ntitle = "Hull"\r\n'
    toml.write_bytes(b'\xef\xbb\xbftitle = "Hull"\n')
    assert book.decisions.title == "Hull"
