"""How the words of care do on authored lines: shares with n and 95 % intervals, for each label and half."""

from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

from tending.core.care import signs
from tending.core.care_language import Sign
from tending.core.values import dataclass

Z = 1.959963984540054  # of a 95 % interval
HALVES = ("dev", "held")
CALLING = ("explicit", "passive", "idiom")
NONE = "none"
ALL = "all"


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthoredLine:
    """`about` is crisis or signs: which of the two sets it belongs to."""

    about: str
    label: str
    half: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """`k` of `n`, and the interval of Wilson in which its true share may lie. Of none: no share."""

    k: int
    n: int

    @property
    def value(self) -> float | None:
        return self.k / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval, 95 %."""
        if not self.n:
            return (0.0, 1.0)
        p, n = self.k / self.n, self.n
        middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        reach = Z / (1 + Z * Z / n) * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        return (max(0.0, middle - reach), min(1.0, middle + reach))


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """One label in one half. `found` is the share that got the sign: recall where it belongs, else false alarms.

    `precision`: of these lines and all that call for none, the share of those found that was right; None where the
    sign does not belong.
    """

    about: str
    label: str
    half: str
    belongs: bool
    found: Share
    precision: Share | None


def scores(lines: Sequence[AuthoredLine]) -> tuple[Score, ...]:
    """Every label of both sets in both halves, with a row for all of a set that calls for its sign."""
    return tuple(
        score
        for about in ("crisis", "signs")
        for half in HALVES
        for score in _half(_of(lines, about, half), about, half)
    )


def _of(lines: Iterable[AuthoredLine], about: str, half: str) -> list[AuthoredLine]:
    return [line for line in lines if (line.about, line.half) == (about, half)]


def _half(lines: Sequence[AuthoredLine], about: str, half: str) -> Iterator[Score]:
    """The labels in the order of the lines, then all that call for a sign together."""
    calling = [line for line in lines if belongs(line)]
    others = [line for line in lines if not belongs(line)]
    for label in dict.fromkeys(line.label for line in lines):
        those = [line for line in lines if line.label == label]
        yield _score(those, others, about=about, label=label, half=half)
    if calling:
        yield _score(calling, others, about=about, label=ALL, half=half)


def _score(
    those: Sequence[AuthoredLine], others: Sequence[AuthoredLine], *, about: str, label: str, half: str
) -> Score:
    right, right_to = sum(map(is_found, those)), belongs(those[0])
    alarms = sum(_alarmed(line, label) for line in others)
    return Score(
        about=about,
        label=label,
        half=half,
        belongs=right_to,
        found=Share(k=right, n=len(those)),
        precision=Share(k=right, n=right + alarms) if right_to else None,
    )


def belongs(line: AuthoredLine) -> bool:
    """Whether a line calls for a sign at all."""
    return line.label in CALLING if line.about == "crisis" else line.label != NONE


def is_found(line: AuthoredLine) -> bool:
    """Whether a line got the sign of its label; where it calls for none, whether it got any."""
    found = signs(line.text)
    if line.about == "crisis":
        return Sign.CRISIS in found
    return bool(found) if line.label == NONE else line.label in found


def _alarmed(line: AuthoredLine, label: str) -> bool:
    """Whether a line that calls for no sign got the one of a label."""
    found = signs(line.text)
    if line.about == "crisis":
        return Sign.CRISIS in found
    return bool(found) if label == ALL else label in found
