"""Word lists that tell names from other capitalised words: general English, nothing of any one book."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# Forms of address as the text may write them (without the full stop) -> (canonical form, gender).
HONORIFICS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        form: (canonical, gender)
        for canonical, gender, forms in (
            ("Mr.", "he", "Mr Mister Mistah"),
            ("Mrs.", "she", "Mrs Missus Missis Mistress"),
            ("Miss", "she", "Miss"),
            ("Ms.", "she", "Ms"),
            ("Mx.", "", "Mx"),
            ("Master", "he", "Master"),
            ("Dr.", "", "Dr Doctor"),
            ("Doc", "", "Doc"),
            ("Professor", "", "Professor"),
            ("Prof", "", "Prof"),
            ("Sir", "he", "Sir"),
            ("Lady", "she", "Lady"),
            ("Lord", "he", "Lord"),
            ("Dame", "she", "Dame"),
            ("Madame", "she", "Madame Madam Mme"),
            ("Mademoiselle", "she", "Mademoiselle Mlle"),
            ("Monsieur", "he", "Monsieur"),
            ("Signor", "he", "Signor Signore"),
            ("Signora", "she", "Signora"),
            ("Signorina", "she", "Signorina"),
            ("Señor", "he", "Señor Senor Don"),
            ("Señora", "she", "Señora Senora Doña Dona"),
            ("Señorita", "she", "Señorita Senorita"),
            ("Herr", "he", "Herr"),
            ("Frau", "she", "Frau"),
            ("Fräulein", "she", "Fräulein Fraulein"),
            ("Captain", "", "Captain Capt Cap'n"),
            ("Colonel", "", "Colonel Col"),
            ("Major", "", "Major Maj"),
            ("General", "", "General Gen"),
            ("Brigadier", "", "Brigadier"),
            ("Lieutenant", "", "Lieutenant Lt Lieut"),
            ("Sergeant", "", "Sergeant Sgt"),
            ("Sarge", "", "Sarge"),
            ("Corporal", "", "Corporal Cpl"),
            ("Admiral", "", "Admiral"),
            ("Commander", "", "Commander"),
            ("Commodore", "", "Commodore"),
            ("Commissioner", "", "Commissioner"),
            ("Officer", "", "Officer"),
            ("Detective", "", "Detective Det"),
            ("Inspector", "", "Inspector"),
            ("Superintendent", "", "Superintendent"),
            ("Constable", "", "Constable"),
            ("Sheriff", "", "Sheriff"),
            ("Marshal", "", "Marshal"),
            ("Deputy", "", "Deputy"),
            ("Agent", "", "Agent"),
            ("President", "", "President"),
            ("Senator", "", "Senator"),
            ("Governor", "", "Governor Gov"),
            ("Mayor", "", "Mayor"),
            ("Judge", "", "Judge Justice"),
            ("King", "he", "King"),
            ("Queen", "she", "Queen"),
            ("Prince", "he", "Prince"),
            ("Princess", "she", "Princess"),
            ("Duke", "he", "Duke"),
            ("Duchess", "she", "Duchess"),
            ("Count", "he", "Count"),
            ("Countess", "she", "Countess"),
            ("Baron", "he", "Baron"),
            ("Baroness", "she", "Baroness"),
            ("Marquis", "he", "Marquis Marquess"),
            ("Father", "he", "Father"),
            ("Brother", "he", "Brother"),
            ("Sister", "she", "Sister"),
            ("Mother", "she", "Mother"),
            ("Aunt", "she", "Aunt Auntie Aunty Tía"),
            ("Uncle", "he", "Uncle Tío"),
            ("Cousin", "", "Cousin"),
            ("Grandma", "she", "Grandma Grandmother Granny Gran Nana Nan"),
            ("Grandpa", "he", "Grandpa Grandfather Gramps Granddad Grandad"),
            ("Nurse", "", "Nurse"),
            ("Nanny", "she", "Nanny"),
            ("Coach", "", "Coach"),
            ("Reverend", "", "Reverend Rev Revd"),
            ("Pastor", "", "Pastor"),
            ("Rabbi", "", "Rabbi"),
            ("Bishop", "", "Bishop"),
            ("Canon", "", "Canon"),
            ("Squire", "he", "Squire"),
            ("Comrade", "", "Comrade"),
        )
        for form in forms.split()
    }
)

# Short for a title, and as often somebody's nickname: "Doc" may be a doctor, or a Docherty.
SHORT_TITLES: Mapping[str, str] = MappingProxyType({"Doc": "Dr.", "Prof": "Professor", "Sarge": "Sergeant"})
# Months that are given names too.
NAMED_MONTHS = frozenset("April May June August".split())
# Cities and countries that English fiction names often, but for those that are given names or surnames too: called
# out to a crowd they look like somebody who is spoken to.
PLACES = frozenset(
    """
    London Glasgow Edinburgh Aberdeen Dundee Inverness Paisley Leeds Sheffield Manchester Liverpool Birmingham Newcastle
    Nottingham Leicester Coventry Cardiff Swansea Belfast Dublin Cork Galway Limerick Bristol Brighton Portsmouth
    Southampton Plymouth Exeter Norwich Cambridge Oxford Hull Middlesbrough Sunderland Wolverhampton Bradford Blackpool
    Scotland England Wales Ireland Britain Brooklyn Manhattan Chicago Boston Philadelphia Detroit Cleveland Nashville
    Memphis Atlanta Miami Seattle Oakland Sacramento Toronto Montreal Vancouver Ottawa Calgary Brisbane Perth Auckland
    Berlin Hamburg Munich Cologne Frankfurt Vienna Zurich Geneva Rome Milan Naples Turin Venice Madrid Barcelona Seville
    Lisbon Porto Brussels Antwerp Amsterdam Rotterdam Copenhagen Stockholm Gothenburg Oslo Bergen Helsinki Reykjavik
    Warsaw Krakow Prague Budapest Bucharest Belgrade Zagreb Athens Istanbul Moscow Tokyo Osaka Seoul Beijing Shanghai
    Mumbai Delhi Lagos Nairobi Johannesburg America Canada France Germany Italy Spain Texas California Europe
    """.split()
)

# Honorifics that take a given name or a surname without saying which.
BEFORE_GIVEN = frozenset(
    "Sir Dame Master Father Brother Sister Mother Aunt Uncle Cousin King Queen Prince Princess Nurse".split()
)
KIN_HONORIFICS = frozenset("Aunt Uncle Cousin Grandma Grandpa Father Mother Brother Sister".split())

# Titles that stand for a person alone when capitalised ("the Colonel", "the Queen").
SUFFIXES = frozenset("Jr Sr Junior Senior Esq Esquire II III IV MD PhD".split())

PARTICLES = frozenset("de du des da di del della van von der den la le el al bin ibn ap st y e dos".split())

# Adjectives that stand before a name without being part of it.
EPITHETS = frozenset(
    """
    Poor Dear Dearest Old Young Little Big Sweet Darling Beloved Good Great Kind Lovely Pretty Beautiful Honest
    Brave Clever Silly Wicked Naughty Happy Late Lucky Black White Red Blind Crazy Mad Mean Fat Tall Short
    """.split()
)
MILD_EPITHETS = frozenset(
    "Poor Dear Dearest Darling Beloved Good Sweet Silly Wicked Naughty Happy Brave Clever Honest".split()
)

# Words that are capitalised only because they begin a sentence, or always (I), and are no names.
NOT_NAMES = frozenset(
    """
    A An The This That These Those There Here It Its He She We You They I Me My Mine Our Ours Your Yours His Her
    Hers Their Theirs Him Them Us Myself Yourself Himself Herself Itself Ourselves Themselves Who Whom Whose What
    Which When Where Why How And But Or Nor So Yet For If Unless Until Till Although Though Because Since While
    Whilst Whereas As At By In Into On Onto Of Off Out Over Under Up Upon Down From To Toward Towards With Within
    Without Through Throughout Across After Against Along Among Amongst Around Before Behind Below Beneath Beside
    Besides Between Beyond During Except Inside Like Near Outside Past Per Round Than Not No Yes Yeah Yep Yup Nope
    Nah Aye Nay Oh Ah Eh Hey Hi Hello Hullo Goodbye Bye Hm Hmm Huh Ha Haha Ooh Ow Ouch Ugh Um Uh Er Erm Wow Whoa
    Well Okay Ok OK Alright Right Please Thanks Thank Sorry Pardon Excuse Sure Fine Good Great Bad Better Best Worse
    Nice Cool True False Very Too Also Again Once Twice Thrice Only Just Even Still Already Always Never Ever Often
    Sometimes Usually Seldom Rarely Perhaps Maybe Possibly Probably Certainly Surely Indeed Really Truly Actually
    Finally Eventually Suddenly Slowly Quickly Quietly Softly Gently Carefully Soon Now Then Later Today Tomorrow
    Yesterday Tonight Meanwhile Afterwards Afterward Everything Something Anything Nothing Everyone Someone Anyone
    Everybody Somebody Anybody Nobody None Neither Either Both Each Every All Any Some Many Much More Most Few Fewer
    Less Least Several Such Same Other Others Another One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve
    Twenty Thirty Forty Fifty Hundred Thousand Million First Second Third Fourth Fifth Last Next Half Quarter Is Am
    Are Was Were Be Been Being Do Does Did Done Doing Have Has Had Having Can Could Shall Should Would Might Must
    May Ought Need Dare Let Lets Go Goes Going Gone Went Come Comes Coming Came Get Gets Getting Got Give Given
    Giving Gave Make Makes Making Made Take Takes Taking Taken Took See Sees Seeing Seen Saw Look Looks Looking
    Looked Listen Hear Heard Hearing Say Says Saying Said Tell Tells Telling Told Ask Asks Asking Asked Think Thinks
    Thinking Thought Know Knows Knowing Known Knew Want Wants Wanted Wanting Wish Hold Keep Kept Keeping Leave
    Leaving Left Stop Stay Wait Waiting Watch Turn Turning Turned Try Trying Tried Put Set Stand Standing Stood Sit
    Sitting Sat Run Running Ran Walk Walking Call Calling Called Shut Open Close Begin Start Bring Show Speak Talk
    Believe Remember Forget Suppose Imagine Consider Except Including Instead Rather Quite Almost Nearly Hardly
    Barely Scarcely Enough Far Long Late Early Ago Away Back Forward Ahead Together Alone Apart Above Anyway Anyhow
    However Moreover Furthermore Nevertheless Nonetheless Therefore Thus Hence Otherwise Else Whatever Whenever
    Wherever Whoever Whichever Whether Dead Damn Damned Hell Shit Fuck Fucking Fucked Bullshit Crap Christ Jesus God
    Lord Goodness Gosh Gee Heavens Heaven Geez Jeez Bitch Bastard Asshole Motherfucker Dude Bro Man Guys Guy Girl
    Girls Boy Boys Woman Women Men Ladies Gentlemen Gentleman Sir Madam Ma Mam Maam Dear Dearest Darling Honey Baby
    Babe Sweetheart Love Sweetie Buddy Pal Mate Kid Kiddo Mom Mum Mama Mamma Mommy Mummy Dad Daddy Papa Pa Pop Pops
    Son Day Days Night Morning Evening Afternoon Noon Midnight Week Month Year Years Time Times Hour Hours Minute
    Minutes Moment Place Home House Room Door People Folks Person Thing Things Way World Life Death Work Word Words
    Name Names Part Chapter Volume Book Prologue Epilogue Act Scene Page Note Act End New Old Young Little Big Small
    Large High Low Full Empty Hot Cold Whole Certain Different Beautiful Wonderful Terrible Awful Lovely Poor Rich
    Happy Sad Angry Strange Odd Funny Silly Stupid Crazy Mad Ready Easy Hard Impossible Possible Important Clear
    Because Cause Cuz Gonna Wanna Gotta Lemme Gimme Dunno Ain Aint Isnt Didnt Tis Twas Till Ere Thou Thee Thy Thine
    Ye Hath Doth Lo Alas Behold Pray Nonsense Rubbish Exactly Absolutely Definitely Obviously Apparently
    Unfortunately Fortunately Clearly Naturally Honestly Seriously Literally Basically Especially Particularly
    Besides Somehow Somewhere Anywhere Everywhere Nowhere Meantime Whereupon Therefore Likewise Similarly Seeming
    Seems Seemed Judging Considering Regarding According Despite Unlike Underneath Opposite Amid Amidst Via Versus
    Plus Minus Dr Mr Mrs Ms Lest Provided Fancy Bless Curse Hush Hurry Hurrah Hooray Bravo Amen Cheers
    Congratulations Welcome Farewell Adieu Silence Trust Imagine Enter Whence Wherefore Whereby Hitherto Presently
    Directly Immediately Instantly Accordingly Consequently Undoubtedly Doubtless Evidently Certes Verily Merely
    Simply Mostly Partly Mainly Generally Lately Recently Formerly Originally Altogether Ought Oughtn Musn Send Sent
    Read Write Written Pass Passing Pull Push Play Playing Drive Driving Drink Eat Sleep Help Hope Hoping Feel Feels
    Feeling Felt Find Finding Found Lie Lying Lay Fall Falling Fell Follow Following Followed Meet Meeting Met Move
    Moving Moved Live Living Lived Die Dying Died Kill Change Changing Check Cut Draw Drop Dropping Face Finish Hit
    Join Lead Learn Leaning Lift Lost Lose Miss Mind Own Pick Picking Point Pointing Pretend Promise Prove Raise
    Raising Reach Reaching Return Returning Save Search Sell Shake Shaking Shoot Sign Smile Smiling Spend Step
    Stepping Swear Throw Touch Understand Use Using Used Wake Wear Wearing Wonder Worry Breathe Breathing Bet Beg
    Blame Burn Buy Catch Chase Choose Climb Cry Crying Dance Dream Dress Fight Fix Grab Grow Hang Hate Hide Hug Kiss
    Knock Laugh Laughing Light Lock Pay Relax Rest Ride Ring Rise Rush Sing Singing Smell Steal Strike Suit Taste
    Teach Tear Tie Wash Waste Win Wipe Free Fresh Green Blue Red Black White Brown Grey Gray Gold Silver Dark Bright
    Light Deep Soft Loud Quiet Heavy Warm Wet Dry Clean Dirty Sharp Slow Fast Quick Strong Weak Rough Smooth Sweet
    Bitter Sour Thick Thin Wide Narrow Round Square Straight Plain Pure Rare Raw Ripe Sick Tired Sore Safe Stiff
    Still Tall Tiny Tough Ugly Vague Vast Wild Wise Wrong Miles Inches Feet Pounds Dollars Eyes Hands Hand Head
    Heart Hair Voice Mouth Lips Fingers Arms Legs Tears Blood Music Songs Song Lights Coffee Water Rain Snow Wind
    Sun Moon Stars Sky Sea River Road Street City Town Country King Queen Prince Princess Doctor Captain Colonel
    Major General Professor Lady Father Mother Brother Sister Aunt Uncle Cousin Grandma Grandpa Nurse Master
    Mistress
    """.split()
)

# Of these, the ones that can be a name or a title when capitalised within a sentence.
MAY_BE_NAMES = frozenset(
    """
    May Dawn Hope Will Bill Grace King Queen Prince Princess Father Mother Mum Mom Mama Mamma Mommy Mummy Dad Daddy
    Papa Sister Brother Aunt Uncle Grandma Grandpa Nurse Captain Colonel Major General Professor Doctor Lady Master
    Mistress Pop Pops Red Green Black White Brown Grey Gray Gold Silver Blue River Sky Rain Snow Star Stars Sun Moon
    Baby Honey Babe Buddy Kid Doc Young Little Rich Rose Page Wells Wild Wise Swift Sharp Strong Strange Short Small
    Long Best Early Day Knight Love Hood Case Chance Chase Drew Dear Dare Fancy Free Frost Rush Storm Light Song
    Bishop Boy Girl Lord Sir Madam Ma Pa Cousin Lane Miles Frank Penny Finish Hand Head Heart Music Miss Bird Birdie
    Fox Wolf Bear Cat Hart Silence Trust Patience Prudence Constance Charity Faith Joy Mercy Verity Sing
    """.split()
)

EXCLAMATIONS = frozenset(
    """
    Ay Yo Aha Oho Phoo Humph Hmph Pshaw Bah Tut Fie Hoo Hark Halloa Hallo Holloa Hurray Nay Ahem Psst Shh Ssh Shush
    Yikes Boo Blimey Crikey Cor Oy Oi Aw Aww Mm Mmm Mhm Nuh Uhhuh Ciao Hola Gracias Merci Bonjour Bonsoir Salaam
    Namaste Cut Action Encore Courage Steady Attention Order Murder Fire Help Thief Stop Cheers Skol Prost Touché
    Voila Voilà Eureka Hallelujah Alleluia Amen Ouch Oops Whoops Yay Yum Yuck Ew Eww Phew Pff Pfft Tsk Whew Welp
    Yessir Yessum Nope Yup Dammit Goddamn Goddammit Fuckin Shite Bollocks Bugger Bloody Crikes Golly Jove Heigh
    Hereupon Thereupon Leastways Anyways Hitherto
    """.split()
)

# Capitalised everywhere, and never people.
CALENDAR = frozenset(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays
    Sundays January February March July September October November December Christmas Easter Michaelmas Whitsun
    Thanksgiving Halloween Advent Ramadan Hanukkah Diwali Passover New-Year Boxing Midsummer Epiphany Pentecost
    """.split()
)
PEOPLES = frozenset(
    """
    English Englishman Englishwoman Englishmen British Briton Britons French Frenchman Frenchwoman Frenchmen German
    Germans Italian Italians Spanish Spaniard Spaniards Dutch Dutchman Irish Irishman Irishwoman Scottish Scotch
    Scotsman Scots Welsh Welshman American Americans Canadian Canadians Mexican Mexicans Australian Australians
    Indian Indians Chinese Japanese Korean Koreans Russian Russians Polish Pole Poles Turkish Turk Turks Greek
    Greeks Roman Romans Latin Hebrew Jew Jews Jewish Arab Arabs Arabic African Africans European Europeans Asian
    Asians Christian Christians Catholic Catholics Protestant Protestants Muslim Muslims Moslem Moslems Mohammedan
    Mohammedans Hindu Hindus Hindoo Sikh Sikhs Buddhist Buddhists Anglo-Indian Anglo-Indians Londoner Londoners
    Parisian Viennese Swiss Swedish Swede Danish Dane Norwegian Norman Normans Saxon Saxons Gothic Victorian
    Georgian Elizabethan Edwardian Renaissance Puritan Puritans Quaker Methodist Anglican Baptist Presbyterian Tory
    Tories Whig Whigs Liberal Liberals Conservative Conservatives Republican Republicans Democrat Democrats
    Socialist Socialists Brazilian Portuguese Cuban Egyptian Persian Israeli Iranian Pakistani Vietnamese Filipino
    Ukrainian Hungarian Austrian Belgian Texan Southerner Yankee Yankees Negro Negroes Gypsy Gipsy Gypsies Bible
    Biblical Bengali Oriental Orientals
    """.split()
)
# The last word of names of places, houses, institutions, works: "Bingham Road", "Larkin Hall", "Apex Records".
PLACE_NOUNS = frozenset(
    """
    Street Road Lane Avenue Ave Boulevard Blvd Drive Square Place Court Crescent Terrace Row Alley Way Highway
    Freeway Bridge Hill Hills Mount Mountain Mountains Valley River Lake Creek Bay Beach Island Islands Isle Sea
    Ocean Coast Park Garden Gardens Forest Wood Woods Grove Field Fields Farm Ranch Hall House Manor Abbey Castle
    Palace Tower Towers Lodge Cottage Villa Villas Mansion Mansions Hotel Inn Motel Tavern Pub Bar Cafe Café
    Restaurant Diner Grill Kitchen Club Theatre Theater Cinema Arena Stadium Center Centre Auditorium Studio Studios
    Records Recordings Music Entertainment Management Agency Group Inc Ltd LLC Corp Corporation Company Co Bank
    Museum Gallery Library School Academy College University Institute Hospital Clinic Church Chapel Cathedral
    Temple Mosque Station Airport Port Harbour Harbor Market Mall Store Shop Office Department Ministry Committee
    Council Society Association League Union Party Army Navy Regiment Brigade County Shire City Town Village
    District Province State States Kingdom Empire Republic Festival Awards Award Show Tour Magazine Times Post
    Tribune Herald Gazette News Press Weekly Daily Journal Review Band Orchestra Quartet Trio Choir Act Bill Bible
    Testament Gospel Psalm Psalms Street's Cross Gate Corner Common Green Heath Downs Wells Springs Falls Point Rock
    Rocks Caves Canyon Desert Plains Prairie Ward Wing Suite Room Apartments Building Block Plaza Pier Quay Junction
    Line Railway Express Mail Telegraph Chronicle War Battle Treaty Peak Ridge Glen Loch Moor Marsh Pond Pool Brook
    Brewery Ballroom Opera Symphony Sonata Concerto Hymn Blues Stage Theory Law Laws Court Prize Cup Series Street
    Heights Estate
    """.split()
)

SPEECH = frozenset(
    """
    said says say saying asked asks ask replied replies reply answered answers answer cried cries cry exclaimed
    exclaims whispered whispers shouted shouts yelled yells screamed screams muttered mutters murmured murmurs
    mumbled mumbles called calls added adds continued continues began begins agreed agrees admitted admits announced
    announces argued argues begged begs breathed breathes chuckled chuckles commented comments complained complains
    confessed confesses corrected corrects declared declares demanded demands drawled echoed echoes explained
    explains gasped gasps giggled giggles groaned groans growled growls grumbled grunted grunts hissed hisses
    inquired inquires enquired insisted insists interrupted interrupts interposed joked jokes laughed laughs lied
    lies moaned moans observed observes offered offers ordered orders pleaded pleads pointed pressed presses
    promised promises proposed protested protests put quipped read reads remarked remarks repeated repeats responded
    responds returned returns retorted retorts roared sang sings shrieked sighed sighs snapped snaps snarled sneered
    sobbed sobs snorted spoke speaks tell whisper shout yell scream mutter murmur mumble add snap breathe sigh lie
    joke hiss groan admit offer agree insist repeat begin continue manage managed manages croak laugh promise
    protest warn tease beg plead call stammered stated states stuttered suggested suggests swore swears teased
    teases told tells thought thinks urged urges ventured ventures volunteered wailed warned warns went goes
    whimpered whined wondered wonders rejoined resumed concluded pursued persisted objected acknowledged assured
    rasped crooned purred scoffed huffed deadpanned prompted prompts barked bellowed croaked blurted quavered
    faltered
    """.split()
)
# Verbs whose subject is a person far more often than a thing.
ACTS = frozenset(
    """
    smiled smiles smiling nodded nods shook shakes shrugged shrugs laughed laughs grinned grins frowned frowns
    winked blinked blinks stared stares glanced glances gazed gazes looked looks watched watches listened listens
    heard hears saw sees noticed notices felt feels knew knows thought thinks wondered wonders believed believes
    hoped hopes wanted wants wished wishes liked likes loved loves hated hates feared remembered remembers forgot
    forgets understood understands realized realises realised realizes decided decides tried tries meant means
    needed needs walked walks ran strode stepped steps hurried hurries wandered sat sits rose rises lay knelt leaned
    leans leant bent bends turned turns sighed sighs paused pauses hesitated hesitates waited waits reached reaches
    grabbed grabs took takes picked picks pulled pulls pushed pushes lifted lifts handed hands gave gives held holds
    carried caught threw dropped drops put puts opened opens closed shut entered enters came comes went goes left
    leaves arrived arrives returned returns followed follows joined joins met meets spoke speaks told tells asked
    asks called calls wrote writes read reads kissed kisses hugged hugs touched touches slapped hit kicked punched
    wept cried cries blushed blushes coloured flushed trembled shivered swallowed swallows breathed drank drinks ate
    eats slept woke wakes wore wears lived lives died married marries played plays sang sings danced drove drives
    rode worked works paid pays bought sold loved stood stands stopped stops started began begins never always only
    just also already still suddenly slowly quickly quietly softly himself herself said says replied answered got
    gets crossed crosses rolled rolls raised raises lowers lowered folds folded rubs rubbed wiped wipes ignored
    ignores considered considers admired pitied trusted trusts resolved determined declared refused refuses agreed
    agrees couldn can't couldn't didn't doesn't wouldn't won't hadn't hasn't isn't wasn't seemed
    """.split()
)
AUXILIARIES = frozenset("was were is had has would could did does will might must should may can 'd".split())

# What a person has: "Mara's eyes", "Mara's brother".
OWNED = frozenset(
    """
    eyes eye face hand hands arm arms head hair voice mouth lips lip fingers finger shoulder shoulders neck chest
    back legs leg knee knees feet foot heart mind body skin cheek cheeks brow brows forehead ear ears nose chin jaw
    throat smile laugh gaze look expression tone breath words name mother father brother sister son daughter wife
    husband aunt uncle cousin friend friends parents family children child boyfriend girlfriend mom mum dad
    grandmother grandfather niece nephew room bed phone coat jacket bag clothes shirt dress boots shoes glasses
    anger temper feelings opinion opinions thoughts thought spirits happiness affection attachment manner manners
    behaviour behavior character absence arrival letter letters surprise silence presence attention marriage account
    sake side place arm birthday
    """.split()
)
KIN = frozenset(
    """
    mother father brother sister son daughter wife husband aunt uncle cousin friend niece nephew grandmother
    grandfather stepmother stepfather stepbrother stepsister sister-in-law brother-in-law mother-in-law
    father-in-law boyfriend girlfriend partner fiancé fiancée fiance fiancee manager drummer bassist guitarist
    singer driver assistant boss lawyer agent producer roommate neighbour neighbor maid servant cook butler nurse
    teacher boy girl man woman lad lady gentleman fellow dog cat horse pony twin baby kid ex colleague partner
    master mistress doctor captain
    """.split()
)
PLACE_BEFORE = frozenset("in at into near across inside outside through throughout around leaving reaching".split())
WEAK_PLACE_BEFORE = frozenset("to from of toward towards for about on".split())
PERSON_BEFORE = frozenset(
    """
    with told tell tells asked asks ask beside thanked thank kissed kiss hugged met marry married love loved loves
    hate hated hates saw seen see miss missed called named inform assured answered remind reminded watching watched
    watch behind opposite between trust by help helped introduced invite invited poor dear dearest darling darling
    old young little sweet like
    """.split()
)
