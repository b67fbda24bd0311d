"""Rehearsing: every point is a card, and comes back when it is about to be forgotten (FSRS), or as a meeting nears.

Twelve at most, five of them starred; those without a star are put away. The scheduler is given every id and instant:
left alone it reads a clock.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from tending.core.entries import Entry, Rehearsed
from tending.core.frozen import replace
from tending.core.ledgers.rows import text_of
from tending.core.values import dataclass

MOST, STARRED = 12, 5
RETENTION, LONGEST = 0.85, 21
RATINGS: Mapping[str, int] = {"again": 1, "hard": 2, "good": 3, "easy": 4}
GOOD = frozenset({"good", "easy"})
ENOUGH_ROUNDS = 3
NEVER = date.max
DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Card:
    """`id` is the number of the entry that made it. `star` is None until the points are sorted.

    `answer`: to a likely reply of theirs, whose `cue` is what they might say. `last` and `at` are when it was last
    said, `days` how long it then rests. `asked` is the local date of its last asking.
    """

    id: int
    cue: str
    made: date
    answer: str = ""
    star: bool | None = None
    stability: float | None = None
    difficulty: float | None = None
    at: datetime | None = None
    last: date | None = None
    days: int = 1
    asked: date | None = None

    @property
    def practised(self) -> bool:
        return self.star is not False


@dataclass(frozen=True, kw_only=True)
class RehearseLedger:
    """`good` counts the last rounds running in which all went well; `round` is the local date of the last.

    `rests`: a meeting has been, and nothing was added since. `timed` is the last run-through by the clock.
    """

    cards: tuple[Card, ...] = ()
    good: int = 0
    round: date | None = None
    rests: bool = False
    timed: date | None = None

    @property
    def practised(self) -> tuple[Card, ...]:
        return tuple(card for card in self.cards if card.practised)

    @property
    def points(self) -> tuple[str, ...]:
        """The keeper's points, which may be starred."""
        return tuple(card.cue for card in self.cards if not card.answer)


def apply(ledger: RehearseLedger, entry: Entry, fact: Rehearsed) -> RehearseLedger:
    match fact.what:
        case "point":
            return _added(ledger, Card(id=entry.seq, cue=text_of(fact), made=fact.on))
        case "pair":
            theirs, mine = _pair(fact)
            return _added(ledger, Card(id=entry.seq, cue=theirs, made=fact.on, answer=mine))
        case "star":
            return replace(ledger, cards=_starred(ledger.cards, fact))
        case "review":
            return _reviewed(ledger, entry, fact)
        case "minutes":
            return replace(ledger, timed=fact.on)
        case _:
            return ledger


def _added(ledger: RehearseLedger, card: Card) -> RehearseLedger:
    """A new card; where there are twelve the oldest that was put away makes room, else it is not taken."""
    if not card.cue.strip() or is_full(ledger):
        return ledger
    away = [one.id for one in ledger.cards if not one.practised][: max(0, len(ledger.cards) + 1 - MOST)]
    kept = tuple(one for one in ledger.cards if one.id not in away)
    return replace(ledger, cards=(*kept, card), good=0, rests=False)


def is_full(ledger: RehearseLedger) -> bool:
    """Twelve points, and none of them put away."""
    return len(ledger.practised) >= MOST


def _pair(fact: Rehearsed) -> tuple[str, str]:
    """What they might say, and the calm answer."""
    lines = fact.values.get("lines", [])
    theirs, *mine = lines if isinstance(lines, list) and lines else [fact.text]
    return theirs, " ".join(mine) or theirs


def _starred(cards: Sequence[Card], fact: Rehearsed) -> tuple[Card, ...]:
    chosen = next((value for value in fact.values.values() if isinstance(value, list)), [])[:STARRED]
    return tuple(card if card.answer else replace(card, star=card.cue in chosen) for card in cards)


def rating_of(fact: Rehearsed) -> str:
    """How well it went; what was only written, and not rated, went well."""
    value = fact.values.get("choice", "good")
    return value if isinstance(value, str) and value in RATINGS else "good"


def _reviewed(ledger: RehearseLedger, entry: Entry, fact: Rehearsed) -> RehearseLedger:
    rating = rating_of(fact)
    cards = tuple(_scheduled(card, rating, entry.at, fact.on) if card.id == fact.of else card for card in ledger.cards)
    begins = int(fact.on != ledger.round)
    good = ledger.good + begins if rating in GOOD else 0
    return replace(ledger, cards=cards, good=good, round=fact.on)


def _scheduled(card: Card, rating: str, at: datetime, on: date) -> Card:
    """A card after it was said: by FSRS, without steps, without chance."""
    import fsrs  # noqa: PLC0415 - only who rehearses pays for it

    scheduler = fsrs.Scheduler(
        learning_steps=(),
        relearning_steps=(),
        enable_fuzzing=False,
        maximum_interval=LONGEST,
        desired_retention=RETENTION,
    )
    known = fsrs.Card(
        card_id=card.id,
        state=fsrs.State.Learning if card.stability is None else fsrs.State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=at,
        last_review=card.at,
    )
    after, _ = scheduler.review_card(known, fsrs.Rating(RATINGS[rating]), review_datetime=at)
    days = (after.due - at).days
    return replace(card, stability=after.stability, difficulty=after.difficulty, at=at, last=on, days=days)


def asked(ledger: RehearseLedger, number: int, day: date) -> RehearseLedger:
    return replace(ledger, cards=tuple(replace(one, asked=day) if one.id == number else one for one in ledger.cards))


def rested(ledger: RehearseLedger) -> RehearseLedger:
    """It ends with the meeting."""
    return replace(ledger, rests=True)


# -- when each is due ----------------------------------------------------------------------------------------------


def due_on(card: Card, meeting: date | None) -> date:
    """The local date from which a card is due: by its own interval, or by the days that are left until a meeting.

    The last time is the day before, and none on the day.
    """
    last, days = card.last or card.made, card.days
    if meeting is not None and card.last is not None:
        days = min(7, max(1, (meeting - last).days // 4))
    due = last + timedelta(days=days)
    if meeting is not None and last < meeting - DAY:
        due = min(due, meeting - DAY)
    if card.asked is not None and card.asked > (card.last or date.min):
        due = max(due, card.asked + DAY)
    return due if meeting is None or due < meeting else NEVER


def due(ledger: RehearseLedger, day: date, meeting: date | None) -> tuple[Card, ...]:
    """The cards that are due on a local date and were not asked on it yet, the one longest due first.

    A round that was begun on that day goes on to its end, though it is the last one before they rest.
    """
    if ledger.rests or (rests(ledger, meeting) and ledger.round != day):
        return ()
    ready = [one for one in ledger.practised if due_on(one, meeting) <= day and one.asked != day]
    return tuple(sorted(ready, key=lambda one: (due_on(one, meeting), one.stability or 0.0, one.id)))


def rests(ledger: RehearseLedger, meeting: date | None) -> bool:
    """After a meeting, and without a date after three good rounds."""
    return ledger.rests or (meeting is None and ledger.good >= ENOUGH_ROUNDS)


def changes(ledger: RehearseLedger, meeting: date | None) -> Iterator[date]:
    """The day from which a card goes before all else, with a meeting to come and without one."""
    yield from (day for day in (next_due(ledger, None), next_due(ledger, meeting)) if day < NEVER)


def next_due(ledger: RehearseLedger, meeting: date | None) -> date:
    """The first local date on which a card is due; NEVER when none is."""
    if rests(ledger, meeting):
        return NEVER
    return min((due_on(one, meeting) for one in ledger.practised), default=NEVER)


def is_unsorted(ledger: RehearseLedger) -> bool:
    """More points than can be starred, some of them not looked at since they came."""
    mine = [one for one in ledger.practised if not one.answer]
    return len(mine) > STARRED and any(one.star is None for one in mine)


def facts(ledger: RehearseLedger, day: date, meeting: date | None) -> frozenset[str]:
    if not ledger.cards:
        return frozenset()
    known = {"points": bool(ledger.practised), "point-due": bool(due(ledger, day, meeting))}
    return frozenset(name for name, holds in known.items() if holds)


def fills(ledger: RehearseLedger, about: int) -> dict[str, str]:
    cue = next((card.cue for card in ledger.cards if card.id == about), "")
    return {"cue": cue} if cue else {}


def remark(ledger: RehearseLedger, entry: Entry, fact: Rehearsed) -> str:
    """What is to be said of a point that was not taken."""
    taken = fact.what not in {"point", "pair"} or any(card.id == entry.seq for card in ledger.cards)
    return "" if taken else "points-full"


# -- what it shows -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Measures:
    """`recall` is the share of reviews that were not `again`, of `n`; `minutes` the mean of `timed` run-throughs.

    None where there is nothing to measure.
    """

    cards: int
    n: int
    recall: float | None
    timed: int
    minutes: float | None
    last_minutes: float | None


def measures(entries: Sequence[Entry]) -> Measures:
    facts = [entry.payload for entry in entries if isinstance(entry.payload, Rehearsed)]
    reviews = [rating_of(fact) for fact in facts if fact.what == "review"]
    numbers = [fact.values.get("number") for fact in facts if fact.what == "minutes"]
    minutes = [float(value) for value in numbers if isinstance(value, int | float)]
    return Measures(
        cards=len(standing_of(entries).cards),
        n=len(reviews),
        recall=sum(one != "again" for one in reviews) / len(reviews) if reviews else None,
        timed=len(minutes),
        minutes=sum(minutes) / len(minutes) if minutes else None,
        last_minutes=minutes[-1] if minutes else None,
    )


def standing_of(entries: Sequence[Entry]) -> RehearseLedger:
    ledger = RehearseLedger()
    for entry in entries:
        if isinstance(entry.payload, Rehearsed):
            ledger = apply(ledger, entry, entry.payload)
    return ledger
