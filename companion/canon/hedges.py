"""Why a sentence that gives a value may still not assert it: negation, question, likeness, dream, lie, change."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

# Each cue: the name, where it is looked for, and what shows it. "before" is the clause up to the value, "around" the
# whole sentence, "after" what follows the value in its sentence, "near" the sentences on both sides too.
_CUES: tuple[tuple[str, str, str], ...] = (
    ("negation", "close", r"\b(?:not(?! yet)|never|nor|neither|none|nobody|hardly)\b|n't\b|\b(?:no|without)\b(?: (?!and\b)[\w'\-]+){0,3} *\Z"),
    ("hypothesis", "close", r"\b(?:would|might|could(?! (?:just |still |only )?(?:see|hear|feel|tell|smell)\b)|should|suppose|supposing|imagine|imagined|imagining|perhaps|maybe|"
                            r"probably|possibly|must|whether|may|wonder\w*|(?:expect|hope|fear|wish)(?:ed|s)?(?: that)? (?:he|she|they|I|it|we|you))\b"),
    ("hypothesis", "before", r"\b(?:if|unless|as though|(?:conclusion|idea|impression|notion) that|fancied)\b"),
    ("likeness", "close", r"\b(?:like|as if|as though|resembl\w+|seem\w*|appear\w*|look(?:s|ed|ing)?(?: (?:so|very|quite|almost|about|like|as|to be|a|an))*\s*$|reminded|than|compar\w+|"
                          r"thought|took (?:him|her|me|them) for|taken [\w. ]+ for|pass(?:ed)? for|kind of|so to speak|as good as)\b"),
    ("likeness", "after", r"^[^.;]{0,12}\b(?:as|like) (?:an?|the|any)\b|^,? (?:almost|in (?:this|that|the) \w*\s?(?:light|dark|sun|glow|lamplight|moonlight))\b|"
                          r"^ (?:with|from) (?:[a-z]+ )?(?:anger|rage|fear|tears|crying|weeping|dust|snow|paint|flour|exhaustion|fatigue|shock|grief|fright|worry|boredom|"
                          r"hunger|tiredness|cold|work|envy|jealousy|laughter|embarrassment|shame|love|desire|lust|sleep|smoke)\b"),
    ("dream", "wide", r"\b(?:dream(?:s|ed|t|ing)?|nightmares?|hallucinat\w+|delirium|delirious|feverish|awoke from sleep|in (?:his|her|my|their) sleep)\b"),
    ("lie", "near", r"\b(?:an? lie|the lie|lied|lying (?:to|about)|falsehood|fib|fibbed|untrue|invent(?:ed|ing|ion|s)?|made (?:it|that|this|her|him) up|making (?:it|that) up|"
                    r"pretend\w*|rumou?rs?|gossip|mistaken(?:ly)?|mistook|mistake|exaggerat\w+|hoax|jok(?:e|ing|ed)|misheard|never right|no (?:relation|connection)|"
                    r"a guess|guess(?:ed|es|ing)|bluff\w*|cover story|fake name|not true|will say anything|in jest|straight face|without (?:an? |the |so much as an? )?(?:flicker|blush|blink|turning a hair|batting an eye\w*|blinking|blushing)|barefaced)\b"),
    ("picture", "around", r"\b(?:portrait|photograph|photo|picture|painting|statue|doll|poster|drawing|sketch|costume|mask|film|movie|novel|"
                          r"heroine|poem|the part of|dressed (?:up )?as|disguise\w*)\b"),
    ("change", "around", r"\b(?:dyed?|dyes|dyeing|bleach\w*|wigs?|tint(?:ed|s)?|contacts|contact lenses|became|become|becoming|recolou?red|hennaed|used to|no longer|"
                         r"any ?more|cropped|faded|shaved|shaving|shorn|darken\w*|lighten\w*|repaint\w*|(?:turn(?:ed|s|ing)?|gone|went|going|grown?|grew|growing) "
                         r"(?:\w+ )?(?:grey|gray|white|black|dark|pale|red|blond|blonde|brown|blue|green|silver|out|tall|fat|thin|stout))\b"),
    ("report", "close", r"\b(?:they say|people say|said to be|it was said|was told|been told|told (?:me|him|her|them|us|everybody|everyone|people|(?-i:[A-Z])\w+)|(?:said|says|tells|swears|swore) (?:me |him |her |us |them |that )?(?=he|she|they|I|we)|declar\w+|claim\w*|according to|reported|reputed|"
                        r"supposed to be|(?:thinks?|reckons?|supposes?) (?:that|he|she|I|you|they|it|(?-i:[A-Z])\w+)|think (?:of|me|him|her)|called(?! (?-i:[A-Z]))|calls(?! (?-i:[A-Z]))|believed|believes|by way of|taken)\b"),
    ("past", "close", r"\b(?:used to|once|formerly|at one time|had been|back then|in those days|years? ago|until)\b"),
    ("past", "before", r"\b(?:when (?:I|he|she|they|we|\w+) (?:was|were) (?:an?|young|little|small|only|just|still|\w+teen|\d+|six|seven|eight|nine|ten|four|five|three)\b|"
                       r"as a (?:child|girl|boy|kid|baby|young \w+)|\bsince (?:he|she|I|[A-Z]\w+) was|before (?:he|she|I) was|\bby the time\b|\buntil (?:he|she|I) was)"),
    ("past", "before", r"\bwhen (?:I|he|she|they|we|[A-Za-z]\w+) (?:was|were) (?:(?:only|just|about|still) )*$"),
    ("past", "after", r"^(?: years (?:old|of age))? (?:when|before|at the time)\b"),
    ("others", "before", r"\b(?:another|a different|the other) (?-i:[A-Z])|\b(?:some (?:people|men|women)|anyone|anybody|everyone|everybody|a person who|people who|whoever|those who|one who|any (?:man|woman|girl|boy))\b"),
)  # fmt: skip
_COMPILED = tuple((name, where, re.compile(pattern, re.I)) for name, where, pattern in _CUES)
_ASKS = re.compile(r"[^.!?]*\?")
_YOU_KNOW = re.compile(
    r"\b[Yy]ou (?:do )?(?:know|remember)(?: that)? (?!if\b|whether\b|wh)"
)  # "You know it's on the ninth?" tells
_CLAUSE = re.compile(r"[;:!?.]|--|—|\bbut\b|, (?:and|so) (?=he|she|I|they|we)")
_OVER_THE_TOP = re.compile(r"\bdead (?:and buried)? ?to (?:me|him|her|us)\b|\bas far as\b|\bconcerned\b", re.I)


# "He was a lawyer. He had invented it on the spot."
_OF_IT = re.compile(
    r"\b(?:invent\w*|made|pretend\w*|lied about|lying about|exaggerat\w*|guess\w*) (?:it|that|this|all|some|most)\b"
    r"|\b(?:it|that|this|which|none of it|nothing of that) (?:was|is|had been|wasn't|isn't) (?:an? |all |only )*(?:lie|untrue|true|guess|fib|joke|hoax|invention|invented|cover story|falsehood)"
)
# "He had never once told her a lie."
_TRUE = re.compile(r"\b(?:never|not|no|nobody|hardly)\b|n't\b", re.I)


def hedges(text: str, first: int, last: int, start: int, end: int, before: int, after: int, *, said: bool) -> list[str]:
    """Names of the cues around the value `text[start:end]` in the sentence `text[first:last]`.

    "close" is the part of "before" after its last comma. A lie of which the sentence before or after speaks may be what is
    `said` here; what is narrated it leaves alone, unless it speaks of "it" or "that". `before` is where the sentence before begins, `after` where the next one ends. Text is plain (see patterns.base).
    """
    clause = first
    for match in _CLAUSE.finditer(text, first, start):
        clause = match.end()
    comma = text.rfind(",", clause, start) + 1
    spans = {
        "close": text[max(comma, clause) : start],
        "before": text[clause:start],
        "after": text[end:last],
        "around": text[first:last],
        "near": text[before:after] if said or _OF_IT.search(text, last, after) else text[first:last],
        "wide": text[max(0, before - 600) : after],
    }
    found = []
    for name, where, cue in _COMPILED:
        if name == "lie":
            held = any(
                not _TRUE.search(spans[where], max(0, m.start() - 28), m.start()) for m in cue.finditer(spans[where])
            )
        else:
            held = cue.search(spans[where]) is not None
        if not held:
            continue
        if name == "dream":
            found.append(_dreamt(spans["wide"], cue, start - max(0, before - 600)))
        elif name == "picture" and not cue.search(text, first, start):
            found.append("a picture after")
        else:
            found.append(name)
    if _ASKS.match(text, end, last) and not _YOU_KNOW.search(text, first, start):
        found.append("question")
    if _OVER_THE_TOP.search(text[first:last]):
        found.append("likeness")
    return list(dict.fromkeys(found))


def _dreamt(wide: str, cue: re.Pattern[str], at: int) -> str:
    """ "dream" for what stands in one paragraph with the word, "after a dream" for what follows: asleep or awake again."""
    last = max((m.end() for m in cue.finditer(wide, 0, at)), default=at)
    return "after a dream" if "  " in wide[last:at] else "dream"
