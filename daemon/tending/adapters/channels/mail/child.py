"""The process that reads one mail, or a batch of heads, and can do nothing else.

Standard input: one line of JSON (`Order`), then the bytes. Standard output: one line of JSON for each head, or one
`Text`. Started with an empty environment and nothing in its arguments; its limits are set before it reads a byte.
"""

import resource
import signal
import sys
from collections.abc import Sequence

import msgspec

from tending.adapters.channels.mail import head, marks

_SECONDS_FOR_ONE = 1.5
_SECONDS = 2
MEMORY = 192 << 20


class Order(msgspec.Struct, frozen=True, kw_only=True):
    """`sizes` are the lengths of the heads that follow, one after the other; none: one whole mail follows."""

    ours: head.Ours
    sizes: list[int] = []


class Text(msgspec.Struct, frozen=True, kw_only=True):
    text: str = ""
    trouble: str = ""


def main() -> None:
    _limit()
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    answers: Sequence[head.Head | Text] = [_head(order, size) for size in order.sizes] or [
        text_of(sys.stdin.buffer.read(marks.MOST_BYTES))
    ]
    sys.stdout.buffer.write(msgspec.json.Encoder().encode_lines(answers))


def _limit() -> None:
    signal.setitimer(signal.ITIMER_PROF, _SECONDS_FOR_ONE)
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _head(order: Order, size: int) -> head.Head:
    return head.read(sys.stdin.buffer.read(size), order.ours)


def text_of(raw: bytes) -> Text:
    from tending.adapters.channels.mail import body  # noqa: PLC0415 - heads are read without it

    try:
        return Text(text=body.read(raw))
    except body.UnreadableError as error:
        return Text(trouble=str(error))
    except Exception:  # noqa: BLE001 - whatever a mail does to the parser, it ends here and in quarantine
        return Text(trouble="it is not written as a mail should be")


if __name__ == "__main__":
    main()
