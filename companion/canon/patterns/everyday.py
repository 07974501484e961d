"""Everyday things that novels say of people in their own words: rooms, ways of the body, work on the road, small habits."""

# ruff: noqa: E501 - a table of regular expressions or sentences is read one to a line
from __future__ import annotations

import re

from .base import HAS, IS, KIN_WORD, NUM, WHO, WHOSE, Pattern, as_written, constant, either, group, number, rx, words
from .life import PLACE_NAME
from .work import DOER

_HAD = r"(?:'d| had|'ve| have|'s| has)?"
_REST = r"[^.,;:!?\"()]"
_STOP = r"(?= ?[.,;:!?\"()]| and | but |$)"
_MONEY = rf"(?:[£$€]\d[\d,.]*(?:k|m)?|{NUM} (?:pounds|quid|dollars|euros?|grand)|(?:a )?(?:hundred|thousand)(?: (?:pounds|quid))?)"
_TICS = "hums whistles bites chews cracks twists taps clicks grinds picks tugs rubs strokes stammers"
_TICS_TOLD = "hummed whistled bit chewed cracked twisted tapped clicked ground picked tugged rubbed stroked stammered"
# What comes again: narration says "he taps the mike when they are ready" of the hour.
_TEMPER = r"(?:lying|thinking|working|waiting|listening|concentrating|nervous|anxious|tired|frightened|scared|angry|cross|drunk|bored|happy|upset|cold|ill|shy|worried|embarrassed)"
_ANY_TIC = either([*_TICS.split(), *_TICS_TOLD.split()])
_FEARED = r"(?:heights|flying|dogs|cats|spiders|water|blood|needles|lifts|crowds|hospitals|silence|waste|the dark|the sea|enclosed spaces|being (?:touched|late|photographed))"
_RUN = r"(?:tour|tours|bar|desk|show|shows|shop|crew|place|merch table|office|label|club|venue|bus|studio|house|kitchen|choir|band|monitors|lights|sound|merch|guest list|accounts|wardrobe|catering|stage|door|social media|website)"
_SOLD = (
    r"(?:merch|merchandise|T-shirts|tickets|programmes|records|drinks|ice creams)"  # day by day; a house is sold once
)
_PRISON = r"(?:[A-Z]\w+ )?(?:gaol|jail|prison|borstal)"
_SINCE = rf" since (?:he|she|I) (?:was (?:{NUM}|an? (?:boy|girl|lad|child|apprentice))|left (?:school|college|university|home))"
_GONE = r"(?:bad|gone|going|failing|weak|shot|not good|no good|giving out|giving up|giving (?:him|her|me) trouble|not what (?:it|they) (?:was|were))"


_low, _as_is = group("v"), as_written("v")


def _next(match: re.Match[str]) -> str | None:
    value = number(match["n"])
    return str(value) if value is not None and 4 <= value <= 105 else None


def _nearly(match: re.Match[str]) -> str | None:
    value = _next(match)
    return f"nearly {value}" if value else None


EVERYDAY: tuple[Pattern, ...] = (
    # --- years
    Pattern("next birthday", words("would d will ll be"), rx(rf"{WHO} ?(?P<v>(?:'d|would|will|'ll) (?:only )?be (?P<n>{NUM}))(?= (?:in (?:January|February|March|April|May|June|July|August|September|October|November|December|the (?:spring|summer|autumn|winter))|on (?:the|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|next|come|this)\b)"), _next, needs=words("be")),
    Pattern("age", words("off shy short"), rx(rf"{WHO}{IS} (?:an?|{NUM}|some|a few) (?:days?|weeks?|months?|years?) (?:off|shy of|short of) (?P<n>{NUM}){_STOP}"), _nearly),
    # --- rooms and homes
    Pattern("residence", words("room rooms"), rx(rf"{WHO}{HAS} (?P<v>(?:the|an?) (?:end|back|front|box|spare|top|corner|single|double|attic|best|small) room (?:at|in|over|above) {PLACE_NAME})"), _as_is),
    Pattern("residence", words("lives live lived"), rx(rf"{WHO} (?:still |now )?(?:lives?|lived) (?P<v>(?:over|above|behind|opposite|next door to|round the corner from) (?:an?|the) (?!(?:law|wheel|mask)\b)[a-z\-]+(?: [a-z\-]+)?(?:'s)?(?: (?:in|on|at|near) {PLACE_NAME})?){_STOP}"), _as_is),
    Pattern("history", words("born"), rx(rf"{WHO}{IS} (?P<v>born (?:on|in|aboard|at the back of|under|behind|backstage at) (?:an?|the) (?!(?:same|year|day|time|spring|summer|winter|autumn|morning|night)\b)[a-z\-]+(?: [a-z\-]+){{0,3}}?){_STOP}"), _low),
    # --- work
    Pattern("occupation", words("runs run ran running sells sell sold selling"), rx(rf"{DOER}(?:'s|'m| is| was)? (?P<v>(?:(?:runs|run|ran|running) (?:the|our|her|his|my|all the) {_RUN}|(?:sells|sell|sold|selling) (?:the|our|all the) {_SOLD})){_STOP}"), lambda m: re.sub(r"^(?:ran|run|running)\b", "runs", re.sub(r"^(?:sold|sell|selling)\b", "sells", _low(m)))),
    Pattern("past work", words("served"), rx(rf"{WHO}{_HAD} (?P<v>served (?:his|her|my) (?:time|apprenticeship)(?: (?:at|with|in|as) (?!{_PRISON}){_REST}{{2,40}}?)?){_STOP}"), _as_is),
    Pattern("past work", words("been worked"), rx(rf"{WHO}{_HAD} (?:worked (?P<v>(?:at|with|in|for|on) (?:the |an? )?[A-Za-z][\w'\-]*(?: [A-Z]?[\w'\-]+){{0,2}}?{_SINCE})|been (?P<been>(?:at|with) the [a-z\-]+{_SINCE})){_STOP}"), lambda m: " ".join((m["v"] or m["been"]).split())),
    Pattern("history", words("gaol jail prison borstal inside time"), rx(rf"{WHO}{_HAD} (?P<v>(?:done|did|served) (?:{NUM} (?:months|years|weeks|days)|time|a stretch)(?: (?:in (?:[A-Z]\w+ )?(?:gaol|jail|prison|borstal)|inside|in [A-Z]\w+))?){_STOP}"), _low, needs=words("gaol jail prison borstal inside time")),
    Pattern("history", words("licence license"), rx(rf"{WHO}{_HAD} (?P<v>(?:lost|never had|been banned from having) (?:his|her|my|an?) (?:driving )?licen[cs]e)"), _low),
    Pattern("education", words("exams exam grades levels finals"), rx(rf"{WHO}{_HAD} (?P<v>(?:passed|failed|sat|retaken|resat) (?:all )?(?:{NUM}|his|her|my|the) (?:of (?:them|her|his) )?(?:[a-z\-]+ )?(?:exams?|finals|grades|[AO][- ]levels|GCSEs))"), _low),
    # --- money
    Pattern("money", words("sends send sent pays gives"), rx(rf"{WHO} (?P<v>(?:sends?|sent|pays|gives) (?:(?:his|her|my) {KIN_WORD}|(?:money |something )?home) ?(?:{_MONEY} ?)?(?:an?|every|each) (?:week|month|year)|(?:sends?|sent) money home)\b"), _low),
    Pattern("money", words("remortgaged mortgaged pawned bankrupt"), rx(rf"{WHO}(?:{_HAD} (?P<v>(?:re)?mortgaged (?:his|her|the|my) [a-z]+(?: in {PLACE_NAME})?(?: twice)?)|{IS} (?:declared |made )?(?P<broke>bankrupt))"), lambda m: " ".join((m["v"] or m["broke"]).split())),
    # --- body
    Pattern("hair", words("hair"), rx(rf"{WHO}{HAS} (?:his|her|my) hair (?P<v>in (?:an? |two |one )?(?:[a-z\-]+ )?(?:plaits?|buns?|ponytail|pigtails|bunches|braids?|cornrows|dreads|dreadlocks|locks|rollers|knot|twists|topknot))"), _low),
    Pattern("hair", words("hair braid plait plaits braids"), rx(rf"{WHOSE} (?:[a-z\-]+ )?(?:hair|plaits?|braids?) (?:came|comes|hung|hangs|fell|falls|reached|reaches|goes|went) (?:down |almost |nearly |halfway )*(?P<v>(?:to|past|below) (?:his|her|my) (?:waist|shoulders?|chin|elbows|hips|collar|belt|knees))"), lambda m: f"long, {_low(m)}" if "chin" not in m["v"] else _low(m)),
    Pattern("health", words("leg shorter longer"), rx(rf"{WHO}{HAS} (?P<v>one (?:leg|arm|foot) (?:an inch |a little |slightly )?(?:shorter|longer|bigger) than the other)"), _low),
    Pattern("health", words("appendix tonsils gallbladder spleen teeth womb kidney hip knee"), rx(rf"{WHO}{_HAD}(?: had|'s had) (?:his|her|my|a|both) (?P<v>(?:appendix|tonsils|gallbladder|spleen|wisdom teeth|womb|kidney|hips?|knees?) (?:out|removed|done|replaced))\b"), _low),
    Pattern("health", words("heart back knee knees hip hips chest eyes hearing nerves liver lungs memory ears"), rx(rf"{WHOSE} (?P<part>heart|back|knees?|hips?|chest|eyes|hearing|nerves|liver|lungs|memory|ears)(?:'s| is| was| are| were|'d) {_GONE}{_STOP}"), lambda m: f"bad {m['part']}"),
    Pattern("habit", words("clean sober dry"), rx(rf"{WHO}(?:'s| has|'d| had|'ve| have) been (?P<v>(?:clean|sober|dry)(?: and sober)? (?:for )?(?:{NUM} (?:years|months|weeks|days)|since {_REST}{{2,24}}?)){_STOP}"), _low),
    Pattern("fear", words("stand bear abide cope"), rx(rf"{WHO} (?P<v>(?:can't|cannot|couldn't|could not|can't ever) (?:stand|bear|abide|cope with|be doing with) (?P<what>{_FEARED})){_STOP}"), lambda m: f"can't stand {' '.join(m['what'].lower().split())}"),
    # --- habits
    Pattern("habit", words("flies drives swims dances cooks swears cries sings smokes drinks"), rx(rf"{WHO} (?P<v>never (?:flies|drives|swims|dances|cooks|swears|cries|sings|smokes|drinks)){_STOP}"), _low, needs=words("never")),
    Pattern("habit", words("keeps kept keep"), rx(rf"{DOER} (?:always )?(?:keeps|keep|kept) (?P<v>an? (?:list|record|diary|journal|log|tally|count|notebook|scrapbook|ledger)(?: of {_REST}{{2,40}}?)?(?: in (?:an?|the|his|her) {_REST}{{2,24}}?)?){_STOP}"), lambda m: f"keeps {_as_is(m)}"),
    Pattern("habit", words(_TICS), rx(rf"{WHO} (?P<v>(?:{either(_TICS.split())})\b{_REST}{{0,40}}? ?when (?:he|she|I)(?:(?:'s|'m| is| am| gets?) {_TEMPER}| thinks?| lies?)){_STOP}"), _as_is, needs=words("when")),
    Pattern("habit", words(_TICS, _TICS_TOLD), rx(rf"{WHO} (?P<v>(?:always {_ANY_TIC}\b{_REST}{{0,40}}? ?when|{_ANY_TIC}\b{_REST}{{0,40}}? ?whenever) (?:he|she|I|they)\b{_REST}{{1,32}}?){_STOP}"), _as_is, needs=words("always whenever")),
    Pattern("habit", words("skin lip nails hair knuckles"), rx(rf"{WHO} (?P<v>(?:bites|chews|picks) (?:the skin|the inside|(?:his|her|my) (?:lip|cuticles|nails|knuckles)){_REST}{{0,24}}?){_STOP}"), _as_is),
    Pattern("habit", words("cracks crosses touches kisses prays spits vomits throws hums paces"), rx(rf"{WHO} (?:always )?(?P<v>(?:cracks|crosses|touches|kisses|prays|spits|vomits|throws up|hums|paces)\b{_REST}{{0,30}}? (?:before|after) (?:an?|every|each) (?:show|gig|set|concert|flight|match|race|meal|take|entrance|performance)){_STOP}"), _as_is, needs=words("before after")),
    Pattern("habit", words("calls called"), rx(rf"{WHO} (?P<v>(?:calls|called) (?:everybody|everyone|all of us|people|every man|every woman|anybody) (?:pet|love|darling|duck|hen|pal|mate|dear|dearie|sweetheart|honey|babe|sir|chief|boss|kid|sunshine|petal|treasure|flower|lad|lass|chuck|cock|son|doll|bab|comrade)){_STOP}"), _as_is),
    # --- people they have
    Pattern("kin", words("youngest eldest oldest middle"), rx(rf"{WHO}{IS} (?P<v>the (?:youngest|eldest|oldest|middle one) of (?P<n>{NUM}))(?= ?[.,;:!?\"()]| children\b| brothers\b| sisters\b| and | but |$)"), _low),
    Pattern("marital status", words("wives husbands exes"), rx(rf"{WHO}{HAS} (?P<v>{NUM} ex-(?:wives|husbands))\b"), _low),
    Pattern("history", words("orphan"), rx(rf"{WHO}{IS} an (?P<v>orphan){_STOP}"), constant("orphan")),
)  # fmt: skip

__all__ = ["EVERYDAY"]
