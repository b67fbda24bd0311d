"""Every ledger as it is shown: its figures, its rows in words, its days."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from tending.core import ledgers
from tending.core.entries import LEDGERS, Entry, Held, HeldKept, LedgerFact, Payload, Said
from tending.core.figures import Count, Levels, Mean, Portion
from tending.core.ledgers import Ledgers
from tending.core.ledgers.shown import BY_KIND, SHOWN, Shown, Told, untold
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
    assert (swim.text, swim.notes) == ("a swim", (("moving-done", ""),))
    assert first.notes == (("moving-urge", ""), ("moving-level", "5"))
    assert last.notes == (("moving-urge", ""), ("moving-passed", ""))


@pytest.mark.parametrize("what", ["done", "urge", "people", "self", "trace", "carry"])
def test_each_thing_on_the_way_on_is_told_with_what_it_was(what: str) -> None:
    (only,) = told("moving", facts("moving", {"what": what, "text": "a swim"}))

    assert only.notes == ((f"moving-{what}", ""),)
    assert say(f"told-moving-{what}")


def test_an_urge_that_is_a_number_alone_is_told_once() -> None:
    (only,) = told("moving", facts("moving", {"what": "urge", "text": "4", "values": {"scale-1-5": 4}}))

    assert (only.text, only.notes) == ("", (("moving-urge", ""), ("moving-level", "4")))


@pytest.mark.parametrize("shown", SHOWN, ids=lambda one: one.kind)
def test_whatever_is_shown_has_words_for_it(shown: Shown) -> None:
    names = [figure.name for figure in shown.figures([], DAY)]

    assert all(say(f"figure-{name}") for name in names)
    assert shown.told is untold or say(f"report-ledger-{shown.kind}")


def test_every_ledger_is_shown_and_the_drawer_beside_them() -> None:
    assert BY_KIND.keys() == {*LEDGERS, "hold"}


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


def test_a_meeting_that_was_asked_for_is_told_with_that() -> None:
    ((asked),) = told("meet", facts("meet", {"what": "ask", "text": "a short walk?"}))

    assert asked.notes == (("meet-asked", DAY.isoformat()),)


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


def test_what_they_said_is_told_as_it_was_heard_and_guesses_are_shares() -> None:
    entries = facts(
        "listen",
        {"what": "entry", "text": "I need a quiet week", "values": {"feeling": "tired", "sure": "guess"}},
        {"what": "checked", "of": 1, "values": {"choice": "right"}},
        {"what": "request", "text": "call before you come"},
        {"what": "care", "text": "tea"},
        {"what": "entry", "text": "fine", "values": {"feeling": "cross", "sure": "guess"}},
    )

    line, request, care, unasked = told("listen", entries)

    assert line.notes == (("listen-guess", "tired"), ("listen-right", ""))
    assert request.notes == (("listen-request", ""), ("listen-not-yet", ""))
    assert care.notes == (("listen-care", ""),)
    assert unasked.notes == (("listen-guess", "cross"),)
    assert tuple(BY_KIND["listen"].figures(entries, DAY)) == (
        Count(name="listen-heard", n=2),
        Portion(name="listen-checked", k=1, n=2),
        Portion(name="listen-right", k=1, n=1),
        Portion(name="listen-respected", k=0, n=1),
    )


def test_contacts_are_counted_without_a_share_and_only_what_was_not_asked_is_told() -> None:
    entries = [
        entry(8, Said(what="i-wrote", on=DAY, counts=True)),
        entry(9, Said(what="they-wrote", on=DAY, rung=1)),
        *facts("reach", {"what": "reply", "values": {"choice": "none"}}, {"what": "parked", "text": "why then?"}),
    ]
    shown = BY_KIND["reach"]

    assert shown.of(entries) == entries
    assert [one.id for one in shown.rows(entries)] == [1, 2, 8, 9]
    assert told("reach", entries) == [Told(on=DAY + timedelta(days=1), text="why then?", notes=(("parked", ""),))]
    assert tuple(shown.figures(entries, DAY)) == (
        Count(name="contact-they-wrote", n=1),
        Count(name="contact-i-wrote", n=1),
        Count(name="contact-silence", n=1),
    )


def test_drafts_are_counted_and_no_page_of_the_drawer_is_told() -> None:
    pages = [Held(text=f"page {number}", show_at=START, draft=number > 0) for number in range(4)]
    became = [HeldKept(page=1, became="deleted"), HeldKept(page=2, became="kept"), HeldKept(page=3, became="deleted")]
    facts: list[Payload] = [*pages, *became]
    entries = [entry(number, one) for number, one in enumerate(facts, 1)]
    shown = BY_KIND["hold"]

    assert tuple(shown.figures(entries, DAY)) == (
        Count(name="hold-drafts", n=3),
        Count(name="hold-kept", n=1),
        Count(name="hold-let-go", n=1),
    )
    assert [(one.text, one.became) for one in shown.rows(entries)] == [("page 1", "kept"), ("page 3", "")]
    assert told("hold", entries) == []


def test_dates_ahead_are_told_from_their_entry_on_and_are_in_no_calendar() -> None:
    entries = facts(
        "occasion",
        {"what": "add", "text": "the wedding", "values": {"date": "2026-01-20"}},
        {"what": "add", "text": "a birthday", "values": {"date": "2020-03-01", "yearly": True}},
        {"what": "add", "text": "a mistake", "values": {"date": "2026-02-01"}},
        {"what": "remove", "of": 3},
    )
    shown = BY_KIND["occasion"]

    once, yearly = told("occasion", [*entries, entry(9, Said(what="silence", on=DAY))])
    before, after = (shown.figures(entries, day) for day in (date(2026, 1, 20), date(2026, 1, 21)))

    assert (once.on, once.until, once.notes) == (DAY, date(2026, 1, 20), (("day", "2026-01-20"),))
    assert (yearly.until, yearly.notes) == (date.max, (("each-year", "2020-03-01"),))
    assert (before, after) == ((Count(name="occasion-ahead", n=2),), (Count(name="occasion-ahead", n=1),))
    assert shown.days(standing(entries), DAY) == ()
