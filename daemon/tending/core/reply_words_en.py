"""What keepers type in English."""

from tending.core.model import Verb
from tending.core.reading.language import ReplyWords, counted_in, list_of
from tending.core.reply_words_en_verbs import VERBS

ENGLISH = ReplyWords(
    they=list_of("they, she, he"),
    them=list_of("them, her, him"),
    verbs=VERBS,
    polite=list_of(
        """
        please, pls, plz, thanks, thank you, thx, ty, ok, okay, sorry, um, uh, hey, hi, hello, just, well, oh,
        oops, for now, then, thanks a lot, \U0001f64f, if i may, if possible
        """
    ),
    courtesy=list_of(
        """
        please, pls, plz, thanks, thank you, thx, ty, ok, okay, then, for now, thanks a lot, if possible,
        \U0001f64f
        """
    ),
    fillers=list_of(
        """
        ugh, ha, haha, lol, god, omg, hell, aw, eh, ok, okay, option, oh well, yea well, i give it, i give it a,
        i, i'd say, i would say, i think, i guess, i suppose, i'd have to say, i have to say, i must say, i
        feel, i'd go with, i'd pick, i would pick, i pick, i choose, i'd choose, going with, i'll say, i'll go
        with, let's say, say, well, um, uh, uhm, umm, hm, hmm, mm, mmm, so, oh, ah, ok so, probably, honestly,
        to be honest, tbh, actually, today, still, mine, my answer is, the answer is, answer, my answer, it, it
        is, it's, it was, it's a, that, that's, that was, that is, that's a, that would be a, that would be,
        it's been, they, she, he, we, they were, she was, he was, a, an, the, definitely a, a definite, a clear,
        simply, just, please, right now, now, i'm at, i am at, i'm, i am, at, sadly, luckily, unfortunately,
        thankfully, gladly, i'd call it, i'd say it's, i'd say it was, overall, all in all, this time, tonight,
        and, but
        """
    ),
    hedges=list_of(
        """
        more than, over, no more than, about, around, roughly, like, maybe, perhaps, approximately, approx,
        circa, ca, almost, nearly, under, up to, at most, max, less than, just under, just over, over, a solid,
        solid, score, feeling, slept, level, say about, somewhere around, only, number, a good, at least, was,
        is, for, took, somewhere between, between, i'm about, i am about, of
        """
    ),
    marks={
        "yes": list_of(
            """
            fully, completely, entirely, yeh, yip, thumbs up, \u2713, ofc, obviously, obv, surely, naturally,
            hell yeah, alright, i suppose so, mm hmm, mmhm, very, yes, yeah, yea, yep, yup, yess, yas, yah, ye,
            ya, aye, sure, of course, definitely, absolutely, certainly, indeed, i think so, i guess so, i
            believe so, always, very much, very much so, totally, for sure, without a doubt, no doubt, exactly,
            affirmative, yessir, \U0001f44d, \u2705, \u2714, \u2611, \U0001f44c, \U0001f4af, \U0001f197,
            \U0001f64c, hell yes, oh yes, it does, it did, uh huh, mhm
            """
        ),
        "partly": list_of(
            """
            most, most of it, most of the time, most days, some days, some of it, a tiny bit, bit, tiny bit, on
            and off, off and on, from time to time, now and then, every now and then, not entirely, partly,
            partially, partial, in part, in parts, some, somewhat, sometimes, kind of, kinda, sort of, sorta, a
            bit, a little, a little bit, bit of both, a bit of both, half, half half, half and half, halfway,
            mostly, for the most part, more or less, yes and no, no and yes, to some extent, to a degree, so so,
            50 50, fifty fifty, in a way, in some ways, not entirely, not fully, not quite, not always, not
            completely, not everything, not all, not all of it, usually, occasionally, at times, almost, nearly,
            both, yes but only partly, not wholly, not totally, about half, medium, \u3030, \U0001f90f,
            \U0001f313, \U0001f317, \U0001f7e1
            """
        ),
        "open": list_of("not yet, not so far, still open, not done yet, still to come"),
        "no": list_of(
            """
            nop, naah, nuh uh, thumbs down, \u2717, \u2718, not any more, not at the moment, not at
            present, not currently, not these days, not lately, i doubt it, unlikely, not rly, not
            much, not ever, far from it, none at all, no, nope, nah, noo, noe, naw, nay, never, not really, not
            at all, not once, no way, i don't think so, don't think so, i think not, i guess not, absolutely
            not, definitely not, certainly not, of course not, not this time, not a chance, not anymore,
            negative, hell no, oh no, probably not, sadly not, not in the least, nothing, none, it doesn't, it
            didn't, \U0001f44e, \u274c, \u2716, \U0001f6ab, \u274e, \u26d4, \U0001f645, uh uh, not that i know
            of, not particularly, nothing like that
            """
        ),
        "kept": list_of(
            """
            did keep it, keep, did that, nailed it, kept, kept it, i kept it, done, did it, i did it, all done,
            managed, managed it, i managed, made it, fully kept, kept all of it, have kept, have kept it, held
            it
            """
        ),
        "broken": list_of(
            """
            broken, broke, broke it, i broke it, failed, failed it, forgot, forgot it, i forgot, missed, missed it,
            not kept, didn't keep, didn't keep it, did not keep, did not keep it, haven't kept it, have not kept it,
            couldn't keep it, didn't manage, didn't do it, did not do it, didn't happen, slipped, i slipped, i
            missed it, i missed, it slipped, not done, no i didn't, i failed, wasn't able to, i didn't manage
            """
        ),
        "unsure": list_of(
            """
            i hope so, i hope not, i guess, i suppose, not sure, i'm not sure, im not so sure, not so sure,
            unsure, don't know, i don't know, do not know, i do not know, dunno, idk, no idea, no clue, no
            comment, no problem, can't tell, cannot tell, can't say, cannot say, hard to say, hard to tell,
            difficult to say, who knows, not exactly, i've no idea, i have no idea, haven't a clue, no one, not
            certain, uncertain, you tell me, \U0001f937, depends, it depends, that depends, maybe, perhaps,
            possibly, could be, maybe yes maybe no, yes or no
            """
        ),
    },
    alone={
        "yes": list_of(
            """
            it is, it was, it has, i am, i was, they were, they are, she was, he was, that is, we did, y, k, ok,
            okay, okey, kk, yay, true, correct, right, did, do, does, have, has, had, was, were, am, is, are,
            could, can, would, will, good, fine, yh, probably, most likely, very likely
            """
        ),
        "partly": list_of("p, pt, part"),
        "no": list_of(
            """
            n, didn't, did not, don't, do not, doesn't, does not, haven't, have not, hasn't, has not, hadn't,
            had not, wasn't, was not, weren't, were not, isn't, is not, aren't, are not, couldn't, could not,
            can't, cannot, can not, wouldn't, would not, won't, will not, false, wrong, not, am not, i'm not
            """
        ),
        "broken": list_of("b"),
    },
    negations=list_of(
        """
        not, no, never, none, neither, nor, without, didn't, don't, doesn't, haven't, hasn't, hadn't, wasn't,
        weren't, isn't, aren't, couldn't, can't, cannot, wouldn't, won't, nobody, nothing, hardly, barely, than
        """
    ),
    either=list_of("or"),
    both=list_of("and, also, but, plus, then, well"),
    objects=list_of("it, them, that, this, was, were, is, but, and, only, just, though, well, rather"),
    to=list_of("to, till, until"),
    until=list_of(
        """
        until, till, til, to, ends, ends at, ending at, and ends at, end, end at, and end at, end by, until
        about
        """
    ),
    out_of=list_of("out of, of, outta"),
    option=list_of("numbers, options, choices, points, items, option, number, no, nr, choice, answer, item, point"),
    everything=list_of(
        """
        all, all of them, all of these, all of it, everything, every one, all five, all four, all three
        """
    ),
    nothing=list_of(
        """
        none yet, none so far, none, nothing, nobody, no one, noone, none of them, none of these, no, nope, zero,
        not one, nothing comes to mind, nobody really, no one really, nothing really, not anyone, not anything, not
        a soul
        """
    ),
    endless=list_of(
        """
        for now, for a while, for a bit, until further notice, until i say so, until i'm back, a while,
        indefinitely
        """
    ),
    articles=list_of("a, an, the, to"),
    joining=list_of("and"),
    pressing=list_of(
        """
        right now, now, so badly, so bad, so much, tonight, again, today, really badly, this minute
        """
    ),
    corrections=list_of(
        """
        but really, but actually, no, wait, no wait, actually, i mean, rather, make that, sorry, oops, or rather,
        hang on, scratch that
        """
    ),
    ish=list_of("ish"),
    sure=list_of("sure, certain, confident"),
    percent=list_of("percent, per cent, pct, perc"),
    numbers=counted_in(
        """
        zero=0, one=1, two=2, three=3, four=4, five=5, six=6, seven=7, eight=8, nine=9, ten=10, eleven=11,
        twelve=12, thirteen=13, fourteen=14, fifteen=15, sixteen=16, seventeen=17, eighteen=18, nineteen=19,
        twenty=20, thirty=30, forty=40, fourty=40, fifty=50, sixty=60, seventy=70, eighty=80, ninety=90,
        hundred=100, a hundred=100, one hundred=100, thre=3, fife=5, dozen=12, a dozen=12, half a dozen=6
        """
    ),
    ordinals=counted_in(
        """
        first=1, second=2, third=3, fourth=4, fifth=5, sixth=6, the first=1, the second=2, the third=3, the
        fourth=4, the fifth=5, the sixth=6, first one=1, second one=2, third one=3, fourth one=4, fifth one=5,
        the first one=1, the second one=2, the third one=3, the fourth one=4, the fifth one=5, 1st=1, 2nd=2,
        3rd=3, 4th=4, 5th=5, 6th=6, the 1st=1, the 2nd=2, the 3rd=3, the 4th=4, the 5th=5, the 6th=6, the
        last=-1, the last one=-1, last one=-1, last=-1
        """
    ),
    counted=counted_in("once=1, twice=2, thrice=3"),
    units={
        "minute": list_of("minute, minutes, min, mins, minuets, m"),
        "hour": list_of("hour, hours, hr, hrs, h"),
        "day": list_of("day, days, d, nights, night"),
        "week": list_of("week, weeks, w, wk, wks"),
        "fortnight": list_of("fortnight, fortnights"),
        "month": list_of("month, months, mo, mth, mths"),
        "year": list_of("year, years, y, yr, yrs"),
        "other": list_of(
            """
            times, time, x, am, pm, oclock, am, kids, people, bucks, euro, euros, second, seconds, sec
            """
        ),
    },
    durations=counted_in(
        """
        half an hour=30, half hour=30, a half hour=30, an hour=60, one hour=60, a hour=60, hour=60, an hour and
        a half=90, hour and a half=90, one and a half hours=90, 1 and a half hours=90, one hour and a half=90, a
        quarter of an hour=15, quarter of an hour=15, a quarter hour=15, quarter hour=15, three quarters of an
        hour=45, three quarter of an hour=45, a couple of hours=120, couple of hours=120, two and a half
        hours=150, a minute=1, a day=1440
        """
    ),
    months=(
        list_of("January, jan"),
        list_of("February, feb, febuary"),
        list_of("March, mar"),
        list_of("April, apr"),
        list_of("May"),
        list_of("June, jun"),
        list_of("July, jul"),
        list_of("August, aug"),
        list_of("September, sep, sept"),
        list_of("October, oct"),
        list_of("November, nov"),
        list_of("December, dec"),
    ),
    weekdays=(
        list_of("Monday, mon"),
        list_of("Tuesday, tue, tues"),
        list_of("Wednesday, wed, weds, wendesday, wensday"),
        list_of("Thursday, thu, thur, thurs"),
        list_of("Friday, fri"),
        list_of("Saturday, sat"),
        list_of("Sunday, sun"),
    ),
    days=counted_in(
        """
        today=0, tonight=0, this morning=0, this afternoon=0, this evening=0, later today=0, just now=0,
        tomorrow=1, tommorow=1, tomorow=1, tommorrow=1, tmrw=1, tmr=1, tmw=1, 2moro=1, 2morrow=1, yesterday=-1,
        yday=-1, yesturday=-1, last night=-1, day after tomorrow=2, the day after tomorrow=2, day before
        yesterday=-2, the day before yesterday=-2
        """
    ),
    delays=counted_in(
        """
        tonight=0, today=0, later today=0, this evening=0, later tonight=0, in the evening=0, tomorrow=1,
        tmrw=1, tomorow=1, tommorow=1, tommorrow=1, tmr=1, tomorrow morning=1, tomorrow evening=1, tomorrow
        night=1, in the morning=1, day after tomorrow=2, the day after tomorrow=2, next week=7
        """
    ),
    stretches=counted_in("today=1, tonight=1, this evening=1, this week=7"),
    morning=list_of("morning, in the morning, am"),
    evening=list_of(
        """
        evening, in the evening, afternoon, in the afternoon, night, at night, tonight, this evening, this
        afternoon
        """
    ),
    noon=list_of("noon, midday"),
    opposite=list_of("not"),
    half_past=list_of("half past, half"),
    at=list_of("at, @, from, around, about"),
    am=list_of("am, a m"),
    pm=list_of("pm, p m"),
    clock=list_of("h, oclock, hours"),
    coming=list_of("next, coming, this coming"),
    this=list_of("this, on, by"),
    last=list_of("last, this past, past"),
    ago=list_of("ago, back, earlier, before"),
    ahead=list_of("from now, from today, ahead"),
    leading_to=list_of("on, by, from, starting, beginning, at, until, till, in, the, due, around, about, this"),
    sure_of=list_of(
        """
        i'm, i am, and i'm, and i am, i'm about, i am about, and, about, around, roughly, maybe, sure, i'd say,
        i'm at, i think, i guess, probably
        """
    ),
    counting_from=list_of("from, after"),
    within=list_of("in, within"),
    one=list_of("a, an, one"),
    pair=list_of("a couple of, couple of, a couple, couple"),
    half=list_of("half a"),
    dating=list_of(
        """
        this, on, at, by, the, since, around, about, from, back, roughly, maybe, probably, it was, we parted, we
        broke up, we split, we split up, was, i think, circa, ca, approximately, early, late, mid, that was, it
        is, it's, in, on the, let's say, say, almost, nearly, over, a little over, just over, of, sometime, some
        time, i'd say, for, more than, until, till
        """
    ),
    day_ends=list_of("st, nd, rd, th"),
    labels={
        "good": list_of("good things, the good, good ones, positive, nice, good for me, what was good"),
        "hard": list_of(
            """
            hard things, the hard, hard ones, bad, difficult, the bad, wore me down, what wore me down, negative
            """
        ),
    },
    like={
        "yes": list_of("yes"),
        "partly": list_of("partly, some, half, a bit"),
        "no": list_of("no, none, nothing, not really, never"),
        "unsure": list_of("not sure, unsure, cannot tell, no idea, don't know, can't tell, maybe"),
    },
    offered={
        "yes-partly-no": "yes / partly / no",
        "yes-no": "yes / no",
        "kept-partly-broken": "kept / partly / broken",
        "scale-1-5": "1 / 2 / 3 / 4 / 5",
        "number": "0 / 1 / 2 / 3",
        "percent": "50% / 70% / 90% / 100%",
        "date": "today / tomorrow / in 2 weeks",
        "duration": "15 min / 30 min / 45 min / 1 h",
        "any": "skip / later",
    },
    named={Verb.LATER: "later", Verb.PAUSE: "pause", Verb.HELP: "help"},
)
