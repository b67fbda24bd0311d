"""English: words of going round a no, of a no, an order, fear and violence. Data only, as in `care_words_en.py`."""

from tending.core.care_language import Rule, Sign, Whose, parts
from tending.core.care_words_en_crisis import WORKS

PARTS = parts(r"""
    WORD = [a-z0-9]+
    OTHERS = (?:he|she|they|hes|shes|theyre|ex|husband|wife|partner|boyfriend|girlfriend|father|mother|dad|mum|
        mom)
    THEM = (?:her|him|them)
    THEIR = (?:her|his|their|hers)
    RELATION = (?:my |our |the )?(?:ex|husband|wife|partner|boyfriend|girlfriend|father|mother|dad|mum|mom|
        brother|sister|son|daughter|friend)
    GO_BETWEEN = (?:friend|friends|sister|brother|mother|father|mum|mom|dad|cousin|colleague|coworker|roommate|
        flatmate|neighbour|neighbor|someone|somebody|kids|daughter|son)
    WENT = (?:went|go|going|walk|walked|walking|drove|drive|driving|rode|cycled|biked|passed|swung|stopped|came|
        popped|ran|running|jogged|jogging)
    PLACE = (?:place|house|flat|apartment|home|street|building|door|car|window|office|work|workplace|job|gym|
        school|road|block|yard|garden|neighbourhood|neighborhood|parents|shop|cafe|studio)
    REACHED = (?:write|writing|wrote|text|texting|texted|call|calling|called|message|messaging|messaged|mail|
        mailing|mailed|email|emailed|emailing|ring|rang|reach|reached|reaching|contact|contacted|contacting|dm|
        send|sent|sending|follow|followed|watch|watched|look|looked|looking|see|view|viewed)
    ANOTHER = (?:a|an|another|my|one)(?: (?:new|different|other|another|second|fake|burner|secret|blank|
        anonymous))?
    LINE = (?:number|phone|sim|account|profile|email|mail|address|instagram|insta|handle)
    BLOWS = (?:hit|hits|hitting|beat|beats|beaten|beating|slap|slapped|slaps|punch|punched|punches|kick|kicked|
        kicks|choke|choked|chokes|choking|strangle|strangled|strangles|push|pushed|pushes|shove|shoved|shoves|
        grab|grabbed|grabs|threaten|threatened|threatens|rape|raped|attack|attacked|attacks|bit|bites|stalk|
        stalked|stalks|stalking|headbutted|spat at)
    NO_BLOW = (?! (?:away|up|to|too|into|as|with (?:the|a) (?:news|question)|a (?:coffee|beer|drink|seat|
        ticket)|some|at|in chess|by the hand|by surprise|hard ,|toward|towards))
    THREW = (?:threw|throws|throw|hurled|smashed)
""")

CONTACT = (
    Rule(
        sign=Sign.PURSUIT,
        stems=("number", "phone", "account", "profile", "sim", "email", "mail", "insta", "handle", "address"),
        whose=Whose.MINE,
        far=True,
        patterns=r"""
            <REACHED>(?: <WORD>){0,3} (?:from|with|using|on|through) (?:a|an|another)(?: (?:new|different|other|
                another|second|fake|burner|secret|blank|anonymous))? <LINE>(?! for (?:the )?work)
            (?:made|make|making|create|created|creating|set up|opened|opening|registered|started) (?:a|an|
                another|myself a)(?: (?:new|different|other|another|second|fake|burner|secret|blank|
                anonymous)){1,2} <LINE>(?! for (?:the |my )?(?:work|job|bank|band|business))
            (?:made|make|making|created?|creating) another <LINE>
            (?:got|get|getting|bought|buy|buying) (?:a|another)(?: new| second| different| burner)* (?:number|
                sim|phone)(?: so| to (?:reach|text|call|write|message|contact))
            (?:from|with) <ANOTHER> <LINE> so (?:he|she|they)
            (?:new|another|different|second|fake|burner) <LINE>(?: <WORD>){0,3} (?:she|he|they|her|him|them)
        """,
    ),
    Rule(
        sign=Sign.PURSUIT,
        stems=("her", "his", "their", "him", "them"),
        whose=Whose.MINE,
        far=True,
        patterns=r"""
            <WENT>(?: right| straight)? (?:by|past|round|around|along|outside|over by) <THEIR> (?:old |new |
                parents |front )?<PLACE>
            passed by <THEIR> <PLACE>
            (?:went|go|going|drove|turned up|showed up|came|waited|stood|sat) (?:to|at|outside|in front of|near|
                by|across from) <THEIR> (?:work|office|workplace|job|gym|school|class|building|door|doorstep|
                shop)
            (?:turned|showed) up (?:at|outside|to|on) <THEIR> <PLACE>
            (?:wait|waited|waiting|stood|standing|sat|sitting)(?: for <THEM>)? (?:outside|in front of|near|
                across from) <THEIR> <PLACE>
            (?:wait|waited|waiting) for <THEM>(?: <WORD>){0,1} (?:outside|in front of|near|at the station|after)
            (?:check|checked|checking|look|looked|looking|track|tracked|tracking|watch|watched|watching|see|
                saw)(?: up| at| on)? <THEIR> (?:location|whereabouts|position|gps|last seen)
            (?:track|tracked|tracking) <THEM>
            (?:follow|followed|following) <THEM> (?:home|to|from|around|in|after)
            (?:logged|log|logging|got|went|broke|hacked) into <THEIR> (?:account|email|mail|phone|instagram|
                facebook|cloud)
            (?:read|checked|go through|went through) <THEIR> (?:messages|mails|emails|phone|texts|chats)
        """,
    ),
    Rule(
        sign=Sign.PURSUIT,
        stems=("friend", "sister", "brother", "mother", "mum", "mom", "cousin", "colleague", "mate", "someone", "son"),
        whose=Whose.MINE,
        far=True,
        patterns=r"""
            (?:ask|asked|asking|got|get|getting|had|told|begged|sent|convinced|
                made)(?: <WORD>){0,2} <GO_BETWEEN> (?:of mine |of (?:hers|his|theirs) )?to (?:pass|tell|ask|
                give|send|write|message|text|talk|say|forward|check|find|call|speak)(?: <WORD>){0,3} (?:<THEM>|
                on|to <THEM>|it)
            (?:send|sent|sending|pass|passed|passing|get|got|reach|reached|message|messaged|tell|told|contact|
                contacted)(?: <WORD>){0,4} (?:through|via) (?:a|her|his|our|my|their|mutual|another|
                some)(?: mutual)? <GO_BETWEEN>
            (?:through|via) (?:a|her|his|our|my|their)(?: mutual)? <GO_BETWEEN> (?:i|ill|ive)(?: <WORD>){0,2} (?:send|
                sent|told|tell|asked|ask|passed|pass|let|wrote)
        """,
    ),
    Rule(
        sign=Sign.SAID_NO,
        stems=("block",),
        far=True,
        patterns=r"""
            blocked (?:me|my|us)(?! (?:in|out|from view))
            (?:im|i was|i got|i am|got|been|being|am) blocked(?= (?:$|,|on|everywhere|by|and|from|now|again|
                in))
            blocks me
        """,
    ),
    Rule(
        sign=Sign.SAID_NO,
        stems=("told", "ask", "said", "says", "want", "warned", "begged", "tells"),
        whose=Whose.THEIRS,
        far=True,
        patterns=r"""
            (?:told|asked|asks|tells|begged|ordered|warned|wants|wanted|said|
                says)(?: <WORD>){0,3} (?:leave (?:me |her |him |them |us )?alone|leave (?:her|him|them|me) be|
                stop (?:contacting|writing|calling|texting|messaging|emailing|coming|following|trying|reaching|
                bothering)|(?:to )?never (?:to )?(?:contact|write|call|text|speak|talk|come|message)|
                not (?:to )?(?:contact|write|call|text|message|come|reach|speak|talk))
        """,
    ),
    Rule(
        sign=Sign.SAID_NO,
        stems=("want", "contact"),
        whose=Whose.THEIRS,
        near=False,
        patterns=r"""
            <OTHERS>(?: <WORD>){0,4} (?:doesnt|dont|didnt|never|no longer) (?:ever )?wants? (?:to (?:hear from|
                see|talk to|talk with|speak to|speak with|be contacted by|meet|know) (?:me|us)|(?:any|more|
                any more|anymore) (?:more )?contact|contact (?:with|from) me|anything to do with me|me (?:in|
                to (?:contact|write|call|text)))
            <OTHERS> (?:wants|wanted|asked for|asks for|need|needs) (?:no (?:more )?contact|
                nothing (?:more )?to do with me)
            <OTHERS> (?:never wants|never wanted) (?:to (?:hear|see|talk|speak)|contact)
        """,
    ),
    Rule(
        sign=Sign.ORDER,
        stems=("order", "injunction", "bail", "police", "probation"),
        far=True,
        about=WORKS,
        patterns=r"""
            (?:restraining|protection|protective|no contact|nonmolestation|non molestation|barring|court|
                harassment|stay away|no contact) orders?
            injunctions?
            (?:on|police|my|court) bail(?! (?:out|him|her|them))
            bail (?:conditions|terms|hearing)
            police(?: <WORD>){0,3} (?:warn|warned|warning|told|tell|said|ordered|
                cautioned)(?: <WORD>){0,3} (?:me|away|stop|keep|stay|not|contact)
            police (?:warned|cautioned) me
            (?:warning|warned|caution|cautioned|letter|visit) (?:by|from) the police
            (?:on|my) probation
        """,
    ),
)

SAFETY = (
    Rule(
        sign=Sign.UNSAFE,
        stems=(" me ", "of him", "of her", "of them", "of my", "of what"),
        far=True,
        patterns=r"""
            (?:he|she|they|hes|shes|theyve|who|<RELATION>)(?: (?!(?:,|it|i|im|told|said|asked|and|never|not|
                didnt|hasnt|wouldnt|doesnt) )[a-z0-9]+){0,4} <BLOWS> me<NO_BLOW>
            (?:he|she|they|<RELATION>)(?: (?!(?:,|i|never|not) )[a-z0-9]+){0,2} <THREW>(?: <WORD>){1,4} at me
            (?:he|she|they)(?: [a-z0-9]+){0,2} (?:threatened|threatens|tried|wanted) to (?:kill|hurt|hit|stab|
                shoot) me
            (?:he|she|they)(?: [a-z0-9]+){0,2} (?:physically hurt|hurt) me (?:physically|badly|with|
                so that i bled)
            (?:he|she|they) (?:wont|wouldnt|didnt) let me (?:leave|out|go out|see my)
            (?:im|i was|i feel|i felt|ive been|i am|am|was|i get|i got|been)(?: [a-z]+){0,2} (?:afraid|scared|
                frightened|terrified) of (?:<THEM>|my (?:ex|husband|wife|partner|boyfriend|girlfriend|father|
                mother|dad|mum|mom|brother|sister|son))(?! (?:being|leaving|losing|not|getting|going|and the|s|
                thinking|finding|moving|reaction|answer|forgetting|saying|dying|having))
            (?:afraid|scared|frightened|terrified) of what (?:he|she|they) (?:might|will|could|would|may) do
        """,
    ),
    Rule(
        sign=Sign.VIOLENT,
        stems=("her", "him", "them", "of me", "my "),
        far=True,
        whose=Whose.ANY,
        patterns=r"""
            (?:i|ive|id|im)(?: (?!(?:,|told|said|saw|asked|heard|think|thought|know|feel|met|love|like|and|
                never|not|didnt|havent|wont|wouldnt|dont|cant|couldnt) )[a-z0-9]+){0,2} <BLOWS> (?:<THEM>|
                my (?:ex|husband|wife|partner|boyfriend|girlfriend|father|mother|dad|mum|mom|brother|sister|son|
                daughter|child|kid|kids))<NO_BLOW>
            (?:i|ive|id)(?: [a-z]+){0,1} <THREW>(?: <WORD>){1,4} at <THEM>
            (?:<OTHERS>|theyre|kids|children)(?: (?:is|are|was|were|has been|have been|got|feels|felt|must be|
                seems))?(?: (?!(?:not|never|isnt|arent|wasnt|werent) )[a-z]+){0,1} (?:afraid|scared|frightened|
                terrified) of me(?! (?:being|leaving|not|losing))
            (?:want|wanted|going|need|like|tempted) to (?:hurt|hit|kill|harm|punch|slap|strangle|beat|
                stab) <THEM>(?! (?:with|up|back with|feelings|at))
            i (?:physically )?hurt <THEM> physically
            i (?:raised my hand|raised my fist|put my hands) (?:against|at|on|to) <THEM>
        """,
    ),
)
