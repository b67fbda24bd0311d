"""How entries about the two become marks, and what is kept of somebody who is gone."""

import pytest

from builders import START, a_bond, a_clear_contact, a_contact, a_standing, at, fold, on
from tending.core import entries as e
from tending.core.contact import Contact, Mark
from tending.core.model import Profile, Value
from tending.core.standing import Standing

AT = at(2)


def added(**told: object) -> Contact:
    bond = e.BondAdded(label="S", profile=Profile.FRIEND, **told)  # type: ignore[arg-type]
    return fold(Standing(), bond).bonds[0].contact


@pytest.mark.parametrize(
    ("said", "shut"),
    [
        ("wait", {"space": Mark(at=AT)}),
        ("stop", {"closed": Mark(at=AT)}),
        ("order", {"legal_at": AT}),
        ("no", {}),
    ],
)
def test_what_set_up_was_told_shuts_at_once(said: str, shut: dict[str, object]) -> None:
    told = added(said=said)

    assert {name: getattr(told, name) for name in ("space", "closed", "legal_at") if getattr(told, name)} == shut
    assert ("C1" in told.clear) == (said == "no")


def test_fear_at_set_up_is_a_mark_and_leaves_its_question_unclear() -> None:
    them, me = added(afraid_of_them=True), added(they_afraid_of_me=True, violent=True)

    assert (them.unsafe_at, them.violent, set(them.clear)) == (AT, False, {"U2", "C1"})
    assert (me.unsafe_at, me.violent, set(me.clear)) == (AT, True, {"U1", "C1"})


@pytest.mark.parametrize("what", ["silence", "a kind of a later release"])
def test_what_changes_nothing_between_the_two_changes_no_mark(what: str) -> None:
    assert fold(a_standing(), e.Said(what=what, on=on(1))).bond(1).contact == a_contact()


def test_what_is_about_nobody_marks_nobody() -> None:
    before = a_standing()

    for fact in (e.Said(what="no", on=on(1)), e.Marked(mark=e.MarkKind.HOLD)):
        assert fold(before, fact, bond=0).bonds == before.bonds


@pytest.mark.parametrize(
    ("mark", "field"),
    [("unsafe", "unsafe_at"), ("unsure", "unsure_at"), ("owed", "owed_at"), ("hold", "hold_at")],
)
def test_each_mark_stands_from_its_instant(mark: str, field: str) -> None:
    marked = fold(a_standing(), e.Marked(mark=e.MarkKind(mark))).bond(1).contact

    assert getattr(marked, field) == AT
    assert not marked.violent


def test_the_exits_a_keeper_chose_and_the_graver_marks_are_folded() -> None:
    def marked(mark: e.MarkKind, contact: Contact | None = None) -> Contact:
        return fold(a_standing(a_bond(contact=contact or a_contact())), e.Marked(mark=mark)).bond(1).contact

    closed = marked(e.MarkKind.REOPENED, a_contact(closed=Mark(at=START)))
    assert marked(e.MarkKind.VIOLENT).violent
    assert marked(e.MarkKind.RESTING).resting == Mark(at=AT)
    assert marked(e.MarkKind.ONCE_MORE).once_more_at == AT
    assert (closed.closed, closed.reopened_at) == (None, AT)


def test_by_a_clock_before_the_beginning_a_mark_stands_from_the_last_that_is_known() -> None:
    ahead = a_standing(a_bond(contact=a_clear_contact(9, began_at=at(5), sent_at=at(12))))

    held = fold(ahead, e.Marked(mark=e.MarkKind.HOLD), when=1).bond(1).contact
    chosen = fold(ahead, e.Marked(mark=e.MarkKind.ONCE_MORE), when=1).bond(1).contact

    assert held.hold_at == at(12)
    assert chosen.once_more_at == at(1)


def test_marks_of_another_history_join_those_of_a_bond_or_are_kept_nameless() -> None:
    other = a_contact(closed=Mark(at=START), hold_at=at(1))

    joined = fold(a_standing(), e.MarksKept(contact=other))
    nameless = fold(a_standing(), e.MarksKept(contact=other), bond=0)

    assert (joined.bond(1).contact.closed, joined.bond(1).contact.hold_at) == (Mark(at=START), at(1))
    assert joined.forgotten == ()
    assert nameless.bonds == a_standing().bonds
    assert nameless.forgotten == (other,)
    assert joined.heard == 0


def test_somebody_who_was_known_before_brings_the_strictest_marks_of_all_who_are_gone() -> None:
    gone = fold(a_standing(), e.MarksKept(contact=a_contact(legal_at=at(1))), bond=0)
    gone = fold(gone, e.Said(what="no", on=on(2)), e.BondClosed())

    known = fold(gone, e.BondAdded(label="T", profile=Profile.FRIEND, known_before=True), bond=2).bond(2).contact
    other = fold(gone, e.BondAdded(label="T", profile=Profile.FRIEND), bond=2).bond(2).contact

    assert known.legal_at == at(1)
    assert known.closed == Mark(at=AT)
    assert (other.legal_at, other.closed) == (None, None)


def test_an_answer_is_clear_only_as_a_plain_no() -> None:
    def told(**values: Value) -> Contact:
        answer = e.Answered(check_in=0, prompt="U1", values=values, text="", closes=False)
        return fold(a_standing(), answer).bond(1).contact

    assert told(choice="no").clear == {"U1": AT}
    assert told(choice="partly").clear == told(choice="no", other="yes").clear == told().clear == {}
    assert told(choice="partly").told == {"U1": AT}
