"""One book in every format: what the tests, the fuzzer and the reading benchmark build documents with.

A book is a list of `Told` chapters: a heading and paragraphs, None among the paragraphs being a change of scene.
`BUILDERS` names one function per format, `(chapters, folder) -> path of what a writer would open`.
"""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

import html
import json
import re
import struct
import subprocess
import textwrap
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypandoc

Paragraphs = tuple[str | None, ...]
BREAK = "* * *"


@dataclass(frozen=True)
class Told:
    """A chapter to be written: its heading as printed, and its paragraphs, None for a change of scene."""

    heading: str
    paragraphs: Paragraphs

    def text(self, between: str = BREAK) -> str:
        return "\n\n".join(between if p is None else p for p in self.paragraphs)


def pandoc(source: str, target: str, data: bytes, *options: str) -> bytes:
    command = [pypandoc.get_pandoc_path(), "-f", source, "-t", target, *options]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout


def tree(chapters: Sequence[Told], title: str = "", blank: bool = False) -> dict:
    """The book as pandoc's syntax tree; with `blank` every second change of scene is an empty paragraph."""
    text = "\n\n".join(f"# {c.heading}\n\n{c.text('---')}" for c in chapters)
    parsed = json.loads(pandoc("commonmark+hard_line_breaks", "json", text.encode()))
    seen = 0
    for n, block in enumerate(parsed["blocks"]):
        if block["t"] == "HorizontalRule":
            seen += 1
            if blank and seen % 2:
                parsed["blocks"][n] = {"t": "Para", "c": []}
    if title:
        parsed["meta"]["title"] = {"t": "MetaInlines", "c": [{"t": "Str", "c": title}]}
    return parsed


def document(suffix: str, extensions: str = "", blank: bool = False) -> Callable[[Sequence[Told], Path], Path]:
    """The builder of a format that pandoc writes."""

    def build(chapters: Sequence[Told], folder: Path) -> Path:
        target = folder / f"draft-7.{suffix}"
        data = json.dumps(tree(chapters, "Half the Door", blank)).encode()
        pandoc("json", suffix + extensions, data, "-s", "-o", str(target))
        return target

    return build


def markdown(chapters: Sequence[Told], folder: Path) -> Path:
    target = folder / "draft-7.md"
    target.write_text("\n\n".join(f"# {c.heading}\n\n{c.text()}" for c in chapters), encoding="utf-8")
    return target


def plain(chapters: Sequence[Told], folder: Path) -> Path:
    target = folder / "draft-7.txt"
    target.write_text("\n\n\n".join(f"{c.heading}\n\n{c.text()}" for c in chapters) + "\n", encoding="utf-8")
    return target


def in_folder(suffix: str) -> Callable[[Sequence[Told], Path], Path]:
    def build(chapters: Sequence[Told], folder: Path) -> Path:
        book = folder / f"book-{suffix}"
        book.mkdir()
        mark = "# " if suffix == "md" else ""
        for n, chapter in enumerate(chapters, 1):
            file = book / f"{n:02} {re.sub(r'[^A-Za-z0-9 ]', '', chapter.heading)}.{suffix}"
            file.write_text(f"{mark}{chapter.heading}\n\n{chapter.text()}\n", encoding="utf-8")
        return book

    return build


def fountain(chapters: Sequence[Told], folder: Path) -> Path:
    target = folder / "draft-7.fountain"
    pages = "\n\n".join(f"# {c.heading}\n\n{c.text()}" for c in chapters)
    target.write_text(f"Title: Half the Door\nCredit: by\nAuthor: Somebody\n\n{pages}\n", encoding="utf-8")
    return target


def final_draft(chapters: Sequence[Told], folder: Path) -> Path:
    rows = [row for c in chapters for row in (c.heading, *(BREAK if p is None else p for p in c.paragraphs))]
    body = "".join(f'<Paragraph Type="General"><Text>{html.escape(row)}</Text></Paragraph>' for row in rows)
    target = folder / "draft-7.fdx"
    target.write_text(f'<?xml version="1.0"?><FinalDraft><Content>{body}</Content></FinalDraft>', encoding="utf-8")
    return target


def as_rtf(text: str) -> bytes:
    return pandoc("commonmark+hard_line_breaks", "rtf", text.encode(), "-s")


def scenes_of(chapter: Told) -> list[str]:
    scenes: list[list[str]] = [[]]
    for paragraph in chapter.paragraphs:
        if paragraph is None:
            scenes.append([])
        else:
            scenes[-1].append(paragraph)
    return ["\n\n".join(scene) for scene in scenes]


def scrivener(chapters: Sequence[Told], folder: Path) -> Path:
    """A Scrivener 3 project: a folder per chapter, a document per scene; characters and research beside the draft."""
    project = folder / "draft-7.scriv"
    count = 0

    def item(title: str, kind: str = "Text", inside: str = "", text: str = "", included: bool = True) -> str:
        nonlocal count
        count += 1
        uuid = f"0000-{count:04}"
        if text:
            place = project / "Files" / "Data" / uuid
            place.mkdir(parents=True)
            (place / "content.rtf").write_bytes(as_rtf(text))
        compiled = "Yes" if included else "No"
        return (
            f'<BinderItem UUID="{uuid}" Type="{kind}"><Title>{html.escape(title)}</Title><MetaData><IncludeInCompile>'
            f"{compiled}</IncludeInCompile></MetaData><Children>{inside}</Children></BinderItem>"
        )

    inside = ""
    for chapter in chapters:
        scenes = "".join(item(f"Scene {n}", text=text) for n, text in enumerate(scenes_of(chapter), 1))
        inside += item(chapter.heading, "Folder", scenes)
    inside += item("An old opening", text="This was cut in the second draft.", included=False)
    people = item("Characters", "Folder", item("Wren", text="A singer. Eyes: violet."))
    binder = item("Manuscript", "DraftFolder", inside) + people
    binder += item("Research", "ResearchFolder", item("Boats", text="Narrowboats have a speed limit."))
    (project / "draft-7.scrivx").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><ScrivenerProject Version="2.0"><Binder>{binder}</Binder><ProjectProperties><ProjectTitle>Half the Door</ProjectTitle></ProjectProperties></ScrivenerProject>',
        encoding="utf-8",
    )
    return project


def novelwriter(chapters: Sequence[Told], folder: Path) -> Path:
    project = folder / "draft-7"
    (project / "content").mkdir(parents=True)
    rows = [
        '<item handle="0000000000001" parent="None" root="x" order="0" type="ROOT" class="NOVEL"><name>N</name></item>'
    ]
    for n, chapter in enumerate(chapters):
        handle = f"{n + 16:013x}"
        rows.append(
            f'<item handle="{handle}" parent="0000000000001" order="{n}" type="FILE" class="NOVEL" layout="DOCUMENT">'
            f'<name status="s" active="yes">{html.escape(chapter.heading)}</name></item>'
        )
        scenes = "\n\n### New Scene\n\n".join(scenes_of(chapter))
        head = f"%%~name: {chapter.heading}\n%%~path: x/{handle}\n%%~kind: NOVEL/DOCUMENT\n"
        text = f"{head}## {chapter.heading}\n\n@pov: Wren\n\n% Synopsis: what happens\n\n{scenes}\n"
        (project / "content" / f"{handle}.nwd").write_text(text, encoding="utf-8")
    (project / "nwProject.nwx").write_text(
        '<?xml version="1.0"?><novelWriterXML><project><name>Half the Door</name></project>'
        f"<content>{''.join(rows)}</content></novelWriterXML>",
        encoding="utf-8",
    )
    return project


def _manuskript_files(chapters: Sequence[Told]) -> dict[str, str]:
    files = {"MANUSKRIPT": "1", "infos.txt": "Title:  Half the Door\nAuthor:  Somebody\n"}
    files["characters/0-Wren.txt"] = "Name:  Wren\nID:  0\n"
    for n, chapter in enumerate(chapters):
        name = re.sub(r"\W+", "_", chapter.heading)
        base = f"outline/{n:02}-{name}"
        files[f"{base}/folder.txt"] = (
            f"title:          {chapter.heading}\nID:             {n}\ntype:           folder\ncompile:        2\n"
        )
        for m, scene in enumerate(scenes_of(chapter)):
            head = f"title:          Scene {m}\nID:             {n}{m:02}\ntype:           md\nsummaryFull:    one\n                two\ncompile:        2\n"
            files[f"{base}/{m}-Scene_{m}.md"] = f"{head}\n\n{scene}"
    return files


def manuskript(chapters: Sequence[Told], folder: Path) -> Path:
    project = folder / "draft-7"
    for name, text in _manuskript_files(chapters).items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text, encoding="utf-8")
    (folder / "draft-7.msk").write_text("1")
    return folder / "draft-7.msk"


def manuskript_zip(chapters: Sequence[Told], folder: Path) -> Path:
    target = folder / "draft-7.msk"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _manuskript_files(chapters).items():
            archive.writestr(name, text)
    return target


def word(chapters: Sequence[Told], folder: Path) -> Path:
    """A Word document of 1997, with headings; every second change of scene is an empty paragraph."""
    paragraphs: list[tuple[str, int]] = []
    seen = 0
    for chapter in chapters:
        paragraphs.append((chapter.heading, 1))
        for paragraph in chapter.paragraphs:
            seen += paragraph is None
            told = ("" if seen % 2 else BREAK) if paragraph is None else re.sub(r"[*_]", "", paragraph)
            paragraphs.append((told.replace("\n", "\x0b"), 0))
    target = folder / "draft-7.doc"
    target.write_bytes(word_file(paragraphs))
    return target


def word_file(
    paragraphs: Sequence[tuple[str, int]],
    deleted: Sequence[tuple[int, int]] = (),
    flags: int = 0x0200,
    version: int = 0xC1,
) -> bytes:
    """A .doc with these (text, level of heading) paragraphs; `deleted` are the stretches of characters that are marked
    as such. Every other paragraph is a piece of its own, in single bytes where it can be."""
    header = 1536
    body, pieces, ends = bytearray(), [], []  # pieces: (characters, place, narrow)
    for n, (text, _) in enumerate(paragraphs):
        line = f"{text}\r"
        narrow = bool(n % 2) and line.isascii()
        if len(body) % 2:
            body += b"\0"
        pieces.append((len(line), header + len(body), narrow))
        body += line.encode("cp1252" if narrow else "utf-16-le")
        ends.append((pieces[-1][1], header + len(body)))
    limits = [0]
    for count, _, _ in pieces:
        limits.append(limits[-1] + count)
    body += b"\0" * (-len(body) % 512)

    def pages(runs: list[tuple[int, int, bytes]], step: int) -> tuple[bytes, bytes]:
        made, firsts, numbers = bytearray(), [], []
        start = (header + len(body) + len(extra)) // 512
        for at in range(0, len(runs), 20):
            page, chunk = bytearray(512), runs[at : at + 20]
            struct.pack_into(f"<{len(chunk) + 1}I", page, 0, *(r[0] for r in chunk), chunk[-1][1])
            for m, (_, _, properties) in enumerate(chunk):
                if properties:
                    page[4 * (len(chunk) + 1) + step * m] = 250
                    page[500 : 500 + len(properties)] = properties
            page[511] = len(chunk)
            firsts.append(chunk[0][0])
            numbers.append(start + len(made) // 512)
            made += page
        end = runs[-1][1] if runs else 0
        return bytes(made), struct.pack(f"<{2 * len(firsts) + 1}I", *firsts, end, *numbers)

    extra = bytearray()
    papx, paragraph_table = pages([(a, b, b"\0\1" + struct.pack("<H", level) if level else b"")
                                   for (a, b), (_, level) in zip(ends, paragraphs, strict=True)], 13)  # fmt: skip
    extra += papx
    places = []
    for first, last in deleted:
        n = next(n for n in range(len(pieces)) if limits[n] <= first < limits[n + 1])
        width = 1 if pieces[n][2] else 2
        places.append(
            (pieces[n][1] + (first - limits[n]) * width, pieces[n][1] + (last - limits[n]) * width, b"\3\0\x08\1")
        )
    chpx, run_table = pages(places, 1)
    extra += chpx
    descriptors = b"".join(
        struct.pack("<HIH", 0, (place * 2) | 0x40000000 if narrow else place, 0) for _, place, narrow in pieces
    )
    listed = struct.pack(f"<{len(limits)}I", *limits) + descriptors
    clx = b"\1\2\0\0\0" + b"\2" + struct.pack("<I", len(listed)) + listed
    table = clx + paragraph_table + run_table
    fib = bytearray(header)
    struct.pack_into("<HH", fib, 0, 0xA5EC, version)
    struct.pack_into("<H", fib, 0x0A, flags)
    struct.pack_into("<i", fib, 0x4C, limits[-1])
    struct.pack_into("<II", fib, 0x1A2, 0, len(clx))
    struct.pack_into("<II", fib, 0x102, len(clx), len(paragraph_table))
    struct.pack_into("<II", fib, 0xFA, len(clx) + len(paragraph_table), len(run_table))
    return compound({"WordDocument": bytes(fib) + bytes(body) + bytes(extra), "1Table": table})


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams, each in whole sectors."""
    padded = {name: data.ljust(4096, b"\0") + b"\0" * (-max(len(data), 4096) % 512) for name, data in streams.items()}
    counts = {name: len(data) // 512 for name, data in padded.items()}
    used = 1 + (len(streams) + 4) // 4 + sum(counts.values())
    tables = 1
    while used + tables > 128 * tables:
        tables += 1
    directory = tables
    links = [0xFFFFFFFD] * tables
    entries_sectors = (len(streams) + 4) // 4
    links += [directory + n + 1 for n in range(entries_sectors - 1)] + [0xFFFFFFFE]
    starts = {}
    for name, count in counts.items():
        starts[name] = len(links)
        links += [len(links) + n + 1 for n in range(count - 1)] + [0xFFFFFFFE]
    links += [0xFFFFFFFF] * (128 * tables - len(links))

    def entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ", raw, len(raw) + 2, kind, 1, 0xFFFFFFFF, right, child, b"", 0, 0, 0, start, size
        )  # fmt: skip

    listed = entry("Root Entry", 5, 1, 0xFFFFFFFF, 0xFFFFFFFE, 0)
    for n, name in enumerate(streams, 1):
        listed += entry(
            name, 2, 0xFFFFFFFF, n + 1 if n < len(streams) else 0xFFFFFFFF, starts[name], max(4096, len(streams[name]))
        )
    listed = listed.ljust(512 * entries_sectors, b"\0")
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, tables,
        directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip
    assert len(header) == 76 and tables <= 109
    header += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    return header + struct.pack(f"<{len(links)}I", *links) + listed + b"".join(padded.values())


BUILDERS: dict[str, Callable[[Sequence[Told], Path], Path]] = {
    "doc": word,
    "docx": document("docx", "+empty_paragraphs", blank=True),
    "odt": document("odt", "+empty_paragraphs", blank=True),
    "rtf": document("rtf", blank=True),
    "epub": document("epub", "+empty_paragraphs", blank=True),
    "html": document("html", "+empty_paragraphs", blank=True),
    "fb2": document("fb2"),
    "md": markdown,
    "txt": plain,
    "md folder": in_folder("md"),
    "txt folder": in_folder("txt"),
    "fountain": fountain,
    "fdx": final_draft,
    "scriv": scrivener,
    "novelWriter": novelwriter,
    "Manuskript": manuskript,
    "msk": manuskript_zip,
}


# The same book as other hands leave it: headings that no style marks, breaks shown in other ways, older text files.


def restyled(
    suffix: str, heading: str = "", rule: str = "", title: str = "", extensions: str = ""
) -> Callable[[Sequence[Told], Path], Path]:
    """A document whose headings are paragraphs (`heading`: "Strong" or "Plain") or whose breaks are that `rule`."""

    def build(chapters: Sequence[Told], folder: Path) -> Path:
        book = tree(chapters, title, blank=not rule)
        for block in book["blocks"]:
            if block["t"] == "Header" and heading:
                words = block["c"][2]
                block |= {"t": "Para", "c": [{"t": "Strong", "c": words}] if heading == "Strong" else words}
            elif block["t"] == "HorizontalRule" and rule:
                block |= {"t": "Para", "c": [{"t": "Str", "c": rule}]}
        target = folder / f"novel.{suffix}"
        pandoc("json", suffix + extensions, json.dumps(book).encode(), "-s", "-o", str(target))
        return target

    return build


def text_file(
    head: str,
    paragraph: Callable[[str], str],
    scene: str,
    between: str,
    codec: str = "utf-8",
    line: str = "\n",
    suffix: str = "txt",
) -> Callable[[Sequence[Told], Path], Path]:
    """A text: each chapter is `head` with its heading in it, then its paragraphs with `between` them."""

    def build(chapters: Sequence[Told], folder: Path) -> Path:
        pages = (
            head.format(c.heading) + between.join(scene if p is None else paragraph(p) for p in c.paragraphs)
            for c in chapters
        )
        target = folder / f"novel.{suffix}"
        target.write_bytes("\n\n\n".join(pages).replace("\n", line).encode(codec))
        return target

    return build


def wrapped(paragraph: str) -> str:
    lines = paragraph.split("\n")
    return "\n".join(textwrap.fill(x, 72, break_long_words=False, break_on_hyphens=False) for x in lines)


def same(paragraph: str) -> str:
    return paragraph


def titled_files(chapters: Sequence[Told], folder: Path) -> Path:
    """A Word file per chapter, its heading in the style Title."""
    book = folder / "book"
    book.mkdir()
    for n, chapter in enumerate(chapters, 1):
        page = tree([chapter], chapter.heading)
        page["blocks"] = page["blocks"][1:]
        pandoc("json", "docx", json.dumps(page).encode(), "-s", "-o", str(book / f"file{n}.docx"))
    return book


VARIANTS: dict[str, Callable[[Sequence[Told], Path], Path]] = {
    "docx, headings in bold": restyled("docx", "Strong", extensions="+empty_paragraphs"),
    "docx, plain headings below a title": restyled(
        "docx", "Plain", title="Half the Door", extensions="+empty_paragraphs"
    ),
    "docx, # for breaks": restyled("docx", rule="#"),
    "docx, a file per chapter": titled_files,
    "odt, headings in bold": restyled("odt", "Strong", extensions="+empty_paragraphs"),
    "rtf, headings in bold": restyled("rtf", "Strong"),
    "epub, headings in bold": restyled("epub", "Strong", extensions="+empty_paragraphs"),
    "epub, # for breaks": restyled("epub", rule="#"),
    "txt, hard-wrapped": text_file("{}\n\n\n", wrapped, "       *       *       *", "\n\n"),
    "txt, a line per paragraph": text_file("{}\n\n", same, "", "\n"),
    "txt, indented": text_file("{}\n\n", "    {}".format, "\n#\n", "\n"),
    "txt, UTF-16": text_file("{}\n\n", same, "***", "\n\n", "utf-16", "\r\n"),
    "txt, Windows-1252": text_file("{}\n\n", same, "***", "\n\n", "cp1252", "\r\n"),
    "txt, old Macintosh": text_file("{}\n\n", same, "***", "\n\n", line="\r"),
    "md, headings in bold": text_file("**{}**\n\n", same, "---", "\n\n", suffix="md"),
    "md, &nbsp; for breaks": text_file("## {}\n\n", same, "&nbsp;", "\n\n", suffix="md"),
    "html, line breaks": text_file("<h2>{}</h2>", html.escape, "***", "<br><br>", suffix="html"),
    "html, &nbsp; for breaks": text_file("<p><b>{}</b></p><p>", html.escape, "&nbsp;", "</p><p>", suffix="html"),
}
