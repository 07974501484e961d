"""Facts: what the text says of somebody, attached to the person it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .observing import observe_facts
from .relatives import named_relative
from .types import NARRATOR, Fact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..manuscript.chapter import Chapter
    from .attach import Attacher
    from .canon import Canon

# Cues that do not weaken an attribute: a death lies in the past by nature.
_HARMLESS = {
    "death": {"past", "change", "report", "picture"},
    "kin": {"past", "report", "picture", "change"},
    "kin number": {"past", "picture"},
    "occupation": {"picture", "change"},
    "origin": {"past", "change", "picture"},
    "age": {"change", "picture"},
    "injury": {"past", "change", "picture"},
    "mark": {"picture"},
    "handedness": {"picture", "past"},
    "thing": {"picture", "change"},
    "count": {"picture", "past", "change"},
    "has kin": {"past", "change", "picture", "report"},
    "eyes": set(),
    "hair": set(),
    **{a: {"picture"} for a in ("looks", "health", "habit", "plays", "marital status", "nationality", "religion")},
    **{a: {"picture", "change"} for a in ("residence", "possession")},
    **{a: {"picture", "report", "negation"} for a in ("promise", "debt", "education", "history", "ambition")},
    "next birthday": {"picture", "change"},
    "past work": {"picture", "past", "change"},
    **{a: {"picture"} for a in ("ability", "nickname", "fear", "orientation", "date", "money", "taste")},
}


_BECOMES = re.compile(r"\b(?:became|made|promoted|appointed|elected|ordained|moved|gave up|given up|quit|qualified)\b")
_HAD_BEEN = re.compile(r"(?:['’]d| had) been\b")  # "she'd been five"
_PAST = re.compile(r"\b(?:was|were|had|wore|lived|worked)\b")


@dataclass(frozen=True)
class Statement(Fact):
    """A fact with what the rules weigh: where the value stands, which cues are around it, whom it names.

    `firm` says that a contradiction may rest on it: it is `outright`, and surely said by and of those it seems to be.
    """

    at: int = 0  # offset of the value
    end: int = 0  # end of the match
    match: str = ""  # what the pattern matched, white space folded
    hedges: tuple[str, ...] = ()  # those that matter for the attribute
    whom: str = ""  # canonical name of the relative that a "kin" fact names
    said: bool = False  # inside a quotation
    attached: bool = True  # whether it is surely about `character`
    outright: bool = True  # said outright of them, if the narrator of the scene is the one we take it for
    addressed: bool = False  # said to `character` as "you": shown, but no contradiction rests on it


def statements_from(canon: Canon, attacher: Attacher) -> list[Statement]:
    """Every observed match in reading order, attached as well as the text allows; `character` is "" where it is not."""
    several = _several_narrators(canon)
    found: list[Statement] = []
    for chapter, observed in zip(canon.chapters, canon.observations, strict=True):
        for one in observed.get("facts", ()):
            holder = attacher.holder(chapter, one)
            said = one["said"] is not None
            match = " ".join(chapter.text[one["start"] : one["end"]].split())
            then = _long_ago(chapter, one["at"], match, said) or (one["attribute"] == "age" and _HAD_BEEN.search(match))
            cues = [*one["hedges"], *(["past"] if then else [])]
            weak = _weak(one["attribute"], cues)
            first = not said and one["who"] is not None and one["who"][0].lower() in _FIRST_PERSON
            # "He died in my arms": in talk, "he" of a death is too often somebody without a name
            unnamed = (
                said
                and one["attribute"] == "death"
                and one["who"] is not None
                and one["who"][0].lower() in ("he", "she")
            )
            shaky = unnamed or (first and several and not _headed(chapter, holder.name))
            found.append(
                Statement(
                    character=holder.name,
                    attribute=one["attribute"],
                    value=one["value"],
                    citation=chapter.cite_sentence(one["at"], one["end"]),
                    by=holder.name if "reply" in one else attacher.speaker(chapter, one["said"]) if said else NARRATOR,
                    firm=bool(holder.name and holder.sure and one["sure"] and not weak and not shaky),
                    at=one["at"],
                    end=one["end"],
                    match=match,
                    hedges=weak,
                    whom=named_relative(attacher, chapter, one),
                    said=said,
                    attached=holder.sure and not unnamed,
                    outright=bool(holder.name and holder.sure and one["sure"] and not weak),
                    changes="change" in one["hedges"] or _BECOMES.search(match) is not None,
                    addressed=holder.addressed,
                )
            )
    return found


def _weak(attribute: str, cues: Iterable[str]) -> tuple[str, ...]:
    """The cues that weaken a value of this attribute."""
    harmless = set(_HARMLESS.get(attribute, ()))
    if "picture" in harmless:
        harmless.add("a picture after")
    return tuple(dict.fromkeys(h for h in cues if h not in harmless))


_FIRST_PERSON = frozenset({"i", "my", "me"})


def _several_narrators(canon: Canon) -> bool:
    """Whether more than one person says "I" in the narration, or some scene's narrator is not known."""
    names = {canon.narrator(c.position, s.start) for c in canon.chapters for s in c.scenes if s.person == "first"}
    return len(names) > 1


def _headed(chapter: Chapter, name: str) -> bool:
    """Whether the chapter's heading names them: then "I" is surely theirs, in a book of several narrators too."""
    return bool({w.casefold() for w in re.findall(r"\w+", chapter.name)} & {w.casefold() for w in name.split()})


def _long_ago(chapter: Chapter, at: int, match: str, said: bool) -> bool:
    """Whether a past tense tells of another time: in what is said, and in narration that is in the present."""
    if not _PAST.search(match):
        return False
    scene = chapter.scene_at(at)
    return said or (scene is not None and scene.tense == "present")


__all__ = ["Statement", "observe_facts", "statements_from"]
