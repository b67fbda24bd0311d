"""What the tone check looks for in English, as data: patterns over small letters with straight apostrophes."""

from collections.abc import Mapping

# A kind word behind "you always" or "you never" takes the sign back.
_KIND = r"(?:made? (?:me|us) (?:laugh|smile)|remember|knew|know how|help|cared? for|were there|came through|listen)"
_KINDLY_NOT = r"(?:had to|asked? for|needed? to|let (?:me|us) down|complain|failed|forg[eo]t|minded|gave up on)"
_FEELS = r"(?:took|take|feel|felt|are|were|got|get|see|saw|think|thought)"
_COUNT = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve)"

BLAME = (
    rf"\byou always\b(?! {_KIND})",
    rf"\byou never\b(?! {_KINDLY_NOT})",
    r"\byou (?:constantly|should be ashamed|broke (?:us|me|this|our|my))\b",
    r"\byou were the one who (?:kept|left|never|did|started)\b",
    r"\byou made me (?:jealous|mad|sad|furious)\b",
    r"\byou made me (?:say|do|feel|lie|shout|drink|leave|hit|snap|cheat|angry|crazy|look|act|go)\b",
    r"\byou (?:drove|forced|pushed|provoked) me\b",
    r"\bbecause (?:of )?you (?:made|were|are|did|would|kept|pushed|left|never|always|and)\b",
    r"\bbecause of you\b",
    r"\b(?:sorry|apologi[sz]e)\b[^.!?]{0,60}\bbut you\b",
    rf"\bsorry (?:if|that)? ?you(?:'re| {_FEELS})\b",
    r"\b(?:sorry if i (?:offended|hurt|upset|bothered)|apologi[sz]e if you)\b",
    r"\bif you (?:had not|hadn't|had|were not|weren't)\b[^.!?]{0,60}\b(?:would|wouldn't)\b",
    r"\bwould not have\b[^.!?]{0,40}\bif you\b",
    r"\byour fault\b",
    r"\byou(?:'re| are) (?:so |just |simply )?(?:selfish|cold|impossible|cruel|heartless|crazy|pathetic|childish)\b",
    r"\byou (?:ruined|destroyed|wrecked|threw away|started it)\b|\buntil you ruined\b",
)
# "I forgive you" and "you never said sorry" ask somebody else for one.
APOLOGY = r"\b(?:(?<!said )sorry|apologi[sz]e[sd]?|apolog(?:y|ies)|forgive(?! you\b)|pardon)\b"
PRESSURE = (
    r"\b(?:have|did|are|has) you\b[^.!?]{0,30}\bmov(?:ed|ing) on\b",
    r"\b(?:have|did) you (?:met|meet|found|find) (?:someone|somebody|anyone|anybody)\b",
    r"\bare you (?:seeing|dating|with) (?:someone|somebody|anyone|anybody)\b",
    r"\bonly you (?:can|could|make|made|understand|know)\b|\byou(?:'re| are) the only one (?:who|for)\b",
    r"\b(?:last|final|only) chance\b|\b(?:another|one more|a second) chance\b|\bnow or never\b",
    r"\bi(?:'ll|'d| will| would) do anything\b(?! for (?:a|an|the|some|that)\b)",
    r"\bif you (?:do not|don't|won't|will not) (?:answer|reply|call|write|come|talk|meet)\b",
    r"\banswer me\b|\btell me now\b|\byou owe me\b|\byou have to\b(?! (?:admit|see)\b)|\bor i am done\b|\bor else\b",
    rf"\bit(?:'s| has) been {_COUNT} (?:days|weeks|months)\b(?! (?:since|after) (?!you|we|i ))",
    rf"\b{_COUNT} (?:days|weeks|months) without\b",
    r"\bcount(?:ed|ing)? (?:the|every) (?:one|day|days|hour|hours|night|nights)\b",
    r"\bare you (?:already )?over (?:me|us)\b|\bif you (?:ever|really|truly) (?:loved|cared)\b",
    r"\b(?:nobody|no one) (?:will|would|could) ever (?:love|understand) you\b",
    r"\b(?:drove|walked|went|cycled|drive|walk) (?:past|by) your\b",
    r"\b(?:sent|send|left|brought) (?:you )?(?:flowers|roses|chocolates|a present|a gift)\b|\bmy (?:present|gift)\b",
    r"\b(?:standing|waiting|wait|outside) (?:outside|in front|at your|by your)\b|\bi(?:'ll| will) come (?:by|over)\b",
    r"\bi (?:cannot|can't|can not) (?:live|go on|breathe|sleep|be)\b[^.!?]{0,20}\bwithout you\b",
    r"\bnothing without you\b",
    r"\bi need you\b|\bplease,? please\b",
)
QUESTIONS_MOST = 2

CLOSURE = (
    r"\bclosure\b",
    r"\b(?:goodbye|good-bye|farewell)\b",
    r"\b(?:close|end|finish|put)\b[^.!?]{0,20}\b(?:chapter|book|behind|to rest|well|properly|good note|face to face)\b",
    r"\b(?:last|final|one more|once more) (?:talk|conversation|word|coffee|meeting|evening|time)\b",
    r"\bspoke once more\b|\bproper (?:end|ending)\b|\bwrap (?:it|this|things|everything) up\b",
    r"\bit(?:'s| is) (?:over|finished|done)\b|\bi can (?:finally )?move on\b",
    r"\b(?:let go|move forward|leave you alone|have peace)\b",
)
# Looked for in the purpose, once what it says is not wanted has been left out.
NOT_WANTED = r"\b(?:not|never|without|no longer|don't|won't)\b[^.,;!?]*"
_GET = r"(?:get|gets|getting|got|win|winning|want|wants|have|take|takes|come|comes|coming|be|go)"
_THINGS = r"(?:keys?|things|stuff|money|deposit|books?|clothes|coat|car|bike|dog|cat|ring)"
REUNION = (
    rf"\b{_GET}\b(?:(?!{_THINGS}\b)[^.,;!?]){{0,30}}\bback\b(?! {_THINGS}| (?:my|the|his|her|our|their) )",
    r"\b(?:together|again|reunite|reunion|reconcil\w*|rekindl\w*|restart\w*|marry)\b",
    r"\breturns?\b(?! (?:my|the|his|her|our|their)\b)",
    r"\b(?:she|he|they|you) still (?:loves?|wants?|feels?|cares?)\b",
    r"\b(?:change (?:his|her|their) mind|win (?:him|her|them) over)\b",
    r"\b(?:second|another|still a) chance\b|\bchance for us\b|\bstart(?:ing)? over\b",
)
SELF = (
    r"\bi(?:'m| am) (?:worthless|nothing|a monster|disgusting|pathetic|a failure|garbage|stupid|unlovable)\b",
    r"\bi hate myself\b|\bi deserve (?:nothing|to suffer|the pain|every bit of it)\b|\bfor being me\b",
)

WHY: Mapping[str, str] = {
    "blame": "May read as blame. What did you do, see or feel?",
    "apology": "Many apologies at once. One clear one carries further.",
    "pressure": "May press them for an answer, or for more than they offered.",
    "closure": "It says an end, and the purpose hopes for a beginning: they may feel tricked.",
    "self": "This is hard on yourself. You do not have to be worth less for an apology to count: help",
}
