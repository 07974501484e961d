"""Who speaks where dialogue has no quotation marks."""

from __future__ import annotations

import re

import pytest

from companion.canon.unmarked import AFTER_MINE, AFTER_OTHER, TOLD, USUAL, unmarked_mine


@pytest.mark.parametrize(
    ("text", "number", "mine"),
    [
        ("Did he pay you, Mal? she said.", 0, 1 - TOLD),
        ("Did he pay you, Mal? said Kayleigh.", 0, 1 - TOLD),
        ("Past Finntown my sister asked, said the driver, Are you cold, Mal?", 0, 1 - TOLD),
        ("Sit down, Attie, I said.", 0, TOLD),
        ("Sit down, Attie, said I.", 0, TOLD),
        ("Sit down, Attie.", 0, USUAL),
        ("I said no, and she said yes, Attie.", 0, USUAL),
        ("Where is it? I said.\n\nIn the van, Mal.", 1, AFTER_MINE),
        ("Where is it? she said.\n\nIn the van, Mal.", 1, AFTER_OTHER),
        ("In the van, Mal.\n\nWhich van? I said.", 0, AFTER_MINE),
    ],
)
def test_tags_tell_and_whoever_spoke_before_does_not_go_on(text, number, mine):
    bounds = [match.span() for match in re.finditer(r"[^\n]+", text)]
    assert unmarked_mine(text, bounds, number) == pytest.approx(mine)
