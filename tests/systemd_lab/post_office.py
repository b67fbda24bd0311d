"""A mail provider in the network of the lab: `post_office.py HOME CERTIFICATES`, run by nsenter.

Prints its ports, then answers each line of input with one of output, both JSON: `{}` gives the mails that are there,
`{"raw": ..., "to": ..., "sender": ...}` delivers one.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from integration.mailserver import MailServer, running


def mails(server: MailServer) -> list[str]:
    with server.mailbox() as box:
        numbers = box.search(None, "ALL")[1][0].split()
        found = [box.fetch(number.decode(), "(BODY.PEEK[])")[1][0] for number in numbers]
    return [one[1].decode("latin-1") for one in found if isinstance(one, tuple)]


def answered(server: MailServer, asked: dict[str, str]) -> list[str]:
    if not asked:
        return mails(server)
    server.deliver(asked["raw"].encode("latin-1"), to=asked["to"], sender=asked["sender"])
    return []


def say(value: object) -> None:
    print(json.dumps(value), flush=True)  # noqa: T201 - it is asked by another process


if __name__ == "__main__":
    with running(Path(sys.argv[1]), certificates=Path(sys.argv[2])) as server:
        say({"smtp": server.smtp_port, "imap": server.imap_port})
        for line in sys.stdin:
            say(answered(server, json.loads(line)))
