"""Dead, and then acting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ...manuscript.chapter import Chapter, Citation
from ...manuscript.quotations import quotations
from ..facts import Statement
from ..patterns.base import plain
from ..types import Finding
from .base import MOST_EVIDENCE, asserted, by_character, make_finding

if TYPE_CHECKING:
    from ..canon import Canon

_ACTS = (
    r"(?:said|says|asked|asks|replied|replies|answered|answers|came|comes|went|goes|walked|walks|stood|stands|sat|sits|smiled|"
    r"smiles|laughed|laughs|nodded|nods|looked|looks|turned|turns|took|takes|gave|gives|opened|opens|closed|closes|leaned|leans|"
    r"shrugged|shrugs|entered|enters|ran|runs|put|puts|picked|picks|pulled|pulls|poured|pours|drove|drives|rose|rises|bowed|"
    r"appeared|waved|waves|shook|shakes|handed|hands|kissed|kisses|cried|cries|whispered|whispers|shouted|shouts|grinned|grins|"
    r"frowned|frowns|sighed|sighs|stared|stares|watched|watches|stepped|steps|arrived|arrives|left|leaves|set|sets|stopped|saw|"
    r"sees|met|meets|called|calls|brought|brings|joined|joins|hurried|led|leads|held|holds|dropped|drops|sang|sings|played|plays|"
    r"texted|texts|phoned|rang|rings|is (?:waiting|standing|sitting|leaning|talking|laughing|smiling)|"
    r"was (?:waiting|standing|sitting|leaning|talking|laughing|smiling))"
)
_AFTER = re.compile(rf"^,?\s+(?:(?:only|just|then|now|himself|herself|[a-z]+ly)\s+)?{_ACTS}\b(?!\s+(?:been|dead|died))")
_BEFORE = re.compile(r"[\"'”’,.!?]\s*(?:said|says|asked|asks|replied|answered|cried|whispered|shouted|added)\s+$")
_ELSEWHEN = re.compile(
    r"\b(?:had|once|years? ago|remember\w*|recall\w*|memor\w+|ghost|dream\w*|dreamt|portrait|photograph|"
    r"photo|picture|video|tape|"
    r"recording|recorded|used to|would|when I was|as a (?:child|boy|girl)|if|as if|as though|imagin\w+|"
    r"like|never|grave|funeral|"
    r"before (?:he|she) died|last (?:time|words)|heaven|spirit|voicemail|letter|wrote|diary|son|daughter|junior)\b",
    re.I,
)
MOST_ACTS = (
    3  # somebody who goes on acting all the time is not a slip: the death was told of somebody else, or back in time
)


def _acts(canon: Canon, name: str, after: tuple[int, int, int]) -> list[Citation]:
    found: list[Citation] = []
    for chapter in canon.chapters:
        if chapter.position < after[0]:
            continue
        spans = [s for s in canon.name_spans(chapter.position) if s[2] == name]
        if not spans:
            continue
        text = plain(chapter.text)
        quotes = [q for scene in chapter.scenes for q in quotations(chapter.text, scene.start, scene.end)]
        for start, end, _ in spans:
            if chapter.position == after[0] and start <= after[2]:
                continue
            if any(a <= start < b for a, b in quotes):
                continue
            if _acting(chapter, text, start, end):
                found.append(chapter.cite_sentence(start, end))
    return found


def _role_acts(name: str, statements: Sequence[Statement], after: tuple[int, int, int]) -> list[Citation]:
    """Places where "Tess Vance's mother", who has no name, does something in the narration."""
    owner, _, kin = name.rpartition("'s ")
    found = []
    for one in statements if owner else ():
        if one.attribute == "has kin" and one.character == owner and one.value == kin and one.attached and not one.said:
            chapter = one.chapter
            later = one.citation.place > after and kin not in ("husband", "wife", "fiance")  # there may be a second one
            if later and _acting(chapter, plain(chapter.text), one.end - 1, one.end):
                found.append(one.citation)
    return found


def _acting(chapter: Chapter, text: str, start: int, end: int) -> bool:
    sentence = chapter.sentence_at(start)
    if sentence is None or _ELSEWHEN.search(text, sentence.start, sentence.end):
        return False
    return bool(_AFTER.match(text[end : end + 60]) or _BEFORE.search(text[max(sentence.start, start - 24) : start]))


_TITLED = re.compile(r"\b(?:Mr|Mrs|Miss|Ms)\.?\s+(\w+)")


def _shares_title(canon: Canon, name: str, acts: Sequence[Citation]) -> bool:
    """Whether the later scenes call them only "Mrs. Lund", which somebody else of that surname is called too."""
    surnames = {m[1] for act in acts for m in _TITLED.finditer(act.quote)} & set(name.split())
    gender = canon.pronouns_of(name)
    return any(
        s in c.name.split() and c.name != name and c.pronouns in (gender, "") for s in surnames for c in canon.cast
    )


def death(canon: Canon, statements: Sequence[Statement]) -> Iterator[Finding]:
    """Told to be dead, later seen walking in."""
    for name, group in by_character(statements, "death").items():
        told = [s for s in asserted(group) if s.attached]
        if not told:
            continue
        first = told[0]
        acts = _acts(canon, name, first.citation.place)
        most = MOST_ACTS
        if not acts:
            # "my mother" of somebody who has lost her: memories show her acting all the time, a slip does so once
            acts, most = _role_acts(name, statements, first.citation.place), 1
        if not acts:
            continue
        if len(acts) > 3 * MOST_ACTS:
            continue
        sure = len(acts) <= most and any(s.firm for s in told) and not _shares_title(canon, name, acts)
        evidence = [*[s.citation for s in told][: MOST_EVIDENCE - 1], acts[0]]
        room = MOST_EVIDENCE - len(evidence)
        evidence += acts[1 : 1 + room]
        yield make_finding(
            "death",
            "conflict" if sure else "possible",
            name,
            "Dead, then alive",
            "No memory, dream or letter frames the later scene."
            if sure
            else "Acts so often afterwards that the death may be told out of order, or of somebody else.",
            sorted(dict.fromkeys(evidence), key=lambda c: c.place),
            ("dead", "alive"),
        )
