"""Sentences that open something: a promise, a secret, a question, a deadline, a thing put by for later.

Each pattern asks for what makes it binding, not for a word alone: a promise needs an act that is still to come ("I swear I
saw" is none), "until August" needs somebody who has to do something by then, a question needs an answer that fails to
come. What is left out costs little, a wrong thread costs the writer's trust.
"""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..manuscript.chapter import Chapter, Sentence
from ..manuscript.quotations import quotations
from .lexicon import MONTH_NAMES, WEEKDAY_NAMES
from .patterns.base import plain

_DAY = rf"(?:{WEEKDAY_NAMES})"
_MONTH = rf"(?:{MONTH_NAMES})"
_NTH = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|twentieth|twenty-\w+|thirtieth|thirty-first|\d+(?:st|nd|rd|th))"
_FEAST = r"(?:Christmas(?: Eve| Day)?|Easter|Whitsun|Michaelmas|Advent|Lent|Hogmanay|Thanksgiving|Hallowe'en|(?:the )?New Year(?:'s(?: Eve| Day)?)?|Boxing Day)"
WHEN = (
    rf"(?:(?:next |this |Palm |Good |Easter )?{_DAY}(?: (?:week|night|morning|evening|noon))?|{_FEAST}|midnight|noon|midday|dawn|sunset|sunrise|sundown|nightfall|"
    rf"tomorrow(?: night| morning| evening)?|tonight|the (?:end|close|start|beginning) of (?:the|this|next) (?:day|week|month|year|summer|winter|spring|autumn|tour|season|term|run|night)|"
    rf"(?:the )?{_NTH}(?: of {_MONTH})?|{_MONTH}(?: the)?(?: {_NTH}| \d+)?|\d+ {_MONTH}|(?:next|the) (?:week|month|spring|summer|autumn|fall|winter|year)(?:'s end)?|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+)(?: o'clock|[ap]m| in the (?:morning|afternoon|evening))|then)"
)
_SOMEBODY = r"(?:him|her|them|anyone|anybody|a soul|a living soul|everyone|the (?:others|band|police|press|label|papers|boys|girls)|(?:my|your|his|our|their) \w+|[A-Z]\w+)"
_COUNT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|twenty|thirty|\d+|a few|a couple of)"
)
_WILL = r"(?:I(?:'ll| will| shall| won't| will not| shan't| would never|'d never)|we(?:'ll| will| won't)|you(?:'ll| will| won't)|never to|not to|to (?!God|you|him|her|them|me|us)(?=[a-z]))"
# What one had sworn to do, not to have seen: "you'd stopped" is past, "you'd stop" is still to come.
_WOULD = r"(?:(?:I|you|he|she|we|they|it)(?:'d| would)(?! (?:\w+ed|been|had|seen|done|heard|known|never (?:seen|heard|met|been|had))\b)|never to|not to|to(?! God)|that (?:I|you|he|she|we|they) would)"

# Things that a story puts by; with the verbs that put them by, and what marks them.
THINGS = frozenset(
    "gun pistol revolver rifle shotgun knife razor blade dagger bullet cartridges letter letters envelope key keys tape tapes cassette "
    "photograph photographs photo picture negative negatives diary journal notebook ledger ring locket bracelet necklace tin box casket "
    "parcel package packet money cash cheque passport pills tablets bottle vial poison contract deed map trunk suitcase briefcase bag holdall "
    "drawer safe locker recording phone drive stick disc medal watch book manuscript file folder telegram postcard note receipt certificate "
    "test bones skull coin stone feather doll violin guitar hammer axe rope".split()
)
_THING = rf"(?:{'|'.join(sorted(THINGS, key=lambda w: (-len(w), w)))})"
_NP = rf"(?:it|them|(?:the|a|an|her|his|my|their|our|that|this|another|one) (?:[\w'-]+ ){{0,3}}?{_THING})\b"
_PLACE = r"(?:in|into|inside|under|underneath|behind|beneath|below|between|among|beside|at the (?:back|bottom) of|on top of|up the)"
_HIDE = r"(?:hid|hide|hides|hidden|tuck(?:ed|s)?|stow(?:ed|s)?|stash(?:ed|es)?|buried|buries|bury|wedged?|lock(?:ed|s)?(?: away)?|conceal(?:ed|s)?)"
_PUT = r"(?:puts?|slip(?:ped|s)?|slid|slides?|push(?:ed|es)?|shov(?:ed|es)|drop(?:ped|s)?|set|kept|keeps?|laid|lays)"
_MARKED = r"(?:unopened|unread|sealed|locked|padlocked|loaded|hidden|taped shut|facing the wall)"


@dataclass(frozen=True)
class Opener:
    """A pattern that opens a thread of one kind; `fits` may refuse a match after looking around it."""

    kind: str
    regex: re.Pattern[str]
    weight: int
    fits: Callable[[_Around, re.Match[str]], bool]
    words: frozenset[str]  # one of them stands in every match: what has none is not looked at


@dataclass(frozen=True)
class _Around:
    """A sentence with its neighbours of the same scene; texts with straight quotation marks."""

    text: str
    before: str  # some sentences of the scene before it
    after: str  # and after it
    said: bool = False


_NEGATED = re.compile(
    r"(?:\b(?:not|never|no|nor|neither|cannot|without|if|unless|when|whenever|whether)|n't)(?: \w+){0,2} ?\Z", re.I
)
_IDLE = re.compile(
    r"\b(?:promised land|swear words?|cross my heart|nobody knows the trouble|on my word of|god only knows|your guess)\b",
    re.I,
)
_DODGED = re.compile(
    r"\b(?:nobody|no one|none of (?:us|them)) (?:\w+ )?(?:answer|spoke|said|repl|look|moved)\w*|\b(?:said|answered|says?|told \w+|replied) (?:absolutely |only )?nothing\b|"
    r"(?:did not|didn't|doesn't|does not|don't|wouldn't|would not|won't|never) (?:\w+ )?(?:answer|say|tell|reply|look up|look at)|\bno (?:answer|reply|idea|one can)\b|"
    r"\b(?:I|we|he|she) (?:don't|didn't|do not|did not|couldn't) know\b|\b(?:shrug|silence|silent)\w*|chang\w+ the subject|\b(?:everyone|everybody|they all)(?: else)? looked\b|"
    r"\blook(?:ed|s)? (?:away|down|out|at (?:the|his|her|their|my) (?!watch|face|eyes))|\bnothing (?:you|that concerns|for you|to do with)|\bnone of your|\bask (?:him|her|them)\b|"
    r"\bnever mind\b|\bmind your\b|\b(?:went|goes) on \w+ing\b|\bturned away\b|\bleave it\b|\bdrop it\b|\bnot now\b|\bsome other time\b|\bdoes it matter\b|\bwhy do you (?:ask|want)|"
    r"\blong story\b|\bcleared (?:his|her) throat\b|\bcan't tell you\b|\bI wish I knew\b",
    re.I,
)


def _always(around: _Around, match: re.Match[str]) -> bool:
    return True


def _affirmed(around: _Around, match: re.Match[str]) -> bool:
    """Not denied, conditional or asked."""
    return not _NEGATED.search(around.text[: match.start()][-24:]) and not (
        around.text.rstrip("\"'” ").endswith("?") and not around.said
    )


def _dodged(around: _Around, match: re.Match[str]) -> bool:
    """Asked aloud, and what follows is no answer; or the chapter or scene ends on it."""
    return not around.after.strip() or bool(_DODGED.search(around.after))


def _binding(around: _Around, match: re.Match[str]) -> bool:
    return around.said and _affirmed(around, match)


def _asked(around: _Around, match: re.Match[str]) -> bool:
    """The same for questions that are often only talk: what is asked has a matter of its own, and no "if"."""
    return (
        len(match[0].split()) > 4
        and not re.search(r"\bif\b|\bnot\b", around.text[: match.end()], re.I)
        and _dodged(around, match)
    )


def _marked(around: _Around, match: re.Match[str]) -> bool:
    """A thing put by: the sentence names one of those a story puts by, or says "it" right after one, and marks it."""
    return bool(thing_of(around.text, around.before)) and bool(
        re.search(
            rf"\b(?:{_MARKED}|not open(?:ed)?|never open(?:ed)?|secret|padlock|so that (?:no one|nobody|he|she|they)|where (?:no one|nobody|he|she|they)|she (?:was|were) not to|not to (?:open|tell))\b",
            f"{around.before} {around.text} {around.after}",
        )
        or re.search(_HIDE, around.text)
        or re.search(r"\b(?:behind|under|beneath|at the back of|lining|floorboards?|mattress|loose)\b", around.text)
    )


def _rows(*rows: tuple[str, int, Callable[[_Around, re.Match[str]], bool], str, str]) -> tuple[Opener, ...]:
    return tuple(
        Opener(kind, re.compile(regex.replace(" ", r"\s+")), weight, fits, frozenset(words.split()))
        for kind, weight, fits, words, regex in rows
    )


OPENERS: tuple[Opener, ...] = _rows(
    # --- deadlines: somebody has to, by then
    ("deadline", 3, _always, "until till to", rf"\b(?:(?:[Hh]ave|[Hh]as|[Hh]ad|'ve|'s got|'d)(?: only| just)?(?: got| had)? (?:until|till) (?:{WHEN}|[A-Z]\w+)|(?:gave|gives?|given|giving|'ll give) (?:me|you|him|her|us|them|[A-Z]\w+) (?:until|till|to) (?!the (?:first|second|third) (?!of)){WHEN})\b"),
    ("deadline", 3, _affirmed, "by before on until till than", rf"\b(?:must|ha(?:ve|s|d) to|need(?:s|ed)? (?:to)?|got to|gotta|ought to|are to|is to|was to|were to|owe[sd]?|due|wants? (?:it|this|that|them)|wanted|expect(?:s|ed)?) [^.;!?]{{0,60}}?\b(?:by|before|on|until|till|no later than) (?!then on){WHEN}\b"),
    ("deadline", 3, _always, "due", rf"\b(?:rent|payment|money|bill|loan|manuscript|album|record|song|report|paper|essay|draft|fee|baby|delivery|hearing|trial) (?:is|was|falls?|fell|'s) due (?:on|by|at|in|before)? ?{WHEN}\b|\bdue (?:on|by) {WHEN}\b"),
    ("deadline", 3, _always, "by before until till", rf"\b(?:by|before|until|till) {WHEN}\b[^.;!?]{{0,30}}\bor (?:else\b|(?:I|we|you|they|he|she|it|the)\b)"),
    ("deadline", 3, _affirmed, "left to", rf"\b(?:only |just )?{_COUNT} (?:more )?(?:minutes|hours|days|nights|weeks|months) (?:left\b(?! (?:the|of the|in the|behind|alone))|to (?:go\b(?! (?:home|back|to))|decide|find|get|finish|pay|raise|learn|write|prove|win|sell|save|leave))"),
    ("deadline", 2, _affirmed, "deadline time lease contract visa option policy warrant runs ran", r"\b(?:[Tt]he|[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Aa]) (?:\w+ )?deadline (?:is|was|for|had|has|came|on)\b|\btime(?:'s| is| was) running out\b|\b(?:lease|contract|visa|option|policy|warrant) (?:runs?|ran) out (?:on|in|at|by)\b"),
    # --- promises: an act that is still to come
    ("promise", 3, _binding, "promise swear vow", rf"\bI(?:'ll)? (?:promise|swear|vow)(?: (?:you|to you|him|her|on [\w' ]{{3,20}}))?,?(?: that)? {_WILL}\b"),
    ("promise", 3, _binding, "word", r"\b(?:[Yy]ou have|[Yy]ou've got|I give you|I gave (?:him|her|them|you)) my word\b(?=[^\w,]|, (?:[A-Z]\w+[ .]|[a-z]+\.)| (?:I(?:'ll| will| won't)|that I|not to|to|never|of honou?r)\b)(?! that I would have)|\b[Gg]ive me your word\b"),
    ("promise", 3, _binding, "promise swear", r"(?:\A|[.!?,;:]\s+|[\"“'‘—-]\s*)(?:[Pp]romise|[Ss]wear(?: to)?) (?:me\b|it\b|you(?:'ll| will| won't))"),
    ("promise", 3, _affirmed, "promised vowed swore sworn", rf"\b(?:[Yy]ou|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[A-Z]\w+)(?: had| have| has|'d|'ve|'s)? (?:promised|vowed|swore|sworn)(?: (?:me|you|him|her|us|them|myself|himself|herself|[A-Z]\w+|(?:my|his|her) \w+))?,?(?: that)? {_WOULD}"),
    ("promise", 2, _affirmed, "promised", r"\b(?:[Yy]ou|[Hh]e|[Ss]he|[Tt]hey|[Ww]e|I|[A-Z]\w+)(?: had| have| has|'d|'ve)? promised (?:me|you|him|her|us|them|[A-Z]\w+|(?:my|his|her|the|our|their) \w+) (?:the|a|an|his|her|my|that|this|all|half|one|two|three|four|five|six|seven|eight|nine|ten|\d)\b"),
    ("promise", 2, _affirmed, "promise swear promised", r"\A\W*(?:I (?:promise|swear)|(?:[Ss]he|[Hh]e|I) promised)\W*\Z"),
    ("promise", 2, _binding, "by before on", rf"\bI(?:'ll| will) (?!be\b|have\b|bet\b|not\b|never\b|see you\b)[^.?!;\"]{{3,60}} (?:by|before|on) {WHEN}"),
    ("promise", 2, _binding, "back for out up", r"\bI(?:'ll| will) (?:pay (?:you|him|her|them|it|every \w+) back|make it up to|come back for|find (?:out who|him|her|them|whoever)|get (?:it|you|her|him) back)\b"),
    # --- secrets: somebody is not to know
    ("secret", 3, _affirmed, "to", r"\b(?:[Nn]obody|[Nn]o one|[Nn]ot a soul|[Nn]either of them|[Nn]ot even \w+) (?:is|are|was|were) (?:ever )?to (?:know|hear|find out)\b"),
    ("secret", 3, _always, "tell let breathe say mention speak", rf"(?:\b(?:[Mm]ustn't|[Mm]ust not|[Cc]an't|[Cc]annot|not to)|(?:\A|[.!?,;:-]\s*|[\"“'‘—]\s*|\band )(?:[Dd]on't|[Dd]o not|[Nn]ever))(?: you| ever| even| you ever)? (?:(?:tell|let on to|say a word to|breathe a word to|say anything to|mention (?:it|this|that|me|her|him|[A-Z]\w+) to) {_SOMEBODY}(?! (?:to|off|apart|how|what|why|anything|nothing|twice|again)\b)|(?:breathe|say) a word\b|mention (?:it|this|that)\b|speak (?:of|about) (?:it|this|me|her|him)\b|let on\b)"),
    ("secret", 2, _affirmed, "tell told mention mentioned", rf"\b(?:I|[Ss]he|[Hh]e|[Ww]e|[Tt]hey|[A-Z]\w+)(?:'ve|'d|'s)? (?:did(?:n't| not)|do(?:n't| not)|does(?:n't| not)|have(?:n't| not)|has(?:n't| not)|had(?:n't| not)|have still not|not) (?:yet |ever )?(?:tell|told|mention(?:ed)? (?:it|this|that|[A-Z]\w+|the \w+) to) {_SOMEBODY}(?= (?:yet|about|of|that|any of)\b|,? ?[.;!,])"),
    ("secret", 3, _always, "nobody one soul", r"\b(?:[Nn]obody|[Nn]o one|[Nn]ot a soul)(?: else)?(?: (?:on|in|at|but|except|besides) [\w' ]{2,24}?)? (?:knows|knew|must know|can know|has to know)\b(?= (?:that|about|of) | (?:I|she|he|we|they) |[,.;]? (?:but|except|apart)|(?: it)?[.!])(?! (?:of|about) (?:it|anything)\b)"),
    ("secret", 3, _affirmed, "know find hear finds found", rf"\b(?:must|can|should|may|is|are) (?:never|not|n't) (?:ever )?(?:to )?(?:know|find out|hear (?:of|about)) (?:that|about|of|who|what|I|it|we|she|he)\b|\b(?:can't|mustn't|must never|can never) (?:ever )?find out\b|\b[Ii]f (?:he|she|they|anyone|anybody|{_SOMEBODY}) (?:ever )?(?:finds?|found) out\b"),
    ("secret", 2, _affirmed, "keep secret between", r"\b[Kk]eep (?:it|this|that) (?:to yourself|quiet|a secret|secret)\b|\b(?:our|keep (?:my|his|her|their|the|a)) (?:\w+ )?secret\b(?! (?:agent|service|garden|weapon|recipe|police|ballot))|\b(?:stays?|just|strictly|this is|keep (?:it|this|that)) between (?:you and me|ourselves|us|the two of us)\b|(?:\A|[.!?] |[\"“'‘])Between (?:you and me|ourselves),"),
    ("secret", 3, _always, "told tell tells telling", r"\b(?:had|has|have|I'd|'ve|'d) never (?:yet )?told (?:anyone|anybody|a soul|him|her|them|[A-Z]\w+)\b|\b(?:[Tt]old|tells?|telling) (?:nobody|no one|not a soul)\b(?! (?:who|else)| (?:\w+ )?(?:where|when|what time|how) (?:she|he|they|I|we) (?:was|were|am|is|had been|would be) (?:going|off|bound|staying|headed|heading|coming)\b)"),
    # --- questions: asked, and not answered there
    ("question", 3, _dodged, "what", r"\b[Ww]hat (?:really |ever |had )?(?:happened|became|become) (?:to|of|between|that|in|on|at|with) [^.!]*\?"),
    ("question", 3, _asked, "who who's who'd", r"\b[Ww]ho(?:'d| had| has| could have| would have| was it that| is| was|'s)? (?:been )?(?:sen[dt]|wrot?e|writing|written|took|taken|taking|kill(?:ed|ing)|stole|stolen|left|leaving|called|calling|rang|told|telling|paid|paying|paint(?:ed)?|did|done|set|leak(?:ed|ing)|mov(?:ed|ing)|broke|broken|follow(?:ed|ing)|watch(?:ed|ing)|let|gave|giving|put|made|rewired|start(?:ed)?|burn(?:ed|t)|shot|cut|signed|knew)\b[^.!]*\?"),
    ("question", 2, _dodged, "who who's", r"\b[Ww]ho(?:'s| is| was) (?:the|that|this|she|he) (?:\w+ ){0,3}(?:lady|woman|man|girl|boy|child|stranger|fellow|kid|one)\b[^.!]*\?"),
    ("question", 2, _asked, "why", r"\b[Ww]hy (?:did|had|has) (?:he|she|they|you|it|[A-Z]\w+|(?:my|your|his|her|the) \w+) [^.!]{4,80}\?"),
    ("question", 2, _dodged, "what where", r"\b[Ww]hat (?:did|had) (?:you|he|she|they|[A-Z]\w+) (?:see|seen|do|done|say|said|hear|heard|find|found|want|wanted|mean) [^.!]{3,60}\?|\b[Ww]here (?:did|had|were|was) (?:you|he|she|they|[A-Z]\w+) (?:go|gone|get|got|been|that|the)\b[^.!]{4,60}\?"),
    ("question", 2, _affirmed, "wonder wondered wondering asked", r"\b(?:wondered|wonder|wondering|asked (?:myself|himself|herself)) (?:who (?:had|has|it was|was it|else (?:had|knew)|the \w+ (?:\w+ )?(?:was|is))|what (?:had|has|was in|really happened|became|happened)|why (?:[A-Z]\w+|the \w+|my \w+|his \w+|her \w+) (?:had|has|never)|where (?:the \w+|[A-Z]\w+) (?:had|was|were|went|got))\b"),
    ("question", 3, _always, "learn learned learnt found find knew discovered know knows say whom", r"\bnever (?:learn(?:ed|t)|found out|find out|knew|discovered|got to know) (?:who|what|why|where|how)\b(?! to\b)|\b(?:[Nn]obody|[Nn]o one) (?:ever )?(?:knew|knows|learn(?:ed|t)|found out|could say|can say) (?:who (?:had|has|it was|was)|why (?:he|she|they|[A-Z]\w+|the)|what (?:had|has) (?:happened|become)|where (?:he|she|they|[A-Z]\w+) (?:had|was|went))\b|\bwhom? (?:no one|nobody) (?:there )?knew\b"),
    # --- things put by
    ("gun", 2, _marked, "in into inside under underneath behind beneath below between among beside at on up", rf"\b(?:{_HIDE}|{_PUT}) (?:back )?{_NP}(?: [\w' ]{{1,22}}?)?,? (?:back )?(?:down )?\b{_PLACE} (?:the|her|his|my|a|an|its|their|our)\b(?! (?:key)?(?:lock|mouth|ignition|door|wound|ribs|fire|flames)\b)"),
    ("gun", 3, _always, "unopened unread sealed locked padlocked loaded hidden taped facing", rf"\b(?:an?|the|her|his|my|that|one|this) (?:\w+ ){{0,2}}{_MARKED} (?:\w+ )?(?!book)(?P<thing>{_THING})\b|\b(?P<thing2>{_THING}) (?:was|is|lay|hung|sat|stood|stays|still)\b[^.!?]{{0,60}}\b{_MARKED}\b"),
    ("gun", 2, _marked, "in into inside under underneath behind beneath below between among beside at on up", rf"\b(?:[Ii]t|[Tt]hey)(?:'s|'ve|'d| has| have| had) (?:been |sat |lain |hung |lived )+(?:\w+ )?{_PLACE} (?:the|her|his|my|a|their|our|[A-Z]\w+'s)\b"),
    ("gun", 2, _marked, "wall tape padlock taped middle bed seat floorboard floorboards mattress door mantel mantelpiece mantelshelf fireplace shut up", rf"\b(?:an?|the|that|his|her) (?:\w+ )?(?P<thing>{_THING}) (?:\w+ing |\w+ed |had been |was |is |on |in )?[^.!?]{{0,40}}\b(?:facing the wall|gaffer tape|padlock|taped (?:shut|up)|with the middle cut|under (?:the|his|her) (?:bed|seat|floorboards?|mattress)|over the (?:\w+ )?(?:door|mantel\w*|fireplace))\b|\bput a padlock on (?:it|the)\b"),
)  # fmt: skip

NEAR = 5  # sentences on each side that tell how a sentence is meant
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")


def observe_threads(chapter: Chapter) -> list[list[Any]]:
    """Rows [kind, start, end, weight, said, due, thing] of every sentence that opens something, in order, JSON-able.

    `due` are the words of time of a deadline or promise, `thing` what is put by; "" where there is none.
    """
    text = plain(chapter.text)
    sentences = chapter.sentences
    spoken = [q for s in chapter.scenes for q in quotations(chapter.text, s.start, s.end)]
    rows: list[list[Any]] = []
    for n, sentence in enumerate(sentences):
        piece = text[sentence.start : sentence.end]
        words = {w.removesuffix("n't") for w in _WORD.findall(piece.lower())}
        kinds: set[str] = set()
        around: _Around | None = None
        for opener in OPENERS:
            if opener.kind in kinds or words.isdisjoint(opener.words):
                continue
            match = opener.regex.search(piece)
            if match is None or _IDLE.search(piece):
                continue
            around = around or _around(text, sentences, n)
            at = sentence.start + match.start()
            said = any(a <= at < b for a, b in spoken)
            if not opener.fits(replace(around, said=said), match):
                continue
            kinds.add(opener.kind)
            due = due_of(piece) if opener.kind in ("deadline", "promise") else ""
            thing = thing_of(match[0], "") or thing_of(piece, around.before) if opener.kind == "gun" else ""
            rows.append([opener.kind, sentence.start, sentence.end, opener.weight, said, due, thing])
    return rows


def due_of(text: str) -> str:
    """The words of time by which something is due: "Friday", "the first of October"; "" where none stand there."""
    found = re.search(rf"\b(?:by|before|on|until|till|to|due|than)\s+({WHEN})\b", text)
    return " ".join(found[1].split()) if found and found[1] != "then" else ""


def thing_of(text: str, before: str) -> str:
    """The thing that a sentence puts by, or that "it" means with one in what stands `before`: "letter"; "" for none."""
    found = re.findall(rf"\b({_THING})\b", text)
    if found:
        return found[0]
    if re.search(r"\b(?:it|them)\b", text):
        earlier = re.findall(rf"\b({_THING})\b", before)
        return earlier[-1] if earlier else ""
    return ""


def _around(text: str, sentences: Sequence[Sentence], n: int) -> _Around:
    here = sentences[n]
    near = [s for s in sentences[max(0, n - NEAR) : n + NEAR + 1] if s.scene == here.scene]
    before = " ".join(text[s.start : s.end] for s in near if s.start < here.start)
    after = " ".join(text[s.start : s.end] for s in near if s.start > here.start)
    return _Around(text[here.start : here.end], before, after)
