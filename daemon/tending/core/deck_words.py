"""The closed vocabularies of decks: every word that a deck may use beside the keeper's own language.

A word that is not here is an error, with the nearest one named. Nothing in this file runs.
"""

from collections.abc import Mapping

from tending.core.model import Family, FormKind, Verb
from tending.core.values import dataclass

# The program's own question about a plain deck: keep, pause or drop?
TAKEN_IDS = frozenset({"plain-keep"})

# What may stand in braces in a body. Filled from the keeper's own answers, or from a ledger.
PLACEHOLDERS = frozenset(
    {"hard_item", "change", "trigger", "guess", "topic", "promise", "k", "n", "rung", "occasion", "cue"}
)

# Of those, what a ledger or the ladder fills; a question waits while there is nothing to fill it with.
FILLED = frozenset({"change", "guess", "topic", "promise", "k", "n", "rung", "occasion", "cue"})

# Questions that a rule calls for, whatever else leads to them.
CALLED = frozenset({"C1", "C2", "U1", "U2", "R1", "R6", "R10", "R11", "L11", "P4", "G7", "M1", "M8", "M9"})

# What may stand in braces as the options of a choice: they are known only when it is asked.
OPTION_SOURCES = frozenset({"points", "promises", "rungs"})

# The facts a prompt may need, and what each one says. Without its facts a prompt waits.
FACTS: Mapping[str, str] = {
    "they-wrote": "they wrote, and the keeper said so",
    "they-asked-room": "they asked for space",
    "practical-ties": "children, rent or work still have to be settled",
    "setup": "asked at set-up or when a rule calls for it, never by turn",
    "follow-up": "comes only when an answer leads to it, by go_on or by ask",
    "contact-open": "no door shuts reach",
    "account-done": "the keeper's own part has been looked at, or was not theirs",
    "waiting": "something was sent, and no answer is logged yet",
    "ladder": "their last replies allow this step",
    "change-open": "a change is being worked on",
    "promise-open": "a promise is open",
    "promises-full": "three promises are open, and another is wanted",
    "promise-room": "fewer than three promises are open",
    "promise-due": "the day of a promise has come",
    "promise-reviews": "five promises or more have been looked back on, one of them kept in four weeks",
    "two-want-it": "both want to try again, and it is logged",
    "occasion": "a date the keeper entered is near",
    "points": "there are points to rehearse",
    "point-due": "one of them is due",
    "invited": "they invited the keeper, or were asked",
    "screened": "both safety questions were answered in the last thirty days",
    "meeting": "a meeting is agreed",
    "meeting-today": "it is today",
    "met": "it has been",
}

# The tests of an answer.
BARE_TESTS = frozenset({"any", "empty", "not-empty", "absolute", "unanswered"})
OPTION_TESTS = frozenset({"is", "not"})
NUMBER_TESTS = frozenset({"below", "at-least"})
TESTS = BARE_TESTS | OPTION_TESTS | NUMBER_TESTS

# What people type when there is nothing to say: `empty` is true of these too.
NOTHING = frozenset(
    {
        *("", "-", "no", "none", "nothing", "nobody", "no one", "noone", "nope", "not yet", "n/a"),
        *("nein", "nichts", "niemand", "keine", "keiner", "keins", "nö", "noch nicht"),
    }
)

# The options of forms that name none.
KNOWN_OPTIONS: Mapping[FormKind, tuple[str, ...]] = {
    FormKind.YES_PARTLY_NO: ("yes", "partly", "no"),
    FormKind.YES_NO: ("yes", "no"),
    FormKind.KEPT_PARTLY_BROKEN: ("kept", "partly", "broken"),
    FormKind.SCALE: ("1", "2", "3", "4", "5"),
}
NUMBER_FORMS = frozenset({FormKind.SCALE, FormKind.NUMBER, FormKind.PERCENT})
OPEN_FORMS = frozenset(
    {FormKind.TEXT, FormKind.LIST, FormKind.LINES, FormKind.IF_THEN, FormKind.CHOICES, FormKind.CHECKLIST}
)

DOORS = frozenset({"unsure", "waiting", "resting", "hold", "space", "closed", "unsafe", "legal"})

LEDGERS = frozenset(
    {
        *("wish.hope", "wish.line", "wish.difference", "wish.level"),
        *("account.act", "account.impact", "account.change", "account.evidence", "account.slip"),
        *("account.plan", "account.parts", "account.closed"),
        *("listen.entry", "listen.feeling", "listen.checked", "listen.share", "listen.request", "listen.care"),
        *("promise.new", "promise.smaller", "promise.when", "promise.outcome", "promise.change"),
        *("promise.told", "promise.choice", "promise.pattern", "promise.marker"),
        *("reach.contact", "reach.reply", "reach.step", "reach.parked", "reach.rhythm"),
        *("rehearse.point", "rehearse.star", "rehearse.review", "rehearse.pair", "rehearse.plan", "rehearse.minutes"),
        *("meet.ask", "meet.invitation", "meet.purpose", "meet.wording", "meet.place", "meet.end"),
        *("meet.exit", "meet.later", "meet.no", "meet.postpone", "meet.done", "meet.after", "meet.off"),
        *("moving.done", "moving.urge", "moving.people", "moving.self", "moving.trace", "moving.carry"),
        "hold.draft",
    }
)

CHECKS = frozenset(
    {
        *("tone:blame", "tone:over-apology", "tone:pressure", "tone:demand"),
        *("words:20", "words:40", "promise:absolute", "apology:parts", "meet:pretext"),
    }
)

CARDS = frozenset({"help", "how-to"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Then:
    """What a follow-up may do, and what it needs beside it.

    `targets` None: `target` names a prompt; empty: it takes no target. `days_key` is the key that gives its days:
    `in` is a wait before it happens, `days` is how long it lasts (0: for good).
    """

    targets: frozenset[str] | None = frozenset()
    days_key: str = ""
    days_least: int = 0


KEEPER_WORDS = frozenset(verb.value for verb in Verb)
THENS: Mapping[str, Then] = {
    "ask": Then(targets=None, days_key="in"),
    "lift": Then(targets=None),  # it may come back at once, whatever its rest
    "retire": Then(targets=None, days_key="days"),
    "open": Then(targets=DOORS),
    "shut": Then(targets=DOORS),
    "rest": Then(targets=frozenset(family.value for family in Family), days_key="days", days_least=1),
    "ledger": Then(targets=LEDGERS),
    "check": Then(targets=CHECKS),
    "card": Then(targets=CARDS),
    "offer": Then(targets=KEEPER_WORDS),  # the echo names the word
    "word": Then(targets=KEEPER_WORDS),  # as if the keeper had said it
    "track": Then(targets=frozenset({"moving"})),
    "pause": Then(days_key="days"),  # without days: until `resume`
    "finish": Then(),
}

ANYTHING = Then()

WEEKDAYS: Mapping[str, int] = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
