"""A restore loses no mark: what the store that was there knew is stricter, and is kept."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal_builders import A_KEY, a_copy
from tending.adapters.journal import locking
from tending.adapters.journal.backups import Restored, backup, restore
from tending.adapters.journal.checking import check
from tending.adapters.journal.sql import SqlJournal
from tending.core import contact as doors
from tending.core import entries as e
from tending.core.contact import DISTANCES, STRICTEST, Contact, ContactState
from tending.core.contact_union import union
from tending.core.entries import Draft, MarkKind
from tending.core.model import Profile
from tending.core.standing import Standing

START = datetime(2026, 3, 2, 18, tzinfo=UTC)
DAY = timedelta(days=1)
STEPS = st.sampled_from(
    [
        "they-wrote", "i-wrote", "space", "no", "order", "add", "close", "forget",
        *(MarkKind.UNSAFE, MarkKind.VIOLENT, MarkKind.HOLD, MarkKind.RESTING, MarkKind.OWED),
    ]
)  # fmt: skip


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "journal.db"
    SqlJournal(path).close()
    return path


def said(what: str, day: int, bond: int = 1) -> Draft:
    on = (START + day * DAY).date()
    return Draft(bond=bond, at=START + day * DAY, payload=e.Said(what=what, on=on))


def added(number: int, day: int = 0, label: str = "") -> Draft:
    payload = e.BondAdded(label=label or f"B{number}", profile=Profile.FRIEND, since=date(2026, 1, 1))
    return Draft(bond=number, at=START + day * DAY, payload=payload)


def write(store: Path, *drafts: Draft) -> None:
    journal = SqlJournal(store)
    with journal.writing() as work:
        work.append(*drafts)
    journal.close()


def standing(store: Path) -> Standing:
    journal = SqlJournal(store)
    with journal.reading() as work:
        found = work.standing()
    journal.close()
    return found


def backed_up(store: Path, day: int = 1) -> Path:
    return backup(store, store.parent / "backups", now=START + day * DAY, keep=99, by_hand=True)


def restored(store: Path, copy: Path, day: int = 50) -> Restored:
    return restore(copy, store, now=START + day * DAY)


def state(contact: Contact, day: int) -> ContactState:
    return doors.state(contact, DISTANCES[Profile.FRIEND], START + day * DAY, round_over=True)


@pytest.fixture
def store(empty: Path, tmp_path: Path) -> Path:
    path = a_copy(empty, tmp_path / "journal.db")
    write(path, added(1))
    return path


@pytest.mark.parametrize(("what", "mark"), [("space", "SPACE"), ("no", "CLOSED"), ("order", "LEGAL")])
def test_what_they_asked_for_since_the_backup_still_holds(store: Path, what: str, mark: str) -> None:
    copy = backed_up(store)
    write(store, said(what, 5))

    done = restored(store, copy)

    assert done.marks == 1
    assert state(standing(store).bonds[0].contact, 50).value == mark
    assert check(store) == []


def test_a_bond_that_the_backup_does_not_know_is_kept_without_its_name(store: Path) -> None:
    copy = backed_up(store)
    write(store, added(2, 3), said("order", 5, bond=2))

    restored(store, copy)

    after = standing(store)
    assert [bond.label for bond in after.bonds] == ["B1"]
    assert [state(contact, 50).value for contact in after.forgotten] == ["LEGAL"]


def test_another_bond_of_the_same_number_gets_none_of_them(store: Path, empty: Path, tmp_path: Path) -> None:
    other = a_copy(empty, tmp_path / "other" / "journal.db")
    write(other, added(1, 2, label="Another"))
    copy = backed_up(other, 3)
    write(store, said("order", 5))

    restored(store, copy)

    after = standing(store)
    assert after.bonds[0].contact.legal_at is None
    assert len(after.forgotten) == 1


def test_whoever_has_the_same_label_in_the_backup_of_another_store_gets_them(
    store: Path, empty: Path, tmp_path: Path
) -> None:
    other = a_copy(empty, tmp_path / "other" / "journal.db")
    write(other, added(1, 2, label="Another"), added(2, 2, label="b1"))
    copy = backed_up(other, 3)
    write(store, said("order", 5))

    restored(store, copy)

    assert [bond.contact.legal_at is None for bond in standing(store).bonds] == [True, False]


def test_what_was_said_to_somebody_closed_and_added_again_reaches_back_before_that(store: Path) -> None:
    copy = backed_up(store)
    write(
        store,
        Draft(bond=1, at=START + 2 * DAY, payload=e.BondClosed()),
        added(2, 3, label="B1"),
        said("space", 5, bond=2),
    )

    restored(store, copy)

    (bond,) = standing(store).bonds
    assert (bond.number, bond.closed, state(bond.contact, 50)) == (1, False, ContactState.SPACE)


def test_a_backup_that_knows_as_much_gets_nothing(store: Path) -> None:
    write(store, said("space", 1))
    copy = backed_up(store, 2)

    assert restored(store, copy).marks == 0


def test_a_mark_is_added_once_however_often_it_is_restored(store: Path) -> None:
    copy = backed_up(store)
    write(store, said("space", 5), added(2, 6), said("no", 7, bond=2))

    counts = [restored(store, copy, day).marks for day in (50, 51, 52)]

    assert counts == [2, 2, 2]
    assert len(standing(store).forgotten) == 1


def test_an_entry_taken_out_by_hand_before_a_restore_changes_nothing(store: Path) -> None:
    """The standing still knows of it."""
    copy = backed_up(store)
    write(store, said("space", 5))
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute("DELETE FROM entry WHERE kind = 'said'")

    restored(store, copy)

    assert state(standing(store).bonds[0].contact, 50) is ContactState.SPACE


def test_a_damaged_store_tells_what_can_be_read_of_it(store: Path) -> None:
    copy = backed_up(store)
    write(store, said("space", 5))
    write(store, *(Draft(at=START + 6 * DAY, payload=e.Noted(text="x" * 900)) for _ in range(60)))
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    held = bytearray(store.read_bytes())
    at = held.rindex(b"x" * 900) // 4096 * 4096
    held[at : at + 100] = bytes(100)
    store.write_bytes(held)

    done = restored(store, copy)

    assert done.unread > 0
    assert state(standing(store).bonds[0].contact, 50) is ContactState.SPACE


def test_a_store_that_cannot_be_read_at_all_is_said_so(store: Path) -> None:
    copy = backed_up(store)
    store.write_bytes(b"no store at all, and longer than a header " * 200)

    assert restored(store, copy).unread > 0


def test_marks_are_kept_behind_a_lock_too(empty: Path, tmp_path: Path) -> None:
    store = a_copy(empty, tmp_path / "journal.db")
    write(store, added(1))
    copy = backed_up(store)
    write(store, said("order", 5))
    locking.convert(store, old=None, new=A_KEY)

    done = restore(copy, store, now=START + 50 * DAY, key=A_KEY)

    assert done.marks == 1
    locking.convert(store, old=A_KEY, new=None)
    assert state(standing(store).bonds[0].contact, 50) is ContactState.LEGAL


def lived(store: Path, steps: list[str], first: int) -> None:
    journal = SqlJournal(store)
    for day, step in enumerate(steps, first):
        with journal.writing() as work:
            bonds = [bond for bond in work.standing().bonds if not bond.closed]
            number = bonds[-1].number if bonds else 0
            match step:
                case "add":
                    work.append(added(len(work.standing().bonds) + 1, day))
                case "close" if number:
                    work.append(Draft(bond=number, at=START + day * DAY, payload=e.BondClosed()))
                case "forget" if number:
                    kept = e.MarksKept(contact=work.standing().bond(number).contact)
                    drafts = [Draft(bond=number, at=START + day * DAY, payload=one) for one in (e.Forgotten(), kept)]
                    work.empty(number, before=work.append(*drafts)[0].seq)
                case MarkKind() as mark if number:
                    work.append(Draft(bond=number, at=START + day * DAY, payload=e.Marked(mark=mark)))
                case str() if number and step not in {"close", "forget"}:
                    work.append(said(step, day, number))
                case _:
                    pass
    journal.close()


def strictest(found: Standing, day: int) -> int:
    """The strictest state of anybody, known or nameless, by its place."""
    contacts = (*(bond.contact for bond in found.bonds), *found.forgotten)
    return min((STRICTEST.index(state(contact, day)) for contact in contacts), default=len(STRICTEST))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.lists(STEPS, max_size=6), after=st.lists(STEPS, max_size=8), later=st.integers(0, 200))
def test_after_a_restore_everything_is_as_shut_as_it_was_on_either_side(
    empty: Path, tmp_path_factory: pytest.TempPathFactory, before: list[str], after: list[str], later: int
) -> None:
    store = a_copy(empty, tmp_path_factory.mktemp("one") / "journal.db")
    write(store, added(1))
    lived(store, before, 1)
    copy, then = backed_up(store), standing(store)
    lived(store, after, 10)
    now = standing(store)

    restored(store, copy, 20)

    found, day = standing(store), 20 + later
    assert strictest(found, day) <= min(strictest(then, day), strictest(now, day))
    for bond in found.bonds:
        for side in (then, now):
            same = next((one for one in side.bonds if one.number == bond.number), None)
            if same is not None and (same.added_at == bond.added_at or same.forgotten or bond.forgotten):
                assert union(bond.contact, same.contact) == bond.contact
    assert check(store) == []
