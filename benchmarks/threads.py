"""How well threads are found: what is opened, and whether and where it ends.

    python benchmarks/threads.py [open|sealed] [--misses]

Each book of `benchmarks/sets/threads` has a key: the sentences that open something (`planted`, or another that does as
well, `also`), of which kind, and where it ends (`closed`, or `also_closed`; null for what stays open). Reported are the
share of the threads found that are in the key (precision), the share of the key that is found (recall), and of those
found in both, how many have the right kind and the right end. Nobody tunes to the sealed half: `--misses` is for the
open one.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass, field
from pathlib import Path

from companion.canon.canon import Canon
from companion.canon.observe import observe
from companion.canon.types import Thread
from companion.decisions import Decisions
from companion.manuscript import read_manuscript
from companion.manuscript.chapter import Chapter, Citation

SETS = Path(__file__).resolve().parent / "sets" / "threads"


@dataclass
class Tally:
    found: int = 0
    right: int = 0
    wanted: int = 0
    kinds: int = 0
    ends: int = 0
    closed: int = 0
    closed_found: int = 0
    closed_wrongly: int = 0
    lines: list[str] = field(default_factory=list)


def measure(path: Path, tally: Tally) -> None:
    """Add one book to the tally."""
    key = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    chapters = read_manuscript(path).chapters
    for one in key:
        for quote in (
            one["planted"],
            *one.get("also", ()),
            *filter(None, [one["closed"]]),
            *one.get("also_closed", ()),
        ):
            if not any(quote in c.text for c in chapters):
                raise SystemExit(f"{path.name}: not in the text: {quote}")
    threads = Canon(chapters, [observe(c) for c in chapters], Decisions()).threads
    tally.wanted += len(key)
    tally.found += len(threads)
    left = list(key)
    for thread in threads:
        match = next(
            (one for one in left if _at(chapters, thread.planted, [one["planted"], *one.get("also", ())])), None
        )
        if match is None:
            again = any(_at(chapters, thread.planted, [one["planted"], *one.get("also", ())]) for one in key)
            tally.lines.append(
                f"{path.stem}: {'again' if again else 'WRONG'} {thread.kind}: {thread.planted.line[:100]}"
            )
            continue
        left.remove(match)
        tally.right += 1
        tally.kinds += thread.kind == match["kind"]
        _end(chapters, thread, match, tally, path.stem)
    tally.lines += [f"{path.stem}: missed {one['kind']}: {one['planted']}" for one in left]


def _end(chapters: tuple[Chapter, ...], thread: Thread, match: dict, tally: Tally, name: str) -> None:
    wanted = [q for q in (match["closed"], *match.get("also_closed", ())) if q]
    tally.closed += bool(wanted)
    ended = thread.closed or thread.passed  # where its day comes without a word is an end for the key, too
    good = _at(chapters, ended, wanted) if ended and wanted else ended is None and not wanted
    tally.ends += good
    tally.closed_found += bool(good and wanted)
    tally.closed_wrongly += ended is not None and not good
    if not good:
        said = ended.line[:90] if ended else "open"
        tally.lines.append(f"{name}: end of {match['planted'][:40]!r}: got {said!r}, wanted {match['closed']!r}")


def _at(chapters: tuple[Chapter, ...], citation: Citation | None, quotes: list[str]) -> bool:
    """Whether a citation overlaps a sentence that holds one of the quotes."""
    if citation is None:
        return False
    text = citation.chapter.text
    for quote in quotes:
        at = text.find(quote)
        if at >= 0 and citation.start < at + len(quote) and citation.end > at:
            return True
    return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("half", nargs="?", default="open", choices=("open", "sealed"))
    parser.add_argument("--misses", action="store_true", help="print each miss (open half only)")
    given = parser.parse_args()
    tally = Tally()
    books = sorted((SETS / given.half).glob("*.md"))
    for path in books:
        measure(path, tally)
    if given.misses and given.half == "open":
        print("\n".join(tally.lines))
    print(f"{given.half}: {len(books)} books, {tally.wanted} threads in the key, {tally.found} found")
    print(f"precision {tally.right / max(1, tally.found):.2f}  recall {tally.right / max(1, tally.wanted):.2f}")
    print(f"right kind {tally.kinds / max(1, tally.right):.2f}  right end {tally.ends / max(1, tally.right):.2f}")
    print(f"ends found {tally.closed_found} of {tally.closed}, ended wrongly {tally.closed_wrongly}")


if __name__ == "__main__":
    main()
