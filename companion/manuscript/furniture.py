"""What tells lines that a page, a program or a form has printed from lines that somebody has told.

Each line of a paragraph is looked at by itself: what it is made of (marks, digits, words that begin with capitals),
how it begins and ends. None of this depends on the language that a page is in, and little on what it says.
"""

# ruff: noqa: E501 - patterns
from __future__ import annotations

import re
from collections.abc import Mapping

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
FINAL = re.compile(r"[.!?…][\"'”’»)*_\]]*$")

# What a line of furniture has in it; each is the share of the lines that have it.
LINES: Mapping[str, re.Pattern[str]] = {
    "pipes": re.compile(r"\s[|¦]\s|^\||\|$"),
    "dots between": re.compile(r"\s[·•∙▪‧]\s"),
    "arrows": re.compile(r"[«»‹›←→⟵⟶▶◀►◄▲▼▾▸↑↓↵]|<{1,2}-|-{1,2}>|&[lg]t;|>>|<<|(?<=\w) > (?=\w)"),
    "symbols": re.compile("[★☆♥♡❤✓✔☐☑✉☰⋮⚙🔖👍👎💬🔔📖📚🎧🎵🎶⭐©®™♪♫]|\\[[ xX]\\]|\\(\\s?\\)"),
    "bullet": re.compile(r"^\s*(?:[-–—*•·○●◦▪▸>+~]|\(?\d{1,3}[.)]|\(?[a-hA-H][.)])\s+\S"),
    "hash tags": re.compile(r"(?<![\w&])#[^\W\d_][\w-]*(?: [^#\n]{1,40}(?=#|$))?"),
    "label": re.compile(r"^\W{0,4}[^\W\d_][\w/'’&. -]{0,32}\s?[:：]\s*\S"),
    "bare label": re.compile(r"^\W{0,4}[^\W\d_][\w/'’&. -]{0,40}\s?[:：]\W{0,3}$"),
    "shouted label": re.compile(r"^\W{0,4}[A-Z][A-Z/'’& -]{3,40}[:：–—-]?(?:\s|$)"),
    "titled": re.compile(
        r"^\W*(?:[A-ZÀ-Þ][\w'’-]*(?:\s+(?:of|the|and|a|to|in|for|by|&|de|la|le|des|und|der|die)\b)*[\s,&/-]*){2,8}\W*$"
    ),
    "counter": re.compile(
        r"\d[\d.,]*\s?[kKmM]?\s?(?:/|of|out of|sur|von|de)\s?\d|\(\s?\d[\d.,]*k?\s?\)|^\W*[-–—~|]?\s?\d{1,4}\s?[-–—~|]?\W*$|\b(?:p|pg|pp|page|seite|s|página|pág)\.?\s?\d+\b|#\d+\b|\bno\.? ?\d+",
        re.IGNORECASE,
    ),
    "number of": re.compile(
        r"\b\d[\d.,]*\s?k?\+?\s(?:words?|views?|reads?|likes?|votes?|comments?|reviews?|stars?|chapters?|followers?|kudos|hits|min(?:ute)?s?|pages?|readers?|favou?rites?|notes?|reblogs?|replies|reply|people|guests?|members?|mots|vues?|lectures?|lecteurs?|commentaires?|avis|palabras|votos|lecturas|vistas|comentarios|capítulos?|wörter|aufrufe|kommentare?|sterne|leser|parole|letture|voti|palavras|seiten)\b",
        re.IGNORECASE,
    ),
    "ago": re.compile(
        r"\b(?:\d+|an?|il y a|hace|vor|há)\s?(?:\w+\s)?(?:s|m|h|d|w|y|mo|sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|heures?|jours?|mois|ans?|horas?|días?|semanas?|meses|años?|stunden?|tagen?|wochen?|monaten?|dias?)(?:\s(?:ago|atrás))?\b",
        re.IGNORECASE,
    ),
    "dated": re.compile(
        r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr|mars|avr|juin|juil|août|enero|febrero|marzo|abril|mayo|junio|julio|agosto|januar|februar|märz|mai|juni|juli|oktober|dezember)[a-zéû]*\.?,? \d{1,4}\b|\b\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|de )[a-z]*|\b\d{1,2}:\d\d(?::\d\d)?\s?(?:[ap]\.?m|uhr)?\b",
        re.IGNORECASE,
    ),
    "file": re.compile(
        r"\b[\w-]+\.(?:docx?|odt|rtf|txt|pdf|epub|mobi|md|scriv|html?|jpe?g|png|mp3)\b|\bv\d+(?:\.\d+)?\b|_v?\d|\w_\w+_",
        re.IGNORECASE,
    ),
    "price": re.compile(r"[$£€¥]\s?\d|\d\s?(?:€|£|USD|EUR|GBP)\b"),
    "bracketed": re.compile(r"^\s*[\[({<].*[\])}>]\W*$"),
    "comment balloon": re.compile(
        r"\[[A-Z]{1,4}\d{1,3}(?:R\d{1,3})?\]|\bcommented \[|\bcomment \[|^\W*(?:deleted|formatted|inserted|resolved|accepted)\s?:",
        re.IGNORECASE,
    ),
    "to come": re.compile(
        r"\bTK\b|\bTBC\b|\bTBD\b|\bTODO\b|\bTO DO\b|\bFIXME\b|\bXXX+\b|\bNB\b|\b(?:rev|ver|vers)\.? ?\d|\b(?:first|second|third|fourth|final|rough|working|\d(?:st|nd|rd|th)) draft\b|\bdraft (?:\d|one|two|three|four|no)|\bDRAFT\b|\bentwurf\b|\bbrouillon\b|\bborrador\b|\bpls (?:check|fix)\b|\bnot for circulation\b|\bconfidential\b|\bdo not (?:cite|quote|distribute|circulate)\b|\bword (?:count|target)\b"
    ),
    "handle": re.compile(
        r"(?<![\w.])@\w{3,}|\b[ur]/\w{3,}|\b[a-z]+(?:_[a-z0-9]+)+\b|\b[A-Za-z]{3,}\d{2,5}\b|\b[a-z]+[A-Z][a-z]+\w*\b"
    ),
    "address": re.compile(
        r"https?:|www\.|\b[\w-]+\.(?:com|org|net|co|uk|example|io|me|blog|fr|de|es|press|site|page)(?:/|\b)|\S+@\S+\.\w+|\bunsubscribe\b",
        re.IGNORECASE,
    ),
    "slash list": re.compile(r"\w\s?/\s?\w.*\w\s?/\s?\w"),
    "comma list": re.compile(r"^[^.!?:]{0,40}(?::\s)?(?:[\w'’& -]{2,30},\s){3,}[\w'’& -]{2,30}\.?$"),
    "rated": re.compile(
        r"[★☆⭐]{2,}|\b\d(?:[.,]\d)?\s?/\s?(?:5|10)\b|\b(?:PG|PG-?13|NC-?17|R-?rated|NSFW|18\+|16\+|T\+|K\+)\b|\brated [A-Z]\b"
    ),
    "by line": re.compile(
        r"^\W{0,4}(?:(?:written |posted |translated |edited |art(?:work)? |cover |story |from |photo(?:graph)? )?by|von|par|por)\s[A-Z\w]",
        re.IGNORECASE,
    ),
    "posted": re.compile(
        r"\b(?:posted|published|updated|uploaded|submitted|created|edited|modified|saved|exported|printed|filed under|posted in|publié|publicado|veröffentlicht|aktualisiert|actualizado|mis à jour)\b",
        re.IGNORECASE,
    ),
}
# Signs without one of which a paragraph holds no line of that kind, and need not be searched; "0" is any digit.
NEEDED: Mapping[str, frozenset[str]] = {
    name: frozenset(signs)
    for name, signs in {
        "pipes": "|¦",
        "dots between": "·•∙▪‧",
        "arrows": "«»‹›←→⟵⟶▶◀►◄▲▼▾▸↑↓↵<>&",
        "symbols": "★☆♥♡❤✓✔☐☑✉☰⋮⚙🔖👍👎💬🔔📖📚🎧🎵🎶⭐©®™♪♫[(",
        "hash tags": "#",
        "label": ":：",
        "bare label": ":：",
        "counter": "0",
        "number of": "0",
        "dated": "0",
        "price": "0",
        "slash list": "/",
        "bracketed": "[({<",
        "comma list": ",",
    }.items()
}
# Words of pages and of those who post on them, in the languages in which pages come most; a page's frame may be in
# another language than the story on it.
CONTROLS = frozenset(
    # English
    "next previous prev back forward home menu index contents toc top bottom login logout log sign signup register account profile settings"
    " search browse library bookmark bookmarks share tweet pin email print report flag reply replies like likes liked unlike"
    " dislike follow unfollow following followers subscribe unsubscribe subscribed vote votes voted kudos comment comments"
    " review reviews rate rating ratings rated favourite favorite favs hits views view reads read add save saved download"
    " epub pdf mobi font size theme dark light sepia night mode narrow wide serif cookies cookie accept reject manage"
    " preferences privacy policy terms contact help faq about rss feed archive archives tags tag tagged category"
    " categories genre genres language status complete completed ongoing hiatus words chapter chapters chap part episode"
    " fandom pairing pairings summary characters warnings language published updated posted author authors translator"
    " editor membership member members guest premium unlock coins gems tickets stones patron patrons patreon ko-fi tier tiers month monthly"
    " advertisement ad ads sponsored promoted continue loading load show hide expand collapse close open toggle skip jump"
    " list listen audio player playlist track page pages reading latest newest oldest sort recommended related similar"
    " trending popular explore discover notifications inbox forum thread threads topic post posts quote quoted edit edited"
    " delete link copy embed permalink copied powered rights reserved copyright mobile desktop app version install scroll draft"
    " drafts label synopsis target revision revised formatted deleted commented chars mood music location current entry"
    # French
    " suivant précédent chapitre chapitres accueil connexion inscription déconnexion partager imprimer signaler abus commentaire commentaires"
    " commenter laisser avis vote voter noter suivre abonner abonnez abonnés sommaire retour haut lire lecture lectures lecteurs vues favoris ajouter bibliothèque"
    " auteur auteure publié tags mots résumé exporter télécharger recherche rechercher contact mentions légales histoire histoires genre note"
    # Spanish
    " siguiente anterior capítulo capítulos inicio sesión iniciar registrarse compartir imprimir denunciar reportar comentario comentarios comentar"
    " votar votos seguir seguidores suscribirse leer lecturas vistas guardar biblioteca autora publicado palabras resumen etiquetas"
    " descargar buscar historia historias índice favoritos añadir volver arriba"
    # German
    " weiter zurück nächstes vorheriges kapitel startseite anmelden abmelden registrieren teilen drucken melden kommentar kommentare kommentieren"
    " bewerten bewertung bewertungen abonnieren folgen gefällt merken lesezeichen lesen leser aufrufe autorin veröffentlicht wörter zusammenfassung"
    " herunterladen suche suchen impressum datenschutz inhalt inhaltsverzeichnis geschichte favoriten nach oben schriftgröße empfehlen empfehlungen"
    # Italian, Portuguese
    " avanti indietro capitolo capitoli condividi stampa segnala commenti commenta vota segui iscriviti letture parole storia storie"
    " próximo capítulo capítulos compartilhar denunciar comentários curtir seguir leituras palavras história histórias".split()
)
COMMON = frozenset(
    "the a an and but or so as at by for from in into of off on out over to up with is was are were be been had has have"
    " he she it they his her him them their its i my me you your we our not no this that there then when what who".split()
)


def printed(text: str) -> dict[str, float]:
    """What is seen of a paragraph's lines, by name: mostly shares of its lines between 0 and 1."""
    lines = [line.strip() for line in text.splitlines() if line.strip()] or [""]
    count = len(lines)
    found: dict[str, float] = {}
    marked = 0
    signs = {"0" if c.isdecimal() else c for c in set(text)}
    for name, pattern in LINES.items():
        if name in NEEDED and signs.isdisjoint(NEEDED[name]):
            continue
        if hits := sum(pattern.search(line) is not None for line in lines):
            found[f"f {name}"] = hits / count
            marked += 1
    found["f kinds"] = float(marked)
    tokens = WORD.findall(text)
    size = max(1, len(tokens))
    capitals = sum(t[0].isupper() for t in tokens)
    found["f capitals"] = capitals / size
    found["f shouted"] = sum(len(t) > 1 and t.isupper() for t in tokens) / size
    lower = [t.casefold() for t in tokens]
    controls = sum(t in CONTROLS for t in lower)
    found["f controls"] = controls / size
    found["f controls count"] = min(controls, 12)
    found["f common"] = sum(t in COMMON for t in lower) / size
    letters = sum(c.isalpha() or c.isspace() for c in text)
    found["f marks"] = 1 - letters / max(1, len(text))
    found["f digits"] = sum(c.isdigit() for c in text) / max(1, len(text))
    found["f final"] = sum(FINAL.search(line) is not None for line in lines) / count
    found["f lines"] = min(count, 12)
    found["f words a line"] = min(size / count, 60)
    found["f longest line"] = min(max(len(line) for line in lines), 400) / 10
    found["f words"] = min(size, 200)
    found["f sentences"] = min(len(re.findall(r"[.!?…][\"”’)]?(?:\s|$)", text)), 12)
    found["f words a sentence"] = min(size / max(1.0, found["f sentences"]), 60)
    return found


def _lines(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)


# Lines that nobody has told: one of them makes a sure case of a block whose other lines fit.
SURELY = _lines(
    r"\W*(?:page|seite|página|pagina|p\.|pg\.?)\s?\d+\s*(?:(?:of|/|von|sur|de|di)\s*\d+)?\W*",
    r"[-–—~]\s?\d{1,4}\s?[-–—~]|\d{1,4} \| page",
    r"[\w.'’ ]{2,30} / [\w.,'’ ]{2,50} / (?:p(?:age|\.)? ?)?\d{1,4}",
    r"\W*(?:commented|comment)\s?\[.*|\W*(?:formatted|deleted|inserted):.*|\[[A-Z]{2,3}\d{1,3}(?:R\d{1,3})?\].*",
    r"(?=.{0,90}(?<![.!?…,;])\Z)\W*(?:.{0,40}\W)?(?:(?:first|second|third|fourth|fifth|final|rough|working|revised|\d(?:st|nd|rd|th)) draft|draft"
    r" (?:no\.? ?)?\d+|(?:thesis|chapter|workshop) draft)(?:\W[^.!?]{0,50})?\W*",
    r"\W*(?:[^.!?]{0,40}\W)?(?:not for (?:circulation|distribution|quotation|citation)|do not (?:circulate|distribute|cite))\b[^.!?]{0,30}\W*",
    r"\W*(?:label|synopsis|section type|word target|target words|keywords|pov)\s*:\s.*",
    r"(?:current )?(?:mood|music|location)\s*:\s.*|entry tags\s*:.*",
    r".*\bunsubscribe\b.*|.*\bview (?:this (?:e-?mail )?)?in (?:your |a |the )?browser\b.*",
    r"you(?:['’]re| are) (?:getting|receiving) this (?:e-?mail|message|newsletter|letter)\b.*",
    r"repl(?:y|ies)\W{1,4}(?:like|report|share|quote)\b.{0,20}|[\w.@ -]{2,30} [·•∙|] (?:\d+|an?) \w+ ago\W*",
    r"(?:log|sign) ?in(?: or (?:sign|log) ?(?:up|in))? to (?:leave|post|add|comment|reply|save|vote|read|continue|rate)\b.*",
    r"\W*(?:#[^\W\d_][^#\n]{0,60}){3,}",
    r".*<?-+ ?you are here.*",
    r"last edited by\b.*",
    r".*\b(?:bonus|extra|early|advance[d]?) (?:chapters?|releases?)\b.*|.*\b(?:chapters?|episodes?) (?:ahead|early|in advance)\b.*",
    r"\W*(?:j['’]aime|gefällt mir|me gusta|mi piace|curtir)\b.{0,40}",
)
# Lines of the kind that stand beside them.
FITTING = _lines(
    r"[^.!?]{1,70}",
    r"\W{0,4}[^\W\d_][\w/'’&. -]{0,32}\s?[:：].*",
    r"\W*(?:[-–—*•]|\d{1,2}[.)])\s.*",
)
TO_COME = re.compile(
    r"\bTK\b(?! ?[A-Z]\w*['’]s)|\bTODO\b|\bFIXME\b|\b(?:ADD|INSERT|CHECK|FIX)(?: LATER|:)|\[(?:INSERT|ADD|CHECK|FIX)\b"
)
HEAD_LABEL = re.compile(
    r"\W{0,4}(?:title|author|e-?mail|fandom|rating|rated|classification|category|archive|spoilers?|summary|disclaimer|feedback|pairings?"
    r"|characters?|keywords|genre|warnings?|status|language|words?|word ?count|notes?|series|prompt|beta|published|updated|timeline"
    r"|titel|autorin?|zusammenfassung|titre|auteure?|résumé|título|autora?|resumen|titolo|autore|advisor|supervisor|submitted by)\s?[:：]",
    re.IGNORECASE,
)
PARTS = re.compile(r"\s+[|·•∙—–/»›>«‹]\s+|\s{3,}")


def is_printed(text: str) -> bool:
    """Whether a paragraph is a page's or a program's work for sure: each of its lines could be, and one cannot be
    anything else."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or len(text) > 1500 or text[0] in "\"“‘'":
        return False
    sure = [_sure_line(line) for line in lines]
    heads = {m[0].casefold() for line in lines if (m := HEAD_LABEL.match(line))}
    if len(heads) >= 4 and len(heads) >= 0.6 * len(lines):
        return True
    return any(sure) and all(hit or FITTING.fullmatch(line) for hit, line in zip(sure, lines, strict=True))


def _sure_line(line: str) -> bool:
    if SURELY.fullmatch(line):
        return True
    if TO_COME.search(line):
        return True
    if len(line) > 120 or FINAL.search(line):
        return False
    parts = [p for p in PARTS.split(line) if WORD.search(p)]
    tokens = [t.casefold() for t in WORD.findall(line)]
    return len(parts) >= 2 and len(tokens) <= 16 and sum(t in CONTROLS for t in tokens) >= max(2, 0.6 * len(tokens))
