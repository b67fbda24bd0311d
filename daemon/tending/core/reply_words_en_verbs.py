"""The words that always work, as keepers type them in English."""

from tending.core.model import Verb
from tending.core.reading.language import list_of

VERBS = {
    Verb.SKIP: list_of(
        """
        skip tonight, pass on this one, pass on this, i'd like to skip this one, let's skip this one, skip
        this question, i'll pass, skip, skip this, skip it, skip that, skip this one, skip that one, skip
        one, skip for now, pass, i pass, ill pass, i'd rather not, rather not, i'd rather skip, let's skip,
        can we skip, can i skip, i'd like to skip, i want to skip, i'll skip, i'll skip this one, skip
        today, n/a
        """
    ),
    Verb.LATER: list_of(
        """
        later this week, later in the week, nope not now, no not now, ask again, some other day, in a while,
        let's do it later, later, not now, not right now, not today, not tonight, maybe later, ask me later,
        ask later, ask again later, ask me, ask me again, remind me, remind me later, another time, another
        day, some other time, not just now, can't right now, can't now, can't today, can't tonight, i can't
        right now, not this evening, a bit later, later on, do it later, i'll do it later
        """
    ),
    Verb.LESS: list_of(
        """
        ask less often, ask me less often, less often from now on, less, less often, less often than this,
        less of these, fewer, fewer of these, fewer questions
        """
    ),
    Verb.MORE: list_of("ask more often, ask me more often, more, more often, more of these, more questions"),
    Verb.PAUSE: list_of(
        """
        can we pause, can i pause, let's pause, i'd like to pause, i need a break, i want to pause, pause,
        pause it, pause this, pause everything, pause all, take a break, a break
        """
    ),
    Verb.RESUME: list_of("resume, unpause, resume it, resume now"),
    Verb.STOP: list_of("stop, unsubscribe"),
    Verb.UNDO: list_of(
        """
        undo, undo that, undo it, undo this, undo last, undo the last, undo the last one, take that back
        """
    ),
    Verb.WHY: list_of(
        """
        why, why now, why this, why this one, why this question, why are you asking, why are you asking
        this, why are you asking me this, why do you ask
        """
    ),
    Verb.NEXT: list_of("another, next, next one, next question, the next, the next one, one more, another one"),
    Verb.HOLD: list_of(
        """
        i so want to write to {them}, i wanna write {them}, i want to write {them} back, hold, i want to
        write to {them}, i want to write {them}, i want to text {them}, i want to message {them}, i want to
        call {them}, i wanna write to {them}, i wanna text {them}, i really want to write to {them}, i
        really want to text {them}, want to write to {them}, i want to write to my ex, i want to text my ex,
        i need to write to {them}, i need to text {them}
        """
    ),
    Verb.HELP: list_of("can you help, can you help me, help, help me, i need help, help help"),
    Verb.MISREAD: list_of(
        """
        that's a misread, misread, you misread, you misread me, you misread that, that was a misread, you
        got me wrong, misread me
        """
    ),
    Verb.MOVE_ON: list_of("move on, i want to move on, i'd like to move on, let me move on"),
    Verb.THEY_WROTE: list_of(
        """
        {they} texted me back, {they} messaged back, {they} wrote me back, {they} wrote, {they} wrote me,
        {they} wrote to me, {they} wrote back, {they} texted, {they} texted me, {they} texted back, {they}
        messaged, {they} messaged me, {they} replied, {they} answered, {they} replied to me, {they} answered
        me, {they} just wrote, {they} just texted, {they} has written, {they} have written, {they} got in
        touch, {they} reached out
        """
    ),
    Verb.I_WROTE: list_of(
        """
        i wrote back, i texted back, i wrote {them} back, i wrote, i wrote to {them}, i wrote {them}, i
        texted, i texted {them}, i messaged {them}, i replied to {them}, i answered {them}, i have written
        to {them}, i've written to {them}, i sent {them} a message, i sent {them} a text, i sent a message
        to {them}, i replied, i just wrote to {them}
        """
    ),
    Verb.SPACE: list_of(
        """
        {they} want some space, {they} wants some space, {they} needs some space, {they} need some space,
        {they} asked for space, {they} asked me for space, {they} asked for some space, {they} asks for
        space, {they} wants space, {they} want space, {they} wanted space, {they} needs space, {they} need
        space, {they} asked for more space, {they} has asked for space, {they} have asked for space
        """
    ),
    Verb.HELPED: list_of("helped, it helped, that helped, this helped, that one helped"),
    Verb.NEITHER: list_of("neither"),
    Verb.WORSE: list_of("worse, made it worse, it made it worse, that made it worse, make it worse"),
}
