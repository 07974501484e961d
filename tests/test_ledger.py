"""The ledger: nothing is visible before it is published, and the wall is a set of revisions."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest

from companion.errors import NotInBook, NotSynced
from companion.ledger import SCHEMA_VERSION, Ledger
from companion.manuscript.chapter import Manuscript
from companion.records import NewRevision, Passage
from tests.support.books import chapter


def revision(made):
    return NewRevision(made, (Passage(made.revision, 0, len(made.text), made.text),), {"names": [["Mara", 0]]})


def manuscript(*chapters):
    return Manuscript(Path("book"), "Book", tuple(chapters), ("chapter 3 is missing",))


@pytest.fixture
def ledger(tmp_path):
    made = Ledger(tmp_path / "ledger.sqlite")
    yield made
    made.close()


@pytest.fixture
def published(ledger):
    chapters = [
        chapter("Mara drives the van.", 1, part="PART ONE", number=7),
        chapter("The dog sleeps — naïvely.", 2),
        chapter("Nobody signs.", 3),
    ]
    ledger.publish(manuscript(*chapters), [revision(c) for c in chapters], fingerprint="f", embedding="e")
    return chapters


def test_before_the_first_edition_everything_says_so(ledger):
    assert ledger.edition == 0
    with pytest.raises(NotSynced, match="companion sync"):
        ledger.scope()


def test_an_edition_comes_back_as_it_went_in(ledger, published):
    names = [f.name for f in dataclasses.fields(published[0])]
    for back, chapter_ in zip(ledger.chapters(ledger.edition), published, strict=True):
        assert [getattr(back, n) for n in names] == [getattr(chapter_, n) for n in names]
    assert ledger.observations(ledger.scope()) == [{"names": [["Mara", 0]]}] * 3


@pytest.mark.parametrize(("until", "visible"), [(None, 3), (1, 1), (2, 2), (3, 3), (99, 3)])
def test_a_scope_holds_the_chapters_up_to_the_wall(ledger, published, until, visible):
    scope = ledger.scope(until)
    assert scope.revisions == tuple(c.revision for c in published[:visible])
    assert scope.whole is (visible == 3)


@pytest.mark.parametrize("until", [0, -1, True, 1.5, "2"])
def test_a_wall_that_is_no_chapter_is_refused(ledger, published, until):
    with pytest.raises(NotInBook, match="chapters 1 to 3"):
        ledger.scope(until)


def test_passage_text_is_sliced_by_character_not_by_byte(ledger, published):
    assert {p.text for p in ledger.passages()} == {c.text for c in published}


def test_a_revision_no_edition_names_disappears_with_its_words(ledger, published):
    first, _, third = published
    other = chapter("A cat instead.", 2)
    _, orphans = ledger.publish(manuscript(first, other, third), [revision(other)], fingerprint="g", embedding="e")
    assert orphans == [f"{published[1].revision}:0:{len(published[1].text)}"]
    words = {row[0] for row in ledger.connection.execute("SELECT DISTINCT term FROM words_at")}
    assert "cat" in words
    assert "dog" not in words
    ledger.connection.execute("INSERT INTO words (words) VALUES ('integrity-check')")


def test_reordering_touches_no_revision(ledger, published):
    moved = [chapter(c.text, n, revision=c.revision) for n, c in enumerate(reversed(published), 1)]
    _, orphans = ledger.publish(manuscript(*moved), [], fingerprint="g", embedding="e")
    assert orphans == []
    assert ledger.scope(1).revisions == (published[-1].revision,)


def test_a_failure_in_the_middle_leaves_the_last_edition(ledger, published):
    before = ledger.edition
    broken = NewRevision(chapter("New.", 1), (), {"names": [object()]})  # cannot be written as JSON
    with pytest.raises(TypeError):
        ledger.publish(manuscript(broken.chapter), [broken], fingerprint="g", embedding="e")
    assert ledger.edition == before
    assert len(ledger.scope().revisions) == 3


def test_vectors_are_kept_by_text_and_embedding(ledger, published):
    passages = ledger.passages()
    vectors = np.eye(3, 8, dtype=np.float32)
    ledger.keep_vectors("e", passages, vectors, [b"t"] * 3)
    back = ledger.vectors("e", passages)
    assert all(np.allclose(back[p.key], v) for p, v in zip(passages, vectors, strict=True))
    assert ledger.vectors("other", passages) == {}


def test_vectors_nobody_uses_are_forgotten(ledger, published):
    stray = Passage("gone", 0, 4, "gone")
    ledger.keep_vectors("e", [stray, *ledger.passages()], np.eye(4, 8, dtype=np.float32), [b""] * 4)
    assert ledger.forget_vectors("e") == 1


def test_a_ledger_of_another_schema_is_made_anew(tmp_path, published, ledger):
    ledger.connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    ledger.close()
    again = Ledger(ledger.path)
    assert again.edition == 0
    again.close()


def test_a_ledger_that_is_no_database_is_made_anew(tmp_path):
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"this is not a database at all" * 50)
    made = Ledger(path)
    assert made.edition == 0
    made.close()
