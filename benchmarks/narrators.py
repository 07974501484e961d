#!/usr/bin/env python3
"""Who tells each scene, in which person and tense, and who is in it, against keys.

    python benchmarks/narrators.py [open|sealed|novellas] [--folder FOLDER]

FOLDER holds `open/` and `sealed/`, each with one folder per miniature novel: chapters 01.txt, 02.txt, ... and key.json,
whose scenes are given by their first and last words, so that a switch of narrator without a visible break counts as
one. A narrator is right under any of their names. `novellas/` has keys for the longer books of `sets/questions` whose
narrators change. With `open` (the default) and `novellas` each miss is printed; of the sealed half and of the sample
novel only the figures are shown. Nothing is indexed: chapters are read and observed, and that is all.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from companion.canon.canon import Canon
from companion.canon.observe import observe
from companion.decisions import Decisions
from companion.library import sample_novel
from companion.manuscript.chapter import Chapter
from companion.manuscript.reader import read_manuscript

ROOT = Path(__file__).resolve().parent.parent
SETS = ROOT / "benchmarks" / "sets" / "narrators"


@dataclass
class Score:
    """Counts over scenes. Narrators are counted for scenes in the first person, the rest for all."""

    scenes: int = 0
    person: int = 0
    tense: int = 0
    narrators: Counter[str] = field(default_factory=Counter)  # right | wrong | unknown
    named: int = 0  # narrators given to scenes that are not in the first person
    shown: int = 0  # people we say are present
    hits: int = 0
    present: int = 0  # people the keys say are present

    def add(self, other: Score) -> None:
        for name in ("scenes", "person", "tense", "named", "shown", "hits", "present"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.narrators.update(other.narrators)

    def row(self, title: str) -> str:
        first = sum(self.narrators.values())
        shares = [_share(self.narrators[kind], first) for kind in ("right", "wrong", "unknown")]
        cells = [
            f"{self.scenes:7}",
            _share(self.person, self.scenes),
            _share(self.tense, self.scenes),
            f"{first:7}",
            *shares,
            f"{self.named:8}",
            _share(self.hits, self.shown),
            _share(self.hits, self.present),
        ]
        return f"{title:<14}" + "".join(cells)


COLUMNS = ("scenes", "person", "tense", "first", "right", "wrong", "unknown", "named", "pres. P", "pres. R")
HEAD = f"{'':<14}" + "".join(f"{name:>{7 if name in ('scenes', 'first') else 8}}" for name in COLUMNS)


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("half", nargs="?", choices=("open", "sealed", "novellas"), default="open")
    args.add_argument("--folder", type=Path, default=SETS)
    options = args.parse_args()
    total, rows, seconds = Score(), [], 0.0
    for name, book, key in books(options.folder / options.half):
        started = time.perf_counter()
        canon = read(book)
        seconds += time.perf_counter() - started
        score = score_book(canon, key, options.half != "sealed")
        rows.append(score.row(name))
        total.add(score)
    print(HEAD)
    if options.half != "sealed":
        print("\n".join(rows))
    print(total.row(options.half))
    print(score_sample().row("sample novel"))
    print(f"{seconds:.1f} s to read and observe {len(rows)} books")


def books(folder: Path) -> Iterator[tuple[str, Path, dict]]:
    """The name, the folder and the key of each book; a key by itself says where its book lies below `sets/`."""
    for entry in sorted(folder.iterdir()):
        key = entry if entry.suffix == ".json" else entry / "key.json"
        if key.is_file():
            told = json.loads(key.read_text(encoding="utf-8"))
            yield entry.stem, SETS.parent / told["text"] if "text" in told else entry, told


def read(path: Path) -> Canon:
    chapters = read_manuscript(path).chapters
    return Canon(chapters, [observe(c) for c in chapters], Decisions())


def score_book(canon: Canon, key: dict, verbose: bool) -> Score:
    score = Score()
    by_number = {c.number or c.position: c for c in canon.chapters}
    also = {scene["narrator"]: {scene["narrator"], *scene["also"]} for scene in key["scenes"] if scene["narrator"]}
    for scene in key["scenes"]:
        chapter = by_number[scene["chapter"]]
        start, end = place(chapter, scene["starts"], scene["ends"])
        misses = score_scene(canon, chapter, start, end, scene, also, score)
        if verbose and misses:
            print(f"{key['title']}, chapter {scene['chapter']}, {scene['starts'][:40]!r}: {'; '.join(misses)}")
    return score


def place(chapter: Chapter, starts: str, ends: str) -> tuple[int, int]:
    """Where a scene stands, from its first and last words; white space and quotation marks may differ."""

    def find(words: str, low: int) -> re.Match[str]:
        pattern = r"\s+".join(re.escape(w).replace('"', '["“”]').replace("'", "['’‘]") for w in words.split())
        found = re.compile(pattern).search(chapter.text, low)
        if found is None:
            raise SystemExit(f"{chapter.path}: the key's words {words!r} do not stand there.")
        return found

    start = find(starts, 0).start()
    return start, find(ends, start).end()


def score_scene(
    canon: Canon, chapter: Chapter, start: int, end: int, scene: dict, also: dict[str, set[str]], score: Score
) -> list[str]:
    """Count one scene; what was missed, in words."""
    tellers: Counter[str] = Counter()
    voices: Counter[tuple[str, str]] = Counter()
    for sentence in chapter.sentences_in(start, end):
        tellers[canon.narrator(chapter.position, sentence.start)] += sentence.end - sentence.start
        voices[canon.voice(chapter.position, sentence.start)] += sentence.end - sentence.start
    (person, tense), teller = voices.most_common(1)[0][0], tellers.most_common(1)[0][0]
    misses = []
    score.scenes += 1
    score.person += person == scene["person"]
    score.tense += tense == scene["tense"]
    if person != scene["person"]:
        misses.append(f"person {person!r} for {scene['person']!r}")
    if tense != scene["tense"]:
        misses.append(f"tense {tense!r} for {scene['tense']!r}")
    if scene["person"] == "first" and scene["narrator"]:
        names = set(canon.resolve(teller).names) if teller and canon.resolve(teller) else {teller} - {""}
        right = any(same(n, k) for n in names for k in also[scene["narrator"]])
        verdict = "right" if right else "wrong" if teller else "unknown"
        score.narrators[verdict] += 1
        if not right:
            misses.append(f"narrator {teller!r} for {scene['narrator']!r}")
    elif teller:
        score.named += 1
        misses.append(f"narrator {teller!r} for nobody")
    if "present" in scene:
        misses += score_presence(canon, chapter, start, end, scene, also, score)
    return misses


def score_presence(
    canon: Canon, chapter: Chapter, start: int, end: int, scene: dict, also: dict[str, set[str]], score: Score
) -> list[str]:
    shown = canon.present_between(chapter.position, start, end)
    wanted = list(scene["present"])
    extra = []
    for name in shown:
        character = canon.resolve(name)
        names = set(character.names) if character else {name}
        match = next((w for w in wanted if any(same(n, k) for n in names for k in also.get(w, {w}))), None)
        if match:
            wanted.remove(match)
        else:
            extra.append(name)
    score.shown += len(shown)
    score.hits += len(shown) - len(extra)
    score.present += len(scene["present"])
    return [f"not present: {n}" for n in extra] + [f"missed: {n}" for n in wanted]


def same(one: str, other: str) -> bool:
    """Whether two names are one, case and titles aside: "Danny Rooke" is "Danny", "Dr. Sandoval" is "Sandoval"."""
    a, b = (set(re.findall(r"\w+", n.casefold())) - {"mr", "mrs", "ms", "miss", "dr", "the"} for n in (one, other))
    return bool(a and b) and (a <= b or b <= a)


def score_sample() -> Score:
    """The sample novel's scenes: figures only."""
    novel = sample_novel()
    keys = ROOT / "corpus" / "keys" / novel.name
    order = json.loads((keys / "order.json").read_text(encoding="utf-8"))["chapters"]
    people = json.loads((keys / "cast.json").read_text(encoding="utf-8"))["characters"]
    also = {p["name"]: {p["name"], *p["aliases"]} for p in people}
    canon, score = read(novel), Score()
    by_file = {c.path.name: c for c in canon.chapters}
    for entry in order:
        chapter = by_file[entry["file"]]
        starts = [max(0, chapter.text.find(s["begins"])) for s in entry["scenes"]]
        for told, start, end in zip(entry["scenes"], starts, [*starts[1:], len(chapter.text)], strict=True):
            scene = {**told, "narrator": told["narrator"] or ""}
            also.setdefault(scene["narrator"], {scene["narrator"]})
            score_scene(canon, chapter, start, max(end, start + 1), scene, also, score)
    return score


def _share(part: int, whole: int) -> str:
    return f"{part / whole:8.2f}" if whole else f"{'-':>8}"


if __name__ == "__main__":
    main()
