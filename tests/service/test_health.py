from datetime import timedelta

from service.desk import MAIL, Desk
from tending.core.records import Reply
from tending.service import health, hearing, sending, upkeep
from tending.service.health import Wrong
from tending.service.upkeep import Chore


def wrong(desk: Desk) -> list[Wrong]:
    with desk.journal.reading() as work:
        return health.wrong(desk.turn, work)


def chore(desk: Desk, name: str, *says: str) -> None:
    upkeep.do(lambda: desk.turn, desk.journal, [Chore(name=name, every=timedelta(days=1), act=lambda _: says)])


def test_nothing_is_wrong_where_nothing_is() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    for name in health.CHORES:
        chore(desk, name)

    assert wrong(desk) == []


def test_a_channel_in_trouble_is_wrong_since_it_began() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    sending.note_trouble(desk.journal, "mail", "mail: no answer", desk.now)

    assert wrong(desk.later(hours=5)) == [
        Wrong(what="mail has trouble: mail: no answer", since=desk.now - timedelta(hours=5))
    ]


def test_a_chore_in_trouble_is_wrong_in_plain_words() -> None:
    desk = Desk().begin()
    for name in health.CHORES:
        chore(desk, name, "no room")

    assert [one.what for one in wrong(desk)] == [
        "no backup could be made: no room",
        "the daily check found something: no room",
        "the weekly check found something: no room",
        "what is too old could not be taken out: no room",
        "the round trip failed: no room",
    ]
    assert {one.since for one in wrong(desk)} == {desk.now}


def test_figures_are_counts_and_instants_without_a_name() -> None:
    desk = Desk(ways=(MAIL,)).begin("Robin")
    desk.ask()
    chore(desk, health.BACKUP)
    chore(desk, health.WHOLE, "damaged")
    hearing.hear(
        desk.turn, desk.journal, Reply(channel="mail", provider_id="1", received_at=desk.now, raw=b"", ours=True)
    )

    figures = health.figures(desk.turn, desk.journal)

    assert figures["check_ins_open"] == 1
    assert figures["deliveries_due"] == 1
    assert figures["troubles"] == 1
    assert figures["entries"] == desk.standing.seq
    assert figures["backup_timestamp_seconds"] == figures["look_timestamp_seconds"] == desk.now.timestamp()
    assert figures["last_return_timestamp_seconds"] == desk.now.timestamp()
    assert "full_check_timestamp_seconds" not in figures
    assert not any("mail" in name or "robin" in name.lower() for name in figures)
