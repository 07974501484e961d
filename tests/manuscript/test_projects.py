"""Projects of writing programs: Scrivener, novelWriter, Manuskript; and screenplays."""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

from pathlib import Path

import pytest

from companion.errors import EmptyManuscript, UnreadableFile
from companion.manuscript.reader import list_sources, read_manuscript

from .prose import prose


def rtf(text: str) -> str:
    return "{\\rtf1\\ansi " + text.replace("\n\n", "\\par ") + "}"


def item(uuid: str, title: str, *children: str, kind: str = "Text", included: bool = True) -> str:
    inside = f"<Children>{''.join(children)}</Children>" if children else ""
    compiled = f"<MetaData><IncludeInCompile>{'Yes' if included else 'No'}</IncludeInCompile></MetaData>"
    return f'<BinderItem UUID="{uuid}" Type="{kind}"><Title>{title}</Title>{compiled}{inside}</BinderItem>'


def scrivener(folder: Path, binder: str, **documents: str) -> Path:
    project = folder / "Tin.scriv"
    for uuid, text in documents.items():
        place = project / "Files" / "Data" / uuid
        place.mkdir(parents=True)
        (place / "content.rtf").write_text(rtf(text))
        (place / "notes.rtf").write_text(rtf("A note that is no story."))
    project.mkdir(exist_ok=True)
    (project / "Tin.scrivx").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><ScrivenerProject><Binder>{binder}</Binder></ScrivenerProject>'
    )
    return project


def test_scrivener_in_binder_order_and_only_what_is_compiled(tmp_path: Path) -> None:
    draft = item(
        "D", "Manuscript",
        item("P", "Part One", item("B", "Chapter Two", item("B1", "one"), item("B2", "two"), kind="Folder"),
             item("A", "Chapter One", item("A1", "one"), kind="Folder"), kind="Folder"),
        item("X", "Cut scene", included=False),
        item("C", "Epilogue"),
        kind="DraftFolder",
    )  # fmt: skip
    research = item("R", "Research", item("R1", "Hull"), kind="ResearchFolder")
    project = scrivener(
        tmp_path,
        draft + research,
        A1=prose(2),
        B1=prose(2, 1),
        B2=prose(2, 3),
        X="Cut.",
        C=prose(1),
        R1="Facts about Hull.",
    )
    book = read_manuscript(project)
    assert book.title == "Tin"
    assert [(c.label, c.part, len(c.scenes)) for c in book.chapters] == [
        ("Chapter Two", "Part One", 2),
        ("Chapter One", "Part One", 1),
        ("Epilogue", "Part One", 1),
    ]
    assert book.chapters[0].text == f"{prose(2, 1)}\n\n* * *\n\n{prose(2, 3)}"
    assert [p.name for p in list_sources(project)] == ["Tin.scrivx", *["content.rtf"] * 4]


def test_a_damaged_binder(tmp_path: Path) -> None:
    project = scrivener(tmp_path, "<BinderItem")
    with pytest.raises(UnreadableFile, match=r"Tin\.scrivx"):
        read_manuscript(project)
    (project / "Tin.scrivx").write_text('<!DOCTYPE x [<!ENTITY a "b">]><ScrivenerProject/>')
    with pytest.raises(UnreadableFile, match="entities"):
        read_manuscript(project)


def test_a_binder_whose_documents_are_gone(tmp_path: Path) -> None:
    project = scrivener(tmp_path, item("D", "Draft", item("A", "Chapter One"), kind="DraftFolder"))
    with pytest.raises(EmptyManuscript):
        read_manuscript(project)


def test_paths_that_climb_out_of_a_project(tmp_path: Path) -> None:
    (tmp_path / "content.rtf").write_text(rtf("Secret."))
    project = scrivener(
        tmp_path,
        item("D", "Draft", item("../../..", "Chapter One"), item("A", "Chapter Two"), kind="DraftFolder"),
        A=prose(2),
    )
    assert [c.label for c in read_manuscript(project).chapters if c.words] == ["Chapter Two"]


def test_novelwriter(tmp_path: Path) -> None:
    rows = [("a", "None", 0, "ROOT", "NOVEL", ""), ("c2", "a", 2, "FILE", "NOVEL", "DOCUMENT"), ("c1", "a", 1, "FILE", "NOVEL", "DOCUMENT"),
            ("n", "a", 3, "FILE", "NOVEL", "NOTE"), ("k", "None", 1, "ROOT", "CHARACTER", ""), ("k1", "k", 0, "FILE", "CHARACTER", "DOCUMENT")]  # fmt: skip
    items = "".join(
        f'<item handle="{h}" parent="{p}" order="{o}" type="{t}" class="{c}" layout="{y}"><name>x</name></item>'
        for h, p, o, t, c, y in rows
    )
    (tmp_path / "nwProject.nwx").write_text(f"<novelWriterXML><content>{items}</content></novelWriterXML>")
    content = tmp_path / "content"
    content.mkdir()
    head = "%%~name: x\n%%~kind: NOVEL/DOCUMENT\n"
    (content / "c1.nwd").write_text(
        f"{head}## Chapter One\n\n@pov: Mara\n\n%Synopsis: It rains.\n\n{prose(2)}\n\n### The Quay\n\n{prose(1, 3)}\n"
    )
    (content / "c2.nwd").write_text(f"{head}## Chapter Two\n\n{prose(2, 1)}\n")
    (content / "n.nwd").write_text(f"{head}# Notes\n\nNot story.\n")
    (content / "k1.nwd").write_text(f"{head}# Mara\n\nShe is tall.\n")
    book = read_manuscript(tmp_path)
    assert [(c.label, [s.heading for s in c.scenes]) for c in book.chapters] == [
        ("Chapter One", ["", "The Quay"]),
        ("Chapter Two", [""]),
    ]
    assert "It rains" not in book.chapters[0].text


def test_manuskript(tmp_path: Path) -> None:
    (tmp_path / "MANUSKRIPT").write_text("1")
    chapter = tmp_path / "outline" / "0-Chapter_One"
    chapter.mkdir(parents=True)
    (chapter / "folder.txt").write_text("title:  Chapter One\nID: 1\ntype: folder\n")
    (chapter / "1-Later.md").write_text(f"title:  Later\nID: 3\ncompile:  2\n\n\n{prose(2, 2)}")
    (chapter / "0-First.md").write_text(f"title:  First\nID: 2\nnotes:  one\n        two\ncompile:  2\n\n\n{prose(2)}")
    (chapter / "2-Cut.md").write_text("title:  Cut\ncompile:  0\n\n\nCut.")
    (read,) = read_manuscript(tmp_path).chapters
    assert (read.label, read.text) == ("Chapter One", f"{prose(2)}\n\n* * *\n\n{prose(2, 2)}")


def test_fountain(tmp_path: Path) -> None:
    file = tmp_path / "tin.fountain"
    file.write_text(
        "Title: Tin\nAuthor: A. Writer\n\n# Chapter One\n\n= Mara waits.\n\nEXT. QUAY - NIGHT #1#\n\nMara waits. [[is this enough?]]\n\nMARA\n(cold)\n"
        "Where is he?\n\n/* cut */\n\nINT. VAN\n\nTom sleeps.\n"
    )
    (chapter,) = read_manuscript(file).chapters
    assert [s.heading for s in chapter.scenes] == ["EXT. QUAY - NIGHT", "INT. VAN"]
    assert "enough" not in chapter.text
    assert "cut" not in chapter.text


def test_final_draft(tmp_path: Path) -> None:
    file = tmp_path / "tin.fdx"
    rows = [("Scene Heading", "INT. VAN"), ("Action", "Tom sleeps."), ("Character", "MARA"), ("Dialogue", "Wake up."), ("Scene Heading", "EXT. QUAY"), ("Action", "Nobody.")]  # fmt: skip
    body = "".join(f'<Paragraph Type="{t}"><Text>{w}</Text></Paragraph>' for t, w in rows)
    file.write_text(f"<FinalDraft><Content>{body}</Content></FinalDraft>")
    text = "\n".join(c.text for c in read_manuscript(file).chapters)
    assert "MARA\nWake up." in text
