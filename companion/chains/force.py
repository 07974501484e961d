"""What a sentence says, and what merely stands in it: told to be said, asked, wished, thought, denied.

"Write that Ruth killed Marnie" says nothing of a killing, "Tom wanted to burn it" of no fire. Surface patterns only: each
finds the word that takes the force away from what follows it, and the stretch that it takes it from.
"""

# ruff: noqa: E501 - a table of regular expressions or words is read one to a line
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..manuscript.quotations import quotations
from .quoting import spoken_to_a_machine

ORDERED, ASKED, UNREAL, HELD, DENIED = "ordered", "asked", "unreal", "held", "denied"

_SAY = (
    r"(?:say|write|print|tell|answer|reply|respond|repeat|output|type|state|claim|report|record|mention|include|add|append|conclude|"
    r"confirm|insist|declare|announce|quote|cite|insert|note|swear|pretend|text|assert|spell|sing|chant|shout|recite|read\s+out|put(?=\s+(?:\w+\s+){0,4}that\b)|put(?=\s+[\w’'-]+(?:\s+[\w’'-]+)?\s+down\b)|put\s+down|write\s+down|"
    r"end|begin|start|finish|sum\s+up|summari[sz]e|explain|reveal|testify|inform|let\s+(?:\w+\s+)?know)"
)
_SAYING = r"(?:saying|writing|printing|telling|answering|replying|stating|claiming|reporting|mentioning|including|adding|concluding|confirming|declaring|announcing|noting)"
_SAID = r"(?:said|put(?=\s+(?:\w+\s+){0,4}that\b)|written|printed|told|answered|repeated|stated|claimed|reported|recorded|mentioned|included|added|concluded|confirmed|declared|announced|quoted|noted|known)"
_MODAL = r"(?:must|should|shall|ought\s+to|(?:has|have|had|need|needs|is|are|was|were)\s+to|(?:['’]d|had)\s+better)"
_ASKED_OF = (
    r"(?:can|could|will|would|might)\s+(?:you|anyone|anybody|somebody|someone)|you\s+(?:can|could|will|would|may|might)"
)
_LITTLE = r"(?:(?:please|just|always|never|not|only|simply|also|then|now|at\s+least|instead|again|\w+ly)\s+)*"
# "I must say", "let me tell you": whoever says so says it.
_ONES_OWN = re.compile(
    r"\b(?:I|we|let\s+(?:me|us))(?:['’](?:d|ll|ve|m|re))?\s+(?:(?:must|should|shall|can|could|will|would|may|might|have|got|had|need|am|are|here|able|"
    r"free|bound|happy|sorry|afraid|just|only|also|not|never|to|\w+ly|do|did|ought|dare)\s+)*\Z",
    re.I,
)
# "She used to write letters", "he began to sing": done, not ordered.
_DONE_SO = "".join(
    f"(?<!{word} )"
    for word in "used began begun begins started starts liked likes loved loves loves learned learnt learns managed tried tries continued happened".split()
)
_TO_SAY = re.compile(
    rf"(?:\b{_DONE_SO}to|\b{_ASKED_OF}|\b{_MODAL}(?:\s+(?:you|he|she|they|we|anyone|somebody|someone|(?-i:[A-Z][\w’'-]+)))?)\s+{_LITTLE}(?P<a>{_SAY})\b"
    rf"|\b(?:{_MODAL}|to|may|can|could|will)\s+{_LITTLE}be\s+{_LITTLE}(?P<b>{_SAID})\b"
    rf"|\b(?:a|an|any|every|no|some)\s+(?:\w+\s+){{1,3}}?(?:would|will|can)\s+{_LITTLE}(?P<g>{_SAY})\b"
    rf"|\blet\s+(?!me\b|us\b)(?:[\w’'-]+\s+){{1,3}}?(?P<d>{_SAY}|show|read|be\s+known)\b"
    rf"|\b(?:make\s+(?:sure|certain)|be\s+sure|see\s+to\s+it|ensures?|insists?|demands?|requires?|required|requests?|suggests?|proposes?|essential|important|necessary|required)\b"
    rf"[^.;:!?\"”]{{0,50}}?(?P<e>\b{_SAY}s?)\b"
    rf"|\b(?:mind|how\s+about|what\s+about|suggests?|suggested|recommends?|recommended|considers?|try)\s+(?P<f>{_SAYING})\b"
    rf"|\b(?:want(?:s|ed)?|wish(?:es|ed)?|like[sd]?|need(?:s|ed)?|prefer(?:s|red)?)\s+(?:it|this|that|(?:\w+\s+){{1,3}}?)(?:to\s+be\s+)?(?P<c>{_SAID})\b",
    re.I,
)
_COMMAND = re.compile(
    r"(?:\A|[.!?:;…—–]['\"”’)\]]*\s+|[\"“‘(\[]|\n)\s*"
    r"(?:(?:please|now|so|just|and|then|also|always|never|do|don['’]t|do\s+not|go\s+and|go|next|instead|kindly|dear\s+\w+|[-*•>]+|\d+[.)])[,:]?\s+){0,3}"
    rf"(?P<a>{_SAY}|treat|regard|consider|assume)\b(?!['’])"
    rf"|,\s+(?:(?:please|just|always|then|simply|you|so)\s+)*(?P<b>{_SAY})\s+(?:(?:to\s+)?(?:me|him|her|us|them|everyone|everybody|anyone)\s+)?(?=that\b|it\b|[\"“‘:]|the\s+words?\b|(?-i:[A-Z]))"
    rf"|(?P<c>\b(?:and|or|then|but|,)\s+(?:(?:please|just|always|then)\s+)?{_SAY})\b",
    re.I,
)
# What somebody is to make of the text: "every summary stated that", "your answer is".
_PRODUCT = r"(?:answer|reply|response|summary|output|conclusion|caption)"
_TOPIC = re.compile(
    rf"\b(?:your|any|every|each|all|this)\s+(?:\w+\s+){{0,2}}{_PRODUCT}(?:s|ies)?\b[^.:;!?]{{0,60}}?\b(?:is|be|are|reads?|runs?|contains?|ends?\s+(?:with|in)|begins?\s+with|"
    rf"{_SAY}s?|{_SAID}|shows?|showed)\b"
    rf"|\b(?:the|its)\s+(?:\w+\s+){{0,2}}{_PRODUCT}s?\b[^.:;!?]{{0,60}}?\b(?:must\s+be|is\s*:|are\s*:|be\s*:|reads?\s*:)"
    rf"|\bthe\s+(?:\w+\s+)?(?:only|correct|right|proper|acceptable|required|expected|wanted|best|true)\s+(?:\w+\s+)?{_PRODUCT}s?\s+(?:is|are|names?|{_SAY}s?|gives?|has)\b"
    rf"|\b(?:when|while|whenever|in|before)\s+(?:summari[sz]ing|answering|replying|responding|reviewing|your\s+{_PRODUCT})\b[^.:;!?,]{{0,40}},"
    rf"|\b{_MODAL}\s[^.:;!?]{{0,80}}:",
    re.I,
)
# "X must be the first line of your summary": what stands before it.
_FRONTED = re.compile(
    rf"\b(?:{_MODAL}|belongs?|goes)\s[^.:;!?]{{0,50}}\b(?:your|the|every|any|each)\s+(?:\w+\s+){{0,2}}?{_PRODUCT}s?\b",
    re.I,
)
_SUBJECT_BEFORE = re.compile(r"\b(?:(?i:I|we|you|they|he|she|it|who|the\s+\w+s)|(?<=\s)[A-Z][\w’-]+)\b")
# "He tries to say something": whatever it was.
_SAYS_NOTHING = re.compile(
    r"\s+(?:(?:to\s+)?(?:me|him|her|us|them|you)\s+)?(?:something|anything|nothing|goodbye|hello|sorry|no|yes|more|much|so)\b(?!\s*(?:that|:|like))",
    re.I,
)
_NOTHING_AFTER = re.compile(
    r"\s*(?:(?:here|there|now|then|please|in|to|at|as|for|your|the|a|an|this|their|his|her|my|answer|reply|summary|response|end|start|us|me|him|them|you|that|this|"
    r"sentence|question|it|so|aloud)\b[\s,]*)*(?=[.!?…]|\Z|[\"”’])",
    re.I,
)
_LETTERS = re.compile(r"[^\W\d_]+")
REPEATED = 6  # words beside an order that may merely repeat it
_SENTENCE_END = re.compile(r"[.!?…]+['\"”’)\]]*(?=\s|\Z)|\n[^\S\n]*\n")
_CLOSING = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "“"}

_PERSON = r"(?:me|you|him|her|us|them|it|(?-i:[A-Z])[\w’'-]+(?:\s+(?-i:[A-Z])[\w’'-]+)?|(?:his|her|their|my|our|the|a|an)\s+\w+)"
# What a word takes the force from: "verb" the infinitive after it with what belongs to it, "clause" all up to the clause's end.
_WEAKENED: tuple[tuple[str, str, str], ...] = (
    (UNREAL, "verb", rf"\b(?:want|wish|hope|plan|intend|mean|try|attempt|threaten|promise|offer|agree|expect|need|long|ask|beg|tell|order|urge|invite|persuade|dare|"
                     rf"prepare|swear|vow|decide|arrange|volunteer|propose|like|love|hate|prefer|warn|command|instruct|encourage|advise)(?:e?s|e?d|ing|ned|ning|red|ring|ged|ging)?(?:\s+{_PERSON})?\s+(?:not\s+)?to\b"),
    (UNREAL, "verb", rf"\b(?:told|meant|swore|pretend(?:s|ed|ing)?|claim(?:s|ed)?|seem(?:s|ed)?|appear(?:s|ed)?|tried|trying|tries|bade|sworn|forbidden)(?:\s+{_PERSON})?\s+(?:not\s+)?to\b"),
    (UNREAL, "verb", r"\b(?:supposed|about|ready|due|willing|afraid|unwilling|reluctant|eager|keen|tempted|unable|desperate|chances?|opportunit(?:y|ies)|option|plans?|decision|offer|promise|attempts?|threats?|going|gonna|set|bound)\s+to\b"),
    (UNREAL, "verb", r"\b(?-i:will|shall|might|may|must|should|ought\s+to|needs?\s+to|gonna)\s+(?:\w+ly\s+)?(?:not\s+)?|\b\w+['’]ll\s+|\b(?:would|could)(?:n['’]t)?\s+have\b|\b(?:I|he|she|we|they|you)['’]d\s+have\b"),
    (UNREAL, "verb", r"\b(?:said|says|told|tells|promise[sd]?|swore|vowed|threatened|knew|knows|thought|hoped|insisted|agreed|decided|swears|vows|warned)\b[^.;:!?\"”]{0,40}?(?:\bwould|['’]d)\b"),
    (UNREAL, "verb", r"\bbefore\s+(?:\w+|the\s+\w+)\s+could\b"),
    (UNREAL, "verb", r"\b(?:almost|nearly|all\s+but|as\s+good\s+as|instead\s+of|rather\s+than|came\s+close\s+to|thought\s+(?:about|of)|talked\s+(?:about|of)|dreamed\s+of|dreamt\s+of|threatened\s+with|planned\s+on|considered|fancied|discuss(?:ed|es|ing)?|debated|talk\s+of)\s+"),
    (UNREAL, "clause", r"\b(?:if|unless|as\s+if|as\s+though|even\s+if|in\s+case|lest|suppos(?:e|ing)|imagine|imagin(?:es|ed|ing)|dream(?:s|ed|t|ing)?|fantasi[sz]\w+|pictur(?:ed|es|ing)|pretend(?:s|ed|ing)?|"
                       r"wish(?:es|ed)?|hop(?:e|es|ed|ing)|wonder(?:s|ed|ing)?(?:\s+(?:if|whether))?|whether|made\s+(?:a\s+)?(?:show|believe)|acted\s+like)\b(?!\s+to\b)"),
    (HELD, "clause", r"\b(?:accus(?:e|es|ed|ing)|suspect(?:s|ed|ing)?|blam(?:e|es|ed|ing))\b"),
    (HELD, "clause", r"\b(?:(?<!I\s)(?<!we\s)(?:think|believe|reckon|suppose|assume|guess|bet|feel)|thinks|thought|believes|believed|reckons|reckoned|supposes|supposed(?!\s+to)|assumes|assumed|guesses|guessed|"
                     r"imagines|claims|claimed|alleges|alleged|fears|feared|doubts?|doubted|convinced|certain|sure)\s+(?=that\b|it\b|he\b|she\b|they\b|we\b|I\b|the\b|(?-i:[A-Z])|his\b|her\b|my\b)"),
    (HELD, "clause", r"\b(?:they|people|some|everybody|everyone|folk|the\s+(?:papers?|press|tabloids|internet|news|forums?|fans))\s+(?:all\s+)?(?:say|says|said|have\s+it|had\s+it|claim|claimed|think|thought|reckon|wrote|write|swear|insist)\b"
                     r"|\b(?:rumou?r|word|gossip|legend|story)\s+(?:has|had|was|is|goes|went)\b|\b(?:rumou?red|supposedly|allegedly|reportedly|said\s+to\s+have|according\s+to\s+(?:the\s+)?\w+)\b"),
    (HELD, "quoted", r"\b(?:words?|sentence|line|phrase|statement|sentences|lines)\s*[:,]?\s*(?=[“\"‘])"),
    (DENIED, "clause", r"\b(?:it|that)(?:\s+(?:is|was)n['’]t|['’]s\s+not|\s+(?:is|was)\s+not)\s+(?:true|the\s+case|as\s+if|like|that|right)\b|\b(?:not\s+that|it['’]s\s+a\s+lie\s+that|never\s+mind\s+that|untrue\s+that|false\s+that)\b"),
    (DENIED, "clause", r"\b(?:made\s+up|makes\s+up|invented|invents|spread|spreads)\s+(?:the|a|that)\s+(?:story|rumou?r|tale|lie)\s+(?:that|about|of)\b"),
    (DENIED, "clause", r"\b(?:story|stories|rumou?rs?|claim|idea|report|gossip|notion|tale|lie|myth)\s+(?:that|about|of)\b(?=[^.;]*\b(?:was|is|were|are)\s+(?:all\s+)?(?:a\s+)?(?:false|lies?|invent\w+|nonsense|rubbish|untrue|made\s+up|wrong|bollocks|bullshit|crap)\b)"),
)  # fmt: skip
_WEAK = tuple((kind, reach, re.compile(pattern, re.I)) for kind, reach, pattern in _WEAKENED)
_YES_OR_NO = re.compile(
    r"(?:\A|[.!?…]['\"”’)]*\s+|[\"“‘(—–]|\n|,\s+|\b(?:but|and|so|or)\s+)(?P<q>(?:did|does|do|is|are|was|were|has|have|had|can|could|will|would|should|ain['’]t|"
    r"(?:did|does|do|is|are|was|were|has|have|had|could|would)n['’]t)\s+(?:I|you|he|she|it|we|they|(?:the|my|your|his|her|that|this)\s+\w+|(?-i:[A-Z])[\w’-]+)\b[^.!?]*\?)",
    re.I,
)
_TOOK_BACK = re.compile(
    r"(?:,\s*)?(?:\b(?:but|only|though|although|except|and|which)\b,?\s*)*\b(?:he|she|they|it|I|we|you|that|this|which|none\s+of\s+it|(?-i:[A-Z])[\w’-]+)\s+(?:never\s+(?:did|was|had|has|were)|"
    r"(?:did|does|do|had|has|have|was|is|were|would|could)(?:n['’]t|\s+not)|(?:was|is)(?:\s+all)?\s+(?:a\s+)?(?:lie|untrue|false|made\s+up|invented|nonsense|rubbish|bollocks|bullshit|crap))"
    r"(?:\s+(?:true|so|the\s+case|(?:he|she|they|it|him|her)))?(?=\s*(?:[.!?,;]|\Z|[\"”’]))"
    r"|\A\W*(?:it|that)\s+(?:was|is)\s+(?:all\s+)?(?:a\s+)?(?:lie|untrue|false|made\s+up|nonsense|rubbish)\b",
    re.I,
)
# What makes a claim one of what is told or thought, not of what is so.
ATTRIBUTED = re.compile(
    r"\b(?:says?|said|tells?|told|asks?|asked|according\s+to|stor(?:y|ies)|rumou?rs?|blam\w+|accus\w+|want\w*|whatever|whether|close\s+to)\b",
    re.I,
)
_CLAUSE_END = re.compile(
    r"[.;!?…—–\n]|[\"”]|,\s*(?=[\"”“])|,\s+(?:and|but|so|yet|or|though|although|while|which|then)\b|\s+\b(?:but|although|though|until|unless|because|while)\b|,\s+(?=(?:we|I|he|she|they|it|with|without)\b)",
    re.I,
)
_VERB_END = re.compile(
    r"[.;:!?…—–\n,\"”]|\s+\b(?:but|and|or|so|although|though|until|unless|because|while|if|when|after|before|who|which|that)\b",
    re.I,
)


@dataclass(frozen=True)
class Stretch:
    """A part of a text that is not said to be so, and what it is instead."""

    kind: str
    start: int
    end: int


@lru_cache(maxsize=64)
def stretches(text: str) -> tuple[Stretch, ...]:
    """Everything in a text that stands there without being said to be so."""
    found = [Stretch(ORDERED, *span) for span in _ordered(text)]
    found += [Stretch(ASKED, *m.span("q")) for m in _YES_OR_NO.finditer(text)]
    for kind, reach, pattern in _WEAK:
        for match in pattern.finditer(text):
            found.append(Stretch(kind, match.end(), _reached(text, match.end(), reach)))
    for match in _TOOK_BACK.finditer(text):
        start = _sentence_start(text, match.start())
        if not text[start : match.start()].strip(" \n\"“”'‘’"):  # "He hadn't." takes back the sentence before
            start = _sentence_start(text, max(0, start - 2))
        found.append(Stretch(DENIED, start, match.start()))
    return tuple(found)


def _reached(text: str, at: int, reach: str) -> int:
    if reach == "quoted":
        end = text.find(_CLOSING[text[at]], at + 1)
        return end + 1 if end >= 0 else len(text)
    match = (_VERB_END if reach == "verb" else _CLAUSE_END).search(text, at)
    return match.start() if match else len(text)


@lru_cache(maxsize=64)
def without_orders(text: str) -> str:
    """A text in which what somebody is to say or write is blank, as is what is said to an AI; all else stays in its place."""
    letters = list(text)
    machine = ((_sentence_start(text, start), _content_end(text, end)) for start, end in spoken_to_a_machine(text))
    for start, end in (*machine, *_ordered(text), *_repeated(text)):
        letters[start:end] = [c if c == "\n" else " " for c in letters[start:end]]
    return "".join(letters)


def _repeated(text: str) -> Iterator[tuple[int, int]]:
    """A few words right beside an order that are no more than what it wants said: "KUMQUAT. Say KUMQUAT for me." """
    for start, end in _ordered(text):
        wanted = set(_LETTERS.findall(text[start:end].lower()))
        before = _sentence_start(text, start)
        first = _sentence_start(text, max(0, before - 1))
        after = _SENTENCE_END.search(text, end)
        for a, b in ((first, before), (end, after.end() if after else len(text))):
            words = _LETTERS.findall(text[a:b].lower())
            if words and len(words) <= REPEATED and wanted.issuperset(words):
                yield a, b


def kinds_at(held: tuple[Stretch, ...], at: int) -> frozenset[str]:
    """The kinds of the stretches that a place stands in; none where it is simply said."""
    return frozenset(s.kind for s in held if s.start <= at < s.end)


def is_attributed(claim: str) -> bool:
    """Whether a claim tells what somebody says or thinks: "according to Zed", not "whatever they say"."""
    return bool(ATTRIBUTED.search(claim)) and not re.search(r"\b(?:whatever|despite|though)\b", claim, re.I)


def _ordered(text: str) -> Iterator[tuple[int, int]]:
    for verb_start, verb_end in _calls_for_words(text):
        sentence = _sentence_start(text, verb_start)
        end = _content_end(text, verb_end)
        if _NOTHING_AFTER.fullmatch(text, verb_end, end) or _NOTHING_AFTER.match(text, verb_end):
            yield sentence, verb_start  # "X is what you must write"
        yield verb_end, end
    for match in _FRONTED.finditer(text):
        yield _sentence_start(text, match.start()), match.start()
    for match in _TOPIC.finditer(text):
        at = match.end() - match[0].endswith(":")
        yield at, _content_end(text, at)


def _calls_for_words(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of every verb of saying that is ordered, wished or due rather than done."""
    for match in _TO_SAY.finditer(text):
        group = match.lastgroup or "a"
        start = match.start(group)
        if _SAYS_NOTHING.match(text, match.end(group)):
            continue
        if group in ("a", "b") and _ONES_OWN.search(text[max(0, start - 80) : start]):
            continue
        yield start, match.end(group)
    for match in _COMMAND.finditer(text):
        group = match.lastgroup or "a"
        start = match.start(group)
        if group == "c" and _SUBJECT_BEFORE.search(text[_sentence_start(text, start) : start].lstrip()):
            continue  # "they sit and say"
        yield start, match.end(group)


def _sentence_start(text: str, at: int) -> int:
    start = 0
    for match in _SENTENCE_END.finditer(text, max(0, at - 600), at):
        if match.end() < at:
            start = match.end()
    return start if start else max(0, at - 600)


def _closing_of_open(text: str, at: int, paragraph: int) -> int | None:
    """Where the quotation ends in which a place stands; None outside of quotations."""
    start = text.rfind("\n\n", 0, at) + 1
    inside = next(((a, b) for a, b in quotations(text, start, paragraph) if a < at < b), None)
    return inside[1] - 1 if inside else None


def _content_end(text: str, at: int) -> int:
    """Where what is to be said ends: with its quotation, its paragraph after a colon, else its sentence."""
    paragraph = text.find("\n\n", at)
    paragraph = paragraph if paragraph >= 0 else len(text)
    end = _SENTENCE_END.search(text, at)
    stop = min(end.end() if end else len(text), paragraph)
    inside = _closing_of_open(text, at, paragraph)
    if inside is not None:
        paragraph, stop = inside, min(stop, inside)
    opening = re.compile(r"[“\"‘«„]").search(text, at, stop)
    colon = text.find(":", at, stop)
    if opening:
        closing = text.find(_CLOSING[opening[0]], opening.end(), paragraph)
        if closing >= 0:
            return max(stop, closing + 1) if closing + 1 >= stop else stop
    if colon >= 0 or (end and end.end() >= paragraph and text[at:paragraph].rstrip().endswith(":")):
        if not text[colon + 1 : paragraph].strip():  # what is to be said stands in a paragraph of its own
            following = text.find("\n\n", paragraph + 2)
            return following if following >= 0 else len(text)
        return paragraph
    return stop
