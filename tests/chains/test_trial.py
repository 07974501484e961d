"""One question tells whether a model can be used."""

from __future__ import annotations

import pytest

from companion.chains.trial import try_model
from companion.errors import ModelUnavailable
from companion.prompts import Prompts
from tests.chains.conftest import opened
from tests.support.model_server import Says, model_server


@pytest.mark.parametrize(
    ("reply", "right", "cites", "line"),
    [
        ("Ruth painted the door blue. [2]", True, True, "names its sources"),
        ("<think>[1]?</think>Blue [2].", True, True, "names its sources"),
        ("Ruth painted it blue.", True, False, "does not name"),
        ("Red. [2]", False, False, "did not answer"),
        ("", False, False, "did not answer"),
    ],
)
def test_trial(reply, right, cites, line):
    with model_server(Says(reply)) as server:
        trial = try_model(opened(server), Prompts.load())
    assert (trial.right, trial.cites, trial.said) == (right, cites, reply)
    assert line in trial.line


def test_a_model_that_is_not_there():
    with model_server(Says(status=401)) as server, pytest.raises(ModelUnavailable):
        try_model(opened(server), Prompts.load())
