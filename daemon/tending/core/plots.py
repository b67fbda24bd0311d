"""Small plots as text: signs that a terminal can show, or plain ASCII where it cannot. A plot never stands alone."""

from collections.abc import Sequence

from tending.core.care_scores import Share

BLOCKS = "▁▂▃▄▅▆▇█"
NOTHING = "·"
ASCII_MOST = 9
LOWEST, HIGHEST = 1, 5
WIDTH = 20


def weeks(counts: Sequence[int], *, ascii_only: bool) -> str:
    """One sign a week; none is a dot. ASCII has the numbers themselves, `+` above nine."""
    if ascii_only:
        return "".join("." if not one else str(one) if one <= ASCII_MOST else "+" for one in counts)
    most = max(*counts, len(BLOCKS))
    return "".join(BLOCKS[(one * len(BLOCKS) - 1) // most] if one else NOTHING for one in counts)


def levels(means: Sequence[float | None], *, ascii_only: bool) -> str:
    """One sign a week on a scale of 1 to 5, the lowest for 1; a dot where nothing was said."""
    return "".join(_level(one, ascii_only=ascii_only) for one in means)


def _level(mean: float | None, *, ascii_only: bool) -> str:
    if mean is None:
        return "." if ascii_only else NOTHING
    near = min(max(mean, LOWEST), HIGHEST)
    return str(round(near)) if ascii_only else BLOCKS[round((near - LOWEST) * (len(BLOCKS) - 1) / (HIGHEST - LOWEST))]


def share(one: Share) -> str:
    """From 0 to 100 %: `o` where it is, `-` where it may be. ASCII as it is."""
    low, high = one.interval
    signs = ["."] * WIDTH
    for place in range(_place(low), _place(high) + 1):
        signs[place] = "-"
    signs[_place(one.value or 0.0)] = "o"
    return f"|{''.join(signs)}|"


def _place(part: float) -> int:
    return min(int(part * WIDTH), WIDTH - 1)


def ladder(at: int, steps: int) -> str:
    """Where it is, and nothing about where it should be."""
    return " ".join("o" if step == at else "." for step in range(steps))
