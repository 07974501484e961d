"""The short value inside a sentence: a number, a colour, a name, a place, a time, as a question asks for it."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from dataclasses import dataclass

from ..manuscript.chapter import WORD
from .field import word_term
from .question import Question
from .things import member_pattern
from .words import NUMBER_WORD, STOP, kindred, numbers_in, stem


@dataclass(frozen=True)
class Value:
    """A stretch of a sentence that is of the sort asked for; `strength` 0..1 says how surely."""

    text: str
    strength: float
    sure: bool = False  # fit to stand at the head of an answer


COLOURS = (
    "black white grey gray red green blue yellow brown pink purple orange violet golden gold silver hazel amber auburn blond "
    "blonde dark fair light pale crimson scarlet ginger chestnut tawny copper bronze ivory cream turquoise teal navy maroon "
    "lilac lavender magenta mauve indigo khaki beige platinum raven sandy mousy jet ebony emerald sapphire azure olive rose rosy"
).split()
_COLOUR = re.compile(
    r"\b(?:(?:dark|light|pale|bright|deep|sea|jet|steel|sky|navy)[- ])?(?:" + "|".join(COLOURS) + r")(?:ish|y)?\b",
    re.IGNORECASE,
)
_N = rf"(?:\d[\d,.]*|(?:one|two|three|four|five|six|seven|eight|nine) and (?:twenty|thirty|forty|fifty|sixty)|{NUMBER_WORD}(?:[- ](?:hundred|thousand|million))*(?: and {NUMBER_WORD})?)"
_AGE = re.compile(
    rf"\b(?:man|woman|girl|boy|youth|lad|child|kid|person|lady|gentleman|fellow|guy|chap|daughter|son|sister|brother)s?\sof\s(?:about\s|some\s|only\s)?(?P<a>{_N})\b(?!\s(?:them|us|you|the)\b)"
    rf"|\baged?\s(?:of\s)?(?P<b>{_N})|\b(?P<c>{_N})[-\s](?:and a half\s)?years?[-\s](?:old|of age)"
    rf"|(?:\bturn(?:s|ed|ing)?|\bI(?:['’]?\s?m|\sam|\swas)|\b(?:he|she|they)(?:['’\s]s|['’]re)|\b(?:is|was|are|were|be|being|wasn['’]t|isn['’]t))\s(?:now\s|only\s|just\s|about\s|nearly\s|almost\s|barely\s|not yet\s|not\s|past\s|over\s|under\s|still\s|already\s)?(?P<d>{_N})"
    rf"(?=[,.;:!?\"”'’)—-]|\s(?:and|when|now|years? old|then|but|this|next|last|in|at)\b|$)",
    re.IGNORECASE,
)
_REMEMBERED = re.compile(
    r"\b(?:when|since|till|until|before|after|once)\s(?:he|she|they|I|we|you|[A-Z]\w+)\s(?:was|were|had been|turned)\b[^.;!?]{0,20}$"
    r"|\b(?:had been|used to be|at the age of|at)\s(?:about\s|only\s|just\s)?$|\b(?:years ago|back then|in those days)\b",
    re.IGNORECASE,
)
_UNIT = r"(?:inch(?:es)?|f(?:oo|ee)t|yards?|miles?|metres?|meters?|kilomet(?:re|er)s?|cm|km|kilos?|pounds|stone|acres?|tons?|ounces?|degrees|centimet(?:re|er)s?|minutes?|hours?|days?|weeks?|months?|years?|seats|words|pages)"
_MEASURE = re.compile(
    rf"\b(?:half an?|{_N}(?:\s(?:and a )?(?:half|quarters?))?)[-\s]{_UNIT}\b(?:\s(?:high|tall|long|wide|deep|away|old))?|\b\d['’]\d+",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"[£$€]\s?\d[\d,.]*\w*|\b{_N}\s(?:hundred |thousand |million |and )*(?:pounds?|dollars?|euros?|guineas?|shillings?|pence|quid|bucks|grand|cents?|a year|per annum|percent|per cent|a week|a month)\b|\b\d+%",
    re.IGNORECASE,
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
_TIME = re.compile(
    rf"\b{_DAY}\b|\b{_MONTH}\b(?:\s\d{{1,2}}(?:st|nd|rd|th)?)?|\b(?:1[5-9]|20)\d\d\b|\b(?:next|last|that|the same|the following|one)\s(?:day|night|morning|evening|afternoon|week|month|year|summer|winter|spring|autumn|fall)\b"
    rf"|\b(?:{_N}|an?|some|several|few)\s(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|fortnight)\b(?:\s(?:later|ago|before|after|afterwards|earlier|since))?|\b(?:yesterday|tomorrow|to-?night|to-?morrow|midnight|noon|dawn|dusk|midday|sunrise|sunset)\b"
    rf"|\b(?:Christmas|Easter|New Year|Halloween|Thanksgiving|Michaelmas)\b|\b\d{{1,2}}(?::\d\d)?\s?(?:a\.?m|p\.?m)\b|\b(?:{_N}|half past \w+|quarter (?:to|past) \w+)\so['’]clock\b|\bin (?:the )?(?:spring|summer|autumn|winter|fall|morning|afternoon|evening)\b"
    rf"|\b(?:when|while|after|before|as soon as|until|since)\b",
    re.IGNORECASE,
)  # fmt: skip
_PLACE = re.compile(
    r"\b(?:in|at|on|to|from|near|into|through|outside|inside|behind|under|above|beside|across|towards?|off)\s(?:the\s|an?\s|his\s|her\s|their\s|my\s|our\s|that\s)?(?P<proper>[A-Z][\w'’.-]+(?:(?:\s(?:of|the|and)\s|\s|-)[A-Z][\w'’-]+)*)"
)
_PLACE_PLAIN = re.compile(
    r"\b(?:in|at|on|into|near|outside|inside|behind|under|beside|across|to)\s(?:the|an?|his|her|their|my|our)\s(?P<plain>(?:[\w'’-]+\s){0,2}[\w'’-]+)"
)
_NAMING = re.compile(
    r"\b(?:called|named|name(?:['’]s| is| was)|christened|known as|nicknamed|surname|by the name of|signs? (?:as|himself|herself)|calls? (?:him|her|it|me|them))\b",
    re.IGNORECASE,
)
_PROPER = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord|Madame|Mme|Captain|Colonel|Uncle|Aunt)\.?\s)?[A-Z][\w'’-]+(?:\s(?:(?:de|von|van|of|the)\s)?[A-Z][\w'’-]+)*"
)
_REASON = re.compile(
    r"\b(?:because|cause|'cause|since|so that|so as to|in order (?:to|that)|for fear|owing to|on account of|thanks to|due to|that['’]s why|reason|therefore|otherwise|lest|as (?:he|she|they|I|it|we)|for (?:he|she|they|I|it|we)|to (?!the|a|an|his|her|my|me|him|them|us|you)\w+)\b",
    re.IGNORECASE,
)
_WORK = re.compile(
    r"\b(?:\w+(?:man|woman|smith|keeper|maker|driver|player)|clerk|solicitor|lawyer|barrister|attorney|doctor|nurse|surgeon|teacher|tutor|governess|professor"
    r"|servant|maid|housemaid|butler|cook|steward|gardener|gamekeeper|farmer|soldier|officer|captain|colonel|sailor|engineer|banker|merchant|shopkeeper"
    r"|journalist|reporter|writer|author|novelist|painter|artist|musician|singer|drummer|guitarist|bassist|pianist|dancer|actor|actress|manager|producer|publicist"
    r"|roadie|technician|driver|pilot|waiter|waitress|bartender|barman|barmaid|priest|vicar|rector|curate|clergyman|minister|parson|judge|secretary|assistant"
    r"|accountant|carpenter|mechanic|plumber|electrician|cop|detective|inspector|photographer|chef|baker|butcher|tailor|hatter|student|apprentice|editor|agent"
    r"|railway|bank|office|factory|firm|company|shop|law|trade|business|profession|medicine|army|navy|church|employ(?:ed|ment|er)?|job|retired)\b", re.IGNORECASE,
)  # fmt: skip
_WORK_TOLD = re.compile(
    rf"\b(?:(?:is|was|were|am|are|be|became|become|been|['’]m|['’]s)|as|,)\s(?:an?|the|only an?|merely an?)\s(?:[\w'’-]+\s){{0,3}}?{_WORK.pattern[2:]}"
    r"|\bwork(?:s|ed|ing)?\s(?:for|at|in|as|on)\s(?:the\s|an?\s)?[\w'’-]+(?:\s[A-Z]\w+)*|\b(?:profession|occupation|trade|job)\s(?:was|is|had been)\b|\bemploy(?:ed|ment|ee)\s(?:of|by|at|in)\b",
    re.IGNORECASE,
)  # fmt: skip
_MATERIAL = re.compile(
    r"\b(?:gold(?:en)?|silver|glass|wood(?:en)?|iron|steel|leather|stone|marble|brass|copper|bronze|tin|plastic|paper|cardboard|silk|wool(?:len)?|cotton|velvet|denim|linen|ivory|bone|clay|china|porcelain|crystal|oak|pine|mahogany|concrete|brick|straw|rubber|metal|platinum|diamonds?|pearls?|lace|fur|wax|ice)\b",
    re.IGNORECASE,
)


def value_in(question: Question, text: str) -> Value | None:
    """The value of the sort `question` asks for in one sentence; None when there is nothing of that sort."""
    finder = _FINDERS.get(question.wants)
    return finder(question, text) if finder else None


SHARP = frozenset(
    {"age", "colour", "measure", "money", "material", "work", "name", "kind", "side", "origin"}
)  # sorts that a form shows surely


def typed(question: Question) -> bool:
    """Whether the sort of answer can be told by its form."""
    return question.wants in _FINDERS


def _colour(question: Question, text: str) -> Value | None:
    found = [(m.start(), m.end(), m.group()) for m in _COLOUR.finditer(text)]
    if not found:
        return None
    targets = set(question.stems)
    best: Value | None = None
    for match in WORD.finditer(text):
        if stem(match.group()) not in targets:
            continue
        for start, end, colour in found:
            before, after = text[end : match.start()], text[match.end() : start]
            if end <= match.start() and len(before.split()) <= 2 and not re.search(r"[.;:!?]", before):
                value = _owned(question, text[:start], colour)
            elif start >= match.end() and re.fullmatch(
                r",?\s(?:(?:is|are|was|were|looked|turned|being|had been|of|in)\s)?(?:(?:an?|so|very|rather|quite|almost|like|now|nearly|still)\s)*(?:[a-z-]+,?\s(?:and\s)?)?",
                after,
            ):
                value = _owned(question, text[: match.start()], colour)
            else:
                continue
            best = value if best is None or value.strength > best.strength else best
    return best or Value(found[0][2], 0.3)


def _owned(question: Question, before: str, colour: str) -> Value:
    """How surely what follows `before` belongs to whom the question names."""
    owner = re.search(
        r"\b(?P<who>his|her|their|my|your|the|with|had|has|have|those|these|[A-Z][\w.]*['’]s?)\s(?:[a-z-]+,?\s){0,2}$",
        before,
        re.IGNORECASE,
    )
    who = owner["who"].casefold() if owner else ""
    pronouns = question.people[0].pronouns if question.people else ""
    if (who == "his" and pronouns == "she") or (who == "her" and pronouns == "he"):
        return Value(colour, 0.2)
    if who.endswith(("'s", "’s", "s'", "s’")):
        named = any(part.casefold() in who for p in question.people for n in p.names for part in n.split())
        return Value(colour, 1.0, True) if named or not question.people else Value(colour, 0.2)
    return Value(colour, 0.5) if who in ("the", "those", "these") else Value(colour, 1.0, True)


def _number(question: Question, text: str) -> Value | None:
    spans = numbers_in(text)
    if not spans:
        return None
    counted = {stem(w) for w in question.words[:3]}
    for start, end in spans:
        following = WORD.findall(text[end : end + 50])[:3]
        for n, word in enumerate(following):
            if stem(word) in counted:
                return Value(" ".join([text[start:end], *following[: n + 1]]), 1.0, True)
    return Value(text[slice(*spans[0])], 0.4)


def _age(question: Question, text: str) -> Value | None:
    best: Value | None = None
    for match in _AGE.finditer(text):
        group = next(name for name in "abcd" if match[name])
        past = _REMEMBERED.search(text[: match.start(group)])  # an age that is no longer theirs
        told = group != "d" or re.match(r"[-\s]years?[-\s](?:old|of age)", text[match.end() :]) is not None
        value = Value(match[group], 0.4 if past else 1.0 if told else 0.7, told and not past)
        if best is None or value.strength > best.strength:
            best = value
    return best


_LENGTH = r"inch|f(?:oo|ee)t|yard|mile|met(?:re|er)|km|cm|centimet|kilomet|['’]\d"
_MEASURED_IN = (  # what a question asks for, and the units that answer it
    (re.compile(r"\bhow (?:tall|high|wide|deep)\b|\b(?:height|width|depth)\b"), re.compile(_LENGTH, re.I)),
    (re.compile(r"\bhow far\b|\bdistance\b"), re.compile(rf"{_LENGTH}|minute|hour|day", re.I)),
    (re.compile(r"\bhow heavy\b|\bweigh|\bweight\b"), re.compile(r"kilo|pounds|stone|ounce|\btons?\b", re.I)),
    (re.compile(r"\bhow long\b.*\b(?:been|last|take|takes|took|stay|wait|know|known|work|live|lived|married|together|ago)\b"), re.compile(r"minute|hour|day|week|month|year", re.I)),
)  # fmt: skip


def _measure(question: Question, text: str) -> Value | None:
    """A number with a unit that fits what is asked: "nine years" is not how tall somebody is."""
    units = next((units for asked, units in _MEASURED_IN if asked.search(question.low)), None)
    fitting = (m for m in _MEASURE.finditer(text) if units is None or units.search(m.group()))
    match = next(fitting, None)
    return Value(match.group(), 1.0, True) if match else None


def _money(question: Question, text: str) -> Value | None:
    if match := _MONEY.search(text):
        return Value(match.group(), 1.0, True)
    spans = numbers_in(text)
    large = next((text[slice(*span)] for span in spans if _LARGE.search(text[slice(*span)])), "")
    return Value(large, 0.7) if large else Value(text[slice(*spans[0])], 0.3) if spans else None


_LARGE = re.compile(
    r"hundred|thousand|million|grand|\d[\d,.]{3}|\d[km]\b", re.IGNORECASE
)  # a sum even without a currency


def _time(question: Question, text: str) -> Value | None:
    low = question.low
    for word, pattern in (
        ("year", r"\b(?:1[5-9]|20)\d\d\b"),
        ("day of the week", _DAY),
        ("weekday", _DAY),
        ("which day", rf"{_DAY}|{_MONTH}"),
        ("month", rf"\b{_MONTH}\b"),
    ):
        if re.search(rf"\b(?:in|on)?\s?(?:what|which) {word}|{word}\b", low) and not low.startswith("how"):
            match = re.search(pattern, text)
            return Value(match.group(), 1.0, True) if match else None
    matches = list(_TIME.finditer(text))
    if not matches:
        return None
    strong = [m for m in matches if " " in m.group() or m.group()[0].isupper() or m.group()[0].isdigit()]
    return Value((strong or matches)[0].group(), 1.0 if strong else 0.5)


def _place(question: Question, text: str) -> Value | None:
    if classed := _classed(question, text):
        return classed
    asked = {stem(w) for w in WORD.findall(question.text)}
    people = {part for person in question.people for name in person.names for part in name.split()}
    for match in _PLACE.finditer(text):
        proper = match["proper"]
        if not all(stem(w) in asked or w in people or w.casefold() in STOP for w in WORD.findall(proper)):
            return Value(match.group(), 1.0)
    classes = set(question.focus) & {
        "street",
        "road",
        "avenu",
        "hous",
        "church",
        "hotel",
        "island",
        "school",
        "bar",
        "club",
        "hall",
    }
    plain = _PLACE_PLAIN.search(text)
    if plain:
        return Value(plain.group(), 0.3 if classes else 0.6)
    return None


def _person(question: Question, text: str) -> Value | None:
    asked = {stem(w) for w in WORD.findall(question.text)} | {
        stem(part) for person in question.people for name in person.names for part in name.split()
    }
    names = [
        m.group() for m in _PROPER.finditer(text)
        if not all(stem(w) in asked or w.casefold() in STOP for w in WORD.findall(m.group()))
        and not (m.start() == 0 and m.group().casefold() in STOP)
    ]  # fmt: skip
    inside = [n for n in names if not text.startswith(n)] or names
    return Value(inside[0], 1.0 if inside[0] != text.split(maxsplit=1)[0] else 0.6) if inside else None


def _name(question: Question, text: str) -> Value | None:
    """A name that the text ties to what is asked about: "our cat Dinah", "Dinah was the cat", "a cat called Dinah"."""
    asked = {stem(w) for w in WORD.findall(question.text)}
    for tie in question.relation:
        for match in WORD.finditer(text):
            if stem(match.group()) != tie:
                continue
            for named in _PROPER.finditer(text) if tie in _PLACES else ():  # "the Harbour Club"
                inside = named.start() <= match.start() < named.end() and named.end() - named.start() > len(
                    match.group()
                )
                if inside and not _all_asked(named.group(), asked, question):
                    return Value(named.group(), 1.0, True)
            after = _TIED_AFTER.match(text, match.end())
            if after and not _all_asked(after["name"], asked, question):
                return Value(after["name"], 1.0, True)
            before = _TIED_BEFORE.search(text[: match.start()])
            if before and not _all_asked(before["name"], asked, question):
                return Value(before["name"], 1.0, True)
    given = _GIVEN.search(text)
    if given and not _all_asked(given["name"], asked, question):
        # "A thing called the Hanley Twenty" is nobody's wife, "a woman called Opal" may be
        roots = {stem(w) for w in WORD.findall(text)}
        asks = question.relation if _NAME_OF.search(question.low) else ()
        tied = not asks or any({tie, *word_term(tie).kindred} & roots for tie in asks)
        return Value(given["name"], 1.0 if tied else UNTIED)
    if question.relation:
        return None
    value = _person(question, text)
    naming = _NAMING.search(text)
    if naming and value:
        return Value(value.text, 1.0)
    return Value(value.text, 0.3) if value else None


_NAME_OF = re.compile(r"\b(?:called|named|names?)\s*\??$|\bnames? of\b")
UNTIED = 0.5  # strength of a name that is given without a word for whom or what is asked about
_PLACES = frozenset(stem(w) for w in "house street town label club bar pub band boat ship bus song album".split())
_CAPITAL = r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lady|Lord)\.?\s)?[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+)*"
_GIVEN = re.compile(
    rf"\b(?i:names?\s(?:of|is|was)|named|called|christened|nicknamed|known as)\s(?:the\s)?(?P<name>{_CAPITAL})"
)
_TIED_AFTER = re.compile(
    rf"(?:,|:|\s[-–—]|--)?(?:\s(?:is|was|were|are|being|is also|was also))?\s?(?:called\s|named\s|name(?:['’]s| is| was)\s|who (?:is|was) (?:called|named)\s)?(?P<name>{_CAPITAL})"
)
_TIED_BEFORE = re.compile(
    rf"(?P<name>\b{_CAPITAL})(?:['’]s|,|\s(?:was|is|were|are|had been|being|became))\s(?:(?:a|an|the|my|our|his|her|their|your|its|{_CAPITAL}['’]s)\s)(?:[a-z-]+\s){{0,2}}$"
)


def _all_asked(name: str, asked: set[str], question: Question) -> bool:
    people = {stem(p) for person in question.people for n in person.names for p in WORD.findall(n)}
    return all(stem(w) in asked or stem(w) in people or w.casefold() in STOP for w in WORD.findall(name))


def _reason(question: Question, text: str) -> Value | None:
    match = _REASON.search(text)
    if not match:
        return None
    return Value(match.group(), 1.0 if not match.group().lower().startswith("to ") else 0.5)


def _work(question: Question, text: str) -> Value | None:
    if match := _WORK_TOLD.search(text):
        return Value(match.group(), 1.0)
    match = _WORK.search(text)
    return Value(match.group(), 0.3) if match else None


# How names of places and firms look, by the noun that asks for them.
_CAPS = r"[A-Z][\w'’&-]*(?:\s(?:&\s|and\s|of\s)?[A-Z][\w'’&-]*){0,3}"
_CLASSED = {
    "church": rf"\bSt\.?\s[A-Z]\w+(?:['’]s)?|\b{_CAPS}\s(?:Church|Chapel|Abbey|Cathedral|Minster)\b",
    "street": rf"\b{_CAPS}[\s-](?:[Ss]treet|[Rr]oad|[Ll]ane|[Ss]quare|[Aa]venue|[Pp]lace|[Tt]errace|[Rr]ow|[Cc]rescent|[Dd]rive|[Cc]ourt)\b",
    "hotel": rf"\b{_CAPS}\s(?:Hotel|Inn|Arms|Lodge|Motel|Pension|Hostel)\b|\b[Hh]otel\s{_CAPS}",
    "school": rf"\b{_CAPS}\s(?:School|College|Academy|University|Grammar|High)\b",
    "hall": rf"\b{_CAPS}\s(?:Hall|Theatre|Theater|Arena|Stadium|Rooms|Ballroom|Centre|Center)\b",
    "bar": rf"\b{_CAPS}\s(?:Bar|Club|Arms|Tavern|Lounge|Inn|Head)\b",
    "firm": rf"\b{_CAPS}\s(?:Company|Co\.|Records|Bank|Insurance|Ltd|Inc|Agency|Press|Music|Brothers|Sons|Office|Group|Entertainment|Management|Studios?)\b",
    "hospital": rf"\b{_CAPS}\s(?:Hospital|Infirmary|Clinic)\b|\bSt\.?\s[A-Z]\w+['’]s\b",
    "station": rf"\b{_CAPS}\s(?:Station|Junction|Cross|Terminus)\b",
    "galleri": rf"\b{_CAPS}\s(?:Gallery|Museum)\b",
}
for _same, _as in (("road", "street"), ("avenu", "street"), ("squar", "street"), ("pub", "bar"), ("club", "bar"), ("inn", "hotel"), ("colleg", "school"),
                   ("univers", "school"), ("theatr", "hall"), ("venu", "hall"), ("compani", "firm"), ("label", "firm"), ("employer", "firm"), ("bank", "firm"), ("chapel", "church"), ("museum", "galleri")):  # fmt: skip
    _CLASSED[_same] = _CLASSED[_as]
_CLASSED_RE = {noun: re.compile(pattern) for noun, pattern in _CLASSED.items()}


def _classed(question: Question, text: str) -> Value | None:
    """A name that looks like what the class noun asks for: "which street" and "Gracechurch Street"."""
    for noun in question.focus:
        pattern = _CLASSED_RE.get(noun)
        match = pattern.search(text) if pattern else None
        if match:
            return Value(match.group(), 1.0, True)
    return None


def is_sharp(question: Question) -> bool:
    """Whether the sort of answer shows surely by its form, so that sentences with such a value are worth looking for."""
    return question.wants in SHARP or any(noun in _CLASSED_RE for noun in question.focus)


def _proper(question: Question, text: str) -> Value | None:
    """The name of a firm, a ship, a song ...: capital letters that are nobody asked about, best with the class noun in them."""
    if classed := _classed(question, text):
        return classed
    asked = {stem(w) for w in WORD.findall(question.text)}
    best: Value | None = None
    for match in _PROPER.finditer(text):
        name = match.group()
        if _all_asked(name, asked, question) or (match.start() == 0 and " " not in name):
            continue
        roots = {stem(w) for w in WORD.findall(name)}
        fits = any(root in roots or kindred(root) & roots for root in question.focus)
        value = Value(name, 1.0 if fits else 0.6, fits)
        best = value if best is None or value.strength > best.strength else best
    titled = re.search(r"[“\"‘']([A-Z][^”\"’']{2,60})[”\"’']", text)
    return best or (Value(titled[1], 0.5) if titled else None)


def _material(question: Question, text: str) -> Value | None:
    wanted = set(question.stems)
    for match in _MATERIAL.finditer(text):
        following = WORD.findall(text[match.end() : match.end() + 30])[:2]
        if any(stem(w) in wanted for w in following):
            return Value(match.group(), 1.0, True)
    other = _MATERIAL.search(text)
    return Value(other.group(), 0.5) if other else None


def _kind(question: Question, text: str) -> Value | None:
    """The first thing of the kind asked for that the question does not name itself: "guitar" for an instrument."""
    pattern = member_pattern(question.sort)
    asked = {stem(w) for w in WORD.findall(question.text)}
    for match in pattern.finditer(text) if pattern else ():
        if stem(match.group()) not in asked:
            return Value(match.group(), 1.0, True)
    return None


_ORIGIN = re.compile(
    r"(?:(?:\b(?:comes?|came|is|am|are|was|were|hails?|originally|all the way)|['’](?:m|s|re))(?:\s\w+ly)?\sfrom|\bborn\s(?:and (?:bred|raised) )?in)\s(?:the\s)?"
    r"(?P<place>[A-Z][\w'’-]+(?:(?:,\s|\s(?:of\s)?)[A-Z][\w'’-]+)*)"
    r"|\b(?:grew up|brought up|raised|bred)\s(?:in|on|near|outside)\s(?P<home>(?:the\s|an?\s)?[\w'’-]+(?:\s[A-Z][\w'’-]+)*)"
    r"|\b(?:an?|the)\s(?P<of>[A-Z][\w'’-]+)\s(?:boy|girl|man|woman|lad|lass|native|family)\b"
)


def _origin(question: Question, text: str) -> Value | None:
    """Where somebody comes from, where the form says so: "She's from Bergen", "I grew up in Hull", "a Derby lad"."""
    match = _ORIGIN.search(text)
    if match is None:
        return None
    return Value(match["place"] or match["home"] or match["of"], 1.0 if match["place"] or match["home"] else 0.7, True)


_SIDE = re.compile(
    r"\b(left|right)(?:-hand)?\b(?!\s+(?:away|now|then|up|there|here|behind|out|off|on|by|for|to)\b)", re.IGNORECASE
)
_NO_SIDE = re.compile(
    r"\b(?:all|quite|just|about|is|was|be|are|were|['’]s|had|has|have|he|she|they|I|we|you|it|who|never|not)\s+$",
    re.IGNORECASE,
)


def _side(question: Question, text: str) -> Value | None:
    """Left or right, best before the very part of the body or the thing that is asked about."""
    best: Value | None = None
    for match in _SIDE.finditer(text):
        follows = [stem(w) for w in WORD.findall(text[match.end() : match.end() + 40])[:2]]
        of_it = any(root in follows for root in question.focus)
        if not of_it and (_NO_SIDE.search(text[: match.start()]) or not follows):
            continue
        value = Value(match[1], 1.0 if of_it else 0.5, of_it)
        if best is None or value.strength > best.strength:
            best = value
    return best


_FINDERS = {
    "kind": _kind,
    "colour": _colour, "number": _number, "age": _age, "measure": _measure, "money": _money, "time": _time, "place": _place,
    "person": _person, "name": _name, "reason": _reason, "work": _work, "material": _material, "proper": _proper,
    "side": _side, "origin": _origin,
}  # fmt: skip
