"""Before a model that runs elsewhere is used for the first time, the writer is asked; the answer is remembered."""

from __future__ import annotations

import json
import logging

import pytest
from typer.testing import CliRunner

from companion import console
from companion.cli import app
from companion.errors import NotAgreed
from companion.models import WHAT_A_TRIAL_SENDS, WHAT_IS_SENT, Consent, open_model
from companion.settings import Settings
from tests.support.books import write_book
from tests.support.model_server import Says, model_server


@pytest.fixture
def remote(monkeypatch):
    """A model server that counts as remote although it listens here; what it was asked."""
    monkeypatch.setattr("companion.models.opening.is_loopback", lambda url: False)
    with model_server(Says("The van is red. [1]")) as server:
        monkeypatch.setenv("COMPANION_BASE_URL", server.base_url)
        yield server


@pytest.fixture
def run(light_engine):
    return lambda *words, **more: CliRunner().invoke(app, [str(w) for w in words], **more)


@pytest.fixture
def somebody(monkeypatch):
    monkeypatch.setattr(console, "somebody_is_there", lambda: True)


ASK = ("ask", "What colour is the van?")
MODEL = ("--model", "openai:elsewhere")


def test_nothing_is_sent_before_the_writer_was_asked(run, remote, tmp_path):
    said = run(*ASK, write_book(tmp_path / "hull"), *MODEL)
    assert said.exit_code == 2
    assert "companion models --agree --model openai:elsewhere" in said.stderr
    assert not remote.requests


def test_no_goes_on_without_ai_and_asks_again(run, remote, somebody, tmp_path):
    book = write_book(tmp_path / "hull")
    for _ in range(2):
        said = run(*ASK, book, *MODEL, input="n\n")
        assert said.exit_code == 0, said.output
        assert " ".join(WHAT_IS_SENT.split()[:6]) in said.stderr
        assert "without AI" in said.output
    assert not remote.requests


def test_yes_is_remembered_for_that_place_until_it_is_taken_back(run, remote, somebody, tmp_path):
    book = write_book(tmp_path / "hull")
    assert "Agreed?" in run(*ASK, book, *MODEL, input="y\n").stderr
    sent = len(remote.requests)
    assert sent
    again = run(*ASK, book, "--model", "openai:another-there")
    assert "Agreed?" not in again.stderr
    assert "127.0.0.1" in run("models", "--take-back").output
    assert "Agreed?" in run(*ASK, book, *MODEL, input="n\n").stderr
    assert "Nothing had been" in run("models", "--take-back").output


def test_agreeing_beforehand(run, remote, tmp_path):
    said = run("models", "--agree", *MODEL)
    assert said.exit_code == 0
    assert WHAT_IS_SENT.split(".")[0] in said.output
    assert run(*ASK, write_book(tmp_path / "hull"), *MODEL).exit_code == 0


def test_commands_that_ask_no_model_ask_nobody(run, remote, tmp_path, monkeypatch):
    monkeypatch.setenv("COMPANION_MODEL", "openai:elsewhere")
    assert run("check", write_book(tmp_path / "hull")).exit_code == 0
    assert not remote.requests


def test_the_page_is_not_served_with_a_model_nobody_agreed_to(remote, monkeypatch):
    settings = Settings.load(model="openai:elsewhere")
    with pytest.raises(NotAgreed):
        console.may_serve(settings)
    Consent(settings.consent).give(open_model("openai:elsewhere", settings))
    assert console.may_serve(settings).model == "openai:elsewhere"
    assert console.may_serve(Settings.load(model="auto")).model == "auto"


def test_a_damaged_file_is_nothing_agreed_to(tmp_path):
    consent = Consent(tmp_path / "agreed.json")
    model = open_model("openai:far", Settings.load(base_url="https://far.example/v1"))
    consent.path.write_text("[1", encoding="utf-8")
    assert not consent.given(model)
    consent.give(model)
    assert json.loads(consent.path.read_text())["https://far.example/v1"]
    near = open_model("openai:near", Settings.load(base_url="http://127.0.0.1:9/v1"))
    assert consent.given(near)


def at(base_url: str):
    return open_model("openai:x", Settings.load(base_url=base_url))


@pytest.mark.parametrize(
    "other",
    [
        "https://gw.example/team-b/v1",
        "https://gw.example:8443/team-a/v1",
        "http://gw.example/team-a/v1",
        "https://gw2.example/team-a/v1",
    ],
)
def test_leave_is_for_one_address_not_for_all_on_its_host(tmp_path, other):
    consent = Consent(tmp_path / "agreed.json")
    consent.give(at("https://gw.example/team-a/v1"))
    assert consent.given(at("https://GW.example:443/team-a/v1/"))  # the same place, written otherwise
    assert not consent.given(at(other))
    assert not consent.given(at("https://gw.example/v1"))


def test_no_password_of_an_address_is_kept_or_shown(tmp_path):
    consent = Consent(tmp_path / "agreed.json")
    model = at("https://me:hidden@gw.example:8443/team-a/v1")
    consent.give(model)
    assert "hidden" not in consent.path.read_text() + model.where + model.place
    assert model.where == "gw.example:8443/team-a"
    assert "hidden" not in at("http://me:hidden@127.0.0.1:9/v1").where


def test_leave_of_old_for_a_host_is_asked_for_again(tmp_path):
    consent = Consent(tmp_path / "agreed.json")
    consent.path.write_text(json.dumps({"gw.example": "2026-01-01"}), encoding="utf-8")
    assert not consent.given(at("https://gw.example/v1"))


TEST = ("models", "--test", *MODEL)


def test_a_remote_model_is_not_tried_where_nobody_can_be_asked(run, remote):
    said = run(*TEST)
    assert said.exit_code == 2
    assert "--yes" in said.stderr
    assert not remote.requests


def test_trying_a_remote_model_says_what_is_sent_and_asks(run, remote, somebody):
    said = run(*TEST, input="n\n")
    assert said.exit_code == 0, said.output
    assert WHAT_A_TRIAL_SENDS in said.stderr
    assert not remote.requests
    run(*TEST, input="y\n")
    (prompt,) = remote.prompts
    assert prompt.count("Ruth painted the door blue.") == 1
    assert "Send it?" in run(*TEST, input="n\n").stderr  # a yes to one question is no leave for books
    assert not Consent(Settings.load().consent).given(open_model("openai:elsewhere", Settings.load()))


def test_yes_beforehand_and_leave_given_before_both_answer(run, remote):
    assert run(*TEST, "--yes").exit_code == 0
    assert len(remote.requests) == 1
    run("models", "--agree", *MODEL)
    assert run(*TEST).exit_code == 0
    assert len(remote.requests) == 2


def test_a_model_on_this_machine_is_tried_unasked(run, monkeypatch):
    with model_server(Says("Blue. [2]")) as server:
        monkeypatch.setenv("COMPANION_BASE_URL", server.base_url)
        said = run("models", "--model", "openai:here")
    assert "names its sources" in said.output
    assert "Send it?" not in said.stderr
    assert len(server.requests) == 1


def test_keys_are_kept_in_the_keyring_and_nowhere_else(run, remote, ring, tmp_path, monkeypatch, caplog):
    secret = "sk-unmistakable-0123456789"
    assert "keyring" in run("models", "--key", "openai", input=f"{secret}\n").output
    assert list(ring.kept.values()) == [secret]
    run("models", "--agree", *MODEL)
    book = write_book(tmp_path / "hull")
    with caplog.at_level(logging.DEBUG):
        said = run(*ASK, book, *MODEL)
    assert remote.requests
    home = Settings.load().home
    kept = b"".join(p.read_bytes() for root in (home, book) for p in root.rglob("*") if p.is_file())
    assert secret.encode() not in kept
    assert secret not in caplog.text
    assert secret not in said.output + said.stderr
    assert "gone" in run("models", "--forget-key", "openai").output
    assert not ring.kept
    assert "no key" in run("models", "--forget-key", "openai").output
    assert run("models", "--key", "openai", input="\n").exit_code != 0
    assert run("models", "--key", "openai", "--fetch").exit_code == 2
