"""What the patterns see in one chapter: matches with their offsets, anchor and hedges, nothing attached yet."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from ..manuscript.chapter import WORD, Chapter
from ..manuscript.quotations import quotations
from .hedges import hedges
from .patterns import PATTERNS, Pattern, plain

Observed = dict[str, Any]


def observe_facts(chapter: Chapter) -> list[Observed]:
    """Every pattern match in the story (never paratext) of one chapter, in reading order, JSON-able.

    Keys: `attribute`, `value`, `start`/`end` (of the match), `at` (where the value stands), `who` (text and offsets of
    the anchor, or None for the subject of the sentence), `whom` (likewise, of a named relative), `said` (start of the
    quotation it stands in, or None), `hedges`, `sure`.
    """
    text = plain(chapter.text)
    by_trigger = _by_trigger()
    sentences = chapter.sentences
    spans = [(a, b) for scene in chapter.scenes for a, b in quotations(chapter.text, scene.start, scene.end)]
    starts = [a for a, _ in spans]
    seen: dict[tuple[str, int], Observed] = {}
    for n, sentence in enumerate(sentences):
        wanted: dict[int, Pattern] = {}
        words = _words(text, sentence.start, sentence.end)
        for word in words & by_trigger.keys():
            wanted.update(by_trigger[word])
        for order in sorted(wanted):
            pattern = wanted[order]
            if pattern.needs and not pattern.needs & words:
                continue
            for match in pattern.regex.finditer(text, sentence.start, sentence.end):
                value = pattern.value(match)
                if value is None:
                    continue
                at = _value_at(match)
                quote = _quote(spans, starts, at)
                # A match that starts outside of the quotation that holds its value belongs to nobody.
                if quote is not None and match.start() < quote[0]:
                    continue
                key = (pattern.attribute, at)
                if key in seen and (seen[key]["who"] is not None or "who" not in match.re.groupindex):
                    continue
                before = sentences[n - 1].start if n and sentences[n - 1].scene == sentence.scene else sentence.start
                after = (
                    sentences[n + 1].end
                    if n + 1 < len(sentences) and sentences[n + 1].scene == sentence.scene
                    else sentence.end
                )
                seen[key] = {
                    "attribute": pattern.attribute,
                    "value": value,
                    "start": match.start(),
                    "end": match.end(),
                    "at": at,
                    "who": _group(match, "who"),
                    "whom": _group(match, "whom") or _group(match, "whom2"),
                    "said": None if quote is None else quote[0],
                    "hedges": hedges(text, sentence.start, sentence.end, at, match.end(), before, after),
                    "sure": pattern.sure,
                }
    return sorted(seen.values(), key=lambda o: (o["at"], o["attribute"]))


def _by_trigger() -> dict[str, list[tuple[int, Pattern]]]:
    table: dict[str, list[tuple[int, Pattern]]] = {}
    for order, pattern in enumerate(PATTERNS):
        for word in pattern.triggers:
            table.setdefault(word, []).append((order, pattern))
    return table


def _words(text: str, start: int, end: int) -> set[str]:
    """The words of a stretch in lower case, without "'s"; any number in digits counts as "ten"."""
    found: set[str] = set()
    for match in WORD.finditer(text, start, end):
        word = match[0].lower()
        found.add("ten" if word[0].isdigit() else word.split("'")[0])
        if word.endswith("n't"):
            found.add("n't")
    return found


def _value_at(match) -> int:
    for name in ("v", "n", "d", "kin", "mark", "thing"):
        if name in match.re.groupindex and match[name] is not None:
            return match.start(name)
    return match.end("who") if "who" in match.re.groupindex and match["who"] is not None else match.start()


def _group(match, name: str) -> list | None:
    if name not in match.re.groupindex or match[name] is None:
        return None
    return [match[name], match.start(name), match.end(name)]


def _quote(spans: list[tuple[int, int]], starts: list[int], at: int) -> tuple[int, int] | None:
    n = bisect_right(starts, at) - 1
    return spans[n] if n >= 0 and spans[n][0] <= at < spans[n][1] else None
