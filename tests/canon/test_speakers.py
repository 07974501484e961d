"""Who says each quotation."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import pytest

from .books import book_of

CAST = (
    "Mara Quill came in. She put her bag down. Mara was late, and she knew it. “Sorry,” said Mara.\n\n"
    "Tom Hale looked up. He had a list in his hand. “You're late,” said Tom, and he smiled.\n\n"
    "Ruth Okafor laughed. She lit her pipe. “Both of you,” said Ruth.\n\n***\n\n"
)


def speakers(text: str) -> list[tuple[str, str, str]]:
    canon = book_of(CAST + text)
    body = canon.chapters[0].text
    return [(body[q.start : q.end], q.speaker, q.how) for q in canon.quotes(1) if q.start >= len(CAST)]


@pytest.mark.parametrize(
    ("text", "speaker", "how"),
    [
        ("“Now,” said Mara.", "Mara Quill", "named"),
        ("“Now,” Tom Hale whispered.", "Tom Hale", "named"),
        ("“Now,” said poor Tom.", "Tom Hale", "named"),
        ("“Now!” flashed Mara in her turn.", "Mara Quill", "named"),
        ("“Now,” was Ruth's only answer.", "Ruth Okafor", "named"),
        ("Tom, turning to Mara, said in a low voice: “Now.”", "Tom Hale", "named"),
        ("Mara slept. When Ruth was ready, she lit her pipe and said, “Now.”", "Ruth Okafor", "pronoun"),
        ("Tom frowned. “Now.”", "Tom Hale", "named"),
        ("Tom stood by the door. Rain fell.\n\nHe shook his head. “Now.”", "Tom Hale", "pronoun"),
        ("“Now.”", "", ""),
    ],
)
def test_one_quotation(text, speaker, how):
    assert [(who, way) for _, who, way in speakers(text)] == [(speaker, how)]


def test_both_halves_of_a_sentence():
    assert [who for _, who, _ in speakers("“If you go,” said Tom, “I go.”")] == ["Tom Hale", "Tom Hale"]


def test_turns_are_taken():
    text = "“Where were you?” said Tom.\n\n“Out,” said Mara.\n\n“Out where?”\n\n“Just out.”\n\n“Since when?”"
    assert [who for _, who, _ in speakers(text)] == ["Tom Hale", "Mara Quill", "Tom Hale", "Mara Quill", "Tom Hale"]
    assert [way for _, _, way in speakers(text)] == ["named", "named", "turn", "turn", "turn"]


def test_who_is_called_answers():
    assert [who for _, who, _ in speakers("“Come here, Ruth,” said Tom.\n\n“Why?”")] == ["Tom Hale", "Ruth Okafor"]


def test_a_pronoun_is_not_of_the_other_gender():
    text = "Tom sat with Mara.\n\n“I know,” she said.\n\n“You don't,” he said."
    assert [who for _, who, _ in speakers(text)] == ["Mara Quill", "Tom Hale"]


def test_surer_ways_come_with_more_confidence():
    canon = book_of(CAST + "“Where?” said Tom.\n\n“Here,” said Mara.\n\n“Oh.”\n\n“Yes.”")
    found = canon.quotes(1)[-4:]
    assert found[0].confidence > found[2].confidence > 0
    assert all(0 <= q.confidence <= 1 for q in found)


def test_the_narrator_speaks():
    canon = book_of(
        "I lock the van. “Mara, wait,” Tom says. Tom stares at me.\n\n“What?” I say.\n\n"
        "“Nothing, Mara,” Tom says. I wait."
    )
    assert [q.speaker for q in canon.quotes(1)] == ["Tom", "Mara", "Tom"]


def test_no_such_chapter():
    with pytest.raises(KeyError):
        book_of("Nothing.").quotes(4)


def test_present_tense_beats_name_the_speaker() -> None:
    canon = book_of(
        "Kez Rudd comes in. She is late. “Sorry,” says Kez.\n\n“How did you know that one?” I ask.\n\n"
        "“I know them all.” She's gone red. “I worked in a shop.”"
    )
    said = {canon.chapters[0].text[q.start : q.end]: q.speaker for q in canon.quotes(1)}
    assert said["“I worked in a shop.”"] == "Kez Rudd"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“Stop!” burst out Mara.", "Mara Quill"),
        ("“But she left,” broke in Mara.", "Mara Quill"),
        ("“It is sad,” Mara kept saying.", "Mara Quill"),
        ("“Owing to the rain,” was Mara's explanation.", "Mara Quill"),
        ("“Hold on tight,” said the driver.", ""),
        ("“Hush,” said another man.", ""),
    ],
)
def test_tags_of_every_kind(text: str, speaker: str) -> None:
    canon = book_of(f"Mara Quill comes in. She is late. “Sorry,” says Mara. Hal sits up. “Hi,” says Hal.\n\n{text}")
    assert canon.quotes(1)[-1].speaker == speaker


def test_a_title_in_quotation_marks_takes_no_turn() -> None:
    canon = book_of(
        "“Play it,” said Tess Vance.\n\n“Which?” said Marlow.\n\nHe began “Tide Table” and stopped.\n\n“That one,” she said."
    )
    title = next(q for q in canon.quotes(1) if "Tide" in canon.chapters[0].text[q.start : q.end])
    assert title.speaker == ""


def test_who_says_who_they_are_speaks():
    text = "A girl came in.\n\n“I'm Ruth Okafor,” she said. “I'm late.”"
    assert {who for _, who, _ in speakers(text)} == {"Ruth Okafor"}


def test_whom_the_narration_was_last_about_says_it():
    text = "“Sit down,” said Mara.\n\n“I can't,” said Tom.\n\nRuth looked up from her pipe.\n\n“You can,” she said."
    assert [who for _, who, _ in speakers(text)][-1] == "Ruth Okafor"


def test_a_lead_in_may_end_its_paragraph():
    text = "“Well,” said Tom.\n\nMara laughed, and said,\n\n“Never.”"
    assert [(who, way) for _, who, way in speakers(text)][-1] == ("Mara Quill", "named")
