"""Lines that pages, programs and forms print, and the trees that weigh them."""

from __future__ import annotations

import pytest

from companion.manuscript.furniture import is_printed, printed
from companion.manuscript.trees import Trees


@pytest.mark.parametrize(
    "text",
    [
        "Page 12 of 19",
        "– 57 –",
        "Hale / THE LAST FERRY / 112",
        "SECOND DRAFT - not for circulation",
        "Commented [TR3]: second egg simile in ten pages",
        "Status: First Draft\nLabel: POV Mara\nSynopsis: Mara finds the coat.",
        "TK: name of the hotel",
        "saltmarsh · 2 days ago\nI gasped on the bus\nReply · Like (4)",
        "Sent from the harbour. Unsubscribe | Change how often we write",
        "Signaler un abus — Imprimer — Exporter",
        "« vorheriges Kapitel | Inhalt | nächstes Kapitel »",
        "★ Votar   💬 Comentar (12)   ↗ Compartir",
        "#my writing #ocs #no beta",
        "TITLE: Ferry\nAUTHOR: gull\nRATING: PG\nSUMMARY: The van is late.",
    ],
)
def test_what_is_printed(text: str) -> None:
    assert is_printed(text)


@pytest.mark.parametrize(
    "text",
    [
        "She stopped on page twelve and read it again.",
        "“Page 12 of 19,” said Mara.",
        "1. Glass\n2. Harbour\n3. Low Doors",
        "He liked the second draft of everything: letters, songs, wives.",
        "Tom: where are you\nMara: van",
        "Two days ago the sea took the steps.",
        "Reply, she thought. Reply, reply.",
        "",
    ],
)
def test_what_is_told(text: str) -> None:
    assert not is_printed(text)


def test_shares_of_lines() -> None:
    seen = printed("Next | Index\nShe went out.")
    assert seen["f pipes"] == 0.5
    assert seen["f final"] == 0.5
    assert seen["f lines"] == 2


def test_trees_add_up_and_come_back() -> None:
    stump = ((0, 1.5, 1, 2), (-1, -2.0, 0, 0), (-1, 3.0, 0, 0))
    trees = Trees(("lines", "marks"), 0.5, (stump, stump))
    assert trees.total(trees.vector({"lines": 1.5})) == -3.5
    assert trees.total(trees.vector({"lines": 2})) == 6.5
    assert trees.total(trees.vector({})) == -3.5
    assert Trees.of(trees.kept()) == trees
