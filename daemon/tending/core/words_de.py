"""Deutsch: every line of `words_en.py` in German, by the same keys; informal, short, and for any keeper."""

from tending.core.words_de_after import AFTER
from tending.core.words_de_progress import PROGRESS
from tending.core.words_de_why import WHY

TEXTS: dict[str, str] = {
    **PROGRESS,
    # --- echoes: what was understood, and what follows
    "noted": "Notiert: $what.",
    "noted-words": "Notiert, in deinen Worten.",
    "noted-partial": "Notiert: $what. Das genügt.",
    "noted-free": "Behalten, in deinen Worten. In einer schlimmen Stunde antworte hilfe.",
    "addendum": "Zu deiner Antwort gelegt.",
    "skipped": "Übersprungen; auch das ist eine Antwort.",
    "skipped-often": "Übersprungen. Dreimal hintereinander, also kommt diese Art nun seltener.",
    "put-off": "Dann nicht jetzt. Es kommt wieder: $when.",
    "tonight": "Notiert: heute Abend. Es bleibt offen bis $until.",
    "later-is-skip": "Nun dreimal verschoben, also zählt es als übersprungen; auch das ist eine Antwort.",
    "less": "Ab jetzt seltener: höchstens $budget in der Woche.",
    "less-family": "Ab jetzt seltener: höchstens $budget in der Woche, und diese Art alle $days Tage.",
    "more": "Öfter ab $when: bis zu $budget in der Woche. Sag vorher weniger, und es bleibt, wie es ist.",
    "more-family": "Öfter ab $when: bis zu $budget in der Woche, diese Art alle $days Tage. Sag vorher weniger, und es"
    " bleibt, wie es ist.",
    "more-full": "Mehr geht nicht: $budget in der Woche.",
    "paused": "Pause bis $when. Vorher kommt nichts; sag jederzeit weiter.",
    "paused-open": "Pause, bis du weiter schreibst. Nichts geht verloren.",
    "resumed": "Es geht weiter.",
    "hidden": "Nichts zu sehen.",
    "hidden-kept": "Behalten.",
    "hidden-refused": "Jetzt nicht, und nichts davon ist behalten. Warum, zeigt sich erst nach: tending hide --off",
    "stopped-channel": "Diese Adresse ist für immer geschlossen und bekommt nichts mehr. $rest",
    "stopped-last": "Es war die letzte, also ruht alles. Um weiterzumachen: tending resume",
    "stopped-others": "Die anderen laufen weiter.",
    "undone": "Zurückgenommen. Deine Worte bleiben im Tagebuch, als zurückgenommen gekennzeichnet.",
    "perhaps": "vielleicht $what",
    "undone-said-stays": "Was seither zwischen euch vermerkt wurde, bleibt.",
    "undo-nothing": "Es gibt nichts zurückzunehmen.",
    "helped": "Gut zu wissen.",
    "neither": "Notiert.",
    "worse": "Notiert. Diese Frage kommt seltener.",
    "worse-retired": "Notiert. Diese Frage ruht zwei Monate.",
    "rate-nothing": "Es gibt noch keine Antwort, über die du das sagen könntest.",
    "nothing-open": "Gerade ist nichts offen.",
    "duplicate": "Diese Antwort ist schon da.",
    "unread": "Deine Antwort ließ sich nicht lesen. Sie ist behalten und steht in tending status.",
    "hold-open": "Schreib es hier, alles. Nichts wird gesendet. Du siehst es wieder: $when, und kannst bei Tageslicht"
    " entscheiden.",
    "held": "Behalten. Nichts wurde gesendet. Du siehst es wieder: $when. Ist jemand in deiner Nähe? Wenn es schlimmer"
    " ist als Vermissen, antworte hilfe.",
    "misread": "Entschuldige das Missverständnis. Es wird nicht behalten.",
    "move-on": "Notiert. Ab hier geht es um dich: keine Fragen mehr nach einem Zurück. Nichts geht verloren.",
    "them": "der andere Mensch",
    "no-bond": "Noch ist niemand eingetragen, um den es gehen könnte. Deine Worte sind behalten.",
    "wrote-before": "Das zählt als von vor der Bitte um Ruhe. Kam seither eine Nachricht, sag mir: hat geschrieben",
    "they-wrote": "Notiert: es kam eine Nachricht. Nichts hier verlangt heute eine Antwort; das Antworten ist deine"
    " Sache, und keine Wartezeit bindet es. Eine erste Antwort kann in der Schublade warten: schublade",
    "they-wrote-legal": "Notiert: es kam eine Nachricht. Auch eine Antwort kann gegen die Anordnung verstoßen. Frag"
    " eine Anwältin, einen Anwalt oder das Gericht.",
    "they-wrote-unsafe": "Notiert: es kam eine Nachricht. Sicherheit geht vor: hier hilft nichts bei einer Antwort. Die"
    " Menschen auf der Karte sind auch dafür da: hilfe",
    "i-wrote-waits": "Notiert: du hast geschrieben. Nun ist es Sache der anderen Seite, zu antworten oder nicht. Geh"
    " durch deine Woche; in sieben Tagen wirst du einmal gefragt, ob etwas zurückkam. Kam eine Nachricht? Sag es: hat"
    " geschrieben",
    "i-wrote-answer": "Notiert: eine Antwort. Sie ändert sonst nichts.",
    "i-wrote-early": "Notiert und behalten. Es war früh: die Ruhe zählt ab heute. Sonst ändert sich nichts.",
    "i-wrote-shut": "Notiert und behalten. Es wurde gebeten, nicht zu schreiben, oder es sieht so aus. Trotzdem"
    " angeschrieben zu werden macht Angst und kann strafbar sein. Das Freundlichste ist jetzt nichts. Sonst ändert sich"
    " hier nichts.",
    "i-wrote-legal": "Notiert und behalten. Schreiben kann gegen die Anordnung verstoßen. Frag vor allem anderen eine"
    " Anwältin, einen Anwalt oder das Gericht.",
    "silence": "Notiert: es kam nichts. Das ist eine Antwort, die man stehen lassen kann.",
    "said-no": "Notiert: es war ein Nein. Ab hier wird nichts mehr über einen Weg dorthin gefragt. Das Loslassen ist"
    " da, wenn du es willst: loslassen",
    "said-order": "Notiert: es gibt eine Anordnung oder eine Warnung. Nichts, was dorthin führt, wird wieder gefragt."
    " Frag vor jedem Kontakt eine Anwältin, einen Anwalt oder das Gericht, auch vor einer Antwort.",
    "space-until": "Genannt wurde $day: eine Nachricht an dem Tag oder danach ist eine Antwort.",
    "mark-unsure": "Vor allem, was dorthin führt, kommen zwei vorsichtige Fragen.",
    "mark-owed": "Vor allem, was dorthin führt, kommt eine Frage danach, worum gebeten wurde.",
    "mark-hold": "Neunzig Tage lang wird nichts gefragt, was dorthin führt. Eine Blockade zu umgehen, mit neuer Nummer,"
    " über Freunde oder mit einem Besuch, macht Angst und kann strafbar sein. Die Schublade nimmt, was du sagen"
    " würdest: schublade",
    "mark-resting": "Dann ruht es. Kommt eine Nachricht, sag mir: hat geschrieben",
    "mark-once-more": "Dann ein letztes Mal. Es eilt nicht, und du kannst es immer noch lassen.",
    "ladder-advice": "Die andere Seite kam zuletzt bis „$rung“. Eine faire Antwort bleibt dort oder eine Stufe"
    " darunter.",
    "drawer-advice": "Du kannst sie erst in die Schublade schreiben und bei Tageslicht senden oder nicht: schublade",
    "reopened": "Es öffnet sich langsam: erst beginnt die Ruhe von vorn, mit der ersten Frage.",
    "reopen-statement": "Schreib einen eigenen Satz dazu: was unaufgefordert geschrieben wurde und warum eine Antwort"
    " willkommen ist.",
    "reopen-legal": "Es gilt eine Anordnung. Nichts hier öffnet das.",
    "reopen-unsafe": "Sicherheit geht vor. Das öffnet sich nicht durch einen Befehl.",
    "reopen-closed": "$label sagte nein. Es öffnet sich einmal, dreißig Tage nach einer unaufgeforderten Nachricht und"
    " nicht vorher: trag sie ein mit tending contact log --they",
    "reopen-space": "Es wurde um Abstand gebeten. Das endet von selbst, zwei Wochen nach einer Nachricht: tending"
    " contact log --they",
    "reopen-hold": "Es hält neunzig Tage, oder bis die Frage danach beantwortet ist, worum gebeten wurde.",
    "reopen-resting": "Es ruht. Kommt eine Nachricht, öffnet es sich eine Woche später: tending contact log --they",
    "reopen-waiting": "Es ist schon etwas unterwegs. Es ist Sache der anderen Seite, zu antworten oder nicht.",
    "reopen-quiet": "Es öffnet sich von selbst, wenn die ruhigen Tage und die ersten Fragen vorbei sind: tending"
    " contact state",
    "reopen-open": "Nichts ist zu.",
    "outlook-moving-on": "Hier führt nichts zurück. Das war deine Wahl, und sie lässt sich ändern.",
    "outlook-QUIET": "Nichts darüber, $label zu schreiben, vor $day, und nur, wenn du es dann noch willst. Kommt vorher"
    " eine Nachricht, sag mir: hat geschrieben",
    "outlook-OPEN": "Nichts ist zu. Kommt eine Nachricht, sag mir: hat geschrieben",
    "outlook-WAITING": "Du hast geschrieben, und die andere Seite darf antworten oder nicht. Kommt eine Nachricht, sag"
    " mir: hat geschrieben",
    "outlook-RESTING": "Es ruht: nichts mehr darüber, $label zu schreiben, außer es kommt zuerst eine Nachricht."
    " Dann sag mir: hat geschrieben",
    "outlook-HOLD": "Vorerst nichts über einen Weg zu $label.",
    "outlook-SPACE": "Es wurde um Abstand gebeten, also nichts über einen Weg zu $label. Kommt eine Nachricht, sag mir:"
    " hat geschrieben",
    "outlook-CLOSED": "Es war ein Nein, also nichts über einen Weg zu $label. Kommt je unaufgefordert eine"
    " Nachricht, sag mir: hat geschrieben",
    "outlook-UNSAFE": "Sicherheit geht vor, also nichts über einen Weg zu $label.",
    "outlook-LEGAL": "Es gilt eine Anordnung oder eine Warnung der Polizei: nichts hier, was zu $label führt, nie. Frag"
    " vor jedem Kontakt eine Anwältin, einen Anwalt oder das Gericht, auch vor einer Antwort.",
    "account-added": "Notiert, schlicht. Es zu nennen gehört dazu; was zählt, ist, was danach kommt.",
    "account-did": "Notiert: es war da.",
    "account-slip": "Notiert: das Alte kam zurück. Das geschieht unterwegs.",
    "promise-made": "Notiert. Es ist klein genug, um es zu halten.",
    "promise-theirs": "Notiert, als Versprechen der anderen Seite.",
    "promise-absolute": "das ist zu groß: „immer“, „nie“ und „alles“ lassen sich nicht halten. Wie sähe ein"
    " gewöhnlicher Tag davon aus? Versprich das",
    "promise-unsure": "zu $sure % sicher ist zu groß: mach es kleiner, bis du mindestens 90 % sicher bist, und"
    " versprich das",
    "promise-full": "drei Versprechen sind schon offen: schau erst auf eines zurück oder lass es los: tending promise"
    " list",
    "promise-waits": "Drei Versprechen sind offen, also wartet dieses, bis Platz ist.",
    "promise-still-large": "Es spricht noch von immer oder nie, also ist es behalten und zählt noch nicht.",
    "promise-kept": "Notiert: gehalten.",
    "promise-partly": "Notiert: teils. Zwei genügen, und die Hälfte auch.",
    "promise-broken": "Notiert: gebrochen. Es zu sagen gehört dazu.",
    "promise-renegotiated": "Notiert: neu verhandelt. Das neue gibst du selbst: tending promise add",
    "promise-released": "Notiert: losgelassen. Das ist ein ehrliches Ende.",
    "meet-shut": "Eine Tür ist zu, und dahinter ist kein Plan fertig.",
    "points-full": "Zwölf Punkte sind in Übung, also ist kein Platz für mehr. Leg erst welche weg: tending speech star",
    "points-none": "Es gibt noch keinen Punkt: tending speech add",
    "meet-missing": "Noch sind nicht alle sieben bekannt.",
    "meet-ready": "Sieben von sieben sind bekannt. Es ist so weit.",
    "points-starred": "Notiert. Die anderen sind weggelegt, und nichts davon geht verloren.",
    "meet-past": "Dieser Tag ist vorbei. Wann ist es? tending meet plan --when",
    "meet-put-away": "Notiert: es gibt kein Treffen. Sonst ändert sich nichts.",
    "meet-off": "Das Treffen fällt aus.",
    "point-added": "Notiert. Er kommt wieder, um laut gesagt zu werden.",
    "meet-tricked": "So, wie es dasteht, könnte sich jemand getäuscht fühlen. Sag, worum es im Gespräch geht; der"
    " Rest kann bis zum Treffen warten.",
    "meet-long": "Höchstens neunzig Minuten; so viel zählt.",
    "meet-asked": "Notiert. Einmal fragen genügt: zwei Wochen ohne Antwort sind ein Nein, und es braucht kein Wort"
    " mehr.",
    "speech-later": "noch nicht: erst kommen andere Fragen: tending why rehearse",
    "meet-no-hour": "Notiert. Die Stunde fehlt noch: tending meet plan --when",
    "ask-back-own": "Das konnte ich nicht lesen. Die Zahlen genügen, etwa 1,3. Oder überspringen.",
    "option-promises": "Versprechen $number",
    "check-exit": "ein Satz zum Aufhören und der Heimweg",
    "check-when": "wann, und wann es endet",
    "points-none-due": "Heute ist nichts zu sagen an der Reihe.",
    "meet-not-asked": "Notiert: keine Einladung. Es ruht vier Wochen. Kommt ein Ja, sag mir: tending contact said yes",
    "meet-none": "Es ist kein Treffen geplant.",
    "check-no": "ein Satz für ein Nein",
    "check-later": "was für einen anderen Tag bleibt",
    "meet-planned": "Notiert.",
    "meet-uninvited": "Es gibt keine Einladung und kein Ja von der anderen Seite. Ein Plan ist nur damit fertig. Kam"
    " beides doch? Dann, in den Worten von dort: tending meet plan --invitation",
    "meet-done": "Notiert. Ruh dich etwas aus; in zwei Tagen kommt eine kurze Frage dazu.",
    "option-points": "Punkt $number",
    "meet-postponed": "Ein anderer Tag also; das ist kein Vorwurf. Sag es freundlich und bald. Ein neuer Tag: tending"
    " meet plan --when",
    "check-invitation": "eine Einladung oder ein Ja, in den Worten der anderen Seite",
    "check-purpose": "wofür es ist, in Worten, die niemanden täuschen",
    "check-place": "ein ruhiger Ort",
    "apology-missing": "Noch nicht darin: $parts. Um Verzeihung zu bitten ist freigestellt.",
    "apology-responsibility": "„Mein Anteil“ wiegt am meisten.",
    "apology-whole": "Alle fünf sind darin. Ob verziehen wird, liegt beim anderen Menschen; darum zu bitten ist"
    " freigestellt.",
    "draft-held": "In der Schublade behalten. Nichts wird gesendet; du siehst es wieder: $when.",
    "move-back": "Notiert. Es beginnt leise von vorn, mit den ersten Fragen. Was zu war, bleibt zu.",
    "move-back-already": "Nichts hat sich gewendet: es geht weiter wie bisher.",
    "move-back-profile": "Bei $label ging es von Anfang an ums Loslassen: sag, was ihr wart, mit tending bond add",
    "move-on-already": "Du hast dich dem Loslassen schon zugewandt. Nichts geht verloren.",
    "moving-done": "Notiert: etwas Freundliches.",
    "moving-people": "Notiert: gute Gesellschaft.",
    "moving-urge": "Notiert. Ein Drang kommt und geht; ihn aufzuschreiben genügt.",
    "wish-difference": "Nenn vor allem, was dorthin führt, eine Sache, die diesmal anders ist. In einer Woche wird"
    " wieder danach gefragt.",
    "space": "Notiert. Es wird nichts mehr über einen Weg dorthin gefragt. Das Loslassen ist da, wenn du es je willst:"
    " loslassen",
    "finished": "Beendet, und es wird nichts mehr darüber gefragt. Was du geschrieben hast, bleibt deins.",
    "wish-low": "Der Wunsch war drei Monate lang klein. Wenn es vorbei ist, kann es gut enden: tending done zeigt"
    " den Weg auf einer Seite.",
    "page-head": "Der Weg mit $label, auf einer Seite",
    "page-span": "Von $since bis $until.",
    "page-counted-one": "$count Antwort, in deinen eigenen Worten.",
    "page-counted-other": "$count Antworten, in deinen eigenen Worten; ein paar davon hier.",
    "page-began": "Wie es begann",
    "page-good-and-hard": "Das Gute und das Schwere",
    "page-wish-for": "Wonach der Wunsch war",
    "page-own-part": "Dein eigener Anteil",
    "page-changed": "Was du verändert hast",
    "page-heard": "Was du gehört hast",
    "page-promised": "Was du versprochen hast",
    "page-good-days": "Gutes auf dem Weg",
    "page-learned": "Was du mitnimmst",
    "page-now": "Wo du jetzt bist",
    "page-end": "Wie es auch ausging: du hast ehrlich hingesehen, und das bleibt.",
    "next-none": "Heute gibt es nichts mehr zu fragen. Das ist erlaubt.",
    "next-open": "Eine Frage ist schon offen.",
    "next-opened": "Noch eine, weil du fragst.",
    "next-at": "Als Nächstes: $when.",
    "next-set-up": "Das Einrichten ist nicht fertig: tending init",
    "next-nothing": "Nichts ist geplant. Schreib irgendein Wort, und es geht weiter.",
    "one-open": "Eine Frage ist offen.",
    "next-wrong": "$next Etwas stimmt nicht: tending status",
    "clock-ahead": "Die Uhr dieses Rechners geht um Jahrzehnte vor: stell sie richtig.",
    "ask-back": "Das kann ich auf mehr als eine Art lesen: $choices. Welche?",
    "ask-back-form": "Das konnte ich nicht lesen. Eines davon passt: $choices. Oder überspringen.",
    "ask-back-kept": "Behalten, wie du es geschrieben hast.",
    "page-offer": "Eine Seite aus der Schublade ist hier, wenn du magst: tending hold --list. Nichts wurde gesendet.",
    "plain-keep": "„$deck“ blieb sechsmal ohne Antwort. Behalten, pausieren oder weglassen?",
    "plain-keep-line": "Eine kleine Wahl, wenn du magst",
    "plain-kept": "Behalten. Es geht weiter wie bisher.",
    "plain-paused": "Pausiert. Es wartet unter deinen Fragen.",
    # --- the help card and the safety card
    "card": "Danke, dass du das sagst.\n"
    "Ich bin ein Erinnerungsprogramm: wie es dir geht, kann ich nicht erkennen.\n"
    "Falls ein Teil davon vom Sterbenwollen handelt oder davon, dich zu verletzen, verdienst du jetzt einen Menschen:\n"
    "$lines$emergency\n"
    "Ist jemand in deiner Nähe?\n"
    "Die Fragen ruhen, bis du weiter schreibst. Habe ich dich falsch verstanden, schreib falsch verstanden, und es wird"
    " nicht behalten.",
    "card-still": "Behalten, in deinen Worten. Die Karte ist noch hier: hilfe. Alles ruht, bis du weiter schreibst.",
    "still-here": "Es ruht noch; nichts zu beantworten. Hilfe ist noch hier.",
    "safety-card": "Danke, dass du das sagst. Einzelheiten braucht es hier nicht.\n"
    "Ich bin ein Erinnerungsprogramm: wie es dir geht oder wie sicher du bist, kann ich nicht erkennen.\n"
    "Für beide Seiten davon, ein Mensch zum Reden:\n"
    "$lines$emergency\n"
    "Ist jemand in deiner Nähe?",
    "any-hour": "rund um die Uhr",
    "help-line-verified": "$name: $number$hours; geprüft $when",
    "help-line-unverified": "$name: $number$hours; notiert $when (ungeprüft)",
    "emergency": "In Gefahr, jetzt: $number. Weitere Nummern: $more",
    "emergency-unknown": "In Gefahr, jetzt: der Notruf an deinem Ort. Eine Nummer in deiner Nähe: $more",
    "month": "$month $year",
    # --- a question, as it goes out
    "greeting-morning": "Guten Morgen.",
    "greeting-afternoon": "Guten Tag.",
    "greeting-evening": "Guten Abend.",
    "invite": "Antworte einfach; eine Zeile genügt. Wenn nicht jetzt, antworte „nicht jetzt“ oder „überspringen“. Es"
    " schließt von selbst ($until), und niemand nimmt es übel.",
    "invite-on": "Antworte noch einmal, wenn du magst; „überspringen“ endet hier.",
    "invite-one-way": "Antworte an deinem Computer, wann du magst: tending reply. Es schließt von selbst ($until), und"
    " niemand nimmt es übel.",
    "echo-before": "Vom letzten Mal: $echo",
    "last": "Das ist das Letzte, bis du schreibst. Nichts geht verloren.",
    "remind": "Noch offen, wenn du magst. Sonst kommt heute nichts.",
    "subject-morning": "Eine kleine Frage für heute Morgen",
    "subject-afternoon": "Eine kleine Frage für den Nachmittag",
    "subject-evening": "Eine kleine Frage für heute Abend",
    "subject-echo": "Notiert",
    "subject-unclear": "Noch nicht ganz klar",
    "subject-code": "Sechs Ziffern",
    "code": "Deine sechs Ziffern sind $code. Tipp sie dort ein, wo du gefragt wurdest; sie gelten $minutes Minuten."
    " Hast du nicht danach gefragt, tu nichts, und es kommt nichts mehr.",
    "code-again": "Dieser Weg wird alle neunzig Tage neu gefragt. Diese sechs Ziffern halten ihn binnen 7 Tagen offen:"
    " tending channel confirm $name $code",
    "code-again-alone": "Neunzig Tage kam von hier kein Wort, also kommt nur noch das. Diese sechs Ziffern öffnen"
    " den Weg binnen 7 Tagen wieder: tending channel confirm $name $code. Sagen sie dir nichts, tu nichts.",
    "trial": "Das ist die Nachricht, um die du gebeten hast, um diesen Weg zu prüfen. Es gibt nichts zu beantworten.",
    "hint-yes-partly-no": "ja, teils oder nein",
    "hint-yes-no": "ja oder nein",
    "hint-kept-partly-broken": "gehalten, teils oder gebrochen",
    "hint-scale-1-5": "eine Zahl von 1 bis 5",
    "hint-percent": "eine Zahl von 0 bis 100",
    "value-yes": "ja",
    "value-partly": "teils",
    "value-no": "nein",
    "value-kept": "gehalten",
    "value-broken": "gebrochen",
    "option-keep": "behalten",
    "option-pause": "pausieren",
    "option-drop": "weglassen",
    "rung-none": "nichts",
    "rung-casual": "locker",
    "rung-warm": "warm",
    "rung-personal": "persönlich",
    "rung-in-person": "von Angesicht zu Angesicht",
    "canary-line": "Nur ein Test",
    "canary": "Das prüft nur, ob Zeilen dich erreichen und Antworten gehört werden. Es ist nichts zu tun.",
    "mail-footer": "Du hast an deinem eigenen Computer um diese Zeilen gebeten. Deine Antwort bleibt dort; auf dem Weg"
    " geht sie durch deinen Mailanbieter. Das ist ein Programm: wie es dir geht, kann es nicht erkennen, und"
    " Worte für eine schlimme Stunde kennt es nur auf Englisch, außer: hilfe. In einer"
    " schlimmen Stunde antworte  hilfe  - seltener:  weniger  - eine Pause:  pause 2 Wochen  - nichts mehr an diese"
    " Adresse:  stopp",
    # --- the window of the daemon
    "window-back": "Willkommen zurück.",
    "window-back-one": "Willkommen zurück. Eine offene Frage.",
    "window-back-other": "Willkommen zurück. $count offene Fragen.",
    "window-next": "Als Nächstes: $when. Bis dahin ist nichts zu tun.",
    "window-paused": "Alles ruht; sag weiter, wann du magst.",
    "window-nothing-to-do": "Bis dahin ist nichts zu tun.",
    "window-rate": "Hat diese Frage   1 geholfen   2 weder noch   3 es schlimmer gemacht   (Enter überspringt)",
    "window-stopped": "Angehalten.",
    "window-kept-open": "Die offene Frage ist behalten.",
    "window-kept-today": "Die Frage von heute ist behalten.",
    "window-kept-tomorrow": "Die Frage von morgen ist behalten.",
    "window-kept-day": "Die Frage von $day ist behalten.",
    "window-kept-next": "Die nächste Frage ist behalten.",
    "window-kept-all": "Nichts geht verloren.",
    "window-good-night": "Gute Nacht.",
    "window-take-care": "Pass auf dich auf.",
    "window-page-ends": "Eine leere Zeile beendet sie.",
    # --- channels, and what was changed
    "level-discreet": "eine neutrale Zeile",
    "level-prompt": "die Frage, wie sie dasteht",
    "level-personal": "die Frage mit deinen eigenen Worten",
    "change-added": "Kanal $name kam hinzu; er darf bekommen: $level",
    "change-added-first": "Kanal $name kam hinzu",
    "change-adopted": "Kanal $name, in einer früheren Version bestätigt, wurde übernommen; er darf bekommen: $level",
    "change-changed": "Kanal $name wurde geändert: $what",
    "change-code": "sechs Ziffern gingen über $name hinaus",
    "change-confirmed": "Kanal $name wurde bestätigt",
    "change-asked-again": "Kanal $name wurde nach neunzig Tagen neu gefragt",
    "change-renewed": "eine Antwort kam über $name",
    "change-unconfirmed": "Kanal $name ist unbestätigt, bis seine neuen Ziffern eingetippt sind",
    "change-removed": "Kanal $name wurde entfernt",
    "change-stopped": "die Adresse von $name wurde geschlossen, für immer",
    "change-stays-stopped": "eine geschlossene Adresse bleibt geschlossen",
    "change-address": "er führt nun anderswohin und muss neu bestätigt werden",
    "change-level": "er bekam $was und darf nun bekommen: $now",
    "change-value": "$what: $was -> $now",
    "change-unknown": "etwas",
    "change-hidden": "eine Adresse",
    "change-nothing": "nichts",
    # --- dates
    "today": "heute",
    "tonight-word": "heute Abend",
    "weekday-morning": "${weekday}morgen",
    "weekday-afternoon": "${weekday}nachmittag",
    "weekday-evening": "${weekday}abend",
    "weekday-night": "${weekday}nacht",
    "tomorrow-morning": "morgen früh",
    "tomorrow-afternoon": "morgen Nachmittag",
    "tomorrow-evening": "morgen Abend",
    "tomorrow-night": "morgen Nacht",
    "date-part": "$weekday, $day. $month ($part)",
    "date": "$weekday, $day. $month",
    "and": "und",
    "or": "oder",
    **AFTER,
    **WHY,
}

NUMBERS = ("nichts", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf")
