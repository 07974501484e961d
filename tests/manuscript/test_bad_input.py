"""Damaged, locked and hostile files: a clear word that names the file, the rest of the book loads, nothing hangs."""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

import io
import os
import re
import socket
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from companion.errors import CompanionError, ManuscriptError, ManuscriptNotFound, UnreadableFile
from companion.manuscript import files, sources
from companion.manuscript.reader import read_manuscript

from .builders import BUILDERS, Told, compound, word_file
from .prose import PARAGRAPHS, prose

BOOK = [Told("Chapter One", (*PARAGRAPHS, None, *PARAGRAPHS)), Told("Chapter Two", PARAGRAPHS)]
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    + "".join(f'<!ENTITY {c} "{f"&{b};" * 10}">' for b, c in zip("bcdefghi", "cdefghij", strict=True))
    + "]>"
)
SECRET = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The same small book in every format that is one file."""
    folder = tmp_path_factory.mktemp("good")
    made = {}
    for name in ("doc", "docx", "odt", "rtf", "epub", "html", "fb2", "msk", "fdx"):
        made[name] = BUILDERS[name](BOOK, folder).read_bytes()
    return made


def refused(folder: Path, name: str, data: bytes, said: str = "") -> None:
    """The file by itself is refused with an error that names it; among others it becomes a warning."""
    book = folder / "book"
    book.mkdir(exist_ok=True)
    (book / "1.md").write_text(prose(3))
    (book / name).write_bytes(data)
    before = sorted(p.relative_to(folder) for p in folder.rglob("*"))
    read = read_manuscript(book)
    assert [c.path.name for c in read.chapters] == ["1.md"]
    (warning,) = read.warnings
    assert name in warning
    assert said in warning
    with pytest.raises(UnreadableFile, match=re.escape(name)) as caught:
        read_manuscript(book / name)
    assert "\n" not in str(caught.value)
    assert sorted(p.relative_to(folder) for p in folder.rglob("*")) == before


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], more: dict[str, bytes] | None = None) -> bytes:
    """A zip with its members changed (None drops one) and others added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            changed = change(entry.filename, source.read(entry))
            if changed is not None:
                target.writestr(entry.filename, changed)
        for name, added in (more or {}).items():
            target.writestr(name, added)
    return out.getvalue()


def with_doctype(doctype: str) -> Callable[[str, bytes], bytes]:
    def change(name: str, data: bytes) -> bytes:
        if not name.endswith((".xml", ".xhtml")):
            return data
        text = re.sub(r"<!DOCTYPE[^>]*>", "", data.decode())
        return re.sub(r"(<\?xml[^>]*\?>)?", lambda m: (m[1] or "") + doctype, text, count=1).encode()

    return change


@pytest.mark.parametrize("suffix", ["docx", "epub", "odt", "msk", "doc"])
@pytest.mark.parametrize("share", [0.01, 0.3, 0.9])
def test_truncated(suffix: str, share: float, good: dict[str, bytes], tmp_path: Path) -> None:
    refused(tmp_path, f"cut.{suffix}", good[suffix][: int(len(good[suffix]) * share)])


@pytest.mark.parametrize("suffix", ["docx", "epub", "odt", "msk", "doc", "rtf", "fdx", "fb2"])
def test_empty_or_noise(suffix: str, tmp_path: Path) -> None:
    refused(tmp_path, f"empty.{suffix}", b"" if suffix != "doc" else b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    refused(tmp_path / "book", f"noise.{suffix}", b"\x00\x01\x02\xfe" * 500)


def test_locked_word_documents(tmp_path: Path, good: dict[str, bytes]) -> None:
    encrypted = compound({"EncryptionInfo": b"x" * 200, "EncryptedPackage": b"y" * 5000})
    refused(tmp_path, "locked.docx", encrypted, "password")
    refused(tmp_path / "book", "locked.doc", encrypted, "password")
    refused(tmp_path / "book" / "book", "old.doc", word_file([("Locked", 0)], flags=0x0300), "password")


def test_locked_zip_members(tmp_path: Path, good: dict[str, bytes]) -> None:
    data = bytearray(good["epub"])
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for match in re.finditer(re.escape(signature), bytes(data)):
            data[match.start() + at] |= 1
    refused(tmp_path, "locked.epub", bytes(data), "password")


def test_a_book_locked_by_a_shop(tmp_path: Path, good: dict[str, bytes]) -> None:
    sign = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><enc:EncryptedData><enc:CipherData>'
        '<enc:CipherReference URI="OEBPS/{}"/></enc:CipherData></enc:EncryptedData></encryption>'
    )
    for name, locked in (("ch1.xhtml", True), ("font.otf", False)):
        data = repacked(good["epub"], lambda _, d: d, {"META-INF/encryption.xml": sign.format(name).encode()})
        if locked:
            refused(tmp_path, "shop.epub", data, "locked")
        else:
            (tmp_path / "fonts.epub").write_bytes(data)
            assert len(read_manuscript(tmp_path / "fonts.epub").chapters) == 2


def test_a_locked_open_document(tmp_path: Path, good: dict[str, bytes]) -> None:
    def change(name: str, data: bytes) -> bytes:
        if name != "META-INF/manifest.xml":
            return data
        return data.replace(b"</manifest:manifest>", b"<manifest:encryption-data/></manifest:manifest>")

    refused(tmp_path, "locked.odt", repacked(good["odt"], change), "locked")


@pytest.mark.parametrize("suffix", ["docx", "epub", "odt"])
@pytest.mark.parametrize("doctype", [LAUGHS, SECRET], ids=["laughs", "secret"])
def test_entities_in_an_archive(suffix: str, doctype: str, good: dict[str, bytes], tmp_path: Path) -> None:
    refused(tmp_path, f"trick.{suffix}", repacked(good[suffix], with_doctype(doctype)), "entities")


@pytest.mark.parametrize("doctype", [LAUGHS, SECRET], ids=["laughs", "secret"])
def test_entities_in_xml(doctype: str, good: dict[str, bytes], tmp_path: Path) -> None:
    for suffix in ("fb2", "fdx"):
        data = with_doctype(doctype)("x.xml", good[suffix])
        refused(tmp_path, f"trick.{suffix}", data, "entities")
        tmp_path = tmp_path / "book"
    page = f"{SECRET}<html><body><p>&a;</p><p>{prose(1)}</p></body></html>"
    (tmp_path / "page.html").write_text(page)
    assert socket.gethostname() not in read_manuscript(tmp_path / "page.html").chapters[0].text


@pytest.mark.parametrize("suffix", ["docx", "epub", "odt", "msk"])
def test_names_that_climb_out_of_the_archive(suffix: str, good: dict[str, bytes], tmp_path: Path) -> None:
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    evil = {
        "../../evil.md": b"title: Evil\n\nOut!", "/tmp/evil.md": b"Out!", "outline/../../evil.md": b"Out!",
        "..\\evil.xml": b"<x/>", "C:\\evil.txt": b"Out!",
    }  # fmt: skip
    (deep / f"climbs.{suffix}").write_bytes(repacked(good[suffix], lambda _, d: d, evil))
    book = read_manuscript(deep / f"climbs.{suffix}")
    assert [c.label for c in book.chapters] == ["Chapter One", "Chapter Two"]
    assert not any("Out!" in c.text for c in book.chapters)
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == [f"climbs.{suffix}"]


@pytest.mark.parametrize("suffix", ["docx", "epub", "odt", "msk"])
def test_a_member_without_a_name(suffix: str, good: dict[str, bytes], tmp_path: Path) -> None:
    """As damaged archives have them: its name is cut to nothing, where it is and in the list of members."""
    file = tmp_path / f"nameless.{suffix}"
    data = repacked(good[suffix], lambda _, d: d, {"mimicry.xml": b"<x/>"})
    file.write_bytes(data.replace(b"mimicry.xml", b"\0imicry.xml"))
    with zipfile.ZipFile(file) as archive:
        assert "" in archive.namelist()
    try:
        assert [c.label for c in read_manuscript(file).chapters] == ["Chapter One", "Chapter Two"]
    except UnreadableFile as error:
        assert file.name in str(error)
        assert "\n" not in str(error)


def bomb(member: str, size: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(member, "w") as part:
        for _ in range(size):
            part.write(b" " * 2**20)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "member"), [("b.docx", "word/document.xml"), ("b.epub", "OEBPS/ch.xhtml"), ("b.msk", "outline/0-A.md")]
)
def test_bombs(name: str, member: str, tmp_path: Path) -> None:
    refused(tmp_path, name, bomb(member, 100), "unpacks")


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    data = bytearray(bomb("word/document.xml", 97))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + at, 1000)
    refused(tmp_path, "liar.docx", bytes(data))


def test_too_many_members(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for n in range(20_001):
            archive.writestr(f"{n}", b"")
    refused(tmp_path, "many.epub", out.getvalue(), "unpacks")


def test_xml_nested_very_deeply(tmp_path: Path) -> None:
    for name, data in {
        "deep.html": "<div>" * 60_000 + "x" + "</div>" * 60_000,
        "deep.fdx": "<FinalDraft>" + "<Content>" * 60_000,
        "deep.fb2": "<FictionBook><body>" + "<section>" * 60_000,
        "deep.rtf": "{\\rtf1 " + "{" * 100_000 + "x",
    }.items():
        (tmp_path / name).write_text(data)
        try:
            read_manuscript(tmp_path / name)
        except CompanionError as exc:
            assert name in str(exc)


def test_too_much_text(tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "1.md").write_text(prose(3))
    with (book / "huge.txt").open("wb") as file:
        file.truncate(500 * 2**20)  # no bytes on the disk
    (warning,) = read_manuscript(book).warnings
    assert "huge.txt has 500 MB" in warning
    with pytest.raises(UnreadableFile, match=r"huge\.txt has 500 MB"):
        read_manuscript(book / "huge.txt")


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "grows.txt"
    file.write_text("x" * 5000)
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result((0o100644, 1, 1, 1, 0, 0, 10, 0, 0, 0)))
    with pytest.raises(UnreadableFile, match=r"grows\.txt"):
        files.read_bytes(file, 100)


def test_a_folder_of_thousands_of_files(tmp_path: Path) -> None:
    for n in range(1, 5001):
        (tmp_path / f"{n:04}.txt").write_text(f"Mara came in for the {n}th time, and nobody looked up.\n")
    book = read_manuscript(tmp_path)
    assert len(book.chapters) == 5000
    assert [c.number for c in book.chapters] == list(range(1, 5001))


def test_a_folder_that_is_no_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_FILES", 5)
    for n in range(6):
        (tmp_path / f"{n}.txt").write_text("x")
    with pytest.raises(ManuscriptError, match="more than 5 documents"):
        read_manuscript(tmp_path)


NAMES = [
    "第三章 雨.md", "Глава 4 — Дождь.txt", "الفصل الخامس.md", "पाठ ६.md", "7 Été\u0301.md", "👻 eight.md", "9\u202etxt.md",
    "-10.md", "'; rm -rf ~ ;'.md", "<b>.html", "$(touch x).docx", "%s%n.rtf", "a\nb.md", "con.txt", "~.txt", "x" * 240 + ".md",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_names_in_any_script(name: str, tmp_path: Path, good: dict[str, bytes]) -> None:
    suffix = name.rpartition(".")[2]
    (tmp_path / name).write_bytes(good.get(suffix, f"# Chapter One\n\n{prose(3)}".encode()))
    for path in (tmp_path, tmp_path / name):
        book = read_manuscript(path)
        assert book.chapters[0].label == "Chapter One"
        assert not book.warnings
    assert [p.name for p in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(os.name != "posix", reason="names are bytes only here")
def test_a_name_that_is_not_text(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text(prose(3))
    odd = os.fsencode(tmp_path) + b"/caf\xe9.md"
    Path(os.fsdecode(odd)).write_text(prose(3))
    book = read_manuscript(tmp_path)
    assert [c.path.name for c in book.chapters] == ["1.md"]
    assert "caf?.md" in book.warnings[0]
    with pytest.raises(UnreadableFile, match=r"caf\?\.md.*rename"):
        read_manuscript(Path(os.fsdecode(odd)))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_devices_and_sockets(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text(prose(3))
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "folder.md").mkdir()
    book = read_manuscript(tmp_path)
    assert [c.path.name for c in book.chapters] == ["1.md"]
    assert sorted(w.split()[0] for w in book.warnings) == ["pipe.txt", "zero.txt"]
    for name in ("pipe.txt", "zero.txt"):
        with pytest.raises(UnreadableFile, match=name.replace(".", r"\.")):
            read_manuscript(tmp_path / name)


def test_links_in_circles(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text(prose(3))
    (tmp_path / "a").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "b.md").symlink_to(tmp_path / "b.md")
    book = read_manuscript(tmp_path)
    assert [c.path.name for c in book.chapters] == ["1.md"]
    assert "b.md" in book.warnings[0]
    with pytest.raises(ManuscriptNotFound, match=r"b\.md"):
        read_manuscript(tmp_path / "b.md")


def test_a_file_that_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in (1, 2, 3):
        (tmp_path / f"{n}.md").write_text(prose(3, n))

    def vanish(stage: str, done: int, total: int, item: str) -> None:
        if item == "2.md":
            (tmp_path / "2.md").unlink()

    book = read_manuscript(tmp_path, progress=vanish)
    assert [c.path.name for c in book.chapters] == ["1.md", "3.md"]
    assert any("2.md vanished" in w for w in book.warnings)


def test_a_project_whose_document_vanishes(tmp_path: Path) -> None:
    project = BUILDERS["scriv"](BOOK, tmp_path)

    def vanish(stage: str, done: int, total: int, item: str) -> None:
        if done == 1:
            (project / "Files" / "Data" / "0000-0001" / "content.rtf").unlink()

    book = read_manuscript(project, progress=vanish)
    assert [c.label for c in book.chapters] == ["Chapter One", "Chapter Two"]
    assert any("Chapter One: Scene 1" in w for w in book.warnings)


@pytest.mark.parametrize("name", ["2.md", "2.docx"])
def test_no_permission(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good: dict[str, bytes]) -> None:
    (tmp_path / "1.md").write_text(prose(3))
    (tmp_path / name).write_bytes(good["docx"])
    opened = os.open

    def refuse(path, flags, *more, **named):  # root may read everything, so the system's answer is played
        if str(path).endswith(name):
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *more, **named)

    monkeypatch.setattr(os, "open", refuse)
    book = read_manuscript(tmp_path)
    assert [c.path.name for c in book.chapters] == ["1.md"]
    assert f"{name} may not be read" in book.warnings[0]
    with pytest.raises(UnreadableFile, match="permission"):
        read_manuscript(tmp_path / name)


def test_a_folder_that_may_not_be_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "1.md").write_text(prose(3))
    (tmp_path / "closed").mkdir()
    scan = os.scandir

    def refuse(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert "closed" in read_manuscript(tmp_path).warnings[0]


def test_a_project_in_a_folder(tmp_path: Path) -> None:
    BUILDERS["scriv"](BOOK, tmp_path)
    (tmp_path / "cover.png").write_bytes(b"x")
    book = read_manuscript(tmp_path)
    assert [c.label for c in book.chapters] == ["Chapter One", "Chapter Two"]
    assert (book.title, book.path) == ("Half the Door", tmp_path)
    (tmp_path / "1.md").write_text(f"# Chapter Nine\n\n{prose(3)}")
    book = read_manuscript(tmp_path)
    assert [c.label for c in book.chapters] == ["Chapter Nine"]
    assert "draft-7.scriv is a project by itself" in book.warnings[0]


def test_a_manuskript_file_without_its_folder(tmp_path: Path) -> None:
    BUILDERS["Manuskript"](BOOK, tmp_path)
    (tmp_path / "draft-7").rename(tmp_path / "elsewhere")
    with pytest.raises(UnreadableFile, match=r"draft-7\.msk"):
        read_manuscript(tmp_path / "draft-7.msk")


def test_a_word_document_that_is_something_else(tmp_path: Path, good: dict[str, bytes]) -> None:
    for suffix in ("rtf", "docx", "html"):
        (tmp_path / f"{suffix}.doc").write_bytes(good[suffix])
        book = read_manuscript(tmp_path / f"{suffix}.doc")
        assert [c.label for c in book.chapters][-2:] == ["Chapter One", "Chapter Two"]
    refused(tmp_path, "ancient.doc", word_file([("Old", 0)], version=0x65), "before 1997")


def test_text_deleted_in_word_is_not_story(tmp_path: Path) -> None:
    (tmp_path / "x.doc").write_bytes(word_file([("Mara kept all the letters.", 0), ("Tom did not.", 0)], [(10, 14)]))
    (chapter,) = read_manuscript(tmp_path / "x.doc").chapters
    assert chapter.text == "Mara kept the letters.\n\nTom did not."


def test_nothing_readable_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    with pytest.raises(UnreadableFile, match=r"a\.txt is a link"):
        read_manuscript(tmp_path)
