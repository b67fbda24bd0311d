"""What the keeper is told about the doors, in words, and a few ways in that only commands take."""

import pytest

from service.consent_desk import DOORS, a_desk, add, bond
from service.desk import Desk
from tending.core import calling
from tending.core.entries import Answered, BondChanged, MovedOn, Said
from tending.core.errors import UsageError
from tending.core.model import Answer, Profile
from tending.service import beginning, commanding, consenting, ending, forgetting, hiding, views

OUTLOOKS = {
    "LEGAL": "An order or a police warning stands",
    "UNSAFE": "Safety comes first",
    "CLOSED": "They said no",
    "SPACE": "They asked for space",
    "HOLD": "Nothing about reaching S for now",
    "RESTING": "It rests",
    "WAITING": "You wrote",
    "QUIET": "Nothing about writing to S before",
    "OPEN": "Nothing is shut",
}


@pytest.mark.parametrize("state", DOORS)
def test_each_state_has_its_outlook(state: str) -> None:
    desk = a_desk(state)

    assert views.contact_outlook(desk.turn, bond(desk)).startswith(OUTLOOKS[state])


def test_a_day_they_named_stands_in_the_outlook() -> None:
    desk = a_desk()
    add(desk, Said(what="space", on=desk.turn.today, until=desk.turn.today.replace(day=28)))

    assert views.contact_outlook(desk.turn, bond(desk)).startswith("They named ")


def test_who_moves_on_is_told_that_nothing_leads_back() -> None:
    desk = a_desk()
    add(desk, MovedOn())

    assert views.contact_outlook(desk.turn, bond(desk)).startswith("Nothing here leads back")


def test_silence_is_logged_and_changes_no_door() -> None:
    desk = a_desk("WAITING")

    heard = commanding.log_contact(desk.turn, desk.journal, "silence", bond="", on=desk.turn.today, text="nothing yet")

    assert heard.understood == "silence"
    assert desk.entries("said")[-1].payload == Said(what="silence", on=desk.turn.today, text="nothing yet")


def test_somebody_who_was_closed_is_known_by_their_label_and_else_it_has_to_be_said() -> None:
    desk = a_desk("CLOSED")
    with desk.journal.writing() as work:
        ending.finish(desk.turn, work, desk.standing.bonds[0])

    with desk.journal.writing() as work, pytest.raises(UsageError, match="say whether this is one of them"):
        beginning.set_up(desk.turn, work, BondChanged(label="T", profile=Profile.FRIEND))
    with desk.journal.writing() as work:
        same = beginning.set_up(desk.turn, work, BondChanged(label="S", profile=Profile.FRIEND))
        other = beginning.set_up(desk.turn, work, BondChanged(label="T", profile=Profile.FRIEND, known_before=False))

    assert same.contact.closed is not None
    assert other.contact.closed is None


def test_a_long_low_wish_asks_whether_it_may_go_on() -> None:
    desk = Desk().begin()
    for _ in range(13):
        fact = Answered(check_in=1, prompt="W8", values={"scale-1-5": 2}, text="2", closes=True)
        add(desk, fact)
        desk.later(days=7)
    add(desk, Answered(check_in=1, prompt="W8", values={"scale-1-5": 1}, text="1", closes=True))
    prompt = desk.plan.prompts["W8"]
    sitting = desk.ask()
    with desk.journal.reading() as work:
        answer = Answer(values={"scale-1-5": 1}, text="1")
        asks = consenting.asks_of(desk.turn, work, prompt, answer, sitting, met=prompt.follow)

    assert list(asks) == [calling.MAY_GO_ON]


def test_a_forgetting_that_died_is_known_until_it_is_finished() -> None:
    desk = Desk().begin()

    forgetting.forget(desk.turn, desk.journal, "S")
    begun = forgetting.is_unfinished(desk.journal)
    forgetting.finish(desk.journal)

    assert (begun, forgetting.is_unfinished(desk.journal)) == (True, False)


def test_while_it_is_hidden_the_line_for_the_supervisor_says_nothing() -> None:
    desk = Desk().begin()
    hiding.hide(desk.turn, desk.journal)

    assert views.next_line(desk.turn, desk.journal) == "Nothing to see."
