"""Every ledger as it is shown: its figures, its rows in words, its days."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from tending.core import ledgers
from tending.core.entries import LEDGERS, Entry, LedgerFact, Payload, Said
from tending.core.figures import Count, Levels, Mean, Portion
from tending.core.ledgers import Ledgers
from tending.core.ledgers.shown import BY_KIND, SHOWN, Shown, Told
from tending.core.words import say

START = datetime(2026, 1, 5, 18, tzinfo=UTC)
DAY = date(2026, 1, 5)


def facts(kind: str, *told: dict[str, Any]) -> list[Entry]:
    made = [LEDGERS[kind](**{"on": DAY + timedelta(days=number), **one}) for number, one in enumerate(told)]
    return [entry(number, one) for number, one in enumerate(made, 1)]


def entry(seq: int, payload: Payload) -> Entry:
    return Entry(seq=seq, bond=1, at=START, payload=payload, kind=payload.kind)


def a_promise(text: str, outcome: str = "", *, sure: int = 95, **more: Any) -> list[dict[str, Any]]:
    return [{"what": "new", "text": text, "values": {"text": text, "percent": sure, **more}}] + (
        [{"what": "outcome", "values": {"choice": outcome}}] if outcome else []
    )


def promises(*made: list[dict[str, Any]]) -> list[Entry]:
    told: list[dict[str, Any]] = []
    for new, *later in made:
        number = len(told) + 1
        told += [new, *({**one, "of": number} for one in later)]
    return facts("promise", *told)


def test_ten_outcomes_give_the_rate_and_the_brier_score_computed_by_hand() -> None:
    outcomes = ["kept"] * 6 + ["partly"] * 2 + ["broken"] * 2 + ["released"]

    rate, brier, opened, *others = BY_KIND["promise"].figures(
        promises(*(a_promise("x", one, sure=90) for one in outcomes)), DAY
    )

    assert isinstance(rate, Portion)
    assert isinstance(brier, Mean)
    assert (rate.k, rate.n) == (6, 10)
    assert brier.value == pytest.approx((6 * 0.01 + 2 * 0.16 + 2 * 0.81) / 10)
    assert opened == Count(name="promise-open", n=0)
    assert others == [Count(name="promise-renegotiated", n=0), Count(name="promise-released", n=1)]


def standing(entries: list[Entry]) -> Ledgers:
    found = ledgers.EMPTY
    for one in entries:
        assert isinstance(one.payload, LedgerFact)
        found = ledgers.apply(found, one, one.payload)
    return found


def told(kind: str, entries: list[Entry]) -> list[Told]:
    shown = BY_KIND[kind]
    return [one for one in map(shown.told, shown.rows(entries)) if one is not None]


def test_a_promise_is_told_with_what_became_of_it() -> None:
    kept, large, theirs = told(
        "promise",
        promises(a_promise("call", "kept", date="2026-01-06"), a_promise("always call"), a_promise("pay", theirs=True)),
    )

    assert kept.notes == (("by", "2026-01-06"), ("sure", "95"), ("kept", "2026-01-06"))
    assert kept.until == DAY + timedelta(days=1)
    assert large.notes[-1] == ("waits-absolute", "")
    assert theirs.notes[0] == ("theirs", "")


def test_a_calendar_has_the_open_ones_of_the_keeper_alone() -> None:
    entries = promises(
        a_promise("call", "kept", date="2026-01-06"),
        a_promise("cook", date="2026-01-20"),
        a_promise("pay", theirs=True),
    )

    (day,) = BY_KIND["promise"].days(standing(entries), DAY)

    assert (day.text, day.on, day.at) == ("cook", date(2026, 1, 20), None)


def test_a_change_is_told_with_its_moments_and_its_share_of_the_last_weeks() -> None:
    moments = [{"what": "slip" if number == 2 else "evidence", "of": 1, "text": "called"} for number in range(5)]
    entries = facts(
        "account",
        {"what": "act", "text": "I was late"},
        {"what": "change", "of": 1, "text": "I call"},
        *moments,
        {"what": "plan", "of": 1, "text": "leave early"},
    )

    (one,) = told("account", entries)
    share, worked_on = BY_KIND["account"].figures(entries, DAY + timedelta(days=9))

    assert one.notes[:2] == (("now", "I call"), ("there", "2026-01-07 called"))
    assert ("slip", "2026-01-09 called") in one.notes
    assert one.notes[-1] == ("plan", "leave early")
    assert one.until == date(2026, 1, 11)
    assert (share, worked_on) == (Portion(name="account-there", k=4, n=5), Count(name="account-worked-on", n=1))


def test_the_wish_is_shown_by_whole_weeks_and_its_lines_are_told() -> None:
    entries = facts(
        "wish",
        {"what": "level", "values": {"scale-1-5": 4, "note": "so"}},
        {"what": "level", "values": {"scale-1-5": 2}},
        {"what": "line", "values": {"list": ["no more lies"]}},
    )
    shown = BY_KIND["wish"]

    live = shown.figures(entries, DAY + timedelta(days=6))
    later = shown.figures([*entries, entry(9, Said(what="silence", on=DAY))], DAY + timedelta(days=7))

    assert tuple(live) == (Levels(name="wish-level", n=0, means=(None,) * 4),)
    assert tuple(later) == (Levels(name="wish-level", n=2, means=(None, None, None, 3.0)),)
    assert [one.text for one in told("wish", entries)] == ["no more lies"]
    assert shown.days(standing(entries), DAY) == ()


def test_what_helps_to_move_on_is_counted_and_told() -> None:
    urges = [
        {
            "what": "urge",
            "text": "to write",
            "on": DAY + timedelta(days=4 * number),
            "values": {"scale-1-5": 5 - number},
        }
        for number in range(5)
    ]
    entries = facts(
        "moving", {"what": "done", "text": "a swim"}, *urges, {"what": "urge", "values": {"choice": "passed"}}
    )

    done, passed, pull, people = BY_KIND["moving"].figures(entries, DAY + timedelta(days=20))
    swim, first, *_, last = told("moving", entries)

    assert (done, people) == (Count(name="moving-done", n=1), Count(name="moving-people", n=0))
    assert passed == Portion(name="moving-passed", k=1, n=1)
    assert isinstance(pull, Mean)
    assert pull.value is not None
    assert pull.value > 0
    assert (swim.text, first.notes, last.notes) == ("a swim", (("moving-level", "5"),), (("moving-passed", ""),))


@pytest.mark.parametrize("shown", SHOWN, ids=lambda one: one.kind)
def test_whatever_is_shown_has_words_for_it(shown: Shown) -> None:
    names = [figure.name for figure in shown.figures([], DAY)]

    assert all(say(f"figure-{name}") for name in names)
    assert say(f"report-ledger-{shown.kind}")


def a_meeting(*more: dict[str, Any]) -> list[Entry]:
    return facts(
        "meet",
        {"what": "invitation", "text": "yes, gladly"},
        {"what": "place", "text": "the bench"},
        {"what": "end", "values": {"date": "2026-01-20T15:00", "duration": 30}},
        *more,
    )


def test_a_meeting_is_told_with_what_is_known_of_it_and_counted_once_it_was() -> None:
    planned, held = [*a_meeting(), entry(9, Said(what="yes", on=DAY))], a_meeting({"what": "done"}, {"what": "after"})

    ((before,), (after,)) = told("meet", planned), told("meet", held)

    assert before.notes == (
        ("meet-invitation", "yes, gladly"),
        ("meet-place", "the bench"),
        ("meet-on", "2026-01-20"),
    )
    assert after.notes[-1] == ("meet-held", "2026-01-20")
    assert [tuple(BY_KIND["meet"].figures(one, DAY)) for one in (planned, held)] == [
        (Count(name="meet-held", n=0),),
        (Count(name="meet-held", n=1),),
    ]


def test_a_meeting_that_nobody_said_a_word_about_is_not_told() -> None:
    assert told("meet", facts("meet", {"what": "wording", "values": {"choice": "no"}})) == []


def test_a_calendar_has_the_meeting_that_is_agreed_and_none_that_was() -> None:
    days = BY_KIND["meet"].days

    (day,) = days(standing(a_meeting()), DAY)

    assert (day.on, day.at, day.minutes, day.text) == (date(2026, 1, 20), time(15), 30, "the bench")
    assert days(standing(a_meeting({"what": "done"})), DAY) == ()
    assert days(standing(a_meeting({"what": "off"})), DAY) == ()


def test_points_are_told_and_how_often_they_came_back() -> None:
    entries = facts(
        "rehearse",
        {"what": "point", "text": "I was late"},
        {"what": "pair", "text": "", "values": {"lines": ["why now", "because I can hear it now"]}},
        {"what": "minutes", "values": {"number": 4}},
    )

    point, pair = told("rehearse", entries)
    recall, minutes, points = BY_KIND["rehearse"].figures(entries, DAY)

    assert (point.text, pair.notes) == ("I was late", (("answer", "because I can hear it now"),))
    assert (recall, points) == (Portion(name="rehearse-recall", k=0, n=0), Count(name="rehearse-points", n=2))
    assert minutes == Mean(name="rehearse-minutes", total=4.0, n=1, unit="minutes")
