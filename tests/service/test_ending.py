"""Ending well: the page, the end, and the offer of it after a long low wish."""

from datetime import timedelta

from service.desk import Desk
from tending.core.entries import Answered, BondClosed, Draft, Undone
from tending.service import ending


def answered(desk: Desk, prompt: str, text: str, *, level: int | None = None) -> int:
    values: dict[str, str | int | float | bool | list[str]] = {"scale-1-5": level} if level is not None else {}
    fact = Answered(check_in=1, prompt=prompt, values=values, text=text, closes=True)
    with desk.journal.writing() as work:
        (entry,) = work.append(Draft(payload=fact, at=desk.now, bond=1))
    return entry.seq


def headings(desk: Desk) -> dict[str, list[str]]:
    page = ending.summary(desk.turn, desk.journal, desk.standing.bonds[0])
    return {heading: [quote.text for quote in quotes] for heading, quotes in page.parts}


def test_the_page_quotes_the_first_wish_the_last_one_and_what_lies_between() -> None:
    desk = Desk().begin()
    answered(desk, "W0", "try again")
    desk.later(days=3)
    for number in range(5):
        answered(desk, "P3", f"promise {number}")
    desk.later(days=30)
    answered(desk, "W0", "know whether to let go")

    told = headings(desk)

    assert told["How it began"] == ["try again"]
    assert told["Where you are now"] == ["know whether to let go"]
    assert told["What you promised"] == ["promise 2", "promise 3", "promise 4"]
    assert "What you heard from them" not in told


def test_a_long_text_is_cut_and_one_taken_back_is_left_out() -> None:
    desk = Desk().begin()
    answered(desk, "A4", "walks " * 100)
    gone = answered(desk, "A4", "not this")
    with desk.journal.writing() as work:
        work.append(Draft(payload=Undone(seq=gone), at=desk.now, bond=1))

    (text,) = headings(desk)["What you changed"]

    assert len(text) <= ending.SHORT
    assert text.startswith("walks walks")
    assert text.endswith("\u2026")


def test_the_page_as_markdown_has_its_dates_and_every_quote() -> None:
    desk = Desk().begin()
    answered(desk, "W0", "try again")
    desk.later(days=40)

    text = ending.as_markdown(ending.summary(desk.turn, desk.journal, desk.standing.bonds[0]), "en")

    assert text.startswith("# The way with S, on one page")
    assert "From 2026-01-05 to 2026-02-14. 1 answer, in" in text
    assert "- try again (2026-01-05)" in text


def test_the_end_closes_what_is_open_and_asks_nothing_more() -> None:
    desk = Desk().begin()
    desk.ask()

    with desk.journal.writing() as work:
        heard = ending.finish(desk.turn, work, desk.standing.bonds[0], "reunion")

    (entry,) = desk.entries("bond-closed")
    assert isinstance(entry.payload, BondClosed)
    assert entry.payload.how == "reunion"
    assert desk.standing.open == ()
    assert "Ended" in heard.echo
    assert desk.later(days=200).tick().next is None


def wish(desk: Desk, level: int) -> bool:
    with desk.journal.reading() as work:
        return ending.is_long_low(work, desk.standing.bonds[0], (desk.turn.today, level), "UTC")


def test_three_months_of_a_low_wish_are_noticed_and_one_high_number_is_not() -> None:
    desk = Desk().begin()
    for _ in range(13):
        answered(desk, "W8", "2", level=2)
        desk.later(days=7)

    assert wish(desk, 2)
    assert not wish(desk, 4)
    desk.now -= timedelta(days=7)
    assert not wish(desk, 2)


def test_a_few_low_numbers_far_apart_say_nothing() -> None:
    desk = Desk().begin()
    answered(desk, "W8", "1", level=1)
    desk.later(days=95)

    assert not wish(desk, 1)


def test_a_high_number_within_the_months_says_no() -> None:
    desk = Desk().begin()
    for level in (1, 1, 5, 1, 1):
        answered(desk, "W8", str(level), level=level)
        desk.later(days=24)

    assert not wish(desk, 1)


def test_a_remark_behind_a_low_number_is_not_taken_for_it() -> None:
    desk = Desk().begin()
    for _ in range(14):
        beside = Answered(
            check_in=1, prompt="W8", values={"also": "tired", "scale-1-5": 2}, text="2, tired", closes=True
        )
        with desk.journal.writing() as work:
            work.append(Draft(payload=beside, at=desk.now, bond=1))
        desk.later(days=7)

    assert wish(desk, 1)


def test_a_wish_without_a_number_counts_for_nothing() -> None:
    desk = Desk().begin()
    answered(desk, "W8", "hm")
    for _ in range(13):
        answered(desk, "W8", "2", level=2)
        desk.later(days=7)

    assert wish(desk, 1)
