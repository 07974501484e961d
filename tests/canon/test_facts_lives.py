"""Lives put together: ages and habits, keepsakes, apposition, answers, sayings, what the doctor finds."""

from __future__ import annotations

import pytest

from companion.canon.patterns import PATTERNS

from .books import book_of

CAST = (
    "Tess Alder sat at the bar. She was tired. Marlow Pike came in; he was wet. “Hello,” said Tess. "
    "“Hello,” said Marlow.\n\n"
)


def facts(text: str, name: str) -> set[tuple[str, str]]:
    return {(f.attribute, f.value) for f in book_of(CAST + text).facts_of(name)}


@pytest.mark.parametrize(
    ("text", "name", "attribute", "value"),
    [
        ("Marlow lost his mother when he was nine.", "Marlow", "history", "at 9: lost his mother"),
        ("When Tess was nine she broke her arm.", "Tess", "history", "at 9: she broke her arm"),
        ("At seventeen Marlow ran away to Cork.", "Marlow", "history", "at 17: ran away to Cork"),
        ("Tess had left school at sixteen.", "Tess", "history", "at 16: left school"),
        ("Tess worked on the fish counter from sixteen.", "Tess", "history", "from 16: worked on the fish counter"),
        ("As a girl Tess sang in chapel.", "Tess", "history", "as a girl: sang in chapel"),
        ("Tess had never been to Florence.", "Tess", "history", "never been to Florence"),
        ("Marlow always carries two pens.", "Marlow", "habit", "always carries two pens"),
        ("Marlow was never without his hat.", "Marlow", "habit", "never without his hat"),
        ("Every morning Tess swam in the quarry.", "Tess", "habit", "swam in the quarry every morning"),
        ("Marlow never eats before a show.", "Marlow", "habit", "never eats before a show"),
        ("In all her forty-six years Tess had not asked.", "Tess", "age", "46"),
    ],
)
def test_a_life_in_a_sentence(text: str, name: str, attribute: str, value: str) -> None:
    assert (attribute, value) in facts(text, name)


@pytest.mark.parametrize(
    "text",
    [
        "At ten Marlow went down to dinner.",  # an hour
        "Marlow left at sixteen minutes past.",
        "Tess looked up when she was ready.",
        "Tess came when she was seven minutes late.",
        "Every night that week Tess slept in the van.",
        "Tess never looked at him.",
        "Tess would have left school at sixteen.",
        "Marlow drove the van at forty.",  # a speed
        "Tess stopped at sixteen.",  # of what she counts
        "Tess had never played so badly.",
        "Marlow never wore a tie that night.",
        "Marlow sold the guitar at fifty.",  # a price
        "Marlow tapped the mike when they were ready.",  # of the hour
        "Tess tugs the rope when I'm ready.",
    ],
)
def test_what_is_no_part_of_a_life(text: str) -> None:
    assert not {v for a, v in facts(text, "Tess") | facts(text, "Marlow") if a in ("history", "habit", "age")}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Tess wore a St Christopher round her neck.", "Tess", "St Christopher"),
        ("Marlow kept a photograph of his brother in his wallet.", "Marlow", "photograph of his brother"),
        ("Tess had a tape measure round her neck.", "Tess", "tape measure"),
        ("Tess took out the locket. She tucked it back inside her jumper.", "Tess", "locket"),
        ("The roadie hung the Duchess on Tess and went.", "Tess", "Duchess"),
        ("Tess plays the bass, a white Fender with a burn on it.", "Tess", "bass: white Fender"),
        ("Marlow wears his dead brother's watch.", "Marlow", "dead brother's watch"),
        ("Marlow wore the same green corduroy jacket, summer and winter.", "Marlow", "green corduroy jacket"),
        ("The room had a bed in it and a keyboard that was Tess's.", "Tess", "keyboard"),
    ],
)
def test_keepsakes(text: str, name: str, value: str) -> None:
    assert ("possession", value) in facts(text, name)


@pytest.mark.parametrize(
    "text",
    [
        "Marlow had a hand in his pocket.",
        "Tess kept her eyes on the floor.",
        "Tess knelt by the bath with a towel round her neck.",
        "Tess had a burn on her wrist.",
        "Marlow met them on the step, with his list at his waist.",
        "The chauffeur washed Marlow's car, the Baronet himself, and all.",
        "Marlow had a knife at his throat.",
        "Tess saw the pulse at Marlow's throat.",
        "The skin round Tess's neck was red.",
        "Marlow had a hole in his shoe.",
        "Marlow had a frog in his throat.",
        "Tess has three albums under her belt.",
        "Tess never wore a ring round her neck.",
        "Tess had a plaster on her finger.",
        "Marlow put the key in the lock. He folded the letter and slipped it inside his shirt.",
        "“Let me pass,” said Tess. Marlow slipped it inside his shirt.",
    ],
)
def test_what_is_no_keepsake(text: str) -> None:
    assert not {v for a, v in facts(text, "Tess") | facts(text, "Marlow") if a == "possession"} - {"car"}


@pytest.mark.parametrize(
    ("question", "answer", "fact"),
    [
        ("How old are you?", "Twenty-two. Twenty-three on Saturday.", ("age", "22")),
        ("Where are you from?", "Leeds,” he said. “The good end.", ("origin", "Leeds")),
        ("What do you do?", "Plumber. You?", ("occupation", "plumber")),
        ("Are you a vegetarian?", "Since I was six.", ("diet", "vegetarian")),
        ("Are you left-handed?", "Yes.", ("handedness", "left")),
        ("Do you smoke?", "No.", ("habit", "doesn't smoke")),
        ("Have you got kids?", "Two girls.", ("kin number", "2 girls")),
        ("Have you any family?", "A brother.", ("kin", "brother")),
        ("Have you got asthma?", "Always have.", ("health", "asthma")),
    ],
)
def test_a_question_and_its_answer_say_it_together(question: str, answer: str, fact: tuple[str, str]) -> None:
    canon = book_of(CAST + f"“{question}” said Tess.\n\n“{answer}”")
    found = [f for f in canon.facts_of("Marlow") if (f.attribute, f.value) == fact]
    assert [f.by for f in found] == ["Marlow Pike"]
    assert fact not in {(f.attribute, f.value) for f in canon.facts_of("Tess")}
    assert not [s for s in canon.statements if s.at >= len(CAST) and s.firm]  # no contradiction rests on it


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How old are you?", "Thirty-eight,” said Marlow, without the flicker of an eyelid. “Why?"),
        ("Are you a vegetarian?", "No.”"),
        ("Are you left-handed?", "Yes, but what of it?"),
        ("How old is he?", "Twenty-two."),
        ("Where are you?", "Leeds."),
        ("Where are you from?", "Here. There."),
        ("How old were you when he left?", "Nine."),
        ("What are you waiting for?", "A drummer."),
        ("What do you do when the bus breaks?", "Driver. No."),
        ("Were you married?", "I was."),
        ("Are you a nurse?", "Very funny."),
        ("Are you a nurse?", "Of course not."),
    ],
)
def test_answers_that_say_nothing(question: str, answer: str) -> None:
    text = f"“{question}” said Tess.\n\n“{answer}”"
    kinds = {"age", "diet", "handedness", "origin", "residence", "occupation", "marital status"}
    assert not {a for a, _ in facts(text, "Marlow") | facts(text, "Tess") if a in kinds}


@pytest.mark.parametrize(
    ("text", "name", "value"),
    [
        ("Marlow always says, “Never trust a drummer with a diary.”", "Marlow", "Never trust a drummer with a diary"),
        ("“Count the cases twice,” as Tess puts it.", "Tess", "Count the cases twice"),
        ("“Count the cases twice,” Tess used to say.", "Tess", "Count the cases twice"),
        ("Tess's rule was: “Leave before the lights come up.”", "Tess", "Leave before the lights come up"),
        ("“Leave before the lights” was Marlow's motto.", "Marlow", "Leave before the lights"),
        ("Tess always said you could tell them by the shoes.", "Tess", "you could tell them by the shoes"),
    ],
)
def test_sayings(text: str, name: str, value: str) -> None:
    assert ("saying", value) in facts(text, name)


@pytest.mark.parametrize(
    "text",
    [
        "“You're late again,” said Tess.",
        "“I went down to the caves,” Tess would say, “and I came up again.”",
        "As he said, “Dreams, I mean,” the door opened.",
        "As Tess put it, “We were lost without the map.”",
        "Marlow's advice was: “Leave him to the wolves.”",
        "Tess always said hello.",
    ],
)
def test_what_is_said_once_is_no_saying(text: str) -> None:
    assert not {v for a, v in facts(text, "Tess") | facts(text, "Marlow") if a == "saying"}


@pytest.mark.parametrize(
    ("text", "kin"),
    [
        ("Pete was her nephew, Tess's boy, and he sang.", {"son: Pete"}),
        ("Pete was Tess's eldest boy.", {"son: Pete"}),
        ("Pete was Tess's brother.", {"brother: Pete"}),
        ("Pete was Tess's boy.", set()),  # whom she goes out with, perhaps
    ],
)
def test_whose_boy_somebody_is(text: str, kin: set[str]) -> None:
    told = f"{text} Pete sat. “Well,” said Pete."
    assert {v for a, v in facts(told, "Tess") if a == "kin" and v.endswith("Pete")} - {"nephew: Pete"} == kin


def test_what_the_doctor_finds_is_wrong_with_whoever_sits_there() -> None:
    clinic = (
        "They sat in the hospital.\n\n“Well?” said Marlow.\n\n“Haemorrhagic polyp, left vocal fold,” said Tess."
        "\n\n“Christ,” said Marlow."
    )
    assert ("health", "haemorrhagic polyp, left vocal fold") in facts(clinic, "Marlow")
    for of_nobody_here in ("She has diabetes", "It was cancer", "No cancer", "I hate asthma"):
        said = clinic.replace("Haemorrhagic polyp, left vocal fold", of_nobody_here)
        assert not {v for a, v in facts(said, "Marlow") if a == "health"}, of_nobody_here
    home = clinic.replace("the hospital", "the kitchen")
    assert not {v for a, v in facts(home, "Marlow") if a == "health"}


def test_a_second_relative_clause_is_about_the_same_person() -> None:
    assert ("age", "40") in facts("The row held Marlow, who was a critic, who was forty, who yawned.", "Marlow")


def test_what_stands_beside_a_description_brings_in_nobody() -> None:
    text = "Tess took a cup. She was sixty, a spare, upright woman with white hair. She lived by herself in Saltaire."
    assert ("residence", "Saltaire") in facts(text, "Tess")


def test_hair_that_is_likened_to_something_is_hair() -> None:
    assert ("hair", "red") in facts(
        "Tess had cut it all off. Her hair was short and it was red now, like a post-box.", "Tess"
    )


def test_a_death_says_something_of_the_one_left_behind() -> None:
    canon = book_of(
        CAST + "His wife, Pauline, had died in the spring. Pauline was on every wall. “Pauline,” said Marlow."
    )
    assert ("marital status", "widowed") in {(f.attribute, f.value) for f in canon.facts_of("Marlow")}
    assert ("death", "dead") in {(f.attribute, f.value) for f in canon.facts_of("Pauline")}


@pytest.mark.parametrize(
    "text",
    [
        "Tess sat by her husband's dead brother.",
        "Marlow spoke of his wife, Pauline's dead mother. Pauline sat.",
        "Marlow's first wife had died and Marlow smoked.",  # he may have married again
    ],
)
def test_a_death_that_leaves_no_widow(text: str) -> None:
    canon = book_of(CAST + text)
    assert not [s for s in canon.statements if s.attribute == "marital status" or s.character == "Pauline"]


def test_where_somebody_says_they_worked_is_past_work() -> None:
    assert ("past work", "worked at the Palais") in facts("“I worked at the Palais until May,” said Tess.", "Tess")


def test_a_name_that_is_shouted_is_no_name_of_its_own() -> None:
    [tess] = [c for c in book_of(CAST + "“TESS!” said Marlow. Tess ran. “TESS!”").cast if c.name.startswith("Tess")]
    assert [n for n in tess.names if n.casefold() == "tess"] == ["Tess"]


@pytest.mark.parametrize(
    ("text", "name", "attribute", "value"),
    [
        ("Tess would be twenty-four in March.", "Tess", "next birthday", "24"),
        ("Marlow was three days off eighty.", "Marlow", "age", "nearly 80"),
        ("Tess has the end room at Larkfield.", "Tess", "residence", "the end room at Larkfield"),
        ("Marlow lives over the bookie's in Byker.", "Marlow", "residence", "over the bookie's in Byker"),
        ("Tess was born on the ferry.", "Tess", "history", "born on the ferry"),
        ("Marlow runs the tour.", "Marlow", "occupation", "runs the tour"),
        ("Marlow had served his time at Swan Hunter's.", "Marlow", "past work", "served his time at Swan Hunter's"),
        (
            "Marlow had been at the yard since he was fifteen.",
            "Marlow",
            "past work",
            "at the yard since he was fifteen",
        ),
        ("Marlow had done eleven months in Durham gaol.", "Marlow", "history", "done eleven months in durham gaol"),
        ("Tess has passed ten exams.", "Tess", "education", "passed ten exams"),
        (
            "Marlow had remortgaged the house in Richmond twice.",
            "Marlow",
            "money",
            "remortgaged the house in Richmond twice",
        ),
        ("Tess's hair came down to her waist.", "Tess", "hair", "long, to her waist"),
        ("Tess has one leg shorter than the other.", "Tess", "health", "one leg shorter than the other"),
        ("Tess had her appendix out in Prague.", "Tess", "health", "appendix out"),
        ("Marlow's heart was bad.", "Marlow", "health", "bad heart"),
        ("Marlow can't stand heights.", "Marlow", "fear", "can't stand heights"),
        ("Marlow never flies.", "Marlow", "habit", "never flies"),
        ("Tess hums when she's lying.", "Tess", "habit", "hums when she's lying"),
        ("Tess hummed whenever she was alone.", "Tess", "habit", "hummed whenever she was alone"),
        ("Marlow always bit his lip when he sang.", "Marlow", "habit", "always bit his lip when he sang"),
        ("Marlow paces before every show.", "Marlow", "habit", "paces before every show"),
        ("Marlow sells the merch.", "Marlow", "occupation", "sells the merch"),
        (
            "Tess had worked at the yard since she left school.",
            "Tess",
            "past work",
            "at the yard since she left school",
        ),
        ("Tess calls everybody pet.", "Tess", "habit", "calls everybody pet"),
        ("Tess is the youngest of five.", "Tess", "kin", "the youngest of five"),
        ("Marlow had two ex-wives and a caravan.", "Marlow", "marital status", "two ex-wives"),
    ],
)
def test_everyday_words(text: str, name: str, attribute: str, value: str) -> None:
    assert (attribute, value) in facts(text, name)


@pytest.mark.parametrize(
    "text",
    [
        "Marlow ran the race.",
        "Tess served her guests.",
        "If Tess lived she would be twenty-four in March.",
        "Tess's heart was in her mouth.",
        "Marlow couldn't stand the wait.",
        "Tess called everybody in.",
        "Marlow hummed a tune.",
        "Tess sold the house.",
        "Marlow had been in bed since he was sick.",
        "Marlow had been in Leeds since he was nine.",
        "Tess had been on the phone since she left home.",
        "Marlow had served his time in prison.",
        "Marlow lives above the law.",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert not facts(text, "Tess") | facts(text, "Marlow")


def test_every_pattern_compiles() -> None:
    for pattern in PATTERNS:
        assert pattern.regex.pattern and (pattern.rest is None or pattern.rest.pattern)
