"""The nouns of the program: frozen values that every room shares.

Instants are aware UTC datetimes. Dates and times of day are the keeper's own, in the zone of `Rules`.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, time
from enum import StrEnum
from typing import TypeAlias, assert_never

from tending.core.helplines import HelpLines
from tending.core.values import dataclass
from tending.core.windows import Quiet, Window

Value: TypeAlias = str | int | float | bool | list[str]
Filled: TypeAlias = tuple[tuple[str, str], ...]


class Family(StrEnum):
    """The families of prompts, in the order that decides ties."""

    WANT = "want"
    GROUND = "ground"
    ACCOUNT = "account"
    LISTEN = "listen"
    PROMISE = "promise"
    REACH = "reach"
    REHEARSE = "rehearse"
    MEET = "meet"
    MOVING = "moving"
    PRACTICAL = "practical"
    CONSENT = "consent"
    PLAIN = "plain"


class Profile(StrEnum):
    FORMER_PARTNER = "former-partner"
    FRIEND = "friend"
    FAMILY = "family"
    MOVING_ON = "moving-on"


class InTouch(StrEnum):
    NO = "no"
    PRACTICAL = "practical"
    YES = "yes"


class Level(StrEnum):
    """How much of a prompt may leave on a channel."""

    DISCREET = "discreet"
    PROMPT = "prompt"
    PERSONAL = "personal"


class FormKind(StrEnum):
    YES_PARTLY_NO = "yes-partly-no"
    YES_NO = "yes-no"
    KEPT_PARTLY_BROKEN = "kept-partly-broken"
    SCALE = "scale-1-5"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    PERCENT = "percent"
    DATE = "date"
    DURATION = "duration"
    LIST = "list"
    LINES = "lines"
    TEXT = "text"
    IF_THEN = "if-then"
    CHECKLIST = "checklist"


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One thing a form asks for. A form is one part or several, joined by `+`.

    `name` is the key of its value in an answer: the label in the deck (`good`, `hard`), else the kind. `spoken` are the
    options in the keeper's language, where that is not the deck's own, and `label` the name; an answer has neither.
    """

    kind: FormKind
    name: str
    options: tuple[str, ...] = ()
    most: int | None = None
    spoken: tuple[str, ...] = ()
    label: str = ""

    @property
    def shown(self) -> tuple[str, ...]:
        return self.spoken or self.options


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    text: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Condition:
    """A test of an answer, from the closed vocabulary of decks.

    `any`, `empty`, `not-empty`, `is`, `not`, `below`, `at-least`, and `unanswered`, which no answer meets.
    """

    test: str = "any"
    operand: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class GoOn:
    """The next question of a sitting, asked at once when the answer meets the condition.

    Where a prompt names several, the first whose condition is met and that may be asked is the one.
    """

    prompt: str
    when: Condition = field(default_factory=Condition)


@dataclass(frozen=True, kw_only=True, slots=True)
class Follow:
    """A follow-up into a ledger: kept and checked, acted on when the ledgers exist.

    `days` is a wait or a length, as `then` has it; `times` how often running the condition must have been met.
    """

    when: Condition
    then: str
    target: str = ""
    days: int = 0
    times: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Translation:
    """A question in another language. `options` stand in the order of the form's."""

    line: str
    body: str
    options: tuple[str, ...] = ()
    parts: Mapping[str, str] = field(default_factory=dict)
    neutral: Mapping[str, str] = field(default_factory=dict)
    variants: Mapping[Profile, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Prompt:
    """One question of a deck.

    `needs` names facts, from a closed vocabulary, without which it is never asked. `after` names a prompt that must
    have been answered since this one was last asked, `after_days` how long before. `repeat_days` is how long its text
    rests (0: its family's own rules decide). `every_days` puts it first in its family when that long has passed.
    `keeps` maps a placeholder to the part of the answer that fills it; `neutral` holds what stands in for a
    placeholder where the keeper's own words may not go. `texts` are its words in other languages.
    """

    id: str
    family: Family
    line: str
    body: str
    form: Form
    deck: str = ""
    variants: Mapping[Profile, str] = field(default_factory=dict)
    profiles: tuple[Profile, ...] = ()
    go_on: tuple[GoOn, ...] = ()
    follow: tuple[Follow, ...] = ()
    needs: tuple[str, ...] = ()
    after: str = ""
    after_days: int = 0
    repeat_days: int = 60
    every_days: int = 0
    first_round: bool = False
    rating: bool = False
    rides: bool = False
    keeps: Mapping[str, str] = field(default_factory=dict)
    neutral: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Translation] = field(default_factory=dict)

    def words(self, profile: Profile) -> str:
        return self.variants.get(profile, self.body)


@dataclass(frozen=True, kw_only=True, slots=True)
class Deck:
    """A file of prompts. Plain decks carry their own times; the shipped families are paced by the practice."""

    name: str
    family: Family
    prompts: tuple[Prompt, ...]
    title: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    times: tuple[time, ...] = ()
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    gap_days: int = 1
    enabled: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What the keeper has set, inside the hard limits of the practice.

    `quiet_days`, `wait_days`, `apart_days` and `attempts` make the doors stricter than the profile has them: 0 adds
    nothing.
    """

    __hash__ = object.__hash__

    zone: str = "UTC"
    language: str = "en"
    country: str = ""
    windows: tuple[Window, ...] = (Window(start=time(18), end=time(20)),)
    quiet: Quiet = field(default_factory=Quiet)
    budget: int = 4
    min_gap_hours: int = 20
    expiry_hours: int = 36
    reminder: bool = False
    quiet_days: int = 0
    wait_days: int = 0
    apart_days: int = 0
    attempts: int = 2
    still_here: bool = False
    digest: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """Settings and decks compiled for the planner, and the help lines of the keeper's country.

    `seed` is the installation's, and never leaves it.
    """

    __hash__ = object.__hash__

    rules: Rules
    decks: tuple[Deck, ...]
    prompts: Mapping[str, Prompt]
    families: Mapping[Family, tuple[Prompt, ...]]
    seed: bytes
    help_lines: HelpLines = field(default_factory=HelpLines)

    @property
    def plain(self) -> tuple[Deck, ...]:
        return tuple(deck for deck in self.decks if deck.family is Family.PLAIN and deck.enabled)


@dataclass(frozen=True, kw_only=True, slots=True)
class Reason:
    """One rule that put a check-in where it is. `rule` is a key of the words by language, `values` its fillings."""

    rule: str
    values: Filled = ()


OUTWARD = frozenset({Family.REACH, Family.REHEARSE, Family.MEET})
MINT = object()


@dataclass(frozen=True, kw_only=True, slots=True)
class Permit:
    """That a question which leads outward may be asked about a bond. Only `gates.permit` holds what makes one."""

    bond: int
    prompt: str
    minted_by: object = field(repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.minted_by is not MINT:
            raise TypeError("only the gate gives a permit")


@dataclass(frozen=True, kw_only=True, slots=True)
class DuePrompt:
    """A decision to ask, not yet saved. One that leads outward cannot be made without its permit.

    `until`: an answer makes no sense after it, so it closes then at the latest.
    """

    bond: int
    family: Family
    prompt: str
    at: datetime
    on: date
    expires_at: datetime
    window: str = ""
    deck: str = ""
    opened: bool = False
    probe: bool = False
    last: bool = False
    until: datetime | None = None
    why: tuple[Reason, ...] = ()
    permit: Permit | None = None

    def __post_init__(self) -> None:
        given = (self.permit.bond, self.permit.prompt) if self.permit is not None else None
        if self.family in OUTWARD and given != (self.bond, self.prompt):
            raise TypeError("a question that leads outward needs its own permit")


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A question as it may be shown: the lock-screen line, and its body with and without the keeper's own words.

    `options` are those of a choice that are known only when it is asked.
    """

    line: str
    neutral: str
    personal: str
    options: tuple[str, ...] = ()

    def at(self, level: Level) -> str:
        match level:
            case Level.DISCREET:
                return self.line
            case Level.PROMPT:
                return self.neutral
            case Level.PERSONAL:
                return self.personal
        assert_never(level)


class Verb(StrEnum):
    """The words that always work, on every channel."""

    SKIP = "skip"
    LATER = "later"
    LESS = "less"
    MORE = "more"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    UNDO = "undo"
    WHY = "why"
    NEXT = "next"
    HOLD = "hold"
    HELP = "help"
    MISREAD = "misread"
    MOVE_ON = "move on"
    THEY_WROTE = "they wrote"
    I_WROTE = "I wrote"
    SPACE = "they asked for space"
    HELPED = "helped"
    NEITHER = "neither"
    WORSE = "worse"


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A reply that is one of the verbs. `days` and `until` are what `later 2d`, `pause 2w`, `pause until 3 May` say.

    `later tonight` has days 0. `text` is what else was typed: their words after `they wrote`, a page after `hold`.
    """

    verb: Verb
    days: int | None = None
    until: date | None = None
    text: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A reply that answers. `values` holds what was understood by part name; `text` is the whole of what was typed.

    `partial` says that parts of the form were left out.
    """

    values: Mapping[str, Value]
    text: str
    partial: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Unclear:
    """A reply that has two readings, or none: `choices` are offered back, once."""

    choices: tuple[str, ...]
    text: str


Understood: TypeAlias = Word | Answer | Unclear
