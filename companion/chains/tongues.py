"""Whether a sentence is in English: by the small words that each language has and the others have not."""

# ruff: noqa: E501 - a table of words is read one to a line
from __future__ import annotations

import re

from .verbs import is_known
from .wording import FUNCTION, root

# The commonest words of other languages, those left out that are English words too ("die", "in", "on", "am", "he").
TONGUES: tuple[str, ...] = (
    # German
    "der das den dem des ein eine einen einem einer eines und oder aber dass daß ist war sind waren hat hatte haben hatten nicht ich du er sie wir ihr "
    "mich dich sich mir dir uns mein dein sein im am zum zur vom mit von bei nach aus auf für über unter wenn wie wer wird wurde soll muss kann auch noch nur schon",
    # French
    "le la les un une des du au aux et ou que qui est était sont ont avait ne pas je tu il elle nous vous ils elles se ce cette ces son sa ses mon ma mes "
    "dans sur avec pour par sans lui leur été être fait dit toujours",
    # Spanish and Portuguese
    "el los las una unos del al y que quien es era fue son han había lo le su sus mi con por para sin como pero más muy esta este esto eso ha debe "
    "o os um uma da dos das na nos nas em foi não ele ela com ao quem seu sua",
    # Italian
    "il lo gli uno di del della dei delle che chi è era sono hanno aveva non si con da dal nel nella questo questa suo sua ha deve",
    # Dutch
    "de het een en van dat wie is was zijn niet ik jij hij zij wij met voor op aan bij naar uit over als maar ook nog heeft had moet",
    # Swedish, Danish, Norwegian
    "och att det som är var inte jag han hon vi ett den på med för av från og ikke jeg hun et til fra skal har",
    # Polish, Czech
    "nie się że jest był była na do z w i to jak ale co przez się jsem byl byla ale aby",
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_CLIPPED = re.compile(r"(?:l|d|qu|j|n|s|c|dell|all|nell|sull|un)['’][aeiouyhàâéèêîô]\w+")  # l'autobus, d'un, qu'il
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]+")
_SHARED = frozenset(
    "was is had van met son war era con sin pour das dos mit over to do i co has as so or me no he am on an a in of us da".split()
)
_OTHERS = tuple(frozenset(line.split()) - _SHARED for line in TONGUES)
_ENGLISH = frozenset(FUNCTION) - frozenset().union(*_OTHERS) - frozenset("a i in on am an so me no as do or us".split())


def is_english(word: str) -> bool:
    """Whether a word is one of the small ones of English and of no other language here."""
    return word.lower() in _ENGLISH


def is_foreign(text: str) -> bool:
    """Whether more of a text's words are small words of another language than of English, or in another script."""
    words = _WORD.findall(text)
    if sum(map(len, _LATIN.findall(text))) < sum(map(len, words)) / 2:
        return True
    lower = [word for word in words if word[0].islower()]
    english = sum(word.lower() in _ENGLISH or is_known(root(word)) for word in words)
    clipped = sum(bool(_CLIPPED.fullmatch(word)) for word in lower)
    return clipped + max(sum(word in other for word in lower) for other in _OTHERS) > english
