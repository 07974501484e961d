"""Direct speech between quotation marks of every make."""

# ruff: noqa: E501 - tables and samples read better on long lines
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.manuscript.quotations import quotations

CASES = [
    ('"Go," she said. "Now."', ['"Go,"', '"Now."']),
    ("“Go,” she said. “Now.”", ["“Go,”", "“Now.”"]),
    ("‘Go,’ she said. ‘Don’t wait.’", ["‘Go,’", "‘Don’t wait.’"]),
    ("'Go,' she said. 'Don't wait.'", ["'Go,'", "'Don't wait.'"]),
    ("She didn't know the dogs' names, and it wasn't Joss's fault.", []),
    ("“First paragraph, not closed.\n\n“Second, closed.” He sat.", ["“First paragraph, not closed.", "“Second, closed.”"]),
    ('"First paragraph, not closed.\n\n"Second, closed." He sat.', ['"First paragraph, not closed.', '"Second, closed."']),
    ("He was 6'2\" tall and she was 5'1\".", []),
    ("“He was 6'2\" tall,” she said.", ["“He was 6'2\" tall,”"]),
    ("“She said ‘never’ and went,” said Tom.", ["“She said ‘never’ and went,”"]),
    ("‘She said “never” and went,’ said Tom. ‘So.’ ‘No.’ ‘Yes.’ ‘Oh.’", ["‘She said “never” and went,’", "‘So.’", "‘No.’", "‘Yes.’", "‘Oh.’"]),
    ("'Tis late. 'Em that's late stay 'ere.", []),
    ("‘It’s them dogs’ fault,’ he said.", ["‘It’s them dogs’ fault,’"]),
    ("«Go,» she said.", ["«Go,»"]),
    ("„Go,“ she said.", ["„Go,“"]),
    ('"Never closed', ['"Never closed']),
    ("She sang 'Blue Van' and left", ["'Blue Van'"]),
    ("", []),
    ('""', []),
    ("— I know, he says.\n\n— You don't.\n\n— Look, says Jo, I do. He turned.", ["— I know,", "— You don't.", "— Look,", "I do. He turned."]),
    ("—Yeah, said Jimmy. —I know.\n\n—Do you?\n\n—Shut up, I said. She laughed.", ["—Yeah,", "—I know.", "—Do you?", "—Shut up,"]),
    ("– Where is it? she asked.\n\n– In the van. – He laughed.\n\n– Fuck off, Midge.", ["– Where is it?", "– In the van. – He laughed.", "– Fuck off, Midge."]),
    ("— He's gone, she says. — By himself. He asked me where.\n\n— Who?\n\n— Last, says Jo, and she pushes me.", ["— He's gone,", "— By himself. He asked me where.", "— Who?", "— Last,"]),
    ("— Donkey, says Tom, delighted.\n\n— No. I tell him. He's mad.\n\n— Fine.", ["— Donkey,", "— No.", "— Fine."]),
    ("- milk\n- eggs\n- gaffer tape\n- strings", []),
    ("- Is that you? she said.\n\n- It's me.\n\n- Get in!", ["- Is that you?", "- It's me.", "- Get in!"]),
    ("He stopped — for once — and\n\n— Bob, 1971", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in quotations(text)] == expected


@given(
    st.lists(st.sampled_from([*"\"“”‘’'«»", "a", "b ", "n't", ". ", "\n\n", "\n", " ", "6", "—"]), max_size=60).map(
        "".join
    )
)
def test_quotations_are_in_order_and_within_paragraphs(text: str) -> None:
    at = 0
    for a, b in quotations(text):
        assert at <= a < b <= len(text)
        assert "\n\n" not in text[a:b]
        at = b
