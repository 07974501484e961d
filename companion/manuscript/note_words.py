"""Classes of words that those who post chapters use, and what tells a page's furniture from sentences.

Any of them may stand in a story; `notes` counts them and a learned weight says how much each tells. PLURAL_YOU, PATTERNS
and MEDIA are for texts in small letters, which are searched in a third of the time.
"""

# ruff: noqa: E501 - lists and patterns
from __future__ import annotations

import re

# What an author calls those who read.
READERS = frozenset(
    "reader readers reviewer reviewers commenter commenters subscriber subscribers patron patrons follower followers"
    " everyone everybody anyone anybody guys folks peeps lovelies y'all yall people friends besties gremlins darlings"
    " betas beta lurkers newcomers".split()
)
# What they are asked to do.
ASKED = frozenset(
    "review comment vote subscribe follow favourite favorite bookmark share like rate pledge donate support join visit"
    " click tap check leave drop tell shout scream guess enjoy skip scroll read reread ignore excuse forgive feel"
    " remember recommend preorder buy download unlock log sign message".split()
)
# What an author says of the work.
WORK = frozenset(
    "chapter chapters part parts episode episodes instalment instalments installment update updates updated updating"
    " story stories fic fics fanfic novel novels novella book books serial series sequel prequel trilogy draft drafts"
    " scene scenes ending endings plot plots pov viewpoint character characters dialogue typo typos mistakes errors"
    " commas edit edits edited editing revised revisions rewrite rewrote rewritten rewriting wrote written writing"
    " write author's author publisher published publish posting posted post repost reposted upload uploaded hiatus"
    " cliffhanger cliffie epilogue prologue fictional fiction fictitious timeline spoiler spoilers recap teaser"
    " paperback ebook pages page wip oneshot one-shot prompt prompts challenge title canon draft feedback concrit"
    " reviews comments kudos votes ratings theories inspired researched research googled".split()
)
# Where it is posted.
SITE = frozenset(
    "blog profile website site newsletter mailing patreon ko-fi kofi discord tumblr twitter instagram facebook tiktok"
    " youtube pinterest reddit whatsapp telegram wattpad ao3 ffn kindle amazon goodreads substack wordpress playlist"
    " spotify link links linked login log logged account password cookies cookie browser website's server premium"
    " coins gems pass tier tiers patrons subscribers poll polls notification notifications bio wiki forum thread app"
    " apps epub pdf mobi rss copyright adverts ads advertisement sponsored menu search username guest signup unsubscribe"
    " spam email e-mail moderator page pages tab tag tags tagged list library shelf bookmark bookmarks section".split()
)
# What fans call things.
FANDOM = frozenset(
    "beta beta'd beta'ed unbeta'd un-beta'd oc ocs au aus ship shipping otp fluff angst angsty smut fandom rated rating"
    " pairing pairings genre tw cw warning warnings trigger triggers slowburn whump m/m f/f m/f pwp hea crossover"
    " oneshots drabble kudos hurt/comfort fic ooc nsfw minors mature explicit gen het slash status ongoing complete"
    " completed hiatus language relationship relationships category categories original works".split()
)
# The author's own days: the reasons why there is no chapter, or one.
DAYS = frozenset(
    "exam exams finals dissertation thesis essay uni university college school semester term half-term revision"
    " placement graduation deadline deadlines laptop keyboard internet wifi wi-fi broadband router computer"
    " formatting holiday holidays vacation christmas easter halloween birthday weekend weekends week weeks month months"
    " year years monday tuesday wednesday thursday friday saturday sunday fridays sundays mondays wednesdays thursdays"
    " saturdays tuesdays january february march april june july august september october november december tomorrow"
    " tonight yesterday schedule daily weekly fortnight monthly sick ill flu covid surgery hospital migraine tonsillitis"
    " husband wife boyfriend girlfriend partner flatmate roommate kids toddler toddlers baby mum mom dad nan sister"
    " brother niece nephew cat dog puppy job shift shifts work boss redundancy move moved moving house flat engaged"
    " married divorce wedding therapist therapy driving".split()
)
THANKS = frozenset("thanks thank thankyou ty tysm grateful thankful cheers appreciate appreciated welcome".split())
SORRY = frozenset(
    "sorry apologies apologise apologize apology delay delayed late lateness wait waiting patience".split()
)
HOPES = frozenset("hope hopefully promise enjoy enjoyed please pls plz hopefully fingers".split())
LEGAL = frozenset(
    "rights reserved copyright copyrighted fictitious fictional resemblance coincidental coincidence permission"
    " reproduce reproduced repost reposted translate translated own owned disclaimer fiction imagination imaginary"
    " accidental unintended intended living likeness similarity stolen steal profit affiliated property belongs belong"
    " actual persons".split()
)
WARNED = frozenset(
    "warning warnings content trigger triggers contains contain mentions mention mentioned implied graphic explicit"
    " violence abuse language swearing suicide self-harm gore sexual sex drugs alcohol drinking smoking homophobia"
    " racism assault coercion grooming eating disorder death blood needles vomiting mature adult adults sensitive"
    " themes minors upsetting distressing".split()
)
CREDITS = frozenset(
    "cover art artwork design designed edited editor editing edits proofread proofreader proofreading beta beta-read"
    " translator translated translation translations raws typesetting typeset lyrics song soundtrack playlist moodboard"
    " banner formatting checked credit credits prompt gift dedicated dedication written by produced illustration map"
    " tl pr ed qc tlc tn".split()
)
# What a page prints.
FURNITURE = frozenset(
    "prev previous next first last latest index contents toc home menu top bottom back skip jump go return browse"
    " search login log sign register account profile share tweet facebook twitter reddit email print pinterest tumblr"
    " whatsapp telegram copy link like likes loading save saved bookmark add library list follow followers favourite"
    " favorites favourites favs subscribe notify report abuse flag vote votes view views read reads hits kudos stars"
    " star comments comment reviews review reply replies quote responses thoughts sort newest oldest submit cancel"
    " close open show hide toggle more rating rated status complete ongoing published updated posted created language"
    " english words word count chapters chapter part parts genre genres category tags tag characters relationship"
    " relationships fandom summary notes note title author font size text line spacing theme dark light sepia night"
    " mode width serif background settings small medium large narrow normal wide full download epub pdf mobi ads"
    " advertisement sponsored cookies privacy terms contact help about donate gift send unlock coins gems episode"
    " recommended related similar also enjoyed loved popular trending forum post posts joined location subject re"
    " guest member latest page pages story stories list fullscreen listen audio reader mark min ago navigation content"
    " main password forgotten forgot required fields published address app get powered".split()
)
NARRATED = frozenset(
    "said says asked asks told replied whispered whispers shouted answered laughed laughs muttered smiled smiles nodded"
    " nods shrugged shrugs grinned grins sighed sighs looked looks turned turns stared stares stood stands sat walked"
    " walks leaned leans reached reaches pulled pulls opened opens shut closed picks picked".split()
)
FIRST = frozenset("i i'm i've i'd i'll me my myself mine im ive".split())
SECOND = frozenset("you your yours you're you've you'll you'd yourself yourselves u ur".split())
THIRD = frozenset("he she him her his hers himself herself he'd she'd he's she's they them their".split())
PERFECT = frozenset("i've we've you've haven't hasn't i'm i'll i'd we're you're it's that's there's".split())
CHATTER = frozenset(
    "lol omg haha lmao anyway anyways ok okay yay um umm ugh hey hi hello hiya yep btw tbh imo idk rn bc cos gonna wanna"
    " kinda sorta super literally honestly basically actually fun whoops oops phew argh ahh wow xx xxx x ily byee bye"
    " soo sooo gosh alas yes well right".split()
)
STOP = frozenset(
    "the a an and but or so as at by for from in into of off on out over to up with about after before behind is was"
    " are were be been being am do does did done have has had having will would can could should may might must shall"
    " not no nor if then than that this these those there here it its it's he she they them his her him their i me my"
    " we us our you your who whom whose which what when where why how all any some each every both few more most much"
    " many other another such only own same too very just even still yet again once also never always ever one two"
    " three got get gets go goes went come comes came said says like know see say think don't didn't i'm i've i'd i'll"
    " that's there's he's she's you're down back now because while until though through".split()
)
# Who a letter in the story may be written to is named; these are not a name.
NOBODY = frozenset(
    "all everyone everybody readers reader guys friends folks subscribers reviewers again there you people anyone both"
    " world internet peeps lovelies".split()
)
DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b|\b(?:the )?\d{1,2}(?:st|nd|rd|th)\b|\b\d{1,2}:\d\d\s?[ap]m\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\w* \d",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\b\d[\d,.]*k\b|\b\d{1,3}(?:,\d{3})+\b|\b\d+ ?/ ?[\d?]+|\b\d+%|\(\d+\)", re.IGNORECASE)
ADDRESS = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|org|net|co\.uk|example|io|me|blog)\b|\S+@\S+\.\w+", re.IGNORECASE)
HANDLE = re.compile(r"(?<![\w.])[@#]\w{3,}|\b[ur]/\w+")
SEPARATOR = re.compile(r"\s[|•·»«›‹>∙~/]\s|[«»‹›←→▾▲▼↑↓⟵⟶]|<<|>>|\]\s*[|\[]")
LABEL = re.compile(r"\W*[A-Za-z][\w/'’ -]{0,28}[:：](?:\s|\W*$)")
SAID_LABEL = re.compile(r"[*_]*([A-Z][\w.'’ ]{0,20}?)[*_]*:[*_]*\s")
GREETING = re.compile(
    r"[*_>\s]*(?:(?:my )?(?:dearest|dear|darling)|hi|hello|hey)\s+((?:[\w.'’-]+\s?){1,4})[,:!—–-]*[*_]*\s*\Z"
    r"|[*_>\s]*([A-Z][\w'’]+)\s*,[*_]*\s*\Z",
    re.IGNORECASE,
)
MAIL_HEAD = re.compile(r"[*_>\s]*(?:from|to|subject|re|sent|date)\s*:[*_]*\s+\S", re.IGNORECASE)
_NUMBER = (
    r"(?:\d{1,3}|[IVXL]{1,7}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)?[- ]?(?:one|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve|\w{3,5}teen)|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
HEADING = re.compile(
    r"\W{0,4}(?:chapter|ch\.?|part|episode|no\.?|#)?\s*" + _NUMBER + r"\W{0,3}(?:\s*[.:)–—-]\s*[^.!?\n]{2,40})?\W{0,3}",
    re.IGNORECASE,
)
SPOKEN_OF = re.compile(
    r"\b(?:author|writer|reader|reviewer|chapter|review|update|note|comment|housekeeping|book)s?\b", re.IGNORECASE
)
MEANT = re.compile(
    r"\b(?:this|the (?:next|last|previous|first|whole)) (?:one|bit|part|time|week|chapter|episode)\b", re.IGNORECASE
)
PLURAL_YOU = re.compile(
    r"\b(?:you (?:all|guys|lot|people|two thousand)|all of you|y['’]all|(?:some|most|half|many|several|those|few|none|"
    r"rest|each|any|one|both|hundreds?|dozens?|thousands?) of you|to (?:everyone|everybody|anyone|those|all) who|"
    r"if you(?:['’](?:d|ve|re))? (?:like[d]?|enjoy(?:ed)?|want|spot|find|found|see|have|missed|read|made|can)|"
    r"let me know|tell me|any(?:one|body) else|thank you|thanks)\b",
)
_WORK = (
    r"(?:chapter|part|episode|instal?lment|update|story|fic|novel|book|scene|series|sequel|draft|ending|poll|post|"
    r"version|volume|section|release|one|bit)s?"
)
PATTERNS = {
    # "Vote below", "please, please comment": a sentence that begins with what readers are asked to do.
    "told to do": re.compile(
        r"(?:^|[.!?\n:;—–-]\s*|\b(?:and|or|please|pls|plz|just|so|go|then|do)[ ,]+)(?:don['’]t forget to |feel free to )?"
        r"(?:review|comment|vote|subscribe|follow|favou?rite|bookmark|share|rate|pledge|donate|support|join|visit|check"
        r" out|click|tap|leave|drop|let me know|tell me|shout|scream at|enjoy|skip|excuse|forgive|read|recommend|"
        r"pre-?order|download|unlock|log ?in|sign (?:up|in)|message|do not|find me|come (?:find|say|and)|see you|stay "
        r"tuned|bear with|be (?:kind|gentle|nice|good|warned|aware)|google)\b",
        re.MULTILINE,
    ),
    "about the work": re.compile(
        r"\b(?:this|next|last|previous|every|each|new|first|final|whole|rest of the|my|our|latest|upcoming|other|two|"
        r"three|few|more|extra|short|long|another)\s+(?:\w+\s+)?"
        + _WORK
        + r"\b|\b"
        + _WORK
        + r" (?:\d+|is up|are up|goes up|"
        r"will be|was (?:so |really |very )?(?:hard|fun|meant|supposed|inspired|posted))\b",
    ),
    "about the writing": re.compile(
        r"\b(?:writ(?:e|es|ing|ten)|wrote|typ(?:e|ing|ed)|post(?:ed|ing)?|upload(?:ed|ing)?|updat(?:e|ed|ing)|"
        r"rewr(?:ote|iting|itten)|edit(?:ed|ing)|finish(?:ed|ing)?|research(?:ed|ing)?|revis(?:ed|ing)|split|fixed|"
        r"changed|renumbered|moved|proof-?read|based|dictating|translat(?:ed|ing))\b\W+(?:\w+\W+){0,2}?(?:this|these|"
        r"that|it|them|the (?:next|last|rest|whole|ending|bit|scene|chapter|part|line)|chapters?|by|on|in)\b",
    ),
    "asked a question": re.compile(
        r"\b(?:what|who|how|did|do|are|is|can|any|was|which|want|got|enjoying|ready)\b[^.!?\n]{0,60}\b(?:you|we|u|think|"
        r"thoughts|theories|guesses|feeling|coming|favou?rite)\b[^.!?\n]{0,40}\?",
    ),
    "soon": re.compile(
        r"\b(?:next (?:week|time|month|year|up|one)|see you|until (?:next|then|\w+day)|till (?:next|then|\w+day|after)|back on"
        r"|back (?:in|from|after|soon)|on (?:mon|tues|wednes|thurs|fri|satur|sun)days?|every (?:other |second )?\w+day"
        r"|this (?:week|month|weekend)|last (?:week|month|weekend|time)|(?:two|three|a few|few) (?:weeks|days|months))\b",
    ),
    "shorthand": re.compile(
        r"\b(?:u|ur|r|tysm|ty|thx|pls|plz|omg|lol|lmao|tbh|idk|imo|btw|rn|bc|cuz|cos|ngl|ily|ilysm|fyi|ps|p\.s|n\.b|gonna|"
        r"soo+|sm|dw|rip|wip|aka)\b",
    ),
    "by the way": re.compile(
        r"\b(?:by the way|fun fact|for those|in case|as (?:always|usual|ever|promised)|to be (?:honest|frank)|i'll be honest|"
        r"i (?:know|promise|swear|hope|apologi[sz]e|wasn['’]t going to)|some(?:body|one) (?:asked|messaged|wrote|pointed)|"
        r"(?:several|some|a few|lots|half|many|most) (?:of you|people)|been asking|asked (?:about|for|whether|if)|"
        r"pointed out|based on|inspired by|real life|in one go|half written|no idea|still (?:here|reading|writing))\b",
    ),
    "numbered": re.compile(r"\A\W{0,2}[\[(]\d{1,2}[\])]\s"),
    "tail of kisses": re.compile(r"(?:\s|^)[xX]{1,4}\W*\Z|\b(?:xo)+x?\b|<3"),
}
# How a story tells of what has just been, or will now be, shown as it is written.
MEDIA = re.compile(
    r"\b(?:read(?:ing|s)?|wrote|written|typed|typing|printed|scroll\w*|screen|phone|laptop|tablet|thumb\w*|swiped|tapped|clicked"
    r"|post(?:ed|s)?|blog|page|paper|letter|card|postcard|envelope|e-?mail|message|text(?:ed)?|sign|poster|notice|pinned|taped|stuck"
    r"|wall|door|fridge|list|set list|sleeve|label|leaflet|programme|newspaper|magazine|headline|press release|statement|contract"
    r"|clause|signed|tannoy|lyrics?|sang|singing|song|verse|chorus|mic(?:rophone)?|crowd|diary|notebook|journal|caption|comments?"
    r"|forum|thread|refresh\w*|website|article|review|folded|unfolded|crumpled|handwriting|ink|biro)\b",
)
# "That was all it said.", "I read it standing up.", "They've put it in the window.": what stands beside is looked at
POINTS = re.compile(
    r"\b(?:that (?:was|is) all (?:it|she|he|there)|it (?:said|says|goes|reads|read)|it['’]s (?:in|on|up)"
    r"|(?:read|reads|reading|know|knew|pull|pulls|pulled|turn|turns|turned|listen to|listens to|listened to|put|puts|keep"
    r"|keeps|kept|find|found|cop(?:y|ies|ied)|stare at|look at|looks at|looked at|fold|folds|folded|shut|heard|hear|saw|seen"
    r"|got|pinned|stuck|left|sent|wrote|written|hold|holds|held|sign|signed)"
    r" (?:it|this|them|that|the (?:last|first|worst|next|third) one)\b)",
    re.IGNORECASE,
)
