"""Which follow-ups of a question an answer calls for. Data of the deck decides; what they do is the service's."""

from collections.abc import Mapping

from tending.core.decks import holds
from tending.core.model import Follow, Prompt, Value


def runs(prompt: Prompt, values: Mapping[str, Value], before: Mapping[str, int]) -> dict[str, int]:
    """How often running each condition that must be met several times has been, by its place in the deck."""
    counted = [(str(place), one) for place, one in enumerate(prompt.follow) if one.times > 1]
    return {place: before.get(place, 0) + 1 if holds(one.when, values) else 0 for place, one in counted}


def met(prompt: Prompt, values: Mapping[str, Value], counted: Mapping[str, int]) -> tuple[Follow, ...]:
    """The follow-ups that an answer calls for: each time, or each time it was met so often running."""
    return tuple(
        one
        for place, one in enumerate(prompt.follow)
        if holds(one.when, values) and (one.times == 1 or counted.get(str(place), 0) % one.times == 0)
    )
