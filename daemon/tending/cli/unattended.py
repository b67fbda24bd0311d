"""Setting up out of a file: nothing is asked, and doing it again changes only what differs."""

from pathlib import Path
from typing import Any

from tending.cli import meeting_texts as texts
from tending.cli import places
from tending.cli.answers_file import read
from tending.cli.lines import expected
from tending.cli.output import emit, emit_json, wrapped
from tending.cli.questions import Setting
from tending.cli.session import Session
from tending.cli.setting_up import change_of, is_afraid, kept_shut, news, settings_of
from tending.config import write_settings
from tending.config.writing import Plain
from tending.core.entries import BondChanged, Draft
from tending.core.standing import BondStanding
from tending.core.values import dataclass
from tending.service import beginning, caring, views

DAYS = 14


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What setting up came to. `changed` names what differs from before, `kept` what would have opened a door."""

    bond: BondStanding
    state: str
    opens: str
    added: bool
    changed: list[str]
    kept: list[str]
    preview: list[dict[str, Any]]


def set_up(session: Session, path: Path, *, as_json: bool) -> None:
    turn = session.app.turn()
    setting = Setting(today=turn.today, country=session.app.rules.country, quiet=session.app.settings.pace.quiet)
    answers, left_out = read(path, setting)
    changed = _settle(session, answers)
    outcome = _bond(session, change_of(answers), changed)
    session.wake()
    if as_json:
        emit_json(as_values(outcome))
    else:
        _tell(session, outcome, left_out, afraid=is_afraid(answers))


def _settle(session: Session, answers: dict[str, str]) -> list[str]:
    """Write the settings that differ. Returns their names."""
    app = session.app
    before = app.settings
    known: dict[str, Plain] = {
        "keeper.zone": before.keeper.zone,
        "keeper.country": before.keeper.country,
        "keeper.still_here": before.keeper.still_here,
        "pace.windows": list(before.pace.windows),
        "pace.budget": before.pace.budget,
    }
    wanted = settings_of(answers, answers["zone"] or _zone(before.keeper.zone, answers["country"], app.clock().year))
    different = {key: value for key, value in wanted.items() if known[key] != value}
    written = wanted if not app.paths.config_file.exists() else different
    if written:
        write_settings(app.paths.config_file, written)
        session.reopen()
    return list(different)


def _zone(known: str, country: str, year: int) -> str:
    return (places.zone(country, year) if places.is_utc(known) and country else None) or known


def _bond(session: Session, wanted: BondChanged, changed: list[str]) -> Outcome:
    """The bond with this label, made or brought up to date."""
    app, turn = session.app, session.begun()
    with app.journal.writing() as work:
        found = next((one for one in work.standing().bonds if one.label == wanted.label and not one.closed), None)
        if found is None:
            bond = beginning.set_up(turn, work, wanted)
        else:
            change, names = news(found, wanted)
            changed = [*changed, *names]
            if change is not None:
                work.append(Draft(payload=change, at=turn.now, bond=found.number))
            bond = work.standing().bond(found.number)
    rows = views.preview(turn, app.copied(), DAYS)
    kept = kept_shut(found, wanted) if found is not None else []
    state = views.bond_row(turn, bond)["contact_state"]
    opens = views.contact_outlook(turn, bond)
    return Outcome(bond=bond, state=state, opens=opens, added=found is None, changed=changed, kept=kept, preview=rows)


def as_values(outcome: Outcome) -> dict[str, Any]:
    return {
        "bond": {
            "label": outcome.bond.label,
            "profile": outcome.bond.profile.value,
            "contact_state": outcome.state,
        },
        "added": outcome.added,
        "changed": outcome.changed,
        "kept": outcome.kept,
        "preview": outcome.preview,
    }


def _tell(session: Session, outcome: Outcome, left_out: list[str], *, afraid: bool) -> None:
    if outcome.added:
        emit(f"Set up: {outcome.bond.label}, {outcome.bond.profile.value}.")
    elif outcome.changed:
        emit(f"It was set up already. Changed: {', '.join(outcome.changed)}.")
    else:
        emit(texts.SET_UP)
    for key in outcome.kept:
        emit(wrapped(f"{key}: kept as it was. What shuts a door is not opened by a file."))
    if outcome.added and left_out:
        emit(wrapped(f"Not answered, so taken as no: {', '.join(left_out)}."))
    if outcome.added and afraid:
        emit(f"\n{wrapped(caring.safety_card(session.app.turn()))}\n{texts.SAFETY}")
    zone = session.app.rules.zone
    emit(
        f"\nWhat to expect in the first two weeks, by the clock of {zone}:"
        if outcome.preview
        else texts.NOTHING_EXPECTED
    )
    for row in outcome.preview:
        emit(expected(row, zone, session.app.rules.language))
    emit(f"\n{wrapped(outcome.opens)}")
