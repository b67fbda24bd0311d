"""Asking: let lapse what has ended, then claim what is due, each tick in one immediate transaction."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

from tending.core import care_pause, gates, ledgers, pacing, plain, planning, rendering
from tending.core.contact import RUNGS
from tending.core.entries import (
    Asked,
    Digested,
    Draft,
    Extended,
    HeldShown,
    Lapsed,
    PutOff,
    Reminded,
    StillHere,
    Undelivered,
    Withdrawn,
)
from tending.core.model import OUTWARD, DuePrompt, Family, Level, Permit, Plan, Prompt, Reason, Words
from tending.core.planning import Decision
from tending.core.records import Delivery, DeliveryState, Message, Query, Way
from tending.core.standing import Leave, Page, Sitting, Standing
from tending.core.words import rung, say
from tending.ports import Journal, Work
from tending.service import addresses, digesting, seals
from tending.service.turn import Turn

NO_REST = OUTWARD | {Family.CONSENT, Family.PLAIN}
DOWN_WITHIN = timedelta(minutes=10)


def tick(turn: Turn, journal: Journal, *, slept_from: datetime | None = None) -> Decision:
    """Do what is due now. Returns the plan that follows, with the next wake stored.

    `slept_from` is when this program was last known to be awake, where it has just been started: a check-in that was
    open only while nobody ran it gets more time instead of a lapse.
    """
    with journal.writing() as work:
        return tick_in(turn, work, slept_from=slept_from)


def tick_in(turn: Turn, work: Work, *, slept_from: datetime | None = None) -> Decision:
    """The same in the transaction of the caller, who may have several keepers in it."""
    withdraw(turn, work)
    while True:
        decision = planning.plan(turn.given, work.standing(), turn.now)
        if not (
            decision.lapsed or decision.due or decision.remind or decision.pages or decision.still or decision.digest
        ):
            work.plan_wake(decision.wake)
            work.set_meta("up", turn.now.isoformat())
            return decision
        _act(turn, work, decision, slept_from)


def _act(turn: Turn, work: Work, decision: Decision, slept_from: datetime | None) -> None:
    for sitting in decision.lapsed:
        _lapse(turn, work, sitting, slept_from)
    for due in decision.due:
        claim(turn, work, due)
    if decision.remind is not None:
        _remind(turn, work, decision.remind)
    for page in decision.pages:
        _show_page(turn, work, page)
    if decision.still:
        _still_here(turn, work)
    if decision.digest:
        _tell_of_the_week(turn, work)


def _lapse(turn: Turn, work: Work, sitting: Sitting, slept_from: datetime | None) -> None:
    now, prompt = turn.now, turn.given.prompts.get(sitting.prompt)
    slept = slept_from is not None and slept_from <= sitting.asked_at + DOWN_WITHIN
    if slept and now - sitting.expires_at < pacing.LATE_ANSWER:
        grace = now + pacing.DOWNTIME_GRACE
        work.append(Draft(payload=Extended(check_in=sitting.id, expires_at=grace), at=now, bond=sitting.bond))
        return
    silence = prompt is not None and _means_silence(work, prompt, sitting.bond)
    lapsed = Lapsed(check_in=sitting.id, expired_at=min(sitting.expires_at, now), pauses=silence)
    work.append(Draft(payload=lapsed, at=now, bond=sitting.bond))
    cancel(work, sitting.id)


def _means_silence(work: Work, prompt: Prompt, bond: int) -> bool:
    """Whether no answer is an answer: the second time running. Once may be a few days away."""
    if not any(one.when.test == "unanswered" and one.then == "pause" for one in prompt.follow):
        return False
    settled = work.standing().bond(bond).shown(prompt.id).settled_at
    lapsed = work.entries(Query(kinds=(Lapsed.kind,), bond=bond, since=settled))
    check_ins = work.check_ins([one.payload.check_in for one in lapsed if isinstance(one.payload, Lapsed)])
    return any(one.prompt == prompt.id for one in check_ins)


def claim(turn: Turn, work: Work, due: DuePrompt, *, quietly: bool = False) -> Sitting:
    """Open a check-in: the asking and its deliveries, in the caller's transaction.

    `quietly`: without deliveries, because the answer to a reply carries it.
    """
    if due.until is not None:
        make_room(turn, work)
    standing = work.standing()
    shown = words_for(turn.given, standing, due)
    asked = Asked(
        family=due.family,
        prompt=due.prompt,
        on=turn.today,
        expires_at=_expires(turn, due),
        words=shown,
        window=due.window,
        deck=due.deck,
        opened=due.opened,
        probe=due.probe,
        last=due.last,
        why=due.why,
        about=about(standing, due.bond, due.prompt, due.on),
    )
    (entry,) = work.append(Draft(payload=asked, at=turn.now, bond=due.bond))
    sitting = next(one for one in work.standing().open if one.id == entry.seq)
    if not quietly:
        queue_asking(turn, work, sitting, last=due.last)
    return sitting


def _expires(turn: Turn, due: DuePrompt) -> datetime:
    """By the rules of its kind, and not later than an answer makes sense."""
    expires = pacing.expires(turn.given.prompts.get(due.prompt), turn.now, turn.given.rules)
    return expires if due.until is None else min(expires, due.until)


def at_once(turn: Turn, work: Work, bond: int, prompt: Prompt, rule: str, *, permit: Permit | None = None) -> Sitting:
    """Ask something now because of what the keeper just told or asked for; what is open waits until tomorrow."""
    make_room(turn, work)
    due = DuePrompt(
        bond=bond,
        family=prompt.family,
        prompt=prompt.id,
        at=turn.now,
        on=turn.today,
        expires_at=turn.now,
        opened=True,
        why=(Reason(rule=rule),),
        permit=permit,
    )
    return claim(turn, work, due, quietly=True)


def make_room(turn: Turn, work: Work) -> None:
    """What is open waits until tomorrow: something goes before it now."""
    asked = work.standing().asking
    if asked is not None:
        put_off = PutOff(check_in=asked.id, prompt=asked.prompt, due=turn.today + timedelta(days=1))
        work.append(Draft(payload=put_off, at=turn.now, bond=asked.bond))
        cancel(work, asked.id)


def words_for(given: Plan, standing: Standing, due: DuePrompt) -> Words:
    """The question as it may be shown to this keeper, about this bond."""
    if due.prompt == plain.KEEP_PROMPT:
        title = next((deck.title or deck.name for deck in given.plain if deck.name == due.deck), due.deck)
        body = say("plain-keep", given.rules.language, deck=title)
        return Words(line=say("plain-keep-line", given.rules.language), neutral=body, personal=body)
    shown = words_of(standing, due.bond, given.prompts[due.prompt], due.on, given.rules.language)
    left = given.prompts.get(_left(standing, due))
    return shown if left is None else _with_rest(shown, say("the-rest", given.rules.language, line=left.line))


def _left(standing: Standing, due: DuePrompt) -> str:
    """The question whose answer left something out, where the rest may be offered inside this one."""
    if not due.bond or due.opened or due.family in NO_REST:
        return ""
    left = standing.bond(due.bond).track(due.family).left
    return "" if left == due.prompt else left


def _with_rest(shown: Words, rest: str) -> Words:
    return replace(shown, neutral=f"{shown.neutral}\n\n{rest}", personal=f"{shown.personal}\n\n{rest}")


def words_of(standing: Standing, bond: int, prompt: Prompt, day: date, language: str) -> Words:
    """The question with the words that are known on a local date."""
    if not bond:
        return Words(line=prompt.line, neutral=prompt.body, personal=prompt.body)
    known = standing.bond(bond)
    of_ledgers = ledgers.fills(known.ledgers, about(standing, bond, prompt.id, day))
    fills = {**known.fills, **of_ledgers, "rung": rung(RUNGS[known.contact.rung], language)}
    options = {**ledgers.options(known.ledgers), "rungs": rendering.rungs(known.contact.rung)}
    return rendering.words_of(prompt, known.profile, fills, options)


def about(standing: Standing, bond: int, prompt: str, day: date) -> int:
    """The number of the row of a ledger that a question is about; 0 for none."""
    return ledgers.about(standing.bond(bond).ledgers, prompt, day) if bond else 0


def prompt_of(given: Plan, sitting: Sitting) -> Prompt | None:
    """The question that waits in a sitting, with the options it was asked with."""
    return rendering.offering(given.prompts.get(sitting.prompt), sitting.words, language=given.rules.language)


def queue_asking(turn: Turn, work: Work, sitting: Sitting, *, last: bool = False) -> None:
    """One delivery on every confirmed remote channel. The terminal and the page read the journal itself.

    A channel whose ninety days are over is asked again: with this question where it cannot answer, else instead.
    """
    for way in turn.ways:
        allowed = addresses.leave_for(turn, work, way) if way.remote else Leave.STOPPED
        if allowed in {Leave.OPEN, Leave.AGAIN}:
            key = turn.key(f"c{sitting.id}", len(sitting.prompts), way.name)
            message = asking_message(turn, sitting, way, key=key, last=last)
            message = replace(_with_echo(turn, work, way, message), renews=allowed is Leave.AGAIN)
            work.queue(delivery_of(turn, message, sitting.id, way))
        if allowed is Leave.AGAIN:
            addresses.note(turn, work, way, "asked-again")
        elif allowed is Leave.OVER and addresses.may_ask_again(work, way):
            _ask_again(turn, work, way)


def _ask_again(turn: Turn, work: Work, way: Way) -> None:
    """Once, nothing but six digits."""
    key = turn.key(f"again{work.standing().seq}", way.name)
    token = turn.token(0, way) if way.two_way else ""
    message = Message(key=key, line=say("subject-code", turn.language), text="", level=way.level, token=token)
    work.queue(delivery_of(turn, replace(message, renews=True), 0, way, "code"))
    addresses.note(turn, work, way, "asked-again")


def _with_echo(turn: Turn, work: Work, way: Way, message: Message) -> Message:
    """An echo that waited goes out inside the next question; a discreet channel has no room for it."""
    echo = work.meta(f"echo.{way.name}")
    if not echo:
        return message
    work.set_meta(f"echo.{way.name}", "")
    if way.level is Level.DISCREET:
        return message
    before = say("echo-before", turn.language, echo=echo)
    return replace(message, text=f"{before}\n\n{message.text}")


def asking_message(
    turn: Turn, sitting: Sitting, way: Way, *, key: str, last: bool = False, reminder: bool = False
) -> Message:
    return rendering.asking(
        sitting.words,
        rendering.offering(turn.given.prompts.get(sitting.prompt), sitting.words, way.level, turn.language),
        turn.given.rules,
        way.level,
        key=key,
        token=turn.token(sitting.id, way) if way.two_way else "",
        thread=turn.key(f"c{sitting.id}", 1, way.name) if reminder else "",
        now=turn.now,
        expires_at=sitting.expires_at,
        two_way=way.two_way,
        last=last,
        reminder=reminder,
    )


def delivery_of(turn: Turn, message: Message, check_in: int, way: Way, kind: str = "asking") -> Delivery:
    """A message on its way, sealed: nobody else can have put it there, and nobody change it unseen."""
    bound = replace(message, place=way.place, at=turn.now)
    return seals.sealed(
        turn.seed,
        Delivery(check_in=check_in, channel=way.name, kind=kind, key=bound.key, message=bound, next_attempt=turn.now),
    )


def _remind(turn: Turn, work: Work, sitting: Sitting) -> None:
    work.append(Draft(payload=Reminded(check_in=sitting.id, on=turn.today), at=turn.now, bond=sitting.bond))
    for way in addresses.confirmed(turn, work):
        message = asking_message(turn, sitting, way, key=turn.key(f"c{sitting.id}", "r", way.name), reminder=True)
        work.queue(delivery_of(turn, message, sitting.id, way, "reminder"))


def _show_page(turn: Turn, work: Work, page: Page) -> None:
    """A page of the night drawer, or a draft, by daylight: a line that it is there. Its words stay where they are."""
    work.append(Draft(payload=HeldShown(page=page.seq), at=turn.now))
    _say_everywhere(turn, work, care_pause.offer(page), f"p{page.seq}", "page")


def _still_here(turn: Turn, work: Work) -> None:
    """A day after the help card, once, where the keeper agreed to it."""
    (entry,) = work.append(Draft(payload=StillHere(), at=turn.now))
    _say_everywhere(turn, work, "still-here", f"s{entry.seq}", "still")


def _tell_of_the_week(turn: Turn, work: Work) -> None:
    """On Sunday, to whoever wants it; a week without a word is not told of."""
    (entry,) = work.append(Draft(payload=Digested(on=turn.today), at=turn.now))
    found = digesting.week(turn, work)
    if digesting.text(turn, found, Level.PROMPT):
        _tell_everywhere(turn, work, lambda level: digesting.text(turn, found, level), f"d{entry.seq}", "digest")


def _say_everywhere(turn: Turn, work: Work, words: str, name: str, kind: str) -> None:
    _tell_everywhere(turn, work, lambda _: say(words, turn.language), name, kind)


def _tell_everywhere(turn: Turn, work: Work, text: Callable[[Level], str], name: str, kind: str) -> None:
    for way in addresses.confirmed(turn, work):
        message = rendering.answering(
            text(way.level),
            way.level,
            line=say("subject-echo", turn.language),
            key=turn.key(name, way.name),
            token=turn.token(0, way) if way.two_way else "",
            thread="",
        )
        work.queue(delivery_of(turn, message, 0, way, kind))


def cancel(work: Work, check_in: int) -> None:
    """Deliveries of a check-in that have not gone out go no more."""
    for delivery in work.deliveries(DeliveryState.DUE, check_in=check_in):
        work.mark(seals.unsealed(delivery, DeliveryState.CANCELLED))


def is_shut(turn: Turn, standing: Standing, check_in: int) -> bool:
    """Whether a door has shut on the question that waits in an open sitting."""
    sitting = next((one for one in standing.open if one.id == check_in), None)
    if sitting is None or not sitting.bond:
        return False
    prompt = turn.given.prompts.get(sitting.prompt)
    if prompt is None:
        return sitting.family in OUTWARD
    bond = standing.bond(sitting.bond)
    if prompt.family in OUTWARD:
        return gates.permit(turn.given, bond, prompt, turn.now) is None
    return bond.moving_on and gates.shut(turn.given, bond, prompt.family, turn.now) != ""


def withdraw(turn: Turn, work: Work) -> None:
    """What leads outward and was asked before a door shut, or leads back and was asked before the keeper moved on, is
    asked no longer, and goes out nowhere.
    """
    standing = work.standing()
    for sitting in standing.open:
        if is_shut(turn, standing, sitting.id):
            work.append(Draft(payload=Withdrawn(check_in=sitting.id), at=turn.now, bond=sitting.bond))
            cancel(work, sitting.id)


def undelivered(work: Work, check_in: int, now: datetime) -> None:
    """No channel took it: the check-in ends, and it is no lapse."""
    sitting = next((one for one in work.standing().open if one.id == check_in), None)
    if sitting is not None:
        work.append(Draft(payload=Undelivered(check_in=check_in), at=now, bond=sitting.bond))
