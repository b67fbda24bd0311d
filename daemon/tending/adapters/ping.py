"""One request to a monitor that waits for it, in the manner of healthchecks: the address, with /start or /fail behind.

Nothing is said beside that: no body, no name, no reason.
"""

import http.client
import urllib.error
import urllib.request
from typing import Literal, TypeAlias

What: TypeAlias = Literal["start", "ok", "fail"]
PATIENCE = 10.0


def ping(address: str, what: What) -> bool:
    """Whether the monitor took it. Never an error: what watches us must not trip us up."""
    url = address if what == "ok" else f"{address.rstrip('/')}/{what}"
    try:
        asked = urllib.request.Request(url, headers={"User-Agent": "-"})  # noqa: S310 - settings take http and https only
        with urllib.request.urlopen(asked, timeout=PATIENCE) as answer:  # noqa: S310 - as above
            return bool(answer.status < http.client.MULTIPLE_CHOICES)
    except (OSError, ValueError, http.client.HTTPException):
        return False
