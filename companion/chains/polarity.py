"""Whether a claim says yes where its sentence says no, or names the opposite.

What counts is the word that is denied: "never sang" denies the singing, "had no key" the key, "nobody told Ines about
the fire" all that follows. Two texts disagree where one denies a word that the other simply says.
"""

# ruff: noqa: E501 - a table of regular expressions or words is read one to a line
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .force import DENIED, is_attributed, stretches
from .wording import CLAUSE_BREAK, FUNCTION, TOKEN, bare, clauses, content_stems, lower_words, names_in, root, tokens

# A denial and how far it reaches: "next" to the next word that carries meaning, "some" to the words of a noun after it,
# "all" to the end of its clause.
_DENIALS: tuple[tuple[str, str], ...] = (
    (r"never\s+once|no\s+longer", "next"),
    (
        r"refus(?:e|es|ed|ing|al)\s+to|declin(?:e|es|ed|ing)\s+to|fail(?:s|ed|ing)?\s+to|forg[eo]t(?:s|ten|ting)?\s+to",
        "next",
    ),
    (r"neglect(?:s|ed|ing)?\s+to|unable\s+to|cease[sd]?\s+to|too\s+\w+\s+to|unwilling\s+to|used\s+to", "next"),
    (
        r"(?:stop(?:s|ped|ping)?|quit(?:s|ting)?|g[ai]ven?\s+up|giv(?:es|ing)\s+up|avoid(?:s|ed|ing)?|cease[sd]?)(?=\s+\w+ing\b)",
        "next",
    ),
    (
        r"not|never|cannot|can['’]t|won['’]t|ain['’]t|\w+n['’]t|hardly|barely|scarcely|den(?:y|ies|ied|ying)|lack(?:s|ed|ing)?",
        "next",
    ),
    (r"refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)", "some"),
    (r"no|without", "some"),
    (r"nobody|no\s+one|none|neither|nothing|nowhere|untruly", "all"),
)
_DENIAL = re.compile("|".join(rf"(?P<{reach}{n}>\b(?:{p})\b)" for n, (p, reach) in enumerate(_DENIALS)), re.I)
_NO_DENIAL = re.compile(
    r"\b(?:not\s+only|no\s+doubt|no\s+wonder|not\s+just|nothing\s+but|none\s+other|no\s+sooner|no\s+matter|no\s+later|"
    r"(?:nobody|no\s+one|nothing|none)\s+else|can(?:no|['’])t\s+help|could(?:n['’]t|\s+not)\s+help|why\s+not|"
    r"whether\s+or\s+not|or\s+not|if\s+not|not\s+(?:long|far|least|until|till|before))\b"
    r"|,\s+not\s+even\b[^,;.]*"
    r"|(?:,|\band\b|\bbut)\s+[\"“‘]?not\s+(?:(?:by|for|from|with|to|in|at|on)\s+)?(?:me|him|her|them|us|you|(?-i:[A-Z])\w+)\b"
    r"|(?:\A|[\"“‘,.])\s*(?:no|oh\s+no|never\s+mind)\s*(?=[,.!])"
    r"|,?\s*(?:isn|aren|wasn|weren|don|doesn|didn|won|wouldn|can|couldn|hasn|haven|hadn)['’]t\s+(?:it|he|she|they|you|we|I)\s*\?",
    re.I,
)
_ONLY = re.compile(r"\b(?:first|last|only)\s+time\b", re.I)  # "the first time since March": not once in between
_BUT_ONE = re.compile(
    r"\b(?:nobody|no\s+one|none(?:\s+of\s+\w+)?)\s+(?:but|except|save|besides|apart\s+from)(?=\s)", re.I
)
_ALL_BUT = re.compile(
    r"\b(?:everyone|everybody|all\s+of\s+them)\b(?:\s+(?:but|except|apart\s+from|save)(?:\s+for)?\s+(?P<before>(?-i:[A-Z])[\w’'-]+)"
    r"(?P<done>[^.;,]*)|(?P<deed>[^.;]*?),?\s+(?:but|except|apart\s+from|save)(?:\s+for)?\s+(?P<after>(?-i:[A-Z])[\w’'-]+))",
    re.I,
)
_SAID_FALSE = re.compile(
    r"\b(?:story|stories|rumou?rs?|claim|idea|reports?|gossip|notion|tale|belief|word)\s+that\s+(?P<what>[^.;]*?)\s+(?:was|is|were|are)\s+"
    r"(?:false|(?:all\s+)?(?:a\s+)?(?:lie|lies|invention|nonsense|rubbish|untrue|made\s+up|invented|wrong)|not\s+true)\b",
    re.I,
)
_REACHES = {"next": 1, "some": 3, "all": None}  # words
_LITTLE = frozenset("even really quite ever once still yet also actually simply properly always often again".split())

_OPPOSITES = tuple(
    (frozenset(map(root, a.split())), frozenset(map(root, b.split())))
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
        ("succeeds succeeded", "fails failed"),
        ("agrees agreed", "refuses refused declines declined"),
        ("allows allowed", "forbids forbade forbidden"),
        ("finds found", "loses lost"),
        ("catches caught", "misses missed"),
        ("started starts began begun", "stopped stops finished ended quit"),
        ("likes liked", "dislikes disliked hates hated"),
        ("friend", "enemy"),
        ("strong stronger", "weak weaker"),
        ("heavy heavier", "light lighter"),
        ("better best", "worse worst"),
        ("gain gained", "lost"),
        ("cheap", "expensive dear"),
        ("clean", "dirty filthy"),
        ("first", "last"),
        ("mother mum mam mom mummy", "father dad daddy"),
        ("grandmother gran granny nan nana", "grandfather grandad granddad"),
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


_USED_TO = re.compile(r"\bused\s+to\s+(?P<verb>\w+)", re.I)
_SAID_NO = re.compile(
    r"\bturn(?:s|ed|ing)?\s+(?:(?P<what>(?:the|a|an|his|her|my|their|our|this|that)(?:\s+[\w’'-]+){1,3}?|it|them|him|her|me|us)\s+)?down\b(?P<else>)"
    r"|\b(?:says?|said|saying)\s+no\s+to\b",
    re.I,
)
_CONVERSE = re.compile(r"\b(?:buys?|bought)\b.*\b(?:from|off)\b|\b(?:sells?|sold)\b.*\bto\b", re.I)
_TRADE = [pair for pair in _OPPOSITES if root("sold") in pair[1]]


@dataclass(frozen=True)
class Denied:
    """Stems of the words that a clause denies: `sharp` by a denial next to them, `wide` by one over the whole clause."""

    sharp: frozenset[str] = frozenset()
    wide: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        return self.sharp | self.wide


def denied(clause: str) -> Denied:
    """What a clause denies; a denial of a denial ("did not refuse to sign") is none."""
    clause = _NO_DENIAL.sub(lambda m: " " * len(m[0]), clause)
    words = list(_meaning(clause))
    times: Counter[str] = Counter()
    wide: set[str] = set()
    for match in _DENIAL.finditer(clause):
        reach = (match.lastgroup or "").rstrip("0123456789")
        after = [(start, word) for start, word in words if start >= match.end()]
        previous = match.end()
        for start, word in after[: _REACHES[reach]]:
            between = clause[previous:start]
            if reach == "some" and previous != match.end() and not _joins(between):
                break
            times[word] += 1
            wide |= {word} if reach == "all" else set()
            previous = start
    found = {word for word, n in times.items() if n % 2}
    return Denied(frozenset(found - wide), frozenset(found & wide))


def _meaning(clause: str) -> Iterator[tuple[int, str]]:
    """(place, stem) of the words of a clause that can be denied: no names, no small words."""
    names = {start for _, start, _ in names_in(clause, lower_words(clause))}
    for match in TOKEN.finditer(clause):
        word = bare(match[0])
        low = word.lower()
        if match.start() in names or low in FUNCTION or low in _LITTLE or not low[0].isalpha() or len(low) < 2:
            continue
        if low.endswith("ly") or _DENIAL.fullmatch(match[0]) or _DENIAL.match(clause, match.start()):
            continue
        yield match.start(), root(low)


def _joins(between: str) -> bool:
    """Whether the words on both sides of a gap, which begins with the first of them, are one noun: "driving licence"."""
    return bool(re.fullmatch(r"[\w’'-]*\s+(?:(?:or|nor|and)\s+)?", between))


def denies(claim: str, source: str) -> str:
    """Why `claim` has the polarity wrong for `source`; "" when it has not, or nothing tells."""
    if _ONLY.search(claim) or _ONLY.search(source):
        return ""
    claim, source = _plainly(claim), _plainly(source, told=is_attributed(claim))
    source = _once(claim, source)
    lower = lower_words(claim) | lower_words(source)
    near = [source[a:b] for a, b in clauses(source)]
    everything = content_stems(source)
    for start, end in clauses(claim):
        said = claim[start:end]
        stems = content_stems(said)
        names = {root(name.lower()) for name, *_ in names_in(said, lower)}
        told = stems - names
        # A clause about the same people is not yet about the same thing: what is told has to meet too.
        scored = [
            (len(stems & found), clause)
            for clause in near
            if (found := content_stems(clause)) and len(told & found) >= max(1, 0.4 * len(told))
        ]
        if not told or not scored:
            continue
        best = max(score for score, _ in scored)
        verdicts = [
            "" if _of_others(names, clause, lower) else _disagree(said, clause, told, everything)
            for score, clause in scored
            if score == best
        ]
        if all(verdicts):
            return verdicts[0]
    return ""


def _once(claim: str, source: str) -> str:
    """A source whose "used to drive" denies nothing where the claim says "drove": the base form shows which is the past."""
    for match in _USED_TO.finditer(source):
        base = match["verb"].lower()
        forms = {w.lower() for w in tokens(claim) if root(w.lower()) == root(base)}
        if forms and not any(form in (base, f"{base}s", f"{base}es") or form.endswith("ing") for form in forms):
            source = source.replace(match[0], f"once {match['verb']}")
    return source


def _of_others(names: set[str], clause: str, lower: frozenset[str]) -> bool:
    """Whether a clause is about other people than those named: that Dov never could drive denies nothing of Ines."""
    theirs = {root(name.lower()) for name, *_ in names_in(clause, lower)}
    return bool(names and theirs) and not names & theirs and len(names) == len(theirs) == 1


def _disagree(said: str, clause: str, told: set[str], everything: set[str]) -> str:
    """Why one clause of a claim and one of its sentence contradict each other; "" when they do not."""
    mine, theirs = denied(said), denied(clause)
    words, my_words = ({word for _, word in _meaning(text)} for text in (clause, said))
    meet = bool(mine.all & theirs.all)
    unexplained = (told - words) & everything  # told of something else that the sentence has elsewhere
    if ((theirs.sharp - mine.all) & my_words or (not meet and theirs.wide & my_words)) and not unexplained:
        return "its sentence says that it is not so"
    if (mine.all & words) and not theirs.all:
        return "it says the opposite of its sentence"
    return ""


def _plainly(text: str, told: bool = False) -> str:
    """Roundabout denials said straight: "everyone signed except Linus" is "Linus did not sign".

    Where it is `told` that somebody says so, that it is taken back afterwards denies nothing.
    """
    text = _BUT_ONE.sub("only", _SAID_NO.sub(lambda m: f"refused {m['what'] or m['else'] or ''}", text))
    for held in () if told else sorted(stretches(text), key=lambda s: -s.start):
        if held.kind == DENIED and not _SAID_FALSE.search(text):
            inside = CLAUSE_BREAK.sub(" ", text[held.start : held.end])
            text = f"{text[: held.start]} untruly {inside}{text[held.end :]}"
    text = _SAID_FALSE.sub(lambda m: f"untruly {CLAUSE_BREAK.sub(' ', m['what'])}", text)
    return _ALL_BUT.sub(
        lambda m: f"{m['before'] or m['after']} did not {m['done'] or m['deed']}; others {m['done'] or m['deed']}", text
    )


def names_opposite(claim: str, source: str, asked: str) -> str:
    """Why a word of `claim` is the opposite of what `source` has in its place; "" when none is."""
    claim, source = _plainly(claim), _plainly(source)
    said, there, known = ({root(bare(w.lower())) for w in tokens(text)} for text in (claim, source, asked))
    mine_denied = {word for a, b in clauses(claim) for word in denied(claim[a:b]).all}
    theirs_denied = {word for a, b in clauses(source) for word in denied(source[a:b]).all}
    for left, right in _OPPOSITES:
        for mine, other in ((left, right), (right, left)):
            if _CONVERSE.search(claim) and _CONVERSE.search(source) and (left, right) in _TRADE:
                continue  # who sold to somebody is whom that one bought from
            if not (said & mine and there & other) or there & mine or said & other or known & mine & said:
                continue
            if bool(said & mine & mine_denied) == bool(there & other & theirs_denied):
                return f"its sentence says {_word(source, other)}, not {_word(claim, mine)}"
    return ""


def _word(text: str, stems: frozenset[str]) -> str:
    return next((w.lower() for w in tokens(text) if root(bare(w.lower())) in stems), "otherwise")
