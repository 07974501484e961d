"""Whether somebody is told the same way throughout: findings on what is asked, else what the page says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from companion.answers import find_evidence
from companion.answers.types import Evidence
from companion.canon.types import NARRATOR, Character, Fact, Finding
from companion.decisions import Decision
from tests.support.fake_view import FakeCanon, make_chapter, make_view

TEXTS = (
    "Kez had grey eyes, very pale. Kez drove a van for a living. Gil drank tea.",
    "They slept. Gil had not had a drink since March. Kez sang.",
    "Her hair was wet, and Kez shut those brown eyes. Gil was drinking whisky by the door.",
)
PEOPLE = (Character("Kez", (), 4, (), "she"), Character("Gil", (), 3, (), "he"))
CHAPTERS = [make_chapter(n, text) for n, text in enumerate(TEXTS, 1)]
VAN = Fact("Kez", "occupation", "drove a van", CHAPTERS[0].cite_sentence(TEXTS[0].index("drove")), NARRATOR, True)


def _asked(question: str, findings: tuple[Finding, ...] = ()) -> Evidence:
    canon = FakeCanon(CHAPTERS, PEOPLE, facts=(VAN,), findings=findings)
    return find_evidence(question, make_view(CHAPTERS, canon))


def test_a_topic_without_a_finding_shows_what_the_page_says_in_order() -> None:
    evidence = _asked("Are Kez's eyes consistent?")
    assert evidence.kind == "consistency"
    assert evidence.lead == "No check found anything about Kez and “eyes”; what the page says, in order:"
    quotes = [c.quote for c in evidence.sentences]
    assert quotes[0].startswith("Kez had grey eyes") and any("brown eyes" in q for q in quotes[1:])


def test_what_the_bible_holds_of_the_topic_is_among_them() -> None:
    rows = _asked("Does Kez's job stay the same throughout?").rows
    assert ("drove a van", "Kez drove a van for a living.") in [(r.value, r.citation.quote) for r in rows if r.citation]


def test_findings_about_something_else_do_not_answer() -> None:
    eyes = tuple(CHAPTERS[n].cite_sentence(TEXTS[n].index("eyes")) for n in (0, 2))
    finding = Finding("k1", "eyes", "conflict", "Kez", "Grey eyes, then brown", "", eyes, ("grey", "brown"))
    assert _asked("Are Kez's eyes consistent?", (finding,)).lead.startswith("1 contradiction")
    assert _asked("Is Kez consistent?", (finding,)).lead.startswith("1 contradiction")
    for question in ("Is Kez consistent so far?", "Is Kez consistent in the whole book now?"):
        assert _asked(question, (finding,)).lead.startswith("1 contradiction")
    assert not _asked("Is Kez consistent up to chapter 2?", (finding,)).lead.startswith("1 contradiction")
    other = _asked("Is Kez's singing consistent?", (finding,))
    assert other.finding is None and "No check found anything" in other.lead


def test_what_is_to_be_mended_still_contradicts_itself() -> None:
    eyes = tuple(CHAPTERS[n].cite_sentence(TEXTS[n].index("eyes")) for n in (0, 2))
    finding = Finding("k1", "eyes", "conflict", "Kez", "Grey eyes, then brown", "", eyes, ("grey", "brown"))
    to_fix = replace(finding, decision=Decision("to fix"))
    assert _asked("Is Kez consistent?", (to_fix,)).lead.startswith("1 contradiction")
    meant = replace(finding, decision=Decision("intentional", "contact lenses"))
    assert _asked("Is Kez consistent?", (meant,)).lead.startswith("Nothing contradicts itself")


def test_nothing_found_says_what_was_compared() -> None:
    evidence = _asked("Is Kez consistent?")
    lead = "Nothing contradicts itself about Kez, as far as the checks can tell; 1 fact of the bible compared:"
    assert evidence.lead == lead
    assert [r.note for r in evidence.rows] == ["occupation:"]


def test_of_what_stands_nowhere_nothing_is_shown() -> None:
    evidence = _asked("Are Kez's zebras consistent?")
    assert (evidence.status, evidence.lead) == ("unstated", "Nothing is said of “zebras”.")


def test_only_the_chapters_asked_about_are_compared() -> None:
    assert all(c.chapter.position <= 2 for c in _asked("Are Kez's eyes consistent up to chapter 2?").sentences)


@pytest.mark.parametrize(
    "question", ["Does Kez disagree with Gil?", "Did Kez slip on the ice?", "What slips out of Gil?"]
)
def test_people_who_disagree_are_no_contradiction(question: str) -> None:
    assert _asked(question).kind != "consistency"


@pytest.mark.parametrize("question", ["Do the chapters disagree about Kez?", "Any continuity slips about Kez?"])
def test_ways_to_ask(question: str) -> None:
    assert _asked(question).kind == "consistency"
