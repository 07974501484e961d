"""Questions about one chapter, or one scene of it: what happens in it, who is in it, who narrates it, or anything else."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from dataclasses import replace

from ..canon.view import View
from ..manuscript.chapter import WORD, Chapter, Citation, Scene, Sentence
from ..manuscript.numbers import read_number
from .chapters import in_words
from .kind import Kind
from .lookup import find_lookup
from .narrates import WHO_IS_I, proofs
from .question import Question
from .saying import capital, counted, in_order, listed, row
from .telling import moments
from .types import Evidence, Row
from .words import stem

_TELLS = re.compile(
    r"\bnarrat|\bpoint of view\b|\bpov\b|\bwhose (?:voice|view|eyes|perspective|head)|\bwho(?:'s| is| are)? (?:tell|speak|talk)(?:s|ing)\b|\bwho tells\b"
    rf"|\b{WHO_IS_I}",
    re.IGNORECASE,
)
# "Who writes the letters in chapter 7?": those who say "I" in them, where they are several
_WRITE = re.compile(
    r"\bwho(?:\sall)?\s(?:writes?|wrote)\sthe\s(?:letters|e-?mails|messages|texts|diaries|entries|posts)\b",
    re.IGNORECASE,
)
_WHO = re.compile(
    r"^(?:and )?who(?: all)?(?:'s| is| are| was| were)?\s*(?:else )?(?:all )?(?:in|present|there|appears?|shows? up|featured)\b|\b(?:which|what) (?:characters|people)\b|\bcast of\b|^(?:and )?who(?:['’]s| is| are) (?:all )?the (?:characters?|people|cast)\b"
    r"|^(?:and )?(?:list|name|give me|show(?: me)?)\s(?:everyone|everybody|all (?:the |of the )?(?:characters|people)|(?:the )?(?:characters|people|cast))\b",
    re.IGNORECASE,
)
_WHAT = re.compile(
    r"\bwhat(?:'s| is| was)? (?:happen|going on|goes on|occur|takes place|took place)|\bsum(?:mar|\s+up)|\brecap\b|\bwhat(?:\sis|\swas|['’]s)\s(?:it\s|that\s)?(?:all\s)?about\b|\bwhat(?:\sis|\swas|['’]s)\s.{0,40}\babout\s*\??$|\boutline\b|\bmain events?\b|\btell me about\b|\bplot of\b",
    re.IGNORECASE,
)
MOMENTS = 12
TELLING = 3  # of them, the most telling ones, come first


# "the second scene", "the last scene", "scene 3"
SCENE = re.compile(
    r"\b(?:(?P<end>very last|last|final|closing|first|opening)|(?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
    r"|\d{1,2}(?:st|nd|rd|th))(?P<back> to last|-to-last| last)?) scene\b|\bscene (?P<number>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)


def numbered_scene(match: re.Match[str], chapter: Chapter) -> Scene | None:
    """The scene of a chapter that words like "the second scene" mean; None where it has no such scene."""
    scenes = chapter.scenes
    if match["end"]:
        number = 1 if match["end"].casefold() in ("first", "opening") else len(scenes)
    else:
        number = read_number(match["nth"] or match["number"]) or 0
        number = len(scenes) + 1 - number if match["back"] else number
    return scenes[number - 1] if 0 < number <= len(scenes) else None


def _sentences(chapter: Chapter, part: Scene | None) -> list[Sentence]:
    """The sentences of a chapter, or of one scene of it."""
    return [s for s in chapter.sentences if part is None or s.scene == part.number]


def _where(view: View, chapter: Chapter, part: Scene | None) -> str:
    """ "chapter 5", or "scene 3 of chapter 5"."""
    words = in_words(chapter, view.chapters)
    return f"scene {part.number} of {words}" if part else words


def find_in_chapter(question: Question, view: View) -> Evidence | None:
    """Route a question that names a chapter."""
    reference = question.reference
    if reference is None:
        return None
    chapter = reference.chapter
    if chapter is None:
        upto = f" up to {in_words(view.chapters[-1])}" if view.until is not None and view.chapters else ""
        return Evidence(
            question.text,
            "chapter",
            (),
            "unstated",
            lead=f"There is no {reference.words.strip()}{upto}.",
            how=("looked for that chapter",),
        )
    if match := SCENE.search(question.text):
        part = numbered_scene(match, chapter)
        if part is None:
            many = counted(len(chapter.scenes), "scene")
            return Evidence(
                question.text, "chapter", (), "unstated", lead=f"{capital(in_words(chapter, view.chapters))} has {many}.",
                how=("counted the scenes of that chapter",),
            )  # fmt: skip
        named = {stem(w) for w in WORD.findall(match.group())}
        question = replace(question, words=tuple(w for w in question.words if stem(w) not in named))
    else:
        part = None
    if _TELLS.search(question.text):
        return _narrators(question, view, chapter, part)
    if _WRITE.search(question.text):
        told = _narrators(question, view, chapter, part)
        if told is not None and len({r.heading for r in told.rows}) > 1:
            return told
    if _WHO.search(question.text) and not [w for w in question.words if stem(w) not in _VAGUE]:
        return _people(question, view, chapter, part)
    if _WHAT.search(question.text) and not question.people and not [w for w in question.words if stem(w) not in _VAGUE]:
        return _events(question, view, chapter, part)
    return find_lookup(question, view, "chapter", [chapter])


_VAGUE = {
    stem(w)
    for w in "happen go occur event main plot summary summarise summarize sum recap outline character people present appear featured scene important key turn come show arrived list name everyone everybody all about".split()
}


def _narrators(question: Question, view: View, chapter: Chapter, part: Scene | None) -> Evidence | None:
    tellers: dict[str, Citation] = {}
    for sentence in _sentences(chapter, part):
        name = view.canon.narrator(chapter.position, sentence.start)
        if (
            name
            and name not in tellers
            and re.search(r"\b(?:I|me|my|we|our)\b", chapter.text[sentence.start : sentence.end])
        ):
            tellers[name] = chapter.cite_sentence(sentence.start, sentence.end)
    if not tellers:
        first = next(iter(_sentences(chapter, part)), None)
        cite = (chapter.cite_sentence(first.start, first.end),) if first else ()
        return Evidence(
            question.text, "chapter", cite, "partial", lead="Told in the third person, or by an “I” nobody names.",
            rows=tuple(row(c, view) for c in cite), how=("looked for a narrator who says “I”",),
        )  # fmt: skip
    names = list(tellers)
    proved = {name: proofs(view, chapter, c.start, name) or (c,) for name, c in tellers.items()}
    rows = tuple(row(c, view, by=name) for name, cites in proved.items() for c in cites)
    return Evidence(
        question.text,
        "chapter",
        in_order(c for cites in proved.values() for c in cites),
        "stated",
        lead=f"{listed(names)}.",
        rows=rows,
        subject=names[0],
        how=("looked at who says “I” there",),
    )


def _people(question: Question, view: View, chapter: Chapter, part: Scene | None) -> Evidence | None:
    present = list(
        dict.fromkeys(
            name
            for scene in ((part,) if part else chapter.scenes)
            for name in view.canon.present(chapter.position, scene.number)
        )
    )
    found: list[tuple[int, str, Citation]] = []
    for name in present:
        mentions = [
            c
            for c in view.canon.mentions(name)
            if c.chapter.position == chapter.position and (part is None or part.start <= c.start < part.end)
        ]
        if mentions:
            found.append((len(mentions), name, mentions[0]))
        elif teller := next(
            (s for s in _sentences(chapter, part) if view.canon.narrator(chapter.position, s.start) == name), None
        ):
            found.append((10**6, name, chapter.cite_sentence(teller.start, teller.end)))
    found.sort(key=lambda f: (-f[0], f[2].place))
    if not found:
        return None
    names = [name for _, name, _ in found]
    rows = tuple(Row(name, "narrates" if n == 10**6 else counted(n, "mention"), c) for n, name, c in found[:12])
    return Evidence(
        question.text, "chapter", tuple(sorted((c for _, _, c in found[:3]), key=lambda c: c.place)), "stated",
        lead=f"In {_where(view, chapter, part)}, as far as the page shows: {listed(names)}.", rows=rows,
        how=("read the names off every scene of the chapter",),
    )  # fmt: skip


def _events(question: Question, view: View, chapter: Chapter, part: Scene | None) -> Evidence | None:
    picked = moments(view, chapter, MOMENTS, part)
    if not picked:
        return None
    cites = [place.cite() for place in (*picked[:TELLING], *sorted(picked[TELLING:], key=lambda p: p.key))]
    return Evidence(
        question.text, "chapter", tuple(cites), "stated", lead=f"{capital(_where(view, chapter, part))}, in its own words, the most telling first:",
        rows=tuple(row(c, view) for c in cites), how=("chose the sentences that carry most of what is particular to the chapter",),
    )  # fmt: skip


IN_CHAPTER = Kind("chapter", lambda question, view: question.reference is not None, find_in_chapter)
