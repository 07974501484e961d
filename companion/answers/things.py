"""Kinds of things: "what instrument" is answered by "guitar", "what pet" by "a parrot". Everyday English only."""

# ruff: noqa: E501 - a table of words is read one kind to a line
from __future__ import annotations

import re
from functools import cache

from .words import stem

# The noun a question uses (others of the same kind after "|") : what counts as one.
KINDS_OF_THINGS: tuple[tuple[str, str], ...] = (
    ("instrument", "guitar bass piano keyboard keyboards drum drums drumkit violin viola fiddle cello harp flute clarinet oboe bassoon saxophone sax trumpet trombone tuba horn organ accordion banjo mandolin ukulele harmonica synth synthesizer percussion bagpipes recorder lute harpsichord whistle tambourine"),
    ("animal|pet|creature|beast", "dog cat horse pony parrot bird budgie canary rabbit hamster mouse rat goldfish fish tortoise turtle snake lizard ferret goat sheep lamb pig cow bull donkey mule hen chicken cockerel duck goose swan pigeon crow raven owl hawk monkey fox wolf bear frog toad spider greyhound terrier spaniel collie labrador poodle whippet mongrel puppy kitten hound caterpillar crab"),
    ("breed", "greyhound terrier spaniel collie labrador retriever poodle whippet mongrel hound mastiff bulldog alsatian shepherd dachshund beagle setter pointer lurcher pug corgi husky siamese persian tabby shetland arab"),
    ("drink|beverage|spirit|tipple", "tea coffee water milk juice lemonade cola beer lager stout ale cider wine champagne prosecco whisky whiskey bourbon gin vodka rum brandy cognac tequila port sherry cocktail cocoa chocolate"),
    ("food|dish|meal|snack", "bread toast cake pie soup stew chips crisps sandwich sandwiches burger pizza pasta rice noodles curry egg eggs bacon ham beef lamb pork chicken fish salmon cheese salad apple apples orange fruit biscuits biscuit porridge cereal omelette sausages chocolate marmalade jam honey oysters"),
    ("fruit", "apple apples pear orange oranges tangerine lemon lime banana grape grapes plum peach cherry cherries strawberry strawberries melon pineapple mango fig"),
    ("flower|plant", "rose roses lily lilies tulip daisy daisies violet violets daffodil daffodils orchid carnation sunflower poppy peony geranium lavender ivy fern primrose bluebells chrysanthemum hydrangea"),
    ("tree", "oak elm ash beech birch pine fir cedar willow poplar maple chestnut yew apple cherry walnut sycamore hawthorn"),
    ("vehicle|car|transport", "car van bus coach lorry truck taxi cab bike bicycle motorbike motorcycle scooter train tram ferry boat ship plane jeep ambulance carriage cart gig phaeton barouche chaise wagon volvo ford fiat saab mercedes bmw audi toyota honda transit volkswagen mini jaguar rover renault peugeot cadillac chevrolet mustang"),
    ("weapon", "knife gun pistol rifle revolver shotgun sword dagger axe club bow cutlass sabre musket razor bomb poker hammer"),
    ("jewellery|jewel|jewelry", "ring necklace bracelet earring earrings brooch pendant locket watch chain pin cross medal"),
    ("garment|clothing|clothes|outfit", "coat jacket dress skirt shirt blouse jumper sweater cardigan hoodie jeans trousers suit hat cap scarf gloves boots shoes trainers gown cloak shawl waistcoat tie t-shirt tshirt leather uniform kilt"),
    ("furniture|piece of furniture", "table chair sofa couch bed desk wardrobe cupboard dresser shelf shelves bookcase stool bench armchair settee"),
    ("illness|disease|condition|sickness|ailment", "cancer flu influenza fever pneumonia asthma diabetes measles cold cough stroke tumour polyp nodule nodules laryngitis tinnitus arthritis consumption tuberculosis typhus typhoid bronchitis migraine depression dementia heart epilepsy anaemia gout rheumatism"),
    ("injury|wound", "broken sprained fractured cut burn bruise bruised concussion gash stitches scar wrist ankle rib ribs"),
    ("material|fabric", "gold silver glass wood iron steel leather stone marble brass copper bronze tin plastic paper silk wool cotton velvet denim linen ivory"),
    ("sport|game", "football rugby tennis cricket golf swimming running boxing chess cards poker bridge croquet backgammon billiards snooker pool darts dominoes whist hockey rowing"),
    ("language", "english french german italian spanish portuguese latin greek russian polish irish gaelic welsh dutch swedish norwegian danish hungarian czech chinese mandarin cantonese japanese korean arabic hebrew yiddish turkish hindi urdu bengali punjabi"),
    ("religion|faith", "catholic protestant presbyterian methodist baptist anglican quaker jewish jew muslim hindu sikh buddhist atheist orthodox mormon"),
    ("nationality", "english irish scottish scot welsh british french german italian spanish portuguese dutch belgian swiss austrian polish russian american canadian australian greek turkish indian chinese japanese korean african nigerian jamaican mexican brazilian swedish norwegian danish finnish"),
    ("season", "spring summer autumn winter fall"),
    ("voice type|voice", "soprano mezzo alto contralto tenor baritone bass falsetto"),
    ("genre|kind of music|music", "rock pop folk jazz blues country punk metal soul funk disco techno house hiphop rap classical opera reggae indie gospel"),
    ("position|rank|title", "captain lieutenant colonel major general sergeant corporal admiral mate boatswain bosun quartermaster chief head director deputy"),
    ("room", "kitchen bedroom bathroom parlour drawing-room library study attic cellar hall dining-room nursery lounge"),
    ("feeling|emotion|mood", "happy sad angry afraid frightened scared ashamed proud jealous lonely tired glad sorry guilty nervous anxious relieved delighted furious miserable"),
)  # fmt: skip


@cache
def _kinds() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for nouns, members in KINDS_OF_THINGS:
        for noun in nouns.split("|"):
            found.setdefault(stem(noun.split()[-1]), set()).update(members.split())
    return {noun: frozenset(members) for noun, members in found.items()}


def members_of(noun_stem: str) -> frozenset[str]:
    """The words for things of the kind that a noun names, as written; empty for a noun that names no kind."""
    return _kinds().get(noun_stem, frozenset())


@cache
def member_pattern(noun_stem: str) -> re.Pattern[str] | None:
    """Finds the words for things of the kind that a noun names, one or many of them; None for a noun that names no kind."""
    members = members_of(noun_stem)
    if not members:
        return None
    words = "|".join(sorted((re.escape(m) for m in members), key=len, reverse=True))
    return re.compile(rf"\b(?:{words})s?\b", re.IGNORECASE)
