"""English: words for a bad hour. Data only; how to read a pattern is told in `care_words_en.py`."""

from tending.core.care_language import Rule, Sign, Whose, bag, parts

WORKS = bag("""film movie book novel song lyrics episode tv news radio podcast series theatre""")

PARTS = parts(r"""
    WORD = [a-z0-9]+
    NO = (?:dont|didnt|doesnt|do not|no longer|cant|never|not)
    OVER = (?:anymore|any longer|now|ever again)
    THEM = (?:her|him|them)
    DOING = (?:kill|killing|killed|harm|harming|harmed|hang|hanging|drown|drowning|stab|stabbing|poison|unalive|
        unaliving|top|topping|off|offing|neck|injure|injuring|starve|strangle|murder|end|ending)
    HURTING = (?:cut|cutting|hurt|hurting|burn|burning|burned|burnt|slice|slicing|scratch|scratching|shoot|
        shooting)
    LEAD = (?:to|started|start|been|keep|kept|im|about|of|like|should|might|could|must|will|ill|id|going|from|
        by|resist|urge|back|hate|enough|stop)
    HOW_IT_ENDS = (?= (?:$|,|last|this|tonight|today|yesterday|every|on purpose|because|and|when|since|
        instead|after|in secret|until|badly|deep|deeper|to feel|to cope|to punish))
    LAUGHING = (?! (?:(?:of|from) (?:pure |sheer |utter |the )?(?:shame|embarrassment|laughter|laughing|boredom|
        cringe|envy|jealousy|joy|happiness|curiosity|heat|hunger|thirst|old age|awkwardness)|laughing|with laughter|
        to see|to know|to hear|a little|inside|happy|old|for (?:her|him|them|you|a|one|this|that|some)))
    STRAINING = (?! (?:laughing|trying to|doing this|over (?:a|the|my|this) (?:essay|thesis|exam|job|project|work)|
        to (?:get|find|finish|please)|at work|at the gym|for work))
    SOMEWHERE = (?! (?:, )?(?:in|at|with|on|near|next|under|by|together|apart|alone|there|off|from|through|
        a lie|here in) )
""")

CRISIS = (
    Rule(
        sign=Sign.CRISIS,
        stems=("myself",),
        patterns=r"""
            <DOING> myself<STRAINING>(?! (?:off from|to sleep))
            <LEAD> <HURTING> myself(?! (?:off|short|some|a|in the foot|loose|slack|shaving|playing|at the gym))
            <HURTING> myself<HOW_IT_ENDS>
            (?:throw|throwing) myself (?:off|under|in front of|out of|from|down)
            (?:finish|finishing) myself off
            (?:do|doing) myself in
        """,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=("suicid",),
        whose=Whose.MINE,
        patterns=r"""
            suicidal
            (?:thoughts?|thinking|think|thought|ideas?|idea) (?:of|about) suicide
            (?:commit|committing|attempt|attempting|attempted|consider|considering|contemplating|contemplate|
                tried|planning|plan|want) suicide
            suicide (?:note|attempt|plan|letter|thoughts|is)
            (?:my|by|about) (?:own )?suicide
        """,
        about=WORKS,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=("die", "dead", "death", "dying", "to be gone"),
        whose=Whose.MINE,
        patterns=r"""
            want to die<LAUGHING>
            i wanted to (?:die|be dead)<LAUGHING>
            (?:part|half|side|bit|all|everything|something) (?:of|in) me wants to (?:die|be dead)<LAUGHING>
            want to be dead
            (?:ready|wish|longing|hoping|deserve|supposed|begging|waiting|going|need|
                want it all) to die<LAUGHING>
            (?:wish|hope|hoping|pray|praying|think) (?:that )?(?:i|id|ill) (?:could |should |would |might |
                can )?die<LAUGHING>
            i (?:should|deserve to|ought to) (?:die|be dead)<LAUGHING>
            let me die
            (?:feel|feeling|felt) like dying<LAUGHING>
            (?:think|thinking|thought|thoughts|dream|dreaming|dreamt|fantasise|fantasize|fantasising|fantasizing|
                obsessed) (?:of|about|with) (?:dying|being dead|my own death|my death)
            (?:death|dying|being dead) would be (?:easier|better|a relief|a release|nice|kinder)
            i (?:want|wish|need) to be gone(?! (?:before|when|by|from))
            i (?:shouldve|should have) died
            wish(?:ed)? (?:that )?i (?:was|were|am|had been) dead
            wish(?:ed)? (?:that )?id died
            (?:rather|better) (?:die|be dead|dead|to die) than (?:live|go on|keep|wake|be here|carry on|exist|
                continue|face|be alive|feel)
            (?:id be|im|be|i am) better off dead
            (?:be|im) better dead
            (?:want|wanting|long|longing|wish) for death
        """,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=("life", "live", "living", "alive", "exist"),
        whose=Whose.MINE,
        near=False,
        patterns=r"""
            <NO> (?:want|wanting|wish|wanted) to (?:be alive|exist|go on living|keep living|continue living|
                stay alive|keep on living)
            <NO> (?:want|wanting|wish) to live<SOMEWHERE>
            dont (?:think|feel like|know if|feel) i want to (?:live|be alive|exist|be here)<SOMEWHERE>
            (?:want|like) to (?:stop living|stop existing|not exist|not be alive|stop being alive|
                cease to exist)
            (?:better|want|wanting|wish) not to (?:live|exist|be alive)
            (?:dont|didnt|never) feel like (?:living|being alive|existing)<SOMEWHERE>
            (?:not sure|dont know|unsure) (?:if |that |whether )?i want to (?:live|be alive|be here|exist)<SOMEWHERE>
            (?:no|lost the|lost my|lost all|without the|little) will to live
            (?:dont|didnt) deserve to (?:live|be alive|exist)<SOMEWHERE>
            why (?:am|should|do|would) i (?:even )?(?:be )?(?:alive|live|stay alive|exist|keep living|go on living)
                <SOMEWHERE>
            (?:life|living) (?:is|feels|has become|seems) (?:pointless|meaningless|unbearable|hopeless|worthless)
            cant (?:live|keep living|go on living)(?= (?:$|,|anymore|any longer))
        """,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=("my life", "my own life"),
        patterns=r"""
            (?:end|ending|ended|take|taking|took) my (?:own )?life(?! (?:back|into|in my|seriously|apart|for))
        """,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=("pills", "tablets", "meds", "overdos", "od"),
        whose=Whose.MINE,
        patterns=r"""
            (?:take|taking|took|swallow|swallowed|swallowing) (?:all|every|too many|loads of|a load of|
                a bunch of|a lot of|the whole|a whole|an overdose|a handful)(?: <WORD>){0,4} (?:pills|tablets|
                meds|sleeping pills)
            (?:have|got|saved|collected|counted|counting) (?:the|all the|enough|my) (?:pills|tablets)
            (?:i|ive|to|of|about|had|almost|nearly|take an|took an|taken an) (?:overdose|overdosed|overdosing|
                od)
        """,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=("self harm",),
        whose=Whose.MINE,
        patterns=r"""
            self harm(?:ing|ed)?
        """,
        about=WORKS,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=(
            "drive",
            "crash",
            "driving",
            "walk into",
            "jump",
            "brains",
            "wrists",
            "throat",
            "bullet",
            "noose",
            "train",
        ),
        whose=Whose.MINE,
        patterns=r"""
            (?:jump|jumping) (?:off|from) (?:a|the|that|this|my) (?:bridge|roof|building|balcony|cliff|window|
                tower)
            (?:jump|jumping|step|stepping|walk|walking) in front of (?:a|the) (?:train|bus|car|truck|lorry|tram)
            (?:drive|driving|crash|crashing|steer)(?: my car| the car)? (?:into|off) (?:a|the) (?:tree|wall|cliff|
                bridge|
                river)
            (?:walk|walking) into (?:the (?:sea|river|ocean|lake)|traffic)
            (?:blow|blowing) my brains out
            (?:slit|slitting|cut|cutting|open|opening) my (?:wrists?|throat|veins)
            (?:bullet|gun) (?:in|to|through) my (?:head|mouth|brain|skull)
            (?:tie|tied|tying|made|making) (?:a|the) noose
        """,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=("here", "around"),
        whose=Whose.MINE,
        near=False,
        patterns=r"""
            <NO> (?:want|wanting|wish) to be (?:here|around|on this earth|on this planet|
                in this world)(?: <OVER>)?<SOMEWHERE>(?= (?:$|,|and|because|but|if))
            (?:easier|better|best) (?:for \w+ )?if i (?:wasnt|werent) (?:here|around)
            (?:wish|wished) i (?:wasnt|werent) (?:here|around)(?= (?:$|,|and|because|but|anymore))
            (?:i|ill) wont be (?:here|around)(?: (?:tomorrow|much longer|anymore|long|by|when|for much))
        """,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=("wake", "waking", "sleep"),
        whose=Whose.MINE,
        near=False,
        patterns=r"""
            (?:never|not) (?:to )?(?:wake|waking) up
            (?:hope|wish|hoping|mind if|prayed|pray|care if|if) (?:that )?i (?:dont|didnt|never|wouldnt|
                wont) wake up
            (?:dont|didnt|no longer) want to wake up(?! (?:early|at|beside|next|in|with|to|before|on))
            (?:sleep|sleeping) (?:forever|for good|for ever)
        """,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=("better off", "be easier", "be better", "matter if"),
        near=False,
        patterns=r"""
            (?:everyone|everybody|world|kids|children|family|they|theyd|theyre|people|all|parents|you all|them|
                friends)(?: all)?(?: would| will| might)?(?: all)?(?: be| are)? better off(?: all)? (?:without me|
                if i (?:was|were|wasnt|werent|died|disappeared|had)|with me (?:dead|gone))
            (?:easier|better|best) (?:for \w+ )?if i (?:was|were|had) (?:dead|gone|never)
            (?:easier|better|best) (?:for \w+ )?if i (?:died|disappeared|stopped existing|didnt exist)
            (?:wouldnt|doesnt|wont|not) matter if i (?:died|die|was dead|was gone|wasnt here|disappeared|lived)
        """,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=("living", "live", "alive", "life", "born", "exist", "go on", "worth"),
        whose=Whose.MINE,
        near=False,
        patterns=r"""
            (?:no|any|a|the|little|without|see) (?:more )?(?:point|reason|sense|use) (?:left )?(?:in |to |for |
                of )?(?:living|live|go on|going on|be alive|being alive|stay alive|exist|existing|carry on|
                keep living|be here)<SOMEWHERE>(?! (?:about|as|fighting|pretending))
            whats the (?:point|use) (?:of|in) (?:living|life|being alive|going on|existing|all this living)
            (?:nothing|noone|no one|nobody|not much|little) (?:left )?(?:for me )?to live for
            (?:life|living) (?:isnt|is not|wasnt|doesnt feel|is no longer|not) worth(?: living| it)
            life(?: is)? not worth
            wish(?:ed)? (?:that )?(?:i|id) (?:was|were|wasnt|werent|had|hadnt|never|
                didnt)(?: never)?(?: been)? (?:born|exist|existed|alive|not alive|never born)
            (?:tired|sick|weary|done|finished|through) (?:of|with) (?:living|being alive|existing)(?! (?:with|
                in|at|like|out|together|apart|alone|here|there|next|under|on))
            (?:tired|sick|weary|done|through|finished|enough) (?:of|with) (?:this |my )?life(?= (?:$|,|and|itself))
            (?:give|giving|gave|given) up on (?:my )?life
            (?:quits on|out of|leave|leaving|quit) (?:this |my )?life(?= (?:$|,|and))
            (?:cant|dont want to|no longer want to) go on(?: living)?(?= (?:$|,|and|because|anymore|any longer|
                like this|much longer))
            (?:dont|didnt|no longer) care (?:if|whether) i (?:live|die|wake|am alive|exist)
            hate being alive
        """,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=("mind", "hit me", "ran over", "run over", "get hit", "got hit", "got killed"),
        near=False,
        patterns=r"""
            (?:wouldnt|dont) mind (?:if i )?(?:died|dying|dropping dead|being dead)
            (?:hope|wish|hoping|wishing) i(?: would| could)? (?:get|got) (?:hit by|run over|killed)
            (?:if|hope|wish|wishing|hoping) (?:that )?(?:a|the|some) (?:car|bus|truck|lorry|train|
                tram) (?:would |might )?(?:hit|hits|ran over|run over|runs over|took) me
        """,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=(
            "end it",
            "ending it",
            "an end to",
            "end my",
            "to end",
            "it all",
            "kms",
            "ctb",
            "unaliv",
            "goodbye",
            "disappear",
        ),
        whose=Whose.MINE,
        patterns=r"""
            (?:end|ending) it (?:all|tonight|for good|once and for all)
            (?:end|ending) my (?:suffering|misery|pain)
            want (?:it all|everything|all of it) to (?:end|stop|be over)(?! (?:between|with))
            put an end to (?:it all|it|my life|everything|all of it)
            kms
            ctb
            unaliv(?:e|ing)
            goodbye (?:everyone|everybody|world|all|to all)(?: <WORD>){0,3}
            (?:my|last|final) goodbye (?:, )?(?:[a-z0-9]+ ){0,4}wont (?:be|see|hear|wake)
            (?:disappear|vanish) (?:forever|for good|for ever)
        """,
    ),
    Rule(
        sign=Sign.CRISIS,
        stems=("follow", "join", "be with"),
        near=True,
        patterns=r"""
            (?:killed (?:herself|himself|themselves)|died|dead|death|suicide|passed away|
                gone)(?: <WORD>){0,6} (?:,|and|now|since)(?: and| now)? (?:i|id|im)(?: <WORD>){0,2} (?:follow|
                join|be with) <THEM>
        """,
    ),
)
