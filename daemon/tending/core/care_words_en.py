"""English: the words of care. Data only.

Patterns are over plain words: small letters, no apostrophes (dont, im, id), no fillers (just, really, so), one blank
between two words, a comma as a word of its own. One pattern a line, a deeper line goes on with the one above, `<NAME>`
is a part with a name. Every repetition in them is bounded, so that reading stays linear.
"""

from tending.core.care_language import CareWords, bag, parts
from tending.core.care_words_en_crisis import CRISIS
from tending.core.care_words_en_crisis import PARTS as CRISIS_PARTS
from tending.core.care_words_en_others import CONTACT, SAFETY
from tending.core.care_words_en_others import PARTS as OTHER_PARTS

SPELLINGS = {
    "wnat": "want",
    "wan": "want",
    "wanr": "want",
    "wantt": "want",
    "want2": "want to",
    "wanna": "want to",
    "wana": "want to",
    "wanto": "want to",
    "gona": "going to",
    "killmyself": "kill myself",
    "suicidial": "suicidal",
    "gonna": "going to",
    "gunna": "going to",
    "gotta": "have to",
    "kil": "kill",
    "klil": "kill",
    "killl": "kill",
    "kll": "kill",
    "killin": "killing",
    "dei": "die",
    "diee": "die",
    "mysef": "myself",
    "myslef": "myself",
    "mysel": "myself",
    "meself": "myself",
    "suicde": "suicide",
    "sucide": "suicide",
    "suicidel": "suicidal",
    "sucidal": "suicidal",
    "suiside": "suicide",
    "su1cide": "suicide",
    "sewerslide": "suicide",
    "livr": "live",
    "alove": "alive",
    "cannot": "cant",
    "tonite": "tonight",
    "2nite": "tonight",
    "blokced": "blocked",
    "afriad": "afraid",
    "scard": "scared",
    "adress": "address",
    "thier": "their",
    "selfharm": "self harm",
    "selfharming": "self harming",
}
PAIRS = {
    ("my", "self"): "myself",
    ("any", "more"): "anymore",
    ("do", "not"): "dont",
    ("did", "not"): "didnt",
    ("does", "not"): "doesnt",
    ("can", "not"): "cant",
    ("could", "not"): "couldnt",
    ("will", "not"): "wont",
    ("would", "not"): "wouldnt",
    ("is", "not"): "isnt",
    ("are", "not"): "arent",
    ("was", "not"): "wasnt",
    ("were", "not"): "werent",
    ("have", "not"): "havent",
    ("has", "not"): "hasnt",
    ("i", "am"): "im",
    ("i", "have"): "ive",
    ("i", "would"): "id",
    ("i", "will"): "ill",
    ("what", "is"): "whats",
    ("that", "is"): "thats",
}
FILLERS = bag(
    """just really actually honestly literally truly fucking fuckin bloody simply still sometimes always
    often kinda probably maybe basically seriously somehow genuinely again so very also too secretly
    constantly desperately quite only tbh rn lol"""
)
FIRST = bag("""i im ive id ill me myself""")
THIRD = bag(
    """he she they hes shes theyre theyve theyd hed shed you youre youve youd who someone somebody people
    person everyone everybody nobody anyone friend friends brother sister mum mom dad mother father uncle
    aunt cousin son daughter ex husband wife partner boyfriend girlfriend flatmate roommate colleague
    coworker neighbour neighbor grandmother grandfather gran grandad teenager man woman guy girl boy hero
    character singer patient client student kid child parents"""
)
TOLD = bag(
    """song lyrics lyric film movie book novel poem title called sings sang message diary letter shirt poster meme
    headline line quote episode"""
)
GUARDS = parts(r"""
    NEAR = (?:dont|didnt|doesnt|never|not|no longer|no|wont|wouldnt|cant|couldnt|isnt|arent|wasnt|havent|hasnt|
        without|nor|nothing)(?: (?:ever|even|yet|one|any|been|be|to|of|about|going|intend|intention|intending|
        plan|planning|plans|having|have|had|feel|feeling|felt|think|thinking|thought|thoughts|want|wanted|
        wanting|wish|trying|try|i|that|kind|way|or|harm|urge|urges|currently|at all)){0,4}
    FAR = (?:dont|didnt|doesnt|never|not|no|wont|wouldnt|cant|couldnt|isnt|arent|wasnt|werent|havent|hasnt|
        without|nobody|none|nor|hardly)(?: (?!,|but|and|because)[a-z0-9]+){0,4}
""")

ENGLISH = CareWords(
    language="en",
    spellings=SPELLINGS,
    pairs=PAIRS,
    fillers=FILLERS,
    first=FIRST,
    speaking=FIRST - bag("me myself"),
    third=THIRD,
    told=TOLD,
    near=GUARDS["NEAR"],
    far=GUARDS["FAR"],
    parts={**CRISIS_PARTS, **OTHER_PARTS},
    rules=(*CRISIS, *CONTACT, *SAFETY),
)
