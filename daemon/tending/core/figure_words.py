"""What there is to say of a figure, in words: always with its n."""

from typing import assert_never

from tending.core.care_scores import Share
from tending.core.figures import Count, Figure, Ladder, Levels, Mean, Portion
from tending.core.words import rung, say

WHOLE_DAYS = "halving"


def name(figure: Figure, language: str = "en") -> str:
    return say(f"figure-{figure.name}", language)


def told(figure: Figure, language: str = "en") -> str:
    match figure:
        case Count():
            return str(figure.n)
        case Portion():
            return _portion(figure, figure.share, language)
        case Mean():
            return _mean(figure, language)
        case Levels():
            return _levels(figure, language)
        case Ladder():
            return rung(figure.steps[figure.at], language)
        case _:
            assert_never(figure)


def _portion(figure: Portion, share: Share | None, language: str) -> str:
    if share is None:
        return say("too-few-of", language, k=str(figure.k), n=str(figure.n))
    low, high = (f"{100 * end:.0f}" for end in share.interval)
    of = f"{100 * figure.k / figure.n:.0f}"
    return say("portion", language, k=str(figure.k), n=str(figure.n), share=of, low=low, high=high)


def _mean(figure: Mean, language: str) -> str:
    if figure.value is None:
        return say("too-few", language, n=str(figure.n))
    value = f"{figure.value:.2f}".rstrip("0").rstrip(".") if figure.unit != WHOLE_DAYS else f"{figure.value:.0f}"
    return say(f"mean-{figure.unit}", language, value=value, n=str(figure.n))


def _levels(figure: Levels, language: str) -> str:
    if figure.hidden:
        return say("levels-hidden", language)
    means = ", ".join("-" if one is None else f"{one:.1f}" for one in figure.means)
    return say("levels", language, means=means, n=str(figure.n))
