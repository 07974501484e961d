"""Put together: what stands in apposition, and what a death or a marriage says of the one beside it."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from ..lexicon import KIN, OCCUPATIONS
from ..life_words import BELONGINGS, INSTRUMENTS, JOBS, MAKES
from .base import ADJ, KIN_WORD, NAME, POSS, WHO, WHOSE, Pattern, as_written, constant, either, group, rx, words
from .family import kin_of
from .ways import BELONGING
from .work import DOER

_OWNED = frozenset(w.lower() for b in (*BELONGINGS, *MAKES, *INSTRUMENTS) for w in b.replace("-", " ").split())
# not "her husband's dead brother"
_DEAD = r"(?:(?:'s| is| was|'d been| had been) dead(?= ?[.,;:!?\"]| and | but | now | these | since | for | of | in | at | by |$)|(?: had| has|'d|'s)? died|(?: had| has|'d|'s)? passed away)\b(?! of (?:laughter|shame|boredom))"
_KIND = "car van lorry truck bike motorbike boat horse dog cat guitar bass fiddle violin cello piano accordion trumpet organ keyboard drums banjo flute sax".split()
_CLOTHES = "jacket coat hat cap jumper cardigan suit scarf boots shoes waistcoat dress shirt T-shirt hoodie anorak parka dungarees blazer beret trainers tie bow-tie overcoat mac gilet fleece guernsey tracksuit kilt"
_SHADES = r"(?:(?!(?:and|or|of|in|on|with|that|his|her|my|from|for|by|to)\b)[A-Za-z][\w\-]*,? ){0,3}?"
_ONE_OF = r"(?:eldest|oldest|youngest|younger|little|big|middle|only|late)"
_YOUNG = {"boy": "son", "lad": "son", "girl": "daughter"}


_low = group("v")


def _owned(match: re.Match[str]) -> str:
    kind = match["kind"].lower()
    rest = " ".join(match["v"].split())
    return rest if rest.lower().endswith(kind) else f"{kind}: {rest}"


def _kin(match: re.Match[str]) -> str | None:
    return _YOUNG.get(match["kin"]) or kin_of(match)


# Who is sent to places does not live there: a soldier in Korea, a reporter in Kabul.
_SENT = OCCUPATIONS.keys() & {
    job for job, families in OCCUPATIONS.items() if families & {"army", "navy"} or job in ("journalist", "reporter")
}
_SETTLED = either(job for job in JOBS if job not in _SENT)

TOGETHER: tuple[Pattern, ...] = (
    # she plays the bass, a white Fender; in his brother's car, a green Fiat
    Pattern("possession", words(" ".join(_KIND)), rx(rf"{DOER} (?:plays?|played|drives?|drove|rides?|rode|has|had|owns?|owned|bought|brought) (?:the|an?|his|her|my) (?:{ADJ}){{0,2}}?(?P<kind>{either(_KIND)}), (?:an?|the(?! [A-Z])|his|her|my) (?P<v>{_SHADES}(?:{either([*MAKES, *BELONGINGS])}|[A-Z][\w\-]+))\b"), _owned),
    Pattern("possession", words(" ".join(_KIND)), rx(rf"{WHOSE} (?:{ADJ}){{0,2}}?(?P<kind>{either(_KIND)}), (?:an?|the(?! [A-Z])) (?P<v>{_SHADES}(?:{either([*MAKES, *BELONGINGS])}|[A-Z][\w\-]+))\b"), _owned),
    # he wears his dead brother's watch
    Pattern("possession", _OWNED, rx(rf"{DOER} (?:always )?(?:wears?|wore|drives?|drove|plays?|played|carries|carried|uses?|used) (?:his|her|my) (?P<v>(?:(?:late|dead|old|poor|elder|older|little|big|dear) ){{0,2}}(?:{KIN_WORD})'s (?:{ADJ})?(?:{BELONGING}|[a-z]+))(?= ?[,.;:!?\"]| and | but | on | in )"), _low, needs=words("wears wear wore drives drove plays played carries carried uses used")),
    # the same green corduroy jacket, summer and winter
    Pattern("possession", words(_CLOTHES), rx(rf"{DOER} (?:always )?(?:wears|wore|wear|had on|has on) (?:always )?the same (?P<v>{_SHADES}(?:{'|'.join(_CLOTHES.split())}))\b"), _low, needs=words("same")),
    Pattern("possession", words(_CLOTHES), rx(rf"{DOER} (?:always|only ever|never without|only) (?:wears|wore|wear) (?:an?|his|her|my|the) (?P<v>{_SHADES}(?:{'|'.join(_CLOTHES.split())}))\b"), _low),
    # a keyboard that was Luca's
    Pattern("possession", _OWNED, rx(rf"\b(?:an?|the) (?:{ADJ}){{0,2}}?(?P<v>{BELONGING}|{either(INSTRUMENTS)}) (?:that|which) (?:is|was|had been|used to be) (?P<who>mine|his|hers|{NAME}'s)(?= ?[,.;:!?\"]| and | but )"), _low),
    # his wife, Pauline, had died: of her, and of him
    Pattern("death", words("died dead passed"), rx(rf"(?<!\w){POSS} (?:{ADJ})?{KIN_WORD},? (?P<who>{NAME}),?{_DEAD}"), constant("dead"), needs=frozenset(KIN)),
    Pattern("marital status", words("died dead passed"), rx(rf"{WHOSE} (?:late |poor )?(?:wife|husband)(?:,? {NAME})?,?{_DEAD}"), constant("widowed"), sure=False, needs=words("wife husband")),
    # Luca was her nephew, Annette's boy
    Pattern("kin", frozenset(KIN), rx(rf"(?P<whom>{NAME})(?: is| was|'s|,)(?: {POSS} [a-z]+,)? (?P<who>{NAME})'s (?:{_ONE_OF} )?(?P<kin>{KIN_WORD})(?= ?[,.;:!?\"]| and | who )(?!,? and [A-Z])"), _kin, sure=False),
    # "Luca was her nephew, Annette's boy", "Luca was Annette's eldest boy": "Rob's girl" alone may go out with him
    Pattern("kin", words("boy girl lad"), rx(rf"(?P<whom>{NAME})(?: is| was|'s|,) {POSS} {KIN_WORD}, (?P<who>{NAME})'s (?:{_ONE_OF} )?(?P<kin>boy|girl|lad)(?= ?[.,;:!?\"]| and | who )(?!,? and [A-Z])"), _kin, sure=False),
    Pattern("kin", words("boy girl lad"), rx(rf"(?P<whom>{NAME})(?: is| was|'s|,)(?: {POSS} [a-z]+,)? (?P<who>{NAME})'s {_ONE_OF} (?P<kin>boy|girl|lad)(?= ?[.,;:!?\"]| and | who )(?!,? and [A-Z])"), _kin, sure=False),
    # "Her mother's a paralegal called Denise": whose mother, and what she does
    Pattern("kin", frozenset(KIN), rx(rf"{WHOSE} (?:{ADJ})?(?P<kin>{KIN_WORD})(?:'s| is| was) (?:now )?an? [^.,;:!?\"]{{2,40}}? (?:called|named) (?P<whom>{NAME})"), kin_of, needs=words("called named")),
    Pattern("occupation", words("called named"), rx(rf"\ban? (?:{ADJ}){{0,2}}?(?P<v>{either(JOBS)}),? (?:called|named) (?P<who>{NAME})(?! (?:and|or) [A-Z])"), group("v")),
    # a priest in Athlone
    Pattern("residence", frozenset(w for job in JOBS for w in job.split()), rx(rf"{WHO}(?:'s|'m| is| was) (?:now )?an? (?:{ADJ}){{0,2}}?{_SETTLED} in (?P<v>[A-Z][\w\-]+(?: [A-Z][\w\-]+)?)(?= ?[,.;:!?\"]| and | but | now | these )(?! (?:January|February|March|April|May|June|July|August|September|October|November|December))"), as_written("v"), sure=False),
)  # fmt: skip

__all__ = ["TOGETHER"]
