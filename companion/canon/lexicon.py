"""Closed word lists that the patterns and rules are made of. General English only; no name of any book."""

# ruff: noqa: E501 - word lists read best unwrapped
from __future__ import annotations

# Colours in families: words of one family can describe the same head of hair or pair of eyes.
EYE_HUES: dict[str, frozenset[str]] = {
    word: frozenset(families.split())
    for families, words in {
        "blue": "blue bluish sapphire cornflower cobalt",
        "grey": "grey gray greyish grayish steel slate steel-grey slate-grey steely",
        "grey blue": "grey-blue blue-grey gray-blue blue-gray",
        "green": "green greenish emerald jade",
        "green grey": "grey-green green-grey gray-green green-gray",
        "green blue": "blue-green green-blue teal turquoise aquamarine",
        "brown": "brown brownish chestnut chocolate mahogany",
        "brown green": "hazel hazle",
        "brown yellow": "amber tawny golden gold honey-coloured honey-colored whiskey-coloured yellow",
        "black brown": "black coal-black jet-black jet",
        "violet blue": "violet lavender purple",
        "pink": "pink",
    }.items()
    for word in words.split()
}
EYE_SHADES: dict[str, str] = {
    "dark": "dark",
    "deep": "",
    "light": "light",
    "pale": "light",
    "bright": "",
    "clear": "",
    "soft": "",
    "vivid": "",
    "icy": "light",
    "ice": "light",
    "sky": "",
    "sea": "",
    "bottle": "",
    "olive": "",
    "baby": "",
    "greeny": "",
    "dusky": "dark",
}

HAIR_HUES: dict[str, frozenset[str]] = {
    word: frozenset(families.split())
    for families, words in {
        "black": "black jet-black raven raven-black coal-black ebony jet blue-black",
        "black brown": "dark",
        "brown": "brown chestnut-brown mousy mouse-coloured mouse-colored nut-brown brunette chocolate",
        "brown red": "chestnut auburn russet reddish-brown",
        "red": "red ginger copper coppery carrot carroty reddish red-gold flame-coloured flame-colored titian rust-coloured",
        "fair": "blond blonde fair golden gold yellow flaxen straw-coloured straw-colored sandy platinum "
        "straw-blond straw-blonde tow-coloured honey-blond honey-blonde honey-coloured honey-colored tow",
        "fair brown": "light",
        "grey": "grey gray greying graying white silver silvery iron-grey iron-gray snow-white grizzled salt-and-pepper",
        "pink": "pink magenta",
        "blue": "blue turquoise teal",
        "green": "green",
        "purple": "purple violet lavender lilac",
    }.items()
    for word in words.split()
}
HAIR_SHADES: dict[str, str] = {"dark": "dark", "light": "light", "pale": "light", "deep": "", "bright": "", "ash": "light",
                               "dirty": "", "strawberry": "", "honey": "", "platinum": "", "jet": "", "dyed": ""}  # fmt: skip

# Kin, by how one is related to the holder of the possessive. Lines of one slot cannot both hold for the same two people.
KIN: tuple[str, ...] = (
    "mother", "father", "mum", "mom", "mam", "mamma", "mama", "mummy", "mommy", "dad", "daddy", "papa", "sister",
    "brother", "half-sister", "half-brother", "stepsister", "stepbrother", "step-sister", "step-brother", "son",
    "daughter", "stepson", "stepdaughter", "step-son", "step-daughter", "stepmother", "stepfather", "step-mother",
    "step-father", "aunt", "auntie", "uncle", "niece", "nephew", "cousin", "grandmother", "grandfather", "grandma",
    "grandpa", "gran", "granny", "nan", "grandad", "granddad", "grandson", "granddaughter", "grand-daughter",
    "husband", "wife", "fiancé", "fiancée", "fiance", "fiancee", "mother-in-law", "father-in-law", "sister-in-law",
    "brother-in-law", "son-in-law", "daughter-in-law", "godmother", "godfather", "godson", "goddaughter",
    "great-aunt", "great-uncle", "twin",
)  # fmt: skip

KIN_SAME: dict[str, str] = {
    "mum": "mother", "mom": "mother", "mam": "mother", "mamma": "mother", "mama": "mother", "mummy": "mother",
    "mommy": "mother", "dad": "father", "daddy": "father", "papa": "father", "auntie": "aunt", "grandma": "grandmother",
    "gran": "grandmother", "granny": "grandmother", "nan": "grandmother", "grandpa": "grandfather",
    "grandad": "grandfather", "granddad": "grandfather", "grand-daughter": "granddaughter", "fiancé": "fiance",
    "fiancee": "fiance", "fiancée": "fiance", "step-sister": "stepsister", "step-brother": "stepbrother",
    "step-son": "stepson", "step-daughter": "stepdaughter", "step-mother": "stepmother", "step-father": "stepfather",
}  # fmt: skip

# Words that loosely stand in for others: a step- or in-law relation is often called by the plain word.
KIN_LOOSE: tuple[frozenset[str], ...] = (
    frozenset({"mother", "stepmother", "mother-in-law", "godmother"}),
    frozenset({"father", "stepfather", "father-in-law", "godfather"}),
    frozenset({"sister", "stepsister", "half-sister", "sister-in-law", "twin"}),
    frozenset({"brother", "stepbrother", "half-brother", "brother-in-law", "twin"}),
    frozenset({"son", "stepson", "son-in-law", "godson"}),
    frozenset({"daughter", "stepdaughter", "daughter-in-law", "goddaughter"}),
    frozenset({"husband", "fiance", "cousin"}),
    frozenset({"wife", "fiance", "cousin"}),
    frozenset({"aunt", "great-aunt", "godmother", "cousin"}),
    frozenset({"uncle", "great-uncle", "godfather", "cousin"}),
)

KIN_GENDER: dict[str, str] = {
    **dict.fromkeys(
        "mother sister half-sister stepsister daughter stepdaughter stepmother aunt niece grandmother granddaughter wife "
        "mother-in-law sister-in-law daughter-in-law godmother goddaughter great-aunt girlfriend ex-wife ex-girlfriend".split(),
        "she",
    ),
    **dict.fromkeys(
        "father brother half-brother stepbrother son stepson stepfather uncle nephew grandfather grandson husband "
        "father-in-law brother-in-law son-in-law godfather godson great-uncle boyfriend ex-husband ex-boyfriend".split(),
        "he",
    ),
}

KIN_PLURAL: dict[str, str] = {
    "sisters": "sisters", "brothers": "brothers", "children": "children", "kids": "children", "sons": "sons",
    "daughters": "daughters", "siblings": "siblings", "girls": "daughters", "boys": "sons", "sister": "sisters",
    "brother": "brothers", "child": "children", "kid": "children", "son": "sons", "daughter": "daughters",
    "sibling": "siblings", "nieces": "nieces", "nephews": "nephews", "wives": "wives", "husbands": "husbands",
    "grandchildren": "grandchildren", "uncles": "uncles", "aunts": "aunts", "cousins": "cousins",
}  # fmt: skip

# Occupations in families: one person may well be both of two words of one family.
_OCCUPATIONS = {
    "church": "clergyman vicar curate rector parson priest minister chaplain bishop deacon preacher pastor nun monk vicaress",
    "law": "lawyer attorney solicitor barrister judge magistrate notary",
    "medicine": "doctor physician surgeon apothecary nurse paramedic midwife dentist vet veterinarian pharmacist "
    "psychiatrist psychologist therapist",
    "army": "soldier captain colonel major general lieutenant sergeant corporal private officer ensign",
    "navy": "sailor admiral commander midshipman seaman mate boatswain lieutenant captain officer",
    "police": "policeman policewoman detective constable inspector sergeant sheriff officer cop marshal",
    "music": "singer musician guitarist bassist drummer pianist violinist cellist fiddler composer songwriter vocalist "
    "frontman frontwoman rapper dj organist trumpeter saxophonist conductor keyboardist",
    "music business": "manager producer promoter publicist agent roadie engineer technician tech bodyguard lighting-designer",
    "letters": "writer novelist journalist reporter poet author editor publisher columnist critic biographer photographer",
    "school": "teacher schoolmaster schoolmistress governess tutor professor lecturer headmaster headmistress headteacher "
    "student undergraduate scholar",
    "trade": "merchant shopkeeper grocer draper baker butcher tradesman salesman saleswoman trader hawker bookseller "
    "jeweller tailor dressmaker milliner seamstress tobacconist florist hairdresser barber brewer",
    "office": "clerk accountant secretary bookkeeper banker broker stockbroker cashier receptionist administrator "
    "civil-servant auditor",
    "crafts": "carpenter builder blacksmith mason plumber electrician mechanic engineer architect draughtsman draftsman "
    "compositor printer weaver shoemaker cobbler saddler watchmaker bricklayer joiner welder mechanic luthier",
    "land": "farmer gardener gamekeeper shepherd labourer laborer ploughman squire steward bailiff rancher forester",
    "service": "servant housekeeper maid housemaid butler footman cook coachman groom valet nursemaid nanny waiter waitress "
    "bartender barmaid chef porter chauffeur driver cabdriver landlady landlord innkeeper publican cleaner",
    "stage": "actor actress dancer director playwright comedian model ballerina",
    "sea": "fisherman ferryman boatman pilot",
    "science": "scientist chemist biologist physicist astronomer botanist geologist mathematician programmer",
    "art": "painter sculptor artist illustrator designer",
    "state": "politician senator mayor diplomat ambassador councillor consul",
    "rail": "stationmaster railwayman conductor guard",
}
OCCUPATIONS: dict[str, frozenset[str]] = {}
for _family, _words in _OCCUPATIONS.items():
    for _word in _words.split():
        OCCUPATIONS[_word.replace("-", " ")] = OCCUPATIONS.get(_word.replace("-", " "), frozenset()) | {_family}

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
# As printed, for patterns.
WEEKDAY_NAMES, MONTH_NAMES = ("|".join(name.title() for name in names) for names in (WEEKDAYS, MONTHS))

NATIONALITIES: frozenset[str] = frozenset(
    "English British Scottish Scots Irish Welsh American Canadian Australian French German Italian Spanish Portuguese "
    "Dutch Belgian Swiss Austrian Polish Russian Ukrainian Greek Turkish Swedish Norwegian Danish Finnish Hungarian Czech "
    "Romanian Indian Pakistani Chinese Japanese Korean Vietnamese Mexican Brazilian Argentinian Cuban Nigerian Egyptian "
    "Moroccan Iranian Israeli Lebanese Syrian Jamaican Cornish Prussian Bavarian Icelandic Englishman Englishwoman "
    "Frenchman Frenchwoman Irishman Irishwoman Scotsman Scotswoman Scotchman Welshman Dutchman Spaniard Finn Dane Swede Pole "
    "Turk Scot Serb Serbian Croat Croatian Bosnian Bulgarian Slovak Slovenian Latvian Lithuanian Estonian Albanian Georgian "
    "Armenian Ghanaian Kenyan Somali Ethiopian Algerian Tunisian Zimbabwean Zambian Ugandan Filipino Filipina Thai Malaysian "
    "Bangladeshi Afghan Iraqi Kurdish Kurd Palestinian Saudi Chilean Colombian Peruvian Venezuelan Trinidadian Barbadian "
    "Guyanese Texan Londoner Geordie Scouser Mancunian Glaswegian Yorkshireman".split()
)
RELIGIONS: frozenset[str] = frozenset(
    "Catholic Protestant Anglican Methodist Baptist Presbyterian Quaker Jewish Jew Muslim Hindu Buddhist Sikh Lutheran "
    "Mormon atheist agnostic Christian Unitarian Calvinist Dissenter".split()
)
PEOPLE_OF: dict[str, str] = {
    "Englishman": "English", "Englishwoman": "English", "Frenchman": "French", "Frenchwoman": "French",
    "Irishman": "Irish", "Irishwoman": "Irish", "Scotsman": "Scottish", "Scotswoman": "Scottish", "Scots": "Scottish",
    "Scotchman": "Scottish", "Welshman": "Welsh", "Dutchman": "Dutch", "Jew": "Jewish", "Scot": "Scottish", "Finn": "Finnish",
    "Dane": "Danish", "Swede": "Swedish", "Pole": "Polish", "Turk": "Turkish", "Spaniard": "Spanish", "Serb": "Serbian",
    "Croat": "Croatian", "Kurd": "Kurdish", "Filipina": "Filipino",
}  # fmt: skip

BODY_PARTS: tuple[str, ...] = (
    "hand", "arm", "leg", "foot", "knee", "ankle", "wrist", "elbow", "shoulder", "eye", "ear", "cheek", "temple", "thigh",
    "shin", "calf", "hip", "thumb", "eyebrow", "forearm", "heel", "breast", "side", "collarbone", "palm", "brow",
    "shoulder blade", "ring finger", "index finger", "little finger", "finger",
)  # fmt: skip
PART_AREA: dict[str, str] = {
    "hand": "arm", "arm": "arm", "wrist": "arm", "elbow": "arm", "shoulder": "arm", "thumb": "arm", "forearm": "arm",
    "palm": "arm", "finger": "arm", "ring finger": "arm", "index finger": "arm", "little finger": "arm",
    "collarbone": "arm", "shoulder blade": "arm", "leg": "leg", "foot": "leg", "knee": "leg", "ankle": "leg",
    "thigh": "leg", "shin": "leg", "calf": "leg", "hip": "leg", "heel": "leg", "eye": "face", "ear": "ear",
    "cheek": "face", "temple": "face", "eyebrow": "face", "brow": "face", "breast": "breast", "side": "side",
}  # fmt: skip

ROLES: tuple[str, ...] = (
    "old man", "old woman", "old lady", "old gentleman", "young man", "young woman", "young lady", "young gentleman",
    "man", "woman", "girl", "boy", "lad", "child", "gentleman", "lady", "driver", "manager", "drummer", "guitarist",
    "bassist", "singer", "doctor", "nurse", "vicar", "rector", "clergyman", "captain", "colonel", "detective", "inspector",
    "housekeeper", "gardener", "butler", "teacher", "lawyer", "producer", "promoter", "bartender", "waiter", "waitress",
    "landlady", "landlord", "stranger", "kid", "cook", "coachman", "clerk", "priest", "professor", "producer", "engineer",
    "roadie", "agent", "publicist", "bodyguard", "editor", "baby",
)  # fmt: skip

# Things a person owns one of, or that the book has one of; what colour or make they have should not change unnoticed.
THINGS: tuple[str, ...] = (
    "car", "truck", "van", "bus", "motorcycle", "motorbike", "bike", "bicycle", "boat", "carriage", "gig", "curricle",
    "chaise", "guitar", "bass", "piano", "pianoforte", "violin", "fiddle", "cello", "harp", "trumpet", "saxophone", "horse",
    "mare", "pony", "stallion", "dog", "cat", "parrot", "watch", "ring", "necklace", "locket", "umbrella", "parasol", "key",
    "suitcase", "trunk", "notebook", "diary", "lighter", "knife", "pistol", "gun", "rifle", "sword", "pickup", "sedan",
    "station wagon", "puppy", "kitten", "hound", "terrier", "amp", "microphone", "walking stick", "cane", "briefcase",
    "backpack", "front door", "cottage", "brooch", "engagement ring", "wedding ring", "gloves", "glasses", "spectacles",
)  # fmt: skip
THING_KINDS: dict[str, frozenset[str]] = {
    word: frozenset(kinds.split())
    for kinds, words in {
        "colour:red": "red crimson scarlet cherry cherry-red maroon burgundy russet",
        "colour:blue": "blue navy turquoise teal",
        "colour:green": "green emerald olive",
        "colour:yellow": "yellow mustard",
        "colour:orange": "orange",
        "colour:black": "black jet",
        "colour:white": "white cream ivory",
        "colour:grey": "grey gray silver",
        "colour:brown": "brown tan chestnut bay tawny",
        "colour:pink": "pink",
        "colour:purple": "purple violet",
        "metal:gold": "gold golden",
        "metal:silver": "silver",
        "metal:iron": "iron steel",
        "metal:brass": "brass bronze copper",
        "stuff:wood": "wooden oak mahogany walnut rosewood ebony ash pine maple",
        "stuff:leather": "leather kid",
        "stuff:silk": "silk velvet satin",
        "stuff:wool": "woollen woolen wool cotton linen canvas",
        "stuff:plastic": "plastic",
        "stuff:stone": "stone brick flint",
        "size:grand": "grand",
        "size:square": "square upright",
        "gem:diamond": "diamond",
        "gem:ruby": "ruby",
        "gem:sapphire": "sapphire",
        "gem:emerald": "emerald",
        "gem:pearl": "pearl",
        "make:gibson": "gibson",
        "make:fender": "fender telecaster stratocaster tele strat",
        "make:martin": "martin",
        "make:ford": "ford",
        "make:honda": "honda",
        "make:toyota": "toyota",
        "make:chevy": "chevy chevrolet",
        "make:volvo": "volvo",
        "make:volkswagen": "volkswagen vw",
        "make:bmw": "bmw",
        "make:mercedes": "mercedes",
        "make:subaru": "subaru",
        "make:jeep": "jeep",
        "breed:labrador": "labrador lab",
        "breed:terrier": "terrier",
        "breed:spaniel": "spaniel",
        "breed:collie": "collie",
        "breed:poodle": "poodle",
        "breed:greyhound": "greyhound whippet",
        "breed:beagle": "beagle",
        "breed:retriever": "retriever",
        "breed:tabby": "tabby",
        "breed:siamese": "siamese",
        "breed:persian": "persian",
    }.items()
    for word in words.split()
}
