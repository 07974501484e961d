"""The cues: patterns of what authors say to their readers, and of what web pages print around chapters.

STRONG, PHRASE, TOPIC and NARRATED are for texts in small letters.
"""

from __future__ import annotations

import re

EMOJI = "\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u2764"
SMILEY = re.compile(rf"(?<!\w)(?:[:;=]-?[)(DPp3]|<3|\^_?\^|xD|XD|xoxo?|[xX]{{2,3}}(?=\W*$)|[{EMOJI}])")
PAST = re.compile(r"\b(?:was|were|had|did|went|came|took|got|knew|felt)\b", re.IGNORECASE)
# "[Last edited 3 May]", "Unedited, sorry!": a short line that begins with what was done to the text, and is dated or
# sorry.
EDITED = re.compile(
    r"\W*(?:last |re-?|un-?)?(?:edited|updated|posted|uploaded|published|revised|reposted)\b(?=.*(?:\d|!|typo|"
    r"sorry|mistake|note))",
    re.IGNORECASE,
)
LONG = 120  # words
MEDIUM = 80
THIRD = re.compile(r"\b(?:he|she|his|her|him|hers)\b", re.IGNORECASE)


def _any(*patterns: str) -> re.Pattern[str]:
    """Any of `patterns`, each of whose alternatives begins at a word, or none. That a word begins is asked once for
    all: otherwise each of two hundred patterns would be tried at each letter."""
    words = "|".join(p.removeprefix(r"\b") for p in patterns if p.startswith(r"\b"))
    others = [f"(?:{p})" for p in patterns if not p.startswith(r"\b")]
    return re.compile("|".join([rf"\b(?=\w)(?:{words})"] * bool(words) + others), re.IGNORECASE)


def _small(*patterns: str) -> re.Pattern[str]:
    """`_any`, for a text in small letters only: there an alternative is not even begun where its first letter does not
    fit, and a paragraph is searched in a third of the time."""
    return re.compile(_any(*patterns).pattern)


# A label at the beginning of the paragraph that only a note has.
TAGGED = _any(
    r"\W*(?:a\s?/\s?n|a\.n\.)\s*(?=[:.,;!\-–—\])]|$|\s[\w*])",
    r"\W*AN\s*[:\-–—](?!\w)",
    r"\W*(?:the )?author(?:'?s|s'|ess)?['’]?s? (?:note|comment|ramble|corner)s?\b(?=\W*$|\s*[:.\-–—!(\]*_]|\n)",
    r"\W*(?:an? )?(?:\w+ )?(?:note|message|word)s? from (?:the |your )?(?:author|writer|me|translator)\b"
    r"(?=\s*[:.,\-–—!\n]|\W*$)",
    r"\W*from (?:the|your) (?:author|writer|translator)\b(?=[^.!?\n]{0,30}(?::|$))",
    r"\W*(?:the )?(?:creator|translator|writer|editor|publisher|uploader)['’]?s['’]? (?:note|corner|thought|comment|"
    r"ramble)s?\b(?=\W*$|\s*[:.\-–—!(\]*_]|\n)",
    r"\W*(?:t\s?/\s?n|t\s?/?\s?l\s?n|t/l|tl(?:['’]?s)? notes?)\s*:",
    r"\W*(?:tl|ed|pr|trans(?:lator)?)\s*:"
    r"(?=.{0,300}\b(?:original|english|translat|literal|pun\b|the author|idiom|raws?\b))",
    r"\W*(?:(?:skippers?|readers?|lurkers?)['’]*s?['’]* |spoiler-free )(?:summary|recap|version)\b"
    r"[^.!?\n]{0,60}:",
    r"\W*(?:summary|recap) (?:for|of)\b[^.!?\n]{0,60}(?:who skipped|skipp(?:ing|ers)|chapter)[^.!?\n]{0,30}:",
    r"\W*about the (?:author|writer)\W*(?:$|\n)",
    r"\W*acknowledge?ments?\W*(?:$|\n)",
    r"\W*(?:also|other (?:books|novels|stories|works)|more|books|novels) by "
    r"(?:[A-Z][\w.'’-]+ ){0,3}[A-Z][\w'’-]+\W*(?:$|\n)",
    r"\W*(?:also by (?:this|the same) author|by the same author|by this author)\W*(?:$|\n)",
    r"\W*(?:review |comment )?(?:repl(?:y|ies)|responses|answers|shout-?outs?)(?: corner| time)?"
    r"(?: to (?:(?:the|my|your|"
    r"last|chapter|lovely) )*(?:reviews?|reviewers?|comments?|commenters|readers|questions))?\s*:?\W*(?:$|\n)",
    r"\W*(?:recommended(?: (?:for you|reading|stories))?|you (?:may|might)(?: also)? (?:like|enjoy)|(?:readers|people)"
    r" also (?:enjoyed|liked|read)|more (?:by|from) (?:this|the same) (?:author|writer)|more like this|similar stories|"
    r"related stories|other stories you.{0,30})\W*(?:$|\n)",
    r"\W*(?:end|beginning|chapter|chapter end|closing|story|beta)[ -]?notes?\s*(?=[:\-–—\n]|\W*$)",
    r"\W*(?:chapter|story|fic) (?:warnings?|tags?|ratings?|summary|credits?|dedication|word ?count)\s*:",
    r"\W*(?:post|pre)-chapter note\b",
    r"\W*(?:trigger|content)s? (?:warning|note)s?\b\s*(?=[:.\-–—\n]|\W*$)",
    r"\W*(?:CW|TW|T/W|C/W)\W{0,4}[:\-–—]",
    r"\W*(?:song|music|soundtrack|playlist|track|recommended listening) (?:for|of|to go with) (?:this|the) chapter\b",
    r"\W*(?:question|quote|song|word) of the chapter\s*:",
    r"\W*(?:previously|last time|next time|last week|next week|in the (?:last|previous|next) (?:chapter|episode|"
    r"part|instal?lment)|the story so far|story so far|recap)\b(?: (?:on|in)\b[^\n.:]{0,60})?\W{0,4}(?::|\n|$)",
    r"\W*(?:previously|last time|next time) (?:on|in)\b[^\n.:]{0,60}(?:\.\.\.|…)",
)
TAG_KIND = (
    (re.compile(r"\W*(?:trigger|content|CW|TW|T/W|C/W)", re.IGNORECASE), "warning"),
    (re.compile(r"\W*(?:previously|last time|in the last|the story so|story so|recap)", re.IGNORECASE), "recap"),
)
BARE = re.compile(r"[^\w]*[\w'’/ .-]{1,40}[^\w]*\Z")

# Labels that story text may have too; they need a word of WARNED, or another cue, behind them.
HALF_TAGGED = _any(
    r"\W*(?:notes?|disclaimers?|warnings?|summary|n\.?b\.?|p\.?s\.?|beta|important|update|announcement|"
    r"credits?)\W{0,3}[:\n]"
)
DISCLAIMED = _any(
    r"\bown (?:nothing|none|any|the|these|no|only)\b",
    r"\b(?:do not|don['’]t) own\b",
    r"\bmake no (?:money|profit)\b",
    r"\bno (?:money|profit)\b",
    r"\bcoincidence",
    r"\bcoincidental\b",
    r"\bliving or dead\b",
    r"\bbelongs? to\b",
    r"\bfiction(?:al)?\b",
    r"\bresembl",
    r"\bcharacters?\b",
)
WARNED = _any(
    r"\b(?:strong |bad |adult |foul )?language\b",
    r"\bswear",
    r"\bcursing\b",
    r"\bviolence\b",
    r"\bsexual\b",
    r"\bsmut\b",
    r"\babuse\b",
    r"\bdrugs?\b",
    r"\balcohol\b",
    r"\bpanic attacks?\b",
    r"\bmentions? of\b",
    r"\bgore\b",
    r"\bself[- ]harm\b",
    r"\bsuicid",
    r"\bchapter\b",
    r"\bscenes?\b",
    r"\bmature\b",
    r"\bangst\b",
    r"\bfluff\b",
    r"\bspoilers?\b",
)

# What only somebody who posts chapters says. One is enough.
STRONG = _small(
    r"\b(?:don['’]t|do not|never) forget to (?:review|vote|comment|like|follow|subscribe|leave|check out|"
    r"favou?rite|hit)\b",
    r"\b(?:feedback|criticism|comments|reviews|thoughts|suggestions)\b(?: (?:is|are))?(?: always| very| most|"
    r" more than)* "
    r"(?:welcome|appreciated)\b",
    r"^\W*(?:trigger|content) warnings?\b",
    r"\bkudos\b",
    r"\br\s?&\s?r\b",
    r"\bread and review\b",
    r"\breviews? (?:are|is|=|make|keep|feed)\b",
    r"\bcomments? (?:and kudos|are|make|feed|keep)\b",
    r"\bplease,? (?:do )?(?:review|comment|vote|rate|favou?rite)\b(?=\s*(?:[!.,;:)~]|and\b|or\b|if\b|$))",
    r"\b(?:leave|drop|write|post|send)(?: me)? an? (?:\w+ )?(?:review|comment|kudos)\b",
    r"\bin the comments\b(?! section of)",
    r"\b(?:vote|comment|review|like|subscribe|follow) and (?:vote|comment|review|like|share|subscribe|follow)\b",
    r"\b(?:un-?)?beta(?:['’]?e?d|[- ]?read(?:er|ers|ing)?)\b",
    r"\bmy (?:\w+ )?betas?\b",
    r"\b(?:all|any|remaining|other) (?:mistakes|errors|typos)(?: \w+)? are (?:my|mine)\b",
    r"\b(?:mistakes|errors) are (?:all )?mine\b",
    r"\bi (?:do not|don['’]t) own (?:any|the|these|anything)\b",
    r"\ball rights reserved\b",
    r"\bno part of this (?:book|publication|work|story)\b",
    r"\bthis (?:is|book is|story is|novel is) (?:entirely )?a work of fiction\b",
    r"\bpersons?,? (?:living or dead|alive or dead)\b",
    r"\bproducts? of the author['’]s imagination\b",
    r"\bpatreon\b",
    r"\bko-?fi\b",
    r"\bwattpad\b",
    r"\bao3\b",
    r"\barchive of our own\b",
    r"\bfanfic(?:tion)?\b",
    r"\bfanfiction\.net\b",
    r"\broyal ?road\b",
    r"\b(?:on|my|at) tumblr\b",
    r"\bdiscord\b.*\bjoin\b|\bjoin\b.*\bdiscord\b",
    r"\bnext (?:update|instal?lment)\b",
    r"\bnext chapter (?:will|should|is|may|might|comes?|up|on|in|soon|coming|drops?|goes|hopefully)\b",
    r"^\W*next (?:chapter|week|time|part|episode)\s*[:\-–—]",
    r"^\W*up next\s*[:\-–—]",
    r"^\W*coming (?:up )?(?:next|soon)\s*[:\-–—!.]",
    r"\b(?:last|previous|next|this|every|each) chapter['’]?s? (?:made|got|fought|was (?:so|a|really|hard|fun|"
    r"short|long|supposed)|is (?:a bit|a little|so|short|long|dedicated|for|un|based|named|set|rated|from|told|"
    r"my)|switches|contains|has (?:been|a lot|some|mature|strong|a)|took|turned|ended up|goes out)\b",
    r"\bsorry (?:for|about) (?:the |my |such a |this )?(?:\w+ )?(?:late|long|slow|short) (?:update|wait|chapter|"
    r"delay|absence)",
    r"\bsorry (?:for|about) (?:the |that |this )?(?:cliffhanger|cliffie|delay in)\b",
    r"\b(?:late|slow|irregular|regular|weekly|quick) updates?\b",
    r"\bupdates? (?:will|every|are|might)\b",
    r"\b(?:hope|hoping) (?:that )?(?:you|y['’]all|everyone)(?: all| guys)? (?:enjoy|like|love)(?:ed|d)? (?:this|"
    r"the|that|my|reading|today['’]s) (?:\w+ )?(?:chapter|story|part|one|instal?lment|fic|update|it)\b",
    r"\bthank(?:s| you)\b[^.!?\n]{0,80}\b(?:review|comment|kudos|reading|readers?\b|beta|votes?\b|voting|"
    r"favou?rit|reviewers?|proofread|subscribers?|following this)",
    r"\bthank(?:s| you)\b[^.!?\n]{0,60}\bfor (?:catching|pointing|fixing|checking|editing)\b",
    r"\b(?:made up|written|wrote|rewrote|rewriting|writing) (?:this|the (?:last|next|whole|ending)|"
    r"that) (?:chapter|story|fic|part)\b",
    r"\bthis (?:fic|fanfic|one-?shot)\b",
    r"\bcliff(?:hanger|ie)\b",
    r"\bmy (?:dear|lovely|wonderful|faithful|amazing|beautiful) readers\b",
    r"\b(?:dear|hey|hi|hello),? (?:my )?(?:dear |lovely )?readers\b",
    r"\bdo not (?:copy|repost|reproduce|translate)\b",
    r"\bplease do not (?:copy|repost|reproduce|translate)\b",
    r"\bset (?:myself|me) a deadline\b",
    r"^\W*edit(?:ed)?\s*(?:on\s*)?(?:\d|:)",
    r"\bfixed (?:some|a few|the) (?:typos|mistakes|errors)\b",
    r"\bthis (?:chapter|fic|fanfic|update|one-?shot|instal?lment)\b",
    r"\b(?:read|see|check) (?:out )?(?:the|my|an?) (?:\w+ )?notes?\b[^.!?]{0,20}\b(?:end|bottom|top|below|above)\b",
    r"\b(?:hit|press|click|smash|push) (?:the|that|on the) (?:\w+ )?(?:vote|like|follow|subscribe|review|comment|"
    r"button|star)\b",
    r"\bvote button\b",
    r"\b(?:callback|shout-?out|spoilers?) (?:to|from|for|in) (?:the )?(?:chapter|next|last|book)\b",
    r"\b(?:characters?|events?|persons?|people|names?|places|incidents?|resemblance|similarit(?:y|"
    r"ies))\b[^.!?]{0,80}\b(?:fictitious|fictional|coincidental|coincidence|unintend\w+|unintentional)\b",
    r"\b(?:reviews?|comments?|votes?|feedback|concrit|constructive criticism|kudos),? (?:please|pls|plz|(?:is|"
    r"are) (?:always |much |very |greatly )?(?:welcome|appreciated|loved))\b",
    r"\bconcrit\b",
    r"\bconstructive criticism\b",
    r"\bcomment (?:down )?below\b",
    r"\bthis (?:story|book|work|novel|series|fiction) (?:contains|is rated|deals with|features|has mature|is set|"
    r"is complete|is now|will be|was inspired|was written|is dedicated|is for|is part)\b",
    r"\b(?:reader|viewer)s?['’]? discretion\b",
    r"\bmature (?:themes|content|audiences)\b",
    r"\bnot (?:suitable )?for (?:minors|under)\b",
    r"\bi (?:do not|don['’]t) condone\b",
    r"\b(?:my|the author['’]s) (?:other (?:stor(?:y|ies)|works?|fics?|books?|novels?)|profile|newsletter|"
    r"mailing list|website|instagram|twitter|facebook page|patreon|discord|tiktok|youtube)\b",
    r"\blink in (?:my |the )?bio\b",
    r"\bfollow me (?:on|at)\b",
    r"\b(?:pm|dm|message) me\b",
    r"\bgoodreads\b",
    r"\b(?:on|from) (?:amazon|kindle)\b",
    r"\bpre-?orders?\b",
    r"\b(?:enjoy|on to|onto|back to|on with) (?:the|this|today['’]s) (?:new |next |last )?(?:chapter|update|story|"
    r"fic|instal?lment)\b",
    r"\bwithout further ado\b",
    r"\b(?:filler|bonus|extra|double|transition(?:al)?) (?:chapter|update|scene)\b|\b(?:bit|sort|"
    r"kind) of (?:a )?filler\b",
    r"\b(?:excuse|ignore|forgive|sorry for|pardon|point out|spot) (?:any|the|all|my)(?: \w+)? (?:mistakes|typos|"
    r"errors|grammar|spelling)\b",
    r"\b(?:unedited|unbeta\w*|proof-?read)\b",
    r"\benglish is(?:n['’]t| not) my (?:first|native)\b",
    r"\b(?:silent|ghost|new|sensitive|returning|faithful) readers\b",
    r"\b(?:posting|update|updating|upload) schedule\b",
    r"\b(?:updates|new chapters|chapters) (?:are|is|come|go up|every|each|on|will|now|twice|weekly)\b",
    r"\bi(?:['’]m| am|['’]ll be| will be|['’]ve been) (?:posting|updating|uploading)\b",
    r"\bposted (?:early|late|this chapter)\b",
    r"\b(?:written|entry|entered|prompt|prompted) (?:for|by|from) (?:the|a|this)\b[^.!?]{0,40}\b(?:challenge|"
    r"contest|prompt|exchange|fest|week)\b",
    r"\bnanowrimo\b",
    r"\b(?:chapter )?title (?:is|comes|taken) from\b",
    r"\b(?:thoughts|theories|predictions|opinions|questions)\?(?:\W|$)(?=.{0,80}\b(?:comment|tell me|let me know|"
    r"below|theor|predict))",
    r"\b(?:favou?rite|best) (?:part|line|character|scene) (?:of|in|from|so far|this)\b.*\?",
    r"\bpart (?:one|two|three|four|five|\d) (?:starts|begins|is coming|will|up|goes up|next|on)\b",
    r"\bto (?:everyone|everybody|all|anyone|those) (?:of you )?who(?:['’]s|['’]ve)? (?:has |have )?(?:read|"
    r"commented|reviewed|voted|stuck|followed|favou?rited|waited|left|asked for|been reading)\b",
    r"\bhiatus\b.*\b(?:story|fic|chapter|writing)\b",
    r"\bsign up (?:for|to) my (?:newsletter|mailing list)\b",
    r"\bsneak peeks?\b",
    r"\b(?:early access|chapters ahead|read ahead)\b",
    r"^\W*polls? (?:time|results?|of the week)\b",
    # Readers, and what they did. A singer may have written "this one" too, and a storyteller may wonder what some of
    # you think: that alone is not sure.
    r"\b(?:some|a few|several|many|lots|loads|most|half|plenty|a lot|a couple|none|two|three|\d+) of you "
    r"(?:have |['’]ve |had |also |still |already )*(?:ask|messag|e-?mail|comment|review|request|vot|correct|wrote to|"
    r"written to|point(?:ed)? out|d['’]?m['’]?ed)\w*",
    r"\b(?:regular|longtime|long-time|eagle-eyed|attentive|loyal|long-suffering|first-time) readers\b",
    r"\breaders (?:have|often|sometimes|may|might|will|kept|asked|wrote|who (?:have|wrote|asked|want|are|prefer))\b",
    r"\b(?:first|originally|previously) (?:posted|uploaded|serialised|serialized)\b|\boriginally published\b",
    r"\b(?:posted|published|uploaded) (?:as|in) (?:one|two|three|four|a single|separate) (?:chapter|part|post)s?\b",
    r"\b(?:facts?|spanish|french|german|welsh|gaelic|irish|medical|legal|grammar|spelling)\W+(?:\w+ )?"
    r"(?:checked|corrected|proofed|vetted) by\b",
    r"\b(?:proof-?read|copy-?edited|fact-?checked|sense-?checked|beta['’]?d) by\b",
    r"\b(?:mistakes|errors|typos|howlers|blunders) (?:that |which )?(?:are (?:left|mine|my own)|remain(?:ing)? are)\b",
    r"\bi(?: am|['’]m) (?:very |deeply |much |hugely |also )?(?:indebted|obliged|grateful) to\b[^.!?]{0,160}\bfor "
    r"(?:explaining|advising|advice|checking|reading|correcting|answering|permission)\b",
    r"\bi wrote (?:this|that) (?:chapter|bit|scene|part|story)\b",
    r"\bwrit(?:e|ing|ten) (?:this|that|the) (?:last |first |next |final |whole |opening )?(?:scene|chapter)\b",
    r"\b(?:didn['’]t|never|did not|hadn['’]t)(?: really| actually| even)? (?:plan|mean|intend|expect)(?:ned|t|ed)?"
    r"(?: for| on)? [a-z]\w+ (?:to|turning|being|doing|in)\b[^.!?]{0,60}\b(?:chapter|scene|draft)\b",
    r"\byou(?:['’]ve| have) (?:now )?(?:reached|made it to|come to|got to) the end"
    r"(?: of (?:the|this|my) (?:book|story|chapter|novel|series|volume)\b|!)",
    r"\b(?:where|wherever) you (?:bought|got|found|downloaded) (?:the book|this book|your copy)\b",
    r"\b(?:grab|get|buy|order|read) (?:the )?next (?:one|book|volume|in the series)\b(?=[^.!?]{0,20}(?:here|today|:))",
    r"\bsupport(?:ing)? (?:this|my|our) (?:serial|story|blog|book|series|fic|writing|site)\b",
    r"\b(?:paying|paid|free|premium) (?:subscribers?|subscription)\b|\bbuy me a coffee\b",
    r"\bbecome an? (?:(?:paying|paid|premium) (?:member|subscriber|supporter|reader)|subscriber|patron)\b",
    # Pages: consent, logging in.
    r"\buses? (?:\w+ )?cookies\b|\bcookies to (?:store|improve|measure|give)\b|\bwe value your privacy\b",
    r"\b(?:please|must|(?:must|need to|have to) be) (?:log(?:ged)?|sign(?:ed)?)[ -]?in to\b",
    r"\blast edited by\b|\bedited \d+ times?\b",
)
# Phrases of somebody who speaks to readers; one beside a word of TOPIC is enough, or two of them.
PHRASE = _small(
    r"\b(?:somebody|someone|a reader|a few people|several people|people|a nice \w+) (?:has |have |keep |kept )?"
    r"(?:messag|e-?mail|wr(?:ote|itten)|ask|tweet|comment|complain|point)(?:ed|ing)?(?: me| in| out)? "
    r"(?:to (?:say|ask|tell|complain|know)|asking|whether|saying|about|that|if)\b",
    r"\bi wrote (?:this|that) one\b",
    r"\bwrit(?:e|ing) (?:this|that|the) (?:last |first |next |final )?(?:line|bit|ending)\b",
    r"\bchapter title\b",
    r"\b(?:until|till|til) next time\b",
    r"\bhappy (?:new year|holidays|halloween|easter|thanksgiving|valentine)\b",
    r"\bmerry christmas\b",
    r"\bi promise (?:it|things|the|this|that|there|next)\b",
    r"\bdon['’]t (?:hate|kill|worry,? i)\b",
    r"\bbear with me\b",
    r"\bas (?:always|usual|promised),",
    r"\breminder\b",
    r"\bthe next (?:one|bit|part)\b",
    r"\bthe last one\b",
    r"\bfeel free to\b",
    r"\btell me (?:everything|what you|if)\b",
    r"\bhave a (?:great|lovely|good|nice|wonderful) (?:week|day|weekend|one)\b",
    r"\bstay safe\b",
    r"\bmuch love\b",
    r"\b(?:your|the|all the) (?:love|support|patience|response|messages)\b",
    r"\bword(?:s)?[,.]? (?:and it['’]s|long)\b",
    r"\bplease note\b",
    r"\binspired by\b",
    r"\blyrics\b",
    r"\bi (?:own|claim) (?:nothing|none)\b",
    r"\bdying to know\b",
    r"\byou guys\b",
    r"\by['’]all\b",
    r"\blovelies\b|\blovely (?:readers|people)\b",
    r"^\W*(?:hi|hey|hello|hiya|heya|welcome|sorry)\b[^.!?\n]{0,25}\b(?:all|everyone|everybody|guys|again|folks|"
    r"friends|people|back|readers)\b",
    r"\bhope (?:you|y['’]all|everyone)(?: all| guys)? (?:enjoy|like|love)(?:ed|d)?(?: it| this)?\s*(?=[!.:;~)]|$)",
    r"\bhope (?:that|this|it) (?:was|is) worth\b",
    r"\blet me know\b",
    r"\bwhat (?:did|do) (?:you|we) (?:all |guys )?think\b",
    r"\bhow are we feeling\b",
    r"\bdid you (?:spot|notice|guess|catch|see) (?:the|that|who|what|it)\b",
    r"\bthank(?:s| you)\b(?=[^.!?]{0,60}\b(?:so much|a lot|support|patience|messages?|sticking|stuck|bearing|"
    r"waiting)\b)",
    r"\b(?:huge|many|massive|special) thank(?:s| you)\b",
    r"\ba (?:huge|big|massive|special) thank",
    r"\bsorry (?:for|about) the (?:wait|delay|long|lateness)\b",
    r"\bsee you (?:next|soon|on|all|in)\b",
    r"\benjoy\s*!",
    r"\bhappy reading\b",
    r"\blove you all\b",
    r"\bon with the (?:show|story|chapter)\b",
    r"\bplease (?:be kind|bear with|tell me|let me|forgive|don['’]t hate)\b",
    r"\bquick note\b|\ba few notes\b|\bjust a note\b|\bone note\b|\bsmall note\b|\bheads[- ]up\b",
    r"\bskip (?:to|this|ahead|it)\b",
    r"\bstay tuned\b",
    r"\bbring tissues\b",
    r"\bno flames\b",
    r"\bshout-?outs?\b",
    r"\blol\b",
    r"\bso,? so sorry\b",
    r"\bi(?:['’]m| am) back\b",
    r"\bspoilers?\b",
    r"(?:!|\?){2,}|\?!",
    r"(?<!\w)@\w{3,}",
    r"\bthe note at the end\b",
    r"\bthat['’]s all,? folks\b",
    r"\bthose of you\b|\bfor those who\b",
    r"\bteam [a-z]\w+ or\b",
    r"\bi(?:['’]ll| will) (?:try to )?(?:post|update|upload)\b",
    r"\bi(?:['’]m| am) not an? (?:lawyer|doctor|expert|native)\b",
    r"\bif (?:i|anyone|something|anything) (?:got|gets|has|is|doesn['’]t)[^.!?]{0,40}\b(?:wrong|tell me|match)\b",
)
# What notes are about, and stories now and then. Two make a paragraph half sure.
TOPIC = _small(
    r"\bchapters?\b",
    r"\b(?:comments?|reviews?|reviewers?|reviewed|readers?|feedback)\b",
    r"\b(?:update|updates|updating|upload(?:ed)?)\b",
    r"\bpost(?:ing|ed)? (?:early|late|this|again|the|it|a new|soon|next)\b",
    r"\b(?:pov|oc|ocs|otp|fic|ship(?:ping)?)\b",
    r"\b(?:sequel|prequel|trilogy|series|story|plot|ending|characters?|protagonist|timeline|draft|dialogue|"
    r"epilogue|cliff\w*)\b",
    r"\b(?:while|when|enjoyed|love[d]?|been|finished|started) writing\b",
    r"\b(?:wrote|rewrote|writing|write) (?:this|it all|the next|the last)\b",
    r"\btypos?\b",
    r"\b(?:part (?:two|three|four|2|3|4))\b",
    r"\banyways?\b(?=,)",
    r"\bfixed\b",
)
ADDRESS = re.compile(
    r"\b(?:you|your|everyone|guys|lovelies|readers|thanks|thank|let me know|enjoy|please|as always|welcome|"
    r"feedback|reviews?)\b",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"\b(?:chapters?|story|fic|updates?|reviews?|comments?|post(?:ed|ing)|readers?|wr(?:o|i)te|writing|sequel|pov)\b",
    re.IGNORECASE,
)
# Narration: somebody speaks, or thinks, on the page.
NARRATED = _small(
    r"\b(?:said|says|asked|asks|told|replied|whispered|whispers|shouted|answered|laughed|muttered|smiled|nodded|"
    r"shrugged)\b",
)

# Words of which the controls of a web page are made. A short line of hardly anything else is no line of a story.
CONTROLS = frozenset(
    "font fonts text size reading small medium large smaller larger default serif sans width height line"
    " spacing theme dark light sepia night mode background colour color settings next previous prev chapter"
    " chapters index contents table home top page pages menu skip jump comments comment sort newest oldest"
    " reply replies login logout log sign register account profile share tweet facebook twitter reddit email"
    " mail print pinterest tumblr whatsapp telegram linkedin instagram mastodon bluesky pocket link copy likes"
    " like loading save saved bookmark bookmarks add library list follow following follows followers favorite"
    " favorites favourite favourites favs subscribe subscribed notify report flag abuse stories story author"
    " title rating rated ratings mature teen teens explicit genre language english status complete completed"
    " ongoing progress published updated submitted posted created words count reads read views hits votes vote"
    " kudos reviews review stars search submit cancel close show hide view download epub pdf mobi rss feed"
    " browse fiction drama romance popular latest recent random categories tags archive archives newsletter"
    " advertisement sponsored cookies privacy terms contact donate support patreon scroll toggle audio listen"
    " tts translate fullscreen parts part viewed members online rights reserved disclaimer".split()
)
MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr"
    " jun jul aug sep sept oct nov dec am pm monday tuesday wednesday thursday friday saturday sunday ago days"
    " hours minutes weeks months year years".split()
)
GLUE = frozenset(
    "a an and as at by for from in is it my of on or out the this to up with your you all more back first"
    " last no off not".split()
)
OTHER_CHAPTER = re.compile(r"\W*(?:chapter|part|episode) [\w-]{1,12}(?:\s*[:.–—-].{1,60})?", re.IGNORECASE)
CREDIT = re.compile(r".{1,50}\bby:? [\w.@'’ -]{2,30}")

# Whole lines that web pages print around a chapter.
WEB_LINE = _any(
    r"#\d{1,6}",
    r"(?:reader mode|threadmarks?|spoilers?|quote|bump|op|code)\b\s*(?:[:!.]\s*.{0,40})?",
    r"[\w.'’-]{3,30} (?:said|wrote|posted)\s*:?\s*↑",
    r"↑",
    r"(?:click|tap) to (?:expand|show|reveal|read|enlarge|view|open)\b.{0,30}",
    r".{0,60}(?:»|•|·|\|)\s*(?:mon|tue|wed|thu|fri|sat|sun)\w*,? .{0,12}\d{4}.{0,20}",
    r"last edited (?:by|on|at)\b.{0,100}",
    r"(?:joined|posts|messages|location|reputation|member since|registered|likes|reactions|post id|post subject|"
    r"subject|threads?|online|rank|karma)\s*:\s*\S.{0,60}",
    r"(?:accept|reject|allow|decline|manage|customi[sz]e)(?: all| only| essential| necessary| my| your| cookies| "
    r"options| preferences| settings| choices| consent)+\b.{0,40}",
    r"we value your privacy\W*",
    r"you must (?:be )?(?:logged|log|sign|signed|register)\w*\b.{0,60}",
    r"(?:log|sign) ?in\b.{0,14}\bto (?:reply|comment|post|vote|continue|read|like)\b.{0,30}",
    r"(?:font|text)[ -]?size\b.*",
    r"line[ -]?height\b.*",
    r"(?:reading|font|text|page|story)? ?(?:width|background|theme|mode|colou?r|style|settings?|options|"
    r"controls)\s*:.*",
    r"(?:[A+\-−]\s*){2,}",
    r"(?:\d{1,2}\s+){2,}\d{1,2}",
    r"(?:light|dark|sepia|night) mode",
    r"[^\w]*(?:prev(?:ious)?|next|first|last|index|contents|table of contents|toc|home|menu|browse|search|back|"
    r"top|up)(?: (?:chapter|page|part|post|story|episode|to (?:top|contents|index|story|"
    r"the top)))?(?:[^\w]+(?:prev(?:ious)?|next|first|last|index|contents|table of contents|toc|home|menu|browse|"
    r"search|back|top)(?: (?:chapter|page|part|post))?)*[^\w]*",
    r"(?:<+|«|‹|←|⟵|◄|&lt;|previous:|prev:)\s*\S.{0,80}",
    r".{0,80}\S\s*(?:>+|»|›|→|⟶|►|&gt;)",
    r"[\w&'’ ,.:-]{2,40}(?:\s*(?:[>|»›·•/]|::)\s*[\w&'’ ,.:()-]{2,50}){2,}",
    r"(?:bookmark|share|tweet|pin|print|email|save|like|report|follow|favou?rite|subscribe|rate|recommend|add|"
    r"download|embed|collect|sign up|log ?in|log ?out|register|vote)\b(?: (?:this|it|the|to|story|chapter|page|my|"
    r"author|library|list|reading|a|as|pdf|epub|abuse|or|and|sign|up|log|in|leave|comment|review|facebook|twitter|"
    r"pinterest|reddit|share|on|click)\b)*\W*(?:\(.*\))?[:.!]?",
    r"(?:click|tap) to (?:share|tweet|print|email)\b.*",
    r"(?:twitter|facebook|pinterest|reddit|tumblr|whatsapp|linkedin|instagram|x|telegram|pocket|copy link|more|"
    r"google\+?|mastodon|bluesky|threads)(?:\s*\(.*\))?",
    r"like(?: this)?:?",
    r"(?:like )?loading(?:\.\.\.|…)?",
    r"related(?: posts)?:?",
    r"advertisements?",
    r"report this ad",
    r"comments?(?: \(\d+\))?:?",
    r"\d+ (?:comments?|reviews?|votes?|likes?|reads?|views?|kudos|favou?rites?|follows?)\b.*",
    r"leave a (?:reply|comment|review)\b.*",
    r"post (?:a )?(?:comment|review).*",
    r"your e-?mail address will not be published.*",
    r"required fields are marked.*",
    r"back to top",
    r"skip to (?:main )?content",
    r"(?:story|title|author|fandom|pairings?|genres?|categor(?:y|ies)|status|published|updated|posted|"
    r"last updated|rating|rated|language|tags?|characters|relationships?|chapters?|reviews?|favs?|follows?|hits|"
    r"kudos|bookmarks|views|reads|votes|series|summary|completed|word ?count|words|length|stats|source|url|id|"
    r"archive warnings?|additional tags|collections?)\s*:\s*\S.{0,160}",
    r"chapter \d+ (?:of|/) \d+",
    r"(?:chapter|page|part) \d+/\d+",
    r"chapter text",
    r"posted (?:by|on|at)\b.{0,80}",
    r"(?:published|updated|posted|uploaded|submitted)\b.{0,10}\d.{0,60}",
    r"[\[(~*]*\s*(?:word ?count|words|total words)\s*[:\-–—=]?\s*[~≈]?[\d,.]+k?\s*[\])~*]*",
    r"[\[(~*]*\s*[~≈]?\d[\d,.]*k?\+? words\s*[\])~*.]*",
    r"(?:©|\(c\)|copyright\b).{0,300}",
    r"https?://\S+",
    r"www\.\S+",
    r"\[?(?:image|img|photo|banner|gif|video)\]?:?.{0,40}",
    r"see the end of the (?:chapter|work) for (?:more )?notes\.?",
    r"\(?see the end .{0,40}notes?\.?\)?",
    r"by [A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}",
)
META_LINE = re.compile(
    r"(?:font|text)[ -]?size|line[ -]?height|(?:rated|rating|words|reviews|favs|published|updated)\s*:|share|"
    r"tweet|loading|chapter text|prev|next|report|log ?in|comment|word ?count|©|copyright|https?:|www\.|bookmark|"
    r"words\b|chapter \d+ of|posted|menu|home|[<>«»←→|]|see the end|pairing|fandom|\bstory\s*:|e-?mail|print|"
    r"pin it|line height|back to top|table of contents|index|related|follow|\btags?\s*:|threadmark|click to|tap to|"
    r"last edited|said:\s*↑|accept all|cookies|logged in|your privacy|\blikes\s*:|joined\s*:|posts\s*:|» \w+ ",
    re.IGNORECASE,
)
END_LINE = _any(
    r"[^\w\"“‘]*(?:the end|finis|fin|end|ende|t\.?b\.?c\.?|to be continued|to be concluded|"
    r"continued in\b.{0,60})\W*(?:of (?:part|book|volume|vol\.?|the (?:first|second|third|fourth|fifth|"
    r"sixth) (?:part|book|volume))\b.{0,40})?\W*",
    r"[^\w\"“‘]*to be continued\b(?:\W*|\W+(?:in|on|next|soon|when|after|tomorrow|as|at|with|by|if|once)\b"
    r"[^\"”]{0,60})",
    r"\W*end of (?:chapter|part|book|volume|vol|act|the \w+ (?:volume|part|book))\b.{0,60}",
    r"\W*(?:this is )?the end of (?:the )?(?:first|second|third|book|part|volume|chapter)\b.{0,60}",
    r"\W*(?:end|fin) (?:chapter|part)\b.{0,30}",
)
VOLUME_END = re.compile(r"\W*end of (?:the )?(?:\w+ )?(?:vol|volume|book|part)\b.{0,20}", re.IGNORECASE)
