"""Texts of converted documents are kept by their bytes, and never under the wrong ones."""

from __future__ import annotations

import pypandoc
import pytest

import companion.texts as module
from companion.errors import UnreadableFile
from companion.ledger import Ledger
from companion.records import SourceFile
from companion.texts import Texts


@pytest.fixture
def ledger(tmp_path):
    made = Ledger(tmp_path / "ledger.sqlite")
    yield made
    made.close()


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "one.docx"
    pypandoc.convert_text("# One\n\nThe tin was empty.", "docx", format="markdown", outputfile=str(path))
    return path


def seen(path, digest="d1"):
    found = path.stat()
    return {path: SourceFile(path.name, found.st_size, found.st_mtime_ns, digest)}


def reads(monkeypatch):
    made = []
    real = module.read_source
    monkeypatch.setattr(module, "read_source", lambda path: made.append(path) or real(path))
    return made


def test_a_text_is_converted_once(ledger, document, monkeypatch):
    converted = reads(monkeypatch)
    first = Texts(ledger, seen(document))
    text = first(document)
    first.keep()
    again = Texts(ledger, seen(document))
    assert again(document) == text
    assert converted == [document]


def test_other_bytes_or_another_format_are_converted_again_and_the_old_text_is_forgotten(ledger, document, monkeypatch):
    converted = reads(monkeypatch)
    for digest in ("d1", "d2"):
        texts = Texts(ledger, seen(document, digest))
        texts(document)
        texts.keep()
    assert len(converted) == 2
    assert len(ledger.texts()) == 1


def test_a_file_saved_while_it_was_read_is_not_kept(ledger, document):
    files = seen(document)
    pypandoc.convert_text("# One\n\nThe tin was full.", "docx", format="markdown", outputfile=str(document))
    texts = Texts(ledger, files)
    assert "full" in texts(document).text
    texts.keep()
    assert ledger.texts() == {}


def test_what_cannot_be_read_is_an_error_each_time(ledger, tmp_path):
    path = tmp_path / "noise.docx"
    path.write_bytes(b"no archive")
    for _ in range(2):
        texts = Texts(ledger, seen(path))
        with pytest.raises(UnreadableFile, match=r"noise\.docx"):
            texts(path)
        texts.keep()


def test_plain_text_and_unknown_files_are_simply_read(ledger, tmp_path):
    path = tmp_path / "one.md"
    path.write_text("The tin.", "utf-8")
    texts = Texts(ledger, seen(path))
    assert texts(path).text.strip() == "The tin."
    assert Texts(ledger, {})(path).text.strip() == "The tin."
    texts.keep()
    assert [text.strip() for text, _ in ledger.texts().values()] == ["The tin."]  # in case it cannot be read one day
