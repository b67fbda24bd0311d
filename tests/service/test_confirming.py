"""Six digits: only whoever reads them on a channel can make it the keeper's."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count

import pytest

from fakes import FakeChannel
from service.desk import MAIL, PUSH, Desk
from tending.core.entries import ChannelChanged, Draft, Noted
from tending.core.errors import ChannelError, RefusedError, UsageError
from tending.core.records import ChannelState, DeliveryState, Way
from tending.service import addresses, confirming


def entropy(count: int) -> bytes:
    return bytes(range(7, 7 + count))


def a_desk() -> Desk:
    desk = Desk(ways=(MAIL,))
    with desk.journal.writing() as work:
        work.append(Draft(payload=Noted(text="before"), at=desk.now))
    return desk


def a_code(desk: Desk) -> str:
    code = confirming.begin(desk.turn, desk.journal, MAIL, entropy)
    found = re.search(r"\b\d{6}\b", code.message.text)
    assert found is not None
    return found[0]


def known(desk: Desk) -> ChannelState:
    with desk.journal.reading() as work:
        state = work.channel("mail")
    assert state is not None
    return state


def is_confirmed(desk: Desk) -> bool:
    with desk.journal.reading() as work:
        return addresses.is_confirmed(desk.turn, work, MAIL)


def changes(desk: Desk) -> list[str]:
    return [entry.payload.change for entry in desk.entries("channel") if isinstance(entry.payload, ChannelChanged)]


def test_the_store_keeps_a_salted_hash_and_never_the_digits() -> None:
    desk = a_desk()

    code = a_code(desk)

    assert code not in repr(known(desk))
    assert known(desk).code.startswith(entropy(16).hex())
    assert desk.deliveries() == []


def test_the_right_digits_confirm_and_may_be_typed_with_a_space() -> None:
    desk = a_desk()
    code = a_code(desk)

    confirming.confirm(desk.turn, desk.journal, MAIL, f" {code[:3]} {code[3:]}")

    assert is_confirmed(desk)
    assert known(desk).code == ""
    assert changes(desk) == ["added", "confirmed"]


def test_wrong_digits_leave_it_unconfirmed_and_say_how_many_tries_are_left() -> None:
    desk = a_desk()
    a_code(desk)

    with pytest.raises(ChannelError, match="4 more tries"):
        confirming.confirm(desk.turn, desk.journal, MAIL, "000000")

    assert not is_confirmed(desk)
    assert known(desk).tries == 1


def test_after_five_wrong_tries_the_right_digits_do_not_help() -> None:
    desk = a_desk()
    code = a_code(desk)
    said = []
    for _ in range(5):
        with pytest.raises(ChannelError) as caught:
            confirming.confirm(desk.turn, desk.journal, MAIL, "000000")
        said.append(str(caught.value))

    with pytest.raises(ChannelError, match="wrong 5 times"):
        confirming.confirm(desk.turn, desk.journal, MAIL, code)

    assert "1 more try" in said[3]
    assert "channel add" in said[4]
    assert not is_confirmed(desk)


def test_the_digits_hold_for_thirty_minutes() -> None:
    desk = a_desk()
    code = a_code(desk)
    desk.later(minutes=30, seconds=1)

    with pytest.raises(ChannelError, match="30 minutes"):
        confirming.confirm(desk.turn, desk.journal, MAIL, code)

    desk.later(seconds=-1)
    confirming.confirm(desk.turn, desk.journal, MAIL, code)
    assert is_confirmed(desk)


@pytest.mark.parametrize("state", [None, ChannelState(name="mail", kind="email", address="a1")])
def test_without_digits_on_their_way_nothing_can_be_confirmed(state: ChannelState | None) -> None:
    desk = a_desk()
    if state is not None:
        with desk.journal.writing() as work:
            work.save_channel(state)

    with pytest.raises(ChannelError, match="no digits are on their way"):
        confirming.confirm(desk.turn, desk.journal, MAIL, "123456")


def test_digits_sent_to_an_address_do_not_confirm_another() -> None:
    desk = a_desk()
    code = a_code(desk)

    with pytest.raises(ChannelError, match="no digits are on their way"):
        confirming.confirm(desk.turn, desk.journal, replace(MAIL, address="other"), code)


def test_a_confirmed_channel_is_not_confirmed_again() -> None:
    desk = a_desk()
    code = a_code(desk)
    confirming.confirm(desk.turn, desk.journal, MAIL, code)

    with pytest.raises(UsageError, match="confirmed already"):
        confirming.confirm(desk.turn, desk.journal, MAIL, code)


def test_new_digits_take_the_confirmation_back_and_are_no_second_adding() -> None:
    desk = a_desk()
    confirming.confirm(desk.turn, desk.journal, MAIL, a_code(desk))

    a_code(desk)

    assert not is_confirmed(desk)
    assert changes(desk) == ["added", "confirmed", "unconfirmed"]


def test_another_address_under_the_same_name_is_added_anew() -> None:
    desk = a_desk()
    a_code(desk)

    confirming.begin(desk.turn, desk.journal, replace(MAIL, address="other"), entropy)

    assert changes(desk) == ["added", "changed"]


def test_a_stopped_address_gets_no_digits_and_takes_none() -> None:
    desk = a_desk()
    code = a_code(desk)
    with desk.journal.writing() as work:
        work.stop_address(MAIL.address, desk.now)

    with pytest.raises(RefusedError, match="stopped"):
        confirming.begin(desk.turn, desk.journal, MAIL, entropy)
    with pytest.raises(RefusedError, match="stopped"):
        confirming.confirm(desk.turn, desk.journal, MAIL, code)


def chance(numbers: Iterator[int]) -> Callable[[int], bytes]:
    """Other bytes each time, so that no two messages have the same key."""
    return lambda count: bytes((next(numbers) + place) % 256 for place in range(count))


NUMBERS = count()


def send_code(desk: Desk, channel: FakeChannel, way: Way = MAIL) -> None:
    code = confirming.begin(desk.turn, desk.journal, way, chance(NUMBERS))
    confirming.send(desk.turn, desk.journal, way, channel, code)


def test_an_address_gets_two_codes_a_day_and_more_the_day_after() -> None:
    desk, channel = a_desk(), FakeChannel(name="mail")
    send_code(desk, channel)
    send_code(desk, channel)

    with pytest.raises(RefusedError, match="2 messages went there today: the next may go tomorrow afternoon"):
        send_code(desk, channel)

    desk.later(days=1)
    send_code(desk, channel)
    assert len(channel.sent) == 3


def test_an_address_that_never_confirms_gets_six_codes_a_month_under_whatever_name() -> None:
    desk, channel = a_desk(), FakeChannel(name="mail")
    for _ in range(6):
        send_code(desk.later(days=1), channel)
    other = replace(MAIL, name="other", address="spelt another way")
    desk.ways = (other,)

    with pytest.raises(RefusedError, match="6 codes in a month are enough"):
        send_code(desk.later(days=1), channel, other)

    desk.later(days=31)
    send_code(desk, channel, other)
    assert len(channel.sent) == 7


def test_codes_that_could_not_go_out_do_not_count() -> None:
    desk = a_desk()
    channel = FakeChannel(name="mail", troubles=[ChannelError("mail: away") for _ in range(9)])
    for _ in range(9):
        with pytest.raises(ChannelError):
            send_code(desk, channel)

    send_code(desk, channel)

    assert len(channel.sent) == 1


def test_what_was_sent_is_shown_and_ends_an_old_trouble() -> None:
    desk = a_desk()
    channel = FakeChannel(name="mail", troubles=[ChannelError("mail: away")])
    with pytest.raises(ChannelError):
        send_code(desk, channel)
    troubled = known(desk)

    confirming.confirm(desk.turn, desk.journal, MAIL, a_code(desk))
    with desk.journal.writing() as work:
        work.save_channel(replace(known(desk), trouble="mail: away"))
    trial = confirming.trial(desk.turn, desk.journal, MAIL, entropy)
    confirming.send(desk.turn, desk.journal, MAIL, channel, trial)

    assert troubled.trouble == "mail: away"
    assert troubled.last_sent is None
    assert known(desk).last_sent == desk.now
    assert known(desk).trouble == ""
    assert changes(desk).count("code") == 0


def test_the_digits_are_in_no_row_of_the_store() -> None:
    desk, channel = a_desk(), FakeChannel(name="mail")

    send_code(desk, channel)

    found = re.search(r"\b\d{6}\b", channel.texts[0])
    assert found is not None
    assert found[0] not in repr(desk.deliveries())
    assert [one.state for one in desk.deliveries()] == ["sent"]


def test_a_trial_goes_to_confirmed_channels_only() -> None:
    desk = a_desk()
    code = a_code(desk)

    with pytest.raises(ChannelError, match="not confirmed"):
        confirming.trial(desk.turn, desk.journal, MAIL, entropy)

    confirming.confirm(desk.turn, desk.journal, MAIL, code)
    assert confirming.trial(desk.turn, desk.journal, MAIL, entropy).message.answer


def test_removing_a_channel_cancels_what_was_to_go_out_by_it_and_nothing_else() -> None:
    desk = Desk(ways=(MAIL, PUSH)).begin()
    desk.ask()

    confirming.remove(desk.turn, desk.journal, "mail")

    assert {one.channel: one.state for one in desk.deliveries()} == {
        "mail": DeliveryState.CANCELLED,
        "push": DeliveryState.DUE,
    }
    with desk.journal.reading() as work:
        assert work.channel("mail") is None
    assert changes(desk)[-1] == "removed"
