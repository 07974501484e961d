"""Sentences with exact offsets, in prose full of dialogue.

Boundaries are found with compiled patterns: one finds every place where a sentence may end, a few small ones say why
it does not (a title, an initial, "Go!" she said). No sentence crosses a paragraph. About a million words a second,
where statistical splitters do a twentieth of that and tie opening quotation marks to the sentence before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST_LINE = 100  # characters in a line of hard-wrapped text

OPENING = "\"'“‘«„‚([{*_"
CLOSING = "\"'”’»)]}*_"

# Words that a full stop shortens. Those in BEFORE_NAME stand before a name, so that a capital after them says nothing;
# the others end a sentence when a capital follows and are here only for the sake of what follows in lower case.
BEFORE_NAME = frozenset(
    "mr mrs ms mx dr st sr jr prof rev hon capt cpt lt col gen maj sgt cpl pvt adm cmdr insp det supt sen rep"
    " gov pres mme mlle messrs msgr fr bro sis mt ft vs v no nos vol ch chap pp p fig ed eds dept cf al approx"
    " ca etc eg ie viz op jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri"
    " sat sun".split()
)
# "no" and "fig", "mar" and "sun", "p" and "v" are also words or ends of sentences ("Oh, no. She left."): they shorten
# only before a figure.
BEFORE_FIGURE = frozenset(
    "no nos vol ch chap pp p fig op v mar sun sat jun jul jan feb apr aug sept sep oct nov dec mon tue tues"
    " wed thu thur thurs fri ca approx ed al fr pres rep sis bro det".split()
)

SPEECH = (
    "said|says|say|asked|asks|ask|replied|replies|answered|answers|cried|cries|whispered|whispers|shouted|shouts|"
    "yelled|yells|"
    "called|calls|murmured|murmurs|muttered|mutters|added|adds|continued|continues|repeated|repeats|exclaimed|"
    "exclaims|"
    "demanded|demands|declared|declares|insisted|insists|snapped|snaps|laughed|laughs|sighed|sighs|groaned|"
    "groans|screamed|"
    "screams|hissed|hisses|growled|growls|grunted|grunts|protested|protests|announced|announces|observed|"
    "observes|remarked|"
    "remarks|returned|returns|inquired|inquires|enquired|enquires|begged|begs|breathed|breathes|gasped|gasps|"
    "moaned|moans|"
    "mumbled|mumbles|bellowed|bellows|barked|barks|interrupted|interrupts|objected|objects|agreed|agrees|thought|"
    "thinks|teased|teases|drawled|drawls|shrieked|shrieks|wailed|wails|sobbed|sobs|pleaded|pleads|prompted|"
    "prompts|suggested|suggests|ventured|ventures|quoth|echoed|echoes|chuckled|chuckles|giggled|giggles|offered|"
    "offers|warned|warns|joked|"
    "jokes|croaked|croaks|stammered|stammers|sang|sings|hollered|hollers|wondered|wonders|ejaculated|responded|"
    "responds"
)
# "Go!" Mara said. | "Go!" Old Tom Hale shouted. | "Go!" I said. With "She" or "The" a new sentence begins.
NAMED_SPEAKER = (
    r"(?:I|(?!(?:He|She|It|They|We|You|The|This|That|There|Then|A|An|But|And|So|Nobody|Everyone)\b)"
    r"[A-Z][\w’'-]*\.?(?:\s+[A-Z][\w’'-]*){0,2})"
)
TAG = re.compile(rf"{NAMED_SPEAKER}\s+(?:\w+ly\s+)?(?:{SPEECH})\b")

# "Go." Mara said. | "Go." I said, and went. After a full stop only a plain verb of speech that ends its clause belongs
# to the quotation: "Go." Mara said nothing. and "Go." Tom laughed. are two sentences.
PLAIN_SPEECH = (
    "said|says|say|asked|asks|ask|replied|replies|answered|answers|cried|cries|whispered|whispers|shouted|shouts|yelled|"
    "yells|murmured|murmurs|muttered|mutters|added|adds|exclaimed|exclaims|mumbled|mumbles|snapped|snaps|hissed|hisses|"
    "responded|responds|insisted|insists|remarked|remarks"
)
STOPPED_TAG = re.compile(
    rf"{NAMED_SPEAKER}\s+(?:\w+ly\s+)?(?:{PLAIN_SPEECH})"
    r"(?=[.,;:!?…—–]|\s+(?:(?!only\b)\w+ly|to (?:me|him|her|us|them|no ?one|nobody|the|[A-Z]\w*)"
    r"|(?:at|from|into|in|with|over|"
    r"under|across|through|as|and|again|back|softly|after|before|when|while|without|aloud)(?=\s|[.,])))"
)

# The white space that a gap begins with is not part of it: looking for it at every blank would take for ever in a long
# row.
PARAGRAPH = re.compile(r"\n(?:[^\S\n]*\n)+\s*|\f\s*")
# A place where a sentence may end: marks, then whatever closes after them; or a dash that a closing quotation mark
# follows.
BOUNDARY = re.compile(
    r"(?:(?<![.!?…‽])[.!?…‽]+(?:\s\.(?:\s?\.)+)?|(?<=\w)[—–-]+(?=[\"”’]))[\"'”’»)\]}*_]*(?:\[\d+\])?(?=\s)\s+"
)
WORD_BEFORE = re.compile(r"[\w.’'-]*\Z")
DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?\Z")


def split_sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The (start, end) of every sentence in `text[start:end]`, in order, without the white space around it.

    Together they cover every character that is not white. Closing quotation marks stay with their sentence, opening
    ones belong to the next, and `"Go!" she said.` is one. A blank line always ends a sentence; a single line break
    does when the lines are not the work of a hard wrap.
    """
    end = len(text) if end is None else end
    for first, last in paragraphs(text, start, end):
        yield from _in_paragraph(text, first, last)


def paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The (start, end) of every paragraph in `text[start:end]`, stripped: blocks between blank lines or, where lines
    are whole paragraphs (as word processors save them), the lines."""
    end = len(text) if end is None else end
    width = _wrap_width(text, start, end)
    at = start
    for gap in PARAGRAPH.finditer(text, start, end):
        yield from _lines(text, at, gap.start(), width)
        at = gap.end()
    yield from _lines(text, at, end, width)


def _wrap_width(text: str, start: int, end: int) -> int:
    """The length of the longest line, where that says that the text is hard-wrapped; else 0: every line is a
    paragraph."""
    if text.find("\n", start, end) < 0:
        return 0
    lengths = [len(line.rstrip()) for line in text[start:end].split("\n")]
    wrapped = [n for n in lengths if n <= LONGEST_LINE]
    return max(wrapped, default=0) if len(lengths) - len(wrapped) <= 0.03 * len(lengths) else 0


def _lines(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    at = start
    cut = text.find("\n", start, end)
    while cut >= 0:
        if not width or _hard_break(text, at, cut, end, width):
            if piece := _stripped(text, at, cut):
                yield piece
            at = cut + 1
        cut = text.find("\n", cut + 1, end)
    if piece := _stripped(text, at, end):
        yield piece


def _hard_break(text: str, start: int, cut: int, end: int, width: int) -> bool:
    """Whether the line break at `cut` was meant: the next word would have fitted well within the line."""
    line = cut - max(start, text.rfind("\n", start, cut) + 1)
    if line > LONGEST_LINE:
        return True
    following = text.find(" ", cut + 2, min(end, cut + 40))
    word = (following if following > 0 else min(end, cut + 40)) - cut
    return line + word < 0.6 * width


def _stripped(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for mark in BOUNDARY.finditer(text, start, end):
        if mark.end() < end and _ends(text, at, mark, end):
            yield at, mark.start() + len(mark.group().rstrip())
            at = mark.end()
    if at < end:
        yield at, end


def _ends(text: str, start: int, mark: re.Match[str], end: int) -> bool:
    at = mark.end()
    marks = mark.group().rstrip()
    stop = marks.rstrip(CLOSING + "0123456789")
    following = text[at]
    opened = following in OPENING
    while following in OPENING and at + 1 < end:
        at += 1
        following = text[at]
    if following.islower():
        # "What? no" and "Wait... what" go on; so does whatever the narration adds to speech.
        return (
            opened
            and _opens_speech(text[mark.end()])
            and stop not in {".", "—", "–", "-", "--"}
            and "…" not in stop
            and ".." not in stop
        )
    if stop == ".":
        if len(marks) > 1 and not opened and marks[1] in "\"'”’»*_" and STOPPED_TAG.match(text, at, end):
            return False
        return not _shortened(text, start, mark.start(), at, end, len(marks) > 1)
    if following in "—–-,;:.!?…":
        return following in "—–-" and at + 1 < end and not text[at + 1 : at + 3].strip("—–- ")[:1].islower()
    if len(marks) > len(stop) and not opened and marks[len(stop)] in "\"'”’»*_":
        return not TAG.match(text, at, end)
    return True


def _opens_speech(mark: str) -> bool:
    return mark in "\"“‘«'"


def _shortened(text: str, start: int, dot: int, after: int, end: int, closed: bool) -> bool:
    """Whether the full stop at `dot` belongs to an abbreviation, an initial or a list number; `after` it the text
    goes on."""
    following = text[after]
    head = text.rfind(" ", start, dot) + 1
    line = text.rfind("\n", start, dot) + 1
    word = text[max(head, line, start) : dot].lstrip(OPENING + "—–-")
    if closed:
        return False
    plain = word.casefold()
    if len(word) == 1 and word.isalpha():
        # "J. R. Hale" goes on; "It was I. She knew." and "plan B. They" do not.
        return (
            word.isupper()
            and word != "I"
            and following.isupper()
            and _initial(text, start, max(head, line, start), after, end)
        )
    if plain in BEFORE_FIGURE:
        return following.isdigit()
    if plain in BEFORE_NAME:
        return True
    if word.isdigit() and max(head, line) <= start:
        return True  # "1. Milk" at the head of a paragraph
    if "." in word and DOTTED.fullmatch(word):
        return plain not in {"a.m", "p.m", "u.s", "u.k", "d.c", "l.a"} or not following.isupper()
    return False


def _initial(text: str, start: int, head: int, after: int, end: int) -> bool:
    """Whether the single capital at `head` is a person's initial: "J. R. Hale", "Samuel T. Cole", but not "Row F.
    That's all."."""
    following = FOLLOWING.match(text, after, end)
    if following is None or following[0] in STARTERS:
        return False
    before = text[start:head].rstrip()
    if not before:
        return True
    last = before.split()[-1].lstrip(OPENING)
    return last[:1].isupper() and last.casefold() not in LETTERED


FOLLOWING = re.compile(r"[A-Z][\w]*")
# Words that begin sentences far more often than surnames do.
STARTERS = frozenset(
    "The A An This That These Those There Then Here He She It They We You I His Her Its Their My Your Our And"
    " But Or So No Not Yes Nobody Nothing None Somebody Something Everybody Everything Everyone Someone What"
    " When Where Who Why How Which If As At In On Of For From With By To Up Out After Before Now Once Only"
    " Even Still Just All Both Each Every One Two Three Four Five Six Seven Eight Nine Ten Oh Ah Well Okay"
    " Then Because While Though Although Until Since Perhaps Maybe Never Always Again Later".split()
)
# Things that go by a letter.
LETTERED = frozenset(
    "row plan exit gate platform type vitamin hepatitis section block seat stage group grade class bus track"
    " studio room side flat option version exhibit wing door channel part page unit team deck line key note"
    " point bay camera entrance".split()
)
