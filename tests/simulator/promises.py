"""The promises of the store and the outbox, held against the journal and what the far sides really took."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from acceptance.invariants import led_outward, local_date, violations
from simulator.outside import WAYS, Outside
from simulator.world import World
from tending.core.entries import Asked, Entry, Held, LedgerFact
from tending.core.records import Delivery, DeliveryState, Query, ReplyState
from tending.core.standing import Standing
from tending.ports import Journal, Work
from tending.service import views
from tending.service.turn import Turn

WENT = {DeliveryState.SENT, DeliveryState.UNCERTAIN}
OVER = WENT | {DeliveryState.FAILED, DeliveryState.CANCELLED}
AN_HOUR = timedelta(hours=1)


def broken(world: World) -> list[str]:
    """Every promise that does not hold once the world has calmed down; a line each."""
    journal = world.journal
    with journal.reading() as work:
        found = [*world.outside.wrong, *_of_what_went(world.outside, work), *_of_replies(world.outside, work)]
        found += [*_of_what_was_asked(world, work), *_of_what_is_due(world.outside, work)]
    return [*found, *_of_what_is_shown(world, journal), *world.store.problems()]


def _of_what_went(outside: Outside, work: Work) -> Iterator[str]:
    """Nothing twice, nothing called sent that was not taken, nothing taken that is called something else."""
    states = {(one.channel, one.key): one.state for one in work.deliveries()}
    for side in outside.sides:
        yield from (f"{key} went out {count} times by {side.name}" for key, count in side.taken.items() if count > 1)
        for key in side.taken:
            if states.get((side.name, key)) not in WENT:
                yield f"{key} was taken by {side.name}, and is {states.get((side.name, key))} in the store"
    for (name, key), state in states.items():
        side = next(one for one in outside.sides if one.name == name)
        if state is DeliveryState.SENT and key not in side.taken:
            yield f"{key} is called sent, and {name} never took it"


def _of_replies(outside: Outside, work: Work) -> Iterator[str]:
    """Each letter is there once and was read; each note became one entry."""
    stored = Counter(one.reply.provider_id for one in work.replies())
    for letter in outside.mail.letters:
        if stored[letter.name] != 1:
            marked = "marked" if letter.number in outside.mail.seen else "not marked"
            yield f"the letter {letter.name} of {letter.at}, {marked}, is there {stored[letter.name]} times"
    for state in (ReplyState.NEW, ReplyState.QUARANTINED):
        yield from (f"the letter {one.reply.provider_id} is {state}" for one in work.replies(state))
    told = Counter(word for entry in work.entries(Query()) for word in _notes_in(entry))
    yield from (f"the note {note} was counted {told[note]} times" for note in outside.notes if told[note] != 1)


def _notes_in(entry: Entry) -> set[str]:
    """The notes that a word of the keeper's is; a ledger, a draft and a later question say again what it said."""
    fact = entry.payload
    again = isinstance(fact, LedgerFact) or (isinstance(fact, Held) and fact.draft)
    said = repr(fact) if fact is not None and fact.word and not again else ""
    return {said[at : at + 13] for at in range(len(said)) if said.startswith("sparrow", at)}


def _of_what_was_asked(world: World, work: Work) -> Iterator[str]:
    """The limits of the practice; by a clock that was set back, one a day at least by that clock."""
    given, entries = world.outside.given, work.entries(Query(oldest_first=True))
    yield from led_outward(given, entries) if world.steps_back else violations(given, entries)
    asked = [one for one in entries if isinstance(one.payload, Asked) and not one.payload.opened]
    dates = Counter(local_date(one.at, given.rules.zone) for one in asked)
    yield from (f"{count} were asked on {day}" for day, count in dates.items() if count > 1)
    yield from _unseen(asked, work)


def _unseen(asked: Sequence[Entry], work: Work) -> Iterator[str]:
    """Whatever was asked was queued for somewhere, and where no way was open or none took it, it is not open still."""
    standing: Standing = work.standing()
    queued: dict[int, list[Delivery]] = {}
    for one in work.deliveries():
        queued.setdefault(one.check_in, []).append(one)
    for entry in asked:
        those = queued.get(entry.seq, [])
        if not those and not standing.stopped:
            yield f"c{entry.seq} of {entry.at} was asked, and queued nowhere"
        waits = any(one.id == entry.seq for one in standing.open)
        if waits and those and all(one.state is DeliveryState.FAILED for one in those):
            yield f"c{entry.seq} of {entry.at} is open, and nothing took it"


def _of_what_is_due(outside: Outside, work: Work) -> Iterator[str]:
    """Nothing is still on its way that should have gone long ago, and the next wake lies ahead."""
    for one in work.deliveries():
        late = one.state is DeliveryState.DUE and one.next_attempt < outside.wall - AN_HOUR
        if late or one.state is DeliveryState.SENDING:
            yield f"{one.key} is still {one.state}, since {one.next_attempt}"


def _of_what_is_shown(world: World, journal: Journal) -> Iterator[str]:
    outside = world.outside
    shown = views.status(Turn(given=outside.given, ways=WAYS, now=outside.wall), journal)
    uncertain = world.count(DeliveryState.UNCERTAIN)
    if len(shown["uncertain"]) != uncertain:
        yield f"{uncertain} are uncertain, and status shows {len(shown['uncertain'])}"
    wake = shown["next_wake"]
    if wake is not None and wake < views.stamp(outside.wall - AN_HOUR):
        yield f"the next wake is past: {wake}"
