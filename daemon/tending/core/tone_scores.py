"""How the tone check does on authored drafts: recall and precision for each fault and half, with n and intervals."""

from collections.abc import Iterator, Sequence

from tending.core import tone
from tending.core.care_scores import HALVES, Share
from tending.core.values import dataclass

NO_ADVICE = ("clean", "hard")


@dataclass(frozen=True, kw_only=True, slots=True)
class AuthoredDraft:
    """`label` is the fault it has, or clean or hard where it calls for no advice at all."""

    label: str
    half: str
    text: str
    purpose: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ToneScore:
    """`found`: the share of drafts with this fault that got its advice; of those that call for none, false alarms.

    `precision`: of all drafts in this half that got the advice, the share that has the fault; None for the others.
    """

    label: str
    half: str
    found: Share
    precision: Share | None


def scores(drafts: Sequence[AuthoredDraft]) -> tuple[ToneScore, ...]:
    return tuple(score for half in HALVES for score in _half([one for one in drafts if one.half == half], half))


def _half(drafts: Sequence[AuthoredDraft], half: str) -> Iterator[ToneScore]:
    faults = [(one.label, tone.check(one.text, purpose=one.purpose).faults) for one in drafts]
    for fault in tone.FAULTS:
        advised = [label for label, found in faults if fault in found]
        right, n = advised.count(fault), sum(label == fault for label, _ in faults)
        yield ToneScore(label=fault, half=half, found=Share(k=right, n=n), precision=Share(k=right, n=len(advised)))
    for label in NO_ADVICE:
        those = [found for named, found in faults if named == label]
        yield ToneScore(label=label, half=half, found=Share(k=sum(map(bool, those)), n=len(those)), precision=None)
