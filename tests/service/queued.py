"""Deliveries as tests queue them, and as a hand would change them."""

from collections.abc import Callable

from service.desk import Desk
from tending.core.model import Level
from tending.core.records import Delivery, Message
from tending.service import asking


def a_message(desk: Desk, key: str, kind: str = "page", *, check_in: int = 0, channel: str = "mail") -> None:
    """Queue something that the program starts."""
    way = desk.turn.way(channel)
    assert way is not None
    message = Message(key=key, line="A line", text=f"text of {key}", level=Level.PROMPT)
    with desk.journal.writing() as work:
        work.queue(asking.delivery_of(desk.turn, message, check_in, way, kind))


def put(desk: Desk, change: Callable[[Delivery], Delivery], key: str = "k") -> Delivery:
    """Change a row as a hand would: past the service, with everything in it but what the service alone can make."""
    [before] = [one for one in desk.deliveries() if one.key == key]
    with desk.journal.writing() as work:
        work.mark(change(before))
    return before


def states(desk: Desk) -> list[str]:
    return [one.state.value for one in desk.deliveries()]
