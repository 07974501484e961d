"""A real OpenAI-compatible server and the same model inside this process: streaming, at once, and as an answer."""

from __future__ import annotations

import pytest

from companion.answers.types import Done, Evidence, Found
from companion.chains.answering import AnswerChain
from companion.chains.speaking import Speech
from companion.chains.trial import try_model
from companion.models import find_local, open_model
from companion.prompts import Prompts
from companion.settings import Settings
from tests.support.fake_view import make_chapter
from tests.support.model_host import LISTED, transformers_serve

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("brief_replies")]


@pytest.fixture(scope="module")
def served(tiny, tmp_path_factory):
    with transformers_serve(tiny, tmp_path_factory.mktemp("hf")) as url:
        yield url


@pytest.fixture(params=["served", "in process"])
def opened(request, tiny):
    if request.param == "served":
        url = request.getfixturevalue("served")
        model = open_model(f"openai:{LISTED}", Settings.load(base_url=url, model_timeout=60))
        model.chat.max_tokens, model.chat.temperature = 24, 0.0  # so that it says the same twice
    else:
        model = open_model(f"huggingface:{tiny}", Settings.load(device="cpu", model_timeout=60))
    assert not model.remote
    return model.measured()


def test_it_streams_and_says_the_same_at_once(opened):
    speech = Speech(opened, [("system", "UNMISTAKABLE"), ("user", "Who drives?")])
    words = list(speech)
    assert len(words) > 1
    assert "".join(words) == speech.text
    assert "UNMISTAKABLE" not in speech.text
    asked_at_once = opened.chat.invoke([("system", "UNMISTAKABLE"), ("user", "Who drives?")])
    assert asked_at_once.content == speech.text


def test_its_nonsense_costs_the_prose_only(opened):
    chapter = make_chapter(1, "Ruth took the wheel at six. Tom slept.")
    sentences = tuple(chapter.cite(s.start, s.end) for s in chapter.sentences)
    found, *_, done = AnswerChain(opened, Prompts.load()).stream(
        Evidence("Who drives?", "lookup", sentences, "partial")
    )
    assert isinstance(found, Found)
    assert isinstance(done, Done)
    assert done.answer.text == found.answer.text
    assert "without AI" in " ".join(done.answer.how)


def test_one_question_tells_that_it_cannot_be_used(opened):
    assert not try_model(opened, Prompts.load()).right


def test_auto_finds_the_server_that_is_set_and_talks_to_it(served):
    settings = Settings.load(base_url=served, model_timeout=60)
    assert [(info.spec, info.where, info.remote) for info in find_local(settings, ())] == [
        (f"openai:{LISTED}", "the server set as COMPANION_BASE_URL", False)
    ]
    found = open_model("auto", settings, ())
    assert (found.name, found.remote) == (f"openai:{LISTED}", False)
    found.chat.max_tokens = 24
    assert Speech(found, [("user", "Who drives?")]).whole()
