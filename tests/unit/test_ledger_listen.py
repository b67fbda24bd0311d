"""What they said: kept in their words, a feeling a guess until it was checked, a request until it is respected."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from builders import an_entry, at, on
from tending.core.entries import Entry, Listened
from tending.core.ledgers import listen
from tending.core.ledgers.listen import ListenLedger
from tending.core.model import Value


def heard(seq: int, text: str = "I need a quiet week", *, day: int = 0, what: str = "entry", **values: Value) -> Entry:
    fact = Listened(what=what, on=on(day), text=text, values={"text": text, **values})
    return an_entry(fact, seq=seq, when=at(day), bond=1)


def then(what: str, of: int, *, day: int = 1, **values: Value) -> Entry:
    return an_entry(Listened(what=what, on=on(day), of=of, values=values), seq=90, when=at(day), bond=1)


def a_ledger(*entries: Entry) -> ListenLedger:
    ledger = ListenLedger()
    for entry in entries:
        assert isinstance(entry.payload, Listened)
        ledger = listen.apply(ledger, entry, entry.payload)
    return ledger


def test_a_feeling_is_a_guess_until_it_was_found_right_or_off() -> None:
    guessed = (heard(2), then("feeling", 2, text="tired", choice="guess"))

    open_guess, not_asked = a_ledger(*guessed), a_ledger(*guessed, then("checked", 2, choice="not asked"))
    right = a_ledger(*guessed, then("checked", 2, choice="right"))

    assert [listen.guess(one) is not None for one in (open_guess, not_asked, right)] == [True, True, False]
    assert listen.fills(open_guess, 2) == {"topic": "I need a quiet week", "guess": "tired"}
    assert listen.known(right) == {"topic"}


def test_what_the_keeper_is_sure_of_is_not_to_be_checked() -> None:
    sure = a_ledger(heard(2, feeling="tired", sure="sure"))

    assert listen.guess(sure) is None
    assert listen.guess(a_ledger(heard(2, feeling="tired"))) is not None


def test_what_they_said_two_weeks_ago_may_be_asked_after_and_each_thing_once() -> None:
    ledger = a_ledger(heard(2, "the choir"), heard(3, "the move", day=3))

    first = listen.topic(ledger)
    second = listen.topic(listen.raised(ledger, 2))

    assert first is not None
    assert second is not None
    assert (first.text, second.text) == ("the choir", "the move")
    assert listen.topic_from(ledger) == on(14)
    assert listen.topic_from(ListenLedger()) == date.max
    assert listen.topic(listen.raised(listen.raised(ledger, 2), 3)) is None


def test_long_words_are_carried_shortened_and_kept_whole() -> None:
    long = heard(2, "word " * 60)

    [carried], [kept] = a_ledger(long).rows, listen.all_rows([long, an_entry(None, seq=4)])

    assert len(carried.text) <= listen.TOPIC_LONG + 2
    assert carried.text.endswith("…")
    assert kept.text == "word " * 60


def test_what_is_said_of_nothing_that_was_heard_changes_nothing() -> None:
    assert a_ledger(heard(2), then("checked", 9, choice="right")).rows == a_ledger(heard(2)).rows
    assert listen.fills(ListenLedger(), 2) == {}


def test_the_measures_count_what_was_checked_and_what_was_respected() -> None:
    entries = [
        *(heard(2), then("feeling", 2, text="tired", choice="guess"), then("checked", 2, choice="right")),
        *(heard(3), then("feeling", 3, text="cross", choice="guess"), then("checked", 3, choice="off")),
        *(heard(4), then("feeling", 4, text="glad", choice="guess")),
        *(heard(5), then("feeling", 5, text="calm", choice="sure")),
        *(
            heard(6, "quiet", what="request"),
            heard(7, "a book", what="request"),
            then("respected", 6, choice="respected"),
        ),
        heard(8, "a walk", what="care"),
        *(heard(9, "most", what="share", choice="most"), then("share", 0, choice="half")),
    ]

    found = listen.measures(entries)

    assert (found.lines, found.guesses, found.checked, found.right) == (4, 3, 2, 1)
    assert (found.requests, found.respected) == (2, 1)
    assert found.shares == {"a third": 0, "half": 1, "most": 1}


@given(st.lists(st.sampled_from(("entry", "request", "care", "feeling", "checked")), max_size=60))
def test_what_is_carried_stays_small(kinds: list[str]) -> None:
    entries = [
        heard(number + 2, day=number, what=kind) if kind in listen.BEGIN else then(kind, number, choice="right")
        for number, kind in enumerate(kinds)
    ]

    ledger = a_ledger(*entries)

    assert len(ledger.rows) <= listen.CARRIED
    assert {one.id for one in ledger.rows} <= {one.id for one in listen.all_rows(entries)}
    assert (ledger.heard is None) == ("entry" not in kinds)
    assert ledger.heard is None or ledger.heard - on(0) < timedelta(days=61)
