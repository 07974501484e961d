"""What must be called a contradiction, rule by rule, and what must not."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import pytest

from companion.canon.types import Finding

from .books import book_of

CAST = (
    "Tess Vance came in. She put her bag down. Tess was late, and she knew it. “Sorry,” said Tess.\n\n"
    "Marlow Pike looked up. He had the set list in his hand. “You're late,” said Marlow, and he smiled. He never smiled.\n\n"
    "Hal Orr waved. He drove the van. “Hop in,” said Hal, and he grinned. Tess liked Hal.\n\n"
)
LATER = (
    "Tess woke in Leeds. She had lost her bag. “Marlow,” said Tess, “where is it?”\n\n"
    "Marlow shrugged. He was eating toast. “No idea,” said Marlow, and he went out.\n\n"
)


def findings(first: str, second: str, kind: str) -> list[Finding]:
    canon = book_of(CAST + first, LATER + second)
    return [f for f in canon.findings if f.kind == kind]


def conflicts(first: str, second: str, kind: str) -> list[Finding]:
    return [f for f in findings(first, second, kind) if f.tier == "conflict"]


CONFLICTS = [
    ("eyes", "Tess Vance had grey eyes.", "Tess looked at him with her green eyes.", "Tess Vance", "Grey eyes, then green"),
    ("eyes", "Marlow's dark brown eyes were shut.", "Marlow laughed, his blue eyes wet.", "Marlow Pike", "Dark brown eyes, then blue"),
    ("hair", "Tess had black hair.", "Tess shook the rain from her straw-coloured hair.", "Tess Vance", "Black hair, then straw-coloured"),
    ("beard", "Marlow scratched his ginger beard.", "Marlow was clean-shaven.", "Marlow Pike", "A beard, then clean-shaven"),
    ("height", "Marlow was a tall man.", "Marlow was a short man.", "Marlow Pike", "Tall, then short"),
    ("age", "Tess is twenty-six years old.", "“I'm nineteen,” said Tess.", "Tess Vance", "26 years old, then 19"),
    ("age", "“I'm thirteen,” said Tess.", "Tess was not yet eight years old.", "Tess Vance", "13 years old, then under 8"),
    ("kin number", "“I have two sisters,” said Tess.", "“I have three sisters,” said Tess.", "Tess Vance", "Two sisters, then three"),
    ("kin number", "Tess wrote to her brother.", "“I never had a brother,” said Tess.", "Tess Vance", "No brothers, yet a brother"),
    ("side", "Marlow's left arm was in a sling.", "Marlow lifted his bandaged right arm.", "Marlow Pike", "Left arm, then right"),
    ("side", "A scar ran down Marlow's left cheek.", "Marlow touched the scar on his right cheek.", "Marlow Pike", "Left cheek, then right"),
    ("handedness", "Tess is left-handed.", "Tess is right-handed.", "Tess Vance", "Left-handed, then right-handed"),
    ("death", "Hal died in the spring.", "Tess looked up. Hal came in with the tea.", "Hal Orr", "Dead, then alive"),
    ("nationality", "Marlow is Canadian.", "Marlow is Irish.", "Marlow Pike", "Canadian, then Irish"),
    ("occupation", "Marlow was a plumber by trade.", "Marlow was a nurse in Hull.", "Marlow Pike", "Plumber, then nurse"),
    ("possession", "Tess parked her red van.", "Tess locked her blue van.", "Tess Vance", "Red van, then blue"),
]  # fmt: skip

INNOCENT = [
    ("eyes", "Tess Vance had dark eyes.", "Tess looked at him with her brown eyes."),
    ("eyes", "Tess Vance had grey eyes.", "Tess looked up, her grey-green eyes half shut."),
    ("eyes", "Tess Vance had grey eyes.", "Tess looked up. Her eyes were black with anger."),
    ("eyes", "Tess Vance had grey eyes.", "Tess had put the green contacts in: her green eyes shone."),
    ("eyes", "Tess Vance had grey eyes.", "In the dream Tess had green eyes."),
    ("eyes", "Tess Vance had grey eyes.", "“Does Tess have green eyes?” said Marlow."),
    ("eyes", "Tess Vance had grey eyes.", "Marlow had green eyes."),
    ("hair", "Tess had dark red hair.", "Tess shook out her red hair."),
    ("hair", "Tess had black hair.", "Tess had dyed it in the sink, and now she had pink hair."),
    ("hair", "Tess had black hair.", "Tess wore a wig: she had blonde hair tonight."),
    ("hair", "Tess used to have black hair.", "Tess had blonde hair."),
    ("hair", "Marlow had brown hair.", "Marlow pushed back his grey hair."),
    ("age", "Tess is twenty-six years old.", "“I'm twenty-seven,” said Tess."),
    ("age", "Tess is sixteen years old.", "Ten years later Tess is twenty-six years old."),
    ("age", "Tess is twenty-six years old.", "When Tess was nine years old, she had a dog."),
    ("age", "Tess is twenty-six years old.", "“I'm nineteen,” said Tess, and it was a lie."),
    ("kin number", "“I have two sisters,” said Tess.", "Her two older sisters laughed at Tess."),
    ("kin number", "“I have two sisters,” said Tess.", "“I have three sisters,” said Marlow."),
    ("side", "Marlow's left arm was in a sling.", "Tess lifted her bandaged right arm."),
    ("side", "A scar ran down Marlow's left cheek.", "Marlow's right arm was in a sling."),
    ("death", "Hal was dead tired.", "Tess looked up. Hal came in with the tea."),
    ("death", "“Hal is dead to me,” said Tess.", "Tess looked up. Hal came in with the tea."),
    ("death", "Hal died in the spring.", "Tess remembered how Hal came in with the tea."),
    ("death", "Hal died in the spring.", "In the video Hal came in with the tea."),
    ("occupation", "Marlow was a singer in a band.", "Marlow was a drummer in Hull."),
    ("possession", "Tess parked her red van.", "Marlow locked his blue van."),
    ("possession", "Tess parked her red van.", "Tess locked her Ford van."),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "first", "second", "name", "message"), CONFLICTS, ids=lambda v: v[:40])
def test_conflict(kind: str, first: str, second: str, name: str, message: str) -> None:
    found = conflicts(first, second, kind)
    assert [(f.character, f.message) for f in found] == [(name, message)]
    finding = found[0]
    assert 2 <= len(finding.evidence) <= 4
    assert {c.chapter.position for c in finding.evidence} == {1, 2}
    assert all(len(c.quote.split()) <= 60 for c in finding.evidence)
    assert finding.reading


@pytest.mark.parametrize(("kind", "first", "second"), INNOCENT, ids=lambda v: v[:40])
def test_no_conflict(kind: str, first: str, second: str) -> None:
    assert conflicts(first, second, kind) == []


@pytest.mark.parametrize(("kind", "first", "second", "name", "message"), CONFLICTS[:6], ids=lambda v: v[:40])
def test_the_order_of_chapters_changes_the_message_and_not_the_id(
    kind: str, first: str, second: str, name: str, message: str
) -> None:
    there = conflicts(first, second, kind)[0]
    canon = book_of(CAST + second, LATER + first)
    back = [f for f in canon.findings if f.kind == kind]
    assert [f.id for f in back] == [there.id]
