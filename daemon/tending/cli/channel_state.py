"""How a channel is, in a few words."""

from typing import Any

from tending.cli.output import local


def channel_state(row: dict[str, Any], zone: str) -> str:
    """Of a row as `status` and `channel list` have it."""
    if row["stopped"]:
        return "stopped for good"
    state = "confirmed" if row["confirmed"] else f"not confirmed: tending channel add {row['name']}"
    sent = f", last sent {local(row['last_sent'], zone)}" if row["last_sent"] else ""
    heard = f", last heard {local(row['last_heard'], zone)}" if row["last_heard"] else ""
    trouble = f"; trouble: {row['trouble']}" if row["trouble"] else ""
    return f"{state}{sent}{heard}{trouble}"
