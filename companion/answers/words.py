"""Words as questions and sentences share them: stems, what carries meaning, numbers, and words of one field of meaning."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re
from functools import lru_cache

from ..manuscript.chapter import WORD

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

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_UNITS += "seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth".split()
)
_ORDINALS += "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})", re.IGNORECASE)

NUMBER_WORD = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:a )?dozen|(?:a |one )?hundred|(?:a |one )?thousand)"
)
_NUMBER_FORM = re.compile(
    rf"\b(?:\d+(?:[.,]\d+)*|(?:half a )?{NUMBER_WORD}(?:[- ](?:hundred|thousand|million|dozen))*"
    rf"(?:(?: and|-and)?[- ](?:{NUMBER_WORD}))*|none|once|twice|thrice|half)\b",
    re.IGNORECASE,
)

# Words of one field of meaning: a question that uses one may be answered by a sentence that uses another. Kept to
# everyday English; matches through a field count for less than the word itself.
FIELDS: tuple[str, ...] = (
    "colour color shade hue",
    "tall high height inch inches feet foot",
    "old age aged years birthday",
    "job profession occupation trade work works worked living career employ employs employed employer employment firm "
    "company office clerk business",
    "money income salary wage wages earn earns pay paid pounds dollars fortune rich",
    "cost price pay paid pounds dollars euros worth",
    "house home live lives lived reside residence flat apartment stay staying stays lodgings room",
    "marry married marries marriage wedding wife husband bride groom wed",
    "engaged engagement fiancé fiancée accepted propose proposed ring betrothed",
    "propose proposal proposed proposes marry hand refuse accept",
    "die died dies dead death killed murder murdered killing funeral grave buried",
    "wear wears wore wearing worn dressed coat dress clothes shirt jacket",
    "kiss kissed kisses kissing lips",
    "rent rents rented renting tenant lease let landlord",
    "car drive drove driven driving van truck",
    "ill sick illness sickness fever disease hospital doctor",
    "drink drank drunk bottle glass wine beer whisky",
    "eat ate eaten dinner lunch breakfast supper meal",
    "letter note wrote write written writes message envelope",
    "phone telephone call called rang rings text texted message",
    "child children son daughter baby boy girl kid",
    "mother mum mom mama parent",
    "father dad papa parent",
    "brother sibling",
    "sister sibling",
    "parents mother father",
    "clergyman priest vicar rector parson minister curate reverend church",
    "lawyer solicitor attorney barrister",
    "doctor physician surgeon",
    "teacher schoolmaster tutor governess school",
    "song sing sang sung singing track chorus verse lyrics tune",
    "singer sing sang vocals voice",
    "band group record album",
    "manager manage managed managing contract",
    "contract deal sign signed signature",
    "fight fought argue argued argument quarrel quarrelled row",
    "steal stole stolen theft thief took",
    "lie lied lies lying",
    "secret hide hid hidden conceal",
    "promise promised promises swear swore vow",
    "leave left leaves leaving gone departed quit",
    "arrive arrived arrives came come reached",
    "meet met meets meeting encountered introduced introduction acquaintance",
    "begin began begun start started starts",
    "end ended ends finish finished over",
    "afraid fear fears feared scared frightened terrified",
    "angry anger furious rage",
    "love loved loves loving lover",
    "hate hated hates hatred dislike",
    "buy bought buys purchase sold sell",
    "own owns owned belong belonged belongs property",
    "land acres fields estate garden",
    "throw threw thrown throws tossed flung",
    "break broke broken breaks smashed flattened",
    "paint painted paints painting",
    "pen-name pseudonym name",
    "nickname name named",
    "town city village",
    "street road avenue lane",
    "firm company business",
    "sign label labelled marked read",
    "dog puppy hound",
    "cat kitten",
    "horse mare pony rode ride riding",
    "hair haired blonde curls",
    "eyes eyed gaze",
    "scar mark wound",
    "hurt injured injury wounded wound broke broken",
    "tattoo ink inked",
    "island isle",
    "animal creature beast",
    "key lock locked",
    "ask asked asks question",
    "turn down refuse refused refuses rejected rejection",
    "refuse refused rejected declined reject rejects",
    "creature animal",
    "jar pot",
    "mistake mistook mistaken mistakes",
    "supposed said reported rumour",
    "concert gig show shows tour played stage audience crowd",
    "rehearse rehearsal rehearsed practise practised practice soundcheck",
    "tour bus van road venue",
    "record recorded recording studio track tape demo take",
    "guitar strings chord chords strum plucked",
    "drum drums drummer drumming kit sticks",
    "voice throat hoarse sing vocal cords",
    "fans fan crowd audience",
    "famous fame star celebrity",
    "divorce divorced separated split",
    "pregnant pregnancy expecting baby birth",
    "born birth birthday native",
    "grow grew childhood raised brought upbringing",
    "orphan adopted foster guardian",
    "cheat cheated affair mistress unfaithful",
    "seduce seduced mistress affair",
    "crash crashed accident collided collision",
    "faint fainted swoon swooned collapsed unconscious passed",
    "vomit vomited sick retched",
    "burn burned burnt fire flames blaze",
    "flood flooded water soaked",
    "shoot shot fired gun bullet pistol rifle",
    "stab stabbed knife blade",
    "hit struck punched slapped beat knocked",
    "attack attacked assaulted beat struck",
    "arrest arrested police prison jail custody",
    "prison jail cell gaol sentence",
    "fire fired sacked dismissed dismiss",
    "quit resigned left gave",
    "hire hired engaged employed",
    "rescue rescued save saved",
    "escape escaped fled flee ran",
    "follow followed chased pursued",
    "move moved shifted settled",
    "visit visited call called came stay stayed",
    "invite invited invitation asked",
    "give gave gift present handed presented",
    "send sent posted letter parcel",
    "receive received got given letter",
    "inherit inherited left will legacy heir",
    "owe owed debt debts",
    "gamble gambled cards bet bets betting",
    "bet wager gamble",
    "win won prize award beat",
    "lose lost missing vanished",
    "find found discovered discover",
    "hide hid hidden concealed behind under",
    "keep kept kept stored drawer box",
    "believe believed thought think",
    "forgive forgave forgiven pardon sorry apologise",
    "apologise apologised apology sorry",
    "blame blamed fault",
    "accuse accused charged",
    "confess confessed admitted admit",
    "warn warned warning",
    "threaten threatened threat",
    "persuade persuaded convinced talked",
    "advise advised advice counsel",
    "laugh laughed laughing joke",
    "cry cried crying tears wept sobbed",
    "smoke smoked smoking cigarette cigarettes cigar pipe",
    "drunk drinking alcohol sober whisky beer wine",
    "sober rehab recovery meetings",
    "drugs drug cocaine heroin pills high",
    "medicine pills tablets prescription dose",
    "operation surgery surgeon operate",
    "blind sight eyes",
    "deaf hearing ears",
    "limp lame leg crutch",
    "beard bearded moustache whiskers shaved",
    "spectacles glasses pince-nez eyeglass",
    "ring finger engaged diamond",
    "jewel jewels necklace bracelet diamond pearl",
    "weather rain snow wind storm sun",
    "sea ocean shore beach coast waves",
    "ship boat vessel sail sailed sailing schooner crew",
    "captain skipper commander master",
    "money cash coins notes purse wallet",
    "ticket fare train",
    "school pupil class teacher lessons studied",
    "university college student degree studied",
    "study studied studying learned reading",
    "language speak spoke speaks",
    "church chapel religion prayed prayer mass",
    "god faith religion believe",
    "war army soldier battle regiment",
    "birthday party cake",
    "christmas december holiday",
    "holiday vacation trip journey travelled",
    "travel journey trip went",
    "dream dreamed dreamt nightmare",
    "ghost spirit haunted",
    "photograph photo picture photographs camera",
    "picture painting portrait canvas",
    "book novel wrote author published",
    "publish published novel book author",
    "newspaper paper article headline reporter",
    "interview interviewed journalist reporter press",
    "password code combination",
    "address street number road",
    "floor storey upstairs downstairs",
    "window glass pane",
    "door gate entrance",
    "mirror reflection glass",
    "clock watch hands stopped time",
    "dress frock gown skirt",
    "shoes boots trainers heels",
    "hat cap bonnet bowler",
    "coat jacket cloak overcoat",
    "breakfast toast eggs coffee",
    "nurse hospital ward",
    "twin twins brother sister identical",
    "widow widower husband wife dead late",
    "bride groom wedding",
    "servant maid butler housekeeper steward",
    "steward manager agent overseer estate",
    "housekeeper governess companion charge",
    "guardian ward charge care",
    "tenant lodger rent rented",
    "landlady landlord lodging lodgings rent",
    "neighbour next door",
    "boss employer manager",
    "reject rejected refuse refused declined",
    "agree agreed accept accepted consent consented",
    "refuse refused declined decline reject",
    "jealous jealousy envy envious",
    "proud pride",
    "ashamed shame embarrassed",
    "lonely alone solitary",
    "clever intelligent bright",
    "handsome beautiful pretty good-looking plain",
    "thin slim slender lean",
    "fat stout plump heavy",
    "strong powerful strength",
    "nervous anxious worried",
    "knock knocked bell rang",
    "whisper whispered murmured low",
    "shout shouted yelled cried screamed",
)

# Verbs of two words, as the one word that says the same.
PHRASAL: tuple[tuple[str, str], ...] = (
    (r"(?:run|ran|runs|bump|bumped|bumps|came|come) (?:into|across)", "met"),
    (r"(?:turn|turned|turns|turning) (?:\S+ ){0,3}?down", "refused"),
    (r"(?:break|broke|broken|breaks|split|splits) up", "separated"),
    (r"(?:pass|passed|passes|black|blacked) out", "fainted"),
    (r"(?:throw|threw|throws|thrown) up", "vomited"),
    (r"(?:find|found|finds) out", "discovered"),
    (r"(?:give|gave|given|gives) up", "quit"),
    (r"(?:look|looked|looks|looking) after", "charge care"),
    (r"(?:take|took|takes) care of", "charge care"),
    (r"(?:bring|brought|brings|grow|grew|grown) up", "raised childhood"),
    (r"(?:get|got|gets|getting) (?:married|hitched)", "married"),
    (r"(?:ask|asked|asks) (?:\S+ ){1,3}?to (?:marry|be (?:his|her|their) (?:wife|husband))", "proposed marry"),
    (r"(?:run|ran|runs) away|(?:run|ran|runs) off", "fled escaped"),
    (r"(?:make|made|makes) up with", "forgave"),
    (r"(?:fall|fell|falls|fallen) in love", "love"),
    (r"(?:goes|go|went|gone) with", "belongs"),
    (r"(?:have|has|had|having) on|dressed in", "wore"),
    (r"(?:take|took|takes|taken) place", "happened"),
    (r"(?:set|sets) fire to|(?:burn|burned|burnt) down", "burned"),
    (r"(?:pass|passed|passes) away", "died"),
    (r"(?:show|shows|showed) up|(?:turn|turns|turned) up", "arrived"),
)  # fmt: skip
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
    if low in _UNITS:
        return _UNITS.index(low)
    if low in _ORDINALS:
        return _ORDINALS.index(low)
    head, _, tail = low.replace(" ", "-").partition("-")
    for n, ten in enumerate(_TENS, 2):
        if head == ten and not tail:
            return n * 10
        if head == ten:
            rest = number_of(tail)
            return n * 10 + rest if rest is not None and 0 < rest < 10 else None
        if low == ten[:-1] + "ieth":
            return n * 10
    return roman(low)


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
