"""What to say: points as cards, when each is due, with a meeting ahead and without."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import an_entry, at, on
from tending.core.entries import Entry, Rehearsed
from tending.core.ledgers import rehearse
from tending.core.ledgers.rehearse import NEVER, Card, RehearseLedger
from tending.core.model import Value


def point(seq: int, cue: str = "", *, day: int = 0) -> Entry:
    text = cue or f"point {seq}"
    return an_entry(Rehearsed(what="point", on=on(day), text=text), seq=seq, when=at(day), bond=1)


def said(of: int, rating: str = "good", *, day: int = 1) -> Entry:
    fact = Rehearsed(what="review", on=on(day), of=of, text="x", values={"choice": rating})
    return an_entry(fact, seq=90 + day, when=at(day, 18), bond=1)


def other(what: str, *, day: int = 0, **values: Value) -> Entry:
    return an_entry(Rehearsed(what=what, on=on(day), values=values), seq=80, when=at(day), bond=1)


def a_ledger(*entries: Entry) -> RehearseLedger:
    return rehearse.standing_of(entries)


def due(ledger: RehearseLedger, day: int, meeting: int | None = None) -> list[int]:
    return [card.id for card in rehearse.due(ledger, on(day), on(meeting) if meeting is not None else None)]


def test_twelve_are_taken_and_no_more_until_some_are_put_away() -> None:
    full = a_ledger(*(point(seq) for seq in range(2, 15)))
    sorted_ = a_ledger(*(point(seq) for seq in range(2, 14)), other("star", choices=["point 2", "point 3"]), point(14))

    assert (len(full.cards), rehearse.is_full(full)) == (12, True)
    assert rehearse.remark(full, point(14), Rehearsed(what="point", on=on(0))) == "points-full"
    assert [card.id for card in sorted_.practised] == [2, 3, 14]
    assert len(sorted_.cards) == 12


def test_five_are_starred_at_most_and_the_others_are_put_away() -> None:
    points = [point(seq) for seq in range(2, 9)]

    unsorted, starred = a_ledger(*points), a_ledger(*points, other("star", choices=[f"point {n}" for n in range(2, 9)]))

    assert (rehearse.is_unsorted(unsorted), rehearse.is_unsorted(starred)) == (True, False)
    assert [card.id for card in starred.practised] == [2, 3, 4, 5, 6]
    assert starred.points == tuple(f"point {n}" for n in range(2, 9))


def test_a_likely_reply_is_a_card_with_its_calm_answer() -> None:
    ledger = a_ledger(other("pair", lines=["You always leave", "I did, and I see it"]), other("star", choices=[]))

    [card] = ledger.practised
    assert (card.cue, card.answer) == ("You always leave", "I did, and I see it")
    assert ledger.points == ()
    assert a_ledger(an_entry(Rehearsed(what="pair", on=on(0), text="No"), bond=1)).cards[0].answer == "No"


@pytest.mark.parametrize(
    ("ratings", "days"),
    [(("again",), 1), (("good",), 4), (("easy",), 16), (("good", "good"), 21)],
)
def test_without_a_date_a_point_comes_back_by_how_well_it_went(ratings: tuple[str, ...], days: int) -> None:
    ledger, day, last = a_ledger(point(2)), 1, 1
    for rating in ratings:
        ledger = rehearse.apply(ledger, said(2, rating, day=day), payload(said(2, rating, day=day)))
        last, day = day, day + ledger.cards[0].days

    assert rehearse.due_on(ledger.cards[0], None) == on(last + days)


def payload(entry: Entry) -> Rehearsed:
    assert isinstance(entry.payload, Rehearsed)
    return entry.payload


@pytest.mark.parametrize(
    ("last", "meeting", "comes"), [(0, 40, 7), (0, 12, 3), (3, 12, 5), (8, 12, 9), (10, 12, 11), (9, 11, 10)]
)
def test_with_a_date_it_comes_back_by_the_days_that_are_left(last: int, meeting: int, comes: int) -> None:
    card = Card(id=2, cue="x", made=on(0), last=on(last), days=21)

    assert rehearse.due_on(card, on(meeting)) == on(comes)


@pytest.mark.parametrize("last", [11, 12])
def test_nothing_is_due_on_the_day_of_a_meeting(last: int) -> None:
    card = Card(id=2, cue="x", made=on(0), last=on(last), days=1)

    assert rehearse.due_on(card, on(12)) == NEVER


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 21), st.none() | st.integers(0, 60))
def test_with_a_date_none_is_due_on_it_or_after_and_each_once_more_the_day_before(
    last: int, meeting: int, days: int, asked: int | None
) -> None:
    card = Card(id=2, cue="x", made=on(0), last=on(last), days=days, asked=on(asked) if asked is not None else None)

    comes = rehearse.due_on(card, on(meeting))

    assert comes == NEVER or comes < on(meeting)
    assert comes != NEVER or last >= meeting - 1 or (asked or 0) >= meeting - 1


def test_one_that_was_asked_today_waits_and_unanswered_comes_tomorrow() -> None:
    ledger = rehearse.asked(a_ledger(point(2), point(3)), 2, on(1))

    assert (due(ledger, 1), due(ledger, 2)) == ([3], [3, 2])
    assert rehearse.next_due(ledger, None) == on(1)


def test_the_plan_is_made_anew_on_the_day_a_card_is_due_with_a_meeting_and_without() -> None:
    ledger = a_ledger(point(3), said(3, day=1))

    days = [*rehearse.changes(ledger, on(40))]

    assert days == [rehearse.next_due(ledger, None), rehearse.next_due(ledger, on(40))]
    assert [*rehearse.changes(a_ledger(), None)] == []


def test_it_rests_after_three_good_rounds_without_a_date() -> None:
    rounds = [said(2, day=1), said(3, day=1), said(2, day=9), said(2, "easy", day=40)]
    tired = a_ledger(point(2), point(3), *rounds)

    slipped = a_ledger(point(2), point(3), *rounds[:2], said(3, "again", day=1), said(2, day=1))

    assert (tired.good, due(tired, 300), rehearse.next_due(tired, None)) == (3, [], NEVER)
    assert due(tired, 41, 50) == [3]
    assert slipped.good == 0
    assert a_ledger(point(2), point(3), *rounds, point(4, day=41)).good == 0


def test_the_last_round_goes_on_to_its_end_before_it_rests() -> None:
    rounds = [said(2, day=1), said(3, day=1), said(2, day=9), said(3, day=9)]

    begun = a_ledger(point(2), point(3), *rounds, said(2, day=40))

    assert (due(begun, 40), due(begun, 41), rehearse.next_due(begun, None)) == ([3], [], NEVER)
    assert due(rehearse.rested(begun), 40) == []


def test_it_ends_with_the_meeting_and_a_new_point_wakes_it() -> None:
    rested = rehearse.rested(a_ledger(point(2)))
    woken = rehearse.apply(rested, point(3), payload(point(3)))

    assert (due(rested, 30), due(woken, 30)) == ([], [2, 3])


def test_what_it_knows_is_said_in_the_words_of_decks() -> None:
    ledger = a_ledger(point(2, "I left"))

    assert rehearse.facts(RehearseLedger(), on(1), None) == frozenset()
    assert rehearse.facts(ledger, on(0), None) == {"points"}
    assert rehearse.facts(ledger, on(1), None) == {"points", "point-due"}
    assert rehearse.fills(ledger, 2) == {"cue": "I left"}
    assert rehearse.fills(ledger, 9) == {}


def test_recall_and_minutes_come_with_their_numbers() -> None:
    entries = [point(2), *(said(2, rating, day=day) for day, rating in enumerate(("again", "good", "hard", "easy"), 1))]
    entries += [other("minutes", number=4), other("minutes", number=2), other("minutes", text="long"), other("plan")]

    found = rehearse.measures([*entries, an_entry(None)])

    assert (found.cards, found.n, found.recall) == (1, 4, 0.75)
    assert (found.timed, found.minutes, found.last_minutes) == (2, 3.0, 2.0)
    assert a_ledger(*entries).timed == on(0)


def test_nothing_is_measured_where_there_is_nothing() -> None:
    found = rehearse.measures([])

    assert (found.n, found.recall, found.timed, found.minutes, found.last_minutes) == (0, None, 0, None, None)


def test_a_point_that_was_written_and_not_rated_went_well() -> None:
    fact = Rehearsed(what="review", on=on(1), of=2, text="I left", values={"text": "I left"})

    assert rehearse.rating_of(fact) == "good"
    assert rehearse.rating_of(Rehearsed(what="review", on=date.min, values={"choice": "blue"})) == "good"


def test_the_same_reviews_give_the_same_days_whenever_they_are_folded() -> None:
    entries = [point(2), said(2, day=1), said(2, "hard", day=5), said(2, day=12)]

    assert a_ledger(*entries) == a_ledger(*entries)
