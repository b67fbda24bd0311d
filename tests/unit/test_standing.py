"""Folding: what each kind of entry changes, and what it leaves alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import reduce

import pytest

from builders import (
    START,
    a_bond,
    a_contact,
    a_plain_deck,
    a_plan,
    a_sitting,
    a_standing,
    a_track,
    an_answer,
    an_entry,
    at,
    fold,
    on,
    shown,
    with_open,
)
from tending.adapters.journal.memory import MemoryJournal
from tending.core import entries as e
from tending.core.contact import SCREEN, Mark
from tending.core.entries import Entry
from tending.core.model import Family, InTouch, Profile
from tending.core.records import Query
from tending.core.standing import FOLD_VERSION, Loosening, Page, Sitting, Standing, apply, loosened
from tending.service.simulating import Scenario, simulate


def test_every_kind_of_the_catalogue_folds_and_counts_its_number() -> None:
    journal = MemoryJournal()
    simulate(a_plan(), journal, Scenario(persona="random", profile=Profile.FRIEND, days=200, seed=4))
    with journal.reading() as work:
        entries = work.entries(Query(oldest_first=True))

    seqs = [standing.seq for standing in _every(entries)]

    assert seqs == [entry.seq for entry in entries]


def _every(entries: Sequence[Entry]) -> list[Standing]:
    told = [Standing()]
    for entry in entries:
        told.append(apply(told[-1], entry))
    return told[1:]


@pytest.mark.parametrize("persona", ["random", "fades", "sporadic"])
def test_folding_afresh_gives_what_was_folded_one_by_one(persona: str) -> None:
    journal = MemoryJournal()
    simulate(a_plan(), journal, Scenario(persona=persona, profile=Profile.FAMILY, bonds=2, days=150, seed=2))

    with journal.writing() as work:
        kept, afresh = work.standing(), work.refold()

    assert kept == afresh


def test_an_emptied_entry_changes_nothing_but_the_number() -> None:
    before = with_open()

    after = apply(before, an_entry(None, seq=77))

    assert after == replace(before, seq=77)


def test_it_begins_once() -> None:
    assert fold(Standing(), e.Began(), e.Began(), bond=0).began_at == at(2)
    assert fold(a_standing(), e.Began(), bond=0).began_at == START


def test_settings_that_change_the_budget_take_the_place_of_what_was_said() -> None:
    said = a_standing(budget=2, settings={"budget": "4"}, loosenings=(_more(),))

    same = fold(said, e.SettingsChanged(digest="d", rules={"budget": "4", "zone": "UTC"}), bond=0)
    other = fold(said, e.SettingsChanged(digest="d", rules={"budget": "5"}), bond=0)

    assert (same.budget, same.loosenings, same.settings["zone"]) == (2, (_more(),), "UTC")
    assert (other.budget, other.loosenings) == (None, ())


def test_a_bond_is_added_and_changed_and_its_marks_only_become_stricter() -> None:
    added = fold(
        Standing(), e.BondAdded(label="S", profile=Profile.FAMILY, since=on(-9), said="wait", they_afraid_of_me=True)
    )
    changed = fold(
        added,
        e.BondChanged(label="T", profile=Profile.MOVING_ON, in_touch=InTouch.YES, practical=True, afraid_of_them=False),
    )
    kept = fold(changed, e.BondChanged(said="no"))

    marked = a_contact(began_at=at(2), parted=on(-9), space=Mark(at=at(2)), unsafe_at=at(2), profiles=(Profile.FAMILY,))
    assert (added.bonds[0].label, added.bonds[0].contact) == (
        "S",
        replace(marked, told=dict.fromkeys(SCREEN, at(2)), clear={"U1": at(2)}),
    )
    assert (changed.bonds[0].label, changed.bonds[0].moving_on, changed.bonds[0].contact.unsafe_at) == (
        "T",
        True,
        at(2),
    )
    assert not changed.bonds[0].contact.in_touch
    assert changed.bonds[0].contact.profiles == (Profile.FAMILY, Profile.MOVING_ON)
    assert (kept.bonds[0].contact.space, kept.bonds[0].practical, kept.bonds[0].moving_on) == (
        Mark(at=at(2)),
        True,
        True,
    )
    assert fold(kept, e.BondChanged(said="order")).bonds[0].contact.legal_at == at(2)
    assert fold(Standing(), e.BondAdded(label="S", profile=Profile.MOVING_ON)).bonds[0].moving_on


def test_what_was_set_up_once_is_corrected_to_the_stricter_side_only() -> None:
    partner = fold(Standing(), e.BondAdded(label="S", profile=Profile.FORMER_PARTNER, since=on(-9)))
    unsaid = fold(Standing(), e.BondAdded(label="S", profile=Profile.FRIEND))
    begun = fold(Standing(), e.BondAdded(label="", profile=Profile.FORMER_PARTNER))

    change = e.BondChanged(label="S", profile=Profile.FRIEND, since=on(-99), in_touch=InTouch.YES)
    kept, never, free = (fold(one, change).bonds[0].contact for one in (partner, unsaid, begun))

    assert (kept.parted, kept.in_touch, kept.profiles) == (on(-9), False, (Profile.FORMER_PARTNER, Profile.FRIEND))
    assert never.parted is None
    assert (free.parted, free.in_touch, free.profiles) == (on(-99), True, (Profile.FRIEND,))
    assert fold(partner, e.BondChanged(since=on(-1))).bonds[0].contact.parted == on(-1)


def test_closing_a_bond_closes_what_is_open_about_it() -> None:
    other = a_sitting(6, bond=2)
    before = a_standing(a_bond(), a_bond(2, "T"), open=(a_sitting(), other))

    after = fold(before, e.BondClosed())

    assert after.bond(1).closed
    assert after.open == (other,)
    assert [sitting.outcome for sitting in after.recent] == ["closed"]


def test_the_drawer_opens_holds_a_page_and_lets_it_go() -> None:
    opened = fold(a_standing(), e.Held(text="", show_at=at(3)), bond=0)
    held = fold(opened, e.Held(text="All of it", show_at=at(3)), bond=0)

    assert (opened.drawer_open, opened.drawer) == (True, ())
    assert (held.drawer_open, held.drawer) == (False, (Page(seq=2, show_at=at(3)),))
    assert fold(held, e.HeldShown(page=2), bond=0).drawer == ()
    assert fold(held, e.HeldKept(page=2, became="deleted"), bond=0).drawer == ()


def test_a_question_that_made_it_worse_twice_rests_sixty_days_and_its_family_fourteen() -> None:
    recent = (a_sitting(5, closed_at=at(1), outcome="answered"),)
    auckland = a_standing(recent=recent, settings={"zone": "Pacific/Auckland"})
    worse = e.Rated(check_in=5, prompt="G2", effect="worse")

    once = fold(auckland, worse, when=2.9)
    twice = fold(once, worse, when=2.9)

    assert (shown(once).worse, once.bond(1).tracks["ground"].worse) == (1, 1)
    assert (shown(twice).retired_until, shown(twice).worse) == (on(3) + timedelta(days=60), 0)
    assert twice.bond(1).tracks["ground"].rests_until == on(3) + timedelta(days=14)


def test_helped_or_neither_takes_the_count_back() -> None:
    recent = (a_sitting(5, closed_at=at(1), outcome="answered"),)
    worse, helped = (e.Rated(check_in=5, prompt="G2", effect=effect) for effect in ("worse", "helped"))

    after = fold(a_standing(recent=recent), worse, helped, worse)

    assert (shown(after).worse, shown(after).retired_until) == (1, None)
    assert fold(a_standing(), worse).bonds == a_standing().bonds


def test_a_pause_and_its_end() -> None:
    paused = fold(a_standing(), e.Paused(until=at(9)), bond=0)
    carded = fold(paused, e.Paused(card=True), bond=0)
    misread = fold(carded, e.Resumed(misread=True), bond=0)
    resumed = fold(carded, e.Resumed(), bond=0)

    assert (paused.paused_at, paused.paused_until, paused.card) == (at(2), at(9), False)
    assert carded == replace(paused, card=True, card_at=at(2), heard=carded.heard, seq=carded.seq)
    assert (misread.paused_until, misread.card) == (at(9), False)
    assert (resumed.paused_at, resumed.paused_until, resumed.card) == (None, None, False)


def _more(when: float = 7, budget: int = 5, family: Family | None = None) -> Loosening:
    return Loosening(at=at(when), bond=1 if family else 0, family=family, budget=budget, factor=0.5)


def test_less_counts_at_once_and_takes_a_waiting_more_back() -> None:
    less = e.Paced(more=False, at=at(2), budget=3, family=Family.GROUND, factor=1.5)

    after = fold(a_standing(loosenings=(_more(),)), less)
    alone = fold(a_standing(), e.Paced(more=False, at=at(2), budget=3), bond=0)

    assert (after.budget, after.loosenings, after.bond(1).tracks["ground"].factor) == (3, (), 1.5)
    assert (alone.budget, alone.bond(1).tracks) == (3, {})


def test_more_waits_for_its_day() -> None:
    more = e.Paced(more=True, at=at(9), budget=5, family=Family.GROUND, factor=0.5)

    waiting = fold(a_standing(), more)

    assert waiting.budget is None
    assert loosened(waiting, at(8)) is waiting
    assert loosened(a_standing(loosenings=(_more(),)), at(7)).bond(1).tracks == {}
    assert (loosened(waiting, at(9)).budget, loosened(waiting, at(9)).loosenings) == (5, ())
    assert loosened(waiting, at(9)).bond(1).tracks["ground"].factor == 0.5
    assert fold(waiting, e.Paced(more=True, at=at(18), budget=6), bond=0, when=11).budget == 5


def test_what_happened_between_the_two_is_a_fact_once() -> None:
    wrote = e.Said(what="they-wrote", on=on(1))
    space = e.Said(what="space", on=on(1))

    after = fold(a_standing(), wrote, wrote, space)

    assert after.bond(1).facts == ("they-wrote",)
    assert after.bond(1).contact.space == Mark(at=at(2))
    assert after.bond(1).slow_until == at(30)
    assert fold(a_standing(), e.Said(what="i-wrote", on=on(1))).bond(1).facts == ()
    assert fold(a_standing(), wrote, bond=0).bond(1).facts == ()


def test_moving_on_is_for_good_and_news_of_decks_changes_nothing() -> None:
    assert fold(a_standing(), e.MovedOn()).bond(1).moving_on
    assert fold(a_standing(), e.DecksChanged(digest="d"), bond=0) == a_standing(seq=1)


def test_a_word_ends_the_hush_and_begins_a_week_of_recovery() -> None:
    hushed = a_standing(unanswered=6, lapses_running=6, lapsed_at=at(1))

    after = fold(hushed, e.Noted(text="hello"), bond=0)
    awake = fold(a_standing(unanswered=3), e.Undone(seq=1), bond=0)

    assert (after.unanswered, after.lapses_running, after.lapsed_at) == (0, 0, None)
    assert (after.recovering_until, after.heard, after.heard_at) == (at(9), 1, at(2))
    assert (awake.unanswered, awake.recovering_until) == (0, None)


def test_the_standing_knows_what_is_open_and_its_bonds() -> None:
    plain_one = a_sitting(4, deck="gratitude")
    standing = a_standing(a_bond(), a_bond(2, "T", tracks={"want": a_track()}), open=(plain_one, a_sitting(5)))

    assert standing.asking == a_sitting(5)
    assert standing.bond(2).label == "T"
    assert isinstance(standing.open[0], Sitting)
    assert FOLD_VERSION == 6
    assert a_plan(decks=(a_plain_deck("gratitude", "07:30"),)).plain[0].name == "gratitude"


def test_folding_is_pure() -> None:
    before = with_open()

    first, second = fold(before, an_answer()), fold(before, an_answer())

    assert first == second
    assert before == with_open()
    assert reduce(apply, [], before) is before


def test_a_draft_goes_with_whom_it_was_about_and_a_page_of_the_night_stays() -> None:
    pages = (Page(seq=2, show_at=at(3), draft=True, bond=1), Page(seq=3, show_at=at(3)))

    gone = fold(a_standing(drawer=pages), e.Forgotten())

    assert [page.seq for page in gone.drawer] == [3]
