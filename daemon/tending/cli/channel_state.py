"""How a channel is, in a few words, and what was changed."""

from typing import Any

from tending.cli.output import local, wrapped


def channel_state(row: dict[str, Any], zone: str) -> str:
    """Of a row as `status` and `channel list` have it."""
    if row["stopped"]:
        return "stopped for good"
    until = f" until {local(row['until'], zone)[:-6]}" if row["until"] else ""
    state = f"confirmed{until}" if row["confirmed"] else f"not confirmed: tending channel add {row['name']}"
    own = ", with your own words" if row["level"] == "personal" and row["kind"] != "terminal" else ""
    sent = f", last sent {local(row['last_sent'], zone)}" if row["last_sent"] else ""
    heard = f", last heard {local(row['last_heard'], zone)}" if row["last_heard"] else ""
    trouble = f"; trouble: {row['trouble']}" if row["trouble"] else ""
    return f"{state}{own}{sent}{heard}{trouble}"


def change_line(row: dict[str, Any], zone: str) -> str:
    """Of a row as `status` and `channel log` have it."""
    return wrapped(row["what"], f"  {local(row['at'], zone)}  ", "    ")
