"""What entries say of channels: whose an address is, until when, and what was stopped."""

from dataclasses import replace
from datetime import timedelta
from functools import reduce

import pytest

from builders import START, an_entry, at
from tending.core.entries import ChannelChanged, Entry
from tending.core.standing import GRACE, HOLDS, Leave, Standing, apply, codes_to, leave, leave_until, names_of, to_stop

MAIL = ChannelChanged(name="mail", channel="email", change="added", address="a", place="p", level="prompt", seed="s")


def changed(change: str, day: float = 0, **known: str) -> Entry:
    return an_entry(replace(MAIL, change=change, **known), when=at(day))  # type: ignore[arg-type]


def first_release(change: str, day: float = 0) -> Entry:
    return changed(change, day, address="", place="", level="", seed="")


def told(*entries: Entry) -> Standing:
    return reduce(apply, entries, Standing())


def leave_of(standing: Standing, day: float, *, address: str = "a", two_way: bool = True) -> Leave:
    return leave(standing, address, "p", two_way=two_way, now=at(day))


def test_an_address_nobody_confirmed_gets_nothing() -> None:
    assert leave_of(Standing(), 0) is Leave.UNCONFIRMED
    assert leave_of(told(changed("added"), changed("code")), 0) is Leave.UNCONFIRMED


def test_a_confirmed_address_is_open_for_ninety_days_to_the_second() -> None:
    standing = told(changed("added"), changed("confirmed", 1))
    last = timedelta(seconds=1)

    assert leave(standing, "a", "p", two_way=True, now=at(1) + HOLDS - last) is Leave.OPEN
    assert leave(standing, "a", "p", two_way=True, now=at(1) + HOLDS) is Leave.OVER
    assert leave_until(standing.addresses["a"], two_way=True) == at(91)


def test_a_reply_renews_it_and_changes_nothing_else() -> None:
    standing = told(changed("confirmed"), changed("renewed", 80))

    assert leave_of(standing, 169) is Leave.OPEN
    assert leave_of(standing, 170) is Leave.OVER
    assert standing.addresses["a"].confirmed_at == START


def test_a_one_way_channel_is_asked_again_and_has_seven_days_from_then() -> None:
    before = told(changed("confirmed"))
    asked = apply(before, changed("asked-again", 95))

    assert leave_of(before, 89, two_way=False) is Leave.OPEN
    assert leave_of(before, 94, two_way=False) is Leave.AGAIN
    assert leave_until(before.addresses["a"], two_way=False) is None
    assert leave(asked, "a", "p", two_way=False, now=at(95) + GRACE - timedelta(seconds=1)) is Leave.OPEN
    assert leave(asked, "a", "p", two_way=False, now=at(95) + GRACE) is Leave.OVER


def test_confirming_again_begins_anew() -> None:
    standing = told(changed("confirmed"), changed("asked-again", 95), changed("confirmed", 97))

    assert leave_of(standing, 180, two_way=False) is Leave.OPEN
    assert leave_of(standing, 188, two_way=False) is Leave.AGAIN
    assert standing.addresses["a"].since == START


@pytest.mark.parametrize("change", ["unconfirmed", "removed"])
def test_what_is_taken_back_has_to_confirm_again(change: str) -> None:
    standing = told(changed("confirmed"), changed(change, 1))

    assert leave_of(standing, 2) is Leave.UNCONFIRMED
    assert standing.addresses["a"].since == START


def test_stopped_is_for_good_by_address_and_by_place() -> None:
    standing = told(changed("confirmed"), changed("stopped", 1), changed("removed", 2), changed("confirmed", 3))

    assert leave_of(standing, 4) is Leave.STOPPED
    assert leave_of(standing, 4000, address="spelt another way") is Leave.STOPPED
    assert standing.stopped == {"a": at(1), "p": at(1)}


def test_what_only_a_row_knew_of_is_stopped_too_and_is_no_channel() -> None:
    standing = told(an_entry(ChannelChanged(name="", channel="", change="stays-stopped", address="a"), when=at(1)))

    assert leave_of(standing, 2) is Leave.STOPPED
    assert not standing.channels
    assert not standing.addresses


def test_stopped_twice_keeps_the_first_day() -> None:
    assert told(changed("stopped", 1), changed("stopped", 2)).stopped["a"] == at(1)


def test_another_address_under_the_same_name_leaves_the_old_one_unconfirmed() -> None:
    standing = told(changed("confirmed"), changed("changed", 1, address="b", place="q"))

    assert standing.channels["mail"].address == "b"
    assert leave_of(standing, 1) is Leave.UNCONFIRMED
    assert leave_of(told(changed("confirmed"), changed("changed", 1, level="personal")), 1) is Leave.OPEN


def test_an_address_long_gone_is_forgotten_and_what_was_stopped_is_not() -> None:
    standing = told(
        changed("confirmed"),
        changed("stopped", 1),
        changed("changed", 2, address="b"),
        changed("code", 40, address="b"),
    )

    assert set(standing.addresses) == {"b"}
    assert set(standing.stopped) == {"a", "p"}
    assert set(told(changed("confirmed"), changed("changed", 40, address="b")).addresses) == {"a", "b"}


def test_a_stop_closes_every_address_the_channel_has_had_lately() -> None:
    standing = told(
        changed("confirmed"),
        changed("changed", 5, address="b", place="q"),
        changed("confirmed", 5, address="b", place="q"),
    )

    assert to_stop(standing, "mail", at(20)) == {"a", "p", "b", "q"}
    assert to_stop(standing, "mail", at(60)) == {"b", "q"}
    assert to_stop(standing, "phone", at(20)) == set()


def test_a_place_is_known_under_every_name_it_has_had() -> None:
    standing = told(changed("confirmed"), changed("added", 1, name="other", address="A+x"))

    assert names_of(standing, "p") == {"mail", "other"}
    assert told(*(changed("code", name=f"m{number}") for number in range(20))).addresses["a"].names == tuple(
        f"m{number}" for number in range(12, 20)
    )


def test_codes_are_counted_by_place_for_thirty_days_and_until_one_is_typed() -> None:
    standing = told(changed("code"), changed("code", 1, address="b"), changed("asked-again", 2))

    assert codes_to(standing, "p", at(3)) == 3
    assert codes_to(standing, "p", at(31)) == 1
    assert codes_to(apply(standing, changed("confirmed", 3)), "p", at(3)) == 1
    assert codes_to(apply(standing, changed("code", 31)), "p", at(31)) == 2


def test_an_entry_of_the_first_release_names_no_address_and_is_bound_to_one_later() -> None:
    confirmed = told(first_release("added"), first_release("confirmed", 1))
    adopted = apply(confirmed, changed("adopted", 50))

    assert confirmed.channels["mail"].confirmed_at == at(1)
    assert leave_of(confirmed, 2) is Leave.UNCONFIRMED
    assert leave_of(adopted, 139) is Leave.OPEN
    assert leave_of(adopted, 140) is Leave.OVER
    assert told(first_release("confirmed"), first_release("stopped")).channels == {}
    assert told(first_release("confirmed"), first_release("added")).channels["mail"].confirmed_at is None


def test_the_first_mark_of_the_secret_stays() -> None:
    assert told(changed("added"), changed("code", seed="other")).seed == "s"
