"""Closed word lists of a life as phrases tell it: health, features, homes, belongings, kinds of work. General English only."""

# ruff: noqa: E501 - word lists read best unwrapped
from __future__ import annotations

from .lexicon import KIN, OCCUPATIONS

ILLNESSES: tuple[str, ...] = tuple(
    """asthma, diabetes, epilepsy, migraine, migraines, arthritis, rheumatism, cancer, leukaemia, leukemia, nodules, nodes, polyp,
    polyps, cyst, tinnitus, vertigo, dementia, alzheimer's, parkinson's, depression, anxiety, panic attacks, insomnia, adhd, autism,
    dyslexia, anorexia, bulimia, angina, hernia, hernias, ulcer, ulcers, pneumonia, bronchitis, tuberculosis, consumption, hiv,
    hepatitis, alopecia, vitiligo, multiple sclerosis, cystic fibrosis, rheumatoid arthritis, crohn's, crohn's disease, ibs, pcos, tourette's, narcolepsy, sleep apnoea, lupus, fibromyalgia, endometriosis, concussion, tendonitis, tendinitis, carpal tunnel, stammer, stutter, lisp, limp,
    pacemaker, hearing aid, hearing aids, glass eye, false leg, wooden leg, prosthetic leg, false teeth, dentures, stroke, heart attack,
    heart condition, heart murmur, high blood pressure, hay fever, eczema, psoriasis, gout, sciatica, scoliosis, anaemia, anemia,
    emphysema, malaria, coeliac disease, cataracts, glaucoma, laryngitis, reflux, bipolar disorder, schizophrenia, ptsd, cough,
    nut allergy, peanut allergy, long covid, strokes, heart attacks""".replace("\n", " ").split(", ")
)  # fmt: skip
ILLNESSES = tuple(" ".join(w.split()) for w in ILLNESSES)
# "a bad back": a part of the body that is a complaint with one of these words before it.
BAD: tuple[str, ...] = tuple(
    "bad dodgy weak trick gammy new false replacement plastic metal sore dicky torn ruptured slipped frozen".split()
)
COMPLAINING: tuple[str, ...] = tuple(
    "back knee knees hip hips heart shoulder shoulders ankle wrist neck chest lungs liver ear eyes disc tendon ligament cartilage".split()
)
AILING: tuple[str, ...] = tuple(
    """diabetic asthmatic epileptic dyslexic autistic coeliac anaemic anemic bipolar arthritic colour-blind color-blind deaf blind
    short-sighted shortsighted long-sighted pregnant lame mute""".split()
)
DIETS: tuple[str, ...] = (
    "vegetarian",
    "vegan",
    "pescatarian",
    "teetotal",
    "teetotaller",
    "coeliac",
    "kosher",
    "lactose intolerant",
)

# What one sees on a person and what does not change from scene to scene.
FEATURES: tuple[str, ...] = tuple(
    " ".join(w.split())
    for w in """freckles, freckle, dimple, dimples, braces, brace, glasses, spectacles, bifocals, nose ring, nose stud, stud, studs, septum
    ring, lip ring, eyebrow ring, earring, earrings, piercing, piercings, gold tooth, gold teeth, chipped tooth, chipped front tooth, broken tooth, broken front tooth, missing
    tooth, broken nose, crooked nose, big nose, hooked nose, wart, mole, birthmark, beauty spot, scar, scars, tattoo, tattoos, gap,
    double chin, cleft chin, bald patch, bald spot, bald head, shaved head, shaven head, monobrow, unibrow, wedding ring, engagement
    ring, signet ring, gold ring, acne, crow's feet, harelip, dandruff, squint, lazy eye, widow's peak""".replace("\n", " ").split(", ")
)  # fmt: skip
SEEN_AS: tuple[str, ...] = (
    "bald",
    "balding",
    "freckled",
    "freckly",
    "bespectacled",
    "tattooed",
    "buck-toothed",
    "big",
    "huge",
    "broad",
    "broad-shouldered",
    "handsome",
    "gap-toothed",
    "bow-legged",
)
HAIR_CUTS: tuple[str, ...] = tuple(
    "crop|bob|dreads|dreadlocks|locs|afro|cornrows|quiff|mullet|buzz cut|buzzcut|crew cut|pixie cut|mohawk|mohican|perm|bun|topknot|"
    "pigtails|plait|plaits|undercut|bowl cut|comb-over|combover".split("|")
)
HAIR_KINDS: tuple[str, ...] = tuple(
    "bleached shaved cropped curly frizzy straight long short wavy thinning receding spiky braided permed".split()
)

HOMES: tuple[str, ...] = (
    "flat", "house", "place", "cottage", "apartment", "bedsit", "farm", "caravan", "villa", "bungalow", "studio flat", "houseboat",
    "basement flat", "maisonette", "loft", "condo", "trailer", "mansion", "home",
)  # fmt: skip

PARTNERS: tuple[str, ...] = (
    "girlfriend", "boyfriend", "partner", "ex-husband", "ex-wife", "ex-boyfriend", "ex-girlfriend", "ex", "husband-to-be", "wife-to-be",
)  # fmt: skip
RELATIVES: tuple[str, ...] = (*KIN, "foster mother", "foster father", "foster brother", "foster sister", "half brother", "half sister",
                              "great-grandmother", "great-grandfather", "great-niece", "great-nephew", "granda")  # fmt: skip

# Belongings that last: what one asks about in chapter 20.
BELONGINGS: tuple[str, ...] = tuple(
    " ".join(w.split())
    for w in """car, truck, van, lorry, taxi, minibus, camper van, campervan, motorcycle, motorbike, scooter, moped, bike, bicycle, boat,
    narrowboat, yacht, caravan, guitar, acoustic, bass guitar, piano, keyboard, violin, fiddle, cello, harp, trumpet, trombone, cornet, sax,
    saxophone, accordion, banjo, mandolin, ukulele, harmonica, drum kit, flute, clarinet, bassoon, oboe, viola, concertina, horse, mare,
    pony, stallion, donkey, dog, puppy, cat, kitten, parrot, budgie, rabbit, hamster, goldfish, tortoise, snake, lurcher, whippet,
    greyhound, labrador, lab, terrier, spaniel, collie, poodle, beagle, retriever, alsatian, german shepherd, jack russell, staffie,
    pug, dachshund, rottweiler, watch, locket, necklace, bracelet, brooch, medal, crucifix, rosary, st christopher, umbrella, diary, lighter,
    hip flask, flask, knife, penknife, pistol, gun, shotgun, rifle, revolver, walking stick, stick, cane, crutch, crutches, wheelchair, briefcase,
    suitcase, ruler, clipboard, Jack Russell, German Shepherd, German shepherd, Alsatian, Labrador, Staffie, St Christopher, amp, amplifier, pension, allotment, cash box, walkman, record player, typewriter""".replace("\n", " ").split(", ")
)  # fmt: skip
MAKES: tuple[str, ...] = tuple(
    """Jaguar|Mercedes|BMW|Audi|Volvo|Fiat|Ford|Fiesta|Focus|Escort|Mondeo|Transit|Corsa|Astra|Clio|Punto|Micra|Mini|Golf|Polo|Passat|Skoda|
    Honda|Civic|Toyota|Corolla|Prius|Tesla|Porsche|Ferrari|Bentley|Rolls|Rolls-Royce|Range Rover|Land Rover|Jeep|Subaru|Chevy|Chevrolet|
    Cadillac|Buick|Dodge|Mustang|Pontiac|Chrysler|Vespa|Harley|Triumph|Ducati|Gibson|Fender|Telecaster|Tele|Stratocaster|Strat|Les Paul|Martin|
    Rickenbacker|Gretsch|Epiphone|Yamaha|Steinway|Bechstein|Wurlitzer|Rhodes|Hammond|Hofner|Taylor|Guild|Takamine|Stradivarius|Rolex|Omega|
    Zippo|Leica|Nikon""".replace("\n    ", "").split("|")
)  # fmt: skip
INSTRUMENTS: tuple[str, ...] = tuple(
    "guitar|rhythm guitar|lead guitar|bass guitar|double bass|bass|drums|piano|keys|keyboards|violin|fiddle|cello|viola|harp|trumpet|trombone|"
    "cornet|sax|saxophone|accordion|banjo|mandolin|ukulele|harmonica|mouth organ|flute|clarinet|bassoon|oboe|organ|pedal steel|tin whistle|"
    "percussion|tuba|recorder|concertina|horn|french horn|bodhrán|bodhran|bagpipes|pipes".split("|")
)
# "does monitors", "looks after the guitars": what there is to look after around a band, a shop, a house.
DOMAINS: tuple[str, ...] = tuple(
    "monitors|sound|lights|lighting|front of house|merch|merchandise|catering|wardrobe|costumes|make-up|makeup|hair and make-up|accounts|books|"
    "press|pr|publicity|bookings|backline|guitars|drums|visuals|video|rigging|security|money|payroll|garden|horses|cooking|cleaning|driving|"
    "school run|door|bar|box office|socials|social media|photos|photography|translations|admin|paperwork|typing".split(
        "|"
    )
)
TRADES: tuple[str, ...] = tuple(
    "shop|pub|bar|label|record label|studio|café|cafe|restaurant|company|farm|school|gym|agency|garage|bakery|hotel|b&b|bookshop|record shop|"
    "nightclub|club|salon|nursery|stall|market stall|butcher's|chip shop|chippy|laundrette|launderette|post office|firm|business|kennels".split(
        "|"
    )
)
# Jobs beyond those of the rules: what one person can be beside another of these is not for a rule to say.
_MORE_JOBS: tuple[str, ...] = tuple(
    "consultant|carer|care worker|social worker|dinner lady|lollipop lady|teaching assistant|nursery nurse|dental nurse|sound man|sound engineer|"
    "monitor engineer|monitor tech|guitar tech|drum tech|stage manager|tour manager|road manager|production manager|lighting tech|backing singer|"
    "backing vocalist|session player|bass player|guitar player|keyboard player|fiddle player|sax player|support act|assistant|personal assistant|pa|"
    "plasterer|roofer|decorator|scaffolder|miner|docker|shipwright|fitter|postman|postwoman|milkman|binman|dustman|fireman|firefighter|copper|"
    "prison officer|rabbi|imam|driving instructor|instructor|taxi driver|bus driver|lorry driver|truck driver|train driver|van driver|cabbie|courier|"
    "caretaker|janitor|barista|barman|fishmonger|greengrocer|beautician|shop assistant|estate agent|travel agent|bank manager|mp|librarian|archivist|"
    "translator|interpreter|developer|physiotherapist|physio|counsellor|osteopath|optician|choirmaster|choreographer|stylist|make-up artist|cameraman|"
    "film director|screenwriter|busker|security guard|bouncer|doorman|au pair|childminder|trawlerman|jockey|boxer|footballer|athlete|coach|referee|"
    "lifeguard|swimming teacher|music teacher|piano teacher|singing teacher|voice coach|singing coach|vocal coach|apprentice|intern|trainee|undertaker|"
    "funeral director|gravedigger|locksmith|upholsterer|potter|piano tuner|typist|telephonist|steelworker|singer-songwriter|front man|lead singer|"
    "lead guitarist|rhythm guitarist|booking agent|lifeboatman|rower|swimmer|runner|wardrobe mistress|dresser|heating engineer|gas fitter|"
    "set designer|analyst|nail technician|surveyor|landscape gardener|tree surgeon|dog walker|pastry chef|crane driver|traffic warden|"
    "economist|speech therapist|talent scout|ghostwriter|stonemason|stevedore|deckhand|skipper|ship's carpenter|ship's cook|first mate|"
    "anaesthetist|radiographer|oncologist|blogger|podcaster|chiropodist|podiatrist|paralegal|chiropractor|masseuse|masseur|"
    "cardiologist|neurologist|dermatologist|gynaecologist|obstetrician|paediatrician|pediatrician|pathologist|orthodontist|hygienist|audiologist|"
    "naturopath|herbalist|acupuncturist|health visitor|district nurse|care assistant|healthcare assistant|youth worker|case worker|support worker|"
    "probation officer|community nurse|classroom assistant|supply teacher|school secretary|academic|historian|"
    "archaeologist|linguist|statistician|actuary|underwriter|insurance broker|mortgage adviser|financial adviser|"
    "accounts clerk|recruiter|recruitment consultant|headhunter|lobbyist|civil engineer|structural engineer|software engineer|"
    "web designer|graphic designer|fashion designer|interior designer|cartoonist|animator|ceramicist|goldsmith|silversmith|"
    "tattooist|tattoo artist|piercer|nail artist|manicurist|waxer|acrobat|magician|comic|stand-up|impresario|compere|"
    "sound designer|music supervisor|record producer|remixer|turntablist|beatboxer|crooner|soprano|mezzo|contralto|tenor|baritone|bass-baritone|"
    "repetiteur|accompanist|harpist|flautist|oboist|clarinettist|percussionist|trombonist|bassoonist|banjo player|harmonica player|horn player|"
    "box office manager|front of house manager|tour accountant|tour driver|coach driver|forklift driver|delivery driver|dispatcher|"
    "warehouseman|machinist|lathe operator|toolmaker|pipefitter|boilermaker|rigger|diver|lorry mechanic|tyre fitter|"
    "panel beater|glazier|tiler|thatcher|groundsman|greenkeeper|beekeeper|vintner|sommelier|baker's assistant|butcher's boy|ice cream man|"
    "window cleaner|chimney sweep|pest controller|house-sitter|foster carer|psychic|astrologer|fortune teller|"
    "croupier|bookmaker|bookie|gambler|drug dealer|dealer|sex worker|stripper|escort".split("|")
)
JOBS: tuple[str, ...] = (*OCCUPATIONS, *_MORE_JOBS)
