"""What each paragraph of a first-person scene says about who "I" is, as log-odds for and against each character.

A name called out by somebody else speaks for it, a name that the narration uses speaks against it: whoever is seen from
outside is not "I". What is said counts by how probable it is that the narrator says it (`turns.py`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, pairwise
from math import sqrt

from ..manuscript.chapter import WORD, Chapter, Scene
from ..manuscript.sentences import paragraphs
from .calls import CALLED, call_odds, call_weight
from .clue_words import (
    ABOUT_ME,
    ADDRESSED,
    CALLED_ME,
    GREETING,
    HAILED,
    HEADS,
    ISNT_IT,
    ITALIC,
    JUMP,
    OF_ME,
    SHOWN,
    SIGNATURE,
    TIE,
    TOKEN,
    TOPIC,
    WHO,
    YOU_ARE,
)
from .name_words import HONORIFICS
from .names import Sighting
from .ordinary import is_only_a_name
from .speech import introductions
from .turns import Turn, read_turns
from .unmarked import unmarked_mine
from .viewpoints import POV, heading_name

HEADING, LONE_HEADING, VIEWPOINT = 12.0, 3.0, 12.0
TOLD_SELF = 5.0  # "I'm Gauri Deshpande", told: against the name's being seen in the narration, too
NAMED, INTRODUCED, ASKED, SIGNED, GIVEN = 6.0, 6.0, 2.5, 6.0, -3.0
LATELY = 4  # paragraphs back in which a name was asked for
NO_MORE = 3  # letters and marks beside a name that is all of what is said
UNMARKED_WORDS = 80  # words of a scene whose speech has no marks
CALLS_SEEN, CALLS_UNSEEN = 0.5, -0.7  # log-odds that "I" speaks, who calls somebody the narration names, or does not
REACH = 12  # characters before a name in which a comma or "oh" stands
UNSEEN = 1.4  # called by name, and nowhere in the narration of the scene
ACTS, MENTIONED, SPOKEN_OF, TALKED_OF = -4.0, -2.0, -1.5, -0.8
OFTEN = 4  # times that being spoken of counts in a scene
GREETED, WRITTEN, WRITTEN_TO = -4.0, 1.0, 1.5
CERTAIN = ("name", "call me", "calls me", "known as", "called", "named")

# How likely a switch of narrator is before a paragraph of the same scene: one that speech begins, any other, one in
# which the time jumps.
SPEAKS, STAYS, JUMPS = 2e-4, 1e-2, 0.1
LONGEST_NAME = 40  # characters of a line that may be a name and nothing else
SUBJECT = frozenset("SAaRB")
CALLED_BY = frozenset("Vv")
Place = tuple[int, int]  # (chapter position, scene number)


@dataclass
class Paragraph:
    """One paragraph of a first-person scene with its log-odds by canonical name."""

    start: int
    end: int
    change: float  # how likely it is that somebody else tells from here on
    odds: dict[str, float] = field(default_factory=dict)


@dataclass
class SceneClues:
    """A first-person scene, paragraph by paragraph."""

    place: Place
    paragraphs: list[Paragraph]
    first_of_chapter: bool
    called: Counter[str] = field(default_factory=Counter)  # names that others call, most probably "I"
    seen: Counter[str] = field(default_factory=Counter)  # names that the narration uses
    spoken: Counter[str] = field(default_factory=Counter)  # names used in speech of somebody spoken about or by "I" to
    calls: list[tuple[int, str, float]] = field(default_factory=list)  # (paragraph, what somebody is called, mine)
    ties: list[tuple[int, str]] = field(default_factory=list)  # (paragraph, "my sister")
    forms: dict[str, int] = field(default_factory=dict)  # names as the narration writes them, with the first paragraph
    together: Counter[tuple[str, str]] = field(default_factory=Counter)  # called in one breath by others, sorted
    style: Counter[str] = field(default_factory=Counter)  # words of the narration
    words: int = 0

    def saying(self, name: str, odds: float) -> SceneClues:
        """The same scene whose first paragraph says so much for somebody: what the writer has said."""
        first, *rest = self.paragraphs
        return replace(self, paragraphs=[replace(first, odds={**first.odds, name: odds}), *rest])

    @cached_property
    def totals(self) -> Counter[str]:
        """The log-odds of the whole scene by name."""
        found: Counter[str] = Counter()
        for paragraph in self.paragraphs:
            for name, value in paragraph.odds.items():
                found[name] += value  # type: ignore[assignment]
        return found


def renamed(scenes: Sequence[SceneClues], names: Mapping[str, str]) -> list[SceneClues]:
    """The same clues where some characters have turned out to be one: `names` gives each their new name."""

    def under(counts: Mapping[str, float]) -> dict[str, float]:
        total: dict[str, float] = {}
        for name, value in counts.items():
            key = names.get(name, name)
            total[key] = total.get(key, 0) + value
        return total

    return [
        replace(
            scene,
            paragraphs=[replace(p, odds=under(p.odds)) for p in scene.paragraphs],
            called=Counter(under(scene.called)),
            seen=Counter(under(scene.seen)),
            spoken=Counter(under(scene.spoken)),
            calls=[(number, names.get(name, name), mine) for number, name, mine in scene.calls],
            together=Counter(),
        )
        for scene in scenes
    ]


class ClueReader:
    """Reads the clues of one chapter."""

    def __init__(
        self,
        chapter: Chapter,
        observed: Mapping[str, list],
        spans: Sequence[tuple[int, int, str]],
        sightings: Mapping[int, Sighting],
        by_name: Mapping[str, set[str]],
        headings: Mapping[str, str],
    ) -> None:
        self.chapter, self.text = chapter, chapter.text
        self.lower = chapter.text.lower().replace("’", "'")
        self.speech: list[list] = observed["speech"]
        self.spans, self.sightings = spans, sightings
        self.by_name, self.headings = by_name, headings
        self.turns: dict[int, Turn] = {}  # of the scene at hand
        self.unmarked = False  # whether the scene at hand has its speech without quotation marks
        self.heading = ""  # the last one inside the chapter
        self.span_starts = [a for a, _, _ in spans]
        self.quote_starts = [q[0] for q in self.speech]
        self.starts = sorted(sightings)
        self.named_at = {a: name for a, _, name in spans}
        self.called_at = sorted(a for a, s in sightings.items() if "q" in s.cues and CALLED_BY & set(s.cues))
        self.families = _families(by_name)
        self.not_style = {w.casefold() for key in by_name for w in key.split()}

    def scenes(self) -> list[SceneClues]:
        """The clues of every first-person scene of the chapter."""
        found: list[SceneClues] = []
        for scene in self.chapter.scenes:
            if scene.person == "first":
                found.append(self._scene(scene, not found and scene is self.chapter.scenes[0]))
        return found

    def _scene(self, scene: Scene, first: bool) -> SceneClues:
        bounds = list(paragraphs(self.text, scene.start, scene.end))
        speech = self._rows(scene.start, scene.end)
        hints = self._hints(scene.start, scene.end, speech)
        self.turns = {t.number: t for t in read_turns(self.text, bounds, speech, hints)}
        quoted = {q[0] for q in speech}
        clues = SceneClues(
            (self.chapter.position, scene.number),
            [Paragraph(a, b, self._change(a, b, quoted)) for a, b in bounds],
            first,
            words=len(WORD.findall(self.text, scene.start, scene.end)),
        )
        self.unmarked = not speech and clues.words > UNMARKED_WORDS
        seen: Counter[str] = Counter()
        for number, paragraph in enumerate(clues.paragraphs):
            self._names(clues, paragraph, number, seen)
        self._calls(clues)
        if self.unmarked:
            self._unmarked_calls(clues)
        self._unseen(clues)
        self._ties(clues)
        self._introduced(clues, bounds)
        self._answered(clues)
        self._named_in_full(clues)
        clues.style = self._style(scene, speech)
        self._headed(scene, clues)
        self._lone_names(clues)
        return clues

    def _hints(self, start: int, end: int, speech: Sequence[list]) -> dict[int, float]:
        """Log-odds that "I" speaks a quotation, from whom it calls: somebody seen here, or somebody who is not."""
        low, high = (bisect_left(self.span_starts, at) for at in (start, end))
        seen = {n for a, _, n in self.spans[low:high] if a in self.sightings and "q" not in self.sightings[a].cues}
        hints: dict[int, float] = {}
        for at in self.called_at[bisect_left(self.called_at, start) : bisect_left(self.called_at, end)]:
            name = self.named_at.get(at, "")
            quote = next((a for a, b, *_ in speech if a <= at < b), -1)
            if name and quote >= 0:
                hints[quote] = CALLS_SEEN if name in seen else CALLS_UNSEEN
        return hints

    def _change(self, start: int, end: int, quoted: set[int]) -> float:
        if start in quoted:
            return SPEAKS
        return JUMPS if JUMP.match(self.text, start, end) else STAYS

    def _rows(self, start: int, end: int) -> list[list]:
        return self.speech[bisect_left(self.quote_starts, start) : bisect_left(self.quote_starts, end)]

    def _names(self, clues: SceneClues, paragraph: Paragraph, number: int, seen: Counter[str]) -> None:
        turn = self.turns.get(number)
        low, high = (bisect_left(self.span_starts, at) for at in (paragraph.start, paragraph.end))
        for start, end, name in self.spans[low:high]:
            cues = self.sightings[start].cues if start in self.sightings else ""
            if "H" in cues:
                continue  # "Captain" is whoever is one
            if "q" in cues and turn is not None:
                odds = self._said(clues, name, cues, turn, paragraph, start, end)
            else:
                odds = self._narrated(clues, name, cues, start, end, paragraph, number, seen)
            if odds:
                paragraph.odds[name] = paragraph.odds.get(name, 0.0) + odds

    def _calls(self, clues: SceneClues) -> None:
        """What people are called in speech, names or not: "Wolf", "Boss"."""
        for number, turn in self.turns.items():
            low, high = (bisect_left(self.called_at, at) for at in (turn.start, turn.end))
            here: dict[int, set[str]] = defaultdict(set)
            for at in self.called_at[low:high]:
                end = at + len(self.sightings[at].surface)
                if self._is_topic(at, end, turn.end) or self._of_many(at):
                    continue
                mine = turn.mine_at(at)
                name = self.named_at.get(at, "")
                clues.calls.append((number, name or self.sightings[at].surface, mine))
                if not name and is_only_a_name(self.sightings[at].surface):  # too few mentions to be in the cast
                    surface = self.sightings[at].surface
                    called = CALLED * call_weight(self.text, self.turns, turn, at, at + len(surface))
                    self._add(clues.paragraphs[number], surface, call_odds(mine, called))
                if mine < 0.5 and name:
                    here[next((a for a, b in turn.quotes if a <= at < b), -1)].add(name)
            for names in here.values():
                clues.together.update(combinations(sorted(names), 2))

    def _unmarked_calls(self, clues: SceneClues) -> None:
        """Names of too few mentions to be in the cast that close a sentence after a comma: "Are you coming, Mal?" """
        bounds = [(p.start, p.end) for p in clues.paragraphs]
        for number, paragraph in enumerate(clues.paragraphs):
            low, high = (bisect_left(self.starts, at) for at in (paragraph.start, paragraph.end))
            for at in self.starts[low:high]:
                surface = self.sightings[at].surface
                end = at + len(surface)
                if (
                    at not in self.named_at
                    and self.text[end : end + 1] in ".!?,"
                    and (
                        ADDRESSED.search(self.text, max(paragraph.start, at - REACH), at)
                        or (at == paragraph.start and HAILED.match(self.text, end, paragraph.end))
                    )
                    and is_only_a_name(surface)
                ):
                    mine = unmarked_mine(self.text, bounds, number)
                    clues.calls.append((number, surface, mine))
                    self._add(paragraph, surface, call_odds(mine, CALLED))

    def _ties(self, clues: SceneClues) -> None:
        """Whom "I" has: my sister, my manager."""
        for number, paragraph in enumerate(clues.paragraphs):
            for match in TIE.finditer(self.text, paragraph.start, paragraph.end):
                mine, inside = self._speaker(match.start(), self.turns.get(number))
                if not inside or mine > 0.6:
                    clues.ties.append((number, f"my {match['who'].lower()}"))

    def _unseen(self, clues: SceneClues) -> None:
        """Whoever is called in a scene and is not "I" is nearly always named in its narration too."""
        done: set[str] = set()
        for number, name, mine in clues.calls:
            if name not in done and not clues.seen[name] and mine < 0.9:
                done.add(name)
                self._add(clues.paragraphs[number], name, UNSEEN * (1 - mine))

    def _style(self, scene: Scene, speech: Sequence[list]) -> Counter[str]:
        words: Counter[str] = Counter()
        at = scene.start
        for start, end, *_ in [*speech, [scene.end, scene.end]]:
            if start > at:
                words.update(TOKEN.findall(self.lower, at, start))
            at = max(at, end)
        return Counter({w: n for w, n in words.items() if w not in self.not_style})

    def _said(
        self, clues: SceneClues, name: str, cues: str, turn: Turn, paragraph: Paragraph, at: int, end: int
    ) -> float:
        """A name inside quotation marks."""
        mine = turn.mine_at(at)
        if self._is_topic(at, end, paragraph.end):
            clues.spoken[name] += 1
            return 0.0
        if self._of_many(at):
            return 0.0
        if "V" in cues or "v" in cues:
            called = CALLED * call_weight(self.text, self.turns, turn, at, end)
            if mine < 0.6:
                clues.called[name] += 1
                called = 1 + (called - 1) / clues.called[name]  # called again adds less
            else:
                clues.spoken[name] += 1
            return call_odds(mine, called)
        clues.spoken[name] += 1
        return mine * SPOKEN_OF + (1 - mine) * TALKED_OF if clues.spoken[name] <= OFTEN else 0.0

    def _is_topic(self, at: int, end: int, limit: int) -> bool:
        """Whether a name is said to talk of its bearer, and not after a comma, as who is spoken to is named."""
        return self.text[max(0, at - 2) : at].strip() != "," and TOPIC.match(self.text, end, limit) is not None

    def _of_many(self, at: int) -> bool:
        """Whether a title and surname, or a surname alone, can be any of a family's."""
        words = self.sightings[at].surface.split() if at in self.sightings else []
        return bool(words) and words[-1] in self.families and (len(words) == 1 or words[0].rstrip(".") in HONORIFICS)

    def _narrated(
        self,
        clues: SceneClues,
        name: str,
        cues: str,
        start: int,
        end: int,
        paragraph: Paragraph,
        number: int,
        seen: Counter[str],
    ) -> float:
        """A name in the narration."""
        before = self.text[paragraph.start : start]
        after = self.text[end : paragraph.end].strip(" .*_\n,!")
        if number == len(clues.paragraphs) - 1 and not after and SIGNATURE.search(before) and number:
            return SIGNED
        if number == 0 and GREETING.match(before):
            clues.seen[name] += 1
            return GREETED
        if HEADS.search(before) and self.text[end : end + 1] in ".,!?—":
            return WRITTEN_TO  # *Mara. Where are you?*
        if ITALIC.search(before) and (self.text[end : end + 1] in ",!?" or before.rstrip().endswith(",")):
            return WRITTEN  # *Where are you, Mara?* on the telephone
        if OF_ME.search(before):
            return 0.0  # "he calls me Mara", "looks at me, at Mara Quill who promised"
        if "C" in cues or "N" in cues or (SHOWN.search(before) and self.text[end : end + 1] in "*_”\"’'"):
            return 0.0  # read on a sign, or told as a name
        hailed = self.unmarked and not before.strip("—– ") and HAILED.match(self.text, end, paragraph.end)
        if hailed or (ADDRESSED.search(before) and self.text[end : end + 1] in ".!?," and not SUBJECT & set(cues)):
            if not self.unmarked:
                return 0.0  # "Get up, Mara": a thought
            mine = unmarked_mine(self.text, [(p.start, p.end) for p in clues.paragraphs], number)
            clues.calls.append((number, name, mine))
            return call_odds(mine, CALLED)
        seen[name] += 1
        clues.seen[name] += 1
        clues.forms.setdefault(self.text[start:end], number)
        return (ACTS if SUBJECT & set(cues) else MENTIONED) / sqrt(seen[name])

    def _named_in_full(self, clues: SceneClues) -> None:
        """ "Tunde Bakare," I say: all of what is said, and nobody whom the narration names: it is one's own name.

        It must be given as names are (`_may_introduce`): others are hailed by their full names, and named in answers.
        """
        for number, turn in self.turns.items():
            if turn.mine <= 0.6 or not self._may_introduce(number, turn):
                continue
            for start, end in turn.quotes:
                for at, stop, name in self._spans(turn):
                    words = self.text[at:stop].split()
                    whole = at - start < NO_MORE and end - stop < NO_MORE and self.text[stop : stop + 1] in ",."
                    full = len(words) > 1 and words[0].rstrip(".") not in HONORIFICS
                    if start <= at < end and whole and full and not clues.seen[name]:
                        odds = clues.paragraphs[number].odds
                        odds[name] = max(odds.get(name, 0.0), INTRODUCED)

    def _may_introduce(self, number: int, turn: Turn) -> bool:
        """Whether a turn gives one's own name: one was asked for lately, the surname comes before the whole ("Pryce," I
        said. "Angharad Pryce."), or "I" tell of myself beside it, and no other question is answered.
        """
        before = [quote for n in range(number - LATELY, number) if n in self.turns for quote in self.turns[n].quotes]
        if any(WHO.search(self.text, *quote) for quote in before):
            return True
        said = [self.text[start + 1 : end - 1].strip(" .,!").split() for start, end in turn.quotes]
        if any(len(one) == 1 and len(other) > 1 and one[0] == other[-1] for one, other in pairwise(said)):
            return True
        answers = bool(before) and "?" in self.text[slice(*before[-1])]
        return not answers and any(ABOUT_ME.match(self.text, *quote) for quote in turn.quotes)

    def _introduced(self, clues: SceneClues, bounds: Sequence[tuple[int, int]]) -> None:
        starts = [a for a, _ in bounds]
        low, high = bounds[0][0], bounds[-1][1]
        for at, phrase, said in introductions(self.text, low, high):
            name = self._one(said) or self._one(said.split()[0])
            if not name:
                continue
            number = bisect_left(starts, at + 1) - 1
            mine, inside = self._speaker(at, self.turns.get(number))
            sure = any(word in phrase.casefold() for word in CERTAIN)
            odds = 0.0
            if not inside:
                odds = NAMED if sure else TOLD_SELF if phrase.replace("’", "'") in ("I'm", "I am") else 0.0
            elif mine > 0.5:
                odds = NAMED if sure else INTRODUCED if mine > 0.8 else INTRODUCED / 2
            elif "this is" not in phrase.casefold() and "it" not in phrase.casefold().split("'")[0]:
                odds = GIVEN
            self._add(clues.paragraphs[number], name, odds)
        for match in CALLED_ME.finditer(self.text, low, high):
            name = self._one(" ".join(match["name"].split())) or self._one(match["name"].split()[0])
            number = bisect_left(starts, match.start() + 1) - 1
            mine, inside = self._speaker(match.start(), self.turns.get(number))
            if name:
                self._add(clues.paragraphs[number], name, NAMED if not inside or mine > 0.5 else GIVEN)
        for number, turn in self.turns.items():
            for start, end in turn.quotes:
                for match in (*YOU_ARE.finditer(self.text, start, end), *ISNT_IT.finditer(self.text, start, end)):
                    if name := self._one(" ".join(match["name"].split())):
                        mine = turn.mine_at(match.start())
                        odds = ASKED * (1 - mine) + GIVEN * mine
                        self._add(clues.paragraphs[number], name, odds - TALKED_OF)

    def _answered(self, clues: SceneClues) -> None:
        """ "Name?" "Ilse Quill," I say."""
        for number, turn in self.turns.items():
            before = self.turns.get(number - 1)
            if before is None or turn.mine < 0.6 or not WHO.search(self.text, *before.quotes[-1]):
                continue
            at = turn.quotes[0][0] + 1
            name = next((n for a, b, n in self._spans(turn) if a == at and self.text[b : b + 1] in ",.!"), "")
            if name:
                self._add(clues.paragraphs[number], name, INTRODUCED)

    def _spans(self, turn: Turn) -> Sequence[tuple[int, int, str]]:
        return self.spans[bisect_left(self.span_starts, turn.start) : bisect_left(self.span_starts, turn.end)]

    @staticmethod
    def _speaker(at: int, turn: Turn | None) -> tuple[float, bool]:
        inside = turn is not None and any(a <= at < b for a, b in turn.quotes)
        return (turn.mine_at(at) if turn else 1.0), inside

    def _lone_names(self, clues: SceneClues) -> None:
        """A line that is nothing but a name begins the part that its bearer tells."""
        for paragraph in clues.paragraphs[:-1]:
            line = self.text[paragraph.start : paragraph.end]
            name = self.headings.get(heading_name(line), "") if len(line) <= LONGEST_NAME else ""
            if name and line[-1] not in ".,!?":
                paragraph.odds = {name: VIEWPOINT}
                paragraph.change = 0.5
                self.heading = name

    def _headed(self, scene: Scene, clues: SceneClues) -> None:
        name = self.headings.get(heading_name(scene.heading), "") if scene.heading else ""
        if name:
            sure = POV.search(scene.heading) is not None or len(self.headings) > 1
            self._add(clues.paragraphs[0], name, HEADING if sure else LONE_HEADING)
            self.heading = name
        elif self.heading:
            self._add(clues.paragraphs[0], self.heading, LONE_HEADING)  # until another heading comes
        else:
            for part in (self.chapter.title, self.chapter.label):
                if name := self.headings.get(heading_name(part), ""):
                    sure = POV.search(part) is not None or len(self.headings) > 1
                    self._add(clues.paragraphs[0], name, HEADING if sure else LONE_HEADING)
                    return

    def _one(self, name: str) -> str:
        found = self.by_name.get(name.casefold(), set())
        return next(iter(found)) if len(found) == 1 else ""

    @staticmethod
    def _add(paragraph: Paragraph, name: str, odds: float) -> None:
        paragraph.odds[name] = paragraph.odds.get(name, 0.0) + odds


def _families(by_name: Mapping[str, set[str]]) -> set[str]:
    """Last words of the names of several characters: surnames of families."""
    bearers: dict[str, set[str]] = defaultdict(set)
    for name, characters in by_name.items():
        words = name.split()
        if len(words) > 1:
            bearers[words[-1].title()] |= characters
    return {word for word, characters in bearers.items() if len(characters) > 1}
