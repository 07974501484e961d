"""Every family of patterns with what it must see and what it must not take for a fact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from companion.canon.facts import observe_facts
from companion.canon.life_words import JOBS
from companion.manuscript.chapter import Chapter, Paratext, Scene

SHOWN = {"has kin", "spouse", "count", "thing"}


def chapter_of(text: str) -> Chapter:
    return Chapter(1, "Chapter 1", "", Path("one.md"), text, (Scene(1, 0, len(text)),), revision="r")


def seen(text: str, attribute: str) -> list[tuple[str, str]]:
    """(anchor, value) of the matches nothing speaks against."""
    return [
        ((o["who"] or ["-"])[0], o["value"])
        for o in observe_facts(chapter_of(text))
        if o["attribute"] == attribute and not o["hedges"] and o["sure"]
    ]


POSITIVE = [
    # eyes
    ("eyes", "Her large grey eyes rested on the amp.", "Her", "grey"),
    ("eyes", "Dee's green eyes never left the stage.", "Dee's", "green"),
    ("eyes", "He had dark brown eyes and a chipped tooth.", "He", "dark brown"),
    ("eyes", "My eyes are blue, like everybody's on this bus.", "My", "blue"),
    ("eyes", "She has hazel eyes.", "She", "hazel"),
    ("eyes", "She had green eyes and black hair.", "She", "green"),
    ("hair", "She had green eyes and black hair.", "She", "black"),
    ("eyes", "He had black hair and green eyes.", "He", "green"),
    ("hair", "He had black hair and green eyes.", "He", "black"),
    ("eyes", "I've got pale blue eyes and bad knees.", "I", "pale blue"),
    ("eyes", "The brown-eyed Marlow grinned.", "Marlow", "brown"),
    ("eyes", "She was green-eyed, freckled, and late.", "She", "green"),
    ("eyes", "Marlow is a big guy with hazel eyes.", "Marlow", "hazel"),
    ("eyes", "He looked up with the blue-grey eyes of Ruth Vance.", "Ruth Vance", "blue-grey"),
    # hair
    ("hair", "She pushed her wet black hair off her face.", "her", "black"),
    ("hair", "Tess has red hair, which her label loves.", "Tess", "red"),
    ("hair", "His hair was sandy, and cut by somebody who hated him.", "His", "sandy"),
    ("hair", "He was a redhead.", "He", "red"),
    ("hair", "I'm blonde and I burn in April.", "I", "blond"),
    ("hair", "Oona tied back her straw-coloured hair.", "her", "straw-coloured"),
    # beard
    ("beard", "He scratched his ginger beard.", "his", "bearded"),
    ("beard", "Hal wore a thick moustache.", "Hal", "bearded"),
    ("beard", "He was clean-shaven.", "He", "shaven"),
    # height and build
    ("height", "She is short, round and furious.", "She", "short"),
    ("height", "Marlow was a tall man.", "Marlow", "tall"),
    ("height", "Miss Orde came down the steps, short, brisk and cross.", "Miss Orde", "short"),
    # age
    ("age", "I'm twenty-six and I have never been to Leeds.", "I", "26"),
    ("age", "She was thirty-four years old.", "She", "34"),
    ("age", "He is only nine.", "He", "9"),
    ("age", "Tess turned nineteen in the van.", "Tess", "19"),
    ("age", "Oona, aged thirteen, sold lemonade.", "Oona", "13"),
    ("age", "A nineteen-year-old Marlow slept on floors.", "Marlow", "19"),
    ("age", "She was in her late thirties.", "She", "36-39"),
    ("age", "He was about seven-and-thirty years old.", "He", "about 37"),
    ("age", "She was not yet eight.", "She", "under 8"),
    # kin number
    ("kin number", "I have two sisters.", "I", "2 sisters"),
    ("kin number", "Marlow's three brothers all drive trucks.", "Marlow's", "3 brothers"),
    ("kin number", "He was a father of four children.", "-", "4 children"),
    ("kin number", "I'm an only child.", "I", "0 siblings"),
    # who is whose what
    ("kin", "My sister Jo drives the van.", "My", "sister"),
    ("kin", "He wrote to his aunt, Mrs. Lund.", "his", "aunt"),
    ("kin", "Jo is my sister.", "my", "sister"),
    # marital status
    ("marital status", "She was divorced.", "She", "divorced"),
    ("marital status", "Hal is a widower.", "Hal", "widowed"),
    ("marital status", "Ruth never married.", "Ruth", "unmarried"),
    # injury and mark
    ("injury", "His left arm was in a sling.", "His", "left arm sling"),
    ("injury", "She held up her bandaged right hand.", "her", "right hand bandage"),
    ("injury", "I broke my left wrist in Tulsa.", "I", "left wrist broken"),
    ("mark", "A scar ran down his left cheek.", "his", "left cheek scar"),
    ("mark", "There is a tattoo of a wren on her right shoulder.", "her", "right shoulder tattoo"),
    # handedness
    ("handedness", "Dee is left-handed.", "Dee", "left"),
    ("handedness", "He signs everything with his left hand.", "He", "left"),
    ("handedness", "I'm a southpaw.", "I", "left"),
    # work
    ("occupation", "Hal was a carpenter in Hull.", "Hal", "carpenter"),
    ("occupation", "Ruth Vance, a retired nurse, ran the merch table.", "Ruth Vance", "nurse"),
    ("occupation", "He works as a plumber.", "He", "plumber"),
    # home and origin
    ("residence", "She lives in Nashville.", "She", "Nashville"),
    ("residence", "My flat in Leeds has one window.", "My", "Leeds"),
    ("origin", "I was born in Derry.", "I", "Derry"),
    ("origin", "Dee grew up in Tulsa.", "Dee", "Tulsa"),
    # nation and faith
    ("nationality", "Marlow is Canadian.", "Marlow", "Canadian"),
    ("religion", "She was a Quaker.", "She", "Quaker"),
    # death
    ("death", "My father is dead.", "My father", "dead"),
    ("death", "Hal died in October.", "Hal", "dead"),
    ("death", "We all went to Ruth's funeral.", "Ruth", "dead"),
    ("death", "She was the widow of Sir Giles Farrow.", "Sir Giles Farrow", "dead"),
    # possessions
    ("possession", "He parked his red van across two spaces.", "his", "van: red"),
    ("possession", "Dee's black Gibson guitar was gone.", "Dee's", "guitar: black gibson"),
    ("possession", "I drive a blue truck.", "I", "truck: blue"),
]  # fmt: skip

NEGATIVE = [
    # negation
    ("eyes", "She did not have blue eyes."),
    ("death", "Hal was not dead."),
    ("age", "I am not thirty."),
    # questions
    ("eyes", "Did she have grey eyes?"),
    ("age", "Was she twenty-six?"),
    ("death", "Is Hal dead?"),
    # likeness and metaphor
    ("eyes", "His eyes were black with anger."),
    ("eyes", "Her eyes were black as a thunder-cloud."),
    ("hair", "His hair was white with plaster dust."),
    ("hair", "It was like her red hair, that sunset."),
    ("death", "I was dead tired."),
    ("death", "He was dead serious about the encore."),
    ("death", "He's dead to me."),
    ("death", "The crowd was dead."),
    ("death", "She died laughing."),
    ("death", "The engine died."),
    # hypothesis
    ("hair", "If she had red hair, they would sign her."),
    ("age", "He might be forty."),
    ("death", "Perhaps Hal is dead."),
    # dreams
    ("hair", "I dreamt of her. She had black hair."),
    ("death", "In the nightmare Ruth was dead."),
    # lies, rumours, guesses
    ("age", "She is twenty-one, she said, which was a lie."),
    ("occupation", "He was a lawyer. He had invented it on the spot."),
    ("origin", "It was only a rumour that she was born in Paris."),
    # changes and disguises
    ("hair", "She dyed her hair, and now she had green hair."),
    ("hair", "She wore a wig and had pink hair for the night."),
    ("eyes", "With the contacts in, her eyes were violet."),
    ("hair", "She used to have blonde hair."),
    # pictures
    ("eyes", "The woman in the portrait had grey eyes."),
    # other times
    ("age", "When she was six, her mother left."),
    ("age", "He was eleven years old when the band broke up."),
    # numbers that are no ages
    ("age", "It was six."),
    ("age", "He was one of us."),
    ("age", "She was six feet tall."),
    ("age", "I was twenty minutes late."),
    ("age", "They were three against one."),
    # some of them, not all
    ("kin number", "Her two youngest sisters came along."),
    ("kin number", "One of my sisters is a nun."),
    # a list, not an apposition
    ("kin", "Tell your mother, Freddy, and the rest of them."),
    # of no one
    ("occupation", "He was the doctor of the two."),
    # places that are none
    ("residence", "He lived in God and gin."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("attribute", "text", "who", "value"), POSITIVE, ids=lambda v: v if isinstance(v, str) else None
)
def test_sees(attribute: str, text: str, who: str, value: str) -> None:
    assert (who, value) in seen(text, attribute)


@pytest.mark.parametrize(("attribute", "text"), NEGATIVE, ids=lambda v: v if isinstance(v, str) else None)
def test_does_not_take_for_a_fact(attribute: str, text: str) -> None:
    assert seen(text, attribute) == []


def test_offsets_point_into_the_text_and_all_is_json() -> None:
    text = "Her large grey\neyes rested on “Dee’s” amp. “My sister Jo is nine,” she said."
    found = observe_facts(chapter_of(text))
    assert json.loads(json.dumps(found)) == found
    assert found
    for one in found:
        assert 0 <= one["start"] <= one["at"] < one["end"] <= len(text)
        if one["who"]:
            who, start, end = one["who"]
            assert text[start:end].replace("’", "'") == who


def test_a_quotation_is_told_from_narration() -> None:
    text = "“I have two sisters,” said Dee. She had grey eyes."
    said = {o["attribute"]: o["said"] for o in observe_facts(chapter_of(text))}
    assert said["kin number"] == 0
    assert said["eyes"] is None


def test_paratext_is_never_read() -> None:
    text = "Author's note: my eyes are blue.\n\nShe had grey eyes."
    start = text.index("She")
    chapter = Chapter(
        1, "1", "", Path("x"), text, (Scene(1, start, len(text)),), (Paratext(0, start, "author's note"),)
    )
    assert [o["value"] for o in observe_facts(chapter) if o["attribute"] == "eyes"] == ["grey"]


def test_typography_does_not_matter() -> None:
    straight = seen("Dee's eyes weren't on me. Dee's green eyes shut.", "eyes")
    curly = seen("Dee’s eyes weren’t on me. Dee’s green eyes shut.", "eyes")
    lost = seen("Dee s green eyes shut.", "eyes")
    assert [v for _, v in straight] == [v for _, v in curly] == [v for _, v in lost] == ["green"]


@pytest.mark.parametrize("text", ["She had green eyes and black hair.", "He had black hair and green eyes."])
def test_a_colour_stays_with_its_own_noun(text: str) -> None:
    found = {(f["attribute"], f["value"]) for f in observe_facts(chapter_of(text))}
    assert found == {("eyes", "green"), ("hair", "black")}


def test_no_job_stands_in_two_lists() -> None:
    assert sorted(JOBS) == sorted(set(JOBS))
