"""Contacts: by direction, with what was said and how near it came, and never a score."""

from builders import an_entry, at, on
from tending.core.entries import Entry, Payload, Reached, Said
from tending.core.ledgers import reach


def entry(seq: int, fact: Payload) -> Entry:
    return an_entry(fact, seq=seq, when=at(seq), bond=1)


def reached(seq: int, what: str, text: str) -> Entry:
    return entry(seq, Reached(what=what, on=on(seq), text=text, values={"choice": text}))


def test_each_contact_has_its_direction_and_how_near_it_came() -> None:
    entries = [
        reached(4, "reply", "none"),
        entry(1, Said(what="i-wrote", on=on(1), text="hello")),
        entry(2, Said(what="they-wrote", on=on(2), text="hi", rung=2)),
        entry(3, Said(what="space", on=on(3))),
        entry(5, Said(what="silence", on=on(5))),
    ]

    found = reach.contacts(entries)

    assert [(one.id, one.direction, one.rung) for one in found] == [
        (1, "me", None),
        (2, "they", 2),
        (3, "they", None),
        (4, "silence", None),
        (5, "silence", None),
    ]
    assert found[1].text == "hi"


def test_what_came_back_is_there_once_and_other_facts_are_no_contacts() -> None:
    assert reach.contacts([reached(1, "reply", "friendly"), reached(2, "rhythm", "weekly")]) == ()


def test_questions_that_were_not_asked_and_what_was_chosen_last_are_there_to_look_at() -> None:
    parked = Reached(what="parked", on=on(1), text="why then?", values={"text": "why then?"})
    entries = [entry(1, parked), reached(2, "rhythm", "weekly"), reached(3, "rhythm", "monthly")]

    assert [(one.id, one.text) for one in reach.parked(entries)] == [(1, "why then?")]
    assert reach.latest(entries, "rhythm") == "monthly"
    assert reach.latest(entries, "step") == ""
