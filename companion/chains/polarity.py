"""Whether a claim says yes where its sentence says no, or names the opposite."""

from __future__ import annotations

import re

from ..answers.words import stem
from .wording import bare, clauses, content_stems, lower_words, names_in, tokens

_NO = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|barely|scarcely|ain['’]t|\w+n['’]t"
    r"|refus(?:e|es|ed|ing)|den(?:y|ies|ied|ying)|fail(?:s|ed|ing)?\s+to|unable|stopp?(?:s|ed)?\s+\w+ing"
    r"|declin(?:e|es|ed|ing)|lack(?:s|ed|ing)?)\b",
    re.I,
)
_NO_NO = re.compile(
    r"\b(?:not\s+only|no\s+doubt|no\s+wonder|not\s+just|nothing\s+but|none\s+other|no\s+sooner|no\s+matter|no\s+later|"
    r"can(?:no|['’])t\s+help|could(?:n['’]t|\s+not)\s+help|why\s+not|whether\s+or\s+not|or\s+not|if\s+not)\b"
    r"|(?:,|\band|\bbut)\s+[\"“‘]?not\s+(?:(?:by|for|from|with|to|in|at|on)\s+)?(?:me|him|her|them|us|you|(?-i:[A-Z])\w+)\b"
    r"|(?:\A|[\"“‘,.])\s*(?:no|oh\s+no|never\s+mind)\s*(?=[,.!])"
    r"|,?\s*(?:isn|aren|wasn|weren|don|doesn|didn|won|wouldn|can|couldn|hasn|haven|hadn)['’]t\s+(?:it|he|she|they|you|we|I)\s*\?",
    re.I,
)

_ONLY = re.compile(r"\b(?:first|last|only)\s+time\b|\bno\s+longer\b|\bany\s*more\b", re.I)

_OPPOSITES = tuple(
    (frozenset(map(stem, a.split())), frozenset(map(stem, b.split())))
    for a, b in (
        ("alive living lives survives survived", "dead died dies killed"),
        ("older elder eldest oldest", "younger youngest"),
        ("married", "divorced unmarried single"),
        ("always", "never"),
        ("loves loved adores", "hates hated loathes"),
        ("buys bought", "sells sold"),
        ("wins won", "loses lost"),
        ("arrives arrived", "departs departed"),
        ("accepts accepted", "refuses refused rejects rejected declines declined"),
        ("locked", "unlocked"),
        ("full", "empty"),
        ("guilty", "innocent"),
        ("early", "late"),
        ("inside indoors", "outside outdoors"),
        ("upstairs", "downstairs"),
        ("open opened opens", "shut closed closes shuts"),
        ("hot warm", "cold"),
        ("tall taller", "short shorter"),
        ("rich", "poor"),
        ("sober", "drunk"),
        ("asleep", "awake"),
        ("remembers remembered", "forgets forgot forgotten"),
        ("trusts trusted", "distrusts distrusted mistrusts"),
        ("before", "after"),
        ("more", "less fewer"),
        ("truth true", "lie lies lied lying false"),
        ("present", "absent"),
        ("gain gained", "lost"),
        ("cheap", "expensive dear"),
        ("clean", "dirty filthy"),
        ("first", "last"),
        ("mother", "father"),
        ("sister", "brother"),
        ("son", "daughter"),
        ("wife", "husband"),
        ("aunt", "uncle"),
        ("niece", "nephew"),
        ("boy", "girl"),
        ("north", "south"),
        ("east", "west"),
    )
)


def is_negated(clause: str) -> bool:
    """Whether a clause denies; two denials make none."""
    return len(_NO.findall(_NO_NO.sub(" ", clause))) % 2 == 1


def denies(claim: str, source: str) -> str:
    """Why `claim` has the polarity wrong for `source`; "" when it has not, or nothing tells."""
    if _ONLY.search(claim) or _ONLY.search(source):
        return ""  # "the first time since March" says that it has not happened since
    lower = lower_words(claim) | lower_words(source)
    near = [source[a:b] for a, b in clauses(source)]
    for start, end in clauses(claim):
        said = claim[start:end]
        stems = content_stems(said)
        told = stems - {stem(name.lower()) for name, *_ in names_in(said, lower)}
        # A clause about the same people is not yet about the same thing: what is told has to meet too.
        scored = [
            (len(stems & found), clause)
            for clause in near
            if (found := content_stems(clause)) and len(told & found) >= max(1, 0.4 * len(told))
        ]
        if not told or not scored:
            continue
        best = max(score for score, _ in scored)
        matching = [clause for score, clause in scored if score == best]
        if all(is_negated(clause) != is_negated(said) for clause in matching):
            return "it says the opposite of its sentence" if is_negated(said) else "its sentence says that it is not so"
    return ""


def names_opposite(claim: str, source: str, asked: str) -> str:
    """Why a word of `claim` is the opposite of what `source` has in its place; "" when none is."""
    said = {stem(bare(w.lower())) for w in tokens(claim)}
    there = {stem(bare(w.lower())) for w in tokens(source)}
    known = {stem(bare(w.lower())) for w in tokens(asked)}
    for left, right in _OPPOSITES:
        for mine, other in ((left, right), (right, left)):
            if said & mine and there & other and not there & mine and not said & other and not known & (mine & said):
                mine_negated = is_negated(claim) != is_negated(source)
                if not mine_negated:
                    return f"its sentence says {_word(source, other)}, not {_word(claim, mine)}"
    return ""


def _word(text: str, stems: frozenset[str]) -> str:
    return next((w.lower() for w in tokens(text) if stem(bare(w.lower())) in stems), "otherwise")
