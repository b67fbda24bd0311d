"""Deutsch: every line of `words_en_after.py` in German, by the same keys."""

AFTER: dict[str, str] = {
    "put-off-choices": "Dann nicht jetzt. Es kommt wieder: $when. Ein anderes Mal? später heute abend, später morgen,"
    " später 1 woche.",
    "the-rest": "Letztes Mal blieb bei „$line“ etwas offen. Es passt auch hierher, oder bleibt weg.",
    "check-words": "$count Wörter; $most wären reichlich.",
    "check-absolute": "Darin steht immer oder nie, und das kann niemand halten. Ein gewöhnlicher Tag davon genügt.",
    "offer-help": "Wenn es schlimmer ist als Vermissen: hilfe",
    "offer-word": "Ein Wort, das dafür da ist: $word",
    "how-to": "So findest du jemanden: die Hausarztpraxis kann eine Beratung oder eine Gruppe in der Nähe nennen,"
    " ebenso die Beratungsstellen am Ort; oft ist ein erstes Gespräch kostenlos, manchmal am Telefon. Eine Zeile"
    " genügt: „Es gibt eine Gewohnheit, bei der ich Hilfe möchte.“ Jemand für eine schlimme Stunde: hilfe",
    "draft-offer": "Ein Entwurf von dir ist einen Tag alt. Noch wahr? Freundlicher? Kürzer? Oder loslassen: tending"
    " draft list. Nichts wurde gesendet.",
    "heard-entry": "Notiert, in den Worten des anderen Menschen.",
    "heard-request": "Notiert: darum wurde gebeten. Sobald es beachtet ist: tending heard check",
    "heard-care": "Notiert: was dem anderen Menschen guttut.",
    "heard-right": "Notiert: es stimmte.",
    "heard-off": "Notiert: es war etwas anderes. Gut, dass du gefragt hast.",
    "heard-not-asked": "Notiert: noch nicht gefragt. Es bleibt geraten.",
    "heard-respected": "Notiert: beachtet.",
    "heard-not-yet": "Notiert: noch nicht.",
    "heard-sure": "du warst dir sicher, also gibt es nichts zu prüfen. Nicht mehr so sicher? Trag es neu ein, als"
    " geraten",
    "both-begun": "Notiert: ihr wollt es beide noch einmal versuchen. Neunzig Tage, jede Woche eine kleine Frage"
    " neben den anderen. Wenn es endet: tending contact both --ended",
    "both-hard": "Was dich früher zermürbt hat, in deinen Worten: „$hard“. Es bleibt im Blick.",
    "both-ended": "Notiert: es ist vorbei. Danach wird nicht mehr gefragt.",
    "both-shut": "eine Tür ist zu, oder du hast dich dem Loslassen zugewandt, also ist das jetzt nicht dran: tending"
    " contact state sagt, welche. Wurde dir geschrieben, trag das zuerst ein: tending contact log --they",
    "occasion-added": "Notiert: $day. Zehn Tage vorher kommt eine Frage, wie du ihn haben möchtest.",
    "occasion-removed": "Weggenommen.",
    "occasions-full": "$most Tage sind schon im Blick: nimm erst einen weg: tending occasion list",
    "digest": "Deine Woche: $answers, $pages. Nichts zu beantworten.",
    "digest-answer": "$number Antwort",
    "digest-answers": "$number Antworten",
    "digest-page": "$number Seite aufgehoben",
    "digest-pages": "$number Seiten aufgehoben",
}
