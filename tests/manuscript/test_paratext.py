"""What is not story, measured on chapter tops and ends; each file says what came out before the rules knew it."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.manuscript import notes
from companion.manuscript.cues import judge
from companion.manuscript.exchanges import exchanged
from companion.manuscript.headings import squeezed
from companion.manuscript.paratext import find_paratext
from companion.manuscript.reader import read_manuscript

from .prose import prose

DATA = Path(__file__).parent / "data"
NOTE = re.compile(r"⟦(.*?)⟧", re.DOTALL)


def cases(name: str) -> list[str]:
    return re.split(r"(?m)^=+\n", (DATA / name).read_text(encoding="utf-8"))[1:]


def measured(name: str, folder: Path) -> tuple[int, list[str], list[str]]:
    """How many passages there are, which slipped through, and which paragraphs of story were lost."""
    total, missed, lost = 0, [], []
    for case in cases(name):
        file = folder / "case.md"
        file.write_text(case.replace("⟦", "").replace("⟧", ""), encoding="utf-8")
        book = read_manuscript(file)
        story = squeezed(" ".join(c.text[s.start : s.end] for c in book.chapters for s in c.scenes))
        told = [p for p in re.split(r"\n\s*\n", NOTE.sub("", case)) if squeezed(p)]
        lost += [p for p in told if squeezed(p) not in story]
        for paragraph in told:
            story = story.replace(squeezed(paragraph), " ")
        for note in NOTE.findall(case):
            if squeezed(note):
                total += 1
                if any(squeezed(line) and squeezed(line) in story for line in note.splitlines()):
                    missed.append(note)
    return total, missed, lost


@pytest.mark.parametrize("name", ["open", "first", "second", "third", "fourth"])
def test_notes_are_set_aside_and_no_story_is_lost(name: str, tmp_path: Path) -> None:
    total, missed, lost = measured(f"paratext_{name}.txt", tmp_path)
    assert total >= 18
    assert not lost
    assert 1 - len(missed) / total >= 0.95, missed


def test_notes_between_two_stretches_of_story_are_story() -> None:
    text = f"{prose(3)}\n\nA/N: this is on the page, in the middle.\n\n{prose(3, 2)}\n\n{prose(40)}"
    assert find_paratext(text, 0, len(text)) == []


def test_the_kinds() -> None:
    text = f"A/N: Hi!\n\nDisclaimer: I own nothing.\n\nFont Size: A A A\n\n{prose(3)}\n\nTHE END\n\n© 2020 A. Writer\n"
    assert [(text[a:b], kind) for a, b, kind in find_paratext(text, 0, len(text))] == [
        ("A/N: Hi!", "author's note"),
        ("Disclaimer: I own nothing.", "disclaimer"),
        ("Font Size: A A A", "web page"),
        ("THE END", "end mark"),
        ("© 2020 A. Writer", "copyright"),
    ]


def test_epigraphs() -> None:
    text = f"“All roads lead down to the sea.”\n— Ada Marsh, Songs\n\n{prose(3)}"
    assert [(text[a:b], k) for a, b, k in find_paratext(text, 0, len(text))] == [
        ("“All roads lead down to the sea.”\n— Ada Marsh, Songs", "epigraph")
    ]


@pytest.mark.parametrize(
    "epigraph",
    [
        "*For every song there is a man it was not written for.*\n— old saying, Newlyn",
        '\'Tis a long road that has no turning,\nAnd a longer that has no inn.\n\n    — T. Carrow, "Road Songs"',
        "The sea is not a metaphor.\n\n— from *Collected Tides*, 1931",
    ],
)
def test_epigraphs_in_other_manners(epigraph: str) -> None:
    text = f"{epigraph}\n\n{prose(3)}"
    assert [(text[a:b].strip(), k) for a, b, k in find_paratext(text, 0, len(text))] == [(epigraph, "epigraph")]


def test_a_list_at_the_top_is_no_epigraph() -> None:
    text = f"What I took:\n- a tin of beans\n- the old map\n\n{prose(3)}"
    assert find_paratext(text, 0, len(text)) == []


def test_a_signed_note_is_no_epigraph() -> None:
    text = f"Gone to the shops. Soup is in the pan.\n— Mara\n\n{prose(3)}"
    assert find_paratext(text, 0, len(text)) == []


def test_pictures_and_comments_anywhere() -> None:
    text = f"{prose(2)}\n\n[Illustration: A van]\n\n{prose(2, 2)}\n\n<!-- check the date -->\n\n{prose(2)}"
    assert [(text[a:b], k) for a, b, k in find_paratext(text, 0, len(text))] == [
        ("[Illustration: A van]", "picture"),
        ("<!-- check the date -->", "comment"),
    ]


@pytest.mark.parametrize("count", [1, 2, 5, 200])
def test_story_alone_has_none(count: int) -> None:
    text = prose(count)
    assert find_paratext(text, 0, len(text)) == []


BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "paratext.py"
ASIDE = 0.95  # of the open half
LOST = 6  # paragraphs of two chapters made to deceive: a post shown with its comments, a narrator who warns the reader


def test_the_open_half_of_the_benchmark() -> None:
    spec = importlib.util.spec_from_file_location("paratext_benchmark", BENCHMARK)
    assert spec and spec.loader
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    items = [json.loads(line) for line in (benchmark.SETS / "open.jsonl").read_text("utf-8").splitlines() if line]
    measured = [benchmark.measure(item) for item in items]
    assert sum(len(lost) for _, lost in measured) <= LOST
    left = sum(len(passages) for passages, _ in measured)
    assert 1 - left / sum(len(item["paratext"]) for item in items) >= ASIDE


# Told in the third person and in the past; each pair is a note that says what a story does not, and its look-alike.
NOTED = [
    ("Sorry this chapter is late, my laptop died and I had an exam on Monday.", True),
    ("Thanks to everyone who commented on the last chapter, you made my week!", True),
    ("i wrote this on my phone at 3am so ignore any typos lol", True),
    ("Next chapter goes up on Friday. Tell me who you think took the van!", True),
    ("Previous | Table of contents | Next", True),
    ("They drove on until the sea stopped them.", False),
    ('"Thanks for coming, everybody," said Mara. "You have made my week."', False),
    ('"To be continued," said Tom, and he put down the horn.', False),
    ('"The end."', False),
]


@pytest.mark.parametrize("top", [True, False])
@pytest.mark.parametrize(("block", "note"), NOTED)
def test_a_note_beside_a_story(block: str, note: bool, top: bool) -> None:
    text = f"{block}\n\n{prose(8)}" if top else f"{prose(8)}\n\n{block}"
    assert [text[a:b] for a, b, _ in find_paratext(text, 0, len(text))] == ([block] if note else [])


def test_a_letter_at_the_end_is_story() -> None:
    letter = (
        "Dear Tom,\n\nSorry this is so late. Thank you for the coat.\n\nLet me know what you think.\n\nLove, Mara x"
    )
    text = f"{prose(8)}\n\n{letter}"
    assert find_paratext(text, 0, len(text)) == []


def test_what_a_sure_cue_closes_off_is_a_note_too() -> None:
    text = f"{prose(8)}\n\nAuthor's note: hello!\n\nThe dog is better. He ate a sock.\n\nMind how you go."
    assert [text[a:b] for a, b, _ in find_paratext(text, 0, len(text))] == [text[text.index("Author") :]]


def test_only_what_is_sure_where_there_is_hardly_any_story() -> None:
    text = "Please leave your comments in the book.\n\nLove you all."
    assert find_paratext(text, 0, len(text)) == []


def test_the_weights_name_features_that_exist() -> None:
    body = notes.Body.of(prose(8), 0, len(prose(8)))
    seen: set[str] = set()
    for block, _ in NOTED:
        seen |= set(
            notes.describe(block, judge(block), body, letter=False, parted=False, listed=False, place=0, top=True)
        )
    assert {"sure", "speech", "letter", "people of the body"} <= seen & set(notes.weights())
    assert {"f pipes", "f controls", "sure", "speech"} <= seen & set(notes.model().alone.names)


@settings(deadline=None)  # the first call loads what was learned
@given(
    st.lists(
        st.sampled_from(
            ["Go on.", "***", "A/N:", "Next", "\n", "\n\n", " ", "— Mara", "Dear Tom,", "🌊", "i", "?!", "[", '"Hm"']
        ),
        max_size=40,
    ).map("".join)
)
def test_spans_are_in_order_and_lie_within_the_text(text: str) -> None:
    at = 0
    for a, b, kind in find_paratext(text, 0, len(text)):
        assert at <= a < b <= len(text)
        assert kind
        at = b


@pytest.mark.parametrize(
    "end",
    [
        "POLL TIME! Who took the van?\n\nA) the drummer\nB) a nun\nC) you\n\nVote in the comments before Friday!",
        "Concrit is welcome.\n\n“Never trust a man with a flute” – my gran\n\nLast edited by gull on 3 May 2011.",
        "3 Comments\n\nsaltmarsh\n\nI never saw that coming\n\nReply",
        "A few of you asked about the ferry. It is real, and it was worse.",
        "I am indebted to a retired ferryman for explaining the ropes.",
    ],
)
def test_what_stands_among_notes_at_the_end_is_a_note(end: str) -> None:
    text = f"{prose(12)}\n\n{end}"
    assert [text[a:b] for a, b, _ in find_paratext(text, 0, len(text))] and story_left(text) == prose(12)


@pytest.mark.parametrize(
    "end",
    [
        "She read the list.\n\n1. Next\n2. Previous Owner\n3. Comments Closed\n4. Home",
        "Tom: lol\nMara: what\n\nShe put the phone away.\n\nTom: please\nMara: thanks for everything, love you 😘",
        "Posted by gull. 0 comments.\n\nShe shut the lid and went to look at the sea from the kitchen window, as she"
        " did every night.\n\nThe machine gave a ping.\n\n1 comment.",
    ],
)
def test_lists_messages_and_pages_of_the_story_stay(end: str) -> None:
    text = f"{prose(12)}\n\n{end}"
    assert find_paratext(text, 0, len(text)) == []


def test_the_lines_of_a_storys_header_go_together() -> None:
    text = f"Title: Ferry\nAuthor: gull\nRating: PG\n\nSummary: The van has been late since seven.\n\n{prose(12)}"
    assert story_left(text) == prose(12)


def story_left(text: str) -> str:
    for a, b, _ in reversed(find_paratext(text, 0, len(text))):
        text = text[:a] + text[b:]
    return text.strip()


@pytest.mark.parametrize("where", ["top", "end"])
def test_an_email_of_the_story_stays_whatever_it_sells(where: str) -> None:
    mail = (
        "From: Graham Tully\nTo: Saoirse Quill\nSubject: Re: album title\n\n"
        "Hi S, thanks for this. Love the passion. Pre-orders open Monday, and the newsletter goes out at noon. G"
    )
    told = (
        "Saoirse read it twice on the stairs of the rehearsal room and then sat down on the amplifier.\n\n"
        '"He wants the title changed," she said, and held the phone out to Mina.\n\n'
        "Mina read it too. Outside, somebody dropped a cymbal, and nobody laughed."
    )
    text = f"{mail}\n\n{told}" if where == "top" else f"{told}\n\n{mail}"
    assert find_paratext(text, 0, len(text)) == []


@pytest.mark.parametrize("note", ["A/N: hello", "Author's Note", "[A/N: hi]"])
@pytest.mark.parametrize("above", [False, True])
def test_a_long_picture_beside_a_note_is_neither_story_nor_a_stumbling_block(note: str, above: bool) -> None:
    told = "Ruth carried the amplifier down four flights and would not be helped with it by anybody at all."
    picture = f"[Illustration: {'a harbour with boats ' * 8}]"
    end = [picture, told] if above else [told, picture]
    text = "\n\n".join([*[told] * 12, note, *end])
    found = find_paratext(text, 0, len(text))
    at = text.index(picture)
    assert any(a <= at and at + len(picture) <= b for a, b, _ in found)
    assert not any(a < 11 * len(told) for a, _, _ in found)


def test_messages_of_those_who_write_to_each_other_are_story() -> None:
    page = "RowZ_Marta: did anyone hear her crack tonight?\n\nquietloud: she's fine\n\nRowZ_Marta: i was at the front"
    text = f"{prose(3)}\n\n{page}\n\nI shut the lid."
    assert find_paratext(text, 0, len(text)) == []
    chat = "teapot: no refunds then\nfellfan_88: come to brazil\nteapot: ok but refunds?"
    assert exchanged(chat, ()), "who writes twice answers somebody"
    assert not exchanged("teapot: thank you, I cried too\nfellfan_88: soon!\nHolly: ha", ()), (
        "an author answers each once"
    )
