"""The keeper's own part by command. The same entries as the questions make."""

from collections.abc import Mapping
from datetime import date

from tending.core.entries import Draft, Owned
from tending.core.errors import UsageError
from tending.core.ledgers import account
from tending.core.ledgers.account import Change
from tending.core.model import Value
from tending.core.records import Heard
from tending.core.values import dataclass
from tending.ports import Journal, Work
from tending.service import commanding, recording
from tending.service.turn import Turn


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """What was done, what it was like for them (a guess, or `confirmed`), and what is different from now on."""

    act: str
    impact: str = ""
    confirmed: bool = False
    change: str = ""


def add(turn: Turn, journal: Journal, named: Named, *, bond: str) -> Heard:
    """One thing that was done, with what belongs to it: one entry, so that `undo` takes all of it back."""
    with journal.writing() as work:
        number = commanding.bond_number(work, bond)
        more: dict[str, Value] = {"impact": named.impact, "confirmed": named.confirmed, "change": named.change}
        work.append(_draft(turn, number, "act", named.act, of=0, values={key: one for key, one in more.items() if one}))
        return commanding.told(turn, work, "account", "account-added", f"{named.act} {named.impact} {named.change}")


def log(turn: Turn, journal: Journal, number: int, *, did: bool, on: date, text: str, bond: str) -> Heard:
    """The change was there, or the old way came back. Raises UsageError where nothing has that number."""
    with journal.writing() as work:
        of = commanding.bond_number(work, bond)
        known = [one.id for one in _rows(work, of) if one.text]
        if number not in known:
            names = ", ".join(map(str, known)) or "none"
            raise UsageError(f"{number}: no change has that number; there are: {names}")
        work.append(_draft(turn, of, "evidence" if did else "slip", text, of=number, on=on))
        return commanding.told(turn, work, "account", "account-did" if did else "account-slip", text)


def _draft(
    turn: Turn,
    bond: int,
    what: str,
    text: str,
    *,
    of: int,
    on: date | None = None,
    values: Mapping[str, Value] | None = None,
) -> Draft:
    fact = recording.fact(f"account.{what}", on=on or turn.today, text=text, of=of, values=values)
    return Draft(payload=fact, at=turn.now, bond=bond)


def rows(journal: Journal, bond: str = "") -> tuple[Change, ...]:
    """Everything that was named about a bond, the oldest first."""
    with journal.reading() as work:
        return _rows(work, commanding.bond_number(work, bond))


def _rows(work: Work, bond: int) -> tuple[Change, ...]:
    return account.all_rows(recording.recorded(work, Owned.kind, bond))
