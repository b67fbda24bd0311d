"""What cannot be read without a guess is asked back once, whatever the form."""

import pytest

from typed.asking_back import asked_back_once
from typed.rate import REPLIES, Typed, typed_in

AMBIGUOUS = [one for one in typed_in(REPLIES) if one.ambiguous and not one.mail]


@pytest.mark.parametrize("typed", AMBIGUOUS, ids=str)
def test_an_ambiguous_reply_is_asked_back_once_and_never_twice(typed: Typed) -> None:
    assert asked_back_once(typed)
