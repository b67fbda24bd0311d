"""How every journal keeps replies, deliveries, channels and stopped addresses."""

from dataclasses import replace

import pytest

from journal_builders import (
    a_bond,
    a_delivery,
    a_reply,
    an_asking,
    at,
    fill,
)
from tending.core.errors import StoreError
from tending.core.records import ChannelState, DeliveryState, ReplyState
from tending.ports import Journal


def test_the_same_reply_is_kept_once(journal: Journal) -> None:
    with journal.writing() as work:
        first = work.keep_reply(a_reply("<1@x>"))
    with journal.writing() as work:
        again = work.keep_reply(a_reply("<1@x>"))
        elsewhere = work.keep_reply(a_reply("<1@x>", channel="chat"))

    assert first is not None
    assert (first.reply, first.state) == (a_reply("<1@x>"), ReplyState.NEW)
    assert again is None
    with journal.reading() as work:
        assert work.replies() == [first, elsewhere]


def test_a_reply_that_cannot_be_read_goes_into_quarantine(journal: Journal) -> None:
    with journal.writing() as work:
        stored = work.keep_reply(a_reply(trouble="too large"))

    with journal.reading() as work:
        assert work.replies(ReplyState.QUARANTINED) == [stored]
        assert work.replies(ReplyState.NEW) == []


def test_a_reply_is_settled(journal: Journal) -> None:
    with journal.writing() as work:
        stored = work.keep_reply(a_reply())
        assert stored is not None
        work.settle_reply(stored.id, ReplyState.READ)

    with journal.reading() as work:
        assert [found.reply for found in work.replies(ReplyState.READ)] == [a_reply()]
        assert work.reply(stored.id) == replace(stored, state=ReplyState.READ)
        assert work.reply(stored.id + 1) is None
        assert work.replies(ReplyState.NEW) == []


def test_a_reply_that_is_not_there_cannot_be_settled(journal: Journal) -> None:
    with pytest.raises(StoreError, match="no reply 7"), journal.writing() as work:
        work.settle_reply(7, ReplyState.READ)


def test_a_delivery_gets_a_number_and_comes_back(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking())

    with journal.writing() as work:
        queued = work.queue(a_delivery("k1", check_in=2))

    assert queued == replace(a_delivery("k1", check_in=2), id=queued.id)
    assert queued.id > 0
    with journal.reading() as work:
        assert work.deliveries() == [queued]


def test_a_delivery_is_queued_once(journal: Journal) -> None:
    with journal.writing() as work:
        first = work.queue(a_delivery("k1"))
        work.mark(replace(first, state=DeliveryState.SENT))

    with journal.writing() as work:
        again = work.queue(a_delivery("k1", hours=5))

    assert again == replace(first, state=DeliveryState.SENT)


def test_a_delivery_belongs_to_a_check_in_or_to_none(journal: Journal) -> None:
    with pytest.raises(StoreError), journal.writing() as work:
        work.queue(a_delivery("k1", check_in=42))


def test_deliveries_are_found_by_state_and_by_check_in_oldest_first(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking())
    with journal.writing() as work:
        one = work.queue(a_delivery("k1", check_in=2))
        two = work.queue(a_delivery("k2", check_in=2, state=DeliveryState.SENDING))
        three = work.queue(a_delivery("k3"))

    with journal.reading() as work:
        assert work.deliveries(DeliveryState.DUE) == [one, three]
        assert work.deliveries(DeliveryState.SENDING, DeliveryState.DUE) == [one, two, three]
        assert work.deliveries(DeliveryState.SENT) == []
        assert work.deliveries(check_in=2) == [one, two]
        assert work.deliveries(DeliveryState.DUE, check_in=2) == [one]
        assert work.deliveries(check_in=0) == [three]


def test_a_delivery_is_marked(journal: Journal) -> None:
    with journal.writing() as work:
        queued = work.queue(a_delivery("k1"))
        retried = replace(queued, attempt=2, next_attempt=at(4), detail="busy", state=DeliveryState.UNCERTAIN)
        work.mark(retried)

    with journal.reading() as work:
        assert work.deliveries(DeliveryState.UNCERTAIN) == [retried]
        assert work.deliveries(DeliveryState.DUE) == []


def test_a_delivery_that_is_not_there_cannot_be_marked(journal: Journal) -> None:
    with pytest.raises(StoreError, match="no delivery 9"), journal.writing() as work:
        work.mark(replace(a_delivery("k1"), id=9))


def test_what_went_out_or_may_have_is_counted_from_an_instant_on(journal: Journal) -> None:
    with journal.writing() as work:
        for number, state in enumerate(DeliveryState):
            work.queue(a_delivery(f"k{state}", state=state, hours=10 - number))
        work.queue(a_delivery("early", state=DeliveryState.SENT, hours=1))
        work.queue(a_delivery("chat", state=DeliveryState.SENT, channel="chat", hours=9))
        later = work.queue(a_delivery("later"))
        work.mark(replace(later, state=DeliveryState.SENDING, next_attempt=at(7)))

    with journal.reading() as work:
        found = [(sent.key, sent.next_attempt) for sent in work.sent_since("mail", at(7))]

    assert found == [("kuncertain", at(7)), ("later", at(7)), ("ksent", at(8)), ("ksending", at(9))]


def test_channels_are_saved_changed_and_dropped(journal: Journal) -> None:
    mail = ChannelState(name="mail", kind="email", address="h1", code="c", code_until=at(1), tries=2)
    chat = ChannelState(name="chat", kind="apprise", address="h2", confirmed_at=at(2), replies=3, last_sent=at(3))
    changed = replace(mail, confirmed_at=at(4), code="", code_until=None, trouble="refused", trouble_since=at(5))
    with journal.writing() as work:
        work.save_channel(mail)
        work.save_channel(chat)
        work.save_channel(changed)

    with journal.reading() as work:
        assert work.channels() == [chat, changed]
        assert work.channel("mail") == changed

    with journal.writing() as work:
        work.drop_channel("mail")
        work.drop_channel("unknown")

    with journal.reading() as work:
        assert work.channels() == [chat]
        assert work.channel("mail") is None


def test_an_address_that_was_stopped_stays_stopped(journal: Journal) -> None:
    with journal.writing() as work:
        work.stop_address("hash", at(1))
        work.stop_address("hash", at(2))

    with journal.reading() as work:
        assert work.stopped("hash")
        assert not work.stopped("other")
        assert work.stops() == ["hash"]


def test_a_note_of_the_store_itself_is_changed_in_place(journal: Journal) -> None:
    with journal.writing() as work:
        work.set_meta("up", "one")
        work.set_meta("up", "two")

    with journal.reading() as work:
        assert work.meta("up") == "two"
        assert work.meta("other") is None
