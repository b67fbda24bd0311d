"""Claims, what showed them, and the table that is printed of it."""

import argparse
import tempfile
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

COLUMNS = ("no", "what", "figure", "verdict", "seconds")


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A figure, and whether it is what was claimed; None where it could not be measured, or claims nothing."""

    figure: str
    holds: bool | None


@dataclass(frozen=True, kw_only=True)
class Claim:
    """`show` gets an empty folder of its own, and may raise: then the claim does not hold."""

    number: str
    what: str
    show: Callable[[Path], Shown]


@dataclass(frozen=True, kw_only=True)
class Row:
    claim: Claim
    shown: Shown
    seconds: float

    @property
    def verdict(self) -> str:
        return {True: "holds", False: "FAILS", None: "-"}[self.shown.holds]

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.claim.number, self.claim.what, self.shown.figure, self.verdict, f"{self.seconds:.0f}")


def look_into(claims: Sequence[Claim]) -> list[Row]:
    """Show each claim, saying so as it comes."""
    rows = []
    for claim in claims:
        print(f"{claim.number}  {claim.what} ...", flush=True)  # noqa: T201 - the output of a script
        rows.append(row := looked_into(claim))
        print(f"   {row.verdict}: {row.shown.figure} ({row.seconds:.0f} s)", flush=True)  # noqa: T201 - as above
    return rows


def looked_into(claim: Claim) -> Row:
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="prove-", ignore_cleanup_errors=True) as folder:
        try:
            shown = claim.show(Path(folder))
        except Exception as error:  # noqa: BLE001 - a claim that cannot be shown does not hold, and the next has its turn
            traceback.print_exc()
            shown = Shown(
                figure=f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''}"[:200], holds=False
            )
    return Row(claim=claim, shown=shown, seconds=time.monotonic() - began)


def printed(rows: Sequence[Row]) -> str:
    cells = [COLUMNS, *(row.cells for row in rows)]
    wide = [max(len(line[column]) for line in cells) for column in range(len(COLUMNS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, wide, strict=True)).rstrip() for line in cells]
    return "\n".join([lines[0], "  ".join("-" * width for width in wide), *lines[1:]])


def failed(rows: Sequence[Row]) -> bool:
    return any(row.shown.holds is False for row in rows)


def main(claims: Sequence[Claim], arguments: Sequence[str], about: str) -> int:
    """Look into all of them, or those named by `--only`. Returns the exit code."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--only", action="append", metavar="N", help="a number of the table; may be given again")
    wanted = parser.parse_args(arguments).only
    known = [claim.number for claim in claims]
    if wanted and not set(wanted) <= set(known):
        parser.error(f"--only: there are {', '.join(known)}")
    rows = look_into([claim for claim in claims if not wanted or claim.number in wanted])
    print(f"\n{about}\n\n{printed(rows)}")  # noqa: T201 - the output of a script
    return int(failed(rows))
