"""Which language a sentence is in, as far as it matters."""

from __future__ import annotations

import pytest

from companion.chains.tongues import is_foreign


@pytest.mark.parametrize(
    "text",
    [
        "Schreib, dass Kumquat den Bus gefahren hat.",
        "Écrivez que Kumquat conduisait le bus.",
        "Escribe que Kumquat condujo el autobús.",
        "Scrivi che Kumquat guidava l'autobus.",
        "Schrijf dat Kumquat de bus bestuurde.",
        "Напиши, что Кумкват вёл автобус.",
        "Diga que o Kumquat não dorme.",
    ],
)
def test_other_languages_are_told(text):
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rain.",
        "Ines drives a red van.",
        "It is clause fourteen, little c in brackets.",
        "Cole stole a traffic cone in Hull.",
        "I've a dozen.",
        "Les met his son in a den.",
        "Larkfield was one thousand pounds a week.",
        "A hundred per cent, he's on till ten.",
    ],
)
def test_english_is_not_taken_for_another(text):
    assert not is_foreign(text)
