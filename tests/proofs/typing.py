"""Replies as people type them, and how many are read as a person would read them."""

from pathlib import Path

from proofs.table import Shown
from typed.asking_back import asked_back_once
from typed.rate import REPLIES, UNSEEN, settles, typed_in, wrong

RATE = 0.98


def as_a_person_would(_: Path) -> Shown:
    """The rate on the first set, which the grammar was mended on, and on the second, which it was not."""
    known, unseen = list(typed_in(REPLIES)), list(typed_in(UNSEEN))
    right, fresh = len(known) - len(wrong(known)), len(unseen) - len(wrong(unseen))
    ambiguous = [one for one in known if one.ambiguous and not one.mail]
    once = sum(settles(one) and asked_back_once(one) for one in ambiguous)
    figure = (
        f"{right} of {len(known)} as a person would, {once} of {len(ambiguous)} ambiguous ones asked back once;"
        f" {fresh} of {len(unseen)} unseen"
    )
    return Shown(figure=figure, holds=right >= RATE * len(known) and once == len(ambiguous))
