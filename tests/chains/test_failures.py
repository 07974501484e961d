"""What a provider's error becomes, and whether it is asked again by itself."""

from __future__ import annotations

import json
import threading
import time
from email.utils import formatdate

import pytest

from companion.chains.failures import asked_wait, pause_before, translated
from companion.chains.speaking import Speech
from companion.errors import Cancelled, ModelUnavailable
from companion.models import OpenedModel
from tests.chains.conftest import opened, told
from tests.support.model_server import Says, model_server

MODEL = OpenedModel("openai:x", chat=None, remote=True, where="api.example")  # type: ignore[arg-type]


class Refusal(Exception):
    def __init__(self, status, headers):
        self.response = type("Response", (), {"status_code": status, "headers": headers})()


class GoogleError(Exception):
    """As google-genai raises it: a code, and what the server sent."""

    def __init__(self, code, details):
        self.code, self.details = code, details


def wrapped(inner):
    try:
        raise ValueError("as langchain-google-genai wraps it") from inner
    except ValueError as exc:
        return exc


@pytest.mark.parametrize(
    ("headers", "says"),
    [
        ({"retry-after": "30"}, "try again in 30 seconds"),
        ({"retry-after": "600"}, "try again in about 10 minutes"),
        ({"retry-after-ms": "4200"}, "try again in 4 seconds"),
        ({"retry-after": "0.2"}, "try again in a while"),
        ({"retry-after": "Wed, 21 Oct 2015 07:28:00 GMT"}, "try again in a while"),
        ({"retry-after": "soon"}, "try again in a while"),
        ({}, "try again in a while"),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_provider_says_how_long_it_wants_to_be_left_alone(status, headers, says):
    assert says in str(translated(Refusal(status, headers), MODEL))


def test_the_wait_may_be_a_date():
    said = asked_wait(Refusal(429, {"retry-after": formatdate(time.time() + 40, usegmt=True)}))
    assert said is not None
    assert 35 < said <= 40


@pytest.mark.parametrize(
    ("details", "wait"),
    [
        ({"error": {"details": [{"reason": "x"}, {"retryDelay": "34s"}]}}, 34),
        ({"error": {"details": [{"retryDelay": "34.5s"}]}}, 34.5),
        ({"error": {"details": [{"retryDelay": "soon"}, "x", None]}}, None),
        ({"error": "no"}, None),
        ("no", None),
    ],
)
def test_googles_way_to_say_it(details, wait):
    exc = wrapped(GoogleError(429, details))
    assert asked_wait(exc) == wait
    assert "is busy or its quota is used up" in str(translated(exc, MODEL))


@pytest.mark.parametrize(
    ("exc", "begun", "says"),
    [
        (Refusal(401, {}), False, "refuses the key"),
        (type("APIConnectionError", (Exception,), {})(), False, "is it running?"),
        (type("APIConnectionError", (Exception,), {})(), True, "broke off in the middle of its reply"),
        (type("ReadTimeout", (Exception,), {})(), False, "said nothing for 120 seconds"),
        (json.JSONDecodeError("no", "x", 0), False, "sent what nobody can read"),
        (type("Strange", (Exception,), {})("sk-secret"), False, "broke off (Strange)"),
        (GoogleError(70_000, None), False, "broke off (GoogleError)"),
    ],
)
def test_every_failure_is_one_line(exc, begun, says):
    line = str(translated(exc, MODEL, begun))
    assert says in line
    assert "sk-secret" not in line
    assert ("running" in line) == (says == "is it running?")


@pytest.mark.parametrize(
    ("exc", "tries", "pause"),
    [
        (Refusal(429, {"retry-after": "3"}), 0, 3),
        (Refusal(429, {"retry-after": "3"}), 2, 3),
        (Refusal(429, {"retry-after": "3"}), 3, None),
        (Refusal(429, {"retry-after": "0"}), 0, 0.5),
        (Refusal(429, {}), 0, 0.5),
        (Refusal(429, {}), 1, None),
        (Refusal(529, {}), 0, 0.5),
        (Refusal(400, {"retry-after": "3"}), 0, None),
        (Refusal(401, {}), 0, None),
        (type("APIConnectionError", (Exception,), {})(), 0, 0.5),
        (type("ConnectTimeout", (Exception,), {})(), 0, None),
        (ValueError("x"), 0, None),
    ],
)
def test_only_what_passes_is_asked_again(exc, tries, pause):
    assert pause_before(exc, tries) == pause


def busy(seconds: str) -> Says:
    return Says(status=429, headers=(("retry-after", seconds),))


def test_a_wait_beyond_the_limit_is_told_at_once_in_seconds(serving, evidence):
    with serving(busy("30"), timeout=20) as (chain, server):
        began = time.monotonic()
        said = told(chain.stream(evidence))
        took = time.monotonic() - began
    assert said.done.text == said.found.text
    assert said.done.how[-1] == (
        "openai:scripted is busy or its quota is used up; try again in 30 seconds. This is the answer without AI."
    )
    assert len(server.requests) == 1
    assert took < 5


def test_a_short_wait_is_waited_and_told(serving, evidence):
    with serving(busy("1"), Says("Ruth took the wheel. [1]")) as (chain, server):
        began = time.monotonic()
        said = told(chain.stream(evidence))
        took = time.monotonic() - began
    assert said.done.text == "Ruth took the wheel [1]."
    assert "openai:scripted was busy and was asked again after 1 second, as it wished" in said.done.how
    assert len(server.requests) == 2
    assert 1 <= took < 10


def test_the_waits_together_stay_under_the_limit():
    with model_server(busy("2")) as server:
        speech = Speech(opened(server), [("user", "hi")], waits=3)
        with pytest.raises(ModelUnavailable, match="try again in 2 seconds"):
            speech.whole()
    assert len(server.requests) == 2
    with model_server(busy("2")) as server:
        with pytest.raises(ModelUnavailable, match="try again in 2 seconds"):
            Speech(opened(server, timeout=1), [("user", "hi")]).whole()
        assert len(server.requests) == 1


def test_cancel_ends_a_wait():
    cancel = threading.Event()
    with model_server(busy("9")) as server:
        threading.Timer(0.5, cancel.set).start()
        began = time.monotonic()
        with pytest.raises(Cancelled):
            Speech(opened(server), [("user", "hi")], cancel).whole()
        assert time.monotonic() - began < 5


def test_a_passing_failure_is_asked_once_more(serving, evidence):
    with serving(Says(status=503), Says("Ruth took the wheel. [1]")) as (chain, server):
        said = told(chain.stream(evidence))
    assert said.done.text == "Ruth took the wheel [1]."
    assert "openai:scripted failed (error 503) and was asked again after half a second" in said.done.how
    assert len(server.requests) == 2


def test_a_reply_cut_midway_is_not_asked_again_and_says_so(serving, evidence):
    with serving(Says("Ruth took the wheel. [1]\nTom sold", cut_after=4)) as (chain, server):
        said = told(chain.stream(evidence))
    assert said.done.text == said.found.text
    assert said.done.how[-1].startswith("openai:scripted broke off in the middle of its reply.")
    assert "running" not in " ".join(said.done.how)
    assert len(server.requests) == 1


def test_silence_in_the_middle_is_told_as_such(serving, evidence):
    with serving(Says("Ruth took the wheel. [1]\nTom sold", silent_after=4, silent=30), timeout=1) as (chain, _):
        said = told(chain.stream(evidence))
    assert "broke off in the middle of its reply: nothing more came for 1 second." in said.done.how[-1]
