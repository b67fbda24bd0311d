"""Which mails count: a valid token and an allowed sender, and DMARC where it is asked for. Everything else does not.

But for one word: whoever was sent our mail holds its token, and may answer STOP, whoever it is.
"""

from collections.abc import Callable

from tending.adapters.channels.mail.head import OURS, Head
from tending.adapters.channels.mail.settings import EmailSettings
from tending.core.values import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """`check_in` is set when the mail counts, else `reason` says in two words why not.

    `stops` is set where its token is good and its sender is not ours to hear: nothing of it counts but a STOP.
    `returned` is set where we wrote it ourselves and it has come back: nothing of it counts but that.
    """

    check_in: int | None = None
    reason: str = ""
    stops: int | None = None
    returned: int | None = None


def judge(head: Head | None, settings: EmailSettings, read_token: Callable[[str], int | None]) -> Verdict:
    if head is None:
        return Verdict(reason="unreadable head")
    check_in = next((one for one in map(read_token, head.tokens) if one is not None), None)
    if head.ignore:
        return Verdict(reason=head.ignore, returned=check_in if head.ignore == OURS else None)
    if not head.tokens:
        return Verdict(reason="no token")
    if check_in is None:
        return Verdict(reason="wrong token")
    if head.sender not in settings.senders:
        return Verdict(reason="wrong sender", stops=check_in)
    if settings.authserv_id and head.dmarc != "pass":
        return Verdict(reason="not authenticated", stops=check_in)
    return Verdict(check_in=check_in)
