"""The wish: what the keeper hopes for, what must be true for it, and how their own answers lean over time.

Nothing here is a target, and no conclusion is worded before six of the last eight answers agree: a rule of stability,
which is judgement and not validated. How strong the wish is at the moment is looked at by whole weeks, never live.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from tending.core.deck_words import NOTHING
from tending.core.entries import Wished
from tending.core.frozen import replace
from tending.core.ledgers.rows import said, text_of
from tending.core.model import Family, Value
from tending.core.values import dataclass

LINES_MOST = 3
AGAIN = 2
DIFFERENCE, LEVEL, CHANGED = "W7", "W8", "W3"
LAST, AGREE = 8, 6
WEEK = timedelta(days=7)
WEEKS, WEEKS_LEAST = 4, 3
LEANS: Mapping[str, Mapping[str, str]] = {
    "W1": {"yes": "toward", "partly": "between", "no": "away"},
    "W4": {"helps": "toward", "beside": "between", "against": "away"},
    "W5": {
        "this person": "toward",
        **dict.fromkeys(("company", "home and habits", "being forgiven", "not being alone"), "away"),
    },
}
WAYS = ("toward", "between", "away")
# Which family goes first among those equally overdue. A hope closes nothing, and moves nothing else.
ROUTES: Mapping[str, Family] = {
    "good terms": Family.LISTEN,
    "put something right": Family.ACCOUNT,
    "know whether to let go": Family.WANT,
}


@dataclass(frozen=True, kw_only=True)
class WishLedger:
    """What planning needs. `returned`: how often they parted and came back; `difference`: what was named as different
    the last time; `lines`: what must be true to say yes again.
    """

    hope: str = ""
    lines: tuple[str, ...] = ()
    returned: int = 0
    difference: str = ""

    @property
    def owes(self) -> bool:
        """Whether one difference is still to be named before anything leads outward."""
        return owes(self.returned, self.difference)


def owes(returned: int, difference: str) -> bool:
    return returned >= AGAIN and not difference


def owes_by(values: Mapping[str, Value]) -> bool:
    """Whether an answer tells of coming back twice or more, and names nothing that was different."""
    return owes(_number(values), _words(values))


def apply(ledger: WishLedger, fact: Wished) -> WishLedger:
    match fact.what:
        case "hope":
            return replace(ledger, hope=said(fact))
        case "line":
            return replace(ledger, lines=_lines(fact))
        case "difference":
            return _returned(ledger, fact)
        case _:
            return ledger


def _lines(fact: Wished) -> tuple[str, ...]:
    value = fact.values.get("list")
    return tuple(value[:LINES_MOST]) if isinstance(value, list) else (text_of(fact),)


def _returned(ledger: WishLedger, fact: Wished) -> WishLedger:
    """What was named stands until they came back once more."""
    number = _number(fact.values)
    kept = ledger.difference if number <= ledger.returned else ""
    return replace(ledger, returned=number, difference=_words(fact.values) or kept)


def _number(values: Mapping[str, Value]) -> int:
    value = values.get("number", 0)
    return int(value) if isinstance(value, int | float) else 0


def _words(values: Mapping[str, Value]) -> str:
    text = str(values.get("text", "")).strip()
    return "" if text.rstrip(".").casefold() in NOTHING else text


def leads(ledger: WishLedger) -> Family | None:
    """The family that what is hoped for puts first among equals."""
    return ROUTES.get(ledger.hope)


def remark(fact: Wished) -> str:
    """What is to be said of a fact: a key of the words by language, or nothing."""
    return "wish-difference" if fact.what == "difference" and owes_by(fact.values) else ""


# -- what it shows -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Said:
    """One answer about the wish. `leans` is toward, between or away; empty where it says neither."""

    on: date
    prompt: str
    text: str
    leans: str = ""


def leans(prompt: str, values: Mapping[str, Value]) -> str:
    """Which way an answer leans. Whether the hard part has changed leans by whether anything was named."""
    words = [value for value in values.values() if isinstance(value, str)]
    if prompt == CHANGED and words:
        return "toward" if _words({"text": words[0]}) else "away"
    known = LEANS.get(prompt, {})
    return next((known[word] for word in words if word in known), "")


@dataclass(frozen=True, kw_only=True)
class Lean:
    """How many of the last `n` answers lean which way, n up to eight. `steady` is the way that six of eight agree on,
    or nothing: then no conclusion may be worded.
    """

    n: int
    ways: Mapping[str, int]
    steady: str


def lean(answers: Sequence[Said]) -> Lean:
    """Of answers in the order they were given."""
    last = [one.leans for one in answers if one.leans][-LAST:]
    counted = Counter(last)
    steady = next((way for way in WAYS if len(last) == LAST and counted[way] >= AGREE), "")
    return Lean(n=len(last), ways={way: counted[way] for way in WAYS}, steady=steady)


@dataclass(frozen=True, kw_only=True)
class Week:
    """How strong the wish was, 1 to 5, in the seven days from a Monday on; None where nothing was said."""

    begins: date
    n: int
    mean: float | None


@dataclass(frozen=True, kw_only=True)
class Drift:
    """The four whole weeks before this one. `trend` is steps of 1 to 5 a week (least squares of the weekly means);
    None where fewer than three weeks have a number.
    """

    weeks: tuple[Week, ...]
    n: int
    trend: float | None


def drift(levels: Sequence[tuple[date, float]], day: date) -> Drift:
    """Never live: the week that `day` is in is left out."""
    monday = day - timedelta(days=day.weekday())
    weeks = tuple(_week(levels, monday - WEEK * back) for back in range(WEEKS, 0, -1))
    means = [(number, week.mean) for number, week in enumerate(weeks) if week.mean is not None]
    trend = slope(means) if len(means) >= WEEKS_LEAST else None
    return Drift(weeks=weeks, n=sum(week.n for week in weeks), trend=trend)


def _week(levels: Sequence[tuple[date, float]], begins: date) -> Week:
    found = [level for on, level in levels if begins <= on < begins + WEEK]
    return Week(begins=begins, n=len(found), mean=sum(found) / len(found) if found else None)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Of the straight line nearest to some points (least squares), not all of them at one place."""
    x = sum(at for at, _ in points) / len(points)
    y = sum(value for _, value in points) / len(points)
    rises, width = sum((at - x) * (value - y) for at, value in points), sum((at - x) * (at - x) for at, _ in points)
    return rises / width


@dataclass(frozen=True, kw_only=True)
class Measures:
    """`n` is how many answers there are about the wish, its strength aside."""

    n: int
    lean: Lean
    drift: Drift


def measures(answers: Sequence[Said], levels: Sequence[tuple[date, float]], day: date) -> Measures:
    return Measures(n=len(answers), lean=lean(answers), drift=drift(levels, day))
