"""From sightings to people: who is somebody, which names are theirs, and who is kept apart."""

from __future__ import annotations

import pytest

from companion.canon.canon import Canon
from companion.decisions import Decisions

from .books import book_of


def names(canon: Canon) -> set[str]:
    return {c.name for c in canon.cast}


def one(canon: Canon, name: str) -> tuple[str, set[str]]:
    character = canon.resolve(name)
    assert character is not None, name
    return character.name, set(character.aliases)


SINGER = (
    "Mara Quill came in. She dropped her bag. “You're late,” said Tom Hale. Tom rubbed his neck.\n\n"
    "“I know,” said Mara. She was tired. Mr. Hale looked at the clock, and he sighed.\n\n"
)


@pytest.mark.parametrize(
    ("text", "name", "alias"),
    [
        (SINGER, "Mara Quill", "Mara"),
        (SINGER, "Tom Hale", "Mr. Hale"),
        (
            "“Come on, Lizzie,” said Sam. Elizabeth Reyes laughed. Elizabeth put her shoes on. “Lizzie, please.”",
            "Elizabeth Reyes",
            "Lizzie",
        ),
        (
            "Robert Dunn swore. Robert kicked the van. “Give it up, Bob,” said Mara. “Bob, leave it.”",
            "Robert Dunn",
            "Bob",
        ),
        (
            "Ye might say so, said Torlach Boyle from the step.\n\nDid she mind you at all, Torlach?\n\n"
            "She did not. You live too far out, Torlach.",
            "Torlach Boyle",
            "Torlach",
        ),
        ("Josephine Hale, whom everybody called Jo, sat down. Jo was cold. She shivered.", "Josephine Hale", "Jo"),
        ("Dana Reyes, known as Saint, sang. “Saint, you're on,” said Tom. Saint smiled.", "Dana Reyes", "Saint"),
        (
            "Ruth Hale, née Okafor, nodded. Ruth Okafor had been somebody once. Ruth sat down.",
            "Ruth Hale",
            "Ruth Okafor",
        ),
        ("“Call me Birdie,” said Mara Quill. Mara smiled. “Birdie, then,” said Tom.", "Mara Quill", "Birdie"),
        (
            "Captain Lowe saluted. He frowned. “Sit,” said the Captain. The Captain coughed and rubbed his eye.",
            "Captain Lowe",
            "Captain",
        ),
        (
            "“Sit,” said Orla Marsh. Orla Marsh laughed. “Fine,” said Colin. Colin sat. He coughed. The guitar was "
            "Colin Marsh's. Orla had never liked Colin Marsh. Colin Marsh did not care.",
            "Colin Marsh",
            "Colin",
        ),
        ("The Gaffer laughed. “Sit,” said the Gaffer, and he spat. “Fine,” said the Gaffer.", "the Gaffer", "Gaffer"),
    ],
)
def test_names_of_one_person(text, name, alias):
    shown, aliases = one(book_of(text), name)
    assert shown == name
    assert alias in aliases


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Mr. Hale coughed. Mrs. Hale poured the tea. “Well,” said Mrs. Hale. Mr. Hale nodded.",
            "Mr. Hale",
            "Mrs. Hale",
        ),
        (
            "Ann Hale laughed. Beth Hale did not. “Stop,” said Beth. Ann looked away. “Never,” said Ann Hale.",
            "Ann Hale",
            "Beth Hale",
        ),
        (
            "John Hale Sr. smoked. John Hale Jr. watched him. “Go home,” said John Hale Sr. and John Hale Jr. went.",
            "John Hale Sr.",
            "John Hale Jr.",
        ),
        ("Tom Hale drove. Tom Reyes slept. “Left,” said Tom Reyes. Tom Hale turned.", "Tom Hale", "Tom Reyes"),
        ("Sister Agnes prayed. Father Agnew waited. “Come,” said Father Agnew.", "Sister Agnes", "Father Agnew"),
        (
            "Captain Lowe saluted. Mrs. Lowe laughed. “Darling,” said Mrs. Lowe. Captain Lowe went red.",
            "Captain Lowe",
            "Mrs. Lowe",
        ),
    ],
)
def test_kept_apart(text, first, second):
    canon = book_of(text)
    one, other = canon.resolve(first), canon.resolve(second)
    assert one is not None and other is not None
    assert one.name != other.name


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("They drove to Leeds. In Leeds it rained. Mara hated Leeds. At Leeds she slept.", "Leeds"),
        ("We played Larkin Hall. Larkin Hall was cold, and Mara said so.", "Larkin Hall"),
        ("On Tuesday Mara came. “Tuesday, then,” said Tom.", "Tuesday"),
        ("Mara was with Apex Records. In Apex Records nobody smiled.", "Apex Records"),
        ("“Oh,” said Mara. “Well, well. Never!” Nothing moved. Nobody spoke. Perhaps it rained.", "Nothing"),
        ("“Yes, sir,” said Mara. “No, Sir.” “Thank you, Sir,” said Tom.", "Sir"),
        ("The Hales were late. “Late,” said Tom Hale. Tom sat down. The Hales never ate.", "Hales"),
    ],
)
def test_not_people(text, nobody):
    assert not any(nobody in c.names for c in book_of(text).cast)


def test_counted_and_placed():
    canon = book_of("Mara Quill came in.", "Nobody was there.", "“Go,” said Mara. Mara left.")
    mara = canon.cast[0]
    assert (mara.name, mara.mentions, mara.by_chapter) == ("Mara Quill", 3, ((1, 1), (3, 2)))
    assert mara.first.quote == "Mara Quill came in."
    assert mara.last.quote == "Mara left."


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("Alexis came in. She sat. Alexis laughed and rubbed her eyes. Alexis knew she was late. Alexis ate her toast. "
         "Alexis drank. She coughed. Alexis hated her boss.", "she"),
        ("Quill came in. He sat. Quill laughed and rubbed his eyes. Quill knew he was late. Quill ate his toast. "
         "Quill drank. He coughed. Quill hated his boss.", "he"),
        ("Mrs. Hale nodded.", "she"),
    ],
)  # fmt: skip
def test_pronouns(text, pronoun):
    assert book_of(text).cast[0].pronouns == pronoun


def test_the_writer_merges():
    text = "Mara Quill sang. Mara left. Birdie smiled. “Birdie,” said Tom. Birdie slept."
    merged = book_of(text, decisions=Decisions(merge=(("Mara Quill", "Birdie"),)))
    assert "Birdie" not in names(merged)
    assert "Birdie" in one(merged, "Mara Quill")[1]


def test_the_writer_separates():
    text = "Mara Quill sang. Mara left. “Go,” said Mara. Mara Quill laughed."
    assert names(book_of(text)) == {"Mara Quill"}
    assert names(book_of(text, decisions=Decisions(separate=(("Mara Quill", "Mara"),)))) == {"Mara Quill", "Mara"}


def test_the_writer_sets_pronouns():
    assert book_of(SINGER, decisions=Decisions(pronouns={"Tom Hale": "they"})).pronouns_of("Tom") == "they"


def test_an_alias_learned_later_is_unknown_before():
    first = "Mara Quill sang. “Go,” said Mara. Birdie smiled. “Hush,” said Birdie."
    later = "“Call me Birdie,” said Mara Quill. Mara smiled."
    assert names(book_of(first)) == {"Mara Quill", "Birdie"}
    assert names(book_of(first, later)) == {"Mara Quill"}


def test_spans_are_names_in_order():
    canon = book_of(SINGER)
    text = canon.chapters[0].text
    spans = canon.name_spans(1)
    assert [text[a:b] for a, b, _ in spans] == ["Mara Quill", "Tom Hale", "Tom", "Mara", "Mr. Hale"]
    assert [n for _, _, n in spans] == ["Mara Quill", "Tom Hale", "Tom Hale", "Mara Quill", "Tom Hale"]


def test_an_empty_book_has_no_cast():
    assert book_of().cast == []
    assert book_of("").cast == []
