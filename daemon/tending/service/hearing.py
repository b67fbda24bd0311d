"""Hearing: a raw reply is kept first, then read, then becomes entries; an echo says what was understood."""

from dataclasses import replace
from typing import assert_never

from tending.core import care, pacing, plain, rendering, replies
from tending.core.entries import AskedBack, Draft, Noted, Payload
from tending.core.errors import TendingError
from tending.core.model import Answer, Form, Unclear, Understood, Verb, Word
from tending.core.pacing import LATE_ANSWER
from tending.core.records import Heard, Reply, ReplyState, StoredReply
from tending.core.standing import Sitting, Standing
from tending.core.values import dataclass
from tending.core.words import listed, say
from tending.ports import Journal, Work
from tending.service import addresses, answers, asking, caring, consenting, echoes, minding, verbs, watching
from tending.service.turn import Turn

THEIR_WORDS = frozenset({Verb.THEY_WROTE, Verb.SPACE})
FIRST_ECHOES = 3
HAPPENED = frozenset({Verb.THEY_WROTE, Verb.I_WROTE, Verb.SPACE, Verb.HOLD, Verb.MOVE_ON})


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """The check-in a reply is about. `late`: it had lapsed; `answered`: it has its answer, so this is an addendum."""

    sitting: Sitting
    late: bool = False
    answered: bool = False


def hear(turn: Turn, journal: Journal, reply: Reply) -> Heard:
    """Keep a reply, then read it. A reply that was read already changes nothing. Safe to call again after a crash, and
    after a store that was busy in between: what was kept then and not read is read now.
    """
    if reply.ours:
        watching.came_back(turn, journal, reply.channel, reply.received_at)
        return Heard(understood="ours", echo="")
    with journal.writing() as work:
        stored = work.keep_reply(reply) or _unread(work, reply)
    if stored is None:
        return Heard(understood="duplicate", echo=say("duplicate", turn.language))
    try:
        return read(turn, journal, stored)
    except TendingError:
        raise
    except Exception:
        _set_aside(journal, stored)
        raise


def _unread(work: Work, reply: Reply) -> StoredReply | None:
    """The same reply as it was kept before, where it still waits to be read."""
    name = (reply.channel, reply.provider_id)
    waiting = work.replies(ReplyState.NEW)
    return next((one for one in waiting if (one.reply.channel, one.reply.provider_id) == name), None)


def hear_unread(turn: Turn, journal: Journal) -> int:
    """Read what an earlier life kept and did not come to read. Returns how many there were."""
    with journal.reading() as work:
        unread = work.replies(ReplyState.NEW)
    for stored in unread:
        try:
            read(turn, journal, stored)
        except TendingError:
            raise
        except Exception:  # noqa: BLE001 - one reply that trips us up must not keep the others, or the program, waiting
            _set_aside(journal, stored)
    return len(unread)


def _set_aside(journal: Journal, stored: StoredReply) -> None:
    """A reply we cannot read through a fault of ours: kept raw, shown in status, and read again by `reread`."""
    with journal.writing() as work:
        work.settle_reply(stored.id, ReplyState.QUARANTINED)


def read(turn: Turn, journal: Journal, stored: StoredReply) -> Heard:
    """Read a stored reply, unless somebody else has read it since: another process may be starting just now."""
    with journal.writing() as work:
        now = work.reply(stored.id)
        if now is None or now.state is not stored.state:
            return Heard(understood="duplicate", echo=say("duplicate", turn.language))
        if stored.reply.trouble:
            work.settle_reply(stored.id, ReplyState.QUARANTINED)
            _note_heard(turn, work, stored.reply)
            return Heard(understood="unread", echo=say("unread", turn.language))
        heard = _seen(turn, work, _heard(turn, work, stored.reply))
        work.settle_reply(stored.id, ReplyState.READ)
        _echo(turn, work, stored, heard)
        _note_heard(turn, work, stored.reply)
        return heard


def _seen(turn: Turn, work: Work, heard: Heard) -> Heard:
    """While it is hidden an echo says that the words were kept, and not what they were. The card always comes."""
    if heard.card is not None or not pacing.hidden(work.standing(), turn.now):
        return heard
    return Heard(understood=heard.understood, echo=say("hidden-kept", turn.language))


def _heard(turn: Turn, work: Work, reply: Reply) -> Heard:
    """STOP is heard from everywhere our mail went; anything else only from where six digits were once typed back."""
    way = turn.way(reply.channel)
    if way is None or not way.remote:
        return understand(turn, work, reply)
    if replies.is_stop(reply.text):
        return verbs.stop(turn, work, reply.channel)
    if not addresses.was_confirmed(work, way):
        return Heard(understood="unheard", echo="")
    if reply.check_in is not None:
        addresses.renew(turn, work, way)
    return understand(turn, work, reply)


def understand(turn: Turn, work: Work, reply: Reply) -> Heard:
    """What a reply comes to: its entries are appended in the caller's transaction."""
    standing = work.standing()
    target = find_target(turn, standing, reply.check_in)
    understood = replies.read(
        reply.text,
        _form(turn, target),
        today=turn.today,
        language=turn.language,
        country=turn.given.rules.country,
    )
    sitting = target.sitting if target is not None else None
    understood = _their_words_aside(turn, understood, sitting, reply.text)
    if _calls_for_card(turn, understood, reply.text):
        return _cared_for(turn, work, understood, sitting, reply)
    if verbs.is_drawer_open(turn, standing) and not _escapes(understood):
        return minding.mind(turn, work, reply.text, None, verbs.hold(turn, work, reply.text, reply.channel))
    match understood:
        case Word():
            heard = verbs.obey(turn, work, understood, sitting, reply)
            return heard if understood.verb in THEIR_WORDS else minding.mind(turn, work, reply.text, sitting, heard)
        case Answer():
            heard = _answer(turn, work, understood, target, reply)
            return minding.mind(turn, work, reply.text, sitting, heard)
        case Unclear():
            return _ask_back(turn, work, understood, target, reply)
    assert_never(understood)


def _their_words_aside(turn: Turn, understood: Understood, sitting: Sitting | None, text: str) -> Understood:
    """Where their words are asked for, `I wrote back ...` and `hold ...` bring the keeper's own, and are no answer."""
    if sitting is None or sitting.prompt != consenting.THEIR_WORDS or not isinstance(understood, Answer):
        return understood
    country = turn.given.rules.country
    alone = replies.read(text, None, today=turn.today, language=turn.language, country=country)
    return alone if isinstance(alone, Word) and alone.verb in {Verb.I_WROTE, Verb.HOLD} else understood


def _calls_for_card(turn: Turn, understood: Understood, text: str) -> bool:
    """Whether a reply calls for the help card, whatever else it is; `misread` takes the card back."""
    taken_back = isinstance(understood, Word) and understood.verb is Verb.MISREAD
    return not taken_back and care.calls_for_card(text, turn.language)


def _cared_for(turn: Turn, work: Work, understood: Understood, sitting: Sitting | None, reply: Reply) -> Heard:
    """The card, with the words kept; what else they say holds its door all the same, as they answered nothing."""
    _keep(turn, work, understood, sitting, reply)
    heard = caring.heed(turn, work)
    if isinstance(understood, Word) and understood.verb in THEIR_WORDS:
        return heard
    return minding.mind(turn, work, reply.text, sitting, heard, answered=False)


def _keep(turn: Turn, work: Work, understood: Understood, sitting: Sitting | None, reply: Reply) -> None:
    """What called for the card is kept: a page, something that happened, else a note. It answers nothing."""
    if verbs.is_drawer_open(turn, work.standing()):
        verbs.hold(turn, work, reply.text, reply.channel)
    elif isinstance(understood, Word) and understood.verb in HAPPENED:
        verbs.obey(turn, work, understood, sitting, reply)
    else:
        work.append(Draft(payload=Noted(text=reply.text, channel=reply.channel), at=turn.now))


def find_target(turn: Turn, standing: Standing, named: int | None) -> Target | None:
    """The check-in a token named; else the open one; else the latest that lapsed within seven days."""
    if named is not None:
        for sitting in (*standing.open, *standing.recent):
            if sitting.id == named:
                return Target(sitting=sitting, late=sitting.closed_at is not None, answered=_has_answer(sitting))
        return None
    if standing.open:
        return Target(sitting=max(standing.open, key=lambda one: one.id))
    lapsed = [one for one in standing.recent if one.outcome == "lapsed" and _lately(turn, one)]
    return Target(sitting=lapsed[-1], late=True) if lapsed else None


def _has_answer(sitting: Sitting) -> bool:
    return sitting.closed_at is not None and sitting.outcome in {"answered", "skipped", "put-off"}


def _lately(turn: Turn, sitting: Sitting) -> bool:
    return sitting.closed_at is not None and turn.now - sitting.closed_at <= LATE_ANSWER


def _form(turn: Turn, target: Target | None) -> Form | None:
    if target is None or target.answered:
        return None
    prompt = asking.prompt_of(turn.given, target.sitting)
    return prompt.form if prompt is not None else plain.keep_form(turn.language)


def _escapes(understood: Understood) -> bool:
    """Words that are obeyed even while the drawer is open: help, and going back."""
    return isinstance(understood, Word) and understood.verb in {Verb.HELP, Verb.MISREAD, Verb.STOP, Verb.RESUME}


def _answer(turn: Turn, work: Work, answer: Answer, target: Target | None, reply: Reply) -> Heard:
    if target is None:
        return answers.free(turn, work, answer, reply.channel)
    if target.answered:
        return answers.addendum(turn, work, answer, target.sitting, reply.channel)
    return answers.take(turn, work, answer, target.sitting, reply.channel, late=target.late)


def _ask_back(turn: Turn, work: Work, unclear: Unclear, target: Target | None, reply: Reply) -> Heard:
    """Ambiguity is asked back once, never guessed; the second time, or where nobody would see it asked, the words are
    kept as they are.
    """
    if target is None or target.answered:
        return _answer(turn, work, Answer(values={"text": unclear.text}, text=unclear.text), target, reply)
    sitting = target.sitting
    if sitting.asked_back or target.late or pacing.hidden(work.standing(), turn.now):
        kept = Answer(values={"text": unclear.text}, text=unclear.text, partial=True)
        heard = answers.take(turn, work, kept, sitting, reply.channel, late=target.late)
        return replace(heard, echo=f"{say('ask-back-kept', turn.language)} {heard.echo}")
    back: Payload = AskedBack(check_in=sitting.id, prompt=sitting.prompt, text=unclear.text, channel=reply.channel)
    work.append(Draft(payload=back, at=turn.now, bond=sitting.bond))
    prompt = turn.given.prompts.get(sitting.prompt)
    if prompt is not None and rendering.is_own(prompt):
        said = say("ask-back-own", turn.language)
        return Heard(understood="unclear", echo=said, check_in=sitting.id, changed=True)
    key = "ask-back" if len(unclear.choices) == 2 else "ask-back-form"  # noqa: PLR2004 - two readings
    choices = listed(unclear.choices, turn.language, word="or")
    return Heard(understood="unclear", echo=say(key, turn.language, choices=choices), check_in=sitting.id, changed=True)


def _echo(turn: Turn, work: Work, stored: StoredReply, heard: Heard) -> None:
    """The echo by the way the reply came: at once where something changed or goes on, else with the next question."""
    way = turn.way(stored.reply.channel)
    if way is None or not way.two_way or addresses.is_stopped(work, way) or not heard.echo:
        return
    known = work.channel(way.name)
    early = known is None or known.replies < FIRST_ECHOES
    if not (early or heard.changed or heard.card or heard.follows):
        echoes.keep(work, way.name, heard.echo)
        return
    message = echoes.message(turn, way, heard, reply=stored.id)
    kind = "echo" if heard.card is None else "card"
    work.queue(asking.delivery_of(turn, message, 0, way, kind))


def _note_heard(turn: Turn, work: Work, reply: Reply) -> None:
    known = work.channel(reply.channel)
    if known is not None:
        work.save_channel(replace(known, last_heard=turn.now, replies=known.replies + 1))
