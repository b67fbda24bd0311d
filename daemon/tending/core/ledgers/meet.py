"""A meeting: asked for or invited, the seven things to know before it, its day, and what comes after.

One is open at a time. It is ready with seven of seven, and never without a yes of theirs, nor with a wording that would
leave them feeling tricked. Numbers are the practice's: judgement, not validated.
"""

from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import date, datetime, time, timedelta

from tending.core import tone
from tending.core.entries import Entry, Met
from tending.core.frozen import replace
from tending.core.ledgers.rows import said, text_of
from tending.core.values import dataclass

CHECKS = ("invitation", "purpose", "place", "when", "exit", "later", "no")
TEXTS = frozenset({"invitation", "purpose", "place", "exit", "later", "no"})
MINUTES, MOST_MINUTES = 45, 90
ASK_HOLDS = timedelta(days=14)
ASK_AGAIN = timedelta(days=60)
NEAR = timedelta(days=14)
LOOKED_BACK_ON = timedelta(days=14)
DAY = timedelta(days=1)
OF_ITS_DAY = ("M8", "M9", "M10")


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """`asked` is when the keeper asked, `agreed` when they invited or said yes. `texts` hold the checks in words.

    `wording` answers whether it would leave them feeling tricked. `came` names those of its three questions that went
    out, `held` says that it has been.
    """

    id: int
    asked: date | None = None
    agreed: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    wording: str = ""
    day: date | None = None
    hour: time | None = None
    minutes: int = MINUTES
    came: tuple[str, ...] = ()
    held: bool = False

    def is_open(self, day: date) -> bool:
        """Until two weeks after its day."""
        return self.day is None or day <= self.day + LOOKED_BACK_ON


@dataclass(frozen=True, kw_only=True)
class MeetLedger:
    """`held` counts those that were, `last_ask` is when the keeper last asked for one."""

    open: Meeting | None = None
    held: int = 0
    last_ask: date | None = None

    def at(self, day: date) -> Meeting | None:
        """The meeting that is open on a local date."""
        return self.open if self.open is not None and self.open.is_open(day) else None


def apply(ledger: MeetLedger, entry: Entry, fact: Met) -> MeetLedger:
    known = ledger.at(fact.on)
    match fact.what:
        case "off":
            return replace(ledger, open=None)
        case "after":
            return _closed(ledger)
        case _:
            if known is None:
                ledger, known = _closed(ledger), Meeting(id=entry.seq)
            asked = fact.on if fact.what == "ask" else ledger.last_ask
            return replace(ledger, open=_changed(known, fact), last_ask=asked)


def _closed(ledger: MeetLedger) -> MeetLedger:
    held = ledger.open is not None and ledger.open.held
    return replace(ledger, open=None, held=ledger.held + held)


def _changed(known: Meeting, fact: Met) -> Meeting:
    if fact.what in TEXTS:
        known = replace(known, texts={**known.texts, fact.what: text_of(fact)})
    match fact.what:
        case "ask":
            return replace(known, asked=fact.on)
        case "invitation":
            return replace(known, agreed=fact.on)
        case "wording":
            return replace(known, wording=said(fact))
        case "end":
            return _dated(known, fact)
        case "postpone":
            return replace(known, day=None, hour=None, came=())
        case "done":
            return replace(known, held=True, day=known.day or fact.on, agreed=known.agreed or fact.on)
        case _:
            return known


def _dated(known: Meeting, fact: Met) -> Meeting:
    """A day, an hour where one was named, and how long: forty-five minutes unless said otherwise, ninety at most."""
    named, length = str(fact.values.get("date", "")), fact.values.get("duration", known.minutes)
    minutes = min(MOST_MINUTES, int(length)) if isinstance(length, int | float) else known.minutes
    if not named:
        return replace(known, minutes=minutes)
    moment = datetime.fromisoformat(named)
    hour = moment.time() if "T" in named else None
    return replace(known, day=moment.date(), hour=hour, minutes=minutes, came=(), held=False)


def off(ledger: MeetLedger) -> MeetLedger:
    """They asked for peace, or safety comes first: there is no meeting any more."""
    return replace(ledger, open=None)


def asked(ledger: MeetLedger, prompt: str) -> MeetLedger:
    known = ledger.open
    return ledger if known is None else replace(ledger, open=replace(known, came=(*known.came, prompt)))


# -- what is known of it -------------------------------------------------------------------------------------------


def is_agreed(ledger: MeetLedger, day: date) -> bool:
    """They invited the keeper or said yes, and it is not two weeks past."""
    known = ledger.at(day)
    return known is not None and known.agreed is not None


def is_invited(ledger: MeetLedger, day: date) -> bool:
    """The same, or they were asked: without an answer in two weeks that is a no."""
    known = ledger.at(day)
    if known is None:
        return False
    return known.agreed is not None or (known.asked is not None and day <= known.asked + ASK_HOLDS)


def begun(ledger: MeetLedger, day: date) -> date | None:
    """The day they agreed to what is planned on a local date, or were asked."""
    known = ledger.at(day)
    return None if known is None else known.agreed or known.asked


def day_of(ledger: MeetLedger, day: date) -> date | None:
    """The day of an agreed meeting that is still to come."""
    known = ledger.at(day)
    if known is None or known.agreed is None or known.day is None or known.day < day or known.held:
        return None
    return known.day


def is_near(ledger: MeetLedger, day: date) -> bool:
    """A meeting within fourteen days is agreed, or one whose day is not known yet."""
    known, on = ledger.at(day), day_of(ledger, day)
    if on is not None:
        return on - day <= NEAR
    return known is not None and known.agreed is not None and known.day is None


def facts(ledger: MeetLedger, day: date) -> frozenset[str]:
    """What is known of a meeting on a local date, in the words that decks may need."""
    known = ledger.at(day)
    if known is None and not ledger.held:
        return frozenset()
    on = known.day if known is not None and known.agreed is not None else None
    been = ledger.held > 0 or (known is not None and known.held)
    holds = {
        "invited": is_invited(ledger, day),
        "meeting": is_agreed(ledger, day),
        "meeting-today": on == day,
        "met": been or (on is not None and on <= day),
        "they-wrote": been,
    }
    return frozenset(name for name, does in holds.items() if does)


def changes(ledger: MeetLedger) -> Iterator[date]:
    """The local dates on which time alone changes what may be asked: an ask is over, a meeting near, here, and past."""
    known = ledger.open
    if known is not None and known.asked is not None:
        yield known.asked + ASK_HOLDS + DAY
    if known is not None and known.day is not None:
        yield from (known.day - NEAR, known.day - DAY, known.day, known.day + LOOKED_BACK_ON + DAY)


def missing(ledger: MeetLedger, day: date) -> tuple[str, ...]:
    """Which of the seven are not known yet on a local date; nothing when it is ready."""
    known = ledger.at(day)
    if known is None:
        return CHECKS
    given = {name for name, text in known.texts.items() if text.strip()}
    if known.agreed is None:
        given.discard("invitation")
    if is_tricking(known) or not known.wording:
        given.discard("purpose")
    if known.day is not None and known.hour is not None and known.day >= day:
        given.add("when")
    return tuple(name for name in CHECKS if name not in given)


def is_tricking(known: Meeting) -> bool:
    """Whether its wording might leave them feeling tricked."""
    purpose = known.texts.get("purpose", "")
    return known.wording not in {"", "no"} or bool(purpose and tone.check(purpose, purpose=purpose).closure)


def reason(ledger: MeetLedger, day: date) -> str:
    """Why it is not ready: a key of the words by language, or nothing."""
    known = ledger.at(day)
    if known is None or known.agreed is None:
        return "meet-uninvited"
    if is_tricking(known):
        return "meet-tricked"
    return "meet-missing" if missing(ledger, day) else ""


ANSWERED_BY: Mapping[str, str] = {"M4": "place", "M5": "when", "M6": "exit", "M7": "later"}


def is_known(ledger: MeetLedger, prompt: str, day: date) -> bool:
    """Whether a question about the plan has its answer already, as by a command."""
    return prompt in ANSWERED_BY and ANSWERED_BY[prompt] not in missing(ledger, day)


def remark(ledger: MeetLedger, fact: Met) -> str:
    """What is to be said of what was just told: a key of the words by language."""
    known = ledger.open
    match fact.what:
        case "postpone":
            return "meet-postponed"
        case "off":
            return "meet-not-asked"
        case "ask":
            return "meet-asked"
        case _:
            pass
    if known is None or fact.what in {"done", "after"}:
        return ""
    return _planned(ledger, known, fact)


def _planned(ledger: MeetLedger, known: Meeting, fact: Met) -> str:
    if fact.what in {"purpose", "wording"} and is_tricking(known):
        return "meet-tricked"
    if fact.what == "end":
        if known.day is None or known.hour is None:
            return "meet-no-hour"
        if known.day < fact.on:
            return "meet-past"
        length = fact.values.get("duration", 0)
        if isinstance(length, int | float) and length > MOST_MINUTES:
            return "meet-long"
    return "" if missing(ledger, fact.on) else "meet-ready"
