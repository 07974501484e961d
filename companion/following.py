"""Decisions that name a file, after the writer has renamed the file: they follow its content.

companion.toml is the writer's, so a sync never writes into it. The ledger remembers instead which file each entry meant
when it was first seen, and moves that along with the text. What is looked up is `followed(decisions, named)`; the file
itself is brought up to the present names the next time the writer decides something.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import PurePosixPath

from .decisions import Decisions
from .records import SourceFile

WILD = frozenset("*?[")
LABEL = "#"  # "novel.docx#Chapter Four": one of several chapters in a file


def moved_files(before: Mapping[str, SourceFile], now: Mapping[str, SourceFile]) -> dict[str, str]:
    """Files whose bytes stand under another name now: former name -> present one.

    Only where the bytes tell: they stood in one file alone, stand in one alone, and not where they stood. That finds a
    file renamed, and all the files that an insertion has pushed on by a number.
    """
    stood = Counter(s.digest for s in before.values() if s.digest)
    stand = Counter(s.digest for s in now.values() if s.digest)
    at = {s.digest: s.name for s in now.values()}
    return {
        name: at[s.digest]
        for name, s in before.items()
        if s.digest and stood[s.digest] == stand[s.digest] == 1 and at[s.digest] != name
    }


def bound(decisions: Decisions, files: Collection[str], known: Mapping[str, str], moves: Mapping[str, str]) -> dict:
    """Which file every entry means: what was known, moved along; a new entry means the file of that name.

    `files` are the names there are now, with "file#label" for chapters that share a file. An entry of the reading order
    is a place in a list rather than a word about a text: where its name exists, it means the file of that name.
    """
    found: dict[str, str] = {}
    for kind, name in _entries(decisions):
        entry = f"{kind}:{name}"
        present = _locate(name, files)
        if entry not in known or (kind == "order" and present):
            target = present
        else:
            target = moves.get(known[entry], known[entry])
            if target not in files:
                target = present or target  # gone; it may come back under its name
        if target:
            found[entry] = target
    return found


def followed(decisions: Decisions, named: Mapping[str, str], files: Collection[str] = ()) -> Decisions:
    """The decisions with the present names of the files they mean."""
    if not named:
        return decisions

    def present(kind: str, name: str) -> str:
        target = named.get(f"{kind}:{name}", "")
        return _in_the_style_of(name, target, files) if target and not _means(name, target) else name

    return replace(
        decisions,
        order=tuple(dict.fromkeys(present("order", name) for name in decisions.order)),
        ignore=tuple(dict.fromkeys(present("ignore", name) for name in decisions.ignore)),
        remembered=tuple(replace(r, file=present("remembered", r.file)) for r in decisions.remembered),
        narrators=tuple(replace(n, file=present("narrator", n.file)) for n in decisions.narrators),
    )


def renamed(decisions: Decisions, named: Mapping[str, str]) -> list[tuple[str, str]]:
    """(name in companion.toml, present name) for every entry that has to be followed."""
    pairs = ((name, named.get(f"{kind}:{name}", "")) for kind, name in _entries(decisions))
    return list(dict.fromkeys((name, target) for name, target in pairs if target and not _means(name, target)))


def gone(decisions: Decisions, files: Collection[str], named: Mapping[str, str]) -> list[str]:
    """What companion.toml says of files that are not there, one line each; and what it says twice.

    `files` are in the order that their names tell, chapters that share a file ("file#label") after them.
    """
    lines = []
    for kind, what in (("order", "reading order"), ("ignore", "ignored files"), ("narrator", "narrators")):
        missing = [
            name
            for k, name in _entries(decisions)
            if k == kind
            and not _locate(name, files)
            and named.get(f"{k}:{name}") not in files
            # An ignored file that was there once has been thrown away: nothing is missing.
            and not (k == "ignore" and f"{k}:{name}" in named)
        ]
        for name in dict.fromkeys(missing):
            lines.append(f"companion.toml names {name} among its {what}, and there is no such file.")
    lines += _unordered(followed(decisions, named, files), files)
    for name, times in Counter(decisions.order).items():
        if times > 1:
            lines.append(f"companion.toml names {name} {times} times in its reading order; the first place counts.")
    return lines


def _unordered(decisions: Decisions, files: Collection[str]) -> list[str]:
    """Files that the writer's order does not name, and that stand at the end though their names place them earlier;
    where only the first few are named, that is meant so. `files` are in the order of the names."""
    names = [f for f in files if LABEL not in f and not _left_out(f, decisions.ignore)]
    listed = [any(_means(n, f) or fnmatch(f, n) for n in decisions.order) for f in names]
    last = max((n for n, there in enumerate(listed) if there), default=-1)
    left = [f for f, there in zip(names[:last], listed, strict=False) if not there]
    if not left or sum(listed) * 2 < len(names):
        return []
    said = ", ".join(left[:5]) + (f" and {len(left) - 5} more" if len(left) > 5 else "")
    stand = "stands" if len(left) == 1 else "stand"
    return [f"The reading order in companion.toml does not name {said}, which therefore {stand} at the end."]


def _left_out(file: str, patterns: Iterable[str]) -> bool:
    name = PurePosixPath(file).name
    return any(fnmatch(file, p) or fnmatch(name, p) or file.startswith(p.rstrip("/*") + "/") for p in patterns)


def _entries(decisions: Decisions) -> Iterator[tuple[str, str]]:
    """(kind, name) of every entry that names one file; patterns name none."""
    yield from (("order", name) for name in decisions.order if not WILD & set(name))
    yield from (("ignore", name) for name in decisions.ignore if not WILD & set(name) and not name.endswith("/"))
    yield from (("remembered", r.file) for r in decisions.remembered)
    yield from (("narrator", n.file) for n in decisions.narrators)


def _means(name: str, file: str) -> bool:
    """Whether `name` (a file's name, or its path) means the file."""
    return file == name or PurePosixPath(file).name == name


def _locate(name: str, files: Iterable[str]) -> str:
    """The file that a name means; "" when there is none. A folder counts as itself."""
    found = [f for f in files if _means(name, f)]
    if found:
        return found[0]
    return name if any(f.startswith(name.rstrip("/") + "/") or fnmatch(f, name) for f in files) else ""


def _in_the_style_of(name: str, target: str, files: Collection[str]) -> str:
    """The present name as the writer wrote the former one: without folders where that is enough."""
    bare = PurePosixPath(target).name
    return bare if "/" not in name and sum(1 for f in files if PurePosixPath(f).name == bare) < 2 else target
