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
    r"\byou made me (?:say|do|feel|lie|shout|drink|leave|hit|snap|cheat|angry|crazy|look|act|go)\b",
    r"\byou (?:drove|forced|pushed|provoked) me\b",
    r"\bbecause (?:of )?you (?:made|were|are|did|would|kept|pushed|left|never|always|and)\b",
    r"\bbecause of you\b",
    r"\b(?:sorry|apologi[sz]e)\b[^.!?]{0,60}\bbut you\b",
    rf"\bsorry (?:if|that)? ?you(?:'re| {_FEELS})\b",
    r"\bsorry if i (?:offended|hurt|upset|bothered)\b",
    r"\bif you (?:had not|hadn't|had|were not|weren't)\b[^.!?]{0,60}\b(?:would|wouldn't)\b",
    r"\bwould not have\b[^.!?]{0,40}\bif you\b",
    r"\byour fault\b",
    r"\byou(?:'re| are) (?:so |just |simply )?(?:selfish|cold|impossible|cruel|heartless|crazy|pathetic|childish)\b",
    r"\byou (?:ruined|destroyed|wrecked|threw away|started it)\b|\buntil you ruined\b",
)
APOLOGY = r"\b(?:sorry|apologi[sz]e[sd]?|apolog(?:y|ies)|forgive|pardon)\b"
PRESSURE = (
    r"\b(?:have|did|are|has) you\b[^.!?]{0,30}\bmov(?:ed|ing) on\b",
    r"\b(?:have|did) you (?:met|meet|found|find) (?:someone|somebody|anyone|anybody)\b",
    r"\bare you (?:seeing|dating|with) (?:someone|somebody|anyone|anybody)\b",
    r"\bonly you (?:can|could|make|made|understand|know)\b|\byou(?:'re| are) the only one (?:who|for)\b",
    r"\b(?:last|final|only) chance\b|\b(?:another|one more|a second) chance\b|\bnow or never\b",
    r"\bi(?:'ll|'d| will| would) do anything\b(?! for (?:a|an|the|some|that)\b)",
    r"\bif you (?:do not|don't|won't|will not) (?:answer|reply|call|write|come|talk|meet)\b",
    r"\banswer me\b|\btell me now\b|\byou owe me\b|\byou have to\b|\bor i am done\b|\bor else\b",
    rf"\bit has been {_COUNT} (?:days|weeks|months)\b|\b{_COUNT} (?:days|weeks|months) without\b",
    r"\bcount(?:ed|ing) (?:the|every) (?:day|days|hour|hours|night|nights)\b",
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
    r"\b(?:close|end|finish|put)\b[^.!?]{0,20}\b(?:chapter|book|behind|well|properly|good note|face to face)\b",
    r"\b(?:last|final|one more|once more) (?:talk|conversation|word|coffee|meeting|evening|time)\b",
    r"\bspoke once more\b",
    r"\b(?:let go|move forward|leave you alone|have peace)\b",
)
REUNION = (
    r"\b(?:back|together|again|reunite|reconcile|rekindle|restart|return|returns|marry|win)\b",
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
