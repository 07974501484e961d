"""Words as questions and sentences share them: stems, what carries meaning, numbers, and words of one field of meaning."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from functools import lru_cache

from ..manuscript.chapter import WORD
from ..manuscript.numbers import ORDINALS, TENS, TENTHS, UNITS
from .lexicon import FIELDS, PHRASAL

STOP = frozenset(
    """a about above after again against all also am an and any anybody anyone anything are aren't as at away back be
    because been before being below between both but by can cannot could couldn't did didn't do does doesn't doing don't
    done down during each ever every few for from further get gets getting go goes going got had hadn't has hasn't have
    haven't having he her here hers herself him himself his how i if in into is isn't it its itself just let like make
    makes made may me might mine more most much must mustn't my myself never no nor not now of off on once one only or
    other our ours ourselves out over own put quite rather same say says said shall shan't she should shouldn't so some
    somebody someone something still such take takes than that the their theirs them themselves then there these they
    thing things this those though through to too under until up upon us very was wasn't we were weren't what whatever
    when where whether which while who whoever whom whose why will with won't would wouldn't yet you your yours yourself
    actually please tell know find show give according book chapter story novel manuscript text page reader happen
    happens happened point moment call called calls""".split()
)

_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)

NUMBER_WORD = (
    rf"(?:(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(UNITS[1:10])}))?|{'|'.join(UNITS[1:])}"
    r"|(?:a )?dozen|(?:a |one )?hundred|(?:a |one )?thousand)"
)
_NUMBER_FORM = re.compile(
    rf"\b(?:\d+(?:[.,]\d+)*|(?:half a )?{NUMBER_WORD}(?:[- ](?:hundred|thousand|million|dozen))*"
    rf"(?:(?: and|-and)?[- ](?:{NUMBER_WORD}))*|none|once|twice|thrice|half)\b",
    re.IGNORECASE,
)

_PHRASAL = tuple((re.compile(rf"\b(?:{verb})\b", re.IGNORECASE), word) for verb, word in PHRASAL)


def plain_verbs(text: str) -> str:
    """`text` with the words that its two-word verbs stand for added at the end."""
    added = [word for verb, word in _PHRASAL if verb.search(text)]
    return " ".join([text, *added])


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A light English stem: enough to join "marries", "married" and "marry"; not meant to be read."""
    word = word.casefold().replace("’", "'")
    word = word.removesuffix("'s").removesuffix("'")
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3:
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= (4 if ending.startswith("ist") else 3):
            word = word[: -len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsze":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    if len(word) > 3 and word[-1] == "y":
        word = word[:-1] + "i"
    return word


_ENDINGS = (
    ("ists", ""), ("ist", ""), ("iness", "i"), ("fulness", "ful"), ("ousness", "ous"), ("ations", "at"), ("ation", "at"), ("ingly", ""),
    ("edly", ""), ("iest", "i"), ("ments", ""), ("ment", ""), ("ness", ""), ("ings", ""), ("ing", ""), ("ies", "i"),
    ("ied", "i"), ("ier", "i"), ("ily", "i"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"),
    ("ed", ""), ("es", "e"), ("ly", ""), ("ss", "ss"), ("us", "us"), ("s", ""),
)  # fmt: skip
_IRREGULAR = {
    form: base
    for base, forms in {
        "com": "come came comes coming", "went": "went gone", "tak": "took taken take takes taking",
        "giv": "gave given give gives giving", "writ": "wrote written write writes writing", "run": "ran run runs running",
        "driv": "drove driven drive drives driving", "sing": "sang sung sing sings singing",
        "drink": "drank drunk drink drinks drinking", "wear": "wore worn wear wears wearing",
        "break": "broke broken break breaks breaking", "speak": "spoke spoken speak speaks speaking",
        "steal": "stole stolen steal steals stealing", "throw": "threw thrown throw throws throwing",
        "know": "knew known know knows knowing", "grow": "grew grown grow grows growing",
        "fall": "fell fallen fall falls falling", "find": "found find finds finding", "leav": "left leave leaves leaving",
        "lose": "lost lose loses losing", "buy": "bought buy buys buying", "bring": "brought bring brings bringing",
        "think": "thought think thinks thinking", "catch": "caught catch catches catching",
        "teach": "taught teach teaches teaching", "sell": "sold sell sells selling", "tell": "told tell tells telling",
        "meet": "met meet meets meeting", "keep": "kept keep keeps keeping", "sleep": "slept sleep sleeps sleeping",
        "die": "died die dies dying", "lie": "lied lie lies lying", "wed": "wed weds wedding",
        "wife": "wife wives", "man": "man men", "woman": "woman women", "child": "child children",
        "tooth": "tooth teeth", "foot": "foot feet", "mouse": "mouse mice", "hold": "held hold holds holding",
        "sit": "sat sit sits sitting", "stand": "stood stand stands standing", "win": "won win wins winning",
        "fight": "fought fight fights fighting", "build": "built build builds building", "send": "sent send sends sending",
        "spend": "spent spend spends spending", "sign": "signed sign signs signing", "rid": "rode ridden ride rides riding",
        "wak": "woke woken wake wakes waking", "bite": "bit bitten bite bites biting", "hid": "hid hidden hide hides hiding",
        "eat": "ate eaten eat eats eating", "see": "saw seen see sees seeing", "swear": "swore sworn swear swears swearing",
        "begin": "began begun begin begins beginning", "hear": "heard hear hears hearing", "feel": "felt feel feels feeling",
        "choos": "chose chosen choose chooses choosing", "kiss": "kissed kiss kisses kissing", "stuck": "stick sticks stuck sticking",
        "belong": "belonged belong belongs belonging belongings", "travel": "travelled traveled travel travels travelling",
        "quarrel": "quarrelled quarreled quarrel quarrels quarrelling", "news": "news", "always": "always",
        "perhaps": "perhaps", "dress": "dressed dress dresses", "miss": "missed miss misses",
        "colour": "colour color colours colors coloured colored", "grey": "grey gray",
    }.items()
    for form in forms.split()
}  # fmt: skip


@lru_cache(maxsize=4096)
def forms_of(root: str) -> tuple[str, ...]:
    """Beginnings that every word with this stem has one of."""
    irregular = {form for form, base in _IRREGULAR.items() if base == root}
    regular = root[:-1] if root.endswith("i") and len(root) > 3 else root
    begins = sorted({*irregular, regular}, key=len)
    return tuple(one for n, one in enumerate(begins) if not any(one.startswith(other) for other in begins[:n]))


@lru_cache(maxsize=1)
def _fields() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in FIELDS:
        stems = {stem(word) for word in line.split()}
        for one in stems:
            found.setdefault(one, set()).update(stems - {one})
    return {one: frozenset(others) for one, others in found.items()}


def kindred(word_stem: str) -> frozenset[str]:
    """Stems of the same field of meaning as `word_stem`, without it."""
    return _fields().get(word_stem, frozenset())


def content_words(text: str) -> list[str]:
    """The words of `text` that carry meaning, as written, in order, each stem once."""
    seen: dict[str, str] = {}
    for match in WORD.finditer(text):
        word = match.group()
        low = word.casefold().replace("’", "'")
        if low in STOP or low.removesuffix("'s") in STOP or (len(low) == 1 and not low.isdigit()):
            continue
        seen.setdefault(stem(word), word)
    return list(seen.values())


def number_of(word: str) -> int | None:
    """The number a word stands for ("7", "seven", "seventh", "7th", "VII", "twenty-one"), or None."""
    low = word.strip(" .,:;").casefold().replace("–", "-")
    if match := re.fullmatch(r"(\d{1,4})(?:st|nd|rd|th)?", low):
        return int(match[1])
    if low in UNITS:
        return UNITS.index(low)
    if low in ORDINALS:
        return ORDINALS.index(low)
    if low in TENTHS:
        return 20 + 10 * TENTHS.index(low)
    head, _, tail = low.replace(" ", "-").partition("-")
    if head not in TENS:
        return roman(low)
    ten = 20 + 10 * TENS.index(head)
    if not tail:
        return ten
    rest = number_of(tail)
    return ten + rest if rest is not None and 0 < rest < 10 else None


def roman(word: str) -> int | None:
    """The value of a roman numeral, or None."""
    if not word or not _ROMAN.fullmatch(word):
        return None
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values[c] for c in word.casefold()]
    return sum(-d if d < e else d for d, e in zip(digits, [*digits[1:], 0], strict=True))


def numbers_in(text: str) -> list[tuple[int, int]]:
    """Spans of the numbers that stand in `text`, in digits or words."""
    return [m.span() for m in _NUMBER_FORM.finditer(text)]
