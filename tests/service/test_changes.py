"""What was changed, in words: read from entries, so that nobody can clear it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from service.desk import MAIL, PUSH, Desk, a_plan
from tending.adapters.journal.memory import MemoryJournal
from tending.core.entries import ChannelChanged, Draft
from tending.core.errors import StoreBusyError
from tending.core.model import Level
from tending.service import beginning, changes, views


def told(desk: Desk) -> list[str]:
    with desk.journal.reading() as work:
        return [row["what"] for row in changes.rows(desk.turn, work)]


def recent(desk: Desk) -> list[dict[str, Any]]:
    with desk.journal.reading() as work:
        return changes.recent(desk.turn, work)


def test_settings_are_told_with_what_they_were_and_are() -> None:
    desk = Desk().begin()
    desk.plan = a_plan(budget=2, country="DE")
    beginning.begin(desk.turn, desk.journal)

    assert told(desk) == ["country: none -> DE", "budget: 4 -> 2"]


def test_the_windows_of_every_day_are_told_without_their_numbers() -> None:
    desk = Desk().begin()
    desk.plan = a_plan(windows=a_plan().rules.windows * 2)
    beginning.begin(desk.turn, desk.journal)

    assert told(desk) == ["windows: 18:00-20:00 -> 18:00-20:00, 18:00-20:00"]


def test_channels_are_told_by_what_became_of_them() -> None:
    desk = Desk(ways=(MAIL, PUSH)).begin()
    desk.reply("why", channel="mail", check_in=0)
    desk.later(days=2).reply("why", channel="mail", check_in=0)
    desk.reply("stop", channel="mail")
    desk.ways = (PUSH,)
    beginning.begin(desk.turn, desk.journal)

    assert told(desk) == [
        "channel mail was removed",
        "the address of mail was stopped, for good",
        "channel push was confirmed",
        "channel mail was confirmed",
        "channel push was added; it may get one neutral line",
        "channel mail was added; it may get the question as it stands",
    ]


def test_a_changed_channel_is_told_with_what_it_was_and_is_and_nobodys_address() -> None:
    before = replace(MAIL, settings={"sends by": "a:465", "may answer": "#1234"})
    desk = Desk(ways=(before,)).begin()
    desk.ways = (
        replace(
            before, address="c", level=Level.PERSONAL, settings={"sends by": "b:25", "may answer": "", "signed by": "x"}
        ),
    )
    beginning.begin(desk.turn, desk.journal)

    assert told(desk)[0] == (
        "channel mail was changed: it leads elsewhere now, and has to be confirmed again;"
        " it got the question as it stands, and may get the question with your own words;"
        " sends by: a:465 -> b:25; may answer: an address -> none; signed by: none -> x"
    )


def test_a_change_that_is_the_first_thing_known_of_a_channel_is_told_as_one() -> None:
    desk = Desk(ways=(MAIL,)).begin()
    desk.ways = (replace(MAIL, settings={"sends by": "b:25"}),)
    beginning.begin(desk.turn, desk.journal)
    with desk.journal.writing() as work:
        work.append(Draft(payload=ChannelChanged(name="m", channel="email", change="changed"), at=desk.now))

    assert told(desk)[:2] == ["channel m was changed: something", "channel mail was changed: sends by: none -> b:25"]


def test_channels_of_the_first_release_are_told_too() -> None:
    desk = Desk()
    with desk.journal.writing() as work:
        for change in ("added", "confirmed", "removed", "stopped"):
            work.append(Draft(payload=ChannelChanged(name="m", channel="email", change=change), at=desk.now))
        old = ChannelChanged(name="m", channel="email", change="added")
        work.append(Draft(payload=old, at=desk.now))
        work.append(Draft(payload=replace(old, change="changed", address="a", level="prompt"), at=desk.now))

    assert told(desk)[0].endswith("it got something, and may get the question as it stands")
    assert told(desk)[-1] == "channel m was added"


def test_what_was_shown_stays_for_fourteen_days_whoever_looks() -> None:
    desk = Desk(ways=(PUSH,)).begin()
    first = recent(desk)
    changes.mark_shown(desk.journal, first)

    again = recent(desk.later(days=14))
    later = recent(desk.later(seconds=1))

    assert [row["what"] for row in first] == [row["what"] for row in again]
    assert len(first) == 2
    assert later == []


def test_what_nobody_has_seen_is_shown_however_old_it_is() -> None:
    desk = Desk(ways=(PUSH,)).begin().later(days=400)

    assert len(views.status(desk.turn, desk.journal)["changes"]) == 2
    assert len(views.status(desk.turn, desk.journal)["changes"]) == 2


def test_marking_as_shown_goes_only_forward_and_waits_for_nobody() -> None:
    desk = Desk(ways=(PUSH,)).begin()
    rows = recent(desk)
    changes.mark_shown(desk.journal, [])
    changes.mark_shown(desk.journal, rows)
    changes.mark_shown(desk.journal, rows[1:])
    with desk.journal.reading() as work:
        marked = work.meta("changes.shown")

    changes.mark_shown(Locked(), [{"seq": 99}])

    assert marked == str(rows[0]["seq"])
    assert recent(desk.later(days=15)) == []


class Locked(MemoryJournal):
    """A store that cannot be written just now."""

    def writing(self) -> Any:
        raise StoreBusyError("locked")


def test_a_row_says_when_and_of_what() -> None:
    desk = Desk(ways=(PUSH,)).begin()

    assert recent(desk)[0] == {
        "seq": desk.standing.seq,
        "at": "2026-01-05T12:00:00Z",
        "about": "channel",
        "name": "push",
        "what": "channel push was confirmed",
    }
    assert timedelta(days=14) == changes.SHOWN_FOR
