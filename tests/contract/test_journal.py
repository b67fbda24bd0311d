"""What every journal does, in memory or on disk."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from journal_builders import (
    START,
    WORDS,
    a_bond,
    a_delivery,
    a_full_contact,
    a_note,
    a_reply,
    an_answer,
    an_asking,
    an_undo,
    at,
    fill,
    seqs,
)
from tending.core import entries as e
from tending.core.entries import CATALOGUE, LEDGERS, Draft, Payload
from tending.core.errors import StoreBusyError, StoreError
from tending.core.model import Family, InTouch, Profile, Reason
from tending.core.records import ChannelState, Delivery, DeliveryState, Query
from tending.core.standing import Standing, apply
from tending.ports import Journal, Work

DAY = date(2026, 3, 2)

EVERY_KIND: tuple[Payload, ...] = (
    e.Began(),
    e.SettingsChanged(digest="d", rules={"budget": "4", "a": "b"}),
    e.DecksChanged(digest="d"),
    e.ChannelChanged(name="mail", channel="email", change="added"),
    e.BondAdded(label="Ré", profile=Profile.FAMILY, since=DAY, in_touch=InTouch.PRACTICAL, practical=True, said="wait"),
    e.BondChanged(label="Sam", said="no", practical=False),
    e.BondClosed(),
    e.Asked(
        family=Family.WANT,
        prompt="W0",
        on=DAY,
        expires_at=at(36),
        words=WORDS,
        why=(Reason(rule="budget", values=(("used", "1"), ("of", "4"))), Reason(rule="window")),
    ),
    e.WentOn(check_in=8, prompt="W1", words=WORDS),
    e.Answered(check_in=8, prompt="W0", values={"n": 3}, text="3", closes=False, fills={"change": "calm"}, rest_days=7),
    e.Skipped(check_in=8, prompt="W0", channel="mail"),
    e.PutOff(check_in=8, prompt="W0", due=DAY),
    e.Lapsed(check_in=8, expired_at=at(36)),
    e.Extended(check_in=8, expires_at=at(48)),
    e.Undelivered(check_in=8),
    e.Withdrawn(check_in=8),
    e.Reminded(check_in=8, on=DAY),
    e.AskedBack(check_in=8, prompt="W0", text="3/4"),
    e.Noted(text="A thought, with \N{SNOWMAN}, \n and \x00"),
    e.Held(text="A page", show_at=at(12) + timedelta(microseconds=1)),
    e.HeldKept(page=19, became="kept"),
    e.HeldShown(page=19),
    e.Rated(check_in=8, prompt="W0", effect="helped"),
    e.Paused(until=at(400), card=True),
    e.Resumed(),
    e.StillHere(),
    e.Digested(on=DAY),
    e.Paced(more=True, at=at(168), budget=5, family=Family.WANT, factor=1.5),
    e.Said(what="space", on=DAY, text="Hello", until=DAY, rung=2, resting=True, counts=True),
    e.Marked(mark=e.MarkKind.REOPENED, text="They wrote, and it is welcome."),
    e.MarksKept(contact=a_full_contact()),
    e.MovedOn(),
    e.PlainKept(deck="gratitude", choice="keep"),
    e.Undone(seq=18),
    e.Forgotten(entries=3, sent=((at(1), 2, 8),), writing=(at(1),), budget=3, recovering_until=at(2)),
    e.Hidden(until=at(24)),
    *(
        kind(what="new", on=DAY, of=3, text="A line", values={"text": "A line", "percent": 95.0}, check_in=8)
        for kind in LEDGERS.values()
    ),
)


def test_a_new_journal_holds_nothing(journal: Journal) -> None:
    with journal.reading() as work:
        assert work.standing() == Standing()
        assert work.entries(Query()) == []
        assert work.entry(1) is None
        assert work.check_in(1) is None
        assert work.deliveries() == []
        assert work.replies() == []


def test_the_sample_holds_every_kind() -> None:
    assert {payload.kind for payload in EVERY_KIND} == set(CATALOGUE)


@pytest.mark.parametrize("payload", EVERY_KIND, ids=lambda payload: payload.kind)
def test_every_kind_of_entry_comes_back_as_it_was(journal: Journal, payload: Payload) -> None:
    fill(journal, a_bond(), Draft(bond=1, at=START, payload=payload))

    with journal.reading() as work:
        entry = work.entry(2)

    assert entry is not None
    assert (entry.seq, entry.bond, entry.at, entry.kind, entry.payload) == (2, 1, START, payload.kind, payload)


def test_entries_are_numbered_without_gaps_over_several_appends(journal: Journal) -> None:
    with journal.writing() as work:
        first = work.append(a_bond(), a_note("one"))
        second = work.append(a_note("two"))
    with journal.writing() as work:
        third = work.append(a_note("three"))

    assert [entry.seq for entry in (*first, *second, *third)] == [1, 2, 3, 4]


def test_an_instant_is_kept_to_the_microsecond(journal: Journal) -> None:
    exactly = START + timedelta(microseconds=123_457)

    fill(journal, Draft(at=exactly, payload=e.Noted(text="now")))

    with journal.reading() as work:
        assert work.entries(Query())[0].at == exactly


def test_the_standing_is_the_fold_of_the_entries(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking())
    fill(journal, an_answer(2), a_note("more"))

    with journal.reading() as work:
        expected = Standing()
        for entry in work.entries(Query(oldest_first=True)):
            expected = apply(expected, entry)

        assert work.standing() == expected
        assert work.standing().seq == 4


def test_a_transaction_sees_what_it_has_appended(journal: Journal) -> None:
    with journal.writing() as work:
        work.append(a_bond(), an_asking())

        assert work.standing().open[0].id == 2
        assert [entry.kind for entry in work.entries(Query())] == ["asked", "bond"]


def test_appending_nothing_changes_nothing(journal: Journal) -> None:
    with journal.writing() as work:
        assert work.append() == ()

    with journal.reading() as work:
        assert work.standing() == Standing()


class Interrupted(Exception):  # noqa: N818 (it is no error of the journal)
    pass


def change_everything(journal: Journal, queued: Delivery) -> None:
    with journal.writing() as work:
        work.append(an_answer(2), an_asking(hours=20), an_undo(3))
        work.refold()
        work.keep_reply(a_reply())
        work.queue(a_delivery("k2"))
        work.mark(replace(queued, state=DeliveryState.SENT))
        work.drop_channel("mail")
        work.stop_address("a", at(1))
        work.set_meta("up", "s")
        work.plan_wake(at(9))
        raise Interrupted


def test_a_transaction_that_fails_leaves_nothing_behind(journal: Journal) -> None:
    fill(journal, a_bond(), an_asking())
    with journal.writing() as work:
        queued = work.queue(a_delivery("k1", check_in=2))
        work.save_channel(ChannelState(name="mail", kind="email", address="h"))
        before = work.standing()

    with pytest.raises(Interrupted):
        change_everything(journal, queued)

    with journal.reading() as work:
        assert work.standing() == before
        assert seqs(work, Query()) == [2, 1]
        assert [check_in.open for check_in in work.check_ins([2, 4])] == [True]
        assert work.replies() == []
        assert work.deliveries() == [queued]
        assert work.deliveries(DeliveryState.DUE) == [queued]
        assert work.channel("mail") is not None
        assert not work.stopped("a")
        assert work.meta("up") is None
        assert work.entries(Query(words="good")) == []


@pytest.fixture
def told(journal: Journal) -> Journal:
    """1 bond, 2 asked want, 3 answered, 4 note of bond 2, 5 asked ground, 6 answered, 7 said, 8 held, 9 lapsed."""
    fill(
        journal,
        a_bond(),
        an_asking(hours=1),
        an_answer(2, hours=2, text="We walked by the River, it was calm."),
        a_note("The river again; Café con leche", hours=3, bond=2),
        an_asking(hours=30, family=Family.GROUND, prompt="G1"),
        an_answer(5, hours=31, text="slept badly"),
        Draft(bond=1, at=at(32), payload=e.Said(what="they-wrote", on=DAY, text="see you at the river")),
        Draft(at=at(33), payload=e.Held(text="never sent: calm words", show_at=at(40))),
        Draft(bond=1, at=at(70), payload=e.Lapsed(check_in=2, expired_at=at(37))),
    )
    return journal


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(), [9, 8, 7, 6, 5, 4, 3, 2, 1]),
        (Query(oldest_first=True, limit=2), [1, 2]),
        (Query(limit=2), [9, 8]),
        (Query(limit=0), []),
        (Query(kinds=("answered", "note")), [6, 4, 3]),
        (Query(kinds=("answered",), limit=1), [6]),
        (Query(since=at(31)), [9, 8, 7, 6]),
        (Query(bond=2), [4]),
        (Query(bond=0), [8]),
        (Query(family=Family.WANT), [9, 3, 2]),
        (Query(family=Family.GROUND, kinds=("asked",)), [5]),
        (Query(family=Family.MEET), []),
        (Query(words="river"), [7, 4, 3]),
        (Query(words="RIVER", limit=2), [7, 4]),
        (Query(words="river", oldest_first=True), [3, 4, 7]),
        (Query(words="calm river"), [3]),
        (Query(words="river calm", family=Family.WANT), [3]),
        (Query(words="river", kinds=("said",)), [7]),
        (Query(words="river", since=at(3)), [7, 4]),
        (Query(words="cafe"), [4]),
        (Query(words="CAFÉ"), [4]),
        (Query(words="sent"), [8]),
        (Query(words="riv"), []),
        (Query(words="today"), []),
        (Query(words="Robin"), []),
        (Query(words='river OR "x" NOT calm* -'), []),
        (Query(words='"river"* ('), [7, 4, 3]),
        (Query(words="?!"), []),
        (Query(words="'; DROP TABLE entry; --"), []),
    ],
)
def test_entries_are_found(told: Journal, query: Query, expected: list[int]) -> None:
    with told.reading() as work:
        assert seqs(work, query) == expected


def test_a_transaction_that_reads_cannot_write(journal: Journal) -> None:
    fill(journal, a_bond())

    writes: tuple[Callable[[Work], object], ...] = (
        lambda work: work.append(a_note("x")),
        lambda work: work.refold(),
        lambda work: work.plan_wake(at(1)),
        lambda work: work.keep_reply(a_reply()),
        lambda work: work.queue(a_delivery()),
        lambda work: work.set_meta("a", "b"),
        lambda work: work.stop_address("a", at(1)),
    )
    for write in writes:
        with pytest.raises(StoreError, match="only reads"), journal.reading() as work:
            write(work)

    with journal.reading() as work:
        assert seqs(work, Query()) == [1]


def test_a_second_writer_is_told_that_the_store_is_busy(journal: Journal) -> None:
    with journal.writing() as work:
        work.append(a_note("first"))
        with pytest.raises(StoreBusyError), journal.writing():
            pytest.fail("two writers at once")

    with journal.writing() as work:
        assert [entry.seq for entry in work.append(a_note("second"))] == [2]


def test_the_next_wake_can_be_planned_before_and_after_the_first_entry(journal: Journal) -> None:
    with journal.writing() as work:
        work.plan_wake(at(1))
    with journal.writing() as work:
        work.append(a_bond())
        work.plan_wake(None)
    with journal.writing() as work:
        work.plan_wake(at(2))

    with journal.reading() as work:
        assert work.standing().seq == 1
