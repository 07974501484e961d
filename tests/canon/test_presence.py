"""Who is in a scene: those who speak, act or are spoken to, not those who are talked about or remembered."""

# ruff: noqa: E501 - tables of example prose read better one to a line

from __future__ import annotations

import pytest

from .books import book_of

# Everybody acts somewhere, so that the cast knows them.
CAST = "Mara laughed. Tom laughed. Ilse laughed and Rhys laughed. “Go,” said Mara. “Go,” said Tom. “Go,” said Ilse. “Go,” said Rhys."


def present(text: str) -> set[str]:
    return set(book_of(CAST, text).present(2, 1))


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("Mara sat down. “Late,” said Tom. She shrugged, and he shrugged, and the rain went on for an hour.", {"Mara", "Tom"}),
        ("Mara sat down. “Ilse never came,” she said. “Ask Rhys.” She drank her tea and looked at the rain.", {"Mara"}),
        ("Mara sat down. Ilse had left the box on the porch that morning. It was raining, and she was tired.", {"Mara"}),
        ("Mara sits down. Ilse left when she was nine. She drinks her tea. She looks at the rain, and the rain says nothing.", {"Mara"}),
        ("Mara sat down. “Well, Tom?” she said. He put the cup on the shelf and went to the window and looked out.", {"Mara", "Tom"}),
        ("Mara sat down. Rhys, leaning on the sink, watched her. Nobody spoke. It rained on the roof all night.", {"Mara", "Rhys"}),
        ("Mara sat down. Rhys would have laughed. It was raining again, and she was tired of rain, and of the roof.", {"Mara"}),
        ("Mara sat down. “She's number two,” she said. “Ilse. She's beaten them all.” She drank her tea and looked out.", {"Mara"}),
        ("Mara sat down. The door opened and it was Rhys, out of breath. She put the kettle on, and it rained.", {"Mara", "Rhys"}),
        ("Mara sat down. It rained, and it was Rhys who had told her once that it would. She put the kettle on.", {"Mara"}),
        ("Mara sat down. “I'm Tom,” he told her. “They said you would come.” She looked at him and at the rain, and said nothing.", {"Mara", "Tom"}),
        ("Mara sits down. Tom's in the doorway with his hands full. She drinks her tea. She looks at the rain and says nothing.", {"Mara", "Tom"}),
        ("Mara sat down. It rained. Beside her Rhys was half asleep. She drank her tea and looked at the rain on the roof.", {"Mara", "Rhys"}),
        ("Mara sat down. She wondered if Ilse knew. It rained. She drank her tea and looked at the rain on the roof.", {"Mara"}),
        ("Mara sits down. Ilse doesn't come. It rains. She drinks her tea and looks at the rain on the roof of the van.", {"Mara"}),
    ],
)  # fmt: skip
def test_who_is_there(text, there):
    assert present(text) == there


def test_the_narrator_is_there_though_nothing_names_them():
    canon = book_of(
        "I pull my coat on. Tom stands in the door. “Mara, are you coming?” Tom asks.\n\n“In a minute,” I say."
        "\n\nTom shrugs. “Fine, Mara,” he says, and I hear him on the stairs.",
    )
    assert canon.present(1, 1)[0] == "Mara"


def test_a_place_is_never_there():
    canon = book_of(
        f"{CAST} They played in Hull. In Hull it rained. After Hull, Tom slept. “Good night, Hull,” said Mara."
    )
    assert "Hull" not in canon.present(1, 1)


def test_a_part_of_a_scene():
    text = "Mara sat down and laughed. It rained.\n\nTom came in and laughed. It rained."
    canon = book_of(CAST, text)
    assert canon.present_between(2, 0, text.index("Tom")) == ["Mara"]
    assert canon.present_between(9, 0, 10) == []
