"""English: what is said of an answer beside its echo, and of what was heard, dated, held and tried again."""

AFTER: dict[str, str] = {
    "put-off-choices": "Not now, then. It comes back $when. Another time? later tonight, later tomorrow, later 1w.",
    "the-rest": "Last time you left something out of “$line”. It can go here too, or stay out.",
    "check-words": "$count words; $most would be plenty.",
    "check-absolute": "It speaks of always or never, which nobody can keep. One ordinary day of it would do.",
    "offer-help": "If it is worse than missing them: help",
    "offer-word": "A word that is there for this: $word",
    "how-to": "To find somebody: your family doctor can name a counsellor or a group near you, and so can the town's"
    " advice centres; many offer a first talk free of charge, some by phone. One line is enough to begin: “There is a"
    " habit I want help with.” Somebody for a bad hour: help",
    "draft-offer": "A draft of yours is a day old. Still true? Kinder? Shorter? Or let it go: tending draft list."
    " Nothing was sent.",
    "heard-entry": "Noted, in their words.",
    "heard-request": "Noted: they asked for it. Once it is respected: tending heard check",
    "heard-care": "Noted: what helps them.",
    "heard-right": "Noted: it was right.",
    "heard-off": "Noted: it was something else. Good that you asked.",
    "heard-not-asked": "Noted: not asked yet. It stays a guess.",
    "heard-respected": "Noted: respected.",
    "heard-not-yet": "Noted: not yet.",
    "heard-sure": "you were sure of it, so there is nothing to check. Not so sure any more? Add it again as a guess",
    "both-begun": "Noted: you both want to try again. Ninety days of it, one small question a week beside the others."
    " If it ends: tending contact both --ended",
    "both-hard": "What wore you down before, in your words: “$hard”. It stays in view.",
    "both-ended": "Noted: it is over. Nothing more is asked about trying again.",
    "both-shut": "a door is shut, or you turned toward moving on, so this is not for now: tending contact state says"
    " which. If they wrote, log it first: tending contact log --they",
    "occasion-added": "Noted for $day. Ten days before, one question about how you would like it.",
    "occasion-removed": "Taken away.",
    "occasions-full": "$most dates are in view already: take one away first: tending occasion list",
    "digest": "Your week: $answers, $pages. Nothing to answer.",
    "digest-answer": "$number answer",
    "digest-answers": "$number answers",
    "digest-page": "$number page held",
    "digest-pages": "$number pages held",
}
