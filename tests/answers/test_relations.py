"""Who is whose kin: stated where the book says so, "Probably" where other sentences tell, from either side's sheet."""

from __future__ import annotations

import pytest

from companion.answers import find_evidence
from companion.canon.types import NARRATOR, Character, Fact
from companion.canon.view import View
from tests.support.fake_view import FakeCanon, make_chapter, make_view

TEXT = "Sil Marsh brought his daughter Orla to the sound check. Bea rang her mother. Cass said nothing of her sister."
PEOPLE = (
    Character("Sil Marsh", ("Sil",), 3, (), "he"),
    Character("Orla", (), 3, (), "she"),
    Character("Bea", (), 3, (), "she"),
    Character("Vi Marsh", ("Vi",), 3, (), "she"),
    Character("Cass", (), 3, (), "she"),
)


def _view() -> View:
    chapter = make_chapter(1, TEXT)
    at = {name: chapter.cite_sentence(TEXT.index(name), TEXT.index(name) + 1) for name in ("Orla", "Bea", "Cass")}
    facts = (
        Fact("Sil Marsh", "kin", "daughter: Orla", at["Orla"], NARRATOR, True),
        Fact("Bea", "kin", "mother: Vi Marsh", at["Bea"], NARRATOR, False),
        Fact("Cass", "kin", "sister: Bea", at["Cass"], NARRATOR, False),
        Fact("Cass", "kin", "sister: Orla", at["Orla"], NARRATOR, True),
    )
    return make_view([chapter], FakeCanon([chapter], PEOPLE, {}, facts=facts), None)


@pytest.mark.parametrize(
    ("question", "status", "lead"),
    [
        ("Who is Sil's daughter?", "stated", "Orla"),
        ("Who is Orla's father?", "stated", "Sil Marsh"),  # from his sheet
        ("Who is Bea's mother?", "partial", "Probably Vi Marsh."),
        ("Who is Vi's daughter?", "partial", "Probably Bea."),
        ("Who is Cass's sister?", "stated", "Orla"),  # what is only likely stands behind what is stated
        ("What is Vi to Bea?", "partial", "Probably Vi Marsh is Bea’s mother."),
    ],
)
def test_kin(question: str, status: str, lead: str) -> None:
    evidence = find_evidence(question, _view())
    assert (evidence.kind, evidence.status, evidence.lead) == ("relation", status, lead)
    assert evidence.sentences
