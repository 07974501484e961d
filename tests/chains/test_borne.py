"""What the question supplies is no evidence: the deed of a claim has to stand on the page."""

from __future__ import annotations

import pytest

from companion.canon.types import Character
from companion.chains.borne import answered
from companion.chains.claims import read_reply
from companion.chains.prose import Prose, notes_on
from companion.chains.verbs import DEEDS, LIGHT, THINGS, alike, is_known
from companion.chains.verify import OTHER_WORDS, Verdict, verify
from companion.chains.wording import root
from tests.chains.claims import read_claims, verdict
from tests.support.fake_view import FakeCanon, make_chapter

CAST = [Character(name, (), 9) for name in ("Ruth", "Tom", "Marnie", "Dov")]


def checked(page: str, claim: str, question: str, cited: int = 0, narrator: str = "") -> Verdict:
    chapter = make_chapter(1, page)
    sentence = chapter.sentences[cited]
    canon = FakeCanon([chapter], CAST, {(1, 1): narrator} if narrator else {})
    return verify(claim, (chapter.cite(sentence.start, sentence.end),), question, canon)


@pytest.mark.parametrize(
    ("page", "claim", "question"),
    [
        ("Tom slept in the back of the bus.", "Tom drove the bus.", "Who drove the bus?"),
        ("Tom slept in the back of the bus.", "Tom.", "Who drove the bus?"),
        ("Ruth told Tom the money was gone.", "Ruth stole the money from Tom.", "Who stole the money?"),
        ("They say that Tom burned the letter, but he didn't.", "Tom burned the letter.", "Who burned the letter?"),
        ("Dov counts the pills while Tom showers.", "Tom took the pills.", "Who took the pills?"),
        ("Her agent was crying when Ruth found her.", "Ruth was crying.", "Who was crying?"),
        ("Tom burned the toast, and Ruth read the letter.", "Tom burned the letter.", "Who burned the letter?"),
        ("Tom burned the letter.", "Tom burned the letter because he was jealous.", "Who burned the letter?"),
        ("Dov laughed at Ruth.", "Dov is Ruth's manager.", "Who is Ruth's manager?"),
        ("It is Dov who signs, with the nurse's pen.", "The nurse signed.", "Who signed?"),
        ("Ruth tuned the violin.", "Ruth sold the violin.", "What became of the violin?"),
    ],
)
def test_the_words_of_the_question_and_a_name_are_not_enough(page, claim, question):
    assert not checked(page, claim, question).supported


@pytest.mark.parametrize(
    ("page", "claim", "question"),
    [
        ("Ruth took the wheel at six.", "Ruth drove the bus.", "Who drove the bus?"),
        ("Ruth nicked forty quid.", "Ruth stole forty pounds.", "Who stole from the float?"),
        ("Marnie put her fist through the mirror.", "Marnie broke the mirror.", "Who broke the mirror?"),
        ("Dov bailed me out.", "Dov paid the bail.", "Who paid the bail?"),
        ("Sam cried and Ruth drove.", "Ruth did the driving.", "Who drove?"),
        ("Tom legged it.", "Tom ran away.", "Who ran away?"),
    ],
)
def test_other_words_for_the_same_deed_are(page, claim, question):
    assert checked(page, claim, question).supported


def test_what_stands_right_beside_may_carry_a_short_answer():
    assert checked("“Who drove?” “Ruth.”", "Ruth drove.", "Who drove the bus?", cited=1).supported
    assert not checked("Tom drove the bus. “Ruth.”", "Ruth drove.", "Who drove the bus?", cited=1).supported


def test_what_only_other_words_bear_is_said_to_be_that():
    verdict = checked("Dov comes for the guitar at three.", "Dov mends it.", "Who mends the cracked guitar?")
    assert verdict == Verdict(True, OTHER_WORDS)
    assert checked("Dov mends the guitar.", "Dov mends it.", "Who mends the guitar?") == Verdict(True)


def test_a_bare_name_is_judged_as_the_answer_it_is():
    assert answered("Tom", "Who drove the bus?") == "Tom drove the bus."
    assert answered("It was Tom.", "Who drove the bus?") == "Tom drove the bus."
    assert answered("Tom said no.", "Who drove the bus?") == "Tom said no."
    assert answered("Tom", "Who is the driver?") == "Tom"


def test_likeness_is_read_one_way():
    assert root("nicked") in alike(root("stole"))
    assert root("left") not in alike(root("drove"))
    assert root("slept") not in alike(root("drove"))
    assert is_known(root("slept"))
    assert LIGHT.isdisjoint({root("slept"), root("drove")})


def test_the_table_is_in_lower_case_and_has_the_commonest_deeds():
    for line in (*DEEDS, *THINGS):
        assert line == line.strip().lower()
    heads = [line.split()[0] for line in DEEDS]
    assert {"steal", "kill", "drive", "say"} <= set(heads)


@pytest.mark.parametrize(
    ("name", "caught", "flagged"), [("asked", 0.9, 0.03), ("later", 0.8, 0.06), ("last", 0.84, 0.05)]
)
def test_answers_to_questions(name, caught, flagged):
    passed = {truth: [verdict(c).supported for c in read_claims(name) if c.true is truth] for truth in (True, False)}
    assert passed[False].count(False) >= caught * len(passed[False])
    assert passed[True].count(False) <= flagged * len(passed[True])


def test_what_only_other_words_bear_is_told_in_how():
    chapter = make_chapter(1, "Dov comes for the guitar at three.")
    shown = (chapter.cite(0, len(chapter.text)),)
    prose = Prose(shown, "Who mends the cracked guitar?", FakeCanon([chapter], CAST))
    assert list(prose.take(read_reply("Dov mends it. [1]", 1))) == ["Dov mends it [1]."]
    assert list(notes_on(prose, False, False)) == [f"“Dov mends it [1].” is for you to judge: {OTHER_WORDS}"]


def test_a_sentence_that_nobody_cited_has_to_say_it_plainly():
    chapter = make_chapter(1, "Ruth took the wheel, and Marnie slept. Tom waited.")
    shown = tuple(chapter.cite(s.start, s.end) for s in chapter.sentences)
    prose = Prose(shown, "Who killed Marnie?", FakeCanon([chapter], CAST))
    assert list(prose.take(read_reply("Ruth killed Marnie. [2]", 2))) == []
