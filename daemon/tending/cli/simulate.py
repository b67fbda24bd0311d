"""`simulate`: a made-up keeper, on the real core and service. Reads nothing of the keeper's and writes nothing."""

from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from tending.adapters.deck_files import read_decks
from tending.adapters.journal.memory import MemoryJournal
from tending.cli.output import AsJson, emit, emit_json, local, table, working
from tending.core.decks import plan_of
from tending.core.errors import UsageError
from tending.core.model import Profile, Rules
from tending.service import simulating
from tending.service.personas import PERSONAS


def simulate(
    persona: Annotated[str, typer.Option("--persona", metavar="P", help=f"One of {', '.join(PERSONAS)}.")],
    profile: Annotated[Profile, typer.Option("--profile", help="What the relationship was.")] = Profile.FRIEND,
    parted: Annotated[int, typer.Option("--parted", metavar="DAYS", min=0, max=36_500, help="How long ago.")] = 0,
    bonds: Annotated[int, typer.Option("--bonds", min=1, max=3, help="How many relationships.")] = 1,
    days: Annotated[int, typer.Option("--days", min=1, max=3_660, help="How long it runs.")] = 365,
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same bytes.")] = 1,
    zone: Annotated[str, typer.Option("--zone", metavar="Z", help="Such as Europe/Berlin.")] = "UTC",
    as_json: AsJson = False,
) -> None:
    if persona not in PERSONAS:
        raise UsageError(f"--persona {persona}: there are {', '.join(PERSONAS)}")
    given = plan_of(Rules(zone=_zone(zone)), read_decks(None), simulating.seed_bytes(seed))
    scenario = simulating.Scenario(persona=persona, profile=profile, parted=parted, bonds=bonds, days=days, seed=seed)
    with working("Simulating"):
        result = simulating.simulate(given, MemoryJournal(), scenario)
    if as_json:
        emit_json(result, ordered=True)
    else:
        emit(_text(result, zone))


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, KeyError):
        raise UsageError(f"--zone {name}: is no time zone: names look like Europe/Berlin") from None


def _text(result: dict[str, Any], zone: str) -> str:
    rows = [
        (local(row["at"], zone), row["bond"], row["family"], "+".join([row["prompt"], *row["also"]]), row["outcome"])
        for row in result["asked"]
    ]
    totals = ", ".join(f"{count} {name}" for name, count in result["counts"].items() if count or name == "asked")
    first = f"{result['persona']}, {result['profile']}, {result['days']} days, seed {result['seed']}: {totals}"
    return "\n".join([first, *([table(rows)] if rows else [])])
