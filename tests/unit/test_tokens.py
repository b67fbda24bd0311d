import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tending.core import tokens

SECRET = b"sixteen bytes or more"
NOW = datetime(2026, 3, 3, 18, 12, tzinfo=UTC)
SOON = NOW + timedelta(hours=36)


@given(check_in=st.integers(0, 2**32 - 1), channel=st.text(max_size=30), hours=st.integers(0, 24 * 365 * 30))
def test_a_token_gives_back_its_check_in(check_in: int, channel: str, hours: int) -> None:
    token = tokens.sign(SECRET, check_in, channel, NOW + timedelta(hours=hours))

    assert tokens.read(SECRET, token, channel, NOW) == check_in


def test_a_token_survives_a_server_that_changes_the_case_of_letters() -> None:
    token = tokens.sign(SECRET, 41, "mail", SOON)

    assert tokens.read(SECRET, token.upper(), "mail", NOW) == 41
    assert tokens.read(SECRET, token.title(), "mail", NOW) == 41


def test_a_token_leaves_room_for_a_name_in_the_local_part_of_an_address() -> None:
    token = tokens.sign(SECRET, 2**32 - 1, "mail", datetime(2088, 1, 1, tzinfo=UTC))

    assert len(token) == tokens.LENGTH == 37
    assert token.isascii()
    assert token.isalnum()
    assert len(f"{'n' * 24}+t-{token}") == 64


def test_a_token_holds_until_the_minute_it_expires() -> None:
    token = tokens.sign(SECRET, 41, "mail", SOON)

    assert tokens.read(SECRET, token, "mail", SOON) == 41
    assert tokens.read(SECRET, token, "mail", SOON + timedelta(seconds=1)) is None


def test_an_expiry_within_a_minute_is_rounded_up_never_down() -> None:
    token = tokens.sign(SECRET, 41, "mail", SOON + timedelta(seconds=1))

    assert tokens.read(SECRET, token, "mail", SOON + timedelta(seconds=60)) == 41
    assert tokens.read(SECRET, token, "mail", SOON + timedelta(seconds=61)) is None


def test_a_token_is_worth_nothing_on_another_channel_or_under_another_secret() -> None:
    token = tokens.sign(SECRET, 41, "mail", SOON)

    assert tokens.read(SECRET, token, "page", NOW) is None
    assert tokens.read(b"another secret of sixteen", token, "mail", NOW) is None


def test_changing_any_one_letter_breaks_a_token() -> None:
    token = tokens.sign(SECRET, 41, "mail", SOON)
    letters = "abcdefghijklmnopqrstuvwxyz234567"

    changed = [token[:at] + new + token[at + 1 :] for at in range(len(token)) for new in letters if new != token[at]]

    assert len(changed) == 37 * 31
    assert [one for one in changed if tokens.read(SECRET, one, "mail", NOW) is not None] == []


@pytest.mark.parametrize("token", ["", "a" * 36, "a" * 38, "1" * 37, "ä" * 37, "a" * 36 + "\n", "\u212a" * 37])
def test_what_is_no_token_is_refused_without_an_error(token: str) -> None:
    assert tokens.read(SECRET, token, "mail", NOW) is None


def test_a_token_has_no_second_spelling_in_letters_that_only_look_the_same() -> None:
    spelled = (tokens.sign(SECRET, check_in, "mail", SOON) for check_in in range(100))
    token = next(one for one in spelled if "k" in one)

    assert tokens.read(SECRET, token.replace("k", "\u212a"), "mail", NOW) is None


def test_guessed_tokens_are_refused() -> None:
    chance = random.Random(7)  # noqa: S311 - a seed makes the guesses the same in every run

    guesses = ("".join(chance.choices("abcdefghijklmnopqrstuvwxyz234567", k=37)) for _ in range(5_000))

    assert [guess for guess in guesses if tokens.read(SECRET, guess, "mail", NOW) is not None] == []


@pytest.mark.parametrize(
    ("check_in", "expires"),
    [(-1, SOON), (2**32, SOON), (1, datetime(2024, 12, 31, tzinfo=UTC)), (1, datetime(2089, 1, 1, tzinfo=UTC))],
)
def test_what_does_not_fit_is_refused_when_it_is_signed(check_in: int, expires: datetime) -> None:
    with pytest.raises(ValueError, match="a token holds"):
        tokens.sign(SECRET, check_in, "mail", expires)


@pytest.mark.parametrize("year", [1970, 2024, 2089, 2200])
def test_a_token_can_end_only_in_the_years_it_has_room_for(year: int) -> None:
    assert tokens.can_expire(SOON)
    assert not tokens.can_expire(datetime(year, 12, 31, tzinfo=UTC))


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        tokens.sign(b"short", 1, "mail", SOON)
