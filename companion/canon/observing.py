"""What the patterns see in one chapter: matches with their offsets, anchor and hedges, nothing attached yet."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import Any

from ..manuscript.chapter import WORD, Chapter
from ..manuscript.quotations import quotations
from .clauses import Clause, Part, clauses
from .hedges import hedges
from .patterns import PATTERNS, PHRASES, SOMEBODY, Pattern, Phrase, plain
from .replies import diagnoses, replies
from .sayings import sayings

Observed = dict[str, Any]
ABOUT = re.compile(r"\b(?:perhaps|maybe|probably)\s+\Z")
# of which "as a post" or "like a doll's" makes more, not a likeness
VERY = frozenset({"health", "height", "looks", "hair", "eyes", "beard"})
AS_A = re.compile(r"[^.;:!?\"]{0,16}\s(?:as|like)\s+(?:an?|the|any)\s")
YEARS_OLD = re.compile(r"(?:only |just )?[\w\-]+\s+years\s+(?:old|of\s+age)\b")
LIKE = re.compile(r"\b(?:like|seem\w*|look\w*|appear\w*|as if|as though)\b", re.I)
OWNED = frozenset({"possession", "kin", "residence"})
BESIDES = frozenset({"occupation", "height", "looks", "diet"})
SEEN = frozenset({"eyes", "hair", "beard", "looks"})
PHRASE_WORDS = frozenset(word for phrase in PHRASES for word in phrase.triggers)


def observe_facts(chapter: Chapter) -> list[Observed]:
    """Every pattern match in the story (never paratext) of one chapter, in reading order, JSON-able.

    Keys: `attribute`, `value`, `start`/`end` (of the match), `at` (where the value stands), `who` (text and offsets of
    the anchor, or None for the subject of the sentence), `whom` (likewise, of a named relative), `said` (start of the
    quotation it stands in, or None), `hedges`, `sure`, and where a question and its answer say it together `reply`, the
    start of the quotation that answers: then `said` is the question's.
    """
    return _Observer(chapter).observe()


class _Observer:
    """Reads one chapter sentence by sentence: patterns first, then what clauses add to them."""

    def __init__(self, chapter: Chapter) -> None:
        self.text, self.raw = plain(chapter.text), chapter.text
        self.sentences = chapter.sentences
        self.spans = [(a, b) for scene in chapter.scenes for a, b in quotations(chapter.text, scene.start, scene.end)]
        self.starts = [a for a, _ in self.spans]
        self.seen: dict[tuple[str, int], Observed] = {}
        self.here: list[Observed] = []  # what the present sentence has shown

    def observe(self) -> list[Observed]:
        by_trigger = _by_trigger()
        for n, sentence in enumerate(self.sentences):
            self.here = []
            words = _words(self.text, sentence.start, sentence.end)
            wanted: dict[int, Pattern] = {}
            for word in words & by_trigger.keys():
                wanted.update(by_trigger[word])
            for order in sorted(wanted):
                pattern = wanted[order]
                if not pattern.needs or pattern.needs & words:
                    self._match(n, pattern)
            if words & PHRASE_WORDS:
                self._clauses(n)
        for one in replies(self.text, self.raw, self.spans):
            low, high = one["reply"], bisect_right(self.starts, one["reply"]) - 1
            after = self.text.find("  ", self.spans[high][1])  # to the end of the paragraph
            end = len(self.text) if after < 0 else after
            one["hedges"] = hedges(self.text, low, end, max(low, one["at"]), max(low, one["end"]), low, end, said=True)
            self.seen[one["attribute"], one["at"]] = one
        for one in (*sayings(self.text, self.spans), *diagnoses(self.text, self.spans)):
            self.seen[one["attribute"], one["at"]] = one
        return sorted(self.seen.values(), key=lambda o: (o["at"], o["attribute"]))

    def _match(self, n: int, pattern: Pattern) -> None:
        sentence = self.sentences[n]
        if pattern.rest is not None and pattern.rest.search(self.text, sentence.start, sentence.end) is None:
            return
        for match in pattern.regex.finditer(self.text, sentence.start, sentence.end):
            value = pattern.value(match)
            if value is None:
                continue
            at = _value_at(match)
            quote = _quote(self.spans, self.starts, at)
            # A match that starts outside of the quotation that holds its value belongs to nobody.
            if quote is not None and match.start() < quote[0]:
                continue
            key = (pattern.attribute, at)
            if key in self.seen and (self.seen[key]["who"] is not None or "who" not in match.re.groupindex):
                continue
            whom = _group(match, "whom") or _group(match, "whom2")
            self._keep(
                n, pattern.attribute, value, (match.start(), at, match.end()), _group(match, "who"), whom, pattern.sure
            )

    def _clauses(self, n: int) -> None:
        """Adds what clauses say where no pattern has read the same words."""
        sentence = self.sentences[n]
        low = max(0, bisect_right(self.starts, sentence.start) - 1)
        near = [q for q in self.spans[low : bisect_right(self.starts, sentence.end)] if q[1] > sentence.start]
        for clause in clauses(self.text, sentence.start, sentence.end, near):
            words = _words(self.text, clause.start, clause.end)
            phrases = [p for p in PHRASES if p.triggers & words] if words & PHRASE_WORDS else []
            # Whether a phrase before has said something: only then is the rest a list of such.
            told = bool(phrases) and (
                SOMEBODY.match(self.text, clause.parts[0].at, clause.end) is not None
                or any(clause.start <= o["at"] < clause.end for o in self.here)
            )
            for n_part, part in enumerate(clause.parts if phrases else ()):
                for phrase in phrases:
                    if phrase.having is not part.having or (clause.kind == "beside" and not phrase.beside):
                        continue
                    if n_part and not told and not self._one_of(part, phrase):
                        continue
                    if part.having and clause.kind == "beside" and phrase.attribute not in SEEN:
                        continue  # "said I, with great anxiety"
                    if part.having and clause.kind != "have" and phrase.attribute in OWNED:
                        continue  # what somebody is seen with may be anybody's
                    match = phrase.regex.match(self.text, part.at, sentence.end if phrase.beyond else clause.end)
                    value = phrase.value(match) if match else None
                    if match and value is not None:
                        told = True
                        self._add(n, clause, phrase, match, value)

    def _one_of(self, part: Part, phrase: Phrase) -> bool:
        """Whether a later part says on its own what the subject is: "She was the elder, a dental nurse"."""
        if phrase.attribute == "age":  # "She's on breakfasts at the school, thirty-three years old"
            return not part.having and YEARS_OLD.match(self.text, part.at) is not None
        return not part.having and phrase.attribute in BESIDES and self.text.startswith(("a ", "an "), part.at)

    def _add(self, n: int, clause: Clause, phrase: Phrase, match: re.Match[str], value: str) -> None:
        at = _value_at(match)
        same = [
            o
            for o in self.here
            if o["attribute"] == phrase.attribute and o["start"] < match.end() and match.start() < o["end"]
        ]
        # "with her father's red hair": the father stands inside of what she has
        seen = phrase.attribute in SEEN
        held = [o for o in same if not seen or o["who"] is None or o["who"][1] < match.start()]
        if same and (clause.kind == "beside" or any(not _unnamed(o["who"], clause) for o in held)):
            return
        for one in same:  # the clause knows whose it is
            del self.seen[one["attribute"], one["at"]]
            self.here.remove(one)
        whom = _group(match, "whom")
        self._keep(n, phrase.attribute, value, (clause.who[1], at, match.end()), list(clause.who), whom, phrase.sure)

    def _hedges(
        self, attribute: str, sentence: tuple[int, int], value: tuple[int, int], near: tuple[int, int], *, said: bool
    ) -> list[str]:
        """The cues around a value, but for those that are part of it: "perhaps forty", "deaf as a post"."""
        text, (at, end) = self.text, value
        if attribute == "age" and (about := ABOUT.search(text[max(sentence[0], at - 12) : at])):
            at -= len(about[0])
        found = hedges(text, *sentence, at, end, *near, said=said)
        if (
            attribute in VERY
            and "likeness" in found
            and AS_A.match(text, end)
            and not LIKE.search(text, sentence[0], at)
        ):
            found.remove("likeness")
        return found

    def _keep(
        self,
        n: int,
        attribute: str,
        value: str,
        place: tuple[int, int, int],
        who: list | None,
        whom: list | None,
        sure: bool,
    ) -> None:
        start, at, end = place
        sentence = self.sentences[n]
        scene = sentence.scene
        quote = _quote(self.spans, self.starts, at)
        before = self.sentences[n - 1].start if n and self.sentences[n - 1].scene == scene else sentence.start
        follows = n + 1 < len(self.sentences) and self.sentences[n + 1].scene == scene
        after = self.sentences[n + 1].end if follows else sentence.end
        one = self.seen[attribute, at] = {
            "attribute": attribute,
            "value": value,
            "start": start,
            "end": end,
            "at": at,
            "who": who,
            "whom": whom,
            "said": None if quote is None else quote[0],
            "hedges": self._hedges(
                attribute, (sentence.start, sentence.end), (at, end), (before, after), said=quote is not None
            ),
            "sure": sure,
        }
        self.here.append(one)


def _unnamed(who: list | None, clause: Clause) -> bool:
    """Whether an anchor is nobody, or what the subject is said to be: "she was a small woman with grey eyes"."""
    return who is None or (who[0].lower().startswith(("a ", "an ")) and clause.start <= who[1] < clause.end)


@cache
def _by_trigger() -> dict[str, list[tuple[int, Pattern]]]:
    table: dict[str, list[tuple[int, Pattern]]] = {}
    for order, pattern in enumerate(PATTERNS):
        for word in pattern.triggers:
            table.setdefault(word, []).append((order, pattern))
    return table


def _words(text: str, start: int, end: int) -> set[str]:
    """The words of a stretch in lower case, without "'s"; any number in digits counts as "ten"."""
    found = set(WORD.findall(text[start:end].lower()))
    for word in [w for w in found if "'" in w or w[0].isdigit()]:
        found.remove(word)
        found.add("ten" if word[0].isdigit() else word.split("'")[0])
        if word.endswith("n't"):
            found.add("n't")
        elif word.endswith("'ll"):
            found.add("ll")
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
