"""Live a world again and say what broke in it, from the folder `tests`.

`python -m simulator.replay SEED [DAYS]` on the twin in memory, with `--disk` on SQLite;
`python -m simulator.replay --kill POINT SEED DAYS`: the life of that seed, killed at that point alone.
"""

import argparse
import sys
from collections.abc import Sequence

from simulator.crashes import killed_everywhere
from simulator.seeds import MONTHS, in_memory, on_disk
from simulator.stores import in_ram


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("seed", type=int)
    parser.add_argument("days", type=int, nargs="?", default=MONTHS)
    parser.add_argument("--disk", action="store_true")
    parser.add_argument("--kill", type=int, metavar="POINT")
    wanted = parser.parse_args(arguments)
    found = again(wanted.seed, wanted.days, disk=wanted.disk, kill=wanted.kill)
    print("\n".join(found) or "every promise holds")  # noqa: T201 - the output of a script
    return int(bool(found))


def again(seed: int, days: int, *, disk: bool = False, kill: int | None = None) -> list[str]:
    """What breaks a promise in that world."""
    if kill is not None:
        return killed_everywhere(seed, days=days, only=kill).wrong
    if disk:
        with in_ram() as folder:
            return list(on_disk(seed, folder, days=days).wrong)
    return list(in_memory(seed, days=days).wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
