"""What somebody is to do, and whether a later sentence does it: verbs by their base form, denied or not."""

# ruff: noqa: E501 - a table of words is read one line at a time
from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

_IRREGULAR = (
    "be:was,were,been,is,are,am become:became bring:brought build:built burn:burnt buy:bought catch:caught choose:chose,chosen come:came cut:cut dig:dug do:did,done,does "
    "draw:drew,drawn drink:drank,drunk drive:drove,driven eat:ate,eaten fall:fell,fallen feed:fed feel:felt fight:fought find:found fly:flew,flown forget:forgot,forgotten "
    "forgive:forgave,forgiven get:got,gotten give:gave,given go:went,gone,goes hang:hung have:had,has hear:heard hide:hid,hidden hold:held hurt:hurt keep:kept know:knew,known lay:laid "
    "lead:led leave:left lend:lent let:let lie:lied lose:lost make:made mean:meant meet:met pay:paid put:put read:read ride:rode,ridden ring:rang,rung run:ran say:said see:saw,seen sell:sold "
    "send:sent set:set sew:sewed,sewn shake:shook,shaken shoot:shot show:showed,shown shut:shut sing:sang,sung sit:sat sleep:slept speak:spoke,spoken spend:spent stand:stood steal:stole,stolen "
    "stick:stuck strike:struck swear:swore,sworn sweep:swept swim:swam,swum take:took,taken teach:taught tear:tore,torn tell:told think:thought throw:threw,thrown understand:understood wake:woke,woken "
    "wear:wore,worn win:won write:wrote,written"
)
_BASE = {form: base for row in _IRREGULAR.split() for base, forms in [row.split(":")] for form in forms.split(",")}
_AUXILIARY = frozenset(
    "be have do will would shall should can could may might must let get go come say want need try".split()
)
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_UNREAL = re.compile(
    r"(?:\b(?:will|would|shall|should|could|can|might|may|must|if|unless|to|wanted|want|meant|hoping|hope|wish|about|supposed|going|let|please)|['’](?:ll|d))\s+(?:\w+\s+){0,2}\Z",
    re.I,
)
_PRESENT = re.compile(
    r"\b(?:I|we|they|you|did(?:n['’]t)?|do(?:n['’]t)?|does(?:n['’]t)?)\s+(?:\w+ly\s+|just\s+|never\s+|not\s+)?\Z", re.I
)
_DENIED = re.compile(r"(?:\b(?:not|never|nor|cannot)|n['’]t)\s*(?:\w+\s+){0,2}\Z", re.I)

# The act stands behind what binds somebody to it.
_ACT = (
    re.compile(r"\b(?:(?:I|[Ww]e|[Yy]ou|[Hh]e|[Ss]he|[Tt]hey)(?:['’](?:ll|d)| will| would| shall| won['’]t)|(?:to|never|not to|must|should|have to|has to|had to|need to|got to))\s+(?:not |never |also |be )?(?P<verb>[a-z]{2,})"),
    re.compile(r"\b[Ww]ill you (?:please )?(?P<verb>[a-z]{2,})\b"),
    re.compile(r"\b[Ww]hy (?:did|had|would|has) [\w' ]{2,24}? (?P<verb>[a-z]{3,})\b"),
    re.compile(r"\b[Ww]ho(?:['’]d|['’]s)?(?: had| has| is| was| it was(?: that)?)? (?P<verb>[a-z]{3,})\b"),
    re.compile(r"\bbe (?P<verb>[a-z]+(?:ed|en|t|ne))\b"),
)  # fmt: skip


@lru_cache(maxsize=20_000)
def base(word: str) -> str:
    """The base form of a verb, or the stem of any word: "told" is "tell", "papers" is "paper", "hurried" is "hurri"."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("n't")
    if word in _BASE:
        return _BASE[word]
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]  # stopped, planned
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def acts_of(text: str) -> tuple[str, ...]:
    """Base forms of what a sentence binds somebody to do, or asks who or why did; auxiliaries are left out."""
    found = []
    for pattern in _ACT:
        for match in pattern.finditer(text):
            verb = base(match["verb"])
            if verb not in _AUXILIARY and verb not in found:
                found.append(verb)
    return tuple(found)


def done_in(text: str, acts: Collection[str]) -> str:
    """Whether a sentence tells that one of the acts was done: "done", "denied", or "" for neither.

    What is only wished, planned or asked is neither.
    """
    if not acts or text.rstrip("\"'”’ ").endswith("?"):
        return ""
    for match in _WORD.finditer(text):
        if base(match[0]) not in acts:
            continue
        before = text[max(0, match.start() - 36) : match.start()]
        bare = match[0].lower() not in _BASE and not match[0].lower().endswith(("ed", "ing", "s"))
        if _UNREAL.search(before) or (bare and not _PRESENT.search(before)):
            continue  # "would mend", "never should have found"; "Mend it", which is an order
        return "denied" if _DENIED.search(before) else "done"
    return ""
