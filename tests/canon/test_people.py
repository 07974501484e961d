"""The writer's word on the cast, people without a name, names that may be one person's, and who knows what."""

# ruff: noqa: E501 - a table of sentences is read one to a line
from __future__ import annotations

import pytest

from companion.canon.rules import settled_value
from companion.decisions import Decision, Decisions

from .books import book_of

CAST = (
    "Mara Quill sang. “Sit down,” said Mara. Mara laughed. Tom Hale drove. “No,” said Tom. Tom slept. "
    "The Orpheum was dark. They played at the Orpheum. Orpheum seats creaked. “Birdie,” said Tom, “sing.” Birdie sang. Birdie sat."
)


def names(**decisions) -> list[str]:
    return [c.name for c in book_of(CAST, CAST, decisions=Decisions(**decisions)).cast]


def test_a_name_that_is_no_person_leaves_the_cast() -> None:
    assert "Orpheum" in " ".join(names())
    shown = next(n for n in names() if "Orpheum" in n)
    assert not any("Orpheum" in n for n in names(not_people=(shown,)))


def test_merged_names_are_one_person_under_the_first() -> None:
    [mara] = [
        c for c in book_of(CAST, decisions=Decisions(merge=(("Birdie", "Mara Quill"),))).cast if c.name == "Birdie"
    ]
    assert {"Mara", "Mara Quill"} <= set(mara.aliases)


def test_separated_names_are_two_people() -> None:
    cast = {c.name: c for c in book_of(CAST, decisions=Decisions(separate=(("Mara", "Mara Quill"),))).cast}
    assert {"Mara", "Mara Quill"} <= set(cast)
    assert "Mara" not in cast["Mara Quill"].aliases


def test_a_person_is_shown_under_the_name_given() -> None:
    canon = book_of(CAST, decisions=Decisions(names={"Mara Quill": "The Singer"}))
    singer = canon.resolve("Mara")
    assert singer is not None and singer.name == "The Singer"
    assert "Mara Quill" in singer.aliases
    assert canon.mentions("The Singer") and canon.sheet("The Singer").character is singer


def test_a_name_that_somebody_else_goes_by_is_not_given_twice() -> None:
    shown = names(names={"Mara Quill": "Tom Hale"})
    assert shown.count("Tom Hale") == 1 and "Mara Quill" in shown


@pytest.mark.parametrize("key", ["Mara Quill", "Mara"])
def test_pronouns_hang_on_any_name_of_the_text(key: str) -> None:
    assert book_of(CAST, decisions=Decisions(pronouns={key: "they"})).pronouns_of("Mara") == "they"


EYES = ("Tess Marlow sang. Tess Marlow had grey eyes.", "Tess Marlow slept. Tess Marlow had green eyes.")


def test_what_was_decided_of_a_finding_outlives_a_new_name() -> None:
    [finding] = [f for f in book_of(*EYES).findings if f.kind == "eyes"]
    kept = {finding.id: Decision("intentional", "lenses")}
    renamed = book_of(*EYES, decisions=Decisions(findings=kept, names={"Tess Marlow": "Tess"}))
    [again] = [f for f in renamed.findings if f.kind == "eyes"]
    assert again.character == "Tess" and again.decision == Decision("intentional", "lenses")
    settled = book_of(
        *EYES, decisions=Decisions(settled={("Tess Marlow", "eyes"): "grey"}, names={"Tess Marlow": "Tess"})
    )
    assert settled_value(settled, "Tess", "eyes") == "grey"
    assert not [f for f in settled.findings if f.kind == "eyes"]


def test_a_settled_fact_stays_to_be_fixed_until_the_text_agrees() -> None:
    [finding] = [f for f in book_of(*EYES).findings if f.kind == "eyes"]
    decisions = Decisions(
        settled={("Tess Marlow", "eyes"): "grey"}, findings={finding.id: Decision("to fix", "grey is right")}
    )
    assert [f.decision.verdict for f in book_of(*EYES, decisions=decisions).findings if f.decision] == ["to fix"]


# -- without a name --------------------------------------------------------------------------------------------------

DRIVER = (
    "The driver said nothing. Hal Brown watched the driver. The driver turned the key. “Where to?” said the driver."
)


def test_somebody_without_a_name_who_comes_back_is_listed() -> None:
    [role] = book_of("Hal Brown sat. “Go,” said Hal. " + DRIVER, "The driver coughed. Hal Brown slept.").roles
    assert (role.name, role.mentions, role.by_chapter) == ("the driver", 5, ((1, 4), (2, 1)))
    assert role.company[0][0] == "Hal Brown"


@pytest.mark.parametrize(
    "text",
    [
        "The driver said nothing.",
        DRIVER + " The driver, Stu, was asleep.",
        DRIVER + " Stu was the driver.",
        "The driver's door was open. The driver's seat was wet. The driver's hat lay there.",
    ],
)
def test_once_or_named_or_a_thing_is_no_role(text: str) -> None:
    assert book_of(text).roles == []


def test_a_role_that_the_writer_gave_to_somebody_is_theirs() -> None:
    text = "Stu Brown sat. “Go,” said Stu. " + DRIVER
    assert book_of(text, decisions=Decisions(merge=(("Stu Brown", "the driver"),))).roles == []
    assert book_of(text, decisions=Decisions(not_people=("the driver",))).roles == []


# -- one person? -----------------------------------------------------------------------------------------------------

GIL = "I sat with Gil. “Sing,” said Gil. Gil laughed at me. Gil drove. Gil slept. Gil ate with me.\n\n“Ada,” said Gil, “sing.”"
GILBERT = "Gilbert sat by Nell. “No,” said Gilbert. Gilbert laughed. Gilbert drove. Gilbert slept. Gilbert ate. Nell left. “Yes,” said Nell."


def test_two_names_at_home_in_narration_are_offered_and_never_joined() -> None:
    canon = book_of(GIL, GILBERT)
    assert {"Gil", "Gilbert"} <= {c.name for c in canon.cast}
    [pair] = [p for p in canon.likely_same if {p.one.name, p.other.name} == {"Gil", "Gilbert"}]
    assert "Gil can be short for Gilbert" in pair.reasons or "Gil is the beginning of Gilbert" in pair.reasons
    assert all(q is not None for q in pair.quotes)


def test_a_pet_name_that_only_sounds_like_a_name_is_offered() -> None:
    long, short = (GILBERT.replace("Gilbert", "Rhona"), GIL.replace("Gil", "Ro"))
    canon = book_of(*[short] * 2, *[long] * 2)
    [pair] = [p for p in canon.likely_same if {p.one.name, p.other.name} == {"Ro", "Rhona"}]
    assert {"Ro sounds like the beginning of Rhona", "No sentence names both"} <= set(pair.reasons)
    tha = book_of(*[short.replace("Ro", "Tha")] * 2, *[long.replace("Rhona", "Tamsin")] * 2)
    assert not tha.likely_same


def test_what_the_writer_decided_is_not_asked_again() -> None:
    apart = book_of(GIL, GILBERT, decisions=Decisions(separate=(("Gil", "Gilbert"),)))
    assert apart.likely_same == []
    one = book_of(GIL, GILBERT, decisions=Decisions(merge=(("Gilbert", "Gil"),)))
    assert one.likely_same == []


def test_those_who_stand_in_one_sentence_are_not_offered() -> None:
    both = " Gil and Gilbert sat down. Gil hit Gilbert. Gilbert kissed Gil."
    assert not book_of(GIL + both, GILBERT + both).likely_same


def test_two_families_are_not_offered() -> None:
    text = "Gil Marsh sang. Gil Marsh sat. “No,” said Gil Marsh. Gilbert Pell drove. “Yes,” said Gilbert Pell. Gilbert Pell ate."
    assert not book_of(text).likely_same


# -- who knows what --------------------------------------------------------------------------------------------------

SECRET = (
    "Tess Brown sat down. Hal Marsh stood. “Don't tell Marlow about the clinic in Zurich,” said Tess.\n\n"
    + "It rained. " * 20
)


def test_those_who_are_there_know_and_those_it_is_kept_from_do_not() -> None:
    canon = book_of("Marlow sang. “No,” said Marlow.", SECRET)
    [matter] = canon.knowledge
    assert {"Tess Brown", "Hal Marsh"} <= matter.knowers
    assert "Marlow" not in matter.knowers and matter.kept_from == ("Marlow",)


def test_whoever_is_told_knows_from_there_on() -> None:
    canon = book_of(
        "Marlow sang. “No,” said Marlow.", SECRET, "Hal Marsh told Marlow about the clinic in Zurich. Marlow wept."
    )
    [matter] = canon.knowledge
    told = next(one for one in matter.learnt if one.who == "Marlow")
    assert (told.how, told.citation.chapter.position) == ("is told", 3)
    assert matter.thread.ending == "came out"
    assert [t.kind for t, _, _ in canon.sheet("Marlow").knows] == ["secret"]


def test_a_title_of_the_family_is_not_the_man_of_that_surname() -> None:
    told = "Denzil Pascoe ran the hall. Denzil sang. Denzil sat. “No,” said Denzil.\n\n***\n\n"
    canon = book_of(told + "“Nan Pascoe was ill,” said Ilse. “Nan Pascoe died.” Miss Pascoe came in. Miss Pascoe wept.")
    assert canon.resolve("Denzil").names == ("Denzil Pascoe", "Denzil")
    assert canon.gender_of("Denzil Pascoe") == "he"


# -- two of one name -------------------------------------------------------------------------------------------------

IN_BED = (
    "Frank Coyle sat up in bed. “You're late,” said Frank Coyle. Ada kissed him.\n\n"
    "“Where's the fiddle?” said Frank. Frank coughed. “I want it.” Frank shut his eyes."
)
AT_THE_WHEEL = (
    "Frank Beale had the bus running. “All aboard,” said Frank Beale. Ada climbed up.\n\n"
    "“Where to?” said Frank. He had a gold tooth. Frank put it in gear. “Leeds it is,” said Frank. Frank drove."
)


def test_a_given_name_that_two_bear_is_told_apart_by_who_is_named_in_full() -> None:
    canon = book_of(IN_BED, AT_THE_WHEEL)
    for position, who in ((1, "Frank Coyle"), (2, "Frank Beale")):
        assert {n for _, _, n in canon.name_spans(position)} == {who, "Ada"}
        assert {q.speaker for q in canon.quotes(position)} == {who}
    assert ("looks", "gold tooth") in {(f.attribute, f.value) for f in canon.facts_of("Frank Beale")}
    assert not canon.namesakes


def test_where_nothing_tells_two_of_one_name_apart_it_is_said() -> None:
    usual = "Frank Coyle sang. Frank sang. Frank sat. “No,” said Frank. Frank ate. Frank slept. Frank woke. Frank ate."
    mixed = (
        "Mr. Coyle had gone to bed. Ada was alone.\n\n***\n\n"
        "“Well?” said Frank Beale. Frank Beale took his cap off. Frank Beale sat. Ada asked for Frank.\n\n"
    )
    [shared] = book_of(usual, usual, mixed + "Frank Beale got up.").namesakes
    assert (shared.given, shared.usual, shared.others) == ("Frank", "Frank Coyle", ("Frank Beale",))
    assert [c.quote for c in shared.unclear] == ["Ada asked for Frank."]


@pytest.mark.parametrize(
    "told",
    [
        "Frank poured the tea. Ada sat down.\n\n“I'm late,” said Frank Beale. Frank Beale took his cap off.\n\n"
        "Frank put the kettle on. “Sugar?” said Frank. Frank passed him the bowl.",
        "“I'm late,” said Frank Beale, and he took his cap off.\n\nFrank nodded at Frank Beale. “Sugar?” said Frank."
        " Frank passed him the bowl.",
        "“I'm late,” said Frank Beale. Frank Beale took his cap off. “Ta,” said Beale.\n\n“Sugar?” said Frank."
        " Frank passed him the bowl.",
    ],
)
def test_who_was_there_before_the_other_of_that_name_keeps_it(told: str) -> None:
    usual = "Frank Coyle sang. Frank sang. Frank Coyle sat. Frank Coyle ate. “No,” said Frank. Coyle slept. Frank woke."
    canon = book_of(usual, usual, told)
    assert {n for s, e, n in canon.name_spans(3) if canon.chapters[2].text[s:e] == "Frank"} == {"Frank Coyle"}
    [shared] = canon.namesakes
    assert shared.others == ("Frank Beale",)


def test_what_the_writer_says_of_a_shared_name_holds() -> None:
    canon = book_of(IN_BED, AT_THE_WHEEL, decisions=Decisions(merge=(("Frank Coyle", "Frank"),)))
    assert {n for _, _, n in canon.name_spans(2)} == {"Frank Coyle", "Frank Beale", "Ada"}
