"""What keepers type in German. Data only; `ae` for `ä` and the like is understood everywhere."""

from collections.abc import Mapping

from tending.core.model import Verb
from tending.core.reading.language import Phrases, ReplyWords, counted_in, list_of

_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


def _both_ways(text: str) -> Phrases:
    written = list_of(text)
    return tuple(dict.fromkeys((*written, *(phrase.translate(_PLAIN) for phrase in written))))


def _counted_both_ways(text: str) -> Mapping[str, int]:
    written = counted_in(text)
    return {**written, **{phrase.translate(_PLAIN): value for phrase, value in written.items()}}


_ONES = _counted_both_ways("ein=1, zwei=2, drei=3, vier=4, fünf=5, sechs=6, sieben=7, acht=8, neun=9")
_TENS = _counted_both_ways(
    "zwanzig=20, dreißig=30, vierzig=40, fünfzig=50, sechzig=60, siebzig=70, achtzig=80, neunzig=90"
)

GERMAN = ReplyWords(
    they=list_of("sie, er"),
    them=list_of("ihr, ihm, ihnen"),
    unlike=list_of("am, also, was, will, do, mo, so, an, to"),
    verbs={
        Verb.SKIP: _both_ways(
            """
            überspringen, überspring das, überspring, überspringe, auslassen, ich lasse das aus, lass ich aus,
            weglassen, passe, ich passe, lieber nicht, möchte ich nicht beantworten, kein kommentar, nächste bitte
            """
        ),
        Verb.LATER: _both_ways(
            """
            später, nicht jetzt, jetzt nicht, nicht heute, heute nicht, heute abend nicht, gerade nicht, grad nicht,
            ein andermal, ein anderes mal, frag später, frag mich später, frag mich, erinnere mich, erinner mich,
            ich kann gerade nicht, kann gerade nicht, vielleicht später, etwas später, später nochmal
            """
        ),
        Verb.LESS: _both_ways("weniger, seltener, weniger oft, weniger fragen, weniger davon, nicht so oft"),
        Verb.MORE: _both_ways("mehr, öfter, häufiger, mehr fragen, mehr davon"),
        Verb.PAUSE: _both_ways("pause, pausieren, mach pause, pause machen, ich brauche eine pause, eine pause bitte"),
        Verb.RESUME: _both_ways("weiter, weitermachen, mach weiter, es geht weiter, fortsetzen, pause beenden"),
        Verb.STOP: _both_ways("stopp, abmelden, aufhören, hör auf"),
        Verb.UNDO: _both_ways("rückgängig, mach das rückgängig, rückgängig machen, zurücknehmen, nimm das zurück"),
        Verb.WHY: _both_ways("warum, warum jetzt, wieso, warum diese frage, warum fragst du, warum fragst du das"),
        Verb.NEXT: _both_ways("noch eine, noch eine frage, nächste, nächste frage, die nächste, nächste frage bitte"),
        Verb.HOLD: _both_ways(
            """
            schublade, festhalten, ich will {them} schreiben, ich möchte {them} schreiben, will {them} schreiben,
            ich muss {them} schreiben, ich will ihr so gern schreiben, ich würde {them} gern schreiben, ich will sie
            anrufen, ich will ihn anrufen
            """
        ),
        Verb.HELP: _both_ways("hilfe, hilf mir, ich brauche hilfe, bitte hilf mir, kannst du helfen, hilfe bitte"),
        Verb.MISREAD: _both_ways("falsch verstanden, du hast mich falsch verstanden, missverstanden, missverständnis"),
        Verb.MOVE_ON: _both_ways("loslassen, ich will loslassen, ich möchte loslassen, ich will nach vorn schauen"),
        Verb.THEY_WROTE: _both_ways(
            """
            {they} hat geschrieben, {they} hat mir geschrieben, {they} hat zurückgeschrieben, {they} hat geantwortet,
            {they} hat mir geantwortet, {they} hat sich gemeldet, {they} hat sich bei mir gemeldet, sie haben
            geschrieben, sie haben sich gemeldet, {they} schrieb, {they} schrieb mir, hat sich gemeldet, hat geschrieben
            """
        ),
        Verb.I_WROTE: _both_ways(
            """
            ich habe geschrieben, ich habe {them} geschrieben, ich hab {them} geschrieben, habe {them} geschrieben,
            ich schrieb {them}, ich habe {them} geantwortet, ich hab {them} geantwortet, ich habe mich bei {them}
            gemeldet, ich habe {them} eine nachricht geschickt
            """
        ),
        Verb.SPACE: _both_ways(
            """
            {they} will abstand, {they} braucht abstand, {they} möchte abstand, {they} hat um abstand gebeten, {they}
            will ruhe, {they} braucht zeit für sich, {they} bat um abstand, sie wollen abstand, {they} will keinen
            kontakt mehr, {they} will in ruhe gelassen werden
            """
        ),
        Verb.HELPED: _both_ways("hat geholfen, das hat geholfen, es hat geholfen, geholfen"),
        Verb.NEITHER: _both_ways("weder noch, keins von beidem"),
        Verb.WORSE: _both_ways("schlimmer, es wurde schlimmer, hat es schlimmer gemacht, schlechter"),
    },
    polite=_both_ways("bitte, danke, dankeschön, sorry, hallo, hey, ach, naja, na ja, also, okay, ok, ja bitte, oh"),
    courtesy=_both_ways("bitte, danke, dankeschön, okay, ok, erstmal, vorerst, vielen dank, nochmal, wieder, dann"),
    fillers=_both_ways(
        """
        also, naja, na ja, na, ach, hm, hmm, tja, ich, ich glaube, ich denke, ich finde, ich würde sagen, würde sagen,
        ich sage, sagen wir, eigentlich, ehrlich gesagt, ehrlich, heute, noch, es, es ist, es war, das, das ist, das
        war, war, ist, wohl, wahrscheinlich, der, die, den, dem, ein, eine, einen, eher, ganz klar, leider, zum glück,
        im moment, gerade, jetzt, und, aber, ich nehme, ich wähle, bei mir, eine glatte, er, wir, mir, schon
        """
    ),
    hedges=_both_ways(
        """
        mehr als, über, etwa, ungefähr, rund, circa, ca, vielleicht, wohl, fast, knapp, höchstens, maximal, mindestens,
        unter, bis zu, so etwa, so um die, nur, gut, eine, ein, einen, zu, zwischen, ungefähr bei, um die, gerade mal
        """
    ),
    marks={
        "yes": _both_ways(
            """
            ja, jo, jep, jepp, jup, jap, joa, jaja, ja klar, klar, na klar, aber ja, aber klar, natürlich,
            selbstverständlich, auf jeden fall, absolut, unbedingt, immer, sicher, ganz sicher, sicherlich, bestimmt,
            definitiv, stimmt, genau, ich denke ja, ich denke schon, ich glaube ja, ich glaube schon, denke schon, glaub
            schon, ich hoffe ja, doch, total, völlig, ganz, ganz und gar, vollkommen, sehr, eindeutig
            """
        ),
        "partly": _both_ways(
            """
            teils, teilweise, zum teil, teils teils, teil, ein teil, halb, halb halb, zur hälfte, die hälfte, ein
            bisschen, bisschen, ein wenig, etwas, jein, ja und nein, nein und ja, manchmal, ab und zu, hin und wieder,
            meistens, meist, größtenteils, fast, fast immer, nicht ganz, nicht immer, nicht völlig, mehr oder weniger,
            so halb, in etwa, mal so mal so, einiges, gelegentlich, überwiegend, zum größten teil, beides
            """
        ),
        "open": _both_ways("noch nicht, bisher nicht, bis jetzt nicht, noch offen, steht noch aus"),
        "no": _both_ways(
            """
            nein, nee, ne, nö, nope, nie, niemals, nicht, gar nicht, überhaupt nicht, auf keinen fall, keineswegs, eher
            nicht, eher nein, nicht wirklich, nicht mehr, ich glaube nicht, ich denke nicht, glaube nicht, glaub nicht,
            wohl kaum, kaum, leider nicht, leider nein, ganz und gar nicht, nein danke, natürlich nicht, bestimmt nicht,
            sicher nicht, kein einziges mal, nicht einmal, nichts, keins, keine, keiner, wohl nicht, im moment nicht,
            zurzeit nicht, derzeit nicht, momentan nicht, wahrscheinlich nicht, vermutlich nicht, nicht besonders
            """
        ),
        "kept": _both_ways(
            """
            gehalten, hab es gehalten, habe es gehalten, ich habe es gehalten, eingehalten, geschafft, hab es geschafft,
            habe es geschafft, ich habe es geschafft, hat geklappt, geklappt, erledigt, gemacht, hab ich gemacht, getan,
            alles gehalten, ganz gehalten
            """
        ),
        "broken": _both_ways(
            """
            gebrochen, nicht gehalten, nicht eingehalten, nicht geschafft, hab es nicht geschafft, habe es nicht
            geschafft, ich habe es nicht geschafft, vergessen, hab es vergessen, habe es vergessen, ich habe es
            vergessen, verpasst, nicht geklappt, hat nicht geklappt, nicht gemacht, hab ich nicht gemacht, gescheitert,
            versäumt, nicht getan, rückfällig
            """
        ),
        "unsure": _both_ways(
            """
            weiß nicht, weiß ich nicht, ich weiß nicht, ich weiß es nicht, weiß noch nicht, keine ahnung, vielleicht,
            eventuell, kommt drauf an, kommt darauf an, je nachdem, schwer zu sagen, kann ich nicht sagen, kann sein,
            mal sehen, unsicher, nicht sicher, ich bin nicht sicher, bin nicht sicher, bin unsicher, ich bin mir nicht
            sicher, bin mir nicht sicher, ja oder nein, ka, möglich, keine antwort, kein plan, wer weiß, hoffentlich
            """
        ),
    },
    alone={
        "yes": _both_ways(
            "j, gut, passt, ok, okay, richtig, wahr, habe ich, hab ich, bin ich, tue ich, wahrscheinlich"
        ),
        "partly": list_of("t"),
        "no": _both_ways("falsch, habe ich nicht, hab ich nicht, bin ich nicht, tue ich nicht"),
    },
    negations=_both_ways(
        "nicht, nein, nie, niemals, kein, keine, keinen, keinem, weder, ohne, kaum, niemand, nichts, als"
    ),
    either=list_of("oder"),
    both=list_of("und, sowie, auch, aber, dann, also, doch, nur"),
    objects=list_of("es, das, ist, war, aber, und, nur, gerade, sie, ihn"),
    to=list_of("bis"),
    until=list_of("bis, bis zum, bis zur, bis um, bis gegen, bis nächsten"),
    out_of=list_of("von, aus"),
    option=list_of("nummer, nr, option, punkt, punkte, antwort, nummern, möglichkeit"),
    everything=list_of("alle, alles, alle davon, alle drei, alle vier, alle fünf, sämtliche"),
    nothing=_both_ways(
        """
        keine, keins, keiner, keines, nichts, niemand, null, keinen, keine davon, keins davon, nichts davon, gar nichts,
        mir fällt nichts ein, noch keine, noch keins, bisher keine, gar keine, nicht einen
        """
    ),
    endless=_both_ways("erstmal, vorerst, bis auf weiteres, eine weile, für eine weile, auf unbestimmte zeit"),
    articles=list_of("der, die, das, den, dem, ein, eine, einen, zu"),
    joining=list_of("und"),
    pressing=_both_ways("jetzt, sofort, jetzt gleich, so sehr, unbedingt, heute nacht, heute, wieder, gerade"),
    corrections=_both_ways("nein, moment, nein moment, warte, eigentlich, ich meine, besser, vielmehr, quatsch"),
    sure=_both_ways("sicher, gewiss, überzeugt"),
    percent=_both_ways("prozent, prozentig, proz"),
    numbers={
        **_counted_both_ways(
            """
            null=0, eins=1, zwei=2, drei=3, vier=4, fünf=5, sechs=6, sieben=7, acht=8, neun=9, zehn=10, elf=11,
            zwölf=12, dreizehn=13, vierzehn=14, fünfzehn=15, sechzehn=16, siebzehn=17, achtzehn=18, neunzehn=19,
            zwo=2, hundert=100, einhundert=100, ein dutzend=12, dutzend=12
            """
        ),
        **_TENS,
        **{f"{one}und{ten}": _ONES[one] + _TENS[ten] for one in _ONES for ten in _TENS},
    },
    ordinals=_counted_both_ways(
        """
        erste=1, erstes=1, ersten=1, zweite=2, zweites=2, zweiten=2, dritte=3, drittes=3, dritten=3, vierte=4,
        viertes=4, fünfte=5, fünftes=5, sechste=6, das erste=1, das zweite=2, das dritte=3, das vierte=4, das
        fünfte=5, das sechste=6, die erste=1, die zweite=2, die dritte=3, die vierte=4, die fünfte=5, die sechste=6,
        letzte=-1, letztes=-1, das letzte=-1, die letzte=-1
        """
    ),
    counted=_counted_both_ways("einmal=1, zweimal=2, dreimal=3, viermal=4, fünfmal=5, sechsmal=6, zehnmal=10"),
    units={
        "minute": list_of("minute, minuten, min, m"),
        "hour": list_of("stunde, stunden, std, h"),
        "day": list_of("tag, tage, tagen, t, nacht, nächte"),
        "week": list_of("woche, wochen, wo"),
        "month": list_of("monat, monate, monaten, mon"),
        "year": list_of("jahr, jahre, jahren, j"),
        "other": list_of("mal, uhr, euro, leute, kinder, sekunden, personen, x"),
    },
    durations=_counted_both_ways(
        """
        eine halbe stunde=30, halbe stunde=30, halbstunde=30, eine stunde=60, stunde=60, anderthalb stunden=90,
        eineinhalb stunden=90, zweieinhalb stunden=150, eine viertelstunde=15, viertelstunde=15, eine
        dreiviertelstunde=45, dreiviertelstunde=45, ein paar stunden=180, eine minute=1, ein tag=1440, einen
        tag=1440
        """
    ),
    months=(
        list_of("Januar, jan, jänner, jaenner"),
        list_of("Februar, feb"),
        list_of("März, maerz, mrz"),
        list_of("April, apr"),
        list_of("Mai"),
        list_of("Juni, jun"),
        list_of("Juli, jul"),
        list_of("August, aug"),
        list_of("September, sep, sept"),
        list_of("Oktober, okt"),
        list_of("November, nov"),
        list_of("Dezember, dez"),
    ),
    weekdays=(
        list_of("Montag, mo, montags"),
        list_of("Dienstag, di, dienstags"),
        list_of("Mittwoch, mi, mittwochs"),
        list_of("Donnerstag, do, donnerstags"),
        list_of("Freitag, fr, freitags"),
        list_of("Samstag, sa, sonnabend, samstags"),
        list_of("Sonntag, sonntags"),
    ),
    days=_counted_both_ways(
        """
        heute=0, heute abend=0, heute nacht=0, heute früh=0, heute morgen=0, heute nachmittag=0, gerade eben=0,
        morgen=1, morgn=1, übermorgen=2, gestern=-1, gestern abend=-1, letzte nacht=-1, vorgestern=-2
        """
    ),
    delays=_counted_both_ways(
        """
        heute abend=0, heute=0, nachher=0, heute nacht=0, morgen=1, morgen früh=1, morgen abend=1, übermorgen=2,
        nächste woche=7
        """
    ),
    stretches=_counted_both_ways("heute=1, heute abend=1, diese woche=7"),
    morning=_both_ways("früh, vormittag, morgens, vormittags, am morgen, am vormittag, in der früh"),
    evening=_both_ways("abend, abends, nachmittag, nachmittags, am abend, am nachmittag, nachts"),
    noon=_both_ways("mittag, mittags, am mittag, zu mittag"),
    at=_both_ways("um, gegen, ab, so um, so gegen"),
    opposite=list_of("nicht"),
    half_to=list_of("halb"),
    clock=list_of("uhr, h"),
    coming=_both_ways("nächsten, nächster, nächste, nächstes, kommenden, kommende, kommender, kommendes"),
    this=_both_ways("diesen, diese, dieses, am, bis, zum, bis zum"),
    last=_both_ways("letzten, letzte, letzter, letztes, vergangenen, vergangene, vorigen, vorige"),
    before=list_of("vor"),
    ago=list_of("her, zuvor"),
    ahead=_both_ways("ab heute, ab jetzt, von heute an"),
    leading_to=_both_ways("am, bis, ab, vom, zum, um, gegen, im, den, der, etwa, diesen, spätestens, seit"),
    sure_of=_both_ways(
        """
        ich bin, und ich bin, ich bin mir, und ich bin mir, und, etwa, ungefähr, zu, vielleicht, ich bin zu, bin ich
        mir, bin mir zu, da bin ich mir, bin, ich bin mir zu
        """
    ),
    counting_from=list_of("ab, nach"),
    within=_both_ways("in, innerhalb von, für"),
    one=list_of("ein, eine, einen, einem, einer"),
    pair=list_of("ein paar, zwei"),
    half=list_of("ein halbes, halbes, einem halben"),
    dating=_both_ways(
        """
        am, um, ab, bis, seit, etwa, ungefähr, circa, ca, vielleicht, wahrscheinlich, wir haben uns getrennt, getrennt,
        war, es war, das war, ich glaube, anfang, ende, mitte, der, den, dem, im, sagen wir, fast, gut, knapp, vor, vom,
        irgendwann, spätestens, dann, also, es ist
        """
    ),
    labels={
        "good": _both_ways("gut, gutes, schön, schönes, das gute, positiv, was gut war, gut getan"),
        "hard": _both_ways("schwer, schweres, das schwere, schlecht, negativ, schwierig, was schwer war"),
    },
    like={
        "yes": list_of("ja"),
        "partly": _both_ways("teils, etwas, halb, ein bisschen, teilweise"),
        "no": _both_ways("nein, keins, nichts, eher nicht, nie, keine"),
        "unsure": _both_ways("weiß nicht, unsicher, kann ich nicht sagen, keine ahnung, vielleicht, nicht sicher"),
    },
    offered={
        "yes-partly-no": "ja / teils / nein",
        "yes-no": "ja / nein",
        "kept-partly-broken": "gehalten / teils / gebrochen",
        "scale-1-5": "1 / 2 / 3 / 4 / 5",
        "number": "0 / 1 / 2 / 3",
        "percent": "50 % / 70 % / 90 % / 100 %",
        "date": "heute / morgen / in 2 Wochen",
        "duration": "15 Min / 30 Min / 45 Min / 1 Std",
        "any": "überspringen / später",
    },
    named={Verb.LATER: "später", Verb.PAUSE: "pause", Verb.HELP: "hilfe"},
    after_day=".",
)
