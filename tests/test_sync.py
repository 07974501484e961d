"""Bringing a book up to date: only what changed is done again, and whatever fails leaves the last edition."""

import random
import shutil
import threading

import pytest

from companion.book import Companion
from companion.engine import Engine
from companion.errors import Cancelled, EmptyManuscript, IndexUnavailable, ManuscriptNotFound, UnknownModel
from companion.settings import Settings
from tests.support.books import CHAPTERS, write_book
from tests.support.embedder import HashEmbedder


@pytest.fixture
def engine():
    return Engine(Settings.load(), embedder=HashEmbedder())


@pytest.fixture
def folder(tmp_path):
    return write_book(tmp_path / "hull")


@pytest.fixture
def book(folder, engine):
    with Companion.open(folder, engine=engine) as opened:
        opened.sync()
        yield opened


def first(book, query):
    return book._index.search(query, book._ledger.scope(), book.chapters, 1)[0].text


def test_the_first_sync_reads_everything(folder, engine):
    stages = []
    with Companion.open(folder, engine=engine) as book:
        assert book.chapters == []
        report = book.sync(lambda stage, done, total, item: stages.append(stage))
    assert (report.chapters, len(report.added), report.unchanged) == (3, 3, False)
    assert report.embedded > 0
    assert {"reading", "understanding", "embedding", "saving"} <= set(stages)


def test_nothing_changed_is_an_unchanged_edition(book):
    before = book.edition
    report = book.sync()
    assert report.unchanged
    assert book.edition == before


def test_one_edited_chapter_embeds_only_its_new_passages(book, folder):
    path = folder / "02 - The Lock-In.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n***\n\nA harmonica lay in the sink.\n", encoding="utf-8")
    report = book.sync()
    assert report.changed == ("Chapter Two: The Lock-In",)
    assert report.embedded == 1
    assert "harmonica" in first(book, "harmonica")


def test_a_prologue_inserted_moves_chapters_and_embeds_only_itself(book, folder):
    (folder / "00 - Prologue.md").write_text("# Prologue\n\nThe tin was empty once.\n", encoding="utf-8")
    report = book.sync()
    assert report.added == ("Prologue",)
    assert len(report.moved) == 3
    assert report.embedded == 1
    assert [c.position for c in book.chapters] == [1, 2, 3, 4]


def test_a_file_renamed_embeds_nothing(book, folder):
    (folder / "03 - Hull.md").rename(folder / "03 - Hull, closed.md")
    report = book.sync()
    assert report.embedded == 0
    assert len(book.chapters) == 3


def test_a_deleted_chapter_is_gone_from_every_search(book, folder):
    (folder / "03 - Hull.md").unlink()
    report = book.sync()
    assert report.removed == ("Chapter Three: Hull",)
    hits = book._index.search("estuary", book._ledger.scope(), book.chapters, 20)
    assert all("estuary" not in h.text for h in hits)


def test_a_deleted_vector_store_comes_back_without_embedding_again(book):
    book._store.close()
    shutil.rmtree(book.engine.folder(book.path) / "chroma")
    book._store.catch_up(-1)
    book.sync()
    assert "estuary" in first(book, "the estuary")
    assert book._store.ids() == {p.vector_id for p in book._ledger.passages()}


def test_a_damaged_vector_store_is_mended_by_the_next_sync(book):
    book._store.close()
    chroma = book.engine.folder(book.path) / "chroma"
    (chroma / "chroma.sqlite3").write_bytes(b"no database" * 500)
    book._store.catch_up(-1)
    with pytest.raises(IndexUnavailable):
        first(book, "the estuary")
    book.sync()
    assert "estuary" in first(book, "the estuary")


def test_a_deleted_cache_comes_back(book, folder, engine):
    book.close()
    shutil.rmtree(engine.settings.cache)
    with Companion.open(folder, engine=engine) as again:
        assert len(again.sync().added) == 3


def test_vectors_of_nobody_are_collected(book, folder):
    from companion.records import Passage

    stray = Passage("nobody", 0, 5, "stray")
    book._store.add([stray], book.engine.embedder.embed(["stray"]).vectors)
    (folder / "00 - Prologue.md").write_text("# Prologue\n\nOnce.\n", encoding="utf-8")
    book.sync()
    assert stray.vector_id not in book._store.ids()


def test_another_embedding_remakes_the_index(book, folder):
    other = HashEmbedder()
    other.name = "other-words"
    with Companion.open(folder, engine=Engine(Settings.load(), embedder=other)) as again:
        assert again.sync().embedded > 0
        assert "estuary" in first(again, "estuary")


@pytest.mark.parametrize("stage", ["understanding", "embedding", "saving"])
def test_cancelling_leaves_the_last_edition(book, folder, stage):
    before, cancel = book.edition, threading.Event()
    (folder / "00 - Prologue.md").write_text("# Prologue\n\nNever read.\n", encoding="utf-8")

    def progress(now, *_):
        if now == stage:
            cancel.set()

    with pytest.raises(Cancelled):
        book.sync(progress, cancel)
    assert book.edition == before
    assert len(book.chapters) == 3
    assert book.sync().added == ("Prologue",)


def test_a_book_that_is_synced_all_day_opens_the_ledger_once(book, folder):
    before = len(book._ledger._connections)
    path = folder / "02 - The Lock-In.md"
    for n in range(5):
        path.write_text(path.read_text(encoding="utf-8") + f"\nA harmonica lay in sink {n}.\n", encoding="utf-8")
        assert book.sync().embedded
    assert len(book._ledger._connections) == before


@pytest.mark.parametrize("fails", ["observing", "embedding"])
def test_what_fails_beside_the_other_is_told_and_leaves_the_last_edition(book, folder, monkeypatch, fails):
    before, path = book.edition, folder / "02 - The Lock-In.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nA harmonica lay in the sink.\n", encoding="utf-8")

    def broken(*_):
        raise IndexUnavailable("broken on purpose")

    if fails == "observing":
        monkeypatch.setattr("companion.sync.observe", broken)
    else:
        monkeypatch.setattr(book._index, "embed", broken)
    with pytest.raises(IndexUnavailable, match="broken on purpose"):
        book.sync()
    assert book.edition == before
    monkeypatch.undo()
    assert book.sync().changed == ("Chapter Two: The Lock-In",)


def test_a_converted_document_is_converted_again_only_when_it_has_changed(tmp_path, engine, monkeypatch):
    import pypandoc

    import companion.texts as module

    converted = []
    real = module.read_source
    monkeypatch.setattr(module, "read_source", lambda path: converted.append(path.name) or real(path))

    def write(name, text):
        pypandoc.convert_text(text, "docx", format="markdown", outputfile=str(tmp_path / name))

    for n, line in enumerate(("The tin was empty.", "Hull was closed.", "The dog slept."), 1):
        write(f"{n}.docx", f"# Chapter {n}\n\n{line}")
    with Companion.open(tmp_path, engine=engine) as book:
        book.sync()
        assert converted == ["1.docx", "2.docx", "3.docx"]
        write("2.docx", "# Chapter 2\n\nHull was open.")
        (tmp_path / "3.docx").rename(tmp_path / "4.docx")
        assert book.sync().changed == ("Chapter 2",)
        assert converted[3:] == ["2.docx"]
        assert [c.text for c in book.chapters] == ["The tin was empty.", "Hull was open.", "The dog slept."]
        assert len(book._ledger.texts()) == 3


def test_a_chapter_split_in_two_embeds_little_more_than_what_changed(tmp_path, engine):
    chance = random.Random(4)
    words = "harbour master wrote names into his long grey book while nobody on the quay looked up at all".split()
    paragraphs = [" ".join(chance.choices(words, k=chance.randint(4, 60))).capitalize() + "." for _ in range(120)]
    first, second = "\n\n".join(paragraphs[:61]), "\n\n".join(paragraphs[61:])
    folder = write_book(tmp_path, {"1.md": f"# One\n\n{first}\n\n{second}\n", "2.md": "# Two\n\nThe end.\n"})
    with Companion.open(folder, engine=engine) as book:
        whole = book.sync().embedded
        (folder / "1.md").write_text(f"# One\n\n{first}\n", "utf-8")
        (folder / "1b.md").write_text(f"# One and a half\n\n{second}\n", "utf-8")
        report = book.sync()
        assert sorted(e.kind for e in report.edits) == ["edited", "moved", "split"]
        assert report.embedded <= whole // 5, (report.embedded, whole)


def test_duplicated_chapters_are_two_chapters(book, folder):
    (folder / "04 - Hull again.md").write_text(CHAPTERS["03 - Hull.md"], encoding="utf-8")
    book.sync()
    assert len({c.revision for c in book.chapters}) == 4


def test_the_manuscript_is_never_written(folder, engine):
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()}
    with Companion.open(folder, engine=engine) as book:
        book.sync()
        book._index.search("van", book._ledger.scope(), book.chapters, 3)
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (lambda root: root / "missing", ManuscriptNotFound),
        (lambda root: root, EmptyManuscript),
        (lambda root: write_book(root / "b", {"x.md": ""}), EmptyManuscript),
    ],
)
def test_nothing_to_read_is_one_clear_error(tmp_path, engine, make, error):
    with pytest.raises(error) as caught, Companion.open(make(tmp_path), engine=engine) as book:
        book.sync()
    assert "\n" not in str(caught.value)


def test_an_unknown_model_is_refused_on_opening(folder, engine):
    with pytest.raises(UnknownModel):
        Companion.open(folder, model="no-such-provider:x", engine=engine)


def test_a_vector_store_that_cannot_be_opened_is_one_clear_error(folder):
    engine = Engine(Settings.load(chroma_url="http://127.0.0.1:9"), embedder=HashEmbedder())
    with Companion.open(folder, engine=engine) as book:
        with pytest.raises(IndexUnavailable, match=r"vector store|Chroma server"):
            book.sync()
        assert book.edition == 0


def test_another_process_that_synced_is_noticed(book, folder, engine):
    (folder / "04 - Spurn.md").write_text("# Chapter Four: Spurn\n\nA lighthouse blinked.\n", encoding="utf-8")
    with Companion.open(folder, engine=engine) as other:
        other.sync()
    assert len(book.chapters) == 4
    assert "lighthouse" in first(book, "lighthouse")
