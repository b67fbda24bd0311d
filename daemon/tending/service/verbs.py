"""The words that always work: what each of them does."""

from datetime import date, datetime, time, timedelta
from typing import assert_never

from tending.core import hours, pacing, planning, replies
from tending.core.entries import (
    LEDGERS,
    Draft,
    Entry,
    Held,
    MovedOn,
    Noted,
    Paced,
    Paused,
    Payload,
    PutOff,
    Rated,
    Resumed,
    Said,
    Skipped,
    Undone,
    came_with,
)
from tending.core.model import Family, Verb, Word
from tending.core.records import Heard, Query, Reply
from tending.core.standing import Sitting, Standing, Track, loosened
from tending.core.words import because, say
from tending.ports import Work
from tending.service import addresses, asking, caring, consenting, echoes, recording
from tending.service.turn import Turn

MORNING = time(9)
A_NIGHT = timedelta(hours=12)
GO_BACK = 40
UNDOABLE = ("answered", "skipped", "put-off", "note", "rated", "held", *LEDGERS)


def obey(turn: Turn, work: Work, word: Word, sitting: Sitting | None, reply: Reply) -> Heard:
    """Do what a word says. `sitting` is the check-in it was said to, open or lately closed."""
    match word.verb:
        case Verb.SKIP:
            return skip(turn, work, sitting, reply)
        case Verb.LATER:
            return later(turn, work, word, sitting, reply)
        case Verb.LESS:
            return less(turn, work, sitting)
        case Verb.MORE:
            return more(turn, work, sitting)
        case Verb.PAUSE:
            return pause(turn, work, word)
        case Verb.RESUME:
            return resume(turn, work)
        case Verb.STOP:
            return stop(turn, work, reply.channel)
        case Verb.UNDO:
            return undo(turn, work, reply)
        case Verb.WHY:
            return why(turn, work, sitting)
        case Verb.NEXT:
            return ask_next(turn, work, reply)
        case Verb.HOLD:
            return hold(turn, work, word.text, reply.channel)
        case Verb.HELP:
            return help_(turn, work, word.text, reply)
        case Verb.MISREAD:
            return misread(turn, work)
        case Verb.MOVE_ON:
            return _fact(turn, work, MovedOn(), sitting, "move-on")
        case Verb.THEY_WROTE | Verb.I_WROTE | Verb.SPACE:
            return between(turn, work, word, sitting, reply)
        case Verb.HELPED | Verb.NEITHER | Verb.WORSE:
            return rate(turn, work, word.verb, reply)
    assert_never(word.verb)


def _nothing(turn: Turn, work: Work, reply: Reply, word: str, key: str) -> Heard:
    """A word with nothing to act on is still a word: it is kept, and ends a silence."""
    work.append(Draft(payload=Noted(text=reply.text, channel=reply.channel), at=turn.now))
    return Heard(understood=word, echo=say(key, turn.language))


def skip(turn: Turn, work: Work, sitting: Sitting | None, reply: Reply) -> Heard:
    """Skip the open question, or one that lapsed lately."""
    if sitting is None or sitting.outcome not in {"", "lapsed"}:
        return _nothing(turn, work, reply, "skip", "nothing-open")
    return _skipped(turn, work, sitting, reply.channel, "skipped")


def _skipped(turn: Turn, work: Work, sitting: Sitting, channel: str, key: str) -> Heard:
    often = _track(work.standing(), sitting).skips + 1 >= 3 and not sitting.answered  # noqa: PLR2004 - three running
    fact = Skipped(check_in=sitting.id, prompt=sitting.prompt, channel=channel)
    work.append(Draft(payload=fact, at=turn.now, bond=sitting.bond))
    asking.cancel(work, sitting.id)
    said = say("skipped-often" if often and key == "skipped" else key, turn.language)
    return echoes.closing(turn, work, "skip", said, check_in=sitting.id, changed=often)


def _track(standing: Standing, sitting: Sitting) -> Track:
    if not sitting.bond:
        return Track()
    return standing.bond(sitting.bond).track(sitting.family)


def later(turn: Turn, work: Work, word: Word, sitting: Sitting | None, reply: Reply) -> Heard:
    """Put off: tonight leaves it open, else it comes back on its day; the third running is a skip. Whoever has just put
    it off may name another day.
    """
    sitting = sitting if sitting is not None else _just_put_off(turn, work)
    if sitting is None or (sitting.closed_at is not None and sitting.outcome != "put-off"):
        return _nothing(turn, work, reply, "later", "nothing-open")
    channel = reply.channel
    if word.days == 0:
        return _tonight(turn, work, sitting, channel)
    if sitting.closed_at is None and _track(work.standing(), sitting).laters + 1 >= pacing.LATERS_RUNNING:
        return _skipped(turn, work, sitting, channel, "later-is-skip")
    due = word.until or turn.today + timedelta(days=word.days or pacing.LATER_DAYS)
    put_off = PutOff(check_in=sitting.id, prompt=sitting.prompt, due=due, channel=channel)
    work.append(Draft(payload=put_off, at=turn.now, bond=sitting.bond))
    asking.cancel(work, sitting.id)
    at = hours.instant(due, turn.given.rules.windows[0].start, turn.given.rules.zone)
    named = word.until is not None or word.days is not None
    said = say("put-off" if named else "put-off-choices", turn.language, when=echoes.when(turn, at))
    return echoes.closing(turn, work, "later", said, check_in=sitting.id)


def _just_put_off(turn: Turn, work: Work) -> Sitting | None:
    """What was put off tonight, where nothing else has happened to it."""
    last = next(iter(work.standing().recent[-1:]), None)
    lately = last is not None and last.closed_at is not None and turn.now - last.closed_at <= A_NIGHT
    return last if lately and last is not None and last.outcome == "put-off" else None


def _tonight(turn: Turn, work: Work, sitting: Sitting, channel: str) -> Heard:
    if sitting.closed_at is not None and turn.now >= sitting.expires_at:
        return Heard(understood="later", echo=say("nothing-open", turn.language))
    fact = PutOff(check_in=sitting.id, prompt=sitting.prompt, due=None, channel=channel)
    work.append(Draft(payload=fact, at=turn.now, bond=sitting.bond))
    said = say("tonight", turn.language, until=echoes.when(turn, sitting.expires_at))
    return Heard(understood="later", echo=said, check_in=sitting.id)


def _paced_family(sitting: Sitting | None) -> Family | None:
    if sitting is None or not sitting.bond or sitting.family not in pacing.PACES:
        return None
    return sitting.family


def less(turn: Turn, work: Work, sitting: Sitting | None) -> Heard:
    """At once: one less a week, and this family half as slow again."""
    family = _paced_family(sitting)
    standing = loosened(work.standing(), turn.now)
    budget = max(1, pacing.full_budget(standing, turn.given.rules) - 1)
    factor = 1.0
    if family is not None and sitting is not None:
        factor = pacing.slower(pacing.PACES[family], _track(standing, sitting).factor)
    return _paced(turn, work, Paced(more=False, at=turn.now, budget=budget, family=family, factor=factor), sitting)


def more(turn: Turn, work: Work, sitting: Sitting | None) -> Heard:
    """After seven calendar days, unless the keeper says `less` before; never for `reach`."""
    family = _paced_family(sitting)
    standing = loosened(work.standing(), turn.now)
    budget = min(pacing.BUDGET_MOST, pacing.full_budget(standing, turn.given.rules) + 1)
    factor = 1.0
    if family is not None and sitting is not None:
        factor = pacing.faster(pacing.PACES[family], _track(standing, sitting).factor)
    day = turn.today + timedelta(days=pacing.MORE_WAITS_DAYS)
    at = hours.instant(day, time(0), turn.given.rules.zone)
    return _paced(turn, work, Paced(more=True, at=at, budget=budget, family=family, factor=factor), sitting)


def _paced(turn: Turn, work: Work, fact: Paced, sitting: Sitting | None) -> Heard:
    bond = sitting.bond if sitting is not None and fact.family is not None else 0
    work.append(Draft(payload=fact, at=turn.now, bond=bond))
    word = "more" if fact.more else "less"
    values = {"budget": str(fact.budget)}
    if fact.more:
        values["when"] = echoes.when(turn, fact.at)
    if fact.family is not None:
        pace = pacing.PACES[fact.family]
        values["days"] = str(pacing.gap(pace, Track(factor=fact.factor)))
    said = say(f"{word}-family" if fact.family is not None else word, turn.language, **values)
    return echoes.closing(turn, work, word, said, changed=True)


def pause(turn: Turn, work: Work, word: Word) -> Heard:
    """Silence until a day, or until `resume`. No questions asked."""
    until = _until(turn, word)
    work.append(Draft(payload=Paused(until=until), at=turn.now))
    key = "paused-open" if until is None else "paused"
    values = {} if until is None else {"when": echoes.when(turn, until)}
    return Heard(understood="pause", echo=say(key, turn.language, **values), changed=True)


def _until(turn: Turn, word: Word) -> datetime | None:
    day = word.until or (turn.today + timedelta(days=word.days) if word.days else None)
    return hours.instant(day, MORNING, turn.given.rules.zone) if day is not None else None


def resume(turn: Turn, work: Work) -> Heard:
    work.append(Draft(payload=Resumed(), at=turn.now))
    return echoes.closing(turn, work, "resume", say("resumed", turn.language), changed=True)


def stop(turn: Turn, work: Work, channel: str) -> Heard:
    """On a remote channel it closes that address for good; in the terminal it is `pause`."""
    way = next((one for one in turn.ways if one.name == channel and one.remote), None)
    if way is None:
        return pause(turn, work, Word(verb=Verb.PAUSE))
    addresses.stop(turn, work, way)
    others = addresses.confirmed(turn, work)
    if not others:
        work.append(Draft(payload=Paused(until=None), at=turn.now))
    rest = say("stopped-others" if others else "stopped-last", turn.language)
    return Heard(understood="stop", echo=say("stopped-channel", turn.language, rest=rest), changed=True)


def undo(turn: Turn, work: Work, reply: Reply) -> Heard:
    """Take back the last answer, as an entry of its own. It opens no door."""
    undone = recording.taken_back(work)
    for entry in work.entries(Query(kinds=UNDOABLE, limit=GO_BACK + len(undone))):
        if entry.seq not in undone and _is_own(entry):
            work.append(Draft(payload=Undone(seq=entry.seq), at=turn.now, bond=entry.bond))
            stays = say("undone-said-stays", turn.language) if _was_said_since(work, entry) else ""
            told = echoes.joined(say("undone", turn.language), stays)
            return echoes.closing(turn, work, "undo", told, changed=True)
    return _nothing(turn, work, reply, "undo", "undo-nothing")


def _was_said_since(work: Work, entry: Entry) -> bool:
    """Whether something was logged between the two after it: no undo takes that back, though it was the last word."""
    last = work.entries(Query(kinds=(Said.kind,), limit=1))
    return any(one.seq > entry.seq and one.at > entry.at for one in last)


def _is_own(entry: Entry) -> bool:
    """Said by itself, and not what came with an answer or made room for another question."""
    made_room = isinstance(entry.payload, PutOff) and not entry.payload.channel
    emptied = isinstance(entry.payload, Held) and not entry.payload.text
    return not (made_room or emptied or came_with(entry))


def why(turn: Turn, work: Work, sitting: Sitting | None) -> Heard:
    """What moved the open check-in here, or the next one to its place."""
    entry = work.entry(sitting.id) if sitting is not None else None
    reasons = getattr(entry.payload, "why", ()) if entry is not None else ()
    if not reasons:
        following = planning.next_ask(turn.given, work.standing(), turn.now)
        reasons = following.why if following is not None else planning.held_by(work.standing(), turn.now)
    lines = [f"- {because(reason, turn.language)}" for reason in reasons]
    return Heard(understood="why", echo="\n".join(lines), changed=True)


def ask_next(turn: Turn, work: Work, reply: Reply) -> Heard:
    """One more question, because the keeper asks. It needs no window and spends no budget."""
    standing = work.standing()
    if standing.asking is not None:
        open_now = standing.asking
        said = say("next-open", turn.language)
        return Heard(
            understood="next",
            echo=said,
            check_in=open_now.id,
            follows=open_now.words,
            follows_prompt=open_now.prompt,
        )
    due = planning.opened(turn.given, standing, turn.now) if not standing.card else None
    if due is None:
        work.append(Draft(payload=Noted(text=reply.text, channel=reply.channel), at=turn.now))
        return echoes.closing(turn, work, "next", say("next-none", turn.language), changed=True)
    sitting = asking.claim(turn, work, due, quietly=True)
    return Heard(
        understood="next",
        echo=say("next-opened", turn.language),
        check_in=sitting.id,
        follows=sitting.words,
        follows_prompt=sitting.prompt,
    )


def is_drawer_open(turn: Turn, standing: Standing) -> bool:
    """Whether the next words are a page: for a night after `hold`, not for good."""
    return standing.drawer_open and standing.heard_at is not None and turn.now - standing.heard_at <= A_NIGHT


def hold(turn: Turn, work: Work, text: str, channel: str) -> Heard:
    """The night drawer: everything typed is kept, nothing is sent, and it is shown again by daylight."""
    if not text.strip():
        return _open_drawer(turn, work, channel)
    page = Held(text=text, show_at=turn.daylight, channel=channel)
    work.append(Draft(payload=page, at=turn.now))
    said = say("held", turn.language, when=echoes.when(turn, page.show_at))
    return Heard(understood="hold", echo=said, changed=True)


def _open_drawer(turn: Turn, work: Work, channel: str) -> Heard:
    """`hold` with nothing behind it: what is typed next is the page."""
    page = Held(text="", show_at=turn.daylight, channel=channel)
    work.append(Draft(payload=page, at=turn.now))
    shown = say("hold-open", turn.language, when=echoes.when(turn, page.show_at))
    return Heard(understood="hold", echo=shown, changed=True)


def help_(turn: Turn, work: Work, text: str, reply: Reply) -> Heard:
    """The card; what else was written is kept."""
    if text.strip():
        work.append(Draft(payload=Noted(text=reply.text, channel=reply.channel), at=turn.now))
    return caring.card(turn, work)


def misread(turn: Turn, work: Work) -> Heard:
    work.append(Draft(payload=Resumed(misread=True), at=turn.now))
    return echoes.closing(turn, work, "misread", say("misread", turn.language), changed=True)


def _fact(turn: Turn, work: Work, fact: Payload, sitting: Sitting | None, key: str) -> Heard:
    """Something the keeper decided, about the bond at hand."""
    work.append(Draft(payload=fact, at=turn.now, bond=consenting.bond_at_hand(work, sitting)))
    asking.withdraw(turn, work)
    return echoes.closing(turn, work, key, say(key, turn.language), changed=True)


def between(turn: Turn, work: Work, word: Word, sitting: Sitting | None, reply: Reply) -> Heard:
    """Something that happened between the two, today, about the bond at hand."""
    bond = consenting.bond_at_hand(work, sitting)
    if not bond:
        return _nothing(turn, work, reply, word.verb.value, "no-bond")
    match word.verb:
        case Verb.THEY_WROTE:
            return consenting.they_wrote(turn, work, bond, on=turn.today, text=word.text)
        case Verb.I_WROTE:
            return consenting.i_wrote(turn, work, bond, on=turn.today, text=word.text)
        case _:
            named = _named(turn, word.text)
            return consenting.said(turn, work, bond, "space", on=turn.today, text=word.text, until=named)


def _named(turn: Turn, text: str) -> date | None:
    """The day in `they asked for space until 5 March`, where it is plainly one."""
    _, _, behind = text.casefold().partition("until ")
    rules = turn.given.rules
    day = replies.read_date(behind, today=turn.today, country=rules.country, past=False, language=rules.language)
    return day if isinstance(day, date) else None


def rate(turn: Turn, work: Work, verb: Verb, reply: Reply) -> Heard:
    """Did the last answered question help: worse twice, and it rests."""
    answered = [one for one in work.standing().recent if one.outcome == "answered" and one.bond]
    if not answered:
        return _nothing(turn, work, reply, verb.value, "rate-nothing")
    last = answered[-1]
    fact = Rated(check_in=last.id, prompt=last.prompt, effect=verb.value)
    work.append(Draft(payload=fact, at=turn.now, bond=last.bond))
    shown = work.standing().bond(last.bond).prompts[last.prompt]
    retired = shown.retired_until is not None and verb is Verb.WORSE and not shown.worse
    said = say("worse-retired" if retired else verb.value, turn.language)
    return echoes.closing(turn, work, verb.value, said, check_in=last.id)
