"""Seals: what a hand put into the store, or changed there, is never sent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from service.desk import MAIL, PUSH, Desk, RecordingChannel
from service.queued import a_message, put, states
from tending.core.model import Level
from tending.core.records import Delivery, DeliveryState, Message
from tending.service import admitting, seals, sending

HOUR = timedelta(hours=1)


CHANGES: dict[str, Callable[[Delivery], Delivery]] = {
    "other words": lambda one: replace(one, message=replace(one.message, text="You owe me an answer")),
    "another subject": lambda one: replace(one, message=replace(one.message, line="From S")),
    "another thread": lambda one: replace(one, message=replace(one.message, thread="t")),
    "a higher level": lambda one: replace(one, message=replace(one.message, level=Level.PERSONAL)),
    "a code of its own": lambda one: replace(one, message=replace(one.message, renews=True)),
    "no seal": lambda one: replace(one, message=replace(one.message, seal="")),
    "a made-up seal": lambda one: replace(one, message=replace(one.message, seal="0" * 64)),
    "a seal that is no text of ours": lambda one: replace(one, message=replace(one.message, seal="é")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_delivery_changed_by_hand_is_never_sent(name: str) -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    a_message(desk, "k")

    put(desk, CHANGES[name])

    assert desk.send(mail) == 0
    assert (states(desk), desk.deliveries()[0].detail) == (["failed"], admitting.BY_HAND)


@pytest.mark.parametrize(
    "changed",
    [
        {"channel": "push"},
        {"check_in": -1},
        {"kind": "card"},
        {"key": "other"},
        {"message": Message(key="k", line="x", text="y")},
    ],
)
def test_a_delivery_put_in_by_hand_is_never_sent(changed: dict[str, object]) -> None:
    """A row copied from a true one, with something else in one of its columns."""
    desk, mail, push = Desk(ways=(MAIL, PUSH)).begin(), RecordingChannel(), RecordingChannel(name="push")
    desk.later(days=3)
    for _ in range(4):
        desk.ask()
        desk.reply("skip")
    a_message(desk, "k")
    [true] = [one for one in desk.deliveries() if one.key == "k"]
    desk.send(mail, push)
    sent = len(mail.got) + len(push.got)
    changes = {name: desk.deliveries()[0].check_in if value == -1 else value for name, value in changed.items()}
    with desk.journal.writing() as work:
        work.queue(replace(true, **({"key": "copy"} | changes)))  # type: ignore[arg-type]

    desk.send(mail, push)

    assert len(mail.got) + len(push.got) == sent
    assert desk.deliveries()[-1].detail == admitting.BY_HAND


def test_what_was_sent_cannot_be_made_due_again() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    a_message(desk, "k")
    desk.send(mail)

    put(desk, lambda one: replace(one, state=DeliveryState.DUE))

    assert desk.send(mail) == 0
    assert states(desk) == ["failed"]


@pytest.mark.parametrize("state", [DeliveryState.SENDING, DeliveryState.UNCERTAIN])
def test_nor_can_it_be_called_half_sent_and_recovered(state: DeliveryState) -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel(arrivals=False)
    a_message(desk, "k")
    desk.send(mail)

    put(desk, lambda one: replace(one, state=state))
    sending.recover(lambda: desk.turn, desk.journal, {"mail": mail})

    assert desk.send(mail) == 0
    assert states(desk) == ["failed"]


def test_what_a_hand_called_half_sent_is_held_where_the_channel_cannot_tell() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    a_message(desk, "k")
    desk.send(mail)
    put(desk, lambda one: replace(one, state=DeliveryState.UNCERTAIN))
    sending.recover(lambda: desk.turn, desk.journal, {"mail": mail})
    mail.arrivals = False

    sending.recover(lambda: desk.turn, desk.journal, {"mail": mail})

    assert states(desk) == ["failed"]


def test_what_was_cancelled_cannot_be_made_due_again() -> None:
    desk, mail = Desk(ways=(MAIL,)).begin(), RecordingChannel()
    desk.ask()
    desk.reply("skip")

    put(desk, lambda one: replace(one, state=DeliveryState.DUE), desk.deliveries()[0].key)

    assert desk.send(mail) == 0
    assert states(desk) == ["failed"]


@pytest.mark.parametrize(
    "changed", [{"channel": "push"}, {"check_in": 7}, {"kind": "card"}, {"key": "x"}, {"state": DeliveryState.SENDING}]
)
def test_a_seal_covers_every_part_of_a_delivery(changed: dict[str, object]) -> None:
    message = Message(key="k", line="l", text="t")
    delivery = Delivery(check_in=0, channel="mail", key="k", message=message, next_attempt=Desk().now)
    ours = seals.sealed(b"one seed", delivery)

    assert not seals.is_ours(b"one seed", replace(ours, **changed))  # type: ignore[arg-type]


@pytest.mark.parametrize("state", sorted(set(DeliveryState) - seals.OPEN))
def test_what_is_over_bears_no_seal(state: DeliveryState) -> None:
    message = Message(key="k", line="l", text="t", seal="old")
    delivery = Delivery(check_in=0, channel="mail", key="k", message=message, next_attempt=Desk().now, state=state)

    assert seals.sealed(b"one seed", delivery).message.seal == ""


def test_a_seal_is_of_one_installation() -> None:
    delivery = Delivery(
        check_in=0, channel="mail", key="k", message=Message(key="k", line="l", text="t"), next_attempt=Desk().now
    )

    ours = seals.sealed(b"one seed", delivery)

    assert seals.is_ours(b"one seed", ours)
    assert not seals.is_ours(b"another seed", ours)
    assert not seals.is_ours(b"one seed", delivery)
