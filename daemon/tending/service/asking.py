"""Asking: let lapse what has ended, then claim what is due, each tick in one immediate transaction."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from tending.core import pacing, plain, planning, rendering
from tending.core.entries import Asked, Draft, Extended, HeldShown, Lapsed, Reminded, Undelivered
from tending.core.model import DuePrompt, Plan, Prompt, Words
from tending.core.planning import Decision
from tending.core.records import Delivery, DeliveryState, Message, Way
from tending.core.standing import Sitting, Standing
from tending.core.tokens import sign
from tending.core.words import say
from tending.ports import Journal, Work
from tending.service.turn import Turn

TOKEN_DAYS = 30
DOWN_WITHIN = timedelta(minutes=10)


def tick(turn: Turn, journal: Journal, *, slept_from: datetime | None = None) -> Decision:
    """Do what is due now. Returns the plan that follows, with the next wake stored.

    `slept_from` is when this program was last known to be awake, where it has just been started: a check-in that was
    open only while nobody ran it gets more time instead of a lapse.
    """
    with journal.writing() as work:
        while True:
            decision = planning.plan(turn.given, work.standing(), turn.now)
            if not (decision.lapsed or decision.due or decision.remind or decision.pages):
                work.plan_wake(decision.wake)
                work.set_meta("up", turn.now.isoformat())
                return decision
            _act(turn, work, decision, slept_from)


def _act(turn: Turn, work: Work, decision: Decision, slept_from: datetime | None) -> None:
    for sitting in decision.lapsed:
        _lapse(work, sitting, turn.now, slept_from)
    for due in decision.due:
        claim(turn, work, due)
    if decision.remind is not None:
        _remind(turn, work, decision.remind)
    for page in decision.pages:
        _show_page(turn, work, page)


def _lapse(work: Work, sitting: Sitting, now: datetime, slept_from: datetime | None) -> None:
    slept = slept_from is not None and slept_from <= sitting.asked_at + DOWN_WITHIN
    if slept and now - sitting.expires_at < pacing.LATE_ANSWER:
        grace = now + pacing.DOWNTIME_GRACE
        work.append(Draft(payload=Extended(check_in=sitting.id, expires_at=grace), at=now, bond=sitting.bond))
        return
    lapsed = Lapsed(check_in=sitting.id, expired_at=sitting.expires_at)
    work.append(Draft(payload=lapsed, at=now, bond=sitting.bond))
    cancel(work, sitting.id)


def claim(turn: Turn, work: Work, due: DuePrompt, *, quietly: bool = False) -> Sitting:
    """Open a check-in: the asking and its deliveries, in the caller's transaction.

    `quietly`: without deliveries, because the answer to a reply carries it.
    """
    standing = work.standing()
    prompt = turn.given.prompts.get(due.prompt)
    shown = words_for(turn.given, standing, due)
    asked = Asked(
        family=due.family,
        prompt=due.prompt,
        on=turn.today,
        expires_at=pacing.expires(prompt, turn.now, turn.given.rules),
        words=shown,
        window=due.window,
        deck=due.deck,
        opened=due.opened,
        probe=due.probe,
        last=due.last,
        why=due.why,
    )
    (entry,) = work.append(Draft(payload=asked, at=turn.now, bond=due.bond))
    sitting = next(one for one in work.standing().open if one.id == entry.seq)
    if not quietly:
        queue_asking(turn, work, sitting, last=due.last)
    return sitting


def words_for(given: Plan, standing: Standing, due: DuePrompt) -> Words:
    """The question as it may be shown to this keeper, about this bond."""
    if due.prompt == plain.KEEP_PROMPT:
        title = next((deck.title or deck.name for deck in given.plain if deck.name == due.deck), due.deck)
        body = say("plain-keep", given.rules.language, deck=title)
        return Words(line=body, neutral=body, personal=body)
    return words_of(standing, due.bond, given.prompts[due.prompt])


def words_of(standing: Standing, bond: int, prompt: Prompt) -> Words:
    if not bond:
        return Words(line=prompt.line, neutral=prompt.body, personal=prompt.body)
    known = standing.bond(bond)
    return rendering.words_of(prompt, known.profile, known.fills)


def queue_asking(turn: Turn, work: Work, sitting: Sitting, *, last: bool = False) -> None:
    """One delivery on every confirmed remote channel. The terminal and the page read the journal itself."""
    for way in confirmed(work, turn.ways):
        key = turn.key(f"c{sitting.id}", len(sitting.prompts), way.name)
        message = _with_echo(turn, work, way, asking_message(turn, sitting, way, key=key, last=last))
        work.queue(delivery_of(message, sitting.id, way, turn.now))


def _with_echo(turn: Turn, work: Work, way: Way, message: Message) -> Message:
    """An echo that waited goes out inside the next question."""
    echo = work.meta(f"echo.{way.name}")
    if not echo:
        return message
    work.set_meta(f"echo.{way.name}", "")
    before = say("echo-before", turn.language, echo=echo)
    return replace(message, text=f"{before}\n\n{message.text}")


def asking_message(
    turn: Turn, sitting: Sitting, way: Way, *, key: str, last: bool = False, reminder: bool = False
) -> Message:
    return rendering.asking(
        sitting.words,
        turn.given.prompts.get(sitting.prompt),
        turn.given.rules,
        way.level,
        key=key,
        token=token_for(turn, sitting.id, way) if way.two_way else "",
        thread=turn.key(f"c{sitting.id}", 1, way.name) if reminder else "",
        now=turn.now,
        expires_at=sitting.expires_at,
        two_way=way.two_way,
        last=last,
        reminder=reminder,
    )


def token_for(turn: Turn, check_in: int, way: Way) -> str:
    return sign(turn.given.seed, check_in, way.name, turn.now + timedelta(days=TOKEN_DAYS))


def delivery_of(message: Message, check_in: int, way: Way, now: datetime, kind: str = "asking") -> Delivery:
    return Delivery(check_in=check_in, channel=way.name, kind=kind, key=message.key, message=message, next_attempt=now)


def confirmed(work: Work, ways: Sequence[Way]) -> list[Way]:
    """The remote channels that echoed their code from the address they have now, and were not stopped."""
    return [way for way in ways if way.remote and is_confirmed(work, way)]


def is_confirmed(work: Work, way: Way) -> bool:
    known = work.channel(way.name)
    return (
        known is not None
        and known.confirmed_at is not None
        and known.address == way.address
        and not work.stopped(way.address)
    )


def _remind(turn: Turn, work: Work, sitting: Sitting) -> None:
    work.append(Draft(payload=Reminded(check_in=sitting.id, on=turn.today), at=turn.now, bond=sitting.bond))
    for way in confirmed(work, turn.ways):
        message = asking_message(turn, sitting, way, key=turn.key(f"c{sitting.id}", "r", way.name), reminder=True)
        work.queue(delivery_of(message, sitting.id, way, turn.now, "reminder"))


def _show_page(turn: Turn, work: Work, page: int) -> None:
    """A page of the night drawer, by daylight: a line that it is there. Its words stay where they are."""
    work.append(Draft(payload=HeldShown(page=page), at=turn.now))
    for way in confirmed(work, turn.ways):
        message = rendering.answering(
            say("page-offer", turn.language), turn.language, key=turn.key(f"p{page}", way.name), token="", thread=""
        )
        work.queue(delivery_of(message, 0, way, turn.now, "page"))


def cancel(work: Work, check_in: int) -> None:
    """Deliveries of a check-in that have not gone out go no more."""
    for delivery in work.deliveries(DeliveryState.DUE, check_in=check_in):
        work.mark(with_state(delivery, DeliveryState.CANCELLED))


def with_state(delivery: Delivery, state: DeliveryState, **changes: object) -> Delivery:
    return replace(delivery, state=state, **changes)  # type: ignore[arg-type]


def undelivered(work: Work, check_in: int, now: datetime) -> None:
    """No channel took it: the check-in ends, and it is no lapse."""
    sitting = next((one for one in work.standing().open if one.id == check_in), None)
    if sitting is not None:
        work.append(Draft(payload=Undelivered(check_in=check_in), at=now, bond=sitting.bond))
