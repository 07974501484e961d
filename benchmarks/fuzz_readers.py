#!/usr/bin/env python3
"""Damaged documents at the readers: do they crash, hang, or leave files behind?

    python benchmarks/fuzz_readers.py [FOLDER ...] [--files 2000] [--seed 1] [--seconds 400] [--keep OUT]

Each file is a sample (of the folders given, and of a small book that is built in every format) with bytes flipped, cut,
spliced or repeated; in archives also single members, in XML also tags and attributes. A reader may refuse a file with an
error of ours that is one line long, and nothing else: an exception of another kind, more than 20 seconds, a file that
was not there before, or text that cannot be stored count as failures. The files that failed are kept in OUT.
"""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

import argparse
import io
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from companion.errors import CompanionError  # noqa: E402
from companion.manuscript import READERS, read_manuscript  # noqa: E402
from companion.manuscript.archives import TEXTS  # noqa: E402
from tests.manuscript.builders import BUILDERS, VARIANTS, Told  # noqa: E402
from tests.manuscript.prose import PARAGRAPHS  # noqa: E402

SLOW = 20.0  # seconds
LARGEST = 3_000_000  # bytes of a sample; larger ones only cost time
PROJECTS = ("scriv", "novelWriter", "Manuskript")
BOOK = [
    Told("Prologue", (*PARAGRAPHS, None, "“Go.” Mara said. *Really?* she thought.", *PARAGRAPHS[:2])),
    Told("Chapter One: The Bus", (*PARAGRAPHS, None, *PARAGRAPHS)),
    Told("2: Hull", (*PARAGRAPHS[2:], "Author's note: thank you for reading!")),
]
TRICKS = (
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"&#xD800;", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"]]>", b"<![CDATA[",
    b"<", b">", b"</p>", b"{", b"}", b"\\u-1 ?", b"\\u99999999 ", b"\\bin999999 ", b"\\uc999 ", b"\\'", b"#", b"* * *", b"---\n", b"\n\n\n",
    b"\x13", b"\x14", b"\x15", b"[[", b"/*", b"../../x", b"\xf0\x9f\x91\xbb", "\u202e".encode(), b"A" * 5000, b"\n" * 3000, b" " * 3000, b"." * 3000,
)  # fmt: skip


LINES = (
    b"", b"* * *", b"#", b"# Chapter One", b"Chapter 7", b"IV", b"12.", b"PART TWO", b"Prologue", b"Contents", b"Acknowledgements", b"---", b"===",
    b"***START OF THE PROJECT GUTENBERG EBOOK***", b"End of Project Gutenberg's", b"A/N: hi!", b"[Illustration: ", b"<!-- ", b"<br>", b"&nbsp;", b"\f",
    "“".encode(), b'"Go." Mara said.', b"- ", b"> ", b"    ", b"@pov: Mara", b"title: x", b"compile: 0", b"INT. VAN - NIGHT", b"Scene 4", b"~ Mara ~",
)  # fmt: skip


@dataclass
class Tally:
    """What became of the files of one format."""

    read: int = 0
    refused: int = 0
    failed: list[str] = field(default_factory=list)
    slowest: float = 0.0


def samples(folders: list[Path], scratch: Path, formats: Sequence[str] = ()) -> list[tuple[str, Path]]:
    """(format, file or project folder) of everything to start from; of our own book only those formats, if any are
    named."""
    found = []
    for name, build in {**BUILDERS, **VARIANTS}.items():
        if formats and name not in formats:
            continue
        place = scratch / re.sub(r"\W+", "-", name)
        place.mkdir(parents=True)
        built = build(BOOK, place)
        if name in PROJECTS:
            found.append((name, place))
        else:
            found += [(p.suffix[1:], p) for p in ([built] if built.is_file() else sorted(built.iterdir())[:2])]
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix == ".scrivx":
                found.append(("scriv", path.parent))
            elif path.name == "nwProject.nwx":
                found.append(("novelWriter", path.parent))
            elif path.name == "MANUSKRIPT":
                found.append(("Manuskript", path.parent))
            elif path.suffix.lower() in READERS and path.is_file() and path.stat().st_size <= LARGEST:
                found.append((path.suffix[1:].lower(), path))
    return found


def mutated(data: bytes, rng: random.Random) -> bytes:
    """`data` with one to thirty accidents."""
    out = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 5, 30))):
        at, length = rng.randrange(len(out) + 1), rng.choice((1, 2, 8, 60, 600))
        match rng.randrange(8):
            case 0 if out:
                out[min(at, len(out) - 1)] = rng.randrange(256)
            case 1 if out:
                out[min(at, len(out) - 1)] ^= 1 << rng.randrange(8)
            case 2:
                del out[at : at + length]
            case 3:
                out[at:at] = rng.randbytes(length)
            case 4:
                out[at:at] = rng.choice(TRICKS)
            case 5:
                other = rng.randrange(len(out) + 1)
                out[at:at] = out[other : other + length]  # a piece repeated elsewhere
            case 6 if rng.random() < 0.2:
                del out[at:]
            case _:
                out[at : at + 4] = rng.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"\1\0\0\0"))
    return bytes(out)


def mutated_xml(data: bytes, rng: random.Random) -> bytes:
    """XML with tags dropped, doubled, swapped or nested, and attributes changed."""
    parts = re.split(rb"(<[^>]*>)", data)
    tags = [n for n, part in enumerate(parts) if part[:1] == b"<"]
    for _ in range(rng.choice((1, 2, 5, 20)) if tags else 0):
        n, other = rng.choice(tags), rng.choice(tags)
        match rng.randrange(6):
            case 0:
                parts[n] = b""
            case 1:
                parts[n] *= rng.choice((2, 2, 200))
            case 2:
                parts[n], parts[other] = parts[other], parts[n]
            case 3:
                parts[n] = re.sub(
                    rb'="[^"]*"', b'="' + rng.choice((b"", b"-1", b"../../x", b"9" * 30, b"&a;")) + b'"', parts[n]
                )
            case 4:
                parts[n] += rng.choice(TRICKS)
            case _:
                parts[n] = parts[n].replace(b"w:", b"").upper()
    return b"".join(parts)


def mutated_text(data: bytes, rng: random.Random) -> bytes:
    """A text with lines repeated very often, joined, shuffled, and lines that look like headings, breaks and notes put
    in: what makes a structure wrong or slow."""
    lines = data.split(b"\n")
    for _ in range(rng.choice((1, 2, 5))):
        at = rng.randrange(len(lines))
        match rng.randrange(5):
            case 0:
                lines[at:at] = [lines[at]] * rng.choice((3, 300, 3000))
            case 1:
                lines[at:at] = [rng.choice(LINES)] * rng.choice((1, 1, 40, 2000))
            case 2:
                lines[at : at + 50] = [b" ".join(lines[at : at + 50])]
            case 3:
                rng.shuffle(lines)
            case _:
                lines[at] = rng.choice(LINES) + lines[at] * rng.choice((1, 1, 100))
    return b"\n".join(lines)


def mutated_archive(data: bytes, rng: random.Random) -> bytes:
    """A zip whose members are damaged, dropped, doubled, renamed or swapped, and which is whole as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        names = [i.filename for i in source.infolist() if not i.is_dir()]
        texts = [n for n in names if Path(n).suffix.lower() in TEXTS] or names
        chosen = {rng.choice(texts) for _ in range(rng.choice((1, 1, 2, 4)))}
        for original in names:
            name, body = original, source.read(original)
            if name in chosen:
                match rng.randrange(8):
                    case 0:
                        continue
                    case 1:
                        name = rng.choice((f"../{name}", f"/{name}", name.upper(), name * 3, rng.choice(names)))
                    case 2:
                        body = source.read(rng.choice(names))
                    case 3 | 4:
                        body = mutated(body, rng)
                    case _:
                        body = mutated_xml(body, rng)
            target.writestr(name, body)
    return out.getvalue()


def accident(data: bytes, suffix: str, rng: random.Random) -> bytes:
    """One damaged copy of a file."""
    if data[:2] == b"PK" and rng.random() < 0.75:
        try:
            return mutated_archive(data, rng)
        except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
            return mutated(data, rng)
    if suffix in {"html", "fb2", "fdx", "scrivx", "nwx", "xhtml"} and rng.random() < 0.6:
        return mutated_xml(data, rng)
    if suffix in {"md", "txt", "fountain", "nwd"} and rng.random() < 0.7:
        return mutated_text(data, rng)
    return mutated(data, rng)


def attempt(form: str, source: Path, rng: random.Random, work: Path, tally: Tally) -> None:
    """Damage one sample, read it, and note what became of it."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    if source.is_dir():
        target = work / source.name
        shutil.copytree(source, target, symlinks=True)
        files = [p for p in target.rglob("*") if p.is_file()]
        mains = [p for p in files if p.suffix in {".scrivx", ".nwx"} or p.name == "folder.txt"]
        for path in {rng.choice(mains if mains and rng.random() < 0.6 else files) for _ in range(rng.choice((1, 2)))}:
            path.chmod(0o644)
            path.write_bytes(accident(path.read_bytes(), path.suffix[1:], rng))
    else:
        target = work / f"mutated.{form}"
        target.write_bytes(accident(source.read_bytes(), form, rng))
    before = sorted(str(p) for p in work.rglob("*"))
    started = time.perf_counter()
    said = ""
    try:
        book = read_manuscript(target)
        for chapter in book.chapters:
            "\n".join([chapter.name, chapter.text, book.title, *book.warnings]).encode("utf-8")
            for sentence in chapter.sentences:
                if not chapter.text[sentence.start : sentence.end].strip():
                    said = "an empty sentence"
        tally.read += 1
    except CompanionError as exc:
        tally.refused += 1
        said = "an error of many lines" if "\n" in str(exc) or len(str(exc)) > 600 else ""
    except Exception:  # noqa: BLE001 - this is what the fuzzer is for
        said = traceback.format_exc(limit=-3)
    seconds = time.perf_counter() - started
    tally.slowest = max(tally.slowest, seconds)
    if seconds > SLOW:
        said = said or f"{seconds:.0f} seconds"
    if sorted(str(p) for p in work.rglob("*")) != before:
        said = said or "left files behind"
    if said:
        tally.failed.append(f"{source.name}: {said}")


def fuzz(found: list[tuple[str, Path]], files: int, seed: int, seconds: float, keep: Path | None) -> dict[str, Tally]:
    """Read `files` damaged copies, each format as often as any other, within `seconds`."""
    rng = random.Random(seed)
    warnings.filterwarnings("ignore", "Duplicate name")  # zipfile's, about archives that are damaged on purpose
    forms = sorted({form for form, _ in found})
    tallies = {form: Tally() for form in forms}
    stop = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch, "work")
        for n in range(files):
            if time.monotonic() > stop:
                break
            form = forms[n % len(forms)]
            source = rng.choice([path for f, path in found if f == form])
            failures = len(tallies[form].failed)
            attempt(form, source, random.Random(f"{seed}-{n}"), work, tallies[form])
            if keep and len(tallies[form].failed) > failures:
                shutil.copytree(work, keep / f"{seed}-{n}-{form}", dirs_exist_ok=True)
    return tallies


def main() -> int:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("folders", nargs="*", type=Path)
    args.add_argument("--files", type=int, default=2000)
    args.add_argument("--seed", type=int, default=1)
    args.add_argument("--seconds", type=float, default=400.0)
    args.add_argument("--keep", type=Path)
    options = args.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        found = samples(options.folders, Path(scratch))
        tallies = fuzz(found, options.files, options.seed, options.seconds, options.keep)
    print(f"{'format':<14}{'samples':>8}{'files':>8}{'read':>8}{'refused':>9}{'failed':>8}{'slowest':>9}")
    counts = Counter(form for form, _ in found)
    for form, tally in tallies.items():
        files = tally.read + tally.refused + sum("Traceback" in f for f in tally.failed)
        print(
            f"{form:<14}{counts[form]:>8}{files:>8}{tally.read:>8}{tally.refused:>9}{len(tally.failed):>8}{tally.slowest:>8.1f}s"
        )
    failed = [f"[{form}] {said}" for form, tally in tallies.items() for said in tally.failed]
    for said in failed[:20]:
        print(said)
    total = sum(t.read + t.refused for t in tallies.values())
    print(f"{total} files read or refused, {len(failed)} failures")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
