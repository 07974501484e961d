"""Claims against sentences: what is true passes, what is swapped, denied or changed does not."""

from __future__ import annotations

import pytest

from companion.canon.types import Character
from companion.chains.verify import borne_part, verify
from tests.chains.claims import read_claims, supported
from tests.support.fake_view import FakeCanon, make_chapter

# (sentence on the page, question, true claim, false claim)
CASES = [
    # who did what to whom
    ("Marnie slapped Dov across the mouth.", "Who slapped whom?", "Marnie slapped Dov.", "Dov slapped Marnie."),
    ("Ines told Marnie that the van was sold.", "What did Ines say?", "Ines told Marnie that the van was sold.",
     "Marnie told Ines that the van was sold."),
    ("Dov was fired by Ines on the steps of the Corn Exchange.", "Who was fired?",
     "Ines fired Dov.", "Dov fired Ines."),
    ("Ruben lent Dov the old Telecaster.", "Who has the Telecaster?", "Ruben lent it to Dov.",
     "Dov lent Ruben the Telecaster."),
    ("Marnie's brother paid for the studio.", "Who paid for the studio?", "Marnie's brother paid for the studio.",
     "Marnie paid for the studio."),
    ("Ines hired Ruben before she hired Dov.", "Who was hired?", "Ines hired Ruben.", "Ruben hired Ines."),
    ("Dov carried Marnie up four flights.", "Who carried whom?", "Marnie was carried by Dov.",
     "Dov was carried by Marnie."),
    ("Ruben owes Ines six hundred pounds.", "Who owes whom?", "Ruben owes Ines six hundred pounds.",
     "Ines owes Ruben six hundred pounds."),
    ("Marnie and Dov left Ruben at the ferry.", "Who was left?", "Marnie and Dov left Ruben at the ferry.",
     "Ruben left Dov and Marnie at the ferry."),
    ("Ines taught Dov to read a contract.", "Who taught Dov?", "Ines taught Dov to read contracts.",
     "Dov taught Ines to read contracts."),
    # yes and no
    ("Marnie never signed the second contract.", "Did Marnie sign?", "Marnie never signed the second contract.",
     "Marnie signed the second contract."),
    ("Dov doesn't drink any more.", "Does Dov drink?", "Dov does not drink any more.", "Dov drinks."),
    ("Nobody told Ines about the fire.", "Does Ines know of the fire?", "Nobody told Ines about the fire.",
     "Somebody told Ines about the fire."),
    ("Ruben plays without a pick.", "How does Ruben play?", "Ruben plays without a pick.", "Ruben plays with a pick."),
    ("Marnie refused to sing the encore.", "Did she sing it?", "Marnie refused to sing the encore.",
     "Marnie sang the encore."),
    ("Dov had his keys with him.", "Did Dov have keys?", "Dov had his keys.", "Dov did not have his keys."),
    ("Ines can read music.", "Can Ines read music?", "Ines can read music.", "Ines cannot read music."),
    ("The manager isn't her father.", "Is he her father?", "The manager is not her father.",
     "The manager is her father."),
    ("Ruben has no driving licence.", "Can Ruben drive?", "Ruben has no driving licence.",
     "Ruben has a driving licence."),
    ("Marnie kept the letter.", "What became of the letter?", "Marnie kept the letter.",
     "Marnie did not keep the letter."),
    # numbers
    ("Dov is twenty-six and looks forty.", "How old is Dov?", "Dov is 26.", "Dov is twenty-seven."),
    ("Marnie has two sisters in Cork.", "How many sisters?", "Marnie has two sisters.", "Marnie has three sisters."),
    ("They sold four hundred tickets in Hull.", "How many tickets?", "They sold 400 tickets in Hull.",
     "They sold five hundred tickets in Hull."),
    ("The deposit was £1,200.", "How much was the deposit?", "The deposit was £1,200.", "The deposit was £2,100."),
    ("Ines rang twice that night.", "How often did Ines ring?", "Ines rang twice.", "Ines rang three times."),
    ("He had been clean for eleven months.", "How long was Dov clean?", "He was clean for eleven months.",
     "He was clean for twelve months."),
    ("The bus leaves at nine.", "When does the bus leave?", "The bus leaves at nine.", "The bus leaves at ten."),
    ("Ruben bought the bass in 1994.", "When did Ruben buy the bass?", "Ruben bought it in 1994.",
     "Ruben bought it in 1997."),
    ("There were a dozen people in the hall.", "How many people?", "There were twelve people in the hall.",
     "There were twenty people in the hall."),
    ("It was their third night in Leeds.", "Which night was it?", "It was their third night in Leeds.",
     "It was their second night in Leeds."),
    # values
    ("Marnie's eyes are grey.", "What colour are Marnie's eyes?",
     "Marnie's eyes are grey.", "Marnie's eyes are green."),
    ("The wedding was on a Thursday.", "Which day?", "The wedding was on a Thursday.", "The wedding was on a Tuesday."),
    ("Dov broke his left wrist in March.", "Which wrist?", "Dov broke his left wrist.", "Dov broke his right wrist."),
    ("Ruben's mother runs a chip shop.", "Who runs the chip shop?", "Ruben's mother runs a chip shop.",
     "Ruben's father runs a chip shop."),
    ("Ines was the eldest of the cousins.", "Which cousin was Ines?", "Ines was the eldest of the cousins.",
     "Ines was the youngest of the cousins."),
    ("They opened in October and closed by Christmas.", "When did they open?", "They opened in October.",
     "They opened in November."),
    ("Marnie hates the new song.", "What does Marnie think of it?", "Marnie hates the new song.",
     "Marnie loves the new song."),
    ("Dov sleeps upstairs on the bus.", "Where does Dov sleep?", "Dov sleeps upstairs on the bus.",
     "Dov sleeps downstairs on the bus."),
    ("Ruben sold the piano.", "What became of the piano?", "Ruben sold the piano.", "Ruben bought the piano."),
    ("Ines drives a red van.", "What does Ines drive?", "Ines drives a red van.", "Ines drives a red bus."),
]  # fmt: skip

CAST = [Character(name, (), 5) for name in ("Marnie", "Dov", "Ines", "Ruben")]


def checked(sentence: str, claim: str, question: str, context: str = "") -> bool:
    chapter = make_chapter(1, f"{context} {sentence}".strip())
    start = chapter.text.index(sentence)
    cited = (chapter.cite(start, start + len(sentence)),)
    return verify(claim, cited, question, FakeCanon([chapter], CAST)).supported


@pytest.mark.parametrize(("sentence", "question", "true", "false"), CASES)
def test_a_true_claim_passes(sentence, question, true, false):
    assert checked(sentence, true, question)


def test_false_claims_are_caught():
    passed = [false for sentence, question, _, false in CASES if checked(sentence, false, question)]
    assert len(passed) <= 2, passed


@pytest.mark.parametrize(
    ("context", "sentence", "claim"),
    [
        ("Marnie stood by the door.", "She had a cut over one eye.", "Marnie had a cut over one eye."),
        ("Dov came in. He was soaked.", "He put the money on the table.", "Dov put the money on the table."),
        ("", "Ines drove them to Hull.", "In chapter 1 Ines drove them to Hull."),
        ("", "Ruben and Dov share a flat.", "Dov and Ruben share a flat."),
        ("", "“I sold it,” Dov said.", "Dov said that he sold it."),
        ("", "Ines, who had met Ruben once, gave Dov the keys.", "Ines gave Dov the keys."),
        ("", "Marnie took the wheel.", "Marnie drove."),
        ("", "No, Dov stayed at the hotel.", "Dov stayed at the hotel."),
        ("", "Marnie could not help laughing at Dov.", "Marnie laughed at Dov."),
        ("", "It was Ruben's guitar that Dov broke.", "Dov broke Ruben's guitar."),
    ],
)
def test_true_claims_in_other_words_pass(context, sentence, claim):
    assert checked(sentence, claim, "What happened?", context)


@pytest.mark.parametrize(
    ("claim", "why"),
    [
        ("Zelda drives the bus.", "Zelda is not in"),
        ("PWNED by Zelda.", "is not in"),
        ("The government hides aliens underground.", "nothing like it"),
    ],
)
def test_what_is_not_there_is_said_to_be_missing(claim, why):
    chapter = make_chapter(1, "Ines drives the bus.")
    verdict = verify(claim, (chapter.cite(0, 20),), "Who drives?")
    assert not verdict.supported
    assert why in verdict.why


def test_a_claim_without_a_sentence_is_unsupported():
    assert not verify("Ines drives.", ()).supported


def test_the_narrator_may_be_named():
    chapter = make_chapter(1, "I sold the van to Dov.")
    canon = FakeCanon([chapter], CAST, narrators={(1, 1): "Marnie"})
    cited = (chapter.cite(0, len(chapter.text)),)
    assert verify("Marnie sold the van to Dov.", cited, "Who sold the van?", canon).supported
    assert not verify("Dov sold the van to Marnie.", cited, "Who sold the van?", canon).supported


def test_an_alias_counts_as_the_name():
    chapter = make_chapter(1, "Padre holds the float.")
    canon = FakeCanon([chapter], [Character("Gilbert Pargeter", ("Padre", "Gil"), 9)])
    cited = (chapter.cite(0, len(chapter.text)),)
    assert verify("Gilbert Pargeter holds the float.", cited, "Who holds the float?", canon).supported


def test_whose_manager_was_asked_for_is_not_the_manager():
    chapter = make_chapter(1, "Ada Fontaine. Hugo Lassiter is her manager.")
    canon = FakeCanon(
        [chapter], [Character("Ada Fontaine", ("Ada", "Dett"), 9), Character("Hugo Lassiter", ("Hugo",), 5)]
    )
    cited = (chapter.cite(0, len(chapter.text)),)
    asked = "Who is Ada's manager?"
    assert not verify("Ada Fontaine (Dett)", cited, asked, canon).supported
    assert verify("Hugo Lassiter", cited, asked, canon).supported
    assert verify("Hugo Lassiter is Ada's manager.", cited, asked, canon).supported


def test_what_a_claim_says_of_the_sentences_is_left_out():
    told = "No sentence has Dov drinking again: Dov has not had a drink since 2012."
    assert borne_part(told) == "Dov has not had a drink since 2012."
    for whole in ("Nothing hurts Lena like it: Hugo counted the money.", "Nobody drinks: Dov stopped."):
        assert borne_part(whole) == whole


def test_a_chapter_named_after_somebody_lends_no_name():
    chapter = make_chapter(1, "She met Lena at the bar.", label="Kit")
    assert not verify("Kit met Lena at the bar.", (chapter.cite(0, len(chapter.text)),)).supported


def test_the_chapter_a_sentence_stands_in_may_be_named():
    chapter = make_chapter(18, "Marnie sold the van to Dov. He paid in coins.", label="Eighteen")
    cited = tuple(chapter.cite(s.start, s.end) for s in chapter.sentences)
    assert verify("Marnie sold the van in Eighteen.", cited, "Who sold the van?").supported
    assert not verify("Marnie sold the van in Nineteen.", cited, "Who sold the van?").supported


def test_i_in_what_somebody_says_is_not_the_narrator():
    text = "Hugo sat down.\n\n“I had a letter. I thought it was a bill, so I opened it.”"
    chapter = make_chapter(1, text)
    canon = FakeCanon([chapter], [Character("Hugo", (), 5), Character("Gil", (), 9)], narrators={(1, 1): "Gil"})
    cited = (chapter.cite_sentence(text.index("I thought")),)
    assert verify("Hugo opened it.", cited, "Who opened it?", canon).supported


def test_a_town_may_be_told_elsewhere_in_the_scene_and_a_person_may_not():
    text = "Ines plays. " + "The rain goes on. " * 40 + "She says tangerine. Nottingham sings the chorus."
    chapter = make_chapter(1, f"{text}\n\n* * *\n\nMarnie waits in Glasgow.")
    canon = FakeCanon([chapter], CAST)
    cited = (chapter.cite_sentence(chapter.text.index("She says")),)
    assert verify("In Nottingham she says tangerine.", cited, "Where?", canon).supported
    assert not verify("In Glasgow she says tangerine.", cited, "Where?", canon).supported
    assert not verify("Marnie says tangerine.", cited, "Who?", canon).supported


def test_a_name_may_stand_for_a_pronoun_of_somebody_in_the_scene() -> None:
    text = (
        "Ines sat down. "
        + "The rain goes on. " * 40
        + "\n\n“It is about your follow-up,” said Hugo. He had opened her letter."
    )
    people = (
        Character("Ines", (), 3, (), "she"),
        Character("Hugo", (), 3, (), "he"),
        Character("Moll", (), 3, (), "she"),
        Character("Dov", (), 3, (), "he"),
    )
    chapter = make_chapter(1, text)
    canon = FakeCanon([chapter], people)
    said = [chapter.cite_sentence(text.index("about"), text.index("about") + 5)]
    opened = [chapter.cite_sentence(text.index("opened"), text.index("opened") + 6)]
    assert verify("The letter was about Ines's follow-up.", said, "What was the letter about?", canon).supported
    assert verify("He had opened Ines's letter.", opened, "What had he opened?", canon).supported
    for name in ("Moll", "Dov"):  # who are not there
        assert not verify(f"The letter was about {name}'s follow-up.", said, "What was it about?", canon).supported
        assert not verify(f"He had opened {name}'s letter.", opened, "What had he opened?", canon).supported


def test_what_is_short_for_is_owns_nothing():
    chapter = make_chapter(1, "Cardiff's a standing gig.")
    assert verify("Cardiff is a standing gig.", (chapter.cite(0, 25),), "", FakeCanon([chapter], CAST)).supported


# (sentence before it, sentence, who says "I", question, true claims, false claims)
HARDER = [
    (
        "Sanna shuts the case.",
        "She hands it to Eddie without a word, and Eddie hands it straight on to Brick.",
        "",
        "Who ends up with the case?",
        ["Eddie hands it on to Brick.", "Sanna hands it to Eddie."],
        ["Brick hands it on to Eddie.", "Eddie hands it to Sanna."],
    ),
    (
        "",
        "I told Lou about the money in the toilets at Knutsford services, and he laughed till he had to sit.",
        "Padre",
        "Who was told about the money?",
        ["Padre told Lou about the money at Knutsford services.", "Lou laughed when he was told about the money."],
        [
            "Lou told Padre about the money.",
            "Padre did not tell Lou about the money.",
            "Padre told Lou about the money in the bar at Knutsford.",
        ],
    ),
    (
        "",
        "“It was Moll who rang the police,” says Brick, “not me, and not Eddie.”",
        "",
        "Who rang the police?",
        ["Moll rang the police, according to Brick.", "Brick says that it was Moll who rang the police."],
        ["Eddie rang the police.", "Brick rang the police.", "Moll did not ring the police."],
    ),
    (
        "",
        "Sanna had been engaged to Eddie for eleven weeks when she met Lou Karras at a wake in Deptford.",
        "",
        "How long was Sanna engaged?",
        ["Sanna had been engaged to Eddie for eleven weeks.", "She met Lou Karras at a wake in Deptford."],
        [
            "Sanna had been engaged to Lou for eleven weeks.",
            "She was engaged for twelve weeks.",
            "Eddie met Lou Karras at a wake in Deptford.",
        ],
    ),
    (
        "Brick is fifty-one.",
        "He's not driven since the accident, and he won't get into the front of anything.",
        "",
        "Does Brick drive?",
        ["Brick has not driven since the accident."],
        ["Brick has driven since the accident.", "Brick drives, and sits in the front."],
    ),
    (
        "",
        "Without Moll's loan there'd have been no record at all.",
        "",
        "Who lent the money?",
        ["Without Moll's loan there would have been no record."],
        ["Moll's loan was never paid.", "Sanna's loan paid for the record."],
    ),
    (
        "",
        "Eddie's sister Moll keeps the books, and has done since their father went into Strangeways.",
        "",
        "Who keeps the books?",
        ["Moll keeps the books.", "Moll is Eddie's sister."],
        ["Eddie keeps the books.", "Moll's brother keeps the books.", "Moll is Eddie's mother."],
    ),
    (
        "",
        "Lou was hit by the door, not by Brick, whatever he tells the papers.",
        "",
        "What hit Lou?",
        ["Lou was hit by the door, not by Brick."],
        ["Brick hit Lou.", "Lou hit Brick."],
    ),
    (
        "",
        "We lost the second guitar in Ghent, and the third, the blue one, I sold in Lille to pay the fine.",
        "Padre",
        "What became of the guitars?",
        ["They lost the second guitar in Ghent.", "Padre sold the blue one in Lille to pay the fine."],
        [
            "They lost the third guitar in Ghent.",
            "Padre sold the red one in Lille.",
            "Padre bought the blue one in Lille.",
        ],
    ),
    (
        "Lou comes down.",
        "“You're sacked,” he says to Brick, who goes on eating.",
        "",
        "Who was sacked?",
        ["Lou sacks Brick.", "Brick goes on eating."],
        ["Brick sacks Lou.", "Lou goes on eating."],
    ),
    (
        "",
        "It is the first time Sanna has seen Eddie cry since the funeral in March.",
        "",
        "When did Eddie cry?",
        [
            "Sanna has not seen Eddie cry since the funeral in March.",
            "Sanna sees Eddie cry for the first time since the funeral.",
        ],
        ["Eddie has not seen Sanna cry since the funeral.", "Sanna saw Eddie cry in May."],
    ),
    (
        "",
        "Moll could hear them through the wall: Brick begging, and Sanna saying no, no, no.",
        "",
        "Who begged?",
        ["Moll could hear Brick begging through the wall.", "Sanna said no."],
        ["Sanna was begging, and Brick said no.", "Moll could not hear them through the wall."],
    ),
]
CREW = [Character("Gilbert Quill", ("Padre",), 9), Character("Sanna Holt", ("Sanna",), 9), Character("Brick", (), 9)]
CREW += [Character("Eddie Vane", ("Eddie",), 9), Character("Moll", (), 9), Character("Lou Karras", ("Lou",), 9)]


def harder(kind: int):
    for before, sentence, teller, question, *claims in HARDER:
        chapter = make_chapter(1, f"{before} {sentence}".strip())
        start = chapter.text.index(sentence)
        narrators = {(1, 1): "Gilbert Quill"} if teller else {}
        cited = (chapter.cite(start, start + len(sentence)),)
        for claim in claims[kind]:
            yield claim, verify(claim, cited, question, FakeCanon([chapter], CREW, narrators)).supported


def test_long_sentences_keep_their_true_claims():
    assert [claim for claim, supported in harder(0) if not supported] == []


def test_most_false_claims_about_long_sentences_are_caught():
    passed = [claim for claim, supported in harder(1) if supported]
    assert len(passed) <= 8, passed


@pytest.mark.parametrize(("name", "caught", "flagged"), [("open", 0.93, 0.02), ("sealed", 32 / 40, 4 / 40)])
def test_swapped_denied_and_changed_claims_are_caught(name, caught, flagged):
    """The sealed set is measured and never looked into: its misses are not printed."""
    passed = {truth: [supported(c) for c in read_claims(name) if c.true is truth] for truth in (True, False)}
    assert passed[False].count(False) >= caught * len(passed[False])
    assert passed[True].count(False) <= flagged * len(passed[True])
